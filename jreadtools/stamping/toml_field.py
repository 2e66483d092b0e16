"""A field of TOML front matter. There is no parser that says where things stand: an edit is tried, and what comes of it read."""

from __future__ import annotations

import re
import tomllib
from itertools import islice
from typing import Any, Final

from jreadtools.stamping.edits import Edit, broken, not_one_value, number_or_text, unset, written

__all__ = ["edit"]

_VALUE: Final = r"""(?P<value>"(?!"")(?:[^"\\\r\n]|\\[^\r\n])*"|'(?!'')[^'\r\n]*'|[^\s#"'\[{][^\s#]*)"""
_TABLE: Final = re.compile(r"^[ \t]*\[", re.MULTILINE)
_MOST: Final = 100
"""Lines that look like the field, inside other tables and texts, and are tried before it is given up."""


def edit(block: str, name: str, value: str | None) -> Edit:
    r"""How a field gets its value, or is taken out (None).

    Raises:
        ArticleError: the block is no TOML, or the field no value on one line.

    >>> edit('title = "畑"\n\n[recipe]\n', "reading_minutes", "4").of('title = "畑"\n\n[recipe]\n')
    'title = "畑"\nreading_minutes = 4\n\n[recipe]\n'
    """
    before = _loads(block)
    if name not in before:
        return unset() if value is None else _added(block, name, value, before)
    old = before[name]
    if not isinstance(old, str | int | float) or isinstance(old, bool):
        raise not_one_value(name)
    wanted = dict(before)
    if value is None:
        del wanted[name]
    else:
        wanted[name] = number_or_text(value, in_quotes=isinstance(old, str))
        if repr(old) == repr(wanted[name]):
            return unset(value)
    key = re.escape(name)
    line = rf"""^[ \t]*(?:{key}|"{key}"|'{key}')[ \t]*=[ \t]*{_VALUE}[ \t]*(?:#[^\r\n]*)?(?:\r?\n|\Z)"""
    for match in islice(re.finditer(line, block, re.MULTILINE), _MOST):
        if value is None:
            made = Edit(match.start(), match.end(), "", str(old))
        else:
            made = Edit(*match.span("value"), written(value, in_quotes=isinstance(old, str)), str(old))
        if _says(made.of(block), wanted):
            return made
    raise not_one_value(name)


def _added(block: str, name: str, value: str, before: dict[str, Any]) -> Edit:
    """A line more: below the other fields that are in no table, else at the top."""
    wanted = {**before, name: number_or_text(value)}
    table = _TABLE.search(block)
    at = len(block) if table is None else table.start()
    while at and re.fullmatch(r"[ \t]*(?:#[^\n]*)?\r?\n", block[(line := block.rfind("\n", 0, at - 1) + 1) : at]):
        at = line
    text = f"{name} = {written(value)}\n"
    for place in (at, 0):
        made = Edit(place, place, text, None)
        if _says(made.of(block), wanted):
            return made
    raise not_one_value(name)


def _says(block: str, wanted: dict[str, Any]) -> bool:
    """Whether a block holds exactly this. NaN is not itself, but is written alike."""
    try:
        found = tomllib.loads(block)
    except (ValueError, RecursionError):
        return False
    return sorted(map(repr, found.items())) == sorted(map(repr, wanted.items()))


def _loads(block: str) -> dict[str, Any]:
    try:
        return tomllib.loads(block)
    except (ValueError, RecursionError) as error:
        raise broken("TOML", error) from None
