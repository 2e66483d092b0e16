"""analyze: the whole way on one page, from a text to sentences, counts and metrics."""

from __future__ import annotations

import gc
import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np

from jreadtools.article import Article, Block, Wrap
from jreadtools.counts import Counts, IntArray, concatenate, count, no_counts
from jreadtools.errors import UnknownMetricError
from jreadtools.metrics.catalogue import METRICS
from jreadtools.metrics.metric import Metric
from jreadtools.morphemes import Morpheme, tokenize
from jreadtools.page import html_page, text_page
from jreadtools.reading import READING_SPEED, Lang, ReadingSpeed, ReadingTime
from jreadtools.sentences import Span, split
from jreadtools.sources.locate import Markup
from jreadtools.sources.read import parse

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Analysis", "Measured", "Sentence", "Settings", "analyze", "measure", "split_sentences", "without_collector"]

Value = int | float | str

SLICE: Final = 300_000
"""Characters tokenized and counted at a time: bounds the memory of a 50 MB line."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How articles are measured: the same for a string, a folder and a frame."""

    wrap: Wrap = "auto"
    code: bool = False
    """Count code blocks as prose too."""
    speed: ReadingSpeed = READING_SPEED
    lang: Lang = "ja"
    metrics: tuple[str, ...] | None = None
    """The metrics wanted; None is all of them."""
    needs_mecab: bool = field(init=False)
    """Whether any wanted metric rests on morphemes."""

    def __post_init__(self) -> None:
        if self.wrap not in ("auto", "join", "keep"):
            raise ValueError(f"wrap is auto, join or keep, not {self.wrap!r}")
        if self.lang not in ("ja", "en"):
            raise ValueError(f"lang is ja or en, not {self.lang!r}")
        for name in self.metrics or ():
            METRICS[name]  # raises for an unknown name, before any work is done
        needed = any(metric.needs_mecab for metric in (*self.of("A"), *self.of("S")))
        object.__setattr__(self, "needs_mecab", needed)

    def of(self, level: Literal["A", "S"]) -> tuple[Metric, ...]:
        """The wanted metrics of a level, in catalogue order."""
        return METRICS.at(level, self.metrics)


def settings_of(wrap: Wrap, code: bool, speed: ReadingSpeed, lang: Lang, metrics: Sequence[str] | None) -> Settings:
    """The settings a caller's keywords stand for."""
    if isinstance(metrics, str):
        raise TypeError(f"metrics is a list of names, not the string {metrics!r}")
    return Settings(wrap, code, speed, lang, None if metrics is None else tuple(metrics))


@dataclass(frozen=True, slots=True)
class Measured:
    """Articles that were measured together. Batching changes no number: all counts are integers."""

    articles: Sequence[Article]
    spans: list[Span]
    blocks: list[Block]
    """The block of each span."""
    owners: IntArray
    """int64 [spans]: the article of each span."""
    sentences: Counts
    """A row a span."""
    totals: Counts
    """A row an article."""


@contextmanager
def without_collector() -> Iterator[None]:
    """Pause Python's cycle collector: a batch makes thousands of short rows and no cycle, and looking
    through them again and again takes a tenth of MeCab's own time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def measure(articles: Sequence[Article], settings: Settings) -> Measured:
    """Split, tokenize and count some articles at once."""
    spans: list[Span] = []
    blocks: list[Block] = []
    owners: list[int] = []
    for number, article in enumerate(articles):
        before = len(spans)
        for block in article.blocks:
            found = _code_lines(block) if block.kind == "code" and settings.code else split(block, settings.wrap)
            spans += found
            blocks += [block] * len(found)
        owners += [number] * (len(spans) - before)
    sentences = replace(_counted(spans, settings.needs_mecab), speed=settings.speed, lang=settings.lang)
    owner = np.array(owners, np.int64)
    totals = sentences.sum(owner, len(articles)).with_structure(articles)
    return Measured(articles, spans, blocks, owner, sentences, totals)


def _counted(spans: list[Span], mecab: bool) -> Counts:
    ends = list(accumulate(len(span.prose) for span in spans))
    parts = []
    start = 0
    while start < len(spans):
        limit = (ends[start - 1] if start else 0) + SLICE
        end = max(start + 1, int(np.searchsorted(ends, limit, side="right")))
        part = spans[start:end]
        parts.append(count(part, tokenize([span.prose for span in part]) if mecab else None))
        start = end
    return parts[0] if len(parts) == 1 else concatenate(parts) if parts else no_counts(0)


def _code_lines(block: Block) -> list[Span]:
    spans = []
    at = 0
    for line in block.text.split("\n"):
        if line.strip():
            spans.append(Span(at, at + len(line), "code", line.strip(), line, None, False))
        at += len(line) + 1
    return spans


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
            end=block.source_offset(place(span, end - 1)) + 1,
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


def place(span: Span, offset: int) -> int:
    """Offset in the block's text of the character at `offset` of the span's prose."""
    if span.origin is None:
        return span.start + offset
    at, source = max(pair for pair in span.origin if pair[0] <= offset)
    return source + offset - at


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
        metric = METRICS[name]
        if "A" not in metric.level:
            raise UnknownMetricError(name, [m.name for m in METRICS.at("A")], "for articles")
        return self.value(metric, self.measured.totals, 0)

    def __iter__(self) -> Iterator[str]:
        return (metric.name for metric in self.settings.of("A"))

    def __len__(self) -> int:
        return len(self.settings.of("A"))

    def value(self, metric: Metric, counts: Counts, row: int) -> Value:
        """One metric of one row, as a Python value."""
        if metric.needs_mecab and not self.settings.needs_mecab:
            raise UnknownMetricError(metric.name, self, "here: metrics=[…] left it out")
        values = self._columns.get((metric.name, id(counts)))
        if values is None:
            values = self._columns[metric.name, id(counts)] = metric(counts).tolist()
        value: Value = values[row]
        return value if value == value else math.nan  # always the same NaN: equal dictionaries compare equal

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
        order = np.argsort(-lengths, kind="stable")[:n]
        return [self.sentences[i] for i in order.tolist() if lengths[i]]

    def to_dict(self) -> dict[str, Value]:
        """Every metric by name; NaN where undefined."""
        return {name: self[name] for name in self}

    def to_series(self) -> pd.Series[Any]:
        """Every metric as a pandas Series (dtype object: labels stand among the numbers)."""
        from jreadtools.frames import series

        return series(self)

    def __getstate__(self) -> dict[str, object]:
        # What is looked up lazily is keyed by identity, which does not travel.
        return {"article": self.article, "settings": self.settings, "measured": self.measured}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)

    def __str__(self) -> str:
        return text_page(self)

    def _repr_html_(self) -> str:
        return html_page(self)


def line_starts(article: Article) -> IntArray:
    """Offsets in the source at which its lines begin."""
    lengths = [len(line) + 1 for line in article.source.split("\n")]
    return np.cumsum([0, *lengths[:-1]])


def line_at(starts: IntArray, block: Block, span: Span) -> int:
    """Line of a span in the source, from 1."""
    if not span.start:
        return block.line
    return int(np.searchsorted(starts, block.source_offset(span.start), side="right"))


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

    Raises:
        UnknownMetricError: a name in `metrics` is not in the catalogue.
        DictionaryError: MeCab or unidic-lite is missing.

    >>> analysis = analyze("今日は晴れです。明日は雨でしょう。")
    >>> analysis["sentences"], analysis["kanji_ratio"] == 6 / 17, str(analysis.reading_time)
    (2, True, '約1分')
    """
    settings = settings_of(wrap, code, speed, lang, metrics)
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
