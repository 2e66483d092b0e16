"""Printed reading times: which lines are one, and that nothing else is lost when they are taken out."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jreadtools.article import Article, Block, Kind
from jreadtools.dropped import Dropped
from jreadtools.sources import markdown, plain
from jreadtools.sources.html import parse as parse_html
from jreadtools.sources.stated import is_date_line, label_minutes, take_stated

LABELS = [
    ("この記事は約3分で読めます。", 3),
    ("この記事は 3 分で読めます", 3),
    ("この記事を読む時間：約4分", 4),
    ("この記事を読むのにかかる時間: 3分30秒", 3.5),
    ("この記事を読むのにかかる目安の時間：およそ3～5分", 4),
    ("この記事を読むのに必要な時間は約 3 分です。", 3),
    ("この記事を読むのに必要な時間：およそ 2 分", 2),
    ("この記事を読むのにかかる時間は約3分です", 3),
    ("この記事の読了時間：約5分", 5),
    ("この記事の所要時間: 約 1分30秒", 1.5),
    ("この記事の所要時間は5分です", 5),
    ("この記事の目安時間：5分", 5),
    ("読了時間 約3分", 3),
    ("読了時間: 10分", 10),
    ("読了目安 2分", 2),
    ("読了目安：3分", 3),
    ("読了目安時間：約 6 分", 6),
    ("読了の目安：6分", 6),
    ("読了まで約3分", 3),
    ("読了まで：3分", 3),
    ("読了までの目安：3分", 3),
    ("読了までの時間 約3分", 3),
    ("約5分で読了", 5),
    ("16分で読了", 16),
    ("3分で読める記事です", 3),
    ("（この記事は約2分で読めます）", 2),
    ("【この記事は約2分で読めます】", 2),
    ("[この記事は2分で読めます]", 2),
    ("推定読書時間: 4分", 4),
    ("推定読み取り時間: 5分", 5),
    ("推定読み取り時間 5分", 5),
    ("この記事は約 1,234 文字です。読了時間は約2分です", 2),
    ("文字数：1,234文字 / 読了時間：約2分", 2),
    ("1,234文字・約3分", 3),
    ("約3分（1,234文字）", 3),
    ("閲覧時間の目安：約3分", 3),
    ("閲覧時間の目安 3分", 3),
    ("< 1 分", 0.5),
    ("この記事を読むのにかかる時間：1分未満", 0.5),
    ("読了時間：1分未満", 0.5),
    ("読了時間：3〜5分", 4),
    ("読了時間：3分〜5分", 4),
    ("読了時間：約1時間20分", 80),
    ("5 min read", 5),
    ("5 minute read", 5),
    ("5-minute read", 5),
    ("5 mins read", 5),
    ("Reading time: 5 minutes", 5),
    ("Reading Time: < 1 minute", 0.5),
    ("Estimated reading time: 3 minutes, 40 seconds", 3.6667),
    ("Estimated reading time 3 min", 3),
    ("3 min. read", 3),
    ("Less than 1 minute read", 0.5),
    ("Less than a minute read", 0.5),
    ("One minute read", 1),
    ("≈ 4 minutes", 4),
    ("~4 min read", 4),
    ("4 minutes to read", 4),
    ("Time to read: 4 minutes", 4),
    ("This post takes 5 minutes to read", 5),
    ("この記事は５分で読めます", 5),
    ("この記事は三分で読めます", 3),
    ("この記事は約十二分で読めます。", 12),
    ("⏱ 約5分で読めます", 5),
    ("📖 この記事は約3分で読めます", 3),
    ("🕒読了時間：約3分", 3),
    ("約６分で読めます", 6),
    ("4分で読めます", 4),
    ("10分で読めます！", 10),
    ("1 分で読めます", 1),
    ("公開日：2026年7月10日／約15分で読めます", 15),
    ("2024.01.02 ・ 読了時間 3分", 3),
    ("Jan 2, 2024 · 5 min read", 5),
    ("January 2, 2024  ·  5 min read  ·  Taro", 5),
    ("Reading time: 約3分", 3),
    ("読了時間：5 min", 5),
    ("読了時間 ≈ 3分", 3),
    ("本記事は約4分でお読みいただけます。", 4),
    ("この記事を読み終わるまでの時間：約3分", 3),
    ("この記事は読むのに約3分かかります。", 3),
    ("読むのにかかる時間：3分", 3),
    ("読む目安：3分", 3),
    ("記事を読む時間：約3分", 3),
    ("この記事の読了目安：約3分", 3),
    ("この記事の読了目安は3分です。", 3),
    ("読了予想時間：3分", 3),
    ("予想読了時間：3分", 3),
    ("読了所要時間：3分", 3),
    ("読了：3分", 3),
    ("この記事を読み終えるまで約3分です。", 3),
    ("【読了時間】約3分", 3),
    ("読了時間（目安）：3分", 3),
    ("読了時間の目安:3分", 3),
    ("⏳読み終えるまでの目安：3分", 3),
    ("⏱️ 読了時間：約 3 分", 3),
    ("約3分で読み終わります", 3),
    ("2 hours 5 minutes read", 125),
    ("~1 hour 5 m", 65),
    ("3 to 5 minutes read", 4),
    ("under 2 minutes read", 1.5),
    ("読了時間：45秒", 0.75),
    ("読了時間：1時間半", 90),
    ("読了時間：3分半", 3.5),
    ("この記事は約十分で読めます", 10),
    ("この記事は二十三分で読めます", 23),
    ("2024年1月2日・1,234文字・3分で読めます", 3),
    ("2024.1.2 | 5 min read | 300 words | 12 views", 5),
    (f"2024.1.2 | 5 min read | {'名' * 23}", 5),
    ("(5 min read", 5),
    ("読了時間 約3分)", 3),
]
BARE = [
    ("約 1 分", 1),
    ("約3分", 3),
    ("3〜5分", 4),
    ("1分未満", 0.5),
    ("約1時間20分", 80),
    ("5 min", 5),
    ("5 minutes", 5),
    ("January 2, 2024 · 3 分", 3),
    ("2024年1月2日 · 3 分 · 太郎", 3),
    ("⏱ 3分", 3),
    ("（約３分）", 3),
]
NO_LABELS = [
    "約 1 分",
    "約3分",
    "3分",
    "5 min",
    "5 minutes",
    "所要時間 30分",
    "約10分煮ます",
    "約10分",
    "徒歩5分",
    "焼き時間 約15分",
    "調理時間：15分",
    "3分で分かる日本史",
    "3分で読める日本史",
    "3分で読めます、と書いてあったのに十分かかった。",
    "この記事は約3分で読めますと書いてあるサイトが増えた。",
    "「この記事は約3分で読めます」",
    "この記事は3分で書きました。",
    "この本は3時間で読めます。",
    "三分で読めます",
    "読了時間は人によって違う",
    "駅から約3分です。",
    "1.5m",
    "read 5 books",
    "5 m",
    "約30分かかります。",
    "合計 3分30秒",
    "通勤時間：30分",
    "読書時間を1日30分に",
    "勉強時間 30分",
    "この記事は約1,234文字（約3分）でした、と言われた",
    "",
    "分",
    "[]分",
    "約3分。。。",
    "。5 min read",
    "読了時間：二十分",
    "2024年1月2日・約3分で読めます・約5分で読めます",
    "2024年1月2日・約3分で読めます・太郎・花子",
    f"2024.1.2 | 5 min read | {'名' * 24}",
    "2024年1月2日・約3分で読めます・晴れ。",
    "太郎・約3分で読めます",
    "2024.1.2 | 5 min read | 1 view | 2 views | 3 views | 4 views | 5 views",
    "約3分約3分約3分約3分約3分約3分約3分約3分約3分約3分約3分約3分約3分約3分約3分約3分約3分約3分約3分約3分約3分約3分約3分約3分約3分約3分約3分約3分約3分約3分約3分約3分約3分約3分約3分約3分約3分約3分約3分約3分約3分約3分約3分約3分約3分約3分約3分約3分約3分約3分",
]
PROSE = "祖母の瓶が空になったので、今年は自分で漬けることにしました。塩は梅の十八％です。" * 14


@pytest.mark.parametrize(("line", "minutes"), LABELS)
def test_a_label_says_its_minutes(line: str, minutes: float) -> None:
    """What themes and plugins print."""
    assert label_minutes(line) == pytest.approx(minutes, abs=1e-3)


@pytest.mark.parametrize(("line", "minutes"), BARE)
def test_a_time_alone_is_a_label_only_on_request(line: str, minutes: float) -> None:
    """約3分 may as well be how long an egg boils."""
    assert label_minutes(line, bare=True) == minutes
    assert label_minutes(line) is None


@pytest.mark.parametrize("line", NO_LABELS)
def test_other_lines_are_none(line: str) -> None:
    """Recipes, ways, titles and prose that goes on."""
    assert label_minutes(line) is None


@pytest.mark.parametrize("line", ["約10分煮ます", "徒歩5分", "所要時間 30分", "5 m", "a minute", "約3分。", "3時間目"])
def test_a_time_alone_has_no_other_word(line: str) -> None:
    """Even where a time alone would do."""
    assert label_minutes(line, bare=True) is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2024.01.02", True),
        ("公開日：2024年1月2日 / 更新日：2024.02.03", True),
        ("Posted on January 2, 2024", True),
        ("投稿日: 2024/01/02（火） 10:30", True),
        ("2024年1月2日は晴れた", False),
        (f"2024年1月2日{' ' * 111}", True),
        (f"2024年1月2日{' ' * 112}", False),  # 121 characters
        ("6月21日（日）", False),
        ("太郎", False),
    ],
)
def test_date_lines(line: str, expected: bool) -> None:
    """A date and the words for it, nothing else."""
    assert is_date_line(line) is expected


LABEL = "約3分で読めます"


@pytest.mark.parametrize(
    ("texts", "minutes"),
    [
        # In the first ten blocks and the last two, in the first 600 characters or at the end.
        ([*["梅"] * 9, LABEL, *["梅"] * 5], 3),
        ([*["梅"] * 10, LABEL, *["梅"] * 5], None),
        ([*["梅"] * 20, LABEL, "梅"], 3),
        ([*["梅"] * 20, LABEL, "梅", "梅"], None),
        (["梅" * 599, LABEL, *["梅"] * 5], 3),
        (["梅" * 600, LABEL, *["梅"] * 5], None),
        (["梅" * 600, LABEL, "梅"], 3),
        # In the first twelve lines with such a word.
        (["\n".join([*["3分目"] * 11, LABEL])], 3),
        (["\n".join([*["3分目"] * 12, LABEL])], None),
        # One, or two alike: several that differ are what the article is about.
        ([LABEL, LABEL], 3),
        ([LABEL, LABEL, LABEL], None),
        ([LABEL, "約4分で読めます"], None),
        # Not below what announces an example.
        (["読了時間とは", LABEL], None),
        (["例:", LABEL], None),
        (["読了" + "梅" * 38, LABEL], None),
        (["読了" + "梅" * 39, LABEL], 3),
        # A time alone: directly below a date in the first three blocks, of 200 characters, three times too long at most.
        (["2024年1月2日", "約2分", "梅" * 188], 2),
        (["2024年1月2日", "約2分", "梅" * 187], None),
        (["2024年1月2日", "約10分", "梅" * 1654], 10),
        (["2024年1月2日", "約10分", "梅" * 1653], None),
        (["梅", "2024年1月2日", "約3分", "梅" * 600], 3),
        (["梅", "梅", "2024年1月2日", "約3分", "梅" * 600], None),
        (["2024年1月2日", "梅", "約3分", "梅" * 600], None),
        (["2024年1月2日\n約3分", "梅" * 600], 3),
        (["梅\n2024年1月2日\n約3分\n梅", "梅" * 600], 3),
        (["梅\n約3分", "梅" * 600], None),
        (["約3分", "梅" * 600], None),
    ],
)
def test_where_a_label_stands(texts: list[str], minutes: float | None) -> None:
    """Near the head or at the end; a time alone is one only where nothing else is likely."""
    article = Article(blocks=tuple(Block("paragraph", text) for text in texts))
    assert take_stated(article).stated_minutes == minutes


@pytest.mark.parametrize(
    ("blocks", "title", "minutes"),
    [
        (["約3分"], "", None),
        (["約3分"], "梅", 3),
        (["約3分"], "約3分", None),
        (["# 題", "約3分"], "", 3),
        (["# 3分の題", "約3分"], "", None),
        (["# 題", "約3分\n梅"], "", None),
        (["序", "# 題", "約3分"], "", None),
        (["序", "# 題", "約3分"], "題", 3),
    ],
)
def test_a_time_below_the_title(blocks: list[str], title: str, minutes: float | None) -> None:
    """Of a heading that is the first block or the title, with no time in it."""
    kinds = [Block("heading" if each[0] == "#" else "paragraph", each.lstrip("# ")) for each in blocks]
    article = Article(blocks=(*kinds, Block("paragraph", "梅" * 600)), title=title)
    assert take_stated(article).stated_minutes == minutes


@pytest.mark.parametrize("kind", get_args(Kind))
def test_in_which_blocks_a_label_stands(kind: Kind) -> None:
    """None in code, a quote or a cell."""
    minutes = take_stated(Article(blocks=(Block(kind, LABEL), Block("paragraph", "梅")))).stated_minutes
    assert minutes == (3 if kind in {"paragraph", "heading", "item", "caption"} else None)


def test_below_the_title() -> None:
    """The label goes, is seen in dropped, and every other block stays as it was."""
    text = f"# 梅干し\n\n⏱ この記事は約3分で読めます。\n\n{PROSE}\n"
    before = markdown.parse(text)
    after = take_stated(before)
    assert after.stated_minutes == 3
    label = "⏱ この記事は約3分で読めます。"
    assert after.dropped == (Dropped(3, "stated time", label, text.index(label), text.index(label) + len(label)),)
    assert after.blocks == (before.blocks[0], before.blocks[2])


@pytest.mark.parametrize(
    "lines",
    [
        ["公開日 2020年1月2日", "この記事は約3分で読めます。"],
        ["この記事は約3分で読めます。", "  梅の話です。"],
        ["2020年1月2日", "この記事は約3分で読めます。", "梅の話です。", "https://a.example/ を見てください。"],
        ["2020年1月2日", "約 3 分", "梅の話です。"],
        ["この記事は約3分で読めます。"],
    ],
)
@pytest.mark.parametrize("parse", [plain.parse, markdown.parse, parse_html])
def test_one_line_of_a_paragraph(lines: list[str], parse) -> None:  # type: ignore[no-untyped-def]
    """Every character that is left stands where its place says, in the line its block says."""
    separator = "<br>\n" if parse is parse_html else "\n"
    text = separator.join(lines) + ("<p>" if parse is parse_html else "\n\n") + PROSE
    before = replace(parse(text), source=text)
    after = take_stated(before)
    assert after.stated_minutes == 3
    assert [d.text for d in after.dropped] == [next(line for line in lines if "分" in line)]
    kept = [line.strip() for line in lines if "分" not in line]
    words = "\n".join(block.text for block in after.blocks)
    assert [line.strip() for line in words.split("\n")] == [*kept, PROSE]
    for block in after.blocks:
        assert block.line == text.count("\n", 0, block.source_offset(0)) + 1
        for index, character in enumerate(block.text):
            assert character in "\n " or text[block.source_offset(index)] == character


def test_what_is_known_of_a_block_moves_with_it() -> None:
    """Masks, atoms, places and wraps of the lines around the label."""
    text = "a b\n読了時間：3分\ncd"
    block = Block("paragraph", text, 7, ((0, 10), (6, 30), (13, 50)), ((0, 1), (5, 13)), ((2, 14),), wraps=(3, 11))
    after = take_stated(Article((block,))).blocks[0]
    assert after == Block(
        "paragraph", "a b\ncd", 7, ((0, 10), (4, 36), (5, 50)), ((0, 1), (4, 5)), ((2, 6),), wraps=(3,)
    )


def test_at_the_end() -> None:
    """Some pages print it below the article; far inside it is the author's."""
    text = "\n\n".join(["題", PROSE, PROSE, PROSE, "読了時間：約4分", PROSE, PROSE, PROSE, "読了時間：約3分"])
    after = take_stated(plain.parse(text))
    assert [d.text for d in after.dropped] == ["読了時間：約3分"]
    assert "読了時間：約4分" in [block.text for block in after.blocks]


