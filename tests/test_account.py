"""Every kana and kanji of a source is in a block or in `dropped`, whatever the reader and however broken the source."""

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from jreadtools.article import Article
from jreadtools.dropped import REASONS, UNKNOWN, LeftOut, account
from jreadtools.sources.read import parse, read_articles

WORD = re.compile("[ぁ-ゖァ-ヺ々〆〇㐀-䶿一-鿿豈-﫿ｦ-ﾟ]")


def check(article: Article) -> None:
    """The account of an article, checked against its source character by character."""
    source, dropped = article.source, article.dropped
    told = bytearray(len(source))
    for piece in dropped:
        assert piece.reason in REASONS
        assert piece.reason != UNKNOWN, (piece, source[max(0, piece.start - 40) : piece.end + 40])
        assert piece.text == piece.text.strip() != ""
        assert piece.line == source.count("\n", 0, piece.start) + 1
        told[piece.start : piece.end] = b"\1" * (piece.end - piece.start)
    for block in article.blocks:
        for index in range(len(block.text)):
            at = block.source_offset(index)
            assert told[at] != 1 or not WORD.match(source[at]), (block.text, source[at : at + 20])
            told[at] = 2
    lost = [at for at, (seen, c) in enumerate(zip(told, source, strict=True)) if not seen and WORD.match(c)]
    assert not lost, source[max(0, lost[0] - 40) : lost[0] + 40]
    assert [piece.start for piece in dropped] == sorted(piece.start for piece in dropped)
    assert article.left_out == LeftOut.of(dropped)


