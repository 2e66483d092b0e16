"""The short version of `tests/soak/run.py`: posts with faults, and runs that are killed, interrupted and crossed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="workers are found in /proc")

SCENARIOS = {"plain run": 150, "killed workers": 150, "Ctrl-C": 250, "no place to write": 20, "two runs, one cache": 80}


@pytest.mark.parametrize(("scenario", "posts"), SCENARIOS.items())
def test_every_good_post_is_measured_and_every_bad_one_is_a_failure(root: Path, scenario: str, posts: int) -> None:
    """Whatever happens to a run, no post is lost without a reason and no half file is left."""
    command = [sys.executable, root / "tests" / "soak" / "run.py", "--posts", str(posts), "--output", "csv", scenario]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C.UTF-8"})
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert done.stdout.split("  ")[0] == scenario
