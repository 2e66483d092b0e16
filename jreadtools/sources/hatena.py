"""Hatena notation, which also stands in `.md` files that were taken out of a Hatena blog, in `.txt` and in exports.

One line is one paragraph, and the first characters of a line say what it is. Footnotes, cards and comments are
taken out before, as in Markdown (`jreadtools.sources.dialects`).
"""

from __future__ import annotations

import re
from typing import Final

from jreadtools.article import Article
from jreadtools.sources.blocks import BlockBuilder, add_note
from jreadtools.sources.dialects import leave, prepare
from jreadtools.sources.html_walker import HtmlWalker
from jreadtools.sources.notations import is_hatena, is_hatena_text
from jreadtools.sources.rewritten import Prepared

__all__ = ["is_hatena", "is_hatena_text", "parse", "prepared", "walk"]


def parse(text: str) -> Article:
    r"""Blocks of a text in Hatena notation. A heading at its very beginning is its title.

    >>> article = parse("*[日記]畑の一日\n朝から((六時から))畑に出た。\n-くわ\n>>\n土は\n<<\n")
    >>> article.title, [(block.kind, block.text) for block in article.blocks][1:3]
    ('畑の一日', [('paragraph', '朝から畑に出た。'), ('paragraph', '六時から')])
    """
    builder = BlockBuilder(text)
    ready = prepared(text, 0)
    lines = _Lines(text, ready, builder, HtmlWalker(builder, ready.text))
    lines.read(0)
    leave(builder, ready)
    first = builder.blocks[0] if builder.blocks else None
    return Article(
        blocks=tuple(builder.blocks),
        title=" ".join(first.text.split()) if first and first.kind == "heading" else "",
        categories=tuple(dict.fromkeys(lines.categories)),
        warnings=tuple(lines.walker.warnings),
        images=builder.images,
        links=builder.links,
        left=builder.left,
        format="hatena",
    )


_CODE: Final = re.compile(r"^>\|(?:[\w.#+?-]{0,30}\|)?[ \t]*$", re.MULTILINE)
_VISIBLE: Final = re.compile(r"[^\n]")


_END_OF_CODE: Final = {mark: re.compile(rf"{re.escape(mark)}[ \t]*$", re.MULTILINE) for mark in ("|<", "||<")}


def prepared(text: str, body: int) -> Prepared:
    """The text without footnotes, cards and comments; what looks like one inside a block of code is none."""
    parts, at = [], 0
    ends: dict[str, int] = {}  # where each kind of end stands next: each stretch is searched once
    for opened in _CODE.finditer(text, body):
        if opened.start() < at:
            continue
        mark = "|<" if opened[0].rstrip() == ">|" else "||<"
        if ends.get(mark, -1) < opened.end():
            found = _END_OF_CODE[mark].search(text, opened.end())
            ends[mark] = found.start() if found else len(text)
        close = ends[mark]
        parts.append(text[at : opened.end()])
        parts.append(_VISIBLE.sub(" ", text[opened.end() : close]))
        at = close
    parts.append(text[at:])
    return prepare("".join(parts), body)


def walk(source: str, ready: Prepared, body: int, builder: BlockBuilder) -> HtmlWalker:
    """Hands the words of a text in Hatena notation to a builder; the answer knows the warnings."""
    walker = HtmlWalker(builder, ready.text)
    _Lines(source, ready, builder, walker).read(body)
    return walker


