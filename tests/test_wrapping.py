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
        # What stands behind the end of a sentence, and a bracket that is open over it in lines shorter than sixty.
        ("「晴れた。」\nと言った", ["「晴れた。」と言った"]),
        ("「晴れた。」\nです", ["「晴れた。」です"]),
        ("「晴れた。」\n明日も", ["「晴れた。」", "明日も"]),
        ("晴れた！\n、と", ["晴れた！、と"]),
        ("晴れた。\n」と", ["晴れた。」と"]),
        ("晴れた。\nは行った", ["晴れた。", "は行った"]),
        ("今日は「晴れた。\n明日は雨」だ", ["今日は「晴れた。明日は雨」だ"]),
        (f"今日は（{'あ' * 54}。\n明日は雨）だ", [f"今日は（{'あ' * 54}。明日は雨）だ"]),
        (f"今日は（{'あ' * 55}。\n明日は雨）だ", [f"今日は（{'あ' * 55}。", "明日は雨）だ"]),
        # Marks and ends.
        ("晴れたので\n・雨", ["晴れたので", "・雨"]),
        ("見出し★\nの話。", ["見出し★", "の話。"]),
        ("楽しいです\n（笑）", ["楽しいです", "（笑）"]),
        ("かんたん\nな話。", ["かんたんな話。"]),
        ("名前：\n田中", ["名前：", "田中"]),
        ("昨日の\n名前：田中。", ["昨日の", "名前：田中。"]),
        ("「晴れ」\n「雨」。", ["「晴れ」", "「雨」。"]),
        ("read\nthe book", ["read the book"]),
        ("read\nThe book", ["read", "The book"]),
        ("read 1\nthe book", ["read 1", "the book"]),
        (f"{'ア' * 20}\nルの本", [f"{'ア' * 20}ルの本"]),
        (f"{'ア' * 19}\nルの本", ["ア" * 19, "ルの本"]),
        (f"{'ア' * 19}あ\nルの本", [f"{'ア' * 19}あ", "ルの本"]),
        # An unclear end is none where the author writes 。 or breaks at 、: unless it is casual, marked, long, a title.
        ("今日は晴れ\n明日は雨だ。", ["今日は晴れ明日は雨だ。"]),
        ("今日は晴れ\n明日は雨だ．", ["今日は晴れ明日は雨だ．"]),
        ("今日は晴れ\n明日は雨、\nそして風", ["今日は晴れ明日は雨、そして風"]),
        ("今日は晴れ\n明日は、雨", ["今日は晴れ", "明日は、雨"]),
        ("今日は晴れだよ\n明日は雨だ。", ["今日は晴れだよ", "明日は雨だ。"]),
        ("■今日は晴れ\n明日は雨だ。", ["■今日は晴れ", "明日は雨だ。"]),
        ("卵二個\n牛乳一本\n今日は雨だ。", ["卵二個", "牛乳一本今日は雨だ。"]),
        ("晴天\n雨が降る。", ["晴天", "雨が降る。"]),
        ("晴天\n雨が降。", ["晴天雨が降。"]),
        (f"今日は{'あ' * 57}\n雨が降る日。", [f"今日は{'あ' * 57}雨が降る日。"]),
        (f"今日は{'あ' * 58}\n雨が降る日。", [f"今日は{'あ' * 58}", "雨が降る日。"]),
        # Numbered labels of up to 24 characters, and dates, alone on their lines.
        (f"STEP1 申し込む{'あ' * 13}く\n今日は晴れだ。", [f"STEP1 申し込む{'あ' * 13}く", "今日は晴れだ。"]),
        (f"STEP1 申し込む{'あ' * 14}く\n今日は晴れだ。", [f"STEP1 申し込む{'あ' * 14}く今日は晴れだ。"]),
        ("STEP1 申し込んで\n今日は晴れだ。", ["STEP1 申し込んで今日は晴れだ。"]),
        ("今日は晴れで\nSTEP1 申し込む", ["今日は晴れで", "STEP1 申し込む"]),
        ("今日は晴れで\n5月3日", ["今日は晴れで", "5月3日"]),
        ("今日は晴れで\n5月3日に", ["今日は晴れで5月3日に"]),
        # A title between the lines of a sentence.
        ("今年の本\n『海の記録』\nを読む。", ["今年の本『海の記録』を読む。"]),
        ("昨日は雨で家にいた。\n『海の記録』\nを読む。", ["昨日は雨で家にいた。", "『海の記録』を読む。"]),
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


