"""An analysis as a page that a writer understands at once: as text, and as HTML for notebooks."""

from __future__ import annotations

import html
import math
from typing import TYPE_CHECKING, Final

from jreadtools.characters import display_width, fit
from jreadtools.errors import in_language
from jreadtools.reading import Lang

if TYPE_CHECKING:
    from jreadtools.analysis import Analysis

__all__ = ["band", "html_page", "percent", "text_page"]

# Whose bands these are is said wherever they are shown (FORMULAS: Morioka 1958).
_BANDS: Final = {"sentence_characters_mean": (35.0, 60.0), "kanji_ratio": (0.20, 0.35)}

_VERDICTS: Final = {
    "ja": {
        "sentence_characters_mean": (
            "短めで、読みやすい長さです",
            "ふつうの長さです",
            "長めで、読みにくくなりがちです",
        ),
        "kanji_ratio": ("漢字は少なめです", "漢字の量はふつうです", "漢字が多めで、硬い印象になりがちです"),
    },
    "en": {
        "sentence_characters_mean": ("short, easy to read", "of ordinary length", "long, hard to follow"),
        "kanji_ratio": ("few kanji", "an ordinary share of kanji", "many kanji, which looks stiff"),
    },
}
_WHOSE: Final = {
    "ja": {
        "sentence_characters_mean": "森岡 1958: 35 字以下は易しく、60 字以上は難しい",
        "kanji_ratio": "森岡 1958: 20% 以下は易しく、35% 以上は難しい",
    },
    "en": {
        "sentence_characters_mean": "Morioka 1958: up to 35 characters easy, from 60 hard",
        "kanji_ratio": "Morioka 1958: up to 20% easy, from 35% hard",
    },
}
_WORDS: Final = {
    "ja": {
        "time": "読書時間",
        "aloud": "読み上げ",
        "length": "分量",
        "sentence": "一文",
        "script": "文字",
        "longest": "長い文",
        "mean": "平均 {mean} 字（中央値 {median} 字、9割が {p90} 字以下、最長 {max} 字）",
        "counted": "{characters:,} 字・{sentences:,} 文・{paragraphs:,} 段落",
        "long": "60 字以上の文は {share}",
        "shares": "漢字 {kanji}・ひらがな {hiragana}・カタカナ {katakana}・英字 {latin}",
        "line": "{line} 行目 {characters} 字",
        "separator": "　",
        "empty": "（本文がありません）",
        "warning": "注意",
    },
    "en": {
        "time": "Reading time",
        "aloud": "aloud",
        "length": "Length",
        "sentence": "Sentences",
        "script": "Scripts",
        "longest": "Longest sentences",
        "mean": "mean {mean} characters (median {median}, nine in ten up to {p90}, longest {max})",
        "counted": "{characters:,} characters, {sentences:,} sentences, {paragraphs:,} paragraphs",
        "long": "{share} have 60 characters or more",
        "shares": "kanji {kanji}, hiragana {hiragana}, katakana {katakana}, Latin {latin}",
        "line": "line {line}, {characters} characters",
        "separator": "  ",
        "empty": "(no prose)",
        "warning": "note",
    },
}


def percent(share: float) -> str:
    """A ratio as people read it; – where it is undefined.

    >>> percent(0.2375), percent(float("nan"))
    ('24%', '–')
    """
    return "–" if math.isnan(share) else f"{100 * share:.0f}%"


def band(name: str, value: float) -> int | None:
    """0 easy, 1 ordinary, 2 hard, by the published band of a metric; None without one or undefined."""
    if name not in _BANDS or math.isnan(value):
        return None
    easy, hard = _BANDS[name]
    return 0 if value <= easy else 2 if value >= hard else 1


