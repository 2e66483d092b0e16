"""Counted on morphemes: flags, phrases, patterns of particles and negation, and how sentences end."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from jreadtools.counts.additive import COLUMN, MARK, PEAK, IntArray, segments
from jreadtools.language.features import FLAGS
from jreadtools.language.grammar import bunsetsu, endings, negation, particles, weight
from jreadtools.language.morphemes import Morphemes

__all__ = ["Words", "count_words"]

BoolArray = npt.NDArray[np.bool_]

_FLAGS = slice(COLUMN[FLAGS[0]], COLUMN[FLAGS[-1]] + 1)


class Words(NamedTuple):
    """What is found on the way, for those who count further."""

    ends_a_sentence: BoolArray
    """bool [sentences]: whether the last word is in a form that can end a sentence."""
    endings: endings.Endings


def count_words(morphemes: Morphemes, values: IntArray, peaks: IntArray, marks: IntArray) -> Words:
    """Fill the columns that are counted on morphemes, a row a sentence."""
    bounds = morphemes.bounds
    rows = len(bounds) - 1
    owner = np.repeat(np.arange(rows), (bounds[1:] - bounds[:-1]))
    values[:, _FLAGS] = morphemes.sums()
    is_word = morphemes.code("word")
    values[:, COLUMN["morae"]] = _summed(morphemes.field("morae"), bounds)
    values[:, COLUMN["latin_words"]] = _summed(morphemes.field("latin") * is_word, bounds)

    starts = bunsetsu.starts(morphemes.code("bunsetsu"), bounds)
    has_words = values[:, COLUMN["words"]] > 0
    values[:, COLUMN["bunsetsu"]] = np.bincount(owner[starts], minlength=rows) * has_words
    first = starts.nonzero()[0]
    if len(first):
        holds = np.maximum.reduceat(morphemes.code("predicate"), first)
        values[:, COLUMN["predicates"]] = np.bincount(owner[first[holds > 0]], minlength=rows)

    particle = morphemes.code("particle")
    negations, double = negation.both(morphemes.code("negation"), bounds)
    for name, places in (
        ("doubled_particles", particles.doubled(particle, bounds)[:, 1]),
        ("ga_conjunctions", particles.ga_conjunctions(particle, bounds)[:, 1]),
        ("negations", negations),
        ("double_negatives", double[:, 0]),
    ):
        if len(places):
            values[:, COLUMN[name]] = np.bincount(owner[places], minlength=rows)
    chains = particles.no_chains(particle, bounds)
    if len(chains):
        np.maximum.at(peaks[:, PEAK["no_chain_max"]], owner[chains[:, 0]], chains[:, 2])

    weighed = weight.weigh(morphemes.code("weight"), bounds, owner)
    for name, marked in (
        ("weighing_words", weighed.weighs),
        ("interrupting_words", weighed.interrupts),
        ("quoted_words", weighed.quoted),
        ("adnominal_clauses", weighed.modifies),
    ):
        values[:, COLUMN[name]] = np.bincount(owner[marked], minlength=rows)
    peaks[:, PEAK["unbroken_words_max"]] = weight.unbroken(weighed, owner, rows)

    found = endings.endings(morphemes.code("ending"), bounds)
    marks[:, MARK["style"]] = found.style
    marks[:, MARK["ending"]] = found.code
    return Words(_last_word_ends(is_word, morphemes.field("ends"), bounds), found)


def _summed(numbers: npt.NDArray[np.int32], bounds: IntArray) -> IntArray:
    total = np.append(0, np.cumsum(numbers, dtype=np.int64))
    return np.diff(total[bounds])


def _last_word_ends(is_word: npt.NDArray[np.uint8], ends: npt.NDArray[np.int32], bounds: IntArray) -> BoolArray:
    places = np.where(is_word, np.arange(1, len(is_word) + 1), 0)
    last = segments(np.maximum, places, bounds)
    found: BoolArray = np.append(0, ends).astype(bool)[last]  # 0: a sentence without words
    return found