MARKDOWN = """---
title: 畑の一日
tags: [野菜, 春]
---
<!-- 下書き: 写真を足す -->
# 畑の一日

朝から畑に出た。{土|つち}はまだ冷たい。[種の店](https://example.jp/種屋 "店の案内")に寄る。

![畝に並ぶ苗](/img/苗.png "苗の写真")

<blockquote class="twitter-tweet"><p>今日は種まき日和です。</p>&mdash; 畑の友 <a href="https://example.com/1">三月一日</a></blockquote>

昼は縁側で休んだ。[^注]((縁側は南向き))

:::message
水は朝のうちにやります。
:::

```python:畑.py
print("水やり")  # 毎朝
```

{{< figure src="a.png" title="畑の図" >}}{{< quote >}}土は生きている。{{< /quote >}}
{{< comment >}}ここは書き直す。{{< /comment >}}

<div class="kaerebalink-box"><a href="https://example.com">土の本</a><p>山野土夫</p></div>
<script>document.write("読み込み中")</script>

<ruby>鍬<rt>くわ</rt></ruby>を洗い、<span hidden>見えない語</span>納屋にしまう。

| 道具 | 数 |
| --- | --- |
| 鍬 | 二本 |

- 種芋
- 肥料 <!-- 鶏ふん -->

$$\\text{収量} = a$$

夜は日記をつけた。

[^注]: 雨の日は休む。
[案内]: https://example.jp/ "町の案内"
"""
PAGE = """<!DOCTYPE html><html><head><title>畑の一日 | 山野の畑</title>
<meta name="description" content="畑に出た日の記録"><script type="application/ld+json">{"headline": "畑の一日"}</script></head>
<body><header><nav><ul><li><a href="/">入り口</a></li><li><a href="/about">このサイト</a></li></ul></nav></header>
<main><h1>畑の一日</h1><p>この記事は約3分で読めます。</p><div class="entry-content">
<p>朝から畑に出た。土はまだ冷たく、<ruby>鍬<rp>（</rp><rt>くわ</rt><rp>）</rp></ruby>が重い。</p>
<!-- 広告 --><div class="share-buttons"><a href="#">つぶやく</a><a href="#">ブックマーク</a></div>
<p>昼は縁側で休んだ。<img src="a.png" alt="縁側の猫">風が通る。</p>
<blockquote class="instagram-media"><p>この投稿を見る</p></blockquote>
<aside>余談ですが、猫は二匹います。</aside><p hidden>見えない段落。</p>
<style>.畑 { color: red }</style><p>夜は日記をつけた。明日は雨らしい。</p></div></main>
<aside><h2>最近の記事</h2><ul><li><a href="/1">水やりの話</a></li></ul></aside>
<footer>山野の畑 二〇二四年</footer></body></html>
"""
FRAGMENT = (
    '<h2>畑</h2><p>朝から畑に出た。<br>土は<a href="/土" title="土の話">冷たい</a>。</p><!-- 控え --><figure><img alt="苗" src="a.png">'
    '<figcaption>苗の列</figcaption></figure><blockquote class="bluesky-embed"><p>今日は晴れ。</p></blockquote><p>昼は休む。</p>'
    "<template><p>型紙</p></template><ul><li>種芋<li>肥料</ul><table><tr><td>鍬<td>二本</table><pre>水やり\n草取り</pre><p>夜は眠る。</p>"
)
WORDPRESS = """<!-- wp:paragraph -->
<p>朝から畑に出た。[ruby rt="つち"]土[/ruby]は冷たい。</p>
<!-- /wp:paragraph -->

<!-- wp:embed {"url":"https://example.com/"} -->
<figure><div>よその記事の題</div></figure>
<!-- /wp:embed -->

<!-- wp:latest-posts /-->
昼は縁側で休んだ。

[caption id="a"]<img src="a.png" alt="猫"> 縁側の猫[/caption]
[blogcard url="https://example.com/"]よその記事[/blogcard]

<!-- wp:quote --><blockquote><p>土は生きている。</p></blockquote><!-- /wp:quote -->
夜は日記をつけた。
"""
HATENA = """*1700000000*[日記][畑]畑の一日
朝から畑に出た。((まだ六時だった))
<!-- 控え -->
[https://example.com/土:title=土の話]を読む。[keyword:種芋]を植えた。
:畝:土を盛ったところ
-鍬
>>
土は生きている。
<<
>|python|
print("水やり")
||<
|*道具|*数|
|鍬|二本|
夜は日記をつけた。
"""
AOZORA = (
    "畑の一日\n山野土夫\n\n"
    + "-" * 55
    + "\n【テキスト中に現れる記号について】\n\n《》：ルビ\n（例）畑《はたけ》\n"
    + "-" * 55
    + "\n\n　朝から｜古畑《ふるはた》に出た。土《つち》は冷たい。［＃「冷たい」に傍点］\n\n　※［＃「火＋華」、第3水準1-87-62］の《《絶対》》。\n　夜は《海の記録》を読む。\n\n\n"
    "底本：「畑」山野書房\n入力：野原\n"
)
PLAIN = """畑の一日

　朝から｜古畑《ふるはた》に出た。土《つち》は《《本当に》》冷たい。
　[[rb:鍬 > くわ]]を洗う。[[jumpuri:種の店 > https://example.com/種]]に寄る。

[newpage]
[chapter:昼の章]
■昼
・種芋
・肥料
ーーーーーーーーーー
　昼は縁側で休んだ。《新刊》を読む。
> 土は生きている。
"""
MDX = """import Box from "./畑の箱"

export const 題 = "畑"

# 畑の一日

<Box label="道具の箱">朝から畑に出た。{/* 控え */}</Box>

昼は{題}のそばで休んだ。

<Tweet id="1" />

夜は日記をつけた。
"""
SINGLE = {
    "a.md": MARKDOWN, "a.mdx": MDX, "a.html": PAGE, "a.txt": PLAIN, "aozora.txt": AOZORA, "hatena.txt": HATENA,
}  # fmt: skip
TEXTS = {"html": FRAGMENT, "hatena": HATENA, "aozora": PLAIN, "plain": MARKDOWN, "markdown": FRAGMENT}


def _xml(text: str) -> str:
    return f"<![CDATA[{text.replace(']]>', '')}]]>"


