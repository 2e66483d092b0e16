"""Norms: the file agrees with the catalogue, and a place is said in tenths and quarters only."""

import math
import re
from pathlib import Path

import pandas as pd
import pytest

import jreadtools as jr
from jreadtools.metrics.norms import _LONG, GENRES, MAIN, Norms, _file, _words, needed_for

MANY = {"characters": 1500, "sentences": 40}


def standing(metric: str, value: float, **more: object) -> jr.Standing:
    return Norms.named("web").standing(metric, {**MANY, metric: value, **more})


def test_the_file_knows_the_metrics_of_the_catalogue() -> None:
    """A metric that is renamed or goes needs a newer file; a count has no norm."""
    gone = sorted(set(_file()["metrics"]) - set(jr.METRICS))
    assert gone == []
    for name in _file()["metrics"]:
        assert jr.METRICS[name].dtype == "float64"
        assert "A" in jr.METRICS[name].level


def test_a_metric_that_has_gone_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    from jreadtools.metrics import norms

    other = {**_file(), "metrics": {"gone": {}, "kanji_ratio": _file()["metrics"]["kanji_ratio"]}}
    monkeypatch.setattr(norms, "_file", lambda: other)
    assert norms._shipped.__wrapped__("web").metrics == ("kanji_ratio",)


def test_the_file_has_the_form_that_is_read() -> None:
    about = _file()["about"]
    assert about["percentiles"] == [5, 10, 25, 50, 75, 90, 95]
    assert set(about["genres"]) == set(about["sample"]) == set(GENRES)
    assert about["smallest"] == {"characters": 1000, "sentences": 25}
    for metric, genres in _file()["metrics"].items():
        for genre, one in genres.items():
            assert genre in GENRES
            for stratum, q in {"": one["q"], **one.get("by_length", {})}.items():
                assert re.fullmatch(r"|\d+-\d+|\d+\+", stratum), metric
                assert len(q) == 7
                assert q == sorted(q)


@pytest.mark.parametrize(
    ("value", "place", "ja", "en"),
    [
        (20.0, "low tenth", "短いほうの1割に入ります", "in the shortest tenth"),
        (33.0, "low quarter", "短いほうの4分の1に入ります", "in the shortest quarter"),
        (42.0, "middle", "真ん中あたりです", "about the middle"),
        (52.0, "high quarter", "長いほうの4分の1に入ります", "in the longest quarter"),
        (80.0, "high tenth", "長いほうの1割に入ります", "in the longest tenth"),
    ],
)
def test_a_place_is_said_in_words(value: float, place: str, ja: str, en: str) -> None:
    found = standing("sentence_characters_mean", value)
    assert found
    assert found.place == place
    assert (found.words("ja"), found.words("en")) == (ja, en)
    assert "%" not in found.words("en") + found.words("ja")


@pytest.mark.parametrize(
    ("metric", "value", "ja"),
    [
        ("kanji_ratio", 0.6, "多いほうの1割に入ります"),
        ("commas_per_sentence", 0.0, "少ないほうの1割に入ります"),
        ("jreadability", 6.0, "やさしいほうの1割に入ります"),
        ("tateisi1988", 10.0, "難しいほうの1割に入ります"),
        ("mattr50", 0.9, "高いほうの1割に入ります"),
        ("kanji_grade_mean", 2.0, "低いほうの1割に入ります"),
    ],
)
def test_each_scale_has_its_words(metric: str, value: float, ja: str) -> None:
    assert str(standing(metric, value)) == ja


def test_a_tenth_is_only_said_beyond_the_interval() -> None:
    """The tenth of longest sentences begins somewhere between 56.45 and 60.74: up to there it is a quarter."""
    (q,) = ([26.17, 29.69, 35.49, 42.69, 51.09, 58.38, 64.19],)
    assert _file()["metrics"]["sentence_characters_mean"]["web"]["q"] == q
    assert standing("sentence_characters_mean", 60.0).place == "high quarter"
    assert standing("sentence_characters_mean", 61.0).place == "high tenth"


@pytest.mark.parametrize(
    ("value", "place"),
    [
        # Of 1,000 to 2,999 characters: 30.53, 36.35, 49.7, 58.08; of all the tenths begin between 28.36 and 31.12, 56.45 and 60.74.
        (28.35, "low tenth"),
        (28.36, "low quarter"),
        (36.34, "low quarter"),
        (36.35, "middle"),
        (49.7, "middle"),
        (49.71, "high quarter"),
        (60.74, "high quarter"),
        (60.75, "high tenth"),
    ],
)
def test_limits_of_places(value: float, place: str) -> None:
    """A value on a limit is on the side of the middle."""
    assert standing("sentence_characters_mean", value).place == place


