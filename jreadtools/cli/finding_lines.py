"""`jreadtools analyze --findings`: a line for each place that is worth another look, as compilers and linters print them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from jreadtools.article import place_of
from jreadtools.cli.session import Run
from jreadtools.errors import in_language
from jreadtools.measure.finding_kinds import KINDS
from jreadtools.printing import printable

if TYPE_CHECKING:
    from jreadtools.batches.batch import Batch
    from jreadtools.measure.findings import Finding

__all__ = ["REST_ON", "FindingLines"]

REST_ON: Final = "doubled_particles"
"""A metric without which there are no findings: most of them rest on morphemes."""
_LONGEST: Final = 60
"""Characters of an article's words that a message shows."""


class FindingLines:
    """The findings of a run: those that are shown, and how many of each kind are not."""

    def __init__(self, run: Run, *, everything: bool) -> None:
        self._run = run
        self._everything = everything
        self._lines: list[str] = []
        self._others: Counter[str] = Counter()

    def add(self, batch: Batch) -> None:
        """Keep what was found in the articles of a batch."""
        for identity, findings in zip(batch.identities, batch.findings, strict=True):
            for finding in findings:
                if self._everything or finding.shown:
                    place = self._run.shown(place_of(identity.path, identity.id))
                    self._lines.append(f"{place}:{finding.line}:{finding.column}: {self._message(finding)}")
                else:
                    self._others[finding.kind] += 1

    def lines(self) -> Iterator[str]:
        """A line a finding, then one that counts the others, or says that there is none."""
        yield from self._lines
        if self._others:
            yield self._counted()
        elif not self._lines:
            yield self._run.words(ja="指摘はありません", en="no findings")

    def _message(self, finding: Finding) -> str:
        said = in_language(finding.message, self._run.lang)
        if len(finding.text) > _LONGEST:
            said = said.replace(finding.text, finding.text[:_LONGEST] + "…")
        return printable(said)

    def _counted(self) -> str:
        run = self._run
        kinds = run.words(ja="、", en=", ").join(
            f"{KINDS[name].label[run.lang]} {self._others[name]:,}" for name in KINDS if self._others[name]
        )
        number = self._others.total()
        if self._lines:
            head = run.words(ja=f"ほかに{number:,}件", en=f"{number:,} more")
        else:
            head = run.words(
                ja=f"既定で示す指摘はありません。ほかに{number:,}件",
                en=f"no findings of the kinds shown; {number:,} other{'' if number == 1 else 's'}",
            )
        return run.words(
            ja=f"{head}: {kinds}（--all-findings で表示）", en=f"{head}: {kinds} (--all-findings shows them)"
        )
