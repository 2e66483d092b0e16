"""revise: how probable it is that a sentence should be revised, and which of its features say so.

The load of a sentence is a number of words: those that weigh on its reader, and what makes them weigh more or less.
The weights are few and round. What they say was held against 1,248 sentences that two independent readings had judged
(language models with a copy editor's rubric, no people): see `revise_probability`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

import numpy as np

from jreadtools.counts.additive import Counts, FloatArray, IntArray
from jreadtools.errors import Message
from jreadtools.metrics.metric import Family, metric, ratio
from jreadtools.metrics.named import NO_SENTENCES, NO_WORDS

__all__ = ["PARTS", "REVISE", "REVISE_PROBABILITY", "LoadPart", "reasons", "reasons_said", "revise_parts"]

REVISE_PROBABILITY = Family("readability")

REVISE: Final = 0.5
"""From here a sentence is named: about one in thirty-five of ordinary posts (`Counts.sentences_to_revise`)."""

_HALF: Final = 47
_SCALE: Final = 10
"""The load at which one half is reached, and the words that make the odds e times as high."""


class LoadPart(NamedTuple):
    """One of the things that make a sentence hard to follow."""

    name: str
    why: Message
    """What to say of a sentence in which there is much of it."""
    amount: Callable[[Counts], IntArray]
    """What is counted."""
    tenths: int
    """Tenths of a word of load for each: whole numbers, so that a sum of them is exact."""
    much: int | None
    """From here it is given as a reason; None: never, it makes the sentence lighter."""

    def value(self, c: Counts) -> FloatArray:
        """Words that it adds to the load of each row."""
        return self.tenths * self.amount(c) / 10


PARTS: Final = (
    LoadPart(
        "words",
        Message(ja="一文に多くを詰め込んでいる", en="much in one sentence"),
        lambda c: c.weighing_words,
        10,
        35,
    ),
    LoadPart(
        "brackets",
        Message(ja="文中の括弧が長く、流れが途切れる", en="long brackets break the flow"),
        lambda c: c.interrupting_words,
        10,
        5,
    ),
    LoadPart(
        "modifiers",
        Message(ja="名詞にかかる節が重なっている", en="modifiers on modifiers"),
        lambda c: c.adnominal_clauses,
        15,
        3,
    ),
    LoadPart(
        "unbroken",
        Message(ja="読点のない部分が長い", en="a long stretch without a comma"),
        lambda c: c.unbroken_words_max,
        2,
        25,
    ),
    LoadPart(
        "quotes",
        Message(ja="「」の中は軽い", en="words in 「」 weigh less"),
        lambda c: c.quoted_words,
        -3,
        None,
    ),
)


def revise_parts(c: Counts) -> dict[str, FloatArray]:
    """What each part adds to the load of each row, in words, by name; the parts add up to the load."""
    return {part.name: part.value(c) for part in PARTS}


def reasons(c: Counts, row: int) -> tuple[LoadPart, ...]:
    """The parts of which a row has much, those that stand out most first.

    >>> import jreadtools as jr
    >>> counts = jr.analyze("店（駅の裏にある古い本屋のこと）に寄る。").measured.sentences
    >>> [part.name for part in reasons(counts, 0)]
    ['brackets']
    """
    one = c.take(np.array([row]))
    found = [(int(part.amount(one)[0]) / part.much, part) for part in PARTS if part.much]
    return tuple(part for ratio, part in sorted(found, key=lambda pair: -pair[0]) if ratio >= 1)


def reasons_said(parts: Sequence[LoadPart]) -> Message:
    """Reasons in a few words."""
    return Message(ja="・".join(part.why.ja for part in parts), en=", ".join(part.why for part in parts))


@metric(
    REVISE_PROBABILITY,
    ja="見直し度",
    en="probability that it is worth easing",
    unit="probability",
    level="S",
    harder="high",
    undefined=NO_WORDS,
    source=Message(
        ja="jreadtools（1,248文を、言語モデルが編集者の基準で2回ずつ判定したもの）",
        en="jreadtools; 1,248 sentences, each judged twice by language models with a copy editor's rubric",
    ),
    about="二人の注意深い読み手が、そろって「もっと読みやすくできる」と言いそうな度合い（0〜1）。語の数、文中の括弧、名詞にかかる節、読点のない部分からの推定です（もとの判定は言語モデルによるもの）。"
    "0.5以上の文は、分けることを考えてください。低い文に問題がないとは限りません。",
)
def revise_probability(c: Counts) -> FloatArray:
    """Estimated probability that both of two careful readings would ask for an easier wording. Higher: harder.

    1 / (1 + exp((47 - load) / 10)), where load = words that weigh + words in brackets behind which the sentence goes
    on + 1.5 (clauses that modify a noun) + .2 (words in the longest stretch without punctuation) - .3 (words in 「」).
    Auxiliaries do not weigh (です, ます, た); a run of Latin words, a title in 『』, the items of a list of nouns and a
    speech of several sentences weigh one word. From .5 a sentence is named: splitting it is worth a thought. A
    low value says little: slips of grammar, word choice and order are not seen.

    The readings were made by language models with a rubric, not by people. Calibrated to ordinary posts.

    昨日買った本を読む。: 昨日, 買う, 本, を, 読む weigh; one clause before 本; no comma: 5 + 1.5 + 1 = 7.5.

    >>> import jreadtools as jr
    >>> round(float(jr.analyze("昨日買った本を読む。").sentences[0]["revise_probability"]), 3)
    0.019
    """
    tenths = sum((part.tenths * part.amount(c) for part in PARTS), np.zeros(len(c), np.int64))
    return np.where(c.words > 0, 1 / (1 + np.exp((_HALF - tenths / 10) / _SCALE)), np.nan)


@metric(
    REVISE_PROBABILITY,
    ja="見直したい文の数",
    en="sentences to revise",
    unit="sentences",
    level="AS",
    harder="high",
    source=Message(ja="jreadtools（revise_probability を参照）", en="jreadtools (see revise_probability)"),
    about="見直し度（revise_probability）が0.5以上の文の数。20字未満の文、引用、見出し、表の項目は数えません。文ごとの表では、その文なら1です。",
)
def sentences_to_revise(c: Counts) -> IntArray:
    """Sentences whose revise_probability is .5 or more; of one sentence 1 if it is one of them. Higher: harder.

    Left out are the words of others (quotes), headings and cells, and sentences of less than 20 characters. These are
    the sentences that every page, the table and the check name.

    >>> import jreadtools as jr
    >>> jr.analyze("花が咲く。")["sentences_to_revise"]
    0
    """
    return c.sentences_to_revise


@metric(
    REVISE_PROBABILITY,
    ja="見直したい文の割合",
    en="share of sentences to revise",
    unit="ratio",
    harder="high",
    undefined=NO_SENTENCES,
    source=Message(ja="jreadtools（revise_probability を参照）", en="jreadtools (see revise_probability)"),
    about="全部の文に占める、見直し度（revise_probability）が0.5以上の文の割合。20字未満の文と引用は分子に数えません。ふつうのブログでは30〜40文に1文です。",
)
def revise_ratio(c: Counts) -> FloatArray:
    """Share of the sentences whose revise_probability is .5 or more: one in 30 to 40 in ordinary blogs. Higher: harder.

    >>> import jreadtools as jr
    >>> jr.analyze("花が咲く。")["revise_ratio"]
    0.0
    """
    return ratio(c.sentences_to_revise, c.sentences)
