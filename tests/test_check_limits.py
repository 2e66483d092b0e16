"""Limits: which number a name means, what is said beyond it, and whose wish wins."""

from __future__ import annotations

import math

import pytest

from jreadtools.checks.rules import Rules, Wishes, kinds_named, rules_of
from jreadtools.checks.thresholds import Threshold, ThresholdError, limit_of, named, rule_names, written
from jreadtools.checks.wording import beyond, described
from jreadtools.measure.finding_kinds import KINDS
from jreadtools.metrics.catalogue import METRICS


@pytest.mark.parametrize(
    ("name", "rule", "level"),
    [
        ("kanji_ratio", "kanji_ratio", "A"),
        ("sentence:kanji_ratio", "sentence_kanji_ratio", "S"),
        ("sentence_kanji_ratio", "sentence_kanji_ratio", "S"),
        ("sentence_characters", "sentence_characters", "S"),
        ("sentence_characters_mean", "sentence_characters_mean", "A"),
        ("commas", "commas", "S"),
        ("sentence:hardness", "hardness", "S"),
        ("article:kanji_ratio", "kanji_ratio", "A"),
    ],
)
def test_a_name_means_articles_or_sentences(name: str, rule: str, level: str) -> None:
    """A metric of both is one of articles; one that exists for sentences only is one of sentences."""
    _, threshold = limit_of(name, 0.5, "max")
    assert (threshold.rule, threshold.level) == (rule, level)


def test_every_rule_can_be_named_and_said() -> None:
    """Each number of the catalogue has a rule, a label and a sentence in both languages; no rule means two things."""
    names = rule_names()
    assert len(set(names)) == len(names)
    numbers = [(m, level) for m in METRICS.values() for level in m.level if m.dtype != "str"]
    assert len(names) == len(numbers)
    for name in names:
        metric, level = named(name)
        assert (metric, level) in numbers
        for direction, value in (("max", 0.75), ("min", 0.25)):
            said = beyond(Threshold(metric.name, level, direction, 0.5), value)  # type: ignore[arg-type]
            assert ("上限" if direction == "max" else "下限") in said.ja
            assert ("at most" if direction == "max" else "at least") in said
            assert described(name).label["ja"] in said.ja or name == "sentence_characters"


@pytest.mark.parametrize(
    "name", ["kanji_raito", "sentence_sentences", "sentence:mtld", "article:commas", "style", "reading_label", ""]
)
def test_what_is_no_number_of_anything_has_no_limit(name: str) -> None:
    """A misspelt name, a metric that sentences do not have, a label."""
    with pytest.raises(ThresholdError):
        limit_of(name, 1, "max")


@pytest.mark.parametrize(
    "text",
    [
        "kanji_ratio",
        "=1",
        "kanji_ratio=",
        "kanji_ratio=four",
        "kanji_ratio=40",
        "kanji_ratio=-1%",
        "words=inf",
        "words=40%",
    ],
)
def test_what_is_no_limit_is_an_error(text: str) -> None:
    """A share is from 0 to 1, and a number is a number."""
    with pytest.raises(ThresholdError):
        written(text, "max")


def test_a_share_that_was_meant_in_percent_is_explained() -> None:
    """Who writes 40 means 0.4."""
    with pytest.raises(ThresholdError) as caught:
        written("kanji_ratio=40", "max")
    assert "0.4です" in caught.value.args[0].ja
    with pytest.raises(ThresholdError) as caught:
        written("kanji_ratio=140%", "max")
    assert "0.014" not in caught.value.args[0].ja
    assert written("kanji_ratio = 40%", "max")[1] == Threshold("kanji_ratio", "A", "max", 0.4)


