"""What the dictionary says of one morpheme, and the words in which it says so.

A leaf: what reads a morpheme (grammar, features) needs neither MeCab nor the lexicon.
"""

from __future__ import annotations

from typing import Final, NamedTuple

__all__ = ["NO_WORDS", "WORD_ORIGINS", "Entry"]

WORD_ORIGINS: Final = {
    "和": "wago",
    "漢": "kango",
    "外": "gairaigo",
    "混": "konshugo",
    "固": "proper_name",
    "記号": "symbol",
}
"""語種 of UniDic → its name here; every other value (不明, ※, none) is "unknown"."""

NO_WORDS: Final = frozenset({"補助記号", "空白", "記号"})
"""Parts of speech that are no words: punctuation, white space, single letters and signs."""


class Entry(NamedTuple):
    """What the dictionary says of one morpheme. Empty is none."""

    surface: str
    lemma: str
    """UniDic's lemma (語彙素); the surface for words it does not know."""
    pos: str
    """Part of speech: 名詞, 動詞 …"""
    pos_detail: str
    """Its finer classes, joined by -: 普通名詞-一般."""
    conjugation: str
    """Conjugation type and form: 五段-カ行/連用形-一般; empty for words that do not conjugate."""
    word_origin: str
    """A value of WORD_ORIGINS, or "unknown"."""
    pronunciation: str
    morae: int
    is_unknown: bool
