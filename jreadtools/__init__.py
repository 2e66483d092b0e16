"""How long a Japanese article takes to read, how hard it is, and where.

Everything public is here; what needs numpy, MeCab or pandas is loaded when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from jreadtools.article import Article, Block, Dropped, Failure
from jreadtools.errors import ArticleError, DictionaryError, JreadtoolsError, UnknownMetricError
from jreadtools.estimate import reading_time
from jreadtools.reading import ReadingSpeed, ReadingTime
from jreadtools.sources.read import read_article, read_articles

if TYPE_CHECKING:
    from jreadtools.about import about
    from jreadtools.analysis import Analysis, Sentence, analyze, split_sentences
    from jreadtools.columns import FRAME_DTYPES
    from jreadtools.findings import Finding
    from jreadtools.frames import analyze_frame, tokens
    from jreadtools.jreadability_pypi import jreadability_pypi
    from jreadtools.metrics.catalogue import METRICS
    from jreadtools.morphemes import Morpheme
    from jreadtools.obi2 import Obi2Model
    from jreadtools.posts import Results, analyze_folder
    from jreadtools.vocabulary_levels import VocabularyLevels

__version__ = "0.1.0"

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
    "Obi2Model",
    "ReadingSpeed",
    "ReadingTime",
    "Results",
    "Sentence",
    "UnknownMetricError",
    "VocabularyLevels",
    "__version__",
    "about",
    "analyze",
    "analyze_folder",
    "analyze_frame",
    "jreadability_pypi",
    "read_article",
    "read_articles",
    "reading_time",
    "split_sentences",
    "tokens",
]

_LAZY = {
    "about": "jreadtools.about",
    "Analysis": "jreadtools.analysis",
    "Sentence": "jreadtools.analysis",
    "analyze": "jreadtools.analysis",
    "split_sentences": "jreadtools.analysis",
    "FRAME_DTYPES": "jreadtools.columns",
    "Finding": "jreadtools.findings",
    "analyze_frame": "jreadtools.frames",
    "jreadability_pypi": "jreadtools.jreadability_pypi",
    "tokens": "jreadtools.frames",
    "METRICS": "jreadtools.metrics.catalogue",
    "Morpheme": "jreadtools.morphemes",
    "Obi2Model": "jreadtools.obi2",
    "Results": "jreadtools.posts",
    "analyze_folder": "jreadtools.posts",
    "VocabularyLevels": "jreadtools.vocabulary_levels",
}


def __getattr__(name: str) -> object:
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(_LAZY[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
