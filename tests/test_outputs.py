"""Files: whole or not at all, the same types with rows and without, safe in a spreadsheet, undefined as each says it."""

import csv
import io
import json
import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from jreadtools.cli.main import main
from jreadtools.cli.places import rows_place
from jreadtools.cli.session import Run, UsageError
from jreadtools.errors import JreadtoolsError, in_language
from jreadtools.frames.column import Column
from jreadtools.frames.columns import FRAME_DTYPES
from jreadtools.frames.files import xlsx_file as xlsx_rows
from jreadtools.frames.files.destination import OutputError, binary_destination, text_destination
from jreadtools.frames.files.file_formats import FILE_FORMATS, file_format_of
from jreadtools.frames.files.formulas import runs
from jreadtools.frames.files.output import open_output, open_workbook, text_rows
from jreadtools.frames.schema import columns_of
from jreadtools.metrics.catalogue import METRICS

COLUMNS = (Column("title"), Column("n", "int64", "characters"), Column("share", "float64", "ratio"))
ROWS = [["=HYPERLINK(1)", 3, 0.1 + 0.2], ["表|題\n二行", -1, math.nan], ["+81", 0, 1.0]]

NEEDS_ARROW = pytest.mark.skipif(find_spec("pyarrow") is None, reason="Parquet needs pyarrow")
NEEDS_OPENPYXL = pytest.mark.skipif(find_spec("openpyxl") is None, reason="workbooks are looked at with openpyxl")
FORMS = [pytest.param(form, marks=NEEDS_ARROW) if form == "parquet" else form for form in FILE_FORMATS]


def text(form: str, rows: object = ROWS, columns: object = COLUMNS) -> str:
    """Rows as they stand on standard output."""
    stream = io.StringIO()
    with text_rows(stream, form, columns) as write:  # type: ignore[arg-type]
        write(rows)  # type: ignore[arg-type]
    return stream.getvalue()


def workbook(path: Path) -> Any:
    """A workbook as openpyxl reads it."""
    return pytest.importorskip("openpyxl", reason="workbooks are looked at with openpyxl").load_workbook(path)


def sheets(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """The values of every sheet of a workbook."""
    return {sheet.title: list(sheet.values) for sheet in workbook(path)}


# Text


def test_csv_defuses_formulas_and_leaves_undefined_empty() -> None:
    """An apostrophe before what would run, nothing for NaN, CRLF and full precision."""
    assert (
        text("csv") == "title,n,share\r\n'=HYPERLINK(1),3,0.30000000000000004\r\n\"表|題\n二行\",-1,\r\n'+81,0,1.0\r\n"
    )
    assert text("tsv").splitlines()[0] == "title\tn\tshare"


@pytest.mark.parametrize(
    "cell", ["=1+1", "+81", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "－2", "＋1", "＠x"]
)
def test_what_a_spreadsheet_would_run_is_defused(cell: str) -> None:
    """By the first character, full-width ones too."""
    assert runs(cell)
    assert text("csv", [[cell]], [Column("text")]).split("\r\n", 1)[1].lstrip('"').startswith(f"'{cell[0]}")


def test_a_sign_alone_and_a_number_are_no_formula() -> None:
    """They stay as they are."""
    columns = [Column(name, "object") for name in "abcd"]
    assert text("csv", [["=", "-", -1, -0.5]], columns) == "a,b,c,d\r\n=,-,-1,-0.5\r\n"


def test_json_has_null() -> None:
    """For what is undefined, and for what JSON has no number for."""
    rows = json.loads(text("json"))
    assert rows[1] == {"title": "表|題\n二行", "n": -1, "share": None}
    assert [json.loads(line)["n"] for line in text("jsonl").splitlines()] == [3, -1, 0]
    assert json.loads(text("json", [[math.inf]], [Column("x", "float64")])) == [{"x": None}]


def test_json_of_nothing_is_a_list() -> None:
    """Of nothing."""
    assert json.loads(text("json", [])) == []


def test_json_stays_one_list_over_several_writes() -> None:
    """Rows come a batch at a time."""
    stream = io.StringIO()
    with text_rows(stream, "json", COLUMNS) as write:
        for row in ROWS:
            write([row])
    assert stream.getvalue() == text("json")


def test_markdown_escapes_bars() -> None:
    """A bar would end the cell."""
    assert "| 表\\|題 二行 | -1 | – |" in text("markdown")
    assert text("table").splitlines()[2].split() == ["表|題", "二行", "-1", "–"]


# Files


@pytest.mark.parametrize("form", FORMS)
def test_an_interrupted_run_leaves_the_old_file_and_nothing_else(form: str, tmp_path: Path) -> None:
    """Whatever the format: Ctrl-C after some rows is as if nothing had been started."""
    target = tmp_path / f"o.{form}"
    target.write_text("old", "utf-8")

    def interrupted() -> None:
        with open_output(str(target), form, COLUMNS) as output:
            output.write(ROWS * 3000)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert target.read_text("utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


@pytest.mark.parametrize("form", FORMS)
def test_rows_that_fail_leave_nothing(form: str, tmp_path: Path) -> None:
    """An error while the rows are made is told as it is, and no file appears."""

    def rows() -> Iterator[list[object]]:
        yield from ROWS * 3000
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), open_output(str(tmp_path / "o"), form, COLUMNS) as output:
        output.write(rows())  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="no /dev/full on this system")
