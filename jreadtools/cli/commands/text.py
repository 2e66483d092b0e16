"""`jreadtools text`: the prose as it was understood, for when a number surprises."""

from __future__ import annotations

import argparse
from typing import Final

from jreadtools.article import Dropped, place_of
from jreadtools.characters import fit
from jreadtools.cli.session import Run, articles_of
from jreadtools.printing import printable

__all__ = ["text_command"]

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


_REASONS_JA: Final = {
    "stated time": "ページに表示された読書時間",
    "menu": "メニュー",
    "views": "閲覧数など",
    "title": "題名",
    "share": "共有ボタン",
    "profile": "筆者の紹介",
    "comments": "コメント欄",
    "related": "関連記事",
    "footer": "フッター",
    "page": "ページの部品",
}


def text_command(args: argparse.Namespace, run: Run) -> None:
    """Print line, kind and sentence of each article."""
    from jreadtools.language.sentences import split

    several = False
    for article in articles_of(args, run):
        if several:
            run.out.write("\n")
        several = True
        draft = run.words(ja="（下書き）", en=" (draft)") if article.draft else ""
        draft += run.words(ja="（要約のみ）", en=" (summary only)") if article.truncated else ""
        shown = run.shown(place_of(article.path, article.id))
        run.out.write(f"# {shown}  {printable(article.title)}{draft}".rstrip() + "\n")
        if article.extraction:
            found = run.words(ja=f"本文の見つけ方: {article.extraction}", en=f"found by: {article.extraction}")
            run.out.write(f"# {found}\n")
        dropped = list(reversed(article.dropped))
        for block in article.blocks:
            while dropped and dropped[-1].line <= block.line:
                _write_dropped(run, dropped.pop())
            if block.kind == "code":
                lines = run.count(block.text.count("\n") + 1, "line", "行")
                shown = run.words(ja=f"（{lines}、数えません）", en=f"({lines}, not counted)")
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
    """Words of the page around the article, marked as not counted."""
    kind = run.words(ja="対象外", en="left out")
    reason = run.words(ja=_REASONS_JA.get(dropped.reason, dropped.reason), en=dropped.reason)
    run.out.write(f"{dropped.line:>5}  {fit(kind, 9)}  [{reason}] {printable(dropped.text)}\n")
