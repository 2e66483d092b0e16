"""--by: groups in place of articles, and beside them in a workbook."""

import csv
import io
from pathlib import Path

import pandas as pd
import pytest

import jreadtools as jr
from jreadtools.cli.main import main

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def essays(tmp_path: Path) -> Path:
    path = tmp_path / "essays.csv"
    lines = ["氏名,級,本文", "甲,N10,猫が鳴く。", "乙,N2,経済政策を決定する。", "丙,N2,犬だ。", "丁,,空。"]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def run(capsys: Capture, *words: str, lang: str = "ja") -> tuple[int, str, str]:
    code = main(["analyze", *words, "--lang", lang, "--no-cache", "--workers=1"])
    out, err = capsys.readouterr()
    return code, out, err


def test_groups_in_place_of_articles(essays: Path, capsys: Capture) -> None:
    """By a column of the table, which needs no --keep; pooled as `total` does it."""
    code, out, err = run(capsys, str(essays), "--by", "級")
    assert (code, err) == (0, "")
    assert [line.split()[:3] for line in out.splitlines()] == [
        ["級", "本数", "時間"], ["（なし）", "1", "約1分"], ["N2", "2", "約1分"], ["N10", "1", "約1分"],
    ]  # fmt: skip
    _, out, _ = run(capsys, str(essays), "--by", "級", "--format", "csv")
    found = pd.read_csv(io.StringIO(out), keep_default_na=False).set_index("級")
    wanted = jr.analyze_folder(essays, keep=["級"]).total(by="級")
    assert list(found) == list(wanted)
    assert found["kanji_ratio"].tolist() == wanted["kanji_ratio"].tolist()
    assert found["articles"].tolist() == wanted["articles"].tolist()


@pytest.mark.parametrize(
    ("form", "lang", "lines"),
    [
        ("table", "en", ["級      articles  kanji", "(none)         1    50%", "N2             2    54%", "N10            1    40%"]),
        ("markdown", "ja", ["| 級 | 本数 | 漢字率 |", "| --- | ---: | ---: |", "| （なし） | 1 | 50% |", "| N2 | 2 | 54% |", "| N10 | 1 | 40% |"]),
    ],
)  # fmt: skip
def test_groups_as_people_read_them(form: str, lang: str, lines: list[str], essays: Path, capsys: Capture) -> None:
    """Numbers at the right, what is in no group by a word."""
    asked = ("--by", "級", "--columns", "articles,kanji_ratio", "--format", form)
    assert run(capsys, str(essays), *asked, lang=lang)[1].splitlines() == lines


def test_columns_order_and_headers(essays: Path, capsys: Capture) -> None:
    asked = ("--format", "csv", "--columns", "articles,kanji_ratio", "--sort", "-kanji_ratio", "--headers", "ja")
    _, out, _ = run(capsys, str(essays), "--by", "級", *asked)
    rows = list(csv.reader(io.StringIO(out)))
    assert rows[0] == ["級", "本数", "漢字率"]
    assert [row[0] for row in rows[1:]] == ["N2", "（なし）", "N10"]


@pytest.mark.parametrize("by", ["tag", "category", "month", "year", "folder", "draft", "format"])
def test_groups_of_any_source(by: str, capsys: Capture, root: Path) -> None:
    posts = root / "examples" / "posts"
    _, out, _ = run(capsys, str(posts), "--by", by, "--format", "csv", "--columns", "articles,characters")
    wanted = jr.analyze_folder(posts).total(by=by)[["articles", "characters"]]
    rows = list(csv.reader(io.StringIO(out)))[1:]
    assert [row[0] for row in rows[:3]] == [
        name if by != "folder" else str(posts) for name in wanted.index.tolist()[:3]
    ]
    assert [[int(cell) for cell in row[1:]] for row in rows] == wanted.to_numpy().tolist()


