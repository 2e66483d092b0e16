"""Counts against lists of words: how many content words are on which level, and which are on none."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from jreadtools.language.features import is_content
from jreadtools.language.lexical_entry import LexicalEntry
from jreadtools.language.lexicon import Lexicon
from jreadtools.language.morphemes import Morphemes
from jreadtools.levels.vocabulary_levels import VocabularyLevels

__all__ = ["ListedWords"]

IntArray = npt.NDArray[np.int64]

_NOT_ASKED = -1


def _is_asked(entry: LexicalEntry) -> bool:
    """Whether a list could hold it: content words but for numbers and names."""
    return is_content(entry) and not entry.pos_detail.startswith(("数詞", "固有名詞"))


def _shown(entry: LexicalEntry) -> str:
    """A word as a list would write it: its lemma without UniDic's notes, Latin letters of half width."""
    return unicodedata.normalize("NFKC", entry.lemma.partition("-")[0] or entry.surface)


class ListedWords:
    """Counts of some articles against some lists; parts of their morphemes are added one by one."""

    def __init__(self, lists: Sequence[VocabularyLevels], articles: int) -> None:
        self._lists = lists
        self.listed: list[IntArray] = [np.zeros((articles, len(words.levels) + 1), np.int64) for words in lists]
        self.unlisted: npt.NDArray[Any] = np.empty((articles, len(lists)), object)
        self.unlisted.fill(frozenset())

    def add(self, morphemes: Morphemes, owners: IntArray) -> None:
        """Count some sentences; `owners` is int64 [sentences], the article of each."""
        owner = np.repeat(owners, np.diff(morphemes.bounds))
        for number, words in enumerate(self._lists):
            levels = _levels_of(morphemes.lexicon, words)[morphemes.rows]
            asked = np.flatnonzero(levels != _NOT_ASKED)
            np.add.at(self.listed[number], (owner[asked], levels[asked]), 1)
            missing = np.flatnonzero(levels == len(words.levels))
            size = len(morphemes.lexicon)
            for pair in np.unique(owner[missing] * size + morphemes.rows[missing]).tolist():
                article, row = divmod(pair, size)
                self.unlisted[article, number] |= {_shown(morphemes.lexicon.entry(row))}


def _levels_of(lexicon: Lexicon, words: VocabularyLevels) -> npt.NDArray[np.int16]:
    """int16 [rows of the lexicon]: the level of each word, the number of levels if it is not listed, -1 if not asked."""
    known = lexicon.notes.get(id(words))
    if known is None or known[0] is not words:
        known = words, np.zeros(0, np.int16)
    _, levels = known
    fresh = []
    for row in range(len(levels), len(lexicon)):
        entry = lexicon.entry(row)
        if not _is_asked(entry):
            fresh.append(_NOT_ASKED)
            continue
        level = words.level_of(entry.lemma, entry.surface)
        fresh.append(len(words.levels) if level is None else level)
    if fresh:
        levels = np.append(levels, np.array(fresh, np.int16))
        lexicon.notes[id(words)] = words, levels
    return levels
