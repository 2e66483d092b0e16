"""What an editor asks and is told over the Language Server Protocol. The only module that knows pygls."""

from __future__ import annotations

import asyncio
import re
from bisect import bisect_right
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from jreadtools.checks.configuration import OWN, SHARED
from jreadtools.errors import Lang
from jreadtools.live.open_text import OpenText, Remark, explained, remarks, time_label
from jreadtools.version import __version__

__all__ = ["language_server"]

_PAUSE: Final = 0.3
"""Seconds without a key before a text is checked anew."""

_Result = TypeVar("_Result")


class _Shown(NamedTuple):
    """A remark, and where the editor has it."""

    where: types.Range
    remark: Remark
    of: OpenText


def language_server(lang: Lang | None, usual: Lang) -> LanguageServer:
    """A server that is ready to be started: `start_io()`.

    Args:
        lang: the language of what is said; that of the editor where None.
        usual: that where the editor names none.
    """
    # Whole texts: an article is short, and pygls counts other line ends than the protocol when it puts pieces together.
    server = LanguageServer("jreadtools", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
    texts = _OpenTexts(server, lang, usual)
    for feature, handler in (
        (types.INITIALIZE, texts.begin),
        (types.INITIALIZED, texts.watch),
        (types.WORKSPACE_DID_CHANGE_WATCHED_FILES, texts.configured),
        (types.TEXT_DOCUMENT_DID_OPEN, texts.opened),
        (types.TEXT_DOCUMENT_DID_CHANGE, texts.changed),
        (types.TEXT_DOCUMENT_DID_SAVE, texts.saved),
        (types.TEXT_DOCUMENT_DID_CLOSE, texts.closed),
        (types.TEXT_DOCUMENT_HOVER, texts.hover),
        (types.TEXT_DOCUMENT_CODE_LENS, texts.lenses),
    ):
        server.feature(feature)(partial(handler))  # pygls sets attributes on it, which a method does not take
    return server


class _OpenTexts:
    """The texts that are open: what is still to be checked, and what is shown of each."""

    def __init__(self, server: LanguageServer, lang: Lang | None, usual: Lang) -> None:
        self._server = server
        self._asked = lang
        self._lang: Lang = lang or usual
        # One thread: a text of a megabyte must not stop the editor's messages, and MeCab opens its dictionary once a thread.
        self._worker = ThreadPoolExecutor(1)
        self._waiting: dict[str, asyncio.Task[None]] = {}
        self._shown: dict[str, list[_Shown]] = {}

    def begin(self, params: types.InitializeParams) -> None:
        """The editor says who it is: its language holds unless another is asked for."""
        options = params.initialization_options
        named = options.get("lang") if isinstance(options, dict) else getattr(options, "lang", None)
        asked = named if named in ("ja", "en") else self._asked or params.locale
        if asked:
            self._lang = "ja" if re.match(r"ja\b|ja_", asked) else "en"

    async def watch(self, _: types.InitializedParams) -> None:
        """Ask an editor that can to tell of changes of the configuration."""
        workspace = self._server.client_capabilities.workspace
        able = workspace.did_change_watched_files if workspace else None
        if able is None or not able.dynamic_registration:
            return
        watchers = [types.FileSystemWatcher(f"**/{name}") for name in (OWN, SHARED)]
        wanted = types.DidChangeWatchedFilesRegistrationOptions(watchers)
        method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
        registration = types.Registration("configuration", method, wanted)
        await self._server.client_register_capability_async(types.RegistrationParams([registration]))

    def configured(self, _: types.DidChangeWatchedFilesParams) -> None:
        """The configuration has changed: every text is checked anew."""
        for uri in list(self._shown):
            self._check(uri, 0)

    def opened(self, params: types.DidOpenTextDocumentParams) -> None:
        """Check a text at once."""
        self._check(params.text_document.uri, 0)

    def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        """Check a text when nobody types."""
        self._check(params.text_document.uri, _PAUSE)

    def saved(self, params: types.DidSaveTextDocumentParams) -> None:
        """Check a text at once: it may be the configuration that has changed."""
        self._check(params.text_document.uri, 0)

    def closed(self, params: types.DidCloseTextDocumentParams) -> None:
        """Nothing is shown of a text that is not open."""
        uri = params.text_document.uri
        self._leave(uri)
        self._shown.pop(uri, None)
        self._server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    async def hover(self, params: types.HoverParams) -> types.Hover | None:
        """Why there is something at a place."""
        place = params.position
        here = [one for one in self._shown.get(params.text_document.uri, ()) if _holds(one.where, place)]
        if not here:
            return None
        said = [await self._apart(explained, one.remark, one.of) for one in here]
        return types.Hover(self._written(said), here[0].where)

    async def lenses(self, params: types.CodeLensParams) -> list[types.CodeLens]:
        """The reading time, above the first line."""
        label = await self._apart(time_label, self._text(params.text_document.uri))
        top = types.Position(0, 0)
        # A lens is a button; this one does nothing.
        return [types.CodeLens(types.Range(top, top), types.Command(label, ""))] if label else []

    def _check(self, uri: str, pause: float) -> None:
        """Check a text after a pause, unless it changes again before."""
        self._leave(uri)
        self._waiting[uri] = asyncio.get_running_loop().create_task(self._checked(uri, pause))

    def _leave(self, uri: str) -> None:
        task = self._waiting.pop(uri, None)
        if task is not None:
            task.cancel()

    async def _checked(self, uri: str, pause: float) -> None:
        await asyncio.sleep(pause)
        text = self._text(uri)
        version = self._server.workspace.get_text_document(uri).version
        found = await self._apart(remarks, text)
        ranges = _ranges(text.text, found, self._server.workspace.position_encoding)
        self._shown[uri] = [_Shown(where, remark, text) for where, remark in zip(ranges, found, strict=True)]
        diagnostics = [_diagnostic(one) for one in self._shown[uri]]
        self._server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, diagnostics, version))

    async def _apart(self, work: Callable[..., _Result], *what: Any) -> _Result:
        """Do something in the thread of MeCab."""
        return await asyncio.get_running_loop().run_in_executor(self._worker, partial(work, *what))

    def _text(self, uri: str) -> OpenText:
        document = self._server.workspace.get_text_document(uri)
        path = to_fs_path(uri)
        if path is None:  # not saved yet: it will be in the folder that is open
            path = str(Path(self._server.workspace.root_path or ".", Path(document.path).name))
        return OpenText(document.source, path, document.language_id or "", self._lang)

    def _written(self, said: list[list[str]]) -> types.MarkupContent:
        """Paragraphs as the editor reads them."""
        text_document = self._server.client_capabilities.text_document
        hover = text_document.hover if text_document else None
        if hover is None or types.MarkupKind.Markdown not in (hover.content_format or ()):
            return types.MarkupContent(types.MarkupKind.PlainText, "\n\n".join("\n".join(one) for one in said))
        texts = ("\n\n".join([f"**{_escaped(first)}**", *map(_escaped, rest)]) for first, *rest in said)
        return types.MarkupContent(types.MarkupKind.Markdown, "\n\n---\n\n".join(texts))


