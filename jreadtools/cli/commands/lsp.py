"""`jreadtools lsp`: what the check finds, in an editor, while one types."""

from __future__ import annotations

import argparse
import os
import sys
from typing import Final

from jreadtools.cli.parser import Parser, Version
from jreadtools.cli.session import Run
from jreadtools.cli.spoken_to import needs, wait_for
from jreadtools.errors import Lang, Message

__all__ = ["SUMMARY", "main", "parser"]

SUMMARY: Final = Message(
    ja="エディターで書きながら check の指摘を見る（LSP）", en="the check in an editor while one types (LSP)"
)


def parser(lang: Lang, version: Version) -> Parser:
    """What can be asked of it, and its help."""
    parser = Parser(
        "lsp",
        "",
        lang,
        version,
        about=Message(
            ja="エディターから起動する言語サーバーです。標準入出力で話します。jreadtools check と同じ箇所を、その場で示します。"
            "何を示すかは jreadtools.toml と pyproject.toml に書きます。",
            en="A language server, which an editor starts and talks to over standard input and output. It shows what "
            "jreadtools check finds, where it stands. jreadtools.toml and pyproject.toml say what that is.",
        ),
        examples=Message(
            ja='エディターの設定: docs/editors.md。必要なパッケージ: pip install "pygls>=2"',
            en='how to set up an editor: docs/editors.md; it needs: pip install "pygls>=2"',
        ),
    )
    talking = parser.group(ja="通信", en="talking")
    talking.add(
        "--stdio",
        action="store_true",
        ja="標準入出力で話す（いつもそうなので、エディターが付けても付けなくても同じ）",
        en="over standard input and output: always so, whether an editor says it or not",
    )
    return parser


def main(args: argparse.Namespace, run: Run) -> None:
    """Serve one editor, until it leaves."""
    try:
        from jreadtools.live.language_server import language_server
    except ImportError as error:
        raise needs("pygls>=2", ("pygls", "lsprotocol"), error) from None
    wait_for(run, ja="エディター", en="an editor")
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as messages:  # pygls closes what it writes to
        language_server(args.lang, run.lang).start_io(stdout=messages)
