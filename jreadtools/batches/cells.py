"""The texts of a column, measured cell by cell without pandas: the work of a worker of `analyze_frame`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from jreadtools.article import Article
from jreadtools.batches.batch import Batch, measured_batch
from jreadtools.collector import without_collector
from jreadtools.errors import Message
from jreadtools.measure.settings import Settings
from jreadtools.sources.formats import Markup
from jreadtools.sources.read import parse

__all__ = ["NO_TEXT", "lost_cells", "measured_cells"]

NO_TEXT: Final = "no text in this cell"


def measured_cells(
    cells: Sequence[str | None], *, markup: Markup, page: bool, settings: Settings, sentences: bool
) -> tuple[Batch, list[str]]:
    """A row for each cell, and its error ("" for none). A cell that is None has no text."""
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
    cells: Sequence[str | None], what: Message, *, settings: Settings, sentences: bool
) -> tuple[Batch, list[str]]:
    """Empty rows with the reason, for texts that crash every worker."""
    empty = [Article(()) for _ in cells]
    batch = measured_batch(empty, settings, sentences=sentences, origins=False)
    return batch, [what] * len(empty)