def test_a_workbook_has_both(essays: Path, tmp_path: Path, capsys: Capture) -> None:
    """A teacher's book: essays, means by level, sentences, and what each column is."""
    pytest.importorskip("openpyxl")
    path = tmp_path / "o.xlsx"
    run(capsys, str(essays), "--by", "級", "--keep", "氏名", "--headers", "ja", "-o", str(path))
    sheets = pd.read_excel(path, sheet_name=None, keep_default_na=False)
    assert list(sheets) == ["記事", "まとまり", "文", "読めなかったもの", "列の説明"]
    assert list(sheets["記事"])[:4] == ["ID", "氏名", "級", "題名"]
    assert list(sheets["まとまり"])[:3] == ["級", "本数", "読書時間"]
    assert sheets["まとまり"]["級"].tolist() == ["（なし）", "N2", "N10"]


def test_groups_fit_a_terminal_and_no_time_is_cut(
    essays: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Short labels, as over a table of articles."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    _, out, _ = run(capsys, str(essays), "--by", "級", lang="en")
    lines = out.splitlines()
    assert lines[0].split() == ["級", "articles", "time", "chars", "sents", "mean", "long", "kanji"]
    assert all("about 1 min" in line for line in lines[1:])
    assert max(map(len, lines)) <= 80


def test_what_is_no_group_and_no_column(essays: Path, capsys: Capture, root: Path) -> None:
    code, _, err = run(capsys, str(root / "examples" / "posts"), "--by", "tags", lang="en")
    assert code == 2
    assert "--by tags: articles cannot be grouped by this column; did you mean tag?" in err
    code, _, err = run(capsys, str(root / "examples" / "posts"), "--by", "級")
    assert code == 2
    assert "--by 級: この名前の列を持つ表がありません。表の列のほかに指定できるもの: tag, folder" in err
    code, _, err = run(capsys, str(essays), "--by", "学年")
    assert code == 2
    assert "「学年」という列はありません" in err
    code, _, err = run(capsys, str(essays), "--by", "級", "--sort", "title", lang="en")
    assert code == 2
    assert "the table of --by has no column 'title'" in err
    empty = essays.with_name("empty")
    empty.mkdir()
    assert run(capsys, str(empty), "--by", "tag")[1] == ""


def test_dates_of_a_table_are_read_before_they_are_cut(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "dated.csv"
    path.write_text("date,級,本文\n2026/1/5,1,雨。\n2026年1月7日,2,雪。\n2026-02-09,2,晴れ。\n", "utf-8")
    _, out, _ = run(capsys, str(path), "--keep", "date", "--by", "month", "--format", "csv", "--columns", "articles")
    assert out.splitlines()[1:] == ["2026-01,2", "2026-02,1"]
    _, out, _ = run(capsys, str(path), "--keep", "級", "--format", "csv", "--columns", "級", "--sort", "-級")
    assert out.splitlines()[1:] == ["2", "2", "1"]


def test_what_does_not_go_together_is_said(essays: Path, capsys: Capture) -> None:
    assert run(capsys, str(essays), "--by", "級", "--among", "web")[0] == 2
    path = essays.with_name("own.csv")
    path.write_text("category,本文\n作文,雨。\n", "utf-8")
    code, _, err = run(capsys, str(path), "--keep", "category", "--by", "category")
    assert (code, "表の列名" in err) == (2, True)


def test_the_sheet_of_groups_is_sorted_and_cut_too(essays: Path, tmp_path: Path, capsys: Capture) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    path = tmp_path / "o.xlsx"

    def sheets(*words: str) -> dict[str, list[list[object]]]:
        assert run(capsys, str(essays), "--by", "級", "-o", str(path), *words, lang="en")[0] == 0
        book = openpyxl.load_workbook(path)
        return {name: [[cell.value for cell in row] for row in book[name].iter_rows()] for name in book.sheetnames}

    found = sheets("--columns", "articles,kanji_ratio", "--sort", "-kanji_ratio", "--top", "2")
    assert found["groups"][0] == ["級", "articles", "kanji_ratio"]
    assert [row[0] for row in found["groups"][1:]] == ["N2", None]
    assert found["articles"][0] == ["kanji_ratio"]
    assert len(found["articles"]) == 3
    found = sheets("--sort", "-articles", "--columns", "id,kanji_ratio")
    assert [row[1] for row in found["groups"][1:]] == [2, 1, 1]
    assert [str(row[0])[-2:] for row in found["articles"][1:]] == ["#2", "#3", "#4", "#5"]


def test_one_value_is_one_group(tmp_path: Path, capsys: Capture) -> None:
    """2.0 of a CSV file, the number 2 of a workbook, and full-width digits."""
    path = tmp_path / "own.csv"
    path.write_text("学年,本文\n2.0,雨。\n2,雪。\n２,風。\nＮ１,霜。\n2.5,空。\n", "utf-8")
    _, out, _ = run(capsys, str(path), "--by", "学年", "--format", "csv", "--columns", "articles")
    assert out.splitlines()[1:] == ["2,3", "2.5,1", "N1,1"]
    assert jr.analyze_folder(path, keep=["学年"]).total(by="学年")["articles"].to_dict() == {"2": 3, "2.5": 1, "N1": 1}


@pytest.mark.parametrize(
    ("by", "meant"), [("タグ", "tag"), ("月", "month"), ("カテゴリー", "category"), ("フォルダ", "folder")]
)
def test_japanese_names_of_groups_are_understood(by: str, meant: str, capsys: Capture, root: Path) -> None:
    code, _, err = run(capsys, str(root / "examples" / "posts"), "--by", by)
    assert (code, f"{meant} のことでしょうか" in err) == (2, True)


def test_japanese_names_of_columns_are_understood(capsys: Capture, root: Path) -> None:
    code, _, err = run(capsys, str(root / "examples" / "posts"), "--by", "tag", "--sort", "漢字率")
    assert (code, "kanji_ratio のことでしょうか" in err) == (2, True)
    code, _, err = run(capsys, str(root / "examples" / "posts"), "--by", "tag", "--columns", "本数")
    assert (code, "articles のことでしょうか" in err) == (2, True)


def test_japanese_headers_of_groups(tmp_path: Path, capsys: Capture) -> None:
    """date and title in Japanese too; what a table's own column is called stays its own."""
    path = tmp_path / "own.csv"
    path.write_text("date,本数,文字数,本文\n2026/1/5,三,多,雨。\n2026年1月7日,四,少,雪。\n", "utf-8")

    def header(*words: str) -> list[str]:
        _, out, _ = run(capsys, str(path), *words, "--format", "csv", "--headers", "ja")
        return out.splitlines()[0].split(",")[:4]

    assert header("--by", "date")[:2] == ["日付", "本数"]
    assert header("--by", "title")[:2] == ["題名", "本数"]
    assert header("--by", "month", "--keep", "date")[:2] == ["月", "本数"]
    assert header("--by", "本数")[:2] == ["本数", "本数（articles）"]
    assert "文字数（characters）" in header("--by", "文字数", "--columns", "articles,characters")


def test_the_legend_knows_the_columns_of_groups(tmp_path: Path, capsys: Capture, root: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    path = tmp_path / "o.xlsx"
    run(capsys, str(root / "examples" / "posts"), "--by", "month", "--headers", "ja", "-o", str(path))
    book = openpyxl.load_workbook(path)
    rows = {row[0].value: [cell.value or "" for cell in row[1:]] for row in book["列の説明"].iter_rows()}
    assert rows["月"] == ["month", "", "", "", "", "記事を分けたまとまり"]
    assert rows["本数"] == ["articles", "本", "", "", "", "まとまりに入る記事の数"]
    assert {cell.value for cell in book["まとまり"][1]} <= set(rows)


def test_a_kept_date_is_a_date(tmp_path: Path, capsys: Capture) -> None:
    """As one that nobody asked for; what is none stays as it was written."""
    path = tmp_path / "own.csv"
    path.write_text("date,updated,本文\n2026/1/5,2026年2月1日,雨。\n春ごろ,,雪。\n", "utf-8")
    _, out, _ = run(capsys, str(path), "--keep", "date,updated", "--format", "csv", "--columns", "date,updated")
    assert out.splitlines()[1:] == ["2026-01-05,2026-02-01", "春ごろ,"]
