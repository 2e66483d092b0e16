"""The catalogue is complete, and the README shows it as it is."""

import re
from pathlib import Path

import pytest

import jreadtools as jr
from jreadtools.columns import IDENTITY, STATUS
from jreadtools.metrics.metric import Metric

NAMES = """
characters words morae sentences paragraphs headings images links code_blocks
sentence_characters_mean sentence_characters_median sentence_characters_p90 sentence_characters_max
sentence_words_mean long_sentence_ratio paragraph_characters_mean paragraph_sentences_mean commas_per_sentence
kanji_ratio hiragana_ratio katakana_ratio latin_ratio digit_ratio kanji_run_mean kanji_run_max katakana_run_max
reading_minutes stated_minutes reading_minutes_fast reading_minutes_slow aloud_minutes reading_seconds reading_label
""".split()


def test_names_and_order_are_a_contract() -> None:
    assert list(jr.METRICS) == NAMES


@pytest.mark.parametrize("metric", jr.METRICS.values(), ids=list(jr.METRICS))
def test_every_entry_is_complete(metric: Metric) -> None:
    assert re.fullmatch("[a-z][a-z0-9_]*", metric.name)
    assert metric.family in {"length", "script", "reading_time"}
    assert set(metric.label) == set(metric.description) == {"ja", "en"}
    assert all(metric.label.values())
    assert re.search("[ぁ-ん]", metric.description["ja"])
    assert metric.unit
    assert metric.level in {"A", "S", "AS"}
    assert metric.dtype in {"int64", "float64", "str"}
    assert metric.direction in {"high", "low", ""}
    assert isinstance(metric.experimental, bool)
    doc = metric.function.__doc__ or ""
    assert ">>> " in doc, "a metric's docstring has an example that a reader can check by hand"
    if metric.direction:
        assert re.search(r"(Higher|Lower): (harder|longer)", doc)
    if metric.unit == "ratio":
        assert metric.name.endswith("_ratio")
        assert metric.undefined_when


def test_undefined_is_said_where_it_happens() -> None:
    """NaN on an empty text exactly where the catalogue says so."""
    empty = jr.analyze("")
    for metric in jr.METRICS.values():
        if "A" in metric.level:
            value = empty[metric.name]
            assert (value != value) == bool(metric.undefined_when), metric.name


def test_dtypes_cover_every_column() -> None:
    assert set(IDENTITY) | set(STATUS) | set(jr.METRICS) <= set(jr.FRAME_DTYPES)
    assert set(jr.FRAME_DTYPES.values()) == {"str", "int64", "float64", "bool"}


def test_unknown_names_come_with_the_nearest() -> None:
    with pytest.raises(jr.UnknownMetricError, match="did you mean kanji_ratio") as caught:
        jr.METRICS["kanji_ration"]
    assert isinstance(caught.value, KeyError)


def catalogue_table() -> str:
    """The README's table of metrics, made from the registry: python tests/test_catalogue.py"""
    rows = ["| name | 指標 | of | unit | what it is |", "| --- | --- | --- | --- | --- |"]
    for metric in jr.METRICS.values():
        level = {"A": "article", "S": "sentence", "AS": "both"}[metric.level]
        rows.append(
            f"| `{metric.name}` | {metric.label['ja']} | {level} | {metric.unit} | {metric.description['en']} |"
        )
    return "\n".join(rows)


def test_the_readme_shows_the_catalogue(root: Path) -> None:
    readme = (root / "README.md").read_text("utf-8")
    begin, end = "<!-- catalogue -->\n", "\n<!-- end of catalogue -->"
    assert readme[readme.index(begin) + len(begin) : readme.index(end)] == catalogue_table()


if __name__ == "__main__":
    print(catalogue_table())
