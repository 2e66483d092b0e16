"""Counts: one row of additive integers per sentence, and the one place that sums them.

Rows add: an article is the sum of its sentences, a tag or a site the sum of its articles. What does
not add lives apart: the longest runs (the larger one wins) and the sentence lengths (kept as a list,
for medians and percentiles).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from jreadtools.article import Article
from jreadtools.characters import (
    DIGIT,
    HIRAGANA,
    KANJI,
    KATAKANA,
    LATIN,
    LONG_VOWEL_MARKS,
    OTHER,
    SCRIPT_RANGES,
    WHITE_SPACE,
    WORD_JOINERS,
    ZERO_WIDTH_RANGES,
)
from jreadtools.morphemes import Morphemes
from jreadtools.reading import READING_SPEED, Lang, ReadingSpeed
from jreadtools.sentences import Span

__all__ = ["COUNTS", "LONG_SENTENCE", "PEAKS", "Counts", "count"]

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]

COUNTS: Final = (
    "characters",
    "kanji",
    "hiragana",
    "katakana",
    "latin",
    "digits",
    "kanji_runs",
    "english_words",
    "english_characters",  # characters in English words, their hyphens and apostrophes included
    "words",
    "morae",
    "sentences",  # what sentence statistics are made of: see `_is_sentence`
    "long_sentences",
    "sentence_characters",  # the same counts again, over those sentences only
    "sentence_words",
    "sentence_commas",
    "paragraphs",  # 1 on the first sentence of a paragraph
    "paragraph_characters",
    "paragraph_sentences",
    "headings",
    "images",  # these five belong to no sentence: zero in its row, added to the article's
    "links",
    "code_blocks",
    "stated_seconds",  # the reading time that pages claim for themselves, and how many of them do
    "stated_times",
)
PEAKS: Final = ("kanji_run_max", "katakana_run_max")
_COLUMN: Final = {name: i for i, name in enumerate(COUNTS)}
_PEAK: Final = {name: i for i, name in enumerate(PEAKS)}

LONG_SENTENCE: Final = 60
"""Characters from which a sentence is long (Morioka 1958: 60 and more are hard)."""

# Kinds of blocks that are counted apart; cells, captions, code and URLs are 0. From item on: see `_is_sentence`.
_KIND: Final = {"paragraph": 1, "heading": 2, "item": 3, "quote": 4}

# Classes of characters beyond the scripts of `characters.py`.
_IGNORED, _COMMA, _JOINER, _BAR, _CLASSES = 6, 7, 8, 9, 10


def _class_table() -> npt.NDArray[np.uint8]:
    table = np.zeros(0x110000, np.uint8)
    for first, last, code in SCRIPT_RANGES:
        table[first : last + 1] = code
    for first, last in ZERO_WIDTH_RANGES:
        table[first : last + 1] = _IGNORED
    for characters, code in (
        (WHITE_SPACE + "\0", _IGNORED),
        ("、，､", _COMMA),
        (WORD_JOINERS, _JOINER),
        (LONG_VOWEL_MARKS, _BAR),
    ):
        table[[ord(c) for c in characters]] = code
    return table


_CLASS: Final = _class_table()


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts of sentences, articles or larger groups: a row each. Read a column as an attribute.

    `counts.kanji` is int64 [rows]; the names are COUNTS and PEAKS.
    """

    values: IntArray
    """int64 [rows, COUNTS]."""
    peaks: IntArray
    """int64 [rows, PEAKS]."""
    lengths: IntArray
    """int64 [sentences]: characters of every sentence that sentence statistics are made of, in ascending
    order within each row."""
    owners: IntArray
    """int64 [sentences]: the row each of those sentences belongs to, ascending."""
    speed: ReadingSpeed = READING_SPEED
    lang: Lang = "ja"

    def __getattr__(self, name: str) -> IntArray:
        column = _COLUMN.get(name)
        if column is not None:
            return self.values[:, column]
        if name in _PEAK:
            return self.peaks[:, _PEAK[name]]
        raise AttributeError(f"Counts has no {name!r}; there are {', '.join(COUNTS + PEAKS)}")

    def __len__(self) -> int:
        return len(self.values)

    def sum(self, by: IntArray | None = None, groups: int | None = None) -> Counts:
        """Add rows: all of them into one row, or into `groups` rows by the group number of each row.

        Args:
            by: int64 [rows], the group of each row; None puts all into one group.
            groups: how many groups there are; the largest number + 1 by default. A group without
                rows is a row of zeros.
        """
        if by is None:
            by, groups = np.zeros(len(self), np.int64), 1
        size = int(by.max(initial=-1)) + 1 if groups is None else groups
        owners = by[self.owners]
        order = np.lexsort((self.lengths, owners))
        return replace(
            self,
            values=_grouped(np.add, self.values, by, size),
            peaks=_grouped(np.maximum, self.peaks, by, size),
            lengths=self.lengths[order],
            owners=owners[order],
        )

    def take(self, rows: IntArray) -> Counts:
        """The rows with these numbers, in this order (a row may come several times)."""
        bounds = self._bounds()
        starts, sizes = bounds[rows], bounds[rows + 1] - bounds[rows]
        owners = np.repeat(np.arange(len(rows)), sizes)
        picked = np.arange(len(owners)) + np.repeat(starts - (np.cumsum(sizes) - sizes), sizes)
        return replace(
            self, values=self.values[rows], peaks=self.peaks[rows], lengths=self.lengths[picked], owners=owners
        )

    def with_structure(self, articles: Sequence[Article]) -> Counts:
        """Add what belongs to an article and to none of its sentences; a row an article."""
        values = self.values.copy()
        for name, numbers in (
            ("images", [article.images for article in articles]),
            ("links", [article.links for article in articles]),
            ("code_blocks", [sum(block.kind == "code" for block in article.blocks) for article in articles]),
            ("stated_seconds", [round(60 * (article.stated_minutes or 0)) for article in articles]),
            ("stated_times", [article.stated_minutes is not None for article in articles]),
        ):
            values[:, _COLUMN[name]] += np.array(numbers, np.int64)
        return replace(self, values=values)

    def percentile(self, percent: int) -> FloatArray:
        """Sentence length below or at which `percent` of a row's sentences lie (inverted CDF).

        float64 [rows]; NaN for a row without sentences. A doubled text keeps its percentiles.
        """
        bounds = self._bounds()
        sizes = bounds[1:] - bounds[:-1]
        places = bounds[:-1] + np.maximum((percent * sizes + 99) // 100, 1) - 1
        result = np.full(len(self), np.nan)
        filled = sizes > 0
        result[filled] = self.lengths[places[filled]]
        return result

    def _bounds(self) -> IntArray:
        """Where the lengths of each row begin, int64 [rows + 1]."""
        return np.searchsorted(self.owners, np.arange(len(self) + 1))


def concatenate(parts: Sequence[Counts]) -> Counts:
    """The rows of several Counts, one after the other."""
    starts = np.cumsum([0] + [len(part) for part in parts])
    return replace(
        parts[0],
        values=np.concatenate([part.values for part in parts]),
        peaks=np.concatenate([part.peaks for part in parts]),
        lengths=np.concatenate([part.lengths for part in parts]),
        owners=np.concatenate([part.owners + start for part, start in zip(parts, starts.tolist(), strict=False)]),
    )


def no_counts(rows: int) -> Counts:
    """Rows of zeros."""
    empty = np.zeros(0, np.int64)
    return Counts(np.zeros((rows, len(COUNTS)), np.int64), np.zeros((rows, len(PEAKS)), np.int64), empty, empty)


def _grouped(how: np.ufunc, values: IntArray, by: IntArray, groups: int) -> IntArray:
    """Reduce the rows of each group. Empty groups are zero: `reduceat` alone is wrong for them."""
    if len(by) > 1 and (np.diff(by) < 0).any():
        order = np.argsort(by, kind="stable")
        values, by = values[order], by[order]
    return _segments(how, values, np.searchsorted(by, np.arange(groups + 1)))


def _segments(how: np.ufunc, values: IntArray, bounds: IntArray) -> IntArray:
    """Reduce values[bounds[i]:bounds[i + 1]] for every i; an empty segment is zero."""
    result = np.zeros((len(bounds) - 1, *values.shape[1:]), np.int64)
    filled = np.flatnonzero(bounds[1:] > bounds[:-1])
    if len(filled):
        result[filled] = how.reduceat(values, bounds[filled], axis=0)
    return result


def count(spans: Sequence[Span], morphemes: Morphemes | None) -> Counts:
    """Count sentences: a row each. Without morphemes words, morae and what rests on them are 0."""
    rows = len(spans)
    counts = no_counts(rows)
    if not rows:
        return counts
    values = counts.values
    _count_characters([span.prose for span in spans], values, counts.peaks)
    if morphemes is not None:
        words = np.append(0, np.cumsum(morphemes.field("word"), dtype=np.int64))
        morae = np.append(0, np.cumsum(morphemes.field("morae"), dtype=np.int64))
        for name, total in (("words", words), ("morae", morae)):
            values[:, _COLUMN[name]] = np.diff(total[morphemes.bounds])
    kinds = np.fromiter([_KIND.get(span.kind, 0) for span in spans], np.int8, rows)
    sentences = _is_sentence(spans, kinds, values, morphemes)
    paragraphs = (kinds == _KIND["paragraph"]) & (values[:, _COLUMN["characters"]] > 0)
    starts = np.array([span.paragraph for span in spans])
    characters = values[:, _COLUMN["characters"]]
    for name, column in (
        ("sentences", sentences),
        ("long_sentences", sentences & (characters >= LONG_SENTENCE)),
        ("sentence_characters", sentences * characters),
        ("sentence_words", sentences * values[:, _COLUMN["words"]]),
        ("sentence_commas", sentences * values[:, _COLUMN["sentence_commas"]]),
        ("paragraphs", paragraphs & starts),
        ("paragraph_characters", paragraphs * characters),
        ("paragraph_sentences", paragraphs & sentences),
        ("headings", (kinds == _KIND["heading"]) & starts),
    ):
        values[:, _COLUMN[name]] = column
    owners = np.flatnonzero(sentences)
    return replace(counts, lengths=characters[owners], owners=owners)


def _count_characters(prose: list[str], values: IntArray, peaks: IntArray) -> None:
    """Fill the columns that are counted on code points: scripts, runs, English words, commas."""
    rows = len(prose)
    points = np.frombuffer("".join(prose).encode("utf-32-le", "surrogatepass"), np.uint32)
    if not len(points):
        return
    owner = np.repeat(np.arange(rows), np.fromiter(map(len, prose), np.int64, rows))
    # A lone surrogate is beyond the scripts, never beyond the table.
    code = _CLASS[points]
    first = np.empty(len(code), bool)  # the first character of a sentence
    first[0] = True
    np.not_equal(owner[1:], owner[:-1], out=first[1:])
    bars = np.flatnonzero(code == _BAR)
    if len(bars):
        _settle_long_vowel_marks(code, bars, first)
    classes = np.bincount(owner * _CLASSES + code, minlength=rows * _CLASSES).reshape(rows, _CLASSES)
    for name, script in (
        ("kanji", KANJI), ("hiragana", HIRAGANA), ("katakana", KATAKANA), ("latin", LATIN), ("digits", DIGIT),
        ("sentence_commas", _COMMA),
    ):  # fmt: skip
        values[:, _COLUMN[name]] = classes[:, script]
    values[:, _COLUMN["characters"]] = classes.sum(axis=1) - classes[:, _IGNORED]

    first[1:] |= code[1:] != code[:-1]
    starts = np.flatnonzero(first)
    run_code, run_owner = code[starts], owner[starts]
    run_length = np.diff(starts, append=len(code))
    for script, peak in ((KANJI, "kanji_run_max"), (KATAKANA, "katakana_run_max")):
        runs = np.flatnonzero(run_code == script)
        peaks[:, _PEAK[peak]] = _grouped(np.maximum, run_length[runs], run_owner[runs], rows)
        if script == KANJI:
            values[:, _COLUMN["kanji_runs"]] = np.bincount(run_owner[runs], minlength=rows)
    latin = run_code == LATIN
    # One hyphen or apostrophe between two runs of letters makes one English word of them.
    links = np.zeros(len(starts), bool)
    links[1:-1] = (
        (run_code[1:-1] == _JOINER) & (run_length[1:-1] == 1) & latin[:-2] & latin[2:]
        & (run_owner[:-2] == run_owner[2:])
    )  # fmt: skip
    joined = np.bincount(run_owner[links], minlength=rows)
    values[:, _COLUMN["english_words"]] = np.bincount(run_owner[latin], minlength=rows) - joined
    values[:, _COLUMN["english_characters"]] = values[:, _COLUMN["latin"]] + joined


def _settle_long_vowel_marks(code: npt.NDArray[np.uint8], bars: IntArray, first: npt.NDArray[np.bool_]) -> None:
    """ー belongs to the kana run before it, else it is katakana."""
    firsts = first[bars].tolist()
    for at, opens in zip(bars.tolist(), firsts, strict=True):
        before = OTHER if opens else code[at - 1]
        code[at] = HIRAGANA if before == HIRAGANA else KATAKANA


_CLOSING = "」』）)】〉》］]｝}”’\"'♪♡♥☆★〜～ー…‥・.w笑 　"
_FINAL = "。．｡！？!?"


def _is_sentence(
    spans: Sequence[Span], kinds: npt.NDArray[np.int8], values: IntArray, morphemes: Morphemes | None
) -> npt.NDArray[np.bool_]:
    """Which rows sentence statistics are made of.

    A paragraph's units that hold a letter, kana, kanji or digit; of list items and quotes those that
    end as sentences do: with 。！？ or in a form that can end one (終止形, 命令形, 終助詞).
    Headings, cells, captions, code and URLs are none.
    """
    written = values[:, _COLUMN["kanji"] : _COLUMN["digits"] + 1].any(axis=1)
    result: npt.NDArray[np.bool_] = (kinds == _KIND["paragraph"]) & written
    others = np.flatnonzero((kinds >= _KIND["item"]) & written)
    if not len(others):
        return result
    final = tuple(_FINAL)
    stops = np.array([spans[row].prose.rstrip(_CLOSING).endswith(final) for row in others.tolist()])
    result[others] = stops if morphemes is None else stops | _last_word_ends(morphemes)[others]
    return result


def _last_word_ends(morphemes: Morphemes) -> npt.NDArray[np.bool_]:
    """Whether the last word of each sentence is in a form that can end one."""
    places = np.where(morphemes.field("word"), np.arange(1, len(morphemes.rows) + 1), 0)
    last = _segments(np.maximum, places, morphemes.bounds)
    ends = np.append(0, morphemes.field("ends")).astype(bool)  # 0: a sentence without words
    found: npt.NDArray[np.bool_] = ends[last]
    return found
