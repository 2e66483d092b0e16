"""Hatena notation that Hatena Blog also accepts in Markdown: formulas, cards, pictures, links by keyword."""

from __future__ import annotations

import re
from typing import Final

from jreadtools.sources.sheet import Sheet

__all__ = ["bare_cards", "cards", "formulas"]

_TEX: Final = re.compile(r"\[tex:(?:[^\[\]\\\n]|\\(?:.|\n)|\[[^\[\]\n]{0,200}\]|\n(?!\n)){1,2000}+\]")
_HOW: Final = r"(?::(?:detail|title|image|large|small|plain|left|right|embed|cite|bookmark|barcode|[hw]\d+|movie))*+"
_CARD: Final = re.compile(
    r"\[(?:isbn|asin|jan|ean|itunes|rakuten|twitter|niconico|youtube|map|photozou|gist|uke|ugomemo|f:id|blog:g|g:[a-z][a-z0-9-]{1,40}(?=:)|a:id)"
    rf":(?!\s)(?:(?!:title=)[^\[\]\n]){{1,200}}?(?::title=(?P<title>[^\[\]\n]{{1,200}}?))?{_HOW}\](?!\(|\[|:)"
)
_WORD: Final = re.compile(
    r"\[(?P<id>id:[A-Za-z][\w-]{2,31})\](?!\(|\[|:)|\[(?:wikipedia|google|amazon|keyword|search|google:news)(?::[a-z]{2})?:(?P<word>[^\[\]\n:]{1,200}?)(?::[a-z]+)?\](?!\(|\[|:)",
    re.ASCII,
)
_BARE: Final = re.compile(
    rf"(?<![A-Za-z0-9:/\[])(?:(?:isbn:[0-9Xx-]{{10,17}}|asin:[0-9A-Za-z]{{10}}){_HOW}|f:id:[\w-]{{1,40}}:\d{{8,20}}\w?{_HOW})"
    r"(?![A-Za-z0-9:])",
    re.ASCII,
)


def formulas(sheet: Sheet) -> None:
    """[tex:…] is no prose."""
    sheet.take([found.span() for found in sheet.find(_TEX)], "diagram")


def cards(sheet: Sheet) -> None:
    """[asin:…:title=題], [wikipedia:語] show the author's words; the others a card or a picture."""
    for pattern in (_WORD, _CARD):
        for found in sheet.find(pattern):
            start, end = found.span()
            name = found.lastgroup
            sheet.images += found[0].startswith("[f:id")
            if name is None:
                sheet.out(start, end, "embed")
            else:
                sheet.out(start, found.start(name))
                sheet.out(found.end(name), end)


def bare_cards(sheet: Sheet) -> None:
    """isbn:…, asin:…:detail and f:id:…, without brackets."""
    for found in sheet.find(_BARE):
        sheet.images += found[0].startswith("f:id")
        sheet.out(*found.span(), "embed")
