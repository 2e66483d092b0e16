"""The summary of an article for its writer: two or three sentences.

Every verdict names its band and whose band it is. Levels of learners are for `audience="learner"` only:
jReadability was fitted to texts for learners of Japanese, and so are the sentences that are hardest for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from jreadtools.errors import Lang, counted
from jreadtools.measure.measurements import Audience, Measurements, Sentence, checked_audience
from jreadtools.metrics.bands import Band, Verdict, band_of, verdict
from jreadtools.metrics.jreadability import level_of

if TYPE_CHECKING:
    from jreadtools.metrics.norms import Norms

__all__ = ["summary_sentences"]

MENDED: Final = 3
"""Sentences that are named."""

_SAID: Final[dict[str, dict[str, dict[Verdict, str]]]] = {
    "ja": {
        "sentence_characters_mean": {"low": "一文は短め", "middle": "一文の長さはふつう", "high": "一文は長め"},
        "kanji_ratio": {"high": "漢字は多め"},
        "kango_ratio": {"low": "漢語は少なめ", "middle": "漢語はふつう", "high": "漢語は多め"},
    },
    "en": {
        "sentence_characters_mean": {
            "low": "sentences are short",
            "middle": "sentences are of ordinary length",
            "high": "sentences are long",
        },
        "kanji_ratio": {"high": "the share of kanji is high"},
        "kango_ratio": {
            "low": "the share of Sino-Japanese words is low",
            "middle": "the share of Sino-Japanese words is ordinary",
            "high": "the share of Sino-Japanese words is high",
        },
    },
}
"""What is said of a metric. Few kanji are no sign of easy words: in seven of ten technical posts they only mean many Latin letters."""

_ANYWHERE: Final = "sentence_characters_mean"
"""Whose band holds for articles of every kind. What is many kanji, or many Sino-Japanese words, depends on the kind."""

# In the words of those whose bands they are: Morioka says hard and easy; ours are quartiles.
_MORIOKA: Final = {
    "ja": {"low": "{low}以下はやさしい", "middle": "{high}以上は難しい", "high": "{high}以上は難しい"},
    "en": {"low": "up to {low} is easy", "middle": "from {high} is hard", "high": "from {high} is hard"},
}
_QUARTILES: Final = {
    "ja": {
        "low": "ブログでは4本に1本が{low}以下",
        "middle": "ブログでは半数が{low}〜{high}",
        "high": "ブログでは4本に1本が{high}以上",
    },
    "en": {
        "low": "one blog post in four has {low} or less",
        "middle": "half of all blog posts have {low} to {high}",
        "high": "one blog post in four has {high} or more",
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


def summary_sentences(analysis: Measurements, lang: Lang, audience: Audience, among: Norms | None = None) -> list[str]:
    """The sentences of the summary, each by itself.

    Args:
        analysis: of the article, with every metric.
        lang: of what is said.
        audience: for whom it is hard.
        among: other articles; where it lies among them is said in place of verdicts that only fit texts of one kind.

    Raises:
        ValueError: `audience` is neither "reader" nor "learner".
    """
    checked_audience(audience)
    japanese = lang == "ja"
    if not analysis.measured.spans:
        return ["本文がありません。" if japanese else "There is nothing to read."]
    if str(analysis["osaki2021_reliability"]) == "not Japanese":
        return [
            "かながほとんどなく、日本語の文章ではないようなので、読みやすさは判断できません。"
            if japanese
            else "There is hardly any kana, so this does not seem to be Japanese: nothing can be said about how hard it is."
        ]
    scripts = sum(float(analysis[f"{name}_ratio"]) for name in ("kanji", "hiragana", "katakana"))
    if analysis["sentences"] == 0 or not scripts > 0.5:
        return [
            "日本語の文がほとんどないため、読みやすさは判断できません。"
            if japanese
            else "There are hardly any Japanese sentences, so nothing can be said about how hard it is to read."
        ]
    first = [_level(analysis, lang)] if audience == "learner" else []
    last = (_hard_for_learners if audience == "learner" else _to_split)(analysis, lang)
    if analysis["sentences"] == 1:
        said = (
            "一文だけなので、全体の傾向は判断できません。"
            if japanese
            else "One sentence is too little to judge the whole by."
        )
    else:
        said = _verdicts(analysis, lang, tuple(_SAID[lang]) if among is None else (_ANYWHERE,))
    if among is None:
        return [*first, said, last]
    from jreadtools.views.standing_words import standing_sentence  # few ask, and the tables are long

    return [*first, said, standing_sentence(analysis, among, lang), last]


def _verdicts(analysis: Measurements, lang: Lang, names: Sequence[str]) -> str:
    easy: list[str] = []
    hard: list[str] = []
    for name in names:
        verdicts = _SAID[lang][name]
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
    """The value, the limit of the band that decides, and the author of the band, if it has one."""
    ratio = band.metric.endswith("_ratio")
    factor, unit = (100, "%") if ratio else (1, "字" if lang == "ja" else "")

    def shown(number: float, decimals: int = 0) -> str:
        return f"{factor * number:.{decimals}f}{unit}"

    # A value just within the band is not rounded to its end: "60 characters, ordinary; from 60 is hard".
    decimals = int(found == "middle" and shown(value) in (shown(band.low), shown(band.high)))
    ours = band.metric == "kango_ratio"
    limit = (_QUARTILES if ours else _MORIOKA)[lang][found].format(low=shown(band.low), high=shown(band.high))
    whose = "" if ours else f": {band.whose.in_language(lang)}"  # a share of blog posts is no verdict of anybody's
    if lang == "ja":
        return f"{'' if ratio else '平均'}{shown(value, decimals)}。{limit}{whose}"
    mean = shown(value, decimals) if ratio else f"mean {counted(shown(value, decimals), 'characters')}"
    return f"{mean}; {limit}{whose}"


def _to_split(analysis: Measurements, lang: Lang) -> str:
    """Which sentences to split first. Where there is none, nothing says that the sentences are fine."""
    sentences = analysis.hard_sentences(MENDED + 1)
    if not sentences:
        return (
            "分けたほうがよさそうな長い文は見つかりませんでした。"
            if lang == "ja"
            else "No long sentence was found that should rather be split."
        )
    if analysis["sentences"] == 1:
        return "この文は、分けることを考えてください。" if lang == "ja" else "Consider splitting it."
    first, many = sentences[:MENDED], min(len(sentences), MENDED)
    lines = _lines(first)
    begin = len(sentences) > MENDED
    if lang == "ja":
        said = f"{'・'.join(lines)}行目の{'' if many == 1 else many}文"
        return f"まず{said}を分けることを考えてください。" if begin else f"{said}は、分けることを考えてください。"
    number = "the sentence" if many == 1 else f"the {many} sentences"
    return f"Consider splitting {'first ' * begin}{number} in line{'s' * (len(lines) > 1)} {_listed(lines)}."


def _hard_for_learners(analysis: Measurements, lang: Lang) -> str:
    """Where the sentences stand that are hardest for learners."""
    sentences = analysis.hard_sentences(MENDED, "learner")
    if not sentences:
        return (
            "学習者に特に難しそうな文は見つかりませんでした。"
            if lang == "ja"
            else "No sentence was found that is especially hard for learners."
        )
    if analysis["sentences"] == 1:
        return "学習者には難しそうな文です。" if lang == "ja" else "It is hard for learners."
    lines = _lines(sentences)
    if lang == "ja":
        return f"学習者に特に難しそうなのは、{'・'.join(lines)}行目の文です。"
    are = "sentence is" if len(sentences) == 1 else "sentences are"
    return f"For learners the hardest {are} in line{'s' * (len(lines) > 1)} {_listed(lines)}."


def _lines(sentences: Sequence[Sentence]) -> list[str]:
    return [str(line) for line in sorted({sentence.line for sentence in sentences})]


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
