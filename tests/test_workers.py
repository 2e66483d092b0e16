"""Workers: the order of a serial run, deaths that cost one article, ends that leave nobody behind."""

import errno
import faulthandler
import multiprocessing
import os
import pickle
import re
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections import deque
from collections.abc import Iterator
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest
from started import started

import jreadtools as jr
from jreadtools.batches import workers as workers_module
from jreadtools.batches.work_line import UNDER_WAY, WorkLine, how_it_ended
from jreadtools.batches.workers import AHEAD, _Crew, _hand_out, _listen, in_order, worker_count
from jreadtools.errors import JreadtoolsError

pytestmark = [
    pytest.mark.skipif(os.name != "posix", reason="it is signals that end workers here"),
    pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning"),  # another test may have started threads
]

METHODS = ["fork", "spawn", "forkserver"]


@pytest.fixture(autouse=True)
def forked() -> Iterator[None]:
    """Tasks of this file reach workers by fork; other ways of starting are tried in scripts of their own."""
    before = multiprocessing.get_start_method(allow_none=True)
    multiprocessing.set_start_method("fork", force=True)
    yield
    multiprocessing.set_start_method(before, force=True)
    assert multiprocessing.active_children() == []


def doubled(chunk: list[str]) -> list[str]:
    """What the tests have done to their items; some words do harm."""
    for word in chunk:
        if word == "poison":
            os.kill(os.getpid(), signal.SIGKILL)
        if word == "crash":
            faulthandler.disable()  # pytest has it write a page
            os.kill(os.getpid(), signal.SIGSEGV)
        if word == "leave":
            os._exit(7)
        if word == "full":
            raise MemoryError
        if word == "wrong":
            raise ValueError("a wrong word")
    return [word * 2 for word in chunk]


def single(chunk: list[str]) -> list[list[str]]:
    return [[word] for word in chunk]


def lost(chunk: list[str], exitcode: int) -> list[str]:
    return [f"{word} {exitcode}" for word in chunk]


def run(chunks: list[list[str]], workers: int = 2) -> list[str]:
    done = in_order(doubled, chunks, workers, split=single, lost=lost)
    return [word for chunk in done for word in chunk]


def script(folder: Path, method: str, body: str, *, guard: bool = True) -> Path:
    """A script that starts its workers in one of the three ways; SETUP are its tasks."""
    lines = f"import multiprocessing\nmultiprocessing.set_start_method({method!r}, force=True)\n{textwrap.dedent(body)}"
    start = 'if __name__ == "__main__":' if guard else "if True:"
    path = folder / "script.py"
    path.write_text(f"{SETUP}\n{start}\n{textwrap.indent(lines, '    ')}\n", "utf-8")
    return path


SETUP = r"""
import os, signal, sys, time
from jreadtools.batches.workers import in_order

def doubled(chunk):
    if "poison" in chunk:
        os.kill(os.getpid(), signal.SIGKILL)
    return [word * 2 for word in chunk]

def single(chunk):
    return [[word] for word in chunk]

def lost(chunk, exitcode):
    return [f"{chunk[0]} {exitcode}"]

def slow(seconds):
    os.write(1, b"%d\n" % os.getpid())  # in one piece, which print does not promise
    time.sleep(seconds)
    return os.getpid()

def fails(number):
    raise ValueError("a wrong word")
"""


def finished(path: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, path], capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_results_are_those_of_a_serial_run(workers: int) -> None:
    """However many workers there are, and however long each item takes."""

    def uneven(number: int) -> int:
        time.sleep(0.002 * (number % 7))
        return number * number

    assert list(in_order(uneven, range(60), workers)) == [n * n for n in range(60)]
    assert list(in_order(uneven, range(60), workers, size=lambda n: n % 7 + 1)) == [n * n for n in range(60)]


