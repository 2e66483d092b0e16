"""Processes that a test starts and speaks with: none of them outlives its test, whatever it waits for."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

PATIENCE = 120
"""Seconds after which what was waited for does not come."""


@contextmanager
def started(words: Sequence[str | os.PathLike[str]], **how: Any) -> Iterator[subprocess.Popen[Any]]:
    """A process of its own group; it is killed with what it has started when the test fails, or when `PATIENCE` is over.

    Whatever reads from it or waits for it then comes to an end, so that the test fails instead of hanging.
    """

    def end() -> None:
        with suppress(ProcessLookupError, PermissionError):
            if sys.platform == "win32":
                process.kill()
            else:
                os.killpg(process.pid, signal.SIGKILL)

    with subprocess.Popen(words, start_new_session=True, **how) as process:
        clock = threading.Timer(PATIENCE, end)
        clock.daemon = True
        clock.start()
        try:
            yield process
            process.wait(PATIENCE)
        except BaseException:
            end()
            raise
        finally:
            clock.cancel()
