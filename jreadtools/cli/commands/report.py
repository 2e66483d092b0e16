"""`jreadtools report`: one page for people who would rather look than read a table."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from jreadtools.article import Failure, place_of
from jreadtools.cli.places import text_place
from jreadtools.cli.session import Run, UsageError, reading_of, speed_of
from jreadtools.errors import Message
from jreadtools.frames.files.apart import keep_apart
from jreadtools.sources.regular import exists, is_file

if TYPE_CHECKING:
    from jreadtools.views.listing import Row

__all__ = ["report_command"]


def report_command(args: argparse.Namespace, run: Run) -> None:
    """Write the page. What cannot be read is said on standard error and stands in the page too."""
    from jreadtools.batches.progress import Progress, files_of
    from jreadtools.batches.workers import worker_count
    from jreadtools.measure.measuring import Settings
    from jreadtools.reports.build import build_report
    from jreadtools.reports.compare import read_baseline

    _check_place(args.output)
    keep_apart([args.paths, args.baseline], args.output)
    baseline = read_baseline(args.baseline) if args.baseline else None
    reading = reading_of(args)
    bar = Progress(run.lang, run.err, asked=args.progress, files=files_of(args.paths, reading))
    run.clear = bar.clear

    def heard(one: Row | Failure) -> None:
        if isinstance(one, Failure):
            run.fail(one)
        else:
            run.warn(place_of(one.path, one.id), one.warnings)

    # A place that cannot be written is said before the work, not after it.
    with text_place(args.output, run) as stream:
        try:
            built = build_report(
                args.paths,
                Settings(args.wrap, args.code, speed_of(args), run.lang),
                reading=reading,
                workers=worker_count(args.workers),
                texts=args.texts,
                title=args.title or "",
                baseline=baseline,
                baseline_name=Path(args.baseline).name if args.baseline else "",
                heard=heard,
                report=bar,
            )
        finally:
            bar.clear()
        if not built.articles:
            run.nothing_found(args.drafts)
        stream.write(built.html)
    if args.output != "-" and args.progress is not False:
        number = built.articles
        run.remark(
            ja=f"{args.output} に書き出しました（記事 {number:,} 本）。ブラウザーで開いてください",
            en=f"{args.output}: written ({run.count(number, 'article', '本')}); open it in a browser",
        )


def _check_place(output: str | None) -> None:
    """A page needs a file whose name says that it is one, unless somebody asks for it on standard output by its name.

    Raises:
        UsageError: there is none, or one of another ending.
    """
    if output is None:
        raise UsageError(
            Message(
                ja="書き出し先を指定してください: -o report.html（-o - なら標準出力）",
                en="name the file to write the page to: -o report.html (-o - is standard output)",
            )
        )
    if (
        output != "-"
        and not output.lower().endswith((".html", ".htm", ".xhtml"))
        and (is_file(output) or not exists(output))
    ):
        raise UsageError(
            Message(
                ja=f"{output}: レポートは HTML です。名前の終わりを .html にしてください（PDF にはブラウザーの印刷でできます）",
                en=f"{output}: a report is an HTML page; end its name in .html (a browser prints it as PDF)",
            )
        )
