"""The list of articles: what is said to stand out, the charts, the table; nothing invented, nothing unescaped."""

from __future__ import annotations

import math
import re
from itertools import pairwise
from string import Formatter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jreadtools.article import Failure
from jreadtools.errors import Message
from jreadtools.metrics.bands import BANDS
from jreadtools.metrics.norms import Norms
from jreadtools.reports.list_charts import bins, cell_bar, histogram, trend
from jreadtools.reports.list_page import OPEN_ROWS, common_folder, failures_section, list_section, page_title
from jreadtools.views.list_words import LIST_WORDS
from jreadtools.views.listing import ListRow, distributions, hardest_first, overview, standouts, stated_against_measured
from jreadtools.views.render import asset

NAN = math.nan


def row(name: str = "a", **values: Any) -> ListRow:
    """An ordinary article, but for what is given."""
    usual: dict[str, Any] = {
        "path": f"posts/{name}.md", "id": f"{name}.md", "title": f"題 {name}", "date": "2026-03-01", "draft": False,
        "characters": 1200, "reading_minutes": 2.0, "fast": 1.5, "slow": 2.6, "stated_minutes": NAN, "sentences": 40,
        "sentence_characters_mean": 30.0, "kanji_ratio": 0.25, "hard": 0,
    }  # fmt: skip
    return ListRow(**{**usual, **values})


def texts(rows: list[ListRow], lang: Any = "ja") -> list[str]:
    return [one.text for one in standouts(rows, lang)]


def test_ordinary_articles_have_nothing_that_stands_out() -> None:
    """Where there is nothing to say, nothing is said."""
    assert standouts([row("a"), row("b"), row("c")], "ja") == []
    assert standouts([], "ja") == []


def test_long_sentences_are_counted_and_whose_limit_it_is_is_said() -> None:
    """60 itself is long; the longest is named first, three at most, and the rest are counted."""
    means = [60.0, 59.9, 75.0, 61.0, 62.0, 20.0]
    rows = [row(str(i), sentence_characters_mean=mean) for i, mean in enumerate(means)]
    found = standouts(rows, "ja")
    assert [one.text for one in found] == ["6本中4本は、一文が平均60字以上です（森岡 1958 では「難しい」）。"]
    assert (found[0].rows, found[0].more) == ((2, 4, 3), 1)
    assert texts(rows, "en") == [
        "4 of 6 articles average 60 characters or more a sentence (“hard” after Morioka 1958)."
    ]


def test_all_of_them_is_said_as_all() -> None:
    """3 of 3 is every one of them."""
    rows = [row(name, kanji_ratio=0.41) for name in "abc"]
    assert texts(rows) == ["3本すべてで、漢字が35%以上です（森岡 1958 では「難しい」）。"]


def test_a_few_words_are_no_style() -> None:
    """An article of a line is not judged, and stands in no count; that is said at the foot."""
    rows = [row("a", characters=99, sentence_characters_mean=99.0, kanji_ratio=0.9), row("b"), row("c")]
    assert texts(rows) == []
    assert "100字に満たない1本" in list_section([(one, "") for one in rows], [], "ja", title="")


@pytest.mark.parametrize(
    ("stated", "differs"),
    [(1.0, -1), (2.0, 0), (3.0, 0), (4.0, 1), (2.4, 0), (NAN, None)],
)
def test_a_claim_fits_when_some_reader_needs_that_long(stated: float, differs: int | None) -> None:
    """Pages state whole minutes: it fits from a fast reader's minutes to a slow one's, rounded."""
    found = stated_against_measured(row(fast=1.5, slow=2.6, stated_minutes=stated))
    assert (found and found.differs) == differs


