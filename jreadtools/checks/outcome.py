"""The results of checking an article and of a whole run: data that workers send back and formats print."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Literal, NamedTuple

from jreadtools.article import Failure
from jreadtools.checks.thresholds import Direction
from jreadtools.errors import Message

__all__ = ["Checked", "Problem", "SourceRange", "Tally", "fingerprint"]


class SourceRange(NamedTuple):
    """A stretch of a file: lines and columns from 1, columns in code points; the end is behind the last character."""

    line: int
    column: int
    end_line: int
    end_column: int

    @classmethod
    def between(cls, starts: list[int], start: int, end: int) -> SourceRange:
        """The place of a stretch of a source; `starts`: the offsets at which its lines begin."""
        # The line of the last character: what ends behind a line's last one ends in that line.
        line, end_line = bisect_right(starts, start), bisect_right(starts, max(end - 1, start))
        return cls(line, start - starts[line - 1] + 1, end_line, end - starts[end_line - 1] + 1)


class Problem(NamedTuple):
    """One thing that exceeds its limit, or one finding."""

    rule: str
    """`Threshold.rule`, or the kind of the finding."""
    level: Literal["article", "sentence", "finding"]
    direction: Direction | None
    """The side of the limit; None for a finding."""
    value: float
    limit: float | None
    place: SourceRange | None
    """None where it is in no line of a file: in an article of an export."""
    text: str
    """The sentence, or the words of the finding; "" for an article."""
    message: Message
    fingerprint: str
    """Of its sentence, whatever line that stands in; "" for an article."""
    fails: bool = True
    """Whether it fails the check; a finding that does not is advice."""

    @property
    def key(self) -> str:
        """Its rule as a baseline names it: `Threshold.key`, or the kind of the finding."""
        return f"{self.direction} {self.rule}" if self.direction else self.rule


@dataclass(frozen=True, slots=True)
class Checked:
    """One article that was looked at."""

    path: str
    key: str = ""
    """Its name in a file of many articles; "" where the file is the article."""
    problems: tuple[Problem, ...] = ()
    not_measured: tuple[str, ...] = ()
    """Rules for which there was nothing to measure."""
    keys: tuple[str, ...] = ()
    """The rules it was checked for, as a baseline names them."""
    warnings: tuple[str, ...] = ()
    skipped: bool = False
    """Whether it was not checked because its front matter or the configuration says so."""
    known: int = 0
    """Problems that are in the baseline, and not among its problems any more."""

    @property
    def where(self) -> str:
        """Its file, and #key where the file holds many."""
        return f"{self.path}#{self.key}" if self.key else self.path


@dataclass(slots=True)
class Tally:
    """The totals of a run so far."""

    articles: int = 0
    exceeding: int = 0
    """Articles with problems."""
    problems: int = 0
    failing: int = 0
    """Problems that fail the check."""
    above: int = 0
    """Problems that are values above their limit."""
    not_measured: int = 0
    unlimited: int = 0
    """Articles that were checked for nothing at all."""
    known: int = 0
    skipped: int = 0
    failures: int = 0

    def add(self, one: Checked | Failure) -> None:
        if isinstance(one, Failure):
            self.failures += 1
        elif one.skipped:
            self.skipped += 1
        else:
            self.articles += 1
            self.exceeding += bool(one.problems)
            self.problems += len(one.problems)
            self.failing += sum(problem.fails for problem in one.problems)
            self.above += sum(problem.direction == "max" for problem in one.problems)
            self.not_measured += len(one.not_measured)
            self.unlimited += not one.keys
            self.known += one.known


@lru_cache(maxsize=8)  # of a sentence with thousands of findings it is asked for each
def fingerprint(*texts: str) -> str:
    """A fingerprint of a sentence that does not depend on white space, because lines may be wrapped anew.

    >>> fingerprint("静岡では、\\n会います。") == fingerprint("静岡では、会います。") != fingerprint("会います。")
    True
    """
    joined = "\0".join("".join(text.split()) for text in texts)
    return blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
