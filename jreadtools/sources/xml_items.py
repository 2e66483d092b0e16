"""The items of an XML file, one after the other: what the readers of WordPress exports and of feeds stand on.

The file may be larger than memory, damaged, cut off or hostile. Bytes are decoded here and not by libxml2, which
knows no CP932; nothing is fetched, no entity that the file declares is expanded.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple, cast

from jreadtools.errors import ArticleError, Message
from jreadtools.sources.stream import TextStream

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Item", "address", "inner_html", "iso_with_offset", "items", "local_name", "plain_title", "words_of"]

_LONGEST: Final = 64_000_000
"""Characters: no item is longer, and nothing as long stands before the first one."""
_PROLOG: Final = 1_000_000
_NAME: Final = re.compile("[A-Za-z_]")
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# A bare & is an error to XML, even in an address; in HTML, which is what stands in CDATA, &amp; is the same.
_REFERENCE: Final = re.compile(r"&(?:([A-Za-z][A-Za-z0-9]{0,31});|(?!#[0-9]{1,7};|#[xX][0-9A-Fa-f]{1,6};))")
_OF_XML: Final = frozenset(("lt", "gt", "amp", "quot", "apos"))
_LONGEST_REFERENCE: Final = 34


class Item(NamedTuple):
    """One item: an element that is whole, only until the next one is asked for."""

    element: _Element
    encoding: str
    warnings: tuple[str, ...]


def items(stream: BinaryIO, name: str, encoding: str | None = None) -> Iterator[Item]:
    """The elements with this local name that stand in an XML file and are whole.

    Raises ArticleError for what is no XML or declares entities, and, after the whole items, for a file that ends in
    the middle.
    """
    from lxml import etree

    text = TextStream(stream, encoding, declares=True)
    parser = etree.XMLPullParser(
        events=("start", "end"), tag=[f"{{*}}{tag}" for tag in (name, "rss", "feed", "RDF")], encoding="utf-8",
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=True, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    found = lines = since = depth = 0
    ended = False
    for piece in _pieces(iter(text)):
        since += len(piece)
        if since > _LONGEST:
            raise _too_long(lines + 1)
        try:
            parser.feed(piece.encode("utf-8"))
        except etree.XMLSyntaxError:
            break
        for event, found_element in parser.read_events():
            element = cast("_Element", found_element)  # start and end carry nothing else
            if local_name(element) != name:
                ended = ended or (event == "end" and element.getparent() is None)
            elif event == "start":
                depth += 1
            else:
                depth -= 1
                if depth:  # an item inside an item is a part of it
                    continue
                since = 0
                found += 1
                broken = text.broken and any("\ufffd" in str(words) for words in element.itertext())
                warnings = (*text.warnings, text.broken_warning()) if broken else text.warnings
                yield Item(element, text.encoding, warnings)
                _forget(element)
        lines += piece.count("\n")
    if not ended:
        deep = any("depth" in error.message for error in parser.feed_error_log)
        raise _too_deep(found) if deep else _cut_off(found, lines + 1)


def _forget(element: _Element) -> None:
    """Give back the memory of an item and of everything before it."""
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


def _pieces(chunks: Iterator[str]) -> Iterator[str]:
    """The text as libxml2 takes it: from the root element on, without characters that XML forbids, and with HTML's
    entities, which nobody declares, as characters."""
    rest = _after_prolog(chunks)
    for chunk in chunks:
        rest += chunk
        # An entity may be cut by the end of a chunk.
        cut = rest.rfind("&", max(0, len(rest) - _LONGEST_REFERENCE))
        if cut >= 0 and ";" not in rest[cut:]:
            yield _readable(rest[:cut])
            rest = rest[cut:]
        else:
            yield _readable(rest)
            rest = ""
    if rest:
        yield _readable(rest)


def _after_prolog(chunks: Iterator[str]) -> str:
    """What follows the XML declaration, the comments and the document type: the root element."""
    prolog = ""
    for chunk in chunks:
        prolog += chunk
        root = _root(prolog)
        if root is not None:
            return prolog[root:]
        if len(prolog) > _PROLOG:
            break
    raise ArticleError(Message("is no XML", "XML ではありません"))


def _root(text: str) -> int | None:
    """Where the root element begins; None if more of the text is needed to say. Raises ArticleError for entities."""
    at = 0
    while (at := text.find("<", at)) >= 0:
        if _NAME.match(text, at + 1):
            return at
        if text.startswith("<!--", at):
            end = text.find("-->", at)
        elif text.startswith("<?", at):
            end = text.find("?>", at)
        else:
            end = text.find(">", at)
            subset = text.find("[", at, end)
            if subset >= 0:
                end = text.find("]", subset)
                if "<!ENTITY" in text[subset : end if end >= 0 else len(text)].upper():
                    raise _declares_entities()
        if end < 0:
            return None
        at = end + 1
    return None


def _declares_entities() -> ArticleError:
    return ArticleError(
        Message(
            "declares entities of its own (<!ENTITY), which no export or feed needs; it is not read, "
            "because such files are used for attacks. Remove the DOCTYPE if you trust it",
            "独自の実体（<!ENTITY）が宣言されています。エクスポートやフィードには不要で、攻撃に使われることもあるため読みません。"
            "信頼できるファイルなら DOCTYPE を取り除いてください",
        )
    )


def _readable(text: str) -> str:
    text = _FORBIDDEN.sub("", text)
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(match: re.Match[str]) -> str:
    name = match[1]
    if name is None:
        return "&amp;"
    if name in _OF_XML:
        return match[0]
    found = html.unescape(match[0])
    # One that HTML does not know either stays what was written.
    return found if found != match[0] else f"&amp;{name};"


def _too_long(line: int) -> ArticleError:
    return ArticleError(
        Message(
            f"holds more than {_LONGEST // 1_000_000} million characters without the end of an article (line {line})",
            f"{_LONGEST // 10_000:,} 万字を超えても記事の終わりがありません（{line} 行目）",
        )
    )


def _too_deep(found: int) -> ArticleError:
    return ArticleError(
        Message(
            f"is nested too deeply to be read on; the {found:,} articles before were read",
            f"要素の入れ子が深すぎて、先を読めません。そこまでの {found:,} 本は読みました",
        )
    )


def _cut_off(found: int, line: int) -> ArticleError:
    return ArticleError(
        Message(
            f"the file ends in the middle (line {line}); the {found:,} articles before were read. Export it again",
            f"ファイルが途中で終わっています（{line} 行目）。そこまでの {found:,} 本は読みました。書き出し直してください",
        )
    )


def local_name(element: _Element) -> str:
    """The name of an element without its namespace or its prefix."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def words_of(element: _Element | None) -> str:
    """All text of an element, markup left out."""
    return "" if element is None else "".join(map(str, element.itertext())).strip()


def address(written: str) -> str:
    """An address that stood in XML or in HTML inside it."""
    return html.unescape(written.strip())


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
        parts.append(_WIDE.sub(_wide, etree.tostring(child, encoding="unicode", method="html")))
    return "".join(parts)


_WIDE: Final = re.compile(r"&#(?:x([0-9A-Fa-f]{2,6})|([0-9]{3,7}));")


def _wide(match: re.Match[str]) -> str:
    code = int(match[1], 16) if match[1] else int(match[2])
    return chr(code) if 0x80 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else match[0]


_TAG: Final = re.compile(r"</?[A-Za-z][^<>]{0,300}>")


def plain_title(written: str) -> str:
    """A title as people read it: tags out, entities as characters, on one line.

    >>> plain_title("水やり &#8211; <b>朝</b>\\n編 &amp;amp; 夜")
    '水やり – 朝 編 & 夜'
    """
    text = html.unescape(_TAG.sub("", written))
    if "&" in text:
        text = html.unescape(text)  # escaped twice, as feeds do
    return " ".join(_TAG.sub("", text).split())


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
