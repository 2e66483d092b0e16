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
from jreadtools.batches import progress, run
from jreadtools.batches.measured import measured_batches
from jreadtools.batches.progress import Progress
from jreadtools.cli.main import main
from jreadtools.errors import Lang
from jreadtools.measure.settings import Settings
from jreadtools.sources import locate as locate_module
from jreadtools.sources.locate import Files, Found, articles_in
from jreadtools.sources.reading import Reading


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


class Known:
    """Files of which somebody knows the number."""

    def __init__(self, number: int) -> None:
        self._number = number

    def number(self, *, seconds: float) -> int:  # noqa: ARG002
        return self._number


def tell(bar: Progress, articles: int, failures: int = 0, characters: int = 0, *, files: int | None = None) -> None:
    """Tell a bar of so many articles and failures more, each in a file of its own, or all in `files` of them."""
    names = [str(number % (files or articles + failures)) for number in range(articles + failures)]
    bar(names[:articles], names[articles:], characters)


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
    tell(bar, 10, 0, 9_000)
    assert stream.getvalue() == ""
    clock.now += 1.1
    tell(bar, 1190, 3, 15_000)
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
        bar([str(number)])
    assert 4 <= stream.getvalue().count("\r") <= 6


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("ja", "200 / 1,000 ファイル、読み取れないもの1件、毎秒20,000字、残り約40秒"),
        ("en", "200 of 1,000 files, 1 failed, 20,000 characters/s, about 40 s left"),
    ],
)
def test_the_time_left_where_the_total_is_known(clock: Clock, lang: Lang, said: str) -> None:
    """Two hundred of a thousand files in ten seconds leave forty."""
    stream = Terminal()
    bar = Progress(lang, stream, files=Known(1000))  # type: ignore[arg-type]
    clock.now += 10
    tell(bar, 199, 1, 200_000)
    assert stream.getvalue() == f"\r\x1b[K{said}"


