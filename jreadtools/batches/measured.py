"""Articles measured batch by batch, from files or, where nothing has changed, from a cache."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import cast

from jreadtools.article import Article, Failure
from jreadtools.batches.batch import Batch, measured_batch
from jreadtools.batches.run import failures_of, read, run, size_of
from jreadtools.collector import without_collector
from jreadtools.errors import Message, counted
from jreadtools.measure.settings import Settings
from jreadtools.sources.locate import Found
from jreadtools.sources.reading import DEFAULT_READING, Reading

__all__ = ["measured_batches"]


def measured_batches(
    found: Iterable[Found | Failure],
    settings: Settings,
    *,
    reading: Reading = DEFAULT_READING,
    workers: int = 1,
    sentences: bool = True,
    findings: bool = False,
    cache: Path | None = None,
) -> Iterator[Batch]:
    """Read and measure what was found, a batch at a time, in a stable order.

    The outcome is logged ("jreadtools", INFO); the caller configures logging.
    """
    task = partial(_read_and_measure, settings=settings, reading=reading, sentences=sentences, findings=findings)
    if cache is not None:
        from jreadtools.batches.cache.keys import conditions

        task = partial(task, cache=cache, depends_on=conditions(reading, settings))
    lost = partial(_lost, settings=settings, sentences=sentences, findings=findings)
    articles = failures = characters = 0
    begin = time.monotonic()
    for batch in run(task, found, lost=lost, size=size_of, workers=workers):
        articles += len(batch.identities)
        failures += len(batch.failures)
        characters += batch.characters
        yield batch
    amounts = counted(articles, "articles"), counted(failures, "failures"), counted(characters, "characters")
    logging.getLogger("jreadtools").info("%s, %s, %s, %.1f seconds", *amounts, time.monotonic() - begin)


def _read_and_measure(
    found: list[Found | Failure],
    *,
    settings: Settings,
    reading: Reading,
    sentences: bool,
    findings: bool,
    cache: Path | None = None,
    depends_on: bytes = b"",
) -> Batch:
    with without_collector():
        if cache is None:
            return _measured(found, settings, reading, sentences, findings)[0]
        return _remembered(
            found=found,
            settings=settings,
            reading=reading,
            sentences=sentences,
            findings=findings,
            path=cache,
            depends_on=depends_on,
        )


def _measured(
    found: Sequence[Found | Failure], settings: Settings, reading: Reading, sentences: bool, findings: bool
) -> tuple[Batch, list[tuple[int, str]]]:
    """The batch, and for each of its rows the place in `found` and the id that the article gives itself."""
    articles: list[Article] = []
    places: list[tuple[int, str]] = []
    failures: list[Failure] = []
    for place, one in enumerate(found):
        article = read(one, reading, own_id=True)
        if isinstance(article, Failure):
            failures.append(article)
        elif article is not None and isinstance(one, Found):
            articles.append(replace(article, id=article.id or one.id))
            places.append((place, article.id if one.entry is None else ""))
    batch = measured_batch(articles, settings, sentences=sentences, findings=findings)
    if not batch.lost:
        return replace(batch, failures=failures), places
    # An article that could not be measured is a failure and no row.
    sound = [number for number in range(len(articles)) if number not in set(batch.lost)]
    again = measured_batch([articles[number] for number in sound], settings, sentences=sentences, findings=findings)
    return replace(again, failures=[*failures, *batch.failures]), [places[number] for number in sound]


def _remembered(
    found: list[Found | Failure],
    settings: Settings,
    reading: Reading,
    sentences: bool,
    findings: bool,
    path: Path,
    depends_on: bytes,
) -> Batch:
    """As `_measured`, with the numbers of the cache where it has them. Failures are not cached: their reason may pass."""
    from jreadtools.batches.cache.keys import keyed
    from jreadtools.batches.cache.parts import joined, placed, split
    from jreadtools.batches.cache.records import Wanted
    from jreadtools.batches.cache.store import Cache

    wanted = Wanted(settings.types, sentences, findings)
    settings = replace(settings, whole=True)  # a row serves whoever comes next
    pairs = [(one, None) if isinstance(one, Failure) else keyed(one, depends_on, reading.max_bytes) for one in found]
    with Cache.open(path) as cache:
        known = cache.get((key for _, key in pairs if key is not None), wanted)
        parts = {place: placed(known[key], cast(Found, one)) for place, (one, key) in enumerate(pairs) if key in known}
        rest = [place for place in range(len(pairs)) if place not in parts]
        fresh, places = _measured([pairs[i][0] for i in rest], settings, reading, sentences, findings)
        for (i, _), part in zip(places, split(fresh, [own for _, own in places]), strict=True):
            one, key = pairs[rest[i]]
            if key is not None:
                cache.put(key, part, wanted)
            parts[rest[i]] = placed(part, cast(Found, one))
    rows = [part for _, part in sorted(parts.items()) if reading.drafts or not part.identities[0].draft]
    return replace(joined(rows, sentences=sentences), failures=fresh.failures, remarks=tuple(cache.warnings))


def _lost(found: list[Found | Failure], what: Message, *, settings: Settings, sentences: bool, findings: bool) -> Batch:
    """What stands in the place of articles that no worker survives."""
    empty = measured_batch([], settings, sentences=sentences, findings=findings)
    return replace(empty, failures=failures_of(found, what))
