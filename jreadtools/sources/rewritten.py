"""A Markdown text after its notations and dialects were rewritten for the parser, and what the rewritten text cannot say."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from jreadtools.article import Kind

__all__ = ["Extended", "Prepared"]


class Extended(NamedTuple):
    """A text of the same length in Markdown, and what that cannot say."""

    text: str
    left: tuple[tuple[int, int, str, str], ...] = ()
    """What was taken out that has words: range, reason and words."""
    kinds: Mapping[int, Kind] = MappingProxyType({})
    """What the paragraphs, items and quotes are that begin at these offsets."""
    images: int = 0
    """Pictures that were taken out."""


class Prepared(NamedTuple):
    """A Markdown text of the same length, without the constructs that the blog engine would replace."""

    text: str
    notes: tuple[tuple[int, int], ...] = ()
    """Footnotes that were written inside a sentence: ranges of their words in the source."""
    quotes: tuple[tuple[int, int], ...] = ()
    """Ranges inside quote shortcodes."""
    left: tuple[tuple[int, int, str, str], ...] = ()
    """What was taken out that has words: range, reason and words."""
    images: int = 0
    """Pictures that were taken out."""
