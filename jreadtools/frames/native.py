"""Frames of others: polars, Arrow tables, DuckDB relations. The only importer of narwhals, loaded with the first of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Final

import narwhals.stable.v2 as nw
import numpy as np
from narwhals.dependencies import (
    is_duckdb_relation,
    is_polars_dataframe,
    is_polars_lazyframe,
    is_pyarrow_table,
)

from jreadtools.counts.additive import IntArray
from jreadtools.frames.columns import dtype_of

__all__ = ["NativeTable"]

ROWS: Final = 1_000
"""Cells that stand in memory as Python's objects at a time; the column stays where it is."""

_DTYPES: Final = {"str": nw.String(), "int64": nw.Int64(), "float64": nw.Float64(), "bool": nw.Boolean()}
_KINDS: Final = (is_polars_dataframe, is_polars_lazyframe, is_pyarrow_table, is_duckdb_relation)


class NativeTable:
    """A frame of polars, Arrow or DuckDB that was given, and what is made of it: the same kind."""

    def __init__(self, given: Any, wanted: Sequence[str]) -> None:
        """Nothing is read yet. `wanted`: the columns that will be; of a query that has not run no others are asked for.

        Raises:
            TypeError: it is no such frame.
        """
        if not any(is_one(given) for is_one in _KINDS):
            kind = f"{type(given).__module__.partition('.')[0]}.{type(given).__qualname__}"
            raise TypeError(
                "expected a DataFrame of pandas or polars, an Arrow table or a DuckDB relation, not "
                f"{kind.removeprefix('builtins.')}; for Spark and Dask see jreadtools.cluster"
            )
        self._given = given
        self._frame: nw.DataFrame[Any] | nw.LazyFrame[Any] = nw.from_native(given)
        self._wanted = tuple(dict.fromkeys(wanted))
        self.names: list[str] = self._frame.collect_schema().names()

    @cached_property
    def _columns(self) -> nw.DataFrame[Any]:
        columns = self._frame.select(*self._wanted)
        return columns.collect() if isinstance(columns, nw.LazyFrame) else columns

    def cells(self, name: str) -> Iterator[object]:
        """The cells of a column, some at a time."""
        column = self._columns[name]
        for start in range(0, len(column), ROWS):
            yield from column[start : start + ROWS].to_list()

    def labels(self) -> Iterator[str]:
        """What the rows are called: their numbers, from 0."""
        return map(str, range(len(self._columns)))

    def joined(self, keep: Sequence[str], columns: Mapping[str, Any], rows: IntArray | None = None) -> Any:
        """The kept columns (of these rows of them), then the new ones. An undefined measure is null, as SQL has it."""
        dtypes = {name: dtype_of(name, values) for name, values in columns.items()}
        typed = {
            name: np.asarray(values, object).tolist() if dtypes[name] == "str" else np.asarray(values, dtypes[name])
            for name, values in columns.items()
        }
        schema = {name: _DTYPES[dtype] for name, dtype in dtypes.items()}
        frame = nw.from_dict(typed, schema, backend=self._columns.implementation)
        floats = [name for name, dtype in dtypes.items() if dtype == "float64"]
        frame = frame.with_columns(nw.col(*floats).fill_nan(None)) if floats else frame
        if len(keep):
            kept = self._columns.select(*keep)
            frame = nw.concat([kept if rows is None else kept[rows], frame], how="horizontal")
        return self._as_given(frame)

    def _as_given(self, frame: nw.DataFrame[Any]) -> Any:
        if self._frame.implementation is nw.Implementation.DUCKDB:
            # DuckDB finds the table by the name of this variable, and holds it: the answer stays in its connection.
            measured = frame.to_native()  # noqa: F841
            return self._given.query("given", "SELECT * FROM measured")
        return (frame if isinstance(self._frame, nw.DataFrame) else frame.lazy()).to_native()
