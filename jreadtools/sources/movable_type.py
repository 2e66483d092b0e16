"""Movable Type exports, which Hatena Blog, Livedoor, FC2, Seesaa, goo, Cocolog and the converters for Ameba write.

A line of eight hyphens ends an entry and one of five a section; but authors draw such lines too, so a line of
hyphens ends something only where the format goes on behind it. Files of any size are read piece by piece: what
is in memory is one entry.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO, Final, NamedTuple

from jreadtools.errors import ArticleError, Message
from jreadtools.sources.encoding import Decoded, decode
from jreadtools.sources.entry import Body, Entries, Entry
from jreadtools.sources.front_matter import parse_date
from jreadtools.sources.notations import is_hatena_text
from jreadtools.sources.references import unescape

__all__ = ["entries", "is_export", "looks_like"]

_CHUNK: Final = 1 << 20
_SAMPLE: Final = 1 << 18
_HEADER: Final = 1 << 13  # no header is longer; so far is looked ahead
_WIDE: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_END: Final = b"\n--------"
_RULE: Final = re.compile(rb"^-{5}(?:-{3})?[ \t]*+$", re.MULTILINE)
_KEY: Final = re.compile(rb"([A-Za-z][A-Za-z0-9_ ]{0,40}):")
# What the header of an entry holds, and what shows that a comment begins instead.
_KEYS: Final = frozenset(
    b"AUTHOR|TITLE|DATE|STATUS|BASENAME|CATEGORY|PRIMARY CATEGORY|TAGS|CONVERT BREAKS|ALLOW COMMENTS|ALLOW PINGS|"
    b"NO ENTRY|UNIQUE URL|PERMALINK|IMAGE".split(b"|")
)
_COMMENT_KEYS: Final = frozenset((b"IP", b"EMAIL", b"BLOG NAME"))
_BODY_NEXT: Final = re.compile(rb"-{5}[ \t]*+\s*+(?:EXTENDED[ ])?(?:BODY|EXCERPT|KEYWORDS):", re.IGNORECASE)
_COMMENT_NEXT: Final = re.compile(rb"-{5}[ \t]*+\s*+(?:COMMENT|PING):")
_BLANK: Final = b" \t\n\xef\xbb\xbf"


def looks_like(head: bytes) -> bool:
    r"""Whether a file that begins so is an export: several key lines, a line of hyphens, a section.

    >>> looks_like("AUTHOR: 畑\nTITLE: 畑の話\nDATE: 09/01/2019 15:31:18\n-----\nBODY:\n".encode())
    True
    >>> looks_like("TITLE: 畑の話\n-----\n朝から畑に出た。".encode())
    False
    """
    for bom, name in _WIDE:
        if head.startswith(bom):
            head = head[: len(head) // 4 * 4].decode(name, "replace").encode("utf-8", "replace")
            break
    text = _with_line_ends(head).lstrip(_BLANK)
    while _RULE.match(text):  # some files begin with a separator
        text = text.partition(b"\n")[2].lstrip(_BLANK)
    rule = _RULE.search(text)
    return rule is not None and _is_header(text) and _BODY_NEXT.match(text, rule.start()) is not None


def is_export(head: str) -> bool:
    """`looks_like`, of a beginning that was decoded: only its ASCII is looked at."""
    return looks_like(head.encode("utf-8", "replace"))


def entries(stream: BinaryIO, encoding: str | None = None) -> Entries:
    """The entries of an export, one by one.

    An entry that cannot be read is an ArticleError that says which. Raises ArticleError for an encoding that does
    not exist.
    """
    wide = _wide_codec(encoding)
    reader: _Reader | None = None
    number, line = 0, 1
    for piece, sample, ended in _pieces(stream, encoding):
        if reader is None:
            reader = _Reader(sample, "utf-8" if wide else encoding)
        if piece.strip(b"-" + _BLANK):
            number += 1
            yield reader.entry(piece, number, line, ended=ended)
        line += piece.count(b"\n") + 1


def _with_line_ends(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in data else data


def _wide_codec(encoding: str | None) -> str:
    """The name of an encoding in which a line end is more than one byte, else ""; ArticleError if there is none such."""
    if encoding is None:
        return ""
    name = codecs.lookup(decode(b"", encoding).encoding).name
    return name if name.startswith(("utf-16", "utf-32")) else ""


def _chunks(stream: BinaryIO, encoding: str | None) -> Iterator[bytes]:
    r"""The bytes of a file with \n as the only line end, what is UTF-16 as UTF-8."""
    first = stream.read(_CHUNK)
    name = next((name for bom, name in _WIDE if first.startswith(bom)), "")
    if encoding is not None:
        name = _wide_codec(encoding)
    recoder = codecs.getincrementaldecoder(name)() if name else None
    rest = b""
    for chunk in chain((first,), iter(lambda: stream.read(_CHUNK), b"")):
        data = chunk
        if recoder is not None:
            try:
                data = recoder.decode(chunk).encode("utf-8", "surrogatepass")
            except UnicodeError:
                raise ArticleError(
                    ja=f"{name} として読めないところがあります。別の文字コードを指定するか、UTF-8 で保存し直してください",
                    en=f"is not {name} from beginning to end; name another encoding or save it as UTF-8",
                ) from None
        data = rest + data
        rest = b""
        if data.endswith(b"\r"):  # a line end may be cut in two
            data, rest = data[:-1], b"\r"
        yield _with_line_ends(data)
    if rest:
        yield b"\n"


def _pieces(stream: BinaryIO, encoding: str | None) -> Iterator[tuple[bytes, bytes, bool]]:
    """What stands between the ends of entries, with the beginning of the file, and whether such an end follows."""
    buffer = bytearray()
    chunks = _chunks(stream, encoding)
    start = at = 0  # of the open piece; where to look for its end
    sample, whole = b"", False
    while not whole:
        chunk = next(chunks, None)
        if chunk is None:
            whole = True
        else:
            del buffer[:start]
            at -= start
            start = 0
            buffer += chunk
            if not sample and len(buffer) < _SAMPLE:
                continue
        sample = sample or bytes(buffer[:_SAMPLE])
        while (found := buffer.find(_END, at)) >= 0:
            at, end = found, found + len(_END)
            if not whole and end + _HEADER > len(buffer):
                break  # what follows it is not here yet
            if _ends_entry(buffer, start, found, end):
                yield bytes(buffer[start:found]), sample, True
                start = end
            at = end
        else:
            at = max(at, len(buffer) - len(_END))  # the last line may be cut in the middle of its hyphens
    yield bytes(buffer[start:]), sample, False


def _ends_entry(buffer: bytearray, start: int, found: int, end: int) -> bool:
    """Whether the eight hyphens at `found` end the entry that began at `start`."""
    after = bytes(buffer[end : end + _HEADER])
    line, _, after = after.partition(b"\n")
    if line.strip():  # more hyphens, or words
        return False
    before = found
    while before > start and buffer[before - 1] in b" \t\n":
        before -= 1
    if before - start > 5 and buffer[before - 6 : before] == b"\n-----":  # the section has ended
        return True
    after = after.lstrip(_BLANK)
    return not after or _is_header(after)


def _is_header(text: bytes) -> bool:
    """Whether a text begins with the key lines of an entry."""
    first = _KEY.match(text)
    if first is None:  # the file may end in the middle of a key
        return bool(text) and any(key.startswith(text.rstrip(b"\n")) for key in _KEYS)
    rule = _RULE.search(text)
    if rule and _COMMENT_NEXT.match(text, rule.start()):
        return False  # somebody quotes
    lines = text[: rule.start() if rule else _HEADER].split(b"\n")
    if rule is None and len(lines) > 1:
        lines.pop()  # or of a line
    known, others = set(), 0
    for line in lines:
        key = _KEY.match(line)
        if key is None:
            others += bool(line.strip())
        elif key[1].upper() in _COMMENT_KEYS:
            return False
        elif key[1].strip().upper() in _KEYS:
            known.add(key[1].strip())
    if not others:
        return len(known) > 1 or any(key.isupper() for key in known)
    # A title of two lines, or words that only begin like keys.
    return len(known) > 1 and rule is not None and _BODY_NEXT.match(text, rule.start()) is not None


def _codec_of(sample: bytes) -> str:
    """The encoding of a file by its beginning, "" where nothing fits even the first entry."""
    cut = sample.rfind(b"\n") + 1
    # One NUL that a converter left behind makes no binary file.
    clean = sample[:cut] or sample
    if b"\x00" in clean and clean.count(b"\x00") * 100 < len(clean):
        clean = clean.replace(b"\x00", b"")
    for part in (clean, clean.partition(_END)[0]):
        try:
            return decode(part).encoding
        except ArticleError:
            continue
    return ""


# The second reads characters that the first does not know, such as ①.
_FAMILIES: Final = (
    frozenset(("utf-8",)),
    frozenset(("euc_jp", "euc_jis_2004")),
    frozenset(("cp932", "shift_jis_2004")),
)


class _Reader:
    """What is known about a file so far: entries are much alike."""

    def __init__(self, sample: bytes, encoding: str | None) -> None:
        self.given = encoding or ""
        self.codec = _codec_of(sample) if encoding is None else ""
        self.settled = not sample.isascii()  # whether the beginning says anything about the encoding
        self.open_ended = False  # whether this writer puts no line of hyphens behind the last section

    def entry(self, piece: bytes, number: int, line: int, *, ended: bool) -> Entry | ArticleError:
        """The entry in a piece of the file, which begins at `line`; `ended`: eight hyphens follow."""
        line += len(piece) - len(piece.lstrip(b"\n"))
        try:
            text, encoding, warnings = self.decoded(piece, ended=ended)
        except ArticleError as error:
            return _refused(number, line, _ascii_title(piece), error.args[0])
        text = text.lstrip("\ufeff \t\n")
        while text.startswith("-----") and not text.partition("\n")[0].strip("- \t"):
            text = text.partition("\n")[2].lstrip("\ufeff \t\n")
        sections = _sections(text)
        if sections is None:
            said = Message(
                ja="BODY がありません。前の記事の続きなら、本文中のハイフンの行で切れています",
                en="there is no BODY section; if this is a part of the article above, its line of hyphens cut it off",
            )
            return _refused(number, line, "", said)
        truncated = not (ended or sections.ended or self.open_ended)
        if truncated:
            said = Message(
                ja="ファイルがこの記事の途中で終わっています。本文の終わりが欠けているおそれがあります。書き出し直してください",
                en="the file ends inside this entry: the end of the article may be missing; export it again",
            )
            warnings = (*warnings, said)
        self.open_ended = ended and not sections.ended
        return _made(sections, str(number), encoding, warnings, truncated=truncated)

    def decoded(self, piece: bytes, *, ended: bool) -> Decoded:
        """The text of an entry, by the encoding of the file, or by its own where that does not fit."""
        if self.given:
            return decode(piece, self.given)
        if self.codec == "iso2022_jp":
            read = decode(piece)  # which knows its dialects
            return read._replace(encoding=self.codec) if piece.isascii() else read
        if self.codec:
            for cut in range(1 if ended else 4):  # the file may end in the middle of a character
                try:
                    return Decoded(piece[: len(piece) - cut].decode(self.codec), self.codec)
                except UnicodeDecodeError:
                    continue
        read = decode(piece)
        if not self.settled:
            self.codec, self.settled = read.encoding, True
        elif self.codec and not any({read.encoding, self.codec} <= family for family in _FAMILIES):
            said = Message(
                ja=f"ファイルの先頭とは文字コードが異なります（{self.codec} ではなく {read.encoding} として読みました）",
                en=f"is not {self.codec} like the beginning of the file: read as {read.encoding}",
            )
            read = read._replace(warnings=(said, *read.warnings))
        return read


def _made(sections: _Sections, key: str, encoding: str, warnings: tuple[str, ...], *, truncated: bool) -> Entry:
    keys = _keys(sections.header)
    written = _first(keys, "DATE")
    date = _date(written)
    if written and not date:
        said = Message(
            ja=f"DATE {written[:60]!r} を日付として読めません。11/23/2026 10:00:00 のように書いてください",
            en=f"DATE {written[:60]!r} cannot be read as a date; write it as 11/23/2026 10:00:00",
        )
        warnings = (*warnings, said)
    status = _status(_first(keys, "STATUS"))
    names = [unescape(name) for key in ("PRIMARY CATEGORY", "CATEGORY") for name in keys.get(key, ())]
    return Entry(
        body=sections.body,
        markup=_markup(_first(keys, "CONVERT BREAKS"), sections.body),
        format="movable-type",
        key=_first(keys, "BASENAME") or key,
        title=" ".join(unescape(_first(keys, "TITLE")).split()),
        date=date,
        tags=_tags(",".join(keys.get("TAGS", ()))),
        categories=tuple(dict.fromkeys(name for name in names if name)),
        url=_first(keys, "UNIQUE URL") or _first(keys, "PERMALINK"),
        status=status,
        draft=status not in {"", "publish"},
        truncated=truncated,
        encoding=encoding,
        warnings=warnings,
    )


def _refused(number: int, line: int, title: str, why: str) -> ArticleError:
    en, ja = (f" ({title})", f"（{title}）") if title else ("", "")
    said = why.in_language("ja") if isinstance(why, Message) else why
    return ArticleError(
        ja=f"{number}番目の記事{ja}（{line}行目）: {said}", en=f"entry {number}{en}, line {line}: {why}"
    )


_TITLE: Final = re.compile(rb"^TITLE:[ \t]*([ -~]{1,80})$", re.MULTILINE)


def _ascii_title(piece: bytes) -> str:
    found = _TITLE.search(piece, 0, _HEADER)
    return found[1].decode("ascii").strip() if found else ""


class _Sections(NamedTuple):
    """An entry cut at its lines of hyphens."""

    header: str
    body: str
    """BODY, and EXTENDED BODY behind a blank line."""
    ended: bool
    """Whether a line of hyphens ends the last of them."""


_ONCE: Final = frozenset(("BODY", "EXTENDED BODY", "EXCERPT", "KEYWORDS"))
# A line of five hyphens ends a section where another one begins, or nothing follows. CF50_…: a custom field.
_SECTION: Final = re.compile(
    r"\n-----[ \t]*+(?:\Z|\n\s*+(?:\Z|"
    r"(?P<name>BODY|EXTENDED[ ]BODY|EXCERPT|KEYWORDS|COMMENT|PING|CF\d*_[\w-]{1,80}|body|extended[ ]body)[ \t]*+:"
    r"[ \t]*+(?P<words>[^\n]*+)))"
)
_FIRST_RULE: Final = re.compile(r"^-{5}[ \t]*+$", re.MULTILINE)
_BARE_BODY: Final = re.compile(r"^BODY:[ \t]*+$", re.MULTILINE)


def _sections(text: str) -> _Sections | None:
    """The parts of an entry, None if it has no BODY."""
    found: dict[str, str] = {}
    name, start, header_end = "", 0, -1
    for mark in _SECTION.finditer(text):
        next_name = (mark["name"] or "").upper()
        # A comment that quotes the format, and a post that explains it, begin no new section.
        if (next_name in _ONCE and (next_name in found or next_name == name or name in {"COMMENT", "PING"})) or (
            mark["words"] and (name or next_name != "BODY")
        ):
            continue
        if not name:
            header_end = mark.start()
        elif name in _ONCE:
            found[name] = text[start : mark.start()]
        name, start = next_name or "END", mark.start("words") if mark["words"] else mark.end()
    last = name in _ONCE
    if last:
        found[name] = text[start:]
    if "BODY" not in found and "EXTENDED BODY" not in found:
        above = text if header_end < 0 else text[:header_end]
        bare = _BARE_BODY.search(above, 0, _HEADER)
        if bare is None:
            # Metadata alone is an entry without words; anything else is none.
            header = above[: rule.start()] if (rule := _FIRST_RULE.search(above)) else above
            if not _is_header(header.encode("utf-8", "replace")):
                return None
            return _Sections(header, "", header_end >= 0)
        last, name = header_end < 0, ""
        header_end, found["BODY"] = bare.start(), above[bare.end() :]
    words = [part for part in (found.get("BODY", ""), found.get("EXTENDED BODY", "")) if part.strip()]
    body = "\n\n".join(part.rstrip() if i + 1 < len(words) else part for i, part in enumerate(words)).strip("\n")
    return _Sections(text[:header_end], body, not (last and name in {"BODY", "EXTENDED BODY", ""}))


def _keys(header: str) -> dict[str, list[str]]:
    """The values of every key, in order; a line without a key goes on with the value above."""
    found: dict[str, list[str]] = {}
    values: list[str] = []
    for line in header.split("\n"):
        key, colon, value = line.partition(":")
        name = " ".join(key.split()).upper()
        if colon and name and len(name) <= 40 and name.replace("_", "").replace(" ", "").isalnum() and name.isascii():
            values = found.setdefault(name, [])
            values.append(value.strip())
        elif values and line.strip():
            values[-1] = f"{values[-1]} {line.strip()}".strip()
    return found


def _first(keys: dict[str, list[str]], name: str) -> str:
    for value in keys.get(name, ()):
        if value:
            return value
    return ""


_DATE: Final = re.compile(
    r"(?P<a>\d{1,4})[/.-](?P<b>\d{1,2})[/.-](?P<c>\d{1,4})"
    r"(?:[T ]++(?P<hour>\d{1,2}):(?P<minute>\d{1,2})(?P<second>:\d{1,2})?[ ]*+(?P<half>[AaPp])?[.]?[Mm]?[.]?"
    r"[ ]*+(?P<zone>JST|GMT|UTC|Z|[+-]\d{2}:?\d{2})?)?"
)


def _date(written: str) -> str:
    """ISO 8601 of 09/01/2019 03:31:18 PM and of what else is in use, "" if it is no date.

    >>> _date("09/01/2019 03:31:18 PM"), _date("09/01/2019 21:29:10 PM"), _date("2019/09/01"), _date("12/12/2020 12:00:00 AM")
    ('2019-09-01T15:31:18', '2019-09-01T21:29:10', '2019-09-01', '2020-12-12T00:00:00')
    """
    found = _DATE.fullmatch(written)
    if found is None:
        return parse_date(written) if written else ""
    year, month, day = found["c"], found["a"], found["b"]
    if len(month) > 2:
        year, month, day = found["a"], found["b"], found["c"]
    elif int(month) > 12:  # 31/01/2019
        month, day = day, month
    if len(year) == 2:
        year = f"{'20' if year < '70' else '19'}{year}"
    if found["hour"] is None:
        return parse_date(f"{year}-{month}-{day}")
    hour = int(found["hour"])
    half = (found["half"] or "").lower()
    if half == "p" and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    return parse_date(f"{year}-{month}-{day} {hour}:{found['minute']}{found['second'] or ''}{found['zone'] or ''}")


_STATUS: Final = {
    "published": "publish",
    "release": "publish",
    "2": "publish",
    "公開": "publish",
    "1": "draft",
    "unpublish": "draft",
    "hold": "draft",
    "下書き": "draft",
    "scheduled": "future",
    "review": "pending",
}


def _status(written: str) -> str:
    lower = written.lower()
    return _STATUS.get(lower, lower)


_TAG: Final = re.compile(r'"([^"]*)"|([^,"]+)')


def _tags(written: str) -> tuple[str, ...]:
    names = [(quoted or bare).strip() for quoted, bare in _TAG.findall(unescape(written))]
    return tuple(dict.fromkeys(name for name in names if name))


_BLOCK_TAG: Final = re.compile(
    r"<(?:p|br|div|ul|ol|li|table|h[1-6]|blockquote|pre|section|article|figure|hr|dl)\b", re.IGNORECASE
)
_BROKEN_LINE: Final = re.compile(r"<br[ \t]*/?>[ \t]*+\n", re.IGNORECASE)


def _markup(convert: str, body: str) -> Body:
    """How a body is marked, by the key CONVERT BREAKS and by what is seen."""
    name = convert.lower()
    if name.startswith("markdown"):
        return "markdown"
    if name == "hatena":
        return "hatena"
    tag = _BLOCK_TAG.search(body)
    if tag is None and is_hatena_text(body):
        return "hatena"
    lines = body.count("\n")
    if name in {"0", "richtext", "wysiwyg", "html", "none", "false"} or (not name and tag):
        # Converters write 0 above text of which every line end is one.
        return "html" if tag or not lines else "html-breaks"
    # Where every line ends in <br>, the line ends are those of the source.
    broken = sum(1 for _ in _BROKEN_LINE.finditer(body)) if tag else 0
    return "html" if broken and broken * 2 >= lines - body.count("\n\n") else "html-breaks"
