"""The pictures of an article: every bar where it belongs, nothing said by colour alone."""

import math
import re

import pytest

from jreadtools.errors import Lang
from jreadtools.metrics.bands import BANDS
from jreadtools.reports.list_charts import histogram, trend
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


def drawn(svg: str, part: str, *attributes: str) -> list[tuple[str, ...]]:
    """What is drawn of a kind: its attributes, and its text."""
    named = "".join(rf'(?:[^<>]*? {name}="([^"]*)")' for name in attributes)
    return re.findall(rf"<{part}{named}[^<>]*>(?:<title>)?([^<]*)", svg)


def test_a_histogram_has_its_bars_its_median_and_the_bands_of_others() -> None:
    bands = [band for band in BANDS if band.metric == "sentence_characters_mean"]
    svg = histogram([10.0, 12.0, 20.0, 38.0], bands=bands, unit="characters", label="平均文長", lang="ja")
    assert 'viewBox="0 0 360 228" role="img" aria-label="平均文長: 4本の分布。最小10字、中央値16字、最大38字。"' in svg
    assert drawn(svg, "rect", "x", "y", "width", "height") == [
        ("30.5", "30.0", "104.3", "120.0", "10–20字: 2本"),
        ("135.8", "90.0", "104.4", "60.0", "20–30字: 1本"),
        ("241.2", "90.0", "104.3", "60.0", "30–40字: 1本"),
    ]
    assert drawn(svg, "text", "x", "y", "text-anchor") == [
        ("26", "34", "end", "2"),
        ("26", "150", "end", "0"),
        ("30.0", "165", "middle", "10"),
        ("135.3", "165", "middle", "20"),
        ("240.7", "165", "middle", "30"),
        ("346.0", "165", "middle", "40字"),
        ("93.2", "16", "middle", "中央値 16字"),
        ("360", "183", "end", "森岡 1958 35–60"),
        ("360", "210", "end", "安本 1983 35–51"),
    ]
    assert drawn(svg, "path", "class", "d") == [
        ("axis", "M30 150H346", ""),
        ("grid", "M30 30H346", ""),
        ("median", "M93.2 22V150", ""),
        ("band", "M293.3 190H346.0M293.3 186v8", ""),
        ("band", "M293.3 217H346.0M293.3 213v8", ""),
    ]


@pytest.mark.parametrize(
    ("lang", "unit", "ticks", "last"),
    [
        ("ja", "minutes", ["0", "10", "20", "30", "40分〜"], "40分以上: 1本"),
        ("en", "minutes", ["0", "10", "20", "30", "40+"], "40 min or more: 1"),
        ("en", "percent", ["0", "10", "20", "30", "40%+"], "40% or more: 1"),
    ],
)
def test_what_lies_far_beyond_is_one_bar_at_the_end(lang: Lang, unit: str, ticks: list[str], last: str) -> None:
    values = [*(float(number) for number in range(1, 40)), 400.0]
    svg = histogram(values, bands=(), unit=unit, label="x", lang=lang)
    assert [text for *_, text in drawn(svg, "text", "text-anchor")][2:-1] == ticks
    bars = drawn(svg, "rect", "class", "x", "y", "width", "height")
    assert (len(bars), bars[-1]) == (9, ("bin beyond", "311.4", "126.0", "34.1", "24.0", last))


def test_the_tick_of_what_lies_beyond_has_room() -> None:
    values = [*(float(number) for number in range(1, 35)), 400.0]
    svg = histogram(values, bands=(), unit="minutes", label="x", lang="ja")
    assert [text for *_, text in drawn(svg, "text", "text-anchor")][2:-1] == ["0", "10", "20", "35分〜"]


@pytest.mark.parametrize(
    ("values", "anchor", "x"),
    [
        ([1.0, 1.0, 1.0, 99.0], "start", "30.2"),
        ([1.0, 99.0, 99.0, 99.0], "end", "345.8"),
        ([0.0, 99.0], "middle", "186.4"),
    ],
)
def test_the_figure_of_the_median_stays_in_the_picture(values: list[float], anchor: str, x: str) -> None:
    svg = histogram(values, bands=(), unit="percent", label="x", lang="en")
    assert drawn(svg, "text", "x", "text-anchor")[-1][:2] == (x, anchor)


def test_a_trend_has_a_bar_a_period_and_none_where_nothing_is_known() -> None:
    svg = trend(["2024-01", "2024-02", "2024-03"], [2.0, math.nan, 12.5], unit="minutes", label="時間", lang="ja")
    assert 'viewBox="0 0 360 172" role="img" aria-label="時間: 2024-01 2分、2024-03 12分"' in svg
    assert drawn(svg, "rect", "x", "y", "width", "height") == [
        ("62.7", "130.8", "40", "19.2", "2024-01: 2分"),
        ("273.3", "30.0", "40", "120.0", "2024-03: 12分"),
    ]
    assert drawn(svg, "text", "x", "y") == [
        ("26", "34", "12"),
        ("26", "150", "0"),
        ("82.7", "165", "2024-01"),
        ("82.7", "125.8", "2"),
        ("188.0", "165", "2024-02"),
        ("293.3", "165", "2024-03"),
        ("293.3", "25.0", "12"),
    ]


@pytest.mark.parametrize(("periods", "figures", "names"), [(10, 10, 5), (11, 0, 6)])
def test_a_long_trend_has_fewer_words(periods: int, figures: int, names: int) -> None:
    """Up to ten bars have their figures, and names stand where there is room."""
    years = [str(2010 + number) for number in range(periods)]
    svg = trend(years, [float(number + 1) for number in range(periods)], unit="articles", label="x", lang="en")
    said = [text for *_, text in drawn(svg, "text", "x")][2:]
    assert len([text for text in said if len(text) < 4]) == figures
    assert [text for text in said if len(text) == 4] == years[::2][:names]
    assert 'aria-label="x: 2010 1 article, 2011 2 articles, ' in svg
