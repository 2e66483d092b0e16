"""Many articles in a few lines: what `print(results)` says."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from jreadtools.article import Failure, place_of
from jreadtools.counts.additive import Counts
from jreadtools.errors import Message, counted, in_language
from jreadtools.measure.settings import Settings
from jreadtools.metrics.catalogue import METRICS
from jreadtools.metrics.named import SHORT_LABELS
from jreadtools.printing import UNDEFINED, percent, printable, write_table
from jreadtools.speed import minutes_label
from jreadtools.views.listing import ListRow, list_rows, overview

__all__ = ["results_table"]

SHOWN: Final = 10
"""Articles that are shown, the first of them."""
NAMED: Final = 3
"""Failures that are named."""
_WIDTH: Final = 80
_COLUMNS: Final[Mapping[str, Callable[[ListRow], str]]] = {
    "characters": lambda row: f"{row.characters:,}",
    "sentences": lambda row: f"{row.sentences:,}",
    "sentence_characters_mean": lambda row: _mean(row.sentence_characters_mean),
    "kanji_ratio": lambda row: percent(row.kanji_ratio),
    "sentences_to_revise": lambda row: f"{row.hard:,}",
}


def results_table(
    counts: Counts,
    articles: Mapping[str, Sequence[Any]],
    failures: Sequence[Failure],
    settings: Settings,
) -> str:
    """The first articles as a table, what all come to, and what could not be read, in the language of the settings.

    Args:
        counts: a row an article.
        articles: what is known of each article: `listing.KNOWN`.
        failures: what could not be read or measured.
        settings: how the articles were measured.
    """
    lang = settings.lang
    rows = list_rows(counts, articles, settings)
    stream = io.StringIO()
    names = [name for name in _COLUMNS if settings.needs_mecab or not METRICS[name].needs_mecab]
    if rows:
        labels = ["title" if lang == "en" else "題名", SHORT_LABELS["reading_label"].in_language(lang)]
        headers = labels + [SHORT_LABELS[name].in_language(lang) for name in names]
        cells = [
            [row.name, minutes_label(row.reading_minutes, lang), *(_COLUMNS[name](row) for name in names)]
            for row in rows[:SHOWN]
        ]
        write_table(stream, headers, cells, width=_WIDTH, numbers=range(2, len(headers)))
    lines = [stream.getvalue().removesuffix("\n")] * bool(rows)
    if len(rows) > SHOWN:
        rest = f"{len(rows) - SHOWN:,}"
        lines.append(Message(ja=f"ほか{rest}本", en=f"and {rest} more").in_language(lang))
    lines.append(_total(rows).in_language(lang))
    return "\n".join(lines + _failed(failures, settings))


def _mean(length: float) -> str:
    return UNDEFINED if math.isnan(length) else f"{length:.1f}"


def _total(rows: Sequence[ListRow]) -> Message:
    """What all come to: 合計9本・約15分・9,688字."""
    found = overview(rows)
    characters = sum(row.characters for row in rows)
    ja, en = (minutes_label(found.minutes, lang) for lang in ("ja", "en"))
    return Message(
        ja=f"合計{found.articles:,}本・{ja}・{characters:,}字",
        en=f"total of {counted(found.articles, 'articles')}, {en}, {counted(characters, 'characters')}",
    )


def _failed(failures: Sequence[Failure], settings: Settings) -> list[str]:
    """How many sources failed, and the first of them with the reason."""
    if not failures:
        return []
    lang, rest = settings.lang, len(failures) - NAMED
    head = Message(ja=f"読み取れなかったもの {len(failures):,}件:", en=f"could not be read: {len(failures):,}")
    lines = [head.in_language(lang)]
    for one in failures[:NAMED]:
        place = printable(place_of(one.path, one.id), fold=False)
        lines.append(f"  {place}: {printable(in_language(one.error, lang))}")
    if rest > 0:
        lines.append("  " + Message(ja=f"ほか{rest:,}件", en=f"and {rest:,} more").in_language(lang))
    return lines
