"""Folders: order, what is left out, links that go round, names of every kind, globs."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from unicodedata import normalize

import pytest

import jreadtools as jr
from jreadtools.article import Failure
from jreadtools.sources import folder
from jreadtools.sources.formats import folder_endings


def names(root: Path, **options: object) -> list[str]:
    return [
        p.relative_to(root).as_posix() for p in folder.find(root, folder_endings(), **options) if isinstance(p, Path)
    ]  # type: ignore[arg-type]


def write(root: Path, *files: str, **texts: str) -> None:
    for name in files:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(texts.get("text", "本文"), encoding="utf-8")


def ignore(root: Path, *lines: str, file: str = ".gitignore") -> None:
    write(root, file, text="\n".join(lines) + "\n")


def test_order_and_what_is_left_out(tmp_path: Path) -> None:
    """Files before folders, by name; hidden ones and node_modules are no articles."""
    write(
        tmp_path,
        *("b.md", "a.TXT", "c.png", ".hidden.md", "z/記事 1.md", "y/x/d.mdx", "node_modules/e.md", ".git/f.md"),
        *("README.md", "feed.xml", "page.HTML", "old.htm", "news.rss", "data.csv"),
    )
    assert names(tmp_path) == [
        *("README.md", "a.TXT", "b.md", "feed.xml", "news.rss", "old.htm", "page.HTML", "y/x/d.mdx", "z/記事 1.md"),
    ]


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
    found = list(folder.find(tmp_path / "none", folder_endings()))
    assert len(found) == 1
    assert isinstance(found[0], Failure)


def test_gitignore(tmp_path: Path) -> None:
    """Patterns of the folder and of nested ones, the nearer deciding; ignored folders are not entered."""
    ignore(tmp_path, "# 下書き", "", "public/", "*.tmp.md", "/drafts", "old/**/b.md", "!keep.tmp.md", "メモ*", "c.md  ")
    ignore(tmp_path / "posts", "!a.tmp.md", "private.md", "!drafts")
    write(
        tmp_path,
        *("public/a.md", "a/public/b.md", "x.tmp.md", "keep.tmp.md", "drafts/c.md", "a/drafts/d.md", "old/1/2/b.md"),
        *("old/1/c.txt", "メモ帳.md", "posts/a.tmp.md", "posts/b.tmp.md", "posts/private.md", "private.md", "c.md"),
    )
    expected = ["keep.tmp.md", "private.md", "a/drafts/d.md", "old/1/c.txt", "posts/a.tmp.md"]
    assert names(tmp_path) == expected
    assert len(names(tmp_path, gitignore=False)) == 14


def test_gitignore_of_the_repository_around_it(tmp_path: Path) -> None:
    """Rules above the folder hold up to the repository's root and no further, with .git/info/exclude."""
    site = tmp_path / "site"
    (site / ".git" / "info").mkdir(parents=True)
    ignore(tmp_path, "*.md")
    ignore(site, "draft-*", "/content/old/", "/dist")
    ignore(site / "content", "!draft-ok.md")
    ignore(site, "*.bak.md", file=".git/info/exclude")
    write(site, *(f"content/posts/{name}" for name in ("a.md", "draft-1.md", "draft-ok.md", "b.bak.md")))
    write(site, "content/old/c.md", "dist/d.md")
    assert names(site / "content") == ["posts/a.md", "posts/draft-ok.md"]
    assert names(site / "content" / "posts") == ["a.md", "draft-ok.md"]


def test_a_folder_that_is_ignored_itself(tmp_path: Path) -> None:
    """Who names it wants to read it: the rules above are left aside, its own hold."""
    (tmp_path / ".git").mkdir()
    ignore(tmp_path, "drafts/", "*.txt")
    ignore(tmp_path / "drafts" / "2024", "b.md")
    write(tmp_path, "drafts/2024/a.md", "drafts/2024/b.md", "drafts/c.txt")
    assert names(tmp_path / "drafts") == ["c.txt", "2024/a.md"]
    assert names(tmp_path / "drafts" / "2024") == ["a.md"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["/*", "!/posts/"], ["posts/a.md", "posts/x/b.txt"]),
        (["*.txt", "!x/"], ["c.md", "posts/a.md"]),
        (["posts/**", "!c.*", "!a.md"], ["c.md", "d.txt", "posts/a.md"]),
        (["x", "!/posts/x"], ["c.md", "d.txt", "posts/a.md", "posts/x/b.txt"]),
        (["*", "!*/", "!*.md"], ["c.md", "posts/a.md"]),
    ],
)
def test_what_is_taken_in_again(tmp_path: Path, lines: list[str], expected: list[str]) -> None:
    """As in git a pattern with ! takes a file or folder in again, not what else leaves out files in that folder."""
    ignore(tmp_path, *lines)
    write(tmp_path, "c.md", "d.txt", "posts/a.md", "posts/x/b.txt")
    assert names(tmp_path) == expected


def test_exclude(tmp_path: Path) -> None:
    """Patterns relative to the folder come before every .gitignore and can take something in again."""
    ignore(tmp_path, "b.md")
    write(tmp_path, "a.md", "b.md", "x/a.md", "x/y/c.md", "下書き/d.md")
    assert names(tmp_path, exclude=["/a.md", "下書き", "x/y/"]) == ["x/a.md"]
    assert names(tmp_path, exclude=["!b.md", "x"]) == ["a.md", "b.md", "下書き/d.md"]
    assert names(tmp_path, exclude=["*"]) == []


