"""What git would leave out of a folder: the rules of its .gitignore files, and patterns of the same kind.

pathspec knows the patterns; which file's rules decide is told here: those nearest to a path come first.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec, Pattern

__all__ = ["GITIGNORE", "Rules", "is_ignored", "rules_above", "rules_in", "rules_of"]

GITIGNORE: Final = ".gitignore"
_NOBODY: Final = "\x01"  # the name of no file
_MAX_BYTES: Final = 1 << 20  # a file of rules that is longer is none


class Rules(NamedTuple):
    """The patterns of one file, which hold below its folder."""

    base: str
    """The folder, with a / at its end."""
    spec: GitIgnoreSpec
    lines: tuple[str, ...]
    """What each pattern of the spec was made of."""
    composed: bool = False
    """Whether both the patterns and the names count as NFC: が typed in one character also means か with a mark, as
    macOS writes names. To git, which reads .gitignore, they are two."""


def is_ignored(path: str, rules: Iterable[Rules]) -> bool:
    """Whether the first rules that know a path leave it out. A folder's path ends in /."""
    for rule in rules:
        name = unicodedata.normalize("NFC", path) if rule.composed else path
        if name.startswith(rule.base):
            decided = _decided(name[len(rule.base) :], rule)
            if decided is not None:
                return decided
    return False


def _decided(path: str, rules: Rules) -> bool | None:
    """Whether the last pattern that means this very path leaves it out, None if none does.

    For pathspec a pattern that matches a folder matches everything in it, too. To git it says nothing about what is
    in a folder that was taken in again, and no other folder is entered here.
    """
    if rules.spec.check_file(path).include is None:
        return None
    for line, pattern in zip(reversed(rules.lines), reversed(rules.spec.patterns), strict=True):
        if pattern.include is not None and pattern.match_file(path) and _means(line, pattern, path):
            return pattern.include
    return None


def _means(line: str, pattern: Pattern, path: str) -> bool:
    """Whether a pattern that matches a path means it and not a folder that it is in."""
    glob = line.rstrip().removeprefix("!")
    if glob.endswith("/") and not path.endswith("/"):
        return False
    parts = glob.strip("/").split("/")
    *parents, name = path.rstrip("/").split("/")
    if len(parts) == 1 and not glob.startswith("/") and parts[0] != "**":
        return pattern.match_file(name + path[len(path.rstrip("/")) :]) is not None
    if "**" not in parts:
        return len(parts) == len(parents) + 1
    if len(parents) + 1 < sum(part != "**" for part in parts) + (parts[-1] == "**"):
        return False  # a/** is what is in a, not a
    return parts[-1].strip("*") == "" or pattern.match_file("/".join((*parents, _NOBODY))) is None


def rules_of(folder: str, patterns: Iterable[str]) -> Rules | None:
    """Patterns of ours that hold below a folder; None if there are none. What git would not understand is passed over."""
    rules = _rules(unicodedata.normalize("NFC", folder), [unicodedata.normalize("NFC", line) for line in patterns])
    return None if rules is None else rules._replace(composed=True)


def _rules(folder: str, patterns: Iterable[str]) -> Rules | None:
    lines = [line for line in patterns if line.strip() and not line.startswith("#")]
    if not lines:
        return None
    from pathspec import GitIgnoreSpec

    try:
        spec = GitIgnoreSpec.from_lines(lines)
    except ValueError:
        lines = [line for line in lines if _is_pattern(line)]
        spec = GitIgnoreSpec.from_lines(lines)
    return Rules(_with_slash(folder), spec, tuple(lines))


def rules_in(folder: str, file: str = GITIGNORE) -> Rules | None:
    """The rules in a folder's .gitignore, if it has one that can be read."""
    try:
        with Path(folder, file).open("rb") as stream:
            data = stream.read(_MAX_BYTES)
    except OSError:
        return None
    # Names of files need not be UTF-8, nor need patterns.
    lines = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape").splitlines()
    return _rules(folder, lines)


def rules_above(folder: str) -> tuple[Rules, ...]:
    """The rules of the repository that a folder is in, from the folders above it; none if they leave it out itself.

    Who names a folder that is left out wants to read it all the same.
    """
    here = Path(os.path.realpath(folder))
    root = next((above for above in (here, *here.parents) if _is_root(above)), None)
    if root is None:
        return ()
    rules: tuple[Rules, ...] = ()
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


def _is_pattern(line: str) -> bool:
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:
        return False
    return True


def _with_slash(folder: str) -> str:
    folder = folder.replace(os.sep, "/")
    return folder if folder.endswith("/") else folder + "/"
