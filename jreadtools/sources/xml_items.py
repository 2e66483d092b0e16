"""The items of an XML file, one after the other, for the readers of WordPress exports and feeds.

The file may be larger than memory, damaged, cut off or hostile. Bytes are decoded here and not by libxml2, which
knows no CP932; nothing is fetched, no entity that the file declares is expanded.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple

from jreadtools.errors import ArticleError, Message
from jreadtools.sources.encoding import clean
from jreadtools.sources.item_texts import ItemText, item_texts
from jreadtools.sources.references import joined, unescape
from jreadtools.sources.stream import TextStream

if TYPE_CHECKING:
    from lxml.etree import XMLParser, _Element

__all__ = [
    "Item",
    "address",
    "inner_html",
    "iso_with_offset",
    "items",
    "local_name",
    "plain_title",
    "unreadable",
    "words_of",
]

_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# A bare & is an error to XML, even in an address; in HTML, which is what stands in CDATA, &amp; is the same.
_REFERENCE: Final = re.compile(r"&(?:([A-Za-z][A-Za-z0-9]{0,31});|(?!#[0-9]{1,7};|#[xX][0-9A-Fa-f]{1,6};))")
_NUMBER: Final = re.compile(r"&#(?:0*+([0-9]{0,7})|[xX]0*+([0-9a-fA-F]{0,6}));")
_OF_XML: Final = frozenset(("lt", "gt", "amp", "quot", "apos"))
_MOST_ERRORS: Final = 10_000
# Where a prefix is used but not declared, it means what everybody means by it.
_USUAL: Final = {
    "wp": "http://wordpress.org/export/1.2/",
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}


class Item(NamedTuple):
    """One item: an element that is whole."""

    element: _Element
    encoding: str
    warnings: tuple[str, ...]
    line: int = 1
    is_damaged: bool = False
    """Its XML is broken: a part may be missing or stand in another one. A warning says so."""


def items(stream: BinaryIO, name: str, encoding: str | None = None) -> Iterator[Item | ArticleError]:
    """The elements with this local name that stand in an XML file and are whole.

    An ArticleError that is yielded stands for one item. Raises ArticleError for what is no feed or export or declares
    entities, and, after the whole items, for a file that ends in the middle.
    """
    from lxml import etree

    text = TextStream(stream, encoding, declares=True)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=True,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    )
    for item in item_texts(iter(text), name):
        element = _parsed(item, parser)
        if element is None:
            yield unreadable(item.line) if item.text else _unended(item.line)
            continue
        warnings = text.warnings
        if text.broken and "\ufffd" in item.text:
            warnings += (text.broken_warning(),)
        problem = _problem(parser)
        if problem:
            warnings += (_damaged(item.line, problem),)
        yield Item(element, text.encoding, warnings, item.line, bool(problem))


def _parsed(item: ItemText, parser: XMLParser) -> _Element | None:
    """The element of an item as a document of its own; None if it is not to be read."""
    from lxml import etree

    # Each < that begins no tag would be an error that is kept.
    if not item.text or item.text.count("<") > 2 * item.text.count(">") + _MOST_ERRORS:
        return None
    declared = _declared(tuple(item.namespaces.items()))
    document = etree.fromstring(f"<items {declared}>{_readable(item.text)}</items>".encode(), parser)
    element = document[0] if document is not None and len(document) else None
    return element if element is not None and isinstance(element.tag, str) else None


@lru_cache(maxsize=1)  # the items of a file have the same
def _declared(namespaces: tuple[tuple[str, str], ...]) -> str:
    """These namespaces and the usual ones as an element declares them."""
    return " ".join(
        f'xmlns{prefix and ":"}{prefix}="{html.escape(space)}"'
        for prefix, space in {**_USUAL, **dict(namespaces)}.items()
        if space and prefix not in {"xml", "xmlns"}
    )


def _problem(parser: XMLParser) -> str:
    """What libxml2 says was wrong in the last item; "" if nothing was, or only a prefix that nobody declared."""
    for error in parser.error_log:
        if error.level_name != "WARNING" and error.domain_name != "NAMESPACE":
            return " ".join(str(error.message).split())[:100]
    return ""


def _readable(text: str) -> str:
    text = _FORBIDDEN.sub("", text)
    if "&" not in text:
        return text
    if "&#" in text:
        text = _NUMBER.sub(_numbered, joined(text))
    return _REFERENCE.sub(_character, text)


def _numbered(match: re.Match[str]) -> str:
    """A reference by number, if XML allows its character; control characters go, what is no character is U+FFFD."""
    code = int(match[1] or "0") if match[2] is None else int(match[2] or "0", 16)
    if code < 0x20:
        return match[0] if code in {0x09, 0x0A, 0x0D} else ""
    return match[0] if code < 0xFFFE or 0x10000 <= code <= 0x10FFFF else "\ufffd"


def _character(match: re.Match[str]) -> str:
    name = match[1]
    if name is None:
        return "&amp;"
    if name in _OF_XML:
        return match[0]
    found = unescape(match[0])
    # One that HTML does not know either stays what was written.
    return found if found != match[0] else f"&amp;{name};"


def _damaged(line: int, problem: str) -> Message:
    return Message(
        ja=f"この記事の XML は壊れています（{line}行目から。{problem}）。一部が欠けているかもしれません",
        en=f"the XML of this article is damaged (it begins in line {line}; {problem}): words may be missing",
    )


def unreadable(line: int) -> ArticleError:
    """The error that stands for one item."""
    return ArticleError(
        ja=f"{line}行目から始まる項目は XML として読めないため、読み飛ばしました。書き出し直してください",
        en=f"the item that begins in line {line} cannot be read as XML and was left out. Export it again",
    )


def _unended(line: int) -> ArticleError:
    return ArticleError(
        ja=f"{line}行目から始まる項目が閉じられないまま次の項目が始まっているため、読み飛ばしました。書き出し直してください",
        en=f"the item that begins in line {line} does not end before the next one and was left out. Export it again",
    )


def local_name(element: _Element) -> str:
    """The name of an element without its namespace or its prefix."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def words_of(element: _Element | None) -> str:
    """All text of an element, markup left out."""
    if element is None:
        return ""
    return ("".join(map(str, element.itertext())) if len(element) else str(element.text or "")).strip()


