"""The command line: `jreadtools time posts/`. Options here, what they do in `commands.py`."""

from __future__ import annotations

import argparse
import contextlib
import io
import locale
import os
import re
import sys
from collections.abc import Sequence
from typing import NoReturn, TextIO

from jreadtools.commands import COMMANDS, Run
from jreadtools.errors import JreadtoolsError, Message, in_language
from jreadtools.reading import Lang

__all__ = ["main"]


def _language(argv: Sequence[str]) -> Lang:
    """--lang, else the language of the locale. A locale that names none (C, POSIX) means Japanese:
    the articles are."""
    for word, following in zip(argv, [*argv[1:], ""], strict=True):
        value = following if word == "--lang" else word.partition("=")[2] if word.startswith("--lang=") else ""
        if value in ("ja", "en"):
            return "ja" if value == "ja" else "en"
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        name = os.environ.get(variable, "")
        if name:
            return "ja" if name.startswith("ja") or re.match(r"(?:C|POSIX)\b", name) else "en"
    name = locale.getlocale()[0] or ""
    return "ja" if not name or name.startswith(("ja", "Japanese", "C")) else "en"


# What argparse says, in Japanese. What is not listed stays as it is.
_ARGPARSE_JA = (
    (r"the following arguments are required: (.*)", r"次の指定が必要です: \1"),
    (r"unrecognized arguments: (.*)", r"知らない指定です: \1"),
    (r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)", r"\1 に \2 は使えません（\3 のどれか）"),
    (r"argument (.*?): invalid \w+ value: (.*)", r"\1 の値が正しくありません: \2"),
    (r"argument (.*?): expected one argument", r"\1 には値が必要です"),
)


class _Parser(argparse.ArgumentParser):
    lang: Lang = "en"

    def error(self, message: str) -> NoReturn:
        if self.lang == "ja":
            for pattern, wording in _ARGPARSE_JA:
                message = re.sub(f"^{pattern}$", wording, message)
        self.print_usage(sys.stderr)
        self.exit(2, f"jreadtools: {message}\n")

    def format_usage(self) -> str:
        usage = super().format_usage()
        return usage.replace("usage:", "使い方:", 1) if self.lang == "ja" else usage

    def format_help(self) -> str:
        text = super().format_help()
        if self.lang == "ja":
            for english, japanese in (
                ("usage:", "使い方:"),
                ("positional arguments:", "対象:"),
                ("options:", "オプション:"),
            ):
                text = text.replace(english, japanese, 1)
        return text


