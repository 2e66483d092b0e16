"""Tables: a row an article, whatever the encoding, the delimiter and the program that wrote it."""

from __future__ import annotations

import csv
import datetime
import io
import random
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import jreadtools as jr
from jreadtools.errors import ArticleError
from jreadtools.sources.entry import Entry
from jreadtools.sources.tables import table

ESSAYS = (
    "番号,級,本文\r\n"
    "a1,N3,私の町には大きな川があります。\r\n"
    'a2,N2,"週末に友だちと山へ行きました。\r\n天気は「晴れ」でした。"\r\n'
    "a3,N1,\r\n"
)


def read(data: bytes, kind: str = "csv", **options: Any) -> list[Entry | ArticleError]:
    options = {"text": None, **options}
    return list(table.entries(io.BytesIO(data), kind, **options))  # type: ignore[arg-type]


def bodies(data: bytes, kind: str = "csv", **options: Any) -> list[str]:
    return [entry.body for entry in read(data, kind, **options) if isinstance(entry, Entry)]


def refused(data: bytes, kind: str, **options: Any) -> str:
    with pytest.raises(ArticleError) as raised:
        read(data, kind, **options)
    message = raised.value.args[0]
    assert message.in_language("ja") != str(message)
    return f"{message} {message.in_language('ja')}"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp", "iso2022_jp"])
@pytest.mark.parametrize(
    ("kind", "delimiter"), [("csv", ","), ("csv", ";"), ("csv", "\t"), ("tsv", "\t"), ("tsv", ",")]
)
def test_csv_in_every_encoding(encoding: str, kind: str, delimiter: str) -> None:
    """Rows come with their columns from any encoding and delimiter, as Excel and databases write them."""
    entries = read(ESSAYS.replace(",", delimiter).encode(encoding), kind, keep=["級", "番号"])
    assert [(e.key, e.body, e.kept) for e in entries if isinstance(e, Entry)] == [
        ("2", "私の町には大きな川があります。", (("級", "N3"), ("番号", "a1"))),
        ("3", "週末に友だちと山へ行きました。\r\n天気は「晴れ」でした。", (("級", "N2"), ("番号", "a2"))),
        ("4", "", (("級", "N1"), ("番号", "a3"))),
    ]
    last = entries[-1]
    assert isinstance(last, Entry)
    assert last.warnings == ("no text in this cell",)
    assert (last.format, last.markup) == (kind, "plain")
    assert last.encoding == {"utf-8-sig": "utf-8", "utf-16": "utf-16-le"}.get(encoding, encoding)


def test_own_columns_fill_the_article() -> None:
    """id, title, date, updated and url are the article's; others are carried under their names."""
    data = "id,title,date,updated,url,本文,点\nx-1,川の町,2024-05-01,,https://example.jp/,川です。,80\n".encode()
    [entry] = read(data, keep=["title", "点", "id", "date", "updated", "url"], markup="markdown")
    assert isinstance(entry, Entry)
    assert (entry.key, entry.title, entry.date, entry.updated, entry.url) == (
        "x-1", "川の町", "2024-05-01", "", "https://example.jp/",
    )  # fmt: skip
    assert (entry.kept, entry.markup) == ((("点", "80"),), "markdown")


@pytest.mark.parametrize(
    "name", ["本文", "Body", "TEXT", "content", "テキスト", "ﾃｷｽﾄ", "記事", "作文", "文章", " 本文 "]
)
def test_the_text_column_is_known_by_its_name(name: str) -> None:
    """The usual names need no --text, in capitals or half-width."""
    assert bodies(f"番号,{name}\n1,川です。\n".encode()) == ["川です。"]


@pytest.mark.parametrize(
    ("data", "options", "words"),
    [
        ("番号,感想\n1,川です。\n", {}, ["--text", "番号, 感想", "番号、感想"]),
        ("番号,感想文\n1,川です。\n", {"text": "感想分"}, ["'感想文'", "「感想文」のことですか"]),
        ("番号,本文\n1,川です。\n", {"keep": ["級"]}, ["'級'", "番号, 本文"]),
        ("本文,body\n1,川です。\n", {}, ["more than one column", "--text 本文"]),
        ("本文,級,級\n1,川です。,3\n", {"keep": ["級"]}, ["2 columns", "2つ"]),
        ("", {}, ["empty", "空"]),
        ("\n\n \n", {}, ["empty", "空"]),
        (",".join(f"c{i}" for i in range(500)), {}, ["c29, …"]),
    ],
)
def test_columns_that_are_not_there(data: str, options: dict[str, Any], words: list[str]) -> None:
    """The message lists the columns, names the nearest and the option to use, in both languages."""
    said = refused(data.encode(), "csv", **options)
    assert all(word in said for word in words), said


