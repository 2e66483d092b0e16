"""What is checked: limits and kinds of findings, collected from several places, the last one winning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from jreadtools.checks.thresholds import Direction, Threshold, ThresholdError
from jreadtools.errors import Message, did_you_mean, near_names
from jreadtools.measure.finding_kinds import KINDS

__all__ = ["GROUPS", "Rules", "Wishes", "kinds_named", "rules_of"]

GROUPS: Final = ("default", "all", "none")
"""Names for several kinds of findings: those that are shown by default, every one, no one."""

Limits = Mapping[tuple[Direction, str], Threshold | None]


@dataclass(frozen=True, slots=True)
class Wishes:
    """The wishes of one place: a file of configuration, one of its overrides, the command line."""

    limits: Limits = field(default_factory=dict)
    """By direction and rule; None takes away what another place asked for."""
    findings: tuple[str, ...] | None = None
    """Kinds and groups of findings; None where nothing is said of them."""
    adds: bool = False
    """Whether its findings are added to those of earlier places; else they replace them."""
    fail: tuple[str, ...] | None = None
    """Kinds and groups of findings that fail the check, and are shown too; None where nothing is said of them."""
    strict: bool = False
    """Whether every finding that is shown fails the check."""


class Rules(NamedTuple):
    """What an article is checked for."""

    thresholds: tuple[Threshold, ...]
    findings: tuple[str, ...]
    """Kinds of findings, in the order of KINDS."""
    fail: tuple[str, ...] = ()
    """Of those, the ones that fail the check; the others are advice."""


def kinds_named(names: Iterable[str]) -> tuple[str, ...]:
    """The kinds of findings that are named, alone or by a group; 「none」 takes back what stands before it.

    >>> kinds_named(["default"])
    ('revise', 'doubled_particle', 'needless_noun', 'needless_ability')
    >>> kinds_named(["default", "none", "no_chain"])
    ('no_chain',)

    Raises:
        ThresholdError: there is no such kind.
    """
    wanted: set[str] = set()
    for name in names:
        if name == "none":
            wanted.clear()
        elif name == "all":
            wanted |= set(KINDS)
        elif name == "default":
            wanted |= {kind.name for kind in KINDS.values() if kind.shown}
        elif name in KINDS:
            wanted.add(name)
        else:
            raise ThresholdError(_no_kind(name))
    return tuple(name for name in KINDS if name in wanted)


def _no_kind(name: str) -> Message:
    labels = {label: kind.name for kind in KINDS.values() for label in kind.label.both}
    near = near_names(name, [*KINDS, *GROUPS], labels, most=1)
    known = ", ".join([*KINDS, *GROUPS])
    hint = did_you_mean(near, ja=f"使える種類: {known}", en=f"the kinds are {known}")
    return Message(
        ja=f"{name} という指摘の種類はありません。{hint.ja}", en=f"there is no kind of finding {name}; {hint}"
    )


def rules_of(places: Iterable[Wishes]) -> Rules:
    """The rules from the wishes of several places, later ones winning.

    Only what is named is checked, so one limit is not drowned in other findings. If nothing is named, the default findings
    are shown, so a first run says something worth reading. What fails the check is also shown; a place that names what
    is shown takes back what earlier places let fail.

    Raises:
        ThresholdError: of one metric, the smallest value allowed is larger than the largest.
    """
    limits: dict[tuple[Direction, str], Threshold | None] = {}
    findings: tuple[str, ...] | None = None
    fail: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()
    strict = False
    for wishes in places:
        for key, threshold in wishes.limits.items():
            limits.pop(key, None)  # where it is named last, it stands last
            limits[key] = threshold
        if wishes.findings is not None:
            before = findings or () if wishes.adds else ()
            findings = (*before, *wishes.findings)
            besides = besides if wishes.adds else ()
        if wishes.fail is not None:
            fail = besides = wishes.fail
        strict |= wishes.strict
    thresholds = tuple(threshold for threshold in limits.values() if threshold is not None)
    for threshold in thresholds:
        other = limits.get(("min", threshold.rule)) if threshold.direction == "max" else None
        if other is not None and other.limit > threshold.limit:
            raise ThresholdError(
                ja=f"{threshold.rule}: 下限{other.limit:g}が上限{threshold.limit:g}より大きくなっています",
                en=f"{threshold.rule}: at least {other.limit:g} and at most {threshold.limit:g} leave nothing",
            )
    if findings is None:
        findings = () if limits else ("default",)
    shown = kinds_named((*findings, *kinds_named(besides)))
    return Rules(thresholds, shown, shown if strict else tuple(kind for kind in kinds_named(fail) if kind in shown))
