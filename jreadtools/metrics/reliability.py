"""Flags that say when a formula's value should not be believed."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from jreadtools.counts.additive import Counts, FloatArray

__all__ = ["RELIABILITY", "flag", "in_sentences"]

RELIABILITY: Final = ("ok", "short", "long", "out of range", "experimental", "undefined")
"""What a flag says: nothing against it; fewer or more characters than the authors recommend; a value or a text
beyond what the formula was fitted on; nobody has verified our reading of the paper; there is no value."""


def flag(*cases: tuple[str, npt.NDArray[np.bool_]]) -> npt.NDArray[np.object_]:
    """The first case that holds, else ok."""
    flags = np.full(len(cases[0][1]), "ok", dtype=object)
    for name, holds in reversed(cases):
        flags[holds] = name
    return flags


def in_sentences(values: FloatArray, c: Counts) -> FloatArray:
    """The values of rows that have sentences; NaN for the others."""
    return np.where(c.sentences > 0, values, np.nan)
