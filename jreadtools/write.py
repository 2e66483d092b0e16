"""Rows written as CSV, JSON, JSON Lines, Markdown or a table for a terminal.

A file is written beside its place and renamed: an interrupted run leaves the old one.
"""

from __future__ import annotations

import errno
import math
import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, Literal, TextIO

from jreadtools.characters import display_width, fit
from jreadtools.errors import JreadtoolsError, Message

__all__ = [
    "FORMATS",
    "Cell",
    "Format",
    "OutputError",
    "destination",
    "format_of",
    "printable",
    "why",
    "write_rows",
    "write_table",
]

Cell = str | int | float | bool
Format = Literal["table", "csv", "json", "jsonl", "markdown"]
FORMATS: Final[tuple[Format, ...]] = ("table", "csv", "json", "jsonl", "markdown")

ENDINGS: Final[dict[str, Format]] = {
    ".csv": "csv", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".md": "markdown", ".markdown": "markdown",
    ".txt": "table",
}  # fmt: skip

UNDEFINED: Final = "–"


class OutputError(JreadtoolsError):
    """A file that cannot be written. What was there before is still there."""


_REASONS: Final = {
    errno.ENOENT: Message("there is no such folder", "そのフォルダーがありません"),
    errno.ENOTDIR: Message("a part of the path is a file, not a folder", "パスの途中がフォルダーではなくファイルです"),
    errno.EISDIR: Message("this is a folder; name a file", "フォルダーです。ファイル名まで指定してください"),
    errno.EACCES: Message("no permission to write here", "書き込む権限がありません"),
    errno.EPERM: Message("no permission to write here", "書き込む権限がありません"),
    errno.EROFS: Message("the disk is read-only", "読み取り専用のディスクです"),
    errno.ENOSPC: Message("no space left on the disk", "ディスクの空き容量が足りません"),
    errno.EDQUOT: Message("the disk quota is used up", "割り当てられたディスク容量を使い切っています"),
    errno.ENAMETOOLONG: Message("the name is too long", "ファイル名が長すぎます"),
}


def why(error: OSError) -> str:
    """The reason of an error of the system, in both languages where it is a common one."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)


def format_of(path: str) -> Format | None:
    """The format that a file's name asks for; None when it says nothing."""
    return ENDINGS.get(Path(path).suffix.lower())


@contextmanager
def destination(path: str, *, bom: bool = False) -> Iterator[TextIO]:
    """A text file that appears under its name only when it is whole (UTF-8, line ends as they are written).

    Raises:
        OutputError: the folder does not exist, cannot be written or is full.
    """
    try:
        with _written(Path(path), bom) as stream:
            yield stream
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        reason = why(error)
        ja = reason.ja if isinstance(reason, Message) else reason
        raise OutputError(Message(f"{path}: cannot be written: {reason}", f"{path}: 書き込めません。{ja}")) from error


@contextmanager
def _written(target: Path, bom: bool) -> Iterator[TextIO]:
    import tempfile

    encoding = "utf-8-sig" if bom else "utf-8"
    mode = target.stat().st_mode if target.exists() else None
    if mode is not None and stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if mode is not None and not stat.S_ISREG(mode):  # a pipe, /dev/null: nothing to rename
        with target.open("w", encoding=encoding, errors="backslashreplace", newline="") as stream:
            yield stream
        return
    with suppress(OSError, RuntimeError):
        target = target.resolve()  # through a symbolic link: the file behind it is the one to replace
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", dir=target.parent)
    try:
        with os.fdopen(handle, "w", encoding=encoding, errors="backslashreplace", newline="") as stream:
            yield stream
        # mkstemp makes a file for its owner alone; the result gets the usual permissions.
        Path(name).chmod(0o666 & ~_umask() if mode is None else stat.S_IMODE(mode))
        Path(name).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def printable(text: str, *, fold: bool = True) -> str:
    """One line that is safe on a terminal: white space folded, control characters shown as �.

    A path keeps its spaces (`fold=False`): it is there to be copied.

    >>> printable("題\\n二行目\\x1b[31m"), printable("a\u3000 b.md", fold=False)
    ('題 二行目�[31m', 'a\u3000 b.md')
    """
    folded = " ".join(text.split()) if fold else text
    return folded if folded.isprintable() else "".join(c if _is_safe(c) else "�" for c in folded)


