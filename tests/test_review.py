"""Re:VIEW and Scrapbox: what a reader reads."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from test_account import check

import jreadtools as jr
from jreadtools.article import Article, Failure
from jreadtools.sources import review, scrapbox
from jreadtools.sources.entry import Entry


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


@pytest.mark.parametrize(
    ("text", "blocks", "left", "images"),
    [
        ("一@<br>{}二です。@<comment>{注}@<tt>{x}@<kw>{語}@<b>{太}", ["paragraph: 一⏎二です。x語太"], ["comment: 注"], 0),
        ("@<ruby>{鍬}と@<href>{https://a.example}", ["paragraph: 鍬とhttps://a.example"], [], 0),
        ("= \n\n==[nonum] 節\n====== 深い節\n#@warn(直す)\n本文", ["heading: 節", "heading: 深い節", "paragraph: 本文"], ["comment: #@warn(直す)"], 0),
        ("//note{\n題のない文です。\n//}\n//}\n後です。", ["paragraph: 題のない文です。", "paragraph: 後です。"], [], 0),
        (" * 一つ\n   続き\n\n : 用語\n説明でない", ["item: 一つ⏎続き", "item: 用語", "paragraph: 説明でない"], [], 0),
        (": 用語\n\t説明です。\n\t続き\n後です。", ["item: 用語", "item: 説明です。⏎続き", "paragraph: 後です。"], [], 0),
        ("//table[t][題]{\n甲\t.\t \t\n=-=\n乙\t丙\n//}", ["caption: 題", "cell: 甲", "cell: 乙", "cell: 丙"], ["markup: t"], 0),
        ("//cmd[題]{\n$ ls\n//}\n//raw[|html|<b>]\n//blankline", ["caption: 題", "code: $ ls"], ["markup: |html|<b>"], 0),
        ("//indepimage[a]\n//image[b][題]\n//imgtable[c][題二]", ["caption: 題", "caption: 題二"], ["markup: a", "markup: b", "markup: c"], 3),
        ("//comment{\n隠す\n//}\n//list[a][題]{\nx", ["caption: 題", "code: x"], ["comment: 隠す", "markup: a"], 0),
        ("//graph[a][gnuplot][図の題]{\nplot\n//}", ["caption: 図の題", "code: plot"], ["markup: a", "markup: gnuplot"], 0),
        ("//sideimage[a][20mm][side=L]{\n横の文です。\n//}", ["paragraph: 横の文です。"], ["markup: a", "markup: 20mm", "markup: side=L"], 1),
        ("//source[a.py]{\nx\n//}\n//source[a][b.py]{\ny\n//}", ["caption: a.py", "code: x", "caption: b.py", "code: y"], ["markup: a"], 0),
    ],
)  # fmt: skip
def test_marks_of_review(text: str, blocks: list[str], left: list[str], images: int) -> None:
    """Each mark shows what its tool prints; the rest is left out with its reason."""
    article = review.parse(f"{text}\n")
    assert (written(article), article.images) == (blocks, images)
    assert [f"{piece.reason}: {piece.text}" for piece in article.left] == left


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


def page(*lines: object, **fields: object) -> Entry:
    text = json.dumps({"pages": [7, {"lines": ["題", *lines], **fields}]})
    (entry,) = scrapbox.entries(io.BytesIO(text.encode()))
    assert isinstance(entry, Entry)
    return entry


@pytest.mark.parametrize(
    ("lines", "body"),
    [
        (["$ ls -a", "% x", "文"], "\n~~~~~\n$ ls -a\n~~~~~\n\n~~~~~\n% x\n~~~~~\n\n文\n"),
        (["code:a", " x", "", "  y", "z"], "\n~~~~~\nx\n\n y\n~~~~~\n\nz\n"),
        (["  code:a", "   x", "  項目"], "\n~~~~~\nx\n~~~~~\n- 項目"),
        (["code:a", "x"], "\n~~~~~\n~~~~~\n\nx\n"),
        (["table:t", " a\tb", "\tc", "文"], "\nt\n\n| a | b |\n| --- | --- |\n| c |\n\n文\n"),
        (["一", " 二", "   三", "  四", "\u3000五"], "\n一\n\n- 二\n  - 三\n  - 四\n- 五"),
        (["[* 太]と[/ 斜体]と[- 消]"], "\n太と斜体と消\n"),
        (["[*** 大見出し]"], "\n## 大見出し\n"),
        (["[https://a.example]と[題 https://a.example/b]"], "\n<https://a.example>と[題](https://a.example/b)\n"),
        (["[https://a.example/x.png][foo.icon*3][$ x]"], "\n![](https://a.example/x.png)\n"),
        (["[/p/頁]と`[x]`と[]"], "\n頁と`[x]`と[]\n"),
        ([{"text": "一"}, {"x": 1}, 5, None], "\n一\n"),
    ],
)
def test_lines_of_scrapbox(lines: list[object], body: str) -> None:
    """As Markdown: code, tables, items by what they are indented, brackets by what they show."""
    assert page(*lines).body == body


@pytest.mark.parametrize(
    ("seconds", "date"),
    [
        (0, "1970-01-01T00:00:00+00:00"),
        (-1, "1969-12-31T23:59:59+00:00"),
        ("1", ""),
        (None, ""),
        (1.5, ""),
        (10**18, ""),
    ],
)
def test_dates_of_scrapbox(seconds: object, date: str) -> None:
    """Seconds since 1970; anything else is none."""
    entry = page(created=seconds, updated=seconds)
    assert (entry.date, entry.updated, entry.title) == (date, date, "題")


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


@pytest.mark.parametrize(
    ("head", "is_one"),
    [
        ('{"pages": [{"lines": [', True),
        ('{"exported": 3, "pages": [', True),
        ('{"displayName": "p", "pages": [', True),
        ('{"pages": [', False),
        ('{"displayName": "p", "lines": [', False),
    ],
)
def test_what_looks_like_scrapbox(head: str, is_one: bool) -> None:
    """Pages, and one of the names that its exports have beside them."""
    assert scrapbox.looks_like(head) is is_one
