"""A line of the user's own: `--template '{slug},{whole_minutes}'`."""

from __future__ import annotations

import math
import re
import string
from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePath
from types import MappingProxyType
from typing import Any, Final

from jreadtools.article import Article, Cell, Wrap, key_in
from jreadtools.cli.session import UsageError
from jreadtools.errors import Lang, near_names
from jreadtools.measure.estimate import Estimate, estimate, reading_time
from jreadtools.printing import printable
from jreadtools.speed import ReadingSpeed, ReadingTime

__all__ = ["FIELDS", "Template", "slug_of", "time_fields", "timed"]

_KEEP_SPACES: Final = frozenset(("id", "slug", "path", "url"))
_FOLDERS: Final = frozenset(("index", "_index"))
"""Names of files that are called what their folder is called."""


class Template:
    """The line, checked before any work is done."""

    def __init__(
        self,
        text: str,
        quote: str = "none",
        *,
        option: str = "--template",
        more: Mapping[str, Cell] = MappingProxyType({}),
        floats: str = "",
    ) -> None:
        """Raises UsageError: braces that do not match, an unknown field, a format that its field does not take.

        Args:
            text: the line, with fields in braces.
            quote: what makes values safe: none, shell or html.
            option: what the line was given with, for messages.
            more: fields beside FIELDS, each with the value that stands for an article without it.
            floats: how a float is written where the line does not say it.
        """
        self._text = text
        self._more = more
        self._fields = _Fields(_quoter(quote), option, floats)
        try:
            names = {name for _, name, _, _ in self._fields.parse(text) if name is not None}
        except ValueError as error:
            raise UsageError(
                ja=f"{option} の {{ と }} が対応していません。波かっこそのものを出すには {{{{ や }}}} と書きます",
                en=f"{option}: the braces do not match ({error}); a brace itself is written twice: {{{{ or }}}}",
            ) from error
        self.names: frozenset[str] = frozenset(names)
        """The fields that it asks for."""
        self.filled({**more, **_EXAMPLE})

    @property
    def needs_aloud(self) -> bool:
        """Whether it asks for the time read aloud, which needs MeCab."""
        return any(name.startswith("aloud_") for name in self.names)

    def filled(self, values: Mapping[str, Cell]) -> str:
        """The line with these values in the places of its fields."""
        safe = {
            name: printable(value, fold=name not in _KEEP_SPACES) if isinstance(value, str) else value
            for name, value in values.items()
        }
        return self._fields.format(self._text, **safe)

    def line(self, article: Article, time: ReadingTime, counted: Estimate) -> str:
        """The line of one article."""
        kept = {}
        if article.kept:
            from jreadtools.sources.tables.cell_text import cell_text  # only tables have such columns

            kept = {name: cell_text(value) or "" for name, value in article.kept}
        return self.filled({**self._more, **kept, **time_fields(article, time, counted)})


def timed(
    article: Article, speed: ReadingSpeed, lang: Lang, *, wrap: Wrap, code: bool, aloud: bool
) -> tuple[ReadingTime, Estimate]:
    """How long an article takes to read, and what that rests on. `aloud`: read aloud too, for which MeCab is asked."""
    counted = estimate(article, code=code)
    if aloud:
        return reading_time(article, wrap=wrap, code=code, speed=speed, lang=lang, aloud=True), counted
    return counted.reading_time(speed, lang), counted


def time_fields(article: Article, time: ReadingTime, counted: Estimate) -> dict[str, Cell]:
    """What is known of an article without measuring more than its time: by the names of fields."""
    return {
        "id": article.id,
        "slug": slug_of(article),
        "path": article.path,
        "title": article.title,
        "date": article.date,
        "updated": article.updated,
        "url": article.url,
        "label": time.label,
        "range": time.range_label,
        "minutes": time.minutes,
        "whole_minutes": time.whole_minutes,
        "stated_minutes": math.nan if article.stated_minutes is None else article.stated_minutes,
        "fast_minutes": time.fast_minutes,
        "slow_minutes": time.slow_minutes,
        "seconds": time.minutes * 60,
        "aloud_label": time.aloud_label,
        "aloud_minutes": time.aloud_minutes,
        "characters": counted.characters,
        "words": counted.words,
    }


def slug_of(article: Article) -> str:
    """What an article is called in its address: as it names itself, in a file of many or in front matter, else its file.

    >>> slug_of(Article((), "content/2026-01-31-snow.md", "2026-01-31-snow.md")), slug_of(Article((), "snow/index.md"))
    ('snow', 'snow')
    >>> slug_of(Article((), "export.xml", "export.xml#snow")), slug_of(Article((), "a.md", "snow"))
    ('snow', 'snow')
    """
    path = PurePath(article.path)
    own = key_in(article.path, article.id)
    if own or (article.id and not path.as_posix().endswith(article.id)):
        return own or article.id
    name = path.parent.name if path.stem in _FOLDERS and path.parent.name else path.stem
    return re.sub(r"\A\d{4}-\d{2}-\d{2}-(?=.)", "", name)  # as Jekyll names its posts


_EXAMPLE: Final = time_fields(Article(()), ReadingTime.of(0, 0, 0.0), Estimate(0, 0, 0, 0, 0, 0))
FIELDS: Final = tuple(_EXAMPLE)
"""What a line may ask for."""


class _Fields(string.Formatter):
    """`str.format` with these fields and nothing behind them: no attributes, no indices."""

    def __init__(self, quote: Callable[[str], str], option: str, floats: str) -> None:
        self._quote = quote
        self._option = option
        self._floats = floats

    def get_field(self, field_name: str, _args: Sequence[Any], kwargs: Mapping[str, Any]) -> tuple[Any, str]:
        if field_name not in kwargs:
            near = near_names(field_name, kwargs)
            known = ", ".join(kwargs)
            en = f"; did you mean {' or '.join(f'{{{name}}}' for name in near)}?" if near else "."
            ja = f"{'、'.join(f'{{{name}}}' for name in near)} のことでしょうか。" if near else ""
            raise UsageError(
                ja=f"{self._option} に {{{field_name}}} という項目はありません。{ja}使える項目: {known}",
                en=f"{self._option}: there is no field {{{field_name}}}{en} The fields are {known}",
            )
        return kwargs[field_name], field_name

    def format_field(self, value: Any, format_spec: str) -> str:
        try:
            spec = format_spec or (self._floats if isinstance(value, float) else "")
            return self._quote(str(super().format_field(value, spec)))
        except (ValueError, TypeError, OverflowError, MemoryError) as error:
            kind = ("a text", "文字列") if isinstance(value, str) else ("a number", "数値")
            raise UsageError(
                ja=f"{self._option} の書式 :{format_spec} は{kind[1]}の項目には使えません",
                en=f"{self._option}: the format :{format_spec} does not suit {kind[0]} ({error})",
            ) from error

    def convert_field(self, value: Any, conversion: str | None) -> Any:
        try:
            return super().convert_field(value, conversion)
        except ValueError as error:
            raise UsageError(
                ja=f"{self._option} の !{conversion} という変換はありません",
                en=f"{self._option}: there is no conversion !{conversion}",
            ) from error


def _quoter(quote: str) -> Callable[[str], str]:
    if quote == "shell":
        from shlex import quote as quoted

        return quoted
    if quote == "html":
        from html import escape

        return escape
    return str
