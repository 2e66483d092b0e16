"""Where the front matter of a text stands, and what it is written in."""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

from jreadtools.errors import ArticleError
from jreadtools.sources import front_matter, loose_front_matter
from jreadtools.sources.encoding import clean

__all__ = ["MetadataPlace", "place_in"]

_OPENING: Final = re.compile(r"\ufeff?(---|\+\+\+)[ \t]*\n")
_JSON: Final = re.compile(r"\ufeff?\{")


class MetadataPlace(NamedTuple):
    """A block of metadata: text[start:end], without the lines that open and close YAML and TOML."""

    form: Literal["yaml", "toml", "json"]
    start: int
    end: int
    body: int
    """Where the words begin."""


def place_in(text: str) -> MetadataPlace:
    r"""Where the front matter of a text stands, line ends as they are in the file.

    Raises:
        ArticleError: there is none, or none in which a field can be set.

    >>> place_in("---\r\ntitle: 畑\r\n---\r\n朝です。")
    MetadataPlace(form='yaml', start=5, end=15, body=20)
    """
    cleaned = clean(text)  # no offset moves
    body = front_matter.read(cleaned).body
    opening = _OPENING.match(cleaned)
    if not body and opening is not None:
        line = opening[1]
        raise ArticleError(
            ja=f"先頭に {line} の行がありますが、フロントマター（項目と、それを閉じる {line} の行）になっていないため、"
            "書き込みませんでした",
            en=f"has no front matter below its first line of {line} (fields, and another {line} that closes them) "
            "and is left as it is",
        )
    if not body:
        raise ArticleError(
            ja="フロントマターがないため、書き込みませんでした。先頭に --- の行を2行置いてください",
            en="has no front matter and is left as it is; put two lines of --- at its top",
        )
    if opening is not None:
        closing = cleaned.rfind("\n", 0, body - 1) + 1
        return MetadataPlace("yaml" if opening[1] == "---" else "toml", opening.end(), closing, body)
    if json := _JSON.match(cleaned):
        return MetadataPlace("json", json.end() - 1, body, body)
    loose = loose_front_matter.find(cleaned)
    if loose is not None and loose.form == "yaml":
        return MetadataPlace("yaml", loose.start, loose.end, loose.body)
    raise ArticleError(
        ja="メタデータが --- で囲まれていないため、書き込みませんでした",
        en="has its metadata without lines of --- around it and is left as it is",
    )
