"""What Scrapbox (Cosense) exports: all pages of a project in one JSON file, each rewritten line by line as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, BinaryIO, Final

from jreadtools.errors import ArticleError
from jreadtools.sources.encoding import decode
from jreadtools.sources.entry import Entries, Entry
from jreadtools.sources.wordpress_json import answers

__all__ = ["entries", "looks_like"]

_TAG: Final = re.compile(r"(?:^|(?<=\s))#(\S+)")
_HEADING: Final = re.compile(r"\[\*{2,}[ ]+([^\[\]\n]+)\][ ]*")
_INSIDE: Final = r"((?:[^\[\]\n]|\[[^\[\]\n]*\])++)"
_SPECIAL: Final = r"[\\*_<|]|^(?=[#+=:!-]|>(?!\s)|~~~|```)|(?<=^\d)(?=[.)])|(?<=^\d\d)(?=[.)])"
_MARK: Final = re.compile(rf"\[\[{_INSIDE}\]\]|\[{_INSIDE}\]|(`[^`\n]*`)|{_SPECIAL}")
_DECORATED: Final = re.compile(r"[*/\-_!#%&'\"~|+<>{}(),.]+[ ]+(\S.*)")
_ADDRESS: Final = re.compile(r"(?:\A|[ ])(https?://\S+|[NS][\d.]+,[EW][\d.]+(?:,Z\d+)?)(?:[ ]|\Z)")
_PICTURE: Final = re.compile(r"\.(?:png|jpe?g|gif|svg|webp)\Z|gyazo\.com/")
_NO_WORDS: Final = re.compile(r"\$ .*|.*\.icon(?:\*\d+)?")


def looks_like(head: str) -> bool:
    """Whether the beginning of a JSON text is that of such an export."""
    return '"pages"' in head and any(name in head for name in ('"displayName"', '"exported"', '"lines"'))


def entries(stream: BinaryIO, encoding: str | None = None) -> Entries:
    """The pages of an export. Raises ArticleError for what is none."""
    decoded = decode(stream.read(), encoding)
    for export in answers(decoded.text):
        pages = export.get("pages") if isinstance(export, Mapping) else None
        if not isinstance(pages, list):
            ja = "Scrapbox のエクスポートではありません（pages がありません）"
            raise ArticleError(ja=ja, en="is no export of Scrapbox: it has no pages")
        for page in pages:
            if isinstance(page, Mapping):
                yield _entry(page)._replace(encoding=decoded.encoding, warnings=decoded.warnings)


def _entry(page: Mapping[Any, Any]) -> Entry:
    written = page.get("lines")
    found = (
        [line.get("text") if isinstance(line, Mapping) else line for line in written]
        if isinstance(written, list)
        else []
    )
    first, *lines = [line for line in found if isinstance(line, str)] or [""]
    title = page["title"] if isinstance(page.get("title"), str) else first
    return Entry(
        body="\n".join(_markdown(lines)),
        markup="markdown",
        format="scrapbox",
        key=title,
        title=title,
        date=_date(page.get("created")),
        updated=_date(page.get("updated")),
        tags=tuple(dict.fromkeys(tag for line in lines for tag in _TAG.findall(line))),
    )


def _date(seconds: object) -> str:
    with suppress(OverflowError, OSError, ValueError):
        return datetime.fromtimestamp(seconds, UTC).isoformat() if isinstance(seconds, int) else ""
    return ""


def _markdown(lines: list[str]) -> Iterator[str]:
    """A line is a paragraph, an indented one an item; below code: and table: stands what is indented more."""
    block, depth, level = "", 0, 0
    for line in lines:
        bare = line.lstrip(" \t\u3000")
        indent = len(line) - len(bare)
        if block and (indent > depth or (block == "code" and not bare)):
            yield line[depth + 1 :] if block == "code" else "| " + " | ".join(map(_words, bare.split("\t"))) + " |"
            if block == "table":
                yield "|" + " --- |" * (bare.count("\t") + 1)
                block = "rows"
            continue
        if block == "code":
            yield "~~~~~"
        block, _, name = bare.partition(":") if bare.startswith(("code:", "table:")) else ("", "", "")
        depth, level = indent, 0 if block else min(indent, level + 1)
        if block:
            yield "\n~~~~~" if block == "code" else f"\n{_words(name)}\n"
        elif heading := _HEADING.fullmatch(bare):
            yield f"\n## {_words(heading[1])}\n"
        elif bare.startswith(("$ ", "% ")):
            yield f"\n~~~~~\n{bare}\n~~~~~"
        else:
            yield "  " * (level - 1) + "- " + _words(bare) if indent else f"\n{_words(bare)}\n"


def _words(line: str) -> str:
    """A line as Markdown: what its brackets show."""
    return _MARK.sub(_shown, line)


def _shown(mark: re.Match[str]) -> str:
    strong, inside, code = mark.groups()
    if strong or not inside:
        return _words(strong) if strong else code or "\\" + mark[0]
    if _NO_WORDS.fullmatch(inside):
        return ""
    if not (address := _ADDRESS.search(inside)):
        decorated = _DECORATED.fullmatch(inside)
        return _words(decorated[1]) if decorated else inside.rpartition("/" if inside[0] == "/" else "\n")[2]
    words = (inside[: address.start()] + inside[address.end() :]).strip()
    if _PICTURE.search(address[1]):
        return f"![]({address[1]})"
    return (f"[{words}]({address[1]})" if words else f"<{address[1]}>") if address[1].startswith("http") else words
