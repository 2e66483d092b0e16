"""From what a caller names to single articles still unread: files, folders, globs, exports, parsed answers.

A file of many articles is opened here, once and as a stream, and cut into entries; parsing an entry is left
to `jreadtools.sources.read`, in whatever process that runs.
"""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Final, Literal, NamedTuple, cast

from jreadtools.article import Failure
from jreadtools.errors import ArticleError, Message, unforeseen, why_unread
from jreadtools.sources.detect import CONTAINERS, HEAD, TABLES, Format, detect
from jreadtools.sources.encoding import decode
from jreadtools.sources.entry import Entries, Entry
from jreadtools.sources.folder import EXTENSIONS, TABLE_EXTENSIONS, expand, find
from jreadtools.sources.regular import LARGEST, exists, is_folder, refusal, within

__all__ = [
    "DEFAULT_READING",
    "Found",
    "Markup",
    "Reading",
    "Source",
    "cannot_be_read",
    "entries_of",
    "format_of",
    "locate",
    "opened",
    "printable",
]

Markup = Literal["plain", "markdown", "html", "hatena", "aozora"]
"""How the words of a text are marked."""

Source = str | os.PathLike[str] | Mapping[str, Any]
"""A path, "-" for standard input, or a post as the WordPress REST API answers it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are to be read: the same for one file, for a folder and on the command line."""

    markup: Markup | None = None
    """What the words are written in; found out when None."""
    encoding: str | None = None
    """Of the files; found out when None."""
    drafts: bool = True
    """Whether drafts are read too."""
    page: bool | None = None
    """Whether a text may be a whole page copied out of a browser; None: in .txt files, in
    files without an ending and on standard input."""
    text: str | None = None
    """The column of a table that holds the articles; None: the one called 本文, body or text."""
    keep: tuple[str, ...] = ()
    """Columns of a table to carry along."""
    exclude: tuple[str, ...] = ()
    """Patterns, as in .gitignore, of files in folders to leave out."""
    gitignore: bool = True
    """Whether what .gitignore names is left out of folders."""
    max_bytes: int = LARGEST
    """Of what is read of one file as a whole."""


DEFAULT_READING: Final = Reading()


class Found(NamedTuple):
    """An article that is still to be read: cheap to send to a worker."""

    path: Path
    shown: str
    """The path as it is printed."""
    id: str
    """The path within the folder that was asked for; in a file of many articles, #key follows."""
    size: int
    """Bytes of the file, characters of the entry."""
    format: Format | None = None
    """None: still to be found out, by whoever reads the file."""
    data: bytes | None = None
    """What was read already: standard input, a pipe."""
    entry: Entry | None = None
    """What was cut out of a file of many articles already."""


def locate(*sources: Source | Iterable[Source], reading: Reading = DEFAULT_READING) -> Iterator[Found | Failure]:
    """The articles behind the sources, in a stable order; what cannot be found or opened is a Failure."""
    for source in _each(sources):
        if isinstance(source, list):
            yield from _numbered(partial(_from_answer, source), Path(), "", "")
        elif os.fspath(source) == "-":
            yield from _standard_input(reading)
        else:
            path = Path(source)
            for one in [path] if exists(path) else expand(os.fspath(source)) or [path]:
                yield from _in_folder(one, reading) if is_folder(one) else _expanded(_found(one, one.name), reading)


Post = Mapping[str, Any]


def _standard_input(reading: Reading) -> Iterator[Found | Failure]:
    try:
        data = within(sys.stdin.buffer, reading.max_bytes)
    except ArticleError as error:
        yield Failure("-", error.args[0])
        return
    yield from _expanded(Found(Path("-"), "-", "-", 0, data=data), reading)


def _each(sources: Iterable[Source | Iterable[Source]]) -> Iterator[str | os.PathLike[str] | list[Post]]:
    """Paths, and posts that stand one after the other together: they are one answer, with one numbering."""
    posts: list[Post] = []
    for source in sources:
        if isinstance(source, Mapping):
            posts.append(source)
            continue
        if posts:
            yield posts
            posts = []
        if isinstance(source, str | os.PathLike):
            yield source
        elif isinstance(source, bytes):
            raise TypeError("a path must be str or PathLike, not bytes")
        elif isinstance(source, Iterable):
            yield from _each(source)
        else:
            raise TypeError(f"expected a path or a post of the WordPress REST API, not {type(source).__name__}")
    if posts:
        yield posts


def _in_folder(folder: Path, reading: Reading) -> Iterator[Found | Failure]:
    empty = True
    # A table in a folder is no article, unless its columns are named.
    extensions = EXTENSIONS + TABLE_EXTENSIONS if reading.text or reading.keep else EXTENSIONS
    for found in find(folder, extensions, exclude=reading.exclude, gitignore=reading.gitignore):
        if isinstance(found, Failure):
            empty = False
            yield found
            continue
        for one in _expanded(_found(found, found.relative_to(folder).as_posix()), reading, named=False):
            empty = False
            yield one
    if empty:
        endings = ", ".join(EXTENSIONS)
        yield Failure(
            printable(folder),
            Message(
                ja=f"このフォルダーには記事がありません。名前の終わりが {endings} のファイルを探しました",
                en=f"no articles in this folder; looked for files ending in {endings}",
            ),
        )


def _found(path: Path, name: str) -> Found:
    try:
        size = path.stat().st_size
    except (OSError, ValueError):
        size = 0  # reading it will say why
    return Found(path, printable(path), printable(name), size)


