"""No test hangs for a process that it waits for."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest
import started as module
from started import started

DEAF = [sys.executable, "-c", "import signal, time; signal.signal(signal.SIGINT, signal.SIG_IGN); print(1, flush=True); time.sleep(600)"]  # fmt: skip


def test_a_process_that_says_nothing_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE", 2)
    with started(DEAF, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.read()
    assert process.returncode not in (0, None)


def test_a_test_that_fails_waits_for_nobody() -> None:
    with pytest.raises(ZeroDivisionError), started(DEAF, stdout=subprocess.PIPE) as process:  # noqa: PT012
        assert process.stdout is not None
        assert process.stdout.readline()
        raise ZeroDivisionError
    assert process.returncode not in (0, None)


def test_what_is_started_hears_ctrl_c() -> None:
    """Also where the shell that runs the tests has told them to ignore it."""
    assert signal.getsignal(signal.SIGINT) is not signal.SIG_IGN
    script = "import signal; print(signal.getsignal(signal.SIGINT) is signal.SIG_IGN)"
    assert (
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "False\n"
    )
