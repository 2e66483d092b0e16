"""Blocks from pieces of the source, for Markdown and HTML alike."""

from __future__ import annotations

from typing import Final, Literal

from jreadtools.article import Block, Kind
from jreadtools.dropped import Dropped, with_lines
from jreadtools.patterns import pattern

__all__ = ["FILL", "HEADING_FILL", "TARGET_FILL", "BlockBuilder", "Mute", "add_note", "visible_length"]

FILL = "\x01"
"""Stands for a character that was taken out before parsing; cleaned text never holds it."""
HEADING_FILL = "\x02"
"""The same, where the Markdown parser shall see #."""
TARGET_FILL = "\x03"
"""The same, in the target of a link, where the Markdown parser shall see a letter."""

Mute = Literal["ruby", "embeds", "markup", "aside", "hidden", "script", "mark"]
"""Why words are not the author's prose; embeds: other people's words, markup: the page's own."""

_REASONS: dict[Mute, str] = {"embeds": "embed", "markup": "page"}  # the others are called alike

_LINE_BREAK = "\n"
_NOT_FILL = pattern(f"[^{FILL}{HEADING_FILL}{TARGET_FILL}]+")
_ONLY_TAGS = pattern(r"(?:\s+|<[^<>]*>|&[#\w]{1,32};)*+")
_NEAR = 2000  # characters between two muted words that are one piece
_BLANK = " \t\n\r\u3000\xa0\u200b\ufeff"


def visible_length(text: str) -> int:
    """Number of characters that are not white space.

    >>> visible_length("静岡 では、\\n")
    5
    """
    return len("".join(text.split()))


