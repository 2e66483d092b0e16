"""analyze: the whole way on one page, from a text to sentences, counts and metrics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jreadtools.article import Article, Wrap
from jreadtools.errors import Lang
from jreadtools.language.sentences import split
from jreadtools.measure.measurements import Audience, Measurements, checked_lang
from jreadtools.measure.measuring import without_collector
from jreadtools.measure.settings import Levels, settings_of
from jreadtools.sources.formats import Markup
from jreadtools.sources.read import checked_text, parse
from jreadtools.speed import READING_SPEED, ReadingSpeed
from jreadtools.views.page import html_page, text_page
from jreadtools.views.summary import summary_sentences

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Analysis", "analyze", "split_sentences"]


@dataclass(frozen=True)
class Analysis(Measurements):
    """What is measured of one article. Values by name: `analysis["kanji_ratio"]`; `print` it to read it.

    Two analyses are equal when their articles and settings are: then their numbers are too.
    """

    def summary(self, lang: Lang | None = None, audience: Audience = "reader") -> str:
        """What a writer would want to hear, in two or three sentences, each verdict with its band and whose it is.

        Args:
            lang: "ja" or "en"; by default the language of the analysis.
            audience: "reader", or "learner" for texts written for learners of Japanese: then the level of jReadability
                stands first, and the lines are those of the sentences that are hardest for them (`hardness`).

        Raises:
            ValueError: `audience` or `lang` is neither of its two.
            UnknownMetricError: metrics=[…] left out everything that needs MeCab.

        >>> print(analyze("今日は晴れです。明日は雨です。").summary())
        一文は短め（平均8字。35字以下はやさしい: 森岡 1958）、漢語は少なめ（0%。ブログでは4本に1本が15%以下）ですが、漢字は多め（40%。35%以上は難しい: 森岡 1958）です。分けたほうがよさそうな長い文は見つかりませんでした。
        """
        lang = checked_lang(lang or self.settings.lang)
        return ("" if lang == "ja" else " ").join(summary_sentences(self.at_once(), lang, audience))

    def to_series(self, *, numbers: bool = False) -> pd.Series[Any]:
        """Every metric as a pandas Series (dtype object: labels stand among the numbers).

        Args:
            numbers: only the numbers, as float64: they can be compared, added and drawn.
        """
        from jreadtools.frames.dataframes import series

        return series(self, numbers=numbers)

    def __str__(self) -> str:
        return text_page(self.at_once())

    def _repr_html_(self) -> str:
        if self.settings.metrics is not None:
            return html_page(self.at_once())
        from jreadtools.views.cards import article_card  # jinja2 is for those who look

        return article_card(self.at_once())


def analyze(
    text: str | Article,
    *,
    markup: Markup = "plain",
    page: bool = False,
    wrap: Wrap = "auto",
    code: bool = False,
    speed: ReadingSpeed = READING_SPEED,
    lang: Lang = "ja",
    metrics: Sequence[str] | None = None,
    levels: Levels = (),
) -> Analysis:
    """Measure one text or Article, when the first of its numbers is read.

    Args:
        text: the text, or an Article (then `markup` is not looked at).
        markup: what the text is written in: plain, markdown, html, hatena or aozora.
        page: whether a plain text may be a whole page copied out of a browser, with its menu and share
            buttons; then only the article counts (see `Article.dropped`).
        wrap: what a line break inside a paragraph means; "auto" finds out by the block.
        code: count code blocks as prose too.
        speed: how fast the readers are.
        lang: language of labels and of `print`.
        metrics: names of the metrics wanted; all by default. Where none rests on morphemes MeCab
            is not called.
        levels: what you bring: lists of words with levels (`VocabularyLevels.from_csv`), which add the share of every
            level, the share and the list of the words that they do not have; an `Obi2Model`, which adds a grade.

    Raises:
        UnknownMetricError: a name in `metrics` is not in the catalogue.
        DictionaryError: MeCab or unidic-lite is missing; said when the first number is read that rests on words.

    >>> analysis = analyze("今日は晴れです。明日は雨でしょう。")
    >>> analysis["sentences"], analysis["kanji_ratio"] == 6 / 17, str(analysis.reading_time)
    (2, True, '約1分')
    """
    settings = settings_of(wrap, code, speed, lang, metrics, levels)
    with without_collector():
        article = text if isinstance(text, Article) else parse(checked_text(text), markup, page=page)
    return Analysis(article, settings)


def split_sentences(text: str | Article, *, markup: Markup = "plain", wrap: Wrap = "auto") -> list[str]:
    """The sentences alone, headings, items and cells among them. No MeCab is needed.

    >>> split_sentences("「行くよ！」と言った。本当？　そうです。")
    ['「行くよ！」と言った。', '本当？', 'そうです。']
    """
    article = text if isinstance(text, Article) else parse(checked_text(text), markup)
    return [span.text for block in article.blocks for span in split(block, wrap)]
