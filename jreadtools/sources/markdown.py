"""Markdown: CommonMark with tables, footnotes and formulas, and what Japanese blog engines add to it.

A file that turns out to be Hatena notation is handed on to `jreadtools.sources.hatena`.

The parser (pyromark) sees a *shadow* of the text: every character that is not ASCII is the letter q.
So its byte offsets are character offsets; and since 「」 and 。 are letters to it, `**「強調」**です` and
`**強調。**です` are the emphasis that their authors meant (CommonMark leaves them literal). All words
are taken from the text itself.
"""

from __future__ import annotations

import re
from typing import Any, Final

from pyromark import Markdown, Options

from jreadtools.article import Article, Kind
from jreadtools.patterns import pattern
from jreadtools.sources import front_matter
from jreadtools.sources.blocks import FILL, HEADING_FILL, TARGET_FILL, BlockBuilder, add_note
from jreadtools.sources.dialects import leave, prepare
from jreadtools.sources.extensions import extended
from jreadtools.sources.html_walker import HtmlWalker
from jreadtools.sources.notations import is_hatena
from jreadtools.sources.references import PAIR, joined
from jreadtools.sources.rewritten import Extended, Prepared

__all__ = ["parse", "parse_mdx"]

_PARSER: Final = Markdown(
    options=Options.ENABLE_TABLES
    | Options.ENABLE_FOOTNOTES
    | Options.ENABLE_STRIKETHROUGH
    | Options.ENABLE_TASKLISTS
    | Options.ENABLE_HEADING_ATTRIBUTES
    | Options.ENABLE_MATH
    | Options.ENABLE_GFM
)
# A pattern a mark, each beginning with a literal: the search then skips to the next mark instead of trying every character.
_EMPHASIS: Final = {mark: re.compile(pattern) for mark, pattern in (("*", r"\*\**"), ("~", "~~"), ("_", "__*"))}
_PUNCTUATION: Final = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_FALSE: Final = {
    mark: re.compile(pattern) for mark, pattern in (("<", r"<(?=/?[^\x00-\x7f])"), ("&", r"&(?=[^\x00-\x7f])"))
}
_TO_LETTERS: Final = bytes.maketrans(b"?", b"q")
# [$app/forms](…): a name, not the beginning of a formula.
_FALSE_FORMULA: Final = pattern(r"\[\$(?=[\w/.-][^\]$\n]*+\]\()")
_TAG: Final = pattern(r"</?[A-Za-z][A-Za-z0-9-]*(?=[\s/>])|<[!?]")
_LABEL: Final = pattern(r"^[ \t>]*\[((?:[^\[\]\\]|\\.)+)\]:", re.MULTILINE)
_KANA: Final = pattern("[ぁ-ゖァ-ヺ、。]")
_PAIR: Final = pattern(PAIR)
_FORMULA_TEXT: Final = pattern(r"\\(?:text|mathrm|mbox|textrm|textbf|operatorname)\s*\{[^{}]*\}")
# The kinds of what holds words; a quotation and an item may be of another one.
_KINDS: Final[dict[str, Kind]] = {
    "Heading": "heading",
    "Item": "item",
    "TableCell": "cell",
    "CodeBlock": "code",
    "BlockQuote": "quote",
    "FootnoteDefinition": "paragraph",
}
_CONTAINERS: Final = frozenset((*_KINDS, "Paragraph"))


