"""The formulas agree with their papers: published numbers, published scores, hand counts."""

import json
import math
from pathlib import Path

import numpy as np
import pytest

import jreadtools as jr
from jreadtools.metrics.jreadability import jreadability_of


def _samples(corpora: Path) -> list[dict[str, object]]:
    lines = (corpora / "gold" / "jreadability-samples.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_the_site_s_six_published_scores(corpora: Path) -> None:
    """jreadability.net says 5.61 4.79 3.98 2.96 1.92 .97 of its own samples: mean error .015 at most, each within .04."""
    errors = [
        abs(float(jr.analyze(str(row["text"]))["jreadability"]) - float(str(row["score"]))) for row in _samples(corpora)
    ]
    assert len(errors) == 6
    assert max(errors) <= 0.04
    assert sum(errors) / 6 <= 0.015


def test_the_six_samples_have_the_six_levels(corpora: Path) -> None:
    """Each sample stands for one level of the site."""
    levels = [jr.analyze(str(row["text"]))["jreadability_level"] for row in _samples(corpora)]
    assert levels == ["初級前半", "初級後半", "中級前半", "中級後半", "上級前半", "上級後半"]


def test_the_fifth_variable_is_particles() -> None:
    """The published formula, term by term: one unit of each variable."""
    zero, one = np.zeros(1), np.ones(1)
    of = [float(jreadability_of(*(one if i == j else zero for j in range(5)))[0]) for i in range(5)]
    assert [round(value - 11.724, 3) for value in of] == [-0.056, -0.126, -0.042, -0.145, -0.044]


@pytest.mark.parametrize(
    ("text", "words", "sentences"),
    [
        ("「行く。」と言った。", 8, 2),  # 。 inside a quote ends a sentence of the site
        ("春だ。\n\n　夏だ", 5, 2),  # what is left over at the end of a block is one
        ("春だ\n夏だ。", 5, 1),  # a line break is none
        ("2026年だ。", 7, 1),  # each digit is a token
        ("春だ。 夏だ。", 6, 2),  # white space is no token
        ("春だ! 夏だ。", 6, 1),  # ! of half width ends none
    ],
)
def test_the_site_s_tokens_and_sentences(text: str, words: int, sentences: int) -> None:
    """The rules that were found by comparing with the site, by hand."""
    c = jr.analyze(text).measured.totals
    assert (int(c.sentence_site_words[0]), int(c.sentence_site_sentences[0])) == (words, sentences)


def test_digits_have_the_origin_of_full_unidic() -> None:
    """0 is 外, 4 is 和, the other digits are 漢, whatever their width."""
    c = jr.analyze("2048と４５だ。").measured.totals
    assert int(c.sentence_site_kango[0]) == 3  # 2 8 ５
    assert int(c.sentence_site_wago[0]) == 4  # 4 ４ と だ


def test_headings_are_no_part_of_a_formula() -> None:
    """Formulas are made of sentences."""
    with_heading = jr.analyze("# 国際経済政策研究概論\n\n花が咲く。鳥が鳴く。", markup="markdown")
    without = jr.analyze("花が咲く。鳥が鳴く。")
    for name in ("jreadability", "tateisi1988", "osaki2021_ease", "bunsetsu_per_sentence"):
        assert with_heading[name] == without[name], name


def test_rs_by_hand() -> None:
    """今日の天気は、晴れです。: ls 10, la 0, lh 5/3, lc 5/3, lk 0, cp 1 give 83.62."""
    analysis = jr.analyze("今日の天気は、晴れです。")
    parts = [analysis[f"tateisi1988_{part}"] for part in ("ls", "la", "lh", "lc", "lk", "cp")]
    assert parts == [10, 0, 5 / 3, 5 / 3, 0, 1]
    assert round(float(analysis["tateisi1988"]), 2) == 83.62


@pytest.mark.parametrize(
    ("text", "reliability"),
    [("", "undefined"), ("花だ。", "short"), ("花が咲く。" * 60, "ok"), ("はながさく。" * 60 + "花。", "ok")],
)
def test_rs_reliability(text: str, reliability: str) -> None:
    """Below 300 characters the value stands, and its flag says so."""
    assert jr.analyze(text)["tateisi1988_reliability"] == reliability


def test_rs_of_hiragana_alone_is_flagged() -> None:
    """Above 90 % hiragana the formula is out of its range."""
    analysis = jr.analyze("はながさきとりがなくのでうれしい" * 20 + "。")
    assert analysis["tateisi1988_reliability"] == "out of range"
    assert math.isfinite(float(analysis["tateisi1988"]))


def test_osaki_s_hard_sentences_begin_at_thirty_percent() -> None:
    """.0030933 + .0028964 · 102 = .2985, · 103 = .3014."""
    for length, hard in ((102, 0.0), (103, 1.0)):
        analysis = jr.analyze("あ" * length)
        assert analysis["hard_sentence_ratio"] == hard
        assert (float(str(analysis.sentences[0]["osaki2021"])) >= 0.30) == bool(hard)


def test_osaki_s_runs() -> None:
    """Six kanji and ten katakana are a long run, five and nine none."""
    base = 0.0030933 + 0.0028964 * 12
    for text, runs in (("国際経済政の花が咲く。", 0), ("国際経済政策の花が咲く。", 0.0753041)):
        value = float(str(jr.analyze(text).sentences[0]["osaki2021"]))
        assert value == pytest.approx(base - 0.0028964 * (12 - len(text)) + runs)
    for text, runs in (("アイウエオカキクケだ。", 0), ("アイウエオカキクケコだ。", 0.2166971)):
        value = float(str(jr.analyze(text).sentences[0]["osaki2021"]))
        assert value == pytest.approx(base - 0.0028964 * (12 - len(text)) + runs)


def test_ease_is_clipped() -> None:
    """A sentence of a thousand characters is beyond the formula: 0, not less."""
    assert jr.analyze("あ" * 1000)["osaki2021_ease"] == 0


def test_levels_in_english() -> None:
    """The level speaks the language of the analysis."""
    text = "きのう友だちと図書館へ行きました。"
    assert jr.analyze(text, lang="en")["jreadability_level"] == "upper elementary"


def test_rs_of_every_kind_of_run() -> None:
    """Webのサイトを見る。: ls 10, la 3, lh 1, lc 1, lk 3, cp 0: -1.2 - 4.11 + 7.4 - 23.18 - 16.2 + 115.79."""
    assert float(jr.analyze("Webのサイトを見る。")["tateisi1988"]) == pytest.approx(78.5)


@pytest.mark.parametrize(("length", "flag"), [(399, "short"), (400, "ok"), (1000, "ok"), (1001, "long")])
def test_jreadability_s_recommended_lengths(length: int, flag: str) -> None:
    """400 to 1,000 characters of sentences."""
    sentence = "きのう友だちと図書館へ行きました。"
    text = (sentence * 80)[: length - 1].rstrip("。") + "あ" * 60
    text = text[: length - 1] + "。"
    analysis = jr.analyze(text)
    assert analysis["characters"] == length
    assert analysis["jreadability_reliability"] == flag


def test_jreadability_out_of_range() -> None:
    """A score without a level is flagged, however long the text is."""
    analysis = jr.analyze("晴れだ。雨だ。" * 90)
    assert float(analysis["jreadability"]) >= 6.5
    assert analysis["jreadability_reliability"] == "out of range"


@pytest.mark.parametrize(("sentences", "flag"), [(9, "short"), (10, "ok")])
def test_osaki_s_means_need_sentences(sentences: int, flag: str) -> None:
    """Ten sentences: our limit."""
    assert jr.analyze("花が咲く。" * sentences)["osaki2021_reliability"] == flag


@pytest.mark.parametrize(("length", "hard"), [(27, 0.0), (28, 1.0)])
def test_the_limit_of_hard_is_three_tenths(length: int, hard: float) -> None:
    """One run of ten katakana: .2980 with 27 characters, .3009 with 28."""
    assert jr.analyze("アイウエオカキクケコ" + "あ" * (length - 10))["hard_sentence_ratio"] == hard


def test_a_block_may_end_in_a_url() -> None:
    """The last sentence of a block is one of the site's, whatever stands behind it."""
    c = jr.analyze("今日は晴れです\nhttps://example.com/").measured.totals
    assert (int(c.sentence_site_words[0]), int(c.sentence_site_sentences[0])) == (4, 1)
