"""What MyST (Sphinx, Jupyter Book) adds to Markdown: directives between backticks or colons, roles, labels, comments, blocks."""

from __future__ import annotations

import re
from typing import Final

from jreadtools.sources.blocks import FILL
from jreadtools.sources.html_tags import names
from jreadtools.sources.sheet import Fence, Sheet

__all__ = ["breaks", "directives", "is_prose_fence", "labels", "percent", "roles"]

_DIRECTIVE: Final = re.compile(r"[ \t]*\{([A-Za-z][\w:.+-]*)\}[ \t]*([^\n]*?)[ \t]*\Z")
_NOTES: Final = names(
    "note tip hint important warning attention caution danger error seealso todo epigraph highlights pull-quote margin "
    "aside versionadded versionchanged deprecated"
)
_TITLED: Final = names(
    "admonition sidebar topic dropdown card grid-item-card tab-item tab tabbed rubric table list-table exercise "
    "exercise-start theorem proof definition lemma example grid-item centered details"
)
# What follows these names is for the tool.
_UNTITLED: Final = names(
    "button-link button-ref container div glossary grid only panels solution solution-start tab-set tabs"
)
_SHOWN: Final = frozenset(("figure", "image"))
_CODE: Final = names(
    "code code-block code-cell sourcecode literalinclude parsed-literal prompt doctest math mermaid graphviz digraph plantuml raw "
    "eval-rst include toctree bibliography jupyter-execute csv-table"
)
_OPTIONS: Final = re.compile(
    r"(?:\n[ \t>]*:[\w-]+:[^\n]*)+|\n[ \t>]*---[ \t]*\n(?:[ \t>]*[\w-]+:[^\n]*\n)*[ \t>]*---[ \t]*(?=\n|\Z)"
)


def is_prose_fence(info: str) -> bool:
    """Whether what stands behind the marks of a fence makes it a directive of MyST with words in it.

    >>> is_prose_fence("{note}"), is_prose_fence("{figure} a.png"), is_prose_fence("{r}"), is_prose_fence("python")
    (True, True, False, False)
    """
    directive = _DIRECTIVE.match(info) if "{" in info else None
    if directive is None:
        return False
    return _is_known(directive[1].lower())


def directives(sheet: Sheet) -> None:
    """The fences of a directive go, its words stay; what follows its name is a title, or its first words.

    Colons are read as backticks are, so that code between them is code; those with an unknown name are left to the
    dialects of blogs.
    """
    text = sheet.text
    for fence in sheet.fences:
        _fenced(sheet, fence)
        close = text.find("`", fence.close) if text[fence.mark] == "`" else text.find("~", fence.close)
        if fence.close < len(text) and close >= 0:
            sheet.put(close, fence.end, " ")
        if options := _OPTIONS.match(text, fence.line_end, fence.close):
            sheet.take([options.span()], "alternative text", " ")
    taken = []
    unclosed: set[str] = set()  # each is looked for in vain once
    for colons in sheet.find(_COLONS):
        name = (colons["name"] or "mermaid").lower()
        if name in _CODE and colons["colons"] not in unclosed:
            if _coded(sheet, colons.start("mark"), colons["colons"], colons.end("title")):
                continue
            unclosed.add(colons["colons"])
        taken.append(colons.span("options"))
        if _is_known(name):
            _begin(sheet, name, colons.start("mark"), *colons.span("title"))
    sheet.take(taken, "alternative text", " ")


_COLONS: Final = re.compile(
    r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+){0,3}(?P<mark>(?P<colons>:{3,})[ \t]*(?:\{(?P<name>[A-Za-z][\w:-]*)\}|mermaid(?=[ \t]*$)))[ \t]*(?P<title>[^\n]*)"
    r"(?P<options>(?:\n[ \t>]*:[\w-]+:[^\n]*)*)",
    re.MULTILINE,
)


def _coded(sheet: Sheet, mark: int, colons: str, line_end: int) -> bool:
    """Makes both lines of a directive whose content is code those of a fence; False where it has no end."""
    close = re.compile(rf"\n[ \t>]*({colons}:*)[ \t]*$", re.MULTILINE).search(sheet.text, line_end)
    if close is None:
        return False
    fence = "```" if "~~~" in sheet.text[line_end : close.start()] else "~~~"
    sheet.out(mark, line_end, "file name", " ")
    sheet.put(mark, line_end, fence)
    sheet.put(*close.span(1), fence)
    sheet.settle([(mark, close.end())])
    return True


