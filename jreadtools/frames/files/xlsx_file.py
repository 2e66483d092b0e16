"""An Excel workbook, a sheet a table, written row by row: memory does not grow with the rows.

The rows are put into words here: openpyxl, which reads workbooks for us, writes 100,000 cells a second, which for the
sentences of a large blog is longer than it takes to measure them; and it keeps every sheet unpacked on the disk.
"""

from __future__ import annotations

import math
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from typing import IO, BinaryIO, Final
from zipfile import ZIP_DEFLATED, ZipFile

import jreadtools.frames.files.xlsx_parts as parts
from jreadtools.errors import Message
from jreadtools.frames.column import Column, Row, Write
from jreadtools.frames.files.formulas import runs

__all__ = ["xlsx_tables"]

_SHEET_ROWS: Final = 1_048_576
"""Excel's own limit, with the header."""
_SHEET_BYTES: Final = 1 << 30
"""Below the 2 GB that a member of a zip archive may have without an extension that not every reader knows."""
_CELL_CHARACTERS: Final = 32_767
"""Excel's own limit, in units of UTF-16."""
_EXACT: Final = 10**15
"""From here on Excel changes the digits of a number; one from somebody's table is likely to be an ID."""
_STEP: Final = 256
_IN_MEMORY: Final = 4 << 20
"""Bytes of a packed table that waits in memory; with more it waits on the disk."""
_LEVEL: Final = 3
"""Of compression: half as long as the usual 6 for a file that is a tenth larger."""

_SPECIAL: Final = re.compile("[&<>\r_\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What most texts have nothing of."""
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold."""
_ESCAPE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""Excel reads _x0041_ as A."""
_MARKUP: Final = re.compile("[&<>]|\r\n?")
_ENTITIES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "\n", "\r\n": "\n"}


@contextmanager
def xlsx_tables(
    stream: BinaryIO, tables: Mapping[str, Sequence[Column]], warnings: list[Message]
) -> Iterator[dict[str, Write]]:
    """Tables in a workbook, a sheet each, in their order; what does not fit goes on in "sentences (2)".

    The first row holds the names of the columns, frozen and bold: names and no labels, because pandas and whoever
    writes a formula go by them. Undefined is an empty cell. A text that looks like a formula is a text also when
    somebody edits it. What had to be cut is said in `warnings`, at the end.
    """
    with ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        book = _Book(archive)
        sheets = {name: _Table(book, name, columns, i == 0) for i, (name, columns) in enumerate(tables.items())}
        try:
            yield {name: table.write for name, table in sheets.items()}
            book.finish(list(sheets.values()))
        except BaseException:
            book.abandon()
            raise
    cut = sum(table.cut for table in sheets.values())
    if cut:
        warnings.append(
            Message(
                ja=f"Excel の上限（1 セル {_CELL_CHARACTERS:,} 字）を超えるセルを「…」で切りました: {cut:,} 個",
                en=f"cells longer than Excel's {_CELL_CHARACTERS:,} characters are cut and end in …: {cut:,}",
            )
        )


