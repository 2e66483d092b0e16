"""Passages that their author takes out of the check: <!-- jreadtools-disable --> … <!-- jreadtools-enable -->.

With names, only these rules: <!-- jreadtools-disable kanji_run, sentence_characters -- names of laws -->. In MDX, which
has no HTML comments, {/* jreadtools-disable */}. What stands there still counts in the numbers of the article.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from jreadtools.article import Article, Block
from jreadtools.checks.rules import GROUPS, kinds_named
from jreadtools.checks.thresholds import looked_up, rule_names, rule_of
from jreadtools.errors import Message, did_you_mean, near_names
from jreadtools.measure.finding_kinds import KINDS
from jreadtools.metrics.catalogue import METRICS

__all__ = ["Silenced"]

_COMMENT: Final = re.compile(r"(?:<!--|\{/\*)[ \t\n]{0,99}jreadtools-([a-z-]{1,40})([^<>{}]{0,2000}?)(?:-->|\*/\})")
_MOST_WARNINGS: Final = 20
"""The most warnings that are kept of an article."""
_REASON: Final = re.compile(r"\s--\s")
_BETWEEN: Final = re.compile(r"[\s,、]+")


class _Switch(NamedTuple):
    """A comment that turns rules off, or on again."""

    at: int
    """Offset in the source."""
    off: bool
    rules: frozenset[str]
    """Empty: all."""


class Silenced:
    """The passages of an article in which comments turn rules off."""

    def __init__(self, article: Article) -> None:
        self.warnings: list[Message] = []
        """Comments that say nothing that can be meant."""
        self._switches = list(self._read(article)) if "jreadtools-" in article.source else []
        self._begin = next((block.source_offset(0) for block in article.blocks if block.kind != "heading"), 0)
        self._of_rule: dict[str, tuple[list[int], list[bool]]] = {}

    def at(self, rule: str, offset: int) -> bool:
        """Whether a rule is off at an offset of the source."""
        if not self._switches:
            return False
        if rule not in self._of_rule:
            own = [switch for switch in self._switches if not switch.rules or rule in switch.rules]
            self._of_rule[rule] = [switch.at for switch in own], [switch.off for switch in own]
        places, off = self._of_rule[rule]
        before = bisect_right(places, offset)
        return before > 0 and off[before - 1]

    def everywhere(self, rule: str) -> bool:
        """Whether a rule about the whole article is off: named anywhere, or off with all others before the text begins."""
        return self.at(rule, self._begin) or any(switch.off and rule in switch.rules for switch in self._switches)

    def _read(self, article: Article) -> Iterator[_Switch]:
        found = list(_COMMENT.finditer(article.source))
        shown = set() if article.format == "plain" else _shown((match.start() for match in found), article.blocks)
        line, before = 1, 0
        for match in found:
            line += article.source.count("\n", before, match.start())
            before = match.start()
            if match.start() in shown:  # an article about this very comment
                continue
            rules = frozenset(self._rules(line, match))
            if match[1] not in ("disable", "enable"):
                self._warn(
                    line,
                    f"there is no comment jreadtools-{match[1]}; write jreadtools-disable or jreadtools-enable",
                    f"jreadtools-{match[1]} というコメントはありません。jreadtools-disable か jreadtools-enable と書いてください",
                )
            elif rules or not _names(match):
                yield _Switch(match.start(), match[1] == "disable", rules)

    def _rules(self, line: int, match: re.Match[str]) -> Iterator[str]:
        """The rules that a comment names; what names none is a warning."""
        for name in _names(match):
            if name in KINDS or name in GROUPS:
                yield from kinds_named([name])
                continue
            found = looked_up(name)
            if found is not None:
                yield rule_of(*found)
            elif len(self.warnings) < _MOST_WARNINGS:
                labels = {label: metric.name for metric in METRICS.values() for label in metric.label.values()}
                labels |= {label: kind.name for kind in KINDS.values() for label in kind.label.both}
                near = near_names(name, [*KINDS, *rule_names()], labels, most=1)
                hint = did_you_mean(
                    near, ja="指標か指摘の種類の名前を書いてください", en="name a metric or a kind of finding"
                )
                self._warn(
                    line,
                    f"jreadtools-{match[1]}: there is no rule {name}; {hint}",
                    f"jreadtools-{match[1]}: {name} という規則はありません。{hint.ja}",
                )

    def _warn(self, line: int, en: str, ja: str) -> None:
        if len(self.warnings) < _MOST_WARNINGS:
            self.warnings.append(Message(ja=f"{line}行目: {ja}", en=f"line {line}: {en}"))


def _names(match: re.Match[str]) -> list[str]:
    named = _REASON.split(match[2] + " ", maxsplit=1)[0]
    return [name for name in _BETWEEN.split(named) if name]


def _shown(offsets: Iterable[int], blocks: Iterable[Block]) -> set[int]:
    """The given offsets at which a reader sees words, mostly code."""
    wanted = sorted(offsets)
    found: set[int] = set()
    for block in blocks:
        ends = [at for at, _ in block.places[1:]] + [len(block.text)]
        for (at, source), end in zip(block.places, ends, strict=True):
            first, last = bisect_right(wanted, source - 1), bisect_right(wanted, source + end - at - 1)
            found.update(wanted[first:last])
    return found
