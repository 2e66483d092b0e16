"""The options that only `jreadtools report` has, and their help."""

from __future__ import annotations

import argparse

from jreadtools.cli.values import Say, add_workers

__all__ = ["about_report", "add_page"]


def about_report(say: Say) -> dict[str, str]:
    """What the command is, and examples of it."""
    return {
        "description": say(
            ja="記事の読みやすさを1つの HTML ファイルにまとめます。メールに添付でき、ネットワークなしで、スマートフォンでも開けます。"
            "記事が1本なら本文のどこが読みにくいかを、何本もあれば目立つ記事と一覧を示します。",
            en="Makes one HTML page of how articles read: it can be sent by mail and opens offline, on a phone too. Of one "
            "article it shows where the text is hard; of many what stands out, and a table.",
        ),
        "epilog": say(
            ja="1ページに入るのは 5,000 本までです。\n"
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
    }


def add_page(output: argparse._ArgumentGroup, say: Say) -> None:
    """Where the page goes and what stands on it."""
    output.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help=say(
            ja="ページを書き出すファイル（必須。- は標準出力）",
            en="the file to write the page to (needed; - is standard output)",
        ),
    )
    output.add_argument("--title", metavar="TEXT", help=say(ja="ページの題名", en="title of the page"))
    output.add_argument(
        "--baseline",
        metavar="FILE",
        help=say(
            ja="前回の数値と比べる。jreadtools analyze … -o FILE で書き出した .json、.jsonl、.csv",
            en="compare with what jreadtools analyze … -o FILE wrote before (.json, .jsonl, .csv)",
        ),
    )
    output.add_argument(
        "--texts",
        choices=("auto", "all", "none"),
        default="auto",
        help=say(
            ja="記事の本文を載せるか。auto: ページが 10 MB ほどに収まる範囲で、見直したい文の多い記事から（既定）、all: 全部、none: 載せない",
            en="whose text the page holds: auto as many as fit into about 10 MB, those with most to mend first (default), "
            "all, none",
        ),
    )
    add_workers(output, say)
