"""The list of many articles as data: a row each, what stands out among them, how they are spread.

Numbers in, sentences and numbers out; there is no HTML here. Everything that stands out is given with its count, and
a verdict with the author of its band.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from jreadtools.article import key_in, place_of
from jreadtools.counts.additive import Counts
from jreadtools.errors import Lang
from jreadtools.measure.settings import Settings
from jreadtools.metrics.bands import BANDS, Band, band_of, of_any_kind, verdict
from jreadtools.metrics.catalogue import METRICS
from jreadtools.printing import percent
from jreadtools.speed import minutes_label, range_label, whole_minutes
from jreadtools.views.list_words import LIST_WORDS, number_of

if TYPE_CHECKING:
    from jreadtools.metrics.norms import Norms

__all__ = [
    "KNOWN",
    "Distribution",
    "ListRow",
    "Overview",
    "Standout",
    "StatedTimes",
    "distributions",
    "hardest_first",
    "left_out",
    "list_rows",
    "overview",
    "standouts",
    "stated_against_measured",
]

FEWEST: Final = 100
"""Shorter articles (in characters) get no verdict: a mean or a share of so little says nothing about the style."""
NAMED: Final = 3
"""Articles that are named in what stands out."""
GATHERED: Final = 0.25
"""From this share on the sentences to revise are gathered in those."""
LONG_MINUTES: Final = 5.0
"""The longest article is worth a word from here on, if it is twice as long as most."""
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")

KNOWN: Final = ("path", "id", "title", "date", "draft")
"""What `list_rows` wants to know of the articles beside their numbers."""

_MEASURED: Final = (
    "characters",
    "reading_minutes",
    "stated_minutes",
    "sentences",
    "sentence_characters_mean",
    "kanji_ratio",
)
"""What a row of the list holds that is a metric."""


class ListRow(NamedTuple):
    """One article of the list."""

    path: str
    id: str
    title: str
    date: str
    draft: bool
    characters: int
    reading_minutes: float
    fast: float
    """Minutes of a fast reader."""
    slow: float
    """Minutes of a slow reader."""
    stated_minutes: float
    """What the page claims; NaN if it claims nothing."""
    sentences: int
    sentence_characters_mean: float
    kanji_ratio: float
    hard: int
    """Sentences to revise (`Analysis.hard_sentences`)."""
    warnings: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    kept: tuple[tuple[str, str], ...] = ()
    """Columns of a table that it is known by: 氏名, 級."""
    values: Mapping[str, Any] | None = None
    """Its values by name, as far as its place among other articles rests on them; None where nobody asks for it."""

    @property
    def revise_ratio(self) -> float:
        """The sentences to revise among all; NaN without sentences."""
        return self.hard / self.sentences if self.sentences else math.nan

    @property
    def day(self) -> str:
        """The day of its date, as 2026-03-01; "" where it is none."""
        return self.date[:10] if _DAY.match(self.date) else ""

    @property
    def name(self) -> str:
        """What it is called for people: its title, else the name of its file (in a file of many: its key); may be empty."""
        place = place_of(self.path, self.id).strip()
        return self.title.strip() or key_in(self.path, self.id) or re.split(r"[/\\]", place)[-1] or place


class StatedTimes(NamedTuple):
    """What a page claims beside what was measured."""

    differs: int
    """-1: the page says too little, 1: too much, 0: it fits some reader, fast or slow."""
    minutes: float
    """How far it is off for the middle reader."""


class Standout(NamedTuple):
    """One thing that stands out, and the articles that it is about."""

    text: str
    rows: tuple[int, ...] = ()
    """The places in the list of those that are named."""
    more: int = 0
    """How many others there are."""


class Distribution(NamedTuple):
    """How a number is spread over the articles."""

    name: str
    """The key of its title in the words of the list."""
    unit: str
    """"minutes", "characters" or "percent": its values are in this unit."""
    values: tuple[float, ...]
    bands: tuple[Band, ...]
    """Their limits are in the unit of the values."""
    quarters: bool = False
    """Whether they are no author's verdict, but where a quarter of other articles ends and begins."""


def list_rows(counts: Counts, articles: Mapping[str, Sequence[Any]], settings: Settings) -> list[ListRow]:
    """The articles of a frame as the report lists them. Their numbers come from the counts: a frame may lack columns.

    Args:
        counts: a row an article.
        articles: what is known of each article: KNOWN.
        settings: how the articles were measured.
    """
    speed = settings.speed
    known: dict[str, Sequence[Any]] = {name: settings.values(METRICS[name], counts).tolist() for name in _MEASURED}
    known |= {**articles, "hard": counts.sentences_to_revise.tolist()}
    rows = []
    for values in zip(*known.values(), strict=True):
        article = dict(zip(known, values, strict=True))
        minutes = article["reading_minutes"]
        fast, slow = (minutes * speed.characters / other for other in (speed.fast, speed.slow))
        rows.append(ListRow(**article | {"title": " ".join(article["title"].split()), "fast": fast, "slow": slow}))
    return rows


