"""How varied the vocabulary is: over lemmas (語彙素) of words, punctuation left out.

Measures of one article: they do not add, and a sum over several articles has none (NaN). A doubled text
is less varied. Words that UniDic does not know are their own lemma.
"""

from __future__ import annotations

from jreadtools.counts.additive import Counts, FloatArray
from jreadtools.errors import Message
from jreadtools.metrics.metric import Family, metric
from jreadtools.metrics.named import (
    FEWER_THAN_42_WORDS,
    FEWER_THAN_50_WORDS,
    NO_WORD_TWICE,
    NO_WORDS_OF_ONE,
    NOT_ONE_TEXT,
)

__all__ = ["DIVERSITY"]

DIVERSITY = Family("diversity")


@metric(
    DIVERSITY,
    ja="異なり語数",
    en="types",
    unit="words",
    harder="high",
    undefined=NOT_ONE_TEXT,
    about="異なる語の数。同じ語（語彙素）は何度使われても一語と数えます。",
)
def type_count(c: Counts) -> FloatArray:
    """Different lemmas among the words. Higher: longer, or more varied.

    花/が/咲き/、/花/が/散る: 花 が 咲く 散る.

    >>> import jreadtools as jr
    >>> jr.analyze("花が咲き、花が散る。")["type_count"]
    4.0
    """
    return c.type_count


@metric(
    DIVERSITY,
    ja="タイプ・トークン比",
    en="type-token ratio",
    unit="ratio",
    undefined=NO_WORDS_OF_ONE,
    about="異なり語数を延べ語数で割ったもの。長い文章ほど小さくなるので、長さの違う文章は比べられません。",
)
def ttr(c: Counts) -> FloatArray:
    """Types per token (TTR). It falls with length: compare texts of one length only, or use mattr50.

    >>> import jreadtools as jr
    >>> jr.analyze("花が咲き、花が散る。")["ttr"] == 4 / 6
    True
    """
    result: FloatArray = c.type_count / c.words.clip(1)
    result[c.words == 0] = float("nan")
    return result


@metric(
    DIVERSITY,
    ja="移動平均タイプ・トークン比",
    en="moving-average type-token ratio",
    unit="ratio",
    harder="high",
    undefined=FEWER_THAN_50_WORDS,
    source=Message(ja="Covington & McFall 2010（MATTR、窓は50語）", en="Covington & McFall 2010 (MATTR, window of 50)"),
    about="続けて並ぶ50語ごとのタイプ・トークン比の平均（MATTR）。大きいほど語彙が豊かで、文章の長さにあまり左右されません。",
)
def mattr50(c: Counts) -> FloatArray:
    """Mean type-token ratio of all windows of 50 words (MATTR). Higher: more varied.

    One word said fifty times has one type: 1/50.

    >>> import jreadtools as jr
    >>> jr.analyze("花 " * 50)["mattr50"]
    0.02
    """
    return c.mattr50


@metric(
    DIVERSITY,
    ja="MTLD",
    en="MTLD",
    unit="words",
    harder="high",
    undefined=NO_WORD_TWICE,
    source=Message(
        ja="McCarthy & Jarvis 2010（MTLD、しきい値 0.72）", en="McCarthy & Jarvis 2010 (MTLD, threshold .72)"
    ),
    about="タイプ・トークン比が0.72を下回るまでの語数の平均（前からと後ろからの平均）。大きいほど語彙が豊かです。",
)
def mtld(c: Counts) -> FloatArray:
    """Mean words until the type-token ratio falls below .72, read forwards and backwards (MTLD). Higher: more varied.

    Sequential by nature, it is computed by `analyze` only when somebody asks for it, in folders and frames for all articles
    side by side, unless metrics=[…] leaves it out.

    What is left over at the end counts as the part of a factor that it is. There is no shortest factor: tools that ask for
    ten words give other values. One word said six times: each second one ends a factor.

    >>> import jreadtools as jr
    >>> jr.analyze("花 花 花 花 花 花")["mtld"]
    2.0
    """
    return c.mtld


@metric(
    DIVERSITY,
    ja="HD-D",
    en="HD-D",
    unit="ratio",
    harder="high",
    undefined=FEWER_THAN_42_WORDS,
    source=Message(ja="McCarthy & Jarvis 2007（HD-D、標本は42語）", en="McCarthy & Jarvis 2007 (HD-D, sample of 42)"),
    about="42語を無作為に選んだときに期待されるタイプ・トークン比。大きいほど語彙が豊かです。",
)
def hdd42(c: Counts) -> FloatArray:
    """The type-token ratio to be expected of 42 words drawn at random (HD-D). Higher: more varied.

    One word said 42 times: one type.

    >>> import jreadtools as jr
    >>> jr.analyze("花 " * 42)["hdd42"] == 1 / 42
    True
    """
    return c.hdd42
