"""Sentences → morphemes: rows of the lexicon, and where each sentence begins.

Nothing borrowed from MeCab leaves this module; a `Morpheme` object is a view for people.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from jreadtools.characters import CUT_NUMBER, pieces_morae
from jreadtools.language.features import CODES, FLAGS
from jreadtools.language.lexical_entry import LexicalEntry
from jreadtools.language.lexicon import FIELDS, MAX_ENTRIES, WIDTH, Lexicon
from jreadtools.language.mecab import MAX_BYTES

__all__ = ["Morpheme", "Morphemes", "tokenize"]

IntArray = npt.NDArray[np.int64]

MAX_UNKNOWN: Final = 60_000
"""Unknown words the lexicon keeps before it forgets them (about 25 MB): known types end, unknown ones do not."""

_SPACE = FIELDS.index("space")
_LENGTH_AND_SPACE: Final = slice(FIELDS.index("length"), _SPACE + 1)
_SIGN_IN_NUMBER = re.compile(r"[0-9０-９][,.，．][0-9０-９]")


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


def _widened(text: str) -> str:
    """A text with its Latin letters in full width, one for one.

    Half-width Latin words are unknown to UniDic, their full-width twins known. Digits and signs stay: widened digits
    change the parse around them.
    """
    points = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    letters = ((points | 0x20) - ord("a")) < 26  # below a the difference wraps round and is large
    if not letters.any():
        return text
    return (points + letters * np.uint32(0xFEE0)).tobytes().decode("utf-32-le")


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

    def field(self, name: str, places: IntArray | slice = slice(None)) -> npt.NDArray[np.int32]:
        """int32 [places]: one of FIELDS, of all morphemes or of those at these places."""
        column: npt.NDArray[np.int32] = self.lexicon.numbers[:, FIELDS.index(name)][self.rows[places]]
        return column

    def code(self, name: str) -> npt.NDArray[np.uint8]:
        """uint8 [morphemes]: one of CODES."""
        column: npt.NDArray[np.uint8] = self.lexicon.codes[:, CODES.index(name)][self.rows]
        return column

    def codes(self) -> dict[str, npt.NDArray[np.uint8]]:
        """uint8 [morphemes] for each of CODES: all at once."""
        words = self.lexicon.codes.view(np.uint64).ravel().take(self.rows)
        return dict(zip(CODES, words.view(np.uint8).reshape(-1, WIDTH).T.copy(), strict=False))

    def lemmas(self) -> IntArray:
        """int64 [morphemes]: a number that tells lemmas apart."""
        return self.lexicon.lemmas[self.rows]

    def sums(self) -> IntArray:
        """int64 [sentences, FLAGS]: every flag summed over each sentence.

        Four flags lie side by side in a 64-bit word, 16 bits each, and are summed by one addition: a quarter of
        the time. Where a sum might not fit its 16 bits, each is summed by itself.
        """
        sizes = self.bounds[1:] - self.bounds[:-1]
        result = np.zeros((len(sizes), len(FLAGS)), np.int64)
        filled = sizes.nonzero()[0]
        if not len(filled):
            return result
        words, starts = self.lexicon.flags.view(np.uint64).take(self.rows, axis=0), self.bounds[filled]
        flags = words.view(np.uint16)
        if int(sizes.max()) * int(flags.max()) < 1 << 16:
            result[filled] = np.add.reduceat(words, starts, axis=0).view(np.uint16)[:, : len(FLAGS)]
        else:
            result[filled] = np.add.reduceat(flags[:, : len(FLAGS)], starts, axis=0, dtype=np.int64)
        return result

    def entries(self, sentence: int) -> list[tuple[int, int, LexicalEntry]]:
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
    try:
        return _tokenized(lexicon, sentences)
    except BaseException:  # Ctrl-C in a notebook, too: a row that is in no column would make later texts wrong
        _local.lexicon = lexicon.emptied()
        raise


def _tokenized(lexicon: Lexicon, sentences: Sequence[str]) -> Morphemes:
    # One pass over all sentences at once, then MeCab sentence by sentence, then one look-up of all lines.
    texts = _widened("\n".join(sentences)).split("\n")
    if len(texts) != len(sentences):
        raise ValueError("a sentence holds a line break; unwrap it first")
    short = len(max(texts, key=len)) <= MAX_BYTES // 4
    printed = list(map(lexicon.parse, texts)) if short else _in_pieces(lexicon, texts)
    lines: list[str] = []
    ends = [0]
    for text in printed:
        lines += _lines(text)
        ends.append(len(lines))
    bounds = np.array(ends, np.int64)
    rows = np.fromiter(map(lexicon.rows.__getitem__, lines), np.int32, len(lines))
    missing = (rows < 0).nonzero()[0]
    if len(missing):
        _learn(lexicon, texts, lines, bounds, missing)
        rows[missing] = [lexicon.rows[lines[i]] for i in missing.tolist()]
    return _rejoined(_spoken_whole(Morphemes(rows, bounds, lexicon), texts))


def _in_pieces(lexicon: Lexicon, texts: Sequence[str]) -> list[str]:
    return ["\n".join(filter(None, map(lexicon.parse, _pieces(text)))) for text in texts]


def _learn(lexicon: Lexicon, texts: Sequence[str], lines: list[str], bounds: IntArray, missing: IntArray) -> None:
    """Teach the lexicon the lines that have no row, a sentence at a time."""
    known = lexicon.rows
    for sentence in dict.fromkeys((np.searchsorted(bounds, missing, side="right") - 1).tolist()):
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
    return printed.split("\n") if printed else []  # white space alone has no morphemes and prints nothing


def _spoken_whole(morphemes: Morphemes, texts: Sequence[str]) -> Morphemes:
    """Give the pieces of 10,000 and 3.14 the morae of the number that they are."""
    rows, bounds, lexicon = morphemes
    has_number = _SIGN_IN_NUMBER.search
    for sentence in [number for number, text in enumerate(texts) if has_number(text)]:
        numbers = CUT_NUMBER.finditer(texts[sentence])
        pieces = {number.start() + at: morae for number in numbers for at, morae in pieces_morae(number[0])}
        if not pieces:
            continue
        first, stop = bounds[sentence : sentence + 2].tolist()
        at = 0
        for place, (length, space) in enumerate(
            lexicon.numbers[:, _LENGTH_AND_SPACE][rows[first:stop]].tolist(), first
        ):
            morae = pieces.get(at + space)
            if morae is not None:
                rows[place] = lexicon.spoken(int(rows[place]), morae)
            at += space + length
    return morphemes


def _rejoined(morphemes: Morphemes) -> Morphemes:
    """Join again the pieces of one run of Latin letters (no white space between them)."""
    rows, bounds, lexicon = morphemes
    latin = morphemes.field("latin")
    joined = (latin[1:] & latin[:-1]).nonzero()[0] + 1
    if len(joined):
        joined = joined[morphemes.field("space", joined) == 0]
        joined = joined[bounds[bounds.searchsorted(joined)] != joined]
    if not len(joined):
        return morphemes
    rows = rows.copy()
    runs: list[tuple[int, int]] = []
    for place in joined.tolist():
        begin = runs.pop()[0] if runs and runs[-1][1] == place else place - 1
        runs.append((begin, place + 1))
    for begin, end in runs:
        surface = "".join(map(lexicon.surface, rows[begin:end].tolist()))
        rows[begin] = lexicon.merged(surface, int(lexicon.numbers[rows[begin], _SPACE]))
    return Morphemes(np.delete(rows, joined), bounds - joined.searchsorted(bounds), lexicon)