@pytest.mark.parametrize("form", FORMS)
def test_a_full_disk_is_said(form: str) -> None:
    """In both languages, whether it is met at a row or at the end."""
    with (
        pytest.raises(OutputError, match="no space left on the disk") as caught,
        open_output("/dev/full", form, COLUMNS) as output,
    ):
        output.write(ROWS * 5000)
    assert in_language(caught.value.args[0], "ja") == "/dev/full: 書き込めません。ディスクの空き容量が足りません"


def test_a_file_appears_whole_and_with_a_mark_for_excel(tmp_path: Path) -> None:
    """CSV in a file begins with a byte order mark."""
    with open_output(str(tmp_path / "o.csv"), "csv", COLUMNS) as output:
        output.write(ROWS)
        assert not (tmp_path / "o.csv").exists()
    assert (tmp_path / "o.csv").read_bytes() == b"\xef\xbb\xbf" + text("csv").encode()


def test_formats_by_name() -> None:
    """The ending says it, in any case."""
    names = ("a.csv", "a.JSON", "a.jsonl", "a.md", "a.tsv", "a.parquet", "a.XLSX", "a.xyz")
    assert [file_format_of(name) for name in names] == [
        "csv", "json", "jsonl", "markdown", "tsv", "parquet", "xlsx", None,
    ]  # fmt: skip


def test_an_existing_file_keeps_its_permissions_and_a_link_its_target(tmp_path: Path) -> None:
    """The file behind a symbolic link is the one that is replaced."""
    target, link = tmp_path / "out.csv", tmp_path / "link.csv"
    target.write_text("old", "utf-8")
    target.chmod(0o640)
    link.symlink_to(target)
    with text_destination(str(link)) as stream:
        stream.write("new")
    assert (link.is_symlink(), target.read_text("utf-8"), target.stat().st_mode & 0o777) == (True, "new", 0o640)


@pytest.mark.parametrize(
    ("error", "en", "ja"),
    [
        (PermissionError(13, "Permission denied"), "it may be open in another program", "ほかのソフトで開かれている"),
        (OSError(30, "Read-only file system"), "the disk is read-only", "読み取り専用のディスク"),
    ],
)
def test_a_finished_file_that_cannot_take_its_place_is_kept(
    error: OSError, en: str, ja: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows, where the old one is open in Excel: the work of an hour is not thrown away."""
    target, replace = tmp_path / "表.csv", Path.replace
    target.write_text("old", "utf-8")

    def refuse(path: Path, to: Path) -> Path:
        if to == target:
            raise error
        return replace(path, to)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OutputError, match=en) as caught, text_destination(str(target)) as stream:
        stream.write("new")
    assert str(tmp_path / "表.partial.csv") in str(caught.value)
    assert ja in in_language(caught.value.args[0], "ja")
    assert {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()} == {
        "表.csv": "old",
        "表.partial.csv": "new",
    }


def test_where_nothing_can_be_renamed_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first reason is the one that is said."""

    def refuse(_: Path, to: Path) -> Path:
        raise OSError(28 if "partial" in to.name else 30, "no")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OutputError, match="the disk is read-only"), text_destination(str(tmp_path / "o.csv")):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_new_file_has_the_usual_permissions(tmp_path: Path) -> None:
    """Not those of a temporary file, which nobody else may read."""
    mask = os.umask(0o022)
    try:
        with binary_destination(str(tmp_path / "o")) as stream:
            stream.write(b"x")
    finally:
        os.umask(mask)
    assert (tmp_path / "o").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("form", FORMS)
