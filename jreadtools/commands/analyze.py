"""`jreadtools analyze`: a table of the main metrics, or every metric into a file."""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

from jreadtools.commands.run import Run, UsageError, nearest, reading_of, speed_of, terminal_width, where
from jreadtools.errors import Message, in_language
from jreadtools.write import (
    ENDINGS,
    UNDEFINED,
    Cell,
    Format,
    destination,
    format_of,
    write_markdown,
    write_rows,
    write_table,
)

if TYPE_CHECKING:
    from jreadtools.batches import Batch, Duplicates
    from jreadtools.metrics.metric import Metric

__all__ = ["analyze_command", "carried", "format_for", "opened"]

MAIN: Final = (
    "title", "reading_label", "characters", "sentences", "sentence_characters_mean", "long_sentence_ratio",
    "kanji_ratio", "path",
)  # fmt: skip
"""The columns of the table, unless --columns names others."""
_SPARED: Final = {"sentences": 78, "long_sentence_ratio": 72, "characters": 64}
"""Of those, what a terminal narrower than so many columns goes without: a title and a file need room."""
_LABELS: Final = {
    "path": ("ファイル", "file"), "id": ("ID", "id"), "title": ("題名", "title"), "date": ("日付", "date"),
    "updated": ("更新日", "updated"), "draft": ("下書き", "draft"), "warnings": ("注意", "warnings"),
    "url": ("URL", "URL"), "status": ("公開状態", "status"), "tags": ("タグ", "tags"),
    "categories": ("カテゴリー", "categories"), "format": ("形式", "format"), "encoding": ("文字コード", "encoding"),
    "extraction": ("本文の見つけ方", "extraction"), "truncated": ("途中まで", "truncated"),
    "protected": ("パスワード", "protected"), "duplicate_of": ("同じ本文の記事", "duplicate of"),
    "reading_label": ("時間", "time"), "characters": ("文字数", "chars"), "sentences": ("文数", "sents"),
    "sentence_characters_mean": ("平均文長", "mean"), "long_sentence_ratio": ("長文率", "long"),
    "kanji_ratio": ("漢字率", "kanji"),
}  # fmt: skip
FILLED: Final = ("id", "title", "date", "updated", "url")
"""Columns of a table that become these columns of the output, and not new ones."""
_SORTED_AS: Final = {"reading_label": "reading_minutes"}  # 約10分 stands behind 約2分


def analyze_command(args: argparse.Namespace, run: Run) -> None:
    """Print or write what was measured of each article, and of each sentence if asked for."""
    from jreadtools.analysis import Settings
    from jreadtools.batches import Duplicates, worker_count
    from jreadtools.columns import PLACE
    from jreadtools.metrics.catalogue import METRICS
    from jreadtools.posts import Progress, measured_batches

    kept = carried(args)
    form = format_for(args.output, args.format, "table")
    sentence_form = format_for(args.sentences, None, "csv")
    _two_places(args.output, args.sentences)
    columns = _columns(args.columns, form, kept)
    descending = (args.sort or "").startswith("-") != args.reverse
    sort = _column(args.sort.removeprefix("-"), kept) if args.sort else ""
    sort = _SORTED_AS.get(sort, sort)
    of_sentences = METRICS.at("S")
    wanted = {*columns, sort, *(metric.name for metric in of_sentences if args.sentences)} & set(METRICS)
    settings = Settings(
        args.wrap, args.code, speed_of(args), run.lang, tuple(name for name in METRICS if name in wanted)
    )
    bar = Progress(run.lang, run.err)
    run.clear = bar.clear
    rows: list[dict[str, Cell]] = []
    duplicates = Duplicates()

    def measured() -> Iterator[Batch]:
        for batch in measured_batches(
            args.paths, settings, reading=reading_of(args), workers=worker_count(args.workers),
            sentences=bool(args.sentences), report=bar,
        ):  # fmt: skip
            for failure in batch.failures:
                run.fail(failure)
            rows.extend(_article_rows(batch, settings.of("A"), kept, duplicates, run))
            yield batch

    # A place that cannot be written is said before the work, not after it.
    with opened(args.output, form, run) as stream:
        try:
            if args.sentences:
                # Written as they come, and finished before the table: a pipe closed early costs nobody the file.
                with opened(args.sentences, sentence_form, run) as sentences:
                    names = ("path", "id", *kept, *PLACE, *(metric.name for metric in of_sentences))
                    found = (row for batch in measured() for row in _sentence_rows(batch, of_sentences, kept))
                    write_rows(sentences, sentence_form, names, found)
            else:
                for _ in measured():
                    pass
        finally:
            bar.clear()
        if sort:
            rows = _sorted(rows, sort, descending)
        if not rows:
            run.nothing_found(args.drafts)
        if form in ("table", "markdown"):
            _write_shown(stream, form, columns, rows, run, spare=args.columns is None)
        else:
            write_rows(stream, form, columns, ([row[name] for name in columns] for row in rows))
    for path in (args.output, args.sentences):
        if path not in (None, "-"):
            run.remark(f"{path} に書き出しました（記事 {len(rows):,} 本）", f"{path}: written ({len(rows):,} articles)")


