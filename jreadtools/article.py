"""Block, Article and Failure: what every reader yields, whatever the format was."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

__all__ = ["Article", "Block", "Failure", "Kind", "LeftOut", "Wrap"]

Kind = Literal["heading", "paragraph", "item", "quote", "cell", "caption", "code"]
"""What a block is. A caption is the text of a figure or of a table, a cell one field of a table."""

Wrap = Literal["auto", "join", "keep"]
"""What a line break inside a block means: see `jreadtools.sentences.unwrap`."""


class Block(NamedTuple):
    r"""A run of the author's words: one paragraph, heading, list item, quote, cell, caption or code.

    >>> Block("paragraph", "静岡では、\n会います。", line=3).source_offset(7)
    7
    """

    kind: Kind
    text: str
    """The words as a reader sees them; a line break of the source inside the block is kept as \\n."""
    line: int = 1
    """Line of the first character in the source, from 1."""
    places: tuple[tuple[int, int], ...] = ((0, 0),)
    """(offset in text, offset in the source), ascending; between two pairs both advance together."""
    masks: tuple[tuple[int, int], ...] = ()
    """Ranges [start, end) of text that stand there but are not prose: URLs, list marks, formulas."""
    atoms: tuple[tuple[int, int], ...] = ()
    """Ranges [start, end) of text inside which no sentence ends: inline code, formulas."""
    line_paragraphs: bool = False
    """Whether a line of it may be a paragraph: in plain text; in Markdown only a blank line ends one."""
    wraps: tuple[int, ...] = ()
    """Offsets of line breaks in text where the line was full, seen from the width of all lines of the source."""

    def source_offset(self, offset: int) -> int:
        """Place in the source (code points) of the character at `offset` of `text`."""
        at, source = self.places[max(0, bisect_right(self.places, (offset, 1 << 62)) - 1)]
        return source + offset - at


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a reader saw and did not count as prose, in characters without white space."""

    front_matter: int = 0
    ruby: int = 0
    """Ruby readings (the base is prose, once)."""
    embeds: int = 0
    """Words of somebody else: embedded tweets."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its blocks in reading order and what is known about it. Empty is unknown."""

    blocks: tuple[Block, ...]
    path: str = ""
    id: str = ""
    title: str = ""
    date: str = ""
    """ISO 8601, as exact as the source is."""
    updated: str = ""
    tags: tuple[str, ...] = ()
    draft: bool = False
    url: str = ""
    warnings: tuple[str, ...] = ()
    encoding: str = ""
    images: int = 0
    links: int = 0
    left_out: LeftOut = field(default_factory=LeftOut)
    source: str = field(default="", repr=False)
    """The whole text it was read from: what offsets and lines refer to."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not be read or measured: where, and why in one sentence."""

    path: str
    error: str
    id: str = ""
