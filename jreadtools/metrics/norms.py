"""Where a value lies among those of other articles, in tenths and quarters: of the bundled norms, or of the user's posts.

Two neighbouring pieces of one article lie some twenty percentiles apart, so nothing finer is said. The numbers stand in
norms.json, which is read when somebody asks.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from numbers import Real
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, Protocol, cast

from jreadtools.errors import Lang, Message, counted, did_you_mean
from jreadtools.metrics.catalogue import METRICS
from jreadtools.metrics.metric import Metric

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["FEWEST", "GENRES", "HOW_MANY", "MAIN", "NEEDED", "Norms", "Place", "Standing", "needed_for", "place_words"]

Place = Literal["low tenth", "low quarter", "middle", "high quarter", "high tenth", ""]
"""A value among others; "" where nothing can be said."""

GENRES: Final[Mapping[str, Message]] = {
    "web": Message(ja="Web の記事", en="articles on the web"),
    "tech": Message(ja="技術記事（Zenn・Qiita）", en="posts of Zenn and Qiita"),
    "life": Message(ja="個人のブログ記事", en="posts of personal blogs"),
    "docs": Message(ja="技術文書とチュートリアル", en="pages of documentation and tutorials"),
    "literature": Message(ja="文学作品（青空文庫）", en="works of literature (Aozora Bunko)"),
}
"""The sets of articles that norms ship for."""

MAIN: Final = ("sentence_characters_mean", "long_sentence_ratio", "commas_per_sentence", "kanji_ratio", "kango_ratio")
"""The metrics whose places are said where nobody names others."""

NEEDED: Final = ("characters", "sentences")
"""What has to be known of an article besides the value in question: how much there is of it."""

_PERCENTILES: Final = (5, 10, 25, 50, 75, 90, 95)
_SMALLEST_OWN: Final = {"characters": 400, "sentences": 5}
"""As the articles behind norms.json were chosen."""
_KANA: Final = 0.2
"""Below this share of kana a text is hardly Japanese."""
FEWEST: Final = 20
"""Of somebody's own articles, for quarters."""
HOW_MANY: Final = Message(
    ja=f"下書き・重複・短い記事を除いて{FEWEST}本から比べます",
    en=f"{FEWEST} are needed, without drafts, doubles and short ones",
)
"""How many of somebody's own articles are needed, and which do not count."""
_FEWEST_FOR_TENTHS: Final = 50


class HasArticles(Protocol):
    """What `analyze_folder` gives back."""

    @property
    def articles(self) -> pd.DataFrame:
        """A row an article."""


class _Words(NamedTuple):
    """What the two ends of a scale are called."""

    low: Message
    high: Message


_LONG: Final = _Words(Message(ja="短い", en="shortest"), Message(ja="長い", en="longest"))
_MANY: Final = _Words(Message(ja="少ない", en="lowest"), Message(ja="多い", en="highest"))
_HIGH: Final = _Words(Message(ja="低い", en="lowest"), Message(ja="高い", en="highest"))
_EASY: Final = _Words(Message(ja="難しい", en="hardest"), Message(ja="やさしい", en="easiest"))


def _words(metric: Metric) -> _Words:
    if metric.unit in ("characters", "minutes", "seconds") or "sentence_words" in metric.name:
        return _LONG
    if metric.unit == "score" and metric.direction == "low":
        return _EASY
    if metric.family == "diversity" or metric.unit in ("score", "grade", "per 100 verbs", "probability"):
        return _HIGH
    return _MANY


