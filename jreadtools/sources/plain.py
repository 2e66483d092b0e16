"""Plain text: paragraphs, headings, list items and quotes, told apart without any markup.

Wrapping is not decided here: nothing depends on where a line ends between two Japanese characters, and a block keeps
its line breaks (`jreadtools.language.sentences` joins them).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import pairwise
from typing import Final

from jreadtools.article import Article, Block, Kind
from jreadtools.sources.encoding import columns
from jreadtools.sources.plain_headings import (
    CLOSERS,
    HEADING_MARKS,
    MANY,
    POLITE,
    ROUND_MARKS,
    SENTENCE_END,
    TELLING_MARKS,
    Stretch,
    ends_sentence,
    may_head,
    with_headings,
)

__all__ = ["parse"]

_DOT_MARKS: Final = "・･•◦‣▪▫⁃"
_DASH_MARKS: Final = "-*+–—−"
_ORNAMENTS: Final = "-‐‑–—―−─━═=＝_＿~～〜*＊+＋#＃・･.．…‥☆★◇◆○●□■◯※†‡×|｜:：/／^ー\u2500-\u257f"

# A line that begins with none of these goes on with the paragraph before it.
_MARKS: Final = _DOT_MARKS + _DASH_MARKS + ROUND_MARKS + HEADING_MARKS
_SPECIAL: Final = frozenset(
    " \t\u3000\xa0" + _MARKS + "0123456789０１２３４５６７８９(（①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳❶❷❸❹❺❻❼❽❾❿"
    ">＞#【〔＜〈《≪［─━═=＝_＿~～〜＊＋＃※†‡×|｜…‥―‐:：.．ー/／^"
)
_BREAK: Final = re.compile(rf"\n(?:\s*\n|(?=[{re.escape(''.join(sorted(_SPECIAL)))}]))")
_RULE: Final = re.compile(rf"(?:[{_ORNAMENTS}][ \t\u3000]*){{3,}}|(?:[＊*◇◆☆★※†×■□●○][ \t\u3000]*){{1,2}}")
_ITEM: Final = re.compile(
    rf"(?:(?P<dot>[{_DOT_MARKS}])|(?P<both>[{ROUND_MARKS}{HEADING_MARKS}])(?P=both)*"
    rf"|(?P<dash>[{re.escape(_DASH_MARKS)}](?=[ \t\u3000]))"
    # 1. 1) 2.3. and, before a full-width space, 2.3: 3.5 alone is a number.
    r"|(?P<number>(?:[0-9０-９]{1,3}[.．]){1,4}[0-9０-９]{1,3}(?:[.．](?=[ \t\u3000])|(?=\u3000))"
    r"|[0-9０-９]{1,3}[.．](?![0-9０-９A-Za-z])|(?:[(（]?[0-9０-９]{1,3}[)）]|[①-⑳❶-❿])(?:[.．](?![0-9０-９A-Za-z.．)）]))?))"
    r"[ \t\u3000]*(?=\S)"
)
_HASHES: Final = re.compile(r"[#＃]{1,6}[ \t\u3000]+(?=\S)")
_QUOTE: Final = re.compile(
    r"(?:[>＞][ \t\u3000]?)++(?![_<＜]|[0-9]{1,4}(?:[-,][0-9]+)*[ \t\u3000]*(?:\n|\Z))"
)  # not >>12
_LABEL: Final = re.compile(
    r"(?:【[^】\n]+】|〔[^〕\n]+〕|＜[^＞\n]{1,40}＞|〈[^〉\n]{1,40}〉|《[^》\n]{1,40}》|≪[^≫\n]{1,40}≫|［[^］\n]{1,40}］)"
    r"[ \t\u3000]*(?:[（(][^（）()\n]{1,15}[）)][ \t\u3000]*)?"
)

# A line of its own, not the rest of a wrapped heading: a break beside a digit or a mark, 手順1⏎手順2.
# A sentence that ends inside; 「娘。の」 is a name.
# 朝から掃除をして: what goes on in the next paragraph, unless a body follows.
_CLAUSE: Final = re.compile(r"(?:くて|して|[っんい][てで]|ので|のに|けれ?ど|たら|ながら)$")
# Nobody wraps at fewer or at more columns; kinsoku and wide characters leave up to three of them free.
_NARROW, _WIDEST, _SLACK = 20, 100, 4
_LATIN_WORD: Final = re.compile(r"[!-~]*")
_ENDING: Final = re.compile(r"(?:ま(?:す|した|せん)|です|でした)")
_NO_BEGIN: Final = frozenset("をはがにへとものやでなっゃゅょぁぃぅぇぉァィゥェォッャュョー、。，．）」』！？!?")
_PARTICLES: Final = frozenset("をはがにへとものやで")
_ITEM_DISTANCE: Final = 60


def parse(text: str) -> Article:
    r"""Blocks of a plain text. Only white space, rules and the marks of novels are left out.

    >>> article = parse("交流会の話\n\n静岡では、\n会います。\n・名刺を配る\n")
    >>> [(block.kind, block.text) for block in article.blocks]
    [('heading', '交流会の話'), ('paragraph', '静岡では、\n会います。'), ('item', '・名刺を配る')]
    >>> article.blocks[2].masks
    ((0, 1),)
    """
    short = None
    brackets = "[" in text and any(mark in text for mark in ("[[", "[newpage]", "[chapter:", "[jump:", "image:"))
    if brackets or "《" in text:
        from jreadtools.sources.novels import shortened  # its patterns take longer to build than a post to read

        short = shortened(text)
    blocks = _blocks(text) if short is None else short.restored(_blocks(short.text))
    left = () if short is None else short.left
    return Article(blocks=tuple(blocks), title=_title(blocks), links=_links(text), left=left)


def _blocks(text: str) -> list[Block]:
    pieces = _Pieces(text)
    pieces.read()
    found = with_headings(text, pieces.found)
    blocks = []
    line, counted = 1, 0
    count, row = text.count, tuple.__new__  # without the constructor's own call
    full = _full_lines(text) if count("\n") - 2 * len(found) >= MANY else []
    has_line_ends = " \n" in text or ("\t" in text and "\t\n" in text)
    for kind, start, end, _, masks, _ in found:
        line += count("\n", counted, start)
        counted = start
        if masks:
            masks = tuple([(a - start, min(b, end) - start) for a, b in masks if a < end])
        words = text[start:end]
        wraps = tuple([at - start for at in full[bisect_left(full, start) : bisect_left(full, end)]]) if full else ()
        if has_line_ends and (" \n" in words or "\t\n" in words):
            blocks.append(_without_line_ends(kind, words, line, start, masks, wraps))
        else:
            blocks.append(row(Block, (kind, words, line, ((0, start),), masks, (), kind == "paragraph", wraps, ())))
    return blocks


def _title(blocks: list[Block]) -> str:
    """The heading that the text begins with, without its mark; a text that begins otherwise has no title."""
    if not blocks or blocks[0].kind != "heading":
        return ""
    first = blocks[0]
    return " ".join(first.text[first.masks[0][1] if first.masks and not first.masks[0][0] else 0 :].split())


_LINE_END: Final = re.compile(r"(?<![ \t])[ \t]+(?=\n)")


def _full_lines(text: str) -> list[int]:
    """Where the lines end that are full, if the text is wrapped at one width; [] if it is not.

    The width is the one that most lines have that another line follows. Two lines alone show no width; the whole
    text does.
    """
    lines = []
    at = 0
    for line in text.split("\n"):
        lines.append((at + len(line), line.rstrip()))
        at += len(line) + 1
    inner = []
    for (end, line), (_, below) in pairwise(lines):
        head = below.lstrip()
        if not line or not head:
            continue
        word = 0
        if head[0] in _SPECIAL or head[0] < "\x7f":
            if head[0] in "|+" or _ITEM.match(head):  # a table, a list
                continue
            latin = _LATIN_WORD.match(head)
            word = latin.end() if latin else 0
        inner.append((end, columns(line), line[-1] in SENTENCE_END, word))
    running = [width for _, width, stops, _ in inner if not stops and _NARROW <= width <= _WIDEST]
    if len(running) < MANY:
        return []
    known = Counter(running)
    share = {limit: sum(known[limit - less] for less in range(_SLACK)) for limit in known}
    limit = max(share, key=lambda width: (share[width], width))
    wider = sum(count for width, count in known.items() if width > limit)
    if share[limit] * 2 < len(running) or wider * 10 > len(running):
        return []
    return [
        end for end, width, _, word in inner if limit - _SLACK < width <= limit or (width <= limit < width + 1 + word)
    ]


def _without_line_ends(
    kind: Kind, words: str, line: int, start: int, masks: tuple[tuple[int, int], ...], wraps: tuple[int, ...]
) -> Block:
    """A block without the blanks before its line breaks, which every file with CRLF has after `clean`."""
    parts, places, at, length = [], [], 0, 0
    for match in [*_LINE_END.finditer(words), None]:
        end = match.start() if match else len(words)
        places.append((length, start + at))
        parts.append(words[at:end])
        length += end - at
        at = match.end() if match else end
    sources = [source for _, source in places]

    def moved(offset: int) -> int:
        run = bisect_right(sources, start + offset) - 1
        limit = places[run + 1][0] if run + 1 < len(places) else length
        return min(places[run][0] + start + offset - sources[run], limit)

    kept = [(moved(a), moved(b)) for a, b in masks]
    masked = tuple([(a, b) for a, b in kept if a < b])
    breaks = tuple([moved(at) for at in wraps])
    return Block(
        kind=kind,
        text="".join(parts),
        line=line,
        places=tuple(places),
        masks=masked,
        atoms=(),
        line_paragraphs=kind == "paragraph",
        wraps=breaks,
    )


_SCHEME: Final = re.compile(r"://[!-;=?-~ぁ-ヺ一-龥]|www\.[A-Za-z0-9-]+\.[a-z]")


def _links(text: str) -> int:
    """Number of URLs; the scheme is looked for from its rare end, which is many times faster."""
    count = 0
    if "://" in text or "www." in text:
        for match in _SCHEME.finditer(text):
            before = text[max(0, match.start() - 5) : match.start()].lower()
            count += before.endswith(("http", "https", "ftp")) if match[0][0] == ":" else not before.endswith("/")
    return count


class _Pieces:
    """Cuts a text at blank lines, indents, marks and rules."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[Stretch] = []
        self.kind: Kind = "paragraph"
        self.start = 0
        self.mark = ""
        self.masks: list[tuple[int, int]] = []
        self.alone = True  # nothing but a blank line or a rule stands before the open piece

    def read(self) -> None:
        text, special, found = self.text, _SPECIAL, self.found
        row = tuple.__new__  # without the constructor's own call
        length = len(text)
        if text[:1] in special:
            self.line(0, blank=True)
        for match in _BREAK.finditer(text):
            before, at = match.span()
            if at - before == 1:
                self.line(at, blank=False)
                continue
            start = self.start
            if (
                self.kind == "paragraph"
                and start < before
                and not (self.mark or self.masks or text[start].isspace() or text[before - 1].isspace())
            ):  # the common case, without a call
                found.append(row(Stretch, ("paragraph", start, before, "", (), self.alone)))
                self.start, self.alone = at, True
            else:
                self.close(before, at, alone=True)
            if at < length and text[at] in special:
                self.line(at, blank=True)
        self.close(length, length, alone=True)

    def close(self, end: int, start: int, *, alone: bool, kind: Kind = "paragraph") -> None:
        """The open piece ends at `end`; the next one begins at `start`."""
        text, at = self.text, self.start
        if at < end and (text[at].isspace() or text[end - 1].isspace()):
            run = text[at:end]
            at += len(run) - len(run.lstrip())
            end = at + len(run.strip())
        if at < end:
            self.found.append(Stretch(self.kind, at, end, self.mark, tuple(self.masks), self.alone))
        elif not alone:
            alone = self.alone
        self.kind, self.start, self.alone, self.mark = kind, start, alone, ""
        if self.masks:
            self.masks = []

    def line(self, at: int, *, blank: bool) -> None:
        """A line whose first character may begin something; `blank` when nothing stands above it."""
        text = self.text
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        first = at
        while first < end and text[first].isspace():
            first += 1
        if first == end:  # a line of white space between two breaks
            self.close(at, end, alone=True)
            return
        c = text[first]
        if (c in _ORNAMENTS or "\u2500" <= c <= "\u257f") and self.is_rule(first, end):
            self.underline(at, end)
        elif c in ">＞" and (quote := _QUOTE.match(text, first, end)):
            self.quote(at, first, quote.end(), end, blank=blank)
        elif c in "【〔＜〈《≪［" and (blank or self.ended(at)) and _LABEL.fullmatch(text, first, end):
            self.close(at, first, alone=blank, kind="heading")
            self.mark = "【"
            self.close(end, end, alone=False)
        elif (item := _ITEM.match(text, first, end)) and self.begins_item(at, item, blank=blank):
            mark = item["dot"] or item["both"] or item["dash"] or "1"
            self.close(at, first, alone=blank, kind="item")
            self.mark = mark
            self.masks.append((first, item.end()))
            if mark in TELLING_MARKS and self.heads(item.end(), end):
                self.kind = "heading"
                self.close(end, end, alone=False)
        elif (blank or self.kind == "heading") and (hashes := _HASHES.match(text, first, end)):
            self.close(at, first, alone=blank)
            self.mark = "#"
            self.masks.append((first, hashes.end()))
            if self.heads(hashes.end(), end):
                self.kind = "heading"
                self.close(end, end, alone=False)
        elif not blank and (self.kind == "quote" or (text[at] == "\u3000" and (self.kind != "item" or self.ended(at)))):
            self.close(at, first, alone=False)

    def is_rule(self, first: int, end: int) -> bool:
        run = self.text[first:end].rstrip()
        if run == "--":  # above the signature of a mail
            return True
        if _RULE.fullmatch(run) is None:
            return False
        # …… is silence and ーーー a drawn-out cry; three dots or sounds of one kind are words.
        return run.strip("…‥.．・･ー \u3000") != "" or (run[0] in "・･.．" and len(run) >= 4) or len(run) >= 8

    def underline(self, at: int, end: int) -> None:
        """A rule: it parts, and directly under a short line it makes that line a heading."""
        before = self.text[self.start : at]
        if (
            self.kind == "paragraph"
            and self.text[at:end].strip()[:1] in set("=＝-─━═~＿_")
            and before.strip()
            and may_head(before)
        ):
            self.kind = "heading"
        self.close(at, end, alone=True)

    def heads(self, start: int, end: int) -> bool:
        """Whether the words of a marked line are a heading with its text directly below.

        The line is no wrapped one: it is shorter than those below, or all of those end sentences.
        """
        text = self.text
        words = text[start:end].strip()
        if not may_head(words) or words[-1] in _PARTICLES or _CLAUSE.search(words):
            return False
        below: list[str] = []
        at, limit = end + 1, min(len(text), end + 1000)
        while at < limit:
            stop = text.find("\n", at, limit)
            stop = limit if stop < 0 else stop
            line = text[at:stop].strip()
            if not line or line[0] in TELLING_MARKS:
                break
            if not below and (line[0] in _NO_BEGIN or _ITEM.match(line) or _ENDING.match(line)):
                return False
            below.append(line)
            at = stop + 1
        if not below:
            return False
        ends = [ends_sentence(line[-20:]) or POLITE.search(line) is not None for line in below]
        return all(ends) or (any(ends) and len(words) + 2 <= max(map(len, below)))

    def quote(self, at: int, first: int, words: int, end: int, *, blank: bool) -> None:
        if not self.text[words:end].strip():  # an empty quoted line parts paragraphs
            self.close(at, first, alone=blank, kind="quote")
            self.start = first
            if self.text[first:end].strip():
                self.masks.append((first, end))
            return
        if blank or self.kind != "quote":
            self.close(at, first, alone=blank, kind="quote")
        self.masks.append((first, words))

    def ended(self, at: int) -> bool:
        """Whether what stands before the line at `at` is complete: a sentence, 「次の通り：」, nothing."""
        before = self.text[max(self.start, at - 200) : at].rstrip().rstrip(CLOSERS)
        return not before or before[-1] in SENTENCE_END or before[-1] in ":："

    def begins_item(self, at: int, item: re.Match[str], *, blank: bool) -> bool:
        """A wrapped line may begin with ・ or a number by accident."""
        if blank or self.kind == "item" or self.ended(at):
            return True
        text = self.text
        mark = item["dot"] or item["both"] or item["dash"]
        limit = text.find("\n\n", item.end(), item.end() + 4 * _ITEM_DISTANCE)
        following = text[item.end() : limit if limit >= 0 else item.end() + 2 * _ITEM_DISTANCE]
        for part in range(1, len(following)):
            if following[part - 1] == "\n":
                again = _ITEM.match(following.lstrip(" \t") if part == 0 else following[part:].lstrip(" \t\u3000"))
                if again and (again["dot"] or again["both"] or again["dash"]) == mark:
                    return len("".join(following[:part].split())) <= _ITEM_DISTANCE
        return False