def containers(body: str, plain: str) -> dict[str, str]:
    """Files of many articles that hold a body of WordPress's and an HTML fragment or a text."""
    wxr = (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:wp="http://wordpress.org/export/1.2/"><channel><wp:wxr_version>1.2</wp:wxr_version>'
        f"<item><title>畑</title><content:encoded>{_xml(body)}</content:encoded><wp:post_type>post</wp:post_type>"
        "<wp:status>publish</wp:status></item></channel></rss>"
    )
    feed = (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>畑</title><item><title>一日</title>'
        f"<description>{_xml(plain)}</description></item></channel></rss>"
    )
    export = f"TITLE: 畑\nDATE: 03/01/2024 10:00:00\n-----\nBODY:\n{body}\n-----\n--------\n"
    rest = json.dumps([{"id": 1, "title": {"rendered": "畑"}, "content": {"rendered": body}, "type": "post"}])
    json_feed = json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "畑", "items": [{"id": "1", "content_html": plain}]}
    )
    quoted = plain.replace('"', '""')
    return {
        "a.xml": wxr, "feed.xml": feed, "a.export.txt": export, "a.json": rest, "feed.json": json_feed,
        "a.csv": f'題,本文\n畑,"{quoted}"\n',
    }  # fmt: skip


def articles(folder: Path, name: str, text: str) -> Iterator[Article]:
    """The articles in a file of this name."""
    path = folder / name
    path.write_text(text, "utf-8")
    for found in read_articles(path):
        if isinstance(found, Article):
            yield found


_BREAKABLE = re.compile("[<>\"'`{}\\[\\]()/:|《》｜!-]")


def broken(text: str, seed: int) -> str:
    """A text with one to three accidents: lines cut, blank lines put in, marks and ends of tags lost."""
    rng = random.Random(seed)
    for _ in range(rng.randint(1, 3)):
        kind = rng.randrange(5)
        lines = text.split("\n")
        if kind == 0:
            del lines[rng.randrange(len(lines))]
            text = "\n".join(lines)
        elif kind == 1:
            at = rng.randrange(len(text) + 1)
            text = f"{text[:at]}\n\n{text[at:]}"
        elif kind == 2 and (marks := [mark.start() for mark in _BREAKABLE.finditer(text)]):
            at = rng.choice(marks)
            text = text[:at] + text[at + 1 :]
        elif kind == 3 and (ends := list(re.finditer(r"</\w+>|-->|```|>>|\}\}|\]\]", text))):
            end = rng.choice(ends)
            text = text[: end.start()] + text[end.end() :]
        elif kind == 4 and len(lines) > 2:
            at = rng.randrange(len(lines) - 1)
            lines[at : at + 2] = [lines[at] + lines[at + 1]]
            text = "\n".join(lines)
    return text


@pytest.mark.parametrize("name", SINGLE)
def test_every_reader_accounts_for_its_source(name: str, tmp_path: Path) -> None:
    """A file of each format, whole and broken in forty ways."""
    text = SINGLE[name]
    for seed in range(-1, 40):
        for article in articles(tmp_path, name, text if seed < 0 else broken(text, seed)):
            check(article)


@pytest.mark.parametrize("markup", TEXTS)
def test_every_markup_accounts_for_its_text(markup: str) -> None:
    """A text in memory, also one that is written otherwise than somebody says."""
    text = TEXTS[markup]
    for seed in range(-1, 40):
        check(parse(text if seed < 0 else broken(text, seed), markup))


@pytest.mark.parametrize("name", containers(WORDPRESS, FRAGMENT))
def test_files_of_many_articles_entry_by_entry(name: str, tmp_path: Path) -> None:
    """The body of an entry is the source of its article."""
    for seed in range(-1, 30):
        body, plain = (text if seed < 0 else broken(text, seed) for text in (WORDPRESS, FRAGMENT))
        found = list(articles(tmp_path, name, containers(body, plain)[name]))
        assert found
        for article in found:
            check(article)


@pytest.mark.parametrize(
    "folder",
    [
        "hugo-baldanders",
        "astro-azukiazusa",
        "zenn-baldanders",
        "msdocs-cpp",
        "wxr",
        "movable-type",
        "aozora",
        "html",
        "plain",
    ],
)
def test_real_files(corpora: Path, folder: str) -> None:
    """Every tenth article of the large folders, every article of the others; some of them broken."""
    step = 10 if folder in {"hugo-baldanders", "astro-azukiazusa"} else 1
    for number, article in enumerate(read_articles(corpora / folder)):
        if isinstance(article, Article) and not number % step:
            check(article)
            if article.format in {"markdown", "html", "aozora", "hatena"} and len(article.source) < 20_000:
                check(parse(broken(article.source, number), article.format))


