"""Ctrl-C: what is finished becomes a whole file beside the final name, which stays as it was; asked twice, nothing."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pandas as pd
import pytest
from started import started

import jreadtools as jr
from jreadtools.batches import measured as measured_module
from jreadtools.batches import run as batch_run
from jreadtools.cli.main import main
from jreadtools.frames import rows
from jreadtools.frames.files.file_formats import FILE_FORMATS
from jreadtools.frames.files.interruption import interruptible

ENDING = {"markdown": "md", "table": "txt"}
NEEDS = {
    "parquet": pytest.mark.skipif(find_spec("pyarrow") is None, reason="Parquet needs pyarrow"),
    "xlsx": pytest.mark.skipif(find_spec("openpyxl") is None, reason="workbooks are looked at with openpyxl"),
}

Strike = Callable[[int, Callable[[], object]], None]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """29 posts and a file that is no text, measured ten at a time: 9 articles, 10, 10."""
    made = tmp_path / "posts"
    made.mkdir()
    (made / "00x.md").write_bytes(b"\x00\x01\x02\xff")
    for number in range(29):
        (made / f"{number:02}.md").write_text(f"# 題{number}\n\n花が{number}輪咲きました。鳥が鳴いている。\n", "utf-8")
    monkeypatch.setattr(batch_run, "BATCH", 1_000)
    monkeypatch.chdir(tmp_path)
    return made


@pytest.fixture
def strike(monkeypatch: pytest.MonkeyPatch) -> Strike:
    """Does something instead of measuring the batch of a number, from 0."""

    def arranged(number: int, act: Callable[[], object]) -> None:
        honest, calls = measured_module._measured, iter(range(100))

        def measured(*args: object) -> object:
            if next(calls) == number:
                act()
            return honest(*args)  # type: ignore[arg-type]

        monkeypatch.setattr(measured_module, "_measured", measured)

    return arranged


def ctrl_c() -> None:
    """As a terminal does it."""
    signal.raise_signal(signal.SIGINT)


def run(*words: str) -> int:
    """`jreadtools analyze posts …` in English, without a cache unless one is named."""
    cache = () if "--cache" in words else ("--no-cache",)
    return main(["analyze", "posts", "--lang", "en", "--workers", "1", *cache, *words])


def articles(path: Path) -> int:
    """The rows of articles in a file of any format, read as its users would."""
    if path.suffix in (".csv", ".tsv"):
        return len(pd.read_csv(path, sep="\t" if path.suffix == ".tsv" else ",", encoding="utf-8-sig"))
    if path.suffix == ".json":
        return len(json.loads(path.read_text("utf-8")))
    if path.suffix == ".jsonl":
        return len([json.loads(line) for line in path.read_text("utf-8").splitlines()])
    if path.suffix == ".parquet":
        return len(pd.read_parquet(path))
    if path.suffix == ".xlsx":
        return len(pd.read_excel(path, sheet_name="articles"))
    return len(re.findall(r"\b\d\d\.md\b", path.read_text("utf-8")))


def left(folder: Path) -> list[str]:
    """The names of the files beside the posts."""
    return sorted(path.name for path in folder.parent.iterdir() if path != folder)


@pytest.mark.parametrize(
    "form", [pytest.param(form, marks=NEEDS[form]) if form in NEEDS else form for form in FILE_FORMATS]
)
def test_what_is_finished_is_a_whole_file(
    form: str, folder: Path, strike: Strike, capsys: pytest.CaptureFixture[str]
) -> None:
    """In every format, beside the final name, which keeps what was there; how much it is stands on standard error."""
    name = f"m.{ENDING.get(form, form)}"
    Path(name).write_text("old", "utf-8")
    strike(2, ctrl_c)
    assert run("-o", name) == 130
    partial_name = name.replace(".", ".partial.")
    assert left(folder) == sorted([name, partial_name])
    assert Path(name).read_text("utf-8") == "old"
    assert articles(Path(partial_name)) == 19
    said = capsys.readouterr().err.splitlines()
    assert said[1:] == [
        f"jreadtools: {partial_name}: interrupted; what was measured by then (19 articles) is in this file"
    ]


@NEEDS["xlsx"]
@pytest.mark.usefixtures("folder")
def test_a_workbook_has_its_sentences_and_failures(strike: Strike) -> None:
    """Its sheets are as complete as the one of the articles."""
    strike(2, ctrl_c)
    assert run("-o", "m.xlsx") == 130
    sheets = pd.read_excel("m.partial.xlsx", sheet_name=None)
    assert len(sheets.pop("columns")) > 100
    assert {name: len(sheet) for name, sheet in sheets.items()} == {"articles": 19, "sentences": 57, "failures": 1}


def test_sorted_rows_are_kept_sorted_and_sentences_in_their_file(folder: Path, strike: Strike) -> None:
    """What only waited in memory is written, too."""
    strike(2, ctrl_c)
    assert run("-o", "m.csv", "--sort", "-path", "--sentences", "s.jsonl") == 130
    assert left(folder) == ["m.partial.csv", "s.partial.jsonl"]
    ids = pd.read_csv("m.partial.csv")["id"].tolist()
    assert (len(ids), ids) == (19, sorted(ids, reverse=True))
    assert len(Path("s.partial.jsonl").read_text("utf-8").splitlines()) == 57


def test_without_a_finished_article_nothing_is_left(
    folder: Path, strike: Strike, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither a file nor a word about it; what an earlier run had left stays."""
    Path("m.partial.xlsx").write_text("earlier", "utf-8")
    strike(0, ctrl_c)
    assert run("-o", "m.xlsx", "--sentences", "s.csv") == 130
    assert left(folder) == ["m.partial.xlsx"]
    assert Path("m.partial.xlsx").read_text("utf-8") == "earlier"
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("form", ["json", "table"])
def test_standard_output_is_left_as_it_is(
    form: str, folder: Path, strike: Strike, capsys: pytest.CaptureFixture[str]
) -> None:
    """A list of JSON is not closed, so nobody takes it for whole; a table does not appear."""
    strike(2, ctrl_c)
    assert run("--format", form, "--sentences", "s.csv") == 130
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "s.partial.csv: interrupted" in captured.err
    strike(2, ctrl_c)
    assert run("--format", "json") == 130
    out = capsys.readouterr().out
    assert len(json.loads(f"{out}\n]")) == 19
    assert left(folder) == ["s.partial.csv"]


