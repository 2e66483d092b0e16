"""What was measured as rows by column: the same for a file, for standard output and for a table that people read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from jreadtools.article import Cell
from jreadtools.batches.batch import Batch, Duplicates
from jreadtools.errors import Lang, in_language
from jreadtools.frames.columns import ORIGIN, PLACE, TEXT_STATUS
from jreadtools.metrics.metric import Metric

__all__ = ["article_rows", "sentence_columns", "sentence_rows"]


def article_rows(
    batch: Batch, metrics: Iterable[Metric], keep: Sequence[str], duplicates: Duplicates, lang: Lang
) -> list[dict[str, Cell]]:
    """A row an article, by column: identity, the columns carried from a table, metrics, status."""
    measures = {metric.name: metric(batch.totals).tolist() for metric in metrics}
    rows = []
    for number, (identity, origin, warnings) in enumerate(
        zip(batch.identities, batch.origins, batch.warnings, strict=True)
    ):
        row: dict[str, Cell] = identity._asdict()
        row |= dict.fromkeys(keep, "") | dict(batch.kept[number])
        row |= {name: values[number] for name, values in measures.items()}
        said = "; ".join(in_language(warning, lang) for warning in warnings)
        row |= dict(zip(TEXT_STATUS, ("", said), strict=True))
        row |= dict(zip(ORIGIN, (*origin[:-1], duplicates(identity, origin)), strict=True))
        rows.append(row)
    return rows


def sentence_columns(keep: Sequence[str], metrics: Iterable[Metric]) -> tuple[str, ...]:
    """The columns of `sentence_rows`."""
    return ("path", "id", *keep, *PLACE, *(metric.name for metric in metrics))


def sentence_rows(batch: Batch, metrics: Iterable[Metric], keep: Sequence[str]) -> list[list[Cell]]:
    """A row a sentence: its article, the columns carried from a table, its place, its metrics."""
    rows = batch.sentences
    if rows is None:
        return []
    measures = [metric(rows.counts).tolist() for metric in metrics]
    places = (rows.owners.tolist(), rows.index.tolist(), rows.line.tolist(), rows.kinds, rows.texts)
    heads: list[list[Cell]] = [
        [identity.path, identity.id, *(dict(pairs).get(name, "") for name in keep)]
        for identity, pairs in zip(batch.identities, batch.kept, strict=True)
    ]
    return [[*heads[owner], *cells] for owner, *cells in zip(*places, *measures, strict=True)]
