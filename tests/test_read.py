"""Files and folders: the right reader, and one Failure for each that cannot be read."""

from __future__ import annotations

import io
import pickle
import re
import sys
from pathlib import Path

import pytest

from jreadtools.article import Article, Failure
from jreadtools.errors import ArticleError, Message, in_language
from jreadtools.sources.formats import folder_endings
from jreadtools.sources.read import checked_text, parse, read_article, read_articles


def test_identity(tmp_path: Path) -> None:
    """Path as given; id from the front matter, else the path below the folder asked for."""
    (tmp_path / "a").mkdir()
    post = tmp_path / "a" / "記事.md"
    post.write_text("# 題\n", encoding="utf-8")
    (tmp_path / "b.md").write_text("---\nslug: 名\n---\n本文", encoding="utf-8")
    article = read_article(post)
    assert (article.path, article.id, article.title, article.encoding) == (str(post), "記事.md", "題", "utf-8")
    assert [a.id for a in read_articles(tmp_path)] == ["名", "a/記事.md"]
    assert [a.id for a in read_articles([str(post), tmp_path / "b.md"])] == ["記事.md", "名"]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a b.odt", b"PK", 'pandoc "{0}/a b.odt" -t gfm -o "{0}/a b.md"'),
        ("記事.rst", b"", "pandoc {0}/記事.rst -t gfm -o {0}/記事.md"),
        ("a$(b)'.odt", b"PK", """pandoc '{0}/a$(b)'"'"'.odt' -t gfm"""),
        ("a.pdf", b"", "pdftotext {0}/a.pdf"),
        ("a.xml", b"", "neither an RSS or Atom feed"),
        ("a.png", b"", "not supported"),
        ("a.md", b"\x00\x01", "binary"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    """The error names the path and what to do; in a batch it is a Failure."""
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ArticleError) as raised:
        read_article(path)
    assert message.format(tmp_path) in str(raised.value)
    assert str(raised.value).startswith(f"{path}: ")
    (failure,) = read_articles(path)
    assert isinstance(failure, Failure)
    assert failure.path == str(path)
    assert message.format(tmp_path) in failure.error


def test_missing_and_empty(tmp_path: Path) -> None:
    """A missing path, a folder given as a file and a folder without posts say so."""
    with pytest.raises(ArticleError, match="no such file"):
        read_article(tmp_path / "none.md")
    with pytest.raises(ArticleError, match="read_articles"):
        read_article(tmp_path)
    (failure,) = read_articles(tmp_path)
    assert isinstance(failure, Failure)
    assert ".mdx" in failure.error
    assert [type(a) for a in read_articles(tmp_path / "none.md", "\0")] == [Failure, Failure]


