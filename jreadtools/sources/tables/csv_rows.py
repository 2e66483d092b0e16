"""The rows of a CSV or TSV file, one by one, whatever its encoding and its delimiter."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import BinaryIO, Final

from jreadtools.errors import ArticleError, Message, counted
from jreadtools.sources.stream import TextStream
from jreadtools.sources.tables.text_columns import Choose, TableRow

__all__ = ["rows"]

_LONGEST: Final = 1 << 26  # characters of a cell and of a line
_HEAD_LINES: Final = 100  # the header is looked for in these
_DELIMITERS: Final = ",\t;|"
_LINE_END: Final = re.compile(r"\r\n|\n|\r(?!\Z)")
_DELIMITER_LINE: Final = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)  # Excel's own


def rows(stream: BinaryIO, delimiter: str, choose: Choose, encoding: str | None = None) -> Iterator[TableRow]:
    """The rows below the header. Raises ArticleError where the rest of the file cannot be read."""
    text = TextStream(stream, encoding)
    lines = _lines(text)
    head = list(islice(lines, _HEAD_LINES))
    number = 0
    marked = _DELIMITER_LINE.fullmatch(head[0]) if head else None
    if marked:
        head, number = head[1:], 1
    wanted, delimiter = _columns(head, [marked[1]] if marked else _candidates(head, delimiter), choose)
    width = 0
    for record in _Records(chain(head, lines), delimiter):
        number += 1
        if not any(record):
            continue
        if not width:
            width = len(record)
            continue
        cells = [record[place] if place < len(record) else "" for place in wanted]
        warnings = text.warnings if len(record) == width else (*text.warnings, *_uneven(record, width))
        if text.broken and any("\ufffd" in cell for cell in cells):
            warnings = (*warnings, text.broken_warning())
        yield TableRow(number, cells, warnings, text.encoding)  # type: ignore[arg-type]


def _lines(pieces: Iterable[str]) -> Iterator[str]:
    """The lines of a text with their ends, which may be \\n, \\r\\n or \\r."""
    waiting: list[str] = []
    length = 0
    for piece in pieces:
        if waiting and waiting[-1].endswith("\r"):
            # Whether a line ends here or after a \n shows in the next piece.
            piece = waiting.pop() + piece
        start = 0
        for end in _LINE_END.finditer(piece):
            yield "".join((*waiting, piece[start : end.end()]))
            waiting.clear()
            length, start = 0, end.end()
        if start < len(piece):
            waiting.append(piece[start:])
            length += len(piece) - start
            if length > _LONGEST:
                raise _too_long()
    if waiting:
        yield "".join(waiting)


class _Records:
    """The records of a CSV text: an open quote at its end and a cell without end are errors."""

    def __init__(self, lines: Iterator[str], delimiter: str) -> None:
        self._lines = lines
        self._ended = False
        self._line = 0
        self._reader = csv.reader(self._watched(), delimiter=delimiter)

    def _watched(self) -> Iterator[str]:
        for line in self._lines:
            self._line += 1
            yield line
        self._ended = True

    def __iter__(self) -> Iterator[list[str]]:
        while True:
            start = self._line + 1
            # The limit is one for the whole process: it is not ours to leave changed.
            limit = csv.field_size_limit(_LONGEST)
            try:
                record = next(self._reader, None)
            except csv.Error:
                raise _too_long(start) from None
            finally:
                csv.field_size_limit(limit)
            if record is None:
                return
            if self._ended:
                # The reader asks for another line only inside quotes.
                raise ArticleError(
                    ja=f'{start}行目から始まる行の引用符（"）が閉じられていません。そこから後は読めませんでした。'
                    "引用符を閉じるか、CSV で保存し直してください",
                    en=f'a quote (") that opens in the row of line {start} is never closed; nothing from there on was '
                    "read: close it, or save the table as CSV again",
                )
            yield record


def _candidates(head: list[str], usual: str) -> list[str]:
    """Delimiters, the one that stands most often in the first line first."""
    line = next((line for line in head if line.strip()), "")
    line = re.sub(r'"[^"]*+"', "", line[:100_000])
    return sorted(_DELIMITERS, key=lambda delimiter: (-line.count(delimiter), delimiter != usual))


def _columns(head: list[str], delimiters: list[str], choose: Choose) -> tuple[tuple[int, ...], str]:
    """The places of the columns, with the first delimiter that makes a header in which they are."""
    error: ArticleError | None = None
    for delimiter in delimiters:
        records = csv.reader(head, delimiter=delimiter)
        limit = csv.field_size_limit(_LONGEST)
        try:
            header = next((record for record in records if any(record)), [])
        except csv.Error:
            raise _too_long(1) from None
        finally:
            csv.field_size_limit(limit)
        try:
            return choose([name.strip() for name in header]), delimiter
        except ArticleError as failure:
            error = error or failure
    assert error is not None
    raise error


def _uneven(record: list[str], width: int) -> tuple[Message, ...]:
    if len(record) > width and not any(record[width:]):
        return ()
    more = len(record) > width
    return (
        Message(
            ja=f"この行の項目は{len(record)}個で、見出しは{width}個です。"
            f"{'余った項目は読みませんでした' if more else '足りない項目は空としました'}",
            en=f"this row has {counted(len(record), 'fields')}, the header {width}; "
            f"{'the ones too many were left out' if more else 'the missing ones were taken as empty'}",
        ),
    )


def _too_long(line: int = 0) -> ArticleError:
    where, wo = (f" in the row of line {line}", f"（{line}行目から始まる行）") if line else ("", "")
    return ArticleError(
        ja=f'{_LONGEST:,}字を超える項目があります{wo}。その前で引用符（"）が閉じられていないのかもしれません',
        en=f'a cell{where} is longer than {_LONGEST:,} characters; a quote (") may be missing before it',
    )
