"""`jreadtools text`: the prose as it was understood, for when a number surprises."""

from __future__ import annotations

import argparse
from typing import Final

from jreadtools.characters import fit
from jreadtools.commands.run import Run, articles_of
from jreadtools.write import printable

__all__ = ["text_command"]

_KINDS_JA: Final = {
    "heading": "見出し", "paragraph": "段落", "item": "箇条書き", "quote": "引用", "cell": "表", "caption": "図の説明",
    "code": "コード", "url": "URL",
}  # fmt: skip


def text_command(args: argparse.Namespace, run: Run) -> None:
    """Print line, kind and sentence of each article."""
    from jreadtools.sentences import split

    several = False
    for article in articles_of(args, run):
        if several:
            run.out.write("\n")
        several = True
        draft = run.words("（下書き）", " (draft)") if article.draft else ""
        run.out.write(f"# {run.shown(article.path)}  {printable(article.title)}{draft}".rstrip() + "\n")
        for block in article.blocks:
            if block.kind == "code":
                lines = run.count(block.text.count("\n") + 1, "line", "行")
                shown = run.words(f"（{lines}、数えません）", f"({lines}, not counted)")
                run.out.write(f"{block.line:>5}  {fit(run.words('コード', 'code'), 9)}  {shown}\n")
            before = 0
            line = block.line
            for span in split(block, args.wrap):
                line += article.source.count("\n", block.source_offset(before), block.source_offset(span.start))
                before = span.start
                kind = run.words(_KINDS_JA[span.kind], span.kind)
                run.out.write(f"{line:>5}  {fit(kind, 9)}  {printable(span.text)}\n")
        if not article.blocks:
            run.out.write(run.words("（本文がありません）\n", "(nothing to read)\n"))
