"""Counts: one row of additive integers per sentence, and the one place that sums them.

Rows add: an article is the sum of its sentences, a tag or a site the sum of its articles. What does
not add lives apart and says so: peaks (the larger one wins), lists (sentence lengths, kanji beyond the
joyo list), marks (of one sentence) and types (of one article). `counts.count` fills the rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from operator import attrgetter
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from jreadtools.article import Article
from jreadtools.counts.extras import Extras, concatenate_extras, no_extras
from jreadtools.language.features import FLAGS

__all__ = [
    "COUNTS",
    "MARKS",
    "PEAKS",
    "TYPES",
    "Counts",
    "FloatArray",
    "IntArray",
    "Ragged",
    "concatenate",
    "no_counts",
]

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]

_CHARACTERS: Final = (
    "characters",
    "kanji",
    "hiragana",
    "katakana",
    "latin",
    "digits",
    "commas",  # 読点: 、 ， ､
    "periods",  # 句点: 。 ． ｡
    "kanji_runs",
    "hiragana_runs",
    "katakana_runs",
    "latin_runs",
    "long_kanji_runs",  # of 6 and more
    "long_katakana_runs",  # of 10 and more
    *(f"kanji_grade_{grade}" for grade in range(1, 9)),
    "dialogue_characters",
    "english_words",
    "english_characters",  # characters in English words, their hyphens and apostrophes included
)
_WORDS: Final = (
    *FLAGS,
    "bunsetsu",
    "predicates",
    "negations",
    "double_negatives",
    "doubled_particles",
    "ga_conjunctions",
    "weighing_words",  # what of a sentence weighs on its reader: see `grammar.weight`
    "interrupting_words",
    "quoted_words",
    "adnominal_clauses",
    "site_sentences",  # sentences as jReadability's site counts them
)
_IN_SENTENCES: Final = (
    "characters",
    "kanji",
    "hiragana",
    "katakana",
    "latin",
    "digits",
    "commas",
    "periods",
    "kanji_runs",
    "hiragana_runs",
    "katakana_runs",
    "latin_runs",
    "long_kanji_runs",
    "long_katakana_runs",
    "words",
    "bunsetsu",
    "predicates",
    "passives",
    "negations",
    "double_negatives",
    "doubled_particles",
    "ga_conjunctions",
    "particles",
    "site_words",
    "site_kango",
    "site_wago",
    "site_verbs",
    "site_sentences",
)
COUNTS: Final = (
    *_CHARACTERS,
    *_WORDS,
    "sentences",  # what sentence statistics are made of: see `count.is_sentence`
    "long_sentences",
    "hard_sentences",
    "sentences_to_revise",  # those that are named: see `metrics.revise`
    "polite_sentences",
    "plain_sentences",
    "nominal_sentences",
    "polite_paragraph_sentences",  # of those, in paragraphs
    "plain_paragraph_sentences",
    *(f"sentence_{name}" for name in _IN_SENTENCES),  # the same counts again, over those sentences only
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
PEAKS: Final = (
    "kanji_run_max",
    "katakana_run_max",
    "kanji_grade_max",
    "no_chain_max",
    "parenthesis_depth_max",
    "unbroken_words_max",  # words that weigh between two signs
    "same_ending_run_max",  # of an article: zero in the rows of its sentences
)
MARKS: Final = ("style", "ending")
"""Codes of one sentence (see `grammar.endings`); zero in a row of several."""
TYPES: Final = ("type_count", "mattr50", "mtld", "hdd42")
"""Measures of one article's vocabulary (see `counting.diversity`); NaN in a row of several articles or of a sentence."""

COLUMN: Final = {name: i for i, name in enumerate(COUNTS)}
PEAK: Final = {name: i for i, name in enumerate(PEAKS)}
MARK: Final = {name: i for i, name in enumerate(MARKS)}
_PLACE: Final = {
    name: (table, column)
    for table, names in (("values", COUNTS), ("peaks", PEAKS), ("marks", MARKS), ("types", TYPES))
    for column, name in enumerate(names)
}
IN_SENTENCES: Final = (
    np.array([COLUMN[name] for name in _IN_SENTENCES]),
    np.array([COLUMN[f"sentence_{name}"] for name in _IN_SENTENCES]),
)
"""(columns, columns that hold the same over sentences only)."""
OF_SENTENCES: Final = np.array(
    [
        COLUMN[name]
        for name in COUNTS
        if name.startswith(("sentences", "sentence_")) or (name.endswith("_sentences") and name != "site_sentences")
    ]
)
"""All columns that sentence statistics are made of: zero in a row that is no sentence."""


