"""JSON Feed (https://jsonfeed.org): the articles of a feed that is JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO

from jreadtools.errors import ArticleError
from jreadtools.sources.encoding import decode
from jreadtools.sources.entry import Body, Entries, Entry
from jreadtools.sources.front_matter import parse_date
from jreadtools.sources.wordpress_json import answers
from jreadtools.sources.xml_items import plain_title

__all__ = ["entries", "looks_like"]


def looks_like(head: str) -> bool:
    """Whether the beginning of a JSON text is that of a JSON Feed."""
    return "jsonfeed.org/version" in head


def entries(stream: BinaryIO, encoding: str | None = None) -> Entries:
    """The articles of a feed: content_html, else content_text, else the summary, which is marked as cut.

    Raises ArticleError for what is no such feed.
    """
    decoded = decode(stream.read(), encoding)
    for feed in answers(decoded.text):
        found = feed.get("items") if isinstance(feed, Mapping) else None
        if not isinstance(found, Sequence) or isinstance(found, str):
            raise ArticleError(
                ja="JSON Feed ではありません（items がありません）", en="is no JSON Feed: it has no items"
            )
        for number, item in enumerate(found, 1):
            if isinstance(item, Mapping):
                yield _entry(item, number)._replace(encoding=decoded.encoding, warnings=decoded.warnings)


def _entry(item: Mapping[Any, Any], number: int) -> Entry:
    def words(name: str) -> str:
        value = item.get(name)
        return value if isinstance(value, str) else ""

    html, text = words("content_html"), words("content_text")
    markup: Body = "html" if html else "plain"
    tags = item.get("tags")
    url = words("url") or words("external_url")
    return Entry(
        body=html or text or words("summary"),
        markup=markup,
        format="json-feed",
        key=url.rstrip("/").rpartition("/")[2] or str(item.get("id") or number),
        title=plain_title(words("title")),
        date=parse_date(words("date_published")),
        updated=parse_date(words("date_modified")),
        tags=tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else (),
        url=url,
        truncated=not (html or text),
    )
