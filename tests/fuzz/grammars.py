"""Inputs put together from what each format's readers look for, where mutated files do not come."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Final

__all__ = ["FRAMES", "TOKENS", "made_up"]

_JAPANESE: Final = (
    "今日は晴れです。", "行くが、", "の", "漢字", "カタカナ", "「", "」", "（", "）", "、", "。", "　", "…", "ー", "ｶﾞ", "か\u3099", "ない",
    "である", "\u200b", "\ufeff", "\u0958", "\ufb1d", "\u0f52", "a\u0301", "😀", "👨\u200d👩\u200d👧", "\U000e0100", "〜", "・", "１", "第", "Ａ",
    "①", "㍻", "々", "約3分で読めます",
)  # fmt: skip
_PLAIN: Final = (
    " ", "\n", "\n\n", "\t", "\r\n", "\u2028", "a", "1", ".", "-", "- ", "1. ", "(", ")", "https://example.jp/", "A b", "x" * 30,
    "！", "？", "!?", "--------\n", "===\n", "■", "・", "①", "* ", "# ", "> ", '"', "'", "“", "”", "\\", "`", "ー" * 20, "@", "&", "%",
)  # fmt: skip
_HTML: Final = (
    "<p>", "</p>", "<br>", "<br><br>", "<div>", "</div>", "<div class=post>", "<div class='entry-content'>", "<article>", "</article>",
    "<table>", "<tr>", "<td>", "<th>", "</td>", "</tr>", "</table>", "<ul>", "<li>", "</ul>", "<h1>", "</h1>", "<h2>", "<a href='#fn-1'>",
    "<a href=x>", "</a>", "<pre>", "</pre>", "<code>", "</code>", "<ruby>", "<rt>", "</rt>", "</ruby>", "<!--", "-->", "<![CDATA[", "]]>",
    "<script>", "</script>", "<style>", "</style>", "<title>", "</title>", "<aside>", "</aside>", "<nav>", "</nav>", "<blockquote>",
    "</blockquote>", "<span hidden>", "</span>", "<img alt='", "'>", "<b", "<", ">", "</", "<!", "<?", "=", '"', "&amp;", "&#xD83D;",
    "&#xDE00;", "&#55357;", "&#56832;", "&#0;", "&#x110000;", "&#99999999999;", "&", ";", "&lt;", "&nbsp", "&hearts;", "<iframe>",
    "</iframe>", "<svg/>", "<dl>", "<dt>", "<dd>", "<hr>", "<details>", "<summary>", "<!DOCTYPE html>", "<html>", "<head>", "<body>",
    '<meta property="og:title" content="', '<script type="application/ld+json">', '{"@type":"Article","headline":"\\ud83d',
    '<time datetime="2024-13-99">', "<noscript>", "<template>", "</template>", "<section>", "</section>", "<main>", "</main>",
)  # fmt: skip
_MARKDOWN: Final = (
    "# ", "## ", "\n# ", "\n- ", "\n  - ", "\n1. ", "\n> ", "> ", "```", "\n```\n", "~~~", "`", "``", "*", "**", "_", "__", "~~", "[", "]",
    "](", ")", "![", "[^1]", "\n[^1]: ", "\n[a]: b\n", "|", "\n|", "|a", "|-", "|\n|-|\n", ":::", "\n:::message\n", "\n:::\n", "$", "$$",
    "{", "}", "{{<", ">}}", "{{%", "{%", "%}", "{: ", "---\n", "+++\n", "\n---\n", "title: ", "date: ", "tags: [", "\n\n", "\n", "\\", "<", ">",
    "<br>", "<div>", "</div>", "import a from 'b'\n", "export ", "<A b={", "/>", "!!! note\n", "    ", "\t", "[[", "]]", "%%", "==", "^[",
    "|漢字《", "》", "{漢字|", "&#xD83D;&#xDE00;", "&#xD83D;", "<!--", "-->", "<![CDATA[", "]]>", "\n\n    ", "[caption]", "[/caption]",
    "[x y=", "@[youtube](", "[tex:", "((", "))", ":smile:", "\n*", "\n**", "\n>>\n", "\n<<\n", "\n>||\n", "\n||<\n",
)  # fmt: skip
_HATENA: Final = (
    "\n*", "\n**", "\n***", "*t*[a]", "\n-", "\n--", "\n+", "\n:a:", "\n|a|", "|*b", "|", "\n>>\n", "\n<<\n", "\n>|", "\n>||\n", "\n||<\n",
    "\n|<\n", "((", "))", "[http://a:title=", "[http://a:title]", "[tex:", "]", "[", "[]", "f:id:a:1:image", "[f:id:a", "id:a", "asin:1",
    "isbn:1:detail", "[:contents]", "====", "\n", "\n\n", "><", "<!--", "-->", ":", "[twitter:1:tree]", "[google:",
)  # fmt: skip
_AOZORA: Final = (
    "｜", "《", "》", "［＃", "］", "※［＃「", "」、第3水準1-2-3］", "［＃改ページ］", "［＃ここから２字下げ］", "［＃ここで字下げ終わり］",
    "［＃割り注］", "［＃割り注終わり］", "底本：", "\n", "\n\n", "-" * 55 + "\n", "【テキスト中に現れる記号について】\n", "［＃「",
    "」に傍点］", "［＃大見出し］", "［＃大見出し終わり］", "〔", "〕", "／＼", "※", "入力：", "校正：",
)  # fmt: skip
_XML: Final = (
    "<item>", "</item>", "<entry>", "</entry>", "<title>", "</title>", "<content:encoded>", "</content:encoded>", "<![CDATA[", "]]>",
    "<description>", "</description>", '<content type="html">', "</content>", '<content type="xhtml"><div>', "</div></content>", "<link>",
    "</link>", '<link href="', '"/>', "<category>", "</category>", "<category term='", "'/>", "<wp:post_type>post</wp:post_type>",
    "<wp:status>", "</wp:status>", "<pubDate>", "</pubDate>", "<x:y>", "</x:y>", "<x", "/>", "&lt;p&gt;", "&amp;", "&#xD83D;", "&#xDE00;",
    "&#xDE00", "&#0;", "&#xFFFF;", "&#1114112;", "&nbsp;", "&b;", "&", "<!--", "-->", "<?a", "?>", "</channel>", "</rss>", "<rss>",
    "<summary>", "</summary>", '<content mode="base64">', "44GC", "xmlns:a='b'", "<", ">", "'", '"', "=", "\n",
)  # fmt: skip
_MOVABLE_TYPE: Final = (
    "TITLE: ", "AUTHOR: ", "DATE: ", "01/02/2024 03:04:05 PM\n", "STATUS: Draft\n", "CATEGORY: ", "TAGS: ", "\n", "-----\n", "--------\n",
    "BODY:\n", "EXTENDED BODY:\n", "EXCERPT:\n", "COMMENT:\n", "KEYWORDS:\n", "CONVERT BREAKS: ", "1\n", "markdown\n", "<p>", "<br>",
    "&#xD83D;", "\r", "ALLOW COMMENTS: 1\n", "BASENAME: ", "IMAGE: ", '"', ",",
)  # fmt: skip
_JSON: Final = (
    "{", "}", "[", "]", ",", ":", '"', '"id":1', '"title":', '{"rendered":"', '"}', '"content":', '"items":[', '"content_html":"', '"version":',
    '"https://jsonfeed.org/version/1.1"', "\\ud83d", "\\ude00", "\\u0000", "1e999", "-1", "null", "true", "NaN", "9" * 400, "\\", "\n",
    '"date_published":"', '"tags":[', '"date":"2024-01-01T00:00:00"', '"slug":"', '"link":"', "<p>",
)  # fmt: skip
_CSV: Final = ("id", "本文", "題名", "日付", ",", '"', '""', "\n", "\r\n", "\t", "=1+1", "'", "\0", ";", " ")

TOKENS: Final[dict[str, tuple[str, ...]]] = {
    "plain": _PLAIN + _JAPANESE,
    "analyze": _PLAIN + _JAPANESE,
    "markdown": _MARKDOWN + _PLAIN + _JAPANESE,
    "mdx": _MARKDOWN + _PLAIN + _JAPANESE,
    "html": _HTML + _JAPANESE + (" ", "\n", "\n\n"),
    "hatena": _HATENA + _HTML + _JAPANESE,
    "aozora": _AOZORA + _JAPANESE,
    "wxr": _XML + _HTML + _JAPANESE,
    "feed": _XML + _HTML + _JAPANESE,
    "movable-type": _MOVABLE_TYPE + _JAPANESE,
    "wordpress-json": _JSON + _JAPANESE,
    "json-feed": _JSON + _JAPANESE,
    "csv": _CSV + _JAPANESE,
    "file": _PLAIN + _MARKDOWN + _HTML + _XML + _AOZORA + _HATENA + _MOVABLE_TYPE + _JSON + _JAPANESE,
}
"""What is put together, by reader."""

# What stands around it, so that a reader takes it for its own.
FRAMES: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "wxr": (
        (
            '<?xml version="1.0"?><rss xmlns:content="http://purl.org/rss/1.0/modules/content/" '
            'xmlns:wp="http://wordpress.org/export/1.2/"><channel><item>',
            "<wp:post_type>post</wp:post_type></item></channel></rss>",
        ),
    ),
    "feed": (
        ('<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item>', "</item></channel></rss>"),
        ('<feed xmlns="http://www.w3.org/2005/Atom"><entry>', "</entry></feed>"),
        ("<rss><channel>", ""),
    ),
    "movable-type": (("TITLE: 題\nDATE: 01/02/2024 03:04:05\n-----\nBODY:\n", "\n-----\n--------\n"), ("TITLE: ", "")),
    "wordpress-json": (('[{"id":1,"title":{"rendered":"題"},"content":{"rendered":"', '"}}]'), ('[{"id":1,', "}]")),
    "json-feed": (('{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","content_html":"', '"}]}'), ("{", "}")),
    "csv": (("id,本文\n1,", "\n"), ('id,本文\n1,"', '"\n')),
    "html": (("", ""), ("<!DOCTYPE html><html><head><title>題</title></head><body>", "</body></html>")),
    "markdown": (("", ""), ("---\ntitle: 題\n", "\n---\n本文です。\n"), ("---\ntitle: 題\n---\n", "")),
    "aozora": (("題\n著者\n\n", "\n\n底本：「題」\n"),),
}  # fmt: skip


def made_up(reader: str, chance: random.Random, largest: int) -> bytes:
    """Tokens of a format one behind the other, some of them many times, in a frame or not."""
    tokens = TOKENS[reader]
    few = chance.sample(tokens, min(len(tokens), chance.choice((2, 3, 5, 9, 30))))
    ways: tuple[Callable[[], str], ...] = (
        lambda: chance.choice(tokens),
        lambda: chance.choice(few),
        lambda: chance.choice(few) * chance.choice((1, 2, 3, 20, 400)),
        lambda: "".join(chance.choices(few, k=chance.choice((2, 3)))) * chance.choice((2, 10, 200)),
    )
    parts = [chance.choice(ways)() for _ in range(chance.choice((1, 2, 4, 10, 40)))]
    before, behind = chance.choice(FRAMES.get(reader, (("", ""),)))
    return (before + "".join(parts) + behind).encode("utf-8", "surrogatepass")[:largest]
