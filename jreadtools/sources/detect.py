"""What a file is, by what stands in it and then by its name: an export may be called anything."""

from __future__ import annotations

import codecs
import os
import re
import shlex
from typing import Final, Literal

from jreadtools.errors import ArticleError, Message

__all__ = ["CONTAINERS", "HEAD", "TABLES", "Format", "detect", "unsupported"]

Format = Literal[
    "plain",
    "markdown",
    "mdx",
    "html",
    "wxr",
    "feed",
    "movable-type",
    "wordpress-json",
    "json-feed",
    "csv",
    "tsv",
    "xlsx",
    "parquet",
]
"""plain may still turn out to be Aozora Bunko or Hatena notation, markdown to be Hatena notation: see `read`."""

HEAD: Final = 1 << 14
"""Bytes of a file that are looked at."""

TABLES: Final[frozenset[Format]] = frozenset(("csv", "tsv", "xlsx", "parquet"))
CONTAINERS: Final[frozenset[Format]] = TABLES | {"wxr", "feed", "movable-type", "wordpress-json", "json-feed"}
"""Formats of files that hold many articles."""

_BY_NAME: Final[dict[str, Format]] = {
    ".txt": "plain",
    ".text": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdown": "markdown",
    ".mkd": "markdown",
    ".mdx": "mdx",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".xml": "feed",
    ".rss": "feed",
    ".atom": "feed",
    ".rdf": "feed",
    ".json": "wordpress-json",
    ".jsonl": "wordpress-json",
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".xlsx": "xlsx",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".export": "movable-type",
}
_CONVERTIBLE: Final = frozenset(
    (".docx", ".odt", ".epub", ".ipynb", ".rst", ".adoc", ".asciidoc", ".org", ".tex", ".rtf")
)
_OTHER_TABLES: Final = frozenset((".xls", ".xlsm", ".ods", ".numbers"))
_ARCHIVES: Final = frozenset((".zip", ".gz", ".tgz", ".tar", ".7z", ".rar", ".xz", ".bz2"))


def detect(head: bytes, name: str) -> Format:
    """The format of a file from its first bytes (`HEAD` of them) and its name or path ("" for standard input).

    Raises ArticleError for what is not read, with the command that converts it.

    >>> detect(b'<?xml version="1.0"?><!DOCTYPE html><html><body>', "saved.xml")
    'html'
    >>> detect("今日は晴れです。".encode(), "memo.txt")
    'plain'
    """
    extension = _extension(name)
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"PK\x03\x04"):
        if extension in {".xlsx", ""}:
            return "xlsx"
        raise unsupported(name, extension)
    if head.startswith(b"%PDF-"):
        raise unsupported(name, ".pdf")
    by_name = _BY_NAME.get(extension)
    if by_name in TABLES:
        return by_name
    found = _by_content(head, extension)
    if found is not None:
        return found
    if by_name == "feed":
        raise _no_articles(
            "an RSS or Atom feed nor a WordPress export", "RSS・Atom フィードでも WordPress のエクスポート"
        )
    if by_name == "wordpress-json":
        raise _no_articles(
            "an answer of the WordPress REST API nor a JSON Feed", "WordPress REST API の応答でも JSON Feed"
        )
    if by_name is not None:
        return by_name
    if extension:
        raise unsupported(name, extension)
    return "plain"


def _extension(name: str) -> str:
    stem, dot, ending = name.replace(os.sep, "/").rpartition("/")[2].rpartition(".")
    return f".{ending.lower()}" if dot and stem else ""


_SPACE: Final = " \t\r\n\x00\ufeff"


def _by_content(head: bytes, extension: str) -> Format | None:
    text = _as_text(head)
    first = text.lstrip(_SPACE)[:1]
    if first == "<":
        return _marked_up(text)
    if first in {"{", "["} and extension in {"", ".json", ".jsonl", ".txt"}:
        from jreadtools.sources import json_feed, wordpress_json

        if wordpress_json.looks_like(text):
            return "wordpress-json"
        return "json-feed" if json_feed.looks_like(text) else None
    if _KEY_LINE.match(text):
        from jreadtools.sources import movable_type

        return "movable-type" if movable_type.looks_like(head) else None
    return None