def format_for(path: str | None, asked: Format | None, otherwise: Format) -> Format:
    """The format to write in: as --format says, else as the file's name does, else CSV for a file.

    Raises:
        UsageError: the file's name asks for a format that there is none for.
    """
    if asked or path in (None, "-"):
        return asked or otherwise
    ending = path[path.rfind(".") :] if "." in path.replace("\\", "/").rsplit("/", 1)[-1][1:] else ""
    form = format_of(path)
    if form is None and ending:
        known = ", ".join(ENDINGS)
        raise UsageError(
            Message(
                f"{path}: no format belongs to {ending}; the endings are {known} (.csv for Excel)",
                f"{path}: {ending} の形式では書き出せません。使える拡張子: {known}（Excel で開くなら .csv）",
            )
        )
    return form or "csv"


def opened(path: str | None, form: Format, run: Run) -> AbstractContextManager[TextIO]:
    """The place to write to: the file, or standard output for - and for none."""
    if path is None or path == "-":
        return nullcontext(run.out)
    return destination(path, bom=form == "csv")  # Excel needs the mark to read CSV as UTF-8; a pipe does not


def _two_places(output: str | None, sentences: str | None) -> None:
    """Two tables need two places."""
    if sentences is not None and Path(output or "-").absolute() == Path(sentences).absolute():
        raise UsageError(
            Message(
                "-o and --sentences write to the same place; give each a file of its own",
                "-o と --sentences の書き出し先が同じです。別々のファイルを指定してください",
            )
        )


def carried(args: argparse.Namespace) -> tuple[str, ...]:
    """The columns of --keep that are columns of their own in the output: title and its like are there anyway.

    Raises:
        UsageError: one has the name of a column that the output has already.
    """
    from jreadtools.columns import FRAME_DTYPES

    kept = tuple(dict.fromkeys(name for name in args.keep or () if name not in FILLED))
    both = ", ".join(name for name in kept if name in FRAME_DTYPES)
    if both:
        raise UsageError(
            Message(
                f"--keep {both}: the output has a column of this name already; rename it in the table",
                f"--keep {both}: 同じ名前の列が出力にあります。表の列名を変えてください",
            )
        )
    return kept


def _columns(names: Sequence[str] | None, form: Format, kept: tuple[str, ...]) -> tuple[str, ...]:
    if names is None:
        return (*kept, *MAIN) if form in ("table", "markdown") else _every(kept)
    return tuple(dict.fromkeys(_column(name, kept) for name in names))


def _every(kept: tuple[str, ...]) -> tuple[str, ...]:
    from jreadtools.columns import IDENTITY, ORIGIN
    from jreadtools.metrics.catalogue import METRICS

    return (*IDENTITY, *kept, *(metric.name for metric in METRICS.at("A")), "warnings", *ORIGIN)


def _column(name: str, kept: tuple[str, ...]) -> str:
    """The name itself, if there is such a column.

    Raises:
        UsageError: there is none; the message says which are near, also for a label (漢字率).
    """
    from jreadtools.metrics.catalogue import METRICS

    every = _every(kept)
    if name in every:
        return name
    labels = {label: m.name for m in METRICS.at("A") for label in m.label.values()}
    labels |= {label: column for column, both in _LABELS.items() for label in both}
    near = (labels[name],) if name in labels else () if name in METRICS else nearest(name, every)
    others = ", ".join(column for column in every if column not in METRICS)
    en, ja = f"there is no column {name!r}", f"「{name}」という列はありません"
    if name in METRICS:
        en, ja = f"{name} is a metric of sentences (--sentences)", f"{name} は文ごとの指標です（--sentences）"
    elif near:
        en, ja = f"{en}; did you mean {', '.join(near)}?", f"{ja}。{'、'.join(near)} のことでしょうか"
    raise UsageError(
        Message(
            f"{en.removesuffix('?')}{'?' if near else '.'} The columns are {others} and the metrics of articles "
            "(jreadtools metrics)",
            f"{ja}。使える列: {others} と、記事ごとの指標（jreadtools metrics で一覧）",
        )
    )