def parse(text: str, *, mdx: bool = False) -> Article:
    r"""Blocks and metadata of a Markdown post.

    >>> article = parse("---\ntitle: 交流会\n---\n# 人脈\n\nこれは**「強調」**です。[静岡](/a)へ。\n\n- 名刺\n")
    >>> article.title, [(block.kind, block.text) for block in article.blocks]
    ('交流会', [('heading', '人脈'), ('paragraph', 'これは「強調」です。静岡へ。'), ('item', '名刺')])
    """
    front = front_matter.read(text)
    builder = BlockBuilder(text)
    title = ""
    in_hatena = not mdx and is_hatena(text, front.body)
    if in_hatena:
        from jreadtools.sources import hatena

        prepared = hatena.prepared(text, front.body)
        walker = hatena.walk(text, prepared, front.body, builder)
    else:
        rewritten = extended(text, front.body)
        prepared = prepare(rewritten.text, front.body, mdx=mdx)
        walk = _Walk(rewritten, prepared, front.body, builder, mdx=mdx)
        walk.run()
        walker, title = walk.html, walk.title
        left = (*prepared.left, *rewritten.left)
        if walk.undone:
            left = tuple([piece for piece in left if not any(a <= piece[0] < b for a, b in walk.undone)])
        prepared = prepared._replace(left=left)
        builder.images += rewritten.images
    builder.leave(0, front.body, "front matter")
    leave(builder, prepared)
    return Article(
        blocks=tuple(builder.blocks),
        id=front.id,
        title=front.title or title,
        date=front.date,
        updated=front.updated,
        tags=front.tags,
        draft=front.draft,
        url=front.url,
        warnings=(*front.warnings, *walker.warnings),
        images=builder.images,
        links=builder.links,
        left=builder.left,
        format="hatena" if in_hatena else "",
        check=front.check,
    )


def parse_mdx(text: str) -> Article:
    """`parse`, of a post in MDX: components and expressions in braces are no words."""
    return parse(text, mdx=True)


def _shadow(text: str, body: int, *, mdx: bool = False) -> str:
    """ASCII of the same length and the same structure; the front matter is empty lines."""
    # ? is what the codec writes for a character it cannot encode; a real one becomes a comma first.
    ascii_text = text[body:].replace("?", ",")
    for mark, false in _FALSE.items():
        if mark in ascii_text:
            ascii_text = false.sub(",", ascii_text)
    if "$" in ascii_text:
        ascii_text = _FALSE_FORMULA.sub("[,", ascii_text)
    shadow = bytearray(ascii_text.encode("ascii", "replace").translate(_TO_LETTERS))
    last = len(shadow) - 1
    for mark, emphasis in _EMPHASIS.items():
        for match in emphasis.finditer(ascii_text) if mark in ascii_text else ():
            # `code`**です: between ASCII punctuation and a Japanese character the marks mean emphasis too.
            start, end = match.span()
            before = ascii_text[start - 1] if start else "\n"
            after = ascii_text[end] if end <= last else "\n"
            if mark == "_":
                # Between letters _ is none; 「_ and _。 stay at the edge of a word.
                if after > "\x7f" and not after.isalnum():
                    shadow[end] = 0x2C
                if before > "\x7f" and not before.isalnum():
                    shadow[start - 1] = 0x2C
            elif after > "\x7f" and before in _PUNCTUATION:
                shadow[end] = 0x2C
            elif before > "\x7f" and after in _PUNCTUATION:
                shadow[start - 1] = 0x2C
    found = shadow.decode("ascii")
    if "\\" in found and "\\ \n" in found:  # a hard break before a CRLF line end, which `clean` made " \n"
        found = found.replace("\\ \n", "  \n")
    if "<" in ascii_text and ("```" in found or "~~~" in found):
        found = _with_fences(found)
    if mdx and "<" in ascii_text:
        found = _TAG_WORDS.sub(lambda tag: tag[1] + "x" * len(tag[2]), found)
        found = _TAG_LINE.sub(r"\1\n", found)
        found = _INLINE_TAG_LINE.sub(r"\1 ", found)
    return "\n" * body + found.replace(HEADING_FILL, "#").replace(TARGET_FILL, "x")


