"""Where the article of a page may stand: by the names that blogs give to its element, and by how much of the page's
prose stands there."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from jreadtools.sources.html_tags import attributes_of
from jreadtools.sources.pages.layout import Element
from jreadtools.sources.pages.link_cards import kind_of
from jreadtools.sources.pages.main_content import MORE, Outline, Region, visible
from jreadtools.sources.pages.page_rules import BODIES, BODY_LIKE, CONTAINERS, names_of
from jreadtools.sources.pages.prose import Prose

__all__ = ["candidates"]

_FIRST_CONTAINER: Final = len(BODIES)
_FEW: Final = 10  # a picture with a line below it is an article too
_THIN: Final = 100
_MANY: Final = 4
_ABOVE: Final = 40  # elements above a body among which its lead is looked for
_GAP: Final = 60  # visible characters between two parts of one article: a label, a picture's caption
# Of the page's prose.
_SHARE: Final = 0.5
_SHARE_OF_BODY: Final = 0.3
_SHARE_OF_CORE: Final = 0.85
_LONG: Final = 400  # characters of prose: such an article may be passed over by long comments of no name


def candidates(outline: Outline) -> Iterator[Region]:
    """Where the article may stand, the likeliest place first; what holds little of the page's prose comes last."""
    small: list[Region] = []
    for found in _by_name(outline):
        if _holds_enough(outline.prose, found) or _holds_enough(outline.own_prose, found):
            yield found
        else:
            small.append(found)
    if small:
        spine = outline.spine(outline.start, outline.end, _SHARE_OF_CORE, outline.own_prose)
        if spine:
            element = outline.elements[spine[-1]]
            yield Region(((element.inner, outline.ends[spine[-1]]),), _called(element), generic=True)
    yield from small


def _holds_enough(prose: Prose, found: Region) -> bool:
    held = prose.of_all(found.parts)
    share = _SHARE if found.generic else _SHARE_OF_BODY
    return held >= share * prose.whole or (held >= _LONG and held >= share / 2 * prose.whole)


def _by_name(outline: Outline) -> Iterator[Region]:
    page = outline.page
    found = outline.named
    more = found.get(MORE, [])
    thin: list[Region] = []
    for rank in sorted(found):
        if rank == MORE:
            continue
        alike = _outermost(outline, found[rank])
        sizes = [visible(page, outline.elements[index].inner, outline.ends[index]) for index in alike]
        size = max(sizes)
        if size < _FEW:
            continue  # nothing
        whole = _joined(outline, alike, sizes.index(size), more, rank)
        if len(whole.parts) > 1:
            size = sum(visible(page, start, end) for start, end in whole.parts)
        elif whole.generic and rank < _FIRST_CONTAINER:
            size = _THIN  # several boxes under headings
        elif len(sizes) >= _MANY and size < 2 * _THIN and 2 * sorted(sizes)[-2] > size:
            continue  # a list of excerpts
        if size < _THIN:
            thin.append(whole)  # an excerpt in a corner, if there is more elsewhere
            continue
        if whole.generic:
            yield from (small for small in thin if _inside(small, whole))
            thin = [small for small in thin if not _inside(small, whole)]
        yield whole
    yield from thin


def _outermost(outline: Outline, indices: list[int]) -> list[int]:
    kept: list[int] = []
    for index in indices:
        if not kept or outline.elements[index].start >= outline.ends[kept[-1]]:
            kept.append(index)
    return kept


def _joined(outline: Outline, alike: list[int], largest: int, more: list[int], rank: int) -> Region:
    """The largest element with its other parts: those of the same name beside it, what follows "continued", and
    the lead above it."""
    elements, ends = outline.elements, outline.ends
    name = (*BODIES, *CONTAINERS)[rank]
    generic = rank >= _FIRST_CONTAINER
    if generic and name not in _IN_PARTS and not _are_parts(outline, alike):
        return Region(((elements[alike[largest]].inner, ends[alike[largest]]),), _selector(name), generic)
    alike, largest = _of_one_kind(outline, alike, largest)
    first, last = largest, largest
    while first and _is_one(outline, ends[alike[first - 1]], elements[alike[first]].start):
        first -= 1
    while last + 1 < len(alike) and _is_one(outline, ends[alike[last]], elements[alike[last + 1]].start):
        last += 1
    whole = _under_headings(outline, alike, first, last)
    if whole is not None:
        return Region((whole,), _selector(name), generic=True)
    parts = [(elements[index].inner, ends[index]) for index in alike[first : last + 1]]
    if (around := _around_all(outline, alike, parts)) is not None:
        return Region((around,), _selector(name), generic=True)
    if len(parts) > 1 and (items := _items_around(outline, alike[first : last + 1])) is not None:
        return Region((items,), _selector(name), generic=True)
    if (lead := _lead(outline, alike[first])) is not None:
        parts.insert(0, lead)
    for index in more:
        if elements[index].start >= parts[-1][1] and _is_one(outline, parts[-1][1], elements[index].start):
            parts.append((elements[index].inner, ends[index]))
    return Region(tuple(_with_figures(outline.page, parts)), _selector(name), generic)


