"""MeCab with unidic-lite → columns of morphemes. The only importer of fugashi and unidic_lite.

Every distinct morpheme is looked up once and becomes a row of the *lexicon*; a text is an array of
row numbers with the bounds of its sentences. Nothing borrowed from MeCab leaves this module.
"""

from __future__ import annotations

import copy
import csv
import re
import shlex
import sys
import threading
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from jreadtools.characters import (
    LATIN_CLASS,
    kana_morae,
    latin_morae,
    number_morae,
)
from jreadtools.errors import DictionaryError

__all__ = ["FIELDS", "WORD_ORIGINS", "Entry", "Morpheme", "Morphemes", "dictionary", "tokenize"]

IntArray = npt.NDArray[np.int64]

MAX_BYTES: Final = 8192
"""Longest input of one MeCab call: above it every call leaks its input, and much longer ones take
quadratic time or crash the process (path costs overflow 32 bits at about 198,000 ASCII characters)."""
MAX_UNKNOWN: Final = 60_000
"""Unknown words the lexicon keeps before it forgets them (about 25 MB): known types end, unknown ones do not."""
MAX_ENTRIES: Final = 400_000

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

_ALL_LATIN: Final = re.compile(f"[{LATIN_CLASS}]+").fullmatch
_SENTENCE_ENDING_FORMS: Final = ("終止形", "命令形", "意志推量形")

FIELDS: Final = ("length", "space", "word", "latin", "ends", "morae")
"""Integer columns of the lexicon: characters of the surface, of the white space before it; whether it
is a word, all Latin letters, a form that ends a sentence; morae."""
_SPACE, _LATIN = FIELDS.index("space"), FIELDS.index("latin")


class Entry(NamedTuple):
    """What the dictionary says of one morpheme. Empty is none."""

    surface: str
    lemma: str
    pos: str
    pos_detail: str
    conjugation: str
    word_origin: str
    pronunciation: str
    morae: int
    is_unknown: bool


