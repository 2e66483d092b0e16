"""Walks through HTML and collects the words that a reader of the page sees, with their places in the source.

The tokenizer is our own: lxml gives no offsets; html.parser does (`getpos`), but it takes two minutes for 20,000
unclosed tags in some releases of Python that we run on, and what it takes for a comment or a tag has changed within
them, so that the same page would have other numbers after an update. Ours is linear on hostile input and never
recurses. Which part of a page is walked through is decided in `jreadtools.sources.pages.main_content`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from typing import Final, NamedTuple

from jreadtools.article import Kind
from jreadtools.errors import Message
from jreadtools.sources.blocks import BlockBuilder, Mute
from jreadtools.sources.encoding import clean
from jreadtools.sources.html_attributes import told_by_attributes
from jreadtools.sources.html_tags import TAG, attributes_of, names
from jreadtools.sources.layout_tables import layout_tables
from jreadtools.sources.references import PAIR, unescape

__all__ = ["HtmlWalker", "Skip"]

Skip = Callable[[str, dict[str, str], int], Mute | None]
"""What the words of an element are counted as if they are none of the article's: from its tag, its attributes and
the offset behind its start tag."""


_KINDS: Final[dict[str, Kind]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dt", "dd"), "item"),
    **dict.fromkeys(("td", "th"), "cell"),
    **dict.fromkeys(("figcaption", "caption"), "caption"),
    "blockquote": "quote",
    "pre": "code",
}
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# Elements that part paragraphs without giving their words a kind.
_BLOCKS: Final = names(
    "p div section article main header footer address details summary figure fieldset form hr ul ol dl "
    "table thead tbody tfoot tr center hgroup legend menu body html head title dialog"
)
_PARTING: Final = _BLOCKS | _KINDS.keys()
"""Elements whose tags part what stands before them from what follows."""
_ENDING: Final = _PARTING | {"nav", "aside"}
_OF_THE_PAGE: Final = names(
    "nav head button select textarea datalist dialog amp-ad amp-sidebar amp-consent amp-user-notification"
)
_NOT_PROSE: Final = _OF_THE_PAGE | names(
    "script style template aside noscript iframe video audio svg math object canvas rt rp rtc"
)
_WHY: Final[dict[str, Mute]] = {
    **dict.fromkeys(("rt", "rp", "rtc"), "ruby"),
    "aside": "aside",
    **dict.fromkeys(_OF_THE_PAGE, "markup"),
}
_RAW: Final = names("script style textarea iframe noscript title")  # their content is text, not tags
_CODE_TAGS: Final = frozenset(("script", "style", "title"))
_VOID: Final = names("area base br col embed hr img input link meta param source track wbr")
_BOLD: Final = frozenset(("b", "strong"))
_BOLD_STYLE: Final = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)")
_ATOMS: Final = frozenset(("code", "kbd", "samp", "tt", "var"))
_CARDS: Final = frozenset(("div", "section", "table", "figure"))
_LONGEST_CARD: Final = 4000
# From the space between its first two words on: that is what re finds fast.
_CREDIT: Final = re.compile(
    r" (?=[BbWw])(?i:(?<=[PpCcSs]owered )by|(?<=[PpCcSs]reated )by|(?<=[PpCcSs]upported )by|(?<=[PpCcSs]osted )with)"
    r"\s[^()（）\n]{1,200}[)）]?"
)
_ENDS_IN_CREDIT: Final = re.compile(_CREDIT.pattern + r"(?:\s|</?[A-Za-z][^<>]*>){0,20}\Z")
# A box in the article, set as an aside: Zenn's :::message.
_NOTES: Final = re.compile(
    r"(?:^|[\s_-])(?:msg|message|(?:foot)?notes?|notice|callout|admonition|hint|tip|warning|alert|info)(?:$|[\s_-])"
)
_RUBY_PARTS: Final = frozenset(("rb", "rt", "rp", "rtc"))
_RUBY_END: Final = re.compile(r"</?(?:r[bpt]|rtc|ruby)(?=[\s>])", re.IGNORECASE)
_LONGEST_READING: Final = 300
_CODE: Final = names("syntaxhighlighter crayon-syntax")
# To a browser all of it is a comment, to the next >; a sentence inside was not meant for one.
_DECLARATION: Final = re.compile(r"<\?[^>。]*>|<![^<>。]*>|</[^A-Za-z<>。][^<>。]*>")
_ENTITY: Final = re.compile(rf"{PAIR}|&(?:#[0-9]{{1,8}}|#[xX][0-9a-fA-F]{{1,8}}|[A-Za-z][A-Za-z0-9]{{1,31}});?")
_DEEPEST: Final = 20_000  # elements inside one another; what is opened below that is only a break
_LINE: Final = re.compile(r"\n\s*")


class _Element(NamedTuple):
    tag: str
    opened: int  # context of the builder, 0 when the element opened none
    mute: Mute | None  # the builder's before the element
    length: int  # the open block's at the start tag, for atoms
    bold: bool


class HtmlWalker:
    """Walks through HTML piece by piece and hands its words to a builder.

    Elements may begin in one piece and end in another, with words from elsewhere between them.
    """

    def __init__(
        self, builder: BlockBuilder, source: str, *, breaks: bool = False, skip: Skip | None = None, own: bool = False
    ) -> None:
        """`breaks`: a line break of the source is one on the page and a blank line ends a paragraph, as blog
        engines do with what their authors type. `skip`: what else is left out, where a whole page is read.
        `own`: whether a plain aside holds the author's words, as in the notes that Notion writes."""
        self.builder = builder
        self.source = source
        self.breaks = breaks
        self.skip = skip
        self.own = own
        self.elements: list[_Element] = []
        self.floor = 0
        """Elements below this one are not ended by end tags: they stand outside the container."""
        self.warnings: list[Message] = []
        self.title: str = ""
        self._open: dict[str, int] = {}
        self._raw = ""
        self._closing: dict[str, int] = {}
        self._matched: dict[int, int] | None = None
        self.mute_end = -1
        """Where the end tag of the muted element stands."""
        self._in_pre = 0
        self._layout_tables: frozenset[int] | None = None
        self._credits: tuple[int, ...] | None = None  # where lines like (powered by …) end
        self._tables: list[bool] = []  # the open ones: whether they only lay out

    def feed(self, text: str, offset: int) -> None:
        """The next piece of HTML, which stands at `offset` of the source."""
        at, end = 0, len(text)
        seek = 0  # no tag begins between `at` and here: <a <a <a … stays linear
        last = text.rfind(">")  # no tag begins behind it, nor does <!…
        while at < end:
            if self._raw:
                at = seek = self._skip_raw(text, at)
                continue
            mark = text.find("<", seek)
            if mark < 0:
                self._words(text, at, end, offset)
                return
            tag = TAG.match(text, mark) if mark < last else None
            if tag:
                if mark > at:
                    self._words(text, at, mark, offset)
                at = seek = tag.end()
                name = tag[2].lower()
                if tag[1] and name != "br":  # </br> is <br> to every browser
                    self._end(name)
                else:
                    self._start(name, tag[3], offset + mark, offset + at)
                continue
            if text.startswith("<!--", mark):
                if mark > at:
                    self._words(text, at, mark, offset)
                close = text.find("-->", mark + 2)
                if close < 0:
                    self.builder.leave(offset + mark, offset + end, "comment", text[mark + 4 :])
                    if not self.warnings:  # one such comment is enough to look for
                        line = self._line(offset + mark)
                        self.warnings.append(
                            Message(
                                ja=f"{line}行目で始まるコメントが閉じられていないため、その後ろを読んでいません。--> で閉じてください",
                                en=f"a comment has no end: what follows line {line} is hidden; close it with -->",
                            )
                        )
                    return
                at = seek = close + 3
                continue
            other = _DECLARATION.match(text, mark) if mark < last else None
            if other:
                if mark > at:
                    self._words(text, at, mark, offset)
                at = seek = other.end()
                continue
            seek = mark + 1

    def unwind(self, count: int) -> None:
        """Ends the elements above the first `count`: their container has ended."""
        while len(self.elements) > count:
            self._pop()

    def _line(self, offset: int) -> int:
        return self.source.count("\n", 0, offset) + 1

    def _skip_raw(self, text: str, at: int) -> int:
        close = re.compile(rf"</{self._raw}\b", re.IGNORECASE).search(text, at)
        end = close.start() if close else len(text)
        if self._raw == "title":
            self.title += unescape(text[at:end])
        if close:
            self._raw = ""
        return end

    def end_mute(self) -> None:
        """Ends the muted element: its end tag was passed where tags are none, in indented lines of Markdown."""
        while self.builder.mute is not None and self.elements:
            self._pop()
        self._raw = ""

    def _end_of(self, tag: str, offset: int, end: int) -> int:
        """Where the end tag stands of the element whose start tag is at `offset` and ends at `end`; -1 without one:
        then the element would hide the rest of the article."""
        if tag in _RUBY_PARTS:
            close = _RUBY_END.search(self.source, end, end + _LONGEST_READING)
            return close.start() if close and close[0][:5].lower() != "<ruby" else -1
        if tag in _CODE_TAGS:  # their first end tag is the one: tags in them are text
            return self._closing[tag] if self._closes(tag, end) else -1
        if self._matched is None:
            self._matched = _matched(self.source)
        return self._matched.get(offset, -1)

    def _closes(self, tag: str, offset: int) -> bool:
        """Whether an end tag follows."""
        known = self._closing.get(tag)
        if known is None or known < offset:
            found = re.compile(rf"</{tag}\s*>", re.IGNORECASE).search(self.source, offset)
            known = found.start() if found else 1 << 62
            self._closing[tag] = known
        return known < 1 << 62

    def _start(self, tag: str, written: str, offset: int, end: int) -> None:
        builder = self.builder
        if tag in _VOID:
            if tag == "img":
                builder.images += builder.mute is None
            elif tag == "hr":
                builder.flush()
            elif tag == "br" and self._in_pre:
                builder.text("\n", offset)
            elif tag == "br":
                builder.hard_break(offset)
            return
        if tag in _PARTING:
            self._end_heading(tag)
        elif tag in _RUBY_PARTS and self.elements and self.elements[-1].tag in _RUBY_PARTS:
            self._pop()  # </rt> may be left out before the next part
        attributes = attributes_of(written)
        mute = builder.mute
        if tag == "title" and self._closes(tag, end):
            builder.flush()
            self._raw = tag
            return
        if mute is None:
            mute = self._mute_of(tag, attributes, offset, end)
        if tag == "a" and "href" in attributes and mute is None:
            builder.links += 1
        if written.rstrip().endswith("/") and tag not in _PARTING:
            return  # <Tweet id="1" /> and <svg … />
        if len(self.elements) >= _DEEPEST:
            if tag in _PARTING:
                builder.flush()
            return
        opened = 0
        if tag == "table":
            self._tables.append(self._lays_out(offset))
        if mute is None and (kind := self._kind(tag, attributes)):
            opened = builder.open(kind)
            self._in_pre += tag == "pre"
        elif tag in _ENDING:
            builder.flush()
        bold = tag in _BOLD or ("style" in attributes and _BOLD_STYLE.search(attributes["style"]) is not None)
        self.elements.append(_Element(tag, opened, builder.mute, builder.length, bold))
        self._open[tag] = self._open.get(tag, 0) + 1
        builder.mute = mute
        if tag in _RAW and mute is not None and self._closes(tag, end):
            self._raw = tag

    def _mute_of(self, tag: str, attributes: dict[str, str], offset: int, end: int) -> Mute | None:
        mute: Mute | None
        if tag in _NOT_PROSE and not (
            (tag == "aside" and self._holds_note(attributes))
            or (tag == "button" and "aria-expanded" in attributes and self._heads(end))
        ):
            mute = _WHY.get(tag, "script")
        else:
            mute = told_by_attributes(tag, attributes) if attributes else None
            if mute is None and tag in _CARDS and self._is_card(tag, offset, end):
                mute = "embeds"
            if mute is None and self.skip is not None:
                mute = self.skip(tag, attributes, end)
        if mute is None or (close := self._end_of(tag, offset, end)) < 0:
            return None
        self.mute_end = close
        return mute

    def _heads(self, end: int) -> bool:
        """Whether a button is the heading of what it opens: in a heading, or directly above a paragraph."""
        return self.builder.contexts[-1] == "heading" or _OPENED.match(self.source, end) is not None

    def _is_card(self, tag: str, offset: int, end: int) -> bool:
        """Whether an element is a card of a product: links that end in a line (powered by …)."""
        if self._credits is None:
            self._credits = tuple(found.end() for found in _CREDIT.finditer(self.source))
        after = bisect_right(self._credits, end)
        if after == len(self._credits) or self._credits[after] > end + _LONGEST_CARD:
            return False
        close = self._end_of(tag, offset, end)
        inside = self.source[end:close] if 0 <= close < end + _LONGEST_CARD else ""
        # Sentences in it are a review: the author's own.
        return "<a " in inside and "。" not in inside and _ENDS_IN_CREDIT.search(inside) is not None

    def _holds_note(self, attributes: dict[str, str]) -> bool:
        written = attributes.get("class", "")
        return _NOTES.search(written) is not None or (self.own and not written)

    def _kind(self, tag: str, attributes: dict[str, str]) -> Kind | None:
        if tag == "td" and "tr-caption" in attributes.get("class", "").split():  # Blogger
            return "caption"
        if tag in {"td", "th"} and ((self._tables and self._tables[-1]) or self.builder.contexts[-1] == "code"):
            return None
        if attributes and tag in {"div", "p", "dd", "dt"} and (words := attributes.get("class", "").split()):
            if tag == "div" and not _CODE.isdisjoint(words):
                return "code"
            if tag == "dt" and "sig" in words:  # Sphinx: how a function is called
                return "code"
            if "wp-caption-text" in words:
                return "caption"
        return _KINDS.get(tag)

    def _lays_out(self, offset: int) -> bool:
        if self._layout_tables is None:
            self._layout_tables = layout_tables(self.source)
        return offset in self._layout_tables

    def _end_heading(self, tag: str) -> None:
        """A heading holds no other block: one that was never ended ends here."""
        if self.builder.contexts[-1] == "heading" and len(self.elements) > self.floor:
            last = self.elements[-1]
            if last.tag in _HEADINGS and tag not in {"div", "td", "th"}:
                self._pop()

    def _end(self, tag: str) -> None:
        builder = self.builder
        if not self._open.get(tag):
            if tag in _PARTING:
                builder.flush()
            return
        elements = self.elements
        index = len(elements) - 1
        floor = self.floor
        if builder.mute is not None:  # what hides words ends at its end tag, wherever that stands
            floor = min(floor, self._muting())
        while index >= floor and elements[index].tag != tag:
            if elements[index].opened and tag not in _PARTING:
                return  # </b> ends no list item
            index -= 1
        if index < floor:
            return
        while len(elements) > index:
            self._pop()

    def _muting(self) -> int:
        """Index of the element that hides the words."""
        index = len(self.elements) - 1
        while index and self.elements[index].mute is not None:
            index -= 1
        return index

    def _pop(self) -> None:
        """Ends the innermost element."""
        element = self.elements.pop()
        builder = self.builder
        tag = element.tag
        self._open[tag] -= 1
        if tag == "table" and self._tables:
            self._tables.pop()
        if element.opened:
            builder.close(element.opened)
            self._in_pre -= tag == "pre"
        elif tag in _ENDING:
            builder.flush()
        elif tag in _ATOMS and builder.mute is None and not self._in_pre:
            builder.atom_since(element.length)
        elif element.bold:
            builder.bold_since(element.length)
        builder.mute = element.mute

    def _words(self, text: str, start: int, end: int, offset: int) -> None:
        piece = text[start:end]
        builder = self.builder
        if "&" in piece:
            at = 0
            for match in _ENTITY.finditer(piece):
                plain = unescape(match[0])
                if plain == match[0]:
                    continue
                if match.start() > at:
                    self._run(piece[at : match.start()], offset + start + at)
                builder.text(
                    "\n" if plain == "\n" and self._in_pre else clean(plain).replace("\n", " "),
                    offset + start + match.start(),
                )
                builder.end_of_literal()
                at = match.end()
            self._run(piece[at:], offset + start + at)
        else:
            self._run(piece, offset + start)

    def _run(self, piece: str, offset: int) -> None:
        """Words without entities; a line end of the source is no line break of the page."""
        builder = self.builder
        if not builder.length and not self._in_pre and piece.isspace():
            return
        if self._in_pre or "\n" not in piece or builder.mute is not None:
            builder.text(piece, offset)
            return
        at = 0
        for match in _LINE.finditer(piece):
            words = piece[at : match.start()].rstrip(" \t")
            end = offset + at + len(words)
            if words:
                builder.text(words, offset + at)
            at = match.end()
            if self.breaks:
                for _ in range(min(match[0].count("\n"), 2)):
                    builder.hard_break(end)
                continue
            before = builder.last_character
            after = piece[at : at + 1]
            # A browser shows a space; between Japanese characters nobody wants or reads one.
            if before and before not in " \n\u3000" and not (_is_wide(before) and (_is_wide(after) or not after)):
                builder.text(" ", end)
                builder.end_of_literal()
        if at < len(piece):
            builder.text(piece[at:], offset + at)


