"""The fuzzers of tests/fuzz run: a few inputs of every reader, where they make 20,000."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def fuzz(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The fuzzer of single inputs."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent / "fuzz"))
    return importlib.import_module("run")


def test_every_reader_takes_any_input(fuzz: Any) -> None:
    for name, read in fuzz.READERS.items():
        for number in range(6):
            seed = f"{name} {number}"
            assert fuzz.fault_of(read, fuzz.input_of(name, [fuzz.made(name)], seed, number)) == "", seed


def test_time_is_linear_in_a_plain_text(fuzz: Any) -> None:
    doubling = importlib.import_module("doubling")
    assert set(doubling.RUNS) <= set(fuzz.READERS)
    assert doubling.grown(doubling.RUNS["plain"], ("", "今日は晴れです。", "")) is None
