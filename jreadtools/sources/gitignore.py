"""The files of a folder that git would ignore: by the rules of its .gitignore files, and by patterns of the same kind.

`jreadtools.sources.wildmatch` matches the patterns. This module decides whose rules apply: those of the nearest
.gitignore come first.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from jreadtools.sources.regular import opened_file

if TYPE_CHECKING:
    from jreadtools.sources.wildmatch import Pattern

__all__ = ["GITIGNORE", "IgnoreRules", "is_ignored", "rules_above", "rules_in", "rules_of"]

GITIGNORE: Final = ".gitignore"
_MAX_BYTES: Final = 1 << 20  # a file of rules that is longer is none


class IgnoreRules(NamedTuple):
    """The patterns of one file, which hold below its folder."""

    base: str
    """The folder, with a / at its end."""
    patterns: tuple[Pattern, ...]
    """The last first: the last one that means a path decides."""
    composed: bool = False
    """Whether both the patterns and the names count as NFC: が typed in one character also means か with a mark, as
    macOS writes names. To git, which reads .gitignore, they are two."""


def is_ignored(path: str, rules: Iterable[IgnoreRules]) -> bool:
    """Whether the first rules that know a path leave it out. A folder's path ends in /."""
    for rule in rules:
        name = unicodedata.normalize("NFC", path) if rule.composed else path
        if name.startswith(rule.base):
            decided = _decided(name[len(rule.base) :], rule)
            if decided is not None:
                return decided
    return False


def _decided(path: str, rules: IgnoreRules) -> bool | None:
    """Whether the last pattern that means this very path leaves it out, None if none does.

    What is in a folder that is left out is not asked about: no such folder is entered.
    """
    is_folder = path.endswith("/")
    path = path.rstrip("/")
    name = path.rpartition("/")[2]
    for takes_in, only_folders, of_name, fits in rules.patterns:
        if (is_folder or not only_folders) and fits(name if of_name else path):
            return not takes_in
    return None


def rules_of(folder: str, patterns: Iterable[str]) -> IgnoreRules | None:
    """Patterns of ours that hold below a folder; None if there are none."""
    rules = _rules(unicodedata.normalize("NFC", folder), [unicodedata.normalize("NFC", line) for line in patterns])
    return None if rules is None else rules._replace(composed=True)


def _rules(folder: str, patterns: Iterable[str]) -> IgnoreRules | None:
    from jreadtools.sources.wildmatch import pattern_of  # few commands meet a .gitignore

    found = [pattern for line in patterns if (pattern := pattern_of(line))]
    return IgnoreRules(_with_slash(folder), tuple(reversed(found))) if found else None


def rules_in(folder: str, file: str = GITIGNORE) -> IgnoreRules | None:
    """The rules in a folder's .gitignore, if it has one that can be read."""
    try:
        with opened_file(Path(folder, file)) as stream:
            data = stream.read(_MAX_BYTES)
    except OSError:
        return None
    # Names of files need not be UTF-8, nor need patterns.
    lines = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape").split("\n")
    return _rules(folder, (line.removesuffix("\r") for line in lines))


def rules_above(folder: str) -> tuple[IgnoreRules, ...]:
    """The rules of the repository that a folder is in, from the folders above it; none if they leave it out itself.

    Who names a folder that is left out wants to read it all the same.
    """
    here = Path(os.path.realpath(folder))
    root = next((above for above in (here, *here.parents) if _is_root(above)), None)
    if root is None:
        return ()
    rules: tuple[IgnoreRules, ...] = ()
    own = rules_in(os.fspath(root), ".git/info/exclude")
    if own is not None:
        rules = (own,)
    between: Sequence[Path] = [*reversed(here.parents), here]
    for above in between[len(root.parents) :]:
        if above != root and is_ignored(_with_slash(os.fspath(above)), rules):
            return ()
        if above != here:
            found = rules_in(os.fspath(above))
            rules = rules if found is None else (found, *rules)
    return rules


def _is_root(folder: Path) -> bool:
    try:
        return (folder / ".git").exists()
    except OSError:  # a folder above that may not be entered
        return False


def _with_slash(folder: str) -> str:
    folder = folder.replace(os.sep, "/")
    return folder if folder.endswith("/") else folder + "/"
