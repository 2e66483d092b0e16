"""The catalogue is complete. What it says of each metric is the table of docs/metrics.md (see test_docs.py)."""

import math
import pickle
import re
from inspect import cleandoc

import pytest

import jreadtools as jr
from jreadtools.errors import in_language
from jreadtools.frames.columns import IDENTITY, STATUS
from jreadtools.metrics.directions import direction_of
from jreadtools.metrics.metric import Metric

NAMES = """
characters words morae sentences paragraphs headings images links code_blocks sentence_characters_mean
sentence_characters_median sentence_characters_p90 sentence_characters_max sentence_words_mean
long_sentence_ratio paragraph_characters_mean paragraph_sentences_mean commas_per_sentence kanji_ratio
hiragana_ratio katakana_ratio latin_ratio digit_ratio other_ratio kanji_run_mean kanji_run_max katakana_run_max
reading_minutes stated_minutes reading_minutes_fast reading_minutes_slow aloud_minutes
reading_seconds reading_label jreadability jreadability_level jreadability_sentence_words_mean
jreadability_kango_ratio jreadability_wago_ratio jreadability_verb_ratio jreadability_particle_ratio
jreadability_reliability tateisi1988 tateisi1988_ls tateisi1988_la tateisi1988_lh tateisi1988_lc tateisi1988_lk
tateisi1988_cp tateisi1988_reliability osaki2021 osaki2021_ease hard_sentence_ratio osaki2021_reliability
hardness revise_probability sentences_to_revise revise_ratio wago_ratio kango_ratio gairaigo_ratio konshugo_ratio
proper_name_ratio unknown_ratio content_word_ratio kanji_grade_mean kanji_grade_max beyond_joyo_ratio
kyoiku_ratio kanji_grade_1 kanji_grade_2 kanji_grade_3 kanji_grade_4 kanji_grade_5 kanji_grade_6 kanji_grade_7
kanji_grade_8 beyond_joyo_kanji type_count ttr mattr50 mtld hdd42 noun_ratio verb_ratio adjective_ratio
adverb_ratio particle_ratio auxiliary_ratio content_noun_ratio mvr conjunction_ratio commas bunsetsu
bunsetsu_per_sentence predicates_per_sentence passives passives_per_sentence negations negations_per_sentence
double_negatives nominal_ending_ratio polite_ratio plain_ratio style_mixing same_ending_run_max
doubled_particles ga_conjunctions no_chain_max parenthesis_depth_max dialogue_ratio style ending
""".split()


# Ratios whose names the field, or the issue that asked for them, has made.
NAMED_BY_THEIR_AUTHORS = {"osaki2021", "ttr", "mattr50", "hdd42", "style_mixing"}


def test_names_and_order_are_a_contract() -> None:
    assert list(jr.METRICS) == NAMES


@pytest.mark.parametrize("metric", jr.METRICS.values(), ids=list(jr.METRICS))
def test_every_entry_is_complete(metric: Metric) -> None:
    assert re.fullmatch("[a-z][a-z0-9_]*", metric.name)
    assert metric.family in FAMILIES
    assert set(metric.label) == set(metric.description) == {"ja", "en"}
    assert all(metric.label.values())
    assert re.search("[ぁ-ん]", metric.description["ja"])
    assert metric.description["en"] == " ".join(cleandoc(metric.function.__doc__ or "").partition("\n\n")[0].split())
    assert metric.unit
    assert metric.level in {"A", "S", "AS"}
    assert metric.dtype in {"int64", "float64", "str"}
    assert metric.direction in {"high", "low", ""}
    assert isinstance(metric.experimental, bool)
    doc = metric.function.__doc__ or ""
    assert ">>> " in doc, "a metric's docstring has an example that a reader can check by hand"
    range_of_it = " (0-1)" if metric.unit == "ratio" else ""
    assert f"Unit: {metric.unit}{range_of_it}. " in doc
    assert (f"Undefined (NaN): {metric.undefined_when}." if metric.undefined_when else "Never undefined.") in doc
    told = "Experimental." if metric.experimental else ""
    assert f"Source: {metric.source or 'defined by jreadtools'}. {told}".rstrip() in doc
    assert doc.count("Experimental.") == metric.experimental
    if metric.direction:
        assert re.search(r"(Higher|Lower): (harder|longer|denser|more)", doc)
    if metric.unit == "ratio":
        assert metric.name.endswith("_ratio") or metric.name in NAMED_BY_THEIR_AUTHORS
        assert metric.undefined_when


def test_undefined_is_said_where_it_happens() -> None:
    """NaN on an empty text exactly where the catalogue says so."""
    empty = jr.analyze("")
    for metric in jr.METRICS.values():
        if "A" in metric.level:
            value = empty[metric.name]
            undefined = metric.undefined_when not in {"", "several articles, or no text"}  # of one there are 0 types
            assert (value != value) == undefined, metric.name


def test_dtypes_cover_every_column() -> None:
    assert set(IDENTITY) | set(STATUS) | set(jr.METRICS) <= set(jr.FRAME_DTYPES)
    assert set(jr.FRAME_DTYPES.values()) == {"str", "int64", "float64", "bool"}


