"""The content of the article view as plain values: made from Measurements, in a worker too, which sends them back."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urlsplit

from jreadtools.article import Block, place_of
from jreadtools.errors import Lang, in_language
from jreadtools.language.sentences import Span
from jreadtools.measure.measurements import Measurements, Sentence
from jreadtools.metrics.revise import REVISE
from jreadtools.speed import ReadingTime, minutes_label
from jreadtools.views.article_words import WORDS
from jreadtools.views.charts import Bar, Share
from jreadtools.views.summary import summary_sentences

if TYPE_CHECKING:
    from jreadtools.metrics.norms import Norms

__all__ = [
    "MENDED",
    "STEPS",
    "ArticleView",
    "BlockView",
    "GroupView",
    "SentenceView",
    "article_view",
    "name_shown",
    "step_of",
    "web_link",
]

MENDED: Final = 10
"""Sentences that are named as those to revise first."""

LONGEST_NAME: Final = 120
"""Characters of a title that are shown."""

STEPS: Final = (REVISE, 0.7, 0.85)
"""Where the three tints begin, of `revise_probability`."""

SCRIPTS: Final = ("kanji", "hiragana", "katakana", "latin", "digit", "other")
ORIGINS: Final = ("wago", "kango", "gairaigo", "konshugo", "proper_name", "unknown")
_WITHOUT_WIDTH: Final = dict.fromkeys(map(ord, "\u200b\u2060\ufeff\u00ad"))


class SentenceView(NamedTuple):
    """A sentence, heading, item or cell as it is shown."""

    number: int
    """Its number in the article, from 0: what links to it are named after."""
    text: str
    line: int
    """Line of its first character in the source, from 1."""
    space: str = ""
    """What stands between it and the one before: nothing between Japanese sentences, \\n where a line ended."""
    characters: int = 0
    step: int = 0
    """How probable it is that it should be revised: 0 not tinted, 1-3."""
    why: str = ""
    """What weighs in it, and what was found in it, in a few words; "" where there is nothing to say."""
    messages: tuple[str, ...] = ()
    """What was found in it, in full."""


class BlockView(NamedTuple):
    """A paragraph, heading, item, quote, cell or caption with its sentences, or code with its text."""

    kind: str
    line: int
    sentences: tuple[SentenceView, ...] = ()
    code: str = ""


class GroupView(NamedTuple):
    """Blocks that stand together: the items of a list, the rows of a table, the paragraphs of a quote; or one block."""

    kind: str
    blocks: tuple[BlockView, ...]
    rows: tuple[tuple[BlockView, ...], ...] = ()
    """The blocks of a table by its rows, where every row has as many cells."""


class ArticleView(NamedTuple):
    """Everything that the page says of one article."""

    lang: Lang
    title: str
    """"" where it has none."""
    place: str
    """Where it was read from: file, number in the file."""
    date: str
    url: str
    """An address that may be linked, else ""."""
    time: str
    """「約4分」."""
    range: str
    """「3〜5分」; "" where it says no more than the time."""
    aloud: str
    stated: str
    """The reading time that the page itself claims; "" where it claims none."""
    characters: int
    sentences: int
    mean: float
    """Characters of a sentence."""
    hard: int
    """Sentences that are tinted."""
    summary: tuple[str, ...]
    warnings: tuple[str, ...]
    bars: tuple[Bar, ...]
    scripts: tuple[Share, ...]
    origins: tuple[Share, ...]
    mend: tuple[SentenceView, ...]
    """The sentences to revise first, the most probable first."""
    texts: bool
    """Whether the text itself is shown."""
    groups: tuple[GroupView, ...]
    """The text as its author structured it."""


def step_of(probability: float) -> int:
    """Which tint a `revise_probability` has: 0 none.

    >>> [step_of(p) for p in (0.49, 0.5, 0.7, 0.99, float("nan"))]
    [0, 1, 2, 3, 0]
    """
    return sum(probability >= limit for limit in STEPS)


def web_link(url: str) -> str:
    """The address if it may be linked to, else "".

    >>> web_link("https://example.jp/茶"), web_link("javascript:alert(1)"), web_link("\\thttps://example.jp")
    ('https://example.jp/茶', '', '')
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    # What browsers and urlsplit would take away before they look (tabs, line ends, spaces in front) is no address.
    if not url.isprintable() or not url.lower().startswith(f"{parts.scheme}:"):
        return ""
    return url if parts.scheme == "mailto" or (parts.scheme in ("http", "https") and parts.netloc) else ""


def article_view(analysis: Measurements, lang: Lang, *, texts: bool = True, among: Norms | None = None) -> ArticleView:
    """What the page says of an article.

    Args:
        analysis: of the article, with every metric.
        lang: of what is said.
        texts: also the text of the article.
        among: other articles that its summary compares it with.

    Raises:
        UnknownMetricError: the analysis was asked for some metrics only.
    """
    article, time = analysis.article, replace(analysis.reading_time, lang=lang)
    sentences = _Sentences(analysis, lang)
    return ArticleView(
        lang=lang,
        title=name_shown(article.title),
        place=WORDS[lang]["stdin"] if article.path == "-" else place_of(article.path, article.id),
        date=article.date,
        url=web_link(article.url),
        time=time.label,
        range=_range(time),
        aloud=time.aloud_label,
        stated="" if article.stated_minutes is None else minutes_label(article.stated_minutes, lang),
        characters=int(analysis["characters"]),
        sentences=int(analysis["sentences"]),
        mean=float(analysis["sentence_characters_mean"]),
        hard=sum(step > 0 for step in sentences.steps),
        summary=tuple(summary_sentences(analysis, lang, "reader", among)),
        warnings=tuple(in_language(said, lang) for said in article.warnings),
        bars=tuple(_bars(analysis, sentences)),
        scripts=tuple(Share(name, float(analysis[f"{name}_ratio"])) for name in SCRIPTS),
        origins=tuple(Share(name, float(analysis[f"{name}_ratio"])) for name in ORIGINS),
        mend=tuple(sentences.view(sentence) for sentence in analysis.hard_sentences(MENDED)),
        texts=texts,
        groups=tuple(_groups(_blocks(analysis, sentences))) if texts else (),
    )


