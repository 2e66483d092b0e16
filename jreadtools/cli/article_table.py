"""The table of `jreadtools analyze`: which columns there are, what stands in them, and how people read it."""

from __future__ import annotations

import argparse
import math
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple, TextIO, cast

from jreadtools.article import Cell, key_in, place_of
from jreadtools.cli.among import Among
from jreadtools.cli.session import Run, UsageError, terminal_width
from jreadtools.errors import Lang, counted, near_names
from jreadtools.frames.files.file_formats import FILE_FORMATS
from jreadtools.frames.labels import COLUMN_LABELS, standing_label
from jreadtools.metrics.named import SHORT_LABELS, UNITS
from jreadtools.printing import UNDEFINED, percent, printable, wrapped, write_markdown, write_table
from jreadtools.speed import minutes_label

if TYPE_CHECKING:
    from jreadtools.frames.legend import Legend
    from jreadtools.metrics.metric import Metric
    from jreadtools.metrics.norms import Place

__all__ = ["SHOWN_METRICS", "SORTED_AS", "Columns", "carried", "number_shown", "sorted_rows", "write_shown"]

SHOWN_METRICS: Final = (
    "reading_label",
    "characters",
    "sentences",
    "sentence_characters_mean",
    "long_sentence_ratio",
    "kanji_ratio",
)
"""The metrics of a table of articles or of groups, unless --columns names others."""
_MAIN: Final = ("title", *SHOWN_METRICS, "path")
_SPARED: Final = {"sentences": 78, "long_sentence_ratio": 72, "characters": 64}
"""Columns of these that are left out on a terminal narrower than this: title and file need the room."""
_LABELS: Final = {**COLUMN_LABELS, **SHORT_LABELS}
SORTED_AS: Final = {"reading_label": "reading_minutes", "jreadability_level": "jreadability"}
"""約10分 stands behind 約2分, and 中級前半 between 上級後半 and 初級後半."""


class Columns(NamedTuple):
    """The columns that the output of a run may have."""

    kept: tuple[str, ...]
    """Those of --keep."""
    metrics: Mapping[str, Metric]
    """The metrics of articles, those of --levels and --obi2 too."""
    among: Among | None = None
    """Of --among: more columns, with places."""

    @property
    def places(self) -> Mapping[str, str]:
        """Column of a place among other articles → its metric."""
        return self.among.columns if self.among else {}

    @property
    def every(self) -> tuple[str, ...]:
        """All of them, in the order of the output."""
        from jreadtools.frames.columns import IDENTITY, ORIGIN

        return (*IDENTITY, *self.kept, *self.metrics, *self.places, "warnings", *ORIGIN)

    def chosen(self, names: Sequence[str] | None, form: str, *, sorted_by: str = "") -> tuple[str, ...]:
        """Those of --columns; without it the main ones of a table with the one that it is sorted by, and every one where
        programs read.

        Raises:
            UsageError: there is no such column.
        """
        if names is None and FILE_FORMATS[form].for_people:
            main = (*self.kept, *_MAIN)
            beside = sorted_by and sorted_by not in {*main, *(SORTED_AS.get(name) for name in main)}
            return (*main[:-1], sorted_by, main[-1]) if beside else main
        if names is None:
            spared = set(self.places).difference(self.among.shown if self.among else ())
            every = tuple(name for name in self.every if name not in spared)
            if FILE_FORMATS[form].takes != "workbook":
                return every
            from jreadtools.frames.legend import articles_first

            return articles_first(every, self.kept)
        return tuple(dict.fromkeys(map(self.named, names)))

    def legend(self, headers: Lang, run: Run) -> Legend:
        """What the columns of files are called and what they are; `headers` as --headers has it."""
        from jreadtools.frames.legend import Legend

        lang = "ja" if headers == "ja" else run.lang
        among = self.among.norms.label.in_language(lang) if self.among else ""
        return Legend(lang, headers, self.metrics, self.places, among)

    def sorted_by(self, name: str) -> str:
        """The column whose values put the rows in the order that this one asks for.

        Raises:
            UsageError: there is no such column.
        """
        return SORTED_AS.get(self.named(name)) or self.places.get(name, name)

    def named(self, name: str) -> str:
        """The name itself, if there is such a column.

        Raises:
            UsageError: there is none; the message says which are near, also for a label (漢字率).
        """
        from jreadtools.metrics.catalogue import METRICS

        if name in self.every:
            return name
        labels = {label: m.name for m in self.metrics.values() for label in m.label.values()}
        labels |= {label: column for column, said in _LABELS.items() for label in said.both}
        near = () if name in METRICS else near_names(name, self.every, labels)
        others = ", ".join(column for column in self.every if column not in METRICS)
        en, ja = f"there is no column {name!r}", f"「{name}」という列はありません"
        if name in METRICS:
            en, ja = f"{name} is a metric of sentences (--sentences)", f"{name} は文ごとの指標です（--sentences）"
        elif near:
            en, ja = f"{en}; did you mean {', '.join(near)}?", f"{ja}。{'、'.join(near)} のことでしょうか"
        raise UsageError(
            ja=f"{ja}。使える列: {others} と、記事ごとの指標（jreadtools metrics で一覧）",
            en=f"{en.removesuffix('?')}{'?' if near else '.'} The columns are {others} and the metrics of articles "
            "(jreadtools metrics)",
        )

    def header(self, name: str, run: Run) -> str:
        """What stands over a column in a table for people."""
        if name in _LABELS:
            return _LABELS[name].in_language(run.lang)
        if name in self.places:
            return standing_label(self.metrics[self.places[name]].label[run.lang], run.lang)
        # The names of kept columns and of levels come from files.
        return printable(self.metrics[name].label[run.lang] if name in self.metrics else name)

    def shown(self, name: str, row: Mapping[str, Cell], run: Run) -> str:
        """A cell as people read it: percent, one decimal."""
        value = row[name]
        if name == "title" and not value and row["path"] != "-":
            # Without a title it is known by the name of its file, or by its own in a file of many.
            place = place_of(str(row["path"]), str(row["id"]))
            return run.shown(key_in(str(row["path"]), str(row["id"])) or re.split(r"[/\\]", place)[-1])
        if name == "path":
            return run.shown(place_of(str(value), str(row["id"])))
        if name in self.places:
            from jreadtools.metrics.norms import place_words

            return place_words(self.places[name], cast("Place", value), run.lang)
        if isinstance(value, bool):
            return run.words(ja="はい", en="yes") if value else ""
        return number_shown(value, self.metrics[name].unit) if name in self.metrics else str(value)


