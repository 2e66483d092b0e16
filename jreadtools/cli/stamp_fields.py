"""The fields that `jreadtools stamp` writes: --field NAME=TEMPLATE, or NAME for what has a name already."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Final

from jreadtools.article import Article, Cell, Wrap
from jreadtools.cli.session import UsageError
from jreadtools.cli.template import FIELDS, Template, time_fields, timed
from jreadtools.errors import Lang, near_names
from jreadtools.speed import ReadingSpeed

__all__ = ["USUAL", "StampFields"]

USUAL: Final = "reading_minutes={whole_minutes}"
"""What is stamped if nobody says otherwise."""
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_THREE_DECIMALS: Final = ".3f"


class StampFields:
    """What is asked for, checked before any file is read."""

    def __init__(self, asked: Sequence[str], speed: ReadingSpeed, lang: Lang, *, wrap: Wrap, code: bool) -> None:
        """Raises UsageError: no name of a field, an unknown value, one field twice."""
        self._speed, self._lang, self._wrap, self._code = speed, lang, wrap, code
        self._templates: dict[str, Template] = {}
        self._metrics: dict[str, Cell] = {}
        for written in asked:
            name, given, text = written.partition("=")
            if not _NAME.fullmatch(name):
                raise UsageError(
                    ja=f"--field {written}: フィールド名は英数字と _ - で、先頭は英字か _ にしてください",
                    en=f"--field {written}: the name of a field has letters, digits, _ and -, and begins with a letter or _",
                )
            if name in self._templates:
                raise UsageError(
                    ja=f"--field {name} が2回指定されています", en=f"--field {name} is given twice; leave one out"
                )
            self._templates[name] = self._template(text if given else f"{{{name}}}", f"--field {written}")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the fields."""
        return tuple(self._templates)

    def of(self, article: Article) -> dict[str, str | None]:
        """The value of each field; None where a number in it is undefined."""
        known = self._known(article)
        return {
            name: None if any(known[one] != known[one] for one in template.names) else template.filled(known)
            for name, template in self._templates.items()
        }

    def _template(self, text: str, option: str) -> Template:
        with suppress(ValueError):  # braces that do not match: the template says so
            names = {name for _, name, _, _ in string.Formatter().parse(text) if name} - {*FIELDS}
            self._metrics |= _examples(names, option) if names else {}
        return Template(text, option=option, more=self._metrics, floats=_THREE_DECIMALS)

    def _known(self, article: Article) -> Mapping[str, Cell]:
        aloud = any(template.needs_aloud for template in self._templates.values())
        time, counted = timed(article, self._speed, self._lang, wrap=self._wrap, code=self._code, aloud=aloud)
        known = time_fields(article, time, counted)
        if not self._metrics:
            return known
        from jreadtools.measure.measurements import Measurements
        from jreadtools.measure.settings import settings_of

        settings = settings_of(self._wrap, self._code, self._speed, self._lang, list(self._metrics))
        measured = Measurements(article, settings)
        return {**known, **{name: measured[name] for name in self._metrics}}


def _examples(names: set[str], option: str) -> dict[str, Cell]:
    """A value of its type for each of these metrics of articles.

    Raises:
        UsageError: one is no such metric.
    """
    from jreadtools.metrics.catalogue import METRICS

    kinds: dict[str, Cell] = {"int64": 0, "float64": 0.0, "str": ""}
    known: dict[str, Cell] = {metric.name: kinds[metric.dtype] for metric in METRICS.at("A")}
    for name in sorted(names - known.keys()):
        near = near_names(name, (*FIELDS, *known))
        usual = f"{option.partition('=')[0]}={{label}}"
        ja = f"{'、'.join(near)} のことでしょうか" if near else f"{usual} のように書いてください"
        en = f"did you mean {' or '.join(near)}?" if near else f"write it as in {usual}"
        raise UsageError(
            ja=f"{option}: {name} という項目も、記事の指標もありません。{ja}（指標の一覧は jreadtools metrics）",
            en=f"{option}: there is no field and no metric of articles named {name}; {en} (jreadtools metrics lists them)",
        )
    return {name: known[name] for name in names}
