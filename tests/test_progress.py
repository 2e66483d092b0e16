"""Progress: what is said of a long run, where, how often, and when nothing is."""

import io
import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

import jreadtools as jr
from jreadtools.batches import progress
from jreadtools.batches.progress import Progress, files_of
from jreadtools.cli.main import main
from jreadtools.errors import Lang
from jreadtools.measure.measuring import Settings
from jreadtools.posts import measured_batches
from jreadtools.sources.locate import Reading


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


class Clock:
    """Stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(progress, "time", SimpleNamespace(monotonic=made.monotonic))
    return made


def test_a_terminal_shows_one_line_that_is_taken_away(clock: Clock) -> None:
    """Nothing in the first second; then the line is written over, and cleared once."""
    stream = Terminal()
    bar = Progress("en", stream)
    clock.now += 0.9
    bar(10, 0, 9_000, 10)
    assert stream.getvalue() == ""
    clock.now += 1.1
    bar(1200, 3, 24_000, 1203)
    assert stream.getvalue() == "\r\x1b[K1,200 articles, 3 failed, 12,000 characters/s"
    bar.clear()
    bar.clear()
    assert stream.getvalue().count("\r\x1b[K") == 2
    assert "\n" not in stream.getvalue()


def test_at_most_five_times_a_second(clock: Clock) -> None:
    """However often it is told."""
    stream = Terminal()
    bar = Progress("ja", stream)
    clock.now += 2
    for number in range(1000):  # a second
        clock.now += 0.001
        bar(number, 0)
    assert 4 <= stream.getvalue().count("\r") <= 6


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("ja", "200 / 1,000 ファイル、読み取れないもの 1 件、毎秒 20,000 字、残り約40秒"),
        ("en", "200 of 1,000 files, 1 failed, 20,000 characters/s, about 40 s left"),
    ],
)
def test_the_time_left_where_the_total_is_known(clock: Clock, lang: Lang, said: str) -> None:
    """Two hundred of a thousand files in ten seconds leave forty."""
    stream = Terminal()
    bar = Progress(lang, stream, files=range(1000))
    clock.now += 10
    bar(199, 1, 200_000, 200)
    assert stream.getvalue() == f"\r\x1b[K{said}"


@pytest.mark.parametrize(
    ("done", "total"), [((500, 0, 1, 1), 3), ((3, 0, 1, 3), 3), ((2, 0, 1, 2), None)], ids=["export", "end", "unknown"]
)
def test_no_time_left_where_nobody_knows_it(clock: Clock, done: tuple[int, int, int, int], total: int | None) -> None:
    """An export holds any number of articles; standard input and an API have no files."""
    stream = Terminal()
    bar = Progress("en", stream, files=None if total is None else range(total))
    clock.now += 10
    bar(*done)
    assert "articles" in stream.getvalue()
    assert "left" not in stream.getvalue()


def test_files_are_counted_little_by_little(clock: Clock) -> None:
    """A slow walk takes a twentieth of the time, and the work goes on."""
    stream = Terminal()

    def slow() -> Iterator[int]:
        for number in range(100):
            clock.now += 0.01
            yield number

    bar = Progress("en", stream, files=slow())
    clock.now += 1
    looks = 0
    while "left" not in stream.getvalue():
        clock.now += 1
        bar(1 + looks, 0, 10, 1 + looks)
        looks += 1
        assert looks < 50
    assert looks > 10
    assert " of 100 files" in stream.getvalue()


def test_plain_lines_where_there_is_no_terminal_and_they_are_asked_for(clock: Clock) -> None:
    """Every five seconds, without a control character."""
    stream = io.StringIO()
    bar = Progress("ja", stream, asked=True)
    for number in range(1, 13):
        clock.now += 1
        bar(number, 0, 1000 * number, number)
    bar.clear()
    assert stream.getvalue() == "jreadtools: 5 本、毎秒 1,000 字\njreadtools: 10 本、毎秒 1,000 字\n"


@pytest.mark.parametrize("rows_on_terminal", [True, False])
def test_no_line_among_rows_on_a_terminal(clock: Clock, rows_on_terminal: bool) -> None:
    """Where rows appear on the terminal one after the other, they are the progress; a log gets its lines."""
    shown, log = Terminal(), io.StringIO()
    rows = Terminal() if rows_on_terminal else io.StringIO()
    for stream in (shown, log):
        bar = Progress("en", stream, asked=True, beside=rows)
        clock.now += 10
        bar(5, 0, 1000, 5)
        bar.clear()
    assert bool(shown.getvalue()) != rows_on_terminal
    assert log.getvalue() == "jreadtools: 5 articles, 100 characters/s\n"


@pytest.mark.parametrize(("stream", "asked"), [(io.StringIO(), None), (Terminal(), False), (io.StringIO(), False)])
def test_silence(clock: Clock, stream: io.StringIO, asked: bool | None) -> None:
    """Without a terminal unless asked for, and everywhere when asked to be quiet; files are not even counted."""

    def none() -> Iterator[int]:
        raise AssertionError("counted for nobody")
        yield 0

    bar = Progress("en", stream, asked=asked, files=none())
    clock.now += 60
    bar(100, 1, 1000, 101)
    bar.clear()
    assert stream.getvalue() == ""


def test_a_stream_that_takes_nothing_stops_nobody(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """A closed pipe, and no standard error at all."""

    class Closed(Terminal):
        def write(self, _text: str) -> int:
            raise BrokenPipeError

    bars = [Progress("ja", Closed())]
    monkeypatch.setattr(sys, "stderr", None)
    bars.append(Progress("ja", asked=True))
    clock.now += 60
    for bar in bars:
        bar(5, 0)
        bar.clear()


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals there")
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_line_fits_the_terminal(clock: Clock, lang: Lang) -> None:
    """A line that wraps could not be written over."""
    import fcntl
    import pty
    import struct
    import termios

    from jreadtools.characters import display_width

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 30, 0, 0))
    with os.fdopen(theirs, "w", encoding="utf-8") as stream:
        bar = Progress(lang, stream, files=range(100_000))
        clock.now += 10
        bar(19_999, 1, 12_345_678, 20_000)
        shown = os.read(ours, 4096).decode("utf-8")
    os.close(ours)
    line = shown.removeprefix("\r\x1b[K")
    assert shown != line
    assert display_width(line) <= 29
    assert line.rstrip().endswith("…")


def test_files_are_found_as_the_run_finds_them(tmp_path: Path) -> None:
    """Folders, files, globs, what is ignored and what is not there: as many as articles and failures."""
    (tmp_path / "posts" / "sub").mkdir(parents=True)
    for name in ("a.md", "b.txt", "sub/c.html", "draft.md", "t.csv", "x.bin"):
        (tmp_path / "posts" / name).write_text("晴れです。", "utf-8")
    sources = [tmp_path / "posts", str(tmp_path / "posts" / "*.md"), tmp_path / "missing.md"]
    reading = Reading(exclude=("draft.md",))
    counted = files_of(sources, reading)
    assert counted is not None
    names = [Path(os.fspath(one)).name for one in counted]  # type: ignore[call-overload]
    assert names == ["a.md", "b.txt", "c.html", "a.md", "draft.md", "missing.md"]
    assert files_of([*sources, "-"], reading) is None
    assert files_of([{"id": 1}], reading) is None
    assert files_of([iter(sources)], reading) is None


def test_what_a_run_reports(tmp_path: Path) -> None:
    """Articles, failures, characters and files so far; an export is one file, however many batches it fills."""
    entry = "TITLE: 題\nDATE: 05/01/2024 09:00:00\n-----\nBODY:\n" + "晴れです。" * 4000 + "\n-----\n--------\n"
    (tmp_path / "export.txt").write_text(entry * 20, "utf-8")
    (tmp_path / "z.md").write_bytes(b"\0\1")
    told: list[tuple[int, int, int, int]] = []

    def report(*done: int) -> None:
        told.append(done)  # type: ignore[arg-type]

    batches = list(measured_batches([tmp_path], Settings(), report=report))
    assert len(batches) == len(told) > 2
    assert told == sorted(told)
    assert told[0][3] == 1
    assert told[-1] == (20, 1, 20 * 20_000, 2)


def test_the_log_says_what_came_of_a_run(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Articles, failures, characters and seconds, at INFO; nobody's logging is configured."""
    (tmp_path / "a.md").write_text("晴れです。", "utf-8")
    (tmp_path / "b.md").write_bytes(b"\0\1")
    handlers = list(logging.getLogger("jreadtools").handlers)
    with caplog.at_level(logging.INFO, "jreadtools"):
        jr.analyze_folder(tmp_path)
    (record,) = [r for r in caplog.records if r.name == "jreadtools"]
    assert record.levelno == logging.INFO
    assert record.getMessage().startswith("1 articles, 1 failures, 5 characters, ")
    assert logging.getLogger("jreadtools").handlers == handlers == []


