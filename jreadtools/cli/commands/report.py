"""`jreadtools report`: one page for people who would rather look than read a table."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jreadtools.article import Failure, place_of
from jreadtools.cli.among import add_among, among_of
from jreadtools.cli.grouped import keep_group, no_column
from jreadtools.cli.options import add_measuring, add_telling, add_workers
from jreadtools.cli.parser import OptionGroup, Parser, Version
from jreadtools.cli.places import text_place
from jreadtools.cli.session import Run, UsageError, files_of, progress_of, speed_of
from jreadtools.errors import Lang, Message
from jreadtools.frames.files.apart import keep_apart
from jreadtools.sources.regular import exists, is_file

if TYPE_CHECKING:
    from jreadtools.views.listing import ListRow

__all__ = ["SUMMARY", "main", "parser"]


SUMMARY: Final = Message(ja="記事の読みやすさを1つの HTML ファイルに", en="one HTML page of how articles read")


def parser(lang: Lang, version: Version) -> Parser:
    """What can be asked of it, and its help."""
    parser = Parser(
        "report",
        "PATH… -o FILE",
        lang,
        version,
        about=Message(
            ja="記事の読みやすさを1つの HTML ファイルにまとめます。メールに添付でき、ネットワークなしで、スマートフォンでも開けます。"
            "記事が1本なら本文のどこが読みにくいかを、複数あれば目立つ記事と一覧を示します。",
            en="Makes one HTML page of how articles read: it can be sent by mail and opens offline, on a phone too. Of one "
            "article it shows where the text is hard; of many what stands out, and a table.",
        ),
        examples=Message(
            ja="1ページに入るのは5,000本までです。\n"
            "例: jreadtools report posts/ -o report.html\n"
            "書き直しの前後を比べるには:\n"
            "　　jreadtools analyze posts/ -o old.json\n"
            "　　jreadtools report posts/ --baseline old.json -o report.html",
            en="A page holds up to 5,000 articles.\n"
            "for example: jreadtools report posts/ -o report.html\n"
            "before and after a rewrite:\n"
            "             jreadtools analyze posts/ -o old.json\n"
            "             jreadtools report posts/ --baseline old.json -o report.html",
        ),
    )
    add_measuring(parser)
    output = parser.group(ja="出力", en="output")
    _add_page(output)
    _add_groups(output)
    add_among(output)
    add_telling(output)
    return parser


def _add_page(output: OptionGroup) -> None:
    """Where the page goes and what stands on it."""
    output.add(
        "-o",
        "--output",
        metavar="FILE",
        ja="ページを書き出すファイル（必須。- は標準出力）",
        en="the file to write the page to (needed; - is standard output)",
    )
    output.add(
        "--title",
        metavar="TEXT",
        ja="ページの題名（ブログの名前など。既定はフォルダーの名前から）",
        en="title of the page, such as the blog's name (default: after the folder)",
    )
    output.add(
        "--baseline",
        metavar="FILE",
        ja="前回の数値と比べる。jreadtools analyze … -o FILE で書き出した .json、.jsonl、.csv",
        en="compare with what jreadtools analyze … -o FILE wrote before (.json, .jsonl, .csv)",
    )
    output.add(
        "--texts",
        choices=("auto", "all", "none"),
        default="auto",
        ja="記事の本文を載せるか。auto: ページが 10 MB ほどに収まる範囲で、見直したい文の多い記事から（既定）、all: 全部、none: 載せない",
        en="whose text the page holds: auto as many as fit into about 10 MB, those with most to revise first (default), "
        "all, none",
    )
    add_workers(output)


def _add_groups(output: OptionGroup) -> None:
    """--by, of a page."""
    output.add(
        "--by",
        metavar="WHAT",
        ja="まとまりごとの表もページに載せる。tag・category・month・year・folder・draft・format、または表の列の名前（級 など）",
        en="a table of groups on the page, too: tag, category, month, year, folder, draft, format, or a column of your table",
    )


def main(args: argparse.Namespace, run: Run) -> None:
    """Write the page. What cannot be read is said on standard error and stands in the page too."""
    from jreadtools.batches.workers import worker_count
    from jreadtools.measure.settings import Settings
    from jreadtools.reports.build import ReportOptions, build_report
    from jreadtools.reports.compare import read_baseline

    keep_apart([args.paths, args.baseline], args.output)
    _check_place(args.output)
    keep_group(args)
    baseline = read_baseline(args.baseline) if args.baseline else None
    settings = Settings(args.wrap, args.code, speed_of(args), run.lang)
    files = files_of(args)
    among = None
    if args.among:
        among = among_of(
            args.among, run, settings, reading=files.reading, workers=args.workers, progress=args.progress
        ).norms
    options = ReportOptions(
        texts=args.texts,
        title=args.title or "",
        name=_name_of(args.paths),
        made=_made(),
        baseline=baseline,
        baseline_name=Path(args.baseline).name if args.baseline else "",
        among=among,
        by=args.by or "",
    )

    def heard(one: ListRow | Failure) -> None:
        if isinstance(one, Failure):
            run.fail(one)
            told([], [one.path])
        else:
            run.warn(place_of(one.path, one.id), one.warnings)
            told([one.path], characters=one.characters)

    # A place that cannot be written is said before the work, not after it.
    with text_place(args.output, run) as stream:
        with progress_of(args.progress, files, run) as told:
            built = build_report(files, settings, options, workers=worker_count(args.workers), heard=heard)
        if not built.grouped:
            raise no_column(args.by)
        if not built.articles:
            run.nothing_found(args.drafts)
        stream.write(built.html)
    run.wrote(args.output, built.articles, args, ja="。ブラウザーで開いてください", en="; open it in a browser")


def _name_of(paths: Sequence[str]) -> str:
    """What the articles are called after: the folder or file that was asked for, if it is one."""
    if len(paths) != 1 or paths[0] == "-":
        return ""
    return Path(paths[0]).resolve().name


def _made() -> str:
    """Today; where SOURCE_DATE_EPOCH is set, that day, so that a build can be repeated to the byte."""
    with suppress(ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "")), UTC).date().isoformat()
    return date.today().isoformat()


def _check_place(output: str | None) -> None:
    """A page needs a file whose name says that it is one, unless somebody asks for it on standard output by its name.

    Raises:
        UsageError: there is none, or one of another ending.
    """
    if output is None:
        raise UsageError(
            ja="書き出し先を指定してください: -o report.html（-o - なら標準出力）",
            en="name the file to write the page to: -o report.html (-o - is standard output)",
        )
    if (
        output != "-"
        and not output.lower().endswith((".html", ".htm", ".xhtml"))
        and (is_file(output) or not exists(output))
    ):
        raise UsageError(
            ja=f"{output}: レポートは HTML です。拡張子を .html にしてください（PDF にはブラウザーの印刷でできます）",
            en=f"{output}: a report is an HTML page; end its name in .html (a browser prints it as PDF)",
        )
