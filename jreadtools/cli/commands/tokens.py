"""`jreadtools tokens`: every morpheme with its place, lemma and pronunciation."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from jreadtools.article import Cell
from jreadtools.cli.commands.analyze import carried
from jreadtools.cli.how_far import Told, how_far
from jreadtools.cli.places import format_for, rows_place
from jreadtools.cli.session import Run, articles_of
from jreadtools.measure.estimate import estimate

__all__ = ["tokens_command"]


def tokens_command(args: argparse.Namespace, run: Run) -> None:
    """Write the table of morphemes, article by article."""
    from jreadtools.frames.columns import TOKENS
    from jreadtools.frames.dataframes import tokens_of
    from jreadtools.frames.schema import columns_of

    kept = carried(args)
    form = format_for(args.output, args.format, "csv")
    on_stdout = args.output in (None, "-")
    articles = 0

    def rows(told: Told) -> Iterator[tuple[Cell, ...]]:
        nonlocal articles
        for article in articles_of(args, run):
            cells = dict(article.kept)
            head = [cells.get(name, "") for name in kept]
            for name, *token in tokens_of([article], args.wrap).itertuples(index=False, name=None):
                yield (name, *head, *token)
            articles += 1
            told(article, estimate(article).characters)

    with (
        rows_place(args.output, form, columns_of(("id", *kept, *TOKENS)), run, table="tokens") as write,
        how_far(args, run, beside=run.out if on_stdout else None) as told,
    ):
        write(rows(told))
    if not on_stdout and args.progress is not False:
        run.remark(
            ja=f"{args.output} に書き出しました（記事 {articles:,} 本）",
            en=f"{args.output}: written ({articles:,} articles)",
        )
