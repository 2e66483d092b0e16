"""The options that only `jreadtools check` has, and their help."""

from __future__ import annotations

import argparse

from jreadtools.cli.parser import Parser
from jreadtools.cli.values import Say, add_workers

__all__ = ["about_check", "add_limits", "add_output", "add_reading"]


def about_check(say: Say) -> dict[str, str]:
    """What the command is, and examples of it."""
    return {
        "description": say(
            ja="基準を超える記事や文を、1件1行「ファイル:行:桁 理由」の形で表示します。基準は --max、--min、--finding か、"
            "pyproject.toml の [tool.jreadtools.check]（または jreadtools.toml の [check]）に書きます。"
            "何も指定しなければ、直す価値があると確かめた種類の箇所を示します。",
            en="Prints the articles and sentences that exceed a limit, a line each, as path:line:column reason. Limits are "
            "given by --max, --min and --finding, or in [tool.jreadtools.check] of pyproject.toml ([check] of "
            "jreadtools.toml). Without any, it prints the findings that proved worth a change.",
        ),
        "epilog": say(
            ja="終了コード: 0 問題なし、1 基準を超えるものや指摘がある、2 読み取れないものや実行できないことがあった\n"
            "記事の中では <!-- jreadtools-disable --> から <!-- jreadtools-enable --> までが対象外になります（名前を並べると、"
            "その指標や指摘だけ）。フロントマターに jreadtools: false と書くと、その記事が対象外になります。\n"
            "例: jreadtools check posts/ --max sentence_characters=100\n"
            "　　jreadtools check posts/ --write-baseline\n"
            "　　jreadtools check posts/ --baseline .jreadtools-baseline.json",
            en="exit codes: 0 nothing is found, 1 something exceeds a limit or is a finding, 2 something could not be read or done\n"
            "In an article, <!-- jreadtools-disable --> to <!-- jreadtools-enable --> is left out (with names, of these "
            "rules only); jreadtools: false in the front matter leaves out the article.\n"
            "for example: jreadtools check posts/ --max sentence_characters=100\n"
            "             jreadtools check posts/ --write-baseline\n"
            "             jreadtools check posts/ --baseline .jreadtools-baseline.json",
        ),
    }


def add_reading(reading: argparse._ArgumentGroup, say: Say) -> None:
    """What is read."""
    reading.add_argument(
        "--stdin-filename",
        metavar="NAME",
        help=say(
            ja="標準入力（-）をこの名前のファイルとして扱う（記法、設定、表示に使います）",
            en="what standard input (-) is taken for: markup, configuration and messages follow it",
        ),
    )


def add_limits(parser: Parser, say: Say) -> None:
    """What is checked."""
    limits = parser.add_argument_group(say(ja="基準", en="limits"))
    limits.add_argument(
        "--max",
        metavar="NAME=VALUE",
        action="append",
        dest="limits",
        type=lambda text: ("max", text),
        help=say(
            ja="指標の上限。例: sentence_characters=100（一文の文字数）、kanji_ratio=40%%（記事の漢字率）、"
            "sentence:kanji_ratio=60%%（一文の漢字率）。NAME=off で設定ファイルの上限を外します。何度でも指定できます",
            en="the most a metric may be: sentence_characters=100, kanji_ratio=40%% (of articles), sentence:kanji_ratio=60%% "
            "(of sentences). NAME=off takes away a limit of the configuration. May be given several times",
        ),
    )
    limits.add_argument(
        "--min",
        metavar="NAME=VALUE",
        action="append",
        dest="limits",
        type=lambda text: ("min", text),
        help=say(ja="指標の下限。--max と同じ書き方", en="the least a metric may be, written as for --max"),
    )
    limits.add_argument(
        "--finding",
        metavar="NAME",
        action="append",
        help=say(
            ja="示す箇所の種類（long_sentence、doubled_particle など）。default: 既定の種類、all: すべて、none: なし。"
            "何度でも指定できます",
            en="a kind of finding (long_sentence, doubled_particle …); default: those shown by default, all, none. May be "
            "given several times",
        ),
    )
    limits.add_argument(
        "--baseline",
        metavar="FILE",
        help=say(
            ja="このファイルに記録してあるものを除き、新しいものだけを示す", en="only what is not in this file counts"
        ),
    )
    limits.add_argument(
        "--write-baseline",
        action="store_true",
        help=say(
            ja="いま基準を超えているものを、--baseline のファイル（既定 .jreadtools-baseline.json）に記録する",
            en="write what exceeds a limit now to the file of --baseline (default .jreadtools-baseline.json)",
        ),
    )


def add_output(output: argparse._ArgumentGroup, say: Say) -> None:
    """Where the report goes, and what the exit code says."""
    output.add_argument(
        "--format",
        choices=("text", "json", "github", "sarif"),
        default="text",
        help=say(
            ja="形式。github は GitHub Actions の注釈、sarif は SARIF 2.1.0（既定 text）",
            en="github: annotations of GitHub Actions; sarif: SARIF 2.1.0 (default text)",
        ),
    )
    output.add_argument("-o", "--output", metavar="FILE", help=say(ja="ファイルに書き出す", en="write to a file"))
    output.add_argument(
        "--exit-zero",
        action="store_true",
        help=say(
            ja="基準を超えるものや指摘があっても終了コードを 0 にする", en="exit code 0 even where something is found"
        ),
    )
    add_workers(output, say)
