"""The marks of novels on the web: readings and emphasis of kakuyomu, narou and Aozora Bunko, and pixiv's tags.

｜漢字《かんじ》, 漢字《かんじ》, |漢字《かんじ》, 《《傍点》》; [[rb:漢字 > かんじ]], [newpage], [chapter:題], [jump:2],
[pixivimage:1], [[jumpuri:題 > URL]]. Double angle brackets that hold something else than kana, or stand behind something
else than a kanji, are the author's own: a title, a quotation.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final, NamedTuple

from jreadtools.article import Block
from jreadtools.dropped import Dropped, Range, with_lines

__all__ = ["MARKS", "Mark", "Shortened", "is_title", "mark_at", "shortened", "stands_alone"]


class Mark(NamedTuple):
    """A mark in a text, and which parts of it are not read."""

    end: int
    """Behind it."""
    cuts: tuple[Range, ...]
    """What is taken out: brackets, bars, readings."""
    reading: Range | None = None
    """The reading among it."""
    heading: Range | None = None
    """The words of it that are a heading."""
    parts: bool = False
    """Whether it ends a paragraph."""


MARKS: Final = r"《|\[(?:newpage\]|(?:chapter|jump|pixivimage|uploadedimage):|\[(?:rb|jumpuri):)"
"""A pattern for the beginning of every mark."""

_KANA: Final = "ぁ-ゖゝゞァ-ヺー・ヽヾ･-ﾟ"
_STRESSED: Final = re.compile(r"《《([^《》\n]{1,100})》》(?!》)")
_READING: Final = re.compile(rf"《([{_KANA}〜～=＝ \u3000-]{{1,60}}|[﹅﹆●○•.．]{{1,60}})》(?!》)")
_FOREIGN: Final = re.compile(
    rf"《([{_KANA}A-Za-zＡ-Ｚａ-ｚÀ-ɏ'’!！?？:：&＆.．,，0-9０-９〜～=＝ \u3000-]{{1,60}})》(?!》)"
)
_BASE: Final = re.compile(r"[^|｜《》\n。]{1,40}\Z")
_HALF_BASE: Final = re.compile(r"[^|｜《》\s。、`]{1,40}\Z")
_HALF_RUBY: Final = re.compile(rf"\|[^|｜《》\s。、`]{{1,40}}《[{_KANA} \u3000]{{1,60}}》")
_KANJI: Final = re.compile("[々〆〇ヶ㐀-䶿一-鿿豈-﫿\U00020000-\U0003fffd]")
# 映画《ももいろ》: behind the name of what is made stands its title, not a reading, unless it is that of the name.
_WORKS: Final = {
    "映画": "えいが",
    "小説": "しょうせつ",
    "漫画": "まんが",
    "作品": "さくひん",
    "楽曲": "がっきょく",
    "名曲": "めいきょく",
    "新曲": "しんきょく",
    "歌曲": "かきょく",
    "詩集": "ししゅう",
    "歌集": "かしゅう",
    "句集": "くしゅう",
    "絵画": "かいが",
    "名画": "めいが",
    "油彩": "ゆさい",
    "版画": "はんが",
    "彫刻": "ちょうこく",
    "戯曲": "ぎきょく",
    "歌劇": "かげき",
    "喜劇": "きげき",
    "悲劇": "ひげき",
    "番組": "ばんぐみ",
    "雑誌": "ざっし",
    "書籍": "しょせき",
    "新刊": "しんかん",
    "新作": "しんさく",
    "名作": "めいさく",
    "代表作": "だいひょうさく",
    "前作": "ぜんさく",
    "拙著": "せっちょ",
    "著書": "ちょしょ",
    "長編": "ちょうへん",
    "短編": "たんぺん",
    "写真集": "しゃしんしゅう",
    "画集": "がしゅう",
    "童話": "どうわ",
    "童謡": "どうよう",
    "絵本": "えほん",
    "交響曲": "こうきょうきょく",
    "協奏曲": "きょうそうきょく",
    "組曲": "くみきょく",
    "主題歌": "しゅだいか",
}  # fmt: skip
_LONGEST_LINE: Final = 1000
_PIXIV: Final = re.compile(
    r"\[(?:newpage|chapter:(?P<chapter>[^\[\]\n]{1,200})|jump:\d{1,5}|(?:pixivimage|uploadedimage):[\w-]{1,60})\](?![(:]|\[(?!\[))"
    r"|\[\[(?:rb:(?P<base>[^\[\]\n>＞]{1,100}?)[ \u3000]*[>＞][ \u3000]*(?P<reading>[^\[\]\n]{1,100}?)"
    r"|jumpuri:(?P<label>[^\[\]\n]{1,200}?)[ \u3000]*[>＞][ \u3000]*https?://[^\s\[\]]{1,1000})[ \u3000]*\]\]"
)


def mark_at(text: str, at: int) -> Mark | None:
    """The mark whose first bracket stands at `at`; None for brackets of the author's own.

    >>> text = "空《そら》の本《空の色》。"
    >>> mark_at(text, 1).cuts, mark_at(text, 8)
    (((1, 5),), None)
    """
    if text[at] == "[":
        return _pixiv(text, at)
    if stressed := _STRESSED.match(text, at):
        return Mark(stressed.end(), ((at, at + 2), (stressed.end() - 2, stressed.end())))
    line = text[max(0, at - 200) : at].rpartition("\n")[2]
    full, half = line.rfind("｜"), line.rfind("|")
    if line.endswith("｜"):  # ｜《 is 《 itself
        return Mark(at + 1, ((at - 1, at),))
    bar = -1
    if full > half and _BASE.fullmatch(line, full + 1):
        bar = full
        reading = _FOREIGN.match(text, at) or _READING.match(text, at)
    else:
        reading = _READING.match(text, at)
        if half > full and _HALF_BASE.fullmatch(line, half + 1) and _is_no_table(text, at):
            bar = half
    if reading is None or (bar < 0 and (not _KANJI.match(line[-1:]) or is_title(line, reading[1]))):
        return None
    bars = ((at - len(line) + bar, at - len(line) + bar + 1),) if bar >= 0 else ()
    return Mark(reading.end(), (*bars, reading.span()), reading.span(1))


def is_title(before: str, words: str) -> bool:
    """Whether 《words》 behind these words is the title of something, not a reading.

    >>> is_title("新しい映画", "あらし"), is_title("新しい映画", "えいが"), is_title("女将", "おかみ")
    (True, False, False)
    """
    for work in (before[-2:], before[-3:]):
        if work in _WORKS:
            return not words.endswith(_WORKS[work])
    return False


def _is_no_table(text: str, at: int) -> bool:
    """Whether every | of the line belongs to a reading: else it parts the cells of a table, or is a formula's."""
    before = text[max(0, at - _LONGEST_LINE) : at].rpartition("\n")[2]
    line = before + text[at : at + _LONGEST_LINE].partition("\n")[0]
    return line.count("|") == len(_HALF_RUBY.findall(line))


