"""The report's tables of groups and of places among other articles, and `report --by`, `--keep`, `--among`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import jreadtools as jr
from jreadtools.cli.main import main
from jreadtools.metrics.norms import Norms
from jreadtools.reports.list_tables import TableView, among_table
from jreadtools.views.listing import ListRow

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def essays(tmp_path: Path) -> Path:
    path = tmp_path / "essays.csv"
    lines = ["氏名,級,本文", "甲,N10,猫が鳴く。", "乙,N2,経済政策を決定する。", "丙,N2.0,犬だ。", "丁,,空。"]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    """Posts long enough to be compared, with more and more kanji, and a short one."""
    folder = tmp_path / "posts"
    folder.mkdir()
    for n in range(24):
        (folder / f"{n:02}.md").write_text(
            f"---\ntitle: 題{n:02}\n---\n\n" + f"朝の{'茶畑と' * n}をゆっくりと歩きました。" * 80, "utf-8"
        )
    (folder / "short.md").write_text("今日は晴れです。", "utf-8")
    return folder


def run(capsys: Capture, *words: str, lang: str = "ja") -> tuple[int, str, str]:
    code = main(["report", "--workers", "1", *words, "--lang", lang])
    out, err = capsys.readouterr()
    return code, out, err


def words_of(html: str) -> str:
    return " ".join(re.sub(r"<(style|script).*?</\1>|<[^>]*>", " ", html, flags=re.DOTALL).split())


def section(html: str, name: str) -> str:
    found = re.search(rf'<section id="{name}".*?</section>', html, re.DOTALL)
    return words_of(found[0]) if found else ""


@pytest.mark.parametrize("workers", ["1", "2"])
def test_groups_of_a_column(essays: Path, tmp_path: Path, capsys: Capture, workers: str) -> None:
    """Pooled as `total` does it; the column needs no --keep, and is a label of each article too."""
    page = tmp_path / "o.html"
    code, _, err = run(capsys, str(essays), "--by", "級", "--keep", "氏名", "-o", str(page), "--workers", workers)
    assert (code, err) == (0, "")
    html = page.read_text("utf-8")
    total = jr.analyze_folder(essays, keep=["級"]).total(by="級")
    said = section(html, "groups")
    assert said.startswith("級別 割合と平均は、まとまり全体の字数や文数から求めています。")
    for name, found in total.iterrows():
        shown = f"{name or '（なし）'} {found['articles']}本 約1分 {found['sentence_characters_mean']:.0f}字"
        assert f"{shown} 0% {100 * found['kanji_ratio']:.0f}% 0文 {found['sentences']}文の0%" in said
    assert '<a href="#groups">級別</a>' in html
    assert "<span>氏名: <b>甲</b></span> <span>級: <b>N10</b></span>" in html
    assert "<span>氏名: 乙</span> <span>級: N2</span>" in html  # in the article itself


@pytest.mark.parametrize("by", ["tag", "category", "month", "year", "folder", "draft", "format"])
def test_groups_of_any_source(by: str, tmp_path: Path, capsys: Capture, root: Path) -> None:
    page, source = tmp_path / "o.html", root / "examples" / "posts"
    assert run(capsys, str(source), "--by", by, "-o", str(page), lang="en")[0] == 0
    html = page.read_text("utf-8")
    found = re.search(r'<section id="groups".*?</section>', html, re.DOTALL)
    assert found
    assert f"By {by}" in found[0]
    total = jr.analyze_folder(source).total(by=by)
    assert found[0].count("<tr ") == len(total) + 1
    assert [int(n) for n in re.findall(r'data-l="Articles">(\d+)', found[0])] == total["articles"].tolist()


@pytest.mark.parametrize(("by", "tables"), [("tag", ["groups"]), ("year", ["groups", "tags"])])
def test_there_is_one_table_of_tags(by: str, tables: list[str], tmp_path: Path, capsys: Capture) -> None:
    for number in range(2):
        (tmp_path / f"{number}.md").write_text(f"---\ntags: [茶]\ndate: 202{number}-01-01\n---\n茶を飲む。\n", "utf-8")
    page = tmp_path / "o.html"
    assert run(capsys, str(tmp_path), "--by", by, "-o", str(page))[0] == 0
    html = page.read_text("utf-8")
    assert re.findall(r'<section id="(groups|tags)"', html) == tables
    assert html.count(">タグ別</h2>") == 1


def test_a_column_that_no_table_has(essays: Path, tmp_path: Path, capsys: Capture, root: Path) -> None:
    page = tmp_path / "o.html"
    code, _, err = run(capsys, str(root / "examples" / "posts"), "--by", "タグ", "-o", str(page))
    assert (code, page.exists()) == (2, False)
    assert "--by タグ: この名前の列を持つ表がありません。tag のことでしょうか" in err
    code, _, err = run(capsys, str(essays), "--by", "tags", "-o", str(page), lang="en")
    assert (code, "articles cannot be grouped by this column; did you mean tag?" in err) == (2, True)


def test_among_others(posts: Path, tmp_path: Path, capsys: Capture) -> None:
    """Whose articles those are, how many lie where and why some cannot be compared; kanji go by them everywhere."""
    page = tmp_path / "o.html"
    assert run(capsys, str(posts), "--among", "web", "-o", str(page))[0] == 0
    html = page.read_text("utf-8")
    said = section(html, "among")
    assert said.startswith(
        "ほかの記事と比べて Web の記事3,378本（160人）を値の順に並べて4つに分けたとき、どこに入るかです。"
    )
    results = jr.analyze_folder(posts)
    places = [
        jr.Norms.named("web").standing("kanji_ratio", values).place for values in results.articles.to_dict("records")
    ]
    high, low = (sum(place.startswith(side) for place in places) for side in ("high", "low"))
    assert f"漢字率 {high}本 多いほうの4分の1 {places.count('middle')}本 {low}本 少ないほうの4分の1 1本" in said
    assert said.endswith("比べられないもの1本: 短いので比べられません（1,000字・25文から比べます）")
    assert (
        f"Web の記事3,378本（160人）と並べると、比べられる24本中{high}本は、漢字が多いほうの4分の1に入ります。" in html
    )
    assert "漢字が35%以上です" not in html
    assert re.search(
        r"<li>Web の記事: 14.8%以下は少ないほうの4分の1（\d+本）、22.4%以上は多いほうの4分の1（\d+本）</li>", html
    )
    assert '<small class="place">多いほうの1割</small>' in html
    assert "Web の記事3,378本（160人）のうち1,000〜2,999字のものと比べると、文の長さは" in html
    assert "漢字は多め" not in html


def test_among_ones_own(posts: Path, tmp_path: Path, capsys: Capture, root: Path) -> None:
    """A folder of posts; one article by itself has it in its summary; too few say so."""
    page = tmp_path / "o.html"
    run(capsys, str(posts / "23.md"), "--among", str(posts), "-o", str(page), lang="en")
    assert f"Among 24 articles in {posts}, the sentences are in the longest quarter" in page.read_text("utf-8")
    run(capsys, str(posts), "--among", str(root / "examples" / "posts"), "-o", str(page), lang="en")
    assert "are too few to compare with (20 are needed, without drafts, doubles and short ones)." in section(
        page.read_text("utf-8"), "among"
    )
    code, _, err = run(capsys, str(posts), "--among", "tehc", "-o", str(page), lang="en")
    assert (code, "did you mean tech?" in err) == (2, True)


def test_where_no_article_can_be_compared_only_the_reason_is_said(
    essays: Path, tmp_path: Path, capsys: Capture
) -> None:
    page = tmp_path / "o.html"
    run(capsys, str(essays), "--among", "web", "-o", str(page), lang="en")
    said = section(page.read_text("utf-8"), "among")
    assert said.endswith(
        "in four quarters. 4 not compared: too short to be compared (1,000 characters and 25 sentences are needed)"
    )
    assert "quarter 0" not in said


def test_how_many_lie_in_each_quarter() -> None:
    """A metric a row; the column of those that cannot be compared only where there are some."""
    others = [{"characters": 900, "sentences": 30, "kanji_ratio": n / 100} for n in range(60)]
    among = Norms.of(others, name="ours")

    def placed(*ratios: float, sentences: int = 40) -> list[ListRow]:
        values = [{"characters": 1000, "sentences": sentences, "kanji_ratio": ratio} for ratio in ratios]
        return [ListRow("a.md", "a", "", "", False, 1000, 2, 1, 3, 1, 40, 25, 0.2, 0, values=one) for one in values]

    rows = placed(0.01, 0.3, 0.4, 0.5, 0.55, 0.59)
    table = among_table(rows, among, "ja")
    assert (table.heads, table.foot) == (("指標", "大きいほう", "その間", "小さいほう"), ())
    assert table.about == "ours の記事60本を値の順に並べて4つに分けたとき、どこに入るかです。"
    ((name, cells),) = table.rows
    assert (name, [(cell.text, cell.note) for cell in cells]) == (
        "漢字率",
        [("3本", "多いほうの4分の1"), ("2本", ""), ("1本", "少ないほうの4分の1")],
    )
    table = among_table([*rows, *placed(0.5, sentences=24)], among, "en")
    assert table.heads == ("Metric", "High", "Between", "Low", "Not compared")
    assert [cell.text for cell in table.rows[0].cells] == ["3", "2", "1", "1"]
    why = "too short to be compared (1,000 characters and 25 sentences are needed)"
    assert table.foot == (f"1 not compared: {why}",)
    table = among_table(placed(0.5, sentences=24), among, "en")
    assert (table.heads, table.rows, table.foot) == ((), (), (f"1 not compared: {why}",))
    assert among_table(rows, Norms.of(others[:19], name="ours"), "en") == TableView(
        "among",
        "Among other articles",
        "19 articles in ours are too few to compare with (20 are needed, without drafts, doubles and short ones).",
        (),
        (),
    )


def test_few_kanji_are_not_called_easy(posts: Path, tmp_path: Path, capsys: Capture) -> None:
    """They mean many Latin letters more often than easy words."""
    page = tmp_path / "o.html"
    run(capsys, str(posts), "-o", str(page))
    html = page.read_text("utf-8")
    assert re.search(r"<li>森岡 1958: 35%以上は難しい（\d+本）</li>", html)
    assert "20%以下" not in html
    assert section(html, "among") == section(html, "groups") == ""