def test_many_kanji_among_others() -> None:
    """Who is asked of, long enough and among the quarter that has most; the most first, and no author's verdict."""
    among = Norms.of([{"characters": 900, "sentences": 30, "kanji_ratio": n / 100} for n in range(60)])

    def placed(ratio: float, characters: int = 1200) -> ListRow:
        return row(kanji_ratio=ratio, values={"characters": characters, "sentences": 40, "kanji_ratio": ratio})

    rows = [row(kanji_ratio=0.9), placed(0.5, 999), placed(0.45), placed(0.44), placed(0.59), placed(0.02)]
    (found,) = standouts(rows, "ja", among)
    assert found.text == "自分の記事60本と並べると、比べられる4本中2本は、漢字が多いほうの4分の1に入ります。"
    assert (found.rows, found.more) == ((4, 2), 0)
    (found,) = standouts([*rows, placed(0.46), placed(0.47)], "en", among)
    assert found.text == (
        "Among 60 articles of your own, 4 of the 6 articles that can be compared are in the highest quarter for kanji."
    )
    assert (found.rows, found.more) == ((4, 7, 6), 1)
    assert standouts(rows[3:4], "ja", among) == standouts(rows[:2], "ja", among) == []


def test_claims_of_one_length_are_said_together() -> None:
    """「約1分」 beside what it really takes, and how long a fast reader needs."""
    slow = {"reading_minutes": 4.0, "fast": 3.0, "slow": 5.2}
    rows = [row("a", stated_minutes=1.0, **slow), row("b", stated_minutes=1.0, **slow), row("c", stated_minutes=2.0)]
    assert texts(rows) == ["「約1分」と表示している2本は、計算では約4分かかります（速い人でも約3分）。"]
    long = [row("a", stated_minutes=9.0)]
    assert texts(long) == ["「約9分」と表示している1本は、計算では約2分で読めます（ゆっくり読む人でも約3分）。"]


def test_many_different_claims_are_summed_up() -> None:
    """Four kinds of wrong claims are one sentence with both counts, the worst named first."""
    claims = [5.0, 6.0, 7.0, 8.0]
    rows = [row(str(i), stated_minutes=claim) for i, claim in enumerate(claims)]
    rows.append(row("x", reading_minutes=9.0, fast=7.0, slow=12.0, stated_minutes=1.0))
    (found,) = [one for one in standouts(rows, "ja") if "表示している" in one.text]
    assert "5本あります（短すぎるもの1本、長すぎるもの4本" in found.text
    assert found.rows[0] == 4


def test_where_most_of_the_work_is() -> None:
    """The articles that hold more than their share of the sentences to revise; evenly spread ones are no news."""
    rows = [row("a", hard=2), row("b", hard=12), *(row(str(i), hard=1) for i in range(6))]
    found = standouts(rows, "ja")
    assert "全部で20文あり、そのうち12文が次の1本" in found[0].text
    assert found[0].rows == (1,)
    assert standouts([row(str(i), hard=3) for i in range(8)], "ja") == []
    many = [row("x", hard=9), row("y", hard=8), row("z", hard=7), *(row(str(i), hard=2) for i in range(60))]
    assert (
        "見直したい文（jreadtools の目安）は全部で144文あります。最も多いのは次の記事です（9・8・7文）。"
        in texts(many)[0]
    )


def test_where_most_of_the_work_is_in_a_few_articles() -> None:
    """Their number is said; of one, that it is one."""
    rest = [*(row(str(i), hard=1) for i in range(4)), *(row(str(i)) for i in range(4, 20))]
    some = [row("a", hard=5), row("b", hard=4), row("c", hard=4)]
    said = "13 of the 17 sentences to revise (jreadtools’ own measure) are in these 3 articles."
    assert texts([*some, *rest], "en") == [said]
    said = "9 of the 13 sentences to revise (jreadtools’ own measure) are in this one article."
    assert texts([row("a", hard=9), *rest], "en") == [said]


def test_where_all_of_the_work_is() -> None:
    """Three articles hold every sentence to revise, or one does; in English they are counted in words."""
    rows = [row("a", hard=5), row("b", hard=4), row("c", hard=4), *(row(str(i)) for i in range(6))]
    assert texts(rows) == ["見直したい文（jreadtools の目安）は、次の3本に全部で13文あります。"]
    assert texts(rows, "en") == ["All 13 sentences to revise (jreadtools’ own measure) are in 3 articles."]
    assert texts([*rows[:1], *rows[3:]], "en") == [
        "All 5 sentences to revise (jreadtools’ own measure) are in 1 article."
    ]


