"""Movable Type exports: golden files, encodings, damaged files, hostile ones."""

from __future__ import annotations

import io
import random
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from jreadtools.article import Article
from jreadtools.errors import ArticleError, Message, in_language
from jreadtools.sources import hatena, html, markdown, movable_type
from jreadtools.sources.entry import Entry

CASES = Path(__file__).parent / "cases" / "movable-type"
EXPORTS = sorted(path for path in CASES.glob("*.txt") if not path.stem.endswith(".expected"))
PARSERS: dict[str, Callable[[str], Article]] = {
    "html": html.parse,
    "html-breaks": lambda text: html.parse_body(text, breaks=True),
    "markdown": markdown.parse,
    "hatena": hatena.parse,
}


def read(data: bytes, encoding: str | None = None) -> list[Entry | ArticleError]:
    return list(movable_type.entries(io.BytesIO(data), encoding))


def written(entry: Entry | ArticleError) -> list[str]:
    """An entry as the golden files show it: what is empty is not shown."""
    if isinstance(entry, ArticleError):
        return [f"error: {entry}", ""]
    shown = [f"## {entry.key}"]
    shown += [f"{name}: {value}" for name in ("title", "date", "status", "url") if (value := getattr(entry, name))]
    for name in ("categories", "tags", "warnings"):
        shown += [f"{name}: {value}" for value in getattr(entry, name)]
    shown += [name for name in ("draft", "truncated") if getattr(entry, name)]
    shown.append(f"markup: {entry.markup}")
    blocks = PARSERS[entry.markup](entry.body).blocks
    return [*shown, *(f"{b.kind}: " + b.text.replace("\n", "⏎") for b in blocks), ""]


@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: path.stem)
def test_golden_export(path: Path) -> None:
    """Every entry of an export, with its metadata and its words."""
    found = [line for entry in read(path.read_bytes()) for line in written(entry)]
    assert "\n".join(found) == path.with_suffix(".expected.txt").read_text("utf-8")


def test_exports_are_recognised() -> None:
    """The golden files are exports; texts that begin like one are not."""
    for path in EXPORTS:
        assert movable_type.looks_like(path.read_bytes()[:4096]), path.name
        assert movable_type.looks_like(path.read_text("utf-8").encode("utf-16")[:4096]), path.name
    assert movable_type.looks_like(b"\xef\xbb\xbf\r\n\r\nTITLE: a\r\nDATE: 09/01/2019\r\n-----\r\nBODY:\r\n")
    assert movable_type.looks_like(b"--------\nTITLE: a\nDATE: 09/01/2019\n-----\nBODY:\n")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "TITLE: 畑の話\n\n朝から畑に出た。\n",
        "TITLE: 畑の話\n-----\n朝から畑に出た。\n-----\nBODY: と書く。\n",
        "Title: 畑\nDate: 2019-09-01\n-----\n\n本文です。\n",
        "---\ntitle: 畑\ndate: 2019-09-01\n---\n本文です。\n",
        "AUTHOR: 山野\nTITLE: 畑\nDATE: 09/01/2019\n",
        "メモ: 畑\n-----\nBODY:\n体の話。\n",
    ],
)
def test_ordinary_texts_are_no_exports(text: str) -> None:
    """Key lines alone make no export, nor does a line of hyphens."""
    assert not movable_type.looks_like(text.encode())


ENCODINGS = ("utf-8", "utf-8-sig", "cp932", "euc_jp", "iso2022_jp", "utf-16")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: path.stem)
def test_encodings_and_line_ends(path: Path, encoding: str, line_end: str) -> None:
    """The same entries in every encoding and with every line end."""
    text = path.read_text("utf-8")
    want = [written(entry) for entry in read(text.encode())]
    found = read(text.replace("\n", line_end).encode(encoding))
    assert [written(entry) for entry in found] == want
    names = {entry.encoding for entry in found if isinstance(entry, Entry)}
    assert names == {"utf-8" if encoding.startswith("utf") else encoding}


def export(*bodies: str, between: str = "-----\n--------\n") -> str:
    heads = (f"TITLE: 記事{i}\nDATE: 09/0{i}/2019 10:00:00\nSTATUS: Publish\n-----\nBODY:\n" for i in range(1, 10))
    return "".join(f"{head}{body}\n{between}" for head, body in zip(heads, bodies, strict=False))


def test_mixed_line_ends() -> None:
    """Files put together on several systems."""
    data = (export("一。").replace("\n", "\r\n") + export("二。") + export("三。").replace("\n", "\r")).encode()
    assert [entry.body for entry in read(data)] == ["一。", "二。", "三。"]  # type: ignore[union-attr]


