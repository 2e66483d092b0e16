"""The article view: the text as its author structured it, hard sentences with their reasons and places."""

import pickle
import re
import time
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest
from article_pages import article_page
from to_revise import CUT, UNCUT

import jreadtools as jr
from jreadtools.metrics.revise import REVISE
from jreadtools.views.article_view import STEPS, ArticleView, article_view, step_of, web_link
from jreadtools.views.cards import article_card
from jreadtools.views.section import article_section

HARD_SENTENCE = UNCUT
POST = f"""---
title: 庭の柿
date: 2026-11-03
---

# 庭の柿

庭の柿が色づきました。{HARD_SENTENCE}朝は少し冷えます。

## 近所の人と

- 三つもらいました。
- {HARD_SENTENCE}

> {HARD_SENTENCE}

| 月 | 数 |
|---|---|
| 十月 | 三つ |

```
柿 = 3
数える(柿)
```

干し柿は事故で電車で運べませんでした。
"""


def view_of(text: str = POST, lang: str = "ja", *, texts: bool = True, markup: str = "markdown") -> ArticleView:
    return article_view(jr.analyze(text, markup=markup), lang, texts=texts)  # type: ignore[arg-type]


def visible(html: str) -> str:
    """Text without tags."""
    return unescape(re.sub("<[^>]*>", "", html))


def test_blocks_stand_as_the_author_set_them() -> None:
    view = view_of()
    assert [(group.kind, len(group.blocks)) for group in view.groups] == [
        ("heading", 1), ("paragraph", 1), ("heading", 1), ("item", 2), ("quote", 1), ("cell", 4), ("code", 1),
        ("paragraph", 1),
    ]  # fmt: skip
    assert [[cell.sentences[0].text for cell in row] for row in view.groups[5].rows] == [["月", "数"], ["十月", "三つ"]]
    html = article_section(view)
    for found in (
        "<h3>近所の人と</h3>", "<ul><li>", "<blockquote><p>", "<tr><td>十月</td><td>三つ</td></tr>",
        "<summary>コード（2行。数えません）</summary>", "<code>柿 = 3\n数える(柿)</code>",
    ):  # fmt: skip
        assert found in html
    assert str(html).partition('class="text"')[2].count("<ul>") == 1  # one list, not one for each item


def test_lines_that_are_paragraphs_stand_apart() -> None:
    """A plain text's block may hold several."""
    view = article_view(jr.analyze("朝です。夜です。\n昼です。雨です。\n月です。"), "ja")
    found = [(block.line, [one.text for one in block.sentences]) for group in view.groups for block in group.blocks]
    assert found == [(1, ["朝です。", "夜です。"]), (2, ["昼です。", "雨です。"]), (3, ["月です。"])]


def test_cells_that_make_no_table_stand_in_a_row() -> None:
    blocks = tuple(jr.Block("cell", text, line) for text, line in (("甲", 1), ("乙", 1), ("丙", 2)))
    html = article_section(article_view(jr.analyze(jr.Article(blocks)), "ja"))
    assert '<ul class="cells"><li>甲</li><li>乙</li><li>丙</li></ul>' in html
    assert "<table" not in html


def test_every_word_of_the_text_is_there_once() -> None:
    """Between the tags stands what the analysis has, in its order."""
    analysis = jr.analyze(POST, markup="markdown")
    text = str(article_section(article_view(analysis, "ja"))).partition('<div class="text"')[2]
    words = visible(re.sub('<span class="note.*?</span>', "", text))
    at = 0
    for sentence in analysis.sentences:
        assert sentence.text in words[at:], sentence
        at = words.index(sentence.text, at) + len(sentence.text)


def test_hard_sentences_are_those_of_the_analysis() -> None:
    """Tinted: as hard as the limit says, no quotes; each with its line and reasons."""
    analysis = jr.analyze(POST, markup="markdown")
    hard = sorted(sentence.index for sentence in analysis.hard_sentences(99))
    html = article_section(article_view(analysis, "ja"))
    tinted = re.findall(r'<mark class="h[123]" id="a1s(\d+)" tabindex="0" aria-describedby="a1n(\d+)">', html)
    assert tinted == [(str(i), str(i)) for i in hard]
    assert len(hard) == 2  # not the quoted one
    for i in hard:
        sentence = analysis.sentences[i]
        note = re.search(rf'id="a1n{i}">(.*?)</span>', html)[1]  # type: ignore[index]
        assert visible(note).startswith(f"{sentence.line}行目・{sentence['characters']}字")
        assert sentence.why() in visible(note)


