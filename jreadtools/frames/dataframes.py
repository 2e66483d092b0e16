"""Articles, sentences and tokens as DataFrames. The only importer of pandas."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast, overload

import numpy as np
import numpy.typing as npt
import pandas as pd

from jreadtools.article import Article, Cell, Failure, Wrap
from jreadtools.batches.batch import Batch, Duplicates
from jreadtools.batches.cells import NO_TEXT, lost_cells, measured_cells
from jreadtools.batches.run import run
from jreadtools.batches.workers import worker_count
from jreadtools.counts.additive import COUNTS, PEAKS, Counts, IntArray, concatenate, no_counts
from jreadtools.errors import Lang
from jreadtools.frames.columns import AGGREGATES, IDENTITY, ORIGIN, PLACE, TEXT_STATUS, TOKENS, dtype_of, no_collision
from jreadtools.measure.measurements import Measurements, morphemes_of
from jreadtools.measure.measuring import measure
from jreadtools.measure.settings import Levels, Settings, settings_of
from jreadtools.metrics.catalogue import METRICS
from jreadtools.sources.formats import MARKUPS, Markup
from jreadtools.sources.read import checked_text, parse
from jreadtools.sources.tables.cell_text import cell_text
from jreadtools.speed import READING_SPEED, ReadingSpeed

if TYPE_CHECKING:
    from narwhals.typing import IntoFrameT

    from jreadtools.frames.native import NativeTable

__all__ = [
    "NO_TEXT",
    "analyze_frame",
    "articles_frame",
    "failures_frame",
    "metrics_of_counts",
    "sentence_part",
    "sentences_frame",
    "series",
    "settings_at",
    "tokens",
    "tokens_of",
    "totals_frame",
]

Level = Literal["article", "sentence", "counts"]
Columns = dict[str, Any]

_COUNTED = tuple(metric.name for metric in METRICS.values() if metric.family != "diversity")
"""The metrics to ask for when all counts are needed, without the measures of vocabulary, which do not add."""


def series(analysis: Measurements, *, numbers: bool = False) -> pd.Series[Any]:
    """The values of an analysis by name (dtype object), or the numbers among them (float64)."""
    values = analysis.to_dict()
    if numbers:
        values = {name: value for name, value in values.items() if not isinstance(value, str)}
    return pd.Series(values, name=analysis.article.title or None, dtype="float64" if numbers else object)


def _text(values: Sequence[str]) -> pd.Series[Any]:
    """Strings as a column of the installed pandas' default string type, even if there are none."""
    return pd.Series(np.array(values, object) if len(values) else [], dtype="str")


def _frame(columns: Mapping[str, Any], index: pd.Index[Any] | None = None) -> pd.DataFrame:
    typed = {
        name: _text(values) if dtype_of(name, values) == "str" else np.asarray(values, dtype_of(name, values))
        for name, values in columns.items()
    }
    frame = pd.DataFrame(typed)
    return frame if index is None else frame.set_axis(index, axis="index")


class PandasTable:
    """A DataFrame of pandas that was given, and what is made of it, with its index. Those of others: `frames.native`."""

    def __init__(self, given: pd.DataFrame) -> None:
        self._given = given
        self.names: list[str] = list(given.columns)

    def cells(self, name: str) -> Iterator[object]:
        """The cells of a column."""
        return iter(self._given[name].tolist())

    def labels(self) -> Iterator[str]:
        """What the rows are called."""
        return map(str, self._given.index.tolist())

    def joined(self, keep: Sequence[str], columns: Columns, rows: IntArray | None = None) -> pd.DataFrame:
        """The kept columns (of these rows of them), then the new ones."""
        kept, index = self._given[list(keep)], self._given.index
        if rows is not None:
            kept, index = kept.take(rows), index.take(rows)
        measures = _frame(columns, index)
        return pd.concat([kept, measures], axis="columns") if len(keep) else measures


def _table(df: object, needed: Sequence[str], keep: Sequence[str]) -> PandasTable | NativeTable:
    """The frame that was given, of whatever kind, with these columns.

    Raises:
        TypeError: it is none, or keep is no list.
        ValueError: a named column is missing, or stands twice.
    """
    if isinstance(keep, str):
        raise TypeError(f"keep is a list of columns, not the string {keep!r}")
    table: PandasTable | NativeTable
    if isinstance(df, pd.DataFrame):
        table = PandasTable(df)
    else:
        from jreadtools.frames.native import NativeTable  # few have another frame than pandas'

        table = NativeTable(df, (*needed, *keep))
    for name in (*needed, *keep):
        if table.names.count(name) != 1:
            says = "stands twice in" if name in table.names else "is not in"
            has = ", ".join(map(repr, table.names)) or "none"
            raise ValueError(f"the column {name!r} {says} the frame; it has {has}")
    return table


