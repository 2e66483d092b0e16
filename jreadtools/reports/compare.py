"""Before and after a rewrite: the articles of an earlier `jreadtools analyze -o old.json` compared with today's.

An article is matched by its path, else by its id, else by its title, if that names a single article. The directions of
the metrics say whether a change makes it easier to read; length alone says nothing about that.
"""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import Any, Final, Literal, NamedTuple

from jreadtools.errors import JreadtoolsError, why_unread
from jreadtools.frames.columns import IDENTITY, ORIGIN
from jreadtools.frames.files.file_formats import file_format_of
from jreadtools.metrics.catalogue import METRICS
from jreadtools.sources.regular import opened_file
from jreadtools.views.listing import ListRow

__all__ = [
    "COMPARED",
    "Before",
    "Change",
    "Comparison",
    "EarlierRun",
    "EarlierRunError",
    "Pair",
    "change_of",
    "compared",
    "overall_of",
    "read_baseline",
]

COMPARED: Final = (
    "reading_minutes",
    "characters",
    "sentence_characters_mean",
    "kanji_ratio",
    "revise_ratio",
)
"""The metrics that are compared: every output of `analyze` that programs read has them."""
LENGTH: Final = frozenset({"reading_minutes", "characters"})
"""Of those, the ones that say how much there is to read and not how hard it is."""
SEEN: Final[Mapping[str, float]] = {
    "reading_minutes": 0.05,
    "characters": 0.5,
    "sentence_characters_mean": 0.5,
    "kanji_ratio": 0.005,
    "revise_ratio": 0.005,
}
"""Changes below half of what is shown are no change."""

LARGEST: Final = 100_000_000
"""Bytes of an earlier file: five times what the articles of one page take."""

Way = Literal["easier", "harder", "shorter", "longer", "same", "unknown"]
"""What became of one metric."""
Overall = Literal["easier", "harder", "mixed", "shorter", "longer", "same", "unknown"]
"""What became of an article."""


class EarlierRunError(JreadtoolsError):
    """A file that is no earlier output of `jreadtools analyze`."""


class Before(NamedTuple):
    """One article as it was."""

    path: str
    id: str
    title: str
    values: Mapping[str, float]
    """The compared metrics; NaN where undefined or not in the file."""


class EarlierRun(NamedTuple):
    """What an earlier file says."""

    articles: tuple[Before, ...]
    missing: tuple[str, ...] = ()
    """Compared metrics that it does not have."""
    other_version: bool = False
    """Whether its metrics are those of another version of jreadtools."""


class Change(NamedTuple):
    """One metric, before and now."""

    metric: str
    before: float
    now: float
    way: Way


class Pair(NamedTuple):
    """An article, before and now."""

    place: int
    """Of its row in the list."""
    before: Before
    changes: tuple[Change, ...]
    overall: Overall
    moved: bool
    """Whether it stands in another file now."""


class Comparison(NamedTuple):
    """Before and after, all articles."""

    pairs: tuple[Pair, ...]
    new: tuple[int, ...]
    """Places in the list of the articles that the earlier file does not have."""
    gone: tuple[Before, ...]
    """Articles that only the earlier file has."""

    def of(self, *kinds: Overall) -> tuple[Pair, ...]:
        """The articles of which this became."""
        return tuple(pair for pair in self.pairs if pair.overall in kinds)


def compared(baseline: EarlierRun, rows: Sequence[ListRow]) -> Comparison:
    """Which article is which, and what became of each."""
    olds = baseline.articles
    found = _matched(olds, rows)
    pairs = []
    for place, old in sorted(found.items()):
        row, before = rows[place], olds[old]
        changes = tuple(
            change_of(name, before.values[name], float(getattr(row, name)))
            for name in COMPARED
            if name not in baseline.missing
        )
        # Only the folder was called otherwise when the id, the path within it, is the same.
        moved = (row.path, row.id) != (before.path, before.id) and bool(before.path) and row.id != before.id
        pairs.append(Pair(place, before, changes, overall_of(changes), moved))
    kept = set(found.values())
    return Comparison(
        tuple(pairs),
        new=tuple(place for place in range(len(rows)) if place not in found),
        gone=tuple(before for number, before in enumerate(olds) if number not in kept),
    )


_KEYS: Final[tuple[Callable[[ListRow | Before], Hashable], ...]] = (
    lambda one: (one.path, one.id) if one.path else "",
    lambda one: one.path,
    lambda one: one.id,
    lambda one: one.title.strip(),
)
"""What an article is known by, the surest first. A file of many articles has one path for all."""


def _matched(olds: Sequence[Before], rows: Sequence[ListRow]) -> dict[int, int]:
    """Place of a row → number of the article before."""
    found: dict[int, int] = {}
    taken: set[int] = set()
    for key in _KEYS:
        before = _unique((key(old), number) for number, old in enumerate(olds) if number not in taken)
        now = _unique((key(row), place) for place, row in enumerate(rows) if place not in found)
        for name, place in now.items():
            number = before.get(name)
            if number is not None:
                found[place] = number
                taken.add(number)
    return found


