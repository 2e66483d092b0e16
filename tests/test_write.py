"""Files: whole or not at all, safe in a spreadsheet, undefined as each format says it."""

import io
import json
import math
from pathlib import Path

import pytest

from jreadtools.characters import display_width
from jreadtools.errors import in_language
from jreadtools.write import (
    OutputError,
    destination,
    format_of,
    printable,
    why,
    write_markdown,
    write_rows,
    write_table,
)

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


@pytest.mark.parametrize(
    "text", ["=1+1", "+81", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "－2", "＋1", "＠x"]
)
def test_what_a_spreadsheet_would_run_is_defused(text: str) -> None:
    stream = io.StringIO()
    write_rows(stream, "csv", ["text"], [[text]])
    assert stream.getvalue().split("\r\n", 1)[1].lstrip('"').startswith(f"'{text[0]}")


def test_a_sign_alone_and_a_number_are_no_formula() -> None:
    stream = io.StringIO()
    write_rows(stream, "csv", ["a", "b", "c", "d"], [["=", "-", -1, -0.5]])
    assert stream.getvalue() == "a,b,c,d\r\n=,-,-1,-0.5\r\n"


def test_json_has_null() -> None:
    rows = json.loads(written("json"))
    assert rows[1] == {"title": "表|題\n二行", "n": -1, "share": None}
    assert [json.loads(line)["n"] for line in written("jsonl").splitlines()] == [3, -1, 0]


def test_markdown_escapes_bars() -> None:
    assert "| 表\\|題 二行 | -1 | – |" in written("markdown")


def test_markup_in_a_cell_of_markdown_is_text() -> None:
    stream = io.StringIO()
    write_markdown(stream, ["題", "n"], [["<b>[a](javascript:x)`*&lt;\x1b", "1"]], numbers=[1])
    assert stream.getvalue().splitlines()[1:] == [
        "| --- | ---: |",
        r"| \<b>\[a\](javascript:x)\`\*\&lt;� | 1 |",
    ]


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


def test_a_number_is_never_cut_and_a_path_keeps_its_end() -> None:
    stream = io.StringIO()
    rows = [["とても長い題の記事" * 9, "1,234,567,890", "posts/2026/桜の 便り.md"]]
    write_table(stream, ["題", "文字数", "ファイル"], rows, width=40, numbers=[1], paths=[2])
    title, number, path = stream.getvalue().splitlines()[1].split("  ")
    assert number == "1,234,567,890"
    assert title.rstrip().endswith("…")
    assert path == "…の 便り.md"


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


def test_a_path_keeps_its_spaces() -> None:
    assert printable("a　 b\u00a0c\nd.md", fold=False) == "a　 b\u00a0c�d.md"


def test_an_existing_file_keeps_its_permissions_and_a_link_its_target(tmp_path: Path) -> None:
    target, link = tmp_path / "out.csv", tmp_path / "link.csv"
    target.write_text("old", "utf-8")
    target.chmod(0o640)
    link.symlink_to(target)
    with destination(str(link)) as stream:
        stream.write("new")
    assert (link.is_symlink(), target.read_text("utf-8"), target.stat().st_mode & 0o777) == (True, "new", 0o640)


def test_what_is_no_regular_file_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    device = tmp_path / "null.csv"
    device.symlink_to("/dev/null")
    with destination(str(device)) as stream:
        stream.write("x" * 10)
    assert Path("/dev/null").is_char_device()


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="no /dev/full on this system")
def test_a_full_disk_is_said() -> None:
    with pytest.raises(OutputError, match="no space left on the disk") as caught, destination("/dev/full") as stream:
        stream.write("x")
    assert in_language(caught.value.args[0], "ja") == "/dev/full: 書き込めません。ディスクの空き容量が足りません"


@pytest.mark.parametrize(
    ("name", "en", "ja"),
    [
        ("nowhere/o.csv", "there is no such folder", "そのフォルダーがありません"),
        ("", "this is a folder", "フォルダーです。ファイル名まで指定してください"),
        ("file/o.csv", "is a file, not a folder", "フォルダーではなくファイルです"),
        ("x" * 300, "the name is too long", "ファイル名が長すぎます"),
    ],
)
def test_a_place_that_cannot_be_written_says_why(name: str, en: str, ja: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(OutputError, match=en) as caught, destination(str(tmp_path / name)):
        pytest.fail("there is no such place")
    assert ja in in_language(caught.value.args[0], "ja")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_an_error_that_is_not_known_says_what_the_system_says() -> None:
    assert why(OSError(5, "Input/output error")) == "Input/output error"


def test_a_lone_surrogate_is_written_escaped(tmp_path: Path) -> None:
    with destination(str(tmp_path / "o.json")) as stream:
        write_rows(stream, "json", ["title"], [["\ud83d題"]])
    assert json.loads((tmp_path / "o.json").read_text("utf-8")) == [{"title": "\ud83d題"}]
