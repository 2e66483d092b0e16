"""An Excel workbook, a sheet a table, written row by row: memory does not grow with the rows.

XlsxWriter writes it. This module decides what a cell may hold: a text is never a formula, a link or a number, and
a number keeps all its digits.
"""

from __future__ import annotations

import math
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from jreadtools.article import Cell
from jreadtools.characters import display_width
from jreadtools.errors import Message
from jreadtools.frames.column import Column, Row, Write
from jreadtools.frames.files.formulas import runs

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

__all__ = ["xlsx_tables"]

_SHEET_ROWS: Final = 1_048_576
"""Excel's own limit, with the header."""
_SHEET_BYTES: Final = 1 << 30
"""Of one sheet, unpacked, as estimated: below the 2 GB that a member of a zip archive may have without an extension of
which Excel complains."""
_CELL_BYTES: Final = 80
"""What a cell takes beside its text, at most."""
_CELL_CHARACTERS: Final = 32_767
"""Excel's own limit, in units of UTF-16."""
_EXACT: Final = 10**15
"""From here on Excel changes the digits of a number; one from somebody's table is likely to be an ID."""
_DIGIT: Final = 7
"""Pixels of one digit of the usual font, in which the width of a column is counted."""
_PADDING: Final = 5
"""Pixels of a column beside its digits."""
_CREATED: Final = datetime(1980, 1, 1, tzinfo=UTC)
"""The same rows make the same bytes, whenever they are written."""

