"""The body of a post as WordPress stores it: blocks of the editor, classic paragraphs, shortcodes.

Inside the comments that mark a block it is HTML. Outside of them, in what older editors wrote, a blank line ends a
paragraph and a line break is one.
"""

from __future__ import annotations

import re
from typing import Final

from jreadtools.article import Article
from jreadtools.sources.blocks import FILL, BlockBuilder, Mute
from jreadtools.sources.html import added_by_plugins, article_of, unless_most_goes
from jreadtools.sources.html_walker import HtmlWalker, Skip
from jreadtools.sources.pages.page_rules import names_of
from jreadtools.sources.shortcodes import Scan, pieces

__all__ = ["parse", "parse_html"]

_BLOCK: Final = re.compile(r"<!--\s{0,9}(/?)wp:([a-z][\w/-]{0,100})")
# Blocks without words of the author's: what the site fills in, and what belongs to other pages.
_DROPPED: Final = re.compile(
    r"(?:core-embed/.*|(?:.*/)?(?:embed|latest-posts|latest-comments|rss|calendar|archives|categories|tag-cloud|search"
    r"|social-links?|page-list|navigation|loginout|table-of-contents(?:-new)?|tableofcontents|contents-outline|toc|toc-block|estimated-reading-time|post-link"
    r"|post-list|recent-posts|child-pages|ad-tag|blogcard|blog-card|link-card|linkbox|related-posts?|subscriptions|contact-form|contact-form-selector"
    r"|rinker|pochipp|query|breadcrumbs?|author-box|sharing|like|like-me-box|donation))"
)
_LONGEST_MARK: Final = 10_000
_VERSE: Final = frozenset(("verse", "preformatted", "core/verse", "core/preformatted"))
# Blocks that are read like a body of the classic editor.
_CLASSIC: Final = frozenset(("freeform", "shortcode", "core/freeform", "core/shortcode"))
# The name under the picture in a balloon: who speaks is shown, not told.
_SPEAKER: Final = re.compile(
    r"(?:^|-)(?:icon-name|speech-name|(?:balloon|balon)(?:-icon)?-name|(?:face|kaiwa|hukidashi|fukidashi|voice|chat|talk|"
    r"speaker)-name|faceicon|w-b-name|sb-name)$"
)
_NAME: Final = re.compile("[nN]ame|faceicon")
_TAGS: Final = re.compile(r"<[^<>]*>")
_KANA: Final = re.compile("[ぁ-ゖァ-ヺー]")
# As WordPress does it: a line end behind <br> is not another break.
_AFTER_BREAK: Final = re.compile(r"(<br\b[^<>]{0,200}>)([ \t]*+\n[ \t]*+)(?!\n)", re.IGNORECASE)
_PRE: Final = re.compile(r"</?pre\b[^<>]*>", re.IGNORECASE)


def parse(body: str, *, breaks: bool = True) -> Article:
    """Blocks of the body of a post or page. `breaks=False`: it was rendered, line breaks outside of blocks are none.

    >>> article = parse('朝の市。\\n魚の匂い。\\n\\n[caption width="300"]<img src="a.jpg"> 花屋[/caption]')
    >>> [(block.kind, block.text) for block in article.blocks]
    [('paragraph', '朝の市。\\n魚の匂い。'), ('caption', '花屋')]
    """
    return unless_most_goes(lambda skip: _walked(body, breaks, skip), _not_the_authors)


def parse_html(body: str) -> Article:
    """`parse`, of what WordPress has rendered: HTML in which a shortcode may have been left."""
    return parse(body, breaks=False)


def _not_the_authors(tag: str, attributes: dict[str, str], end: int) -> Mute | None:
    """The kind of words in an element that a plugin added or that only names the speaker of a balloon; else None."""
    if written := attributes.get("class", ""):
        if tag == "figcaption" and written == "name":
            return "markup"
        if _NAME.search(written) and any(_SPEAKER.search(name) for name in names_of(written)):
            return "markup"
    return added_by_plugins(tag, attributes, end)


def _walked(text: str, breaks: bool, skip: Skip | None) -> Article:
    builder = BlockBuilder(text)
    walk = _Body(text, builder, breaks, skip)
    walk.run()
    return article_of(walk.walker)


