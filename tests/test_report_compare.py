"""Before and after: which article is which, which way it went, and files that are no earlier output."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from jreadtools.cli.main import main
from jreadtools.reports import compare, compare_page
from jreadtools.reports.compare import Before, EarlierRun, EarlierRunError, compared, read_baseline
from jreadtools.reports.compare_page import comparison_section
from jreadtools.views.listing import ListRow

VALUES = {
    "reading_minutes": 2.0, "characters": 1200, "sentence_characters_mean": 40.0, "kanji_ratio": 0.30,
}  # fmt: skip


def row(name: str = "a", **values: Any) -> ListRow:
    usual: dict[str, Any] = {
        **VALUES, "path": f"posts/{name}.md", "id": f"{name}.md", "title": f"題 {name}", "date": "", "draft": False,
        "fast": 1.5, "slow": 2.6, "stated_minutes": math.nan, "sentences": 30, "hard": 3,
    }  # fmt: skip
    return ListRow(**{**usual, **values})


def before(name: str = "a", path: str | None = None, id: str | None = None, **values: Any) -> Before:  # noqa: A002
    place = f"posts/{name}.md" if path is None else path
    title = values.pop("title", f"題 {name}")
    return Before(place, f"{name}.md" if id is None else id, title, {**VALUES, "revise_ratio": 0.1, **values})


def overall(**values: Any) -> str:
    (pair,) = compared(EarlierRun((before(),)), [row(**values)]).pairs
    return pair.overall


@pytest.mark.parametrize(
    ("now", "became"),
    [
        ({}, "same"),
        ({"sentence_characters_mean": 30.0}, "easier"),
        ({"sentence_characters_mean": 50.0}, "harder"),
        ({"kanji_ratio": 0.25, "hard": 0}, "easier"),
        ({"kanji_ratio": 0.35, "sentence_characters_mean": 30.0}, "mixed"),
        ({"characters": 900, "reading_minutes": 1.5}, "shorter"),
        ({"characters": 1500, "reading_minutes": 2.5}, "longer"),
        ({"characters": 900, "reading_minutes": 2.5}, "mixed"),
        ({"sentence_characters_mean": 40.4, "kanji_ratio": 0.304}, "same"),
        ({"sentence_characters_mean": math.nan}, "same"),
        ({**dict.fromkeys(VALUES, math.nan), "sentences": 0}, "unknown"),
    ],
)
def test_which_way_an_article_went(now: dict[str, float], became: str) -> None:
    """Only the metrics' own directions decide; length is no verdict, what nobody sees is no change."""
    assert overall(**now) == became


def test_an_article_is_found_again_by_path_then_id_then_title() -> None:
    """Each only where it names one article; one found by its path is not taken by a title."""
    olds = (
        before("same"),
        before("folder", path="elsewhere/folder.md"),
        before("renamed", title="改名した記事"),
        before("gone"),
        before("twin1", path="x/1.md", id="1.md", title="双子"),
        before("twin2", path="x/2.md", id="2.md", title="双子"),
    )
    rows = [row("same"), row("folder"), row("new-name", title="改名した記事"), row("new"), row("twin", title="双子")]
    found = compared(EarlierRun(olds), rows)
    assert {rows[pair.place].id: pair.before.id for pair in found.pairs} == {
        "same.md": "same.md",
        "folder.md": "folder.md",
        "new-name.md": "renamed.md",
    }
    assert [rows[pair.place].id for pair in found.pairs if pair.moved] == ["new-name.md"]
    assert [rows[place].id for place in found.new] == ["new.md", "twin.md"]
    assert [one.id for one in found.gone] == ["gone.md", "1.md", "2.md"]


def test_a_path_is_surer_than_a_title() -> None:
    """Two articles that exchanged their titles are still the same two files."""
    olds = (before("a", title="甲"), before("b", title="乙"))
    rows = [row("a", title="乙"), row("b", title="甲")]
    found = compared(EarlierRun(olds), rows)
    assert [(rows[pair.place].id, pair.before.id) for pair in found.pairs] == [("a.md", "a.md"), ("b.md", "b.md")]


def test_articles_of_one_export_are_told_apart_by_their_ids() -> None:
    """A file of many articles has one path: the ids in it decide, whatever their order."""
    olds = tuple(before(path="export.xml", id=f"export.xml#{i}", title="", characters=i) for i in (1, 2, 3))
    rows = [row(path="export.xml", id=f"export.xml#{i}", title="", characters=i) for i in (3, 1, 2)]
    found = compared(EarlierRun(olds), rows)
    assert len(found.of("same")) == 3
    assert (found.new, found.gone) == ((), ())


