"""What somebody keeps of the page of `serve`: a report, a table, a workbook of the text or of the file that is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from jreadtools.measure.settings import Settings
from jreadtools.sources.formats import Markup
from jreadtools.sources.locate import Files, articles_in, held
from jreadtools.sources.reading import Reading

__all__ = ["KEPT", "kept_file"]


def kept_file(data: bytes, name: str, markup: Markup | None, form: str, settings: Settings) -> bytes:
    """The bytes of a file.

    Args:
        data: the text, or the file that was opened.
        name: of that file; "" for a text that has none.
        markup: what it is written in; found out where None.
        form: a name of KEPT.
        settings: how it is measured.

    Raises:
        JreadtoolsError: there are more articles than a page can hold.
    """
    files = Files([held(data, name)], Reading(markup))
    return KEPT[form](files, name, settings)


def _page(files: Files, name: str, settings: Settings) -> bytes:
    from jreadtools.reports.build import ReportOptions, build_report

    built = build_report(files, settings, ReportOptions(name=name, made=date.today().isoformat()))
    return built.html.encode("utf-8", "replace")


def _table(form: str) -> Callable[[Files, str, Settings], bytes]:
    def table(files: Files, name: str, settings: Settings) -> bytes:  # noqa: ARG001  a page is called after its file
        from jreadtools.batches.measured import measured_batches
        from jreadtools.frames.written import written

        # Formats of files are written to files: this one goes as soon as it is read.
        with TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
            path = Path(scratch, f"jreadtools.{form}")
            written(measured_batches(articles_in(files), settings, reading=files.reading), settings, path, ())
            return path.read_bytes()

    return table


KEPT: Final[Mapping[str, Callable[[Files, str, Settings], bytes]]] = {
    "html": _page,
    "csv": _table("csv"),
    "xlsx": _table("xlsx"),
}
"""What can be kept, by the ending of its file."""
