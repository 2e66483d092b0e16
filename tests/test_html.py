"""HTML fragments: what a reader of the page reads, and from where."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

import jreadtools as jr
from jreadtools.sources.html import is_page, parse
from jreadtools.sources.layout_tables import layout_tables

CASES = [
    ("<p>甲<br>乙<br><br>丙</p>", ["paragraph: 甲⏎乙", "paragraph: 丙"]),
    (
        "<h2>題</h2>本文<ul><li>一<li>二</ul>後",
        ["heading: 題", "paragraph: 本文", "item: 一", "item: 二", "paragraph: 後"],
    ),
    ("<ruby><rb>人脈</rb><rp>(</rp><rt>じんみゃく</rt><rp>)</rp></ruby>です", ["paragraph: 人脈です"]),
    ("<p>甲<!-- 注 --><script>var a = '<p>';</script><span style='display: none'>隠</span>乙</p>", ["paragraph: 甲乙"]),
    ("<div aria-hidden='true'>隠</div><nav>道</nav><p hidden>隠</p><noscript>無</noscript>本文", ["paragraph: 本文"]),
    ("<blockquote class='twitter-tweet'><p>他人</p></blockquote><blockquote>引用</blockquote>", ["quote: 引用"]),
    (
        '<p>ねじ<a href="#f-1" name="fn-1" title="注">*1</a>。<a href="#a" name="b">道</a></p>'
        '<p class="footnote"><a href="#fn-1" name="f-1">*1</a>注です。</p>',
        ["paragraph: ねじ。道", "paragraph: 注です。"],
    ),
    ("<pre><code>a = 1\n  b</code></pre>", ["code: a = 1⏎  b"]),
    ("<table><caption>表</caption><tr><th>名<td>値</table>", ["caption: 表", "cell: 名", "cell: 値"]),
    ("<figure><img src=a alt='代'><figcaption>図の題</figcaption></figure>", ["caption: 図の題"]),
    ("<details><summary>題</summary>中</details>", ["paragraph: 題", "paragraph: 中"]),
    ("<p>甲\n乙 API\nKey&amp;C</p>", ["paragraph: 甲乙 API Key&C"]),
    ("<p>彼は<q>行く</q>と<button>押す</button>言った", ["paragraph: 彼は行くと言った"]),
    ("<h2>題<p>本文", ["heading: 題", "paragraph: 本文"]),
    ("a < b と <株> です", ["paragraph: a < b と <株> です"]),
    ("<nav>閉じない本文", ["paragraph: 閉じない本文"]),
    ("</p></div>本文</b>", ["paragraph: 本文"]),
    ("<table><tr><td><h2>題</h2>文</td></tr></table>", ["heading: 題", "paragraph: 文"]),
    ("<table role='presentation'><tr><td>左<td>右</table>", ["paragraph: 左", "paragraph: 右"]),
    ("<table><tr><td>年<td>数<tr><td>今<td>三</table>", ["cell: 年", "cell: 数", "cell: 今", "cell: 三"]),
    ("<table><tr><td><table><tr><th>年<td>数</table></table>", ["cell: 年", "cell: 数"]),
    ("<td class='gutter'><pre>1</pre></td><pre><span class='lnt'>1</span>a = 1</pre>", ["code: a = 1"]),
    ("<aside class='msg message'>注意</aside><aside>脇</aside>本文", ["paragraph: 注意", "paragraph: 本文"]),
    ("<div class='kaerebalink-box'>品物</div>本文", ["paragraph: 本文"]),
    ("<div id='msmaflink-aB1'>リンク</div>本文", ["paragraph: 本文"]),
    ("<div class='pochireba'>品物<br>posted with ポチレバ</div>本文", ["paragraph: 本文"]),
    ("<table><tr><td class='a tr-caption'>図の説明</td></tr></table>本文", ["caption: 図の説明", "paragraph: 本文"]),
    (
        "<p class='wp-caption-text'>図の題</p><dl><dd class='wp-caption-text'>題</dl>",
        ["caption: 図の題", "caption: 題"],
    ),
    ("<p>語<span class='footnote'>*1</span>と<span class='footnotes'>注</span>です。", ["paragraph: 語と注です。"]),
    ("<p>店は<span class='fn'>太郎</span>と<sup class='fn'>1</sup>です。", ["paragraph: 店は太郎とです。"]),
    ("<p>文<a embedded-service='x'>他の頁</a>後</p>", ["paragraph: 文後"]),
    # Marks of footnotes by where they lead and what they are; an aside of footnotes is the author's.
    ("<p>語<sup id='fnref1'><a href='#fn1'>1</a></sup>と<sup id='x'>2</sup>です。", ["paragraph: 語と2です。"]),
    ("<p>語<a role='doc-noteref' href='#a'>1</a>です。<a role='doc-noteref' href='/a'>2</a>", ["paragraph: 語です。2"]),
    ("<li>注です。<a href='#fnref1'>↩</a><a href='#fna'>上</a></li>", ["item: 注です。上"]),
    (
        "<p>文。</p><aside class='footnote'><span class='fn-bracket'>[</span>注です。</aside>",
        ["paragraph: 文。", "paragraph: 注です。"],
    ),
    (
        "<dl><dt class='sig sig-object'>wait(秒)</dt><dd>待つ。</dd><dt class='x'>語</dt></dl>",
        ["code: wait(秒)", "item: 待つ。", "item: 語"],
    ),
    (
        "<p>語<a href='#a' id='fnref1'>1</a>と<a href='#b' id='b'>道</a>と<a href='/x' name='fn-1'>外</a>",
        ["paragraph: 語と道と外"],
    ),
    (
        "<p>甲<i aria-hidden='TRUE'>隠</i><i style='visibility:hidden'>隠</i>乙<i aria-hidden='false'>見",
        ["paragraph: 甲乙見"],
    ),
    ("甲</p>乙</section>丙<b></i>丁</b>戊", ["paragraph: 甲", "paragraph: 乙", "paragraph: 丙丁戊"]),
    ("<ul><li>一</b>二</ul>後", ["item: 一二", "paragraph: 後"]),
    ("<p><b>甲</p>乙</b>丙", ["paragraph: 甲", "paragraph: 乙丙"]),
    ("<p>甲<title>題</title>乙</p>", ["paragraph: 甲", "paragraph: 乙"]),
    ("<h2>題<b>太</b><div>中</div></h2>文", ["heading: 題太", "heading: 中", "paragraph: 文"]),
    ("<svg><text>絵</text></svg>文<select><option>選</select>", ["paragraph: 文"]),
    (
        "<div>" * 300 + "<p>深い</p><p>文</p>甲<b>乙</b>" + "</div>" * 300,
        ["paragraph: 深い", "paragraph: 文", "paragraph: 甲乙"],
    ),
]


@pytest.mark.parametrize(("source", "expected"), CASES)
def test_case(source: str, expected: list[str]) -> None:
    """The words a reader sees, with their places."""
    article = parse(source)
    assert [f"{b.kind}: " + b.text.replace("\n", "⏎") for b in article.blocks] == expected
    for block in article.blocks:
        for index, character in enumerate(block.text):
            assert character in "\n " or source[block.source_offset(index)] in {character, "&"}
        assert block.line == source.count("\n", 0, block.source_offset(0)) + 1, block


def test_end_tags_without_a_beginning() -> None:
    """As browsers read them: </br> breaks the line, </p> is an empty paragraph, in HTML and in Markdown."""
    for markup, source in (
        ("html", "<p>水の</br>話と</BR >朝</p>夜</p>昼"),
        ("markdown", "水の</br>話と</BR >朝</p>夜</p>昼"),
    ):
        blocks = jr.analyze(source, markup=markup).article.blocks  # type: ignore[arg-type]
        assert [block.text for block in blocks] == ["水の\n話と\n朝", "夜", "昼"]
    assert [block.text for block in parse("水</br></br>朝<pre>夜</br>昼</pre>").blocks] == ["水", "朝", "夜\n昼"]


def _table(*cells: str) -> str:
    return "<table><tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr></table>"


@pytest.mark.parametrize(
    ("table", "is_layout"),
    [
        (_table("年" * 247 + "<br>", "三"), True),
        (_table("年" * 246 + "<br>", "三"), False),
        (_table("年" * 251, "三"), False),
        (_table("<p>" + "年" * 248, "三"), True),
        (_table("<p>今", "三"), False),
        (_table("<p>今<p>昔", "三"), True),
        (_table("<p>今", "<p>昔"), False),
        (_table("年" * 57 + "<br><br>", "三"), True),
        (_table("年" * 56 + "<br><br>", "三"), False),
        (_table("年" * 57 + "<br>月<br>", "三"), False),
        (_table("年" * 57 + f"<br>{' ' * 59}<br>", "三"), True),
        (_table("年" * 57 + f"<br>{' ' * 60}<br>", "三"), False),
        (_table("<h2>今</h2>", "二", "三"), True),
        (_table("<h2>今</h2>", "二", "三", "四"), False),
        (_table("今"), True),
    ],
)
def test_a_table_of_few_columns_lays_out_running_text(table: str, *, is_layout: bool) -> None:
    """A heading, two paragraphs, or a break in a long cell are running text, wherever the table stands."""
    for before in ("", "<p>" + "文" * 300 + "</p>"):
        assert layout_tables(before + table) == ({len(before)} if is_layout else set())


@pytest.mark.parametrize(
    ("table", "is_layout"),
    [
        ("<table><tr><td>{long}<td>三</table>", True),
        ("<table><tr><td>一<td>二<tr><td>{long}<td>三</table>", True),
        ("<table><tr><td>{long}", True),
        ("<table><tr><td>{long}<td>二<td>三<td>四</table>", False),
        ("<table><tr><th>{long}<td>三</table>", False),
        ("<table><tr><th>三<td>{long}</table>", False),
        ("<table><tr><td>{long}<tr><th>三</table>", False),
        ("<table><caption>表</caption><tr><td>{long}</table>", False),
        ("<table><thead><tr><td>{long}</table>", False),
        ("<table role=none><tr><th>一<td>二</table>", True),
        ("<table role='presentation'><tr><th>一<td>二</table>", True),
        ("<table><tr><th>一<td><table><tr><td>二<td>三</table></table>", True),
    ],
)
def test_what_a_table_of_data_has(table: str, *, is_layout: bool) -> None:
    """Headings, a caption, many columns; what says that it only lays out, or holds another table, does."""
    assert (0 in layout_tables(table.format(long="年" * 300 + "<br>"))) is is_layout


def test_counts() -> None:
    """Images, links, readings and embeds are counted; code is an atom."""
    article = parse(
        "<title>題 | 店</title><a href=/a>甲</a><img src=a><code>x. y</code><ruby>乙<rt>おつ</rt></ruby>"
        "<div class='bluesky-embed'>他人の</div>"
    )
    assert (article.title, article.links, article.images) == ("題 | 店", 1, 1)
    assert (article.left_out.ruby, article.left_out.embeds) == (2, 3)
    assert article.blocks[0].atoms == ((1, 5),)


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("<!doctype html><p>甲", True), ("<?xml version='1.0'?>\n<HTML xmlns='x'>", True), ("\n<head>", True),
        ("<body class='a'>", True), ("<p>&lt;html&gt;の話</p>", False), ("<header>題</header>", False), ("", False),
    ],
)  # fmt: skip
def test_is_page(text: str, page: bool) -> None:
    """A page says so in its first tags; <header> is not <head>."""
    assert is_page(text) is page


def test_a_fragment_is_read_whole() -> None:
    """Nothing is left out of what an export holds for its class or its words alone, and no way is recorded."""
    article = parse("<div class='share-box'><h2>関連記事</h2><p>スポンサーリンク</p></div>")
    assert [block.text for block in article.blocks] == ["関連記事", "スポンサーリンク"]
    assert (article.extraction, article.left_out.page, article.dropped) == ("", 0, ())


@pytest.mark.parametrize("head", ["", "<!DOCTYPE html><html><body>"])
@pytest.mark.parametrize(
    "piece",
    [
        "<!--",
        "<![CDATA[",
        "<!a",
        "</",
        "<a",
        "<a ",
        '<a b="',
        "<div>",
        "</div>",
        "<nav>",
        "<b><i>",
        "&",
        "&amp;",
        "<br>",
        "<",
        "<p><script>",
        "<table><tr><td>",
        "<div class='entry-content'>",
        "<ul><li><a href='#x'>甲</a>",
        "<a href='x'>",
        "<h1>",
        "<script type='application/ld+json'>",
        "3分<div>",
    ],
)
def test_hostile_input_takes_linear_time(piece: str, head: str) -> None:
    """Unclosed and misplaced tags cost no more than others."""
    started = time.process_time()
    parse(head + piece * (100_000 // len(piece)))
    assert time.process_time() - started < 20


PAGES = sorted((Path(__file__).parent / "cases" / "pages").glob("*.html"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_page(path: Path) -> None:
    """Pages as platforms make them: what is known of the article, then its blocks as a person would copy them out."""
    article = parse(path.read_text("utf-8"))
    wanted = path.with_suffix(".txt").read_text("utf-8").splitlines()
    known = {
        "title": article.title, "date": article.date, "updated": article.updated, "url": article.url,
        "extraction": article.extraction, "stated": f"{article.stated_minutes or 0:g}",
    }  # fmt: skip
    expected = {key: value for key, _, value in (line.partition(": ") for line in wanted) if key in known}
    assert {key: known[key] for key in expected} == expected
    blocks = [line for line in wanted if line.partition(": ")[0] not in known]
    assert [f"{block.kind}: " + block.text.replace("\n", "⏎") for block in article.blocks] == blocks
