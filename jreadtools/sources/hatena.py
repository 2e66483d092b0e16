"""Hatena notation, which also stands in `.md` files that were taken out of a Hatena blog.

One line is one paragraph, and the first characters of a line say what it is. Footnotes, cards and comments are
taken out before, as in Markdown (`jreadtools.sources.dialects`).
"""

from __future__ import annotations

import re
from typing import Final

from jreadtools.sources.blocks import BlockBuilder
from jreadtools.sources.dialects import Prepared, add_note
from jreadtools.sources.html import HtmlWalker

__all__ = ["is_hatena", "walk"]

# >|lang| … ||<, >| … |<, >> … <<, >https://…> … <<
_FENCE: Final = re.compile(r"^(?:>\|[\w.#+-]*\||\|\|<|>\||\|<|>https?://\S+>|>>|<<)[ \t]*$", re.MULTILINE)
_HEADING: Final = re.compile(r"^\*{1,3}(?![*\s])[^*\n]+$", re.MULTILINE)
# What only Markdown has; ** is counted by itself.
_MARKDOWN: Final = re.compile(r"^(?:#{1,6} |```|~~~|[-*+] |\d+\. |> )|\]\(", re.MULTILINE)

_OPEN_CODE: Final = re.compile(r">\|(?:[\w.#+-]*(\|))?[ \t]*")
_OPEN_QUOTE: Final = re.compile(r">(?:https?://\S+)?>[ \t]*")
# *name* before the words gives the heading an anchor, [名] a category.
_HEADING_MARK: Final = re.compile(r"\*{1,3}(?:[\w-]{1,30}\*)?(?:\[[^\[\]\n]{1,30}\])*[ \t]*")
_ITEM_MARK: Final = re.compile(r"[-+]{1,3}[ \t]*")
_TERM: Final = re.compile(r":([^:\n]{1,100}):")
_RULE: Final = re.compile(r"={4,}[ \t]*|<>|>?<>?")
_CELL: Final = re.compile(r"\|[ \t]*\*?([^|\n]*)")
_INLINE: Final = re.compile(
    r"\[tex:((?:[^\]\\\n]|\\.){1,500})\]|\[\[([^\[\]\n]{1,200})\]\]|\[(https?://[^\]\s]{1,500})\]"
)


def is_hatena(text: str, body: int) -> bool:
    """Whether a text from offset `body` on is written in Hatena notation, not in Markdown.

    >>> is_hatena("*見出し\\n本文です。", 0), is_hatena("*強調*です。\\n\\n- 項目", 0)
    (True, False)
    """
    words = text[body:]
    if ("\n>" in words or words[:1] == ">") and _FENCE.search(words) and "```" not in words:
        return "||<" in words or "\n<<" in words or "\n|<" in words
    if "*" not in words or _MARKDOWN.search(words):
        return False
    marks = sum(len(found[0]) - len(found[0].lstrip("*")) for found in _HEADING.finditer(words))
    return 0 < marks == words.count("*")


def walk(source: str, prepared: Prepared, body: int, builder: BlockBuilder) -> HtmlWalker:
    """Hands the words of a text in Hatena notation to a builder; the answer knows the warnings."""
    walker = HtmlWalker(builder, prepared.text)
    _Lines(source, prepared, builder, walker).read(body)
    return walker


class _Lines:
    """Reads line by line; a block of code or a quote is open until the line that ends it."""

    def __init__(self, source: str, prepared: Prepared, builder: BlockBuilder, walker: HtmlWalker) -> None:
        self.source = source
        self.text = prepared.text
        self.notes = list(reversed(prepared.notes))
        self.builder = builder
        self.walker = walker
        self.code = ""  # the line that ends the open block of code
        self.quotes: list[int] = []

    def read(self, at: int) -> None:
        text, size = self.text, len(self.text)
        while at < size:
            end = text.find("\n", at)
            end = size if end < 0 else end
            self.line(at, end)
            at = end + 1
        self.walker.unwind(0)
        self.builder.flush()
        self.add_notes(size)

    def line(self, at: int, end: int) -> None:
        text, builder = self.text, self.builder
        line = text[at:end].rstrip()
        if self.code:
            if line.endswith(self.code):
                self.code = ""
                builder.close(len(builder.contexts) - 1)
            else:
                builder.text(text[at : end + 1], at)
            return
        if code := _OPEN_CODE.fullmatch(line):
            self.code = "||<" if code[1] else "|<"
            builder.open("code")
        elif _OPEN_QUOTE.fullmatch(line):
            self.quotes.append(builder.open("quote"))
        elif line == "<<" and self.quotes:
            builder.close(self.quotes.pop())
        elif line and not _RULE.fullmatch(line):
            self.words(line, at, end)
            self.add_notes(end)

    def words(self, line: str, at: int, end: int) -> None:
        """A line of words: a heading, an item, cells, else a paragraph."""
        first, text, builder = line[0], self.text, self.builder
        if first == "*" and (mark := _HEADING_MARK.match(line)) and mark.end() < len(line):
            opened = builder.open("heading")
        elif first in "-+" and (mark := _ITEM_MARK.match(line)) and mark.end() < len(line):
            opened = builder.open("item")
        elif first == ":" and (term := _TERM.match(line)):
            for start, stop in (term.span(1), (term.end(), len(line))):
                opened = builder.open("item")
                self.inline(at + start, at + stop)
                builder.close(opened)
            return
        elif first == "|" and line.endswith("|"):
            for cell in _CELL.finditer(text, at, at + len(line) - 1):
                opened = builder.open("cell")
                self.inline(*cell.span(1))
                builder.close(opened)
            return
        else:
            self.inline(at, end)
            builder.flush()
            return
        self.inline(at + mark.end(), end)
        builder.close(opened)

    def inline(self, at: int, end: int) -> None:
        text, builder, feed = self.text, self.builder, self.walker.feed
        for found in _INLINE.finditer(text, at, end):
            feed(text[at : found.start()], at)
            if found[1]:
                builder.atom(found[1], found.start(1), mask=True)
            else:
                builder.text(found[found.lastindex or 0], found.start(found.lastindex or 0))
            at = found.end()
        feed(text[at:end], at)

    def add_notes(self, end: int) -> None:
        while self.notes and self.notes[-1][0] < end:
            add_note(self.builder, self.source, *self.notes.pop())
