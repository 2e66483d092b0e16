"""The lexicon: every distinct morpheme is looked up once and becomes a row of columns."""

from __future__ import annotations

import copy
import re
import sys
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from jreadtools.characters import LATIN_CLASS, kana_morae, latin_morae, number_morae
from jreadtools.language.features import CODES, FLAGS, codes_of, flags_of, is_latin, lemma_key
from jreadtools.language.lexical_entry import WORD_ORIGINS, LexicalEntry
from jreadtools.language.mecab import new_tagger

__all__ = ["FIELDS", "LANES", "MAX_ENTRIES", "WIDTH", "Lexicon"]

MAX_ENTRIES: Final = 400_000

_SENTENCE_ENDING_FORMS: Final = ("終止形", "命令形", "意志推量形")

FIELDS: Final = ("length", "space", "latin", "ends", "morae")
"""Integer columns: characters of the surface, of the white space before it; whether it is all Latin letters,
a form that ends a sentence; morae."""

LANES: Final = 4
"""Flags to a 64-bit word: four flags of 16 bits are summed by one addition (see `Morphemes.sums`)."""
_PADDED: Final = -len(FLAGS) % LANES
WIDTH: Final = 8
"""Codes to a 64-bit word: all codes of a morpheme are looked up by one reading."""


class _Column:
    """An array that grows by doubling."""

    def __init__(self, dtype: npt.DTypeLike, width: int = 0) -> None:
        self._size = 0
        self._room: npt.NDArray[Any] = np.zeros((1024, width) if width else 1024, dtype)

    def extend(self, values: Sequence[Any]) -> None:
        end = self._size + len(values)
        if end > len(self._room):
            larger = np.zeros((max(2 * len(self._room), end), *self._room.shape[1:]), self._room.dtype)
            larger[: self._size] = self._room[: self._size]
            self._room = larger
        self._room[self._size : end] = values
        self._size = end

    @property
    def values(self) -> npt.NDArray[Any]:
        return self._room[: self._size]


class _Rows(dict[str, int]):
    """A line that was never met is in no row: -1. Faster than `get` with a default."""

    def __missing__(self, line: str) -> int:
        return -1