@pytest.mark.parametrize("ending", ["json", "jsonl", "csv", "tsv"])
def test_what_analyze_wrote_is_read(ending: str, tmp_path: Path, posts: Path) -> None:
    """Every format that keeps the numbers comes back as the same baseline, of this version."""
    path = tmp_path / f"old.{ending}"
    assert main(["analyze", str(posts), "-o", str(path), "--quiet", "--workers", "1", "--no-cache"]) == 0
    found = read_baseline(str(path))
    assert len(found.articles) == 9
    assert (found.missing, found.other_version) == ((), False)
    tea = next(one for one in found.articles if one.id == "tea-notes.txt")
    assert tea.values["characters"] == 1318
    assert 0 < tea.values["kanji_ratio"] < 1


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"[1, 2]", b'{"a": 1}', b'[{"name": "x", "version": 3}]', b"\xff\xfe\x00", b"[" * 100_000,
        b'[{"path": "a.md", "characters": "many"}]', b'[{"path": "a.md", "characters": true}]',
        b'[{"characters": 3}]', b'[{"path": "a.md", "characters": 3}, 7]', b'[{"path": "a.md", "characters": 3},',
    ],
    ids=range(12),
)  # fmt: skip
def test_a_file_that_is_something_else_is_a_clear_error(content: bytes, tmp_path: Path) -> None:
    """Cut off, foreign or edited: the message names the file and what to do, and nothing else is raised."""
    path = tmp_path / "old.json"
    path.write_bytes(content)
    with pytest.raises(EarlierRunError, match=r"old\.json: .*(write|written)"):
        read_baseline(str(path))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A missing file and a folder are said as such."""
    with pytest.raises(EarlierRunError, match="cannot be read"):
        read_baseline(str(tmp_path / "none.json"))
    with pytest.raises(EarlierRunError, match="cannot be read"):
        read_baseline(str(tmp_path))


def test_a_file_larger_than_any_page_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file without end is not read to its end."""
    largest = 3_000_000
    monkeypatch.setattr(compare, "LARGEST", largest)
    path = tmp_path / "old.json"
    path.write_text(f"[{' ' * (largest - 2)}]", "utf-8")
    assert read_baseline(str(path)).articles == ()
    path.write_text(f"[{' ' * (largest - 1)}]", "utf-8")
    with pytest.raises(EarlierRunError, match="is larger than 3 MB, which is more") as caught:
        read_baseline(str(path))
    assert caught.value.args[0].ja.startswith(f"{path}: 3 MB を超えるため、比べられません。")


def test_an_earlier_version_and_missing_columns_are_noticed(tmp_path: Path, posts: Path) -> None:
    """A full output without one of today's metrics is of another version; a chosen few columns are not."""
    path = tmp_path / "old.json"
    main(["analyze", str(posts), "-o", str(path), "--quiet", "--workers", "1", "--no-cache"])
    rows = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps([{k: v for k, v in one.items() if k != "mtld"} for one in rows]), "utf-8")
    assert read_baseline(str(path)).other_version
    path.write_text(json.dumps([{"path": "a.md", "characters": 3, "kanji_ratio": None}]), "utf-8")
    few = read_baseline(str(path))
    assert not few.other_version
    assert few.missing == ("reading_minutes", "sentence_characters_mean", "revise_ratio")
    assert math.isnan(few.articles[0].values["kanji_ratio"])


def test_an_empty_output_is_no_error(tmp_path: Path) -> None:
    """A run that found no article wrote an empty list: everything is new."""
    path = tmp_path / "old.json"
    path.write_text("[\n]\n", "utf-8")
    assert compared(read_baseline(str(path)), [row()]).new == (0,)


def html(olds: tuple[Before, ...], rows: list[ListRow], lang: Any = "ja", **more: Any) -> str:
    baseline = EarlierRun(olds, **more)
    pairs = [(one, f"a{i}") for i, one in enumerate(rows)]
    return str(comparison_section(compared(baseline, rows), pairs, baseline, "old<1>.json", lang))


def test_the_sentence_on_top() -> None:
    """How many went which way, of how many; every change has an arrow and a word."""
    olds = tuple(map(before, "abcde"))
    rows = [
        row("a", sentence_characters_mean=30.0), row("b", kanji_ratio=0.2), row("c", kanji_ratio=0.4),
        row("d", characters=900, reading_minutes=1.5), row("e"),
    ]  # fmt: skip
    page = html(olds, rows)
    assert "比べられる5本のうち、指標の上では2本が読みやすく、1本が読みにくくなりました。" in page
    assert "1本は長さだけが変わりました。1本に変化はありません。" in page
    assert 'class="way easier"><span aria-hidden="true">↓</span> 読みやすくなった' in page
    assert "old&lt;1&gt;.json と比べています。" in page
    english = html(olds, rows, "en")
    assert (
        "Of 5 that can be compared, going by the metrics, 2 articles became easier and 1 article became harder."
        in english
    )


def test_no_verdict_where_there_is_none() -> None:
    """The same articles, or only others: said as such, and no rule is explained that nothing was judged by."""
    assert "比べられる1本に変化はありません。" in html((before(),), [row()])
    assert "見つからないため、比べられません" in html((before("x"),), [row("y")])
    assert "Osaki" not in html((before("x"),), [row("y")])


def test_new_gone_and_moved_articles_are_named() -> None:
    """Titles from both files are data; what is missing in the earlier file is said."""
    olds = (before("gone", title="<b>消えた記事</b>"), before("old", title="移した記事"))
    page = html(olds, [row("new", title="<i>新顔</i>"), row("now", title="移した記事")], missing=("kanji_ratio",))
    assert "前回のファイルにない記事（1本）" in page
    assert "&lt;b&gt;消えた記事&lt;/b&gt;" in page
    assert "&lt;i&gt;新顔&lt;/i&gt;" in page
    assert "posts/now.md（以前は posts/old.md）" in page
    assert "次の列がないため、比べていません: 漢字" in page
    assert "別のバージョン" in html(olds, [row()], other_version=True)


def test_an_earlier_file_of_a_whole_site_does_not_fill_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """So many are named, the others counted."""
    monkeypatch.setattr(compare_page, "SHOWN", 2)
    page = html(tuple(map(before, "abcde")), [row("a")])
    assert "前回のファイルにだけある記事（4本）" in page
    assert page.count("<li>") == 1 + 3  # the one that is the same; two that are gone, and how many more
    assert "<li>ほか2本</li>" in page
