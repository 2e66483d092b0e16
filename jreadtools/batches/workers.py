"""Work given to other processes. If one of them dies, that costs the article it held and not the run.

The pools of the standard library are broken for good when one process dies: MeCab crashes, the system kills what
takes too much memory. Here each worker has a pipe of its own and one item at a time, so it is known what it held.
"""

from __future__ import annotations

import errno
import os
import pickle
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Final, Generic, TypeVar, cast

from jreadtools.errors import JreadtoolsError, Message

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import DefaultContext
    from multiprocessing.process import BaseProcess

__all__ = ["how_it_ended", "in_order", "worker_count"]

T = TypeVar("T")
R = TypeVar("R")

UNDER_WAY: Final = 3
"""Items a worker that are begun and not yet handed on: bounds the memory that results take."""
AHEAD: Final = 8
"""Items a worker that are read and not yet begun: how early a long one is seen."""
LONG: Final = 2
"""An item this many times as long as the next in order is begun before it; else one worker would be busy with it at the
end while the others wait."""
IDLE_DEATHS: Final = 3
"""The work is given up when so many workers have died with nothing in hand: it would never end."""
FRUITLESS_DEATHS: Final = 10
"""The work is given up when so many workers have died before the first result."""

NO_MEMORY: Final = errno.ENOMEM
"""Exit code of a worker to which the system gave no more memory."""
READY: Final = b"ready"

_THREADED: Final = frozenset({"polars", "pyarrow", "torch"})
"""Packages that start threads of their own, which Python does not count."""
_PATIENCE: Final = 2.0
"""Seconds that a worker with nothing to do is given to go by itself."""
_STOPPING: Final = {getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)}
_one_start_at_a_time: Final = threading.Lock()


def worker_count(workers: int | str) -> int:
    """How many processes `workers` asks for: a number of at least 1, or "all" for every core."""
    if workers == "all":
        try:
            return len(os.sched_getaffinity(0))
        except AttributeError:  # not on every system
            return os.cpu_count() or 1
    if isinstance(workers, bool) or not isinstance(workers, int) or workers < 1:
        raise ValueError(f'workers is a whole number of at least 1, or "all", not {workers!r}')
    return workers


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


def _context() -> DefaultContext:
    """How processes are started here: as the program has settled it, or as this Python does by itself.

    By fork, which is the quickest, only from a process without threads: a lock that one of them holds is never
    released in the copy. Python warns of that since 3.12, and since 3.14 no longer forks unasked.
    """
    import multiprocessing

    settled = multiprocessing.get_start_method(allow_none=True)
    method = settled or multiprocessing.get_all_start_methods()[0]
    threads = threading.active_count() > 1 or not _THREADED.isdisjoint(sys.modules)
    if settled is None and method == "fork" and threads and sys.version_info >= (3, 12):
        method = "forkserver"
    return cast("DefaultContext", multiprocessing.get_context(method))


@dataclass(eq=False, slots=True)
class _Job(Generic[T, R]):
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


@dataclass(eq=False, slots=True)
class _Worker(Generic[T, R]):
    process: BaseProcess
    pipe: Connection
    ready: bool = False
    job: _Job[T, R] | None = None

    def said(self) -> bytes | None:
        """Its message; None if it has ended."""
        try:
            if self.pipe.poll():
                return self.pipe.recv_bytes()
        except (EOFError, OSError):  # closed, perhaps in the middle of a message
            pass
        return None

    def end(self) -> int:
        """Wait until it has gone: at once if it is dead already, soon if it has nothing to do. Its exit code."""
        self.pipe.close()
        self.process.join(_PATIENCE)
        if self.process.exitcode is None:
            self.process.kill()
            self.process.join()
        code = self.process.exitcode or 0
        self.process.close()
        return code


