"""A file that somebody opens in the page: the articles in it, as texts that can be written on."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from jreadtools.article import Article, Block, Failure, key_in
from jreadtools.batches.run import read
from jreadtools.errors import Lang, in_language
from jreadtools.sources.locate import Files, Found, articles_in, held
from jreadtools.sources.read import parse
from jreadtools.sources.reading import Reading

__all__ = ["as_markdown", "opened_texts"]

MOST: Final = 1_000
"""Articles of one file that can be chosen from."""
ROOM: Final = 8_000_000
"""Characters of them all together."""
_TYPED: Final = frozenset({"markdown", "plain", "hatena", "aozora", "review"})
"""Formats whose source people write themselves; of others the words are shown, as Markdown."""


def opened_texts(data: bytes, name: str, lang: Lang) -> dict[str, Any]:
    """The articles in a file.

    Returns:
        `articles`: each with `title`, `text`, `markup` ("" is found out from `name`), `name`, `words` (whether only
        the words were taken out of what is no text) and `warnings`; `number`: how many there are; `failures`: why others could not be
        read.
    """
    reading = Reading()
    articles: list[dict[str, Any]] = []
    failures: list[str] = []
    number = room = 0
    for found in articles_in(Files([held(data, name)], reading)):
        article = read(found, reading)
        if isinstance(article, Failure):
            failures.append(in_language(article.error, lang))
        elif article is not None and isinstance(found, Found):
            number += 1
            room += len(article.source)
            if number == 1 or (number <= MOST and room <= ROOM):
                warnings = [in_language(said, lang) for said in article.warnings]
                articles.append(_text(article, found, name) | {"warnings": warnings})
    return {"articles": articles, "number": number, "failures": failures}


def _text(article: Article, found: Found, name: str) -> dict[str, Any]:
    markup = article.format if found.entry is None else found.entry.markup
    typed = markup in _TYPED
    return {
        "title": article.title or key_in(article.path, article.id) or name,
        "text": article.source if typed else as_markdown(article),
        "markup": "markdown" if not typed else "" if found.entry is None else markup,
        "name": name if typed and found.entry is None else "",
        "words": not typed,
    }


def as_markdown(article: Article) -> str:
    """The words of an article, block by block, so that Markdown reads them as the same blocks.

    What Markdown would take for its own marks is escaped only where there is any. A title that is no block stands in
    front of them, where it is not counted.

    >>> print(as_markdown(parse("<h2>交流会</h2><p>静岡で会います。</p><p>お茶*</p>", "html")), end="")
    ## 交流会
    <BLANKLINE>
    静岡で会います。
    <BLANKLINE>
    お茶*
    """
    plain = _markdown(article.blocks, str)
    if _words(parse(plain, "markdown").blocks) != _words(article.blocks):
        plain = _markdown(article.blocks, _escaped)
    title = article.title
    if not title or any(block.kind == "heading" and block.text.strip() == title for block in article.blocks):
        return plain
    return f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\n---\n\n{plain}"


def _words(blocks: Sequence[Block]) -> list[tuple[str, str]]:
    return [("paragraph" if block.kind == "caption" else block.kind, "".join(block.text.split())) for block in blocks]


_MARKS: Final = re.compile(r"[\\`*_\[\]<>#|~$&]|^[-+=](?=\s|$)|(?<=\d)[.)](?=\s)|:(?=[\w+-]+:)", re.MULTILINE)


def _escaped(text: str) -> str:
    return _MARKS.sub(lambda mark: "&#58;" if mark[0] == ":" else f"\\{mark[0]}", text)  # the name of an emoji


_Shown = Callable[[str], str]


def _markdown(blocks: Sequence[Block], shown: _Shown) -> str:
    parts = []
    for kind, found in groupby(blocks, key=lambda block: block.kind):
        together = list(found)
        if kind == "item":
            parts.append("\n".join(f"- {_one_line(shown(block.text))}" for block in together))
        elif kind == "cell":
            parts.append("\n".join(_table(together, shown)))
        else:
            parts += [_block(block, shown) for block in together]
    return "\n\n".join(parts) + "\n" if parts else ""


def _block(block: Block, shown: _Shown) -> str:
    if block.kind == "heading":
        return f"## {_one_line(shown(block.text))}"
    if block.kind == "code":
        fence = "`" * (1 + max([2, *map(len, re.findall("`+", block.text))]))
        return f"{fence}\n{block.text}\n{fence}"
    lines = [line.strip() for line in shown(block.text).split("\n")]
    prefix = "> " if block.kind == "quote" else ""
    return "\n".join(f"{prefix}{line}" for line in lines if line)


def _table(cells: Sequence[Block], shown: _Shown) -> Iterator[str]:
    """The rows of a table: cells of one line of the source are a row; a row a cell where rows are not alike."""
    rows = [list(row) for _, row in groupby(cells, key=lambda cell: cell.line)]
    if len({len(row) for row in rows}) > 1 or len(rows) < 2:
        rows = [[cell] for cell in cells]
    for number, row in enumerate(rows):
        yield "| " + " | ".join(_one_line(shown(cell.text)) for cell in row) + " |"
        if not number:
            yield "|" + " --- |" * len(row)


def _one_line(text: str) -> str:
    return " ".join(text.split("\n"))
