"""Notations of documentation, notebooks and Hatena in Markdown: golden cases, metadata, hostile input."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from golden import golden_cases
from test_account import check

import jreadtools as jr
from jreadtools.article import Article, Failure
from jreadtools.sources import documentation, markdown
from jreadtools.sources.encoding import clean
from jreadtools.sources.notations import is_hatena, is_hatena_text
from jreadtools.sources.read import parse

GOLDEN = golden_cases("notation.md")


def written(article: Article) -> list[str]:
    return [f"{block.kind}: " + block.text.replace("\n", "⏎") for block in article.blocks]


def read(path: Path) -> Article:
    [article] = jr.read_articles(path)
    assert isinstance(article, Article), article
    return article


@pytest.mark.parametrize(("source", "expected"), [case[1:] for case in GOLDEN], ids=[case[0] for case in GOLDEN])
def test_case(source: str, expected: str) -> None:
    """What the golden case says is read, from where it stands; all other words are accounted for."""
    article = parse(source, "markdown")
    assert written(article) == expected.splitlines()
    check(article)
    for block in article.blocks:
        for index, character in enumerate(block.text):
            assert character in "\n " or source[block.source_offset(index)] == character, (block, index)
        assert block.line == source.count("\n", 0, block.source_offset(0)) + 1, block


@pytest.mark.parametrize("source", [case[1] for case in GOLDEN], ids=[case[0] for case in GOLDEN])
def test_line_ends_change_nothing(source: str) -> None:
    """Windows line ends."""
    assert written(markdown.parse(clean(source.replace("\n", "\r\n")))) == written(markdown.parse(source))


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("[su_box][/su_box]朝。", "朝。"),
        ('[su_box a="1"]朝。', "朝。"),
        ("[su_box](x)朝。", "su_box朝。"),
        ("[su_box][x]朝。", "[su_box][x]朝。"),
        ("[su_box][x]朝。\n\n[x]: /a", "su_box朝。"),
        ('[su_box a="1"][x]朝。', "[x]朝。"),
        ('[su_box a="1"](x)朝。', 'su_box a="1"朝。'),
    ],
)
def test_a_shortcode_or_the_words_of_a_link(source: str, text: str) -> None:
    """In front of a target or another label, brackets are those of Markdown."""
    article = parse(source, "markdown")
    assert [block.text for block in article.blocks] == [text]
    check(article)


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("!!! note\n    朝。", ["朝。"]),
        ("!!! note\n\n\n    朝。", ["朝。"]),
        ("!!! note\n\t朝。", ["朝。"]),
        ("!!! note\n   朝。", ["!!! note\n朝。"]),
        ("!!! note\n夕。", ["!!! note\n夕。"]),
        ("!!!\n    朝。", ["!!!\n朝。"]),
        ('!!! note "題"\n夕。', ["題", "夕。"]),
        ('!!! note ""\n    朝。', ["朝。"]),
        ('=== "a"', ["a"]),
        ("/// note | 題\n朝。\n///", ["題", "朝。"]),
        ("/// note\n    open: true\n朝。\n///\n夕。", ["朝。", "夕。"]),
        ("///\n朝。", ["///\n朝。"]),
        ("/// a\n/// b\n朝。\n///\n///\n///", ["朝。", "///"]),
        ("```{note} 朝。\n夕。\n```", ["朝。\n夕。"]),
        ("```{note}\n---\nclass: a\n---\n朝。\n```\n夕。", ["朝。", "夕。"]),
        ("```{admonition} 題\n朝。\n```", ["題", "朝。"]),
        ("```{tabs} x\n朝。\n```", ["朝。"]),
        ("```{note}\n朝。", ["朝。"]),
        ("~~~{note}\n朝。\n~~~\n夕。", ["朝。", "夕。"]),
        (":::{admonition} 題\n:class: a\n朝。\n:::", ["題", "朝。"]),
        (":::{tabs} x\n朝。\n:::", ["朝。"]),
        ("{ref}`題 <a>`を", ["題を"]),
        ("{ref}`a`を", ["を"]),
        ("{ref}`題`を", ["題を"]),
        ("{abbr}`HTML (長い)`を", ["HTMLを"]),
        ("{term}`HTML (長い)`を", ["HTML (長い)を"]),
        ("{math}`x`を", ["を"]),
        ("{kbd}`x`を", ["xを"]),
        ("{term}`語`を", ["語を"]),
        ("`{ref}`を", ["{ref}を"]),
        ("朝。\n% 注", ["朝。\n% 注"]),
        ("朝。\n\n% 注\n% 二\n\n夕。", ["朝。", "夕。"]),
        ("% は記号。", ["% は記号。"]),
        ("朝{.a}。", ["朝。"]),
        ("朝。\n{.a}\n夕。", ["朝。", "夕。"]),
        ("[語]{.a}を", ["語を"]),
        ("![語]{.a}を", ["![語]を"]),
        ("`<b>`{=html}朝。", ["朝。"]),
        ("[a](b){: .c }を", ["aを"]),
    ],
)
def test_marks_of_documentation(source: str, texts: list[str]) -> None:
    """What each shows in print, and what only looks like it."""
    article = parse(source, "markdown")
    assert [block.text for block in article.blocks] == texts
    check(article)


@pytest.mark.parametrize(
    ("source", "blocks", "images"),
    [
        ('::: {.callout-note title="題"}\n朝。\n:::', ["heading: 題", "paragraph: 朝。"], 0),
        ("::: {.callout-note}\n朝。\n:::", ["paragraph: 朝。"], 0),
        ("[@yamada2020]を", ["paragraph: を"], 0),
        ("[-@yamada]を", ["paragraph: を"], 0),
        ("[見よ @a1, p. 3]を", ["paragraph: を"], 0),
        ("[@hatake]を", ["paragraph: [@hatake]を"], 0),
        ("a@fig-a", ["paragraph: a@fig-a"], 0),
        ("| 朝\n| 夕\n", ["paragraph: 朝⏎夕"], 0),
        ("| 朝\n", ["paragraph: | 朝"], 0),
        ("| 列 |\n|---|\n| 値 |\n\n: 題 {#a}\n", ["cell: 列", "cell: 値", "caption: 題"], 0),
        ("| 列 |\n|---|\n| 値 |\n\nTable: 題\n", ["cell: 列", "cell: 値", "caption: 題"], 0),
        ("| 列 |\n|---|\n| 値 |\n\n\n: 題\n", ["cell: 列", "cell: 値", "paragraph: : 題"], 0),
        ("[tex:x]を", ["paragraph: を"], 0),
        ("[asin:4000000000:title=本]を", ["paragraph: 本を"], 0),
        ("[asin:4000000000:detail]を", ["paragraph: を"], 0),
        ("[wikipedia:畑]を", ["paragraph: 畑を"], 0),
        ("[f:id:a:20190901120000p:image]を", ["paragraph: を"], 1),
        ("f:id:a:20190901120000p:imageを", ["paragraph: を"], 1),
        ("isbn:4000000000を", ["paragraph: を"], 0),
        ("isbn:400000000を", ["paragraph: isbn:400000000を"], 0),
    ],
)
def test_marks_of_pandoc_and_hatena(source: str, blocks: list[str], images: int) -> None:
    """Boxes, citations, verses, captions; formulas, cards and pictures."""
    article = parse(source, "markdown")
    assert (written(article), article.images) == (blocks, images)
    check(article)


def test_pictures_are_counted() -> None:
    """Those that a wiki link, a directive or Hatena shows."""
    source = "![[a.png]]![[頁]]\n\n```{figure} b.png\n```\n\nf:id:hatake:20190901120000p:image\n\n![](c.png)\n"
    assert markdown.parse(source).images == 4


@pytest.mark.parametrize(
    ("source", "blocks", "images"),
    [
        ('{{< figure src="a.png" >}}朝。', ["paragraph: 朝。"], 1),
        ('{{< figure src="a.png" alt="図" >}}', [], 1),
        ('{{% figure src="a.png" title="題" %}}', ["caption: 題"], 1),
        ('{{< figure src="a.png" >}}\n朝。\n{{< /figure >}}', ["paragraph: 朝。"], 1),
        (
            '朝。\n{{< figure src="a.png" caption="図" >}}\n夕。',
            ["paragraph: 朝。", "caption: 図", "paragraph: 夕。"],
            1,
        ),
        ('朝{{< figure src="a.png" caption="図" >}}夕。', ["paragraph: 朝図夕。"], 1),
        ('- 朝。\n  {{< figure src="a.png" caption="図" >}}\n  夕。', ["item: 朝。", "caption: 図", "item: 夕。"], 1),
        ('{{< fig-img src="a.png" title="題" >}}', [], 1),
        ('{{< img src="a.png" title="題" caption="図" >}}', ["caption: 図"], 1),
        ('{{< fig-quote title="題" >}}朝。{{< /fig-quote >}}', ["quote: 朝。"], 0),
        ('{{</* figure src="a.png" */>}}', [], 0),
        ('`{{< figure src="a.png" >}}`', ['paragraph: {{< figure src="a.png" >}}'], 0),
        ("{% asset_img a.png 図 %}\n{% img /b.png 図 %}", [], 2),
        ("{% fig-quote %}朝。{% endfig %}", ["paragraph: 朝。"], 0),
        ("{%- picture a.png -%}朝。", ["paragraph: 朝。"], 1),
        ('{{ resize_image(path="a.png") }}{{ youtube(id="a") }}', [], 1),
        ("```{image} a.png\n:alt: 図\n```", [], 1),
        (":::{image} a.png\n:alt: 図\n:::", [], 1),
    ],
)
def test_pictures_of_shortcodes(source: str, blocks: list[str], images: int) -> None:
    """Whatever shows a picture is one, and its caption stands apart from the words around it."""
    article = parse(source, "markdown")
    assert (written(article), article.images) == (blocks, images)
    check(article)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("title: 題\ndate: 2015-01-15 17:32:51\ntags:\n- 犬\n---\n本文。\n", ("題", "2015-01-15T17:32:51", ("犬",), False)),
        ("Title: 題\nDate: 2024-01-02\nTags: 鳥, 海\nStatus: draft\n\n本文。\n", ("題", "2024-01-02", ("鳥", "海"), True)),
        ("<!--\n.. title: 題\n.. date: 2024-01-02 03:04:05 UTC+09:00\n.. tags: draft, 旅\n-->\n\n本文。\n",
         ("題", "2024-01-02T03:04:05+09:00", ("draft", "旅"), True)),
        ("---\ntitle: 題\ntag: 犬\ntags:\n - {name: 猫, v: [1, {a: b}], x: y}\n - [鳥]\n---\n本文。\n", ("題", "", ("猫", "鳥", "犬"), False)),
        (";;;\n\"title\": \"題\",\n\"tags\": [\"犬\"],\n\"date\": \"2024/1/2\"\n;;;\n本文。\n", ("題", "2024-01-02", ("犬",), False)),
        ('---json\n{"title": "題", "date": "2024-01-02"}\n---\n本文。\n', ("題", "2024-01-02", (), False)),
        ("---js\n{\n  title: '題',\n  draft: true,\n}\n---\n本文。\n", ("題", "", (), True)),
        ("---toml\ntitle = '題'\n---\n本文。\n", ("題", "", (), False)),
        ("---html\ntitle: 題\n---\n本文。\n", ("", "", (), False)),
        ("---\n題: 題\n日付: 2024-01-02\n---\n本文。\n", ("", "2024-01-02", (), False)),
        ('"title": "題",\n"date": "2024-01-02"\n;;;\n\n本文。\n', ("題", "2024-01-02", (), False)),
        ('"title": "題",\n"date" "2024-01-02"\n;;;\n本文。\n', ("題", "", (), False)),
        ('"題": と書く。\n\n本文。\n', ("", "", (), False)),
        ('"title": と書く。\n\n本文。\n', ("", "", (), False)),
        (".. title: 題\n.. slug: a\n.. date: 2024-01-02\n\n本文。\n", ("題", "2024-01-02", (), False)),
        (".. title: 題\nと書く。\n\n本文。\n", ("", "", (), False)),
        ("Title:   題\nAuthor:  私\nDate:    2024-01-02\nBase Header Level: 2\n\n本文。\n", ("題", "2024-01-02", (), False)),
        ("+++\ntitle = '題'\npublishDate = 2024-01-02\ntags = [{name = '犬'}]\n+++\n本文。\n", ("題", "2024-01-02", ("犬",), False)),
        ("メモ: 題\n---\n本文。\n", ("", "", (), False)),
        ("Note: 題\n\n本文。\n", ("", "", (), False)),
        ("<!-- 注 -->\n本文。\n", ("", "", (), False)),
    ],
)  # fmt: skip
def test_metadata(source: str, expected: tuple[str, str, tuple[str, ...], bool]) -> None:
    """What stands above a post, in the forms of Hexo, Pelican, Nikola and others; words stay words."""
    article = parse(source, "markdown")
    assert (article.title, article.date, article.tags, article.draft) == expected
    assert article.blocks[-1].text.endswith("本文。")
    check(article)


@pytest.mark.parametrize(
    "name",
    [
        "pubDatetime",
        "publishDate",
        "publishedDate",
        "published_date",
        "date created",
        "created-at",
        "datePublished",
        "公開日",
    ],
)
def test_dates(name: str) -> None:
    """The keys of Astro, Hugo and others."""
    assert markdown.parse(f"---\ntitle: 題\n{name}: 2024-01-02\n---\n").date == "2024-01-02"


@pytest.mark.parametrize(
    "name",
    [
        "updatedDate",
        "last_modified_at",
        "modDatetime",
        "lastmod",
        "updated-at",
        "last_update",
        "date modified",
        "更新日",
    ],
)
def test_dates_of_updates(name: str) -> None:
    """The same, for the last change."""
    assert markdown.parse(f"---\ntitle: 題\n{name}: 2024-01-02\n---\n").updated == "2024-01-02"


@pytest.mark.parametrize(
    ("block", "dates"),
    [
        ("---\ndate:\n  created: 2024-01-02\n  updated: 2024-02-03\n  x: [{a: b}]\n---\n", ("2024-01-02", "2024-02-03")),
        ("---\nlast_update: {date: 2/3/2024, author: {name: 私, date: 2020-01-01}}\ndate: 2024-01-02\n---\n", ("2024-01-02", "")),
        ("---\nlast_update: {author: 私, date: 2024-02-03}\ntags: {date: 2020-01-01}\n---\n", ("", "2024-02-03")),
        ("+++\ndate = {created = 2024-01-02}\n[last_update]\ndate = 2024-02-03\n+++\n", ("2024-01-02", "2024-02-03")),
        ('{"last_update": {"date": "2024-02-03", "by": {"date": "2020-01-01"}}}\n', ("", "2024-02-03")),
    ],
)  # fmt: skip
def test_dates_in_a_mapping(block: str, dates: tuple[str, str]) -> None:
    """date.created of MkDocs Material, last_update.date of Docusaurus; nothing deeper."""
    article = markdown.parse(block + "本文です。\n")
    assert (article.date, article.updated, article.tags) == (*dates, ())


def test_what_shortcodes_hold() -> None:
    """Code of theirs is no prose, and is said to be none; captions are words."""
    article = markdown.parse(
        "前です。\n\n[code]x = 1。[/code]\n\n[caption]図です。[/caption]後。\n\n[embed]他の頁。[/embed]\n"
    )
    assert written(article) == ["paragraph: 前です。", "paragraph: 図です。後。"]
    assert [(left.reason, left.text) for left in article.left] == [("script", "x = 1。"), ("embed", "他の頁。")]


def test_the_name_of_a_file(tmp_path: Path) -> None:
    """Jekyll reads the date in it, and _drafts/; what the post says itself comes first."""
    folder = tmp_path / "_drafts"
    folder.mkdir()
    (folder / "2024-02-03-a.md").write_text("本文です。", "utf-8")
    (tmp_path / "2024-02-03-b.md").write_text("---\ndate: 2020-01-01\n---\n本文です。", "utf-8")
    (tmp_path / "2024-02-30-c.md").write_text("本文です。", "utf-8")
    found = [(a.date, a.draft) for a in jr.read_articles(tmp_path) if isinstance(a, Article)]
    assert found == [("2020-01-01", False), ("", False), ("2024-02-03", True)]


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("2024-02-03.md", "2024-02-03"),
        ("2024-02-03-a/index.md", "2024-02-03"),
        ("2024/02/03/a.md", "2024-02-03"),
        ("2024-02-03-a/b.md", ""),
        ("2024/02/a.md", ""),
        ("log-2024-02-03.md", ""),
        ("2024-02-034.md", ""),
    ],
)
def test_the_date_in_a_path(name: str, date: str, tmp_path: Path) -> None:
    """Docusaurus reads it in the name of a folder too, Obsidian's notes of a day have it alone."""
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("本文です。", "utf-8")
    assert read(path).date == date


