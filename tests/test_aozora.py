"""Aozora Bunko texts: golden cases, what is taken for one, hostile input, the works of the corpora."""

from __future__ import annotations

import random
import time
import unicodedata
from pathlib import Path

import pytest
from golden import golden_cases

from jreadtools.article import Article
from jreadtools.sources import aozora
from jreadtools.sources.encoding import clean, decode

GOLDEN = golden_cases("aozora.md")
LEGEND = "-" * 55 + "\n【テキスト中に現れる記号について】\n\n《》：ルビ\n（例）畑《はたけ》\n" + "-" * 55 + "\n"
FOOTER = "\n\n\n底本：「畑の一年」山野書店\n　　　1999（平成11）年12月1日第1刷発行\n入力：甲\n青空文庫作成ファイル：\nこのファイルは手で作りました。\n"


def work(body: str, head: str = "畑の一年\n山野土夫\n") -> str:
    return f"{head}\n{LEGEND}\n{body}\n{FOOTER}"


def written(article: Article) -> list[str]:
    return [f"{block.kind}: {block.text}" for block in article.blocks]


def check_places(article: Article, source: str) -> None:
    """Every character comes from its place; one that stands for a sign comes from where the sign begins."""
    for block in article.blocks:
        assert block.text == block.text.strip()
        assert block.line == source.count("\n", 0, block.source_offset(0)) + 1
        for index, character in enumerate(block.text):
            there = source[block.source_offset(index)]
            if character in "〳〴":
                assert there == "／"
            elif character == "〵":
                assert there == "＼"
            elif there != character:
                plain = unicodedata.normalize("NFD", character)[0]
                assert there in {"※", plain} or character in "æœøđłħßÆŒØĐŁĦ¡¿", (block, index)


@pytest.mark.parametrize(("source", "expected"), [case[1:] for case in GOLDEN], ids=[case[0] for case in GOLDEN])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_case(source: str, expected: str, line_end: str) -> None:
    """What the golden case says is read, from where it stands, with every line end."""
    text = clean(work(source).replace("\n", line_end))
    assert aozora.is_aozora(text)
    article = aozora.parse(text)
    assert written(article) == expected.splitlines()
    assert (article.title, article.format) == ("畑の一年", "aozora")
    check_places(article, text)


def test_places_of_signs() -> None:
    """A character that stands for a longer sign is at its beginning, what follows at its own place."""
    source = work("　草を※［＃「てへん＋劣」、第3水準1-84-77］る《る》、いよ／″＼だ。〔e'te'〕は夏。")
    block = aozora.parse(source).blocks[0]
    assert block.text == "草を挘る、いよ〴〵だ。étéは夏。"
    signs = {"挘": "※［＃", "る": "る《る》、", "、": "、いよ", "〴": "／″＼", "〵": "＼だ", "é": "e'te", "は": "は夏"}
    for character, sign in signs.items():
        assert source.startswith(sign, block.source_offset(block.text.index(character))), character


def test_a_character_of_two_code_points() -> None:
    """か゚ is one place of JIS X 0213 and two characters, both of them from there."""
    source = work("　※［＃半濁点付き平仮名か、1-4-87］の音。")
    block = aozora.parse(source).blocks[0]
    assert block.text == "か゚の音。"
    assert block.source_offset(0) == block.source_offset(1) == source.index("※")
    assert source[block.source_offset(2)] == "の"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("畑の一年\n山野土夫\n", "畑の一年"),
        ("畑の一年\n古い土の話\n山野土夫\n", "畑の一年 古い土の話"),
        ("畑の一年\nTHE FIELD\nジョン・フィールド　John Field\n水野川子訳\n", "畑の一年"),
        ("畑の一年\n山野土夫\n水野川子編\n", "畑の一年"),
        ("畑の一年\nTHE FIELD\n古い土の話\nジョン・フィールド\n水野川子訳\n", "畑の一年 古い土の話"),
        ("｜畑の一年《はたけのいちねん》\n山野土夫\n", "畑の一年"),
    ],
)
def test_title(head: str, title: str) -> None:
    """The first line, with a subtitle; neither the author nor the original title."""
    assert aozora.parse(work("　本文です。", head)).title == title


@pytest.mark.parametrize(
    ("lines", "is_heading"),
    [
        ("\n　　　春\n\n", True),
        ("\n　　　春\n \t\n", True),
        ("\n　　　春\n  畑", False),
        ("\n　　　春\n", False),  # the text follows
        ("畑。\n　　　春\n\n", False),
        ("＊　＊\n　　　春\n\n", True),
        ("\n　　春\n\n", False),
        ("\n　［＃３字下げ］春\n\n", True),
        ("\n［＃天から１０字下げ］春\n\n", True),
        ("\n［＃２字下げ］春\n\n", False),
        ("\n　　　\n\n", False),
        (f"\n　　　{'春' * 20}\n\n", True),
        (f"\n　　　{'春' * 21}\n\n", False),
        (f"\n　　　{'春' * 19}畑《はたけ》\n\n", True),
        *((f"\n　　　春{end}\n\n", False) for end in ("。", "、", "」", "！", "…", "年", "日）")),
    ],
)
def test_headings_of_old_texts(lines: str, is_heading: bool) -> None:
    """A line of twenty characters between blank ones, three characters from the edge, that ends no sentence."""
    article = aozora.parse(work(f"　畑を作る。\n{lines}　種をまく。"))
    assert ("heading" in [block.kind for block in article.blocks]) is is_heading


