"""`jreadtools analyze`: a table of the main metrics, or every metric into a file, and what is worth another look."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

from jreadtools.commands.article_table import Columns, article_rows, sorted_rows, write_shown
from jreadtools.commands.findings import REST_ON, FindingLines
from jreadtools.commands.levels import all_different, levels_of
from jreadtools.commands.run import Run, UsageError, reading_of, speed_of
from jreadtools.errors import Message
from jreadtools.write import ENDINGS, Cell, Format, destination, format_of, write_rows

if TYPE_CHECKING:
    from jreadtools.batches import Batch
    from jreadtools.measuring import Settings
    from jreadtools.metrics.metric import Metric

__all__ = ["analyze_command", "carried", "format_for", "opened"]

FILLED: Final = ("id", "title", "date", "updated", "url")
"""Columns of a table that become these columns of the output, and not new ones."""


def analyze_command(args: argparse.Namespace, run: Run) -> None:
    """Print or write what was measured of each article, and of each sentence if asked for."""
    from jreadtools.batches import Duplicates, worker_count
    from jreadtools.columns import PLACE
    from jreadtools.metrics.catalogue import METRICS
    from jreadtools.posts import Progress, measured_batches

    kept = carried(args)
    form = format_for(args.output, args.format, "table")
    sentence_form = format_for(args.sentences, None, "csv")
    _two_places(args.output, args.sentences)
    findings = FindingLines(run, everything=args.all_findings) if args.findings or args.all_findings else None
    if findings:
        _place_for_findings(args.output, form, args.sentences)
    settings, columns = _asked_for(args, run, kept)
    names = columns.chosen(args.columns, form)
    descending = (args.sort or "").startswith("-") != args.reverse
    sort = columns.sorted_by(args.sort.removeprefix("-")) if args.sort else ""
    of_sentences = METRICS.at("S")
    wanted = {*names, sort, *(metric.name for metric in of_sentences if args.sentences)}
    wanted |= {REST_ON} if findings else set()
    settings = replace(settings, metrics=tuple(name for name in METRICS if name in wanted))
    bar = Progress(run.lang, run.err)
    run.clear = bar.clear
    rows: list[dict[str, Cell]] = []
    duplicates = Duplicates()

    def measured() -> Iterator[Batch]:
        for batch in measured_batches(
            args.paths, settings, reading=reading_of(args), workers=worker_count(args.workers),
            sentences=bool(args.sentences), findings=findings is not None, report=bar,
        ):  # fmt: skip
            for failure in batch.failures:
                run.fail(failure)
            rows.extend(article_rows(batch, settings.of("A"), kept, duplicates, run))
            if findings:
                findings.add(batch)
            yield batch

    # A place that cannot be written is said before the work, not after it.
    with opened(args.output, form, run) as stream:
        try:
            if args.sentences:
                # Written as they come, and finished before the table: a pipe closed early costs nobody the file.
                with opened(args.sentences, sentence_form, run) as sentences:
                    head = ("path", "id", *kept, *PLACE, *(metric.name for metric in of_sentences))
                    found = (row for batch in measured() for row in _sentence_rows(batch, of_sentences, kept))
                    write_rows(sentences, sentence_form, head, found)
            else:
                for _ in measured():
                    pass
        finally:
            bar.clear()
        if sort:
            rows = sorted_rows(rows, sort, descending)
        if not rows:
            run.nothing_found(args.drafts)
        if form in ("table", "markdown"):
            write_shown(stream, form, names, columns, rows, run, spare=args.columns is None)
        else:
            write_rows(stream, form, names, ([row[name] for name in names] for row in rows))
    for path in (args.output, args.sentences):
        if path not in (None, "-"):
            run.remark(f"{path} に書き出しました（記事 {len(rows):,} 本）", f"{path}: written ({len(rows):,} articles)")
    if findings and rows:
        below = "\n" if stream is run.out else ""
        run.out.write(below + "".join(f"{line}\n" for line in findings.lines()))


def _asked_for(args: argparse.Namespace, run: Run, kept: tuple[str, ...]) -> tuple[Settings, Columns]:
    """How articles are to be measured, and the columns that can come of it."""
    from jreadtools.columns import FRAME_DTYPES
    from jreadtools.measuring import Settings
    from jreadtools.metrics.levels import level_metrics

    levels = levels_of(args, run)
    all_different(level_metrics(levels), (*FRAME_DTYPES, *kept))
    settings = Settings(args.wrap, args.code, speed_of(args), run.lang, levels=levels)
    return settings, Columns(kept, {metric.name: metric for metric in settings.of("A")})


def format_for(path: str | None, asked: Format | None, otherwise: Format) -> Format:
    """The format to write in: as --format says, else as the file's name does, else CSV for a file.

    Raises:
        UsageError: the file's name asks for a format that there is none for.
    """
    if asked or path in (None, "-"):
        return asked or otherwise
    ending = path[path.rfind(".") :] if "." in path.replace("\\", "/").rsplit("/", 1)[-1][1:] else ""
    form = format_of(path)
    if form is None and ending:
        known = ", ".join(ENDINGS)
        raise UsageError(
            Message(
                f"{path}: no format belongs to {ending}; the endings are {known} (.csv for Excel)",
                f"{path}: {ending} の形式では書き出せません。使える拡張子: {known}（Excel で開くなら .csv）",
            )
        )
    return form or "csv"


def opened(path: str | None, form: Format, run: Run) -> AbstractContextManager[TextIO]:
    """The place to write to: the file, or standard output for - and for none."""
    if path is None or path == "-":
        return nullcontext(run.out)
    return destination(path, bom=form == "csv")  # Excel needs the mark to read CSV as UTF-8; a pipe does not


def _two_places(output: str | None, sentences: str | None) -> None:
    """Two tables need two places."""
    if sentences is not None and Path(output or "-").absolute() == Path(sentences).absolute():
        raise UsageError(
            Message(
                "-o and --sentences write to the same place; give each a file of its own",
                "-o と --sentences の書き出し先が同じです。別々のファイルを指定してください",
            )
        )


def _place_for_findings(output: str | None, form: Format, sentences: str | None) -> None:
    """Findings are lines for people: below a table, but not in data that a program reads."""
    data = f"--format {form}" if output in (None, "-") and form != "table" else "--sentences -" * (sentences == "-")
    if data:
        raise UsageError(
            Message(
                f"--findings are printed on standard output, and so is {data}; write it to a file "
                f"({'--sentences' if sentences == '-' else '-o'} FILE)",
                f"--findings は標準出力に表示されるので、{data} の出力と混ざります。"
                f"{'--sentences' if sentences == '-' else '-o'} ファイル名 で、表はファイルに書き出してください",
            )
        )


def carried(args: argparse.Namespace) -> tuple[str, ...]:
    """The columns of --keep that are columns of their own in the output: title and its like are there anyway.

    Raises:
        UsageError: one has the name of a column that the output has already.
    """
    from jreadtools.columns import FRAME_DTYPES

    kept = tuple(dict.fromkeys(name for name in args.keep or () if name not in FILLED))
    both = ", ".join(name for name in kept if name in FRAME_DTYPES)
    if both:
        raise UsageError(
            Message(
                f"--keep {both}: the output has a column of this name already; rename it in the table",
                f"--keep {both}: 同じ名前の列が出力にあります。表の列名を変えてください",
            )
        )
    return kept


def _sentence_rows(batch: Batch, metrics: Iterable[Metric], kept: Sequence[str]) -> list[list[Cell]]:
    rows = batch.sentences
    if rows is None:
        return []
    measures = [metric(rows.counts).tolist() for metric in metrics]
    places = zip(rows.owners.tolist(), rows.index.tolist(), rows.line.tolist(), rows.kinds, rows.texts, strict=True)
    heads: list[list[Cell]] = [
        [identity.path, identity.id, *(dict(pairs).get(name, "") for name in kept)]
        for identity, pairs in zip(batch.identities, batch.kept, strict=True)
    ]
    return [
        [*heads[owner], index, line, kind, text, *(m[i] for m in measures)]
        for i, (owner, index, line, kind, text) in enumerate(places)
    ]
