"""Streams: one analysis after the other, and articles written as they are measured."""

from pathlib import Path

import pandas as pd
import pytest

import jreadtools as jr
from jreadtools.cli.main import main


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Thirty posts and a file that is none."""
    made = tmp_path / "posts"
    made.mkdir()
    for number in range(30):
        (made / f"{number:02}.md").write_text(f"# 題{number}\n\n花が{number}輪咲きました。鳥が鳴いている。\n", "utf-8")
    (made / "broken.md").write_bytes(b"\x00\x01\x02\xff")
    return made


def test_analyses_come_one_at_a_time(folder: Path) -> None:
    """In the order of the folder's table, with sentences and findings; what cannot be read is a Failure in its place."""
    stream = jr.iter_analyses(folder)
    first = next(stream)
    assert isinstance(first, jr.Analysis)
    assert [s.text for s in first.sentences] == ["題0", "花が0輪咲きました。", "鳥が鳴いている。"]
    rest = list(stream)
    failed = [one for one in rest if isinstance(one, jr.Failure)]
    assert [Path(one.path).name for one in failed] == ["broken.md"]
    analyses = [first, *(one for one in rest if isinstance(one, jr.Analysis))]
    table = jr.analyze_folder(folder).articles
    assert [a["characters"] for a in analyses] == table["characters"].tolist()


def test_wrong_arguments_are_said_at_once() -> None:
    """Not when the first article is asked for."""
    with pytest.raises(TypeError, match="folder or a file"):
        jr.iter_analyses()
    with pytest.raises(jr.UnknownMetricError):
        jr.iter_analyses("posts", metrics=["kanjis"])


@pytest.mark.parametrize("workers", [1, 2])
def test_a_file_has_what_the_frame_has(folder: Path, tmp_path: Path, workers: int) -> None:
    """The same rows, columns and values as Results.articles."""
    made = jr.analyze_folder(folder, output=tmp_path / "m.csv", workers=workers)
    assert (made.articles, [Path(path).name for path in made.failures["path"]]) == (30, ["broken.md"])
    frame = jr.analyze_folder(folder).articles
    read = pd.read_csv(tmp_path / "m.csv", encoding="utf-8-sig", dtype=str)  # pandas 2 reads floats a bit off
    assert list(read.columns) == list(frame.columns)
    numbers = frame.select_dtypes("number").columns
    pd.testing.assert_frame_equal(read[numbers].astype(float), frame[numbers].astype(float), check_exact=True)
    assert read["id"].tolist() == frame["id"].tolist()


def test_parquet_keeps_the_types(folder: Path, tmp_path: Path) -> None:
    """Counts are whole numbers, an undefined measure is missing."""
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    jr.analyze_folder(folder, output=str(tmp_path / "m.parquet"))
    read = pd.read_parquet(tmp_path / "m.parquet")
    assert str(read["characters"].dtype) == "int64"
    assert read["mattr50"].isna().all()


def test_a_workbook_has_sentences_and_failures(folder: Path, tmp_path: Path) -> None:
    """A sheet each."""
    pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    jr.analyze_folder(folder, output=tmp_path / "m.xlsx")
    sheets = pd.read_excel(tmp_path / "m.xlsx", sheet_name=None)
    columns = sheets.pop("columns")
    assert {name: len(sheet) for name, sheet in sheets.items()} == {"articles": 30, "sentences": 90, "failures": 1}
    assert set(columns.iloc[:, 0]) == {*sheets["articles"], *sheets["sentences"]}


def test_japanese_headers(tmp_path: Path) -> None:
    """As `analyze --headers ja` writes them; names are the default, by which scripts find columns."""
    path = tmp_path / "own.csv"
    path.write_text("級,文字数,本文\nN2,多,花が咲きました。\n", "utf-8")
    words = ["--keep", "級,文字数", "--headers", "ja", "--no-cache", "--lang", "ja"]
    for name in ("o.csv", "o.tsv", "o.xlsx"):
        jr.analyze_folder(path, output=tmp_path / name, headers="ja", keep=["級", "文字数"])
        main(["analyze", str(path), *words, "-o", str(tmp_path / f"cli-{name}")])
    for name, sign in (("o.csv", ","), ("o.tsv", "\t")):
        found, wanted = (list(pd.read_csv(tmp_path / one, sep=sign)) for one in (name, f"cli-{name}"))
        assert [column for column in found if column != "エラー"] == wanted
        assert found[:3] == ["ファイル", "ID", "題名"]
        assert {"級", "文字数", "文字数（characters）", "漢字率"} <= set(found)
    pytest.importorskip("openpyxl")
    book, same = (pd.read_excel(tmp_path / name, sheet_name=None) for name in ("o.xlsx", "cli-o.xlsx"))
    assert list(book) == list(same) == ["記事", "文", "読めなかったもの", "列の説明"]
    for sheet, table in book.items():
        assert [column for column in table if column != "エラー"] == [one for one in same[sheet] if one != "エラー"]
    with pytest.raises(ValueError, match='headers is "ja" or "en"'):
        jr.analyze_folder(path, output=tmp_path / "x.csv", headers="de")  # type: ignore[call-overload]


