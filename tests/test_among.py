"""--among: places as columns, as lines below a table, and in the summary of one article."""

import csv
import io
import re
from pathlib import Path

import pytest

import jreadtools as jr
from jreadtools.batches import progress
from jreadtools.cli.among import among_of
from jreadtools.cli.main import main
from jreadtools.cli.session import Run
from jreadtools.measure.settings import Settings
from jreadtools.views.standing_words import standing_sentence

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    """Twenty-two posts, their sentences longer from one to the next; one is short."""
    folder = tmp_path / "posts"
    folder.mkdir()
    for n in range(22):
        (folder / f"{n:02}.txt").write_text(f"朝の茶畑を{'とても' * n}ゆっくり歩きます。\n\n" * 80, "utf-8")
    (folder / "short.txt").write_text("今日は晴れです。", "utf-8")
    return folder


def run(capsys: Capture, *words: str, lang: str = "ja") -> tuple[int, str, str]:
    code = main([*words, "--lang", lang, "--no-cache", "--workers=1"])
    out, err = capsys.readouterr()
    return code, out, err


def test_below_a_table_stands_how_many_are_where(posts: Path, capsys: Capture) -> None:
    code, out, err = run(capsys, "analyze", str(posts), "--among", "web")
    assert (code, err) == (0, "")
    table, lines = out.split("\n\n")
    assert table.count("\n") == 24  # a header, 23 articles, their total
    assert lines.startswith("Web の記事3,378本（160人）と比べて\n  平均文長 ")
    assert re.search(r"長いほうの4分の1に\d+本、短いほうの4分の1に\d+本、その間に\d+本、比べられないもの1本", lines)
    assert "  比べられないもの1本: 短いので比べられません（1,000字・25文から比べます）\n" in lines
    assert "%" not in lines


