"""Passages and articles that their author takes out of the check."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from check_cases import DOUBLED, LONG, OTHER, run, write

from jreadtools.checks.silenced import Silenced
from jreadtools.sources.read import parse

Capture = pytest.CaptureFixture[str]
LIMIT = ("--max", "sentence_characters=20")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)


def _lines(capsys: Capture, text: str, *words: str, name: str = "a.md") -> list[str]:
    """Line and column of what is found in a text."""
    path = write(Path(), name, text)
    out = run(capsys, str(path), *(words or LIMIT))[1]
    return [line.removeprefix(f"{name}:").split()[0] for line in out.splitlines()]


def test_a_passage_is_left_out(capsys: Capture) -> None:
    """From the one comment to the other; without the other, to the end."""
    text = f"{LONG}\n\n<!-- jreadtools-disable -->\n\n{LONG}\n\n<!-- jreadtools-enable -->\n\n{LONG}\n"
    assert _lines(capsys, text) == ["1:1", "9:1"]
    assert _lines(capsys, text.replace("<!-- jreadtools-enable -->", "")) == ["1:1"]


def test_a_comment_may_stand_inside_a_paragraph(capsys: Capture) -> None:
    """What begins behind it is left out."""
    text = f"{LONG}<!-- jreadtools-disable -->{OTHER}<!--jreadtools-enable-->{LONG}\n"
    assert _lines(capsys, text) == ["1:1", f"1:{len(text) - 44}"]


def test_rules_may_be_named(capsys: Capture) -> None:
    """Those alone are off, whatever a reason says behind --; enabling one leaves the others off."""
    text = f"<!-- jreadtools-disable sentence:characters, doubled_particle -- 引用 commas -->\n\n{LONG}{DOUBLED}\n"
    both = ("--max", "sentence_characters=20", "--max", "commas=1", "--finding", "default")
    assert _lines(capsys, text, *both) == ["3:1"]
    text += f"\n<!-- jreadtools-enable doubled_particle -->\n\n{LONG}{DOUBLED}\n"
    assert _lines(capsys, text, *both) == ["3:1", "7:1", "7:47"]


def test_rules_about_an_article_are_off_by_name_or_before_the_text(capsys: Capture) -> None:
    """A passage that is left out still counts in the numbers of the article."""
    limit = ("--max", "kanji_ratio=0.1")
    assert _lines(capsys, f"{LONG}\n\n<!-- jreadtools-disable -->\n\n{LONG}\n", *limit) == ["1:1"]
    assert _lines(capsys, f"{LONG}\n\n<!-- jreadtools-disable kanji_ratio -->\n", *limit) == []
    assert _lines(capsys, f"# 題\n\n<!-- jreadtools-disable -->\n\n{LONG}\n", *limit) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", f"```html\n<!-- jreadtools-disable -->\n```\n\n{LONG}\n"),
        ("a.md", f"`<!-- jreadtools-disable -->` と書きます。\n\n{LONG}\n"),
        ("a.html", f"<p><code>&lt;!-- jreadtools-disable --&gt;</code></p>\n\n\n\n<p>{LONG}</p>\n"),
        ("a.md", f"<!-- jreadtools-disable-next-line -->\n\n{LONG}\n"),
        ("a.md", f"<!-- jreadtools-disable kanji_raito -->\n\n{LONG}\n"),
    ],
)
def test_what_is_no_such_comment_leaves_nothing_out(name: str, text: str, capsys: Capture) -> None:
    """A comment that is shown as code, one that there is not, one that names no rule."""
    assert len([line for line in _lines(capsys, text, name=name) if not line.startswith("1:")]) == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.mdx", f"{{/* jreadtools-disable */}}\n\n{LONG}\n"),
        ("a.txt", f"<!-- jreadtools-disable -->\n\n{LONG}\n"),
        ("a.html", f"<!-- jreadtools-disable --><p>{LONG}</p>"),
        ("a.md", f"<!--\njreadtools-disable\n-->\n\n{LONG}\n"),
    ],
)
def test_every_format_has_its_comment(name: str, text: str, capsys: Capture) -> None:
    """MDX has no HTML comments, a plain text has no others."""
    assert _lines(capsys, text, name=name) == []


def test_a_comment_that_cannot_be_meant_is_said(capsys: Capture) -> None:
    """With its line and the nearest name; the exit code stays."""
    write(Path(), "a.md", f"{LONG}\n\n<!-- jreadtools-disable kanji_raito -->\n\n<!-- jreadtools-off -->\n")
    code, _, err = run(capsys, "a.md", "--max", "commas=9")
    assert code == 0
    assert err.splitlines()[:2] == [
        "jreadtools: a.md: 3行目: jreadtools-disable: kanji_raito という規則はありません。kanji_ratio のことでしょうか",
        "jreadtools: a.md: 5行目: jreadtools-off というコメントはありません。"
        "jreadtools-disable か jreadtools-enable と書いてください",
    ]
    assert run(capsys, "a.md", "--max", "commas=9", lang="en")[2].splitlines()[:2] == [
        "jreadtools: a.md: line 3: jreadtools-disable: there is no rule kanji_raito; did you mean kanji_ratio?",
        "jreadtools: a.md: line 5: there is no comment jreadtools-off; write jreadtools-disable or jreadtools-enable",
    ]


@pytest.mark.parametrize(
    "front", ["---\njreadtools: false\n---\n", "+++\njreadtools = false\n+++\n", "---\nJreadtools: off\n---\n"]
)
def test_an_article_is_left_out_by_its_front_matter(front: str, capsys: Capture) -> None:
    """In YAML and TOML; it is counted, and anything but false changes nothing."""
    write(Path(), "a.md", f"{front}\n{LONG}\n")
    code, out, err = run(capsys, "a.md", *LIMIT)
    assert (code, out) == (0, "")
    assert "（対象外の記事 1）" in err
    assert _lines(capsys, f"---\njreadtools: true\n---\n\n{LONG}\n") == ["5:1"]


def test_hostile_comments_take_linear_time() -> None:
    """A hundred thousand comments, right, wrong and unfinished."""
    begin = time.process_time()
    for piece in (
        "<!-- jreadtools-disable ",
        "<!-- jreadtools-disable xyz{} -->\n",
        "`<!-- jreadtools-enable -->`\n\n",
    ):
        text = "".join(piece.replace("{}", str(number)) for number in range(30_000))
        silenced = Silenced(parse(text, "markdown"))
        for offset in range(0, len(text), 100):
            silenced.at("commas", offset)
        assert len(silenced.warnings) <= 20
    assert time.process_time() - begin < 60
