"""Lines for a terminal: a text is broken by what is seen, and where Japanese and English may be broken."""

from __future__ import annotations

import re
from typing import Final

from jreadtools.characters import display_width

__all__ = ["wrapped"]

_UNBROKEN: Final = re.compile(r"[!-~]+|\s+|.")
_NOT_FIRST: Final = frozenset("、。，．）」』】・ー〜！？")
_NOT_LAST: Final = frozenset("（「『【")


def wrapped(text: str, width: int) -> list[str]:
    """A text in lines of at most `width` columns; no line begins with a comma or ends with a bracket.

    A word that is wider than that stands alone on a line that is too long.

    >>> wrapped("標準入力は - と書きます（例: jreadtools text -）。", 26)
    ['標準入力は - と書きます', '（例: jreadtools text', '-）。']
    """
    pieces: list[str] = []
    for piece in _UNBROKEN.findall(text):
        if pieces and ((piece in _NOT_FIRST and not pieces[-1].isspace()) or pieces[-1][-1] in _NOT_LAST):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    lines = [""]
    used = 0
    for piece in pieces:
        size = display_width(piece)
        if lines[-1] and used + display_width(piece.rstrip()) > width:
            lines.append("")
            used = 0
        if lines[-1] or len(lines) == 1 or not piece.isspace():
            lines[-1] += piece
            used += size
    return [line.rstrip() for line in lines]