def number_shown(value: Cell, unit: str) -> str:
    """A value of a metric as people read it: a ratio in percent, a mean with one decimal; a label as it is.

    >>> number_shown(0.345, "ratio"), number_shown(42.2083, "characters"), number_shown(1234, "characters")
    ('34%', '42.2', '1,234')
    """
    if isinstance(value, float):
        if unit == "ratio":
            return percent(value)
        return UNDEFINED if math.isnan(value) else f"{value:,.1f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def sorted_rows(rows: list[dict[str, Cell]], name: str, descending: bool) -> list[dict[str, Cell]]:
    """Rows by a column; equal ones as they were found, unknown ones last whichever way, numbers before texts."""

    def unknown(value: Cell) -> bool:
        return value == "" or value != value

    known = [row for row in rows if not unknown(row[name])]
    known.sort(key=lambda row: (isinstance(row[name], str), row[name]), reverse=descending)
    return known + [row for row in rows if unknown(row[name])]


def write_shown(
    stream: TextIO,
    form: str,
    names: Sequence[str],
    columns: Columns,
    rows: list[dict[str, Cell]],
    run: Run,
    *,
    spare: bool,
) -> None:
    """Rows as people read them, for a terminal or as Markdown. `spare`: a narrow terminal may go without some."""
    if form == "table" and not rows:
        return
    width = terminal_width(stream)
    if form == "table" and spare and width is not None:
        names = [name for name in names if width >= _SPARED.get(name, 0)]
    headers = [columns.header(name, run) for name in names]
    cells = [[columns.shown(name, row, run) for name in names] for row in rows]
    numbers = [i for i, name in enumerate(names) if name in columns.metrics and columns.metrics[name].dtype != "str"]
    if form == "markdown":
        write_markdown(stream, headers, cells, numbers=numbers)
    else:
        paths = [i for i, name in enumerate(names) if name in ("path", "id")]
        whole = [i for i, name in enumerate(names) if name == "reading_label"]  # about 12 … would be any time
        write_table(stream, headers, cells, width=width, numbers=numbers, paths=paths, whole=whole)
        totals = _totals(names, rows, run)
        if len(rows) > 1 and totals:
            stream.write("\n".join(wrapped(totals, width) if width else [totals]) + "\n")


def _totals(names: Sequence[str], rows: Sequence[Mapping[str, Cell]], run: Run) -> str:
    """What the articles come to in the columns that add up: 合計9本・約15分・9,688字・276文; "" without such a column."""

    def total(name: str) -> float:
        return sum(value for row in rows if isinstance(value := row[name], int | float) and value == value)

    parts = []
    for name in names:
        if name == "reading_label":
            parts.append(minutes_label(total("reading_minutes"), run.lang))
        elif name in ("characters", "sentences"):
            parts.append(run.words(ja=f"{total(name):,}{UNITS[name]}", en=counted(total(name), name)))
    every = run.words(ja=f"合計{len(rows):,}本", en=f"total of {counted(len(rows), 'articles')}")
    return run.words(ja="・", en=", ").join([every, *parts]) if parts else ""


def carried(args: argparse.Namespace) -> tuple[str, ...]:
    """The columns of --keep that are columns of their own in the output: title and its like are there anyway.

    Raises:
        UsageError: one has the name of a column that the output has already.
    """
    from jreadtools.frames.columns import FILLED, FRAME_DTYPES

    kept = tuple(dict.fromkeys(name for name in args.keep or () if name not in FILLED))
    both = ", ".join(name for name in kept if name in FRAME_DTYPES)
    if both:
        raise UsageError(
            ja=f"--keep {both}: 同じ名前の列が出力にあります。表の列名を変えてください",
            en=f"--keep {both}: the output has a column of this name already; rename it in the table",
        )
    return kept
