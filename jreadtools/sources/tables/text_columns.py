"""Which columns of a table are read: the one that holds the articles and those that are carried along."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from jreadtools.article import Cell
from jreadtools.errors import ArticleError, Message

__all__ = ["TEXT_COLUMNS", "Choose", "TableRow", "choose"]

TEXT_COLUMNS: Final = ("本文", "body", "text", "content", "テキスト", "記事", "文章", "作文")
"""The names by which the column of the articles is known."""

_SHOWN_COLUMNS: Final = 30
_SHOWN_CHARACTERS: Final = 40

Choose = Callable[[Sequence[str]], tuple[int, ...]]
"""From the header of a table to the places of the columns that are wanted, that of the text first."""


class TableRow(NamedTuple):
    """What was read of one row."""

    number: int
    """As people see it: the header is row 1 where it stands on top."""
    cells: Sequence[Cell]
    """In the order of the columns that were wanted; what is empty or missing is ""."""
    warnings: tuple[Message, ...] = ()
    encoding: str = ""


def choose(header: Sequence[str], text: str | None, keep: Sequence[str]) -> tuple[int, ...]:
    """The places of the text column and of the columns to keep. Raises ArticleError for what is not there.

    >>> choose(["級", "本文"], None, ["級"])
    (1, 0)
    """
    if not any(header):
        raise ArticleError(ja="表が空です。見出しの行がありません", en="the table is empty: it has no header")
    return (_text_column(header) if text is None else _named(header, text), *(_named(header, name) for name in keep))


def _text_column(header: Sequence[str]) -> int:
    wanted = {_folded(name) for name in TEXT_COLUMNS}
    found = [place for place, name in enumerate(header) if _folded(name) in wanted]
    if len(found) == 1:
        return found[0]
    en, ja = _listed(header)
    if found:
        several = ", ".join(header[place] for place in found)
        raise ArticleError(
            ja=f"本文らしい列が複数あります（{several}）。--text {header[found[0]]} のように列を指定してください"
            f"（Python では text={header[found[0]]!r}）",
            en=f"more than one column may hold the articles ({several}); name one: --text {header[found[0]]} "
            f"(in Python: text={header[found[0]]!r})",
        )
    raise ArticleError(
        ja=f"{'、'.join(TEXT_COLUMNS)} という名前の列がありません。本文の列の見出しを「本文」に変えるか、--text 列名 で"
        f"指定してください（Python では text='列名'）。{ja}",
        en=f"no column is called {', '.join(TEXT_COLUMNS)}; call the one that holds the articles so, or name it with "
        f"--text NAME (in Python: text='NAME'); {en}",
    )


def _named(header: Sequence[str], name: str) -> int:
    same = [place for place, other in enumerate(header) if other == name]
    # Excel files hold names with spaces around them and full-width letters that nobody sees.
    found = same or [place for place, other in enumerate(header) if _folded(other) == _folded(name)]
    if len(found) == 1:
        return found[0]
    if found:
        raise ArticleError(
            ja=f"「{name}」という列が{len(found)}つあります。表の中で別々の名前を付けてください",
            en=f"{len(found)} columns are called {name!r}; give them different names in the table",
        )
    en, ja = _listed(header)
    near = difflib.get_close_matches(name[:100], [other[:100] for other in header[:1000]], n=1, cutoff=0.5)
    raise ArticleError(
        ja=f"「{name}」という列はありません。{f'「{near[0]}」のことですか。' if near else ''}{ja}",
        en=f"there is no column {name!r}; {f'did you mean {near[0]!r}? ' if near else ''}{en}",
    )


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).strip().casefold()


def _listed(header: Sequence[str]) -> tuple[str, str]:
    names = [name if len(name) <= _SHOWN_CHARACTERS else name[:_SHOWN_CHARACTERS] + "…" for name in header if name]
    more = len(names) > _SHOWN_COLUMNS
    shown = names[:_SHOWN_COLUMNS] + ["…"] * more
    return f"the columns are: {', '.join(shown)}", f"列は {'、'.join(shown)} です"
