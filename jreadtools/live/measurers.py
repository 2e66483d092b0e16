"""Processes that measure for the page: a slow text holds nobody else's, and one that crashes costs only itself."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TYPE_CHECKING, Final, ParamSpec, TypeVar

from jreadtools.errors import JreadtoolsError, Message

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

__all__ = ["Measurers"]

P = ParamSpec("P")
R = TypeVar("R")

_FEWEST: Final = 2
"""With one, a slow text would hold the others."""
_MOST: Final = 4
"""Each takes some 100 MB; they are started as they are needed."""


class Measurers:
    """A pool of processes that is renewed when one of them dies. They end with the process that has started them."""

    def __init__(self) -> None:
        # Spawned: the server has threads, and what is forked beside a thread may hang.
        self._context = get_context("spawn")
        self._number = min(_MOST, max(_FEWEST, os.cpu_count() or 1))
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None
        self._held: list[Connection] = []
        self._closed = False

    def warm(self) -> None:
        """Start the first of them, so that the first text does not wait for it."""
        self._current().submit(_load)

    def run(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """What work comes to in another process; it may raise what it raises.

        Raises:
            JreadtoolsError: no process survives it.
        """
        for _ in range(2):  # the first time it may have been another text that ended the process
            pool = self._current()
            try:
                return pool.submit(work, *args, **kwargs).result()
            except BrokenProcessPool:
                self._drop(pool)
        raise JreadtoolsError(
            Message(
                ja="この文章は測定できませんでした（測定するプロセスが途中で終了しました）。短く分けて試してください",
                en="this text could not be measured: the process that measures it ended early; try a part of it",
            )
        )

    def close(self) -> None:
        """End them all, whatever they are doing."""
        with self._lock:
            self._closed = True
            pool = self._pool
        if pool is not None:
            self._drop(pool)

    def _current(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._closed:
                raise JreadtoolsError(Message(ja="終了しています", en="it has been ended"))
            if self._pool is None:
                ours, theirs = self._context.Pipe()
                self._held = [ours, theirs]
                self._pool = ProcessPoolExecutor(self._number, self._context, _begin, (theirs,))
            return self._pool

    def _drop(self, pool: ProcessPoolExecutor) -> None:
        with self._lock:
            if self._pool is not pool:  # somebody else met the same end
                return
            self._pool = None
            for end in self._held:
                end.close()
        pool.shutdown(wait=False, cancel_futures=True)


def _begin(end: Connection) -> None:
    """What each process does first: Ctrl-C is for the server, whose end it watches for."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(end,), daemon=True).start()


def _end_with(end: Connection) -> None:
    try:
        end.recv_bytes()
    except (EOFError, OSError):
        os._exit(0)


def _load() -> None:
    """What every text needs."""
    from jreadtools.live.answer import answer_of, measured_text
    from jreadtools.views.article_view import article_view
    from jreadtools.views.section import article_section

    analysis = measured_text("静岡で、会います。")
    answer_of(analysis, "web")
    article_section(article_view(analysis, "ja"))
