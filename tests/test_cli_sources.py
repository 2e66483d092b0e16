"""The command line on exports, pages, tables and copied pages."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import jreadtools as jr
from jreadtools.cli.main import main

Capture = pytest.CaptureFixture[str]

PAGE = """<!DOCTYPE html>
<html lang="ja"><head><meta charset="utf-8"><title>水やりは朝のうちに | 畑の記録</title></head><body>
<header><nav><ul><li><a href="/">ホーム</a></li><li><a href="/about">畑について</a></li></ul></nav></header>
<article><h1 class="entry-title">水やりは朝のうちに</h1>
<div class="read-time">この記事は<span class="bold">約5分</span>で読めます。</div>
<div class="entry-content"><p>水は朝のうちにやります。日が高くなってからでは、根がいたむことがあるからです。</p></div>
<div class="sns-share">シェアする</div></article><footer>© 畑の記録</footer></body></html>
"""
EXPORT = """AUTHOR: hatake
TITLE: 水やり
BASENAME: mizuyari
STATUS: Publish
CONVERT BREAKS: 0
DATE: 05/01/2026 09:00:00
CATEGORY: 畑
-----
BODY:
<p>水は朝のうちにやります。</p>
-----
--------
AUTHOR: hatake
TITLE: 草取り
BASENAME: kusatori
STATUS: Draft
CONVERT BREAKS: 0
DATE: 05/02/2026 09:00:00
-----
BODY:
<p>草は小さいうちに取ります。</p>
-----
--------
"""


def run(capsys: Capture, *words: str, lang: str = "ja") -> tuple[int, str, str]:
    code = main([*words, "--lang", lang])
    out, err = capsys.readouterr()
    return code, out, err


def test_a_page_and_what_it_says_of_itself(tmp_path: Path, capsys: Capture) -> None:
    """--explain says both times; the page around the article is counted apart."""
    path = tmp_path / "page.html"
    path.write_text(PAGE, "utf-8")
    code, out, err = run(capsys, "time", "--explain", str(path))
    assert (code, err) == (0, "")
    assert "39字  水やりは朝のうちに  " in out
    assert "ページの表示は「約5分」、測った時間は「約1分」" in out
    assert "ページの本文以外の部分" in out
    assert (
        "the page itself says about 5 min; measured: about 1 min"
        in run(capsys, "time", "--explain", str(path), lang="en")[1]
    )
    assert run(capsys, "time", "--template", "{stated_minutes:.0f} {whole_minutes}", str(path))[1] == "5 1\n"
    assert "ページの表示 約5分" in str(jr.analyze(jr.read_article(path)))


def test_text_shows_how_the_words_were_found_and_what_was_left_out(tmp_path: Path, capsys: Capture) -> None:
    """The way taken through a page, and the lines that are not the article's."""
    path = tmp_path / "page.html"
    path.write_text(PAGE, "utf-8")
    _, out, _ = run(capsys, "text", str(path))
    assert "本文の見つけ方: selector .entry-content" in out
    assert "対象外" in out
    assert "[ページに表示された読書時間] この記事は約5分で読めます。" in out
    assert "シェアする" not in out
    _, out, _ = run(capsys, "text", "--dropped", str(path))
    assert re.search(r"対象外 +\[ページの部品\] .*シェアする", out)
    assert "[ページに表示された読書時間] この記事は約5分で読めます。" in out
    assert "[page] " in run(capsys, "text", "--dropped", str(path), lang="en")[1]


def test_exports_are_lines_of_articles(tmp_path: Path, capsys: Capture) -> None:
    """The place of an article is its file and its key; drafts are marked or left out."""
    path = tmp_path / "blog.export.txt"
    path.write_text(EXPORT, "utf-8")
    code, out, err = run(capsys, "time", str(path))
    assert (code, err) == (0, "")
    assert out.splitlines()[0].endswith(f"水やり  {path}#mizuyari")
    assert "草取り（下書き）" in out
    assert "草取り" not in run(capsys, "time", "--no-drafts", str(path))[1]
    assert run(capsys, "time", "--template", "{id}", str(path))[1].split() == [
        "blog.export.txt#mizuyari", "blog.export.txt#kusatori",
    ]  # fmt: skip


