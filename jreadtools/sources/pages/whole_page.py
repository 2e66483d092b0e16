"""The article of a whole page: where it stands, what is left out of it, and what the page says about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from jreadtools.article import NO_ARTICLE, Article, Block
from jreadtools.dropped import Dropped, holds_words, with_lines
from jreadtools.errors import Message
from jreadtools.sources.blocks import BlockBuilder, Mute, visible_length
from jreadtools.sources.html_walker import HtmlWalker
from jreadtools.sources.pages.body_places import candidates
from jreadtools.sources.pages.boxes import boxes_apart
from jreadtools.sources.pages.edges import (
    Around,
    Trimmed,
    dropped_block,
    trimmed,
    without_boxes,
)
from jreadtools.sources.pages.index_pages import is_no_article
from jreadtools.sources.pages.links import is_card, is_table_of_contents
from jreadtools.sources.pages.main_content import Outline, Region, outlined, visible
from jreadtools.sources.pages.metadata import PageMetadata, plain
from jreadtools.sources.pages.metadata import read as read_metadata
from jreadtools.sources.pages.page_rules import furniture
from jreadtools.sources.pages.printed_time import Stated, stated_above
from jreadtools.sources.pages.products import product_cards
from jreadtools.sources.pages.prose import Prose
from jreadtools.sources.pages.trafilatura_judge import judged
from jreadtools.sources.pages.written_dates import published_in
from jreadtools.sources.references import unescape

__all__ = ["read_page"]

_SAMPLES: Final = 20
_SAMPLE: Final = 12  # characters
_LONG_BODY: Final = 200
_TOP: Final = 12  # dropped lines among which the date is looked for
_FORM_REACH: Final = 8000
_FIELD: Final = re.compile(r"<(?:input|textarea|button|select)\b", re.IGNORECASE)
_FEW_SENTENCES: Final = 3
_ENOUGH: Final = 0.3  # of the page's prose
_LONG: Final = 400  # characters: half of that is enough of them
_MUCH_MORE: Final = 2
_HELD: Final = 0.2  # of the samples of the body that JSON-LD gives


class _Walked(NamedTuple):
    blocks: list[Block]
    left: tuple[Dropped, ...]
    images: int
    links: int
    warnings: list[Message]


def read_page(text: str) -> Article:
    """The article in a page; `text` is cleaned already.

    >>> page = "<!DOCTYPE html><title>題 | 店</title><body><nav>道</nav><div class='entry-content'><p>会います。毎週会います。</p></div>"
    >>> article = read_page(page)
    >>> article.title, article.extraction, [block.text for block in article.blocks]
    ('題', 'selector .entry-content', ['会います。毎週会います。'])
    """
    outline = outlined(text)
    page = outline.page
    if is_no_article(text, outline):
        return _without_article(text, outline)
    read = _read_best(text, page, outline)
    if not read.edges.blocks and visible(page, outline.start, outline.end):
        return _without_article(text, outline)
    found, walked, metadata, edges = read.found, read.walked, read.metadata, read.edges
    minutes, dropped = edges.minutes, edges.dropped
    above = None
    if minutes is None and (above := stated_above(page, _top(found, edges.blocks))) is not None:
        minutes = above.minutes
        dropped = [Dropped(0, "stated time", above.text, above.offset, above.end), *dropped]
    return Article(
        blocks=tuple(edges.blocks),
        title=metadata.title,
        date=metadata.date or next((date for line in edges.dropped[:_TOP] if (date := published_in(line.text)[0])), ""),
        updated=metadata.updated,
        url=metadata.url,
        tags=metadata.tags,
        categories=metadata.categories,
        warnings=tuple(walked.warnings),
        images=walked.images,
        links=walked.links,
        format="html",
        extraction=read.extraction,
        stated_minutes=minutes,
        left=with_lines(text, [*walked.left, *dropped, *_around(page, outline, found, above)]),
    )


_WORDS: Final = re.compile(r">\s*+([^<\s][^<]*)")


def _around(page: str, outline: Outline, found: Region, above: Stated | None) -> Iterator[Dropped]:
    """What a reader of the page sees outside of the article."""
    inside = [*found.parts, (outline.start, outline.start), (outline.end, outline.end), (len(page), len(page))]
    if above is not None:
        inside.append((above.offset, above.end))
    at = 0
    for start, end in sorted(inside):
        words = unescape("\n".join(_WORDS.findall(f">{page[at:start]}"))) if at < start else ""
        lines = [line for piece in words.split("\n") if (line := " ".join(piece.split()))]
        in_body = outline.start <= at and start <= outline.end
        if lines and (in_body or holds_words(words)):  # in a broken head there may be some
            yield Dropped(0, "page", "\n".join(lines), at, start)
        at = max(at, end)


def _without_article(text: str, outline: Outline) -> Article:
    """A page that is a list of articles or a message: what stands there is no prose."""
    builder = BlockBuilder(text)
    walker = HtmlWalker(builder, text)
    walker.feed(text[outline.start : outline.end], outline.start)
    walker.unwind(0)
    builder.flush()
    metadata = read_metadata(text, outline.page, outline.start, outline.end)
    return Article(
        blocks=(),
        title=metadata.title,
        url=metadata.url,
        warnings=(
            *walker.warnings,
            Message(
                ja="このページには記事がありません。一覧、検索結果、エラーなどのページのようです",
                en="there is no article on this page: it is a list of others, the result of a search or a message",
            ),
        ),
        format="html",
        extraction=NO_ARTICLE,
        left=with_lines(
            text,
            [
                *builder.left,
                *(dropped_block(block, "page") for block in builder.blocks),
                *_around(outline.page, outline, Region(((outline.start, outline.end),), "body", generic=True), None),
            ],
        ),
    )


class _Read(NamedTuple):
    """What is read where the article may stand."""

    found: Region
    walked: _Walked
    metadata: PageMetadata
    edges: Trimmed
    extraction: str

    @property
    def size(self) -> int:
        return sum(visible_length(block.text) for block in self.edges.blocks)


def _read_best(text: str, page: str, outline: Outline) -> _Read:
    """The first place of which enough is read, else the one of which most is."""
    best: _Read | None = None
    for found, metadata in _places(text, page, outline):
        walked = _walk(text, page, outline, found)
        around = Around(page, metadata.url, boxes_apart(outline, found), outline.innermost, metadata.author)
        edges = trimmed(walked.blocks, around, metadata.title, generic=found.generic)
        read = _Read(found, walked, metadata, edges, f"selector {found.name}")
        if best is None or read.size > _MUCH_MORE * best.size:
            best = read
        if _is_enough(best.size, outline.prose) or _is_enough(best.size, outline.own_prose):
            return best
    read = _read_whole(text, page, outline)
    return read if best is None or read.size > _MUCH_MORE * best.size else best


def _is_enough(size: int, prose: Prose) -> bool:
    return size >= _ENOUGH * prose.whole or (size >= _LONG and size >= _ENOUGH / 2 * prose.whole)


def _read_whole(text: str, page: str, outline: Outline) -> _Read:
    """A page on which the article stands under no name that is known."""
    found = Region(((outline.start, outline.end),), "body", generic=True)
    first = outline.own_prose.pieces[0][0] if outline.own_prose.pieces else outline.start
    metadata = read_metadata(text, page, first, outline.end)
    walked = _walk(text, page, outline, found)
    around = Around(page, metadata.url, boxes_apart(outline, found), outline.innermost, metadata.author)
    blocks, apart = without_boxes(walked.blocks, around, metadata.title)
    kept = judged(text, blocks, metadata.title)
    if kept is not None:
        held = frozenset(map(id, kept))
        others = [dropped_block(block, "page") for block in blocks if id(block) not in held]
        walked = walked._replace(left=(*walked.left, *others))
    edges = trimmed(blocks if kept is None else kept, around, metadata.title, generic=True)
    edges = edges._replace(dropped=sorted([*apart, *edges.dropped], key=lambda each: each.line))
    return _Read(found, walked, metadata, edges, "body" if kept is None else "trafilatura")


def _top(found: Region, blocks: list[Block]) -> int:
    """Where the author's words begin: what the theme prints above them may stand inside the element too."""
    return blocks[0].places[0][1] if blocks else found.parts[0][0]


