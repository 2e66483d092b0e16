"""How long it takes to read: the model and its sources are in `jreadtools.speed`."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from jreadtools.counts.additive import Counts, FloatArray
from jreadtools.errors import Lang, Message
from jreadtools.metrics.metric import Family, metric, ratio
from jreadtools.metrics.named import NO_STATED_TIME
from jreadtools.speed import READING_SPEED, ReadingSpeed, minutes_label

__all__ = ["READING_TIME"]

READING_TIME = Family("reading_time")

_READERS = Message(
    ja="BCCWJ-SPR2（304人）; Kobayashi & Kawashima 2018; 英語は Brysbaert 2019",
    en="BCCWJ-SPR2 (304 readers); Kobayashi & Kawashima 2018; English: Brysbaert 2019",
)


@metric(
    READING_TIME,
    ja="読書時間",
    en="reading time",
    unit="minutes",
    harder="high",
    source=_READERS,
    about="黙読にかかる時間。日本語は毎分600字、英単語は毎分238語で計算します。",
)
def reading_minutes(c: Counts, speed: ReadingSpeed = READING_SPEED) -> FloatArray:
    """Minutes to read in silence at 600 字/分, English words at 238 a minute. Higher: longer.

    Digits and punctuation count as characters; 0 for an empty text.

    >>> import jreadtools as jr
    >>> jr.analyze("あ" * 1200)["reading_minutes"]
    2.0
    """
    characters = c.characters - c.english_characters
    minutes: FloatArray = (characters * speed.words + c.english_words * speed.characters) / (
        speed.characters * speed.words
    )
    return minutes


@metric(
    READING_TIME,
    ja="ページに表示された読書時間",
    en="reading time stated on the page",
    unit="minutes",
    undefined=NO_STATED_TIME,
    source=Message(ja="ページの表示そのもの", en="the page itself"),
    about="「約3分」「この記事は約3分で読めます」のように、ページ自身が表示している読書時間。",
)
def stated_minutes(c: Counts) -> FloatArray:
    """Minutes that the page itself claims, to be held against reading_minutes.

    「この記事は約3分で読めます」, "5 min read": such a line is no prose. NaN where the page claims nothing; of
    several articles the sum over those that claim something.

    >>> import jreadtools as jr
    >>> jr.analyze("この記事は約3分で読めます。\\n\\n今日は晴れです。")["stated_minutes"]
    3.0
    """
    return ratio(c.stated_seconds, 60 * np.minimum(c.stated_times, 1))


@metric(
    READING_TIME,
    ja="読書時間（速い人）",
    en="reading time, fast readers",
    unit="minutes",
    harder="high",
    source=_READERS,
    about="速く読む人の読書時間。毎分810字（4人に1人はこれより速い）で計算します。",
)
def reading_minutes_fast(c: Counts, speed: ReadingSpeed = READING_SPEED) -> FloatArray:
    """Minutes of a fast reader (810 字/分: a quarter of 304 readers are as fast). Higher: longer.

    >>> import jreadtools as jr
    >>> round(jr.analyze("あ" * 810)["reading_minutes_fast"], 9)
    1.0
    """
    return reading_minutes(c, speed) * speed.characters / speed.fast


@metric(
    READING_TIME,
    ja="読書時間（ゆっくり読む人）",
    en="reading time, slow readers",
    unit="minutes",
    harder="high",
    source=_READERS,
    about="ゆっくり読む人の読書時間。毎分460字（4人に1人はこれより遅い）で計算します。",
)
def reading_minutes_slow(c: Counts, speed: ReadingSpeed = READING_SPEED) -> FloatArray:
    """Minutes of a slow reader (460 字/分: a quarter of 304 readers are as slow). Higher: longer.

    >>> import jreadtools as jr
    >>> round(jr.analyze("あ" * 460)["reading_minutes_slow"], 9)
    1.0
    """
    return reading_minutes(c, speed) * speed.characters / speed.slow


@metric(
    READING_TIME,
    ja="読み上げ時間",
    en="time read aloud",
    unit="minutes",
    harder="high",
    source=Message(
        ja="弘前大学の聞き取りの実験（毎分320拍）", en="Hirosaki University comprehension tests (320 morae a minute)"
    ),
    about="声に出して読むのにかかる時間。聞き取りやすいとされる毎分320拍で計算します。",
)
def aloud_minutes(c: Counts, speed: ReadingSpeed = READING_SPEED) -> FloatArray:
    """Minutes read aloud at 320 morae a minute, the rate listeners find comfortable. Higher: longer.

    >>> import jreadtools as jr
    >>> jr.analyze("さくら" * 320)["aloud_minutes"]
    3.0
    """
    return c.morae / speed.morae


@metric(
    READING_TIME,
    ja="読む秒数",
    en="seconds to read",
    unit="seconds",
    level="S",
    harder="high",
    source=_READERS,
    about="その文の黙読にかかる秒数。",
)
def reading_seconds(c: Counts, speed: ReadingSpeed = READING_SPEED) -> FloatArray:
    """Seconds to read the sentence in silence, as reading_minutes. Higher: longer.

    >>> import jreadtools as jr
    >>> jr.analyze("今日は晴れです。").sentences[0]["reading_seconds"]
    0.8
    """
    return reading_minutes(c, speed) * 60


@metric(
    READING_TIME,
    ja="読書時間の表示",
    en="reading-time label",
    unit="label",
    source=_READERS,
    about="「約4分」。四捨五入し、1分に満たないものは「約1分」、本文がなければ「0分」。",
)
def reading_label(c: Counts, speed: ReadingSpeed = READING_SPEED, lang: Lang = "ja") -> npt.NDArray[np.object_]:
    """「約4分」: reading_minutes rounded half up, at least one; 「0分」 for an empty text.

    >>> import jreadtools as jr
    >>> jr.analyze("あ" * 2324)["reading_label"]
    '約4分'
    """
    return np.array([minutes_label(minutes, lang) for minutes in reading_minutes(c, speed).tolist()], dtype=object)