def _article_rows(
    batch: Batch, metrics: Iterable[Metric], kept: Sequence[str], duplicates: Duplicates, run: Run
) -> list[dict[str, Cell]]:
    from jreadtools.columns import ORIGIN

    columns = {metric.name: metric(batch.totals).tolist() for metric in metrics}
    rows = []
    for number, (identity, origin, warnings) in enumerate(
        zip(batch.identities, batch.origins, batch.warnings, strict=True)
    ):
        run.warn(where(identity.path, identity.id), warnings)
        row: dict[str, Cell] = identity._asdict()
        row |= dict.fromkeys(kept, "") | dict(batch.kept[number])
        row |= dict(zip(ORIGIN, (*origin[:-1], duplicates(identity, origin)), strict=True))
        row |= {name: values[number] for name, values in columns.items()}
        row["warnings"] = "; ".join(in_language(warning, run.lang) for warning in warnings)
        rows.append(row)
    return rows


def _sentence_rows(batch: Batch, metrics: Iterable[Metric], kept: Sequence[str]) -> list[list[Cell]]:
    rows = batch.sentences
    if rows is None:
        return []
    measures = [metric(rows.counts).tolist() for metric in metrics]
    places = zip(rows.owners.tolist(), rows.index.tolist(), rows.line.tolist(), rows.kinds, rows.texts, strict=True)
    heads: list[list[Cell]] = [
        [identity.path, identity.id, *(dict(pairs).get(name, "") for name in kept)]
        for identity, pairs in zip(batch.identities, batch.kept, strict=True)
    ]
    return [
        [*heads[owner], index, line, kind, text, *(m[i] for m in measures)]
        for i, (owner, index, line, kind, text) in enumerate(places)
    ]


def _sorted(rows: list[dict[str, Cell]], name: str, descending: bool) -> list[dict[str, Cell]]:
    """Rows by a column; equal ones as they were found, unknown ones last whichever way."""

    def unknown(value: Cell) -> bool:
        return value == "" or value != value

    known = [row for row in rows if not unknown(row[name])]
    known.sort(key=lambda row: row[name], reverse=descending)
    return known + [row for row in rows if unknown(row[name])]


def _write_shown(
    stream: TextIO, form: Format, columns: Sequence[str], rows: list[dict[str, Cell]], run: Run, *, spare: bool
) -> None:
    """Rows as people read them: labels, percent, one decimal."""
    from jreadtools.metrics.catalogue import METRICS

    if form == "table" and not rows:
        return
    width = terminal_width(stream)
    if form == "table" and spare and width is not None:
        columns = [name for name in columns if width >= _SPARED.get(name, 0)]

    def header(name: str) -> str:
        if name in _LABELS:
            return run.words(*_LABELS[name])
        return METRICS[name].label[run.lang] if name in METRICS else name

    headers = [header(name) for name in columns]
    cells = [[_shown(name, row, run) for name in columns] for row in rows]
    numbers = [i for i, name in enumerate(columns) if name in METRICS and METRICS[name].dtype != "str"]
    if form == "markdown":
        write_markdown(stream, headers, cells, numbers=numbers)
    else:
        paths = [i for i, name in enumerate(columns) if name in ("path", "id")]
        write_table(stream, headers, cells, width=width, numbers=numbers, paths=paths)


def _shown(name: str, row: dict[str, Cell], run: Run) -> str:
    from jreadtools.metrics.catalogue import METRICS

    value = row[name]
    if name == "path":
        return run.shown(where(str(value), str(row["id"])))
    if name not in METRICS and not isinstance(value, bool):
        return str(value)
    if isinstance(value, bool):
        return run.words("はい", "yes") if value else ""
    if isinstance(value, float):
        if math.isnan(value):
            return UNDEFINED
        return f"{100 * value:.0f}%" if METRICS[name].unit == "ratio" else f"{value:,.1f}"
    if isinstance(value, int):
        return f"{value:,}"
    return value
