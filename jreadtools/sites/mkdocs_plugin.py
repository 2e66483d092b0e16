"""MkDocs: `page.meta.reading_time` of every page, for the templates of a theme.

mkdocs.yml:

    plugins:
      - search
      - jreadtools

In a template `{{ page.meta.reading_time }}` is 「約4分」; it has `minutes`, `whole_minutes` and `range_label`, too.
"""

from __future__ import annotations

from typing import Any

from mkdocs.config.base import Config
from mkdocs.config.config_options import Choice, Type
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin

from jreadtools.measure.estimate import reading_time
from jreadtools.speed import CUSTOMARY, ReadingSpeed

__all__ = ["ReadingTimeOptions", "ReadingTimePlugin"]


class ReadingTimeOptions(Config):
    """What stands below `- jreadtools:` in mkdocs.yml."""

    lang = Choice(("ja", "en"), default="ja")
    speed = Type(int, default=CUSTOMARY)
    code = Type(bool, default=False)


class ReadingTimePlugin(BasePlugin[ReadingTimeOptions]):
    """A reading time for every page. What a page says of itself stays."""

    def on_config(self, _config: Any, /) -> None:
        """Take the speed of mkdocs.yml, or end the build with what is wrong with it."""
        try:
            self._speed = ReadingSpeed(characters=self.config.speed)
        except ValueError as error:
            raise PluginError(f"mkdocs.yml: speed of the plugin jreadtools: {error}") from None

    def on_page_markdown(self, markdown: str, /, *, page: Any, **_: Any) -> str:
        """Measure the page, whose front matter MkDocs has taken away."""
        page.meta.setdefault(
            "reading_time",
            reading_time(
                markdown,
                markup="markdown",
                code=self.config.code,
                speed=self._speed,
                lang="en" if self.config.lang == "en" else "ja",
            ),
        )
        return markdown
