"""`jreadtools stamp`: the reading time into the front matter of posts, one line of each and no other byte."""

from __future__ import annotations

import argparse
import difflib
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import PurePath
from typing import Final

from jreadtools.article import Article, Failure
from jreadtools.batches.run import itself, together
from jreadtools.cli.options import add_measuring, add_telling
from jreadtools.cli.parser import Parser, Version
from jreadtools.cli.session import Run, UsageError, files_of, progress_of, speed_of
from jreadtools.cli.stamp_fields import USUAL, StampFields
from jreadtools.errors import ArticleError, JreadtoolsError, Lang, Message, counted
from jreadtools.frames.files.destination import OutputError
from jreadtools.printing import guarded, printable
from jreadtools.sources.locate import articles_in
from jreadtools.stamping.stamped_file import Stamped, Values, stamped, write

__all__ = ["OLD", "SUMMARY", "main", "parser"]

OLD: Final = 1
"""Exit code of --check where a stamp is missing or old."""

SUMMARY: Final = Message(
    ja="読書時間をフロントマターに書き込む", en="the reading time into the front matter of posts, one line of each"
)


def parser(lang: Lang, version: Version) -> Parser:
    """What can be asked of it, and its help."""
    parser = Parser(
        "stamp",
        "PATH…",
        lang,
        version,
        about=Message(
            ja="Markdown の記事のフロントマター（YAML の ---、TOML の +++、JSON）に reading_minutes: 4 のような1行を書き込みます。"
            "その行のほかは1バイトも変えません。フロントマターのないもの、読み取り専用のもの、途中で変更されたものなどには"
            "書き込まず、理由を示します。",
            en="Writes a line such as reading_minutes: 4 into the front matter of posts in Markdown (YAML in ---, TOML in +++, "
            "JSON). No other byte changes. A post without front matter, a read-only one, one that changed meanwhile "
            "and the like are left as they are, and the reason is said.",
        ),
        examples=Message(
            ja="TEMPLATE の項目: time --template と同じもの（whole_minutes、label など）と、記事のすべての指標（jreadtools metrics）。"
            "数値はそのまま、それ以外は引用符に入れて書きます。測れない値は書かず、あれば取り除きます。{label} は --lang en がなければ日本語です。\n"
            "終了コード: 0 問題なし、1 --check で古い値や書かれていないものがあった、2 書き込めないものがあった\n"
            "例: jreadtools stamp posts/\n"
            "　　jreadtools stamp posts/ --check\n"
            "　　jreadtools stamp posts/ --field time='{label}' --dry-run",
            en="fields of TEMPLATE: those of time --template (whole_minutes, label …) and every metric of articles "
            "(jreadtools metrics). A number stands bare, all else in quotes. What is undefined is not written, and taken "
            "out where it stands. {label} is Japanese unless --lang en is given.\n"
            "exit codes: 0 fine, 1 --check found an old stamp or none, 2 something could not be stamped\n"
            "for example: jreadtools stamp posts/\n"
            "             jreadtools stamp posts/ --check\n"
            "             jreadtools stamp posts/ --field time='{label}' --dry-run",
        ),
    )
    add_measuring(parser, posts=True)
    _add_stamps(parser)
    output = parser.group(ja="表示", en="what to print")
    add_telling(output)
    return parser


def _add_stamps(parser: Parser) -> None:
    stamps = parser.group(ja="書き込むもの", en="what to write")
    stamps.add(
        "--field",
        metavar="NAME=TEMPLATE",
        action="append",
        ja=f"フィールドの名前と値（既定 {USUAL}）。NAME だけなら、その名前の項目か指標の値（小数は3桁）。何度でも指定できます",
        en=f"a field and its value (default {USUAL}); NAME alone is the value or metric of that name, to three decimals. "
        "May be given several times",
    )
    how = stamps.either()
    how.add(
        "--check",
        action="store_true",
        ja="書き込まず、古いものや書かれていないものがあれば終了コードを1にする",
        en="write nothing; exit code 1 where a stamp is old or missing",
    )
    how.add(
        "--dry-run",
        action="store_true",
        ja="書き込まず、変わるところを差分で示す",
        en="write nothing; print what would change, as a diff",
    )
    stamps.add(
        "--remove",
        action="store_true",
        ja="フィールドの行を取り除く",
        en="take the lines of the fields out",
    )


def main(args: argparse.Namespace, run: Run) -> int:
    """Stamp the posts. The exit code as far as --check alone decides it."""
    if "-" in args.paths:
        raise UsageError(
            ja="標準入力には書き込めません。ファイルかフォルダーを指定してください",
            en="standard input cannot be stamped; name files or folders",
        )
    # What is written into a file must not depend on the locale of whoever runs it.
    fields = StampFields(args.field or [USUAL], speed_of(args), args.lang or "ja", wrap=args.wrap, code=args.code)
    tally = StampTally()
    for stamp in _stamps(args, run, fields, tally):
        try:
            if stamp.changes and not (args.check or args.dry_run):
                write(stamp)
        except (ArticleError, OutputError) as error:
            tally.leave(stamp.found.shown, error, run)
            continue
        tally.posts += 1
        if stamp.changes:
            tally.changed += 1
            _print(_diff(stamp) if args.dry_run else _lines(stamp, run, found=args.check), run)
    if not tally.posts and not tally.left:
        run.nothing_found(args.drafts)
    if args.progress is not False:
        _summary(args, run, tally)
    return 2 if tally.left else OLD if args.check and tally.changed else 0


