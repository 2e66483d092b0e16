"""What several test files share."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[1]
CORPORA = ROOT.parent / "shared" / "corpora"

# No test fails for the time it takes: other work may run on the machine.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


# What a script starts with & ignores Ctrl-C, and so does every process that it starts itself: tests send that signal.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def _cache_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test reads or writes the cache of the user who runs it."""
    os.environ["XDG_CACHE_HOME"] = os.environ["LOCALAPPDATA"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture
def forked() -> Iterator[None]:
    """Workers inherit what a test has patched: they are forked, whatever this Python does by itself."""
    if "fork" not in multiprocessing.get_all_start_methods():
        pytest.skip("a worker has to inherit what is patched, and nothing is forked here")
    before = multiprocessing.get_start_method(allow_none=True)
    multiprocessing.set_start_method("fork", force=True)
    yield
    multiprocessing.set_start_method(before, force=True)


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """An article a batch: a few short ones are enough for all workers."""
    monkeypatch.setattr("jreadtools.batches.run.BATCH", 1)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One for all tests of a file; closed before other files are tested, for it brings an event loop."""
    from browser import chromium, launched

    pytest.importorskip("playwright.sync_api", reason="Playwright is not installed (pip install playwright)")
    executable = chromium()
    if executable is None:
        pytest.skip("there is no Chromium (apt-get install chromium)")
    with launched(executable) as launched_browser:
        yield launched_browser


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def posts() -> Path:
    return ROOT / "examples" / "posts"


@pytest.fixture(scope="session")
def corpora() -> Path:
    if not CORPORA.is_dir():
        pytest.skip("the corpora (../shared/corpora) are not here")
    return CORPORA
