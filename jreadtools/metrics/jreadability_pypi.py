"""The score of the PyPI package jreadability, for people who migrate: the same number for the same text.

It counts otherwise than jreadability.net and the metric `jreadability`: the whole text is one string for
MeCab, a run of digits is one unknown token, '　' is a token, and only 。？！． end a sentence.
"""

from __future__ import annotations

import csv
import math
import threading
from collections import Counter
from typing import Final, NamedTuple

from jreadtools.language.mecab import new_tagger

__all__ = ["jreadability_pypi"]

LONGEST: Final = 100_000
"""Characters up to which one call of MeCab is safe: at about a million it crashes the process."""

_SENTENCE_ENDS: Final = frozenset("。？！．")
_local = threading.local()


class _Token(NamedTuple):
    ends: bool
    kango: bool
    wago: bool
    verb: bool
    particle: bool


def jreadability_pypi(text: str) -> float:
    """The score of the package jreadability 1.1.5 for a text, to the last bit; NaN for one without tokens.

    Only for comparing with scores that were made with it: on the six sample texts of jreadability.net it is off by .15
    on average, the metric `jreadability` by .006. It is as slow as the package on a long run of one class of characters
    (100,000 ー take seconds).

    Raises:
        ValueError: the text is longer than 100,000 characters, or holds a NUL or a lone surrogate.
        DictionaryError: MeCab or unidic-lite is missing.

    >>> jreadability_pypi("おはようございます！今日は天気がいいですね。")
    6.438000000000001
    """
    if not isinstance(text, str):
        raise TypeError(f"text must be str, not {type(text).__name__}")
    if len(text) > LONGEST:
        raise ValueError(
            f"the text has {len(text):,} characters, jreadability_pypi takes up to {LONGEST:,} (MeCab crashes on much "
            "longer ones); use the metric jreadability of analyze, which has no limit"
        )
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError("the text holds a NUL or a lone surrogate, which MeCab cannot read; remove it")
    printed = _tagger(text)
    lines = Counter(printed.split("\n")) if printed else Counter()
    total = sum(lines.values())
    if not total:
        return math.nan
    tokens = {line: _token(line) for line in lines}
    number = {
        field: sum(lines[line] for line, token in tokens.items() if getattr(token, field)) for field in _Token._fields
    }
    tail = not tokens[printed.rpartition("\n")[2]].ends
    # In the package's own order of operations, so that the last bit agrees too.
    return (
        total / (number["ends"] + tail) * -0.056
        + 100.0 * number["kango"] / total * -0.126
        + 100.0 * number["wago"] / total * -0.042
        + 100.0 * number["verb"] / total * -0.145
        + 100.0 * number["particle"] / total * -0.044
        + 11.724
    )


def _tagger(text: str) -> str:
    if not hasattr(_local, "parse"):
        # Every feature of a known word; an unknown one has six, and asking for more crashes.
        _local.parse = new_tagger(r"%m\t%H\n", r"%m\t%f[0],%f[1]\n").parse
    printed: str = _local.parse(text)
    return printed


def _token(line: str) -> _Token:
    surface, _, raw = line.rpartition("\t")
    features = next(csv.reader([raw])) if '"' in raw else raw.split(",")
    origin = features[12] if len(features) > 12 else ""
    is_verb = features[0] == "動詞"
    return _Token(
        ends=surface in _SENTENCE_ENDS,
        kango=origin == "漢",
        wago=origin == "和",
        verb=is_verb and features[1] != "非自立可能",
        particle=features[0] == "助詞",
    )
