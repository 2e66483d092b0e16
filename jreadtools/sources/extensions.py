"""Notations that Markdown does not know and its authors type: those of documentation, of notebooks, of Hatena.

They are rewritten before the dialects of blog engines (`jreadtools.sources.dialects`) and the parser see the text:
what is no word becomes FILL, what Markdown writes otherwise becomes Markdown. A text that holds none of their marks is
not looked through.
"""

from __future__ import annotations

from typing import Final

from jreadtools.sources import documentation, hatena_marks, notes
from jreadtools.sources.sheet import Characters, Extended, Sheet

__all__ = ["extended"]

_NOTATIONS: Final = (*notes.HIDDEN, *documentation.NOTATIONS, *hatena_marks.NOTATIONS, *notes.NOTATIONS)


def extended(text: str, body: int) -> Extended:
    """The text, from offset `body` on, with its notations rewritten as Markdown.

    >>> extended("!!! note\\n    水は朝やります。\\n[[畑|うち]]の話。", 0).text.replace("\\x01", "·")
    '-   ····\\n    水は朝やります。\\n····うち··の話。'
    """
    characters = Characters(text[body:] if body else text)
    found = [notation for notation in _NOTATIONS if notation.may_be_in(characters)]
    if not found:
        return Extended(text)
    sheet = Sheet(text, body, documentation.is_prose_fence)
    for notation in found:
        notation.rewrite(sheet)
    return sheet.done()