def test_limits_of_lengths() -> None:
    """Where the articles of a length have more extreme tenths than all, those count."""
    assert standing("sentence_characters_mean", 60.2, characters=3000).stratum == "3000+"
    assert standing("sentence_characters_mean", 60.0, characters=2999).stratum == "1000-2999"
    assert standing("kanji_ratio", 0.2819).place == "high quarter"
    assert standing("kanji_ratio", 0.282).place == "high tenth"


def test_articles_of_a_length_are_compared_with_each_other() -> None:
    long = standing("kanji_ratio", 0.2, characters=5000)
    assert (long.stratum, standing("kanji_ratio", 0.2).stratum) == ("3000+", "1000-2999")
    assert long.whose("ja") == "Web の記事3,378本（160人）のうち3,000字以上のもの"
    assert long.whose("en") == "3,378 articles on the web by 160 authors (those of 3,000 and more characters)"


@pytest.mark.parametrize(
    ("metric", "row", "reason"),
    [
        ("kanji_ratio", {"kanji_ratio": 0.3, "characters": 999}, "too short"),
        ("kanji_ratio", {"kanji_ratio": 0.3, "sentences": 24}, "too short"),
        ("characters", {}, "nothing to compare"),
        ("double_negatives", {"double_negatives": 1}, "nothing to compare"),
        ("kanji_ratio", {"kanji_ratio": math.nan}, "no value"),
        ("kanji_ratio", {}, "no value"),
        ("nominal_ending_ratio", {"nominal_ending_ratio": 0.0}, "exactly this value"),
        ("tateisi1988", {"tateisi1988": -900.0, "tateisi1988_reliability": "out of range"}, "cannot be relied on"),
        ("tateisi1988_cp", {"tateisi1988_cp": 90.0, "tateisi1988_reliability": "out of range"}, "cannot be relied on"),
    ],
)
def test_where_nothing_can_be_said_it_is_false_with_its_reason(
    metric: str, row: dict[str, object], reason: str
) -> None:
    found = Norms.named("web").standing(metric, {**MANY, **row})
    assert not found
    assert found.reason
    assert reason in found.words("en")
    assert re.search("[ぁ-ん]", found.words("ja"))


def test_a_formula_beyond_its_recommended_length_still_has_a_place() -> None:
    """Every article that is long enough for a place is longer than jReadability recommends."""
    assert standing("jreadability", 4.0, jreadability_reliability="long").place == "middle"


def test_unknown_names_say_so() -> None:
    analysis = jr.analyze("花が咲く。")
    with pytest.raises(ValueError, match="did you mean tech"):
        analysis.standing("kanji_ratio", among="tec")
    with pytest.raises(jr.UnknownMetricError, match="kanji_ratio"):
        analysis.standing("kanji_rato")
    with pytest.raises(jr.UnknownMetricError, match="for articles"):
        analysis.standing("hardness")


def test_a_standing_needs_no_more_than_its_metric() -> None:
    analysis = jr.analyze("花が咲き、鳥が鳴く。" * 200, metrics=["sentence_characters_mean"], lang="en")
    assert str(analysis.standing("sentence_characters_mean")) == "in the shortest tenth"
    assert needed_for(["tateisi1988_cp"]) == ("characters", "sentences", "tateisi1988_cp", "tateisi1988_reliability")


def posts(number: int, **more: object) -> list[dict[str, object]]:
    return [{"characters": 500 + 10 * n, "sentences": 30, "kanji_ratio": n / 400, **more} for n in range(number)]


def test_among_ones_own() -> None:
    own = Norms.of(posts(60))
    assert own.articles == 60
    assert own.standing("kanji_ratio", {**MANY, "kanji_ratio": 0.149}).place == "high tenth"
    assert str(own.standing("characters", {"characters": 1080, "sentences": 3})) == "長いほうの1割に入ります"
    assert not own.standing("kanji_ratio", {"characters": 900, "sentences": 30, "kanji_ratio": 0.1})
    assert own.standing("kanji_ratio", {**MANY, "kanji_ratio": 0.1}).whose("ja") == "自分の記事60本"
    assert Norms.of(posts(60), name="posts/").standing("kanji_ratio", MANY).whose("en") == "60 articles in posts/"
    assert "kango_ratio" not in own.metrics


def test_few_of_ones_own_say_little() -> None:
    assert Norms.of(posts(49)).standing("kanji_ratio", {**MANY, "kanji_ratio": 0.9}).place == "high quarter"
    few = Norms.of(posts(19)).standing("kanji_ratio", {**MANY, "kanji_ratio": 0.9})
    assert not few
    assert (
        few.words("en")
        == "there are only 19 articles to compare it with (20 are needed, without drafts, doubles and short ones)"
    )
    assert Norms.of([]).articles == 0


