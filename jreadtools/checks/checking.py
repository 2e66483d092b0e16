"""Files and folders, checked in this process or in others: each article by the configuration that is nearest to it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from jreadtools.article import Failure, Wrap, key_in
from jreadtools.batches.batch import chunks, lost_with_its_worker, one_by_one
from jreadtools.batches.workers import in_order
from jreadtools.checks.checked import Item, check_articles
from jreadtools.checks.configuration import Configurations
from jreadtools.checks.outcome import Checked
from jreadtools.checks.rules import Rules, Wishes, rules_of
from jreadtools.checks.thresholds import ThresholdError
from jreadtools.errors import placed
from jreadtools.measure.measuring import without_collector
from jreadtools.posts import read_or_failure
from jreadtools.sources.locate import DEFAULT_READING, Found, Reading, locate, printable

__all__ = ["check"]


class _Unread(NamedTuple):
    """An article that is still to be read, and what it is to be checked for."""

    found: Found
    rules: Rules


_Work = _Unread | Checked | Failure
"""What a worker is given: what is settled already only keeps its turn."""


def check(
    *sources: str | os.PathLike[str],
    asked: Wishes | None = None,
    reading: Reading = DEFAULT_READING,
    wrap: Wrap = "auto",
    workers: int = 1,
    stdin_filename: str | None = None,
) -> Iterator[Checked | Failure]:
    """Check the articles at the sources, in a stable order, an article that several sources hold once.

    Args:
        sources: as in `read_articles`.
        asked: what is asked for besides the configuration; it wins over that.
        reading, wrap: how articles are read.
        workers: processes. The result does not depend on them.
        stdin_filename: what standard input ("-") is to be taken for.

    Raises:
        ConfigurationError, ThresholdError: a file of configuration, or what is asked for, cannot be meant.
    """
    asked = asked or Wishes()
    rules_of([asked])  # raises before any work is done
    found = locate(*sources, reading=reading)
    named = found if stdin_filename is None else (_renamed(one, stdin_filename) for one in found)
    work = _with_rules(_once(named) if len(sources) > 1 else named, asked)
    task = partial(_check_some, reading=reading, wrap=wrap)
    for outcomes in in_order(
        task, chunks(work, _size), workers, split=one_by_one, lost=_lost, size=lambda some: sum(map(_size, some))
    ):
        yield from outcomes


def _renamed(one: Found | Failure, name: str) -> Found | Failure:
    """What came from standard input, under the name of the file that it stands for."""
    if isinstance(one, Failure):
        return replace(one, path=printable(name)) if one.path == "-" else one
    if one.shown != "-":
        return one
    # By its name it may be something else than by its content alone: that is looked at when it is read.
    form = None if one.entry is None else one.format
    own = Path(name).name
    return one._replace(path=Path(name), shown=printable(name), id=own + one.id.removeprefix("-"), format=form)


def _once(found: Iterable[Found | Failure]) -> Iterator[Found | Failure]:
    seen: set[tuple[str, str]] = set()
    for one in found:
        if isinstance(one, Found):
            key = os.path.abspath(one.path), _key(one)  # noqa: PTH100  a link is a file of its own
            if key in seen:
                continue
            seen.add(key)
        yield one


def _key(found: Found) -> str:
    """The name of an article in a file of many; "" for a file that is the article."""
    return "" if found.entry is None else key_in(found.shown, found.id) or found.id


def _with_rules(found: Iterable[Found | Failure], asked: Wishes) -> Iterator[_Work]:
    configurations = Configurations()
    merged: dict[tuple[int, ...], Rules] = {}
    for one in found:
        if isinstance(one, Failure):
            yield one
            continue
        path = os.path.abspath(one.path)  # noqa: PTH100
        configuration = configurations.of(os.path.dirname(path))  # noqa: PTH120
        places = configuration.of(path)
        if places is None:
            yield Checked(one.shown, _key(one), skipped=True)
            continue
        which = tuple(map(id, places))  # the configurations are kept, and so are their wishes
        if which not in merged:
            try:
                merged[which] = rules_of([*places, asked])
            except ThresholdError as error:
                raise ThresholdError(placed(configuration.path, error.args[0])) from None
        yield _Unread(one, merged[which])


def _size(work: _Work) -> int:
    return work.found.size if isinstance(work, _Unread) else 0


def _check_some(some: list[_Work], *, reading: Reading, wrap: Wrap) -> list[Checked | Failure]:
    outcomes: list[Checked | Failure | None] = []
    items: list[Item] = []
    for work in some:
        outcome = _read(work, reading) if isinstance(work, _Unread) else work
        if isinstance(outcome, Item):
            items.append(outcome)
            outcomes.append(None)  # to be measured with the others
        elif outcome is not None:
            outcomes.append(outcome)
    with without_collector():
        measured = iter(check_articles(items, wrap))
    return [next(measured) if outcome is None else outcome for outcome in outcomes]


def _read(work: _Unread, reading: Reading) -> Item | Checked | Failure | None:
    """The article, or what is settled without measuring it; None for a draft that nobody wants."""
    found = work.found
    article = read_or_failure(found, reading)
    if isinstance(article, Failure):
        return article
    if article.draft and not reading.drafts:
        return None
    if not article.check:
        return Checked(article.path, _key(found), warnings=article.warnings, skipped=True)
    return Item(article, work.rules, _key(found))


def _lost(some: list[_Work], exitcode: int) -> list[Checked | Failure]:
    """What stands in the place of articles that no worker survives."""
    what = lost_with_its_worker(exitcode)
    return [Failure(one.found.shown, what, one.found.id) if isinstance(one, _Unread) else one for one in some]
