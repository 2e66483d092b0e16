"""Patterns of .gitignore: what git matches, and never more time than the pattern and the path are long."""

from __future__ import annotations

import random
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from jreadtools.sources.gitignore import is_ignored, rules_of
from jreadtools.sources.wildmatch import pattern_of


def matches(line: str, path: str) -> bool:
    rules = rules_of("/", [line])
    return rules is not None and is_ignored(f"/{path}", [rules])


# As git check-ignore answers.
@pytest.mark.parametrize(
    ("line", "yes", "no"),
    [
        ("[z-a]", ("z",), ("a", "m", "-", "[z-a]")),
        ("[z-ab]", ("b", "z"), ("a", "m")),
        ("[a-c].md", ("b.md",), ("d.md", "-.md")),
        ("[[:alpha:]].md", ("a.md", "Z.md"), ("1.md", "あ.md", ":.md")),
        ("[^[:digit:]]", ("a", "あ"), ("7",)),
        ("[[:nothing:]]", (), ("n", ":", "[")),
        ("[[:]]", ("[]", ":]"), ("[",)),
        ("[]-]", ("]", "-"), ("a",)),
        ("[]-a]", ("]", "_", "a"), ("-",)),
        ("[a-]", ("a", "-"), ("b", "]")),
        ("[!]a]", ("b",), ("]", "a")),
        ("[!z-a]", ("a", "m"), ("z",)),
        ("[a-\\", (), ("a", "-", "[a-")),
        ("[a-\\c]", ("b",), ("d", "-")),
        ("[a\\", (), ("a",)),
        ("[", (), ("[",)),
        ("a[", (), ("a[", "a")),
        (r"\[a]", ("[a]",), ("a",)),
        (r"a\*", ("a*",), ("ab",)),
        ("a\\", (), ("a", "a\\")),
        ("記事?.md", ("記事１.md",), ("記事.md",)),
        ("*.md", ("a.md", "x/a.md", ".md"), ("a.md.txt",)),
        ("x/*.md", ("x/a.md",), ("y/x/a.md", "x/y/a.md")),
        ("/a", ("a",), ("x/a",)),
        ("**/a", ("a", "x/a", "x/y/a"), ("ba",)),
        ("x/**", ("x/a", "x/y/a"), ("x", "y/x/a")),
        ("x/**/a", ("x/a", "x/y/z/a"), ("x/ya",)),
        ("x**/a", ("xy/a", "x/a"), ("xa/b",)),
        ("a*b*c", ("abc", "aXbbYcc", "abcbc"), ("acb", "abcb")),
        ("*ab*/*ab", ("ab/ab", "aab/aab", "abab/abab"), ("ab/aba", "x/ab")),
        ("**/a*b/**/c*d", ("ab/cd", "x/a1b/y/cxd", "ab/x/ab/cd"), ("ab/c", "a/b/cd")),
        ("a/", (), ("a",)),
        ("a/", ("a/", "x/a/"), ()),
        (r"a\ ", ("a ",), ("a",)),
        ("a  ", ("a",), ("a  ",)),
        (r"\#a", ("#a",), ("a",)),
        (r"\!a", ("!a",), ("a",)),
        ("!", (), ("!", "")),
    ],
)  # fmt: skip
def test_as_git(line: str, yes: tuple[str, ...], no: tuple[str, ...]) -> None:
    assert [path for path in yes if not matches(line, path)] == []
    assert [path for path in no if matches(line, path)] == []


@pytest.mark.parametrize("line", ["", "#a", "   "])
def test_what_is_no_pattern(line: str) -> None:
    assert pattern_of(line) is None


_PIECES = ("a", "b", "ab", ".", "-", "/", "*", "**", "?", "[", "[!", "]", "[a-c]", "[z-a]", "[[:alpha:]]", "\\", "/**", "**/", "!", " ", "\\ ", "[]a]")  # fmt: skip
_NAMES = ("a", "b", "ab", "abc", "aab", "abab", "1", "a]", "[a", ".b", "a*", "a b", "!a", "a ", "\\")


def _left_out(lines: list[str], path: str) -> bool:
    rules = rules_of("/", lines)
    parts = path.split("/")
    paths = [*("/".join(parts[:depth]) + "/" for depth in range(1, len(parts))), path]
    return rules is not None and any(is_ignored(f"/{one}", [rules]) for one in paths)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not here")
def test_random_patterns_as_git(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    chance = random.Random(17)
    for _ in range(150):
        lines = ["".join(chance.choices(_PIECES, k=chance.randint(1, 7))) for _ in range(chance.choice((1, 1, 2, 3)))]
        paths = sorted({"/".join(chance.choices(_NAMES, k=chance.randint(1, 4))) for _ in range(60)})
        (tmp_path / ".gitignore").write_text("\n".join(lines) + "\n", "utf-8")
        asked = ["git", "-C", tmp_path, "check-ignore", "--no-index", "-z", "--stdin"]
        answer = subprocess.run(asked, input="\0".join(paths).encode(), capture_output=True, check=False)
        expected = set(answer.stdout.decode().split("\0"))
        assert [path for path in paths if (path in expected) != _left_out(lines, path)] == [], lines


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ("*a" * 40 + "b", "a" * 4000),
        ("*a*/" * 20 + "b", ("a" * 50 + "/") * 20 + "a"),
        ("**/a*b/" * 20 + "c", "a/b/" * 500 + "d"),
        ("**/" * 50 + "c", "a/" * 2000 + "d"),
        ("[[:alpha:]]*" * 30 + "1", "a" * 4000),
        ("?*" * 40 + "/", "a" * 4000),
    ],
)
def test_many_stars_take_no_time(line: str, path: str) -> None:
    begin = time.process_time()
    assert not matches(line, path)
    assert time.process_time() - begin < 5
