"""`jreadtools analyze --findings`: a line for each place that is worth another look, as compilers and linters print them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator
from typing import TYPE_CHECKING, Final

from jreadtools.article import place_of
from jreadtools.cli.session import Run
from jreadtools.errors import counted, in_language
from jreadtools.measure.finding_kinds import KINDS
from jreadtools.printing import printable

if TYPE_CHECKING:
    from jreadtools.batches.batch import Batch
    from jreadtools.measure.findings import Finding

__all__ = ["REST_ON", "FindingLines"]

REST_ON: Final = "doubled_particles"
"""A metric without which there are no findings: most of them rest on morphemes."""
_Key = tuple[str, str]
"""Path and id of an article."""
_LONGEST: Final = 60
"""Characters of an article's words that a message shows."""


class FindingLines:
    """The findings of a run: those that are shown, and how many of each kind are not."""

    def __init__(self, run: Run, *, everything: bool) -> None:
        self._run = run
        self._everything = everything
        self._lines: list[tuple[_Key, str]] = []
        self._others: Counter[tuple[_Key, str]] = Counter()

    def add(self, batch: Batch) -> None:
        """Keep what was found in the articles of a batch."""
        for identity, findings in zip(batch.identities, batch.findings, strict=True):
            key = identity.path, identity.id
            for finding in findings:
                if self._everything or finding.shown:
                    place = self._run.shown(place_of(*key))
                    self._lines.append((key, f"{place}:{finding.line}:{finding.column}: {self._message(finding)}"))
                else:
                    self._others[key, finding.kind] += 1

    def lines(self, only: Container[_Key] | None = None) -> Iterator[str]:
        """A line a finding, then one that counts the others, or says that there is none.

        Args:
            only: path and id of the articles whose findings are wanted; None for all of them.
        """
        lines = [line for key, line in self._lines if only is None or key in only]
        others: Counter[str] = Counter()
        for (key, kind), number in self._others.items():
            others[kind] += number * (only is None or key in only)
        yield from lines
        if others.total():
            yield self._counted(others, alone=not lines)
        elif not lines:
            yield self._run.words(ja="指摘はありません", en="no findings")

    def _message(self, finding: Finding) -> str:
        said = in_language(finding.message, self._run.lang)
        if len(finding.text) > _LONGEST:
            said = said.replace(finding.text, finding.text[:_LONGEST] + "…")
        return printable(said)

    def _counted(self, others: Counter[str], *, alone: bool) -> str:
        run = self._run
        kinds = run.words(ja="、", en=", ").join(
            f"{KINDS[name].label.in_language(run.lang)} {others[name]:,}" for name in KINDS if others[name]
        )
        number = others.total()
        if not alone:
            head = run.words(ja=f"ほかに{number:,}件", en=f"{number:,} more")
        else:
            head = run.words(
                ja=f"既定で示す指摘はありません。ほかに{number:,}件",
                en=f"no findings of the kinds shown; {counted(number, 'others')}",
            )
        return run.words(
            ja=f"{head}: {kinds}（--all-findings で表示）", en=f"{head}: {kinds} (--all-findings shows them)"
        )
