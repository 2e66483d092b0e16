"""count: a row of counts per sentence, from its characters, its morphemes and its place in the article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import numpy.typing as npt

from jreadtools.counts.additive import COLUMN, IN_SENTENCES, OF_SENTENCES, PEAK, Counts, IntArray, Ragged, no_counts
from jreadtools.counts.bracketed import dialogue_characters, parenthesis_depth
from jreadtools.counts.demand import EVERYTHING, SENTENCES
from jreadtools.counts.scripts import count_scripts
from jreadtools.counts.words import Words, count_words
from jreadtools.language.grammar.endings import PLAIN, POLITE
from jreadtools.language.morphemes import Morphemes
from jreadtools.language.sentences import Span

__all__ = ["LONG_SENTENCE", "count", "in_japanese"]

BoolArray = npt.NDArray[np.bool_]

LONG_SENTENCE: Final = 60
"""Characters from which a sentence is long (Morioka 1958: 60 and more are hard)."""

# Osaki 2021 in whole numbers: hundred-thousandths of a hundredth.
_OSAKI: Final = (30_933, 28_964, 753_041, 2_166_971)
_OSAKI_HARD: Final = 3_000_000

# The load of `metrics.revise` in tenths of a word, and what a sentence that is named has at least.
_LOAD: Final = {"weighing_words": 10, "interrupting_words": 10, "quoted_words": -3, "adnominal_clauses": 15}
_LOAD_COLUMNS: Final = np.array([COLUMN[name] for name in _LOAD])
_LOAD_TENTHS: Final = np.array([*_LOAD.values()])
_LOAD_UNBROKEN: Final = 2
_LOAD_NAMED: Final = 470
_CHARACTERS_NAMED: Final = 20

# Kinds of blocks that are counted apart; cells, captions, code and URLs are 0. From item on: see `_is_sentence`.
_KIND: Final = {"paragraph": 1, "heading": 2, "item": 3, "quote": 4}


def count(
    spans: Sequence[Span],
    morphemes: Morphemes | None,
    closes: BoolArray | None = None,
    groups: frozenset[str] = EVERYTHING,
) -> Counts:
    """Count sentences: a row each. Without morphemes words, morae and what rests on them are 0.

    Args:
        spans: the sentences, or whole blocks where `groups` have no sentences.
        morphemes: theirs, or None.
        closes: bool [sentences], whether a sentence is the last of its block; all are by default.
        groups: the groups of counts that are wanted (see `demand`); the others are 0.
    """
    rows = len(spans)
    counts = no_counts(rows)
    if not rows:
        return counts
    values, peaks = counts.values, counts.peaks
    scripts = count_scripts([span.prose for span in spans], values, peaks, groups)
    if "brackets" in groups:
        for row in scripts.brackets.nonzero()[0].tolist():
            peaks[row, PEAK["parenthesis_depth_max"]] = parenthesis_depth(spans[row].prose)
        for row in scripts.quotes.nonzero()[0].tolist():
            values[row, COLUMN["dialogue_characters"]] = dialogue_characters(spans[row].prose)
    if SENTENCES not in groups:
        return replace(counts, beyond_joyo=scripts.beyond_joyo)
    words = None if morphemes is None else count_words(morphemes, values, peaks, counts.marks, groups)
    kinds = np.fromiter([_KIND.get(span.kind, 0) for span in spans], np.int8, rows)
    characters = values[:, COLUMN["characters"]]
    sentences = is_sentence(spans, kinds, values, words)
    paragraphs = (kinds == _KIND["paragraph"]) & (characters > 0)
    starts = np.array([span.paragraph for span in spans])
    values[:, COLUMN["site_sentences"]] = scripts.site_ends + _tails(spans, closes, sentences)
    for name, column in (
        ("sentences", sentences),
        ("long_sentences", sentences & (characters >= LONG_SENTENCE)),
        ("hard_sentences", sentences & _hard(values) if "runs" in groups else 0),
        ("sentences_to_revise", sentences & (kinds != _KIND["quote"]) & _to_revise(values, peaks)),
        ("paragraphs", paragraphs & starts),
        ("paragraph_characters", paragraphs * characters),
        ("paragraph_sentences", paragraphs & sentences),
        ("headings", (kinds == _KIND["heading"]) & starts),
    ):
        values[:, COLUMN[name]] = column
    if words is not None and words.endings is not None:
        style, nominal = words.endings.style, words.endings.nominal
        for name, code in (("polite", POLITE), ("plain", PLAIN)):
            found = sentences & (style == code)
            values[:, COLUMN[f"{name}_sentences"]] = found
            values[:, COLUMN[f"{name}_paragraph_sentences"]] = found & paragraphs
        values[:, COLUMN["nominal_sentences"]] = sentences & nominal
    whole, inside = IN_SENTENCES
    values[:, inside] = values[:, whole] * sentences[:, None]
    owners = sentences.nonzero()[0]
    lengths = Ragged(characters[owners], owners)
    return Counts(values, peaks, counts.marks, counts.types, lengths, scripts.beyond_joyo)


def _hard(values: IntArray) -> BoolArray:
    """Osaki 2021: .30 and more."""
    constant, character, kanji_run, katakana_run = _OSAKI
    found: BoolArray = (
        constant
        + character * values[:, COLUMN["characters"]]
        + kanji_run * values[:, COLUMN["long_kanji_runs"]]
        + katakana_run * values[:, COLUMN["long_katakana_runs"]]
    ) >= _OSAKI_HARD
    return found


def _to_revise(values: IntArray, peaks: IntArray) -> BoolArray:
    """Rows that carry so much that both of two careful readers would probably ask for an easier wording."""
    load = values[:, _LOAD_COLUMNS] @ _LOAD_TENTHS + _LOAD_UNBROKEN * peaks[:, PEAK["unbroken_words_max"]]
    found: BoolArray = (load >= _LOAD_NAMED) & (values[:, COLUMN["characters"]] >= _CHARACTERS_NAMED)
    return found


def in_japanese(counts: Counts, owners: IntArray, articles: int) -> Counts:
    """The counts of some articles: in one that is Japanese, rows without kana and kanji are no sentences.

    base64, stack traces and English are counted for reading time and vocabulary; among the sentences of a Japanese
    article they would be the longest. Japanese is an article with more than 20 % kana.

    Args:
        counts: a row a sentence.
        owners: int64 [rows], the article of each.
        articles: how many there are.
    """
    kana = counts.hiragana + counts.katakana
    foreign: BoolArray = (counts.sentences > 0) & (kana + counts.kanji == 0)
    if not foreign.any():
        return counts
    shares = [np.bincount(owners, weights=column, minlength=articles) for column in (kana, counts.characters)]
    foreign &= (5 * shares[0] > shares[1])[owners]
    if not foreign.any():
        return counts
    values = counts.values.copy()
    values[np.ix_(foreign.nonzero()[0], OF_SENTENCES)] = 0
    return replace(counts, values=values, lengths=counts.lengths.without(foreign))


_CLOSING = "」』｣）)】〉》］]｝}”’\"'♪♡♥☆★〜～ー…‥・.w笑 　"
_FINAL = ("。", "．", "｡", "！", "？", "!", "?")
_SITE_FINAL = ("。", "．", "？", "！")


def is_sentence(spans: Sequence[Span], kinds: npt.NDArray[np.int8], values: IntArray, words: Words | None) -> BoolArray:
    """Which rows sentence statistics are made of.

    A paragraph's units that hold a letter, kana, kanji or digit; of list items and quotes those that
    end as sentences do: with 。！？ or in a form that can end one (終止形, 命令形, 終助詞).
    Headings, cells, captions, code and URLs are none.
    """
    written = values[:, COLUMN["kanji"] : COLUMN["digits"] + 1].any(axis=1)
    result: BoolArray = (kinds == _KIND["paragraph"]) & written
    others = ((kinds >= _KIND["item"]) & written).nonzero()[0]
    if not len(others):
        return result
    stops = np.array([spans[row].prose.rstrip(_CLOSING).endswith(_FINAL) for row in others.tolist()])
    result[others] = stops if words is None else stops | words.ends_a_sentence[others]
    return result


def _tails(spans: Sequence[Span], closes: BoolArray | None, sentences: BoolArray) -> BoolArray:
    """Which rows end a block without 。？！．: what is left over is a sentence of jReadability's site.

    A block may end in a row that is no sentence (a URL): its last sentence counts.
    """
    tails = np.zeros(len(spans), bool)
    rows = sentences.nonzero()[0]
    if closes is not None and len(rows):
        closed = closes.cumsum()
        block = (closed - closes)[rows]
        last = np.ones(len(rows), bool)
        last[:-1] = block[1:] != block[:-1]
        rows = rows[last & (block < closed[-1])]
    tails[rows] = [not spans[row].prose.rstrip().endswith(_SITE_FINAL) for row in rows.tolist()]
    return tails
