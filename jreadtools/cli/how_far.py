"""How far a command is that comes to its articles one by one: `time` and `tokens`."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from jreadtools.article import Article
from jreadtools.batches.progress import Progress, files_of
from jreadtools.cli.session import Run, reading_of

__all__ = ["Told", "how_far"]

Told = Callable[[Article, int], None]
"""To be told of each article that is done, and of its characters."""


@contextmanager
def how_far(args: argparse.Namespace, run: Run, beside: TextIO | None) -> Iterator[Told]:
    """The progress of a run as --progress and --quiet ask for it. `beside`: as in `Progress`."""
    # Drafts that are left out are files that nobody counts on the way: there is no time left to tell.
    files = files_of(args.paths, reading_of(args)) if args.drafts else None
    bar = Progress(run.lang, run.err, asked=args.progress, files=files, beside=beside)
    run.clear = bar.clear
    articles = characters = read = 0
    last = ""

    def told(article: Article, length: int) -> None:
        nonlocal articles, characters, read, last
        articles += 1
        characters += length
        read += article.path != last  # those of one export come one after the other
        last = article.path
        bar(articles, run.failures, characters, read + run.failures)

    try:
        yield told
    finally:
        bar.clear()
