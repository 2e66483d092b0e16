"""Files and folders to articles: which reader a file needs, and one Failure for each that cannot be read."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final, Literal, NamedTuple

from jreadtools.article import Article, Failure
from jreadtools.errors import ArticleError, Message
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
    shown = printable(path)
    try:
        if shown == "-":
            return _from_bytes(sys.stdin.buffer.read(), "-", "", encoding, markup or "plain")
        file = Path(path)
        return _read(file, shown, file.name, encoding, markup)
    except ArticleError as error:
        what = error.args[0]
        raise ArticleError(Message(f"{shown}: {what}", f"{shown}: {what.in_language('ja')}")) from None


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
                yield Failure(
                    printable(source),
                    Message(
                        f"no articles in this folder; looked for files ending in {endings}",
                        f"このフォルダーには記事がありません。名前の終わりが {endings} のファイルを探しました",
                    ),
                )


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
        return Failure(found.shown, error.args[0])


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


# What these raise does not name the path: a Failure has it in a field of its own.
def _read(file: Path, path: str, name: str, encoding: str | None, markup: Markup | None) -> Article:
    extension = file.suffix.lower()
    try:
        if file.is_dir():
            raise ArticleError(
                Message(
                    "is a folder; read its articles with read_articles",
                    "フォルダーです。中の記事は read_articles で読んでください",
                )
            )
        if markup is None:
            markup = _markup_of(file.name, extension, exists=file.exists())
        data = file.read_bytes()
    except FileNotFoundError:
        raise ArticleError(
            Message("there is no such file; check the path", "ファイルが見つかりません。パスを確かめてください")
        ) from None
    except PermissionError:
        raise ArticleError(
            Message(
                "may not be read; check the permissions of the file",
                "読み取る権限がありません。ファイルのアクセス権を確かめてください",
            )
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ArticleError(
            Message(f"cannot be read ({reason})", f"読み込めません（{reason}）。ファイルとパスを確かめてください")
        ) from None
    return _from_bytes(data, path, name, encoding, markup, mdx=extension == ".mdx")


def _markup_of(name: str, extension: str, *, exists: bool) -> Markup:
    markup = _MARKUP.get(extension)
    if markup is not None or not exists:
        return markup or "plain"
    if extension in _CONVERTIBLE:
        command = f"pandoc {_quoted(name)} -t gfm -o {_quoted(name[: -len(extension)] + '.md')}"
        raise ArticleError(
            Message(
                f"{extension} is not supported; convert it with pandoc: {command}",
                f"{extension} には対応していません。pandoc で変換してください: {command}",
            )
        )
    if extension == ".pdf":
        command = f"pdftotext {_quoted(name)}"
        raise ArticleError(
            Message(
                f".pdf is not supported; save its text as .txt, for example with: {command}",
                f".pdf には対応していません。本文を .txt で保存してください。たとえば: {command}",
            )
        )
    if extension in {".xml", ".rss", ".atom", ".json", ".jsonl", ".csv", ".tsv"}:
        raise ArticleError(
            Message(
                f"{extension} files are not read yet; save each article as .txt, .md or .html",
                f"{extension} はまだ読めません。記事ごとに .txt、.md、.html のどれかで保存してください",
            )
        )
    supported = ", ".join(e for e in _MARKUP if e)
    raise ArticleError(
        Message(
            f"files ending in {extension} are not supported; supported are {supported}; "
            "or say what it is: --markup plain (in Python: markup='plain')",
            f"{extension} には対応していません。読めるのは {supported} です。"
            "中身が文章なら --markup plain（Python では markup='plain'）のように指定してください",
        )
    )


def _quoted(name: str) -> str:
    return name if all(c.isalnum() or c in "._-" for c in name) else f'"{name}"'


def _from_bytes(
    data: bytes, path: str, name: str, encoding: str | None, markup: Markup, *, mdx: bool = False
) -> Article:
    decoded = decode(data, encoding)
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
