"""`jreadtools cite`: what to cite for the metrics that were used."""

from __future__ import annotations

import argparse
from typing import Final

from jreadtools.cli.options import operand
from jreadtools.cli.parser import Parser, Version
from jreadtools.cli.session import Run, UsageError
from jreadtools.errors import Lang, Message, did_you_mean, near_names

__all__ = ["SUMMARY", "main", "parser"]

SUMMARY: Final = Message(ja="使った指標の引用文献（BibTeX）", en="what to cite for the metrics you used (BibTeX)")

_MOST_NAMES: Final = 4
"""Metrics that are named above an entry."""


def parser(lang: Lang, version: Version) -> Parser:
    """What can be asked of it, and its help."""
    parser = Parser(
        "cite",
        "[METRIC…]",
        lang,
        version,
        about=Message(
            ja="使った指標のもとになった文献を、日本語の文献表の形と BibTeX で表示します。そのまま .bib ファイルになります。",
            en="Prints the works behind the metrics you used, as a line for a Japanese list of references and as BibTeX; "
            "the output is a .bib file.",
        ),
        examples=Message(
            ja="例: jreadtools cite jreadability reading_minutes > references.bib",
            en="for example: jreadtools cite jreadability reading_minutes > references.bib",
        ),
    )
    operands = parser.group(ja="対象", en="which")
    operands.add(
        "names",
        metavar="METRIC",
        nargs="*",
        type=operand,
        ja="指標の名前（jreadtools metrics で一覧）。省くとすべての指標",
        en="names of metrics (jreadtools metrics lists them); without any, all of them",
    )
    return parser


def main(args: argparse.Namespace, run: Run) -> None:
    """Print the works behind the metrics."""
    from jreadtools.metrics.catalogue import METRICS
    from jreadtools.metrics.works import bibtex, works_of

    for name in args.names:
        if name not in METRICS:
            raise _unknown(name)
    asked = [METRICS[name] for name in dict.fromkeys(args.names)] or list(METRICS.values())
    entries = []
    for number, (work, names) in enumerate(works_of(asked)):
        lines = [f"% {work.ja}"]
        if number:  # the first is the program itself
            lines.append(f"% {run.words(ja='使う指標', en='used by')}: {_named(names, run)}")
        entries.append("\n".join([*lines, bibtex(work)]))
    run.out.write("\n\n".join(entries) + "\n")


def _named(names: tuple[str, ...], run: Run) -> str:
    more = len(names) - _MOST_NAMES
    named = ", ".join(names[:_MOST_NAMES])
    return named + run.words(ja=f" ほか{more:,}件", en=f" and {more:,} more") if more > 0 else named


def _unknown(name: str) -> UsageError:
    from jreadtools.metrics.catalogue import METRICS

    near = tuple(metric.name for metric in METRICS.values() if name in metric.label.values()) or near_names(
        name, METRICS
    )
    hint = did_you_mean(near, ja="jreadtools metrics で一覧を見られます", en="see: jreadtools metrics")
    return UsageError(ja=f"「{name}」という指標はありません。{hint.ja}", en=f"there is no metric {name!r}; {hint}")
