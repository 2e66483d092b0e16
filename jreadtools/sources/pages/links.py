"""What the links of a page tell: cards of other pages, tables of contents without a name, lists that lead elsewhere."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import Final

from jreadtools.article import Block
from jreadtools.sources.html_tags import attributes_of

__all__ = ["Links", "is_card", "is_table_of_contents", "leads_to_file"]

_CARD: Final = re.compile(r"<(?:/a|(div|p|dl|ul|article|section|table))(?=[\s>])", re.IGNORECASE)
_REACH: Final = 3000
_LIST: Final = re.compile(r"<(/?)(ul|ol|li|a)\b([^<>]*)>|<[^<>]*>", re.IGNORECASE)
_LIST_REACH: Final = 8000
_LEVELS: Final = 6  # headings have no more
_NUMBERS: Final = re.compile(r"[\s\d.．、:：()（）・&;#nbsp-]*")
_PAID: Final = re.compile(
    r"""rel\s*=\s*["']?[^"'<>]{0,80}\bsponsored\b|//(?:px\.a8\.net|hb\.afl\.rakuten|af\.moshimo\.com|ck\.jp\.ap\.valuecommerce|h\.accesstrade\.net|"""
    r"t\.felmat\.net|click\.linksynergy|track\.affiliate-b|cl\.link-ag\.net|t\.afi-b\.com)"
)
_ANCHOR: Final = re.compile(r"<(/?)a(?=[\s>])([^<>]*)>", re.IGNORECASE)


def is_card(page: str, attributes: dict[str, str], end: int) -> bool:
    """Whether the link whose start tag ends at `end` holds blocks: title, picture and summary of another page."""
    href = attributes.get("href", "")
    if not href or href.startswith("#"):
        return False
    first = _CARD.search(page, end, end + _REACH)
    return first is not None and first[1] is not None


def is_table_of_contents(page: str, end: int) -> bool:
    """Whether the list whose start tag ends at `end` holds nothing but links to places of the page itself.

    >>> is_table_of_contents("<ul><li><a href='#a'>一</a></li><li><a href='#b'>二</a></li></ul>", 4)
    True
    """
    depth, links, at, inside = 1, 0, end, False
    for match in _LIST.finditer(page, end, end + _LIST_REACH):
        if not inside and not _NUMBERS.fullmatch(page, at, match.start()):
            return False
        at = match.end()
        tag = (match[2] or "").lower()
        if tag == "a":
            inside = not match[1]
            if inside and "#" not in attributes_of(match[3]).get("href", ""):
                return False
            links += inside
        elif tag in {"ul", "ol"}:
            depth += -1 if match[1] else 1
            if not depth:
                return links > 1
            if depth > _LEVELS:
                return False
    return False


_FILE: Final = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|csv|zip|jtdc?)(?:[?#]|$)", re.IGNORECASE)
_HOST: Final = re.compile(r"(?:https?:)?//(?:www\.)?([^/?#]+)", re.IGNORECASE)


def leads_to_file(target: str) -> bool:
    """Whether an address is that of a document."""
    return _FILE.search(target) is not None


def _host(url: str) -> str:
    found = _HOST.match(url)
    return found[1].lower() if found else ""


class Links:
    """Which words of a range stand in links."""

    def __init__(self, page: str, start: int, end: int, url: str = "") -> None:
        """`url`: the page's own address."""
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._paid: set[int] = set()
        self._written: dict[int, str] = {}
        self._host = _host(url)
        opened = -1
        for match in _ANCHOR.finditer(page, max(0, start - _REACH), end + _REACH):
            if opened >= 0:
                self._starts.append(opened)
                self._ends.append(match.start())
            is_link = not match[1] and ("href" in match[2] or not match[2].strip())
            opened = match.end() if is_link else -1
            self._written[opened] = match[2]
            if is_link and _PAID.search(match[2]):
                self._paid.add(opened)

    def count(self, start: int, end: int) -> int:
        """How many links begin in a range."""
        return bisect_left(self._starts, end) - bisect_left(self._starts, start)

    def is_paid(self, block: Block) -> bool:
        """Whether a block is nothing but links for which the author is paid: a button, a banner in words."""
        return bool(self._paid) and all(
            not block.text[at:stop].strip() or self._link(source) in self._paid
            for (at, source), stop in zip(
                block.places, [*(at for at, _ in block.places[1:]), len(block.text)], strict=True
            )
        )

    def _link(self, source: int) -> int:
        """Where the link begins in which an offset of the page stands; -1 in none."""
        index = bisect_right(self._starts, source) - 1
        return self._starts[index] if index >= 0 and source < self._ends[index] else -1

    def targets(self, block: Block) -> list[str]:
        """Where the links in a block lead."""
        starts = dict.fromkeys(self._link(source) for _, source in block.places)
        return [attributes_of(self._written[start]).get("href", "") for start in starts if start >= 0]

    def leads_out(self, block: Block) -> bool:
        """Whether a block is links to other sites."""
        hosts = [_host(target) for target in self.targets(block)]
        return bool(hosts) and all(host and host != self._host for host in hosts)

    def leads_to_file(self, block: Block) -> bool:
        """Whether a block is links to documents, which the author attached."""
        targets = self.targets(block)
        return bool(targets) and all(leads_to_file(target) for target in targets)

    def unlinked(self, block: Block) -> str:
        """The words of a block that stand in no link."""
        ends = [*(at for at, _ in block.places[1:]), len(block.text)]
        return "".join(
            block.text[at:end] for (at, place), end in zip(block.places, ends, strict=True) if self._link(place) < 0
        )

    def share(self, block: Block) -> float:
        """Share of a block's characters that stand in links."""
        linked = 0
        places = block.places
        for number, (at, source) in enumerate(places):
            stop = places[number + 1][0] if number + 1 < len(places) else len(block.text)
            if self._link(source) >= 0:
                linked += stop - at
        return linked / max(1, len(block.text))
