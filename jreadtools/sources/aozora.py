"""Aozora Bunko texts: readings, notes and the list of signs are told apart from the author's words.

One line is one paragraph. く-shaped iteration marks (／＼) become the two characters 〳〵 that they stand for; the
repeated word is not written out, because it is unknown where it begins.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from jreadtools.article import Article, Kind
from jreadtools.sources.blocks import BlockBuilder
from jreadtools.sources.encoding import clean
from jreadtools.sources.notations import FOOTER, LONGEST_FOOTER, is_aozora, legend_of
from jreadtools.sources.novels import is_title, mark_at

__all__ = ["is_aozora", "parse"]

_END: Final = re.compile(r"^[ \t\u3000]*［＃本文終わり］", re.MULTILINE)
_CREDITS: Final = re.compile(r"^(?:入力|校正)[：:]", re.MULTILINE)
_PARAGRAPH: Final = re.compile(r"^\u3000[^\u3000\s]", re.MULTILINE)


def parse(text: str) -> Article:
    r"""Blocks of an Aozora Bunko text, with its title; the author, the list of signs and the footer are left out.

    >>> article = parse("畑の一日\n山野土夫\n\n　｜古畑《ふるはた》に※［＃「火＋華」、第3水準1-87-62］を見た。\n\n\n底本：「畑」\n")
    >>> article.title, [block.text for block in article.blocks], article.left_out.ruby
    ('畑の一日', ['古畑に燁を見た。'], 4)
    """
    legend = legend_of(text)
    if legend is None:
        lines, start = _head(text)
    else:
        lines, start = _lines(text, legend[0]), legend[1]
    end = _end(text, start)
    builder = BlockBuilder(text)
    builder.leave(0, start, "title page")
    builder.leave(end, len(text), "colophon")
    _Reader(text, builder, is_edited=legend is not None or end < len(text)).read(start, end)
    return Article(
        blocks=tuple(builder.blocks),
        title=_title(lines),
        images=builder.images,
        left=builder.left,
        format="aozora",
    )


_LONGEST_HEAD: Final = 6


def _lines(text: str, end: int) -> list[str]:
    return [line.strip() for line in text[:end].split("\n") if line.strip()]


def _head(text: str) -> tuple[list[str], int]:
    """Title and author where no list of signs follows: the lines above the first blank one."""
    start = len(text) - len(text.lstrip(" \t\n\ufeff"))
    blank = re.compile(r"\n[ \t]*\n").search(text, start, start + 500)
    if blank is None:
        return [], 0
    lines = _lines(text, blank.start())
    if len(lines) > _LONGEST_HEAD or any(line.endswith("。") for line in lines) or text[start] == "\u3000":
        return [], 0
    return lines, blank.start()


_JAPANESE: Final = re.compile("[ぁ-ゖァ-ヺ一-鿿]")
_HELPER: Final = re.compile("(?:訳|編|編著|校訂|編集|共訳)$")


def _title(lines: list[str]) -> str:
    """The title with its subtitle: the lines above the author that are no original title.

    The last line is the author's, or a translator's or an editor's below the author's.
    """
    if not lines:
        return ""
    names = 2 if len(lines) > 2 and _HELPER.search(lines[-1]) else 1
    above = lines[: max(1, len(lines) - names)]
    words = " ".join([above[0], *(line for line in above[1:] if _JAPANESE.search(line))])
    return " ".join(_READING.sub("", _NOTE.sub("", words)).replace("｜", "").split())


def _end(text: str, start: int) -> int:
    """Where the footer begins."""
    if found := _END.search(text, start):
        return found.start()
    tail = max(start, len(text) - LONGEST_FOOTER)
    for pattern in (FOOTER, _CREDITS):
        places = [found.start() for found in pattern.finditer(text, tail)]
        # A footer stands below blank lines; what looks like one inside the work does not.
        parted = [at for at in places if at == start or text[max(0, at - 8) : at].count("\n") > 1]
        for at in parted or places:
            if not _PARAGRAPH.search(text, at) and (pattern is FOOTER or "青空文庫" in text[at:]):
                return at
    return len(text)


_MARK: Final = re.compile("[※［《｜|／〔〕]")
# Brackets inside a note are pairs, or stand there alone in a quotation.
_NOTE: Final = re.compile(
    r"※?［＃(?:[^［］\n]{0,300}+(?:［[^［］\n]{0,100}+］[^［］\n]{0,300}+){0,5}］|[^］\n]{0,400}+］)"
)
_READING: Final = re.compile(r"《([^《》\n]{0,100})》")
_STRESSED: Final = re.compile(r"《《([^《》\n]{1,100})》》(?!》)")
_READ: Final = re.compile(r"[\w〕〓]\Z")
_KANJI: Final = re.compile("[一-鿿]")
_BASE: Final = re.compile(r"[｜|][^｜|《》\n]{1,100}+(?=《([^《》\n]{1,100})》)")
_POINT: Final = re.compile(r"(?<!\d)([12])-(\d{1,2})-(\d{1,2})(?!\d)")
_CODE_POINT: Final = re.compile(r"[UＵ][+＋]([0-9A-Fa-f]{4,6})")
_UNKNOWN: Final = "〓"
_IMAGE: Final = re.compile(r"\.(?:png|jpe?g|gif)|(?:挿絵|図|写真)[^」］]{0,20}入る")
_OPENS: Final = re.compile(r"［＃(ここから)?(?:(?:同行|窓)?[大中小]見出し|(キャプション))］")
_CLOSES: Final = re.compile(r"［＃(?:ここで)?(?:(?:同行|窓)?[大中小]見出し|キャプション)終わり］")
# 畑［＃「畑」は中見出し］: the words before it on its line.
_NAMED: Final = re.compile(r"」は(?:(?:同行|窓)?[大中小]見出し|(キャプション))］\Z")
_ORNAMENT: Final = re.compile(r"[＊*×◇◆□■○●☆★†‡\-―─━＝=〜～・.．\s]+")
# An old text says only with its indent that a line is a heading.
_INDENT: Final = re.compile(r"[\u3000]{3,}|[\u3000]*［＃(?:天から)?[３-９3-9１1][０-９0-9]?字下げ］[\u3000]*")
_SHORT: Final = 20
_NO_TITLE: Final = re.compile(r"[。、」』！？…―]\Z|[年月日][（）()]*\Z")  # a sentence, the date below a work


class _Reader:
    """Reads line by line and adds the words to blocks."""

    def __init__(self, text: str, builder: BlockBuilder, *, is_edited: bool) -> None:
        """`is_edited`: whether Aozora Bunko made the text; its readings stand behind kana too."""
        self.text = text
        self.is_edited = is_edited
        self.builder = builder
        self.block: Kind | None = None  # of the lines between ここから and ここで
        self.accents_end = -1

    def read(self, at: int, end: int) -> None:
        text, blank = self.text, True
        while at < end:
            line_end = text.find("\n", at, end)
            line_end = end if line_end < 0 else line_end
            bare = text[at:line_end].strip()
            if bare and _ORNAMENT.fullmatch(bare):
                bare = ""
            if bare:
                after = text[line_end + 1 : line_end + 4]
                self.line(at, line_end, alone=blank and (not after.strip(" \t") or after.lstrip(" \t")[0] == "\n"))
            blank = not bare
            at = line_end + 1
        self.builder.flush()

    def line(self, at: int, end: int, *, alone: bool) -> None:
        """A paragraph, a heading, or a heading with a paragraph behind it."""
        builder, text = self.builder, self.text
        if "見出し］" in text[at:end] or "キャプション］" in text[at:end]:
            for note in _NOTE.finditer(text, at, end):
                if named := _NAMED.search(note[0]):
                    self.block_of("caption" if named[1] else "heading", at, note.start())
                    at = note.end()
        elif self.block is None and alone and self.is_title(at, end):
            self.block_of("heading", at, end)
            return
        if self.block is not None:
            opened = builder.open(self.block)
            self.inline(at, end)
            builder.close(opened)
        else:
            self.inline(at, end)
            builder.close(1)

    def block_of(self, kind: Kind, at: int, end: int) -> None:
        opened = self.builder.open(kind)
        self.inline(at, end)
        self.builder.close(opened)

    def is_title(self, at: int, end: int) -> bool:
        """Whether a line between blank ones is a heading by its indent."""
        indent = _INDENT.match(self.text, at, end)
        if indent is None or indent.end() == end:
            return False
        words = _READING.sub("", _NOTE.sub("", self.text[indent.end() : end])).strip()
        return 0 < len(words) <= _SHORT and _NO_TITLE.search(words) is None

    def inline(self, at: int, end: int) -> None:
        text = self.text
        while found := _MARK.search(text, at, end):
            mark = found.start()
            self.words(at, mark)
            at = self.mark(mark, end)
            if at == mark:
                self.words(mark, mark + 1)
                at += 1
        self.words(at, end)

    def mark(self, at: int, end: int) -> int:
        """Behind the sign that begins at `at`; `at` itself where it is a character like others."""
        text, builder, c = self.text, self.builder, self.text[at]
        if c in "※［":
            note = _NOTE.match(text, at, end)
            if note is None:
                return at
            self.note(note[0], at)
            return note.end()
        if c == "《":
            if stressed := _STRESSED.match(text, at, end):
                self.inline(at + 2, stressed.end() - 2)
                return stressed.end()
            reading = _READING.match(text, at, end)
            if reading is None or not self.is_reading(at, reading[1]):
                return at
            builder.leave(at, reading.end(), "ruby", _NOTE.sub(_UNKNOWN, reading[1]))
            return reading.end()
        if text.startswith("｜《", at) and not text.startswith("｜《《", at):
            builder.text("《", at + 1)
            return at + 2
        if c in "｜|":
            base = _BASE.match(text, at, end)
            if base is None or (c == "|" and _bar_of(text, base.end()) != at):
                return at
            return at + self.is_reading(base.end(), base[1])
        if c == "／":
            voiced = text.startswith(("″＼", "\u201d＼", "゛＼"), at + 1)
            if not voiced and not text.startswith("＼", at + 1):
                return at
            builder.text("〴" if voiced else "〳", at)
            builder.text("〵", at + 1 + voiced)
            return at + 2 + voiced
        if c == "〔":
            close = _accents(text, at)
            if close:
                self.accents_end = close
            return at + (close > 0)
        return at + (at == self.accents_end)  # 〕

    def is_reading(self, at: int, words: str) -> bool:
        """Whether 《words》 at `at` are a reading of the words before them; else the brackets are the author's own."""
        if not words or mark_at(self.text, at) is not None:
            return True
        before = _NOTE.sub(_UNKNOWN, self.text[max(0, at - 200) : at].rpartition("\n")[2])
        has_base = "》" not in before[before.rfind("｜") :] if "｜" in before else False
        if not has_base and not (self.is_edited and _READ.search(before) and not is_title(before, words)):
            return False
        return 2 * len(_KANJI.findall(_NOTE.sub("", words))) < len(words)

    def note(self, note: str, at: int) -> None:
        """A note is no prose; one behind ※ stands for a character that the encoding lacks."""
        builder = self.builder
        if note[0] == "※":
            for c in _character(note):
                builder.text(c, at)
                builder.end_of_literal()
        elif opening := _OPENS.fullmatch(note):
            kind: Kind = "caption" if opening[2] else "heading"
            if not opening[1]:
                builder.open(kind)
            elif "ここで" in self.text[at : at + 1000]:
                self.block = kind
        elif _CLOSES.fullmatch(note):
            self.block = None
            builder.close(1)
        elif _IMAGE.search(note):
            builder.images += 1

    def words(self, at: int, end: int) -> None:
        if at >= end:
            return
        piece = self.text[at:end]
        if at > self.accents_end:
            self.builder.text(piece, at)
            return
        done = 0
        for mark in _ACCENT.finditer(piece):
            if mark[0] in _LIGATURES:
                letter = _LIGATURES[mark[0]]
            elif len(letter := unicodedata.normalize("NFC", mark[1] + _COMBINING[mark[2]])) > 1:
                continue
            self.builder.text(piece[done : mark.start()], at + done)
            self.builder.text(letter, at + mark.start())
            self.builder.end_of_literal()
            done = mark.end()
        self.builder.text(piece[done:], at + done)


