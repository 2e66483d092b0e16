"""Which counts are made together, so that those that nobody asked for are not made.

Characters by script and grade are made always; sentences, on which words rest, unless characters are all that is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

__all__ = ["EVERYTHING", "SENTENCES", "groups_of", "rests_on_words"]

_GROUPS: Final = {
    "runs": (
        *("kanji_runs", "hiragana_runs", "katakana_runs", "latin_runs", "long_kanji_runs", "long_katakana_runs"),
        *("kanji_run_max", "katakana_run_max", "hard_sentences"),
    ),
    "brackets": ("dialogue_characters", "parenthesis_depth_max"),
    # These are counted on morphemes.
    "bunsetsu": ("bunsetsu", "predicates"),
    "particles": ("doubled_particles", "ga_conjunctions", "no_chain_max"),
    "negations": ("negations", "double_negatives"),
    "weight": (
        *("weighing_words", "interrupting_words", "quoted_words", "adnominal_clauses", "unbroken_words_max"),
        "sentences_to_revise",
    ),
    "endings": (
        *("style", "ending", "same_ending_run_max", "polite_sentences", "plain_sentences", "nominal_sentences"),
        *("polite_paragraph_sentences", "plain_paragraph_sentences"),
    ),
}  # fmt: skip
_GROUP: Final = {name: group for group, names in _GROUPS.items() for name in names}

SENTENCES: Final = "sentences"
"""The group of all that is counted on sentences. Without it a row of counts is a block, not a sentence."""

# The same wherever sentences end: none ends inside a run of letters.
_IN_BLOCKS: Final = frozenset((
    *("characters", "kanji", "hiragana", "katakana", "latin", "digits", "commas", "periods"),
    *(*(f"kanji_grade_{grade}" for grade in range(1, 9)), "kanji_grades", "kanji_grade_max", "beyond_joyo"),
    *("english_words", "english_characters"),
    *("images", "links", "code_blocks", "stated_seconds", "stated_times"),
))  # fmt: skip

_WRITTEN: Final = _IN_BLOCKS.union(
    (*_GROUPS["runs"], *_GROUPS["brackets"], "paragraphs", "paragraph_characters", "headings")
) - {"hard_sentences"}
"""What is counted without morphemes. What a sentence is rests on them."""

EVERYTHING: Final = frozenset((*_GROUPS, SENTENCES))
"""All groups."""


def rests_on_words(counts: frozenset[str]) -> bool:
    """Whether any of these counts (attributes of `Counts`) is made of morphemes.

    >>> rests_on_words(frozenset({"kanji_runs", "characters"})), rests_on_words(frozenset({"sentences"}))
    (False, True)
    """
    return not counts <= _WRITTEN


def groups_of(counts: Iterable[str]) -> frozenset[str]:
    """The groups that have to be made for these counts (attributes of `Counts`).

    >>> sorted(groups_of(["kanji", "kanji_grade_1"])), sorted(groups_of(["kanji_runs", "sentence_bunsetsu"]))
    ([], ['bunsetsu', 'runs', 'sentences'])
    """
    names = frozenset(counts)
    found = {_GROUP[plain] for name in names if (plain := name.removeprefix("sentence_")) in _GROUP}
    return frozenset(found | ({SENTENCES} if names - _IN_BLOCKS else set()))
