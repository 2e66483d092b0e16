"""Word documents: what is read of one, and what is refused."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from test_account import check

import jreadtools as jr
from jreadtools.article import Article, Failure
from jreadtools.sources.docx import html_of

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def document(body: str, *, styles: str = "", notes: str = "") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {_W}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/styles.xml", f"<w:styles {_W}>{styles}</w:styles>")
        archive.writestr("word/footnotes.xml", f"<w:footnotes {_W}>{notes}</w:footnotes>")
        archive.writestr("word/comments.xml", f"<w:comments {_W}><w:p><w:r><w:t>見直す</w:t></w:r></w:p></w:comments>")
    return stream.getvalue()


def run(words: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{words}</w:t></w:r>"


def paragraph(inside: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


_SHOWN = '<w:vanish w:val="0"/>'
RUBY = (
    f"<w:r><w:ruby><w:rt>{run('くわ')}</w:rt><w:rubyBase>{run('鍬')}</w:rubyBase></w:ruby></w:r>"  # as Word writes it
)
CASES = {
    "headings by name, by what they are based on, by level": (
        paragraph(run("畑の話"), '<w:pStyle w:val="1"/>')
        + paragraph(run("朝"), '<w:pStyle w:val="mine"/>')
        + paragraph(run("昼"), '<w:outlineLvl w:val="2"/>')
        + paragraph(run("本文です。")),
        ["heading: 畑の話", "heading: 朝", "heading: 昼", "paragraph: 本文です。"],
    ),
    "ruby once, a footnote behind its paragraph": (
        paragraph(RUBY + run("を持つ") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run("。")) + paragraph(run("次です。")),
        ["paragraph: 鍬を持つ。", "paragraph: 古い鍬です。", "paragraph: 次です。"],
    ),
    "changes: what was added stays, what was deleted and what is hidden goes": (
        paragraph(
            f"<w:ins>{run('足した。')}</w:ins><w:del><w:r><w:delText>消した。</w:delText></w:r></w:del>"
            f"<w:moveFrom>{run('移した。')}</w:moveFrom>{run('隠した。', '<w:vanish/>')}"
            f"{run('見える。', _SHOWN)}<w:r><w:commentReference w:id='1'/></w:r>"
        ),
        ["paragraph: 足した。見える。"],
    ),
    "a paragraph whose mark was deleted goes on with the next one; the last one of a cell is one": (
        paragraph(run("前半の"), "<w:rPr><w:del w:id='1'/></w:rPr>")
        + paragraph(run("後半です。"), '<w:pStyle w:val="1"/>')
        + paragraph(run("終わり。"), "<w:rPr><w:moveFrom w:id='2'/></w:rPr>"),
        ["heading: 前半の後半です。", "paragraph: 終わり。"],
    ),
    "lists, tables, line breaks, page breaks": (
        paragraph(run("種芋"), '<w:numPr><w:numId w:val="1"/></w:numPr>')
        + f"<w:tbl><w:tr><w:tc>{paragraph(run('鍬'))}</w:tc><w:tc>{paragraph(run('二本'))}</w:tc></w:tr></w:tbl>"
        + paragraph(f"{run('一行目。')}<w:r><w:br/></w:r>{run('二行目。')}<w:r><w:br w:type='page'/></w:r>")
        + paragraph(run("目次の行\t3"), '<w:pStyle w:val="toc"/>'),
        ["item: 種芋", "cell: 鍬", "cell: 二本", "paragraph: 一行目。⏎二行目。"],
    ),
    "marks of HTML are words, an address that Word knows is a field": (
        paragraph(run("a &lt; b です。") + "<w:r><w:instrText>HYPERLINK 題</w:instrText></w:r>" + f"<w:hyperlink>{run('畑')}</w:hyperlink>"),
        ["paragraph: a < b です。畑"],
    ),
    "a text box behind its paragraph": (
        paragraph(run("本文です。") + f"<w:r><w:pict><w:txbxContent>{paragraph(run('箱の文です。'))}</w:txbxContent></w:pict></w:r>"),
        ["paragraph: 本文です。", "paragraph: 箱の文です。"],
    ),
}  # fmt: skip
STYLES = (
    '<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="mine"><w:name w:val="私の見出し"/><w:basedOn w:val="1"/></w:style>'
    '<w:style w:styleId="toc"><w:name w:val="toc 1"/></w:style>'
)
NOTES = f'<w:footnote w:id="2">{paragraph(run("古い鍬です。"))}</w:footnote>'


@pytest.mark.parametrize("name", CASES)
def test_case(tmp_path: Path, name: str) -> None:
    """What is read of a document."""
    body, expected = CASES[name]
    path = tmp_path / "a.docx"
    path.write_bytes(document(body, styles=STYLES, notes=NOTES))
    [article] = jr.read_articles(tmp_path)
    assert isinstance(article, Article)
    assert [f"{block.kind}: " + block.text.replace("\n", "⏎") for block in article.blocks] == expected
    assert article.format == "docx"
    check(article)


@pytest.mark.parametrize(
    ("style", "kind"),
    [
        ('<w:name w:val="見出し 2"/>', "heading"),
        ('<w:name w:val="Subtitle"/>', "heading"),
        ('<w:name w:val="表題"/>', "heading"),
        ('<w:name w:val="caption"/>', "caption"),
        ('<w:name w:val="図表番号"/>', "caption"),
        ('<w:name w:val="Intense Quote"/>', "quote"),
        ('<w:name w:val="引用文"/>', "quote"),
        ('<w:name w:val="HTML Preformatted"/>', "code"),
        ('<w:name w:val="書式付き"/>', "code"),
        ('<w:name w:val="章"/><w:pPr><w:outlineLvl w:val="8"/></w:pPr>', "heading"),
        ('<w:name w:val="章"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr>', "paragraph"),
        ('<w:name w:val="箇条書き"/><w:pPr><w:numPr/></w:pPr>', "item"),
        ('<w:name w:val="章"/><w:basedOn w:val="of a heading"/>', "heading"),
        ('<w:name w:val="章"/><w:basedOn w:val="of nothing"/>', "paragraph"),
        ('<w:name w:val="章"/><w:basedOn w:val="a"/>', "paragraph"),  # based on itself
        ('<w:name w:val="標準"/>', "paragraph"),
    ],
)
def test_styles(tmp_path: Path, style: str, kind: str) -> None:
    """What a paragraph is, by the name of its style, its level, its numbers, or the style that it is based on."""
    others = (
        '<w:docDefaults/><w:style w:styleId="of a heading"><w:name w:val="節"/><w:basedOn w:val="H"/></w:style>'
        '<w:style w:styleId="H"><w:name w:val="Heading 3"/></w:style><w:style w:styleId="of nothing"/>'
    )
    path = tmp_path / "a.docx"
    styles = f'{others}<w:style w:styleId="a">{style}</w:style>'
    path.write_bytes(
        document(paragraph(run("畑の話。"), '<w:pStyle w:val="a"/>') + paragraph(run("次。")), styles=styles)
    )
    assert [block.kind for block in jr.read_article(path).blocks] == [kind, "paragraph"]


@pytest.mark.parametrize(
    ("level", "tag"),
    [
        ('<w:outlineLvl w:val="0"/>', "h1"),
        ('<w:outlineLvl w:val="6"/>', "h6"),
        ('<w:outlineLvl w:val="8"/>', "h6"),
        ('<w:outlineLvl w:val="9"/>', "p"),
        ('<w:numPr><w:numId w:val="0"/></w:numPr>', "p"),  # a list that ends
        ('<w:numPr><w:numId w:val="3"/></w:numPr>', "li"),
        ('<w:pStyle w:val="1"/><w:outlineLvl w:val="4"/>', "h1"),
    ],
)
def test_levels_of_paragraphs(level: str, tag: str) -> None:
    """A paragraph may say itself that it is a heading or an item; its style is heard first."""
    assert html_of(document(paragraph(run("畑"), level), styles=STYLES)).text == f"<{tag}>畑</{tag}>\n"


@pytest.mark.parametrize(
    ("inside", "written"),
    [
        ("<w:r><w:tab/><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:cr/></w:r>", " a-b<br>"),
        ("<w:r><w:t>一</w:t><w:br w:type='column'/><w:br w:type='textWrapping'/></w:r>", "一<br>"),
        ("<w:r><w:t>図</w:t><w:drawing><a:blip xmlns:a='a'/></w:drawing></w:r>", "図<img>"),
        (run("太字", "<w:b/>") + run("細字", '<w:b w:val="false"/>') + run(" ", "<w:b/>"), "<b>太字</b>細字 "),
        (
            r"<w:r><w:instrText> EQ \* jc2 \o\ad(\s\up 9(くわ),鍬)</w:instrText></w:r>",
            "<ruby>鍬<rt>くわ</rt></ruby>",
        ),
        (run("鍬") + '<w:r><w:endnoteReference w:id="2"/><w:footnoteReference w:id="9"/></w:r>', "鍬"),
    ],
)
def test_what_a_paragraph_holds(inside: str, written: str) -> None:
    """Tabs, breaks, hyphens, pictures, bold words, ruby of old versions, notes that do not exist."""
    assert html_of(document(paragraph(inside), notes=NOTES)).text == f"<p>{written}</p>\n"


def test_a_deleted_row_goes() -> None:
    """A row of a table whose deletion is recorded is none."""
    kept, gone = (f"<w:tc>{paragraph(run(words))}</w:tc>" for words in ("鍬", "鋤"))
    table = f"<w:tbl><w:tr>{kept}</w:tr><w:tr><w:trPr><w:del/></w:trPr>{gone}</w:tr></w:tbl>"
    assert html_of(document(table)).text == "<table><tr><td><p>鍬</p>\n</td></tr>\n</table>\n"


@pytest.mark.parametrize("level", ["²", "9" * 5000, "-1", "x"])
def test_levels_that_are_none(level: str) -> None:
    """What only looks like the number of a level makes no heading, and is no error."""
    properties = f'<w:outlineLvl w:val="{level}"/>'
    styles = f'<w:style w:styleId="a"><w:name w:val="a"/><w:pPr>{properties}</w:pPr></w:style>'
    assert html_of(document(paragraph(run("畑"), properties), styles=styles)).text == "<p>畑</p>\n"


@pytest.mark.parametrize("body", ["<w:tbl><w:tr><w:tc>" * 300 + paragraph(run("深い。")), "<w:p><<&&", "<w:p>"])
def test_damaged_xml_is_said(tmp_path: Path, body: str) -> None:
    """What can be read of a damaged document is read, with a warning: words may be missing."""
    path = tmp_path / "a.docx"
    path.write_bytes(document(paragraph(run("浅い。")) + body))
    [found] = jr.read_articles(path)
    assert isinstance(found, Article)
    assert found.blocks[0].text == "浅い。"
    assert ["words may be missing" in warning for warning in found.warnings] == [True]


def _bomb() -> bytes:
    return document(" " * 10_000_000)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"PK\x03\x04", "cannot be opened as a Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "behind a password"),
        (document("").replace(b"word/document.xml", b"word/dokument.xml"), "cannot be opened as a Word document"),
        (_bomb(), "once unpacked"),
    ],
    ids=["broken", "locked", "empty", "bomb"],
)
def test_what_is_refused(tmp_path: Path, data: bytes, says: str) -> None:
    """A broken file, one with a password, one that is only made to fill the memory."""
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    [failure] = jr.read_articles(path)
    assert isinstance(failure, Failure)
    assert says in failure.error


def test_entities_are_refused(tmp_path: Path) -> None:
    """No document declares any."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    path = tmp_path / "a.docx"
    path.write_bytes(stream.getvalue())
    [failure] = jr.read_articles(path)
    assert isinstance(failure, Failure)
    assert "declares entities" in failure.error


def test_deep_nesting_is_no_recursion(tmp_path: Path) -> None:
    """libxml2 stops where no document goes."""
    path = tmp_path / "a.docx"
    path.write_bytes(document("<w:sdt>" * 5000 + paragraph(run("深い。")) + "</w:sdt>" * 5000))
    [found] = jr.read_articles(path)
    assert isinstance(found, Article | Failure)