_OF_ARTICLES: Final = slice(COLUMN["images"], COLUMN["stated_times"] + 1)


class Ragged(NamedTuple):
    """Numbers of which a row has any number, in ascending order within it."""

    values: IntArray
    owners: IntArray
    """The row of each, ascending."""

    def sum(self, by: IntArray) -> Ragged:
        """The numbers of each group of rows."""
        owners = by[self.owners]
        order = np.lexsort((self.values, owners))
        return Ragged(self.values[order], owners[order])

    def distinct(self) -> Ragged:
        """Each number once a row."""
        new = np.ones(len(self.values), bool)
        new[1:] = (self.values[1:] != self.values[:-1]) | (self.owners[1:] != self.owners[:-1])
        return Ragged(self.values[new], self.owners[new])

    def take(self, rows: IntArray, size: int) -> Ragged:
        """The numbers of these rows, of `size` that there are."""
        bounds = self.bounds(size)
        starts, sizes = bounds[rows], bounds[rows + 1] - bounds[rows]
        owners = np.repeat(np.arange(len(rows)), sizes)
        picked = np.arange(len(owners)) + np.repeat(starts - (np.cumsum(sizes) - sizes), sizes)
        return Ragged(self.values[picked], owners)

    def without(self, rows: npt.NDArray[np.bool_]) -> Ragged:
        """The numbers of all rows but these."""
        kept = ~rows[self.owners]
        return Ragged(self.values[kept], self.owners[kept])

    def bounds(self, size: int) -> IntArray:
        """Where the numbers of each row begin, int64 [size + 1]."""
        return np.searchsorted(self.owners, np.arange(size + 1))


