"""revise_probability: by hand, against sentences that were judged, and against what people split."""

import json
import math
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

import jreadtools as jr
from jreadtools.counts.additive import COLUMN, PEAK, Counts, no_counts
from jreadtools.counts.count import _to_revise
from jreadtools.metrics.revise import PARTS, REVISE, reasons, revise_parts, revise_probability

LONG = (
    "去年の秋に祖父が手放した畑（駅の裏の坂を登った先にある）を借りた人が植えた柿の木に集まる鳥を数えるために、"
    "毎朝六時に起きて双眼鏡を持って出かけているが、その記録を付ける手帳を売る店が先月で閉まったので、代わりを探している。"
)


def probability(text: str) -> float:
    """The highest of a text's sentences; 0 where none has one."""
    values = [float(s["revise_probability"]) for s in jr.analyze(text, wrap="join").sentences]
    return max((value for value in values if not math.isnan(value)), default=0.0)


def test_by_hand() -> None:
    """昨日, 買う, 本, を, 読む weigh; one clause before 本; five words without a comma: 5 + 1.5 + 1."""
    c = jr.analyze("昨日買った本を読む。").measured.sentences
    assert {name: value.tolist() for name, value in revise_parts(c).items()} == {
        "words": [5], "brackets": [0], "modifiers": [1.5], "unbroken": [1], "quotes": [0],
    }  # fmt: skip
    assert probability("昨日買った本を読む。") == pytest.approx(1 / (1 + math.exp((47 - 7.5) / 10)))


def test_a_long_sentence_is_named_with_its_reasons() -> None:
    """What is given as a reason is true of the sentence."""
    assert probability(LONG) >= REVISE
    named = {part.name for part in reasons(jr.analyze(LONG).measured.sentences, 0)}
    assert named == {"words", "brackets", "modifiers"}


@pytest.mark.parametrize(
    "text",
    [
        "妹は「" + "雨が降ってきたから洗濯物を入れておいてね。" * 6 + "」と言った。",  # a speech of several sentences
        "昨夜は『" + "山の上の小さな店で雨を待つ人たちの話" * 5 + "』を読んだ。",  # a title
        "会に来たのは" + "山田太郎、佐藤花子、" * 12 + "高橋次郎だった。",  # a list of names
        "画面に " + "the quick brown fox jumps over " * 8 + "と出た。",  # a line of English
        "！？",
        "",
    ],
)
def test_what_is_no_load_of_one_sentence(text: str) -> None:
    """What holds many words, and is no long sentence of the writer."""
    assert probability(text) < 0.1


@pytest.mark.parametrize(
    "short", ["雨が降る。", "駅の裏の坂を登った先に畑がある。", "祖父は畑を手放したが、柿の木は残した。"]
)
def test_short_sentences_are_left_alone(short: str) -> None:
    """Far below the threshold."""
    assert probability(short) < 0.1


def test_no_words_no_probability() -> None:
    """A sentence of signs has none."""
    assert math.isnan(jr.analyze("！？").sentences[0]["revise_probability"])


def test_polite_style_weighs_nothing() -> None:
    """The same sentence in plain and in polite style."""
    assert probability("庭に花が咲いた。") == probability("庭に花が咲きました。")


def test_which_sentences_are_named() -> None:
    """Not what is below one half, not the words of others, not what is short."""
    short = LONG[: LONG.index("を借りた")]
    for text, named in ((LONG, [1]), ("> " + LONG, [0]), ("雨が降る。" + LONG, [0, 1]), (short, [0]), ("", [])):
        counts = jr.analyze(text, markup="markdown").measured.sentences
        assert counts.sentences_to_revise.tolist() == named


def test_the_count_is_that_of_the_probability(corpora: Path) -> None:
    """The whole numbers of `counts.count` say what one half says, of every sentence and at the very limit."""
    lines = (corpora / "gold" / "judged-sentences.jsonl").read_text("utf-8").splitlines()
    articles = [json.loads(line)["text"] for line in lines[::4]] + ["> " + LONG, "# " + LONG, "- " + LONG]
    for text in articles:
        measured = jr.analyze(text, markup="markdown").measured
        c, kinds = measured.sentences, [span.kind for span in measured.spans]
        probable = np.nan_to_num(revise_probability(c)) >= REVISE
        own = np.array([kind != "quote" for kind in kinds], bool)
        assert (c.sentences_to_revise > 0).tolist() == (
            probable & own & (c.sentences > 0) & (c.characters >= 20)
        ).tolist()


@pytest.mark.parametrize(("words", "named"), [(469, 0), (470, 1)])
def test_the_very_limit(words: int, named: int) -> None:
    """A load of 46.9 is below one half, 47 is one half: in whole numbers and in the formula."""
    c = no_counts(1)
    for name, many in (("words", 47), ("weighing_words", 44 if named else 46), ("adnominal_clauses", 2 * named)):
        c.values[0, COLUMN[name]] = many
    c.values[0, COLUMN["quoted_words"]] = 1 - named
    c.peaks[0, PEAK["unbroken_words_max"]] = 6 * (1 - named)
    assert words == _to_revise_load(c)
    assert _to_revise(c.values, c.peaks).tolist() == [False]  # too short
    c.values[0, COLUMN["characters"]] = 20
    assert _to_revise(c.values, c.peaks).tolist() == [bool(named)] == (revise_probability(c) >= REVISE).tolist()