@pytest.mark.parametrize(
    ("longest", "median", "is_named"), [(5.0, 2.5, True), (5.0, 2.6, False), (4.9, 1.0, False), (12.0, 6.0, True)]
)
def test_the_longest_article_takes_five_minutes_and_twice_the_median(
    longest: float, median: float, *, is_named: bool
) -> None:
    rows = [row("a", reading_minutes=longest), *(row(str(i), reading_minutes=median) for i in range(3))]
    assert any(text.startswith("最も長い記事は") for text in texts(rows)) == is_named


def test_the_longest_article_and_those_without_words() -> None:
    """The longest is named when it is far longer than most; an article without prose is named, not measured."""
    rows = [
        row("a"),
        row("b"),
        row("c", reading_minutes=12.0),
        row("d", characters=0, sentences=0, reading_minutes=0.0),
    ]
    said = texts(rows)
    assert said == [
        "最も長い記事は約12分かかります（半数の記事は約2分以内）。",
        "本文が見つからなかった記事が1本あります。",
    ]


def test_the_order_without_javascript_is_by_what_there_is_to_do() -> None:
    """Most sentences to revise first, equal ones as they were found."""
    rows = [(row("a", hard=1), ""), (row("b", hard=3), ""), (row("c", hard=1), "")]
    assert [one.id for one, _ in hardest_first(rows)] == ["b.md", "a.md", "c.md"]


def test_figures_of_nothing_are_undefined() -> None:
    """No articles: no medians, and no error."""
    found = overview([])
    assert (found.articles, found.minutes) == (0, 0)
    assert math.isnan(found.median_minutes)
    assert [one.values for one in distributions([])] == [(), (), (), ()]


def test_the_figures_at_the_head() -> None:
    """Sums over all articles, medians over those that have the number: one long article does not move them."""
    rows = [
        row("a", reading_minutes=1.0, sentence_characters_mean=20.0, sentences=10, hard=1),
        row("b", reading_minutes=2.0, sentence_characters_mean=30.0, sentences=20, hard=3),
        row("c", reading_minutes=60.0, sentence_characters_mean=90.0, sentences=30, hard=5),
        row("d", reading_minutes=0.0, sentence_characters_mean=NAN, sentences=0, characters=0),
    ]
    assert overview(rows) == (4, 63.0, 2.0, 30.0, 9, 60)


def test_undefined_values_are_in_no_distribution() -> None:
    """An article without sentences has no sentence length, and does not count as 0."""
    rows = [row("a"), row("b", sentences=0, sentence_characters_mean=NAN, kanji_ratio=NAN)]
    assert [len(one.values) for one in distributions(rows)] == [2, 1, 1, 1]


# --- charts ---


@given(st.lists(st.floats(0, 1e6, allow_subnormal=False), max_size=60))
def test_every_value_is_in_one_bar(values: list[float]) -> None:
    """Bars follow one another, hold every value once, and are few."""
    bars = bins(values)
    assert sum(bar.values for bar in bars) == len(values)
    assert len(bars) <= 23
    for bar, following in pairwise(bars):
        assert bar.end == pytest.approx(following.start)
    assert bool(values) == bool(histogram(values, bands=BANDS, unit="minutes", label="x", lang="en"))


@given(st.lists(st.integers(0, 500), min_size=1, max_size=60))
def test_a_bar_holds_what_lies_in_it(values: list[int]) -> None:
    """From its start on, below its end; the last of an outlier, everything beyond."""
    for bar in bins(values):
        assert bar.values == sum(bar.start <= value and (bar.beyond or value < bar.end) for value in values)


def test_an_outlier_does_not_flatten_the_others() -> None:
    """One post of an hour among posts of some minutes has a bar of its own at the end, and says so."""
    values = [1 + i / 10 for i in range(40)] + [60.0]
    bars = bins(values)
    assert bars[-1].beyond
    assert (bars[-1].values, bars[-1].start < 6) == (1, True)
    assert "分以上: 1本" in histogram(values, bands=(), unit="minutes", label="読書時間", lang="ja")