NO_EXTRAS: Final = no_extras(0)
NOTHING: Final = Ragged(np.zeros(0, np.int64), np.zeros(0, np.int64))


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts of sentences, articles or larger groups: a row each. Read a column as an attribute.

    `counts.kanji` is int64 [rows]; the names are COUNTS, PEAKS, MARKS and TYPES.
    """

    values: IntArray
    """int64 [rows, COUNTS]."""
    peaks: IntArray
    """int64 [rows, PEAKS]."""
    marks: IntArray
    """int64 [rows, MARKS]."""
    types: FloatArray
    """float64 [rows, TYPES]."""
    lengths: Ragged = NOTHING
    """Characters of every sentence that sentence statistics are made of."""
    beyond_joyo: Ragged = NOTHING
    """Code points of the kanji beyond the joyo list, each once."""
    extras: Extras = NO_EXTRAS
    """Against lists of words and models that the caller gave; nothing in the rows of sentences."""

    def __getattr__(self, name: str) -> npt.NDArray[Any]:
        """Columns are properties, which are made below: what is asked for here is none."""
        raise AttributeError(f"Counts has no {name!r}; there are {', '.join(_PLACE)}")

    def __reduce__(self) -> tuple[object, ...]:
        # Between processes most counts are a byte each, not eight.
        small = self.values.astype(np.min_scalar_type(self.values.max(initial=0)))
        return _travelled, (small, *(getattr(self, field.name) for field in fields(self)[1:]))

    @property
    def kanji_grades(self) -> IntArray:
        """int64 [rows, 8]: the kanji of each grade, kanji_grade_1 to kanji_grade_8."""
        return self.values[:, COLUMN["kanji_grade_1"] : COLUMN["kanji_grade_8"] + 1]

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
        types = np.full((size, len(TYPES)), np.nan)
        if not np.isnan(self.types).all():
            # They are those of one article, and outlive a sum of one row only.
            alone = (np.bincount(by, minlength=size)[by] == 1).nonzero()[0]
            types[by[alone]] = self.types[alone]
        order: IntArray | slice = slice(None)
        if (by[1:] < by[:-1]).any():
            order = np.argsort(by, kind="stable")
        bounds = np.searchsorted(by[order], np.arange(size + 1))
        return replace(
            self,
            values=segments(np.add, self.values[order], bounds),
            peaks=segments(np.maximum, self.peaks[order], bounds),
            marks=np.zeros((size, len(MARKS)), np.int64),
            types=types,
            extras=self.extras.sum(by, size) if len(self.extras.listed) else no_extras(size),
            lengths=self.lengths.sum(by),
            beyond_joyo=self.beyond_joyo.sum(by).distinct() if len(self.beyond_joyo.values) else NOTHING,
        )

    def take(self, rows: IntArray) -> Counts:
        """The rows with these numbers, in this order (a row may come several times)."""
        return replace(
            self,
            values=self.values[rows],
            peaks=self.peaks[rows],
            marks=self.marks[rows],
            types=self.types[rows],
            extras=self.extras.take(rows) if len(self.extras.listed) else NO_EXTRAS,
            lengths=self.lengths.take(rows, len(self)),
            beyond_joyo=self.beyond_joyo.take(rows, len(self)),
        )

    def of_articles(self, articles: Sequence[Article], same_ending_runs: IntArray | None) -> Counts:
        """Add what belongs to an article and to none of its sentences; a row an article."""
        values, peaks = self.values.copy(), self.peaks.copy()
        own = [
            (
                article.images,
                article.links,
                sum(block.kind == "code" for block in article.blocks),
                round(60 * (article.stated_minutes or 0)),
                article.stated_minutes is not None,
            )
            for article in articles
        ]
        values[:, _OF_ARTICLES] += np.array(own, np.int64).reshape(-1, 5)
        if same_ending_runs is not None:
            peaks[:, PEAK["same_ending_run_max"]] = same_ending_runs
        return replace(self, values=values, peaks=peaks)

    def percentile(self, percent: int) -> FloatArray:
        """Sentence length below or at which `percent` of a row's sentences lie (inverted CDF).

        float64 [rows]; NaN for a row without sentences. A doubled text keeps its percentiles.
        """
        bounds = self.lengths.bounds(len(self))
        sizes = bounds[1:] - bounds[:-1]
        places = bounds[:-1] + np.maximum((percent * sizes + 99) // 100, 1) - 1
        result = np.full(len(self), np.nan)
        filled = sizes > 0
        result[filled] = self.lengths.values[places[filled]]
        return result


def _travelled(values: npt.NDArray[np.unsignedinteger[Any]], *rest: Any) -> Counts:
    return Counts(values.astype(np.int64), *rest)


def _column(table: str, column: int) -> property:
    whole = attrgetter(table)
    return property(lambda counts: whole(counts)[:, column])


for _name, _place in _PLACE.items():  # three times as fast as `__getattr__`: metrics read some 250 columns
    setattr(Counts, _name, _column(*_place))


def concatenate(parts: Sequence[Counts]) -> Counts:
    """The rows of several Counts, one after the other; of none, no row."""
    if not parts:
        return no_counts(0)
    starts = np.cumsum([0] + [len(part) for part in parts]).tolist()

    def joined(lists: Sequence[Ragged]) -> Ragged:
        owners = [part.owners + start for part, start in zip(lists, starts, strict=False)]
        return Ragged(np.concatenate([part.values for part in lists]), np.concatenate(owners))

    return replace(
        parts[0],
        values=np.concatenate([part.values for part in parts]),
        peaks=np.concatenate([part.peaks for part in parts]),
        marks=np.concatenate([part.marks for part in parts]),
        types=np.concatenate([part.types for part in parts]),
        extras=concatenate_extras([part.extras for part in parts]),
        lengths=joined([part.lengths for part in parts]),
        beyond_joyo=joined([part.beyond_joyo for part in parts]),
    )


def no_counts(rows: int) -> Counts:
    """Rows of zeros."""
    return Counts(
        np.zeros((rows, len(COUNTS)), np.int64),
        np.zeros((rows, len(PEAKS)), np.int64),
        np.zeros((rows, len(MARKS)), np.int64),
        np.full((rows, len(TYPES)), np.nan),
    )


def segments(how: np.ufunc, values: npt.NDArray[Any], bounds: IntArray) -> IntArray:
    """Reduce values[bounds[i]:bounds[i + 1]] for every i; an empty segment is zero."""
    result = np.zeros((len(bounds) - 1, *values.shape[1:]), np.int64)
    filled = (bounds[1:] > bounds[:-1]).nonzero()[0]
    if len(filled):
        # The type is said: a sum of flags would be a flag.
        result[filled] = how.reduceat(values, bounds[filled], axis=0, dtype=np.int64)
    return result
