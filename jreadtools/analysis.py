"""analyze: the whole way on one page, from a text to sentences, counts and metrics."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from jreadtools.article import Article, Block, Wrap
from jreadtools.counts.additive import TYPES, Counts, FloatArray, IntArray
from jreadtools.errors import Lang, UnknownMetricError
from jreadtools.language.morphemes import Morpheme, tokenize
from jreadtools.language.sentences import Span, split
from jreadtools.measure.finding_kinds import KINDS
from jreadtools.measure.findings import Finding, find
from jreadtools.measure.measuring import (
    Levels,
    Measured,
    Settings,
    line_at,
    line_starts,
    measure,
    place,
    place_behind,
    settings_of,
    without_collector,
)
from jreadtools.metrics.catalogue import METRICS
from jreadtools.metrics.hardness import HEAVY, PARTS, hardness_parts, worth_mending
from jreadtools.metrics.metric import Metric
from jreadtools.sources.locate import Markup
from jreadtools.sources.read import parse
from jreadtools.speed import READING_SPEED, ReadingSpeed, ReadingTime
from jreadtools.views.page import html_page, text_page
from jreadtools.views.summary import Audience, summary_sentences

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Analysis", "Sentence", "analyze", "morphemes_of", "split_sentences"]

Value = int | float | str


class Sentence:
    """One sentence, heading, list item or cell of an analysis: its words, its place, its numbers."""

    __slots__ = ("_analysis", "block", "index", "span")

    def __init__(self, analysis: Analysis, index: int) -> None:
        self._analysis = analysis
        self.index = index
        """Its number in the article, from 0."""
        self.span = analysis.measured.spans[index]
        self.block = analysis.measured.blocks[index]

    @property
    def text(self) -> str:
        """What stood there, URLs and list marks included, line breaks joined."""
        return self.span.text

    @property
    def kind(self) -> str:
        """The kind of its block, or "url" for a line that is only a URL (measured nowhere)."""
        return self.span.kind

    @property
    def start(self) -> int:
        """Offset of its first character in the source (code points)."""
        return self.block.source_offset(self.span.start)

    @property
    def end(self) -> int:
        """Offset behind its last character in the source."""
        return self.block.source_offset(self.span.end - 1) + 1

    @property
    def line(self) -> int:
        """Line of its first character in the source, from 1."""
        return self._analysis.line_of(self)

    def __getitem__(self, name: str) -> Value:
        """The value of a metric of sentences.

        Raises:
            UnknownMetricError: there is no such metric for sentences.
        """
        metric = METRICS[name]
        if "S" not in metric.level:
            raise UnknownMetricError(name, [m.name for m in METRICS.at("S")], "for sentences")
        return self._analysis.value(metric, self._analysis.measured.sentences, self.index)

    @property
    def hardness(self) -> float:
        """How hard it is beside others (see `jreadtools metrics hardness`); NaN without words."""
        return float(self["hardness"])

    @property
    def hardness_parts(self) -> dict[str, float]:
        """What each part adds to its hardness; they add up to it.

        >>> sorted(analyze("経済政策の基本方針を決定する。").sentences[0].hardness_parts)
        ['kango', 'kanji', 'length', 'passives']
        """
        return self._analysis.hardness_parts(self.index)

    @property
    def findings(self) -> list[Finding]:
        """What is worth another look in it, all kinds."""
        return self._analysis.findings_of(self.index)

    def why(self, lang: Lang = "ja") -> str:
        """What makes it hard, in a few words: the parts that weigh most, and its findings."""
        lang = _checked_lang(lang)
        parts = self.hardness_parts
        heavy = [part for part in PARTS if parts[part.name] >= HEAVY]
        heavy.sort(key=lambda part: -parts[part.name])
        said = [part.why[lang] for part in heavy] + [
            KINDS[kind].label[lang] for kind in dict.fromkeys(f.kind for f in self.findings if f.shown)
        ]
        return ("・" if lang == "ja" else ", ").join(said)

    def to_dict(self) -> dict[str, Value]:
        """Every metric of sentences; NaN where undefined."""
        return {metric.name: self[metric.name] for metric in self._analysis.settings.of("S")}

    @property
    def morphemes(self) -> list[Morpheme]:
        """Its morphemes, looked up anew at every call."""
        return morphemes_of(self.span, self.block)

    def __repr__(self) -> str:
        return f"<{self.kind} {self.index}, line {self.line}: {self.text}>"


def morphemes_of(span: Span, block: Block) -> list[Morpheme]:
    """The morphemes of a span, with their places in the source."""
    return [
        Morpheme(
            surface=span.prose[start:end],
            start=block.source_offset(place(span, start)),
            end=place_behind(span, block, end),
            pos=entry.pos,
            pos_detail=entry.pos_detail,
            conjugation=entry.conjugation,
            lemma=span.prose[start:end] if entry.is_unknown else entry.lemma,
            pronunciation=entry.pronunciation,
            word_origin=entry.word_origin,
            morae=entry.morae,
            is_unknown=entry.is_unknown,
        )
        for start, end, entry in tokenize([span.prose]).entries(0)
    ]


@dataclass(frozen=True)
class Analysis(Mapping[str, Value]):
    """What was measured of one article. Values by name: `analysis["kanji_ratio"]`; `print` it to read it.

    Two analyses are equal when their articles, settings and numbers are.
    """

    article: Article
    settings: Settings
    measured: Measured = field(repr=False, compare=False)

    def __getitem__(self, name: str) -> Value:
        """The value of a metric: int, float (NaN where undefined) or str.

        Raises:
            UnknownMetricError: there is no such metric for articles (it names the nearest).
        """
        metric = self.settings.metric(name)
        if "A" not in metric.level:
            raise UnknownMetricError(name, [m.name for m in METRICS.at("A")], "for articles")
        return self.value(metric, self._typed if metric.family == "diversity" else self.measured.totals, 0)

    def __iter__(self) -> Iterator[str]:
        return (metric.name for metric in self.settings.of("A"))

    def __len__(self) -> int:
        return len(self.settings.of("A"))

    def __contains__(self, name: object) -> bool:
        return any(metric.name == name for metric in self.settings.of("A"))

    def value(self, metric: Metric, counts: Counts, row: int) -> Value:
        """One metric of one row, as a Python value."""
        value = self._column(metric, counts)[row]
        return value if value == value else math.nan  # always the same NaN: equal dictionaries compare equal

    def _column(self, metric: Metric, counts: Counts) -> list[Value]:
        """One metric of every row."""
        if metric.needs_mecab and not self.settings.needs_mecab:
            raise UnknownMetricError(metric.name, self, "here: metrics=[…] left it out")
        values = self._columns.get((metric.name, id(counts)))
        if values is None:
            values = self._columns[metric.name, id(counts)] = metric(counts).tolist()
        return values

    @cached_property
    def _typed(self) -> Counts:
        # Types, MTLD above all, cost a quarter of MeCab's time: only for those who ask.
        return self.measured.typed(frozenset(TYPES))

    @cached_property
    def _columns(self) -> dict[tuple[str, int], list[Value]]:
        return {}

    @cached_property
    def sentences(self) -> list[Sentence]:
        """Its sentences in reading order: those of paragraphs, and headings, items, cells … with their kind."""
        return [Sentence(self, index) for index in range(len(self.measured.spans))]

    @property
    def reading_time(self) -> ReadingTime:
        """How long it takes to read, and aloud."""
        totals = self.measured.totals
        words = int(totals.english_words[0])
        return ReadingTime.of(
            int(totals.characters[0] - totals.english_characters[0]),
            words,
            float(totals.morae[0]) if self.settings.needs_mecab else math.nan,
            self.settings.speed,
            self.settings.lang,
        )

    @cached_property
    def _line_starts(self) -> IntArray:
        return line_starts(self.article)

    def line_of(self, sentence: Sentence) -> int:
        """Line of a sentence in the source, from 1."""
        return line_at(self._line_starts, sentence.block, sentence.span)

    def longest(self, n: int = 3) -> list[Sentence]:
        """The n longest sentences (of those that sentence statistics are made of), longest first."""
        lengths = self.measured.sentences.sentence_characters
        order = np.argsort(-lengths, kind="stable")[: _checked_number(n)]
        return [self.sentences[i] for i in order.tolist() if lengths[i]]

    def hardest(self, n: int = 3) -> list[Sentence]:
        """The n hardest sentences by `hardness`, hardest first.

        Of those that sentence statistics are made of, quotes among them: headings, cells and captions are left out.

        Raises:
            ValueError: n is negative.
            UnknownMetricError: metrics=[…] left out everything that needs MeCab.

        >>> [sentence.text for sentence in analyze("花が咲く。経済政策の基本方針を決定する。").hardest(1)]
        ['経済政策の基本方針を決定する。']
        """
        values = self._hardness.copy()
        values[(self.measured.sentences.sentences == 0) | np.isnan(values)] = -np.inf
        order = np.argsort(-values, kind="stable")[: _checked_number(n)]
        return [self.sentences[i] for i in order.tolist() if values[i] > -np.inf]

    def hard_sentences(self, n: int = 3) -> list[Sentence]:
        """Those of the hardest that are worth mending: as hard as the hardest fifth of blog sentences.

        Left out are the words of others (quotes), and sentences of less than 20 characters (米、灯油、煙草。).
        """
        return self._worth_mending[: _checked_number(n)]

    @cached_property
    def _worth_mending(self) -> list[Sentence]:
        # A page asks for all of them, for their number and for the first ten.
        hard = worth_mending(self.measured.sentences, [span.kind for span in self.measured.spans])
        return [one for one in self.hardest(len(hard)) if hard[one.index]]

    def hardness_parts(self, index: int) -> dict[str, float]:
        """What each part adds to the hardness of the sentence with this number."""
        _ = self._hardness  # raises where MeCab was not called
        return {name: float(values[index]) for name, values in self._hardness_parts.items()}

    @cached_property
    def _hardness_parts(self) -> dict[str, FloatArray]:
        return hardness_parts(self.measured.sentences)

    @cached_property
    def _findings(self) -> list[Finding]:
        return find(self.measured)

    def findings(self, *, all: bool = False) -> list[Finding]:  # noqa: A002  the word for it
        """What is worth another look, with its place and reason, in the order of the text.

        Args:
            all: also the kinds that proved right too seldom to be shown (see `jreadtools.measure.finding_kinds`).

        Raises:
            UnknownMetricError: metrics=[…] left out everything that needs MeCab.

        >>> [f.message.ja for f in analyze("事故で電車で行けなかった。").findings(all=True)]
        ['同じ助詞が一つの節に 2 回（片方を言い換えるか、読点で区切る）: で電車で']
        """
        _ = self._hardness  # raises where MeCab was not called
        return [finding for finding in self._findings if all or finding.shown]

    def findings_of(self, index: int) -> list[Finding]:
        """What is worth another look in the sentence with this number, all kinds."""
        _ = self._hardness  # raises where MeCab was not called
        return list(self._findings_by_sentence.get(index, ()))

    @cached_property
    def _findings_by_sentence(self) -> dict[int, list[Finding]]:
        # Whoever goes through all sentences would otherwise go through all findings for each.
        found: dict[int, list[Finding]] = {}
        for finding in self._findings:
            found.setdefault(finding.sentence, []).append(finding)
        return found

    def summary(self, lang: Lang | None = None, audience: Audience = "reader") -> str:
        """What a writer would want to hear, in two or three sentences, each verdict with its band and whose it is.

        Args:
            lang: "ja" or "en"; by default the language of the analysis.
            audience: "reader", or "learner" for texts written for learners of Japanese: then the level of jReadability
                stands first.

        Raises:
            ValueError: `audience` or `lang` is neither of its two.
            UnknownMetricError: metrics=[…] left out everything that needs MeCab.

        >>> print(analyze("今日は晴れです。明日は雨です。").summary())
        一文は短め（平均 8 字。35 字以下はやさしい: 森岡 1958）、漢語は少なめ（0%。4 本に 1 本は 15% 以下: jreadtools、ブログ記事 1,324 本）ですが、漢字は多め（40%。35% 以上は難しい: 森岡 1958）です。特に読みにくい文はありません。
        """
        lang = _checked_lang(lang or self.settings.lang)
        return ("" if lang == "ja" else " ").join(summary_sentences(self, lang, audience))

    @cached_property
    def _hardness(self) -> FloatArray:
        """float64 [sentences]: nothing to raise about where there are none."""
        spans = self.measured.spans
        return np.array(self._column(METRICS["hardness"], self.measured.sentences) if spans else [], np.float64)

    def to_dict(self) -> dict[str, Value]:
        """Every metric by name; NaN where undefined."""
        return {name: self[name] for name in self}

    def to_series(self) -> pd.Series[Any]:
        """Every metric as a pandas Series (dtype object: labels stand among the numbers)."""
        from jreadtools.frames.dataframes import series

        return series(self)

    def __getstate__(self) -> dict[str, object]:
        # What is looked up lazily is keyed by identity, which does not travel.
        return {"article": self.article, "settings": self.settings, "measured": self.measured}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)

    def __str__(self) -> str:
        return text_page(self)

    def _repr_html_(self) -> str:
        if self.settings.metrics is not None:
            return html_page(self)
        from jreadtools.views.cards import article_card  # jinja2 is for those who look

        return article_card(self)


def _checked_number(n: int) -> int:
    if n < 0:
        raise ValueError(f"n is a number of sentences, not {n}")
    return n


def _checked_lang(lang: Lang) -> Lang:
    if lang not in ("ja", "en"):
        raise ValueError(f'lang is "ja" or "en", not {lang!r}')
    return lang


def analyze(
    text: str | Article,
    *,
    markup: Markup = "plain",
    page: bool = False,
    wrap: Wrap = "auto",
    code: bool = False,
    speed: ReadingSpeed = READING_SPEED,
    lang: Lang = "ja",
    metrics: Sequence[str] | None = None,
    levels: Levels = (),
) -> Analysis:
    """Measure one text or Article.

    Args:
        text: the text, or an Article (then `markup` is not looked at).
        markup: what the text is written in: plain, markdown, html, hatena or aozora.
        page: whether a plain text may be a whole page copied out of a browser, with its menu and share
            buttons; then only the article counts (see `Article.dropped`).
        wrap: what a line break inside a paragraph means; "auto" finds out by the block.
        code: count code blocks as prose too.
        speed: how fast the readers are.
        lang: language of labels and of `print`.
        metrics: names of the metrics wanted; all by default. Where none rests on morphemes MeCab
            is not called.
        levels: what you bring: lists of words with levels (`VocabularyLevels.from_csv`), which add the share of every
            level, the share and the list of the words that they do not have; an `Obi2Model`, which adds a grade.

    Raises:
        UnknownMetricError: a name in `metrics` is not in the catalogue.
        DictionaryError: MeCab or unidic-lite is missing.

    >>> analysis = analyze("今日は晴れです。明日は雨でしょう。")
    >>> analysis["sentences"], analysis["kanji_ratio"] == 6 / 17, str(analysis.reading_time)
    (2, True, '約1分')
    """
    settings = settings_of(wrap, code, speed, lang, metrics, levels)
    with without_collector():
        article = text if isinstance(text, Article) else parse(_checked(text), markup, page=page)
        return Analysis(article, settings, measure([article], settings))


def split_sentences(text: str | Article, *, markup: Markup = "plain", wrap: Wrap = "auto") -> list[str]:
    """The sentences alone, headings, items and cells among them. No MeCab is needed.

    >>> split_sentences("「行くよ！」と言った。本当？　そうです。")
    ['「行くよ！」と言った。', '本当？', 'そうです。']
    """
    article = text if isinstance(text, Article) else parse(_checked(text), markup)
    return [span.text for block in article.blocks for span in split(block, wrap)]


def _checked(text: object) -> str:
    if not isinstance(text, str):
        raise TypeError(f"expected a text (str) or an Article, not {type(text).__name__}; decode bytes first")
    return text
