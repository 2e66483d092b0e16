"""`jreadtools lsp`, driven by a client over standard input and output as an editor drives it."""

from __future__ import annotations

import asyncio
import json
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from started import started

from jreadtools.cli.main import main
from jreadtools.live.open_text import OpenText, remarks

pytest.importorskip("pygls", reason="pygls is not installed: pip install 'jreadtools[lsp]'")
from lsprotocol import types
from pygls.lsp.client import LanguageClient

from jreadtools.live.language_server import _ranges

POSTS = Path(__file__).resolve().parents[1] / "examples/posts"
ADVICE = "設定を変更することができる。"
FOUND = "変更することができる"
LONG = "雨が上がるのを待ってから、裏の畑まで下りて、朝露に濡れた茄子を六本だけ摘んで帰りました。"
HANG = 60
"""Seconds after which an answer does not come any more."""


class Editor:
    """An editor that keeps what it is told."""

    def __init__(self, client: LanguageClient, capabilities: types.ServerCapabilities) -> None:
        self.client = client
        self.capabilities = capabilities
        self.told: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()
        client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(partial(self.told.put_nowait))

        self.asked: asyncio.Queue[types.RegistrationParams] = asyncio.Queue()
        client.feature(types.CLIENT_REGISTER_CAPABILITY)(partial(self.asked.put_nowait))

    async def next(self) -> types.PublishDiagnosticsParams:
        return await asyncio.wait_for(self.told.get(), HANG)

    async def open(self, uri: str, text: str, language: str = "markdown") -> list[types.Diagnostic]:
        item = types.TextDocumentItem(uri, language, 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        said = await self.next()
        assert (said.uri, said.version) == (uri, 1)
        return list(said.diagnostics)

    def change(self, uri: str, text: str, version: int) -> None:
        whole = types.TextDocumentContentChangeWholeDocument(text)
        document = types.VersionedTextDocumentIdentifier(version, uri)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [whole]))

    def save(self, uri: str) -> None:
        self.client.text_document_did_save(types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(uri)))

    def close(self, uri: str) -> None:
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))

    async def hover(self, uri: str, line: int, character: int) -> types.Hover | None:
        place = types.HoverParams(types.TextDocumentIdentifier(uri), types.Position(line, character))
        return await asyncio.wait_for(self.client.text_document_hover_async(place), HANG)

    async def lenses(self, uri: str) -> list[types.CodeLens]:
        asked = types.CodeLensParams(types.TextDocumentIdentifier(uri))
        return list(await asyncio.wait_for(self.client.text_document_code_lens_async(asked), HANG) or ())


@asynccontextmanager
async def editor(
    *words: str,
    encodings: list[str] | None = None,
    markdown: bool = True,
    workspace: types.WorkspaceClientCapabilities | None = None,
    **more: Any,
) -> AsyncIterator[Editor]:
    """An editor that has started the server, and in the end leaves it as the protocol says: with exit code 0."""
    client = LanguageClient("editor", "1")
    await client.start_io(sys.executable, "-m", "jreadtools", "lsp", *words)
    kinds = [types.MarkupKind.Markdown, types.MarkupKind.PlainText] if markdown else [types.MarkupKind.PlainText]
    hover = types.HoverClientCapabilities(content_format=kinds)
    capabilities = types.ClientCapabilities(
        workspace=workspace,
        general=types.GeneralClientCapabilities(position_encodings=encodings) if encodings else None,
        text_document=types.TextDocumentClientCapabilities(hover=hover),
    )
    started = await client.initialize_async(types.InitializeParams(capabilities, **more))
    it = Editor(client, started.capabilities)
    client.initialized(types.InitializedParams())
    yield it
    await client.shutdown_async(None)
    client.exit(None)
    assert client._server is not None
    errors = await client._server.stderr.read()
    await client.stop()
    assert (client._server.returncode, errors.decode()) == (0, "")


