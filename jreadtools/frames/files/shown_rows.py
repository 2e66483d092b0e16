"""Rows in a table for people, in Markdown or for a terminal; undefined is –."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TextIO

from jreadtools.frames.column import Column, Row, Write, undefined
from jreadtools.printing import UNDEFINED, write_markdown, write_markdown_rows, write_table

__all__ = ["markdown_rows", "table_rows"]


@contextmanager
def markdown_rows(stream: TextIO, columns: Sequence[Column]) -> Iterator[Write]:
    """A table in Markdown."""
    write_markdown(stream, [column.name for column in columns], ())
    yield lambda rows: write_markdown_rows(stream, map(_shown, rows))


@contextmanager
def table_rows(stream: TextIO, columns: Sequence[Column]) -> Iterator[Write]:
    """A table in columns: all rows are kept until the end, because the longest cell says how wide a column is."""
    kept: list[list[str]] = []

    def write(rows: Iterable[Row]) -> None:
        kept.extend(map(_shown, rows))

    yield write
    write_table(stream, [column.name for column in columns], kept)


def _shown(row: Row) -> list[str]:
    return [UNDEFINED if undefined(value) else str(value) for value in row]
