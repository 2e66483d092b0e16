"""Word documents: word/document.xml is rewritten as HTML, and the words are read from that.

Comments, deleted text, headers and footers are left out. A footnote follows the paragraph that refers to it. No part
of the file is run or fetched, and a file that is made to exhaust its reader is refused.
"""

from __future__ import annotations

import io
import re
import zipfile
from html import escape
from typing import Any, Final

from lxml import etree

from jreadtools.article import Article
from jreadtools.errors import ArticleError, Message
from jreadtools.sources import html
from jreadtools.sources.encoding import Decoded

__all__ = ["html_of", "parse"]

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAX_PART: Final = 64 << 20
_MAX_RATIO: Final = 500
_LARGE: Final = 4 << 20
_MAIN: Final = "word/document.xml"
_LEVELS: Final = frozenset("012345678")
_HEADING: Final = re.compile(r"(?:heading|見出し)\s*([1-9])", re.IGNORECASE)
_OUT: Final = frozenset(
    [
        "del",
        "moveFrom",
        "delText",
        "delInstrText",
        "pPr",
        "rPr",
        "tblPr",
        "tblGrid",
        "trPr",
        "tcPr",
        "sectPr",
        "sdtPr",
        "sdtEndPr",
        "rubyPr",
        "footnotePr",
        "commentReference",
        "annotationRef",
        "footnoteRef",
        "endnoteRef",
        "oMath",
        "oMathPara",
        "Fallback",
        "object",
        "binData",
    ]
)
"""Elements whose words are not part of the document, and formulas."""
_RUBY: Final = re.compile(r"\A\s*EQ\s.*\\up\s*\d+\(([^()]+)\)[,;]([^()]+)\)\s*\Z", re.DOTALL)
_STYLES: Final = {
    "title": "h1",
    "表題": "h1",
    "subtitle": "h2",
    "副題": "h2",
    "caption": "figcaption",
    "図表番号": "figcaption",
}


def parse(text: str) -> Article:
    """The article in the HTML that `html_of` makes of a document; its first heading is the title."""
    return html.parse_body(text)