def test_a_table_keeps_its_columns(tmp_path: Path, capsys: Capture) -> None:
    """A row an article; kept columns go to the articles, the sentences and the tokens."""
    path = tmp_path / "作文.csv"
    path.write_bytes("級,学習者,本文\n初級,甲,私は学生です。毎日勉強します。\n上級,乙,\n".encode("cp932"))
    target, sentences, tokens = (tmp_path / name for name in ("指標.csv", "文.csv", "語.csv"))
    keep = ("--text", "本文", "--keep", "級,学習者")
    code, _, err = run(capsys, "analyze", str(path), *keep, "-o", str(target), "--sentences", str(sentences))
    assert code == 0
    assert "#3" in err  # the empty cell
    rows = list(csv.DictReader(io.StringIO(target.read_text("utf-8-sig"))))
    assert [(row["級"], row["学習者"], row["characters"], row["sentences"]) for row in rows] == [
        ("初級", "甲", "15", "2"), ("上級", "乙", "0", "0"),
    ]  # fmt: skip
    assert [row["id"] for row in rows] == ["作文.csv#2", "作文.csv#3"]
    assert rows[0]["encoding"] == "cp932"
    found = list(csv.DictReader(io.StringIO(sentences.read_text("utf-8-sig"))))
    assert [(row["級"], row["text"]) for row in found] == [("初級", "私は学生です。"), ("初級", "毎日勉強します。")]
    assert run(capsys, "tokens", str(path), *keep, "-o", str(tokens))[0] == 0
    first = next(csv.DictReader(io.StringIO(tokens.read_text("utf-8-sig"))))
    assert (first["id"], first["学習者"], first["surface"]) == ("作文.csv#2", "甲", "私")
    _, out, _ = run(capsys, "analyze", str(path), *keep, "--columns", "級,characters", "--format", "csv")
    assert out.splitlines()[0] == "級,characters"
    code, _, err = run(capsys, "analyze", str(path), "--text", "本分")
    assert (code, "本文" in err) == (2, True)
    assert run(capsys, "analyze", str(path), "--keep", "words")[0] == 2


def test_a_copied_page_on_standard_input(corpora: Path) -> None:
    """Its menu, counter and buttons are no prose, unless one asks for all of it."""
    page = (corpora / "seed-page" / "page.txt").read_bytes()

    def piped(*words: str) -> str:
        command = [sys.executable, "-m", "jreadtools", *words, "--lang", "ja", "-"]
        return subprocess.run(command, input=page, capture_output=True, check=True).stdout.decode()

    explained = piped("time", "--explain")
    assert explained.startswith("約4分（3〜5分）")
    assert "2,324字" in explained
    assert "ページの表示は「約1分」" in explained
    assert "2,324字" not in piped("time", "--no-page")


def test_excluded_files(tmp_path: Path, capsys: Capture) -> None:
    """--exclude and .gitignore leave files of folders out."""
    for name in ("a.md", "public/a.html", "old/b.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("本文です。", "utf-8")
    (tmp_path / ".gitignore").write_text("public/\n", "utf-8")
    ids = ("time", "--template", "{id}", str(tmp_path))
    assert run(capsys, *ids)[1].split() == ["a.md", "old/b.md"]
    assert run(capsys, *ids, "--exclude", "old/")[1].split() == ["a.md"]
    assert run(capsys, *ids, "--no-gitignore")[1].split() == ["a.md", "old/b.md", "public/a.html"]


def test_a_broken_entry_costs_only_itself(tmp_path: Path, capsys: Capture) -> None:
    """A truncated export: what is whole is measured, the rest is one failure, and the exit code says so."""
    posts = [{"id": 1, "slug": "a", "title": {"rendered": "題"}, "content": {"rendered": "<p>朝です。</p>"}}]
    path = tmp_path / "posts.json"
    path.write_text(json.dumps(posts) + '[{"id": 2, "slug"', "utf-8")
    code, out, err = run(capsys, "time", str(path))
    assert (code, "題" in out) == (2, True)
    assert len(err.splitlines()) == 1


def test_tables_in_a_folder_are_read_where_a_column_is_named(tmp_path: Path, capsys: Capture) -> None:
    """Otherwise a table there is some other data, perhaps one that this program wrote."""
    (tmp_path / "a.md").write_text("今日は晴れです。", "utf-8")
    (tmp_path / "作文.csv").write_text("級,本文\nN3,私の町です。\n", "utf-8")
    ids = ("time", "--template", "{id}", str(tmp_path))
    assert run(capsys, *ids)[1].split() == ["a.md"]
    assert run(capsys, *ids, "--keep", "級")[1].split() == ["a.md", "作文.csv#2"]


def test_a_summary_is_said_to_be_one(tmp_path: Path, capsys: Capture) -> None:
    """Its time is not that of the article."""
    path = tmp_path / "feed.xml"
    item = "<item><title>柚子湯</title><description>冬至の話です。つづきは […]</description></item>"
    path.write_text(f"<rss version='2.0'><channel>{item}</channel></rss>", "utf-8")
    assert "柚子湯（要約のみ）" in run(capsys, "time", str(path))[1]
    assert "[…]" not in run(capsys, "text", str(path))[1]
