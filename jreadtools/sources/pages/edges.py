"""The edges of an article: blocks inside its element that themes put above, below and between the author's words.

The title is `Article.title`: a heading that repeats it above the body is none of the body.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from jreadtools.article import Block
from jreadtools.dropped import Dropped
from jreadtools.sources.pages.boxes import Box, in_boxes, is_the_pages
from jreadtools.sources.pages.lines import (
    DAY,
    SECTION,
    folded,
    furniture_reason,
    is_about_the_article,
    is_credit,
    is_crumbs,
    is_foot,
    is_tail,
    unpaged,
)
from jreadtools.sources.pages.links import Links
from jreadtools.sources.pages.written_dates import date_in
from jreadtools.sources.stated import label_minutes

__all__ = ["Around", "Trimmed", "dropped_block", "trimmed", "without_boxes"]


class Around(NamedTuple):
    """What is known of the page around the blocks."""

    page: str
    url: str
    """Its own address."""
    boxes: Sequence[Box]
    """What stands apart from the body."""
    innermost: Callable[[int], int]
    """Which element a place of the page stands in."""
    author: str = ""
    """Who wrote the article, as the page says."""


class Trimmed(NamedTuple):
    """The author's blocks, what was dropped, and the reading time that stood among them."""

    blocks: list[Block]
    dropped: list[Dropped]
    minutes: float | None


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


def trimmed(blocks: list[Block], around: Around, title: str, *, generic: bool) -> Trimmed:
    """`generic`: whether the blocks may begin above the article and end below it."""
    dropped: list[Dropped] = []
    if not blocks:
        return Trimmed([], dropped, None)
    page, links = around.page, Links(around.page, blocks[0].places[0][1], blocks[-1].places[-1][1], around.url)
    ways = _ways_on(blocks, links)
    headed = generic or _begins_with_title(blocks, title)  # then its theme's lines may stand inside too
    if headed:
        blocks = _below_the_title(blocks, title, links, dropped)
    if generic:
        blocks = _above_the_tail(blocks, around, links, dropped)
    blocks, apart = without_boxes(blocks, around, title, headed=headed)
    dropped += apart
    kept: list[Block] = []
    minutes = None
    top = True
    begun = ""
    for block in blocks:
        stated = None if minutes is not None else _label(block, bare=top)
        reason = ""
        if stated is None and minutes is None and top and headed and not _is_prose(block):
            stated = _among_others(block.text)
        if stated is not None:
            minutes, reason = stated, "stated time"
        elif top and title and block.kind in {"heading", "paragraph"} and _is(block, folded(title)):
            reason = "title"
        else:
            reason = furniture_reason(block.text, block.kind) or _reason_of_links(block, begun, links)
            if not reason and _is_button(block, links):
                reason = "page"
                if kept and _ABOVE_A_BUTTON.fullmatch(kept[-1].text.strip()):
                    dropped.append(dropped_block(kept.pop(), "page"))
            if not reason and top and headed:
                reason = _reason_at_the_top(block, page, links, title)
                if reason == "page" and date_in(block.text) and _are_names(kept, dropped):
                    dropped += [dropped_block(b, "page") for b in kept]
                    kept.clear()
        begun = _begun(block, reason, begun, links)
        if reason:
            dropped.append(dropped_block(block, reason))
            continue
        top = top and len(kept) < 3 and not _is_prose(block)
        kept.append(block)
    kept = _above_the_pager(kept, ways, links, dropped)
    if headed:
        kept = _above_its_labels(kept, links, dropped)
    if generic:
        kept = _without_link_lists(_above_the_foot(kept, page, links, dropped), links, dropped)
    dropped.sort(key=lambda each: each.line)
    return Trimmed(kept, dropped, minutes)


def _are_names(kept: list[Block], dropped: list[Dropped]) -> bool:
    """Whether what stands between the title and the day says who wrote an article and what it belongs to."""
    return any(each.reason == "title" for each in dropped) and all(
        block.kind == "paragraph" and len(block.text) <= _NAME and not _is_prose(block) for block in kept
    )


def _begun(block: Block, reason: str, begun: str, links: Links) -> str:
    """What links below a block are that was dropped for a reason: other articles, an advertisement; "" for the author's."""
    if reason == "related" and (begun == reason or not links.share(block)):
        return reason
    return "page" if reason and _ADVERTISED.fullmatch(block.text.strip()) else ""


_ADVERTISED: Final = re.compile(r"[\[【]?(?:広告|pr|ad|スポンサー.{2,4})[\]】]?", re.IGNORECASE)