def _places(text: str, page: str, outline: Outline) -> Iterator[tuple[Region, PageMetadata]]:
    """Where the article may stand and what the page says there, first what holds the body of which JSON-LD speaks."""
    passed: list[tuple[Region, PageMetadata]] = []
    samples: list[str] | None = None
    for found in candidates(outline):
        metadata = read_metadata(text, page, found.parts[0][0], found.parts[-1][1])
        if samples is None:
            samples = _samples(metadata.body)
        if _held(" ".join(page[a:b] for a, b in found.parts) if samples else "", samples):
            yield found, metadata
        else:
            passed.append((found, metadata))
    if samples and _held(page[outline.start : outline.end], samples):
        return  # it stands on the page, under no name that is known
    yield from passed


def _samples(body: str) -> list[str]:
    words = "".join(plain(body).split())
    if len(words) < _LONG_BODY:
        return []
    step = (len(words) - _SAMPLE) // _SAMPLES
    return [words[at : at + _SAMPLE] for at in range(0, len(words) - _SAMPLE, step)][:_SAMPLES]


def _held(markup: str, samples: list[str]) -> bool:
    words = "".join(plain(markup).split())
    return sum(sample in words for sample in samples) >= _HELD * len(samples)


def _walk(text: str, page: str, outline: Outline, found: Region) -> _Walked:
    wrappers = outline.wrappers(found.parts[0][0], found.parts[-1][1])
    cards = product_cards(outline, found)
    letters = frozenset(_letters(outline, found))

    def holds_much(inner: int) -> bool:
        index = outline.innermost(inner)
        is_known = index >= 0 and outline.starts[index] == inner
        return is_known and outline.sentences(inner, outline.ends[index]) >= _FEW_SENTENCES

    def skip(tag: str, attributes: dict[str, str], end: int) -> Mute | None:
        if end in wrappers:
            return None
        if end in cards:
            return "embeds"
        if end in letters:
            return "markup"
        if attributes and (mute := furniture(tag, attributes, around=found.generic)) is not None:
            return None if _SUBSCRIBED.search(attributes.get("class", "")) and holds_much(end) else mute
        if tag == "span" and attributes and _ABOVE_CODE.match(page, end) and _LABEL.search(attributes.get("class", "")):
            return "markup"
        if tag in {"ul", "ol"}:
            return "markup" if is_table_of_contents(page, end) else None
        if tag == "a":
            return "markup" if _SIGN.match(page, end) else "embeds" if is_card(page, attributes, end) else None
        if tag == "form" and (close := page.find("</form", end, end + _FORM_REACH)) >= 0:
            return (
                "markup" if _FIELD.search(page, end, close) and outline.sentences(end, close) < _FEW_SENTENCES else None
            )
        if tag in {"footer", "address"} and found.generic and "quote" not in builder.contexts:
            return "markup"
        if tag == "header" and found.name == "body":
            return "markup"
        return None

    builder = BlockBuilder(text)
    walker = HtmlWalker(builder, text, skip=skip)
    for start, end in found.parts:
        walker.feed(text[start:end], start)
        walker.unwind(0)
        builder.flush()
    blocks = [_as_code(page, block) for block in builder.blocks]
    return _Walked(blocks, builder.left, builder.images, builder.links, walker.warnings)