def test_what_is_no_regular_file_is_written_to_and_not_replaced(form: str, tmp_path: Path) -> None:
    """A pipe or /dev/null behind a name stays what it is."""
    device = tmp_path / "null"
    device.symlink_to("/dev/null")
    with open_output(str(device), form, COLUMNS) as output:
        output.write(ROWS)
    assert Path("/dev/null").is_char_device()


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
    """Before any work is done."""
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(OutputError, match=en) as caught, text_destination(str(tmp_path / name)):
        pytest.fail("there is no such place")
    assert ja in in_language(caught.value.args[0], "ja")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@NEEDS_ARROW
def test_a_lone_surrogate_costs_nobody_the_file(tmp_path: Path) -> None:
    """Half a pair is escaped where the format can say it, and � in Excel."""
    for form in FILE_FORMATS:
        with open_output(str(tmp_path / form), form, [Column("title")]) as output:
            output.write([["\ud83d題"]])
    assert json.loads((tmp_path / "json").read_text("utf-8")) == [{"title": "\ud83d題"}]
    assert pd.read_parquet(tmp_path / "parquet")["title"].tolist() == ["\\ud83d題"]
    (tmp_path / "xlsx").rename(tmp_path / "o.xlsx")
    assert sheets(tmp_path / "o.xlsx")["articles"] == [("title",), ("�題",)]


# Parquet


@NEEDS_ARROW
def test_parquet_gives_back_what_was_written(tmp_path: Path) -> None:
    """To the last bit, NaN as NaN and not as a missing value, a title that looks like a formula unchanged."""
    import pyarrow.parquet as pq

    path = tmp_path / "o.parquet"
    with open_output(str(path), "parquet", COLUMNS) as output:
        for row in ROWS:
            output.write([row])
    table = pq.read_table(path)
    assert [str(kind) for kind in table.schema.types] == ["string", "int64", "double"]
    assert table.schema.field("share").metadata == {b"unit": b"ratio"}
    assert table.column("share").null_count == 0
    assert [repr(list(row.values())) for row in table.to_pylist()] == [repr(row) for row in ROWS]


@NEEDS_ARROW
def test_parquet_is_written_in_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not all rows wait for the end: memory does not grow with their number."""
    import pyarrow.parquet as pq

    from jreadtools.frames.files import parquet_file as parquet_rows

    monkeypatch.setattr(parquet_rows, "_GROUP_ROWS", parquet_rows._STEP)
    path = tmp_path / "o.parquet"
    with open_output(str(path), "parquet", columns_of(("title", "characters"))) as output:
        for start in range(0, 4 * parquet_rows._STEP, 128):
            output.write(["題", number] for number in range(start, start + 128))
    read = pq.ParquetFile(path)
    assert read.num_row_groups >= 4
    assert read.read()["characters"].to_pylist() == list(range(4 * parquet_rows._STEP))


@NEEDS_ARROW
def test_parquet_without_rows_has_the_same_schema(tmp_path: Path) -> None:
    """For every column that a frame can have, and those kept from a table."""
    import pyarrow.parquet as pq

    columns = columns_of([*FRAME_DTYPES, "client"])
    values = {"str": "題", "int64": 1, "float64": 0.5, "bool": True}
    for name, rows in (("full", [[*(values[column.dtype] for column in columns[:-1]), 7]]), ("empty", [])):
        with open_output(str(tmp_path / name), "parquet", columns) as output:
            output.write(rows)
    empty, full = (pq.read_table(tmp_path / name) for name in ("empty", "full"))
    assert empty.schema.equals(full.schema, check_metadata=True)
    assert (empty.num_rows, full.num_rows, full.column("client")[0].as_py()) == (0, 1, "7")
    dtypes = {"string": "str", "bool": "bool", "int64": "int64", "double": "float64"}
    assert {field.name: dtypes[str(field.type)] for field in full.schema if field.name != "client"} == FRAME_DTYPES


@NEEDS_ARROW
@pytest.mark.parametrize(
    ("rows", "size", "groups"),
    [(20, 16 << 20, [20, 20, 20, 10]), (1_000, 81, [20, 20, 20, 10]), (1_000, 80, [10] * 7), (1_000, 16 << 20, [70])],
)
def test_parquet_is_written_by_row_groups(
    rows: int, size: int, groups: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows do not wait in memory until the end, however they come."""
    import pyarrow.parquet as pq

    from jreadtools.frames.files import parquet_file as parquet_rows

    monkeypatch.setattr(parquet_rows, "_STEP", 10)
    monkeypatch.setattr(parquet_rows, "_GROUP_ROWS", rows)
    monkeypatch.setattr(parquet_rows, "_GROUP_BYTES", size)
    with open_output(str(tmp_path / "o"), "parquet", [Column("n", "int64")]) as output:
        for start in range(0, 70, 7):
            output.write([n] for n in range(start, start + 7))
    file = pq.ParquetFile(tmp_path / "o")
    assert [file.metadata.row_group(i).num_rows for i in range(file.num_row_groups)] == groups
    assert file.read().column("n").to_pylist() == list(range(70))


