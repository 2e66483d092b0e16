"""`--among`: where articles lie among others, as columns of a table, as lines below it, and below the page of one article."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from jreadtools.article import Cell
from jreadtools.characters import display_width, fit
from jreadtools.cli.options import Say
from jreadtools.cli.session import Run, UsageError, nearest, progress_of, reading_of
from jreadtools.errors import Message
from jreadtools.sources.locate import Files, articles_in

if TYPE_CHECKING:
    from jreadtools.measure.measurements import Measurements
    from jreadtools.measure.settings import Settings
    from jreadtools.metrics.norms import Norms, Place

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

    def lines(self, rows: Sequence[dict[str, Cell]], run: Run) -> list[str]:
        """How many of the articles stand where, a line a main metric, below a line that says among whom."""
        from jreadtools.metrics.catalogue import METRICS

        found = []
        for name in self.shown:
            metric = self.columns[name]
            places = Counter(str(row.get(name, "")) for row in rows)
            found.append((METRICS[metric].label[run.lang], _counted(metric, places, len(rows), run)))
        if not found:
            return [self.nothing(run)]
        head = _whole(self.norms, run)
        return [run.words(ja=f"{head}と比べて", en=f"Among {head}"), *_aligned(found)]

    def page(self, measurements: Measurements, run: Run) -> list[str]:
        """The places of one article, below its page."""
        from jreadtools.metrics.catalogue import METRICS

        names = [self.columns[name] for name in self.shown]
        standings = [measurements.standing(metric, self.norms) for metric in names]
        said = [standing for standing in standings if standing]
        if not standings:
            return [self.nothing(run)]
        if not said:
            why = standings[0].words(run.lang)
            return [
                run.words(ja=f"{_whole(self.norms, run)}との比較: {why}", en=f"Among {_whole(self.norms, run)}: {why}")
            ]
        head = said[0].whose(run.lang)
        lines = _aligned([(METRICS[one.metric].label[run.lang], one.words(run.lang)) for one in said])
        return [run.words(ja=f"{head}と比べて", en=f"Among {head}"), *lines]

    def nothing(self, run: Run) -> str:
        """That there are too few articles to compare with."""
        return run.words(
            ja=f"{_whole(self.norms, run)}では比べられません（20本から比べます）",
            en=f"{_whole(self.norms, run)} are too few to compare with (20 are needed)",
        )


def _whole(norms: Norms, run: Run) -> str:
    """All the articles of norms, with their number."""
    from jreadtools.metrics.norms import Standing

    return Standing("", 0.0, norms, "").whose(run.lang)


def _counted(metric: str, places: Counter[str], articles: int, run: Run) -> str:
    from jreadtools.metrics.norms import place_words

    low, high = (places[f"{side} tenth"] + places[f"{side} quarter"] for side in ("low", "high"))
    without = places[""]
    ends = [(cast("Place", f"{side} quarter"), number) for side, number in (("high", high), ("low", low))]
    named = [(place_words(metric, place, run.lang), number) for place, number in ends]
    said = [run.words(ja=f"{name}に{n:,}本", en=f"{n:,} in the {name}") for name, n in named]
    middle = articles - low - high - without
    said.append(run.words(ja=f"その間に{middle:,}本", en=f"{middle:,} between"))
    if without:
        said.append(run.words(ja=f"比べられないもの{without:,}本", en=f"{without:,} not to be compared"))
    return run.words(ja="、", en=", ").join(said)


def _aligned(pairs: Sequence[tuple[str, str]]) -> list[str]:
    width = max(display_width(label) for label, _ in pairs)
    return [f"  {fit(label, width)}  {said}" for label, said in pairs]


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
