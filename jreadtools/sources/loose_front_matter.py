"""Metadata at the top of a post that no --- opens: as Hexo once wrote it, Pelican and MultiMarkdown do, and Nikola."""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

from jreadtools.patterns import pattern

__all__ = ["Loose", "find"]


class Loose(NamedTuple):
    """Where such a block stands, and how its lines are read."""

    start: int
    end: int
    body: int
    form: Literal["yaml", "json", "lines"]


_BEGINS: Final = pattern(r"\ufeff?\s{0,20}(?:[A-Za-z][\w-]{0,30}:|<!--|\.\. [a-z]|[\";])")
_CLOSING: Final = pattern(r"^(?:-{3,}|;{3,})[ \t]*(?:\n|\Z)", re.MULTILINE)
_KEY_LINE: Final = pattern(r"[A-Za-z][\w-]{0,40}:(?:[ \t]+(\S.*)|[ \t]*)\Z")
_WORDS_BELOW: Final = pattern(r"\n[ \t]*\n(?![A-Za-z][\w-]*:|[ \t]*(?:\n|\Z))")
_GOES_ON: Final = pattern(r"[ \t]+\S|-[ \t]|#|\Z")
_NIKOLA: Final = pattern(
    r"\ufeff?\s{0,20}(?:<!--[ \t]*\n)?((?:[ \t]*\.\.[ ][\w-]{1,40}:[^\n]*\n)+)(?:\s*-->)?[ \t]*(?:\n|\Z)"
)
_JSON: Final = pattern(
    r'\ufeff?(?:;{3,}[ \t]*\n)?(\s*"[A-Za-z_][\w.-]*"[ \t]*:[\s\S]{1,10000}?)^;{3,}[ \t]*(?:\n|\Z)', re.MULTILINE
)
_LINES: Final = pattern(
    r"\ufeff?((?:[A-Za-z][\w -]{0,40}:[^\n]*(?:\n[ ]{4,}\S[^\n]*|\n\t+\S[^\n]*)*(?:\n|\Z))+)(?:[ \t]*(?:\n|\Z))"
)
_NAMES: Final = frozenset(
    [
        "title",
        "subtitle",
        "date",
        "modified",
        "category",
        "tags",
        "slug",
        "author",
        "authors",
        "summary",
        "status",
        "lang",
        "keywords",
        "template",
        "save_as",
        "url",
        "description",
        "copyright",
        "translation",
        "series",
        "cover",
        "image",
        "comments",
        "layout",
        "language",
        "email",
        "affiliation",
    ]
)
_LONGEST: Final = 10_000


def find(text: str) -> Loose | None:
    r"""The metadata at the beginning of a text; None where words begin there.

    >>> find("title: 畑\ndate: 2015-01-15\n---\n朝です。\n").body, find("メモ: 朝\n---\n"), find("Note: 朝\n---\n")
    (30, None, None)
    """
    if _BEGINS.match(text) is None:
        return None
    if (comment := _NIKOLA.match(text)) and ".. title:" in comment[1]:
        return Loose(*comment.span(1), comment.end(), "lines")
    if block := _JSON.match(text):
        return Loose(*block.span(1), block.end(), "json")
    return _of_hexo(text) or _of_pelican(text)


def _of_hexo(text: str) -> Loose | None:
    closing = _CLOSING.search(text, 0, _LONGEST)
    if closing is None:
        return None
    start = 1 if text[:1] == "\ufeff" else 0
    block = text[start : closing.start()]
    if _WORDS_BELOW.search(block):
        return None
    names = set()
    for line in block.split("\n"):
        if _KEY_LINE.match(line):
            names.add(line.partition(":")[0].lower())
        elif not _GOES_ON.match(line):
            return None
    return Loose(start, closing.start(), closing.end(), "yaml") if "title" in names else None


def _of_pelican(text: str) -> Loose | None:
    """Keys and values to the first empty line. One that nobody uses so makes them words."""
    block = _LINES.match(text, 0, _LONGEST)
    if block is None:
        return None
    names = {line.partition(":")[0].lower() for line in block[1].split("\n") if line[:1].strip()}
    known = names & _NAMES
    if "title" not in names or len(known) < len(names) / 2:
        return None
    return Loose(*block.span(1), block.end(), "lines")
