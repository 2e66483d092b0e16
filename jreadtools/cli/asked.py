"""What `jreadtools analyze` was asked for, and what of it does not go together."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from jreadtools.cli.among import Among, among_of
from jreadtools.cli.article_table import Columns, carried
from jreadtools.cli.finding_lines import REST_ON, FindingLines
from jreadtools.cli.grouped import Grouped, keep_group
from jreadtools.cli.level_lists import all_different, levels_of
from jreadtools.cli.places import format_for
from jreadtools.cli.session import Run, UsageError, reading_of, speed_of
from jreadtools.frames.files.file_formats import FILE_FORMATS

if TYPE_CHECKING:
    from jreadtools.measure.settings import Settings

__all__ = ["Asked", "asked_for", "cache_of", "two_places"]


class Asked(NamedTuple):
    """What the options ask for."""

    settings: Settings
    """How articles are measured; every metric."""
    wanted: Settings
    """The same, with the metrics that are shown or written."""
    columns: Columns
    """The columns that can come of it."""
    names: tuple[str, ...]
    """The columns of the table."""
    form: str
    sentence_form: str | None
    """Of the file of sentences, if there is one."""
    findings: FindingLines | None
    sort: str
    """The column whose values put the rows in order; "" for the order in which they are found."""
    descending: bool
    sort_of_groups: str
    """The column of the sheet of groups whose values put them in order, where they stand beside the articles."""
    among: Among | None
    """The articles among which each is shown, if any."""
    grouped: Grouped | None
    """The groups of --by. In a workbook they stand beside the articles, else in their place."""

    @property
    def only_groups(self) -> Grouped | None:
        """The groups, where there is no table of articles."""
        return None if _is_workbook(self.form) else self.grouped

    @property
    def sentence_names(self) -> tuple[str, ...]:
        """The columns of the table of sentences; in a workbook the main ones first."""
        from jreadtools.frames.legend import sentences_first
        from jreadtools.frames.rows import sentence_columns
        from jreadtools.metrics.catalogue import METRICS

        names, kept = sentence_columns(self.columns.kept, METRICS.at("S")), self.columns.kept
        return sentences_first(names, kept) if (self.sentence_form or self.form) == "xlsx" else names

    @property
    def with_sentences(self) -> bool:
        """Whether a table of sentences is made."""
        return self.sentence_form is not None or _is_workbook(self.form)


def _is_workbook(form: str) -> bool:
    """Whether the tables of sentences and of groups are sheets beside the articles."""
    return FILE_FORMATS[form].takes == "workbook"


def asked_for(args: argparse.Namespace, run: Run) -> Asked:
    """What the options ask for, checked before any work is done.

    Raises:
        UsageError: of what does not go together, or is not there.
    """
    from jreadtools.frames.columns import FRAME_DTYPES
    from jreadtools.levels.level_metrics import level_metrics
    from jreadtools.measure.settings import Settings
    from jreadtools.metrics.catalogue import METRICS

    keep_group(args)
    kept = carried(args)
    form = format_for(args.output, args.format, "table")
    sentence_form = format_for(args.sentences, None, "csv") if args.sentences else None
    findings = FindingLines(run, everything=args.all_findings) if args.findings or args.all_findings else None
    if findings:
        _place_for_findings(args.output, form, args.sentences)
    levels = levels_of(args, run)
    all_different(level_metrics(levels), (*FRAME_DTYPES, *kept))
    settings = Settings(args.wrap, args.code, speed_of(args), run.lang, levels=levels)
    among = _among(args, run, settings, form) if args.among else None
    columns = Columns(kept, {metric.name: metric for metric in settings.of("A")}, among)
    grouped = Grouped(args.by, settings) if args.by else None
    by = (args.sort or "").removeprefix("-")
    names, sort = _chosen(args.columns, by, form, columns, grouped)
    wanted = {*names, sort, REST_ON if findings else "", "reading_minutes" if "reading_label" in names else ""}
    if among:
        wanted |= among.needed(names, for_people=FILE_FORMATS[form].for_people)
    if sentence_form or _is_workbook(form):
        wanted |= {metric.name for metric in METRICS.at("S")}
    return Asked(
        settings=settings,
        wanted=replace(settings, metrics=tuple(name for name in METRICS if name in wanted)),
        columns=columns,
        names=names,
        form=form,
        sentence_form=sentence_form,
        findings=findings,
        sort=sort,
        sort_of_groups=grouped.named(by) if grouped and by in grouped.names else "",
        descending=(args.sort or "").startswith("-") != args.reverse,
        among=among,
        grouped=grouped,
    )


def _chosen(
    asked: Sequence[str] | None, by: str, form: str, columns: Columns, grouped: Grouped | None
) -> tuple[tuple[str, ...], str]:
    """The columns of the table, and the one whose values put its rows in order ("" for the order in which they come)."""
    if grouped and not _is_workbook(form):
        return grouped.shown(asked, for_people=FILE_FORMATS[form].for_people), grouped.named(by) if by else ""
    # What only the sheet of groups has is no column of the articles.
    only = {"articles", grouped.by} - set(columns.every) if grouped else set()
    sort = columns.sorted_by(by) if by and by not in only else ""
    asked = None if asked is None else [name for name in asked if name not in only]
    return columns.chosen(asked, form, sorted_by=by), sort


def _among(args: argparse.Namespace, run: Run, settings: Settings, form: str) -> Among:
    if args.by and not _is_workbook(form):
        raise UsageError(
            ja="--among は1本ずつの位置を示すので、--by の表には使えません",
            en="--among places single articles; it does not go with the table of --by",
        )
    among = among_of(
        args.among,
        run,
        settings,
        reading=reading_of(args),
        workers=args.workers,
        progress=args.progress,
        cache=cache_of(args),
    )
    if not among.shown and not FILE_FORMATS[form].for_people:
        run.say(among.nothing(run))  # the columns that a file would have of them are missing
    return among


def cache_of(args: argparse.Namespace) -> Path | None:
    """The file of the cache; None where none is wanted, or where the system knows no home for it."""
    if args.no_cache:
        return None
    if args.cache:
        return Path(args.cache)
    from jreadtools.batches.cache.store import default_path

    try:
        return default_path()
    except RuntimeError:
        return None


def two_places(output: str | None, sentences: str | None) -> None:
    """Two tables need two places."""
    if sentences is not None and Path(output or "-").absolute() == Path(sentences).absolute():
        raise UsageError(
            ja="-o と --sentences の書き出し先が同じです。別々のファイルを指定してください",
            en="-o and --sentences write to the same place; give each a file of its own",
        )


def _place_for_findings(output: str | None, form: str, sentences: str | None) -> None:
    """Findings are lines for people: below a table, but not in data that a program reads."""
    data = f"--format {form}" if output in (None, "-") and form != "table" else "--sentences -" * (sentences == "-")
    if data:
        raise UsageError(
            ja=f"--findings は標準出力に表示されるので、{data} の出力と混ざります。"
            f"{'--sentences' if sentences == '-' else '-o'} ファイル名 で、表はファイルに書き出してください",
            en=f"--findings are printed on standard output, and so is {data}; write it to a file "
            f"({'--sentences' if sentences == '-' else '-o'} FILE)",
        )