def _is_known(name: str) -> bool:
    return any(name in known for known in (_NOTES, _TITLED, _UNTITLED, _SHOWN)) or name.startswith(("prf:", "proof:"))


def _fenced(sheet: Sheet, fence: Fence) -> None:
    found = _DIRECTIVE.match(sheet.text[fence.info : fence.line_end])
    if found is None:
        return
    begin, stop = (fence.info + at for at in found.span(2))
    _begin(sheet, found[1].lower(), fence.mark, begin, stop)
    sheet.put(stop, fence.line_end, " ")


def _begin(sheet: Sheet, name: str, mark: int, begin: int, stop: int) -> None:
    """The line that begins a directive: text[mark:begin] is its marks and name, text[begin:stop] what follows them."""
    if name in _SHOWN:
        sheet.images += 1
    if begin == stop or name in _SHOWN or name in _UNTITLED:
        sheet.put(mark, begin, " ")
        sheet.out(begin, stop, "markup", " ")
    elif name not in _NOTES:
        sheet.put(mark, begin, "###")
    else:  # the first words of a note begin a paragraph
        line = sheet.text.rfind("\n", 0, mark) + 1
        before = sheet.text[line:mark]
        parted = not sheet.line_above(line).strip(" \t>") or before.strip(" \t>")
        lead = "" if parted else "\n" + before
        sheet.put(mark, begin, lead + FILL * (begin - mark - len(lead)))


_ROLE: Final = re.compile(r"\{([A-Za-z][\w:+-]*)\}(`+)(?!`)([^`\n]+(?:\n[^`\n]+)?)\2(?!`)")
_TARGET: Final = re.compile(r"[ ]*<[^<>\n]*>\Z")
_LONG_FORM: Final = re.compile(r"[ ]*\([^()\n]*\)\Z")
_KEYS: Final = frozenset(("ref", "numref", "eq", "doc", "cite", "cite:p", "cite:t", "prf:ref", "index", "footcite"))
_FORMULAS: Final = frozenset(("math", "eq"))
_CODE_ROLES: Final = frozenset(
    ("code", "kbd", "file", "command", "program", "py:func", "py:class", "py:mod", "samp", "literal")
)


def roles(sheet: Sheet) -> None:
    """{ref}`題 <label>`: the words before the target. A key alone is no word, unless it is written in Japanese."""
    for role in _ROLE.finditer(sheet.text, sheet.body):
        start, end = role.span()
        if sheet.hides(start):
            continue
        name, (begin, stop) = role[1].lower(), role.span(3)
        if name in _CODE_ROLES:
            sheet.out(start, role.start(2))
            continue
        target = (_LONG_FORM if name in {"abbr", "abbreviation"} else _TARGET).search(role[3])
        if name in _FORMULAS or (target is None and name in _KEYS and role[3].isascii()):
            sheet.take([(start, end)], "diagram")
            continue
        sheet.out(start, begin)
        sheet.out(begin + target.start() if target else stop, end)


_LABEL: Final = re.compile(r"^[ \t]*\([^()\n]{1,80}\)=[ \t]*$", re.MULTILINE)
# A sentence about the sign goes on with a particle.
_PERCENT: Final = re.compile(
    r"^%[ \t]+(?![ \t]|[はがをのともにで、]|という|記号)[^\n]*(?:\n%(?!%)[^\n]*)*", re.MULTILINE
)
_BEGINS: Final = re.compile(r"(?:\A|\n[ \t]*)\n?\Z")


def labels(sheet: Sheet) -> None:
    """(label)= on a line of its own."""
    for label in sheet.find(_LABEL):
        sheet.out(*label.span(), "markup", " ")


def percent(sheet: Sheet) -> None:
    """% 注: a comment of MyST, where a paragraph could begin."""
    notes = [note.span() for note in sheet.find(_PERCENT) if not sheet.line_above(note.start()).strip()]
    sheet.take(notes, "comment", " ")


_BREAK: Final = re.compile(r"^(?:\+\+\+[ \t]*(?:\{[^\n]*\})?|\^)[ \t]*$", re.MULTILINE)


def breaks(sheet: Sheet) -> None:
    """+++ {"a": 1} begins a block of MyST; ^ alone on its line ends one of kramdown."""
    for line in sheet.find(_BREAK):
        sheet.out(*line.span(), "markup", " ")
