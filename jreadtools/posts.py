"""Many articles: folders and files read and measured, in this process or in others."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypedDict, Unpack, overload

from jreadtools.analysis import Analysis
from jreadtools.article import Article, Cell, Failure, Wrap
from jreadtools.batches.batch import Batch
from jreadtools.batches.groups import GROUPS, Grouping, grouped_counts, groups_of, in_order
from jreadtools.batches.measured import measured_batches
from jreadtools.batches.progress import Progress
from jreadtools.batches.run import made
from jreadtools.batches.workers import worker_count
from jreadtools.counts.additive import Counts, concatenate
from jreadtools.errors import Lang, Message
from jreadtools.measure.settings import Levels, Settings, settings_of
from jreadtools.sources.formats import Markup
from jreadtools.sources.locate import Files, Found, Source, articles_in, locate
from jreadtools.sources.reading import Reading
from jreadtools.sources.regular import LARGEST
from jreadtools.speed import READING_SPEED, ReadingSpeed

if TYPE_CHECKING:
    import pandas as pd

    from jreadtools.frames.written import Written

__all__ = ["Results", "analyze_folder", "iter_analyses"]


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
    settings: Settings

    @property
    def hard(self) -> tuple[int, ...]:
        """How many sentences of each article are worth revising (see `Analysis.hard_sentences`)."""
        return tuple(self.counts.sentences_to_revise.tolist())

    def total(self, by: str | None = None) -> pd.DataFrame:
        """Metrics of all articles together, or of each group of them.

        They are computed from the summed counts: ratios are pooled, medians are over all sentences.
        An article with two tags is in both; one without any is under "". What a feed calls categories are tags here.

        Args:
            by: "tag", "category", "folder", "year", "month", "format", "draft" (drafts and others), or a column kept from a
                table (keep=["級"]).

        Returns:
            A row a group (index), in order of the names; `articles` (their number), then the metrics.

        Raises:
            ValueError: `by` is none of these.
        """
        from jreadtools.frames.dataframes import totals_frame

        kept: list[Cell | None] = []
        if by is not None and by not in GROUPS:
            if by not in self._kept:
                own = f" or a kept column ({', '.join(self._kept)})" if self._kept else " or a column named in keep"
                raise ValueError(f"by is one of {', '.join(GROUPS)},{own} or None, not {by!r}")
            kept = self.articles[by].tolist()
        table = self.articles
        known = Grouping(
            path=table["path"].tolist(),
            date=table["date"].tolist(),
            draft=table["draft"].tolist(),
            format=table["format"].tolist(),
            tags=self.tags,
            categories=self.categories,
        )
        groups = groups_of(by, known, kept)
        names = [""] if by is None else in_order(by, {name for of_article in groups for name in of_article})
        summed, sizes = grouped_counts(self.counts, groups, names)
        return totals_frame(names, by or "", sizes, summed, self.settings)

    @property
    def _kept(self) -> list[str]:
        """The columns carried from tables."""
        from jreadtools.frames.columns import FRAME_DTYPES

        taken = {*FRAME_DTYPES, *(metric.name for metric in self.settings.of("A"))}
        return [name for name in self.articles.columns if name not in taken]

    def _repr_html_(self) -> str:
        from jreadtools.views.result_cards import KNOWN, results_card

        known = {name: self.articles[name].tolist() for name in KNOWN}
        return results_card(self.counts, known, self.hard, len(self.failures), self.settings)


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
    settings = replace(settings, whole=output is None)  # Results hold the counts
    count = worker_count(workers)
    reading = Reading(
        markup=markup,
        encoding=encoding,
        drafts=drafts,
        page=page,
        text=text,
        keep=tuple(keep),
        exclude=tuple(exclude),
        gitignore=gitignore,
        max_bytes=max_bytes,
    )
    files = Files(sources, reading)
    bar = Progress(lang, asked=None if progress else False, files=files if drafts else None)
    # Here and not above: workers load this module and have no use for what writes files.
    from jreadtools.frames.files.apart import keep_apart
    from jreadtools.frames.written import with_sentences, written

    kept = None if cache is None else Path(cache)
    remarks: dict[Message, None] = {}

    def measured() -> Iterator[Batch]:
        sentences = output is None or with_sentences(os.fspath(output))
        found = articles_in(files)
        for batch in measured_batches(found, settings, reading=reading, workers=count, sentences=sentences, cache=kept):
            remarks.update(dict.fromkeys(batch.remarks))
            bar(batch.paths, batch.failed_paths, batch.characters)
            yield batch

    try:
        if output is not None:
            keep_apart(sources, output)
            return written(measured(), settings, output, reading.keep)
        batches = list(measured())
    finally:
        bar.clear()
        for remark in remarks:
            logging.getLogger("jreadtools").warning("%s", remark)
    return _results(batches, settings)


def _results(batches: Sequence[Batch], settings: Settings) -> Results:
    from jreadtools.frames.dataframes import articles_frame, failures_frame, sentences_frame

    return Results(
        articles=articles_frame(batches, settings),
        sentences=sentences_frame(batches, settings),
        failures=failures_frame(failure for batch in batches for failure in batch.failures),
        counts=concatenate([batch.totals for batch in batches]),
        tags=tuple(tags for batch in batches for tags in batch.tags),
        categories=tuple(names for batch in batches for names in batch.categories),
        settings=settings,
    )


def iter_analyses(
    *sources: Source | Iterable[Source],
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
) -> Iterator[Analysis | Failure]:
    """The Analysis of every article in folders, files, exports and feeds, one at a time, in a stable order.

    Only one article is in memory: for what a table of numbers does not hold (sentences, findings, summaries) of more
    articles than fit. What cannot be read or measured is a Failure, and the next one follows.

    Args:
        sources, markup, encoding, drafts, page, text, keep, exclude, gitignore, max_bytes: as in `analyze_folder`.
        wrap, code, speed, lang, metrics, levels: as in `analyze`.

    Raises:
        TypeError, ValueError: a wrong argument.
        UnknownMetricError: a name in `metrics` is not in the catalogue.
        DictionaryError: MeCab or unidic-lite is missing.
    """
    if not sources:
        raise TypeError("iter_analyses needs a folder or a file")
    settings = settings_of(wrap, code, speed, lang, metrics, levels)
    reading = Reading(
        markup=markup,
        encoding=encoding,
        drafts=drafts,
        page=page,
        text=text,
        keep=tuple(keep),
        exclude=tuple(exclude),
        gitignore=gitignore,
        max_bytes=max_bytes,
    )
    return _analyses(locate(*sources, reading=reading), reading, settings)


def _analyses(found: Iterable[Found | Failure], reading: Reading, settings: Settings) -> Iterator[Analysis | Failure]:
    def analyzed(article: Article) -> Analysis:
        return Analysis(article, settings).at_once()

    for one in found:
        analysis = made(one, reading, analyzed)
        if analysis is not None:
            yield analysis
