"""`jreadtools lsp` and `jreadtools mcp` before anybody speaks to them."""

import io
import os
import signal
import subprocess
import sys

import pytest

from jreadtools.cli.main import main
from jreadtools.cli.session import Run
from jreadtools.cli.spoken_to import needs, wait_for
from jreadtools.errors import Lang

COMMANDS = {
    "lsp": ("pygls", "pygls.lsp.server", "language_server", "an editor"),
    "mcp": ("mcp", "mcp.server", "mcp_server", "an assistant"),
}


@pytest.mark.parametrize(("command", "options"), [("lsp", []), ("lsp", ["--stdio"]), ("mcp", ["--folder", "."])])
def test_a_missing_package_is_named(
    command: str, options: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    package, missing, module, _ = COMMANDS[command]
    monkeypatch.delitem(sys.modules, f"jreadtools.live.{module}", raising=False)
    monkeypatch.setitem(sys.modules, missing, None)
    assert main([command, *options, "--lang", "en"]) == 2
    assert capsys.readouterr().err == f'jreadtools: this needs {package}; install it: pip install "{package}>=2"\n'


def test_what_another_package_lacks_is_its_own_error() -> None:
    """Whoever installed pygls again would be no wiser."""
    error = ImportError("no module named x", name="x.y")
    assert needs("pygls>=2", ("pygls", "lsprotocol"), error) is error


class Terminal(io.StringIO):
    """A stream at which somebody sits."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("stdin", [io.StringIO(), Terminal()])
@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("ja", "標準入力でエディターからの接続を待っています。終えるには Ctrl-C を押します"),
        ("en", "waiting for an editor on standard input; Ctrl-C ends it"),
    ],
)
def test_who_has_not_typed_the_command_is_told_nothing_and_signals_end_it_at_once(
    lang: Lang, said: str, stdin: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {number: signal.signal(number, signal.SIG_IGN) for number in numbers}
    monkeypatch.setattr(sys, "stdin", stdin)
    err = Terminal()
    try:
        wait_for(Run(io.StringIO(), err, lang), ja="エディター", en="an editor")
        assert [signal.getsignal(number) for number in numbers] == [signal.SIG_DFL] * len(numbers)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    assert err.getvalue() == (f"jreadtools: {said}\n" if stdin.isatty() else "")


@pytest.mark.skipif(os.name != "posix", reason="terminals are opened as POSIX does it")
@pytest.mark.parametrize("command", COMMANDS)
def test_who_types_the_command_is_told_who_is_waited_for(command: str) -> None:
    """And Ctrl-C ends it."""
    package, _, _, whom = COMMANDS[command]
    pytest.importorskip(package, reason=f"{package} is not installed: pip install 'jreadtools[{command}]'")
    ours, theirs = os.openpty()
    words = [sys.executable, "-m", "jreadtools", command, "--lang", "en"]
    with subprocess.Popen(words, stdin=theirs, stdout=subprocess.DEVNULL, stderr=theirs) as process:
        os.close(theirs)  # now an end of the process ends the reading too
        said = b""
        while not said.endswith(b"ends it\r\n"):
            said += os.read(ours, 1000)
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == -signal.SIGINT
    os.close(ours)
    assert said.decode() == f"jreadtools: waiting for {whom} on standard input; Ctrl-C ends it\r\n"