class BlockBuilder:
    """Collects pieces of text with their places and cuts them into blocks.

    The kind of a block is that of the innermost open context. A context is opened for elements that give their
    words a kind (heading, item, quote, cell, caption, code), not for every element.

    >>> builder = BlockBuilder("# 題\\n\\n本文")
    >>> outer = builder.open("heading")
    >>> builder.text("題", 2); builder.close(outer); builder.text("本文", 5); builder.flush()
    >>> [(block.kind, block.text, block.line) for block in builder.blocks]
    [('heading', '題', 1), ('paragraph', '本文', 3)]
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.blocks: list[Block] = []
        self.contexts: list[Kind] = ["paragraph"]
        self.mute: Mute | None = None
        """While set, text is left out for this reason."""
        self.fills: tuple[str, ...] = (FILL, HEADING_FILL, TARGET_FILL)
        """Those that the pieces may hold."""
        self._left: list[Dropped] = []
        self.images = 0
        self.links = 0
        self._parts: list[str] = []
        self.length = 0
        """Characters in the open block."""
        self._places: list[tuple[int, int]] = []
        self._line_start = (0, False)  # for so many parts of the open block, whether they end in a line break
        self._next = -1  # where in the source the next piece must stand to go on without a new place
        self._masks: list[tuple[int, int]] = []
        self._atoms: list[tuple[int, int]] = []
        self._bold: list[tuple[int, int]] = []
        self._line = 1
        self._counted = 0

    def open(self, kind: Kind) -> int:
        """Ends the block before and opens a context; returns the argument for `close`."""
        if self._parts:
            self.flush()
        self.contexts.append(kind)
        return len(self.contexts) - 1

    def close(self, opened: int) -> None:
        """Ends the block and the context, with every context left open inside it."""
        if self._parts:
            self.flush()
        del self.contexts[max(1, opened) :]

    def text(self, piece: str, offset: int) -> None:
        """Words that stand at `offset` of the source."""
        if self.mute is not None:
            if piece and not piece.isspace():
                self._leave_out(self.mute, piece, offset)
            return
        if not piece:
            return
        for fill in self.fills:
            if fill in piece:
                for match in _NOT_FILL.finditer(piece):
                    self.text(match[0], offset + match.start())
                return
        if offset != self._next:
            self._places.append((self.length, offset))
        self._parts.append(piece)
        self.length += len(piece)
        self._next = offset + len(piece)

    def leave(self, start: int, end: int, reason: str, text: str | None = None) -> None:
        """Leaves out source[start:end]; `text` is what a reader would see of it, if that is not what stands there."""
        words = (self.source[start:end] if text is None else text).strip(_BLANK)
        if words:
            self._left.append(Dropped(0, reason, words, start, end))

    def _leave_out(self, mute: Mute, piece: str, offset: int) -> None:
        """Muted words: those with nothing but tags between them are one piece."""
        reason = _REASONS.get(mute, mute)
        words = "".join(_NOT_FILL.findall(piece)).strip(_BLANK)
        if not words:
            return
        end = offset + len(piece)
        last = self._left[-1] if self._left else None
        if (
            last is not None
            and last.reason == reason
            and last.end <= offset <= last.end + _NEAR
            and _ONLY_TAGS.fullmatch(self.source, last.end, offset)
        ):
            self._left[-1] = last._replace(text=f"{last.text} {words}", end=end)
        else:
            self._left.append(Dropped(0, reason, words, offset, end))

    @property
    def left(self) -> tuple[Dropped, ...]:
        """What was left out so far, with its lines."""
        return with_lines(self.source, self._left) if self._left else ()

    def atom(self, piece: str, offset: int, *, mask: bool = False) -> None:
        """Words inside which no sentence ends: inline code, or with `mask` a formula, which is no prose."""
        start = self.length
        self.text(piece, offset)
        if self.length > start:
            self._atoms.append((start, self.length))
            if mask:
                self._masks.append((start, self.length))

    def atom_since(self, length: int) -> None:
        """Makes an atom of everything added since `length` was read."""
        if self.length > length:
            self._atoms.append((length, self.length))

    def bold_since(self, length: int) -> None:
        """Marks everything added since `length` was read as bold."""
        if self.length > length:
            self._bold.append((length, self.length))

    def end_of_literal(self) -> None:
        """What was added last is written otherwise in the source (an entity), so the next piece has a place of its own."""
        self._next = -1

    @property
    def last_character(self) -> str:
        """The last character of the open block."""
        return self._parts[-1][-1:] if self._parts else ""

    def soft_break(self, offset: int) -> None:
        """A line end of the source inside a block."""
        if self._parts and not self._at_line_start():
            self.text(_LINE_BREAK, offset)

    def hard_break(self, offset: int) -> None:
        """A line break that the reader sees; two of them end the paragraph."""
        if not self._parts:
            return
        if self._at_line_start():
            self.flush()
        else:
            self.text(_LINE_BREAK, offset)

    def _at_line_start(self) -> bool:
        last = self._parts[-1][-1]
        if last not in " \t\u3000\xa0\n":  # nearly always
            return False
        known, at_start = self._line_start
        for number in range(len(self._parts) - 1, known - 1, -1):
            bare = self._parts[number].rstrip(" \t\u3000\xa0")
            if bare:
                at_start = bare[-1] == _LINE_BREAK
                break
        self._line_start = (len(self._parts), at_start)
        return at_start

    def flush(self) -> None:
        """Ends the open block; one without words is none."""
        if not self._parts:
            return
        text = "".join(self._parts) if len(self._parts) > 1 else self._parts[0]
        kind = self.contexts[-1]
        places, masks, atoms, bold = self._places, self._masks, self._atoms, self._bold
        self._parts, self._places, self.length, self._next = [], [], 0, -1
        self._line_start = (0, False)
        if masks:
            self._masks = []
        if atoms:
            self._atoms = []
        if bold:
            self._bold = []
        if kind == "code":
            end = len(text.rstrip())
            if not end:
                return
            start = len(text) - len(text.lstrip(_LINE_BREAK))
        else:
            start, end = 0, len(text)
            if text[0] in _BLANK or text[-1] in _BLANK:
                end = len(text.rstrip(_BLANK))
                if not end:
                    return
                start = end - len(text[:end].lstrip(_BLANK))
        if start or end < len(text):
            text = text[start:end]
            if start or len(places) > 1:
                places = _cut_places(places, start, end)
            masks = masks and _cut(masks, start, end)
            atoms = atoms and _cut(atoms, start, end)
        at = places[0][1]
        if at >= self._counted:
            self._line += self.source.count(_LINE_BREAK, self._counted, at)
        else:
            self._line -= self.source.count(_LINE_BREAK, at, self._counted)
        self._counted = at
        own = _bold_lines(text, _cut(bold, start, end)) if bold and _LINE_BREAK in text else ()
        fields = (kind, text, self._line, tuple(places), tuple(masks), tuple(atoms), False, (), own)
        self.blocks.append(tuple.__new__(Block, fields))  # without the constructor's own call


_REST_OF_LINE = pattern(r"[^\S\n]*(?:\n|\Z)")


def _bold_lines(text: str, bold: list[tuple[int, int]]) -> tuple[int, ...]:
    """The line breaks on either side of lines that are all in bold."""
    found = []
    for start, end in bold:
        words = text[start:end]
        end = start + len(words.rstrip())
        start += len(words) - len(words.lstrip())
        while start and text[start - 1] in _BLANK and text[start - 1] != _LINE_BREAK:
            start -= 1
        rest = _REST_OF_LINE.match(text, end)
        if start < end and rest and (not start or text[start - 1] == _LINE_BREAK):
            found += [start - 1, rest.end() - 1]
    return tuple(sorted({at for at in found if 0 <= at < len(text) and text[at] == _LINE_BREAK}))


def _cut(ranges: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    cut = [(max(a - start, 0), min(b, end) - start) for a, b in ranges]
    return [(a, b) for a, b in cut if a < b]


def _cut_places(places: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for at, source in places:
        if at <= start:
            kept = [(0, source + start - at)]
        elif at < end:
            kept.append((at - start, source))
    return kept


_NOTE_MARKUP: Final = pattern(
    r"!?\[(?P<link>[^\[\]]*)\]\([^()]*\)|\*+|`+|<[^<>]*>|\[\[(?P<double>[^\[\]\n]{1,200})\]\]|\[tex:[^\]\n]{1,500}\]|"
    r"\[(?:https?://|asin:|isbn:|f:id:)(?:(?!:title=)[^\[\]\s]){1,500}(?::title=(?P<title>[^\[\]\n]{1,300}))?\]|[ \t]{1,3}(?=\n)|(?<=\n)[ \t>]+"
)


def add_note(builder: BlockBuilder, source: str, start: int, stop: int) -> None:
    """The words of a footnote that stood inside a sentence, as a paragraph without markup."""
    opened = builder.open("paragraph")
    at = start
    for match in _NOTE_MARKUP.finditer(source, start, stop):
        builder.text(source[at : match.start()], at)
        if name := match.lastgroup:
            builder.text(match[name], match.start(name))
        at = match.end()
    builder.text(source[at:stop], at)
    builder.close(opened)
