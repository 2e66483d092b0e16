"""Negations, and those that negate each other: 〜ないわけではない costs the reader a turn of thought.

Double negatives are those of textlint's no-double-negative-ja and their everyday variants (polite,
past, with という), found on the tags of UniDic.
"""

from __future__ import annotations

import re
from typing import Final

import numpy as np
import numpy.typing as npt

from jreadtools.language.lexical_entry import LexicalEntry

__all__ = ["both", "classify", "double_negatives", "negations"]

Tags = npt.NDArray[np.uint8]
IntArray = npt.NDArray[np.int64]

# A tag is a letter, so that a construction is a pattern of letters: 〜ないわけではない is NwdhN.
_NEGATION: Final = ord("N")
_ZARU: Final = ord("Z")  # ざる, a negation too
_CONTRACTED: Final = ord("K")  # なきゃ, なけりゃ, ねば in one: a negation and its ば
_MASU, _EXIST, _MIGHT, _BECOME, _GO = map(ord, "marnI")
_KA, _MO, _HA, _BA, _TE, _TO, _CHA = map(ord, "?ohbtuc")
_LEXICAL, _WHAT = map(ord, "x!")

_NEGATING: Final = ("助動詞-ナイ", "助動詞-ヌ", "助動詞-ヘン", "助動詞-マイ")
_LEXICAL_STEMS: Final = frozenset(
    {"もったい", "勿体", "とんでも", "つまら", "詰まら", "くだら", "下ら", "申し訳", "申しわけ", "すみ", "すいま", "すま",
     "間違い", "まちがい", "違い", "ちがい"}
)  # fmt: skip
"""Surfaces before ない that make one adjective or one formula with it."""
_PARTICLES: Final = {
    ("は", "係助詞"): "h", ("も", "係助詞"): "o", ("しも", "副助詞"): "s", ("で", "格助詞"): "d", ("て", "接続助詞"): "t",
    ("に", "格助詞"): "y", ("を", "格助詞"): "W", ("が", "格助詞"): "g", ("と", "格助詞"): "u", ("と", "接続助詞"): "u",
    ("ば", "接続助詞"): "b", ("か", "副助詞"): "?", ("か", "終助詞"): "?", ("って", "副助詞"): "U",
}  # fmt: skip
_NOUNS: Final = {"訳": "w", "事": "k", "物": "k", "筈": "w"}
_VERBS: Final = {
    "有る": "a", "御座る": "a", "居る": "i", "居れる": "i", "得る": "e", "成る": "n", "行く": "I", "知れる": "r",
    "限る": "G", "言う": "S", "言える": "S", "言い切る": "A", "言い切れる": "A", "断言": "A", "断定": "A", "置く": "P",
    "済む": "P", "済ます": "P", "出来る": "j",
}  # fmt: skip


def classify(entry: LexicalEntry) -> int:
    """What a morpheme is to the rules below: a letter, 0 for most."""
    pos, lemma, kind = entry.pos, entry.lemma, entry.conjugation
    if pos == "助動詞":
        return _auxiliary(entry)
    if entry.surface in _LEXICAL_STEMS:
        return _LEXICAL
    if pos == "形容詞":
        return _NEGATION if lemma in {"無い", "無し"} else 0
    if pos == "助詞":
        if entry.surface in {"ちゃ", "ちゃあ"}:
            return _CHA
        return ord(_PARTICLES.get((lemma, entry.pos_detail), "\0"))
    if pos == "代名詞":
        return _WHAT if lemma == "何" else 0
    if pos == "名詞":
        return ord(_NOUNS.get(lemma) or ("A" if lemma in {"断言", "断定"} else "\0"))
    if pos == "動詞":
        if lemma == "切る" and kind.startswith(("下一段", "五段")):
            return ord("q")  # 言い|切れ
        return ord(_VERBS.get(lemma, "\0"))
    return 0


def _auxiliary(entry: LexicalEntry) -> int:
    kind, _, form = entry.conjugation.partition("/")
    if kind.startswith(_NEGATING) or entry.lemma in {"ない", "ず"}:
        if entry.surface == "ざる":
            return _ZARU
        return _CONTRACTED if "融合" in form and "仮定形" in form else _NEGATION
    if kind.startswith("助動詞-マス"):
        return _MASU
    if kind.startswith("助動詞-ダ"):
        return {"で": ord("d"), "じゃ": ord("J")}.get(entry.surface, ord("D"))
    if kind.startswith("助動詞-デス"):
        return ord("D")
    if kind.startswith(("助動詞-レル", "助動詞-ラレル")):
        return ord("L")
    return ord("T") if kind.startswith("助動詞-タ") and entry.lemma == "た" else 0


_IS_NEGATION: Final = np.zeros(256, np.bool_)
_IS_NEGATION[[_NEGATION, _ZARU, _CONTRACTED]] = True
_STEPS: Final = np.arange(1, 6)


def negations(tags: Tags, bounds: IntArray) -> IntArray:
    """Places of the negations: int64 [n], ascending.

    Counted: the auxiliaries ない, ぬ (ん, ず, ね, ざる), へん and まい, and the adjective 無い.
    Left out, since nothing is negated: words whose ない is part of them, be they one morpheme in UniDic
    (少ない, 危ない, さりげない, 必ず) or two (もったいない, とんでもない, つまらない, くだらない, 申し訳ない, すみません,
    間違いない, に違いない); なんとなく; かもしれない; both parts of an obligation (なければならない, なくてはいけない,
    ないといけない, ねばならない). Word formation (不, 非, 無, 未, 〜なし) is no negation. The question 〜ではないか counts.
    """
    return _unobliged(*_outspoken(tags, bounds), tags)


