"""An analysis as a page that a writer understands at once: what it says, as plain text, and as HTML for notebooks.

What it says, `Page`, is the one source of its wording; `terminal_page` adds pictures to it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from jreadtools.characters import display_width, fit
from jreadtools.errors import counted, in_language
from jreadtools.levels.vocabulary_levels import VocabularyLevels
from jreadtools.measure.measurements import Measurements, Value
from jreadtools.metrics.metric import Metric
from jreadtools.metrics.named import UNITS
from jreadtools.printing import percent, printable, wrapped
from jreadtools.speed import minutes_label
from jreadtools.views.summary import summary_sentences

if TYPE_CHECKING:
    from jreadtools.metrics.norms import Norms

__all__ = ["HardSentence", "Page", "PageRow", "html_page", "indent_of", "labelled", "text_page"]

WIDTH: Final = 80

_WORDS: Final = {
    "ja": {
        "time": "読書時間",
        "aloud": "　読み上げ {}",
        "stated": "　ページの表示 {}",
        "length": "分量",
        "sentence": "文の長さ",
        "script": "字種",
        "origin": "語種",
        "levels": "語彙",
        "level_shares": "{name}: {shares}・表にない語 {unlisted}",
        "rare": "低頻度語 {words}語（内容語の{share}）",
        "summary": "まとめ",
        "hardest": "見直したい文",
        "hardest_first": "まず見直したい文（{all}文のうち{some}文）",
        "mean": "平均{mean}字（中央値{median}字、9割の文は{p90}字以下、最長{max}字）",
        "long": "60字以上の文が{share}あります",
        "shares": "漢字 {kanji}・ひらがな {hiragana}・カタカナ {katakana}・英字 {latin}",
        "origins": "和語 {wago}・漢語 {kango}・外来語 {gairaigo}",
        "place": "{line}行目・{characters}字",
        "separator": "・",
        "and": "。",
        "empty": "（本文がありません）",
        "warning": "注意",
    },
    "en": {
        "time": "Time",
        "aloud": ", aloud {}",
        "stated": ", the page says {}",
        "length": "Length",
        "sentence": "Sentences",
        "script": "Scripts",
        "origin": "Word origin",
        "levels": "Levels",
        "level_shares": "{name}: {shares}, not listed {unlisted}",
        "rare": "rare words {words} ({share} of the content words)",
        "summary": "In short",
        "hardest": "Sentences to revise",
        "hardest_first": "Sentences to revise first ({some} of {all})",
        "mean": "mean {mean} characters (median {median}, nine in ten up to {p90}, longest {max})",
        "long": "{share} of them have 60 characters or more",
        "shares": "kanji {kanji}, hiragana {hiragana}, katakana {katakana}, Latin {latin}",
        "origins": "native {wago}, Sino-Japanese {kango}, loan words {gairaigo}",
        "place": "line {line}, {characters} characters",
        "separator": ", ",
        "and": "; ",
        "empty": "(nothing to read)",
        "warning": "Note",
    },
}


class PageRow(NamedTuple):
    """A label and what stands beside it."""

    name: str
    """What it is about: time, length, sentence, script, origin, summary, warning; the name of a chosen metric; or empty."""
    label: str
    lines: list[str]


class HardSentence(NamedTuple):
    """A sentence that a writer may want to begin with."""

    place: str
    text: str
    why: str


class Page:
    """What every page says of an analysis, in its language; safe to print on a terminal.

    `among`: the other articles that its summary compares it with.
    """

    def __init__(self, analysis: Measurements, among: Norms | None = None) -> None:
        self.analysis = analysis
        self.among = among
        self.lang = analysis.settings.lang
        self.words: dict[str, str] = _WORDS[self.lang]
        self.title: str = printable(analysis.article.title)
        self.is_empty: bool = not analysis.measured.spans

    def rows(self) -> list[PageRow]:
        """Everything but the sentences to revise."""
        if self.is_empty:
            rows = [PageRow("empty", "", [self.words["empty"]])]
        elif self.analysis.settings.metrics is None:
            rows = [self._row("time", self._time(aloud=True)), *self._whole()]
        else:
            rows = self._chosen()
        warnings = [printable(in_language(said, self.lang)) for said in self.analysis.article.warnings]
        return [*rows, self._row("warning", *warnings)] if warnings else rows

    def _row(self, name: str, *lines: str) -> PageRow:
        return PageRow(name, self.words[name], list(lines))

    def _time(self, *, aloud: bool) -> str:
        time = self.analysis.reading_time
        said = time.both_labels
        if aloud and not math.isnan(time.aloud_minutes):
            said += self.words["aloud"].format(time.aloud_label)
        stated = self.analysis.article.stated_minutes
        return said if stated is None else said + self.words["stated"].format(minutes_label(stated, self.lang))

    def _whole(self) -> list[PageRow]:
        """The page of an analysis with every metric."""
        number = self._number
        length = [self._counted(int(number(name)), name) for name in ("characters", "sentences", "paragraphs")]
        rows = [self._row("length", self.words["separator"].join(length))]
        if number("sentences") > 1:
            names = ("mean", "median", "p90", "max")
            figures = {name: f"{number(f'sentence_characters_{name}'):.0f}" for name in names}
            lines = [self.words["mean"].format(**figures)]
            if number("long_sentence_ratio"):
                lines.append(self.words["long"].format(share=percent(number("long_sentence_ratio"))))
            rows.append(self._row("sentence", *lines))
        if number("characters"):
            shares = {name: percent(number(f"{name}_ratio")) for name in ("kanji", "hiragana", "katakana", "latin")}
            rows.append(self._row("script", self.words["shares"].format(**shares)))
        if number("words"):
            shares = {name: percent(number(f"{name}_ratio")) for name in ("wago", "kango", "gairaigo")}
            rows.append(self._row("origin", self.words["origins"].format(**shares)))
        levels = list(self._levels())
        rows += [self._row("levels", *levels)] if levels else []
        return [*rows, self._row("summary", *summary_sentences(self.analysis, self.lang, "reader", self.among))]

    def _levels(self) -> Iterator[str]:
        """Of each list of words that was brought along its shares, of each model its grade: a line each."""
        for given in self.analysis.settings.levels:
            if not isinstance(given, VocabularyLevels):
                continue
            shares = [f"{level} {percent(self._number(f'{given.name}_{level}_ratio'))}" for level in given.levels]
            unlisted = percent(self._number(f"{given.name}_unlisted_ratio"))
            yield self.words["level_shares"].format(
                name=given.name, shares=self.words["separator"].join(shares), unlisted=unlisted
            )
            if given.rare is not None:
                share = percent(self._number("rare_word_ratio"))
                yield self.words["rare"].format(words=f"{int(self._number('rare_words')):,}", share=share)
        for metric in self.analysis.settings.of("A"):
            if metric.name.startswith("obi2_"):
                yield f"{metric.label[self.lang]}: {self._valued(metric, self.analysis[metric.name])}"

    def _chosen(self) -> list[PageRow]:
        """The page of an analysis with some metrics: those, by their labels."""
        rows = []
        for metric in self.analysis.settings.of("A"):
            if metric.name == "reading_label":
                rows.append(self._row("time", self._time(aloud=False)))
            else:
                shown = self._valued(metric, self.analysis[metric.name])
                rows.append(PageRow(metric.name, metric.label[self.lang], [shown]))
        return rows or [self._row("time", self._time(aloud=False))]

    def _number(self, name: str) -> float:
        return float(self.analysis[name])

    def _counted(self, number: int, unit: str) -> str:
        if self.lang == "ja":
            return f"{number:,}{UNITS[unit]}"
        return counted(number, unit)

    def _valued(self, metric: Metric, value: Value) -> str:
        if isinstance(value, str):
            return value
        if math.isnan(value) or metric.unit == "ratio":
            return percent(value)
        shown = f"{value:,}" if isinstance(value, int) else f"{value:,.1f}"
        return f"{shown}{UNITS[metric.unit]}" if self.lang == "ja" else counted(shown, metric.unit)

    def hardest(self) -> list[HardSentence]:
        """The sentences to revise first, of an analysis with every metric."""
        if self.analysis.settings.metrics is not None:
            return []
        return [
            HardSentence(
                self.words["place"].format(line=sentence.line, characters=f"{sentence['characters']:,}"),
                printable(sentence.text),
                self.words["and"].join(filter(None, (sentence.where_to_cut(self.lang), sentence.why(self.lang)))),
            )
            for sentence in self.analysis.hard_sentences(3)
        ]

    def hardest_heading(self, shown: int) -> str:
        """What stands above the sentences to revise: how many there are, where some of them are shown."""
        every = int(self.analysis["sentences_to_revise"])
        return self.words["hardest_first" if shown < every else "hardest"].format(all=f"{every:,}", some=shown)


def indent_of(rows: Iterable[PageRow]) -> int:
    """Columns that the labels take, with the space behind them."""
    widest = max(display_width(row.label) for row in rows)
    return widest + 2 if widest else 0


def labelled(label: str, lines: Iterable[str], indent: int) -> Iterator[str]:
    """Lines that are indented, the label before the first."""
    for number, line in enumerate(lines):
        yield fit("" if number else label, indent) + line if indent else line


def text_page(analysis: Measurements) -> str:
    """The page as plain text, 80 columns wide."""
    page = Page(analysis)
    lines = [_cut(page.title, WIDTH)] if page.title else []
    rows = page.rows()
    indent = indent_of(rows)
    for row in rows:
        shown = [line for text in row.lines for line in wrapped(text, WIDTH - indent)]
        lines.extend(labelled(row.label, shown, indent))
    hardest = page.hardest()
    if hardest:
        lines.append(page.hardest_heading(len(hardest)))
        inner = max(display_width(one.place) for one in hardest)
        for place, text, why in hardest:
            lines.append(f"  {fit(place, inner)}  {_cut(text, WIDTH - 4 - inner)}")
            lines.append(f"  {' ' * inner}  {_cut(why, WIDTH - 4 - inner)}")
    return "\n".join(lines)


def _cut(text: str, width: int) -> str:
    return text if display_width(text) <= width else fit(text, width).rstrip()


def html_page(analysis: Measurements) -> str:
    """The page of an analysis with some metrics as a fragment of HTML. Every text of the article is escaped."""
    import html  # a terminal needs none of it

    page = Page(analysis)
    parts = [f'<div class="jreadtools" lang="{page.lang}">']
    if page.title:
        parts.append(f"<p><strong>{html.escape(page.title)}</strong></p>")
    left = ' style="text-align:left"'
    parts.append("<table><tbody>")
    for row in page.rows():
        body = "<br>".join(html.escape(text) for text in row.lines)
        parts.append(f'<tr><th scope="row"{left}>{html.escape(row.label)}</th><td{left}>{body}</td></tr>')
    return "".join([*parts, "</tbody></table></div>"])
