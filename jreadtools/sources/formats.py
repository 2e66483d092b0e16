"""FORMATS: the one table of the formats that are read, and the messages about files that are not.

Detection by name and content, the search of folders, --markup, messages and the table in the docs are derived from it.
A new format needs its reader, a row here and its cases.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import Any, Final, Literal, get_args

from jreadtools.errors import Message

__all__ = [
    "BODIES", "FORMATS", "MARKUPS", "UNREAD", "ZIP", "Format", "Markup", "by_ending", "folder_endings", "loaded",
]  # fmt: skip

Markup = Literal["plain", "markdown", "html", "hatena", "aozora"]
"""How the words of a text are marked: the formats below that have `markup`."""
MARKUPS: Final[tuple[str, ...]] = get_args(Markup)

ZIP: Final = b"PK\x03\x04"
"""How every zip begins: which of them it is, its ending says."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: how a file of it is known, and who reads it."""

    name: str
    """As `Article.format` and --markup have it."""
    label: Message
    reader: str
    """module.function of `jreadtools.sources`, loaded with the first file of the format: of the clean text of an
    article ("text"), or of a stream and the encoding that the caller knows ("articles")."""
    holds: Literal["text", "articles", "table"] = "text"
    """One article that is read as text, many articles, or a table with an article a row."""
    whole: bool = False
    """Whether its reader takes in all of a file of many articles at once: such a file has the limit of one article."""
    endings: tuple[str, ...] = ()
    in_folders: bool = True
    """Whether files with these endings are looked for in folders. (Tables only where a column is named.)"""
    markup: bool = False
    """Whether a caller may say that a text is written in it."""
    magic: bytes = b""
    """The first bytes of every such file."""
    first: str = ""
    """Characters one of which such a file begins with, white space aside; any where empty."""
    sign: str = ""
    """A pattern that the file has from there on. Where it is missing, `told_by` is not loaded."""
    told_by: str = ""
    """module.function that tells it by the beginning of a file; of a notation, by the whole text."""
    told_in: frozenset[str] | None = None
    """The endings ("" for none) with which its content is looked at; any where None."""
    within: tuple[str, ...] = ()
    """Formats a text of which may turn out to be this one: a notation has no ending of its own."""
    text_of: str = ""
    """module.function that makes the `Decoded` text of such a file from its bytes; "": they are decoded."""
    none_of_it: Message | None = None
    """What to say of a file that has its ending and not its content ("is neither …"); None: the ending is enough."""


def _format(name: str, *, ja: str, en: str, reader: str, **more: Any) -> Format:
    return Format(name, Message(ja=ja, en=en), reader, **more)


_JSON_ENDINGS: Final = frozenset(("", ".json", ".jsonl", ".txt"))

# In the order in which a file is asked what it is.
_FORMATS: Final = (
    _format(
        "parquet", ja="Parquet の表", en="Parquet table", reader="tables.table.entries", holds="table",
        endings=(".parquet", ".pq"), magic=b"PAR1",
    ),
    _format(
        "xlsx", ja="Excel のブック", en="Excel workbook", reader="tables.table.entries", holds="table",
        endings=(".xlsx",), magic=ZIP,
    ),
    _format("csv", ja="CSV の表", en="CSV table", reader="tables.table.entries", holds="table", endings=(".csv",)),
    _format(
        "tsv", ja="タブ区切りの表", en="tab-separated table", reader="tables.table.entries", holds="table",
        endings=(".tsv", ".tab"),
    ),
    _format(
        "wxr", ja="WordPress のエクスポート（WXR）", en="WordPress export (WXR)", reader="wordpress_export.entries",
        holds="articles", first="<", sign=r"(?:[^<]*+<)+?rss", told_by="wordpress_export.looks_like",
    ),
    _format(
        "feed", ja="RSS・Atom フィード", en="RSS or Atom feed", reader="feed.entries", holds="articles",
        endings=(".xml", ".rss", ".atom", ".rdf"),
        none_of_it=Message(
            ja="RSS・Atom フィードでも WordPress のエクスポートでもありません",
            en="is neither an RSS or Atom feed nor a WordPress export",
        ),
        # What declares entities is for the reader of feeds, who says why it is refused.
        first="<", sign=r"(?:[^<]*+<)+?(?:rss|!ENTITY|(?:\w+:)?(?:RDF\s|feed[\s>]))",
        told_by="feed.looks_like",
    ),
    _format(
        "html", ja="HTML のページ", en="HTML page", reader="html.parse", endings=(".html", ".htm", ".xhtml"), markup=True,
        # A Markdown file may begin with a tag: only a whole page makes it HTML. XML is one only as XHTML.
        first="<", sign=r"(?!<\?xml)|(?si:.*?)<(?i:!doctype\s+)?(?i:html)[\s>]", told_by="html.is_page",
    ),
    _format(
        "wordpress-json", ja="WordPress REST API の応答", en="answer of the WordPress REST API",
        reader="wordpress_json.entries", holds="articles", whole=True, endings=(".json", ".jsonl"), in_folders=False,
        none_of_it=Message(
            ja="WordPress REST API の応答でも JSON Feedでもありません",
            en="is neither an answer of the WordPress REST API nor a JSON Feed",
        ),
        first="[{", told_by="wordpress_json.looks_like", told_in=_JSON_ENDINGS,
    ),
    _format(
        "scrapbox", ja="Scrapbox（Cosense）のエクスポート", en="Scrapbox (Cosense) export", reader="scrapbox.entries",
        holds="articles", whole=True, first="{", told_by="scrapbox.looks_like", told_in=_JSON_ENDINGS,
    ),
    _format(
        "json-feed", ja="JSON Feed", en="JSON Feed", reader="json_feed.entries", holds="articles", whole=True,
        first="[{", told_by="json_feed.looks_like", told_in=_JSON_ENDINGS,
    ),
    _format("review", ja="Re:VIEW", en="Re:VIEW", reader="review.parse", endings=(".re",)),
    _format(
        "docx", ja="Word 文書", en="Word document", reader="docx.parse", endings=(".docx",), magic=ZIP, text_of="docx.html_of",
    ),
    _format(
        "movable-type", ja="Movable Type のエクスポート", en="Movable Type export", reader="movable_type.entries",
        holds="articles", endings=(".export",), in_folders=False,
        sign=r"(?:ï»¿)?\s*(?:-{5,8}\s+){0,9}[A-Za-z][A-Za-z _]{1,30}:", told_by="movable_type.is_export",
    ),
    _format(
        "markdown", ja="Markdown", en="Markdown", reader="markdown.parse",
        endings=(".md", ".markdown", ".mdown", ".mkd", ".qmd", ".rmd"), markup=True, told_in=frozenset(("",)),
        sign=r"---|\+\+\+|(?:.*\n)*?(?:```|~~~|#{1,6} )", told_by="notations.is_markdown",
    ),
    _format("mdx", ja="MDX", en="MDX", reader="markdown.parse_mdx", endings=(".mdx",)),
    _format(
        "aozora", ja="青空文庫形式", en="Aozora Bunko notation", reader="aozora.parse", markup=True,
        told_by="notations.is_aozora", within=("plain",),
    ),
    _format(
        "hatena", ja="はてな記法", en="Hatena notation", reader="hatena.parse", markup=True,
        told_by="notations.is_hatena_text", within=("plain",),
    ),
    _format(
        "plain", ja="プレーンテキスト", en="plain text", reader="plain.parse", endings=(".txt", ".text"), markup=True
    ),
)  # fmt: skip