EMBED = '<blockquote class="{}"><p>投稿の一行目。</p><p>二行目。</p>&mdash; 畑の友</blockquote>'


@pytest.mark.parametrize("name", ["twitter-tweet", "bluesky-embed", "instagram-media", "kaerebalink-box"])
def test_an_embed_ends_where_it_ends(name: str) -> None:
    """Blank lines anywhere inside: what stands before and behind it is read, and nothing of it."""
    embed = EMBED.format(name)
    inside = embed.index(">") + 1
    for at in range(inside, len(embed), 3):
        if "<" in embed[:at] and embed.rfind("<", 0, at) > embed.rfind(">", 0, at):
            continue  # inside a tag: Markdown sees none there
        article = parse(f"前の話です。\n\n{embed[:at]}\n\n{embed[at:]}\n\n後の話です。\n\n- 項目", "markdown")
        assert [block.text for block in article.blocks] == ["前の話です。", "後の話です。", "項目"]
        assert {piece.reason for piece in article.dropped} == {"embed"}
        check(article)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("前の話。\n\n<div hidden>" + "畑の話です。" * 300 + "</div>\n", "hidden"),
        ("前の話。\n\n<blockquote class='twitter-tweet'>" + "畑の話です。\n\n" * 300 + "</blockquote>\n", "embed"),
    ],
)
def test_a_file_of_which_most_was_left_out_says_so(text: str, reason: str) -> None:
    """In both languages, with the reason; a short post with an embed says nothing."""
    (warning,) = parse(text, "markdown").warnings
    assert f"({reason})" in warning
    assert f"「{REASONS[reason].ja}」" in warning.in_language("ja")
    assert "only 4 are read" in warning
    assert not parse(text.replace("畑の話です。", "", 280), "markdown").warnings


@pytest.mark.parametrize(
    "text",
    ["<!-- " + "控えの話。" * 200 + " -->\n\n前の話。", "---\ntitle: 題\nquiz: " + "問い" * 900 + "\n---\n前の話。"],
)
def test_what_a_reason_explains_is_no_warning(text: str) -> None:
    """A draft in a comment, long front matter."""
    assert not parse(text, "markdown").warnings


@pytest.mark.parametrize(
    ("source", "reason", "text"),
    [
        ('<img alt="花 " src="a.png">', "alternative text", "花"),
        ("<img alt='花'>", "alternative text", "花"),
        ('<img alt="" title="花">', "markup", '<img alt="" title="花">'),
        ('<img alt="a" title="花">', "markup", '<img alt="a" title="花">'),
        ("![花](鳥.png)", "alternative text", "花"),
        ("![a](花.png)", "markup", "![a](花.png)"),
        ("<script>花</script>", "script", "<script>花</script>"),
        ("<style>花", "script", "<style>花"),
        ('<title lang="ja">花</title>', "metadata", "花"),
        ("<!-- 花 -->", "comment", "花"),
        ("{/* 花 */}", "comment", "花"),
        ("%%花%%", "comment", "花"),
        ("$$花$$", "diagram", "$$花$$"),
        ("```花", "file name", "```花"),
        ("※［＃「花」］", "note", "※［＃「花」］"),
        ('import "花"\n\n', "script", 'import "花"'),
        ("[^花]", "markup", "[^花]"),
        ("{#花}", "markup", "{#花}"),
        (":::花", "shortcode", ":::花"),
        ("{{花}}", "shortcode", "{{花}}"),
        ("花", UNKNOWN, "花"),
    ],
)
def test_what_no_reader_has_covered_is_told_by_its_form(source: str, reason: str, text: str) -> None:
    (one,) = account(source, (), ())
    assert one == (1, reason, text, 0, len(source))
    (one,) = account(f"月。\n{source}", [(0, 3)], ())
    assert one == (2, reason, text, 3, 3 + len(source))


@pytest.mark.parametrize("source", ["", " \n", "<b>", "abc", "![a](b.png)"])
def test_what_has_no_words_is_not_told_of(source: str) -> None:
    assert account(source, (), ()) == ()
