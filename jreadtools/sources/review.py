"""Re:VIEW (.re), in which Japanese books on technology are written: https://github.com/kmuto/review."""

from __future__ import annotations

import re
from typing import Final

from jreadtools.article import Article, Kind
from jreadtools.sources.blocks import BlockBuilder
from jreadtools.sources.html_tags import names

__all__ = ["parse"]

_INLINE: Final = re.compile(r"@<([a-z]+)>(?:\{((?:[^}\\]|\\.){0,5000}+)\}|([|$])((?:(?!\3)[^\n]){0,5000}+)\3)")
_HEADING: Final = re.compile(r"={1,6}(?:\[(/?)[^\]\n]{1,40}\])?(?:\{[^}\n]{0,200}\})?[ \t]*")
_ITEM: Final = re.compile(r"[ \t]+(?:\*{1,6}|\d{1,9}\.|:)[ \t]+")
_TERM_LINE: Final = re.compile(r"[ \t]*:[ \t]+")
_BLOCK: Final = re.compile(r"//([a-z]+)((?:\[(?:[^\]\\\n]|\\.){0,5000}+\]){0,6})[ \t]*(\{?)[ \t]*\Z")
_ARGUMENT: Final = re.compile(r"\[((?:[^\]\\\n]|\\.)*+)\]")
_ESCAPED: Final = re.compile(r"\\(?=[\]\\}])")


_CODE: Final = names("list listnum emlist emlistnum source cmd program embed raw graph texequation")
_QUOTES: Final = names("quote blockquote")
_HIDDEN: Final = names("comment image indepimage imgtable bpo")
_CELLS: Final = names("table emtable longtable")
# Which of the arguments in brackets is shown.
_CAPTIONS: Final = {
    **dict.fromkeys(
        (
            "list",
            "listnum",
            "image",
            "indepimage",
            "numberlessimage",
            "imgtable",
            "table",
            "source",
            "bibpaper",
            "texequation",
        ),
        1,
    ),
    **dict.fromkeys(("emlist", "emlistnum", "cmd", "emtable", "program"), 0),
    "graph": 2,  # behind the program that draws it
}
_NOTES: Final = names("footnote endnote")
_TITLED: Final = names("note memo tip info warning important caution notice column point practice reflection term")
_LONE: Final = names("source")
# What names something elsewhere: a number, a page or a mark stands there in print.
_REFERENCES: Final = names(
    "fn endnote list img imgref table eq chap chapref title hd column bib icon ref labelref pageref sec secref sectitle "
    "raw embed comment hidx hint uchar include"
)


def parse(text: str) -> Article:
    r"""Blocks of a chapter; its first heading is the title.

    >>> article = parse("= 畑\n\n@<b>{朝}から@<ruby>{鍬, くわ}を持つ@<fn>{a}。\n\n//footnote[a][古い鍬です。]\n")
    >>> article.title, [block.text for block in article.blocks]
    ('畑', ['畑', '朝から鍬を持つ。', '古い鍬です。'])
    """
    chapter = _Chapter(text)
    chapter.read()
    builder = chapter.builder
    first = builder.blocks[0] if builder.blocks else None
    return Article(
        blocks=tuple(builder.blocks),
        title=" ".join(first.text.split()) if first and first.kind == "heading" else "",
        images=builder.images,
        links=builder.links,
        left=builder.left,
        format="review",
    )


