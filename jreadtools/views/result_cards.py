"""The card of many articles in a notebook: the head of the report's list, in the style of the card of one article."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any, Final, NamedTuple

from markupsafe import Markup

from jreadtools.counts.additive import Counts
from jreadtools.errors import Lang
from jreadtools.measure.settings import Settings
from jreadtools.metrics.bands import Band, band_of, of_any_kind
from jreadtools.metrics.catalogue import METRICS
from jreadtools.printing import percent
from jreadtools.speed import minutes_label
from jreadtools.views.article_view import name_shown
from jreadtools.views.cards import card_style
from jreadtools.views.listing import ListRow, list_rows, overview, standouts
from jreadtools.views.render import render

__all__ = ["results_card"]

SHOWN: Final = 3
"""Things that stand out which a card names."""
_TYPICAL: Final = ("sentence_characters_mean", "kanji_ratio", "kango_ratio")
"""The metrics whose median a card gives, beside the band that pages show."""

_WORDS: Final = {
    "ja": {
        "articles": "記事",
        "articles_value": "{}本",
        "total": "全部読むと",
        "one": "1本の読書時間（中央値）",
        "hard": "見直したい文",
        "hard_value": "{}文",
        "hard_of": "/ {}文",
        "failures": "読み取れなかったもの",
        "failures_value": "{}件",
        "typical": "記事の中央値",
        "characters": "字",
        "low": "{}以下は{}",
        "high": "{}以上は{}",
        "separator": "、",
        "band": "（{limits}: {whose}）",
        "standouts": "目立つこと",
        "named": "「{}」",
        "between": "",
        "more": "ほか{}本",
        "untitled": "（題名なし）",
    },
    "en": {
        "articles": "Articles",
        "articles_value": "{}",
        "total": "To read them all",
        "one": "To read one (median)",
        "hard": "Sentences to revise",
        "hard_value": "{}",
        "hard_of": "/ {}",
        "failures": "Could not be read",
        "failures_value": "{}",
        "typical": "Medians of the articles",
        "characters": " characters",
        "low": "up to {} is {}",
        "high": "from {} is {}",
        "separator": ", ",
        "band": " ({limits}: {whose})",
        "standouts": "What stands out",
        "named": "“{}”",
        "between": ", ",
        "more": "and {} more",
        "untitled": "(no title)",
    },
}
_VERDICTS: Final = {
    "ja": {"easy": ("やさしい", "難しい"), "kango_ratio": ("少なめ", "多め")},
    "en": {"easy": ("easy", "hard"), "kango_ratio": ("little", "much")},
}
"""What is said of values below and above a band; only Morioka's speak of easy and hard."""


class _Typical(NamedTuple):
    """A median as it is said."""

    label: str
    value: str
    band: str


class _Standout(NamedTuple):
    """What stands out, and in which articles."""

    text: str
    names: str


def results_card(counts: Counts, articles: Mapping[str, Sequence[Any]], failures: int, settings: Settings) -> str:
    """The card as a fragment of HTML, in the language of the settings. Every text of an article is escaped.

    Args:
        counts: a row an article.
        articles: what is known of each article: KNOWN.
        failures: how many sources could not be read or measured.
        settings: how the articles were measured.
    """
    lang = settings.lang
    rows = list_rows(counts, articles, settings)
    return str(
        render(
            "results_card.html.j2",
            lang,
            w=_WORDS[lang],
            style=Markup(card_style()),
            figures=_figures(rows, failures, settings),
            typical=_typical(counts, settings),
            standouts=_standouts(rows, lang),
        )
    )


def _figures(rows: list[ListRow], failures: int, settings: Settings) -> list[tuple[str, str, str]]:
    """(label, figure, what it is out of)."""
    lang = settings.lang
    words, found = _WORDS[lang], overview(rows)
    figures = [(words["articles"], words["articles_value"].format(f"{found.articles:,}"), "")]
    if found.articles:
        figures.append((words["total"], minutes_label(found.minutes, lang), ""))
    if found.articles > 1 and not math.isnan(found.median_minutes):
        figures.append((words["one"], minutes_label(found.median_minutes, lang), ""))
    if found.sentences and settings.needs_mecab:
        figures.append(
            (
                words["hard"],
                words["hard_value"].format(f"{found.hard:,}"),
                words["hard_of"].format(f"{found.sentences:,}"),
            )
        )
    if failures:
        figures.append((words["failures"], words["failures_value"].format(f"{failures:,}"), ""))
    return figures


def _typical(counts: Counts, settings: Settings) -> list[_Typical]:
    """The medians over the articles that have the metric."""
    lang = settings.lang
    found = []
    for name in _TYPICAL if len(counts) > 1 else ():
        metric = METRICS[name]
        if metric.needs_mecab and not settings.needs_mecab:
            continue
        values = [value for value in settings.values(metric, counts).tolist() if not math.isnan(value)]
        if values:
            band = band_of(name)
            said = "" if band is None else _banded(of_any_kind(band), lang)
            found.append(_Typical(metric.label[lang], _shown(name, median(values), lang), said))
    return found


def _shown(name: str, value: float, lang: Lang) -> str:
    return percent(value) if name.endswith("_ratio") else f"{value:,.0f}{_WORDS[lang]['characters']}"


def _banded(band: Band, lang: Lang) -> str:
    words, verdicts = _WORDS[lang], _VERDICTS[lang]
    said = verdicts.get(band.metric, verdicts["easy"])
    limits = [
        words[side].format(_shown(band.metric, limit, lang), verdict)
        for side, limit, verdict in zip(("low", "high"), (band.low, band.high), said, strict=True)
        if math.isfinite(limit)
    ]
    return words["band"].format(limits=words["separator"].join(limits), whose=band.whose.in_language(lang))


def _standouts(rows: list[ListRow], lang: Lang) -> list[_Standout]:
    words = _WORDS[lang]
    found = []
    for one in standouts(rows, lang)[:SHOWN]:
        names = [words["named"].format(name_shown(rows[place].name) or words["untitled"]) for place in one.rows]
        if one.more:
            names.append(words["more"].format(f"{one.more:,}"))
        found.append(_Standout(one.text, words["between"].join(names)))
    return found
