"""Feeds: every kind of RSS and Atom, whole articles and summaries, broken and hostile ones."""

from __future__ import annotations

import base64
import io
import json

import pytest

import jreadtools as jr
from jreadtools.article import Article
from jreadtools.errors import ArticleError
from jreadtools.sources import json_feed
from jreadtools.sources.entry import Entry
from jreadtools.sources.feed import entries, looks_like

FULL = "<p>柚子を七つ浮かべた。</p><p>皮は刻んで味噌に混ぜる。</p>"
RSS2 = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">
<channel><title>柚子だより</title><link>https://yuzu.example.jp/</link><description>台所の話</description>
{items}
</channel></rss>"""
RDF = """<?xml version="1.0" encoding="{encoding}"?>
<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel rdf:about="http://yuzu.example.jp/"><title>柚子だより</title><link>http://yuzu.example.jp/</link><description/>
<items><rdf:Seq><rdf:li rdf:resource="http://yuzu.example.jp/1"/></rdf:Seq></items></channel>
<item rdf:about="http://yuzu.example.jp/1"><title>{title}</title><link>http://yuzu.example.jp/1</link>
<description>抜粋です。</description><content:encoded><![CDATA[{body}]]></content:encoded>
<dc:date>2006-12-23T09:00:00+09:00</dc:date><dc:subject>台所</dc:subject></item>
</rdf:RDF>"""
ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:app="http://www.w3.org/2007/app">
<title>柚子だより</title><id>tag:yuzu</id><updated>2024-01-01T00:00:00Z</updated>
{entries}
</feed>"""


def read(text: str, codec: str = "utf-8") -> list[Entry | ArticleError]:
    return list(entries(io.BytesIO(text.encode(codec))))


def only(text: str, codec: str = "utf-8") -> Entry:
    (entry,) = read(text, codec)
    assert isinstance(entry, Entry)
    return entry


def rss(inner: str) -> Entry:
    return only(
        RSS2.format(items=f"<item><title>柚子湯</title><link>https://yuzu.example.jp/p/yuzuyu/</link>{inner}</item>")
    )


def atom(inner: str) -> Entry:
    return only(ATOM.format(entries=f"<entry><title>柚子湯</title><id>tag:1</id>{inner}</entry>"))


def test_an_article_of_rss_2() -> None:
    """The full content before the description; extensions with the same names are others' fields."""
    entry = rss(
        "<media:title>写真の題</media:title><itunes:summary>要約</itunes:summary><description>冬至の話 […]</description>"
        f"<content:encoded><![CDATA[{FULL}]]></content:encoded><pubDate>Sat, 23 Dec 2023 09:00:00 +0900</pubDate>"
        "<guid isPermaLink='false'>https://yuzu.example.jp/?p=7</guid><category>台所</category><category><![CDATA[柚子 &amp; 味噌]]></category>"
    )
    assert (entry.title, entry.url, entry.key) == ("柚子湯", "https://yuzu.example.jp/p/yuzuyu/", "yuzuyu")
    assert (entry.body, entry.markup, entry.truncated) == (FULL, "html", False)
    assert (entry.date, entry.tags, entry.format) == ("2023-12-23T09:00:00+09:00", ("台所", "柚子 & 味噌"), "rss")


