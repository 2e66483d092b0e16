"""The articles of a folder, found lazily and always in the same order, and the files behind a glob."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from jreadtools.article import Failure
from jreadtools.errors import Message, why_unread
from jreadtools.sources.gitignore import GITIGNORE, IgnoreRules, is_ignored, rules_above, rules_in, rules_of
from jreadtools.sources.regular import refusal

__all__ = ["expand", "find"]

_SKIPPED: Final = frozenset(("node_modules", "__pycache__"))
_MARKUP: Final = (".html", ".htm", ".xhtml", ".xml")
# Where the generators of sites keep the frames of their pages, which are no articles.
_TEMPLATES: Final = frozenset(
    ("layouts", "_layouts", "_includes", "partials", "templates", "themes", "theme", "archetypes", "shortcodes")
)


class _Folder(NamedTuple):
    """A folder that is still to be listed."""

    path: Path
    real: str
    """Where it is below the folder that was asked for, as .gitignore sees it; ends in /."""
    rules: tuple[IgnoreRules, ...]
    """Those of the folders above it, the nearest first."""
    templates: bool
    """Whether it holds the frames of pages."""


def find(
    folder: str | os.PathLike[str],
    endings: tuple[str, ...],
    *,
    exclude: Sequence[str] = (),
    gitignore: bool = True,
) -> Iterator[Path | Failure]:
    """Every file below `folder` with one of these endings: the files of a folder before its folders, each sorted by name.

    Left out are hidden files and folders, node_modules, the page templates of site generators, what the .gitignore
    files of the folder and of the repository around it name, and what `exclude` names (patterns as in .gitignore,
    relative to `folder`; !pattern takes something in again). A linked folder is followed once. A folder that cannot
    be listed is a Failure.
    """
    root = Path(folder)
    real = os.path.realpath(root).replace(os.sep, "/").rstrip("/") + "/"
    own = rules_of(real, exclude)
    waiting = [_Folder(root, real, rules_above(real) if gitignore else (), templates=False)]
    seen: set[tuple[int, int]] = set()
    while waiting:
        here = waiting.pop()
        try:
            status = here.path.stat()
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            files, folders, has_rules = _listed(here, endings)
        except OSError as error:
            yield _unlisted(here.path, error)
            continue
        more = rules_in(os.fspath(here.path)) if gitignore and has_rules else None
        if has_rules and gitignore and more is None and (failure := _refused(here.path / GITIGNORE)):
            yield failure
        rules = here.rules if more is None else (more._replace(base=here.real), *here.rules)
        deciding = rules if own is None else (own, *rules)
        for name in files:
            if not (deciding and is_ignored(here.real + name, deciding)):
                yield here.path / name
        for name in reversed(folders):
            below = f"{here.real}{name}/"
            if not (deciding and is_ignored(below, deciding)):
                templates = here.templates or name.lower() in _TEMPLATES
                waiting.append(_Folder(here.path / name, below, rules, templates))


def expand(pattern: str) -> list[Path]:
    """The files and folders behind a glob (*, ?, [ab], ** for any number of folders), sorted; [] if it is none.

    A name that exists is nobody's glob, even if it holds [ and ]: look for it first.
    """
    if not glob.has_magic(pattern):
        return []
    try:
        found = glob.glob(pattern, recursive=True)  # noqa: PTH207 - Path.glob takes no absolute pattern
    except (OSError, ValueError, re.error):  # a NUL in it, a range that is none
        return []
    paths = [Path(name) for name in sorted(set(found))]
    # Everything below a folder is behind ** itself.
    return [path for path in paths if not path.is_dir()] if "**" in pattern else paths


def _listed(folder: _Folder, endings: tuple[str, ...]) -> tuple[list[str], list[str], bool]:
    files, folders, has_rules = [], [], False
    with os.scandir(folder.path) as entries:
        for entry in entries:
            name = entry.name
            if name.startswith(".") or name in _SKIPPED:
                has_rules = has_rules or name == GITIGNORE
                continue
            try:
                is_folder = entry.is_dir()
            except OSError:  # a link into nowhere that cannot even be asked about
                is_folder = False
            if is_folder:
                folders.append(name)
                continue
            lower = name.lower()
            if lower.endswith(endings) and not (folder.templates and lower.endswith(_MARKUP)):
                files.append(name)
    files.sort()
    folders.sort()
    return files, folders, has_rules


def _refused(path: Path) -> Failure | None:
    """What to say of a .gitignore that is a pipe or a device: what it would leave out is read."""
    try:
        said = refusal(path, path.stat())
    except OSError:
        return None
    return Failure(os.fspath(path).encode("utf-8", "backslashreplace").decode("utf-8"), said) if said else None


def _unlisted(folder: Path, error: OSError) -> Failure:
    reason = why_unread(error)
    return Failure(
        os.fspath(folder).encode("utf-8", "backslashreplace").decode("utf-8"),
        Message(
            ja=f"フォルダーの中を見られません（{reason.ja}）。アクセス権を確かめてください",
            en=f"the folder cannot be listed ({reason}); check its permissions",
        ),
    )
