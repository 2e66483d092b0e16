"""The one driver for many articles: some at a time, here or in other processes, in order.

What cannot be read or measured, and what no worker survives, is a Failure and costs only itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Final, TypeVar

from jreadtools.article import Article, Failure
from jreadtools.errors import JreadtoolsError, Message
from jreadtools.sources.locate import Found
from jreadtools.sources.read import read_found
from jreadtools.sources.reading import Reading

__all__ = ["BATCH", "chunks", "failures_of", "itself", "made", "read", "run", "size_of", "together"]

BATCH: Final = 200_000
"""Characters measured in one go: enough to make numpy's calls free, few enough to share out evenly."""

_BYTES: Final = 4
_BYTES_OF_PAGES: Final = 20
"""Bytes of a file, and of a page of a web site, to a character that is measured: 4.2 in posts with their code, 20-30 in pages
with their menus."""

LEAST: Final = 100
"""The least size that an item counts as: an empty file has to be opened too."""

T = TypeVar("T")
R = TypeVar("R")


def run(
    task: Callable[[list[T]], R],
    items: Iterable[T],
    *,
    lost: Callable[[list[T], Message], R],
    size: Callable[[T], int],
    workers: int,
) -> Iterator[R]:
    """Apply a task to the items, some at a time; the results come in order, however many workers there are.

    Args:
        task: takes some items. It is sent to the workers.
        items: articles that are still to be read, or whatever the task takes.
        lost: makes the result for items that crash every worker, from the items and the reason.
        size: of an item: characters or bytes.
        workers: processes.
    """
    from jreadtools.batches.workers import in_order  # here: `jreadtools time` reads one file after the other

    yield from in_order(
        task,
        chunks(items, size, BATCH),
        workers,
        split=_one_by_one,
        lost=partial(_replaced, lost),
        size=lambda some: sum(map(size, some)),
    )


def chunks(items: Iterable[T], size: Callable[[T], int], limit: int) -> Iterator[list[T]]:
    """Items in lists of about `limit` in all; an item that is longer stands alone."""
    chunk: list[T] = []
    total = 0
    for item in items:
        length = max(size(item), LEAST)
        if chunk and total + length > limit:
            yield chunk
            chunk, total = [], 0
        chunk.append(item)
        total += length
    if chunk:
        yield chunk


def _replaced(lost: Callable[[list[T], Message], R], some: list[T], exitcode: int) -> R:
    return lost(some, _lost_with_its_worker(exitcode))


def _one_by_one(chunk: Sequence[T]) -> list[list[T]]:
    return [[item] for item in chunk]


def size_of(found: Found | Failure) -> int:
    """About how many characters there are to measure in an article that is still to be read."""
    if not isinstance(found, Found):
        return 0
    if found.entry is not None:
        return found.size
    return found.size // (_BYTES_OF_PAGES if found.format == "html" else _BYTES)


def failures_of(found: Iterable[Found | Failure], what: Message) -> list[Failure]:
    """The failures for articles that crash every worker."""
    return [one if isinstance(one, Failure) else Failure(one.shown, what, one.id) for one in found]


def read(found: Found | Failure, reading: Reading, *, own_id: bool = False) -> Article | Failure | None:
    """The article that was found; None for a draft that is left out.

    Args:
        found: an article that is still to be read, or what could not be found.
        reading: how files are read.
        own_id: the article of a file has the id that it gives itself, or none.
    """
    if isinstance(found, Failure):
        return found
    article = read_found(found, reading, own_id=own_id)
    return None if isinstance(article, Article) and article.draft and not reading.drafts else article


def made(found: Found | Failure, reading: Reading, make: Callable[[Article], R]) -> R | Failure | None:
    """`make` of the article that was found; a Failure where it cannot be made, None for a draft that is left out.

    Raises:
        JreadtoolsError: no article can be measured (the dictionary is missing).
    """
    article = read(found, reading)
    if not isinstance(article, Article):
        return article
    return together(lambda some: list(map(make, some)), [article], itself)[0]


def itself(article: Article) -> Article:
    """The article of an article, for `together`."""
    return article


def together(make: Callable[[list[T]], list[R]], items: list[T], article: Callable[[T], Article]) -> list[R | Failure]:
    """`make` of some articles together. Where that raises, of each by itself; one that raises again is a Failure.

    Args:
        make: makes one thing of each item.
        items: the articles, or what holds them.
        article: of an item.

    Raises:
        JreadtoolsError: no article can be measured.
    """
    try:
        return [*make(items)]
    except JreadtoolsError:
        raise
    except Exception as error:  # noqa: BLE001  a defect met in one article must not cost the others theirs
        if len(items) != 1:
            return [one for item in items for one in together(make, [item], article)]
        culprit = article(items[0])
        return [Failure(culprit.path, _not_measured(error), culprit.id)]


def _not_measured(error: Exception) -> Message:
    said = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return Message(ja=f"測定できませんでした（{said}）", en=f"could not be measured ({said})")


def _lost_with_its_worker(exitcode: int) -> Message:
    from jreadtools.batches.work_line import how_it_ended

    ended = how_it_ended(exitcode)
    return Message(
        ja=f"測定できませんでした。{ended.ja}。メモリーを空けるかワーカー数を減らして測り直してください。"
        "それでも測定できないときは、記事を分割してください",
        en=f"could not be measured: {ended}; free some memory or use fewer workers and measure it again, "
        "and if that does not help, cut the article into parts",
    )
