"""Guideline bands: the names of ranges of values, each with its author. One table; a leaf.

Nobody's band is a law: a page that shows one names its authors.
"""

from __future__ import annotations

import math
from typing import Final, Literal, NamedTuple

from jreadtools.errors import Message

__all__ = ["BANDS", "Band", "Verdict", "band_of", "of_any_kind", "verdict"]

Verdict = Literal["low", "middle", "high"]


class Band(NamedTuple):
    """Where values of a metric begin to be small or large, after one author."""

    metric: str
    low: float
    """Values up to it are small (short, few, easy); -inf: the author names none."""
    high: float
    """Values from it are large (long, many, hard); inf: the author names none."""
    whose: Message
    """Its author."""
    exclusive: bool = False
    """Whether `high` itself is still no large value (a linter's "at most")."""


_MORIOKA: Final = Message(ja="森岡 1958", en="Morioka 1958")
_YASUMOTO: Final = Message(ja="安本 1983", en="Yasumoto 1983")
_EDITORS: Final = Message(ja="編集の目安", en="editors' rule of thumb")
_TEXTLINT: Final = Message(ja="textlint ja-technical-writing", en="textlint ja-technical-writing")
_REDPEN: Final = Message(ja="RedPen", en="RedPen")
_YOAST: Final = Message(ja="Yoast", en="Yoast")
_OURS: Final = Message(ja="jreadtools、ブログ記事1,324本", en="jreadtools, 1,324 blog posts")

# The first band of a metric is the one that pages show.
BANDS: Final = (
    Band("sentence_characters_mean", 35, 60, _MORIOKA),
    Band("sentence_characters_mean", 35, 51, _YASUMOTO),
    Band("kanji_ratio", 0.20, 0.35, _MORIOKA),
    Band("kanji_ratio", 0.299, 0.405, _YASUMOTO),
    Band("kanji_ratio", 0.20, 0.30, _EDITORS),
    Band("kango_ratio", 0.15, 0.20, _OURS),
    Band("characters", -math.inf, 100, _TEXTLINT, exclusive=True),
    Band("characters", -math.inf, 100, _REDPEN, exclusive=True),
    Band("characters", -math.inf, 40, _YOAST, exclusive=True),
    Band("commas", -math.inf, 3, _TEXTLINT, exclusive=True),
    Band("commas", -math.inf, 3, _REDPEN, exclusive=True),
    Band("kanji_run_max", -math.inf, 6, _TEXTLINT, exclusive=True),
    Band("kanji_run_max", -math.inf, 5, _REDPEN, exclusive=True),
    Band("paragraph_characters_mean", -math.inf, 300, _YOAST, exclusive=True),
)
"""Every band, those of a sentence (characters, commas, kanji_run_max) too."""


def band_of(metric: str) -> Band | None:
    """The band that pages show for a metric; None without one."""
    return next((band for band in BANDS if band.metric == metric), None)


def of_any_kind(band: Band) -> Band:
    """What of a band is true of articles of any kind: few kanji are no sign of easy words, in seven of ten technical posts
    they only mean many Latin letters.

    >>> of_any_kind(band_of("kanji_ratio")).low, of_any_kind(band_of("sentence_characters_mean")).low
    (-inf, 35)
    """
    return band._replace(low=-math.inf) if band.metric == "kanji_ratio" else band


def verdict(band: Band, value: float) -> Verdict | None:
    """Where a value lies; None where it is undefined.

    >>> kanji = band_of("kanji_ratio")
    >>> [verdict(kanji, value) for value in (0.20, 0.21, 0.35, float("nan"))]
    ['low', 'middle', 'high', None]
    """
    if math.isnan(value):
        return None
    if value <= band.low:
        return "low"
    large = value > band.high if band.exclusive else value >= band.high
    return "high" if large else "middle"
