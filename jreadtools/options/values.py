"""What the values of options have to be: whole numbers, names of columns, a number of workers."""

from __future__ import annotations

import argparse
from collections.abc import Callable

__all__ = ["Say", "names", "whole", "workers"]

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


def workers(say: Say) -> Callable[[str], int | str]:
    """A number of workers, or "all"."""
    number = whole(1000, say)
    return lambda text: text if text == "all" else number(text)
