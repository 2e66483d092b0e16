"""CSV and TSV: full precision, undefined is empty, and no cell is a formula."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TextIO

from jreadtools.article import Cell
from jreadtools.outputs.column import Column, Row, Write, undefined
from jreadtools.outputs.formulas import runs

__all__ = ["delimited_rows"]


@contextmanager
def delimited_rows(stream: TextIO, columns: Sequence[Column], delimiter: str) -> Iterator[Write]:
    """Rows with a delimiter between their cells, below a header."""
    import csv  # here and not above: `jreadtools time` needs none of it

    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([column.name for column in columns])

    def write(rows: Iterable[Row]) -> None:
        writer.writerows([_shown(value) for value in row] for row in rows)

    yield write


def _shown(value: Cell) -> Cell:
    """A cell as it stands there: an apostrophe keeps a spreadsheet from running a text."""
    if isinstance(value, str):
        return f"'{value}" if runs(value) else value
    return "" if undefined(value) else value
