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
        if "???" in text:
            text = text.replace("?", "\x04")
        self.all = b"\n" + text.encode("ascii", "replace") + b"\n"
        r"""Every character; what is not ASCII is ?, and ??? is \x04\x04\x04."""
        self.few = self.all.translate(None, _OTHERS)


class Notation:
    """One notation: what stands in every text that has it, and what rewrites it."""

    def __init__(self, rewrite: str, *marks: bytes, strings: tuple[bytes, ...] = (), sign: bytes = b"") -> None:
        r"""What rewrites it, and what it is known by. Each question is asked only where the one before says yes.

        Args:
            rewrite: module.function, loaded with the first such text.
            marks: one of them stands in such a text, other characters than {}!=[]%|:\\^*+`#~ taken out.
            strings: one of them stands in the text as it is.
            sign: so does this pattern; it should begin with a character.
        """
        self._rewrite = rewrite
        self._marks = marks
        self._strings = strings
        self._sign = sign

    def may_be_in(self, characters: Characters) -> bool:
        """Whether it may be in a text with these characters."""
        few, every = characters.few, characters.all
        for mark in self._marks:
            if mark in few:
                break
        else:
            if self._marks:
                return False
        if self._strings and not any(string in every for string in self._strings):
            return False
        return not self._sign or re.search(self._sign, every) is not None

    def apply(self, sheet: Sheet) -> None:
        """Rewrites a text."""
        module, _, name = self._rewrite.partition(".")
        getattr(import_module(f"jreadtools.sources.{module}"), name)(sheet)


_SHORTCODE: Final = rb"\[(?:/[A-Za-z][\w-]*\]|[A-Za-z][\w-]*\s+[\w-]+ ?=|(?:gallery|embed|caption|toc|ez-toc|contact-form-7|rinker|pochipp)[ \]])"
_ATTRIBUTES: Final = (
    rb"\{(?:[ :]{0,2}(?:\.[A-Za-z]|#[\w-]+[ ]?\}(?![ \t]*(?:\n|\Z)))"
    rb"|(?<=[)\]`*\n]\{)(?:[ :]{0,2}(?:#|[A-Za-z][\w:-]*=[^\s{}=])|=[a-z0-9]+\}))"
)
_NOTATIONS: Final = (
    # Nothing is looked for in comments: they go first.
    Notation("notes.comments", b"%%", strings=(b"%%",)),
    Notation("documentation.kramdown", b"{:", b"\n*[", strings=(b"{::", b"{:/", b"\n*[")),
    Notation("documentation.percent", b"\n%", strings=(b"\n% ", b"\n%\t")),
    Notation("documentation.breaks", b"\n+++", b"\n^\n", sign=rb"\n(?:\+\+\+[ \t]*[\n{]|\^[ \t]*\n)"),
    Notation("pandoc_marks.callouts", b":::{", sign=rb':::[ \t]*\{[^{}\n]*title="'),
    Notation(
        "pandoc_marks.citations",
        strings=(b"[@", b"[-@", b" @", b" -@", b"@fig-", b"@tbl-", b"@sec-", b"@eq-"),
        sign=rb"@[A-Za-z0-9][\w:-]*(?:\]|[;,])|@(?:fig|tbl|sec|eq)-",
    ),
    Notation("pandoc_marks.lines", b"\n|\n|", sign=rb"\n\|[ ]+[^\n|]+\n\|[ \n]"),
    Notation(
        "pandoc_marks.captions",
        b"\n:",
        strings=(b"\nTable: ", b"|\n\n: ", b"|\n: ", b"-\n\n: ", b"+\n\n: ", b"\n\n  : "),
    ),
    Notation("documentation.markdown_tags", strings=(b" markdown",), sign=rb"<[a-z][^<>\n]*\smarkdown[=> ]"),
    Notation("documentation.figures", b"{{", strings=(b"figure ",), sign=rb"\{\{[<%][ ]?figure[ \n]"),
    Notation("documentation.directives", b"```{", b"~~~{", b":::{", sign=rb"(?:```|~~~|:::)[ ]?\{[A-Za-z]"),
    Notation("documentation.roles", b"}`", strings=(b"}`",), sign=rb"\{[A-Za-z][\w:+-]*\}`"),
    Notation("documentation.labels", b"=\n", strings=(b")=\n", b")= ", b")=\t"), sign=rb"\n[ \t]*\([^\n]+\)=[ \t]*\n"),
    Notation(
        "documentation.boxes",
        b"!!!",
        b"===",
        b"\x04\x04\x04",
        sign=rb'\n[ \t>]*(?:(?:!!!|\x04{3}\+?)[ ]?[a-z]|===[!+]?[ ]*")',
    ),
    Notation("documentation.slashes", strings=(b"\n///", b" ///"), sign=rb"\n[ \t]*/{3,}[ ]?[a-z][\w-]*[ \t]*[|\n]"),
    Notation(
        "documentation.imports",
        strings=(b"\nimport ", b"\n<<<", b"8<-"),
        sign=rb"""\n(?:import[ \t]+(?:[^\n]{1,300}from[ \t]*["']|["'][./@~])|<<<[ \t]|[ \t>]*-{1,2}8<-)""",
    ),
    Notation("documentation.pressed", b"++", strings=(b"++",), sign=rb'\+\+[a-z0-9"-][^\n]*?\+\+'),
    # The parser knows {#id} at the end of a heading.
    Notation("documentation.attributes", b"{", sign=_ATTRIBUTES),
    Notation(
        "documentation.tables",
        b"\n|",
        sign=rb"\n[ \t]*\n {0,3}(?:\|[ :]*-|\+[-=:]+\+)|\A\n*(?:\|[ :]*-|\+[-=:]+\+)|\n\|==",
    ),
    Notation("documentation.definitions", b"\n:", b"\n~", sign=rb"\n {0,2}[:~][ \t]+[^\s:~]"),
    Notation("documentation.formulas", b"\\\\", strings=(rb"\\(", rb"\\[")),
    Notation("documentation.calls", b"{{", sign=rb"\{\{-?[ ]*[\w.:]+\("),
    Notation("hatena_marks.formulas", b"[:", strings=(b"[tex:",)),
    Notation("hatena_marks.cards", b":", strings=(b"isbn:", b"asin:", b"f:id:")),
    Notation(
        "hatena_marks.cards",
        b"[:",
        sign=rb"\[(?:twitter|wikipedia|google|amazon|keyword|youtube|niconico|search|jan|ean|itunes|rakuten|map|gist|g|a):",
    ),
    Notation("notes.links", b"[[", strings=(b"[[",), sign=rb"\[\[[^\[\]\n]+\]\]"),
    Notation("notes.critic", b"{", strings=(b"{++", b"{--", b"{==", b"{~~", b"{>>")),
    Notation("notes.highlights", b"==", strings=(b"==",), sign=rb"==(?![=\s])[^=\n]+=="),
    Notation(
        "notes.raised",
        b"~~",
        b"^^",
        sign=rb"[A-Za-z0-9](?:~[A-Za-z0-9]{1,3}~|\^[A-Za-z0-9+-]{1,9}\^)|\^\^[^\s^][^\n^]*\^\^",
    ),
    Notation("notes.ids", b"^", sign=rb"\^[A-Za-z0-9-]{2,60}[ \t]*\n"),
    Notation("notes.callouts", b"[!", strings=(b">[!", b"> [!", b">\t[!")),
    Notation("notes.properties", b"\n#", sign=rb"\A\s*# [^\n]*\n\s*[^\n:]*: "),
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
