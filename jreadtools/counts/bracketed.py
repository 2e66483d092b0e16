"""Counted on brackets: how deep they nest, how much stands in 「」. Few sentences have any."""

from __future__ import annotations

import re
from typing import Final

from jreadtools.language.brackets import CLOSERS, OPENERS, pair_brackets

__all__ = ["dialogue_characters", "parenthesis_depth", "parenthesis_pairs"]

_PARENTHESES: Final = frozenset("（([［〔【")
_PARENTHESIS = re.compile(r"[（(\[［〔【]")
_ANY: Final = re.escape(OPENERS + CLOSERS) + '"'
_FLAT = re.compile(rf"（[^{_ANY}]*+）|\([^{_ANY}]*+\)|\[[^{_ANY}]*+\]")
_SAID = re.compile(rf"「([^{_ANY}]*+)」")


def parenthesis_pairs(text: str) -> list[tuple[int, int, int]]:
    """(start, end, depth) of every pair of round or square brackets, in the order in which they open.

    Quotes (「」『』) are no parentheses; a bracket that nothing closes (a smiley, 1)) is none.

    >>> parenthesis_pairs("春（桜（山桜）と梅[注]）だ:)")
    [(1, 13, 1), (3, 7, 2), (9, 12, 2)]
    """
    pairs: list[tuple[int, int, int]] = []
    open_ends: list[int] = []
    for start, end in sorted(pair_brackets(text).items()):
        if text[start] not in _PARENTHESES:
            continue
        while open_ends and open_ends[-1] < start:
            open_ends.pop()
        open_ends.append(end)
        pairs.append((start, end + 1, len(open_ends)))
    return pairs


def parenthesis_depth(text: str) -> int:
    """How deep round and square brackets nest; 0 without any.

    >>> parenthesis_depth("春（桜（山桜））だ"), parenthesis_depth("（春）（夏）"), parenthesis_depth("「春」")
    (2, 1, 0)
    """
    flat = _FLAT.sub("", text)
    if flat != text and not _PARENTHESIS.search(flat):
        return 1  # nearly always: pairs that hold no bracket at all
    return max((depth for _, _, depth in parenthesis_pairs(text)), default=0)


def dialogue_characters(text: str) -> int:
    """Characters between 「 and 」, without the brackets themselves and white space; what nests counts once.

    >>> dialogue_characters("「行く」と「言う「彼」だ」")
    8
    """
    found = _SAID.findall(text)
    if len(found) == text.count("「"):  # nearly always: no quote holds a bracket
        return len("".join("".join(found).split()))
    total = at = 0
    for start, end in sorted(pair_brackets(text).items()):
        if text[start] == "「" and start >= at:
            total += len("".join(text[start + 1 : end].split()))
            at = end
    return total
