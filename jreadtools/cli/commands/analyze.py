"""`jreadtools analyze`: a table of the main metrics, or every metric into a file, and what is worth another look.

One article by itself has a page (`one_article`).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jreadtools.article import Cell, Failure, place_of
from jreadtools.cli.among import add_among
from jreadtools.cli.article_table import sorted_rows
from jreadtools.cli.asked import Asked, asked_for, cache_of, two_places
from jreadtools.cli.grouped import add_by
from jreadtools.cli.level_lists import add_levels
from jreadtools.cli.one_article import asks_for_page, without_page
from jreadtools.cli.options import add_measuring, add_telling, add_workers, names, whole
from jreadtools.cli.parser import OptionGroup, Parser, Version
from jreadtools.cli.session import Run, files_of, progress_of
from jreadtools.cli.table_places import Places, opened, sentences_opened
from jreadtools.errors import JreadtoolsError, Lang, Message, counted, in_language
from jreadtools.frames.column import Row, Write
from jreadtools.frames.files.apart import keep_apart
from jreadtools.frames.files.file_formats import FILE_FORMATS
from jreadtools.frames.files.interruption import ENDS, Work, interruptible
from jreadtools.sources.locate import Found, articles_in
from jreadtools.sources.reading import Reading

if TYPE_CHECKING:
    from jreadtools.batches.batch import Batch

__all__ = ["SUMMARY", "main", "parser"]

SUMMARY: Final = Message(ja="文の長さや漢字率などを表にする", en="sentence lengths, kanji ratio and more, as a table")


def parser(lang: Lang, version: Version) -> Parser:
    """What can be asked of it, and its help."""
    parser = Parser(
        "analyze",
        "PATH…",
        lang,
        version,
        about=Message(
            ja="文の長さ、漢字率、読書時間などを記事ごとの表にします。記事が1本だけのときは、見直したい文も含めたまとめを表示します。",
            en="Makes a table of sentence lengths, kanji ratio, reading time and more, a row an article; of one article by itself, a page.",
        ),
        examples=Message(
            ja="例: jreadtools analyze posts/ --sort -sentences_to_revise --top 10\n"
            "　　jreadtools analyze posts/ --findings\n"
            "　　jreadtools analyze posts/ -o posts.csv --sentences sentences.csv",
            en="for example: jreadtools analyze posts/ --sort -sentences_to_revise --top 10\n"
            "             jreadtools analyze posts/ --findings\n"
            "             jreadtools analyze posts/ -o posts.csv --sentences sentences.csv",
        ),
    )
    add_measuring(parser)
    output = parser.group(ja="出力", en="output")
    _add_rows_and_columns(output)
    _add_files(output)
    _add_findings(output)
    add_by(output)
    add_among(output)
    _add_cache(output)
    add_workers(output)
    add_telling(output)
    add_levels(parser)
    return parser


def _add_rows_and_columns(output: OptionGroup) -> None:
    """What stands in the table, and in which order."""
    output.add(
        "--columns",
        type=names(output.say),
        metavar="A,B",
        ja="出す列。指標の名前（jreadtools metrics で一覧）と path, id, title, date, url, tags, encoding, duplicate_of など",
        en="columns: names of metrics (jreadtools metrics lists them) and path, id, title, date, url, tags, encoding, "
        "duplicate_of …",
    )
    output.add(
        "--sort",
        metavar="COLUMN",
        ja="この列の小さい順に並べる。-COLUMN と書くと大きい順",
        en="sort by this column, smallest first; -COLUMN: largest first",
    )
    output.add("--reverse", action="store_true", ja="並べる順を逆にする", en="turn the order of --sort round")
    output.add(
        "--top",
        type=whole(1_000_000_000, output.say),
        metavar="N",
        ja="表は初めのN本だけにする（--sort と組み合わせると、上位N本）",
        en="only the first N rows of the table (with --sort: those at the top of the order)",
    )


def _add_files(output: OptionGroup) -> None:
    """Where the tables go."""
    output.add(
        "--format",
        choices=tuple(FILE_FORMATS),
        ja="形式。既定は table（記事1本ならまとめ。-o があれば拡張子による）。人が読む table と markdown のほかは、すべての列を出す",
        en="default: table (one article: a page), with -o as the file's name says; all but table and markdown have every column",
    )
    output.add(
        "-o",
        "--output",
        metavar="FILE",
        ja="表をファイルに書き出す（.xlsx なら文ごとの表と読めなかったファイルの表も）",
        en="write the table to a file (.xlsx: sentences and failures too)",
    )
    output.add(
        "--sentences",
        metavar="FILE",
        ja="文ごとの表もファイルに書き出す（形式は拡張子による）",
        en="write a table of sentences to a file, too",
    )


def _add_findings(output: OptionGroup) -> None:
    """What stands below the table, and what its columns are called."""
    output.add(
        "--findings",
        action="store_true",
        ja="表の下に、直すとよい箇所を「ファイル:行:桁: 理由」の形で表示する（表を -o でファイルに書き出しても、標準出力に。"
        "table 以外の形式には -o が必要です）",
        en="below the table, print what is worth another look as path:line:column: reason (on standard output also when "
        "the table goes to a file; formats other than table need -o)",
    )
    output.add(
        "--all-findings",
        action="store_true",
        ja="件数だけ示す種類（直さなくてよいことが多いもの）も、1件ずつ表示する",
        en="also the kinds that are otherwise only counted, because they are seldom worth a change",
    )
    output.add(
        "--headers",
        choices=("ja", "en"),
        default="en",
        ja="CSV・TSV・Excel の見出し。既定 en は指標の名前（プログラムで読むとき）、ja は日本語の名前",
        en="header of CSV, TSV and workbooks: names of metrics (en, the default: scripts read them), or Japanese labels",
    )


def _add_cache(output: OptionGroup) -> None:
    """What is kept for the next run."""
    output.add(
        "--cache",
        metavar="FILE",
        ja="測定結果を保存するキャッシュのファイル（既定は利用者のキャッシュフォルダーの中）。変わっていない記事は、次から測り直さずに済みます",
        en="where measured values are kept (default: the user's cache folder): articles that have not changed are not "
        "measured again",
    )
    output.add(
        "--no-cache",
        action="store_true",
        ja="キャッシュを使わない",
        en="neither use nor keep them",
    )


def main(args: argparse.Namespace, run: Run) -> None:
    """Print or write what was measured of each article, and of each sentence if asked for."""
    two_places(args.output, args.sentences)
    for place in (args.output, args.sentences):
        keep_apart(args.paths, place)
    asked = asked_for(args, run)
    files = files_of(args)
    found: Iterable[Found | Failure] = articles_in(files)
    if asks_for_page(args):
        norms = asked.among.norms if asked.among else None
        rest = without_page(iter(found), files.reading, asked.settings, run, norms)
        if rest is None:
            return
        found = rest
    table = _Table(args, run, asked)
    # A place that cannot be written is said before the work, not after it.
    with _interruptible(args, run) as work, opened(args, asked, work, run) as places:
        try:
            # Sentences are written as they come; their file is finished before the table: a pipe closed early costs
            # nobody the file.
            with (
                progress_of(args.progress, files, run, beside=run.out if table.streams else None) as told,
                sentences_opened(args, asked, places, work, run) as write_sentences,
            ):
                for batch in work.until_interrupted(_measured(found, files.reading, args, asked)):
                    told(batch.paths, batch.failed_paths, batch.characters)
                    table.add(batch, places, write_sentences)
                    work.articles += len(batch.identities)
        finally:
            table.say_remarks()
        if table.on_stdout:  # what an interrupted run has sent there stays as it is
            work.over()
        if not work.articles and not work.ended_by:
            run.nothing_found(args.drafts)
        table.end(places)
    run.wrote(args.output, min(work.articles, args.top or work.articles), args)
    run.wrote(args.sentences, work.articles, args)
    if asked.findings and work.articles:
        below = "\n" if table.on_stdout else ""
        run.out.write(below + "".join(f"{line}\n" for line in asked.findings.lines(table.shown)))


def _measured(
    found: Iterable[Found | Failure], reading: Reading, args: argparse.Namespace, asked: Asked
) -> Iterator[Batch]:
    from jreadtools.batches.measured import measured_batches
    from jreadtools.batches.workers import worker_count

    return measured_batches(
        found,
        asked.wanted,
        reading=reading,
        workers=worker_count(args.workers),
        sentences=asked.with_sentences,
        findings=asked.findings is not None,
        cache=cache_of(args),
    )


class _Table:
    """The table of a run: its rows as they are measured, or at the end where that has to be waited for."""

    def __init__(self, args: argparse.Namespace, run: Run, asked: Asked) -> None:
        from jreadtools.batches.batch import Duplicates

        self.on_stdout = args.output in (None, "-")
        for_people = FILE_FORMATS[asked.form].for_people
        # A table needs its widths, a sorted one its last row, and sentences go first.
        waits = asked.sort or args.top or for_people or asked.only_groups or (args.sentences and self.on_stdout)
        self._as_they_come = not waits
        self.streams = self._as_they_come and self.on_stdout
        """Whether its rows go to standard output as they come."""
        self.shown: set[tuple[str, str]] | None = None
        """Path and id of the articles in the table, once it is written, where --top leaves some out."""
        self._top: int | None = args.top
        self._quiet: bool = args.progress is False
        self._run = run
        self._asked = asked
        self._settings = asked.wanted
        self._duplicates = Duplicates()
        self._rows: list[dict[str, Cell]] = []
        self._failures: list[Row] = []
        self._remarks: dict[Message, None] = {}

    def add(self, batch: Batch, places: Places, write_sentences: Write | None) -> None:
        """Take the rows of a batch; what is wrong with its articles is said."""
        from jreadtools.frames.rows import article_rows, sentence_rows

        run, kept = self._run, self._asked.columns.kept
        self._remarks |= dict.fromkeys(batch.remarks)
        for failure in batch.failures:
            run.fail(failure)
            self._failures.append((failure.path, failure.id, in_language(failure.error, run.lang)))
        for identity, warnings in zip(batch.identities, batch.warnings, strict=True):
            run.warn(place_of(identity.path, identity.id), warnings)
        found = article_rows(batch, self._settings, kept, self._duplicates)
        if self._asked.among:
            self._asked.among.add_to(found)
        if self._asked.grouped:
            self._asked.grouped.add(batch)
        if write_sentences:  # first: what is written first streams into a workbook
            write_sentences(sentence_rows(batch, self._settings, kept, self._asked.sentence_names))
        if self._as_they_come:
            places.articles(found)
            if self.on_stdout:
                run.out.flush()
        else:
            self._rows += found
        if self._asked.findings:
            self._asked.findings.add(batch)

    def say_remarks(self) -> None:
        """What there is to say of the run, once, whichever worker met it."""
        for said in self._remarks:
            self._run.say(in_language(said, self._run.lang))

    def end(self, places: Places) -> None:
        """Write the rows that waited for the end, and the failures."""
        rows, grouped = self._rows, self._asked.grouped
        groups = grouped.rows(self._settings) if grouped else []
        if self._asked.only_groups:
            rows = groups
        if self._asked.sort:
            rows = sorted_rows(rows, self._asked.sort, self._asked.descending)
        if self._top is not None:
            rows = rows[: self._top]
            if not self._asked.only_groups:
                self.shown = {(str(row["path"]), str(row["id"])) for row in rows}
        if not self._as_they_come:
            places.articles(rows)
        if places.below:
            places.below(self._rows)
        if places.groups:
            if self._asked.sort_of_groups:
                groups = sorted_rows(groups, self._asked.sort_of_groups, self._asked.descending)
            places.groups(groups[: self._top] if self._top is not None else groups)
        if places.failures:
            places.failures(self._failures)
        self._say_levels()

    def _say_levels(self) -> None:
        """Where the columns of --levels are, when somebody looks at a table that has none of them."""
        from jreadtools.metrics.catalogue import METRICS

        asked = self._asked
        more = [name for name in asked.columns.metrics if name not in METRICS]
        missing = FILE_FORMATS[asked.form].for_people and more and not {*more}.intersection(asked.names)
        if self._rows and missing and not self._quiet:
            self._run.remark(
                ja=f"語彙レベルや学年の列は、--columns title,{more[0]} のように選ぶか、-o ファイル名.csv で書き出すと見られます",
                en=f"the columns of levels and grades are not in this table: --columns title,{more[0]} chooses them, "
                "-o FILE.csv has them all",
            )


@contextmanager
def _interruptible(args: argparse.Namespace, run: Run) -> Iterator[Work]:
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
            _say_written(work, cache_of(args), run)
        raise


def _say_written(work: Work, cache: Path | None, run: Run) -> None:
    """Which files an interrupted run has left."""
    number = run.words(ja=f"記事{work.articles:,}本", en=counted(work.articles, "articles"))
    for path in map(run.shown, work.written):
        if work.ended_by is None:  # the last file was being finished
            run.tell(ja=f"{path} に書き出しました（{number}）", en=f"{path}: written ({number})")
        else:
            run.tell(
                ja=f"{path}: 中断しました。測定の済んだ分（{number}）をこのファイルに書き出しました",
                en=f"{path}: interrupted; what was measured by then ({number}) is in this file",
            )
    if cache is not None and work.ended_by is not None:
        run.tell(
            ja="もう一度同じように実行すると、測定の済んだ記事はキャッシュから読み込み、残りを測ります",
            en="run it again: what has been measured comes from the cache, and the rest is measured",
        )