def test_an_unknown_ending_is_said(folder: Path, tmp_path: Path) -> None:
    """Before anything is written; the message names the endings there are."""
    with pytest.raises(jr.JreadtoolsError, match=r"\.parquet"):
        jr.analyze_folder(folder, output=tmp_path / "m.docx")
    assert list(tmp_path.iterdir()) == [folder]


def test_a_copy_is_marked_whichever_batch_it_is_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same prose in two files: the second names the first, in a file as in a frame."""
    (tmp_path / "posts").mkdir()
    for name in "abc":
        (tmp_path / "posts" / f"{name}.md").write_text(f"今日は{name if name == 'b' else '晴れ'}です。", "utf-8")
    monkeypatch.setattr("jreadtools.batches.run.BATCH", 1)
    jr.analyze_folder(tmp_path / "posts", output=tmp_path / "m.csv")
    assert pd.read_csv(tmp_path / "m.csv", keep_default_na=False)["duplicate_of"].tolist() == ["", "", "a.md"]


def test_drafts_may_be_left_out_of_a_stream(tmp_path: Path) -> None:
    """As in analyze_folder."""
    (tmp_path / "a.md").write_text("---\ndraft: true\n---\n下書きです。", "utf-8")
    assert [one.path for one in jr.iter_analyses(tmp_path, drafts=False) if isinstance(one, jr.Failure)] == []
    assert list(jr.iter_analyses(tmp_path, drafts=False)) == []
    assert len(list(jr.iter_analyses(tmp_path))) == 1


@pytest.mark.parametrize("keep", [["characters"], ["path"], ["line"]])
def test_a_kept_column_is_no_second_one_of_its_name(tmp_path: Path, keep: list[str]) -> None:
    """It is said, and nothing is written."""
    (tmp_path / "t.csv").write_text("id,characters,path,line,body\n1,あ,p,3,今朝は早く起きた。\n", "utf-8")
    with pytest.raises(ValueError, match=f"already \\({keep[0]}\\)"):
        jr.analyze_folder(tmp_path / "t.csv", text="body", keep=keep, output=tmp_path / "m.csv")
    assert not (tmp_path / "m.csv").exists()


def test_an_id_that_is_kept_stands_there_once(tmp_path: Path) -> None:
    """Also when it is named twice."""
    (tmp_path / "t.csv").write_text("id,title,body\n7,題,今朝は早く起きた。\n", "utf-8")
    jr.analyze_folder(tmp_path / "t.csv", text="body", keep=["id", "id", "title"], output=tmp_path / "m.jsonl")
    jr.analyze_folder(tmp_path / "t.csv", text="body", keep=["id", "id", "title"], output=tmp_path / "m.csv")
    header = (tmp_path / "m.csv").read_text("utf-8-sig").split("\n")[0].split(",")
    assert len(header) == len(set(header))


@pytest.mark.parametrize("source", ["posts", "posts/00.md", "list"])
def test_an_output_never_replaces_what_is_read(tmp_path: Path, folder: Path, source: str) -> None:
    """Neither a file that was named nor a post of a folder; a table beside the posts is replaced as ever."""
    before = (folder / "00.md").read_text("utf-8")
    sources = [[folder / "00.md"]] if source == "list" else [tmp_path / source]
    with pytest.raises(jr.JreadtoolsError, match="is being read"):
        jr.analyze_folder(*sources, output=folder / "00.md")
    assert (folder / "00.md").read_text("utf-8") == before
    assert main(["analyze", *map(str, sources[0] if source == "list" else sources), "-o", str(folder / "00.md")]) == 2
    assert (folder / "00.md").read_text("utf-8") == before
    for _ in range(2):
        assert jr.analyze_folder(folder, output=folder / "m.csv").articles == 30


def test_a_defect_in_a_reader_costs_one_article(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in analyze_folder: the article is a Failure, and the next one follows."""
    from jreadtools.sources import markdown

    text = (folder / "03.md").read_text("utf-8")
    honest = markdown.parse

    def broken(source: str) -> jr.Article:
        if source == text:
            raise RuntimeError("broken rule")
        return honest(source)

    monkeypatch.setattr(markdown, "parse", broken)
    stream = list(jr.iter_analyses(folder))
    failures = {Path(one.path).name: str(one.error) for one in stream if isinstance(one, jr.Failure)}
    assert failures["03.md"] == "could not be read (RuntimeError: broken rule)"
    assert sum(isinstance(one, jr.Analysis) for one in stream) == 29
