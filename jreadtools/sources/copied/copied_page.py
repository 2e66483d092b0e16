"""The article of a page that was copied out of a browser, without the menu above it and the comments below it.

No markup tells where the article begins, so words that themes print have to (`jreadtools.sources.copied.page_words`).
A text is taken for a page only if several independent kinds of such words stand above and below running prose. No
other text is changed.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Final, NamedTuple

from jreadtools.article import Dropped
from jreadtools.sources.copied.page_lines import (
    COMMENT_MARK,
    CRUMBS,
    LONGEST,
    PARTS,
    Contents,
    Line,
    find_contents,
    plain_heading,
    read_lines,
)
from jreadtools.sources.copied.page_words import FEW, key, may_be_page
from jreadtools.sources.copied.title import Title, compact, find_date, find_title, with_names
from jreadtools.sources.stated import label_minutes

__all__ = ["CopiedPage", "strip"]


class CopiedPage(NamedTuple):
    """The article of a copied page and what is known about it. Empty is unknown."""

    body: str
    """The whole text with spaces for everything that was dropped: offsets and lines are those of the page."""
    dropped: tuple[Dropped, ...]
    """In the order of the page, neighbouring lines of one reason together."""
    title: str = ""
    date: str = ""
    """ISO 8601."""
    stated_minutes: float | None = None


def strip(text: str) -> CopiedPage | None:
    r"""The article of a copied page; None for a text that is not certainly one.

    >>> prose = "祖母の瓶が空になったので、今年は自分で漬けることにしました。塩は十八％です。\n" * 5
    >>> page = strip("梅の里\nMENU\n456 views\n約 1 分\n梅干しの話をします\n" + prose + "コメントする\n名前\nPAGE TOP\n© 2024 梅の里\n")
    >>> page.title, page.stated_minutes, page.body.strip() == prose.strip()
    ('梅干しの話をします', 1.0, True)
    >>> strip("メニュー\n\n" + prose) is None
    True
    """
    if not may_be_page(text):
        return None
    lines = read_lines(text)
    contents = find_contents(lines)
    listed = {i for block in contents for i in range(block.start, block.end)}
    head = _head(lines, listed)
    headings = {plain_heading(lines[i]) for block in contents for i in range(block.start + 1, block.end)}
    tail = _tail(lines, head, headings)
    title = find_title(lines, head, tail, listed, headings)
    head = with_names(lines, max(head, title.place + 1), tail, title.place) if head else 0
    if not _is_page(lines, head, tail, title, has_contents=bool(contents)):
        return None
    reasons = _reasons(lines, head, tail, contents, title.words)
    return _page(text, lines, head, title.words, reasons)


_ZONE: Final = 150
"""Lines in which the article must have begun."""
_LEAD: Final = 130
"""Characters of running prose, a catch phrase or a summary, that may stand above the last line of the head."""
_UNKNOWN: Final = 500
"""Characters of other lines, names of categories, between two lines of the head."""


def _head(lines: list[Line], listed: set[int]) -> int:
    """Where the head ends: below the last line of a page above the running prose."""
    end, prose, since, unknown = 0, 0, 0, 0
    is_dated = False
    for i, line in enumerate(lines[:_ZONE]):
        if i in listed:
            is_anchor = not since
        elif line.role in {"strong", "date"} or (line.role == "opens" and line.reason == "share"):
            # Advertisements and buttons stand below an introduction too; a date or a menu below it made it a summary.
            is_new_date = not is_dated and (line.role == "date" or line.reason == "views")
            is_anchor = not since or is_new_date or _is_menu(lines, i)
        else:
            is_anchor = (line.reason, line.role) == ("stated time", "weak") and end > 0 and not since
        if is_anchor:
            end, since, unknown = i + 1, 0, 0
            is_dated = is_dated or line.role == "date" or line.reason == "views"
        elif not line.reason:
            unknown += len(line.text)
            if line.sentences or since:
                since += len(line.text)
                prose += len(line.text)
            if prose > _LEAD or unknown > _UNKNOWN:
                break
        elif since and line.role == "opens":
            break
    return _with_neighbours(lines, end) if end else 0


def _is_menu(lines: list[Line], at: int) -> bool:
    """Whether a line belongs to a list of two words of a menu at least, or is the way to the page from its root."""
    if lines[at].reason != "menu":
        return False
    if CRUMBS.search(lines[at].text.lower()):
        return True
    near = [lines[i] for i in (at - 1, at + 1) if 0 <= i < len(lines)]
    return any(line.reason == "menu" for line in near)


def _with_neighbours(lines: list[Line], end: int) -> int:
    """Words that belong to a menu if their neighbours do, with no blank line between."""
    while end < len(lines) and lines[end].role and lines[end].number == lines[end - 1].number + 1:
        end += 1
    return end


_BUDGET: Final[dict[str, tuple[int, int]]] = {
    "profile": (9, 800),
    "comments": (3, 500),
    "related": (1, 8000),
    "share": (1, 250),
    "menu": (2, 4000),
    "footer": (4, 1500),
    "page": (2, 1500),
    "views": (1, 300),
    "stated time": (1, 300),
}
"""Sentence ends and characters that a part of the tail may hold; a part with more is the article going on."""


def _tail(lines: list[Line], head: int, headings: set[str]) -> int:
    """Where the tail begins: the first of a chain of parts, down to the end, of which none holds an article."""
    start = end = len(lines)
    standing = Counter(heading for line in lines if (heading := _heading(line, headings)))
    for i in range(len(lines) - 1, head - 1, -1):
        line = lines[i]
        if line.role not in {"opens", "strong", "weak"} or line.reason == "stated time":
            continue
        part = lines[i:end]
        is_spaced = i > head and lines[i - 1].number - lines[head].number > i - 1 - head
        if not _is_part(part, line.reason, is_spaced=is_spaced):
            break
        announced = {heading for each in part if (heading := _heading(each, headings))}
        standing.subtract(heading for each in part if (heading := _heading(each, headings)))
        if any(standing[heading] < _TWICE for heading in announced):
            break  # that heading of the article would stand nowhere above
        end = i
        if line.role == "opens":
            start = i
    return _with_signs(lines, start, head)


_TWICE: Final = 2
"""In the list of contents and above its section."""


def _heading(line: Line, headings: set[str]) -> str:
    """The heading that a line is, of those that a list of contents announced; else ""."""
    if not headings or len(line.text) > LONGEST:
        return ""
    words = plain_heading(line)
    return words if words in headings else ""


def _is_part(part: list[Line], reason: str, *, is_spaced: bool) -> bool:
    """`is_spaced`: whether the article above has blank lines, so that lines without one are a list."""
    ends, characters = _BUDGET[reason]
    open_lines = [line for line in part[1:] if line.role not in {"button", "date"}]
    if reason == "comments":
        marks = sum(line.role == "date" or _is_comment_mark(line) for line in part)
        ends, characters = ends + 8 * marks, characters + 600 * marks
    elif reason == "related":
        ends += 2 * sum(line.role == "date" for line in part) + (_excerpts(part) if is_spaced else 0)
    return (
        sum(line.sentences for line in open_lines) <= ends and sum(len(line.text) for line in open_lines) <= characters
    )


_MOST_EXCERPTS: Final = 12


def _excerpts(part: list[Line]) -> int:
    """Sentences of a list of articles: with no blank line, below a title each; the prose of an article is not such."""
    pairs, sentences = 0, 0
    for above, line in pairwise(part):
        if line.number != above.number + 1:
            return 0
        if line.sentences:
            if above.sentences or (above.role == "opens" and above.reason == "related"):
                return 0
            pairs += 1
            sentences += line.sentences
    return min(sentences, _MOST_EXCERPTS) if pairs > 1 else 0


def _is_comment_mark(line: Line) -> bool:
    """A line that stands with every comment: who, when, an answer."""
    return len(line.text) <= 40 and "。" not in line.text and COMMENT_MARK.search(line.text) is not None


def _with_signs(lines: list[Line], start: int, head: int) -> int:
    """Tags, counts, categories, buttons and what the tail repeats, directly above the tail."""
    if start == len(lines):
        return start
    known = {line.key for line in lines[:head] if line.key}
    for line in lines[:head]:
        if CRUMBS.search(line.text.lower()):
            known.update(key(part) for part in PARTS.split(line.text))
    repeated = {line.text for line in lines[start:] if line.role != "opens"}
    at = start
    while at > head:
        line = lines[at - 1]
        is_sign = line.role in {"strong", "opens", "button"} or (line.role == "weak" and line.reason in _SIGNS)
        if (labels := _labels_above(lines, at, head)) < at:
            at = labels
            continue
        is_known = len(line.text) <= _SHORT and line.key in known
        if is_sign or is_known or line.text in repeated:
            at -= 1
            continue
        # Tags below a category: the line above is known.
        if (
            at - 2 > head and len(line.text) <= 2 * _SHORT and not line.sentences
            and lines[at - 2].key in known and len(lines[at - 2].text) <= _SHORT
            and lines[at].number == line.number + 1 == lines[at - 2].number + 2
        ):  # fmt: skip
            at -= 2
            continue
        break
    return at


_LABELS: Final = frozenset(
    ("タグ", "tag", "tags", "カテゴリ", "カテゴリー", "category", "categories", "ラベル", "labels")
)
_MOST_LABELS: Final = 6


def _labels_above(lines: list[Line], end: int, head: int) -> int:
    """Where the list of tags begins that ends above `end`: a word that announces it and short lines; else `end`."""
    for at in range(end - 1, max(head, end - _MOST_LABELS) - 1, -1):
        line = lines[at]
        if line.key in _LABELS and at < end - 1:
            return at
        if line.sentences or len(line.text) > _SHORT or (at + 1 < end and line.number + 1 != lines[at + 1].number):
            break
    return end


_SHORT: Final = 15
_SIGNS: Final = frozenset(("page", "views", "share"))

_ENOUGH: Final = 4
_BODY: Final = 100


def _is_page(lines: list[Line], head: int, tail: int, title: Title, *, has_contents: bool) -> bool:
    """Whether enough independent kinds of evidence stand around a body of running prose."""
    body = lines[head:tail]
    if sum(line.sentences for line in body) < FEW or sum(len(line.text) for line in body) < _BODY:
        return False
    above, sure_above = _evidence(lines[:head])
    below, sure_below = _evidence(lines[tail:])
    score = sum(above.values()) + sum(below.values()) + 2 * title.is_twice + has_contents
    kinds = len(above) + len(below) + title.is_twice + has_contents
    if not (sure_above + sure_below) or kinds < FEW:
        return False
    # A list of the words of a menu, as in a specification, has no date, no views and no title that is repeated.
    is_dated = any(line.role == "date" or line.reason in {"views", "stated time"} for line in lines[:head])
    if not (is_dated or title.is_twice or title.is_repeated or score >= 2 * _ENOUGH):
        return False
    return score >= (_ENOUGH if above and below else _ENOUGH + 2)


def _evidence(lines: list[Line]) -> tuple[dict[str, int], int]:
    """Weight of each kind of words of a page, and how many kinds nobody but a page prints."""
    weights: dict[str, int] = {}
    sure = 0
    reasons = [(line.reason, line.role) for line in lines]
    strong_menu = sum(pair == ("menu", "strong") for pair in reasons)
    weak_menu = sum(pair == ("menu", "weak") for pair in reasons)
    if strong_menu:
        weights["menu"] = 2 if strong_menu + weak_menu >= FEW else 1
        sure += strong_menu + weak_menu >= FEW
    for reason, role, weight, is_sure in (
        ("views", "strong", 2, True),
        ("stated time", "strong", 2, False),
        ("stated time", "weak", 1, False),
        ("page", "strong", 2, True),
        ("page", "date", 1, False),
        ("share", "opens", 2, True),
        ("comments", "strong", 2, True),
        ("comments", "opens", 1, False),
        ("related", "opens", 1, False),
        ("profile", "opens", 1, False),
        ("footer", "opens", 1, True),
    ):
        if (reason, role) in reasons:
            weights[reason] = max(weights.get(reason, 0), weight)
            sure += is_sure
    return weights, sure


_READ_ON: Final = frozenset(("続きを読む", "もっと読む", "もっと見る", "readmore", "広告を非表示にする"))
_CARD: Final = frozenset(("あわせて読みたい", "合わせて読みたい"))
_CARD_LINES: Final = 5
_LABELS_WITHIN: Final = 15


def _reasons(lines: list[Line], head: int, tail: int, contents: list[Contents], title: str) -> list[str]:
    """Why each line is dropped; "" for the lines of the body."""
    title = compact(title)
    reasons = [""] * len(lines)
    for i, line in enumerate(lines[:head]):
        is_title = title and title in compact(line.text) and line.reason != "menu"
        reasons[i] = "title" if is_title else line.reason or "menu"
    reason = "menu"
    for i in range(tail, len(lines)):
        if lines[i].role in {"opens", "strong", "weak"}:
            reason = lines[i].reason
        reasons[i] = lines[i].reason if lines[i].reason in {"share", "footer"} else reason
    for block in contents:
        reasons[block.start : block.end] = ["menu"] * (block.end - block.start)
    for i in range(head, tail):
        line = lines[i]
        if (line.reason, line.role) == ("page", "strong") or line.key in _READ_ON:
            reasons[i] = "page"
        elif i < head + _LABELS_WITHIN and (line.reason, line.role) == ("stated time", "strong"):
            reasons[i] = "stated time"
        elif line.key in _CARD:
            for j in _card(lines, i, tail):
                reasons[j] = "related"
    return reasons


def _card(lines: list[Line], start: int, tail: int) -> range:
    """The lines of a card of another article: its label and what stands with it between blank lines."""
    end = start + 1
    while end < tail and end - start <= _CARD_LINES and lines[end].number == lines[end - 1].number + 1:
        end += 1
    is_card = end - start <= _CARD_LINES and end < tail and not any(line.sentences for line in lines[start:end])
    return range(start, end) if is_card and end - start > 1 else range(start, start)


def _page(text: str, lines: list[Line], head: int, title: str, reasons: list[str]) -> CopiedPage:
    pieces, at = [], 0
    dropped: list[Dropped] = []
    before = -2
    for i, (line, reason) in enumerate(zip(lines, reasons, strict=True)):
        if not reason:
            continue
        pieces.append(text[at : line.start])
        pieces.append(" " * (line.end - line.start))
        at = line.end
        if before == i - 1 and dropped[-1].reason == reason:
            dropped[-1] = dropped[-1]._replace(text=f"{dropped[-1].text}\n{line.text}", end=line.end)
        else:
            dropped.append(Dropped(line.number, reason, line.text, line.start, line.end))
        before = i
    pieces.append(text[at:])
    minutes = next((m for m in (_stated(line) for line in lines[: head + _LABELS_WITHIN]) if m is not None), None)
    return CopiedPage("".join(pieces), tuple(dropped), title, find_date(lines[:head]), minutes)


def _stated(line: Line) -> float | None:
    return label_minutes(line.text, bare=True) if line.reason == "stated time" else None
