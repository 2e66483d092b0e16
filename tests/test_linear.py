"""What is twice as long takes twice the time, not four times: at these lengths anything else would take minutes."""

from __future__ import annotations

import time

import pytest

import jreadtools as jr
from jreadtools.sources import markdown, review
from jreadtools.sources.formats import Markup
from jreadtools.sources.read import parse

_MUCH = 10.0
"""Seconds of CPU time; each takes less than one."""
_LENGTH = 100_000


def _within(begin: float) -> None:
    assert time.process_time() - begin < _MUCH


@pytest.mark.parametrize(
    ("markup", "before", "piece", "behind"),
    [
        ("markdown", "", "`\n", ""),
        ("markdown", "", "\u3000\n", ""),
        ("markdown", "", "@[a](", ""),
        ("markdown", "a", ":::b ", ""),
        ("markdown", "", "<![CDATA[", ""),
        ("markdown", "[$", "a", ""),
        ("markdown", "", "|a", "|\n|-|\n"),
        ("html", "", "<![CDATA[", ""),
        ("html", "", "</", ""),
        ("html", "", "<!", ""),
        ("html", "", "<?", ""),
        ("html", "", "<a b='c' d='", "'>"),
        ("html", "語", "\t", "語"),
        ("html", "<table><tr>", "<td>静岡</td>", "</tr></table>"),
        ("html", "<!DOCTYPE html><html><body><table><tr>", "<td>静岡</td>", "</tr></table></body></html>"),
        ("html", "<!DOCTYPE html><html><body>", "\u3000", "</body></html>"),
        ("html", "<!DOCTYPE html><html><body>静岡。", " \t", "語。</body></html>"),
        ("html", "<!DOCTYPE html><html><body>", "<div class='entry-content'>", "</body></html>"),
        ("html", "<!DOCTYPE html><html><body>", "<div>", "<p>静岡の店です。会います。</p></body></html>"),
        ("html", "<!DOCTYPE html><html><body><div>静岡の店です。</div>", "<p>語</p>", "</body></html>"),
        ("html", "<!DOCTYPE html><html><body><div>静岡の店です。</div><section class='footnotes'>", "<p>語</p>", ""),
        ("hatena", "", "</", ""),
        ("hatena", "", "((", ""),
        ("plain", "", "\u3000\n", ""),
        ("plain", "", "語\t", ""),
        ("plain", "", "`\n", ""),
    ],
)
def test_reading(markup: Markup, before: str, piece: str, behind: str) -> None:
    text = before + piece * (_LENGTH // len(piece)) + behind
    begin = time.process_time()
    parse(text, markup, page=markup == "plain")
    _within(begin)


@pytest.mark.parametrize("piece", ["{", "{あ\n", "<A b={", '<A"', "{{"])
def test_reading_mdx(piece: str) -> None:
    begin = time.process_time()
    markdown.parse(piece * (40_000 // len(piece)), mdx=True)
    _within(begin)


@pytest.mark.parametrize("piece", ["@<b>{", "//list[a]{\n", "//a[", "= \n", "@<b>|", "//}\n", " : a\n"])
def test_reading_review(piece: str) -> None:
    begin = time.process_time()
    review.parse(piece * (40_000 // len(piece)))
    _within(begin)


def test_distinct_tags_that_are_never_ended() -> None:
    begin = time.process_time()
    parse("".join(f"<a{number} hidden>" for number in range(_LENGTH // 14)), "html")
    _within(begin)


@pytest.mark.parametrize(
    "piece", ["行くが、", "図で表で", "（", "（（（あ）））", "[あ](b)https://a.jp/ ", "犬の", "で", "「あ」"]
)
def test_findings_of_one_sentence(piece: str) -> None:
    begin = time.process_time()
    jr.analyze(piece * (20_000 // len(piece)) + "。").findings(all=True)
    _within(begin)
