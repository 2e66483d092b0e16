"""EUC-JP as Windows and PHP write it: with ①, ㈱ and 髙, which Python's euc_jp refuses and euc_jis_2004 misreads.

The characters are those of CP932 in the same rows of the table (13 and 89 to 92), so CP932 says what they are. Python
finds a codec by its name; importing this module makes `EUC_JP_MS` one.
"""

from __future__ import annotations

import codecs
from typing import Final

__all__ = ["EUC_JP_MS"]

EUC_JP_MS: Final = "euc_jp_ms"
_ROWS: Final = frozenset((0xAD, 0xF9, 0xFA, 0xFB, 0xFC))


def _from_cp932(row: int, cell: int) -> str:
    """The character at a place of the table, "" if CP932 has none there."""
    row, cell = row - 0xA0, cell - 0xA0
    lead = (row + 1) // 2 + (0x80 if row < 63 else 0xC0)
    trail = cell + 0x9E if row % 2 == 0 else cell + (0x3F if cell < 64 else 0x40)
    try:
        return bytes((lead, trail)).decode("cp932")
    except UnicodeDecodeError:
        return ""


def _handler(errors: str) -> str:
    """The name of an error handler that knows the vendor's rows and leaves the rest to the handler `errors`."""
    name = f"{EUC_JP_MS}-{errors}"
    try:
        codecs.lookup_error(name)
    except LookupError:
        rest = codecs.lookup_error(errors)

        def handle(error: UnicodeError) -> tuple[str | bytes, int]:
            if isinstance(error, UnicodeDecodeError):
                pair = error.object[error.start : error.start + 2]
                if len(pair) == 2 and pair[0] in _ROWS and 0xA1 <= pair[1] <= 0xFE:
                    found = _from_cp932(*pair)
                    if found:
                        return found, error.start + 2
            return rest(error)

        codecs.register_error(name, handle)
    return name


def _decode(data: bytes, errors: str = "strict") -> tuple[str, int]:
    return bytes(data).decode("euc_jp", _handler(errors)), len(data)


def _incremental(errors: str = "strict") -> codecs.IncrementalDecoder:
    return codecs.getincrementaldecoder("euc_jp")(_handler(errors))


def _found(name: str) -> codecs.CodecInfo | None:
    if name != EUC_JP_MS:
        return None
    return codecs.CodecInfo(
        codecs.getencoder("euc_jp"),
        _decode,  # type: ignore[arg-type]
        incrementaldecoder=_incremental,
        name=EUC_JP_MS,
    )


codecs.register(_found)