class Overview(NamedTuple):
    """The figures of some articles: of all at the head of the page, of those of a period or a tag."""

    articles: int
    minutes: float
    median_minutes: float
    """Of those with prose; NaN without any."""
    median_sentence: float
    """Median of their mean sentences; NaN without any."""
    hard: int
    """Sentences to revise."""
    sentences: int

    @property
    def revise_ratio(self) -> float:
        """The sentences to revise among all; NaN without sentences."""
        return self.hard / self.sentences if self.sentences else math.nan


def overview(rows: Sequence[ListRow]) -> Overview:
    """The figures of some articles."""
    minutes = [row.reading_minutes for row in rows if row.characters]
    means = [row.sentence_characters_mean for row in rows if row.sentences]
    return Overview(
        articles=len(rows),
        minutes=sum(row.reading_minutes for row in rows),
        median_minutes=median(minutes) if minutes else math.nan,
        median_sentence=median(means) if means else math.nan,
        hard=sum(row.hard for row in rows),
        sentences=sum(row.sentences for row in rows),
    )


def hardest_first(rows: Iterable[tuple[ListRow, str]]) -> list[tuple[ListRow, str]]:
    """Rows (with whatever belongs to them), those with most sentences to revise first; equal ones as they were found."""
    return sorted(rows, key=lambda pair: -pair[0].hard)


def stated_against_measured(row: ListRow) -> StatedTimes | None:
    """Whether what the page claims fits what was measured; None where it claims nothing or has no prose.

    It fits when the claim lies, in whole minutes, between a fast and a slow reader: pages round.
    """
    if math.isnan(row.stated_minutes) or not row.characters:
        return None
    claim, fast, slow = (whole_minutes(minutes) for minutes in (row.stated_minutes, row.fast, row.slow))
    differs = -1 if claim < fast else 1 if claim > slow else 0
    return StatedTimes(differs, row.stated_minutes - row.reading_minutes)


def standouts(rows: Sequence[ListRow], lang: Lang, among: Norms | None = None) -> list[Standout]:
    """What an editor should look at, most useful first; empty when there is nothing to say.

    `among`: other articles. What are many kanji goes by them then, and not by a verdict that fits texts of one kind.
    """
    kanji = _over_band(rows, "kanji_ratio", "kanji", lang) if among is None else _over_others(rows, among, lang)
    found = [
        *_over_band(rows, "sentence_characters_mean", "long", lang),
        *_stated(rows, lang),
        *kanji,
        *_hardest(rows, lang),
        *_longest(rows, lang),
    ]
    empty = [place for place, row in enumerate(rows) if not row.characters]
    if empty:
        text = LIST_WORDS[lang]["empty"].format(some=number_of(len(empty), lang))
        found.append(_named(text, empty))
    return found


def _named(text: str, places: Sequence[int]) -> Standout:
    return Standout(text, tuple(places[:NAMED]), max(0, len(places) - NAMED))


def left_out(rows: Sequence[ListRow]) -> int:
    """Articles with prose that are too short for a verdict on how they are written."""
    return sum(0 < row.characters < FEWEST for row in rows)


def _over_band(rows: Sequence[ListRow], metric: str, key: str, lang: Lang) -> list[Standout]:
    """The articles whose value is high by the band that pages show for this metric, highest first."""
    band = band_of(metric)
    if band is None:
        return []

    def value(place: int) -> float:
        return float(getattr(rows[place], metric))

    judged = [place for place, row in enumerate(rows) if row.characters >= FEWEST and not math.isnan(value(place))]
    high = [place for place in judged if verdict(band, value(place)) == "high"]
    if not high:
        return []
    high.sort(key=lambda place: -value(place))
    words = LIST_WORDS[lang][f"all_{key}" if len(high) == len(judged) > 1 else f"some_{key}"]
    limit = percent(band.high) if metric.endswith("_ratio") else f"{band.high:.0f}"
    every, one = number_of(len(judged), lang), "s" * (len(high) == 1)
    return [
        _named(
            words.format(all=every, some=f"{len(high):,}", s=one, limit=limit, whose=band.whose.in_language(lang)), high
        )
    ]


def _over_others(rows: Sequence[ListRow], among: Norms, lang: Lang) -> list[Standout]:
    """The articles with more kanji than three quarters of the others have, those with most first."""
    from jreadtools.metrics.norms import place_words
    from jreadtools.views.standing_words import whose

    metric = "kanji_ratio"
    standings = {place: among.standing(metric, row.values) for place, row in enumerate(rows) if row.values is not None}
    compared = {place: one for place, one in standings.items() if one}
    high = [place for place, one in compared.items() if one.place.startswith("high")]
    if not high:
        return []
    high.sort(key=lambda place: -compared[place].value)
    text = LIST_WORDS[lang]["some_kanji_among"].format(
        all=number_of(len(compared), lang),
        some=f"{len(high):,}",
        are="is" if len(high) == 1 else "are",
        place=place_words(metric, "high quarter", lang),
        whose=whose(among, lang),
    )
    return [_named(text, high)]


