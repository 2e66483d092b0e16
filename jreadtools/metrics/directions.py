"""What a larger value of a metric means, in words."""

from __future__ import annotations

from typing import Final

from jreadtools.errors import Message
from jreadtools.metrics.metric import Metric

__all__ = ["direction_of"]

_LONGER: Final = Message(ja="大きいほど長い", en="higher: longer")
_RICHER: Final = Message(ja="大きいほど語彙が豊か", en="higher: a richer vocabulary")
_EASIER: Final = Message(ja="大きいほど読みやすい", en="higher: easier")
_DIRECTIONS: Final = {
    "high": Message(ja="大きいほど読みにくい", en="higher: harder"),
    "low": _EASIER,
    "": Message(ja="読みやすさとは直接関係しない", en="says nothing about difficulty"),
}
_OWN_DIRECTIONS: Final = {
    "jreadability_level": Message(ja="学習者のレベルを示す", en="names a level of learners"),
    "jreadability_reliability": Message(ja="値の信頼性を示す", en="says how far to trust the value"),
    "tateisi1988_reliability": Message(ja="値の信頼性を示す", en="says how far to trust the value"),
    "osaki2021_reliability": Message(ja="値の信頼性を示す", en="says how far to trust the value"),
    "revise_probability": Message(ja="大きいほど、分けることを考えたい", en="higher: more worth splitting"),
    "ttr": _RICHER,
    "reading_label": Message(ja="読書時間を示す", en="says how long it takes to read"),
}
"""Of metrics whose family and direction together would say something else."""


def direction_of(metric: Metric) -> Message:
    """What a higher value means."""
    if metric.name in _OWN_DIRECTIONS:
        return _OWN_DIRECTIONS[metric.name]
    if metric.direction == "high":
        of_family = {"length": _LONGER, "reading_time": _LONGER, "diversity": _RICHER}
        return of_family.get(metric.family, _DIRECTIONS["high"])
    return _DIRECTIONS[metric.direction]
