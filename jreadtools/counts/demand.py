"""Which counts are made together, so that those that nobody asked for are not made.

All others (characters by script, words by class, sentences) are made always: what is made of a sentence rests on them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

__all__ = ["EVERYTHING", "groups_of"]

_GROUPS: Final = {
    "runs": (
        *("kanji_runs", "hiragana_runs", "katakana_runs", "latin_runs", "long_kanji_runs", "long_katakana_runs"),
        *("kanji_run_max", "katakana_run_max", "english_words", "english_characters", "hard_sentences"),
    ),
    "grades": (*(f"kanji_grade_{grade}" for grade in range(1, 9)), "kanji_grades", "kanji_grade_max", "beyond_joyo"),
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

EVERYTHING: Final = frozenset(_GROUPS)
"""All groups."""


def groups_of(counts: Iterable[str]) -> frozenset[str]:
    """The groups that have to be made for these counts (attributes of `Counts`).

    >>> sorted(groups_of(["kanji", "kanji_runs", "sentence_bunsetsu"]))
    ['bunsetsu', 'runs']
    """
    found = (_GROUP.get(name.removeprefix("sentence_")) for name in counts)
    return frozenset(group for group in found if group is not None)
