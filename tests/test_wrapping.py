"""Unwrapping: units and their places, and that re-wrapping prose changes nothing."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from jreadtools.article import Block
from jreadtools.characters import display_width
from jreadtools.language.sentences import split
from jreadtools.language.wrapping import constant_width, unwrap

# Sentences of prose written for this test: no ornament, no polite end without 。, Japanese only.
SENTENCES = [
    "今朝は駅まで歩いてみることにした。",
    "途中の公園では、近所の子どもたちが大きな声で遊んでいた。",
    "古い喫茶店の前を通ると、コーヒーのよい香りがする。",
    "「もう少し早く起きればよかった」と思いながら、急ぎ足で坂を下りた。",
    "電車は遅れているらしい！",
    "ホームのベンチに座って、読みかけの小説（三冊目）を開く。",
    "なぜ主人公は故郷を離れたのだろうか？",
    "答えは最後の章まで分からないが、それでも続きが気になって仕方がない。",
    "気がつくと、窓の外にはもう海が見えていました。",
    "帰りには新しい靴を買うつもりです。",
]
PROSE = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6).map("".join)
JAPANESE = re.compile("[ぁ-んァ-ヺー一-龥。、「」（）！？]")


def joined(text: str, wrap: Any = "auto") -> list[str]:
    return [unit.join(text) for unit in unwrap(text, wrap)]


def measured(text: str, wrap: Any) -> list[tuple[str, bool]]:
    return [(span.prose, span.paragraph) for span in split(Block("paragraph", text), wrap)]


def wrapped(text: str, width: int, measure: Any, hanging: int) -> list[str]:
    """Lines of a constant width; with kinsoku, up to `hanging` marks hang over the end of a line."""
    lines, line = [], ""
    for character in text:
        over = measure(line + character) > width
        if over and not (character in "。、」）！？ーっゃゅょ" and measure(line) < width + hanging * measure("。")):
            lines.append(line)
            line = ""
        line += character
    return [*lines, line]


@given(PROSE, st.sets(st.integers(0, 200)))
def test_join_forgets_every_line_break(text: str, breaks: set[int]) -> None:
    """Under "join", breaks between any two Japanese characters change no prose and no paragraph."""
    places = sorted(
        at for at in breaks if 0 < at < len(text) and JAPANESE.match(text, at - 1) and JAPANESE.match(text, at)
    )
    broken = "\n".join(text[a:b] for a, b in pairwise([0, *places, len(text)]))
    assert measured(broken, "join") == measured(text, "join")


@given(PROSE, st.integers(8, 40), st.sampled_from([len, display_width]), st.integers(0, 2))
def test_auto_sees_a_constant_width(text: str, width: int, measure: Any, hanging: int) -> None:
    """Under "auto", wrapping prose at a constant width into three lines or more changes nothing.

    Undecidable, so left out: every line happens to end a sentence, as a list of sentences would.
    """
    lines = wrapped(text, width, measure, hanging)
    assume(len(lines) >= 3)
    assume(not all(line[-1] in "。！？」" for line in lines))
    assert measured("\n".join(lines), "auto") == measured(text, "auto")


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("朝から雨で\n出かけられない。", ["朝から雨で出かけられない。"]),
        ("小さい「っ\nて」の話。", ["小さい「って」の話。"]),
        ("今日は晴れた\n明日は雨らしい", ["今日は晴れた", "明日は雨らしい"]),
        ("楽しかったです\nまた来ます。", ["楽しかったです", "また来ます。"]),
        ("行きたいです\nけれど雨です。", ["行きたいですけれど雨です。"]),
        ("持ち物\n水筒\n帽子", ["持ち物", "水筒", "帽子"]),
        ("well-\nknown words", ["well-known words"]),
        ("彼はsay\n’hello’\nと書いた。", ["彼はsay ’hello’と書いた。"]),
        ("Go \nで書く。", ["Go で書く。"]),
        ("これは\n　字下げ", ["これは字下げ"]),
        ("長い項目は \n次の行へ \n続くもの", ["長い項目は次の行へ続くもの"]),
        ("「もう帰る？」\n「まだかな」\n「無理しないで。」", ["「もう帰る？」", "「まだかな」", "「無理しないで。」"]),
        ("2024年5月3日（金）\n朝から庭の草を取った。", ["2024年5月3日（金）", "朝から庭の草を取った。"]),
        ("2024年5月3日\nに開かれた。", ["2024年5月3日に開かれた。"]),
        ("お知らせ\n本日は五時に閉めます。", ["お知らせ", "本日は五時に閉めます。"]),
        (
            "STEP1 申し込む\n用紙に書いてください。\nSTEP2 支払う\n銀行から振り込みます。",
            ["STEP1 申し込む", "用紙に書いてください。", "STEP2 支払う", "銀行から振り込みます。"],
        ),
        ("お忙しいところ恐縮です\nがご確認ください。", ["お忙しいところ恐縮ですがご確認ください。"]),
        ("次のように書き\nます:", ["次のように書きます:"]),
        ("　吾輩は\n　猫である", ["吾輩は猫である"]),
        ("　一段落。\n　二段落。", ["一段落。", "二段落。"]),
    ],
)
def test_lines_that_belong_together(text: str, units: list[str]) -> None:
    """Pairs of lines too few to show a width."""
    assert joined(text) == units


def test_keep_takes_each_line() -> None:
    """Under "keep" nothing is joined."""
    assert joined("朝から雨で、\n出かけない。", "keep") == ["朝から雨で、", "出かけない。"]


def test_a_url_is_a_unit() -> None:
    """Never joined, under any wrapping."""
    for wrap in ("auto", "join", "keep"):
        assert joined("見て、\nhttps://example.jp/\nね。", wrap) == ["見て、", "https://example.jp/", "ね。"]


def test_constant_width_needs_three_lines() -> None:
    """Two lines show no width; sentences of one length are no wrapped text."""
    assert not constant_width("今日は朝から雨が降\nっていた。")
    assert constant_width("今日は朝から雨が降\nっていたので、家で\n本を読んでいた。")
    assert not constant_width("朝はパンを食べました\n昼はそばを食べました\n夜は何も食べません")


@given(st.text(alphabet="あ漢aB1 　\n\t。、です・「（\u200b", max_size=40), st.sampled_from(["auto", "join", "keep"]))
def test_units_hold_every_visible_character_in_order(text: str, wrap: Any) -> None:
    """Only white space is dropped; places lead back to the block."""
    units = unwrap(text, wrap)
    assert re.sub(r"\s", "", "".join(unit.join(text) for unit in units)) == re.sub(r"\s", "", text)
    for unit in units:
        words = unit.join(text)
        for at, there in unit.places():
            assert words[at] == text[there] or (words[at].isspace() and text[there].isspace())
