"""How long a Japanese article takes to read, how hard it is, and where.

Every public name is here and is loaded when it is first used, so importing the package loads neither numpy, MeCab
nor pandas, nor the readers of formats that are not needed.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from jreadtools.analysis import Analysis, analyze, split_sentences
    from jreadtools.article import Article, Block, Failure
    from jreadtools.citations import about
    from jreadtools.dropped import Dropped
    from jreadtools.errors import ArticleError, DictionaryError, JreadtoolsError, UnknownMetricError
    from jreadtools.frames.columns import FRAME_DTYPES
    from jreadtools.frames.dataframes import analyze_frame, tokens
    from jreadtools.frames.written import Written
    from jreadtools.language.morphemes import Morpheme
    from jreadtools.levels.obi2 import Obi2Model
    from jreadtools.levels.vocabulary_levels import VocabularyLevels
    from jreadtools.live.rewrite import Rewrite, compare
    from jreadtools.measure.estimate import reading_time
    from jreadtools.measure.findings import Finding
    from jreadtools.measure.measurements import Sentence
    from jreadtools.metrics.catalogue import METRICS
    from jreadtools.metrics.jreadability_pypi import jreadability_pypi
    from jreadtools.metrics.norms import Norms, Standing
    from jreadtools.posts import Results, analyze_folder, iter_analyses
    from jreadtools.sources.read import read_article, read_articles
    from jreadtools.speed import ReadingSpeed, ReadingTime

from jreadtools.version import __version__

__all__ = [
    "FRAME_DTYPES",
    "METRICS",
    "Analysis",
    "Article",
    "ArticleError",
    "Block",
    "DictionaryError",
    "Dropped",
    "Failure",
    "Finding",
    "JreadtoolsError",
    "Morpheme",
    "Norms",
    "Obi2Model",
    "ReadingSpeed",
    "ReadingTime",
    "Results",
    "Rewrite",
    "Sentence",
    "Standing",
    "UnknownMetricError",
    "VocabularyLevels",
    "Written",
    "__version__",
    "about",
    "analyze",
    "analyze_folder",
    "analyze_frame",
    "compare",
    "iter_analyses",
    "jreadability_pypi",
    "read_article",
    "read_articles",
    "reading_time",
    "split_sentences",
    "tokens",
]

_MODULES: Final = {
    "about": "jreadtools.citations",
    "iter_analyses": "jreadtools.posts",
    "Analysis": "jreadtools.analysis",
    "Sentence": "jreadtools.measure.measurements",
    "analyze": "jreadtools.analysis",
    "split_sentences": "jreadtools.analysis",
    "Article": "jreadtools.article",
    "Block": "jreadtools.article",
    "Dropped": "jreadtools.dropped",
    "Failure": "jreadtools.article",
    "FRAME_DTYPES": "jreadtools.frames.columns",
    "ArticleError": "jreadtools.errors",
    "DictionaryError": "jreadtools.errors",
    "JreadtoolsError": "jreadtools.errors",
    "UnknownMetricError": "jreadtools.errors",
    "reading_time": "jreadtools.measure.estimate",
    "Finding": "jreadtools.measure.findings",
    "analyze_frame": "jreadtools.frames.dataframes",
    "tokens": "jreadtools.frames.dataframes",
    "jreadability_pypi": "jreadtools.metrics.jreadability_pypi",
    "METRICS": "jreadtools.metrics.catalogue",
    "Norms": "jreadtools.metrics.norms",
    "Standing": "jreadtools.metrics.norms",
    "Morpheme": "jreadtools.language.morphemes",
    "Obi2Model": "jreadtools.levels.obi2",
    "Results": "jreadtools.posts",
    "Rewrite": "jreadtools.live.rewrite",
    "analyze_folder": "jreadtools.posts",
    "compare": "jreadtools.live.rewrite",
    "ReadingSpeed": "jreadtools.speed",
    "ReadingTime": "jreadtools.speed",
    "read_article": "jreadtools.sources.read",
    "read_articles": "jreadtools.sources.read",
    "VocabularyLevels": "jreadtools.levels.vocabulary_levels",
    "Written": "jreadtools.frames.written",
}


if not TYPE_CHECKING:  # with it a type checker would take every misspelling for a name

    def __getattr__(name: str) -> object:
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value: object = getattr(import_module(_MODULES[name]), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted(__all__)