def _warnings(batches: Iterable[Batch]) -> list[str]:
    return ["; ".join(warnings) for batch in batches for warnings in batch.warnings]


def _metric_columns(counts: Counts, settings: Settings, level: Literal["A", "S"]) -> Columns:
    return {metric.name: settings.values(metric, counts) for metric in settings.of(level)}


def articles_frame(batches: Sequence[Batch], settings: Settings) -> pd.DataFrame:
    """A row an article: identity, metrics, status."""
    identities = [row for batch in batches for row in batch.identities]
    columns: Columns = dict(zip(IDENTITY, zip(*identities, strict=True), strict=True)) if identities else {}
    columns = {name: columns.get(name, ()) for name in IDENTITY}
    before = _frame(columns)
    columns = _metric_columns(concatenate([batch.totals for batch in batches]), settings, "A")
    errors = [""] * len(identities)
    columns |= dict(zip(TEXT_STATUS, (errors, _warnings(batches)), strict=True))
    origins = [row for batch in batches for row in batch.origins]
    duplicates = Duplicates()
    found = [(*origin[:-1], duplicates(who, origin)) for who, origin in zip(identities, origins, strict=True)]
    columns |= dict(zip(ORIGIN, zip(*found, strict=True), strict=True)) if found else dict.fromkeys(ORIGIN, ())
    return pd.concat([before, _kept_frame(batches, (*before, *columns)), _frame(columns)], axis="columns")


def _kept_frame(batches: Sequence[Batch], taken: Sequence[str]) -> pd.DataFrame:
    """The columns carried along from tables; None where an article has no such column.

    Raises:
        ValueError: one has the name of a column that the result has already.
    """
    kept: list[dict[str, Cell]] = [dict(pairs) for batch in batches for pairs in batch.kept]
    names = list(dict.fromkeys(name for row in kept for name in row))
    no_collision(names, taken)
    columns: Columns = {}
    for name in names:
        values = [row.get(name) for row in kept]
        columns[name] = _text(values) if all(isinstance(v, str) for v in values) else pd.Series(values)  # type: ignore[arg-type]
    return pd.DataFrame(columns, index=pd.RangeIndex(len(kept)))


class SentencePart(NamedTuple):
    """The sentences of one batch as columns, and what is carried along from a table to them."""

    columns: Columns
    owners: IntArray
    """int64 [sentences]: the article of each, by its number in the batch."""
    batch: Batch
    """Without its sentences."""


def sentence_part(batch: Batch, settings: Settings) -> SentencePart:
    """The places and metrics of the sentences of one batch. Their counts, four times as much, are not needed any longer."""
    rows = batch.sentences
    if rows is None:
        raise ValueError("the batch was measured without its sentences")
    columns: Columns = dict(zip(PLACE, (rows.index, rows.line, rows.kinds, rows.texts), strict=True))
    columns |= _metric_columns(rows.counts, settings, "S")
    return SentencePart(columns, rows.owners, replace(batch, sentences=None))


def sentences_frame(parts: Sequence[SentencePart], settings: Settings) -> pd.DataFrame:
    """A row a sentence: path, id, place, metrics."""
    batches, owners, measures = [part.batch for part in parts], _owners(parts), _joined(parts, settings)
    identities = [row for batch in batches for row in batch.identities]
    before: Columns = {}
    for name in ("path", "id"):
        field = IDENTITY.index(name)
        before[name] = np.array([row[field] for row in identities], object)[owners]
    carried = _kept_frame(batches, (*before, *measures))
    if carried.empty:
        return _frame(before | measures)
    kept = carried.take(owners).reset_index(drop=True)
    return pd.concat([_frame(before), kept, _frame(measures)], axis="columns")


def _joined(parts: Sequence[SentencePart], settings: Settings) -> Columns:
    """The places and metrics of the sentences of all batches, one after the other."""
    columns: Columns = {}
    for name in (*PLACE, *(metric.name for metric in settings.of("S"))):
        found = [part.columns[name] for part in parts]
        arrays = bool(found) and isinstance(found[0], np.ndarray)
        columns[name] = np.concatenate(found) if arrays else [*chain.from_iterable(found)]
    return columns


