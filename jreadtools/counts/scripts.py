"""Counted on code points: scripts, runs of one script, grades of kanji, English words, punctuation."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from jreadtools.characters import (
    HIRAGANA,
    KANJI,
    KATAKANA,
    LATIN,
    LONG_VOWEL_MARKS,
    OTHER,
    SCRIPT_RANGES,
    WHITE_SPACE,
    WORD_JOINERS,
    ZERO_WIDTH_RANGES,
)
from jreadtools.counts.additive import COLUMN, NOTHING, PEAK, IntArray, Ragged, segments
from jreadtools.language.kanji_grades import BEYOND_JOYO, KANJI_GRADES, NO_GRADE

__all__ = ["LONG_KANJI_RUN", "LONG_KATAKANA_RUN", "Scripts", "count_scripts"]

LONG_KANJI_RUN: Final = 6
LONG_KATAKANA_RUN: Final = 10
"""Characters from which a run counts in Osaki 2021."""

# Classes of characters beyond the scripts of `characters.py`. Up to _PERIOD they stand in the order of COUNTS. Kanji come
# last, those without a grade (々〆〇) first and then grade by grade: one counting serves scripts and grades.
_COMMA, _PERIOD, _HALF_PERIOD, _IGNORED, _JOINER, _BAR, _MARK, _PARENTHESIS, _QUOTE, _KANJI = range(6, 16)
_BEYOND_JOYO: Final = _KANJI + BEYOND_JOYO


def _class_table() -> npt.NDArray[np.uint8]:
    table = np.zeros(0x110000, np.uint8)
    for first, last, code in SCRIPT_RANGES:
        table[first : last + 1] = code if code != KANJI else _BEYOND_JOYO
    table[[ord(c) for c in NO_GRADE]] = _KANJI
    for grade, kanji in enumerate(KANJI_GRADES, 1):
        table[[ord(c) for c in kanji]] = _KANJI + grade
    for first, last in ZERO_WIDTH_RANGES:
        table[first : last + 1] = _IGNORED
    for characters, code in (
        (WHITE_SPACE + "\0", _IGNORED),
        ("、，､", _COMMA),
        (WORD_JOINERS, _JOINER),
        (LONG_VOWEL_MARKS, _BAR),
        ("。．", _PERIOD),
        ("｡", _HALF_PERIOD),
        ("？！", _MARK),
        ("（([［〔【", _PARENTHESIS),
        ("「", _QUOTE),
    ):
        table[[ord(c) for c in characters]] = code
    return table


_CLASS: Final = _class_table()


class Scripts(NamedTuple):
    """What is found on the way, for those who count further."""

    beyond_joyo: Ragged
    brackets: IntArray
    """int64 [rows]: opening brackets."""
    quotes: IntArray
    """int64 [rows]: 「."""
    site_ends: IntArray
    """int64 [rows]: the characters that end a sentence of jReadability's site: 。 ． ？ ！ of full width."""


def count_scripts(prose: list[str], values: IntArray, peaks: IntArray, groups: frozenset[str]) -> Scripts:
    """Fill the columns that are counted on code points, a row a string; `groups` as in `count`."""
    rows = len(prose)
    points = np.frombuffer("".join(prose).encode("utf-32-le", "surrogatepass"), np.uint32)
    sizes = np.fromiter(map(len, prose), np.int64, rows)
    owner = np.repeat(np.arange(rows), sizes)
    # A lone surrogate is beyond the scripts, never beyond the table.
    code = _CLASS.take(points)
    starts = sizes.cumsum() - sizes
    bars = (code == _BAR).nonzero()[0]
    if len(bars):
        _settle_long_vowel_marks(code, bars, starts[owner[bars]])
    classes = _by_row(owner, code, rows, _BEYOND_JOYO + 1)
    values[:, COLUMN["kanji"]] = classes[:, _KANJI:].sum(axis=1)
    values[:, COLUMN["hiragana"] : COLUMN["periods"] + 1] = classes[:, HIRAGANA : _PERIOD + 1]
    values[:, COLUMN["periods"]] += classes[:, _HALF_PERIOD]
    values[:, COLUMN["characters"]] = sizes - classes[:, _IGNORED]
    _count_english(code, starts[sizes > 0], owner, values)
    grades = classes[:, _KANJI + 1 :]
    values[:, COLUMN["kanji_grade_1"] : COLUMN["kanji_grade_8"] + 1] = grades
    peaks[:, PEAK["kanji_grade_max"]] = ((grades > 0) * np.arange(1, BEYOND_JOYO + 1)).max(axis=1)
    beyond = NOTHING
    if grades[:, -1].any():
        places = (code == _BEYOND_JOYO).nonzero()[0]
        beyond = Ragged(points[places].astype(np.int64), owner[places]).sum(np.arange(rows)).distinct()
    if "runs" in groups:
        _count_runs(np.minimum(code, np.uint8(_KANJI)), starts, owner, values, peaks)
    return Scripts(beyond, classes[:, _PARENTHESIS], classes[:, _QUOTE], classes[:, _PERIOD] + classes[:, _MARK])


