"""A batch of one article as bytes and back: JSON and arrays of numbers under a checksum, nothing that runs."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Sequence
from typing import Any, Final, NamedTuple, cast

import numpy as np
import numpy.typing as npt

from jreadtools.batches.batch import Batch, Identity, Origin, SentenceRows
from jreadtools.batches.cache.parts import failed
from jreadtools.counts.additive import COUNTS, MARKS, PEAKS, TYPES, Counts, FloatArray, IntArray, Ragged
from jreadtools.counts.extras import Extras, no_extras
from jreadtools.errors import Message
from jreadtools.measure.findings import Finding

__all__ = ["BrokenRowError", "Record", "Wanted", "pack", "unpack"]

_LARGEST: Final = 1 << 26
"""Bytes of one article's row before compression; a longer one is measured each time."""


class Wanted(NamedTuple):
    """What a row has to hold to be used; it may hold more."""

    types: frozenset[str]
    """As in `Settings.types`."""
    sentences: bool
    findings: bool


_SEAL: Final = struct.Struct("<II")
"""CRC-32 of key and content, and the length of the content before compression."""
_ARRAY: Final = struct.Struct("<BI")
"""Place of the type in _DTYPES, and how many numbers follow."""
_DTYPES: Final = ("|u1", "<i2", "<i4", "<i8", "<f8")
_LOWEST: Final = (0, -(1 << 15), -(1 << 31))
_HIGHEST: Final = ((1 << 8) - 1, (1 << 15) - 1, (1 << 31) - 1)
_FLOAT: Final = 4


class BrokenRowError(Exception):
    """A row that is damaged."""


def _sealed(key: bytes, fields: dict[str, Any], arrays: Sequence[npt.NDArray[Any]]) -> bytes | None:
    """JSON and arrays as bytes; None for what is too long or no JSON (the caller's own types in a kept column)."""
    try:
        text = json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    except (TypeError, ValueError):
        return None
    parts = [struct.pack("<I", len(text)), text]
    for array in arrays:
        code = _FLOAT if array.dtype.kind == "f" else _narrowest(array)
        # Column by column: a count that is zero in every sentence is one run of zeros.
        parts += [_ARRAY.pack(code, array.size), array.astype(_DTYPES[code]).tobytes("F")]
    content = b"".join(parts)
    if len(content) > _LARGEST:
        return None
    packed = zlib.compress(content, 1)
    return _SEAL.pack(_crc(key, packed), len(content)) + packed


def _narrowest(array: IntArray) -> int:
    """The type that holds all the numbers: nearly every count of a sentence is one byte."""
    low, high = (int(array.min()), int(array.max())) if array.size else (0, 0)
    fits = (low >= lowest and high <= highest for lowest, highest in zip(_LOWEST, _HIGHEST, strict=True))
    return next((code for code, fit in enumerate(fits) if fit), len(_LOWEST))


def _crc(key: bytes, packed: bytes) -> int:
    return zlib.crc32(packed, zlib.crc32(key))


class _Opened:
    """The content of a row, read from its beginning to its end."""

    def __init__(self, key: bytes, row: bytes) -> None:
        crc, size = _SEAL.unpack_from(row)
        packed = row[_SEAL.size :]
        if crc != _crc(key, packed) or size > _LARGEST:
            raise BrokenRowError
        # Whoever can write the file can also make the checksum: no more is unpacked than was said.
        self._content = zlib.decompressobj().decompress(packed, size + 1)
        if len(self._content) != size:
            raise BrokenRowError
        end = 4 + struct.unpack_from("<I", self._content)[0]
        self.fields: dict[str, Any] = json.loads(self._content[4:end].decode("utf-8", "surrogatepass"))
        self._at = end

    def numbers(self) -> npt.NDArray[Any]:
        """The next array as it was stored."""
        code, size = _ARRAY.unpack_from(self._content, self._at)
        stored = np.frombuffer(self._content, _DTYPES[code], size, self._at + _ARRAY.size)
        self._at += _ARRAY.size + stored.nbytes
        return stored

    def integers(self, rows: int, columns: int) -> IntArray:
        """The next array, which has to have this shape."""
        return self.numbers().reshape(columns, rows).T.astype(np.int64, order="C", casting="safe")

    def floats(self, rows: int, columns: int) -> FloatArray:
        """The next array, which has to have this shape."""
        return self.numbers().reshape(columns, rows).T.astype(np.float64, order="C", casting="safe")


def _fields(counts: Counts) -> dict[str, Any]:
    """The fields of some rows that are no arrays."""
    extras = counts.extras
    return {
        "lists": [len(counts.lengths.values), len(counts.beyond_joyo.values)],
        "extras": [len(extras.listed), extras.listed.shape[1], extras.unlisted.shape[1], extras.grades.shape[1]],
        "unlisted": [sorted(words) for words in extras.unlisted.ravel()],
    }


def _arrays(counts: Counts) -> list[npt.NDArray[Any]]:
    """The numbers of some rows, in few arrays: unpacking one costs as much as a thousand numbers."""
    table = np.hstack((counts.values, counts.peaks, counts.marks)).ravel("F")
    wide = np.flatnonzero(table & ~0xFF)
    return [
        # A count of a sentence is a byte, with few exceptions.
        (table & 0xFF).astype(np.uint8),
        np.concatenate((wide, table[wide])),
        # Rows of sentences have no types.
        counts.types[:0] if counts.types.tobytes() == _no_types(len(counts)).tobytes() else counts.types,
        np.concatenate((*counts.lengths, *counts.beyond_joyo)),
        *((counts.extras.listed, counts.extras.grades) if _has_columns(*counts.extras) else ()),
    ]


