"""The articles of a folder, found lazily and always in the same order."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from jreadtools.article import Failure
from jreadtools.errors import Message

__all__ = ["EXTENSIONS", "find"]

EXTENSIONS = (".txt", ".md", ".markdown", ".mdx")
_SKIPPED = frozenset(("node_modules", "__pycache__"))


def find(folder: str | os.PathLike[str], extensions: tuple[str, ...] = EXTENSIONS) -> Iterator[Path | Failure]:
    """Every article below `folder`: the files of a folder before its folders, each sorted by name.

    Hidden files and folders, and node_modules, are left out. A linked folder is followed once. A folder
    that cannot be listed is a Failure.
    """
    root = Path(folder)
    waiting = [root]
    seen: set[tuple[int, int]] = set()
    while waiting:
        here = waiting.pop()
        try:
            status = here.stat()
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            files, folders = _listed(here, extensions)
        except OSError as error:
            reason = error.strerror or error
            yield Failure(
                _printable(here),
                Message(
                    f"the folder cannot be listed ({reason}); check its permissions",
                    f"フォルダーの中を見られません（{reason}）。アクセス権を確かめてください",
                ),
            )
            continue
        yield from (here / name for name in files)
        waiting.extend(here / name for name in reversed(folders))


def _listed(folder: Path, extensions: tuple[str, ...]) -> tuple[list[str], list[str]]:
    files, folders = [], []
    with os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name
            if name.startswith(".") or name in _SKIPPED:
                continue
            try:
                is_folder = entry.is_dir()
            except OSError:  # a link into nowhere that cannot even be asked about
                is_folder = False
            if is_folder:
                folders.append(name)
            elif name.lower().endswith(extensions):
                files.append(name)
    files.sort()
    folders.sort()
    return files, folders


def _printable(path: Path) -> str:
    return os.fspath(path).encode("utf-8", "backslashreplace").decode("utf-8")
