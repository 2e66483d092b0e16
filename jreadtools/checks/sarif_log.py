"""The output as SARIF 2.1.0, which code scanning of GitHub and many editors read. Results are written as they come."""

from __future__ import annotations

import json
from typing import Any, Final, TextIO
from urllib.parse import quote

from jreadtools.article import Failure
from jreadtools.checks.form import relative
from jreadtools.checks.outcome import Checked, Problem, Tally, fingerprint
from jreadtools.checks.text_lines import said
from jreadtools.checks.wording import Rule, described
from jreadtools.errors import Lang, Message, in_language

__all__ = ["SarifLog"]

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_NOT_MEASURED: Final = Message(ja="測る対象がありません", en="nothing to measure")


class SarifLog:
    """One run. What could not be read or measured is a notification of its invocation."""

    def __init__(self, stream: TextIO, lang: Lang) -> None:
        self._stream = stream
        self._lang = lang
        self._between = "\n   "
        self._rules: dict[str, Rule] = {}
        self._notes: list[dict[str, Any]] = []
        stream.write(f'{{"$schema": "{_SCHEMA}", "version": "2.1.0",\n "runs": [{{"results": [')

    def add(self, one: Checked | Failure) -> None:
        if isinstance(one, Failure):
            self._note("error", in_language(one.error, self._lang), one.path)
            return
        for key in one.keys:
            direction, _, rule = key.rpartition(" ")
            self._rules.setdefault(rule if direction else f"finding/{rule}", described(rule, finding=not direction))
        for problem in one.problems:
            self._stream.write(self._between + json.dumps(self._result(one, problem), ensure_ascii=False))
            self._between = ",\n   "
        for rule in one.not_measured:
            label = described(rule).label[self._lang]
            self._note("note", f"{label}: {in_language(_NOT_MEASURED, self._lang)}", one.path, one.key, rule)

    def end(self, tally: Tally) -> None:
        from jreadtools.version import __version__

        driver = {
            "name": "jreadtools",
            "version": __version__,
            "rules": [self._rule(rule) for rule in self._rules.values()],
        }
        rest = {
            "tool": {"driver": driver},
            "invocations": [{"executionSuccessful": not tally.failures, "toolExecutionNotifications": self._notes}],
            "columnKind": "unicodeCodePoints",
            "language": self._lang,
        }
        behind = json.dumps(rest, ensure_ascii=False, indent=1)
        self._stream.write(f"{']' if self._between.startswith(chr(10)) else chr(10) + '  ]'},{behind[1:]}]}}\n")

    def _result(self, one: Checked, problem: Problem) -> dict[str, Any]:
        properties = {"value": problem.value, **({} if problem.limit is None else {"limit": problem.limit})}
        return {
            "ruleId": described(problem.rule, finding=problem.direction is None).id,
            "level": "warning" if problem.fails else "note",
            "message": {"text": said(problem, self._lang)},
            "locations": [self._location(one.path, one.key, problem)],
            "partialFingerprints": {"jreadtools/v1": fingerprint(one.key, problem.key, problem.fingerprint)},
            "properties": properties,
        }

    def _rule(self, rule: Rule) -> dict[str, Any]:
        about = rule.about[self._lang]
        more = {
            "ja": f"\n詳しい説明: jreadtools metrics {rule.metric}",
            "en": f"\nmore: jreadtools metrics {rule.metric}",
        }
        return {
            "id": rule.id,
            "shortDescription": {"text": rule.label[self._lang]},
            "fullDescription": {"text": about},
            "help": {"text": about + (more[self._lang] if rule.metric else "")},
            "defaultConfiguration": {"level": "warning" if rule.metric else "note"},
        }

    def _note(self, level: str, text: str, path: str, key: str = "", rule: str = "") -> None:
        note: dict[str, Any] = {"level": level, "message": {"text": text}, "locations": [self._location(path, key)]}
        if rule:
            note["associatedRule"] = {"id": rule}
        self._notes.append(note)

    def _location(self, path: str, key: str, problem: Problem | None = None) -> dict[str, Any]:
        physical: dict[str, Any] = {"artifactLocation": _artifact(path)}
        place = problem.place if problem else None
        if problem and place:
            physical["region"] = {"startLine": place.line, "startColumn": place.column}
            if problem.level != "article":
                physical["region"] |= {"endLine": place.end_line, "endColumn": place.end_column}
        location: dict[str, Any] = {"physicalLocation": physical}
        if key:
            location["logicalLocations"] = [{"name": key}]
        return location


def _artifact(path: str) -> dict[str, str]:
    """A file by its address: relative to the top of the checkout, percent-encoded.

    >>> _artifact("posts/春 1.md")
    {'uri': 'posts/%E6%98%A5%201.md', 'uriBaseId': '%SRCROOT%'}
    >>> [_artifact(path)["uri"] for path in ("/elsewhere/a b.md", "C:/a b.md", "-")]
    ['file:///elsewhere/a%20b.md', 'file:///C:/a%20b.md', 'stdin']
    """
    if path == "-":
        return {"uri": "stdin"}
    known = relative(path)
    uri = quote(known, safe="/")
    if known.startswith("/"):
        return {"uri": f"file://{uri}"}
    if known[1:3] == ":/":  # a drive
        return {"uri": f"file:///{known[:2]}{quote(known[2:], safe='/')}"}
    return {"uri": uri, "uriBaseId": "%SRCROOT%"}
