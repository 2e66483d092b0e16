"""Tags and categories of an article: the links beside it that are called so, or whose address says so."""

from __future__ import annotations

import re
from typing import Any, Final

from jreadtools.sources.html_tags import attributes_of
from jreadtools.sources.pages.lines import plain
from jreadtools.sources.references import unescape

__all__ = ["tags_beside", "tags_said"]

_LINK: Final = re.compile(r"<a\b([^<>]*)>", re.IGNORECASE)
_TAG_NAMES: Final = re.compile(
    r"(?:^|[\s_-])(?:hashtag|p-category|tag-?link|entry-category-link|tag-?name|topic)"
    r"|(?:^|\s)(?:[a-z]{1,2}-)?(?:(?:entry|post|article|blog|page)[_-]{1,2}(?:meta[_-]{1,2})?)?tags?(?:[_-]{1,2}(?:list|item|link|label|name)){0,3}(?:$|\s)",
    re.IGNORECASE,
)
_TAG_ADDRESS: Final = re.compile(
    r"/(?:tags?|tagged|hashtags?|keywords?)/#?[^/?#]+/?(?:index\.html?)?(?:\?[^#]*)?$", re.IGNORECASE
)
_CATEGORY_ADDRESS: Final = re.compile(r"/(?:categor(?:y|ies))/[^?#]+$", re.IGNORECASE)
_LIST: Final = re.compile(
    r"""<(ul|div|p)\s[^<>]*class\s*=\s*["']?(?:[^"'<>]{0,80}\s)?(?:(?:entry|post|article|blog|page)[_-]{1,2})?tags(?:[_-]{1,2}(?:list|links))?(?:["'\s][^<>]*)?>"""
    r"((?:(?!</?\1[\s>]).){1,3000})",
    re.IGNORECASE | re.DOTALL,
)
"""Links in what is called tags, wherever they lead."""
_MENUS: Final = re.compile(r"<(nav|aside)\b.*?</\1>", re.IGNORECASE | re.DOTALL)
_ENDED: Final = re.compile(
    r"<(?:aside|nav(?![^<>]*(?:タグ|\btags?\b))|article|/main|footer\s[^<>]{0,80}site)|<h[1-6][^<>]*>(?!\s*(?:タグ|tags?|キーワード))"
    r"|<(?:div|section|ul)\s[^<>]{0,200}\b(?:tag-?cloud|sidebar|widget|related)\b",
    re.IGNORECASE,
)
_LABELLED: Final = re.compile(
    r"(?:[>\s](?:tags?|キーワード)|タグ)\s*[:：]\s*(?:(?!</?(?:p|div|ul|footer|section|h[1-6])[\s>]).){0,1500}",
    re.IGNORECASE | re.DOTALL,
)
_WORDS_BEGIN: Final = re.compile(r"<(?:p|h[2-6]|ul|ol|pre|blockquote|table)[\s>]", re.IGNORECASE)


def tags_beside(above: str, inside: str, below: str) -> tuple[list[str], list[str]]:
    """The tags and the categories of an article, in what stands above it, in it and below it.

    >>> tags_beside("<a href='/tags/ume/'>梅</a>", "<p>咲きました。</p>", "<a href='/tags/'>すべて</a> <a rel='tag'>庭</a>")
    (['梅', '庭'], [])
    """
    tags: list[str] = []
    categories: list[str] = []
    begun = _first_words(inside)
    last = _last_words(inside)
    edges = (
        (_MENUS.sub("", above), True),
        (inside[:begun], True),
        (inside[begun : max(last, 0)], False),
        (inside[max(last, 0) :], True),
        *((place[0], True) for place in _LABELLED.finditer(inside)),
        (_ENDED.split(below, maxsplit=1)[0], True),
        (below, False),
    )
    for number, (place, beside) in enumerate(edges, 1):
        lists = _LIST.finditer(place) if number < len(edges) else iter(())
        listed = next(lists, None)
        for match in _LINK.finditer(place):
            kind = _link_kind(attributes_of(match[1]), beside=beside)
            while listed is not None and listed.end(2) <= match.start():
                listed = next(lists, None)
            if not kind and listed is not None and listed.start(2) <= match.start():
                kind = "tag"
            if not kind:
                continue
            words = plain(place[match.end() : match.end() + 400].partition("</a")[0]).lstrip("#＃").strip()
            if 0 < len(words) <= 60:
                (categories if kind == "category" else tags).append(words)
    return list(dict.fromkeys(tags)), list(dict.fromkeys(categories))


def tags_said(value: Any) -> list[str]:
    """The tags in a value of JSON-LD: a list, or words with commas.

    >>> tags_said(["梅", "庭 &amp; 畑"]), tags_said("梅, 庭、畑"), tags_said(None)
    (['梅', '庭 & 畑'], ['梅', '庭', '畑'], [])
    """
    values = re.split("[,、，]", value) if isinstance(value, str) else value if isinstance(value, list) else []
    return [unescape(each).strip() for each in values if isinstance(each, str) and each.strip()]


def _first_words(inside: str) -> int:
    """Where the element begins in which the first sentence ends; without sentences, where the first paragraph begins."""
    stop = inside.find("。")
    begun = -1
    for found in _WORDS_BEGIN.finditer(inside, 0, stop if stop >= 0 else len(inside)):
        begun = found.start()
        if stop < 0:
            break
    return max(begun, 0)


def _last_words(inside: str) -> int:
    """Where the paragraph ends in which the last sentence does; without sentences, where the last paragraph ends."""
    stop = inside.rfind("。")
    return max(stop, inside.find("</p", stop)) if stop >= 0 else inside.rfind("</p")


def _link_kind(attributes: dict[str, str], *, beside: bool) -> str:
    """What a link leads to: articles with a "tag", in a "category", or ""; `beside`: whether it stands beside the words,
    where an address alone tells."""
    rel = attributes.get("rel", "").split()
    name, href = attributes.get("class", ""), attributes.get("href", "")
    if "tag" in rel and _TAG_ADDRESS.search(href):
        return "tag"
    if "tag" in rel and _CATEGORY_ADDRESS.search(href):
        return "category"
    is_tag = "tag" in rel or "/hashtag/" in href or _TAG_NAMES.search(name) is not None
    if is_tag or "category" in rel:
        is_category = "category" in rel or ("category" in name and not _TAG_ADDRESS.search(href))
        return "category" if is_category else "tag"
    if beside and _TAG_ADDRESS.search(href):
        return "tag"
    return "category" if beside and _CATEGORY_ADDRESS.search(href) else ""
