"""What of a sentence weighs on its reader: counts by hand, and what must not change them."""

import numpy as np
import pytest
from golden import golden_cases

import jreadtools as jr
from jreadtools.language.grammar import weight
from jreadtools.language.morphemes import Morphemes, tokenize

NAMES = ("weighing_words", "interrupting_words", "quoted_words", "adnominal_clauses", "unbroken_words_max")


@pytest.mark.parametrize(
    ("text", "expected"), [pytest.param(*case[1:], id=case[0]) for case in golden_cases("weight.md")]
)
def test_counted_by_hand(text: str, expected: str) -> None:
    """Each count of the one sentence is that of the case; one that is not named is 0, the stretch the whole."""
    wanted = dict.fromkeys(NAMES, 0) | {
        name: int(number) for name, number in (line.split(": ") for line in expected.split("\n") if line)
    }
    wanted["unbroken_words_max"] = wanted["unbroken_words_max"] or wanted["weighing_words"]
    c = jr.analyze(text, wrap="join").measured.sentences
    assert {name: getattr(c, name).tolist() for name in NAMES} == {name: [wanted[name]] for name in NAMES}


def weighed(found: Morphemes) -> weight.Weighed:
    """What `weigh` makes of some sentences."""
    return weight.weigh(
        found.code("weight"), found.bounds, np.repeat(np.arange(len(found.bounds) - 1), np.diff(found.bounds))
    )


def test_other_sentences_change_nothing() -> None:
    """A batch gives what its sentences give one by one, whatever stands open at their ends."""
    sentences = [text for _, text, _ in golden_cases("weight.md")]
    sentences = [*sentences, "", "（", "Node", "Deno", "本、雑誌、", "茶、", "」。", "買った", "本", "「春。夏"]
    together = weighed(tokenize(sentences))
    alone = [weighed(tokenize([sentence])) for sentence in sentences]
    for field in ("weighs", "interrupts", "quoted", "modifies"):
        assert getattr(together, field).tolist() == [x for one in alone for x in getattr(one, field).tolist()], field


@pytest.mark.parametrize("sentences", [0, 1, 3])
def test_nothing_in_nothing_out(sentences: int) -> None:
    """No sentences, or empty ones."""
    found = weight.weigh(np.zeros(0, np.uint8), np.zeros(sentences + 1, np.int64), np.zeros(0, np.int64))
    assert not len(found.weighs)
    assert weight.unbroken(found, np.zeros(0, np.int64), sentences).tolist() == [0] * sentences


@pytest.mark.parametrize("text", ["「春。", "（春", "『", "、春", "」", "春。）", "a "])
def test_endless_repetition(text: str) -> None:
    """100,000 times the same ends, and no word weighs twice."""
    tags = np.tile(tokenize([text]).code("weight"), 100_000)
    whole = tokenize(["「」"]).code("weight")
    tags = np.concatenate([whole[:1], tags, whole[1:]]) if "「" not in text else tags
    found = weight.weigh(tags, np.array([0, len(tags)]), np.zeros(len(tags), np.int64))
    assert (found.interrupts <= found.weighs).all()
    assert (found.quoted <= found.weighs).all()


def test_a_bracket_that_never_closes_is_its_own_sentence_s_affair() -> None:
    """The next sentence weighs what it weighs alone."""
    open_one = "駅の裏の畑（去年の秋までは祖父のものを借りていました。"
    paired = "祖父が隣の人に貸した畑（駅の裏の坂を登った先にある）に植えた柿の木に集まる鳥を毎朝見に行きます。"
    alone = jr.analyze(paired).sentences[0]
    after = jr.analyze(f"{open_one}\n\n{paired}").sentences[1]
    assert after.text == alone.text
    assert after["revise_probability"] == alone["revise_probability"]
    assert (
        after["revise_probability"]
        != jr.analyze(paired.replace("（", "、").replace("）", "、")).sentences[0]["revise_probability"]
    )