@pytest.mark.parametrize(
    "text",
    [
        "題\n\n" + PROSE,
        "ゆで卵\n\n約10分\n\n鍋に湯を沸かし、卵を入れて、火を弱める。",
        f"カップ麺は何分待つのか\n\n3分\n\n{PROSE}",
        f"題\n\n「この記事は約3分で読めます」という一行をよく見かけます。{PROSE}",
        f"題\n\n> この記事は約3分で読めます\n\n{PROSE}",
        f"題\n\nテーマは次のように表示します：\n\nこの記事は約3分で読めます\n\n{PROSE}",
        f"題\n\n・読了時間：3分\n・この記事は約5分で読めます\n・5 min read\n\n{PROSE}",
        f"題\n\n{PROSE}\n\n約3分\n\n{PROSE}",
        "",
    ],
)
def test_an_article_without_one_loses_nothing(text: str) -> None:
    """Neither a recipe nor an article about such labels."""
    article = plain.parse(text)
    assert take_stated(article) is article


def test_a_title_that_is_a_label() -> None:
    """The article has none then."""
    text = f"# この記事は約3分で読めます\n\n{PROSE}"
    before = markdown.parse(text)
    after = take_stated(before)
    assert (before.title, after.title, after.stated_minutes) == ("この記事は約3分で読めます", "", 3)
    assert take_stated(replace(before, title="題")).title == "題"


