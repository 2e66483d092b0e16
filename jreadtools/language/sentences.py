r"""From a block to its sentences, each with its place in the source.

A block is unwrapped into units (`jreadtools.language.wrapping`), a unit is cut where its sentences end
(`jreadtools.language.sentence_ends`). The rules look at a *shadow* of the text, of the same length, in which
URLs, e-mail addresses, inline code, formulas and list marks are replaced by a neutral character: no
sentence ends inside them and a bracket there pairs with nothing.

>>> [s.text for s in split(Block("paragraph", "静岡では、いろんな\n会があります。行くの？と聞いた。"))]
['静岡では、いろんな会があります。', '行くの？と聞いた。']
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from jreadtools.article import Block, Wrap
from jreadtools.characters import ZERO_WIDTH, composed_pieces, nfc, urls
from jreadtools.language.brackets import brackets_close, has_bracket
from jreadtools.language.sentence_ends import has_rare_ends, sentence_ends
from jreadtools.language.wrapping import Unit, constant_width, unwrap
from jreadtools.patterns import pattern

__all__ = ["Span", "split", "unwrap"]

_EMAIL = pattern(r"[A-Za-z0-9_+\-]++(?:\.[A-Za-z0-9_+\-]++)*+@[A-Za-z0-9\-]++(?:\.[A-Za-z0-9\-]++)++")
_ZERO_WIDTH = pattern(f"[{ZERO_WIDTH}]")
# Any character but those, nearly all of Japanese text, that have a width and that NFC leaves as they are.
_UNSURE = pattern(
    "[^\\n -~\xa1-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u2328\u232b-\u2adb\u3000-\u3029\u3030-\u3098\u309b-\u30ff\u31f0-\u9fff"
    "\uff01-\uff9f]"
)
_BLACK = pattern(r"\S")
# 。 and its like at a line's end, with what may follow it.
_LINE_END = pattern(r"[。．｡！？!?.][」』）)…♪☆★〜笑w]*$")
# A line break that may be inside a sentence: no 。 before it, or a line that could go on with the one before
# (と思う, が, っ; kana that may be a particle are left to the rules of joining).
_UNSURE_BREAK = pattern(
    r"[^。]\n|\n(?![ぁ-ゖァ-ヺ一-龥A-Za-z0-9])|\n[とっをのはがもにへでやんゃゅょぁぃぅぇぉ笑wzォヽ]"
)
# Characters below which it takes longer to ask whether a sentence may end without an end mark than to look for such ends.
_SHORT: Final = 100
_STRAIGHT_QUOTES: Final = str.maketrans("＂＇", "\"'")
# Stands for one character of a URL or of code: neither letter nor mark for any rule.
_NEUTRAL: Final = "\ue000"


class Span(NamedTuple):
    """A sentence and its place in the block."""

    start: int
    """Offsets in block.text, [start, end)."""
    end: int
    kind: str
    """The block's kind, or "url" when the unit is only a URL."""
    text: str
    """What stood there, URLs and list marks included: line breaks joined, no outer white space, NFC."""
    prose: str
    """What is measured: `text` with masked characters as spaces and without zero-width characters."""
    origin: tuple[tuple[int, int], ...] | None
    """None: prose[i] stands at block.text[start + i]. Else ascending pairs (offset in prose, offset in
    block.text); between two pairs both advance together."""
    paragraph: bool
    """True on the first span of a paragraph that is not only a URL."""


