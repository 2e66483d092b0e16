"""METRICS: every metric by name. The order of the families here is the order of the columns."""

from __future__ import annotations

from typing import Final

from jreadtools.metrics.length import LENGTH
from jreadtools.metrics.metric import Catalogue
from jreadtools.metrics.reading_time import READING_TIME
from jreadtools.metrics.script import SCRIPT

__all__ = ["METRICS"]

METRICS: Final = Catalogue(LENGTH, SCRIPT, READING_TIME)
