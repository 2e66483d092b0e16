"""`jreadtools text`: the prose as it was understood, for when a number surprises."""

from __future__ import annotations

import argparse
from typing import Final

from jreadtools.article import place_of
from jreadtools.characters import fit
from jreadtools.cli.options import add_reading
from jreadtools.cli.parser import Parser, Version
from jreadtools.cli.session import Run, articles_of, files_of
from jreadtools.dropped import REASONS, UNKNOWN, Dropped
from jreadtools.errors import Lang, Message, counted
from jreadtools.printing import printable

__all__ = ["SUMMARY", "main", "parser"]

_KINDS_JA: Final = {
    "heading": "見出し",
    "paragraph": "段落",
    "item": "箇条書き",
    "quote": "引用",
    "cell": "表",
    "caption": "図の説明",
    "code": "コード",
    "url": "URL",
}


# Lines that could be taken for the article's are always shown; the rest with --dropped.
_LOOK_LIKE_PROSE: Final = frozenset(
    ("stated time", "menu", "views", "title", "share", "profile", "comments", "related", "footer", UNKNOWN)
)


SUMMARY: Final = Message(ja="本文として読み取った文を表示", en="the prose as it was understood")


def parser(lang: Lang, version: Version) -> Parser:
    """What can be asked of it, and its help."""
    parser = Parser(
        "text",
        "PATH…",
        lang,
        version,
        about=Message(
            ja="本文として読み取った文を、元の行番号と種類（見出し・段落・箇条書きなど）とともに表示します。"
            "数字に納得がいかないときに確かめられます。",
            en="Prints the prose as it was understood: line in the source, kind, sentence. For when a number surprises you.",
        ),
    )
    reading = add_reading(parser)
    reading.add(
        "--dropped",
        action="store_true",
        ja="本文に含めなかった部分も、理由とともにすべて表示する",
        en="show all that is none of the prose, too, and why",
    )
    return parser


def main(args: argparse.Namespace, run: Run) -> None:
    """Print line, kind and sentence of each article."""
    from jreadtools.language.sentences import split

    several = False
    for article in articles_of(files_of(args), run):
        if several:
            run.out.write("\n")
        several = True
        shown = run.shown(place_of(article.path, article.id))
        run.out.write(f"# {shown}  {printable(article.title)}{run.marks(article)}".rstrip() + "\n")
        if article.extraction:
            found = run.words(ja=f"本文の見つけ方: {article.extraction}", en=f"found by: {article.extraction}")
            run.out.write(f"# {found}\n")
        dropped = [each for each in reversed(article.dropped) if args.dropped or each.reason in _LOOK_LIKE_PROSE]
        for block in article.blocks:
            while dropped and dropped[-1].line <= block.line:
                _write_dropped(run, dropped.pop())
            if block.kind == "code":
                lines = block.text.count("\n") + 1
                shown = run.words(ja=f"（{lines:,}行、数えません）", en=f"({counted(lines, 'lines')}, not counted)")
                run.out.write(f"{block.line:>5}  {fit(run.words(ja='コード', en='code'), 9)}  {shown}\n")
            before = 0
            line = block.line
            for span in split(block, args.wrap):
                line += article.source.count("\n", block.source_offset(before), block.source_offset(span.start))
                before = span.start
                kind = run.words(ja=_KINDS_JA[span.kind], en=span.kind)
                run.out.write(f"{line:>5}  {fit(kind, 9)}  {printable(span.text)}\n")
        while dropped:
            _write_dropped(run, dropped.pop())
        if not article.blocks:
            run.out.write(run.words(ja="（本文がありません）\n", en="(nothing to read)\n"))


def _write_dropped(run: Run, dropped: Dropped) -> None:
    """Words that are none of the article's, and why."""
    kind = run.words(ja="対象外", en="left out")
    reason = run.words(ja=REASONS[dropped.reason].ja, en=dropped.reason)
    run.out.write(f"{dropped.line:>5}  {fit(kind, 9)}  [{reason}] {printable(dropped.text)}\n")
