"""The configuration of a project: [tool.jreadtools.check] in pyproject.toml, or [check] in jreadtools.toml.

The nearest such file applies to an article. It is looked for from the article's folder upwards, but not above the top
folder of a repository.
"""

from __future__ import annotations

import os
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

from jreadtools.checks.rules import Wishes, kinds_named
from jreadtools.checks.thresholds import Direction, Threshold, ThresholdError, limit_of, named
from jreadtools.errors import JreadtoolsError, Message, did_you_mean, in_language, near_names, why_unparsed, why_unread
from jreadtools.sources.gitignore import IgnoreRules, is_ignored, rules_of
from jreadtools.sources.regular import read_whole

__all__ = ["NOTHING", "OWN", "SHARED", "Configuration", "ConfigurationError", "Configurations"]

OWN: Final = "jreadtools.toml"
SHARED: Final = "pyproject.toml"
_DIRECTIONS: Final[tuple[Direction, Direction]] = ("max", "min")
_KEYS: Final = ("max", "min", "findings", "fail")


class ConfigurationError(JreadtoolsError):
    """A file of configuration that cannot be read, or that asks for something unknown."""


class _Override(NamedTuple):
    paths: IgnoreRules
    wishes: Wishes
    skip: bool | None


@dataclass(frozen=True, slots=True)
class Configuration:
    """The content of one file."""

    path: str
    """Of the file; "" where there is none."""
    wishes: Wishes
    overrides: tuple[_Override, ...] = ()

    def of(self, article: str) -> list[Wishes] | None:
        """The wishes for the article at an absolute path, the last one winning; None if it is not to be checked."""
        found, skip = [self.wishes], False
        path = unicodedata.normalize("NFC", article.replace(os.sep, "/"))
        for override in self.overrides:
            if _means(override.paths, path):
                found.append(override.wishes)
                skip = skip if override.skip is None else override.skip
        return None if skip else found


NOTHING: Final = Configuration("", Wishes())


def _means(patterns: IgnoreRules, path: str) -> bool:
    """Whether patterns mean a file, by itself or by a folder that it is in."""
    if not path.startswith(patterns.base):
        return False
    below = path[len(patterns.base) :]
    ends = [at + 1 for at, c in enumerate(below) if c == "/"]
    return any(is_ignored(patterns.base + below[:end], (patterns,)) for end in (*ends, len(below)))


class Configurations:
    """The configuration of every folder, each file read once."""

    def __init__(self) -> None:
        self._of_folder: dict[str, Configuration] = {}

    def of(self, folder: str) -> Configuration:
        """The configuration that applies in a folder.

        Raises:
            ConfigurationError: the file has something invalid.
        """
        here = os.path.abspath(folder)  # noqa: PTH100  links stay: the config beside a link holds
        waiting: list[str] = []
        found: Configuration | None = None
        while found is None:
            known = self._of_folder.get(here)
            if known is not None:
                found = known
                break
            waiting.append(here)
            found = _in_folder(here)
            above = os.path.dirname(here)  # noqa: PTH120
            if found is None and (above == here or os.path.lexists(os.path.join(here, ".git"))):  # noqa: PTH118
                found = NOTHING
            here = above
        self._of_folder.update(dict.fromkeys(waiting, found))
        return found


def _in_folder(folder: str) -> Configuration | None:
    """The configuration in a folder; jreadtools.toml is nearer than pyproject.toml."""
    own = Path(folder, OWN)
    data = _table(own)
    if data is not None:
        return _configuration(own, data, "")
    shared = Path(folder, SHARED)
    data = _table(shared)
    tool = data.get("tool") if data is not None else None
    ours = tool.get("jreadtools") if isinstance(tool, dict) else None
    return None if ours is None else _configuration(shared, ours, "tool.jreadtools")


def _table(path: Path) -> dict[str, Any] | None:
    """What a TOML file holds; None if there is none, or one of other people's that does not name us."""
    try:
        data = read_whole(path)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
    except OSError as error:
        reason = why_unread(error)
        raise ConfigurationError(
            ja=f"{path}: 読み込めません（{reason.ja}）", en=f"{path}: cannot be read ({reason})"
        ) from error
    if path.name == SHARED and b"jreadtools" not in data:
        return None
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # no UTF-8, no TOML
        reason = why_unparsed(error)
        raise ConfigurationError(
            ja=f"{path}: TOML として読めません（{reason.ja}）", en=f"{path}: is not valid TOML ({reason})"
        ) from error


