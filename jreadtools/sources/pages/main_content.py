"""Where on a page the article stands: by the names that blogs give to its element, in one pass over the tags.

Everything outside the article is seen by regular expressions only; words are read later, by the walker, from the
part that is found here.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final, NamedTuple

from jreadtools.sources.html_walker import TAG, attributes_of
from jreadtools.sources.pages.page_rules import BODIES, BODY_LIKE, CONTAINERS, CONTINUATIONS, furniture, is_body_like

__all__ = ["Found", "Outline", "blanked", "body_of", "visible"]


class Found(NamedTuple):
    """Where the article may stand."""

    parts: tuple[tuple[int, int], ...]
    """Ranges of the page, in reading order, tags of the containers themselves apart."""
    name: str
    """What it was found by, as a selector."""
    generic: bool
    """Whether what stands around an article may stand inside."""


_OPAQUE: Final = re.compile(
    r"<(?:!--|(script|style|noscript|template|textarea|iframe|select|svg|title|xmp)(?=[\s/>]))", re.IGNORECASE
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


_BLOCK: Final = re.compile(
    r"<(/?)(div|section|article|main|aside|footer|header|nav|td|table|form|ul|ol|dl|dd|center|blockquote|body)"
    r"(?=[\s/>])([^<>]*)>",
    re.IGNORECASE,
)
_TOLD: Final = re.compile(
    r"""(?:^|\s)(class|id|itemprop|role|data-name|data-hook)\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>]+))""",
    re.IGNORECASE,
)
_ASIDE: Final = frozenset(("aside", "footer", "nav"))
_RANKS: Final = {name: rank for rank, name in enumerate((*BODIES, *CONTAINERS))}
_FIRST_CONTAINER: Final = len(BODIES)
_MORE: Final = -1
_LONGEST_NAME: Final = 50
_MOST: Final = 200_000  # elements of a page that are looked at: no real one has a tenth of them
_FEW: Final = 10  # a picture with a line below it is an article too
_THIN: Final = 100
_MANY: Final = 4
_ANCESTORS: Final = 40
_GAP: Final = 60  # visible characters between two parts of one article: a label, a picture's caption
_STOP: Final = re.compile("。")


class _Element(NamedTuple):
    tag: str
    written: str
    start: int
    """Of its tag."""
    inner: int
    parent: int


class Outline:
    """The elements of a blanked page that make up its layout, and where each of them ends."""

    def __init__(self, page: str) -> None:
        self.page = page
        self.start: int
        self.end: int
        self.start, self.end = body_of(page)
        self.elements: list[_Element] = []
        self.ends: list[int] = []
        self._stops = [match.start() for match in _STOP.finditer(page, self.start, self.end)]
        self._read()

    def _read(self) -> None:
        elements, ends = self.elements, self.ends
        stack: list[int] = []
        opened: dict[str, int] = {}
        for match in _BLOCK.finditer(self.page, self.start, self.end):
            tag = match[2].lower()
            if not match[1]:
                if len(elements) == _MOST:
                    break
                written, inner = match[3], match.end()
                if written.count('"') & 1 or written.count("'") & 1:  # > inside an attribute
                    whole = TAG.match(self.page, match.start())
                    written, inner = (whole[3], whole.end()) if whole else (written, inner)
                stack.append(len(elements))
                parent = stack[-2] if len(stack) > 1 else -1
                elements.append(_Element(tag, written, match.start(), inner, parent))
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

    def candidates(self) -> Iterator[Found]:
        """Where the article may stand, the likeliest place first."""
        page = self.page
        found = self._named()
        more = found.pop(_MORE, [])
        thin: list[Found] = []
        for rank in sorted(found):
            alike = self._outermost(found[rank])
            sizes = [visible(page, self.elements[index].inner, self.ends[index]) for index in alike]
            size = max(sizes)
            if size < _FEW or (len(sizes) >= _MANY and size < 2 * _THIN and 2 * sorted(sizes)[-2] > size):
                continue  # nothing, or a list of excerpts
            whole = self._joined(alike, sizes.index(size), more, rank)
            if size < _THIN:
                thin.append(whole)  # an excerpt in a corner, if there is more elsewhere
                continue
            if whole.generic:
                yield from (small for small in thin if _inside(small, whole))
                thin = [small for small in thin if not _inside(small, whole)]
            yield whole
        yield from thin

    def _named(self) -> dict[int, list[int]]:
        """Elements with a name of `rules`, by the rank of the name, in the order of the page."""
        named: dict[int, list[int]] = {}
        for index, element in enumerate(self.elements):
            ranks = _ranks(element.tag, element.written)
            if ranks and not self._stands_aside(index):
                for rank in ranks:
                    named.setdefault(rank, []).append(index)
        return named

    def _stands_aside(self, index: int) -> bool:
        """Whether an element is part of a menu, a sidebar, a list of other articles."""
        for _ in range(_ANCESTORS):
            index = self.elements[index].parent
            if index < 0:
                return False
            tag, written, _, inner, _ = self.elements[index]
            if tag in _ASIDE or furniture(tag, attributes_of(written), around=True) is not None:
                held = self.sentences(inner, self.ends[index])
                return 2 * held <= self.sentences(self.start, self.end)
        return False

    def _outermost(self, indices: list[int]) -> list[int]:
        kept: list[int] = []
        for index in indices:
            if not kept or self.elements[index].start >= self.ends[kept[-1]]:
                kept.append(index)
        return kept

    def _joined(self, alike: list[int], largest: int, more: list[int], rank: int) -> Found:
        """The largest element with its other parts: those of the same name beside it, and what follows "continued"."""
        elements, ends = self.elements, self.ends
        first, last = largest, largest
        generic = rank >= _FIRST_CONTAINER
        if not generic:
            while first and self._is_one(ends[alike[first - 1]], elements[alike[first]].start):
                first -= 1
            while last + 1 < len(alike) and self._is_one(ends[alike[last]], elements[alike[last + 1]].start):
                last += 1
        parts = [(elements[index].inner, ends[index]) for index in alike[first : last + 1]]
        for index in more:
            if elements[index].start >= parts[-1][1] and self._is_one(parts[-1][1], elements[index].start):
                parts.append((elements[index].inner, ends[index]))
        return Found(tuple(parts), _selector((*BODIES, *CONTAINERS)[rank]), generic)

    def _is_one(self, end: int, start: int) -> bool:
        """Whether nothing but a label or an advertisement stands between two parts."""
        return (
            start - end < _REACH
            and not _PARTING.search(self.page, end, start)
            and visible(self.page, end, start) < _GAP
        )


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
                    ranks.append(_MORE)
        elif key == "id":
            if (rank := _RANKS.get(f"#{value}")) is not None:
                ranks.append(rank)
            if f"#{value.rstrip('0123456789')}" in CONTINUATIONS:
                ranks.append(_MORE)
        elif (rank := _RANKS.get(f"{key}={value}")) is not None:
            ranks.append(rank)
    return ranks


def _inside(small: Found, whole: Found) -> bool:
    return whole.parts[0][0] <= small.parts[0][0] and small.parts[-1][1] <= whole.parts[-1][1]


_PARTING: Final = re.compile(r"<(?:h[1-6]|time|/?article|/?main|header|footer|aside|nav)(?=[\s>])", re.IGNORECASE)
_REACH: Final = 6000


def _selector(name: str) -> str:
    if name.startswith("#"):
        return name
    if name.startswith("<"):
        return name.strip("<>")
    return f"[{name}]" if "=" in name else f".{name}"
