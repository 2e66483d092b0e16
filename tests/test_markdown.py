"""Markdown: golden cases as prose, places, hostile input, real posts."""

from __future__ import annotations

import time

import pytest
from golden import golden_cases
from hypothesis import given
from hypothesis import strategies as st

from jreadtools.article import Article
from jreadtools.sources import hatena, markdown
from jreadtools.sources.encoding import clean


def cases(name: str) -> list[pytest.param]:
    found = golden_cases(name)
    return [pytest.param(source, expected.splitlines(), id=title) for title, source, expected in found]


def written(article: Article) -> list[str]:
    return [f"{block.kind}: " + block.text.replace("\n", "⏎") for block in article.blocks]


def check_places(article: Article, source: str) -> None:
    for block in article.blocks:
        assert block.line == source.count("\n", 0, block.source_offset(0)) + 1
        assert block.kind == "code" or block.text == block.text.strip()
        for index, character in enumerate(block.text):
            there = source[block.source_offset(index)]
            assert character == "\n" or there == character or there in "&\n", (block, index)


@pytest.mark.parametrize(("source", "expected"), cases("markdown.md"))
def test_case(source: str, expected: list[str]) -> None:
    """What the golden case says is read, from where it stands."""
    article = markdown.parse(source)
    assert written(article) == [line for line in expected if line]
    check_places(article, clean(source))


def test_metadata_and_what_was_left_out() -> None:
    """Front matter is metadata, a reading and a tweet are counted apart."""
    article = markdown.parse(
        "---\ntitle: 題\ndraft: true\n---\n<ruby>東京<rt>とうきょう</rt></ruby>\n\n"
        '<blockquote class="twitter-tweet">他人</blockquote>\n\n[甲](/a)![乙](b.png)\n'
    )
    assert (article.title, article.draft, article.links, article.images) == ("題", True, 1, 1)
    assert (article.left_out.ruby, article.left_out.embeds, article.left_out.front_matter) == (5, 2, 23)


def test_first_heading_is_the_title() -> None:
    """Without front matter the first # line names the article."""
    assert markdown.parse("## 節\n\n# 交流会 **の** 話\n").title == "交流会 の 話"


def test_masks_and_atoms() -> None:
    """A formula is masked and an atom, inline code an atom."""
    block = markdown.parse("式$x$と`a. b`。").blocks[0]
    assert (block.text, block.masks, block.atoms) == ("式$x$とa. b。", ((1, 4),), ((1, 4), (5, 9)))


def test_crlf() -> None:
    """Windows line ends change nothing but offsets."""
    source = "# 題\n\n一行目  \n二行目\\\n三行目\n\n```\ncode\n```\n"
    assert written(markdown.parse(source.replace("\n", "\r\n"))) == written(markdown.parse(source))


def test_mdx() -> None:
    """Imports, exports, JSX and expressions go; the words between tags stay."""
    source = (
        "import X from './x'\n\n# 題\n\n<Tabs items={['a', 'b']}>\n\n本文{/* 注 */}です{props.x}。\n\n"
        "</Tabs>\n\nexport const a = {\n  b: 1\n}\n\n<Card />終わり。\n"
    )
    assert written(markdown.parse(source, mdx=True)) == ["heading: 題", "paragraph: 本文です。", "paragraph: 終わり。"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("export const a = {\n  x: '畑',\n\n  y: {z: 1},\n}\n\n本文です。\n", ["paragraph: 本文です。"]),
        ("import A from 'a'\n\n畑です。\n\nimport {B} from 'b'\nimport C from \"c\"\n\n終わり。\n", ["paragraph: 畑です。", "paragraph: 終わり。"]),
        ("import は語です。\n\nexport も語です。\n", ["paragraph: import は語です。", "paragraph: export も語です。"]),
        ("{{二重}}です。{終わらない\n", ["paragraph: です。{終わらない"]),
        ("1 < 2 と <>中</>です。\n", ["paragraph: 1 < 2 と 中です。"]),
        ("<A b={{c: 1}} d='e>f'>文です。</A>と<a href={x}>語</a>です。\n", ["paragraph: 文です。と語です。"]),
        ('畑<B c="終わらない\n\n<C <D>文</D>\n', ['paragraph: 畑<B c="終わらない', "paragraph: <C 文"]),
        ("<div>中の**文**と[頁](/a)です。</div>\n\n後です。\n", ["paragraph: 中の文と頁です。", "paragraph: 後です。"]),
        ("<br/>\n文です。\n\n<hr />\n次です。\n", ["paragraph: 文です。", "paragraph: 次です。"]),
        ("<span a='b'>\n**中**です。\n</span>\n", ["paragraph: 中です。"]),
        ("<ul>\n  <li>**一つ**です。</li>\n  <li>二つです。</li>\n</ul>\n", ["item: 一つです。", "item: 二つです。"]),
        ("<table>\n<tbody>\n<tr><td>**一**</td><td>二</td></tr>\n</tbody>\n</table>\n", ["cell: 一", "cell: 二"]),
        ("<blockquote>引用の**文**です。</blockquote>\n\n<pre>整えた **文**</pre>\n", ["quote: 引用の文です。", "code: 整えた **文**"]),
        ("値は\\{a\\}と{b}です。\n", ["paragraph: 値は{a}とです。"]),
        ("    字下げです。\n\n- 項目\n\n      更に下げた文\n", ["paragraph: 字下げです。", "item: 項目", "item: 更に下げた文"]),
    ],
)  # fmt: skip
def test_marks_of_mdx(source: str, expected: list[str]) -> None:
    """Modules with blank lines in their braces, values with > in them, what is not closed, lines that are indented."""
    assert written(markdown.parse(source, mdx=True)) == expected


