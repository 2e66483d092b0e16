"""Splitting: golden cases, properties of spans, floors on labelled text, hostile input."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jreadtools.article import Block
from jreadtools.characters import ZERO_WIDTH
from jreadtools.language import sentence_ends, sentences
from jreadtools.language.brackets import OPENERS, brackets_close, pair_brackets
from jreadtools.language.sentences import Span, split
from jreadtools.sources import plain

HERE = Path(__file__).resolve().parent
GOLD = HERE.parents[1] / "shared" / "corpora" / "gold"
needs_gold = pytest.mark.skipif(not GOLD.is_dir(), reason="the labelled corpora in ../shared/corpora are absent")


def paragraph(text: str, **ranges: Any) -> Block:
    return Block("paragraph", text, **ranges)


def texts(text: str) -> list[str]:
    return [span.text for span in split(paragraph(text))]


def read_cases() -> list[Any]:
    cases = []
    for part in (HERE / "cases" / "sentences.md").read_text("utf-8").split("\n## ")[1:]:
        title, *lines = part.splitlines()
        text = next(line[2:] for line in lines if line.startswith("> ")).replace("⏎", "\n")
        cases.append(pytest.param(text, [line[2:] for line in lines if line.startswith("- ")], id=title))
    return cases


@pytest.mark.parametrize(("text", "sentences"), read_cases())
def test_golden_cases(text: str, sentences: list[str]) -> None:
    """Every phenomenon of cases/sentences.md is split as written there."""
    assert texts(text) == sentences


def test_code_and_white_space_have_no_sentences() -> None:
    """A code block and a blank one give nothing."""
    assert split(Block("code", "print(1)。")) == []
    assert split(paragraph("")) == split(paragraph(" \n　\n\t")) == split(paragraph("\u200b")) == []


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ('"あ"', {0: 2}),
        ('"a" "b"', {0: 2, 4: 6}),
        ('"あ', {}),
        ('"あ"い"', {}),  # an odd number: which of them opens?
        ('（"あ）"', {0: 3}),
        ("（あ)「い｣", {0: 2, 3: 5}),  # full and half width
        ("「あ）い」", {0: 4}),
        ("「あ「い」", {2: 4}),
        ("」「", {}),
        ("（「あ）」", {0: 3}),
    ],
)
def test_pairs_of_brackets(text: str, pairs: dict[int, int]) -> None:
    """Which bracket closes which; what has no partner protects nothing."""
    assert pair_brackets(text) == pairs


@pytest.mark.parametrize(
    ("line", "closes"),
    [
        ("", True),
        ("「茶」", True),
        ("（茶)", True),
        ("（「茶」)", True),
        ('"茶"', True),
        ("（茶」", False),
        ("」「", False),
        ('"茶', False),
        ("「" * 8 + "」" * 8, True),
        ("「" * 9 + "」" * 9, False),
    ],
)
def test_brackets_that_close_in_their_line(line: str, closes: bool) -> None:
    """All of them, eight deep at most."""
    assert brackets_close(line) is closes


def test_marks_alone_are_a_sentence() -> None:
    """A text of punctuation is kept, in one piece."""
    assert texts("。") == ["。"]
    assert texts("！？…") == ["！？…"]


def test_masks_are_spaces_in_prose_only() -> None:
    """List marks and URLs stay in text; in prose spaces stand for them, one for one."""
    (span,) = split(Block("item", "・本はhttps://example.jp/ です", masks=((0, 1),)))
    assert span.text == "・本はhttps://example.jp/ です"
    assert span.prose == " 本は" + " " * len("https://example.jp/ ") + "です"


def test_no_sentence_ends_inside_an_atom() -> None:
    """Inline code and formulas end nothing and their brackets pair with nothing."""
    assert [s.text for s in split(paragraph("a。b(を使う。次。", atoms=((0, 4),)))] == ["a。b(を使う。", "次。"]


def test_a_line_that_is_a_url_is_a_span_of_its_own() -> None:
    """Its kind is "url", whatever the wrapping."""
    for wrap in ("auto", "join", "keep"):
        spans = split(paragraph("見て、\nhttps://example.jp/a.b\nね。"), wrap)  # type: ignore[arg-type]
        assert [(s.kind, s.text) for s in spans] == [
            ("paragraph", "見て、"),
            ("url", "https://example.jp/a.b"),
            ("paragraph", "ね。"),
        ]
        assert spans[1].prose.strip() == ""
    assert split(paragraph("https://example.jp/"))[0].kind == "url"


def test_decomposed_text_is_composed_and_keeps_its_place() -> None:
    """か + ゛ counts as one character; origin says where each stands."""
    (span,) = split(paragraph("か\u3099くせい\nか\u3099、\u200b来た。"))
    assert span.text == "がくせいが、\u200b来た。"
    assert span.prose == "がくせいが、来た。"
    assert place(span, 1) == 2
    assert place(span, 4) == 6
    assert place(span, 6) == 10


def test_paragraph_is_true_on_the_first_span() -> None:
    """Of the block; and of each line where the author writes a paragraph a line."""
    assert [s.paragraph for s in split(paragraph("一。二。三。"))] == [True, False, False]
    lines = "朝は雨だった。傘を持って出た。\n昼には晴れた。\n夜は星が見えた。"
    plain = paragraph(lines)._replace(line_paragraphs=True)
    assert [s.paragraph for s in split(plain)] == [True, False, True, True]
    assert [s.paragraph for s in split(paragraph(lines))] == [True, False, False, False]  # Markdown
    assert [s.paragraph for s in split(plain, "join")] == [True, False, False, False]
    assert [s.paragraph for s in split(Block("item", lines))] == [True, False, False, False]


@pytest.mark.parametrize(
    ("lines", "begins"),
    [
        ("雨だ。\n晴れた。風だ。", [True, True, False]),
        ("雨だ。\n晴れた。", [True, False]),  # a sentence a line is a way to write
        ("雨だ。晴れた。", [True, False]),
        ("雨だ\n晴れた。風だ。", [True, False]),
        ("雨だ。\n日が続く、\nそして風だ。雪だ。", [True, False, False]),  # the second goes on in a third line
        ("雨だ。雪だ。\n「晴れた。」\n風だ！", [True, False, True, True]),
    ],
)
def test_where_a_line_is_a_paragraph(lines: str, begins: list[bool]) -> None:
    """Every line ends a sentence, and one of them holds two."""
    assert [span.paragraph for span in split(paragraph(lines)._replace(line_paragraphs=True))] == begins


def place(span: Span, offset: int) -> int:
    """Offset in block.text of the character at `offset` of the prose."""
    if span.origin is None:
        return span.start + offset
    at, there = [pair for pair in span.origin if pair[0] <= offset][-1]
    return there + offset - at


MARKS = 'あいがです。、！？!?「」（）()『』…・♪☆😊🍣wｗ笑^_zA.1 　\n\t"漢カー々｡．\u200b\ufe0f'
WORDS = [
    "が",
    "です",
    "ました",
    "と思う",
    "https://example.jp/",
    "a@b.jp",
    "(^^)",
    "（笑）",
    "orz",
    "T_T",
    "が",
    "Dr.",
    "No.1",
]
PIECES = st.sampled_from([*MARKS, *WORDS, "\n\n"])
TEXTS = st.lists(PIECES, max_size=40).map("".join)
IGNORED = re.compile(rf"[\s{ZERO_WIDTH}]")


def visible(text: str) -> str:
    return IGNORED.sub("", unicodedata.normalize("NFC", text))


@pytest.mark.parametrize("text", ["だめT_TThe end", "終わり。T_T-The", "寝る。(^^)vÉtude", "雨。T_T’ｓ"])
def test_no_sentence_ends_inside_a_run_of_letters(text: str) -> None:
    """A face of letters has no word behind it: whoever counts English words needs no sentences."""
    assert [span.text for span in split(paragraph(text))] == [text]


@given(TEXTS, st.sampled_from(["auto", "join", "keep"]))
def test_no_character_is_lost(text: str, wrap: Any) -> None:
    """Spans cover what is visible, in order, without overlap; offsets give back the text."""
    spans = split(paragraph(text), wrap)
    assert "".join(visible(s.text) for s in spans) == visible(text)
    end = 0
    for span in spans:
        assert end <= span.start < span.end
        assert visible(text[end : span.start]) == ""
        assert visible(text[span.start : span.end]) == visible(span.text)
        assert span.text == span.text.strip() != ""
        end = span.end
    assert visible(text[end:]) == ""
    prose = [s.paragraph for s in spans if s.kind != "url"]
    assert prose[:1] == [True] * bool(prose)
    assert not any(s.paragraph for s in spans if s.kind == "url")


@given(TEXTS)
def test_origin_leads_to_the_character(text: str) -> None:
    """Every character of the prose that is not masked or composed stands where origin says."""
    for span in split(paragraph(text)):
        for offset, character in enumerate(span.prose):
            there = text[place(span, offset)]
            assert character == there or character.isspace() or unicodedata.normalize("NFD", character)[0] == there


def test_characters_taken_on_trust() -> None:
    """No character that split passes without a further look is changed by NFC, joins another or has no width."""
    for code in range(0x110000):
        character = chr(code)
        if not 0xD800 <= code < 0xE000 and not sentences._UNSURE.match(character):
            assert unicodedata.is_normalized("NFC", character)
            assert not unicodedata.combining(character)
            assert not sentences._ZERO_WIDTH.match(character)


@given(st.text(alphabet='「」『』（）()[]"“”【あ。', max_size=30))
def test_the_next_bracket_is_enough(text: str) -> None:
    """A bracket that the next one closes is paired so among all brackets as well."""
    paired = pair_brackets(text)
    for at, character in enumerate(text):
        if character in OPENERS or character == '"':
            assert sentence_ends._closing(text, at, {}) == paired.get(at, -1)


HOSTILE = [
    "。",
    "「",
    "（",
    "(",
    "・",
    "…",
    "！",
    ".",
    "w",
    "A",
    "空",
    "☆",
    "😊",
    "http://",
    "(^",
    "「。",
    "（笑",
    "。（",
    "。（あ）",
    '"',
    "a@",
    "1.",
    "T_",
    "が",
    "̣́",
    "。\u200b",
]


@pytest.mark.parametrize("unit", [*HOSTILE, " ", "\n", "あ\n", "です\n", "a. ", "https://a.jp/x "])
@pytest.mark.parametrize("wrap", ["auto", "join"])
def test_hostile_text_takes_linear_time(unit: str, wrap: Any) -> None:
    """Forty thousand characters of anything are split in well under a second: a quadratic step would hang here."""
    text = unit * (40_000 // len(unit))
    assert len(split(paragraph(text), wrap)) <= len(text)


# --- Floors on labelled text ------------------------------------------------------------------------------


def boundaries(parts: Iterable[str]) -> set[int]:
    """Ends of the parts in a text without white space."""
    found, position = set(), 0
    for part in parts:
        position += len(re.sub(r"\s", "", part))
        found.add(position)
    return found - {0}


def predicted(text: str) -> set[int]:
    return boundaries(span.text for block in plain.parse(text).blocks for span in split(block))


def rows(name: str) -> list[dict[str, Any]]:
    text = (GOLD / name).read_text("utf-8")
    found: list[dict[str, Any]] = (
        json.loads(text) if name.endswith(".json") else [json.loads(line) for line in text.splitlines()]
    )
    return found


@needs_gold
@pytest.mark.parametrize(("name", "floor"), [("tricky-sentences.json", 56), ("pragmatic-ja.jsonl", 6)])
def test_whole_cases(name: str, floor: int) -> None:
    """Hard cases are split exactly."""
    right = sum(predicted(row["text"]) == boundaries(row["sentences"]) for row in rows(name))
    assert right >= floor


@needs_gold
def test_boundaries_of_blog_text() -> None:
    """F1 of boundaries in real blog paragraphs; the end of each text is not counted."""
    hits = guesses = wanted = 0
    for row in rows("baldanders-dev.jsonl"):
        cuts = [0, *row["ends"]]
        gold = boundaries(row["text"][a:b] for a, b in pairwise(cuts))
        end = max(gold)
        guess = {at for at in predicted(row["text"]) if at < end}
        hits += len(gold & guess)
        guesses += len(guess)
        wanted += len(gold - {end})
    assert 2 * hits / (guesses + wanted) >= 0.983


LINES = st.lists(
    st.text(st.sampled_from("春がとをです、（）「」！？。Go笑"), min_size=1, max_size=12), min_size=2, max_size=5
)


@given(LINES, st.sampled_from(["auto", "join"]), st.booleans())
def test_the_short_way_for_lines_that_end_is_the_long_way(lines: list[str], wrap: str, free: bool) -> None:
    """Lines that each end with 。 are not unwrapped; the sentences are those of unwrapping."""
    block = paragraph("\n".join(f"{line}。" for line in lines))._replace(line_paragraphs=free)
    short = split(block, wrap)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("jreadtools.language.sentences._each_line_ends", lambda _: False)
        assert split(block, wrap) == short
