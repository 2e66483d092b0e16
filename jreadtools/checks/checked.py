"""Articles against their rules: measured together, each with its problems."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from jreadtools.article import Article, Failure, Wrap
from jreadtools.batches.run import together
from jreadtools.checks.outcome import Checked, Problem, SourceRange, fingerprint
from jreadtools.checks.rules import Rules
from jreadtools.checks.silenced import Silenced
from jreadtools.checks.thresholds import Level, Threshold
from jreadtools.checks.wording import beyond
from jreadtools.measure.findings import Finding, find
from jreadtools.measure.measuring import Measured, line_starts, measure
from jreadtools.measure.settings import Settings
from jreadtools.metrics.catalogue import METRICS

__all__ = ["ToCheck", "check_articles"]

_NEEDED: Final = "sentences"
"""What a sentence is rests on morphemes, and so do findings: this metric has them looked up."""


class ToCheck(NamedTuple):
    """An article that was read, and what it is to be checked for."""

    article: Article
    rules: Rules
    key: str = ""
    """Its name in a file of many articles: its lines are no lines of that file."""


def check_articles(items: Sequence[ToCheck], wrap: Wrap = "auto") -> list[Checked | Failure]:
    """Check some articles; one that cannot be measured is a Failure and costs only itself."""
    wanted = {threshold.metric for item in items for threshold in item.rules.thresholds}
    if any(item.rules.findings or any(t.level == "S" for t in item.rules.thresholds) for item in items):
        wanted.add(_NEEDED)
    settings = Settings(wrap, metrics=tuple(sorted(wanted)), whole=any(item.rules.findings for item in items))

    def checked(some: list[ToCheck]) -> list[Checked]:
        batch = _Batch(measure([item.article for item in some], settings), settings)
        return [_checked(item, batch, number) for number, item in enumerate(some)]

    return together(checked, list(items), lambda item: item.article)


class _Batch:
    """Some measured articles, and the columns of the metrics that were asked for."""

    def __init__(self, measured: Measured, settings: Settings) -> None:
        self.measured = measured
        self.bounds: list[int] = np.searchsorted(measured.owners, np.arange(len(measured.articles) + 1)).tolist()
        self.totals = measured.typed(settings.types) if measured.articles else measured.totals
        # Quotes are the words of others, whom nobody can mend; and limits for Japanese say nothing of English.
        own = np.array([span.kind != "quote" for span in measured.spans], bool)
        c = measured.sentences
        self.mendable = (c.sentences > 0) & (c.kanji + c.hiragana + c.katakana > 0) & own
        self._columns: dict[tuple[str, Level], npt.NDArray[Any]] = {}

    def column(self, threshold: Threshold) -> npt.NDArray[Any]:
        """The metric of a limit, of every article or of every sentence."""
        key = threshold.metric, threshold.level
        if key not in self._columns:
            counts = self.totals if threshold.level == "A" else self.measured.sentences
            self._columns[key] = METRICS[threshold.metric](counts)
        return self._columns[key]


def _checked(item: ToCheck, batch: _Batch, number: int) -> Checked:
    article, rules = item.article, item.rules
    one = _One(item, batch, number)
    problems: list[tuple[int, Problem]] = []
    unmeasured: list[str] = []
    for threshold in rules.thresholds:
        found, is_measured = one.article_level(threshold) if threshold.level == "A" else one.sentences(threshold)
        problems += found
        if not is_measured and threshold.rule not in unmeasured:
            unmeasured.append(threshold.rule)
    if rules.findings:
        problems += one.findings(rules)
    problems.sort(key=lambda pair: pair[0])
    return Checked(
        path=article.path,
        key=item.key,
        problems=tuple(problem for _, problem in problems),
        not_measured=tuple(unmeasured),
        keys=(*(threshold.key for threshold in rules.thresholds), *rules.findings),
        warnings=(*article.warnings, *one.silenced.warnings),
    )


class _One:
    """One of the articles that were measured together. What it finds comes with its offset, to be sorted by."""

    def __init__(self, item: ToCheck, batch: _Batch, number: int) -> None:
        self.article = item.article
        self.is_file = not item.key
        self.batch = batch
        self.number = number
        self.rows = range(batch.bounds[number], batch.bounds[number + 1])
        self.silenced = Silenced(item.article)

    @cached_property
    def starts(self) -> list[int]:
        return line_starts(self.article)

    def article_level(self, threshold: Threshold) -> tuple[list[tuple[int, Problem]], bool]:
        """The problem that the article as a whole has, and whether there was anything to measure."""
        value = self.batch.column(threshold)[self.number].item()
        if threshold.is_exceeded_by(value) and not self.silenced.everywhere(threshold.rule):
            place = SourceRange(1, 1, 1, 1) if self.is_file else None
            return [(-1, _problem(threshold, value, place, ""))], True
        return [], value == value

    def sentences(self, threshold: Threshold) -> tuple[list[tuple[int, Problem]], bool]:
        """The sentences beyond a limit, and whether there was one to measure."""
        rows = slice(self.rows.start, self.rows.stop)
        values = self.batch.column(threshold)[rows].astype(np.float64)
        values[~self.batch.mendable[rows]] = np.nan
        beyond_it = values > threshold.limit if threshold.direction == "max" else values < threshold.limit
        found = []
        for row in beyond_it.nonzero()[0].tolist():
            start, place = self._place(self.rows[row])
            if not self.silenced.at(threshold.rule, start):
                text = self.batch.measured.spans[self.rows[row]].text
                found.append((start, _problem(threshold, values[row].item(), place, text)))
        return found, bool((values == values).any())

    def findings(self, rules: Rules) -> Iterator[tuple[int, Problem]]:
        """Its findings of the kinds that are asked for."""
        for finding in find(self.batch.measured.only(self.number)):
            if finding.kind in rules.findings and not self.silenced.at(finding.kind, finding.start):
                sentence = self.batch.measured.spans[self.rows[finding.sentence]].text
                yield finding.start, self._of_finding(finding, sentence, fails=finding.kind in rules.fail)

    def _place(self, row: int) -> tuple[int, SourceRange | None]:
        """Where a sentence begins in the source, and its place in the file."""
        span, block = self.batch.measured.spans[row], self.batch.measured.blocks[row]
        start = block.source_offset(span.start)
        return start, self._stretch(start, block.source_offset(span.end - 1) + 1)

    def _stretch(self, start: int, end: int) -> SourceRange | None:
        """The lines and columns of a stretch of the source, if that is the file."""
        return SourceRange.between(self.starts, start, end) if self.is_file else None

    def _of_finding(self, finding: Finding, sentence: str, *, fails: bool) -> Problem:
        place = self._stretch(finding.start, finding.end)
        return Problem(
            rule=finding.kind,
            level="finding",
            direction=None,
            value=finding.value,
            limit=None,
            place=place,
            text=finding.text,
            message=finding.message,
            fingerprint=fingerprint(sentence),
            fails=fails,
        )


def _problem(threshold: Threshold, value: float, place: SourceRange | None, text: str) -> Problem:
    message = beyond(threshold, value)
    value, limit = (int(number) if number.is_integer() else number for number in (float(value), threshold.limit))
    return Problem(
        rule=threshold.rule,
        level="article" if threshold.level == "A" else "sentence",
        direction=threshold.direction,
        value=value,
        limit=limit,
        place=place,
        text=text,
        message=message,
        fingerprint=fingerprint(text) if threshold.level == "S" else "",
    )
