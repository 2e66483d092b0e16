"""One article inside a file of many: what the reader of an export, a feed or a table yields.

An Entry is cheap to make and to send to a worker; parsing its body is the costly step and comes later.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from jreadtools.article import Cell
from jreadtools.errors import ArticleError

__all__ = ["Body", "Entries", "Entry"]

Body = Literal["plain", "markdown", "html", "hatena", "aozora", "html-breaks", "wordpress", "wordpress-html"]
"""How the words of a body are marked. html-breaks: HTML in which a line break is one and a blank line ends a paragraph.
wordpress: what WordPress stores, Gutenberg blocks or classic paragraphs, with shortcodes; wordpress-html: what it
answers, HTML in which a shortcode may have been left."""


class Entry(NamedTuple):
    """An article as its container holds it; empty is unknown."""

    body: str
    """The words with their markup; offsets and lines of the article refer to it."""
    markup: Body
    format: str
    """See `Article.format`."""
    key: str = ""
    """What tells it from the others in the file: its slug, else its number there. The reader need not make it unique."""
    title: str = ""
    date: str = ""
    updated: str = ""
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    url: str = ""
    status: str = ""
    draft: bool = False
    protected: bool = False
    truncated: bool = False
    encoding: str = ""
    warnings: tuple[str, ...] = ()
    kept: tuple[tuple[str, Cell], ...] = ()


Entries = Iterator[Entry | ArticleError]
"""What a reader of many articles yields: an ArticleError stands for one entry that cannot be read; a raised one for
the rest of the file. What was yielded before stays."""
