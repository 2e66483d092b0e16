"""The key of an article's numbers in the cache: a hash of its bytes and of all else that they depend on."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from jreadtools.counts.additive import COUNTS, MARKS, PEAKS, TYPES
from jreadtools.errors import ArticleError, Message
from jreadtools.levels.vocabulary_levels import VocabularyLevels
from jreadtools.measure.settings import Settings
from jreadtools.sources.locate import Found
from jreadtools.sources.reading import Reading
from jreadtools.sources.regular import LARGEST, within
from jreadtools.version import __version__

__all__ = ["conditions", "keyed"]


def conditions(reading: Reading, settings: Settings) -> bytes:
    """A digest of what the numbers of a text depend on besides the text: options, code, dictionary, packages.

    Computed once a run. Not in it: speed and language (they are no counts), the metrics wanted beyond whether they
    need MeCab (`Wanted` knows which measures of vocabulary a row has), which files and drafts are asked for.
    """
    parts: list[object] = [__version__, sys.version_info[:2], _source_digest(), COUNTS, PEAKS, MARKS, TYPES]
    parts += [(package, _version(package)) for package in _PACKAGES]
    parts += [reading.markup, reading.encoding, reading.page]
    parts += [settings.wrap, settings.code, settings.needs_mecab]
    for words in settings.levels:
        if isinstance(words, VocabularyLevels):
            parts.append((words.name, words.levels, sorted(words.words.items())))
        else:
            parts.append((words.name, words.grades, _digest(words.keys), _digest(words.weights)))
    return blake2b(json.dumps(parts).encode("ascii"), digest_size=16).digest()


_PACKAGES: Final = ("fugashi", "unidic-lite", "numpy", "pyromark", "PyYAML", "lxml", "lxml_html_clean", "trafilatura")
"""Packages that change how an article is read or counted, by their version or by being installed."""


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _source_digest() -> str:
    """A digest of the package's own files: after a change of the code, old numbers are not used."""
    root = Path(__file__).parents[2]
    digest = blake2b(digest_size=16)
    for path in sorted(root.rglob("*.py")):  # none where it runs from a zip file: there the version has to do
        digest.update(b"%s\0%s\0" % (os.fsencode(path.relative_to(root)), blake2b(path.read_bytes()).digest()))
    return digest.hexdigest()


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()


def keyed(found: Found, conditions: bytes, limit: int = LARGEST) -> tuple[Found, bytes | None]:
    """An article still to be read with its bytes in it, and its key; None where it cannot be read.

    What is hashed is what will be read: a file that changes meanwhile does not leave its new numbers under its old
    key. Of the path only the ending is in the key: it decides what plain text may be.
    """
    digest = blake2b(conditions, digest_size=16)
    if found.entry is not None:
        digest.update(
            json.dumps(("entry", *found.entry._replace(key=""), _japanese(found.entry.warnings)), default=repr).encode(
                "ascii"
            )
        )
        return found, digest.digest()
    if found.data is None:
        try:
            with found.path.open("rb", buffering=0) as stream:
                found = found._replace(data=within(stream, limit))
        except (ArticleError, OSError, ValueError):
            return found, None  # reading it will say why
    digest.update(os.fsencode(f"file\0{found.format}\0{found.path.suffix.lower()}\0"))
    digest.update(found.data or b"")
    return found, digest.digest()


def _japanese(warnings: Sequence[str]) -> list[str]:
    return [warning.ja if isinstance(warning, Message) else "" for warning in warnings]