def test_code_is_no_place_for_a_label() -> None:
    """A snippet that prints one is the author's."""
    article = markdown.parse(f"# 題\n\n```\nこの記事は約3分で読めます\n```\n\n{PROSE}")
    assert take_stated(article) is article


def test_what_is_known_already_stays() -> None:
    """The page reader may have found the label itself."""
    article = replace(plain.parse(f"題\n\n読了時間：3分\n\n{PROSE}"), stated_minutes=1.0)
    assert take_stated(article) is article


@given(st.text(alphabet="約分3一時間秒読了で の記事この。\n<~minread 5：（）", max_size=130))
def test_any_line_is_answered(line: str) -> None:
    """Never an exception, never a time that is not positive or endless; dropped and kept make up the text."""
    for bare in (False, True):
        minutes = label_minutes(line, bare=bare)
        assert minutes is None or 0 <= minutes < 7000
    article = plain.parse(line)
    after = take_stated(article)
    kept = "".join("".join(block.text for block in after.blocks).split())
    gone = "".join("".join(dropped.text for dropped in after.dropped).split())
    assert sorted(kept + gone) == sorted("".join("".join(block.text for block in article.blocks).split()))


@pytest.mark.parametrize(
    "piece", ["分", "約3分\n", "3分", "この記事は約3分で読めます\n", "3分\n\n", "読む", "1,", "a/3分"]
)
def test_hostile_input_takes_linear_time(piece: str) -> None:
    """Hundreds of kilobytes of what looks like labels."""
    started = time.process_time()
    take_stated(plain.parse(piece * (300_000 // len(piece))))
    label_minutes(piece * 1000, bare=True)
    label_minutes((piece * 120)[:120], bare=True)
    assert time.process_time() - started < 20