_KEY_LINE: Final = re.compile(r"\s*(?:\ufeff|ï»¿)?\s*[A-Za-z][A-Za-z _]{1,30}:")


def _as_text(head: bytes) -> str:
    """The head so that its ASCII can be looked at, whatever the encoding."""
    for bom, codec in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if head.startswith(bom):
            return head[len(bom) : len(head) // 2 * 2].decode(codec, "replace")
    return head.removeprefix(codecs.BOM_UTF8).decode("latin-1")


def _marked_up(text: str) -> Format | None:
    """XML or HTML. A Markdown file may begin with a tag: only a whole page makes it HTML."""
    if _FEED_ROOT.search(text):
        from jreadtools.sources import feed, wordpress_export

        if wordpress_export.looks_like(text):
            return "wxr"
        if feed.looks_like(text):
            return "feed"
    if text.lstrip(_SPACE).startswith("<?xml") and not _XHTML.search(text):
        return "feed" if "<!ENTITY" in text else None  # its reader says why it is refused
    from jreadtools.sources import html

    return "html" if html.is_page(text) else None


# Where none of these stands, the readers of feeds need not be asked: loading them takes longer than reading a page.
_FEED_ROOT: Final = re.compile(r"<rss|RDF\s|feed[\s>]")
_XHTML: Final = re.compile(r"<(?:!doctype\s+)?html[\s>]", re.IGNORECASE)


def _no_articles(en: str, ja: str) -> ArticleError:
    return ArticleError(
        Message(
            ja=f"{ja}でもありません。ほかの形式なら --markup html や --markup plain のように指定してください",
            en=f"is neither {en}; if it is something else, say so: --markup html or --markup plain",
        )
    )


def unsupported(name: str, extension: str) -> ArticleError:
    """The error for a file that is not read: what to do with it."""
    if extension in _CONVERTIBLE:
        command = f"pandoc {_quoted(name)} -t gfm -o {_quoted(name[: -len(extension)] + '.md')}"
        return ArticleError(
            Message(
                ja=f"{extension} には対応していません。pandoc で変換してください: {command}",
                en=f"{extension} is not supported; convert it with pandoc: {command}",
            )
        )
    if extension == ".pdf":
        command = f"pdftotext {_quoted(name)}"
        return ArticleError(
            Message(
                ja=f".pdf には対応していません。本文を .txt で保存してください。たとえば: {command}",
                en=f".pdf is not supported; save its text as .txt, for example with: {command}",
            )
        )
    if extension in _ARCHIVES:
        return ArticleError(
            Message(
                ja=f"{extension} は圧縮ファイルです。展開してから、中のファイルかフォルダーを指定してください",
                en=f"{extension} is an archive; unpack it and name the files or the folder in it",
            )
        )
    if extension == ".doc":
        command = f"soffice --headless --convert-to docx {_quoted(name)}"
        return ArticleError(
            Message(
                ja=f".doc には対応していません。.docx に保存し直してから（{command}）、pandoc で変換してください",
                en=f".doc is not supported; save it as .docx ({command}), then convert that with pandoc",
            )
        )
    if extension in _OTHER_TABLES:
        return ArticleError(
            Message(
                ja=f"{extension} には対応していません。.xlsx か .csv で保存し直してください",
                en=f"{extension} is not supported; save the table as .xlsx or .csv",
            )
        )
    supported = ", ".join(_BY_NAME)
    return ArticleError(
        Message(
            ja=f"{extension} には対応していません。読めるのは {supported} です。"
            "中身が文章なら --markup plain（Python では markup='plain'）のように指定してください",
            en=f"files ending in {extension} are not supported; supported are {supported}; "
            "or say what it is: --markup plain (in Python: markup='plain')",
        )
    )


def _quoted(path: str) -> str:
    """A path for a command line, so that a shell takes it for one word and nothing else.

    >>> _quoted("下書き/a.docx"), _quoted("-o b.docx"), _quoted("$(c).docx")
    ('下書き/a.docx', '"./-o b.docx"', "'$(c).docx'")
    """
    if path.startswith("-"):
        path = f"./{path}"
    if all(c.isalnum() or c in "._-/" for c in path):
        return path
    if os.name != "nt" and any(c in '"$`\\!' or c < " " for c in path):
        return shlex.quote(path)
    return f'"{path}"'
