"""What a writer would want to hear of an article, in two or three sentences.

Every verdict names its band and whose band it is. Levels of learners are for `audience="learner"` only:
jReadability was fitted to texts for learners of Japanese.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from jreadtools.errors import Lang
from jreadtools.measure.measurements import Measurements
from jreadtools.metrics.bands import Band, Verdict, band_of, verdict
from jreadtools.metrics.jreadability import level_of

__all__ = ["AUDIENCES", "Audience", "summary_sentences"]

Audience = Literal["reader", "learner"]
AUDIENCES: Final = ("reader", "learner")

MENDED: Final = 3
"""Sentences that are named as those to begin with."""

_SAID: Final[dict[str, dict[str, dict[Verdict, str]]]] = {
    "ja": {
        "sentence_characters_mean": {"low": "一文は短め", "middle": "一文の長さはふつう", "high": "一文は長め"},
        "kanji_ratio": {"low": "漢字は少なめ", "high": "漢字は多め"},
        "kango_ratio": {"low": "漢語は少なめ", "middle": "漢語はふつう", "high": "漢語は多め"},
    },
    "en": {
        "sentence_characters_mean": {
            "low": "sentences are short",
            "middle": "sentences are of ordinary length",
            "high": "sentences are long",
        },
        "kanji_ratio": {"low": "the share of kanji is low", "high": "the share of kanji is high"},
        "kango_ratio": {
            "low": "the share of Sino-Japanese words is low",
            "middle": "the share of Sino-Japanese words is ordinary",
            "high": "the share of Sino-Japanese words is high",
        },
    },
}
"""What is said of a metric. A usual share of kanji is not worth a line."""

# In the words of those whose bands they are: Morioka says hard and easy; ours are quartiles.
_MORIOKA: Final = {
    "ja": {"low": "{low}以下はやさしい", "middle": "{high}以上は難しい", "high": "{high}以上は難しい"},
    "en": {"low": "up to {low} is easy", "middle": "from {high} is hard", "high": "from {high} is hard"},
}
_QUARTILES: Final = {
    "ja": {"low": "4本に1本は{low}以下", "middle": "半数は {low}から {high}", "high": "4本に1本は{high}以上"},
    "en": {
        "low": "one post in four has {low} or less",
        "middle": "half of the posts have {low} to {high}",
        "high": "one post in four has {high} or more",
    },
}
_UNRELIABLE: Final = {
    "ja": {
        "short": "。推奨の400字に足りず、参考程度です",
        "long": "。推奨の400〜1,000字より長く、参考程度です",
    },
    "en": {
        "short": "; shorter than the recommended 400 characters, so only a hint",
        "long": "; longer than the recommended 400 to 1,000 characters, so only a guide",
    },
}


def summary_sentences(analysis: Measurements, lang: Lang, audience: Audience) -> list[str]:
    """The sentences of the summary, each by itself.

    Raises:
        ValueError: `audience` is neither "reader" nor "learner".
    """
    if audience not in AUDIENCES:
        raise ValueError(f'audience is "reader" or "learner", not {audience!r}')
    japanese = lang == "ja"
    if not analysis.measured.spans:
        return ["本文がありません。" if japanese else "There is nothing to read."]
    scripts = sum(float(analysis[f"{name}_ratio"]) for name in ("kanji", "hiragana", "katakana"))
    if analysis["sentences"] == 0 or not scripts > 0.5:
        return [
            "日本語の文がほとんどないため、読みやすさは判断できません。"
            if japanese
            else "There are hardly any Japanese sentences, so nothing can be said about how hard it is to read."
        ]
    first = [_level(analysis, lang)] if audience == "learner" else []
    if analysis["sentences"] == 1:
        few = (
            "一文だけなので、全体の傾向は判断できません。"
            if japanese
            else "One sentence is too little to judge the whole by."
        )
        return [*first, few, _begin_with(analysis, lang)]
    return [*first, _verdicts(analysis, lang), _begin_with(analysis, lang)]


def _verdicts(analysis: Measurements, lang: Lang) -> str:
    easy: list[str] = []
    hard: list[str] = []
    for name, verdicts in _SAID[lang].items():
        band, value = band_of(name), float(analysis[name])
        found = None if band is None else verdict(band, value)
        if band is None or found not in verdicts:
            continue
        said, aside = verdicts[found], _aside(band, value, found, lang)
        (hard if found == "high" else easy).append(f"{said}（{aside}）" if lang == "ja" else f"{said} ({aside})")
    if lang == "ja":
        return "ですが、".join("、".join(parts) for parts in (easy, hard) if parts) + "です。"
    joined = ", but ".join(_listed(parts) for parts in (easy, hard) if parts)
    return joined[:1].upper() + joined[1:] + "."


def _listed(words: Sequence[str]) -> str:
    """a, b and c."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def _aside(band: Band, value: float, found: Verdict, lang: Lang) -> str:
    """The value, the end of the band that decides, and whose band it is."""
    ratio = band.metric.endswith("_ratio")
    factor, unit = (100, "%") if ratio else (1, " 字" if lang == "ja" else "")

    def shown(number: float, decimals: int = 0) -> str:
        return f"{factor * number:.{decimals}f}{unit}"

    # A value just within the band is not rounded to its end: "60 characters, ordinary; from 60 is hard".
    decimals = int(found == "middle" and shown(value) in (shown(band.low), shown(band.high)))
    space = " " if ratio and lang == "ja" else ""
    limits = (_QUARTILES if band.metric == "kango_ratio" else _MORIOKA)[lang][found]
    limit = limits.format(low=shown(band.low) + space, high=shown(band.high) + space).strip()
    if lang == "ja":
        return f"{'' if ratio else '平均 '}{shown(value, decimals)}。{limit}: {band.whose[lang]}"
    mean = shown(value, decimals) if ratio else f"mean {shown(value, decimals)} characters"
    return f"{mean}; {limit}: {band.whose[lang]}"