@pytest.mark.parametrize(
    ("inner", "body", "markup", "truncated"),
    [
        ("<description>冬至には柚子を浮かべる…</description>", "冬至には柚子を浮かべる…", "plain", True),
        (f"<description><![CDATA[{FULL}]]></description>", FULL, "html", False),
        ("<description>&lt;p&gt;夏至は&lt;b&gt;長い&lt;/b&gt;。&lt;/p&gt;</description>", "<p>夏至は<b>長い</b>。</p>", "html", False),
        (f"<description>{'冬至には柚子を浮かべる。' * 30}</description>", "冬至には柚子を浮かべる。" * 30, "plain", False),
        (f"<description><![CDATA[{FULL}<a href='/x'>続きをみる</a>]]></description>", FULL, "html", True),
        (f"<description><![CDATA[{FULL}<p>つづく [&#8230;]</p>]]></description>", f"{FULL}<p>つづく</p>", "html", True),
        ("<description>&lt;![CDATA[包みすぎた説明。]]&gt;</description>", "包みすぎた説明。", "plain", True),
        ("<content:encoded></content:encoded><description>一行だけ。</description>", "一行だけ。", "plain", True),
        (f"<description>{'あ' * 249}</description>", "あ" * 249, "plain", True),
        (f"<description>{'あ' * 250}</description>", "あ" * 250, "plain", False),
        (f"<description>{'あ' * 260}&lt;b&gt;い&lt;/b&gt;...</description>", "あ" * 260 + "<b>い</b>...", "html", True),
        (f"<content:encoded> </content:encoded><description><![CDATA[{FULL}続きを読む]]></description>", f"{FULL}続きを読む", "html", True),
        ("<content:encoded>甲 <![CDATA[続きを読む »]]></content:encoded>", "甲 続きを読む »", "plain", True),
        ("<content:encoded>甲&amp;hellip;</content:encoded>", "甲&hellip;", "html", False),
        ("", "", "plain", False),
    ],
)  # fmt: skip
def test_what_is_whole_and_what_is_only_how_it_begins(inner: str, body: str, markup: str, truncated: bool) -> None:
    """A description may be the article; short words without a block, or cut ones, are marked."""
    entry = rss(inner)
    assert (entry.body, entry.markup, entry.truncated) == (body, markup, truncated)


@pytest.mark.parametrize(
    "trailer",
    [
        '<p>The post <a href="#">柚子湯</a> first appeared on <a href="#">柚子だより</a>.</p>',
        '<p>The post <a href="#">柚子湯</a> appeared first on <a href="#">柚子だより</a>.</p>\n',
        '<p>投稿 <a href="#">柚子湯</a> は <a href="#">柚子だより</a> に最初に表示されました。</p>',
    ],
)
def test_the_line_that_wordpress_adds_is_no_prose(trailer: str) -> None:
    """It stands at the end of every article of a feed."""
    assert rss(f"<content:encoded><![CDATA[{FULL}{trailer}]]></content:encoded>").body == FULL
    cut = rss(f"<description><![CDATA[<p>黒豆は一晩かけて [&#8230;]</p>{trailer}]]></description>")
    assert (cut.truncated, "appeared" in cut.body or "最初に" in cut.body) == (True, False)


@pytest.mark.parametrize(("encoding", "codec"), [("UTF-8", "utf-8"), ("EUC-JP", "euc_jp"), ("Shift_JIS", "cp932")])
def test_rss_1_in_old_encodings(encoding: str, codec: str) -> None:
    """Also characters that only CP932 has."""
    title = "①㈱柚子湯" if codec == "cp932" else "柚子湯"
    entry = only(RDF.format(encoding=encoding, title=title, body=FULL), codec)
    assert (entry.title, entry.body, entry.encoding) == (title, FULL, codec)
    assert (entry.date, entry.tags, entry.key) == ("2006-12-23T09:00:00+09:00", ("台所",), "1")


def test_rss_091_with_its_doctype() -> None:
    """The document type that it names is not fetched and no reason to refuse it."""
    text = (
        '<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" '
        '"http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>a</title>'
        "<item><title>柚子湯</title><description>短い話。</description></item></channel></rss>"
    )
    assert only(text).title == "柚子湯"


def test_what_is_no_xml_but_is_written_in_feeds() -> None:
    """Entities of HTML, bare ampersands, blanks before the declaration."""
    text = RSS2.format(
        items="<item><title>柚子&nbsp;&amp;&hellip;A & B</title><link>https://yuzu.example.jp/?a=1&b=2</link></item>"
    )
    entry = only("\n\n" + text)
    assert (entry.title, entry.url) == ("柚子 &…A & B", "https://yuzu.example.jp/?a=1&b=2")


