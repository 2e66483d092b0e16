"""Flags that say when a formula's value should not be believed.

"ok": nothing against it; "short", "long": fewer or more characters than the authors recommend; "out of range": a value
or a text beyond what the formula was fitted on; "not Japanese": hardly any kana; "undefined": there is no value.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from jreadtools.counts.additive import Counts, FloatArray

__all__ = ["flag", "in_sentences", "not_japanese"]


def flag(*cases: tuple[str, npt.NDArray[np.bool_]]) -> npt.NDArray[np.object_]:
    """The first case that holds, else ok."""
    flags = np.full(len(cases[0][1]), "ok", dtype=object)
    for name, holds in reversed(cases):
        flags[holds] = name
    return flags


def not_japanese(c: Counts) -> tuple[str, npt.NDArray[np.bool_]]:
    """The case of sentences without kana: Chinese, English. One in twenty characters may be a name or a quote."""
    return "not Japanese", 20 * (c.sentence_hiragana + c.sentence_katakana) < c.sentence_characters


def in_sentences(values: FloatArray, c: Counts) -> FloatArray:
    """The values of rows that have sentences; NaN for the others."""
    return np.where(c.sentences > 0, values, np.nan)
