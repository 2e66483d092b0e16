"""Batches cut into batches of one article, independent of where its file lies, and joined again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from jreadtools.article import Failure
from jreadtools.batches.batch import Batch, SentenceRows
from jreadtools.counts.additive import Counts, Ragged, concatenate, no_counts
from jreadtools.counts.extras import Extras
from jreadtools.sources.locate import Found

__all__ = ["failed", "joined", "placed", "split"]


def split(batch: Batch, own_ids: Sequence[str]) -> list[Batch]:
    """A batch of each article, without what depends on the place of its file (see `placed`).

    `own_ids`: the id that each article gives itself, "" for none.
    """
    size = len(batch.identities)
    totals = _cut(batch.totals, np.arange(size + 1).tolist())
    sentences: list[SentenceRows] | list[None] = [None] * size
    if batch.sentences is not None:
        sentences = _cut_sentences(batch.sentences, size)
    return [
        Batch(
            identities=[batch.identities[i]._replace(path="", id=own_ids[i])],
            origins=batch.origins[i : i + 1],
            kept=[batch.kept[i]],
            tags=[batch.tags[i]],
            categories=[batch.categories[i]],
            warnings=[batch.warnings[i]],
            totals=totals[i],
            sentences=sentences[i],
            failures=[],
            lost=[],
            findings=batch.findings[i : i + 1],
        )
        for i in range(size)
    ]


def _cut_sentences(rows: SentenceRows, size: int) -> list[SentenceRows]:
    bounds = np.searchsorted(rows.owners, np.arange(size + 1)).tolist()
    parts = _cut(rows.counts, bounds)
    return [
        SentenceRows(
            np.zeros(end - start, np.int64),
            rows.index[start:end],
            rows.line[start:end],
            rows.kinds[start:end],
            rows.texts[start:end],
            part,
        )
        for start, end, part in zip(bounds, bounds[1:], parts, strict=False)
    ]


def _cut(counts: Counts, bounds: list[int]) -> list[Counts]:
    """The rows from each bound to the next."""

    def ragged(numbers: Ragged) -> list[Ragged]:
        at = numbers.bounds(len(counts))[bounds].tolist()
        return [
            Ragged(numbers.values[a:b], numbers.owners[a:b] - row)
            for a, b, row in zip(at, at[1:], bounds, strict=False)
        ]

    parts = zip(bounds, bounds[1:], ragged(counts.lengths), ragged(counts.beyond_joyo), strict=False)
    return [
        replace(
            counts,
            values=counts.values[start:end],
            peaks=counts.peaks[start:end],
            marks=counts.marks[start:end],
            types=counts.types[start:end],
            extras=Extras._make(column[start:end] for column in counts.extras),
            lengths=lengths,
            beyond_joyo=beyond_joyo,
        )
        for start, end, lengths, beyond_joyo in parts
    ]


def failed(error: str) -> Batch:
    """A batch with the failure of its only article. Keep it only if the bytes of the article are the reason."""
    return Batch(
        identities=[],
        origins=[],
        kept=[],
        tags=[],
        categories=[],
        warnings=[],
        totals=no_counts(0),
        sentences=None,
        failures=[Failure("", error)],
        lost=[],
        findings=[],
    )


def placed(batch: Batch, found: Found) -> Batch:
    """A batch of one article with the place where it was found."""
    many = found.entry is not None
    return replace(
        batch,
        identities=[who._replace(path=found.shown, id=who.id or found.id) for who in batch.identities],
        failures=[Failure(found.shown, one.error, found.id if many else "") for one in batch.failures],
    )


def joined(parts: Sequence[Batch], *, sentences: bool) -> Batch:
    """One batch of several, in order: as if they had been measured together."""

    # A part without articles is a failure: its counts of nothing may lack the columns of the caller's lists.
    rows = [part for part in parts if part.identities]
    found = [part.sentences for part in rows if part.sentences is not None]
    return Batch(
        identities=[who for part in rows for who in part.identities],
        origins=[origin for part in rows for origin in part.origins],
        kept=[kept for part in rows for kept in part.kept],
        tags=[tags for part in rows for tags in part.tags],
        categories=[categories for part in rows for categories in part.categories],
        warnings=[warnings for part in rows for warnings in part.warnings],
        totals=concatenate([part.totals for part in rows]),
        sentences=SentenceRows(
            owners=np.repeat(np.arange(len(found)), [len(one.texts) for one in found]),
            index=np.concatenate([np.zeros(0, np.int64), *(one.index for one in found)]),
            line=np.concatenate([np.zeros(0, np.int64), *(one.line for one in found)]),
            kinds=[kind for one in found for kind in one.kinds],
            texts=[text for one in found for text in one.texts],
            counts=concatenate([one.counts for one in found]),
        )
        if sentences
        else None,
        failures=[failure for part in parts for failure in part.failures],
        lost=[],
        findings=[findings for part in rows for findings in part.findings],
    )
