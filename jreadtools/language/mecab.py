"""MeCab with unidic-lite: the only importer of fugashi and unidic_lite.

What is borrowed from MeCab (nodes) never leaves it: a tagger here prints lines of text.
"""

from __future__ import annotations

import errno
import shlex
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from jreadtools.errors import DictionaryError, why_unread

__all__ = ["MAX_BYTES", "Dictionary", "dictionary", "new_tagger"]

MAX_BYTES: Final = 8192
"""Longest input of one MeCab call: above it every call leaks its input, and much longer ones take
quadratic time or crash the process (path costs overflow 32 bits at about 198,000 ASCII characters)."""


_ANEW: Final = "pip install --force-reinstall unidic-lite"


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The dictionary that is in use, for citation."""

    name: str
    version: str
    path: str


def _load() -> tuple[Any, Path]:
    """fugashi, and where its dictionary is."""
    try:
        import fugashi
        import unidic_lite
    except ImportError as error:
        name = error.name or "fugashi"
        raise DictionaryError(
            ja=f"{name} がインストールされていません。MeCab と辞書を入れてください: pip install fugashi unidic-lite",
            en=f"{name} is not installed; install MeCab and its dictionary with: pip install fugashi unidic-lite",
        ) from error
    return fugashi, Path(unidic_lite.DICDIR)


def dictionary() -> Dictionary:
    """The dictionary that every result is computed with: unidic-lite, whatever else is installed."""
    from importlib.metadata import version

    _, path = _load()
    try:
        unidic = (path / "version").read_text("utf-8").strip()
    except OSError as error:
        reason = why_unread(error)
        raise DictionaryError(
            ja=f"{path} の辞書を読み込めません（{reason.ja}）。入れ直してください: {_ANEW}",
            en=f"the dictionary in {path} cannot be read ({reason}); install it anew with: {_ANEW}",
        ) from error
    return Dictionary("unidic-lite", f"{version('unidic-lite')} (UniDic {unidic})", str(path))


def new_tagger(known: str, unknown: str) -> Any:
    """A tagger that prints a line a morpheme in these formats of MeCab.

    A tagger is never freed and not safe in two threads: make one a thread. A feature of an unknown word
    beyond %f[5] crashes the process.
    """
    fugashi, path = _load()
    # -r: no mecabrc of this machine; -O '': else -F is ignored.
    options = [
        "-r",
        "/dev/null" if sys.platform != "win32" else "nul",
        "-d",
        str(path),
        "-O",
        "",
        "-F",
        known,
        "-U",
        unknown,
        "-E",
        "",
    ]
    try:
        return fugashi.GenericTagger(shlex.join(options))
    except (RuntimeError, MemoryError) as error:
        if not _fits(path):
            raise DictionaryError(
                ja=f"メモリーが足りず、MeCab の辞書（{_MEGABYTES} MB、{path}）を開けません。"
                "ほかのプログラムを終えるか、このプロセスの上限（ulimit -v など）を上げてください",
                en=f"there is too little memory for MeCab's dictionary ({_MEGABYTES} MB, mapped from {path}); free some, "
                "or allow this process more",
            ) from error
        raise DictionaryError(
            ja=f"MeCab が {path} の辞書を開けません。入れ直してください: {_ANEW}",
            en=f"MeCab cannot open the dictionary in {path}; install it anew with: {_ANEW}",
        ) from error


_MAPPED: Final = ("sys.dic", "matrix.bin", "char.bin", "unk.dic")
_MEGABYTES: Final = 260


def _fits(path: Path) -> bool:
    """Whether the files of a dictionary fit into the memory that this process may have; yes if one is not there."""
    import mmap

    try:
        with ExitStack() as held:
            for name in _MAPPED:
                file = held.enter_context((path / name).open("rb"))
                held.enter_context(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except MemoryError:
        return False
    except (OSError, ValueError) as error:  # missing, unreadable, empty
        return getattr(error, "errno", 0) != errno.ENOMEM
    return True
