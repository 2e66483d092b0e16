"""The measurements as rows by column, for files, for standard output and for tables that people read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from jreadtools.article import Cell
from jreadtools.batches.batch import Batch, Duplicates
from jreadtools.errors import in_language
from jreadtools.frames.columns import ORIGIN, PLACE, TEXT_STATUS
from jreadtools.measure.settings import Settings
from jreadtools.metrics.metric import Metric

__all__ = ["article_rows", "sentence_columns", "sentence_rows"]


def article_rows(
    batch: Batch, settings: Settings, keep: Sequence[str], duplicates: Duplicates
) -> list[dict[str, Cell]]:
    """A row an article, by column: identity, the columns carried from a table, metrics, status."""
    measures = {metric.name: settings.values(metric, batch.totals).tolist() for metric in settings.of("A")}
    rows = []
    for number, (identity, origin, warnings) in enumerate(
        zip(batch.identities, batch.origins, batch.warnings, strict=True)
    ):
        row: dict[str, Cell] = identity._asdict()
        row |= dict.fromkeys(keep, "") | dict(batch.kept[number])
        row |= {name: values[number] for name, values in measures.items()}
        said = "; ".join(in_language(warning, settings.lang) for warning in warnings)
        row |= dict(zip(TEXT_STATUS, ("", said), strict=True))
        row |= dict(zip(ORIGIN, (*origin[:-1], duplicates(identity, origin)), strict=True))
        rows.append(row)
    return rows


def sentence_columns(keep: Sequence[str], metrics: Iterable[Metric]) -> tuple[str, ...]:
    """The columns of `sentence_rows`."""
    return ("path", "id", *keep, *PLACE, *(metric.name for metric in metrics))


def sentence_rows(batch: Batch, settings: Settings, keep: Sequence[str], names: Sequence[str] = ()) -> list[list[Cell]]:
    """A row a sentence: its article, the columns carried from a table, its place, its metrics.

    `names`: the order of the columns, if it is another than that of `sentence_columns`.
    """
    rows = batch.sentences
    if rows is None:
        return []
    measures = [settings.values(metric, rows.counts).tolist() for metric in settings.of("S")]
    places = (rows.owners.tolist(), rows.index.tolist(), rows.line.tolist(), rows.kinds, rows.texts)
    heads: list[list[Cell]] = [
        [identity.path, identity.id, *(dict(pairs).get(name, "") for name in keep)]
        for identity, pairs in zip(batch.identities, batch.kept, strict=True)
    ]
    found = [[*heads[owner], *cells] for owner, *cells in zip(*places, *measures, strict=True)]
    usual = sentence_columns(keep, settings.of("S"))
    if not names or tuple(names) == usual:
        return found
    order = [usual.index(name) for name in names]
    return [[row[place] for place in order] for row in found]
