"""Plain text: paragraphs, headings, list items and quotes, told apart without any markup.

How lines are wrapped is never decided here: nothing depends on where a line ends between two
Japanese characters, and a block keeps its line breaks (`jreadtools.language.sentences` joins them).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import pairwise
from typing import Final, NamedTuple

from jreadtools.article import Article, Block, Kind
from jreadtools.sources.encoding import clean, columns

__all__ = ["parse"]

_DOT_MARKS: Final = "・･•◦‣▪▫⁃"
_DASH_MARKS: Final = "-*+–—−"
_ROUND_MARKS: Final = "●○◯◎"  # the mark of a list item or of a heading: the neighbours tell
_HEADING_MARKS: Final = "■◆□◇▼▽▲△▶►★☆§"
_TELLING_MARKS: Final = _ROUND_MARKS + _HEADING_MARKS
_ORNAMENTS: Final = "-‐‑–—―−─━═=＝_＿~～〜*＊+＋#＃・･.．…‥☆★◇◆○●□■◯※†‡×|｜:：/／^ー\u2500-\u257f"

# A line that begins with none of these goes on with the paragraph before it.
_MARKS: Final = _DOT_MARKS + _DASH_MARKS + _ROUND_MARKS + _HEADING_MARKS
_SPECIAL: Final = frozenset(
    " \t\u3000\xa0" + _MARKS + "0123456789０１２３４５６７８９(（①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳❶❷❸❹❺❻❼❽❾❿"
    ">＞#【〔＜〈《≪［─━═=＝_＿~～〜＊＋＃※†‡×|｜…‥―‐:：.．ー/／^"
)
_BREAK: Final = re.compile(rf"\n(?:\s*\n|(?=[{re.escape(''.join(sorted(_SPECIAL)))}]))")
_RULE: Final = re.compile(rf"(?:[{_ORNAMENTS}][ \t\u3000]*){{3,}}|(?:[＊*◇◆☆★※†×■□●○][ \t\u3000]*){{1,2}}")
_ITEM: Final = re.compile(
    rf"(?:(?P<dot>[{_DOT_MARKS}])|(?P<both>[{_ROUND_MARKS}{_HEADING_MARKS}])(?P=both)*"
    rf"|(?P<dash>[{re.escape(_DASH_MARKS)}](?=[ \t\u3000]))"
    # 1. 1) 2.3. and, before a full-width space, 2.3: 3.5 alone is a number.
    r"|(?P<number>(?:[0-9０-９]{1,3}[.．]){1,4}[0-9０-９]{1,3}(?:[.．](?=[ \t\u3000])|(?=\u3000))"
    r"|[0-9０-９]{1,3}(?:[.．](?![0-9０-９A-Za-z])|[)）])|[(（][0-9０-９]{1,3}[)）]|[①-⑳❶-❿]))"
    r"[ \t\u3000]*(?=\S)"
)
_DIGITS: Final = re.compile("[0-9０-９]+|[①-⑳❶-❿]")
_HASHES: Final = re.compile(r"[#＃]{1,6}[ \t\u3000]+(?=\S)")
_QUOTE: Final = re.compile(
    r"(?:[>＞][ \t\u3000]?)++(?![_<＜]|[0-9]{1,4}(?:[-,][0-9]+)*[ \t\u3000]*(?:\n|\Z))"
)  # not >>12
_LABEL: Final = re.compile(
    r"(?:【[^】\n]+】|〔[^〕\n]+〕|＜[^＞\n]{1,40}＞|〈[^〉\n]{1,40}〉|《[^》\n]{1,40}》|≪[^≫\n]{1,40}≫|［[^］\n]{1,40}］)"
    r"[ \t\u3000]*(?:[（(][^（）()\n]{1,15}[）)][ \t\u3000]*)?"
)
_CHAPTER: Final = re.compile(r"第[0-9０-９一二三四五六七八九十百〇]{1,4}[章節部話回編幕]")

_SENTENCE_END: Final = frozenset("。．.！？!?｡…‥♪♬♡♥❤")
_CLOSERS: Final = "」』）)】〕〉》”’\"'］]｝}"
_NO_HEADING_END: Final = frozenset("、，,､：:；;・･ｗ〜～→↓←↑")
_POLITE: Final = re.compile(
    r"(?:です|ます|でした|ました|ません|でしょう|ましょう|ください|下さい|くださいませ|ませんか)(?:[かねよわな]{0,2})$"
)
# A line of its own, not the rest of a wrapped heading: a break beside a digit or a mark, 手順1⏎手順2.
_OWN_LINES: Final = re.compile(
    r"[0-9０-９：:〜～★☆]\s*\n|\n\s*[0-9０-９→⇒・※★☆＝=×△○●◎■□◆◇▼▲【＜*＊#]|\A([^\d\s]{1,5})[0-9０-９].*\n\1[0-9０-９]",
    re.DOTALL,
)
# A sentence that ends inside; 「娘。の」 is a name.
_INNER_END: Final = re.compile(r"。(?![がのはをもに」』）)])")
# 朝から掃除をして: what goes on in the next paragraph, unless a body follows.
_GOES_ON: Final = re.compile(r"(?:[^いつに]て|で|から|ので|けど|たら|ながら)$")
_CLAUSE: Final = re.compile(r"(?:くて|して|[っんい][てで]|ので|のに|けれ?ど|たら|ながら)$")
_BODY: Final = 60
_SPACES: Final = 3  # a heading has fewer full-width spaces; a verse or a row of a table has as many
_LINE_LENGTH: Final = 25  # of the median paragraph, where a writer puts a blank line below every line
_MANY: Final = 8
# Nobody wraps at fewer or at more columns; kinsoku and wide characters leave up to three of them free.
_NARROW, _WIDEST, _SLACK = 20, 100, 4
_LATIN_WORD: Final = re.compile(r"[!-~]*")
_NO_BEGIN: Final = frozenset("をはがにへとものやでなっゃゅょぁぃぅぇぉァィゥェォッャュョー、。，．）」』！？!?")
_PARTICLES: Final = frozenset("をはがにへとものやで")
_LAUGH: Final = re.compile(r"(?:[ぁ-ん一-龥ァ-ヶー][wW]+|[（(][笑涙泣汗爆怒][）)])$")
_HEADING_LENGTH: Final = 40
_ITEM_DISTANCE: Final = 60


class _Piece(NamedTuple):
    """A stretch of the text between two breaks, before it is known what it is."""

    kind: Kind
    start: int
    end: int
    mark: str = ""
    masks: tuple[tuple[int, int], ...] = ()
    alone: bool = False
    """A blank line, a rule or the beginning stands before it."""


def parse(text: str) -> Article:
    r"""Blocks of a plain text. Only white space, rules and the marks of novels are left out.

    >>> article = parse("交流会の話\n\n静岡では、\n会います。\n・名刺を配る\n")
    >>> [(block.kind, block.text) for block in article.blocks]
    [('heading', '交流会の話'), ('paragraph', '静岡では、\n会います。'), ('item', '・名刺を配る')]
    >>> article.blocks[2].masks
    ((0, 1),)
    """
    text = clean(text)
    short = None
    if "《" in text or "[[" in text or "[newpage]" in text or "[chapter:" in text or "[pixivimage:" in text:
        from jreadtools.sources.novels import shortened  # its patterns take longer to build than a post to read

        short = shortened(text)
    blocks = _blocks(text) if short is None else short.restored(_blocks(short.text))
    left = () if short is None else short.left
    return Article(blocks=tuple(blocks), title=_title(blocks), links=_links(text), left=left)


def _blocks(text: str) -> list[Block]:
    pieces = _Pieces(text)
    pieces.read()
    found = _with_headings(text, pieces.found)
    blocks = []
    line, counted = 1, 0
    count = text.count
    full = _full_lines(text) if count("\n") - 2 * len(found) >= _MANY else []
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
            blocks.append(
                Block(
                    kind=kind,
                    text=words,
                    line=line,
                    places=((0, start),),
                    masks=masks,
                    atoms=(),
                    line_paragraphs=kind == "paragraph",
                    wraps=wraps,
                )
            )
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
        inner.append((end, columns(line), line[-1] in _SENTENCE_END, word))
    running = [width for _, width, stops, _ in inner if not stops and _NARROW <= width <= _WIDEST]
    if len(running) < _MANY:
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
        self.found: list[_Piece] = []
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
                found.append(row(_Piece, ("paragraph", start, before, "", (), self.alone)))
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
            self.found.append(_Piece(self.kind, at, end, self.mark, tuple(self.masks), self.alone))
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
            if mark in _TELLING_MARKS and self.heads(item.end(), end):
                self.kind = "heading"
                self.close(end, end, alone=False)
        elif (blank or self.kind == "heading") and (hashes := _HASHES.match(text, first, end)):
            self.close(at, first, alone=blank)
            self.mark = "#"
            self.masks.append((first, hashes.end()))
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
            and _may_head(before)
        ):
            self.kind = "heading"
        self.close(at, end, alone=True)

    def heads(self, start: int, end: int) -> bool:
        """Whether the words of a marked line are a heading with its text directly below.

        The line is no wrapped one: it is shorter than those below, or all of those end sentences.
        """
        text = self.text
        words = text[start:end].strip()
        if not _may_head(words) or words[-1] in _PARTICLES or _CLAUSE.search(words):
            return False
        below: list[str] = []
        at, limit = end + 1, min(len(text), end + 1000)
        while at < limit:
            stop = text.find("\n", at, limit)
            stop = limit if stop < 0 else stop
            line = text[at:stop].strip()
            if not line or line[0] in _TELLING_MARKS:
                break
            if not below and (line[0] in _NO_BEGIN or _ITEM.match(line)):
                return False
            below.append(line)
            at = stop + 1
        if not below:
            return False
        ends = [_ends_sentence(line[-20:]) or _POLITE.search(line) is not None for line in below]
        return all(ends) or (any(ends) and len(words) + 2 <= max(map(len, below)))

    def quote(self, at: int, first: int, words: int, end: int, *, blank: bool) -> None:
        if words >= end or not self.text[words:end].strip():  # an empty quoted line parts paragraphs
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
        before = self.text[max(self.start, at - 200) : at].rstrip().rstrip(_CLOSERS)
        return not before or before[-1] in _SENTENCE_END or before[-1] in ":："

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


def _with_headings(text: str, pieces: list[_Piece]) -> list[_Piece]:
    """The pieces with those made headings that stand, look and are followed as headings are."""
    paragraphs = ended = complete = 0
    candidates: list[int] = []
    marked: list[int] = []
    sentence_end = _SENTENCE_END
    for index, (kind, start, end, mark, _, alone) in enumerate(pieces):
        if kind == "paragraph" and not mark:
            paragraphs += 1
            if text[end - 1] in sentence_end or _ends_sentence(text[max(start, end - 20) : end]):
                ended += 1
            elif alone and end - start <= 8 * _HEADING_LENGTH:
                candidates.append(index)
        elif mark and kind != "heading":
            complete += text[end - 1] in sentence_end
            if mark == "1" or mark == "#" or mark in _TELLING_MARKS:
                marked.append(index)
    if not candidates and not marked:
        return pieces
    may_head = [i for i in candidates if _may_head(text[pieces[i].start : pieces[i].end])]
    # Whether the text has headings at all is asked of the rest: a diary without 。 has paragraphs.
    is_prose = (ended + complete) * 2 > max(paragraphs - len(may_head), 1)
    if may_head:
        by_line = _writes_by_line(pieces, may_head)
        for i in may_head:
            chapter = _CHAPTER.match(text, pieces[i].start) is not None
            if chapter or (is_prose and not by_line):
                pieces[i] = _headed(text, pieces, i)
    for i in marked:
        pieces[i] = _numbered(text, pieces, i, is_prose) if pieces[i].mark == "1" else _marked(text, pieces, i)
    return pieces


def _writes_by_line(pieces: list[_Piece], may_head: list[int]) -> bool:
    """Whether the writer puts a blank line below every line, as on a telephone: then a short line is no heading."""
    heads = frozenset(may_head)
    lengths = sorted(p.end - p.start for i, p in enumerate(pieces) if p.kind == "paragraph" and i not in heads)
    return len(lengths) >= _MANY and lengths[len(lengths) // 2] < _LINE_LENGTH


def _headed(text: str, pieces: list[_Piece], index: int) -> _Piece:
    """A short piece: a heading if something follows it that it does not go on in."""
    piece = pieces[index]
    if index + 1 == len(pieces) or not pieces[index + 1].alone:
        return piece
    below = pieces[index + 1]
    if _GOES_ON.search(text, piece.start, piece.end) and below.end - below.start < _BODY:
        return piece
    return piece._replace(kind="heading")


def _numbered(text: str, pieces: list[_Piece], index: int, is_prose: bool) -> _Piece:
    """１．はじめに between blank lines and above a paragraph is a heading, in a row with others an item."""
    piece = pieces[index]
    if not is_prose or not piece.alone or index + 1 == len(pieces):
        return piece
    below = pieces[index + 1]
    shape = _shape(text, piece)
    if _shape(text, below) == shape or not below.alone or (below.kind == "item" and below.mark != "1"):
        return piece
    if index and pieces[index - 1].kind == "item" and _shape(text, pieces[index - 1]) == shape:
        return piece
    return piece._replace(kind="heading") if _may_head(text[piece.masks[0][1] : piece.end]) else piece


def _shape(text: str, piece: _Piece) -> str:
    """How the number of a piece is written: １． is 0． whatever the number, ２．１ is 0．0; "" without a number."""
    return _DIGITS.sub("0", text[slice(*piece.masks[0])].strip()) if piece.mark == "1" else ""


def _marked(text: str, pieces: list[_Piece], index: int) -> _Piece:
    """A piece that begins with ● or ■: one of several items, a heading, or a paragraph."""
    piece = pieces[index]
    mark, words_start = piece.mark, piece.masks[0][1]
    followed = index + 1 < len(pieces)
    listed = (followed and pieces[index + 1].mark == mark) or (index > 0 and pieces[index - 1].mark == mark)
    if mark == "#" or not listed:
        if followed and piece.end - piece.start <= 8 * _HEADING_LENGTH and _may_head(text[words_start : piece.end]):
            return piece._replace(kind="heading")
        if mark == "#" or mark in _HEADING_MARKS:
            return piece._replace(kind="paragraph", masks=())
    return piece


def _ends_sentence(tail: str) -> bool:
    bare = tail.rstrip(_CLOSERS + " \u3000\n")
    return bool(bare) and (bare[-1] in _SENTENCE_END or ord(bare[-1]) >= 0x1F000)


def _may_head(words: str) -> bool:
    """Whether the words could be a heading: short, no sentence, no URL."""
    compact = "".join(words.split())
    if not 0 < len(compact) <= _HEADING_LENGTH:
        return False
    bare = compact.rstrip(_CLOSERS)
    if not bare or bare[-1] in _SENTENCE_END or bare[-1] in _NO_HEADING_END:
        return False
    if not (bare[-1].isalnum() or bare[-1] in "ー々%％+＋#〇") or "://" in compact:
        return False
    if compact[0] == "「" and compact[-1] == "」":  # somebody speaks
        return False
    if words.count("\u3000") >= _SPACES or ("。" in compact and _INNER_END.search(compact)):
        return False
    if "\n" in words and _OWN_LINES.search(words):
        return False
    return not _POLITE.search(bare) and not _LAUGH.search(compact) and any(c.isalpha() for c in compact)
