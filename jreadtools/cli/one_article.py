"""`jreadtools analyze post.md`: for one article a page that is read, not a table of one row.

The page goes to standard output, whatever that is: in a pipe it is the same text, 80 columns wide and without colour.
`--format table`, and every option that asks for a table, still gives the table.
"""

from __future__ import annotations

import argparse
import io
import sys
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from jreadtools.article import place_of
from jreadtools.cli.session import Run, reading_of, terminal_width
from jreadtools.sources.locate import Found, Reading, locate

if TYPE_CHECKING:
    from jreadtools.analysis import Analysis
    from jreadtools.measure.measuring import Settings

__all__ = ["page_printed"]


def page_printed(args: argparse.Namespace, settings: Settings, run: Run) -> bool:
    """Whether a page was asked for, and printed: of one article that could be read and measured.

    What cannot be read is left to the table, which says so, and goes on.
    """
    if not _asks_for_page(args):
        return False
    analysis = _analysis(args.paths[0], reading_of(args), settings)
    if analysis is None:
        return False
    from jreadtools.views.terminal_page import look_of, terminal_page

    article = analysis.article
    place = place_of(article.path, article.id)
    if not run.out.isatty():  # on a terminal the page has said it
        run.warn(place, article.warnings)
    width = terminal_width(run.out)
    run.out.write(terminal_page(analysis, width=width, look=look_of(run.out), name=run.shown(place)) + "\n")
    return True


def _asks_for_page(args: argparse.Namespace) -> bool:
    """Whether one file is named, and nothing that only a table has."""
    for_tables = (
        args.output,
        args.format,
        args.sentences,
        args.columns,
        args.sort,
        args.reverse,
        args.findings,
        args.all_findings,
        args.keep,
    )
    is_plain = all(asked in (None, False) for asked in for_tables)
    return is_plain and len(args.paths) == 1 and _can_be_read_twice(args.paths[0])


def _can_be_read_twice(path: str) -> bool:
    """Whether it is a file, or standard input: whether one article stands there shows only when it has been read."""
    try:
        return path == "-" or Path(path).is_file()
    except (OSError, ValueError):
        return False


def _analysis(path: str, reading: Reading, settings: Settings) -> Analysis | None:
    """The one article there; None where there are more, or none, or one that fails."""
    from jreadtools.analyses import analyzed
    from jreadtools.analysis import Analysis

    found = _only(path, reading)
    analysis = None if found is None else analyzed(found, reading, settings)
    # What has failed is said by the table's way.
    return analysis if isinstance(analysis, Analysis) else None


def _only(path: str, reading: Reading) -> Found | None:
    """What is at the path, if it is one article. Standard input is read, and stands there to be read again."""
    if path == "-":
        kept = io.BytesIO(sys.stdin.buffer.read(reading.max_bytes + 1))  # one more is too many, which is said later
        sys.stdin = io.TextIOWrapper(kept, "utf-8")
    found = list(islice(locate(path, reading=reading), 2))
    if path == "-":
        kept.seek(0)
    return found[0] if len(found) == 1 and isinstance(found[0], Found) else None
