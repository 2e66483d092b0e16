"""Plain text: golden cases, re-wrapping, nothing lost, linear time."""

from __future__ import annotations

import itertools
import re
import time
from pathlib import Path

import pytest
from golden import golden_cases
from hypothesis import given
from hypothesis import strategies as st

from jreadtools.article import Article
from jreadtools.language.sentences import split
from jreadtools.sources import plain
from jreadtools.sources.encoding import clean

SEED = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "seed-page" / "page.txt"


def cases() -> list[pytest.param]:
    found = golden_cases("plain.md")
    return [pytest.param(source, expected.splitlines(), id=title) for title, source, expected in found]


@pytest.mark.parametrize(("source", "expected"), cases())
def test_case(source: str, expected: list[str]) -> None:
    """What the golden case says is read."""
    blocks = plain.parse(source).blocks
    assert [f"{b.kind}: " + b.text.replace("\n", "⏎") for b in blocks] == [line for line in expected if line]
    for block in blocks:
        assert source[block.source_offset(0) :].startswith(block.text)
        assert block.line == source.count("\n", 0, block.source_offset(0)) + 1
    windows = plain.parse(clean(source.replace("\n", "\r\n"))).blocks
    assert [block._replace(places=()) for block in windows] == [block._replace(places=()) for block in blocks]


def test_marks_are_masked() -> None:
    """The mark of an item and of a quote stands in the text and is no prose."""
    article = plain.parse("・名刺\n\n> 引用\n> 続き\n")
    assert [block.masks for block in article.blocks] == [((0, 1),), ((0, 2), (5, 7))]


def test_crlf() -> None:
    """Windows line ends change nothing but offsets."""
    source = "> 静岡では、\n> いろいろな\n\n・会が\n　あります。\n"
    blocks = plain.parse(clean(source.replace("\n", "\r\n"))).blocks
    assert [(b.kind, b.text, b.masks) for b in blocks] == [
        (b.kind, b.text, b.masks) for b in plain.parse(source).blocks
    ]
    for block in blocks:
        for index, character in enumerate(block.text):
            assert character == "\n" or source.replace("\n", "\r\n")[block.source_offset(index)] == character


def test_nothing_and_links() -> None:
    """No text has no blocks; URLs are counted."""
    assert plain.parse("").blocks == plain.parse(" \n\u3000\n").blocks == ()
    assert plain.parse("a http://a.jp/b と www.example.jp と https://c.jp。").links == 3


def shape(article: Article) -> list[tuple[str, str]]:
    return [(block.kind, "".join(block.text.split())) for block in article.blocks]


_PROSE = st.lists(
    st.text("静岡会人脈のはをですますたカナー、。", min_size=1, max_size=60).map(
        lambda text: text.lstrip("ー、。") or "会"
    ),
    min_size=1,
    max_size=6,
)


@given(_PROSE, st.integers(1, 30))
def test_rewrapping_changes_no_block(paragraphs: list[str], width: int) -> None:
    """Where a line ends between two Japanese characters decides nothing."""
    wrapped = []
    for paragraph in paragraphs:
        lines, at = [], 0
        while at < len(paragraph):
            end = at + width
            while end < len(paragraph) and paragraph[end] in "ー、。":
                end += 1
            lines.append(paragraph[at:end])
            at = end
        wrapped.append("\n".join(lines))
    assert shape(plain.parse("\n\n".join(wrapped))) == shape(plain.parse("\n\n".join(paragraphs)))


@given(st.text("静岡で。\n \u3000・-1.)>＞【】■●#「」https://：=a★", max_size=80))
def test_no_character_is_lost(text: str) -> None:
    """Only white space and lines of ornaments go."""
    read = "".join("".join(block.text.split()) for block in plain.parse(text).blocks)
    lines = [line for line in text.split("\n") if re.search(r"[^\s\-=・■●★>＞.#:/：]", line)]
    kept = "".join("".join(line.split()) for line in lines)
    position = 0
    for character in kept:
        position = read.find(character, position) + 1
        assert position, (text, read)


