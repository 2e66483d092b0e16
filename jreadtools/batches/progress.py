"""How far a long run is: a line that is written over on a terminal, plain lines in a log for those who ask for them.

It is one line, so it is written here and no package is needed for it.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Final, TextIO

from jreadtools.article import Failure
from jreadtools.characters import display_width, fit
from jreadtools.errors import Lang
from jreadtools.sources.folder import EXTENSIONS, TABLE_EXTENSIONS, expand, find
from jreadtools.sources.locate import Reading
from jreadtools.sources.regular import exists, is_folder

__all__ = ["Progress", "files_of"]

FIRST: Final = 1.0
"""Seconds before a terminal shows anything: short work needs no progress."""
AGAIN: Final = 0.2
"""Seconds between two looks of the line on a terminal."""
LINES: Final = 5.0
"""Seconds between two lines where there is no terminal."""
COUNTING: Final = 0.05
"""Share of the time that may go into counting the files that are still to come."""


class Progress:
    """Says on standard error how far a run is: articles, failures, speed, and the time left where it can be known.

    Args:
        lang: the language of the wording.
        stream: where it is said; standard error if None.
        asked: True: plain lines where there is no terminal; False: nothing anywhere; None: on a terminal only.
        files: the files of the run (`files_of`), counted little by little; None where nobody knows them. The time
            left is said when all are counted, as long as each file is one article: nobody knows how many an export
            holds before it is read.
        beside: where the run prints its rows as they come. On a terminal they say themselves how far it is, and a
            line that is written over would stand in their midst.
    """

    def __init__(
        self,
        lang: Lang,
        stream: TextIO | None = None,
        *,
        asked: bool | None = None,
        files: Iterable[object] | None = None,
        beside: TextIO | None = None,
    ) -> None:
        self._lang = lang
        self._stream = stream if stream is not None else sys.stderr  # None under pythonw: nobody is there
        self._over = self._stream is not None and self._stream.isatty()
        self._silent = self._stream is None or asked is False or not (self._over or asked)
        self._silent |= self._over and beside is not None and beside.isatty()
        self._begin = self._last = time.monotonic()
        self._shown = False
        self._uncounted = None if files is None else iter(files)
        self._counted = 0

    def __call__(self, articles: int, failures: int, characters: int = 0, files: int = 0) -> None:
        """Say how far it is, unless that was said a moment ago."""
        now = time.monotonic()
        if self._silent or now - self._last < (AGAIN if self._over else LINES):
            return
        if now - self._begin < FIRST:
            return
        alone = files == articles + failures
        total = self._total(now, now - self._last) if alone else None
        said = self._said(now - self._begin, articles, failures, characters, files, total)
        self._last = now
        self._write(f"\r\x1b[K{self._cut(said)}" if self._over else f"jreadtools: {said}\n")
        self._shown = self._over

    def clear(self) -> None:
        """Take the line away again."""
        if self._shown:
            self._write("\r\x1b[K")
            self._shown = False

    def _total(self, now: float, passed: float) -> int | None:
        """How many files there are; None as long as they are not all counted."""
        if self._uncounted is None:
            return None
        for _ in self._uncounted:
            self._counted += 1
            if time.monotonic() - now > passed * COUNTING:
                return None
        return self._counted

    def _said(
        self, seconds: float, articles: int, failures: int, characters: int, files: int, total: int | None
    ) -> str:
        ja = self._lang == "ja"
        known = total is not None and 0 < files < total
        if known:
            parts = [f"{files:,} / {total:,} ファイル" if ja else f"{files:,} of {total:,} files"]
        else:
            parts = [f"{articles:,} 本" if ja else f"{articles:,} article{'' if articles == 1 else 's'}"]
        if failures:
            parts.append(f"読み取れないもの {failures:,} 件" if ja else f"{failures:,} failed")
        if characters:
            speed = round(characters / seconds)
            parts.append(f"毎秒 {speed:,} 字" if ja else f"{speed:,} characters/s")
        if known and total is not None:
            parts.append(_left(seconds * (total - files) / files, self._lang))
        return ("、" if ja else ", ").join(parts)

    def _cut(self, said: str) -> str:
        """A line that wraps cannot be taken away again."""
        with suppress(OSError, ValueError):  # not every stream that calls itself a terminal has a size
            columns = os.get_terminal_size(self._stream.fileno()).columns
            if 1 < columns <= display_width(said):
                return fit(said, columns - 1)
        return said

    def _write(self, text: str) -> None:
        with suppress(OSError):  # nobody can read it: the work goes on
            self._stream.write(text)
            self._stream.flush()


def _left(seconds: float, lang: Lang) -> str:
    """The time left, as exactly as anybody can tell.

    >>> _left(41.3, "en"), _left(41.3, "ja"), _left(90, "ja"), _left(7500, "en")
    ('about 41 s left', '残り約41秒', '残り約2分', 'about 2 h 5 min left')
    """
    ja = lang == "ja"
    if seconds < 59.5:
        number = max(round(seconds), 1)
        return f"残り約{number}秒" if ja else f"about {number} s left"
    hours, minutes = divmod(round(seconds / 60), 60)
    if not hours:
        return f"残り約{minutes}分" if ja else f"about {minutes} min left"
    return f"残り約{hours:,}時間{minutes}分" if ja else f"about {hours:,} h {minutes} min left"


def files_of(sources: Sequence[object], reading: Reading) -> Iterator[object] | None:
    """The files that a run over these sources comes to, found by their names: none is opened.

    None where they cannot be known beforehand: standard input, posts of an API, what can be read only once.
    """
    paths = [source for source in sources if isinstance(source, str | os.PathLike)]
    if len(paths) < len(sources) or any(os.fspath(path) == "-" for path in paths):
        return None
    return chain.from_iterable(_files_at(os.fspath(path), reading) for path in paths)


def _files_at(source: str, reading: Reading) -> Iterator[Path | Failure]:
    path = Path(source)
    extensions = EXTENSIONS + TABLE_EXTENSIONS if reading.text or reading.keep else EXTENSIONS
    for one in [path] if exists(path) else expand(source) or [path]:
        if is_folder(one):
            yield from find(one, extensions, exclude=reading.exclude, gitignore=reading.gitignore)
        else:
            yield one