def test_columns_of_a_table(tmp_path: Path) -> None:
    """題名 and 公開日 are known where nobody asks for them, once; kept ones stay columns as well."""
    path = tmp_path / "a.csv"
    path.write_text("題名,公開日,本文\n畑,2024年1月2日,朝です。\n", "utf-8")
    article = read(path)
    assert (article.title, article.date, article.kept) == ("畑", "2024-01-02", ())
    [kept] = jr.read_articles(path, keep=["題名"])
    assert isinstance(kept, Article)
    assert (kept.title, kept.kept) == ("畑", (("題名", "畑"),))
    path.write_text("題名,タイトル,本文\n畑,山,朝です。\n", "utf-8")
    assert read(path).title == ""


def test_a_folder_in_which_nothing_is_read(tmp_path: Path) -> None:
    """It says what lies there and what would read it."""
    for name in ("a.csv", "b.csv", "c.org", "d.png"):
        (tmp_path / name).write_text("本文\n朝です。\n", "utf-8")
    [failure] = jr.read_articles(tmp_path)
    assert isinstance(failure, Failure)
    assert "2 .csv, 1 .org" in failure.error
    assert "--text NAME" in failure.error
    assert f"pandoc {tmp_path}/c.org -t gfm" in failure.error
    assert "png" not in failure.error


