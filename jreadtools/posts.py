"""Many articles: folders and files read and measured, in this process or in others."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final, Literal, TypedDict, Unpack, cast, overload

import numpy as np

from jreadtools.article import Article, Failure, Wrap
from jreadtools.batches.batch import Batch, chunks, lost_with_its_worker, measured_batch, one_by_one
from jreadtools.batches.progress import Progress, files_of
from jreadtools.batches.workers import in_order, worker_count
from jreadtools.counts.additive import Counts, concatenate, no_counts
from jreadtools.errors import Lang, Message, unforeseen
from jreadtools.measure.measuring import Levels, Settings, settings_of, without_collector
from jreadtools.metrics.hardness import worth_mending
from jreadtools.sources.locate import DEFAULT_READING, Found, Markup, Reading, Source, locate
from jreadtools.sources.read import read_found
from jreadtools.sources.regular import LARGEST
from jreadtools.speed import READING_SPEED, ReadingSpeed

if TYPE_CHECKING:
    import pandas as pd

    from jreadtools.frames.written import Written

__all__ = ["Results", "analyze_folder", "measured_batches", "read_or_failure"]

By = Literal["tag", "folder", "year", "month", "draft", "category", "format"]

_GROUPS: Final = ("tag", "folder", "year", "month", "draft", "category", "format")


def measured_batches(
    sources: Sequence[Source | Iterable[Source]],
    settings: Settings,
    *,
    reading: Reading = DEFAULT_READING,
    workers: int = 1,
    sentences: bool = True,
    findings: bool = False,
    report: Callable[[int, int, int, int], None] | None = None,
    cache: Path | None = None,
) -> Iterator[Batch]:
    """Read and measure what is at the sources, a batch at a time, in a stable order.

    `report` is called after each batch with the articles, failures, characters and files so far. At the end they go
    to the log "jreadtools" (INFO), which is left to the caller to configure.
    """
    task = partial(_read_and_measure, settings=settings, reading=reading, sentences=sentences, findings=findings)
    if cache is not None:
        from jreadtools.batches.cache.keys import conditions

        task = partial(task, cache=cache, depends_on=conditions(reading, settings))
    lost = partial(_lost, settings=settings, sentences=sentences, findings=findings)
    work = chunks(locate(*sources, reading=reading), _size)
    articles = failures = characters = files = 0
    before: set[str] = set()
    begin = time.monotonic()
    for batch in in_order(task, work, workers, split=one_by_one, lost=lost, size=lambda found: sum(map(_size, found))):
        articles += len(batch.identities)
        failures += len(batch.failures)
        characters += int(batch.totals.characters.sum())
        paths = {one.path for one in batch.identities} | {one.path for one in batch.failures}
        files += len(paths - before)  # a file of many articles goes on in the next batch
        before = paths
        if report is not None:
            report(articles, failures, characters, files)
        yield batch
    said = "%d articles, %d failures, %d characters, %.1f seconds"
    logging.getLogger("jreadtools").info(said, articles, failures, characters, time.monotonic() - begin)


def _size(found: Found | Failure) -> int:
    return found.size if isinstance(found, Found) else 0


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
        return _remembered(found, settings, reading, sentences, findings, cache, depends_on)


def _measured(
    found: Sequence[Found | Failure], settings: Settings, reading: Reading, sentences: bool, findings: bool
) -> tuple[Batch, list[tuple[int, str]]]:
    """What was measured, and of each row the place in `found` and the id that the article gives itself."""
    articles: list[Article] = []
    places: list[tuple[int, str]] = []
    failures: list[Failure] = []
    for place, one in enumerate(found):
        if isinstance(one, Failure):
            failures.append(one)
            continue
        read = read_or_failure(one, reading, own_id=True)
        if isinstance(read, Failure):
            failures.append(read)
        elif reading.drafts or not read.draft:
            articles.append(replace(read, id=read.id or one.id))
            places.append((place, read.id if one.entry is None else ""))
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
    """As `_measured`, but for what a cache knows. Failures are not kept: their reason may pass."""
    from jreadtools.batches.cache.keys import keyed
    from jreadtools.batches.cache.parts import joined, placed, split
    from jreadtools.batches.cache.records import Wanted
    from jreadtools.batches.cache.store import Cache

    wanted = Wanted(settings.types, sentences, findings)
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
    return replace(joined(rows, settings, sentences=sentences), failures=fresh.failures, remarks=tuple(cache.warnings))


def read_or_failure(found: Found, reading: Reading, *, own_id: bool = False) -> Article | Failure:
    """The article that was found. A defect that the reader has costs this one alone: it becomes a Failure.

    `own_id`: the article of a file has the id that it gives itself, or none.
    """
    try:
        return read_found(found._replace(id="") if own_id and found.entry is None else found, reading)
    except Exception as error:  # noqa: BLE001  a defect met in one article must not cost the others theirs
        return Failure(found.shown, unforeseen(error), found.id)


def _lost(found: list[Found | Failure], exitcode: int, *, settings: Settings, sentences: bool, findings: bool) -> Batch:
    """What stands in the place of articles that no worker survives."""
    what = lost_with_its_worker(exitcode)
    failures = [one if isinstance(one, Failure) else Failure(one.shown, what, one.id) for one in found]
    return replace(measured_batch([], settings, sentences=sentences, findings=findings), failures=failures)


@dataclass(frozen=True)
class Results:
    """What `analyze_folder` found, as DataFrames. A file that failed is a row of `failures`."""

    articles: pd.DataFrame
    """A row an article: path, id, title, date, updated, draft, url, status, tags, categories, format; columns kept
    from a table; the metrics in catalogue order; error, warnings, encoding, extraction, truncated, protected,
    duplicate_of."""
    sentences: pd.DataFrame
    """A row a sentence, heading, item or cell: path, id, index, line, kind, text, metrics."""
    failures: pd.DataFrame
    """A row a source that could not be read or measured: path, id, error."""
    counts: Counts
    """The counts behind `articles`, a row each."""
    tags: tuple[tuple[str, ...], ...]
    """The tags of each article."""
    categories: tuple[tuple[str, ...], ...]
    """The categories of each article."""
    hard: tuple[int, ...]
    """How many sentences of each article are worth mending (see `Analysis.hard_sentences`)."""
    settings: Settings

    def total(self, by: By | None = None) -> pd.DataFrame:
        """Metrics of all articles together, or of each tag, category, folder, year, month, format, or of drafts and others.

        They are computed from the summed counts: ratios are pooled, medians are over all sentences.
        An article with two tags is in both; one without any is under "". What a feed calls categories are tags here.

        Returns:
            A row a group (index), in order of the names; `articles` (their number), then the metrics.
        """
        from jreadtools.frames.dataframes import totals_frame

        if by is not None and by not in _GROUPS:
            raise ValueError(f"by is one of {', '.join(_GROUPS)} or None, not {by!r}")
        groups = self._groups(by)
        names = sorted({name for of_article in groups for name in of_article})
        if by is None:
            names = [""]
        place = {name: i for i, name in enumerate(names)}
        rows = np.array([row for row, of_article in enumerate(groups) for _ in of_article], np.int64)
        group = np.array([place[name] for of_article in groups for name in of_article], np.int64)
        summed = self.counts.take(rows).sum(group, len(names))
        sizes = np.bincount(group, minlength=len(names)).astype(np.int64)
        return totals_frame(names, by or "", sizes, summed, self.settings)

    def _repr_html_(self) -> str:
        from jreadtools.views.result_cards import results_card

        return results_card(self)

    def _groups(self, by: By | None) -> list[tuple[str, ...]]:
        """The groups that each article is in."""
        if by is None:
            return [("",)] * len(self.tags)
        if by in ("tag", "category"):
            named = self.tags if by == "tag" else self.categories
            return [tuple(dict.fromkeys(names)) or ("",) for names in named]
        if by == "format":
            return [(form,) for form in self.articles["format"].tolist()]
        if by == "folder":
            return [(PurePath(path).parent.as_posix(),) for path in self.articles["path"].tolist()]
        if by == "draft":
            return [("draft" if draft else "published",) for draft in self.articles["draft"].tolist()]
        return [(date[: 4 if by == "year" else 7],) for date in self.articles["date"].tolist()]


class FolderOptions(TypedDict, total=False):
    """The keywords of `analyze_folder` but for `output`."""

    workers: int | Literal["all"]
    progress: bool
    markup: Markup | None
    encoding: str | None
    drafts: bool
    page: bool | None
    text: str | None
    keep: Iterable[str]
    exclude: Iterable[str]
    gitignore: bool
    max_bytes: int
    wrap: Wrap
    code: bool
    speed: ReadingSpeed
    lang: Lang
    metrics: Sequence[str] | None
    levels: Levels
    cache: str | os.PathLike[str] | None


@overload
def analyze_folder(
    *sources: Source | Iterable[Source], output: None = None, **options: Unpack[FolderOptions]
) -> Results: ...
@overload
def analyze_folder(
    *sources: Source | Iterable[Source], output: str | os.PathLike[str], **options: Unpack[FolderOptions]
) -> Written: ...
def analyze_folder(
    *sources: Source | Iterable[Source],
    workers: int | Literal["all"] = 1,
    progress: bool = False,
    markup: Markup | None = None,
    encoding: str | None = None,
    drafts: bool = True,
    page: bool | None = None,
    text: str | None = None,
    keep: Iterable[str] = (),
    exclude: Iterable[str] = (),
    gitignore: bool = True,
    max_bytes: int = LARGEST,
    wrap: Wrap = "auto",
    code: bool = False,
    speed: ReadingSpeed = READING_SPEED,
    lang: Lang = "ja",
    metrics: Sequence[str] | None = None,
    levels: Levels = (),
    cache: str | os.PathLike[str] | None = None,
    output: str | os.PathLike[str] | None = None,
) -> Results | Written:
    """Measure every article in a folder (or in several folders and files).

    Args:
        sources: folders, read with everything below them, files, exports, feeds, tables: as in `read_articles`.
        workers: processes; "all" for every core. The result does not depend on it.
        progress: say on standard error how far it is, on a terminal. What came of a run goes to the log "jreadtools" (INFO).
        markup: what the files are written in; by their names when None.
        encoding: the files' encoding; found out when None.
        drafts: whether drafts are measured too (they are marked).
        page, text, keep, exclude, gitignore, max_bytes: as in `read_articles`.
        wrap, code, speed, lang, metrics, levels: as in `analyze`.
        cache: a file in which the counts of every article are kept; a second run over what has not changed takes them
            from there. A file that is damaged or somebody else's is left alone, with a warning in the log.
        output: a file to which the articles are written as they are measured, a row each, in the format of its name (.csv,
            .tsv, .json, .jsonl, .md, .parquet, .xlsx with the sentences and the failures): then memory does not grow
            with their number, and what comes back is Written.

    Returns:
        Results, or Written with `output`; empty frames with their columns where nothing was found. No file raises: one that
        cannot be read is a row of `failures`.

    Raises:
        TypeError, ValueError: a wrong argument.
        UnknownMetricError: a name in `metrics` is not in the catalogue.
        DictionaryError: MeCab or unidic-lite is missing.
        JreadtoolsError: `output` cannot be written, or is one of the files to be read.
        KeyboardInterrupt: Ctrl-C; with `output`, what was finished then stands beside it (metrics.partial.csv), and the
            notes of the error name that file.
    """
    if not sources:
        raise TypeError("analyze_folder needs a folder or a file")
    settings = settings_of(wrap, code, speed, lang, metrics, levels)
    count = worker_count(workers)
    reading = Reading(markup, encoding, drafts, page, text, tuple(keep), tuple(exclude), gitignore, max_bytes)
    bar = Progress(lang, files=files_of(sources, reading)) if progress else None
    # Here and not above: workers load this module and have no use for what writes files.
    from jreadtools.frames.files.apart import keep_apart
    from jreadtools.frames.written import with_sentences, written

    kept = None if cache is None else Path(cache)
    remarks: dict[Message, None] = {}

    def measured() -> Iterator[Batch]:
        for batch in measured_batches(
            sources,
            settings,
            reading=reading,
            workers=count,
            report=bar,
            cache=kept,
            sentences=output is None or with_sentences(os.fspath(output)),
        ):
            remarks.update(dict.fromkeys(batch.remarks))
            yield batch

    try:
        if output is not None:
            keep_apart(sources, output)
            return written(measured(), settings, output, reading.keep)
        batches = list(measured())
    finally:
        if bar is not None:
            bar.clear()
        for remark in remarks:
            logging.getLogger("jreadtools").warning("%s", remark)
    from jreadtools.frames.dataframes import articles_frame, failures_frame, sentences_frame

    return Results(
        articles=articles_frame(batches, settings),
        sentences=sentences_frame(batches, settings),
        failures=failures_frame(batches),
        counts=replace(_all(batch.totals for batch in batches), speed=settings.speed, lang=settings.lang),
        tags=tuple(tags for batch in batches for tags in batch.tags),
        categories=tuple(names for batch in batches for names in batch.categories),
        hard=tuple(number for batch in batches for number in _hard(batch)),
        settings=settings,
    )


def _hard(batch: Batch) -> list[int]:
    """The number of sentences worth mending in each article of a batch that has its sentences."""
    rows = batch.sentences
    if rows is None:
        raise ValueError("the sentences of this batch were not asked for")
    owners = rows.owners[worth_mending(rows.counts, rows.kinds)]
    numbers: list[int] = np.bincount(owners, minlength=len(batch.identities)).tolist()
    return numbers


def _all(parts: Iterable[Counts]) -> Counts:
    whole = list(parts)
    return concatenate(whole) if whole else no_counts(0)
