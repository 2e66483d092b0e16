"""Text that fits a terminal and is safe on it: lines, tables, texts without control characters, the system's reasons."""

from __future__ import annotations

import errno
import io
import math
import re
from collections.abc import Iterable, Sequence
from typing import Final, TextIO, cast

from jreadtools.characters import display_width, fit
from jreadtools.errors import Message

__all__ = [
    "UNDEFINED",
    "guarded",
    "percent",
    "printable",
    "why",
    "wrapped",
    "write_markdown",
    "write_markdown_rows",
    "write_table",
]

UNDEFINED: Final = "–"


_REASONS: Final = {
    errno.ENOENT: Message(ja="そのフォルダーがありません", en="there is no such folder"),
    errno.ENOTDIR: Message(
        ja="パスの途中がフォルダーではなくファイルです", en="a part of the path is a file, not a folder"
    ),
    errno.EISDIR: Message(ja="フォルダーです。ファイル名まで指定してください", en="this is a folder; name a file"),
    errno.EACCES: Message(ja="書き込む権限がありません", en="no permission to write here"),
    errno.EPERM: Message(ja="書き込む権限がありません", en="no permission to write here"),
    errno.EROFS: Message(ja="読み取り専用のディスクです", en="the disk is read-only"),
    errno.ENOSPC: Message(ja="ディスクの空き容量が足りません", en="no space left on the disk"),
    errno.EDQUOT: Message(ja="割り当てられたディスク容量を使い切っています", en="the disk quota is used up"),
    errno.ELOOP: Message(ja="シンボリックリンクが循環しています", en="the symbolic links go in a circle"),
    errno.ENAMETOOLONG: Message(ja="ファイル名が長すぎます", en="the name is too long"),
}


def why(error: OSError) -> Message:
    """The reason of an error of the system; a common one is known in Japanese too."""
    said = error.strerror or str(error)
    return _REASONS.get(error.errno or 0) or Message(ja=said, en=said)


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


# What moves the cursor, changes colours or turns the reading direction: C0, C1, the controls of bidirectional text.
_COMMANDS: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|\r(?!\n)"
)


class _Guarded(io.TextIOBase):
    """A terminal as a stream. Characters that a terminal would obey are shown as �."""

    def __init__(self, terminal: TextIO) -> None:
        self._terminal = terminal

    def write(self, text: str, /) -> int:
        return self._terminal.write(_COMMANDS.sub("�", text))

    def flush(self) -> None:
        self._terminal.flush()

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._terminal.fileno()


def guarded(stream: TextIO) -> TextIO:
    """A stream for what programs read (CSV, JSON). On a terminal, control characters in titles are shown as �."""
    return cast(TextIO, _Guarded(stream)) if stream.isatty() else stream


_MARKUP: Final = re.compile(r"[\\\\`*\[\]<|]|&(?=#?\w+;)")


def write_markdown(
    stream: TextIO, headers: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: Iterable[int] = ()
) -> None:
    """Write a table in Markdown; markup in a cell is escaped."""
    right = set(numbers)
    stream.write("| " + " | ".join(headers) + " |\n")
    stream.write("|" + "".join(" ---: |" if i in right else " --- |" for i in range(len(headers))) + "\n")
    write_markdown_rows(stream, rows)


def write_markdown_rows(stream: TextIO, rows: Iterable[Sequence[str]]) -> None:
    """Write more rows of a table in Markdown."""
    for row in rows:
        cells = [_MARKUP.sub(r"\\\g<0>", printable(cell)) for cell in row]
        stream.write("| " + " | ".join(cells) + " |\n")


def write_table(
    stream: TextIO,
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    width: int | None = None,
    numbers: Iterable[int] = (),
    paths: Iterable[int] = (),
    whole: Iterable[int] = (),
) -> None:
    """Write a table in aligned columns; Japanese characters are two columns wide.

    Args:
        stream: where to.
        headers: of the columns.
        rows: cells as they are shown.
        width: columns of the terminal; the widest text columns are cut to fit. None: nothing is cut, and a very long
            cell (a title of a hundred characters) moves the rest of its own row only.
        numbers: the columns that are set flush right; a number is never cut.
        paths: the columns of file names, which keep their end when they are cut, and their spaces.
        whole: more columns that are never cut.
    """
    right, ends = set(numbers), set(paths)
    shown = [[printable(cell, fold=i not in ends) for i, cell in enumerate(row)] for row in rows]
    widths = [max(map(display_width, column)) for column in zip(headers, *shown, strict=True)]
    if width is None:
        widths = [size if i in right else min(size, _WIDE) for i, size in enumerate(widths)]
    else:
        widths = _fitted(widths, width - 2 * (len(widths) - 1), right.union(whole))
    for row in [list(headers), *shown]:
        cells = []
        for column, (cell, size) in enumerate(zip(row, widths, strict=True)):
            if column in right:
                cells.append(" " * (size - display_width(cell)) + cell)
            elif column in ends and display_width(cell) > size:
                cells.append(cell if width is None else _end_of(cell, size))
            elif width is None and display_width(cell) > size:
                cells.append(cell)
            else:
                cells.append(fit(cell, size))
        stream.write("  ".join(cells).rstrip() + "\n")


_NARROW: Final = 8
_WIDE: Final = 60
"""Columns to which cells are filled up where none is cut."""


def _fitted(widths: list[int], room: int, fixed: set[int]) -> list[int]:
    """Widths that fit the room: the widest columns are cut, to 8 at least; fixed columns are never cut."""
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


def percent(share: float) -> str:
    """A ratio as people read it; – where it is undefined.

    >>> percent(0.2375), percent(float("nan"))
    ('24%', '–')
    """
    return UNDEFINED if math.isnan(share) else f"{100 * share:.0f}%"


_UNBROKEN: Final = re.compile(r"[!-~]+|\s+|.")
_NOT_FIRST: Final = frozenset("、。，．）」』】・ー〜！？")
_NOT_LAST: Final = frozenset("（「『【")


def wrapped(text: str, width: int) -> list[str]:
    """A text in lines of at most `width` columns; no line begins with a comma or ends with a bracket.

    A word that is wider than that stands alone on a line that is too long.

    >>> wrapped("標準入力は - と書きます（例: jreadtools text -）。", 26)
    ['標準入力は - と書きます', '（例: jreadtools text', '-）。']
    >>> wrapped("畑と川", 6), wrapped("畑と川", 5)
    (['畑と川'], ['畑と', '川'])
    """
    pieces: list[str] = []
    for piece in _UNBROKEN.findall(text):
        if pieces and ((piece in _NOT_FIRST and not pieces[-1].isspace()) or pieces[-1][-1] in _NOT_LAST):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    lines = [""]
    used = 0
    for piece in pieces:
        size = display_width(piece)
        if lines[-1] and used + display_width(piece.rstrip()) > width:
            lines.append("")
            used = 0
        if lines[-1] or len(lines) == 1 or not piece.isspace():
            lines[-1] += piece
            used += size
    return [line.rstrip() for line in lines]