def _owners(parts: Sequence[SentencePart]) -> IntArray:
    """For each sentence the number of its article among those of all batches."""
    starts = np.cumsum([0] + [len(part.batch.identities) for part in parts]).tolist()
    owners = [part.owners + start for part, start in zip(parts, starts, strict=False)]
    return np.concatenate(owners) if owners else np.zeros(0, np.int64)


def totals_frame(
    names: Sequence[str], by: str, sizes: npt.NDArray[np.int64], counts: Counts, settings: Settings
) -> pd.DataFrame:
    """A row a group of articles: their number and the metrics of their summed counts."""
    frame = _frame(_metric_columns(counts, settings, "A"), pd.Index(_text(names), name=by or None))
    frame.insert(0, "articles", sizes)
    return frame


def failures_frame(failures: Iterable[Failure]) -> pd.DataFrame:
    """A row a source that could not be read or measured: path, id, error."""
    found = list(failures)
    return _frame({name: [getattr(failure, name) for failure in found] for name in ("path", "id", "error")})


def settings_at(
    level: Level,
    wrap: Wrap = "auto",
    code: bool = False,
    speed: ReadingSpeed = READING_SPEED,
    lang: Lang = "ja",
    metrics: Sequence[str] | None = None,
    levels: Levels = (),
) -> Settings:
    """The settings for `analyze_frame` at a level."""
    if level not in ("article", "sentence", "counts"):
        raise ValueError(f'level is "article", "sentence" or "counts", not {level!r}')
    if level == "article":
        return settings_of(wrap, code, speed, lang, metrics, levels)
    if level == "sentence":  # what is only of articles need not be measured
        asked = settings_of(wrap, code, speed, lang, metrics, levels)
        return replace(asked, metrics=tuple(metric.name for metric in asked.of("S")))
    if metrics is not None or levels:
        raise ValueError('level="counts" gives every count: metrics are chosen in metrics_of_counts, levels do not add')
    return settings_of(wrap, code, speed, lang, _COUNTED)


def analyze_frame(
    df: IntoFrameT,
    text: str = "body",
    *,
    level: Level = "article",
    keep: Sequence[str] = (),
    markup: Markup = "plain",
    page: bool = False,
    wrap: Wrap = "auto",
    code: bool = False,
    speed: ReadingSpeed = READING_SPEED,
    lang: Lang = "ja",
    metrics: Sequence[str] | None = None,
    levels: Levels = (),
    workers: int | Literal["all"] = 1,
) -> IntoFrameT:
    """Measure the texts of a column: a row an article, or a row a sentence, or the counts of each article.

    Pure and picklable: give it to Spark's mapInPandas, Dask's map_partitions, Ray's map_batches. It never raises for
    a row: `error` says what was wrong, its counts are 0 and its measures NaN.

    Args:
        df: a DataFrame of pandas or polars (a LazyFrame too), an Arrow table, a DuckDB relation; empty cells (None,
            NaN, pd.NA, null) are rows without text, a number is its digits.
        text: the column with the texts.
        level: "article" (a row a row of df, same index), "sentence" (a row a sentence, its article's index repeated;
            rows without sentences do not appear) or "counts" (a row a row of df: whole numbers that an engine adds up,
            see `metrics_of_counts`; `metrics` and `levels` are left out).
        keep: columns of df to carry along, first in the result, dtypes unchanged.
        markup, page, wrap, code, speed, lang, metrics, levels: as in `analyze`.
        workers: processes; "all" for every core. The result does not depend on it.

    Returns:
        A frame of the kind given: the kept columns, for sentences their place (index, line, kind, text), the metrics
        in catalogue order or the counts, for articles the status (error, warnings); dtypes as in FRAME_DTYPES. In
        others than pandas' an undefined measure is null.

    Raises:
        TypeError: df is no such frame.
        ValueError: a named column is missing, stands twice, or would collide with a result's column.
        UnknownMetricError: a name in `metrics` is not in the catalogue.

    >>> df = pd.DataFrame({"id": [7, 8], "body": ["今日は晴れです。", None]})
    >>> analyze_frame(df, text="body", keep=["id"])[["id", "characters", "error"]].values.tolist()
    [[7, 8, ''], [8, 0, 'no text in this cell']]
    """
    settings = settings_at(level=level, wrap=wrap, code=code, speed=speed, lang=lang, metrics=metrics, levels=levels)
    if markup not in MARKUPS:
        raise ValueError(f"markup must be one of {', '.join(MARKUPS)}, not {markup!r}")
    table = _table(df, [text], keep)
    done = _measured(table.cells(text), level, settings, markup=markup, page=page, workers=worker_count(workers))
    owner: IntArray | None = None
    if level == "sentence":
        parts = [sentence_part(batch, settings) for batch, _ in done]
        owner, columns = _owners(parts), _joined(parts, settings)
    else:
        columns = _article_columns(list(done), level, settings)
    no_collision(keep, columns)
    return cast("IntoFrameT", table.joined(keep, columns, owner))


