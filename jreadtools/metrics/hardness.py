"""hardness: how hard a sentence is for learners of Japanese, and what makes it hard.

Which sentences their writer should look at again is another question: see `metrics.revise`.

Four parts, each 0 at a usual sentence of a blog. Means and scales come from 17,166 sentences of 440 Japanese blog posts,
rounded; nothing was fitted to pairs of hard and easy sentences. Over 18,290 sentences their standard deviations are kanji
1.07, kango 1.07, length 1.42 (a long sentence weighs more), passives .43.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np

from jreadtools.counts.additive import Counts, FloatArray, IntArray
from jreadtools.errors import Message
from jreadtools.metrics.metric import Family, metric
from jreadtools.metrics.named import NO_WORDS

__all__ = ["HARD", "HARDNESS", "hardness_parts"]

HARDNESS = Family("readability")

HARD: Final = 2.3
"""From here a sentence is hard for somebody who learns the language: a fifth of blog sentences."""


def _kanji(c: Counts) -> FloatArray:
    # School years per kanji or hiragana; a usual sentence of 30 with 33 years is added, so that two kanji do not top
    # the list. Latin letters and katakana stay out: a gloss would make a sentence easier.
    years = c.kanji_grades @ np.arange(1, 9)
    result: FloatArray = ((years + 33) / (c.kanji + c.hiragana + 30) - 1.1) / 0.20
    return result


def _japanese_words(c: Counts) -> IntArray:
    words: IntArray = c.words - c.latin_words
    return words


def _kango(c: Counts) -> FloatArray:
    # Sino-Japanese against native words; a usual sentence of 20 words is added.
    result: FloatArray = ((c.kango - c.wago - 10) / (_japanese_words(c) + 20) + 0.5) / 0.09
    return result


def _length(c: Counts) -> FloatArray:
    result: FloatArray = np.sqrt(_japanese_words(c)) - 4
    return result


def _passives(c: Counts) -> FloatArray:
    return c.passives.astype(np.float64)


_PARTS: Final[Mapping[str, Callable[[Counts], FloatArray]]] = {
    "kanji": _kanji,
    "kango": _kango,
    "length": _length,
    "passives": _passives,
}
"""What each thing that makes a sentence hard adds to its hardness; below 0 it makes the sentence easier."""


def hardness_parts(c: Counts) -> dict[str, FloatArray]:
    """What each part adds to the hardness of each row, by name; the parts add up to it."""
    return {name: value(c) for name, value in _PARTS.items()}


@metric(
    HARDNESS,
    ja="読みにくさ",
    en="hardness",
    unit="score",
    level="S",
    harder="high",
    undefined=NO_WORDS,
    source=Message(ja="jreadtools（MATCHA の4,641組で確認）", en="jreadtools; evaluated on MATCHA (4,641 pairs)"),
    about="日本語を学ぶ人にとっての文の難しさ。漢字の難しさ、漢語の多さ、長さ、受け身を足した値で、0がブログのふつうの文、2.3以上は難しいほうの5分の1に入ります。書き手が見直す文は revise_probability が示します。",
)
def hardness(c: Counts) -> FloatArray:
    """How hard the sentence is for a learner: weight of kanji + kango + length + passives. Higher: harder.

    0 is a usual sentence of a blog; from 2.3 it is in the hardest fifth, from 4.5 in the hardest twentieth. kanji: school years per kanji and
    hiragana, ((Σ grade + 33) / (kanji + hiragana + 30) - 1.1) / .20; kango: ((kango - wago - 10) / (words + 20) + .5) /
    .09; length: √words - 4; passives: れる and られる. Words of Latin letters count nowhere (numbers do). Of 4,641 pairs of a sentence and its
    expert simplification (MATCHA) it finds the simplified one easier in 85 % (osaki2021: 50 %). It ranks the
    sentences of one article for learners; do not average it over an article. What a writer should look at again is
    revise_probability.

    花が咲く。: grades 1 and 7 of 2 kanji and 2 hiragana, 3 native words: .53 - .72 - 2.27.

    >>> import jreadtools as jr
    >>> a = jr.analyze("花が咲く。行政手続の電子化の推進が政府によって決定された。")
    >>> [round(sentence.hardness, 1) for sentence in a.sentences]
    [-2.5, 3.8]
    """
    parts = sum(hardness_parts(c).values(), np.zeros(len(c)))
    return np.where(c.words > 0, parts, np.nan)