def test_what_is_said_of_a_sentence() -> None:
    """The reasons, and where to cut; where there is no such place the reasons once."""
    view = view_of(f"{CUT}{UNCUT}", markup="plain")
    cut, uncut = view.groups[0].blocks[0].sentences
    assert (cut.step, cut.messages) == (3, ("「出かけているが、」のあとで分けることを考える",))
    assert cut.why.startswith("名詞にかかる節が重なっている・")
    assert (uncut.step, uncut.messages) == (3, ())
    assert uncut.why.startswith("読点のない部分が長い・")


def test_what_was_found_in_an_easy_sentence_is_said_too() -> None:
    view = view_of()
    said = view.groups[-1].blocks[0].sentences[0]
    assert said.step == 0
    assert any("が一つの節に2回" in message for message in said.messages)
    assert f'<mark class="h0" id="a1s{said.number}"' in article_section(view)


def test_those_to_mend_first_lead_to_their_places() -> None:
    analysis = jr.analyze(f"{HARD_SENTENCE}花が咲く。" * 12)
    view = article_view(analysis, "ja")
    assert [said.number for said in view.mend] == [sentence.index for sentence in analysis.hard_sentences(10)]
    html = article_section(view, 4)
    assert "見直し度の高い順に10文です。" in html
    assert "この文は、分けることを考えてください。" in article_section(article_view(jr.analyze(HARD_SENTENCE), "ja"))
    assert f'<p class="said" lang="ja">{HARD_SENTENCE}</p>' in article_section(
        article_view(jr.analyze(HARD_SENTENCE), "en")
    )
    links = re.findall(r'<a href="#(a4s\d+)" aria-label="本文で見る: 1行目・89字">', html)
    assert links == [f"a4s{said.number}" for said in view.mend]
    assert len(links) == 10


def test_bars_are_the_sentences_of_the_statistics() -> None:
    """No heading, cell or code; the length and line of each; a gap where a heading stands."""
    analysis = jr.analyze(POST, markup="markdown")
    view = article_view(analysis, "ja")
    assert len(view.bars) == view.sentences == analysis["sentences"]
    for bar in view.bars:
        sentence = analysis.sentences[bar.number]
        assert (bar.line, bar.characters) == (sentence.line, sentence["characters"])
    assert [bar.number for bar in view.bars if bar.gap] == [
        next(s.index for s in analysis.sentences if s.text == text)
        for text in ("庭の柿が色づきました。", "三つもらいました。")
    ]


def test_where_the_tints_begin() -> None:
    """As the legend says; each begins at its limit."""
    assert [step_of(p) for p in (0.49, 0.5, 0.69, 0.7, 0.84, 0.85)] == [0, 1, 1, 2, 2, 3]


def test_a_title_as_long_as_a_text_is_cut() -> None:
    """A headline stays a headline."""
    view = article_view(jr.analyze(jr.Article((), title="題\n" * 500)), "ja")
    assert view.title == "題 " * 60 + "…"


def test_the_headline() -> None:
    article = jr.Article(
        (jr.Block("paragraph", "柿が色づきました。朝は冷えます。" * 70),),
        title="庭の柿", date="2026-11-03T08:00:00+09:00", url="https://example.jp/kaki", path="posts/kaki.md",
        stated_minutes=9.0, warnings=(jr.errors.Message(ja="注意書き", en="a warning"),),
    )  # fmt: skip
    analysis = jr.analyze(article)
    words = visible(article_section(article_view(analysis, "ja")))
    for said in (
        analysis.reading_time.label, analysis.reading_time.range_label.removeprefix("約"), analysis.reading_time.aloud_label, "約9分", "2026-11-03", "posts/kaki.md",
        "https://example.jp/kaki", "注意書き", analysis.summary(),
    ):  # fmt: skip
        assert said in words
    assert "T08:00" not in words
    english = visible(article_section(article_view(analysis, "en")))
    assert "a warning" in english
    assert "about 9 min" in english
    assert analysis.summary("en") in english


def test_english_labels() -> None:
    """Every label is English; the text, and what is quoted from it, stays what it is."""
    html = article_section(view_of("The mountain is high.\n", "en"))
    assert not re.search("[ぁ-ん]", visible(html.replace("日本語", "")))
    assert '<div class="text" lang="ja">' in html


@pytest.mark.parametrize(
    "text", ["", "\n", "。", "---", "https://example.jp/", "😀", "\0", "\ud800", "only English words."]
)
@pytest.mark.parametrize("texts", [True, False])
def test_odd_texts_have_a_page(text: str, texts: bool) -> None:
    view = view_of(text, texts=texts, markup="plain")
    html = article_page(view)
    html.encode("utf-8")
    assert "nan" not in visible(html).lower()
    assert article_card(jr.analyze(text)).encode("utf-8")


