"""`jreadtools metrics`: the catalogue, or one metric in full."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Final

from jreadtools.characters import display_width, fit
from jreadtools.commands.run import Run, UsageError, nearest, terminal_width
from jreadtools.errors import Message
from jreadtools.write import write_table

if TYPE_CHECKING:
    from jreadtools.metrics.metric import Metric

__all__ = ["metrics_command"]

_LEVELS: Final = {"A": ("記事", "article"), "S": ("文", "sentence"), "AS": ("記事・文", "article, sentence")}
_DIRECTIONS: Final = {
    "high": ("大きいほど、長い・読みにくい", "higher: longer or harder"),
    "low": ("小さいほど読みにくい", "lower: harder"),
    "": ("読みやすさとは直接関係しない", "says nothing about difficulty"),
}
_DTYPES: Final = {"int64": ("整数", "whole number"), "float64": ("小数", "number"), "str": ("文字列", "text")}
_UNDEFINED_JA: Final = {
    "no kanji": "漢字がないとき", "no characters": "文字がないとき", "no sentences": "文がないとき",
    "no paragraphs": "段落がないとき", "no stated time": "ページに表示がないとき",
}  # fmt: skip


_WIDE: Final = 78


def metrics_command(args: argparse.Namespace, run: Run) -> None:
    """Print the catalogue, or explain one metric."""
    from jreadtools.metrics.catalogue import METRICS

    if args.name:
        run.out.write(_explained(_metric(args.name), run))
        return
    headers = run.words("名前 指標 単位 対象", "name metric unit of").split()
    rows = [
        [m.name, m.label[run.lang], _unit(m, run), run.words(*_LEVELS[m.level]).replace("article, sentence", "both")]
        for m in METRICS.values()
    ]
    width = terminal_width(run.out)
    # A long label is cut; on a very narrow terminal it would be the names, which are there to be copied.
    write_table(run.out, headers, rows, width=width if width and width >= _WIDE else None)


def _metric(name: str) -> Metric:
    from jreadtools.metrics.catalogue import METRICS

    if name in METRICS:
        return METRICS[name]
    near = tuple(m.name for m in METRICS.values() if name in m.label.values()) or nearest(name, METRICS)
    raise UsageError(
        Message(
            f"there is no metric {name!r}; "
            + (f"did you mean {', '.join(near)}?" if near else "see: jreadtools metrics"),
            f"「{name}」という指標はありません。"
            + (f"{'、'.join(near)} のことでしょうか" if near else "jreadtools metrics で一覧を見られます"),
        )
    )


def _unit(metric: Metric, run: Run) -> str:
    from jreadtools.page import UNITS_JA

    return run.words("割合" if metric.unit == "ratio" else UNITS_JA[metric.unit], metric.unit)


def _explained(metric: Metric, run: Run) -> str:
    never = run.words("なし（いつでも計算できます）", "never")
    undefined = run.words(_UNDEFINED_JA.get(metric.undefined_when, metric.undefined_when), metric.undefined_when)
    details = (
        (run.words("対象", "of"), run.words(*_LEVELS[metric.level])),
        (
            run.words("単位", "unit"),
            _unit(metric, run) + (run.words("（0〜1）", " (0-1)") if metric.unit == "ratio" else ""),
        ),
        (
            run.words("値", "value"),
            run.words("{}（{}）", "{} ({})").format(run.words(*_DTYPES[metric.dtype]), metric.dtype),
        ),
        (run.words("見方", "direction"), run.words(*_DIRECTIONS[metric.direction])),
        (run.words("計算できないとき", "undefined when"), undefined or never),
        (run.words("出典", "source"), metric.source or run.words("jreadtools の定義", "defined by jreadtools")),
    )
    width = max(display_width(name) for name, _ in details) + 2
    lines = [f"{metric.name}  {metric.label[run.lang]}", metric.description[run.lang]]
    lines += [f"  {fit(name, width)}{value}" for name, value in details]
    return "\n".join(lines) + "\n"
