"""WordPress's own export (WXR), which note writes as well: posts and pages, streamed.

Attachments, menus, revisions, comments and what plugins keep as posts of their own kinds are passed over.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, BinaryIO, Final
from urllib.parse import unquote

from jreadtools.errors import ArticleError
from jreadtools.sources.entry import Entries, Entry
from jreadtools.sources.xml_items import (
    Item,
    address,
    inner_html,
    iso_with_offset,
    items,
    local_name,
    plain_title,
    unreadable,
    words_of,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["entries", "looks_like"]

_NAMESPACE: Final = "wordpress.org/export/"
_ARTICLES: Final = frozenset(("post", "page"))


def looks_like(head: str) -> bool:
    """Whether the beginning of an XML file is that of a WordPress export."""
    return "<rss" in head and _NAMESPACE in head


def entries(stream: BinaryIO, encoding: str | None = None) -> Entries:
    """The posts and pages of an export, as they stand in it.

    Raises ArticleError for a file that is none or is hostile, and, after what is whole, for one that ends in the
    middle.
    """
    found = False
    for number, item in enumerate(items(stream, "item", encoding), 1):
        if isinstance(item, ArticleError):
            found = True
            yield item
            continue
        fields = _fields(item.element)
        if item.is_damaged and not fields.keys() >= {"wp:post_type", "content:encoded"}:
            found = True
            yield unreadable(item.line)
        elif words_of(fields.get("wp:post_type")) in _ARTICLES:
            found = True
            yield _entry(item, fields, number)
    if not found:
        yield ArticleError(
            ja="この WordPress のエクスポートには、投稿も固定ページもありません",
            en="there is no post or page in this WordPress export",
        )


def _fields(element: _Element) -> dict[str, _Element]:
    """The first element of each name, with the prefix that WordPress gives it, whatever the file calls it."""
    found: dict[str, _Element] = {}
    for child in element:
        if isinstance(child.tag, str):
            found.setdefault(_name(child.tag), child)
    return found


@lru_cache(maxsize=256)  # items have the same ones
def _name(tag: str) -> str:
    space, _, name = tag.rpartition("}")
    if _NAMESPACE in space:
        return f"excerpt:{name}" if "excerpt" in space else f"wp:{name}"
    return f"content:{name}" if "rss/1.0/modules/content" in space else name


def _entry(item: Item, fields: dict[str, _Element], number: int) -> Entry:
    def words(name: str) -> str:
        return words_of(fields.get(name))

    body = fields.get("content:encoded")
    status = words("wp:status")
    terms = [child for child in item.element if local_name(child) == "category"]
    return Entry(
        body=inner_html(body) if body is not None else "",
        markup="wordpress",
        format="wxr",
        key=_slug(words("wp:post_name")) or words("wp:post_id") or str(number),
        title=plain_title(words("title")),
        date=iso_with_offset(words("wp:post_date"), words("wp:post_date_gmt")),
        updated=iso_with_offset(words("wp:post_modified"), words("wp:post_modified_gmt")),
        tags=_named(terms, "post_tag", "tag"),  # WXR 1.0 says tag
        categories=_named(terms, "category"),
        url=address(words("link")),
        status=status,
        draft=status not in {"publish", ""},
        protected=bool(words("wp:post_password")),
        encoding=item.encoding,
        warnings=item.warnings,
    )


def _slug(written: str) -> str:
    """The slug as its author typed it: Japanese ones are stored in percent codes."""
    try:
        return unquote(written, errors="strict")
    except UnicodeDecodeError:
        return written


def _named(terms: list[_Element], *domains: str) -> tuple[str, ...]:
    """The names of the terms in one of these domains."""
    found = [plain_title(words_of(term)) for term in terms if (term.get("domain") or "category") in domains]
    return tuple(dict.fromkeys(name for name in found if name))
