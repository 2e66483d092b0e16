"""How a run of the command line begins and ends: its language, streams that nobody reads, signals, exit codes."""

from __future__ import annotations

import errno
import io
import locale
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import jreadtools as jr
from jreadtools.__main__ import main as whole_command
from jreadtools.cli.main import main
from jreadtools.cli.session import terminal_width
from jreadtools.errors import DictionaryError
from jreadtools.language import mecab

Capture = pytest.CaptureFixture[str]
Patch = pytest.MonkeyPatch
VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
needs_posix = pytest.mark.skipif(os.name != "posix", reason="signals and streams are those of POSIX")


def in_english(words: list[str], capsys: Capture) -> bool:
    """Whether a message is."""
    assert main(["time", "none.md", *words]) == 2
    return "there is no such file" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("values", "english"),
    [
        (("ja_JP.UTF-8", "", ""), False),
        (("en_US.UTF-8", "ja_JP", "ja_JP"), True),
        (("", "de_DE", "ja_JP"), True),
        (("", "", "ja"), False),
        (("", "", "ca_ES"), True),
        (("", "", "Catalan"), True),
        (("C", "en_US", "en_US"), False),
        (("", "C.UTF-8", ""), False),
        (("", "", "POSIX"), False),
    ],
)
def test_the_language_is_that_of_the_first_locale(
    values: tuple[str, ...], english: bool, capsys: Capture, monkeypatch: Patch
) -> None:
    for name, value in zip(VARIABLES, values, strict=True):
        monkeypatch.setenv(name, value)
    assert in_english([], capsys) == english


@pytest.mark.parametrize(
    ("name", "english"),
    [
        (None, False),
        ("", False),
        ("ja_JP", False),
        ("Japanese_Japan", False),
        ("C", False),
        ("en_US", True),
        ("C_x", True),
    ],
)
def test_where_no_variable_names_one_the_system_is_asked(
    name: str | None, english: bool, capsys: Capture, monkeypatch: Patch
) -> None:
    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(locale, "getlocale", lambda: (name, "UTF-8"))
    assert in_english([], capsys) == english


@pytest.mark.parametrize(
    ("words", "english"),
    [
        (["--lang", "en"], True),
        (["--lang=en"], True),
        (["--lang=en", "--lang", "ja"], False),
        (["--lang", "ja", "--lang=en"], True),
        (["--", "--lang=en"], False),
        (["--", "--lang", "en"], False),
    ],
)
def test_the_last_lang_before_the_names_wins(
    words: list[str], english: bool, capsys: Capture, monkeypatch: Patch
) -> None:
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    assert in_english(words, capsys) == english


class Refusing(io.StringIO):
    """A stream to which nothing can be written."""

    def __init__(self, error: OSError) -> None:
        super().__init__()
        self.error = error

    def write(self, _: str, /) -> int:
        raise self.error