def split(block: Block, wrap: Wrap = "auto", *, cut: bool = True) -> list[Span]:
    """The sentences of a block. A line that is only a URL is a span of kind "url"; code has none.

    `cut`: False leaves sentences together that make no difference to whoever counts characters.

    >>> [(s.start, s.end, s.text) for s in split(Block("item", "・3.5畳です。広い！", masks=((0, 1),)))]
    [(0, 8, '・3.5畳です。'), (8, 11, '広い！')]
    >>> split(Block("item", "・詳細はhttps://example.jp", masks=((0, 1),)))[0].prose
    ' 詳細は                  '
    """
    if block.kind == "code":
        return []
    text = block.text
    addresses = urls(text, block.places)
    masks: Sequence[tuple[int, int]] = [*block.masks, *addresses] if addresses else block.masks
    atoms: Sequence[tuple[int, int]] = [*masks, *block.atoms] if block.atoms else masks
    if "@" in text:
        atoms = [*atoms, *(match.span() for match in _EMAIL.finditer(text))]
    masked = _replace(text, masks, " ") if masks else text
    shadow = _replace(text, atoms, _NEUTRAL) if atoms else text
    if "＂" in text or "＇" in text:
        shadow = shadow.translate(_STRAIGHT_QUOTES)
    simple = _UNSURE.search(text) is None or (
        unicodedata.is_normalized("NFC", text) and _ZERO_WIDTH.search(text) is None
    )
    one_line = "\n" not in text
    if simple and not cut and not addresses and (one_line or (wrap != "keep" and _each_line_ends(shadow))):
        return [Span(0, len(text), block.kind, text, masked, None, True)]
    rare = len(text) < _SHORT or has_rare_ends(shadow)
    if simple and one_line and not (addresses and _is_url(text, addresses)):
        return _spans_of_one_line(text, masked, shadow, block.kind, rare)
    if simple and not addresses and wrap != "keep" and _each_line_ends(shadow):
        may_be = block.line_paragraphs and wrap == "auto"
        return _spans_of_lines(text, masked, shadow, block.kind, rare, may_be)
    units = unwrap(text, wrap, block.wraps, block.own_breaks)
    spans = [span for unit in units for span in _spans_of_unit(unit, text, masked, shadow, block.kind)]
    begins = {span.start for span in spans if span.kind != "url"}
    begins = {min(begins)} if begins else set()
    if wrap == "auto" and block.line_paragraphs and _lines_are_paragraphs(text, units, spans):
        begins.update(unit.lines[0][0] for unit in units)
    return [span._replace(paragraph=span.start in begins) for span in spans]


def _is_url(line: str, addresses: Sequence[tuple[int, int]]) -> bool:
    start, end = addresses[0]
    return line[start:end] == line.strip()


def _replace(text: str, ranges: Iterable[tuple[int, int]], filler: str) -> str:
    """`text` at the same length with the characters of the ranges filled; white space stays."""
    parts: list[str] = []
    at = 0
    for start, end in sorted(ranges):
        start = max(start, at)
        if end > start:
            piece = text[start:end]
            black = piece.isprintable() and " " not in piece
            parts += (text[at:start], filler * len(piece) if black else _BLACK.sub(filler, piece))
            at = end
    parts.append(text[at:])
    return "".join(parts)


def _each_line_ends(shadow: str) -> bool:
    r"""Whether every line but the last ends with 。 and closes its brackets, and every next one begins afresh.

    Then it makes no difference whether the lines are joined: the sentences are those of each line.

    >>> _each_line_ends("静岡です。\n晴れました。\nお茶"), _each_line_ends("「静岡です。\n晴れ。」と")
    (True, False)
    """
    if _UNSURE_BREAK.search(shadow):
        return False
    if not has_bracket(shadow):
        return True
    return all(brackets_close(line) for line in shadow.split("\n") if has_bracket(line))


def _spans_of_lines(text: str, masked: str, shadow: str, kind: str, rare: bool, line_paragraphs: bool) -> list[Span]:
    """The sentences of lines that each end with 。, a line at a time."""
    spans: list[Span] = []
    begins = []
    at = 0
    same = masked is text
    for line in text.split("\n"):
        end = at + len(line)
        begins.append(len(spans))
        words = line if same else masked[at:end]
        spans += _spans_of_one_line(line, words, shadow[at:end], kind, rare, at, paragraph=not spans)
        at = end + 1
    several = line_paragraphs and len(spans) > len(begins) and _LINE_END.search(text[-12:]) is not None
    if several and not constant_width(text):
        for i in begins[1:]:
            if i < len(spans):
                spans[i] = spans[i]._replace(paragraph=True)
    return spans


def _spans_of_one_line(
    text: str, masked: str, shadow: str, kind: str, rare: bool, offset: int = 0, *, paragraph: bool = True
) -> list[Span]:
    """The common case, without maps: one line whose characters all stand for themselves.

    `paragraph`: whether one begins with it.
    """
    spans: list[Span] = []
    start = 0
    same = masked is text
    # Half of the way through a text is this loop: the row is made as tuple, without the constructor's own call.
    row = tuple.__new__
    for end in (*sentence_ends(shadow, rare), len(text)):
        sentence = text[start:end]
        words = sentence.strip()
        if words is sentence and same and not offset:  # nearly always
            if words:
                spans.append(row(Span, (start, end, kind, words, words, None, paragraph and not spans)))
        elif words:
            start += len(sentence) - len(sentence.lstrip())
            stop = start + len(words)
            prose = words if same else masked[start:stop]
            spans.append(row(Span, (start + offset, stop + offset, kind, words, prose, None, paragraph and not spans)))
        start = end
    return spans


