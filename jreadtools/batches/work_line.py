"""The items of a run in their order: which is begun next, what came of it, which is tried again when its worker died."""

from __future__ import annotations

import errno
import pickle
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar, cast

from jreadtools.errors import JreadtoolsError, Message

__all__ = ["NO_MEMORY", "Job", "WorkLine", "how_it_ended", "not_started"]

T = TypeVar("T")
R = TypeVar("R")

UNDER_WAY: Final = 3
"""Items a worker that are begun and not yet handed on: bounds the memory that results take."""
LONG: Final = 2
"""An item this many times as long as the next in order is begun before it; else one worker would be busy with it at the
end while the others wait."""
IDLE_DEATHS: Final = 3
"""The work is given up when so many workers have died with nothing in hand: it would never end."""
FRUITLESS_DEATHS: Final = 10
"""The work is given up when so many workers have died before the first result."""

NO_MEMORY: Final = errno.ENOMEM
"""Exit code of a worker to which the system gave no more memory."""


@dataclass(eq=False, slots=True)
class Job(Generic[T, R]):
    """An item on its way: waiting, in a worker's hands (begun), or done."""

    item: T
    size: int = 0
    again: bool = False
    """Whether it is part of an item whose worker died: if its own dies too, it is lost."""
    begun: bool = False
    early: bool = False
    """Whether it was begun before its turn."""
    done: bool = False
    result: R | None = None
    error: BaseException | None = None

    def finish(self, result: R) -> None:
        """Keep what came of it; the item is not needed any more."""
        self.result, self.done, self.item = result, True, cast("T", None)


class WorkLine(Generic[T, R]):
    """The jobs between reading and handing on, in order."""

    def __init__(
        self,
        workers: int,
        split: Callable[[T], Sequence[T]] | None,
        lost: Callable[[T, int], R] | None,
        size: Callable[[T], int] | None,
    ) -> None:
        self.jobs: list[Job[T, R]] = []
        self._workers = workers
        self._split = split
        self._lost = lost
        self._size = size
        self._fruitful = False
        self._deaths = 0
        self._idle_deaths = 0

    def _job(self, item: T, *, again: bool = False) -> Job[T, R]:
        return Job(item, self._size(item) if self._size is not None else 0, again)

    def add(self, item: T) -> None:
        """An item more, at the end."""
        self.jobs.append(self._job(item))

    def waiting(self) -> int:
        """How many jobs are not begun."""
        return sum(not job.begun for job in self.jobs)

    def finished(self) -> list[R]:
        """Take out what is done and whose turn it is; an error is raised when it is its turn, as in a serial run."""
        if self.jobs and self.jobs[0].error is not None:
            raise self.jobs[0].error
        end = next((i for i, job in enumerate(self.jobs) if not job.done or job.error is not None), len(self.jobs))
        results = [cast("R", job.result) for job in self.jobs[:end]]
        del self.jobs[:end]
        return results

    def next(self) -> Job[T, R] | None:
        """The job to begin now. In order, but for a long one: the earlier it is begun, the less it is waited for.

        One worker always keeps to the order, so that results keep coming.
        """
        waiting = [job for job in self.jobs if not job.begun]
        if not waiting:
            return None
        first = waiting[0]
        full = len(self.jobs) - len(waiting) >= UNDER_WAY * self._workers
        early = sum(job.early for job in self.jobs)
        if not full and early < self._workers - 1:
            longest = max(waiting, key=lambda job: job.size)
            if longest.size > LONG * first.size:
                longest.early = True
                return longest
        # The very first is begun however many results wait for it.
        return None if full and first is not self.jobs[0] else first

    def answered(self, job: Job[T, R], answer: bytes) -> None:
        """Take what a worker made of its item."""
        result, error, text = pickle.loads(answer)
        job.finish(result)
        if error is not None:
            error.add_note(f"In a worker process:\n{text}")
            job.error = error
        self._fruitful = True
        self._idle_deaths = 0

    def died(self, job: Job[T, R] | None, exitcode: int) -> None:
        """A worker has died: what it held is tried again part by part, and the part that it dies of again is lost.

        Raises:
            JreadtoolsError: workers would die without end.
        """
        self._deaths += 1
        self._idle_deaths += job is None
        spared = self._workers  # what kills all of them at once is one misfortune
        fruitless = not self._fruitful and self._deaths >= FRUITLESS_DEATHS + spared
        if self._idle_deaths >= IDLE_DEATHS + spared or fruitless:
            raise JreadtoolsError(not_started(how_it_ended(exitcode)))
        if job is None:
            return
        if self._split is None or self._lost is None:
            raise JreadtoolsError(_ended_early(how_it_ended(exitcode)))
        if job.again:
            job.finish(self._lost(job.item, exitcode))
            return
        place = self.jobs.index(job)
        self.jobs[place : place + 1] = [self._job(part, again=True) for part in self._split(job.item)]


def how_it_ended(exitcode: int) -> Message:
    """What to tell people of a worker that ended before its work was done.

    >>> str(how_it_ended(-11)), how_it_ended(-11).ja
    ('the worker process crashed (SIGSEGV)', 'ワーカープロセスが異常終了しました（SIGSEGV）')
    """
    if exitcode == NO_MEMORY:
        return Message(ja="ワーカープロセスのメモリーが足りなくなりました", en="the worker process ran out of memory")
    if exitcode >= 0:
        return Message(
            ja=f"ワーカープロセスが途中で終了しました（終了コード {exitcode}）",
            en=f"the worker process ended by itself (exit code {exitcode})",
        )
    try:
        name = signal.Signals(-exitcode).name
    except ValueError:
        name = f"signal {-exitcode}"
    if name in ("SIGKILL", "SIGTERM"):
        return Message(
            ja=f"ワーカープロセスが強制終了されました（{name}）。多くの場合、メモリー不足が原因です",
            en=f"the worker process was killed ({name}), which mostly means that memory ran out",
        )
    return Message(ja=f"ワーカープロセスが異常終了しました（{name}）", en=f"the worker process crashed ({name})")


def not_started(reason: str) -> Message:
    ja = reason.ja if isinstance(reason, Message) else reason
    return Message(
        ja=f"ワーカープロセスが動作しません。{ja}。workers=1 で実行すると原因を確かめられます"
        '（スクリプトでは if __name__ == "__main__": の下で呼び出してください）',
        en=f"worker processes cannot do their work: {reason}; try workers=1, which shows what is wrong "
        '(in a script, calls with workers stand under: if __name__ == "__main__":)',
    )


def _ended_early(reason: Message) -> Message:
    return Message(
        ja=f"{reason.ja}（処理の途中）。メモリーを空けるか、workers=1 を試してください",
        en=f"{reason} before its work was done; free some memory, or try workers=1",
    )