def test_one_item_and_one_worker_stay_in_this_process() -> None:
    """No process is started for what is done sooner without."""
    here = os.getpid()
    assert set(in_order(lambda _: os.getpid(), range(5), 1)) == {here}
    assert list(in_order(lambda _: os.getpid(), range(1), 8)) == [here]
    assert list(in_order(lambda _: os.getpid(), range(0), 8)) == []
    assert here not in set(in_order(lambda _: os.getpid(), range(5), 2))


def test_only_a_few_items_are_read_ahead() -> None:
    """An endless source is measured as far as somebody asks."""
    read = 0

    def endless() -> Iterator[int]:
        nonlocal read
        while True:
            read += 1
            yield read

    results = in_order(abs, endless(), 2)
    for taken in range(1, 200):
        assert next(results) == taken
        assert read - taken <= (AHEAD + UNDER_WAY + 1) * 2
    results.close()  # type: ignore[attr-defined]


def test_results_that_nobody_takes_do_not_pile_up() -> None:
    """While the first item is at work, only so many others are begun."""
    begun = multiprocessing.Value("i", 0)

    def task(number: int) -> int:
        with begun.get_lock():
            begun.value += 1
        if number == 0:
            time.sleep(0.5)
        return begun.value

    first = next(in_order(task, range(1000), 2, size=lambda n: 1 + n))
    assert first <= UNDER_WAY * 2 + 1


def test_a_long_item_is_begun_early() -> None:
    """A long item at the end does not wait until all others are done, and comes last nevertheless."""
    turn = multiprocessing.Value("i", 0)

    def task(size: int) -> tuple[int, int]:
        with turn.get_lock():
            turn.value += 1
            now = turn.value
        time.sleep(0.01)
        return size, now

    done = list(in_order(task, [1] * 12 + [9], 2, size=int))
    assert [size for size, _ in done] == [1] * 12 + [9]
    assert done[-1][1] < 8


@pytest.mark.parametrize("workers", [2, 3])
@pytest.mark.parametrize("place", [0, 3, 9])
def test_a_death_costs_one_article(place: int, workers: int) -> None:
    """The other articles of its chunk are measured, and everything is in its place."""
    words = list("abcdefghij")
    words[place] = "poison"
    wanted = [word * 2 for word in words]
    wanted[place] = "poison -9"
    assert run([words[:2], words[2:5], words[5:]], workers) == wanted


def test_several_deaths_of_several_kinds() -> None:
    """Killed, crashed, ended by itself, out of memory: each costs itself, also all of a chunk."""
    kinds = ["poison", "crash", "leave", "full"]
    chunks = [["a"], ["b", *kinds, "c"], kinds, ["d"], ["poison"], ["e"]]
    fallen = ["poison -9", "crash -11", "leave 7", "full 12"]
    assert run(chunks) == ["aa", "bb", *fallen, "cc", *fallen, "dd", "poison -9", "ee"]


def test_many_deaths_are_no_reason_to_give_up() -> None:
    """As long as anything is measured at all."""
    assert run([["a"], ["poison"] * 15, ["b"]]) == ["aa", *["poison -9"] * 15, "bb"]


def test_deaths_alone_are() -> None:
    """Where nothing has ever been measured, something other than the articles is broken."""
    with pytest.raises(JreadtoolsError, match=r"killed \(SIGKILL.*try workers=1"):
        run([["poison"] * 40, ["poison"] * 40])


def test_without_a_word_on_what_is_lost_a_death_is_an_error() -> None:
    """It says how the worker ended."""
    with pytest.raises(JreadtoolsError, match=r"crashed \(SIGSEGV") as caught:
        list(in_order(doubled, [["a"], ["crash"]], 2))
    assert "異常終了" in caught.value.args[0].ja


def begun(line: WorkLine[tuple[int, int], None]) -> list[int]:
    """The numbers of the items that are begun while no result comes."""
    numbers = []
    while job := line.next():
        job.begun = True
        numbers.append(job.item[0])
    return numbers


