"""The recipes of docs/cluster.md and docs/python.md, run as they are printed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import jreadtools as jr

TEXTS = ["雨だ。晴れだ。", None, "朝市で鰺を三尾買った。塩を振る。", "駅前の喫茶店が今月で閉まるそうです。", ""]
POSTS = pd.DataFrame({"id": list("abcde"), "site": ["blog", "shop", "blog", "shop", "blog"], "body": TEXTS})
QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}


def recipe(root: Path, page: str, holds: str) -> str:
    """The one Python block of a page with this line."""
    blocks = re.findall(r"^```python\n(.*?)^```$", (root / "docs" / page).read_text("utf-8"), re.DOTALL | re.MULTILINE)
    (found,) = [block for block in blocks if f"{holds}\n" in block]
    return str(found)


def printed(code: str, folder: Path) -> str:
    """What a recipe prints, run in this folder beside posts.parquet."""
    POSTS.to_parquet(folder / "posts.parquet")
    (folder / "recipe.py").write_text(code, "utf-8")
    environment = {
        **os.environ,
        **QUIET,
        "HF_HOME": str(folder / "cache"),
        "PYTHONPATH": str(Path(jr.__file__).parents[1]),
    }
    done = subprocess.run(
        [sys.executable, "recipe.py"], cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(
    ("package", "line"),
    [
        ("ray.data", "import ray"),
        ("datasets", "from datasets import load_dataset"),
        ("duckdb", "import duckdb"),
    ],
)
def test_a_recipe_measures_what_pandas_measures(root: Path, tmp_path: Path, package: str, line: str) -> None:
    """A row a post, to the last bit, the lost one with its error; the file that the recipe names."""
    pytest.importorskip("pyarrow", reason="Parquet needs pyarrow")
    pytest.importorskip(package, reason=f"{package} is not installed")
    said = printed(recipe(root, "cluster.md", line), tmp_path)
    found = pd.read_parquet(tmp_path / "articles.parquet").sort_values("id", ignore_index=True)
    wanted = jr.analyze_frame(POSTS, keep=["id", "site"])
    pd.testing.assert_frame_equal(found, wanted.astype(found.dtypes.to_dict()), check_exact=True)
    if package == "duckdb":
        assert re.search(r"blog\W+3\W", said)  # every row
        assert re.search(r"shop\W+1\W+約1分", said)  # what was measured


def test_frames_of_polars(root: Path, tmp_path: Path, posts: Path) -> None:
    """The recipe of docs/python.md."""
    pytest.importorskip("polars", reason="polars is not installed (it is in [dev])")
    shutil.copytree(posts, tmp_path / "posts")
    code = f"import jreadtools as jr\n{recipe(root, 'python.md', 'import polars as pl')}\nprint(articles.schema['kanji_ratio'])"
    said = printed(code, tmp_path)
    assert "shape: (5, 3)" in said
    assert said.splitlines()[-1] == "Float64"


def test_failures_come_among_analyses(root: Path, tmp_path: Path, posts: Path) -> None:
    """The loop of docs/python.md, over a folder with a file that is no text."""
    shutil.copytree(posts, tmp_path / "posts")
    (tmp_path / "posts" / "broken.txt").write_bytes(bytes(range(128, 256)) * 20)
    code = recipe(root, "python.md", 'for one in jr.iter_analyses("posts/"):')
    said = printed(f"import jreadtools as jr\n{code}", tmp_path)
    assert len(re.findall(r"^posts", said, re.MULTILINE)) == 10
    assert re.search(r"^posts.broken\.txt \S", said, re.MULTILINE)
