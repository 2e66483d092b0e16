"""The columns of every frame: names, order, dtypes. Does not import pandas."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from jreadtools.batches.batch import Identity
from jreadtools.counts.additive import COUNTS, PEAKS
from jreadtools.metrics.catalogue import METRICS

__all__ = [
    "AGGREGATES",
    "FILLED",
    "FRAME_DTYPES",
    "IDENTITY",
    "ORIGIN",
    "PLACE",
    "STATUS",
    "TEXT_STATUS",
    "TOKENS",
    "dtype_of",
    "no_collision",
]

IDENTITY: Final = Identity._fields
"""First columns of `Results.articles`; new ones are appended. Several tags are joined by ", "."""
FILLED: Final = ("id", "title", "date", "updated", "url")
"""Columns of a table that, when kept, fill these columns of the output instead of adding new ones."""
PLACE: Final = ("index", "line", "kind", "text")
"""First columns of a frame of sentences, after path and id or the kept columns."""
TEXT_STATUS: Final = ("error", "warnings")
"""Last columns of `analyze_frame`."""
ORIGIN: Final = ("encoding", "extraction", "truncated", "protected", "duplicate_of")
"""How an article was read from its file, and the id of an earlier one with the same prose."""
STATUS: Final = TEXT_STATUS + ORIGIN
"""Last columns of `Results.articles`; new ones are appended."""
TOKENS: Final = (
    "sentence",
    "surface",
    "lemma",
    "pos",
    "pos_detail",
    "conjugation",
    "word_origin",
    "pronunciation",
    "morae",
    "start",
    "end",
    "is_unknown",
)
AGGREGATES: Final[Mapping[str, str]] = MappingProxyType(
    {"articles": "sum"} | dict.fromkeys(COUNTS, "sum") | dict.fromkeys(PEAKS, "max")
)
"""Columns of `analyze_frame(level="counts")`, and what makes one row of several: "sum" or "max", as pandas, Dask and
SQL call it. `articles` is 1 for a text that was measured."""

FRAME_DTYPES: Final[Mapping[str, str]] = MappingProxyType(
    {name: "bool" if name == "draft" else "str" for name in IDENTITY}
    | dict.fromkeys(AGGREGATES, "int64")
    | {"index": "int64", "line": "int64", "kind": "str", "text": "str"}
    | {metric.name: metric.dtype for metric in METRICS.values()}
    | {name: "bool" if name in {"truncated", "protected"} else "str" for name in STATUS}
    | {
        name: "bool" if name == "is_unknown" else "int64" if name in {"sentence", "morae", "start", "end"} else "str"
        for name in TOKENS
    }
)
"""Column → dtype by name, for every column that any frame has: "str" is the default string type of the
pandas that is installed, so its dtype object differs; the name here does not. In polars and Arrow they are the types
of these names: string, 64-bit integer, double, boolean."""


def dtype_of(name: str, values: Any) -> str:
    """The dtype of a column by name: FRAME_DTYPES, or for the columns of the caller's own lists what their metric gives."""
    own = str(getattr(values, "dtype", ""))
    return FRAME_DTYPES.get(name) or (own if own in {"int64", "float64"} else "str")


def no_collision(keep: Sequence[str], taken: Collection[str]) -> None:
    """Raises ValueError: a kept column has the name of one that the result has already, or stands twice."""
    both = [name for name in keep if name in taken]
    if both or len(set(keep)) < len(keep):
        names = ", ".join(both or keep)
        raise ValueError(f"keep holds columns that the result has already ({names}); rename them before")