# These begin with a line end, not with ^: the search then skips what is inside lines.
_FENCE: Final = pattern(r"\n {0,3}(?:(`{3,})(?=[^`\n]*$)|(~{3,}))[^\n]*$", re.MULTILINE)
_BLOCK_NAMES: Final = (
    r"(?:address|article|aside|blockquote|body|caption|center|col|colgroup|dd|details|dialog|div|dl|dt|fieldset"
    r"|figcaption|figure|footer|form|h[1-6]|header|hr|html|iframe|legend|li|main|menu|nav|ol|p|section|summary|table|tbody"
    r"|td|tfoot|th|thead|title|tr|ul)(?=[\s/>])"
)
_HTML_LINE: Final = pattern(rf"\n {{0,3}}</?{_BLOCK_NAMES}", re.IGNORECASE)
# In MDX what stands between tags is Markdown. On lines of its own: > gives way to an empty line, and a tag that begins no
# block stands on the line below. On the line of a tag: to the parser that is none which begins a block.
_TAG_LINE: Final = pattern(rf"^([ \t]{{0,20}}</?{_BLOCK_NAMES}[^<>\n]{{0,2000}})(?<!/)>(?=\n[ \t]*\S)", re.MULTILINE)
_INLINE_TAG_LINE: Final = pattern(
    rf"^([ \t]{{0,20}}<(?!{_BLOCK_NAMES}|(?:pre|script|style|textarea)\b)[a-z][^<>\n]{{0,2000}}>)\n(?=[A-Za-z\[]|\*\S)",
    re.MULTILINE,
)
_TAG_WORDS: Final = pattern(rf"^([ \t]{{0,20}}</?)({_BLOCK_NAMES})(?=[^<>\n]{{0,2000}}>[ \t]*\S)", re.MULTILINE)
_BLANK_LINE: Final = pattern(r"\n[ \t]*(?=\n)")
_NEAR: Final = 4000


def _with_fences(shadow: str) -> str:
    """The shadow with an empty line above each fence directly below a line of HTML, in place of that line's last
    character: CommonMark goes on with the HTML to the next blank line, and authors mean their code."""
    shadow = "\n" + shadow
    end = 0
    while tag := _HTML_LINE.search(shadow, end):
        end = shadow.find("\n\n", tag.end())
        end = end if end >= 0 else len(shadow)
        if shadow.find("```", tag.end(), end) >= 0 or shadow.find("~~~", tag.end(), end) >= 0:
            break
    else:
        return shadow[1:]
    ends: list[int] = []
    at = 0
    while fence := _FENCE.search(shadow, at):
        mark = fence[1] or fence[2]
        close = re.compile(rf"\n[ \t>]*+{mark[0]}{{{len(mark)},}}[ \t]*$", re.MULTILINE).search(shadow, fence.end())
        if close is None:
            break
        above = shadow[max(at, fence.start() - _NEAR) : fence.start() + 1]
        if "<" in above and _HTML_LINE.search(_BLANK_LINE.split(above)[-1]):
            ends.append(fence.start() - 1)
        at = close.end()
    pieces, at = [], 1
    for end in ends:
        pieces += [shadow[at:end], "\n"]
        at = end + 1
    return "".join([*pieces, shadow[at:]])


_INDENTED: Final = pattern(r"^[ \t]{4,}|^\t", re.MULTILINE)


def _without_indented_code(text: str, body: int) -> str:
    """MDX has no code that is indented: its words get FILL in place of the spaces before them."""
    for _ in range(3):  # behind one such block another may begin
        if _INDENTED.search(text, body) is None:
            break
        code = [
            span
            for event, span in _PARSER.events_with_range(_shadow(text, body, mdx=True))
            if event == {"Start": {"CodeBlock": "Indented"}}
        ]
        if not code:
            break
        pieces, at = [], 0
        for span in code:
            start = text.rfind("\n", 0, span["start"]) + 1
            outer = max(0, span["start"] - start - 4)  # where the item begins in which it stands
            lines = [
                line[:outer] + FILL * (len(line) - outer - len(line[outer:].lstrip(" \t"))) + line[outer:].lstrip(" \t")
                for line in text[start : span["end"]].split("\n")
            ]
            pieces += [text[at:start], "\n".join(lines)]
            at = span["end"]
        text = "".join([*pieces, text[at:]])
    return text