@pytest.mark.parametrize(
    ("lines", "constant"),
    [
        # Two lines show no width; sentences of one length are no wrapped text.
        ("今日は朝から雨が降/っていた。", False),
        ("今日は朝から雨が降/っていたので、家で/本を読んでいた。", True),
        ("朝はパンを食べました/昼はそばを食べました/夜は何も食べません", False),
        # Lines of three characters are none that anybody wraps at.
        ("今日は/雨が降/った。", False),
        ("今日は雨/が降って/いた。", True),
        # A line may be two characters short of the longest, for kinsoku; half-width ones count half, of five columns.
        ("今日は朝から雨が降り/続けて川の水が増/えた。", True),
        ("今日は朝から雨が降り/続けて川の水が/増えた。", False),
        ("今日は朝から雨が降り/続けて川abが/増えた。", False),
        ("今日は ab cd ef gh ij k/続けて川の水が増え/てしまった。", True),
        ("今日は ab cd ef gh ij k/続けて 川の水が増/えてしまった。", False),
        # The Latin word that begins the next line found no room, if most of the width is used.
        ("今日は朝から雨が降り続い/ていて川と水では/Rubyの本がよい。", True),
        ("今日は朝から雨が降り続い/ていて川と水では/Goの本がよい。", False),
        ("今日は朝から雨が降り続い/ていて川と水は/Kubernetesの本がよい。", False),
        # Lines that are not full end a sentence, and two that are full break one.
        ("雨が降る。/今日は朝から雨が降り/続けて川の水が増えて/橋を渡れない。", True),
        ("雨が降る/今日は朝から雨が降り/続けて川の水が増えて/橋を渡れない。", False),
        ("雨が降る。/今日は朝から雨が降り/橋を渡れない。", False),
        # Lists: marks, ingredients, names of places without a sign.
        ("・今日は朝から雨が降/・昨日は朝から雪が降/・明日も朝から雪が降", False),
        ("今日は朝から雨が降っ/・昨日は朝から雪が降/るらしい。", True),
        ("東京都千代田区一番町/大阪府大阪市北区梅田/京都府京都市左京区", False),
        ("東京都千代田区一番町/大阪府大阪市北区梅田/京都府、京都市左京区", False),
        ("東京都千代田区一番町/大阪府大阪市北区梅田/京都府。京都市左京区", True),
        # What says that a break is none: a particle, an open bracket, a Latin word of full width.
        ("東京都千代田区一番町/を大阪府大阪市北区梅田/京都府京都市左京区", True),
        ("東京「千代田区一番町/大阪府大阪市北区梅田/京都府」京都市左京区", True),
        ("東京」千代田区一番町/大阪府大阪市北区梅田/京都府」京都市左京区", False),
        ("東京千代田区一番町Ａ/Ｂ大阪府大阪市北区梅/京都府京都市左京区", True),
        ("東京千代田区一番町Ａ/大阪府大阪市北区梅田/京都府京都市左京区", False),
        # Polite ends outweigh as many breaks that are none.
        ("朝はパンを食べました/昼はそばを食べていて/夜は何も食べません", False),
        ("朝はパンを食べました/昼はそばを食べていて/夜は何も食べないで/朝も抜いた。", True),
    ],
)
def test_constant_width(lines: str, constant: bool) -> None:
    """Whether lines (here between slashes) have one width."""
    assert constant_width(lines.replace("/", "\n")) is constant


