"""The output for other programs: one JSON object, its problems written as they come."""

from __future__ import annotations

import json
from typing import Any, Final, TextIO

from jreadtools.article import Failure
from jreadtools.checks.outcome import Checked, Problem, Tally
from jreadtools.errors import Lang, in_language
from jreadtools.frames.files.json_rows import failure_object

__all__ = ["FORMAT_VERSION", "JsonObject"]

FORMAT_VERSION: Final = 1
"""Goes up when a program that reads this would have to change."""


class JsonObject:
    """{"version", "problems": […], "not_measured": […], "failures": […], "summary": {…}}."""

    def __init__(self, stream: TextIO, lang: Lang) -> None:
        self._stream = stream
        self._lang = lang
        self._between = "\n  "
        self._not_measured: list[dict[str, Any]] = []
        self._failures: list[dict[str, Any]] = []
        stream.write(f'{{"version": {FORMAT_VERSION},\n "problems": [')

    def add(self, one: Checked | Failure) -> None:
        if isinstance(one, Failure):
            self._failures.append(failure_object(one, self._lang))
            return
        for problem in one.problems:
            self._stream.write(self._between + _json(self._object(one, problem)))
            self._between = ",\n  "
        self._not_measured += [{"path": one.path, "key": one.key or None, "rule": rule} for rule in one.not_measured]

    def end(self, tally: Tally) -> None:
        self._stream.write("\n ],\n" if self._between != "\n  " else "],\n")
        self._stream.write(f' "not_measured": {_json(self._not_measured)},\n "failures": {_json(self._failures)},\n')
        summary = {
            "articles": tally.articles,
            "articles_with_problems": tally.exceeding,
            "problems": tally.problems,
            "failing": tally.failing,
            "not_measured": tally.not_measured,
            "known": tally.known,
            "skipped": tally.skipped,
            "failures": tally.failures,
        }
        self._stream.write(f' "summary": {_json(summary)}}}\n')

    def _object(self, one: Checked, problem: Problem) -> dict[str, Any]:
        place = problem.place
        ends = place if problem.level != "article" else None
        return {
            "path": one.path,
            "key": one.key or None,
            "line": place.line if place else None,
            "column": place.column if place else None,
            "end_line": ends.end_line if ends else None,
            "end_column": ends.end_column if ends else None,
            "level": problem.level,
            "rule": problem.rule,
            "value": problem.value,
            "limit": problem.limit,
            "direction": problem.direction,
            "text": problem.text,
            "message": in_language(problem.message, self._lang),
            "fingerprint": problem.fingerprint or None,
            "fails": problem.fails,
        }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