def test_formulas_on_pages() -> None:
    """What MathJax sets is no prose in HTML either; a price in brackets is."""
    article = parse(r"<p>式は\(x^2\)と$$y=2$$です。値段は\(税込\)です。</p>", "html")
    [block] = article.blocks
    assert [block.text[start:end] for start, end in block.masks] == [r"\(x^2\)", "$$y=2$$"]


HATENA = [
    "*見出し\n本文です。\n\n--小項目\n",
    "|*名前|*値|\n|苗|百円|\n\n:用語:説明です。\n",
    "---\nEditURL: https://blog.hatena.ne.jp/a/b/atom/entry/1\n---\n朝です。\n\n*見出し\n\n本文です。\n",
    "---\nEditURL: https://blog.hatena.ne.jp/a/b/atom/entry/1\n---\n朝です。\n-苗\n-水\n",
    "---\nEditURL: https://blog.hatena.ne.jp/a/b/atom/entry/1\n---\n朝です。\n====\n夜です。\n",
    "** 苗\n朝です。\n\n** 水\n夜です。\n",
]
MARKDOWN = [
    "---\nEditURL: https://blog.hatena.ne.jp/a/b/atom/entry/1\n---\n朝です。\n\n- 項目\n",
    "---\nEditURL: https://blog.hatena.ne.jp/a/b/atom/entry/1\n---\n## 節\n\n*注\n",
    "HTMLは便利です。\n\n*[HTML]: 長い名前\n",
    "価格です。\n\n*税込みの価格です。\n",
    "`x`です。\n\n--verbose は詳しく書く。\n*注\n\n[題](https://example.com)\n",
    ":tada:祝\n\n*注 一つです。\n",
    "---\nEditURL: https://blog.hatena.ne.jp/a/b/atom/entry/1\n---\n夜は\n-5度\n-3度\n\n題\n====\n",
    "朝です。\n-苗\n-水\n\n夜です。\n====\n",
    "**苗** は朝です。\n** 水 **は夜です。\n",
]


