"""Tables for people: the main columns first, headers in Japanese, and a sheet that says what each column is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from jreadtools.article import Cell
from jreadtools.errors import Lang, Message, in_language
from jreadtools.frames.column import Column
from jreadtools.frames.labels import COLUMN_LABELS, GROUP_LABELS, SHEETS, group_label, standing_label
from jreadtools.frames.schema import FAILURES
from jreadtools.metrics.catalogue import METRICS
from jreadtools.metrics.directions import direction_of
from jreadtools.metrics.metric import Metric
from jreadtools.metrics.named import OURS, UNITS

__all__ = ["Legend", "articles_first", "frozen", "sentences_first"]

_FIRST: Final = (
    "title",
    "reading_minutes",
    "characters",
    "sentences",
    "sentence_characters_mean",
    "long_sentence_ratio",
    "kanji_ratio",
    "kango_ratio",
    "jreadability",
    "jreadability_level",
)
_FIRST_OF_SENTENCES: Final = ("line", "kind", "text")
_WIDE: Final = 3
"""The last columns of the legend: sentences stand there."""
_FROZEN: Final = 2
"""Columns that stay in sight: which article it is, and whose."""


def articles_first(names: Sequence[str], kept: Sequence[str]) -> tuple[str, ...]:
    """The columns of articles, those that people look at first: which it is, what was kept of it, the main numbers."""
    return _moved(names, ("id", *kept, *_FIRST))


def sentences_first(names: Sequence[str], kept: Sequence[str]) -> tuple[str, ...]:
    """The same of a table of sentences."""
    return _moved(names, ("id", *kept, *_FIRST_OF_SENTENCES))


def _moved(names: Sequence[str], first: Sequence[str]) -> tuple[str, ...]:
    before = tuple(name for name in first if name in names)
    return (*before, *(name for name in names if name not in before))


def frozen(columns: Sequence[Column], number: int = _FROZEN) -> tuple[Column, ...]:
    """The columns; the first of them stay in sight."""
    return tuple(column._replace(frozen=place < number) for place, column in enumerate(columns))


class Legend(NamedTuple):
    """The labels and descriptions of the columns of a run, in a language."""

    lang: Lang
    """Of the sheet that explains them."""
    headers: Lang = "en"
    """Of what stands above them: "en" is the name by which programs know a column."""
    metrics: Mapping[str, Metric] = METRICS
    places: Mapping[str, str] = {}
    """Column of a place among other articles → its metric."""
    among: str = ""
    """Those articles."""
    by: str = ""
    """What the rows of the table are groups by, if they are groups."""

    def headed(self, columns: Sequence[Column]) -> tuple[Column, ...]:
        """The columns with their headers; no two headers are the same."""
        if self.headers == "en":
            return tuple(columns)
        taken = {column.name for column in columns}
        done = []
        for column in columns:
            label = self._label(column.name, "ja")
            header = f"{label}（{column.name}）" if label in taken and label != column.name else label
            taken.add(header)
            done.append(column._replace(header=header))
        return tuple(done)

    def sheet(self, name: str) -> str:
        """The title of a sheet of SHEETS."""
        return SHEETS[name].in_language(self.headers)

    def sheets(
        self, articles: Sequence[Column], sentences: Sequence[Column] = (), groups: Sequence[Column] = ()
    ) -> dict[str, tuple[Column, ...]]:
        """The sheets of a workbook by their titles; none for what has no columns."""
        tables = {
            "articles": frozen(articles),
            "groups": frozen(groups),
            "sentences": frozen(sentences),
            "failures": self.headed(FAILURES),
            "columns": self.columns,
        }
        return {self.sheet(name): table for name, table in tables.items() if table}

    @property
    def columns(self) -> tuple[Column, ...]:
        """Of the sheet itself."""
        names = (
            Message(ja="列", en="column"),
            Message(ja="日本語の名前", en="label") if self.headers == "en" else Message(ja="英語の名前", en="name"),
            Message(ja="単位", en="unit"),
            Message(ja="見方", en="direction"),
            Message(ja="計算できないとき", en="undefined when"),
            Message(ja="出典", en="source"),
            Message(ja="説明", en="what it is"),
        )
        wide = len(names) - _WIDE
        columns = [Column(name.in_language(self.lang), wraps=place >= wide) for place, name in enumerate(names)]
        return frozen(columns, 1)

    def rows(self, *tables: Sequence[Column], groups: Sequence[Column] = (), by: str = "") -> list[list[Cell]]:
        """A row a column of the tables, in their order; one that two tables have stands there once.

        `groups`, `by`: the columns of a table of groups, and what they are groups by; behind the others.
        """
        seen: dict[str, list[Cell]] = {}
        for column in (column for table in tables for column in table):
            seen.setdefault(column.name, self._row(column))
        of_groups = self._replace(by=by)
        for column in groups:
            seen.setdefault(column.name, of_groups._row(column))
        return list(seen.values())

    def _row(self, column: Column) -> list[Cell]:
        label = self._label(column.name, self.lang) if self.headers == "en" else column.name
        if column.name in self.places:
            said = Message(ja=f"{self.among}の中での位置", en=f"where it lies among {self.among}")
            return [column.shown, label, "", "", "", "jreadtools", said.in_language(self.lang)]
        if self.by and column.name == "articles":
            said = Message(ja="まとまりに入る記事の数", en="how many articles are in the group")
            return [
                column.shown,
                label,
                "本" if self.lang == "ja" else "articles",
                "",
                "",
                "",
                said.in_language(self.lang),
            ]
        if self.by == column.name and column.name in GROUP_LABELS:
            said = Message(ja="記事を分けたまとまり", en="what the articles are grouped by")
            return [column.shown, label, "", "", "", "", said.in_language(self.lang)]
        metric = self.metrics.get(column.name) or METRICS.get(column.name)
        if metric is None:
            kept = Message(ja="元の表の列", en="from your table").in_language(self.lang)
            return [column.shown, label, "", "", "", "", "" if column.name in COLUMN_LABELS else kept]
        ja = self.lang == "ja"
        unit = {"ratio": "割合" if ja else "ratio", "label": ""}.get(metric.unit) or (
            UNITS.get(metric.unit, metric.unit) if ja else metric.unit
        )
        return [
            column.shown,
            label,
            "" if metric.unit == "label" else unit,
            "" if metric.dtype == "str" else direction_of(metric).in_language(self.lang),
            in_language(metric.undefined_when, self.lang),
            in_language(metric.source or OURS, self.lang),
            metric.description[self.lang],
        ]

    def _label(self, name: str, lang: Lang) -> str:
        if self.by and name in ("articles", self.by):
            return group_label(name, lang)
        if name in COLUMN_LABELS:
            return COLUMN_LABELS[name].in_language(lang)
        if name in self.places:
            return standing_label(self._label(self.places[name], lang), lang)
        metric = self.metrics.get(name) or METRICS.get(name)
        return metric.label[lang] if metric else name
