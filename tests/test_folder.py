"""Folders: order, what is left out, links that go round."""

from __future__ import annotations

from pathlib import Path

import pytest

from jreadtools.article import Failure
from jreadtools.sources import folder


def names(root: Path) -> list[str]:
    return [p.relative_to(root).as_posix() for p in folder.find(root) if isinstance(p, Path)]


def test_order_and_what_is_left_out(tmp_path: Path) -> None:
    """Files before folders, by name; hidden ones and node_modules are no articles."""
    for name in [
        "b.md",
        "a.TXT",
        "c.png",
        ".hidden.md",
        "z/記事 1.md",
        "y/x/d.mdx",
        "node_modules/e.md",
        ".git/f.md",
        "README.md",
    ]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("本文", encoding="utf-8")
    assert names(tmp_path) == ["README.md", "a.TXT", "b.md", "y/x/d.mdx", "z/記事 1.md"]


def test_links_are_followed_once(tmp_path: Path) -> None:
    """A folder that links to itself ends."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.md").write_text("本文", encoding="utf-8")
    try:
        (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
        (tmp_path / "z").symlink_to(tmp_path / "a", target_is_directory=True)
    except OSError:
        pytest.skip("no symbolic links here")
    assert names(tmp_path) == ["a/b.md"]


def test_a_folder_that_cannot_be_listed(tmp_path: Path) -> None:
    """It is a Failure, not an exception."""
    found = list(folder.find(tmp_path / "none"))
    assert len(found) == 1
    assert isinstance(found[0], Failure)