@pytest.mark.parametrize(
    ("inner", "body", "markup", "truncated"),
    [
        (f'<content type="html"><![CDATA[{FULL}]]></content><summary>要約</summary>', FULL, "html", False),
        ('<content type="text">一行目。\n二行目 &lt;b&gt;。</content>', "一行目。\n二行目 <b>。", "plain", False),
        ('<content type="html">はじめに&#10;文字を...</content>', "はじめに\n文字を...", "html", True),
        ("<summary>要約です。</summary>", "要約です。", "plain", True),
        ('<content mode="escaped" type="text/html">&lt;p&gt;古い形式。&lt;/p&gt;</content>', "<p>古い形式。</p>", "html", False),
        (f'<content mode="base64" type="text/html">{base64.b64encode(FULL.encode()).decode()}</content>', FULL, "html", False),
        ('<content mode="base64">@@@</content>', "", "plain", False),
        ('<content mode="base64">abc</content><summary>要約。</summary>', "要約。", "plain", True),
        (f'<content mode="base64">{base64.b64encode(bytes(9)).decode()}</content>', "", "plain", False),
        (f'<content mode="BASE64">{base64.b64encode("柚子。".encode()).decode()}</content>', "柚子。", "plain", False),
        ('<content type=" HTML ">柚子。</content>', "柚子。", "html", False),
        ('<content mode="escaped">柚子。</content>', "柚子。", "plain", False),
        ("<content/><content>二番目。</content>", "二番目。", "plain", False),
    ],
)  # fmt: skip
def test_contents_of_atom(inner: str, body: str, markup: str, truncated: bool) -> None:
    """text, html, escaped, base64; a summary alone is marked."""
    entry = atom(inner)
    assert (entry.body, entry.markup, entry.truncated) == (body, markup, truncated)


def test_xhtml_in_atom_keeps_its_markup() -> None:
    """Elements are handed on as HTML."""
    entry = atom(
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><h2>冬</h2><p>柚子<br/>湯。</p></div></content>'
    )
    assert entry.markup == "html"
    assert [(b.kind, b.text) for b in _article(entry).blocks] == [("heading", "冬"), ("paragraph", "柚子\n湯。")]


def _article(entry: Entry) -> Article:
    from pathlib import Path

    from jreadtools.sources.locate import Found
    from jreadtools.sources.read import read_found

    article = read_found(Found(Path("a"), "a", "a#1", 1, entry=entry))
    assert isinstance(article, Article)
    return article


def test_an_entry_of_atom() -> None:
    """Its address among others, dates, labels."""
    entry = atom(
        '<link rel="self" href="https://a.example.jp/self"/><link href="https://a.example.jp/e/2024/01/%E6%9F%9A%E5%AD%90.html"/>'
        "<published>2024-01-02T03:04:05Z</published><updated>2024-02-03T00:00:00+09:00</updated>"
        '<category term="daidokoro" label="台所"/><content type="html">a</content><app:control><app:draft>yes</app:draft></app:control>'
    )
    assert (entry.url, entry.key) == ("https://a.example.jp/e/2024/01/%E6%9F%9A%E5%AD%90.html", "柚子.html")
    assert (entry.date, entry.updated) == ("2024-01-02T03:04:05+00:00", "2024-02-03T00:00:00+09:00")
    assert (entry.tags, entry.draft, entry.format) == (("台所",), True, "atom")


