"""Measures of vocabulary: a published table, slow definitions, hand counts."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import jreadtools as jr
from jreadtools.counts.additive import TYPES
from jreadtools.counts.type_token import SAMPLE, WINDOW, _places_of_each, measures

ALL = frozenset(TYPES)


def of(*articles: str) -> list[list[float]]:
    """The measures of articles whose lemmas are letters."""
    lemmas = np.array([ord(letter) for article in articles for letter in article], np.int64)
    bounds = np.cumsum([0, *map(len, articles)])
    return measures(lemmas, bounds, ALL).tolist()


@pytest.mark.parametrize(
    ("sample", "tokens", "types", "ttr", "mattr", "hdd", "mtld"),
    [
        (2, 529, 174, 0.3289, 0.6775, 0.7555, 41.58),
        (3, 441, 179, 0.4059, 0.7220, 0.7664, 49.63),
        (4, 523, 170, 0.3250, 0.6519, 0.7338, 31.18),
        (5, 626, 234, 0.3738, 0.7544, 0.7892, 52.24),
    ],
)
def test_the_table_of_four_samples(
    corpora: Path, sample: int, tokens: int, types: int, ttr: float, mattr: float, hdd: float, mtld: float
) -> None:
    """Computed independently from the site's samples of two intermediate and two advanced levels."""
    lines = (corpora / "gold" / "jreadability-samples.jsonl").read_text("utf-8").splitlines()
    analysis = jr.analyze(json.loads(lines[sample])["text"])
    assert (analysis["words"], analysis["type_count"]) == (tokens, types)
    assert round(float(analysis["ttr"]), 4) == ttr
    assert round(float(analysis["mattr50"]), 4) == mattr
    assert round(float(analysis["hdd42"]), 4) == hdd
    assert round(float(analysis["mtld"]), 2) == mtld


LETTERS = st.lists(st.text(st.sampled_from("abcdefghij"), max_size=160), min_size=1, max_size=4)


@given(LETTERS)
def test_each_measure_is_its_definition(articles: list[str]) -> None:
    """The fast ways agree with the definitions written out, article by article."""
    for text, (types, mattr, mtld, hdd) in zip(articles, of(*articles), strict=True):
        assert types == len(set(text))
        windows = [len(set(text[i : i + WINDOW])) / WINDOW for i in range(len(text) - WINDOW + 1)]
        assert mattr == (pytest.approx(sum(windows) / len(windows)) if windows else pytest.approx(np.nan, nan_ok=True))
        assert hdd == pytest.approx(_hdd(text), nan_ok=True)
        assert mtld == pytest.approx(_mtld(text), nan_ok=True)


def _hdd(text: str) -> float:
    from math import comb

    if len(text) < SAMPLE:
        return float("nan")
    total = comb(len(text), SAMPLE)
    return sum(1 - comb(len(text) - text.count(c), SAMPLE) / total for c in set(text)) / SAMPLE


def _mtld(text: str) -> float:
    def factors(letters: str) -> float:
        found, part = 0.0, ""
        for letter in letters:
            part += letter
            if len(set(part)) / len(part) < 0.72:
                found, part = found + 1, ""
        return found + (1 - len(set(part)) / len(part)) / (1 - 0.72) if part else found

    forth, back = factors(text), factors(text[::-1])
    return (len(text) / forth + len(text) / back) / 2 if forth and back else float("nan")


@given(LETTERS)
def test_the_batch_changes_no_bit(articles: list[str]) -> None:
    """An article measured among others has the very same values."""
    for article, together in zip(articles, of(*articles), strict=True):
        (alone,) = of(article)
        assert np.array_equal(together, alone, equal_nan=True)


def test_many_articles_side_by_side() -> None:
    """From a dozen articles on factors are counted in strides, with the same result as one by one."""
    import random

    chance = random.Random(7)
    letters = "abcdefghijklmnopqrstuvwxyz"
    articles = ["".join(chance.choices(letters[: chance.randrange(2, 26)], k=chance.randrange(400))) for _ in range(60)]
    for text, (_, _, mtld, _) in zip(articles, of(*articles), strict=True):
        assert mtld == pytest.approx(_mtld(text), nan_ok=True)


def test_only_what_is_asked_for() -> None:
    """MTLD is computed only when somebody wants it."""
    found = measures(np.array([1, 1, 2], np.int64), np.array([0, 3]), frozenset({"type_count"}))
    assert found[0, TYPES.index("type_count")] == 2
    assert np.isnan(found[0, TYPES.index("mtld")])


def test_several_articles_have_no_types() -> None:
    """Types do not add: a sum over articles has none, a sum of one article keeps its own."""
    counts = jr.analyze("花が咲く。").measured.typed(frozenset({"type_count"}))
    assert counts.sum().type_count.tolist() == [3]
    both = counts.take(np.array([0, 0]))
    assert np.isnan(both.sum().type_count).all()


def test_a_lemma_is_one_type_in_every_form() -> None:
    """咲く and 咲き are one lemma; words that UniDic does not know are their own."""
    assert jr.analyze("花が咲く、花が咲き、花が咲いた")["type_count"] == 4  # 花 が 咲く た


@pytest.mark.parametrize(
    "high", [0, 1 << 40], ids=["lemmas that differ in their last bits", "lemmas that differ in their first"]
)
def test_places_of_each_lemma_stand_together_in_order(high: int) -> None:
    """Whichever of their bits tell lemmas apart: the order is that of a stable sort."""
    random = np.random.default_rng(7)
    lemmas = random.integers(-50, 50, 3000) * (high + 1)
    assert _places_of_each(lemmas).tolist() == np.argsort(lemmas, kind="stable").tolist()
    assert _places_of_each(lemmas[:0]).tolist() == []