def test_rows_of_uneven_length() -> None:
    """Too few or too many fields are read, with a warning; commas at the end of a row are none."""
    rows = read("番号,本文,級\n1,川です。\n2,山です。,N1,x\n3,海です。,N2,,,\n".encode(), keep=["級"])
    assert [(e.body, e.kept[0][1], len(e.warnings)) for e in rows if isinstance(e, Entry)] == [
        ("川です。", "", 1), ("山です。", "N1", 1), ("海です。", "N2", 0),
    ]  # fmt: skip


def test_an_open_quote() -> None:
    """What stands before it is read; the error names the line in which its row begins."""
    entries = table.entries(
        io.BytesIO('本文\n"川\nです。"\n山です。\n"海です。\n空です。\n'.encode()), "csv", text=None
    )
    assert [next(entries).body, next(entries).body] == ["川\nです。", "山です。"]  # type: ignore[union-attr]
    with pytest.raises(ArticleError, match="line 5"):
        next(entries)


def test_line_ends_and_stray_bytes() -> None:
    """CR alone, blank rows, NUL bytes, Excel's sep= line and quotes inside a cell."""
    assert bodies("本文\r川です。\r\r山です。".encode("cp932")) == ["川です。", "山です。"]
    assert bodies("本文\n川\0です。\n".encode()) == ["川\0です。"]
    assert bodies("sep=;\n番号;本文\n1;川,山\n".encode()) == ["川,山"]
    assert bodies('本文\n"「""川""」です。"\n彼は"川"と言った。\n'.encode()) == ['「"川"」です。', '彼は"川"と言った。']
    assert bodies("本文".encode()) == []
    keys = [e.key for e in read("本文\n\n川です。\n\n\n山です。\n".encode()) if isinstance(e, Entry)]
    assert keys == ["3", "6"]


def test_a_cell_of_ten_megabytes() -> None:
    """No limit of the csv module stops it, and the limit is as before afterwards."""
    before = csv.field_size_limit()
    long = "川です。" * 2_500_000
    assert bodies(f'番号,本文\n1,"{long}"\n2,山です。\n'.encode()) == [long, "山です。"]
    assert csv.field_size_limit() == before


