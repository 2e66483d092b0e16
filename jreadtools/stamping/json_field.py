"""A field of JSON front matter."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from jreadtools.stamping.edits import Edit, broken, not_one_value, number_or_text, quoted, twice, unset, written

__all__ = ["edit"]

_BLANK: Final = re.compile(r"[ \t\r\n]*")
_DECODER: Final = json.JSONDecoder()


class _Member(NamedTuple):
    """A member of the object, and where it stands."""

    key: str
    value: Any
    start: int
    """Of the key."""
    at: int
    """Of the value."""
    end: int


def edit(block: str, name: str, value: str | None) -> Edit:
    r"""How a field gets its value, or is taken out (None). A new one is the first: no other line gets a comma.

    Raises:
        ArticleError: the block is no JSON, or the field no value on one line.

    >>> edit('{\n  "title": "畑"\n}\n', "reading_minutes", "4").of('{\n  "title": "畑"\n}\n')
    '{\n  "reading_minutes": 4,\n  "title": "畑"\n}\n'
    """
    try:
        members = list(_members(block))
        made = _edit(block, name, value, members)
        again = [(one.key, repr(one.value)) for one in _members(made.of(block))]
    except (ValueError, RecursionError) as error:
        raise broken("JSON", error) from None
    same = [(one.key, repr(one.value)) for one in members if one.key != name]
    if [one for one in again if one[0] != name] != same:
        raise not_one_value(name)
    return made


def _edit(block: str, name: str, value: str | None, members: list[_Member]) -> Edit:
    found = [number for number, one in enumerate(members) if one.key == name]
    if len(found) > 1:
        raise twice(name)
    if not found:
        return unset() if value is None else _added(block, name, value, members)
    number = found[0]
    member = members[number]
    old = member.value
    if isinstance(old, list | dict | bool):
        raise not_one_value(name)
    before = "null" if old is None else str(old)
    if value is None and number + 1 < len(members):
        return Edit(member.start, members[number + 1].start, "", before)
    if value is None:
        return Edit(members[number - 1].end if number else member.start, member.end, "", before)
    if repr(old) == repr(number_or_text(value, in_quotes=isinstance(old, str))):
        return unset(value)
    return Edit(member.at, member.end, written(value, in_quotes=isinstance(old, str)), before)


def _added(block: str, name: str, value: str, members: list[_Member]) -> Edit:
    first = members[0].start if members else 1
    between = block[1:first].replace("\r\n", "\n") or " "
    return Edit(first, first, f"{quoted(name)}: {written(value)}{',' if members else ''}{between}", None)


def _members(block: str) -> Iterator[_Member]:
    """The members of the object that a block is. Raises ValueError where it is none: a comma too many is refused."""
    json.loads(block)
    at = _after_blanks(block, 1)
    while block[at] != "}":
        start = at
        key, at = _DECODER.raw_decode(block, start)
        at = _after_blanks(block, at)
        begins = _after_blanks(block, at + 1)
        value, end = _DECODER.raw_decode(block, begins)
        yield _Member(key, value, start, begins, end)
        at = _after_blanks(block, end)
        if block[at] == ",":
            at = _after_blanks(block, at + 1)


def _after_blanks(block: str, at: int) -> int:
    match = _BLANK.match(block, at)
    return match.end() if match else at
