"""Notations that notebooks (mostly Obsidian and Notion) add to Markdown; also WordPress shortcodes and names of emoji in it."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from jreadtools.sources.blocks import FILL
from jreadtools.sources.sheet import Sheet

__all__ = [
    "callouts",
    "comments",
    "critic",
    "emojis",
    "highlights",
    "ids",
    "links",
    "properties",
    "raised",
    "shortcodes",
]

_COMMENT: Final = re.compile(
    r"^[ \t]*%%(?!%)(?:[^%]|%(?!%)){1,20000}+%%(?!%)[ \t]*$|(?<![\d%])%%(?![%\s]|[A-Za-z](?![A-Za-z]))(?:[^%\n]|\n(?![ \t]*\n)){1,2000}(?:%(?!%)[^%\n]{0,500}){0,20}%%(?!%)"
    # A sentence about the sign goes on with a particle.
    r"|(?<![\d%])%%[ ](?![ %はがをのともにで、])[^%\n]{1,2000}[ ]%%(?!%)",
    re.MULTILINE,
)


def comments(sheet: Sheet) -> None:
    """%%…%%, in a line or over several."""
    taken: dict[str, list[tuple[int, int]]] = {" ": [], FILL: []}
    for found in sheet.find(_COMMENT):
        start, end = found.span()
        alone = sheet.text[start - 1 : start] in {"", "\n"} and sheet.text[end : end + 1] in {"", "\n"}
        taken[" " if alone else FILL].append((start, end))
    for fill, ranges in taken.items():
        sheet.take(ranges, "comment", fill)


_WIKI: Final = re.compile(
    r"(!?)\[\[(?![\[:.=]|_?(?i:toc)_?\]|rb:|jumpuri:)([^\[\]\n|]{1,200}?)(?:\\?\|([^\[\]\n]{0,200}))?\]\](?!\(|\[)"
)
_PICTURE: Final = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|avif|bmp|heic)\s*\Z", re.IGNORECASE)
_BLOCK: Final = re.compile(r"#?\^[\w-]+\Z|#\Z")


def links(sheet: Sheet) -> None:
    """[[頁|別名]] shows its other name, [[頁]] its name; ![[…]] what stands elsewhere."""
    for link in sheet.find(_WIKI):
        start, end = link.span()
        if link[1]:
            sheet.images += _PICTURE.search(link[2]) is not None
            sheet.out(start, end, "alternative text")
            continue
        begin, stop = link.span(3) if (link[3] or "").strip() else link.span(2)
        if not (link[3] or "").strip():
            begin += link[2].startswith("#")
            tail = _BLOCK.search(sheet.text, begin, stop)
            stop = tail.start() if tail and tail.start() > begin else stop
        sheet.out(start, begin)
        sheet.out(stop, end)


_CRITIC: Final = re.compile(r"\{(\+\+|--|==|~~)(?=\S)((?:[^{}\n]|\n(?!\s*\n)){1,2000}?)\1\}|\{>>([^{}\n]{1,2000}?)<<\}")


def critic(sheet: Sheet) -> None:
    """CriticMarkup: {++足した++}, {--消した--}, {~~前~>後~~}, {==印==}; {>>注<<} is a comment.

    What is struck out stays, as ~~…~~ does.
    """
    said: list[tuple[int, int]] = []
    for found in sheet.find(_CRITIC):
        if found[3] is not None:
            said.append(found.span())
            continue
        begin, stop = found.span(2)
        for at, end in ((found.start(), begin), (stop, found.end())):
            sheet.put(at, end, FILL * 3)
        if found[1] == "~~" and (arrow := sheet.text.find("~>", begin, stop)) >= 0:
            sheet.put(arrow, arrow + 2, FILL * 2)
    sheet.take(said, "comment")


_RAISED: Final = re.compile(
    r"(?<=[A-Za-z])(?P<a>~)[A-Za-z0-9]{1,3}(?P<b>~)(?![~\d])|(?<=[A-Za-z0-9)])(?P<c>\^)[A-Za-z0-9+-]{1,9}(?P<d>\^)"
    r"|(?<!\^)(?P<e>\^\^)(?=[^\s^])[^\n^]{1,300}(?<=\S)(?P<f>\^\^)(?!\^)"
)


def raised(sheet: Sheet) -> None:
    """H~2~O, x^2^, and ^^下線^^."""
    for found in sheet.find(_RAISED):
        for name, mark in found.groupdict().items():
            if mark:
                sheet.put(*found.span(name), FILL * len(mark))


# Behind a Latin letter or a digit == compares, unless Japanese words stand between the marks.
_HIGHLIGHT: Final = re.compile(
    r"(?<![=!<>])(?:(?<![A-Za-z0-9])==(?=[^\s=])|(?<=[A-Za-z0-9])==(?=[^\x00-\x7f][^=\n]{0,300}(?<=[^\x00-\x7f])==))((?:[^=\n]|\n(?![ \t]*\n)){1,500}(?:=[^=\n]{1,300}){0,5})(?<=[^\s=])==(?![=A-Za-z0-9])"
)


def highlights(sheet: Sheet) -> None:
    """==…=="""
    for found in sheet.find(_HIGHLIGHT):
        sheet.put(found.start(), found.start(1), FILL * 2)
        sheet.put(found.end(1), found.end(), FILL * 2)


_ID: Final = re.compile(r"(?<=[\s。、」）])\^(?=[\d-]*[A-Za-z])[A-Za-z0-9-]{2,60}[ \t]*$", re.MULTILINE)


def ids(sheet: Sheet) -> None:
    """^ab12cd at the end of a line: the name of the block."""
    for found in sheet.find(_ID):
        sheet.out(*found.span())


_CALLOUT: Final = re.compile(
    r"^((?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t]){0,20}>)[ \t]?(\[![^\]\n\[|!]{1,60}(?:\|[^\]\n]{0,60})?\][+-]?)[ \t]*([^\n]*)$",
    re.MULTILINE,
)


def callouts(sheet: Sheet) -> None:
    """> [!tip]- 題: the author's own words, and no quote."""
    for box in sheet.find(_CALLOUT):
        above = sheet.line_above(box.start())
        if above.count(">", 0, len(above) - len(above.lstrip(" \t>"))) >= box[1].count(">"):
            continue
        sheet.kinds[box.end(1) - 1] = "paragraph"
        begin, stop = box.span(2)
        if box[3].strip():
            sheet.put(begin, stop, "###")
            sheet.leave(begin, stop, "shortcode")
        else:
            sheet.out(begin, stop, "shortcode")