def both(tags: Tags, bounds: IntArray) -> tuple[IntArray, IntArray]:
    """`negations` and `double_negatives` at once: they begin with the same search."""
    places, stems = _outspoken(tags, bounds)
    return _unobliged(places, stems, tags), _double(places, tags, bounds)


def _unobliged(places: IntArray, stems: Tags, tags: Tags) -> IntArray:
    verb, link, third, fourth = stems.T
    must = (verb == _BECOME) | (verb == _GO)
    if not must.any():
        return places
    by_ba = must & ((link == _BA) | (link == _CHA) | (link == _TO)) & _IS_NEGATION[third]  # なけれ|ば|なら
    by_te = must & (link == _HA) & (third == _TE) & _IS_NEGATION[fourth]  # なく|て|は|いけ
    by_kya = must & (link == _CONTRACTED)  # なきゃ|なら
    obliged = by_ba | by_te | by_kya
    if not obliged.any():
        return places
    second = places[obliged]
    steps = np.select([by_ba[obliged], by_te[obliged]], [3, 4], 2) + (tags[second - 1] == _MASU)
    kept: IntArray = places[~(obliged | np.isin(places, second - steps))]
    return kept


def _outspoken(tags: Tags, bounds: IntArray) -> tuple[IntArray, Tags]:
    """Places of negations that are neither part of a word or of なんとなく nor かもしれない, and what they negate.

    The second is uint8 [n, 4]: the morphemes before each, the nearest first, without the ませ of ません.
    """
    places = _IS_NEGATION.take(tags).nonzero()[0]
    if not len(places):
        return places, np.zeros((0, 4), np.uint8)
    begins = bounds[bounds.searchsorted(places, "right") - 1]
    at = places[:, None] - _STEPS
    before = np.where(at >= begins[:, None], tags[np.maximum(at, 0)], np.uint8(0))
    stems = np.where(before[:, :1] == _MASU, before[:, 1:], before[:, :-1])
    verb, link, third = stems.T[:3]
    might = (verb == _MIGHT) & (link == _MO) & (third == _KA)
    somehow = (verb == _TO) & (link == _WHAT)
    lexical = (verb == _LEXICAL) | ((verb == _EXIST) & (link == _LEXICAL))
    counted = ~(might | somehow | lexical)
    return places[counted], stems[counted]


_CONSTRUCTIONS: Final = re.compile(
    "|".join(
        (
            "N[ho](?:am?)?N",  # なくはない, なくもありません
            "NT?[dt][ho](?:am?|iL?m?|PL?m?)?N",  # ないでもない, ないではいられない, なかったでは済まされない
            "Nyh(?:iL?m?|PL?m?)N",  # ずにはいられない, ずにはおかない
            "NysaN",  # なきにしもあらず
            "NT?(?:uS|U)?[wk](?:d[ho]|J|[hog])?(?:am?)?N",  # ないわけではない, なかったということはありません
            "NT?wyhIm?N",  # ないわけにはいかない
            "NT?u[ho](?:Gm?|SL?m?|Aj?m?|Sqm?)N",  # ないとは限らない, ないとも言えません
            "NT?u(?:Gm?|Am?|Sqm?)N",  # ないと言い切れない
            "ZWem?N",  # ざるを得ない
        )
    ).encode()
)
_LONGEST: Final = 10
"""Morphemes from the first to the last negation of the longest construction."""
_QUESTION: Final = re.compile(rb"N[dt]h(?:am?)?N[DT]?\?")
"""聞いていないではないか: a reproach, one negation."""


def double_negatives(tags: Tags, bounds: IntArray) -> IntArray:
    """Negations that take each other back: int64 [n, 2], (first, last) negation.

    〜なくはない, 〜ないでもない, 〜ないものでもない, 〜ないことはない, 〜ないわけではない, 〜ないとは限らない, 〜ないとは
    言い切れない as in textlint; also 〜ないはずがない, 〜ないわけにはいかない, 〜ないではいられない, 〜ずにはいられない,
    〜ざるを得ない, 〜ないとは言えない, なきにしもあらず, each polite or past. None are obligations (なければならない,
    ないといけない), conditions (見なければ分からない), words with ない in them (つまらなくはない), かもしれない and the
    reproach 〜ないではないか. A negation belongs to one row only.
    """
    return _double(_outspoken(tags, bounds)[0], tags, bounds)


def _double(places: IntArray, tags: Tags, bounds: IntArray) -> IntArray:
    near = ((places[1:] - places[:-1]) < _LONGEST).nonzero()[0]
    if not len(near):
        return np.zeros((0, 2), np.int64)
    ends = bounds[np.searchsorted(bounds, places[near], "right")]
    found: list[tuple[int, int]] = []
    for first, last, end in zip(places[near].tolist(), places[near + 1].tolist(), ends.tolist(), strict=True):
        if last >= end or (found and found[-1][1] == first):
            continue
        if _CONSTRUCTIONS.fullmatch(bytes(tags[first : last + 1])) and not _QUESTION.match(
            bytes(tags[first : min(last + 3, end)])
        ):
            found.append((first, last))
    return np.array(found, np.int64).reshape(-1, 2)
