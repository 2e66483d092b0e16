"""Encodings: short texts come right in every encoding in which they exist."""

from __future__ import annotations

import pytest

from jreadtools.errors import ArticleError
from jreadtools.sources.encoding import clean, decode

TEXTS = [
    "静岡では、いろいろな会があります。",
    "ｼｽﾞｵｶﾉ",
    "静岡県",
    "ﾎｰﾑﾍﾟｰｼﾞを作るAPIの話",
    "①髙橋㈱の件です",
    "①番目の店へ行く",
    "㈱ホームページ制作",
    "今日はWebの話。URLはhttps://example.jp/です",
    "会議室",
    "読書",
    "カタカナ",
    "Appleの話",
    "・りんご",
]
ENCODINGS = [
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-32",
    "cp932",
    "euc_jp",
    "euc_jis_2004",
    "iso2022_jp",
    "iso2022_jp_ext",
]


def exists(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@pytest.mark.parametrize(
    ("text", "encoding"), [(text, encoding) for text in TEXTS for encoding in ENCODINGS if exists(text, encoding)]
)
def test_text_comes_back(text: str, encoding: str) -> None:
    """The guess gives the text back, without a warning."""
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.warnings) == (text, ())


def test_row_13_in_iso2022_jp() -> None:
    """① stands in mail as JIS row 13, which Python's codecs refuse."""
    assert decode(b"\x1b$B-!$N7o\x1b(B").text == "①の件"


def test_a_few_broken_bytes() -> None:
    """Broken UTF-8 is read, and the warning says how much and where."""
    data = ("静岡の会です。\n" * 40).encode() + b"\xff\xe3\n" + ("静岡の会です。\n" * 40).encode()
    decoded = decode(data)
    assert decoded.encoding == "utf-8"
    assert "\ufffd" in decoded.text
    assert "line 41" in decoded.warnings[0]
    assert "2 places" in decoded.warnings[0]


@pytest.mark.parametrize(
    ("data", "encoding", "message"),
    [
        (b"\x89PNG\x00\x01", None, "binary"),
        (b"\xff\xff\xfe\xfd\xfc\xfb" * 9, None, "tried UTF-8"),
        ("静岡".encode("cp932"), "utf-8", "byte 1"),
        (b"abc", "klingon", "no encoding named"),
        (b"abc", "rot13", "no encoding of text"),
    ],
)
def test_what_is_no_text(data: bytes, encoding: str | None, message: str) -> None:
    """An error says what was tried and names the way out."""
    with pytest.raises(ArticleError, match=message) as raised:
        decode(data, encoding)
    assert "encoding" in str(raised.value)


def test_named_encoding() -> None:
    """shift_jis means what is really in such files."""
    assert decode("①髙".encode("cp932"), "Shift_JIS").text == "①髙"
    assert decode("静岡".encode("euc_jp"), "x-euc-jp").text == "静岡"
    assert decode("静岡".encode("utf-8-sig"), "utf-8").text == "静岡"


def test_clean_keeps_every_offset() -> None:
    """Line ends become one, control characters nothing that is counted; the length stays."""
    text = "一\r\n二\r三\x85四\u2028五\x0c六\x00七\x1b八\ud800九\t十\n"
    cleaned = clean(text)
    assert cleaned == "一 \n二\n三\n四\n五\n六\u200b七\u200b八\ufffd九\t十\n"
    assert len(cleaned) == len(text)
    assert clean("静岡。") == "静岡。"
