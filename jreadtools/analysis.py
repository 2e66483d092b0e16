"""analyze: the whole way on one page, from a text to sentences, counts and metrics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jreadtools.article import Article, Wrap
from jreadtools.collector import without_collector
from jreadtools.errors import Lang
from jreadtools.language.sentences import split
from jreadtools.measure.measurements import Audience, Measurements, checked_lang, norms_of
from jreadtools.measure.settings import Levels, settings_of
from jreadtools.sources.formats import Markup
from jreadtools.sources.read import checked_text, parse
from jreadtools.speed import READING_SPEED, ReadingSpeed
from jreadtools.views.page import html_page, text_page
from jreadtools.views.summary import summary_sentences

if TYPE_CHECKING:
    import pandas as pd

    from jreadtools.metrics.norms import Norms

__all__ = ["Analysis", "analyze", "split_sentences"]


@dataclass(frozen=True)
class Analysis(Measurements):
    """The measurements of one article. `analysis["kanji_ratio"]` is a value; `print(analysis)` shows the main ones.

    Two analyses are equal when their articles and settings are: then their numbers are too.
    """

    def summary(
        self, lang: Lang | None = None, audience: Audience = "reader", *, among: str | Norms | None = None
    ) -> str:
        """Two or three sentences for the writer; each verdict names its band and the band's author.

        Args:
            lang: "ja" or "en"; by default the language of the analysis.
            audience: "reader", or "learner" for texts written for learners of Japanese: then the level of jReadability
                stands first, and the lines are those of the sentences that are hardest for them (`hardness`).
            among: as in `standing`: where it lies among other articles, and whose they are, in place of what only fits
                texts of one kind (what are many kanji).

        Raises:
            ValueError: `audience` or `lang` is neither of its two; there are no norms of this name.
            UnknownMetricError: metrics=[…] left out everything that needs MeCab.

        >>> print(analyze("今日は晴れです。明日は雨です。").summary())
        一文は短め（平均8字。35字以下はやさしい: 森岡 1958）、漢語は少なめ（0%。ブログでは4本に1本が15%以下）ですが、漢字は多め（40%。35%以上は難しい: 森岡 1958）です。分けたほうがよさそうな長い文は見つかりませんでした。
        """
        lang = checked_lang(lang or self.settings.lang)
        sentences = summary_sentences(self.at_once(), lang, audience, None if among is None else norms_of(among))
        return ("" if lang == "ja" else " ").join(sentences)

    def to_series(self, *, numbers: bool = False) -> pd.Series[Any]:
        """Every metric as a pandas Series (dtype object: labels stand among the numbers).

        Args:
            numbers: only the numbers, as float64: they can be compared, added and drawn.
        """
        from jreadtools.frames.dataframes import series

        return series(self, numbers=numbers)

    def __str__(self) -> str:
        return text_page(self.at_once())

    def __repr__(self) -> str:
        return f"<Analysis of {self.article!r}>"

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
        text: the text, or an Article (then `markup` is ignored).
        markup: what the text is written in: plain, markdown, html, hatena or aozora.
        page: whether a plain text may be a whole page copied out of a browser, with its menu and share
            buttons; of such a page only the article is counted (see `Article.dropped`).
        wrap: what a line break inside a paragraph means; "auto" finds out by the block.
        code: count code blocks as prose too.
        speed: how fast the readers are.
        lang: language of labels and of `print`.
        metrics: names of the metrics wanted; all by default. If none of them needs morphemes,
            MeCab is not called.
        levels: your own lists of words with levels (`VocabularyLevels.from_csv`): each adds the share of every level, and
            the share and the list of unlisted words. Or an `Obi2Model`, which adds a school grade.

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