class _Chapter:
    """Reads line by line; a block in braces is open until its //}."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.builder = BlockBuilder(text)
        self.open: list[tuple[str, int]] = []
        self.item = 0
        self.term = False  # whether the line above is a term

    def read(self) -> None:
        at, size = 0, len(self.text)
        while at < size:
            end = self.text.find("\n", at)
            end = size if end < 0 else end
            self.line(at, end)
            at = end + 1
        if self.item:
            self.builder.close(self.item)
        self.builder.flush()

    def line(self, at: int, end: int) -> None:
        builder, line = self.builder, self.text[at:end]
        name = self.open[-1][0] if self.open else ""
        below_term, self.term = self.term and line[:1] in {" ", "\t"} and bool(line.strip()), False
        if self.item and (not line.strip() or line[0] not in " \t" or _ITEM.match(line)):
            builder.close(self.item)
            self.item = 0
        if line.rstrip() == "//}":
            if self.open and (opened := self.open.pop()[1]):
                builder.close(opened)
            builder.flush()
        elif line.startswith("#@"):
            builder.leave(at, end, "comment")
        elif name in _CODE:
            self.inline(at, end + 1)
        elif name in _HIDDEN:
            builder.leave(at, end, "comment" if name == "comment" else "alternative text")
        elif name in _CELLS:
            self.cells(at, end)
        elif block := _BLOCK.match(line):
            self.block(block, at)
        elif not line.strip():
            builder.flush()
        elif line[0] == "=" and (mark := _HEADING.match(line)):
            if not mark[1]:
                self.words("heading", at + mark.end(), end)
        elif (line[0] in " \t" and (mark := _ITEM.match(line))) or (
            line[0] == ":" and (mark := _TERM_LINE.match(line))
        ):
            if mark[0].strip() == ":":
                self.words("item", at + mark.end(), end)
                self.term = True
            else:
                self.item = builder.open("item")
                self.inline(at + mark.end(), end)
        else:
            if below_term:
                self.item, self.term = builder.open("item"), False
            builder.soft_break(at - 1)
            self.inline(at + len(line) - len(line.lstrip()), end)

    def block(self, block: re.Match[str], at: int) -> None:
        builder, name = self.builder, block[1]
        builder.flush()
        arguments = [
            (at + block.start(2) + found.start(1), at + block.start(2) + found.end(1))
            for found in _ARGUMENT.finditer(block[2])
        ]
        builder.images += name == "sideimage" or (name in _HIDDEN and name != "comment")
        shown: tuple[int, Kind] | None = None
        if name in _NOTES:
            shown = (1, "paragraph")
        elif name in _TITLED:
            shown = (0, "heading")
        elif name in _CAPTIONS:
            shown = (min(_CAPTIONS[name], len(arguments) - 1) if name in _LONE else _CAPTIONS[name], "caption")
        for number, (start, stop) in enumerate(arguments):
            if shown is not None and number == shown[0]:
                self.words(shown[1], start, stop)
            else:
                builder.leave(start, stop, "comment" if name == "comment" else "markup")
        if block[3]:
            kind: Kind | None = "code" if name in _CODE else "quote" if name in _QUOTES else None
            self.open.append((name, builder.open(kind) if kind else 0))

    def cells(self, at: int, end: int) -> None:
        line = self.text[at:end]
        if not line.strip("-= \t"):
            return
        for cell in re.finditer(r"[^\t]+", line):
            if cell[0].strip() not in {"", "."}:
                self.words("cell", at + cell.start(), at + cell.end())

    def words(self, kind: Kind, at: int, end: int) -> None:
        opened = self.builder.open(kind)
        self.inline(at, end)
        self.builder.close(opened)

    def inline(self, at: int, end: int) -> None:
        for found in _INLINE.finditer(self.text, at, end):
            self.plain(at, found.start())
            begin, stop = found.span(2) if found[2] is not None else found.span(4)
            self.marked(found[1], begin, stop)
            at = found.end()
        self.plain(at, end)

    def marked(self, name: str, begin: int, stop: int) -> None:
        """What @<name>{…} shows."""
        builder, inside = self.builder, self.text[begin:stop]
        comma = inside.find(",")
        if name in _REFERENCES:
            builder.leave(begin, stop, "comment" if name == "comment" else "markup")
        elif name == "m":
            builder.atom(inside, begin, mask=True)
        elif name == "br":
            builder.hard_break(begin)
        elif name in {"tt", "code"}:
            builder.atom(inside, begin)
        elif name in {"ruby", "kw"} and comma >= 0:
            self.plain(begin, begin + len(inside[:comma].rstrip()))
            if name == "ruby":
                builder.leave(begin + comma + 1, stop, "ruby")
            else:
                builder.text("（", begin + comma)
                builder.end_of_literal()
                rest = inside[comma + 1 :]
                self.plain(stop - len(rest.lstrip()), stop)
                builder.text("）", stop)
                builder.end_of_literal()
        elif name == "href":
            builder.links += 1
            rest = inside[comma + 1 :] if comma >= 0 else inside
            builder.leave(begin, stop - len(rest), "markup")
            self.plain(stop - len(rest.lstrip()), stop)
        else:
            self.plain(begin, stop)

    def plain(self, at: int, end: int) -> None:
        r"""Words in which \] and \} are brackets."""
        text = self.text
        for stroke in _ESCAPED.finditer(text, at, end):
            self.builder.text(text[at : stroke.start()], at)
            at = stroke.end()
        self.builder.text(text[at:end], at)
