"""The articles of the list by period and by tag: how many, how long, how much to revise in each."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from jreadtools.views.listing import ListRow, Overview, overview

__all__ = ["by_period", "by_tag"]

MONTHS: Final = 24
"""Months up to which a trend goes by months; a longer one goes by years."""
YEARS: Final = 24
"""Years of a trend: the latest."""
FEWEST_PERIODS: Final = 3
FEWEST_DATED: Final = 8
"""Fewer articles with a date make no trend."""
OLDEST: Final = 1990
"""A year before it is a slip of the keyboard: there were no blogs."""
MOST_TAGS: Final = 20
"""Tags of a table: those of most articles."""
_DATE: Final = re.compile(r"(\d{4})-(\d{2})")


def by_period(rows: Sequence[ListRow], made: str = "") -> dict[str, Overview]:
    """The articles month by month, or year by year where there are many months; none where too few have a date.

    Every period between the first and the last is there, one without articles too.

    Args:
        rows: of the list.
        made: the day on which the page is made: what is dated later than the next month is a slip.
    """
    limit = 12 * int(made[:4]) + int(made[5:7]) if made else math.inf
    dated: dict[int, list[ListRow]] = {}
    for row in rows:
        found = _DATE.match(row.date)
        if found and int(found[1]) >= OLDEST and 1 <= int(found[2]) <= 12 and row.characters:
            month = 12 * int(found[1]) + int(found[2]) - 1
            if month <= limit:
                dated.setdefault(month, []).append(row)
    if sum(map(len, dated.values())) < FEWEST_DATED:
        return {}
    first, last = min(dated), max(dated)
    if last - first < MONTHS:
        names = {month: f"{month // 12}-{month % 12 + 1:02}" for month in range(first, last + 1)}
    else:
        names = {month: f"{month // 12}" for month in range(max(first, 12 * (last // 12 + 1 - YEARS)), last + 1)}
    periods: dict[str, list[ListRow]] = {}
    for month, name in names.items():
        periods.setdefault(name, []).extend(dated.get(month, ()))
    return {name: overview(found) for name, found in periods.items()} if len(periods) >= FEWEST_PERIODS else {}


def by_tag(rows: Sequence[ListRow]) -> tuple[dict[str, Overview], int]:
    """The articles of the most usual tags, and how many other tags there are; none where no two articles share a tag."""
    often = Counter(tag for row in rows for tag in dict.fromkeys(row.tags))
    # Equal ones by their names: the order of reading would make a lucky tag of an early post the first.
    usual = sorted((tag for tag, number in often.items() if number > 1), key=lambda tag: (-often[tag], tag))[:MOST_TAGS]
    of: dict[str, list[ListRow]] = {tag: [] for tag in usual}
    for row in rows:
        for tag in dict.fromkeys(row.tags):
            if tag in of:
                of[tag].append(row)
    return {tag: overview(found) for tag, found in of.items()}, len(often) - len(usual) if usual else 0
