"""What `print(results)` says of many articles."""

from __future__ import annotations

from pathlib import Path

import pytest

import jreadtools as jr
from jreadtools.characters import display_width
from jreadtools.errors import Lang


def test_the_articles_and_what_they_come_to(posts: Path) -> None:
    """Numbers as people read them, in the order of the files, in columns that fit a terminal."""
    lines = str(jr.analyze_folder(posts)).splitlines()
    assert lines[0].split() == ["題名", "時間", "文字数", "文数", "平均文長", "漢字率", "見直したい文"]
    assert len(lines) == 11
    assert lines[7].split() == ["鉛の匂い", "約3分", "2,048", "48", "42.2", "34%", "5"]
    assert lines[-1] == "合計9本・約15分・9,694字"
    assert max(map(display_width, lines)) <= 80


def test_in_english(posts: Path) -> None:
    """Headers, labels and the last line follow the language of the results."""
    lines = str(jr.analyze_folder(posts / "smell-of-lead.md", lang="en")).splitlines()
    assert lines[0].split("  ")[0] == "title"
    assert "about 3 min" in lines[1]
    assert lines[-1] == "total of 1 article, about 3 min, 2,048 characters"


TABLES = {
    "ja": [
        "題名      時間   文字数  文数  平均文長  漢字率  見直したい文",
        "長い題名  約2分   1,200   200       6.0     33%             0",
        "短い      0分         0     0         –       –             0",
        "合計2本・約2分・1,200字",
    ],
    "en": [
        "title     time         chars  sents  mean  kanji  to revise",
        "長い題名  about 2 min  1,200    200   6.0    33%          0",
        "短い      0 min            0      0     –      –          0",
        "total of 2 articles, about 2 min, 1,200 characters",
    ],
}


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_texts_stand_left_and_numbers_right(lang: Lang, tmp_path: Path) -> None:
    """What is undefined is a dash."""
    (tmp_path / "a.md").write_text(f"---\ntitle: 長い題名\n---\n{'春の朝です。' * 200}", "utf-8")
    (tmp_path / "b.md").write_text("---\ntitle: 短い\n---\n", "utf-8")
    assert str(jr.analyze_folder(tmp_path, lang=lang)).splitlines() == TABLES[lang]


def test_thousands_are_short(tmp_path: Path) -> None:
    """The first ten, and how many more there are."""
    for number in range(1200):
        (tmp_path / f"{number:04}.txt").write_text("雨だ。", "utf-8")
    lines = str(jr.analyze_folder(tmp_path, metrics=["characters"])).splitlines()
    assert [line.split()[0] for line in lines[1:11]] == [f"{number:04}.txt" for number in range(10)]
    assert lines[11:] == ["ほか1,190本", "合計1,200本・約6分・3,600字"]
    assert "見直したい文" not in lines[0]  # nobody asked MeCab


@pytest.mark.parametrize(("number", "more"), [(10, []), (11, ["and 1 more"])])
def test_ten_are_shown(number: int, more: list[str], tmp_path: Path) -> None:
    for name in range(number):
        (tmp_path / f"{name:02}.txt").write_text("雨だ。", "utf-8")
    lines = str(jr.analyze_folder(tmp_path, metrics=["characters"], lang="en")).splitlines()
    assert lines[10].startswith("09.txt")
    assert lines[11:-1] == more


@pytest.mark.parametrize(("number", "more"), [(3, []), (4, ["  ほか1件"])])
def test_three_failures_are_named(number: int, more: list[str], tmp_path: Path) -> None:
    lines = str(jr.analyze_folder(*(tmp_path / f"{name}.md" for name in range(number)))).splitlines()
    assert lines[4].startswith(f"  {tmp_path}/2.md: ")
    assert lines[5:] == more


def test_failures_are_named(tmp_path: Path) -> None:
    """The first of them with the reason, the others by their number; a name commands no terminal."""
    missing = [tmp_path / name for name in ("a.md", "b\x1b[31m.md", "c.md", "d.md")]
    lines = str(jr.analyze_folder(*missing, lang="en")).splitlines()
    assert lines[:2] == ["total of 0 articles, 0 min, 0 characters", "could not be read: 4"]
    assert lines[2] == f"  {tmp_path}/a.md: there is no such file; check the path"
    assert "b�[31m.md: " in lines[3]
    assert lines[5:] == ["  and 1 more"]
    results = jr.analyze_folder(*missing)
    assert "読み取れなかったもの 4件:" in str(results)
    assert "a.md: ファイルが見つかりません" in str(results)
    assert repr(results) == "<Results: articles: 0, failures: 4>"
