"""Where articles lie among others, in sentences: what a summary says of one, and what stands below a table of many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple, cast

from jreadtools.errors import Lang, Message
from jreadtools.measure.measurements import Measurements
from jreadtools.metrics.norms import HOW_MANY, MAIN, Norms, Place, Standing, place_words

__all__ = [
    "PlacedMetric",
    "main_standing",
    "nothing_to_compare",
    "places_of_many",
    "standing_sentence",
    "whose",
    "why_not_placed",
]

_SUBJECTS: Final[Mapping[str, Message]] = {
    "sentence_characters_mean": Message(ja="文の長さは", en="the sentences are"),
    "long_sentence_ratio": Message(ja="長い文は", en="the share of long sentences is"),
    "commas_per_sentence": Message(ja="読点は", en="the number of commas is"),
    "kanji_ratio": Message(ja="漢字は", en="the share of kanji is"),
    "kango_ratio": Message(ja="漢語は", en="the share of Sino-Japanese words is"),
}
"""The metrics of MAIN as a sentence begins with them."""


class MainStanding(NamedTuple):
    """Where one article lies in the main metrics."""

    placed: list[Standing]
    whose: str
    """The articles that it was compared with, those of its length; all of them where it has no place."""
    reason: str
    """Why it has no place; "" where it has one."""


class PlacedMetric(NamedTuple):
    """How many of some articles stand where in one metric."""

    metric: str
    high: int
    middle: int
    low: int
    without: int
    """Those that cannot be compared."""

    def ends(self, lang: Lang) -> tuple[str, str]:
        """What the highest and the lowest quarter are called."""
        return place_words(self.metric, "high quarter", lang), place_words(self.metric, "low quarter", lang)

    def said(self, lang: Lang) -> str:
        """長いほうの4分の1に3本、短いほうの4分の1に2本、その間に7本."""
        named = list(zip(self.ends(lang), (self.high, self.low), strict=True))
        middle, without = f"{self.middle:,}", f"{self.without:,}"
        if lang == "ja":
            said = [f"{name}に{number:,}本" for name, number in named] + [f"その間に{middle}本"]
            return "、".join(said + [f"比べられないもの{without}本"] * bool(self.without))
        said = [f"{number:,} in the {name}" for name, number in named] + [f"{middle} between"]
        return ", ".join(said + [f"{without} not to be compared"] * bool(self.without))


def whose(norms: Norms, lang: Lang) -> str:
    """All the articles of norms, with their number: Web の記事3,378本（160人）."""
    return Standing("", 0.0, norms, "").whose(lang)


def nothing_to_compare(norms: Norms, lang: Lang) -> str:
    """That there are too few articles to compare with."""
    if lang == "ja":
        return f"{whose(norms, lang)}では比べられません（{HOW_MANY.ja}）"
    few = "is" if norms.articles == 1 else "are"
    return f"{whose(norms, lang)} {few} too few to compare with ({HOW_MANY})"


def main_standing(analysis: Measurements, norms: Norms, lang: Lang) -> MainStanding:
    """Where an article lies in the main metrics, or why nothing can be said of any."""
    named = [metric for metric in MAIN if metric in norms.metrics] or MAIN
    standings = [analysis.standing(metric, norms) for metric in named]
    placed = [standing for standing in standings if standing]
    whose = (placed or standings)[0].whose(lang)  # of one length in all of them
    return MainStanding(placed, whose, "" if placed else standings[0].words(lang))


def standing_sentence(analysis: Measurements, norms: Norms, lang: Lang) -> str:
    """Where an article lies in the main metrics, and among whose articles; or why nothing can be said."""
    placed, among, why = main_standing(analysis, norms, lang)
    if not placed:
        return f"{among}との比較: {why}。" if lang == "ja" else f"Among {among}: {why}."
    if lang == "ja":
        said = "、".join(f"{_SUBJECTS[one.metric].ja}{place_words(one.metric, one.place, lang)}" for one in placed)
        return f"{among}と比べると、{said}です。"
    *first, last = [f"{_SUBJECTS[one.metric]} {one.words(lang)}" for one in placed]
    return f"Among {among}, {', '.join(first)}{' and ' * bool(first)}{last}."


def places_of_many(rows: Sequence[Mapping[str, Any]], norms: Norms) -> list[PlacedMetric]:
    """How many articles stand where, in each of the main metrics that the norms have.

    Args:
        rows: the values of each article by name, as `Norms.standing` needs them.
        norms: the others.
    """
    found = []
    for metric in MAIN:
        if metric in norms.metrics:
            places = Counter(norms.standing(metric, row).place for row in rows)
            high, low = (
                places[cast("Place", f"{side} tenth")] + places[cast("Place", f"{side} quarter")]
                for side in ("high", "low")
            )
            found.append(PlacedMetric(metric, high, places["middle"], low, places[""]))
    return found


def why_not_placed(rows: Sequence[Mapping[str, Any]], norms: Norms, lang: Lang) -> list[str]:
    """Why articles have no place in some of the main metrics: each reason behind the number of its articles."""
    numbers: Counter[str] = Counter()
    for row in rows:
        standings = (norms.standing(metric, row) for metric in MAIN if metric in norms.metrics)
        numbers.update({standing.words(lang): 1 for standing in standings if not standing})
    if lang == "ja":
        return [f"比べられないもの{number:,}本: {why}" for why, number in numbers.most_common()]
    return [f"{number:,} not compared: {why}" for why, number in numbers.most_common()]
