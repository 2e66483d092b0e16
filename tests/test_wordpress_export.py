"""WordPress exports: what counts as an article, what is known of it, what is refused."""

from __future__ import annotations

import contextlib
import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import jreadtools as jr
from jreadtools.article import Failure
from jreadtools.errors import ArticleError, Message
from jreadtools.sources.entry import Entry
from jreadtools.sources.wordpress_export import entries, looks_like

HEAD = """<?xml version="1.0" encoding="{encoding}" ?>
<!-- This is a WordPress eXtended RSS file -->
<rss version="2.0"
  xmlns:excerpt="http://wordpress.org/export/{version}/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:wp="http://wordpress.org/export/{version}/">
<channel>
  <title>山の郵便局</title>
  <wp:wxr_version>{version}</wp:wxr_version>
  <wp:author><wp:author_login><![CDATA[kyokucho]]></wp:author_login></wp:author>
  <wp:category><wp:cat_name><![CDATA[日々]]></wp:cat_name></wp:category>
"""
TAIL = "</channel>\n</rss>\n"
BODY = "<!-- wp:paragraph -->\n<p>けさは霜がおりて、赤い自転車の鞍が白かった。</p>\n<!-- /wp:paragraph -->"


def item(kind: str = "post", body: str = BODY, title: str = "霜の朝", **fields: str) -> str:
    known = {
        "post_id": "12", "post_date": "2024-01-15 07:30:00", "post_date_gmt": "2024-01-14 22:30:00",
        "post_modified": "2024-02-01 10:00:00", "post_name": "shimo", "status": "publish", "post_password": "",
    } | fields  # fmt: skip
    inner = "".join(f"<wp:{name}><![CDATA[{value}]]></wp:{name}>\n" for name, value in known.items())
    return f"""<item><title>{title}</title><link>https://yubin.example.jp/shimo/</link>
<dc:creator><![CDATA[kyokucho]]></dc:creator><description></description>
<content:encoded><![CDATA[{body}]]></content:encoded>
<excerpt:encoded><![CDATA[抜粋は本文ではない。]]></excerpt:encoded>
{inner}<wp:post_type><![CDATA[{kind}]]></wp:post_type>
<category domain="category" nicename="hibi"><![CDATA[日々]]></category>
<category domain="post_tag" nicename="shimo"><![CDATA[霜 &amp; 氷]]></category>
<wp:comment><wp:comment_content><![CDATA[読者のことば。]]></wp:comment_content></wp:comment>
</item>
"""


def read(*items: str, tail: str = TAIL, encoding: str = "UTF-8", version: str = "1.2") -> list[Entry | ArticleError]:
    text = HEAD.format(encoding=encoding, version=version) + "".join(items) + tail
    return list(entries(io.BytesIO(text.encode("utf-8"))))


def only(*items: str, **how: str) -> Entry:
    (entry,) = read(*items, **how)
    assert isinstance(entry, Entry)
    return entry


def test_a_post_with_all_that_is_known_of_it() -> None:
    """Slug, address, dates with their offset, tags and categories; comments and the excerpt are not the article."""
    entry = only(item())
    assert (entry.key, entry.title, entry.url) == ("shimo", "霜の朝", "https://yubin.example.jp/shimo/")
    assert (entry.date, entry.updated) == ("2024-01-15T07:30:00+09:00", "2024-02-01T10:00:00")
    assert (entry.categories, entry.tags) == (("日々",), ("霜 & 氷",))
    assert (entry.status, entry.draft, entry.protected) == ("publish", False, False)
    assert (entry.markup, entry.format, entry.encoding, entry.warnings) == ("wordpress", "wxr", "utf-8", ())
    assert entry.body == BODY


def test_only_posts_and_pages_are_articles() -> None:
    """Attachments, menu items, revisions and what plugins keep are passed over."""
    kinds = ["post", "attachment", "page", "nav_menu_item", "revision", "wp_block", "custom_css", "shop_order"]
    assert len(read(*(item(kind) for kind in kinds))) == 2
    (error,) = read(item("attachment"))
    assert isinstance(error, ArticleError)


