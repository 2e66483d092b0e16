"""What somebody keeps of the page of `serve`: what the commands write, of a text and of the file that is open."""

import csv
import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

import jreadtools as jr
from jreadtools.live.kept_files import KEPT, kept_file
from jreadtools.measure.settings import Settings

SETTINGS = Settings(lang="en")


@pytest.mark.parametrize(
    ("name", "data"), [("old-radio.md", ""), ("a.csv", "title,body\n甲,花が咲く。\n乙,鳥が鳴く。\n")]
)
def test_a_table_is_what_analyze_writes(name: str, data: str, posts: Path, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data.encode() or (posts / name).read_bytes())
    jr.analyze_folder(path, lang="en", output=tmp_path / "out.csv")
    kept = kept_file(path.read_bytes(), name, None, "csv", SETTINGS)
    found, wanted = (
        list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"))))
        for table in (kept, (tmp_path / "out.csv").read_bytes())
    )
    assert [row | {"path": ""} for row in found] == [row | {"path": ""} for row in wanted]
    assert {row["path"] for row in found} == {name}


def test_what_it_is_written_in_is_found_out_or_known() -> None:
    for markup, characters in ((None, "5"), ("plain", "12")):
        kept = kept_file("<b>花が咲く。</b>".encode(), "a.md", markup, "csv", SETTINGS).decode("utf-8-sig")
        assert next(csv.DictReader(io.StringIO(kept)))["characters"] == characters


def test_a_workbook_has_the_sheets_of_analyze() -> None:
    with zipfile.ZipFile(io.BytesIO(kept_file("花が咲く。".encode(), "", None, "xlsx", SETTINGS))) as book:
        assert 'name="articles"' in book.read("xl/workbook.xml").decode()


@pytest.mark.parametrize(("name", "title"), [("a.csv", "a.csv"), ("", "standard input")])
def test_a_report_is_called_after_its_file_and_has_its_day(name: str, title: str) -> None:
    page = kept_file("body\n花が咲く。\n鳥が鳴く。\n".encode(), name, None, "html", SETTINGS).decode()
    assert "花が咲く。" in page
    assert date.today().isoformat() in page
    assert title in page


def test_what_can_be_kept() -> None:
    assert list(KEPT) == ["html", "csv", "xlsx"]