def _measured(
    column: Iterable[object], level: Level, settings: Settings, *, markup: Markup, page: bool, workers: int
) -> Iterator[tuple[Batch, list[str]]]:
    """The cells of a column, measured in batches, and for each cell what was wrong with it."""
    cells = map(cell_text, column)
    sentences = level == "sentence"
    task = partial(measured_cells, markup=markup, page=page, settings=settings, sentences=sentences)
    lost = partial(lost_cells, settings=settings, sentences=sentences)
    return run(task, cells, lost=lost, size=lambda cell: len(cell or ""), workers=workers)


def _article_columns(done: Sequence[tuple[Batch, list[str]]], level: Level, settings: Settings) -> Columns:
    """The metrics or counts of each article, and its status."""
    batches, errors = [batch for batch, _ in done], [error for _, errors in done for error in errors]
    totals = concatenate([batch.totals for batch in batches])
    missing = np.array([bool(error) for error in errors], bool)
    columns = _count_columns(totals, ~missing) if level == "counts" else _metric_columns(totals, settings, "A")
    _undefine(columns, missing)
    return columns | dict(zip(TEXT_STATUS, (errors, _warnings(batches)), strict=True))


def _count_columns(totals: Counts, measured: npt.NDArray[np.bool_]) -> Columns:
    return {"articles": measured} | {name: getattr(totals, name) for name in (*COUNTS, *PEAKS)}


def metrics_of_counts(
    df: IntoFrameT,
    *,
    keep: Sequence[str] = (),
    speed: ReadingSpeed = READING_SPEED,
    lang: Lang = "ja",
    metrics: Sequence[str] | None = None,
) -> IntoFrameT:
    """The metrics of counts that were added up: from `analyze_frame(level="counts")` and a group-by to a total.

    Each count is summed and of each peak the largest is taken, as `jreadtools.cluster.AGGREGATES` says; any
    engine does that: pandas, Spark, Dask, SQL. Ratios and means are then pooled, to the last bit what
    `Results.total` says of the same articles.

    What does not add is NaN, also for a group of one article: median, 90th percentile and maximum of sentence
    length, type_count, ttr, mattr50, mtld, hdd42; and beyond_joyo_kanji, a list, is "".

    Args:
        df: a row a group, with the columns of AGGREGATES: a frame of any kind that `analyze_frame` takes.
        keep: other columns of df to carry along, first in the result: the name of the group.
        speed, lang, metrics: as in `analyze`.

    Returns:
        The kept columns, articles (how many were measured), the metrics in catalogue order; index kept, and the kind.

    Raises:
        ValueError: a column is missing, or holds what is no whole number (a mean, or nothing).
        UnknownMetricError: a name in `metrics` is not in the catalogue.

    >>> df = pd.DataFrame({"site": ["a", "a"], "body": ["今日は晴れです。", "明日は雨です。"]})
    >>> from jreadtools.cluster import AGGREGATES
    >>> counts = analyze_frame(df, level="counts", keep=["site"])
    >>> total = counts.groupby("site").agg(dict(AGGREGATES))
    >>> metrics_of_counts(total).loc["a", ["articles", "characters", "sentences"]].tolist()
    [2, 15, 2]
    """
    settings = settings_of("auto", False, speed, lang, metrics)
    table = _table(df, [*AGGREGATES], keep)
    columns: Columns = {name: _whole_numbers(pd.Series([*table.cells(name)], name=name)) for name in AGGREGATES}
    counts = replace(
        no_counts(len(columns["articles"])),
        values=np.column_stack([columns[name] for name in COUNTS]),
        peaks=np.column_stack([columns[name] for name in PEAKS]),
    )
    columns = {"articles": columns["articles"]} | _metric_columns(counts, settings, "A")
    no_collision(keep, columns)
    return cast("IntoFrameT", table.joined(keep, columns))