def _rows(analysis: Analysis) -> list[tuple[str, list[str]]]:
    """(label, lines) of the page, the longest sentences left out."""
    words = _WORDS[analysis.settings.lang]
    wanted = {metric.name for metric in analysis.settings.of("A")}
    time = analysis.reading_time
    rows: list[tuple[str, list[str]]] = []
    first = time.both_labels
    if not math.isnan(time.aloud_minutes):
        first += f"{words['separator']}{words['aloud']} {time.aloud_label}"
    rows.append((words["time"], [first]))

    def number(name: str) -> float:
        return float(analysis[name])

    def meaning(name: str) -> list[str]:
        where = band(name, number(name))
        if where is None:
            return []
        verdict, whose = _VERDICTS[analysis.settings.lang][name][where], _WHOSE[analysis.settings.lang][name]
        return [f"{verdict}（{whose}）" if analysis.settings.lang == "ja" else f"{verdict} ({whose})"]

    if {"characters", "sentences", "paragraphs"} <= wanted:
        counts = {name: int(number(name)) for name in ("characters", "sentences", "paragraphs")}
        rows.append((words["length"], [words["counted"].format(**counts)]))
    statistics = ("mean", "median", "p90", "max")
    if {f"sentence_characters_{name}" for name in statistics} <= wanted and number("sentences"):
        figures = {name: f"{number(f'sentence_characters_{name}'):.0f}" for name in statistics}
        lines = [words["mean"].format(**figures)]
        if number("long_sentence_ratio"):
            lines.append(words["long"].format(share=percent(number("long_sentence_ratio"))))
        rows.append((words["sentence"], lines + meaning("sentence_characters_mean")))
    scripts = ("kanji", "hiragana", "katakana", "latin")
    if {f"{name}_ratio" for name in scripts} <= wanted and number("characters"):
        shares = {name: percent(number(f"{name}_ratio")) for name in scripts}
        rows.append((words["script"], [words["shares"].format(**shares), *meaning("kanji_ratio")]))
    if analysis.article.warnings:
        rows.append(
            (words["warning"], [in_language(said, analysis.settings.lang) for said in analysis.article.warnings])
        )
    return rows


def _longest(analysis: Analysis) -> list[tuple[str, str]]:
    words = _WORDS[analysis.settings.lang]
    if not analysis.settings.needs_mecab:
        return []
    return [
        (
            words["line"].format(line=sentence.line, characters=sentence["characters"]),
            sentence.text,
        )
        for sentence in analysis.longest(3)
    ]


def text_page(analysis: Analysis) -> str:
    """The page as plain text, 80 columns wide."""
    words = _WORDS[analysis.settings.lang]
    lines = [analysis.article.title] if analysis.article.title else []
    if not analysis.measured.spans:
        return "\n".join([*lines, words["empty"]])
    rows = _rows(analysis)
    width = max(display_width(label) for label, _ in rows) + 2
    for label, texts in rows:
        for number, text in enumerate(texts):
            lines.append(fit(label if number == 0 else "", width) + text)
    longest = _longest(analysis)
    if longest:
        lines.append(str(words["longest"]))
        inner = max(display_width(place) for place, _ in longest)
        lines += [f"  {fit(place, inner)}  {fit(text, 76 - inner).rstrip()}" for place, text in longest]
    return "\n".join(lines)


def html_page(analysis: Analysis) -> str:
    """The page as a fragment of HTML. Every text of the article is escaped."""
    lang: Lang = analysis.settings.lang
    words = _WORDS[lang]
    title = analysis.article.title
    parts = [f'<div class="jreadtools" lang="{lang}">']
    if title:
        parts.append(f"<p><strong>{html.escape(title)}</strong></p>")
    if not analysis.measured.spans:
        return "".join([*parts, f"<p>{words['empty']}</p></div>"])
    parts.append("<table><tbody>")
    for label, texts in _rows(analysis):
        body = "<br>".join(html.escape(text) for text in texts)
        parts.append(
            f'<tr><th scope="row" style="text-align:left">{label}</th><td style="text-align:left">{body}</td></tr>'
        )
    parts.append("</tbody></table>")
    longest = _longest(analysis)
    if longest:
        items = "".join(f"<li>{html.escape(place)}: {html.escape(text)}</li>" for place, text in longest)
        parts.append(f"<p>{words['longest']}</p><ol>{items}</ol>")
    return "".join([*parts, "</div>"])
