"""Pictures of one article as inline SVG: the rhythm of its sentences, and what its characters and words are made of.

Numbers in, markup out; colours are classes of the style sheet, and no picture says anything by colour alone.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from markupsafe import Markup

from jreadtools.errors import Lang
from jreadtools.printing import percent
from jreadtools.views.article_words import WORDS

__all__ = ["Bar", "Share", "rhythm", "share_bar"]


class Bar(NamedTuple):
    """A sentence in the rhythm strip."""

    number: int
    """Its number in the article, from 0."""
    line: int
    characters: int
    step: int
    """How hard: 0-3."""
    gap: bool = False
    """Whether a heading stands before it."""


class Share(NamedTuple):
    """A part of a whole."""

    name: str
    """A name of the words: kanji, wago …"""
    share: float
    """0-1, or NaN."""


TALL: Final = (80, 160)
"""Characters of the tallest bar, at least and at most: as tall as the longest sentence; a longer one is cut."""
LONG: Final = 60
"""Where the line of long sentences is drawn."""
_DEPTHS: Final = (0, 7, 13, 19)
"""How far a bar of each step hangs below the line."""
_BASE: Final = 64
_HEIGHT: Final = _BASE + _DEPTHS[-1] + 1
_COLUMNS: Final = 90
"""Sentences in a row of the strip; a row is wide enough for half as many, so that a bar stays a bar."""
_ROWS: Final = 6


def rhythm(bars: Sequence[Bar], *, lang: Lang, target: str = "") -> Markup:
    """The strip: a bar a sentence, as tall as the sentence is long; a hard one hangs below the line, deeper the harder.

    Args:
        bars: in reading order.
        lang: of the names.
        target: what the ids of the sentences begin with, when each bar shall be a link; else it is a picture only.
    """
    words = WORDS[lang]
    slots: list[Bar | None] = []
    for bar in bars:
        if bar.gap and slots:
            slots.append(None)
        slots.append(bar)
    rows = min(_ROWS, math.ceil(len(slots) / _COLUMNS))
    columns = max(_COLUMNS // 2, math.ceil(len(slots) / rows)) if rows else 0
    tall = min(max(TALL[0], *(bar.characters for bar in bars)), TALL[1]) if bars else TALL[0]
    strip = _Strip(columns, tall, target, words)
    drawn = Markup("").join(strip.row(slots[at : at + columns]) for at in range(0, len(slots), columns or 1))
    label = words["rhythm_label"].format(len(bars), sum(bar.step > 0 for bar in bars))
    role = "group" if target else "img"
    strip_drawn = Markup('<div class="rhythm" role="{}" aria-label="{}">{}</div>').format(role, label, drawn)
    return strip_drawn + _key(sorted({bar.step for bar in bars}), words)


def _key(steps: Sequence[int], words: Mapping[str, str]) -> Markup:
    """What the colours of the bars mean, those that there are; "" where all bars are alike."""
    if not any(steps):
        return Markup("")
    names = (Markup('<li><i class="k{}"></i>{}</li>').format(step, words[f"step{step or '_none'}"]) for step in steps)
    return Markup('<ul class="rhythm-key" aria-label="{}">{}</ul>').format(words["rhythm_key"], Markup("").join(names))


class _Strip(NamedTuple):
    """How the bars of one article are drawn: the same in every row. Numbers and our own words: nothing to escape."""

    columns: int
    tall: int
    target: str
    words: Mapping[str, str]

    def row(self, slots: Sequence[Bar | None]) -> Markup:
        """A line of bars, the line of long sentences behind them."""
        width = 8 * self.columns
        lines = f'<path class="g" d="M0 {_BASE - self._height(LONG)}H{width}"/><path class="z" d="M0 {_BASE}H{width}"/>'
        placed = [(bar, column) for column, bar in enumerate(slots) if bar is not None]
        drawn = "".join(self._link(bar, column) for bar, column in placed) if self.target else self._picture(placed)
        hidden = "" if self.target else ' aria-hidden="true"'
        return Markup(f'<svg viewBox="0 0 {width} {_HEIGHT}" preserveAspectRatio="none"{hidden}>{lines}{drawn}</svg>')

    def _height(self, characters: int) -> int:
        return max(2, round(_BASE * min(characters, self.tall) / self.tall))

    def _line(self, bar: Bar, column: int) -> str:
        return f"M{8 * column + 4} {_BASE - self._height(bar.characters)}V{_BASE + _DEPTHS[bar.step]}"

    def _picture(self, placed: Sequence[tuple[Bar, int]]) -> str:
        """Bars that lead nowhere: one path for each step, a quarter of the bytes."""
        lines = ((step, "".join(self._line(*one) for one in placed if one[0].step == step)) for step in range(4))
        return "".join(f'<path class="b{step}" d="{line}"/>' for step, line in lines if line)

    def _link(self, bar: Bar, column: int) -> str:
        name = self.words["bar"].format(line=bar.line, characters=bar.characters, s="s" * (bar.characters != 1))
        if bar.step:
            name += self.words["bar_hard"].format(self.words[f"step{bar.step}"])
        # The Tab key stops at the hard ones only: the others are read where they stand.
        tab = "" if bar.step else ' tabindex="-1"'
        path = f'<path class="b{bar.step}" d="{self._line(bar, column)}"/>'
        return f'<a href="#{self.target}{bar.number}" aria-label="{name}"{tab}>{path}</a>'


def share_bar(shares: Iterable[Share], *, label: str, lang: Lang) -> Markup:
    """One bar of parts that make a whole, and what each is in words and figures below it. "" where nothing is known."""
    words = WORDS[lang]
    known = [part for part in enumerate(shares, 1) if part[1].share > 0]
    if not known:
        return Markup("")
    rects, names, items = [], [], []
    at = 0.0
    for number, (name, share) in known:
        wide = 100 * share
        rects.append(f'<rect class="c{number}" x="{at:.2f}%" width="{wide:.2f}%" height="100%"/>')
        if share >= 0.02 * (len(words[name]) + 3):
            names.append(f'<text class="d{number}" x="{at + wide / 2:.2f}%" y="19">{words[name]}</text>')
        items.append(Markup('<li><i class="c{}"></i>{} <b>{}</b></li>').format(number, words[name], percent(share)))
        at += wide
    figure = Markup(f'<svg class="share" height="28" aria-hidden="true">{"".join(rects)}{"".join(names)}</svg>')
    caption = Markup("<figcaption>{}</figcaption>").format(label)
    return Markup('<figure class="shares">{}{}<ul>{}</ul></figure>').format(caption, figure, Markup("").join(items))
