"""From articles to sentences and rows of counts: split, tokenize, count, some articles at once."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate
from typing import Final

import numpy as np
import numpy.typing as npt

from jreadtools.article import Article, Block
from jreadtools.characters import behind_marks
from jreadtools.counts import type_token as diversity
from jreadtools.counts.additive import Counts, FloatArray, IntArray, concatenate
from jreadtools.counts.count import count, in_japanese
from jreadtools.counts.demand import SENTENCES
from jreadtools.counts.extras import Extras, no_extras
from jreadtools.language.grammar import endings
from jreadtools.language.morphemes import tokenize
from jreadtools.language.sentences import Span, split
from jreadtools.levels.listed import ListedWords
from jreadtools.levels.obi2 import Obi2Model
from jreadtools.levels.vocabulary_levels import VocabularyLevels
from jreadtools.measure.settings import Settings

__all__ = ["Measured", "line_at", "line_starts", "measure", "place", "place_behind"]

SLICE: Final = 300_000
"""Characters tokenized and counted at a time: bounds the memory of a 50 MB line."""


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
    """A row an article; without types."""
    lemmas: IntArray
    """int64 [words]: the lemma of every word of the articles, one after the other, where measures of vocabulary are wanted."""

    def only(self, number: int) -> Measured:
        """One of the articles, as if it had been measured by itself (without lemmas)."""
        start, end = np.searchsorted(self.owners, [number, number + 1]).tolist()
        return Measured(
            articles=[self.articles[number]],
            spans=self.spans[start:end],
            blocks=self.blocks[start:end],
            owners=np.zeros(end - start, np.int64),
            sentences=self.sentences.take(np.arange(start, end)),
            totals=self.totals.take(np.array([number])),
            lemmas=np.zeros(0, np.int64),
        )

    def typed(self, wanted: frozenset[str]) -> Counts:
        """The totals with their types, of which only the wanted ones are computed."""
        bounds = np.append(0, np.cumsum(self.totals.words))
        return replace(self.totals, types=diversity.measures(self.lemmas, bounds, wanted))


def measure(articles: Sequence[Article], settings: Settings) -> Measured:
    """Split, tokenize and count some articles at once."""
    spans_of = split if SENTENCES in settings.groups else partial(split, cut=False)
    spans: list[Span] = []
    blocks: list[Block] = []
    bounds, ends = [0], [0]  # of the articles; of the blocks
    for article in articles:
        for block in article.blocks:
            found = _code_lines(block) if block.kind == "code" and settings.code else spans_of(block, settings.wrap)
            if found:
                spans += found
                blocks += [block] * len(found)
                ends.append(len(spans))
        bounds.append(len(spans))
    owner = np.repeat(np.arange(len(articles)), np.diff(bounds))
    closes = np.zeros(len(spans) + 1, bool)
    closes[ends] = True
    lists = [words for words in settings.levels if isinstance(words, VocabularyLevels)]
    listed = ListedWords(lists, len(articles)) if lists else None
    sentences, lemmas = _counted(spans, closes[1:], owner, settings, listed)
    sentences = in_japanese(sentences, owner, len(articles))
    totals = sentences.sum(owner, len(articles))
    runs = None
    if "endings" in settings.groups:
        runs = endings.longest_runs(sentences.ending, owner, sentences.sentences > 0, len(articles))
    totals = totals.of_articles(articles, runs)
    if settings.levels:
        models = [model for model in settings.levels if isinstance(model, Obi2Model)]
        grades = _grades(models, spans, blocks, owner.tolist(), len(articles))
        extras = no_extras(len(articles))._replace(grades=grades)
        if listed is not None:
            extras = Extras(np.hstack(listed.listed), listed.unlisted, grades)
        totals = replace(totals, extras=extras)
    return Measured(
        articles=articles, spans=spans, blocks=blocks, owners=owner, sentences=sentences, totals=totals, lemmas=lemmas
    )


def _grades(
    models: Sequence[Obi2Model], spans: list[Span], blocks: list[Block], owners: list[int], articles: int
) -> FloatArray:
    """float64 [articles, models]: the grade of each article's prose, a block a paragraph; NaN where there is none."""
    grades = np.full((articles, len(models)), np.nan)
    paragraphs: list[list[str]] = [[] for _ in range(articles)]
    last: Block | None = None
    for span, block, owner in zip(spans, blocks, owners, strict=True) if models else ():
        if block is last:
            paragraphs[owner][-1] += span.prose
        else:
            paragraphs[owner].append(span.prose)
        last = block
    for column, model in enumerate(models):
        for row, of_article in enumerate(paragraphs):
            grade = model.grade(of_article)
            grades[row, column] = math.nan if grade is None else grade
    return grades


def _counted(
    spans: list[Span],
    closes: npt.NDArray[np.bool_],
    owner: IntArray,
    settings: Settings,
    listed: ListedWords | None,
) -> tuple[Counts, IntArray]:
    """Counts of the sentences, and the lemmas of all their words."""
    prose = [span.prose for span in spans]
    ends = list(accumulate(map(len, prose)))
    parts: list[Counts] = []
    lemmas = [np.zeros(0, np.int64)]
    start = 0
    while start < len(spans):
        limit = (ends[start - 1] if start else 0) + SLICE
        end = len(spans) if ends[-1] <= limit else max(start + 1, bisect_right(ends, limit))
        morphemes = tokenize(prose[start:end]) if settings.needs_mecab else None
        parts.append(count(spans[start:end], morphemes, closes[start:end], settings.groups))
        if morphemes is not None:
            if settings.types or settings.whole:
                lemmas.append(morphemes.lemmas()[morphemes.code("word") > 0])
            if listed is not None:
                listed.add(morphemes, owner[start:end])
        start = end
    counts = parts[0] if len(parts) == 1 else concatenate(parts)
    return counts, np.concatenate(lemmas)


def _code_lines(block: Block) -> list[Span]:
    spans = []
    at = 0
    for line in block.text.split("\n"):
        if line.strip():
            spans.append(
                Span(
                    start=at,
                    end=at + len(line),
                    kind="code",
                    text=line.strip(),
                    prose=line,
                    origin=None,
                    paragraph=False,
                )
            )
        at += len(line) + 1
    return spans


def place(span: Span, offset: int) -> int:
    """Offset in the block's text of the character at `offset` of the span's prose."""
    if span.origin is None:
        return span.start + offset
    at, source = span.origin[bisect_right(span.origin, (offset, 1 << 62)) - 1]
    return source + offset - at


def place_behind(span: Span, block: Block, offset: int) -> int:
    """Offset in the source behind the character before `offset` of the span's prose, with the marks it was made of."""
    at = place(span, offset - 1) + 1
    if span.origin is not None:
        at = behind_marks(block.text, at, place(span, offset) if offset < len(span.prose) else span.end)
    return block.source_offset(at - 1) + 1


def line_starts(article: Article) -> list[int]:
    """Offsets in the source at which its lines begin."""
    return list(accumulate((len(line) + 1 for line in article.source.split("\n")[:-1]), initial=0))


def line_at(starts: list[int], block: Block, span: Span) -> int:
    """Line of a span in the source, from 1."""
    return bisect_right(starts, block.source_offset(span.start)) if span.start else block.line