def _closed(text: str) -> frozenset[int]:
    """Where the comments stand that open a block which another one closes: without one it would hide the rest."""
    opened: dict[str, list[int]] = {}
    closed = set()
    for mark in _BLOCK.finditer(text):
        marks = opened.setdefault(mark[2], [])
        if not mark[1]:
            end = text.find("-->", mark.end(), mark.end() + _LONGEST_MARK)
            if end < 0 or text[end - 1] != "/":
                marks.append(mark.start())
        elif marks:
            closed.add(marks.pop())
    return frozenset(closed)


class _Body:
    """Cuts a body at the comments that mark blocks and hands what is between them to the walker."""

    def __init__(self, text: str, builder: BlockBuilder, breaks: bool, skip: Skip | None) -> None:
        self.text = text = _AFTER_BREAK.sub(lambda found: found[1] + FILL * len(found[2]), text)
        self.builder = builder
        self.breaks = breaks
        self.walker = HtmlWalker(builder, text, breaks=breaks, skip=skip)
        self.scan = Scan(text)
        self.open: list[str] = []
        self.times_open: dict[str, int] = {}
        self.closed = _closed(text)
        self.dropped = 0  # how deep the block is that is left out
        self.verse = False
        self.caption = 0

    def run(self) -> None:
        text, at = self.text, 0
        while (mark := _BLOCK.search(text, at)) is not None:
            end = text.find("-->", mark.end())
            if end < 0:
                break
            self.between(at, mark.start())
            at = end + 3
            if text[end - 1] != "/":  # else it is all of a block
                self.mark(mark[1] == "/", mark[2], mark.start())
        self.between(at, len(text))
        self.walker.unwind(0)
        self.builder.flush()

    def mark(self, closes: bool, name: str, at: int) -> None:
        """A comment at `at` that opens or closes a block."""
        if not closes:
            self.open.append(name)
            self.times_open[name] = self.times_open.get(name, 0) + 1
            if not self.dropped and at in self.closed and _DROPPED.fullmatch(name):
                self.dropped = len(self.open)
        elif self.times_open.get(name):
            last = ""
            while last != name:
                last = self.open.pop()
                self.times_open[last] -= 1
            if len(self.open) < self.dropped:
                self.dropped = 0
        self.verse = bool(self.open) and self.open[-1] in _VERSE

    def between(self, start: int, end: int) -> None:
        """What stands between two such comments."""
        text, builder = self.text, self.builder
        if start == end:
            return
        if self.dropped:
            self.leave(start, end, "embed" if "embed" in self.open[self.dropped - 1] else "page")
            return
        self.walker.breaks = (self.breaks and (not self.open or self.open[-1] in _CLASSIC)) or self.verse
        if self.verse:
            builder.flush()
            at = start
            for tag in _PRE.finditer(text, start, end):
                self.html(at, tag.start())
                at = tag.end()
            self.html(at, end)
            builder.flush()
        elif not self.open and text[start:end].isspace():
            builder.flush()
        else:
            self.html(start, end)

    def html(self, start: int, end: int) -> None:
        """HTML with shortcodes in it."""
        text, builder, feed = self.text, self.builder, self.walker.feed
        if "[" not in text[start:end]:
            feed(text[start:end], start)
            return
        for piece in pieces(text, start, end, self.scan):
            words = text[piece.start : piece.end]
            if piece.kind == "html":
                feed(words, piece.start)
            elif piece.kind == "caption":
                self.caption = builder.open("caption")
            elif piece.kind == "caption end":
                builder.close(self.caption)
            elif piece.kind == "code":
                opened = builder.open("code")
                builder.text(words, piece.start)
                builder.close(opened)
            elif piece.kind == "embed":
                self.leave(piece.start, piece.end, "markup" if "://" in words else "embed")
            elif piece.kind == "ruby":
                builder.leave(piece.start, piece.end, "ruby", "".join(_KANA.findall(words)))

    def leave(self, start: int, end: int, reason: str) -> None:
        """Words that are left out, without the tags among them."""
        self.builder.leave(start, end, reason, " ".join(_TAGS.sub(" ", self.text[start:end]).split()))
