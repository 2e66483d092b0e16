"""FILE_FORMATS: the one table of the formats that files are written in.

--format, the endings of files and messages are derived from it. A new format needs its writer, a row here and its cases.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Literal, NamedTuple

__all__ = ["ENDINGS", "FILE_FORMATS", "FileFormat", "file_format_of", "writer_of"]


class FileFormat(NamedTuple):
    """A format of tables: its name and endings, and its writer."""

    name: str
    """As --format has it."""
    endings: tuple[str, ...]
    writer: str
    """module.function of `frames.files`, loaded when it is used. It takes a stream and columns and returns what appends rows."""
    takes: Literal["text", "bytes", "workbook"] = "text"
    """What the writer writes to: a stream of text, which may be standard output; bytes of a file; the bytes of a workbook,
    which has several tables."""
    for_people: bool = False
    """Whether people read it: cells as they are shown, and the main columns only."""
    bom: bool = False
    """Whether a file begins with a mark by which Excel knows UTF-8."""


_ALL: Final = (
    FileFormat("table", (".txt",), "shown_rows.table_rows", for_people=True),
    FileFormat("csv", (".csv",), "delimited.csv_rows", bom=True),
    FileFormat("tsv", (".tsv",), "delimited.tsv_rows", bom=True),
    FileFormat("json", (".json",), "json_rows.json_list"),
    FileFormat("jsonl", (".jsonl", ".ndjson"), "json_rows.json_lines"),
    FileFormat("markdown", (".md", ".markdown"), "shown_rows.markdown_rows", for_people=True),
    FileFormat("parquet", (".parquet",), "parquet_file.parquet_rows", takes="bytes"),
    FileFormat("xlsx", (".xlsx",), "xlsx_file.xlsx_tables", takes="workbook"),
)

FILE_FORMATS: Final[Mapping[str, FileFormat]] = MappingProxyType({form.name: form for form in _ALL})
"""Every format by name, in the order of --format."""

ENDINGS: Final[Mapping[str, str]] = MappingProxyType({ending: form.name for form in _ALL for ending in form.endings})
"""The ending of a file's name → the format that it asks for."""


def file_format_of(path: str) -> str | None:
    """The format that a file's name asks for; None when it says nothing.

    >>> file_format_of("posts.XLSX"), file_format_of("posts.xyz")
    ('xlsx', None)
    """
    return ENDINGS.get(Path(path).suffix.lower())


def writer_of(form: str) -> Callable[..., Any]:
    """The writer of a format."""
    module, _, name = FILE_FORMATS[form].writer.rpartition(".")
    writer: Callable[..., Any] = getattr(import_module(f"jreadtools.frames.files.{module}"), name)
    return writer
