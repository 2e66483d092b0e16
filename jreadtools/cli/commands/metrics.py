"""`jreadtools metrics`: the catalogue by families, or one metric in full."""

from __future__ import annotations

import argparse
import inspect
import io
import math
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from jreadtools.characters import display_width, fit
from jreadtools.cli.session import Run, UsageError, nearest, terminal_width
from jreadtools.errors import Message
from jreadtools.metrics.bands import BANDS, Band
from jreadtools.printing import wrapped, write_table

if TYPE_CHECKING:
    from jreadtools.metrics.metric import Metric

__all__ = ["FAMILIES", "metrics_command"]

FAMILIES: Final = {
    "length": ("長さ", "length"),
    "script": ("字種", "scripts"),
    "reading_time": ("読書時間", "reading time"),
    "readability": ("読みやすさの公式", "readability formulas"),
    "vocabulary": ("語彙と漢字", "vocabulary and kanji"),
    "diversity": ("語彙の豊かさ", "lexical diversity"),
    "style": ("文法と文体", "grammar and style"),
}
"""The families of the catalogue, in its order: their names for people, ja and en."""
_LEVELS: Final = {"A": ("記事", "article"), "S": ("文", "sentence"), "AS": ("記事・文", "article, sentence")}
_DIRECTIONS: Final = {
    "high": ("大きいほど、長い・読みにくい", "higher: longer or harder"),
    "low": ("小さいほど読みにくい", "lower: harder"),
    "": ("読みやすさとは直接関係しない", "says nothing about difficulty"),
}
_OF_A_SENTENCE: Final = frozenset({"characters"})
"""Metrics of articles and sentences whose bands are meant for a sentence."""
_DTYPES: Final = {"int64": ("整数", "whole number"), "float64": ("小数", "number"), "str": ("文字列", "text")}
_UNDEFINED_JA: Final = {
    "no kanji": "漢字がないとき",
    "no characters": "文字がないとき",
    "no sentences": "文がないとき",
    "no paragraphs": "段落がないとき",
    "no stated time": "ページに表示がないとき",
    "no words": "語がないとき",
    "no kanji (々〆〇 have no grade)": "漢字がないとき（々・〆・〇 には学年がありません）",
    "several articles, or no text": "複数の記事をまとめたとき、本文がないとき",
    "no words, or several articles": "語がないとき、または複数の記事をまとめたとき",
    "fewer than 50 words, or several articles": "50 語に満たないとき、または複数の記事をまとめたとき",
    "no word comes twice, or several articles": "二度出てくる語がないとき、または複数の記事をまとめたとき",
    "fewer than 42 words, or several articles": "42 語に満たないとき、または複数の記事をまとめたとき",
    "no content words": "内容語がないとき",
    "no verbs": "動詞がないとき",
    "no sentence in polite or plain style": "敬体の文も常体の文もないとき",
}

_WIDTH: Final = 80
_NARROWEST: Final = 40
_LEAST_LABEL: Final = 12
"""Columns of a terminal below which labels are not broken but make the line too long: names are there to be copied."""


def metrics_command(args: argparse.Namespace, run: Run) -> None:
    """Print the catalogue or a family of it, or explain one metric."""
    from jreadtools.metrics.catalogue import METRICS

    if not args.name:
        run.out.write(_listed(METRICS.values(), run))
        return
    parts = []
    if args.name in METRICS or args.name not in FAMILIES:
        parts.append(_explained(_metric(args.name), run))
    if args.name in FAMILIES:  # `style` is the name of a metric too
        parts.append(_listed((metric for metric in METRICS.values() if metric.family == args.name), run))
    run.out.write("\n".join(parts))


def _metric(name: str) -> Metric:
    from jreadtools.metrics.catalogue import METRICS

    if name in METRICS:
        return METRICS[name]
    labels = {label: m.name for m in METRICS.values() for label in m.label.values()}
    labels |= {label: family for family, both in FAMILIES.items() for label in both}
    near = nearest(name, [*METRICS, *FAMILIES], labels)
    raise UsageError(
        Message(
            ja=f"「{name}」という指標はありません。"
            + (f"{'、'.join(near)} のことでしょうか" if near else "jreadtools metrics で一覧を見られます"),
            en=f"there is no metric {name!r}; "
            + (f"did you mean {', '.join(near)}?" if near else "see: jreadtools metrics"),
        )
    )


# --- the list -----------------------------------------------------------------------------------


def _listed(metrics: Iterable[Metric], run: Run) -> str:
    """A table of metrics with a heading for each family. A label that a terminal has no room for takes two lines."""
    chosen = list(metrics)
    headers = run.words(ja="名前 指標 単位 対象", en="name metric unit of").split()
    rows = [[m.name, _label(m, run), _unit(m, run), _of(m, run)] for m in chosen]
    width = terminal_width(run.out)
    if width is not None:
        others = sum(
            max(map(display_width, column)) + 2 for i, column in enumerate(zip(headers, *rows, strict=True)) if i != 1
        )
        if width - others >= _LEAST_LABEL:
            rows = [[name, "\n".join(wrapped(label, width - others)), *rest] for name, label, *rest in rows]
    lines = _table(headers, rows)
    shown = [next(lines)]
    family = ""
    for metric, (_, label, *_rest) in zip(chosen, rows, strict=True):
        if metric.family != family:
            family = metric.family
            shown += ["", _heading(family, run)]
        shown += [next(lines) for _ in label.split("\n")]
    return "\n".join(shown) + "\n"