@pytest.mark.parametrize(
    ("threshold", "value", "ja", "en"),
    [
        (
            Threshold("characters", "S", "max", 100),
            118,
            "一文118字（上限100）",
            "a sentence of 118 characters (at most 100)",
        ),
        (Threshold("kanji_ratio", "A", "max", 0.4), 0.452, "漢字率 45%（上限40%）", "kanji ratio 45% (at most 40%)"),
        (
            Threshold("kanji_ratio", "A", "max", 0.4),
            0.4004,
            "漢字率 40.04%（上限40%）",
            "kanji ratio 40.04% (at most 40%)",
        ),
        (
            Threshold("characters", "A", "min", 1000),
            999,
            "文字数 999字（下限1,000）",
            "characters 999 (at least 1,000)",
        ),
        (
            Threshold("reading_minutes", "A", "max", 2.5),
            3.26,
            "読書時間 3.3分（上限2.5）",
            "reading time 3.3 minutes (at most 2.5)",
        ),
        (Threshold("hardness", "S", "max", 2.3), 2.31, "読みにくさ 2.31点（上限2.3）", "hardness 2.31 (at most 2.3)"),
        (Threshold("commas", "S", "max", 4), 6, "読点数 6個（上限4）", "commas 6 (at most 4)"),
    ],
)
def test_a_value_beyond_its_limit_is_said_as_people_say_it(
    threshold: Threshold, value: float, ja: str, en: str
) -> None:
    """With the unit, and digits enough to see that it is beyond."""
    said = beyond(threshold, value)
    assert (said.ja, str(said)) == (ja, en)


def test_a_limit_itself_is_allowed_and_nan_exceeds_nothing() -> None:
    """At most 100 means that 100 is fine."""
    for direction in ("max", "min"):
        threshold = Threshold("characters", "S", direction, 100)  # type: ignore[arg-type]
        assert not threshold.is_exceeded_by(100)
        assert not threshold.is_exceeded_by(math.nan)


def _limits(*texts: str) -> Wishes:
    pairs = [written(text, "max") for text in texts]
    return Wishes({("max", rule): threshold for rule, threshold in pairs})


def test_what_is_named_is_what_is_checked() -> None:
    """Without a word the findings shown by default; with a limit that limit alone; findings besides, if they are named."""
    default = tuple(kind.name for kind in KINDS.values() if kind.shown)
    assert rules_of([Wishes()]) == Rules((), default)
    assert rules_of([_limits("commas=3")]).findings == ()
    assert rules_of([_limits("commas=3"), Wishes(findings=("default",))]).findings == default
    assert rules_of([Wishes(findings=())]) == Rules((), ())


def test_later_places_win_and_can_take_away() -> None:
    """An override wins over its file, the command line over both; off leaves no limit."""
    assert rules_of([_limits("commas=3"), _limits("commas=5")]).thresholds[0].limit == 5
    assert rules_of([_limits("commas=3"), _limits("commas=off")]) == Rules((), ())
    both = rules_of([_limits("commas=3"), _limits("words=5")])
    assert [threshold.rule for threshold in both.thresholds] == ["commas", "words"]


def test_findings_of_the_command_line_are_added() -> None:
    """In a file they take the place of those before; none takes all away."""
    of_file = Wishes(findings=("no_chain",))
    assert rules_of([of_file, Wishes(findings=("passives",))]).findings == ("passives",)
    assert rules_of([of_file, Wishes(findings=("passives",), adds=True)]).findings == ("passives", "no_chain")
    assert rules_of([of_file, Wishes(findings=("none", "passives"))]).findings == ("passives",)


def test_what_is_to_fail() -> None:
    """Kinds of the configuration, which are shown too; with --strict all that is shown; never what is not shown."""
    of_file = Wishes(fail=("no_chain",))
    default = rules_of([]).findings
    rules = rules_of([of_file])
    assert (set(rules.findings), rules.fail) == ({*default, "no_chain"}, ("no_chain",))
    assert rules_of([of_file, _limits("commas=3")])[1:] == (("no_chain",), ("no_chain",))
    chosen = rules_of([of_file, Wishes(findings=("passives",), adds=True)])
    assert chosen[1:] == (("passives", "no_chain"), ("no_chain",))
    assert rules_of([of_file, Wishes(findings=("none", "passives"))])[1:] == (("passives",), ())
    assert rules_of([of_file, Wishes(findings=("none", "no_chain"))])[1:] == (("no_chain",), ("no_chain",))
    assert rules_of([of_file, Wishes(fail=())])[1:] == (default, ())  # an override
    assert rules_of([Wishes(findings=("revise",), fail=("passives",))])[1:] == (("revise", "passives"), ("passives",))
    assert rules_of([of_file, Wishes(strict=True)]).fail == rules.findings
    assert kinds_named(["all"]) == tuple(KINDS)


def test_limits_that_leave_nothing_are_an_error() -> None:
    """Whatever two places they come from."""
    least = Wishes({("min", "commas"): Threshold("commas", "S", "min", 5)})
    with pytest.raises(ThresholdError, match="leave nothing"):
        rules_of([_limits("commas=3"), least])
