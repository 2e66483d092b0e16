"""jReadability (Lee & Hasebe): one score of documents for learners of Japanese, its level and its parts.

Made of sentences: headings, cells and captions are left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from jreadtools.counts.additive import Counts, FloatArray
from jreadtools.errors import Lang, Message
from jreadtools.metrics.metric import Family, metric, ratio
from jreadtools.metrics.named import NO_SENTENCES
from jreadtools.metrics.reliability import flag, not_japanese

__all__ = ["JREADABILITY", "LEVELS", "Level", "jreadability_of", "level_of"]

JREADABILITY = Family("readability")


class Level(NamedTuple):
    """A level of learners of Japanese."""

    low: float
    """Scores from it on belong to the level."""
    high: float
    """Scores below it do."""
    label: Mapping[Lang, str]


LEVELS: Final = (
    Level(5.5, 6.5, {"ja": "初級前半", "en": "lower elementary"}),
    Level(4.5, 5.5, {"ja": "初級後半", "en": "upper elementary"}),
    Level(3.5, 4.5, {"ja": "中級前半", "en": "lower intermediate"}),
    Level(2.5, 3.5, {"ja": "中級後半", "en": "upper intermediate"}),
    Level(1.5, 2.5, {"ja": "上級前半", "en": "lower advanced"}),
    Level(0.5, 1.5, {"ja": "上級後半", "en": "upper advanced"}),
)
"""jReadability's levels, the easiest first. Beyond them there is none."""


def level_of(score: float) -> Level | None:
    """The level of a score; None beyond the range and for NaN."""
    return next((level for level in LEVELS if level.low <= score < level.high), None)


_LEE = "Hasebe & Lee 2015 (CASTEL/J); Lee 2016, 早稲田日本語教育学 21"
_COUNTED = Message(
    ja=f"{_LEE}; 数え方は jreadability.net の見本の文章とその値による",
    en=f"{_LEE}; counting: jreadability.net's own sample texts and scores",
)


def jreadability_of(
    sentence_words: FloatArray, kango: FloatArray, wago: FloatArray, verbs: FloatArray, particles: FloatArray
) -> FloatArray:
    """jReadability's formula: words per sentence, and kango, wago, verbs and particles in percent of the words.

    The fifth variable is particles (助詞): the English paper's "auxiliary verbs" is a misprint.

    >>> one = np.ones(1)
    >>> round(float(jreadability_of(10 * one, 0 * one, 50 * one, 10 * one, 25 * one)[0]), 3)
    6.514
    """
    return 11.724 - 0.056 * sentence_words - 0.126 * kango - 0.042 * wago - 0.145 * verbs - 0.044 * particles


@metric(
    JREADABILITY,
    ja="jReadability",
    en="jReadability",
    unit="score",
    harder="low",
    undefined=NO_SENTENCES,
    source=_COUNTED,
    about="日本語学習者にとっての文章の読みやすさ（長谷部・李 2015、李 2016）。大きいほどやさしく、レベルを判定できるのは0.5以上6.5未満です。",
)
def jreadability(c: Counts) -> FloatArray:
    """Readability for learners of Japanese, counted as jreadability.net counts. Lower: harder; levels from 0.5 to below 6.5.

    11.724 - 0.056 words per sentence - 0.126 kango % - 0.042 wago % - 0.145 verb % - 0.044 particle %, over the
    site's tokens: punctuation counts, white space does not, each digit is one (0 gairaigo, 4 wago, the others kango); its
    sentences end at 。 ． ？ ！, inside quotes too, and at the end of a block. Verbs are 動詞 that are not 非自立可能.
    Against the site's six published scores: mean error .006. The PyPI package counts otherwise: see `jreadability_pypi`.

    Left out: headings, cells, captions. For documents, not for single sentences.

    今日/は/晴れ/です/。: five tokens a sentence, 8 of 10 wago, 2 particles.

    >>> import jreadtools as jr
    >>> round(float(jr.analyze("今日は晴れです。明日は雨です。")["jreadability"]), 3)
    7.204
    """
    words, sentences = c.sentence_site_words, c.sentence_site_sentences
    return jreadability_of(
        ratio(words, sentences),
        100 * ratio(c.sentence_site_kango, words),
        100 * ratio(c.sentence_site_wago, words),
        100 * ratio(c.sentence_site_verbs, words),
        100 * ratio(c.sentence_particles, words),
    )


@metric(
    JREADABILITY,
    ja="jReadability のレベル",
    en="jReadability level",
    unit="label",
    source=_LEE,
    about="日本語学習者にとってのレベル（初級前半〜上級後半）。範囲外なら空です。日本語を母語とする読者のレベルではありません。",
)
def jreadability_level(c: Counts, lang: Lang = "ja") -> npt.NDArray[np.object_]:
    """The level of learners of Japanese that jReadability stands for; empty beyond its range, without sentences and where
    hardly any kana says that the text is not Japanese.

    初級前半 from 5.5, 初級後半 from 4.5, 中級前半 from 3.5, 中級後半 from 2.5, 上級前半 from 1.5, 上級後半 from 0.5.
    It says nothing about readers whose mother tongue is Japanese. In English with `lang="en"`.

    >>> import jreadtools as jr
    >>> jr.analyze("きのう友だちと図書館へ行きました。")["jreadability_level"]
    '初級後半'
    """
    levels = map(level_of, np.where(not_japanese(c)[1], np.nan, jreadability(c)).tolist())
    return np.array(["" if level is None else level.label[lang] for level in levels], dtype=object)


