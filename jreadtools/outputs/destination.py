"""A file appears under its name when it is whole: it is written beside its place and renamed.

Whatever ends a run before that (an error, Ctrl-C, a full disk) leaves what was there before, and nothing else.
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
from jreadtools.write import why

__all__ = ["OutputError", "binary_destination", "text_destination"]


class OutputError(JreadtoolsError):
    """A file that cannot be written. What was there before is still there."""


@contextmanager
def text_destination(path: str, *, bom: bool = False) -> Iterator[TextIO]:
    """A text file that appears under its name only when it is whole (UTF-8, line ends as they are written).

    Raises:
        OutputError: the folder does not exist, cannot be written or is full.
    """
    with binary_destination(path) as raw:
        encoding = "utf-8-sig" if bom else "utf-8"
        with TextIOWrapper(raw, encoding=encoding, errors="backslashreplace", newline="") as stream:
            yield stream


@contextmanager
def binary_destination(path: str) -> Iterator[BinaryIO]:
    """A file that appears under its name only when it is whole.

    Raises:
        OutputError: as `text_destination`.
    """
    try:
        with _written(Path(path)) as stream:
            yield stream
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        reason = why(error)
        ja = reason.ja if isinstance(reason, Message) else reason
        raise OutputError(Message(f"{path}: cannot be written: {reason}", f"{path}: 書き込めません。{ja}")) from error


@contextmanager
def _written(target: Path) -> Iterator[BinaryIO]:
    import tempfile

    mode = target.stat().st_mode if target.exists() else None
    if mode is not None and stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if mode is not None and not stat.S_ISREG(mode):  # a pipe, /dev/null: nothing to rename
        with target.open("wb") as stream:
            yield stream
        return
    with suppress(OSError, RuntimeError):
        target = target.resolve()  # through a symbolic link: the file behind it is the one to replace
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        # mkstemp makes a file for its owner alone; the result gets the usual permissions.
        Path(name).chmod(0o666 & ~_umask() if mode is None else stat.S_IMODE(mode))
        Path(name).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
