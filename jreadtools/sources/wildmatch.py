"""Patterns as git understands them: *, ?, [a-z], [[:alpha:]], ** and \\, matched in linear time whatever their stars.

A pattern becomes a regular expression that never goes back: behind a star the next piece is taken where it first
fits. Within a segment of a path that loses nothing, because a star that follows can skip whatever a later fit would have;
and what stands between two ** begins and ends with a segment, so that the first fit ends first.

Unlike git, ? and [ ] match a character and not a byte.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable
from typing import Final, NamedTuple

__all__ = ["Pattern", "pattern_of"]

_SPECIAL: Final = re.compile(r"[*?\[\\]")
_STAR: Final = "[^/]*?"
_ONE: Final = "[^/]"
_FOLDERS: Final = "(?:[^/]*+/)*?"
_NEVER: Final = "(?!)"
_CLASSES: Final = {
    "alnum": string.ascii_letters + string.digits,
    "alpha": string.ascii_letters,
    "blank": " \t",
    "cntrl": "".join(map(chr, range(32))) + "\x7f",
    "digit": string.digits,
    "graph": string.ascii_letters + string.digits + string.punctuation,
    "lower": string.ascii_lowercase,
    "print": string.ascii_letters + string.digits + string.punctuation + " ",
    "punct": string.punctuation,
    "space": " \t\n\v\f\r",
    "upper": string.ascii_uppercase,
    "xdigit": string.hexdigits,
}


class Pattern(NamedTuple):
    """One line of a .gitignore."""

    takes_in: bool
    """Whether it begins with !."""
    only_folders: bool
    """Whether it ends in /."""
    of_name: bool
    """Whether it means the name alone, in whatever folder."""
    fits: Callable[[str], object]
    """Whether it matches a name or a path, without a / at either end."""


def pattern_of(line: str) -> Pattern | None:
    """The pattern in a line; None for an empty line or a comment.

    >>> pattern = pattern_of("!drafts/*.m[d-f]")
    >>> pattern.takes_in, bool(pattern.fits("drafts/a.md")), bool(pattern.fits("drafts/x/a.md"))
    (True, True, False)
    """
    if line.startswith("#"):
        return None
    glob = _without_spaces(line)
    if not glob:
        return None
    takes_in = glob.startswith("!")
    glob = glob[takes_in:]
    only_folders = glob.endswith("/")
    glob = glob[: len(glob) - only_folders]
    of_name = "/" not in glob
    return Pattern(takes_in, only_folders, of_name, _matcher(glob.removeprefix("/"), of_name))


def _without_spaces(line: str) -> str:
    bare = line.rstrip(" ")
    marks = len(bare) - len(bare.rstrip("\\"))
    return line[: len(bare) + 1] if marks % 2 else bare


def _matcher(glob: str, of_name: bool) -> Callable[[str], object]:
    special = _SPECIAL.search(glob)
    if special is None:
        return glob.__eq__
    if of_name and glob[0] == "*" and _SPECIAL.search(glob, 1) is None:
        ending = glob[1:]
        return lambda name: name.endswith(ending)
    # What stands before the first mark is compared by itself: behind it ** may begin in the middle of a segment.
    start = special.start()
    return re.compile(re.escape(glob[:start]) + _translated(glob[start:], of_name), re.DOTALL).fullmatch


def _translated(glob: str, of_name: bool) -> str:
    """A glob as a regular expression. Each star opens an atomic group, which ends where the next one of its kind begins:
    so nothing that was skipped is ever tried again."""
    out: list[str] = []
    star = folders = False  # whether a group of that kind is open

    def close(*, both: bool) -> None:
        nonlocal star, folders
        out.append(")" * (star + (folders and both)))
        star, folders = False, folders and not both

    at, end = 0, len(glob)
    while at < end:
        mark = glob[at]
        if mark != "*":
            piece, at = _one(glob, at)
            if piece == _NEVER:
                return _NEVER
            out.append(piece)
            continue
        begin, at = at, at + 1
        while at < end and glob[at] == "*":
            at += 1
        whole = at - begin > 1 and not of_name and (not begin or glob[begin - 1] == "/")
        if whole and at == end:
            close(both=True)
            out.append(".*+")
        elif whole and glob.startswith(("/", "\\/"), at):
            close(both=True)
            out.append("(?>" + (_FOLDERS if glob[at] == "/" else "[^/]*+/" + _FOLDERS))
            folders = True
            at = glob.index("/", at) + 1
        elif at == end:
            close(both=False)
            out.append("[^/]*+" if not of_name else ".*+")
        else:
            close(both=False)
            out.append("(?>" + _STAR)
            star = True
    return "".join(out) + r"\Z" + ")" * (star + folders)


def _one(glob: str, at: int) -> tuple[str, int]:
    """What one mark or character at a place matches, and where the next stands."""
    mark = glob[at]
    if mark == "?":
        return _ONE, at + 1
    if mark == "[":
        return _set(glob, at + 1)
    if mark == "\\":
        at += 1
        if at == len(glob):
            return _NEVER, at
    return re.escape(glob[at]), at + 1


def _set(glob: str, at: int) -> tuple[str, int]:
    """What stands in [ ]; one that has no end or an unknown [:class:] matches nothing."""
    negated = glob.startswith(("!", "^"), at)
    at += negated
    items: list[str] = []
    before = ""  # the character from which a - reaches
    first = True
    while first or not glob.startswith("]", at):
        first = False
        if at >= len(glob):
            return _NEVER, at
        c = glob[at]
        if c == "-" and before and at + 1 < len(glob) and glob[at + 1] != "]":
            at += 1 + (glob[at + 1] == "\\")
            if at >= len(glob):
                return _NEVER, at
            if before <= glob[at]:
                items.append(f"{re.escape(before)}-{re.escape(glob[at])}")
            before = ""
        elif c == "[" and glob.startswith(":", at + 1) and (end := glob.find("]", at + 2)) >= 0:
            if end > at + 2 and glob[end - 1] == ":":
                name = glob[at + 2 : end - 1]
                if name not in _CLASSES:
                    return _NEVER, at
                items.append(re.escape(_CLASSES[name]))
                before, at = "", end
            else:
                items.append(r"\[")
                before = "["
        else:
            if c == "\\":
                at += 1
                if at >= len(glob):
                    return _NEVER, at
            before = glob[at]
            items.append(re.escape(before))
        at += 1
    return f"(?!/)[{'^' if negated else ''}{''.join(items)}]", at + 1
