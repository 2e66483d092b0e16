"""Product cards: boxes with links to shops, a picture or a price, and no sentence."""

from __future__ import annotations

import re
from typing import Final

from jreadtools.sources.pages.main_content import Outline, Region, visible

__all__ = ["product_cards"]

_SHOP: Final = re.compile(
    r"""<a\s[^<>]{0,400}?href\s*=\s*["']?(?:https?:)?//[^"'<>\s/]*(?:amazon\.(?:co\.jp|com)|amzn\.(?:to|asia)|rakuten\.co\.jp|shopping\.yahoo\.co\.jp|"""
    r"moshimo\.com|a8\.net|valuecommerce\.com|linksynergy\.com|accesstrade\.net|felmat\.net)",
    re.IGNORECASE,
)
_ANY_LINK: Final = re.compile(r"<a\s[^<>]*?href", re.IGNORECASE)
_SHOWN: Final = re.compile(r"<img[\s/]|[\d,]{2,9}\s?円|[¥￥]\s?\d", re.IGNORECASE)
_AUTHORS: Final = re.compile(r"<(?:table|t[dh]|blockquote|pre|h[1-6])(?=[\s>])", re.IGNORECASE)
_BOXES: Final = frozenset(("div", "section", "figure"))
_MOST: Final = 300  # visible characters
_LONGEST: Final = 20_000


def product_cards(outline: Outline, found: Region) -> frozenset[int]:
    """Where the boxes of things for sale begin, by the offsets behind their start tags."""
    page = outline.page
    cards: set[int] = set()
    known: dict[int, bool] = {}
    for start, end in found.parts:
        for link in _SHOP.finditer(page, start, end):
            card = -1
            index = outline.innermost(link.start())
            while index >= 0 and outline.elements[index].inner >= start:
                element, close = outline.elements[index], outline.ends[index]
                if index not in known:
                    known[index] = element.tag in _BOXES and _is_card(outline, element.inner, close)
                if not known[index]:
                    break
                card = element.inner
                index = element.parent
            if card >= 0 and _SHOWN.search(page, card, outline.ends[outline.innermost(card)]):
                cards.add(card)
    return frozenset(cards)


def _is_card(outline: Outline, start: int, end: int) -> bool:
    page = outline.page
    return (
        end - start < _LONGEST
        and not outline.sentences(start, end)
        and not _AUTHORS.search(page, start, end)
        and len(_SHOP.findall(page, start, end)) == len(_ANY_LINK.findall(page, start, end))
        and visible(page, start, end) <= _MOST
    )
