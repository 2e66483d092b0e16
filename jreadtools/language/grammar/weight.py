"""What of a sentence weighs on its reader: which words, in which brackets, behind how many modifiers.

Auxiliaries weigh nothing, so that a sentence weighs the same in polite and in plain style. What is one thing to the
reader weighs as one word: a run of Latin words or a code (HTTP 429 Too Many Requests), a title in 『』, the items of a
list that are nothing but nouns, speech of several sentences in 「」. Every result is a number a morpheme.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from jreadtools.characters import HIRAGANA, KANJI, KATAKANA, script_class
from jreadtools.language.lexical_entry import NO_WORDS, LexicalEntry

__all__ = ["Weighed", "classify", "unbroken", "weigh"]

Tags = npt.NDArray[np.uint8]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

_JOINS, _PAUSE, _LINK, _COLON, _STOP = range(5)
_OPENS_ROUND, _CLOSES_ROUND, _OPENS_QUOTE, _CLOSES_QUOTE, _OPENS_TITLE, _CLOSES_TITLE = range(5, 11)
_AUXILIARY, _MODIFYING_AUXILIARY, _MODIFIER, _NOUN, _FORMAL_NOUN, _FOREIGN, _WORD = range(11, 18)

_SIGNS: Final = {
    **dict.fromkeys("、，､,", _PAUSE),
    **dict.fromkeys("・･／", _LINK),
    **dict.fromkeys("：；;…―—‥", _COLON),
    **dict.fromkeys("。．｡！？!?", _STOP),
    **dict.fromkeys("（([［〔【", _OPENS_ROUND),
    **dict.fromkeys("）)]］〕】", _CLOSES_ROUND),
    **dict.fromkeys("「｢", _OPENS_QUOTE),
    **dict.fromkeys("」｣", _CLOSES_QUOTE),
    "『": _OPENS_TITLE,
    "』": _CLOSES_TITLE,
}  # fmt: skip
_NOMINAL_POS: Final = frozenset({"名詞", "代名詞", "接頭辞", "接尾辞", "形状詞"})
_FORMAL_NOUNS: Final = frozenset(
    {"事", "物", "為", "時", "場合", "所", "訳", "筈", "方", "様", "侭", "際", "上", "通り", "必要", "気"}
)  # fmt: skip
"""Lemmas of nouns that make one conjunction or predicate with the clause before them: するため, することができる, する必要がある."""
_JAPANESE: Final = re.compile(f"[{script_class(KANJI)}{script_class(HIRAGANA)}{script_class(KATAKANA)}]").search
_MODIFYING_FORMS: Final = ("連体形", "終止形")
"""UniDic takes one for the other before a noun: する人."""


def classify(entry: LexicalEntry) -> int:
    """What a morpheme is to `weigh`."""
    pos = entry.pos
    if pos in NO_WORDS:
        return _SIGNS.get(entry.surface[:1], _JOINS)
    if pos == "助動詞":
        # な and である make no clause of their own: 静かな店
        return _MODIFYING_AUXILIARY if entry.lemma != "だ" and _may_modify(entry) else _AUXILIARY
    if pos == "動詞":
        # という names its noun more than it modifies it.
        return _MODIFIER if _may_modify(entry) and entry.surface != "いう" else _WORD
    if not _JAPANESE(entry.surface):
        return _FOREIGN
    if pos in _NOMINAL_POS:
        return _FORMAL_NOUN if entry.lemma in _FORMAL_NOUNS or entry.pos_detail == "助動詞語幹" else _NOUN
    return _WORD


def _may_modify(entry: LexicalEntry) -> bool:
    return entry.conjugation.partition("/")[2].startswith(_MODIFYING_FORMS)


def _among(*tags: int) -> BoolArray:
    table = np.zeros(256, np.bool_)
    table[list(tags)] = True
    return table


_IS_WORD: Final = _among(_MODIFIER, _NOUN, _FORMAL_NOUN, _FOREIGN, _WORD)
_IS_SPOKEN: Final = _IS_WORD | _among(_AUXILIARY, _MODIFYING_AUXILIARY)
_IS_NAME: Final = _among(_NOUN, _FOREIGN)
_MODIFIES: Final = _among(_MODIFIER, _MODIFYING_AUXILIARY)
_IS_MODIFIED: Final = _among(_NOUN, _FOREIGN, _OPENS_QUOTE, _OPENS_TITLE)
_BREAKS: Final = _among(_PAUSE, _COLON, _STOP, _OPENS_ROUND, _CLOSES_ROUND)
_LISTS: Final = _among(_PAUSE, _LINK)
_PARTS: Final = _BREAKS | _LISTS
_IS_BRACKET: Final = _among(*range(_OPENS_ROUND, _CLOSES_TITLE + 1))


class Weighed(NamedTuple):
    """What `weigh` finds, a value a morpheme."""

    weighs: BoolArray
    """Whether it counts as a word that weighs on the reader."""
    interrupts: BoolArray
    """Whether it does so in round or square brackets behind which the sentence goes on."""
    quoted: BoolArray
    """Whether it does so in 「」."""
    modifies: BoolArray
    """Whether it ends a clause that modifies the noun behind it."""
    stretch: IntArray
    """Number of the stretch without punctuation that it stands in."""


def weigh(tags: Tags, bounds: IntArray, owner: IntArray) -> Weighed:
    """What of each sentence weighs on its reader.

    Args:
        tags: uint8 [morphemes], as `classify` has them.
        bounds: int64 [sentences + 1], where each sentence begins.
        owner: int64 [morphemes], the sentence of each.
    """
    weighs = _IS_WORD.take(tags)
    starts = np.zeros(len(tags), np.bool_)
    starts[bounds[bounds < len(tags)]] = True
    _join_foreign(weighs, tags, owner)
    _join_items(weighs, tags, starts)
    interrupts = quoted = np.zeros(len(tags), np.bool_)
    brackets = _IS_BRACKET.take(tags).nonzero()[0]
    if len(brackets):
        interrupts, quoted = _in_brackets(weighs, tags, brackets, bounds, owner)
    modifies = np.zeros(len(tags), np.bool_)
    modifies[:-1] = _MODIFIES.take(tags[:-1]) & _IS_MODIFIED.take(tags[1:]) & ~starts[1:]
    breaks = starts.copy()
    breaks[1:] |= _BREAKS.take(tags[:-1])
    return Weighed(weighs, interrupts, quoted, modifies, breaks.cumsum() - 1)


def unbroken(weighed: Weighed, owner: IntArray, sentences: int) -> IntArray:
    """int64 [sentences]: the words that weigh in the longest stretch without punctuation."""
    longest = np.zeros(sentences, np.int64)
    places = weighed.weighs.nonzero()[0]
    if len(places):
        sizes = np.bincount(weighed.stretch[places])
        np.maximum.at(longest, owner[places], sizes[weighed.stretch[places]])
    return longest


def _join_foreign(weighs: BoolArray, tags: Tags, owner: IntArray) -> None:
    """Let the first of a run of Latin words, codes and numbers weigh, and none of those behind it."""
    if np.count_nonzero(tags == _FOREIGN) < 2:
        return
    solid = (tags != _JOINS).nonzero()[0]
    foreign = tags[solid] == _FOREIGN
    again = foreign[1:] & foreign[:-1] & (owner[solid[1:]] == owner[solid[:-1]])
    weighs[solid[1:][again]] = False


def _join_items(weighs: BoolArray, tags: Tags, starts: BoolArray) -> None:
    """Let one word weigh for all items where two and more in a row hold nothing but nouns: 茶碗、急須、茶筒を売る."""
    breaks = starts.copy()
    breaks[1:] |= _PARTS.take(tags[:-1])
    first = breaks.nonzero()[0]
    if len(first) < 2:
        return
    spoken = np.add.reduceat(_IS_SPOKEN.take(tags), first, dtype=np.int64)
    names = np.add.reduceat(_IS_NAME.take(tags), first, dtype=np.int64)
    last = np.full(len(first), len(tags) - 1)
    last[:-1] = first[1:] - 1
    item = (names > 0) & (names == spoken) & _LISTS.take(tags[last])
    again = np.zeros(len(first), np.bool_)
    again[1:] = item[1:] & item[:-1] & ~starts[first[1:]]
    if not again.any():
        return
    listed = again.copy()
    listed[:-1] |= again[1:]
    for begin, end, is_again in zip(first[listed].tolist(), last[listed].tolist(), again[listed].tolist(), strict=True):
        weighs[begin + (0 if is_again else int(np.argmax(weighs[begin:end])) + 1) : end] = False


def _in_brackets(
    weighs: BoolArray, tags: Tags, places: IntArray, bounds: IntArray, owner: IntArray
) -> tuple[BoolArray, BoolArray]:
    """Let titles and speeches of several sentences weigh as one word; which words interrupt, and which are quoted.

    `places`: of the brackets.
    """
    brackets = [*zip(places.tolist(), owner[places].tolist(), tags[places].tolist(), strict=True)]
    for begin, end in _stretches(brackets, _OPENS_TITLE):
        weighs[begin:end] = False
        weighs[begin] = True
    speeches = [*_stretches(brackets, _OPENS_QUOTE)]
    quoted = np.zeros(len(tags), np.bool_)
    for begin, end in speeches:
        quoted[begin:end] = True
    stops = (quoted[:-1] & quoted[1:] & (tags[:-1] == _STOP) & (tags[1:] != _STOP)).nonzero()[0]
    for stop in stops.tolist():
        begin, end = speeches[bisect_right(speeches, (stop, len(tags))) - 1]
        weighs[begin:end] = False
        weighs[begin] = True
    rounds = np.zeros(len(tags), np.bool_)
    for begin, end in _stretches(brackets, _OPENS_ROUND):
        rounds[begin:end] = True
    rounds &= weighs
    inner, outer = rounds.nonzero()[0], (weighs & ~rounds).nonzero()[0]
    last = np.append(-1, outer)[outer.searchsorted(bounds[owner[inner] + 1])]
    rounds[inner[last < inner]] = False
    return rounds, weighs & quoted


def _stretches(brackets: list[tuple[int, int, int]], opener: int) -> Iterator[tuple[int, int]]:
    """From each outer opening bracket of one kind to that which closes it; none of a sentence where they do not pair.

    `brackets`: place, sentence and tag of each.
    """
    pairs: list[tuple[int, int]] = []
    sentence, depth, begin = -1, 0, 0
    for place, of, tag in brackets:
        if not 0 <= tag - opener <= 1:
            continue
        if of != sentence:
            if not depth:
                yield from pairs
            sentence, depth, pairs = of, 0, []
        if depth < 0:  # one closed that had not been opened
            continue
        depth += 1 if tag == opener else -1
        if not depth:
            pairs.append((begin, place))
        elif depth == 1 and tag == opener:
            begin = place
    if not depth:
        yield from pairs
