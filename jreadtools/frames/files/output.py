"""A file of one or several tables, in any format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import TextIO

from jreadtools.errors import Message
from jreadtools.frames.column import Column, Row, Write
from jreadtools.frames.files.destination import binary_destination, text_destination
from jreadtools.frames.files.file_formats import FILE_FORMATS, writer_of
from jreadtools.frames.files.interruption import Work

__all__ = ["Output", "open_output", "open_workbook", "text_rows"]


@dataclass(frozen=True)
class Output:
    """A file that is being written."""

    tables: Mapping[str, Write]
    """How to append rows to each table."""
    warnings: list[Message] = field(default_factory=list)
    """What a reader of the file has to know; complete when the file is."""

    def write(self, rows: Iterable[Row], table: str = "") -> None:
        """Append rows to a table; without its name to the first."""
        self.tables[table or next(iter(self.tables))](rows)


@contextmanager
def open_output(
    path: str, form: str, columns: Sequence[Column], *, table: str = "articles", work: Work | None = None
) -> Iterator[Output]:
    """A file of one table. It stands under its name when the block has ended, and not if an error ended it.

    Args:
        path: of the file; its folder is there.
        form: the format, a name of FILE_FORMATS.
        columns: of the table.
        table: what a sheet of Excel is called.
        work: the run that writes it. Ended early, it leaves the rows so far under the name of a partial file.

    Raises:
        OutputError: it cannot be written, or the package that writes the format is not installed.
    """
    known = FILE_FORMATS[form]
    if known.takes == "workbook":
        with open_workbook(path, {table: columns}, work=work, form=form) as output:
            yield output
    elif known.takes == "bytes":
        write_bytes = writer_of(form)  # a package that is missing is said before the file is made
        with binary_destination(path, work) as raw, write_bytes(raw, columns) as write:
            yield Output({table: write})
    else:
        with text_destination(path, work, bom=known.bom) as stream, text_rows(stream, form, columns) as write:
            yield Output({table: write})


@contextmanager
def open_workbook(
    path: str, tables: Mapping[str, Sequence[Column]], *, work: Work | None = None, form: str = "xlsx"
) -> Iterator[Output]:
    """A workbook with a sheet a table, as `open_output`. The tables may be written in turns."""
    write_workbook = writer_of(form)
    warnings: list[Message] = []
    with binary_destination(path, work) as raw, write_workbook(raw, tables, warnings) as writers:
        yield Output(writers, warnings)


def text_rows(stream: TextIO, form: str, columns: Sequence[Column]) -> AbstractContextManager[Write]:
    """Rows on a stream of text, full precision. Undefined is empty in CSV, null in JSON, – where people read."""
    rows: AbstractContextManager[Write] = writer_of(form)(stream, columns)
    return rows
