"""`jreadtools check`: what exceeds the limits that a project has set itself, a line each, and an exit code."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jreadtools.article import Failure
from jreadtools.cli.options import add_reading, add_telling, add_workers
from jreadtools.cli.parser import OptionGroup, Parser, Version
from jreadtools.cli.places import text_place
from jreadtools.cli.session import Run, UsageError, files_of, progress_of
from jreadtools.errors import Lang, Message, counted, in_language
from jreadtools.frames.files.apart import keep_apart
from jreadtools.sources.regular import exists

if TYPE_CHECKING:
    from jreadtools.checks.baseline import Baseline
    from jreadtools.checks.form import Begin
    from jreadtools.checks.outcome import Checked, Tally
    from jreadtools.checks.rules import Wishes
    from jreadtools.checks.thresholds import Direction

__all__ = ["EXCEEDED", "SUMMARY", "main", "parser"]

EXCEEDED: Final = 1
"""Exit code of a run in which something fails: exceeds its limit, or is a finding that is to fail."""


SUMMARY: Final = Message(
    ja="基準を超える記事や文、見直したい文を示す（終了コード付き）",
    en="what exceeds a limit or is worth another look, a line each, with an exit code",
)


def parser(lang: Lang, version: Version) -> Parser:
    """What can be asked of it, and its help."""
    parser = Parser(
        "check",
        "PATH…",
        lang,
        version,
        about=Message(
            ja="基準を超える記事や文と、見直すとよい箇所を、1件1行「ファイル:行:桁 理由」の形で表示します。基準（--max、--min）を"
            "超えるものがあれば終了コードは1です。見直すとよい箇所は助言なので、--strict を付けないかぎり終了コードは0のままです。"
            "基準は pyproject.toml の [tool.jreadtools.check]（または jreadtools.toml の [check]）にも書けます。"
            "何も指定しなければ、既定の種類の箇所を示します。",
            en="Prints the articles and sentences that exceed a limit, and what is worth another look, a line each, as "
            "path:line:column reason. What exceeds a limit (--max, --min) ends it with exit code 1; the rest is advice and "
            "does not, unless --strict is given. Limits may also stand in [tool.jreadtools.check] of pyproject.toml "
            "([check] of jreadtools.toml). Without any, it prints the findings that are shown by default.",
        ),
        examples=Message(
            ja="終了コード: 0 問題なし、または助言だけ、1 基準を超えるものがある（--strict なら指摘も）、2 読み取れないものや実行できないことがあった\n"
            "記事の中では <!-- jreadtools-disable --> から <!-- jreadtools-enable --> までが対象外になります（名前を並べると、"
            "その指標や指摘だけ）。フロントマターに jreadtools: false と書くと、その記事が対象外になります。\n"
            "例: jreadtools check posts/ --max sentence_characters=100\n"
            "　　jreadtools check posts/ --write-baseline\n"
            "　　jreadtools check posts/ --baseline .jreadtools-baseline.json",
            en="exit codes: 0 nothing is found, or only advice, 1 something exceeds a limit (with --strict: or is a finding), 2 something could not be read or done\n"
            "In an article, <!-- jreadtools-disable --> to <!-- jreadtools-enable --> is left out (with names, of these "
            "rules only); jreadtools: false in the front matter leaves out the article.\n"
            "for example: jreadtools check posts/ --max sentence_characters=100\n"
            "             jreadtools check posts/ --write-baseline\n"
            "             jreadtools check posts/ --baseline .jreadtools-baseline.json",
        ),
    )
    add_reading(parser)
    _add_limits(parser)
    output = parser.group(ja="出力", en="output")
    _add_output(output)
    add_telling(output)
    return parser


def _add_limits(parser: Parser) -> None:
    """What is checked."""
    limits = parser.group(ja="基準", en="limits")
    limits.add(
        "--max",
        metavar="NAME=VALUE",
        action="append",
        dest="limits",
        type=lambda text: ("max", text),
        ja="指標の上限。例: sentence_characters=100（一文の文字数）、kanji_ratio=40%%（記事の漢字率）、"
        "sentence:kanji_ratio=60%%（一文の漢字率）。NAME=off で設定ファイルの上限を外します。何度でも指定できます",
        en="the most a metric may be: sentence_characters=100, kanji_ratio=40%% (of articles), sentence:kanji_ratio=60%% "
        "(of sentences). NAME=off takes away a limit of the configuration. May be given several times",
    )
    limits.add(
        "--min",
        metavar="NAME=VALUE",
        action="append",
        dest="limits",
        type=lambda text: ("min", text),
        ja="指標の下限。--max と同じ書き方",
        en="the least a metric may be, written as for --max",
    )
    limits.add(
        "--finding",
        metavar="NAME",
        action="append",
        ja="示す箇所の種類（revise、doubled_particle など）。default: 既定の種類、all: すべて、none: なし。"
        "何度でも指定できます",
        en="a kind of finding (revise, doubled_particle …); default: those shown by default, all, none. May be "
        "given several times",
    )
    limits.add(
        "--strict",
        action="store_true",
        ja="示した箇所が一つでもあれば、基準を超えるものと同じく終了コードを1にする",
        en="every finding that is shown fails the check, as what exceeds a limit does",
    )
    limits.add(
        "--baseline",
        metavar="FILE",
        ja="このファイルに記録してあるものを除き、新しいものだけを示す",
        en="only what is not in this file counts",
    )
    limits.add(
        "--write-baseline",
        action="store_true",
        ja="いま示すもの（基準を超えるもの、指摘）を、--baseline のファイル（既定 .jreadtools-baseline.json）に記録する",
        en="write what is found now (beyond limits, and findings) to the file of --baseline (default .jreadtools-baseline.json)",
    )


def _add_output(output: OptionGroup) -> None:
    """Where the report goes, and what the exit code says."""
    output.add(
        "--format",
        choices=("text", "json", "github", "sarif"),
        default="text",
        ja="形式。github は GitHub Actions の注釈、sarif は SARIF 2.1.0（既定 text）",
        en="github: annotations of GitHub Actions; sarif: SARIF 2.1.0 (default text)",
    )
    output.add("-o", "--output", metavar="FILE", ja="ファイルに書き出す", en="write to a file")
    output.add(
        "--exit-zero",
        action="store_true",
        ja="基準を超えるものや指摘があっても終了コードを0にする",
        en="exit code 0 even where something fails",
    )
    add_workers(output)


def main(args: argparse.Namespace, run: Run) -> int:
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
    run.wrote(args.output, tally.articles, args)
    if args.progress is not False:
        _summary(tally, baseline, run)
    return EXCEEDED if tally.failing and not args.exit_zero else 0


def _possible(args: argparse.Namespace) -> None:
    """Raises UsageError for what cannot be meant together."""
    if args.write_baseline and (args.output is not None or args.format != "text"):
        raise UsageError(
            ja="--write-baseline はベースラインだけを書き出します。-o と --format は付けずに実行してください",
            en="--write-baseline writes the baseline and no report; leave out -o and --format",
        )


def _outcomes(args: argparse.Namespace, run: Run, asked: Wishes, tally: Tally) -> Iterator[Checked | Failure]:
    """What comes of the articles, one after the other, with a word about how far it is."""
    from jreadtools.batches.workers import worker_count
    from jreadtools.checks.checking import check

    files = files_of(args)
    on_stdout = args.output in (None, "-") and not args.write_baseline
    with progress_of(args.progress, files, run, beside=run.out if on_stdout else None) as told:
        for one in check(
            files,
            asked=asked,
            wrap=args.wrap,
            workers=worker_count(args.workers),
        ):
            yield one
            failed = isinstance(one, Failure)
            told([] if failed else [one.path], [one.path] if failed else [])
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
        raise UsageError(ja=f"{option}: {in_language(said, 'ja')}", en=f"{option}: {said}") from error
    findings = tuple(args.finding) if args.finding else None
    adds = findings is None or "none" not in findings
    return Wishes(limits, findings, adds=adds, strict=args.strict)


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
    run.tell(
        ja=f"{baseline.path}: {number:,}件を記録しました。次からは --baseline {baseline.path} を付けると、新しいものだけを示します",
        en=f"{baseline.path}: {counted(number, 'problems')} written; with --baseline {baseline.path} "
        "only what is new counts",
    )


def _summary(tally: Tally, baseline: Baseline | None, run: Run) -> None:
    """One line on standard error: what the run has come to."""
    notes = [
        (tally.failing * (tally.failing < tally.problems), "うち不合格", "of them failing"),
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
        found = f"{tally.exceeding:,}本で{tally.problems:,}件が基準を超えています"
    else:
        fails = "あり、不合格です" if tally.failing == tally.problems else "あります"
        found = f"{tally.exceeding:,}本に{tally.problems:,}件の指摘が{fails}"
    new = "新しい" if tally.known and not tally.problems else ""
    what = "problems" if tally.failing == tally.problems else "remarks"
    english = f"{counted(tally.problems, what)} in {counted(tally.exceeding, 'articles')}"
    run.tell(
        ja=f"{tally.articles:,}本を調べ、{new}{found}" + (f"（{ja}）" if ja else ""),
        en=f"{counted(tally.articles, 'articles')} checked, {english if tally.problems else 'no problems'}"
        + (f" ({en})" if en else ""),
    )
    if baseline is not None and baseline.gone:
        run.tell(
            ja=f"{baseline.path}: {baseline.gone:,}件はもう見当たりません。--write-baseline を付けて実行すると、記録から取り除けます",
            en=f"{baseline.path}: {baseline.gone:,} fixed; run with --write-baseline to shrink it",
        )
