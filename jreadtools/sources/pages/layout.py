"""The elements that make up the layout of a page, for the modules that look at boxes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

__all__ = ["Element", "Layout"]


class Element(NamedTuple):
    """One of them."""

    tag: str
    written: str
    start: int
    """Of its tag."""
    inner: int
    parent: int


class Layout(Protocol):
    """The elements of a page: `main_content.Outline`."""

    @property
    def elements(self) -> Sequence[Element]:
        """All of them, in the order of the page."""

    @property
    def ends(self) -> Sequence[int]:
        """Where each of them ends."""

    def innermost(self, place: int) -> int:
        """The number of the innermost element around a place; -1 for none."""

    def stands_aside(self, index: int) -> bool:
        """Whether an element stands in a part of the page that holds no article."""
