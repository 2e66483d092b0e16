"""Counts: hand counts on short texts, and sums that are safe."""

import pickle
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import jreadtools as jr
from jreadtools.counts.additive import COUNTS, Counts, no_counts, segments
from jreadtools.counts.count import count
from jreadtools.language.sentences import Span


def of(*proses: str, kind: str = "paragraph") -> Counts:
    return count([Span(0, len(p), kind, p, p, None, True) for p in proses], None)


@pytest.mark.parametrize(
    ("prose", "kanji", "hiragana", "katakana", "latin", "digits", "characters"),
    [
        ("漢字かなカナAé１9。", 2, 2, 2, 2, 2, 11),
        ("々〇〆", 3, 0, 0, 0, 0, 3),
        ("らーめん", 0, 4, 0, 0, 0, 4),  # ー belongs to the kana before it
        ("ラーメン", 0, 0, 4, 0, 0, 4),
        ("ーあ", 0, 1, 1, 0, 0, 2),
        ("漢ーa", 1, 0, 1, 1, 0, 3),
        ("あーーアーーa", 0, 3, 3, 1, 0, 7),
        ("あーアー", 0, 2, 2, 0, 0, 4),
        ("ｶﾞｰ・", 0, 0, 3, 0, 0, 4),  # half-width kana are katakana, ・ is punctuation
        ("A B　C\t", 0, 0, 0, 3, 0, 3),  # no white space
        ("ＡＢｃ", 0, 0, 0, 3, 0, 3),
        ("①㈱℃😀", 0, 0, 0, 0, 0, 4),
        ("葛\U000e0100", 1, 0, 0, 0, 0, 1),  # a variation selector takes no room
        ("𠮷野家", 3, 0, 0, 0, 0, 3),
        ("", 0, 0, 0, 0, 0, 0),
    ],
)
def test_scripts(
    prose: str, kanji: int, hiragana: int, katakana: int, latin: int, digits: int, characters: int
) -> None:
    c = of(prose)
    found = (c.kanji, c.hiragana, c.katakana, c.latin, c.digits, c.characters)
    assert [int(x[0]) for x in found] == [kanji, hiragana, katakana, latin, digits, characters]


def test_runs_end_with_their_sentence() -> None:
    c = of("日本語能力試験の日", "本カタカナー", "ひらー")
    assert c.kanji_run_max.tolist() == [7, 1, 0]
    assert c.katakana_run_max.tolist() == [0, 5, 0]
    assert c.kanji_runs.tolist() == [2, 1, 0]


def test_english_words_across_sentences_are_apart() -> None:
    c = of("Win-", "Win-Win it's", "-a-")
    assert c.english_words.tolist() == [1, 2, 1]
    assert c.english_characters.tolist() == [3, 11, 1]


@pytest.mark.parametrize(
    ("prose", "words", "characters"),
    [
        ("well-known", 1, 10),
        ("a-b-c", 1, 5),
        ("a--b", 2, 2),
        ("-a", 1, 1),
        ("a-", 1, 1),
        ("a-あ", 1, 1),
        ("a - b", 2, 2),
        ("a-1", 1, 1),
        ("-", 0, 0),
    ],
)
def test_joined_english_words(prose: str, words: int, characters: int) -> None:
    """One hyphen between letters is part of the word."""
    c = of(prose)
    assert (c.english_words.tolist(), c.english_characters.tolist()) == ([words], [characters])


def test_long_runs() -> None:
    """From six kanji and from ten katakana on, each sentence by itself."""
    c = of("国際経済学", "経済学" + "カ" * 9, "カ" * 10 + "と" + "カ" * 11, "国際経済学会が")
    assert (c.long_kanji_runs.tolist(), c.long_katakana_runs.tolist()) == ([0, 0, 0, 1], [0, 0, 2, 0])


def test_commas_are_alike() -> None:
    """、 ， and the half-width ､ are 読点; the Latin comma is not."""
    assert of("ア、イ，ウ､エ,").commas.tolist() == [3]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("- 卵 2個\n- 牛乳 200ml\n", 0),  # a list of things
        ("- 卵を割る。\n- よく混ぜます\n- 火を止める\n- 卵\n", 3),
        ("> 春はあけぼの。\n", 1),
        ("# 見出しです。\n", 0),
        ("| 列 | 値です。 |\n|---|---|\n| あ | い |\n", 0),
        ("★★★\n", 0),  # ornaments are no sentence
        ("https://example.jp/\n", 0),
    ],
)
def test_what_a_sentence_is(text: str, sentences: int) -> None:
    assert jr.analyze(text, markup="markdown")["sentences"] == sentences


