"""One analysis after the other, however many articles there are; what goes wrong with one costs only that one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from jreadtools.analysis import Analysis
from jreadtools.article import Failure, Wrap
from jreadtools.batches.batch import not_measured
from jreadtools.errors import JreadtoolsError, Lang
from jreadtools.measure.measuring import Levels, Settings, measure, settings_of, without_collector
from jreadtools.posts import read_or_failure
from jreadtools.sources.locate import Found, Markup, Reading, Source, locate
from jreadtools.sources.regular import LARGEST
from jreadtools.speed import READING_SPEED, ReadingSpeed

__all__ = ["analyzed", "iter_analyses"]


def iter_analyses(
    *sources: Source | Iterable[Source],
    markup: Markup | None = None,
    encoding: str | None = None,
    drafts: bool = True,
    page: bool | None = None,
    text: str | None = None,
    keep: Iterable[str] = (),
    exclude: Iterable[str] = (),
    gitignore: bool = True,
    max_bytes: int = LARGEST,
    wrap: Wrap = "auto",
    code: bool = False,
    speed: ReadingSpeed = READING_SPEED,
    lang: Lang = "ja",
    metrics: Sequence[str] | None = None,
    levels: Levels = (),
) -> Iterator[Analysis | Failure]:
    """The Analysis of every article in folders, files, exports and feeds, one at a time, in a stable order.

    Only one article is in memory: for what a table of numbers does not hold (sentences, findings, summaries) of more
    articles than fit. What cannot be read or measured is a Failure, and the next one follows.

    Args:
        sources, markup, encoding, drafts, page, text, keep, exclude, gitignore, max_bytes: as in `analyze_folder`.
        wrap, code, speed, lang, metrics, levels: as in `analyze`.

    Raises:
        TypeError, ValueError: a wrong argument.
        UnknownMetricError: a name in `metrics` is not in the catalogue.
        DictionaryError: MeCab or unidic-lite is missing.
    """
    if not sources:
        raise TypeError("iter_analyses needs a folder or a file")
    settings = settings_of(wrap, code, speed, lang, metrics, levels)
    reading = Reading(markup, encoding, drafts, page, text, tuple(keep), tuple(exclude), gitignore, max_bytes)
    return _analyses(sources, reading, settings)


def _analyses(
    sources: Sequence[Source | Iterable[Source]], reading: Reading, settings: Settings
) -> Iterator[Analysis | Failure]:
    for found in locate(*sources, reading=reading):
        analysis = analyzed(found, reading, settings)
        if analysis is not None:
            yield analysis


def analyzed(found: Found | Failure, reading: Reading, settings: Settings) -> Analysis | Failure | None:
    """What was found, read and measured: a Failure where that cannot be done, None for a draft that is left out.

    Raises:
        JreadtoolsError: no article can be measured (the dictionary is missing).
    """
    if isinstance(found, Failure):
        return found
    article = read_or_failure(found, reading)
    if isinstance(article, Failure):
        return article
    if article.draft and not reading.drafts:
        return None
    try:
        with without_collector():
            return Analysis(article, settings, measure([article], settings))
    except JreadtoolsError:
        raise
    except Exception as error:  # noqa: BLE001  as above
        return Failure(article.path, not_measured(error), article.id)