class _Book:
    """The archive. Only one part of it can be written at a time: the first table; the others wait beside it."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._direct: _Table | None = None
        self._part: IO[bytes] | None = None
        self._spools: list[_Spool] = []
        self._parts = 0

    def begin(self, table: _Table) -> tuple[str, IO[bytes] | _Spool]:
        """A new part for a table: its name, and where to write it."""
        self._parts += 1
        file = f"sheet{self._parts}.xml"
        if self._direct is None:
            self._direct = table
        if table is not self._direct:
            self._spools.append(_Spool())
            return file, self._spools[-1]
        self._part = self._archive.open(f"xl/worksheets/{file}", "w")
        return file, self._part

    def finish(self, tables: Sequence[_Table]) -> None:
        """Write what is not there yet: the tables that waited, and what makes a workbook of them."""
        for table in tables:
            table.end()
        sheets = [sheet for table in tables for sheet in table.sheets]
        for _, file, written in sheets:
            if isinstance(written, _Spool):
                with self._archive.open(f"xl/worksheets/{file}", "w") as part:
                    for piece in written.unpacked():
                        part.write(piece)
        files = [file for _, file, _ in sheets]
        for name, text in (
            ("xl/workbook.xml", parts.workbook([name for name, _, _ in sheets])),
            ("xl/_rels/workbook.xml.rels", parts.relations(files)),
            ("xl/styles.xml", parts.STYLES),
            ("_rels/.rels", parts.ROOT_RELATIONS),
            ("[Content_Types].xml", parts.content_types(files)),
        ):
            self._archive.writestr(name, text)

    def abandon(self) -> None:
        """Close what is open, so that the archive can be closed; nobody will read it."""
        if self._part is not None:
            with suppress(OSError, ValueError):
                self._part.close()
        for spool in self._spools:
            spool.discard()


class _Spool:
    """A part that waits for its turn, packed, in memory as long as it is small."""

    def __init__(self) -> None:
        import tempfile

        self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed when it was read
        self._packer = zlib.compressobj(1)

    def write(self, data: bytes) -> int:
        self._file.write(self._packer.compress(data))
        return len(data)

    def close(self) -> None:
        self._file.write(self._packer.flush())

    def discard(self) -> None:
        self._file.close()

    def unpacked(self) -> Iterator[bytes]:
        """What was written, in pieces."""
        with self._file as file:
            file.seek(0)
            unpacker = zlib.decompressobj()
            while piece := file.read(1 << 16):
                yield unpacker.decompress(piece)
            yield unpacker.flush()


class _Table:
    """One table: a sheet, or several where one is full."""

    def __init__(self, book: _Book, name: str, columns: Sequence[Column], first: bool) -> None:
        self._book = book
        self._first = first
        self._name = name
        self._columns = columns
        self._styles = [parts.style_of(column) for column in columns]
        self._places = [parts.letters(i) for i in range(len(columns))]
        self._part: IO[bytes] | _Spool | None = None
        self._rows = self._bytes = 0
        self.sheets: list[tuple[str, str, object]] = []
        """(its tab, its file, what it was written to) of each sheet."""
        self.cut = 0
        """Cells that were too long."""

    def write(self, rows: Iterable[Row]) -> None:
        """Append rows."""
        queue = iter(rows)
        while step := list(islice(queue, _STEP)):
            while step:
                if self._part is None or self._rows >= _SHEET_ROWS or self._bytes >= _SHEET_BYTES:
                    self._begin()
                room = _SHEET_ROWS - self._rows
                self._put("".join([self._row(row, self._rows + i) for i, row in enumerate(step[:room], 1)]))
                self._rows += len(step[:room])
                step = step[room:]

    def end(self) -> None:
        """Close the last sheet; a table without rows has a sheet, too."""
        if self._part is None:
            self._begin()
        self._close()

    def _begin(self) -> None:
        self._close()
        file, self._part = self._book.begin(self)
        number = len(self.sheets) + 1
        self.sheets.append((f"{self._name} ({number})" if number > 1 else self._name, file, self._part))
        self._rows, self._bytes = 1, 0
        header = "".join(
            _text(f"{place}1", column.name, parts.BOLD)
            for place, column in zip(self._places, self._columns, strict=True)
        )
        start = parts.sheet_start(self._columns, selected=self._first and number == 1)
        self._put(f'{start}<row r="1">{header}</row>')

    def _close(self) -> None:
        if self._part is not None:
            self._put(parts.SHEET_END)
            self._part.close()

    def _put(self, text: str) -> None:
        data = text.encode()
        self._bytes += len(data)
        if self._part is not None:
            self._part.write(data)

    def _row(self, row: Row, number: int) -> str:
        cells = []
        for place, style, value in zip(self._places, self._styles, row, strict=True):
            if isinstance(value, float):
                if math.isfinite(value):
                    cells.append(f'<c r="{place}{number}" s="{style}"><v>{value!r}</v></c>')
            elif isinstance(value, str):
                if value:
                    cells.append(self._cell(f"{place}{number}", value))
            elif isinstance(value, bool):
                cells.append(f'<c r="{place}{number}" t="b"><v>{value:d}</v></c>')
            elif -_EXACT < value < _EXACT:
                cells.append(f'<c r="{place}{number}" s="{style}"><v>{value}</v></c>')
            else:
                cells.append(self._cell(f"{place}{number}", str(value)))
        return f'<row r="{number}">{"".join(cells)}</row>'

    def _cell(self, place: str, text: str) -> str:
        if 2 * len(text) > _CELL_CHARACTERS:
            fitting = _fitting(text)
            self.cut += fitting != text
            text = fitting
        return _text(place, text, parts.QUOTED if runs(text) else parts.PLAIN)


def _fitting(text: str) -> str:
    """As much of a text as a cell holds, … at the end of what was cut. A character above U+FFFF is two of Excel's."""
    if _units(text) <= _CELL_CHARACTERS:
        return text
    kept = text[: _CELL_CHARACTERS - 1]
    while (excess := _units(kept) - (_CELL_CHARACTERS - 1)) > 0:
        kept = kept[: -((excess + 1) // 2)]
    return kept + "…"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _text(place: str, text: str, style: int) -> str:
    if _SPECIAL.search(text):
        text = _FORBIDDEN.sub("�", _ESCAPE.sub("_x005F_", text))
        text = _MARKUP.sub(lambda found: _ENTITIES[found[0]], text)
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
