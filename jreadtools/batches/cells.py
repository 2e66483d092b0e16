"""The texts of a column, measured cell by cell: what a worker does for a DataFrame, without pandas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from jreadtools.article import Article
from jreadtools.batches.batch import Batch, lost_with_its_worker, measured_batch
from jreadtools.measure.measuring import Settings, without_collector
from jreadtools.sources.locate import Markup
from jreadtools.sources.read import parse

__all__ = ["NO_TEXT", "lost_cells", "measured_cells"]

NO_TEXT: Final = "no text in this cell"


def measured_cells(
    cells: Sequence[str | None], *, markup: Markup, page: bool, settings: Settings, sentences: bool
) -> tuple[Batch, list[str]]:
    """A row a cell, and what is wrong with each, "" for nothing; None is a cell without text."""
    with without_collector():
        articles: list[Article] = []
        errors: list[str] = []
        for text in cells:
            error = "" if text is not None else NO_TEXT
            article = Article(())
            if text is not None:
                try:
                    article = parse(text, markup, page=page)
                except Exception as defect:  # noqa: BLE001  a row never raises: it would stop a cluster's job
                    error = f"could not be read ({type(defect).__name__}: {defect})"
            articles.append(article)
            errors.append(error)
        batch = measured_batch(articles, settings, sentences=sentences, origins=False)
        for number, failure in zip(batch.lost, batch.failures, strict=True):
            errors[number] = failure.error
        return batch, errors


def lost_cells(
    cells: Sequence[str | None], exitcode: int, *, settings: Settings, sentences: bool
) -> tuple[Batch, list[str]]:
    """Rows without words and with the reason, for texts that no worker survives."""
    empty = [Article(()) for _ in cells]
    batch = measured_batch(empty, settings, sentences=sentences, origins=False)
    return batch, [lost_with_its_worker(exitcode)] * len(empty)
