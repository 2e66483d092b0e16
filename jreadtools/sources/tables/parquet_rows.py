"""The rows of a Parquet file, in batches, of the columns that are wanted and no others."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from jreadtools.article import Cell
from jreadtools.errors import ArticleError
from jreadtools.sources.encoding import decode
from jreadtools.sources.tables.cell_text import date_text
from jreadtools.sources.tables.text_columns import Choose, TableRow

if TYPE_CHECKING:
    import pyarrow

__all__ = ["rows"]

_BATCH: Final = 64


def rows(stream: BinaryIO, choose: Choose) -> Iterator[TableRow]:
    """The rows in their order; the first is row 1. Raises ArticleError for what is broken."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise ArticleError(
            ja="Parquet を読むには pyarrow が必要です。pip install pyarrow でインストールするか、表を CSV で保存してください",
            en="Parquet files need pyarrow; install it: pip install pyarrow, or save the table as CSV",
        ) from None
    number = 0
    # Not ArrowException alone: broken files raise OSError, OverflowError, UnicodeDecodeError and others, too.
    try:
        file = pyarrow.parquet.ParquetFile(stream, pre_buffer=False)
        schema = file.schema_arrow
        names = list(schema.names)
    except Exception as failure:  # noqa: BLE001
        raise _broken(failure) from None
    wanted = choose(names)
    _check_text(schema.field(wanted[0]))
    # Threads of pyarrow and forked workers do not go together.
    batches = file.iter_batches(_BATCH, columns=list(dict.fromkeys(names[i] for i in wanted)), use_threads=False)
    while True:
        try:
            batch = next(batches, None)
            if batch is None:
                return
            columns = [_cells(batch.column(batch.schema.get_field_index(names[place]))) for place in wanted]
        except Exception as failure:  # noqa: BLE001
            raise _broken(failure) from None
        for cells in zip(*columns, strict=True):
            number += 1
            yield TableRow(number, cells)


def _check_text(field: pyarrow.Field[Any]) -> None:
    import pyarrow.types as t

    if t.is_nested(field.type):
        raise ArticleError(
            ja=f"「{field.name}」の列は文章ではなく {field.type} です。--text 列名 で別の列を指定してください",
            en=f"the column {field.name!r} holds no texts but {field.type}; name another one: --text NAME",
        )


def _cells(column: pyarrow.Array[Any]) -> list[Cell]:
    import pyarrow
    import pyarrow.types as t

    if t.is_timestamp(column.type):
        column = column.cast(pyarrow.timestamp("us", column.type.tz), safe=False)  # nanoseconds would need pandas
        try:
            return [_cell(moment) for moment in column.to_pylist()]
        except (LookupError, ValueError, ImportError):  # a time zone that is not known on this system
            return [_cell(moment) for moment in column.cast(pyarrow.timestamp("us", "UTC")).to_pylist()]
    return [_cell(value) for value in column.to_pylist()]


def _cell(value: Any) -> Cell:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, bytes):
        return decode(value).text  # texts that were written without saying so
    return date_text(value) if isinstance(value, datetime.date | datetime.time) else str(value)


def _broken(failure: Exception) -> ArticleError:
    if isinstance(failure, ArticleError):
        return failure
    what = " ".join(str(failure).split())[:200] or type(failure).__name__
    return ArticleError(
        ja=f"Parquet として読めません（{what}）。書き出し直すか、表を CSV で保存してください",
        en=f"cannot be read as a Parquet file ({what}); write it again, or save the table as CSV",
    )
