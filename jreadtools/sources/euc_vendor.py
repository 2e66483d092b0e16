"""EUC-JP and ISO-2022-JP as Windows and PHP write them: with ①, ㈱ and 髙, which Python's codecs refuse or misread.

The characters are those of CP932 in the same rows of the table (13 and 89 to 92), so CP932 says what they are. Python
finds a codec by its name; importing this module makes `EUC_JP_MS` and `ISO_2022_JP_MS` two.
"""

from __future__ import annotations

import codecs
from functools import partial
from typing import Final, NamedTuple

__all__ = ["EUC_JP_MS", "ISO_2022_JP_MS", "WITH_VENDOR"]

EUC_JP_MS: Final = "euc_jp_ms"
ISO_2022_JP_MS: Final = "iso2022_jp_ms"
WITH_VENDOR: Final = {"euc_jp": EUC_JP_MS, "iso2022_jp": ISO_2022_JP_MS, "iso2022_jp_ext": ISO_2022_JP_MS}
"""The codec that reads whatever another one does, and these characters as well."""
_ROWS: Final = frozenset((13, 89, 90, 91, 92))


class _Form(NamedTuple):
    """How an encoding writes the table of JIS X 0208."""

    base: str
    """The codec of everything else."""
    zero: int
    """What a byte is more than the number of its row or cell."""


_FORMS: Final = {EUC_JP_MS: _Form("euc_jp", 0xA0), ISO_2022_JP_MS: _Form("iso2022_jp_ext", 0x20)}


def _from_cp932(row: int, cell: int) -> str:
    """The character at a place of the table, "" if CP932 has none there."""
    lead = (row + 1) // 2 + (0x80 if row < 63 else 0xC0)
    trail = cell + 0x9E if row % 2 == 0 else cell + (0x3F if cell < 64 else 0x40)
    try:
        return bytes((lead, trail)).decode("cp932")
    except UnicodeDecodeError:
        return ""


def _handler(codec: str, errors: str) -> str:
    """The name of an error handler that knows the vendor's rows and leaves the rest to the handler `errors`."""
    name = f"{codec}-{errors}"
    try:
        codecs.lookup_error(name)
    except LookupError:
        rest = codecs.lookup_error(errors)
        zero = _FORMS[codec].zero

        def handle(error: UnicodeError) -> tuple[str | bytes, int]:
            if isinstance(error, UnicodeDecodeError):
                data, at = error.object, error.start
                pair = [byte - zero for byte in data[at : at + 2]]
                if len(pair) == 2 and pair[0] in _ROWS and 1 <= pair[1] <= 94 and not _of_another_table(data, at):
                    found = _from_cp932(*pair)
                    if found:
                        return found, at + 2
            return rest(error)

        codecs.register_error(name, handle)
    return name


def _of_another_table(data: bytes, at: int) -> bool:
    """Whether an escape to JIS X 0212 stands before, as far as is known of what stands before."""
    escape = data.rfind(b"\x1b", 0, at)
    return escape >= 0 and data.startswith(b"$(D", escape + 1)


def _decode(data: bytes, errors: str = "strict", *, codec: str) -> tuple[str, int]:
    return bytes(data).decode(_FORMS[codec].base, _handler(codec, errors)), len(data)


def _incremental(errors: str = "strict", *, codec: str) -> codecs.IncrementalDecoder:
    return codecs.getincrementaldecoder(_FORMS[codec].base)(_handler(codec, errors))


def _found(name: str) -> codecs.CodecInfo | None:
    if name not in _FORMS:
        return None
    return codecs.CodecInfo(
        codecs.getencoder(_FORMS[name].base),
        partial(_decode, codec=name),
        incrementaldecoder=partial(_incremental, codec=name),
        name=name,
    )


codecs.register(_found)
