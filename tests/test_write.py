"""What people read: fits the terminal, is safe there, and says why something could not be written."""

import io

import pytest

from jreadtools.characters import display_width
from jreadtools.printing import printable, why, write_markdown, write_markdown_rows, write_table


def test_markup_in_a_cell_of_markdown_is_text() -> None:
    """Escaped, also in rows that are added later."""
    stream = io.StringIO()
    write_markdown(stream, ["題", "n"], [["<b>[a](javascript:x)`*&lt;\x1b", "1"]], numbers=[1])
    write_markdown_rows(stream, [["a|b", "2"]])
    assert stream.getvalue().splitlines()[1:] == [
        "| --- | ---: |",
        r"| \<b>\[a\](javascript:x)\`\*\&lt;� | 1 |",
        r"| a\|b | 2 |",
    ]


@pytest.mark.parametrize("width", [40, 60, 80])
def test_a_table_fits_the_terminal(width: int) -> None:
    stream = io.StringIO()
    rows = [["とても長い題の記事" * 9, "約4分", "1,234"], ["short", "約10分", "5"]]
    write_table(stream, ["題", "時間", "文字数"], rows, width=width, numbers=[2])
    lines = stream.getvalue().splitlines()
    assert all(display_width(line) <= width for line in lines)
    assert "…" in lines[1]
    assert lines[2].endswith("     5")


def test_a_number_is_never_cut_and_a_path_keeps_its_end() -> None:
    stream = io.StringIO()
    rows = [["とても長い題の記事" * 9, "1,234,567,890", "posts/2026/桜の 便り.md"]]
    write_table(stream, ["題", "文字数", "ファイル"], rows, width=40, numbers=[1], paths=[2])
    title, number, path = stream.getvalue().splitlines()[1].split("  ")
    assert number == "1,234,567,890"
    assert title.rstrip().endswith("…")
    assert path == "…の 便り.md"


def test_a_reading_time_is_cut_no_more_than_a_number() -> None:
    """about 12 … would be any time."""
    stream = io.StringIO()
    rows = [["とても長い題の記事" * 9, "about 12 min", "posts/2026/sakura.md"]]
    write_table(stream, ["title", "time", "file"], rows, width=32, paths=[2], whole=[1])
    title, shown, path = (cell.strip() for cell in stream.getvalue().splitlines()[1].split("  ") if cell.strip())
    assert (title[-1], shown) == ("…", "about 12 min")
    assert path == "…kura.md"


def test_without_a_terminal_nothing_is_cut_and_a_long_title_moves_its_own_row_only() -> None:
    stream = io.StringIO()
    rows = [["長い題" * 30, "1,234", "a" * 70, "b.md"], ["短い題", "5", "c", "d.md"]]
    write_table(stream, ["題", "文字数", "ファイル", "後"], rows, numbers=[1], paths=[2])
    assert stream.getvalue().splitlines() == [
        f"題{' ' * 58}  文字数  ファイル{' ' * 52}  後",
        f"{'長い題' * 30}   1,234  {'a' * 70}  b.md",
        f"短い題{' ' * 54}       5  c{' ' * 59}  d.md",
    ]


def test_a_title_cannot_play_with_the_terminal() -> None:
    assert printable("題\x1b]0;x\x07\n二") == "題�]0;x� 二"


def test_a_path_keeps_its_spaces() -> None:
    assert printable("a　 b\u00a0c\nd.md", fold=False) == "a　 b\u00a0c�d.md"


def test_an_error_that_is_not_known_says_what_the_system_says() -> None:
    assert why(OSError(5, "Input/output error")) == "Input/output error"
