"""What is looked at once per distinct morpheme: flags that are summed, codes that grammar reads.

A flag is a small number that adds: the sum over a sentence is a count of the same name. A new count of
morphemes is one line of `_FLAGS`; what it may look at is said at `flags_of`. Morae and words of Latin letters alone, which
look at the surface, stand behind them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from hashlib import blake2b
from typing import Final

from jreadtools.characters import LATIN_CLASS
from jreadtools.language.grammar import bunsetsu, endings, negation, particles, weight
from jreadtools.language.lexical_entry import NO_WORDS, LexicalEntry

__all__ = ["CODES", "FLAGS", "codes_of", "flags_of", "is_content", "is_latin", "is_word", "lemma_key"]


def is_word(entry: LexicalEntry) -> bool:
    """Whether a morpheme is a word: not 補助記号, 空白 or 記号."""
    return entry.pos not in NO_WORDS


def _has_origin(name: str) -> Callable[[LexicalEntry], int]:
    return lambda entry: is_word(entry) and entry.word_origin == name


def _is(*pos: str) -> Callable[[LexicalEntry], int]:
    return lambda entry: entry.pos in pos


def is_content(entry: LexicalEntry) -> bool:
    """Whether a morpheme is a content word: 名詞, 動詞, 形容詞, 形状詞, 副詞."""
    # 形状詞-助動詞語幹 are the そう of 降りそうだ and the よう of 雨のようだ.
    return entry.pos in {"名詞", "動詞", "形容詞", "形状詞", "副詞"} and entry.pos_detail != "助動詞語幹"


def _digits(entry: LexicalEntry) -> str:
    """The digits of a morpheme that is nothing else. Full UniDic has a token for each."""
    surface = entry.surface
    return surface if surface.isdecimal() else ""


def _site_words(entry: LexicalEntry) -> int:
    return 0 if entry.pos == "空白" else len(_digits(entry)) or 1


def _site_kango(entry: LexicalEntry) -> int:
    digits = _digits(entry)
    return sum(int(digit) not in {0, 4} for digit in digits) if digits else entry.word_origin == "kango"


def _site_wago(entry: LexicalEntry) -> int:
    digits = _digits(entry)
    return sum(int(digit) == 4 for digit in digits) if digits else entry.word_origin == "wago"


_FLAGS: Final[Mapping[str, Callable[[LexicalEntry], int]]] = {
    "words": is_word,
    "wago": _has_origin("wago"),
    "kango": _has_origin("kango"),
    "gairaigo": _has_origin("gairaigo"),
    "konshugo": _has_origin("konshugo"),
    "proper_names": _has_origin("proper_name"),
    "content_words": is_content,
    "content_nouns": lambda entry: entry.pos == "名詞" and is_content(entry),
    "nouns": _is("名詞"),
    "verbs": _is("動詞"),
    "adjectives": lambda entry: entry.pos in {"形容詞", "形状詞"} and is_content(entry),
    "adverbs": _is("副詞"),
    "adnominals": _is("連体詞"),
    "conjunctions": _is("接続詞"),
    "particles": _is("助詞"),
    "auxiliaries": _is("助動詞"),
    "passives": lambda entry: entry.pos == "助動詞" and entry.lemma in {"れる", "られる"},
    # The tokens of jReadability's site: punctuation counts, each digit is one (0 外, 4 和, the others 漢).
    "site_words": _site_words,
    "site_kango": _site_kango,
    "site_wago": _site_wago,
    "site_verbs": lambda entry: entry.pos == "動詞" and not entry.pos_detail.startswith("非自立可能"),
}
FLAGS: Final = (*_FLAGS, "morae", "latin_words")


def _is_predicate(entry: LexicalEntry) -> int:
    """A verb, an adjective or a copula; に and な (静かに, 静かな) lean on the noun or verb behind them."""
    if entry.pos == "助動詞" and entry.lemma in {"だ", "です"}:
        return not entry.conjugation.endswith(("連用形-ニ", "連体形-一般"))
    return entry.pos in {"動詞", "形容詞"}


_CODES: Final[Mapping[str, Callable[[LexicalEntry], int]]] = {
    "word": is_word,
    "predicate": _is_predicate,
    "bunsetsu": bunsetsu.classify,
    "ending": endings.classify,
    "particle": particles.classify,
    "negation": negation.classify,
    "weight": weight.classify,
}
CODES: Final = tuple(_CODES)


# Most flags look at these fields alone, and few combinations of them make up the whole dictionary.
_SEEN: Final[dict[tuple[str, str, str, str], list[int]]] = {}


_MOST: Final = 0xFFFF
"""What a flag can hold: a run of letters or digits that takes hours to read aloud is no word."""


def flags_of(entry: LexicalEntry) -> list[int]:
    """A number for each of FLAGS, of 16 bits."""
    if entry.surface.isdecimal():
        found = [int(flag(entry)) for flag in _FLAGS.values()]
    else:
        key = (entry.pos, entry.pos_detail, entry.word_origin, entry.lemma if entry.pos == "助動詞" else "")
        found = _SEEN.get(key) or _SEEN.setdefault(key, [int(flag(entry)) for flag in _FLAGS.values()])
    return [*found, min(entry.morae, _MOST), is_word(entry) and is_latin(entry.surface)]


def is_latin(surface: str) -> bool:
    """Whether a surface is all Latin letters."""
    return _ALL_LATIN(surface) is not None


_ALL_LATIN: Final = re.compile(f"[{LATIN_CLASS}]+").fullmatch


def codes_of(entry: LexicalEntry) -> list[int]:
    """A number (0-255) for each of CODES."""
    return [int(code(entry)) for code in _CODES.values()]


def lemma_key(lemma: str) -> int:
    """A number that is the same for a lemma in every process, and another for every other lemma (64 bits)."""
    return int.from_bytes(
        blake2b(lemma.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little", signed=True
    )