def test_a_histogram_names_its_median_and_whose_the_bands_are() -> None:
    """The picture and its label say the same: a reader of the screen hears count, least, median and most."""
    bands = [band for band in BANDS if band.metric == "sentence_characters_mean"]
    svg = histogram([20.0, 40.0, 70.0], bands=bands, unit="characters", label='<平均"', lang="ja")
    assert 'role="img" aria-label="&lt;平均&#34;: 3本の分布。最小20字、中央値40字、最大70字。"' in svg
    assert "中央値40字" in svg
    assert "森岡 1958 35–60" in svg
    assert "安本 1983 35–51" in svg
    assert "Morioka 1958 35–60" in histogram([20.0, 70.0], bands=bands, unit="characters", label="x", lang="en")


def test_a_histogram_of_nothing_is_nothing() -> None:
    """No value, or none that is a number: no picture."""
    assert histogram([], bands=(), unit="percent", label="x", lang="ja") == ""
    assert histogram([NAN, math.inf], bands=(), unit="percent", label="x", lang="ja") == ""
    assert "中央値 5%" in histogram([5.0], bands=(), unit="percent", label="x", lang="ja")


def test_bars_of_cells_stay_in_their_cell() -> None:
    """A share beyond 1 fills the cell; an undefined one has no bar."""
    assert 'w20"' in cell_bar(7.0)
    assert 'w0"' in cell_bar(0.0)
    assert cell_bar(NAN) == ""


# --- the section ---


def section(rows: list[ListRow], failures: list[Failure] | None = None, lang: Any = "ja") -> str:
    return str(list_section([(one, f"a{i}") for i, one in enumerate(rows)], failures or [], lang, title=""))


def rows_of(html: str) -> list[list[tuple[str, str]]]:
    """What each row of the table says, cell by cell, with what the cell is sorted by; the title is the first."""
    found = [re.findall(r'<t[hd] [^>]*data-v="([^"]*)"[^>]*>(.*?)</t[hd]>', line) for line in html.split("<tr ")[2:]]
    return [[(" ".join(re.sub("<[^>]*>", " ", said).split()), key) for key, said in cells] for cells in found]


def test_a_row_says_what_there_is_to_say_of_an_article() -> None:
    """Its place where that is not its name, below the folder of all; what it claims, sorted by how far it is off."""
    rows = [
        row("a", hard=9, stated_minutes=9.0),
        row("b", title="", draft=True, stated_minutes=1.0),
        row("c", stated_minutes=2.0, date="", hard=1),
        row("d", stated_minutes=NAN, hard=2, sentences=3),
    ]
    assert rows_of(section(rows)) == [
        [("題 a a.md", "題 a"), ("9文 40文の22%", "9"), ("約2分", "2"), ("約9分 約7分長い", "7"), ("30字", "30"), ("25%", "0.25"), ("2026-03-01", "2026-03-01")],
        [("b.md 下書き", "b.md"), ("0文 40文の0%", "0"), ("約2分", "2"), ("約1分 約1分短い", "-1"), ("30字", "30"), ("25%", "0.25"), ("2026-03-01", "2026-03-01")],
        [("題 c c.md", "題 c"), ("1文 40文の2%", "1"), ("約2分", "2"), ("約2分 計算と合う", "0"), ("30字", "30"), ("25%", "0.25"), ("–", "")],
        [("題 d d.md", "題 d"), ("2文 3文の67%", "2"), ("約2分", "2"), ("–", ""), ("30字", "30"), ("25%", "0.25"), ("2026-03-01", "2026-03-01")],
    ]  # fmt: skip
    other = row("e", title="", path="-", id="-")
    empty = {
        "characters": 0,
        "sentences": 0,
        "reading_minutes": 0.0,
        "sentence_characters_mean": NAN,
        "kanji_ratio": NAN,
    }
    found = rows_of(section([other, row("f", path="other/f.md", stated_minutes=3.0, **empty), row("g")], lang="en"))
    assert [cells[0][0] for cells in found] == ["standard input", "題 f no prose other/f.md", "題 g posts/g.md"]
    assert found[1][1:] == [
        ("–", ""),
        ("–", ""),
        ("about 3 min", ""),
        ("–", ""),
        ("–", ""),
        ("2026-03-01", "2026-03-01"),
    ]


