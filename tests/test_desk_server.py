"""The server of the page: for this machine and for who knows its address, one slow text beside the others."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from served import answer_to, asked, served
from started import PATIENCE
from to_revise import CUT, UNCUT

import jreadtools as jr
from jreadtools.errors import JreadtoolsError, Message
from jreadtools.live.answer import answer
from jreadtools.live.desk import Desk
from jreadtools.live.desk_server import LIMIT, DeskServer
from jreadtools.measure.settings import Settings

QUESTION = json.dumps({"text": "花が咲く。"}).encode()


@pytest.fixture(scope="module")
def server() -> Iterator[DeskServer]:
    """In this process; how a run of its own begins and ends is tried further below."""
    with DeskServer(Desk(Settings(lang="ja"))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def address(server: DeskServer) -> str:
    return server.address


def test_the_page_says_what_it_may_do(address: str) -> None:
    """It runs its own style and script, asks its own server, and stands in no frame; nobody keeps it."""
    response, content = asked(address)
    policy = response.headers["Content-Security-Policy"]
    assert response.status == 200
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "connect-src 'self'" in policy
    assert "unsafe" not in policy
    assert policy.endswith("; frame-ancestors 'none'")
    page = content.decode()
    assert f'content="{policy.rpartition("; ")[0]}"' in page
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert not re.findall(r"""(?:src|href)=["'](?!#|data:)""", page)
    assert "コンピューターの外に送られません" in page


def test_it_listens_on_this_machine_alone(address: str) -> None:
    """From the address of another interface nobody is heard."""
    port = urlsplit(address).port
    assert port
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # sends nothing
        own = probe.getsockname()[0]
    if own.startswith("127."):
        pytest.skip("this machine has no other address")
    with pytest.raises(OSError, match=r"refused|unreachable|timed out"):
        socket.create_connection((own, port), timeout=5)


@pytest.mark.parametrize("where", ["view", "answer", "open?name=a.txt", "keep?as=csv&name="])
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "{own}"}, 200),
        ({"Origin": "{own}", "Sec_Fetch_Site": "same-origin"}, 200),
        ({"Host": "localhost:{port}", "Origin": "http://localhost:{port}"}, 200),
        ({"Host": "example.com:{port}"}, 403),
        ({"Host": "127.0.0.1"}, 403),
        ({"Host": "127.0.0.1:1"}, 403),
        ({"Origin": "https://example.com"}, 403),
        ({"Origin": "http://localhost:{port}"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "https://127.0.0.1:{port}"}, 403),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Sec_Fetch_Site": "same-site"}, 403),
    ],
)
def test_host_and_origin(address: str, where: str, headers: dict[str, str], status: int) -> None:
    parts = urlsplit(address)
    named = {name: value.format(port=parts.port, own=f"http://{parts.netloc}") for name, value in headers.items()}
    response, content = asked(address, where, QUESTION, **named)
    assert response.status == status
    if status == 403:
        assert json.loads(content) == {"error": "Forbidden"}
    get, _ = asked(address, **named)
    assert get.status == status


@pytest.mark.parametrize("token", ["", "x", "{token}x", "{token}%00", "{half}", "é", "{token}/..", "../{token}"])
def test_without_the_token_there_is_nothing(address: str, token: str) -> None:
    parts = urlsplit(address)
    known = parts.path.strip("/")
    wrong = quote(token.format(token=known, half=known[:-1]), safe="/%.")
    for body in (None, QUESTION):
        response, content = asked(f"http://{parts.netloc}/{wrong}/", "view" if body else "", body)
        assert response.status in (403, 404)
        assert known.encode() not in content
        assert "花".encode() not in content


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "HEAD", "TRACE"])
def test_nothing_else_is_done(address: str, method: str) -> None:
    response, _ = asked(address, "view", method=method)
    assert response.status == 501


