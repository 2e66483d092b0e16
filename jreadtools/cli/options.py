"""The options that several commands share, and their help, in Japanese and English."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from typing import Final

from jreadtools.cli.parser import Leave, OptionGroup, Parser, Say
from jreadtools.errors import ArticleError, in_language
from jreadtools.sources.formats import MARKUPS
from jreadtools.sources.regular import LARGEST

__all__ = [
    "MARK",
    "add_common",
    "add_measuring",
    "add_reading",
    "add_telling",
    "add_workers",
    "names",
    "operand",
    "whole",
]


def whole(most: int, say: Say) -> Callable[[str], int]:
    """A whole number from 1 to `most`."""

    def number(text: str) -> int:
        try:
            value = int(text)
        except ValueError:
            value = 0
        if not 1 <= value <= most:
            raise argparse.ArgumentTypeError(
                say(
                    ja=f"1から{most:,}までの整数を指定してください（{text} ではなく）",
                    en=f"a whole number from 1 to {most:,}, not {text}",
                )
            )
        return value

    return number


def names(say: Say) -> Callable[[str], list[str]]:
    """Names with commas between them."""

    def listed(text: str) -> list[str]:
        found = [name.strip() for name in text.replace("、", ",").split(",") if name.strip()]
        if not found:
            raise argparse.ArgumentTypeError(
                say(ja="列の名前を、カンマで区切って指定してください", en="names of columns, with commas between them")
            )
        return found

    return listed


_UNITS: Final = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9}


def _size(say: Say) -> Callable[[str], int]:
    """A number of bytes: 500M."""

    def number(text: str) -> int:
        match = re.fullmatch(r"0*([1-9][0-9]{0,14})([kmg]?)b?", text.strip().lower())
        if match is None:
            raise argparse.ArgumentTypeError(
                say(
                    ja=f"500M、2G のように指定してください（{text} ではなく）", en=f"a size like 500M or 2G, not {text}"
                )
            )
        return int(match[1]) * _UNITS[match[2]]

    return number


def _encoding(say: Say) -> Callable[[str], str]:
    """The name of an encoding: a misspelt one is said once, not of every file."""

    def named(text: str) -> str:
        from jreadtools.sources.encoding import codec_named  # few name one

        try:
            codec_named(text)
        except ArticleError as error:
            said = error.args[0]
            raise argparse.ArgumentTypeError(say(ja=in_language(said, "ja"), en=str(said))) from error
        return text

    return named


MARK: Final = "\0"
"""Before an operand that stood behind `--`: it is no option, whatever it looks like."""


def operand(word: str) -> str:
    """An operand as it was typed."""
    return word.removeprefix(MARK)


def add_reading(parser: Parser, *, posts: bool = False) -> OptionGroup:
    """What is read, and how. Returns the group of how, for more of it. `posts`: neither standard input nor tables."""
    _add_paths(parser, posts)
    reading = parser.group(ja="読み取り方", en="how to read")
    reading.add(
        "--markup",
        choices=MARKUPS,
        ja="記法。既定は中身と拡張子による（表では本文の列の記法。既定 plain）",
        en="what the text is written in (default: as its content and the file's name say; in tables plain)",
    )
    reading.add(
        "--page",
        action="store_true",
        default=None,
        ja="ブラウザーからページ全体をコピーしたものの場合は、本文だけを読む（.txt と標準入力では既定）",
        en="a text may be a whole page copied out of a browser: read its article only (default for .txt and standard input)",
    )
    reading.add(
        "--no-page",
        action="store_false",
        dest="page",
        ja="テキスト全体を本文として読む",
        en="read all of a text, whatever it looks like",
    )
    reading.add(
        "--encoding",
        type=_encoding(reading.say),
        metavar="NAME",
        ja="文字コード（cp932、euc_jp など）。既定は自動判別",
        en="encoding: cp932, euc_jp … (default: found out)",
    )
    reading.add(
        "--wrap",
        choices=("auto", "join", "keep"),
        default="auto",
        ja="段落の中の改行の扱い。auto: 段落ごとに判断（既定）、join: つないで読む、keep: 行ごとに文を区切る",
        en="a line break inside a paragraph: auto decides by the paragraph (default), join reads on, "
        "keep ends the sentence",
    )
    _add_choice_of_files(reading)
    if posts:
        parser.set_defaults(stdin_filename=None, text=None, keep=None)
    else:
        _add_stdin_filename(reading)
        _add_tables(parser)
    return reading


def _add_paths(parser: Parser, posts: bool) -> None:
    parser.group(ja="対象", en="what to read").add(
        "paths",
        metavar="PATH",
        nargs="+",
        type=operand,
        ja="ファイル、フォルダー（中のフォルダーも読みます）"
        + "、WordPress・Movable Type のエクスポート、フィード、表。- は標準入力" * (not posts),
        en="files, folders (with the folders inside them)"
        + ", exports of WordPress and Movable Type, feeds, tables; - is standard input" * (not posts),
    )


def _add_choice_of_files(reading: OptionGroup) -> None:
    """Which files and articles are passed over."""
    reading.add(
        "--drafts",
        action="store_true",
        default=True,
        ja="下書きも対象にする（既定）",
        en="drafts too (default)",
    )
    reading.add("--no-drafts", action="store_false", dest="drafts", ja="下書きを除く", en="leave drafts out")
    reading.add(
        "--exclude",
        metavar="PATTERN",
        action="append",
        default=[],
        ja="フォルダーの中で読まないもの（.gitignore と同じ書き方。何度でも指定できます）",
        en="what to leave out of folders, written as in .gitignore; may be given several times",
    )
    reading.add(
        "--no-gitignore",
        action="store_false",
        dest="gitignore",
        ja=".gitignore にあるものも読む",
        en="read what .gitignore leaves out, too",
    )
    reading.add(
        "--max-bytes",
        type=_size(reading.say),
        default=LARGEST,
        metavar="N",
        ja="これより大きいファイルは読まない（500M、2G など。既定は 268 MB。エクスポートと表には及びません）",
        en="read no larger file (500M, 2G …; default 268 MB; exports and tables may be larger)",
    )


def _add_stdin_filename(reading: OptionGroup) -> None:
    """What standard input is."""
    reading.add(
        "--stdin-filename",
        metavar="NAME",
        ja="標準入力（-）をこの名前のファイルとして扱う（記法、設定、表示に使います）",
        en="what standard input (-) is taken for: markup, configuration and messages follow it",
    )


def _add_tables(parser: Parser) -> None:
    """Which columns of tables are read and carried along."""
    tables = parser.group(ja="表（.csv .tsv .xlsx .parquet）", en="tables (.csv .tsv .xlsx .parquet)")
    tables.add(
        "--text",
        metavar="COLUMN",
        ja="本文の列（既定: 本文、body、text のどれか）",
        en="the column with the texts (default: 本文, body or text)",
    )
    tables.add(
        "--keep",
        type=names(tables.say),
        metavar="A,B",
        ja="結果にも入れる列（title、id、date、url は結果のその列に入ります）",
        en="columns to carry to the output (title, id, date and url fill the output's own)",
    )


def add_measuring(parser: Parser, *, posts: bool = False) -> None:
    """What is read and how it is measured. `posts`: as in `add_reading`."""
    reading = add_reading(parser, posts=posts)
    reading.add("--code", action="store_true", ja="コードブロックも数える", en="count code blocks too")
    speed = parser.group(ja="読む速さ", en="how fast people read")
    for option, ja, en in (
        ("--speed", "黙読の速さ（字/分、既定 600）", "Japanese characters a minute in silence (default 600)"),
        ("--fast", "速い人の速さ（字/分、既定 810）", "the same, of fast readers (default 810)"),
        ("--slow", "ゆっくり読む人の速さ（字/分、既定 460）", "the same, of slow readers (default 460)"),
        ("--english", "英語を読む速さ（語/分、既定 238）", "English words a minute (default 238)"),
        ("--aloud-speed", "読み上げの速さ（拍/分、既定 320）", "morae a minute read aloud (default 320)"),
    ):
        speed.add(option, type=whole(100_000, speed.say), metavar="N", ja=ja, en=en)


def add_telling(output: OptionGroup) -> None:
    """Whether progress and the end are told."""
    output.add(
        "--progress",
        action="store_true",
        default=None,
        ja="端末でなくても進捗を表示する（5秒ごとに1行）",
        en="progress where there is no terminal too, every 5 s",
    )
    output.add(
        "--quiet",
        action="store_false",
        dest="progress",
        ja="進捗や完了を表示しない（失敗は表示する）",
        en="no progress, no remark at the end; failures are said",
    )


def add_workers(output: OptionGroup) -> None:
    """--workers, of the commands that measure in several processes."""
    number = whole(1000, output.say)
    output.add(
        "--workers",
        type=lambda text: text if text == "all" else number(text),
        default="all",
        metavar="N",
        ja="同時に使うプロセスの数（既定 all: すべてのコア）",
        en="processes to use (default all: every core)",
    )


def add_common(parser: Parser) -> Parser:
    """What every command has. Returns the parser."""
    common = parser.group(ja="共通", en="common")
    common.add(
        "--lang",
        choices=("ja", "en"),
        ja="表示の言語（既定は環境の設定による）",
        en="language of the output (default: that of the locale)",
    )
    common.add(
        "-V",
        "--version",
        action=Leave,
        nargs=0,
        ja="バージョンと辞書のバージョンを表示",
        en="show the version, and the dictionary's",
    )
    common.add("-h", "--help", action="help", ja="この説明を表示", en="show this help")
    return parser
