"""What a metadata block says in YAML or TOML: scalars and lists of scalars, by key. Only data is read, nothing is built."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Final

from jreadtools.errors import Message, in_language, why_unparsed

if TYPE_CHECKING:
    import yaml

__all__ = ["ALIASES", "Value", "broken", "folded", "read_toml", "read_yaml", "wanted_values"]

Scalar = str | bool | date | datetime | time | int | float | None
Value = Scalar | list[Scalar]

ALIASES: Final = "\x00aliases"
"""A key that no block can have: it had more aliases than were followed."""
_NAMES: Final = frozenset(("name", "title", "label", "tag"))
"""Where a tag is a mapping, which of its keys names it."""
_MAX_ALIASES: Final = 50
_MAX_DEPTH: Final = 100
_KEY: Final = re.compile(r"[A-Za-z_][\w.-]*")
_JOINTS: Final = str.maketrans("", "", "-_ ")


def folded(key: str) -> str:
    """A key without what parts its words, which every tool does in its own way.

    >>> {folded(key) for key in ("publishDate", "publish_date", "publish-date", "Publish date")}
    {'publishdate'}
    """
    return key.lower().translate(_JOINTS)


def read_yaml(block: str, wanted: Container[str]) -> dict[str, Value] | Message | None:
    """The wanted keys (`folded`) of a block of YAML, with their scalars and lists of scalars; a.b is key b of mapping a.

    Reads events and builds no objects, so an alias bomb has nothing to blow up; the key ALIASES says that there were
    too many aliases to follow. A Message says why the parser refuses the block; None, that it is no mapping with keys.
    """
    if not block.strip():
        return {}
    import yaml  # like the readers of the two other forms: loaded for the posts that have such a block

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    top = _Top(wanted)
    anchors: dict[str, str | None] = {}
    aliases = 0
    event: Any
    try:
        for event in yaml.parse(block, Loader=loader):
            kind = type(event)
            is_scalar = kind is yaml.ScalarEvent
            if top.depth == 0 and (is_scalar or kind is yaml.SequenceStartEvent):
                return None
            if is_scalar:
                top.scalar(_scalar(event, anchors))
            elif kind is yaml.AliasEvent:
                aliases += 1
                top.scalar(anchors.get(event.anchor))
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                top.start(is_mapping=kind is yaml.MappingStartEvent)
                if top.depth > _MAX_DEPTH:  # the parser takes quadratic time for [[[[…
                    return Message(
                        ja="フロントマター: 入れ子が深すぎて YAML として読めません",
                        en="front matter: it is nested too deeply to be read as YAML",
                    )
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                top.end()
    except yaml.YAMLError as error:
        return _broken_yaml(error)
    except (RecursionError, ValueError) as error:
        return broken(f"it cannot be read as YAML ({error})", None, "key: value")
    if not top.keys:
        return None
    if aliases > _MAX_ALIASES:
        top.found[ALIASES] = True
    return top.found


def _scalar(event: yaml.ScalarEvent, anchors: dict[str, str | None]) -> str | None:
    """What a scalar says; the first anchors are kept for the aliases that name them."""
    # An unquoted null is no word of the author's. Its style is "" from the parser in C, else None.
    value = None if not event.style and event.value in {"", "~", "null", "Null", "NULL"} else event.value
    if event.anchor is not None and len(anchors) < _MAX_ALIASES:
        anchors[event.anchor] = value
    return value


class _Top:
    """The mapping at the top of a block: for each wanted key its scalar, the scalars of its list, or its mapping."""

    def __init__(self, wanted: Container[str], outer: str = "") -> None:
        self.found: dict[str, Value] = {}
        self.outer = outer
        """The key of the mapping that this one stands in, with a dot."""
        self.keys = 0
        """How many keys look like names."""
        self.depth = 0
        self._wanted = wanted
        self._key: str | None = None
        """The key whose value comes next; None where a key comes next."""
        self._inner: _Items | _Top | None = None
        """What reads the value of the key."""

    def start(self, *, is_mapping: bool) -> None:
        """A mapping or list begins."""
        self.depth += 1
        if self._inner is not None:
            self._inner.start(is_mapping=is_mapping)
        elif self.depth == 2 and self._key in self._wanted:
            self._inner = _Top(self._wanted, f"{self._key}.") if is_mapping else _Items()
            self._inner.depth = 1

    def scalar(self, value: str | None) -> None:
        """A key of the top, its value, or something deeper."""
        if self.depth > 1:
            if self._inner is not None:
                self._inner.scalar(value)
        elif self._key is None:
            self._key = self.outer + folded(value or "")
            self.keys += _KEY.fullmatch(value or "") is not None or self._key in self._wanted
        else:
            if self._key in self._wanted:
                self.found[self._key] = value
            self._key = None

    def end(self) -> None:
        """A mapping or list ends."""
        self.depth -= 1
        if self._inner is not None:
            self._inner.end()
        if self.depth != 1:
            return
        if self._key is None:  # it was itself a key
            self._key = ""
        else:
            if isinstance(self._inner, _Items):
                self.found[self._key] = self._inner.values
            elif self._inner is not None:
                self.found.update(self._inner.found)
            self._key = None
        self._inner = None


class _Items:
    """What stands in a list: its scalars, those of lists in it, and the names of mappings in it."""

    def __init__(self) -> None:
        self.values: list[Scalar] = []
        self.depth = 0
        self._is_mapping = False
        self._key: str | None = None

    def start(self, *, is_mapping: bool) -> None:
        self.depth += 1
        if self.depth == 2:
            self._is_mapping, self._key = is_mapping, None

    def scalar(self, value: str | None) -> None:
        if self.depth == 1 or (self.depth == 2 and not self._is_mapping):
            self.values.append(value)
        elif self.depth == 2 and self._key is None:
            self._key = (value or "").lower()
        elif self.depth == 2:
            if self._key in _NAMES:
                self.values.append(value)
            self._key = None

    def end(self) -> None:
        """Something in an item has ended."""
        self.depth -= 1
        if self.depth == 2 and self._is_mapping:
            self._key = "" if self._key is None else None


def broken(problem: str, line: int | None, form: str) -> Message:
    """The warning for a block that its parser refuses; `problem` is what the parser says, in English."""
    where = f" in line {line}" if line is not None else ""
    place = f"{line}行目が" if line is not None else ""
    return Message(
        ja=f"フロントマター: {place}正しく書かれていません（{in_language(problem, 'ja')}）。「{form}」の形の行だけを読みました",
        en=f"front matter: {problem}{where}; only lines of the form 「{form}」 were read",
    )


def _broken_yaml(error: yaml.YAMLError) -> Message:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or "it cannot be read as YAML"
    # The block begins in line 2 of the file.
    return broken(problem, mark.line + 2 if mark is not None else None, "key: value")


def read_toml(block: str, wanted: Container[str]) -> dict[str, Value] | Message:
    """The wanted keys of a block of TOML, or why its parser refuses the block."""
    import tomllib

    try:
        data = tomllib.loads(block)
    except (ValueError, RecursionError) as error:
        problem = why_unparsed(error)
        at = re.search(r"\s*\(at line (\d+), column \d+\)", problem)
        return broken(problem[: at.start()] if at else problem, int(at[1]) + 1 if at else None, "key = value")
    return wanted_values(data, wanted)


def wanted_values(data: dict[str, Any], wanted: Container[str], outer: str = "") -> dict[str, Value]:
    """Those keys of parsed metadata that are wanted and hold a scalar or a list; a.b is key b of mapping a."""
    found: dict[str, Value] = {}
    for key, value in data.items():
        name = outer + folded(str(key))
        if name not in wanted:
            continue
        if isinstance(value, list):
            found[name] = [*_flat(value)]
        elif isinstance(value, dict):
            found.update(wanted_values(value, wanted, f"{name}."))
        else:
            found[name] = value
    return found


def _flat(values: list[Any]) -> Iterator[Scalar]:
    for value in values:
        if isinstance(value, dict):
            yield from (inner for name, inner in value.items() if name in _NAMES and not isinstance(inner, dict | list))
        elif isinstance(value, list):
            yield from (inner for inner in value if not isinstance(inner, dict | list))
        else:
            yield value
