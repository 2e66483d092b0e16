"""Metrics of the caller's lists of words with levels and models of grades; columns only if these are given."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from jreadtools.counts.additive import Counts, FloatArray, IntArray
from jreadtools.errors import Message
from jreadtools.levels.obi2 import Obi2Model
from jreadtools.levels.vocabulary_levels import VocabularyLevels
from jreadtools.metrics.metric import Family, Metric, metric, ratio
from jreadtools.metrics.named import NO_BIGRAM, NO_CONTENT_WORDS

__all__ = ["level_metrics"]


def _rated(source: str) -> Message:
    return Message(
        ja=f"{source}; 読み手の評価は JaLeCoN（Ide et al. 2023）",
        en=f"{source}; ratings of readers: JaLeCoN (Ide et al. 2023)",
    )


@lru_cache(maxsize=16)
def level_metrics(levels: tuple[VocabularyLevels | Obi2Model, ...]) -> tuple[Metric, ...]:
    """The metrics of what was given, in its order.

    Of a list a share for each level, the share and the list of the words that are not listed; of a model the grade.
    """
    family = Family("levels")
    start = lists = models = 0
    for given in levels:
        if isinstance(given, Obi2Model):
            _enter_model(family, given, models)
            models += 1
        else:
            end = start + len(given.levels) + 1
            _enter(family, given, slice(start, end), lists)
            start, lists = end, lists + 1
    return tuple(family)


def _enter_model(family: Family, model: Obi2Model, column: int) -> None:
    def grade(c: Counts) -> FloatArray:
        return c.extras.grades[:, column]

    name = f"obi2_{model.name}_grade" if column else "obi2_grade"
    metric(
        family,
        ja=f"帯2（Obi-2）の学年（{model.name}）",
        en=f"Obi-2 grade ({model.name})",
        unit="grade",
        harder="high",
        undefined=NO_BIGRAM,
        experimental=True,
        source=Message(
            ja="Sato, Matsuyoshi & Kondoh 2008; Sato 2009（NagoyaObi 2.305）; 指定したモデルファイル",
            en="Sato, Matsuyoshi & Kondoh 2008; Sato 2009 (NagoyaObi 2.305); a model file that you bring",
        ),
        about=f"隣り合う2文字の並びが、どの学年の教科書に近いかで推定した学年（1〜{model.grades}）。",
    )(_named(grade, name, f"School grade 1-{model.grades} by Obi-2's bigrams of characters. Higher: harder."))


def _enter(family: Family, words: VocabularyLevels, columns: slice, number: int) -> None:
    name, source = words.name, words.source
    undefined = NO_CONTENT_WORDS
    for place, level in enumerate(words.levels):
        metric(
            family,
            ja=f"{name} {level} の語の割合",
            en=f"{name}: words of {level}",
            unit="ratio",
            undefined=undefined,
            source=source,
            about=f"内容語（数詞・固有名詞を除く）に占める、{name} の {level} の語の割合。",
        )(
            _named(
                _share(columns, place),
                f"{name}_{level}_ratio",
                f"Share of the content words that {name} has on level {level}.",
            )
        )
    metric(
        family,
        ja=f"{name} にない語の割合",
        en=f"{name}: words not listed",
        unit="ratio",
        undefined=undefined,
        source=source,
        about=f"内容語（数詞・固有名詞を除く）に占める、{name} にない語の割合。",
    )(
        _named(
            _share(columns, len(words.levels)),
            f"{name}_unlisted_ratio",
            f"Share of the content words that {name} does not have.",
        )
    )

    def unlisted(c: Counts) -> npt.NDArray[np.object_]:
        return np.array([" ".join(sorted(row[number])) for row in c.extras.unlisted], dtype=object)

    metric(
        family,
        ja=f"{name} にない語",
        en=f"{name}: the words not listed",
        unit="label",
        source=source,
        about=f"{name} にない内容語の一覧（空白区切り）。",
    )(_named(unlisted, f"{name}_unlisted", f"The content words that {name} does not have, with spaces between."))
    if words.rare is not None:
        _enter_rare(family, words, columns, words.rare)


def _enter_rare(family: Family, words: VocabularyLevels, columns: slice, first: int) -> None:
    """The words of the levels from `first` on, and those that are not listed."""

    def rare(c: Counts) -> IntArray:
        counted: IntArray = c.extras.listed[:, columns][:, first:].sum(axis=1)
        return counted

    def share(c: Counts) -> FloatArray:
        return ratio(rare(c), c.extras.listed[:, columns].sum(axis=1))

    metric(
        family,
        ja="低頻度語の数",
        en="rare words",
        unit="words",
        harder="high",
        source=_rated(words.source),
        about="内容語（数詞・固有名詞を除く）のうち、めったに使われない語（wordfreq の Zipf 値が4未満、つまり100万語に10回未満の語と、wordfreq にない語）の延べ数。漢字圏の読者が難しいと感じる度合いと最もよく対応します（ρ = .32）。漢字圏でない読者では「漢字の平均学年」です（.42）。",
    )(
        _named(
            rare,
            "rare_words",
            f"Content words that are rare in {words.name}, or that it does not have. Higher: harder.",
        )
    )
    metric(
        family,
        ja="低頻度語の割合",
        en="rare-word ratio",
        unit="ratio",
        harder="high",
        undefined=NO_CONTENT_WORDS,
        source=_rated(words.source),
        about="内容語（数詞・固有名詞を除く）に占める低頻度語の割合。",
    )(_named(share, "rare_word_ratio", "Share of the content words that are rare, or not listed. Higher: harder."))


def _share(columns: slice, place: int) -> Callable[[Counts], FloatArray]:
    def share(c: Counts) -> FloatArray:
        listed: IntArray = c.extras.listed[:, columns]
        return ratio(listed[:, place], listed.sum(axis=1))

    return share


def _named(
    function: Callable[[Counts], npt.NDArray[Any]], name: str, says: str
) -> Callable[[Counts], npt.NDArray[Any]]:
    function.__name__, function.__doc__ = name, says
    return function