_FIGURE: Final = re.compile(
    r"<figure[\s>](?:(?!</figure).){0,2000}<figcaption(?:(?!</figure).){0,2000}</figure\s*>", re.IGNORECASE | re.DOTALL
)


def _with_figures(page: str, parts: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The parts, and the pictures between them that have a caption."""
    for number, (start, end) in enumerate(parts):
        if number:
            yield from (figure.span() for figure in _FIGURE.finditer(page, parts[number - 1][1], start))
        yield start, end


def _items_around(outline: Outline, parts: list[int]) -> tuple[int, int] | None:
    """The element around parts that stand each in a box of its own with more prose above it: questions and answers."""
    elements, prose = outline.elements, outline.own_prose
    around = elements[parts[0]].parent
    while around >= 0 and outline.ends[around] < outline.ends[parts[-1]]:
        around = elements[around].parent
    if around < 0:
        return None
    at = elements[around].inner
    for index in parts:
        box = index
        while elements[box].parent != around:
            box = elements[box].parent
        if elements[box].start < at or not prose.of(elements[box].inner, elements[index].start):
            return None
        at = outline.ends[box]
    return elements[around].inner, outline.ends[around]


def _of_one_kind(outline: Outline, alike: list[int], largest: int) -> tuple[list[int], int]:
    """Of elements of one name those that stand in boxes like the largest's: a comment may be called as the body is."""

    def around(index: int) -> tuple[str, ...]:
        parent = outline.elements[index].parent
        return kind_of(outline, parent) if parent >= 0 else ()

    wanted = around(alike[largest])
    kept = [index for index in alike if around(index) == wanted]
    return kept, kept.index(alike[largest])


_HEAD: Final = re.compile(r"<h1[\s>]|<time[\s>]|<h[2-6]\b[^<>]*>\s*(?:<[^<>]*>\s*){0,3}?<a\s[^<>]*href", re.IGNORECASE)


def _are_parts(outline: Outline, alike: list[int]) -> bool:
    """Whether boxes that are called articles are the parts of one: side by side, none with a title or a day of its own."""
    elements, ends = outline.elements, outline.ends
    return (
        1 < len(alike) <= _MOST_PARTS
        and len({elements[index].parent for index in alike}) == 1
        and not any(_HEAD.search(outline.page, elements[index].inner, ends[index]) for index in alike)
    )


_MOST_PARTS: Final = 50


def _is_one(outline: Outline, end: int, start: int) -> bool:
    """Whether nothing but a label or an advertisement stands between two parts."""
    between = _between(outline, end, start)
    return between is not None and not _PARTING.search(between) and visible(between, 0, len(between)) < _GAP


def _between(outline: Outline, end: int, start: int) -> str | None:
    """What stands between two parts, but for what is named as no article's; None if they stand far apart."""
    kept = []
    for index in range(bisect_left(outline.starts, end), bisect_left(outline.starts, start)):
        element = outline.elements[index]
        if element.start >= end and outline.ends[index] <= start and outline.is_furniture(index):
            kept.append(outline.page[end : element.start])
            end = outline.ends[index]
    kept.append(outline.page[end:start])
    between = "".join(kept)
    return between if len(between) < _REACH else None


def _under_headings(outline: Outline, alike: list[int], first: int, last: int) -> tuple[int, int] | None:
    """The element around boxes of one kind that stand under headings of one article: such as lead nowhere."""
    elements, ends = outline.elements, outline.ends
    low, high = first, last

    def are_one(above: int, below: int) -> bool:
        between = _between(outline, ends[alike[above]], elements[alike[below]].start)
        return between is not None and _BOXES.fullmatch(between) is not None

    while low and are_one(low - 1, low):
        low -= 1
    while high + 1 < len(alike) and are_one(high, high + 1):
        high += 1
    if (low, high) == (first, last):
        return None
    around = elements[alike[low]].parent
    while around >= 0 and ends[around] < ends[alike[high]]:
        around = elements[around].parent
    held = outline.own_prose.of(elements[alike[low]].inner, ends[alike[high]])
    if around >= 0 and outline.own_prose.of(elements[around].inner, ends[around]) <= _LITTLE_MORE * held:
        return elements[around].inner, ends[around]
    return elements[alike[low]].inner, ends[alike[high]]


def _around_all(outline: Outline, alike: list[int], parts: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The element around boxes of one kind, if most of the prose that they hold is missing in those beside one another,
    and nothing between them begins another article."""
    elements, ends = outline.elements, outline.ends
    start, end = elements[alike[0]].start, ends[alike[-1]]
    if len(parts) == len(alike) or len(alike) > _MOST_PARTS or _HEAD.search(outline.page, start, end):
        return None
    prose = outline.own_prose
    whole = prose.of_all([(elements[index].inner, ends[index]) for index in alike])
    if whole < _LITTLE_MORE * prose.of_all(parts):
        return None
    around = elements[alike[0]].parent
    while around >= 0 and ends[around] < end:
        around = elements[around].parent
    if around < 0 or prose.of(elements[around].inner, ends[around]) > _LITTLE_MORE * whole:
        return None
    return elements[around].inner, ends[around]


def _lead(outline: Outline, body: int) -> tuple[int, int] | None:
    """The box directly above the body that is called its lead."""
    start = outline.elements[body].start
    for index in range(body - 1, max(-1, body - _ABOVE), -1):
        element, end = outline.elements[index], outline.ends[index]
        if end > start or not _LEAD.search(" ".join(names_of(attributes_of(element.written).get("class", "")))):
            continue
        if outline.own_prose.of(element.inner, end) and _is_one(outline, end, start):
            return element.inner, end
    low = max(0, start - _REACH)
    if not _LEADISH.search(outline.page, low, start):
        return None
    for match in _LEAD_LINE.finditer(outline.page, low, start):
        named = _LEAD.search(" ".join(names_of(attributes_of(match[1]).get("class", ""))))
        if named and outline.own_prose.of(match.start(2), match.end(2)) and _is_one(outline, match.end(), start):
            return match.start(2), match.end(2)
    return None


def _inside(small: Region, whole: Region) -> bool:
    return whole.parts[0][0] <= small.parts[0][0] and small.parts[-1][1] <= whole.parts[-1][1]


_IN_PARTS: Final = frozenset(("text", "contents", BODY_LIKE, "itemprop=text"))
"""Names of containers of which an article may have several."""
_BOXES: Final = re.compile(
    r"(?:\s|</?(?:div|section|a)(?:\s[^<>]*)?>)*<(h[2-6])[^<>]*>(?:(?!</?h|<a\s[^<>]*href|<time).){1,400}</\1>(?:\s|</?(?:div|section)(?:\s[^<>]*)?>)*",
    re.IGNORECASE | re.DOTALL,
)
"""A heading that leads nowhere, and nothing else, between two boxes."""
_LITTLE_MORE: Final = 1.2
_LEADISH: Final = re.compile(r"<p\s[^<>]*(?:lead|lede|intro|standfirst)", re.IGNORECASE)
_LEAD_LINE: Final = re.compile(r"<p\s([^<>]*class[^<>]*)>((?:(?!</?p[\s>]).){1,2000})</p>", re.IGNORECASE | re.DOTALL)
_LEAD: Final = re.compile(r"(?:^|[ -])(?:lead|lede|intro|introduction|standfirst)(?:$|[ -])")
_PARTING: Final = re.compile(r"<(?:h[1-6]|time|/?article|/?main|header|footer|aside|nav)(?=[\s>])", re.IGNORECASE)
_REACH: Final = 6000


def _called(element: Element) -> str:
    attributes = attributes_of(element.written)
    if attributes.get("id"):
        return f"#{attributes['id']}"
    names = attributes.get("class", "").split()
    return f".{names[0]}" if names else element.tag


def _selector(name: str) -> str:
    if name.startswith("#"):
        return name
    if name.startswith("<"):
        return name.strip("<>")
    return f"[{name}]" if "=" in name else f".{name}"
