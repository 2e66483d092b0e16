"""CSV and TSV: full precision, undefined is empty, and no cell is a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from itertools import islice
from typing import Final, TextIO

from jreadtools.article import Cell
from jreadtools.frames.column import Column, Dtype, Row, Write, undefined
from jreadtools.frames.files.formulas import runs

__all__ = ["csv_rows", "tsv_rows"]

AT_ONCE: Final = 100
"""Rows that are prepared column by column and written in one piece, which is faster than cell by cell."""


def csv_rows(stream: TextIO, columns: Sequence[Column]) -> AbstractContextManager[Write]:
    """Rows with commas between their cells, below a header."""
    return _delimited(stream, columns, ",")


def tsv_rows(stream: TextIO, columns: Sequence[Column]) -> AbstractContextManager[Write]:
    """Rows with tabs between their cells, below a header."""
    return _delimited(stream, columns, "\t")


@contextmanager
def _delimited(stream: TextIO, columns: Sequence[Column], delimiter: str) -> Iterator[Write]:
    import csv  # here and not above: `jreadtools time` needs none of it

    def written(rows: Iterable[Iterable[Cell]]) -> str:
        piece = io.StringIO(newline="")
        csv.writer(piece, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
        return piece.getvalue()

    stream.write(written([[_text(column.shown) for column in columns]]))  # those of --keep are data, too

    def write(rows: Iterable[Row]) -> None:
        left = iter(rows)
        while some := list(islice(left, AT_ONCE)):
            shown = [
                _shown(cells, column.dtype) for cells, column in zip(zip(*some, strict=True), columns, strict=True)
            ]
            stream.write(written(zip(*shown, strict=True)))

    yield write


def _shown(cells: Sequence[Cell], dtype: Dtype) -> Sequence[Cell]:
    """The cells of a column as they are written: an apostrophe keeps a spreadsheet from running a text as a formula."""
    if dtype in ("int64", "bool"):
        return cells
    if dtype == "float64":
        return ["" if value != value else value for value in cells]  # NaN alone is not itself
    return [_text(value) if isinstance(value, str) else "" if undefined(value) else value for value in cells]


def _text(value: str) -> str:
    return f"'{value}" if runs(value) else value
