"""Ctrl-C while files are written: it is heard between two items, so that what is finished makes a whole file.

A signal in the middle of a row would leave half a row, and in the middle of a zip archive no archive. So a signal that
ends a run (Ctrl-C, `kill`, a closed terminal) acts while the run waits for the next item, which is nearly always;
otherwise when the current item is written. A second signal acts at once, and nothing is kept.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TypeVar

from jreadtools.errors import JreadtoolsError, counted

if TYPE_CHECKING:
    from types import FrameType

__all__ = ["ENDS", "Work", "interruptible"]

T = TypeVar("T")

ENDS: Final = (KeyboardInterrupt, SystemExit)
"""What ends a run from outside: Ctrl-C, and what the command line makes of `kill` and a closed terminal."""
_SIGNALS: Final = ("SIGINT", "SIGTERM", "SIGHUP")


class Work:
    """A run that writes files and may be ended early."""

    def __init__(self) -> None:
        self.articles = 0
        """Articles that are finished. Whoever writes them counts them here; without any, no file is kept."""
        self.ended_by: BaseException | None = None
        """What ended it before its end; files get the name of a partial one then."""
        self.written: list[str] = []
        """The files that stand under their names: the partial ones if something ended it."""
        self._listens = False
        self._waiting: list[int] = []
        self._before: dict[int, Callable[[int, FrameType | None], object]] = {}

    def until_interrupted(self, items: Iterable[T]) -> Iterator[T]:
        """The items as they come, until there are no more or the run is ended; `ended_by` says which."""
        queue = iter(items)
        try:
            self._listen()
            for item in queue:
                self._listens = False
                yield item
                self._listen()
            self._listens = False
        except ENDS as end:
            self.ended_by = end
            if isinstance(queue, Generator):
                queue.close()  # workers end now, and not when somebody lets go of the iterator

    def over(self) -> None:
        """Stop holding signals back; raise the one that has ended the run, if there was one."""
        self._release()
        if self.ended_by is not None:
            raise self.ended_by

    def _hold(self) -> None:
        """Take the signals that end a run, as far as Python answers them here: what is ignored stays ignored."""
        if threading.current_thread() is not threading.main_thread():
            return  # they never arrive here
        for number in [getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)]:
            handler = signal.getsignal(number)
            if callable(handler):
                self._before[number] = handler
                signal.signal(number, self._answer)

    def _release(self) -> None:
        self._listens = True
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._listen()

    def _listen(self) -> None:
        self._listens = True
        while self._waiting:
            number = self._waiting.pop()
            self._before[number](number, None)

    def _answer(self, number: int, frame: FrameType | None) -> None:
        if self._listens or self._waiting or self.ended_by is not None:
            self._before[number](number, frame)
        else:
            self._waiting.append(number)


@contextmanager
def interruptible(*, held: bool = True) -> Iterator[Work]:
    """A context for a run and its files: when it is ended early, they are left as partial files, and the signal is raised.

    Args:
        held: whether signals wait for what is in hand. Not where all of it goes to a pipe, which may wait for ever.

    Raises:
        KeyboardInterrupt, SystemExit: whatever ended it; its notes name the files. Its cause is the JreadtoolsError
            that kept one of them from being written.
    """
    work = Work()
    try:
        if held:
            work._hold()
        yield work
    except JreadtoolsError as error:
        if work.ended_by is None:
            raise
        raise work.ended_by from error
    finally:
        work._release()
    if work.ended_by is not None:
        for path in work.written:
            work.ended_by.add_note(f"{path}: what was finished before ({counted(work.articles, 'articles')})")
        raise work.ended_by
