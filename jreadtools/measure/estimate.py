"""reading_time: the estimate alone, without MeCab and numpy, and what it was made of."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from jreadtools.article import Article, Block, Wrap
from jreadtools.characters import LATIN_CLASS, WHITE_SPACE, ZERO_WIDTH, urls
from jreadtools.errors import Lang
from jreadtools.sources.formats import Markup
from jreadtools.sources.read import checked_text, parse
from jreadtools.speed import READING_SPEED, ReadingSpeed, ReadingTime, reading_counts

__all__ = ["Estimate", "estimate", "markup_characters", "reading_time"]


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a reading time was made of: characters, without white space."""

    characters: int
    """Of prose, English words included."""
    words: int
    """English words."""
    word_characters: int
    """Characters in English words."""
    url_characters: int
    """Not counted: URLs in the text."""
    code_blocks: int
    code_characters: int
    """Not counted unless asked for: code blocks."""

    def reading_time(self, speed: ReadingSpeed = READING_SPEED, lang: Lang = "ja") -> ReadingTime:
        """The time in silence."""
        return ReadingTime.of(self.characters - self.word_characters, self.words, math.nan, speed, lang)


_WHITE_SPACE = re.compile(f"[{WHITE_SPACE}]+")
_BLANKS = WHITE_SPACE.replace("\n", "") + ZERO_WIDTH
# A word that was broken at its hyphen is one word: line breaks change nothing. A string: few texts have one.
_BROKEN_WORD = rf"(?<=[{LATIN_CLASS}])-[{_BLANKS}]*\n[{_BLANKS}]*(?=[{LATIN_CLASS}])"


def _characters(text: str) -> int:
    return len(_WHITE_SPACE.sub("", text))


def markup_characters(article: Article) -> int:
    """Characters of the source that no reader sees: comments, shortcodes, link targets, marks.

    Whatever is neither in a block nor in `article.left_out`.
    """
    seen = sum(_characters(block.text) for block in article.blocks)
    return max(0, _characters(article.source) - seen - article.left_out.total)


def estimate(article: Article, *, code: bool = False) -> Estimate:
    """Count the prose of an article. Line breaks and their wrapping change nothing."""
    prose: list[str] = []
    url_characters = code_blocks = code_characters = 0
    for block in article.blocks:
        if block.kind == "code":
            code_blocks += 1
            if code:
                prose.append(block.text)
            else:
                code_characters += _characters(block.text)
            continue
        found = urls(block.text, block.places)
        url_characters += sum(end - start for start, end in found)
        prose.append(_without(block, found))
    text = "\n\n".join(prose)
    if "-" in text:
        text = re.sub(_BROKEN_WORD, "-", text)
    characters, words, letters = reading_counts(text)
    return Estimate(characters, words, letters, url_characters, code_blocks, code_characters)


def _without(block: Block, found: list[tuple[int, int]]) -> str:
    """The text of a block with spaces for what is not prose."""
    if not found and not block.masks:
        return block.text
    kept = []
    at = 0
    for start, end in sorted([*block.masks, *found]):
        kept.append(block.text[at : max(at, start)])
        at = max(at, end)
    return " ".join([*kept, block.text[at:]])


def reading_time(
    text: str | Article,
    *,
    markup: Markup = "plain",
    page: bool = False,
    wrap: Wrap = "auto",
    code: bool = False,
    speed: ReadingSpeed = READING_SPEED,
    lang: Lang = "ja",
    aloud: bool = False,
) -> ReadingTime:
    """How long a text takes to read: 600 字/分 in silence, 460-810 for the middle half of readers.

    Args:
        text: the text, or an Article (then `markup` is not looked at).
        markup: what the text is written in: plain, markdown, html, hatena or aozora.
        page: whether a plain text may be a whole page copied out of a browser (see `analyze`).
        wrap: for `aloud` only: what a line break inside a paragraph means.
        code: count code blocks too.
        speed: how fast the readers are.
        lang: language of the labels.
        aloud: estimate the time read aloud too. It needs MeCab; without it aloud_minutes is NaN.

    Sources and model: `jreadtools.ReadingSpeed` and docs/counting.md.

    >>> time = reading_time("あ" * 2400)
    >>> str(time), time.range_label, time.minutes
    ('約4分', '約3〜5分', 4.0)
    """
    article = text if isinstance(text, Article) else parse(checked_text(text), markup, page=page)
    if aloud:
        # MeCab and numpy are loaded only for those who ask.
        from jreadtools.measure.measurements import Measurements
        from jreadtools.measure.settings import settings_of

        settings = settings_of(wrap, code, speed, lang, ["aloud_minutes"])
        return Measurements(article, settings).reading_time
    return estimate(article, code=code).reading_time(speed, lang)
