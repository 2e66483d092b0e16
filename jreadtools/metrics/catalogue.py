"""METRICS: every metric by name. The order of the families here is the order of the columns."""

from __future__ import annotations

from typing import Final

from jreadtools.metrics.diversity import DIVERSITY
from jreadtools.metrics.hardness import HARDNESS
from jreadtools.metrics.jreadability import JREADABILITY
from jreadtools.metrics.length import LENGTH
from jreadtools.metrics.metric import Catalogue
from jreadtools.metrics.osaki2021 import OSAKI2021
from jreadtools.metrics.reading_time import READING_TIME
from jreadtools.metrics.revise import REVISE_PROBABILITY
from jreadtools.metrics.script import SCRIPT
from jreadtools.metrics.style import STYLE
from jreadtools.metrics.tateisi1988 import TATEISI1988
from jreadtools.metrics.vocabulary import VOCABULARY

__all__ = ["METRICS"]

METRICS: Final = Catalogue(
    LENGTH,
    SCRIPT,
    READING_TIME,
    JREADABILITY,
    TATEISI1988,
    OSAKI2021,
    HARDNESS,
    REVISE_PROBABILITY,
    VOCABULARY,
    DIVERSITY,
    STYLE,
)
