"""The parts of an Excel workbook that are the same in every one but for names and widths (ECMA-376, SpreadsheetML).

Only what Excel cannot do without, in the order in which the standard wants it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from xml.sax.saxutils import quoteattr

from jreadtools.frames.column import Column

__all__ = [
    "BOLD",
    "PLAIN",
    "QUOTED",
    "ROOT_RELATIONS",
    "SHEET_END",
    "STYLES",
    "content_types",
    "letters",
    "relations",
    "sheet_start",
    "style_of",
    "workbook",
]

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OOXML: Final = "http://schemas.openxmlformats.org"
_MAIN: Final = f"{_OOXML}/spreadsheetml/2006/main"
_RELATION: Final = f"{_OOXML}/officeDocument/2006/relationships"
_PACKAGE: Final = f"{_OOXML}/package/2006"
_CONTENT: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"

# Formats of numbers: those up to 163 are built into Excel, the others are ours.
_FORMATS: Final = (0, 0, 0, 1, 3, 2, 164, 165)
PLAIN, BOLD, QUOTED, _WHOLE, _COUNT, _MEASURE, _PERCENT, _MINUTES = range(len(_FORMATS))
"""Numbers of styles. QUOTED: a text stays one when somebody edits the cell (what an apostrophe does in Excel)."""

_WIDE: Final = {
    "path": 30,
    "id": 24,
    "title": 40,
    "date": 12,
    "updated": 12,
    "url": 30,
    "text": 70,
    "error": 60,
    "warnings": 40,
    "tags": 24,
    "categories": 24,
}
"""Widths of columns of text, in digits."""


def style_of(column: Column) -> int:
    """The style of the numbers in a column: 12.3% for a ratio, 4.5 minutes, 1,234 characters, line 1234."""
    if column.dtype == "int64":
        return _COUNT if column.unit else _WHOLE
    if column.dtype != "float64":
        return PLAIN
    return {"ratio": _PERCENT, "minutes": _MINUTES, "seconds": _MINUTES}.get(column.unit, _MEASURE)


def letters(number: int) -> str:
    """The name of a column by its number from 0.

    >>> letters(0), letters(25), letters(26), letters(702)
    ('A', 'Z', 'AA', 'AAA')
    """
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def sheet_start(columns: Sequence[Column], *, selected: bool) -> str:
    """A sheet up to its rows: the first row stays where it is when the others are scrolled."""
    shown = ' tabSelected="1"' if selected else ""
    widths = "".join(
        f'<col min="{i}" max="{i}" width="{_width(column)}" customWidth="1"/>' for i, column in enumerate(columns, 1)
    )
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView{shown} workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        '<selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{widths}</cols><sheetData>'
    )


SHEET_END: Final = "</sheetData></worksheet>"


def _width(column: Column) -> int:
    return max(_WIDE.get(column.name, 0), min(len(column.name) + 2, 32), 10)


def workbook(sheets: Sequence[str]) -> str:
    """The list of sheets, in the order of their tabs."""
    listed = "".join(f'<sheet name={quoteattr(name)} sheetId="{i}" r:id="rId{i}"/>' for i, name in enumerate(sheets, 1))
    return (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATION}"><bookViews><workbookView activeTab="0"/></bookViews>'
        f"<sheets>{listed}</sheets></workbook>"
    )


def relations(files: Sequence[str]) -> str:
    """Which file each sheet is in (in the order of `workbook`), and where the styles are."""
    listed = "".join(
        f'<Relationship Id="rId{i}" Type="{_RELATION}/worksheet" Target="worksheets/{file}"/>'
        for i, file in enumerate(files, 1)
    )
    styles = f'<Relationship Id="rId{len(files) + 1}" Type="{_RELATION}/styles" Target="styles.xml"/>'
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{listed}{styles}</Relationships>'


def content_types(files: Sequence[str]) -> str:
    """What every part of the package is."""
    listed = "".join(
        f'<Override PartName="/xl/worksheets/{file}" ContentType="{_CONTENT}.worksheet+xml"/>' for file in files
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_CONTENT}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_CONTENT}.styles+xml"/>{listed}</Types>'
    )


ROOT_RELATIONS: Final = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)


def _style(style: int) -> str:
    number, font = _FORMATS[style], int(style == BOLD)
    apply = f'applyNumberFormat="{int(number > 0)}" applyFont="{font}" quotePrefix="{int(style == QUOTED)}"'
    return f'<xf numFmtId="{number}" fontId="{font}" fillId="0" borderId="0" xfId="0" {apply}/>'


_FONT: Final = '<sz val="11"/><name val="Calibri"/><family val="2"/>'
STYLES: Final = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}">'
    '<numFmts count="2"><numFmt numFmtId="164" formatCode="0.0%"/><numFmt numFmtId="165" formatCode="0.0"/></numFmts>'
    f'<fonts count="2"><font>{_FONT}</font><font><b/>{_FONT}</font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    f'<cellXfs count="{len(_FORMATS)}">{"".join(map(_style, range(len(_FORMATS))))}</cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