_OPENED: Final = re.compile(
    r"(?:[^<>]|<(?!/button)[^<>]*>){1,400}</button\s*>\s*(?:<div\b[^<>]*>\s*){1,3}<p[\s>]", re.IGNORECASE
)
_ANY_TAG: Final = re.compile(r"<!--|<(/?)([A-Za-z][A-Za-z0-9:-]*)(?=[\s/>])")
_EMPTY: Final = re.compile(r"[^<>]*/>")


def _matched(source: str) -> dict[int, int]:
    """The end tag of every element that has one, by the offset of its start tag; comments hold no tags.

    All in one pass: a page may have elements of thousands of names.

    >>> _matched("<p><p><b></p>")
    {3: 9}
    """
    opened: dict[str, list[int]] = {}
    found: dict[int, int] = {}
    at, endless = 0, False
    while mark := _ANY_TAG.search(source, at):
        at = mark.end()
        if mark[2] is None:
            close = -1 if endless else source.find("-->", mark.start() + 2)
            endless = close < 0
            at = at if endless else close + 3
            continue
        tag = mark[2].lower()
        if tag not in _PARTING and _EMPTY.match(source, at):
            continue
        if not mark[1]:
            opened.setdefault(tag, []).append(mark.start())
        elif opened.get(tag):
            found[opened[tag].pop()] = mark.start()
    return found


def _is_wide(c: str) -> bool:
    return c >= "\u2e80"