def test_an_entry_in_another_encoding_says_so() -> None:
    """What a tool appended in CP932 is read, with a warning on it alone."""
    first, second, third = (export(f"{word}の話を書きました。今日も晴れです。").encode("utf-8") for word in "畑海山")
    found = read(first + second.decode().encode("cp932") + third)
    assert all(isinstance(entry, Entry) for entry in found)
    assert [len(entry.warnings) for entry in found] == [0, 1, 0]  # type: ignore[union-attr]
    assert found[1].body.startswith("海の話")  # type: ignore[union-attr]
    assert "cp932" in found[1].warnings[0]  # type: ignore[union-attr]


def test_characters_of_a_dialect_are_no_other_encoding() -> None:
    """① is in no strict EUC-JP; an entry with it is read without a warning, as is one of ASCII alone."""
    first = export("畑の話を書きました。今日も晴れです。" * 9000).encode("euc_jp")
    found = read(first + export("①番目の話です。" * 9).encode("euc_jis_2004"))
    assert [entry.warnings for entry in found] == [(), ()]  # type: ignore[union-attr]
    assert found[1].body.startswith("①番目")  # type: ignore[union-attr]
    jis = export("畑の話です。").encode("iso2022_jp")
    ascii_alone = b"TITLE: a\nDATE: 09/02/2019 10:00:00\n-----\nBODY:\nabc\n-----\n--------\n"
    assert [entry.encoding for entry in read(jis + ascii_alone)] == ["iso2022_jp"] * 2  # type: ignore[union-attr]


def test_the_first_japanese_entry_settles_the_encoding() -> None:
    """A beginning of ASCII says nothing: what comes later is read without a warning, and what differs from it with one."""
    first = export("a " * 140_000).replace("記事1", "A").encode("ascii")
    other = export("海の話を書きました。今日も晴れです。")
    found = read(first + other.encode("cp932") + other.encode("cp932") + other.encode())
    assert [(e.encoding, len(e.warnings)) for e in found if isinstance(e, Entry)] == [
        ("utf-8", 0), ("cp932", 0), ("cp932", 0), ("utf-8", 1),
    ]  # fmt: skip


def test_what_is_broken_in_utf_16() -> None:
    """It is refused where it breaks, with the way out."""
    data = export("一。").encode("utf-16-le")
    entries = movable_type.entries(io.BytesIO(b"\xff\xfe" + data + b"\x00\xdc" + data))
    with pytest.raises(ArticleError, match="is not utf-16 from beginning to end"):
        list(entries)


def test_an_entry_that_is_no_text_is_an_error_of_its_own() -> None:
    """The entries around it are read; the error names its number and line, in both languages."""
    broken = (
        b"TITLE: Photo\nDATE: 09/02/2019 10:00:00\n-----\nBODY:\n" + bytes(range(128, 256)) * 9 + b"\x80\xff\n-----\n"
    )
    found = read(export("一。").encode() + broken + b"--------\n" + export("三。").encode())
    assert [type(entry) for entry in found] == [Entry, ArticleError, Entry]
    said = found[1].args[0]  # type: ignore[union-attr]
    assert isinstance(said, Message)
    assert said.startswith("entry 2 (Photo), line 9: ")
    assert said.ja.startswith("2番目の記事（Photo）（9行目）: ")


def test_the_encoding_given_is_used() -> None:
    """A given encoding is not doubted: what does not fit is an error; a name that is none is refused."""
    data = export("今日は晴れです。").encode("cp932")
    assert read(data, "shift_jis")[0].body == "今日は晴れです。"  # type: ignore[union-attr]
    assert isinstance(read(data, "utf-8")[0], ArticleError)
    assert read(data.decode("cp932").encode("utf-16-le"), "utf-16-le")[0].body == "今日は晴れです。"  # type: ignore[union-attr]
    with pytest.raises(ArticleError, match="no encoding named"):
        read(data, "sjjis")