@pytest.mark.parametrize("typed", ["NFC", "NFD"])
@pytest.mark.parametrize("stored", ["NFC", "NFD"])
def test_exclude_means_a_name_however_it_is_composed(typed: str, stored: str, tmp_path: Path) -> None:
    """macOS writes ブ as フ with a mark; to git these are two names, and .gitignore is its file."""
    root = tmp_path / normalize(stored, "ガイド")
    write(root, *(normalize(stored, name) for name in ("ブログ/a.md", "ぱん.md", "ふろく.md")))
    pattern = normalize(typed, "ブログ/")
    assert names(root, exclude=[pattern, normalize(typed, "/ぱ*.md")]) == ["ふろく.md"]
    ignore(root, pattern)
    if sys.platform == "linux":  # on macOS the system takes both names for one
        assert (len(names(root)) == 2) == (typed == stored)


def test_rules_that_are_none(tmp_path: Path) -> None:
    """A broken line, a folder called .gitignore and bytes that are no UTF-8 stop nothing."""
    (tmp_path / ".gitignore").write_bytes(b"\xef\xbb\xbfa.md\r\n!\n[\n\xff\xfe\n/\n\\\nb.md\r\n")
    (tmp_path / "x" / ".gitignore").mkdir(parents=True)
    write(tmp_path, "a.md", "b.md", "c.md", "x/d.md")
    assert names(tmp_path) == ["c.md", "x/d.md"]


def test_templates_are_no_articles(tmp_path: Path) -> None:
    """The page frames of Hugo, Jekyll and others are left out; Markdown and the folder that was named are not."""
    write(
        tmp_path,
        *("layouts/a.html", "_includes/b.html", "site/themes/x/layouts/c.htm", "archetypes/d.md", "templates/e.xml"),
        *("posts/f.html", "themes/g.md"),
    )
    assert names(tmp_path) == ["archetypes/d.md", "posts/f.html", "themes/g.md"]
    assert names(tmp_path / "layouts") == ["a.html"]


def test_names_of_every_kind(tmp_path: Path) -> None:
    """Spaces, full-width brackets, NFD and 255 bytes are names like others."""
    files = [
        "［告知］静岡 交流会（１）.md",
        "は\u3099.md",
        "a'b\"c.md",
        "あ" * 84 + ".md",
        "[2024] x.md",
        "#a.md",
        "!b.md",
    ]
    try:
        write(tmp_path, *files)
    except OSError:
        pytest.skip("this file system does not take such names")
    ignore(tmp_path, "y.md")
    assert names(tmp_path) == sorted(files)


@pytest.mark.skipif(sys.platform != "linux", reason="only here are names bytes")
def test_names_that_are_no_utf_8(tmp_path: Path) -> None:
    """Bytes of another encoding are found, and kept out by patterns of the same bytes."""
    for name in ("静岡.md", "下書き.md"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name.encode("euc_jp"))).write_text("本文", encoding="utf-8")
    (tmp_path / ".gitignore").write_bytes("下書き*".encode("euc_jp"))
    [found] = folder.find(tmp_path, folder_endings())
    assert isinstance(found, Path)
    assert os.fsencode(found.name) == "静岡.md".encode("euc_jp")
    assert found.read_text("utf-8") == "本文"


def test_many_files(tmp_path: Path) -> None:
    """Five thousand files with rules take no time worth speaking of."""
    ignore(tmp_path, "public/", "*.tmp", "/draft-*", "resources/_gen/")
    for i in range(50):
        here = tmp_path / f"{i}" / "記事"
        here.mkdir(parents=True)
        for j in range(100):
            (here / f"{j}.md").touch()
    begin = time.process_time()
    assert len(names(tmp_path)) == 5000
    assert time.process_time() - begin < 60


def test_globs(tmp_path: Path) -> None:
    """* ? [] and ** are patterns, sorted; what is none, or matches nothing, is an empty list."""
    write(tmp_path, "a1.md", "a2.md", "b.txt", "x/a3.md", "x/y/a4.md", "[2024].md")

    def expanded(pattern: str) -> list[str]:
        return [path.relative_to(tmp_path).as_posix() for path in folder.expand(os.fspath(tmp_path / pattern))]

    assert expanded("a?.md") == ["a1.md", "a2.md"]
    assert expanded("*") == ["[2024].md", "a1.md", "a2.md", "b.txt", "x"]
    assert expanded("**/*.md") == ["[2024].md", "a1.md", "a2.md", "x/a3.md", "x/y/a4.md"]
    assert expanded("**") == ["[2024].md", "a1.md", "a2.md", "b.txt", "x/a3.md", "x/y/a4.md"]
    assert expanded("a[12].md") == ["a1.md", "a2.md"]
    assert expanded("*.pdf") == []
    assert expanded("a1.md") == []
    assert folder.expand("a\0*") == []
    assert folder.expand("[z-a") == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes have no names here")
def test_pipes_and_devices_in_a_folder_are_not_waited_for(tmp_path: Path) -> None:
    """A pipe would never answer, a device never end; the caller may name one."""
    write(tmp_path, "a.md")
    os.mkfifo(tmp_path / "b.md")
    (tmp_path / "c.md").symlink_to("/dev/zero")
    results = jr.analyze_folder(tmp_path)
    assert results.articles["id"].tolist() == ["a.md"]
    assert [Path(path).name for path in results.failures["path"]] == ["b.md", "c.md"]
    assert [error.partition(",")[0] for error in results.failures["error"]] == ["is a pipe", "is a device or a socket"]