def test_empty_segments_are_zero() -> None:
    """`reduceat` alone gives the next value for an empty segment."""
    values = np.array([[1], [2], [4]])
    assert segments(np.add, values, np.array([0, 0, 2, 2, 3, 3])).tolist() == [[0], [3], [0], [4], [0]]


def test_nothing_to_sum() -> None:
    assert no_counts(0).sum().values.tolist() == [[0] * len(COUNTS)]
    assert len(no_counts(0).sum(np.zeros(0, np.int64), 3)) == 3
    assert np.isnan(no_counts(2).percentile(50)).all()


def test_an_unknown_column_names_the_known() -> None:
    with pytest.raises(AttributeError, match="characters, kanji"):
        _ = no_counts(1).kanjis


SENTENCES = st.lists(st.text(st.sampled_from("漢字かなカー、。aB-' 1\u3000"), max_size=12), max_size=12)


@given(SENTENCES, st.integers(1, 4))
def test_groups_add_up_in_any_order(proses: list[str], groups: int) -> None:
    c = of(*proses)
    by = np.array([i % groups for i in range(len(proses))], np.int64)
    grouped = c.sum(by, groups)
    assert np.array_equal(grouped.sum().values, c.sum().values)
    assert np.array_equal(grouped.sum().peaks, c.sum().peaks)
    for group in range(groups):
        own = np.flatnonzero(by == group)
        assert np.array_equal(grouped.values[group], c.values[own].sum(axis=0))
        lengths = np.sort(c.lengths.values[np.isin(c.lengths.owners, own)])
        if len(lengths):
            assert grouped.percentile(50)[group] == lengths[(len(lengths) + 1) // 2 - 1]
            assert grouped.percentile(100)[group] == lengths[-1]
        else:
            assert np.isnan(grouped.percentile(90)[group])


@given(SENTENCES)
@settings(max_examples=50)
def test_counting_together_is_counting_apart(proses: list[str]) -> None:
    together = of(*proses)
    for i, prose in enumerate(proses):
        alone = of(prose)
        assert np.array_equal(together.values[i], alone.values[0])
        assert np.array_equal(together.peaks[i], alone.peaks[0])


@given(SENTENCES)
def test_taking_rows_takes_their_lengths(proses: list[str]) -> None:
    c = of(*proses)
    rows = np.array([i for i in range(len(proses)) for _ in range(i % 3)], np.int64)
    taken = c.take(rows)
    assert np.array_equal(taken.values, c.values[rows])
    assert np.array_equal(taken.percentile(100), c.percentile(100)[rows], equal_nan=True)


@pytest.mark.parametrize(
    ("prose", "predicates"),
    [
        ("春だ。", 1),
        ("静かに歩く。", 1),
        ("静かな庭。", 0),
        ("走りたい。", 1),
        ("春らしい。", 0),
        ("赤い花が咲いた。", 2),
    ],
)
def test_predicates(prose: str, predicates: int) -> None:
    """A bunsetsu with a verb, an adjective or a copula; other auxiliaries are none by themselves."""
    assert jr.analyze(prose).measured.sentences.predicates.tolist() == [predicates]


@pytest.mark.parametrize("largest", [0, 255, 256, 70_000, 1 << 40])
def test_counts_are_the_same_in_another_process(largest: int) -> None:
    """They travel in as few bytes as the largest of them needs."""
    counts = jr.analyze("今日は晴れ。明日は雨。").measured.sentences
    values = counts.values.copy()
    values[1, 0] = largest
    before = replace(counts, values=values)
    there = pickle.loads(pickle.dumps(before))
    assert there.values.dtype == np.int64
    assert there.values.tolist() == values.tolist()
    assert (there.peaks == before.peaks).all()
    assert (there.marks == before.marks).all()
    assert there.lengths.values.tolist() == before.lengths.values.tolist()
    assert len(pickle.dumps(there.values)) > len(pickle.dumps(there)) or largest > 1 << 32