class _Crew(Generic[T, R]):
    """The workers. Leaving the context ends them: all of them have gone then, whatever they were doing."""

    def __init__(self, task: Callable[[T], R], size: int) -> None:
        self.size = size
        self.workers: list[_Worker[T, R]] = []
        self._task = task
        self._context = _context()

    def __enter__(self) -> _Crew[T, R]:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self.workers:
            if worker.job is not None or not worker.ready:
                worker.process.kill()  # it holds nothing that could be left half done
            worker.pipe.close()
        while self.workers:
            self.workers.pop().end()

    def idle(self) -> list[_Worker[T, R]]:
        """Those that wait for work."""
        return [worker for worker in self.workers if worker.ready and worker.job is None]

    def starting(self) -> int:
        """How many are on their way."""
        return sum(not worker.ready for worker in self.workers)

    def start_one(self) -> None:
        """One worker more; if the system allows no more processes, those that are there have to do."""
        with _undisturbed():
            ours, theirs = self._context.Pipe()
            # A forked process has a copy of every pipe; while it holds ours, the others never see that we have gone.
            forked = self._context.get_start_method() == "fork"
            copies = [ours, *(worker.pipe for worker in self.workers)] if forked else []
            process = self._context.Process(target=_work, args=(self._task, theirs, copies), daemon=True)
            try:
                process.start()
            except OSError as error:
                ours.close()
                if not self.workers:
                    raise JreadtoolsError(_not_started(error.strerror or str(error))) from error
                self.size = len(self.workers)
            except BaseException:
                ours.close()
                raise
            else:
                self.workers.append(_Worker(process, ours))
            finally:
                theirs.close()

    def news(self, timeout: float | None) -> Iterator[_Worker[T, R]]:
        """The workers that have something to say, or that have ended."""
        from multiprocessing.connection import wait

        signs = [sign for worker in self.workers for sign in (worker.pipe, worker.process.sentinel)]
        shown = set(wait(signs, timeout)) if signs else set()
        for worker in list(self.workers):
            if worker.pipe in shown or worker.process.sentinel in shown:
                yield worker

    def bury(self, worker: _Worker[T, R]) -> int:
        """Remove a dead worker. Returns its exit code."""
        self.workers.remove(worker)
        return worker.end()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Start a worker with nothing in between: no other thread whose worker would hold this one's pipe open, and
    no Ctrl-C before we know it, nor before it has learnt to leave that to us."""
    with _one_start_at_a_time, _nothing_settled():
        if not hasattr(signal, "pthread_sigmask"):  # Windows
            yield
            return
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _nothing_settled() -> Iterator[None]:
    """Leave it to the program how processes are started: by starting one, Python settles what nobody has."""
    import multiprocessing

    before = multiprocessing.get_start_method(allow_none=True)
    try:
        yield
    finally:
        multiprocessing.set_start_method(before, force=True)


def _work(task: Callable[[T], R], pipe: Connection, copies: Sequence[Connection]) -> None:
    """The life of a worker: until the pipe is closed, by the parent or by its death."""
    # Ctrl-C reaches every process of the terminal; only the parent has to answer it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPPING)
    for copy in copies:
        copy.close()
    try:
        pipe.send_bytes(READY)
        while True:
            pipe.send_bytes(_answer(task, pipe.recv_bytes()))
    except (EOFError, OSError):
        return


def _answer(task: Callable[[T], R], data: bytes) -> bytes:
    """(result, error, its traceback), packed."""
    try:
        return pickle.dumps((task(pickle.loads(data)), None, ""), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        os._exit(NO_MEMORY)  # as if the system had ended it; what it held is tried again by a fresh one
    except BaseException as error:  # noqa: BLE001  it is raised again, by the parent
        text = traceback.format_exc()
        try:
            answer = pickle.dumps((None, error, text))
            pickle.loads(answer)
        except Exception:  # noqa: BLE001  an error of somebody else's making, which cannot be sent
            said = "".join(traceback.format_exception_only(error)).strip()
            return pickle.dumps((None, RuntimeError(said), text))
        return answer


class _Line(Generic[T, R]):
    """The jobs between reading and handing on, in order."""

    def __init__(
        self,
        workers: int,
        split: Callable[[T], Sequence[T]] | None,
        lost: Callable[[T, int], R] | None,
        size: Callable[[T], int] | None,
    ) -> None:
        self.jobs: list[_Job[T, R]] = []
        self._workers = workers
        self._split = split
        self._lost = lost
        self._size = size
        self._fruitful = False
        self._deaths = 0
        self._idle_deaths = 0

    def _job(self, item: T, *, again: bool = False) -> _Job[T, R]:
        return _Job(item, self._size(item) if self._size is not None else 0, again)

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

    def next(self) -> _Job[T, R] | None:
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

    def answered(self, job: _Job[T, R], answer: bytes) -> None:
        """Take what a worker made of its item."""
        result, error, text = pickle.loads(answer)
        job.finish(result)
        if error is not None:
            error.add_note(f"In a worker process:\n{text}")
            job.error = error
        self._fruitful = True
        self._idle_deaths = 0

    def died(self, job: _Job[T, R] | None, exitcode: int) -> None:
        """A worker has died: what it held is tried again part by part, and the part that it dies of again is lost.

        Raises:
            JreadtoolsError: workers would die without end.
        """
        self._deaths += 1
        self._idle_deaths += job is None
        spared = self._workers  # what kills all of them at once is one misfortune
        fruitless = not self._fruitful and self._deaths >= FRUITLESS_DEATHS + spared
        if self._idle_deaths >= IDLE_DEATHS + spared or fruitless:
            raise JreadtoolsError(_not_started(how_it_ended(exitcode)))
        if job is None:
            return
        if self._split is None or self._lost is None:
            raise JreadtoolsError(_ended_early(how_it_ended(exitcode)))
        if job.again:
            job.finish(self._lost(job.item, exitcode))
            return
        place = self.jobs.index(job)
        self.jobs[place : place + 1] = [self._job(part, again=True) for part in self._split(job.item)]


def in_order(
    task: Callable[[T], R],
    items: Iterable[T],
    workers: int,
    *,
    split: Callable[[T], Sequence[T]] | None = None,
    lost: Callable[[T, int], R] | None = None,
    size: Callable[[T], int] | None = None,
) -> Iterator[R]:
    """task(item) for every item, in order: in this process, or in `workers` others.

    Only a few items are read ahead and under way at a time, so that memory does not grow with their number.
    When the caller stops (Ctrl-C, an error, the iterator closed), the workers are ended at once.

    Args:
        task, items: what to do with what. Under another start method than fork, both are pickled.
        workers: processes. With 1, with a single item, and in a process that is itself a worker, this one does it all.
        split: the parts of an item. Each is tried again by itself when the worker that held the item died.
        lost: what stands in the place of a part that its worker died of again (with its exit code).
            Without `split` and `lost` the death of a worker is an error.
        size: of an item. One much longer than the others is begun early.

    Yields:
        A result an item; of an item that was split, a result a part.

    Raises:
        JreadtoolsError: workers die without end, or the script that asked for them has no `__main__` guard.
        Exception: whatever `task` raises.
    """
    queue = iter(items)
    first = list(islice(queue, 2))
    unread = chain(first, queue)
    if workers == 1 or len(first) < 2 or _is_worker():  # one batch is done sooner than a process is started
        yield from map(task, unread)
        return
    if sys.platform == "win32":
        workers = min(workers, 30)  # it waits for 63 things at most, two a worker
    line: _Line[T, R] = _Line(workers, split, lost, size)
    with _Crew(task, workers) as crew:
        more = True
        while more or line.jobs:
            finished = line.finished()
            _hand_out(line, crew)  # before the caller takes his time over a result
            yield from finished
            reading = more and line.waiting() < AHEAD * workers
            if reading:
                more = _read_one(unread, line)
            # While there is something to read or to hand on, workers are only looked at, not waited for.
            waits = not reading and bool(line.jobs) and not line.jobs[0].done
            for worker in crew.news(None if waits else 0):
                _listen(worker, line, crew)


def _is_worker() -> bool:
    """Whether this process is itself a worker, which may have none of its own; an error while it is started as one."""
    import multiprocessing

    here = multiprocessing.current_process()
    if getattr(here, "_inheriting", False):
        raise JreadtoolsError(
            Message(
                ja="ワーカーの起動中に、同じスクリプトがまたワーカーを起動しようとしました。"
                'if __name__ == "__main__": の下で呼び出してください',
                en="this script starts workers while it is itself being started as one; "
                'put its calls under: if __name__ == "__main__":',
            )
        )
    return here.daemon


def _read_one(unread: Iterator[T], line: _Line[T, R]) -> bool:
    """Put an item more into the line. Whether there was one."""
    for item in unread:
        line.add(item)
        return True
    return False


def _hand_out(line: _Line[T, R], crew: _Crew[T, R]) -> None:
    """Give every idle worker something to do, and start workers for what is left over."""
    for worker in crew.idle():
        job = line.next()
        if job is None:
            return
        data = pickle.dumps(job.item, pickle.HIGHEST_PROTOCOL)
        try:
            worker.pipe.send_bytes(data)
        except OSError:  # it died of nothing that it held: another will do it
            line.died(None, crew.bury(worker))
            job.early = False
        else:
            job.begun, worker.job = True, job
    while len(crew.workers) < crew.size and crew.starting() < line.waiting():
        crew.start_one()


def _listen(worker: _Worker[T, R], line: _Line[T, R], crew: _Crew[T, R]) -> None:
    """Take what a worker says, or its death."""
    said = worker.said()
    job, worker.job = worker.job, None
    if said is None:
        line.died(job, crew.bury(worker))
    elif job is None:
        worker.ready = True
    else:
        line.answered(job, said)


def _not_started(reason: str) -> Message:
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