def address(written: str) -> str:
    """An address that stood in XML or in HTML inside it."""
    return unescape(written.strip())


_ELEMENT: Final = re.compile(r"[A-Za-z_][\w.-]{0,60}")


def inner_html(element: _Element) -> str:
    """What stands in an element: its text, with the markup of the elements in it, if there are any."""
    if not len(element):
        return str(element.text or "")
    from lxml import etree

    parts = [html.escape(element.text or "", quote=False)]
    for child in element:
        if isinstance(child.tag, str):
            for part in child.iter():
                if isinstance(part.tag, str):
                    name = local_name(part)
                    part.tag = name if _ELEMENT.fullmatch(name) else "span"  # a damaged name
            etree.cleanup_namespaces(child)
        # libxml2 writes characters beyond ASCII as references.
        written = _WIDE.sub(_wide, etree.tostring(child, encoding="unicode", method="html"))
        start, end, rest = written.partition(">")
        parts.append(_SCOPE.sub("", start) + end + rest if " xmlns" in start else written)
    return "".join(parts)


_SCOPE: Final = re.compile(r' xmlns(?::[\w.-]+)?="[^"]*"')  # the namespaces around the item
_WIDE: Final = re.compile(r"&#(?:x([0-9A-Fa-f]{2,6})|([0-9]{3,7}));")


def _wide(match: re.Match[str]) -> str:
    code = int(match[1], 16) if match[1] else int(match[2])
    return chr(code) if 0x80 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else match[0]


# Only what people put in titles: <stdio.h> is a word.
_TAG: Final = re.compile(
    r"</?(?:a|abbr|b|big|br|code|del|div|em|font|h[1-6]|i|img|ins|mark|p|rb|ruby|rp|rt|s|small|span|strike|strong|sub|sup|tt|u|wbr)"
    r"(?:[\s/][^<>]{0,300})?>",
    re.IGNORECASE,
)


def plain_title(written: str) -> str:
    """A title as people read it: tags out, entities as characters, on one line.

    >>> plain_title("水やり &#8211; <b>朝</b>\\n編 &amp;amp; 夜")
    '水やり – 朝 編 & 夜'
    """
    text = unescape(_TAG.sub("", written))
    if "&" in text:
        text = unescape(text)  # escaped twice, as feeds do
    return " ".join(clean(_TAG.sub("", text)).replace("\u200b", "").split())


_MOMENT: Final = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)")


def iso_with_offset(local: str, utc: str) -> str:
    """A local time in ISO 8601, with its offset where the same moment in UTC is known; "" for no time.

    >>> iso_with_offset("2026-05-01 09:00:00", "2026-05-01 00:00:00"), iso_with_offset("0000-00-00 00:00:00", "")
    ('2026-05-01T09:00:00+09:00', '')
    >>> iso_with_offset("2026-05-01 09:00:00", "0000-00-00 00:00:00")
    '2026-05-01T09:00:00'
    """
    from datetime import datetime, timedelta

    def read(written: str) -> datetime | None:
        found = _MOMENT.match(written.strip())
        try:
            return datetime.fromisoformat(f"{found[1]}T{found[2]}") if found else None
        except ValueError:  # 0000-00-00
            return None

    moment, zero = read(local), read(utc)
    if moment is None:
        return ""
    minutes = round((moment - zero) / timedelta(minutes=1)) if zero else None
    if minutes is None or abs(minutes) > 14 * 60:
        return moment.isoformat()
    hours, rest = divmod(abs(minutes), 60)
    return f"{moment.isoformat()}{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"
