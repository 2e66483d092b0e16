"""Processes that measure for the page of `serve`: as many as there may be, and what each of them comes to."""

import multiprocessing
import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from jreadtools.errors import ArticleError, JreadtoolsError, Message
from jreadtools.live import measurers as module
from jreadtools.live.measurers import Measurers

pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")  # another test may have threads


@pytest.fixture
def forked(monkeypatch: pytest.MonkeyPatch) -> Iterator[Measurers]:
    """Processes that begin at once, for what does not depend on how they begin."""
    if "fork" not in multiprocessing.get_all_start_methods():
        pytest.skip("processes cannot be forked here")
    monkeypatch.setattr(module, "get_context", lambda _: multiprocessing.get_context("fork"))
    measurers = Measurers()
    yield measurers
    measurers.close()


def slow() -> int:
    time.sleep(0.1)
    return os.getpid()


def raising(error: Exception) -> None:
    raise error


def test_a_text_that_ends_its_process_costs_itself() -> None:
    measurers = Measurers()
    try:
        with pytest.raises(JreadtoolsError, match="could not be measured"):
            measurers.run(os._exit, 7)
        assert measurers.run(len, "花が咲く") == 4
        with pytest.raises(JreadtoolsError, match="ZeroDivisionError"):
            measurers.run(divmod, 1, 0)
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(measurers.run, time.sleep, 2)
            assert [measurers.run(len, "花" * n) for n in range(5)] == [*range(5)]
            assert not waiting.done()
    finally:
        measurers.close()
    with pytest.raises(JreadtoolsError):
        measurers.run(len, "")


def test_what_work_raises_is_raised_here(forked: Measurers) -> None:
    """An error that is foreseen as it is, any other as a defect; the process goes on."""
    said = Message(ja="題がありません", en="there is no title")
    pid = forked.run(os.getpid)
    with pytest.raises(ArticleError, match="there is no title") as caught:
        forked.run(raising, ArticleError(said))
    assert caught.value.args[0].ja == "題がありません"
    with pytest.raises(JreadtoolsError, match="KeyError"):
        forked.run(raising, KeyError("x"))
    assert forked.run(int, "ff", base=16) == 255
    assert forked.run(os.getpid) == pid != os.getpid()


@pytest.mark.parametrize(("cpus", "most"), [(None, 2), (1, 2), (3, 3), (64, 4)])
def test_there_are_no_more_than_there_may_be(cpus: int | None, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "get_context", lambda _: multiprocessing.get_context("fork"))
    monkeypatch.setattr(os, "cpu_count", lambda: cpus)
    measurers = Measurers()
    try:
        with ThreadPoolExecutor(6) as pool:
            found = {pid.result() for pid in [pool.submit(measurers.run, slow) for _ in range(6)]}
    finally:
        measurers.close()
    assert 1 < len(found) <= most
    assert os.getpid() not in found


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="signals cannot be blocked here")
def test_ctrl_c_is_for_the_server_which_hears_it(forked: Measurers) -> None:
    assert forked.run(signal.getsignal, signal.SIGINT) == signal.SIG_IGN
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def test_a_warmed_process_is_the_one_that_works(forked: Measurers) -> None:
    forked.warm()
    end = time.monotonic() + 60
    while not forked._idle and time.monotonic() < end:
        time.sleep(0.01)
    (idle,) = forked._idle
    assert forked.run(os.getpid) == idle.process.pid


def test_after_the_end_nobody_is_left(forked: Measurers) -> None:
    pid = forked.run(os.getpid)
    forked.close()
    assert pid not in [process.pid for process in multiprocessing.active_children()]
    with pytest.raises(JreadtoolsError, match="ended early"):
        forked.run(len, "")
