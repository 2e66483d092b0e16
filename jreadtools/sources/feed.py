"""RSS 0.91, 1.0 and 2.0, Atom 0.3 and 1.0, and Blogger's export, which is an Atom feed: the articles in them.

A feed may hold a whole article or only its beginning, which is marked as truncated.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple
from urllib.parse import unquote

from jreadtools.errors import ArticleError
from jreadtools.sources.encoding import decode
from jreadtools.sources.entry import Body, Entries, Entry
from jreadtools.sources.front_matter import parse_date
from jreadtools.sources.xml_items import Item, address, inner_html, items, plain_title, words_of

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["entries", "looks_like"]

_ROOT: Final = re.compile(r"<(?:rss[\s>]|(?:\w+:)?RDF\s[^>]{0,2000}purl\.org/rss/|(?:\w+:)?feed[\s>])")
_XHTML: Final = re.compile(r"<(?:!doctype\s+)?html[\s>]", re.IGNORECASE)
_ATOM: Final = re.compile(r"<(?:\w+:)?feed[\s>]")
# The namespaces that the elements of a feed itself stand in; other prefixes are extensions.
_OWN: Final = (
    "", "http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/", "http://backend.userland.com/rss2",
    "http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#",
)  # fmt: skip
_EXTENSIONS: Final = {
    "http://purl.org/rss/1.0/modules/content/": "content", "http://purl.org/dc/elements/1.1/": "dc",
    "http://www.w3.org/1999/xhtml": "xhtml", "http://purl.org/dc/terms/": "dcterms",
    "http://schemas.google.com/blogger/2018": "blogger", "http://www.w3.org/2007/app": "app",
    "http://purl.org/atom/app#": "app",
}  # fmt: skip


def looks_like(head: str) -> bool:
    """Whether the beginning of an XML file is that of a feed.

    XML with entities of its own is taken for one, to be refused with the reason.
    """
    if _ROOT.search(head):
        return True
    return head.lstrip(" \t\r\n\0\ufeff").startswith("<?xml") and "<!ENTITY" in head and not _XHTML.search(head)


def entries(stream: BinaryIO, encoding: str | None = None) -> Entries:
    """The articles of a feed, as they stand in it.

    Raises ArticleError for a file that is none or is hostile, and, after what is whole, for one that ends in the
    middle.
    """
    head = stream.read(1 << 14)
    is_atom = _ATOM.search(head.replace(b"\0", b"").decode("latin-1")) is not None
    whole = _Rest(head, stream)
    number = 0
    for item in items(whole, "entry" if is_atom else "item", encoding):  # type: ignore[arg-type]
        if isinstance(item, ArticleError):
            number += 1
            yield item
            continue
        fields = _fields(item.element)
        if is_atom and not _is_article(fields):
            continue
        number += 1
        yield _atom(item, fields, number) if is_atom else _rss(item, fields, number)
    if not number:
        yield ArticleError(ja="このフィードには記事がありません", en="there is no article in this feed")


class _Rest:
    """A stream whose beginning was read already."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head = head
        self._stream = stream

    def read(self, size: int) -> bytes:
        head, self._head = self._head, b""
        return head or self._stream.read(size)


Fields = dict[str, list["_Element"]]


def _fields(element: _Element) -> Fields:
    found: Fields = {}
    for child in element:
        if isinstance(child.tag, str):
            space, _, name = child.tag.rpartition("}")
            prefix = _EXTENSIONS.get(space.removeprefix("{"))
            if prefix or space.removeprefix("{") in _OWN:
                found.setdefault(f"{prefix}:{name}" if prefix else name, []).append(child)
    return found


def _words(fields: Fields, *names: str) -> str:
    return next((words for name in names for one in fields.get(name, ()) if (words := words_of(one))), "")


# --- RSS ----------------------------------------------------------------------------------------


def _rss(item: Item, fields: Fields, number: int) -> Entry:
    body, truncated = "", False
    full = [*fields.get("content:encoded", ()), *fields.get("xhtml:body", ()), *fields.get("xhtml:div", ())]
    if full:
        body = inner_html(full[0])
    if not body.strip() and "description" in fields:
        body = _without_trailer(inner_html(fields["description"][0]))
        truncated = _is_summary(body, _SHORT)
    whole = _whole(body)
    link = address(_words(fields, "link")) or _address(fields, "guid")
    subjects = chain(fields.get("category", ()), fields.get("dc:subject", ()))
    return Entry(
        body=whole.body,
        markup="html" if _MARKED.search(whole.body) else "plain",
        format="rss",
        key=_key(link, _words(fields, "guid"), number),
        title=plain_title(_words(fields, "title", "dc:title")),
        date=parse_date(_words(fields, "pubDate", "dc:date", "dcterms:created", "dcterms:issued")),
        updated=parse_date(_words(fields, "dcterms:modified")),
        tags=_distinct(plain_title(words_of(one)) for one in subjects),
        url=link,
        truncated=truncated or whole.truncated,
        encoding=item.encoding,
        warnings=item.warnings,
    )


