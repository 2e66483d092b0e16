"""What values options take, and what is said of others."""

import argparse

import pytest

from jreadtools.characters import display_width
from jreadtools.cli.main import main
from jreadtools.cli.options import names, whole
from jreadtools.cli.parsed import parsed
from jreadtools.cli.parser import say_in

EN, JA = say_in("en"), say_in("ja")


@pytest.mark.parametrize(("text", "value"), [("1", 1), ("64", 64), ("007", 7)])
def test_a_whole_number(text: str, value: int) -> None:
    assert whole(64, EN)(text) == value


@pytest.mark.parametrize("text", ["0", "1025", "-1", "x", "1.5", ""])
def test_what_is_no_such_number(text: str) -> None:
    for say, said in (
        (EN, f"a whole number from 1 to 1,024, not {text}"),
        (JA, f"1から1,024までの整数を指定してください（{text} ではなく）"),
    ):
        with pytest.raises(argparse.ArgumentTypeError) as caught:
            whole(1024, say)(text)
        assert str(caught.value) == said
    assert whole(1025, EN)("1025") == 1025


def test_names_have_commas_of_either_kind_between_them() -> None:
    assert names(EN)("a, b、c d,,") == ["a", "b", "c d"]
    for say, said in ((EN, "names of columns, with commas between them"), (JA, "カンマで区切って指定してください")):
        with pytest.raises(argparse.ArgumentTypeError, match=said):
            names(say)(" 、,")


@pytest.mark.parametrize(
    ("text", "size"),
    [("1", 1), ("007", 7), ("9b", 9), ("2k", 2_000), ("2KB", 2_000), ("500M", 500_000_000), (" 3g ", 3_000_000_000)],
)
def test_a_number_of_bytes(text: str, size: int) -> None:
    assert parsed(["time", "x", "--max-bytes", text], "en", str).max_bytes == size


@pytest.mark.parametrize("text", ["0", "k", "1t", "1.5M", "", "1 M", "9" * 16])
def test_what_is_no_number_of_bytes(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    for lang, said in (
        ("en", f"a size like 500M or 2G, not {text}"),
        ("ja", f"500M、2G のように指定してください（{text} ではなく）"),
    ):
        with pytest.raises(SystemExit) as caught:
            parsed(["time", "x", f"--max-bytes={text}"], lang, str)  # type: ignore[arg-type]
        assert caught.value.code == 2
        assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "there is no encoding named 'klingon'"), ("ja", "klingon という文字コードはありません")]
)
def test_an_encoding_that_does_not_exist_is_said_once(lang: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """And not of every file."""
    assert main(["time", "a.txt", "b.txt", "--encoding", "klingon", "--lang", lang]) == 2
    assert capsys.readouterr().err.count(said) == 1


@pytest.mark.parametrize(("terminal", "width"), [("80", 78), ("100", 98), ("200", 98)])
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_help_is_as_wide_as_the_terminal_but_no_wider_than_a_hundred_columns(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], terminal: str, width: int, lang: str
) -> None:
    monkeypatch.setenv("COLUMNS", terminal)
    assert main(["analyze", "--lang", lang, "--help"]) == 0
    assert max(map(display_width, capsys.readouterr().out.splitlines())) == width
