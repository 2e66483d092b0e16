"""Prose counted by hand (or by a script that knows nothing of jreadtools) against the library."""

import json
from pathlib import Path

import pytest

import jreadtools as jr

HERE = Path(__file__).parent / "hand_counts"
POSTS = json.loads((HERE / "counts.json").read_text("utf-8"))
CORPUS = json.loads((HERE / "corpora.json").read_text("utf-8"))


def _compare(analysis: jr.Analysis, wanted: dict[str, float]) -> None:
    totals = analysis.measured.totals
    found = {
        "characters": int(totals.characters[0]),
        "english_words": int(totals.english_words[0]),
        "english_word_characters": int(totals.english_characters[0]),
        "kanji": int(totals.kanji[0]),
        "hiragana": int(totals.hiragana[0]),
        "katakana": int(totals.katakana[0]),
        "digits": int(totals.digits[0]),
        "label": analysis["reading_label"],
    }
    assert found == {name: wanted[name] for name in found}
    assert analysis["reading_minutes"] == pytest.approx(wanted["minutes"], abs=0.0006)


@pytest.mark.parametrize("name", sorted(POSTS))
def test_example_posts(name: str, posts: Path) -> None:
    _compare(jr.analyze(jr.read_article(posts / name)), POSTS[name])


@pytest.mark.parametrize("name", sorted(name for name in CORPUS if "seed" not in name))
def test_corpus_posts(name: str, corpora: Path) -> None:
    _compare(jr.analyze(jr.read_article(corpora / name)), CORPUS[name])
