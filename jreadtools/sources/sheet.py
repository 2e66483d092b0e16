"""A Markdown text that is rewritten without changing its length, code left alone: the notations work on it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from jreadtools.article import Kind
from jreadtools.sources.blocks import FILL
from jreadtools.sources.rewritten import Extended

__all__ = ["Fence", "Sheet"]

_VISIBLE: Final = re.compile(r"[^\n]")
_WIDE: Final = re.compile(r"[^\x00-\x7f]")
# Each branch begins with a literal: the search then skips to the next mark.
_MARKS: Final = re.compile(r"(```+(?=[^`\n]*$)|~~~+)([^\n]*)$", re.MULTILINE)
_BEFORE_MARKS: Final = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+){0,3}")
_TICKS: Final = re.compile("``*")
_RAW: Final = re.compile(r"<!--|<(pre|script|style|code|textarea)(?=[\s>])", re.IGNORECASE)

_RAW_MARKS: Final = ("<!--", "<pre", "<PRE", "<script", "<style", "<code", "<textarea")


class Fence(NamedTuple):
    """A fenced block: its opening line, what stands behind the marks there, and its closing line."""

    start: int
    mark: int
    info: int
    """Where the words behind the marks begin."""
    line_end: int
    close: int
    """Where the closing line begins; the end of the text without one."""
    end: int


class Sheet:
    """A text to be rewritten. Code and comments are passed over."""

    def __init__(self, text: str, body: int, is_prose: Callable[[str], bool]) -> None:
        """`is_prose`: whether what stands behind the marks of a fence makes it no code."""
        self.text = text
        self.body = body
        self._is_prose = is_prose
        self.left: list[tuple[int, int, str, str]] = []
        self.kinds: dict[int, Kind] = {}
        self.images = 0
        self._fences: list[Fence] | None = None
        self._edits: list[tuple[int, int, str]] = []
        self._hidden: list[tuple[int, int]] = []
        self._starts: list[int] = []

    @property
    def fences(self) -> list[Fence]:
        """The fences that hold no code, innermost last. Code is found when somebody first asks for it."""
        if self._fences is None:
            self._fences = []
            self._look_for_code(self._fences)
        return self._fences

    def _look_for_code(self, fences: list[Fence]) -> None:
        text, at = self.text, self.body
        found: list[tuple[int, int]] = []
        closing: dict[str, tuple[int, int]] = {}  # where the next end of each mark stands
        closes: set[int] = set()  # of fences that are prose
        while fence := _MARKS.search(text, at):
            mark, at = fence[1], fence.end()
            start = text.rfind("\n", 0, fence.start()) + 1
            if start in closes or not _BEFORE_MARKS.fullmatch(text, start, fence.start()):
                continue
            close, after = closing.get(mark, (-1, -1))
            if close < at:
                end = re.compile(rf"\n[ \t>]*{mark[0]}{{{len(mark)},}}[ \t]*$", re.MULTILINE).search(text, at)
                close, after = closing[mark] = (end.start() + 1, end.end()) if end else (len(text), len(text))
            if self._is_prose(fence[2]):
                fences.append(Fence(start, fence.start(1), fence.start(2), fence.end(), close, after))
                closes.add(close)
                continue
            found.append((fence.start(1), after))
            at = max(after, at)
        found += self._raw()
        edges = [edge for fence in fences for edge in ((fence.mark, fence.info), (fence.close, fence.end))]
        found += _spans(text, self.body, sorted([*found, *edges]))
        self._hide(found)

    def _raw(self) -> Iterator[tuple[int, int]]:
        text, at = self.text, self.body
        low = text.lower() if any(mark in text for mark in _RAW_MARKS) else ""
        while low and (opened := _RAW.search(text, at)):
            mark = f"</{opened[1].lower()}" if opened[1] else "-->"
            close = low.find(mark, opened.end() - (0 if opened[1] else 2))
            at = opened.end()
            if close >= 0:
                at = close + len(mark)
                yield opened.start(), at

    def _hide(self, ranges: list[tuple[int, int]]) -> None:
        for start, end in ranges:
            first, last = bisect_left(self._starts, start), bisect_right(self._starts, end)
            first -= first > 0 and start <= self._hidden[first - 1][1]
            if first < last:  # those that it meets become one with it
                start, end = min(start, self._hidden[first][0]), max(end, self._hidden[last - 1][1])
            self._hidden[first:last] = [(start, end)]
            self._starts[first:last] = [start]

    def hides(self, at: int) -> bool:
        """Whether code, a comment or something taken out already stands at an offset."""
        if self._fences is None:
            self.fences  # noqa: B018  looks for code
        index = bisect_right(self._starts, at) - 1
        return index >= 0 and at < self._hidden[index][1]

    def find(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """The matches of a pattern that begin outside of code."""
        for match in pattern.finditer(self.text, self.body):
            if not self.hides(match.start()):
                yield match

    def line_above(self, at: int) -> str:
        """The line above the one that begins at an offset; "" above the first one."""
        return self.text[self.text.rfind("\n", 0, max(0, at - 1)) + 1 : max(0, at - 1)]

    def out(self, start: int, end: int, reason: str = "markup", fill: str = FILL) -> None:
        """Takes text[start:end] out; its words, if it has some, are left for this reason."""
        self.leave(start, end, reason)
        self.put(start, end, _VISIBLE.sub(fill, self.text[start:end]))

    def leave(self, start: int, end: int, reason: str) -> None:
        """Says that the words in text[start:end], if it has some, are left for this reason."""
        written = self.text[start:end]
        if _WIDE.search(written):
            self.left.append((start, end, reason, written.strip()))

    def put(self, start: int, end: int, new: str) -> None:
        """Writes something as long in place of text[start:end]."""
        if start < end:
            self._edits.append((start, end, new.ljust(end - start)))

    def take(self, ranges: list[tuple[int, int]], reason: str, fill: str = FILL) -> None:
        """Takes ranges out, so that no other notation is looked for in them."""
        for start, end in ranges:
            self.out(start, end, reason, fill)
        self._hide(ranges)

    def settle(self, ranges: list[tuple[int, int]]) -> None:
        """Keeps other notations from being looked for in these ranges."""
        self._hide(ranges)

    def done(self) -> Extended:
        """The text with everything that was put into it; of two edits the later one counts."""
        if not self._edits:
            return Extended(self.text, tuple(self.left), self.kinds, self.images)
        characters = list(self.text)
        for start, end, new in self._edits:
            characters[start:end] = new
        return Extended("".join(characters), tuple(self.left), self.kinds, self.images)


def _spans(text: str, body: int, blocks: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Code spans: a run of ticks and the next one as long in the same paragraph; `blocks`: where other ticks stand."""
    if "`" not in text:
        return
    starts = [start for start, _ in blocks]

    def in_block(at: int) -> bool:
        index = bisect_right(starts, at) - 1
        return index >= 0 and at < blocks[index][1]

    runs = [run.span() for run in _TICKS.finditer(text, body) if not in_block(run.start())]
    following: dict[int, int] = {}
    after = [-1] * len(runs)
    for index in range(len(runs) - 1, -1, -1):
        length = runs[index][1] - runs[index][0]
        after[index] = following.get(length, -1)
        following[length] = index
    index = 0
    while index < len(runs):
        other = after[index]
        end, begin = runs[index][1], runs[other][0]
        if other >= 0 and text.find("\n\n", end, begin) < 0 and text.find("\n \n", end, begin) < 0:
            yield runs[index][0], runs[other][1]
            index = other
        index += 1
