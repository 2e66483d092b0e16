"""The articles of a list by period and by tag, as numbers."""

import math
from typing import Any

import pytest

from jreadtools.reports.list_groups import by_period, by_tag
from jreadtools.views.listing import ListRow

USUAL = ListRow("a.md", "a.md", "", "2026-03-01", False, 900, 2.0, 1.5, 2.6, math.nan, 30, 30.0, 0.25, 3)


def dated(*dates: str, **values: Any) -> list[ListRow]:
    return [USUAL._replace(date=date, **values) for date in dates]


def names(rows: list[ListRow], made: str = "") -> list[str]:
    return list(by_period(rows, made))


def test_a_period_has_medians_and_sums() -> None:
    """Of what has prose, and of what has sentences; nothing is known of a month without articles."""
    values = [(1.0, 20.0, 1), (2.0, 30.0, 2), (6.0, 70.0, 3)]
    rows = [USUAL._replace(reading_minutes=a, sentence_characters_mean=b, hard=c) for a, b, c in values]
    rows += [USUAL._replace(sentences=0, sentence_characters_mean=99.0, hard=0, reading_minutes=3.0)]
    found = by_period([*dated(*["2026-01-01"] * 4), *rows, *dated("2026-03-02", characters=0)])
    assert list(found) == ["2026-01", "2026-02", "2026-03"]
    _, gap, last = found.values()
    assert last == (4, 12.0, 2.5, 30.0, 6, 90)
    assert last.revise_ratio == 6 / 90
    assert (gap.articles, gap.hard, gap.sentences) == (0, 0, 0)
    assert all(map(math.isnan, (gap.median_minutes, gap.median_sentence, gap.revise_ratio)))


@pytest.mark.parametrize(
    ("dates", "found"),
    [
        (["2025-11", "2025-12", "2026-01"] * 2, []),
        (["2025-11", "2025-12"] * 3 + ["2026-01"], []),
        (["2025-11", "2025-12"] * 3 + ["2026-01"] * 2, ["2025-11", "2025-12", "2026-01"]),
        (["2025-11"] * 4 + ["2025-12"] * 4, []),
        (["2024-01"] * 7 + ["2025-12"], [f"{2024 + month // 12}-{month % 12 + 1:02}" for month in range(24)]),
        (["2024-01"] * 7 + ["2026-01"], ["2024", "2025", "2026"]),
        (["2003-12"] * 7 + ["2026-12"], [str(year) for year in range(2003, 2027)]),
        (["2002-12"] * 7 + ["2026-01"], [str(year) for year in range(2003, 2027)]),
    ],
)
def test_months_while_they_are_few_and_then_years(dates: list[str], found: list[str]) -> None:
    """From eight articles and three periods on; two years by months, twenty-four years at most."""
    assert names(dated(*(f"{date}-15" for date in dates))) == found


@pytest.mark.parametrize("date", ["1989-12-31", "2026-00-01", "2026-13-01", "2026-06-01", "", "spring"])
def test_a_slip_of_the_keyboard_is_no_period(date: str) -> None:
    rows = dated(*["2026-02-01"] * 3, *["2026-03-01"] * 3, *["2026-04-01"] * 2)
    assert names([*rows, *dated(date)], "2026-04-30") == ["2026-02", "2026-03", "2026-04"]
    assert names([*rows[1:], *dated(date)], "2026-04-30") == []
    if not date.startswith("2026-06"):
        assert names([*rows, *dated(date)]) == ["2026-02", "2026-03", "2026-04"]


def test_what_is_dated_next_month_is_planned() -> None:
    rows = dated(*["2026-03-01"] * 4, *["2026-04-01"] * 3, "2026-05-31")
    assert names(rows, "2026-04-01") == ["2026-03", "2026-04", "2026-05"]
    assert names(rows, "2026-03-31") == []
    assert names(dated(*["2025-11-01"] * 8, "2026-01-31"), "2025-12-01") == ["2025-11", "2025-12", "2026-01"]
    old = dated(*["1990-01-01"] * 4, *["1990-02-01"] * 3, "1990-03-01")
    assert names(old) == ["1990-01", "1990-02", "1990-03"]


def test_tags_that_articles_share() -> None:
    """Those of most articles first, equal ones by name; a tag that stands twice in an article is one."""
    rows = [USUAL._replace(tags=tags) for tags in (("b", "a"), ("a", "b", "b"), ("a",), ("once", "once"), ())]
    found, others = by_tag(rows)
    assert [(tag, one.articles, one.hard) for tag, one in found.items()] == [("a", 3, 9), ("b", 2, 6)]
    assert others == 1
    assert by_tag(rows[2:]) == ({}, 0)
    assert by_tag([]) == ({}, 0)


@pytest.mark.parametrize(("number", "shown", "others"), [(20, 20, 0), (21, 20, 1)])
def test_twenty_tags_are_shown(number: int, shown: int, others: int) -> None:
    tags = tuple(f"{tag:02}" for tag in range(number))
    found, more = by_tag([USUAL._replace(tags=tags)] * 2)
    assert (list(found), more) == (list(tags[:shown]), others)
