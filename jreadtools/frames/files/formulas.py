"""Texts that a spreadsheet would run as a formula."""

from __future__ import annotations

from typing import Final

__all__ = ["runs"]

# Full-width signs too: a Japanese Excel takes them for the others.
_FIRST: Final = frozenset("=+-@\t\r\n＝＋－＠")


def runs(text: str) -> bool:
    """Whether a spreadsheet would take a text for a formula. A sign alone is none.

    >>> runs("=1+1"), runs("＠SUM(A1)"), runs("-"), runs("1-2")
    (True, True, False, False)
    """
    return len(text) > 1 and text[0] in _FIRST
