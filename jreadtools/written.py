"""Articles written to a file as they are measured: memory does not grow with their number."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import NamedTuple

from jreadtools.article import Cell, Failure
from jreadtools.batches import Batch, Duplicates
from jreadtools.columns import IDENTITY, ORIGIN, PLACE, STATUS, TEXT_STATUS
from jreadtools.errors import JreadtoolsError, Message, in_language
from jreadtools.measuring import Settings
from jreadtools.metrics.catalogue import METRICS
from jreadtools.outputs.column import Row
from jreadtools.outputs.formats import ENDINGS, format_of
from jreadtools.outputs.output import Output, open_output, open_workbook
from jreadtools.outputs.schema import FAILURES, columns_of

__all__ = ["Written", "with_sentences", "written"]


class Written(NamedTuple):
    """What was written: `analyze_folder(…, output="metrics.parquet")`."""

    path: str
    articles: int
    """Rows of the file."""
    failures: tuple[Failure, ...]
    """What could not be read or measured."""


def with_sentences(path: str) -> bool:
    """Whether the file has a place for sentences: a workbook has a sheet for them."""
    return format_of(path) == "xlsx"


def written(batches: Iterable[Batch], settings: Settings, path: str | os.PathLike[str], keep: Sequence[str]) -> Written:
    """Write the articles of the batches, a row each, in the format that the file's name asks for.

    Columns: as in `Results.articles`, those of `keep` after the identity. A workbook (.xlsx) has the sentences and the
    failures on sheets of their own. The file stands under its name when it is whole.

    Raises:
        JreadtoolsError: no format belongs to the name, or the file cannot be written.
    """
    place = os.fspath(path)
    articles = 0
    failures: list[Failure] = []
    duplicates = Duplicates()
    with _opened(place, settings, keep) as output:
        for batch in batches:
            if "sentences" in output.tables:  # first: what is written first streams into the file
                output.write(_sentences(batch, settings, keep), "sentences")
            output.write(_articles(batch, settings, keep, duplicates), "articles")
            articles += len(batch.identities)
            failures += batch.failures
        if "failures" in output.tables:
            output.write(((f.path, f.id, in_language(f.error, settings.lang)) for f in failures), "failures")
    return Written(place, articles, tuple(failures))


def _opened(path: str, settings: Settings, keep: Sequence[str]) -> AbstractContextManager[Output]:
    form = format_of(path)
    if form is None:
        known = ", ".join(ENDINGS)
        raise JreadtoolsError(
            Message(
                f"{path}: no format belongs to this name; the endings are {known}",
                f"{path}: この名前の形式では書き出せません。使える拡張子: {known}",
            )
        )
    metrics = dict(METRICS) | {metric.name: metric for metric in settings.of("A")}
    names = (*IDENTITY, *keep, *(metric.name for metric in settings.of("A")), *STATUS)
    columns = columns_of(names, metrics)
    if form != "xlsx":
        return open_output(path, form, columns)
    of_sentences = ("path", "id", *keep, *PLACE, *(metric.name for metric in settings.of("S")))
    return open_workbook(
        path, {"articles": columns, "sentences": columns_of(of_sentences), "failures": FAILURES}
    )  # fmt: skip


def _articles(batch: Batch, settings: Settings, keep: Sequence[str], duplicates: Duplicates) -> Iterator[Row]:
    measures = [metric(batch.totals).tolist() for metric in settings.of("A")]
    for number, (identity, origin) in enumerate(zip(batch.identities, batch.origins, strict=True)):
        warnings = "; ".join(in_language(warning, settings.lang) for warning in batch.warnings[number])
        status: dict[str, Cell] = dict(zip(TEXT_STATUS, ("", warnings), strict=True))
        status |= dict(zip(ORIGIN, (*origin[:-1], duplicates(identity, origin)), strict=True))
        kept = dict(batch.kept[number])
        yield (
            *identity,
            *(kept.get(name, "") for name in keep),
            *(values[number] for values in measures),
            *(status[name] for name in STATUS),
        )


def _sentences(batch: Batch, settings: Settings, keep: Sequence[str]) -> Iterator[Row]:
    rows = batch.sentences
    if rows is None:
        return
    measures = [metric(rows.counts).tolist() for metric in settings.of("S")]
    places = zip(rows.owners.tolist(), rows.index.tolist(), rows.line.tolist(), rows.kinds, rows.texts, strict=True)
    for number, (owner, index, line, kind, text) in enumerate(places):
        identity, kept = batch.identities[owner], dict(batch.kept[owner])
        yield (
            identity.path,
            identity.id,
            *(kept.get(name, "") for name in keep),
            index,
            line,
            kind,
            text,
            *(values[number] for values in measures),
        )