def test_without_pyarrow_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the work, and no file is left."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with (
        pytest.raises(JreadtoolsError, match="pip install pyarrow") as caught,
        open_output(str(tmp_path / "o.parquet"), "parquet", COLUMNS),
    ):
        pytest.fail("there is no pyarrow")
    assert "pip install pyarrow" in in_language(caught.value.args[0], "ja")
    assert list(tmp_path.iterdir()) == []


# Excel


def test_a_workbook_has_a_sheet_a_table(tmp_path: Path) -> None:
    """In the order of the tables, whichever was written first; one without rows has its header."""
    path = tmp_path / "o.xlsx"
    tables = {"articles": COLUMNS, "sentences": [Column("text")], "failures": [Column("error")]}
    with open_workbook(str(path), tables) as output:
        output.write([["文。"]], "sentences")
        output.write(ROWS[:1])
        output.write([["次の文。"]], "sentences")
        output.write(ROWS[1:], "articles")
    assert sheets(path) == {
        "articles": [
            ("title", "n", "share"),
            ("=HYPERLINK(1)", 3, 0.1 + 0.2),
            ("表|題\n二行", -1, None),
            ("+81", 0, 1),
        ],
        "sentences": [("text",), ("文。",), ("次の文。",)],
        "failures": [("error",)],
    }


def test_a_sheet_is_laid_out_for_people(tmp_path: Path) -> None:
    """The header is frozen and bold, columns are as wide as they have to be, numbers look like what they are."""
    names = ("title", "characters", "kanji_ratio", "reading_minutes", "jreadability", "line", "draft", "client")
    with open_output(str(tmp_path / "o.xlsx"), "xlsx", columns_of(names)) as output:
        output.write([["題", 1234, 0.25, 3.21, 4.5, 1234, True, 7]])
    sheet = workbook(tmp_path / "o.xlsx")["articles"]
    assert sheet.freeze_panes == "A2"
    assert sheet.views.sheetView[0].pane.state == "frozen"
    assert all(cell.font.b for cell in sheet[1])
    assert not any(cell.font.b for cell in sheet[2])
    shown = [cell.number_format for cell in sheet[2]]
    assert shown == ["General", "#,##0", "0.0%", "0.0", "0.00", "0", "General", "General"]
    # Of the name of the column, with room for the button of the filter; of a title no wider than people read.
    assert [round(sheet.column_dimensions[letter].width) for letter in "ABD"] == [10, 15, 20]
    assert sheet.auto_filter.ref == "A1:H2"
    assert sheet["G2"].value is True


