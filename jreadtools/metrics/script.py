"""Which scripts (字種): shares of all characters, and runs of one script.

The share is of all characters, punctuation and emoji in the denominator too. 々〇 are kanji; ー
belongs to the kana before it; half-width kana are katakana; accented and full-width letters Latin.
"""

from __future__ import annotations

from jreadtools.counts.additive import Counts, FloatArray, IntArray
from jreadtools.errors import Message
from jreadtools.metrics.metric import Family, metric, ratio
from jreadtools.metrics.named import NO_CHARACTERS, NO_KANJI

__all__ = ["SCRIPT"]

SCRIPT = Family("script")


@metric(
    SCRIPT,
    ja="漢字率",
    en="kanji ratio",
    unit="ratio",
    level="AS",
    harder="high",
    undefined=NO_CHARACTERS,
    about="全文字（句読点・記号を含む）に占める漢字の割合。編集では20〜30%が読みやすい目安とされ、森岡 (1958) は35%以上を難しい文章としています。",
)
def kanji_ratio(c: Counts) -> FloatArray:
    """Share of kanji in all characters, punctuation included in the whole. Higher: harder.

    Editors aim at 20-30 %; Morioka 1958: 35 % and more hard, 20 % and less easy.

    >>> import jreadtools as jr
    >>> jr.analyze("今日は晴れ。")["kanji_ratio"]
    0.5
    """
    return ratio(c.kanji, c.characters)


@metric(
    SCRIPT,
    ja="ひらがな率",
    en="hiragana ratio",
    unit="ratio",
    level="AS",
    harder="low",
    undefined=NO_CHARACTERS,
    about="全文字（句読点・記号を含む）に占めるひらがなの割合。",
)
def hiragana_ratio(c: Counts) -> FloatArray:
    """Share of hiragana in all characters, punctuation included in the whole. Lower: harder.

    >>> import jreadtools as jr
    >>> jr.analyze("らーめん、食う")["hiragana_ratio"] == 5 / 7
    True
    """
    return ratio(c.hiragana, c.characters)


@metric(
    SCRIPT,
    ja="カタカナ率",
    en="katakana ratio",
    unit="ratio",
    level="AS",
    undefined=NO_CHARACTERS,
    about="全文字（句読点・記号を含む）に占めるカタカナの割合。半角カナを含みます。",
)
def katakana_ratio(c: Counts) -> FloatArray:
    """Share of katakana, half-width ones too, in all characters, punctuation included in the whole.

    >>> import jreadtools as jr
    >>> jr.analyze("ラーメン店。")["katakana_ratio"] == 4 / 6
    True
    """
    return ratio(c.katakana, c.characters)


@metric(
    SCRIPT,
    ja="英字率",
    en="Latin ratio",
    unit="ratio",
    level="AS",
    undefined=NO_CHARACTERS,
    about="全文字（句読点・記号を含む）に占める英字の割合。全角の英字や é などを含みます。",
)
def latin_ratio(c: Counts) -> FloatArray:
    """Share of Latin letters, full-width and accented ones too, in all characters.

    >>> import jreadtools as jr
    >>> jr.analyze("Ｗeb会議。")["latin_ratio"]
    0.5
    """
    return ratio(c.latin, c.characters)


@metric(
    SCRIPT,
    ja="数字率",
    en="digit ratio",
    unit="ratio",
    level="AS",
    undefined=NO_CHARACTERS,
    about="全文字（句読点・記号を含む）に占める算用数字の割合。全角を含みます。",
)
def digit_ratio(c: Counts) -> FloatArray:
    """Share of the digits 0-9, full-width ones too, in all characters.

    >>> import jreadtools as jr
    >>> jr.analyze("１0月。")["digit_ratio"]
    0.5
    """
    return ratio(c.digits, c.characters)


@metric(
    SCRIPT,
    ja="その他の文字の割合",
    en="other ratio",
    unit="ratio",
    level="AS",
    undefined=NO_CHARACTERS,
    about="全文字に占める句読点・記号・絵文字・その他の文字の割合。",
)
def other_ratio(c: Counts) -> FloatArray:
    """Share of everything else in all characters: punctuation, signs, emoji, other scripts.

    With the ratios of kanji, hiragana, katakana, Latin letters and digits it adds up to 1.

    >>> import jreadtools as jr
    >>> jr.analyze("今日は晴れ。")["other_ratio"] == 1 / 6
    True
    """
    return ratio(c.characters - c.kanji - c.hiragana - c.katakana - c.latin - c.digits, c.characters)


@metric(
    SCRIPT,
    ja="漢字連の平均長",
    en="mean kanji run",
    unit="characters",
    harder="high",
    undefined=NO_KANJI,
    source=Message(ja="Tateisi, Ono & Yamada 1988（変数 lc）", en="Tateisi, Ono & Yamada 1988 (variable lc)"),
    about="続けて並ぶ漢字（漢字連）の平均の長さ。「日本語能力試験」は7字の漢字連です。",
)
def kanji_run_mean(c: Counts) -> FloatArray:
    """Mean length of the runs of kanji. Higher: harder. A run ends with its sentence.

    Of the whole article, headings and cells included; `tateisi1988_lc` is that of its sentences, and 0 without kanji.

    >>> import jreadtools as jr
    >>> jr.analyze("日本語能力試験の日。")["kanji_run_mean"]
    4.0
    """
    return ratio(c.kanji, c.kanji_runs)


@metric(
    SCRIPT,
    ja="最長の漢字連",
    en="longest kanji run",
    unit="characters",
    level="AS",
    harder="high",
    about="最も長く続く漢字の字数。漢字がなければ0。",
)
def kanji_run_max(c: Counts) -> IntArray:
    """Length of the longest run of kanji; 0 without kanji. Higher: harder.

    >>> import jreadtools as jr
    >>> jr.analyze("日本語能力試験の日。")["kanji_run_max"]
    7
    """
    return c.kanji_run_max


@metric(
    SCRIPT,
    ja="最長のカタカナ連",
    en="longest katakana run",
    unit="characters",
    level="AS",
    harder="high",
    about="最も長く続くカタカナの字数。カタカナがなければ0。",
)
def katakana_run_max(c: Counts) -> IntArray:
    """Length of the longest run of katakana; 0 without katakana. Higher: harder.

    >>> import jreadtools as jr
    >>> jr.analyze("ホームページ・デザイン")["katakana_run_max"]
    6
    """
    return c.katakana_run_max
