"""The command line: `jreadtools time posts/`. Each command is a module of `commands/`."""

from __future__ import annotations

import contextlib
import io
import os
import re
import sys
from collections.abc import Iterator, Sequence
from types import FrameType
from typing import TextIO

from jreadtools.cli.parsed import command_of, parsed
from jreadtools.cli.session import Run, UsageError
from jreadtools.errors import JreadtoolsError, Lang, in_language
from jreadtools.printing import why

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line. Returns the exit code: 0 fine, 1 `check` found something, 2 something could not be done."""
    words = list(sys.argv[1:] if argv is None else argv)
    run = Run(_stream(sys.stdout), _stream(sys.stderr), _language(words))
    try:
        with _ended_by_signals():
            code = _done(words, run)
            run.out.flush()
            return code
    except SystemExit as leaving:
        return int(leaving.code or 0)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 2 if run.failures else 0  # whoever read the output has seen enough
    except OSError as error:  # the output cannot be written: a full disk
        run.say(in_language(why(error), run.lang))
        return 2
    finally:
        for stream in (sys.stdout, sys.stderr):
            _let_go(stream)


def _done(words: Sequence[str], run: Run) -> int:
    try:
        args = parsed(words, run.lang, _version)
        if "-" in getattr(args, "paths", ()) and sys.stdin is None:
            raise UsageError(ja="標準入力が閉じられています", en="standard input is closed")
        code = command_of(args.command).main(args, run) or 0
    except JreadtoolsError as error:
        run.say(in_language(error.args[0], run.lang))
        return 2
    finally:
        if run.failures > 1:
            run.tell(
                ja=f"読み取れなかったもの: {run.failures:,}件（理由は上に示しました）",
                en=f"{run.failures:,} sources could not be read, for the reasons above",
            )
    return 2 if run.failures else code


def _version() -> str:
    from jreadtools.version import __version__

    try:
        from jreadtools.language.mecab import dictionary

        used = dictionary()
    except JreadtoolsError as error:
        return f"jreadtools {__version__} ({error})"
    return f"jreadtools {__version__}, {used.name} {used.version}"


def _language(words: Sequence[str]) -> Lang:
    """--lang, else the language of the locale. A locale that names none (C, POSIX) means Japanese:
    the articles are."""
    found: Lang | None = None
    before = ""
    for word in words:
        if word == "--":
            break
        value = word if before == "--lang" else word.removeprefix("--lang=") if word.startswith("--lang=") else ""
        if value in ("ja", "en"):
            found = "ja" if value == "ja" else "en"
        before = word
    if found is not None:
        return found
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        name = os.environ.get(variable, "")
        if name:
            return "ja" if name.startswith("ja") or re.match(r"(?:C|POSIX)\b", name) else "en"
    import locale  # here and not above: only a system without those variables needs it

    name = locale.getlocale()[0] or ""
    return "ja" if re.match(r"$|ja|Japanese|(?:C|POSIX)\b", name) else "en"


def _stream(stream: TextIO | None) -> TextIO:
    """UTF-8 whatever the console says, unless PYTHONIOENCODING asks for another; what cannot be written is escaped.

    A stream that was closed before we began (`>&-`) swallows what is written to it.
    """
    if stream is None:
        return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123  it stays open as long as we run
    if isinstance(stream, io.TextIOWrapper):
        asked = os.environ.get("PYTHONIOENCODING", "").partition(":")[0]
        stream.reconfigure(encoding=None if asked else "utf-8", errors="backslashreplace", newline="")
    return stream


def _let_go(stream: TextIO | None) -> None:
    """Flush; what nobody takes is thrown away, or Python would complain when it closes the stream."""
    if stream is None or stream.closed:
        return
    try:
        stream.flush()
    except OSError:
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


# What is half imported would be reported as a broken package; what is raised while a worker is being forked is swallowed.
_IN_BETWEEN = ("<frozen importlib._bootstrap>", f"multiprocessing{os.sep}popen_fork.py")


def _is_in_between(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame.f_code.co_filename.endswith(_IN_BETWEEN):
            return True
        frame = frame.f_back
    return False


@contextlib.contextmanager
def _ended_by_signals() -> Iterator[None]:
    """A closed terminal and `kill` end a run as Ctrl-C does: workers stop, what is finished is kept, no file is half.

    A signal that is ignored (nohup) stays ignored.
    """
    import signal
    import threading

    here = os.getpid()

    def leave(number: int, frame: FrameType | None) -> None:
        if os.getpid() != here:  # a worker, which has inherited this
            os._exit(128 + number)
        if _is_in_between(frame):  # in a moment
            again = threading.Timer(0.01, signal.raise_signal, (number,))
            again.daemon = True
            again.start()
            return
        if number == signal.SIGINT:
            raise KeyboardInterrupt
        raise SystemExit(128 + number)

    before = {}
    # In another thread somebody else's program is in charge.
    if threading.current_thread() is threading.main_thread():
        usual = (signal.SIG_DFL, signal.default_int_handler)
        numbers = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
        before = {number: signal.getsignal(number) for number in numbers if signal.getsignal(number) in usual}
    for number in before:
        signal.signal(number, leave)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