def _is_safe(c: str) -> bool:
    # Spaces of every width, and the joiner inside an emoji: Python does not call them printable.
    return c.isprintable() or c in "\u3000\u00a0\u2002\u2003\u2009\u202f\u200d"


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


_FORMULA: Final = frozenset("=+-@\t\r\n＝＋－＠")


def _defused(value: Cell) -> Cell:
    """A text that a spreadsheet would run as a formula, with an apostrophe before it.

    Full-width signs too: a Japanese Excel takes them for the others. A sign alone is no formula.
    """
    return f"'{value}" if isinstance(value, str) and len(value) > 1 and value[0] in _FORMULA else value


def _undefined(value: Cell) -> bool:
    return isinstance(value, float) and math.isnan(value)


def write_rows(stream: TextIO, form: Format, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Write rows, full precision. Undefined is empty in CSV, null in JSON, – in Markdown."""
    if form == "csv":
        import csv  # here and not above: `jreadtools time` needs none of it

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
        write_markdown(stream, columns, ([UNDEFINED if _undefined(v) else str(v) for v in row] for row in rows))
    else:
        write_table(stream, columns, [[UNDEFINED if _undefined(v) else str(v) for v in row] for row in rows])


_MARKUP: Final = re.compile(r"[\\\\`*\[\]<|]|&(?=#?\w+;)")


def write_markdown(
    stream: TextIO, headers: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: Iterable[int] = ()
) -> None:
    """A table in Markdown, its cells as they are shown; what is markup in a cell is escaped."""
    right = set(numbers)
    stream.write("| " + " | ".join(headers) + " |\n")
    stream.write("|" + "".join(" ---: |" if i in right else " --- |" for i in range(len(headers))) + "\n")
    for row in rows:
        cells = [_MARKUP.sub(r"\\\g<0>", printable(cell)) for cell in row]
        stream.write("| " + " | ".join(cells) + " |\n")


def _json(columns: Sequence[str], row: Sequence[Cell]) -> str:
    import json

    values = {name: None if _undefined(value) else value for name, value in zip(columns, row, strict=True)}
    return json.dumps(values, ensure_ascii=False)


def write_table(
    stream: TextIO,
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    width: int | None = None,
    numbers: Iterable[int] = (),
    paths: Iterable[int] = (),
) -> None:
    """A table in columns of the terminal's cells, Japanese characters two wide.

    Args:
        stream: where to.
        headers: of the columns.
        rows: cells as they are shown.
        width: columns of the terminal; the widest text columns are cut to fit. None: as wide as it gets.
        numbers: the columns that are set flush right; a number is never cut.
        paths: the columns that keep their end when they are cut (and their spaces): a file's name stands there.
    """
    right, ends = set(numbers), set(paths)
    shown = [[printable(cell, fold=i not in ends) for i, cell in enumerate(row)] for row in rows]
    widths = [max(map(display_width, column)) for column in zip(headers, *shown, strict=True)]
    if width is not None:
        widths = _fitted(widths, width - 2 * (len(widths) - 1), right)
    for row in [list(headers), *shown]:
        cells = []
        for column, (cell, size) in enumerate(zip(row, widths, strict=True)):
            if column in right:
                cells.append(" " * (size - display_width(cell)) + cell)
            elif column in ends and display_width(cell) > size:
                cells.append(_end_of(cell, size))
            else:
                cells.append(fit(cell, size))
        stream.write("  ".join(cells).rstrip() + "\n")


_NARROW: Final = 8


def _fitted(widths: list[int], room: int, fixed: set[int]) -> list[int]:
    """Widths that fit the room: the widest columns are cut, none of them below 8, the fixed ones never."""
    free = [size for i, size in enumerate(widths) if i not in fixed]
    room -= sum(widths) - sum(free)
    cap = next((c for c in range(max(free, default=0), _NARROW, -1) if sum(min(w, c) for w in free) <= room), _NARROW)
    return [size if i in fixed else min(size, cap) for i, size in enumerate(widths)]


def _end_of(text: str, width: int) -> str:
    """The end of a text in exactly `width` columns, … before it.

    >>> _end_of("posts/桜の便り.md", 10)
    '…の便り.md'
    """
    kept = text
    while display_width(kept) > width - 1:
        kept = kept[1:]
    return fit("…" + kept, width)
