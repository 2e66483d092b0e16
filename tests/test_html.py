"""HTML fragments: what a reader of the page reads, and from where."""

from __future__ import annotations

import time

import pytest

from jreadtools.sources.html import parse

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
]


@pytest.mark.parametrize(("source", "expected"), CASES)
def test_case(source: str, expected: list[str]) -> None:
    """The words a reader sees, with their places."""
    article = parse(source)
    assert [f"{b.kind}: " + b.text.replace("\n", "⏎") for b in article.blocks] == expected
    for block in article.blocks:
        for index, character in enumerate(block.text):
            assert character in "\n " or source[block.source_offset(index)] in {character, "&"}


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
    "piece",
    ["<!--", "<a", "<a ", '<a b="', "<div>", "</div>", "<nav>", "<b><i>", "&", "&amp;", "<br>", "<", "<p><script>"],
)
def test_hostile_input_takes_linear_time(piece: str) -> None:
    """Unclosed and misplaced tags cost no more than others."""
    started = time.process_time()
    parse(piece * (300_000 // len(piece)))
    assert time.process_time() - started < 60
