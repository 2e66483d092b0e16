"""HTML fragments and simple pages: what a reader of the page reads, with its place in the source.

The tokenizer is our own because lxml and html.parser give no offsets. It is linear on hostile input
and never recurses. Picking the main content out of a page with navigation is not done here.
"""

from __future__ import annotations

import html
import re
from typing import Final, NamedTuple

from jreadtools.article import Article, Kind, LeftOut
from jreadtools.errors import Message
from jreadtools.sources.blocks import BlockBuilder, Mute
from jreadtools.sources.encoding import clean

__all__ = ["HtmlWalker", "parse"]


def _names(written: str) -> frozenset[str]:
    return frozenset(written.split())


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
_BLOCKS: Final = _names(
    "p div section article main header footer address details summary figure fieldset form hr ul ol dl "
    "table thead tbody tfoot tr center hgroup legend menu body html head title dialog"
)
_NOT_PROSE: Final = _names(
    "script style template nav aside noscript iframe video audio svg math object canvas button select "
    "textarea head rt rp rtc datalist"
)
_RAW: Final = _names("script style textarea iframe noscript title")  # their content is text, not tags
_VOID: Final = _names("area base br col embed hr img input link meta param source track wbr")
_ATOMS: Final = frozenset(("code", "kbd", "samp", "tt", "var"))
_EMBEDS: Final = re.compile(
    r"(?:^|\s)(?:twitter-tweet|twitter-video|instagram-media|bluesky-embed|mastodon-embed|tiktok-embed|"
    r"fb-post|fb-video|reddit-embed-bq|threads-post|text-post-media)(?:\s|$)"
)
_HIDDEN_STYLE: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_TAG: Final = re.compile(r"""<(/?)([A-Za-z][A-Za-z0-9:-]*)((?:[^<>"'=]++|=\s*"[^"]*"|=\s*'[^']*'|=|["'])*+)>""")
_ATTRIBUTE: Final = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+))?""")
_DECLARATION: Final = re.compile(r"<[!?][^>]*>|</[^A-Za-z>][^>]*>")
_ENTITY: Final = re.compile(r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});?")
_LINE: Final = re.compile(r"[ \t]*\n\s*")


class _Element(NamedTuple):
    tag: str
    opened: int  # context of the builder, 0 when the element opened none
    mute: Mute | None  # the builder's before the element
    length: int  # the open block's at the start tag, for atoms


class HtmlWalker:
    """Walks through HTML piece by piece and hands its words to a builder.

    Elements may begin in one piece and end in another, with words from elsewhere between them.
    """

    def __init__(self, builder: BlockBuilder, source: str) -> None:
        self.builder = builder
        self.source = source
        self.elements: list[_Element] = []
        self.floor = 0
        """Elements below this one are not ended by end tags: they stand outside the container."""
        self.warnings: list[Message] = []
        self.title = ""
        self._open: dict[str, int] = {}
        self._raw = ""
        self._closing: dict[str, int] = {}
        self._in_pre = 0

    def feed(self, text: str, offset: int) -> None:
        """The next piece of HTML, which stands at `offset` of the source."""
        at, end = 0, len(text)
        no_tag_before = 0  # no tag begins before this: <a <a <a … stays linear
        while at < end:
            if self._raw:
                at = self._skip_raw(text, at)
                continue
            mark = text.find("<", max(at, no_tag_before))
            if mark < 0:
                self._words(text, at, end, offset)
                return
            tag = _TAG.match(text, mark)
            if tag:
                if mark > at:
                    self._words(text, at, mark, offset)
                at = tag.end()
                if tag[1]:
                    self._end(tag[2].lower())
                else:
                    self._start(tag[2].lower(), tag[3], offset + mark, offset + at)
                no_tag_before = 0
                continue
            if text.startswith("<!--", mark):
                if mark > at:
                    self._words(text, at, mark, offset)
                close = text.find("-->", mark + 2)
                if close < 0:
                    if not self.warnings:  # one such comment is enough to look for
                        line = self._line(offset + mark)
                        self.warnings.append(
                            Message(
                                f"a comment has no end: what follows line {line} is hidden; close it with -->",
                                f"{line} 行目で始まるコメントが閉じられていないため、その後ろを読んでいません。--> で閉じてください",
                            )
                        )
                    return
                at = close + 3
                continue
            other = _DECLARATION.match(text, mark)
            if other:
                if mark > at:
                    self._words(text, at, mark, offset)
                at = other.end()
                continue
            no_tag_before = mark + 1
        return

    def unwind(self, count: int) -> None:
        """Ends the elements above the first `count`: their container has ended."""
        while len(self.elements) > count:
            self._leave(self.elements.pop())

    def _line(self, offset: int) -> int:
        return self.source.count("\n", 0, offset) + 1

    def _skip_raw(self, text: str, at: int) -> int:
        close = re.compile(rf"</{self._raw}\b", re.IGNORECASE).search(text, at)
        end = close.start() if close else len(text)
        if self._raw == "title":
            self.title += html.unescape(text[at:end])
        if close:
            self._raw = ""
        return end

    def _closes(self, tag: str, offset: int) -> bool:
        """Whether an end tag follows: without one the element would hide the rest of the article."""
        known = self._closing.get(tag)
        if known is None or known < offset:
            found = re.compile(rf"</{tag}\s*>", re.IGNORECASE).search(self.source, offset)
            known = found.start() if found else 1 << 62
            self._closing[tag] = known
        return known < 1 << 62

    def _start(self, tag: str, written: str, offset: int, end: int) -> None:
        builder = self.builder
        if tag == "br":
            if self._in_pre:
                builder.text("\n", offset)
            else:
                builder.hard_break(offset)
            return
        if tag == "img":
            builder.images += builder.mute is None
            return
        if tag in _VOID:
            if tag == "hr":
                builder.flush()
            return
        if tag in _HEADINGS or tag in _BLOCKS or tag in _KINDS:
            self._end_heading(tag)
        attributes = _attributes(written) if written.strip(" /\n\t") else {}
        mute = builder.mute
        if tag == "title" and self._closes(tag, end):
            builder.flush()
            self._raw = tag
            return
        if mute is None:
            mute = self._mute_of(tag, attributes, end)
        if tag == "a" and "href" in attributes and mute is None:
            builder.links += 1
        if written.rstrip().endswith("/") and tag not in _KINDS and tag not in _BLOCKS:
            return  # <Tweet id="1" /> and <svg … />
        opened = 0
        if mute is None and (kind := _KINDS.get(tag)):
            opened = builder.open(kind)
            self._in_pre += tag == "pre"
        elif tag in _BLOCKS or tag in _KINDS or tag in {"nav", "aside"}:
            builder.flush()
        self.elements.append(_Element(tag, opened, builder.mute, builder.length))
        self._open[tag] = self._open.get(tag, 0) + 1
        builder.mute = mute
        if tag in _RAW and mute is not None and self._closes(tag, end):
            self._raw = tag

    def _mute_of(self, tag: str, attributes: dict[str, str], end: int) -> Mute | None:
        if tag in _NOT_PROSE:
            if not self._closes(tag, end):
                return None
            return "ruby" if tag in {"rt", "rp", "rtc"} else "markup"
        if not attributes:
            return None
        if _EMBEDS.search(attributes.get("class", "")):
            return "embeds"
        hidden = (
            "hidden" in attributes
            or attributes.get("aria-hidden", "").lower() == "true"
            or _HIDDEN_STYLE.search(attributes.get("style", "")) is not None
        )
        return "markup" if hidden and self._closes(tag, end) else None

    def _end_heading(self, tag: str) -> None:
        """A heading holds no other block: one that was never ended ends here."""
        if self.builder.contexts[-1] == "heading" and len(self.elements) > self.floor:
            last = self.elements[-1]
            if last.tag in _HEADINGS and tag not in {"div", "td", "th"}:
                self._pop()

    def _end(self, tag: str) -> None:
        builder = self.builder
        if tag == "br":
            return
        if tag == "p" and not self._open.get("p"):
            builder.flush()
            return
        if not self._open.get(tag):
            if tag in _BLOCKS or tag in _KINDS:
                builder.flush()
            return
        elements = self.elements
        index = len(elements) - 1
        while index >= self.floor and elements[index].tag != tag:
            if elements[index].opened and tag not in _BLOCKS and tag not in _KINDS:
                return  # </b> ends no list item
            index -= 1
        if index < self.floor:
            return
        while len(elements) > index:
            self._pop()

    def _pop(self) -> None:
        self._leave(self.elements.pop())

    def _leave(self, element: _Element) -> None:
        builder = self.builder
        tag = element.tag
        self._open[tag] -= 1
        if element.opened:
            builder.close(element.opened)
            self._in_pre -= tag == "pre"
        elif tag in _BLOCKS or tag in _KINDS or tag in {"nav", "aside"}:
            builder.flush()
        elif tag in _ATOMS and builder.mute is None and not self._in_pre:
            builder.atom_since(element.length)
        builder.mute = element.mute

    def _words(self, text: str, start: int, end: int, offset: int) -> None:
        piece = text[start:end]
        builder = self.builder
        if "&" in piece:
            at = 0
            for match in _ENTITY.finditer(piece):
                plain = html.unescape(match[0])
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
        if self._in_pre or "\n" not in piece or builder.mute is not None:
            if piece and (self._in_pre or not builder.is_empty or not piece.isspace()):
                builder.text(piece, offset)
            return
        at = 0
        for match in _LINE.finditer(piece):
            if match.start() > at:
                builder.text(piece[at : match.start()], offset + at)
            before = builder.last_character
            after = piece[match.end() : match.end() + 1]
            # A browser shows a space; between Japanese characters nobody wants or reads one.
            if before and before not in " \n\u3000" and not (_is_wide(before) and (_is_wide(after) or not after)):
                builder.text(" ", offset + match.start())
                builder.end_of_literal()
            at = match.end()
        if at < len(piece):
            builder.text(piece[at:], offset + at)


def _is_wide(c: str) -> bool:
    return c >= "\u2e80"


def _attributes(written: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(written):
        value = match[2] or ""
        if value[:1] in {'"', "'"}:
            value = value[1:-1]
        found.setdefault(match[1].lower(), html.unescape(value) if "&" in value else value)
    return found


def parse(text: str) -> Article:
    """Blocks of an HTML fragment or of a page's whole body.

    >>> article = parse("<h2>交流会</h2><p>静岡<br>では、<ruby>人脈<rt>じんみゃく</rt></ruby>を。<br><br>以上。</p>")
    >>> [(block.kind, block.text) for block in article.blocks]
    [('heading', '交流会'), ('paragraph', '静岡\\nでは、人脈を。'), ('paragraph', '以上。')]
    >>> article.left_out.ruby
    5
    """
    text = clean(text)
    # The main content of a page with navigation and ranking lists will be picked out here.
    builder = BlockBuilder(text)
    walker = HtmlWalker(builder, text)
    walker.feed(text, 0)
    walker.unwind(0)
    builder.flush()
    title = " ".join(walker.title.split())
    if not title:
        title = next((" ".join(b.text.split()) for b in builder.blocks if b.kind == "heading"), "")
    return Article(
        blocks=tuple(builder.blocks),
        title=title,
        warnings=tuple(walker.warnings),
        images=builder.images,
        links=builder.links,
        left_out=LeftOut(ruby=builder.muted["ruby"], embeds=builder.muted["embeds"]),
    )
