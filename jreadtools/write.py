"""Rows written as CSV, JSON, JSON Lines, Markdown or a table for a terminal.

A file is written beside its place and renamed: an interrupted run leaves the old one.
"""

from __future__ import annotations

import csv
import io
import json
import math
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, Literal, TextIO

from jreadtools.characters import display_width, fit

__all__ = ["FORMATS", "Cell", "Format", "destination", "format_of", "printable", "write_rows", "write_table"]

Cell = str | int | float | bool
Format = Literal["table", "csv", "json", "jsonl", "markdown"]
FORMATS: Final[tuple[Format, ...]] = ("table", "csv", "json", "jsonl", "markdown")

_ENDINGS: Final[dict[str, Format]] = {
    ".csv": "csv", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".md": "markdown", ".markdown": "markdown",
    ".txt": "table",
}  # fmt: skip

UNDEFINED: Final = "–"


def format_of(path: str) -> Format | None:
    """The format that a file's name asks for; None when it says nothing."""
    return _ENDINGS.get(Path(path).suffix.lower())


@contextmanager
def destination(path: str, *, bom: bool = False) -> Iterator[TextIO]:
    """A text file that appears under its name only when it is whole (UTF-8, \\n line ends).

    Raises:
        OSError: the folder does not exist or cannot be written.
    """
    target = Path(path)
    with suppress(OSError):
        target = target.resolve()  # through a symbolic link: the file behind it is the one to replace
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", dir=target.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8-sig" if bom else "utf-8", newline="") as stream:
            yield stream
        # mkstemp makes a file for its owner alone; the result gets the usual permissions.
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
        Path(name).chmod(mode)
        Path(name).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def printable(text: str) -> str:
    """One line that is safe on a terminal: white space folded, control characters shown as �.

    >>> printable("題\\n二行目\\x1b[31m")
    '題 二行目�[31m'
    """
    folded = " ".join(text.split())
    return (
        folded
        if folded.isprintable()
        else "".join(c if c.isprintable() or c in "\u3000\u200d" else "�" for c in folded)
    )


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _defused(value: Cell) -> Cell:
    """A text that a spreadsheet would run as a formula, with an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value[:1] in tuple("=+-@\t\r") and value[:1] else value


def _undefined(value: Cell) -> bool:
    return isinstance(value, float) and math.isnan(value)


def write_rows(stream: TextIO, form: Format, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Write rows, full precision. Undefined is empty in CSV, null in JSON, – in Markdown."""
    if form == "csv":
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(columns)
        for row in rows:
            writer.writerow(["" if _undefined(value) else _defused(value) for value in row])
    elif form == "jsonl":
        for row in rows:
            stream.write(_json(columns, row) + "\n")
    elif form == "json":
        stream.write("[")
        for number, row in enumerate(rows):
            stream.write((",\n " if number else "\n ") + _json(columns, row))
        stream.write("\n]\n")
    elif form == "markdown":
        stream.write("| " + " | ".join(columns) + " |\n")
        stream.write("|" + " --- |" * len(columns) + "\n")
        for row in rows:
            cells = [UNDEFINED if _undefined(value) else str(value) for value in row]
            escaped = [cell.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ") for cell in cells]
            stream.write("| " + " | ".join(escaped) + " |\n")
    else:
        write_table(stream, columns, [[UNDEFINED if _undefined(v) else str(v) for v in row] for row in rows])


def _json(columns: Sequence[str], row: Sequence[Cell]) -> str:
    values = {name: None if _undefined(value) else value for name, value in zip(columns, row, strict=True)}
    return json.dumps(values, ensure_ascii=False)


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Rows as CSV in a string.

    >>> csv_text(["title", "n"], [["=1+1", float("nan")]])
    "title,n\\r\\n'=1+1,\\r\\n"
    """
    stream = io.StringIO()
    write_rows(stream, "csv", columns, rows)
    return stream.getvalue()


def write_table(
    stream: TextIO,
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    width: int | None = None,
    numbers: Iterable[int] = (),
) -> None:
    """A table in columns of the terminal's cells, Japanese characters two wide.

    Args:
        stream: where to.
        headers: of the columns.
        rows: cells as they are shown.
        width: columns of the terminal; the widest text columns are cut to fit. None: as wide as it gets.
        numbers: the columns that are set flush right.
    """
    shown = [[printable(cell) for cell in row] for row in rows]
    widths = [max(map(display_width, column)) for column in zip(headers, *shown, strict=True)]
    if width is not None:
        spare = width - 2 * (len(widths) - 1)
        cap = next((c for c in range(max(widths), 8, -1) if sum(min(w, c) for w in widths) <= spare), 8)
        widths = [min(size, cap) for size in widths]
    right = set(numbers)
    for row in [list(headers), *shown]:
        cells = []
        for column, (cell, size) in enumerate(zip(row, widths, strict=True)):
            if column in right and display_width(cell) < size:
                cells.append(" " * (size - display_width(cell)) + cell)
            else:
                cells.append(fit(cell, size))
        stream.write("  ".join(cells).rstrip() + "\n")
