"""A whole page to its article: where it stands, what is left out of it there, and what the page says about it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from jreadtools.article import Article, Block
from jreadtools.dropped import Dropped, holds_words, with_lines
from jreadtools.errors import Message
from jreadtools.sources.blocks import BlockBuilder, Mute
from jreadtools.sources.html_walker import HtmlWalker
from jreadtools.sources.pages.edges import Stated, dropped_block, stated_above, trimmed
from jreadtools.sources.pages.links import is_card, is_table_of_contents
from jreadtools.sources.pages.main_content import Found, Outline, blanked
from jreadtools.sources.pages.metadata import PageMetadata, date_in, plain
from jreadtools.sources.pages.metadata import read as read_metadata
from jreadtools.sources.pages.page_rules import furniture
from jreadtools.sources.pages.trafilatura_judge import judged

__all__ = ["read_page"]

_SAMPLES: Final = 20
_SAMPLE: Final = 12  # characters
_LONG_BODY: Final = 200
_TOP: Final = 12  # dropped lines among which the date is looked for
_FORM_REACH: Final = 8000
_FIELD: Final = re.compile(r"<(?:input|textarea|button|select)\b", re.IGNORECASE)
_FEW_SENTENCES: Final = 3
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
    page = blanked(text)
    outline = Outline(page)
    found, metadata = _find(text, page, outline)
    if found is None:
        found = Found(((outline.start, outline.end),), "body", generic=True)
        walked = _walk(text, page, outline, found)
        kept = judged(text, walked.blocks, metadata.title)
        extraction = "body" if kept is None else "trafilatura"
        if kept is not None:
            held = frozenset(map(id, kept))
            others = [dropped_block(block, "page") for block in walked.blocks if id(block) not in held]
            walked = walked._replace(blocks=kept, left=(*walked.left, *others))
    else:
        walked = _walk(text, page, outline, found)
        extraction = f"selector {found.name}"
    edges = trimmed(walked.blocks, page, metadata.title, generic=found.generic)
    minutes, dropped = edges.minutes, edges.dropped
    above = None
    if minutes is None and (above := stated_above(page, _top(found, edges.blocks))) is not None:
        minutes = above.minutes
        dropped = [Dropped(0, "stated time", above.text, above.offset, above.end), *dropped]
    return Article(
        blocks=tuple(edges.blocks),
        title=metadata.title,
        date=metadata.date or next((date for line in edges.dropped[:_TOP] if (date := date_in(line.text))), ""),
        updated=metadata.updated,
        url=metadata.url,
        tags=metadata.tags,
        categories=metadata.categories,
        warnings=tuple(walked.warnings),
        images=walked.images,
        links=walked.links,
        format="html",
        extraction=extraction,
        stated_minutes=minutes,
        left=with_lines(text, [*walked.left, *dropped, *_around(page, outline, found, above)]),
    )


_TAGS: Final = re.compile(r"<[^<>]*>?")


def _around(page: str, outline: Outline, found: Found, above: Stated | None) -> Iterator[Dropped]:
    """What a reader of the page sees outside of the article."""
    inside = [*found.parts, (outline.start, outline.start), (outline.end, outline.end), (len(page), len(page))]
    if above is not None:
        inside.append((above.offset, above.end))
    at = 0
    for start, end in sorted(inside):
        words = html.unescape(_TAGS.sub("\n", page[at:start])) if at < start else ""
        lines = [line for piece in words.split("\n") if (line := " ".join(piece.split()))]
        in_body = outline.start <= at and start <= outline.end
        if lines and (in_body or holds_words(words)):  # in a broken head there may be some
            yield Dropped(0, "page", "\n".join(lines), at, start)
        at = max(at, end)


def _top(found: Found, blocks: list[Block]) -> int:
    """Where the author's words begin: what the theme prints above them may stand inside the element too."""
    return blocks[0].places[0][1] if blocks else found.parts[0][0]


def _find(text: str, page: str, outline: Outline) -> tuple[Found | None, PageMetadata]:
    """The first place that holds the body of which JSON-LD speaks, and the page's metadata beside it."""
    first = None
    samples: list[str] | None = None
    for found in outline.candidates():
        metadata = read_metadata(text, page, found.parts[0][0], found.parts[-1][1])
        if first is None:
            first = found, metadata
        if samples is None:
            samples = _samples(metadata.body)
        if _held(" ".join(page[a:b] for a, b in found.parts) if samples else "", samples):
            return found, metadata
    if samples and _held(page[outline.start : outline.end], samples):
        first = None  # it stands on the page, under no name that is known
    return first or (None, read_metadata(text, page, outline.start, outline.end))


def _samples(body: str) -> list[str]:
    words = "".join(plain(body).split())
    if len(words) < _LONG_BODY:
        return []
    step = (len(words) - _SAMPLE) // _SAMPLES
    return [words[at : at + _SAMPLE] for at in range(0, len(words) - _SAMPLE, step)][:_SAMPLES]


def _held(markup: str, samples: list[str]) -> bool:
    words = "".join(plain(markup).split())
    return sum(sample in words for sample in samples) >= _HELD * len(samples)


def _walk(text: str, page: str, outline: Outline, found: Found) -> _Walked:
    wrappers = outline.wrappers(found.parts[0][0], found.parts[-1][1])

    def skip(tag: str, attributes: dict[str, str], end: int) -> Mute | None:
        if end in wrappers:
            return None
        if attributes and (mute := furniture(tag, attributes, around=found.generic)) is not None:
            return mute
        if tag in {"ul", "ol"}:
            return "markup" if is_table_of_contents(page, end) else None
        if tag == "a":
            return "embeds" if is_card(page, attributes, end) else None
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
    return _Walked(builder.blocks, builder.left, builder.images, builder.links, walker.warnings)
