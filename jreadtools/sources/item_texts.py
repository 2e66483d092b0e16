"""An XML file cut into the texts of its items, before anything is parsed.

So memory does not grow with the file, a broken item does not affect the others, an item that was cut off is never
taken for a whole one, and no declaration of entities reaches a parser: a file with one is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from jreadtools.errors import ArticleError, counted
from jreadtools.sources.references import unescape

__all__ = ["ItemText", "item_texts"]

_LONGEST: Final = 64_000_000
"""Characters: no item is longer, and nothing as long stands before the first one."""
_PROLOG: Final = 1_000_000
_READ: Final = 1 << 18  # characters at least that are read on


class ItemText(NamedTuple):
    """The text of one item from its first < to its last >; without an end it is "": another item begins before it."""

    text: str
    line: int
    namespaces: dict[str, str]
    """Prefix to address, as the elements around the items declare them; "" is the default."""


_ROOTS: Final = ("rss", "feed", "RDF", "entry")
_NAME: Final = re.compile(r"(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_REST_OF_TAG: Final = re.compile(r"""(?:[^<>"']++|"[^"<]*"|'[^'<]*')*+>""")
_NAMESPACE: Final = re.compile(r"""\sxmlns(?::([A-Za-z_][\w.-]*))?\s*=\s*(?:"([^"<]*)"|'([^'<]*)')""")
# What a server prints before the file if it has something to complain of: <br /><b>Warning</b>: …
_NOISE: Final = frozenset(("br", "b"))


def item_texts(chunks: Iterator[str], name: str) -> Iterator[ItemText]:
    """The texts of the elements with this local name, in the order of the file.

    Raises ArticleError for what is no feed or export or declares entities, and, after the whole items, for a file
    that ends in the middle.
    """
    text, at, root = _at_root(chunks)
    yield from _Cutter(chunks, text, at, root, name).run()


def _at_root(chunks: Iterator[str]) -> tuple[str, int, str]:
    """The beginning of the file, where its root element begins (behind the XML declaration, comments and the document
    type), and the local name of that."""
    prolog = ""
    for chunk in chunks:
        prolog += chunk
        at = 0
        while (at := prolog.find("<", at)) >= 0:
            element = _NAME.match(prolog, at + 1)
            if element and prolog[element.end() : element.end() + 2] in {"", ":"}:  # the name may go on
                break
            if element and element[0].lower() not in _NOISE:
                if element[1] in _ROOTS:
                    return prolog, at, element[1]
                raise _no_feed(element[0])
            end = "-->" if prolog.startswith("<!--", at) else "?>" if prolog.startswith("<?", at) else ""
            if prolog[at : at + 8].upper() == "<!ENTITY":
                raise _declares_entities()
            close = prolog.find(end, at + 2) if end else at
            if close < 0:
                break
            at = close + max(1, len(end))
        if len(prolog) > _PROLOG:
            break
    raise ArticleError(
        ja="XML ではありません（要素が見つかりません）。取得し直すか、書き出し直してください",
        en="is no XML: there is no element in it; download or export it again",
    )


class _Cutter:
    """Goes through the text once; CDATA and comments are passed over unseen."""

    def __init__(self, chunks: Iterator[str], text: str, at: int, root: str, name: str) -> None:
        self.chunks = chunks
        self.text = text
        self.root = root
        self.name = name
        self.at = at
        self.start = -1
        """Where the open item begins, -1 outside of items."""
        self.ended = False
        self.found = 0
        self.namespaces: dict[str, str] = {}
        self._line = 1
        self._counted = 0
        around = "|".join(sorted({*_ROOTS, "channel"} - {name}))
        self._token = re.compile(
            rf"<!\[CDATA\[|<!--|<!(?i:ENTITY)|<(?P<end>/?)(?P<prefix>[A-Za-z_][\w.-]*:)?(?:(?P<item>{name})|(?P<around>{around}))(?=[\s/>])"
        )

    def run(self) -> Iterator[ItemText]:
        inside = 0  # how many elements of a whole file are open inside the item: the items in them are a part of it
        whole = False  # whether the root element has ended
        item_prefix: str | None = None
        while (token := self._next()) is not None:
            if token[0] in {"<![CDATA[", "<!--"}:
                if not self._skip("]]>" if token[0] == "<![CDATA[" else "-->"):
                    break
            elif token["end"] is None:
                raise _declares_entities()
            elif token["around"]:
                if self.start >= 0:
                    inside = max(0, inside + (-1 if token["end"] else 1))
                elif token["end"]:
                    whole = whole or token["around"] == self.root
                else:
                    whole = False
                    self._declare(token)
            elif inside or (item_prefix is not None and token["prefix"] != item_prefix):
                continue
            elif not token["end"]:
                whole = False
                item_prefix = token["prefix"]
                if self.start >= 0:
                    yield ItemText("", self._line_at(self.start), self.namespaces)
                self.start = token.start()
                rest = _REST_OF_TAG.match(self.text, token.end())
                if rest and rest[0].endswith("/>"):
                    self.start = -1
            elif self.start >= 0:
                end = self.text.find(">", token.end()) + 1
                self.found += 1
                yield ItemText(self.text[self.start : end], self._line_at(self.start), self.namespaces)
                self.start = -1
                whole = self.root == self.name
        if self.start >= 0 or not whole:
            raise _cut_off(self.found, self._line_at(len(self.text)))

    def _declare(self, token: re.Match[str]) -> None:
        rest = _REST_OF_TAG.match(self.text, token.end())
        if rest:
            for found in _NAMESPACE.finditer(rest[0]):
                self.namespaces[found[1] or ""] = unescape(found[2] or found[3] or "")

    def _next(self) -> re.Match[str] | None:
        """The next token; None at the end of the file."""
        while True:
            limit = len(self.text)
            if not self.ended:
                # What has begun and not ended yet may become one.
                last = self.text.rfind("<", self.at)
                if last >= 0 and self.text.find(">", last) < 0:
                    limit = last
            token = self._token.search(self.text, self.at, limit)
            if token:
                self.at = token.end()
                return token
            self.at = limit
            if not self._more():
                return None

    def _skip(self, mark: str) -> bool:
        """Goes behind the next `mark`; False if there is none."""
        while (end := self.text.find(mark, self.at)) < 0:
            self.at = max(self.at, len(self.text) - len(mark) + 1)
            if not self._more():
                return False
        self.at = end + len(mark)
        return True

    def _more(self) -> bool:
        """Lets go of what is done and reads on; False at the end. The more is open, the more is read: linear time."""
        if self.ended:
            return False
        done = self.start if self.start >= 0 else self.at
        self._line_at(done)
        rest = self.text[done:]
        if len(rest) > _LONGEST:
            raise _too_long(self._line)
        self.at -= done
        self._counted -= done
        self.start = min(self.start, 0)
        pieces, size, wanted = [rest], 0, max(_READ, min(len(rest), _LONGEST - len(rest)))
        for chunk in self.chunks:
            pieces.append(chunk)
            size += len(chunk)
            if size >= wanted:
                break
        else:
            self.ended = True
        self.text = "".join(pieces)
        return True

    def _line_at(self, offset: int) -> int:
        """The line of a place that is not above the one that was asked for before."""
        self._line += self.text.count("\n", self._counted, offset)
        self._counted = offset
        return self._line


def _no_feed(name: str) -> ArticleError:
    return ArticleError(
        ja=f"フィードでもエクスポートでもありません（<{name}> で始まっています）。ウェブページなら --markup html で読めます",
        en=f"is no feed and no export: it begins with <{name}>; a web page is read with --markup html",
    )


def _declares_entities() -> ArticleError:
    return ArticleError(
        ja="独自の実体（<!ENTITY）が宣言されています。エクスポートやフィードには不要で、攻撃に使われることもあるため読みません。"
        "信頼できるファイルなら DOCTYPE を取り除いてください",
        en="declares entities of its own (<!ENTITY), which no export or feed needs; it is not read, "
        "because such files are used for attacks. Remove the DOCTYPE if you trust it",
    )


def _too_long(line: int) -> ArticleError:
    return ArticleError(
        ja=f"{line}行目から始まる項目が{_LONGEST // 10_000:,}万字を超えても終わりません。"
        "記事ではないので、ファイルから取り除いてください",
        en=f"the item that begins in line {line} has no end within {_LONGEST // 1_000_000} million characters; "
        "that is no article. Take it out of the file",
    )


def _cut_off(found: int, line: int) -> ArticleError:
    return ArticleError(
        ja=f"ファイルが途中で終わっています（{line}行目）。そこまでの{found:,}本は読みました。書き出し直してください",
        en=f"the file ends in the middle (line {line}); the {counted(found, 'articles')} before "
        f"{'was' if found == 1 else 'were'} read. Export it again",
    )
