"""The reading time that a page prints above its article."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from jreadtools.sources.pages.metadata import plain
from jreadtools.sources.pages.written_dates import date_in
from jreadtools.sources.stated import label_minutes

__all__ = ["Stated", "stated_above"]


class Stated(NamedTuple):
    """A reading time that the page claims, and where."""

    minutes: float
    text: str
    offset: int
    end: int


_ABOVE_REACH: Final = 4000
_BLOCK_TAG: Final = re.compile(
    r"</?(?:div|p|li|ul|ol|dl|dt|dd|section|article|header|footer|h[1-6]|table|tr|td|br|time|nav|aside|main)\b[^<>]*>",
    re.IGNORECASE,
)
_HINT: Final = re.compile(r"分|min", re.IGNORECASE)


_INLINE_TAG: Final = re.compile(r"<[^<>]*>")
_WINDOW: Final = 4
_MOST_WORDS: Final = 40


def stated_above(page: str, start: int) -> Stated | None:
    """The reading time that a page prints nearest above its article."""
    low = max(0, start - _ABOVE_REACH)
    if not _HINT.search(page, low, start):
        return None
    at = start
    for tag in reversed(list(_BLOCK_TAG.finditer(page, low, start))):
        piece = page[tag.end() : at]
        if len(piece) < _LONGEST_PIECE and _HINT.search(piece):
            words = plain(piece)
            minutes = label_minutes(words, bare=True) if 0 < len(words) <= 100 else None
            if minutes is None:
                words, minutes = _label_among(piece)
            if minutes is not None:
                return Stated(minutes, words, tag.end() + len(piece) - len(piece.lstrip()), at)
        at = tag.start()
    return None


_LONGEST_PIECE: Final = 1000


def _label_among(piece: str) -> tuple[str, float | None]:
    """The label in a line whose words stand in elements of their own, side by side: date, author, time."""
    words = [word for part in _INLINE_TAG.split(piece) if (word := plain(part))][:_MOST_WORDS]
    for first, word in enumerate(words):
        if not (_HINT.search(word) or any(_HINT.search(w) for w in words[first : first + _WINDOW])):
            continue
        for count in range(1, _WINDOW + 1):
            line = " ".join(words[first : first + count])
            if len(line) <= 60 and (minutes := label_minutes(line, bare=bool(date_in(line)))) is not None:
                return line, minutes
    return "", None
