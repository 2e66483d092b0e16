"""What the tools that render Markdown show is what is read: golden cases, and those tools that are Python packages."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from golden import golden_cases
from lxml import html
from test_account import check

import jreadtools as jr
from jreadtools.sources.markdown import parse_mdx
from jreadtools.sources.read import parse

GOLDEN = golden_cases("rendered.md")


@pytest.mark.parametrize(("title", "source", "expected"), GOLDEN, ids=[case[0] for case in GOLDEN])
def test_case(title: str, source: str, expected: str) -> None:
    """What the tool showed is read, and all other words are accounted for."""
    article = replace(parse_mdx(source), source=source) if "MDX" in title else parse(source, "markdown")
    assert [f"{block.kind}: " + block.text.replace("\n", "⏎") for block in article.blocks] == expected.splitlines()
    check(article)


_NO_WORDS = "//pre|//script|//sup[a]|//*[contains(@class, 'footnote-backref')]|//*[contains(@class, 'headerlink')]"


def shown(page: str) -> str:
    """The visible words of a page, without white space."""
    tree = html.fragment_fromstring(page, create_parent="div")
    for element in tree.xpath(_NO_WORDS):
        element.drop_tree()
    return "".join(unescape("".join(tree.itertext())).split())


def read(source: str) -> str:
    return "".join("".join(block.text.split()) for block in parse(source, "markdown").blocks if block.kind != "code")


PYMDOWN = [
    'admonition', "attr_list", "def_list", "abbr", "footnotes", "md_in_html", "tables",
    "pymdownx.details", "pymdownx.superfences", "pymdownx.mark", "pymdownx.caret", "pymdownx.tilde",
    "pymdownx.blocks.admonition", "pymdownx.blocks.details", "pymdownx.blocks.caption",
]  # fmt: skip


@pytest.mark.parametrize(
    "source",
    [
        '!!! note "題です"\n    文です。\n\n    - 項目です\n\n??? tip "開く題"\n    隠れた文です。\n\n後です。\n',
        "/// note | 題です\n中の文です。\n///\n\n/// caption\n図の説明です。\n///\n\n後です。\n",
        "朝\n:   日が昇る時です。\n\n[釦](a.md){ .md-button }を押す。==印==とH~2~Oと^^線^^です。\n{: .lead }\n",
        'HTMLです。\n\n*[HTML]: 超文書\n\n<div class="grid" markdown>\n\n- **項**です\n\n</div>\n',
        "| 名 | 値 |\n|---|---|\n| 甲 | 乙 |\n\n本文[^1]です。\n\n[^1]: 脚注です。\n",
    ],
)
def test_mkdocs(source: str) -> None:
    """Python-Markdown with the extensions that sites made with MkDocs turn on."""
    pytest.importorskip("pymdownx", reason="PyMdown Extensions are not installed")
    tool = pytest.importorskip("markdown", reason="Python-Markdown is not installed")
    assert read(source) == shown(tool.markdown(source, extensions=PYMDOWN))


@pytest.mark.parametrize(
    "source",
    [
        "```{admonition} 題です\n:class: tip\n文です。\n```\n\n% 注です\n\n後です。\n",
        ":::{admonition} 題です\n文です。\n:::\n\n{.lead}\n[語]{.x}です。\n",
        "朝\n: 日が昇る時です。\n\n{sup}`上`と{sub}`下`です。\n\n+++\n\n後です。\n",
    ],
)
def test_myst(source: str) -> None:
    """MyST-Parser with docutils."""
    core = pytest.importorskip("docutils.core", reason="docutils is not installed")
    parser = pytest.importorskip("myst_parser.parsers.docutils_", reason="MyST-Parser is not installed")
    extensions = ["colon_fence", "deflist", "attrs_inline", "attrs_block"]
    parts = core.publish_parts(
        source, parser=parser.Parser(), writer="html5",
        settings_overrides={"myst_enable_extensions": extensions, "warning_stream": io.StringIO()},
    )  # fmt: skip
    assert read(source) == shown(re.sub("(?s)^.*?<body>|</body>.*$", "", parts["body"]))


def test_word(tmp_path: Path) -> None:
    """A document that python-docx has written."""
    docx = pytest.importorskip("docx", reason="python-docx is not installed")
    document = docx.Document()
    document.add_heading("畑の手引き", 0)
    document.add_heading("春の仕事", 1)
    document.add_paragraph("朝から鍬を持つ。")
    document.add_paragraph("種芋", style="List Bullet")
    document.add_paragraph("引いた文です。", style="Quote")
    document.add_paragraph("図の説明", style="Caption")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "名", "値"
    document.sections[0].header.paragraphs[0].text = "柱"
    document.save(tmp_path / "a.docx")
    assert [f"{block.kind}: {block.text}" for block in jr.read_article(tmp_path / "a.docx").blocks] == [
        "heading: 畑の手引き", "heading: 春の仕事", "paragraph: 朝から鍬を持つ。", "item: 種芋", "quote: 引いた文です。", "caption: 図の説明",
        "cell: 名", "cell: 値",
    ]  # fmt: skip


def test_pelican(tmp_path: Path) -> None:
    """What stands above a post for Pelican, as its own reader has it."""
    readers = pytest.importorskip("pelican.readers", reason="Pelican is not installed")
    settings = pytest.importorskip("pelican.settings")
    path = tmp_path / "a.md"
    path.write_text("Title: 題です\nDate: 2024-01-02\nTags: 鳥, 海\nSummary: 短い。\n\n本文です。\n", "utf-8")
    content, about = readers.MarkdownReader(dict(settings.DEFAULT_CONFIG)).read(str(path))
    article = jr.read_article(path)
    assert (article.title, list(article.tags)) == (about["title"], [str(tag) for tag in about["tags"]])
    assert "".join(block.text for block in article.blocks) == shown(content)
