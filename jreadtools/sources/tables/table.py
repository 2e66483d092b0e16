"""Tables of articles: each row one article, with the columns that were asked for carried along."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import BinaryIO, Final, Literal

from jreadtools.errors import Message
from jreadtools.sources.entry import Body, Entries, Entry
from jreadtools.sources.front_matter import parse_date
from jreadtools.sources.tables.cell_text import cell_text
from jreadtools.sources.tables.text_columns import TableRow, choose

__all__ = ["TableKind", "entries"]

TableKind = Literal["csv", "tsv", "xlsx", "parquet"]

# Columns that say what an article has, whether somebody asks for them or not.
_KNOWN: Final = {
    "title": ("title", "題名", "タイトル", "件名"),
    "date": ("date", "日付", "公開日", "投稿日"),
}
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
        choice = _Choice(text, keep)
        for row in _rows(stream, kind, choice, encoding):
            yield _entry(row, kind, keep, choice.known, markup)


class _Choice:
    """The columns of a table that are read: the text, those to keep, and what else its header says of the articles."""

    def __init__(self, text: str | None, keep: Sequence[str]) -> None:
        self.text = text
        self.keep = keep
        self.known: tuple[str, ...] = ()
        """What the last of them are."""

    def __call__(self, header: Sequence[str]) -> tuple[int, ...]:
        places = choose(header, self.text, self.keep)
        known = {}
        for name, written in _KNOWN.items():
            found = [place for place, column in enumerate(header) if column.strip().casefold() in written]
            if len(found) == 1 and name not in self.keep and found[0] != places[0]:
                known[name] = found[0]
        self.known = tuple(known)
        return (*places, *known.values())


def _rows(stream: BinaryIO, kind: TableKind, choice: _Choice, encoding: str | None) -> Iterator[TableRow]:
    if kind == "xlsx":
        from jreadtools.sources.tables import xlsx_rows

        return xlsx_rows.rows(stream, choice)
    if kind == "parquet":
        from jreadtools.sources.tables import parquet_rows

        return parquet_rows.rows(stream, choice)
    from jreadtools.sources.tables import csv_rows

    return csv_rows.rows(stream, "\t" if kind == "tsv" else ",", choice, encoding)


def _entry(row: TableRow, kind: TableKind, keep: Sequence[str], known: Sequence[str], markup: Body) -> Entry:
    body = cell_text(row.cells[0]) or ""
    carried = dict(zip(keep, row.cells[1 : 1 + len(keep)], strict=True))
    own = {name: cell_text(carried.pop(name, "")) or "" for name in _OWN}
    own |= {name: parse_date(own[name]) or own[name] for name in ("date", "updated")}
    for name, value in zip(known, row.cells[1 + len(keep) :], strict=True):
        said = cell_text(value) or ""
        own[name] = parse_date(said) if name == "date" else said.strip()
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
