"""Files: whole or not at all, safe in a spreadsheet, undefined as each format says it."""

import io
import json
import math
from pathlib import Path

import pytest

from jreadtools.characters import display_width
from jreadtools.write import destination, format_of, printable, write_rows, write_table

COLUMNS = ["title", "n", "share"]
ROWS = [["=HYPERLINK(1)", 3, 0.1 + 0.2], ["表|題\n二行", -1, math.nan], ["+81", 0, 1.0]]


def written(form: str) -> str:
    stream = io.StringIO()
    write_rows(stream, form, COLUMNS, ROWS)  # type: ignore[arg-type]
    return stream.getvalue()


def test_csv_defuses_formulas_and_leaves_undefined_empty() -> None:
    assert (
        written("csv")
        == "title,n,share\r\n'=HYPERLINK(1),3,0.30000000000000004\r\n\"表|題\n二行\",-1,\r\n'+81,0,1.0\r\n"
    )


def test_json_has_null() -> None:
    rows = json.loads(written("json"))
    assert rows[1] == {"title": "表|題\n二行", "n": -1, "share": None}
    assert [json.loads(line)["n"] for line in written("jsonl").splitlines()] == [3, -1, 0]


def test_markdown_escapes_bars() -> None:
    assert "| 表\\|題 二行 | -1 | – |" in written("markdown")


def test_json_of_nothing_is_a_list() -> None:
    stream = io.StringIO()
    write_rows(stream, "json", COLUMNS, [])
    assert json.loads(stream.getvalue()) == []


@pytest.mark.parametrize("width", [40, 60, 80])
def test_a_table_fits_the_terminal(width: int) -> None:
    stream = io.StringIO()
    rows = [["とても長い題の記事" * 9, "約4分", "1,234"], ["short", "約10分", "5"]]
    write_table(stream, ["題", "時間", "文字数"], rows, width=width, numbers=[2])
    lines = stream.getvalue().splitlines()
    assert all(display_width(line) <= width for line in lines)
    assert "…" in lines[1]
    assert lines[2].endswith("     5")


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old", "utf-8")

    def interrupted() -> None:
        with destination(str(target)) as stream:
            stream.write("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert target.read_text("utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]
    with destination(str(target), bom=True) as stream:
        stream.write("新しい")
    assert target.read_bytes() == b"\xef\xbb\xbf" + "新しい".encode()


def test_formats_by_name() -> None:
    assert [format_of(name) for name in ("a.csv", "a.JSON", "a.jsonl", "a.md", "a.xyz")] == [
        "csv", "json", "jsonl", "markdown", None,
    ]  # fmt: skip


def test_a_title_cannot_play_with_the_terminal() -> None:
    assert printable("題\x1b]0;x\x07\n二") == "題�]0;x� 二"