def _stated(rows: Sequence[ListRow], lang: Lang) -> list[Standout]:
    """The articles whose page claims a reading time that fits no reader, those with one claim together."""
    words = LIST_WORDS[lang]
    groups: dict[tuple[str, int], list[int]] = {}
    for place, row in enumerate(rows):
        stated = stated_against_measured(row)
        if stated is not None and stated.differs:
            groups.setdefault((minutes_label(row.stated_minutes, lang), stated.differs), []).append(place)
    off = [place for places in groups.values() for place in places]
    off.sort(key=lambda place: -abs(rows[place].stated_minutes - rows[place].reading_minutes))
    if len(groups) > NAMED:
        short = sum(len(places) for (_, differs), places in groups.items() if differs < 0)
        counts = {"some": f"{len(off):,}", "short": f"{short:,}", "long": f"{len(off) - short:,}"}
        return [_named(words["stated_many"].format(**counts), off)]
    found = []
    for (claim, differs), places in groups.items():
        measured = sorted(rows[place].reading_minutes for place in places)
        text = words["stated_short" if differs < 0 else "stated_long"].format(
            stated=claim,
            some=number_of(len(places), lang),
            measured=range_label(measured[0], measured[-1], lang),
            fast=_between([rows[place].fast for place in places], lang),
            slow=_between([rows[place].slow for place in places], lang),
        )
        found.append(_named(text, [place for place in off if place in set(places)]))
    return found


def _between(minutes: Sequence[float], lang: Lang) -> str:
    return range_label(min(minutes), max(minutes), lang)


def _hardest(rows: Sequence[ListRow], lang: Lang) -> list[Standout]:
    """The articles that hold most of the sentences to revise."""
    hard = sorted((place for place, row in enumerate(rows) if row.hard), key=lambda place: -rows[place].hard)
    every = sum(rows[place].hard for place in hard)
    top = hard[:NAMED] if len(hard) > 1 and rows[hard[0]].hard < every / 2 else hard[:1]
    some = sum(rows[place].hard for place in top)
    # Worth a word where a few articles hold more than their share of what there is to do.
    if not top or every < NAMED or some * len(rows) < 2 * every * len(top):
        return []
    words = LIST_WORDS[lang]
    if some < GATHERED * every:
        each = ("・" if lang == "ja" else ", ").join(f"{rows[place].hard:,}" for place in top)
        return [Standout(words["hardest_most"].format(all=f"{every:,}", each=each), tuple(top))]
    key = "hardest_all" if some == every else "hardest_one" if len(top) == 1 else "hardest_some"
    articles = number_of(len(top), lang) if key == "hardest_all" else f"{len(top)}"
    text = words[key].format(all=f"{every:,}", some=f"{some:,}", articles=articles)
    return [Standout(text, tuple(top))]


def _longest(rows: Sequence[ListRow], lang: Lang) -> list[Standout]:
    minutes = [row.reading_minutes for row in rows if row.characters]
    if len(minutes) < NAMED:
        return []
    longest = max(range(len(rows)), key=lambda place: rows[place].reading_minutes)
    most, middle = rows[longest].reading_minutes, median(minutes)
    if most < LONG_MINUTES or most < 2 * middle:
        return []
    said = {"minutes": minutes_label(most, lang), "median": minutes_label(middle, lang)}
    return [Standout(LIST_WORDS[lang]["longest"].format(**said), (longest,))]


def distributions(rows: Sequence[ListRow], among: Norms | None = None) -> list[Distribution]:
    """How reading time, sentence length, kanji and sentences to revise are spread over the articles that have them.

    `among`: other articles. Of kanji the limits are theirs then.
    """
    kanji = _bands("kanji_ratio", 100) if among is None else _quarters(among, "kanji_ratio", 100)

    def defined(values: Iterable[float], factor: float = 1) -> tuple[float, ...]:
        return tuple(factor * value for value in values if math.isfinite(value))

    return [
        Distribution("dist_minutes", "minutes", defined(r.reading_minutes for r in rows if r.characters), ()),
        Distribution(
            "dist_sentence",
            "characters",
            defined(r.sentence_characters_mean for r in rows),
            _bands("sentence_characters_mean", 1),
        ),
        Distribution("dist_kanji", "percent", defined((r.kanji_ratio for r in rows), 100), kanji, among is not None),
        Distribution("dist_hard", "percent", defined((r.revise_ratio for r in rows), 100), ()),
    ]


def _bands(metric: str, factor: float) -> tuple[Band, ...]:
    # Rounded: 100 * .405 is 40.50000000000001.
    return tuple(
        band._replace(low=round(factor * band.low, 6), high=round(factor * band.high, 6))
        for band in map(of_any_kind, BANDS)
        if band.metric == metric
    )


def _quarters(among: Norms, metric: str, factor: float) -> tuple[Band, ...]:
    """Where the lowest quarter of other articles ends, and the highest begins."""
    limits = among.quarters(metric)
    if limits is None:
        return ()
    low, high = (round(factor * limit, 1) for limit in limits)
    return (Band(metric, low, high, among.label),)
