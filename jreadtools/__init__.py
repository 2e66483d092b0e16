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
    from jreadtools.metrics.citations import about
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
    name: f"jreadtools.{module}"
    for module, names in {
        "analysis": "Analysis analyze split_sentences",
        "article": "Article Block Failure",
        "metrics.citations": "about",
        "dropped": "Dropped",
        "errors": "ArticleError DictionaryError JreadtoolsError UnknownMetricError",
        "frames.columns": "FRAME_DTYPES",
        "frames.dataframes": "analyze_frame tokens",
        "frames.written": "Written",
        "language.morphemes": "Morpheme",
        "levels.obi2": "Obi2Model",
        "levels.vocabulary_levels": "VocabularyLevels",
        "live.rewrite": "Rewrite compare",
        "measure.estimate": "reading_time",
        "measure.findings": "Finding",
        "measure.measurements": "Sentence",
        "metrics.catalogue": "METRICS",
        "metrics.jreadability_pypi": "jreadability_pypi",
        "metrics.norms": "Norms Standing",
        "posts": "Results analyze_folder iter_analyses",
        "sources.read": "read_article read_articles",
        "speed": "ReadingSpeed ReadingTime",
    }.items()
    for name in names.split()
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
