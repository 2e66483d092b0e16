"""Measures of an article's vocabulary that do not add: types, MATTR, MTLD, HD-D.

All rest on one thing: where the same lemma stood last. They are exact (integers until the last
division), so that neither the batch nor the worker changes a bit of them.
"""

from __future__ import annotations

from math import fsum
from typing import Final

import numpy as np

from jreadtools.counts.additive import TYPES, FloatArray, IntArray

__all__ = ["SAMPLE", "WINDOW", "measures", "mtld_factors"]

WINDOW: Final = 50
"""Tokens of a window of the moving-average type-token ratio."""
SAMPLE: Final = 42
"""Tokens of HD-D's random sample."""
_PIECE: Final = 100_000
_STRIDE: Final = 48
_ABREAST: Final = 24
"""Texts from which it is faster to go side by side than one by one."""


def measures(lemmas: IntArray, bounds: IntArray, wanted: frozenset[str]) -> FloatArray:
    """float64 [articles, TYPES] of articles whose words are lemmas[bounds[i]:bounds[i + 1]]; NaN where undefined.

    `wanted` names those that are computed: MTLD, sequential by nature, is two thirds of the work.
    """
    articles = len(bounds) - 1
    result = np.full((articles, len(TYPES)), np.nan)
    if not wanted & set(TYPES):
        return result
    sizes = bounds[1:] - bounds[:-1]
    owner = np.repeat(np.arange(articles), sizes)
    order = _places_of_each(lemmas)  # article by article
    same = np.zeros(len(order), bool)
    key, own = lemmas[order], owner[order]
    same[1:] = (key[1:] == key[:-1]) & (own[1:] == own[:-1])
    before = np.full(len(order), -1)
    before[order[1:][same[1:]]] = order[:-1][same[1:]]
    if "type_count" in wanted:
        result[:, TYPES.index("type_count")] = np.bincount(owner[before < 0], minlength=articles)
    if "mattr50" in wanted:
        result[:, TYPES.index("mattr50")] = _mattr(before, bounds, owner)
    if "hdd42" in wanted:
        result[:, TYPES.index("hdd42")] = _hdd(own, (~same).nonzero()[0], sizes)
    if "mtld" in wanted:
        behind = np.full(len(order), -1)
        behind[before[before >= 0]] = (before >= 0).nonzero()[0]
        result[:, TYPES.index("mtld")] = _mtld(before, behind, bounds)
    return result


def _places_of_each(lemmas: IntArray) -> IntArray:
    """The places of each lemma together, in ascending order: `argsort`, stable, at a fifth of its cost."""
    bits = len(lemmas).bit_length()
    packed = (lemmas >> bits << bits) | np.arange(len(lemmas))
    packed.sort()
    order: IntArray = packed & ((1 << bits) - 1)
    found = lemmas[order]
    # Lemmas that differ in the bits alone that gave way to the place would lie mixed.
    mixed = (found[1:] >> bits == found[:-1] >> bits) & (found[1:] != found[:-1])
    return np.argsort(lemmas, kind="stable") if mixed.any() else order


def _mattr(before: IntArray, bounds: IntArray, owner: IntArray) -> FloatArray:
    """The mean type-token ratio of all windows of 50 tokens.

    A token is a new type in those windows that hold it and not the same lemma before it: the types of all
    windows are counted token by token.
    """
    starts, ends = bounds[:-1][owner], bounds[1:][owner]
    here = np.arange(len(before))
    earliest = np.maximum(np.maximum(before + 1, here - WINDOW + 1), starts)
    latest = np.minimum(here, ends - WINDOW)
    windows_with = np.maximum(latest - earliest + 1, 0)
    total = np.append(0, np.cumsum(windows_with))
    windows = bounds[1:] - bounds[:-1] - WINDOW + 1
    result = np.full(len(windows), np.nan)
    np.divide(total[bounds[1:]] - total[bounds[:-1]], WINDOW * windows, out=result, where=windows > 0)
    return result


