"""Bytes, texts and entries to articles; one Failure for each that cannot be read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from jreadtools.article import Article, Failure
from jreadtools.collector import without_collector
from jreadtools.dropped import with_lines
from jreadtools.errors import ArticleError, placed, unforeseen
from jreadtools.sources.detect import HEAD, ending_of
from jreadtools.sources.encoding import Decoded, clean, declared_charset, decode
from jreadtools.sources.entry import Entry
from jreadtools.sources.formats import BODIES, FORMATS, MARKUPS, Format, Markup, by_ending, loaded
from jreadtools.sources.locate import Found, Source, cannot_be_read, form_of, held, locate, opened, path_shown
from jreadtools.sources.losses import loss
from jreadtools.sources.reading import DEFAULT_READING, Reading
from jreadtools.sources.regular import LARGEST, is_file, is_folder, within
from jreadtools.sources.stated import take_stated

__all__ = ["checked_text", "parse", "parse_named", "read_article", "read_articles", "read_found"]


def parse(text: str, markup: Markup = "plain", *, page: bool = False) -> Article:
    """The article in a text that is already in memory.

    `page`: whether a plain text may be a whole page copied out of a browser, of which only the article is read.

    >>> [block.text for block in parse("# 交流会\\n\\n静岡です。", "markdown").blocks]
    ['交流会', '静岡です。']
    """
    if not isinstance(text, str):
        raise TypeError(f"text must be str, not {type(text).__name__}")
    if markup not in MARKUPS:
        raise ValueError(f"markup must be one of {', '.join(MARKUPS)}, not {markup!r}")
    cleaned = clean(text)
    article = _parse_page(cleaned) if page and markup == "plain" else _parsed(cleaned, FORMATS[markup].reader)
    return _finished(article, cleaned, format=article.format or markup)


def parse_named(text: str, name: str = "", markup: Markup | None = None) -> Article:
    """The article in a text that is being written, read as in a file of this name.

    Args:
        text: the text; every offset of the article is one of it.
        name: of the file, or its path; "" where it has none yet. Nothing is read there.
        markup: what it is written in; found out from name and text where None.

    Raises:
        ArticleError: no article is read from a file of this name.

    >>> parse_named("# 交流会\\n\\n静岡です。", "a.md").format, parse_named("静岡です。").format
    ('markdown', 'plain')
    """
    reading = Reading(markup)
    found = held(text[:HEAD].encode("utf-8", "replace"), name)
    form = form_of(found, reading)
    if form.holds != "text" and name:
        raise _many_articles()
    if form.holds != "text" or form.text_of:  # pasted data, or a name that came before its file: what is typed is text
        form = FORMATS["plain"]
    return _of_text(Decoded(text, ""), form, found if name else found._replace(shown=""), reading)


def checked_text(text: object) -> str:
    """The text itself, if it can be one.

    Raises:
        TypeError: it is none.
        ValueError: it is the name of a file.
    """
    if isinstance(text, os.PathLike):
        raise TypeError(f"expected a text, not a path; read the file first: read_article({os.fspath(text)!r})")
    if not isinstance(text, str):
        hint = "; analyze_frame takes a column of texts" if isinstance(text, Iterable) else ""
        hint = "; decode bytes first" if isinstance(text, bytes | bytearray) else hint
        raise TypeError(f"expected a text (str) or an Article, not {type(text).__name__}{hint}")
    if len(text) < _LONGEST_PATH and "\n" not in text and by_ending(ending_of(text)) and is_file(text):
        raise ValueError(f"this text is the name of a file; read it first: read_article({text!r})")
    return text


_LONGEST_PATH: Final = 1024


def _parsed(text: str, reader: str) -> Article:
    article: Article = loaded(reader)(text)
    return article


def _parse_page(text: str) -> Article:
    """A plain text, or the article of a page that was copied out of a browser."""
    from jreadtools.sources.copied.page_words import may_be_page

    if not may_be_page(text):
        return _parsed(text, FORMATS["plain"].reader)
    from jreadtools.sources.copied.copied_page import strip

    page = strip(text)
    if page is None:
        return _parsed(text, FORMATS["plain"].reader)
    article = _parsed(page.body, FORMATS["plain"].reader)
    return replace(
        article,
        title=page.title or article.title,
        date=page.date,
        stated_minutes=page.stated_minutes,
        left=with_lines(page.body, [*article.left, *page.dropped]),
        extraction="copied page",
    )


def _finished(article: Article, source: str, **known: Any) -> Article:
    """The article with what every format adds: the source, the reading time that the page claims, a warning of a loss.

    `known`: fields that its reader could not know. An article has many: a copy for each piece of news would be slow."""
    article = take_stated(replace(article, source=source, **known))
    lost = loss(article)
    return article if lost is None else replace(article, warnings=(*article.warnings, lost))


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
        page: whether a plain text may be a whole page copied out of a browser, of which only the article is
            read; None: in .txt files, in files without an ending and on standard input.
        max_bytes: a larger file is no article.

    Raises:
        ArticleError: what happened, where, and what to do. Also for a file of many articles.
    """
    if not isinstance(path, str | os.PathLike):
        raise TypeError(f"expected a path (str or Path), not {type(path).__name__}")
    shown = path_shown(path)
    try:
        if shown != "-" and is_folder(path):
            raise ArticleError(
                ja="フォルダーです。中の記事は read_articles で読んでください",
                en="is a folder; read its articles with read_articles",
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
    reading = Reading(
        markup=markup,
        encoding=encoding,
        drafts=drafts,
        page=page,
        text=text,
        keep=tuple(keep),
        exclude=tuple(exclude),
        gitignore=gitignore,
        max_bytes=max_bytes,
    )
    for found in locate(*sources, reading=reading):
        article = found if isinstance(found, Failure) else read_found(found, reading)
        if drafts or isinstance(article, Failure) or not article.draft:
            yield article


def read_found(found: Found, reading: Reading = DEFAULT_READING, *, own_id: bool = False) -> Article | Failure:
    """Read one article. One that cannot be read is a Failure, and so is one in which its reader has a defect."""
    try:
        with without_collector():
            if found.entry is not None:
                return _from_entry(found, found.entry)
            return _from_file(found, reading, "" if own_id else found.id)
    except ArticleError as error:
        return Failure(found.shown, error.args[0], found.id if found.entry is not None else "")
    except Exception as error:  # noqa: BLE001  a defect met in one article must not cost the others theirs
        return Failure(found.shown, unforeseen(error), found.id)


def _from_entry(found: Found, entry: Entry) -> Article:
    text = clean(entry.body)
    article = _parsed(text, BODIES[entry.markup])
    return _finished(
        article,
        text,
        format=entry.format,  # that of the container, not of the body
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
    )


def _many_articles() -> ArticleError:
    return ArticleError(
        ja="複数の記事が入っているファイルです。read_articles で読んでください",
        en="holds many articles; read them with read_articles",
    )


# What these raise does not name the path: a Failure has it in a field of its own.
def _from_file(found: Found, reading: Reading, name: str) -> Article:
    """The article in a file, with `name` for its id where it has none."""
    try:
        form = FORMATS[found.format] if found.format else form_of(found, reading)
        if form.holds != "text":
            raise _many_articles()
        with opened(found) as stream:
            data = within(stream, reading.max_bytes)
    except FileNotFoundError:
        raise ArticleError(
            ja="ファイルが見つかりません。パスを確かめてください", en="there is no such file; check the path"
        ) from None
    except PermissionError:
        raise ArticleError(
            ja="読み取る権限がありません。ファイルのアクセス権を確かめてください",
            en="may not be read; check the permissions of the file",
        ) from None
    except (OSError, ValueError) as error:
        raise ArticleError(cannot_be_read(error)) from None
    if form.text_of:
        made: Decoded = loaded(form.text_of)(data)
        text = clean(made.text)
        article = _parsed(text, form.reader)
        warnings = (*made.warnings, *article.warnings)
        return _finished(article, text, format=form.name, path=found.shown, id=article.id or name, warnings=warnings)
    declared = declared_charset(data[:4096]) if form.name == "html" else None
    decoded = decode(data, reading.encoding, declared=declared)
    del data
    return _of_text(decoded, form, found, reading, name)


def _of_text(decoded: Decoded, form: Format, found: Found, reading: Reading, name: str = "") -> Article:
    """The article in the text of a file, with `name` for its id where it has none."""
    text = clean(decoded.text)
    article = _as_form(text, form, found, reading)
    if form.name in {"markdown", "mdx", "html"}:
        article = _told_by_name(article, found.path)
    return _finished(
        article,
        text,
        format=article.format or ("markdown" if form.name == "mdx" else form.name),
        path=found.shown,
        id=article.id or name,
        encoding=decoded.encoding,
        warnings=(*decoded.warnings, *article.warnings),
    )


# 2024-02-03-name.md, 2024-02-03.md, 2024-02-03-name/index.md, 2024/02/03/name.md
_DATED: Final = re.compile(
    r"(?:.*/)?(\d{4}-\d{2}-\d{2}(?![^-/.])(?=[^/]*(?:/index\.\w+)?\Z)|\d{4}/\d{2}/\d{2}(?=/[^/]+\Z))"
)


def _told_by_name(article: Article, path: Path) -> Article:
    """The date in the name of a post, and whether the name makes it a draft, as Jekyll, Hexo and Docusaurus read them."""
    dated = None if article.date else _DATED.match("/".join(path.parts[-4:]))
    if dated:
        from jreadtools.sources.front_matter import parse_date  # Markdown has loaded it

        article = replace(article, date=parse_date(dated[1]))
    return replace(article, draft=True) if "_drafts" in path.parts and not article.draft else article


def _as_form(text: str, form: Format, found: Found, reading: Reading) -> Article:
    """The article in the text of a file; a plain text may be in a notation, or be a whole page."""
    notations = [other for other in FORMATS.values() if form.name in other.within]
    if reading.markup is None:
        form = next((other for other in notations if loaded(other.told_by)(text)), form)
    else:
        form = next((other for other in notations if other.name == reading.markup), form)
    if form.name != "plain":
        return _parsed(text, form.reader)
    is_page = reading.page
    if is_page is None:
        is_page = found.path.suffix.lower() in {".txt", ".text", ""}
    return _parse_page(text) if is_page else _parsed(text, form.reader)