_OPEN_CODE: Final = re.compile(r">\|(?:[\w.#+?-]{0,30}(\|))?[ \t]*")
_OPEN_QUOTE: Final = re.compile(r">(?:\[?https?://\S+)?>[ \t]*")
# *name* before the words gives the heading an anchor, [名] a category.
_HEADING_MARK: Final = re.compile(r"\*{1,3}(?:[A-Za-z0-9_:+-]{1,30}\*)?((?:\[[^\[\]\n]{1,30}\])*)[ \t]*")
_CATEGORY: Final = re.compile(r"\[([^\[\]:]+)\]")
_ITEM_MARK: Final = re.compile(r"[-+]{1,3}[ \t]*")
_TERM: Final = re.compile(r":([^:\n]{1,100}):")
_RULE: Final = re.compile(r"={4,}[ \t]*|<>|>?<>?|[-+]+")
_CELL: Final = re.compile(r"\|[ \t]*\*?([^|\n]*)")
# Each branch begins with a literal, so that the search skips what is none.
_INLINE: Final = re.compile(
    r"\[tex:(?P<tex>(?:[^\]\\\n]|\\.){1,500}+)\]|\[\[(?P<double>[^\[\]\n]{1,200})\]\]|\[(?P<url>https?://[^\]\s]{1,500}+)\]|"
    r"\[\](?P<bare>[^\[\]\n]{1,500})\[\]|"
    r"\[(?:keyword|google|amazon|wikipedia|search|google:news):(?P<word>[^\[\]\n]{1,200})\]|"
    r"\[(?:isbn|asin|map|niconico|photozou|youtube|itunes|rakuten|gist|uke|mailto|jan|ean|ugomemo|idea|question|"
    r"[fgabdhir]:id|g:[a-z][a-z0-9-]{1,40}|d:keyword):[^\[\]\n]{1,200}?(?::title=(?P<title>[^\[\]\n]{1,200}))?\]|"
    r"\[(?P<id>id:[\w:-]{1,80})\]|"
    r"(?<![A-Za-z0-9:])(?:asin:[0-9A-Za-z]{10}|isbn:[0-9X-]{10,17})(?::[a-z]{1,10}){0,3}|"
    r"(?<![A-Za-z0-9:])f:id:[\w-]{1,40}:\d{8,20}\w?(?::[a-z]{1,10}){0,3}"
)


class _Lines:
    """Reads line by line; a block of code or a quote is open until the line that ends it."""

    def __init__(self, source: str, ready: Prepared, builder: BlockBuilder, walker: HtmlWalker) -> None:
        self.source = source
        self.text = ready.text
        self.notes = list(reversed(ready.notes))
        self.builder = builder
        self.walker = walker
        self.code = ""  # the line that ends the open block of code
        self.quotes: list[int] = []
        self.categories: list[str] = []

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
                if words := line[: -len(self.code)]:
                    builder.text(self.source[at : at + len(words)], at)
                self.code = ""
                builder.close(len(builder.contexts) - 1)
            else:
                builder.text(self.source[at:end].rstrip(), at)
                builder.text(text[end : end + 1], end)
            return
        if builder.contexts[-1] == "code":  # <pre>
            self.walker.feed(line, at)
            self.walker.feed(text[end : end + 1], end)
            return
        if code := _OPEN_CODE.fullmatch(line):
            self.code = "||<" if code[1] else "|<"
            builder.open("code")
        elif _OPEN_QUOTE.fullmatch(line):
            self.quotes.append(builder.open("quote"))
        elif line == "<<" and self.quotes:
            builder.close(self.quotes.pop())
        elif line and not _RULE.fullmatch(line):
            # >< … ><: HTML that gets no paragraphs of its own
            start = at + line.startswith("><")
            stop = at + len(line) - (line.endswith("><") and line != "><")
            self.words(text[start:stop], start, stop)
            self.add_notes(end)

    def words(self, line: str, at: int, end: int) -> None:
        """A line of words: a heading, an item, cells, else a paragraph."""
        first, text, builder = line[0], self.text, self.builder
        if first == "*" and (mark := _HEADING_MARK.match(line)) and mark.end() < len(line):
            opened = builder.open("heading")
            if mark[1]:
                self.categories += _CATEGORY.findall(mark[1])
                builder.leave(at + mark.start(1), at + mark.end(1), "category")
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
            if builder.contexts[-1] == "code":  # <pre> begins here
                end = text.find("\n", end)
                self.walker.feed(text[end : end + 1], end)
            else:
                builder.flush()
            return
        self.inline(at + mark.end(), end)
        builder.close(opened)

    def inline(self, at: int, end: int) -> None:
        text, builder, feed = self.text, self.builder, self.walker.feed
        for found in _INLINE.finditer(text, at, end):
            feed(text[at : found.start()], at)
            name = found.lastgroup
            if name == "tex":
                builder.atom(found[name], found.start(name), mask=True)
            elif name is not None:
                builder.text(found[name], found.start(name))
            at = found.end()
        feed(text[at:end], at)

    def add_notes(self, end: int) -> None:
        while self.notes and self.notes[-1][0] < end:
            add_note(self.builder, self.source, *self.notes.pop())
