"""Inputs that once ended a run, or were said wrongly: names, numbers, headers, memory."""

from __future__ import annotations

import copy
import json
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

import jreadtools as jr
from jreadtools.article import Article, Failure
from jreadtools.checks.baseline import Baseline, BaselineError
from jreadtools.cli.main import main

Capture = pytest.CaptureFixture[str]
LONG = "あ" * 100 + ".md"


def test_a_name_of_more_than_255_bytes_is_a_failure_like_others(tmp_path: Path, capsys: Capture) -> None:
    post = tmp_path / "a.md"
    post.write_text("今日は晴れです。", "utf-8")
    found = list(jr.read_articles(LONG, post, f"{'d/' * 3000}a.md"))
    assert [type(one) for one in found] == [Failure, Article, Failure]
    for command in ("time", "text", "analyze", "check", "tokens"):
        assert main([command, LONG, str(post), "--lang", "en"]) == 2
        said = capsys.readouterr()
        assert f"{LONG}: cannot be read (File name too long)" in said.err
        assert command == "check" or said.out
    assert main([LONG, "--lang", "en"]) == 2
    assert "there is no command" in capsys.readouterr().err
    assert main(["analyze", str(post), "-o", LONG.replace(".md", ".csv"), "--lang", "en"]) == 2
    assert "cannot be written" in capsys.readouterr().err
    for option in ("--baseline", "--write-baseline"):
        words = ["--baseline", LONG] if option == "--baseline" else ["--baseline", LONG, option]
        assert main(["check", str(post), *words, "--lang", "en"]) == 2
        assert LONG in capsys.readouterr().err


@pytest.mark.parametrize("digits", [400, 4000, 5000])
def test_numbers_of_thousands_of_digits(digits: int, tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "baseline.json"
    number = "1" + "0" * digits
    path.write_text(f'{{"jreadtools_baseline":1,"known":{{"a.md":{{"x":{{"y":{number}}}}}}}}}', "utf-8")
    with pytest.raises(BaselineError):
        Baseline.read(str(path))
    for name in ("characters", "words", "fast", "slow", "morae"):
        with pytest.raises(ValueError, match=f"ReadingSpeed.{name} is .* not a number of many digits"):
            jr.ReadingSpeed(**{name: 10**digits})
        with pytest.raises(ValueError, match="not a number of many digits"):
            jr.ReadingSpeed(**{name: -(10**digits)})
    post = tmp_path / "a.md"
    post.write_text("今日は晴れです。", "utf-8")
    for words in (
        ["time", "--speed", number],
        ["check", "--max", f"characters={number}"],
        ["analyze", "--workers", number],
    ):
        assert main([words[0], str(post), *words[1:]]) == 2
        assert "Traceback" not in capsys.readouterr().err


def test_numbers_that_are_large_and_honest(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(
        json.dumps({"jreadtools_baseline": 1, "known": {"a.md": {"characters": {"value": 10**15}}}}), "utf-8"
    )
    Baseline.read(str(path))
    assert jr.reading_time("あ" * 600, speed=jr.ReadingSpeed(100_000, fast=1_000_000)).minutes == pytest.approx(0.006)


def test_the_catalogue_travels() -> None:
    again = pickle.loads(pickle.dumps(jr.METRICS))
    assert list(again) == list(jr.METRICS)
    assert again["kanji_grade_3"] == jr.METRICS["kanji_grade_3"]
    assert list(copy.deepcopy(jr.METRICS)) == list(jr.METRICS)


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_a_header_that_a_spreadsheet_would_run(form: str, tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,本文,=cmd,級\n1,晴れです。,2,N3\n", "utf-8")
    for command in ("analyze", "tokens"):
        assert main([command, str(path), "--keep", "=cmd,級", "--format", form]) == 0
        header = capsys.readouterr().out.partition("\r\n")[0].split("," if form == "csv" else "\t")
        assert "'=cmd" in header
        assert "級" in header
        assert "=cmd" not in header


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited otherwise here")
def test_too_little_memory_is_no_missing_dictionary() -> None:
    tried = (
        "import jreadtools.language.morphemes as m, resource\n"
        "resource.setrlimit(resource.RLIMIT_AS, (450_000 * 1024,) * 2)\n"
        "m.tokenize(['今日は晴れです。'])\n"
    )
    ran = subprocess.run([sys.executable, "-c", tried], capture_output=True, text=True, check=False)
    assert "too little memory" in ran.stderr


_INTERRUPTED = """
import os, signal, sys

class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == "{module}":
            os.kill(os.getpid(), signal.{signal})

sys.meta_path.insert(0, Finder())
sys.argv[1:] = ["check", {path!r}, "--workers", "1"]
from jreadtools.__main__ import main
sys.exit(main())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise here")
@pytest.mark.parametrize(
    ("signal", "module"),
    [
        ("SIGINT", "jreadtools.cli.main"),
        ("SIGINT", "argparse"),
        ("SIGINT", "numpy"),
        ("SIGINT", "jreadtools.checks.checking"),
        ("SIGINT", "fugashi"),
        ("SIGTERM", "jreadtools.cli.main"),
        ("SIGTERM", "numpy"),
    ],
)
def test_a_signal_while_modules_are_loaded_is_quiet(signal: str, module: str, tmp_path: Path) -> None:
    """Neither a traceback nor a word about a broken package: it ends the run as later."""
    (tmp_path / "a.md").write_text("今日は晴れです。" * 5000, "utf-8")
    script = _INTERRUPTED.format(module=module, signal=signal, path=str(tmp_path / "a.md"))
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert ran.stderr == ""
    assert ran.returncode in ({-2, 130} if signal == "SIGINT" else {-15, 143})
