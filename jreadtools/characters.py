"""Facts about characters: script, width, morae of kana, what is a URL and an English word.

A leaf: no numpy, no MeCab. `counts.py` turns the same tables into arrays.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Final

__all__ = [
    "CUT_NUMBER",
    "DIGIT",
    "ENGLISH_WORD",
    "HIRAGANA",
    "KANJI",
    "KATAKANA",
    "LATIN",
    "LATIN_CLASS",
    "LONG_VOWEL_MARKS",
    "OTHER",
    "SCRIPT_RANGES",
    "WHITE_SPACE",
    "WORD_JOINERS",
    "ZERO_WIDTH",
    "ZERO_WIDTH_RANGES",
    "behind_marks",
    "composed_pieces",
    "display_width",
    "fit",
    "kana_morae",
    "latin_morae",
    "nfc",
    "number_morae",
    "pieces_morae",
    "script",
    "script_class",
    "urls",
]

# Script codes. OTHER is everything that is no script of a text: punctuation, symbols, emoji.
OTHER: Final = 0
KANJI: Final = 1
HIRAGANA: Final = 2
KATAKANA: Final = 3
LATIN: Final = 4
DIGIT: Final = 5

# First and last code point of each range. ー (and its half-width form) is katakana here; in a text
# it belongs to the kana run before it. ・ is punctuation. ゛゜ standing alone are symbols.
SCRIPT_RANGES: Final[tuple[tuple[int, int, int], ...]] = (
    (0x30, 0x39, DIGIT),
    (0xFF10, 0xFF19, DIGIT),
    (0x41, 0x5A, LATIN),
    (0x61, 0x7A, LATIN),
    (0xAA, 0xAA, LATIN),
    (0xBA, 0xBA, LATIN),
    (0xC0, 0xD6, LATIN),
    (0xD8, 0xF6, LATIN),
    (0xF8, 0x2AF, LATIN),  # with the IPA extensions
    (0x1E00, 0x1EFF, LATIN),
    (0x2C60, 0x2C7F, LATIN),
    (0xA722, 0xA7FF, LATIN),
    (0xFB00, 0xFB06, LATIN),
    (0xFF21, 0xFF3A, LATIN),
    (0xFF41, 0xFF5A, LATIN),
    (0x3005, 0x3007, KANJI),  # 々 〆 〇
    (0x303B, 0x303B, KANJI),  # 〻
    (0x3400, 0x4DBF, KANJI),
    (0x4E00, 0x9FFF, KANJI),
    (0xF900, 0xFAFF, KANJI),
    (0x20000, 0x3FFFD, KANJI),
    (0x3041, 0x3096, HIRAGANA),
    (0x309D, 0x309F, HIRAGANA),
    (0x1B001, 0x1B11F, HIRAGANA),
    (0x1B150, 0x1B152, HIRAGANA),
    (0x30A1, 0x30FA, KATAKANA),
    (0x30FC, 0x30FF, KATAKANA),
    (0x31F0, 0x31FF, KATAKANA),
    (0xFF66, 0xFF9F, KATAKANA),
    (0x1B000, 0x1B000, KATAKANA),
    (0x1B164, 0x1B167, KATAKANA),
)
LONG_VOWEL_MARKS: Final = "ーｰ"

# Characters that take no room: joiners, directional marks, variation selectors, soft hyphen, BOM.
ZERO_WIDTH_RANGES: Final[tuple[tuple[int, int], ...]] = (
    (0xAD, 0xAD),
    (0x034F, 0x034F),
    (0x061C, 0x061C),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFF9, 0xFFFB),
    (0xE0000, 0xE01EF),
)
ZERO_WIDTH: Final = "".join(f"{chr(a)}-{chr(b)}" for a, b in ZERO_WIDTH_RANGES)  # for [...]
WHITE_SPACE: Final = "".join(filter(str.isspace, map(chr, range(0x3001))))


def script_class(script: int) -> str:
    """The characters of a script, for the [...] of a pattern.

    >>> re.findall(f"[{script_class(KATAKANA)}]+", "茶とコーヒー・ミルク")
    ['コーヒー', 'ミルク']
    """
    return "".join(f"{chr(a)}-{chr(b)}" for a, b, code in SCRIPT_RANGES if code == script)


LATIN_CLASS: Final = script_class(LATIN)
WORD_JOINERS: Final = "'’-"
# A run of letters; an apostrophe or a hyphen belongs to it between two letters.
ENGLISH_WORD: Final = re.compile(f"[{LATIN_CLASS}]+(?:['’\\-][{LATIN_CLASS}]+)*")


def script(character: str) -> int:
    """Script code of one character (KANJI, HIRAGANA, KATAKANA, LATIN, DIGIT or OTHER).

    >>> [script(c) for c in "漢々ひカｶAé9・。"]
    [1, 1, 2, 3, 3, 4, 4, 5, 0, 0]
    """
    point = ord(character)
    for first, last, code in SCRIPT_RANGES:
        if first <= point <= last:
            return code
    return OTHER


_SMALL_KANA = re.compile("[ぁぃぅぇぉゃゅょゎァィゥェォャュョヮｧｨｩｪｫｬｭｮ]")
_KANA = re.compile("[ぁ-ゖァ-ヺーｦ-ﾝｰゝゞヽヾ]")


def kana_morae(kana: str) -> int:
    """Morae of a kana string: every kana but the small ones that join the kana before them.

    ッ, ン and ー are morae of their own; what is not kana counts nothing.

    >>> kana_morae("キャット"), kana_morae("トーキョー"), kana_morae("しんぶん")
    (3, 4, 4)
    """
    return len(_KANA.findall(kana)) - len(_SMALL_KANA.findall(kana))


# ゼロ イチ ニ サン ヨン ゴ ロク ナナ ハチ キュー, and ジュー ヒャク セン マン オク チョー ケイ.
_DIGIT_MORAE = (2, 2, 1, 2, 2, 1, 2, 2, 2, 2)
_PLACE_MORAE = (0, 2, 2, 2)
_MYRIAD_MORAE = (0, 2, 2, 2, 2)


def number_morae(digits: str) -> int:
    """Morae of a whole number read aloud (2026: ニセンニジュウロク, 8); long ones digit by digit.

    Sound changes (サンビャク, ハッセン) are ignored: they hardly change the number of morae.

    >>> number_morae("8"), number_morae("10"), number_morae("100"), number_morae("2026")
    (2, 2, 2, 8)
    """
    figures = [unicodedata.decimal(c) for c in digits]
    if len(figures) > 4 * len(_MYRIAD_MORAE) or (len(figures) > 1 and figures[0] == 0):
        return sum(_DIGIT_MORAE[f] for f in figures)
    if not any(figures):
        return _DIGIT_MORAE[0]
    morae = 0
    for exponent, figure in zip(range(len(figures) - 1, -1, -1), figures, strict=True):
        myriad, place = divmod(exponent, 4)
        if figure:
            # 十 百 千 stand without 一 before them.
            morae += _PLACE_MORAE[place] + (_DIGIT_MORAE[figure] if figure > 1 or not place else 0)
        if place == 0 and any(figures[max(0, len(figures) - exponent - 4) : len(figures) - exponent]):
            morae += _MYRIAD_MORAE[myriad]
    return morae


CUT_NUMBER: Final = re.compile(
    r"(?<![0-9０-９A-Za-z.．,，])(?:[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+(?:[.．][0-9０-９]+)?|[0-9０-９]+[.．][0-9０-９]+)(?![.．,，]?[0-9０-９])"
)
"""A number with commas or a point, which the dictionary cuts into pieces; no date, version or list of numbers."""
_PIECE = re.compile("[0-9０-９]+|[,.，．]")


@lru_cache(maxsize=4096)
def pieces_morae(number: str) -> tuple[tuple[int, int], ...]:
    """(offset, morae) of the pieces of a CUT_NUMBER as it is read: 一万, 三点一四.

    >>> pieces_morae("10,000"), pieces_morae("3.14")
    (((0, 4), (2, 0), (3, 0)), ((0, 2), (1, 2), (2, 4)))
    """
    whole = re.split("[.．]", number)[0]
    spoken = []
    for piece in _PIECE.finditer(number):
        at, text = piece.start(), piece[0]
        if not at:
            morae = number_morae(re.sub("[,，]", "", whole))
        elif at < len(whole) or not (text[0].isdecimal() or text in ".．"):
            morae = 0
        else:
            morae = sum(_DIGIT_MORAE[unicodedata.decimal(c)] for c in text) if text.isdecimal() else 2
        spoken.append((at, morae))
    return tuple(spoken)


# Letters whose names have other than two morae: エイチ アール ダブリュー エックス ゼット.
_LETTER_MORAE = {"H": 3, "R": 3, "W": 4, "X": 4, "Z": 3}


def latin_morae(word: str) -> int:
    """Morae of a Latin word that the dictionary does not know: an estimate.

    Up to four capitals are spelled out (API: エーピーアイ, 6); any other word gets 0.7 morae a letter
    (0.69 on the 947 words of five letters and more in Japanese tech posts that UniDic does know).

    >>> latin_morae("API"), latin_morae("Kubernetes")
    (6, 7)
    """
    plain = unicodedata.normalize("NFKC", word)
    if len(plain) <= 4 and plain.isupper():
        return sum(_LETTER_MORAE.get(letter, 2) for letter in plain)
    return max(1, (7 * len(plain) + 5) // 10)


# What NFC may make one character of: a base and its marks (か and ゛, e and ´, jamo). 30 marks are the most that
# text in stream-safe form holds. And zero-width characters.
_COMBINING: Final = (
    "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u093c\u09bc\u09be\u09d7\u0a3c\u0b3c\u0b3e\u0b56\u0b57\u0bbe\u0bd7\u0c56\u0cc2\u0cd5"
    "\u0cd6\u0d3e\u0d57\u0dca\u0dcf\u0ddf\u0f71-\u0f84\u102e\u1160-\u11ff\u1ab0-\u1aff\u1b35\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f"
)
# What NFC makes more than one character of.
_LONGER: Final = (
    "\u0344\u0958-\u095f\u09dc-\u09df\u0a33\u0a36\u0a59-\u0a5e\u0b5c\u0b5d\u0f43-\u0fb9\u2adc\ufb1d-\ufb4e\U0001d15e-\U0001d164"
    "\U0001d1bb-\U0001d1c0"
)
# A string: nearly all text is composed as it stands.
_CLUSTER: Final = f"[\\s\\S][{_COMBINING}{ZERO_WIDTH}]{{1,30}}|[{ZERO_WIDTH}{_LONGER}]"
_SHORT: Final = 512


def composed_pieces(text: str) -> Iterator[tuple[int, int]]:
    """The pieces of a text that NFC can change independently: a base with its marks, a zero-width character, plain text.

    A piece is never long, because NFC sorts marks in quadratic time.
    """
    at = 0
    for match in re.compile(_CLUSTER).finditer(text):
        for start in range(at, match.start(), _SHORT):
            yield start, min(start + _SHORT, match.start())
        yield match.span()
        at = match.end()
    for start in range(at, len(text), _SHORT):
        yield start, min(start + _SHORT, len(text))


def behind_marks(text: str, at: int, end: int) -> int:
    """Offset behind the combining marks at a place; they belong to the letter before it.

    >>> behind_marks("か\u3099た", 1, 3), behind_marks("がた", 1, 2)
    (2, 1)
    """
    if at >= end or text[at] <= "\x7f":
        return at
    marks = re.compile(f"(?:[{ZERO_WIDTH}]*+[{_COMBINING}])+").match(text, at, end)
    return marks.end() if marks else at


def nfc(text: str) -> str:
    """A text in NFC, piece by piece.

    >>> nfc("か\u3099") == "が"
    True
    """
    if unicodedata.is_normalized("NFC", text):
        return text
    return "".join(unicodedata.normalize("NFC", text[start:end]) for start, end in composed_pieces(text))


_JAPANESE: Final = "々〆〇ぁ-ゖァ-ヺー㐀-䶿一-龥"
# 日本語.jp: after an ASCII name with a dot only what begins a label.
_JAPANESE_HOST: Final = (
    rf"(?:(?:[A-Za-z0-9\-]+\.)+(?=[{_JAPANESE}]))?[A-Za-z0-9\-]*[{_JAPANESE}][A-Za-z0-9\-{_JAPANESE}]*"
    rf"\.(?:[A-Za-z0-9\-{_JAPANESE}]+\.){{0,4}}(?:[A-Za-z]{{2,24}}|みんな|コム|クラウド|ストア|セール|ファッション|ポイント|グーグル|アマゾン|家電|食品|書籍|企業|世界|通販|商店)"
)
# In a path Japanese begins behind / = # _ or -, or as the 年 of a year; a particle there is prose again.
_GOES_ON: Final = r"(?![をはがでにへの]|[とやも](?:[\s、。]|http|$))"
_JAPANESE_PATH: Final = rf"(?:(?<=[/=#_\-]){_GOES_ON}[{_JAPANESE}]|(?<=/[12][0-9]{{3}})年)(?:/{_GOES_ON}|[{_JAPANESE}０-９Ａ-Ｚａ-ｚ・〜～＿!#-'*-.0-;=?-Z_a-z~]|\([{_JAPANESE}・!#-'*-.0-;=?-Z_a-z~]{{1,60}}\))*"
_ASCII_IN_URL: Final = r"[!#-;=?-\[\]_a-z~]"
# The flag IGNORECASE would fold every kanji of the ranges.
_URL: Final = (
    rf"(?:(?i:https?|ftp)://|(?i:www)\.)(?:{_JAPANESE_HOST}|{_ASCII_IN_URL})(?:{_ASCII_IN_URL}|{_JAPANESE_PATH})*"
)
_URL_TAIL = ".,;:!?'*_~"


@cache
def _url() -> re.Pattern[str]:
    """The pattern of URLs, compiled on first use: that takes as long as loading the rest of this module."""
    return re.compile(_URL)


def urls(text: str, places: Sequence[tuple[int, int]] = ()) -> list[tuple[int, int]]:
    """Ranges [start, end) of the URLs in a text; final punctuation and an unopened ) stay outside.

    `places`: `Block.places`. Where markup stood before a character that is not ASCII, the link and the URL end.

    >>> [ "リンク(https://example.jp/a_(b)?q=1)です。"[a:b] for a, b in urls("リンク(https://example.jp/a_(b)?q=1)です。")]
    ['https://example.jp/a_(b)?q=1']
    >>> urls("https://a.jp/東京を見る。", ((0, 3), (15, 22)))
    [(0, 15)]
    """
    if "://" not in text and "www." not in text:
        return []
    found = []
    for match in _url().finditer(text):
        start, end = match.span()
        place = bisect_right(places, (start, 1 << 62))
        while place < len(places) and (at := places[place][0]) < end:
            end = end if text[at].isascii() else at
            place += 1
        unopened = {
            closer: text.count(closer, start, end) - text.count(opener, start, end) for opener, closer in ("()", "[]")
        }
        is_cut = end < match.end()
        while end > start and not is_cut:
            last = text[end - 1]
            if last not in _URL_TAIL and unopened.get(last, 0) <= 0:
                break
            if last in unopened:
                unopened[last] -= 1
            end -= 1
        if end - start > 7:
            found.append((start, behind_marks(text, end, len(text))))
    return found


def display_width(text: str) -> int:
    """Columns a text takes on a terminal: wide and full-width characters two, marks none.

    >>> display_width("約4分"), display_width("ｱabc")
    (5, 4)
    """
    if text.isascii():
        return len(text)
    width = 0
    for character in text:
        if unicodedata.east_asian_width(character) in "WF":
            width += 2
        elif unicodedata.category(character) not in {"Mn", "Me", "Cf"}:
            width += 1
    return width


def fit(text: str, width: int) -> str:
    """A text cut or filled with spaces to exactly `width` columns; … says that it was cut.

    >>> fit("読書時間", 6), fit("読書", 6)
    ('読書… ', '読書  ')
    """
    if display_width(text) <= width:
        return text + " " * (width - display_width(text))
    kept, used = [], 0
    for character in text:
        step = display_width(character)
        if used + step > width - 1:
            break
        kept.append(character)
        used += step
    return "".join(kept) + "…" + " " * (width - 1 - used)
