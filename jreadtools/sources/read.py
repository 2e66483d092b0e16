"""Files and folders to articles: which reader a file needs, and one Failure for each that cannot be read."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final, Literal, NamedTuple

from jreadtools.article import Article, Failure
from jreadtools.errors import ArticleError
from jreadtools.sources import html, markdown, plain
from jreadtools.sources.encoding import clean, decode
from jreadtools.sources.folder import EXTENSIONS, find

__all__ = ["Found", "Markup", "locate", "parse", "read_article", "read_articles", "read_found"]

Markup = Literal["plain", "markdown", "html"]
"""How the words of a text are marked."""

Source = str | os.PathLike[str]

_PARSERS: Final[dict[Markup, Callable[[str], Article]]] = {
    "plain": plain.parse,
    "markdown": markdown.parse,
    "html": html.parse,
}
_MARKUP: Final[dict[str, Markup]] = {
    ".txt": "plain",
    ".text": "plain",
    "": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdown": "markdown",
    ".mkd": "markdown",
    ".mdx": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}
_CONVERTIBLE: Final = frozenset(
    (".docx", ".odt", ".epub", ".ipynb", ".rst", ".adoc", ".asciidoc", ".org", ".tex", ".rtf")
)


def parse(text: str, markup: Markup = "plain") -> Article:
    """The article in a text that is already in memory.

    >>> [block.text for block in parse("# 交流会\\n\\n静岡です。", "markdown").blocks]
    ['交流会', '静岡です。']
    """
    if not isinstance(text, str):
        raise TypeError(f"text must be str, not {type(text).__name__}")
    parser = _PARSERS.get(markup)
    if parser is None:
        raise ValueError(f"markup must be one of {', '.join(_PARSERS)}, not {markup!r}")
    cleaned = clean(text)
    return replace(parser(cleaned), source=cleaned)


def read_article(path: Source, *, encoding: str | None = None, markup: Markup | None = None) -> Article:
    """The article in one file.

    `encoding` and `markup` are found out when they are not given. Raises ArticleError, which says what
    happened, where, and what to do.
    """
    if os.fspath(path) == "-":
        return _from_bytes(sys.stdin.buffer.read(), "-", "", encoding, markup or "plain")
    file = Path(path)
    return _read(file, printable(path), file.name, encoding, markup)


def read_articles(
    *sources: Source | Iterable[Source],
    encoding: str | None = None,
    markup: Markup | None = None,
    drafts: bool = True,
) -> Iterator[Article | Failure]:
    """The articles of files and folders, one by one; a source that cannot be read is a Failure.

    "-" is standard input. With `drafts=False` drafts are passed over.
    """
    for found in locate(*sources):
        article = found if isinstance(found, Failure) else read_found(found, encoding=encoding, markup=markup)
        if drafts or isinstance(article, Failure) or not article.draft:
            yield article


class Found(NamedTuple):
    """A file that is still to be read: cheap to send to a worker."""

    path: Path
    shown: str
    """The path as it is printed."""
    id: str
    """The path within the folder that was asked for."""
    size: int
    """Bytes."""
    data: bytes | None = None
    """What was read already: standard input."""


def locate(*sources: Source | Iterable[Source]) -> Iterator[Found | Failure]:
    """The files behind the sources, in a stable order; what cannot be found is a Failure."""
    for source in _each(sources):
        path = Path(source)
        if os.fspath(source) == "-":
            data = sys.stdin.buffer.read()
            yield Found(path, "-", "-", len(data), data)
        elif not path.is_dir():
            yield _found(path, path.name)
        else:
            empty = True
            for found in find(path):
                empty = False
                yield found if isinstance(found, Failure) else _found(found, found.relative_to(path).as_posix())
            if empty:
                endings = ", ".join(EXTENSIONS)
                yield Failure(printable(source), f"no articles in this folder; looked for files ending in {endings}")


def _found(path: Path, name: str) -> Found:
    try:
        size = path.stat().st_size
    except (OSError, ValueError):
        size = 0  # reading it will say why
    return Found(path, printable(path), printable(name), size)


def read_found(found: Found, *, encoding: str | None = None, markup: Markup | None = None) -> Article | Failure:
    """Read one file; one that cannot be read is a Failure."""
    try:
        if found.data is not None:
            return _from_bytes(found.data, found.shown, found.id, encoding, markup or "plain")
        return _read(found.path, found.shown, found.id, encoding, markup)
    except ArticleError as error:
        # The path is a field of its own: the sentence need not repeat it.
        return Failure(found.shown, str(error).removeprefix(f"{found.shown}: "))


def _each(sources: Iterable[Source | Iterable[Source]]) -> Iterator[Source]:
    for source in sources:
        if isinstance(source, str | os.PathLike):
            yield source
        elif isinstance(source, bytes):
            raise TypeError("a path must be str or PathLike, not bytes")
        else:
            yield from _each(source)


def printable(path: Source) -> str:
    """A path that can be written anywhere: bytes of a file name that are no UTF-8 appear as \\\\udcxx."""
    return os.fspath(path).encode("utf-8", "backslashreplace").decode("utf-8")


def _read(file: Path, path: str, name: str, encoding: str | None, markup: Markup | None) -> Article:
    extension = file.suffix.lower()
    try:
        if file.is_dir():
            raise ArticleError(f"{path}: is a folder; read its articles with read_articles")
        if markup is None:
            markup = _markup_of(path, file.name, extension, exists=file.exists())
        data = file.read_bytes()
    except FileNotFoundError:
        raise ArticleError(f"{path}: there is no such file; check the path") from None
    except PermissionError:
        raise ArticleError(f"{path}: may not be read; check the permissions of the file") from None
    except (OSError, ValueError) as error:
        raise ArticleError(f"{path}: cannot be read ({getattr(error, 'strerror', None) or error})") from None
    return _from_bytes(data, path, name, encoding, markup, mdx=extension == ".mdx")


def _markup_of(path: str, name: str, extension: str, *, exists: bool) -> Markup:
    markup = _MARKUP.get(extension)
    if markup is not None or not exists:
        return markup or "plain"
    if extension in _CONVERTIBLE:
        target = name[: -len(extension)] + ".md"
        raise ArticleError(
            f"{path}: {extension} is not supported; convert it with pandoc: "
            f"pandoc {_quoted(name)} -t gfm -o {_quoted(target)}"
        )
    if extension == ".pdf":
        raise ArticleError(
            f"{path}: .pdf is not supported; save its text as .txt, for example with: pdftotext {_quoted(name)}"
        )
    if extension in {".xml", ".rss", ".atom", ".json", ".jsonl", ".csv", ".tsv"}:
        raise ArticleError(f"{path}: {extension} files are not read yet; save each article as .txt, .md or .html")
    raise ArticleError(
        f"{path}: files ending in {extension} are not supported; supported are {', '.join(e for e in _MARKUP if e)}; "
        "or say what it is: markup='plain'"
    )


def _quoted(name: str) -> str:
    return name if all(c.isalnum() or c in "._-" for c in name) else f'"{name}"'


def _from_bytes(
    data: bytes, path: str, name: str, encoding: str | None, markup: Markup, *, mdx: bool = False
) -> Article:
    try:
        decoded = decode(data, encoding)
    except ArticleError as error:
        raise ArticleError(f"{path}: {error}") from None
    del data
    text = clean(decoded.text)
    article = markdown.parse(text, mdx=True) if mdx and markup == "markdown" else _PARSERS[markup](text)
    return replace(
        article,
        path=path,
        id=article.id or name,
        source=text,
        encoding=decoded.encoding,
        warnings=(*decoded.warnings, *article.warnings),
    )
