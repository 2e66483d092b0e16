"""Progress of a long run: on a terminal a line that is overwritten; elsewhere plain lines, for those who ask for them.

It is a single line, so no package is needed for it.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from typing import Final, TextIO

from jreadtools.characters import display_width, fit
from jreadtools.errors import Lang, counted
from jreadtools.sources.locate import Files

__all__ = ["Progress"]

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
        files: the files of the run, counted little by little. The time left is said when all are counted, as long as
            each file is one article: nobody knows how many an export holds before it is read. None where drafts are
            left out: they are files that nobody hears of.
        beside: the stream to which the run prints rows as they come. If it is a terminal no progress is shown: the
            rows show it, and an overwritten line would stand among them.
    """

    def __init__(
        self,
        lang: Lang,
        stream: TextIO | None = None,
        *,
        asked: bool | None = None,
        files: Files | None = None,
        beside: TextIO | None = None,
    ) -> None:
        self._lang = lang
        self._stream = stream if stream is not None else sys.stderr  # None under pythonw: nobody is there
        self._over = self._stream is not None and self._stream.isatty()
        self._silent = self._stream is None or asked is False or not (self._over or asked)
        self._silent |= self._over and beside is not None and beside.isatty()
        self._begin = self._last = time.monotonic()
        self._shown = False
        self._of = files
        self._articles = self._failures = self._characters = self._files = 0
        self._paths: set[str] = set()

    def __call__(self, articles: Iterable[str], failures: Iterable[str] = (), characters: int = 0) -> None:
        """Take note of articles and failures, by the paths of their files, and show how far the run is.

        It is shown no more often than people can read it.
        """
        done, failed = list(articles), list(failures)
        self._articles += len(done)
        self._failures += len(failed)
        self._characters += characters
        paths = {*done, *failed}
        self._files += len(paths - self._paths)  # a file of many articles may go on
        self._paths = paths or self._paths
        now = time.monotonic()
        if self._silent or now - self._last < (AGAIN if self._over else LINES):
            return
        if now - self._begin < FIRST:
            return
        said = self._said(now - self._begin, self._total(now - self._last))
        self._last = now
        self._write(f"\r\x1b[K{self._cut(said)}" if self._over else f"jreadtools: {said}\n")
        self._shown = self._over

    def clear(self) -> None:
        """Take the line away again."""
        if self._shown:
            self._write("\r\x1b[K")
            self._shown = False

    def _total(self, passed: float) -> int | None:
        """How many files there are; None as long as they are not all counted, or where one holds many articles."""
        if self._of is None or self._files != self._articles + self._failures:
            return None
        return self._of.number(seconds=passed * COUNTING)

    def _said(self, seconds: float, total: int | None) -> str:
        ja = self._lang == "ja"
        known = total is not None and 0 < self._files < total
        if known:
            parts = [f"{self._files:,} / {total:,} ファイル" if ja else f"{self._files:,} of {total:,} files"]
        else:
            number = self._articles
            parts = [f"{number:,}本" if ja else counted(number, "articles")]
        if self._failures:
            parts.append(f"読み取れないもの{self._failures:,}件" if ja else f"{self._failures:,} failed")
        if self._characters:
            speed = round(self._characters / seconds)
            parts.append(f"毎秒{speed:,}字" if ja else f"{speed:,} characters/s")
        if known and total is not None:
            parts.append(_left(seconds * (total - self._files) / self._files, self._lang))
        return ("、" if ja else ", ").join(parts)

    def _cut(self, said: str) -> str:
        """The line cut to the terminal's width: a line that wraps cannot be overwritten."""
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
    """The time left, rounded to what can be known.

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
