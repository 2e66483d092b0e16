"""The output for a terminal: a line a problem, as compilers and linters print them."""

from __future__ import annotations

from typing import Final, TextIO

from jreadtools.article import Failure
from jreadtools.checks.outcome import Checked, Problem, Tally
from jreadtools.errors import Lang, in_language
from jreadtools.printing import printable

__all__ = ["TextLines", "said"]

_LONGEST: Final = 60
"""Characters of an article's words that the message of a finding shows."""
_BEGINNING: Final = 20
"""Characters of a sentence by which a writer knows it again."""


class TextLines:
    """path:line:column message; without line and column for an article of an export."""

    def __init__(self, stream: TextIO, lang: Lang) -> None:
        self._stream = stream
        self._lang = lang

    def add(self, one: Checked | Failure) -> None:
        if isinstance(one, Failure):  # said on standard error
            return
        where = one.where
        if where == "-":
            where = "標準入力" if self._lang == "ja" else "standard input"
        where = printable(where, fold=False)
        for problem in one.problems:
            place = f":{problem.place.line}:{problem.place.column}" if problem.place else ""
            self._stream.write(f"{where}{place} {said(problem, self._lang)}\n")

    def end(self, tally: Tally) -> None:
        """The summary is for people, and goes to standard error."""


def said(problem: Problem, lang: Lang) -> str:
    """The message of a problem on one line, and the words that show its place."""
    message = in_language(problem.message, lang)
    if problem.text and problem.text in message:
        if len(problem.text) > _LONGEST:
            message = message.replace(problem.text, problem.text[:_LONGEST] + "…")
    elif problem.text:
        begin = problem.text[:_BEGINNING].rstrip()
        message += f": {begin}{'…' if len(problem.text) > _BEGINNING else ''}"
    return printable(message)
