"""Where the tables of a command go: to a file, in the format that its name asks for, or to standard output."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TextIO

from jreadtools.cli.session import Run, UsageError
from jreadtools.errors import in_language
from jreadtools.frames.column import Column, Write
from jreadtools.frames.files.destination import text_destination
from jreadtools.frames.files.file_formats import ENDINGS, FILE_FORMATS, file_format_of
from jreadtools.frames.files.interruption import Work
from jreadtools.frames.files.output import Output, open_output, open_workbook, text_rows
from jreadtools.printing import guarded
from jreadtools.sources.regular import exists, is_file

__all__ = ["format_for", "rows_place", "text_place", "workbook_place"]


def format_for(path: str | None, asked: str | None, otherwise: str) -> str:
    """The format to write in: as --format says, else as the file's name does, else CSV for a file.

    Raises:
        UsageError: the file's name asks for a format that there is none for.
    """
    if asked or path in (None, "-"):
        return asked or otherwise
    ending = path[path.rfind(".") :] if "." in path.replace("\\", "/").rsplit("/", 1)[-1][1:] else ""
    form = file_format_of(path)
    known = ", ".join(ENDINGS)
    if form is None and not ending and (is_file(path) or not exists(path)):  # /dev/stdout has none
        raise UsageError(
            ja=f"{path}: 形式が分かりません。拡張子を {known} のどれかにするか（Excel で開くなら .xlsx か .csv）、"
            "--format で指定してください",
            en=f"{path}: which format? End the name in {known} (.xlsx or .csv for Excel), or name it with --format",
        )
    if form is None and ending:
        raise UsageError(
            ja=f"{path}: {ending} の形式では書き出せません。使える拡張子: {known}（Excel で開くなら .xlsx か .csv）",
            en=f"{path}: no format belongs to {ending}; the endings are {known} (.xlsx or .csv for Excel)",
        )
    return form or "csv"


def text_place(path: str | None, run: Run, work: Work | None = None) -> AbstractContextManager[TextIO]:
    """The place of a text for people: the file, or standard output for - and for none."""
    return nullcontext(guarded(run.out)) if path in (None, "-") else text_destination(path, work)


@contextmanager
def rows_place(
    path: str | None,
    form: str,
    columns: Sequence[Column],
    run: Run,
    *,
    table: str = "articles",
    work: Work | None = None,
) -> Iterator[Write]:
    """The place of a table: the file, or standard output for - and for none. `work`: as in `open_output`.

    Raises:
        UsageError: the format is for files only.
    """
    if path is not None and path != "-":
        with open_output(path, form, columns, table=table, work=work) as output:
            yield output.write
        _say_warnings(path, output, run)
    elif FILE_FORMATS[form].takes != "text":
        raise UsageError(
            ja=f"--format {form} はファイルへの出力にだけ使えます。-o ファイル名.{form} と指定してください",
            en=f"--format {form} needs a file: -o FILE.{form}",
        )
    else:
        with text_rows(guarded(run.out), form, columns) as write:
            yield write


@contextmanager
def workbook_place(
    path: str, tables: Mapping[str, Sequence[Column]], run: Run, work: Work | None = None
) -> Iterator[Mapping[str, Write]]:
    """An Excel workbook of several tables."""
    with open_workbook(path, tables, work=work) as output:
        yield output.tables
    _say_warnings(path, output, run)


def _say_warnings(path: str, output: Output, run: Run) -> None:
    """What is not in the file as it was measured is said when it stands there."""
    for warning in output.warnings:
        run.say(f"{run.shown(path)}: {in_language(warning, run.lang)}")