class _Steps:
    """A map of offsets: ascending pairs, between two of which both sides advance together."""

    def __init__(self, pairs: list[tuple[int, int]]) -> None:
        self.pairs = pairs
        self._keys = [key for key, _ in pairs]

    def __call__(self, offset: int) -> int:
        key, value = self.pairs[bisect_right(self._keys, offset) - 1]
        return value + offset - key

    def within(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """The pairs that map [start, end), counted from `start`."""
        inner = self.pairs[bisect_right(self._keys, start) : bisect_left(self._keys, end)]
        return ((0, self(start)), *((key - start, value) for key, value in inner))


def _compose(joined: str, masked: str, shadow: str) -> tuple[str, str, list[tuple[int, int]]]:
    """`masked` and `shadow` in NFC without zero-width characters, and (offset there, offset in joined) pairs."""
    prose: list[str] = []
    rules: list[str] = []
    pairs = [(0, 0)]
    size = 0

    def copy(start: int, end: int) -> None:
        nonlocal size
        piece = joined[start:end]
        composed = unicodedata.normalize("NFC", _ZERO_WIDTH.sub("", piece))
        if len(composed) == len(piece):
            prose.append(unicodedata.normalize("NFC", masked[start:end]))
            rules.append(unicodedata.normalize("NFC", shadow[start:end]))
        else:
            prose.append(composed if masked[start] == joined[start] else " " * len(composed))
            rules.append(composed if shadow[start] == joined[start] else _NEUTRAL * len(composed))
        longer = range(len(piece), len(composed))  # what was added stands where the last character stood
        if composed and (longer or pairs[-1][1] - pairs[-1][0] != start - size):
            pairs.append((size, start))
        pairs.extend((size + more, end - 1) for more in longer)
        size += len(composed)

    for start, end in composed_pieces(joined):
        copy(start, end)
    return "".join(prose), "".join(rules), pairs


def _spans_of_unit(unit: Unit, text: str, masked: str, shadow: str, kind: str) -> list[Span]:
    """The sentences of a unit, whatever lines it was joined from and whatever its characters are made of."""
    joined = unit.join(text)
    prose = joined if masked is text else unit.join(masked)
    rules = joined if shadow is text else unit.join(shadow)
    in_block = _Steps(unit.places())
    simple = unicodedata.is_normalized("NFC", joined) and _ZERO_WIDTH.search(joined) is None
    if simple:
        in_joined, places = None, in_block
    else:
        prose, rules, pairs = _compose(joined, prose, rules)
        in_joined = _Steps(pairs)
        places = _Steps(_through(pairs, in_block, len(prose)))
    spans = []
    start = reached = 0
    for end in (*(() if unit.is_url else sentence_ends(rules, has_rare_ends(rules))), len(rules)):
        words = rules[start:end]
        start += len(words) - len(words.lstrip())
        stop = start + len(words.strip())
        if stop > start:
            if in_joined is None:
                first, last, shown = start, stop, joined[start:stop]
            else:
                first, last = in_joined(start), in_joined(stop) if stop < len(rules) else len(joined)
                while first > reached and _ZERO_WIDTH.match(joined, first - 1):
                    first -= 1
                shown = nfc(joined[first:last])
            reached = last
            begin, close = in_block(first), in_block(last - 1) + 1
            origin: tuple[tuple[int, int], ...] | None = places.within(start, stop)
            if origin == ((0, begin),):
                origin = None
            spans.append(
                Span(
                    start=begin,
                    end=close,
                    kind="url" if unit.is_url else kind,
                    text=shown,
                    prose=prose[start:stop],
                    origin=origin,
                    paragraph=False,
                )
            )
        start = end
    return spans


def _through(pairs: list[tuple[int, int]], outer: _Steps, size: int) -> list[tuple[int, int]]:
    """The map that goes through `pairs` and then through `outer`, as pairs again."""
    inner = _Steps(pairs)
    inverse: dict[int, int] = {}
    for key, value in pairs:
        if value in inverse:  # several places of one: back goes to the first, what follows behind the last
            inverse[value + 1] = key + 1
        else:
            inverse[value] = key
    back = _Steps(sorted(inverse.items()))
    offsets = {key for key, _ in pairs} | {min(size, max(0, back(key))) for key, _ in outer.pairs}
    return [(offset, outer(inner(offset))) for offset in sorted(offsets)]


def _lines_are_paragraphs(text: str, units: Sequence[Unit], ends: Sequence[Span]) -> bool:
    """Whether a block writes a paragraph a line: every line ends with 。, one of them holds two sentences."""
    return (
        len(units) > 1
        and all(len(unit.lines) == 1 and _LINE_END.search(unit.join(text)[-12:]) for unit in units)
        and len(ends) > len(units)
        and not constant_width(text)
    )
