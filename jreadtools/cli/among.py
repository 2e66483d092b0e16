"""`--among`: where articles lie among others, as columns of a table, as lines below it, and in the summary of one article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from jreadtools.article import Cell
from jreadtools.batches.progress import Progress
from jreadtools.characters import display_width, fit
from jreadtools.cli.parser import OptionGroup
from jreadtools.cli.session import Run, UsageError, progress_of
from jreadtools.errors import near_names
from jreadtools.sources.locate import Files, articles_in
from jreadtools.sources.reading import DEFAULT_READING, Reading

if TYPE_CHECKING:
    from jreadtools.measure.settings import Settings
    from jreadtools.metrics.norms import Norms

__all__ = ["Among", "add_among", "among_of"]

_SUFFIX: Final = "_standing"


def add_among(output: OptionGroup) -> None:
    """--among, of the commands that show articles beside others."""
    output.add(
        "--among",
        metavar="NAME",
        ja="ほかの記事の中での位置も示す（長いほうの4分の1など）。web・tech・life・docs・literature のどれか、"
        "または自分の記事のフォルダー（posts/ など）",
        en="where it lies among other articles too (in the longest quarter …): web, tech, life, docs or literature, "
        "or a folder of your own posts",
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
        pairs = pairs if any(one.without < len(rows) for one in found) else []
        width = max((display_width(label) for label, _ in pairs), default=0)
        return [
            run.words(
                ja=f"{f'全{len(rows):,}本を、' * cut}{head}と比べて",
                en=f"{f'All {len(rows):,} among' if cut else 'Among'} {head}",
            ),
            *(f"  {fit(label, width)}  {said}" for label, said in pairs),
            *(f"  {why}" for why in why_not_placed(rows, self.norms, run.lang)),
        ]

    def nothing(self, run: Run) -> str:
        """That there are too few articles to compare with."""
        from jreadtools.views.standing_words import nothing_to_compare

        return nothing_to_compare(self.norms, run.lang)


def among_of(
    name: str,
    run: Run,
    settings: Settings,
    *,
    reading: Reading = DEFAULT_READING,
    workers: int | str = "all",
    progress: bool | None = None,
    cache: Path | None = None,
) -> Among:
    """The articles that --among names: norms that ship, or one's own posts, which are measured now.

    Args:
        name: of norms, or of a folder.
        run: where progress is told.
        settings: how posts are measured.
        reading: how their files are read.
        workers, progress: as the options of these names ask for.
        cache: a file that keeps what was measured.

    Raises:
        UsageError: it is neither, or nothing is there.
    """
    from jreadtools.batches.workers import worker_count
    from jreadtools.metrics.norms import GENRES, Norms

    if name in GENRES:
        return Among(Norms.named(name))
    if not Path(name).exists():
        near = near_names(name, GENRES)
        known = ", ".join(GENRES)
        raise UsageError(
            ja=f"--among {name}: "
            + (f"{near[0]} のことでしょうか。" if near else "")
            + f"{known} のどれか、または記事のあるフォルダーを指定してください",
            en=f"--among {name}: "
            + (f"did you mean {near[0]}? " if near else "")
            + f"it is one of {known}, or a folder with posts",
        )
    files = Files((name,), reading)
    with progress_of(progress, files, run) as told:
        rows = _measured(files, settings, worker_count(workers), cache, told)
    if not rows:
        raise UsageError(ja=f"--among {name}: 記事がありません", en=f"--among {name}: there are no articles")
    return Among(Norms.of(rows, name=name))


def _measured(
    files: Files, settings: Settings, workers: int, cache: Path | None, told: Progress
) -> list[dict[str, Cell]]:
    """The values of the articles in the files."""
    from jreadtools.batches.batch import Duplicates
    from jreadtools.batches.measured import measured_batches
    from jreadtools.frames.rows import article_rows

    duplicates = Duplicates()
    rows: list[dict[str, Cell]] = []
    for batch in measured_batches(
        articles_in(files),
        settings,
        reading=files.reading,
        workers=workers,
        sentences=False,
        findings=False,
        cache=cache,
    ):
        told(batch.paths, batch.failed_paths, batch.characters)
        rows += article_rows(batch, settings, (), duplicates)
    return rows
