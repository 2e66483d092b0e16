"""The format of a file: by its content first, because an export may have any name, then by its name."""

from __future__ import annotations

import codecs
import os
import re
from typing import Final

from jreadtools.errors import ArticleError, Message
from jreadtools.sources.formats import FORMATS, UNREAD, ZIP, Format, by_ending, loaded

__all__ = ["HEAD", "detect", "ending_of", "why_not_read"]

HEAD: Final = 1 << 14
"""Bytes of a file that are looked at."""


def detect(head: bytes, name: str) -> Format:
    """The format of a file from its first bytes (`HEAD` of them) and its name or path ("" for standard input).

    Raises ArticleError for what is not read, with the command that converts it.

    >>> detect(b'<?xml version="1.0"?><!DOCTYPE html><html><body>', "saved.xml").name
    'html'
    >>> detect("今日は晴れです。".encode(), "memo.txt").name
    'plain'
    """
    ending = ending_of(name)
    named = by_ending(ending)
    for form in FORMATS.values():
        if form.magic and head.startswith(form.magic) and (form.magic != ZIP or ending in ("", *form.endings)):
            return form
    if head.startswith(ZIP):
        raise _unread(name, ".zip" if named else ending)
    if head.startswith(b"%PDF-"):
        raise _unread(name, ".pdf")
    if named is not None and named.holds == "table":
        return named
    text = _as_text(head).lstrip(" \t\r\n\0\ufeff")
    for form in FORMATS.values():
        if _may_be(form, text, ending) and loaded(form.told_by)(text):
            return form
    if named is not None and named.none_of_it is not None:
        raise ArticleError(_or_else(named.none_of_it))
    if named is None and ending:
        raise _unread(name, ending)
    return named or FORMATS["plain"]


def _may_be(form: Format, text: str, ending: str) -> bool:
    """Whether a file that begins so has to be looked at by who tells the format; a notation is told from its whole text."""
    if not form.told_by or form.within or (form.told_in is not None and ending not in form.told_in):
        return False
    return (not form.first or text[:1] in form.first) and re.match(form.sign, text) is not None


def ending_of(name: str) -> str:
    """The ending of a file's name, in small letters: ".md"; "" where it has none."""
    stem, dot, ending = name.replace(os.sep, "/").rpartition("/")[2].rpartition(".")
    return f".{ending.lower()}" if dot and stem else ""


def _as_text(head: bytes) -> str:
    """The head so that its ASCII can be looked at, whatever the encoding."""
    for bom, codec in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if head.startswith(bom):
            return head[len(bom) : len(head) // 2 * 2].decode(codec, "replace")
    return head.removeprefix(codecs.BOM_UTF8).decode("latin-1")


def _or_else(said: Message) -> Message:
    return Message(
        ja=f"{said.ja}。ほかの形式なら --markup html や --markup plain のように指定してください",
        en=f"{said}; if it is something else, say so: --markup html or --markup plain",
    )


def _unread(name: str, ending: str) -> ArticleError:
    """The error for a file that is not read."""
    return ArticleError(why_not_read(name, ending))


def why_not_read(name: str, ending: str, *, short: bool = False) -> Message:
    """What to do with a file of a format that is not read. `short`: without the list of formats that are."""
    for row in UNREAD:
        if ending in row.endings:
            target = name[: -len(ending)] + row.target
            filled = {"ending": ending, "source": _quoted(name), "target": _quoted(target)}
            return Message(ja=row.says.ja.format(**filled), en=row.says.format(**filled))
    supported = ", ".join(ending for form in reversed([*FORMATS.values()]) for ending in form.endings)
    read_ja, read = ("", "") if short else (f"読めるのは {supported} です。", f"supported are {supported}; ")
    return Message(
        ja=f"{ending} には対応していません。{read_ja}"
        "中身が文章なら --markup plain（Python では markup='plain'）のように指定してください",
        en=f"files ending in {ending} are not supported; {read}"
        "or say what it is: --markup plain (in Python: markup='plain')",
    )


def _quoted(path: str) -> str:
    """A path for a command line, so that a shell takes it for one word and nothing else.

    >>> _quoted("下書き/a.docx"), _quoted("-o b.docx"), _quoted("$(c).docx")
    ('下書き/a.docx', '"./-o b.docx"', "'$(c).docx'")
    """
    if path.startswith("-"):
        path = f"./{path}"
    if all(c.isalnum() or c in "._-/" for c in path):
        return path
    if os.name != "nt" and any(c in '"$`\\!' or c < " " for c in path):
        import shlex  # such names are rare

        return shlex.quote(path)
    return f'"{path}"'