def words_at(text: str, where: types.Range, encoding: str = "utf-16") -> str:
    """The words in a range, as an editor finds them: it knows three ends of lines, and counts in units of the encoding."""
    codec, size = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}[encoding]
    lines = [line.encode(codec) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    start, end = where.start, where.end
    if start.line == end.line:
        return lines[start.line][start.character * size : end.character * size].decode(codec)
    parts = [
        lines[start.line][start.character * size :],
        *lines[start.line + 1 : end.line],
        lines[end.line][: end.character * size],
    ]
    return "\n".join(part.decode(codec) for part in parts)


def test_what_the_check_says_of_a_file_stands_where_the_check_has_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Markdown, plain text and Re:VIEW; the same kinds, the same words, in the same order."""
    limits = '[check]\nmax = { sentence_characters = 60 }\nfindings = ["all"]\nfail = ["revise"]\n'
    (tmp_path / "jreadtools.toml").write_text(limits, "utf-8")
    posts = [path for path in sorted(POSTS.iterdir()) if path.suffix in (".md", ".txt")]
    texts = {path.name: path.read_text("utf-8-sig") for path in posts}
    texts["chapter.re"] = f"= 章\n\n//emlist{{\n{LONG}\n//}}\n\n😀{ADVICE}@<b>{{{ADVICE}}}\n\n{LONG[:-1]}、{LONG}\n"
    for name, text in texts.items():
        (tmp_path / name).write_text(text, "utf-8", newline="")
    main(["check", str(tmp_path), "--format", "json", "--lang", "ja", "--workers", "1", "--quiet"])
    wanted: dict[str, list[tuple[Any, ...]]] = {name: [] for name in texts}
    for one in json.loads(capsys.readouterr().out)["problems"]:
        name = Path(one["path"]).name
        lines = texts[name].split("\n")[one["line"] - 1 : one["end_line"]]
        lines[-1] = lines[-1][: one["end_column"] - 1]
        lines[0] = lines[0][one["column"] - 1 :]
        wanted[name].append((one["rule"], one["line"] - 1, "\n".join(lines), one["message"], one["fails"]))

    async def session() -> None:
        async with editor("--lang", "ja") as it:
            for name, text in texts.items():
                said = await it.open((tmp_path / name).as_uri(), text, "whatever")
                found = [
                    (
                        one.code,
                        one.range.start.line,
                        words_at(text, one.range),
                        one.message,
                        one.severity is types.DiagnosticSeverity.Warning,
                    )
                    for one in said
                ]
                assert found == wanted[name], name
                assert {one.source for one in said} <= {"jreadtools"}

    asyncio.run(session())
    assert len(wanted["smell-of-lead.md"]) > 5
    assert [rule for rule, *_ in wanted["chapter.re"]].count("needless_ability") == 2
    assert sum(map(len, wanted.values())) > 20


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8", "utf-32"])
def test_ranges_are_right_behind_emoji_in_the_encoding_that_is_agreed_on(encoding: str) -> None:
    text = f"# 題😀\n\n👨‍👩‍👧𠮷野家で、{ADVICE}\n"

    async def session() -> None:
        async with editor(encodings=[encoding]) as it:
            assert it.capabilities.position_encoding == encoding
            (said,) = await it.open("file:///a.md", text)
            assert words_at(text, said.range, encoding) == FOUND
            where = said.range.start
            assert await it.hover("file:///a.md", where.line, where.character) is not None
            assert await it.hover("file:///a.md", where.line, where.character - 1) is None

    asyncio.run(session())


PIECES = [
    "😀",
    "𠮷野家で、",
    ADVICE,
    LONG,
    "# ",
    "- ",
    "**",
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    "\u2028",
    "\x0c",
    "\ufeff",
    "`x`",
    "> ",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join), st.sampled_from(["utf-8", "utf-16", "utf-32"]))
def test_every_range_holds_the_words_of_its_remark(text: str, encoding: str) -> None:
    """Whatever ends the lines, and however the units are counted."""
    found = remarks(OpenText(text, "/a.md", "markdown", "ja"))
    for remark, where in zip(found, _ranges(text, found, encoding), strict=True):
        words = text[remark.start : remark.end].replace("\r\n", "\n").replace("\r", "\n")
        assert words_at(text, where, encoding) == words
        if remark.rule == "needless_ability":
            assert words == FOUND


def test_an_editor_that_says_nothing_of_encodings_has_utf_16() -> None:
    async def session() -> None:
        async with editor() as it:
            (said,) = await it.open("file:///a.md", f"😀{ADVICE}")
            assert said.range.start == types.Position(0, 5)

    asyncio.run(session())


def test_lines_end_where_the_protocol_ends_them() -> None:
    """A line separator and a form feed begin a line for the reader, and none for an editor."""

    async def session() -> None:
        async with editor() as it:
            for number, end in enumerate(("\n", "\r\n", "\r")):
                text = end.join(["一行目。", "", f"二\u2028三\x0c四{ADVICE}", "", ADVICE, ""])
                said = await it.open(f"file:///{number}.txt", text, "plaintext")
                assert [(one.range.start.line, words_at(text, one.range)) for one in said] == [(2, FOUND), (4, FOUND)]

    asyncio.run(session())


def test_a_text_is_checked_when_nobody_types() -> None:
    async def session() -> None:
        async with editor() as it:
            assert await it.open("file:///a.md", "") == []
            for version in range(2, 12):
                it.change("file:///a.md", ADVICE * (version - 1), version)
            said = await it.next()
            assert (said.version, len(said.diagnostics)) == (11, 10)
            it.change("file:///a.md", "設定を変更できる。", 12)
            said = await it.next()
            assert (said.version, list(said.diagnostics)) == (12, [])
            it.close("file:///a.md")
            closed = await it.next()
            assert (closed.version, list(closed.diagnostics)) == (None, [])
            assert it.told.empty()

    asyncio.run(session())


def test_limits_and_what_is_silent_are_those_of_the_configuration(tmp_path: Path) -> None:
    config = tmp_path / "jreadtools.toml"
    config.write_text(
        "[check]\nmax = { sentence_characters = 40, kanji_ratio = 0.01 }\n[[check.overrides]]\npaths = ['old/']\nskip = true\n"
    )
    text = f"# 題\n\n{LONG}\n\n<!-- jreadtools-disable sentence_characters -->\n\n{LONG}\n"

    async def session() -> None:
        async with editor("--lang", "en") as it:
            uri = (tmp_path / "posts/a.md").as_uri()  # neither the folder nor the file is there yet
            of_all, of_one = await it.open(uri, text)
            assert (of_all.code, words_at(text, of_all.range)) == ("kanji_ratio", "# 題")
            assert (of_one.code, of_one.range.start.line) == ("sentence_characters", 2)
            assert of_one.message == "a sentence of 44 characters (at most 40)"
            assert of_one.severity is types.DiagnosticSeverity.Warning
            assert await it.open((tmp_path / "old/a.md").as_uri(), text) == []
            assert await it.open((tmp_path / "b.md").as_uri(), f"---\njreadtools: false\n---\n{LONG}") == []
            config.write_text("[check]\nmax = { sentense_characters = 40 }\n")
            it.save(uri)
            (broken,) = (await it.next()).diagnostics
            assert broken.severity is types.DiagnosticSeverity.Error
            assert "did you mean sentence_characters" in broken.message
            config.write_text("[check]\nfindings = ['none']\n")
            it.save(uri)
            assert list((await it.next()).diagnostics) == []

    asyncio.run(session())


def test_an_editor_that_watches_files_need_not_save(tmp_path: Path) -> None:
    config = tmp_path / "jreadtools.toml"
    config.write_text("[check]\nfindings = ['none']\n")
    files = types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True)

    async def session() -> None:
        async with editor(workspace=types.WorkspaceClientCapabilities(did_change_watched_files=files)) as it:
            (wanted,) = (await asyncio.wait_for(it.asked.get(), HANG)).registrations
            assert wanted.method == types.WORKSPACE_DID_CHANGE_WATCHED_FILES
            for name in ("a.md", "b.md"):
                assert await it.open((tmp_path / name).as_uri(), ADVICE) == []
            config.write_text("[check]\nfindings = ['default']\n")
            changed = types.FileEvent(config.as_uri(), types.FileChangeType.Changed)
            it.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([changed]))
            said = [await it.next(), await it.next()]
            assert {Path(one.uri).name: len(one.diagnostics) for one in said} == {"a.md": 1, "b.md": 1}

    asyncio.run(session())


def test_a_comment_that_silences_nothing_is_said() -> None:
    async def session() -> None:
        async with editor(initialization_options={"lang": "en"}) as it:
            (said,) = await it.open("file:///a.md", "今日は晴れ。\n\n<!-- jreadtools-disable reviese -->\n")
            assert "did you mean revise" in said.message
            assert said.severity is types.DiagnosticSeverity.Information

    asyncio.run(session())


def test_hovering_says_why(tmp_path: Path) -> None:
    text = (POSTS / "smell-of-lead.md").read_text("utf-8")

    async def session() -> None:
        async with editor("--lang", "ja") as it:
            uri = (tmp_path / "a.md").as_uri()
            said = await it.open(uri, text)
            place = said[0].range.start
            hover = await it.hover(uri, place.line, place.character + 2)
            assert hover is not None
            assert hover.range == said[0].range
            assert isinstance(hover.contents, types.MarkupContent)
            assert hover.contents.kind == types.MarkupKind.Markdown
            first, message, weighing, rule, read = hover.contents.value.split("\n\n")
            assert first == "**分けたほうがよさそうな文（revise）**"
            assert message == said[0].message
            assert weighing == "一文に多くを詰め込んでいる・名詞にかかる節が重なっている"
            assert rule.startswith("見直し度（revise_probability）が0.5以上。")
            assert read == "実際の記事で読んだ60件のうち、直す価値があったのは39件"
            assert await it.hover(uri, 0, 0) is None

    asyncio.run(session())


def test_what_an_article_says_is_no_markup_of_the_hover() -> None:
    text = "大雪で`電車`で行けなかった。"

    async def session() -> None:
        async with editor("--lang", "en") as it:
            (said,) = await it.open("file:///a.txt", text, "plaintext")
            place = said.range.start
            hover = await it.hover("file:///a.txt", place.line, place.character)
            assert hover is not None
            assert isinstance(hover.contents, types.MarkupContent)
            assert "で\\`電車\\`で" in hover.contents.value
        async with editor("--lang", "en", markdown=False) as it:
            (said,) = await it.open("file:///a.md", ADVICE)
            hover = await it.hover("file:///a.md", 0, said.range.start.character)
            assert hover is not None
            assert isinstance(hover.contents, types.MarkupContent)
            assert hover.contents.kind == types.MarkupKind.PlainText
            assert "\\" not in hover.contents.value

    asyncio.run(session())


def test_the_reading_time_stands_above_the_first_line() -> None:
    async def session() -> None:
        async with editor("--lang", "ja") as it:
            await it.open("file:///a.md", "# 題\n\n" + "あ" * 2400)
            (lens,) = await it.lenses("file:///a.md")
            assert lens.range == types.Range(types.Position(0, 0), types.Position(0, 0))
            assert lens.command is not None
            assert lens.command.title == "約4分（3〜5分）"
            it.change("file:///a.md", "あ" * 1200, 2)
            (lens,) = await it.lenses("file:///a.md")
            assert lens.command is not None
            assert lens.command.title == "約2分（1〜3分）"

    asyncio.run(session())


@pytest.mark.parametrize(
    ("words", "more", "english"),
    [
        (["--lang", "en"], {"locale": "ja"}, True),
        (["--lang", "en"], {"locale": "ja", "initialization_options": {"lang": "ja"}}, False),
        ([], {"locale": "ja-JP"}, False),
        ([], {"locale": "en-us"}, True),
        ([], {"locale": "de", "initialization_options": {"lang": "fr"}}, True),
    ],
)
def test_it_speaks_the_language_of_the_editor(words: list[str], more: dict[str, Any], english: bool) -> None:
    async def session() -> None:
        async with editor(*words, **more) as it:
            (said,) = await it.open("file:///a.md", ADVICE)
            assert said.message.startswith("it can be said shorter" if english else "短く言える")

    asyncio.run(session())


def test_a_text_without_a_known_ending_is_what_the_editor_calls_it() -> None:
    """A new text has no file; a name may have an ending of its own."""
    marked = f"- [x] **{ADVICE[:5]}**{ADVICE[5:]}\n\n```\n{ADVICE}\n```\n"

    async def session() -> None:
        async with editor("--lang", "en") as it:
            assert len(await it.open("untitled:Untitled-1", marked, "markdown")) == 1
            assert len(await it.open("file:///a.mdc", marked, "markdown")) == 1
            assert len(await it.open("file:///b", f"//emlist{{\n{ADVICE}\n//}}\n\n{ADVICE}\n", "review")) == 1
            (unread,) = await it.open("file:///a.py", "x = 1", "python")
            assert "files ending in .py are not supported" in unread.message
            assert await it.lenses("file:///a.py") == []

    asyncio.run(session())


def test_no_text_ends_the_session() -> None:
    """Half a character behind a key, a byte order mark, a NUL; each is one character before the words."""
    where = types.Range(types.Position(0, 4), types.Position(0, 14))

    async def session() -> None:
        async with editor() as it:
            for number, text in enumerate(("", "\n", "\r\n\r\n", "---\n", "「" * 300)):
                assert await it.open(f"file:///{number}.md", text) == []
                await it.lenses(f"file:///{number}.md")
            for number, first in enumerate("\ufeff\ud83d\x00"):
                (said,) = await it.open(f"file:///first-{number}.md", first + ADVICE)
                assert said.range == where

    asyncio.run(session())


def test_a_long_text_does_not_hold_the_messages_of_another() -> None:
    """While a megabyte is measured the server goes on reading: what was typed in the meantime is one check and not many."""

    async def session() -> None:
        async with editor() as it:
            long = types.TextDocumentItem("file:///long.txt", "plaintext", 1, f"{LONG}\n" * 7000)
            it.client.text_document_did_open(types.DidOpenTextDocumentParams(long))
            item = types.TextDocumentItem("file:///a.md", "markdown", 1, "")
            it.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
            for version in range(2, 5):
                it.change("file:///a.md", ADVICE, version)
            said = [await it.next() for _ in range(2)]
            assert [(one.uri, one.version) for one in said] == [("file:///long.txt", 1), ("file:///a.md", 4)]

    asyncio.run(session())


def test_a_signal_ends_it_while_it_waits_for_a_message() -> None:
    """An editor that kills its server need not close the pipe."""
    command = [sys.executable, "-m", "jreadtools", "lsp", "--stdio"]
    with started(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        body = b'{"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}}'
        server.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        server.stdin.flush()
        assert server.stdout.readline().startswith(b"Content-Length: ")
        server.terminate()
        assert server.wait(HANG) == -signal.SIGTERM
