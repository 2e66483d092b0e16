"""`--by`: a row a tag, a month, a level … in place of a row an article; in a workbook a sheet beside the articles."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, TextIO

from jreadtools.article import Cell
from jreadtools.cli.article_table import SHOWN_METRICS, SORTED_AS, number_shown
from jreadtools.cli.parser import OptionGroup
from jreadtools.cli.session import Run, UsageError, terminal_width
from jreadtools.errors import Lang, did_you_mean, near_names
from jreadtools.frames.column import Column
from jreadtools.frames.labels import GROUP_LABELS, group_label
from jreadtools.metrics.named import SHORT_LABELS
from jreadtools.printing import printable, write_markdown, write_table

if TYPE_CHECKING:
    from jreadtools.batches.batch import Batch
    from jreadtools.frames.legend import Legend
    from jreadtools.measure.settings import Settings
    from jreadtools.metrics.metric import Metric

__all__ = ["Grouped", "add_by", "keep_group", "no_column"]

_LABELS: Final = {**GROUP_LABELS, **SHORT_LABELS}


def add_by(output: OptionGroup) -> None:
    """--by, of the commands that show articles in groups."""
    output.add(
        "--by",
        metavar="WHAT",
        ja="記事ごとではなく、まとまりごとの表にする。tag・category・month・year・folder・draft・format、または表の列の名前（級 など）。"
        "割合と平均は、まとまり全体の字数や文数から求めます（.xlsx では記事の表も残り、シートが1枚増えます）",
        en="a row a group in place of a row an article: tag, category, month, year, folder, draft, format, or a column of "
        "your table. Ratios and means are those of the group's whole text (.xlsx: one more sheet)",
    )


def keep_group(args: argparse.Namespace) -> None:
    """The column of a table that --by names is kept without --keep.

    Raises:
        UsageError: it is a column of the output, and no group; or a kept column has the name of a group.
    """
    from jreadtools.batches.groups import GROUPS
    from jreadtools.frames.columns import FILLED, FRAME_DTYPES

    if args.by in GROUPS and args.by in (args.keep or ()):
        raise UsageError(
            ja=f"--by {args.by} は記事そのものから分けます。--keep の列「{args.by}」で分けるには、表の列名を変えてください",
            en=f"--by {args.by} goes by the articles themselves; to group by the column {args.by} of --keep, "
            "give it another name in the table",
        )
    if args.by is None or args.by in GROUPS:
        return
    if args.by in FRAME_DTYPES and args.by not in FILLED:
        raise _no_group(args.by, ja="まとまりにできない列です", en="articles cannot be grouped by this column")
    if args.by not in (args.keep or ()):
        args.keep = [*(args.keep or ()), args.by]


def no_column(by: str) -> UsageError:
    """No table that was read has the column that --by names."""
    return _no_group(by, ja="この名前の列を持つ表がありません", en="no table has a column of this name")


def _no_group(by: str, *, ja: str, en: str) -> UsageError:
    from jreadtools.batches.groups import GROUPS

    labels = {label: name for name in GROUPS for label in GROUP_LABELS[name].both}
    known = ", ".join(GROUPS)
    hint = did_you_mean(
        near_names(by, GROUPS, labels),
        ja=f"表の列のほかに指定できるもの: {known}",
        en=f"besides columns of tables there are {known}",
    )
    return UsageError(ja=f"--by {by}: {ja}。{hint.ja}", en=f"--by {by}: {en}; {hint}")


class Grouped:
    """The sums of the groups of a run."""

    def __init__(self, by: str, settings: Settings) -> None:
        from jreadtools.batches.groups import GROUPS, Pooled

        self.by = by
        self._metrics: Mapping[str, Metric] = {metric.name: metric for metric in settings.of("A")}
        self._of_table = by not in GROUPS
        self._known = not self._of_table
        """Whether the column was in any table."""
        self._pooled = Pooled(by)

    @property
    def names(self) -> tuple[str, ...]:
        """The columns: the group, its number of articles, the metrics."""
        return (self.by, "articles", *self._metrics)

    def shown(self, asked: Sequence[str] | None, *, for_people: bool) -> tuple[str, ...]:
        """Of those the ones that are shown.

        Raises:
            UsageError: there is no such column.
        """
        if asked is None:
            return (self.by, "articles", *SHOWN_METRICS) if for_people else self.names
        for name in asked:
            self.named(name)
        return tuple(dict.fromkeys((self.by, *asked)))

    def named(self, name: str) -> str:
        """The column whose values put rows in the order that this one asks for.

        Raises:
            UsageError: there is no such column.
        """
        if name not in self.names:
            labels = {label: metric.name for metric in self._metrics.values() for label in metric.label.values()}
            labels |= {label: column for column, said in _LABELS.items() for label in said.both}
            near = ", ".join(near_names(name, self.names, {k: v for k, v in labels.items() if v in self.names}))
            raise UsageError(
                ja=f"--by の表に「{name}」という列はありません" + (f"。{near} のことでしょうか" if near else ""),
                en=f"the table of --by has no column {name!r}" + (f"; did you mean {near}?" if near else ""),
            )
        return SORTED_AS.get(name, name)

    def columns(self, names: Sequence[str], legend: Legend) -> tuple[Column, ...]:
        """The columns of a file, with what stands above them."""
        from jreadtools.frames.schema import columns_of

        first = {self.by: Column(self.by), "articles": Column("articles", "int64", "articles")}
        found = [first.get(name) or columns_of([name], self._metrics)[0] for name in names]
        return legend._replace(by=self.by).headed(found)

    def header(self, name: str, lang: Lang) -> str:
        """What stands above a column for people."""
        if name == self.by:
            return printable(group_label(name, lang))
        return _LABELS[name].in_language(lang) if name in _LABELS else printable(self._metrics[name].label[lang])

    def add(self, batch: Batch) -> None:
        """Add the articles of a batch to their groups."""
        from jreadtools.batches.groups import Grouping, groups_of

        if not batch.identities:
            return
        kept: list[Cell | None] = []
        if self._of_table:
            found = [self._cell(dict(pairs), number, batch) for number, pairs in enumerate(batch.kept)]
            self._known = self._known or any(value is not None for value in found)
            kept = found
        known = Grouping(
            path=[one.path for one in batch.identities],
            date=[one.date for one in batch.identities],
            draft=[one.draft for one in batch.identities],
            format=[one.format for one in batch.identities],
            tags=batch.tags,
            categories=batch.categories,
        )
        self._pooled.add(groups_of(self.by, known, kept), batch.totals)

    def _cell(self, pairs: Mapping[str, Cell], number: int, batch: Batch) -> Cell | None:
        """The article's value of the column: title, id and their like stand in the identity."""
        from jreadtools.frames.columns import FILLED

        if self.by in FILLED:
            return str(batch.identities[number]._asdict()[self.by])
        return pairs.get(self.by)

    def rows(self, settings: Settings) -> list[dict[str, Cell]]:
        """A row a group, in the order of their names, with the metrics that the settings ask for.

        Raises:
            UsageError: no table has the column.
        """
        names, sizes, summed = self._pooled.sums()
        if names and not self._known:
            raise no_column(self.by)
        values = {metric.name: settings.values(metric, summed).tolist() for metric in settings.of("A")}
        return [
            {self.by: name, "articles": sizes[row], **{metric: cells[row] for metric, cells in values.items()}}
            for row, name in enumerate(names)
        ]

    def said(self, rows: list[dict[str, Cell]], headers: Lang) -> list[dict[str, Cell]]:
        """The rows for a file; below Japanese headers what is in no group is said so."""
        if headers == "en":
            return rows
        return [row if row[self.by] else row | {self.by: "（なし）"} for row in rows]

    def write(self, stream: TextIO, form: str, names: Sequence[str], rows: Sequence[dict[str, Cell]], run: Run) -> None:
        """The groups as people read them, for a terminal or as Markdown."""
        headers = [self.header(name, run.lang) for name in names]
        cells = [[self._shown(name, row[name], run) for name in names] for row in rows]
        numbers = [place for place, name in enumerate(names) if name != self.by and self._is_number(name)]
        if form == "markdown":
            write_markdown(stream, headers, cells, numbers=numbers)
        elif rows:
            whole = [place for place, name in enumerate(names) if name == "reading_label"]
            write_table(stream, headers, cells, width=terminal_width(stream), numbers=numbers, whole=whole)

    def _is_number(self, name: str) -> bool:
        return name not in self._metrics or self._metrics[name].dtype != "str"

    def _shown(self, name: str, value: Cell, run: Run) -> str:
        if name == self.by:
            return printable(str(value)) or run.words(ja="（なし）", en="(none)")
        return number_shown(value, self._metrics[name].unit if name in self._metrics else "")
