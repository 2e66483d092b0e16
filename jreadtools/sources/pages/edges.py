"""The edges of an article: blocks inside its element that themes put above, below and between the author's words.

The title is `Article.title`: a heading that repeats it above the body is none of the body.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from jreadtools.article import Block
from jreadtools.dropped import Dropped
from jreadtools.sources.pages.lines import folded, furniture_reason, is_about_the_article, is_foot, is_tail
from jreadtools.sources.pages.links import Links
from jreadtools.sources.pages.metadata import date_in, plain
from jreadtools.sources.stated import label_minutes

__all__ = ["Stated", "Trimmed", "dropped_block", "stated_above", "trimmed"]


class Trimmed(NamedTuple):
    """The author's blocks, what was dropped, and the reading time that stood among them."""

    blocks: list[Block]
    dropped: list[Dropped]
    minutes: float | None


class Stated(NamedTuple):
    """A reading time that the page claims, and where."""

    minutes: float
    text: str
    offset: int
    end: int


_PROSE: Final = re.compile("[。！？]|[.!?](?:\\s|$)")
_LONG: Final = 40
_MINUTES: Final = re.compile(r"(?<!\d)(\d{1,2}) ?min(?:utes?)? read", re.IGNORECASE)
_TOP: Final = 30  # blocks above and with the title
_ABOVE: Final = 0.2  # of the words may stand there
_TAIL: Final = 0.4  # of the words stand above what is below the article
_LINKED: Final = 0.8
_RUN: Final = 3
_SOURCES: Final = re.compile("参考|出典|引用|文献|資料|出所")  # the author's own list of links


def dropped_block(block: Block, reason: str) -> Dropped:
    """A block that is none of the article's."""
    start, end = block.source_offset(0), block.source_offset(len(block.text) - 1) + 1
    return Dropped(block.line, reason, block.text, start, end)


def trimmed(blocks: list[Block], page: str, title: str, *, generic: bool) -> Trimmed:
    """`generic`: whether the blocks may begin above the article and end below it."""
    dropped: list[Dropped] = []
    if generic:
        blocks = _above_the_tail(_below_the_title(blocks, title, dropped), dropped)
    kept: list[Block] = []
    minutes = None
    top = True
    links = Links(page, blocks[0].places[0][1], blocks[-1].places[-1][1]) if blocks else None
    for block in blocks:
        stated = None if minutes is not None else _label(block, bare=top)
        reason = ""
        if stated is None and minutes is None and top and generic and not _is_prose(block):
            stated = _among_others(block.text)
        if stated is not None:
            minutes, reason = stated, "stated time"
        elif top and title and block.kind in {"heading", "paragraph"} and folded(block.text) == folded(title):
            reason = "title"
        else:
            reason = furniture_reason(block.text, block.kind)
            if not reason and links is not None and _is_button(block, links):
                reason = "page"
                if kept and _ABOVE_A_BUTTON.fullmatch(kept[-1].text.strip()):
                    dropped.append(dropped_block(kept.pop(), "page"))
            if not reason and top and generic and links is not None:
                if is_about_the_article(block.text) and (block.kind != "heading" or date_in(block.text)):
                    reason = "page"
                elif block.kind != "heading" and _leads_elsewhere(block, links):
                    reason = "menu"
        if reason:
            dropped.append(dropped_block(block, reason))
            continue
        top = top and len(kept) < 3 and not _is_prose(block)
        kept.append(block)
    if generic and links is not None:
        kept = _without_link_lists(_above_the_foot(kept, page, links, dropped), links, dropped)
    dropped.sort(key=lambda each: each.line)
    return Trimmed(kept, dropped, minutes)


_ABOVE_A_BUTTON: Final = re.compile(r"[＼\\].{1,40}[／/]")
_TAIL_KINDS: Final = frozenset(("heading", "paragraph"))


def _is_button(block: Block, links: Links) -> bool:
    """A short line that is a paid link and nothing else; an item of a list may be the name of a thing."""
    return (
        block.kind == "paragraph"
        and len(block.text) <= _LONG
        and not _PROSE.search(block.text)
        and links.is_paid(block)
    )


_BAR: Final = re.compile(r"[^|｜]{1,15}(?:[|｜][^|｜]{1,15}){1,12}")
_CELL_END: Final = re.compile(r"</t[dh]\s*>", re.IGNORECASE)
_FOOT: Final = 0.2  # of the words stand below the last prose of a column at most


def _leads_elsewhere(block: Block, links: Links) -> bool:
    """A short link, or a bar of several."""
    share = links.share(block)
    return (share > _LINKED and len(block.text) <= _LONG) or (share > _LINKED / 2 and bool(_BAR.fullmatch(block.text)))


def _above_the_foot(blocks: list[Block], page: str, links: Links, dropped: list[Dropped]) -> list[Block]:
    """Without the lines with which old pages end, and without the short lines of the column beside the article."""
    end = len(blocks)
    while end > 1 and blocks[end - 1].kind != "code":
        lines = [line for line in blocks[end - 1].text.split("\n") if line.strip()]
        if not (all(is_foot(line) for line in lines) or _leads_elsewhere(blocks[end - 1], links)):
            break
        end -= 1
    last = next((i for i in range(end - 1, -1, -1) if _is_prose(blocks[i])), end)
    below = blocks[last + 1 : end]
    if (
        below
        and blocks[last].kind != "cell"
        and _CELL_END.search(page, blocks[last].places[-1][1], below[0].places[0][1])
        and sum(len(b.text) for b in below) < _FOOT * sum(len(b.text) for b in blocks)
    ):
        end = last + 1
    dropped += [dropped_block(b, "footer") for b in blocks[end:]]
    return blocks[:end]