def html_of(data: bytes) -> Decoded:
    """The words of a document as HTML, with a warning where some may be missing. Raises ArticleError for what is none, and for what would exhaust memory."""
    if data.startswith(_OLE):
        raise ArticleError(
            ja="パスワードで保護されているか、古い .doc 形式です。保護を外して .docx で保存し直してください",
            en="is behind a password, or an old .doc; take the password off and save it as .docx",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            read = {
                name: _part(archive, name)
                for name in (_MAIN, "word/styles.xml", "word/footnotes.xml", "word/endnotes.xml")
            }
    except ArticleError:
        raise
    except Exception as error:  # noqa: BLE001  a broken archive raises BadZipFile, zlib.error, struct.error and others
        raise _broken(error) from None
    parts = {name: root for name, (root, _) in read.items()}
    main = parts[_MAIN]
    if main is None:
        raise _broken(None)
    notes = {
        kind: {_value(note, "id"): note for note in root if isinstance(note.tag, str)}
        for kind in ("footnote", "endnote")
        if (root := parts[f"word/{kind}s.xml"]) is not None
    }
    warnings = tuple(_damaged(name, problem) for name, (_, problem) in read.items() if problem)
    return Decoded(_Document(_styles(parts["word/styles.xml"]), notes).html(main), "", warnings)


def _broken(error: Exception | None) -> ArticleError:
    # Other errors speak of what is inside.
    ja, en = (f"（{error}）", f" ({error})") if isinstance(error, zipfile.BadZipFile) else ("", "")
    return ArticleError(
        ja=f"Word 文書として開けません{ja}。Word で開けるなら、.docx で保存し直してください",
        en=f"cannot be opened as a Word document{en}; save it as .docx again if Word opens it",
    )


def _damaged(name: str, problem: str) -> Message:
    return Message(
        ja=f"{name} の XML が壊れています（{problem}）。一部が欠けているかもしれません。Word で開けるなら、.docx で保存し直してください",
        en=f"the XML of {name} is damaged ({problem}): words may be missing; save it as .docx again if Word opens it",
    )


def _part(archive: zipfile.ZipFile, name: str) -> tuple[Any, str]:
    """The root of a part, None where there is none, and what is wrong in it; "" for nothing. What the directory declares is all that zipfile reads of it."""
    try:
        info = archive.getinfo(name)
    except KeyError:
        return None, ""
    size = info.file_size
    if size > _MAX_PART or (size > _LARGE and size > _MAX_RATIO * max(1, info.compress_size)):
        raise ArticleError(
            ja=f"{name} が展開すると {size >> 20:,} MB になるため、開きません",
            en=f"{name} would take {size >> 20:,} MB once unpacked; it is not opened",
        )
    data = archive.read(info)
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:4096]:
        raise ArticleError(
            ja=f"{name} が独自の実体を宣言しているため、開きません",
            en=f"{name} declares entities; it is not opened",
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    root = etree.fromstring(data, parser)
    return root, next((str(error.message) for error in parser.error_log if error.domain_name == "PARSER"), "")


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _child(element: Any, *path: str) -> Any:
    for name in path:
        element = next((inner for inner in element if _name(inner) == name), None) if element is not None else None
    return element


def _value(element: Any, name: str = "val") -> str:
    """The attribute of an element, whatever its namespace; "" without one."""
    if element is None:
        return ""
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _is_on(element: Any) -> bool:
    return element is not None and _value(element) not in {"0", "false", "off", "none"}


def _styles(root: Any) -> dict[str, str]:
    """The HTML element of a style, by its id; "li" for lists. What a style does not say, the one it is based on does."""
    found: dict[str, str] = {}
    based: dict[str, str] = {}
    for style in root if root is not None else ():
        if _name(style) != "style":
            continue
        key, name = _value(style, "styleId"), _value(_child(style, "name")).strip()
        outline = _value(_child(style, "pPr", "outlineLvl"))
        based[key] = _value(_child(style, "basedOn"))
        if heading := _HEADING.match(name):
            found[key] = f"h{min(6, int(heading[1]))}"
        elif name.lower() in _STYLES:
            found[key] = _STYLES[name.lower()]
        elif re.match(r"toc\s*\d|目次", name, re.IGNORECASE):
            found[key] = "nav"
        elif re.search(r"quot|引用", name, re.IGNORECASE):
            found[key] = "blockquote"
        elif re.search(r"preformatted|書式付き|source code", name, re.IGNORECASE):
            found[key] = "pre"
        elif outline in _LEVELS:
            found[key] = f"h{min(6, int(outline) + 1)}"
        elif _child(style, "pPr", "numPr") is not None:
            found[key] = "li"
    for key in based:
        at, seen = key, 0
        while at not in found and based.get(at) and seen < 20:
            at, seen = based[at], seen + 1
        if at in found:
            found.setdefault(key, found[at])
    return found


class _Document:
    """Walks through the elements; libxml2 lets none be deeper than 256."""

    def __init__(self, styles: dict[str, str], notes: dict[str, dict[str, Any]]) -> None:
        self.styles = styles
        self.notes = notes
        self.pending: list[str] = []  # what follows the paragraph: footnotes and text boxes
        self.joined = ""  # words of a paragraph whose mark was deleted: the next one goes on with them

    def html(self, root: Any) -> str:
        body = _child(root, "body")
        return self.blocks(body if body is not None else root)

    def blocks(self, element: Any) -> str:
        written = "".join(filter(None, map(self.block, element)))
        words, self.joined = self.joined, ""
        return f"{written}<p>{words}</p>\n" if words.strip() else written

    def block(self, element: Any) -> str:
        name = _name(element)
        if name == "p":
            return self.paragraph(element)
        if name == "tbl":
            return f"<table>{self.blocks(element)}</table>\n"
        if name == "tr":
            return "" if _child(element, "trPr", "del") is not None else f"<tr>{self.blocks(element)}</tr>\n"
        if name == "tc":
            return f"<td>{self.blocks(element)}</td>"
        return "" if name in _OUT or not name else self.blocks(element)

    def paragraph(self, element: Any) -> str:
        properties = _child(element, "pPr")
        tag = self.styles.get(_value(_child(properties, "pStyle")) if properties is not None else "", "p")
        if properties is not None and tag == "p":
            level = _value(_child(properties, "outlineLvl"))
            if level in _LEVELS:
                tag = f"h{min(6, int(level) + 1)}"
            elif _value(_child(properties, "numPr", "numId")) not in {"", "0"}:
                tag = "li"
        words = self.joined + self.words(element)
        mark = _child(properties, "rPr")
        if any(_child(mark, name) is not None for name in ("del", "moveFrom")):
            self.joined = words
            return ""
        self.joined = ""
        pending, self.pending = self.pending, []
        written = f"<{tag}>{words}</{tag}>\n" if words.strip() else ""
        return written + "".join(pending)

    def words(self, element: Any) -> str:
        return "".join(filter(None, map(self.word, element)))

    def word(self, element: Any) -> str:
        name = _name(element)
        if name == "t":
            return escape(element.text or "", quote=False)
        if name == "r":
            return self.run(element)
        if name == "instrText":
            base = _RUBY.search(element.text or "")
            return f"<ruby>{escape(base[2])}<rt>{escape(base[1])}</rt></ruby>" if base else ""
        if name == "tab":
            return " "
        if name in {"br", "cr"}:
            return "" if _value(element, "type") in {"page", "column"} else "<br>"
        if name == "noBreakHyphen":
            return "-"
        if name == "ruby":
            base, reading = _child(element, "rubyBase"), _child(element, "rt")
            read = self.words(reading) if reading is not None else ""
            return f"<ruby>{self.words(base) if base is not None else ''}<rt>{read}</rt></ruby>"
        if name in {"footnoteReference", "endnoteReference"}:
            note = self.notes.get(name.removesuffix("Reference"), {}).pop(_value(element, "id"), None)
            if note is not None:
                self.pending.append(_Document(self.styles, {}).blocks(note))
            return ""
        if name == "txbxContent":
            self.pending.append(_Document(self.styles, self.notes).blocks(element))
            return ""
        if name == "blip" or name == "imagedata":
            return "<img>"
        return "" if name in _OUT or not name else self.words(element)

    def run(self, element: Any) -> str:
        properties = _child(element, "rPr")
        if properties is not None and _is_on(_child(properties, "vanish")):
            return ""
        words = self.words(element)
        bold = properties is not None and _is_on(_child(properties, "b")) and words.strip()
        return f"<b>{words}</b>" if bold else words
