"""The pictures of an article: every bar where it belongs, nothing said by colour alone."""

import math
import re

from jreadtools.views.article_words import WORDS
from jreadtools.views.charts import Bar, Share, rhythm, share_bar


def bars_of(lengths: list[int], step: int = 0) -> list[Bar]:
    return [Bar(n, 10 + n, length, step) for n, length in enumerate(lengths)]


def ys(svg: str) -> list[tuple[int, int]]:
    """Top and bottom of every bar, in the order they are drawn."""
    return [(int(a), int(b)) for a, b in re.findall(r"M\d+ (\d+)V(\d+)", svg)]


def test_height_is_length() -> None:
    tops = [64 - top for top, _ in ys(rhythm(bars_of([20, 40, 80]), lang="ja"))]
    assert tops == [16, 32, 64]


def test_a_very_long_sentence_does_not_flatten_the_others() -> None:
    tops = [64 - top for top, _ in ys(rhythm(bars_of([40, 5000]), lang="ja"))]
    assert tops == [16, 64]


def test_hard_sentences_differ_by_shape() -> None:
    """The harder, the deeper below the line; each step has its class too."""
    svg = rhythm([Bar(n, n + 1, 40, n) for n in range(4)], lang="ja")
    bottoms = [bottom for _, bottom in ys(svg)]
    assert bottoms == sorted(set(bottoms))
    assert re.findall(r'class="(b\d)"', svg) == ["b0", "b1", "b2", "b3"]


def test_every_bar_leads_to_its_sentence_and_has_a_name() -> None:
    svg = rhythm([Bar(3, 41, 118, 3), Bar(5, 42, 20, 0)], lang="ja", target="a7s")
    assert '<a href="#a7s3" aria-label="41行目、118字、見直し度がとても高い"><path' in svg
    assert '<a href="#a7s5" aria-label="42行目、20字" tabindex="-1"><path' in svg
    assert 'role="group" aria-label="文の長さのリズム: 2文、うち見直したい文1文"' in svg


def test_without_a_text_it_is_a_picture() -> None:
    svg = rhythm([Bar(0, 1, 40, 1)], lang="en")
    assert "<a " not in svg
    assert 'role="img" aria-label="Rhythm of sentence lengths; sentences: 1, to revise: 1"' in svg


def test_a_heading_leaves_a_gap_and_long_articles_take_rows() -> None:
    svg = rhythm([Bar(0, 1, 30, 0), Bar(1, 3, 30, 0, gap=True)], lang="ja")
    assert re.findall(r"M(\d+) \d+V", svg) == ["4", "20"]
    assert rhythm(bars_of([30] * 90), lang="ja").count("<svg") == 1
    assert rhythm(bars_of([30] * 91), lang="ja").count("<svg") == 2
    many = rhythm(bars_of([30] * 5000), lang="ja")
    assert many.count("<svg") == 6
    assert len(ys(many)) == 5000


def test_no_sentence_no_strip() -> None:
    assert "<svg" not in rhythm([], lang="ja")


def test_parts_make_a_whole() -> None:
    html = share_bar([Share("kanji", 0.25), Share("hiragana", 0.5), Share("latin", 0.25)], label="字種", lang="ja")
    rects = re.findall(r'<rect class="(c\d)" x="([\d.]+)%" width="([\d.]+)%"', html)
    assert rects == [("c1", "0.00", "25.00"), ("c2", "25.00", "50.00"), ("c3", "75.00", "25.00")]
    assert re.findall(r"</i>(.*?) <b>(.*?)</b>", html) == [("漢字", "25%"), ("ひらがな", "50%"), ("英字", "25%")]


def test_a_part_keeps_its_colour_when_another_is_missing() -> None:
    html = share_bar([Share("kanji", 0.0), Share("hiragana", 1.0)], label="字種", lang="ja")
    assert "c1" not in html
    assert 'class="c2"' in html
    assert "漢字" not in html


def test_nothing_known_nothing_drawn() -> None:
    assert share_bar([Share("wago", math.nan), Share("kango", math.nan)], label="語種", lang="ja") == ""


def test_a_narrow_part_has_no_word_in_it() -> None:
    html = share_bar([Share("wago", 0.97), Share("kango", 0.03)], label="語種", lang="ja")
    assert re.findall("<text.*?>(.*?)</text>", html) == ["和語"]


def test_labels_are_escaped() -> None:
    assert "<b>x" not in share_bar([Share("wago", 1.0)], label="<b>x", lang="ja")


def test_the_colours_of_the_rhythm_are_explained_beside_it() -> None:
    """Those that there are; where all bars are alike there is nothing to explain."""
    bars = [Bar(0, 1, 20, 0), Bar(1, 2, 90, 1), Bar(2, 3, 120, 3)]
    for target in ("", "a1s"):
        svg = rhythm(bars, lang="ja", target=target)
        assert re.findall(r'<li><i class="(k\d)"></i>([^<]*)</li>', svg) == [
            ("k0", "そのほかの文"), ("k1", WORDS["ja"]["step1"]), ("k3", WORDS["ja"]["step3"]),
        ]  # fmt: skip
    assert "rhythm-key" not in rhythm(bars[:1], lang="en")
