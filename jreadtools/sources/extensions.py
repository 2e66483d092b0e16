"""Notations that authors use in Markdown and its parser does not know: of documentation, of notebooks, of Hatena.

They are rewritten before the dialects of blog engines (`jreadtools.sources.dialects`) and before the parser: marks
become FILL, constructs that Markdown has become Markdown. A text that holds none of the marks is not searched.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Final

from jreadtools.sources.rewritten import Extended

if TYPE_CHECKING:
    from jreadtools.sources.sheet import Sheet

__all__ = ["extended"]

_OTHERS: Final = bytes({*range(128)} - {*b"{}!=[]%|:\\^*+`#~\n"})


class Characters:
    """A text as bytes, in which marks are looked for: they are searched ten times as fast as a str."""

    def __init__(self, text: str) -> None:
        self.all = b"\n" + text.encode("ascii", "replace")
        """Every character; what is not ASCII is ?."""
        self.few = self.all.translate(None, _OTHERS)


class Notation:
    """One notation: what stands in every text that has it, and what rewrites it."""

    def __init__(self, rewrite: str, *marks: bytes, sign: bytes = b"") -> None:
        r"""What rewrites it, and what it is known by.

        Args:
            rewrite: module.function, loaded with the first such text.
            marks: one of them stands in such a text, other characters than {}!=[]%|:\\^*+`#~ taken out.
            sign: so does this pattern, where they say too little; it should begin with a character.
        """
        self._rewrite = rewrite
        self._marks = marks
        self._sign = sign

    def may_be_in(self, characters: Characters) -> bool:
        """Whether it may be in a text with these characters."""
        few = characters.few
        for mark in self._marks:
            if mark in few:
                return not self._sign or re.search(self._sign, characters.all) is not None
        return False

    def apply(self, sheet: Sheet) -> None:
        """Rewrites a text."""
        module, _, name = self._rewrite.partition(".")
        getattr(import_module(f"jreadtools.sources.{module}"), name)(sheet)


_SHORTCODE: Final = rb"\[(?:/[A-Za-z][\w-]*\]|[A-Za-z][\w-]*\s+[\w-]+ ?=|(?:gallery|embed|caption|toc|ez-toc|contact-form-7|rinker|pochipp)[ \]])"
_NOTATIONS: Final = (
    # Nothing is looked for in comments: they go first.
    Notation("notes.comments", b"%%", sign=rb"%%[^%]"),
    Notation("documentation.kramdown", b"{::", b"{:", b"\n*[", sign=rb"\{:[:/]|\n\*\["),
    Notation("documentation.percent", b"\n%", sign=rb"\n%[ \t]"),
    Notation("documentation.quarto", b":::{", sign=rb':::[ \t]*\{[^{}\n]*title="'),
    Notation("documentation.directives", b"```{", b"~~~{", b":::{", sign=rb"(?:```|~~~|:::)[ ]?\{[A-Za-z]"),
    Notation("documentation.roles", b"}`", sign=rb"\{[A-Za-z][\w:+-]*\}`"),
    Notation("documentation.labels", b"=\n", sign=rb"\n[ \t]*\([^\n]+\)=[ \t]*(?:\n|\Z)"),
    Notation("documentation.boxes", b"\n", sign=rb'\n[ \t>]*(?:(?:!!!|\?\?\?\+?)[ ]?[a-z]|===[!+]?[ ]*")'),
    Notation(
        "documentation.imports",
        b"\n",
        sign=rb"""\n(?:import[ \t]+(?:[^\n]{1,300}from[ \t]*["']|["'][./@~])|<<<[ \t]|[ \t>]*-{1,2}8<-)""",
    ),
    Notation("documentation.pressed", b"++", sign=rb'\+\+[a-z0-9"-][^\n]*?\+\+'),
    # The parser knows {#id} at the end of a heading.
    Notation(
        "documentation.attributes",
        b"{",
        sign=rb"\{(?:[ :]{0,2}(?:\.[A-Za-z]|#[\w-]+[ ]?\}(?![ \t]*(?:\n|\Z)))"
        rb"|(?<=[)\]`*\n]\{)[ :]{0,2}(?:#|[A-Za-z][\w:-]*=[^\s{}=]))",
    ),
    Notation("documentation.tables", b"\n|", sign=rb"\n[ \t]*\n {0,3}\|[ :]*-"),
    Notation("documentation.definitions", b"\n:", sign=rb"\n:[ \t]+[^\s:]"),
    Notation("documentation.formulas", b"\\\\", sign=rb"\\\\[(\[]"),
    Notation("documentation.calls", b"{{", sign=rb"\{\{-?[ ]*[\w.:]+\("),
    Notation("hatena_marks.formulas", b"[:", sign=rb"\[tex:"),
    Notation("hatena_marks.cards", b":", sign=rb":(?:[0-9][0-9Xx-]{8}|[0-9A-Z]{10}|id:)"),
    Notation(
        "hatena_marks.cards",
        b"[:",
        sign=rb"\[(?:twitter|wikipedia|google|amazon|keyword|youtube|niconico|search|jan|ean|itunes|rakuten|map|gist):",
    ),
    Notation("notes.links", b"[[", sign=rb"\[\[[^\[\]\n]+\]\]"),
    Notation("notes.highlights", b"==", sign=rb"==(?![=\s])[^=\n]+=="),
    Notation("notes.ids", b"^", sign=rb"\^[A-Za-z0-9-]{2,60}[ \t]*(?:\n|\Z)"),
    Notation("notes.callouts", b"[!", sign=rb">[ \t]?\[!"),
    Notation("notes.properties", b"#", sign=rb"\A\s*# [^\n]*\n\s*[^\n:]*: "),
    Notation("notes.shortcodes", b"[", sign=_SHORTCODE),
    Notation("notes.emojis", b":", sign=rb":[a-z0-9+-][a-z0-9_+-]*:(?![A-Za-z0-9:])"),
)


def extended(text: str, body: int) -> Extended:
    """The text, from offset `body` on, with its notations rewritten as Markdown.

    >>> extended("!!! note\\n    水は朝やります。\\n[[畑|うち]]の話。", 0).text.replace("\\x01", "·")
    '-   ····\\n    水は朝やります。\\n····うち··の話。'
    """
    characters = Characters(text[body:] if body else text)
    found = [notation for notation in _NOTATIONS if notation.may_be_in(characters)]
    if not found:
        return Extended(text)
    from jreadtools.sources.documentation import is_prose_fence  # few posts have such notations
    from jreadtools.sources.sheet import Sheet

    sheet = Sheet(text, body, is_prose_fence)
    for notation in found:
        notation.apply(sheet)
    return sheet.done()
