"""HTML: fragments, the bodies in exports, and whole pages, of which only the article is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice
from typing import Final

from jreadtools.article import Article, Block
from jreadtools.sources.blocks import BlockBuilder, Mute, visible_length
from jreadtools.sources.html_walker import HtmlWalker, Skip

__all__ = [
    "added_by_plugins",
    "article_of",
    "is_page",
    "may_hold_posts",
    "parse",
    "parse_body",
    "parse_body_with_breaks",
    "unless_most_goes",
]

_HEAD: Final = 1 << 13
_TOP: Final = 1 << 16
_PAGE: Final = re.compile(r"<(?:!doctype\s++html|html|head|body)[\s>]", re.IGNORECASE)


def is_page(text: str) -> bool:
    """Whether a text is a whole page, not a fragment of one. Only its beginning is looked at.

    >>> is_page("<!DOCTYPE html><title>題</title>"), is_page("<p>静岡です。</p>")
    (True, False)
    """
    return _PAGE.search(text, 0, _HEAD) is not None


def may_hold_posts(data: bytes) -> bool:
    """Whether a page may hold several posts, each under a heading that leads to its own page. Only ASCII is looked at."""
    return (
        _PAGE_BYTES.search(data, 0, _HEAD) is not None
        and not (b"og:type" in data[:_TOP] and _ARTICLE.search(data, 0, _TOP))
        and len([*islice(_LINKED_HEADINGS.finditer(data), 2)]) > 1
    )


_PAGE_BYTES: Final = re.compile(_PAGE.pattern.encode(), re.IGNORECASE)
_ARTICLE: Final = re.compile(rb"""og:type["'][^<>]{0,40}["']article["']|["']article["'][^<>]{0,40}og:type["']""")
_LINKED_HEADINGS: Final = re.compile(
    rb"<(?:h[1-6][^<>]*+>\s*+<(?!/)(?:[^<>]*+>\s*+<(?!/)){0,3}a\s|a\s[^<>]*+>\s*+<(?!/)(?:[^<>]*+>\s*+<(?!/)){0,6}h[1-6][\s>])",
    re.IGNORECASE,
)


def parse(text: str) -> Article:
    """Blocks of an HTML fragment, or of the article in a page.

    >>> article = parse("<h2>交流会</h2><p>静岡<br>では、<ruby>人脈<rt>じんみゃく</rt></ruby>を。<br><br>以上。</p>")
    >>> [(block.kind, block.text) for block in article.blocks]
    [('heading', '交流会'), ('paragraph', '静岡\\nでは、人脈を。'), ('paragraph', '以上。')]
    >>> article.left_out.ruby
    5
    """
    if is_page(text):
        from jreadtools.sources.pages.whole_page import read_page  # its rules take longer to load than a post to read

        return read_page(text)
    return _walked(text, breaks=False, skip=None)


def parse_body(text: str, *, breaks: bool = False) -> Article:
    """Blocks of the body of an article, as an export or a feed holds it: without what plugins put into it.

    `breaks`: see `HtmlWalker`.

    >>> [b.text for b in parse_body('朝です。<div class="sharedaddy">共有</div><ul class="table-of-contents"><li>目次</li></ul>').blocks]
    ['朝です。']
    """
    return unless_most_goes(lambda skip: _walked(text, breaks=breaks, skip=skip), added_by_plugins)


def parse_body_with_breaks(text: str) -> Article:
    """`parse_body`, of HTML in which a line break is one and a blank line ends a paragraph."""
    return parse_body(text, breaks=True)


def unless_most_goes(walk: Callable[[Skip | None], Article], skip: Skip) -> Article:
    """The article without what `skip` names. If that is most of the words, the names mean something else on this page, and
    nothing is left out."""
    article = walk(skip)
    left = article.left_out.page if article.left else 0
    if left and left > sum(visible_length(block.text) for block in article.blocks):
        return walk(None)
    return article


def added_by_plugins(tag: str, attributes: dict[str, str], _end: int) -> Mute | None:
    """What the words of an element in an article's body count as if a plugin or a theme put it there."""
    if not attributes:
        return None
    from jreadtools.sources.pages.page_rules import furniture

    return furniture(tag, attributes)


def _walked(text: str, *, breaks: bool, skip: Skip | None) -> Article:
    builder = BlockBuilder(text)
    walker = HtmlWalker(builder, text, breaks=breaks, skip=skip)
    walker.feed(text, 0)
    walker.unwind(0)
    builder.flush()
    title = " ".join(walker.title.split())
    if not title:
        title = next((" ".join(b.text.split()) for b in builder.blocks if b.kind == "heading"), "")
    return article_of(walker, title=title, form="html")


def article_of(walker: HtmlWalker, *, title: str = "", form: str = "") -> Article:
    """What a walker has read, when it is done."""
    builder, source = walker.builder, walker.source
    has_formulas = "$$" in source or "\\(" in source or "\\[" in source
    blocks = map(_with_formulas, builder.blocks) if has_formulas else builder.blocks
    return Article(
        blocks=tuple(blocks),
        title=title,
        warnings=tuple(walker.warnings),
        images=builder.images,
        links=builder.links,
        format=form,
        left=builder.left,
    )


_FORMULA: Final = re.compile(
    r"\\\((?P<inline>[^\n]{1,500}?)\\\)|\\\[(?P<display>(?:[^\\]|\\(?!\])){1,3000}+)\\\]|\$\$(?P<dollars>[^$]{1,3000}+)\$\$"
)


def _with_formulas(block: Block) -> Block:
    r"""A block in which \(…\), \[…\] and $$…$$, that MathJax and KaTeX set, are no prose."""
    from jreadtools.sources.documentation import is_formula  # few pages have formulas

    if block.kind == "code":
        return block
    found = [formula.span() for formula in _FORMULA.finditer(block.text) if is_formula(formula[formula.lastgroup or 0])]
    if not found:
        return block
    return block._replace(masks=tuple(sorted({*block.masks, *found})), atoms=tuple(sorted({*block.atoms, *found})))
