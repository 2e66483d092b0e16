"""Which lines of a plain text are headings: what they look like, and what stands around them."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from jreadtools.article import Kind

__all__ = [
    "CLOSERS",
    "HEADING_MARKS",
    "MANY",
    "POLITE",
    "ROUND_MARKS",
    "SENTENCE_END",
    "TELLING_MARKS",
    "Stretch",
    "ends_sentence",
    "may_head",
    "with_headings",
]

ROUND_MARKS: Final = "●○◯◎"  # the mark of a list item or of a heading: the neighbours tell
HEADING_MARKS: Final = "■◆□◇▼▽▲△▶►★☆§"
TELLING_MARKS: Final = ROUND_MARKS + HEADING_MARKS
_DIGITS: Final = re.compile("[0-9０-９]+|[①-⑳❶-❿]")
_CHAPTER: Final = re.compile(r"第[0-9０-９一二三四五六七八九十百〇]{1,4}[章節部話回編幕]")
SENTENCE_END: Final = frozenset("。．.！？!?｡…‥♪♬♡♥❤")
CLOSERS: Final = "」』）)】〕〉》”’\"'］]｝}"
_NO_HEADING_END: Final = frozenset("、，,､：:；;・･ｗ〜～→↓←↑")
POLITE: Final = re.compile(
    r"(?:です|ます|でした|ました|ません|でしょう|ましょう|ください|下さい|くださいませ|ませんか)(?:[かねよわな]{0,2})$"
)
_OWN_LINES: Final = re.compile(
    r"[0-9０-９：:〜～★☆]\s*\n|\n\s*[0-9０-９→⇒・※★☆＝=×△○●◎■□◆◇▼▲【＜*＊#]|\A([^\d\s]{1,5})[0-9０-９].*\n\1[0-9０-９]",
    re.DOTALL,
)
_INNER_END: Final = re.compile(r"。(?![がのはをもに」』）)])")
_GOES_ON: Final = re.compile(r"(?:[^いつに]て|で|から|ので|けど|たら|ながら)$")
_BODY: Final = 60
_SPACES: Final = 3  # a heading has fewer full-width spaces; a verse or a row of a table has as many
_LINE_LENGTH: Final = 25  # of the median paragraph, where a writer puts a blank line below every line
MANY: Final = 8
_LAUGH: Final = re.compile(r"(?:[ぁ-ん一-龥ァ-ヶー][wW]+|[（(][笑涙泣汗爆怒][）)])$")
_HEADING_LENGTH: Final = 40


class Stretch(NamedTuple):
    """A stretch of the text between two breaks, before it is known what it is."""

    kind: Kind
    start: int
    end: int
    mark: str = ""
    masks: tuple[tuple[int, int], ...] = ()
    alone: bool = False
    """A blank line, a rule or the beginning stands before it."""


def with_headings(text: str, pieces: list[Stretch]) -> list[Stretch]:
    """The pieces with those made headings that stand, look and are followed as headings are."""
    paragraphs = ended = complete = 0
    candidates: list[int] = []
    marked: list[int] = []
    sentence_end = SENTENCE_END
    for index, (kind, start, end, mark, _, alone) in enumerate(pieces):
        if kind == "paragraph" and not mark:
            paragraphs += 1
            if text[end - 1] in sentence_end or ends_sentence(text[max(start, end - 20) : end]):
                ended += 1
            elif alone and end - start <= 8 * _HEADING_LENGTH:
                candidates.append(index)
        elif mark and kind != "heading":
            complete += text[end - 1] in sentence_end
            if mark == "1" or mark == "#" or mark in TELLING_MARKS:
                marked.append(index)
    if not candidates and not marked:
        return pieces
    heads = [i for i in candidates if may_head(text[pieces[i].start : pieces[i].end])]
    # Whether the text has headings at all is asked of the rest: a diary without 。 has paragraphs.
    is_prose = (ended + complete) * 2 > max(paragraphs - len(heads), 1)
    if heads:
        by_line = _writes_by_line(pieces, frozenset(heads))
        for i in heads:
            chapter = _CHAPTER.match(text, pieces[i].start) is not None
            if chapter or (is_prose and not by_line):
                pieces[i] = _headed(text, pieces, i)
    for i in marked:
        pieces[i] = _numbered(text, pieces, i, is_prose) if pieces[i].mark == "1" else _marked(text, pieces, i)
    return pieces


def _writes_by_line(pieces: list[Stretch], heads: frozenset[int]) -> bool:
    """Whether the writer puts a blank line below every line, as on a telephone: then a short line is no heading."""
    lengths = sorted(p.end - p.start for i, p in enumerate(pieces) if p.kind == "paragraph" and i not in heads)
    return len(lengths) >= MANY and lengths[len(lengths) // 2] < _LINE_LENGTH


def _headed(text: str, pieces: list[Stretch], index: int) -> Stretch:
    """A short piece: a heading if something follows it that it does not go on in."""
    piece = pieces[index]
    if index + 1 == len(pieces) or not pieces[index + 1].alone:
        return piece
    below = pieces[index + 1]
    if _GOES_ON.search(text, piece.start, piece.end) and below.end - below.start < _BODY:
        return piece
    return piece._replace(kind="heading")


def _numbered(text: str, pieces: list[Stretch], index: int, is_prose: bool) -> Stretch:
    """１．はじめに between blank lines and above a paragraph is a heading, in a row with others an item."""
    piece = pieces[index]
    if not is_prose or not piece.alone or index + 1 == len(pieces):
        return piece
    below = pieces[index + 1]
    shape = _shape(text, piece)
    if _shape(text, below) == shape or not below.alone or (below.kind == "item" and below.mark != "1"):
        return piece
    if index and pieces[index - 1].kind == "item" and _shape(text, pieces[index - 1]) == shape:
        return piece
    return piece._replace(kind="heading") if may_head(text[piece.masks[0][1] : piece.end]) else piece


def _shape(text: str, piece: Stretch) -> str:
    """How the number of a piece is written: １． is 0． whatever the number, ２．１ is 0．0; "" without a number."""
    return _DIGITS.sub("0", text[slice(*piece.masks[0])].strip()) if piece.mark == "1" else ""


def _marked(text: str, pieces: list[Stretch], index: int) -> Stretch:
    """A piece that begins with ● or ■: one of several items, a heading, or a paragraph."""
    piece = pieces[index]
    mark, words_start = piece.mark, piece.masks[0][1]
    followed = index + 1 < len(pieces)
    listed = (followed and pieces[index + 1].mark == mark) or (index > 0 and pieces[index - 1].mark == mark)
    if mark == "#" or not listed:
        if followed and piece.end - piece.start <= 8 * _HEADING_LENGTH and may_head(text[words_start : piece.end]):
            return piece._replace(kind="heading")
        if mark == "#" or mark in HEADING_MARKS:
            return piece._replace(kind="paragraph", masks=())
    return piece


def ends_sentence(tail: str) -> bool:
    bare = tail.rstrip(CLOSERS + " \u3000\n")
    return bool(bare) and (bare[-1] in SENTENCE_END or ord(bare[-1]) >= 0x1F000)


def may_head(words: str) -> bool:
    """Whether the words could be a heading: short, no sentence, no URL."""
    compact = "".join(words.split())
    if not 0 < len(compact) <= _HEADING_LENGTH:
        return False
    bare = compact.rstrip(CLOSERS)
    if not bare or bare[-1] in SENTENCE_END or bare[-1] in _NO_HEADING_END:
        return False
    if not (bare[-1].isalnum() or bare[-1] in "ー々%％+＋#〇") or "://" in compact:
        return False
    if compact[0] == "「" and compact[-1] == "」":  # somebody speaks
        return False
    if words.count("\u3000") >= _SPACES or ("。" in compact and _INNER_END.search(compact)):
        return False
    if "\n" in words and _OWN_LINES.search(words):
        return False
    return not POLITE.search(bare) and not _LAUGH.search(compact) and any(c.isalpha() for c in compact)
