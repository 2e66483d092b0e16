"""What a writer has to know of a column before the first row: its name, its type and its unit."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Literal, NamedTuple

from jreadtools.article import Cell

__all__ = ["Column", "Dtype", "Row", "Write", "undefined"]

Dtype = Literal["str", "int64", "float64", "bool"]
"""As in FRAME_DTYPES; a column kept from a table of the user is "str", and may hold anything."""

Row = Sequence[Cell]

Write = Callable[[Iterable[Row]], None]
"""Appends rows to a table that is open."""


class Column(NamedTuple):
    """A column of a table that is written."""

    name: str
    dtype: Dtype = "str"
    unit: str = ""
    """The unit of a metric: characters, ratio, minutes …; empty for other columns, such as a line number."""
    header: str = ""
    """The header for people, if it is not the name."""
    frozen: bool = False
    """Whether it stays in sight in a workbook."""
    wraps: bool = False
    """Whether its texts take several lines in a workbook."""

    @property
    def shown(self) -> str:
        """The header of the column."""
        return self.header or self.name


def undefined(value: Cell) -> bool:
    """Whether a measure has no value."""
    return isinstance(value, float) and math.isnan(value)
