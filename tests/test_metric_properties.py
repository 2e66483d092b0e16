"""What holds for every metric, whatever the text is."""

import math
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import jreadtools as jr
from jreadtools.metrics.metric import Metric

PARAGRAPHS = (
    "静岡の茶畑では、四月の終わりに新茶の摘み取りが始まります。朝の早い時間に集まった人たちは、籠を背負って斜面を登っていきます。",
    "「今年は遅いですね」と声をかけると、去年は寒さのために十日ほど遅れたのだと教えてくれた。摘んだ葉はその日のうちに蒸して、揉んで、乾かさなければならない。",
    "工場（昭和の中ごろに建てられた（と聞いた））のなかには青い香りが満ちている。檸檬を搾ったような、鋭い香り。",
    "行政手続の電子化の推進によって、届出はインターネットで行われるようになったが、手書きの台帳も残されている。",
    "JavaScriptで書かれた集計ツールを2024年に導入しました。一日に48キログラム、多い日には300キログラムを超えます。",
)

ARTICLE = jr.METRICS.at("A")
SENTENCE = jr.METRICS.at("S")
# Only these look at the order of paragraphs: runs of endings and factors, windows of words that reach over them.
ORDERED = {"same_ending_run_max", "mtld", "mattr50"}

TEXTS = st.lists(
    st.text(
        st.sampled_from("漢字春夏檸檬かなのはがでですますたないそうよられ。、！？「」（）カナー12aB Z\n\u3000😀々〇"),
        max_size=60,
    ),
    max_size=4,
).map("\n\n".join)


def same(one: object, two: object) -> bool:
    """Whether two values agree; NaN agrees with NaN."""
    if isinstance(one, float) and isinstance(two, float):
        return one == pytest.approx(two, nan_ok=True)
    return one == two


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_paragraphs_changes_no_bag_of_words(seed: int) -> None:
    """Counts, ratios, formulas, types, HD-D: a shuffled article has the same."""
    shuffled = list(PARAGRAPHS)
    random.Random(seed).shuffle(shuffled)
    one, two = jr.analyze("\n\n".join(PARAGRAPHS)), jr.analyze("\n\n".join(shuffled))
    for metric in ARTICLE:
        if metric.name not in ORDERED:
            assert same(one[metric.name], two[metric.name]), metric.name


@pytest.mark.parametrize("width", [17, 26, 40])
def test_wrapping_changes_no_metric(width: int) -> None:
    """Lines broken anywhere inside a paragraph are joined again."""
    wrapped = [
        "\n".join(text[at : at + width] for at in range(0, len(text), width))
        for text in PARAGRAPHS
        if text.isascii() is False and "JavaScript" not in text
    ]
    plain = [text for text in PARAGRAPHS if "JavaScript" not in text]
    one, two = jr.analyze("\n\n".join(plain)), jr.analyze("\n\n".join(wrapped), wrap="join")
    for metric in ARTICLE:
        assert same(one[metric.name], two[metric.name]), metric.name


@pytest.mark.parametrize(
    "text", ["", "\n", "。", "、、、", "😀", "\u3000", "https://example.jp/", "「」", "ー", "々", "!!"]
)
def test_next_to_nothing_never_raises(text: str) -> None:
    """Counts are 0, measures NaN or a number, labels strings; a sentence likewise."""
    analysis = jr.analyze(text)
    for metric in ARTICLE:
        _well_typed(metric, analysis[metric.name])
    for sentence in analysis.sentences:
        for metric in SENTENCE:
            _well_typed(metric, sentence[metric.name])
    assert analysis.summary()
    assert analysis.summary("en", "learner")
    assert analysis.findings(all=True) == []


def _well_typed(metric: Metric, value: object) -> None:
    kinds = {"int64": int, "float64": float, "str": str}
    assert isinstance(value, kinds[metric.dtype]), metric.name
    if isinstance(value, float):
        assert not math.isinf(value), metric.name
        if math.isnan(value):
            assert metric.undefined_when, metric.name