def _configuration(path: Path, data: object, table: str) -> Configuration:
    read = _Reader(path)
    tables = read.table(data, table)
    read.known(tables, ("check",), table)
    name = f"{table}.check".lstrip(".")
    check = read.table(tables.get("check", {}), name)
    read.known(check, (*_KEYS, "overrides"), name)
    overrides = check.get("overrides", [])
    if not isinstance(overrides, list):
        raise read.wrong(
            f"{name}.overrides", Message(ja="[[…]] の形で書いてください", en="write [[…]], a list of tables")
        )
    return Configuration(
        os.fspath(path),
        read.wishes(check, name),
        tuple(read.override(one, f"{name}.overrides[{number}]") for number, one in enumerate(overrides, 1)),
    )


class _Reader:
    """Parses one file; errors name the file and the key."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def wrong(self, key: str, said: str) -> ConfigurationError:
        return ConfigurationError(ja=f"{self.path}: {key}: {in_language(said, 'ja')}", en=f"{self.path}: {key}: {said}")

    def table(self, value: object, key: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self.wrong(key, Message(ja="表（テーブル）で書いてください", en="has to be a table"))
        return value

    def known(self, table: Mapping[str, Any], keys: tuple[str, ...], name: str) -> None:
        for key in table:
            if key not in keys:
                near = near_names(key, keys, most=1) or near_names(key.rpartition("-")[2], keys, most=1)
                listed = ", ".join(keys)
                hint = did_you_mean(near, ja=f"使えるキー: {listed}", en=f"the keys are {listed}")
                said = Message(ja=f"このようなキーはありません。{hint.ja}", en=f"there is no such key; {hint}")
                raise self.wrong(f"{name}.{key}".lstrip("."), said)

    def wishes(self, table: Mapping[str, Any], name: str) -> Wishes:
        limits: dict[tuple[Direction, str], Threshold | None] = {}
        for direction in _DIRECTIONS:
            key = f"{name}.{direction}"
            for metric, number in self.table(table.get(direction, {}), key).items():
                rule, threshold = self.limit(metric, number, direction, f"{key}.{metric}")
                limits[direction, rule] = threshold
        return Wishes(
            limits, self.kinds(table, "findings", f"{name}.findings"), fail=self.kinds(table, "fail", f"{name}.fail")
        )

    def kinds(self, table: Mapping[str, Any], key: str, name: str) -> tuple[str, ...] | None:
        """Kinds and groups of findings; None where the key is not there."""
        if key not in table:
            return None
        found = self.texts(table[key], name)
        try:
            kinds_named(found)
        except ThresholdError as error:
            raise self.wrong(name, error.args[0]) from None
        return found

    def limit(self, metric: str, number: object, direction: Direction, key: str) -> tuple[str, Threshold | None]:
        try:
            if number is False:
                return limit_of(metric, 0, direction)[0], None
            if isinstance(number, bool) or not isinstance(number, int | float):
                named(metric)
                raise self.wrong(key, Message(ja="数値か false で書いてください", en="has to be a number, or false"))
            return limit_of(metric, float(number), direction)
        except OverflowError:
            raise self.wrong(key, Message(ja="数値が大きすぎます", en="is too large")) from None
        except ThresholdError as error:
            raise self.wrong(key, error.args[0]) from None

    def texts(self, value: object, key: str) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.wrong(
                key, Message(ja='["…"] の形で、文字列を並べて書いてください', en='has to be a list of strings: ["…"]')
            )
        return tuple(value)

    def override(self, value: object, name: str) -> _Override:
        table = self.table(value, name)
        self.known(table, ("paths", *_KEYS, "skip"), name)
        paths = self.texts(table.get("paths", []), f"{name}.paths")
        patterns = rules_of(os.fspath(self.path.parent).replace(os.sep, "/"), paths)
        if patterns is None:
            raise self.wrong(
                f"{name}.paths",
                Message(
                    ja='["drafts/**"] のように、対象のファイルを指定してください',
                    en='name what it holds for: ["drafts/**"]',
                ),
            )
        skip = table.get("skip")
        if skip is not None and not isinstance(skip, bool):
            raise self.wrong(f"{name}.skip", Message(ja="true か false で書いてください", en="has to be true or false"))
        return _Override(patterns, self.wishes(table, name), skip)