@pytest.mark.parametrize(
    ("workers", "sizes", "order"),
    [
        (1, [], []),
        (1, [1, 1], [0, 1]),
        (1, [1, 9, 1, 1], [0, 1, 2]),
        (2, [1, 2, 1, 1, 1, 1, 1], [0, 1, 2, 3, 4, 5]),
        (2, [1, 3, 1, 9, 1, 1, 1], [3, 0, 1, 2, 4, 5]),
        (3, [1, 3, 7, 3, 1, 1, 1, 1, 1, 1], [2, 1, 0, 3, 4, 5, 6, 7, 8]),
        (3, [3, 7, 1, 1], [1, 0, 2, 3]),
    ],
)
def test_a_long_item_is_begun_before_its_turn(workers: int, sizes: list[int], order: list[int]) -> None:
    """More than twice as long as the next one; all workers but one do so, and each has three items under way."""
    line: WorkLine[tuple[int, int], None] = WorkLine(workers, None, None, lambda item: item[1])
    for item in enumerate(sizes):
        line.add(item)
    assert begun(line) == order
    assert line.waiting() == len(sizes) - len(order)


def test_the_very_first_is_begun_however_many_results_wait_for_it() -> None:
    """A worker that dies gives its item back, and a long one has taken its place meanwhile."""
    line: WorkLine[tuple[int, int], None] = WorkLine(2, lambda item: [item], lambda *_: None, lambda item: item[1])
    for number in range(6):
        line.add((number, 1))
    assert begun(line) == [0, 1, 2, 3, 4, 5]
    for item in (6, 9), (7, 1):
        line.add(item)
    line.died(line.jobs[0], -9)
    assert begun(line) == [6, 0]


