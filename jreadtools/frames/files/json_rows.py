"""JSON and JSON Lines: an object a row; undefined is null."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TextIO

from jreadtools.article import Failure, key_in
from jreadtools.errors import Lang, in_language
from jreadtools.frames.column import Column, Row, Write

__all__ = ["failure_object", "json_lines", "json_list"]


@contextmanager
def json_list(stream: TextIO, columns: Sequence[Column]) -> Iterator[Write]:
    """One list of objects, one on a line."""
    between = "[\n "  # not before the first row: on a terminal, a line of progress may still be there

    def write(rows: Iterable[Row]) -> None:
        nonlocal between
        for row in rows:
            stream.write(between + _object(columns, row))
            between = ",\n "

    yield write
    stream.write("[\n]\n" if between.startswith("[") else "\n]\n")


@contextmanager
def json_lines(stream: TextIO, columns: Sequence[Column]) -> Iterator[Write]:
    """An object on every line, and nothing else."""

    def write(rows: Iterable[Row]) -> None:
        stream.writelines(_object(columns, row) + "\n" for row in rows)

    yield write


def failure_object(one: Failure, lang: Lang) -> dict[str, str | None]:
    """What could not be read or measured, and why, as a member of a document for other programs."""
    return {"path": one.path, "key": key_in(one.path, one.id) or None, "message": in_language(one.error, lang)}


def _object(columns: Sequence[Column], row: Row) -> str:
    import json

    values = {
        column.name: None if isinstance(value, float) and not math.isfinite(value) else value
        for column, value in zip(columns, row, strict=True)
    }
    return json.dumps(values, ensure_ascii=False)