FORMATS: Final[Mapping[str, Format]] = MappingProxyType({form.name: form for form in _FORMATS})
"""Every format by name, in the order in which a file is asked what it is."""

BODIES: Final[Mapping[str, str]] = MappingProxyType(
    {form.name: form.reader for form in _FORMATS if form.markup}
    | {
        "html": "html.parse_body",
        "html-breaks": "html.parse_body_with_breaks",
        "wordpress": "wordpress_body.parse",
        "wordpress-html": "wordpress_body.parse_html",
    }
)
"""Who reads the body of an entry of a file of many articles, by `Entry.markup`."""


@dataclass(frozen=True, slots=True)
class Unread:
    """Files that are not read, and what their owner can do. {ending}, {source} and {target} are filled in."""

    endings: frozenset[str]
    says: Message
    target: str = ""
    """The ending of the file that the named command makes."""


UNREAD: Final = (
    Unread(
        frozenset((".odt", ".epub", ".ipynb", ".rst", ".adoc", ".asciidoc", ".org", ".tex", ".rtf")),
        Message(
            ja="{ending} には対応していません。pandoc で変換してください: pandoc {source} -t gfm -o {target}",
            en="{ending} is not supported; convert it with pandoc: pandoc {source} -t gfm -o {target}",
        ),
        ".md",
    ),
    Unread(
        frozenset((".pdf",)),
        Message(
            ja=".pdf には対応していません。本文を .txt で保存してください。たとえば: pdftotext {source}",
            en=".pdf is not supported; save its text as .txt, for example with: pdftotext {source}",
        ),
    ),
    Unread(
        frozenset((".zip", ".gz", ".tgz", ".tar", ".7z", ".rar", ".xz", ".bz2")),
        Message(
            ja="{ending} は圧縮ファイルです。展開してから、中のファイルかフォルダーを指定してください",
            en="{ending} is an archive; unpack it and name the files or the folder in it",
        ),
    ),
    Unread(
        frozenset((".doc",)),
        Message(
            ja=".doc には対応していません。.docx で保存し直してください。たとえば: soffice --headless --convert-to docx {source}",
            en=".doc is not supported; save it as .docx, for example with: soffice --headless --convert-to docx {source}",
        ),
    ),
    Unread(
        frozenset((".xls", ".xlsm", ".ods", ".numbers")),
        Message(
            ja="{ending} には対応していません。.xlsx か .csv で保存し直してください",
            en="{ending} is not supported; save the table as .xlsx or .csv",
        ),
    ),
)


def loaded(place: str) -> Callable[..., Any]:
    """A function that the table names."""
    module, _, name = place.rpartition(".")
    function: Callable[..., Any] = getattr(import_module(f"jreadtools.sources.{module}"), name)
    return function


def by_ending(ending: str) -> Format | None:
    """The format that the ending of a name (".md") says; None where it says none."""
    return next((form for form in _FORMATS if ending in form.endings), None)


def folder_endings(*, tables: bool = False) -> tuple[str, ...]:
    """The endings that are looked for in a folder. A table there is no article, unless its columns are named."""
    texts = [form for form in reversed(_FORMATS) if form.in_folders and form.holds != "table"]
    rows = [form for form in _FORMATS if form.holds == "table" and tables]
    return _endings([*texts, *rows])


def _endings(forms: Iterable[Format]) -> tuple[str, ...]:
    return tuple(ending for form in forms for ending in form.endings)
