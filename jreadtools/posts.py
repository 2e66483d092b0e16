"""Many articles: folders and files read and measured, in this process or in others."""

from __future__ import annotations

import logging
import os
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypedDict, Unpack, overload

from jreadtools.analysis import Analysis
from jreadtools.article import Article, Cell, Failure, Wrap
from jreadtools.batches.batch import Batch
from jreadtools.batches.groups import GROUPS, Grouping, grouped_counts, groups_of, sorted_groups
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


@dataclass(frozen=True, repr=False)
class Results:
    """What `analyze_folder` found, as DataFrames; `print` it for the short of it. A file that failed is a row of `failures`."""

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
    failed: tuple[Failure, ...] = ()
    """What is in `failures`, as it was found."""

    @property
    def hard(self) -> tuple[int, ...]:
        """The number of sentences to revise in each article (see `Analysis.hard_sentences`)."""
        return tuple(self.counts.sentences_to_revise.tolist())

    def total(self, by: str | None = None) -> pd.DataFrame:
        """Metrics of all articles together, or of each group of them.

        They are computed from the summed counts: ratios are pooled, medians are over all sentences.
        An article with two tags is in both groups, one without tags in the group "". Categories of a feed are its tags.

        Args:
            by: "tag", "category", "folder", "year", "month", "format", "draft" (drafts and others), or a column kept from a
                table (keep=["級"]), those that are called id, title, date, updated and url among them.

        Returns:
            A row a group (index), in order of the names; `articles` (their number), then the metrics.

        Raises:
            ValueError: `by` is none of these.
        """
        from jreadtools.frames.columns import FILLED
        from jreadtools.frames.dataframes import totals_frame

        kept: list[Cell | None] = []
        if by is not None and by not in GROUPS:
            if by not in self._kept and by not in FILLED:
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
        names = [""] if by is None else sorted_groups(by, {name for of_article in groups for name in of_article})
        summed, sizes = grouped_counts(self.counts, groups, names)
        return totals_frame(names, by or "", sizes, summed, self.settings)

    @property
    def _kept(self) -> list[str]:
        """The columns carried from tables."""
        from jreadtools.frames.columns import FRAME_DTYPES

        taken = {*FRAME_DTYPES, *(metric.name for metric in self.settings.of("A"))}
        return [name for name in self.articles.columns if name not in taken]

    def __str__(self) -> str:
        """The first articles as a short table, what all come to, and what could not be read."""
        from jreadtools.views.result_table import results_table

        return results_table(self.counts, self._known, self.failed, self.settings)

    def __repr__(self) -> str:
        return f"<Results: articles: {len(self.articles):,}, failures: {len(self.failures):,}>"

    def _repr_html_(self) -> str:
        from jreadtools.views.result_cards import results_card

        return results_card(self.counts, self._known, len(self.failures), self.settings)

    @property
    def _known(self) -> dict[str, list[Cell]]:
        """What a list of the articles says of them beside their numbers."""
        from jreadtools.views.listing import KNOWN

        return {name: self.articles[name].tolist() for name in KNOWN}


