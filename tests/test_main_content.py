"""Finding the article: names are whole words, the largest of several wins, labels go, the reading time is kept."""

from __future__ import annotations

import pytest

from jreadtools.sources.html import parse

P = "<p>会います。毎週会います。名刺を渡して、それから話を聞きます。</p>"
KEPT = [
    "lead",
    "header-note",
    "author-note",
    "added",
    "download",
    "heading",
    "st-kaiwa",
    "speech-wrap",
    "cap-box",
    "profile",
    "menu",
]
LEFT_OUT = [
    "ad-area",
    "c-shareBtns",
    "p-relatedPosts",
    "jp-relatedposts",
    "addtoany_share_save_container",
    "post_tags",
    "entry__footer",
    "toc2",
    "p-blogCard",
    "yyi-rinker-contents",
]


@pytest.mark.parametrize("name", [*KEPT, *LEFT_OUT])
def test_names_are_whole_words(name: str) -> None:
    """A class that only begins like one of a theme's boxes is an author's own."""
    article = parse(
        f"<!DOCTYPE html><body><div class='entry-content'>{P * 3}<div class='{name}'><p>箱の中。</p></div></div>"
    )
    assert ("箱の中。" in [block.text for block in article.blocks]) is (name in KEPT)


def test_a_box_that_holds_the_article_is_no_furniture() -> None:
    """Whatever it is called, an element with most of the words is the article's."""
    article = parse(
        f"<!DOCTYPE html><body><div class='content-sidebar-wrap'><div class='entry-content'><div class='share-box'>{P * 3}</div></div></div>"
    )
    assert len(article.blocks) == 3


def test_labels_are_dropped_as_whole_blocks_only() -> None:
    """What themes print goes, with its reason; the same word in a sentence or in a heading of the author stays."""
    article = parse(
        f"<!DOCTYPE html><body><div class='entry-content'>{P}<p>スポンサーリンク</p><h2>広告</h2><p>広告の話。</p><p>Tweet</p><p>続きを読む</p>"
        "<p>人気ブログランキングへ</p></div>"
    )
    assert [block.text for block in article.blocks][1:] == ["広告", "広告の話。"]
    assert [dropped.reason for dropped in article.dropped] == ["page", "share", "related", "footer"]


STATED = [
    ("<div class='read-time'>この記事は<span class='bold'>約3分</span>で読めます。</div>", "", 3.0),
    ("<div>456 views</div><div>約 1 分</div>", "", 1.0),
    ("<span>2024年3月5日</span> · <span>5 min read</span>", "", 5.0),
    ("", "<p>この記事は約2分で読めます。</p>", 2.0),
    ("<p>徒歩で3分の店です。</p>", "", None),
]


@pytest.mark.parametrize(("above", "inside", "minutes"), STATED)
def test_stated_time(above: str, inside: str, minutes: float | None) -> None:
    """The label nearest above or inside the article is kept as a number and is no prose; a related card's is none."""
    article = parse(
        f"<!DOCTYPE html><body><h1>題</h1>{above}<div class='entry-content'>{inside}{P}<p>10分歩きます。</p></div><div class='related'><p>9 min read</p></div>"
    )
    assert article.stated_minutes == minutes
    assert [block.text for block in article.blocks][1:] == ["10分歩きます。"]
    assert [dropped.reason for dropped in article.dropped] == ["stated time"] * (minutes is not None)


def test_the_largest_of_several() -> None:
    """Excerpts of other articles in elements of the same name neither win nor are added."""
    card = "<article><h2>別の題</h2><div class='entry-content'><p>枠外の抜き書き。</p></div></article>"
    article = parse(
        f"<!DOCTYPE html><body>{card}<article><h1>題</h1><div class='entry-content'>{P * 4}</div></article>{card * 3}"
    )
    assert len(article.blocks) == 4
    assert "枠外" not in "".join(block.text for block in article.blocks)


@pytest.mark.parametrize(
    "source",
    [
        "<!DOCTYPE html>",
        "<html>",
        "<body></body>",
        "<!DOCTYPE html><frameset><frame src=a></frameset>",
        "<html><!--",
        "<body>\x00\ud800",
    ],
)
def test_pages_of_nothing(source: str) -> None:
    """Never an exception."""
    assert parse(source).extraction == "body"


def test_a_tag_may_hold_its_own_end_mark() -> None:
    """A > inside an attribute of the container ends no tag."""
    article = parse(f"<!DOCTYPE html><body><div x-data='() => 1' class='prose'>{P * 3}</div><div class='x'>枠外</div>")
    assert article.extraction == "selector .prose"
    assert len(article.blocks) == 3