@NEEDS["parquet"]
def test_the_library_raises_it_with_a_note(folder: Path, strike: Strike) -> None:
    """`analyze_folder(output=…)` has written the file by then, and the traceback names it."""
    strike(2, ctrl_c)
    with pytest.raises(KeyboardInterrupt) as caught:
        jr.analyze_folder("posts", output="m.parquet")
    assert caught.value.__notes__ == ["m.partial.parquet: what was finished before (19 articles)"]
    assert len(pd.read_parquet("m.partial.parquet")) == 19
    assert left(folder) == ["m.partial.parquet"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.usefixtures("folder")
def test_a_signal_waits_for_the_batch_in_hand(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One that comes while rows are written costs none of them; `kill` says 143 as ever."""
    honest, calls = rows.article_rows, iter(range(100))

    def struck(*args: object) -> Iterator[object]:
        for number, row in enumerate(honest(*args)):  # type: ignore[arg-type]
            if number == 5 and next(calls) == 1:
                signal.raise_signal(signal.SIGTERM)
            yield row

    monkeypatch.setattr("jreadtools.frames.rows.article_rows", lambda *args: list(struck(*args)))
    assert run("-o", "m.csv") == 143
    assert articles(Path("m.partial.csv")) == 19
    assert "(19 articles)" in capsys.readouterr().err


def test_the_second_one_does_not_wait(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the middle of the rows, where the first one waits: the run ends there, and nothing is kept."""

    def struck(*_: object) -> list[object]:
        ctrl_c()
        ctrl_c()
        pytest.fail("it waited")

    monkeypatch.setattr("jreadtools.frames.rows.article_rows", struck)
    assert run("-o", "m.csv") == 130
    assert left(folder) == []


def test_the_second_one_does_not_wait_for_the_file_either(
    folder: Path, strike: Strike, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sorting and writing what is finished can take its time; who asks again gets no file."""

    def struck(*_: object) -> list[object]:
        ctrl_c()
        pytest.fail("it waited")

    strike(2, ctrl_c)
    monkeypatch.setattr("jreadtools.cli.commands.analyze.sorted_rows", struck)
    assert run("-o", "m.csv", "--sort", "path") == 130
    assert left(folder) == []


def test_when_all_is_measured_the_file_is_finished(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ctrl-C while the last rows are sorted and written: the file is whole, under its own name, and that is said."""
    monkeypatch.setattr("jreadtools.cli.commands.analyze.sorted_rows", lambda *args: ctrl_c() or args[0])
    assert run("-o", "m.csv", "--sort", "path") == 130
    assert (left(folder), articles(Path("m.csv"))) == (["m.csv"], 29)
    assert capsys.readouterr().err.endswith("jreadtools: m.csv: written (29 articles)\n")


def test_what_keeps_the_file_from_being_written_is_said(
    folder: Path, strike: Strike, capsys: pytest.CaptureFixture[str]
) -> None:
    """Here there is no room for .partial in the name; the run still ends as one that was interrupted."""
    strike(2, ctrl_c)
    name = f"{'m' * 250}.csv"
    assert run("-o", name) == 130
    assert capsys.readouterr().err.endswith(f"{name}: cannot be written: the name is too long\n")
    assert left(folder) == []


def test_a_partial_file_is_replaced_by_the_next_one_and_left_by_a_whole_run(
    folder: Path, monkeypatch: pytest.MonkeyPatch, strike: Strike
) -> None:
    """It is as private as the file it stands for."""
    Path("m.csv").write_text("old", "utf-8")
    Path("m.csv").chmod(0o600)
    strike(1, ctrl_c)
    assert run("-o", "m.csv") == 130
    assert articles(Path("m.partial.csv")) == 9
    assert Path("m.partial.csv").stat().st_mode & 0o777 == 0o600
    monkeypatch.undo()
    monkeypatch.chdir(folder.parent)
    assert run("-o", "m.csv") == 2
    assert (articles(Path("m.csv")), articles(Path("m.partial.csv"))) == (29, 9)
    monkeypatch.setattr(batch_run, "BATCH", 1_000)
    strike(2, ctrl_c)
    assert run("-o", "m.csv") == 130
    assert (articles(Path("m.csv")), articles(Path("m.partial.csv"))) == (29, 19)


@pytest.mark.usefixtures("folder")
def test_with_a_cache_it_is_said_that_the_next_run_goes_on_from_there(
    strike: Strike, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And so it does: what was measured is not measured again."""
    strike(2, ctrl_c)
    assert run("-o", "m.csv", "--cache", "cache") == 130
    assert capsys.readouterr().err.endswith(
        "jreadtools: run it again: what has been measured comes from the cache, and the rest is measured\n"
    )
    honest, fresh = measured_module._measured, []
    monkeypatch.setattr(measured_module, "_measured", lambda found, *args: fresh.extend(found) or honest(found, *args))
    assert run("-o", "m.csv", "--cache", "cache") == 2
    assert sum(one.shown[-4].isdigit() for one in fresh) == 10
    assert articles(Path("m.csv")) == 29


def test_a_real_run_ends_at_once_with_a_whole_file(folder: Path) -> None:
    """Two workers, and a SIGINT to all of the group, as a terminal sends it."""
    for number in range(1_500):
        (folder / f"x{number:04}.md").write_text(f"# 題{number}\n\n" + "市場で鯵を三尾買って帰りました。" * 60, "utf-8")
    command = [sys.executable, "-m", "jreadtools", "analyze", "posts", "--workers", "2", "--no-cache", "--lang", "en"]
    with started(
        [*command, "--progress", "--sentences", "-", "-o", "m.jsonl", "--format", "jsonl"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        for _ in range(400):  # sentences are measured
            process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        said = process.communicate(timeout=60)[1].decode()
    assert process.returncode == 130, said
    found = re.search(r"m\.partial\.jsonl: interrupted; what was measured by then \(([\d,]+) articles\)", said)
    assert found is not None, said
    assert articles(Path("m.partial.jsonl")) == int(found[1].replace(",", "")) > 0
    assert left(folder) == ["m.partial.jsonl"]


@pytest.mark.usefixtures("folder")
def test_in_another_thread_signals_are_left_alone() -> None:
    """They never arrive there, and Python allows nobody to take them."""
    made: list[object] = []
    thread = threading.Thread(target=lambda: made.append(jr.analyze_folder("posts", output="m.csv")))
    thread.start()
    thread.join()
    assert [written.articles for written in made] == [29]  # type: ignore[attr-defined]


def test_a_handler_that_raises_nothing_is_called_and_the_run_goes_on() -> None:
    """Somebody's own program may only make a note of Ctrl-C; the handler is there again afterwards."""
    noted: list[int] = []
    before = signal.signal(signal.SIGINT, mine := lambda number, _: noted.append(number))
    try:
        with interruptible() as work:
            for item in work.until_interrupted([1, 2, 3]):
                if item == 2:
                    ctrl_c()
                    assert noted == []
        assert (work.ended_by, noted) == (None, [signal.SIGINT])
        assert signal.getsignal(signal.SIGINT) is mine
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")
def test_when_the_files_are_written_a_signal_acts_at_once() -> None:
    """What is printed afterwards waits for nobody; the handlers of before are there again."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    done = []

    def printed() -> None:
        with interruptible() as work:
            assert list(work.until_interrupted([1, 2])) == [1, 2]
            work.over()
            assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
            done.append("over")
            signal.raise_signal(signal.SIGINT)
            done.append("late")

    try:
        with pytest.raises(KeyboardInterrupt):
            printed()
    finally:
        signal.signal(signal.SIGINT, before)
    assert done == ["over"]


def test_the_iterator_is_closed_at_once() -> None:
    """Workers are ended by its end, whoever still holds it."""
    ended = []

    def items() -> Iterator[int]:
        try:
            yield from range(5)
        finally:
            ended.append(True)

    source = items()

    def interrupted() -> None:
        with interruptible() as work:
            for item in work.until_interrupted(source):
                if item == 2:
                    ctrl_c()
            assert (item, ended, isinstance(work.ended_by, KeyboardInterrupt)) == (2, [True], True)

    with pytest.raises(KeyboardInterrupt):
        interrupted()


def test_an_error_stays_the_error_it_is() -> None:
    """An interrupt is raised in its place only where there was one."""

    def failed(items: Iterator[int]) -> None:
        with interruptible() as work:
            list(work.until_interrupted(items))
            raise jr.JreadtoolsError("the disk is full")

    def interrupted() -> Iterator[int]:
        yield 1
        raise KeyboardInterrupt

    with pytest.raises(jr.JreadtoolsError, match="full"):
        failed(iter([1]))
    with pytest.raises(KeyboardInterrupt) as caught:
        failed(interrupted())
    assert str(caught.value.__cause__) == "the disk is full"
