"""Hatena notation: golden cases, what is taken for it, hostile input."""

from __future__ import annotations

import random
import time

import pytest
from golden import golden_cases

from jreadtools.article import Article
from jreadtools.sources import hatena, markdown
from jreadtools.sources.encoding import clean

GOLDEN = golden_cases("hatena.md")


def written(article: Article) -> list[str]:
    return [f"{block.kind}: " + block.text.replace("\n", "⏎") for block in article.blocks]


def check_places(article: Article, source: str) -> None:
    for block in article.blocks:
        assert block.line == source.count("\n", 0, block.source_offset(0)) + 1
        for index, character in enumerate(block.text):
            there = source[block.source_offset(index)]
            assert character in "\n " or there == character or there == "&", (block, index)


@pytest.mark.parametrize(("source", "expected"), [case[1:] for case in GOLDEN], ids=[case[0] for case in GOLDEN])
def test_case(source: str, expected: str) -> None:
    """What the golden case says is read, from where it stands."""
    article = hatena.parse(source)
    assert written(article) == expected.splitlines()
    assert article.format == "hatena"
    check_places(article, source)


@pytest.mark.parametrize(("source", "expected"), [case[1:] for case in GOLDEN], ids=[case[0] for case in GOLDEN])
def test_line_ends_change_nothing(source: str, expected: str) -> None:
    """Windows and old Mac line ends."""
    for line_end in ("\r\n", "\r"):
        text = clean(source.replace("\n", line_end))
        article = hatena.parse(text)
        assert written(article) == expected.splitlines()
        check_places(article, text)


def test_title_categories_and_counts() -> None:
    """The heading at the beginning is the title; pictures, links, readings and formulas are known."""
    article = hatena.parse(
        "*p1*[日記][畑]畑の話\n<ruby>畝<rt>うね</rt></ruby>と<a href='/'>苗</a><img src='a.png'>。[tex:x]です。\n"
    )
    assert (article.title, article.categories) == ("畑の話", ("日記", "畑"))
    assert (article.links, article.images, article.left_out.ruby) == (1, 1, 2)
    assert article.blocks[1].masks == ((4, 5),)
    assert hatena.parse("本文です。\n*章\n").title == ""


NOTATION = [
    "*1567299600*[日記]畑の一日\n朝から畑に出た。",
    ">|python|\nprint(1)\n||<\n本文です。",
    "本文です。\n>>\n引用です。\n<<\n",
    "写真です。\n[f:id:hatake:20190901120000j:plain]\n",
    "種は[https://example.jp/:title]で買った。",
    "*畑\n朝から((六時です))出た。\n\n*台所\n豆を煮た。\n",
    "*畑\n**土\n黒い。\n*台所\n豆を煮た。\n",
]
OTHERS = [
    "",
    "*種\n*水\n*肥料\n",
    "* 種\n* 水\n",
    "買うもの\n*種\n*水\nそれだけです。\n",
    "*写真は見本です。\n*税込みです。\n",
    "> 前の手紙です。\n>> その前の手紙です。\n返事です。\n",
    ">>\n>> 前の手紙\n返事です。\n",
    "掲示板の>>12さん、ありがとう((笑))\n",
    "*強調*した*言葉*です。\n",
    "*一つ目の話\n朝から畑に出た。\n*二つ目の話\n豆を煮た。\n",
    "# 題\n\n[f:id:hatake:20190901120000j:plain]\n",
    "(((・ω・)))\n=====\n",
    "-くわ\n-かま\n:-) と笑う:)\n|表|\n",
]


@pytest.mark.parametrize("text", NOTATION)
def test_text_in_notation(text: str) -> None:
    """One sign that nobody writes by chance is enough."""
    assert hatena.is_hatena_text(text)
    assert hatena.is_hatena_text(text.replace("\n", " \n"))  # what CRLF becomes


@pytest.mark.parametrize("text", OTHERS)
def test_ordinary_text(text: str) -> None:
    """Bullets, quotations of mails and faces are no notation."""
    assert not hatena.is_hatena_text(text)


def test_markdown_files_in_notation() -> None:
    """A .md in Hatena notation is read by the same rules and says so."""
    source = "---\ntitle: 題\n---\n*章\n>|html|\n<!-- 注\n||<\n本文です。\n"
    article = markdown.parse(source)
    assert (article.title, article.format) == ("題", "hatena")
    assert written(article) == ["heading: 章", "code: <!-- 注", "paragraph: 本文です。"]
    assert markdown.parse("# 章\n\n本文です。\n").format == ""


@pytest.mark.parametrize(
    ("text", "is_notation"),
    [
        ("*畑\n朝から出た。\n- くわ\n- かま\n*台所\n豆を煮た。\n", True),
        ("*p1*畑\n- くわ\n- かま\n", True),
        ("*種\n*水\n- くわ\n", False),
        ("*畑\n[種の店](/shop)です。\n*台所\n豆です。\n", False),
        ("*p1*畑\n\n## 章\n", False),
    ],
)
def test_markdown_or_notation(text: str, is_notation: bool) -> None:
    """Lists are written alike; headings with words below them and no link of Markdown tell."""
    assert hatena.is_hatena(text, 0) == is_notation


@pytest.mark.parametrize(
    "piece",
    ["<!--\n", ">>\n", ">|a|\n", ">|\n", "|<", "-", "|", "|a|\n", ":a:", "[tex:", "[[", "[]", "((", "<b>\n", "<pre>\n", "*\n",
     "*a\n", "[f:id:", "[https://a", "asin:", "><\n", "[keyword:", "*[a]"],
)  # fmt: skip
def test_hostile_input_takes_linear_time(piece: str) -> None:
    """Every line is read once."""
    source = piece * (100_000 // len(piece))
    started = time.process_time()
    hatena.is_hatena_text(source)
    hatena.parse(source)
    assert time.process_time() - started < 20


def test_mutations_keep_their_places() -> None:
    """Whatever is lost, doubled or moved: no error, every character from its place."""
    random_ = random.Random(3)
    whole = "\n".join(source for _, source, _ in GOLDEN)
    for _ in range(300):
        start = random_.randrange(len(whole))
        source = whole[start : start + 400]
        for _ in range(random_.randint(1, 6)):
            at, length, other = random_.randrange(400), random_.randint(0, 9), random_.randrange(len(whole))
            source = source[:at] + whole[other : other + random_.randint(0, 9)] + source[at + length :]
        check_places(hatena.parse(source), source)


def test_a_note_at_the_very_end() -> None:
    """Also where no line of words follows it."""
    article = hatena.parse("本文です。\n<pre>\nx = 1((注の文です。))\n</pre>\n")
    assert [(block.kind, block.text) for block in article.blocks][-1] == ("paragraph", "注の文です。")


def test_categories_of_a_heading() -> None:
    """They are the article's, and where they stood is said."""
    article = hatena.parse("*[日記][畑]題の語\n本文です。\n")
    assert article.categories == ("日記", "畑")
    assert [(left.reason, left.text, left.start, left.end) for left in article.left] == [
        ("category", "[日記][畑]", 1, 8)
    ]
