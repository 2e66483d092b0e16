"""A file that is opened in the page: its articles as texts that can be written on, of what is no text the words."""

import json
from html import escape
from pathlib import Path
from typing import Any

import pytest

import jreadtools as jr
from jreadtools.live import opened_files
from jreadtools.live.opened_files import MOST, as_markdown, opened_texts
from jreadtools.sources.read import parse


def opened(name: str, data: str) -> list[dict[str, Any]]:
    """The articles in a file in which none fails."""
    found = opened_texts(data.encode(), name, "en")
    assert found["failures"] == []
    articles: list[dict[str, Any]] = found["articles"]
    assert found["number"] == len(articles)
    assert [one.pop("warnings") for one in articles] == [[]] * len(articles)
    return articles


@pytest.mark.parametrize(
    ("name", "data", "title"),
    [
        ("a.md", "# 題\n\n花が*咲く*。", "題"),
        ("a.txt", "花が*咲く*。", "a.txt"),
        ("a.re", "= 題\n\n花が咲く。\n", "題"),
        ("a.txt", "題\n作者\n\n　花が｜咲《さ》く。\n\n底本：「題」\n", "題"),
        ("", "花が咲く。", ""),
    ],
)
def test_what_people_write_comes_as_it_stands(name: str, data: str, title: str) -> None:
    assert opened(name, data) == [{"title": title, "text": data, "markup": "", "name": name, "words": False}]


def test_of_all_else_the_words_come_as_markdown() -> None:
    page = "<html><head><title>題</title></head><body><h1>題</h1><p>花が咲く。</p></body></html>"
    words = '---\ntitle: "題"\n---\n\n花が咲く。\n'
    assert opened("a.html", page) == [{"title": "題", "text": words, "markup": "markdown", "name": "", "words": True}]


def test_articles_of_one_file_come_with_what_each_is_written_in() -> None:
    text, page = {"id": "1", "content_text": "花*。"}, {"id": "2", "title": "題", "content_html": "<p>鳥*。*</p>"}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "t", "items": [text, page]}
    assert opened("a.json", json.dumps(feed)) == [
        {"title": "1", "text": "花*。", "markup": "plain", "name": "", "words": False},
        {
            "title": "題",
            "text": '---\ntitle: "題"\n---\n\n鳥\\*。\\*\n',
            "markup": "markdown",
            "name": "",
            "words": True,
        },
    ]


def test_why_another_cannot_be_read_is_said_in_the_language_of_the_page() -> None:
    english, japanese = (opened_texts(b"PK\x03\x04", "a.odt", lang) for lang in ("en", "ja"))
    said = ".odt is not supported; convert it with pandoc: pandoc a.odt -t gfm -o a.md"
    assert english == {"articles": [], "number": 0, "failures": [said]}
    assert "変換してください" in japanese["failures"][0]


def test_what_may_be_missing_is_said_in_the_language_of_the_page() -> None:
    """The page has the text alone: how it was read is not seen any more."""
    data = "花が咲く。鳥が鳴く。".encode() * 20 + b"\xe6"
    english, japanese = (opened_texts(data, "a.md", lang)["articles"][0]["warnings"] for lang in ("en", "ja"))
    assert english == ["1 place could not be decoded as utf-8 and became U+FFFD, the first in line 1"]
    assert japanese == ["utf-8 として読めないところが1か所あり、U+FFFD に置き換えました（最初は1行目）"]


def test_of_very_many_the_first_can_be_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    found = opened_texts("\n".join(["body", *["花。"] * (MOST + 1)]).encode(), "a.csv", "en")
    assert (found["number"], len(found["articles"])) == (MOST + 1, MOST)
    monkeypatch.setattr(opened_files, "ROOM", 6)
    for rows, shown in (["花花。", "鳥鳥。", "月。"], 2), (["花花。", "鳥鳥鳥。", "月。"], 1), (["花" * 9, "鳥。"], 1):
        found = opened_texts("\n".join(["body", *rows]).encode(), "a.csv", "en")
        assert (found["number"], [one["text"] for one in found["articles"]]) == (len(rows), rows[:shown])


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("", ""),
        ("<p>花</p><p>鳥</p>", "花\n\n鳥\n"),
        ("<p>花<br><br>　鳥</p>", "花\n\n鳥\n"),
        ("<ul><li>花<br>鳥</li><li>月</li></ul>", "- 花 鳥\n- 月\n"),
        ("<ul><li>花</li></ul><p>鳥</p>", "- 花\n\n鳥\n"),
        ("<blockquote>花<br>鳥</blockquote>", "> 花\n> 鳥\n"),
        ("<figure><img><figcaption>花</figcaption></figure>", "花\n"),
        ("<pre>花\n 鳥</pre>", "```\n花\n 鳥\n```\n"),
        ("<pre>``</pre>", "```\n``\n```\n"),
        ("<pre>花 ```` 鳥 ```</pre>", "`````\n花 ```` 鳥 ```\n`````\n"),
        ("<table>\n<tr><td>花<td>鳥</tr>\n<tr><td>月<td>星</tr></table>", "| 花 | 鳥 |\n| --- | --- |\n| 月 | 星 |\n"),
        ("<table>\n<tr><td>花|鳥<td>風</tr>\n<tr><td>月</tr></table>", "| 花\\|鳥 |\n| --- |\n| 風 |\n| 月 |\n"),
        ("<table>\n<tr><td>花<td>鳥</tr>\n<tr><td>月</tr></table>", "| 花 |\n| --- |\n| 鳥 |\n| 月 |\n"),
        ("<table><tr><td>花<td>鳥</tr><tr><td>月<td>星</tr></table>", "| 花 |\n| --- |\n| 鳥 |\n| 月 |\n| 星 |\n"),
        ("<h2>花</h2><p>鳥</p><h3>月</h3>", "## 花\n\n鳥\n\n## 月\n"),
        ("<title>題</title><h2>花</h2>", '---\ntitle: "題"\n---\n\n## 花\n'),
        ('<title>題 "甲"</title><p>花</p>', '---\ntitle: "題 \\"甲\\""\n---\n\n花\n'),
        ("<p>花*</p>", "花*\n"),
        ("<p>花*鳥*</p><p>月*</p>", "花\\*鳥\\*\n\n月\\*\n"),
    ],
)
def test_blocks_as_markdown(page: str, words: str) -> None:
    assert as_markdown(parse(page, "html")) == words


@pytest.mark.parametrize("name", ["bookbinding-event.md", "old-radio.md", "csv-bom.md", "smell-of-lead.md"])
def test_words_as_markdown_are_the_same_words(posts: Path, name: str) -> None:
    """Taken out and read again: the same sentences to revise, the same numbers but for captions, which become paragraphs."""
    article = jr.read_article(posts / name)
    before, after = jr.analyze(article), jr.analyze(as_markdown(article), markup="markdown")
    for metric in ("characters", "sentences_to_revise", "headings", "words"):
        assert after[metric] == before[metric], metric


@pytest.mark.parametrize("text", ["1. 花が咲く", "# 花", "- 花", "> 花", "a*b*c", "[花](x)", "<b>花</b>", "`花`", "~~花~~", "|花|", "$花$", ":bug:", "+ 花", "花\\"])  # fmt: skip
def test_marks_in_words_stay_words(text: str) -> None:
    article = parse(f"<p>{escape(text)}</p><p>鳥が鳴く。</p>", "html")
    assert [block.text for block in parse(as_markdown(article), "markdown").blocks] == [text, "鳥が鳴く。"]
