"""A Markdown text after its notations were rewritten for the parser, and what the rewritten text cannot say."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from jreadtools.article import Kind

__all__ = ["Extended"]


class Extended(NamedTuple):
    """A text of the same length in Markdown, and what that cannot say."""

    text: str
    left: tuple[tuple[int, int, str, str], ...] = ()
    """What was taken out that has words: range, reason and words."""
    kinds: Mapping[int, Kind] = MappingProxyType({})
    """What the paragraphs, items and quotes are that begin at these offsets."""
    images: int = 0
    """Pictures that were taken out."""
