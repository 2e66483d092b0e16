"""Batches of articles, measured without pandas: the result is numbers, the words of sentences, and failures.

Articles are cut into batches by their length; a batch is measured in one go, here or in a worker.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import NamedTuple

import numpy as np

from jreadtools.article import Article, Cell, Failure
from jreadtools.batches.run import itself, together
from jreadtools.counts.additive import Counts, IntArray, no_counts
from jreadtools.errors import Message
from jreadtools.measure.findings import Finding, find
from jreadtools.measure.measuring import Measured, line_at, line_starts, measure
from jreadtools.measure.settings import Settings

__all__ = [
    "Batch",
    "Duplicates",
    "Identity",
    "Origin",
    "SentenceRows",
    "measured_batch",
]


class Identity(NamedTuple):
    """The first columns of an article's row in a frame, in this order."""

    path: str
    id: str
    title: str
    date: str
    updated: str
    draft: bool
    url: str
    status: str
    tags: str
    categories: str
    format: str


class Origin(NamedTuple):
    """How an article was read. Order: columns.ORIGIN; `Duplicates` finds out its last column."""

    encoding: str
    extraction: str
    truncated: bool
    protected: bool
    fingerprint: bytes
    """Hash of the prose; empty where there is none."""


class Duplicates:
    """Finds articles with the same prose as an earlier one, whatever file or worker they came from."""

    def __init__(self) -> None:
        self._first: dict[bytes, str] = {}

    def __call__(self, identity: Identity, origin: Origin) -> str:
        """The id of the first article with this prose (its path, where both have one id); "" if this is the first."""
        if not origin.fingerprint:
            return ""
        first = self._first.setdefault(origin.fingerprint, f"{identity.id}\0{identity.path}")
        name, _, path = first.partition("\0")
        if (name, path) == (identity.id, identity.path):
            return ""
        return path if name == identity.id else name


@dataclass(frozen=True, slots=True)
class SentenceRows:
    """The sentences of a batch: a row each."""

    owners: IntArray
    """int64 [sentences]: the article of each, by its number in the batch."""
    index: IntArray
    line: IntArray
    kinds: list[str]
    texts: list[str]
    counts: Counts


@dataclass(frozen=True, slots=True)
class Batch:
    """Some articles, measured: what a worker sends back."""

    identities: list[Identity]
    origins: list[Origin]
    kept: list[tuple[tuple[str, Cell], ...]]
    """Columns carried along from a table: (name, value)."""
    tags: list[tuple[str, ...]]
    categories: list[tuple[str, ...]]
    warnings: list[tuple[str, ...]]
    totals: Counts
    sentences: SentenceRows | None
    failures: list[Failure]
    """Articles that could not be measured; the others' rows are complete."""
    lost: list[int]
    """The numbers of the failed articles in the batch; their rows are zeros."""
    findings: list[list[Finding]]
    """All findings of each article; empty where nobody asked."""
    remarks: tuple[Message, ...] = ()
    """Messages about the run as a whole, to be shown once: what is wrong with the cache."""

    @property
    def paths(self) -> list[str]:
        """The file of each article."""
        return [identity.path for identity in self.identities]

    @property
    def failed_paths(self) -> list[str]:
        """The file of each failure."""
        return [failure.path for failure in self.failures]

    @property
    def characters(self) -> int:
        """Characters of its articles together."""
        return int(self.totals.characters.sum())


def measured_batch(
    articles: Sequence[Article], settings: Settings, *, sentences: bool, origins: bool = True, findings: bool = False
) -> Batch:
    """Measure some articles; one that cannot be measured is a failure. `origins`: also record how they were read."""
    # What is hashed of an article are its sentences: two that differ in their line breaks alone are one.
    settings = replace(settings, whole=settings.whole or findings, rows=sentences or origins)
    outcomes = together(lambda some: [measure(some, settings)] * len(some), list(articles), itself)
    failures = {number: one for number, one in enumerate(outcomes) if isinstance(one, Failure)}
    sound = [Article(()) if number in failures else article for number, article in enumerate(articles)]
    whole = (one for one in outcomes if isinstance(one, Measured) and len(one.articles) == len(articles))
    measured = next(whole, None) or measure(sound, settings)
    return Batch(
        identities=[_identity(article) for article in articles],
        origins=_origins(articles, measured) if origins else [],
        kept=[article.kept for article in articles],
        categories=[article.categories for article in articles],
        tags=[article.tags for article in articles],
        warnings=[article.warnings for article in articles],
        totals=measured.typed(settings.types) if len(articles) else no_counts(0),
        sentences=_sentence_rows(measured) if sentences else None,
        failures=list(failures.values()),
        lost=list(failures),
        findings=[find(measured.only(number)) for number in range(len(articles))] if findings else [],
    )


def _identity(a: Article) -> Identity:
    tags, categories = ", ".join(a.tags), ", ".join(a.categories)
    return Identity(
        path=a.path,
        id=a.id,
        title=a.title,
        date=a.date,
        updated=a.updated,
        draft=a.draft,
        url=a.url,
        status=a.status,
        tags=tags,
        categories=categories,
        format=a.format,
    )


def _origins(articles: Sequence[Article], measured: Measured) -> list[Origin]:
    bounds = np.searchsorted(measured.owners, np.arange(len(articles) + 1)).tolist()
    spans = measured.spans
    origins = []
    for article, start, end in zip(articles, bounds, bounds[1:], strict=False):
        prose = "\n".join([span.prose for span in spans[start:end]]).strip()
        fingerprint = blake2b(prose.encode("utf-8", "surrogatepass"), digest_size=16).digest() if prose else b""
        origins.append(Origin(article.encoding, article.extraction, article.truncated, article.protected, fingerprint))
    return origins


def _sentence_rows(measured: Measured) -> SentenceRows:
    owners, spans = measured.owners, measured.spans
    starts = np.searchsorted(owners, np.arange(len(measured.articles) + 1))
    begins = [line_starts(article) for article in measured.articles]
    placed = zip(owners.tolist(), measured.blocks, spans, strict=True)
    lines = [line_at(begins[number], block, span) for number, block, span in placed]
    return SentenceRows(
        owners=owners,
        index=np.arange(len(spans)) - starts[owners] if len(spans) else np.zeros(0, np.int64),
        line=np.array(lines, np.int64),
        kinds=[span.kind for span in spans],
        texts=[span.text for span in spans],
        counts=measured.sentences,
    )
