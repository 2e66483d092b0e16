"""Character references as characters, halves of surrogate pairs too.

Tools that work in UTF-16 write 😀 as two references, `&#xD83D;&#xDE00;`. HTML makes two U+FFFD of them and XML forbids
them, but the author wrote one character.
"""

from __future__ import annotations

import re
from typing import Final

from jreadtools.patterns import pattern

__all__ = ["PAIR", "joined", "unescape"]

_HIGH: Final = (
    r"&#(?:[xX]0*+[dD][89abAB][0-9a-fA-F]{2}(?![0-9a-fA-F])|0*+(?:5529[6-9]|55[3-9]\d\d|56[0-2]\d\d|563[01]\d)(?!\d));?"
)
_LOW: Final = r"&#(?:[xX]0*+[dD][c-fC-F][0-9a-fA-F]{2}(?![0-9a-fA-F])|0*+(?:5632\d|563[3-9]\d|56[4-9]\d\d|57[0-2]\d\d|573[0-3]\d|5734[0-3])(?!\d));?"
PAIR: Final = rf"{_HIGH}{_LOW}"
"""Two references that are one character, as a regular expression."""
_LONG: Final = 9
"""Digits: no character has a number as long, and Python refuses those of more than 4,300."""
_ODD: Final = pattern(rf"{_HIGH}(?:{_LOW})?|{_LOW}|&#([0-9]{{{_LONG},}});?")

_NUMBER: Final = pattern(r"&#([xX]?\w+)")


def joined(text: str) -> str:
    """A text with the character for each pair of references to halves, and U+FFFD for a half that is alone.

    So is a number far beyond all characters.

    >>> joined("&#xD83D;&#xDE00;"), joined("&#55357;です"), joined("&#x3042;&amp;"), joined(f"&#{'9' * 5000};です")
    ('😀', '\ufffdです', '&#x3042;&amp;', '\ufffdです')
    """
    return _ODD.sub(_character, text) if "&#" in text else text


def unescape(text: str) -> str:
    """`html.unescape`, and a pair of references to halves of a character is that character.

    >>> unescape("朝 &#8211; &#55357;&#56832;")
    '朝 – 😀'
    """
    if "&" not in text:
        return text
    import html  # its table of names takes longer to load than a post without any to read

    return html.unescape(joined(text))


def _character(match: re.Match[str]) -> str:
    if match[1]:
        number = match[1].lstrip("0") or "0"
        return f"&#{number};" if len(number) < _LONG else "\ufffd"
    units = [int(number[1:], 16) if number[0] in "xX" else int(number[-5:]) for number in _NUMBER.findall(match[0])]
    if len(units) < 2:
        return "\ufffd"
    high, low = units
    return chr(0x10000 + (high - 0xD800 << 10) + low - 0xDC00)
