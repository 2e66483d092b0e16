"""The whole report: articles read, measured and rendered by workers, their sections gathered into one page of bounded size.

A worker sends back a row of numbers and two sections as markup, with the text and without. Sections for which the page
has no room are dropped as soon as that is known, so memory grows with the page and not with the number of articles.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import Final, Literal, NamedTuple

from markupsafe import Markup

from jreadtools.article import Article, Failure
from jreadtools.batches.groups import GROUPS, Grouping, Pooled, groups_of
from jreadtools.batches.run import failures_of, made, run, size_of
from jreadtools.collector import without_collector
from jreadtools.counts.additive import Counts, concatenate
from jreadtools.errors import JreadtoolsError, Message
from jreadtools.frames.columns import FILLED
from jreadtools.measure.measurements import Measurements
from jreadtools.measure.settings import Settings
from jreadtools.metrics.norms import MAIN, Norms, needed_for
from jreadtools.reports.compare import EarlierRun, compared
from jreadtools.reports.compare_page import comparison_link, comparison_section
from jreadtools.reports.list_page import failures_section, list_section, name_of, page_title
from jreadtools.reports.list_tables import group_table
from jreadtools.sources.locate import Files, Found, articles_in
from jreadtools.sources.reading import Reading
from jreadtools.sources.tables.cell_text import cell_text
from jreadtools.views.article_view import ArticleView, article_view
from jreadtools.views.listing import KNOWN, ListRow, hardest_first, list_rows
from jreadtools.views.render import page
from jreadtools.views.section import article_section

__all__ = ["LIMIT", "Built", "ReportOptions", "Texts", "build_report", "row_of"]

Texts = Literal["auto", "all", "none"]
"""Whose text the page holds: of as many articles as fit, of all, of none."""

LIMIT: Final = 5_000
"""The most articles of one page: nobody looks through more rows, and a browser gets slow."""
ROOM: Final = 9_000_000
"""Bytes of a page that can be sent by mail and opens at once; its sections get what the rows leave."""
ROW: Final = 1_300
"""Bytes of a row of the table, about."""
FIRST: Final = 50
"""Sources that are remembered, for the case that only one of them is an article."""
LONGEST: Final = 200_000
"""Characters from which a text has no place among others."""


class ReportOptions(NamedTuple):
    """What a page is to hold."""

    texts: Texts = "auto"
    """Whose text."""
    title: str = ""
    """Of the page."""
    name: str = ""
    """Of the folder or file that the articles come from; a page about many without a title is called after it."""
    made: str = ""
    """The day on which the page is made, as it is written there: 2026-05-01."""
    baseline: EarlierRun | None = None
    """What an earlier run knew."""
    baseline_name: str = ""
    """How the page calls that file."""
    among: Norms | None = None
    """Other articles that these are compared with."""
    by: str = ""
    """What a table of groups goes by, as in `Results.total`; "": there is none."""


class Built(NamedTuple):
    """A report that is ready to be written."""

    html: str
    articles: int
    failures: tuple[Failure, ...]
    grouped: bool = True
    """False where the articles were to be grouped by a column that no table has."""


class _Part(NamedTuple):
    """One article, as a worker sends it back."""

    number: int
    """In the order of reading: its section is named after it."""
    row: ListRow
    full: str
    """Its section with the text; "" where it is wanted nowhere."""
    brief: str
    groups: tuple[str, ...] = ()
    """Those that it is in."""
    totals: Counts | None = None
    """For the sums of its groups."""
    grouped: bool = True
    """Whether it has the column that groups go by."""


class _Work(NamedTuple):
    """What a worker makes of some articles."""

    parts: list[_Part]
    failures: list[Failure]


_Numbered = tuple[int, Found | Failure]


def build_report(
    files: Files,
    settings: Settings,
    options: ReportOptions = ReportOptions(),  # noqa: B008  frozen
    *,
    workers: int = 1,
    heard: Callable[[ListRow | Failure], None] = lambda _: None,
) -> Built:
    """One page about the articles in the files: about the article, if there is one only, else a list of them.

    Args:
        files: where the articles are.
        settings: how articles are measured; every metric. The page is in its language.
        options: what the page is to hold.
        workers: processes. The page does not depend on it.
        heard: is told of every article and failure as they come.

    Raises:
        JreadtoolsError: there are more articles than a page can hold.
    """
    # Files are counted by their names, which is soon done; drafts that are left out are no articles.
    if files.reading.drafts and (files.number(most=LIMIT + 1) or 0) > LIMIT:
        raise JreadtoolsError(_too_many())
    articles = _Articles(files, settings, options)
    found = _heard(articles.worked(workers), options, heard)
    shown = found.sections.fitted(len(found.rows))
    alone = len(found.rows) == 1
    for number in found.rows if alone else ():
        section = articles.alone(number)
        shown = shown if section is None else {number: section}
    lang = settings.lang
    name = name_of(next(iter(found.rows.values())), lang) if alone else page_title(options.name, lang)
    options = options._replace(title=options.title or name)
    html = page(
        lang,
        title=options.title,
        made=options.made,
        parts=_composed(found, shown, settings, options),
        many=not alone,
        styles=("style.css", "list.css"),
        scripts=("script.js",) if alone else ("script.js", "list.js"),
    )
    return Built(html, len(found.rows), tuple(found.failures), found.grouped or not found.rows)


class _Heard:
    """What came of the articles."""

    def __init__(self, options: ReportOptions) -> None:
        self.rows: dict[int, ListRow] = {}
        """By their numbers."""
        self.failures: list[Failure] = []
        self.sections = _Sections(options.texts)
        self.groups = Pooled(options.by) if options.by else None
        self.grouped = not options.by
        """Whether any article has the column that groups go by."""

    def add(self, parts: Sequence[_Part]) -> None:
        """Put the rows and sections where they belong."""
        for part in parts:
            self.rows[part.number] = part.row
            self.sections.add(part)
            self.grouped = self.grouped or part.grouped
        totals = [part.totals for part in parts if part.totals is not None]
        if self.groups and totals:
            self.groups.add([part.groups for part in parts], concatenate(totals))


def _heard(worked: Iterable[_Work], options: ReportOptions, heard: Callable[[ListRow | Failure], None]) -> _Heard:
    """All that came of the articles.

    Raises:
        JreadtoolsError: there are more articles than a page can hold.
    """
    found = _Heard(options)
    for work in worked:
        found.failures += work.failures
        found.add(work.parts)
        for failure in work.failures:
            heard(failure)
        for part in work.parts:
            heard(part.row)
        if len(found.rows) > LIMIT:
            raise JreadtoolsError(_too_many())
    return found


def _composed(found: _Heard, shown: Mapping[int, str], settings: Settings, options: ReportOptions) -> list[Markup]:
    """The sections of the page, in their order."""
    lang = settings.lang
    rows, alone = found.rows, len(found.rows) == 1
    listed = hardest_first((row, f"a{number}" if number in shown and not alone else "") for number, row in rows.items())
    comparison = link = Markup("")
    if options.baseline is not None:
        changes = compared(options.baseline, [row for row, _ in listed])
        if alone:  # nobody asked for the others
            changes = changes._replace(gone=())
        link = comparison_link(changes, lang)
        comparison = comparison_section(changes, listed, options.baseline, options.baseline_name, lang)
    texts = [Markup(text) for _, text in sorted(shown.items())]  # what a worker has rendered
    if alone:
        return [link, *texts, comparison, failures_section(found.failures, lang)]
    groups = [] if found.groups is None else [group_table(found.groups, settings)]
    section = list_section(
        listed,
        found.failures,
        lang,
        title=options.title,
        made=options.made,
        comparison=comparison,
        among=options.among,
        groups=groups,
    )
    return [section, *texts]


def _too_many() -> Message:
    return Message(
        ja=f"記事が{LIMIT:,}本を超えるため、1ページのレポートにはできません。フォルダーごとに分けて作るか、"
        "jreadtools analyze PATH… -o articles.csv で表に書き出してください",
        en=f"more than {LIMIT:,} articles are too many for one page; make a report for each folder, or write a table of all "
        "of them: jreadtools analyze PATH… -o articles.csv",
    )


class _Kept:
    """What fits into so many bytes: of the articles with the most sentences to revise."""

    def __init__(self, room: float) -> None:
        self.texts: dict[int, str] = {}
        self._room = room
        self._taken = 0
        self._order: list[tuple[int, int, int]] = []

    def add(self, number: int, hard: int, text: str, size: int) -> None:
        """Keep it, and let go what has no room any more."""
        if size > self._room:
            return
        self.texts[number] = text
        heapq.heappush(self._order, (hard, -number, size))
        self._taken += size
        self.shrink(self._room)

    def shrink(self, room: float) -> None:
        """Let go what has no room in so many bytes."""
        self._room = room
        while self._taken > room:
            _, number, size = heapq.heappop(self._order)
            del self.texts[-number]
            self._taken -= size

    @property
    def taken(self) -> int:
        """Bytes of what is kept."""
        return self._taken


class _Sections:
    """The sections of the page: with the text as long as there is room, then without, then none."""

    def __init__(self, texts: Texts) -> None:
        room = math.inf if texts == "all" else ROOM
        self._full = _Kept(room)
        self._brief = _Kept(room)
        self._bounded = texts != "all"

    def add(self, part: _Part) -> None:
        """The sections of one article more."""
        brief = len(part.brief.encode("utf-8", "replace"))
        self._brief.add(part.number, part.row.hard, part.brief, brief)
        if part.full:
            # What the text adds to the section without it.
            extra = max(len(part.full.encode("utf-8", "replace")) - brief, 0)
            self._full.add(part.number, part.row.hard, part.full, extra)

    def fitted(self, rows: int) -> dict[int, str]:
        """The sections by their numbers."""
        if self._bounded:
            room = max(ROOM - ROW * rows, ROOM // 4)
            self._brief.shrink(room)
            self._full.shrink(room - self._brief.taken)
        return {number: self._full.texts.get(number, brief) for number, brief in self._brief.texts.items()}


class _Articles:
    """The articles in the files, worked on some at a time."""

    def __init__(self, files: Files, settings: Settings, options: ReportOptions) -> None:
        self._found: Iterator[_Numbered] = enumerate(articles_in(files))
        self._first = list(islice(self._found, FIRST))
        options = options._replace(baseline=None)  # workers have no use for it
        self._task = partial(_sections, settings=settings, reading=files.reading, options=options)
        self._options = options._replace(texts="all" if options.texts == "auto" else options.texts)

    def worked(self, workers: int) -> Iterator[_Work]:
        """What came of them, in a stable order, whatever the number of workers."""
        if len(self._first) == 1:
            yield self._by_itself(self._first)
            return
        yield from run(partial(self._task, alone=False), self._each(), lost=_lost, size=_size, workers=workers)

    def alone(self, number: int) -> str | None:
        """The section of an article that turned out to be the only one; None where too much stood before it."""
        if len(self._first) == 1 or number >= len(self._first):
            return None
        return next((part.full or part.brief for part in self._by_itself(self._first[number : number + 1]).parts), None)

    def _by_itself(self, found: Sequence[_Numbered]) -> _Work:
        return self._task(found, options=self._options, alone=True)

    def _each(self) -> Iterator[_Numbered]:
        yield from self._first
        yield from self._found


def _size(one: _Numbered) -> int:
    return size_of(one[1])


def _sections(
    found: Sequence[_Numbered], *, settings: Settings, reading: Reading, options: ReportOptions, alone: bool
) -> _Work:
    """What a worker does: read, measure, render."""
    work = _Work([], [])
    for number, one in found:
        with without_collector():
            part = made(one, reading, partial(_part, number, settings, options, alone))
        if isinstance(part, _Part):
            work.parts.append(part)
        elif part is not None:
            work.failures.append(part)
    return work


def _part(number: int, settings: Settings, options: ReportOptions, alone: bool, article: Article) -> _Part:
    """An article as it is shown."""
    measurements = Measurements(article, settings).at_once()
    row = row_of(measurements, among=options.among is not None)

    def section(shown: ArticleView) -> str:
        return str(article_section(shown, number, alone=alone, tags=article.tags, draft=article.draft, kept=row.kept))

    with_text = options.texts == "all" or (options.texts == "auto" and row.characters <= LONGEST)
    view = article_view(measurements, settings.lang, texts=with_text, among=options.among)
    part = _Part(number, row, section(view) if with_text else "", section(view._replace(texts=False, groups=())))
    return _in_groups(part, article, measurements, options.by) if options.by else part


def _in_groups(part: _Part, article: Article, measurements: Measurements, by: str) -> _Part:
    """The part, with what the sums of its groups need."""
    own = {name: str(getattr(article, name)) for name in FILLED}
    value = own.get(by, dict(article.kept).get(by))
    known = Grouping._make([getattr(article, name)] for name in Grouping._fields)
    (groups,) = groups_of(by, known, [value])
    return part._replace(groups=groups, totals=measurements.measured.totals, grouped=by in GROUPS or value is not None)


def _lost(found: Sequence[_Numbered], what: Message) -> _Work:
    """What stands in the place of articles that no worker survives."""
    return _Work([], failures_of([one for _, one in found], what))


def row_of(analysis: Measurements, *, among: bool = False) -> ListRow:
    """The row of an article in the list. `among`: it is going to be compared with others."""
    article = analysis.article
    known = {name: [getattr(article, name)] for name in KNOWN}
    (row,) = list_rows(analysis.measured.totals, known, analysis.settings)
    kept = [(name, " ".join(shown.split())) for name, cell in article.kept if (shown := cell_text(cell))]
    return row._replace(
        warnings=article.warnings,
        tags=article.tags,
        kept=tuple(kept),
        values={name: analysis[name] for name in needed_for(MAIN)} if among else None,
    )