@pytest.mark.parametrize("size", [1, 7, 64])
def test_pieces_of_any_size_give_the_same_entries(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a read ends, in the middle of hyphens or of a line end, changes nothing."""
    texts = [path.read_bytes().replace(b"\n", b"\r\n") for path in EXPORTS]
    want = [read(text) for text in texts]
    monkeypatch.setattr(movable_type, "_CHUNK", size)
    for text, entries in zip(texts, want, strict=True):
        assert [written(entry) for entry in read(text)] == [written(entry) for entry in entries]


@pytest.mark.parametrize(
    "between", ["-----\n--------\n", "--------\n", "-----\n\n--------\n\n\n", "-----  \n--------  \n"]
)
def test_ways_to_end_an_entry(between: str) -> None:
    """With and without the line of five, with blank lines and blanks."""
    assert [entry.body for entry in read(export("一。", "二。", between=between).encode())] == ["一。", "二。"]  # type: ignore[union-attr]


def test_the_last_separator_may_be_missing() -> None:
    """A section that ended is whole; one that did not is marked, unless this writer never ends them."""
    whole = export("一。").removesuffix("--------\n")
    open_ended = export("一。", "二。", between="--------\n").removesuffix("--------\n")
    cut = export("一。").removesuffix("\n-----\n--------\n")
    assert [entry.truncated for entry in read(whole.encode())] == [False]  # type: ignore[union-attr]
    assert [entry.truncated for entry in read(open_ended.encode())] == [False, False]  # type: ignore[union-attr]
    found = read(cut.encode())[0]
    assert isinstance(found, Entry)
    assert (found.truncated, found.body, len(found.warnings)) == (True, "一。", 1)


@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
@pytest.mark.parametrize("between", ["-----\n--------\n", "--------\n"])
def test_a_file_cut_anywhere(between: str, encoding: str) -> None:
    """Wherever a file ends, in a key, in hyphens, in a character: what was whole before is as it was."""
    first = export("畑の話を書きました。今日も晴れです。", between=between).encode(encoding)
    data = first + export("海の話を書きました。", between=between).encode(encoding)
    for end in range(len(first), len(data)):
        found = read(data[:end])
        assert isinstance(found[0], Entry)
        assert (found[0].title, found[0].truncated, found[0].warnings) == ("記事1", False, ())
        assert found[0].body == "畑の話を書きました。今日も晴れです。"
        for entry in found[1:]:
            assert isinstance(entry, ArticleError) or "海の話を書きました。".startswith(entry.body.rstrip("\n-")), end


def test_a_date_that_is_none_is_named_in_short() -> None:
    (entry,) = read(f"TITLE: 畑\nDATE: {'い' * 61}\n-----\nBODY:\n一。\n-----\n--------\n".encode())
    assert isinstance(entry, Entry)
    (warning,) = entry.warnings
    for lang in ("ja", "en"):
        assert f"DATE '{'い' * 60}' " in in_language(warning, lang)


@pytest.mark.parametrize(
    ("date", "iso"),
    [
        ("09/01/2019 03:31:18 PM", "2019-09-01T15:31:18"),
        ("09/01/2019 12:31:18 AM", "2019-09-01T00:31:18"),
        ("09/01/2019 12:31:18 PM", "2019-09-01T12:31:18"),
        ("09/01/2019 21:29:10 PM", "2019-09-01T21:29:10"),
        ("09/01/2019 00:29:10 AM", "2019-09-01T00:29:10"),
        ("9/1/2019 3:31", "2019-09-01T03:31"),
        ("09/01/19 15:31:18", "2019-09-01T15:31:18"),
        ("31/01/2019 15:31:18", "2019-01-31T15:31:18"),
        ("2019/09/01", "2019-09-01"),
        ("2019-09-01 15:31:18", "2019-09-01T15:31:18"),
        ("2019-09-01T15:31:18+09:00", "2019-09-01T15:31:18+09:00"),
        ("09/01/2019 03:31:18 PM +0900", "2019-09-01T15:31:18+09:00"),
        ("2019年9月1日", "2019-09-01"),
        ("", ""),
    ],
)
def test_dates(date: str, iso: str) -> None:
    """A date as blog engines write it."""
    entry = read(f"TITLE: 畑\nDATE: {date}\nSTATUS: Publish\n-----\nBODY:\n一。\n-----\n--------\n".encode())[0]
    assert isinstance(entry, Entry)
    assert (entry.date, entry.warnings) == (iso, ())


@pytest.mark.parametrize(
    ("convert", "body", "markup"),
    [
        ("0", "<p>一。</p>", "html"),
        ("richtext", "<p>一。</p>", "html"),
        ("0", "一。\n二。", "html-breaks"),
        ("1", "一。\n<b>二</b>。", "html-breaks"),
        ("__default__", "<p>一。</p>\n二。\n", "html-breaks"),
        ("1", "一。<br>\n二。<br>\n三。", "html"),
        ("markdown", "# 一", "markdown"),
        ("Markdown_with_smartypants", "# 一", "markdown"),
        ("Hatena", "一。", "hatena"),
        ("0", "一。", "html"),
        ("", "一。", "html-breaks"),
        ("none", "<i>一</i>。\n二。", "html-breaks"),
        ("1", "<p>一。</p>", "html-breaks"),
        ("1", "一。<br>\n二。\n三。\n四。", "html-breaks"),
        ("1", "一。<br>\n\n二。\n\n三。", "html"),
        ("textile_2", "h1. 一", "html-breaks"),
        ("", "一。\n<i>二</i>。", "html-breaks"),
        ("", "<div>一。</div>", "html"),
        ("", "*p1*[日記]題\n本文。", "hatena"),
        ("1", "*写真は見本です。\n*税込みです。", "html-breaks"),
    ],
)
def test_markup(convert: str, body: str, markup: str) -> None:
    """How a body is marked, by its key and by what is seen."""
    key = f"CONVERT BREAKS: {convert}\n" if convert else ""
    entry = read(f"TITLE: 畑\nDATE: 09/01/2019\n{key}-----\nBODY:\n{body}\n-----\n--------\n".encode())[0]
    assert isinstance(entry, Entry)
    assert entry.markup == markup


@pytest.mark.parametrize("end", ["\n-----\n--------\n", "\n--------\n"])
def test_a_body_without_a_line_of_hyphens_above(end: str) -> None:
    """BODY: may stand directly below the metadata, and its words beside it."""
    head = "TITLE: 畑\nDATE: 09/01/2019 10:00:00\n"
    for data in (f"{head}BODY:\n一。{end}", f"{head}-----\nBODY: 一。{end}"):
        entry = read((data + export("二。")).encode())[0]
        assert isinstance(entry, Entry)
        assert (entry.title, entry.body.strip(), entry.truncated) == ("畑", "一。", False)


def test_entries_come_before_the_file_is_read() -> None:
    """A file of any size is read piece by piece."""

    class Endless(io.RawIOBase):
        given = 0

        def read(self, size: int = -1, /) -> bytes:
            assert 0 < size <= 1 << 22
            data = (export("一。" * 300) * (size // 900 + 1)).encode()[:size]
            self.given += len(data)
            return data

    stream = Endless()
    entries = movable_type.entries(stream)  # type: ignore[arg-type]
    for _ in range(3000):
        assert next(entries)
    assert stream.given < 1 << 24


def test_an_entry_without_words() -> None:
    """An entry of metadata alone is an article without words, a file without entries has none."""
    entry = read(b"AUTHOR: a\nTITLE: b\nDATE: 09/01/2019\n-----\n--------\n")[0]
    assert isinstance(entry, Entry)
    assert (entry.title, entry.body) == ("b", "")
    assert read(b"") == read(b"--------\n\n-----\n") == []


@pytest.mark.parametrize(
    "piece",
    ["--------\n", "-----\n", "\n", "-----\nBODY:\n", "-----\n-----\nCOMMENT:\n", "TITLE: a\n", "--------\nA:\n",
     "--------\nTITLE: a\nDATE: b\n", "\r", "-", "-----\nKEYWORDS:\n\n\n", '"', "TAGS: \""],
)  # fmt: skip
def test_hostile_input_takes_linear_time(piece: str) -> None:
    """Lines that end nothing are looked at once each."""
    data = (export("一。").removesuffix("\n-----\n--------\n") + piece * (150_000 // len(piece))).encode()
    started = time.process_time()
    assert read(data)
    assert time.process_time() - started < 20


def test_mutations_raise_nothing_but_article_errors() -> None:
    """Bytes changed, lost, doubled and moved: entries and errors, no crash."""
    random_ = random.Random(3)
    seeds = [path.read_bytes() for path in EXPORTS]
    for _ in range(300):
        data = bytearray(random_.choice(seeds))
        for _ in range(random_.randint(1, 8)):
            at, length = random_.randrange(len(data)), random_.randint(0, 40)
            piece = random_.choice([b"", random_.randbytes(3), b"-----\n", b"\n--------\n", bytes(data[at : at + 90])])
            data[at : at + length] = piece
        try:
            for entry in read(bytes(data)):
                written(entry)
        except ArticleError:
            pass


def test_corpora(corpora: Path) -> None:
    """The exports of the corpora: every entry, no comment, no warning."""
    files = sorted((corpora / "movable-type").glob("*.txt"))
    assert len(files) == 4
    for path in files:
        data = path.read_bytes()
        assert movable_type.looks_like(data[:4096])
        found = read(data)
        assert len(found) == len(re.findall(rb"^TITLE: ", data, re.MULTILINE)) == 20
        for entry in found:
            assert isinstance(entry, Entry)
            assert entry.date
            assert not entry.warnings
            assert not entry.truncated
            assert "コメントの本文は分析に含めない" not in entry.body
            assert PARSERS[entry.markup](entry.body).blocks