@metric(
    JREADABILITY,
    ja="jReadability: 一文の平均語数",
    en="jReadability: words per sentence",
    unit="words",
    harder="high",
    undefined=NO_SENTENCES,
    source=_LEE,
    about="jReadability の変数。句読点も一語と数え、文は 。．？！ で区切ります（かぎ括弧の中でも）。",
)
def jreadability_sentence_words_mean(c: Counts) -> FloatArray:
    """First variable of jReadability: its tokens per its sentence, punctuation included. Higher: harder.

    今日/は/晴れ/です/。 are five.

    >>> import jreadtools as jr
    >>> jr.analyze("今日は晴れです。明日は雨です。")["jreadability_sentence_words_mean"]
    5.0
    """
    return ratio(c.sentence_site_words, c.sentence_site_sentences)


@metric(
    JREADABILITY,
    ja="jReadability: 漢語率",
    en="jReadability: kango ratio",
    unit="ratio",
    harder="high",
    undefined=NO_SENTENCES,
    source=_LEE,
    about="jReadability の変数。句読点を含む全形態素に占める漢語の割合。",
)
def jreadability_kango_ratio(c: Counts) -> FloatArray:
    """Second variable of jReadability: kango among its tokens, punctuation in the whole. Higher: harder.

    >>> import jreadtools as jr
    >>> jr.analyze("電車で学校へ行く。")["jreadability_kango_ratio"] == 2 / 6
    True
    """
    return ratio(c.sentence_site_kango, c.sentence_site_words)


@metric(
    JREADABILITY,
    ja="jReadability: 和語率",
    en="jReadability: wago ratio",
    unit="ratio",
    undefined=NO_SENTENCES,
    source=_LEE,
    about="jReadability の変数。句読点を含む全形態素に占める和語の割合。",
)
def jreadability_wago_ratio(c: Counts) -> FloatArray:
    """Third variable of jReadability: wago among its tokens, punctuation in the whole.

    >>> import jreadtools as jr
    >>> jr.analyze("電車で学校へ行く。")["jreadability_wago_ratio"] == 3 / 6
    True
    """
    return ratio(c.sentence_site_wago, c.sentence_site_words)


@metric(
    JREADABILITY,
    ja="jReadability: 動詞率",
    en="jReadability: verb ratio",
    unit="ratio",
    harder="high",
    undefined=NO_SENTENCES,
    source=_LEE,
    about="jReadability の変数。句読点を含む全形態素に占める動詞（「非自立可能」を除く）の割合。",
)
def jreadability_verb_ratio(c: Counts) -> FloatArray:
    """Fourth variable of jReadability: verbs that are not 非自立可能 among its tokens. Higher: harder.

    いる and する are 非自立可能 and do not count.

    >>> import jreadtools as jr
    >>> jr.analyze("本を読んでいる。")["jreadability_verb_ratio"] == 1 / 6
    True
    """
    return ratio(c.sentence_site_verbs, c.sentence_site_words)


@metric(
    JREADABILITY,
    ja="jReadability: 助詞率",
    en="jReadability: particle ratio",
    unit="ratio",
    undefined=NO_SENTENCES,
    source=_LEE,
    about="jReadability の変数。句読点を含む全形態素に占める助詞の割合。",
)
def jreadability_particle_ratio(c: Counts) -> FloatArray:
    """Fifth variable of jReadability: particles among its tokens, punctuation in the whole.

    >>> import jreadtools as jr
    >>> jr.analyze("電車で学校へ行く。")["jreadability_particle_ratio"] == 2 / 6
    True
    """
    return ratio(c.sentence_particles, c.sentence_site_words)


@metric(
    JREADABILITY,
    ja="jReadability の値の信頼性",
    en="reliability of jReadability",
    unit="label",
    source=_LEE,
    about="jReadability の値を信じてよいか。ok（問題なし）、not Japanese（かながほとんどない）、short（文が400字未満）、long（1,000字超）、out of range（レベルの範囲外）、undefined（文がない）のいずれか。",
)
def jreadability_reliability(c: Counts) -> npt.NDArray[np.object_]:
    """Whether to believe jReadability: "ok", "not Japanese" (kana below 5 %), "out of range" (it has no level there),
    "short" (below the 400 characters of sentences that are recommended), "long" (above 1,000) or "undefined".

    >>> import jreadtools as jr
    >>> jr.analyze("今日は晴れです。")["jreadability_reliability"]
    'short'
    """
    score, size = jreadability(c), c.sentence_characters
    return flag(
        ("undefined", np.isnan(score)),
        not_japanese(c),
        ("short", size < 400),
        ("out of range", (score < LEVELS[-1].low) | (score >= LEVELS[0].high)),
        ("long", size > 1000),
    )