@pytest.mark.parametrize(
    ("inner", "url", "key"),
    [
        ("<link>https://a.example.jp/</link><guid>柚子</guid>", "https://a.example.jp/", "柚子"),
        ("<link>https://a.example.jp/?p=7#x</link>", "https://a.example.jp/?p=7#x", "p=7"),
        ("<link>https://a.example.jp/a/%E6%9F%9A/#c</link>", "https://a.example.jp/a/%E6%9F%9A/#c", "柚"),
        ("<guid>https://a.example.jp/b</guid>", "https://a.example.jp/b", "b"),
        ("<guid>tag:b</guid>", "", "tag:b"),
        ("<link>/a/b</link>", "/a/b", "1"),
        ("", "", "1"),
    ],
)
def test_addresses_and_keys_of_rss(inner: str, url: str, key: str) -> None:
    """The last part of the address is the key, else the name, else the number."""
    entry = only(RSS2.format(items=f"<item>{inner}</item>"))
    assert (entry.url, entry.key) == (url, key)


@pytest.mark.parametrize(
    ("inner", "fields"),
    [
        ("<category>乙</category><category term='丙'/><category term='x' label='乙'/>", {"tags": ("乙", "丙")}),
        ("<d:subject xmlns:d='http://purl.org/dc/elements/1.1/'>甲</d:subject>", {"tags": ("甲",)}),
        ("<issued>2006-01-02</issued><modified>2006-02-03</modified>", {"date": "2006-01-02", "updated": "2006-02-03"}),
        ("<updated>2006-02-03</updated>", {"date": "2006-02-03", "updated": "2006-02-03"}),
        ("<link href=''/><link href='https://a/b?x=1&amp;amp;y=2'/>", {"url": "https://a/b?x=1&y=2", "key": "b?x=1&y=2"}),
        ("<link rel='related' href='https://a/b'/>", {"url": "", "key": "tag:1"}),
        ("<app:control><app:draft>no</app:draft></app:control>", {"draft": False, "status": ""}),
        ("<b:status xmlns:b='http://schemas.google.com/blogger/2018'>DRAFT</b:status>", {"draft": True, "status": "draft"}),
        ("<b:type xmlns:b='http://schemas.google.com/blogger/2018'>PAGE</b:type>", {"draft": False}),
    ],
)  # fmt: skip
def test_fields_of_atom(inner: str, fields: dict[str, object]) -> None:
    """Labels, dates, addresses, drafts, in the forms of several generations."""
    entry = atom(inner)._asdict()
    assert {name: entry[name] for name in fields} == fields


def test_an_item_that_does_not_end() -> None:
    """It is an error that names its line; the others are read, with the numbers of their places."""
    text = RSS2.format(items="<item><title>一</title></item>\n<item><title>二\n<item><title>三</title></item>")
    first, error, third = read(text)
    assert isinstance(error, ArticleError)
    assert "line 6 " in str(error)
    assert [entry.key for entry in (first, third) if isinstance(entry, Entry)] == ["1", "3"]


def test_comments_of_the_newer_export_of_blogger() -> None:
    """They are told by their type."""
    comment = "<entry><b:type xmlns:b='http://schemas.google.com/blogger/2018'>COMMENT</b:type></entry>"
    (error,) = read(ATOM.format(entries=comment))
    assert "there is no article" in str(error)


def test_bloggers_export_holds_more_than_articles() -> None:
    """Comments, settings and templates are entries too; the kinds are no labels."""
    kind = '<category scheme="http://schemas.google.com/g/2005#kind" term="http://schemas.google.com/blogger/2008/kind#{}"/>'
    parts = [
        f'<entry><id>{name}</id><title>{name}</title>{kind.format(name)}<category scheme="x" term="台所"/>'
        f"<content type='html'>{FULL.replace('<', '&lt;')}</content></entry>"
        for name in ("settings", "template", "post", "comment", "page")
    ]
    found = read(ATOM.format(entries="".join(parts)))
    assert [(e.title, e.tags) for e in found if isinstance(e, Entry)] == [("post", ("台所",)), ("page", ("台所",))]


def test_what_fuzzing_found() -> None:
    """An offset beyond all numbers; an element whose name ends in its prefix."""
    assert rss("<pubDate>Sat, 23 Dec 2023 09:00:00 +99999999999999999999</pubDate>").date == ""
    assert "柚子" in atom('<content type="xhtml"><div><b:>柚子</b:></div></content>').body


