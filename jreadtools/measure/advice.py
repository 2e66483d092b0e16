"""Where in a sentence its load lies, and where it could be cut in two.

`metrics.revise` says which sentences are named and for what reasons; this module finds the places of those reasons.
It is asked for the few sentences that are named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from jreadtools.language.grammar import bunsetsu, weight
from jreadtools.language.lexical_entry import LexicalEntry
from jreadtools.language.morphemes import tokenize

__all__ = ["Advice", "advise"]

Token = tuple[int, int, LexicalEntry]
Place = tuple[int, int]
"""[start, end) in the prose of the sentence."""

_COMMAS: Final = frozenset("、，､")
_PAUSES: Final = _COMMAS | frozenset("（(")
_AROUND: Final = "、，､,。．｡！？!?：；:;…―—‥（([［〔【）)］]〕】 　"
_CLEAR: Final = frozenset({"が", "けれど", "から", "し"})
"""Lemmas of 接続助詞 behind which a sentence is cut without another change than しかし, だから."""
_BARE: Final = frozenset({"が", "けれど"})
"""Of those, the ones that end a clause without a comma too."""
_SMALLEST: Final = 10
"""Words that weigh, on either side of a cut."""
_KNOWN: Final = 4
"""Characters of a clause's end, without its comma, by which its place is known again: 〜ことで alone is not enough."""
_TE_COSTS: Final = 4
"""Words by which a cut behind て, で or a 連用形 must be better balanced, for the predicate has to be changed."""
_COMPOUND: Final = frozenset(
    {
        "因る",
        "依る",
        "為る",
        "取る",
        "於く",
        "対する",
        "関する",
        "基づく",
        "従う",
        "通す",
        "通じる",
        "加える",
        "向ける",
        "付く",
        "つく",
        "当たる",
        "亘る",
        "比べる",
        "沿う",
        "伴う",
        "応ずる",
        "目指す",
        "含める",
        "始める",
        "除く",
        "経る",
    }
)
"""Lemmas of verbs whose て is one particle with the に, と or を before them: によって, として, を通して."""


class Advice(NamedTuple):
    """What can be shown to the writer of one sentence."""

    places: Mapping[str, tuple[Place, ...]]
    """Where each part of `metrics.revise.PARTS` lies; empty where it lies nowhere."""
    cuts: tuple[Place, ...]
    """The ends of clauses behind which the sentence could be cut, the best first: from the last bunsetsu of the clause
    (the last two, where that is short) to behind its comma."""


def advise(prose: str) -> Advice:
    """Find the places of a sentence's load.

    >>> advice = advise("昨日は朝から雨が降っていたので家で本を読んだが、今日は晴れたので山に登って写真を撮りたい。")
    >>> ["昨日は朝から雨が降っていたので家で本を読んだが、"[a:b] for a, b in advice.cuts]
    ['読んだが、']
    """
    morphemes = tokenize([prose])
    tokens = morphemes.entries(0)
    if not tokens:
        return Advice({}, ())
    owner = np.zeros(len(tokens), np.int64)
    weighed = weight.weigh(morphemes.code("weight"), morphemes.bounds, owner)
    heads = bunsetsu.starts(morphemes.code("bunsetsu"), morphemes.bounds)
    places = {
        "words": ((tokens[0][0], tokens[-1][1]),),
        "brackets": _runs(tokens, weighed.interrupts, prose),
        "modifiers": _modifiers(tokens, weighed.modifies, heads),
        "unbroken": (_longest(tokens, weighed, prose),),
        "quotes": (),
    }
    return Advice(places, _cuts(tokens, weighed, heads, prose))


def _runs(tokens: Sequence[Token], inside: npt.NDArray[np.bool_], prose: str) -> tuple[Place, ...]:
    """Runs of words that interrupt, with the brackets around them."""
    found: list[Place] = []
    for number in inside.nonzero()[0].tolist():
        start, end, _ = tokens[number]
        between = prose[found[-1][1] : start] if found else "）"
        if any(sign in between for sign in "）)］]】〕"):
            found.append((start, end))
        else:
            found[-1] = found[-1][0], end
    return tuple(_widened(prose, start, end) for start, end in found)