def test_pictures_of_mdx() -> None:
    """<Image> and <Figure> with a source are pictures, and the words of a caption are read."""
    source = '<Image src={a} />\n\n<Figure src="b.png" caption="畑の図" />\n\n<Image alt="c" />文です。\n'
    article = markdown.parse(source, mdx=True)
    assert (article.images, written(article)) == (2, ["caption: 畑の図", "paragraph: 文です。"])


def test_words_of_a_module() -> None:
    """A module that holds words and blank lines is accounted for."""
    module = "export const a = {\n  x: '畑',\n\n  y: 1,\n}"
    (left,) = markdown.parse(f"{module}\n\n本文です。\n", mdx=True).dropped
    assert (left.reason, left.text, left.start, left.end) == ("script", module, 0, len(module))


@pytest.mark.parametrize(
    "piece",
    ["<!--", "{{<", "{{< x >}}", "`", "` `` ", "<a", "<a ", '<a b="', "[", "![", "$", "> ", "((", "{漢|", "{%", "[^1]", "*", "_a",
     ":::a\n", "<div>", "</div>", "<nav>", "<b>", "&", "~~", "|", "- ", "｜", "^[", "{: ", "\\", "[https://a:", "<p><table>"],
)  # fmt: skip
def test_hostile_input_takes_linear_time(piece: str) -> None:
    """Nothing is read again and again, and nothing recurses."""
    started = time.process_time()
    markdown.parse(piece * (60_000 // len(piece)))
    markdown.parse(piece * (15_000 // len(piece)), mdx=True)
    assert time.process_time() - started < 20


@pytest.mark.parametrize(
    "piece", ["<!--\n", ">>\n", ">|a|\n", "-", "|", "|a|\n", ":a:", "[tex:", "[[", "((", "<b>\n", "<nav>\n", "*\n"]
)
def test_hostile_hatena_takes_linear_time(piece: str) -> None:
    """The lines of Hatena notation are read once each."""
    source = "*題\n>|\n|<\n" + piece * (60_000 // len(piece))
    assert hatena.is_hatena(source, 0)
    started = time.process_time()
    markdown.parse(source)
    assert time.process_time() - started < 20


def test_deep_nesting() -> None:
    """Ten thousand quotes and lists in each other are no recursion."""
    assert markdown.parse(">" * 10_000 + "深い。").blocks
    markdown.parse("".join("  " * depth + "- 深い\n" for depth in range(600)))
    assert markdown.parse("<div>" * 10_000 + "深い。").blocks[-1].text == "深い。"


_PIECES: str = (
    "静岡|です。|「|」|**|*|_|`|``|```\n|\n|\n\n|    |> |- |# |[|]|](|)|{{< x >}}|{{< /x >}}|{{< quote >}}|{{< /quote >}}|"
    "<!-- | -->|<b>|<div>|</div>|<td>|<pre>|</pre>|<rt>|</rt>|<br>|&amp;|\\|$|$$|((|))|:::details 題\n|:::\n|[^1]|[^1]: |"
    "{%|%}|{% raw %}|{% endraw %}|\r\n|<a|?|https://a.jp|<code>|</code>|<h2>|</h2>|{|}|{: .a}|[https://a:title=題]"
)


@given(st.lists(st.sampled_from(_PIECES.split("|")), max_size=30).map("".join), st.booleans())
def test_any_mixture_keeps_its_places(source: str, mdx: bool) -> None:
    """Whatever stands side by side: no error, no empty block, every character from its place."""
    article = markdown.parse(clean(source), mdx=mdx)
    for block in article.blocks:
        assert block.text.strip()
        for start, end in block.masks + block.atoms:
            assert 0 <= start < end <= len(block.text)
        for index, character in enumerate(block.text):
            assert character in "\n " or clean(source)[block.source_offset(index)] in {character, "&"}
