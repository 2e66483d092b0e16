"""Limits: the largest or smallest value that a metric of an article or sentence may have."""

from __future__ import annotations

import math
from typing import Final, Literal, NamedTuple

from jreadtools.errors import JreadtoolsError, Message, did_you_mean, near_names
from jreadtools.metrics.catalogue import METRICS
from jreadtools.metrics.metric import Metric

__all__ = [
    "OFF",
    "Direction",
    "Level",
    "Threshold",
    "ThresholdError",
    "limit_of",
    "looked_up",
    "named",
    "rule_names",
    "rule_of",
    "written",
]

Direction = Literal["max", "min"]
Level = Literal["A", "S"]

OFF: Final = "off"
"""Written instead of a number to take back a limit from another place."""

_SENTENCE: Final = "sentence"
_ARTICLE: Final = "article:"


class ThresholdError(JreadtoolsError):
    """An invalid limit: its metric is unknown, or its value is no number."""


class Threshold(NamedTuple):
    """One limit."""

    metric: str
    """A name of METRICS."""
    level: Level
    """Whether it holds for every article ("A") or for every sentence ("S")."""
    direction: Direction
    limit: float

    @property
    def rule(self) -> str:
        """Its name in configuration, messages and comments.

        >>> Threshold("kanji_ratio", "A", "max", 0.4).rule, Threshold("kanji_ratio", "S", "max", 0.6).rule
        ('kanji_ratio', 'sentence_kanji_ratio')
        """
        return rule_of(METRICS[self.metric], self.level)

    @property
    def key(self) -> str:
        """Its name where a limit above and one below are two rules: in a baseline."""
        return f"{self.direction} {self.rule}"

    def is_exceeded_by(self, value: float) -> bool:
        """Whether a value is on the wrong side of the limit. NaN, which was not measured, is on neither."""
        return value > self.limit if self.direction == "max" else value < self.limit


def rule_of(metric: Metric, level: Level) -> str:
    """The name of the rule that is about a metric at a level."""
    return f"{_SENTENCE}_{metric.name}" if level == "S" and "A" in metric.level else metric.name


def rule_names() -> tuple[str, ...]:
    """Every name that a limit can be given for: numbers of articles, then those of sentences."""
    levels: tuple[Level, Level] = ("A", "S")
    return tuple(rule_of(metric, level) for level in levels for metric in METRICS.at(level) if metric.dtype != "str")


def named(name: str) -> tuple[Metric, Level]:
    """The metric of a name, and its level: sentences if the name says so or the metric exists only there.

    >>> [(metric.name, level) for metric, level in map(named, ["kanji_ratio", "sentence:kanji_ratio", "commas"])]
    [('kanji_ratio', 'A'), ('kanji_ratio', 'S'), ('commas', 'S')]
    >>> named("sentence_characters")[0].name, named("article:characters")[1]
    ('characters', 'A')

    Raises:
        ThresholdError: it means none, or one that is no number.
    """
    found = looked_up(name)
    if found is None:
        raise ThresholdError(_no_metric(name.strip()))
    if found[0].dtype == "str":
        raise ThresholdError(
            ja=f"{name} は数値の指標ではないので、上限も下限も指定できません",
            en=f"{name} is a label, not a number; it can have no limit",
        )
    return found


def looked_up(name: str) -> tuple[Metric, Level] | None:
    """As `named`, but None for what means no metric."""
    name = name.strip()
    # Asked for by `in`: to a look-up that fails the catalogue answers with the nearest names, which takes its time.
    if name in METRICS:
        return METRICS[name], "A" if "A" in METRICS[name].level else "S"
    inner = name.removeprefix(_ARTICLE)
    if inner != name:
        return (METRICS[inner], "A") if inner in METRICS and "A" in METRICS[inner].level else None
    inner = name[len(_SENTENCE) + 1 :]
    if name[: len(_SENTENCE) + 1] in (f"{_SENTENCE}:", f"{_SENTENCE}_") and inner in METRICS:
        return (METRICS[inner], "S") if "S" in METRICS[inner].level else None
    return None


def _no_metric(name: str) -> Message:
    labels = {label: metric.name for metric in METRICS.values() for label in metric.label.values()}
    near = near_names(name.replace(":", "_"), rule_names(), labels)
    hint = did_you_mean(near, ja="jreadtools metrics で一覧を表示できます", en="jreadtools metrics lists them")
    return Message(ja=f"{name} という指標はありません。{hint.ja}", en=f"there is no metric {name}; {hint}")


def written(text: str, direction: Direction) -> tuple[str, Threshold | None]:
    """The rule and the limit that stand in a text like sentence_characters=100; None for NAME=off.

    >>> written("kanji_ratio=40%", "max")
    ('kanji_ratio', Threshold(metric='kanji_ratio', level='A', direction='max', limit=0.4))

    Raises:
        ThresholdError: it is no NAME=VALUE.
    """
    name, equals, value = (part.strip() for part in text.partition("="))
    if not equals or not name or not value:
        raise ThresholdError(
            ja="sentence_characters=100 のように、指標の名前=値 の形で指定してください",
            en="write NAME=VALUE, such as sentence_characters=100",
        )
    metric, level = named(name)
    if value == OFF:
        return rule_of(metric, level), None
    if value.endswith("%") and metric.unit != "ratio":
        raise ThresholdError(
            ja=f"{name} は割合ではありません。% を付けずに数値で指定してください",
            en=f"{name} is no share; write a number without %",
        )
    try:
        number = float(value.removesuffix("%")) / (100 if value.endswith("%") else 1)
    except ValueError:
        raise ThresholdError(
            ja=f"{value} は数値ではありません。半角の数字で指定してください", en=f"{value} is not a number"
        ) from None
    return limit_of(name, number, direction)


def limit_of(name: str, number: float, direction: Direction) -> tuple[str, Threshold]:
    """The rule and the limit of a name and a number.

    Raises:
        ThresholdError: as `named`; and for a number that this metric never is.
    """
    metric, level = named(name)
    if not math.isfinite(number):
        raise ThresholdError(ja=f"{number} は上限や下限にできません", en=f"{number} cannot be a limit")
    if metric.unit == "ratio" and not 0 <= number <= 1:
        hint = f"{number / 100:g}" if 2 <= number <= 100 else "0.4"  # 1.4 is hardly meant as 1.4 %
        raise ThresholdError(
            ja=f"{name} は割合なので、{number:g}ではなく0から1までの数で指定してください。{100 * float(hint):g}%なら{hint}です",
            en=f"{name} is a share from 0 to 1, not {number:g}; write {hint} for {100 * float(hint):g} %",
        )
    threshold = Threshold(metric.name, level, direction, number)
    return threshold.rule, threshold