@given(TEXTS)
@settings(max_examples=120)
def test_ranges_hold(text: str) -> None:
    """Ratios lie in 0 to 1, scripts and word origins add up to 1, styles to at most 1, grades lie in 1 to 8."""
    a = jr.analyze(text)
    for metric in ARTICLE:
        value = a[metric.name]
        _well_typed(metric, value)
        if metric.unit == "ratio" and value == value:
            assert 0 <= float(value) <= 1, (metric.name, value)
    if a["characters"]:
        scripts = ("kanji", "hiragana", "katakana", "latin", "digit", "other")
        assert sum(float(a[f"{name}_ratio"]) for name in scripts) == pytest.approx(1)
    if a["words"]:
        origins = ("wago", "kango", "gairaigo", "konshugo", "proper_name", "unknown")
        assert sum(float(a[f"{name}_ratio"]) for name in origins) == pytest.approx(1)
        assert 0 < float(a["ttr"]) <= 1
        assert float(a["type_count"]) <= float(a["words"])
    if a["sentences"]:
        assert sum(float(a[f"{name}_ratio"]) for name in ("polite", "plain", "nominal_ending")) <= 1 + 1e-9
        assert 0 <= float(a["osaki2021_ease"]) <= 100
    if a["kanji_grade_mean"] == a["kanji_grade_mean"]:
        assert 1 <= float(a["kanji_grade_mean"]) <= int(a["kanji_grade_max"]) <= 8
        assert len(str(a["beyond_joyo_kanji"])) <= int(a["kanji_grade_8"])
    assert float(a["style_mixing"]) <= 0.5 or math.isnan(float(a["style_mixing"]))


@given(TEXTS)
@settings(max_examples=60)
def test_a_sentence_alone_is_a_sentence_among_others(text: str) -> None:
    """The metrics of a sentence rest on that sentence only."""
    a = jr.analyze(text, wrap="keep")
    for sentence in a.sentences[:4]:
        if sentence.kind != "paragraph" or sentence.text != sentence.span.prose:
            continue
        (alone, *others) = jr.analyze(sentence.text, wrap="keep").sentences or [None]
        if others or alone is None or alone.kind != "paragraph" or alone.text != sentence.text:
            continue  # by itself it is read as something else
        for metric in SENTENCE:
            assert same(alone[metric.name], sentence[metric.name]), metric.name


@given(st.lists(TEXTS, min_size=1, max_size=4))
@settings(max_examples=40)
def test_the_batch_changes_no_metric(texts: list[str]) -> None:
    """Articles measured together have, to the last bit, the values that each has alone."""
    import pandas as pd

    together = jr.analyze_frame(pd.DataFrame({"body": texts}))
    for number, text in enumerate(texts):
        alone = jr.analyze(text)
        for metric in ARTICLE:
            one, two = alone[metric.name], together[metric.name].iloc[number]
            assert one == two or (one != one and two != two), metric.name


def test_groups_pool_what_adds_and_leave_out_what_does_not() -> None:
    """Ratios of a group are of its summed counts; its types are undefined; kanji beyond the list are united."""
    a, b = jr.analyze(PARAGRAPHS[2]).measured.totals, jr.analyze("鷲と檸檬だ。").measured.totals
    from jreadtools.counts.additive import concatenate

    both = concatenate([a, b]).sum()
    assert jr.METRICS["kango_ratio"](both)[0] == (a.kango + b.kango)[0] / (a.words + b.words)[0]
    assert jr.METRICS["beyond_joyo_kanji"](both)[0] == "".join(sorted(set("檸檬搾鷲") - set("搾")))
    assert np.isnan(jr.METRICS["mtld"](both)[0])
    assert jr.METRICS["parenthesis_depth_max"](both)[0] == 2
