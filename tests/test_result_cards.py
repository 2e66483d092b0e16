"""What many articles show of themselves in a notebook."""

from __future__ import annotations

import re
from pathlib import Path

import jreadtools as jr
from jreadtools.speed import minutes_label


def words(card: str) -> str:
    """What is read on a card."""
    return " ".join(re.sub(r"<style>.*?</style>|<[^>]*>", " ", card, flags=re.DOTALL).split())


def test_figures(posts: Path) -> None:
    """How many articles, how long they take, the sentences to revise, the medians with the bands and whose they are."""
    card = words(jr.analyze_folder(posts)._repr_html_())
    assert "記事 9本 全部読むと 約15分" in card
    assert "平均文長 29字 （35字以下はやさしい、60字以上は難しい: 森岡 1958）" in card
    assert "漢字率 27% （35%以上は難しい: 森岡 1958）" in card
    assert "「鉛の匂い」" in card


def test_sentences_to_mend_are_those_of_the_analyses(posts: Path) -> None:
    """The number of each article is that of `Analysis.hard_sentences`."""
    results = jr.analyze_folder(posts)
    articles = [article for article in jr.read_articles(posts) if isinstance(article, jr.Article)]
    assert list(results.hard) == [len(jr.analyze(article).hard_sentences(10_000)) for article in articles]
    assert sum(results.hard) > 3
    assert list(results.hard) == results.articles["sentences_to_revise"].tolist()
    assert f"見直したい文 {sum(results.hard)}文 / " in words(results._repr_html_())


def test_medians_are_those_of_several_articles(tmp_path: Path) -> None:
    """Of one article there is none; of two it lies between them."""
    for number, minutes in enumerate((2, 4), 1):
        (tmp_path / f"{number}.txt").write_text("あ" * 600 * minutes + "。", "utf-8")
        card = words(jr.analyze_folder(tmp_path)._repr_html_())
        assert f"記事 {number}本 全部読むと 約{(2, 6)[number - 1]}分" in card
        assert ("1本の読書時間（中央値） 約3分" in card, "平均文長 1,801字" in card) == (number == 2,) * 2, card


def test_of_what_stands_out_three_are_named(tmp_path: Path) -> None:
    for number in range(1, 5):
        (tmp_path / f"{number}.txt").write_text(("あ" * 70 + "。") * (6 - number), "utf-8")
        card = words(jr.analyze_folder(tmp_path, metrics=["characters"])._repr_html_())
        assert ("ほか1本" in card) == (number == 4)
    assert "「1.txt」 「2.txt」" not in card
    assert all(f"「{name}.txt」" in card for name in (1, 2, 3))


def test_failures_are_counted(tmp_path: Path) -> None:
    """What could not be read is not forgotten, and no article is no reason to fail."""
    (tmp_path / "broken.txt").write_bytes(bytes(range(128, 256)) * 20)
    assert words(jr.analyze_folder(tmp_path)._repr_html_()) == "記事 0本 読み取れなかったもの 1件"


def test_in_english(posts: Path) -> None:
    """Labels, bands and what stands out follow the language of the results."""
    card = words(jr.analyze_folder(posts, lang="en")._repr_html_())
    assert "Articles 9 To read them all about 15 min" in card
    assert "kanji ratio 27% (from 35% is hard: Morioka 1958)" in card
    assert not re.search("[ぁ-ん]", card.partition("“")[0])


def test_some_metrics_only(posts: Path) -> None:
    """Without MeCab nothing is said that rests on it."""
    card = words(jr.analyze_folder(posts, metrics=["characters"])._repr_html_())
    assert "全部読むと 約15分" in card
    assert "漢字率 27%" in card
    assert "見直したい文" not in card
    assert "漢語率" not in card


def test_titles_are_escaped(tmp_path: Path) -> None:
    """A title is a text, whatever it looks like."""
    prose = "憲法改正手続の透明性確保に関する基本方針の策定が委員会において審議され、全会一致で可決されました。" * 4
    (tmp_path / "a.md").write_text(f"---\ntitle: '<script>alert(1)</script>&'\n---\n{prose}\n", "utf-8")
    card = jr.analyze_folder(tmp_path)._repr_html_()
    assert "<script" not in card
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&amp;" in card


def test_a_claim_that_does_not_fit_is_named(tmp_path: Path) -> None:
    """The card says what a fast reader needs, as the analysis does."""
    (tmp_path / "a.md").write_text(
        "このページは1分で読めます。\n\n" + "雨の日は、お茶を淹れて本を読みます。" * 160, "utf-8"
    )
    time = jr.analyze(jr.read_article(tmp_path / "a.md")).reading_time
    fast = minutes_label(time.fast_minutes, "ja")
    assert fast != time.label
    card = words(jr.analyze_folder(tmp_path)._repr_html_())
    assert f"「約1分」と表示している1本は、計算では{time.label}かかります（速い人でも{fast}）" in card
