"""`--among`: where articles lie among others, as columns of a table, as lines below it, and in the summary of one article."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from jreadtools.article import Cell
from jreadtools.characters import display_width, fit
from jreadtools.cli.options import Say
from jreadtools.cli.session import Run, UsageError, nearest, progress_of, reading_of
from jreadtools.errors import Message
from jreadtools.sources.locate import Files, articles_in

if TYPE_CHECKING:
    from jreadtools.measure.settings import Settings
    from jreadtools.metrics.norms import Norms

__all__ = ["Among", "add_among", "among_of"]

_SUFFIX: Final = "_standing"


def add_among(output: argparse._ArgumentGroup, say: Say) -> None:
    """--among, of the commands that show articles beside others."""
    output.add_argument(
        "--among",
        metavar="NAME",
        help=say(
            ja="ほかの記事の中での位置も示す（長いほうの4分の1など）。web・tech・life・docs・literature のどれか、"
            "または自分の記事のフォルダー（posts/ など）",
            en="where it lies among other articles too (in the longest quarter …): web, tech, life, docs or literature, "
            "or a folder of your own posts",
        ),
    )


class Among(NamedTuple):
    """The articles that others are shown among."""

    norms: Norms

    @property
    def columns(self) -> dict[str, str]:
        """Column of a place → its metric, in the order of the catalogue."""
        return {metric + _SUFFIX: metric for metric in self.norms.metrics}

    @property
    def shown(self) -> tuple[str, ...]:
        """The columns of the main metrics."""
        from jreadtools.metrics.norms import MAIN

        return tuple(metric + _SUFFIX for metric in MAIN if metric in self.norms.metrics)

    def needed(self, names: Iterable[str], *, for_people: bool) -> set[str]:
        """The metrics that these columns rest on, and those of the lines below a table for people."""
        from jreadtools.metrics.norms import MAIN, needed_for

        metrics = [self.columns[name] for name in names if name in self.columns]
        return set(needed_for([*metrics, *(MAIN if for_people else ())]))

    def add_to(self, rows: Iterable[dict[str, Cell]]) -> None:
        """Give the rows of articles their places: "high quarter", "" where nothing can be said."""
        for row in rows:
            row |= {
                name: self.norms.standing(metric, row).place for name, metric in self.columns.items() if metric in row
            }

    def lines(self, rows: Sequence[dict[str, Cell]], run: Run, *, cut: bool = False) -> list[str]:
        """How many of the articles stand where, a line a main metric, below a line that says among whom; and why some
        cannot be compared. `cut`: the table above shows some of them only."""
        from jreadtools.metrics.catalogue import METRICS
        from jreadtools.views.standing_words import places_of_many, whose, why_not_placed

        found = places_of_many(rows, self.norms)
        if not found:
            return [self.nothing(run)]
        head = whose(self.norms, run.lang)
        pairs = [(METRICS[one.metric].label[run.lang], one.said(run.lang)) for one in found]
        pairs = pairs if any(one.placed for one in found) else []
        width = max((display_width(label) for label, _ in pairs), default=0)
        return [
            run.words(
                ja=f"{f'全{len(rows):,}本を' * cut}{head}と比べて",
                en=f"{f'All {len(rows):,} among' if cut else 'Among'} {head}",
            ),
            *(f"  {fit(label, width)}  {said}" for label, said in pairs),
            *(f"  {why}" for why in why_not_placed(rows, self.norms, run.lang)),
        ]

    def nothing(self, run: Run) -> str:
        """That there are too few articles to compare with."""
        from jreadtools.views.standing_words import nothing_to_compare

        return nothing_to_compare(self.norms, run.lang)


def among_of(args: argparse.Namespace, run: Run, settings: Settings, cache: Path | None) -> Among:
    """The articles that --among names: norms that ship, or one's own posts, which are measured now.

    Raises:
        UsageError: it is neither, or nothing is there.
    """
    from jreadtools.metrics.norms import GENRES, Norms

    if args.among in GENRES:
        return Among(Norms.named(args.among))
    if not Path(args.among).exists():
        near = nearest(args.among, GENRES)
        known = ", ".join(GENRES)
        raise UsageError(
            Message(
                ja=f"--among {args.among}: "
                + (f"{near[0]} のことでしょうか。" if near else "")
                + f"{known} のどれか、または記事のあるフォルダーを指定してください",
                en=f"--among {args.among}: "
                + (f"did you mean {near[0]}? " if near else "")
                + f"it is one of {known}, or a folder with posts",
            )
        )
    return Among(_own(args, run, settings, cache))


def _own(args: argparse.Namespace, run: Run, settings: Settings, cache: Path | None) -> Norms:
    from jreadtools.batches.batch import Duplicates
    from jreadtools.batches.measured import measured_batches
    from jreadtools.batches.workers import worker_count
    from jreadtools.frames.rows import article_rows
    from jreadtools.metrics.norms import Norms

    reading = reading_of(args)
    files = Files((args.among,), reading)
    duplicates = Duplicates()
    rows: list[dict[str, Cell]] = []
    with progress_of(args, files, run) as told:
        for batch in measured_batches(
            articles_in(files),
            settings,
            reading=reading,
            workers=worker_count(args.workers),
            sentences=False,
            findings=False,
            cache=cache,
        ):
            told(batch.paths, batch.failed_paths, batch.characters)
            rows += article_rows(batch, settings, (), duplicates)
    if not rows:
        raise UsageError(
            Message(ja=f"--among {args.among}: 記事がありません", en=f"--among {args.among}: there are no articles")
        )
    return Norms.of(rows, name=args.among)