@pytest.mark.parametrize(
    ("status", "draft"),
    [("publish", False), ("draft", True), ("pending", True), ("future", True), ("private", True), ("trash", True)],
)
def test_what_is_not_published_is_a_draft(status: str, draft: bool) -> None:
    """The status stays as the export says it."""
    entry = only(item(status=status))
    assert (entry.status, entry.draft) == (status, draft)


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"post_name": "%e9%9c%9c%e3%81%ae%e6%9c%9d"}, "霜の朝"),
        ({"post_name": ""}, "12"),
        ({"post_name": "", "post_id": ""}, "1"),
        ({"post_name": "%ff%fe"}, "%ff%fe"),
    ],
)
def test_keys(fields: dict[str, str], key: str) -> None:
    """The slug as it was typed, else the number of the post, else its place."""
    assert only(item(**fields)).key == key


def test_what_is_unknown_is_empty() -> None:
    """A draft without a date, a title or a body is an article all the same."""
    entry = only(item(title="", body="", post_date="0000-00-00 00:00:00", post_modified="0000-00-00 00:00:00"))
    assert (entry.title, entry.body, entry.date, entry.updated) == ("", "", "", "")
    assert only(item(post_date_gmt="0000-00-00 00:00:00")).date == "2024-01-15T07:30:00"


def test_passwords_and_titles() -> None:
    """A password marks the article; entities and tags in a title are read."""
    assert only(item(post_password="himitsu")).protected
    assert only(item(title="AT&amp;T &amp;#8211; <![CDATA[<b>霜</b>]]>")).title == "AT&T – 霜"


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2", "1.9"])
def test_every_version_of_the_format(version: str) -> None:
    """The namespace names the version; the fields are the same."""
    assert only(item(), version=version).key == "shimo"


def test_cdata_that_was_split_and_what_xml_forbids() -> None:
    """]]> inside a body, control characters and entities that only HTML knows cost nothing but themselves."""
    assert only(item(body="a ]]]]><![CDATA[> b")).body == "a ]]> b"
    assert only(item(body="<p>縦\x0bの\x08タブ</p>")).body == "<p>縦のタブ</p>"
    assert only(item(title="霜&nbsp;の朝 A & B &copy; &unbekannt;")).title == "霜 の朝 A & B © &unbekannt;"
    assert only(item(body='<a href="?a=1&b=2">道</a>')).body.count("道") == 1


@pytest.mark.parametrize(("declared", "codec"), [("EUC-JP", "euc_jp"), ("Shift_JIS", "cp932"), ("UTF-8", "cp932")])
def test_old_encodings(declared: str, codec: str) -> None:
    """Also ① and ㈱, which libxml2's Shift_JIS does not know; and a declaration that lies."""
    text = HEAD.format(encoding=declared, version="1.2") + item(title="①㈱霜の朝") + TAIL
    data = text.encode("cp932") if codec == "cp932" else text.replace("①㈱", "").encode(codec)
    (entry,) = entries(io.BytesIO(data))
    assert isinstance(entry, Entry)
    assert (entry.title.removeprefix("①㈱"), entry.encoding) == ("霜の朝", codec)


def test_broken_bytes_are_said() -> None:
    """The article in which something could not be decoded has a warning; the others have none."""
    text = HEAD.format(encoding="UTF-8", version="1.2") + item() * 400 + item(title="壊れ@た朝") + TAIL
    *sound, broken = entries(io.BytesIO(text.encode().replace(b"@", b"\xff")))
    assert isinstance(broken, Entry)
    assert broken.title == "壊れ\ufffdた朝"
    assert [type(w) for w in broken.warnings] == [Message]
    assert not any(isinstance(e, Entry) and e.warnings for e in sound[:300])


