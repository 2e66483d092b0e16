"""Finds the articles behind what a caller names (files, folders, globs, exports, parsed answers), without reading them.

Files are listed once: whoever reads them takes them in order, whoever counts them looks ahead. A file of many articles
is opened here, once and as a stream, and cut into entries; parsing an entry is left to `jreadtools.sources.read`, in
whatever process that runs.
"""

from __future__ import annotations

import io
import os
import stat
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple

from jreadtools.article import Failure
from jreadtools.errors import ArticleError, Message, unforeseen, why_unread
from jreadtools.sources.detect import HEAD, detect
from jreadtools.sources.encoding import declared_charset, decode
from jreadtools.sources.entry import Entries, Entry
from jreadtools.sources.folder import expand, find
from jreadtools.sources.formats import FORMATS, Format, folder_endings, loaded
from jreadtools.sources.reading import DEFAULT_READING, Reading
from jreadtools.sources.regular import exists, is_folder, refusal, within

__all__ = [
    "Files",
    "Found",
    "Source",
    "articles_in",
    "cannot_be_read",
    "entries_in",
    "form_of",
    "held",
    "locate",
    "opened",
    "path_shown",
]

Source = str | os.PathLike[str] | Mapping[str, Any]
"""A path, "-" for standard input, or a post as the WordPress REST API answers it."""

Post = Mapping[str, Any]


class Found(NamedTuple):
    """An article that was found and not yet read: cheap to send to a worker."""

    path: Path
    shown: str
    """The path as it is printed."""
    id: str
    """The path within the folder that was asked for; in a file of many articles, #key follows."""
    size: int
    """Bytes of the file, characters of the entry."""
    format: str | None = None
    """None: still to be found out, by whoever reads the file."""
    data: bytes | None = None
    """What was read already: standard input, a pipe."""
    entry: Entry | None = None
    """What was cut out of a file of many articles already."""


class _Listed(NamedTuple):
    """One step of the walk over the sources."""

    what: Found | Failure | list[Post] | None
    """A file, what cannot be listed, posts that are one answer; None where a folder ends."""
    folder: Path | None = None
    """The folder that was asked for, if it stands in one."""


class Files:
    """The files behind some sources, each listed once and in a stable order.

    `articles_in` takes them as they are read; `number` looks ahead, for those who want to know how many there are.
    """

    def __init__(
        self, sources: Iterable[Source | Iterable[Source] | Found], reading: Reading = DEFAULT_READING
    ) -> None:
        asked = tuple(sources)
        self.reading = reading
        self._listed = _listed(asked, reading)
        self._ahead: deque[_Listed] = deque()
        self._number = 0
        self._countable = all(isinstance(one, str | os.PathLike) and os.fspath(one) != "-" for one in asked)
        self._complete = False

    def __iter__(self) -> Iterator[_Listed]:
        while True:
            one = self._ahead.popleft() if self._ahead else self._next()
            if one is None:
                return
            yield one

    def number(self, *, seconds: float = float("inf"), most: int | None = None) -> int | None:
        """How many files there are; None as long as they are not all listed, or where they cannot be known beforehand.

        Standard input, posts of an API and sources that can be gone through only once cannot.

        Args:
            seconds: for which it may look ahead.
            most: the number from which it does not matter any more: that is returned.
        """
        end = time.monotonic() + seconds
        while self._countable and not self._complete and (most is None or self._number < most):
            one = self._next()
            if one is not None:
                self._ahead.append(one)
            if time.monotonic() > end:
                return None
        return self._number if self._countable else None

    def _next(self) -> _Listed | None:
        one = next(self._listed, None)
        if one is None:
            self._complete = True
            return None
        self._number += isinstance(one.what, Found | Failure)
        return one


def held(data: bytes, name: str = "") -> Found:
    """A file that is in memory already: what it is follows from its name ("" where it has none) and its content."""
    shown = path_shown(name or "-")
    return Found(Path(name or "-"), shown, path_shown(Path(name or "-").name), 0, data=data)


def locate(*sources: Source | Iterable[Source], reading: Reading = DEFAULT_READING) -> Iterator[Found | Failure]:
    """The articles behind the sources, in a stable order; what cannot be found or opened is a Failure."""
    return articles_in(Files(sources, reading))


def articles_in(files: Files) -> Iterator[Found | Failure]:
    """The articles in the files, in their order; what cannot be found or opened is a Failure."""
    empty = True  # whether the folder of which the last file was has given nothing so far
    for what, folder in files:
        if isinstance(what, list):
            yield from _numbered(partial(_from_answer, what), Path(), "", "")
        elif isinstance(what, Failure):
            empty = folder is None
            yield what
        elif what is not None:
            for one in _expanded(what, files.reading, named=folder is None):
                empty = folder is None
                yield one
        elif folder is not None:
            if empty:
                yield _no_articles_in(folder, files.reading)
            empty = True


def _listed(sources: Iterable[Source | Iterable[Source] | Found], reading: Reading) -> Iterator[_Listed]:
    for source in _each(sources):
        if isinstance(source, list | Found):
            yield _Listed(source)
        elif os.fspath(source) == "-":
            yield _Listed(_standard_input(reading))
        elif os.fspath(source) == "":  # a variable of a shell that is not set; Path("") is the folder one stands in
            yield _Listed(Failure('""', _EMPTY))
        else:
            path = Path(source)
            for one in [path] if exists(path) else expand(os.fspath(source)) or [path]:
                yield from _in_folder(one, reading) if is_folder(one) else [_Listed(_found(one, one.name))]


_EMPTY: Final = Message(
    ja="パスが空です。今いるフォルダーを読むなら . と指定してください",
    en="the path is empty; name the folder you are in with a dot: .",
)


