"""What the command line answers to what it does not understand: near names, Japanese labels, files, help."""

from __future__ import annotations

from pathlib import Path

import pytest

from jreadtools.cli.main import main

Capture = pytest.CaptureFixture[str]
pytestmark = pytest.mark.usefixtures("post")


@pytest.fixture
def post(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One article in the folder that the command runs in."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text("今日は晴れです。", "utf-8")


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("time a.md --ouput x", "--output"),
        ("analyze a.md --ouput x", "--output"),
        ("analyze a.md --colums x", "--columns"),
        ("time a.md --top 3", ""),
        ("time a.md --sort x", ""),
        ("time a.md --no-gitignor", "--no-gitignore"),
        ("anlyze a.md", "analyze"),
        ("sort a.md", ""),
        ("analyze a.md --sort 平均文長", "sentence_characters_mean"),
        ("analyze a.md --sort kanji_rate", "kanji_ratio"),
        ("check a.md --max 漢字率=35%", "kanji_ratio"),
        ("check a.md --max 平均の文長=60", "sentence_characters_mean"),
        ("check a.md --max zzz=60", ""),
        ("check a.md --finding 受け身の重り", "passives"),
        ("metrics 漢字率", "kanji_ratio"),
    ],
)
def test_what_is_offered_is_near(words: str, hint: str, capsys: Capture) -> None:
    assert main([*words.split(), "--lang", "en"]) == 2
    said = capsys.readouterr().err
    assert (f"did you mean {hint}?" in said) if hint else ("did you mean" not in said)


def test_a_comment_in_an_article_is_offered_what_is_near(capsys: Capture) -> None:
    for name, hint in (
        ("漢字率", "did you mean kanji_ratio?"),
        ("double_negativ", "did you mean double_negative?"),
        ("zzz", "name a"),
    ):
        Path("a.md").write_text(f"<!-- jreadtools-disable {name} -->\n\n今日は晴れです。", "utf-8")
        main(["check", "a.md", "--lang", "en"])
        assert hint in capsys.readouterr().err


def test_help_and_version(capsys: Capture) -> None:
    assert main(["-V"]) == main(["--version"]) == 0
    assert len(set(capsys.readouterr().out.splitlines())) == 1
    assert main(["help", "--lang", "en"]) == 0
    assert "commands:" in capsys.readouterr().out
    assert main(["help", "check", "--lang", "en"]) == 0
    assert "--baseline" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    ["report a.md -o r.pdf", "report a.md -o x", "analyze a.md -o x", "tokens a.md -o x", "analyze a.md -o x.pdf"],
)
def test_names_that_promise_another_format(words: str, capsys: Capture, tmp_path: Path) -> None:
    assert main([*words.split(), "--lang", "en"]) == 2
    assert words.split()[-1] in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.md"]


@pytest.mark.parametrize(
    "words",
    ["report a.md -o r.html", "report a.md -o r.HTM", "report a.md -o -", "report a.md -o /dev/null", "analyze a.md -o x --format csv", "analyze a.md -o x.csv", "analyze a.md -o /dev/null", "check a.md -o x"],
)  # fmt: skip
def test_names_that_are_right(words: str) -> None:
    assert main(words.split()) == 0
