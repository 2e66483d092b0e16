"""Lists of words with levels, as CSV and TSV files have them: the columns, the spellings in a cell, the order of levels.

Every list has headers, notes and names of levels of its own. What can be known of them is known here, so that a list is
read as its user got it; what is only guessed is said in a warning.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from jreadtools.errors import ArticleError, Message
from jreadtools.patterns import pattern
from jreadtools.sources.locate import cannot_be_read
from jreadtools.sources.regular import opened_file

__all__ = ["JLPT_LEVELS", "WordList", "folded", "read_word_list", "spellings"]

JLPT_LEVELS: Final = ("N5", "N4", "N3", "N2", "N1")
"""Those of the test of Japanese for learners, easiest first."""

_SCALES: Final = (
    JLPT_LEVELS,
    ("初級前半", "初級後半", "中級前半", "中級後半", "上級前半", "上級後半"),
    ("初級", "中級", "上級"),
    ("A1", "A2", "B1", "B2", "C1", "C2"),
)
"""Scales whose order is known, easiest first."""

# Names of columns, the surest first. Those of 日本語教育語彙表 stand on top.
_WORD_COLUMNS: Final = (
    *("標準的な表記", "見出し語", "見出し", "単語", "語彙", "語", "ことば", "表記", "語彙素"),
    *("word", "expression", "vocabulary", "vocab", "lemma", "kanji", "漢字"),
)
_LEVEL_COLUMNS: Final = (
    *("語彙の難易度", "難易度", "語彙レベル", "レベル", "級"),
    *("jlpt", "jlptレベル", "jlpt level", "jlpt_level", "level", "学年", "grade"),
)
_READING_COLUMNS: Final = ("読み", "よみ", "読み方", "ふりがな", "かな", "reading", "kana", "furigana", "hiragana")


class WordList(NamedTuple):
    """What a file says of words."""

    levels: tuple[str, ...]
    """The labels, easiest first."""
    words: list[tuple[str, int]]
    """Every spelling of every row, folded, with the place of its level in `levels`. A word may stand here twice."""
    warnings: tuple[Message, ...]
    """What should be known about how the file was read."""


def read_word_list(
    path: Path,
    *,
    word: str | None = None,
    level: str | None = None,
    order: Sequence[str] | None = None,
    encoding: str | None = None,
) -> WordList:
    """The words of a CSV or TSV file with a header in its first row; delimiter and encoding are found out.

    `word` and `level` name the columns, `order` the labels as they stand in the file, easiest first. Raises ArticleError
    for a file that cannot be read, a column that is not there, a label that is not in `order`.
    """
    listed, column, warnings = _rows(path, word, level, encoding)
    if not listed:
        raise ArticleError(
            ja="見出しの下に、難易度のある語がありません", en="holds no word with a level below its header"
        )
    levels, place, doubts = _ordered(list(dict.fromkeys(label for _, label in listed)), column, order)
    words = [(folded(spelling), place[label]) for cell, label in listed for spelling in spellings(cell)]
    return WordList(levels, words, (*warnings, *doubts))


def folded(word: str) -> str:
    """A word as it is compared with others: in NFKC, without upper case."""
    return unicodedata.normalize("NFKC", word).casefold()


# Words as lists of words write them.

_OPTIONAL: Final = pattern(r"[(（]([ぁ-ゖ]{1,3})[)）]")
_NOTES: Final = pattern(r"\([^()]*+\)|（[^（）]*+）|\[[^\[\]]*+\]|〔[^〔〕]*+〕|【[^【】]*+】")
_BETWEEN_FORMS: Final = pattern(r"[/／、，,;；|｜]")
_AFFIX_MARKS: Final = "~～〜…-－‐− \t\u3000"


def spellings(cell: str) -> list[str]:
    """The spellings in a cell.

    >>> spellings("いい/よい"), spellings("あげる (=やる)"), spellings("見る 観る"), spellings("〜的"), spellings("申(し)込む")
    (['いい', 'よい'], ['あげる'], ['見る', '観る'], ['的'], ['申し込む', '申込む'])
    """
    spelled_out = _OPTIONAL.sub(r"\1", cell)
    cells = (cell,) if spelled_out == cell else (spelled_out, cell)
    forms = (form.strip(_AFFIX_MARKS) for each in cells for form in _split(_NOTES.sub("", each)))
    return [form for form in forms if form and "\ufffd" not in form]


def _split(cell: str) -> list[str]:
    # A space stands between two spellings, but inside an English expression.
    return _BETWEEN_FORMS.split(cell if cell.isascii() else "/".join(cell.split()))


# The file.


def _rows(
    path: Path, word: str | None, level: str | None, encoding: str | None
) -> tuple[list[tuple[str, str]], str, tuple[Message, ...]]:
    """(cell of the word, label) of every row, the name of the column of levels, and warnings."""
    from jreadtools.sources.tables import csv_rows  # most who need this module bring no list

    column = ""

    def choose(header: Sequence[str]) -> tuple[int, ...]:
        nonlocal column
        places = _columns(header, word, level)
        column = header[places[1]]
        return places

    listed: list[tuple[str, str]] = []
    warnings: dict[Message, None] = {}
    try:
        stream = opened_file(path)
    except (OSError, ValueError) as error:
        raise ArticleError(cannot_be_read(error)) from None
    with stream:
        try:
            if stream.peek(4)[:4] == b"PK\x03\x04":
                raise ArticleError(
                    ja="Excel のブックです。見出しを1行目に置いて、CSV で保存し直してください",
                    en="is an Excel workbook; save its sheet as CSV, with the header in the first row",
                )
            usual = "\t" if path.suffix.lower() in {".tsv", ".tab"} else ","
            for row in csv_rows.rows(stream, usual, choose, encoding):
                first, label, *reading = (str(cell).strip() for cell in row.cells)
                cell = first or "".join(reading)
                if cell and label:
                    listed.append((cell, label))
                warnings.update(dict.fromkeys(row.warnings))
        except OSError as error:
            raise ArticleError(cannot_be_read(error)) from None
    return listed, column, tuple(warnings)


def _columns(header: Sequence[str], word: str | None, level: str | None) -> tuple[int, ...]:
    """The places of the word, of its level and, where there is one, of its reading."""
    if not any(header):
        raise ArticleError(ja="空のファイルです。見出しの行がありません", en="is empty: it has no header")
    words = _place(header, (word,) if word is not None else _WORD_COLUMNS)
    levels = _place(header, (level,) if level is not None else _LEVEL_COLUMNS)
    if words is None:
        raise _no_column(header, "word", word, "語")
    if levels is None:
        raise _no_column(header, "level", level, "難易度")
    reading = _place(header, _READING_COLUMNS)
    return (words, levels) if reading is None or reading in {words, levels} else (words, levels, reading)


def _place(header: Sequence[str], names: Sequence[str]) -> int | None:
    """The column with the first of the names that there is."""
    columns = [folded(column).strip() for column in header]
    for name in names:
        if folded(name).strip() in columns:
            return columns.index(folded(name).strip())
    # Headers in two languages: "Level 語彙の難易度".
    for name in names:
        for place, column in enumerate(columns):
            if not name.isascii() and name in column.split():
                return place
    return None


_SHOWN_COLUMNS: Final = 30


def _no_column(header: Sequence[str], parameter: str, name: str | None, what: str) -> ArticleError:
    names = [column[:40] for column in header if column]
    shown = [*names[:_SHOWN_COLUMNS], *["…"] * (len(names) > _SHOWN_COLUMNS)]
    en = f"there is no column {name!r}" if name is not None else f"no column is known to hold the {parameter}"
    ja = f"「{name}」という列がありません" if name is not None else f"{what}の列がどれか分かりません"
    return ArticleError(
        ja=f"{ja}。{parameter}='列名' で指定してください。1行目の列は {'、'.join(shown)} です",
        en=f"{en}; name it: {parameter}='NAME'. The columns of the first row are: {', '.join(shown)}",
    )


# The order of levels.

_NUMBERED: Final = pattern(r"(準?)(\d{1,9}(?:\.\d{1,9})?)\s?(級?)")
_NUMBER_BEFORE: Final = pattern(r"\A\d{1,3}\s?[.:、)_-]\s?(?=[^\d\s])")
_JLPT_LABEL: Final = pattern(r"(?:jlpt)?[\s_-]?n([1-5])")


def _ordered(
    labels: Sequence[str], column: str, order: Sequence[str] | None
) -> tuple[tuple[str, ...], dict[str, int], tuple[Message, ...]]:
    """The levels, easiest first; the place among them of every label of the file; a warning where that is a guess."""
    if order is not None:
        return tuple(order), _in_order(labels, order), ()
    known = {label: _scale_label(label) for label in labels}
    for scale in _SCALES:
        if set(known.values()) <= set(scale):
            levels = tuple(level for level in scale if level in known.values())
            return levels, {label: levels.index(level) for label, level in known.items()}, ()
    numbers = {label: _number(label, column) for label in labels}
    if None not in numbers.values():
        labels = sorted(labels, key=lambda label: numbers[label] or 0.0)
        return tuple(labels), {label: place for place, label in enumerate(labels)}, ()
    listed = labels[:_SHOWN_COLUMNS]
    doubt = Message(
        ja=f"難易度は、表に現れる順（やさしい順）とみなしました：{'、'.join(listed)}。"
        "違うときは order=[…] で順序を指定してください",
        en=f"the levels are taken in the order in which they appear, easiest first: {', '.join(listed)}; "
        "name them in their order if that is wrong: order=[…]",
    )
    return tuple(labels), {label: place for place, label in enumerate(labels)}, (doubt,)


def _in_order(labels: Sequence[str], order: Sequence[str]) -> dict[str, int]:
    """The place of every label in the order: as it is written, or without the number before it."""
    exact = {folded(label).strip(): place for place, label in enumerate(order)}
    loose = {_scale_label(label): place for place, label in enumerate(order)}
    places = {label: exact.get(folded(label), loose.get(_scale_label(label))) for label in labels}
    unknown = [label for label, place in places.items() if place is None]
    if unknown:
        raise ArticleError(
            ja=f"order にない難易度があります：{'、'.join(unknown[:_SHOWN_COLUMNS])}",
            en=f"has levels that are not in order: {', '.join(unknown[:_SHOWN_COLUMNS])}",
        )
    return {label: place for label, place in places.items() if place is not None}


def _scale_label(label: str) -> str:
    """N5 for JLPT N5, 初級前半 for 1.初級前半; others as they are."""
    bare = _NUMBER_BEFORE.sub("", unicodedata.normalize("NFKC", label).strip(), count=1)
    jlpt = _JLPT_LABEL.fullmatch(bare.casefold())
    return f"N{jlpt[1]}" if jlpt else bare.upper()


def _number(label: str, column: str) -> float | None:
    """Where a label that begins with a number stands among others, small is easy: 2 < 10, but 10級 < 準2級 < 2級."""
    found = _NUMBERED.match(unicodedata.normalize("NFKC", label).strip())
    if found is None:
        return None
    downwards = bool(found[3]) or bool(re.search("jlpt|能力試験|級", folded(column)))
    number = float(found[2]) + (0.5 if found[1] else 0.0)
    return -number if downwards else number
