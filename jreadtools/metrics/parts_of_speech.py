"""Shares of the parts of speech. The first metrics of the family `style`.

A share is of all words of an article. These describe a style; none is better for being higher.
"""

from __future__ import annotations

from jreadtools.counts.additive import Counts, FloatArray
from jreadtools.metrics.metric import Family, metric, ratio
from jreadtools.metrics.named import NO_CONTENT_WORDS, NO_VERBS, NO_WORDS

__all__ = ["STYLE"]

STYLE = Family("style")

_MVR = "Kabashima & Jugaku 1965 (樺島・寿岳『文体の科学』)"


@metric(
    STYLE,
    ja="名詞率",
    en="noun ratio",
    unit="ratio",
    undefined=NO_WORDS,
    about="全語（短単位）に占める名詞の割合。代名詞は含みません。",
)
def noun_ratio(c: Counts) -> FloatArray:
    """Share of nouns (名詞, numerals and names among them, pronouns not) in all words.

    >>> import jreadtools as jr
    >>> jr.analyze("赤い花がとても静かに咲く。")["noun_ratio"] == 1 / 7
    True
    """
    return ratio(c.nouns, c.words)


@metric(
    STYLE,
    ja="動詞率",
    en="verb ratio",
    unit="ratio",
    undefined=NO_WORDS,
    about="全語（短単位）に占める動詞の割合。「〜ている」の「いる」や「する」も含みます。",
)
def verb_ratio(c: Counts) -> FloatArray:
    """Share of verbs (動詞) in all words, those that serve another (いる, する) included.

    >>> import jreadtools as jr
    >>> jr.analyze("本を読んでいる。")["verb_ratio"] == 2 / 5
    True
    """
    return ratio(c.verbs, c.words)


@metric(
    STYLE,
    ja="形容詞率",
    en="adjective ratio",
    unit="ratio",
    undefined=NO_WORDS,
    about="全語（短単位）に占める形容詞と形状詞（形容動詞の語幹）の割合。",
)
def adjective_ratio(c: Counts) -> FloatArray:
    """Share of adjectives in all words: 形容詞 (赤い) and 形状詞 (静か), without the よう of のようだ (助動詞語幹).

    >>> import jreadtools as jr
    >>> jr.analyze("赤い花がとても静かに咲く。")["adjective_ratio"] == 2 / 7
    True
    """
    return ratio(c.adjectives, c.words)


@metric(
    STYLE,
    ja="副詞率",
    en="adverb ratio",
    unit="ratio",
    undefined=NO_WORDS,
    about="全語（短単位）に占める副詞の割合。",
)
def adverb_ratio(c: Counts) -> FloatArray:
    """Share of adverbs (副詞) in all words.

    >>> import jreadtools as jr
    >>> jr.analyze("赤い花がとても静かに咲く。")["adverb_ratio"] == 1 / 7
    True
    """
    return ratio(c.adverbs, c.words)


@metric(
    STYLE,
    ja="助詞率",
    en="particle ratio",
    unit="ratio",
    undefined=NO_WORDS,
    about="全語（短単位）に占める助詞の割合。",
)
def particle_ratio(c: Counts) -> FloatArray:
    """Share of particles (助詞) in all words.

    >>> import jreadtools as jr
    >>> jr.analyze("校庭に花が咲く。")["particle_ratio"] == 2 / 5
    True
    """
    return ratio(c.particles, c.words)


@metric(
    STYLE,
    ja="助動詞率",
    en="auxiliary ratio",
    unit="ratio",
    undefined=NO_WORDS,
    about="全語（短単位）に占める助動詞（だ・です・ます・た・ない・れる など）の割合。",
)
def auxiliary_ratio(c: Counts) -> FloatArray:
    """Share of auxiliaries (助動詞: だ です ます た ない れる …) in all words.

    花/が/咲き/まし/た.

    >>> import jreadtools as jr
    >>> jr.analyze("花が咲きました。")["auxiliary_ratio"] == 2 / 5
    True
    """
    return ratio(c.auxiliaries, c.words)


@metric(
    STYLE,
    ja="内容語に占める名詞の割合",
    en="nouns among content words",
    unit="ratio",
    undefined=NO_CONTENT_WORDS,
    source=_MVR,
    about="内容語（名詞・動詞・形容詞・形状詞・副詞）に占める名詞の割合。MVR と組にして文体を見ます。",
)
def content_noun_ratio(c: Counts) -> FloatArray:
    """Share of nouns in the content words; with mvr it places a style on two axes, after Kabashima & Jugaku.

    花 among 赤い 花 とても 静か 咲く.

    >>> import jreadtools as jr
    >>> jr.analyze("赤い花がとても静かに咲く。")["content_noun_ratio"] == 1 / 5
    True
    """
    return ratio(c.content_nouns, c.content_words)


@metric(
    STYLE,
    ja="MVR",
    en="MVR",
    unit="per 100 verbs",
    undefined=NO_VERBS,
    source=_MVR,
    about="動詞100語あたりの形容詞・形状詞・副詞・連体詞の数。大きいと「ありさま」を、小さいと「動き」を描く文体です。難しさを表すものではありません。",
)
def mvr(c: Counts) -> FloatArray:
    """Adjectives (形容詞, 形状詞), adverbs and 連体詞 to a hundred verbs: high describes, low narrates. Not a measure of difficulty.

    赤い とても 静か to 咲く.

    >>> import jreadtools as jr
    >>> jr.analyze("赤い花がとても静かに咲く。")["mvr"]
    300.0
    """
    return 100 * ratio(c.adjectives + c.adverbs + c.adnominals, c.verbs)


@metric(
    STYLE,
    ja="接続詞率",
    en="conjunction ratio",
    unit="ratio",
    undefined=NO_WORDS,
    about="全語（短単位）に占める接続詞（しかし・また・そして など）の割合。",
)
def conjunction_ratio(c: Counts) -> FloatArray:
    """Share of conjunctions (接続詞: しかし また そして) in all words; the particles が and ので are none.

    >>> import jreadtools as jr
    >>> jr.analyze("しかし、花は咲く。")["conjunction_ratio"] == 1 / 4
    True
    """
    return ratio(c.conjunctions, c.words)
