"""The formats that a table is written in, and the endings of files that ask for them."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal, get_args

__all__ = ["ENDINGS", "FORMATS", "Format", "TextFormat", "format_of"]

TextFormat = Literal["table", "csv", "tsv", "json", "jsonl", "markdown"]
"""What a terminal or a pipe can take."""

Format = TextFormat | Literal["parquet", "xlsx"]
FORMATS: Final[tuple[Format, ...]] = (*get_args(TextFormat), "parquet", "xlsx")

ENDINGS: Final[dict[str, Format]] = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "table",
    ".parquet": "parquet",
    ".xlsx": "xlsx",
}


def format_of(path: str) -> Format | None:
    """The format that a file's name asks for; None when it says nothing.

    >>> format_of("posts.XLSX"), format_of("posts.xyz")
    ('xlsx', None)
    """
    return ENDINGS.get(Path(path).suffix.lower())
