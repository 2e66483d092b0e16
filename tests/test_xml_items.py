"""Items of feeds and exports: how the file is cut, and what stands in an item that XML does not allow."""

from __future__ import annotations

import io

import pytest

from jreadtools.errors import ArticleError
from jreadtools.sources.item_texts import ItemText, item_texts
from jreadtools.sources.xml_items import Item, address, inner_html, iso_with_offset, items, plain_title, words_of


def cut(text: str, name: str, size: int) -> list[tuple[str, int] | str]:
    """The texts of the items and their lines; an error as its words."""
    found: list[tuple[str, int] | str] = []
    chunks = (text[at : at + size] for at in range(0, len(text), size))
    try:
        found.extend(item[:2] for item in item_texts(chunks, name))
    except ArticleError as error:
        found.append(str(error))
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<rss><item>一</item>\n<item>二</item></rss>", [("<item>一</item>", 1), ("<item>二</item>", 2)]),
        ("<rss><item/>\n<item\n>二</item\n></rss>", [("<item\n>二</item\n>", 2)]),
        ("<rss><item a='/>'>二</item></rss>", [("<item a='/>'>二</item>", 1)]),
        ("<rss><item a='>'/><item>二</item></rss>", [("<item>二</item>", 1)]),
        ("<rss>\n<item>一\n<item>二</item></rss>", [("", 2), ("<item>二</item>", 3)]),
        ("<rss><item>一</item></item></rss>", [("<item>一</item>", 1)]),
        ("<rss><item><rss><item>内</item></rss></item></rss>", [("<item><rss><item>内</item></rss></item>", 1)]),
        ("<rss><item></rss></item><item>二</item></rss>", [("<item></rss></item>", 1), ("<item>二</item>", 1)]),
        ("<rss><a:item>一</a:item><b:item>二</b:item></rss>", [("<a:item>一</a:item>", 1)]),
        ("<rss><items/></rss>", []),
        ("<rss><item><!-- </item> --><![CDATA[</item>]]></item></rss>", [("<item><!-- </item> --><![CDATA[</item>]]></item>", 1)]),
        ("<!-- <html> --><?xml x?>\n<!DOCTYPE rss><br /><b>Warning</b>\n<RDF><item>一</item></RDF>", [("<item>一</item>", 3)]),
        ("<rss><item>一</item></rss>\n\n<rss><item>二</item>",
         [("<item>一</item>", 1), ("<item>二</item>", 3), "the file ends in the middle (line 3); the 2 articles before"]),
        ("<rss>\n<item><![CDATA[一</item></rss>", ["the file ends in the middle (line 2); the 0 articles before"]),
        ("<rss><item>一</item></channel>", [("<item>一</item>", 1), "the file ends in the middle (line 1); the 1 article"]),
        ("<rss><item>一", ["the file ends in the middle (line 1); the 0 articles"]),
        ("<rss><!entity a></rss>", ["declares entities"]),
        ("<!ENTITY", ["declares entities"]),
        ("<html><rss>", ["is no feed and no export: it begins with <html>"]),
        ("<x:Feed>", ["is no feed and no export: it begins with <x:Feed>"]),
        ("一 < 二", ["is no XML"]),
        ("<!-- <rss></rss>", ["is no XML"]),
        ("<rss", ["is no XML"]),
        ("", ["is no XML"]),
    ],
)  # fmt: skip
def test_cut(text: str, expected: list[tuple[str, int] | str]) -> None:
    """Items, the lines in which they begin and what is wrong, wherever the pieces end in which the file is read."""
    for size in (1, 5, 1000):
        found = cut(text, "item", size)
        assert len(found) == len(expected)
        for one, other in zip(found, expected, strict=True):
            assert one == other or (isinstance(one, str) and isinstance(other, str) and one.startswith(other))


def test_an_entry_may_be_all() -> None:
    """The root element may be the item itself."""
    assert cut("\n<a:entry>一</a:entry>", "entry", 3) == [("<a:entry>一</a:entry>", 2)]
    assert len(cut("<entry>一", "entry", 3)) == 1


def test_namespaces_around_items() -> None:
    """What the elements around an item declare is known in it."""
    text = "<rss xmlns:a='&amp;u' xmlns = \"v\"><channel xmlns:b='w'><item xmlns:c='x'>一</item></channel></rss>"
    (item,) = item_texts(iter([text]), "item")
    assert item == ItemText("<item xmlns:c='x'>一</item>", 1, {"a": "&u", "": "v", "b": "w"})


def test_a_long_file_is_cut_as_a_short_one() -> None:
    """What is done is let go, and lines are counted on."""
    lines = "柚子を七つ浮かべた。\n" * 9000
    text = "<rss>" + f"<item>{lines}</item><!-- {lines} -->" * 6 + "</rss>"
    whole = cut(text, "item", len(text))
    assert [line for _, line in whole] == [1 + 18_000 * number for number in range(6)]  # type: ignore[misc]
    assert cut(text, "item", 1 << 16) == whole