def test_what_is_asked_wrongly_is_refused(address: str) -> None:
    for body in (
        b"",
        b"{",
        b"[]",
        b'{"text": 1}',
        b'{"text": "a", "markup": "x"}',
        b'{"text": "a", "among": "x"}',
        b"\xff",
    ):
        response, content = asked(address, "view", body)
        assert (response.status, "JSON" in json.loads(content)["error"]) == (400, True), body
    response, _ = asked(address, "view", QUESTION, Content_Type="text/plain")
    assert response.status == 400
    response, _ = asked(address, "keep?as=exe&name=", b"a")
    assert response.status == 400
    response, _ = asked(address, "elsewhere", QUESTION)
    assert response.status == 404
    response, _ = asked(address, "view")
    assert response.status == 404


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (ZeroDivisionError("a defect"), 500, "読み取れませんでした（ZeroDivisionError: a defect）"),
        (JreadtoolsError(Message(ja="題がありません", en="no title")), 400, "題がありません"),
        (JreadtoolsError("no title"), 400, "no title"),
        (JreadtoolsError(), 400, ""),
    ],
)
def test_an_error_is_the_answer_to_its_own_question(
    error: Exception, status: int, said: str, server: DeskServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(server.measurers, "run", failing)
        response, content = asked(server.address, "view", QUESTION)
    assert (response.status, json.loads(content)) == (status, {"error": said})
    assert asked(server.address, "view", QUESTION)[0].status == 200


def _spoken(address: str, head: str) -> bytes:
    """What is answered to the head of a request the body of which never comes."""
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname, parts.port), timeout=60) as connection:
        connection.sendall(f"POST {parts.path}view HTTP/1.1\r\nHost: {parts.netloc}\r\n{head}\r\n\r\n".encode())
        answered = b""
        while more := connection.recv(65536):
            answered += more
    return answered


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (f"Content-Length: {LIMIT + 1}", b"413"),
        ("Content-Length: 99999999999999999999999", b"411"),
        ("Content-Length: -1", b"411"),
        ("Content-Length: x", b"411"),
        ("Transfer-Encoding: chunked", b"411"),
        ("Content-Length: 5\r\nTransfer-Encoding: chunked", b"411"),
        ("Content-Length: 5\r\nContent-Length: 50", b"411"),
        ("Accept: */*", b"411"),
        ("Content-Length: 5\r\nOrigin: https://example.com", b"403"),
    ],
)
def test_bodies_are_limited(address: str, head: str, status: bytes) -> None:
    """What is too long, or does not say how long it is, is not read; the connection is closed."""
    said = _spoken(address, head)
    assert said.startswith(b"HTTP/1.1 " + status)
    assert b"Connection: close" in said


def test_a_body_behind_a_question_without_one_is_no_question(address: str) -> None:
    parts = urlsplit(address)
    get = f"GET {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\n"
    with socket.create_connection((parts.hostname, parts.port), timeout=60) as connection:
        connection.sendall(f"{get}Content-Length: {len(get) + 2}\r\n\r\n{get}\r\n".encode())
        answered = b""
        while more := connection.recv(65536):
            answered += more
    assert answered.count(b"HTTP/1.1 200") == 1
    assert b"Connection: close" in answered


def test_one_slow_text_does_not_hold_the_others(address: str) -> None:
    """While a text of millions of characters is measured, short ones are answered, many of them."""
    slow = f"花が咲く。{CUT}\n\n" * 3_000
    assert answer_to(address, "view", text="花が咲く。")["said"]
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(answer_to, address, "answer", text=slow)
        time.sleep(0.2)
        answered = 0
        while not waiting.done():
            assert answer_to(address, "view", text=f"花が{answered}本咲く。")["said"]
            answered += not waiting.done()
        assert waiting.result()["sentences"] == 6_000
    assert answered


def test_the_object_is_the_engine_s(address: str, posts: Path) -> None:
    path = posts / "smell-of-lead.md"
    text = path.read_text("utf-8")
    said = answer_to(address, "answer", text=text, name=path.name)
    assert said == answer(text, name=path.name, among="web")
    assert said["standing"]["places"]
    both = answer_to(address, "answer", text=CUT, before=f"{CUT}{UNCUT}", among="")
    assert both["standing"] is None
    assert both["rewrite"]["sentences_to_revise"] == {"before": 2, "after": 1}


def test_nobody_is_compared_with_whom_the_page_cannot_compare_with(address: str, posts: Path) -> None:
    short = answer_to(address, "view", text="花が咲く。")["html"]
    assert "短いので比べられません" in short
    assert "と比べています" not in short
    assert "と比べています" in answer_to(address, "view", text=(posts / "smell-of-lead.md").read_text("utf-8"))["html"]


def test_places_are_in_utf_16(address: str) -> None:
    text = f"😀𠮷野家です。{CUT}"
    places = answer_to(address, "view", text=text)["places"]
    units = text.encode("utf-16-le")
    cut = {number: units[2 * a : 2 * b].decode("utf-16-le") for number, a, b in zip(*[iter(places)] * 3, strict=True)}
    assert list(cut.values()) == ["😀𠮷野家です。", CUT]


