"""The problems that were known when a project began to check: only new ones count, so old posts need not be changed.

A sentence is known by its words and not by its line: lines above it may come and go, and it may be wrapped anew; once
it is edited it is new. An article as a whole is known with its value, and counts again when that gets worse.
"""

from __future__ import annotations

import json
import math
import os
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from jreadtools.checks.outcome import Checked, Problem
from jreadtools.errors import JreadtoolsError, why_unparsed, why_unread
from jreadtools.frames.files.destination import text_destination
from jreadtools.sources.regular import read_whole

__all__ = ["NAME", "Baseline", "BaselineError"]

NAME: Final = ".jreadtools-baseline.json"
"""The default name of the file."""

_VERSION: Final = 1
_VALUE: Final = "value"
"""Stands for the article itself among the fingerprints of its sentences."""
_DIGITS: Final = 6
"""Decimals of a value: so many are written down, and a value counts as worse from the last of them on."""

_Known = dict[str, dict[str, float]]
"""By rule and fingerprint: how many sentences there are, or the value of the article."""


class BaselineError(JreadtoolsError):
    """The file is missing, damaged or no baseline."""


class Baseline:
    """The problems that are known, and those that are found, by article and rule."""

    def __init__(self, path: str, known: Mapping[str, _Known] | None = None) -> None:
        self.path = path
        self.gone: int = 0
        """Known problems of the articles looked at that are there no more; all are looked at after `finish`."""
        self._folder = os.path.dirname(os.path.abspath(path))  # noqa: PTH100, PTH120  links stay as they are named
        self._known = dict(known or {})
        self._unseen = set(self._known)
        self._found: dict[str, _Known] = {}

    @classmethod
    def read(cls, path: str) -> Baseline:
        """The baseline in a file.

        Raises:
            BaselineError: there is none that can be read.
        """
        try:
            data = json.loads(read_whole(path))
        except FileNotFoundError:
            raise BaselineError(
                ja=f"{path}: ファイルがありません。--write-baseline で作ってください",
                en=f"{path}: there is no such file; make it with --write-baseline",
            ) from None
        except OSError as error:
            reason = why_unread(error)
            raise BaselineError(
                ja=f"{path}: 読み込めません（{reason.ja}）", en=f"{path}: cannot be read ({reason})"
            ) from error
        except (ValueError, RecursionError) as error:
            reason = why_unparsed(error)
            raise BaselineError(
                ja=f"{path}: JSON として読めません（{reason.ja}）。バージョン管理から元に戻すか、削除してから --write-baseline で作り直してください",
                en=f"{path}: is not valid JSON ({reason}); restore it from version control, or delete it and write it anew with --write-baseline",
            ) from error
        if (
            not isinstance(data, dict)
            or data.get("jreadtools_baseline") != _VERSION
            or not _is_known(data.get("known"))
        ):
            raise BaselineError(
                ja=f"{path}: このバージョンの jreadtools のベースラインではありません。別のファイルを指定するか、削除してから --write-baseline で作り直してください",
                en=f"{path}: is not a baseline of this version of jreadtools; name another file, or delete it and write it anew with --write-baseline",
            )
        known: dict[str, _Known] = {}
        for name, entry in data["known"].items():
            known.setdefault(_composed(name), {}).update(entry)
        return cls(path, known)

    def only_new(self, one: Checked) -> Checked:
        """An article with those of its problems that are not known."""
        name = self._name(one)
        self._unseen.discard(name)
        left = {key: dict(marks) for key, marks in self._known.get(name, {}).items()}
        new: list[Problem] = []
        hit: set[str] = set()
        for problem in one.problems:
            marks = left.get(problem.key, {})
            if problem.level == "article":
                known = _VALUE in marks and not _is_worse(problem, marks[_VALUE])
                hit.add(problem.key)
            else:
                known = marks.get(problem.fingerprint, 0) > 0
                if known:
                    marks[problem.fingerprint] -= 1
            if not known:
                new.append(problem)
        for key in one.keys:
            for mark, number in left.get(key, {}).items():
                self.gone += key not in hit if mark == _VALUE else int(number)
        return replace(one, problems=tuple(new), known=one.known + len(one.problems) - len(new))

    def take(self, one: Checked) -> None:
        """Record the problems of an article as known; the known problems of rules that were not asked for stay."""
        name = self._name(one)
        self._unseen.discard(name)
        entry: _Known = {key: marks for key, marks in self._known.get(name, {}).items() if key not in one.keys}
        for problem in one.problems:
            marks = entry.setdefault(problem.key, {})
            if problem.level == "article":
                marks[_VALUE] = round(problem.value, _DIGITS)
            else:
                marks[problem.fingerprint] = marks.get(problem.fingerprint, 0) + 1
        if entry:
            self._found[name] = entry

    def finish(self) -> None:
        """To be called after the last article: counts the known problems of files that no longer exist as gone."""
        for name in self._unseen:
            if not self._exists(name):
                for marks in self._known[name].values():
                    self.gone += sum(1 if mark == _VALUE else int(number) for mark, number in marks.items())

    def write(self) -> int:
        """Write the recorded problems, and the known ones of articles that were not checked. Returns their number."""
        kept = {name: self._known[name] for name in self._unseen if self._exists(name)}
        known = {**kept, **self._found}
        text = json.dumps(
            {"jreadtools_baseline": _VERSION, "known": known}, ensure_ascii=False, indent=1, sort_keys=True
        )
        with text_destination(self.path) as stream:
            stream.write(text + "\n")
        return sum(
            1 if mark == _VALUE else int(number)
            for entry in known.values()
            for marks in entry.values()
            for mark, number in marks.items()
        )

    def _name(self, one: Checked) -> str:
        """An article as it is named in the file: from the folder of the file, with /, wherever the run was started."""
        absolute = os.path.abspath(one.path)  # noqa: PTH100
        try:
            path = os.path.relpath(absolute, self._folder)
        except ValueError:  # on another drive
            path = absolute
        path = path.replace(os.sep, "/")
        return _composed(f"{path}#{one.key}" if one.key else path)

    def _exists(self, name: str) -> bool:
        """Whether the file of an article is there; # may be a part of its name."""
        return _is_there(self._folder, name) or _is_there(self._folder, name.partition("#")[0])


def _composed(name: str) -> str:
    """A name as NFC: macOS writes が as か with a mark, where git and other systems have one character."""
    return unicodedata.normalize("NFC", name)


def _is_there(folder: str, name: str) -> bool:
    """Whether there is a file of this name, however each part of it is composed."""
    if os.path.lexists(os.path.join(folder, name)):  # noqa: PTH118
        return True
    for part in name.split("/"):
        forms = [os.path.join(folder, unicodedata.normalize(form, part)) for form in ("NFC", "NFD")]  # noqa: PTH118
        found = next(filter(os.path.lexists, forms), None)
        if found is None:
            return False
        folder = found
    return True


def _is_worse(problem: Problem, known: float) -> bool:
    more = problem.value - known if problem.direction == "max" else known - problem.value
    return more > 10**-_DIGITS


def _is_known(data: Any) -> bool:
    """Whether it has the form of what `Baseline.write` writes."""
    return isinstance(data, dict) and all(
        isinstance(entry, dict)
        and all(isinstance(marks, dict) and all(map(_is_number, marks.values())) for marks in entry.values())
        for entry in data.values()
    )


def _is_number(value: object) -> bool:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    try:
        return math.isfinite(value)
    except OverflowError:  # a whole number of hundreds of digits
        return False