@dataclass
class StampTally:
    """How many posts there were, how many of them are other than they were, and what was left as it is."""

    posts: int = 0
    changed: int = 0
    left: int = 0

    def leave(self, path: str, error: JreadtoolsError | str, run: Run) -> None:
        """Say why a file is left as it is. Errors of writing name it themselves."""
        said = error.args[0] if isinstance(error, JreadtoolsError) else error
        begins = f"{path}: "
        if isinstance(said, Message):
            said = Message(ja=said.ja.removeprefix(begins), en=said.removeprefix(begins))
        self.left += 1
        run.warn(path, [said])


def _stamps(args: argparse.Namespace, run: Run, fields: StampFields, tally: StampTally) -> Iterator[Stamped]:
    """The posts one after the other; what cannot be stamped is said."""

    def values(article: Article) -> Values:
        run.warn(article.path, article.warnings)
        if args.remove:
            return dict.fromkeys(fields.names)
        found = together(lambda some: list(map(fields.of, some)), [article], itself)[0]
        if isinstance(found, Failure):
            raise ArticleError(found.error)
        return found

    files = files_of(args)
    refused = None  # the last file of many articles: it is said once
    with progress_of(args.progress, files, run, beside=run.out) as told:
        for found in articles_in(files):
            if isinstance(found, Failure):
                tally.leave(found.path, found.error, run)
                continue
            if found.entry is not None and found.path == refused:
                continue
            refused = found.path if found.entry is not None else None
            try:
                stamp = stamped(found, files.reading, values)
            except ArticleError as error:
                tally.leave(found.shown, error, run)
                told([], [found.shown])
                continue
            told([found.shown])
            if stamp is not None:
                yield stamp


def _print(lines: Iterable[str], run: Run) -> None:
    """Print lines at once. Where nobody reads on (`… | head`), the posts are stamped and checked all the same."""
    try:
        out = guarded(run.out)
        out.writelines(lines)
        out.flush()
    except BrokenPipeError:
        run.out = StringIO()


def _lines(stamp: Stamped, run: Run, *, found: bool) -> Iterator[str]:
    """A line a field: what it was and what it is now, or (`found`) what it is and what it should be."""
    said = _found if found else _done
    for name, before, after in stamp.changes:
        was, now = (None if value is None else printable(value) for value in (before, after))
        yield f"{run.shown(stamp.found.shown)}: {said(run, name, was, now)}\n"


def _found(run: Run, name: str, was: str | None, now: str | None) -> str:
    if now is None:
        return run.words(ja=f"{name}: {was}（取り除く）", en=f"{name}: {was}, to be removed")
    if was is None:
        return run.words(ja=f"{name} がありません（{now}）", en=f"{name} is missing ({now})")
    return run.words(ja=f"{name}: {was} は古い値です（{now}）", en=f"{name}: {was} is old ({now})")


def _done(run: Run, name: str, was: str | None, now: str | None) -> str:
    if now is None:
        return run.words(ja=f"{name}: {was} を取り除きました", en=f"{name}: {was} removed")
    return f"{name}: {now}" if was is None else f"{name}: {was} → {now}"


def _diff(stamp: Stamped) -> Iterator[str]:
    """A unified diff as `patch` and `git apply` read it: tabs, line ends and the lack of a last one are the file's."""
    mark = "\ufeff" if stamp.before.startswith(BOM_UTF8) else ""
    before, after = (StringIO(mark + text, newline="\n").readlines() for text in stamp.texts)
    name = PurePath(printable(stamp.found.shown, fold=False)).as_posix()
    end = "\t" if " " in name else ""  # or the name would end at its first space
    for line in difflib.unified_diff(before, after, f"a/{name}{end}", f"b/{name}{end}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _summary(args: argparse.Namespace, run: Run, tally: StampTally) -> None:
    """One line on standard error: what the run has come to."""
    posts, changed, left = tally.posts, tally.changed, tally.left
    if args.check:
        ja, en = f"{changed:,}本が古いか未記入です", f"{changed:,} with a stamp that is old or missing"
    elif args.dry_run:
        ja, en = f"{changed:,}本が変わります", f"{changed:,} would change"
    elif args.remove:
        ja, en = f"{changed:,}本から取り除きました", f"{changed:,} cleared"
    else:
        ja, en = f"{changed:,}本に書き込みました", f"{changed:,} stamped"
    run.tell(
        ja=f"{posts:,}本のうち{ja}" + (f"（書き込めなかったもの {left:,}）" if left else ""),
        en=f"{counted(posts, 'posts')}, {en}"
        + (f" ({left:,} left as {'it is' if left == 1 else 'they are'})" if left else ""),
    )