def test_without_a_list_of_signs() -> None:
    """A text without readings has no such list: title and author stand above the first blank line."""
    source = "畑の一年\n山野土夫\n\n\n　本文です。\n　続きです。" + FOOTER
    assert aozora.is_aozora(source)
    article = aozora.parse(source)
    assert (article.title, written(article)) == ("畑の一年", ["paragraph: 本文です。", "paragraph: 続きです。"])
    assert article.left_out.front_matter == len("".join(("畑の一年山野土夫" + FOOTER).split()))


def test_footers() -> None:
    """The footer is out whatever it begins with; a line of the work that begins like one stays."""
    body = "　本文です。\n\n底本：これは引用です。\n\n　終りの文です。"
    want = ["paragraph: 本文です。", "paragraph: 底本：これは引用です。", "paragraph: 終りの文です。"]
    assert written(aozora.parse(work(body))) == want
    assert written(aozora.parse(work(body).replace("\n底本：「", "\n［＃本文終わり］\n翻訳の底本：「"))) == want
    assert (
        written(
            aozora.parse(work(body).replace("底本：「畑の一年」山野書店\n　　　1999（平成11）年12月1日第1刷発行\n", ""))
        )
        == want
    )


def test_counts() -> None:
    """Readings and pictures are counted."""
    article = aozora.parse(
        work("　祖父《そふ》と※［＃「口＋世」、U+546D］《ああ》。\n［＃挿絵（a.png、横1×縦1）入る］")
    )
    assert (article.left_out.ruby, article.images) == (4, 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "映画《畑》を見た。《草》も見る。\n底本は無い。\n",
        "青空文庫には【テキスト中に現れる記号について】という欄がある。\n《》：ルビ\n",
        "畑《はたけ》と書くとルビになる。｜古い土地《ふるいとち》とも書ける。\n",
        "記事です。\n\n底本：「畑の一年」を読んだ。\n",
        "-" * 30 + "\n線の下の文です。\n" + "-" * 30 + "\n",
    ],
)
def test_ordinary_texts(text: str) -> None:
    """A text that only uses or explains some of the signs is none."""
    assert not aozora.is_aozora(text)


@pytest.mark.parametrize(
    "piece",
    ["《", "［＃", "※［＃", "｜", "｜《", "〔", "〔e'", "〕", "／", "［＃「", "［＃ここから大見出し］", "［＃大見出し］", "［＃［", "e'",
     "底本：\n\n\n", "［＃「畑」は大見出し］", "　" * 3 + "\n"],
)  # fmt: skip
def test_hostile_input_takes_linear_time(piece: str) -> None:
    """Signs that nothing closes cost no more than others, in one line and in many."""
    started = time.process_time()
    for text in (piece * (20_000 // len(piece)), (piece + "\n") * (20_000 // len(piece))):
        aozora.is_aozora(text)
        aozora.parse(work(text))
        aozora.parse(text)
    assert time.process_time() - started < 20


def test_mutations_keep_their_places() -> None:
    """Whatever is lost, doubled or moved: no error, every character from its place."""
    random_ = random.Random(3)
    whole = work("\n".join(source for _, source, _ in GOLDEN))
    for _ in range(300):
        source = whole
        for _ in range(random_.randint(1, 6)):
            at, length, other = random_.randrange(len(whole)), random_.randint(0, 9), random_.randrange(len(whole))
            source = source[:at] + whole[other : other + random_.randint(0, 9)] + source[at + length :]
        check_places(aozora.parse(source), source)


def test_corpora(corpora: Path) -> None:
    """Six works as they are served: no sign is left, nothing of the list or the footer leaks."""
    files = sorted((corpora / "aozora").glob("*_ruby*.txt"))
    assert len(files) == 6
    for path in files:
        decoded = decode(path.read_bytes())
        source = clean(decoded.text)
        assert decoded.encoding == "cp932"
        assert aozora.is_aozora(source)
        article = aozora.parse(source)
        assert article.title
        assert article.left_out.ruby
        assert len(article.blocks) > 5
        words = "\n".join(block.text for block in article.blocks)
        assert not set(words) & set("《》［］｜※〔〕")
        assert "底本" not in words
        assert "記号について" not in words
        assert "青空文庫" not in words
        check_places(article, source)
