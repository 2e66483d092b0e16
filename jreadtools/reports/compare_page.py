"""The comparison as a section of the page: a sentence on top, then each article before and now.

Nothing by colour alone: every change has an arrow and a word.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from markupsafe import Markup

from jreadtools.article import place_of
from jreadtools.errors import Lang
from jreadtools.printing import UNDEFINED, percent
from jreadtools.reports.compare import COMPARED, Before, Change, Comparison, EarlierRun, Overall, Pair
from jreadtools.reports.list_page import Link, link_to
from jreadtools.speed import minutes_label
from jreadtools.views.article_view import name_shown
from jreadtools.views.list_words import LIST_WORDS, number_of
from jreadtools.views.listing import ListRow
from jreadtools.views.render import render

__all__ = ["change_cell", "comparison_link", "comparison_section", "figure"]

_ARROWS: Final[Mapping[str, str]] = {
    "easier": "↓",
    "harder": "↑",
    "mixed": "↕",
    "shorter": "↓",
    "longer": "↑",
    "same": "＝",
    "unknown": "–",
}
_ORDER: Final[Mapping[Overall, int]] = {
    "harder": 0,
    "mixed": 1,
    "easier": 2,
    "longer": 3,
    "shorter": 4,
    "unknown": 5,
    "same": 6,
}
"""What an editor has to look at stands first."""
SHOWN: Final = 1_000
"""Articles of a group that are named: an earlier file may know many more than the page has."""


class ChangeCell(NamedTuple):
    """One metric of one article."""

    label: str
    before: str
    now: str
    way: str
    arrow: str
    said: str


class PairRow(NamedTuple):
    """One article, before and now."""

    name: str
    anchor: str
    place: str
    way: str
    arrow: str
    result: str
    cells: tuple[ChangeCell, ...]


class Group(NamedTuple):
    """Articles that there is one thing to say of."""

    title: str
    articles: tuple[Link, ...]
    more: str


def comparison_section(
    comparison: Comparison, rows: Sequence[tuple[ListRow, str]], baseline: EarlierRun, name: str, lang: Lang
) -> Markup:
    """Before and after.

    Args:
        comparison: of the baseline with the rows.
        rows: each with the id of its section, "" where it has none.
        baseline: what the earlier file says.
        name: of that file.
        lang: of the wording.
    """
    words = LIST_WORDS[lang]
    metrics = [metric for metric in COMPARED if metric not in baseline.missing]
    changed = [pair for pair in comparison.pairs if pair.overall != "same"]
    changed.sort(key=lambda pair: _ORDER[pair.overall])
    remarks = [words["compare_with"].format(file=name)]
    if baseline.other_version:
        remarks.append(words["other_version"])
    if baseline.missing:
        joined = ("、" if lang == "ja" else ", ").join(words[f"metric_{metric}"] for metric in baseline.missing)
        remarks.append(words["without"].format(names=joined))
    return render(
        "compare.html.j2",
        lang,
        w=words,
        lead=_lead(comparison, lang),
        remarks=remarks,
        labels=[words[f"metric_{metric}"] for metric in metrics],
        rows=[_row(pair, rows[pair.place], lang) for pair in changed],
        groups=_groups(comparison, rows, lang),
        rules=[words["compare_rule"]] if changed else [],
    )


def comparison_link(comparison: Comparison, lang: Lang) -> Markup:
    """A line above the article of a page about one article: how it changed. The comparison itself is below the text."""
    said = [(pair.overall, _ARROWS[pair.overall], LIST_WORDS[lang][f"is_{pair.overall}"]) for pair in comparison.pairs]
    return render("compare_link.html.j2", lang, w=LIST_WORDS[lang], said=said)


def _lead(comparison: Comparison, lang: Lang) -> str:
    """What became of all of them, in a sentence or two."""
    words = LIST_WORDS[lang]
    every = len(comparison.pairs)
    if not every:
        return words["no_match"]

    def said(key: str, *kinds: Overall) -> str:
        number = len(comparison.of(*kinds))
        return (
            words[key].format(some=number_of(number, lang) if key in ("easier", "harder") else f"{number:,}")
            if number
            else ""
        )

    if len(comparison.of("same")) == every:
        return words["nothing_changed"].format(all=f"{every:,}")
    moved = [part for part in (said("easier", "easier"), said("harder", "harder")) if part]
    others = [said("mixed", "mixed"), said("only_longer", "shorter", "longer"), said("unchanged", "same")]
    first = ""
    if moved:
        what = ("、" if lang == "ja" else " and ").join(moved) + words["moved_words"]
        first = words["changed_of"].format(all=f"{every:,}", what=what)
    return ("" if lang == "ja" else " ").join(part for part in (first, *others) if part)


def _row(pair: Pair, found: tuple[ListRow, str], lang: Lang) -> PairRow:
    words = LIST_WORDS[lang]
    row, anchor = found
    link = link_to(row, anchor, lang)
    return PairRow(
        name=link.text,
        anchor=anchor,
        place=_note(pair, row, lang),
        way=pair.overall,
        arrow=_ARROWS[pair.overall],
        result=words[f"is_{pair.overall}"],
        cells=tuple(change_cell(change, lang) for change in pair.changes),
    )


def _note(pair: Pair, row: ListRow, lang: Lang) -> str:
    place = place_of(row.path, row.id)
    if not pair.moved:
        return place
    was = LIST_WORDS[lang]["moved_from"].format(path=place_of(pair.before.path, pair.before.id))
    return f"{place}（{was}）" if lang == "ja" else f"{place} ({was})"


def change_cell(change: Change, lang: Lang) -> ChangeCell:
    """One metric, before and now."""
    words = LIST_WORDS[lang]
    label = words[f"metric_{change.metric}"]
    now = figure(change.metric, change.now, lang)
    if change.way == "same":
        return ChangeCell(label, "", now, "same", _ARROWS["same"], "")
    before = figure(change.metric, change.before, lang)
    said = words[f"is_{change.way}"]
    return ChangeCell(label, before, now, change.way, _ARROWS[change.way], said)


def figure(metric: str, value: float, lang: Lang) -> str:
    """The value of a compared metric, with its unit."""
    if math.isnan(value):
        return UNDEFINED
    if metric == "reading_minutes":
        # To a tenth: whole minutes would hide most of what a rewrite does.
        exact = f"{value:.1f}分" if lang == "ja" else f"{value:.1f} min"
        return exact if value < 10 else minutes_label(value, lang)
    if metric.endswith("_ratio"):
        return percent(value)
    return f"{value:,.0f}"


def _groups(comparison: Comparison, rows: Sequence[tuple[ListRow, str]], lang: Lang) -> list[Group]:
    words = LIST_WORDS[lang]

    def named(key: str, articles: Sequence[Link]) -> Group:
        number = f"{len(articles):,}本" if lang == "ja" else f"{len(articles):,}"
        title = f"{words[key]}（{number}）" if lang == "ja" else f"{words[key]} ({number})"
        left = len(articles) - SHOWN
        return Group(title, tuple(articles[:SHOWN]), words["more"].format(some=f"{left:,}") if left > 0 else "")

    def gone(before: Before) -> Link:
        place = place_of(before.path, before.id)
        name = name_shown(before.title) or place
        return Link(name or words["no_title"], note=place if place != name else "")

    moved = [
        link_to(*rows[pair.place], lang)._replace(note=_note(pair, rows[pair.place][0], lang))
        for pair in comparison.pairs
        if pair.moved
    ]
    found = [
        ("new", [link_to(*rows[place], lang) for place in comparison.new]),
        ("gone", [gone(before) for before in comparison.gone]),
        ("moved", moved),
        ("unchanged_list", [link_to(*rows[pair.place], lang) for pair in comparison.of("same")]),
    ]
    return [named(key, articles) for key, articles in found if articles]
