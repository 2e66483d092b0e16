"""Re:VIEW and Scrapbox: what a reader reads."""

from __future__ import annotations

import json
from pathlib import Path

from test_account import check

import jreadtools as jr
from jreadtools.article import Article, Failure
from jreadtools.sources import review


def written(article: Article) -> list[str]:
    return [f"{block.kind}: " + block.text.replace("\n", "⏎") for block in article.blocks]


CHAPTER = r"""= 畑の章
=={a} 節

本文@<b>{太\}い}です。
続きの@<code>|a}b|行@<fn>{n}。

 * 一つ
 ** 二つ
 1. 三つ
 : 用語
    説明です。

//list[a][題][ruby]{
puts 1 # 注
//}

//note[覚え]{
中です。
//}
//quote{
引用です。
//}
//table[t][表の題]{
甲	乙
-----
丙	丁
//}
#@# 隠す
//image[a][図の題]{
絵の説明
//}
//footnote[n][注の文@<ruby>{鍬, くわ}です。]
===[column] 余話

@<href>{https://a.example, 題}と@<kw>{語,term}と@<m>{x}、@<hd>{章|節}。

===[/column]
"""


def test_review() -> None:
    """A chapter with everything that is often used; references to other places are no words."""
    article = jr.analyze(review.parse(CHAPTER)).article
    assert (article.title, article.images, article.links) == ("畑の章", 1, 1)
    assert written(article) == [
        "heading: 畑の章", "heading: 節", "paragraph: 本文太}いです。⏎続きのa}b行。", "item: 一つ", "item: 二つ", "item: 三つ",
        "item: 用語", "item: 説明です。", "caption: 題", "code: puts 1 # 注", "heading: 覚え", "paragraph: 中です。", "quote: 引用です。",
        "caption: 表の題", "cell: 甲", "cell: 乙", "cell: 丙", "cell: 丁", "caption: 図の題", "paragraph: 注の文鍬です。", "heading: 余話",
        "paragraph: 題と語（term）とx、。",
    ]  # fmt: skip


def test_review_accounts_for_every_word(tmp_path: Path) -> None:
    """As every reader does, also for what is broken off."""
    for end in range(0, len(CHAPTER), 7):
        path = tmp_path / "a.re"
        path.write_text(CHAPTER[:end] or "空", "utf-8")
        [article] = jr.read_articles(path)
        assert isinstance(article, Article)
        check(article)


LINES = [
    "朝", "[** 見出し]", " 項目[公園]", "  内[https://a.example 題]", "code:a.py", " print(1)", "後の文です。 #旅", "table:表", " 甲\t乙",
    " 丙\t丁", "> 引用", "[$ x^2] [foo.icon]終わり*です*。", "[[太い]]字と[/other/頁]と`[x]`。", "[https://gyazo.com/0]",
]  # fmt: skip


def test_scrapbox(tmp_path: Path) -> None:
    """A page is an article; its first line is its title."""
    path = tmp_path / "a.json"
    pages = [
        {"title": "朝", "created": 1700000000, "updated": 1700000100, "lines": LINES},
        {"title": "夜", "lines": [{"text": "夜"}, {"text": "眠る。"}]},
    ]
    path.write_text(json.dumps({"name": "p", "displayName": "P", "exported": 1, "pages": pages}), "utf-8")
    first, second = (article for article in jr.read_articles(path) if isinstance(article, Article))
    assert (first.title, first.date, first.tags, first.images) == ("朝", "2023-11-14T22:13:20+00:00", ("旅",), 1)
    assert written(first) == [
        "heading: 見出し", "item: 項目公園", "item: 内題", "code: print(1)", "paragraph: 後の文です。 #旅", "paragraph: 表", "cell: 甲", "cell: 乙", "cell: 丙",
        "cell: 丁", "quote: 引用", "paragraph: 終わり*です*。", "paragraph: 太い字と頁と[x]。",
    ]  # fmt: skip
    assert (second.title, written(second)) == ("夜", ["paragraph: 眠る。"])
    check(first)


def test_scrapbox_that_is_none(tmp_path: Path) -> None:
    """Pages that are no list are a failure."""
    path = tmp_path / "a.json"
    path.write_text('{"name": "p", "displayName": "P", "exported": 1, "pages": 3, "lines": []}', "utf-8")
    [failure] = jr.read_articles(path)
    assert isinstance(failure, Failure)
    assert "Scrapbox" in failure.error


def test_why_words_are_left_out(tmp_path: Path) -> None:
    """A comment is one; what a tool is told beside a list's caption is markup."""
    path = tmp_path / "a.re"
    path.write_text("畑です。\n\n//comment[後で直す]\n\n//list[id][題][ruby]{\nputs\n//}\n", "utf-8")
    (article,) = jr.read_articles(path)
    assert isinstance(article, Article)
    assert [(piece.text, piece.reason) for piece in article.dropped if "直す" in piece.text] == [
        ("後で直す", "comment")
    ]
