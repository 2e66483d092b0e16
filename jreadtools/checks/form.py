"""The interface of the output formats: `add` is called for each article, and `end` at the end."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Protocol, TextIO

from jreadtools.article import Failure
from jreadtools.checks.outcome import Checked, Tally
from jreadtools.errors import Lang

__all__ = ["Begin", "Form", "relative"]


class Form(Protocol):
    """The output of a check that is being written, in one format."""

    def add(self, one: Checked | Failure) -> None:
        """An article more, or what could not be read or measured."""

    def end(self, tally: Tally) -> None:
        """The run is over."""


Begin = Callable[[TextIO, Lang], Form]


def relative(path: str) -> str:
    """A path as other programs know it in a checkout: from the working folder, with /; from the root if it is outside.

    >>> relative("./posts//a.md")
    'posts/a.md'
    """
    here = os.path.normpath(path)
    if os.path.isabs(here):  # noqa: PTH117
        try:
            below = os.path.relpath(here)
        except ValueError:  # on another drive
            below = os.pardir
        here = here if below.split(os.sep, 1)[0] == os.pardir else below
    return here.replace(os.sep, "/")
