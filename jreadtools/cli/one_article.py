"""`jreadtools analyze post.md`: for one article a page that is read, not a table of one row.

The page goes to standard output, whatever that is: in a pipe it is the same text, 80 columns wide and without colour.
`--format table`, and every option that asks for a table, still gives the table.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING

from jreadtools.article import Article, Failure, place_of
from jreadtools.batches.run import made
from jreadtools.cli.session import Run, terminal_width
from jreadtools.sources.locate import Found
from jreadtools.sources.reading import Reading
from jreadtools.sources.regular import is_file

if TYPE_CHECKING:
    from jreadtools.measure.measurements import Measurements
    from jreadtools.measure.settings import Settings
    from jreadtools.metrics.norms import Norms

__all__ = ["asks_for_page", "without_page"]


def asks_for_page(args: argparse.Namespace) -> bool:
    """Whether one file is named, and nothing that only a table has."""
    for_tables = (
        args.output,
        args.format,
        args.sentences,
        args.columns,
        args.sort,
        args.reverse,
        args.top,
        args.findings,
        args.all_findings,
        args.keep,
        args.by,
    )
    is_plain = all(asked in (None, False) for asked in for_tables)
    return is_plain and len(args.paths) == 1 and _is_one_file(args.paths[0])


def without_page(
    found: Iterator[Found | Failure],
    reading: Reading,
    settings: Settings,
    run: Run,
    among: Norms | None = None,
) -> Iterable[Found | Failure] | None:
    """Print the page of the one article that there is: None. Of what is no such article, what a table is to be made of.

    `among`: other articles that it is compared with.
    """
    first = list(islice(found, 2))
    if len(first) != 1:
        return chain(first, found)
    from jreadtools.measure.measurements import Measurements

    def measured(article: Article) -> Measurements:
        return Measurements(article, settings).at_once()

    outcome = made(first[0], reading, measured)
    if isinstance(outcome, Failure):
        return [outcome]
    if outcome is None:  # a draft that is left out
        return []
    _print_page(outcome, run, among)
    return None


def _print_page(measurements: Measurements, run: Run, among: Norms | None) -> None:
    from jreadtools.views.terminal_page import look_of, terminal_page

    article = measurements.article
    place = place_of(article.path, article.id)
    if not run.out.isatty():  # on a terminal the page has said it
        run.warn(place, article.warnings)
    width = terminal_width(run.out)
    page = terminal_page(measurements, width=width, look=look_of(run.out), name=run.shown(place), among=among)
    run.out.write(f"{page}\n")


def _is_one_file(path: str) -> bool:
    """Whether it is a file, or standard input: whether one article stands there shows only when it has been looked at."""
    return path == "-" or is_file(path)
