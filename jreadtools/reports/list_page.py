"""The list of articles as a section of the page: figures as people read them, bars, links; the words of `list_words`."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from markupsafe import Markup

from jreadtools.article import Failure, place_of
from jreadtools.errors import Lang, counted, in_language
from jreadtools.metrics.bands import Band, band_of, verdict
from jreadtools.metrics.norms import Norms, place_words
from jreadtools.printing import UNDEFINED, percent
from jreadtools.reports.list_charts import cell_bar, histogram, trend
from jreadtools.reports.list_filters import filters_of
from jreadtools.reports.list_groups import by_period
from jreadtools.reports.list_tables import FigureCell, TableView, among_table, characters_shown, tag_shown, tag_table
from jreadtools.speed import minutes_label
from jreadtools.views.article_view import name_shown
from jreadtools.views.list_words import LIST_WORDS, number_of
from jreadtools.views.listing import (
    FEWEST,
    Distribution,
    ListRow,
    Overview,
    distributions,
    left_out,
    overview,
    standouts,
    stated_against_measured,
)
from jreadtools.views.render import render

__all__ = ["Link", "failures_section", "link_to", "list_section", "name_of", "page_title"]

FEW_NOTES: Final = 5
"""More failures or warnings than these stand folded together."""
_NOTHING: Final = Markup("")
_SECTIONS: Final = {
    "standouts": "standouts",
    "compare": "compare",
    "among": "among",
    "groups": "groups",
    "all": "table",
    "spread": "distributions",
    "trend": "trends",
    "tags": "tags",
}
"""The sections that are jumped to, in their order: id and key of the title."""
OPEN_ROWS: Final = 30
"""Articles that are shown at first; the reader opens the rest of a longer list."""
NAMED: Final = 3
"""Columns of a table that the search, and a link to an article, name."""
ROW_TAGS: Final = 5
"""Tags of an article that its row shows."""
FEW_VALUES: Final = 5
"""Fewer values than these make no histogram."""


class Link(NamedTuple):
    """A title that leads to the section of its article; "": it has none."""

    text: str
    anchor: str = ""
    note: str = ""


class Figure(NamedTuple):
    """A figure at the head of the page."""

    label: str
    text: str
    unit: str = ""


class ColumnHead(NamedTuple):
    """The head of a column."""

    name: str
    label: str
    number: bool
    sorted: bool = False
    """Whether it is what the rows are in the order of, highest first."""


class RowCells(NamedTuple):
    """A row of the table."""

    name: str
    anchor: str
    place: str
    marks: tuple[str, ...]
    tags: tuple[str, ...]
    kept: tuple[tuple[str, str], ...]
    cells: tuple[FigureCell, ...]
    answers: str
    """The choices of filters that it stays for."""
    day: str
    """What filters of days go by."""


class StandoutLine(NamedTuple):
    """One thing that stands out, as it is said."""

    text: str
    names: tuple[Link, ...]
    more: str


class ChartView(NamedTuple):
    """A histogram with the words below it."""

    title: str
    svg: Markup
    bands: tuple[str, ...]


class Notes(NamedTuple):
    """Failures, or warnings: where and why."""

    id: str
    title: str
    lines: tuple[tuple[str, str], ...]
    many: str
    """What the fold says; "" when they stand open."""


def list_section(
    rows: Sequence[tuple[ListRow, str]],
    failures: Sequence[Failure],
    lang: Lang,
    *,
    title: str,
    made: str = "",
    comparison: Markup = _NOTHING,
    among: Norms | None = None,
    groups: Sequence[TableView] = (),
) -> Markup:
    """The list of many articles.

    Args:
        rows: each with the id of its section in the page, "" where it has none; in the order in which they stand.
        failures: what could not be read.
        lang: of the wording.
        title: of the page.
        made: the day on which the page is made.
        comparison: what became of the articles since an earlier run.
        among: other articles that these are compared with.
        groups: a table of their groups, if it was asked for.
    """
    words = LIST_WORDS[lang]
    plain = [row for row, _ in rows]
    short = left_out(plain)
    said = _standouts(rows, lang, among)
    charts = [view for one in distributions(plain, among) if (view := _chart(one, lang))]
    trends = _trends(by_period(plain, made), lang)
    before = [*([among_table(plain, among, lang)] if among else []), *(one for one in groups if one.rows)]
    # Two tables of tags, one of medians and one of sums, would only contradict each other.
    tags = [] if any(one.title == words["tags"] for one in before) else tag_table(plain, lang)
    notes = [*_failures(failures, lang), *_warnings(plain, lang)]
    there = {
        "standouts": said or failures or short,
        "compare": comparison,
        "all": True,
        "spread": charts,
        "trend": trends,
    }
    return render(
        "list.html.j2",
        lang,
        w=words,
        title=title or words["page_title"],
        about=_about(plain, made, lang),
        figures=_figures(plain, failures, lang),
        comparison=comparison,
        standouts=said,
        jumps=[*_jumps(there, (*before, *tags), lang), *(Link(part.title, part.id) for part in notes)],
        about_hard=words["about_hard"] if any(row.sentences for row in plain) else "",
        failures=words["failures_line"].format(some=_pieces(len(failures), lang)) if failures else "",
        left_out=words["short_left_out"].format(some=number_of(short, lang), limit=FEWEST) if short else "",
        charts=charts,
        trends=trends,
        before=before,
        behind=tags,
        notes=notes,
        **_table(rows, lang, among),
    )


def _jumps(there: Mapping[str, object], tables: Sequence[TableView], lang: Lang) -> list[Link]:
    """The sections that are on the page, in their order."""
    titles = {one.id: one.title for one in tables}
    titles |= {name: LIST_WORDS[lang][key] for name, key in _SECTIONS.items() if there.get(name)}
    return [Link(titles[name], name) for name in _SECTIONS if name in titles]


def _table(rows: Sequence[tuple[ListRow, str]], lang: Lang, among: Norms | None) -> dict[str, object]:
    """What the table of the articles shows, by the names of the template."""
    words = LIST_WORDS[lang]
    plain, anchors = [row for row, _ in rows], [anchor for _, anchor in rows]
    folder = common_folder([row.path for row in plain])
    with_stated = any(not math.isnan(row.stated_minutes) for row in plain)
    cells = _Cells(plain, lang, folder, with_dates=any(row.date for row in plain), with_stated=with_stated, among=among)
    filters = filters_of(plain, lang)
    kept = list(dict.fromkeys(tag_shown(name) for row in plain for name, _ in row.kept))
    listed = ("・" if lang == "ja" else ", ").join(kept[:NAMED]) + words["and_others"] * (len(kept) > NAMED)
    without = sum(not anchor for _, anchor in rows)
    # A few rows more are not worth a click.
    folded = len(rows) - OPEN_ROWS if len(rows) > OPEN_ROWS + OPEN_ROWS // 3 else 0
    return {
        "sep": "" if lang == "ja" else " ",
        "folder": words["folder"].format(folder=folder) if folder else "",
        "without_section": words["no_section"].format(some=f"{without:,}") if without else "",
        "columns": cells.heads,
        "search": words["search_kept"].format(columns=listed) if kept else words["search"],
        "filters": filters,
        "rows": [cells.row(*found) for found in zip(plain, anchors, filters.rows, filters.days, strict=True)],
        "folded": words["show_rest"].format(some=f"{folded:,}") if folded else "",
        "fold": words["show_first"].format(some=f"{OPEN_ROWS:,}"),
    }


def page_title(name: str, lang: Lang) -> str:
    """What a page about many articles is called, after where they come from, if that has a name."""
    words = LIST_WORDS[lang]
    return words["page_title_of"].format(name=name_shown(name)) if name else words["page_title"]


def _about(rows: Sequence[ListRow], made: str, lang: Lang) -> list[str]:
    """When the page was made, and from when the articles are."""
    words = LIST_WORDS[lang]
    days = sorted(row.day for row in rows if row.day)
    found = [words["made_on"].format(date=made)] if made else []
    if len(days) > 1 and days[0] != days[-1]:
        found.append(words["dates"].format(first=days[0], last=days[-1]))
    return found


def _trends(periods: Mapping[str, Overview], lang: Lang) -> list[ChartView]:
    """How the articles have changed, a chart a figure; empty where nothing can be said."""
    words = LIST_WORDS[lang]
    names, found = list(periods), periods.values()
    figures: list[tuple[str, str, list[float]]] = [
        ("trend_articles", "articles", [one.articles for one in found]),
        ("trend_minutes", "minutes", [one.median_minutes for one in found]),
        ("trend_sentence", "characters", [one.median_sentence for one in found]),
        ("trend_hard", "percent", [100 * one.revise_ratio for one in found]),
    ]
    return [
        ChartView(words[key], trend(names, values, unit=unit, label=words[key], lang=lang), ())
        for key, unit, values in figures
        if periods and any(value > 0 for value in values)
    ]


def failures_section(failures: Sequence[Failure], lang: Lang) -> Markup:
    """What could not be read, below a page of one article; empty without any."""
    return render("notes.html.j2", lang, notes=_failures(failures, lang)) if failures else Markup("")


def common_folder(paths: Sequence[str]) -> str:
    """The folder that all of several files are in, with its / at the end; "" where there is none.

    >>> common_folder(["blog/a/x.md", "blog/b/y.md"]), common_folder(["x.md", "blog/y.md"]), common_folder(["blog/x.md"])
    ('blog/', '', '')
    """
    if len(paths) < 2:
        return ""
    first, last = min(paths), max(paths)
    same = next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
    return first[: max(first.rfind("/", 0, same), first.rfind("\\", 0, same)) + 1]


def link_to(row: ListRow, anchor: str, lang: Lang) -> Link:
    """The title of an article as a link to its section; essays of one title are known by their columns."""
    of = "・".join(tag_shown(value) for _, value in row.kept[:NAMED])
    return Link(f"{name_of(row, lang)}（{of}）" if of else name_of(row, lang), anchor)


def name_of(row: ListRow, lang: Lang) -> str:
    """What an article is called: its title, else its file. A title as long as a text is cut."""
    words = LIST_WORDS[lang]
    return words["stdin"] if row.name == "-" else name_shown(row.name) or words["no_title"]


def _pieces(number: int, lang: Lang) -> str:
    return f"{number:,}" if lang == "ja" else counted(number, "sources")


def _figures(rows: Sequence[ListRow], failures: Sequence[Failure], lang: Lang) -> list[Figure]:
    words = LIST_WORDS[lang]
    o = overview(rows)
    drafts = sum(row.draft for row in rows)
    of_drafts = words["of_drafts"].format(some=f"{drafts:,}") if drafts else ""
    found = [
        Figure(words["articles"], f"{o.articles:,}本" if lang == "ja" else f"{o.articles:,}", of_drafts),
        Figure(words["total"], minutes_label(o.minutes, lang)),
    ]
    if o.articles > 1 and not math.isnan(o.median_minutes):
        found.append(Figure(words["median_minutes"], minutes_label(o.median_minutes, lang)))
    if not math.isnan(o.median_sentence):
        mean = f"{o.median_sentence:.0f}"
        mean = f"{mean}字" if lang == "ja" else counted(mean, "characters")
        found.append(Figure(words["median_sentence"], mean))
        of = f"/ {o.sentences:,}文" if lang == "ja" else f"/ {counted(o.sentences, 'sentences')}"
        found.append(Figure(words["hard_total"], words["hard_value"].format(f"{o.hard:,}"), of))
    if failures:
        found.append(Figure(words["failures_count"], f"{len(failures):,}", "件" if lang == "ja" else ""))
    return found


def _standouts(rows: Sequence[tuple[ListRow, str]], lang: Lang, among: Norms | None) -> list[StandoutLine]:
    more = LIST_WORDS[lang]["more"]
    return [
        StandoutLine(
            one.text,
            tuple(link_to(*rows[place], lang) for place in one.rows),
            more.format(some=f"{one.more:,}") if one.more else "",
        )
        for one in standouts([row for row, _ in rows], lang, among)
    ]


class _Cells:
    """The rows of the table, and the scale of their bars."""

    def __init__(
        self,
        rows: Sequence[ListRow],
        lang: Lang,
        folder: str,
        *,
        with_dates: bool,
        with_stated: bool,
        among: Norms | None,
    ) -> None:
        words = LIST_WORDS[lang]
        self._lang = lang
        self._words = words
        self._folder = folder
        self._dates = with_dates
        self._stated = with_stated
        self._among = among
        self._longest = max((row.reading_minutes for row in rows), default=0.0) or 1.0
        self._widest = max((row.sentence_characters_mean for row in rows if row.sentences), default=0.0) or 1.0
        self._most = max((row.hard for row in rows), default=0) or 1
        heads = [("title", False), ("hard", True), ("minutes", True)] + [("stated", True)] * with_stated
        heads += [("sentence_mean", True), ("kanji", True)] + [("date", False)] * with_dates
        self.heads = [ColumnHead(name, words[name], number, name == "hard") for name, number in heads]

    def row(self, row: ListRow, anchor: str, answers: str, day: str) -> RowCells:
        marks = [self._words["draft"]] * row.draft + [self._words["no_prose"]] * (not row.characters)
        place = place_of(row.path, row.id).removeprefix(self._folder)
        name = name_of(row, self._lang)
        tags = tuple(map(tag_shown, row.tags[:ROW_TAGS]))
        place = place if place not in (name, "-") else ""
        kept = tuple((tag_shown(column), tag_shown(value)) for column, value in row.kept)
        cells = tuple(self._cells(row))
        return RowCells(name, anchor, place, tuple(marks), tags, kept, cells, answers, day)

    def _cells(self, row: ListRow) -> list[FigureCell]:
        words, lang = self._words, self._lang
        minutes = row.reading_minutes if row.characters else math.nan
        mean, kanji = row.sentence_characters_mean, row.kanji_ratio
        of = words["of_all"].format(share=percent(row.revise_ratio), all=f"{row.sentences:,}")
        hard = words["hard_value"].format(f"{row.hard:,}") if row.sentences else UNDEFINED
        found = [
            FigureCell(
                words["hard"],
                hard,
                str(row.hard) if row.sentences else "",
                note=of if row.sentences else "",
                bar=cell_bar(row.hard / self._most if row.sentences else math.nan),
            ),
            FigureCell(
                words["minutes"], minutes_label(minutes, lang), _key(minutes, 2), bar=cell_bar(minutes / self._longest)
            ),
        ]
        if self._stated:
            found.append(self._stated_cell(row))
        found += [
            FigureCell(
                words["sentence_mean"],
                characters_shown(mean, lang),
                _key(mean, 1),
                place=self._place("sentence_characters_mean", row),
                bar=cell_bar(mean / self._widest),
            ),
            FigureCell(
                words["kanji"],
                percent(kanji),
                _key(kanji, 4),
                place=self._place("kanji_ratio", row),
                bar=cell_bar(kanji),
            ),
        ]
        if self._dates:
            found.append(FigureCell(words["date"], row.date[:10] or UNDEFINED, row.date, number=False))
        return found

    def _place(self, metric: str, row: ListRow) -> str:
        """Where it lies among other articles, if it is not in their midst."""
        if self._among is None or row.values is None:
            return ""
        place = self._among.standing(metric, row.values).place
        return "" if place in ("", "middle") else place_words(metric, place, self._lang)

    def _stated_cell(self, row: ListRow) -> FigureCell:
        words, lang = self._words, self._lang
        if math.isnan(row.stated_minutes):
            return FigureCell(words["stated"], UNDEFINED, "")
        stated = stated_against_measured(row)
        note = ""
        if stated is not None:
            off = minutes_label(abs(stated.minutes), lang)
            key = {-1: "stated_differs_short", 0: "stated_fits", 1: "stated_differs_long"}[stated.differs]
            note = words[key].format(minutes=off)
        # Sorted by how far it is off: what claims far too little stands at one end, far too much at the other.
        key = _key(stated.minutes, 2) if stated is not None else ""
        return FigureCell(words["stated"], minutes_label(row.stated_minutes, lang), key, note=note)


def _key(value: float, decimals: int) -> str:
    return "" if math.isnan(value) else f"{round(value, decimals):g}"


def _chart(one: Distribution, lang: Lang) -> ChartView | None:
    if len(one.values) < FEW_VALUES:
        return None
    title = LIST_WORDS[lang][one.name]
    svg = histogram(one.values, bands=one.bands, unit=one.unit, label=title, lang=lang)
    return ChartView(title, svg, tuple(_band(band, one, lang) for band in one.bands))


def _band(band: Band, one: Distribution, lang: Lang) -> str:
    """A guideline in words, and how many articles lie on either side of it."""
    words = LIST_WORDS[lang]
    unit = words[f"unit_{one.unit}"]
    found = [verdict(band, value) for value in one.values]
    limits = []
    for side, limit in (("low", band.low), ("high", band.high)):
        if not math.isfinite(limit):
            continue
        said = f"{limit:g}{'' if unit == '%' or lang == 'ja' else ' '}{unit}"
        some = number_of(sum(one == side for one in found), lang)
        # Only the authors of the band that pages show speak of easy and hard.
        word = words[f"{side}_{'easy' if band.whose == _shown_band(band).whose else band.metric}"]
        if one.quarters:
            word = place_words(band.metric, "low quarter" if side == "low" else "high quarter", lang)
            word = word if lang == "ja" else f"the {word}"
        limits.append(words[f"band_{side}"].format(limit=said, some=some, word=word))
    whose = band.whose.in_language(lang)
    return words["band"].format(
        whose=whose[:1].upper() + whose[1:] if one.quarters else whose,
        limits=("、" if lang == "ja" else ", ").join(limits),
    )


def _shown_band(band: Band) -> Band:
    return band_of(band.metric) or band


def _failures(failures: Sequence[Failure], lang: Lang) -> list[Notes]:
    lines = tuple((place_of(one.path, one.id), in_language(one.error, lang)) for one in failures)
    return _notes("failures", lines, lang)


def _warnings(rows: Sequence[ListRow], lang: Lang) -> list[Notes]:
    lines = tuple((place_of(row.path, row.id), in_language(said, lang)) for row in rows for said in row.warnings)
    return _notes("warnings", lines, lang)


def _notes(name: str, lines: tuple[tuple[str, str], ...], lang: Lang) -> list[Notes]:
    words = LIST_WORDS[lang]
    many = words["show_all"].format(some=f"{len(lines):,}") if len(lines) > FEW_NOTES else ""
    return [Notes(name, words[name], lines, many)] if lines else []