def _to_revise_load(c: Counts) -> int:
    return round(10 * sum(float(value[0]) for value in revise_parts(c).values()))


def test_the_hardest_come_first() -> None:
    """Ranked by the probability; hard_sentences are those that are named."""
    analysis = jr.analyze(f"花が咲く庭に鳥が来る。\n\n{LONG}\n\n> {LONG}\n\n花が咲く。", markup="markdown")
    ranked = [float(sentence["revise_probability"]) for sentence in analysis.hardest(9)]
    assert ranked == sorted(ranked, reverse=True)
    assert len(analysis.hardest(2)) == 2
    assert [sentence.line for sentence in analysis.hard_sentences()] == [3]
    with pytest.raises(ValueError, match="not -1"):
        analysis.hardest(-1)


def test_why_in_both_languages() -> None:
    """What stands out most first, then what else was found in it."""
    (sentence,) = jr.analyze(LONG).sentences
    assert (
        sentence.why() == "名詞にかかる節が重なっている・文中の括弧が長く、流れが途切れる・一文に多くを詰め込んでいる"
    )
    assert sentence.why("en") == "modifiers on modifiers, long brackets break the flow, much in one sentence"
    assert jr.analyze("事故で電車で行けなかった。").sentences[0].why() == "助詞の重なり"
    assert sentence.revise_parts["modifiers"] == 10.5


def test_whatever_is_named_has_a_reason() -> None:
    """Just below every reason a sentence is below one half."""
    c = no_counts(1)
    for part in PARTS:
        name = {"words": "weighing_words", "brackets": "interrupting_words", "modifiers": "adnominal_clauses"}.get(
            part.name
        )
        if part.much and name:
            c.values[0, COLUMN[name]] = part.much - 1
    c.values[0, COLUMN["words"]] = 60
    c.peaks[0, PEAK["unbroken_words_max"]] = next(part.much for part in PARTS if part.name == "unbroken") - 1  # type: ignore[operator]
    assert reasons(c, 0) == ()
    assert revise_probability(c)[0] < REVISE


def test_counts_add() -> None:
    """An article, a site: the number of its sentences that are named, and their share."""
    article = jr.analyze("雨が降る。" + LONG + LONG + "花が咲く。")
    assert (article["sentences_to_revise"], article["revise_ratio"]) == (2, 0.5)
    assert math.isnan(float(jr.analyze("")["revise_ratio"]))
    assert jr.analyze("")["sentences_to_revise"] == 0


def test_every_part_but_quotes_can_be_a_reason() -> None:
    for part in PARTS:
        assert (part.much is None) == (part.tenths < 0)


def _area_under_curve(values: list[float], wanted: list[bool]) -> float:
    """Share of pairs of a wanted and another one in which the wanted one is higher."""
    yes = [value for value, is_wanted in zip(values, wanted, strict=True) if is_wanted]
    no = [value for value, is_wanted in zip(values, wanted, strict=True) if not is_wanted]
    return sum((a > b) + 0.5 * (a == b) for a in yes for b in no) / (len(yes) * len(no))


def test_against_what_was_judged(corpora: Path) -> None:
    """1,248 sentences read twice by language models with a rubric; wanted are those that both readings marked."""
    lines = (corpora / "gold" / "judged-sentences.jsonl").read_text("utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if not any("notprose" in why for why in row["reasons"])]
    values = [probability(row["text"]) for row in rows]
    wanted = [min(row["scores"]) >= 1 for row in rows]
    seen = [not any(why[:1] == ["grammar"] for why in row["reasons"]) for row in rows]
    assert _area_under_curve(values, wanted) >= 0.81  # measured .814
    without_slips = [(value, is_wanted) for value, is_wanted, sees in zip(values, wanted, seen, strict=True) if sees]
    assert _area_under_curve(*map(list, zip(*without_slips, strict=True))) >= 0.90  # measured .911
    ranked = [is_wanted for _, is_wanted in sorted(zip(values, wanted, strict=True), key=lambda pair: -pair[0])]
    assert sum(ranked[:50]) >= 36  # measured 38
    assert sum(ranked[:100]) >= 62  # measured 65
    edges = (0, 0.1, 0.2, 0.35, 0.5, 0.7, 1)
    for low, high in pairwise(edges):
        inside = [is_wanted for value, is_wanted in zip(values, wanted, strict=True) if low <= value < high]
        assert abs(sum(inside) / len(inside) - (low + high) / 2) < 0.2, (low, high)


def test_against_what_people_split(corpora: Path) -> None:
    """Of 74 sentences that people split the highest part lies below the old one in 70 at least."""
    lines = (corpora / "gold" / "revisions.jsonl").read_text("utf-8").splitlines()
    splits = [row for row in map(json.loads, lines) if row["kind"] == "split"]
    lower = sum(max(map(probability, row["new"])) < probability(row["old"]) for row in splits)
    assert (len(splits), lower >= 70) == (74, True), lower