def test_posts_that_are_compared_with_are_told_of(posts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Articles, failures and characters, while they are measured; without --progress nothing in a pipe."""
    monkeypatch.setattr(progress, "FIRST", 0.0)
    monkeypatch.setattr(progress, "LINES", 0.0)
    (posts / "broken.txt").write_bytes(b"\0\1")
    for asked in (True, None):
        err = io.StringIO()
        found = among_of(str(posts), Run(io.StringIO(), err, "en"), Settings(), workers=1, progress=asked)
        assert found.norms.name == str(posts)
        assert ("23 articles, 1 failed" in err.getvalue()) == bool(asked)


def test_where_no_article_can_be_compared_only_the_reason_is_said(posts: Path, capsys: Capture) -> None:
    _, out, _ = run(capsys, "analyze", str(posts / "short.txt"), "--among", "web", "--format", "table")
    assert out.partition("\n\n")[2] == (
        "Web の記事3,378本（160人）と比べて\n  比べられないもの1本: 短いので比べられません（1,000字・25文から比べます）\n"
    )


def test_the_lines_go_where_the_table_goes(posts: Path, capsys: Capture, tmp_path: Path) -> None:
    """A text file and Markdown are for people too."""
    _, shown, _ = run(capsys, "analyze", str(posts), "--among", "web")
    path = tmp_path / "o.txt"
    run(capsys, "analyze", str(posts), "--among", "web", "--format", "table", "-o", str(path))
    assert path.read_text("utf-8") == shown
    _, out, _ = run(capsys, "analyze", str(posts), "--among", "web", "--format", "markdown")
    assert re.search(r"\|\n\nWeb の記事3,378本（160人）と比べて\n\n\* 平均文長 +長いほうの", out)
    run(capsys, "analyze", str(posts), "--among", str(posts), "-o", str(tmp_path / "o.md"), lang="en")
    assert f"\nAmong 22 articles in {posts}\n\n* mean" in (tmp_path / "o.md").read_text("utf-8")


def test_top_cuts_the_table_and_not_what_is_said_below(posts: Path, capsys: Capture) -> None:
    """Who asks which posts come first still wants to know how all of them stand."""
    _, whole, _ = run(capsys, "analyze", str(posts), "--among", "web")
    _, out, _ = run(capsys, "analyze", str(posts), "--among", "web", "--top", "3")
    assert out.partition("\n\n")[0].count("\n") == 4
    below = whole.partition("\n\n")[2]
    assert out.partition("\n\n")[2] == f"全23本を、{below}"


def test_japanese_headers_have_japanese_places(posts: Path, capsys: Capture, tmp_path: Path) -> None:
    place = "sentence_characters_mean_standing"
    asked = ("--among", "web", "--columns", f"id,{place}", "--headers", "ja", "--sort", f"-{place}")
    _, out, _ = run(capsys, "analyze", str(posts), *asked, "--format", "csv")
    assert out.splitlines()[:2] == ["ID,平均文長の位置", "21.txt,長いほうの1割"]
    assert out.splitlines()[-1] == "short.txt,"
    _, out, _ = run(capsys, "analyze", str(posts), *asked, "--format", "jsonl")  # scripts alone read it
    assert out.splitlines()[0] == f'{{"id": "21.txt", "{place}": "high tenth"}}'
    openpyxl = pytest.importorskip("openpyxl")
    run(capsys, "analyze", str(posts), *asked, "-o", str(tmp_path / "o.xlsx"))
    sheet = openpyxl.load_workbook(tmp_path / "o.xlsx")["記事"]
    assert [cell.value for cell in sheet[2]] == ["21.txt", "長いほうの1割"]


def test_among_ones_own_posts(posts: Path, capsys: Capture) -> None:
    _, out, _ = run(capsys, "analyze", str(posts / "21.txt"), "--among", str(posts), lang="en")
    said = "".join(out.split())  # a long path is cut to fit the lines
    assert f"Among 22 articles in {posts}, the sentences are in the longest quarter".replace(" ", "") in said
    assert "kanjiisinthelowestquarter" in said
    _, out, _ = run(capsys, "analyze", str(posts / "short.txt"), "--among", "web")
    assert "Web の記事3,378本（160人）との比較: 短いので比べられません（1,000字・25文から比べます）。" in re.sub(
        r"\n +", "", out
    )


def test_few_posts_say_nothing(posts: Path, capsys: Capture) -> None:
    for n in range(5):
        (posts / f"{n:02}.txt").unlink()
    _, out, _ = run(capsys, "analyze", str(posts), "--among", str(posts), lang="en")
    assert out.endswith(
        "17 articles in "
        + str(posts)
        + " are too few to compare with (20 are needed, without drafts, doubles and short ones)\n"
    )
    _, out, _ = run(capsys, "analyze", str(posts), "--among", str(posts))
    assert out.endswith(f"{posts} の記事17本では比べられません（下書き・重複・短い記事を除いて20本から比べます）\n"), (
        out
    )
    _, out, err = run(capsys, "analyze", str(posts), "--among", str(posts), "--format", "csv", lang="en")
    assert "_standing" not in out
    assert (
        err
        == f"jreadtools: 17 articles in {posts} are too few to compare with (20 are needed, without drafts, doubles and short ones)\n"
    )


def test_files_have_columns_of_places(posts: Path, capsys: Capture, tmp_path: Path) -> None:
    place = "sentence_characters_mean_standing"
    _, out, _ = run(capsys, "analyze", str(posts), "--among", "web", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert next(name for name in rows[0] if name.endswith("_standing")) == place
    assert rows[0][place] == "low tenth"
    assert rows[-1][place] == ""
    _, out, _ = run(capsys, "analyze", str(posts), "--among", "web", "--columns", f"id,{place}", "--sort", f"-{place}")
    assert out.splitlines()[0].split() == ["ID", "平均文長の位置"]
    assert out.splitlines()[1].split() == ["21.txt", "長いほうの1割"]
    for name in ("a.xlsx", "a.parquet", "a.jsonl"):
        assert run(capsys, "analyze", str(posts), "--among", "web", "-o", str(tmp_path / name))[0] == 0


def test_nothing_is_guessed(posts: Path, capsys: Capture, tmp_path: Path) -> None:
    code, out, err = run(capsys, "analyze", str(posts), "--among", "tehc", lang="en")
    assert (code, out) == (2, "")
    assert "did you mean tech? it is one of web, tech, life, docs, literature, or a folder with posts" in err
    (tmp_path / "empty").mkdir()
    code, _, err = run(capsys, "analyze", str(posts), "--among", str(tmp_path / "empty"))
    assert code == 2
    assert "記事がありません" in err
    _, out, _ = run(capsys, "analyze", str(posts), "--columns", "kanji_ratio_standing")
    assert out == ""


def test_norms_of_one_metric_say_that_one_alone() -> None:
    """Tables of one's own need not hold the others."""
    norms = jr.Norms.of([{"characters": 900, "sentences": 30, "kanji_ratio": n / 100} for n in range(60)])
    analysis = jr.analyze("山の上で鳥がゆっくり鳴いています。\n\n" * 80, lang="ja")
    short = jr.analyze("山の上で鳥がゆっくり鳴いています。", lang="ja")
    assert standing_sentence(analysis, norms, "ja") == "自分の記事60本と比べると、漢字は真ん中あたりです。"
    en = standing_sentence(analysis, norms, "en")
    assert en == "Among 60 articles of your own, the share of kanji is about the middle."
    why = "短いので比べられません（1,000字・25文から比べます）"
    assert standing_sentence(short, norms, "ja") == f"自分の記事60本との比較: {why}。"
