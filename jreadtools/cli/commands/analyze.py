"""`jreadtools analyze`: a table of the main metrics, or every metric into a file, and what is worth another look.

One article by itself has a page (`one_article`).
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from jreadtools.article import Cell
from jreadtools.cli.article_table import Columns, article_rows, sorted_rows, write_shown
from jreadtools.cli.finding_lines import REST_ON, FindingLines
from jreadtools.cli.level_lists import all_different, levels_of
from jreadtools.cli.one_article import page_printed
from jreadtools.cli.places import format_for, rows_place, text_place, workbook_place
from jreadtools.cli.session import Run, UsageError, reading_of, speed_of
from jreadtools.errors import JreadtoolsError, Message, in_language
from jreadtools.frames.column import Column, Row, Write
from jreadtools.frames.files.apart import keep_apart
from jreadtools.frames.files.formats import Format
from jreadtools.frames.files.interruption import ENDS, Work, interruptible

if TYPE_CHECKING:
    from jreadtools.measure.measuring import Settings

__all__ = ["analyze_command", "carried"]


def analyze_command(args: argparse.Namespace, run: Run) -> None:
    """Print or write what was measured of each article, and of each sentence if asked for."""
    from jreadtools.batches.batch import Duplicates
    from jreadtools.batches.progress import Progress, files_of
    from jreadtools.batches.workers import worker_count
    from jreadtools.frames.rows import sentence_rows
    from jreadtools.metrics.catalogue import METRICS
    from jreadtools.posts import measured_batches

    kept = carried(args)
    form = format_for(args.output, args.format, "table")
    sentence_form = format_for(args.sentences, None, "csv")
    _two_places(args.output, args.sentences)
    for place in (args.output, args.sentences):
        keep_apart(args.paths, place)
    findings = FindingLines(run, everything=args.all_findings) if args.findings or args.all_findings else None
    if findings:
        _place_for_findings(args.output, form, args.sentences)
    settings, columns = _asked_for(args, run, kept)
    if page_printed(args, settings, run):
        return
    names = columns.chosen(args.columns, form)
    descending = (args.sort or "").startswith("-") != args.reverse
    sort = columns.sorted_by(args.sort.removeprefix("-")) if args.sort else ""
    with_sentences = bool(args.sentences) or form == "xlsx"
    of_sentences = METRICS.at("S") if with_sentences else ()
    wanted = {*names, sort, *(metric.name for metric in of_sentences)}
    wanted |= {REST_ON} if findings else set()
    settings = replace(settings, metrics=tuple(name for name in METRICS if name in wanted))
    reading = reading_of(args)
    rows: list[dict[str, Cell]] = []
    on_stdout = args.output in (None, "-")
    # Data goes out as it is measured; a table needs its widths, a sorted one its last row, and sentences go first.
    as_they_come = not sort and form not in ("table", "markdown") and not (args.sentences and on_stdout)
    beside = run.out if as_they_come and on_stdout else None
    bar = Progress(run.lang, run.err, asked=args.progress, files=files_of(args.paths, reading), beside=beside)
    run.clear = bar.clear
    failures: list[Row] = []
    remarks: dict[Message, None] = {}
    duplicates = Duplicates()
    cache = _cache(args)

    # A place that cannot be written is said before the work, not after it.
    with _interruptible(args, cache, run) as work, _opened(args, form, names, columns, work, run) as places:
        try:
            # Sentences are written as they come; their file is finished before the table: a pipe closed early costs
            # nobody the file.
            with _sentences_opened(args.sentences, sentence_form, kept, places, work, run) as write_sentences:
                measured = measured_batches(
                    args.paths,
                    settings,
                    reading=reading,
                    workers=worker_count(args.workers),
                    sentences=with_sentences,
                    findings=findings is not None,
                    report=bar,
                    cache=cache,
                )
                for batch in work.until_interrupted(measured):
                    for remark in batch.remarks:
                        remarks.setdefault(remark)
                    for failure in batch.failures:
                        run.fail(failure)
                        failures.append((failure.path, failure.id, in_language(failure.error, run.lang)))
                    found = article_rows(batch, settings.of("A"), kept, duplicates, run)
                    if write_sentences:  # first: what is written first streams into a workbook
                        write_sentences(sentence_rows(batch, of_sentences, kept))
                    if as_they_come:
                        places.articles(found)
                        if on_stdout:
                            run.out.flush()
                    else:
                        rows.extend(found)
                    if findings:
                        findings.add(batch)
                    work.articles += len(found)
        finally:
            bar.clear()
        for said in remarks:  # once, whichever worker met it
            run.say(in_language(said, run.lang))
        if on_stdout:  # what an interrupted run has sent there stays as it is
            work.over()
        if sort:
            rows = sorted_rows(rows, sort, descending)
        if not work.articles and not work.ended_by:
            run.nothing_found(args.drafts)
        if not as_they_come or not work.articles:
            places.articles(rows)
        if places.failures:
            places.failures(failures)
    for path in (args.output, args.sentences):
        if path not in (None, "-") and args.progress is not False:
            number = work.articles
            run.remark(ja=f"{path} に書き出しました（記事 {number:,} 本）", en=f"{path}: written ({number:,} articles)")
    if findings and work.articles:
        below = "\n" if on_stdout else ""
        run.out.write(below + "".join(f"{line}\n" for line in findings.lines()))


@contextmanager
def _interruptible(args: argparse.Namespace, cache: Path | None, run: Run) -> Iterator[Work]:
    """`interruptible`, with a word about what an interrupted run leaves."""
    to_files = any(path not in (None, "-") for path in (args.output, args.sentences))
    work = None
    try:
        with interruptible(held=to_files) as work:
            yield work
    except ENDS as end:
        if isinstance(end.__cause__, JreadtoolsError):
            run.say(in_language(end.__cause__.args[0], run.lang))
        if work is not None and work.written:
            _say_written(work, cache, run)
        raise


def _say_written(work: Work, cache: Path | None, run: Run) -> None:
    """Which files an interrupted run has left."""
    number = run.count(work.articles, "article", "本")
    for path in map(run.shown, work.written):
        if work.ended_by is None:  # the last file was being finished
            run.say(run.words(ja=f"{path} に書き出しました（記事 {number}）", en=f"{path}: written ({number})"))
        else:
            run.say(
                run.words(
                    ja=f"{path}: 中断しました。測定の済んだ分（記事 {number}）をこのファイルに書き出しました",
                    en=f"{path}: interrupted; what was measured by then ({number}) is in this file",
                )
            )
    if cache is not None and work.ended_by is not None:
        run.say(
            run.words(
                ja="もう一度同じように実行すると、測定の済んだ記事はキャッシュから読み込み、残りを測ります",
                en="run it again: what has been measured comes from the cache, and the rest is measured",
            )
        )


def _cache(args: argparse.Namespace) -> Path | None:
    """The file of the cache; None where none is wanted, or where the system knows no home for it."""
    from jreadtools.batches.cache.store import default_path

    if args.no_cache:
        return None
    if args.cache:
        return Path(args.cache)
    try:
        return default_path()
    except RuntimeError:
        return None


class _Places(NamedTuple):
    """Where the tables of a run go."""

    articles: Callable[[list[dict[str, Cell]]], None]
    sentences: Write | None = None
    """In a workbook; else they have a file of their own, or none."""
    failures: Write | None = None


@contextmanager
def _opened(
    args: argparse.Namespace, form: Format, names: Sequence[str], columns: Columns, work: Work, run: Run
) -> Iterator[_Places]:
    from jreadtools.frames.schema import FAILURES, columns_of

    def in_order(rows: list[dict[str, Cell]]) -> Iterator[Row]:
        return ([row[name] for name in names] for row in rows)

    typed = columns_of(names, columns.metrics)
    if form == "table" or form == "markdown":
        with text_place(args.output, run, work) as stream:
            yield _Places(lambda rows: write_shown(stream, form, names, columns, rows, run, spare=args.columns is None))
    elif form == "xlsx" and args.output not in (None, "-"):
        of_sentences = {} if args.sentences else {"sentences": _sentence_columns(columns.kept)}
        tables = {"articles": typed, **of_sentences, "failures": FAILURES}
        with workbook_place(args.output, tables, run, work) as write:
            yield _Places(lambda rows: write["articles"](in_order(rows)), write.get("sentences"), write["failures"])
    else:
        with rows_place(args.output, form, typed, run, work=work) as write_articles:
            yield _Places(lambda rows: write_articles(in_order(rows)))


def _sentences_opened(
    path: str | None, form: Format, kept: Sequence[str], places: _Places, work: Work, run: Run
) -> AbstractContextManager[Write | None]:
    if path is None:
        return nullcontext(places.sentences)
    return rows_place(path, form, _sentence_columns(kept), run, table="sentences", work=work)


def _sentence_columns(kept: Sequence[str]) -> tuple[Column, ...]:
    from jreadtools.frames.rows import sentence_columns
    from jreadtools.frames.schema import columns_of
    from jreadtools.metrics.catalogue import METRICS

    return columns_of(sentence_columns(kept, METRICS.at("S")))


def _asked_for(args: argparse.Namespace, run: Run, kept: tuple[str, ...]) -> tuple[Settings, Columns]:
    """How articles are to be measured, and the columns that can come of it."""
    from jreadtools.frames.columns import FRAME_DTYPES
    from jreadtools.levels.level_metrics import level_metrics
    from jreadtools.measure.measuring import Settings

    levels = levels_of(args, run)
    all_different(level_metrics(levels), (*FRAME_DTYPES, *kept))
    settings = Settings(args.wrap, args.code, speed_of(args), run.lang, levels=levels)
    return settings, Columns(kept, {metric.name: metric for metric in settings.of("A")})


def _two_places(output: str | None, sentences: str | None) -> None:
    """Two tables need two places."""
    if sentences is not None and Path(output or "-").absolute() == Path(sentences).absolute():
        raise UsageError(
            Message(
                ja="-o と --sentences の書き出し先が同じです。別々のファイルを指定してください",
                en="-o and --sentences write to the same place; give each a file of its own",
            )
        )


def _place_for_findings(output: str | None, form: Format, sentences: str | None) -> None:
    """Findings are lines for people: below a table, but not in data that a program reads."""
    data = f"--format {form}" if output in (None, "-") and form != "table" else "--sentences -" * (sentences == "-")
    if data:
        raise UsageError(
            Message(
                ja=f"--findings は標準出力に表示されるので、{data} の出力と混ざります。"
                f"{'--sentences' if sentences == '-' else '-o'} ファイル名 で、表はファイルに書き出してください",
                en=f"--findings are printed on standard output, and so is {data}; write it to a file "
                f"({'--sentences' if sentences == '-' else '-o'} FILE)",
            )
        )


def carried(args: argparse.Namespace) -> tuple[str, ...]:
    """The columns of --keep that are columns of their own in the output: title and its like are there anyway.

    Raises:
        UsageError: one has the name of a column that the output has already.
    """
    from jreadtools.frames.columns import FILLED, FRAME_DTYPES

    kept = tuple(dict.fromkeys(name for name in args.keep or () if name not in FILLED))
    both = ", ".join(name for name in kept if name in FRAME_DTYPES)
    if both:
        raise UsageError(
            Message(
                ja=f"--keep {both}: 同じ名前の列が出力にあります。表の列名を変えてください",
                en=f"--keep {both}: the output has a column of this name already; rename it in the table",
            )
        )
    return kept
