"""Articles written to a file as they are measured: memory does not grow with their number."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from jreadtools.article import Failure
from jreadtools.batches.batch import Batch, Duplicates
from jreadtools.errors import JreadtoolsError, Lang, in_language
from jreadtools.frames.columns import FILLED, IDENTITY, PLACE, STATUS, no_collision
from jreadtools.frames.files.file_formats import ENDINGS, FILE_FORMATS, file_format_of
from jreadtools.frames.files.interruption import Work, interruptible
from jreadtools.frames.files.output import Output, open_output, open_workbook
from jreadtools.frames.legend import Legend, articles_first, sentences_first
from jreadtools.frames.rows import article_rows, sentence_columns, sentence_rows
from jreadtools.frames.schema import columns_of
from jreadtools.measure.settings import Settings
from jreadtools.metrics.catalogue import METRICS

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Written", "with_sentences", "written"]


@dataclass(frozen=True)
class Written:
    """What was written: `analyze_folder(…, output="metrics.parquet")`."""

    path: str
    articles: int
    """Rows of the file."""
    failed: tuple[Failure, ...] = field(repr=False)
    """What could not be read or measured."""

    @cached_property
    def failures(self) -> pd.DataFrame:
        """The same as `Results.failures`: a row a source that could not be read or measured: path, id, error."""
        from jreadtools.frames.dataframes import failures_frame  # pandas is for those who look

        return failures_frame(self.failed)


def with_sentences(path: str) -> bool:
    """Whether the file has a place for sentences: a workbook has a sheet for them."""
    form = file_format_of(path)
    return form is not None and FILE_FORMATS[form].takes == "workbook"


def written(
    batches: Iterable[Batch],
    settings: Settings,
    path: str | os.PathLike[str],
    keep: Sequence[str],
    headers: Lang = "en",
) -> Written:
    """Write the articles of the batches, a row each, in the format that the file's name asks for.

    Columns: as in `Results.articles`, those of `keep` after the identity. A workbook (.xlsx) has the main columns first,
    and sheets for the sentences, the failures and the meaning of each column. `headers`: what stands above the columns
    of CSV, TSV and workbooks, names or Japanese labels. The file has its name only when it is whole; a run that is
    interrupted leaves the finished rows beside it, as metrics.partial.csv.

    Raises:
        KeyboardInterrupt: Ctrl-C; its notes name the file that was left.
        ValueError: a kept column has the name of one that the result has; `headers` is neither of its two.
        JreadtoolsError: no format belongs to the name, or the file cannot be written.
    """
    place = os.fspath(path)
    if headers not in ("ja", "en"):
        raise ValueError(f'headers is "ja" or "en", not {headers!r}')
    keep = _carried(keep, settings)
    failures: list[Failure] = []
    duplicates = Duplicates()
    names: tuple[str, ...] = (*IDENTITY, *keep, *(metric.name for metric in settings.of("A")), *STATUS)
    if with_sentences(place):
        names = articles_first(names, keep)
    of_sentences = sentences_first(sentence_columns(keep, settings.of("S")), keep)
    lang: Lang = "ja" if headers == "ja" else settings.lang
    metrics = dict(METRICS) | {metric.name: metric for metric in settings.of("A")}
    legend = Legend(lang, headers, metrics)
    with interruptible() as work, _opened(place, names, of_sentences, legend, work) as output:
        for batch in work.until_interrupted(batches):
            if legend.sheet("sentences") in output.tables:  # first: what is written first streams into the file
                output.write(sentence_rows(batch, settings, keep, of_sentences), legend.sheet("sentences"))
            rows = article_rows(batch, settings, keep, duplicates)
            output.write(([row[name] for name in names] for row in rows), legend.sheet("articles"))
            work.articles += len(batch.identities)
            failures += batch.failures
        if legend.sheet("failures") in output.tables:
            said = ((f.path, f.id, in_language(f.error, settings.lang)) for f in failures)
            output.write(said, legend.sheet("failures"))
    return Written(place, work.articles, tuple(failures))


def _carried(keep: Sequence[str], settings: Settings) -> tuple[str, ...]:
    """The kept columns that are columns of their own; an id or a title is there anyway."""
    names = tuple(dict.fromkeys(name for name in keep if name not in FILLED))
    measured = {metric.name for metric in (*settings.of("A"), *settings.of("S"))}
    no_collision(names, measured.union(IDENTITY, STATUS, PLACE))
    return names


@contextmanager
def _opened(
    path: str, names: Sequence[str], of_sentences: Sequence[str], legend: Legend, work: Work
) -> Iterator[Output]:
    form = file_format_of(path)
    if form is None:
        known = ", ".join(ENDINGS)
        raise JreadtoolsError(
            ja=f"{path}: この名前の形式では書き出せません。使える拡張子: {known}",
            en=f"{path}: no format belongs to this name; the endings are {known}",
        )
    columns = legend.headed(columns_of(names, legend.metrics))
    if FILE_FORMATS[form].takes != "workbook":
        with open_output(path, form, columns, table=legend.sheet("articles"), work=work) as output:
            yield output
        return
    sentences = legend.headed(columns_of(of_sentences))
    with open_workbook(path, legend.sheets(columns, sentences), work=work) as output:
        output.write(legend.rows(columns, sentences), legend.sheet("columns"))
        yield output