@pytest.mark.parametrize(
    ("error", "words", "code", "said"),
    [
        (BrokenPipeError(), [], 0, ""),
        (BrokenPipeError(), ["none.md"], 2, "none.md: there is no such file; check the path"),
        (OSError(errno.ENOSPC, "full"), [], 2, "no space left on the disk"),
    ],
)
def test_an_output_that_nobody_takes(
    error: OSError, words: list[str], code: int, said: str, posts: Path, capsys: Capture, monkeypatch: Patch
) -> None:
    monkeypatch.setattr(sys, "stdout", Refusing(error))
    assert main(["time", *words, str(posts / "ume-diary.md"), "--lang", "en"]) == code
    assert capsys.readouterr().err == (f"jreadtools: {said}\n" if said else "")


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        (None, "約2分 😀\n".encode()),
        (":strict", "約2分 😀\n".encode()),
        ("cp932", "約2分 \\U0001f600\n".encode("cp932")),
        ("cp932:strict", "約2分 \\U0001f600\n".encode("cp932")),
    ],
)
def test_output_is_utf_8_unless_another_is_asked_for(
    asked: str | None, written: bytes, posts: Path, monkeypatch: Patch
) -> None:
    """What the other one has not is escaped, and a line ends as it is written."""
    if asked is None:
        monkeypatch.delenv("PYTHONIOENCODING", raising=False)
    else:
        monkeypatch.setenv("PYTHONIOENCODING", asked)
    held = io.BytesIO()
    stream = io.TextIOWrapper(held, encoding="cp932", newline="\r\n")
    monkeypatch.setattr(sys, "stdout", stream)
    assert main(["time", "--template", "約{whole_minutes}分 😀", str(posts / "csv-bom.md"), "--lang", "ja"]) == 0
    assert held.getvalue() == written


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # open as long as a run, which ends the process
def test_streams_that_were_closed_take_nothing(posts: Path, monkeypatch: Patch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert main(["time", str(posts / "ume-diary.md")]) == 0
    assert main(["time", "none.md"]) == 2
    monkeypatch.setattr(sys, "stdin", None)
    assert main(["time", "-"]) == 2


@needs_posix
def test_what_nobody_takes_is_thrown_away_at_the_end(posts: Path, monkeypatch: Patch) -> None:
    """Python would complain of it when it closes the stream."""
    nobody, end = os.pipe()
    os.close(nobody)
    with os.fdopen(end, "w") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        assert main(["time", str(posts / "ume-diary.md")]) == 0


def test_a_dictionary_that_is_missing_is_said_with_the_version(capsys: Capture, monkeypatch: Patch) -> None:
    def missing() -> None:
        raise DictionaryError("no dictionary")

    monkeypatch.setattr(mecab, "dictionary", missing)
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"jreadtools {jr.__version__} (no dictionary)\n"


def working(monkeypatch: Patch, work: Callable[[], object]) -> int:
    """The exit code of a command that does this."""
    monkeypatch.setattr("jreadtools.cli.commands.cite.main", lambda *_: work())
    return main(["cite"])


@needs_posix
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)], ids=str
)
def test_a_signal_ends_a_run_and_what_was_set_before_is_set_again(
    number: signal.Signals, code: int, monkeypatch: Patch
) -> None:
    usual = signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL
    before = signal.signal(number, usual)
    try:
        assert working(monkeypatch, lambda: signal.raise_signal(number)) == code
        assert signal.getsignal(number) is usual
        signal.signal(number, signal.SIG_IGN)  # nohup
        assert working(monkeypatch, lambda: signal.raise_signal(number)) == 0
        heard: list[int] = []
        signal.signal(number, lambda number, _: heard.append(number))  # of a program that calls main
        assert working(monkeypatch, lambda: signal.raise_signal(number)) == 0
        assert heard == [number]
    finally:
        signal.signal(number, before)


@needs_posix
@pytest.mark.parametrize(
    ("handler", "after"),
    [(signal.default_int_handler, signal.SIG_DFL), (signal.SIG_IGN, signal.SIG_IGN), (working, working)],
    ids=["Python's", "ignored", "a program's"],
)
def test_until_the_command_line_is_loaded_ctrl_c_needs_no_traceback(
    handler: Any, after: object, monkeypatch: Patch
) -> None:
    before = signal.signal(signal.SIGINT, handler)
    monkeypatch.setattr(sys, "argv", ["jreadtools", "--version"])
    try:
        assert whole_command() == 0
        assert signal.getsignal(signal.SIGINT) == after
    finally:
        signal.signal(signal.SIGINT, before)


@needs_posix
@pytest.mark.parametrize("where", ["<frozen importlib._bootstrap>", f"multiprocessing{os.sep}popen_fork.py"])
def test_a_signal_in_the_midst_of_an_import_or_a_fork_waits(where: str, monkeypatch: Patch) -> None:
    before = signal.signal(signal.SIGTERM, signal.SIG_DFL)
    done: list[str] = []

    def work() -> None:
        exec(compile("signal.raise_signal(15); done.append('import')", where, "exec"), globals() | {"done": done})
        end = time.monotonic() + 60
        while time.monotonic() < end:
            time.sleep(0.001)
        done.append("all")

    try:
        assert working(monkeypatch, work) == 143
    finally:
        signal.signal(signal.SIGTERM, before)
    assert done == ["import"]


def test_in_another_thread_signals_are_somebody_elses(monkeypatch: Patch) -> None:
    codes: list[int] = []
    thread = threading.Thread(target=lambda: codes.append(working(monkeypatch, lambda: None)))
    thread.start()
    thread.join()
    assert codes == [0]


class Terminal(io.StringIO):
    """A stream at which somebody sits, unless its number is asked for."""

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return 1


@pytest.mark.parametrize(
    ("columns", "size", "width"),
    [("70", 90, 70), ("", 90, 90), ("x", 90, 90), ("0", 90, None), ("", 0, None), ("", None, None)],
)
def test_the_width_is_that_of_the_terminal(
    columns: str, size: int | None, width: int | None, monkeypatch: Patch
) -> None:
    """COLUMNS wins; in a pipe there is none."""

    def measured(_: int) -> os.terminal_size:
        if size is None:
            raise OSError
        return os.terminal_size((size, 24))

    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setattr(os, "get_terminal_size", measured)
    assert terminal_width(Terminal()) == width
    assert terminal_width(io.StringIO()) is None