def _pixiv(text: str, at: int) -> Mark | None:
    tag = _PIXIV.match(text, at)
    if tag is None:
        return None
    name = tag.lastgroup
    if name is None:
        return Mark(tag.end(), (tag.span(),), parts=text.startswith("[newpage", at))
    kept = tag.span("base" if name == "reading" else name)
    return Mark(
        tag.end(),
        ((at, kept[0]), (kept[1], tag.end())),
        tag.span("reading") if name == "reading" else None,
        kept if name == "chapter" else None,
    )


class Shortened(NamedTuple):
    """A text without its marks, and the way back to the text."""

    source: str
    text: str
    runs: tuple[Range, ...]
    """(offset in text, offset in source), ascending: between two pairs both advance together."""
    left: tuple[Dropped, ...]
    headings: tuple[Range, ...]

    def restored(self, blocks: list[Block]) -> list[Block]:
        """Blocks of the shortened text with their places in the source."""
        restored: list[Block] = []
        line, counted = 1, 0
        for block in blocks:
            places = tuple(self._places(block))
            first = places[0][1]
            line += self.source.count("\n", counted, first)
            counted = first
            heading = bisect_right(self.headings, (first, 1 << 62)) - 1
            if heading >= 0 and first < self.headings[heading][1]:
                block = block._replace(kind="heading", line_paragraphs=False)
            restored.append(block._replace(line=line, places=places))
        return restored

    def _places(self, block: Block) -> Iterator[tuple[int, int]]:
        ends = [at for at, _ in block.places[1:]] + [len(block.text)]
        for (at, short), end in zip(block.places, ends, strict=True):
            run = bisect_right(self.runs, (short, 1 << 62)) - 1
            yield at, self.runs[run][1] + short - self.runs[run][0]
            while run + 1 < len(self.runs) and self.runs[run + 1][0] < short + end - at:
                run += 1
                yield at + self.runs[run][0] - short, self.runs[run][1]


def shortened(text: str) -> Shortened | None:
    """A plain text without the marks of a novel; None where it has none.

    >>> found = shortened("｜古家《ふるいえ》へ。")
    >>> found.text, [piece.text for piece in found.left]
    ('古家へ。', ['ふるいえ'])
    """
    edits: list[tuple[int, int, str]] = []
    left: list[Dropped] = []
    headings: list[Range] = []
    at = 0
    pattern = re.compile(MARKS)
    while found := pattern.search(text, at):
        at = found.end()
        mark = mark_at(text, found.start())
        if mark is None:
            continue
        at = mark.end
        is_heading = mark.heading is not None and stands_alone(text, found.start(), at)
        fill = "\n" if mark.parts or is_heading else ""
        edits += [(start, end, fill) for start, end in mark.cuts]
        if mark.reading is not None:
            left.append(Dropped(0, "ruby", text[slice(*mark.reading)].strip(), *mark.reading))
        if mark.heading is not None and is_heading:
            headings.append(mark.heading)
    if not edits:
        return None
    parts, runs, length, at = [], [], 0, 0
    for start, end, fill in [*sorted(edits), (len(text), len(text), "")]:
        if start > at:
            runs.append((length, at))
        parts += [text[at:start], fill]
        length += start - at + len(fill)
        at = end
    return Shortened(text, "".join(parts), tuple(runs), with_lines(text, left), tuple(headings))


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether nothing else stands on the line of text[start:end]."""
    after = text.find("\n", end)
    line_end = after if after >= 0 else len(text)
    return not text[text.rfind("\n", 0, start) + 1 : start].strip() and not text[end:line_end].strip()