def _in_folder(folder: Path, reading: Reading) -> Iterator[_Listed]:
    endings = folder_endings(tables=bool(reading.text or reading.keep))
    for found in find(folder, endings, exclude=reading.exclude, gitignore=reading.gitignore):
        if isinstance(found, Failure):
            yield _Listed(found, folder)
        else:
            yield _Listed(_found(found, found.relative_to(folder).as_posix()), folder)
    yield _Listed(None, folder)


def _no_articles_in(folder: Path, reading: Reading) -> Failure:
    from jreadtools.sources.empty_folder import nothing_read_in  # said once, if ever

    return Failure(path_shown(folder), nothing_read_in(folder, reading))


def _standard_input(reading: Reading) -> Found | Failure:
    name = reading.stdin_filename or "-"
    try:
        return held(within(sys.stdin.buffer, reading.max_bytes), name)
    except ArticleError as error:
        return Failure(path_shown(name), error.args[0])


def _each(
    sources: Iterable[Source | Iterable[Source] | Found],
) -> Iterator[str | os.PathLike[str] | list[Post] | Found]:
    """Paths, and posts that stand one after the other together: they are one answer, with one numbering."""
    posts: list[Post] = []
    for source in sources:
        if isinstance(source, Mapping):
            posts.append(source)
            continue
        if posts:
            yield posts
            posts = []
        if isinstance(source, str | os.PathLike | Found):
            yield source
        elif isinstance(source, bytes):
            raise TypeError("a path must be str or PathLike, not bytes")
        elif isinstance(source, Iterable):
            yield from _each(source)
        else:
            raise TypeError(f"expected a path or a post of the WordPress REST API, not {type(source).__name__}")
    if posts:
        yield posts


def _found(path: Path, name: str) -> Found:
    try:
        size = path.stat().st_size
    except (OSError, ValueError):
        size = 0  # reading it will say why
    return Found(path, path_shown(path), path_shown(name), size)


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
        form = form_of(found, reading)
    except ArticleError as error:
        if named:
            yield Failure(found.shown, error.args[0])
        return
    except Exception:  # noqa: BLE001  reading it will say why
        yield found
        return
    if form.name == "html" and (posts := _posts_on(found, reading)):
        yield from _numbered(lambda: iter(posts), found.path, found.shown, found.id)
        return
    if form.holds == "text":
        yield found._replace(format=form.name)
        return

    def read() -> Entries:
        with opened(found) as stream:
            yield from entries_in(form, stream, reading)

    yield from _numbered(read, found.path, found.shown, found.id)


def _posts_on(found: Found, reading: Reading) -> list[Entry]:
    """The posts of a page on which several stand in full."""
    try:
        with opened(found) as stream:
            data = within(stream, reading.max_bytes)
        if not loaded("html.may_hold_posts")(data):
            return []
        decoded = decode(data, reading.encoding, declared=declared_charset(data[:HEAD]))
    except (OSError, ValueError, ArticleError):
        return []  # reading it will say why
    posts: list[Entry] = loaded("pages.index_pages.posts_in_full")(decoded.text)
    return [entry._replace(encoding=decoded.encoding) for entry in posts]


def form_of(found: Found, reading: Reading) -> Format:
    """What a file is. With `markup` given that is settled, but for tables: their cells are what is marked.

    Raises ArticleError for what is not read, OSError for what cannot be opened.
    """
    name = "" if found.shown == "-" else path_shown(found.path)
    with opened(found) as stream:
        head = stream.read(HEAD)
    if reading.markup is None:
        form = detect(head, name)
        return FORMATS["tsv"] if form.name == "plain" and reading.text and _has_column(head, reading.text) else form
    try:
        form = detect(head, name)
    except ArticleError:
        form = FORMATS["plain"]
    if form.holds == "table" or (form.name == "mdx" and reading.markup == "markdown"):
        return form
    # A notation of plain texts is told from them where the text is read.
    return FORMATS["plain" if FORMATS[reading.markup].within else reading.markup]


def _has_column(head: bytes, column: str) -> bool:
    """Whether a text is a table that Excel saved as 「Unicode テキスト」: then its first line names the column."""
    try:
        first = decode(head[: len(head) // 2 * 2]).text.lstrip("\ufeff").partition("\n")[0]
    except ArticleError:
        return False
    return column in first.strip().split("\t") and "\t" in first


def opened(found: Found) -> BinaryIO:
    """The bytes of a file, or of standard input that was read already."""
    return io.BytesIO(found.data) if found.data is not None else found.path.open("rb")


def entries_in(form: Format, stream: BinaryIO, reading: Reading) -> Entries:
    """The entries of a file of many articles."""
    read = loaded(form.reader)
    if form.whole:
        stream = io.BytesIO(within(stream, reading.max_bytes))
    if form.holds != "table":
        entries: Entries = read(stream, reading.encoding)
        return entries
    cells: Entries = read(
        stream,
        form.name,
        text=reading.text,
        keep=reading.keep,
        encoding=reading.encoding,
        markup=reading.markup or "plain",
    )
    return cells


def _from_answer(posts: list[Post]) -> Entries:
    entries: Entries = loaded("wordpress_json.entries_of")(posts[0] if len(posts) == 1 else posts)
    return entries


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
    key = " ".join(path_shown(key)[: 2 * _LONGEST_KEY].split())[:_LONGEST_KEY]
    return key if key.isprintable() else "".join(c if c.isprintable() else "\ufffd" for c in key)


def path_shown(path: str | os.PathLike[str]) -> str:
    """A path that can be written anywhere: bytes of a file name that are no UTF-8 appear as \\\\udcxx."""
    return os.fspath(path).encode("utf-8", "backslashreplace").decode("utf-8")
