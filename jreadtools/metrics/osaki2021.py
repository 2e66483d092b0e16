"""Osaki 2021: the share of readers who call a sentence hard, and what follows from it for an article."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from jreadtools.counts.additive import Counts, FloatArray, IntArray
from jreadtools.errors import Message
from jreadtools.metrics.metric import Family, metric, ratio
from jreadtools.metrics.named import NO_CHARACTERS, NO_SENTENCES
from jreadtools.metrics.reliability import flag, in_sentences, not_japanese

__all__ = ["OSAKI2021"]

OSAKI2021 = Family("readability")

_OSAKI = "Osaki 2021, 計量国語学会第65回大会予稿"


@metric(
    OSAKI2021,
    ja="難しいと感じる人の割合（Osaki 2021）",
    en="share of readers who find it hard (Osaki 2021)",
    unit="ratio",
    level="S",
    harder="high",
    undefined=NO_CHARACTERS,
    source=_OSAKI,
    about="文字数と、長く続く漢字（6字以上）・カタカナ（10字以上）から推定した、その文を難しいと感じる読者の割合。0.30以上を難しい文とします。344字を超える文では1を超えます。",
)
def osaki2021(c: Counts) -> FloatArray:
    """Estimated share of readers, Japanese and foreign, who call the sentence hard. Higher: harder; hard from .30.

    0.0030933 + 0.0028964 characters + 0.0753041 (runs of 6 kanji and more) + 0.2166971 (runs of 10 katakana and more),
    as published, not derived again; above 1 for sentences of more than 344 characters. For ranking
    the sentences of one article `hardness` is far better: on simplified sentences this one is a coin toss (.505).

    日本語能力試験を受ける。: 12 characters, one run of 7 kanji.

    >>> import jreadtools as jr
    >>> round(float(jr.analyze("日本語能力試験を受ける。").sentences[0]["osaki2021"]), 6)
    0.113154
    """
    value = _osaki(np.ones(len(c), np.int64), c.characters, c.long_kanji_runs, c.long_katakana_runs)
    return np.where(c.characters > 0, value, np.nan)


def _osaki(sentences: IntArray, characters: IntArray, kanji_runs: IntArray, katakana_runs: IntArray) -> FloatArray:
    result: FloatArray = (
        0.0030933 * sentences + 0.0028964 * characters + 0.0753041 * kanji_runs + 0.2166971 * katakana_runs
    )
    return result


@metric(
    OSAKI2021,
    ja="文の読みやすさ（Osaki 2021）",
    en="ease of the sentences (Osaki 2021)",
    unit="score",
    harder="low",
    undefined=NO_SENTENCES,
    source=_OSAKI,
    about="難しいと感じる読者の割合（osaki2021）を文ごとに求め、その平均（%）を100から引いた値（0〜100）。大きいほど読みやすい文章です。",
)
def osaki2021_ease(c: Counts) -> FloatArray:
    """100 (1 - mean of osaki2021 over the sentences), not below 0. Lower: harder.

    日本語能力試験を受ける。: 100 - 11.32.

    >>> import jreadtools as jr
    >>> round(float(jr.analyze("日本語能力試験を受ける。")["osaki2021_ease"]), 2)
    88.68
    >>> float(jr.analyze("日本語能力試験を" * 50 + "受ける。")["osaki2021_ease"])
    0.0
    """
    total = _osaki(c.sentences, c.sentence_characters, c.sentence_long_kanji_runs, c.sentence_long_katakana_runs)
    mean = total / np.maximum(c.sentences, 1)
    return in_sentences(np.clip(100 * (1 - mean), 0, 100), c)


@metric(
    OSAKI2021,
    ja="難しい文の割合（Osaki 2021）",
    en="share of hard sentences (Osaki 2021)",
    unit="ratio",
    harder="high",
    undefined=NO_SENTENCES,
    source=_OSAKI,
    about="難しいと感じる読者の割合（osaki2021）が0.30以上と推定された文の割合。長く続く漢字やカタカナがなければ、103字以上の文です。",
)
def hard_sentence_ratio(c: Counts) -> FloatArray:
    """Share of sentences whose osaki2021 is .30 or more: from 103 characters without long runs. Higher: harder.

    >>> import jreadtools as jr
    >>> jr.analyze("晴れです。" + "あ" * 103 + "。")["hard_sentence_ratio"]
    0.5
    """
    return ratio(c.hard_sentences, c.sentences)


@metric(
    OSAKI2021,
    ja="Osaki 2021 の値の信頼性",
    en="reliability of Osaki 2021",
    unit="label",
    source=Message(
        ja=f"{_OSAKI}; 10文という目安は jreadtools のもの", en=f"{_OSAKI}; the limit of ten sentences is ours"
    ),
    about="平均した値を信じてよいか。ok（問題なし）、not Japanese（かながほとんどない）、short（10文未満。この目安は jreadtools のもの）、undefined（文がない）のいずれか。",
)
def osaki2021_reliability(c: Counts) -> npt.NDArray[np.object_]:
    """Whether to believe the means of Osaki 2021: "ok", "not Japanese" (kana below 5 %), "short" (below ten sentences:
    our limit, the paper names none) or "undefined".

    >>> import jreadtools as jr
    >>> jr.analyze("晴れです。")["osaki2021_reliability"]
    'short'
    """
    return flag(("undefined", c.sentences == 0), not_japanese(c), ("short", c.sentences < 10))
