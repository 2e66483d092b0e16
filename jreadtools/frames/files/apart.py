"""An output never takes the place of a text that is being read."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from jreadtools.frames.files.destination import OutputError
from jreadtools.sources.formats import folder_endings
from jreadtools.sources.regular import is_file

__all__ = ["keep_apart"]


def keep_apart(sources: Iterable[object], output: str | os.PathLike[str] | None) -> None:
    """Refuse an output that would replace a source, or an article in a folder that is read.

    Raises:
        OutputError: it would; nothing has been written.
    """
    if output is None or output == "-" or not is_file(output):
        return
    place = Path(output)
    for source in _paths(sources):
        within = place.suffix.lower() in folder_endings() and source.resolve() in place.resolve().parents
        if within or (is_file(source) and source.samefile(place)):
            raise OutputError(
                ja=f"{place}: 読み込むファイルの一つです。書き出し先には別の名前を指定してください",
                en=f"{place}: this file is being read; give the output another name",
            )


def _paths(sources: Iterable[object]) -> Iterable[Path]:
    """The sources that are paths; rows of a table that the caller holds are not."""
    for source in sources:
        if isinstance(source, str | os.PathLike):
            if source != "-":
                yield Path(os.fspath(source))
        elif isinstance(source, list | tuple):  # anything else may be gone through only once
            yield from _paths(source)
