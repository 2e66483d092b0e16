"""Files and folders, checked in this process or in others: each article by the configuration that is nearest to it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from jreadtools.article import Article, Failure, Wrap, key_in
from jreadtools.batches.run import failures_of, read, run
from jreadtools.checks.checked import ToCheck, check_articles
from jreadtools.checks.configuration import Configurations
from jreadtools.checks.outcome import Checked
from jreadtools.checks.rules import Rules, Wishes, rules_of
from jreadtools.checks.thresholds import ThresholdError
from jreadtools.collector import without_collector
from jreadtools.errors import ArticleError, Message, placed, unforeseen
from jreadtools.sources.locate import Files, Found, articles_in, path_shown
from jreadtools.sources.read import parse_named
from jreadtools.sources.reading import Reading

__all__ = ["check", "check_text"]


class _Unread(NamedTuple):
    """An article that is still to be read, and what it is to be checked for."""

    found: Found
    rules: Rules


_Work = _Unread | Checked | Failure
"""An item for a worker. A result that is already known only keeps its place in the order."""


def check(
    files: Files,
    *,
    asked: Wishes | None = None,
    wrap: Wrap = "auto",
    workers: int = 1,
) -> Iterator[Checked | Failure]:
    """Check the articles in the files, in a stable order; an article that is in several sources is checked once.

    Args:
        files: where the articles are.
        asked: what is asked for besides the configuration; it wins over that.
        wrap: what a line break inside a paragraph means.
        workers: processes. The result does not depend on them.

    Raises:
        ConfigurationError, ThresholdError: a file of configuration, or what is asked for, cannot be meant.
    """
    asked = asked or Wishes()
    rules_of([asked])  # raises before any work is done
    work = _with_rules(_once(articles_in(files)), asked)
    task = partial(_check_some, reading=files.reading, wrap=wrap)
    for outcomes in run(task, work, lost=_lost, size=_size, workers=workers):
        yield from outcomes


def check_text(text: str, path: str, *, name: str = "") -> Checked | Failure:
    """Check a text that is being written.

    Args:
        text: the text, in which every place is.
        path: of the file that it is in or will be in: the configuration that is nearest to it holds. Nothing is read there.
        name: the name that says what it is written in; that of the path where it is empty.

    Raises:
        ConfigurationError, ThresholdError: a file of configuration cannot be meant.
    """
    found = Found(Path(path), path_shown(path), "", len(text))
    work = next(_with_rules([found], Wishes()))
    if not isinstance(work, _Unread):
        return work
    try:
        article = parse_named(text, name or path)
    except ArticleError as error:
        return Failure(found.shown, error.args[0])
    except Exception as error:  # noqa: BLE001  a defect met in one text must not end the session of an editor
        return Failure(found.shown, unforeseen(error))
    item = _to_check(work, article)
    if isinstance(item, Checked):
        return item
    with without_collector():
        return check_articles([item])[0]


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
    items: list[ToCheck] = []
    for work in some:
        outcome = _read(work, reading) if isinstance(work, _Unread) else work
        if isinstance(outcome, ToCheck):
            items.append(outcome)
            outcomes.append(None)  # to be measured with the others
        elif outcome is not None:
            outcomes.append(outcome)
    with without_collector():
        measured = iter(check_articles(items, wrap))
    return [next(measured) if outcome is None else outcome for outcome in outcomes]


def _read(work: _Unread, reading: Reading) -> ToCheck | Checked | Failure | None:
    """The article, or what is settled without measuring it; None for a draft that nobody wants."""
    article = read(work.found, reading)
    return _to_check(work, article) if isinstance(article, Article) else article


def _to_check(work: _Unread, article: Article) -> ToCheck | Checked:
    """An article with its rules; settled where its front matter says that it is not to be checked."""
    key = _key(work.found)
    if not article.check:
        return Checked(article.path, key, warnings=article.warnings, skipped=True)
    return ToCheck(article, work.rules, key)


def _lost(some: list[_Work], what: Message) -> list[Checked | Failure]:
    """What stands in the place of articles that no worker survives."""
    return [failures_of([one.found], what)[0] if isinstance(one, _Unread) else one for one in some]
