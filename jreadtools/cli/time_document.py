"""`jreadtools time --format`: the times of many articles in one document, for a generator of sites to read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Final, TextIO

from jreadtools.article import Article, Failure, key_in, place_of
from jreadtools.cli.template import slug_of, time_fields
from jreadtools.errors import Lang, Message
from jreadtools.frames.column import Column, Row, Write, undefined
from jreadtools.frames.files.json_rows import failure_object
from jreadtools.frames.files.output import text_rows
from jreadtools.measure.estimate import Estimate
from jreadtools.speed import ReadingSpeed, ReadingTime

__all__ = ["DOCUMENT_VERSION", "time_document"]

DOCUMENT_VERSION: Final = 1
"""Goes up when a site that reads the document would have to change."""

_COLUMNS: Final = (
    Column("key"),
    Column("path"),
    Column("title"),
    Column("date"),
    Column("draft", "bool"),
    Column("minutes", "float64"),
    Column("whole_minutes", "int64"),
    Column("fast_minutes", "float64"),
    Column("slow_minutes", "float64"),
    Column("aloud_minutes", "float64"),
    Column("label"),
    Column("range_label"),
    Column("characters", "int64"),
    Column("words", "int64"),
)
"""What is said of an article, in every format and in this order. New ones come last."""


def _path(article: Article) -> str:
    name = PurePath(article.path).as_posix() if article.path else ""
    return place_of(name, article.id) if key_in(article.path, article.id) else name


_KEYS: Final[dict[str, Callable[[Article], str]]] = {"path": _path, "slug": slug_of, "url": lambda article: article.url}
"""By what an article is looked up."""


@dataclass
class TimeDocument:
    """The document while it is written."""

    write: Write
    key: str
    failures: list[Failure] = field(default_factory=list)
    """What is not in it, and why."""
    _seen: dict[str, str] = field(default_factory=dict)

    def add(self, article: Article, time: ReadingTime, counted: Estimate) -> Failure | None:
        """Write an article; what is to be said where it cannot be told from others."""
        key = _KEYS[self.key](article)
        if key and key not in self._seen:
            self._seen[key] = place_of(article.path, article.id)
            known = time_fields(article, time, counted)
            known |= {"key": key, "draft": article.draft, "range_label": time.range_label}
            self.write([[known[column.name] for column in _COLUMNS]])
            return None
        said = _same_key(self.key, key, self._seen[key]) if key else _no_key(self.key)
        return Failure(article.path, said, article.id)


@contextmanager
def time_document(stream: TextIO, form: str, key: str, speed: ReadingSpeed, lang: Lang) -> Iterator[TimeDocument]:
    """A document in JSON, JSON Lines or CSV; it is whole when the block has ended."""
    if form == "json":
        stream.write(_head(key, speed, lang))
        document = TimeDocument(_members(stream), key)
        yield document
        stream.write(_tail(document.failures, lang))
        return
    with text_rows(stream, form, _COLUMNS) as write:
        yield TimeDocument(write, key)


def _head(key: str, speed: ReadingSpeed, lang: Lang) -> str:
    head = {
        "schema": "jreadtools reading times",
        "version": DOCUMENT_VERSION,
        "key": key,
        "lang": lang,
        "speed": {name: getattr(speed, name) for name in ("characters", "words", "fast", "slow", "morae")},
    }
    return _dumped(head).removesuffix("}") + ',\n "articles": {'


def _members(stream: TextIO) -> Write:
    """Articles as members of an object, by their keys: templates look them up."""
    between = "\n  "

    def write(rows: Iterable[Row]) -> None:
        nonlocal between
        for key, *cells in rows:
            known = {
                column.name: None if undefined(cell) else cell for column, cell in zip(_COLUMNS[1:], cells, strict=True)
            }
            stream.write(f"{between}{_dumped(key)}: {_dumped(known)}")
            between = ",\n  "

    return write


def _tail(failures: Iterable[Failure], lang: Lang) -> str:
    said = [failure_object(one, lang) for one in failures]
    return f'\n }},\n "failures": {_dumped(said)}}}\n'


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _no_key(key: str) -> Message:
    return Message(
        ja=f"{key} が分からないため、結果に入れませんでした。フロントマターに {key} を書くか、--key path を指定してください",
        en=f"has no {key} and is left out; put one into its front matter, or ask for --key path",
    )


def _same_key(key: str, value: str, other: str) -> Message:
    return Message(
        ja=f"{key} が {other} と同じ（{value}）ため、結果に入れませんでした。--key path を指定してください",
        en=f"has the {key} of {other} ({value}) and is left out; ask for --key path",
    )