def _reason_of_links(block: Block, begun: str, links: Links) -> str:
    """Why a line is none of the article's that leads to others and is called so, by its own words or by the label above it."""
    share = links.share(block)
    if not share or block.kind in {"heading", "code", "quote"} or links.leads_to_file(block):
        return ""
    if share > _LINKED and begun:
        return begun if links.leads_out(block) == (begun == "page") else ""
    return (
        "related"
        if not links.leads_out(block) and furniture_reason(links.unlinked(block), "paragraph") == "related"
        else ""
    )


_MOSTLY: Final = 0.75
_NAME: Final = 20
_TIMED: Final = re.compile(r"<time\b[^<>]*>\s*$", re.IGNORECASE)


_FIRST_HEADING: Final = re.compile(r"<h1\b[^<>]*>(?:\s|<[^<>]*>)*$", re.IGNORECASE)


def _reason_at_the_top(block: Block, page: str, links: Links, title: str) -> str:
    """Why a block above the prose is none of it."""
    if is_about_the_article(block.text) and (block.kind != "heading" or date_in(block.text)):
        return "page"
    if block.kind == "heading":
        place = block.places[0][1]
        is_first = _FIRST_HEADING.search(page, max(0, place - 300), place) is not None
        return "menu" if is_first and SECTION.fullmatch(block.text.strip()) else ""
    share = links.share(block)
    if _leads_elsewhere(block, links) or is_crumbs(block.text, title, linked=share > 0):
        return "menu"
    dated = DAY.search(block.text)
    if (
        dated
        and len(block.text) <= len(dated[0]) + _NAME
        and _TIMED.search(page, max(0, block.places[0][1] - 300), block.places[0][1])
    ):
        return "page"  # the day as an engine prints it, and who wrote
    if (
        dated
        and share
        and len(block.text) <= 2 * _LONG
        and share * len(block.text) + len(dated[0]) > _MOSTLY * len(block.text)
    ):
        return "page"  # the day, and links to who wrote it and what it is about
    return ""


_PAGER: Final = re.compile(r"(?:次|前)の?(?:ページ|頁)|next|prev(?:ious)?\b|続きは|(?:次|前)へ", re.IGNORECASE)


def _ways_on(blocks: list[Block], links: Links) -> set[str]:
    """Where the links at the end lead that are called the next page."""
    return {
        target
        for block in blocks
        if block.kind != "heading" and len(block.text) <= 2 * _LONG and _PAGER.match(_unnumbered(block.text))
        for target in links.targets(block)
    }


def _above_the_pager(blocks: list[Block], ways: set[str], links: Links, dropped: list[Dropped]) -> list[Block]:
    """Without the links at the end that lead to the next page of the article, whatever they are called."""
    end = len(blocks)
    while end > 1 and (targets := links.targets(blocks[end - 1])) and links.share(blocks[end - 1]) > _LINKED / 2:
        if ways.isdisjoint(targets):
            break
        end -= 1
    dropped += [dropped_block(b, "footer") for b in blocks[end:]]
    return blocks[:end]


def _unnumbered(text: str) -> str:
    return text.lstrip("0123456789|｜/-.… \u3000\n>»≫▶→")


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
_WORD: Final = re.compile(r"\w")
_CELL_END: Final = re.compile(r"</t[dh]\s*>", re.IGNORECASE)
_FOOT: Final = 0.2  # of the words stand below the last prose of a column at most


def _leads_elsewhere(block: Block, links: Links) -> bool:
    """A short link, or a bar of several."""
    share = links.share(block)
    return (
        len(block.text) <= _LONG
        and (share > _LINKED or (share > _LINKED / 2 and not _WORD.search(links.unlinked(block))))
    ) or (share > _LINKED / 2 and _BAR.fullmatch(block.text) is not None)


def _above_the_foot(blocks: list[Block], page: str, links: Links, dropped: list[Dropped]) -> list[Block]:
    """Without the lines with which old pages end, and without the short lines of the column beside the article."""
    end = len(blocks)
    while end > 1 and blocks[end - 1].kind != "code":
        block = blocks[end - 1]
        lines = [line for line in block.text.split("\n") if line.strip()]
        is_way = _leads_elsewhere(block, links) and not (
            links.leads_to_file(block) or (block.kind == "item" and links.leads_out(block))
        )
        if not (is_way or all(is_foot(line) for line in lines) or _is_about(block, links)):
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


def _above_its_labels(blocks: list[Block], links: Links, dropped: list[Dropped]) -> list[Block]:
    """Without the lines at the end that say when an article was written and what it is about."""
    end = len(blocks)
    while end > 1 and _is_about(blocks[end - 1], links):
        end -= 1
    dropped += [dropped_block(b, "footer") for b in blocks[end:]]
    return blocks[:end]


def _is_about(block: Block, links: Links) -> bool:
    """Whether a line below an article says when it was written, or leads to more about the same."""
    return (
        block.kind == "paragraph"
        and is_about_the_article(block.text)
        and (links.share(block) > 0 or date_in(block.text) != "" or is_credit(block.text))
    )


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


