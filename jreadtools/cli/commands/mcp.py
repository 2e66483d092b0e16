"""`jreadtools mcp`: an assistant asks how readable a text is, and which of its sentences to rewrite."""

from __future__ import annotations

import argparse
from typing import Final

from jreadtools.cli.options import operand
from jreadtools.cli.parser import Parser, Version
from jreadtools.cli.session import Run, UsageError
from jreadtools.cli.spoken_to import needs, wait_for
from jreadtools.errors import Lang, Message
from jreadtools.sources.regular import is_folder

__all__ = ["SUMMARY", "main", "parser"]

SUMMARY: Final = Message(ja="AI アシスタントから文章を調べる（MCP）", en="an assistant asks about texts (MCP)")


def parser(lang: Lang, version: Version) -> Parser:
    """What can be asked of it, and its help."""
    parser = Parser(
        "mcp",
        "",
        lang,
        version,
        about=Message(
            ja="AI アシスタントから起動する MCP サーバーです。標準入出力で話します。読書時間、読みやすさ、見直したい文、書き直しの前後の比較を答えます。"
            "読むだけで、何も書き換えません。",
            en="A server of the Model Context Protocol, which an assistant starts and talks to over standard input and output. It "
            "answers how long a text takes to read, how hard it is, which sentences to revise, and what a rewrite did. It only reads.",
        ),
        examples=Message(
            ja='アシスタントの設定: docs/assistants.md。必要なパッケージ: pip install "mcp>=2"',
            en='how to set up an assistant: docs/assistants.md; it needs: pip install "mcp>=2"',
        ),
    )
    reading = parser.group(ja="読み取り", en="reading")
    reading.add(
        "--folder",
        metavar="FOLDER",
        type=operand,
        ja="アシスタントが読めるファイルのフォルダー。省くと、渡された本文だけを調べます",
        en="the folder whose files the assistant may have read; without it only texts that it gives are",
    )
    return parser


def main(args: argparse.Namespace, run: Run) -> None:
    """Serve one assistant, until it leaves."""
    try:
        from jreadtools.live.mcp_server import mcp_server
    except ImportError as error:
        raise needs("mcp>=2", ("mcp",), error) from None
    if args.folder is not None and not is_folder(args.folder):
        raise UsageError(
            ja=f"--folder {args.folder}: フォルダーがありません",
            en=f"--folder {args.folder}: there is no such folder",
        )
    wait_for(run, ja="アシスタント", en="an assistant")
    mcp_server(args.folder, run.lang).run()