def test_a_text_without_words(address: str) -> None:
    for text in ("", " \n", "　"):
        assert answer_to(address, "view", text=text) == {"html": "", "said": "", "places": []}
    assert answer_to(address, "view", text="```\nx\n```", markup="markdown")["html"]
    assert answer_to(address, "view", text="\ud800花が咲く。\0", before="\udfff")["html"]


def test_files_are_opened(address: str, posts: Path) -> None:
    """Every format that is read; what people write themselves comes as it stands, of all else the words."""

    def opened(name: str, data: bytes) -> dict[str, object]:
        response, content = asked(address, f"open?name={quote(name)}", data)
        assert response.status == 200
        found: dict[str, object] = json.loads(content)
        return found

    source = (posts / "old-radio.md").read_bytes()
    [one] = opened("old-radio.md", source)["articles"]  # type: ignore[misc]
    assert (one["text"], one["markup"], one["name"], one["words"]) == (source.decode(), "", "old-radio.md", False)
    [one] = opened("a.txt", "第一行です。".encode("cp932"))["articles"]  # type: ignore[misc]
    assert one["text"] == "第一行です。"
    [one] = opened("a.html", "<html><body><h1>題</h1><p>花が*咲く*。</p></body></html>".encode())["articles"]  # type: ignore[misc]
    assert (one["text"], one["markup"], one["words"]) == (
        '---\ntitle: "題"\n---\n\n花が\\*咲く\\*。\n',
        "markdown",
        True,
    )
    table = opened("表.csv", "題名,本文\n甲,花が咲く。\n乙,\n".encode())
    assert [(one["title"], one["text"]) for one in table["articles"]] == [("甲", "花が咲く。"), ("乙", "")]  # type: ignore[attr-defined]
    nothing = opened("a.odt", b"PK\x03\x04")
    assert nothing["articles"] == []
    assert "pandoc" in str(nothing["failures"])


def test_what_is_kept_is_what_the_commands_write(address: str, posts: Path, tmp_path: Path) -> None:
    source = (posts / "old-radio.md").read_bytes()
    (tmp_path / "old-radio.md").write_bytes(source)
    response, content = asked(address, "keep?as=csv&name=old-radio.md", source)
    jr.analyze_folder(tmp_path / "old-radio.md", output=tmp_path / "out.csv")
    rows = [table.decode("utf-8-sig").splitlines() for table in (content, (tmp_path / "out.csv").read_bytes())]
    assert [row.partition(",")[2] for row in rows[0]] == [row.partition(",")[2] for row in rows[1]]
    response, content = asked(address, "keep?as=html&name=", "花が咲く。".encode())
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert b"<!doctype html>" in content
    assert asked(address, "keep?as=xlsx&name=", "花が咲く。".encode())[1].startswith(b"PK")


def _run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "jreadtools", "serve", *words],
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )


def test_a_port_that_is_taken_is_said(address: str) -> None:
    port = str(urlsplit(address).port)
    done = _run("--port", port, "--lang", "en")
    assert (done.returncode, done.stdout) == (2, "")
    assert f"--port {port} cannot be used" in done.stderr
    for wrong in ("-1", "65536", "x"):
        assert _run("--port", wrong).returncode == 2


def test_another_run_has_another_token_and_may_have_other_posts(address: str, posts: Path) -> None:
    with served("--lang", "en", "--among", str(posts)) as other:
        assert urlsplit(other).path != urlsplit(address).path
        assert len(urlsplit(other).path.strip("/")) >= 32
        said = answer_to(other, "answer", text="花が咲く。")["standing"]
        assert said["among"] == str(posts)
        assert answer_to(other, "answer", text="花が咲く。", among="tech")["standing"]["among"] == "tech"
        assert f'<option value="own" selected>your own ({posts})' in asked(other)[1].decode()
    done = _run("--among", "wbe", "--lang", "en")
    assert done.returncode == 2
    assert "did you mean web?" in done.stderr


def test_ctrl_c_ends_it_while_texts_are_measured() -> None:
    """No process is left, nothing is printed, and nobody waits for the text."""
    question = json.dumps({"text": f"{CUT}\n\n" * 20_000}).encode()

    def ask(address: str) -> None:
        with suppress(OSError, HTTPException):
            asked(address, "answer", question)

    with ThreadPoolExecutor(3) as pool, served("--lang", "ja") as address:
        for _ in range(3):
            pool.submit(ask, address)
        time.sleep(1.5)
