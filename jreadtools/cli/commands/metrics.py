"""`jreadtools metrics`: the catalogue by families, or one metric in full."""

from __future__ import annotations

import argparse
import inspect
import io
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from jreadtools.characters import display_width, fit
from jreadtools.cli.options import operand
from jreadtools.cli.parser import Parser, Version
from jreadtools.cli.session import Run, UsageError, terminal_width
from jreadtools.errors import Lang, Message, in_language, near_names
from jreadtools.metrics.bands import BANDS, Band
from jreadtools.metrics.named import FAMILIES, OURS, UNITS
from jreadtools.printing import wrapped, write_table

if TYPE_CHECKING:
    from jreadtools.metrics.metric import Metric

__all__ = ["SUMMARY", "main", "parser"]

_LEVELS: Final = {
    "A": Message(ja="記事", en="article"),
    "S": Message(ja="文", en="sentence"),
    "AS": Message(ja="記事・文", en="article, sentence"),
}
_OF_A_SENTENCE: Final = frozenset({"characters"})
"""Metrics of articles and sentences whose bands are meant for a sentence."""
_DTYPES: Final = {
    "int64": Message(ja="整数", en="whole number"),
    "float64": Message(ja="小数", en="number"),
    "str": Message(ja="文字列", en="text"),
}

_WIDTH: Final = 80
_NARROWEST: Final = 40
_LEAST_LABEL: Final = 12
"""Columns of a terminal below which labels are not broken but make the line too long: names are there to be copied."""


SUMMARY: Final = Message(ja="指標の一覧と説明", en="the metrics and what they mean")


def parser(lang: Lang, version: Version) -> Parser:
    """What can be asked of it, and its help."""
    parser = Parser(
        "metrics",
        "[NAME]",
        lang,
        version,
        about=Message(
            ja="指標の一覧を表示します。NAME に指標の名前を付けるとその指標を説明し、分類の名前を付けるとその一覧だけを表示します。",
            en="Lists the metrics; with a NAME explains that one, or lists that family of metrics.",
        ),
    )
    operands = parser.group(ja="対象", en="which")
    operands.add(
        "name",
        metavar="NAME",
        nargs="?",
        type=operand,
        ja=f"指標の名前（例: kanji_ratio）、または分類: {', '.join(FAMILIES)}",
        en=f"name of a metric, such as kanji_ratio, or of a family: {', '.join(FAMILIES)}",
    )
    return parser


def main(args: argparse.Namespace, run: Run) -> None:
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


_BROUGHT: Final = re.compile(r"rare_word|(?:jlpt|zipf|obi2)_")
"""Names of columns that lists of words and models bring along."""


def _metric(name: str) -> Metric:
    from jreadtools.metrics.catalogue import METRICS

    if name in METRICS:
        return METRICS[name]
    if _BROUGHT.match(name):
        raise UsageError(
            Message(
                ja=f"{name} は一覧の指標ではなく、--levels や --obi2 で加わる列です。jreadtools analyze --help の説明を見てください",
                en=f"{name} is no metric of the catalogue but a column of --levels or --obi2; see jreadtools analyze --help",
            )
        )
    labels = {label: m.name for m in METRICS.values() for label in m.label.values()}
    labels |= {label: family for family, said in FAMILIES.items() for label in said.both}
    near = near_names(name, [*METRICS, *FAMILIES], labels)
    raise UsageError(
        ja=f"「{name}」という指標はありません。"
        + (f"{'、'.join(near)} のことでしょうか" if near else "jreadtools metrics で一覧を見られます"),
        en=f"there is no metric {name!r}; "
        + (f"did you mean {', '.join(near)}?" if near else "see: jreadtools metrics"),
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
    label = in_language(FAMILIES[family], run.lang)
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
    return _LEVELS[metric.level].in_language(run.lang).replace("article, sentence", "both")


def _unit(metric: Metric, run: Run) -> str:
    if metric.unit == "ratio":
        return run.words(ja="割合", en="ratio")
    if metric.unit == "label":
        return run.words(ja="文字列", en="text")
    return run.words(ja=UNITS[metric.unit], en=metric.unit)


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
    undefined = in_language(metric.undefined_when, run.lang)
    unit = _unit(metric, run) + (run.words(ja="（0〜1）", en=" (0-1)") if metric.unit == "ratio" else "")
    kind = run.words(ja="{}（{}）", en="{} ({})").format(_DTYPES[metric.dtype].in_language(run.lang), metric.dtype)
    details = [
        (run.words(ja="分類", en="family"), in_language(FAMILIES[metric.family], run.lang)),
        (run.words(ja="対象", en="of"), _LEVELS[metric.level].in_language(run.lang)),
    ]
    if metric.unit != "label":
        details.append((run.words(ja="単位", en="unit"), unit))
    from jreadtools.metrics.directions import direction_of

    details += [
        (run.words(ja="値", en="value"), kind),
        (run.words(ja="見方", en="direction"), direction_of(metric).in_language(run.lang)),
        (run.words(ja="計算できないとき", en="undefined when"), undefined or never),
        (run.words(ja="出典", en="source"), in_language(metric.source or OURS, run.lang)),
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
    unit = "%" if percent else f"{'' if japanese else ' '}{_unit(metric, run)}"
    low, high = (f"{round(100 * number if percent else number, 1):g}" for number in (band.low, band.high))
    said = []
    if not math.isinf(band.low):
        said.append(run.words(ja=f"{low}{unit}以下は小さめ", en=f"small up to {low}{unit}"))
    if not math.isinf(band.high):
        ja, en = ("を超えると", "above") if band.exclusive else ("以上は", "from")
        said.append(run.words(ja=f"{high}{unit}{ja}大きめ", en=f"large {en} {high}{unit}"))
    whose = band.whose.in_language(run.lang)
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
