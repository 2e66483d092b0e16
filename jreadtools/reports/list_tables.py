"""The tables beside the list of articles, as data for the page: tags, groups, places among other articles."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from markupsafe import Markup

from jreadtools.batches.groups import GROUPS, Pooled
from jreadtools.errors import Lang
from jreadtools.frames.labels import group_label
from jreadtools.measure.settings import Settings
from jreadtools.metrics.catalogue import METRICS
from jreadtools.metrics.norms import Norms
from jreadtools.printing import UNDEFINED, percent
from jreadtools.reports.list_groups import by_tag
from jreadtools.speed import minutes_label
from jreadtools.views.article_view import name_shown
from jreadtools.views.list_words import LIST_WORDS
from jreadtools.views.listing import ListRow
from jreadtools.views.standing_words import nothing_to_compare, places_of_many, whose, why_not_placed

__all__ = ["FigureCell", "TableView", "among_table", "characters_shown", "group_table", "tag_shown", "tag_table"]

LONGEST_TAG: Final = 24
"""Characters of a tag that are shown."""
_NOTHING: Final = Markup("")


class FigureCell(NamedTuple):
    """A cell of a table."""

    label: str
    """The head of its column: said again where a narrow page shows no columns."""
    text: str
    key: str = ""
    """What it is sorted by; "" comes last."""
    number: bool = True
    note: str = ""
    place: str = ""
    """Where it lies among other articles."""
    bar: Markup = _NOTHING


class FigureRow(NamedTuple):
    """What it is about, and its figures."""

    name: str
    cells: tuple[FigureCell, ...]


class TableView(NamedTuple):
    """A table with its heading and what is said above and below it."""

    id: str
    title: str
    about: str
    heads: tuple[str, ...]
    rows: tuple[FigureRow, ...]
    foot: tuple[str, ...] = ()


def _view(
    name: str, title: str, about: str, first: str, rows: Sequence[FigureRow], foot: Sequence[str] = ()
) -> TableView:
    heads = (first, *(cell.label for cell in rows[0].cells)) if rows else ()
    return TableView(name, title, about, heads, tuple(rows), tuple(foot))


def tag_table(rows: Sequence[ListRow], lang: Lang) -> list[TableView]:
    """A row a tag; none where no two articles share one."""
    words = LIST_WORDS[lang]
    found, others = by_tag(rows)
    shown = [
        FigureRow(
            tag_shown(tag),
            (
                FigureCell(words["articles"], _articles(one.articles, lang)),
                FigureCell(words["minutes"], minutes_label(one.median_minutes, lang)),
                FigureCell(words["sentence_mean"], characters_shown(one.median_sentence, lang)),
                _to_revise(one.hard, one.sentences, lang),
            ),
        )
        for tag, one in found.items()
    ]
    foot = [words["other_tags"].format(some=f"{others:,}")] if others else []
    return [_view("tags", words["tags"], words["tags_about"], words["tag"], shown, foot)] if shown else []


def group_table(groups: Pooled, settings: Settings) -> TableView:
    """A row a group, with the metrics of its summed counts."""
    lang = settings.lang
    words = LIST_WORDS[lang]
    names, sizes, counts = groups.sums()
    wanted = (
        "reading_minutes",
        "sentence_characters_mean",
        "long_sentence_ratio",
        "kanji_ratio",
        "sentences_to_revise",
        "sentences",
    )
    values = {name: settings.values(METRICS[name], counts).tolist() for name in wanted}
    shown = []
    for row, name in enumerate(names):
        one = {metric: column[row] for metric, column in values.items()}
        cells = (
            FigureCell(words["articles"], _articles(sizes[row], lang)),
            FigureCell(words["total"], minutes_label(one["reading_minutes"], lang)),
            FigureCell(words["sentence_mean"], characters_shown(one["sentence_characters_mean"], lang)),
            FigureCell(words["long_sentences"], percent(one["long_sentence_ratio"])),
            FigureCell(words["kanji"], percent(one["kanji_ratio"])),
            _to_revise(one["sentences_to_revise"], one["sentences"], lang),
        )
        shown.append(FigureRow(tag_shown(name) or words["no_group"], cells))
    by = tag_shown(group_label(groups.by, lang))
    title = words["groups"].format(by=by)
    if lang == "en" and groups.by in GROUPS:
        by = by.capitalize()
    return _view("groups", title, words["groups_about"], by, shown)


def among_table(rows: Sequence[ListRow], among: Norms, lang: Lang) -> TableView:
    """How many of the articles lie in which quarter of others, a row a main metric, and whose articles those are."""
    words = LIST_WORDS[lang]
    known: list[Mapping[str, Any]] = [row.values for row in rows if row.values is not None]
    found = places_of_many(known, among)
    if not found:
        return _view(
            "among", words["among"], f"{nothing_to_compare(among, lang)}{'。' if lang == 'ja' else '.'}", "", []
        )
    shown = []
    for one in found if any(one.without < len(known) for one in found) else ():
        high, low = one.ends(lang)
        cells = [
            FigureCell(words["high_quarter"], _articles(one.high, lang), note=high),
            FigureCell(words["between"], _articles(one.middle, lang)),
            FigureCell(words["low_quarter"], _articles(one.low, lang), note=low),
        ]
        if any(other.without for other in found):
            cells.append(FigureCell(words["not_compared"], _articles(one.without, lang)))
        shown.append(FigureRow(METRICS[one.metric].label[lang], tuple(cells)))
    about = words["among_about"].format(whose=whose(among, lang))
    return _view("among", words["among"], about, words["metric"], shown, why_not_placed(known, among, lang))


def _articles(number: int, lang: Lang) -> str:
    return f"{number:,}{'本' if lang == 'ja' else ''}"


def _to_revise(hard: int, sentences: int, lang: Lang) -> FigureCell:
    words = LIST_WORDS[lang]
    share = percent(hard / sentences) if sentences else ""
    return FigureCell(
        words["hard"],
        words["hard_value"].format(f"{hard:,}"),
        note=words["of_all"].format(share=share, all=f"{sentences:,}") if share else "",
    )


def tag_shown(name: str) -> str:
    """A tag, or another name from a file, on one line and not too long.

    >>> tag_shown("あ" * 24) == "あ" * 24, len(tag_shown("あ" * 25))
    (True, 25)
    >>> tag_shown("あ" * 25)[-2:]
    'あ…'
    """
    return name_shown(name, LONGEST_TAG)


def characters_shown(number: float, lang: Lang) -> str:
    """A number of characters as a cell shows it."""
    return UNDEFINED if math.isnan(number) else f"{number:.0f}字" if lang == "ja" else f"{number:.0f}"
