"""A defect of a reader costs the file that it stands in, and no other, in every command."""

from __future__ import annotations

from pathlib import Path

import pytest

from jreadtools.cli.main import main

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two posts, one of which breaks the reader of HTML, and an export that breaks its own."""
    from jreadtools.sources import feed, html

    sound = html.parse

    def broken(text: str) -> object:
        if "こわす" in text:
            raise IndexError("pop from empty list")
        return sound(text)

    def broken_entry(*_: object) -> object:
        raise UnicodeError("half a character")

    monkeypatch.setattr(html, "parse", broken)
    monkeypatch.setattr(feed, "_atom", broken_entry)
    (tmp_path / "a.html").write_text("<p>こわす。</p>", "utf-8")
    (tmp_path / "b.html").write_text("<p>今日は晴れです。</p>", "utf-8")
    (tmp_path / "c.xml").write_text(
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>a</title></entry></feed>', "utf-8"
    )
    return tmp_path


@pytest.mark.parametrize("command", ["time", "text", "analyze", "check", "tokens"])
def test_the_other_files_are_read(command: str, folder: Path, capsys: Capture) -> None:
    code = main([command, str(folder), "--lang", "en"])
    said = capsys.readouterr()
    assert code == 2
    assert "IndexError: pop from empty list" in said.err
    assert "UnicodeError: half a character" in said.err
    assert command == "check" or "b.html" in said.out