_MARKED: Final = re.compile(r"<[/!A-Za-z]|&(?:#\w{1,8}|[A-Za-z]{2,31});")
_BLOCK: Final = re.compile(r"<(?:p|br|div|h[1-6]|ul|ol|li|blockquote|table|section)\b", re.IGNORECASE)
_TAGS: Final = re.compile(r"<[^<>]{0,2000}>")
_CUT: Final = re.compile(r"(?:…|\.\.\.|・・・|&hellip;|&#8230;|\[?…\]?)[\s\]］)）]*$")
_MORE: Final = re.compile(
    r"(?:[\[［(（](?:…|\.\.\.|&hellip;|&#8230;)[\]］)）]"
    r"|(?:続きを読む|続きはこちら|続きをみる|続きを見る|もっと読む|[Rr]ead [Mm]ore|[Cc]ontinue [Rr]eading)[\s»→>＞…。.]*)$"
)
_MORE_MARK: Final = re.compile(
    r"(?:<a\s[^<>]{0,1000}>(?:続き|もっと読む|[Rr]ead [Mm]ore|[Cc]ontinue [Rr]eading)[^<>]{0,20}</a>"
    r"|\s{0,9}[\[［(（](?:…|\.\.\.|&hellip;|&#8230;)[\]］)）])(?P<tags>\s*+(?:</\w{1,20}>\s*+)*+)\Z"
)
_SHORT: Final = 250


def _is_summary(body: str, short: int = 0) -> bool:
    """Whether words are only how the article begins: fewer than `short` and without any block, or cut off."""
    if _BLOCK.search(body):
        return False
    words = " ".join(_TAGS.sub("", body).split())
    return len(words) < short or _CUT.search(words[-20:]) is not None


class _Whole(NamedTuple):
    body: str
    truncated: bool


def _whole(body: str) -> _Whole:
    """A body without what the feed added to it, and whether it says that the article goes on elsewhere."""
    bare = body.strip()
    if bare.startswith("<![CDATA[") and bare.endswith("]]>"):  # wrapped twice
        body = bare[9:-3]
    body = _without_trailer(body)
    goes_on = _MORE.search(" ".join(_TAGS.sub("", body[-2000:]).split())[-60:]) is not None
    mark = _MORE_MARK.search(body, max(0, len(body) - 2000)) if goes_on else None
    return _Whole(body[: mark.start()] + mark["tags"] if mark else body, goes_on)


_TRAILER: Final = re.compile(
    r"<p>\s*+(?:The post\s.*(?:appeared first on|first appeared on)|投稿\s.*に最初に表示されました)(?:(?!<p>).)*</p>\s*\Z",
    re.DOTALL,
)


def _without_trailer(body: str) -> str:
    """The body without the line that WordPress adds to it in feeds."""
    start = body.rfind("<p>", max(0, len(body) - 2000))
    if start >= 0 and _TRAILER.match(body, start):
        return body[:start]
    return body


def _address(fields: Fields, name: str) -> str:
    words = _words(fields, name)
    return address(words) if words.startswith(("http://", "https://")) else ""


def _key(link: str, name: str, number: int) -> str:
    path = link.partition("#")[0].rstrip("/")
    segment = (
        unquote(path.partition("://")[2].rpartition("/")[2]).lstrip("?") if "/" in path.partition("://")[2] else ""
    )
    return segment or name or str(number)


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))


# --- Atom ---------------------------------------------------------------------------------------

_KIND: Final = "schemas.google.com/g/2005#kind"


def _is_article(fields: Fields) -> bool:
    """Blogger's export holds comments, settings and templates as entries too."""
    kinds = [one.get("term") or "" for one in fields.get("category", ()) if _KIND in (one.get("scheme") or "")]
    if kinds:
        return any(kind.endswith(("#post", "#page")) for kind in kinds)
    kind = _words(fields, "blogger:type")
    return kind in {"", "POST", "PAGE"}


class _Content(NamedTuple):
    body: str
    markup: Body


def _content(element: _Element) -> _Content:
    kind = (element.get("type") or "text").lower().strip()
    mode = (element.get("mode") or "").lower()
    if mode == "base64":
        try:
            return _Content(decode(base64.b64decode(words_of(element))).text, "html" if "html" in kind else "plain")
        except (binascii.Error, ValueError, ArticleError):
            return _Content("", "plain")
    if len(element):  # xhtml
        return _Content(inner_html(element), "html")
    text = str(element.text or "")
    return _Content(text, "html" if "html" in kind or (mode == "escaped" and _MARKED.search(text)) else "plain")


def _atom(item: Item, fields: Fields, number: int) -> Entry:
    found = next((c for one in fields.get("content", ()) if (c := _content(one)).body.strip()), None)
    truncated = found is None
    if found is None:
        found = next(
            (c for one in fields.get("summary", ()) if (c := _content(one)).body.strip()), _Content("", "plain")
        )
        truncated = bool(found.body)
    whole = _whole(found.body)
    link = _alternate(fields)
    status = _words(fields, "blogger:status").lower()
    draft = status == "draft" or any(
        words_of(one) == "yes" for control in fields.get("app:control", ()) for one in control.iter("{*}draft")
    )
    return Entry(
        body=whole.body,
        markup=found.markup,
        format="atom",
        key=_key(link, _words(fields, "id"), number),
        title=plain_title(_words(fields, "title")),
        date=parse_date(_words(fields, "published", "issued", "created", "dc:date"))
        or parse_date(_words(fields, "updated", "modified")),
        updated=parse_date(_words(fields, "updated", "modified")),
        tags=_distinct(_labels(fields)),
        url=link,
        status="draft" if draft else "",
        draft=draft,
        truncated=truncated or whole.truncated or _is_summary(found.body),
        encoding=item.encoding,
        warnings=item.warnings,
    )


def _alternate(fields: Fields) -> str:
    links = fields.get("link", ())
    found = [one.get("href") or "" for one in links if (one.get("rel") or "alternate") == "alternate"]
    return next((address(link) for link in found if link), "")


def _labels(fields: Fields) -> Iterator[str]:
    for one in fields.get("category", ()):
        if _KIND not in (one.get("scheme") or ""):
            yield plain_title(one.get("label") or one.get("term") or words_of(one))
    for one in fields.get("dc:subject", ()):
        yield plain_title(words_of(one))
