"""The cells of tables as texts, whatever kind of table they come from."""

from __future__ import annotations

import datetime
import math
import numbers
from decimal import Decimal
from typing import Final

__all__ = ["cell_text", "date_text"]

_EXACT: Final = 10**15
"""Below it a float shows all the digits of a whole number."""


def cell_text(value: object) -> str | None:
    """A cell of any table as the text that people see; None for an empty cell and for anything that is no text.

    CSV has only texts. In workbooks, Parquet files and DataFrames a cell may be a number: its text must not depend on
    which of them it came from.

    >>> from datetime import date
    >>> [cell_text(value) for value in ("12345", 12345, 12345.0, 0.5, True, date(2026, 4, 1), float("nan"), None, [])]
    ['12345', '12345', '12345', '0.5', 'TRUE', '2026-04-01', None, None, None]
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, numbers.Integral):
        return str(int(value))
    if isinstance(value, numbers.Real | Decimal):
        number = float(value)
        if not math.isfinite(number):
            return None
        return str(int(number)) if number.is_integer() and abs(number) < _EXACT else str(value)
    if isinstance(value, datetime.date | datetime.time):
        return None if value != value else date_text(value)  # pandas' NaT is not itself
    return None


def date_text(value: datetime.date | datetime.time) -> str:
    """A date or a moment in ISO 8601: without its midnight, which tables add to dates."""
    if isinstance(value, datetime.datetime):
        midnight = value.tzinfo is None and value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat(timespec="seconds")
    return value.isoformat()