class Lexicon:
    """Line of MeCab's output (surface and left id) → row, and the rows' columns.

    Surface and left id are enough to tell lemma, pronunciation and word origin (no ambiguity on
    275,846 tokens); only a line that is new is asked for its features, by a second, slower tagger.
    """

    def __init__(self) -> None:
        # %M keeps the white space before a morpheme; the left id of an unknown word is unreliable, so its
        # part of speech is printed instead.
        unknown = r"%M\t%f[0],%f[1]\n"
        self.parse: Callable[[str], str] = new_tagger(r"%M\t%phl\n", unknown).parse
        featured = new_tagger(rf"%M\t%phl\t{_FEATURES}\n", unknown)
        self._features: Callable[[str], str] = featured.parse
        self._homographs: Callable[[str, int], str] = featured.nbest
        self._start()

    def _start(self) -> None:
        self.rows: dict[str, int] = _Rows()
        self._spoken: dict[tuple[int, int], int] = {}
        self.unknown: int = 0
        # Plain tuples of strings and numbers: the cycle collector passes them over.
        self._entries: list[tuple[Any, ...]] = []
        self._fresh: list[tuple[tuple[int, ...], list[int], list[int], int]] = []  # rows that are in no column yet
        self._numbers = _Column(np.int32, len(FIELDS))
        self._codes = _Column(np.uint8, WIDTH)
        self._flags = _Column(np.uint16, len(FLAGS) + _PADDED)
        self._lemmas = _Column(np.int64)
        self.notes: dict[int, tuple[object, npt.NDArray[np.int16]]] = {}
        """What others have found out of the rows: by the identity of what they looked up in, which is kept."""

    @property
    def numbers(self) -> npt.NDArray[np.int32]:
        """int32 [rows, FIELDS]."""
        return self._numbers.values

    @property
    def codes(self) -> npt.NDArray[np.uint8]:
        """uint8 [rows, CODES and padding to WIDTH]: what grammar reads."""
        return self._codes.values

    @property
    def flags(self) -> npt.NDArray[np.uint16]:
        """uint16 [rows, FLAGS and padding to whole LANES]: what is summed."""
        return self._flags.values

    @property
    def lemmas(self) -> npt.NDArray[np.int64]:
        """int64 [rows]: a number that tells lemmas apart (see `features.lemma_key`)."""
        return self._lemmas.values

    def entry(self, row: int) -> LexicalEntry:
        """What the dictionary says of a row."""
        return LexicalEntry(*self._entries[row])

    def surface(self, row: int) -> str:
        """The surface of a row."""
        surface: str = self._entries[row][0]
        return surface

    def __len__(self) -> int:
        return len(self._entries)

    def learn(self, piece: str, lines: Sequence[str]) -> None:
        """Make rows for the lines of one MeCab call that have none yet."""
        whole: list[str] | None = None
        for number, line in enumerate(lines):
            if line in self.rows:
                continue
            shown, _, detail = line.rpartition("\t")
            surface = shown.lstrip(" \t\n")
            if not detail.isdecimal():
                entry = _unknown_entry(surface, detail)
            else:
                features = self._features_alone(surface, detail)
                if features is None:
                    if whole is None:
                        # The same text takes the same path: these lines are those, with features behind.
                        whole = self._features(piece).split("\n")
                    features = whole[number][len(line) + 1 :]
                entry = _known_entry(surface, features)
            self._append(line, entry, len(shown) - len(surface))

    def _features_alone(self, surface: str, left_id: str) -> str | None:
        """The features of a word that is read by itself: sooner done than reading its sentence.

        The same surface and left id is the same entry, the cheapest of its homographs, in any context; of two that cost
        the same its sentence decides: None.
        """
        head = f"{surface}\t{left_id}\t"
        found = self._features(surface)
        if found.startswith(head):
            return found[len(head) :]
        same = [one for one in self._homographs(surface, 10).split("\n") if one.startswith(head)]
        return same[0][len(head) :] if len(same) == 1 else None

    def merged(self, surface: str, space: int) -> int:
        """Row of an unknown Latin word that MeCab had cut into pieces."""
        line = f"{' ' * space}{surface}\t名詞,普通名詞"
        row = self.rows.get(line)
        if row is None:
            row = self._append(line, _unknown_entry(surface, "名詞,普通名詞"), space)
            self.settle()
        return row

    def spoken(self, row: int, morae: int) -> int:
        """Row of the same morpheme where it is read with other morae: the 000 of 10,000."""
        found = self._spoken.get((row, morae))
        if found is None:
            found = self._spoken[row, morae] = self._read_as(row, morae)
        return found

    def _read_as(self, row: int, morae: int) -> int:
        entry = self.entry(row)
        if entry.morae == morae:
            return row
        space = int(self.numbers[row, FIELDS.index("space")])
        line = f"{' ' * space}{entry.surface}\t{entry.pos}\t{entry.pos_detail}\t{morae}"
        found = self.rows.get(line)
        if found is None:
            found = self._append(line, entry._replace(morae=morae), space)
            self.settle()
        return found

    def _append(self, line: str, entry: LexicalEntry, space: int) -> int:
        row = self.rows[line] = len(self._entries)
        self._entries.append(tuple(entry))
        self.unknown += entry.is_unknown
        numbers = (
            len(entry.surface),
            space,
            is_latin(entry.surface),
            entry.pos_detail == "終助詞" or entry.conjugation.partition("/")[2].startswith(_SENTENCE_ENDING_FORMS),
            entry.morae,
        )
        flags, codes = flags_of(entry) + [0] * _PADDED, codes_of(entry) + [0] * (WIDTH - len(CODES))
        self._fresh.append((numbers, codes, flags, lemma_key(entry.lemma)))
        return row

    def settle(self) -> None:
        """Turn the new rows into columns, all at once: numpy takes as long for one as for hundreds."""
        if not self._fresh:
            return
        for column, values in zip(
            (self._numbers, self._codes, self._flags, self._lemmas), zip(*self._fresh, strict=True), strict=True
        ):
            column.extend(values)
        self._fresh = []

    def emptied(self) -> Lexicon:
        """A lexicon that knows nothing yet. A new object: whoever still holds rows of this one goes on with it."""
        new = copy.copy(self)
        new._start()
        return new

    def forgetting(self) -> Lexicon:
        """A lexicon with the known morphemes only, or with none when even those are too many: a new object."""
        new = self.emptied()
        if len(self) - self.unknown <= MAX_ENTRIES:
            spaces = self.numbers[:, FIELDS.index("space")].tolist()
            for line, row in self.rows.items():
                if not (entry := self.entry(row)).is_unknown:
                    new._append(line, entry, spaces[row])
            new.settle()
        return new


