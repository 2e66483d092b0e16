"""URLs in Japanese text and numbers as they are read."""

from __future__ import annotations

import pytest

import jreadtools as jr
from jreadtools.characters import urls
from jreadtools.sources.formats import Markup


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("詳細はhttps://example.jp/q?a=1.0を見る。", ["https://example.jp/q?a=1.0"]),
        ("https://example.jp/の話", ["https://example.jp/"]),
        ("https://example.jp/へどうぞ", ["https://example.jp/"]),
        ("https://example.jp/と https://example.com/を見る", ["https://example.jp/", "https://example.com/"]),
        ("https://example.jp/index.html参照", ["https://example.jp/index.html"]),
        ("https://ja.wikipedia.org/wiki/となりのトトロ", ["https://ja.wikipedia.org/wiki/となりのトトロ"]),
        ("「https://example.jp/静岡」を見る", ["https://example.jp/静岡"]),
        ("(https://example.jp/静岡)を見る", ["https://example.jp/静岡"]),
        ("https://example.jp/静岡_(県)", ["https://example.jp/静岡_(県)"]),
        ("https://example.jp/静岡、次へ", ["https://example.jp/静岡"]),
        ("https://example.jp/静岡。次へ", ["https://example.jp/静岡"]),
        ("https://example.jp/静岡/お茶/を見る", ["https://example.jp/静岡/お茶/"]),
        ("https://example.jp/静岡/2024年/を見る", ["https://example.jp/静岡/2024年/"]),
        ("https://example.jp/2024年の茶", ["https://example.jp/2024年の茶"]),
        ("https://example.jp/a_静岡/ＡＢＣ", ["https://example.jp/a_静岡/ＡＢＣ"]),
        ("https://example.jp/?q=静岡&n=1", ["https://example.jp/?q=静岡&n=1"]),
        ("https://example.jp/a#使い方", ["https://example.jp/a#使い方"]),
        ("https://日本語.jp/を見る", ["https://日本語.jp/"]),
        ("https://日本語.jpを見る", ["https://日本語.jp"]),
        ("https://www.お茶.みんな/", ["https://www.お茶.みんな/"]),
        ("https://example.jpとお茶.jpを比べる", ["https://example.jp"]),
        ("http://localhost:3000/を開く", ["http://localhost:3000/"]),
    ],
)
def test_urls(text: str, found: list[str]) -> None:
    """Host and path may be Japanese; after / a particle is prose again, after ASCII all Japanese is."""
    assert [text[start:end] for start, end in urls(text)] == found


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ('<p><a href="https://example.jp/静岡">https://example.jp/静岡</a>を見る。</p>', "html"),
        ("<https://example.jp/静岡>を見る。", "markdown"),
        ("[https://example.jp/静岡!](https://example.jp/静岡!)を見る。", "markdown"),
    ],
)
def test_a_link_ends_its_url(text: str, markup: Markup) -> None:
    """What stands behind a link is prose, though nothing parts it from the URL."""
    assert jr.analyze(text, markup=markup)["characters"] == 4
    assert jr.reading_time(text, markup=markup).minutes == jr.reading_time("を見る。").minutes


def test_a_japanese_url_is_no_prose() -> None:
    """Neither alone on its line nor in a sentence."""
    alone = jr.analyze("https://example.jp/静岡\n登ってみたい。")
    assert [sentence.text for sentence in alone.sentences] == ["https://example.jp/静岡", "登ってみたい。"]
    assert alone["characters"] == 7
    assert jr.analyze("https://日本語.jp/")["characters"] == 0
