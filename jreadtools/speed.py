"""How fast people read: reading times from integer counts, for different readers, and their labels.

A leaf: no numpy, no MeCab. `measure/estimate.py` counts a text and calls this; `metrics/reading_time.py` computes the
same formula over columns of counts.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Final

from jreadtools.characters import ENGLISH_WORD, WHITE_SPACE, ZERO_WIDTH, nfc
from jreadtools.errors import Lang

__all__ = [
    "COMFORTABLE_MORAE",
    "CUSTOMARY",
    "ENGLISH_WORDS",
    "FAST_READERS",
    "READING_SPEED",
    "SLOW_READERS",
    "ReadingSpeed",
    "ReadingTime",
    "minutes_label",
    "range_label",
    "reading_counts",
    "whole_minutes",
]

CUSTOMARY: Final = 600
"""字/分 in silence, the customary figure in Japan: between the median of 304 readers of a white paper
(607, BCCWJ-SPR2) and the mean of 200 students (653, Kobayashi & Kawashima 2018)."""
SLOW_READERS: Final = 460
FAST_READERS: Final = 810
"""字/分: the middle half of 304 self-paced readers (P25 458, P75 811; computed from BCCWJ-SPR2)."""
ENGLISH_WORDS: Final = 238
"""English words a minute in silence (Brysbaert 2019)."""
COMFORTABLE_MORAE: Final = 320
"""拍/分 read aloud that listeners find comfortable (Hirosaki University comprehension tests: 91 %)."""


_FASTEST: Final = 1_000_000
"""Characters a minute: nobody reads faster, and larger numbers would make every time 0."""


def _shown(value: object) -> str:
    """A value as a message shows it: Python refuses to print a number of 5,000 digits."""
    if isinstance(value, int) and not -(10**20) < value < 10**20:
        return "a number of many digits"
    return repr(value)


@dataclass(frozen=True, slots=True)
class ReadingSpeed:
    """How fast somebody reads. Fast and slow readers read English faster and slower in the same ratio.

    >>> ReadingSpeed(characters=500).minutes(1000, 0)
    2.0
    """

    characters: int = CUSTOMARY
    """Japanese characters a minute in silence."""
    words: int = ENGLISH_WORDS
    """English words a minute in silence."""
    fast: int = FAST_READERS
    """Japanese characters a minute of fast readers: the short end of the range."""
    slow: int = SLOW_READERS
    """Japanese characters a minute of slow readers: the long end of the range."""
    morae: int = COMFORTABLE_MORAE
    """Morae a minute, read aloud."""

    def __post_init__(self) -> None:
        for name in ("characters", "words", "fast", "slow", "morae"):
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int) or value < 1:
                raise ValueError(f"ReadingSpeed.{name} is a whole number of at least 1 a minute, not {_shown(value)}")
            if value > _FASTEST:
                raise ValueError(f"ReadingSpeed.{name} is {_FASTEST:,} a minute at most, not {_shown(value)}")
        if not self.slow <= self.characters <= self.fast:
            # Only the middle was asked for: the readers around it keep their distance.
            if (self.slow, self.fast) == (SLOW_READERS, FAST_READERS):
                object.__setattr__(self, "slow", max(1, round(self.characters * SLOW_READERS / CUSTOMARY)))
                object.__setattr__(self, "fast", max(1, round(self.characters * FAST_READERS / CUSTOMARY)))
            else:
                raise ValueError(
                    f"ReadingSpeed needs slow <= characters <= fast, not {self.slow}, {self.characters}, {self.fast}"
                )

    def minutes(self, characters: int, words: int) -> float:
        """Minutes in silence for this many Japanese characters and English words.

        One division of whole numbers, so that sentences and their article never disagree.
        """
        return (characters * self.words + words * self.characters) / (self.characters * self.words)


READING_SPEED: Final = ReadingSpeed()


_ZERO_WIDTH = re.compile(f"[{ZERO_WIDTH}]+")
_WHITE_SPACE = re.compile(f"[{WHITE_SPACE}]+")


def reading_counts(prose: str) -> tuple[int, int, int]:
    """Characters, English words and the characters in those words, white space left out.

    Counts the text as it is: take URLs and markup out first.

    >>> reading_counts("Win-Winですね。 Ｗｅｂ 3.0")
    (17, 2, 10)
    """
    prose = _ZERO_WIDTH.sub("", prose)
    prose = nfc(prose)
    words = letters = 0
    for match in ENGLISH_WORD.finditer(prose):
        words += 1
        letters += match.end() - match.start()
    return len(_WHITE_SPACE.sub("", prose)), words, letters


def whole_minutes(minutes: float) -> int:
    """Half a minute is rounded up; whoever reads takes one."""
    return max(1, math.floor(minutes + 0.5))


def _spell(whole: int, lang: Lang) -> str:
    # From ten hours on nobody asks for minutes.
    hours, rest = divmod(whole, 60) if whole < 600 else (math.floor(whole / 60 + 0.5), 0)
    if lang == "ja":
        return f"{hours}時間{rest}分" if hours and rest else f"{hours}時間" if hours else f"{rest}分"
    return f"{hours} h {rest} min" if hours and rest else f"{hours} h" if hours else f"{rest} min"


def minutes_label(minutes: float, lang: Lang = "ja") -> str:
    """「約4分」: whole minutes, half a minute rounded up, at least one; from ten hours whole hours; nothing is 「0分」.

    >>> minutes_label(3.86), minutes_label(0.2), minutes_label(80), minutes_label(0), minutes_label(3.86, "en")
    ('約4分', '約1分', '約1時間20分', '0分', 'about 4 min')
    >>> minutes_label(599), minutes_label(842), minutes_label(870), minutes_label(842, "en")
    ('約9時間59分', '約14時間', '約15時間', 'about 14 h')
    """
    if math.isnan(minutes):
        return "–"
    if minutes <= 0:
        return "0分" if lang == "ja" else "0 min"
    spelled = _spell(whole_minutes(minutes), lang)
    return f"約{spelled}" if lang == "ja" else f"about {spelled}"


def range_label(fast: float, slow: float, lang: Lang = "ja") -> str:
    """「約3〜5分」, or a single figure when both ends are the same.

    >>> range_label(2.9, 5.0), range_label(3.8, 4.2), range_label(2.9, 5.0, "en"), range_label(55, 100)
    ('約3〜5分', '約4分', 'about 3–5 min', '約55分〜1時間40分')
    """
    if math.isnan(fast) or math.isnan(slow):
        return "–"
    if slow <= 0:
        return minutes_label(0, lang)
    low, high = whole_minutes(fast), whole_minutes(slow)
    if low == high:
        return minutes_label(low, lang)
    if high < 60:
        return f"約{low}〜{high}分" if lang == "ja" else f"about {low}–{high} min"
    ends = list(dict.fromkeys(_spell(whole, lang) for whole in (low, high)))
    return f"約{'〜'.join(ends)}" if lang == "ja" else f"about {' – '.join(ends)}"


@dataclass(frozen=True, slots=True)
class ReadingTime:
    """How long a text takes. `str()` is the label.

    >>> time = ReadingTime.of(2310, 6)
    >>> str(time), time.range_label, round(time.minutes, 2)
    ('約4分', '約3〜5分', 3.88)
    """

    characters: int
    """Japanese characters: every character that is no white space and in no English word."""
    words: int
    """English words."""
    morae: float = math.nan
    """Morae of the text read aloud; NaN when they were not asked for."""
    speed: ReadingSpeed = READING_SPEED
    lang: Lang = "ja"

    @classmethod
    def of(
        cls,
        characters: int,
        words: int,
        morae: float = math.nan,
        speed: ReadingSpeed = READING_SPEED,
        lang: Lang = "ja",
    ) -> ReadingTime:
        """The time for these counts."""
        return cls(int(characters), int(words), morae, speed, lang)

    @property
    def minutes(self) -> float:
        """Minutes of a customary reader in silence (600 字/分)."""
        return self.speed.minutes(self.characters, self.words)

    @property
    def whole_minutes(self) -> int:
        """The minutes of the label: half a minute is rounded up, and only what is empty takes none."""
        return whole_minutes(self.minutes) if self.minutes > 0 else 0

    @property
    def fast_minutes(self) -> float:
        """Minutes of a fast reader (810 字/分)."""
        return self.minutes * self.speed.characters / self.speed.fast

    @property
    def slow_minutes(self) -> float:
        """Minutes of a slow reader (460 字/分)."""
        return self.minutes * self.speed.characters / self.speed.slow

    @property
    def aloud_minutes(self) -> float:
        """Minutes read aloud; NaN unless asked for (it needs MeCab)."""
        return self.morae / self.speed.morae

    @property
    def label(self) -> str:
        """「約4分」."""
        return minutes_label(self.minutes, self.lang)

    @property
    def range_label(self) -> str:
        """「約3〜5分」."""
        return range_label(self.fast_minutes, self.slow_minutes, self.lang)

    @property
    def both_labels(self) -> str:
        """「約4分（3〜5分）」; the label alone when the range adds nothing."""
        label, readers = self.label, self.range_label
        if label == readers or self.minutes <= 0:
            return label
        return (
            f"{label}（{readers.removeprefix('約')}）"
            if self.lang == "ja"
            else f"{label} ({readers.removeprefix('about ')})"
        )

    @property
    def aloud_label(self) -> str:
        """「約8分」 read aloud, – when it was not asked for."""
        return minutes_label(self.aloud_minutes, self.lang)

    def __str__(self) -> str:
        return self.label