def test_drafts(tmp_path: Path) -> None:
    """Drafts are passed over when they are not wanted."""
    (tmp_path / "a.md").write_text("---\ntitle: 題\ndraft: true\n---\n本文", encoding="utf-8")
    (tmp_path / "b.txt").write_text("本文", encoding="utf-8")
    assert len(list(read_articles(tmp_path))) == 2
    assert [a.id for a in read_articles(tmp_path, drafts=False)] == ["b.txt"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """- is read as bytes: the encoding is found out as in a file."""
    stream = io.TextIOWrapper(io.BytesIO("静岡では、会います。".encode("cp932")))
    monkeypatch.setattr(sys, "stdin", stream)
    (article,) = read_articles("-")
    assert isinstance(article, Article)
    assert (article.path, article.encoding, article.blocks[0].text) == ("-", "cp932", "静岡では、会います。")


def test_parse_dispatches() -> None:
    """One text, three ways to read it; anything else is a mistake of the caller."""
    assert [parse("# 題", m).blocks[0].text for m in ("plain", "markdown", "html")] == ["# 題", "題", "# 題"]
    with pytest.raises(ValueError, match="markup"):
        parse("", "docx")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        parse(b"")  # type: ignore[arg-type]


def test_a_huge_line(tmp_path: Path) -> None:
    """Fifty megabytes in one line are read."""
    path = tmp_path / "a.txt"
    path.write_text("静岡では、会います。" * 1_700_000, encoding="utf-8")
    assert len(read_article(path).blocks[0].text) == 17_000_000


def _unreadable(folder: Path) -> list[Path]:
    """Files of which none can be read, each for a reason of its own."""
    data = {
        "a b.odt": b"PK",
        "a.pdf": b"",
        "a.xml": b"",
        "a.png": b"",
        "nul.md": b"\x00\x01",
        "no.md": b"\xff\xff\xfd\xfb" * 9,
    }
    data |= {"bom.txt": b"\xef\xbb\xbf" + b"\xff\xfe" * 9}
    (folder / "empty").mkdir()
    for name, written in data.items():
        (folder / name).write_bytes(written)
    return [
        *(folder / name for name in data),
        folder / "none.md",
        folder / "empty",
        folder / "long" / ("x" * 300 + ".md"),
    ]


def test_errors_are_bilingual(tmp_path: Path) -> None:
    """Whatever cannot be read says so in English and in Japanese; the language survives a process boundary."""
    for path in _unreadable(tmp_path):
        (failure,) = read_articles(path)
        assert isinstance(failure, Failure)
        error = pickle.loads(pickle.dumps(failure)).error
        assert re.search("[ぁ-ん]", error.ja), path
        assert not re.search("[ぁ-んァ-ヺ]", error), path
        with pytest.raises(ArticleError) as raised:
            read_article(path)
        message = raised.value.args[0]
        assert message.startswith(f"{path}: ")
        assert message.ja.startswith(f"{path}: ")
        if not path.is_dir():
            assert message.ja == f"{path}: {error.ja}"
    for encoding in ("klingon", "rot13", "ascii"):
        (tmp_path / "b.txt").write_text("静岡", encoding="utf-8")
        (failure,) = read_articles(tmp_path / "b.txt", encoding=encoding)
        assert isinstance(failure, Failure)
        assert re.search("[ぁ-ん]", in_language(failure.error, "ja"))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.md", "---\ntitle: 題\nx: [1\n---\n本文".encode()),
        ("a.md", "+++\ntitle = 題\n+++\n本文".encode()),
        ("a.md", '{"title": "題",\n"b": x\n}\n本文'.encode()),
        ("a.md", "---\ntitle: 題\ndate: いつか\n---\n本文".encode()),
        ("a.md", ("---\ntitle: 題\nx: " + "[" * 200 + "\n---\n本文").encode()),
        ("a.md", ("---\ntitle: &a 題\nx: [" + ", ".join(["*a"] * 60) + "]\n---\n本文").encode()),
        ("a.html", "<p>本文です。<!-- 注".encode()),
        ("a.txt", ("静岡の会です。\n" * 40).encode() + b"\xff\n" + ("静岡の会です。\n" * 40).encode()),
        ("a.txt", b"\xb1\xb2"),
    ],
)
def test_warnings_are_bilingual(tmp_path: Path, name: str, data: bytes) -> None:
    """Every warning on an article is there in both languages."""
    (tmp_path / name).write_bytes(data)
    article = read_article(tmp_path / name)
    assert article.warnings
    for warning in pickle.loads(pickle.dumps(article)).warnings:
        assert isinstance(warning, Message)
        assert re.search("[ぁ-ん]", warning.ja)


def test_the_name_of_a_file_is_no_text(tmp_path: Path) -> None:
    """Where such a file is, the message says how it is read; any other text is one."""
    path = tmp_path / "a.md"
    path.write_text("本文です。", "utf-8")
    with pytest.raises(ValueError, match="this text is the name of a file; read it first"):
        checked_text(str(path))
    with pytest.raises(TypeError, match="not a path; read the file first"):
        checked_text(path)
    with pytest.raises(TypeError, match="not bytes; decode bytes first"):
        checked_text(b"a")
    with pytest.raises(TypeError, match=r"not list; analyze_frame takes a column of texts$"):
        checked_text(["a"])
    with pytest.raises(TypeError, match=r"not NoneType$"):
        checked_text(None)
    for text in (str(tmp_path / "b.md"), f"{path}\n", str(tmp_path), f"{path} です", "a" * 2000 + ".md", ""):
        assert checked_text(text) == text


@pytest.mark.parametrize("path", [None, b"a.md", 3])
def test_what_is_no_path(path: object) -> None:
    with pytest.raises(TypeError, match=r"expected a path \(str or Path\), not (NoneType|bytes|int)"):
        read_article(path)  # type: ignore[arg-type]


def test_endings_that_are_looked_for_in_a_folder() -> None:
    """Tables only where a column is named."""
    assert {".md", ".txt", ".html", ".docx"} <= set(folder_endings())
    assert {".csv", ".xlsx", ".json"}.isdisjoint(folder_endings())
    assert set(folder_endings(tables=True)) - set(folder_endings()) == {
        ".csv",
        ".tsv",
        ".tab",
        ".xlsx",
        ".parquet",
        ".pq",
    }