def figures_of(html: str) -> list[tuple[str, str]]:
    """The figures at the head of the page."""
    return [
        (label, "".join(re.sub("<[^>]*>", "", said).split()))
        for label, said in re.findall(r"<dt>([^<]*)</dt><dd>(.*?)</dd>", html.partition("</dl>")[0])
    ]


def test_the_head_of_the_page_has_what_is_known() -> None:
    """Of one article there is no median, without prose nothing is known; drafts and failures are counted."""
    one, two = row("a", hard=9), row("b", reading_minutes=4.0, sentence_characters_mean=50.0, draft=True)
    no_prose = {"characters": 0, "sentences": 0, "reading_minutes": 0.0, "sentence_characters_mean": NAN}
    assert figures_of(section([one])) == [
        *(("記事", "1本"), ("全部読むと", "約2分"), ("一文の平均（中央値）", "30字"), ("見直したい文", "9文/40文")),
    ]
    assert figures_of(section([one, two], [Failure("x", "no")], "en")) == [
        *(("Articles", "2drafts:1"), ("To read them all", "about6min"), ("To read one (median)", "about3min")),
        *(
            ("Mean sentence (median)", "40characters"),
            ("Sentences to revise", "9/80sentences"),
            ("Could not be read", "1"),
        ),
    ]
    assert figures_of(section([row("a", **no_prose), row("b", **no_prose)])) == [
        ("記事", "2本"),
        ("全部読むと", "0分"),
    ]


def test_titles_are_data() -> None:
    """Whatever stands in a title, a path, a warning or a reason is shown and never run."""
    evil = "</td></table><script>alert(1)</script><img src=x onerror=alert(1)>\"'"
    rows = [row("a", title=evil, path=f"{evil}.md", id=evil, date=evil, warnings=(evil,)), row("b", hard=9, title=evil)]
    html = section(rows, [Failure(evil, Message(ja=evil, en=evil))])
    assert "<script" not in html
    assert "<img" not in html
    assert html.count("</table>") == 1


def test_a_title_as_long_as_a_text_is_cut() -> None:
    """It stays in its cell; an untitled text from standard input is called so."""
    html = section(
        [row("a", title="題" * 5000), row("b", title="", id="", path="-"), row("c", title="", id="", path="")]
    )
    assert f"{'題' * 120}…<" in html
    assert "題" * 121 not in html
    assert ">標準入力<" in html
    assert ">（題名なし）<" in html


def test_the_table_is_a_table() -> None:
    """Headers have their scope, figures their sort keys, and what is undefined an empty key."""
    html = section([row("a", sentences=0, sentence_characters_mean=NAN, kanji_ratio=NAN), row("b", hard=10)])
    assert html.count('scope="col"') == 6
    assert html.count('scope="row"') == 2
    assert 'data-l="一文の平均" data-v="">–' in html
    assert 'data-l="見直したい文" data-v="10">10文 <small>40文の25%</small><i class="bar w20">' in html
    assert 'data-l="読書時間" data-v="2">約2分' in html
    assert "style=" not in html  # the page's policy would refuse it


def test_a_band_says_how_many_lie_on_either_side() -> None:
    """The limits themselves are outside; undefined values are on no side."""
    means = [20.0, 35.0, 36.0, 59.0, 60.0, 70.0, 80.0, NAN]
    html = section([row(str(i), sentence_characters_mean=mean) for i, mean in enumerate(means)])
    assert "<li>森岡 1958: 35字以下はやさしい（2本）、60字以上は難しい（3本）</li>" in html
    assert "<li>安本 1983: 35字以下は短い（2本）、51字以上は長い（4本）</li>" in html


