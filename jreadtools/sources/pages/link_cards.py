"""Boxes of one kind with the title of another page at the head of each: lists of articles, cards of related ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from jreadtools.sources.html_tags import attributes_of
from jreadtools.sources.pages.layout import Layout
from jreadtools.sources.pages.metadata import plain
from jreadtools.sources.pages.page_rules import names_of

__all__ = ["Card", "card_lists", "holds_titles", "kind_of", "titles"]


class Card(NamedTuple):
    """A box with the title of another page."""

    start: int
    end: int
    title: str
    href: str
    below: int
    """Where its title ends."""


_TITLE_LINK: Final = re.compile(
    r"<(h[1-6])\b[^<>]*>\s*(?:<(?!/|a[\s>])[^<>]*>\s*){0,3}<a\s(?P<inside>[^<>]*href[^<>]*)>"
    r"|<a\s(?P<over>[^<>]*href[^<>]*)>\s*</a"
    r"|<a\s(?P<around>[^<>]*href[^<>]*)>\s*(?:<(?!/|a[\s>]|h[1-6])[^<>]*>\s*){0,6}<(?=h[1-6][\s>])",
    re.IGNORECASE,
)
_HEADING: Final = re.compile(r"<(h[1-6])\b", re.IGNORECASE)
_OVER: Final = re.compile(
    r"(?:entry|post|card|stretched|overlay|cover|article)[-_]?link|overlay|link[-_]?cover", re.IGNORECASE
)
"""A link without words that is laid over the whole box."""
_LONGEST: Final = 3000
_MOST: Final = 400
_ANCESTORS: Final = 12
_FEW: Final = 3
_TWO: Final = 2
_DIGITS: Final = re.compile(r"\d+")
_ORDER: Final = frozenset(("odd", "even", "first", "last", "sticky"))


def holds_titles(page: str, start: int, end: int) -> bool:
    """Whether titles of several other pages stand in a range."""
    found = _TITLE_LINK.finditer(page, start, end)
    return next(found, None) is not None and next(found, None) is not None


def titles(page: str, start: int, end: int, leads_within: Callable[[str], bool]) -> Iterator[tuple[int, Card]]:
    """Headings that lead to other pages, and where they begin."""
    for number, match in enumerate(_TITLE_LINK.finditer(page, start, end)):
        if number == _MOST:
            return
        attributes = attributes_of(match["inside"] or match["around"] or match["over"])
        href = attributes.get("href", "").strip()
        if not leads_within(href):
            continue
        if match["over"]:
            if _OVER.search(attributes.get("class", "")):
                yield match.start(), Card(0, 0, attributes.get("aria-label", ""), href, match.end())
            continue
        heading = match if match["inside"] else _HEADING.match(page, match.end() - 1)
        if heading is None:
            continue
        close = page.find(f"</{heading[1]}", match.end(), match.end() + _LONGEST)
        words = plain(page[heading.start() : close]) if close >= 0 else ""
        if words:
            yield match.start(), Card(0, 0, words, href, close)


def card_lists(outline: Layout, found: Iterator[tuple[int, Card]]) -> list[list[Card]]:
    """Boxes of one kind around titles, three of them at least or two articles, the longest lists first; of boxes
    inside one another the outermost."""
    kinds: dict[tuple[str, ...], dict[int, Card]] = {}
    for place, card in found:
        index = outline.innermost(place)
        if outline.stands_aside(index):  # but for a header of its own
            continue
        for _ in range(_ANCESTORS):
            if index < 0:
                break
            kinds.setdefault(kind_of(outline, index), {}).setdefault(index, card)
            index = outline.elements[index].parent
    lists: list[list[Card]] = []
    for kind, boxes in kinds.items():
        if len(boxes) < _TWO:
            continue
        cards = [
            card._replace(start=outline.elements[index].inner, end=outline.ends[index])
            for index, card in sorted(boxes.items())
            if _is_outermost(outline, index, boxes)
        ]
        if len(cards) >= _FEW or (len(cards) >= _TWO and kind[0] in {"article", "section"}):
            lists.append(cards)
    lists.sort(key=lambda cards: (-len(cards), cards[0].start))
    return lists


def _is_outermost(outline: Layout, index: int, boxes: dict[int, Card]) -> bool:
    for _ in range(2 * _ANCESTORS):
        index = outline.elements[index].parent
        if index < 0:
            return True
        if index in boxes:
            return False
    return True


def kind_of(outline: Layout, index: int) -> tuple[str, ...]:
    """What an element is called: its tag and its names, but for numbers and the order among others."""
    element = outline.elements[index]
    return _kind(element.tag, element.written) if "class" in element.written else (element.tag,)


@lru_cache(maxsize=2048)
def _kind(tag: str, written: str) -> tuple[str, ...]:
    names = (_DIGITS.sub("", name) for name in names_of(attributes_of(written).get("class", "")))
    return (tag, *sorted({name for name in names if name.strip("-") and name not in _ORDER}))
