"""The page of one analysis as a terminal shows it: the words of `page`, with bars, within the width there is.

A few characters of a Japanese text (… “ ” ● and the blocks of the bars) take one column on some terminals and two on
others, and a program cannot ask which. So widths are computed for two, and nothing that has to line up stands behind a
bar: the page is right on both.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple, TextIO

from jreadtools.characters import display_width
from jreadtools.measure.measurements import Measurements
from jreadtools.printing import wrapped
from jreadtools.views.page import HardSentence, Page, PageRow, indent_of, labelled

if TYPE_CHECKING:
    from jreadtools.metrics.norms import Norms

__all__ = ["PLAIN", "Look", "look_of", "terminal_page"]

WIDTH: Final = 80
"""Columns of a page that goes to no terminal."""
_NARROWEST: Final = 32
_WIDEST: Final = 120
"""Longer lines are hard to read."""
_LINES: Final = 2
"""Lines that a hard sentence gets: enough to know it by."""
_ROWS: Final = 2
"""Lines of bars in the rhythm; in a longer article a bar is more than one sentence."""
_LONG: Final = 60
"""Characters from which a sentence has a full bar: where Morioka 1958 calls it hard."""

_WORDS: Final = {
    "ja": {
        "bar": "棒1本が1文、高さが字数（{full} は60字以上）",
        "bars": "棒1本が{together}文のうち最も長い文、高さが字数（{full} は60字以上）",
        "mark": "。{mark} は見直したい文",
    },
    "en": {
        "bar": "a bar a sentence, as tall as it is long ({full}: 60 characters or more)",
        "bars": "a bar the longest of {together} sentences, as tall as it is long ({full}: 60 characters or more)",
        "mark": "; {mark} to revise",
    },
}

_SHARES: Final = {
    "script": ("kanji_ratio", "hiragana_ratio", "katakana_ratio", "latin_ratio"),
    "origin": ("wago_ratio", "kango_ratio", "gairaigo_ratio"),
}
"""The parts of the bar below a row, in the order in which the row names them."""


class Glyphs(NamedTuple):
    """What bars are drawn with."""

    heights: str
    """Of the rhythm, the lowest first."""
    mark: str
    """Below the bar of a hard sentence."""
    blank: str
    """Below any other: as wide as the mark is, on every terminal."""
    parts: str
    """Of a bar of shares; neighbours differ at a glance."""


_BLOCKS: Final = Glyphs("▁▂▃▄▅▆▇█", "▲", "·", "█░▓▒")
_ASCII: Final = Glyphs("12345678", "^", ".", "#-=+")

_BOLD: Final = "1"
_ALERT: Final = "1;31"
_COLOURS: Final = ("", "36", "33", "35")
"""Of the parts of a bar, from the eight colours whose shades the owner of a terminal has chosen for its background."""


class Look(NamedTuple):
    """What a stream can show."""

    colour: bool = False
    blocks: bool = True

    def paint(self, text: str, style: str) -> str:
        """The text in a style (the numbers of an SGR sequence), where there is colour."""
        return f"\033[{style}m{text}\033[0m" if self.colour and style and text else text


PLAIN: Final = Look()


def look_of(stream: TextIO, environ: Mapping[str, str] = os.environ) -> Look:
    """What a stream can show, and its owner wants to see.

    NO_COLOR wins over FORCE_COLOR and CLICOLOR_FORCE, and these over what the stream is.
    """
    return Look(_has_colour(stream, environ), _can_print(stream, "".join(_BLOCKS)))


def _has_colour(stream: TextIO, environ: Mapping[str, str]) -> bool:
    if environ.get("NO_COLOR"):
        return False
    if any(environ.get(name, "") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    if not stream.isatty() or environ.get("TERM") == "dumb" or environ.get("CLICOLOR") == "0":
        return False
    # The old console of Windows prints the sequences themselves; terminals that obey them name themselves.
    return sys.platform != "win32" or bool(environ.get("WT_SESSION") or environ.get("TERM"))


def _can_print(stream: TextIO, characters: str) -> bool:
    try:
        characters.encode(stream.encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def terminal_page(
    analysis: Measurements,
    *,
    width: int | None = None,
    look: Look = PLAIN,
    name: str = "",
    among: Norms | None = None,
) -> str:
    """The page, its last line without an end.

    Args:
        analysis: with every metric.
        width: columns of the terminal; None: it goes elsewhere, and has 80.
        look: colour, and blocks or ASCII.
        name: what stands at the top where there is no title.
        among: other articles that its summary compares it with.

    Raises:
        UnknownMetricError: the analysis was asked for some metrics only.
    """
    page = Page(analysis, among)
    columns = WIDTH if width is None else min(max(width, _NARROWEST), _WIDEST)
    title = page.title or name
    lines = [look.paint(_cut(title, columns), _BOLD)] if title else []
    rows = page.rows()
    indent = indent_of(rows)
    for row in rows:
        shown = [line for text in row.lines for line in _lines(text, columns - indent)]
        shown += _picture(row, analysis, columns - indent, look)
        lines.extend(labelled(row.label, shown, indent))
    hardest = page.hardest()
    if hardest:
        lines.append(look.paint(_cut(page.hardest_heading(len(hardest)), columns), _BOLD))
        for one in hardest:
            lines.extend(_sentence(one, columns, look))
    return "\n".join(lines)


def _picture(row: PageRow, analysis: Measurements, width: int, look: Look) -> Iterator[str]:
    """What is drawn below a row."""
    glyphs = _BLOCKS if look.blocks else _ASCII
    room = width // 2 if look.blocks else width
    if row.name == "sentence":
        yield from _rhythm(analysis, width, room, look, glyphs)
    elif row.name in _SHARES:
        shares = [float(analysis[name]) for name in _SHARES[row.name]]
        if any(share > 0 for share in shares):
            yield _share_bar(shares, room, look, glyphs)


def _share_bar(shares: Sequence[float], room: int, look: Look, glyphs: Glyphs) -> str:
    """One bar of parts, the whole of it 100 %; what is none of the parts is left open.

    >>> _share_bar([0.5, 0.25, 0.0, 0.1], 20, PLAIN, _ASCII)
    '##########-----++'
    """
    bar, at, end = "", 0, 0.0
    for share, glyph, colour in zip(shares, glyphs.parts, _COLOURS, strict=False):
        end += share
        bar += look.paint(glyph * (round(room * end) - at), colour)
        at = round(room * end)
    return bar


class TextBar(NamedTuple):
    """One bar of the rhythm."""

    characters: int
    is_hard: bool


def _bars(analysis: Measurements) -> list[TextBar]:
    """A bar for every sentence that statistics are made of, in reading order."""
    counts = analysis.measured.sentences
    hard = {sentence.index for sentence in analysis.hard_sentences(len(counts))}
    numbers = zip(counts.sentences.tolist(), counts.sentence_characters.tolist(), strict=True)
    return [TextBar(characters, i in hard) for i, (counted, characters) in enumerate(numbers) if counted]


def _rhythm(analysis: Measurements, width: int, room: int, look: Look, glyphs: Glyphs) -> Iterator[str]:
    """The lengths of the sentences as bars, a mark below the hard ones, and how to read it."""
    words = _WORDS[analysis.settings.lang]
    bars = _bars(analysis)
    together = -(-len(bars) // (_ROWS * room))
    if together > 1:
        groups = (bars[at : at + together] for at in range(0, len(bars), together))
        bars = [TextBar(max(bar.characters for bar in group), any(bar.is_hard for bar in group)) for group in groups]
    rows = -(-len(bars) // room)
    columns = -(-len(bars) // rows)
    for at in range(0, len(bars), columns):
        yield from _strip(bars[at : at + columns], look, glyphs)
    said = words["bar" if together == 1 else "bars"].format(together=together, full=glyphs.heights[-1])
    if any(bar.is_hard for bar in bars):
        said += words["mark"].format(mark=glyphs.mark)
    yield from _lines(said, width)


def _strip(bars: Sequence[TextBar], look: Look, glyphs: Glyphs) -> Iterator[str]:
    """A line of bars, and below it the marks, if there are any."""
    above, below = "", ""
    for is_hard, run in groupby(bars, key=lambda bar: bar.is_hard):
        heights = "".join(glyphs.heights[_height(bar.characters)] for bar in run)
        style, mark = (_ALERT, glyphs.mark) if is_hard else ("", glyphs.blank)
        above += look.paint(heights, style)
        below += look.paint(mark * len(heights), style)
    yield above
    if any(bar.is_hard for bar in bars):
        yield below


def _height(characters: int) -> int:
    """Which of the eight heights a sentence has: the tallest is for the long ones alone.

    >>> [_height(characters) for characters in (1, 9, 30, 59, 60, 500)]
    [0, 1, 3, 6, 7, 7]
    """
    return min(7 * characters // _LONG, 7)


def _sentence(one: HardSentence, columns: int, look: Look) -> Iterator[str]:
    """A hard sentence: its place and why, and below them its words, as many as two lines hold."""
    for number, line in enumerate(_lines(f"{one.place}  {one.why}", columns - 2)):
        if number == 0 and line.startswith(one.place):
            yield f"  {look.paint(one.place, _ALERT)}{line.removeprefix(one.place)}"
        else:
            yield f"  {line}"
    # Two lines hold no more characters than columns, so what stands behind those need not be wrapped.
    begin = one.text[: _LINES * columns]
    lines = _lines(begin, columns - 4)
    if len(lines) > _LINES or len(begin) < len(one.text):
        lines[_LINES - 1 :] = [_begin(lines[_LINES - 1], columns - 6) + "…"]
    yield from (f"    {line}" for line in lines)


def _cells(text: str) -> int:
    """Columns a text takes at most: a character of ambiguous width two.

    >>> _cells("約4分"), _cells("…“abc”")
    (5, 9)
    """
    if text.isascii():
        return len(text)
    return display_width(text) + sum(
        unicodedata.east_asian_width(c) == "A" and unicodedata.category(c) not in {"Mn", "Me", "Cf"} for c in text
    )


def _begin(text: str, width: int) -> str:
    """As much of a text as fits."""
    used = 0
    for number, character in enumerate(text):
        used += _cells(character)
        if used > width:
            return text[:number]
    return text


def _cut(text: str, width: int) -> str:
    """A text in at most so many columns; … says that it was cut."""
    return text if _cells(text) <= width else _begin(text, width - 2).rstrip() + "…"


def _lines(text: str, width: int) -> list[str]:
    """A text in lines that fit, wrapped as Japanese is; a word that is wider than a line goes on in the next."""
    room = width
    lines = wrapped(text, room)
    # `wrapped` reckons one column for what may take two. With less room such lines fit; what is one long word does not.
    while room > width // 2 and any(display_width(line) <= width < _cells(line) for line in lines):
        room -= 1
        lines = wrapped(text, room)
    return [piece for line in lines for piece in _pieces(line, width)]


def _pieces(line: str, width: int) -> Iterator[str]:
    while line:
        piece = _begin(line, width)
        yield piece
        line = line[len(piece) :]
