"""`jreadtools tokens`: every morpheme with its place, lemma and pronunciation."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Final

from jreadtools.article import Cell
from jreadtools.batches.progress import Progress
from jreadtools.cli.article_table import carried
from jreadtools.cli.options import add_reading, add_telling
from jreadtools.cli.parser import Parser, Version
from jreadtools.cli.places import format_for, rows_place
from jreadtools.cli.session import Run, articles_of, files_of, progress_of
from jreadtools.errors import Lang, Message
from jreadtools.frames.files.file_formats import FILE_FORMATS
from jreadtools.measure.estimate import estimate

__all__ = ["SUMMARY", "main", "parser"]


SUMMARY: Final = Message(ja="形態素（短単位）を表に書き出す", en="every morpheme (short-unit word), as a table")


def parser(lang: Lang, version: Version) -> Parser:
    """What can be asked of it, and its help."""
    parser = Parser(
        "tokens",
        "PATH…",
        lang,
        version,
        about=Message(
            ja="形態素（UniDic の短単位）を1行に1つずつ、位置・語彙素・品詞・発音などとともに書き出します。",
            en="Writes every morpheme (UniDic short-unit word) with its place, lemma, part of speech and pronunciation.",
        ),
        examples=Message(
            ja="例: jreadtools tokens post.md -o tokens.csv", en="for example: jreadtools tokens post.md -o tokens.csv"
        ),
    )
    add_reading(parser)
    output = parser.group(ja="出力", en="output")
    output.add("-o", "--output", metavar="FILE", ja="ファイルに書き出す", en="write to a file")
    output.add(
        "--format",
        choices=tuple(name for name in FILE_FORMATS if name != "table"),
        ja="形式（既定は csv、-o があれば拡張子による）",
        en="default: csv, with -o as the file's name says",
    )
    add_telling(output)
    return parser


def main(args: argparse.Namespace, run: Run) -> None:
    """Write the table of morphemes, article by article."""
    from jreadtools.frames.columns import TOKENS
    from jreadtools.frames.dataframes import tokens_of
    from jreadtools.frames.schema import columns_of

    kept = carried(args)
    form = format_for(args.output, args.format, "csv")
    on_stdout = args.output in (None, "-")
    files = files_of(args)
    articles = 0

    def rows(told: Progress) -> Iterator[tuple[Cell, ...]]:
        nonlocal articles
        for article in articles_of(files, run, told):
            cells = dict(article.kept)
            head = [cells.get(name, "") for name in kept]
            for name, *token in tokens_of([article], args.wrap).itertuples(index=False, name=None):
                yield (name, *head, *token)
            articles += 1
            told([article.path], characters=estimate(article).characters)

    with (
        rows_place(args.output, form, columns_of(("id", *kept, *TOKENS)), run, table="tokens") as write,
        progress_of(args.progress, files, run, beside=run.out if on_stdout else None) as told,
    ):
        write(rows(told))
    run.wrote(args.output, articles, args)