@dataclass(frozen=True, slots=True)
class Morpheme:
    """One short-unit word (短単位) of a text, for people who iterate."""

    surface: str
    start: int
    """Offset of the first character in the source (code points)."""
    end: int
    pos: str
    """Part of speech: 名詞, 動詞 …"""
    pos_detail: str
    """Its finer classes, joined by -: 普通名詞-一般."""
    conjugation: str
    """Conjugation type and form: 五段-カ行/連用形-一般; empty for words that do not conjugate."""
    lemma: str
    """UniDic's lemma (語彙素), as it stands there: フェース-face. The surface for unknown words."""
    pronunciation: str
    """In katakana as spoken (ワ for は); empty for unknown words and signs."""
    word_origin: str
    """wago, kango, gairaigo, konshugo, proper_name, symbol or unknown."""
    morae: int
    """Morae (拍) read aloud; an estimate for words the dictionary does not know."""
    is_unknown: bool


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The dictionary that is in use, for citation."""

    name: str
    version: str
    path: str


def _load() -> tuple[Any, Any]:
    try:
        import fugashi
        import unidic_lite
    except ImportError as error:
        raise DictionaryError(
            f"{error.name or 'fugashi'} is not installed; install MeCab and its dictionary with: "
            "pip install fugashi unidic-lite"
        ) from error
    return fugashi, unidic_lite


def dictionary() -> Dictionary:
    """The dictionary that every result is computed with: unidic-lite, whatever else is installed."""
    from importlib.metadata import version

    _, unidic_lite = _load()
    path = Path(unidic_lite.DICDIR)
    try:
        unidic = (path / "version").read_text("utf-8").strip()
    except OSError as error:
        raise DictionaryError(
            f"the dictionary in {path} cannot be read ({error.strerror}); "
            "install it anew with: pip install --force-reinstall unidic-lite"
        ) from error
    return Dictionary("unidic-lite", f"{version('unidic-lite')} (UniDic {unidic})", str(path))


def _new_tagger(known: str) -> Any:
    fugashi, _ = _load()
    # -r: no mecabrc of this machine; -O '': else -F is ignored; %M keeps the white space before a
    # morpheme; the left id of an unknown word is unreliable, so its part of speech is printed instead.
    options = [
        "-r", "/dev/null" if sys.platform != "win32" else "nul",
        "-d", dictionary().path,
        "-O", "",
        "-F", known,
        "-U", r"%M\t%f[0],%f[1]\n",
        "-E", "",
    ]  # fmt: skip
    try:
        return fugashi.GenericTagger(shlex.join(options))
    except RuntimeError as error:
        raise DictionaryError(
            f"MeCab cannot open the dictionary in {dictionary().path}; "
            "install it anew with: pip install --force-reinstall unidic-lite"
        ) from error


class Lexicon:
    """Line of MeCab's output (surface and left id) → row, and the rows' columns.

    Surface and left id are enough to tell lemma, pronunciation and word origin (no ambiguity on
    275,846 tokens); only a line that is new is asked for its features, by a second, slower tagger.
    """

    def __init__(self) -> None:
        self.rows: dict[str, int] = {}
        # Plain tuples of strings and numbers: the cycle collector passes them over.
        self._entries: list[tuple[Any, ...]] = []
        self.unknown = 0
        self.parse: Callable[[str], str] = _new_tagger(r"%M\t%phl\n").parse
        self._features: Callable[[str], str] = _new_tagger(r"%M\t%phl\t%H\n").parse
        self._numbers = np.zeros((1024, len(FIELDS)), np.int32)
        self._fresh: list[tuple[int, ...]] = []  # rows that are not in _numbers yet

    @property
    def numbers(self) -> npt.NDArray[np.int32]:
        """int32 [rows, FIELDS]."""
        return self._numbers[: len(self._entries)]

    def entry(self, row: int) -> Entry:
        """What the dictionary says of a row."""
        return Entry(*self._entries[row])

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
                # Most words are read alone as they are in the sentence, and a word is sooner parsed than a sentence.
                # The same surface and left id is the same entry: the cheapest of its homographs, in any context.
                found = self._features(surface)
                head = f"{surface}\t{detail}\t"
                if not found.startswith(head) or "\n" in found:
                    if whole is None:
                        # The same text takes the same path: these lines are those, with features behind.
                        whole = self._features(piece).split("\n")
                    found, head = whole[number], line + "\t"
                entry = _known_entry(surface, found[len(head) :])
            self._append(line, entry, len(shown) - len(surface))

    def merged(self, surface: str, space: int) -> int:
        """Row of an unknown Latin word that MeCab had cut into pieces."""
        line = f"{' ' * space}{surface}\t名詞,普通名詞"
        row = self.rows.get(line)
        if row is None:
            row = self._append(line, _unknown_entry(surface, "名詞,普通名詞"), space)
            self.settle()
        return row

    def _append(self, line: str, entry: Entry, space: int) -> int:
        row = self.rows[line] = len(self._entries)
        self._entries.append(tuple(entry))
        self.unknown += entry.is_unknown
        self._fresh.append(
            (
                len(entry.surface),
                space,
                entry.pos not in NO_WORDS,
                _ALL_LATIN(entry.surface) is not None,
                entry.pos_detail == "終助詞" or entry.conjugation.partition("/")[2].startswith(_SENTENCE_ENDING_FORMS),
                entry.morae,
            )
        )
        return row

    def settle(self) -> None:
        """Turn the new rows into columns, all at once: numpy takes as long for one as for hundreds."""
        if not self._fresh:
            return
        size = len(self._entries)
        if size > len(self._numbers):
            larger = np.zeros((max(2 * len(self._numbers), size), len(FIELDS)), np.int32)
            larger[: len(self._numbers)] = self._numbers
            self._numbers = larger
        self._numbers[size - len(self._fresh) : size] = self._fresh
        self._fresh = []

    def forgetting(self) -> Lexicon:
        """A lexicon with the known morphemes only, or with none when even those are too many.

        A new object: whoever still holds rows of this one goes on with it.
        """
        new = copy.copy(self)
        new.rows, new._entries, new.unknown, new._fresh = {}, [], 0, []
        new._numbers = np.zeros((1024, len(FIELDS)), np.int32)
        if len(self) - self.unknown <= MAX_ENTRIES:
            for line, row in self.rows.items():
                if not (entry := self.entry(row)).is_unknown:
                    new._append(line, entry, int(self._numbers[row, _SPACE]))
            new.settle()
        return new


def _known_entry(surface: str, raw: str) -> Entry:
    values = next(csv.reader([raw])) if '"' in raw else raw.split(",")
    features = ["" if value == "*" else value for value in values[:13]]
    features += [""] * (13 - len(features))
    pronunciation = features[9]
    return Entry(
        surface=surface,
        lemma=features[7] or surface,
        pos=sys.intern(features[0]),
        pos_detail=sys.intern("-".join(filter(None, features[1:4]))),
        conjugation=sys.intern("/".join(filter(None, features[4:6]))),
        word_origin=WORD_ORIGINS.get(features[12], "unknown"),
        pronunciation=pronunciation,
        morae=0 if features[0] in {"補助記号", "空白"} else kana_morae(pronunciation) or _guessed_morae(surface),
        is_unknown=False,
    )


def _unknown_entry(surface: str, pos: str) -> Entry:
    main, _, detail = pos.partition(",")
    return Entry(
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


_NUMBER = re.compile(r"\d+").fullmatch
_RUNS = re.compile(rf"(?P<number>\d+)|(?P<latin>[{LATIN_CLASS}]+)|(?P<kana>[ぁ-ゖァ-ヺーｦ-ﾟ]+)|(?P<other>[^\W\d_])")


def _guessed_morae(surface: str) -> int:
    """Morae of what has no pronunciation: numbers are read out, Latin words estimated, kana counted,
    two for a kanji or a letter of another script; signs have none."""
    if _NUMBER(surface):
        return number_morae(surface)
    if _ALL_LATIN(surface):
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


# One tagger a thread: a shared one gives wrong results without saying so.
_local = threading.local()


def _lexicon() -> Lexicon:
    lexicon: Lexicon | None = getattr(_local, "lexicon", None)
    if lexicon is None:
        lexicon = Lexicon()
    elif lexicon.unknown > MAX_UNKNOWN or len(lexicon) > MAX_ENTRIES:
        lexicon = lexicon.forgetting()
    _local.lexicon = lexicon
    return lexicon


# Half-width Latin words are unknown to UniDic, their full-width twins known. Digits and signs stay:
# widened digits change the parse around them.
_HALF = re.compile("[A-Za-z]+")
_WIDE = {code: code + 0xFEE0 for first in "Aa" for code in range(ord(first), ord(first) + 26)}


class _WideWords(dict[str, str]):
    """Latin word → the same in full-width letters. Few words make up most of a text; the rest is not kept."""

    def __missing__(self, word: str) -> str:
        wide = word.translate(_WIDE)
        if len(self) < 10_000:
            self[word] = wide
        return wide


_wide_words = _WideWords()


def _widened(match: re.Match[str]) -> str:
    return _wide_words[match[0]]


_CUTS = re.compile("[。．！？!?、，,;；:：\\s]")


def _pieces(sentence: str) -> Iterator[str]:
    """A sentence in pieces of at most MAX_BYTES, cut after a sign or a space where there is one."""
    limit = MAX_BYTES // 4  # no character takes more than four bytes
    start = 0
    while len(sentence) - start > limit:
        window = sentence[start : start + limit]
        cut = max((m.end() for m in _CUTS.finditer(window, limit // 2)), default=limit)
        yield window[:cut]
        start += cut
    yield sentence[start:]


class Morphemes(NamedTuple):
    """The morphemes of some sentences: rows of the lexicon, and where each sentence begins."""

    rows: npt.NDArray[np.int32]
    """int32 [morphemes]."""
    bounds: IntArray
    """int64 [sentences + 1]."""
    lexicon: Lexicon

    def field(self, name: str) -> npt.NDArray[np.int32]:
        """int32 [morphemes]: one of FIELDS."""
        column: npt.NDArray[np.int32] = self.lexicon.numbers[:, FIELDS.index(name)][self.rows]
        return column

    def entries(self, sentence: int) -> list[tuple[int, int, Entry]]:
        """(start, end, entry) of one sentence's morphemes, offsets in the string that was tokenized."""
        found = []
        at = 0
        for row in self.rows[self.bounds[sentence] : self.bounds[sentence + 1]].tolist():
            entry = self.lexicon.entry(row)
            start = at + int(self.lexicon.numbers[row, _SPACE])
            at = start + len(entry.surface)
            found.append((start, at, entry))
        return found


