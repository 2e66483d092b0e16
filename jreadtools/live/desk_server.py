"""The server of the page: on this machine alone, for who has its address alone.

Every request is asked whether it came to a name of this machine (Host), from this page (Origin, Sec-Fetch-Site), with the
token of this run in its path. What it asks for is done by other processes. Nothing is kept.
"""

from __future__ import annotations

import hmac
import json
import os
import secrets
from collections.abc import Callable, Mapping
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final, cast
from urllib.parse import parse_qs, urlsplit

from jreadtools.errors import JreadtoolsError, Lang, in_language, unforeseen
from jreadtools.live.desk import Desk, RefusedError, answered, desk_section, question_of, viewed
from jreadtools.live.desk_words import DESK_WORDS
from jreadtools.live.kept_files import KEPT, kept_file
from jreadtools.live.measurers import Measurers
from jreadtools.live.opened_files import opened_texts
from jreadtools.sources.formats import MARKUPS, Markup
from jreadtools.views.render import page, policy

__all__ = ["LIMIT", "DeskServer"]

LIMIT: Final = 32_000_000
"""Bytes of a body."""
_IDLE: Final = 120
"""Seconds for which a connection may say nothing."""
_STYLES: Final = ("style.css", "list.css", "desk.css")
_SCRIPTS: Final = ("script.js", "desk.js")
_HEADERS: Final[Mapping[str, str]] = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class DeskServer(ThreadingHTTPServer):
    """The page of one run. `address` opens it; all else is as ever; it closes as a context."""

    daemon_threads = True
    allow_reuse_address = os.name == "posix"  # elsewhere two servers could share a port

    def __init__(self, desk: Desk, port: int = 0) -> None:
        """Take a port; 0 is one that is free.

        Raises:
            OSError: it is taken.
        """
        self.desk = desk
        self.token = secrets.token_urlsafe(24)
        self.measurers = Measurers()
        super().__init__(("127.0.0.1", port), _Answering)
        self.hosts = frozenset(f"{name}:{self.server_port}" for name in ("127.0.0.1", "localhost"))

    @property
    def address(self) -> str:
        """What to open in a browser."""
        return f"http://127.0.0.1:{self.server_port}/{self.token}/"

    def server_close(self) -> None:
        """Give up the port, and end whatever is still measuring."""
        super().server_close()
        self.measurers.close()

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away in the middle of an answer is nothing to tell."""


_Reply = tuple[str, bytes]
"""Content type and body."""


class _Answering(BaseHTTPRequestHandler):
    """One connection."""

    server: DeskServer
    protocol_version = "HTTP/1.1"
    server_version = "jreadtools"
    sys_version = ""
    timeout = _IDLE
    disable_nagle_algorithm = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing is logged: the address is secret, and texts are nobody's business."""

    def do_GET(self) -> None:
        """The page."""
        if "Content-Length" in self.headers or "Transfer-Encoding" in self.headers:
            self.close_connection = True  # what follows is a body, and no request
        self._answer({"": self._page}, b"")

    def do_POST(self) -> None:
        """What the page asks for."""
        length, *others = self.headers.get_all("Content-Length", [""])
        if others or not length.isdecimal() or len(length) > 12 or "Transfer-Encoding" in self.headers:
            self._refuse(HTTPStatus.LENGTH_REQUIRED)
        elif int(length) > LIMIT:
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        elif self._is_ours():  # who is not has no body read
            body = self.rfile.read(int(length))
            self._answer({"view": self._view, "answer": self._object, "open": self._open, "keep": self._keep}, body)
        else:
            self._refuse(HTTPStatus.FORBIDDEN)

    def _is_ours(self) -> bool:
        """Whether this request came to this machine by its name, from the page or from no page at all, and knows the token."""
        host, origin = self.headers.get("Host", ""), self.headers.get("Origin")
        if host not in self.server.hosts or origin not in (None, f"http://{host}"):
            return False
        if self.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
            return False
        token = urlsplit(self.path).path.split("/")[1:2]
        return bool(token) and hmac.compare_digest(token[0].encode("utf-8", "replace"), self.server.token.encode())

    def _answer(self, places: Mapping[str, Callable[[bytes], _Reply]], body: bytes) -> None:
        if not self._is_ours():
            self._refuse(HTTPStatus.FORBIDDEN)
            return
        place = places.get(urlsplit(self.path).path.removeprefix(f"/{self.server.token}/"))
        if place is None:
            self._refuse(HTTPStatus.NOT_FOUND)
            return
        try:
            kind, content = place(body)
        except JreadtoolsError as error:
            self._send_json(HTTPStatus.BAD_REQUEST, {"error": self._said(error)})
        except Exception as error:  # noqa: BLE001  a defect met in one text must not end the page
            self._send_json(HTTPStatus.INTERNAL_SERVER_ERROR, {"error": in_language(unforeseen(error), self._lang)})
        else:
            self._send(HTTPStatus.OK, kind, content)

    @property
    def _lang(self) -> Lang:
        return self.server.desk.lang

    def _said(self, error: JreadtoolsError) -> str:
        return in_language(error.args[0], self._lang)

    def _page(self, _: bytes) -> _Reply:
        desk = self.server.desk
        html = page(
            desk.lang,
            title=DESK_WORDS[desk.lang]["page_title"],
            parts=[desk_section(desk, LIMIT)],
            styles=_STYLES,
            scripts=_SCRIPTS,
            connects=True,
        )
        return "text/html; charset=utf-8", html.encode()

    def _view(self, body: bytes) -> _Reply:
        return self._of_text(viewed, body)

    def _object(self, body: bytes) -> _Reply:
        return self._of_text(answered, body)

    def _of_text(self, work: Callable[..., dict[str, Any]], body: bytes) -> _Reply:
        if self.headers.get_content_type() != "application/json":  # a form of another page can send anything else
            raise RefusedError(ja="Content-Type は application/json にしてください", en="send it as application/json")
        try:
            given = json.loads(body)
        except (ValueError, RecursionError):
            given = None
        desk = self.server.desk
        return _json(self.server.measurers.run(work, desk, question_of(given, desk)))

    def _open(self, body: bytes) -> _Reply:
        return _json(self.server.measurers.run(opened_texts, body, self._asked("name"), self._lang))

    def _keep(self, body: bytes) -> _Reply:
        form, markup = self._asked("as"), cast("Markup | None", self._asked("markup") or None)
        if form not in KEPT or markup not in (None, *MARKUPS):
            known = ", ".join(KEPT)
            raise RefusedError(ja=f"as は {known} のどれかです", en=f"as is one of {known}")
        made = self.server.measurers.run(kept_file, body, self._asked("name"), markup, form, self.server.desk.settings)
        return "application/octet-stream", made

    def _asked(self, name: str) -> str:
        """A value of the address."""
        return parse_qs(urlsplit(self.path).query).get(name, [""])[0]

    def _refuse(self, status: HTTPStatus) -> None:
        self.close_connection = True  # the body was not read
        self._send_json(status, {"error": status.phrase})

    def _send_json(self, status: HTTPStatus, value: Any) -> None:
        self._send(status, *_json(value))

    def _send(self, status: HTTPStatus, kind: str, content: bytes) -> None:
        self.send_response(status)
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Security-Policy", _policy())
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content)


@cache
def _policy() -> str:
    return f"{policy(_STYLES, _SCRIPTS, connects=True)}; frame-ancestors 'none'"


def _json(value: Any) -> _Reply:
    return "application/json", json.dumps(value, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace")
