"""Processes that measure for the page: a slow text holds nobody else's, and one that ends its process costs only itself."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, Final, NamedTuple, ParamSpec, TypeVar, cast

from jreadtools.errors import JreadtoolsError, Message, unforeseen

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

__all__ = ["Measurers"]

P = ParamSpec("P")
R = TypeVar("R")

_FEWEST: Final = 2
"""With one, a slow text would hold the others."""
_MOST: Final = 4
"""Each takes some 40 MB beside the dictionary, which they share; they are started as they are needed."""


class _Measurer(NamedTuple):
    """A process, and the end of the pipe through which it is asked one thing after the other."""

    process: SpawnProcess
    pipe: Connection


class Measurers:
    """Processes that are asked one thing at a time each. They end with the one that has started them."""

    def __init__(self) -> None:
        # Spawned: the server has threads, and what is forked beside a thread may hang.
        self._context = get_context("spawn")
        self._free = threading.Semaphore(min(_MOST, max(_FEWEST, os.cpu_count() or _FEWEST)))
        self._lock = threading.Lock()
        self._idle: list[_Measurer] = []
        self._busy: set[_Measurer] = set()
        self._closed = False

    def warm(self) -> None:
        """Start the first of them, so that the first text does not wait for it."""
        measurer = self._taken()
        measurer.pipe.send((_load, (), {}))
        threading.Thread(target=self._warmed, args=(measurer,), daemon=True).start()

    def _warmed(self, measurer: _Measurer) -> None:
        with suppress(EOFError, OSError):
            measurer.pipe.recv()
            self._give_back(measurer)

    def run(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """What work comes to in another process; it may raise what it raises.

        Raises:
            JreadtoolsError: the process does not survive it.
        """
        with self._free:
            measurer = self._taken()
            try:
                measurer.pipe.send((work, args, kwargs))
                done, result = measurer.pipe.recv()
            except (EOFError, OSError):
                self._forget(measurer)
                raise JreadtoolsError(_ENDED) from None
            self._give_back(measurer)
        if not done:
            raise cast(Exception, result)
        return cast(R, result)

    def close(self) -> None:
        """End them all, whatever they are doing."""
        with self._lock:
            self._closed = True
            measurers = [*self._idle, *self._busy]
            self._idle.clear()
        for measurer in measurers:
            self._forget(measurer)

    def _taken(self) -> _Measurer:
        """One that has nothing to do: the last that was busy, for it knows most words, or a new one."""
        with self._lock:
            if self._closed:
                raise JreadtoolsError(_ENDED)
            measurer = self._idle.pop() if self._idle else self._started()
            self._busy.add(measurer)
            return measurer

    def _started(self) -> _Measurer:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_measure, args=(theirs,), daemon=True)
        with _without_interruption():
            process.start()
        theirs.close()
        return _Measurer(process, ours)

    def _give_back(self, measurer: _Measurer) -> None:
        with self._lock:
            self._busy.discard(measurer)
            if not self._closed:
                self._idle.append(measurer)

    def _forget(self, measurer: _Measurer) -> None:
        with self._lock:
            self._busy.discard(measurer)
        measurer.process.kill()
        measurer.process.join()


_ENDED: Final = Message(
    ja="この文章は測定できませんでした（測定するプロセスが途中で終了しました）。短く分けて試してください",
    en="this text could not be measured: the process that measures it ended early; try a part of it",
)


@contextmanager
def _without_interruption() -> Iterator[None]:
    """What is started here never hears of Ctrl-C, which is for the server."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _measure(pipe: Connection) -> None:
    """The life of a process: to answer until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, OSError):
        while True:
            work, args, kwargs = pipe.recv()
            pipe.send(_answer(work, args, kwargs))


def _answer(work: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[bool, Any]:
    """Whether it was done, and what it came to or what was raised."""
    try:
        return True, work(*args, **kwargs)
    except JreadtoolsError as error:
        return False, error
    except Exception as error:  # noqa: BLE001  a defect met in one text must not cost the others theirs
        return False, JreadtoolsError(unforeseen(error))


def _load() -> None:
    """What every text needs."""
    from jreadtools.live.answer import answer_of, measured_text
    from jreadtools.views.article_view import article_view
    from jreadtools.views.section import article_section

    analysis = measured_text("静岡で、会います。")
    answer_of(analysis, "web")
    article_section(article_view(analysis, "ja"))