def _label(block: Block, *, bare: bool) -> float | None:
    if block.kind in {"code", "quote", "caption"} or len(block.text) > 100:
        return None
    return label_minutes(block.text, bare=bare)


def _among_others(text: str) -> float | None:
    """The reading time in a line that also says by whom and when the article was written."""
    seen = _MINUTES.search(text)
    return float(seen[1]) if seen else None


def _is_prose(block: Block) -> bool:
    return block.kind not in {"heading", "code"} and (len(block.text) >= _LONG or _PROSE.search(block.text) is not None)


def _below_the_title(blocks: list[Block], title: str, dropped: list[Dropped]) -> list[Block]:
    wanted = folded(title)
    if not wanted:
        return blocks
    at = next((i for i, b in enumerate(blocks[:_TOP]) if b.kind == "heading" and folded(b.text) == wanted), None)
    if at is None:
        at = next((i for i, b in enumerate(blocks[:_TOP]) if folded(b.text) == wanted), None)
    if at is None or sum(len(b.text) for b in blocks[:at]) > _ABOVE * sum(len(b.text) for b in blocks):
        return blocks
    dropped += [dropped_block(b, "title" if i == at else "menu") for i, b in enumerate(blocks[: at + 1])]
    return blocks[at + 1 :]


def _above_the_tail(blocks: list[Block], dropped: list[Dropped]) -> list[Block]:
    whole = sum(len(block.text) for block in blocks)
    seen = 0
    for index, block in enumerate(blocks):
        if seen >= _TAIL * whole and (
            (block.kind == "heading" and is_tail(block.text))
            or (block.kind in _TAIL_KINDS and is_tail(block.text, likely=True) and _is_little(blocks[index:], whole))
        ):
            dropped += [dropped_block(b, "footer") for b in blocks[index:]]
            return blocks[:index]
        seen += len(block.text)
    return blocks


def _is_little(blocks: list[Block], whole: int) -> bool:
    """Whether what stands below a heading is titles and at most the one excerpt that an author could not mean."""
    return (
        sum(len(block.text) for block in blocks) <= _TAIL * whole
        and sum(len(_PROSE.findall(block.text)) for block in blocks) <= 1
    )


def _without_link_lists(blocks: list[Block], links: Links, dropped: list[Dropped]) -> list[Block]:
    """Without runs of blocks that are links, and without those at the end."""
    kept: list[Block] = []
    run: list[Block] = []

    def end_run(*, last: bool) -> None:
        heading = kept[-1] if kept and kept[-1].kind == "heading" else None
        if heading is not None and _SOURCES.search(heading.text):
            kept.extend(run)
        elif len(run) >= _RUN or (last and run):
            dropped.extend(dropped_block(b, "menu") for b in run)
            if heading is not None and len(kept) > 1:
                kept.pop()
                dropped.append(dropped_block(heading, "menu"))
        else:
            kept.extend(run)
        run.clear()

    for block in blocks:
        if block.kind in {"item", "paragraph", "cell"} and links.share(block) > _LINKED:
            run.append(block)
        else:
            end_run(last=False)
            kept.append(block)
    end_run(last=True)
    return kept


_ABOVE_REACH: Final = 4000
_BLOCK_TAG: Final = re.compile(
    r"</?(?:div|p|li|ul|ol|dl|dt|dd|section|article|header|footer|h[1-6]|table|tr|td|br|time|nav|aside|main)\b[^<>]*>",
    re.IGNORECASE,
)
_HINT: Final = re.compile(r"分|min", re.IGNORECASE)


_INLINE_TAG: Final = re.compile(r"<[^<>]*>")
_WINDOW: Final = 4
_MOST_WORDS: Final = 40


def stated_above(page: str, start: int) -> Stated | None:
    """The reading time that a page prints nearest above its article."""
    low = max(0, start - _ABOVE_REACH)
    if not _HINT.search(page, low, start):
        return None
    at = start
    for tag in reversed(list(_BLOCK_TAG.finditer(page, low, start))):
        piece = page[tag.end() : at]
        if len(piece) < _LONGEST_PIECE and _HINT.search(piece):
            words = plain(piece)
            minutes = label_minutes(words, bare=True) if 0 < len(words) <= 100 else None
            if minutes is None:
                words, minutes = _label_among(piece)
            if minutes is not None:
                return Stated(minutes, words, tag.end() + len(piece) - len(piece.lstrip()), at)
        at = tag.start()
    return None


_LONGEST_PIECE: Final = 1000


def _label_among(piece: str) -> tuple[str, float | None]:
    """The label in a line whose words stand in elements of their own, side by side: date, author, time."""
    words = [word for part in _INLINE_TAG.split(piece) if (word := plain(part))][:_MOST_WORDS]
    for first, word in enumerate(words):
        if not (_HINT.search(word) or any(_HINT.search(w) for w in words[first : first + _WINDOW])):
            continue
        for count in range(1, _WINDOW + 1):
            line = " ".join(words[first : first + count])
            if len(line) <= 60 and (minutes := label_minutes(line, bare=bool(date_in(line)))) is not None:
                return line, minutes
    return "", None
