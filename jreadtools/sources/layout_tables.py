"""Tables that hold a page's layout, not data: their cells are paragraphs to a reader.

Old pages put menu, article and footer into the cells of one table; old posts put a picture beside their words that way.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["layout_tables"]

_TAG: Final = re.compile(
    r"<(/?)(table|tr|td|th|caption|thead|h[1-6]|ul|ol|dl|blockquote|pre|hr|p|br|div|center)\b([^<>]*)>", re.IGNORECASE
)
_FLOW: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "hr"))
_PARAGRAPHS: Final = 2  # so many <p> or <br><br> in one cell are running text
_SOME: Final = 60  # so many characters above an empty line
_COLUMNS: Final = 3  # a page has no more; a table of more is data
_LONG: Final = 250
"""Characters of one cell, tags and all, from which it holds running text if it also holds a line break."""


class _Table:
    """What was seen of one table, nested ones apart."""

    __slots__ = (
        "breaks",
        "broken",
        "cell",
        "cells",
        "data",
        "flow",
        "nested",
        "paragraphs",
        "presentation",
        "start",
        "widest",
    )

    def __init__(self, start: int, *, presentation: bool) -> None:
        self.start = start
        self.data = False
        self.presentation = presentation
        self.flow = False
        self.nested = False
        self.cells = 0
        self.widest = 0
        self.cell = -1
        self.paragraphs = 0
        self.breaks = 0
        self.broken = 0
        """Where the last line break ended."""

    def end_cell(self, at: int) -> None:
        if self.cell >= 0 and (
            self.paragraphs >= _PARAGRAPHS or ((self.breaks or self.paragraphs) and at - self.cell > _LONG)
        ):
            self.flow = True
        self.cell = -1
        self.paragraphs = self.breaks = 0

    def end_row(self) -> None:
        self.widest = max(self.widest, self.cells)
        self.cells = 0

    def is_layout(self) -> bool:
        if self.nested or self.presentation:
            return True
        return not self.data and self.widest <= _COLUMNS and (self.flow or self.widest <= 1)


def layout_tables(source: str) -> frozenset[int]:
    """Offsets at which tables begin that only lay something out. One pass, however deep they are nested.

    >>> layout_tables("<table><tr><td><h2>題</h2>本文</td></tr></table>")
    frozenset({0})
    >>> layout_tables("<table><tr><th>年<td>2026</tr></table>")
    frozenset()
    """
    found: set[int] = set()
    tables: list[_Table] = []
    for match in _TAG.finditer(source):
        tag = match[2].lower()
        if tag == "table":
            if not match[1]:
                if tables:
                    tables[-1].nested = True
                tables.append(_Table(match.start(), presentation=_says_layout(match[3])))
            elif tables:
                _close(tables.pop(), match.start(), found)
            continue
        if not tables:
            continue
        table = tables[-1]
        if tag in {"td", "th"}:
            table.end_cell(match.start())
            if not match[1]:
                table.cells += 1
                table.cell = match.end()
                table.data = table.data or tag == "th"
        elif tag == "tr":
            table.end_cell(match.start())
            table.end_row()
        elif match[1] or tag == "div":
            continue
        elif tag in {"caption", "thead"}:
            table.data = True
        elif tag in _FLOW and table.cell >= 0:
            table.flow = True
        elif tag == "p":
            table.paragraphs += 1
        elif tag == "br" and _is_empty(source, table.broken, match.start()) and match.start() - table.cell > _SOME:
            table.paragraphs += _PARAGRAPHS
        else:
            table.breaks += 1
        if tag == "br":
            table.broken = match.end()
    while tables:
        _close(tables.pop(), len(source), found)
    return frozenset(found)


def _close(table: _Table, at: int, found: set[int]) -> None:
    table.end_cell(at)
    table.end_row()
    if table.is_layout():
        found.add(table.start)


def _is_empty(source: str, start: int, end: int) -> bool:
    return end - start < _SOME and not source[start:end].strip()


def _says_layout(written: str) -> bool:
    return "presentation" in written or "role=none" in written.replace('"', "")
