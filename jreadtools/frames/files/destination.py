"""Files that appear under their name only when they are whole: they are written under another name and renamed.

If a run ends before that (by an error, Ctrl-C, a full disk), an older file of that name stays as it was. An interrupted
run (`interruption.Work`) also leaves the rows that were finished, as a whole file with a name of its own:
metrics.partial.csv beside metrics.csv. So does a run whose finished file cannot be renamed because the older one is
open in Excel.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, TextIO

from jreadtools.errors import JreadtoolsError, Message
from jreadtools.frames.files.interruption import Work
from jreadtools.printing import why

__all__ = ["OutputError", "binary_destination", "text_destination"]


class OutputError(JreadtoolsError):
    """A file that cannot be written. What was there before is still there."""


@contextmanager
def text_destination(path: str, work: Work | None = None, *, bom: bool = False) -> Iterator[TextIO]:
    """A text file that appears under its name only when it is whole (UTF-8, line ends as they are written).

    Args:
        path: of the file.
        work: the run that it is part of. Ended early, it leaves what is finished under the name of a partial file.
        bom: whether it begins with a byte order mark.

    Raises:
        OutputError: the folder does not exist, cannot be written or is full.
    """
    with binary_destination(path, work) as raw:
        encoding = "utf-8-sig" if bom else "utf-8"
        with TextIOWrapper(raw, encoding=encoding, errors="backslashreplace", newline="") as stream:
            yield stream


@contextmanager
def binary_destination(path: str, work: Work | None = None, *, aside: bool = True) -> Iterator[BinaryIO]:
    """A file that appears under its name only when it is whole, as `text_destination`.

    Args:
        path: of the file.
        work: as `text_destination`.
        aside: whether a finished file that cannot take its place is left beside it, under the name of a partial one.

    Raises:
        OutputError: as `text_destination`.
    """
    try:
        with _written(Path(path), work, aside) as stream:
            yield stream
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        reason = why(error)
        raise OutputError(
            ja=f"{path}: 書き込めません。{reason.ja}", en=f"{path}: cannot be written: {reason}"
        ) from error


@contextmanager
def _written(target: Path, work: Work | None, aside: bool) -> Iterator[BinaryIO]:
    mode = target.stat().st_mode if target.exists() else None
    if mode is not None and stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if mode is not None and not stat.S_ISREG(mode):  # a pipe, /dev/null: nothing to rename
        with target.open("wb") as stream:
            yield stream
        return
    if target.is_symlink():
        with suppress(OSError, RuntimeError):
            target = target.resolve()  # the file behind it is the one to replace
    beside = _beside(target)
    try:
        with beside.open("xb") as stream:  # with the usual permissions, which mkstemp does not give
            if mode is not None:
                beside.chmod(stat.S_IMODE(mode))
            yield stream
        if work is not None and work.ended_by is not None:
            if not work.articles:
                beside.unlink()
                return
            # What an earlier run left there is replaced. A whole run leaves it alone: nobody has named it, and by its
            # name alone it may be somebody else's.
            target = _partial(target)
        if aside:
            _take_its_place(beside, target)
        else:
            beside.replace(target)
        if work is not None:
            work.written.append(str(target))
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def _take_its_place(beside: Path, target: Path) -> None:
    """Put a finished file in its place; where that cannot be done, beside it.

    Raises:
        OutputError: it could not be done; the message names the file that was left.
    """
    try:
        beside.replace(target)
    except OSError as error:
        kept = _partial(target)
        try:
            beside.replace(kept)
        except OSError:
            raise error from None
        reason = why(error)
        if isinstance(error, PermissionError):  # Windows keeps from everybody what a program has open
            reason = Message(
                ja="Excel などほかのソフトで開かれているのかもしれません",
                en="it may be open in another program, such as Excel",
            )
        raise OutputError(
            ja=f"{target}: 置き換えられません。{reason.ja}。書き終えたファイルは {kept} として残しました",
            en=f"{target}: cannot be replaced: {reason}; the finished file is {kept}",
        ) from error


def _partial(target: Path) -> Path:
    return target.with_name(f"{target.stem}.partial{target.suffix}")


def _beside(target: Path) -> Path:
    """A hidden name that nothing has, in the same folder: only there can a file be renamed in one step."""
    return target.with_name(f".{target.name[:40]}.{os.urandom(6).hex()}")