def test_titles_on_an_english_page_are_marked_as_japanese() -> None:
    """A screen reader changes its voice, a browser its font; a Japanese page says so once, at its top."""
    rows = [row("a"), row("b", hard=9)]
    assert section(rows, lang="en").count(' lang="ja">題 ') == 3  # two rows, and the one that stands out
    assert 'lang="ja"' not in section(rows)


def test_what_is_worth_mending_is_explained_where_it_is_counted() -> None:
    """Once, at the head; not where no article has sentences."""
    assert section([row("a"), row("b")]).count("分けたほうがよさそうな長い文です") == 1
    assert "分けたほうがよさそうな" not in section([row("a", sentences=0), row("b", sentences=0)])


def test_columns_that_nobody_fills_are_left_out() -> None:
    """The column of stated minutes is there when a page states some; it says how far off they are."""
    assert "ページの表示" not in section([row("a"), row("b")])
    html = section([row("a", stated_minutes=9.0), row("b")])
    assert 'data-l="ページの表示" data-v="7">約9分 <small>約7分長い</small>' in html
    assert "日付" not in section([row("a", date="")])


def test_rows_are_sorted_by_a_little_more_than_is_shown() -> None:
    """And by no more: the keys of a thousand rows are bytes of the page."""
    values = {"reading_minutes": 2.34567, "sentence_characters_mean": 30.2634, "kanji_ratio": 0.234567}
    html = section([row("a", stated_minutes=9.0, **values), row("b")])
    assert re.findall('data-v="([0-9.]*)"', html)[:5] == ["0", "2.35", "6.65", "30.3", "0.2346"]


def test_failures_and_warnings_are_there_in_full() -> None:
    """However many: every path with its reason, folded together when they are many."""
    failures = [Failure(f"x{i}.md", Message(ja="途中で切れています", en="cut off")) for i in range(30)]
    html = section([row("a", warnings=(Message(ja="推定しました", en="guessed"),)), row("b")], failures)
    assert all(f"<dt>x{i}.md</dt><dd>途中で切れています</dd>" in html for i in range(30))
    assert "<summary>30件すべてを見る</summary>" in html
    assert "推定しました" in html
    assert 'href="#failures"' in html
    assert failures_section([], "ja") == ""


def test_a_row_without_a_section_is_no_dead_link() -> None:
    """Where the page has no room for an article's section, its title is no link, and the reason is said."""
    html = str(list_section([(row("a"), ""), (row("b"), "a1")], [], "ja", title="春の号"))
    assert set(re.findall(r'href="#(a\d*)"', html)) == {"a1"}
    assert "ページが大きくなりすぎるため、見直したい文の少ない1本は" in html
    assert "春の号" in html


def test_rows_stand_in_the_order_of_their_first_figure() -> None:
    """What the list is sorted by is its first column of figures, and says so; its bars, and those of time, fill for one."""
    rows = [one for one, _ in hardest_first((row(str(i), hard=i % 7, reading_minutes=1.0 + i), "") for i in range(20))]
    html = section(rows)
    assert '<th scope="col" role="columnheader" class="hard number" data-number aria-sort="descending">' in html
    found = [int(key) for key in re.findall(r'data-l="見直したい文" data-v="(\d+)"', html)]
    assert found == sorted(found, reverse=True)
    assert html.index(">見直したい文<") < html.index(">読書時間<", html.index('id="articles"'))
    bars = re.findall(r'data-l="読書時間"[^>]*>[^<]*<i class="bar (w\d+)"', html)
    assert bars.count("w20") == 1


def test_a_long_list_shows_its_first_rows() -> None:
    """Every row is in the page; those behind the first thirty are shown when they are asked for, without a script."""
    html = section([row(str(i)) for i in range(100)])
    assert html.count('<th scope="row"') == 100
    assert '<details class="more"><summary><span class="open">残りの70本も表示</span>' in html
    assert f"nth-child(n + {OPEN_ROWS + 1})" in asset("list.css")
    assert "<details" not in section([row(str(i)) for i in range(OPEN_ROWS + 5)])  # not worth a click