_SUBSCRIBED: Final = re.compile(r"subscription|subscriber|paywall|premium", re.IGNORECASE)
"""Names of what invites to subscribe, and of the words that are for those who do."""
_EMAIL: Final = re.compile(r"""<input\s[^<>]*type\s*=\s*["']?email\b""", re.IGNORECASE)
_INVITED: Final = 200


def _letters(outline: Outline, found: Region) -> Iterator[int]:
    """Where the boxes begin that invite to a letter: a few words around a form that asks for an address and nothing else."""
    page = outline.page
    for field in _EMAIL.finditer(page, found.parts[0][0], found.parts[-1][1]):
        form = outline.innermost(field.start())
        while form >= 0 and outline.elements[form].tag != "form":
            form = outline.elements[form].parent
        around = outline.elements[form].parent if form >= 0 else -1
        if around < 0 or outline.elements[around].tag not in {"div", "section"}:
            continue
        start, end = outline.elements[around].inner, outline.ends[around]
        asked = len(_ASKED.findall(page, outline.elements[form].inner, outline.ends[form]))
        if asked == 1 and end - start <= _FORM_REACH and visible(page, start, end) <= _INVITED:
            yield start


_ASKED: Final = re.compile(
    r"""<(?:textarea|select|input(?![^<>]*type\s*=\s*["']?(?:hidden|submit|button|checkbox|image))(?=[\s>]))""",
    re.IGNORECASE,
)
_SIGN: Final = re.compile(r"\s*(?:[¶#†§🔗🔼⬆↑↩^]|&para;|&dagger;|&uarr;|&sect;)\ufe0e?\s*</a", re.IGNORECASE)
"""All of a link: to the place where it stands, or back."""
_ABOVE_CODE: Final = re.compile(
    r"[^<>]{0,80}</span>\s*(?:<button\b[^<>]*>[^<>]{0,20}</button>\s*)?(?:</div>\s*)?<pre[\s>]", re.IGNORECASE
)
_LABEL: Final = re.compile(r"(?:^|[\s_-])(?:lang|language|file-?name)(?:\s|$)")
_HIGHLIGHTED: Final = re.compile(
    r"<code\s[^<>]{0,200}\b(?:hljs|language-|lang-|highlight)[^<>]{0,200}>\s*$", re.IGNORECASE
)
_TAG_REACH: Final = 500


def _as_code(page: str, block: Block) -> Block:
    """Code in a box of its own instead of a pre: all of a paragraph, called after its language."""
    if block.kind != "paragraph" or block.atoms != ((0, len(block.text)),):
        return block
    place = block.places[0][1]
    if not _HIGHLIGHTED.search(page[max(0, place - _TAG_REACH) : place]):
        return block
    return block._replace(kind="code", atoms=(), masks=())
