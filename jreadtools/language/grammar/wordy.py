"""Phrases that say in more words what a verb says alone: の管理を行う for を管理する, 管理することができる for 管理できる.

Of what people take out of their sentences when they revise them these are the two that can be told by their grammar.
Every result is places: numbers of morphemes, first and last.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from jreadtools.language.lexical_entry import LexicalEntry

__all__ = ["needless_abilities", "needless_nouns"]

_NO_OBJECTS: Final = frozenset(
    {"一連", "他", "別", "為", "時", "際", "何", "以下", "以上", "次", "下記", "上記", "追加", "毎", "単位", "達", "一部", "全体", "毎日"}
)  # fmt: skip
"""Lemmas of nouns whose の does not make an object of them: 一連の作業を行う, 以下の処理を行う."""
_NO_DEEDS: Final = frozenset({"作業", "仕事", "活動", "実験", "工事", "講演", "会議", "手術", "試合"})
"""Lemmas of nouns that are done, not what is done to something: 冬の工事を行う."""
_COORDINATES: Final = frozenset({"や", "と", "・", "、", "，", "及び", "並びに", "又は", "且つ", "／", "/"})
_WINDOW: Final = 8
"""Morphemes before the phrase in which two deeds may be strung together: 鉢の移動や土の交換を行う."""


def needless_nouns(entries: Sequence[LexicalEntry]) -> list[tuple[int, int]]:
    """Where 行う takes a noun that is a verb itself and has its own object: 鉢の移動を行う, 庭への移動を行う.

    From の to 行う. Not where deeds are strung together, and not behind などの, ための, 独自の, 一連の.
    """
    return [
        (number - 3, number)
        for number in range(4, len(entries))
        if entries[number].lemma in {"行う", "行える"}
        and entries[number - 1].surface == "を"
        and _is_deed(entries[number - 2])
        and entries[number - 3].lemma == "の"
        and _may_be_object(entries[number - 4])
        and _COORDINATES.isdisjoint(entry.lemma for entry in entries[max(0, number - _WINDOW) : number - 3])
    ]


def _is_deed(entry: LexicalEntry) -> bool:
    return "サ変" in entry.pos_detail and entry.word_origin == "kango" and entry.lemma not in _NO_DEEDS


def _may_be_object(entry: LexicalEntry) -> bool:
    if entry.pos in {"名詞", "接尾辞", "代名詞"}:
        return entry.lemma not in _NO_OBJECTS and not entry.pos_detail.endswith(
            ("副詞可能", "形状詞可能", "助数詞", "助数詞可能")
        )
    return entry.pos == "助詞" and entry.surface == "へ"


def needless_abilities(entries: Sequence[LexicalEntry]) -> list[tuple[int, int]]:
    """Where することができる could be できる: 鉢を移動することができる. From the noun to できる."""
    found = []
    for number in range(4, len(entries)):
        noun, suru, koto, ga, able = entries[number - 4 : number + 1]
        if (able.lemma, ga.surface, koto.lemma, suru.surface) != ("出来る", "が", "事", "する"):
            continue
        if "サ変" in noun.pos_detail and noun.pos in {"名詞", "接尾辞"}:
            first = number - 4 - (noun.pos == "接尾辞")
            found.append((first - (first > 0 and entries[first - 1].pos == "接頭辞"), number))
    return found