_PROPERTIES: Final = re.compile(r"\s*# [^\n]+\n(?:[ \t]*\n)*((?:[^\n:]{1,40}:[ ][^\n]*(?:\n|\Z))+)(?=[ \t]*\n|\Z)")
_WRITTEN_BY_NOTION: Final = re.compile(
    r"^(?:Created|Created time|Created by|Last edited|Last edited time|Last edited by|Tags|作成日時|作成日|作成者|最終更新|最終更新日時|最終更新者"
    r"|最終編集日時|タグ):",
    re.MULTILINE | re.IGNORECASE,
)


def properties(sheet: Sheet) -> None:
    """The lines "Created: …" that Notion writes below the title of a page."""
    found = _PROPERTIES.match(sheet.text, sheet.body)
    if found and _WRITTEN_BY_NOTION.search(found[1]) and "。" not in found[1]:
        sheet.take([(found.start(1), found.end(1))], "front matter", " ")


_ENDS: Final = re.compile(r"[ \t\r]*(?:\n|\Z)")
"""The end of a line; Windows has signs of its own there."""


# \[su\_box title="a"\]: what makes Markdown of HTML puts strokes before brackets.
_ESCAPED: Final = re.compile(r"\\\[(/?[A-Za-z](?:[\w-]|\\_)*(?:\s[^\[\]]{0,2000})?)\\\]")


def shortcodes(sheet: Sheet) -> None:
    """[caption]…[/caption] and [su_box]… keep what they enclose, as in an export of WordPress."""
    from jreadtools.sources.shortcodes import Scan, pieces

    escaped: set[int] = set()

    def bare(tag: re.Match[str]) -> str:
        if re.search(r"\s", tag[1]) and not re.search("=[\"'“]", tag[1]):
            return tag[0]  # a formula
        escaped.add(tag.start() + 2)
        return "  [" + tag[1].replace("\\_", "__") + "]"

    text = _ESCAPED.sub(bare, sheet.text)
    labels = frozenset(_DEFINED.findall(text))
    for piece in pieces(text, sheet.body, len(text), Scan(text)):
        start, end = piece.start, piece.end
        if text[start:end] in labels:
            continue
        if start in escaped:
            start -= 2
        elif text[start - 1 : start] == "\\":
            continue
        if piece.kind == "html" or start == end or sheet.hides(piece.start) or _is_label(text, start, end):
            continue
        if piece.kind in {"embed", "code"}:
            sheet.take([(start, end)], "embed" if piece.kind == "embed" else "script")
        else:
            alone = text[start - 1 : start] in {"", "\n"} and _ENDS.match(text, end) is not None
            sheet.out(start, end, "ruby" if piece.kind == "ruby" else "shortcode", " " if alone else FILL)


_DEFINED: Final = re.compile(r"^ {0,3}(\[[A-Za-z][\w-]*\]):", re.MULTILINE)
_REFERENCE: Final = re.compile(r"\[(?!/)[^\[\]\n=]*\]")


def _is_label(text: str, start: int, end: int) -> bool:
    """Whether brackets are those of a link of Markdown: [a](…), [a][b]."""
    return text[end : end + 1] == "(" or (_REFERENCE.match(text, end) is not None and "=" not in text[start:end])


_EMOJI: Final = re.compile(
    r":(?<![A-Za-z0-9:/]:)((?:[a-z0-9][a-z0-9_+-]{0,50}|[+-]1)(?:::(?:[a-z0-9][a-z0-9_+-]{0,50}|[+-]1)){0,20}):(?![A-Za-z0-9:])"
    r"(?:\{[ ]?(?:[.#:]|[a-z]+=)[^{}\n]{0,200}\})?",
    re.ASCII,
)
_ICON: Final = re.compile(r"(?:material|fontawesome|octicons|simple|mdi|fa|fas|fab|far)-[a-z0-9-]+")


@cache
def _emoji() -> frozenset[str]:
    """The names of emoji, as GitHub, Slack and Unicode have them."""
    from emoji import EMOJI_DATA

    names = (name for about in EMOJI_DATA.values() for name in (about["en"], *about.get("alias", ())))
    return frozenset(name.strip(":").lower() for name in names)


def emojis(sheet: Sheet) -> None:
    """:tada: and the names of icons; 10:30:45 is a time."""
    for found in _EMOJI.finditer(sheet.text, sheet.body):
        names = found[1].split("::")
        if all(_ICON.fullmatch(name) or name in _emoji() for name in names) and not sheet.hides(found.start()):
            sheet.out(*found.span())
