"""RS' of Tateishi, Ono & Yamada 1988 (who spell themselves Tateisi) with its six parts.

Made of sentences: headings, cells and captions are left out.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from jreadtools.counts.additive import Counts, FloatArray, IntArray
from jreadtools.errors import Message
from jreadtools.metrics.metric import Family, metric, ratio
from jreadtools.metrics.named import NO_SENTENCES
from jreadtools.metrics.reliability import flag, in_sentences, not_japanese

__all__ = ["TATEISI1988"]

TATEISI1988 = Family("readability")

_TATEISI = Message(
    ja="Tateisi, Ono & Yamada 1988（RS'、変数が六つのもの）", en="Tateisi, Ono & Yamada 1988 (RS', six variables)"
)


def _letters(c: Counts) -> IntArray:
    letters: IntArray = (
        c.sentence_kanji + c.sentence_hiragana + c.sentence_katakana + c.sentence_latin + c.sentence_digits
    )
    return letters


def _run_mean(characters: IntArray, runs: IntArray) -> FloatArray:
    """Mean length of a run; 0 where there is none (it is a term of a sum)."""
    return characters / np.maximum(runs, 1)


@metric(
    TATEISI1988,
    ja="建石ら (1988) の RS'",
    en="RS' of Tateisi et al. 1988",
    unit="score",
    harder="low",
    undefined=NO_SENTENCES,
    source=_TATEISI,
    about="建石・小野・山田 (1988) の読みやすさの評価式 RS'（変数が六つのもの）の値。平均50、標準偏差10になるように作られ、大きいほど読みやすい文章です。英単語が多いと、実際より読みにくい値になります。",
)
def tateisi1988(c: Counts) -> FloatArray:
    """RS' of Tateisi, Ono & Yamada 1988, fitted to mean 50 and SD 10. Lower: harder.

    -0.12 ls - 1.37 la + 7.4 lh - 23.18 lc - 5.4 lk - 4.67 cp + 115.79, with letters per sentence (ls), mean runs of Latin
    letters, hiragana, kanji and katakana (la lh lc lk), 読点 per 句点 (cp). The form with ten variables, as it is widely
    printed, gives impossible values (a mean of -209 over 200 texts) and is not offered. Many Latin words lower it unduly.

    Left out: headings, cells, captions. 今日の天気は、晴れです。: ls 10, lh 5/3, lc 5/3, cp 1.

    >>> import jreadtools as jr
    >>> round(float(jr.analyze("今日の天気は、晴れです。")["tateisi1988"]), 2)
    83.62
    """
    return (
        -0.12 * tateisi1988_ls(c)
        - 1.37 * tateisi1988_la(c)
        + 7.4 * tateisi1988_lh(c)
        - 23.18 * tateisi1988_lc(c)
        - 5.4 * tateisi1988_lk(c)
        - 4.67 * tateisi1988_cp(c)
        + 115.79
    )


@metric(
    TATEISI1988,
    ja="建石ら: 一文の文字数 ls",
    en="Tateisi: letters per sentence ls",
    unit="characters",
    harder="high",
    undefined=NO_SENTENCES,
    source=_TATEISI,
    about="RS' の変数。一文あたりの仮名・漢字・英字・数字の数（句読点と記号は含まない）。",
)
def tateisi1988_ls(c: Counts) -> FloatArray:
    """Variable ls of RS': kana, kanji, Latin letters and digits per sentence, no punctuation. Higher: harder.

    >>> import jreadtools as jr
    >>> jr.analyze("今日の天気は、晴れです。")["tateisi1988_ls"]
    10.0
    """
    return ratio(_letters(c), c.sentences)


@metric(
    TATEISI1988,
    ja="建石ら: 英字連 la",
    en="Tateisi: mean Latin run la",
    unit="characters",
    harder="high",
    undefined=NO_SENTENCES,
    source=_TATEISI,
    about="RS' の変数。英字の連の平均の長さ。なければ0。",
)
def tateisi1988_la(c: Counts) -> FloatArray:
    """Variable la of RS': mean length of the runs of Latin letters, 0 without any. Higher: harder.

    >>> import jreadtools as jr
    >>> jr.analyze("WebとAIの話。")["tateisi1988_la"]
    2.5
    """
    return in_sentences(_run_mean(c.sentence_latin, c.sentence_latin_runs), c)


@metric(
    TATEISI1988,
    ja="建石ら: ひらがな連 lh",
    en="Tateisi: mean hiragana run lh",
    unit="characters",
    harder="low",
    undefined=NO_SENTENCES,
    source=_TATEISI,
    about="RS' の変数。ひらがなの連の平均の長さ。なければ0。",
)
def tateisi1988_lh(c: Counts) -> FloatArray:
    """Variable lh of RS': mean length of the runs of hiragana, 0 without any. Lower: harder.

    >>> import jreadtools as jr
    >>> jr.analyze("春になれば花が咲く。")["tateisi1988_lh"]
    2.0
    """
    return in_sentences(_run_mean(c.sentence_hiragana, c.sentence_hiragana_runs), c)


@metric(
    TATEISI1988,
    ja="建石ら: 漢字連 lc",
    en="Tateisi: mean kanji run lc",
    unit="characters",
    harder="high",
    undefined=NO_SENTENCES,
    source=_TATEISI,
    about="RS' の変数。漢字の連の平均の長さ。なければ0。",
)
def tateisi1988_lc(c: Counts) -> FloatArray:
    """Variable lc of RS': mean length of the runs of kanji, 0 without any. Higher: harder.

    >>> import jreadtools as jr
    >>> jr.analyze("日本の春の花だ。")["tateisi1988_lc"] == 4 / 3
    True
    """
    return in_sentences(_run_mean(c.sentence_kanji, c.sentence_kanji_runs), c)


@metric(
    TATEISI1988,
    ja="建石ら: カタカナ連 lk",
    en="Tateisi: mean katakana run lk",
    unit="characters",
    harder="high",
    undefined=NO_SENTENCES,
    source=_TATEISI,
    about="RS' の変数。カタカナの連の平均の長さ。なければ0。",
)
def tateisi1988_lk(c: Counts) -> FloatArray:
    """Variable lk of RS': mean length of the runs of katakana, 0 without any. Higher: harder.

    >>> import jreadtools as jr
    >>> jr.analyze("バスとタクシーに乗る。")["tateisi1988_lk"]
    3.0
    """
    return in_sentences(_run_mean(c.sentence_katakana, c.sentence_katakana_runs), c)


@metric(
    TATEISI1988,
    ja="建石ら: 句点あたり読点 cp",
    en="Tateisi: commas per period cp",
    unit="commas",
    harder="high",
    undefined=NO_SENTENCES,
    source=_TATEISI,
    about="RS' の変数。句点（。．）ひとつあたりの読点（、，）の数。句点がなければ1で割ります。",
)
def tateisi1988_cp(c: Counts) -> FloatArray:
    """Variable cp of RS': 読点 (、 ，) per 句点 (。 ．); without any 句点 the number of 読点. Higher: harder.

    >>> import jreadtools as jr
    >>> jr.analyze("春、夏、秋。冬。")["tateisi1988_cp"]
    1.0
    """
    return in_sentences(c.sentence_commas / np.maximum(c.sentence_periods, 1), c)


@metric(
    TATEISI1988,
    ja="RS' の値の信頼性",
    en="reliability of RS'",
    unit="label",
    source=_TATEISI,
    about="RS' の値を信じてよいか。ok（問題なし）、not Japanese（かながほとんどない）、short（文が300字未満）、out of range（ひらがなが9割を超えるか、句点で終わる文がほとんどない）、undefined（文がない）のいずれか。",
)
def tateisi1988_reliability(c: Counts) -> npt.NDArray[np.object_]:
    """Whether to believe RS': "ok", "not Japanese" (kana below 5 %), "short" (below 300 characters of sentences), "out of
    range" (above 90 % hiragana, or fewer 。 than a quarter of the sentences: cp has nothing to be divided by) or "undefined".

    >>> import jreadtools as jr
    >>> jr.analyze("今日は晴れです。")["tateisi1988_reliability"]
    'short'
    """
    return flag(
        ("undefined", c.sentences == 0),
        not_japanese(c),
        ("short", c.sentence_characters < 300),
        ("out of range", 10 * c.sentence_hiragana > 9 * c.sentence_characters),
        ("out of range", 4 * c.sentence_periods < c.sentences),
    )
