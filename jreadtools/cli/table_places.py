"""Where the tables of `jreadtools analyze` go: to people, into a file, or into the sheets of a workbook."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, Final, NamedTuple, TextIO, cast

from jreadtools.article import Cell
from jreadtools.cli.article_table import write_shown
from jreadtools.cli.asked import Asked
from jreadtools.cli.places import rows_place, text_place, workbook_place
from jreadtools.cli.session import Run
from jreadtools.errors import Lang
from jreadtools.frames.column import Column, Row, Write
from jreadtools.frames.files.file_formats import FILE_FORMATS
from jreadtools.frames.files.interruption import Work

if TYPE_CHECKING:
    from jreadtools.frames.legend import Legend
    from jreadtools.metrics.norms import Place

__all__ = ["Places", "opened", "sentences_opened"]

_HEADED: Final = ("csv", "tsv", "xlsx")
"""The formats that people open too, and --headers is for; other ones are read by scripts only."""


class Places(NamedTuple):
    """Where the tables of a run go."""

    articles: Callable[[list[dict[str, Cell]]], None]
    sentences: Write | None = None
    """In a workbook; else they have a file of their own, or none."""
    failures: Write | None = None
    groups: Callable[[list[dict[str, Cell]]], None] | None = None
    below: Callable[[list[dict[str, Cell]]], None] | None = None
    """What stands below the table, of all articles, those that --top leaves out too."""


@contextmanager
def opened(args: argparse.Namespace, asked: Asked, work: Work, run: Run) -> Iterator[Places]:
    from jreadtools.frames.schema import columns_of

    form, names, columns, only = FILE_FORMATS[asked.form], asked.names, asked.columns, asked.only_groups
    headers: Lang = args.headers if form.name in _HEADED else "en"
    legend = columns.legend(headers, run)
    if form.for_people:
        with text_place(args.output, run, work) as stream:
            spare = args.columns is None
            if only:
                yield Places(lambda rows: only.write(stream, form.name, names, rows, run))
            else:

                def shown(rows: list[dict[str, Cell]]) -> None:
                    write_shown(stream, form.name, names, columns, rows, run, spare=spare)

                def below(rows: list[dict[str, Cell]]) -> None:
                    if asked.among and rows:
                        _write_lines(stream, form.name, asked.among.lines(rows, run, cut=args.top is not None))

                yield Places(shown, below=below)
    elif form.takes == "workbook" and args.output not in (None, "-"):
        with _workbook_opened(args, asked, work, run) as places:
            yield places
    else:
        typed = legend.headed(columns_of(names, columns.metrics))
        typed = only.columns(names, legend) if only else typed
        with rows_place(args.output, form.name, typed, run, work=work) as write_articles:
            yield Places(
                lambda rows: write_articles(_in_order(only.said(rows, headers) if only else rows, names, legend))
            )


def _write_lines(stream: TextIO, form: str, lines: Sequence[str]) -> None:
    """Lines below a table: a heading, and what stands below it; in Markdown a paragraph and a list."""
    head, *rest = lines
    if form == "markdown":
        stream.write(f"\n{head}\n" + "\n" * bool(rest) + "".join(f"* {line.strip()}\n" for line in rest))
    else:
        stream.write("\n" + "".join(f"{line}\n" for line in lines))


def _in_order(rows: list[dict[str, Cell]], names: Sequence[str], legend: Legend | None = None) -> Iterator[Row]:
    """The cells of each row; below Japanese headers places among other articles are in Japanese too."""
    if legend is None or legend.headers == "en" or not legend.places:
        return ([row[name] for name in names] for row in rows)
    from jreadtools.metrics.norms import place_words

    places = legend.places
    return (
        [place_words(places[name], cast("Place", row[name]), "ja") if name in places else row[name] for name in names]
        for row in rows
    )


@contextmanager
def _workbook_opened(args: argparse.Namespace, asked: Asked, work: Work, run: Run) -> Iterator[Places]:
    """A workbook: articles, their groups, sentences, failures, and what each column is."""
    from jreadtools.frames.schema import columns_of

    names, columns, grouped = asked.names, asked.columns, asked.grouped
    legend = columns.legend(args.headers, run)
    typed = legend.headed(columns_of(names, columns.metrics))
    sentences = () if args.sentences else legend.headed(_sentence_columns(asked))
    of_groups = (grouped.by, "articles", *(name for name in names if name in columns.metrics)) if grouped else ()
    groups = grouped.columns(of_groups, legend) if grouped else ()
    with workbook_place(args.output, legend.sheets(typed, sentences, groups), run, work) as write:
        write[legend.sheet("columns")](legend.rows(typed, sentences, groups=groups, by=grouped.by if grouped else ""))
        yield Places(
            lambda rows: write[legend.sheet("articles")](_in_order(rows, names, legend)),
            write.get(legend.sheet("sentences")),
            write[legend.sheet("failures")],
            (lambda rows: write[legend.sheet("groups")](_in_order(grouped.said(rows, args.headers), of_groups)))
            if grouped
            else None,
        )


def sentences_opened(
    args: argparse.Namespace, asked: Asked, places: Places, work: Work, run: Run
) -> AbstractContextManager[Write | None]:
    if args.sentences is None or asked.sentence_form is None:
        return nullcontext(places.sentences)
    columns = asked.columns.legend(args.headers, run).headed(_sentence_columns(asked))
    return rows_place(args.sentences, asked.sentence_form, columns, run, table="sentences", work=work)


def _sentence_columns(asked: Asked) -> tuple[Column, ...]:
    from jreadtools.frames.schema import columns_of

    return columns_of(asked.sentence_names)