def _widened(prose: str, start: int, end: int) -> Place:
    """A place with the brackets and signs around it."""
    opens = max(prose.rfind(sign, 0, start) for sign in "（(［[【〔")
    closes = [at for sign in "）)］]】〕" if (at := prose.find(sign, end)) >= 0]
    return (opens if opens >= 0 else start), (min(closes) + 1 if closes else end)


def _modifiers(
    tokens: Sequence[Token], modifies: npt.NDArray[np.bool_], heads: npt.NDArray[np.bool_]
) -> tuple[Place, ...]:
    """The end of each clause that modifies a noun, and the noun."""
    found = []
    for number in modifies.nonzero()[0].tolist():
        first, last = number, number + 1
        while first and not heads[first]:
            first -= 1
        while last + 1 < len(tokens) and not heads[last + 1]:
            last += 1
        found.append((tokens[first][0], tokens[last][1]))
    return tuple(found)


def _longest(tokens: Sequence[Token], weighed: weight.Weighed, prose: str) -> Place:
    """The stretch without punctuation that holds the most words, without the signs at its ends."""
    sizes = np.bincount(weighed.stretch, weights=weighed.weighs)
    here = (weighed.stretch == int(np.argmax(sizes))).nonzero()[0]
    start, end = tokens[int(here[0])][0], tokens[int(here[-1])][1]
    text = prose[start:end]
    return start + len(text) - len(text.lstrip(_AROUND)), end - len(text) + len(text.rstrip(_AROUND))


def _cuts(
    tokens: Sequence[Token], weighed: weight.Weighed, heads: npt.NDArray[np.bool_], prose: str
) -> tuple[Place, ...]:
    before = np.append(0, np.cumsum(weighed.weighs)).tolist()
    found: list[tuple[int, Place]] = []
    depth = 0
    for number, (_, end, entry) in enumerate(tokens):
        depth += {"括弧開": 1, "括弧閉": -1}.get(entry.pos_detail, 0)
        sign = prose[end : end + 1]
        cost = None if depth > 0 else _cost(tokens, number, sign in _PAUSES)
        if cost is None:
            continue
        smaller, larger = sorted((before[number + 1], before[-1] - before[number + 1]))
        if smaller < _SMALLEST:
            continue
        first = number - (entry.pos == "名詞")  # 貸した|ため
        while first and (not heads[first] or end - tokens[first][0] < _KNOWN):
            first -= 1
        found.append((larger + cost, (tokens[first][0], end + (sign in _COMMAS))))
    return tuple(place for _, place in sorted(found))


def _cost(tokens: Sequence[Token], number: int, comma: bool) -> int | None:
    """What a cut behind this morpheme costs, in words; None where none is possible."""
    entry = tokens[number][2]
    previous = tokens[number - 1][2] if number else None
    if previous is None or not (comma or entry.lemma in _BARE):
        return None
    ends_clause = previous.pos in {"動詞", "形容詞", "助動詞"}
    if entry.pos_detail == "接続助詞" and ends_clause:
        if entry.lemma in _CLEAR:
            follows = tokens[number + 1][2].surface if number + 1 < len(tokens) else ""
            return None if follows == "も" else 0  # けれど|も
        compound = previous.lemma in _COMPOUND and number > 1 and tokens[number - 2][2].surface in {"に", "と", "を"}
        return None if entry.lemma != "て" or compound else _TE_COSTS
    if entry.surface in {"で", "に"} and previous.pos_detail == "準体助詞":  # ので, のに
        return 0
    if entry.lemma in {"為", "一方"} and previous.pos in {"動詞", "助動詞"}:
        return 0
    if (previous.lemma, entry.surface) in {("けれど", "も"), ("物", "の")}:  # けれども, ものの
        return 0
    # 〜し、 〜もので、
    ends_open = (entry.pos == "動詞" and "連用形" in entry.conjugation) or (
        entry.lemma == "だ" and entry.surface == "で"
    )
    return _TE_COSTS if ends_open else None
