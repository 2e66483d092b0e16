"""Bytes, texts and entries to articles; one Failure for each that cannot be read."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from jreadtools.article import Article, Failure
from jreadtools.errors import ArticleError, Message, placed
from jreadtools.sources.detect import CONTAINERS, Format
from jreadtools.sources.encoding import clean, declared_charset, decode
from jreadtools.sources.entry import Body, Entry
from jreadtools.sources.locate import (
    DEFAULT_READING,
    Found,
    Markup,
    Reading,
    Source,
    cannot_be_read,
    format_of,
    locate,
    opened,
    printable,
)
from jreadtools.sources.regular import LARGEST, is_folder, within
from jreadtools.sources.stated import take_stated

__all__ = ["parse", "read_article", "read_articles", "read_found"]


def parse(text: str, markup: Markup = "plain", *, page: bool = False) -> Article:
    """The article in a text that is already in memory.

    `page`: whether a plain text may be a whole page copied out of a browser, of which only the article counts.

    >>> [block.text for block in parse("# 交流会\\n\\n静岡です。", "markdown").blocks]
    ['交流会', '静岡です。']
    """
    if not isinstance(text, str):
        raise TypeError(f"text must be str, not {type(text).__name__}")
    parser = _PARSERS.get(markup)
    if parser is None:
        raise ValueError(f"markup must be one of {', '.join(_PARSERS)}, not {markup!r}")
    cleaned = clean(text)
    article = _parse_page(cleaned) if page and markup == "plain" else parser(cleaned)
    return _finished(article, cleaned, markup)


# A format is loaded with the first text that is written in it: its patterns take longer to build than a post to read.
def _parse_plain(text: str) -> Article:
    from jreadtools.sources import plain

    return plain.parse(text)


def _parse_markdown(text: str, *, mdx: bool = False) -> Article:
    from jreadtools.sources import markdown

    return markdown.parse(text, mdx=mdx)


def _parse_html(text: str) -> Article:
    from jreadtools.sources import html

    return html.parse(text)


def _parse_html_body(text: str, *, breaks: bool = False) -> Article:
    from jreadtools.sources import html

    return html.parse_body(text, breaks=breaks)


def _parse_hatena(text: str) -> Article:
    from jreadtools.sources import hatena

    return hatena.parse(text)


def _parse_aozora(text: str) -> Article:
    from jreadtools.sources import aozora

    return aozora.parse(text)


def _parse_wordpress(text: str, *, breaks: bool = True) -> Article:
    from jreadtools.sources import wordpress_body

    return wordpress_body.parse(text, breaks=breaks)


def _parse_page(text: str) -> Article:
    """A plain text; of a page that was copied out of a browser, its article."""
    from jreadtools.sources.copied.page_words import may_be_page

    if not may_be_page(text):
        return _parse_plain(text)
    from jreadtools.sources.copied.copied_page import strip

    page = strip(text)
    if page is None:
        return _parse_plain(text)
    article = _parse_plain(page.body)
    return replace(
        article,
        title=page.title or article.title,
        date=page.date,
        stated_minutes=page.stated_minutes,
        dropped=page.dropped,
        extraction="copied page",
    )


_PARSERS: Final[dict[Markup, Callable[[str], Article]]] = {
    "plain": _parse_plain,
    "markdown": _parse_markdown,
    "html": _parse_html,
    "hatena": _parse_hatena,
    "aozora": _parse_aozora,
}
_BODIES: Final[dict[Body, Callable[[str], Article]]] = {
    "plain": _parse_plain,
    "markdown": _parse_markdown,
    "html": _parse_html_body,
    "hatena": _parse_hatena,
    "aozora": _parse_aozora,
    "html-breaks": lambda text: _parse_html_body(text, breaks=True),
    "wordpress": _parse_wordpress,
    "wordpress-html": lambda text: _parse_wordpress(text, breaks=False),
}


def _finished(article: Article, source: str, form: str) -> Article:
    """What is the same for every format: the source, and the reading time that the page claims."""
    return take_stated(replace(article, source=source, format=article.format or form))


def read_article(
    path: str | os.PathLike[str],
    *,
    encoding: str | None = None,
    markup: Markup | None = None,
    page: bool | None = None,
    max_bytes: int = LARGEST,
) -> Article:
    """The article in one file.

    Args:
        path: of the file; "-" is standard input.
        encoding, markup: found out when they are not given.
        page: whether a plain text may be a whole page copied out of a browser, of which only the article
            counts; None: in .txt files, in files without an ending and on standard input.
        max_bytes: a larger file is no article.

    Raises:
        ArticleError: what happened, where, and what to do. Also for a file of many articles.
    """
    shown = printable(path)
    try:
        if shown != "-" and is_folder(path):
            raise ArticleError(
                Message(
                    ja="フォルダーです。中の記事は read_articles で読んでください",
                    en="is a folder; read its articles with read_articles",
                )
            )
        found = list(_first_two(path, Reading(markup, encoding, page=page, max_bytes=max_bytes)))
        if len(found) > 1:
            raise _many_articles()
        article = found[0]
        if isinstance(article, Failure):
            raise ArticleError(article.error)
        return article
    except ArticleError as error:
        raise ArticleError(placed(shown, error.args[0])) from None


def _first_two(path: str | os.PathLike[str], reading: Reading) -> Iterator[Article | Failure]:
    for number, found in enumerate(locate(Path(path), reading=reading)):
        if number > 1:
            return
        yield found if isinstance(found, Failure) else read_found(found, reading)


def read_articles(
    *sources: Source | Iterable[Source],
    encoding: str | None = None,
    markup: Markup | None = None,
    drafts: bool = True,
    page: bool | None = None,
    text: str | None = None,
    keep: Iterable[str] = (),
    exclude: Iterable[str] = (),
    gitignore: bool = True,
    max_bytes: int = LARGEST,
) -> Iterator[Article | Failure]:
    """The articles of files and folders, one by one; a source that cannot be read is a Failure.

    Args:
        sources: files, folders (with everything below them), globs, "-" for standard input; exports of
            WordPress and Movable Type, feeds and tables are as many articles as they hold. Also what the
            WordPress REST API answers, parsed: a list of dicts.
        encoding, markup, page: as in `read_article`.
        drafts: whether drafts are read too.
        text, keep: the column of a table that holds the articles, and columns to carry along.
        exclude: patterns, as in .gitignore, of files in folders to leave out.
        gitignore: whether what .gitignore names is left out of folders.
        max_bytes: a larger file is no article. Exports, feeds in XML and tables are read piece by piece and may be larger.
    """
    reading = Reading(markup, encoding, drafts, page, text, tuple(keep), tuple(exclude), gitignore, max_bytes)
    for found in locate(*sources, reading=reading):
        article = found if isinstance(found, Failure) else read_found(found, reading)
        if drafts or isinstance(article, Failure) or not article.draft:
            yield article


def read_found(found: Found, reading: Reading = DEFAULT_READING) -> Article | Failure:
    """Read one article; one that cannot be read is a Failure."""
    try:
        if found.entry is not None:
            return _from_entry(found, found.entry)
        return _from_file(found, reading)
    except ArticleError as error:
        return Failure(found.shown, error.args[0], found.id if found.entry is not None else "")


def _from_entry(found: Found, entry: Entry) -> Article:
    text = clean(entry.body)
    article = _BODIES[entry.markup](text)
    return _finished(
        replace(
            article,
            path=found.shown,
            id=found.id,
            title=clean(entry.title) or article.title,
            date=entry.date or article.date,
            updated=entry.updated or article.updated,
            tags=tuple(map(clean, entry.tags)) or article.tags,
            categories=tuple(map(clean, entry.categories)),
            url=clean(entry.url) or article.url,
            status=entry.status,
            draft=entry.draft or article.draft,
            protected=entry.protected,
            truncated=entry.truncated or article.truncated,
            encoding=entry.encoding,
            warnings=(*entry.warnings, *article.warnings),
            kept=entry.kept,
            format="",  # that of the container, not of the body
        ),
        text,
        entry.format,
    )


def _many_articles() -> ArticleError:
    return ArticleError(
        Message(
            ja="複数の記事が入っているファイルです。read_articles で読んでください",
            en="holds many articles; read them with read_articles",
        )
    )


# What these raise does not name the path: a Failure has it in a field of its own.
def _from_file(found: Found, reading: Reading) -> Article:
    try:
        form = found.format or format_of(found, reading)
        if form in CONTAINERS:
            raise _many_articles()
        with opened(found) as stream:
            data = within(stream, reading.max_bytes)
    except FileNotFoundError:
        raise ArticleError(
            Message(ja="ファイルが見つかりません。パスを確かめてください", en="there is no such file; check the path")
        ) from None
    except PermissionError:
        raise ArticleError(
            Message(
                ja="読み取る権限がありません。ファイルのアクセス権を確かめてください",
                en="may not be read; check the permissions of the file",
            )
        ) from None
    except (OSError, ValueError) as error:
        raise ArticleError(cannot_be_read(error)) from None
    declared = declared_charset(data[:4096]) if form == "html" else None
    decoded = decode(data, reading.encoding, declared=declared)
    del data
    text = clean(decoded.text)
    article = _parsed(text, form, found, reading)
    article = replace(
        article,
        path=found.shown,
        id=article.id or found.id,
        encoding=decoded.encoding,
        warnings=(*decoded.warnings, *article.warnings),
    )
    return _finished(article, text, "markdown" if form == "mdx" else form)


def _parsed(text: str, form: Format, found: Found, reading: Reading) -> Article:
    if form == "mdx":
        return _parse_markdown(text, mdx=True)
    if form == "markdown":
        return _parse_markdown(text)
    if form == "html":
        return _parse_html(text)
    if reading.markup is not None and reading.markup != "plain":
        return _PARSERS[reading.markup](text)
    if reading.markup is None:
        from jreadtools.sources.notations import is_aozora, is_hatena_text

        if is_aozora(text):
            return _parse_aozora(text)
        if is_hatena_text(text):
            return _parse_hatena(text)
    is_page = reading.page
    if is_page is None:
        is_page = found.path.suffix.lower() in {".txt", ".text", ""}
    return _parse_page(text) if is_page else _parse_plain(text)
