"""An analysis as a page that a writer understands at once: as text, and as HTML for notebooks."""

from __future__ import annotations

import html
import math
from typing import TYPE_CHECKING, Final

from jreadtools.characters import display_width, fit
from jreadtools.errors import in_language
from jreadtools.reading import minutes_label
from jreadtools.write import UNDEFINED, printable

if TYPE_CHECKING:
    from jreadtools.analysis import Analysis, Value
    from jreadtools.metrics.metric import Metric

__all__ = ["UNITS_JA", "band", "html_page", "percent", "text_page"]

WIDTH: Final = 80

# Whose bands these are is said wherever they are shown (森岡 1958).
_BANDS: Final = {"sentence_characters_mean": (35.0, 60.0), "kanji_ratio": (0.20, 0.35)}

UNITS_JA: Final = {
    "characters": "字", "words": "語", "morae": "拍", "sentences": "文", "paragraphs": "段落", "headings": "か所",
    "images": "点", "links": "か所", "blocks": "か所", "commas": "個", "minutes": "分", "seconds": "秒", "ratio": "",
    "label": "表示文",
}  # fmt: skip
"""Units of metrics, as they stand behind a number."""

_VERDICTS: Final = {
    "ja": {
        "sentence_characters_mean": (
            "短めで、読みやすい長さです",
            "ふつうの長さです",
            "長めで、読みにくい長さです",
        ),
        "kanji_ratio": ("漢字は少なめです", "漢字の量はふつうです", "漢字が多く、硬く見えがちです"),
    },
    "en": {
        "sentence_characters_mean": ("short, easy to read", "of ordinary length", "long, hard to follow"),
        "kanji_ratio": ("few kanji", "a usual share of kanji", "many kanji: looks stiff"),
    },
}
_WHOSE: Final = {
    "ja": {
        "sentence_characters_mean": "（35 字以下は易、60 字以上は難: 森岡 1958）",
        "kanji_ratio": "（20% 以下は易、35% 以上は難: 森岡 1958）",
    },
    "en": {
        "sentence_characters_mean": " (Morioka 1958: up to 35 easy, from 60 hard)",
        "kanji_ratio": " (Morioka 1958: up to 20% easy, from 35% hard)",
    },
}
_WORDS: Final = {
    "ja": {
        "time": "読書時間",
        "aloud": "　読み上げ {}",
        "stated": "　ページの表示 {}",
        "length": "分量",
        "sentence": "文の長さ",
        "script": "文字",
        "longest": "長い文",
        "mean": "平均 {mean} 字（中央値 {median} 字、9 割の文は {p90} 字以下、最長 {max} 字）",
        "long": "60 字以上の文が {share} あります",
        "shares": "漢字 {kanji}・ひらがな {hiragana}・カタカナ {katakana}・英字 {latin}",
        "place": "{line} 行目・{characters} 字",
        "separator": "・",
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
        "longest": "Longest sentences",
        "mean": "mean {mean} characters (median {median}, nine in ten up to {p90}, longest {max})",
        "long": "{share} have 60 characters or more",
        "shares": "kanji {kanji}, hiragana {hiragana}, katakana {katakana}, Latin {latin}",
        "place": "line {line}, {characters} chars",
        "separator": ", ",
        "empty": "(nothing to read)",
        "warning": "Note",
    },
}


def percent(share: float) -> str:
    """A ratio as people read it; – where it is undefined.

    >>> percent(0.2375), percent(float("nan"))
    ('24%', '–')
    """
    return UNDEFINED if math.isnan(share) else f"{100 * share:.0f}%"


def band(name: str, value: float) -> int | None:
    """0 easy, 1 ordinary, 2 hard, by the published band of a metric; None without one or undefined."""
    if name not in _BANDS or math.isnan(value):
        return None
    easy, hard = _BANDS[name]
    return 0 if value <= easy else 2 if value >= hard else 1


