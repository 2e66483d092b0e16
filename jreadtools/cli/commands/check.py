"""`jreadtools check`: what exceeds the limits that a project has set itself, a line each, and an exit code."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jreadtools.article import Failure
from jreadtools.batches.progress import Progress, files_of
from jreadtools.cli.places import text_place
from jreadtools.cli.session import Run, UsageError, reading_of
from jreadtools.errors import Message, in_language
from jreadtools.frames.files.apart import keep_apart
from jreadtools.sources.regular import exists

if TYPE_CHECKING:
    from jreadtools.checks.baseline import Baseline
    from jreadtools.checks.form import Begin
    from jreadtools.checks.outcome import Checked, Tally
    from jreadtools.checks.rules import Wishes
    from jreadtools.checks.thresholds import Direction

__all__ = ["EXCEEDED", "check_command"]

EXCEEDED: Final = 1
"""Exit code of a run in which something exceeds its limit."""


def check_command(args: argparse.Namespace, run: Run) -> int:
    """Print what exceeds its limit. The exit code as far as that alone decides it."""
    from jreadtools.checks.outcome import Checked, Tally

    _possible(args)
    asked = _asked(args)
    baseline = _baseline(args)
    keep_apart([*args.paths, *([baseline.path] if baseline else ())], args.output)
    tally = Tally()
    with text_place(args.output, run) as stream:
        form = None if args.write_baseline else _begin(args.format)(stream, run.lang)
        for one in _outcomes(args, run, asked, tally):
            if isinstance(one, Checked):
                run.warn(one.where, one.warnings)
                if baseline is not None and args.write_baseline:
                    baseline.take(one)
                elif baseline is not None:
                    one = baseline.only_new(one)
            else:
                run.fail(one)
            tally.add(one)
            if form is not None:
                form.add(one)
        if form is not None:
            form.end(tally)
    run.out.flush()
    if baseline is not None and args.write_baseline:
        number = baseline.write()
        if args.progress is not False:
            _written(baseline, number, run)
        return 0
    if baseline is not None:
        baseline.finish()
    if args.progress is not False:
        _summary(tally, baseline, run)
    return EXCEEDED if tally.problems and not args.exit_zero else 0


def _possible(args: argparse.Namespace) -> None:
    """Raises UsageError for what cannot be meant together."""
    if args.stdin_filename is not None and "-" not in args.paths:
        raise UsageError(
            Message(
                ja="--stdin-filename は標準入力の名前です。パスに - を指定してください",
                en="--stdin-filename names what standard input is; add - to the paths",
            )
        )
    if args.write_baseline and (args.output is not None or args.format != "text"):
        raise UsageError(
            Message(
                ja="--write-baseline はベースラインだけを書き出します。-o と --format は付けずに実行してください",
                en="--write-baseline writes the baseline and no report; leave out -o and --format",
            )
        )


def _outcomes(args: argparse.Namespace, run: Run, asked: Wishes, tally: Tally) -> Iterator[Checked | Failure]:
    """What comes of the articles, one after the other, with a word about how far it is."""
    from jreadtools.batches.workers import worker_count
    from jreadtools.checks.checking import check

    reading = reading_of(args)
    # Drafts that are left out are files that nobody counts on the way: there is no time left to tell.
    files = files_of(args.paths, reading) if args.drafts else None
    on_stdout = args.output in (None, "-") and not args.write_baseline
    bar = Progress(run.lang, run.err, asked=args.progress, files=files, beside=run.out if on_stdout else None)
    run.clear = bar.clear
    read, last = 0, ""
    try:
        for one in check(
            *args.paths,
            asked=asked,
            reading=reading,
            wrap=args.wrap,
            workers=worker_count(args.workers),
            stdin_filename=args.stdin_filename,
        ):
            yield one
            read += one.path != last  # the articles of one export come one after the other
            last = one.path
            bar(tally.articles + tally.skipped, tally.failures, files=read)
    finally:
        bar.clear()
    if not tally.articles and not tally.skipped:
        run.nothing_found(args.drafts)


def _asked(args: argparse.Namespace) -> Wishes:
    """What the command line asks for."""
    from jreadtools.checks.rules import Wishes, kinds_named
    from jreadtools.checks.thresholds import Threshold, ThresholdError, written

    limits: dict[tuple[Direction, str], Threshold | None] = {}
    option = ""
    try:
        for direction, text in args.limits or ():
            option = f"--{direction} {text}"
            rule, threshold = written(text, direction)
            limits[direction, rule] = threshold
        for name in args.finding or ():
            option = f"--finding {name}"
            kinds_named([name])
    except ThresholdError as error:
        said = error.args[0]
        raise UsageError(Message(ja=f"{option}: {in_language(said, 'ja')}", en=f"{option}: {said}")) from error
    findings = tuple(args.finding) if args.finding else None
    return Wishes(limits, findings, adds=findings is None or "none" not in findings)


def _begin(form: str) -> Begin:
    if form == "json":
        from jreadtools.checks.json_object import JsonObject

        return JsonObject
    if form == "github":
        from jreadtools.checks.github_commands import GithubCommands

        return GithubCommands
    if form == "sarif":
        from jreadtools.checks.sarif_log import SarifLog

        return SarifLog
    from jreadtools.checks.text_lines import TextLines

    return TextLines


def _baseline(args: argparse.Namespace) -> Baseline | None:
    """The baseline that is read, or that is to be written: it keeps what it knows of articles not looked at."""
    from jreadtools.checks.baseline import NAME, Baseline
    from jreadtools.checks.configuration import Configurations

    if args.baseline is None and not args.write_baseline:
        return None
    path = args.baseline
    if path is None:
        config = Configurations().of(".").path
        path = os.path.relpath(Path(config).parent / NAME) if config else NAME
    if args.write_baseline and not exists(path):
        return Baseline(path)
    return Baseline.read(path)


def _written(baseline: Baseline, number: int, run: Run) -> None:
    run.say(
        run.words(
            ja=f"{baseline.path}: {number:,} 件を記録しました。次からは --baseline {baseline.path} を付けると、新しいものだけを示します",
            en=f"{baseline.path}: {run.count(number, 'problem', '')} written; with --baseline {baseline.path} "
            "only what is new counts",
        )
    )


def _summary(tally: Tally, baseline: Baseline | None, run: Run) -> None:
    """One line on standard error: what the run has come to."""
    notes = [
        (tally.not_measured, "測れなかったもの", "not measured"),
        (tally.unlimited, "基準のない記事", "without any limit"),
        (tally.failures, "読み取れなかったもの", "could not be read"),
        (tally.skipped, "対象外の記事", "left out"),
        (tally.known, "ベースラインにあるもの", "known from the baseline"),
    ]
    ja = "、".join(f"{said} {number:,}" for number, said, _ in notes if number)
    en = ", ".join(f"{number:,} {said}" for number, _, said in notes if number)
    if not tally.problems:
        found = "指摘はありません"
    elif tally.above == tally.problems:
        found = f"{tally.exceeding:,} 本で {tally.problems:,} 件が基準を超えています"
    else:
        found = f"{tally.exceeding:,} 本に {tally.problems:,} 件の指摘があります"
    new = "新しい" if tally.known and not tally.problems else ""
    english = f"{run.count(tally.problems, 'problem', '')} in {run.count(tally.exceeding, 'article', '')}"
    run.say(
        run.words(
            ja=f"{tally.articles:,} 本を調べ、{new}{found}" + (f"（{ja}）" if ja else ""),
            en=f"{run.count(tally.articles, 'article', '')} checked, {english if tally.problems else 'no problems'}"
            + (f" ({en})" if en else ""),
        )
    )
    if baseline is not None and baseline.gone:
        run.say(
            run.words(
                ja=f"{baseline.path}: {baseline.gone:,} 件はもう見当たりません。--write-baseline を付けて実行すると、記録から取り除けます",
                en=f"{baseline.path}: {baseline.gone:,} fixed; run with --write-baseline to shrink it",
            )
        )