def _title_at(blocks: list[Block], wanted: str) -> int | None:
    """Which of the first blocks is the title."""
    if not wanted:
        return None
    at = next((i for i, b in enumerate(blocks[:_TOP]) if b.kind == "heading" and _is(b, wanted)), None)
    if at is None:
        at = next((i for i, b in enumerate(blocks[:_TOP]) if _is(b, wanted)), None)
    return at


def _is(block: Block, title: str) -> bool:
    words = folded(block.text)
    return words == title or (words.startswith(title) and folded(unpaged(block.text)) == title)


def _begins_with_title(blocks: list[Block], title: str) -> bool:
    """Whether a body begins with the heading of the article."""
    wanted = folded(title)
    for block in blocks[:_TOP]:
        if _is_prose(block):
            return False
        if block.kind == "heading" and _is(block, wanted):
            return wanted != ""
    return False


def _below_the_title(blocks: list[Block], title: str, links: Links, dropped: list[Dropped]) -> list[Block]:
    at = _title_at(blocks, folded(title))
    if at is None:
        return blocks
    above, whole = sum(len(b.text) for b in blocks[:at]), sum(len(b.text) for b in blocks)
    if above > _ABOVE * whole:
        is_menu = blocks[at].kind == "heading" and sum(links.share(b) > _LINKED for b in blocks[:at]) >= _RUN
        if not is_menu or 2 * above > whole:
            return blocks
    dropped += [dropped_block(b, "title" if i == at else "menu") for i, b in enumerate(blocks[: at + 1])]
    return blocks[at + 1 :]


def _above_the_tail(blocks: list[Block], around: Around, links: Links, dropped: list[Dropped]) -> list[Block]:
    whole = sum(len(block.text) for block in blocks)
    seen = 0
    for index, block in enumerate(blocks):
        if (
            seen >= _TAIL * whole
            and (
                (block.kind == "heading" and is_tail(block.text))
                or (
                    block.kind in _TAIL_KINDS and is_tail(block.text, likely=True) and _is_little(blocks[index:], whole)
                )
            )
            and not _is_the_authors(blocks, index, around, links)
        ):
            dropped += [dropped_block(b, "footer") for b in blocks[index:]]
            return blocks[:index]
        seen += len(block.text)
    return blocks


def _is_the_authors(blocks: list[Block], index: int, around: Around, links: Links) -> bool:
    """Whether a heading stands between prose in one element, with nothing else of that element's kind around it."""
    place = around.innermost(blocks[index].places[0][1])
    if index + 1 == len(blocks) or index == 0:
        return False
    above, below = blocks[index - 1], blocks[index + 1]
    return (
        _PROSE.search(below.text) is not None
        and links.share(below) < _LINKED / 2
        and around.innermost(above.places[0][1]) == place == around.innermost(below.places[0][1])
    )


def without_boxes(
    blocks: list[Block], around: Around, title: str, *, headed: bool = True
) -> tuple[list[Block], list[Dropped]]:
    """The blocks but for those in boxes of the page."""
    dropped: list[Dropped] = []
    if not blocks or not around.boxes:
        return blocks, dropped
    links = Links(around.page, blocks[0].places[0][1], blocks[-1].places[-1][1], around.url)
    kept: list[list[Block]] = []
    at_end = True
    for box, run in reversed(in_boxes(blocks, around.boxes)):
        if (
            box is not None
            and (at_end or box.above or not box.inside)
            and is_the_pages(box, run, links, title, headed=headed, author=folded(around.author))
        ):
            dropped += [dropped_block(b, "page" if box.above else "footer") for b in run]
        else:
            kept.append(run)
            at_end = at_end and all(furniture_reason(b.text, b.kind) or is_foot(b.text) for b in run)
    return [block for run in reversed(kept) for block in run], dropped


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
    prose = False  # above the run

    def end_run(*, last: bool) -> None:
        heading = kept[-1] if kept and kept[-1].kind == "heading" else None
        if (heading is not None and _SOURCES.search(heading.text)) or (prose and _is_a_list(run, links, last=last)):
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
        if (
            block.kind in {"item", "paragraph", "cell"}
            and links.share(block) > _LINKED
            and not links.leads_to_file(block)
        ):
            run.append(block)
        else:
            end_run(last=False)
            kept.append(block)
            prose = prose or _is_prose(block)
    end_run(last=True)
    return kept


def _is_a_list(run: list[Block], links: Links, *, last: bool) -> bool:
    """Whether the author wrote a list of links below his prose: items that lead to other sites, or above more of it."""
    if not run or any(block.kind != "item" for block in run):
        return False
    return not last or sum(links.leads_out(block) for block in run) * 2 > len(run)
