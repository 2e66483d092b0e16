"""A file of one table or of several, in the format that was asked for: rows in, a whole file at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import TextIO

from jreadtools.errors import Message
from jreadtools.frames.column import Column, Row, Write
from jreadtools.frames.files.destination import binary_destination, text_destination
from jreadtools.frames.files.formats import Format, TextFormat
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
    path: str, form: Format, columns: Sequence[Column], *, table: str = "articles", work: Work | None = None
) -> Iterator[Output]:
    """A file of one table. It stands under its name when the block has ended, and not if an error ended it.

    Args:
        path: of the file; its folder is there.
        form: the format (`formats.format_of` says which one a name asks for).
        columns: of the table.
        table: what a sheet of Excel is called.
        work: the run that writes it. Ended early, it leaves the rows so far under the name of a partial file.

    Raises:
        OutputError: it cannot be written, or the package that writes the format is not installed.
    """
    if form == "xlsx":
        with open_workbook(path, {table: columns}, work=work) as output:
            yield output
    elif form == "parquet":
        from jreadtools.frames.files.parquet_file import parquet_rows

        with binary_destination(path, work) as raw, parquet_rows(raw, columns) as write:
            yield Output({table: write})
    else:
        # Excel needs the mark to read CSV as UTF-8; a pipe does not.
        with (
            text_destination(path, work, bom=form in ("csv", "tsv")) as stream,
            text_rows(stream, form, columns) as write,
        ):
            yield Output({table: write})


@contextmanager
def open_workbook(path: str, tables: Mapping[str, Sequence[Column]], *, work: Work | None = None) -> Iterator[Output]:
    """An Excel workbook with a sheet a table, as `open_output`. The tables may be written in turns."""
    from jreadtools.frames.files.xlsx_file import xlsx_tables

    warnings: list[Message] = []
    with binary_destination(path, work) as raw, xlsx_tables(raw, tables, warnings) as writers:
        yield Output(writers, warnings)


def text_rows(stream: TextIO, form: TextFormat, columns: Sequence[Column]) -> AbstractContextManager[Write]:
    """Rows on a stream of text, full precision. Undefined is empty in CSV, null in JSON, – where people read."""
    from jreadtools.frames.files.delimited import delimited_rows
    from jreadtools.frames.files.json_rows import json_lines, json_list
    from jreadtools.frames.files.shown_rows import markdown_rows, table_rows

    if form in ("csv", "tsv"):
        return delimited_rows(stream, columns, "," if form == "csv" else "\t")
    writers = {"json": json_list, "jsonl": json_lines, "markdown": markdown_rows, "table": table_rows}
    return writers[form](stream, columns)