@pytest.mark.parametrize(
    "cut", ["<item><title>途中で", "<item><title>a</title><content:encoded><![CDATA[続き", "", "</channel>"]
)
def test_a_file_that_was_cut_off(cut: str) -> None:
    """What is whole is read; what is not is no article, and the error says how far it came."""
    found: list[Entry | ArticleError] = []
    text = HEAD.format(encoding="UTF-8", version="1.2") + item() * 2 + cut
    with pytest.raises(ArticleError, match=r"ends in the middle \(line \d+\); the 2 articles"):
        found.extend(entries(io.BytesIO(text.encode())))
    stream = entries(io.BytesIO(text.encode()))
    assert [next(stream).title for _ in range(2)] == ["霜の朝"] * 2  # type: ignore[union-attr]


HOSTILE = {
    "bomb": '<!DOCTYPE rss [<!ENTITY a "あ"><!ENTITY b "&a;&a;&a;&a;">]>\n<rss>&b;</rss>',
    "external": '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n<rss>&a;</rss>',
    "parameter": '<!DOCTYPE rss [<!ENTITY % a SYSTEM "http://example.jp/a.dtd">%a;]>\n<rss></rss>',
    "small letters": '<!doctype rss [<!entity a "b">]><rss>&a;</rss>',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_entities_are_refused(name: str, tmp_path: Path) -> None:
    """The message says why, in both languages; nothing is expanded or opened."""
    with pytest.raises(ArticleError, match="ENTITY") as raised:
        list(entries(io.BytesIO(HOSTILE[name].encode())))
    assert "実体" in raised.value.args[0].ja
    (tmp_path / "a.xml").write_text("<?xml version='1.0'?>" + HOSTILE[name], "utf-8")
    (failure,) = jr.read_articles(tmp_path / "a.xml")
    assert isinstance(failure, Failure)
    assert "ENTITY" in failure.error or "neither" in failure.error


@pytest.mark.parametrize(
    "inner",
    [
        "<a>" * 10_000,
        "<a>" * 10_000 + "</a>" * 10_000,
        f"<wp:meta>{'<b/>' * 100_000}</wp:meta>",
        f'<a b="{"あ" * 100_000}"/>',
        "<item>" * 500,
    ],
    ids=["deep", "deep and closed", "many children", "long attribute", "items in an item"],
)
def test_hostile_items_are_refused_or_harmless(inner: str) -> None:
    """Nesting, children, attributes: no crash, and the article before is read."""
    got: list[Entry | ArticleError] = []
    text = HEAD.format(encoding="UTF-8", version="1.2") + item() + f"<item>{inner}</item>" + TAIL
    with contextlib.suppress(ArticleError):
        got.extend(entries(io.BytesIO(text.encode())))
    stream = entries(io.BytesIO(text.encode()))
    first = next(stream)
    assert isinstance(first, Entry)
    assert first.key == "shimo"


DAMAGED = {
    "a title without an end": item().replace("</title>", ""),
    "an item without an end": item().replace("</item>", ""),
    "CDATA that ends too early": item(body="甲]]><br><p>乙"),
    "nothing but open brackets": f"<item>{'<' * 50_000}</item>",
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_item_harms_no_other(name: str) -> None:
    """It is one error that says where it stands; those before and behind are read."""
    text = HEAD.format(encoding="UTF-8", version="1.2") + item() + DAMAGED[name] + item() * 2 + TAIL
    found = list(entries(io.BytesIO(text.encode())))
    assert [isinstance(one, ArticleError) for one in found] == [False, True, False, False]
    line = text[: text.index(DAMAGED[name])].count("\n") + 1
    assert f"line {line} " in str(found[1])


def test_depth_costs_a_warning() -> None:
    """What is nested too deeply is passed over; the words before it are read, and the article says so."""
    text = HEAD.format(encoding="UTF-8", version="1.2") + item().replace("</item>", "<a>" * 10_000 + "</item>") + item()
    first, second = entries(io.BytesIO((text + TAIL).encode()))
    assert isinstance(first, Entry)
    assert isinstance(second, Entry)
    assert (first.body, len(first.warnings), second.warnings) == (second.body, 1, ())


def test_files_one_after_the_other() -> None:
    """What `cat a.xml b.xml` makes is both; what the server printed before the file is passed over."""
    one = HEAD.format(encoding="UTF-8", version="1.2") + item() + TAIL
    said = "<br />\n<b>Warning</b>:  Undefined index in <b>/var/www/a.php</b> on line <b>3</b><br />\n"
    assert len(list(entries(io.BytesIO((said + one + "\n" + one).encode())))) == 2


def test_entities_that_are_declared_later() -> None:
    """A second prolog in the file is looked at as well."""
    text = HEAD.format(encoding="UTF-8", version="1.2") + item() + '<!DOCTYPE a [<!ENTITY b "c">]>' + item() + TAIL
    with pytest.raises(ArticleError, match="ENTITY"):
        list(entries(io.BytesIO(text.encode())))


def test_a_web_page_is_no_export() -> None:
    """A log-in page that was saved as an export: the error names what it begins with."""
    with pytest.raises(ArticleError, match="<html>"):
        list(entries(io.BytesIO(b"<!DOCTYPE html><html><body><p>Log in</p></body></html>")))


@pytest.mark.parametrize(
    ("written", "title"),
    [("C言語の &lt;stdio.h&gt;", "C言語の <stdio.h>"), ("霜&#8;の&lt;b&gt;朝&lt;/b&gt;", "霜の朝")],
)
def test_titles(written: str, title: str) -> None:
    """Tags go, words in pointed brackets stay, control characters go."""
    assert only(item(title=written)).title == title


def test_an_export_inside_an_export() -> None:
    """As CDATA it is the words of an article; as elements it is a part of its item."""
    inner = HEAD.format(encoding="UTF-8", version="1.2") + item() + TAIL
    inside = inner[inner.index("<rss") :].replace("]]>", "]]]]><![CDATA[>")
    assert only(item(body=inside)).key == "shimo"
    assert len(read(item().replace("<dc:creator>", inner[inner.index("<rss") :] + "<dc:creator>", 1), item())) == 2


def test_what_is_no_export() -> None:
    """Not XML at all, or nothing."""
    for data in (b"", b"\n\n", "本文です。".encode(), b"\x00" * 64):
        with pytest.raises(ArticleError):
            list(entries(io.BytesIO(data)))
    assert looks_like(HEAD.format(encoding="UTF-8", version="1.1"))
    assert not looks_like('<rss version="2.0"><channel/></rss>')


class _Endless(io.RawIOBase):
    """An export that is made while it is read."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts = parts

    def read(self, _size: int = -1) -> bytes:
        return next(self._parts, b"")


def test_memory_does_not_grow_with_the_file() -> None:
    """Ten megabytes more cost less than ten megabytes of memory (in a process of its own: a peak stays)."""
    script = (
        "import resource, sys; sys.path.insert(0, sys.argv[1])\n"
        "import test_wordpress_export as t\n"
        "from jreadtools.sources.wordpress_export import entries\n"
        "head = t.HEAD.format(encoding='UTF-8', version='1.2').encode()\n"
        "one = t.item(body=t.BODY * 20).encode()\n"
        "def run(n): return sum(1 for _ in entries(t._Endless(iter([head, *[one * 10] * n, t.TAIL.encode()]))))\n"
        "run(50); before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "assert run(400) == 4000\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(Path(__file__).parent)], capture_output=True, text=True, check=True
    )
    kilobyte = 1024 if sys.platform == "darwin" else 1
    assert int(done.stdout) / kilobyte < 5_000


def test_the_corpus(corpora: Path) -> None:
    """42 posts and 18 pages, none of them broken."""
    path = corpora / "wxr" / "wordpress-theme-test-data-ja.xml"
    with path.open("rb") as stream:
        found = list(entries(stream))
    assert len(found) == 60
    assert all(isinstance(entry, Entry) and not entry.warnings for entry in found)
    articles = list(jr.read_articles(path))
    assert len({a.id for a in articles}) == 60
    assert sum(bool(a.protected) for a in articles if not isinstance(a, Failure)) == 1
