"""Nobody's title, file name or option commands the terminal: no escape codes, no controls of the reading direction."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

import pytest

from jreadtools.cli.main import main
from jreadtools.printing import guarded

# Own escapes: colours of the page, and what takes the progress line away.
_OWN = re.compile("\x1b\\[[0-9;]*m|\r?\x1b\\[K")
_BAD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
EVIL = "あ\x1b[5m\u202eい\x9b2J\u2066う"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A post with such a title, words, tags and name; one that cannot be read; a table."""
    long = "この文はとても長く、" * 12
    (tmp_path / f"a{EVIL}.md").write_text(f"---\ntitle: '{EVIL}'\ntags: ['{EVIL}']\n---\n{EVIL}{long}です。\n", "utf-8")
    (tmp_path / f"b{EVIL}.md").write_bytes(b"\0\1\2")
    (tmp_path / f"c{EVIL}.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "t.csv").write_text(f"id,本文,{EVIL}\n{EVIL},{EVIL}です。,{EVIL}\n", "utf-8")
    return tmp_path


COMMANDS = [
    ["time", "."], ["time", ".", "--template", "{title} {path}"], ["time", ".", "--explain"], ["time", f"c{EVIL}.docx"], ["time", f"none{EVIL}"],
    ["text", "."], ["analyze", "."], ["analyze", f"a{EVIL}.md"], ["analyze", ".", "--format", "csv"], ["analyze", ".", "--format", "tsv"],
    ["analyze", ".", "--format", "json"], ["analyze", ".", "--format", "jsonl"], ["analyze", ".", "--format", "markdown"],
    ["analyze", ".", "--findings"], ["analyze", ".", "--sort", EVIL], ["analyze", ".", "--columns", EVIL], ["analyze", ".", f"--{EVIL}"],
    ["analyze", "t.csv", "--keep", EVIL], ["analyze", "t.csv", "--keep", EVIL, "--format", "csv"], ["analyze", "t.csv", "--keep", EVIL, "--format", "json"],
    ["analyze", ".", "--total", "tag"], ["tokens", "."], ["tokens", ".", "--format", "tsv"], ["check", "."], ["check", ".", "--format", "json"],
    ["check", ".", "--format", "github"], ["check", ".", "--format", "sarif"], ["check", ".", "--max", f"{EVIL}=1"], ["check", ".", "--baseline", EVIL],
    ["metrics", EVIL], [EVIL], ["time", "--lang", EVIL], ["analyze", ".", "-o", f"{EVIL}.pdf"], ["analyze", ".", "-o", f"{EVIL}/a.csv"],
    ["time", ".", "--exclude", EVIL], ["time", ".", "--encoding", EVIL], ["analyze", ".", "--workers", EVIL], ["report", ".", "-o", f"x{EVIL}.html"],
    ["analyze", ".", "--levels", EVIL], ["time", ".", "--markup", EVIL],
]  # fmt: skip


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: " ".join(words).replace(EVIL, "EVIL"))
def test_nothing_commands_the_terminal(
    words: list[str], lang: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    out, err = Terminal(), Terminal()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    main([*words, *(() if "--lang" in words else ("--lang", lang))])
    assert out.getvalue() + err.getvalue()
    for said in (out.getvalue(), err.getvalue()):
        found = _BAD.search(_OWN.sub("", said.replace("\r\n", "\n")))
        assert found is None, said
        assert "\x1b[5m" not in said


def test_files_and_pipes_get_what_was_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    main(["analyze", "t.csv", "--keep", EVIL, "--format", "csv"])
    assert "\u202e" in capsys.readouterr().out


def test_github_commands_hold_none_in_a_log_either(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    main(["check", ".", "--format", "github"])
    said = capsys.readouterr().out
    assert "file=a" in said
    assert _BAD.search(said.replace("\n", "")) is None


def test_guarded() -> None:
    out = Terminal()
    guarded(out).write("一\t\x1b[1m二\r\n三\r四\n")
    assert out.getvalue() == "一\t�[1m二\r\n三�四\n"
    pipe = io.StringIO()
    assert guarded(pipe) is pipe