def test_a_broken_byte_is_said_where_it_stands() -> None:
    """The row with U+FFFD has a warning, the others none."""
    data = "本文\n川です。\n".encode() * 1 + "川です。\n".encode() * 50 + b"\xff\n" + "川です。\n".encode() * 50
    warned = [e.key for e in read(data) if isinstance(e, Entry) and e.warnings]
    assert warned == ["53"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ('本文\n"川"\n"' + "山" * 50 + '"\n', None),
        ('本文\n"川"\n"' + "山" * 51 + '"\n', "a cell in the row of line 3 is longer than 50 characters"),
        ('本文\n"' + "川\n" * 25 + "山", "a cell in the row of line 2 is longer than 50 characters"),
        ("川" * 51 + "\n山\n", "a cell in the row of line 1 is longer than 50 characters"),
        ("本文\n" + "山" * 50, None),
        ("本文\n" + "山" * 51, "a cell is longer than 50 characters"),
    ],
)
def test_a_cell_without_end(data: str, said: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A quote that is missing does not make the rest of a file one cell: the message says where it begins."""
    from jreadtools.sources.tables import csv_rows

    monkeypatch.setattr(csv_rows, "_LONGEST", 50)
    if said is None:
        assert len(bodies(data.encode())[-1]) == 50
    else:
        assert said in refused(data.encode(), "csv")


class Slowly(io.BytesIO):
    """A stream that gives a few bytes at a time."""

    def __init__(self, data: bytes, size: int) -> None:
        super().__init__(data)
        self.size = size

    def read(self, size: int | None = -1) -> bytes:  # noqa: ARG002
        return super().read(self.size)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
@pytest.mark.parametrize("line_end", ["\n", "\r", "\r\n"])
def test_pieces_of_a_stream_change_nothing(size: int, line_end: str) -> None:
    """A line may end where a piece does, also between \\r and \\n."""
    data = f"id,本文{line_end}a,川です。{line_end}{line_end}b,山です。{line_end}c,海です。".encode()
    found = list(table.entries(Slowly(data, size), "csv", text=None))
    assert [(e.key, e.body) for e in found if isinstance(e, Entry)] == [
        ("2", "川です。"),
        ("4", "山です。"),
        ("5", "海です。"),
    ]


@pytest.mark.parametrize(
    ("head", "kind", "delimiter"),
    [("sep=|\n", "csv", "|"), ("SEP=\t\r\n", "tsv", "\t"), ("", "csv", "|"), ('"a,b,c,d,e";', "csv", ";")],
)
def test_the_delimiter(head: str, kind: str, delimiter: str) -> None:
    """Excel's own line names it, else the one that stands most often in the first line, outside of quotes."""
    data = f"{head}級{delimiter}本文\n" + f"x{delimiter}" * (head[:1] == '"') + f"N3{delimiter}川,山\n"
    (entry,) = read(data.encode(), kind, keep=["級"])
    assert isinstance(entry, Entry)
    assert (entry.body, entry.kept) == ("川,山", (("級", "N3"),))
    assert entry.key == ("3" if head[:1] in {"s", "S"} else "2")


@pytest.mark.parametrize(("kind", "body"), [("csv", "川"), ("tsv", "山")])
def test_of_two_delimiters_that_do_the_usual_one_counts(kind: str, body: str) -> None:
    """That of the file's kind, where both stand as often and make a header."""
    assert bodies("本文\t本文,本文\n山\t谷,川\n".encode(), kind) == [body]


def test_csv_is_streamed() -> None:
    """Eight megabytes take no more memory than one."""
    pytest.importorskip("resource")
    code = """
import io, resource, sys
from jreadtools.sources.tables import table
class Rows(io.RawIOBase):
    left = int(sys.argv[1])
    def read(self, size=-1):
        if self.left <= 0: return b""
        self.left -= 1
        return "番号,本文\\n".encode() if self.left == int(sys.argv[1]) - 1 else "1,川のそばを歩いて帰りました。\\n".encode() * 1500
n = sum(1 for _ in table.entries(Rows(), "csv", text=None))
print(n, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
    peaks = []
    for pieces in (20, 120):
        done = subprocess.run([sys.executable, "-c", code, str(pieces)], capture_output=True, text=True, check=True)
        count, peak = map(int, done.stdout.split())
        assert count == (pieces - 1) * 1500
        peaks.append(peak)
    assert peaks[1] < 1.3 * peaks[0]


# Excel


@pytest.fixture
def workbook() -> bytes:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.title = "説明"
    book.active.append(["この表について"])
    sheet = book.create_sheet("作文")
    sheet.append(["中級クラスの作文"])
    sheet.merge_cells("A1:D1")
    sheet.append(["番号", "級", "date", "本文", "点", "済"])
    sheet.append([1, "N3", datetime.datetime(2024, 5, 1), "川です。\n山です。", 3.5, True])
    sheet.append([])
    sheet.append([2, "N2", datetime.datetime(2024, 5, 1, 9, 30), None, 80, False])
    sheet.append(["3", None, datetime.date(2024, 5, 3), 42, None, None])
    stored = io.BytesIO()
    book.save(stored)
    return stored.getvalue()


def edited(workbook: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one of its parts changed."""
    stored = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, change(old.read(part)) if part == name else old.read(part))
    return stored.getvalue()


SHEET = "xl/worksheets/sheet2.xml"


def test_xlsx(workbook: bytes) -> None:
    """The sheet with the text column, below a title: numbers, dates and truth values come as such."""
    entries = read(workbook, "xlsx", keep=["級", "番号", "点", "済", "date"])
    assert [(e.key, e.body, e.date, e.kept) for e in entries if isinstance(e, Entry)] == [
        ("3", "川です。\n山です。", "2024-05-01", (("級", "N3"), ("番号", 1), ("点", 3.5), ("済", True))),
        ("5", "", "2024-05-01T09:30:00", (("級", "N2"), ("番号", 2), ("点", 80), ("済", False))),
        ("6", "42", "2024-05-03", (("級", ""), ("番号", "3"), ("点", ""), ("済", ""))),
    ]