@pytest.mark.parametrize(
    "piece", ["あ", "。", "\n", " ", "\u3000", "・", "・あ\n", "あ\n・", "> あ\n", "■", "【", "1.", "(1", "-"]
)
def test_linear_time(piece: str) -> None:
    """Hundreds of thousands of one thing are read in a second."""
    started = time.process_time()
    plain.parse(piece * (300_000 // len(piece)))
    assert time.process_time() - started < 20


_WRAPPED = """
畑の土はすぐには変わりません。まず草を刈り、次に石灰をまき、一週間ほど
おいてから耕します。

道具は次のものがあれば十分です。くわ、かま、じょうろ、それから軍手をひ
とつ用意しましょう。

水やりは朝のうちにすませます。日が高くなってから水をやると、根をいため
ることがあるからです。

  ・種まきは四月の中ごろ、霜の心配がなくなってから始めるのがよいでし
    ょう。

ここまでできたら、あとは芽が出るのを待つばかりです。毎日見に行くのもよ
し、忘れてしまうのもよし。

楽しみ
は土の中にある
と、祖父はよく言いました。土を見ていると、たしかにそのとおりだと思えて
きます。

秋には収穫です。どの畝に何をまいたかは、小さな札に書いて立てておくとよ
いでしょう。
"""


def test_the_width_of_the_whole_text() -> None:
    """Two lines show no width; that every paragraph of the text is wrapped at one width does."""
    article = plain.parse(_WRAPPED.strip())
    sentences = [span.text for block in article.blocks for span in split(block)]
    assert "くわ、かま、じょうろ、それから軍手をひとつ用意しましょう。" in sentences
    assert "・種まきは四月の中ごろ、霜の心配がなくなってから始めるのがよいでしょう。" in sentences
    assert all(block.text[at] == "\n" for block in article.blocks for at in block.wraps)
    crlf = plain.parse(clean(_WRAPPED.strip().replace("\n", "\r\n")))
    assert [block.wraps for block in crlf.blocks] == [block.wraps for block in article.blocks]


def test_lines_of_any_length_show_no_width() -> None:
    """Lines that end where the writer took a breath are not full."""
    lines = [
        "朝から",
        "雨でした",
        "それでも畑へ行きました",
        "長靴をはいて",
        "かさをさして",
        "ぬれた土の匂いがして",
        "うれしかった",
    ]
    assert all(not block.wraps for block in plain.parse("\n".join(lines * 3)).blocks)


FULL = ["梅" * 20] * 8
LAST = ["梅" * 20, "終わりです。"]


@pytest.mark.parametrize(
    ("lines", "wraps"),
    [
        *(((["梅" * half] * 10, LAST[-1:]), full) for half, full in ((9, 0), (10, 10), (50, 10), (51, 0))),
        (([f"a{'梅' * 9}"] * 10, LAST[-1:]), 0),  # nineteen columns
        # Eight lines that another follows and that end no sentence.
        ((["梅" * 20 + "。"] * 3, ["梅" * 20] * 7, LAST[-1:]), 0),
        ((["梅" * 20 + "。"] * 3, ["梅" * 20] * 8, LAST[-1:]), 8),
        # Half of them at least are full, to four columns, and a tenth at most is wider.
        ((["梅" * 19] * 8, FULL, LAST[-1:]), 16),
        ((["梅" * 18] * 8, FULL, LAST[-1:]), 8),
        ((["梅" * 18] * 9, FULL, LAST[-1:]), 0),
        ((["梅" * 20] * 7, ["梅" * 30], LAST), 0),
        ((["梅" * 20] * 8, ["梅" * 30], LAST), 9),
        # A line is full too if the word below would not have fitted; above a table and a list none is.
        ((FULL, ["梅" * 17], ["word" + "梅" * 18], LAST), 10),
        ((FULL, ["梅" * 18], ["word" + "梅" * 18], LAST), 11),
        ((FULL, ["梅" * 15], ["wordwordw" + "梅" * 15], LAST), 10),
        ((FULL, ["梅" * 16], ["wordwordw" + "梅" * 15], LAST), 11),
        ((FULL, ["梅" * 18], ["…" + "梅" * 19], LAST), 10),
        ((FULL, ["梅" * 19], ["…" + "梅" * 19], LAST), 11),
        *(((FULL, ["梅" * 20], [mark + "梅" * 18], LAST), 10) for mark in ("|", "+", "・", "1. ")),
    ],
)
def test_which_lines_are_full(lines: tuple[list[str], ...], wraps: int) -> None:
    """In how many places a text is wrapped that has one width of twenty to a hundred columns."""
    article = plain.parse("\n".join(itertools.chain(*lines)))
    assert sum(len(block.wraps) for block in article.blocks) == wraps


@pytest.mark.skipif(not SEED.exists(), reason="the shared corpora are not here")
def test_headings_of_a_copied_page() -> None:
    """A page copied out of a browser keeps its headings."""
    headings = {b.text for b in plain.parse(SEED.read_text(encoding="utf-8")).blocks if b.kind == "heading"}
    assert {"名刺を配ったらいいと思っている", "いきなりビジネスの話をしすぎている"} <= headings


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("臨時休業のお知らせ\n\n明日は休みます。\n", "臨時休業のお知らせ"),
        ("■ 春の茶畑\n\n新茶が出ました。\n", "春の茶畑"),
        ("新茶が出ました。\n\n今年は早いです。\n", ""),
        ("", ""),
    ],
)
def test_a_heading_at_the_top_is_the_title(text: str, title: str) -> None:
    assert plain.parse(text).title == title


