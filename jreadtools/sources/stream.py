"""Text of a stream that is too large for memory, in pieces, in whatever encoding it is."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO, Final

from jreadtools.errors import Message
from jreadtools.sources.encoding import declared_charset, decoder_for, name_of, without_noise
from jreadtools.sources.euc_vendor import WITH_VENDOR

__all__ = ["TextStream"]

_CHUNK: Final = 1 << 16


class TextStream:
    """The text of a binary stream, piece by piece, with line ends as they stand there.

    The encoding is decided where the first character stands that is not ASCII, however far that is. What cannot be
    decoded later becomes U+FFFD and is counted in `broken`.
    """

    encoding: str = "utf-8"
    broken: int = 0
    warnings: tuple[str, ...] = ()
    """About the guess; what was broken is in `broken`."""

    def __init__(self, stream: BinaryIO, encoding: str | None = None, *, declares: bool = False) -> None:
        """`declares`: the file may say what its encoding is, as XML does; that is heard, not trusted."""
        self._chunks = iter(lambda: stream.read(_CHUNK), b"")
        self._named = encoding
        self._declares = declares

    def __iter__(self) -> Iterator[str]:
        head = next(self._chunks, b"")
        declared = declared_charset(head) if self._declares else None
        while self._named is None and _is_plain_ascii(head):
            if not head:
                return
            yield head.decode("ascii")
            head = next(self._chunks, b"")
        # Enough for a guess: the first piece may end right after the first character.
        more = next(self._chunks, b"")
        head += more
        # Cells may hold stray NUL bytes. What is binary has many.
        sample = head if head.count(b"\0") > max(3, len(head) // 100) else head.replace(b"\0", b" ")
        codec, self.warnings = decoder_for(sample, self._named, declared, whole=not more)
        codec = WITH_VENDOR.get(codec, codec)  # ① may stand behind the sample
        self.encoding = _shown(codec, head)
        yield from self._decoded(chain((head,), self._chunks), codec)

    def _decoded(self, chunks: Iterator[bytes], codec: str) -> Iterator[str]:
        new = codecs.getincrementaldecoder(codec)
        decoder = new()
        for chunk in chain(chunks, (b"",)):
            state = decoder.getstate()
            try:
                text = decoder.decode(chunk, not chunk)
            except UnicodeDecodeError:
                lenient = new("replace")
                lenient.setstate(state)
                text = lenient.decode(chunk, not chunk)
                decoder.setstate(lenient.getstate())
                self.broken += text.count("\ufffd")
            cleared = without_noise(text, codec)
            if cleared is not text:
                self.broken += cleared.count("\ufffd") - text.count("\ufffd")
            yield cleared

    def broken_warning(self) -> Message:
        """What a reader should know about an article in which something was broken."""
        return Message(
            ja=f"{self.encoding} として読めないところを U+FFFD に置き換えました",
            en=f"something could not be decoded as {self.encoding} and became U+FFFD",
        )


def _is_plain_ascii(chunk: bytes) -> bool:
    return chunk.isascii() and b"\x1b" not in chunk and b"\0" not in chunk


def _shown(codec: str, head: bytes) -> str:
    """The name of an encoding without the byte order mark, as `decode` gives it."""
    if codec in {"utf-16", "utf-32"}:
        little = head.startswith(codecs.BOM_UTF16_LE)  # that of UTF-32 begins with it
        return f"{codec}-{'le' if little else 'be'}"
    return name_of(codec)