@pytest.mark.parametrize("text", HATENA)
def test_hatena_notation(text: str) -> None:
    """Two different marks, or one in a post of Hatena Blog."""
    assert markdown.parse(text).format == "hatena"


@pytest.mark.parametrize("text", MARKDOWN)
def test_no_hatena_notation(text: str) -> None:
    """One note, an abbreviation or the address of the blog alone decide nothing."""
    assert markdown.parse(text).format != "hatena"


def test_hatena_notation_in_plain_texts() -> None:
    """Two different marks, too; bullets of two levels are none."""
    assert is_hatena_text("*見出し\n本文です。\n\n|*名前|*値|\n")
    assert not is_hatena_text("*種\n**水\n***肥料\n")


HOSTILE = [
    "!!! a\n", "=== \"", "{.a", "{a=", ")[[", "[[a|", "%%", "%% a", "==", "==a", "^a\n", "> [!a] b\n", "[tex:", "[asin:1:title=",
    ":a:", ":a", "++a", "\\\\(", "\\\\[", "{{a(\"", "|---|---|\n", "|--|--|\n| a |\n", "a\n: b\n", "\n% a\n", "```{note}\n",
    "``` {note}\n```\n", ":::{code}\n", ":::{code}\n:::\n", ":::mermaid\n", "::: tabs\n@tab a\n== b\n", "==a\n", "%%a\n", ":a::", "<Step title=\"a\">\n", "<Step>\n    a\n", "<a b={", "<a b={c} ", "<aside>\na\n", "\\[a b=\"", "\\[a\\]", "\\[a b ", "\\[a b=\"", "\\[a\\]", "\\[a b ", "<A\n", "<A a={", "<A\n  a={[{b: 1}]}\n", "<A\n  title=\"a\"\n", "`a`\n: b\n", "<Tab title=\"a\">b", "a\n: b\n\n    c\n\n", "\n    c\n: b\n", ";;;\n\"a\":", "\n====\n", "-a\n", ":::{note} a\n", "- :::{note} a\n", "{{< figure caption=\"a\" >}}\n", "{{< figure a=\"", "{{< img-", "img-", "* a\n{:toc}\n",
    "{ref}`", "::: {a title=\"", "[a b=\"", "[a]b[/a]", "import a from \"", "<div><a >powered by x", "`", "`` ",
    "<!--", "<pre>", "--a\n*b\n", ":a:b\n", "\n# a\n\nTags: ", "title: a\n", "<!--\n.. title: a\n",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_input_takes_linear_time(piece: str) -> None:
    """Every part of a text is read a few times at most."""
    started = time.process_time()
    markdown.parse(piece * (30_000 // len(piece)))
    is_hatena(piece * (30_000 // len(piece)), 0)
    assert time.process_time() - started < 20


@pytest.mark.parametrize("name", sorted(documentation._FOLDED | documentation._TYPED))
def test_every_box_with_a_title_is_looked_for(name: str) -> None:
    """What makes a post worth a search and what the search takes are two lists of the same names."""
    article = markdown.parse(
        f'前の段落です。\n\n{{{{< {name} "折りたたみの題" >}}}}\n中の段落です。\n{{{{< /{name} >}}}}\n'
    )
    assert [(block.kind, block.text) for block in article.blocks] == [
        ("paragraph", "前の段落です。"),
        ("heading", "折りたたみの題"),
        ("paragraph", "中の段落です。"),
    ]