def test_unknown_names_come_with_the_nearest() -> None:
    with pytest.raises(jr.UnknownMetricError, match="did you mean kanji_ratio") as caught:
        jr.METRICS["kanji_ration"]
    assert isinstance(caught.value, KeyError)
    again = pickle.loads(pickle.dumps(caught.value))  # as a worker sends it
    assert (type(again), str(again), again.name) == (jr.UnknownMetricError, str(caught.value), "kanji_ration")
    with pytest.raises(jr.UnknownMetricError, match=r"no metric named '漢'; see jreadtools\.METRICS"):
        jr.METRICS["漢"]


def test_the_catalogue_is_a_mapping_in_order() -> None:
    """Levels keep the order; names choose among them; what is no name is not found, whatever its type."""
    articles, sentences = jr.METRICS.at("A"), jr.METRICS.at("S")
    assert len(jr.METRICS) == len(NAMES)
    assert [m.name for m in articles] == [name for name in NAMES if jr.METRICS[name].level in {"A", "AS"}]
    assert [m.name for m in sentences] == [name for name in NAMES if jr.METRICS[name].level in {"S", "AS"}]
    assert jr.METRICS.at("A", []) == ()
    assert [m.name for m in jr.METRICS.at("A", ["ttr", "characters", "ending", "none"])] == ["characters", "ttr"]
    assert [m.name for m in jr.METRICS.at("S", {"ending", "ttr"})] == ["ending"]
    assert ("ttr" in jr.METRICS, "ttrs" in jr.METRICS, None in jr.METRICS) == (True, False, False)
    with pytest.raises(jr.UnknownMetricError):
        jr.METRICS[["ttr"]]  # type: ignore[index]
    assert repr(jr.METRICS).startswith(f"<catalogue of {len(NAMES)} metrics: characters, words, ")


@pytest.mark.parametrize(
    ("name", "takes", "reads"),
    [
        ("characters", (), {"characters"}),
        ("reading_minutes", ("speed",), None),
        ("reading_label", ("speed", "lang"), None),
    ],
)
def test_what_a_metric_asks_for(name: str, takes: tuple[str, ...], reads: set[str] | None) -> None:
    """Its function's further parameters, and the counts it looks at."""
    metric = jr.METRICS[name]
    assert metric.takes == takes
    assert metric.reads
    if reads is not None:
        assert metric.reads == reads


FAMILIES = {
    "length": "Length",
    "script": "Scripts and runs",
    "reading_time": "Reading time",
    "readability": "Readability",
    "vocabulary": "Vocabulary and kanji",
    "diversity": "Lexical diversity",
    "style": "Syntax and style",
}


def catalogue_table() -> str:
    """The tables of docs/metrics.md, a family each, made from the registry: python tests/test_docs.py writes them."""
    head = (
        "| name | 指標 | of | unit | what it is | undefined | source |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    )
    lines: list[str] = []
    for family, title in FAMILIES.items():
        lines += [f"## {title}", "", *head]
        for metric in jr.METRICS.values():
            if metric.family == family:
                level = {"A": "article", "S": "sentence", "AS": "both"}[metric.level]
                what = metric.description["en"] + (" *Experimental.*" if metric.experimental else "")
                facts = (f"`{metric.name}`", metric.label["ja"], level, metric.unit, what)
                lines.append(f"| {' | '.join((*facts, metric.undefined_when or '–', metric.source or '–'))} |")
        lines.append("")
    return "\n".join(lines[:-1])


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("characters", "higher: longer"),
        ("reading_minutes", "higher: longer"),
        ("reading_label", "says how long it takes to read"),
        ("mattr50", "higher: a richer vocabulary"),
        ("ttr", "higher: a richer vocabulary"),
        ("kango_ratio", "higher: harder"),
        ("osaki2021", "higher: harder"),
        ("osaki2021_ease", "higher: easier"),
        ("jreadability", "higher: easier"),
        ("images", "says nothing about difficulty"),
        ("osaki2021_reliability", "says how far to trust the value"),
    ],
)
def test_what_a_higher_value_means(name: str, words: str) -> None:
    """By the family and the direction of the metric."""
    assert str(direction_of(jr.METRICS[name])) == words


def test_where_there_is_hardly_anything() -> None:
    """One word is all types; an address has no value of its own."""
    assert jr.analyze("猫")["ttr"] == 1
    assert not math.isnan(float(str(jr.analyze("猫").sentences[0]["hardness"])))
    address = jr.analyze("前です。\n\nhttps://example.jp/a\n\n後です。").sentences[1]
    assert address.kind == "url"
    assert all(math.isnan(float(str(address[name]))) for name in ("osaki2021", "hardness", "revise_probability"))


def test_sources_are_said_in_japanese_too() -> None:
    """Names of authors and tools stay as they are; what is said of them does not."""
    for metric in jr.METRICS.values():
        said = in_language(metric.source, "ja")
        assert not re.search(r"\b(?:of|the|that|by|with|see|on|in|readers|ours)\b", said), said
