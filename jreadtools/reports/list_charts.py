"""The charts of the list: a histogram with its median and other people's bands, and the small bar of a cell.

Inline SVG. Colours are those of the style sheet (classes, no colour here), and nothing is said by colour alone: the
median has its figure, and every band its line with the name of its authors.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median
from typing import Final, NamedTuple

from markupsafe import Markup, escape

from jreadtools.errors import Lang, counted
from jreadtools.metrics.bands import Band
from jreadtools.views.list_words import LIST_WORDS, number_of

__all__ = ["Bin", "bins", "cell_bar", "histogram", "trend"]

WIDTH: Final = 360
LEFT: Final = 30
RIGHT: Final = 14
TOP: Final = 30
"""Room above the bars for the figure of the median."""
HEIGHT: Final = 120
"""Of the bars."""
AXIS: Final = 22
BAND: Final = 27
"""Height of the name and the line of one band below the axis."""
MOST_BINS: Final = 20
FEWEST_BINS: Final = 5
STEPS: Final = (1, 2, 5)
_STEPS: Final = 20
"""Of the bar of a cell."""
_ALIKE: Final = 1e-6
"""Values that differ by less stand in one bar."""
_LABELLED: Final = 10
"""Bars of a trend up to which each has its figure above it."""
_LETTER: Final = 6.2
"""About the width of a Latin letter at an axis; one of Japanese is twice as wide."""
_LATIN: Final = 0x2E7F


class Bin(NamedTuple):
    """A bar of a histogram: how many values lie in [start, end)."""

    start: float
    end: float
    values: int
    beyond: bool = False
    """Whether it holds everything from `start` on."""


def bins(values: Sequence[float]) -> list[Bin]:
    """The bars of a histogram: round limits, and what lies far beyond the rest in one bar at the end.

    >>> [(b.start, b.values) for b in bins([12, 13.5, 17, 30])]
    [(10.0, 2), (15.0, 1), (20.0, 0), (25.0, 0), (30.0, 1)]
    >>> bins([2.0])
    [Bin(start=2.0, end=3.0, values=1, beyond=False)]
    """
    if not values:
        return []
    ordered = sorted(values)
    least, most = ordered[0], ordered[-1]
    usual = ordered[math.ceil(0.97 * len(ordered)) - 1] if len(ordered) >= 20 else most
    # Only an outlier that would squeeze the others is put into the last bar.
    end = usual if most - least > 1.6 * (usual - least) > 0 else most
    step = _step(end - least, min(MOST_BINS, max(FEWEST_BINS, round(2 * math.sqrt(len(ordered))))))
    first = math.floor(least / step + 1e-9)
    last = math.floor(end / step + 1e-9)
    counts = [0] * (last - first + 1)
    beyond = 0
    for value in ordered:
        place = math.floor(value / step + 1e-9) - first
        if place < len(counts):
            counts[place] += 1
        else:
            beyond += 1
    found = [
        Bin(round((first + i) * step, 9), round((first + i + 1) * step, 9), count) for i, count in enumerate(counts)
    ]
    return [*found, Bin(found[-1].end, found[-1].end + step, beyond, beyond=True)] if beyond else found


def _step(spread: float, most: int) -> float:
    """The round width that gives at most so many bars."""
    if not _ALIKE < spread < math.inf:
        return 1.0
    power = 10.0 ** math.floor(math.log10(spread / most))
    return next(
        (step * power for step in (*STEPS, 10) if spread / (step * power) <= most),
        20 * power,
    )


def _figure(number: float) -> str:
    """A number as it stands at an axis: no decimals that say nothing.

    >>> _figure(60.0), _figure(29.9), _figure(0.25)
    ('60', '29.9', '0.25')
    """
    return f"{number:,.2f}".rstrip("0").rstrip(".")


def histogram(values: Sequence[float], *, bands: Sequence[Band], unit: str, label: str, lang: Lang) -> Markup:
    """A histogram as inline SVG; empty where there is nothing to show.

    Args:
        values: finite numbers, in the unit.
        bands: guidelines, in the unit, each drawn as a line below the axis with the name of its authors.
        unit: "minutes", "characters" or "percent".
        label: what the values are.
        lang: the language of the wording.
    """
    values = [value for value in values if math.isfinite(value)]
    bars = bins(values)
    if not bars:
        return Markup("")
    words = LIST_WORDS[lang]
    chart = _Chart(bars, words[f"unit_{unit}"], lang)
    middle = median(values)
    shown = [band for band in bands if chart.low < band.high and band.low < chart.high]
    about = words["chart_about"].format(
        all=number_of(len(values), lang),
        least=chart.with_unit(min(values)),
        median=chart.with_unit(middle),
        most=chart.with_unit(max(values)),
    )
    height = TOP + HEIGHT + AXIS + BAND * len(shown) + (2 if shown else 0)
    parts = [chart.bars(), chart.axis(), chart.median(middle)]
    parts += [chart.band(band, TOP + HEIGHT + AXIS + BAND * number) for number, band in enumerate(shown)]
    return (
        Markup(
            f'<svg class="histogram" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(label)}: {escape(about)}">'
        )
        + Markup("").join(parts)
        + Markup("</svg>")
    )


class _Chart:
    """The scale of one histogram, and its parts."""

    def __init__(self, bars: Sequence[Bin], unit: str, lang: Lang) -> None:
        self._bars = bars
        self._unit = unit
        self._lang = lang
        self._space = "" if unit == "%" or lang == "ja" else " "
        self.low, self.high = bars[0].start, bars[-1].end
        self._most = max(bar.values for bar in bars)

    def x(self, value: float) -> float:
        """Where a value stands; what lies outside stands at the edge."""
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def with_unit(self, value: float) -> str:
        """A value as it is said."""
        decimals = 1 if abs(value) < 10 else 0
        return _with_unit(_figure(round(value, decimals)), self._unit, self._lang)

    def bars(self) -> Markup:
        words = LIST_WORDS[self._lang]
        parts = []
        for bar in self._bars:
            if not bar.values:
                continue
            height = max(2.0, HEIGHT * bar.values / self._most)
            left, right = self.x(bar.start), self.x(bar.end)
            span = _figure(bar.start) if bar.beyond else f"{_figure(bar.start)}–{_figure(bar.end)}"
            span = _with_unit(span, self._unit, self._lang)
            if bar.beyond:
                span += words["or_more"] if self._lang == "ja" else f" {words['or_more']}"
            said = words["bin_about"].format(range=span, some=f"{bar.values:,}")
            parts.append(
                Markup('<rect class="bin{}" x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>').format(
                    " beyond" if bar.beyond else "",
                    left + 0.5,
                    round(TOP + HEIGHT - height, 1),
                    round(max(right - left - 1, 1), 1),
                    round(height, 1),
                    said,
                )
            )
        return Markup("").join(parts)

    def axis(self) -> Markup:
        parts = _scale(f"{self._most:,}")
        edges = [bar.start for bar in self._bars] + ([] if self._bars[-1].beyond else [self._bars[-1].end])
        every = max(1, math.ceil(len(edges) / 6))
        ticks = edges[::every]
        beyond = self._bars[-1].start if self._bars[-1].beyond else None
        if beyond is not None and beyond not in ticks:
            step = edges[1] - edges[0]
            ticks = [tick for tick in ticks if beyond - tick > 1.5 * every * step / 2] + [beyond]
        for number, tick in enumerate(ticks):
            text = _figure(tick)
            if number == len(ticks) - 1 and not self._space:
                text += self._unit
            if tick == beyond:
                text += "〜" if self._lang == "ja" else "+"
            parts.append(_tick(self.x(tick), TOP + HEIGHT + 15, text))
        return Markup("").join(parts)

    def median(self, value: float) -> Markup:
        x = self.x(value)
        anchor = "start" if x < LEFT + 50 else "end" if x > WIDTH - RIGHT - 50 else "middle"
        text = f"{LIST_WORDS[self._lang]['median']} {self.with_unit(value)}"
        return Markup(
            '<path class="median" d="M{x} {top}V{base}"/>'
            '<text class="median-figure" x="{at}" y="{y}" text-anchor="{anchor}">{text}</text>'
        ).format(
            x=x,
            top=TOP - 8,
            base=TOP + HEIGHT,
            y=TOP - 14,
            anchor=anchor,
            text=text,
            at=round(x + {"start": -3, "middle": 0, "end": 3}[anchor], 1),
        )

    def band(self, band: Band, y: float) -> Markup:
        """A line from the low to the high end of a band, with the figures at its ends and the name of its authors."""
        low, high = self.x(band.low), self.x(band.high)
        at = y + 18
        ends = f"{_figure(band.low)}–{_figure(band.high)}" if math.isfinite(band.low) else f"–{_figure(band.high)}"
        ticks = "".join(
            f"M{x} {at - 4}v8" for x, end in ((low, band.low), (high, band.high)) if self.low <= end <= self.high
        )
        text = f"{band.whose.in_language(self._lang)} {ends}"
        width = _LETTER * sum(2 if ord(c) > _LATIN else 1 for c in text)
        start = low + width <= WIDTH
        return Markup(
            '<path class="band" d="M{low} {at}H{high}{ticks}"/>'
            '<text class="band-name" x="{x}" y="{y}" text-anchor="{anchor}">{text}</text>'
        ).format(
            low=low,
            high=high,
            at=at,
            ticks=ticks,
            y=at - 7,
            text=text,
            x=low if start else WIDTH,
            anchor="start" if start else "end",
        )


def _tick(x: float, y: float, text: str, anchor: str = "middle") -> Markup:
    return Markup('<text class="tick" x="{}" y="{}" text-anchor="{}">{}</text>').format(x, y, anchor, text)


def _scale(most: str) -> list[Markup]:
    """The line below the bars, and one above that says what the height of the tallest is worth."""
    base = TOP + HEIGHT
    return [
        Markup('<path class="axis" d="M{} {}H{}"/>').format(LEFT, base, WIDTH - RIGHT),
        Markup('<path class="grid" d="M{} {}H{}"/>').format(LEFT, TOP, WIDTH - RIGHT),
        _tick(LEFT - 4, TOP + 4, most, "end"),
        _tick(LEFT - 4, base, "0", "end"),
    ]


def trend(names: Sequence[str], values: Sequence[float], *, unit: str, label: str, lang: Lang) -> Markup:
    """A bar a period as inline SVG, from the earliest to the latest; an undefined value has none.

    Args:
        names: of the periods.
        values: of each.
        unit: "articles", "minutes", "characters" or "percent".
        label: what the values are.
        lang: the language of the wording.
    """
    known = [(name, value) for name, value in zip(names, values, strict=True) if math.isfinite(value)]
    most = max((value for _, value in known), default=0.0)
    if most <= 0:
        return Markup("")
    said = {name: _said(value, unit, lang) for name, value in known}
    slot = (WIDTH - LEFT - RIGHT) / len(names)
    base = TOP + HEIGHT
    parts = _scale(_figure(round(most, int(most < 10))))
    every = math.ceil(len(names) * _LETTER * (len(names[0]) + 2) / (WIDTH - LEFT - RIGHT))
    for number, (name, value) in enumerate(zip(names, values, strict=True)):
        middle = round(LEFT + slot * (number + 0.5), 1)
        if number % every == 0:
            parts.append(_tick(middle, base + 15, name))
        if name in said and value > 0:
            height = round(max(2.0, HEIGHT * value / most), 1)
            wide = round(min(0.8 * slot, 40), 1)
            parts.append(
                Markup('<rect class="bin" x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>').format(
                    round(middle - wide / 2, 1), round(base - height, 1), wide, height, f"{name}: {said[name]}"
                )
            )
            if len(names) <= _LABELLED:
                parts.append(_tick(middle, round(base - height - 5, 1), _figure(round(value, int(value < 10)))))
    about = ("、" if lang == "ja" else ", ").join(f"{name} {value}" for name, value in said.items())
    begin = f'<svg class="histogram" viewBox="0 0 {WIDTH} {base + AXIS}" role="img" '
    return Markup(f'{begin}aria-label="{escape(label)}: {escape(about)}">') + Markup("").join(parts) + Markup("</svg>")


def _said(value: float, unit: str, lang: Lang) -> str:
    """A value with its unit."""
    return _with_unit(_figure(round(value, int(value < 10))), LIST_WORDS[lang][f"unit_{unit}"], lang)


def _with_unit(figure: str, unit: str, lang: Lang) -> str:
    return f"{figure}{unit}" if lang == "ja" or unit == "%" else counted(figure, unit)


def cell_bar(share: float) -> Markup:
    """The small bar under the figure of a cell, for a share of 0 to 1; empty where it is undefined.

    A class says how long it is, in steps of a twentieth: thousands of pictures would make sorting slow, and the page's
    policy allows no style of an element's own.

    >>> cell_bar(0.5), cell_bar(0.001), cell_bar(float("nan"))
    (Markup('<i class="bar w10"></i>'), Markup('<i class="bar w1"></i>'), Markup(''))
    """
    if not math.isfinite(share):
        return Markup("")
    steps = round(_STEPS * min(max(share, 0.0), 1.0))
    return Markup(f'<i class="bar w{max(steps, 1) if share > 0 else 0}"></i>')