class FolderOptions(TypedDict, total=False):
    """The keywords of `analyze_folder` but for `output` and `headers`."""

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
    *sources: Source | Iterable[Source],
    output: str | os.PathLike[str],
    headers: Lang = "en",
    **options: Unpack[FolderOptions],
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
    headers: Lang = "en",
) -> Results | Written:
    """Measure every article in a folder (or in several folders and files).

    Args:
        sources: folders, read with everything below them, files, exports, feeds, tables: as in `read_articles`.
        workers: processes; "all" for every core. The result does not depend on it.
        progress: show progress on standard error, if it is a terminal. The outcome is logged ("jreadtools", INFO).
        markup, encoding: of the files; found out when None.
        drafts: whether drafts are measured too (they are marked).
        page, text, keep, exclude, gitignore, max_bytes: as in `read_articles`.
        wrap, code, speed, lang, metrics, levels: as in `analyze`.
        cache: a file that keeps the counts of every article, so that a second run measures only what has changed.
            A damaged or foreign file is left alone, with a warning in the log.
        output: a file to which articles are written as they are measured, in the format of its name (.csv, .tsv, .json,
            .jsonl, .md, .parquet, .xlsx with sentences and failures): memory does not grow with them.
        headers: what stands above the columns of such a CSV, TSV or workbook: "en" their names, "ja" Japanese labels.

    Returns:
        Results, or Written with `output`; empty frames with their columns where nothing was found. No file raises: one
        that cannot be read is a row of `failures`.

    Raises:
        TypeError, ValueError: a wrong argument.
        UnknownMetricError: a name in `metrics` is not in the catalogue.
        DictionaryError: MeCab or unidic-lite is missing.
        JreadtoolsError: `output` cannot be written, or is one of the files to be read.
        KeyboardInterrupt: Ctrl-C; its notes name the file with what was finished by then (metrics.partial.csv).
    """
    if not sources:
        raise TypeError("analyze_folder needs a folder or a file")
    settings = settings_of(wrap, code, speed, lang, metrics, levels)
    settings = replace(settings, whole=output is None)  # Results hold the counts
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
    folder = _Folder(Files(sources, reading), settings, worker_count(workers), progress, cache)
    if output is None:
        return _results(folder.measured(sentences=True), settings)
    return _written(folder, sources, output, headers)


@dataclass(frozen=True)
class _Folder:
    """Files that are to be measured, and how."""

    files: Files
    settings: Settings
    workers: int
    progress: bool
    cache: str | os.PathLike[str] | None

    def measured(self, *, sentences: bool) -> Generator[Batch, None, None]:
        """Batch by batch; what there is to say of the run goes to the log at its end."""
        files, reading = self.files, self.files.reading
        bar = Progress(
            self.settings.lang, asked=None if self.progress else False, files=files if reading.drafts else None
        )
        remarks: dict[Message, None] = {}
        try:
            for batch in measured_batches(
                articles_in(files),
                self.settings,
                reading=reading,
                workers=self.workers,
                sentences=sentences,
                cache=None if self.cache is None else Path(self.cache),
            ):
                remarks.update(dict.fromkeys(batch.remarks))
                bar(batch.paths, batch.failed_paths, batch.characters)
                yield batch
        finally:
            bar.clear()
            for remark in remarks:
                logging.getLogger("jreadtools").warning("%s", remark)


def _written(
    folder: _Folder, sources: Sequence[Source | Iterable[Source]], output: str | os.PathLike[str], headers: Lang
) -> Written:
    # Here and not above: workers load this module and have no use for what writes files.
    from jreadtools.frames.files.apart import keep_apart
    from jreadtools.frames.written import with_sentences, written

    keep_apart(sources, output)
    with closing(folder.measured(sentences=with_sentences(os.fspath(output)))) as batches:
        return written(batches, folder.settings, output, folder.files.reading.keep, headers)


def _results(measured: Iterable[Batch], settings: Settings) -> Results:
    from jreadtools.frames.dataframes import articles_frame, failures_frame, sentence_part, sentences_frame

    # Sentences become columns while the workers measure the next batch.
    parts = [sentence_part(batch, settings) for batch in measured]
    batches = [part.batch for part in parts]
    failed = tuple(failure for batch in batches for failure in batch.failures)
    return Results(
        articles=articles_frame(batches, settings),
        sentences=sentences_frame(parts, settings),
        failures=failures_frame(failed),
        failed=failed,
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
    """Every article's Analysis, or the Failure in its place: folders, files, exports, feeds, one at a time, in order.

    Only one article is in memory at a time. Use it for what a table of numbers does not hold (sentences, findings,
    summaries). An article that cannot be read or measured comes as a Failure in its place, and the next one follows:
    ask isinstance(one, jr.Failure) before you use it.

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
