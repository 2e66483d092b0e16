"""Parquet, by row groups: the columns have the same types whatever the rows are, and if there are none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, BinaryIO, Final

from jreadtools.frames.column import Column, Row, Write
from jreadtools.frames.files.destination import OutputError

__all__ = ["parquet_rows"]

_STEP: Final = 1024
"""Rows that are held as Python objects; then they become Arrow's, which take a tenth of the memory."""
_GROUP_ROWS: Final = 131_072
_GROUP_BYTES: Final = 16 << 20
"""A row group is written when it has so many rows or bytes: wide enough to compress, small enough to hold."""


@contextmanager
def parquet_rows(stream: BinaryIO, columns: Sequence[Column]) -> Iterator[Write]:
    """Rows in a Parquet file. NaN stays NaN; a column kept from a table holds texts, whatever they were there.

    Raises:
        OutputError: pyarrow is not installed.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise OutputError(
            ja="Parquet を書き出すには pyarrow が必要です。pip install pyarrow でインストールするか、"
            "CSV（-o ファイル名.csv）で書き出してください",
            en="Parquet needs pyarrow; install it: pip install pyarrow, or write CSV (-o FILE.csv)",
        ) from None
    types = {"int64": pyarrow.int64(), "float64": pyarrow.float64(), "bool": pyarrow.bool_()}
    schema = pyarrow.schema(
        [
            pyarrow.field(c.name, types.get(c.dtype, pyarrow.string()), metadata={"unit": c.unit} if c.unit else None)
            for c in columns
        ]
    )
    file = _File(pyarrow.parquet.ParquetWriter(stream, schema, compression="zstd"), schema)
    try:
        yield file.write
        file.finish()
    except BaseException:
        with suppress(Exception):  # what is left of the file is thrown away; the first error is the one to tell
            file.writer.close()
        raise


class _File:
    """A file whose rows wait until they are enough for a row group."""

    def __init__(self, writer: Any, schema: Any) -> None:
        self.writer = writer
        self._schema = schema
        self._rows: list[Row] = []
        self._batches: list[Any] = []
        self._size = 0

    def write(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self._rows.append(row)
            if len(self._rows) == _STEP:
                self._pack()

    def finish(self) -> None:
        self._pack()
        self._write_group()
        self.writer.close()

    def _pack(self) -> None:
        """The rows that wait, as columns of Arrow."""
        import pyarrow

        if not self._rows:
            return
        arrays = [
            pyarrow.array(_texts(cells) if field.type == pyarrow.string() else cells, field.type)
            for cells, field in zip(zip(*self._rows, strict=True), self._schema, strict=True)
        ]
        self._rows.clear()
        self._batches.append(pyarrow.record_batch(arrays, schema=self._schema))
        self._size += self._batches[-1].nbytes
        if self._size >= _GROUP_BYTES or len(self._batches) * _STEP >= _GROUP_ROWS:
            self._write_group()

    def _write_group(self) -> None:
        import pyarrow

        if self._batches:
            self.writer.write_table(pyarrow.Table.from_batches(self._batches), row_group_size=_GROUP_ROWS)
            self._batches.clear()
            self._size = 0


def _texts(values: Sequence[Any]) -> list[str]:
    """Cells as texts that UTF-8 can hold: half of a surrogate pair is written as \\ud83d."""
    texts = [value if isinstance(value, str) else str(value) for value in values]
    try:
        "".join(texts).encode()
    except UnicodeEncodeError:
        return [text.encode("utf-8", "backslashreplace").decode() for text in texts]
    return texts