def _begin_with(analysis: Measurements, lang: Lang) -> str:
    sentences = analysis.hard_sentences(MENDED)
    if not sentences:
        if analysis["sentences"] == 1:
            return "この文は特に読みにくくありません。" if lang == "ja" else "It is not especially hard to read."
        return "特に読みにくい文はありません。" if lang == "ja" else "No sentence stands out as hard to read."
    lines = [str(line) for line in sorted({sentence.line for sentence in sentences})]
    many = len(sentences)
    if analysis["sentences"] == 1:
        return (
            "読みにくい文なので、見直すと効果的です。" if lang == "ja" else "It is hard to read and worth another look."
        )
    if lang == "ja":
        number = "" if many == 1 else f" {many} "
        return f"{'・'.join(lines)}行目の{number}文から見直すと効果的です。"
    number = "the sentence" if many == 1 else f"the {many} sentences"
    return f"Start with {number} in line{'s' if len(lines) > 1 else ''} {_listed(lines)}."


def _level(analysis: Measurements, lang: Lang) -> str:
    score = float(analysis["jreadability"])
    flag = str(analysis["jreadability_reliability"])
    found = level_of(score)
    if found is None:
        if lang == "ja":
            return f"日本語学習者のレベルは判定できません（jReadability {score:.2f}。判定の範囲は0.5以上6.5未満: 長谷部・李 2015）。"
        return f"No level for learners of Japanese (jReadability {score:.2f}; levels go from 0.5 to below 6.5: Hasebe & Lee 2015)."
    low, high, label = found.low, found.high, found.label[lang]
    caution = _UNRELIABLE[lang].get(flag, "")
    if lang == "ja":
        return f"日本語学習者にとっては{label}の文章です（jReadability {score:.2f}。{low}以上{high}未満: 長谷部・李 2015{caution}）。"
    return f"For learners of Japanese this is {label} (jReadability {score:.2f}; {low} to below {high}: Hasebe & Lee 2015{caution})."
