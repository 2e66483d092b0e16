"""Every example runs as it stands."""

import subprocess
import sys
from pathlib import Path

import pytest

# Those that need an engine are run by test_cluster.py: a JVM writes to standard error whatever happens.
EXAMPLES = sorted((Path(__file__).resolve().parents[1] / "examples").glob("[0-9]*.py"))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_example(example: Path, tmp_path: Path, posts: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-W",
            "error",
            str(example),
            *([str(posts), str(tmp_path)] if "folder" in example.name else []),
        ],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert done.stdout