def _heading(family: str, run: Run) -> str:
    """A family's name for people, and the one that `jreadtools metrics` takes."""
    label = run.words(*FAMILIES[family])
    return label if label == family else run.words(ja=f"{label}（{family}）", en=f"{label} ({family})")


def _table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The lines of a table whose labels may have several."""
    whole: list[Sequence[str]] = []
    for name, label, *rest in rows:
        first, *more = label.split("\n")
        whole += [[name, first, *rest], *(["", line, *("" for _ in rest)] for line in more)]
    stream = io.StringIO()
    write_table(stream, headers, whole)
    return iter(stream.getvalue().splitlines())


def _label(metric: Metric, run: Run) -> str:
    """Its name for people; an experimental one says so."""
    label = metric.label[run.lang]
    mark = run.words(ja="試験的", en="experimental")
    if not metric.experimental or mark in label:
        return label
    return run.words(ja=f"{label}（{mark}）", en=f"{label} ({mark})")


def _of(metric: Metric, run: Run) -> str:
    return run.words(*_LEVELS[metric.level]).replace("article, sentence", "both")


def _unit(metric: Metric, run: Run) -> str:
    from jreadtools.views.page import UNITS_JA

    if metric.unit == "ratio":
        return run.words(ja="割合", en="ratio")
    if metric.unit == "label":
        return run.words(ja="文字列", en="text")
    return run.words(ja=UNITS_JA[metric.unit], en=metric.unit)


# --- one metric ---------------------------------------------------------------------------------


def _explained(metric: Metric, run: Run) -> str:
    width = min(max(terminal_width(run.out) or _WIDTH, _NARROWEST), _WIDTH)
    paragraphs = [metric.description["ja"]] if run.lang == "ja" else _explanation(metric)
    lines = [f"{metric.name}  {_label(metric, run)}"]
    for number, paragraph in enumerate(paragraphs):
        lines += ([""] if number else []) + wrapped(paragraph, width)
    details = _details(metric, run)
    indent = max(display_width(name) for name, _ in details) + 2
    lines.append("")
    for name, value in details:
        for number, line in enumerate(wrapped(value, width - indent - 2)):
            lines.append(f"  {fit('' if number else name, indent)}{line}")
    return "\n".join(lines) + "\n"


def _details(metric: Metric, run: Run) -> list[tuple[str, str]]:
    """(what, value) of everything that the registry holds, and whose bands there are."""
    never = run.words(ja="なし（いつでも計算できます）", en="never")
    undefined = run.words(ja=_UNDEFINED_JA.get(metric.undefined_when, metric.undefined_when), en=metric.undefined_when)
    unit = _unit(metric, run) + (run.words(ja="（0〜1）", en=" (0-1)") if metric.unit == "ratio" else "")
    kind = run.words(ja="{}（{}）", en="{} ({})").format(run.words(*_DTYPES[metric.dtype]), metric.dtype)
    details = [
        (run.words(ja="分類", en="family"), run.words(*FAMILIES[metric.family])),
        (run.words(ja="対象", en="of"), run.words(*_LEVELS[metric.level])),
    ]
    if metric.unit != "label":
        details.append((run.words(ja="単位", en="unit"), unit))
    details += [
        (run.words(ja="値", en="value"), kind),
        (run.words(ja="見方", en="direction"), run.words(*_DIRECTIONS[metric.direction])),
        (run.words(ja="計算できないとき", en="undefined when"), undefined or never),
        (
            run.words(ja="出典", en="source"),
            metric.source or run.words(ja="jreadtools の定義", en="defined by jreadtools"),
        ),
    ]
    head = (
        run.words(ja="一文の目安", en="for a sentence")
        if metric.name in _OF_A_SENTENCE
        else run.words(ja="目安", en="guideline")
    )
    for band in BANDS:
        if band.metric == metric.name:
            details.append((head, _band(band, metric, run)))
            head = ""
    if metric.experimental:
        said = run.words(
            ja="試験的。確かめるための正解値がありません", en="experimental: there is nothing to check it against"
        )
        details.append((run.words(ja="状態", en="status"), said))
    return details


def _band(band: Band, metric: Metric, run: Run) -> str:
    """Where values begin to be small or large, and who says so."""

    percent, japanese = metric.unit == "ratio", run.lang == "ja"
    unit = "% " if percent and japanese else "%" if percent else f" {_unit(metric, run)}"
    low, high = (f"{round(100 * number if percent else number, 1):g}" for number in (band.low, band.high))
    said = []
    if not math.isinf(band.low):
        said.append(run.words(ja=f"{low}{unit}以下は小さめ", en=f"small up to {low}{unit}"))
    if not math.isinf(band.high):
        ja, en = ("を超えると", "above") if band.exclusive else ("以上は", "from")
        said.append(run.words(ja=f"{high}{unit}{ja}大きめ", en=f"large {en} {high}{unit}"))
    whose = band.whose[run.lang]
    return run.words(ja=f"{'、'.join(said)}（{whose}）", en=f"{', '.join(said)} ({whose})")


def _explanation(metric: Metric) -> list[str]:
    """The paragraphs of a metric's docstring, in one line each, without what stands below and without its doctest.

    A line of Japanese right before the doctest works it out by hand, and goes with it.
    """
    text, _, example = inspect.cleandoc(metric.function.__doc__ or "").partition("\n\n>>> ")
    paragraphs = [paragraph for paragraph in text.split("\n\n") if not paragraph.startswith("Unit: ")]
    if example and len(paragraphs) > 1 and not paragraphs[-1][0].isascii() and "\n" not in paragraphs[-1]:
        paragraphs.pop()
    return [" ".join(paragraph.split()) for paragraph in paragraphs]
