"""How articles are measured: the same for a string, a folder and a frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

import numpy.typing as npt

from jreadtools.article import Wrap
from jreadtools.counts.additive import TYPES, Counts
from jreadtools.counts.demand import EVERYTHING, SENTENCES, groups_of
from jreadtools.errors import Lang
from jreadtools.levels.level_metrics import level_metrics
from jreadtools.levels.obi2 import Obi2Model
from jreadtools.levels.vocabulary_levels import VocabularyLevels
from jreadtools.metrics.catalogue import METRICS
from jreadtools.metrics.metric import Metric
from jreadtools.speed import READING_SPEED, ReadingSpeed

__all__ = ["Levels", "Settings", "settings_of"]

Levels = VocabularyLevels | Obi2Model | Sequence[VocabularyLevels | Obi2Model]
"""What a caller may bring: lists of words with levels, models of grades, or several of them."""

ALL_TYPES: Final = frozenset(TYPES)


@dataclass(frozen=True, slots=True)
class Settings:
    """How articles are measured: the same for a string, a folder and a frame."""

    wrap: Wrap = "auto"
    code: bool = False
    """Count code blocks as prose too."""
    speed: ReadingSpeed = READING_SPEED
    lang: Lang = "ja"
    metrics: tuple[str, ...] | None = None
    """The metrics wanted; None is all of them."""
    levels: tuple[VocabularyLevels | Obi2Model, ...] = ()
    """Lists of words with levels and models of grades that the caller brings."""
    whole: bool = False
    """Make every count, whatever metrics are wanted: for whoever may look at the counts themselves."""
    rows: bool = True
    """Make a row of counts for each sentence, whether or not a wanted metric rests on sentences."""
    needs_mecab: bool = field(init=False)
    """Whether any wanted metric rests on morphemes."""
    types: frozenset[str] = field(init=False)
    """The measures of vocabulary that are wanted (`counts.TYPES`)."""
    groups: frozenset[str] = field(init=False)
    """The groups of counts that the wanted metrics are made of (see `counts.demand`)."""

    def __post_init__(self) -> None:
        if self.wrap not in ("auto", "join", "keep"):
            raise ValueError(f"wrap is auto, join or keep, not {self.wrap!r}")
        if self.lang not in ("ja", "en"):
            raise ValueError(f"lang is ja or en, not {self.lang!r}")
        for name in self.metrics or ():
            METRICS[name]  # raises for an unknown name, before any work is done
        wanted = (*self.of("A"), *self.of("S")) if self.metrics is not None else ()
        needed = self.metrics is None or bool(self.levels) or any(metric.needs_mecab for metric in wanted)
        types = {metric.name for metric in wanted if metric.family == "diversity"}
        types |= {"type_count"} if "ttr" in types else set()
        object.__setattr__(self, "needs_mecab", needed)
        object.__setattr__(self, "types", ALL_TYPES if self.metrics is None else ALL_TYPES & types)
        every = self.whole or self.metrics is None
        own = (*METRICS.at("A", self.metrics), *METRICS.at("S", self.metrics))  # words of lists are counted apart
        groups = EVERYTHING if every else groups_of(name for metric in own for name in metric.reads)
        cut = {SENTENCES} if self.rows or needed else set()  # MeCab reads sentences
        object.__setattr__(self, "groups", groups | cut)

    def of(self, level: Literal["A", "S"]) -> tuple[Metric, ...]:
        """The wanted metrics of a level, in catalogue order."""
        own = METRICS.at(level, self.metrics)
        return own + level_metrics(self.levels) if self.levels and level == "A" else own

    def values(self, metric: Metric, counts: Counts) -> npt.NDArray[Any]:
        """A metric of every row of `counts`, for these readers and in this language."""
        return metric(counts, self.speed, self.lang)

    def metric(self, name: str) -> Metric:
        """The metric of a name, those of the caller's lists too.

        Raises:
            UnknownMetricError: there is none.
        """
        own = level_metrics(self.levels) if self.levels else ()
        return next((metric for metric in own if metric.name == name), None) or METRICS[name]


def settings_of(
    wrap: Wrap,
    code: bool,
    speed: ReadingSpeed,
    lang: Lang,
    metrics: Sequence[str] | None,
    levels: Levels = (),
) -> Settings:
    """The settings a caller's keywords stand for."""
    if isinstance(metrics, str):
        raise TypeError(f"metrics is a list of names, not the string {metrics!r}")
    given = (levels,) if isinstance(levels, VocabularyLevels | Obi2Model) else tuple(levels)
    for one in given:
        if not isinstance(one, VocabularyLevels | Obi2Model):
            raise TypeError(
                f"levels are VocabularyLevels or an Obi2Model, not {type(one).__name__}: VocabularyLevels.from_csv(path)"
            )
    if len({(type(one), one.name) for one in given}) < len(given):
        raise ValueError("two of levels have one name; give each its own: VocabularyLevels.from_csv(path, name=…)")
    columns = [metric.name for metric in level_metrics(given)]
    taken = [name for name in columns if name in METRICS or columns.count(name) > 1]
    if taken:
        raise ValueError(
            f"levels would give columns of one name ({', '.join(dict.fromkeys(taken))}); "
            "name the list otherwise: VocabularyLevels.from_csv(path, name=…)"
        )
    return Settings(wrap, code, speed, lang, None if metrics is None else tuple(metrics), given)
