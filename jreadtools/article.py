"""Block, Article and Failure: what every reader yields, whatever the format was."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from jreadtools.dropped import Dropped, LeftOut, Range, account

__all__ = [
    "NO_ARTICLE",
    "Article",
    "Block",
    "Cell",
    "Dropped",
    "Failure",
    "Kind",
    "LeftOut",
    "Wrap",
    "key_in",
    "place_of",
]

Kind = Literal["heading", "paragraph", "item", "quote", "cell", "caption", "code"]
"""What a block is. A caption is the text of a figure or of a table, a cell one field of a table."""

Wrap = Literal["auto", "join", "keep"]
"""What a line break inside a block means: see `jreadtools.language.sentences.unwrap`."""

NO_ARTICLE: Final = "no article"
"""The `extraction` of a page on which there is none: a list of articles, the result of a search, a message."""

Cell = str | int | float | bool
"""A value of a column that is carried from a table to the output."""


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
    """Whether a single line may be a paragraph. True in plain text; in Markdown only a blank line ends a paragraph."""
    wraps: tuple[int, ...] = ()
    """Offsets of line breaks in text after a full line, judged by the width of all lines of the source."""
    own_breaks: tuple[int, ...] = ()
    """Offsets of line breaks in text next to a line all in bold, which is a heading unless the sentence goes on."""

    def source_offset(self, offset: int) -> int:
        """Place in the source (code points) of the character at `offset` of `text`."""
        at, source = self.places[max(0, bisect_right(self.places, (offset, 1 << 62)) - 1)]
        return source + offset - at


_FIRST: Final = 40
"""Characters of its text that an article without a title is known by."""


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
    categories: tuple[str, ...] = ()
    status: str = ""
    """As the source says: publish, draft, pending, future, private, trash."""
    format: str = ""
    """What it was read from: plain, markdown, hatena, aozora, html, wxr, movable-type, wordpress-json, rss, atom,
    json-feed, csv, xlsx, parquet."""
    extraction: str = ""
    """How its words were found on a page: "selector .entry-content", "trafilatura", "body", "no article"; "" where there was no page."""
    truncated: bool = False
    """Only the beginning or a summary of it stood in the source."""
    protected: bool = False
    """It is behind a password on its site."""
    stated_minutes: float | None = None
    """The reading time that the page itself claims."""
    left: tuple[Dropped, ...] = field(default=(), repr=False)
    """What its reader left out on purpose: a part of `dropped`."""
    kept: tuple[tuple[str, Cell], ...] = ()
    """Columns of the article's table that are carried to the output: (name, value)."""
    check: bool = True
    """Whether `jreadtools check` looks at it: not with `jreadtools: false` in its front matter."""
    source: str = field(default="", repr=False)
    """The whole text it was read from: what offsets and lines refer to."""

    @property
    def dropped(self) -> tuple[Dropped, ...]:
        """What of the source is in no block, in order, with the reason. Every kana and kanji is in a block or here."""
        return account(self.source, _ranges(self.blocks), self.left)

    @property
    def left_out(self) -> LeftOut:
        """How much was left out: the sum of `dropped`."""
        return LeftOut.of(self.dropped)

    def __repr__(self) -> str:
        """Where it stands and its title, else its first words: a whole text would fill the screen.

        >>> Article((Block("paragraph", "今日は晴れです。"),), path="a.md")
        <Article a.md: 今日は晴れです。>
        """
        first = " ".join(self.blocks[0].text[:_FIRST].split()) if self.blocks else ""
        return f"<Article {': '.join(filter(None, (place_of(self.path, self.id), self.title or first))) or '(empty)'}>"


def _ranges(blocks: tuple[Block, ...]) -> Iterator[Range]:
    """The ranges of the source that the words of the blocks cover."""
    for block in blocks:
        places = block.places
        for (at, source), (end, _) in zip(places, (*places[1:], (len(block.text), 0)), strict=True):
            yield source, source + end - at


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not be read or measured: where, and why in one sentence."""

    path: str
    error: str
    id: str = ""


def key_in(path: str, name: str) -> str:
    """The name of the article with this id within its file; "" where the file is a single article.

    >>> key_in("blog/export.xml", "export.xml#hajimete"), key_in("a.md", "hajimete")
    ('hajimete', '')
    """
    file = path.replace("\\", "/").rpartition("/")[2]
    return name.partition(f"{file}#")[2] if file else ""


def place_of(path: str, name: str) -> str:
    """The place of the article with this id: its file, followed by #key where the file holds many.

    >>> place_of("blog/export.xml", "export.xml#hajimete"), place_of("a.md", "hajimete")
    ('blog/export.xml#hajimete', 'a.md')
    """
    key = key_in(path, name)
    return f"{path}#{key}" if key else path or name
