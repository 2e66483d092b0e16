"""Pelican: `article.reading_time` and `page.reading_time`, whatever they are written in.

pelicanconf.py:

    PLUGINS = ["jreadtools.sites.pelican_plugin"]

In a template `{{ article.reading_time }}` is 「約4分」; it has `minutes`, `whole_minutes` and `range_label`, too.
"""

from __future__ import annotations

from typing import Any

from jreadtools.measure.estimate import reading_time
from jreadtools.speed import CUSTOMARY, ReadingSpeed

__all__ = ["register"]


def register() -> None:
    """Called by Pelican."""
    from pelican import signals

    signals.content_object_init.connect(_measured)


def _measured(content: Any) -> None:
    """Measure the HTML that a reader of Pelican has made; pictures and the like have none. What a post says of itself stays."""
    html = getattr(content, "_content", None)
    if not isinstance(html, str) or hasattr(content, "reading_time"):
        return
    speed = ReadingSpeed(characters=int(content.settings.get("READING_SPEED", CUSTOMARY)))
    lang = getattr(content, "lang", "") or content.settings.get("DEFAULT_LANG", "ja")
    content.reading_time = reading_time(html, markup="html", speed=speed, lang="ja" if lang.startswith("ja") else "en")
