"""One run of the command line: where its output goes, what went wrong, and what every command needs."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TextIO

from jreadtools.article import NO_ARTICLE, Article, Failure, place_of
from jreadtools.batches.progress import Progress
from jreadtools.batches.run import read
from jreadtools.errors import JreadtoolsError, Lang, counted, in_language
from jreadtools.printing import printable
from jreadtools.sources.locate import Files, articles_in
from jreadtools.sources.reading import Reading
from jreadtools.speed import ReadingSpeed

__all__ = [
    "Run",
    "UsageError",
    "articles_of",
    "files_of",
    "progress_of",
    "reading_of",
    "speed_of",
    "terminal_width",
]


class UsageError(JreadtoolsError):
    """What was asked for on the command line cannot be done; nothing was written."""


@dataclass
class Run:
    """One run of the command line: where its output goes and what went wrong so far."""

    out: TextIO
    err: TextIO
    lang: Lang
    failures: int = 0
    clear: Callable[[], None] = lambda: None
    """Takes the progress line away, before something else is printed."""

    def fail(self, failure: Failure) -> None:
        """Print a failure; the run goes on and ends with exit code 2."""
        self.failures += 1
        self._say_of(place_of(failure.path, failure.id), failure.error)

    def warn(self, path: str, warnings: Iterable[str]) -> None:
        """Print the warnings of an article; they never change the exit code."""
        for warning in warnings:
            self._say_of(path, warning)

    def _say_of(self, path: str, text: str) -> None:
        said = in_language(text, self.lang)
        self.say(f"{self.shown(path)}: {said}" if path else said)

    def say(self, message: str) -> None:
        """A line on standard error. Where nobody can read it, it is dropped: the work goes on."""
        with suppress(OSError):
            self.clear()
            self.err.write(f"jreadtools: {printable(message, fold=False)}\n")
            self.err.flush()

    def tell(self, *, ja: str, en: str) -> None:
        """A line on standard error, in the language of the run."""
        self.say(self.words(ja=ja, en=en))

    def remark(self, *, ja: str, en: str) -> None:
        """A line for somebody who sits at a terminal; scripts do not get it."""
        if self.err.isatty():
            self.tell(ja=ja, en=en)

    def wrote(self, path: str | None, articles: int, args: argparse.Namespace, *, ja: str = "", en: str = "") -> None:
        """Confirm a file, unless --quiet was asked for; `ja`, `en`: what else is to be said of it."""
        if path not in (None, "-") and args.progress is not False:
            self.remark(
                ja=f"{path} に書き出しました（記事{articles:,}本）{ja}",
                en=f"{path}: written ({counted(articles, 'articles')}){en}",
            )

    def words(self, *, ja: str, en: str) -> str:
        """The wording in the language of the run."""
        return ja if self.lang == "ja" else en

    def shown(self, path: str) -> str:
        """A path as it is printed."""
        return self.words(ja="標準入力", en="standard input") if path == "-" else printable(path, fold=False)

    def marks(self, article: Article) -> str:
        """What stands behind the title of an article that is none, or not all of one."""
        return "".join(
            self.words(ja=f"（{ja}）", en=f" ({en})")
            for is_so, ja, en in (
                (article.draft, "下書き", "draft"),
                (article.truncated, "要約のみ", "summary only"),
                (article.extraction == NO_ARTICLE, "記事なし", "no article"),
            )
            if is_so
        )

    def nothing_found(self, drafts: bool) -> None:
        """Say why there is no output, unless failures have said it."""
        if not self.failures and not drafts:
            self.tell(ja="下書きのほかに記事がありません（--no-drafts）", en="there are only drafts here (--no-drafts)")


def files_of(args: argparse.Namespace) -> Files:
    """The files at the paths of the command line.

    Raises:
        UsageError: standard input has a name, and is not read.
    """
    if args.stdin_filename is not None and "-" not in args.paths:
        raise UsageError(
            ja="--stdin-filename は標準入力の名前です。パスに - を指定してください",
            en="--stdin-filename names what standard input is; add - to the paths",
        )
    return Files(args.paths, reading_of(args))


def articles_of(
    files: Files,
    run: Run,
    told: Progress | None = None,
    failed: Callable[[Failure], object] | None = None,
) -> Iterator[Article]:
    """The articles in the files; what cannot be read is said and counted.

    Args:
        files: to be read.
        run: where it is said.
        told: of each file that cannot be read.
        failed: is given what cannot be read, too.
    """
    found = False
    for one in articles_in(files):
        article = read(one, files.reading)
        if isinstance(article, Failure):
            run.fail(article)
            if failed is not None:
                failed(article)
            if told is not None:
                told([], [article.path])
        elif article is not None:
            found = True
            run.warn(place_of(article.path, article.id), article.warnings)
            yield article
    if not found:
        run.nothing_found(files.reading.drafts)


@contextmanager
def progress_of(asked: bool | None, files: Files, run: Run, beside: TextIO | None = None) -> Iterator[Progress]:
    """The progress of a run, as --progress and --quiet ask for it. `beside`: where its rows go as they come."""
    # Drafts that are left out are files that nobody hears of: there is no time left to tell.
    known = files if files.reading.drafts else None
    bar = Progress(run.lang, run.err, asked=asked, files=known, beside=beside)
    run.clear = bar.clear
    try:
        yield bar
    finally:
        bar.clear()


def reading_of(args: argparse.Namespace) -> Reading:
    """How the options ask for files to be read."""
    return Reading(
        markup=args.markup,
        encoding=args.encoding,
        drafts=args.drafts,
        page=args.page,
        text=args.text,
        keep=tuple(args.keep or ()),
        exclude=tuple(args.exclude),
        gitignore=args.gitignore,
        max_bytes=args.max_bytes,
        stdin_filename=args.stdin_filename,
    )


def speed_of(args: argparse.Namespace) -> ReadingSpeed:
    """The reading speed that the options ask for."""
    options = {
        "characters": args.speed,
        "words": args.english,
        "fast": args.fast,
        "slow": args.slow,
        "morae": args.aloud_speed,
    }
    try:
        return ReadingSpeed(**{name: value for name, value in options.items() if value is not None})
    except ValueError as error:
        usual = ReadingSpeed()
        slow, middle, fast = args.slow or usual.slow, args.speed or usual.characters, args.fast or usual.fast
        raise UsageError(
            ja=f"--slow {slow}、--speed {middle}、--fast {fast}: この順に大きくなるように指定してください",
            en=f"--slow {slow}, --speed {middle}, --fast {fast}: they have to rise in this order",
        ) from error


def terminal_width(stream: TextIO) -> int | None:
    """Columns of the terminal that a stream goes to; None when it goes elsewhere."""
    if not stream.isatty():
        return None
    with suppress(ValueError):
        return int(os.environ.get("COLUMNS", "")) or None
    with suppress(OSError):
        return os.get_terminal_size(stream.fileno()).columns or None
    return None
