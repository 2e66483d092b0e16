"""Notations that authors use in Markdown and its parser does not know: of documentation, of notebooks, of Hatena.

They are rewritten before the dialects of blog engines (`jreadtools.sources.dialects`) and before the parser: marks
become FILL, constructs that Markdown has become Markdown. A text that holds none of the marks is not searched.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Final, NamedTuple

from jreadtools.sources.rewritten import Extended

if TYPE_CHECKING:
    from jreadtools.sources.sheet import Sheet

__all__ = ["extended"]

_OTHERS: Final = bytes({*range(128)} - {*b"{}!=[]%|:\\^*+`#~\n"})
_START: Final = re.compile(
    rb"\n[ \t>]*+(?=[!=\x04/:%~+^<iT-])(!!!|===|\x04\x04\x04|///|[:%~](?=[ \t])|\+\+\+|\^(?=[ \t]*\n)|<<<|--?8<|<(?=[a-z][^\n>]* markdown[ =>]|aside>|[A-Z][A-Za-z.]*[ \n])|import(?= )|Table:)"
)


class Notation(NamedTuple):
    """One notation: what rewrites it, and what stands in every text that has it."""

    rewrite: str
    """module.function, loaded with the first such text."""
    marks: tuple[bytes, ...] = ()
    r"""One of them stands in such a text, other characters than {}!=[]%|:\\^*+`#~ taken out."""
    starts: tuple[bytes, ...] = ()
    """Or a line in it begins with one of these, which `_START` finds."""
    sign: bytes = b""
    """And so does this pattern; it begins with a character, that the search may skip text. Alone for { [ and :."""

    def apply(self, sheet: Sheet) -> None:
        """Rewrites a text."""
        module, _, name = self.rewrite.partition(".")
        getattr(import_module(f"jreadtools.sources.{module}"), name)(sheet)


_SHORTCODE: Final = rb"\[(?:/[A-Za-z](?:[\w-]|\\_)*\\?\]|[A-Za-z](?:[\w-]|\\_)*\s+[\w-]+ ?=|(?:gallery|embed|caption|toc|ez-toc|contact-form-7|rinker|pochipp)[ \]\\]|[a-z]+(?:_[a-z]+)+\]|[a-z]+ https?://)"
_ATTRIBUTES: Final = (
    rb"\{(?:[ :]{0,2}(?:\.[A-Za-z]|#[\w-]+[ ]?\}(?![ \t]*\n))"
    rb"|(?<=[)\]`*\n]\{)(?:[ :]{0,2}(?:#|[A-Za-z][\w:-]*=[^\s{}=])|=[a-z0-9]+\}))"
)
_CARD: Final = rb"\[(?:id|blog|isbn|asin|f:id|twitter|wikipedia|google|amazon|keyword|youtube|niconico|search|jan|ean|itunes|rakuten|map|gist|g|a):"
_CAPTIONED: Final = rb"\{\{[<%][ ]?(?:figure[ \n][^}]{0,2000}?(?:title|attr)=|[\w/-]{0,40}?(?:fig|image|img|pic|photo)[\w-]{0,40}[ \n][^}]{0,2000}?caption=)"
_TITLED: Final = (
    rb"details|expand|collaps|accordion|spoiler|toggle|fold|hide|tab|step|notice|admonition|alert|callout|hint|note|tip|info|"
    rb"warning|danger|caution|important|message|box|card|panel|question|faq|example|aside"
)
_NOTATIONS: Final = (
    # Nothing is looked for in comments: they go first.
    Notation("notes.comments", (b"%%",), sign=rb"%%"),
    Notation("documentation.kramdown", sign=rb"\{(?::[:/]|#\s)"),
    Notation("documentation.abbreviations", (b"\n*[",), sign=rb"\n\*\["),
    Notation("myst.percent", starts=(b"%",)),
    Notation("myst.breaks", starts=(b"+++", b"^"), sign=rb"\n(?:\+\+\+[ \t]*[\n{]|\^[ \t]*\n)"),
    Notation("pandoc_marks.callouts", sign=rb':::[ \t]*[A-Za-z]*\{[^{}\n]*title="'),
    Notation("pandoc_marks.citations", (b"[]", b"["), sign=rb"@(?:fig|tbl|sec|eq|lst)-|@[A-Za-z0-9][\w:-]*[\];,]"),
    Notation("pandoc_marks.lines", (b"\n|\n|",), sign=rb"\n\|[ ]+[^\n|]+\n\|[ \n]"),
    Notation(
        "pandoc_marks.captions",
        starts=(b":", b"Table:"),
        sign=rb"[|+-][ \t]*\n(?:[ \t]*\n)?(?: {0,2}|Table):[ \t]|\n(?: {0,2}|Table):[ \t][^\n]+\n[ \t]*\n[ \t]*[|+]",
    ),
    Notation(
        "pandoc_marks.breaks", (b"\n\\",), sign=rb"\n\\(?:newpage|pagebreak|clear|tableof|noindent|vspace|\w+skip)"
    ),
    Notation("documentation.markdown_tags", starts=(b"<",)),
    Notation("documentation.tab_items", starts=(b"<",), sign=rb"<[A-Z][A-Za-z]*[ \n][^<>]*(?:label|title|summary)="),
    Notation("documentation.jsx", starts=(b"<",), sign=rb"<[A-Z][\w.]*[ ]*\n"),
    Notation("documentation.jsx", sign=rb"\{(?<=[A-Za-z]=\{)"),
    Notation("documentation.titles", sign=rb"\{(?:\{[<%]|%)-?[ ]*(?i:" + _TITLED + rb")[\w-]*[ \n]"),
    Notation("documentation.liquid_links", sign=rb"\{%-?\s*(?:post_|asset_)?link\s"),
    Notation("pictures.captions", sign=_CAPTIONED),
    Notation("pictures.captions", starts=(b"<",), sign=rb"<(?:Image|Img|Figure|Picture|Photo)\s[^<>]*caption="),
    Notation(
        "myst.directives", (b"```{", b"~~~{", b":::"), sign=rb"(?:```|~~~)[ ]?\{[A-Za-z]|:::[ ]?(?:\{[A-Za-z]|mermaid)"
    ),
    Notation("documentation.vue_tabs", (b":::",), sign=rb"\n:{3,}[ ]*(?:code-)?tabs"),
    Notation("myst.roles", sign=rb"\{(?<!\$\{)[A-Za-z][\w:+-]*\}`"),
    Notation("myst.labels", (b"=\n",), sign=rb"\)=[ \t]*\n"),
    Notation(
        "documentation.boxes",
        starts=(b"!!!", b"===", b"\x04\x04\x04"),
        sign=rb'\n[ \t>]*(?:(?:!!!|\x04{3}\+?)[ ]?[a-z]|===[!+]?[ ]*")',
    ),
    Notation("documentation.slashes", starts=(b"///",), sign=rb"\n[ \t]*/{3,}[ ]?[a-z][\w-]*[ \t]*[|\n]"),
    # In MDX an import begins a paragraph; in code it seldom does.
    Notation(
        "documentation.imports",
        starts=(b"import",),
        sign=rb"""import(?<=\n\nimport)[ \t]+(?:[^\n]{1,300}from[ \t]*["']|["'][./@~])""",
    ),
    Notation("documentation.snippets", starts=(b"<<<", b"-8<", b"--8<"), sign=rb"\n(?:<<<[ \t]|[ \t>]*-{1,2}8<-)"),
    Notation("documentation.pressed", (b"++",), sign=rb'\+\+[a-z0-9"-][^\n]*?\+\+'),
    # The parser knows {#id} at the end of a heading.
    Notation("documentation.attributes", sign=_ATTRIBUTES),
    Notation("documentation.tables", (b"\n|",), sign=rb"\n(?:[ \t]*\n {0,3}(?:\|[ :]*-|\+[-=:]+\+)|\|[ ]*==)"),
    Notation("documentation.definitions", starts=(b":", b"~"), sign=rb"\n[ >]*[:~][ \t]+[^\s:~]"),
    Notation("documentation.formulas", (b"\\\\",), sign=rb"\\\\[(\[]"),
    Notation("documentation.calls", sign=rb"\{\{-?[ ]*[\w.:]+\("),
    Notation("hatena_marks.formulas", sign=rb"\[tex:"),
    Notation("hatena_marks.cards", sign=_CARD),
    Notation("hatena_marks.bare_cards", sign=rb":(?:[0-9][0-9Xx-]{8}|[0-9A-Z]{10}|id:)"),
    Notation("notes.links", sign=rb"\[\[[^\[\]\n]+\]\]"),
    Notation("notes.critic", sign=rb"\{(?:\+\+|--|==|~~|>>)"),
    Notation("notes.highlights", (b"==",), sign=rb"==(?![=\s])[^=]+=="),
    Notation("notes.raised", (b"~~", b"^^"), sign=rb"~[A-Za-z0-9]{1,3}~|\^[A-Za-z0-9+-]{1,9}\^|\^\^[^\s^]"),
    Notation("notes.ids", (b"^",), sign=rb"\^[A-Za-z0-9-]{2,60}[ \t]*\n"),
    Notation("notes.callouts", (b"[!",), sign=rb">[ \t]?\[!"),
    Notation("notes.properties", (b"\n#",), sign=rb"\A\s*# [^\n]*\n\s*[^\n:]*: "),
    Notation("notes.shortcodes", sign=_SHORTCODE),
    Notation("notes.emojis", sign=rb":[a-z0-9+-][a-z0-9_+-]*:(?![A-Za-z0-9:])"),
)
_MARKS: Final = {
    mark: [number for number, notation in enumerate(_NOTATIONS) if mark in notation.marks]
    for mark in {mark for notation in _NOTATIONS for mark in notation.marks}
}
_STARTS: Final = {
    start: [number for number, notation in enumerate(_NOTATIONS) if start in notation.starts]
    for start in {start for notation in _NOTATIONS for start in notation.starts}
}
# Signs that begin alike are looked for together first, which needs no marks: most texts have none of them.
_ALIKE: Final = [
    (
        b"%b(?:%b)" % (first, b"|".join(_NOTATIONS[number].sign.removeprefix(first) for number in numbers)),
        frozenset(numbers),
    )
    for first in (rb"\{", rb"\[", b":")
    if (numbers := [number for number, notation in enumerate(_NOTATIONS) if notation.sign.startswith(first)])
]
_compiled: Final = cache(re.compile)  # few texts ask for most of them


def _found(text: str) -> list[Notation]:
    """The notations that may be in a text. Bytes are searched ten times as fast, and few of them are in marks."""
    # ? is what the codec writes for what is not ASCII.
    written = b"\n\n" + text.replace("?", "\x04").encode("ascii", "replace") + b"\n"
    few = written.translate(None, _OTHERS)
    numbers = {number for mark, those in _MARKS.items() if mark in few for number in those}
    for start in {*_START.findall(written)}:
        numbers.update(_STARTS[start])
    for signs, those in _ALIKE:
        if _compiled(signs).search(written):
            numbers |= those
    return [
        notation
        for notation in map(_NOTATIONS.__getitem__, sorted(numbers))
        if not notation.sign or _compiled(notation.sign).search(written)
    ]


def extended(text: str, body: int) -> Extended:
    """The text, from offset `body` on, with its notations rewritten as Markdown.

    >>> extended("!!! note\\n    水は朝やります。\\n[[畑|うち]]の話。", 0).text.replace("\\x01", "·")
    '-   ····\\n    水は朝やります。\\n····うち··の話。'
    """
    found = _found(text[body:] if body else text)
    if not found:
        return Extended(text)
    from jreadtools.sources.myst import is_prose_fence  # few posts have such notations
    from jreadtools.sources.sheet import Sheet

    sheet = Sheet(text, body, is_prose_fence)
    for notation in found:
        notation.apply(sheet)
    return sheet.done()
