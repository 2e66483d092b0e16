"""Counts against what the caller brings: lists of words with levels, models of grades. None without them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = ["Extras", "concatenate_extras", "no_extras"]

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]


class Extras(NamedTuple):
    """A row an article, or a group of articles."""

    listed: IntArray
    """int64 [rows, levels of all lists, each list followed by its words that are not listed]: content words."""
    unlisted: npt.NDArray[Any]
    """object [rows, lists]: frozenset of the content words that a list does not have."""
    grades: FloatArray
    """float64 [rows, models]: NaN for a group of several articles."""

    def sum(self, by: IntArray, groups: int) -> Extras:
        """Add rows by the group number of each."""
        if not self.listed.shape[1] and not self.grades.shape[1]:
            return no_extras(groups)
        listed = np.zeros((groups, self.listed.shape[1]), np.int64)
        np.add.at(listed, by, self.listed)
        unlisted = np.empty((groups, self.unlisted.shape[1]), object)
        unlisted.fill(frozenset())
        for row, group in enumerate(by.tolist()):
            for column in range(unlisted.shape[1]):
                unlisted[group, column] |= self.unlisted[row, column]
        grades = np.full((groups, self.grades.shape[1]), np.nan)
        alone = np.flatnonzero(np.bincount(by, minlength=groups)[by] == 1)
        grades[by[alone]] = self.grades[alone]
        return Extras(listed, unlisted, grades)

    def take(self, rows: IntArray) -> Extras:
        """The rows with these numbers."""
        return Extras(self.listed[rows], self.unlisted[rows], self.grades[rows])


def no_extras(rows: int) -> Extras:
    """Rows of nothing: no list and no model was given."""
    return Extras(np.zeros((rows, 0), np.int64), np.empty((rows, 0), object), np.zeros((rows, 0)))


def concatenate_extras(parts: Sequence[Extras]) -> Extras:
    """The rows of several, one after the other."""
    return Extras(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))
