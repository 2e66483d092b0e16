"""What Scrapbox (Cosense) exports: all pages of a project in one JSON file, each rewritten line by line as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, BinaryIO, Final

from jreadtools.errors import ArticleError, Message
from jreadtools.sources.encoding import decode
from jreadtools.sources.entry import Entries, Entry
from jreadtools.sources.wordpress_json import answers

__all__ = ["entries", "looks_like"]

_BRACKET: Final = re.compile(r"\[\[([^\[\]\n]+)\]\]|\[([^\[\]\n]+)\]|`[^`\n]*`")
_DECORATED: Final = re.compile(r"[*/\-_!#%&'\"~|+<>{},.]+[ ]+(\S.*)")
_ADDRESS: Final = re.compile(r"(?:\A|[ ])(https?://\S+)(?:[ ]|\Z)")
_HEADING: Final = re.compile(r"\[\*{2,}[ ]+([^\[\]\n]+)\][ ]*")
_TAG: Final = re.compile(r"(?:^|(?<=\s))#(\S+)")
_BLOCK: Final = re.compile(r"(code|table):")
_SPECIAL: Final = re.compile(r"([\\*_<|]|^(?=[#+=:!-]|>(?!\s))|(?<=^\d)(?=[.)])|(?<=^\d\d)(?=[.)]))")


def looks_like(head: str) -> bool:
    """Whether the beginning of a JSON text is that of such an export."""
    return '"pages"' in head and ('"displayName"' in head or '"exported"' in head or '"lines"' in head)


def entries(stream: BinaryIO, encoding: str | None = None) -> Entries:
    """The pages of an export. Raises ArticleError for what is none."""
    decoded = decode(stream.read(), encoding)
    for export in answers(decoded.text):
        pages = export.get("pages") if isinstance(export, Mapping) else None
        if not isinstance(pages, list):
            raise ArticleError(
                Message(
                    ja="Scrapbox のエクスポートではありません（pages がありません）",
                    en="is no export of Scrapbox: it has no pages",
                )
            )
        for page in pages:
            if isinstance(page, Mapping):
                yield _entry(page)._replace(encoding=decoded.encoding, warnings=decoded.warnings)


def _entry(page: Mapping[Any, Any]) -> Entry:
    written = page.get("lines")
    lines = [
        line.get("text", "") if isinstance(line, Mapping) else line
        for line in (written if isinstance(written, list) else ())
    ]
    lines = [line for line in lines if isinstance(line, str)]
    title = page.get("title")
    title = title if isinstance(title, str) else (lines[0] if lines else "")
    return Entry(
        body="\n".join(_markdown(lines[1:])),
        markup="markdown",
        format="scrapbox",
        key=title,
        title=title,
        date=_date(page.get("created")),
        updated=_date(page.get("updated")),
        tags=tuple(dict.fromkeys(tag for line in lines[1:] for tag in _TAG.findall(line))),
    )


def _date(seconds: object) -> str:
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat() if isinstance(seconds, int) else ""
    except (OverflowError, OSError, ValueError):
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
        if block:
            yield "~~~~~" if block == "code" else ""
        found = _BLOCK.match(bare)
        block, depth = (found[1] if found else ""), indent
        level = min(indent, level + 1) if not block else 0
        if block:
            yield from ("", "~~~~~ " + bare[5:].replace("\n", " ")) if block == "code" else ("",)
        elif heading := _HEADING.fullmatch(bare):
            yield from ("", f"## {_words(heading[1])}", "")
        elif indent:
            yield "  " * (level - 1) + "- " + _words(bare)
        else:
            yield from ("", _words(bare), "")
    if block == "code":
        yield "~~~~~"


def _words(line: str) -> str:
    """A line as Markdown: what its brackets show."""
    parts, at = [], 0
    for found in _BRACKET.finditer(line):
        parts.append(
            _SPECIAL.sub(r"\\\1", line[at : found.start()]) if at else _SPECIAL.sub(r"\\\1", line[: found.start()])
        )
        at = found.end()
        parts.append(found[0] if found[0][0] == "`" else _shown(found[1] or found[2]))
    words = "".join([*parts, _SPECIAL.sub(r"\\\1", line[at:])])
    return "\\" + words if words.startswith(("~~~", "```")) else words


def _shown(inside: str) -> str:
    if inside.startswith("$ ") or inside.endswith(".icon") or re.search(r"\.icon\*\d+\Z", inside):
        return ""
    if address := _ADDRESS.search(inside):
        words = (inside[: address.start()] + inside[address.end() :]).strip()
        if re.search(r"\.(?:png|jpe?g|gif|svg|webp)\Z|gyazo\.com/", address[1]):
            return f"![]({address[1]})"
        return f"[{words}]({address[1]})" if words else f"<{address[1]}>"
    decorated = _DECORATED.fullmatch(inside)
    if decorated:
        return decorated[1]
    return inside.rpartition("/")[2] if inside.startswith("/") else inside
