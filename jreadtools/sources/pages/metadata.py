"""What a page says about its article beside the words: title, dates, address, tags, and JSON-LD.

Nothing here is trusted: sizes are bounded, and what cannot be read is passed over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from itertools import islice
from typing import Any, Final, NamedTuple

from jreadtools.sources.front_matter import parse_date
from jreadtools.sources.html_tags import attributes_of
from jreadtools.sources.pages.lines import OTHER_DAY, is_about_the_article, plain
from jreadtools.sources.pages.page_title import Said, title_of
from jreadtools.sources.pages.tags import tags_beside, tags_said
from jreadtools.sources.pages.written_dates import WRITTEN_DATE, date_in, published_in
from jreadtools.sources.references import unescape

__all__ = ["Head", "PageMetadata", "head_of", "plain", "read", "read_beside"]


class PageMetadata(NamedTuple):
    """Empty is unknown."""

    title: str = ""
    date: str = ""
    updated: str = ""
    url: str = ""
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    body: str = ""
    """articleBody of JSON-LD, to check the article that was found."""
    author: str = ""
    """The name of the person who wrote it."""


_META: Final = re.compile(r"<(meta|link)\b([^<>]*)>", re.IGNORECASE)
_JSON_LD: Final = re.compile(r"""<script\b[^<>]*application/ld\+json[^<>]*>""", re.IGNORECASE)
_SCRIPT_END: Final = re.compile(r"</script", re.IGNORECASE)
_TITLE: Final = re.compile(r"<title(?=[\s>])[^<>]*>", re.IGNORECASE)
_ANY_TAG: Final = re.compile(r"<[^<>]*>")
_HEAD: Final = 1 << 17
_LONGEST: Final = 1 << 18  # characters of one piece of JSON-LD
_MOST: Final = 20  # pieces that are read
_NEAR: Final = 8000  # so far above and below an article its date and its tags are looked for


def read(text: str, page: str, start: int, end: int) -> PageMetadata:
    """Metadata of a page whose article stands from `start` to `end`; `page` is its text without comments and scripts."""
    head = text[: min(start or _HEAD, _HEAD)]
    metas = _metas(head)
    data = next(_articles(text), {})
    opened = _TITLE.search(text, 0, _HEAD)
    markup = text[opened.end() : opened.end() + 1000].partition("</")[0] if opened else ""
    graph, site = (next(_named(metas, names), "") for names in (("og:title", "twitter:title"), ("og:site_name",)))
    title = title_of(page, Said(markup, graph, site, _string(data, "headline")), start, end)
    near = page[max(start - _NEAR, page.rfind("<article", 0, start), page.rfind("<main", 0, start), 0) : start]
    inside, below = page[start:end], page[end : end + _NEAR // 2]
    date = next(
        (d for value in (*_named(metas, _PUBLISHED), _string(data, "datePublished")) if (d := parse_date(value))), ""
    )
    updated = next(
        (d for value in (*_named(metas, _MODIFIED), _string(data, "dateModified")) if (d := parse_date(value))), ""
    )
    if not date:
        date, seen = _date_near(
            near, page[start : min(end, start + _NEAR)], _BELOW.split(page[end : end + _NEAR], maxsplit=1)[0]
        )
        if date and seen.startswith(date):  # hAtom calls the one date that it has "updated"
            date = seen
        else:
            updated = updated or seen
    date = date or _date_beside(page, title, start, end) or _date_of_page(text)
    if (moved := _in_japan(date)) and _prints(f"{near}{page[start : min(end, start + _NEAR)]}", moved, date):
        date, updated = moved, _in_japan(updated) or updated
    tags, categories = _tags(metas, near, inside, below)
    tags = tags or _once(tags_said(data.get("keywords")))
    categories = categories or _once(tags_said(data.get("articleSection")))
    url = next((value for value in _named(metas, ("canonical", "og:url")) if value.startswith("http")), "")
    return PageMetadata(
        title=title,
        date=date,
        updated=updated,
        url=url,
        tags=tags,
        categories=categories,
        body=_string(data, "articleBody"),
        author=_author(data) or next((name for name in _named(metas, ("author",)) if not _COMPANY.search(name)), ""),
    )


_COMPANY: Final = re.compile(r"会社|編集|://|[@＠]|inc\b|ltd\b", re.IGNORECASE)


def _author(data: dict[str, Any]) -> str:
    """The name of the one person who wrote an article, in its JSON-LD."""
    found = data.get("author")
    author = found[0] if isinstance(found, list) and len(found) == 1 else found
    return _string(author, "name") if isinstance(author, dict) and author.get("@type") == "Person" else ""


class Head(NamedTuple):
    """What the head of a page says about it."""

    titles: tuple[str, ...]
    url: str
    is_article: bool
    """Whether it says that the page is an article."""

    @property
    def title(self) -> str:
        """All of them."""
        return " ".join(self.titles)


def head_of(text: str) -> Head:
    """What the head of a page says: its title with the site's name, its address, what kind of page it is."""
    opened = _TITLE.search(text, 0, _HEAD)
    written = plain(text[opened.end() : opened.end() + 1000].partition("</")[0]) if opened else ""
    metas = _metas(text[:_HEAD])
    title = next(_named(metas, ("og:title",)), "")
    url = next((value for value in _named(metas, ("canonical", "og:url")) if value.startswith("http")), "")
    kind = next(_named(metas, ("og:type",)), "")
    is_article = kind == "article" or (kind not in {"website", "blog"} and len(list(islice(_articles(text), 2))) == 1)
    return Head((title, written), url, is_article)


