"""The output as commands of GitHub Actions: warnings and notices that stand beside the lines of a pull request."""

from __future__ import annotations

from typing import Final, TextIO

from jreadtools.article import Failure
from jreadtools.checks.form import relative
from jreadtools.checks.outcome import Checked, Problem, Tally
from jreadtools.checks.text_lines import said
from jreadtools.checks.wording import described
from jreadtools.errors import Lang, in_language
from jreadtools.printing import printable

__all__ = ["GithubCommands"]

_DATA: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


class GithubCommands:
    """::warning file=…,line=…,col=…,title=…::message; ::notice for advice, ::error for what could not be read."""

    def __init__(self, stream: TextIO, lang: Lang) -> None:
        self._stream = stream
        self._lang = lang

    def add(self, one: Checked | Failure) -> None:
        if isinstance(one, Failure):
            self._write("error", {"file": _file(one.path)}, printable(in_language(one.error, self._lang)))
            return
        for problem in one.problems:
            message = said(problem, self._lang)
            command = "warning" if problem.fails else "notice"
            self._write(command, self._properties(one, problem), f"#{one.key} {message}" if one.key else message)

    def end(self, tally: Tally) -> None:
        """Nothing more: the summary is in the log."""

    def _properties(self, one: Checked, problem: Problem) -> dict[str, str | int]:
        properties: dict[str, str | int] = {"file": _file(one.path)}
        place = problem.place
        if place:
            properties |= {"line": place.line}
            if problem.level != "article":
                properties |= {"endLine": place.end_line, "col": place.column}
                if place.line == place.end_line:  # GitHub takes columns within one line only
                    properties |= {"endColumn": place.end_column}
                else:
                    del properties["col"]
        return {**properties, "title": described(problem.rule, finding=problem.direction is None).label[self._lang]}

    def _write(self, command: str, properties: dict[str, str | int], message: str) -> None:
        listed = ",".join(f"{name}={str(value).translate(_PROPERTY)}" for name, value in properties.items() if value)
        self._stream.write(f"::{command} {listed}::{message.translate(_DATA)}\n")


def _file(path: str) -> str:
    # A line break is escaped later on; what a terminal would obey is in no name that anybody looks for.
    return "" if path == "-" else "".join(c if c in "\r\n" else printable(c, fold=False) for c in relative(path))