def only(inner: str) -> Item:
    stream = io.BytesIO(f"<rss xmlns:a='u'><item>{inner}</item></rss>".encode())
    (item,) = items(stream, "item")
    assert isinstance(item, Item)
    return item


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("甲&#xFFFD;&#xFFFE;&#xFFFF;乙", "甲\ufffd\ufffd\ufffd乙"),
        ("甲&#xD83D;乙", "甲\ufffd乙"),
        ("&#x1F600;&#55357;&#56832;&#65536;", "😀😀\U00010000"),
        ("甲&#x10FFFF;&#x110000;乙", "甲\U0010ffff\ufffd乙"),
        ("甲&#0;&#31;&#x1f;&#32;&#9;&#10;乙", "甲 \t\n乙"),
        ("甲&#;&#x;乙", "甲乙"),
        ("甲&foo;&amp;&hellip;& &lt;乙", "甲&foo;&…& <乙"),
        ("甲\x07\ufffe乙", "甲乙"),
    ],
)
def test_references_that_xml_does_not_allow(written: str, words: str) -> None:
    """Control characters go, what is no character is U+FFFD, names of HTML are known, and nothing is damaged by it."""
    item = only(written)
    assert (words_of(item.element), inner_html(item.element), item.warnings) == (words, words, ())


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ("甲<a>乙<b>丙</b>丁</a>&#x3042;", "甲<a>乙<b>丙</b>丁</a>あ"),
        ("<a:p>あ&#128512;<c/>&amp;</a:p> &lt;", "<p>あ😀<c></c>&amp;</p> &lt;"),
        ("<div xmlns='v'><p xmlns:x='w'>甲</p></div>", "<div><p>甲</p></div>"),
        ("<p xmlns='w' class='x'>甲</p>", '<p class="x">甲</p>'),
        ("<!-- 注 --><p>甲<?php 1 ?></p>", "<p>甲</p>"),
    ],
)
def test_inner_html(written: str, html: str) -> None:
    """Elements without their namespaces, characters as themselves."""
    assert inner_html(only(written).element) == html


def test_what_is_damaged_is_said() -> None:
    """An element that is not closed is a warning; what begins no tag ten thousand times is not read."""
    item = only("甲<b>乙")
    assert words_of(item.element) == "甲乙"
    assert item.is_damaged
    assert item.warnings[0].startswith("the XML of this article is damaged (it begins in line 1; ")
    # Six < and eight > are more: the tags of the item and of what holds it.
    for more, is_read in [(10_000 + 2, True), (10_000 + 3, False)]:
        stream = io.BytesIO(f"<rss>\n<item>{'<' * more}</item></rss>".encode())
        (found,) = items(stream, "item")
        assert isinstance(found, Item) == is_read
    assert str(found).startswith("the item that begins in line 2 cannot be read as XML and was left out")


def test_how_far_the_first_element_and_the_end_of_an_item_are_looked_for() -> None:
    """A million characters and 64 million: no file takes all of the memory."""
    assert list(item_texts(iter([" " * 1_000_000, "<rss></rss>"]), "item")) == []
    with pytest.raises(ArticleError, match="is no XML"):
        list(item_texts(iter([" " * 1_000_001, "<rss></rss>"]), "item"))
    with pytest.raises(ArticleError) as error:
        list(item_texts(iter(["<rss>\n<item>", "a" * 63_999_995, "b"]), "item"))
    assert "line 2 has no end within 64 million characters" in str(error.value)
    assert error.value.args[0].ja.startswith("2行目から始まる項目が6,400万字を超えても終わりません。")


@pytest.mark.parametrize(
    ("local", "utc", "iso"),
    [
        ("2026-05-01 09:00:00", "2026-05-01 09:00:00", "2026-05-01T09:00:00+00:00"),
        ("2026-05-01 09:00:00", "2026-05-01 09:00:29", "2026-05-01T09:00:00+00:00"),
        ("2026-05-01 09:00:00", "2026-05-01 09:00:31", "2026-05-01T09:00:00-00:01"),
        ("2026-05-01 00:00:00", "2026-05-01 03:30:00", "2026-05-01T00:00:00-03:30"),
        (" 2026-05-01T09:00:00", "2026-04-30 23:00:00", "2026-05-01T09:00:00+10:00"),
        ("2026-05-01 14:00:00", "2026-05-01 00:00:00", "2026-05-01T14:00:00+14:00"),
        ("2026-05-01 14:01:00", "2026-05-01 00:00:00", "2026-05-01T14:01:00"),
        ("2026-05-01 00:00:00", "2026-05-01 14:00:00", "2026-05-01T00:00:00-14:00"),
        ("2026-05-01 00:00:00", "2026-05-01 14:01:00", "2026-05-01T00:00:00"),
        ("2026-05-01", "2026-05-01 00:00:00", ""),
        ("2026-13-01 00:00:00", "", ""),
    ],
)
def test_local_times(local: str, utc: str, iso: str) -> None:
    """The offset is what lies between the two times, where that is one."""
    assert iso_with_offset(local, utc) == iso


def test_titles_and_addresses() -> None:
    """Tags and entities out, on one line; what only looks like a tag is words."""
    assert plain_title("甲<br/>乙\n <stdio.h> &amp;lt;b&gt; \u200b丙") == "甲乙 <stdio.h> 丙"
    assert plain_title("甲 & 乙") == "甲 & 乙"
    assert address(" https://a.example.jp/?a=1&amp;b=2\n") == "https://a.example.jp/?a=1&b=2"
