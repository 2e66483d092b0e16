"""What nobody asks for is not computed, and what is asked for is the same with everything else and without."""

import pickle
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import jreadtools as jr
from jreadtools.article import Wrap
from jreadtools.counts.additive import COUNTS, MARKS, PEAKS, Counts, FloatArray, IntArray
from jreadtools.counts.demand import EVERYTHING, SENTENCES, groups_of
from jreadtools.counts.type_token import measures
from jreadtools.language.morphemes import tokenize
from jreadtools.measure import measuring
from jreadtools.measure.measuring import Measured, measure
from jreadtools.measure.settings import Settings
from jreadtools.metrics import metric as noting
from jreadtools.metrics.metric import Metric
from jreadtools.sources.read import parse

TEXT = """朝の会議で、店長は「この帳簿（去年のもの）を見直すことにした。」と言った。しかし、行かないわけではない。
駅前の八百屋の娘の友人の話では、新しい方式が採用されたが、誰も使わなかったが、それでよかった。

・Node.js-based のツールを使う。
今日は晴れです。明日も晴れです。彼は電車で駅で降りた。鬱蒼とした森の日本語能力試験対策委員会。
"""
EVERY = [*jr.METRICS.values()]


@cache
def whole() -> Measured:
    return measure([parse(TEXT)], Settings())


def same(one: object, other: object) -> bool:
    return np.array_equal(np.asarray(one, object).astype(str), np.asarray(other, object).astype(str))


@pytest.mark.parametrize("metric", EVERY, ids=lambda metric: metric.name)
def test_a_metric_asked_for_alone_is_what_it_is_among_all(metric: Metric) -> None:
    """Its counts, known from its function, are all that it needs: of an article and of its sentences."""
    settings = Settings(metrics=(metric.name,))
    alone = measure([parse(TEXT)], settings)
    if "A" in metric.level:
        assert same(metric(alone.typed(settings.types)), metric(whole().typed(Settings().types)))
    if "S" in metric.level:
        assert same(metric(alone.sentences), metric(whole().sentences))


