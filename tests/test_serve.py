"""`jreadtools serve` on a stand-in for its server: what is served, where, and what is said of it."""

import errno
import io
import sys
import webbrowser
from pathlib import Path
from typing import Any

import pytest

import jreadtools as jr
from jreadtools.cli.main import main
from jreadtools.live import desk_server
from jreadtools.live.desk import Desk

Capture = pytest.CaptureFixture[str]


class Terminal(io.StringIO):
    """A stream at which somebody sits."""

    def isatty(self) -> bool:
        return True


class Server:
    """A server that is interrupted at once."""

    address = "http://127.0.0.1:1/secret/"
    asked: list[Any]
    error: OSError | None = None

    def __init__(self, desk: Desk, port: int) -> None:
        if self.error:
            raise self.error
        self.asked += [desk, port]
        self.measurers = self

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None:
        self.asked.append("closed")

    def warm(self) -> None:
        self.asked.append("warm")

    def serve_forever(self) -> None:
        self.asked.append("served")
        raise KeyboardInterrupt


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the server is asked for."""
    monkeypatch.setattr(Server, "asked", [], raising=False)
    monkeypatch.setattr(desk_server, "DeskServer", Server)
    return Server.asked


def test_it_is_warmed_served_and_closed_and_its_address_is_all_that_a_program_reads(
    asked: list[Any], capsys: Capture
) -> None:
    assert main(["serve", "--lang", "en"]) == 0
    desk, port, *rest = asked
    assert (desk.among, desk.own, desk.lang, port) == ("web", None, "en", 0)
    assert rest == ["warm", "served", "closed"]
    assert capsys.readouterr() == (f"{Server.address}\n", "")


def test_who_types_it_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", err := Terminal())
    assert main(["serve", "--lang", "en"]) == 0
    assert err.getvalue() == "jreadtools: open this address in a browser; Ctrl-C ends it\njreadtools: ended\n"


def test_articles_stand_among_those_that_are_named(asked: list[Any], posts: Path) -> None:
    assert main(["serve", "--among", "tech"]) == 0
    assert (asked[0].among, asked[0].own) == ("tech", None)
    asked.clear()
    assert main(["serve", "--among", str(posts)]) == 0
    assert asked[0].among == "own"
    assert isinstance(asked[0].own, jr.Norms)
    assert asked[0].own.name == str(posts)


@pytest.mark.parametrize("port", ["0", "80", "65535"])
def test_a_port_can_be_named(port: str, asked: list[Any]) -> None:
    assert main(["serve", "--port", port]) == 0
    assert asked[1] == int(port)


@pytest.mark.parametrize("port", ["65536", "-1", "x", "1.5", ""])
def test_what_is_no_port_is_said(port: str, asked: list[Any], capsys: Capture) -> None:
    assert main(["serve", f"--port={port}", "--lang", "en"]) == 2
    assert f"a whole number from 0 to 65535, not {port}" in capsys.readouterr().err
    assert asked == []


@pytest.mark.parametrize(
    ("error", "lang", "said"),
    [
        (
            OSError(errno.EADDRINUSE, "in use"),
            "en",
            "--port 80 cannot be used (another program has it); take another, ",
        ),
        (
            OSError(errno.EADDRINUSE, "in use"),
            "ja",
            "--port 80: このポートは使えません（ほかのプログラムが使っています）。",
        ),
        (OSError(errno.EACCES, "denied"), "en", "--port 80 cannot be used (no permission to use it); take another, "),
        (OSError(errno.ENOBUFS, "no buffers"), "ja", "--port 80: このポートは使えません（no buffers）。"),
        (OSError("odd"), "en", "--port 80 cannot be used (odd); take another, or leave it out"),
    ],
)
def test_a_port_that_cannot_be_had_is_said(
    error: OSError, lang: str, said: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(Server, "error", error)
    assert main(["serve", "--port", "80", "--lang", lang]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"jreadtools: {said}")


@pytest.mark.parametrize("opens", [True, False])
def test_it_is_opened_on_request(opens: bool, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    tried: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda address: tried.append(address) or opens)
    assert main(["serve", "--lang", "en"]) == 0
    assert tried == []
    assert main(["serve", "--open", "--lang", "en"]) == 0
    assert tried == [Server.address]
    said = "jreadtools: no browser could be opened; open the address above\n"
    assert capsys.readouterr().err == ("" if opens else said)