def read_beside(page: str, above: tuple[int, int], body: tuple[int, int], below: tuple[int, int]) -> PageMetadata:
    """What stands around one of several posts on a page."""
    parts = [page[start:end] for start, end in (above, body, below)]
    date, updated = _date_near(parts[0], parts[2])
    date = date or next((found for line in _lines_of(parts[0]) if (found := date_in(line))), "")
    tags, categories = _tags([], *parts)
    return PageMetadata(date=date, updated=updated, tags=tags, categories=categories)


def _metas(head: str) -> list[tuple[str, str]]:
    """(name, content) of every meta and link element."""
    found = []
    for match in _META.finditer(head):
        attributes = attributes_of(match[2])
        if match[1].lower() == "link":
            if attributes.get("rel", "").lower() == "canonical":
                found.append(("canonical", attributes.get("href", "")))
            continue
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
        content = attributes.get("content", "")
        if name and content:
            found.append((name.lower(), " ".join(content.split())))
    return found


_PUBLISHED: Final = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date",
    "pubdate",
    "publishdate",
    "publish_date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "date.created",
    "creation_date",
)
_MODIFIED: Final = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified")


def _named(metas: list[tuple[str, str]], names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        yield from (content for found, content in metas if found == name)


def _string(data: dict[str, Any], key: str) -> str:
    value = data.get(key)
    if isinstance(value, list):
        value = next((item for item in value if isinstance(item, str)), "")
    return unescape(value) if isinstance(value, str) else ""


def _date_of_page(text: str) -> str:
    """The date in the JSON-LD of a page that is no article there."""
    pages = (node for node in _nodes(text) if node.get("@type") == "WebPage")
    return parse_date(_string(next(pages, {}), "datePublished"))


def _articles(text: str) -> Iterator[dict[str, Any]]:
    for node in _nodes(text):
        kind = node.get("@type")
        kinds = kind if isinstance(kind, list) else [kind]
        if any(isinstance(k, str) and (k.endswith(("Article", "BlogPosting")) or k in _TEXTS) for k in kinds):
            yield node


def _nodes(text: str) -> Iterator[dict[str, Any]]:
    for number, match in enumerate(_JSON_LD.finditer(text)):
        if number == _MOST:
            return
        close = _SCRIPT_END.search(text, match.end(), match.end() + _LONGEST)
        if close is None:
            continue
        written = text[match.end() : close.start()].strip().removeprefix("<!--").removeprefix("//<![CDATA[")
        try:
            data = json.loads(written.removesuffix("-->").removesuffix("//]]>").strip(), strict=False)
        except (ValueError, RecursionError):
            continue
        waiting = [data]
        for _ in range(200):
            if not waiting:
                break
            item = waiting.pop(0)
            if isinstance(item, list):
                waiting += item[:_MOST]
            elif isinstance(item, dict):
                yield item
                waiting += [item[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in item]


_TEXTS: Final = frozenset(("Report", "Recipe"))


_TIME: Final = re.compile(r"<(time|abbr|span|p|div|dd|li|td|h[2-6])\b([^<>]*)>", re.IGNORECASE)
_WHEN: Final = re.compile(
    r"date|time|publish|posted|created|(?:entry|post|article|page)[-_]?(?:state|info|meta|foot|tail)|更新|投稿",
    re.IGNORECASE,
)
_BELOW: Final = re.compile(
    r"<(?:aside|h[1-6]|li|nav|article|form)[\s>]", re.IGNORECASE
)  # what belongs to others begins
_UPDATE: Final = re.compile(r"(?:最終)?更新|(?:last )?(?:updated|modified)", re.IGNORECASE)
_UPDATED: Final = re.compile(r"modified|update|revised|kousin|koushin", re.IGNORECASE)
_LINE: Final = re.compile(
    r"</?(?:div|p|td|th|tr|table|h[1-6]|br|hr|li|ul|ol|dl|dt|dd|center|section|header|article|blockquote|pre)\b[^<>]*>",
    re.IGNORECASE,
)
_NEXT: Final = 1500  # so far beside a title its date is looked for without a name
_SHORT: Final = 50
_LINES: Final = 5


def _date_beside(page: str, title: str, start: int, end: int) -> str:
    """The date in a short line of its own below the title, above any prose, else directly above the title."""
    at = page.rfind(f">{title}<", 0, end) if title else -1
    at = max(start, 0) if at < 0 else at + 1 + len(title)
    below, above = _lines_of(page[at : at + _NEXT]), _lines_of(page[max(0, at - _NEXT // 3) : at])
    updated = ""
    for lines in (below[:_LINES], above[: -_LINES - 1 : -1]):
        for line in lines:
            if "。" in line or (len(line) > _SHORT and not is_about_the_article(line)):
                break
            if OTHER_DAY.search(line):
                continue
            date, is_first = published_in(line)
            if date and is_first:
                return date
            updated = updated or date
    return updated


def _lines_of(markup: str) -> list[str]:
    return [line for part in _LINE.split(markup) if (line := plain(part))]


_UTC: Final = re.compile(r"(?:Z|[+-]00:?00)$")
_JAPAN: Final = timezone(timedelta(hours=9))


def _in_japan(date: str) -> str:
    """A time in UTC as a clock in Japan shows it; "" for any other."""
    if len(date) <= _DAY or not _UTC.search(date):
        return ""
    try:
        return datetime.fromisoformat(date).astimezone(_JAPAN).isoformat()
    except (ValueError, OverflowError):
        return ""


_DAY: Final = len("2024-03-05")


def _prints(place: str, moved: str, date: str) -> bool:
    """Whether a page prints the day in Japan beside the article, and not the one in UTC."""
    if moved[:_DAY] == date[:_DAY]:
        return False
    days = {day for match in WRITTEN_DATE.finditer(_ANY_TAG.sub(" ", place)) if (day := parse_date(match[0])[:_DAY])}
    return moved[:_DAY] in days and date[:_DAY] not in days


def _date_near(*places: str) -> tuple[str, str]:
    """(date, updated) as the page prints them beside the article: above it, at its top, below it."""
    date = updated = ""
    for number, place in enumerate(places):
        found = list(_dates(place))
        if number == 0:
            found.reverse()  # nearest first
        for is_update, value in found:
            if is_update:
                updated = updated or value
            else:
                date = date or value
        if date:
            return date, updated
    return date, updated


def _dates(place: str) -> Iterator[tuple[bool, str]]:
    for match in _TIME.finditer(place):
        if match[1].lower() != "time" and not _WHEN.search(match[2]):
            continue
        attributes = attributes_of(match[2])
        inside = place[match.end() : match.end() + 400].partition(f"</{match[1]}")[0]
        if "<time" in inside:
            continue  # which says more
        words = plain(inside)[:80]
        written = attributes.get("datetime") or attributes.get("title") or attributes.get("content") or ""
        value = parse_date(written) if written else ""
        value = value or date_in(words)
        if value:
            yield _UPDATED.search(match[2]) is not None or _UPDATE.match(words) is not None, value


def _tags(metas: list[tuple[str, str]], above: str, inside: str, below: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    tags, categories = tags_beside(above, inside, below)
    return (
        _once([*_named(metas, ("article:tag",)), *tags]),
        _once([*_named(metas, ("article:section",)), *categories]),
    )


_MOST_TAGS: Final = 30


def _once(names: list[str]) -> tuple[str, ...]:
    """Each name as it stands first, whatever its capitals."""
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(name.casefold(), name)
    return tuple(first.values())[:_MOST_TAGS]
