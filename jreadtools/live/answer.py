"""The answer: what is known of a text while it is written, as one JSON object.

The page, the editor and the assistant say nothing else. Its keys are in docs/serve.md, and a test holds them.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from jreadtools.article import Article
from jreadtools.checks.outcome import SourceRange
from jreadtools.collector import without_collector
from jreadtools.errors import Lang, in_language
from jreadtools.measure.finding_kinds import KINDS
from jreadtools.measure.findings import Finding
from jreadtools.measure.measurements import Measurements, Sentence, Value, norms_of
from jreadtools.measure.measuring import line_starts
from jreadtools.measure.settings import Settings
from jreadtools.metrics.catalogue import METRICS
from jreadtools.sources.formats import Markup
from jreadtools.sources.read import parse_named
from jreadtools.version import __version__
from jreadtools.views.summary import summary_sentences

if TYPE_CHECKING:
    from jreadtools.metrics.norms import Norms

__all__ = [
    "ANSWER_VERSION",
    "NUMBERS",
    "answer",
    "answer_of",
    "measured_text",
    "number_or_none",
    "sentence_object",
    "standing_object",
]

ANSWER_VERSION: Final = 1
"""Goes up when a program that reads the answer would have to change; a key more is no such change."""

NUMBERS: Final = (
    "sentence_characters_mean",
    "sentence_characters_max",
    "long_sentence_ratio",
    "commas_per_sentence",
    "kanji_ratio",
    "kango_ratio",
    "revise_ratio",
    "jreadability",
    "jreadability_level",
    "jreadability_reliability",
)
"""The metrics that the answer holds beside time, characters and sentences."""


def answer(
    text: str | Article,
    *,
    name: str = "",
    markup: Markup | None = None,
    settings: Settings | None = None,
    among: str | Norms | None = None,
) -> dict[str, Any]:
    """What is known of a text.

    Args:
        text: the text, or an Article (then `name` and `markup` are not looked at).
        name: of the file that it is written in, or its path; what it is written in follows from it.
        markup: what it is written in, where the caller knows better.
        settings: how it is measured, and the language of what is said.
        among: the articles whose standing is asked for: "web", "tech", "life", "docs", "literature", or `Norms`.

    Returns:
        An object that JSON can hold; None where a number is undefined.

    Raises:
        ArticleError: no article is read from a file of this name.
        ValueError: there are no norms of this name.

    >>> said = answer("# 交流会\\n\\n静岡で会います。", name="a.md")
    >>> said["label"], said["characters"], said["format"], said["sentences_to_revise"]
    ('約1分', 11, 'markdown', [])
    """
    return answer_of(measured_text(text, name=name, markup=markup, settings=settings), among)


def measured_text(
    text: str | Article, *, name: str = "", markup: Markup | None = None, settings: Settings | None = None
) -> Measurements:
    """The measurements behind an answer, for who shows more of them."""
    settings = settings or Settings()
    with without_collector():
        article = text if isinstance(text, Article) else parse_named(text, name, markup)
        return Measurements(article, settings).at_once()


def answer_of(analysis: Measurements, among: str | Norms | None = None) -> dict[str, Any]:
    """The answer for an article that is measured, with every metric."""
    article, time, lang = analysis.article, analysis.reading_time, analysis.settings.lang
    starts = line_starts(article)
    return {
        "version": ANSWER_VERSION,
        "jreadtools": __version__,
        "lang": lang,
        "path": article.path,
        "title": article.title,
        "format": article.format,
        "label": time.label,
        "range": time.range_label,
        "minutes": time.minutes,
        "fast_minutes": time.fast_minutes,
        "slow_minutes": time.slow_minutes,
        "aloud_minutes": number_or_none(time.aloud_minutes),
        "characters": analysis["characters"],
        "sentences": analysis["sentences"],
        "summary": summary_sentences(analysis, lang, "reader"),
        "warnings": [in_language(said, lang) for said in article.warnings],
        "numbers": {metric: number_or_none(analysis[metric]) for metric in NUMBERS},
        "sentences_to_revise": [
            sentence_object(sentence, starts, lang) for sentence in analysis.hard_sentences(len(analysis.sentences))
        ],
        "findings": [_finding(finding, analysis, starts) for finding in analysis.findings(all=True)],
        "standing": None if among is None else standing_object(analysis, among),
    }


def number_or_none(value: Value) -> Value | None:
    """A value as JSON can hold it: None where it is undefined."""
    return None if isinstance(value, float) and not math.isfinite(value) else value


def sentence_object(sentence: Sentence, starts: list[int], lang: Lang) -> dict[str, Any]:
    """A sentence that is worth revising; `starts`: the offsets at which the lines of its source begin."""
    cut = next((finding for finding in sentence.findings if finding.kind == "revise"), None)
    where_to_cut = sentence.where_to_cut(lang)
    return {
        "number": sentence.index,
        "text": sentence.text,
        **_place(starts, sentence.start, sentence.end),
        "characters": sentence["characters"],
        "probability": sentence["revise_probability"],
        "why": sentence.why(lang),
        "where_to_cut": where_to_cut,
        "cut": _place(starts, cut.start, cut.end) if cut is not None and where_to_cut else None,
    }


def _finding(finding: Finding, analysis: Measurements, starts: list[int]) -> dict[str, Any]:
    lang = analysis.settings.lang
    return {
        "kind": finding.kind,
        "label": KINDS[finding.kind].label.in_language(lang),
        "message": finding.message.in_language(lang),
        "sentence": finding.sentence,
        "text": finding.text,
        **_place(starts, finding.start, finding.end),
        "value": finding.value,
        "shown": finding.shown,
    }


def _place(starts: list[int], start: int, end: int) -> dict[str, int]:
    """A stretch of the text: offsets from 0, lines and columns from 1, all in code points; the end is behind it."""
    return {"start": start, "end": end, **SourceRange.between(starts, start, end)._asdict()}


def standing_object(analysis: Measurements, among: str | Norms) -> dict[str, Any]:
    """Where the main metrics lie among other articles; why not, where nothing can be said of any."""
    from jreadtools.views.standing_words import main_standing  # few ask, and the tables are long

    lang = analysis.settings.lang
    norms = norms_of(among)
    found = main_standing(analysis, norms, lang)
    return {
        "among": norms.name,
        "whose": found.whose,
        "reason": found.reason or None,
        "places": [
            {
                "metric": one.metric,
                "label": METRICS[one.metric].label[lang],
                "value": one.value,
                "place": one.place,
                "words": one.words(lang),
            }
            for one in found.placed
        ],
    }
