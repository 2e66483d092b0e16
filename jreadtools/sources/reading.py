"""How files are to be read: the options of the readers, for callers and the command line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from jreadtools.sources.formats import MARKUPS, Markup
from jreadtools.sources.regular import LARGEST

__all__ = ["DEFAULT_READING", "Reading"]


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are to be read: the same for one file, for a folder and on the command line."""

    markup: Markup | None = None
    """What the words are written in; found out when None."""
    encoding: str | None = None
    """Of the files; found out when None."""
    drafts: bool = True
    """Whether drafts are read too."""
    page: bool | None = None
    """Whether a text may be a whole page copied out of a browser; None: in .txt files, in
    files without an ending and on standard input."""
    text: str | None = None
    """The column of a table that holds the articles; None: the one called 本文, body or text."""
    keep: tuple[str, ...] = ()
    """Columns of a table to carry along."""
    exclude: tuple[str, ...] = ()
    """Patterns, as in .gitignore, of files in folders to leave out."""
    gitignore: bool = True
    """Whether what .gitignore names is left out of folders."""
    max_bytes: int = LARGEST
    """Of what is read of one file as a whole."""
    stdin_filename: str | None = None
    """The file that standard input is to be taken for: its format and its place follow from the name."""

    def __post_init__(self) -> None:
        if self.markup is not None and self.markup not in MARKUPS:
            raise ValueError(f"markup must be one of {', '.join(MARKUPS)}, not {self.markup!r}")


DEFAULT_READING: Final = Reading()
