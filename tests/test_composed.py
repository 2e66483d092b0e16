"""Characters that NFC changes: everything keeps its place in the source, and `time` and `analyze` count alike."""

from __future__ import annotations

import random
import time
import unicodedata

import pytest

import jreadtools as jr
from jreadtools.article import Wrap
from jreadtools.characters import composed_pieces, nfc, urls
from jreadtools.measure.estimate import estimate
from jreadtools.sources.formats import Markup
from jreadtools.sources.read import parse

LONGER = [chr(c) for c in range(0x110000) if not 0xD800 <= c < 0xE000 and len(unicodedata.normalize("NFC", chr(c))) > 1]


@pytest.mark.parametrize("c", ["\u0958", "\u0f52", "\ufb1d", "\u0344", "\U0001d15e", "か\u3099", "か\u200b\u3099", "\u1112\u1161\u11ab", "が", "漢"])  # fmt: skip
@pytest.mark.parametrize("wrap", ["auto", "join", "keep"])
def test_sentences_and_morphemes_keep_their_place(c: str, wrap: Wrap) -> None:
    text = f"朝{c}は晴れです。夜{c}{c}は雨\nです。{c}明日https://example.jp/は雪です。"
    analysis = jr.analyze(text, wrap=wrap)
    for sentence in analysis.sentences:
        assert "".join(nfc(text[sentence.start : sentence.end]).replace("\u200b", "").split()) == "".join(
            nfc(sentence.text).replace("\u200b", "").split()
        )
    for row in jr.tokens(text).itertuples():
        assert nfc(text[row.start : row.end].replace("\n", "").replace("\u200b", "")) == row.surface


def test_every_character_that_gets_longer_is_a_piece_of_its_own() -> None:
    for c in LONGER:
        assert (1, 2) in list(composed_pieces(f"あ{c}い")) or (0, 2) in list(composed_pieces(f"あ{c}い")), hex(ord(c))


def test_nfc_piece_by_piece() -> None:
    chance = random.Random(17)
    alphabet = [
        "か",
        "\u3099",
        "e",
        "\u0301",
        "\u0323",
        "\u1100",
        "\u1161",
        "\u11a8",
        "漢",
        "\u0958",
        "\u0344",
        "\ufb1d",
        "\u093c",
        "\u0915",
        "。",
    ]
    for _ in range(3000):
        text = "".join(chance.choices(alphabet, k=chance.randint(0, 20)))
        assert nfc(text) == unicodedata.normalize("NFC", text), ascii(text)
    begin = time.process_time()
    assert jr.reading_time("a" + "\u0301\u0323" * 200_000).minutes > 0
    assert time.process_time() - begin < 20


@pytest.mark.parametrize(
    "text",
    [
        "https://example.jp/e\u0301を見た。",
        "https://example.jp/a\u200b\u0301を見た。",
        "https://example.jp\u0344、https://example.jp/か\u3099",
        "見たhttps://example.jp/)\u0301です",
        "\u0344*https://example.jp/\n\ufeffです",
        "今日は a\u200b\ne です",
        "今日は a\n\ufeffe です",
        "今日は Win-\u200b\nWin です",
        "今日は Win-\n\u200bWin です",
        "静岡は\u200b\n晴れです。\ufeffあ\ufeffい\ufeff\n\ufeffう",
        "は\u200b\u3099、abc\ufeffdef、abc \ufeff def",
        "Word\xad\nname です",
    ],
)  # fmt: skip
@pytest.mark.parametrize("markup", ["plain", "markdown", "html"])
def test_time_and_analyze_agree(text: str, markup: Markup) -> None:
    article = parse(text, markup)
    for wrap in ("auto", "join"):
        analysis = jr.analyze(article, wrap=wrap)
        found = estimate(article)
        assert found.characters == analysis["characters"]
        assert found.reading_time().minutes == pytest.approx(analysis["reading_minutes"])


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://a.jp/e\u0301です", "https://a.jp/e\u0301"),
        ("https://a.jp/e\u200b\u0301です", "https://a.jp/e\u200b\u0301"),
        ("https://a.jp/e\u200bです", "https://a.jp/e"),
        ("(https://a.jp/(b)))。", "https://a.jp/(b)"),
        ("[https://a.jp/[b]]]", "https://a.jp/[b]"),
        ("https://a.jp/).]", "https://a.jp/"),
    ],
)
def test_where_an_address_ends(text: str, address: str) -> None:
    [(start, end)] = urls(text)
    assert text[start:end] == address