def test_rows_are_as_high_as_the_texts_that_are_wrapped_in_them(tmp_path: Path) -> None:
    """Forty columns a line, fifteen points each, which is the usual height."""
    for wraps, heights in ((True, [None, None, 30, 30, 45]), (False, [None] * 5)):
        columns = (Column("a"), Column("b", wraps=wraps))
        with open_output(str(tmp_path / "o.xlsx"), "xlsx", columns) as output:
            output.write(["あ" * 99, text] for text in ("", "い" * 20, "い" * 20 + "x", "い" * 40, "い" * 41))
        sheet = workbook(tmp_path / "o.xlsx")["articles"]
        assert [sheet.row_dimensions[row].height for row in range(2, 7)] == heights


def test_a_text_stays_a_text_in_excel(tmp_path: Path) -> None:
    """What looks like a formula is none, also when somebody edits the cell, and nothing was put before it."""
    with open_output(str(tmp_path / "o.xlsx"), "xlsx", [Column("text")]) as output:
        output.write([["=1+1"], ["＝1"], ["007"], ["=" * 40_000], ["1-2"]])
    cells = [row[0] for row in workbook(tmp_path / "o.xlsx")["articles"].iter_rows(min_row=2)]
    assert [cell.data_type for cell in cells] == ["s"] * 5
    assert [cell.value for cell in cells[:3]] == ["=1+1", "＝1", "007"]
    assert [cell.quotePrefix for cell in cells] == [True, True, False, True, False]


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("a\x00\x0b\x1f\ufffe\ud800z", "a�����z"),
        ("<b>&amp;]]>", "<b>&amp;]]>"),
        (" 前後 \n\t", " 前後 \n\t"),
        ("一\r\n二\r三", "一\n二\n三"),
        ("\x7f\x85\u2028𠮷", "\x7f\x85\u2028𠮷"),
        ("_x0041_", "_x005F_x0041_"),
        ("_x0041_x0042_x0043_", "_x0041_x0042_x0043_"),  # in pieces none of which is an escape
        ("<r>a</r>", "<r>a</r>"),
        ("<r><t>_x0041_</t>\n</r>", "<r><t>_x0041_</t>\n</r>"),
        ("=<r>a</r>", "=<r>a</r>"),
        ("<r>", "<r>"),
        ("https://example.com/", "https://example.com/"),
        ("1e5", "1e5"),
        ("{=1}", "{=1}"),
    ],
)
def test_every_character_gets_through_or_is_replaced(cell: str, found: str, tmp_path: Path) -> None:
    """XML forbids some; Excel reads _x0041_ as A unless it is told not to (openpyxl shows what it is told)."""
    with open_output(str(tmp_path / "o.xlsx"), "xlsx", [Column("text")]) as output:
        output.write([[cell]])
    assert sheets(tmp_path / "o.xlsx")["articles"][1] == (found,)


def test_a_cell_that_is_too_long_is_cut_and_said(tmp_path: Path) -> None:
    """At what Excel counts as 32,767 characters, where 𠮷 is two; not within one."""
    with open_output(str(tmp_path / "o.xlsx"), "xlsx", [Column("text")]) as output:
        output.write([["字" * 32_767], ["字" * 32_768], ["𠮷" * 16_383 + "字"], ["𠮷" * 20_000]])
    values = [str(value) for (value,) in sheets(tmp_path / "o.xlsx")["articles"][1:]]
    assert values == ["字" * 32_767, "字" * 32_766 + "…", "𠮷" * 16_383 + "字", "𠮷" * 16_383 + "…"]
    assert output.warnings == ["cells longer than Excel's 32,767 characters are cut and end in …: 2"]
    assert "2個" in in_language(output.warnings[0], "ja")