def _no_types(rows: int) -> FloatArray:
    return np.full((rows, len(TYPES)), np.nan)


def _has_columns(*tables: npt.NDArray[Any]) -> bool:
    return any(table.shape[1] for table in tables)


_VALUES: Final = len(COUNTS)
_PEAKS: Final = _VALUES + len(PEAKS)
_MARKS: Final = _PEAKS + len(MARKS)


def _counts(opened: _Opened, rows: int) -> Counts:
    flat = opened.numbers().astype(np.int64)
    wide = opened.numbers()
    flat[wide[: len(wide) // 2]] = wide[len(wide) // 2 :]
    table = flat.reshape(_MARKS, rows).T
    types = opened.numbers()
    lists = opened.numbers().astype(np.int64)
    lengths, beyond = opened.fields["lists"]
    return Counts(
        values=table[:, :_VALUES],
        peaks=table[:, _VALUES:_PEAKS],
        marks=table[:, _PEAKS:],
        types=types.reshape(len(TYPES), rows).T.astype(np.float64, order="C") if len(types) else _no_types(rows),
        lengths=_ragged(lists[: 2 * lengths], lengths, rows),
        beyond_joyo=_ragged(lists[2 * lengths :], beyond, rows),
        extras=_extras(opened),
    )


def _ragged(numbers: IntArray, size: int, rows: int) -> Ragged:
    values, owners = numbers[:size], numbers[size:]
    if len(owners) != size or (size and not 0 <= owners[0] <= owners[-1] < rows):
        raise BrokenRowError
    return Ragged(values, owners)


def _extras(opened: _Opened) -> Extras:
    rows, levels, lists, models = opened.fields["extras"]
    if not levels + lists + models:
        return no_extras(rows)
    unlisted = np.empty((rows, lists), object)
    unlisted.ravel()[:] = [frozenset(words) for words in opened.fields["unlisted"]]
    return Extras(opened.integers(rows, levels), unlisted, opened.floats(rows, models))


def _said(message: str) -> Any:
    return [str(message), message.ja] if isinstance(message, Message) else message


def _message(said: Any) -> Any:
    return Message(ja=said[1], en=said[0]) if isinstance(said, list) else said


class Record(NamedTuple):
    """An article in the file: what is not asked for is not unpacked."""

    article: bytes
    sentences: bytes | None
    findings: bytes | None


def pack(key: bytes, batch: Batch, types: frozenset[str]) -> Record | None:
    """A batch of one article or one failure as bytes; None where that cannot be done without loss."""
    if not batch.identities:
        article = _sealed(key, {"failure": _said(batch.failures[0].error)}, ())
        return None if article is None else Record(article, None, None)
    origin = batch.origins[0]
    fields = {
        "identity": batch.identities[0],
        "origin": [*origin[:-1], origin.fingerprint.hex()],
        "kept": batch.kept[0],
        "tags": batch.tags[0],
        "categories": batch.categories[0],
        "warnings": [_said(warning) for warning in batch.warnings[0]],
        "types": sorted(types),
        **_fields(batch.totals),
    }
    article = _sealed(key, fields, _arrays(batch.totals))
    sentences = findings = None
    if batch.sentences is not None:
        rows = batch.sentences
        fields = {"kinds": rows.kinds, "texts": rows.texts, **_fields(rows.counts)}
        sentences = _sealed(key, fields, [rows.line, *_arrays(rows.counts)])
    if batch.findings:
        found = [[_said(getattr(one, name)) for name in Finding.__slots__] for one in batch.findings[0]]
        findings = _sealed(key, {"findings": found}, ())
    return None if article is None else Record(article, sentences, findings)


def unpack(key: bytes, row: Record, wanted: Wanted) -> Batch | None:
    """The batch of a row; None if the row holds less than is wanted.

    Raises BrokenRowError for what was not written by `pack`.
    """
    try:
        article = _Opened(key, row.article)
        fields = article.fields
        if "failure" in fields:
            return failed(_message(fields["failure"]))
        if not wanted.types <= set(fields["types"]):
            return None
        if (wanted.sentences and row.sentences is None) or (wanted.findings and row.findings is None):
            return None
        origin: list[Any] = fields["origin"]
        totals = _counts(article, 1)
        totals.types[:, [name not in wanted.types for name in TYPES]] = np.nan
        findings: list[list[Finding]] = []
        if wanted.findings:
            read = _Opened(key, cast(bytes, row.findings)).fields["findings"]
            findings = [[Finding(*map(_message, one)) for one in read]]
        return Batch(
            identities=[Identity(*fields["identity"])],
            origins=[Origin(*origin)._replace(fingerprint=bytes.fromhex(origin[-1]))],
            kept=[tuple((name, value) for name, value in fields["kept"])],
            tags=[tuple(fields["tags"])],
            categories=[tuple(fields["categories"])],
            warnings=[tuple(map(_message, fields["warnings"]))],
            totals=totals,
            sentences=_sentences(_Opened(key, cast(bytes, row.sentences))) if wanted.sentences else None,
            failures=[],
            lost=[],
            findings=findings,
        )
    except (ValueError, TypeError, LookupError, struct.error, zlib.error, RecursionError) as error:
        raise BrokenRowError from error


def _sentences(opened: _Opened) -> SentenceRows:
    kinds, texts = opened.fields["kinds"], opened.fields["texts"]
    size = len(texts)
    if len(kinds) != size:
        raise BrokenRowError
    line = opened.integers(size, 1).ravel()
    counts = _counts(opened, size)
    return SentenceRows(np.zeros(size, np.int64), np.arange(size), line, kinds, texts, counts)
