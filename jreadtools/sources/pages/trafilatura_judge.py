"""Which blocks of an unknown page are the article's, as trafilatura sees it (the extra `html`).

Only its verdict is used: words, kinds, lines and places are our own walker's.
"""

from __future__ import annotations

import re
from typing import Final

from jreadtools.article import Block
from jreadtools.sources.pages.lines import unpaged
from jreadtools.sources.references import unescape

__all__ = ["judged"]

_RUBY: Final = re.compile(r"<(rt|rp)\b[^<>]*>[^<]*(?:</\1\s*>)?", re.IGNORECASE)
_BREAKS: Final = re.compile(r"<br\b[^<>]*>(?:\s|&nbsp;)*+<br\b[^<>]*>", re.IGNORECASE)
_TAG: Final = re.compile(r"<[^<>]*>")
_PARTING: Final = re.compile(
    r"</?(?:div|section|article|main|aside|header|footer|td|th|table|ul|ol|dl|form|h[1-6]|hr|figure)\b|<a\s",
    re.IGNORECASE,
)
_UNDER: Final = re.compile(
    r"[^<]*(?:</?(?:a|b|strong|span|font)\b[^<>]*>\s*){0,5}</h[2-6]\s*>\s*(?:<(?:p|b|strong|span|font)\b[^<>]*>\s*){0,5}",
    re.IGNORECASE,
)
_FOOTNOTES: Final = re.compile(
    r"""<(section|aside|div|ol)\s[^<>]*(?:role\s*=\s*["']?doc-endnotes|(?:class|id)\s*=\s*["']?footnotes?\b)""",
    re.IGNORECASE,
)
_NEAR: Final = 3000
_LARGEST: Final = 2_000_000
"""Characters of a page that it is asked about: it builds a tree, and takes its time."""
_DEEPEST: Final = re.compile(r"(?:<(?!/)[a-zA-Z][^<>]*>\s*){300}")
_ROW: Final = re.compile(r"<(tr|td|th)\b", re.IGNORECASE)
_WIDEST: Final = 300
"""Cells of one row: it counts them anew for every cell."""
_PARAGRAPH: Final = re.compile(r"<(?:p|div|li|td|tr|h[1-6]|dt|dd)\b", re.IGNORECASE)
_MOST_PARAGRAPHS: Final = 5000
"""Beyond these it is asked without its second way, which compares each paragraph with those around it."""
_SHORT: Final = 20
_FEW: Final = 25
_PASSED: Final = 0.3  # of the words
_GAP: Final = 8  # blocks that it may pass over inside an article: it takes short lists and headings for menus


def judged(text: str, blocks: list[Block], title: str) -> list[Block] | None:
    """The blocks from the first to the last whose words trafilatura keeps, without what it leaves out at length.

    None without trafilatura, or if it finds no article.
    """
    words = _words_of_article(text)
    if len(words) < _FEW:
        return None
    marks = [_holds(words, "".join(block.text.split())) for block in blocks]
    if not any(marks):
        return None
    first = marks.index(True)
    last = len(marks) - 1 - marks[::-1].index(True)
    while first and (
        _are_one(text, blocks[first - 1], blocks[first]) or _heads(text, blocks[first - 1], blocks[first])
    ):
        first -= 1
        marks[first] = True
    while last + 1 < len(blocks) and _are_one(text, blocks[last], blocks[last + 1]):
        last += 1
        marks[last] = True
    notes = _notes_end(text, blocks[last])
    while last + 1 < len(blocks) and blocks[last + 1].places[0][1] < notes:
        last += 1
        marks[last] = True
    wanted = "".join(title.split())
    for index in range(max(0, first - _GAP), first):
        if (
            wanted and "".join(unpaged(blocks[index].text).split()) == wanted
        ):  # what stands between a title and its article
            marks[index:first] = [True] * (first - index)
            break
    held = sum(len(block.text) for block, mark in zip(blocks, marks, strict=True) if mark)
    kept: list[Block] = []
    gap: list[Block] = []
    for block, mark in zip(blocks, marks, strict=True):
        if not mark:
            gap.append(block)
            continue
        if kept and (len(gap) <= _GAP or sum(len(passed.text) for passed in gap) < _PASSED * held):
            kept += gap
        gap.clear()
        kept.append(block)
    return kept


def _are_one(text: str, above: Block, below: Block) -> bool:
    """Whether two blocks stand in the same element, with nothing but line breaks and paragraphs between them."""
    start, end = above.places[-1][1], below.places[0][1]
    return above.kind == below.kind == "paragraph" and end - start < _NEAR and not _PARTING.search(text, start, end)


def _notes_end(text: str, above: Block) -> int:
    """Where the footnotes end that begin below a block, or in which it stands; -1 without any."""
    start = above.places[-1][1]
    opened = _FOOTNOTES.search(text, max(0, start - _NEAR), start + _NEAR)
    return text.find(f"</{opened[1]}", opened.end()) if opened else -1


def _heads(text: str, above: Block, below: Block) -> bool:
    """Whether a heading stands directly above a block, with nothing between their tags."""
    start, end = above.places[-1][1], below.places[0][1]
    return above.kind == "heading" and end - start < _NEAR and _UNDER.fullmatch(text, start, end) is not None


def _holds(words: str, bare: str) -> bool:
    if len(bare) <= 2 * _SHORT:
        return bare in words
    return bare[:_SHORT] in words or bare[-_SHORT:] in words  # cut in two by an inline element


def _widest(text: str) -> int:
    """The cells of the row that has the most."""
    widest = cells = 0
    for match in _ROW.finditer(text):
        cells = 0 if match[1] in {"tr", "TR"} else cells + 1
        widest = max(widest, cells)
    return widest


def _words_of_article(text: str) -> str:
    if len(text) > _LARGEST or _DEEPEST.search(text) or _widest(text) > _WIDEST:
        return ""
    try:
        import trafilatura
    except ImportError:
        return ""
    page = _BREAKS.sub("</p><p>", _RUBY.sub("", text))
    try:
        many = len(_PARAGRAPH.findall(page)) > _MOST_PARAGRAPHS
        xml = trafilatura.extract(page, output_format="xml", include_comments=False, include_tables=True, fast=many)
    except Exception:  # noqa: BLE001 - whatever its parsers raise on a broken page, there is another way to read it
        return ""
    return "".join(unescape(_TAG.sub("", xml)).split()) if xml else ""