def _range(time: ReadingTime) -> str:
    said = time.range_label
    return "" if said == time.label or time.minutes <= 0 else said.removeprefix("約").removeprefix("about ")


def name_shown(title: str, longest: int = LONGEST_NAME) -> str:
    """A title, or another name from a file, on one line; one as long as a text is cut."""
    name = " ".join(title.split())
    return name if len(name) <= longest else f"{name[:longest]}…"


class _Sentences:
    """The sentences of an analysis with what there is to say of each, looked up once."""

    def __init__(self, analysis: Measurements, lang: Lang) -> None:
        self.lang = lang
        self.all = analysis.sentences
        counts = analysis.measured.sentences
        self.counted: list[bool] = (counts.sentences > 0).tolist()
        self.characters: list[int] = counts.characters.tolist()
        self.steps = [0] * len(self.all)
        for sentence in analysis.hard_sentences(len(self.all)):
            self.steps[sentence.index] = step_of(float(sentence["revise_probability"]))
        self.messages: dict[int, list[str]] = defaultdict(list)
        for finding in analysis.findings():
            self.messages[finding.sentence].append(finding.message.in_language(lang))

    def view(self, sentence: Sentence, space: str = "") -> SentenceView:
        """One of them as it is shown."""
        number = sentence.index
        messages = self.messages.get(number, ())
        why = sentence.why(self.lang) if self.steps[number] or messages else ""
        return SentenceView(
            number=number,
            text=_shown(sentence.text),
            line=sentence.line,
            space=space,
            characters=self.characters[number],
            step=self.steps[number],
            why=why,
            messages=tuple(said for said in messages if not why.startswith(said)),  # no place to cut at: the reasons
        )


def _shown(text: str) -> str:
    # Characters without width would be shown as signs of something wrong.
    return text.translate(_WITHOUT_WIDTH)


def _bars(analysis: Measurements, sentences: _Sentences) -> Iterator[Bar]:
    """A bar for every sentence that statistics are made of; a heading before it leaves a gap."""
    gap = False
    for sentence in analysis.sentences:
        number = sentence.index
        if sentences.counted[number]:
            yield Bar(number, sentence.line, sentences.characters[number], sentences.steps[number], gap)
            gap = False
        elif sentence.kind == "heading":
            gap = True


def _blocks(analysis: Measurements, sentences: _Sentences) -> Iterator[BlockView]:
    """The blocks of the article with their sentences; a plain text's block may hold several paragraphs."""
    spans, owners = analysis.measured.spans, analysis.measured.blocks
    number = 0
    for block in analysis.article.blocks:
        first = number
        while number < len(spans) and owners[number] is block:
            number += 1
        if block.kind == "code":
            yield BlockView("code", block.line, code=block.text)
            continue
        shown: list[SentenceView] = []
        for i in range(first, number):
            if spans[i].paragraph and shown:
                yield BlockView(block.kind, shown[0].line, tuple(shown))
                shown = []
            space = _space(block, spans[i - 1], spans[i]) if shown else ""
            shown.append(sentences.view(sentences.all[i], space))
        if shown:
            yield BlockView(block.kind, shown[0].line, tuple(shown))


_ENDED: Final = re.compile(r"[。．.！!？?…」』）)]$")


def _space(block: Block, before: Span, span: Span) -> str:
    """What to set between two sentences: a space where one stood, or where a line ended between Latin words.

    A line that ends without a period (今日の天気, 晴れ) stays a line: the next would be read as its end.
    """
    between = block.text[before.end : span.start]
    if not between:
        return ""
    if "\n" in between and not _ENDED.search(before.text):
        return "\n"
    latin = before.text[-1:].isascii() and span.text[:1].isascii()
    return " " if latin or between.strip("\n") else ""


def _groups(blocks: Iterable[BlockView]) -> Iterator[GroupView]:
    """Items, cells and quotes that follow one another stand together."""
    for kind, found in groupby(blocks, key=lambda block: block.kind):
        together = tuple(found)
        if kind in ("item", "quote"):
            yield GroupView(kind, together)
        elif kind == "cell":
            yield GroupView(kind, together, _rows(together))
        else:
            yield from (GroupView(kind, (block,)) for block in together)


def _rows(cells: Sequence[BlockView]) -> tuple[tuple[BlockView, ...], ...]:
    """The rows of a table, where cells of one line of the source are a row and every row has as many; else ()."""
    rows = tuple(tuple(row) for _, row in groupby(cells, key=lambda cell: cell.line))
    columns = {len(row) for row in rows}
    return rows if len(rows) > 1 and len(columns) == 1 and columns != {1} else ()
