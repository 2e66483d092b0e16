"""Tables of articles: each row one article, with the columns that were asked for carried along."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final, Literal

from jreadtools.errors import Message
from jreadtools.sources.entry import Body, Entries, Entry
from jreadtools.sources.tables.cell_text import cell_text
from jreadtools.sources.tables.text_columns import TableRow, choose

__all__ = ["TableKind", "entries"]

TableKind = Literal["csv", "tsv", "xlsx", "parquet"]

# Columns of the output that a kept column of the same name fills, instead of standing beside it.
_OWN: Final = ("id", "title", "date", "updated", "url")


def entries(
    source: Path | BinaryIO,
    kind: TableKind,
    *,
    text: str | None,
    keep: Sequence[str] = (),
    encoding: str | None = None,
    markup: Body = "plain",
) -> Entries:
    """The articles of a table. `text` names the column that holds them (None: 本文, body, text …), `keep` others.

    Kept columns named id, title, date, updated and url become those of the article; the rest is carried under its own
    name. Raises ArticleError, after the rows that could be read.

    >>> import io
    >>> [one] = entries(io.BytesIO("級,本文\\nN3,静岡です。".encode("cp932")), "csv", text=None, keep=["級"])
    >>> one.key, one.body, one.kept, one.encoding
    ('2', '静岡です。', (('級', 'N3'),), 'cp932')
    """
    keep = tuple(dict.fromkeys(keep))
    opened: AbstractContextManager[BinaryIO] = source.open("rb") if isinstance(source, Path) else nullcontext(source)
    with opened as stream:
        for row in _rows(stream, kind, text, keep, encoding):
            yield _entry(row, kind, keep, markup)


def _rows(
    stream: BinaryIO, kind: TableKind, text: str | None, keep: Sequence[str], encoding: str | None
) -> Iterator[TableRow]:
    choice = partial(choose, text=text, keep=keep)
    if kind == "xlsx":
        from jreadtools.sources.tables import xlsx_rows

        return xlsx_rows.rows(stream, choice)
    if kind == "parquet":
        from jreadtools.sources.tables import parquet_rows

        return parquet_rows.rows(stream, choice)
    from jreadtools.sources.tables import csv_rows

    return csv_rows.rows(stream, "\t" if kind == "tsv" else ",", choice, encoding)


def _entry(row: TableRow, kind: TableKind, keep: Sequence[str], markup: Body) -> Entry:
    body = cell_text(row.cells[0]) or ""
    carried = dict(zip(keep, row.cells[1:], strict=True))
    own = {name: cell_text(carried.pop(name, "")) or "" for name in _OWN}
    return Entry(
        body,
        markup,
        format=kind,
        key=own["id"] or str(row.number),
        title=own["title"],
        date=own["date"],
        updated=own["updated"],
        url=own["url"],
        encoding=row.encoding,
        warnings=row.warnings if body.strip() else (*row.warnings, _EMPTY),
        kept=tuple(carried.items()),
    )


_EMPTY: Final = Message(ja="この行には本文がありません", en="no text in this cell")
