"""Apache Spark and Dask: `analyze_frame` over the partitions of their DataFrames, with the types they have to be told.

An engine plans before it measures: it asks for the columns of the result and their types. They follow from the
catalogue, so a new metric is a new column on a cluster too. Neither engine is needed to import this module.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, TypedDict, Unpack

from jreadtools.article import Wrap
from jreadtools.errors import Lang
from jreadtools.frames.columns import AGGREGATES, FRAME_DTYPES, PLACE, TEXT_STATUS
from jreadtools.frames.dataframes import Level, analyze_frame, metrics_of_counts, settings_at
from jreadtools.measure.measuring import Levels
from jreadtools.sources.locate import Markup
from jreadtools.speed import ReadingSpeed

if TYPE_CHECKING:
    import dask.dataframe as dd
    import pandas as pd
    from pyspark.sql import DataFrame as SparkFrame
    from pyspark.sql.types import StructType

__all__ = ["AGGREGATES", "Options", "analyze_dask", "analyze_spark", "dask_meta", "metrics_of_counts", "spark_schema"]

ROWS: Final = 2_000
"""Rows measured at a time in Spark, whose own batches have 10,000: bounds the memory of a worker that makes sentences."""


class Options(TypedDict, total=False):
    """The keywords of `analyze_frame` that are the same on a cluster (which has its own workers)."""

    markup: Markup
    page: bool
    wrap: Wrap
    code: bool
    speed: ReadingSpeed
    lang: Lang
    metrics: Sequence[str] | None
    levels: Levels


def analyze_spark(
    df: SparkFrame,
    text: str = "body",
    *,
    level: Level = "article",
    keep: Sequence[str] = (),
    **options: Unpack[Options],
) -> SparkFrame:
    """`analyze_frame` over a Spark DataFrame, by mapInPandas: lazy, a row an article, a sentence or an article's counts.

    Undefined measures (NaN) are NULL, as SQL has it: avg() passes them over. Only the named columns travel to Python.
    jreadtools has to be installed where the executors run (PYSPARK_PYTHON names their Python).

    Args:
        df: a Spark DataFrame.
        text, level, keep, options: as in `analyze_frame`. Kept columns pass through pandas: in whole numbers beyond
            2**53 a NULL in the same batch costs the last digits; cast such a column to a string first.

    Raises:
        ValueError: a named column is missing, or would collide with a result's column.
        UnknownMetricError: a name in `metrics` is not in the catalogue.
    """
    from pyspark.sql.functions import col

    schema = spark_schema(df, text, level=level, keep=keep, **options)
    names = list(dict.fromkeys((text, *keep)))

    def measured(frames: Iterable[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        for frame in frames:
            named = frame.set_axis(names, axis="columns")
            for start in range(0, len(named), ROWS):
                yield analyze_frame(named[start : start + ROWS], text, level=level, keep=keep, **options)

    # mapInPandas takes a dot in a column's name for the field of a struct: columns travel under plain names.
    wanted = [col(_quoted(name)).alias(f"column_{number}") for number, name in enumerate(names)]
    return df.select(*wanted).mapInPandas(measured, schema)


def spark_schema(
    df: SparkFrame | StructType,
    text: str = "body",
    *,
    level: Level = "article",
    keep: Sequence[str] = (),
    **options: Unpack[Options],
) -> StructType:
    """What `analyze_frame` with these arguments gives for rows of `df`, as a schema for mapInPandas.

    Args:
        df: a Spark DataFrame, or its schema.
        text, level, keep, options: as in `analyze_frame`.

    Raises:
        ValueError: a named column is missing, or would collide with a result's column.
        UnknownMetricError: a name in `metrics` is not in the catalogue.
    """
    from pyspark.sql.types import BooleanType, DoubleType, LongType, StringType, StructField, StructType

    types = {"int64": LongType(), "float64": DoubleType(), "str": StringType(), "bool": BooleanType()}
    given: StructType = df if isinstance(df, StructType) else df.schema
    fields = {field.name: field for field in given.fields}
    for name in (text, *keep):
        if name not in fields:
            raise ValueError(f"the column {name!r} is not in the frame; it has {', '.join(map(repr, fields))}")
    columns = _columns(level, options.get("metrics"), options.get("levels", ()))
    taken = {name.lower() for name in columns}
    both = [name for name in keep if name.lower() in taken]
    if both:
        raise ValueError(
            "keep holds columns that the result has already, large and small letters being one to Spark "
            f"({', '.join(both)}); rename them before"
        )
    return StructType([fields[name] for name in keep] + [StructField(n, types[t]) for n, t in columns.items()])


def _columns(level: Level, metrics: Sequence[str] | None, levels: Levels) -> dict[str, str]:
    """Name and dtype of what `analyze_frame` adds to the kept columns, in its order."""
    settings = settings_at(level, metrics=metrics, levels=levels)
    if level == "counts":
        return {name: FRAME_DTYPES[name] for name in (*AGGREGATES, *TEXT_STATUS)}
    if level == "sentence":
        return {name: FRAME_DTYPES[name] for name in PLACE} | {m.name: m.dtype for m in settings.of("S")}
    return {m.name: m.dtype for m in settings.of("A")} | {name: FRAME_DTYPES[name] for name in TEXT_STATUS}


def _quoted(name: str) -> str:
    """A column's name as Spark takes it whole, dots and backticks included."""
    return f"`{name.replace('`', '``')}`"


def dask_meta(
    df: dd.DataFrame | pd.DataFrame,
    text: str = "body",
    *,
    level: Level = "article",
    keep: Sequence[str] = (),
    **options: Unpack[Options],
) -> pd.DataFrame:
    """What `analyze_frame` with these arguments gives for `df`, without its rows: the meta of map_partitions."""
    empty: pd.DataFrame = getattr(df, "_meta", df).head(0)
    return analyze_frame(empty, text, level=level, keep=keep, **options)


def analyze_dask(
    df: dd.DataFrame,
    text: str = "body",
    *,
    level: Level = "article",
    keep: Sequence[str] = (),
    **options: Unpack[Options],
) -> dd.DataFrame:
    """`analyze_frame` over a Dask DataFrame, by map_partitions: lazy, a row an article, a sentence or an article's counts.

    MeCab lets one thread work at a time, and Dask begins with threads: compute(scheduler="processes"), or workers of
    dask.distributed with one thread each, under `if __name__ == "__main__":`. chunksize=1 shares few partitions fairly.

    Args:
        df: a Dask DataFrame.
        text, level, keep, options: as in `analyze_frame`.

    Raises:
        ValueError: a named column is missing, or would collide with a result's column.
        UnknownMetricError: a name in `metrics` is not in the catalogue.
    """
    meta = dask_meta(df, text, level=level, keep=keep, **options)
    wanted = df[list(dict.fromkeys((text, *keep)))]
    measured: dd.DataFrame = wanted.map_partitions(analyze_frame, text, level=level, keep=keep, meta=meta, **options)
    return measured
