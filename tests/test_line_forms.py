"""Lines complete in themselves and ends of sentences: golden cases in plain text, Markdown and HTML."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pytest

import jreadtools as jr
from jreadtools.article import Block
from jreadtools.language.line_forms import NO, SOFT, SURE, own_breaks, spoken
from jreadtools.language.sentences import split

CASES = Path(__file__).resolve().parent / "cases"


def read_cases(name: str) -> list[Any]:
    """Texts and their sentences; a section holds several, "> " begins one."""
    cases = []
    for part in (CASES / name).read_text("utf-8").split("\n## ")[1:]:
        title, *lines = part.splitlines()
        for line in lines:
            if line.startswith("> "):
                sentences: list[str] = []
                cases.append(pytest.param(line[2:].replace("⏎", "\n"), sentences, id=f"{title}: {line[2:]}"))
            elif line.startswith("- "):
                sentences.append(line[2:])
    return cases


def squeezed(texts: list[str]) -> list[str]:
    return [re.sub(r"\s", "", text) for text in texts]


def in_html(text: str) -> list[str]:
    page = "<p>" + html.escape(text).replace("\n", "<br>") + "</p>"
    return [sentence.text for sentence in jr.analyze(page, markup="html").sentences]


@pytest.mark.parametrize(("text", "sentences"), [*read_cases("lines.md"), *read_cases("ends.md")])
def test_golden_cases(text: str, sentences: list[str]) -> None:
    """Every text of cases/lines.md and cases/ends.md, in a block and in HTML, where <br> breaks the lines."""
    assert [span.text for span in split(Block("paragraph", text))] == sentences
    assert squeezed(in_html(text)) == squeezed(sentences)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("**在庫の数**\n毎朝かぞえる。", ["在庫の数", "毎朝かぞえる。"]),
        ("__在庫の数__  \n毎朝かぞえる。", ["在庫の数", "毎朝かぞえる。"]),
        ("雨だった\n**在庫の数**\n毎朝かぞえる。", ["雨だった", "在庫の数", "毎朝かぞえる。"]),
        ("- **在庫の数**\n  毎朝かぞえる。", ["在庫の数", "毎朝かぞえる。"]),
        ("今朝は\n**大雨**\nだった。", ["今朝は大雨だった。"]),
        ("朝から\n**大雨**\nなのに出かけた。", ["朝から大雨なのに出かけた。"]),
        ("**大切**\nな話をする。", ["大切な話をする。"]),
        ("**在庫の数**は毎朝\nかぞえる。", ["在庫の数は毎朝かぞえる。"]),
        ("**太い字の文が\n二行に続く。** 次の文。", ["太い字の文が二行に続く。", "次の文。"]),
        ("#読書 #散歩\n今日は歩いた。", ["#読書 #散歩", "今日は歩いた。"]),
        ("◯早寝\n◯早起き\n二つ守る。", ["◯早寝", "◯早起き", "二つ守る。"]),
        ("> 「もう帰る」\n> 彼は立った。", ["「もう帰る」", "彼は立った。"]),
    ],
)
def test_markdown(text: str, sentences: list[str]) -> None:
    """A line all in bold is a heading, unless the sentence goes on around it."""
    assert [sentence.text for sentence in jr.analyze(text, markup="markdown").sentences] == sentences


@pytest.mark.parametrize(
    ("page", "sentences"),
    [
        ("<p><b>在庫の数</b><br>毎朝かぞえる。</p>", ["在庫の数", "毎朝かぞえる。"]),
        ("<p><strong>在庫の数<br></strong>毎朝かぞえる。</p>", ["在庫の数", "毎朝かぞえる。"]),
        (
            '<p>雨だ。<br><span style="font-weight: bold">在庫の数</span><br>毎朝かぞえる。</p>',
            ["雨だ。", "在庫の数", "毎朝かぞえる。"],
        ),
        ("<p>今朝は<br><b>大雨</b><br>だった。</p>", ["今朝は大雨だった。"]),
        ("<p><b>在庫</b>の数は<br>毎朝かぞえる。</p>", ["在庫の数は毎朝かぞえる。"]),
        ('<p>手順は<br><a href="https://example.jp/a">https://example.jp/a</a><br>にある。</p>',
         ["手順はhttps://example.jp/aにある。"]),
    ],
)  # fmt: skip
def test_html(page: str, sentences: list[str]) -> None:
    """Bold in HTML, by tag or by style, and a URL in a link."""
    assert [sentence.text for sentence in jr.analyze(page, markup="html").sentences] == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("◆駅前の店は安くて\nおいしい。", ["◆駅前の店は安くておいしい。"]),
        ("■はじめに\n箱を開けます。", ["■はじめに", "箱を開けます。"]),
        ("・りんご\n・みかん\n果物は体によい。", ["・りんご", "・みかん", "果物は体によい。"]),
        ("・駅から歩く\n　人が多い。\n・バスに乗る", ["・駅から歩く人が多い。", "・バスに乗る"]),
        ("＞早起き\n＞散歩\nどちらも続けたい。", ["＞早起き", "＞散歩", "どちらも続けたい。"]),
        ("> 昨日は天気が\n> よかったですね。", ["> 昨日は天気が> よかったですね。"]),
    ],
)
def test_plain_text(text: str, sentences: list[str]) -> None:
    """What the reader of plain text cuts into items and headings comes to the same."""
    assert [sentence.text for sentence in jr.analyze(text, markup="plain").sentences] == sentences


def test_a_form_that_prose_may_have_counts_twice() -> None:
    """One line is prose, two lines are a list."""
    assert own_breaks(["大人 500円", "五十人が来た。"]) == [NO]
    assert own_breaks(["大人 500円", "子供 200円", "五十人が来た。"]) == [SOFT, SOFT]
    assert own_breaks(["2019年 入社", "それから十年。"]) == [SOFT]  # a date with a noun
    assert own_breaks(["2019年 の春", "に移った。"]) == [NO]
    assert own_breaks(["#読書 #散歩", "今日は歩いた。"]) == [SURE]


@pytest.mark.parametrize(
    ("lines", "own"),
    [
        # One line of a form, then two that share it: before it, after it.
        ("あ/#読書/あ", [SURE, SURE]),
        ("あ/い\tう/あ", [NO, NO]),
        ("あ/い\tう/え\tお/あ", [SURE, SURE, SURE]),
        ("あ/第1章 旅/あ", [SOFT, SOFT]),
        ("あ/第1章 旅/第2章 海/あ", [SURE, SURE, SOFT]),
        ("あ/①旅/あ", [SOFT, SOFT]),
        ("あ/■旅/あ", [NO, SOFT]),
        ("あ/■旅/■海/あ", [SURE, SURE, SOFT]),
        ("あ/■旅/◆海/あ", [NO, SOFT, SOFT]),
        ("あ/◎旅/×海/あ", [NO, SOFT, SOFT]),
        ("あ/×海/あ", [NO, NO]),
        ("あ/〇〇旅/×海/あ", [NO, NO, NO]),
        ("あ/†旅/†海/あ", [SOFT, SOFT, SOFT]),
        ("あ/†旅/‡海/あ", [NO, NO, NO]),
        ("あ/- 旅/あ", [NO, SOFT]),
        ("あ/-旅/-海/あ", [SOFT, SOFT, SOFT]),
        ("あ/-l/-L/あ", [NO, NO, NO]),
        ("あ/〜旅〜/あ", [SOFT, SOFT]),
        ("あ/〜旅/あ", [NO, NO]),
        ("あ/3️⃣旅/あ", [SOFT, SOFT]),
        ("あ/1. 旅/あ", [NO, SOFT]),
        ("あ/1. 旅/2. 海/あ", [SURE, SURE, SOFT]),
        ("あ/1. 旅/2) 海/あ", [NO, SOFT, SOFT]),
        ("あ/1) 旅/2) 海/あ", [SOFT, SOFT, SOFT]),
        ("あ/〈1〉旅/〈2〉海/あ", [SURE, SURE, SOFT]),
        ("あ/2-1 旅/あ", [NO, SOFT]),
        ("あ/800-63-3 旅/あ", [NO, NO]),
        ("あ/1 旅/2 海/あ", [SOFT, SOFT, SOFT]),
        ("あ/1 つ/2 つ/あ", [NO, NO, NO]),
        ("あ/理由1：旅/あ", [NO, SOFT]),
        ("あ/理由1：旅/理由2：海/あ", [SURE, SURE, SOFT]),
        ("あ/Scene 1 旅/あ", [NO, NO]),
        ("あ/Scene 1 旅/Scene 2 海/あ", [SOFT, SOFT, SOFT]),
        ("あ/MSYS2 の/MSYS2 に/あ", [NO, NO, NO]),
        ("あ/3日目：旅/あ", [NO, SOFT]),
        ("あ/三時間/あ", [NO, NO]),
        ("あ/(1) 旅/(2) 海/あ", [SURE, SURE, SOFT]),
        ("あ/ア. 旅/イ. 海/あ", [SOFT, SOFT, SOFT]),
        ("あ/・旅/・海/あ", [SOFT, SOFT, SOFT]),
        ("あ/◯旅/あ", [NO, NO]),
        ("あ/◯旅/×海/あ", [SURE, SURE, SOFT]),
        ("あ/10:00 旅/あ", [SOFT, NO]),
        ("あ/10:00 旅/11:00 海/あ", [SOFT, SOFT, SOFT]),
        ("あ/主食：米/あ", [NO, SOFT]),
        ("あ/主食：お米を/あ", [NO, NO]),
        ("あ/主食: お米/あ", [NO, SOFT]),
        ("あ/std::米/あ", [NO, NO]),
        ("あ/＼旅／/あ", [SOFT, SOFT]),
        ("あ/味 ★★★/値段 ★★☆/あ", [SOFT, SOFT, SOFT]),
        ("あ/図2 旅/あ", [NO, SOFT]),
        ("あ/図2 に/あ", [NO, NO]),
        ("あ/20:30/あ", [NO, SOFT]),
        ("米/味噌/ごはん/あ", [SOFT, SOFT, SOFT]),
        ("米/味噌/あ", [NO, NO]),
        ("米を/味噌/塩/あ", [NO, NO, NO]),
        ("あ/主食：米/主菜：魚/あ", [SOFT, SOFT, SOFT]),
        ("あ/大人 500円/子供 200円/あ", [SOFT, SOFT, SOFT]),
        # The longest line that a form completes, and that one with others: 20 and 40 characters without 。
        (f"■{'旅' * 19}/あ", [SOFT]),
        (f"■{'旅' * 20}/あ", [NO]),
        (f"■{'旅' * 39}/■海/あ", [SURE, SOFT]),
        (f"あ/■海/■{'旅' * 39}/あ", [SURE, SURE, SOFT]),
        (f"あ/■海/■{'旅' * 40}/あ", [SURE, SURE, NO]),
        ("■旅。/あ", [NO]),
        (f"主食：{'米' * 37}/主菜：魚/あ", [SOFT, SOFT]),
        (f"主食：{'米' * 38}/主菜：魚/あ", [NO, SOFT]),
    ],
)
def test_forms_of_lines(lines: str, own: list[int]) -> None:
    """Which breaks (of lines between slashes) are the author's own."""
    assert own_breaks(lines.split("/")) == own


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("「もう」", {0, 4}),
        ("「もう\n帰る」", {0, 7}),
        ("「もう」と", set()),
        ("「もう」！", {0, 5}),
        ("「もう」！！！！！", set()),
        ("「もう」「帰る」", {0, 8}),
        ("「もう", set()),
        ("太郎「うん」", {0, 6}),
        ("題は「うん」", set()),
        ("つまり「うん」", set()),
        ("（内緒）", {0, 4}),
        ("（内緒）。", set()),
        ("（笑）", set()),
        ("（1）", set()),
        ("あ\n「もう」\n「帰る」\nい", {2, 6, 7, 11}),
    ],
)
def test_lines_that_are_spoken(text: str, places: set[int]) -> None:
    """A whole speech or remark, alone on its lines, with its speaker and its marks."""
    assert spoken(text, [match.span() for match in re.finditer(".+", text)]) == places


@pytest.mark.parametrize("line", ["✅ a\n", "「あ」\n", "あ「い」\n", "あ　い\n", "#a\n", "10:00 あ\n", "あ…い\n", "第一章 あ\n",
                                  "https://a.jp/\nを\n", "です…あ", "です　あ", "'あ。'", "＜", "«あ。", "1,000", "https://日", "/日"])  # fmt: skip
def test_hostile_text_takes_linear_time(line: str) -> None:
    """Forty thousand characters of anything: a quadratic step would hang here."""
    text = line * (40_000 // len(line))
    assert len(split(Block("paragraph", text))) <= len(text)
