"""How sentences are built and how they end: phrases, particles, negation, polite and plain.

Everything per sentence is of sentences (see `length`). These describe a style: where a direction is given, it is that
of the reader's effort.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from jreadtools.counts.additive import Counts, FloatArray, IntArray
from jreadtools.language.grammar.endings import ending_label
from jreadtools.metrics.metric import metric, ratio
from jreadtools.metrics.named import NO_CHARACTERS, NO_SENTENCES, NO_STYLE
from jreadtools.metrics.parts_of_speech import STYLE

__all__ = ["STYLE"]

_TEXTLINT = "textlint"


@metric(
    STYLE,
    ja="読点数",
    en="commas",
    unit="commas",
    level="S",
    harder="high",
    about="その文の読点（、，）の数。",
)
def commas(c: Counts) -> IntArray:
    """読点 of the sentence: 、 ， and half-width ､ alike. Higher: harder.

    >>> import jreadtools as jr
    >>> jr.analyze("春、夏，秋。").sentences[0]["commas"]
    2
    """
    return c.commas


@metric(
    STYLE,
    ja="文節数",
    en="bunsetsu",
    unit="bunsetsu",
    level="S",
    harder="high",
    about="その文の文節の数。",
)
def bunsetsu(c: Counts) -> IntArray:
    """Bunsetsu (文節) of the sentence; 0 without words. Higher: harder.

    By rules over UniDic's parts of speech, not by a parser (see `jreadtools.language.grammar.bunsetsu`).

    校庭に/花が/咲く。

    >>> import jreadtools as jr
    >>> jr.analyze("校庭に花が咲く。").sentences[0]["bunsetsu"]
    3
    """
    return c.bunsetsu


@metric(
    STYLE,
    ja="一文の文節数",
    en="bunsetsu per sentence",
    unit="bunsetsu",
    harder="high",
    undefined=NO_SENTENCES,
    about="一文の平均文節数。",
)
def bunsetsu_per_sentence(c: Counts) -> FloatArray:
    """Mean bunsetsu (文節) of a sentence. Higher: harder.

    校庭に/花が/咲く。 春だ。

    >>> import jreadtools as jr
    >>> jr.analyze("校庭に花が咲く。春だ。")["bunsetsu_per_sentence"]
    2.0
    """
    return ratio(c.sentence_bunsetsu, c.sentences)


@metric(
    STYLE,
    ja="一文の述語数",
    en="predicates per sentence",
    unit="predicates",
    harder="high",
    undefined=NO_SENTENCES,
    about="一文あたりの述語（動詞・形容詞・「だ」「です」を含む文節）の数。",
)
def predicates_per_sentence(c: Counts) -> FloatArray:
    """Mean predicates of a sentence: bunsetsu that hold a verb, an adjective or a copula. Higher: harder.

    に and な (静かに, 静かな) make no predicate.

    咲くと and 春だ。

    >>> import jreadtools as jr
    >>> jr.analyze("校庭に花が咲くと春だ。")["predicates_per_sentence"]
    2.0
    """
    return ratio(c.sentence_predicates, c.sentences)


@metric(
    STYLE,
    ja="受け身の数",
    en="passives",
    unit="times",
    level="S",
    harder="high",
    about="その文の助動詞「れる・られる」の数。形では区別できない可能・尊敬も数えます。",
)
def passives(c: Counts) -> IntArray:
    """Auxiliaries れる and られる of the sentence: passive, and possible or honorific, which look alike. Higher: harder.

    >>> import jreadtools as jr
    >>> jr.analyze("橋が作られる。").sentences[0]["passives"]
    1
    """
    return c.passives


@metric(
    STYLE,
    ja="一文の受け身の数",
    en="passives per sentence",
    unit="times",
    harder="high",
    undefined=NO_SENTENCES,
    about="一文あたりの助動詞「れる・られる」の数。形では区別できない可能・尊敬も数えます。",
)
def passives_per_sentence(c: Counts) -> FloatArray:
    """Mean auxiliaries れる and られる of a sentence: passive, and possible or honorific, which look alike. Higher: harder.

    >>> import jreadtools as jr
    >>> jr.analyze("橋が作られる。人が渡る。")["passives_per_sentence"]
    0.5
    """
    return ratio(c.sentence_passives, c.sentences)


@metric(
    STYLE,
    ja="否定の数",
    en="negations",
    unit="times",
    level="S",
    harder="high",
    about="その文の否定（ない・ぬ・ん・ず など）の数。「かもしれない」のような決まった言い方は数えません。",
)
def negations(c: Counts) -> IntArray:
    """Negations of the sentence: ない, ぬ (ん, ず); fixed phrases such as かもしれない are none. Higher: harder.

    >>> import jreadtools as jr
    >>> jr.analyze("雨は降らない。").sentences[0]["negations"]
    1
    """
    return c.negations


@metric(
    STYLE,
    ja="一文の否定の数",
    en="negations per sentence",
    unit="times",
    harder="high",
    undefined=NO_SENTENCES,
    about="一文あたりの否定（ない・ぬ・ん・ず など）の数。「かもしれない」のような決まった言い方は数えません。",
)
def negations_per_sentence(c: Counts) -> FloatArray:
    """Mean negations of a sentence: ない, ぬ (ん, ず); fixed phrases such as かもしれない are none. Higher: harder.

    >>> import jreadtools as jr
    >>> jr.analyze("雨は降らない。風が吹く。")["negations_per_sentence"]
    0.5
    """
    return ratio(c.sentence_negations, c.sentences)


@metric(
    STYLE,
    ja="二重否定の数",
    en="double negatives",
    unit="times",
    harder="high",
    source=f"{_TEXTLINT} (no-double-negative-ja)",
    about="二重否定（〜ないわけではない、〜なくはない など）の数。「〜なければならない」は数えません。",
)
def double_negatives(c: Counts) -> IntArray:
    """Double negatives in the sentences (〜ないわけではない, 〜なくはない). Higher: harder.

    Obligations (なければならない) are none. Different from textlint: 〜ざるを得ない, 〜ないはずがない, 〜ずにはいられない and
    their like count too.

    >>> import jreadtools as jr
    >>> jr.analyze("行けないわけではない。")["double_negatives"]
    1
    """
    return c.sentence_double_negatives


@metric(
    STYLE,
    ja="体言止めの割合",
    en="nominal-ending ratio",
    unit="ratio",
    undefined=NO_SENTENCES,
    about="体言（名詞など）で終わる文の割合。",
)
def nominal_ending_ratio(c: Counts) -> FloatArray:
    """Share of sentences that end in a noun (体言止め).

    >>> import jreadtools as jr
    >>> jr.analyze("待ちに待った春。花が咲く。")["nominal_ending_ratio"]
    0.5
    """
    return ratio(c.nominal_sentences, c.sentences)


@metric(
    STYLE,
    ja="敬体の割合",
    en="polite ratio",
    unit="ratio",
    undefined=NO_SENTENCES,
    about="「です・ます」で終わる文（敬体）の割合。",
)
def polite_ratio(c: Counts) -> FloatArray:
    """Share of sentences in polite style (敬体: です, ます). The rest is plain, or neither (体言止め, fragments).

    >>> import jreadtools as jr
    >>> jr.analyze("花が咲きました。春だ。")["polite_ratio"]
    0.5
    """
    return ratio(c.polite_sentences, c.sentences)


@metric(
    STYLE,
    ja="常体の割合",
    en="plain ratio",
    unit="ratio",
    undefined=NO_SENTENCES,
    about="「だ・である」や動詞・形容詞の言い切りで終わる文（常体）の割合。体言止めは含みません。",
)
def plain_ratio(c: Counts) -> FloatArray:
    """Share of sentences in plain style (常体: だ, である, a bare verb or adjective); nominal endings are neither.

    >>> import jreadtools as jr
    >>> jr.analyze("花が咲きました。春だ。")["plain_ratio"]
    0.5
    """
    return ratio(c.plain_sentences, c.sentences)


@metric(
    STYLE,
    ja="文体の混在",
    en="style mixing",
    unit="ratio",
    harder="high",
    undefined=NO_STYLE,
    about="敬体と常体のうち少ないほうの割合（0〜0.5）。段落の文と、箇条書き・引用の文とは別々に数えます。0なら文体がそろっています。",
)
def style_mixing(c: Counts) -> FloatArray:
    """The rarer of polite and plain style among the sentences that have either. Higher: more mixed (0.5: half and half).

    Fragments and nominal endings are left out; list items and quotes are held against one another,
    not against the paragraphs (plain items in a polite article are no mixing, as in textlint).

    >>> import jreadtools as jr
    >>> jr.analyze("花が咲きました。春だ。風が吹く。鳥が鳴く。")["style_mixing"]
    0.25
    """
    paragraphs = np.minimum(c.polite_paragraph_sentences, c.plain_paragraph_sentences)
    others = np.minimum(
        c.polite_sentences - c.polite_paragraph_sentences, c.plain_sentences - c.plain_paragraph_sentences
    )
    return ratio(paragraphs + others, c.polite_sentences + c.plain_sentences)


@metric(
    STYLE,
    ja="同じ文末の最長の連続",
    en="longest run of one ending",
    unit="sentences",
    harder="high",
    about="同じ文末（ました、です など）が続く最大の文数。",
)
def same_ending_run_max(c: Counts) -> IntArray:
    """The most sentences in a row that end alike (ました。…ました。…ました。). Higher: more monotonous.

    An ending that is neither polite nor plain (体言止め, a fragment) ends a run and makes none; 0 without any.

    >>> import jreadtools as jr
    >>> jr.analyze("花が咲きました。春が来ました。風が吹きました。鳥が鳴く。")["same_ending_run_max"]
    3
    """
    return c.same_ending_run_max


@metric(
    STYLE,
    ja="助詞の重なり",
    en="doubled particles",
    unit="times",
    harder="high",
    source=f"{_TEXTLINT} (no-doubled-joshi)",
    about="一つの節の中で同じ格助詞・係助詞が二度使われた回数（「事故で電車で行けない」の「で」など）。",
)
def doubled_particles(c: Counts) -> IntArray:
    """The same particle twice in a clause (…で…で), counted over the sentences. Higher: harder.

    が に で は へ から より まで など, かも and what they form with は (では). Different from textlint: a predicate between
    makes two clauses; lists (AとBと, AもBも), adverbs (最後に, 今回は), particles of two words (〜によって) and は of contrast
    are left out (see `jreadtools.language.grammar.particles`).

    >>> import jreadtools as jr
    >>> jr.analyze("事故で電車で行けなかった。")["doubled_particles"]
    1
    """
    return c.sentence_doubled_particles


@metric(
    STYLE,
    ja="接続助詞「が」の重なり",
    en="repeated conjunctive が",
    unit="times",
    harder="high",
    source=f"{_TEXTLINT} (no-doubled-conjunctive-particle-ga)",
    about="一文の中で接続助詞「が」（〜ですが、〜だが）が、くり返し使われた回数（二度なら1、三度なら2）。",
)
def ga_conjunctions(c: Counts) -> IntArray:
    """Conjunctive が (〜だが、) used again in the same sentence, counted over the sentences. Higher: harder.

    Different from textlint, which reports once a sentence: three が count two; one within brackets and one outside do not
    count together, nor do がな and がね at the end.

    >>> import jreadtools as jr
    >>> jr.analyze("春だが、寒いが、花は咲く。")["ga_conjunctions"]
    1
    """
    return c.sentence_ga_conjunctions


@metric(
    STYLE,
    ja="「の」の最長の連続",
    en="longest chain of の",
    unit="times",
    harder="high",
    about="名詞をつなぐ「の」が、最も多く続いた回数。「私の友人の姉の本」は3です。",
)
def no_chain_max(c: Counts) -> IntArray:
    """The most の in a row between nouns (AのBのCのD: 3); 0 where none follows another. Higher: harder.

    >>> import jreadtools as jr
    >>> jr.analyze("私の友人の姉の本だ。")["no_chain_max"]
    3
    """
    return c.no_chain_max


@metric(
    STYLE,
    ja="括弧の深さ",
    en="depth of brackets",
    unit="levels",
    harder="high",
    about="丸括弧・角括弧の入れ子の最大の深さ。かぎ括弧は数えません。",
)
def parenthesis_depth_max(c: Counts) -> IntArray:
    """How deep round and square brackets nest at most; 0 without any. Quotes (「」) are no brackets. Higher: harder.

    >>> import jreadtools as jr
    >>> jr.analyze("春（桜（山桜）の頃）だ。")["parenthesis_depth_max"]
    2
    """
    return c.parenthesis_depth_max


@metric(
    STYLE,
    ja="会話の割合",
    en="dialogue ratio",
    unit="ratio",
    undefined=NO_CHARACTERS,
    about="全文字に占める、かぎ括弧「」の中の文字の割合。会話でない引用や強調も区別せずに数えます。",
)
def dialogue_ratio(c: Counts) -> FloatArray:
    """Share of the characters between 「 and 」, speech or not (the brackets themselves are outside).

    >>> import jreadtools as jr
    >>> jr.analyze("「行く」と言う。")["dialogue_ratio"] == 2 / 8
    True
    """
    return ratio(c.dialogue_characters, c.characters)


_STYLES = np.array(["", "polite", "plain"], dtype=object)


@metric(
    STYLE,
    ja="文体",
    en="style",
    unit="label",
    level="S",
    about="polite（敬体: です・ます）か plain（常体）。体言止めや言いさしは空です。",
)
def style(c: Counts) -> npt.NDArray[np.object_]:
    """ "polite" (敬体: です, ます), "plain" (常体: だ, である, a bare verb or adjective, けど and ので left hanging), or empty:
    体言止め and other fragments.

    >>> import jreadtools as jr
    >>> [s["style"] for s in jr.analyze("花が咲きました。春だ。待ちに待った春。").sentences]
    ['polite', 'plain', '']
    """
    names: npt.NDArray[np.object_] = _STYLES[c.style]
    return names


@metric(
    STYLE,
    ja="文末",
    en="ending",
    unit="label",
    level="S",
    about="文末の言い方（です、ました、である、た…）。動詞・形容詞の言い切りは「動詞」「形容詞」、体言止めは「体言」。",
)
def ending(c: Counts) -> npt.NDArray[np.object_]:
    """How the sentence ends: its last auxiliaries and particles (ました, ですね), 動詞, 形容詞, 体言; empty without words.

    >>> import jreadtools as jr
    >>> [s["ending"] for s in jr.analyze("花が咲きました。春だ。待ちに待った春。").sentences]
    ['ました', 'だ', '体言']
    """
    return np.array([ending_label(code) for code in c.ending.tolist()], dtype=object)
