"""What the values of options have to be: whole numbers, names of columns, workers."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable

from jreadtools.sources.regular import LARGEST

__all__ = ["Say", "add_max_bytes", "add_workers", "names", "whole"]

Say = Callable[[str, str], str]
"""The wording in the language that was asked for."""


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
                    ja=f"1 から {most:,} までの整数を指定してください（{text} ではなく）",
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


_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9}


def add_max_bytes(reading: argparse._ArgumentGroup, say: Say) -> None:
    """--max-bytes, of the commands that read files."""

    def size(text: str) -> int:
        match = re.fullmatch(r"0*([1-9][0-9]{0,14})([kmg]?)b?", text.strip().lower())
        if match is None:
            raise argparse.ArgumentTypeError(
                say(
                    ja=f"500M、2G のように指定してください（{text} ではなく）", en=f"a size like 500M or 2G, not {text}"
                )
            )
        return int(match[1]) * _UNITS[match[2]]

    reading.add_argument(
        "--max-bytes",
        type=size,
        default=LARGEST,
        metavar="N",
        help=say(
            ja="これより大きいファイルは読まない（500M、2G など。既定は 268 MB。エクスポートと表には及びません）",
            en="read no larger file (500M, 2G …; default 268 MB; exports and tables may be larger)",
        ),
    )


def add_workers(output: argparse._ArgumentGroup, say: Say) -> None:
    """--workers, of the commands that measure in several processes."""
    number = whole(1000, say)
    output.add_argument(
        "--workers",
        type=lambda text: text if text == "all" else number(text),
        default="all",
        metavar="N",
        help=say(
            ja="同時に使うプロセスの数（既定 all: すべてのコア）", en="processes to use (default all: every core)"
        ),
    )
