"""Counted on code points: scripts, runs of one script, grades of kanji, English words, punctuation."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from jreadtools.characters import (
    DIGIT,
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
from jreadtools.counts.additive import COLUMN, PEAK, IntArray, Ragged
from jreadtools.language.kanji_grades import BEYOND_JOYO, KANJI_GRADES, NO_GRADE

__all__ = ["LONG_KANJI_RUN", "LONG_KATAKANA_RUN", "Scripts", "count_scripts"]

LONG_KANJI_RUN: Final = 6
LONG_KATAKANA_RUN: Final = 10
"""Characters from which a run counts in Osaki 2021."""

# Classes of characters beyond the scripts of `characters.py`.
_IGNORED, _COMMA, _JOINER, _BAR, _PERIOD, _HALF_PERIOD, _MARK, _PARENTHESIS, _QUOTE, _CLASSES = range(6, 16)


def _class_table() -> npt.NDArray[np.uint8]:
    table = np.zeros(0x110000, np.uint8)
    for first, last, code in SCRIPT_RANGES:
        table[first : last + 1] = code
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


def _grade_table() -> npt.NDArray[np.uint8]:
    """The grade of every kanji: 1-6, 7, 8 beyond the joyo list; 0 for what is none (々〆〇)."""
    table = np.zeros(0x110000, np.uint8)
    for first, last, code in SCRIPT_RANGES:
        if code == KANJI:
            table[first : last + 1] = BEYOND_JOYO
    table[[ord(c) for c in NO_GRADE]] = 0
    for grade, kanji in enumerate(KANJI_GRADES, 1):
        table[[ord(c) for c in kanji]] = grade
    return table


_CLASS: Final = _class_table()
_GRADE: Final = _grade_table()


class Scripts(NamedTuple):
    """What is found on the way, for those who count further."""

    beyond_joyo: Ragged
    brackets: IntArray
    """int64 [rows]: opening brackets."""
    quotes: IntArray
    """int64 [rows]: 「."""
    site_ends: IntArray
    """int64 [rows]: the characters that end a sentence of jReadability's site: 。 ． ？ ！ of full width."""


def count_scripts(prose: list[str], values: IntArray, peaks: IntArray) -> Scripts:
    """Fill the columns that are counted on code points, a row a string."""
    rows = len(prose)
    points = np.frombuffer("".join(prose).encode("utf-32-le", "surrogatepass"), np.uint32)
    owner = np.repeat(np.arange(rows), np.fromiter(map(len, prose), np.int64, rows))
    # A lone surrogate is beyond the scripts, never beyond the table.
    code = _CLASS[points]
    first = np.ones(len(code), bool)  # the first character of a sentence
    np.not_equal(owner[1:], owner[:-1], out=first[1:])
    bars = (code == _BAR).nonzero()[0]
    if len(bars):
        _settle_long_vowel_marks(code, bars, first)
    classes = np.bincount(owner * _CLASSES + code, minlength=rows * _CLASSES).reshape(rows, _CLASSES)
    for name, script in (
        ("kanji", KANJI),
        ("hiragana", HIRAGANA),
        ("katakana", KATAKANA),
        ("latin", LATIN),
        ("digits", DIGIT),
        ("commas", _COMMA),
        ("periods", _PERIOD),
    ):
        values[:, COLUMN[name]] = classes[:, script]
    values[:, COLUMN["periods"]] += classes[:, _HALF_PERIOD]
    values[:, COLUMN["characters"]] = classes.sum(axis=1) - classes[:, _IGNORED]
    first[1:] |= code[1:] != code[:-1]
    _count_runs(code, first.nonzero()[0], owner, values, peaks)
    beyond = _count_grades(points, (code == KANJI).nonzero()[0], owner, values, peaks)
    return Scripts(beyond, classes[:, _PARENTHESIS], classes[:, _QUOTE], classes[:, _PERIOD] + classes[:, _MARK])


def _count_runs(
    code: npt.NDArray[np.uint8], starts: IntArray, owner: IntArray, values: IntArray, peaks: IntArray
) -> None:
    rows = len(values)
    run_code, run_owner = code[starts], owner[starts]
    run_length = np.diff(starts, append=len(code))
    runs = np.bincount(run_owner * _CLASSES + run_code, minlength=rows * _CLASSES).reshape(rows, _CLASSES)
    for name, script in (("kanji", KANJI), ("hiragana", HIRAGANA), ("katakana", KATAKANA), ("latin", LATIN)):
        values[:, COLUMN[f"{name}_runs"]] = runs[:, script]
    for name, script, long in (("kanji", KANJI, LONG_KANJI_RUN), ("katakana", KATAKANA, LONG_KATAKANA_RUN)):
        own = (run_code == script).nonzero()[0]
        length = run_length[own]
        np.maximum.at(peaks[:, PEAK[f"{name}_run_max"]], run_owner[own], length)
        values[:, COLUMN[f"long_{name}_runs"]] = np.bincount(run_owner[own[length >= long]], minlength=rows)
    latin = run_code == LATIN
    # One hyphen or apostrophe between two runs of letters makes one English word of them.
    links = np.zeros(len(starts), bool)
    links[1:-1] = (
        (run_code[1:-1] == _JOINER)
        & (run_length[1:-1] == 1)
        & latin[:-2]
        & latin[2:]
        & (run_owner[:-2] == run_owner[2:])
    )
    joined = np.bincount(run_owner[links], minlength=rows)
    values[:, COLUMN["english_words"]] = runs[:, LATIN] - joined
    values[:, COLUMN["english_characters"]] = values[:, COLUMN["latin"]] + joined


def _count_grades(
    points: npt.NDArray[np.uint32], kanji: IntArray, owner: IntArray, values: IntArray, peaks: IntArray
) -> Ragged:
    """Fill the grades of kanji; what comes back are the kanji beyond the joyo list."""
    rows = len(values)
    grade = _GRADE[points[kanji]]
    found = np.bincount(owner[kanji] * 9 + grade, minlength=rows * 9).reshape(rows, 9)[:, 1:]
    values[:, COLUMN["kanji_grade_1"] : COLUMN["kanji_grade_8"] + 1] = found
    peaks[:, PEAK["kanji_grade_max"]] = ((found > 0) * np.arange(1, 9)).max(axis=1, initial=0)
    beyond = kanji[grade == BEYOND_JOYO]
    return Ragged(points[beyond].astype(np.int64), owner[beyond]).sum(np.arange(rows)).distinct()


def _settle_long_vowel_marks(code: npt.NDArray[np.uint8], bars: IntArray, first: npt.NDArray[np.bool_]) -> None:
    """ー belongs to the kana run before it, else it is katakana."""
    before = np.where(first[bars], OTHER, code[bars - 1])
    code[bars] = np.where(before == HIRAGANA, HIRAGANA, KATAKANA)
    for at in bars[before == _BAR].tolist():  # ーー: as the ー before it
        code[at] = code[at - 1]