def _unique(named: Iterator[tuple[Hashable, int]]) -> dict[Hashable, int]:
    """The names that only one has."""
    once: dict[Hashable, int] = {}
    often: set[Hashable] = {""}
    for name, number in named:
        if name in once:
            often.add(name)
        once[name] = number
    return {name: number for name, number in once.items() if name not in often}


def change_of(name: str, before: float, now: float) -> Change:
    """One of COMPARED, before and now."""
    return Change(name, before, now, _way(name, before, now))


def _way(name: str, before: float, now: float) -> Way:
    if math.isnan(before) or math.isnan(now):
        return "unknown"
    if abs(now - before) < SEEN[name]:
        return "same"
    risen = now > before
    if name in LENGTH:
        return "longer" if risen else "shorter"
    return "harder" if risen == (METRICS[name].direction == "high") else "easier"


def overall_of(changes: Sequence[Change]) -> Overall:
    """What became of an article, from its metrics."""
    ways = {change.way for change in changes}
    if {"easier", "harder"} <= ways:
        return "mixed"
    for way in ("easier", "harder"):
        if way in ways:
            return way
    if {"shorter", "longer"} <= ways:  # fewer characters that take longer: more English than before
        return "mixed"
    for length in ("shorter", "longer"):
        if length in ways:
            return length
    return "same" if "same" in ways else "unknown"


def read_baseline(path: str) -> EarlierRun:
    """What an earlier run wrote with `jreadtools analyze … -o FILE`: .json, .jsonl or .csv.

    Raises:
        EarlierRunError: the file cannot be read, or is something else.
    """
    try:
        with opened_file(path) as file:
            content = file.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise EarlierRunError(
                ja=f"{path}: {LARGEST // 1_000_000} MB を超えるため、比べられません。レポートにする記事だけを対象に書き出してください",
                en=f"{path}: is larger than {LARGEST // 1_000_000} MB, which is more than a page can be compared with; write it for "
                "the articles of the report alone",
            )
        text = content.decode("utf-8-sig")
    except OSError as error:
        reason = why_unread(error)
        raise EarlierRunError(
            ja=f"{path}: 読み込めません（{reason.ja}）", en=f"{path}: cannot be read ({reason})"
        ) from error
    except UnicodeDecodeError as error:
        raise _foreign(path) from error
    form = file_format_of(path)
    try:
        if form in ("csv", "tsv"):
            rows = _delimited(text, "," if form == "csv" else "\t")
        elif form == "jsonl":
            rows = [json.loads(line) for line in text.split("\n") if line.strip()]
        else:
            rows = json.loads(text)
    except (ValueError, RecursionError, csv.Error) as error:  # cut off, or something else altogether
        raise _foreign(path) from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise _foreign(path)
    return _baseline(path, rows)


def _baseline(path: str, rows: Sequence[Mapping[str, Any]]) -> EarlierRun:
    columns = list(dict.fromkeys(name for row in rows[:1] for name in row))
    known = [name for name in COMPARED if name in columns]
    named = [name for name in ("path", "id", "title") if name in columns]
    if rows and not known:
        raise _foreign(path)
    if rows and not named:
        raise EarlierRunError(
            ja=f"{path}: path、id、title のどの列もないため、記事を対応させられません。--columns を付けずに書き出してください",
            en=f"{path}: has neither path nor id nor title, so its articles cannot be found again; write it without --columns",
        )
    full = {*IDENTITY, *ORIGIN} <= set(columns)
    metrics = [metric.name for metric in METRICS.at("A")]
    other = full and not set(metrics) <= set(columns)
    return EarlierRun(
        tuple(_before(path, row) for row in rows),
        missing=tuple(name for name in COMPARED if rows and name not in columns),
        other_version=other,
    )


def _before(path: str, row: Mapping[str, Any]) -> Before:
    texts = [value if isinstance(value, str) else "" for value in (row.get(name) for name in ("path", "id", "title"))]
    values = {}
    for name in COMPARED:
        value = row.get(name)
        if value is None or value == "":
            values[name] = math.nan
            continue
        try:
            number = float(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else None
        except (ValueError, OverflowError):
            number = None
        if number is None:
            shown = str(value)[:40]
            raise EarlierRunError(
                ja=f"{path}: {name} が数値ではありません（{shown}）。jreadtools analyze … -o ファイル名.json で書き出し直してください",
                en=f"{path}: {name} is no number ({shown}); write it anew with jreadtools analyze … -o FILE.json",
            )
        values[name] = number if math.isfinite(number) else math.nan
    return Before(texts[0], texts[1], texts[2], values)


def _delimited(text: str, separator: str) -> list[dict[str, str]]:
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    return [{name: _undefused(value) for name, value in row.items() if isinstance(value, str)} for row in rows]


def _undefused(cell: str) -> str:
    """A cell that a spreadsheet would have run as a formula was written behind an apostrophe."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@", "\t", "\r") else cell


def _foreign(path: str) -> EarlierRunError:
    return EarlierRunError(
        ja=f"{path}: jreadtools analyze の出力ではないか、途中で切れています。jreadtools analyze … -o ファイル名.json で書き出したファイルを"
        "指定してください",
        en=f"{path}: is no output of jreadtools analyze (or it is not whole); write one with jreadtools analyze … -o FILE.json",
    )
