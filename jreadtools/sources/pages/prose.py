"""How much prose is where on a page; the places where the article may be are compared by it.

A piece of text between two tags is prose if a sentence ends in it; a page on which hardly any does is measured by its
longer pieces. Words of links are none: titles and excerpts of other articles stand in them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

__all__ = ["Prose", "pieces_of"]

_STOPS: Final = tuple(map(re.compile, "。！？"))  # one by one: re finds a character faster than one of several
_LINK: Final = re.compile(r"<(a)\s[^<>]*?href|</a", re.IGNORECASE)
_LINK_REACH: Final = 3000
_LONG_PIECE: Final = re.compile(r">([^<>]{30,})")
_HARDLY_ANY: Final = 40  # characters
_LONGEST: Final = 4000


def pieces_of(page: str, start: int, end: int) -> list[tuple[int, int]]:
    """(place, characters) of the pieces of prose in a range of a blanked page."""
    found: list[tuple[int, int]] = []
    links = _Links(page, start, end)
    at = start
    for stop in sorted([found.start() for mark in _STOPS for found in mark.finditer(page, start, end)]):
        if stop < at:
            continue
        opened = page.rfind(">", at, stop)
        if page.rfind("<", opened if opened >= 0 else at, stop) >= 0:  # inside a tag
            if (at := page.find(">", stop, end)) < 0:
                break
            continue
        first = opened + 1 if opened >= 0 else at
        limit = min(end, stop + 1 + _LONGEST)
        close = page.find("<", stop, limit)
        at = limit if close < 0 else close
        if not links.hold(first):
            found.append((first, len("".join(page[first:at].split()))))
    if sum(size for _, size in found) >= _HARDLY_ANY:
        return found
    longer = _LONG_PIECE.finditer(page, start, end)
    pieces = ((piece.start(1), len("".join(piece[1].split()))) for piece in longer)
    return [(place, size) for place, size in pieces if size >= _HARDLY_ANY // 2 and not links.hold(place)]


class _Links:
    """Where links begin and end."""

    def __init__(self, page: str, start: int, end: int) -> None:
        self._marks = list(_LINK.finditer(page, start, end))
        self._places = [mark.start() for mark in self._marks]

    def hold(self, place: int) -> bool:
        """Whether a place stands in a link."""
        index = bisect_left(self._places, place) - 1
        return index >= 0 and self._marks[index][1] is not None and place - self._places[index] < _LINK_REACH


class Prose:
    """Sums over pieces of prose.

    >>> prose = Prose([(5, 20), (40, 30)])
    >>> prose.whole, prose.of(0, 40), prose.of(5, 41)
    (50, 20, 50)
    """

    def __init__(self, pieces: Sequence[tuple[int, int]]) -> None:
        self.pieces = pieces
        self._places = [place for place, _ in pieces]
        self._sums = [0, *accumulate(size for _, size in pieces)]

    @property
    def whole(self) -> int:
        """Characters of all pieces."""
        return self._sums[-1]

    def first(self, start: int) -> int:
        """Where the first piece behind a place begins; where that is, if none does."""
        index = bisect_left(self._places, start)
        return self._places[index] if index < len(self._places) else start

    def middle(self, start: int, end: int) -> int:
        """Where the piece begins that holds the middle one of the characters in a range; the start if there is none."""
        low, high = bisect_left(self._places, start), bisect_left(self._places, end)
        index = bisect_right(self._sums, (self._sums[low] + self._sums[high]) / 2) - 1
        return self._places[index] if low <= index < high else start

    def of(self, start: int, end: int) -> int:
        """Characters of the pieces that begin in a range."""
        return self._sums[bisect_left(self._places, end)] - self._sums[bisect_left(self._places, start)]

    def of_all(self, parts: Sequence[tuple[int, int]]) -> int:
        """Characters of the pieces that begin in one of these ranges."""
        return sum(self.of(start, end) for start, end in parts)