def _bar_of(text: str, at: int) -> int:
    """Where the bar stands of the reading at `at`; -1 without one."""
    mark = mark_at(text, at)
    return mark.cuts[0][0] if mark is not None and len(mark.cuts) > 1 else -1


def _character(note: str) -> str:
    """The character that a note describes by its place in JIS X 0213 or in Unicode; 〓 where it says neither.

    >>> _character("※［＃「てへん＋劣」、第3水準1-84-77］"), _character("※［＃「口＋世」、U+546D、135-7］"), _character("※［＃丸］")
    ('挘', '呭', '〓')
    """
    if found := _CODE_POINT.search(note):
        point = int(found[1], 16)
        if 0x20 < point < 0xD800 or 0xE000 <= point < 0x110000:
            return clean(chr(point)).strip() or _UNKNOWN
    if found := _POINT.search(note):
        plane, row, cell = int(found[1]), int(found[2]), int(found[3])
        if 1 <= row <= 94 and 1 <= cell <= 94:
            place = bytes((row + 0xA0, cell + 0xA0))
            try:
                return (b"\x8f" + place if plane == 2 else place).decode("euc_jis_2004")
            except UnicodeDecodeError:
                pass
    return _UNKNOWN


# e' stands for é, in words between 〔 and 〕. l', n' and their like before a vowel are French elisions.
_COMBINING: Final = {
    "'": "\u0301", "’": "\u0301", "`": "\u0300", "‘": "\u0300", "^": "\u0302", "~": "\u0303", ":": "\u0308",
    "&": "\u030a", ",": "\u0327", "_": "\u0304",
}  # fmt: skip
_LIGATURES: Final = {
    "ae&": "æ", "AE&": "Æ", "oe&": "œ", "OE&": "Œ", "s&": "ß", "o/": "ø", "O/": "Ø", "d/": "đ", "D/": "Đ", "l/": "ł",
    "L/": "Ł", "h/": "ħ", "H/": "Ħ", "!@": "¡", "?@": "¿",
}  # fmt: skip
_ACCENT: Final = re.compile(
    r"ae&|AE&|oe&|OE&|s&|[oOdDlLhH]/|[!?]@|"
    r"(?!\b(?:[CDJLMNSTcdjlmnst]|[Qq]u)['’][AEHIOUYaehiouy])(?!(?<=[Qq])u['’][AEHIOUYaehiouy])(?![A-Za-z][,:][^A-Za-z])"
    r"([A-Za-z])(['’`‘^~:&,_])"
)
_LONGEST_FOREIGN: Final = 1000


def _accents(text: str, at: int) -> int:
    """The 〕 of the 〔 at `at`, if words with accents stand between them; else 0."""
    end = text.find("〕", at, at + _LONGEST_FOREIGN)
    if end < 0 or text.find("〔", at + 1, end) >= 0:
        return 0
    words = text[at + 1 : end]
    return end if _ACCENT.search(words) and not _JAPANESE.search(_NOTE.sub("", words)) else 0
