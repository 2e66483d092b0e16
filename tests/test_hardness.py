"""hardness: what it is made of, and that it finds the harder of two sentences."""

import math
from pathlib import Path

import pytest

import jreadtools as jr
from jreadtools.metrics.hardness import HARD


def test_by_hand() -> None:
    """花が咲く。: years 1 + 7 of 2 kanji and 2 hiragana; 0 kango, 3 wago, 3 words; no passive."""
    (sentence,) = jr.analyze("花が咲く。").sentences
    assert sentence.hardness_parts == {
        "kanji": pytest.approx((41 / 34 - 1.1) / 0.2),
        "kango": pytest.approx((-13 / 23 + 0.5) / 0.09),
        "length": pytest.approx(math.sqrt(3) - 4),
        "passives": 0.0,
    }
    assert sentence.hardness == pytest.approx(sum(sentence.hardness_parts.values()))


def test_english_words_count_nowhere() -> None:
    """A gloss in Latin letters makes no sentence longer or easier."""
    (plain,) = jr.analyze("寺院を訪れる。").sentences
    for gloss in ("temple", "a temple", "state-of-the-art", "don't", "Node.js"):
        (glossed,) = jr.analyze(f"寺院（{gloss}）を訪れる。").sentences
        assert glossed.hardness == pytest.approx(plain.hardness), gloss


def test_the_hardest_come_first() -> None:
    """Ranked for learners; headings and cells are no sentences; undefined ones are left out."""
    text = (
        "# 国際経済政策研究概論\n\n花が咲く。行政手続の電子化の推進が政府によって決定された。\n\n😀\n\n雨がよく降る。"
    )
    ranked = jr.analyze(text, markup="markdown").hardest(9, "learner")
    assert [s.text for s in ranked] == [
        "行政手続の電子化の推進が政府によって決定された。",
        "花が咲く。",
        "雨がよく降る。",
    ]
    assert [s.hardness for s in ranked] == sorted((s.hardness for s in ranked), reverse=True)
    assert jr.analyze(text, markup="markdown").hardest(0, "learner") == []


def test_what_is_hard_for_learners() -> None:
    """From 2.3 on; and nothing that a writer is told to revise."""
    analysis = jr.analyze("花が咲く。行政手続の電子化の推進が政府によって決定された。")
    assert [s.hardness >= HARD for s in analysis.hard_sentences(2, "learner")] == [True]
    assert analysis.hard_sentences(2) == []
    assert jr.analyze("花が咲く。鳥が鳴く。").hard_sentences(3, "learner") == []
    with pytest.raises(ValueError, match='"reader" or "learner"'):
        analysis.hardest(1, "child")  # type: ignore[arg-type]


def test_parts_need_morphemes() -> None:
    """Where MeCab was not called there are none, and the message says so."""
    (sentence,) = jr.analyze("花が咲く。", metrics=["characters"]).sentences
    with pytest.raises(jr.UnknownMetricError, match="left it out"):
        _ = sentence.hardness_parts


def test_no_words_no_hardness() -> None:
    """A sentence of signs has none."""
    (sentence,) = jr.analyze("！？").sentences
    assert math.isnan(sentence.hardness)


def test_simplified_sentences_are_easier(corpora: Path) -> None:
    """MATCHA: in at least .82 of the pairs that differ the expert's simplification is the easier one."""
    lines = (corpora / "gold" / "simplification-dev.tsv").read_text("utf-8").splitlines()
    pairs = [line.split("\t") for line in lines]
    pairs = [pair for pair in pairs if len(pair) == 2 and pair[0] != pair[1]]
    original, simple = (_means([pair[side] for pair in pairs]) for side in (0, 1))
    wins = sum(1.0 if a > b else 0.0 if a < b else 0.5 for a, b in zip(original, simple, strict=True))
    assert len(pairs) > 4000
    assert wins / len(pairs) >= 0.83  # measured .850


def _means(texts: list[str]) -> list[float]:
    """The mean hardness of each text's sentences."""
    import pandas as pd

    frame = jr.analyze_frame(pd.DataFrame({"body": texts, "n": range(len(texts))}), level="sentence", keep=["n"])
    means = frame.groupby("n")["hardness"].mean()
    return [float(means.get(number, math.nan)) for number in range(len(texts))]