def test_the_page_says_when_it_was_made_and_from_when_the_articles_are() -> None:
    """Only what is known: the day is told from outside, and a single day is no span."""
    rows = [(row("a", date="2024-05-01T10:00:00+09:00"), ""), (row("b", date="2026-03-01", draft=True), "")]
    html = str(list_section(rows, [], "ja", title="", made="2026-04-01"))
    assert "2026-04-01 作成" in html
    assert "2024-05-01 から 2026-03-01 までの記事" in html
    assert "うち下書き1本" in html
    assert "作成" not in section([row("a"), row("b")])
    assert "までの記事" not in section([row("a"), row("b")])
    assert page_title("春の茶畑", "ja") == "記事のレポート: 春の茶畑"


def test_a_post_without_a_title_is_called_after_its_file() -> None:
    """Not after the key of its database; in a file of many after its own name there."""
    assert row("a", title="", id="4uCjcq").name == "a.md"
    assert row("a", title=" ", id="x/y.md", path="").name == "y.md"
    assert row("a", title="", path="blog/export.xml", id="export.xml#hajimete").name == "hajimete"
    assert row("a", title="", path="-", id="").name == "-"


def test_tags_stand_in_their_rows_and_in_a_table() -> None:
    """A table of the tags that articles share; one of a single article only says how many of those there are."""
    rows = [row(str(i), tags=("料理", "長い" * 30) if i else ("料理", "本"), hard=i) for i in range(3)]
    html = section(rows)
    assert html.count("<bdi>料理</bdi>") == 3
    assert f"<bdi>{'長い' * 12}…</bdi>" in html
    table = html.partition('id="tags"')[2]
    assert re.findall(r'role="rowheader">([^<]*)<', table) == ["料理", f"{'長い' * 12}…"]
    assert "ほかに1種類のタグがあります。" in table
    assert 'data-l="見直したい文">3文 <small>120文の2%</small>' in table
    assert 'id="tags"' not in section([row("a", tags=("料理",)), row("b", tags=("本",))])


def test_trends_are_on_the_page() -> None:
    months = [row(str(i), date=f"2025-{1 + i % 9:02}-01", reading_minutes=1.0 + i) for i in range(18)]
    html = section(months)
    assert 'id="trend"' in html
    assert "2025-01: 5.5分</title>" in html
    assert 'id="trend"' not in section([row(str(i)) for i in range(20)])  # one month


def test_a_trend_says_its_values() -> None:
    """What is undefined has no bar; without any value there is no picture."""
    svg = trend(["2024", "2025", "2026"], [10.0, NAN, 30.0], unit="percent", label="<割合", lang="ja")
    assert 'aria-label="&lt;割合: 2024 10%、2026 30%"' in svg
    assert svg.count("<rect") == 2
    assert trend(["2024"], [NAN], unit="percent", label="x", lang="en") == ""


def test_both_languages_say_the_same_things() -> None:
    """Every wording is there in both languages with the same gaps to fill; only English has a singular."""

    def gaps(text: str) -> set[str | None]:
        return {name for _, name, _, _ in Formatter().parse(text) if name and name not in {"s", "are"}}

    assert LIST_WORDS["ja"].keys() == LIST_WORDS["en"].keys()
    assert {k: gaps(v) for k, v in LIST_WORDS["ja"].items()} == {k: gaps(v) for k, v in LIST_WORDS["en"].items()}
    english = section(
        [row("a", stated_minutes=9.0, hard=9), row("b", draft=True), row("c")], [Failure("x", "no")], "en"
    )
    assert not re.search("[ぁ-ん]", english.replace("題", ""))


@pytest.mark.parametrize(
    ("paths", "folder"),
    [
        (["a/b/x", "a/b/y"], "a/b/"),
        (["a/bx", "a/by"], "a/"),
        (["x", "y"], ""),
        (["a/x"], ""),
        ([], ""),
        (["-", "a"], ""),
    ],
)
def test_the_folder_of_all_files_is_said_once(paths: list[str], folder: str) -> None:
    """Only whole folders are taken off, never the beginning of a name."""
    assert common_folder(paths) == folder
