"""Articles in groups: by tag, by folder, by month, by a column of somebody's table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Final, NamedTuple

import numpy as np

from jreadtools.article import Cell
from jreadtools.counts.additive import Counts, IntArray
from jreadtools.sources.front_matter import parse_date
from jreadtools.sources.tables.cell_text import cell_text

__all__ = ["GROUPS", "Grouping", "grouped_counts", "groups_of", "in_order"]

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
        return [(parse_date(date)[: 4 if by == "year" else 7],) for date in known.date]
    return [((cell_text(value) or "").strip(),) for value in kept]


def in_order(by: str | None, names: Iterable[str]) -> list[str]:
    """The groups in the order of their names; numbers in those of a table by their size (N2 before N10).

    >>> in_order("級", {"N10", "N2", "", "N1"}), in_order("tag", {"v10", "v2"})
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