def test_a_feed_that_was_cut_off() -> None:
    """What is whole stays."""
    whole = RSS2.format(items="<item><title>一</title></item><item><title>二</title></item>")
    stream = entries(io.BytesIO(whole[: whole.index("二")].encode()))
    assert next(stream).title == "一"  # type: ignore[union-attr]
    with pytest.raises(ArticleError, match="1 article before"):
        next(stream)


def test_empty_and_hostile_feeds() -> None:
    """No article is an error that says so; entities are refused."""
    (error,) = read(RSS2.format(items=""))
    assert isinstance(error, ArticleError)
    with pytest.raises(ArticleError, match="ENTITY"):
        read('<!DOCTYPE feed [<!ENTITY a "b">]>' + ATOM.format(entries="").partition("?>")[2])
    assert looks_like(ATOM)
    assert looks_like(RDF)
    assert looks_like(RSS2)
    assert not looks_like("<?xml version='1.0'?><rdf:RDF xmlns:rdf='a' xmlns:foaf='b'/>")


def test_json_feed(tmp_path) -> None:  # type: ignore[no-untyped-def]
    """HTML before text before the summary."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1", "title": "柚子だより",
        "items": [
            {"id": "1", "url": "https://yuzu.example.jp/1/", "title": "柚子湯", "content_html": FULL, "tags": ["台所"],
             "date_published": "2024-01-02T03:04:05+09:00"},
            {"id": 2, "content_text": "一行目。"}, {"id": "3", "summary": "要約。"}, 7,
        ],
    }  # fmt: skip
    text = json.dumps(feed, ensure_ascii=False)
    found = list(json_feed.entries(io.BytesIO(text.encode())))
    assert [(e.key, e.markup, e.truncated) for e in found if isinstance(e, Entry)] == [
        ("1", "html", False), ("2", "plain", False), ("3", "plain", True),
    ]  # fmt: skip
    assert [e.body for e in found if isinstance(e, Entry)] == [FULL, "一行目。", "要約。"]
    (tmp_path / "a.json").write_text(text, "utf-8")
    assert [a.format for a in jr.read_articles(tmp_path / "a.json") if isinstance(a, Article)] == ["json-feed"] * 3
    with pytest.raises(ArticleError):
        list(json_feed.entries(io.BytesIO(b'{"version": "https://jsonfeed.org/version/1"}')))


@pytest.mark.parametrize(
    ("item", "fields"),
    [
        ({"url": "https://a.jp/b/"}, {"url": "https://a.jp/b/", "key": "b"}),
        ({"external_url": "https://a.jp/c", "id": "x"}, {"url": "https://a.jp/c", "key": "c"}),
        ({"id": 7}, {"url": "", "key": "7"}),
        ({"id": 0, "url": 3}, {"url": "", "key": "2"}),  # the second of the feed
        ({"content_text": "文。", "content_html": ""}, {"body": "文。", "markup": "plain", "truncated": False}),
        ({"tags": ["甲", 1, "乙"]}, {"tags": ("甲", "乙"), "truncated": True}),
        ({"tags": "甲", "title": "甲 &amp; <b>乙</b>"}, {"tags": (), "title": "甲 & 乙"}),
        ({"date_published": "2024-01-02", "date_modified": "昨日"}, {"date": "2024-01-02", "updated": ""}),
    ],
)
def test_fields_of_json_feed(item: dict[str, object], fields: dict[str, object]) -> None:
    """Fields of other types are none."""
    feed = json.dumps({"version": "https://jsonfeed.org/version/1", "items": [3, item]})
    (entry,) = json_feed.entries(io.BytesIO(feed.encode()))
    assert isinstance(entry, Entry)
    assert {name: entry._asdict()[name] for name in fields} == fields