@pytest.mark.parametrize("metric", EVERY, ids=lambda metric: metric.name)
def test_the_counts_that_a_metric_reads_are_those_it_reads_of_any_rows(
    metric: Metric, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are found out on a row of zeros: no branch of a function reads others where there is something to read."""
    said = metric.reads
    totals = whole().typed(Settings().types)
    monkeypatch.setattr(noting, "no_counts", lambda _: totals)
    assert noting._read_by.__wrapped__(metric.function) == said
    assert said


def filled(counts: Counts) -> set[str]:
    names = (*COUNTS, *PEAKS, *MARKS, *(("beyond_joyo",) if len(counts.beyond_joyo.values) else ()))
    return {name for name in names if name == "beyond_joyo" or getattr(counts, name).any()}


def test_a_group_that_nobody_asks_for_is_not_made() -> None:
    """Characters alone: no morpheme, no run, no grade; and every group has counts that the text fills."""
    light = measure([parse(TEXT)], Settings(metrics=("kanji_ratio",), rows=False))
    assert not groups_of(filled(light.totals)) | groups_of(filled(light.sentences))
    assert not light.totals.words.any()
    assert groups_of(filled(whole().totals) | filled(whole().sentences)) == EVERYTHING
    words = measure([parse(TEXT)], Settings(metrics=("words",)))
    assert groups_of(filled(words.totals)) == {SENTENCES}
    assert not len(words.lemmas)


CHARACTERS = ("kanji_ratio", "other_ratio", "characters", "reading_minutes", "kanji_grade_mean")
FACES = (
    "もうだめT_TThe end。だめだorzÉtude。すごいww-The end。終わり。T_T-The (^^)v’s です。",
    "inter-\nnational な店で、\n食べた。おいしかった。\n・three-day-\n old\n\nhttps://example.jp/a\n　次の話",
    "ア\u3099ク\u200bリ-\u200bs。か\u3099く。\r\nそう。\n\n```\ncode\n```\n> 引用です。ね。",
)


@pytest.mark.parametrize("text", [TEXT, *FACES])
@pytest.mark.parametrize("wrap", ["auto", "join", "keep"])
def test_characters_are_the_same_wherever_sentences_end(text: str, wrap: Wrap) -> None:
    """Whoever asks for characters alone gets blocks that were not cut into sentences, and the same numbers."""
    articles = [parse(text), parse(text, "markdown")]
    blocks = measure(articles, Settings(wrap, metrics=CHARACTERS, rows=False))
    rows = measure(articles, Settings(wrap, metrics=CHARACTERS))
    assert len(blocks.spans) < len(rows.spans) or (text, wrap) != (TEXT, "auto")
    for name in CHARACTERS:
        assert same(jr.METRICS[name](blocks.totals), jr.METRICS[name](rows.totals)), name


def test_some_metric_wants_every_group() -> None:
    """`analyze_frame(level="counts")` asks by metrics, and gives all counts."""
    assert groups_of(name for metric in EVERY if metric.family != "diversity" for name in metric.reads) == EVERYTHING


def test_rows_of_sentences_need_nothing_that_only_articles_have(monkeypatch: pytest.MonkeyPatch) -> None:
    """No measure of vocabulary is made for them, and where every asked metric is one of articles, no word is looked up."""
    wanted = []

    def noted(lemmas: IntArray, bounds: IntArray, names: frozenset[str]) -> FloatArray:
        wanted.append(names)
        return measures(lemmas, bounds, names)

    monkeypatch.setattr(measuring.diversity, "measures", noted)
    frame = pd.DataFrame({"body": [TEXT]})
    rows = jr.analyze_frame(frame, level="sentence")
    assert {*rows.columns} >= {metric.name for metric in jr.METRICS.at("S")}
    assert (
        jr.analyze_frame(frame, level="sentence", metrics=["mtld", "words"])["words"].tolist() == rows["words"].tolist()
    )
    assert not any(wanted)
    assert jr.analyze_frame(frame)["mtld"].notna().all()
    assert any(wanted)
    monkeypatch.setattr(measuring, "tokenize", None)
    assert len(jr.analyze_frame(frame, level="sentence", metrics=["mtld"])) == len(rows)


def test_mecab_is_called_when_a_number_needs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """`analyze(text)["kanji_ratio"]` looks at characters; the first number that rests on words looks at all, once."""
    calls = []

    def noted(sentences: list[str]) -> object:
        calls.append(len(sentences))
        return tokenize(sentences)

    monkeypatch.setattr(measuring, "tokenize", noted)
    analysis = jr.analyze(TEXT)
    ratio, characters = analysis["kanji_ratio"], analysis["characters"]
    assert not calls
    assert analysis["words"] > 0
    assert analysis.sentences[0]["words"]
    assert analysis.hardest(1)
    assert analysis["mtld"]
    assert len(calls) == 1
    assert (ratio, characters) == (analysis["kanji_ratio"], analysis["characters"])


def test_an_analysis_travels_before_and_after_it_is_measured() -> None:
    """Pickled unread it is measured where it arrives."""
    fresh, read = jr.analyze(TEXT), jr.analyze(TEXT).at_once()
    assert pickle.loads(pickle.dumps(fresh)).to_dict() == pickle.loads(pickle.dumps(read)).to_dict() == read.to_dict()
    assert fresh == read


def test_results_hold_every_count(tmp_path: Path) -> None:
    """What DataFrames are made of counts everything: `Results.hard` and its card go beyond the metrics asked for."""
    (tmp_path / "a.txt").write_text(TEXT * 3, "utf-8")
    asked = jr.analyze_folder(tmp_path, metrics=["words"])
    assert np.array_equal(asked.counts.values, jr.analyze_folder(tmp_path).counts.values)