_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold."""
_GARBLED: Final = re.compile(r"\A<r>(?s:.*)</r>\Z|_x[0-9A-Fa-f]{4}_x[0-9A-Fa-f]{4}_")
"""What XlsxWriter takes for its own markup, and what it escapes only in part (Excel reads _x0041_ as A)."""

_ON_ONE_PAGE: Final = 12
"""Columns that are made to fit the width of a page."""
_LOOKED_AT: Final = 500
"""Rows of a sheet by which the widths of its columns are chosen."""
_NARROWEST: Final = 8
_WIDEST: Final = 44
_WIDEST_OF: Final = {"text": 70, "error": 60}
_LINE: Final = 15
"""Points of a line."""
_ARROW: Final = 4
"""What the button of a filter takes of a header."""


class _Exact(float):
    """A number with all its digits: XlsxWriter would write sixteen, which makes .3 of .1 + .2."""

    def __format__(self, _: str) -> str:
        return float.__repr__(self)


@contextmanager
def xlsx_tables(
    stream: BinaryIO, tables: Mapping[str, Sequence[Column]], warnings: list[Message]
) -> Iterator[dict[str, Write]]:
    """Write tables as a workbook, a sheet each, in their order; what does not fit goes on in "sentences (2)".

    The first row holds the names of the columns, frozen and bold: names and no labels, because pandas and whoever
    writes a formula go by them. Undefined is an empty cell. A text that looks like a formula is a text also when
    somebody edits it. What had to be cut is said in `warnings`, at the end.
    """
    from tempfile import TemporaryDirectory

    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    with TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        whole = Path(scratch, "book.xlsx")
        book = Workbook(whole, {"constant_memory": True, "tmpdir": scratch, "use_zip64": True})
        book.set_properties({"created": _CREATED})
        writers = {name: _Table(book, name, columns) for name, columns in tables.items()}
        try:
            yield {name: table.write for name, table in writers.items()}
            for table in writers.values():
                table.end_sheet()
            sheets = [sheet for table in writers.values() for sheet in table.sheets]
            book.worksheets_objs.sort(key=sheets.index)
            for number, sheet in enumerate(book.worksheets()):
                sheet.index = number  # by which the range of a filter finds its sheet
            book.close()
        except FileCreateError as error:
            raise error.args[0] from None  # the OSError that it wraps
        finally:
            for sheet in book.worksheets():
                with suppress(OSError):
                    sheet.row_data_fh.close()
        with whole.open("rb") as packed:
            shutil.copyfileobj(packed, stream)
    cut = sum(table.cut for table in writers.values())
    if cut:
        warnings.append(
            Message(
                ja=f"Excel の上限（1セル{_CELL_CHARACTERS:,}字）を超えるセルを「…」で切りました: {cut:,}個",
                en=f"cells longer than Excel's {_CELL_CHARACTERS:,} characters are cut and end in …: {cut:,}",
            )
        )


class _Table:
    """One table: a sheet, or several where one is full."""

    def __init__(self, book: Workbook, name: str, columns: Sequence[Column]) -> None:
        self._book = book
        self._name = name
        self._columns = columns
        self._bold = book.add_format({"bold": True})
        self._quoted = book.add_format({"quote_prefix": True})  # what an apostrophe does in Excel
        self._wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self._on_top = book.add_format({"valign": "top"}) if any(column.wraps for column in columns) else None
        shown = {number: book.add_format({"num_format": number}) for number in map(_number_format, columns) if number}
        self._formats: list[Format | None] = [shown.get(_number_format(column)) for column in columns]
        self.cut = 0
        """Cells that were too long."""
        self.sheets: list[Worksheet] = []
        self._begin()

    def write(self, rows: Iterable[Row]) -> None:
        """Append rows."""
        for row in rows:
            if self._rows >= _SHEET_ROWS or self._bytes >= _SHEET_BYTES:
                self.end_sheet()
                self._begin()
            if self._rows <= _LOOKED_AT:
                self._look_at(row)
            self._put(row)
            self._rows += 1

    def _begin(self) -> None:
        number = len(self.sheets) + 1
        self._sheet = self._book.add_worksheet(f"{self._name} ({number})" if number > 1 else self._name)
        self.sheets.append(self._sheet)
        self._rows, self._bytes = 1, 0
        frozen = sum(column.frozen for column in self._columns)
        self._sheet.freeze_panes(1, frozen)
        self._lay_out_paper(frozen)
        self._widths = [display_width(column.shown) + _ARROW for column in self._columns]
        for place, column in enumerate(self._columns):
            self._text(0, place, column.shown, self._bold)

    def _lay_out_paper(self, frozen: int) -> None:
        """A4, landscape; what stays in sight on the screen stands on every page."""
        self._sheet.set_paper(9)
        self._sheet.set_landscape()
        self._sheet.repeat_rows(0)
        if len(self._columns) <= _ON_ONE_PAGE:
            self._sheet.fit_to_pages(1, 0)
        elif frozen:
            self._sheet.repeat_columns(0, frozen - 1)

    def end_sheet(self) -> None:
        """Add what depends on the rows: filters, and the widths of the columns."""
        if self._columns:
            self._sheet.autofilter(0, 0, max(1, self._rows - 1), len(self._columns) - 1)
        for place, (column, width) in enumerate(zip(self._columns, self._widths, strict=True)):
            fitting = min(max(width, _NARROWEST), _WIDEST_OF.get(column.name, _WIDEST))
            self._sheet.set_column_pixels(place, place, _DIGIT * fitting + _PADDING)

    def _look_at(self, row: Row) -> None:
        for place, value in enumerate(row):
            if isinstance(value, str) and value:
                width = display_width(value[: _WIDEST_OF["text"]].split("\n", 1)[0]) + 1
                if width > self._widths[place]:
                    self._widths[place] = width

    def _put(self, row: Row) -> None:
        sheet, number = self._sheet, self._rows
        if self._on_top:  # no program finds the height by itself
            sheet.set_row(number, _LINE * max(self._lines(place, value) for place, value in enumerate(row)))
        for place, (form, value) in enumerate(zip(self._formats, row, strict=True)):
            if isinstance(value, float):
                if math.isfinite(value):
                    sheet.write_number(number, place, _Exact(value), form)
            elif isinstance(value, str):
                if value:
                    self._text(number, place, value, self._wrapped if self._columns[place].wraps else self._on_top)
            elif isinstance(value, bool):
                sheet.write_boolean(number, place, value)
            elif -_EXACT < value < _EXACT:
                sheet.write_number(number, place, value, form)
            else:
                self._text(number, place, str(value))
        self._bytes += _CELL_BYTES * len(row)

    def _lines(self, place: int, value: Cell) -> int:
        """Lines that a cell takes."""
        if not self._columns[place].wraps:
            return 1
        return max(1, math.ceil(display_width(str(value)) / (_WIDEST - 4)))

    def _text(self, number: int, place: int, text: str, form: Format | None = None) -> None:
        fitting = _fitting(text)
        self.cut += fitting != text
        if form is not self._bold and runs(fitting):
            form = self._quoted
        text = _FORBIDDEN.sub("�", fitting)
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        self._bytes += 3 * len(text)
        if _GARBLED.search(text):
            pieces = [piece for piece in re.split("(?<=[<_])", text) if piece]
            self._sheet.write_rich_string(number, place, *pieces, *[form] * (form is not None))
        else:
            self._sheet.write_string(number, place, text, form)


def _number_format(column: Column) -> str:
    """How the numbers in a column look: 12.3% for a ratio, 4.5 minutes, 1,234 characters, line 1234."""
    if column.dtype == "int64":
        return "#,##0" if column.unit else "0"
    if column.dtype != "float64":
        return ""
    return {"ratio": "0.0%", "minutes": "0.0", "seconds": "0.0"}.get(column.unit, "0.00")


def _fitting(text: str) -> str:
    """As much of a text as a cell holds, … at the end of what was cut. A character above U+FFFF is two of Excel's."""
    if 2 * len(text) <= _CELL_CHARACTERS or _units(text) <= _CELL_CHARACTERS:
        return text
    kept = text[: _CELL_CHARACTERS - 1]
    while (excess := _units(kept) - (_CELL_CHARACTERS - 1)) > 0:
        kept = kept[: -((excess + 1) // 2)]
    return kept + "…"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