def _by_row(owner: IntArray, code: npt.NDArray[np.uint8], rows: int, codes: int) -> IntArray:
    """int64 [rows, codes]: how often each row has each code."""
    return np.bincount(owner * codes + code, minlength=rows * codes).reshape(rows, codes)


def _count_english(code: npt.NDArray[np.uint8], sentences: IntArray, owner: IntArray, values: IntArray) -> None:
    """English words; one hyphen or apostrophe between two runs of letters makes one of them.

    `sentences`: where those begin that are not empty.
    """
    latin = code == LATIN
    heads = latin.copy()
    heads[1:] &= ~latin[:-1]
    heads[sentences] = latin[sentences]
    links = ((code[1:-1] == _JOINER) & latin[:-2] & latin[2:]).nonzero()[0] + 1
    links = links[owner[links - 1] == owner[links + 1]]
    joined = np.bincount(owner[links], minlength=len(values))
    values[:, COLUMN["english_words"]] = np.bincount(owner[heads.nonzero()[0]], minlength=len(values)) - joined
    values[:, COLUMN["english_characters"]] = values[:, COLUMN["latin"]] + joined


def _count_runs(
    code: npt.NDArray[np.uint8], sentences: IntArray, owner: IntArray, values: IntArray, peaks: IntArray
) -> None:
    """`sentences`: where each one begins; a run ends with its sentence. Kanji are one class here, whatever their grade."""
    rows = len(values)
    edges = np.ones(len(code) + 1, bool)
    np.not_equal(code[1:], code[:-1], out=edges[1:-1])
    edges[sentences] = True
    places = edges.nonzero()[0]
    starts, run_length = places[:-1], places[1:] - places[:-1]
    run_code, run_owner = code[starts], owner[starts]
    runs = _by_row(run_owner, run_code, rows, _KANJI + 1)
    values[:, COLUMN["kanji_runs"]] = runs[:, _KANJI]
    values[:, COLUMN["hiragana_runs"] : COLUMN["latin_runs"] + 1] = runs[:, HIRAGANA : LATIN + 1]
    for script, longest, long, limit in (
        (_KANJI, "kanji_run_max", "long_kanji_runs", LONG_KANJI_RUN),
        (KATAKANA, "katakana_run_max", "long_katakana_runs", LONG_KATAKANA_RUN),
    ):
        here = (run_code == script).nonzero()[0]
        lengths, owners = run_length[here], run_owner[here]
        peaks[:, PEAK[longest]] = segments(np.maximum, lengths, owners.searchsorted(np.arange(rows + 1)))
        values[:, COLUMN[long]] = np.bincount(owners[lengths >= limit], minlength=rows)


def _settle_long_vowel_marks(code: npt.NDArray[np.uint8], bars: IntArray, starts: IntArray) -> None:
    """ー belongs to the kana run before it, else it is katakana. `starts`: where the sentence of each begins."""
    before = np.where(bars == starts, OTHER, code[bars - 1])
    code[bars] = np.where(before == HIRAGANA, HIRAGANA, KATAKANA)
    for at in bars[before == _BAR].tolist():  # ーー: as the ー before it
        code[at] = code[at - 1]