def test_xlsx_from_a_path(workbook: bytes, tmp_path: Path) -> None:
    """A path does as well as a stream."""
    file = tmp_path / "作文 ①.xlsx"
    file.write_bytes(workbook)
    assert len(list(table.entries(file, "xlsx", text="本文"))) == 3


def test_xlsx_formulas_and_errors(workbook: bytes) -> None:
    """A formula gives the value that Excel stored; an error in a cell is no text."""
    formula = b'<c r="D3" t="str"><f>CONCAT(A1,B1)</f><v>\xe5\xb7\x9d</v></c><c r="Z9"/>'
    start, end = b'<c r="D3"', b'<c r="E3"'

    def change(sheet: bytes) -> bytes:
        before, _, rest = sheet.partition(start)
        return before + formula + end + rest.partition(end)[2]

    assert bodies(edited(workbook, SHEET, change), "xlsx")[0] == "川"
    error = edited(workbook, SHEET, lambda s: change(s).replace(b"<v>\xe5\xb7\x9d</v>", b"<v>#REF!</v>"))
    assert bodies(error, "xlsx")[0] == ""


def test_xlsx_that_is_something_else(workbook: bytes) -> None:
    """Old, protected and foreign files are named, with what to do."""
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    assert ".xls)" in refused(ole, "xlsx")
    assert "password" in refused(ole + "EncryptedPackage".encode("utf-16-le"), "xlsx")
    assert "cannot be read" in refused("番号,本文\n".encode(), "xlsx")
    assert "cannot be read" in refused(b"", "xlsx")
    assert "cannot be read" in refused(workbook[: len(workbook) // 2], "xlsx")
    for member, word in (("mimetype", ".ods"), ("Index/Document.iwa", "Numbers"), ("xl/workbook.bin", ".xlsb")):
        stored = io.BytesIO()
        with zipfile.ZipFile(stored, "w") as archive:
            archive.writestr(member, "x")
        assert word in refused(stored.getvalue(), "xlsx")


def book_of(*sheets: list[list[object]]) -> bytes:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    stored = io.BytesIO()
    book.save(stored)
    return stored.getvalue()


def test_xlsx_header_rows() -> None:
    """Empty rows stand above a header as well as titles do, twenty rows at most; without one the widest row is meant."""
    assert bodies(book_of([[], [None, ""], ["本文"], ["川です。"], [None], [""], ["山です。"]]), "xlsx") == [
        "川です。",
        "山です。",
    ]
    title: list[list[object]] = [["作文の表"]]
    assert bodies(book_of(title * 19 + [["本文"], ["川です。"]]), "xlsx") == ["川です。"]
    assert "no column is called" in refused(book_of(title * 20 + [["本文"], ["川です。"]]), "xlsx")
    wide: list[list[object]] = [["表"], ["番号", "感想"], ["一", "二"], ["終わり"]]
    assert "the columns are: 番号, 感想" in refused(book_of([["別の表"]], wide), "xlsx")
    assert "the columns are: 番号, 感想" in refused(book_of(wide, [["別の表"]]), "xlsx")
    assert "this workbook has no rows" in refused(book_of([[]], [[None]]), "xlsx")


def test_xlsx_cells() -> None:
    """Columns behind the last of the header are none; times, spans of time and signs of line ends are texts."""
    rows: list[list[object]] = [
        ["本文", "時", "間", None],
        ["川です。_x000D_\n", datetime.time(9, 30), datetime.timedelta(hours=30), "余り"],
        ["#N/A", None, None, None],
        [None, None, None, "余り"],
    ]
    found = read(book_of(rows), "xlsx", keep=["時", "間"])
    assert [(e.key, e.body, [value for _, value in e.kept]) for e in found if isinstance(e, Entry)] == [
        ("2", "川です。\n", ["09:30:00", "1 day, 6:00:00"]),
        ("3", "", ["", ""]),
    ]


def test_xlsx_that_breaks_in_a_sheet() -> None:
    """The rows before are read, and the error says what was wrong."""
    whole = book_of([["本文"], ["川です。"], ["山です。"]])
    broken = edited(whole, "xl/worksheets/sheet1.xml", lambda sheet: sheet.replace(b'<row r="3"', b"<row r=3"))
    entries = table.entries(io.BytesIO(broken), "xlsx", text=None)
    assert next(entries).body == "川です。"  # type: ignore[union-attr]
    with pytest.raises(ArticleError, match="cannot be read as an Excel workbook"):
        next(entries)


def test_xlsx_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each part has its limit: sheets together, the strings, all else; so has the number of parts and of sheets."""
    from jreadtools.sources.tables import xlsx_rows

    stored = io.BytesIO(book_of([["本文"], ["川です。"]], [["別"]]))
    with zipfile.ZipFile(stored, "a") as archive:
        archive.writestr("xl/sharedStrings.xml", f"<sst>{' ' * 20_000}</sst>")
    whole = stored.getvalue()
    with zipfile.ZipFile(stored) as archive:
        sizes = {part.filename: part.file_size for part in archive.infolist()}
    strings = sizes.pop("xl/sharedStrings.xml")
    sheets = sum(sizes.pop(f"xl/worksheets/sheet{number}.xml") for number in (1, 2))
    parts = len(sizes) + 3
    for name, most, said in (
        ("_MAX_STRINGS_BYTES", strings, "xl/sharedStrings.xml unpacks to"),
        ("_MAX_SHEETS_BYTES", sheets, "xl/worksheets/sheet2.xml unpacks to"),
        ("_MAX_OTHER_BYTES", max(sizes.values()), f"{max(sizes, key=lambda part: sizes[part])} unpacks to"),
        ("_MAX_MEMBERS", parts, f"{parts:,} parts"),
        ("_MAX_SHEETS", 2, "2 sheets"),
    ):
        with monkeypatch.context() as patched:
            patched.setattr(xlsx_rows, name, most)
            assert bodies(whole, "xlsx") == ["川です。"]
            patched.setattr(xlsx_rows, name, most - 1)
            assert said in refused(whole, "xlsx")


def test_xlsx_bombs(workbook: bytes) -> None:
    """What unpacks to too much, declares entities or counts rows into the billions costs neither memory nor time."""
    begin = time.process_time()
    resource = pytest.importorskip("resource")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    padded = edited(workbook, SHEET, lambda s: s.replace(b"<sheetData>", b"<sheetData>" + b"<row/>" * 5_000_000))
    assert "unpacks to" in refused(padded, "xlsx")
    lying = bytearray(padded)
    # The directory says 1,000 bytes; zipfile reads no further and finds the checksum wrong.
    at = padded.rindex(SHEET.encode()) - 46 + 24
    lying[at : at + 4] = (1000).to_bytes(4, "little")
    assert "cannot be read" in refused(bytes(lying), "xlsx")
    entities = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    for part in (SHEET, "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"):
        assert "document type" in refused(edited(workbook, part, lambda s: entities + s), "xlsx")
        hidden = b"<!--" + b"<a>" * 3000 + b"-->" + entities
        assert "document type" in refused(edited(workbook, part, lambda s, hidden=hidden: hidden + s), "xlsx")  # type: ignore[misc]
    sheets = edited(
        workbook, "xl/workbook.xml", lambda s: s.replace(b"</sheets>", b'<x sheetId=""/>' * 20_000 + b"</sheets>")
    )
    assert "20,002 sheets" in refused(sheets, "xlsx")
    far = edited(workbook, SHEET, lambda s: s.replace(b'<row r="5"', b'<row r="99999999999"'))
    assert bodies(far, "xlsx")[0] == "川です。\n山です。"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 3 * peak
    assert time.process_time() - begin < 60


# Parquet


def parquet(columns: dict[str, Any], **options: Any) -> bytes:
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    stored = io.BytesIO()
    pq.write_table(pa.table(columns), stored, **options)
    return stored.getvalue()


def test_parquet() -> None:
    """Strings of any kind, nulls, dates and numbers; only the columns that are wanted are read."""
    pa = pytest.importorskip("pyarrow")
    texts = ["川です。", None, "山です。"]
    for array in (
        pa.array(texts),
        pa.array(texts, pa.large_string()),
        pa.array(texts).dictionary_encode(),
        pa.array([t and t.encode() for t in texts], pa.binary()),
    ):
        data = parquet(
            {
                "本文": array,
                "級": [3, None, 1],
                "点": [0.5, float("nan"), None],
                "日.時": pa.array([datetime.datetime(2024, 5, 1), None, None], pa.timestamp("ns")),
                "時": pa.array([datetime.datetime(2024, 5, 1)] * 3, pa.timestamp("ms", "Asia/Tokyo")),
                "列": [[1, 2], [], None],
            }
        )
        entries = read(data, "parquet", keep=["級", "点", "日.時", "時"])
        assert [(e.key, e.body, e.kept) for e in entries if isinstance(e, Entry)] == [
            ("1", "川です。", (("級", 3), ("点", 0.5), ("日.時", "2024-05-01"), ("時", "2024-05-01T09:00:00+09:00"))),
            ("2", "", (("級", ""), ("点", ""), ("日.時", ""), ("時", "2024-05-01T09:00:00+09:00"))),
            ("3", "山です。", (("級", 1), ("点", ""), ("日.時", ""), ("時", "2024-05-01T09:00:00+09:00"))),
        ]


def test_parquet_that_cannot_be_read() -> None:
    """A column of lists, a file cut short and another kind of file are refused with a reason."""
    data = parquet({"本文": [["川"]], "x": ["山"]})
    assert "holds no texts" in refused(data, "parquet")
    assert "no column 'y'" in refused(data, "parquet", text="y")
    assert "Parquet" in refused(data[:-20], "parquet")
    assert "Parquet" in refused(b"", "parquet")


@pytest.mark.parametrize(("kind", "package"), [("xlsx", "openpyxl"), ("parquet", "pyarrow")])
def test_what_must_be_installed(kind: str, package: str, workbook: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package the message is the command that installs it."""
    monkeypatch.setitem(sys.modules, package, None)
    assert f"pip install {package}" in refused(workbook, kind)


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet"])
def test_damaged_tables(kind: str, workbook: bytes) -> None:
    """Whatever byte is changed, the rows come or an ArticleError."""
    whole = {"csv": ESSAYS.encode("cp932"), "xlsx": workbook, "parquet": parquet({"本文": ["川です。"] * 50})}[kind]
    rng = random.Random(kind)
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(rng.choice([1, 2, 10])):
            data[rng.randrange(len(data))] = rng.randrange(256)
        if rng.random() < 0.2:
            del data[rng.randrange(len(data)) :]
        try:
            assert all(isinstance(entry, Entry) for entry in read(bytes(data), kind, keep=["本文"]))
        except ArticleError:
            continue


def test_a_number_is_the_same_text_in_every_kind_of_table(tmp_path: Path) -> None:
    """12345 is 12345, and no 12345.0, whether it comes from CSV, a workbook, a Parquet file or a DataFrame."""
    openpyxl = pytest.importorskip("openpyxl")
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    cells = [12345, 12345.0, 0.5]
    (tmp_path / "a.csv").write_text("id,本文\n7,12345\n8,12345\n9,0.5\n", "utf-8")
    book = openpyxl.Workbook()
    for row in (["id", "本文"], *zip((7, 8.0, 9), cells, strict=True)):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    numbers = pyarrow.table({"id": [7.0, 8.0, 9.0], "本文": [float(cell) for cell in cells]})
    parquet.write_table(numbers, tmp_path / "a.parquet")
    for name in ("a.csv", "a.xlsx", "a.parquet"):
        found = list(jr.read_articles(tmp_path / name, keep=["id"]))
        assert [(one.id.split("#")[-1], one.blocks[0].text) for one in found] == [
            ("7", "12345"),
            ("8", "12345"),
            ("9", "0.5"),
        ], name
    frame = jr.analyze_frame(pd.DataFrame({"本文": cells}, dtype=object), text="本文")
    assert frame["characters"].tolist() == [5, 5, 3]
    assert frame["error"].tolist() == ["", "", ""]
    assert jr.analyze_frame(pd.DataFrame({"本文": cells}), text="本文")["characters"].tolist() == [5, 5, 3]
