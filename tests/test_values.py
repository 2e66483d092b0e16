"""Every metric of three example posts: a number that moves is seen, and is a line of the changelog.

`PYTHONPATH=. python tests/test_values.py` writes the file anew; look at each difference. What is counted is counted by
hand in `tests/hand_counts`; what is made of it is made once more here, where that is short.
"""

from __future__ import annotations

import math
from pathlib import Path

import pytest

import jreadtools as jr

ROOT = Path(__file__).resolve().parents[1]
POSTS = ("smell-of-lead.md", "ume-diary.md", "csv-bom.md")
FILE = Path(__file__).parent / "cases" / "values.txt"


def values(name: str) -> list[str]:
    analysis = jr.analyze(jr.read_article(ROOT / "examples" / "posts" / name))
    return [f"{key}: {value:.6g}" if isinstance(value, float) else f"{key}: {value}" for key, value in analysis.items()]


@pytest.mark.parametrize("name", POSTS)
def test_no_value_moves(name: str) -> None:
    """Of all metrics of articles, in the order of the catalogue."""
    wanted = FILE.read_text("utf-8").partition(f"## {name}\n")[2].partition("\n## ")[0]
    assert "\n".join(values(name)) == wanted.rstrip("\n")


@pytest.mark.parametrize("name", POSTS)
def test_statistics_are_those_of_the_sentences(name: str) -> None:
    """Means, the middle and the tenth from above, of the sentences that count as such, in order of length."""
    analysis = jr.analyze(jr.read_article(ROOT / "examples" / "posts" / name))
    rows = analysis.measured.sentences
    lengths = sorted(rows.sentence_characters[rows.sentences > 0].tolist())
    number = len(lengths)
    assert analysis["sentences"] == number
    assert analysis["sentence_characters_mean"] == pytest.approx(sum(lengths) / number)
    assert analysis["sentence_characters_median"] == lengths[math.ceil(number / 2) - 1]
    assert analysis["sentence_characters_p90"] == lengths[math.ceil(number * 0.9) - 1]
    assert analysis["sentence_characters_max"] == lengths[-1]
    assert analysis["long_sentence_ratio"] == sum(length >= 60 for length in lengths) / number
    origins = ("wago", "kango", "gairaigo", "konshugo", "proper_name", "unknown")
    assert sum(analysis[f"{origin}_ratio"] for origin in origins) == pytest.approx(1)
    scripts = ("kanji", "hiragana", "katakana", "latin", "digit", "other")
    assert sum(analysis[f"{script}_ratio"] for script in scripts) == pytest.approx(1)


if __name__ == "__main__":
    FILE.write_text("\n".join(f"## {name}\n" + "\n".join(values(name)) + "\n" for name in POSTS), "utf-8")
