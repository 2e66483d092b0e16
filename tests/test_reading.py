"""Reading time: the model of `jreadtools.speed`, by hand."""

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import jreadtools as jr
from jreadtools.speed import ReadingSpeed, ReadingTime, minutes_label, range_label, reading_counts


@pytest.mark.parametrize(
    ("minutes", "ja", "en"),
    [
        (0, "0分", "0 min"),
        (0.001, "約1分", "about 1 min"),
        (0.49, "約1分", "about 1 min"),
        (1.49, "約1分", "about 1 min"),
        (1.5, "約2分", "about 2 min"),
        (2.5, "約3分", "about 3 min"),
        (59.49, "約59分", "about 59 min"),
        (59.5, "約1時間", "about 1 h"),
        (80, "約1時間20分", "about 1 h 20 min"),
        (120, "約2時間", "about 2 h"),
        (math.nan, "–", "–"),
    ],
)
def test_labels(minutes: float, ja: str, en: str) -> None:
    assert minutes_label(minutes) == ja
    assert minutes_label(minutes, "en") == en


@pytest.mark.parametrize(
    ("fast", "slow", "ja"),
    [
        (2.9, 5.0, "約3〜5分"),
        (0, 0, "0分"),
        (0.1, 0.2, "約1分"),
        (55, 100, "約55分〜1時間40分"),
        (60, 60.2, "約1時間"),
        (math.nan, 5, "–"),
        (2, math.nan, "–"),
    ],
)
def test_range_labels(fast: float, slow: float, ja: str) -> None:
    assert range_label(fast, slow) == ja


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("", (0, 0, 0)),
        ("今日は晴れ。", (6, 0, 0)),
        ("Web 2.0", (6, 1, 3)),  # digits and the point are characters
        ("Win-Win", (7, 1, 7)),
        ("it's don’t", (9, 2, 9)),
        ("Ｗｅｂデザイン", (7, 1, 3)),
        ("café", (4, 1, 4)),
        ("cafe\u0301", (4, 1, 4)),  # é from two code points is composed
        ("rock -n- roll", (11, 3, 9)),  # a hyphen belongs to a word between two letters only
        ("Face\u200bbook", (8, 1, 8)),
        ("は\u3099", (1, 0, 0)),
        ("あ\u3000い\u00a0う\n", (3, 0, 0)),
        ("🍣👨‍👩‍👧", (4, 0, 0)),  # joiners take no room
    ],
)
def test_counts(text: str, counted: tuple[int, int, int]) -> None:
    assert reading_counts(text) == counted


def test_minutes_are_the_papers() -> None:
    """600 字/分 and 238 words a minute; 460 and 810 around it; English scaled by the same factor."""
    time = ReadingTime.of(600, 238)
    assert time.minutes == 2
    assert time.fast_minutes == pytest.approx(2 * 600 / 810)
    assert time.slow_minutes == pytest.approx(2 * 600 / 460)
    assert math.isnan(time.aloud_minutes)


def test_a_slower_speed_brings_its_readers_along() -> None:
    speed = ReadingSpeed(characters=300)
    assert (speed.slow, speed.fast) == (230, 405)


@pytest.mark.parametrize("wrong", [{"characters": 0}, {"words": -1}, {"morae": 1.5}, {"fast": 500, "characters": 600}])
def test_impossible_speeds_say_so(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="ReadingSpeed"):
        ReadingSpeed(**wrong)


JAPANESE = st.text(st.sampled_from("今日は晴れカラーー。、！Ab'’-9９Ａ \u3000\n\u200bé🍣・"), max_size=60)


@given(JAPANESE)
@example("9Ａ\nA、\n99’’’’")
@example("Ｗｅｂ\nＡｐｐの話")
@example("Ｗｅｂ\nApp")
@example("。A\n’A")
@example("。A’\nA")
def test_the_light_way_and_the_columns_agree(text: str) -> None:
    """The estimate without MeCab is the number that analyze gives, for any text."""
    time = jr.reading_time(text)
    analysis = jr.analyze(text, metrics=["reading_minutes", "reading_label"])
    assert analysis["reading_minutes"] == pytest.approx(time.minutes, abs=1e-12)
    assert analysis["reading_label"] == time.label


def test_aloud_needs_to_be_asked_for() -> None:
    assert math.isnan(jr.reading_time("今日は晴れです。").aloud_minutes)
    assert jr.reading_time("さくら" * 320, aloud=True).aloud_minutes == 3
    assert jr.reading_time("さくら" * 320, aloud=True).aloud_label == "約3分"


def test_one_kanji_does_not_make_an_english_post_japanese() -> None:
    english = "This is a plain English sentence about tea. " * 50
    alone = jr.reading_time(english).minutes
    assert jr.reading_time(english + "茶").minutes == pytest.approx(alone + 1 / 600)


def test_bytes_are_refused() -> None:
    with pytest.raises(TypeError, match="decode"):
        jr.reading_time(b"abc")  # type: ignore[arg-type]


def test_code_counts_only_when_asked() -> None:
    text = "例です。\n\n```python\nprint(1)\n```\n"
    without = jr.reading_time(text, markup="markdown")
    assert (without.characters, without.words) == (4, 0)
    with_code = jr.reading_time(text, markup="markdown", code=True)
    assert (with_code.characters, with_code.words) == (7, 1)
    assert jr.analyze(text, markup="markdown", code=True).reading_time.minutes == with_code.minutes


def test_the_seed(corpora) -> None:  # type: ignore[no-untyped-def]
    """The body of a real page, counted by hand: 2,324 characters without its two URLs."""
    page = (corpora / "seed-page" / "page.txt").read_text("utf-8")
    end = "ぜひ、読んでみてください!"
    body = page[page.index("こんにちは、こんばんは、") : page.index(end) + len(end)]
    time = jr.reading_time(body)
    assert time.characters + 28 == 2324  # six English words: Web twice, iHoldings, DOM, Win-Win …
    assert time.minutes == pytest.approx(3.86, abs=0.01)
    assert (time.label, time.range_label) == ("約4分", "約3〜5分")
    analysis = jr.analyze(body)
    totals = analysis.measured.totals
    assert (totals.kanji[0], totals.hiragana[0], totals.katakana[0]) == (553, 1439, 128)
    assert analysis["characters"] == 2324
    assert analysis["links"] == 2
