"""Counted on morphemes: flags, phrases, patterns of particles and negation, and how sentences end."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from jreadtools.counts.additive import COLUMN, MARK, PEAK, IntArray
from jreadtools.language.features import FLAGS
from jreadtools.language.grammar import bunsetsu, endings, negation, particles, weight
from jreadtools.language.morphemes import Morphemes

__all__ = ["Words", "count_words"]

BoolArray = npt.NDArray[np.bool_]
Tags = npt.NDArray[np.uint8]

_FLAGS: Final = slice(COLUMN[FLAGS[0]], COLUMN[FLAGS[-1]] + 1)


class Words(NamedTuple):
    """What is found on the way, for those who count further."""

    ends_a_sentence: BoolArray
    """bool [sentences]: whether the last word is in a form that can end a sentence."""
    endings: endings.Endings | None
    """None where nobody asked."""


def count_words(
    morphemes: Morphemes, values: IntArray, peaks: IntArray, marks: IntArray, groups: frozenset[str]
) -> Words:
    """Fill the columns that are counted on morphemes, a row a sentence; `groups` as in `count`."""
    bounds = morphemes.bounds
    rows = len(bounds) - 1
    codes = morphemes.codes()
    owner = np.repeat(np.arange(rows), bounds[1:] - bounds[:-1])
    values[:, _FLAGS] = morphemes.sums()
    if "bunsetsu" in groups:
        _count_bunsetsu(codes, bounds, owner, values)
    if "particles" in groups:
        _count_particles(codes["particle"], bounds, owner, values, peaks)
    if "negations" in groups:
        negations, double = negation.both(codes["negation"], bounds)
        _add("negations", negations, owner, values)
        _add("double_negatives", double[:, 0], owner, values)
    if "weight" in groups:
        weighed = weight.weigh(codes["weight"], bounds, owner)
        _add("weighing_words", weighed.weighs, owner, values)
        _add("interrupting_words", weighed.interrupts, owner, values)
        _add("quoted_words", weighed.quoted, owner, values)
        _add("adnominal_clauses", weighed.modifies, owner, values)
        peaks[:, PEAK["unbroken_words_max"]] = weight.unbroken(weighed, owner, rows)
    found = None
    if "endings" in groups:
        found = endings.endings(codes["ending"], bounds)
        marks[:, MARK["style"]] = found.style
        marks[:, MARK["ending"]] = found.code
    return Words(_last_word_ends(morphemes, codes["word"]), found)


def _add(name: str, places: npt.NDArray[np.int64] | BoolArray, owner: IntArray, values: IntArray) -> None:
    """Count the places (or flags) of each sentence."""
    if len(found := owner[places]):
        values[:, COLUMN[name]] = np.bincount(found, minlength=len(values))


def _count_bunsetsu(codes: dict[str, Tags], bounds: IntArray, owner: IntArray, values: IntArray) -> None:
    first = bunsetsu.starts(codes["bunsetsu"], bounds).nonzero()[0]
    if len(first):
        owners = owner[first]
        has_words = values[:, COLUMN["words"]] > 0
        values[:, COLUMN["bunsetsu"]] = np.bincount(owners, minlength=len(values)) * has_words
        holds = np.maximum.reduceat(codes["predicate"], first)
        values[:, COLUMN["predicates"]] = np.bincount(owners[holds > 0], minlength=len(values))


def _count_particles(tags: Tags, bounds: IntArray, owner: IntArray, values: IntArray, peaks: IntArray) -> None:
    _add("doubled_particles", particles.doubled(tags, bounds)[:, 1], owner, values)
    _add("ga_conjunctions", particles.ga_conjunctions(tags, bounds)[:, 1], owner, values)
    chains = particles.no_chains(tags, bounds)
    if len(chains):
        np.maximum.at(peaks[:, PEAK["no_chain_max"]], owner[chains[:, 0]], chains[:, 2])


def _last_word_ends(morphemes: Morphemes, is_word: Tags) -> BoolArray:
    bounds = morphemes.bounds
    words = is_word.nonzero()[0]
    if not len(words):
        return np.zeros(len(bounds) - 1, bool)
    last = words[words.searchsorted(bounds[1:]) - 1]  # of a sentence without words another's
    found: BoolArray = morphemes.field("ends", last) > 0
    return found & (last >= bounds[:-1]) & (last < bounds[1:])
