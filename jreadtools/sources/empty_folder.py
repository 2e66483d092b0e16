"""The message for a folder without any readable file: which files are there, and how they could be read."""

from __future__ import annotations

import os
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import Final

from jreadtools.article import Failure
from jreadtools.errors import Message
from jreadtools.sources.detect import ending_of, why_not_read
from jreadtools.sources.folder import find
from jreadtools.sources.formats import by_ending, folder_endings
from jreadtools.sources.reading import Reading

__all__ = ["nothing_read_in"]

_MOST_FILES: Final = 10_000
_SHOWN: Final = 4
# What lies beside articles and is none.
_BESIDE: Final = frozenset(
    [
        ".png",
        ".jpg",
        ".jpeg",
        ".gif",
        ".webp",
        ".svg",
        ".ico",
        ".css",
        ".js",
        ".ts",
        ".map",
        ".lock",
        ".py",
        ".pyc",
        ".toml",
        ".yaml",
        ".yml",
        ".woff",
        ".woff2",
        ".ttf",
        ".mp3",
        ".mp4",
        ".log",
    ]
)


def nothing_read_in(folder: Path, reading: Reading) -> Message:
    """Names the kinds of files in it, the most frequent first, each with what reads it."""
    files = (
        file
        for file in islice(find(folder, ("",), exclude=reading.exclude, gitignore=reading.gitignore), _MOST_FILES)
        if not isinstance(file, Failure)
    )
    numbers: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for file in files:
        ending = ending_of(file.name)
        if ending and ending not in _BESIDE:
            numbers[ending] += 1
            examples.setdefault(ending, os.fspath(file))
    kinds = [ending for ending, _ in numbers.most_common(_SHOWN)]
    if not kinds:
        endings = ", ".join(folder_endings())
        return Message(
            ja=f"このフォルダーには記事がありません。拡張子が {endings} のファイルを探しました",
            en=f"no articles in this folder; looked for files ending in {endings}",
        )
    said = [_advice(ending, examples[ending]) for ending in kinds]
    there = ", ".join(f"{numbers[ending]:,} {ending}" for ending in kinds)
    there_ja = "、".join(f"{ending} {numbers[ending]:,}個" for ending in kinds)
    return Message(
        ja=f"このフォルダーには読める記事がありません。あるのは{there_ja}です。{'。'.join(one.ja for one in said)}",
        en=f"nothing in this folder is read; there are {there}. {'; '.join(said)}",
    )


def _advice(ending: str, example: str) -> Message:
    form = by_ending(ending)
    if form is not None and form.holds == "table":
        return Message(
            ja=f"{ending} の表は、本文の列を --text 列名 で指定すると読めます",
            en=f"tables ({ending}) are read where the column of the articles is named: --text NAME",
        )
    if form is not None:
        return Message(
            ja=f"{ending} のファイルは、ファイルそのものを指定すると読めます（{example}）",
            en=f"a file ending in {ending} is read where it is named itself ({example})",
        )
    return why_not_read(example, ending, short=True)
