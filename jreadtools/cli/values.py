"""What the values of options have to be: whole numbers, names of columns, workers."""

from __future__ import annotations

import argparse
from collections.abc import Callable

__all__ = ["Say", "add_workers", "names", "whole"]

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
                    f"1 から {most:,} までの整数を指定してください（{text} ではなく）",
                    f"a whole number from 1 to {most:,}, not {text}",
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
                say("列の名前を、カンマで区切って指定してください", "names of columns, with commas between them")
            )
        return found

    return listed


def add_workers(output: argparse._ArgumentGroup, say: Say) -> None:
    """--workers, of the commands that measure in several processes."""
    number = whole(1000, say)
    output.add_argument(
        "--workers",
        type=lambda text: text if text == "all" else number(text),
        default="all",
        metavar="N",
        help=say("同時に使うプロセスの数（既定 all: すべてのコア）", "processes to use (default all: every core)"),
    )