def tokenize(sentences: Sequence[str]) -> Morphemes:
    """The morphemes of each sentence. Sentences hold no line break, NUL or lone surrogate.

    A Latin word counts once although UniDic cuts it (Face|book), and letters of half width are
    looked up by their full-width twins; offsets and surfaces are those of the text as it stands.

    Raises:
        DictionaryError: MeCab or unidic-lite is missing or broken.
    """
    if not len(sentences):
        return Morphemes(np.zeros(0, np.int32), np.zeros(1, np.int64), _lexicon())
    lexicon = _lexicon()
    # One pass over all sentences at once, then MeCab sentence by sentence, then one look-up of all lines.
    texts = _HALF.sub(_widened, "\n".join(sentences)).split("\n")
    if len(texts) != len(sentences):
        raise ValueError("a sentence holds a line break; unwrap it first")
    short = len(max(texts, key=len)) <= MAX_BYTES // 4
    printed = list(map(lexicon.parse, texts)) if short else _in_pieces(lexicon, texts)
    # White space alone has no morphemes and prints nothing.
    sizes = [text.count("\n") + 1 if text else 0 for text in printed]
    lines = "\n".join(filter(None, printed)).split("\n") if any(sizes) else []
    bounds = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=bounds[1:])
    rows = _rows(lexicon, lines)
    missing = np.flatnonzero(rows < 0)
    if len(missing):
        _learn(lexicon, texts, lines, bounds, missing)
        rows[missing] = [lexicon.rows[lines[i]] for i in missing.tolist()]
    return _rejoined(Morphemes(rows, bounds, lexicon))