def _parser(lang: Lang) -> _Parser:
    ja = lang == "ja"

    def say(japanese: str, english: str) -> str:
        return japanese if ja else english

    _Parser.lang = lang
    parser = _Parser(
        prog="jreadtools",
        description=say(
            "日本語の記事が何分で読めるか、一文の長さや漢字の割合はどれくらいかを調べます。",
            "How long a Japanese article takes to read, how hard it is, and where.",
        ),
        epilog=say("例: jreadtools time posts/", "for example: jreadtools time posts/"),
    )
    language = _Parser(add_help=False)
    language.add_argument("--lang", choices=("ja", "en"), help=say("表示の言語", "language of what is printed"))
    reading = _Parser(add_help=False, parents=[language])
    reading.add_argument(
        "paths",
        metavar="PATH",
        nargs="+",
        help=say("ファイル、フォルダー、- は標準入力", "a file, a folder, - for standard input"),
    )
    reading.add_argument(
        "--markup", choices=("plain", "markdown", "html"),
        help=say("記法（指定しなければ拡張子で決めます）", "what the text is written in (by the file's name)"),
    )  # fmt: skip
    reading.add_argument(
        "--encoding", help=say("文字コード（指定しなければ自動判別）", "encoding of the files (found out)")
    )
    reading.add_argument(
        "--drafts", action=argparse.BooleanOptionalAction, default=True,
        help=say("下書きも数える", "count drafts too"),
    )  # fmt: skip
    reading.add_argument(
        "--wrap", choices=("auto", "join", "keep"), default="auto",
        help=say(
            "段落の中の改行: auto は段落ごとに判断、join はつなぐ、keep は行ごとに文を区切る",
            "a line break inside a paragraph: auto decides by the paragraph, join joins, keep ends the sentence",
        ),
    )  # fmt: skip
    measuring = _Parser(add_help=False, parents=[reading])
    measuring.add_argument("--code", action="store_true", help=say("コードブロックも数える", "count code blocks too"))
    speeds = (
        ("--speed", say("黙読の速さ（字/分、600）", "characters a minute in silence (600)")),
        ("--english", say("英語の速さ（語/分、238）", "English words a minute (238)")),
        ("--fast", say("速い人（字/分、810）", "characters a minute of fast readers (810)")),
        ("--slow", say("ゆっくり読む人（字/分、460）", "characters a minute of slow readers (460)")),
        ("--aloud-speed", say("音読の速さ（拍/分、320）", "morae a minute read aloud (320)")),
    )
    for option, text in speeds:
        measuring.add_argument(option, type=int, metavar="N", help=text)

    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    time = commands.add_parser(
        "time", parents=[measuring], help=say("何分で読めるか", "how long each article takes to read"),
        description=say("記事ごとに読書時間を1行で示します。", "Prints the reading time of each article, a line each."),
    )  # fmt: skip
    time.add_argument(
        "--aloud",
        action="store_true",
        help=say("読み上げの時間も示す（MeCab を使います）", "add the time read aloud (needs MeCab)"),
    )
    time.add_argument(
        "--explain",
        action="store_true",
        help=say("何を数え、何を数えなかったかを示す", "say what was counted and what was not"),
    )
    time.add_argument(
        "--template", metavar="TEXT",
        help=say(
            "この形の行を出す。例: 'wp post meta update {id} reading_minutes {minutes:.0f}'",
            "print a line of this form: 'wp post meta update {id} reading_minutes {minutes:.0f}'",
        ),
    )  # fmt: skip
    time.add_argument(
        "--quote", choices=("none", "shell", "html"), default="none",
        help=say("--template の項目をシェルや HTML 向けに引用符で守る", "quote the fields of --template for a shell or for HTML"),
    )  # fmt: skip

    analyze = commands.add_parser(
        "analyze", parents=[measuring], help=say("指標の表", "a table of metrics"),
        description=say("文の長さ、漢字率などを記事ごとに表にします。", "Prints sentence lengths, kanji ratio and more for each article."),
    )  # fmt: skip
    output = say("このファイルに書く（拡張子で形式を決めます）", "write to this file (its ending names the format)")
    analyze.add_argument("-o", "--output", metavar="FILE", help=output)
    analyze.add_argument(
        "--sentences",
        metavar="FILE",
        help=say("文ごとの表をこのファイルに書く", "write a table of sentences to this file"),
    )
    analyze.add_argument("--format", choices=("table", "csv", "json", "jsonl", "markdown"), help=say("形式", "format"))
    analyze.add_argument(
        "--columns", type=lambda text: [name.strip() for name in text.split(",") if name.strip()], metavar="A,B",
        help=say("出す列（jreadtools metrics で一覧）", "columns (jreadtools metrics lists them)"),
    )  # fmt: skip
    analyze.add_argument(
        "--sort",
        metavar="COLUMN",
        help=say("この列で並べる（--sort=-列名 で大きい順）", "sort by this column (--sort=-column: largest first)"),
    )
    analyze.add_argument(
        "--workers",
        type=_workers,
        default="all",
        metavar="N",
        help=say("使うプロセスの数（既定はすべてのコア）", "processes (every core)"),
    )

    tokens = commands.add_parser(
        "tokens", parents=[reading], help=say("形態素の表", "the table of morphemes"),
        description=say("形態素（短単位）を1行ずつ書き出します。", "Writes the morphemes (short-unit words), a row each."),
    )  # fmt: skip
    tokens.add_argument("-o", "--output", metavar="FILE", help=output)
    tokens.add_argument("--format", choices=("csv", "json", "jsonl", "markdown"), help=say("形式", "format"))

    commands.add_parser(
        "text", parents=[reading], help=say("本文として読み取ったもの", "the prose as it was understood"),
        description=say("行、種類、文を示します。", "Prints line, kind and sentence."),
    )  # fmt: skip
    metrics = commands.add_parser(
        "metrics", parents=[language], help=say("指標の一覧と説明", "the catalogue of metrics")
    )
    metrics.add_argument("name", metavar="NAME", nargs="?", help=say("説明を見る指標", "the metric to explain"))
    parser.add_argument("--version", action="store_true", help=say("版と辞書の版", "version, and the dictionary's"))
    return parser


def _workers(text: str) -> int | str:
    return text if text == "all" else int(text)


def _version() -> str:
    from jreadtools import __version__

    try:
        from jreadtools.morphemes import dictionary

        used = dictionary()
    except JreadtoolsError as error:
        return f"jreadtools {__version__} ({error})"
    return f"jreadtools {__version__} ({used.name} {used.version})"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line. Returns the exit code: 0 fine, 2 something could not be done."""
    words = list(sys.argv[1:] if argv is None else argv)
    lang = _language(words)
    out, err = _utf8(sys.stdout), _utf8(sys.stderr)
    try:
        if words == ["--version"]:
            out.write(_version() + "\n")
            return 0
        args = _parser(lang).parse_args(words)
        run = Run(out, err, lang)
        try:
            COMMANDS[args.command](args, run)
        except JreadtoolsError as error:
            said = error.args[0] if error.args and isinstance(error.args[0], Message) else str(error)
            run.say(in_language(said, lang))
            return 2
        except OSError as error:
            if isinstance(error, BrokenPipeError):
                raise
            reason = error.strerror or str(error)
            run.say(f"{error.filename}: {reason}" if error.filename else reason)
            return 2
        out.flush()
        return 2 if run.failed else 0
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read the output has gone. Python would complain once more when it closes the pipe.
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _utf8(stream: TextIO) -> TextIO:
    """UTF-8 whatever the console says; what cannot be written is shown escaped, not an error."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    return stream