@pytest.mark.parametrize(
    "left_out",
    [
        {"characters": 399},
        {"sentences": 4},
        {"draft": True},
        {"duplicate_of": "a.md"},
        {"hiragana_ratio": 0.05, "katakana_ratio": 0.05},
    ],
)
def test_what_is_left_out_of_ones_own(left_out: dict[str, object]) -> None:
    kept = {"hiragana_ratio": 0.5, "katakana_ratio": 0.1, "draft": False, "duplicate_of": ""}
    rows = posts(20, **kept)
    assert Norms.of(rows).articles == 20
    assert Norms.of([*rows, {**rows[3], **left_out}]).articles == 20
    assert Norms.of(pd.DataFrame([*rows, {**rows[3], **left_out}])).articles == 20


@pytest.mark.parametrize(
    "still_in",
    [
        {"characters": 400},
        {"sentences": 5},
        {"hiragana_ratio": 0.15, "katakana_ratio": 0.06},
        {"duplicate_of": None},
        {"draft": None},
        {"kanji_ratio": math.nan},
    ],
)
def test_what_is_just_good_enough(still_in: dict[str, object]) -> None:
    rows = posts(20, hiragana_ratio=0.5, katakana_ratio=0.1)
    assert Norms.of([*rows, {**rows[3], **still_in}]).articles == 21


@pytest.mark.parametrize(
    ("number", "q"),
    [
        (100, (5, 10, 25, 50, 75, 90, 95)),
        (20, (1, 2, 5, 10, 15, 18, 19)),
        (21, (2, 3, 6, 11, 16, 19, 20)),
        (59, (3, 6, 15, 30, 45, 54, 57)),
    ],
)
def test_percentiles_are_values_of_articles(number: int, q: tuple[int, ...]) -> None:
    """The smallest value that is at least as large as that many of a hundred, of 1, 2, 3 …"""
    own = Norms.of([{**MANY, "words": n} for n in range(number, 0, -1)])
    (limits,) = own.limits["words"].values()
    assert (limits.q, limits.p10, limits.p90) == (list(q), q[1], q[5])


@pytest.mark.parametrize(
    ("values", "measured"),
    [
        ([1.0, 2.0] * 10 + [math.nan] * 20, True),
        ([1.0, 2.0] * 10 + [math.nan] * 21, False),
        ([1.0] * 15 + [2.0] * 15, True),
        ([1.0] * 20 + [2.0] * 5 + [0.0] * 5, False),  # one value from the first quarter to the third
        ([1.0] * 30, False),
        ([True, "many"] * 20, False),
    ],
)
def test_what_articles_can_be_put_in_order_by(values: list[object], measured: bool) -> None:
    """Half of them have a value, and not nearly all the same."""
    own = Norms.of([{**MANY, "kanji_ratio": value} for value in values])
    assert ("kanji_ratio" in own.metrics) is measured


def test_rows_have_to_say_how_long_articles_are() -> None:
    with pytest.raises(ValueError, match="no sentences"):
        Norms.of([{"characters": 1000, "kanji_ratio": 0.2}])


def test_lengths_are_long_and_short() -> None:
    assert _words(jr.METRICS["sentence_words_mean"]) == _words(jr.METRICS["paragraph_characters_mean"]) == _LONG


def test_rows_may_have_gaps_and_numbers_of_numpy() -> None:
    rows = pd.DataFrame({"kanji_ratio": [n / 100 for n in range(30)], "characters": 1500, "sentences": 40})
    own = Norms.of(rows)
    row = pd.Series({"kanji_ratio": 0.29, "characters": rows["characters"].iloc[0], "sentences": 40})
    assert own.standing("kanji_ratio", row).place == "high quarter"
    gaps = [{**row, "kanji_ratio": None if n % 3 else n / 100} for n, row in enumerate(rows.to_dict("records"))]
    assert not Norms.of(gaps).standing("kanji_ratio", row)


def test_the_main_metrics_are_compared_at_one_length() -> None:
    """A summary names the others once for all of them."""
    for genre in GENRES:
        norms = jr.Norms.named(genre)
        assert len({tuple(norms.limits[metric]) for metric in MAIN}) == 1


def test_the_limits_of_the_quarters_are_in_the_middle() -> None:
    own = Norms.of(posts(60))
    limits = own.quarters("kanji_ratio")
    assert limits is not None
    assert [own.standing("kanji_ratio", {**MANY, "kanji_ratio": limit}).place for limit in limits] == ["middle"] * 2


def test_norms_of_results(tmp_path: Path) -> None:
    """What analyze_folder gives back is as good as its articles."""
    for n in range(22):
        (tmp_path / f"{n}.txt").write_text(f"朝の茶畑を{'とても' * n}ゆっくり歩きます。\n\n" * 40, "utf-8")
    results = jr.analyze_folder(tmp_path, metrics=["kanji_ratio", "characters", "sentences"])
    mine, same = jr.Norms.of(results, name="茶"), jr.Norms.of(results.articles)
    assert (mine.articles, mine.metrics, mine.limits) == (22, same.metrics, same.limits)
    assert mine.quarters("kanji_ratio") == (mine.limits["kanji_ratio"][""].q[2], mine.limits["kanji_ratio"][""].q[4])
    assert mine.quarters("kango_ratio") is None