@pytest.mark.parametrize(
    ("columns", "shown"),
    [
        (0, "1,000 articles"),
        (1, "1,000 articles"),
        (2, "…"),
        (8, "1,000 …"),
        (14, "1,000 articl…"),
        (15, "1,000 articles"),
    ],
)
def test_the_line_is_narrower_than_the_terminal(
    columns: int, shown: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that reaches its end may wrap; a terminal that does not know its width shows the whole line."""
    stream = Terminal()
    monkeypatch.setattr(stream, "fileno", lambda: 2)
    monkeypatch.setattr(os, "get_terminal_size", lambda _: SimpleNamespace(columns=columns))
    bar = Progress("en", stream)
    clock.now += 10
    tell(bar, 1000)
    assert stream.getvalue().removeprefix("\r\x1b[K").rstrip() == shown


@pytest.mark.parametrize(
    ("seconds", "ja", "en"),
    [
        (1, "1秒", "1 s"),
        (59, "59秒", "59 s"),
        (60, "1分", "1 min"),
        (89, "1分", "1 min"),
        (3569, "59分", "59 min"),
        (3571, "1時間0分", "1 h 0 min"),
        (3_600_000, "1,000時間0分", "1,000 h 0 min"),
    ],
)
def test_the_time_left_is_as_long_as_the_half_took(seconds: int, ja: str, en: str, clock: Clock) -> None:
    for lang, said in (("ja", f"1 / 2 ファイル、残り約{ja}"), ("en", f"1 of 2 files, about {en} left")):
        stream = Terminal()
        bar = Progress(lang, stream, files=Known(2))  # type: ignore[arg-type]
        clock.now += seconds
        tell(bar, 1)
        assert stream.getvalue() == f"\r\x1b[K{said}"


@pytest.mark.parametrize(
    ("articles", "files", "total"), [(500, 1, 3), (3, 3, 3), (2, 2, None)], ids=["export", "end", "unknown"]
)
def test_no_time_left_where_nobody_knows_it(clock: Clock, articles: int, files: int, total: int | None) -> None:
    """An export holds any number of articles; standard input and an API have no files."""
    stream = Terminal()
    bar = Progress("en", stream, files=None if total is None else Known(total))  # type: ignore[arg-type]
    clock.now += 10
    tell(bar, articles, files=files)
    assert "articles" in stream.getvalue()
    assert "left" not in stream.getvalue()


def test_files_are_counted_little_by_little(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """A slow walk takes a twentieth of the time, and the work goes on; what was counted is there to be read."""
    stream = Terminal()
    monkeypatch.setattr(locate_module, "time", SimpleNamespace(monotonic=clock.monotonic))

    def slow(*_: object) -> Iterator[object]:
        for number in range(100):
            clock.now += 0.01
            yield SimpleNamespace(what=jr.Failure(str(number), "missing"), folder=None)

    monkeypatch.setattr(locate_module, "_listed", slow)
    files = Files(["posts"])
    bar = Progress("en", stream, files=files)
    clock.now += 1
    looks = 0
    while "left" not in stream.getvalue():
        clock.now += 1
        bar([str(looks)], characters=10)
        looks += 1
        assert looks < 50
    assert looks > 10
    assert " of 100 files" in stream.getvalue()
    assert [one.what.path for one in files] == [str(number) for number in range(100)]  # type: ignore[union-attr]


def test_plain_lines_where_there_is_no_terminal_and_they_are_asked_for(clock: Clock) -> None:
    """Every five seconds, without a control character."""
    stream = io.StringIO()
    bar = Progress("ja", stream, asked=True)
    for number in range(1, 13):
        clock.now += 1
        bar([str(number)], characters=1000)
    bar.clear()
    assert stream.getvalue() == "jreadtools: 5本、毎秒1,000字\njreadtools: 10本、毎秒1,000字\n"


@pytest.mark.parametrize("rows_on_terminal", [True, False])
def test_no_line_among_rows_on_a_terminal(clock: Clock, rows_on_terminal: bool) -> None:
    """Where rows appear on the terminal one after the other, they are the progress; a log gets its lines."""
    shown, log = Terminal(), io.StringIO()
    rows = Terminal() if rows_on_terminal else io.StringIO()
    for stream in (shown, log):
        bar = Progress("en", stream, asked=True, beside=rows)
        clock.now += 10
        tell(bar, 5, 0, 1000)
        bar.clear()
    assert bool(shown.getvalue()) != rows_on_terminal
    assert log.getvalue() == "jreadtools: 5 articles, 100 characters/s\n"


@pytest.mark.parametrize(("stream", "asked"), [(io.StringIO(), None), (Terminal(), False), (io.StringIO(), False)])
def test_silence(clock: Clock, stream: io.StringIO, asked: bool | None) -> None:
    """Without a terminal unless asked for, and everywhere when asked to be quiet; files are not even counted."""

    class Uncounted:
        def number(self, **_: object) -> int:
            raise AssertionError("counted for nobody")

    bar = Progress("en", stream, asked=asked, files=Uncounted())  # type: ignore[arg-type]
    clock.now += 60
    tell(bar, 100, 1, 1000)
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
        tell(bar, 5)
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
        bar = Progress(lang, stream, files=Known(100_000))  # type: ignore[arg-type]
        clock.now += 10
        tell(bar, 19_999, 1, 12_345_678)
        shown = os.read(ours, 4096).decode("utf-8")
    os.close(ours)
    line = shown.removeprefix("\r\x1b[K")
    assert shown != line
    assert display_width(line) <= 29
    assert line.rstrip().endswith("…")


def test_files_are_counted_as_the_run_finds_them(tmp_path: Path) -> None:
    """Folders, files, globs, what is ignored and what is not there: as many as articles and failures, each listed once."""
    (tmp_path / "posts" / "sub").mkdir(parents=True)
    for name in ("a.md", "b.txt", "sub/c.html", "draft.md", "t.csv", "x.bin", "d.mkd"):
        (tmp_path / "posts" / name).write_text("晴れです。", "utf-8")
    sources = [tmp_path / "posts", str(tmp_path / "posts" / "*.md"), tmp_path / "missing.md"]
    files = Files(sources, Reading(exclude=("draft.md",)))
    assert files.number(most=3) == 3
    assert files.number() == 7
    found = [Path(one.shown).name for one in articles_in(files) if isinstance(one, Found)]
    assert found == ["a.md", "b.txt", "d.mkd", "c.html", "a.md", "draft.md", "missing.md"]
    assert files.number() == 7
    assert list(articles_in(files)) == []
    for uncountable in ([*sources, "-"], [{"id": 1}], [iter(sources)]):
        assert Files(uncountable).number() is None  # type: ignore[arg-type]


def test_what_a_run_has_come_to(tmp_path: Path) -> None:
    """Articles, failures, characters and files so far; an export is one file, however many batches it fills."""
    entry = "TITLE: 題\nDATE: 05/01/2024 09:00:00\n-----\nBODY:\n" + "晴れです。" * 4000 + "\n-----\n--------\n"
    (tmp_path / "export.txt").write_text(entry * 20, "utf-8")
    (tmp_path / "z.md").write_bytes(b"\0\1")
    files = Files([tmp_path])
    made = Clock()
    stream = Terminal()
    said = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(progress, "time", SimpleNamespace(monotonic=made.monotonic))
        bar = Progress("en", stream, files=files)
        for batch in measured_batches(articles_in(files), Settings()):
            made.now += 10
            bar(batch.paths, batch.failed_paths, batch.characters)
            said.append(stream.getvalue())
    assert len(said) > 2
    assert "20 articles, 1 failed" in said[-1]


def test_the_log_says_what_came_of_a_run(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Articles, failures, characters and seconds, at INFO; nobody's logging is configured."""
    (tmp_path / "a.md").write_text("晴れです。", "utf-8")
    (tmp_path / "b.md").write_bytes(b"\0\1")
    handlers = list(logging.getLogger("jreadtools").handlers)
    with caplog.at_level(logging.INFO, "jreadtools"):
        jr.analyze_folder(tmp_path)
    (record,) = [r for r in caplog.records if r.name == "jreadtools"]
    assert record.levelno == logging.INFO
    assert record.getMessage().startswith("1 article, 1 failure, 5 characters, ")
    assert logging.getLogger("jreadtools").handlers == handlers == []


def test_quiet_leaves_failures_and_takes_remarks(tmp_path: Path) -> None:
    """On a terminal: without it the file is confirmed; with it only what could not be read is said."""
    (tmp_path / "a.md").write_text("晴れです。", "utf-8")
    stream = Terminal()
    words = ["analyze", "--lang", "en", "--workers", "1", "--no-cache", str(tmp_path), "-o", str(tmp_path / "o.csv")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stderr", stream)
        assert main(words) == 0
        assert "written (1 article)" in stream.getvalue()
        (tmp_path / "b.md").write_bytes(b"\0\1")
        stream.truncate(0)
        assert main([*words, "--quiet"]) == 2
    assert "b.md" in stream.getvalue()
    assert "written" not in stream.getvalue()


@pytest.mark.parametrize(
    ("words", "beside"),
    [
        (["time", "a.md"], True),
        (["check", "a.md"], True),
        (["check", "a.md", "-o", "-"], True),
        (["check", "a.md", "-o", "o.txt"], False),
        (["check", "a.md", "--baseline", "b.json", "--write-baseline"], False),
        (["analyze", "a.md", "--format", "csv", "--no-cache", "--workers", "1"], True),
        (["analyze", "a.md", "--format", "csv", "--no-cache", "--workers", "1", "-o", "o.csv"], False),
        (["analyze", "a.md", "--sort", "title", "--columns", "title", "--no-cache", "--workers", "1"], False),
        (["tokens", "a.md"], True),
        (["tokens", "a.md", "-o", "t.csv"], False),
        (["stamp", "a.md", "--dry-run"], True),
    ],
    ids=str,
)
def test_progress_knows_what_is_printed_beside_it(
    words: list[str], beside: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where rows come to the same terminal, a line of progress would stand among them."""
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text("---\ntitle: 題\n---\n晴れです。", "utf-8")
    told: list[object] = []
    honest = Progress.__init__

    def noted(self: Progress, *args: object, beside: object = None, **options: object) -> None:
        told.append(beside)
        honest(self, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Progress, "__init__", noted)
    assert main(words) == 0
    assert [one is not None for one in told] == [beside]


def test_lines_on_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--progress` counts files in a pipe; the last of --progress and --quiet is what counts."""
    monkeypatch.setattr(progress, "FIRST", 0.0)
    monkeypatch.setattr(progress, "LINES", 0.0)
    monkeypatch.setattr(run, "BATCH", 1_000)  # a line a batch
    for number in range(30):
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
    assert [line.partition(" files")[0] for line in lines[:5]] == [f"jreadtools: {done} of 6" for done in range(1, 6)]
    assert all(line.endswith(" left") for line in lines[:5])
    assert "1 failed" not in lines[1]
    assert lines[5].startswith("jreadtools: 5 articles, 1 failed, ")
    assert len(lines) == 6

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
        assert ("written (1 article)" in stream.getvalue()) == said