def test_quiet_leaves_failures_and_takes_remarks(tmp_path: Path) -> None:
    """On a terminal: without it the file is confirmed; with it only what could not be read is said."""
    (tmp_path / "a.md").write_text("晴れです。", "utf-8")
    stream = Terminal()
    words = ["analyze", "--lang", "en", "--workers", "1", "--no-cache", str(tmp_path), "-o", str(tmp_path / "o.csv")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stderr", stream)
        assert main(words) == 0
        assert "written (1 articles)" in stream.getvalue()
        (tmp_path / "b.md").write_bytes(b"\0\1")
        stream.truncate(0)
        assert main([*words, "--quiet"]) == 2
    assert "b.md" in stream.getvalue()
    assert "written" not in stream.getvalue()


def test_lines_on_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--progress` counts files in a pipe; the last of --progress and --quiet is what counts."""
    monkeypatch.setattr(progress, "FIRST", 0.0)
    monkeypatch.setattr(progress, "LINES", 0.0)
    for number in range(300):
        (tmp_path / f"{number}.md").write_text("晴れです。" * 100, "utf-8")
    words = ["analyze", "--lang", "ja", "--workers", "1", "--no-cache", str(tmp_path), "-o", os.devnull]
    assert main([*words, "--quiet", "--progress"]) == 0
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) > 2
    assert all(line.startswith("jreadtools: ") and "字" in line for line in lines)
    assert main([*words, "--progress", "--quiet"]) == 0
    assert capsys.readouterr().err == ""
    assert main(words) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("command", ["time", "tokens"])
def test_commands_that_come_to_articles_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    """`time` and `tokens` know the same options: files and the time left, articles of an export, silence."""
    monkeypatch.setattr(progress, "FIRST", 0.0)
    monkeypatch.setattr(progress, "LINES", 0.0)
    monkeypatch.setattr(progress, "COUNTING", 1e9)
    for number in range(5):
        (tmp_path / f"{number}.md").write_text("晴れです。", "utf-8")
    (tmp_path / "1b.md").write_bytes(b"\0\1")
    words = [command, "--lang", "en", str(tmp_path)]
    assert main([*words, "--progress"]) == 2
    lines = [line for line in capsys.readouterr().err.splitlines() if "1b.md" not in line]
    assert [line.partition(" files")[0] for line in lines[:4]] == [
        f"jreadtools: {done} of 6" for done in ("1", "2", "4", "5")
    ]
    assert all(line.endswith(" left") for line in lines[:4])
    assert "1 failed" not in lines[1]
    assert lines[4].startswith("jreadtools: 5 articles, 1 failed, ")
    assert len(lines) == 5

    entry = "TITLE: 題\nDATE: 05/01/2024 09:00:00\n-----\nBODY:\n晴れです。\n-----\n--------\n"
    (tmp_path / "export.txt").write_text(entry * 3, "utf-8")
    assert main([command, "--lang", "en", str(tmp_path / "export.txt"), "--progress"]) == 0
    lines = capsys.readouterr().err.splitlines()
    assert [line.partition(",")[0] for line in lines[1:]] == [f"jreadtools: {done} articles" for done in (2, 3)]

    assert main([*words, "--progress", "--quiet"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "1b.md" in line
    assert main(words) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "1b.md" in line


def test_quiet_takes_the_remark_of_tokens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal the file is confirmed, unless silence is asked for."""
    (tmp_path / "a.md").write_text("晴れです。", "utf-8")
    words = ["tokens", "--lang", "en", str(tmp_path / "a.md"), "-o", str(tmp_path / "t.csv")]
    for options, said in (([], True), (["--quiet"], False)):
        stream = Terminal()
        monkeypatch.setattr(sys, "stderr", stream)
        assert main([*words, *options]) == 0
        assert ("written (1 articles)" in stream.getvalue()) == said