class _Page:
    """What both pages say of an analysis."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.lang = analysis.settings.lang
        self.words = _WORDS[self.lang]
        self.title = printable(analysis.article.title)
        self.is_empty = not analysis.measured.spans

    def rows(self) -> list[tuple[str, list[str]]]:
        """(label, lines), the longest sentences left out."""
        if self.is_empty:
            rows = [("", [self.words["empty"]])]
        elif self.analysis.settings.metrics is None:
            rows = [(self.words["time"], [self._time(aloud=True)]), *self._whole()]
        else:
            rows = self._chosen()
        warnings = [in_language(said, self.lang) for said in self.analysis.article.warnings]
        return [*rows, (self.words["warning"], warnings)] if warnings else rows

    def _time(self, *, aloud: bool) -> str:
        time = self.analysis.reading_time
        said = time.both_labels
        if aloud and not math.isnan(time.aloud_minutes):
            said += self.words["aloud"].format(time.aloud_label)
        stated = self.analysis.article.stated_minutes
        return said if stated is None else said + self.words["stated"].format(minutes_label(stated, self.lang))

    def _whole(self) -> list[tuple[str, list[str]]]:
        """The page of an analysis with every metric."""
        number = self._number
        length = [self._counted(int(number(name)), name) for name in ("characters", "sentences", "paragraphs")]
        rows = [(self.words["length"], [self.words["separator"].join(length)])]
        if number("sentences") > 1:
            names = ("mean", "median", "p90", "max")
            figures = {name: f"{number(f'sentence_characters_{name}'):.0f}" for name in names}
            lines = [self.words["mean"].format(**figures)]
            if number("long_sentence_ratio"):
                lines.append(self.words["long"].format(share=percent(number("long_sentence_ratio"))))
            rows.append((self.words["sentence"], lines + self._verdict("sentence_characters_mean")))
        if number("characters"):
            shares = {name: percent(number(f"{name}_ratio")) for name in ("kanji", "hiragana", "katakana", "latin")}
            rows.append((self.words["script"], [self.words["shares"].format(**shares), *self._verdict("kanji_ratio")]))
        return rows

    def _chosen(self) -> list[tuple[str, list[str]]]:
        """The page of an analysis with some metrics: those, by their labels."""
        rows = []
        for metric in self.analysis.settings.of("A"):
            if metric.name == "reading_label":
                rows.append((self.words["time"], [self._time(aloud=False)]))
            else:
                rows.append((metric.label[self.lang], [self._valued(metric, self.analysis[metric.name])]))
        return rows or [(self.words["time"], [self._time(aloud=False)])]

    def _number(self, name: str) -> float:
        return float(self.analysis[name])

    def _counted(self, number: int, unit: str) -> str:
        if self.lang == "ja":
            return f"{number:,} {UNITS_JA[unit]}"
        return f"{number:,} {unit.removesuffix('s') if number == 1 else unit}"

    def _valued(self, metric: Metric, value: Value) -> str:
        if isinstance(value, str):
            return value
        if math.isnan(value) or metric.unit == "ratio":
            return percent(value)
        shown = f"{value:,}" if isinstance(value, int) else f"{value:,.1f}"
        return f"{shown} {UNITS_JA[metric.unit] if self.lang == 'ja' else metric.unit}"

    def _verdict(self, name: str) -> list[str]:
        """What a value means. The bands are those of Japanese: they say nothing of other texts, or of a word."""
        where = band(name, self._number(name))
        japanese = sum(self._number(f"{script}_ratio") for script in ("kanji", "hiragana", "katakana"))
        if where is None or not japanese > 0.5 or self._number("sentences") < 2:
            return []
        return [_VERDICTS[self.lang][name][where] + _WHOSE[self.lang][name]]

    def longest(self) -> list[tuple[str, str]]:
        """(place, text) of the longest sentences of an analysis with every metric."""
        if self.analysis.settings.metrics is not None:
            return []
        return [
            (
                self.words["place"].format(line=sentence.line, characters=f"{sentence['characters']:,}"),
                printable(sentence.text),
            )
            for sentence in self.analysis.longest(3)
        ]


def text_page(analysis: Analysis) -> str:
    """The page as plain text, 80 columns wide."""
    page = _Page(analysis)
    lines = [_cut(page.title, WIDTH)] if page.title else []
    rows = page.rows()
    labels = max(display_width(label) for label, _ in rows)
    for label, texts in rows:
        for number, text in enumerate(texts):
            lines.append((fit(label if number == 0 else "", labels + 2) if labels else "") + text)
    longest = page.longest()
    if longest:
        lines.append(page.words["longest"])
        inner = max(display_width(place) for place, _ in longest)
        lines += [f"  {fit(place, inner)}  {_cut(text, WIDTH - 4 - inner)}" for place, text in longest]
    return "\n".join(lines)


def _cut(text: str, width: int) -> str:
    return text if display_width(text) <= width else fit(text, width).rstrip()


def html_page(analysis: Analysis) -> str:
    """The page as a fragment of HTML. Every text of the article is escaped."""
    page = _Page(analysis)
    parts = [f'<div class="jreadtools" lang="{page.lang}">']
    if page.title:
        parts.append(f"<p><strong>{html.escape(page.title)}</strong></p>")
    left = ' style="text-align:left"'
    parts.append("<table><tbody>")
    for label, texts in page.rows():
        body = "<br>".join(html.escape(text) for text in texts)
        parts.append(f'<tr><th scope="row"{left}>{label}</th><td{left}>{body}</td></tr>')
    parts.append("</tbody></table>")
    longest = page.longest()
    if longest:
        items = "".join(f"<li>{html.escape(place)}: {html.escape(text)}</li>" for place, text in longest)
        parts.append(f"<p>{page.words['longest']}</p><ol>{items}</ol>")
    return "".join([*parts, "</div>"])
