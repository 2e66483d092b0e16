"""One field of front matter set or taken out: what is to be replaced in the block, and by what."""

from __future__ import annotations

import json
import re
from typing import Final, NamedTuple

from jreadtools.errors import ArticleError

__all__ = ["Edit", "broken", "not_one_value", "number_or_text", "quoted", "twice", "unset", "written"]

_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,15})(?:\.[0-9]{1,15})?")


class Edit(NamedTuple):
    """block[start:end] becomes `text`."""

    start: int
    end: int
    text: str
    """A line break in it is \\n: whoever puts it in knows the line ends of the file."""
    before: str | None
    """What the field was before; None where it was not there."""

    def of(self, block: str) -> str:
        """The block with the edit made."""
        return block[: self.start] + self.text + block[self.end :]


def unset(before: str | None = None) -> Edit:
    """Nothing is to be done."""
    return Edit(0, 0, "", before)


def written(value: str, *, in_quotes: bool = False) -> str:
    """A value as YAML, TOML and JSON all read it: a number bare, a text in quotes.

    >>> written("4"), written("約4分"), written("4", in_quotes=True)
    ('4', '"約4分"', '"4"')
    """
    return value if _NUMBER.fullmatch(value) and not in_quotes else quoted(value)


def quoted(value: str) -> str:
    """A text in quotes, on one line."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def number_or_text(value: str, *, in_quotes: bool = False) -> int | float | str:
    """What a parser makes of a value as it is `written`."""
    made: int | float | str = json.loads(written(value, in_quotes=in_quotes))
    return made


def broken(form: str, problem: object) -> ArticleError:
    """Front matter that its parser refuses."""
    said = " ".join(str(problem).split())[:200]
    return ArticleError(
        ja=f"フロントマターが {form} として読めないため、書き込みませんでした（{said}）",
        en=f"has front matter that is no {form} and is left as it is ({said})",
    )


def twice(name: str) -> ArticleError:
    """A field that stands there more than once."""
    return ArticleError(
        ja=f"フロントマターに {name} が2つ以上あるため、書き込みませんでした。1つにしてください",
        en=f"has {name} twice in its front matter and is left as it is; leave one of them",
    )


def not_one_value(name: str) -> ArticleError:
    """A field that holds what a stamp cannot take the place of."""
    return ArticleError(
        ja=f"フロントマターの {name} が1行の数値や文字列ではない（リスト、複数行、アンカーなど）ため、書き込みませんでした。"
        "数値に直すか、--field で別の名前を指定してください",
        en=f"has a {name} in its front matter that is no number or text on one line (a list, several lines, an anchor …) "
        "and is left as it is; make it a number, or give --field another name",
    )