def _in_pieces(lexicon: Lexicon, texts: Sequence[str]) -> list[str]:
    return ["\n".join(filter(None, map(lexicon.parse, _pieces(text)))) for text in texts]


def _rows(lexicon: Lexicon, lines: list[str]) -> npt.NDArray[np.int32]:
    return np.fromiter(map(lexicon.rows.get, lines, repeat(-1)), np.int32, len(lines))


def _learn(lexicon: Lexicon, texts: Sequence[str], lines: list[str], bounds: IntArray, missing: IntArray) -> None:
    """Teach the lexicon the lines that have no row, a sentence at a time."""
    known = lexicon.rows
    for sentence in np.unique(np.searchsorted(bounds, missing, side="right") - 1).tolist():
        at, stop = bounds[sentence : sentence + 2].tolist()
        if all(line in known for line in lines[at:stop]):
            continue  # an earlier sentence has taught them
        pieces = list(_pieces(texts[sentence]))
        for piece in pieces:
            end = stop if len(pieces) == 1 else at + len(_lines(lexicon.parse(piece)))
            if end > at:
                lexicon.learn(piece, lines[at:end])
            at = end
    lexicon.settle()


def _lines(printed: str) -> list[str]:
    return printed.split("\n") if printed else []


def _rejoined(morphemes: Morphemes) -> Morphemes:
    """Join again the pieces of one run of Latin letters (no white space between them)."""
    rows, bounds, lexicon = morphemes
    if len(rows) < 2:
        return morphemes
    numbers = lexicon.numbers
    latin = numbers[:, _LATIN][rows].astype(bool)
    if not latin.any():
        return morphemes
    joined = np.zeros(len(rows), bool)
    joined[1:] = latin[1:] & latin[:-1] & (numbers[:, _SPACE][rows[1:]] == 0)
    joined[bounds[:-1][bounds[:-1] < len(rows)]] = False
    if not joined.any():
        return morphemes
    rows = rows.copy()
    heads = np.flatnonzero(~joined & np.append(joined[1:], False))
    for head in heads.tolist():
        end = head + 1
        while end < len(rows) and joined[end]:
            end += 1
        surface = "".join(map(lexicon.surface, rows[head:end].tolist()))
        rows[head] = lexicon.merged(surface, int(lexicon.numbers[rows[head], _SPACE]))
    kept = np.concatenate([[0], np.cumsum(~joined)])
    return Morphemes(rows[~joined], kept[bounds], lexicon)