@pytest.mark.parametrize(
    ("text", "wraps", "own", "units"),
    [
        ("今日は晴れた\n明日は雨", (6,), (), ["今日は晴れた明日は雨"]),
        ("今日は晴れた \n明日は雨", (7,), (), ["今日は晴れた 明日は雨"]),
        ("今日は晴れた\n明日は雨", (5,), (), ["今日は晴れた", "明日は雨"]),
        ("今日は晴れた。\n明日は雨", (7,), (), ["今日は晴れた。", "明日は雨"]),
        ("今日は晴れた\n・明日は雨", (6,), (), ["今日は晴れた", "・明日は雨"]),
        ("今日は晴れです\n明日は雨", (7,), (), ["今日は晴れです", "明日は雨"]),
        ("今日は晴れ\n明日は雨だ。", (), (5,), ["今日は晴れ", "明日は雨だ。"]),
        ("今日は晴れ\n明日は雨だ。", (), (4,), ["今日は晴れ明日は雨だ。"]),
    ],
)
def test_breaks_that_the_reader_knows(
    text: str, wraps: tuple[int, ...], own: tuple[int, ...], units: list[str]
) -> None:
    """Of a full line, and of the author's own."""
    assert [unit.join(text) for unit in unwrap(text, "auto", wraps, own)] == units


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("Go/lang", "Go lang"),
        ("Ａ/b", "Ａ b"),
        ("a\u200b/b", "a\u200b b"),
        ("あ/b", "あb"),
        *((f"a{mark}/b", f"a{mark}b") for mark in "([{"),
        *((f"a/{mark}b", f"a{mark}b") for mark in ")]},.;:!?"),
        # A hyphen between letters divides a word; behind or before anything else it is a dash.
        ("well-/known", "well-known"),
        ("3-/known", "3- known"),
        ("well-/3", "well- 3"),
        ("-/known", "- known"),
        # One space at the break stays, several do not.
        ("Go /で", "Go で"),
        ("Go\u3000/で", "Go\u3000で"),
        ("Go/ で", "Go で"),
        ("Go  /で", "Goで"),
        ("Go / で", "Goで"),
        ("Go/\u3000で", "Goで"),
        # A space before each of two breaks or more is what CRLF leaves; one break may have its own.
        ("あ /い", "あ い"),
        ("あ /い/う", "あ いう"),
        ("あ /い /う", "あいう"),
        # Indents of most lines, or of the first, are no spaces.
        ("あ/ い/う", "あ いう"),
        ("あ/ い/う/ え", "あ いう え"),
        ("あ/ い/ う", "あいう"),
        (" あ/い/ う/え", "あいうえ"),
    ],
)
def test_what_a_joined_break_leaves(lines: str, words: str) -> None:
    """A space between Latin words, or the one that stood there."""
    assert joined(lines.replace("/", "\n"), "join") == [words]


@pytest.mark.parametrize(
    ("lines", "units"),
    [
        ("手順は|URL|にある。", ["手順はURLにある。"]),
        ("前。|手順は|URL|にある。|後。|終。", ["前。", "手順はURLにある。", "後。", "終。"]),
        ("手順は|URL|の|URL|にある。", ["手順はURLのURLにある。"]),
        ("手順だ。|URL|にある。", ["手順だ。", "URL", "にある。"]),
        ("手順は|URL|次です。", ["手順は", "URL", "次です。"]),
        ("手順は|URL|URL|にある。", ["手順は", "URL", "URL", "にある。"]),
        ("手順は|URL", ["手順は", "URL"]),
        ("URL|にある。", ["URL", "にある。"]),
        ("私の|手順は|URL|を見て、|読む。", ["私の手順はURLを見て、読む。"]),
    ],
)
def test_a_sentence_around_a_url(lines: str, units: list[str]) -> None:
    """One unit where the line before cannot end and the one behind begins with a particle; not where lines are kept."""
    url = "https://example.jp/"
    text = lines.replace("|", "\n").replace("URL", url)
    assert joined(text) == [unit.replace("URL", url) for unit in units]
    assert joined(text, "keep") == text.split("\n")
    assert not any(unit.is_url for unit in unwrap(text) if unit.join(text) != url)


def test_places_of_a_joined_unit() -> None:
    """A place for every line, and for the space between two."""
    (unit,) = unwrap(" Go\nlang\nは速い", "join")
    assert unit.places() == [(0, 1), (2, 3), (3, 4), (7, 9)]


@given(st.text(alphabet="あ漢aB1 　\n\t。、です・「（\u200b", max_size=40), st.sampled_from(["auto", "join", "keep"]))
def test_units_hold_every_visible_character_in_order(text: str, wrap: Any) -> None:
    """Only white space is dropped; places lead back to the block."""
    units = unwrap(text, wrap)
    assert re.sub(r"\s", "", "".join(unit.join(text) for unit in units)) == re.sub(r"\s", "", text)
    for unit in units:
        words = unit.join(text)
        for at, there in unit.places():
            assert words[at] == text[there] or (words[at].isspace() and text[there].isspace())