def _whole_numbers(column: pd.Series[Any]) -> IntArray:
    """A column of sums as int64; engines return nullable or wider integers, floats or decimals."""
    numbers = pd.to_numeric(column, errors="coerce").to_numpy(np.float64, na_value=np.nan)
    if not (np.isfinite(numbers) & (numbers == np.rint(numbers))).all():
        raise ValueError(f"the column {column.name!r} holds what is no whole number; counts are summed, peaks take max")
    return numbers.astype(np.int64)


def _undefine(columns: Columns, missing: npt.NDArray[np.bool_]) -> None:
    """Make the measures of missing texts NaN: zero minutes would be a result."""
    if missing.any():
        for name, values in columns.items():
            if dtype_of(name, values) == "float64":
                columns[name] = np.where(missing, np.nan, values)
            elif dtype_of(name, values) == "str":
                columns[name] = np.where(missing, "", values)


@overload
def tokens(
    source: str | Article,
    *,
    text: str = "body",
    keep: Sequence[str] = (),
    markup: Markup = "plain",
    wrap: Wrap = "auto",
) -> pd.DataFrame: ...
@overload
def tokens(
    source: IntoFrameT, *, text: str = "body", keep: Sequence[str] = (), markup: Markup = "plain", wrap: Wrap = "auto"
) -> IntoFrameT: ...
def tokens(
    source: Any,
    *,
    text: str = "body",
    keep: Sequence[str] = (),
    markup: Markup = "plain",
    wrap: Wrap = "auto",
) -> Any:
    """The table of morphemes (短単位), a row each.

    Args:
        source: a text, an Article, or a frame with a text column: of any kind that `analyze_frame` takes.
        text: the column with the texts, for a frame.
        keep: its columns to carry along (first in the result).
        markup, wrap: as in `analyze`.

    Returns:
        A DataFrame, or the kind of frame that was given. Kept columns; id (the article's; the row's label for a
        DataFrame, as a string, and its number for frames that label no rows; not when it is kept); sentence (its
        number in the article, from 0); surface, lemma, pos, pos_detail, conjugation, word_origin, pronunciation, morae; start and end (offsets in the source, code
        points); is_unknown. A Latin word that UniDic cuts in two is one row.

    >>> tokens("猫が鳴く。")[["surface", "lemma", "pos", "start", "end"]].values.tolist()[:2]
    [['猫', '猫', '名詞', 0, 1], ['が', 'が', '助詞', 1, 2]]
    """
    if isinstance(source, str | bytes | os.PathLike | Article):
        if len(keep):
            raise ValueError("keep names columns of a DataFrame; a text or an Article has none")
        return tokens_of([source if isinstance(source, Article) else parse(checked_text(source), markup)], wrap)
    table = _table(source, [text], keep)
    articles = (
        (label, Article(()) if cell is None else parse(cell, markup))
        for label, cell in zip(table.labels(), map(cell_text, table.cells(text)), strict=True)
    )
    columns, owners = _token_columns(articles, wrap)
    if "id" in keep:
        del columns["id"]
    no_collision(keep, columns)
    found = table.joined(keep, columns, np.array(owners, np.int64))
    return found.reset_index(drop=True) if isinstance(found, pd.DataFrame) else found


def tokens_of(articles: Iterable[Article], wrap: Wrap = "auto") -> pd.DataFrame:
    """The table of morphemes of several articles, told apart by their id (without the columns kept from a table)."""
    return _frame(_token_columns(((article.id, article) for article in articles), wrap)[0])


def _token_columns(articles: Iterable[tuple[str, Article]], wrap: Wrap) -> tuple[Columns, list[int]]:
    rows: list[tuple[Any, ...]] = []
    owners: list[int] = []
    settings = Settings(wrap=wrap, metrics=("characters",))
    for number, (label, article) in enumerate(articles):
        measured = measure([article], settings)
        before = len(rows)
        for sentence, (span, block) in enumerate(zip(measured.spans, measured.blocks, strict=True)):
            rows.extend(
                (label, sentence, *(getattr(morpheme, name) for name in TOKENS[1:]))
                for morpheme in morphemes_of(span, block)
            )
        owners += [number] * (len(rows) - before)
    names = ("id", *TOKENS)
    values = zip(*rows, strict=True) if rows else [()] * len(names)
    return dict(zip(names, values, strict=True)), owners
