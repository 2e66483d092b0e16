"""What an article is checked for, from the wishes of several places; what a run has come to."""

import pytest

from jreadtools.article import Failure
from jreadtools.checks.outcome import Checked, Problem, Tally
from jreadtools.checks.rules import Wishes, kinds_named, rules_of
from jreadtools.checks.thresholds import ThresholdError, written
from jreadtools.errors import Message

DEFAULT = ("revise", "doubled_particle", "needless_noun", "needless_ability")
MOST, LEAST = written("words=20", "max"), written("words=10", "min")
EQUAL, FEWER = written("words=20", "min"), written("words=21", "min")


def limits(*pairs: object) -> Wishes:
    found = {("max" if pair is MOST else "min", "words"): pair[1] for pair in pairs}  # type: ignore[index]
    return Wishes(found)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("places", "findings", "fail"),
    [
        ([], DEFAULT, ()),
        ([Wishes()], DEFAULT, ()),
        ([limits(MOST)], (), ()),
        ([limits(MOST), Wishes(findings=("revise",))], ("revise",), ()),
        ([Wishes(findings=("revise",)), Wishes(findings=("no_chain",))], ("no_chain",), ()),
        ([Wishes(findings=("revise",)), Wishes(findings=("no_chain",), adds=True)], ("revise", "no_chain"), ()),
        ([Wishes(findings=("no_chain",), adds=True)], ("no_chain",), ()),
        ([Wishes(findings=("revise",)), Wishes(findings=("none",))], (), ()),
        ([Wishes(fail=("revise",))], DEFAULT, ("revise",)),
        ([Wishes(fail=("no_chain",))], (*DEFAULT, "no_chain"), ("no_chain",)),
        ([limits(MOST), Wishes(fail=("no_chain",))], ("no_chain",), ("no_chain",)),
        ([Wishes(fail=("no_chain",)), Wishes(findings=("revise",))], ("revise",), ()),
        ([Wishes(fail=("no_chain",)), Wishes(findings=("revise",), adds=True)], ("revise", "no_chain"), ("no_chain",)),
        ([Wishes(fail=("no_chain",)), Wishes(fail=("revise",))], DEFAULT, ("revise",)),
        ([Wishes(strict=True), Wishes()], DEFAULT, DEFAULT),
    ],
)
def test_findings_of_several_places(places: list[Wishes], findings: tuple[str, ...], fail: tuple[str, ...]) -> None:
    found = rules_of(places)
    assert found.findings == kinds_named(findings)
    assert found.fail == kinds_named(fail)
    assert set(found.findings) == set(findings)


def test_limits_of_several_places() -> None:
    """The last one wins and stands last; None takes it away, and a limit that was taken away still asked for limits."""
    assert [one.limit for one in rules_of([limits(MOST, LEAST)]).thresholds] == [20, 10]
    assert [one.limit for one in rules_of([limits(MOST, LEAST), limits(MOST)]).thresholds] == [10, 20]
    gone = Wishes({("max", "words"): None})
    assert rules_of([limits(MOST), gone]).thresholds == ()
    assert rules_of([limits(MOST), gone]).findings == ()
    assert [one.limit for one in rules_of([limits(MOST, EQUAL)]).thresholds] == [20, 20]
    with pytest.raises(ThresholdError, match="words: at least 21 and at most 20 leave nothing"):
        rules_of([limits(MOST), limits(FEWER)])


def test_a_kind_that_there_is_not() -> None:
    with pytest.raises(ThresholdError, match="there is no kind of finding no_chian; did you mean no_chain") as caught:
        kinds_named(["default", "no_chian"])
    assert "という指摘の種類はありません。" in caught.value.args[0].ja
    with pytest.raises(ThresholdError, match=r"no kind of finding kana_run; did you mean kanji_run\?$"):
        kinds_named(["kana_run"])


def test_a_run_is_added_up() -> None:
    said = Message(ja="長い", en="long")
    above = Problem("words", "article", "max", 30.0, 20.0, None, "", said, "")
    below = above._replace(direction="min")
    advice = above._replace(rule="revise", level="finding", direction=None, limit=None, fails=False)
    tally = Tally()
    for one in (
        Checked("a", problems=(above, advice), keys=("max words",), known=2),
        Checked("b", problems=(below,), keys=("min words",), not_measured=("words", "characters")),
        Checked("c"),
        Checked("d", keys=("revise",)),
        Checked("e", skipped=True),
        Failure("f", "no"),
    ):
        tally.add(one)
    assert tally == Tally(
        articles=4, exceeding=2, problems=3, failing=2, above=1, not_measured=2, unlimited=1, known=2, skipped=1, failures=1
    )  # fmt: skip
    assert (above.key, advice.key) == ("max words", "revise")
    assert (Checked("a").where, Checked("a", "1").where) == ("a", "a#1")
