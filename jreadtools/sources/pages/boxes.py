"""Boxes beside the body inside the element that holds it: lists of news, contacts, links to elsewhere, banners.

The body is where the prose is. A box beside it belongs to the page if it holds more links than sentences, or if its
heading says so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final, NamedTuple

from jreadtools.article import Block
from jreadtools.sources.html_tags import attributes_of
from jreadtools.sources.pages.lines import folded, is_about_the_article
from jreadtools.sources.pages.link_cards import holds_titles, kind_of
from jreadtools.sources.pages.links import Links, leads_to_file
from jreadtools.sources.pages.main_content import Outline, Region

__all__ = ["Box", "boxes_apart", "in_boxes", "is_the_pages"]


class Box(NamedTuple):
    """A box beside the one that holds most of the prose."""

    start: int
    end: int
    above: bool
    """Whether it stands above the prose."""
    alike: bool
    """Whether it is called the same as the one with the prose, beside which it stands."""
    asks: bool
    """Whether it holds fields to fill in."""
    inside: bool = False
    """Whether it stands in the body itself: then only at its very end it is none of it."""


_SHARE: Final = 0.7  # of the prose stands in the box of the body
_LINKED: Final = 0.5
_LINKED_ABOVE: Final = 0.3
_FEW_LINKS: Final = 2
_LIST: Final = re.compile(
    r"(?:最新|新着|人気|注目|関連|おすすめ|オススメ|お勧め|アクセス|編集部|ピックアップ|pickup|recent|latest|popular|related|recommend).{0,16}|"
    r".{0,16}(?:ランキング|ranking|一覧|で探す|から探す|バックナンバー|の記事|ニュース|news|トピックス|topics|アーカイブ|カテゴリー?)",
    re.IGNORECASE,
)
_OF_THE_SITE: Final = re.compile(
    r"(?:ご)?(?:寄付|寄附|支援|募金)のお願い|.{0,16}(?:お?問い?合わ?せ先?|連絡先|プロフィール|会社概要)(?:について|はこちら|窓口)?|"
    r"(?:この記事の?)?(?:著者|筆者|執筆者|ライター|監修者|writer|author)(?:紹介|について|情報|profile)?|この(?:記事|ページ)を書いた人|aboutthe(?:author|writer)|profile|運営会社|運営者情報|(?:copyright|©|\(c\)).{0,80}",
    re.IGNORECASE,
)
_CRUMBS: Final = re.compile(r"[^。>＞›»]{1,30}(?:\s*[>＞›»]\s*[^。>＞›»]{1,40}){1,6}\s*")
_FIELD: Final = re.compile(r"<(?:input|textarea|select)\b", re.IGNORECASE)
_STOP: Final = re.compile("[。！？]")


def boxes_apart(outline: Outline, found: Region) -> list[Box]:
    """The boxes inside a place that stand beside the one that holds most of its prose."""
    start, end = found.parts[0][0], found.parts[-1][1]
    prose = outline.own_prose if holds_titles(outline.page, start, end) else outline.prose
    spine = outline.spine(start, end, _SHARE, prose)
    around = outline.elements[spine[0]].parent if spine else outline.innermost(start)
    body = spine[-1] if spine else around
    inside = frozenset(spine)
    on_it = {around, *spine}
    first = prose.first(outline.elements[body].inner if body >= 0 else start)
    names = {outline.elements[index].parent: _called(outline, index) for index in spine}
    inner = {outline.elements[index].parent: outline.elements[index].inner for index in spine}
    boxes: list[Box] = []
    seen: set[tuple[str, ...]] = set()
    for index in outline.within(start, end):
        element, stop = outline.elements[index], outline.ends[index]
        if element.parent not in on_it or index in inside:
            continue
        kind = _called(outline, index)
        asks = _FIELD.search(outline.page, element.inner, stop) is not None
        if element.parent == body:
            boxes.append(Box(element.inner, stop, stop <= first, kind in seen, asks, inside=True))
            if prose.of(element.inner, stop):
                seen.add(kind)
            continue
        if element.parent not in names:
            continue  # elements that end in no order
        alike = kind == names[element.parent] and element.tag != "td"  # a column is none of another
        boxes.append(Box(element.inner, stop, element.inner < inner[element.parent], alike, asks))
    return boxes


def _called(outline: Outline, index: int) -> tuple[str, ...]:
    identity = attributes_of(outline.elements[index].written).get("id", "").rstrip("0123456789")
    return (*kind_of(outline, index), f"#{identity}")


def in_boxes(blocks: Sequence[Block], boxes: Sequence[Box]) -> list[tuple[Box | None, list[Block]]]:
    """Runs of blocks that stand in one box, or in none, in the order of the page."""
    runs: list[tuple[Box | None, list[Block]]] = []
    at = 0
    for block in blocks:
        place = block.places[0][1]
        while at < len(boxes) and boxes[at].end <= place:
            at += 1
        box = boxes[at] if at < len(boxes) and boxes[at].start <= place else None
        if runs and runs[-1][0] is box:
            runs[-1][1].append(block)
        else:
            runs.append((box, [block]))
    return runs


def is_the_pages(
    box: Box, blocks: Sequence[Block], links: Links, title: str, *, headed: bool = True, author: str = ""
) -> bool:
    """Whether the words of a box are not the author's; `headed`: whether it stands where the head of the article does,
    not in its body; `author`: who wrote it, `folded`."""
    words = sum(len(block.text) for block in blocks)
    linked = sum(links.share(block) * len(block.text) for block in blocks)
    count = links.count(box.start, box.end)
    prose = sum(len(block.text) for block in blocks if _STOP.search(block.text) and links.share(block) < _LINKED)
    if any(block.kind in {"code", "quote"} for block in blocks):
        return False
    if box.inside and 2 * sum(links.leads_out(block) for block in blocks if block.kind == "item") > len(blocks):
        return False  # the author's list
    if box.above:
        if not headed:
            return False
        if title and any(block.text.strip() == title for block in blocks):
            return False  # the head of the article: its lines are looked at one by one
        return not prose and (
            linked > _LINKED_ABOVE * words
            or all(b.kind != "heading" and (is_about_the_article(b.text) or _CRUMBS.fullmatch(b.text)) for b in blocks)
        )
    targets = [target for block in blocks for target in links.targets(block)]
    if box.asks and not prose:
        return True
    if not box.alike and _follows(blocks, links, targets):
        return True  # who wrote it, and where else to find him
    if targets and all(leads_to_file(target) for target in targets):
        return False  # what he attached
    head = "".join(unicodedata.normalize("NFKC", blocks[0].text).split())
    if count and _LIST.fullmatch(head) and 2 * prose <= words:
        return True
    if box.alike:
        return False
    if count >= _FEW_LINKS and headed and all(block.kind == "heading" for block in blocks):
        return True  # above cards
    if author and headed and folded(blocks[0].text) == author:
        return True  # who he is
    if not headed:
        return _are_cards(blocks, links) or (
            count >= _CARDS and linked > _ALL * words and not any(links.leads_out(block) for block in blocks)
        )
    return (
        _OF_THE_SITE.fullmatch(head) is not None
        or (not prose and linked > _LINKED * words)
        or (count >= _FEW_LINKS and 2 * prose < words and linked > words / 5)
        or _are_cards(blocks, links)
        or any(links.share(b) > _ALL and _MORE_OF_THEM.fullmatch(b.text.strip()) for b in blocks)
    )


def _follows(blocks: Sequence[Block], links: Links, targets: list[str]) -> bool:
    """Whether links stand by themselves that lead to social networks, and no others."""
    return (
        len(targets) > 1
        and all(_SOCIAL.match(target) for target in targets)
        and all(links.share(block) > _ALL for block in blocks if links.targets(block))
    )


_SOCIAL: Final = re.compile(
    r"(?:https?:)?//(?:www\.|m\.)?(?:x|twitter|instagram|facebook|youtube|tiktok|threads|linkedin)\.(?:com|net)/",
    re.IGNORECASE,
)
_MORE_OF_THEM: Final = re.compile(
    r".{0,16}(?:記事|投稿)(?:の?一覧(?:を?(?:もっと)?(?:見る|みる))?(?:へ|はこちら)?|をもっと(?:見る|みる|読む))"
    r"|プロフィール(?:の?詳細)?(?:を|は)?(?:見る|みる|こちら)?|フォロー(?:する)?"
)
"""The link below who wrote an article: to what else is his."""
_CARDS: Final = 3
_ALL: Final = 0.9


def _are_cards(blocks: Sequence[Block], links: Links) -> bool:
    """Whether every heading leads to another page of the site, with hardly a sentence below it."""
    headings = [block for block in blocks if block.kind == "heading"]
    leading = [block for block in headings if links.share(block) > _LINKED and not links.leads_out(block)]
    sentences = sum(block.kind != "heading" and _STOP.search(block.text) is not None for block in blocks)
    return len(leading) >= _CARDS and len(leading) >= len(headings) - 1 and sentences <= len(leading)