class _Walk:
    """Turns the parser's events into blocks."""

    def __init__(self, rewritten: Extended, prepared: Prepared, body: int, builder: BlockBuilder, *, mdx: bool) -> None:
        self.source = rewritten.text
        self.kinds = rewritten.kinds
        self.mdx = mdx
        self.text = prepared.text
        self.body = body
        self.notes = list(reversed(prepared.notes))
        self.quotes = list(reversed(prepared.quotes))
        self.builder = builder
        self.html = HtmlWalker(self.builder, prepared.text, own=True)
        self.title = ""
        self.strong: list[int] = []  # for every open run in bold, where in the block it begins
        self.read = 0  # behind the last entity: two may be one character
        self.images = 0  # depth of images: their text is no prose
        self.containers: list[tuple[int, int, int]] = []
        self.html_pieces: list[tuple[int, int]] = []
        self.undone: list[tuple[int, int]] = []  # stretches of HTML that are read as they were written
        self.literal: list[int] = []  # for every open link, where its tail begins if it is no link, else -1
        self.last_end = 0  # of the last container
        self._labels: frozenset[str] | None = None

    def run(self) -> None:
        if self.mdx:
            self.text = _without_indented_code(self.text, self.body)
        text, builder = self.text, self.builder
        builder.fills = tuple([fill for fill in builder.fills if fill in text or fill in self.source])
        add = builder.text
        event: Any  # a string, or a dictionary of one key
        value: Any
        for event, span in _PARSER.events_with_range(_shadow(text, self.body, mdx=self.mdx)):
            start, end = span["start"], span["end"]
            name, value = event.popitem() if event.__class__ is dict else (event, None)
            if name == "Text":
                if self.images:
                    continue
                if len(value) == end - start:
                    add(text[start:end], start)
                elif start >= self.read:  # an entity
                    pair = _PAIR.match(text, start) if value == "\ufffd" else None
                    self.read = pair.end() if pair else end
                    add(joined(pair[0]) if pair else value, start)
                    builder.end_of_literal()
            elif name == "Start":
                self._start(value, start, end)
            elif name == "End":
                self._end(value, end)
            elif value is not None:
                if not self.images:
                    self._inline(name, start, end)
            elif name == "SoftBreak":
                builder.soft_break(start)
            elif name == "HardBreak":
                builder.hard_break(start)
            else:  # a rule
                builder.flush()
        self.html.unwind(0)
        builder.flush()
        self._add_notes(len(text))

    def _start(self, tag: Any, start: int, end: int) -> None:
        builder = self.builder
        if builder.mute is not None and self.html.mute_end < start:
            self.html.end_mute()
        value: Any
        name, value = tag.popitem() if tag.__class__ is dict else (tag, None)
        kind = _KINDS.get(name)
        if kind is not None:
            if name == "BlockQuote" and value is not None:  # [!NOTE] and its like are the author's own words
                kind = "paragraph"
            elif name == "Item" or name == "BlockQuote":
                kind = self.kinds.get(start, kind)
            self._container(builder.open(kind))
        elif name == "Paragraph":
            kind = self.kinds.get(start)
            if self.quotes and builder.contexts[-1] == "paragraph" and self._is_quoted(start):
                kind = "quote"
            if kind is None:
                builder.flush()
            self._container(0 if kind is None else builder.open(kind))
        elif name == "Link":
            builder.links += builder.mute is None
            self.literal.append(self._literal_tail(value, start, end))
            if self.literal[-1] >= 0:
                builder.links -= builder.mute is None
                builder.text(self.text[start], start)
        elif name == "Image":
            self.images += 1
            builder.images += builder.mute is None
        elif name == "Strong":
            self.strong.append(builder.length)
        elif name == "HtmlBlock":
            builder.flush()

    def _end(self, tag: Any, end: int) -> None:
        builder = self.builder
        name = tag if tag.__class__ is str else next(iter(tag))
        if name in _CONTAINERS:
            opened, elements, floor = self.containers.pop()
            html = self.html
            if len(html.elements) > elements:
                # An embed that began in a paragraph goes on to its end tag.
                goes_on = not opened and builder.mute not in {None, "ruby"} and html.mute_end >= end
                if not goes_on:
                    html.unwind(elements)
            html.floor = floor
            before = len(builder.blocks)
            if opened:
                builder.close(opened)
            else:
                builder.flush()
            if name == "Heading" and not self.title and tag["Heading"] == "H1" and len(builder.blocks) > before:
                self.title = " ".join(builder.blocks[before].text.split())
            if self.notes:
                self._add_notes(end)
            self.last_end = end
        elif name in {"TableRow", "TableHead"}:
            # GFM ignores the cells for which the head has no column.
            if builder.mute is None and (rest := self.text[self.last_end : end]).strip("| \t\n"):
                builder.leave(self.last_end, end, "no column", "".join(c for c in rest if c >= " ").strip("| \t"))
        elif name == "Link":
            tail = self.literal.pop()
            if tail >= 0:
                builder.text(self.text[tail:end], tail)
        elif name == "Image":
            self.images -= 1
        elif name == "Strong":
            builder.bold_since(self.strong.pop())
        elif name == "HtmlBlock":
            for start, stop in self.html_pieces:
                self.html.feed(self._as_html(start, stop), start)
            self.html_pieces.clear()
            builder.flush()

    def _as_html(self, start: int, stop: int) -> str:
        """A stretch of HTML. Where a notation has put marks of Markdown into it, it is as its author wrote it: there the
        parser does not read them."""
        text, written = self.text[start:stop], self.builder.source[start:stop]
        if text == written or not any(c in "-#~`" and c != own for c, own in zip(text, written, strict=True)):
            return text
        self.undone.append((start, stop))
        return written

    def _container(self, opened: int) -> None:
        html = self.html
        elements = len(html.elements)
        self.containers.append((opened, elements, html.floor))
        if opened:  # </blockquote> in a paragraph ends what a line of HTML above has opened
            html.floor = elements

    def _inline(self, name: str, start: int, end: int) -> None:
        builder, text = self.builder, self.text
        if name == "Code":
            self._code(start, end)
        elif name == "Html":
            if self.html_pieces and self.html_pieces[-1][1] == start:
                self.html_pieces[-1] = (self.html_pieces[-1][0], end)
            else:
                self.html_pieces.append((start, end))
        elif name == "InlineHtml":
            piece = text[start:end]
            if _TAG.match(piece):
                self.html.feed(piece, start)
            else:
                builder.text(piece, start)
        elif name == "InlineMath":
            inner = _FORMULA_TEXT.sub("", text[start:end])
            if _KANA.search(inner) or text[end : end + 1].isdigit():
                builder.text(text[start:end], start)
            else:
                builder.atom(text[start:end], start, mask=True)

    def _code(self, start: int, end: int) -> None:
        """Text of a code span: an atom, without its marks and one space on either side."""
        text = self.text
        marks = 0
        while text[start + marks] == "`":
            marks += 1
        start, end = start + marks, end - marks
        inner = text[start:end]
        if len(inner) > 2 and inner[0] in " \n" and inner[-1] in " \n" and not inner.isspace():
            start, inner = start + 1, inner[1:-1]
        self.builder.atom(inner.replace("\n", " "), start)

    def _literal_tail(self, link: dict[str, str], start: int, end: int) -> int:
        """-1 for a link. Labels of one length look alike in the shadow: [注意] may not be the defined [静岡]."""
        kind = link["link_type"]
        if kind not in {"Shortcut", "Collapsed", "Reference"}:
            return -1
        written = self.text[start:end]
        if kind == "Shortcut":
            label, tail = written[1:-1], end - 1
        elif kind == "Collapsed":
            label, tail = written[1:-3], end - 3
        else:
            middle = written.rfind("[")
            label, tail = written[middle + 1 : -1], start + middle - 1
        if label.isascii():
            return -1
        if self._labels is None:
            self._labels = frozenset(_folded(label) for label in _LABEL.findall(self.text))
        return -1 if _folded(label) in self._labels else tail

    def _is_quoted(self, start: int) -> bool:
        quotes, text = self.quotes, self.text
        while text.startswith((FILL, " "), start):  # the shortcode itself, on the same line
            start += 1
        while quotes and quotes[-1][1] <= start:
            quotes.pop()
        return bool(quotes) and quotes[-1][0] <= start

    def _add_notes(self, end: int) -> None:
        """Footnotes that stood inside the sentence follow its block."""
        while self.notes and self.notes[-1][0] < end:
            add_note(self.builder, self.source, *self.notes.pop())


def _folded(label: str) -> str:
    return " ".join(label.split()).casefold()
