"""Where on a page the article stands: by the names that blogs give to its element, in one pass over the tags.

Everything outside the article is seen by regular expressions only; words are read later, by the walker, from the
part that is found here.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

from jreadtools.sources.html_tags import TAG, attributes_of, names
from jreadtools.sources.pages.layout import Element
from jreadtools.sources.pages.link_cards import Card, card_lists, holds_titles, titles
from jreadtools.sources.pages.page_rules import BODIES, BODY_LIKE, CONTAINERS, CONTINUATIONS, furniture, is_body_like
from jreadtools.sources.pages.prose import Prose, pieces_of

__all__ = ["MORE", "Outline", "Region", "blanked", "body_of", "outlined", "visible"]


class Region(NamedTuple):
    """Where the article may stand."""

    parts: tuple[tuple[int, int], ...]
    """Ranges of the page, in reading order, tags of the containers themselves apart."""
    name: str
    """What it was found by, as a selector."""
    generic: bool
    """Whether what stands around an article may stand inside."""


_OPAQUE: Final = re.compile(
    r"<(?:!--|(?=[sntixSNTIX])((?i:script|style|noscript|template|textarea|iframe|select|svg|title|xmp))(?=[\s/>]))"
)


def blanked(text: str) -> str:
    """A page of the same length without comments, scripts and other things that hold tags but no words.

    >>> blanked("甲<!-- <p> -->乙<script>'<div>'</script>丙").split()
    ['甲', '乙', '丙']
    """
    pieces: list[str] = []
    at = 0
    endless: set[str] = set()  # of these no end follows
    for match in _OPAQUE.finditer(text):
        start = match.start()
        if start < at:
            continue
        name = (match[1] or "").lower()
        if name in endless:
            continue
        if not name:
            close = text.find("-->", start + 2)
            end = len(text) if close < 0 else close + 3
        else:
            found = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(text, match.end())
            if found is None:
                endless.add(name)
                continue
            end = found.end()
        pieces += (text[at:start], " " * (end - start))
        at = end
    pieces.append(text[at:])
    return "".join(pieces)


_TAGS: Final = re.compile(r"<[^<>]*>?")
_ENTITY: Final = re.compile(r"&(?:#\w{1,8}|\w{1,31});")


def visible(page: str, start: int, end: int) -> int:
    """About how many characters a reader sees in a range of a blanked page."""
    words = "".join("".join(_TAGS.split(page[start:end])).split())
    return len(_ENTITY.sub("x", words)) if "&" in words else len(words)


_BODY: Final = re.compile(r"<body(?=[\s>])[^<>]*>", re.IGNORECASE)
_HEAD_END: Final = re.compile(r"</head\s*>", re.IGNORECASE)
_BODY_END: Final = re.compile(r"</body\s*>", re.IGNORECASE)


def body_of(page: str) -> tuple[int, int]:
    """The range of the body of a blanked page."""
    opened = _BODY.search(page) or _HEAD_END.search(page)
    start = opened.end() if opened else 0
    last = page.rfind("</body")
    closed = _BODY_END.match(page, last) if last > start else None
    return start, closed.start() if closed else len(page)


_BLOCKS: Final = names(
    "div section article main aside footer header nav td table form ul ol dl dd center blockquote body"
)
_BLOCK: Final = re.compile(rf"<(/?)({'|'.join(sorted(_BLOCKS))}|[a-z]*+[A-Z][A-Za-z]*+)(?=[\s/>])([^<>]*+)>")
"""A tag of one of these, or one in capitals, that may be of one."""
_TOLD: Final = re.compile(
    r"""(?:^|\s)(class|id|itemprop|role|data-name|data-hook)\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>]+))""",
    re.IGNORECASE,
)
_ASIDE: Final = frozenset(("aside", "footer", "nav"))
_RANKS: Final = {name: rank for rank, name in enumerate((*BODIES, *CONTAINERS))}
_FIRST_CONTAINER: Final = len(BODIES)
MORE: Final = -1
_LONGEST_NAME: Final = 50
_MOST: Final = 200_000  # elements of a page that are looked at: no real one has a tenth of them
_ANCESTORS: Final = 40
_SHARE_OF_CORE: Final = 0.7
_STOP: Final = re.compile("。")


_CANONICAL: Final = re.compile(
    r"""<link\s(?=[^<>]*rel\s*=\s*["']?canonical)[^<>]*?href\s*=\s*["']?https?://([^/"'<>\s]*)""", re.IGNORECASE
)
_ADDRESS: Final = re.compile(r"(?:[a-z][a-z+.-]*:)(?://([^/?#]*))?|//([^/?#]*)", re.IGNORECASE)


class Outline:
    """The elements of a blanked page that make up its layout, and where each of them ends."""

    def __init__(self, page: str) -> None:
        self.page = page
        self.start: int
        self.end: int
        self.start, self.end = body_of(page)
        self.elements: list[Element] = []
        self.ends: list[int] = []
        self._stops = [match.start() for match in _STOP.finditer(page, self.start, self.end)]
        self._read()

    def _read(self) -> None:
        elements, ends = self.elements, self.ends
        stack: list[int] = []
        opened: dict[str, int] = {}
        for match in _BLOCK.finditer(self.page, self.start, self.end):
            ends_one, tag, written = match.groups()
            tag = tag.lower()
            if tag not in _BLOCKS:
                continue
            if not ends_one:
                if len(elements) == _MOST:
                    break
                inner = match.end()
                if written.count('"') & 1 or written.count("'") & 1:  # > inside an attribute
                    whole = TAG.match(self.page, match.start())
                    written, inner = (whole[3], whole.end()) if whole else (written, inner)
                stack.append(len(elements))
                parent = stack[-2] if len(stack) > 1 else -1
                elements.append(Element(tag, written, match.start(), inner, parent))
                ends.append(self.end)
                opened[tag] = opened.get(tag, 0) + 1
            elif opened.get(tag):
                while True:
                    index = stack.pop()
                    ends[index] = match.start()
                    last = elements[index].tag
                    opened[last] -= 1
                    if last == tag:
                        break

    def sentences(self, start: int, end: int) -> int:
        """About how many sentences end in a range."""
        return bisect_left(self._stops, end) - bisect_left(self._stops, start)

    def wrappers(self, start: int, end: int) -> frozenset[int]:
        """Of the elements in a range those that hold most of its words, whatever they are called, by the offset
        behind their start tags."""
        stops = self.sentences(start, end)
        return frozenset(
            element.inner
            for element, stop in zip(self.elements, self.ends, strict=True)
            if start <= element.inner
            and stop <= end
            and 2 * (stop - element.inner) > end - start
            and (
                2 * self.sentences(element.inner, stop) > stops
                if stops
                else 4 * (stop - element.inner) > 3 * (end - start)
            )
        )

    @cached_property
    def _everything(self) -> Prose:
        return Prose(pieces_of(self.page, self.start, self.end))

    @cached_property
    def prose(self) -> Prose:
        """The prose of the page but for that of menus and sidebars."""
        return Prose([piece for piece in self._everything.pieces if not self.is_aside(self.innermost(piece[0]))])

    @cached_property
    def core(self) -> tuple[int, int]:
        """The innermost element that holds what prose there is."""
        spine = self.spine(self.start, self.end, _SHARE_OF_CORE, self.prose)
        return (self.elements[spine[-1]].inner, self.ends[spine[-1]]) if spine else (self.start, self.end)

    @cached_property
    def own_prose(self) -> Prose:
        """The same without the cards of other pages that stand around the article."""
        if not holds_titles(self.page, self.start, self.end):
            return self.prose
        spans = [(cards[0].start, cards[-1].end) for cards in self._lists_of_cards()]
        return Prose([piece for piece in self.prose.pieces if not any(a <= piece[0] < b for a, b in spans)])

    def _lists_of_cards(self) -> Iterator[list[Card]]:
        canonical = _CANONICAL.search(self.page, 0, self.start)
        site = canonical[1].lower() if canonical else ""

        def leads_within(href: str) -> bool:
            address = _ADDRESS.match(href)
            return bool(href) and href[0] != "#" and (address is None or (address[1] or "").lower() == site)

        for cards in card_lists(self, titles(self.page, self.start, self.end, leads_within)):
            if len({card.href for card in cards}) == len(cards) and not self._is_in_article(cards):
                yield cards

    def _is_in_article(self, cards: list[Card]) -> bool:
        """Whether boxes stand in an article: then they are its parts, whatever they are about."""
        bodies = {start for start, _ in self.bodies()}
        index = self.innermost(cards[0].start)
        while index >= 0:
            element = self.elements[index]
            if (
                self.ends[index] >= cards[-1].end
                and len(cards) > 1
                and element.inner < cards[0].start
                and (element.tag == "article" or element.inner in bodies)
            ):
                return True
            index = element.parent
        return False

    @cached_property
    def _aside(self) -> dict[int, bool]:
        return {-1: False}

    def is_aside(self, index: int) -> bool:
        """Whether an element stands in a menu, a sidebar, a list of other articles, or is one."""
        known = self._aside
        path: list[int] = []
        while index not in known:
            path.append(index)
            index = self.elements[index].parent
        found = known[index]
        for index in reversed(path):
            found = found or (
                self.is_furniture(index)
                and 2 * self._everything.of(self.elements[index].inner, self.ends[index]) <= self._everything.whole
            )
            known[index] = found
        return found

    def is_furniture(self, index: int) -> bool:
        """Whether an element is called what is none of an article's."""
        tag, written, *_ = self.elements[index]
        return tag in _ASIDE or (bool(written) and furniture(tag, attributes_of(written), around=True) is not None)

    @cached_property
    def starts(self) -> list[int]:
        """Where the elements begin, behind their start tags."""
        return [element.inner for element in self.elements]

    def innermost(self, place: int) -> int:
        """The element in which a place of the page stands; -1 in none."""
        index = bisect_right(self.starts, place) - 1
        while index >= 0 and self.ends[index] <= place:
            index = self.elements[index].parent
        return index

    def within(self, start: int, end: int) -> Iterator[int]:
        """The elements inside a range, in the order of the page."""
        for index in range(bisect_left(self.starts, start), bisect_left(self.starts, end)):
            if self.elements[index].start >= start and self.ends[index] <= end:
                yield index

    def spine(self, start: int, end: int, share: float, prose: Prose) -> list[int]:
        """The elements inside one another of which each holds this share, more than half, of the prose in a range."""
        least = max(1.0, share * prose.of(start, end))
        around: list[int] = []
        index = self.innermost(prose.middle(start, end))  # which stands in all of them
        while index >= 0 and (element := self.elements[index]).start >= start:
            stop = self.ends[index]
            if stop <= end and prose.of(element.inner, stop) >= least:
                around.append(index)
            index = element.parent
        return around[::-1]

    def outer_bodies(self) -> Iterator[tuple[int, int]]:
        """Those of `bodies` that stand in no other, in the order of the page."""
        reached = -1
        for start, end in sorted(self.bodies()):
            if start >= reached:
                reached = end
                yield start, end

    def bodies(self) -> list[tuple[int, int]]:
        """Where the elements stand that are called the body of an article."""
        return [
            (self.elements[index].inner, self.ends[index])
            for rank, found in self.named.items()
            if 0 <= rank < _FIRST_CONTAINER
            for index in found
        ]

    @cached_property
    def named(self) -> dict[int, list[int]]:
        """Elements with a name of `rules`, by the rank of the name, in the order of the page."""
        named: dict[int, list[int]] = {}
        for index, element in enumerate(self.elements):
            ranks = _ranks(element.tag, element.written)
            if ranks and not self.stands_aside(index):
                for rank in ranks:
                    named.setdefault(rank, []).append(index)
        return named

    def stands_aside(self, index: int) -> bool:
        """Whether an element is part of a menu, a sidebar, a list of other articles."""
        for _ in range(_ANCESTORS):
            index = self.elements[index].parent if index >= 0 else -1
            if index < 0:
                return False
            if self.is_furniture(index):
                held = self.sentences(self.elements[index].inner, self.ends[index])
                return 2 * held <= self.sentences(self.start, self.end)
        return False


@lru_cache(maxsize=1)
def outlined(text: str) -> Outline:
    """The outline of a page; the last one is kept: whether it is several articles is asked before it is read."""
    return Outline(blanked(text))


@lru_cache(maxsize=2048)  # elements look alike
def _ranks(tag: str, written: str) -> list[int]:
    ranks: list[int] = []
    if tag in {"article", "main"}:
        ranks.append(_RANKS[f"<{tag}>"])
    if "=" not in written:
        return ranks
    for match in _TOLD.finditer(written):
        key, value = match[1].lower(), match[2] or match[3] or match[4] or ""
        if key == "class":
            for word in value.split():
                if (rank := _RANKS.get(word)) is not None:
                    ranks.append(rank)
                elif len(word) <= _LONGEST_NAME and is_body_like(word):
                    ranks.append(_RANKS[BODY_LIKE])
                if word in CONTINUATIONS:
                    ranks.append(MORE)
        elif key == "id":
            if (rank := _RANKS.get(f"#{value}")) is not None:
                ranks.append(rank)
            if f"#{value.rstrip('0123456789')}" in CONTINUATIONS:
                ranks.append(MORE)
        elif (rank := _RANKS.get(f"{key}={value}")) is not None:
            ranks.append(rank)
    return ranks