def _hdd(owner: IntArray, firsts: IntArray, sizes: IntArray) -> FloatArray:
    """HD-D: over all types the chance of meeting it in a random sample of 42 tokens, divided by 42.

    The chance depends on the frequency alone: types of one frequency are taken together, in ascending order.
    """
    frequency = np.diff(firsts, append=len(owner))
    result = np.full(len(sizes), np.nan)
    if not len(firsts):
        return result
    most = int(frequency.max()) + 1
    kinds, numbers = np.unique(owner[firsts] * most + frequency, return_counts=True)
    article, of_frequency = np.divmod(kinds, most)
    at = np.searchsorted(article, np.arange(len(sizes) + 1)).tolist()
    log = np.append(0.0, np.cumsum(np.log(np.arange(1, int(sizes.max()) + 1))))
    tokens = sizes[article]
    rest = tokens - of_frequency
    reachable = (rest >= SAMPLE) & (tokens >= SAMPLE)
    missed = np.zeros(len(kinds))
    rest, tokens = rest[reachable], tokens[reachable]
    missed[reachable] = np.exp(log[rest] - log[rest - SAMPLE] - log[tokens] + log[tokens - SAMPLE])
    chances = ((1 - missed) * numbers).tolist()
    for number in (sizes >= SAMPLE).nonzero()[0].tolist():
        result[number] = fsum(chances[at[number] : at[number + 1]]) / SAMPLE
    return result


def _mtld(before: IntArray, behind: IntArray, bounds: IntArray) -> FloatArray:
    """MTLD: tokens per factor, the mean of both directions."""
    size = len(before)
    # Read backwards, every place is counted from the end; both directions stand one behind the other.
    lasts = np.empty(2 * size, np.int64)
    lasts[:size] = before
    lasts[size:] = np.where(behind < 0, -1, 2 * size - 1 - behind)[::-1]
    starts = np.concatenate([bounds[:-1], 2 * size - bounds[1:]])
    ends = np.concatenate([bounds[1:], 2 * size - bounds[:-1]])
    forth, back = mtld_factors(lasts, starts, ends).reshape(2, -1)
    tokens = bounds[1:] - bounds[:-1]
    result = np.full(len(tokens), np.nan)
    whole = (forth > 0) & (back > 0)
    result[whole] = (tokens[whole] / forth[whole] + tokens[whole] / back[whole]) / 2
    return result


def mtld_factors(lasts: IntArray, starts: IntArray, ends: IntArray) -> FloatArray:
    """How many factors of McCarthy & Jarvis 2010 each text holds in reading order; the last may be a part of one.

    A factor ends where the type-token ratio falls below .72; there is no shortest factor (some tools have one).
    Factors follow one another, texts do not: many texts go forward side by side, `_STRIDE` tokens a step; the last few
    are read token by token, which is faster for one.

    Args:
        lasts: int64 [tokens], where the same lemma stood last in its text, -1 for none.
        starts, ends: int64 [texts], each text's tokens.

    Returns:
        float64 [texts].
    """
    factors, repeats = np.zeros(len(starts), np.int64), np.zeros(len(starts), np.int64)
    begins, places = starts.copy(), starts.copy()
    steps = np.arange(_STRIDE)
    rows = (places < ends).nonzero()[0]
    while len(rows) >= _ABREAST:
        at, begin = places[rows], begins[rows]
        here = at[:, None] + steps
        again = lasts.take(here, mode="clip") >= begin[:, None]
        again &= here < ends[rows][:, None]
        met = again.cumsum(axis=1)
        met += repeats[rows][:, None]
        # types / tokens < .72, in whole numbers; it can fall only where a lemma comes again
        falls = again & (25 * met > 7 * (here - begin[:, None] + 1))
        first = falls.argmax(axis=1)
        ended = falls[np.arange(len(rows)), first]
        factors[rows] += ended
        places[rows] = np.where(ended, at + first + 1, at + _STRIDE)
        begins[rows] = np.where(ended, at + first + 1, begin)
        repeats[rows] = np.where(ended, 0, met[:, -1])
        rows = rows[places[rows] < ends[rows]]
    for row in rows.tolist():
        state = _factors_of_one(lasts, int(places[row]), int(ends[row]), int(begins[row]), int(repeats[row]))
        factors[row] += state[0]
        begins[row], repeats[row] = state[1:]
    left = np.maximum(ends - begins, 1)
    result: FloatArray = factors + repeats / left / 0.28
    return result


def _factors_of_one(lasts: IntArray, at: int, end: int, begin: int, repeats: int) -> tuple[int, int, int]:
    """Factors from `at` on, where the last one begins, and its repeats."""
    factors = 0
    for start in range(at, end, _PIECE):
        piece = lasts[start : min(start + _PIECE, end)]
        # Only what stood before can end a factor: a third of the tokens is passed over here.
        again = (piece >= 0).nonzero()[0]
        for place, last in zip((again + start).tolist(), piece[again].tolist(), strict=True):
            if last >= begin:
                repeats += 1
                if 25 * repeats > 7 * (place - begin + 1):
                    factors += 1
                    begin, repeats = place + 1, 0
    return factors, begin, repeats