@pytest.mark.parametrize(
    ("ended", "open_", "is_heading"),
    [
        (0, 0, True),
        (0, 1, False),
        (1, 1, True),
        (1, 2, False),
        (2, 2, True),
        (2, 3, False),
    ],
)
def test_a_text_of_paragraphs_that_end_has_headings(ended: int, open_: int, is_heading: bool) -> None:
    """Where most paragraphs but the short lines end as sentences do; the one below the line is one of them."""
    going_on = "畑に出て種をまき水をやり草を取り土を寄せて鍬を洗って戻ると日が暮れて月が山の上に出た頃"
    text = "\n\n".join([*["雨が降った。"] * ended, *[going_on] * open_, "春の畑", "朝は早い。"])
    assert ("heading" in [block.kind for block in plain.parse(text).blocks]) is is_heading


@pytest.mark.parametrize(
    ("text", "is_heading"),
    [
        ("■朝の畑\n水をやった。\n草を取った。", True),
        ("■朝の畑\n水をやりました\n草を取りました", True),
        ("■朝の畑の話\n水をやったあと\n草を取る。", True),  # two characters shorter than the longest line
        ("■朝の畑の話\n水をやった後\n草を取る。", False),
        ("■朝の畑\n水をやった", False),
        ("■朝の畑\n、水をやった。", False),
        ("■朝の畑\n）水をやった。", False),
        ("■朝の畑を\n水をやった。", False),
        ("■朝の畑なので\n水をやった。", False),
        ("■朝の畑\n・水をやった。", True),
        ("■朝の畑\n1. 水をやった。", True),
        ("■朝の畑", False),
    ],
)
def test_a_marked_line_with_its_text_below(text: str, is_heading: bool) -> None:
    """A heading is no wrapped line: it is shorter than those below, or all of those end sentences."""
    assert ("heading" in [block.kind for block in plain.parse(text).blocks]) is is_heading


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("題名\n====\n本文です。", ["heading", "paragraph"]),
        ("前の行\n題\n----\n本文です。", ["heading", "paragraph"]),
        ("題です。\n----\n後", ["paragraph", "paragraph"]),
        ("・項目\n----\n後です。", ["item", "paragraph"]),
        ("----\n本文です。", ["paragraph"]),
    ],
)
def test_a_line_drawn_under_words(text: str, kinds: list[str]) -> None:
    """It makes a short line a heading, and parts anything else."""
    assert [block.kind for block in plain.parse(text).blocks] == kinds


