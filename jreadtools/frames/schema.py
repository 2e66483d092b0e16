"""The types of the columns, known before the first row: a file with no rows has the same ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, cast

from jreadtools.frames.column import Column, Dtype
from jreadtools.frames.columns import FRAME_DTYPES
from jreadtools.metrics.catalogue import METRICS
from jreadtools.metrics.metric import Metric

__all__ = ["FAILURES", "columns_of"]

FAILURES: Final = (Column("path"), Column("id"), Column("error"))
"""The table of what could not be read or measured."""


def columns_of(names: Iterable[str], metrics: Mapping[str, Metric] = METRICS) -> tuple[Column, ...]:
    """The columns with these names. A name of neither a frame nor a metric is a place among others, or a column
    kept from a table.

    Args:
        names: of the columns, in their order.
        metrics: those of the catalogue, and of the caller's own lists if there are any.

    >>> [(column.name, column.dtype, column.unit) for column in columns_of(["title", "kanji_ratio", "client"])]
    [('title', 'str', ''), ('kanji_ratio', 'float64', 'ratio'), ('client', 'str', '')]
    """
    known = {name: Column(name, cast(Dtype, dtype)) for name, dtype in FRAME_DTYPES.items()}
    known |= {metric.name: Column(metric.name, cast(Dtype, metric.dtype), metric.unit) for metric in metrics.values()}
    return tuple(known.get(name) or Column(name) for name in names)