def test_without_texts() -> None:
    """The section of a large report: figures, strip and ten sentences, no link into a text that is not there."""
    view = view_of(texts=False)
    html = article_section(view, 12, alone=False)
    assert view.groups == ()
    assert "庭の柿が色づきました" not in html
    assert HARD_SENTENCE in html
    assert re.findall('href="([^"]*)"', html) == ["#list"]
    assert len(html.encode()) < 6_000


def test_in_a_list_there_is_a_way_back() -> None:
    assert '<a href="#list">' not in article_section(view_of())
    html = article_section(view_of(), 3, alone=False)
    assert html.startswith('<article id="a3" class="view"')
    assert html.count('<a href="#list">') == 2
    assert html.count("<h1") == 1  # the list with its own is hidden then


def test_headings_go_down_one_by_one() -> None:
    levels = [int(level) for level in re.findall(r"<h(\d)", article_section(view_of()))]
    assert levels[0] == 1
    assert set(levels) == {1, 2, 3}
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_lines_without_a_period_stay_lines() -> None:
    """Lines that are sentences by themselves would run into one; those that end in 。 follow one another."""
    lines = jr.analyze("朝ごはん\n昼ごはん\n夕方は寝た。\n夜は起きた。", markup="markdown", wrap="keep")
    html = str(article_section(article_view(lines, "ja"))).partition('class="text"')[2]
    assert re.sub("</?span[^>]*>", "", html).count("<p>朝ごはん<br>昼ごはん<br>夕方は寝た。夜は起きた。</p>") == 1


def test_words_of_two_sentences_do_not_run_together() -> None:
    view = view_of("It rained. We stayed. 柿を食べた。寝た。", markup="plain")
    assert [s.space for s in view.groups[0].blocks[0].sentences] == ["", " ", " ", ""]


def test_the_steps_begin_where_the_analysis_does() -> None:
    assert STEPS[0] == REVISE
    assert list(STEPS) == sorted(STEPS)


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://example.jp/", True), ("HTTP://example.jp/?q=茶", True), ("mailto:a@example.jp", True),
        ("javascript:alert(1)", False), ("JaVaScRiPt:alert(1)", False), ("data:text/html,x", False), ("", False),
        ("java\tscript:alert(1)", False), ("\x01javascript:alert(1)", False), (" https://example.jp", False),
        ("http://[", False), ("//example.jp", False), ("file:///etc/passwd", False), ("https:alert(1)", False),
    ],
)  # fmt: skip
def test_links(url: str, linked: bool) -> None:
    assert web_link(url) == (url if linked else "")
    html = article_section(article_view(jr.analyze(jr.Article((), url=url)), "ja"))
    assert ("<a href" in html) == linked


def test_a_view_travels() -> None:
    view = view_of()
    assert pickle.loads(pickle.dumps(view)) == view
    carried = pickle.loads(pickle.dumps(jr.analyze(POST, markup="markdown")))
    assert article_view(carried, "ja") == view


def test_some_metrics_are_not_enough() -> None:
    with pytest.raises(jr.UnknownMetricError):
        article_view(jr.analyze(POST, metrics=["reading_minutes"]), "ja")


def test_a_long_article() -> None:
    """50,000 characters, every other sentence hard: done, and below a megabyte."""
    started = time.process_time()
    html = article_page(view_of(f"{HARD_SENTENCE}短い文です。\n\n" * 1300))
    assert time.process_time() - started < 60
    assert len(html.encode()) < 1_500_000
    assert html.count('<mark class="h3"') == 1300 + 1  # and one in the legend


def test_examples(posts: Path) -> None:
    """Every post of the examples: its lines are where its sentences stand."""
    for path in sorted(posts.glob("*.md")):
        article = jr.read_article(path)
        view = article_view(jr.analyze(article), "ja")
        lines = article.source.split("\n")
        for group in view.groups:
            for block in group.blocks:
                for sentence in block.sentences:
                    assert sentence.text[0] in lines[sentence.line - 1], (path, sentence)


def test_real_posts(corpora: Path) -> None:
    """Two dozen of other people's posts have a page, with every sentence in it."""
    paths = sorted((corpora / "hugo-baldanders").rglob("*.md"))[::36]
    for path in paths:
        analysis = jr.analyze(jr.read_article(path))
        html = article_page(article_view(analysis, "ja"))
        places = set(re.findall(r' id="a1s(\d+)"', html))
        assert {str(bar) for bar, row in enumerate(analysis.measured.sentences.sentences.tolist()) if row} <= places
    assert len(paths) > 20
