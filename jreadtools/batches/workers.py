"""Work given to other processes. If one of them dies, that costs the article it held and not the run.

The pools of the standard library are broken for good when one process dies: MeCab crashes, the system kills what
takes too much memory. Here each worker has a pipe of its own and one item at a time, so it is known what it held.
"""

from __future__ import annotations

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

from jreadtools.batches.work_line import NO_MEMORY, Job, WorkLine, not_started
from jreadtools.errors import JreadtoolsError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import DefaultContext
    from multiprocessing.process import BaseProcess

__all__ = ["in_order", "worker_count"]

T = TypeVar("T")
R = TypeVar("R")

AHEAD: Final = 8
"""Items a worker that are read and not yet begun: how early a long one is seen."""
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
class _Worker(Generic[T, R]):
    process: BaseProcess
    pipe: Connection
    ready: bool = False
    job: Job[T, R] | None = None

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
                    raise JreadtoolsError(not_started(error.strerror or str(error))) from error
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
    line: WorkLine[T, R] = WorkLine(workers, split, lost, size)
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
            ja="ワーカーの起動中に、同じスクリプトがまたワーカーを起動しようとしました。"
            'if __name__ == "__main__": の下で呼び出してください',
            en="this script starts workers while it is itself being started as one; "
            'put its calls under: if __name__ == "__main__":',
        )
    return here.daemon


def _read_one(unread: Iterator[T], line: WorkLine[T, R]) -> bool:
    """Put an item more into the line. Whether there was one."""
    for item in unread:
        line.add(item)
        return True
    return False


def _hand_out(line: WorkLine[T, R], crew: _Crew[T, R]) -> None:
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


def _listen(worker: _Worker[T, R], line: WorkLine[T, R], crew: _Crew[T, R]) -> None:
    """Take what a worker says, or its death."""
    said = worker.said()
    job, worker.job = worker.job, None
    if said is None:
        line.died(job, crew.bury(worker))
    elif job is None:
        worker.ready = True
    else:
        line.answered(job, said)