_FEATURES: Final = r"%f[0]\t%F-[1,2,3]\t%F/[4,5]\t%f[7]\t%f[9]\t%f[12]"
"""Part of speech, its finer classes, conjugation type and form, lemma, pronunciation, origin: * for none."""


def _known_entry(surface: str, raw: str) -> LexicalEntry:
    pos, detail, conjugation, lemma, pronunciation, origin = ["" if v == "*" else v for v in raw.split("\t")]
    return LexicalEntry(
        surface=surface,
        lemma=lemma or surface,
        pos=sys.intern(pos),
        pos_detail=sys.intern(detail),
        conjugation=sys.intern(conjugation),
        word_origin=WORD_ORIGINS.get(origin, "unknown"),
        pronunciation=pronunciation,
        morae=_SPOKEN_SIGNS.get(surface, 0)
        if pos in {"補助記号", "空白"}
        else kana_morae(pronunciation) or _guessed_morae(surface),
        is_unknown=False,
    )


def _unknown_entry(surface: str, pos: str) -> LexicalEntry:
    main, _, detail = pos.partition(",")
    return LexicalEntry(
        surface=surface,
        lemma=surface,
        pos=sys.intern(main),
        pos_detail=sys.intern("" if detail == "*" else detail),
        conjugation="",
        word_origin="unknown",
        pronunciation="",
        morae=_guessed_morae(surface),
        is_unknown=True,
    )


# パーセント, エン, ドル, ユーロ, ポンド, アンド, ナンバー, キログラム …; ％ ¥ ℃ have entries of their own.
_SPOKEN_SIGNS: Final = {"%": 5, "￥": 2, "$": 2, "＄": 2, "€": 3, "£": 3, "&": 3, "＆": 3, "№": 4, "㎏": 5, "㎎": 5, "㎝": 7, "㎜": 6, "㎞": 6, "㏄": 4, "㎡": 8}  # fmt: skip
_NUMBER = re.compile(r"\d+").fullmatch
_RUNS = re.compile(rf"(?P<number>\d+)|(?P<latin>[{LATIN_CLASS}]+)|(?P<kana>[ぁ-ゖァ-ヺーｦ-ﾟ]+)|(?P<other>[^\W\d_])")


def _guessed_morae(surface: str) -> int:
    """Morae of what has no pronunciation: numbers are read out, Latin words estimated, kana counted,
    two for a kanji or a letter of another script; signs have none."""
    if _NUMBER(surface):
        return number_morae(surface)
    if is_latin(surface):
        return latin_morae(surface)
    morae = 0
    for run in _RUNS.finditer(surface):
        kind, text = run.lastgroup, run.group()
        if kind == "number":
            morae += number_morae(text)
        elif kind == "latin":
            morae += latin_morae(text)
        elif kind == "kana":
            morae += kana_morae(unicodedata.normalize("NFKC", text))
        else:
            morae += 2
    return morae