@pytest.mark.parametrize("first", ["articles", "sentences"])
def test_rows_that_do_not_fit_go_on_in_another_sheet(
    first: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its own header, next to the first; whether the table went straight into the file or waited."""
    monkeypatch.setattr(xlsx_rows, "_SHEET_ROWS", 4)
    tables = {name: [Column("n", "int64")] for name in ("articles", "sentences", "failures")}
    with open_workbook(str(tmp_path / "o.xlsx"), tables) as output:
        output.write([[0]], first)
        output.write(([n] for n in range(1, 7)), "sentences")
    found = sheets(tmp_path / "o.xlsx")
    assert list(found) == [
        "articles",
        "sentences",
        "sentences (2)",
        *["sentences (3)"] * (first == "sentences"),
        "failures",
    ]
    numbers = [row for name, rows in found.items() if name.startswith("sentences") for row in rows]
    assert [n for (n,) in numbers if n != "n"] == list(range(first == "articles", 7))
    assert [len(rows) for name, rows in found.items() if name == "sentences"] == [4]


def test_numbers_that_excel_has_not(tmp_path: Path) -> None:
    """Undefined and infinite are empty, an ID of many digits is a text: Excel would round it."""
    columns = [Column("x", "float64"), Column("id", "object")]
    with open_output(str(tmp_path / "o.xlsx"), "xlsx", columns) as output:
        output.write([[math.nan, 123456789012345678], [math.inf, -7], [1e-300, True], [0.1 + 0.2, 10**15 - 1]])
    assert sheets(tmp_path / "o.xlsx")["articles"][1:] == [
        (None, "123456789012345678"), (None, -7), (1e-300, True), (0.1 + 0.2, 10**15 - 1),
    ]  # fmt: skip


def test_a_large_table_that_waits_comes_back_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It waits on the disk."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    rows = [["".join(chr(0x4E00 + (n * n * 7919 + k) % 20_000) for n in range(500)), k] for k in range(300)]
    with open_workbook(str(tmp_path / "o.xlsx"), {"first": COLUMNS, "waits": columns_of(["text", "line"])}) as output:
        output.write(ROWS, "first")
        output.write(rows, "waits")
    assert [list(row) for row in sheets(tmp_path / "o.xlsx")["waits"][1:]] == rows
    assert list(scratch.iterdir()) == []


def test_the_same_rows_make_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whenever and wherever they are written, so that a workbook can be compared and kept under version control."""
    for name, zone in (("a", "Asia/Tokyo"), ("b", "UTC")):
        monkeypatch.setenv("TZ", zone)
        with open_workbook(str(tmp_path / name), {"articles": COLUMNS, "sentences": COLUMNS}) as output:
            output.write(ROWS, "sentences")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_workbook_leaves_nothing_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rows wait in files of their own, which go also where an error ends the work."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))

    def failing() -> None:
        with open_output(str(tmp_path / "o.xlsx"), "xlsx", COLUMNS) as output:
            output.write(ROWS * 3000)
            assert list(scratch.iterdir()) != []
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        failing()
    assert [path.name for path in tmp_path.iterdir()] == ["scratch"]
    assert list(scratch.iterdir()) == []


_MEMORY = """
import resource, sys
from jreadtools.frames.files.output import open_output
from jreadtools.frames.column import Column
if sys.argv[2] == "parquet":
    import pyarrow.parquet
columns = [Column("text"), *(Column(f"n{i}", "int64", "words") for i in range(12)), *(Column(f"x{i}", "float64") for i in range(12))]
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
with open_output(sys.argv[1], sys.argv[2], columns) as output:
    output.write([f"文 {n} です。", *range(n, n + 12), *(n / 7 + i for i in range(12))] for n in range(int(sys.argv[3])))
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="ru_maxrss is in other units")
@pytest.mark.parametrize(
    ("form", "rows", "most"), [("xlsx", 20_000, 14), pytest.param("parquet", 40_000, 110, marks=NEEDS_ARROW)]
)
def test_memory_does_not_hold_the_rows(form: str, rows: int, most: int, tmp_path: Path) -> None:
    """40,000 rows of 25 columns are 50 MB as Python's objects; a writer holds a part of them."""
    command = [sys.executable, "-c", _MEMORY, str(tmp_path / "o"), form, str(rows)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert int(done.stdout) < most


# The command line


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    """A folder with two posts and a file that is no text."""
    folder = tmp_path / "posts"
    folder.mkdir()
    (folder / "a.md").write_text("# 庭\n\n雨が降った。庭の苔が緑になった。\n", "utf-8")
    (folder / "b.md").write_text("---\ntitle: =夏\n---\n空が青い。\n", "utf-8")
    (folder / "c.md").write_bytes(b"\x00\x01\x02" * 400)
    return folder


@NEEDS_OPENPYXL
def test_analyze_writes_a_workbook(posts: Path, tmp_path: Path) -> None:
    """Articles, their sentences and what failed, without asking for each."""
    path = tmp_path / "o.xlsx"
    assert main(["analyze", str(posts), "-o", str(path), "--workers", "1", "--lang", "en"]) == 2
    found = pd.read_excel(path, sheet_name=None)
    assert list(found) == ["articles", "sentences", "failures", "columns"]
    assert found["articles"]["title"].tolist() == ["庭", "=夏"]
    assert found["sentences"]["text"].tolist() == ["庭", "雨が降った。", "庭の苔が緑になった。", "空が青い。"]
    assert [Path(p).name for p in found["failures"]["path"]] == ["c.md"]
    assert "binary" in found["failures"]["error"][0]


@NEEDS_OPENPYXL
@NEEDS_ARROW
def test_analyze_writes_sentences_where_they_are_asked_for(posts: Path, tmp_path: Path) -> None:
    """In a file of their own, and then not in the workbook too."""
    book, file = tmp_path / "o.xlsx", tmp_path / "s.parquet"
    main(["analyze", str(posts), "-o", str(book), "--sentences", str(file), "--workers", "1"])
    assert list(sheets(book)) == ["articles", "failures", "columns"]
    frame = pd.read_parquet(file)
    assert list(frame) == ["path", "id", "index", "line", "kind", "text", *(metric.name for metric in METRICS.at("S"))]
    assert frame["characters"].tolist() == [1, 6, 10, 5]


@NEEDS_OPENPYXL
@NEEDS_ARROW
def test_parquet_and_csv_and_excel_hold_the_same_numbers(posts: Path, tmp_path: Path) -> None:
    """Whatever the format, to the last bit."""
    for ending in ("csv", "parquet", "xlsx", "jsonl"):
        main(["analyze", str(posts), "-o", str(tmp_path / f"o.{ending}"), "--workers", "1"])
    frame = pd.read_parquet(tmp_path / "o.parquet")
    numbers = frame.select_dtypes("number")
    assert len(numbers.columns) > 50
    with (tmp_path / "o.csv").open(encoding="utf-8-sig", newline="") as stream:
        of_csv = [
            {name: float(cell or "nan") for name, cell in row.items() if name in numbers}
            for row in csv.DictReader(stream)
        ]
    of_json = [json.loads(line) for line in (tmp_path / "o.jsonl").read_text("utf-8").splitlines()]
    for other in (pd.DataFrame(of_csv), pd.DataFrame(of_json), pd.read_excel(tmp_path / "o.xlsx")):
        pd.testing.assert_frame_equal(other[list(numbers)].astype(numbers.dtypes.to_dict()), numbers, check_exact=True)


@pytest.mark.parametrize(
    "ending", [pytest.param("xlsx", marks=NEEDS_OPENPYXL), pytest.param("parquet", marks=NEEDS_ARROW)]
)
def test_tokens_are_written_too(ending: str, posts: Path, tmp_path: Path) -> None:
    """A row a morpheme, with the types of the frame."""
    path = tmp_path / f"t.{ending}"
    assert main(["tokens", str(posts / "b.md"), "-o", str(path)]) == 0
    frame = pd.read_excel(path, sheet_name="tokens") if ending == "xlsx" else pd.read_parquet(path)
    assert frame["surface"].tolist() == ["空", "が", "青い", "。"]
    assert frame["start"].dtype == "int64"
    assert frame["is_unknown"].dtype == "bool"


@NEEDS_OPENPYXL
def test_a_cut_cell_is_said_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The sentence was measured whole; only its text is shorter in the sheet."""
    (tmp_path / "a.txt").write_text("あ" * 40_000, "utf-8")
    main(["analyze", str(tmp_path / "a.txt"), "-o", str(tmp_path / "o.xlsx"), "--workers", "1", "--lang", "en"])
    assert "o.xlsx: cells longer than Excel's 32,767 characters are cut" in capsys.readouterr().err
    assert pd.read_excel(tmp_path / "o.xlsx", sheet_name="sentences")["characters"].tolist() == [40_000]


@pytest.mark.parametrize("form", ["parquet", "xlsx"])
def test_what_is_no_text_needs_a_file(form: str) -> None:
    """A workbook on a terminal helps nobody."""
    run = Run(io.StringIO(), io.StringIO(), "en")
    with pytest.raises(UsageError, match=f"-o FILE.{form}"), rows_place(None, form, COLUMNS, run):
        pytest.fail("there is no file")


@NEEDS_OPENPYXL
def test_a_workbook_is_for_people(posts: Path, tmp_path: Path) -> None:
    """The main columns first and in sight, filters on every sheet, Japanese headers, and what each column is."""
    path = tmp_path / "o.xlsx"
    main(["analyze", str(posts), "-o", str(path), "--workers", "1", "--lang", "ja", "--headers", "ja"])
    book = workbook(path)
    assert book.sheetnames == ["記事", "文", "読めなかったもの", "列の説明"]
    heads = [[cell.value for cell in sheet[1]] for sheet in book]
    assert heads[0][:6] == ["ID", "題名", "読書時間", "文字数", "文数", "平均文長"]
    assert heads[1][:5] == ["ID", "行", "種類", "文", "ファイル"]
    assert [sheet.freeze_panes for sheet in book] == ["C2", "C2", "A2", "B2"]
    for sheet, columns in zip(book, ("$A:$B", "$A:$B", None, None), strict=True):  # few columns fit on one page
        assert (sheet.print_title_rows, sheet.print_title_cols) == ("$1:$1", columns)
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert bool(sheet.sheet_properties.pageSetUpPr.fitToPage) == (columns is None)
    assert [sheet.auto_filter.ref.split(":")[0] for sheet in book] == ["A1"] * 4
    explained = {row[0]: row for row in book["列の説明"].iter_rows(min_row=2, values_only=True)}
    assert set(explained) == {*heads[0], *heads[1]}
    assert explained["漢語率"][1] == "kango_ratio"
    assert explained["漢語率"][2:6] == (
        "割合",
        "大きいほど読みにくい",
        "語がないとき",
        "UniDic (語種); Lee 2016",
    )
    assert all(row[1] for row in explained.values())
    for names in heads:
        assert len(set(names)) == len(names)


@NEEDS_OPENPYXL
def test_headers_are_names_unless_labels_are_asked_for(posts: Path, tmp_path: Path) -> None:
    """Scripts read the names; no two columns are called alike."""
    (tmp_path / "t.csv").write_text("文字数,本文\n9,雨が降った。\n", "utf-8")
    for ending, lang, head in (("csv", "en", "path,id"), ("csv", "ja", "ファイル,ID"), ("jsonl", "ja", '{"path"')):
        file = tmp_path / f"o.{ending}"
        main(["analyze", str(posts), "-o", str(file), "--headers", lang, "--workers", "1"])
        assert file.read_text("utf-8-sig").startswith(head)
    file = tmp_path / "o.csv"
    main(["analyze", str(tmp_path / "t.csv"), "--keep", "文字数", "-o", str(file), "--headers", "ja", "--workers", "1"])
    head = file.read_text("utf-8-sig").splitlines()[0].split(",")
    assert "文字数" in head
    assert "文字数（characters）" in head
    assert len(set(head)) == len(head)


def test_filters_belong_to_their_sheets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where one table goes on in a second sheet, which is made after the first of the others."""
    monkeypatch.setattr(xlsx_rows, "_SHEET_ROWS", 3)
    with open_workbook(str(tmp_path / "o.xlsx"), {"a": [Column("x")], "b": [Column("y"), Column("z")]}) as output:
        output.write([["1"], ["2"], ["3"]], "a")
        output.write([["1", "2"]], "b")
    book = workbook(tmp_path / "o.xlsx")
    assert {sheet.title: sheet.auto_filter.ref for sheet in book} == {"a": "A1:A3", "a (2)": "A1:A2", "b": "A1:B2"}
    import zipfile

    names = zipfile.ZipFile(tmp_path / "o.xlsx").read("xl/workbook.xml").decode()
    assert 'localSheetId="1" hidden="1">\'a (2)\'!$A$1:$A$2' in names
    assert 'localSheetId="2" hidden="1">b!$A$1:$B$2' in names
