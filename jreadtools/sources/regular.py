"""Opens regular files only: devices, pipes and the kernel's files are refused, and reading a whole file has a limit."""

from __future__ import annotations

import os
import re
import stat
from functools import lru_cache
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, Final

from jreadtools.errors import ArticleError, Message

__all__ = [
    "LARGEST",
    "NotAFileError",
    "exists",
    "is_file",
    "is_folder",
    "opened_file",
    "read_whole",
    "refusal",
    "within",
]

LARGEST: Final = 1 << 28
"""Bytes that are read of one file as a whole if nobody says otherwise: eighty million characters are no article."""
_FIRST: Final = 1 << 16
# What the shell puts in the place of <(curl …), and standard input by name.
_HANDED_OVER: Final = re.compile(r"/dev/(?:fd/\d+|stdin)|/proc/(?:self|\d+)/fd/\d+")


class NotAFileError(OSError):
    """The path leads to something that is no regular file; `said` tells why, in two languages."""

    def __init__(self, said: Message) -> None:
        super().__init__(str(said))
        self.said = said

    def __reduce__(self) -> tuple[type[NotAFileError], tuple[Message]]:
        return NotAFileError, (self.said,)


def refusal(path: str | os.PathLike[str], status: os.stat_result) -> Message | None:
    """Why the thing at a path is not read; None for a file, a folder and what a shell hands over by name."""
    mode = status.st_mode
    if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
        if status.st_dev == _kernel() and not status.st_size:
            return Message(
                ja="システムが内容を作り出すもので、ファイルではありません",
                en="is no file: the system makes up what is in it",
            )
        return None
    if _HANDED_OVER.fullmatch(os.fspath(path)) and not stat.S_ISBLK(mode):
        return None
    if stat.S_ISFIFO(mode):
        return Message(
            ja="ファイルではなくパイプです。中身は標準入力（-）で渡してください",
            en="is a pipe, not a file; give what comes out of it on standard input, as -",
        )
    if stat.S_ISCHR(mode) and status.st_rdev == _nothing():
        return None
    return Message(ja="ファイルではなく、デバイスかソケットです", en="is a device or a socket, not a file")


@lru_cache(maxsize=1)
def _kernel() -> int:
    """The number of the device that /proc is; -1 where there is none."""
    try:
        found = Path("/proc").stat().st_dev
        return found if found != Path("/").stat().st_dev else -1
    except OSError:
        return -1


@lru_cache(maxsize=1)
def _nothing() -> int:
    """The number of /dev/null, which is empty and ends."""
    try:
        return Path(os.devnull).stat().st_rdev
    except OSError:
        return -1


# Path.exists and its like raise for a name of more than 255 bytes and for one with a NUL in it: neither is there.
def exists(path: str | os.PathLike[str]) -> bool:
    """Whether anything stands at a path."""
    return os.path.exists(path)  # noqa: PTH110


def is_file(path: str | os.PathLike[str]) -> bool:
    """Whether a file stands at a path."""
    return os.path.isfile(path)  # noqa: PTH113


def is_folder(path: str | os.PathLike[str]) -> bool:
    """Whether a folder stands at a path."""
    return os.path.isdir(path)  # noqa: PTH112


def opened_file(path: str | os.PathLike[str]) -> BufferedReader:
    """A file, opened for reading.

    Raises:
        OSError: it cannot be opened; NotAFileError for a device, a pipe or a file of the kernel.
    """
    refused = refusal(path, Path(path).stat())
    if refused is not None:
        raise NotAFileError(refused)
    return Path(path).open("rb")


def read_whole(path: str | os.PathLike[str], limit: int = LARGEST) -> bytes:
    """The bytes of a file.

    Raises:
        OSError: it cannot be read, is no file or is larger than `limit`.
    """
    with opened_file(path) as stream:
        data = _at_most(stream, limit)
    if data is None:
        raise NotAFileError(Message(ja=f"{limit:,}バイトを超えています", en=f"is larger than {limit:,} bytes"))
    return data


def within(stream: BinaryIO, limit: int) -> bytes:
    """The rest of a stream.

    Raises:
        ArticleError: it has more than `limit` bytes.
    """
    data = _at_most(stream, limit)
    if data is None:
        raise ArticleError(
            ja=f"{limit:,}バイトを超えています。記事として読むなら、--max-bytes で上限を上げてください（Python では max_bytes）",
            en=f"is larger than {limit:,} bytes, which no article is; if it is one, allow more with --max-bytes "
            "(in Python: max_bytes)",
        )
    return data


def _at_most(stream: BinaryIO, limit: int) -> bytes | None:
    # Piece by piece: a buffer of the size that is asked for is made at once.
    pieces: list[bytes] = []
    length, size = 0, _FIRST
    while piece := stream.read(min(size, limit + 1 - length)):
        pieces.append(piece)
        length += len(piece)
        if length > limit:
            return None
        size = length
    return b"".join(pieces)
