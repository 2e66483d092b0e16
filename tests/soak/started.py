"""Runs in processes of their own: how they end, what they say, what they take, and the workers under them."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Final, NamedTuple

__all__ = ["DefectError", "Ended", "SkipError", "Started"]

PATIENCE: Final = 1_800
"""Seconds after which a run hangs."""


class DefectError(Exception):
    """What a run did that it must not do."""


class SkipError(Exception):
    """Why a scenario cannot be played here."""


class Ended(NamedTuple):
    """A run that is over."""

    code: int
    said: str
    """On standard error."""
    seconds: float
    peak: int
    """Kilobytes that the largest of its processes took."""


class Started:
    """A run in a process of its own, with its standard error in a file that nobody has to read while it writes."""

    def __init__(self, home: Path, *words: str) -> None:
        self._said = tempfile.TemporaryFile()  # noqa: SIM115  it is closed when the run has ended
        self._begin = time.monotonic()
        environment = {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONWARNINGS": "default"}
        self.process = subprocess.Popen(
            [sys.executable, *words], cwd=home, env=environment, stdout=subprocess.DEVNULL, stderr=self._said
        )

    def ended(self) -> Ended:
        """Wait for it."""
        while True:
            pid, status, usage = os.wait4(self.process.pid, os.WNOHANG)
            if pid:
                break
            if time.monotonic() - self._begin > PATIENCE:
                self.process.kill()
                raise DefectError(f"still at work after {PATIENCE} s")
            time.sleep(0.02)
        self.process.returncode = os.waitstatus_to_exitcode(status)
        self._said.seek(0)
        said = self._said.read().decode("utf-8", "backslashreplace")
        self._said.close()
        return Ended(self.process.returncode, said, time.monotonic() - self._begin, usage.ru_maxrss)

    def workers(self) -> list[int]:
        """Its processes that have none of their own: under every way of starting them, these are the workers."""
        children: dict[int, list[int]] = defaultdict(list)
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                after_name = stat.read_text("utf-8", "replace").rpartition(")")[2].split()
                if b"resource_tracker" not in stat.with_name("cmdline").read_bytes() and after_name[0] != "Z":
                    children[int(after_name[1])].append(int(stat.parent.name))
            except OSError:  # it has gone meanwhile
                continue
        found, waiting = [], list(children[self.process.pid])
        while waiting:
            pid = waiting.pop()
            waiting += children.get(pid, [])
            if pid not in children:
                found.append(pid)
        return sorted(found)

    def over(self) -> bool:
        """Whether it has ended (and waits to be waited for)."""
        return os.waitid(os.P_PID, self.process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None

    def workers_at_work(self) -> list[int]:
        """Its two workers as soon as they are there; [] if it ended before."""
        if not Path("/proc/self/stat").exists():
            raise SkipError("there is no /proc to find workers in")
        while not self.over():
            found = self.workers()
            if len(found) >= 2:
                return found
            time.sleep(0.01)
        return []