def place_words(metric: str, place: Place, lang: Lang) -> str:
    """A place as it stands in a cell of a table; "" for none.

    >>> place_words("kanji_ratio", "high tenth", "ja"), place_words("sentence_characters_mean", "low quarter", "en")
    ('多いほうの1割', 'shortest quarter')
    """
    if place in ("", "middle"):
        middle = Message(ja="真ん中あたり", en="about the middle")
        return middle.in_language(lang) if place else ""
    side, part = place.split()
    words = _words(METRICS[metric])
    end = (words.low if side == "low" else words.high).in_language(lang)
    return f"{end} {part}" if lang == "en" else f"{end}ほうの{'1割' if part == 'tenth' else '4分の1'}"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one value lies among those of other articles. False where nothing can be said; `reason` says why.

    `str()` is in words, in the language of the analysis: "in the longest quarter".
    """

    metric: str
    value: float
    among: Norms = field(repr=False)
    place: Place
    reason: Message | None = None
    """Why there is no place."""
    stratum: str = ""
    """The length of the articles it was compared with, such as "1000-2999" characters; "" for all of them."""
    lang: Lang = "ja"

    def __bool__(self) -> bool:
        return bool(self.place)

    def __str__(self) -> str:
        return self.words(self.lang)

    def words(self, lang: Lang) -> str:
        """The place in tenths or quarters; without one, the reason."""
        if not self.place:
            return (self.reason or Message(ja="", en="")).in_language(lang)
        said = place_words(self.metric, self.place, lang)
        if lang == "en":
            return said if self.place == "middle" else f"in the {said}"
        return f"{said}です" if self.place == "middle" else f"{said}に入ります"

    def whose(self, lang: Lang) -> str:
        """The articles it was compared with, and how many there are."""
        among = self.among
        label = among.label.in_language(lang)
        authors = ""
        if among.authors:
            authors = f"（{among.authors:,}人）" if lang == "ja" else f" by {counted(among.authors, 'authors')}"
        length = ""
        if self.stratum:
            low, _, high = self.stratum.removesuffix("+").partition("-")
            if lang == "ja":
                length = f"のうち{int(low):,}〜{int(high):,}字のもの" if high else f"のうち{int(low):,}字以上のもの"
            else:
                length = f" (those of {int(low):,} {f'to {int(high):,}' if high else 'and more'} characters)"
        if lang == "ja":
            return f"{label}{among.articles:,}本{authors}{length}"
        things, _, rest = label.partition(" ")
        return f"{counted(among.articles, things)} {rest}{authors}{length}"


class _Limits(NamedTuple):
    """The percentiles of one metric over the articles of one set."""

    q: Sequence[float]
    p10: float
    """Below it a value is surely in the lowest tenth: the percentile, or the lower end of its interval."""
    p90: float


@dataclass(frozen=True, slots=True, eq=False)
class Norms:
    """How the values of metrics are spread over many articles.

    `Norms.named("web")` ships; `Norms.of(results)` is made of your own.
    """

    name: str
    label: Message
    articles: int
    authors: int = 0
    """0 where they are not known."""
    smallest: Mapping[str, int] = field(default_factory=dict, repr=False)
    """Characters and sentences below which an article has no place: its values are too uncertain."""
    limits: Mapping[str, Mapping[str, _Limits]] = field(default_factory=dict, repr=False)
    """Metric → stratum of length ("" for all articles) → percentiles."""
    tenths: bool = True
    """Whether there are enough articles to speak of tenths."""

    @classmethod
    def named(cls, name: str) -> Norms:
        """The norms that ship: web, tech, life, docs or literature.

        Raises:
            ValueError: there are none of this name.
        """
        if name not in GENRES:
            from difflib import get_close_matches

            near = get_close_matches(str(name), GENRES, n=1)
            hint = did_you_mean(near, ja=f"あるのは {', '.join(GENRES)}", en=f"there are {', '.join(GENRES)}")
            raise ValueError(f"no norms named {name!r}; {hint}")
        return _shipped(name)

    @classmethod
    def of(cls, rows: HasArticles | pd.DataFrame | Iterable[Mapping[str, Any]], *, name: str = "own") -> Norms:
        """Norms of one's own articles: "longer than your own posts usually are".

        Drafts, doubles, and what has fewer than 400 characters or 5 sentences or hardly any kana are left out, as they
        were where the shipped norms come from. With fewer than 20 articles nothing is said, below 50 no tenths.

        Args:
            rows: Results, their `articles`, or what has the values of an article by name: analyses, dictionaries.
            name: what the articles are called where a place among them is shown, such as their folder.

        Raises:
            ValueError: the rows have no characters or no sentences.

        >>> Norms.of([{"characters": 900 + n, "sentences": 30, "kanji_ratio": n / 100} for n in range(40)])
        Norms(name='own', label='articles of your own', articles=40, authors=0, tenths=False)
        """
        columns = _columns(rows)
        missing = [needed for needed in NEEDED if needed not in columns]
        if missing and columns:
            raise ValueError(
                f"the rows have no {' and no '.join(missing)}, which say whether an article is long enough"
            )
        chosen = _accepted(columns)
        limits = {
            name: {"": found}
            for name in METRICS
            if name in columns and (found := _measured([columns[name][row] for row in chosen], METRICS[name]))
        }
        own = name == "own"
        label = Message(
            ja="自分の記事" if own else f"{name} の記事", en="articles of your own" if own else f"articles in {name}"
        )
        return cls(
            name,
            label,
            len(chosen),
            smallest=_about()["smallest"],
            limits=limits if len(chosen) >= FEWEST else {},
            tenths=len(chosen) >= _FEWEST_FOR_TENTHS,
        )

    def quarters(self, metric: str) -> tuple[float, float] | None:
        """The values below and above which a quarter of all the articles lies; None where there are none."""
        of_metric = self.limits.get(metric)
        return None if of_metric is None else (of_metric[""].q[2], of_metric[""].q[4])

    @property
    def metrics(self) -> tuple[str, ...]:
        """The metrics that a place can be said for, in the order of the catalogue."""
        return tuple(name for name in METRICS if name in self.limits)

    def standing(self, metric: str, row: Mapping[str, Any], lang: Lang = "ja") -> Standing:
        """Where an article lies among these.

        Args:
            metric: a name of the catalogue.
            row: the values of the article by name: of the metric, of NEEDED, and of what `needed_for` names.
            lang: the language of `str()`.

        Raises:
            UnknownMetricError: there is no such metric.
        """
        known = METRICS[metric]
        value = row.get(metric, math.nan)
        number = float(value) if isinstance(value, Real) else math.nan
        reason = self._reason(known, number, row)
        if reason is not None:
            return Standing(metric, number, self, "", reason, lang=lang)
        stratum = _stratum(self.limits[metric], int(row["characters"]))
        place = self._place(self.limits[metric], stratum, number)
        if not place:
            reason = Message(
                ja="ちょうどこの値の記事が多く、並べられません",
                en="too many articles have exactly this value to be put in order",
            )
        return Standing(metric, number, self, place, reason, stratum if place else "", lang)

    def _reason(self, metric: Metric, value: float, row: Mapping[str, Any]) -> Message | None:
        """Why nothing can be said of the value."""
        if metric.name not in self.limits:
            if self.name not in GENRES and self.articles < FEWEST:
                return Message(
                    ja=f"比べる記事が{self.articles:,}本しかありません（{HOW_MANY.ja}）",
                    en=f"there {'is' if self.articles == 1 else 'are'} only {counted(self.articles, 'articles')} "
                    f"to compare it with ({HOW_MANY})",
                )
            return Message(ja="この指標には比べる値がありません", en="there is nothing to compare this metric with")
        short = {name: least for name, least in self.smallest.items() if row.get(name, 0) < least}
        if short and not _is_amount(metric):
            least = self.smallest
            return Message(
                ja=f"短いので比べられません（{least['characters']:,}字・{least['sentences']}文から比べます）",
                en=f"too short to be compared ({least['characters']:,} characters and {least['sentences']} sentences are needed)",
            )
        if math.isnan(value):
            return Message(ja="値がありません", en="it has no value")
        flags = [row.get(flag, "ok") for flag in _flags(metric.name)]
        if any(flag not in _FINE for flag in flags):
            return Message(ja="この文章では当てにならない値です", en="the value cannot be relied on for this text")
        return None

    def _place(self, of_metric: Mapping[str, _Limits], stratum: str, value: float) -> Place:
        q, whole = of_metric[stratum].q, of_metric[""]
        _, p10, p25, _, p75, p90, _ = q
        if sum(value == limit for limit in q) > 1:
            return ""
        if value < p25:
            return "low tenth" if self.tenths and value < min(p10, whole.p10) else "low quarter"
        if value > p75:
            return "high tenth" if self.tenths and value > max(p90, whole.p90) else "high quarter"
        return "middle"


_FINE: Final = frozenset({"ok", "long", ""})
"""Flags of a formula that do not speak against a comparison: the articles behind the norms are as long."""


def _flags(metric: str) -> tuple[str, ...]:
    """The flags of the formula that a metric is, or is a part of."""
    return tuple(
        name
        for name in METRICS
        if name.endswith("_reliability") and metric.startswith(name.removesuffix("_reliability"))
    )


def needed_for(metrics: Iterable[str]) -> tuple[str, ...]:
    """What has to be measured for the standing in these metrics, in the order of the catalogue."""
    wanted = {*metrics, *NEEDED}
    wanted |= {flag for metric in wanted for flag in _flags(metric)}
    return tuple(name for name in METRICS if name in wanted)


def _is_amount(metric: Metric) -> bool:
    """Whether it says how much there is of an article: that is as sure of a short one."""
    return metric.dtype == "int64" or metric.unit in ("minutes", "seconds")


def _stratum(of_metric: Mapping[str, _Limits], characters: int) -> str:
    for name in of_metric:
        low, _, high = name.removesuffix("+").partition("-")
        if low and int(low) <= characters <= (int(high) if high else characters):
            return name
    return ""


# --- those that ship ----------------------------------------------------------------------------


@cache
def _file() -> dict[str, Any]:
    whole: dict[str, Any] = json.loads(Path(__file__).with_name("norms.json").read_bytes())
    return whole


def _about() -> dict[str, Any]:
    about: dict[str, Any] = _file()["about"]
    return about


@cache
def _shipped(name: str) -> Norms:
    sample = _about()["sample"][name]
    limits = {
        metric: _of_file(genres[name])
        for metric, genres in _file()["metrics"].items()
        if name in genres and metric in METRICS  # a metric may have gone since the file was made
    }
    smallest = _about()["smallest"]
    return Norms(name, GENRES[name], sample["articles"], sample["authors"], smallest, limits)


def _of_file(one: Mapping[str, Any]) -> dict[str, _Limits]:
    q, intervals = one["q"], one.get("ci", {})
    found = {"": _Limits(q, min(q[1], *intervals.get("P10", [q[1]])), max(q[5], *intervals.get("P90", [q[5]])))}
    return found | {stratum: _Limits(q, q[1], q[5]) for stratum, q in one.get("by_length", {}).items()}


# --- one's own ----------------------------------------------------------------------------------


def _columns(rows: HasArticles | pd.DataFrame | Iterable[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """The values by column: those of METRICS, and what says that an article is a draft or stands there twice."""
    wanted = (*METRICS, "draft", "duplicate_of")
    frame: Any = rows if hasattr(rows, "columns") else getattr(rows, "articles", None)  # pandas is not loaded here
    if frame is not None:
        return {name: frame[name].tolist() for name in wanted if name in frame.columns}
    listed = list(cast("Iterable[Mapping[str, Any]]", rows))
    names = [name for name in wanted if any(name in row for row in listed)]
    return {name: [row.get(name, None if name == "duplicate_of" else math.nan) for row in listed] for name in names}


def _accepted(columns: Mapping[str, list[Any]]) -> list[int]:
    """The rows of articles that others can be compared with."""
    if not columns:
        return []
    number = len(columns["characters"])

    def of(name: str, otherwise: Any) -> list[Any]:
        return columns.get(name, [otherwise] * number)

    hiragana, katakana = of("hiragana_ratio", 1.0), of("katakana_ratio", 0.0)
    return [
        row
        for row in range(number)
        if all(
            isinstance(columns[name][row], Real) and columns[name][row] >= least
            for name, least in _SMALLEST_OWN.items()
        )
        and hiragana[row] + katakana[row] > _KANA
        and of("draft", False)[row] is not True
        and of("duplicate_of", "")[row] in (None, "")
    ]


def _measured(values: list[Any], metric: Metric) -> _Limits | None:
    """The percentiles of a metric (inverted_cdf); None where most articles have one value, or most have none."""
    if metric.dtype == "str":
        return None
    known = sorted(value for value in values if isinstance(value, Real) and value == value)
    if not known or 2 * len(known) < len(values):
        return None
    q = [float(known[max(0, math.ceil(len(known) * percent / 100) - 1)]) for percent in _PERCENTILES]
    return None if q[2] == q[4] else _Limits(q, q[1], q[5])
