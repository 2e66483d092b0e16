"""What the list of articles can be narrowed to: tags, drafts, dates, and the columns of a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from jreadtools.batches.groups import in_order
from jreadtools.errors import Lang
from jreadtools.reports.list_tables import tag_shown
from jreadtools.views.list_words import LIST_WORDS
from jreadtools.views.listing import ListRow

__all__ = ["Filters", "filters_of"]

MOST: Final = 200
"""Choices of one filter: the tags of most articles. The search finds the others."""
MOST_VALUES: Final = 50
"""A column with more values than these is no way to sort articles into groups."""


class Choice(NamedTuple):
    """One thing that the list can be narrowed to."""

    value: str
    """What stands on the rows that stay: 0-1 is the second choice of the first filter."""
    label: str


class Select(NamedTuple):
    """A filter: its name, what stands for no choice, the choices."""

    label: str
    every: str
    choices: tuple[Choice, ...]


class Filters(NamedTuple):
    """The filters of a list, and what each of its rows answers to."""

    selects: tuple[Select, ...]
    dates: tuple[str, str] | None
    """The first and the last day, where they differ."""
    rows: tuple[str, ...]
    """The values of the choices that each row stays for, with spaces between them."""
    days: tuple[str, ...]
    """The day of each row; "" for none, and where there is no choice of days."""


def filters_of(rows: Sequence[ListRow], lang: Lang) -> Filters:
    """The filters that leave some rows out, and some in."""
    words = LIST_WORDS[lang]
    kept = list(dict.fromkeys(name for row in rows for name, _ in row.kept))
    columns: list[tuple[str, str, list[tuple[str, ...]], Mapping[str, str] | None]] = [
        (words["filter_tag"], words["every_tag"], [row.tags for row in rows], None),
        *(
            (
                tag_shown(name),
                words["every_value"],
                [tuple(value for one, value in row.kept if one == name) for row in rows],
                None,
            )
            for name in kept
        ),
        (
            words["filter_draft"],
            words["every_draft"],
            [("draft" if row.draft else "published",) for row in rows],
            {"published": words["only_published"], "draft": words["only_drafts"]},
        ),
    ]
    selects: list[Select] = []
    tokens: list[list[str]] = [[] for _ in rows]
    for number, (label, every, values, names) in enumerate(columns):
        often = Counter(value for of_row in values for value in dict.fromkeys(of_row))
        offered = _offered(often, len(rows), tag=number == 0)
        if not offered:
            continue
        codes = {value: f"{len(selects)}-{place}" for place, value in enumerate(offered)}
        choices = [
            Choice(codes[value], f"{names[value] if names else tag_shown(value)} ({often[value]:,})")
            for value in offered
        ]
        selects.append(Select(label, every, tuple(choices)))
        for row, of_row in zip(tokens, values, strict=True):
            row += [codes[value] for value in dict.fromkeys(of_row) if value in codes]
    days = [row.day for row in rows]
    known = sorted(set(filter(None, days)))
    dates = (known[0], known[-1]) if len(known) > 1 else None
    return Filters(tuple(selects), dates, tuple(map(" ".join, tokens)), tuple(days if dates else [""] * len(rows)))


def _offered(often: Counter[str], rows: int, *, tag: bool) -> list[str]:
    """The values that are worth a choice; none where each row has its own, or all rows have the same."""
    if not often or (len(often) == 1 and often.total() == rows):
        return []
    if tag:
        return sorted(often, key=lambda value: (-often[value], value))[:MOST]
    if len(often) > MOST_VALUES or often.most_common(1)[0][1] == 1:
        return []
    return in_order("", often)
