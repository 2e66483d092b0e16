"""The options of the command line and their help, in Japanese and English."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Sequence
from typing import Final

from jreadtools.cli.check_options import about_check, add_limits, add_output, add_reading
from jreadtools.cli.parser import Leave, Parser, Version
from jreadtools.cli.report_options import about_report, add_page
from jreadtools.cli.values import Say, add_max_bytes, add_workers, names, whole
from jreadtools.errors import Lang
from jreadtools.near import near_names
from jreadtools.sources.regular import exists

__all__ = ["COMMANDS", "parsed"]

COMMANDS: Final = {
    "time": ("読書時間を1記事1行で表示", "how long each article takes to read, a line each"),
    "analyze": ("文の長さや漢字率などを表にする", "sentence lengths, kanji ratio and more, as a table"),
    "check": ("基準を超える記事や文を示す（終了コード付き）", "what exceeds a limit, a line each, with an exit code"),
    "report": ("記事の読みやすさを1つの HTML ファイルに", "one HTML page of how articles read"),
    "text": ("本文として読み取った文を表示", "the prose as it was understood"),
    "tokens": ("形態素（短単位）を表に書き出す", "every morpheme (short-unit word), as a table"),
    "metrics": ("指標の一覧と説明", "the metrics and what they mean"),
}


def parsed(words: Sequence[str], lang: Lang, version: Version) -> argparse.Namespace:
    """What the words of the command line ask for. The options that all commands share may stand before it.

    Leaves with SystemExit where nothing is left to do: --help, --version (`version` is called then), and what
    cannot be understood (exit code 2).
    """
    words = _asked_for_help(words)
    at = _place_of_command(words)
    if at is None:
        parser = _general(lang, version)
        parser.parse_args(words)
        parser.print_help(sys.stderr)
        parser.exit(2)
    if words[at] not in COMMANDS:
        _general(lang, version).error(_no_command(words[at], lang))
    parser = _BUILDERS[words[at]](lang, version)
    args, unknown = parser.parse_known_intermixed_args([*words[:at], *_marked(words[at + 1 :])])
    if unknown:
        parser.error(_unknown(unknown, parser.options, lang))
    args.command = words[at]
    return args


def _asked_for_help(words: Sequence[str]) -> Sequence[str]:
    """`help` and `help COMMAND` as --help.

    >>> _asked_for_help(["help", "time"]), _asked_for_help(["--lang", "en", "help"])
    (['time', '--help'], ['--lang', 'en', '--help'])
    """
    at = _place_of_command(words)
    return words if at is None or words[at] != "help" else [*words[:at], *words[at + 1 :], "--help"]


def _place_of_command(words: Sequence[str]) -> int | None:
    at = 0
    while at < len(words):
        if words[at] == "--lang":
            at += 2
        elif words[at].startswith("-"):
            at += 1
        else:
            return at
    return None


_MARK: Final = "\0"


def _marked(words: Sequence[str]) -> list[str]:
    """The words of a command, so that argparse understands them.

    `--sort -characters` becomes `--sort=-characters`: it would take the name for an option. What stands behind
    `--` is marked as no option: it loses the `--` where options and paths are mixed.

    >>> _marked(["--sort", "-words", "a.md", "--", "-b.md"])
    ['--sort=-words', 'a.md', '\\x00-b.md']
    """
    result: list[str] = []
    for number, word in enumerate(words):
        if word == "--":
            return result + [_MARK + operand for operand in words[number + 1 :]]
        if result and result[-1] == "--sort" and re.fullmatch(r"-[^\W\d]\w+", word):
            result[-1] = f"--sort={word}"
        else:
            result.append(word)
    return result


def _operand(word: str) -> str:
    return word.removeprefix(_MARK)


def _no_command(word: str, lang: Lang) -> str:
    near = near_names(word, COMMANDS, most=1)
    if near:
        hint = f"{near[0]} のことでしょうか" if lang == "ja" else f"did you mean {near[0]}?"
    elif exists(word):
        hint = f"jreadtools time {word}" if lang == "en" else f"jreadtools time {word} のように指定してください"
        hint = hint if lang == "ja" else f"name the command first: {hint}"
    else:
        names = ", ".join(COMMANDS)
        hint = f"使えるコマンド: {names}" if lang == "ja" else f"the commands are {names}"
    return f"「{word}」というコマンドはありません。{hint}" if lang == "ja" else f"there is no command {word!r}; {hint}"


def _unknown(words: Sequence[str], options: Iterable[str], lang: Lang) -> str:
    shown = " ".join(map(_operand, words))
    near = near_names(words[0].partition("=")[0], options, most=1)
    if lang == "ja":
        return f"{shown} という指定はありません" + (f"。{near[0]} のことでしょうか" if near else "")
    return f"there is no option {shown}" + (f"; did you mean {near[0]}?" if near else "")


def _say(lang: Lang) -> Say:
    return lambda ja, en: ja if lang == "ja" else en


def _with_common(parser: Parser) -> Parser:
    say = _say(parser.lang)
    common = parser.add_argument_group(say(ja="共通", en="common"))
    common.add_argument(
        "--lang",
        choices=("ja", "en"),
        help=say(ja="表示の言語（既定は環境の設定による）", en="language of the output (default: that of the locale)"),
    )
    common.add_argument(
        "-V",
        "--version",
        action=Leave,
        nargs=0,
        help=say(ja="バージョンと辞書のバージョンを表示", en="show the version, and the dictionary's"),
    )
    common.add_argument("-h", "--help", action="help", help=say(ja="この説明を表示", en="show this help"))
    return parser


def _general(lang: Lang, version: Version) -> Parser:
    say = _say(lang)
    commands = "\n".join(f"  {name:<9}{say(*about)}" for name, about in COMMANDS.items())
    parser = Parser(
        "",
        say(ja="コマンド [オプション]", en="COMMAND [options]"),
        lang,
        version,
        description=say(
            ja="日本語の記事が何分で読めるか、一文はどれくらいの長さか、漢字はどれくらい多いかを調べます。\n\n",
            en="How long a Japanese article takes to read, how long its sentences are, how much of it is kanji.\n\n",
        )
        + say(ja="コマンド:\n", en="commands:\n")
        + commands,
        epilog=say(
            ja="例: jreadtools time posts/\nコマンドごとの説明: jreadtools time --help",
            en="for example: jreadtools time posts/\nhelp for a command: jreadtools time --help",
        ),
    )
    return _with_common(parser)


def _reading(parser: Parser, say: Say) -> argparse._ArgumentGroup:
    operands = parser.add_argument_group(say(ja="対象", en="what to read"))
    operands.add_argument(
        "paths",
        metavar="PATH",
        nargs="+",
        type=_operand,
        help=say(
            ja="ファイル、フォルダー（中のフォルダーも読みます）、WordPress・Movable Type のエクスポート、フィード、表。- は標準入力",
            en="files, folders (with the folders inside them), exports of WordPress and Movable Type, feeds, tables; "
            "- is standard input",
        ),
    )
    reading = parser.add_argument_group(say(ja="読み取り方", en="how to read"))
    reading.add_argument(
        "--markup",
        choices=("plain", "markdown", "html", "hatena", "aozora"),
        help=say(
            ja="記法。既定は中身と拡張子による（表では本文の列の記法。既定 plain）",
            en="what the text is written in (default: as its content and the file's name say; in tables plain)",
        ),
    )
    reading.add_argument(
        "--page",
        action="store_true",
        default=None,
        help=say(
            ja="テキストがブラウザーからコピーしたページ全体かもしれないとき、本文だけを読む（.txt と標準入力では既定）",
            en="a text may be a whole page copied out of a browser: read its article only (default for .txt and standard input)",
        ),
    )
    reading.add_argument(
        "--no-page",
        action="store_false",
        dest="page",
        help=say(ja="テキストを全部本文として読む", en="read all of a text, whatever it looks like"),
    )
    reading.add_argument(
        "--encoding",
        metavar="NAME",
        help=say(
            ja="文字コード（cp932、euc_jp など）。既定は自動判別", en="encoding: cp932, euc_jp … (default: found out)"
        ),
    )
    reading.add_argument(
        "--wrap",
        choices=("auto", "join", "keep"),
        default="auto",
        help=say(
            ja="段落の中の改行の扱い。auto: 段落ごとに判断（既定）、join: つないで読む、keep: 行ごとに文を区切る",
            en="a line break inside a paragraph: auto decides by the paragraph (default), join reads on, "
            "keep ends the sentence",
        ),
    )
    reading.add_argument(
        "--drafts",
        action="store_true",
        default=True,
        help=say(ja="下書きも対象にする（既定）", en="drafts too (default)"),
    )
    reading.add_argument(
        "--no-drafts", action="store_false", dest="drafts", help=say(ja="下書きを除く", en="leave drafts out")
    )
    reading.add_argument(
        "--exclude",
        metavar="PATTERN",
        action="append",
        default=[],
        help=say(
            ja="フォルダーの中で読まないもの（.gitignore と同じ書き方。何度でも指定できます）",
            en="what to leave out of folders, written as in .gitignore; may be given several times",
        ),
    )
    reading.add_argument(
        "--no-gitignore",
        action="store_false",
        dest="gitignore",
        help=say(ja=".gitignore にあるものも読む", en="read what .gitignore leaves out, too"),
    )
    add_max_bytes(reading, say)
    tables = parser.add_argument_group(say(ja="表（.csv .tsv .xlsx .parquet）", en="tables (.csv .tsv .xlsx .parquet)"))
    tables.add_argument(
        "--text",
        metavar="COLUMN",
        help=say(
            ja="本文の列（既定: 本文、body、text のどれか）",
            en="the column with the texts (default: 本文, body or text)",
        ),
    )
    tables.add_argument(
        "--keep",
        type=names(say),
        metavar="A,B",
        help=say(
            ja="結果にも入れる列（title、id、date、url は結果のその列に入ります）",
            en="columns to carry to the output (title, id, date and url fill the output's own)",
        ),
    )
    return reading


def _measuring(parser: Parser, say: Say) -> None:
    reading = _reading(parser, say)
    reading.add_argument(
        "--code", action="store_true", help=say(ja="コードブロックも数える", en="count code blocks too")
    )
    speed = parser.add_argument_group(say(ja="読む速さ", en="how fast people read"))
    options = (
        (
            "--speed",
            say(ja="黙読の速さ（字/分、既定 600）", en="Japanese characters a minute in silence (default 600)"),
        ),
        ("--fast", say(ja="速い人の速さ（字/分、既定 810）", en="the same, of fast readers (default 810)")),
        ("--slow", say(ja="ゆっくり読む人の速さ（字/分、既定 460）", en="the same, of slow readers (default 460)")),
        ("--english", say(ja="英語を読む速さ（語/分、既定 238）", en="English words a minute (default 238)")),
        ("--aloud-speed", say(ja="読み上げの速さ（拍/分、既定 320）", en="morae a minute read aloud (default 320)")),
    )
    for option, text in options:
        speed.add_argument(option, type=whole(100_000, say), metavar="N", help=text)


def _telling(output: argparse._ArgumentGroup, say: Say) -> None:
    output.add_argument(
        "--progress",
        action="store_true",
        default=None,
        help=say(
            ja="端末でなくても途中経過を示す（5秒ごとに1行）", en="progress where there is no terminal too, every 5 s"
        ),
    )
    output.add_argument(
        "--quiet",
        action="store_false",
        dest="progress",
        help=say(
            ja="途中経過も完了も知らせない（失敗は知らせる）", en="no progress, no remark at the end; failures are said"
        ),
    )


def _time(lang: Lang, version: Version) -> Parser:
    say = _say(lang)
    parser = Parser(
        "time",
        "PATH…",
        lang,
        version,
        description=say(
            ja="記事ごとの読書時間を1行ずつ、最後に合計を表示します。",
            en="Prints the reading time of each article, a line each, and the total.",
        ),
        epilog=say(
            ja="--template の項目: id path title date updated url label range minutes whole_minutes stated_minutes fast_minutes "
            "slow_minutes seconds aloud_label aloud_minutes characters words\n"
            "例: jreadtools time posts/ --template '{path},{whole_minutes}'",
            en="fields of --template: id path title date updated url label range minutes whole_minutes stated_minutes "
            "fast_minutes slow_minutes seconds aloud_label aloud_minutes characters words\n"
            "for example: jreadtools time posts/ --template '{path},{whole_minutes}'",
        ),
    )
    _measuring(parser, say)
    output = parser.add_argument_group(say(ja="表示", en="what to print"))
    output.add_argument(
        "--aloud",
        action="store_true",
        help=say(
            ja="読み上げの時間も表示する（MeCab を使うため少し遅くなります）",
            en="the time read aloud too (needs MeCab, slower)",
        ),
    )
    output.add_argument(
        "--explain",
        action="store_true",
        help=say(ja="何を数え、何を数えなかったかも表示する", en="what was counted and what was not, too"),
    )
    output.add_argument(
        "--template",
        metavar="TEXT",
        help=say(
            ja="記事ごとに、この形の行を表示する。例:\n'wp post meta update {id} reading_minutes {minutes:.0f}'",
            en="print a line of this form for each article, such as\n'wp post meta update {id} reading_minutes {minutes:.0f}'",
        ),
    )
    output.add_argument(
        "--quote",
        choices=("none", "shell", "html"),
        default="none",
        help=say(
            ja="--template に入る値を、シェルや HTML で安全な形にする（既定 none: そのまま）",
            en="make the values in --template safe for a shell or in HTML (default none: as they are)",
        ),
    )
    _telling(output, say)
    return _with_common(parser)


def _analyze(lang: Lang, version: Version) -> Parser:
    say = _say(lang)
    parser = Parser(
        "analyze",
        "PATH…",
        lang,
        version,
        description=say(
            ja="文の長さ、漢字率、読書時間などを記事ごとの表にします。記事が1本だけのときは、読みにくい文も含めたまとめを表示します。",
            en="Makes a table of sentence lengths, kanji ratio, reading time and more, a row an article; of one article by itself, a page.",
        ),
        epilog=say(
            ja="例: jreadtools analyze posts/ --sort -sentence_characters_mean\n"
            "　　jreadtools analyze posts/ --findings\n"
            "　　jreadtools analyze posts/ -o posts.csv --sentences sentences.csv",
            en="for example: jreadtools analyze posts/ --sort -sentence_characters_mean\n"
            "             jreadtools analyze posts/ --findings\n"
            "             jreadtools analyze posts/ -o posts.csv --sentences sentences.csv",
        ),
    )
    _measuring(parser, say)
    output = parser.add_argument_group(say(ja="出力", en="output"))
    output.add_argument(
        "--columns",
        type=names(say),
        metavar="A,B",
        help=say(
            ja="出す列。指標の名前（jreadtools metrics で一覧）と path, id, title, date, url, tags, encoding, duplicate_of など",
            en="columns: names of metrics (jreadtools metrics lists them) and path, id, title, date, url, tags, encoding, "
            "duplicate_of …",
        ),
    )
    output.add_argument(
        "--sort",
        metavar="COLUMN",
        help=say(
            ja="この列の小さい順に並べる。-COLUMN と書くと大きい順",
            en="sort by this column, smallest first; -COLUMN: largest first",
        ),
    )
    output.add_argument(
        "--reverse", action="store_true", help=say(ja="並べる順を逆にする", en="turn the order of --sort round")
    )
    output.add_argument(
        "--format",
        choices=("table", "csv", "tsv", "json", "jsonl", "markdown", "parquet", "xlsx"),
        help=say(
            ja="形式。既定は table（記事1本ならまとめ。-o があれば拡張子による）。人が読む table と markdown のほかは、すべての列を出す",
            en="default: table (one article: a page), with -o as the file's name says; all but table and markdown have every column",
        ),
    )
    output.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help=say(
            ja="表をファイルに書き出す（.xlsx なら文ごとの表と読めなかったファイルの表も）",
            en="write the table to a file (.xlsx: sentences and failures too)",
        ),
    )
    output.add_argument(
        "--sentences",
        metavar="FILE",
        help=say(
            ja="文ごとの表もファイルに書き出す（形式は拡張子による）", en="write a table of sentences to a file, too"
        ),
    )
    output.add_argument(
        "--findings",
        action="store_true",
        help=say(
            ja="表の下に、直すとよい箇所を「ファイル:行:桁: 理由」の形で表示する（表を -o でファイルに書き出しても、標準出力に。"
            "table 以外の形式には -o が必要です）",
            en="below the table, print what is worth another look as path:line:column: reason (on standard output also when "
            "the table goes to a file; formats other than table need -o)",
        ),
    )
    output.add_argument(
        "--all-findings",
        action="store_true",
        help=say(
            ja="件数だけ示す種類（直さなくてよいことが多いもの）も、1件ずつ表示する",
            en="also the kinds that are otherwise only counted, because they are seldom worth a change",
        ),
    )
    output.add_argument(
        "--cache",
        metavar="FILE",
        help=say(
            ja="測った値を覚えておくファイル（既定は利用者のキャッシュフォルダー）。次に測るとき、変わっていない記事は読むだけで済みます",
            en="where measured values are kept (default: the user's cache folder): articles that have not changed are not "
            "measured again",
        ),
    )
    output.add_argument(
        "--no-cache",
        action="store_true",
        help=say(ja="覚えておいた値を使わず、覚えもしない", en="neither use nor keep them"),
    )
    add_workers(output, say)
    _telling(output, say)
    levels = parser.add_argument_group(say(ja="語彙レベルと学年", en="levels of words, school grades"))
    levels.add_argument(
        "--levels",
        action="append",
        metavar="FILE",
        help=say(
            ja="語とレベルの表（CSV・TSV）。レベルごとの語の割合と、表にない語が列に加わります（table と markdown では "
            "--columns で）。列名はファイル名か、名前=ファイル の名前で始まります。jlpt または wordfreq と書くと、入れてあるパッケージの"
            "データを使います（列名は jlpt_… と zipf_…）。何度でも指定できます",
            en="a table of words and levels (CSV, TSV): adds columns with the share of each level and the words not listed "
            "(in table and markdown only by --columns). They begin with the file's name, or with the name in NAME=FILE. "
            "The words jlpt and wordfreq take the data of these packages, if installed (jlpt_…, zipf_…). May be given "
            "several times",
        ),
    )
    levels.add_argument(
        "--obi2",
        metavar="FILE",
        help=say(
            ja="帯2のモデルファイル（Obi2-T13.model など）。学年の列 obi2_grade が加わります（試験的）",
            en="a model file of Obi-2 (such as Obi2-T13.model): adds the column obi2_grade (experimental)",
        ),
    )
    return _with_common(parser)


def _check(lang: Lang, version: Version) -> Parser:
    say = _say(lang)
    parser = Parser("check", "PATH…", lang, version, **about_check(say))
    add_reading(_reading(parser, say), say)
    add_limits(parser, say)
    output = parser.add_argument_group(say(ja="出力", en="output"))
    add_output(output, say)
    _telling(output, say)
    return _with_common(parser)


def _report(lang: Lang, version: Version) -> Parser:
    say = _say(lang)
    parser = Parser("report", "PATH… -o FILE", lang, version, **about_report(say))
    _measuring(parser, say)
    output = parser.add_argument_group(say(ja="出力", en="output"))
    add_page(output, say)
    _telling(output, say)
    return _with_common(parser)


def _tokens(lang: Lang, version: Version) -> Parser:
    say = _say(lang)
    parser = Parser(
        "tokens",
        "PATH…",
        lang,
        version,
        description=say(
            ja="形態素（UniDic の短単位）を1行に1つずつ、位置・語彙素・品詞・発音などとともに書き出します。",
            en="Writes every morpheme (UniDic short-unit word) with its place, lemma, part of speech and pronunciation.",
        ),
        epilog=say(
            ja="例: jreadtools tokens post.md -o tokens.csv", en="for example: jreadtools tokens post.md -o tokens.csv"
        ),
    )
    _reading(parser, say)
    output = parser.add_argument_group(say(ja="出力", en="output"))
    output.add_argument("-o", "--output", metavar="FILE", help=say(ja="ファイルに書き出す", en="write to a file"))
    output.add_argument(
        "--format",
        choices=("csv", "tsv", "json", "jsonl", "markdown", "parquet", "xlsx"),
        help=say(ja="形式（既定は csv、-o があれば拡張子による）", en="default: csv, with -o as the file's name says"),
    )
    _telling(output, say)
    return _with_common(parser)


def _text(lang: Lang, version: Version) -> Parser:
    say = _say(lang)
    parser = Parser(
        "text",
        "PATH…",
        lang,
        version,
        description=say(
            ja="本文として読み取った文を、元の行番号と種類（見出し・段落・箇条書きなど）とともに表示します。"
            "数字に納得がいかないときに確かめられます。",
            en="Prints the prose as it was understood: line in the source, kind, sentence. For when a number surprises you.",
        ),
    )
    _reading(parser, say)
    return _with_common(parser)


def _metrics(lang: Lang, version: Version) -> Parser:
    from jreadtools.cli.commands.metrics import FAMILIES

    say = _say(lang)
    parser = Parser(
        "metrics",
        "[NAME]",
        lang,
        version,
        description=say(
            ja="指標の一覧を表示します。NAME に指標の名前を付けるとその指標を説明し、分類の名前を付けるとその一覧だけを表示します。",
            en="Lists the metrics; with a NAME explains that one, or lists that family of metrics.",
        ),
    )
    operands = parser.add_argument_group(say(ja="対象", en="which"))
    operands.add_argument(
        "name",
        metavar="NAME",
        nargs="?",
        type=_operand,
        help=say(
            ja=f"指標の名前（例: kanji_ratio）、または分類: {', '.join(FAMILIES)}",
            en=f"name of a metric, such as kanji_ratio, or of a family: {', '.join(FAMILIES)}",
        ),
    )
    return _with_common(parser)


_BUILDERS: Final = {
    "time": _time,
    "analyze": _analyze,
    "check": _check,
    "report": _report,
    "text": _text,
    "tokens": _tokens,
    "metrics": _metrics,
}