@pytest.mark.parametrize(
    ("settled", "methods", "version", "threads", "method"),
    [
        (None, ["fork", "spawn"], (3, 11), 2, "fork"),
        (None, ["fork", "spawn"], (3, 12), 1, "fork"),
        (None, ["fork", "spawn"], (3, 12), 2, "forkserver"),
        (None, ["spawn", "fork"], (3, 12), 2, "spawn"),
        ("fork", ["spawn", "fork"], (3, 12), 2, "fork"),
    ],
)
def test_how_processes_are_started(
    settled: str | None,
    methods: list[str],
    version: tuple[int, int],
    threads: int,
    method: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As the program has settled it, else as Python does; by fork only from a process without threads."""
    monkeypatch.setattr(multiprocessing, "get_start_method", lambda **_: settled)
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: methods)
    monkeypatch.setattr(workers_module, "_THREADED", frozenset())
    monkeypatch.setattr(threading, "active_count", lambda: threads)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "version_info", version)
        crew = _Crew(doubled, 1)
    assert crew._context.get_start_method() == method


@pytest.mark.parametrize("noticed", [True, False])
def test_a_worker_that_dies_idle_is_replaced(noticed: bool) -> None:
    """Whether its death is seen before work is sent to it or by the sending: the item is not the cause."""
    line: WorkLine[list[str], list[str]] = WorkLine(1, single, lost, None)
    line.add(["a"])
    with _Crew(doubled, 1) as crew:
        crew.start_one()
        first = crew.workers[0]
        for worker in crew.news(None):
            _listen(worker, line, crew)
        assert crew.idle() == [first]
        first.process.kill()
        first.process.join()
        if noticed:
            for worker in crew.news(None):
                _listen(worker, line, crew)
            assert crew.workers == []
        while not line.jobs[0].done:
            _hand_out(line, crew)
            assert crew.workers != [first]
            for worker in crew.news(None):
                _listen(worker, line, crew)
        assert line.finished() == [["aa"]]


@pytest.mark.parametrize("workers", [1, 4, 16])
def test_the_death_of_all_workers_at_once_is_one_misfortune(workers: int) -> None:
    """Before the first result or while they wait for work; going on like that is not."""
    for job in (None, 0):
        line: WorkLine[list[str], list[str]] = WorkLine(workers, single, lost, None)
        for number in range(2 * workers):
            line.add([str(number)])
        for number in range(workers):
            line.died(None if job is None else line.jobs[number], -9)
        with pytest.raises(JreadtoolsError, match="workers=1"):
            deque((line.died(None, -9) for _ in range(20)), 0)


def test_workers_that_die_at_the_start_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not an endless row of new ones."""
    monkeypatch.setattr("jreadtools.batches.workers._work", lambda *_: os._exit(3))
    with pytest.raises(JreadtoolsError, match=r"exit code 3\); try workers=1") as caught:
        run([["a"], ["b"], ["c"]])
    assert "workers=1 で実行すると" in caught.value.args[0].ja


def test_no_more_processes_than_the_system_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that could be started do the work; without any there is an error that says why."""
    start = BaseProcess.start
    left = [1]

    def limited(process: BaseProcess) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise BlockingIOError(11, "Resource temporarily unavailable")
        start(process)

    monkeypatch.setattr(BaseProcess, "start", limited)
    assert run([["a"], ["b"], ["c"]], 4) == ["aa", "bb", "cc"]
    with pytest.raises(JreadtoolsError, match="Resource temporarily"):
        run([["a"], ["b"], ["c"]], 4)


def test_an_error_of_the_task_is_raised_here() -> None:
    """With the traceback of the worker as a note."""
    with pytest.raises(ValueError, match="a wrong word") as caught:
        run([["a"], ["b", "wrong"], ["c"]])
    assert "in doubled" in caught.value.__notes__[0]


def test_results_before_an_error_are_handed_on() -> None:
    """As in a serial run."""
    results = in_order(lambda n: 1 // (3 - n), range(6), 2)
    taken = [next(results)]
    with pytest.raises(ZeroDivisionError):
        taken.extend(results)
    assert taken == [0, 0, 1]


def test_what_cannot_be_sent_is_an_error() -> None:
    """A result, an error and an item that cannot be pickled."""

    class OddError(Exception):
        def __init__(self, one: int, two: int) -> None:
            super().__init__(f"{one} and {two}")

    def odd(_: int) -> None:
        raise OddError(1, 2)

    with pytest.raises(Exception, match=r"[Cc]an't (get|pickle) local object|[Cc]an't pickle") as caught:
        list(in_order(lambda _: lambda: 1, range(3), 2))
    assert "_answer" in caught.value.__notes__[0]
    with pytest.raises(RuntimeError, match="1 and 2"):
        list(in_order(odd, range(3), 2))
    with pytest.raises(Exception, match=r"[Cc]an't (get|pickle) local object|[Cc]an't pickle"):
        list(in_order(id, [lambda: 1, lambda: 2], 2))


def test_an_error_of_the_source_ends_the_workers() -> None:
    """What was asked for cannot be read: nobody stays behind (the fixture looks)."""

    def broken() -> Iterator[int]:
        yield from range(4)
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        list(in_order(abs, broken(), 2))


def test_workers_leave_an_interrupt_to_the_parent() -> None:
    """Ctrl-C reaches every process of the terminal; a worker goes on until it is ended."""

    def task(number: int) -> int:
        os.kill(os.getpid(), signal.SIGINT)
        return number

    assert list(in_order(task, range(5), 2)) == [0, 1, 2, 3, 4]


def test_closing_early_ends_workers_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also those in the middle of something that takes for ever."""
    monkeypatch.setattr("jreadtools.batches.workers._PATIENCE", 60)
    results = in_order(lambda n: time.sleep(600 * n), range(10), 2)
    next(results)
    assert len(multiprocessing.active_children()) == 2
    before = time.monotonic()
    results.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []
    assert time.monotonic() - before < 60


def test_a_process_that_may_have_no_children_does_the_work_itself() -> None:
    """A worker of somebody else's pool calls us."""
    with multiprocessing.Pool(1) as pool:
        assert pool.apply(run, ([["a"], ["b"]],)) == ["aa", "bb"]


@pytest.mark.parametrize(
    ("code", "ja", "en"),
    [
        (0, "途中で終了しました（終了コード 0）", "ended by itself (exit code 0)"),
        (3, "途中で終了しました（終了コード 3）", "ended by itself (exit code 3)"),
        (errno.ENOMEM, "メモリーが足りなくなりました", "ran out of memory"),
        (-9, "強制終了されました（SIGKILL）", "was killed (SIGKILL), which mostly means that memory ran out"),
        (-15, "強制終了されました（SIGTERM）", "was killed (SIGTERM), which mostly means that memory ran out"),
        (-1, "異常終了しました（SIGHUP）", "crashed (SIGHUP)"),
        (-11, "異常終了しました（SIGSEGV）", "crashed (SIGSEGV)"),
        (-200, "異常終了しました（signal 200）", "crashed (signal 200)"),
    ],
)
def test_endings_in_words(code: int, ja: str, en: str) -> None:
    """Every end has a name, in both languages."""
    said = how_it_ended(code)
    assert str(said) == f"the worker process {en}"
    assert re.search(rf"^ワーカープロセス[がの]{re.escape(ja)}(。多くの場合、メモリー不足が原因です)?$", said.ja)


@pytest.mark.parametrize(
    ("workers", "sizes", "order"),
    [
        (1, [1, 9, 1, 1], [0, 1, 2]),  # three for each worker
        (2, [1] * 8, [0, 1, 2, 3, 4, 5]),
        (2, [2, 4], [0, 1]),
        (2, [2, 5], [1, 0]),
        (2, [2, 5, 9, 1, 1, 1, 1], [2, 0, 1, 3, 4, 5]),  # one worker keeps to the order
        (3, [2, 5, 9, 1, 1, 8, 1], [2, 5, 0, 1, 3, 4, 6]),
        (3, [], []),
    ],
)
def test_what_takes_long_is_begun_before_its_turn(workers: int, sizes: list[int], order: list[int]) -> None:
    """Where it takes more than twice as long as what would be next."""
    line: WorkLine[int, None] = WorkLine(workers, None, None, sizes.__getitem__)
    for number in range(len(sizes)):
        line.add(number)
    begun = []
    while (job := line.next()) is not None:
        job.begun = True
        begun.append(job.item)
    assert begun == order
    assert line.waiting() == len(sizes) - len(order)


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize(("holding", "answered", "spared"), [(False, False, 3), (False, True, 3), (True, False, 10)])
def test_when_the_work_is_given_up(workers: int, holding: bool, answered: bool, spared: int) -> None:
    """Three that die with nothing in hand, ten before the first result, and one more for each worker."""
    line: WorkLine[list[str], list[str]] = WorkLine(workers, single, lost, None)
    for number in range(30):
        line.add([str(number)])
    for _ in range(5 if answered else 0):  # an answer is a new beginning
        line.died(None, -9)
        line.answered(line.jobs[0], pickle.dumps(([], None, "")))
    for number in range(spared + workers - 1):
        line.died(line.jobs[number] if holding else None, -9)
    with pytest.raises(JreadtoolsError, match="workers=1"):
        line.died(line.jobs[-1] if holding else None, -9)


@pytest.mark.parametrize(("parts", "instead"), [(None, lost), (single, None)])
def test_a_death_is_an_error_where_nothing_stands_for_what_is_lost(parts: Any, instead: Any) -> None:
    line: WorkLine[list[str], list[str]] = WorkLine(1, parts, instead, None)
    line.add(["a"])
    with pytest.raises(JreadtoolsError, match="exit code 3"):
        line.died(line.jobs[0], 3)


@pytest.mark.parametrize("workers", [0, -1, True, 1.5, "two"])
def test_a_number_of_workers(workers: object) -> None:
    """At least one, or all."""
    assert worker_count(3) == 3
    assert worker_count("all") >= 1
    with pytest.raises(ValueError, match="at least 1"):
        worker_count(workers)  # type: ignore[arg-type]


@pytest.mark.parametrize("method", METHODS)
def test_every_way_of_starting(tmp_path: Path, method: str) -> None:
    """Order, deaths and errors are the same."""
    body = """
    chunks = [[str(n), "x"] for n in range(6)] + [["a", "poison", "b"]] + [["z"]]
    print(*[w for c in in_order(doubled, chunks, 2, split=single, lost=lost) for w in c], sep=",")
    try:
        list(in_order(fails, [1, 2], 2))
    except ValueError as error:
        print("in fails" in error.__notes__[0], multiprocessing.active_children())
    """
    done = finished(script(tmp_path, method, body))
    assert done.stderr == ""
    numbers = ",".join(f"{n}{n},xx" for n in range(6))
    assert done.stdout.splitlines() == [f"{numbers},aa,poison -9,bb,zz", "True []"]


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_a_script_without_a_guard_gets_a_clear_error(tmp_path: Path, method: str) -> None:
    """Such a worker runs the script again: it must not start workers of its own for ever."""
    done = finished(script(tmp_path, method, "print(list(in_order(doubled, [['a'], ['b']], 2)))", guard=False))
    assert done.returncode == 1
    assert done.stdout == ""
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("jreadtools.errors.JreadtoolsError")
    assert '__name__ == "__main__"' in last


@pytest.mark.skipif(
    multiprocessing.get_all_start_methods()[0] != "fork", reason="this Python does not fork by itself on this system"
)
@pytest.mark.parametrize(
    ("before", "method"),
    [
        ("", "fork"),
        ("threading.Thread(target=time.sleep, args=(60,), daemon=True).start()", "forkserver"),
        ("sys.modules['pyarrow'] = None", "forkserver"),  # which starts threads that Python does not count
        ("sys.modules['polars'] = None; multiprocessing.set_start_method('spawn')", "spawn"),
        ("sys.modules['polars'] = None; multiprocessing.set_start_method('fork')", "fork"),
    ],
)
def test_a_process_with_threads_is_not_forked(tmp_path: Path, before: str, method: str) -> None:
    """A lock that a thread holds would be held for ever in the copy. What the program has settled is kept."""
    if method == "forkserver" and sys.version_info < (3, 12):
        method = "fork"
    path = tmp_path / "script.py"
    body = f"""
import multiprocessing, os, sys, threading, time
from jreadtools.batches.workers import _context, in_order

def parent(_):
    return os.getppid()

if __name__ == "__main__":
    {before}
    before = multiprocessing.get_start_method(allow_none=True)
    for _ in range(2):
        parents = set(in_order(parent, range(6), 2))
        print(_context().get_start_method(), len(parents), parents == {{os.getpid()}})
    assert multiprocessing.get_start_method(allow_none=True) == before
"""
    path.write_text(body, "utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "error", str(path)], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.stderr == ""
    assert done.stdout == f"{method} 1 {method != 'forkserver'}\n" * 2


def alive(pid: int) -> bool:
    """Whether a process runs: a zombie that nobody has fetched does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def gone(pids: list[int]) -> bool:
    """Whether processes end within a minute."""
    until = time.monotonic() + 60
    while any(map(alive, pids)) and time.monotonic() < until:
        time.sleep(0.05)
    return not any(map(alive, pids))


proc_only = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc")


@proc_only
@pytest.mark.parametrize("method", METHODS)
def test_an_interrupt_stops_at_once(tmp_path: Path, method: str) -> None:
    """Ctrl-C reaches the whole group: the parent stops, workers say nothing and are gone."""
    body = """
    try:
        list(in_order(slow, [600] * 20, 2))
    except KeyboardInterrupt:
        print("stopped", multiprocessing.active_children(), flush=True)
    """
    with started(
        [sys.executable, script(tmp_path, method, body)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        pids = [int(process.stdout.readline()) for _ in range(2)]
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (out, err) == ("stopped []\n", "")
    assert gone(pids)


@proc_only
@pytest.mark.parametrize("method", METHODS)
def test_a_killed_parent_leaves_nobody(tmp_path: Path, method: str) -> None:
    """Workers see that their pipe has ended, also those that were forked before others."""
    body = "list(in_order(slow, [0.2] * 100_000, 3))"
    with started(
        [sys.executable, script(tmp_path, method, body)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        pids: set[int] = set()
        while len(pids) < 3:
            pids.add(int(process.stdout.readline()))
        process.kill()
        assert gone(sorted(pids))
        assert process.communicate(timeout=60)[1] == ""


def test_a_spawned_worker_loads_nothing_heavy(tmp_path: Path) -> None:
    """It measures without pandas and without what writes pages and tables, though its parent has loaded them."""
    (tmp_path / "posts").mkdir()
    for name in "ab":
        (tmp_path / "posts" / f"{name}.md").write_text("# 題\n\n今日は晴れです。\n", "utf-8")
    body = f"""
    from pathlib import Path
    import pandas as pd
    import jreadtools as jr
    from jreadtools.batches import workers
    from watch import Watched
    here = Path({str(tmp_path)!r})
    folder, cache, table, texts = here / "posts", here / "cache.sqlite", here / "table.csv", ["晴れです。", None]
    def one_by_one(task, items, workers, **keywords):
        return in_order(Watched(task), [[one] for item in items for one in item], workers, **keywords)
    workers.in_order = one_by_one
    jr.analyze_folder(folder, workers=2, cache=cache)
    jr.analyze_folder(folder, workers=2, output=table)
    jr.analyze_frame(pd.DataFrame({{'body': texts}}), workers=2)
    """
    (tmp_path / "watch.py").write_text(
        "import os, sys\nfrom pathlib import Path\n"
        "class Watched:\n"
        "    def __init__(self, task):\n        self.task = task\n"
        "    def __call__(self, item):\n"
        "        done = self.task(item)\n"
        "        Path(__file__).with_name(f'{os.getpid()}.loaded').write_text(' '.join(sys.modules), 'utf-8')\n"
        "        return done\n",
        "utf-8",
    )
    done = finished(script(tmp_path, "spawn", body))
    assert done.stderr == ""
    workers = [set(path.read_text("utf-8").split()) for path in tmp_path.glob("*.loaded")]
    assert len(workers) >= 3
    for loaded in workers:
        assert {"numpy", "jreadtools.batches.batch"} <= loaded
        heavy = {
            "pandas",
            "jreadtools.frames.dataframes",
            "jreadtools.cli.main",
            "openpyxl",
            "pyarrow",
            "jinja2",
        }
        assert not loaded & (heavy | {"xlsxwriter"})
        assert not [
            name
            for name in loaded
            if name.startswith(("jreadtools.views", "jreadtools.reports", "jreadtools.frames.files"))
        ]


def test_the_package_loads_no_processes_before_they_are_wanted() -> None:
    """multiprocessing is not small."""
    code = "import sys, jreadtools.batches.workers, jreadtools\nprint('multiprocessing' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


@pytest.mark.usefixtures("small_batches")
def test_an_article_that_ends_its_worker_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With its path, its id and what to do; all others are measured as ever."""
    from jreadtools.sources import read as read_module

    for n in range(40):
        (tmp_path / f"{n:02}.md").write_text("今日は晴れです。" * 15, "utf-8")
    usual = jr.analyze_folder(tmp_path)
    read_found = read_module._from_file

    def deadly(found: object, *given: object) -> object:
        if found.path.name == "17.md":
            os.kill(os.getpid(), signal.SIGKILL)
        if found.path.name == "18.md":
            raise RecursionError("too deep")
        return read_found(found, *given)

    monkeypatch.setattr(read_module, "_from_file", deadly)
    results = jr.analyze_folder(tmp_path, workers=2)
    left = usual.articles[~usual.articles["id"].isin(["17.md", "18.md"])].reset_index(drop=True)
    assert results.articles.drop(columns="duplicate_of").equals(left.drop(columns="duplicate_of"))
    assert results.failures["id"].tolist() == ["17.md", "18.md"]
    assert results.failures["path"].tolist() == [str(tmp_path / name) for name in ("17.md", "18.md")]
    killed, odd = results.failures["error"]
    assert "SIGKILL" in killed
    assert "use fewer workers" in killed
    assert odd == "could not be read (RecursionError: too deep)"
