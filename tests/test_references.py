"""Character references to halves of a surrogate pair: a pair is one character in every reader, half of one U+FFFD."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

import jreadtools as jr
from jreadtools.article import Article, Failure
from jreadtools.sources.read import parse
from jreadtools.sources.references import joined, unescape

RSS = (
    '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
    "<item><title>朝{0}</title><link>http://a.example.jp/1</link><category>犬{0}</category>{1}</item></channel></rss>"
)
FILES = {
    "description.xml": RSS.format("{0}", "<description>散歩です{0}。</description>"),
    "escaped.xml": RSS.format("{0}", "<content:encoded>&lt;p&gt;散歩です{0}。&lt;/p&gt;</content:encoded>"),
    "cdata.xml": RSS.format("{0}", "<content:encoded><![CDATA[<p>散歩です{0}。</p>]]></content:encoded>"),
    "atom.xml": '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>朝{0}</title><id>1</id>'
    '<category term="犬{0}"/><content type="html">散歩です{0}。</content></entry></feed>',
    "wxr.xml": '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/">'
    '<channel><item><title>朝{0}</title><category domain="post_tag">犬{0}</category>'
    "<content:encoded>散歩です{0}。</content:encoded><wp:post_type>post</wp:post_type></item></channel></rss>",
    "post.md": "---\ntitle: 朝{0}\ntags: [犬]\n---\n散歩です{0}。\n",
    "post.html": "<h1>朝{0}</h1><p>散歩です{0}。</p>",
    "page.html": "<!DOCTYPE html><title>朝{0}</title><article><h1>朝{0}</h1><p>散歩です{0}。</p></article>",
    "mt.txt": "TITLE: 朝{0}\nSTATUS: Publish\n-----\nBODY:\n<p>散歩です{0}。</p>\n-----\n--------\n",
}
WRITTEN = {
    "&#xD83D;&#xDE00;": "😀",
    "&#55357;&#56832;": "😀",
    "&#xd83d;&#56832;": "😀",
    "&#x0d83d;&#056832;": "😀",
    "&#xD83D;": "\ufffd",
    "&#xDE00;": "\ufffd",
    "&#xDE00;&#xD83D;": "\ufffd\ufffd",
    "&#xD83D;&#xD83D;&#xDE00;": "\ufffd😀",
    "&#x1F600;": "😀",
    "&#x3042;&#12356;": "あい",
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(("written", "read"), WRITTEN.items())
def test_every_reader_joins_the_halves(name: str, written: str, read: str, tmp_path: Path) -> None:
    """In titles, tags and words, inside and outside CDATA."""
    (tmp_path / name).write_text(FILES[name].format(written), "utf-8")
    (article,) = jr.read_articles(tmp_path / name)
    assert isinstance(article, Article), article
    assert article.title == f"朝{read}"
    assert article.blocks[-1].text == f"散歩です{read}。"
    assert not article.tags or article.tags[0] in {f"犬{read}", "犬"}
    assert not article.warnings


def test_what_is_written_is_read_where_references_mean_nothing() -> None:
    assert parse("鍵は&#xD83D;&#xDE00;です。").blocks[0].text == "鍵は&#xD83D;&#xDE00;です。"
    assert parse("鍵は`&#xD83D;&#xDE00;`です。", "markdown").blocks[0].text == "鍵は&#xD83D;&#xDE00;です。"


def test_a_pair_has_the_place_of_its_first_half() -> None:
    for markup in ("html", "markdown"):
        (block,) = parse("朝&#xD83D;&#xDE00;は晴れ。", markup).blocks  # type: ignore[arg-type]
        assert [block.source_offset(i) for i in range(3)] == [0, 1, 17]


def test_any_character_beyond_the_first_plane_comes_back() -> None:
    chance = random.Random(17)
    for _ in range(2000):
        code = chance.randrange(0x10000, 0x110000)
        high, low = 0xD800 + (code - 0x10000 >> 10), 0xDC00 + (code & 0x3FF)
        assert joined(f"&#{high};&#x{low:x};") == joined(f"&#x{high:X};&#{low};") == chr(code)
    for code in range(0xD800, 0xE000):
        assert joined(f"&#{code};") == joined(f"&#x{code:x};") == "\ufffd"
    for code in (0xD7FF, 0xE000, 0x1D83D, 0xD83D0):
        assert joined(f"&#{code};&#x{code:x};") == f"&#{code};&#x{code:x};"
    assert unescape("&amp;#xD83D; &hearts;") == "&#xD83D; ♥"


@pytest.mark.parametrize("written", ["&#0;", "&#xFFFF;", "&#x110000;", "&#1114112;", "&#9999999;", "&#99999999;", "&#x1;", "&#xFFFFFF;", "&#;", "&#x;"])  # fmt: skip
def test_what_is_no_character_breaks_no_export(written: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(FILES["wxr.xml"].format(written), "utf-8")
    (article,) = jr.read_articles(path)
    assert isinstance(article, Article)
    assert not article.warnings
    assert article.blocks[0].text.startswith("散歩です")


def test_a_reader_that_breaks_down_costs_its_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from jreadtools.sources import feed

    def broken(*_: object) -> object:
        raise IndexError("pop from empty list")

    (tmp_path / "a.xml").write_text(FILES["atom.xml"], "utf-8")
    (tmp_path / "b.md").write_text("晴れです。\n", "utf-8")
    monkeypatch.setattr(feed, "_atom", broken)
    failure, article = jr.read_articles(tmp_path)
    assert isinstance(failure, Failure)
    assert failure.error == "could not be read (IndexError: pop from empty list)"
    assert isinstance(article, Article)


@pytest.mark.parametrize("number", ["9" * 5000, "0" * 5000 + "12354"])
@pytest.mark.parametrize("name", FILES)
def test_numbers_without_end(name: str, number: str, tmp_path: Path) -> None:
    """Python reads no number of 5,000 digits: that costs the character, not the article, nor those behind it."""
    path = tmp_path / name
    path.write_text(FILES[name].format(f"&#{number};"), "utf-8")
    assert all(isinstance(one, Article) and "散歩です" in one.blocks[-1].text for one in jr.read_articles(path))


def test_a_number_with_zeros_in_front() -> None:
    assert (unescape(f"&#{'0' * 5000}12354;"), unescape("&#000000000;"), joined(f"&#{'0' * 5000}55357;&#56832;")) == (
        "あ",
        "\ufffd",
        "😀",
    )