def _expanded(found: Found, reading: Reading, *, named: bool = True) -> Iterator[Found | Failure]:
    """The articles of one file. `named`: the caller named this very file; others of no known kind are passed over."""
    try:
        if found.data is None and not found.size:
            status = found.path.stat()
            refused = refusal(found.path, status)  # a pipe would be waited for, a device read, for ever
            if refused is not None:
                yield Failure(found.shown, refused)
                return
            if not stat.S_ISREG(status.st_mode):  # <(curl …): it can be read only once
                with found.path.open("rb") as stream:
                    found = found._replace(data=within(stream, reading.max_bytes))
        form = format_of(found, reading)
    except ArticleError as error:
        if named:
            yield Failure(found.shown, error.args[0])
        return
    except Exception:  # noqa: BLE001  reading it will say why
        yield found
        return
    if form not in CONTAINERS:
        yield found._replace(format=form)
        return

    def read() -> Entries:
        with opened(found) as stream:
            yield from entries_of(form, stream, reading)

    yield from _numbered(read, found.path, found.shown, found.id)


def format_of(found: Found, reading: Reading) -> Format:
    """What a file is. With `markup` given that is settled, but for tables: their cells are what is marked.

    Raises ArticleError for what is not read, OSError for what cannot be opened.
    """
    name = "" if found.shown == "-" else printable(found.path)
    with opened(found) as stream:
        head = stream.read(HEAD)
    if reading.markup is None:
        form = detect(head, name)
        return "tsv" if form == "plain" and reading.text and _has_column(head, reading.text) else form
    try:
        form = detect(head, name)
    except ArticleError:
        form = "plain"
    if form in TABLES:
        return form
    if form == "mdx" and reading.markup == "markdown":
        return "mdx"
    return {"markdown": "markdown", "html": "html"}.get(reading.markup, "plain")  # type: ignore[return-value]


def _has_column(head: bytes, column: str) -> bool:
    """Whether a text is a table that Excel saved as 「Unicode テキスト」: its first line names the column."""
    try:
        first = decode(head[: len(head) // 2 * 2]).text.lstrip("\ufeff").partition("\n")[0]
    except ArticleError:
        return False
    return column in first.strip().split("\t") and "\t" in first


def opened(found: Found) -> BinaryIO:
    """The bytes of a file, or of standard input that was read already."""
    return io.BytesIO(found.data) if found.data is not None else found.path.open("rb")


def entries_of(form: Format, stream: BinaryIO, reading: Reading) -> Entries:
    """The entries of a file of many articles. The readers are loaded when they are needed: lxml is not small."""
    encoding = reading.encoding
    if form == "wxr":
        from jreadtools.sources import wordpress_export

        return wordpress_export.entries(stream, encoding)
    if form == "feed":
        from jreadtools.sources import feed

        return feed.entries(stream, encoding)
    if form == "movable-type":
        from jreadtools.sources import movable_type

        return movable_type.entries(stream, encoding)
    if form == "wordpress-json":
        from jreadtools.sources import wordpress_json

        return wordpress_json.entries(within(stream, reading.max_bytes), encoding)
    if form == "json-feed":
        from jreadtools.sources import json_feed

        return json_feed.entries(within(stream, reading.max_bytes), encoding)
    from jreadtools.sources.tables import table

    kind = cast(table.TableKind, form)
    markup = reading.markup or "plain"
    return table.entries(stream, kind, text=reading.text, keep=reading.keep, encoding=encoding, markup=markup)


def _from_answer(posts: list[Post]) -> Entries:
    from jreadtools.sources import wordpress_json

    return wordpress_json.entries_of(posts[0] if len(posts) == 1 else posts)


def _numbered(read: Callable[[], Entries], path: Path, shown: str, name: str) -> Iterator[Found | Failure]:
    """The entries of one file with their ids, which are unique in it; what the reader refuses is a Failure."""
    seen: dict[str, int] = {}
    number = 0
    try:
        for entry in read():
            number += 1
            if isinstance(entry, ArticleError):
                yield Failure(shown, entry.args[0])
                continue
            key = _readable(entry.key) or str(number)
            seen[key] = count = seen.get(key, 0) + 1
            key = key if count == 1 else f"{key}-{count}"
            yield Found(path, shown, f"{name}#{key}" if name else key, len(entry.body), entry=entry)
    except ArticleError as error:
        yield Failure(shown, error.args[0])
    except OSError as error:
        yield Failure(shown, cannot_be_read(error))
    except Exception as error:  # noqa: BLE001  a defect met in one file must not cost the others theirs
        yield Failure(shown, unforeseen(error))
    else:
        if not number:
            yield Failure(
                shown, Message(ja="このファイルには記事がありません", en="there are no articles in this file")
            )


def cannot_be_read(error: OSError | ValueError) -> Message:
    """What to say of a file that the system does not let us read."""
    reason = why_unread(error)
    return Message(
        ja=f"読み込めません（{reason.ja}）。ファイルとパスを確かめてください", en=f"cannot be read ({reason})"
    )


_LONGEST_KEY: Final = 200


def _readable(key: str) -> str:
    """A key as a part of an id that can be printed, compared and pasted: on one line, no control characters."""
    key = " ".join(printable(key)[: 2 * _LONGEST_KEY].split())[:_LONGEST_KEY]
    return key if key.isprintable() else "".join(c if c.isprintable() else "\ufffd" for c in key)


def printable(path: str | os.PathLike[str]) -> str:
    """A path that can be written anywhere: bytes of a file name that are no UTF-8 appear as \\\\udcxx."""
    return os.fspath(path).encode("utf-8", "backslashreplace").decode("utf-8")
