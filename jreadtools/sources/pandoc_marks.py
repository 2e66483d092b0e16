"""What Pandoc adds to Markdown, in `.qmd` and `.Rmd` before all: titles of boxes, citations, captions, lines of verse."""

from __future__ import annotations

import re
from typing import Final

from jreadtools.sources.blocks import FILL
from jreadtools.sources.sheet import Sheet

__all__ = ["breaks", "callouts", "captions", "citations", "lines"]

_TITLE: Final = re.compile(
    r'^[ \t>]*(:{3,})[ \t]*(?:[A-Za-z][\w-]*)?\{[^{}\n]*?\btitle="([^"\n]+)"[^{}\n]*\}[ \t]*$', re.MULTILINE
)


def callouts(sheet: Sheet) -> None:
    """::: {.callout-note title="題"} and :::tip{title="題"}: the title is a heading."""
    found = [*sheet.find(_TITLE)]
    sheet.settle([(box.start(1), box.end()) for box in found])
    for box in found:
        begin, stop = box.span(2)
        sheet.put(box.start(1), begin, "###")
        sheet.put(stop, box.end(), " ")


# A key has a digit, unless - stands before it or more behind it: [@hatake] may be a name.
_CITATION: Final = re.compile(
    r"\[(?<![A-Za-z0-9\]\\!]\[)(?:[^\[\]@\n]{0,60}[\s(])?(?:@(?=[^\s\[\]/;,]*(?:\d|[;,]))|-@)[A-Za-z0-9_](?:[^\[\]/\n]|(?<!@)/){0,300}\]"
    r"(?![(\[:])"
)
_REFERENCE: Final = re.compile(r"@(?<![\w@.]@)(?:fig|tbl|sec|eq|lst)-[A-Za-z0-9_-]+")


def citations(sheet: Sheet) -> None:
    """[@yamada2020], [-@a; @b, p. 3], @fig-a: a name, a year or a number stands there in print."""
    for pattern in (_CITATION, _REFERENCE):
        for found in sheet.find(pattern):
            sheet.out(*found.span())


_LINES: Final = re.compile(r"(?<![^\n]\n)(?:^\|(?:[ ][^|\n]*)?(?:\n|\Z)){2,}(?!\|)", re.MULTILINE)
_RULE: Final = re.compile(r"^\|[ :-]*-[ :-]*$", re.MULTILINE)


def lines(sheet: Sheet) -> None:
    """| at the beginning of each line of a verse or an address."""
    for block in sheet.find(_LINES):
        if _RULE.search(block[0]):  # a table of one column
            continue
        for mark in re.finditer(r"^\|", block[0], re.MULTILINE):
            at = block.start() + mark.start()
            sheet.put(at, at + 1, " ")


_BREAK: Final = re.compile(
    r"^\\(?:newpage|pagebreak|clear(?:double)?page|tableofcontents|noindent|vspace\{[^{}\n]*\}|(?:big|med|small)skip)[ \t]*$",
    re.MULTILINE,
)


def breaks(sheet: Sheet) -> None:
    """\\newpage and its like, alone on a line."""
    for found in sheet.find(_BREAK):
        sheet.out(*found.span(), "markup", " ")


_CAPTION: Final = re.compile(
    r"^(?P<mark> {0,2}(?:Table)?:[ \t]+)(?P<words>[^\s:][^\n]*?)(?P<id>[ \t]*\{[#.][^{}\n]*\})?[ \t]*$", re.MULTILINE
)
_LAST_ROW: Final = re.compile(r"(?:^|\n)[ \t]*(?:\|[^\n]*|[^\n]*\||\+[-=+]+\+|[ -]*-{3,}[ -]*)[ \t]*\n(?:[ \t]*\n)?\Z")
_FIRST_ROW: Final = re.compile(r"\n[ \t]*\n[ \t]*[|+]")
_NO_TERM: Final = re.compile(r"\A\s*\Z|(?:\A|\n)[ \t]*#[^\n]*\s*\Z|[。！？]\s*\n\s*\Z")
_NEAR: Final = 500


def captions(sheet: Sheet) -> None:
    """: 題 or Table: 題 below a table or above it is its caption; above one, a word above would be a term."""
    settled = []
    for caption in sheet.find(_CAPTION):
        start = caption.start()
        above = sheet.text[max(sheet.body, start - _NEAR) : start]
        begins = _FIRST_ROW.match(sheet.text, caption.end()) and ("T" in caption["mark"] or _NO_TERM.search(above))
        if not (begins or _LAST_ROW.search(above)):
            continue
        sheet.put(start, caption.end("mark"), FILL * len(caption["mark"]))
        sheet.kinds[start] = "caption"
        if caption["id"]:
            sheet.out(*caption.span("id"))
        settled.append(caption.span())
    sheet.settle(settled)
