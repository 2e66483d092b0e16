"""`jreadtools serve` as somebody starts it, for the tests of its page and of its server."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPResponse
from typing import Any
from urllib.parse import urlsplit

from started import PATIENCE, started


@contextmanager
def served(*words: str) -> Iterator[str]:
    """The address of a page that is served; Ctrl-C ends it, without a word."""
    command = [sys.executable, "-m", "jreadtools", "serve", *words]
    with started(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        try:
            yield address
        finally:
            os.killpg(process.pid, signal.SIGINT)  # as a terminal does: its own processes hear it too
            out, err = process.communicate(timeout=PATIENCE)
        assert (process.returncode, out, err) == (0, "", ""), (
            f"Ctrl-C does not end it cleanly: {process.returncode} {err}"
        )


def asked(
    address: str, where: str = "", body: bytes | None = None, *, method: str = "", **headers: str
) -> tuple[HTTPResponse, bytes]:
    """What the server answers below its address; `headers`: with _ for -."""
    parts = urlsplit(address)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    if body is not None:
        named = {"Content-Type": "application/json", **named}
    with closing(HTTPConnection(parts.netloc, timeout=PATIENCE)) as connection:
        connection.request(method or ("GET" if body is None else "POST"), parts.path + where, body, named)
        with connection.getresponse() as response:
            return response, response.read()


def answer_to(address: str, where: str, **question: Any) -> dict[str, Any]:
    """What it answers to a question in JSON."""
    response, content = asked(address, where, json.dumps(question).encode())
    assert response.status == 200, content
    found: dict[str, Any] = json.loads(content)
    return found
