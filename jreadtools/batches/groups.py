"""Articles in groups: by tag, by folder, by month, by a column of somebody's table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Final, NamedTuple

import numpy as np

from jreadtools.article import Cell
from jreadtools.counts.additive import Counts, IntArray, concatenate, no_counts

__all__ = ["GROUPS", "Grouping", "Pooled", "grouped_counts", "groups_of", "sorted_groups"]

GROUPS: Final = ("tag", "folder", "year", "month", "draft", "category", "format")
"""The groupings that articles of any source have. Any other name is a column kept from a table."""


class Grouping(NamedTuple):
    """What is known of the articles: in each field, one value an article."""

    path: Sequence[str]
    date: Sequence[str]
    draft: Sequence[bool]
    format: Sequence[str]
    tags: Sequence[tuple[str, ...]]
    categories: Sequence[tuple[str, ...]]


def groups_of(by: str | None, known: Grouping, kept: Sequence[Cell | None] = ()) -> list[tuple[str, ...]]:
    """The groups that each article is in; "" for one that is in none.

    Args:
        by: one of GROUPS, None for all together, or the name of a kept column.
        known: what is known of the articles.
        kept: the values of that column.
    """
    if by is None:
        return [("",)] * len(known.path)
    if by in ("tag", "category"):
        named = known.tags if by == "tag" else known.categories
        return [tuple(dict.fromkeys(names)) or ("",) for names in named]
    if by == "format":
        return [(form,) for form in known.format]
    if by == "folder":
        return [(PurePath(path).parent.as_posix(),) for path in known.path]
    if by == "draft":
        return [("draft" if draft else "published",) for draft in known.draft]
    if by in ("year", "month"):
        from jreadtools.sources.front_matter import parse_date

        return [(parse_date(date)[: 4 if by == "year" else 7],) for date in known.date]
    from jreadtools.sources.tables.cell_text import cell_text

    return [(_same(cell_text(value) or ""),) for value in kept]


_WIDE: Final = dict(zip(range(0xFF01, 0xFF5F), map(chr, range(0x21, 0x7F)), strict=True))


def _same(value: str) -> str:
    """A value as it names a group: ２, 2.0 of a CSV file and the number 2 of a workbook are one.

    >>> _same("２"), _same(" 2.0 "), _same("Ｎ２"), _same("2.50"), _same("v2.0")
    ('2', '2', 'N2', '2.50', 'v2.0')
    """
    text = value.strip().translate(_WIDE)
    whole = re.fullmatch(r"([+-]?\d+)\.0+", text)
    return whole[1] if whole else text


def sorted_groups(by: str | None, names: Iterable[str]) -> list[str]:
    """The groups in the order of their names; numbers in those of a table by their size (N2 before N10).

    >>> sorted_groups("級", {"N10", "N2", "", "N1"}), sorted_groups("tag", {"v10", "v2"})
    (['', 'N1', 'N2', 'N10'], ['v10', 'v2'])
    """
    if by is None or by in GROUPS:
        return sorted(names)
    return sorted(names, key=lambda name: ([_part(part) for part in re.split(r"(\d+(?:\.\d+)?)", name)], name))


def _part(part: str) -> tuple[float, str]:
    return (float(part), "") if part[:1].isdecimal() else (-1.0, part)


def grouped_counts(counts: Counts, groups: Sequence[tuple[str, ...]], names: Sequence[str]) -> tuple[Counts, IntArray]:
    """The sums of the groups with these names, and how many articles are in each."""
    place = {name: number for number, name in enumerate(names)}
    rows = np.array([row for row, of_article in enumerate(groups) for _ in of_article], np.int64)
    group = np.array([place[name] for of_article in groups for name in of_article], np.int64)
    sizes: IntArray = np.bincount(group, minlength=len(names)).astype(np.int64)
    return counts.take(rows).sum(group, len(names)), sizes


class Pooled:
    """The sums of groups whose articles come some at a time."""

    def __init__(self, by: str) -> None:
        self.by = by
        self._parts: list[tuple[list[str], Counts, list[int]]] = []

    def add(self, groups: Sequence[tuple[str, ...]], counts: Counts) -> None:
        """Add articles, a row of counts each, to the groups that each is in."""
        names = sorted({name for of_article in groups for name in of_article})
        summed, sizes = grouped_counts(counts, groups, names)
        self._parts.append((names, summed, sizes.tolist()))

    def sums(self) -> tuple[list[str], list[int], Counts]:
        """The groups in the order of their names, their numbers of articles, their counts."""
        names = sorted_groups(self.by, {name for part, _, _ in self._parts for name in part})
        if not names:
            return [], [], no_counts(0)
        place = {name: number for number, name in enumerate(names)}
        owners = np.array([place[name] for part, _, _ in self._parts for name in part], np.int64)
        sizes = [0] * len(names)
        for part, _, numbers in self._parts:
            for name, number in zip(part, numbers, strict=True):
                sizes[place[name]] += number
        return names, sizes, concatenate([counts for _, counts, _ in self._parts]).sum(owners, len(names))