_CLOSED, _OPEN, _LINE = f"{'雨' * 39}。", "雨" * 50, "雨が降る。"


@pytest.mark.parametrize(
    ("pieces", "headings"),
    [
        # Something stands below it.
        (["春の庭", _CLOSED], [0]),
        ([_CLOSED, "春の庭"], []),
        (["春の庭", "夏の庭", _CLOSED], [0, 1]),
        # A chapter is one in any text, another line in prose.
        (["春の庭", _OPEN, _OPEN], []),
        (["第1章 春", _OPEN, _OPEN], [0]),
        # A line that goes on goes on in a short paragraph only.
        (["春が来たので", f"{'雨' * 58}。"], []),
        (["春が来たので", f"{'雨' * 59}。"], [0]),
        # Blank lines below every line: eight paragraphs, half of them shorter than 25.
        (["春の庭", *[_LINE] * 7], [0]),
        (["春の庭", *[_LINE] * 8], []),
        (["春の庭", *[f"{'雨' * 23}。"] * 8], []),
        (["春の庭", *[f"{'雨' * 24}。"] * 8], [0]),
        (["春の庭", *[f"{'雨' * 23}。"] * 4, *[f"{'雨' * 24}。"] * 4], [0]),
        (["春の庭", *[f"{'雨' * 23}。"] * 5, *[f"{'雨' * 24}。"] * 3], []),
        # The longest heading, without its spaces.
        (["春" * 40, _CLOSED], [0]),
        ([f"{'春' * 20} {'庭' * 20}", _CLOSED], [0]),
        (["春" * 41, _CLOSED], []),
        # A number of a kind, alone among paragraphs.
        (["1. 春の庭", _CLOSED], [0]),
        ([_CLOSED, "1. 春の庭"], []),
        (["1. 春の庭", "2. 夏の庭", _CLOSED], []),
        (["1. 春の庭", "２．１ 夏の庭", _CLOSED], [0, 1]),
        (["1. 春の庭", _CLOSED, "2. 夏の庭", _CLOSED], [0, 2]),
        (["1. 春の庭", _OPEN, _OPEN], []),
        (["1. 春が来た。", _CLOSED], []),
        # A mark that is alone, or one of several.
        (["●春の庭", _CLOSED], [0]),
        (["●春の庭", "●夏の庭", _CLOSED], []),
        (["●春の庭", "■夏の庭", _CLOSED], [0, 1]),
        (["■春の庭", _OPEN, _OPEN], [0]),
        ([_CLOSED, "■春の庭"], []),
    ],
)
def test_headings_by_what_stands_around_them(pieces: list[str], headings: list[int]) -> None:
    """Which of the pieces between blank lines are headings."""
    blocks = plain.parse("\n\n".join(pieces)).blocks
    assert [number for number, block in enumerate(blocks) if block.kind == "heading"] == headings
    assert len(blocks) == len(pieces)


@pytest.mark.parametrize(("ending", "is_heading"), [("。", True), ("", False)])
def test_items_that_are_sentences_make_a_text_one_with_headings(ending: str, is_heading: bool) -> None:
    """They count as paragraphs that end do."""
    going_on = "畑に出て種をまき水をやり草を取り土を寄せて鍬を洗って戻ると日が暮れて月が山の上に出た頃"
    text = f"・水をやった{ending}\n・草を取った{ending}\n\n春の畑\n\n{going_on}"
    assert ("heading" in [block.kind for block in plain.parse(text).blocks]) is is_heading