_MARKS: Final = re.compile(r"([\\`*\[\]<~])")


def _escaped(text: str) -> str:
    r"""Words of an article as Markdown shows them: no link, no picture, no code.

    >>> print(_escaped("[詳細](x)<b> no_chain"))
    \[詳細\](x)\<b> no_chain
    """
    return _MARKS.sub(r"\\\1", text)


_SEVERITIES: Final = {
    "broken": types.DiagnosticSeverity.Error,
    "fails": types.DiagnosticSeverity.Warning,
    "advice": types.DiagnosticSeverity.Information,
}


def _diagnostic(shown: _Shown) -> types.Diagnostic:
    return types.Diagnostic(
        shown.where,
        shown.remark.message,
        severity=_SEVERITIES[shown.remark.weight],
        code=shown.remark.rule or None,
        source="jreadtools",
    )


def _holds(where: types.Range, place: types.Position) -> bool:
    start, at, end = ((one.line, one.character) for one in (where.start, place, where.end))
    return start <= at < end or start == at


_LINE_END: Final = re.compile("\r\n|\n|\r")


def _ranges(text: str, found: list[Remark], encoding: str | None) -> list[types.Range]:
    """Where the remarks are, as the protocol counts: lines end at \\n, \\r\\n and \\r only, columns are units of an encoding."""
    ends = list(_LINE_END.finditer(text))
    starts = [0, *(match.end() for match in ends)]
    behind = [*(match.start() for match in ends), len(text)]
    positions: dict[int, types.Position] = {}
    line = at = units = 0
    for offset in sorted({offset for remark in found for offset in (remark.start, remark.end)}):
        here = bisect_right(starts, offset) - 1
        if here != line:
            line, at, units = here, starts[here], 0
        end = min(offset, behind[line])
        units += _units(text[at:end], encoding)  # each character once: a line may have a million
        at = end
        positions[offset] = types.Position(line, units)
    return [types.Range(positions[remark.start], positions[remark.end]) for remark in found]


def _units(text: str, encoding: str | None) -> int:
    """How many units of an encoding a text has; UTF-16 where none was agreed on.

    >>> [_units("😀あ", encoding) for encoding in ("utf-8", "utf-16", "utf-32")]
    [7, 3, 2]
    """
    if encoding == "utf-32":
        return len(text)
    if encoding == "utf-8":
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
