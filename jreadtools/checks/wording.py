"""The wording for a value beyond its limit: labels and units of the catalogue, and enough digits to see the difference."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from jreadtools.checks.thresholds import Threshold, named
from jreadtools.errors import Message, counted
from jreadtools.measure.finding_kinds import KINDS
from jreadtools.metrics.catalogue import METRICS
from jreadtools.metrics.named import UNITS

__all__ = ["Rule", "beyond", "described"]

_SAID_BY_THE_NUMBER: Final = frozenset(("label", "ratio", "per 100 verbs"))
"""Units that do not stand behind a number."""
_UNITS_EN: Final = frozenset(("characters", "words", "morae", "minutes", "seconds"))
"""Units that an English label does not always name."""
_MOST_DIGITS: Final = 9


class Rule(NamedTuple):
    """The words about a rule."""

    id: str
    """Its name where findings and limits stand side by side: passives is the name of a metric and of a kind."""
    label: Mapping[str, str]
    about: Mapping[str, str]
    metric: str
    """The metric that it is a limit of; "" for a finding."""


def described(rule: str, *, finding: bool = False) -> Rule:
    """What people are told of a rule, by language.

    >>> described("sentence_kanji_ratio").label["ja"], described("passives", finding=True).id
    ('一文の漢字率', 'finding/passives')
    """
    if finding:
        kind = KINDS[rule]
        return Rule(f"finding/{rule}", _by_language(kind.label), _by_language(kind.rule), "")
    metric, _ = named(rule)
    label = metric.label
    if rule != metric.name:
        label = {"ja": f"一文の{label['ja']}", "en": f"{label['en']} of a sentence"}
    return Rule(rule, label, metric.description, metric.name)


def _by_language(said: Message) -> Mapping[str, str]:
    return {"ja": said.ja, "en": str(said)}


def beyond(threshold: Threshold, value: float) -> Message:
    """The sentence that says by how much a value is beyond a limit.

    >>> beyond(Threshold("characters", "S", "max", 100), 118).ja, beyond(Threshold("kanji_ratio", "A", "max", 0.4), 0.4504).ja
    ('一文118字（上限100）', '漢字率 45%（上限40%）')
    >>> str(beyond(Threshold("kanji_ratio", "A", "max", 0.4), 0.40049))
    'kanji ratio 40.05% (at most 40%)'
    """
    metric = METRICS[threshold.metric]
    number, limit = _numbers(threshold, value)
    at_most, ja_limit = ("at most", "上限") if threshold.direction == "max" else ("at least", "下限")
    behind = f"（{ja_limit}{limit}）", f" ({at_most} {limit})"
    if threshold.rule == "sentence_characters":
        return Message(ja=f"一文{number}字{behind[0]}", en=f"a sentence of {counted(number, 'characters')}{behind[1]}")
    label = described(threshold.rule).label
    ja_unit = "" if metric.unit in _SAID_BY_THE_NUMBER else UNITS[metric.unit]
    has_unit = metric.unit in _UNITS_EN and metric.unit not in label["en"]
    en = counted(number, metric.unit) if has_unit else number
    return Message(ja=f"{label['ja']} {number}{ja_unit}{behind[0]}", en=f"{label['en']} {en}{behind[1]}")


def _numbers(threshold: Threshold, value: float) -> tuple[str, str]:
    """Value and limit as they are shown, the value still on the wrong side of the limit: 40.05% and 40%, not 40% and 40%."""
    metric = METRICS[threshold.metric]
    scale, sign = (100, "%") if metric.unit == "ratio" else (1, "")
    limit = f"{threshold.limit * scale:,.10g}"
    shown_limit = threshold._replace(limit=float(limit.replace(",", "")))
    digits = 0 if metric.dtype == "int64" or sign else 1
    number = f"{value * scale:,.{digits}f}"
    while not shown_limit.is_exceeded_by(float(number.replace(",", ""))) and digits < _MOST_DIGITS:
        digits += 1
        number = f"{value * scale:,.{digits}f}"
    return f"{number}{sign}", f"{limit}{sign}"
