"""From what a caller names to articles: exports, feeds, answers, tables, globs, standard input."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

import jreadtools as jr
from jreadtools.article import Article, Failure
from jreadtools.cli.main import main
from jreadtools.errors import ArticleError
from jreadtools.sources.detect import detect, ending_of, why_not_read
from jreadtools.sources.empty_folder import nothing_read_in
from jreadtools.sources.locate import Found, locate
from jreadtools.sources.reading import Reading

WXR = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>畑の記録</title><wp:wxr_version>1.2</wp:wxr_version>
{items}
</channel></rss>
"""
ITEM = """<item><title>{title}</title><link>https://hatake.example.jp/{slug}/</link>
<content:encoded><![CDATA[{body}]]></content:encoded><wp:post_id>{number}</wp:post_id>
<wp:post_date><![CDATA[2026-05-0{number} 09:00:00]]></wp:post_date><wp:post_name><![CDATA[{slug}]]></wp:post_name>
<wp:status><![CDATA[{status}]]></wp:status><wp:post_type><![CDATA[post]]></wp:post_type>
<category domain="category" nicename="hatake"><![CDATA[畑]]></category>
<category domain="post_tag" nicename="mizu"><![CDATA[水やり]]></category></item>"""
POST = {
    "id": 7, "slug": "mizuyari", "link": "https://hatake.example.jp/mizuyari/", "date": "2026-05-01T09:00:00",
    "status": "publish", "type": "post", "title": {"rendered": "水やり &#8211; 朝"},
    "content": {"rendered": "<p>朝のうちに水をやります。</p>", "protected": False},
}  # fmt: skip


def wxr(*posts: tuple[str, str, str, str]) -> str:
    items = [
        ITEM.format(title=title, slug=slug, body=body, status=status, number=number)
        for number, (title, slug, body, status) in enumerate(posts, 1)
    ]
    return WXR.format(items="\n".join(items))


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "export.xml"
    posts = [
        ("水やり", "mizuyari", "朝のうちに水をやります。", "publish"),
        ("種まき", "tane", "四月に種をまきました。", "draft"),
        ("水やり、再び", "mizuyari", "朝のうちに水をやります。", "publish"),
    ]
    path.write_text(wxr(*posts), "utf-8")
    return path


def test_an_export_is_as_many_articles_as_it_holds(export: Path) -> None:
    """Each has an id of its own that stays, its address, its date, its tags."""
    articles = [a for a in jr.read_articles(export) if isinstance(a, Article)]
    assert [a.id for a in articles] == ["export.xml#mizuyari", "export.xml#tane", "export.xml#mizuyari-2"]
    assert {a.path for a in articles} == {str(export)}
    first = articles[0]
    assert (first.title, first.url, first.format) == ("水やり", "https://hatake.example.jp/mizuyari/", "wxr")
    assert (first.tags, first.categories, first.status) == (("水やり",), ("畑",), "publish")
    assert first.date.startswith("2026-05-01T09:00:00")
    assert [a.draft for a in articles] == [False, True, False]
    assert [a.id for a in jr.read_articles(export, drafts=False)] == ["export.xml#mizuyari", "export.xml#mizuyari-2"]
    assert [b.text for b in first.blocks] == ["朝のうちに水をやります。"]


def test_one_article_of_many_is_not_guessed(export: Path) -> None:
    """read_article names the function to use; a file that holds one is that one."""
    with pytest.raises(ArticleError, match="read_articles"):
        jr.read_article(export)
    export.write_text(wxr(("題", "only", "一つだけです。", "publish")), "utf-8")
    assert jr.read_article(export).id == "export.xml#only"


@pytest.mark.usefixtures("export")
def test_exports_in_a_folder(tmp_path: Path) -> None:
    """They are found by what stands in them; other XML is passed over, unless it is named."""
    (tmp_path / "sitemap.xml").write_text("<?xml version='1.0'?><urlset><url/></urlset>", "utf-8")
    (tmp_path / "a.md").write_text("# 題\n\n本文です。", "utf-8")
    ids = [a.id for a in jr.read_articles(tmp_path)]
    assert ids == ["a.md", "export.xml#mizuyari", "export.xml#tane", "export.xml#mizuyari-2"]
    (failure,) = jr.read_articles(tmp_path / "sitemap.xml")
    assert isinstance(failure, Failure)
    assert "WordPress" in failure.error


def test_frames_show_where_articles_come_from(export: Path) -> None:
    """Columns of identity and of origin; the same prose twice is seen, whatever the workers."""
    frame = jr.analyze_folder(export).articles
    assert frame["url"].tolist()[0] == "https://hatake.example.jp/mizuyari/"
    assert frame["tags"].tolist() == ["水やり"] * 3
    assert frame["duplicate_of"].tolist() == ["", "", "export.xml#mizuyari"]
    assert frame["format"].tolist() == ["wxr"] * 3
    assert [frame[name].dtype.kind for name in ("truncated", "protected")] == ["b", "b"]
    assert list(frame.columns[-7:]) == [
        "error", "warnings", "encoding", "extraction", "truncated", "protected", "duplicate_of",
    ]  # fmt: skip
    assert jr.analyze_folder(export).total(by="category").index.tolist() == ["畑"]


def test_answers_of_the_rest_api() -> None:
    """A parsed answer, a list of dicts or one, is read like a file."""
    posts = [POST, {**POST, "id": 8, "slug": "kusa"}]
    assert [a.id for a in jr.read_articles(posts)] == ["mizuyari", "kusa"]
    (article,) = jr.read_articles(POST)
    assert isinstance(article, Article)
    assert (article.title, article.blocks[0].text) == ("水やり – 朝", "朝のうちに水をやります。")
    both = list(jr.read_articles([POST, {"x": 1}, POST]))
    assert [a.id for a in both if isinstance(a, Article)] == ["mizuyari", "mizuyari-2"]
    assert any(isinstance(f, Failure) and "item 2" in f.error for f in both)
    (failure,) = jr.read_articles({"code": "rest_no_route", "message": "経路がありません", "data": {"status": 404}})
    assert isinstance(failure, Failure)
    with pytest.raises(TypeError, match="int"):
        list(jr.read_articles(7))  # type: ignore[arg-type]


def _standard_input(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


@pytest.mark.parametrize("form", ["wxr", "json", "html", "text"])
def test_standard_input_may_be_anything(monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    """`curl … | jreadtools time -`: what it is shows in what stands in it."""
    data = {
        "wxr": wxr(("題", "a", "朝です。", "publish"), ("題", "b", "夜です。", "publish")),
        "json": json.dumps([POST]),
        "html": "<!DOCTYPE html><html><body><div class='entry-content'><p>朝です。</p></div></body></html>",
        "text": "朝です。",
    }[form].encode()
    _standard_input(monkeypatch, data)
    articles = list(jr.read_articles("-"))
    assert [a.id for a in articles] == {"wxr": ["-#a", "-#b"], "json": ["-#mizuyari"]}.get(form, ["-"])
    assert all(isinstance(a, Article) and a.path == "-" for a in articles)


@pytest.mark.parametrize(
    ("name", "text", "form"),
    [
        ("a.xml", "<!DOCTYPE html><html lang='ja'><body><p>本文</p></body></html>", "html"),
        ("a.xml", wxr(), "wxr"),
        ("a.html", "<p>本文</p>", "html"),
        ("a.html", '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"></feed>', "feed"),
        (
            "a.txt",
            "AUTHOR: a\nTITLE: 題\nDATE: 05/01/2026 09:00:00\n-----\nBODY:\n本文\n-----\n--------\n",
            "movable-type",
        ),
        ("a.txt", "TITLE: これは題です\n\n本文です。", "plain"),
        ("a.txt", "<!DOCTYPE html><html><head><title>題</title></head><body>本文</body></html>", "html"),
        ("a.md", "<div>\n\n本文\n\n</div>", "markdown"),
        ("a.md", "TITLE: 題\nAUTHOR: a\nDATE: 1\n-----\n", "markdown"),
        ("", "本文です。", "plain"),
        ("a.json", json.dumps([POST]), "wordpress-json"),
        ("A.CSV", "本文\n朝です。\n", "csv"),
    ],
)
def test_content_tells_more_than_a_name(name: str, text: str, form: str) -> None:
    """The format of a file, whatever it is called."""
    assert detect(text.encode(), name).name == form
    assert detect(b"\xef\xbb\xbf" + text.encode(), name).name == form
    if form != "csv":
        assert detect(b"\xff\xfe" + text.encode("utf-16-le"), name).name == form


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.zip", b"PK\x03\x04", "unpack"),
        ("a.odt", b"PK\x03\x04", "pandoc"),
        ("a.txt", b"PK\x03\x04", "^.zip is an archive; unpack it"),
        ("a.xls", b"\xd0\xcf\x11\xe0", ".xlsx or .csv"),
        ("a.txt", b"%PDF-1.7", "pdftotext"),
        ("a.xml", b"<a/>", "neither"),
        ("a.json", b'{"a": 1}', "neither"),
    ],
)
def test_what_is_not_read_says_what_to_do(name: str, data: bytes, said: str) -> None:
    """The error names the way out."""
    with pytest.raises(ArticleError, match=said):
        detect(data, name)


@pytest.mark.parametrize(
    ("name", "ending"), [("a.MD", ".md"), ("a", ""), ("a.b/c", ""), (".md", ""), ("a.", "."), (".a.md", ".md")]
)
def test_endings(name: str, ending: str) -> None:
    """Behind the last point of the name, in small letters; a name that begins with it has none."""
    assert ending_of(name) == ending


def test_globs(tmp_path: Path) -> None:
    """Where the shell has not expanded it; a name with brackets in it is a name."""
    for name in ("a.md", "b.md", "[1].md", "sub/c.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("本文です。", "utf-8")
    found = [a.id for a in jr.read_articles(str(tmp_path / "*.md"))]
    assert sorted(found) == ["[1].md", "a.md", "b.md"]
    assert [a.id for a in jr.read_articles(str(tmp_path / "[1].md"))] == ["[1].md"]
    (failure,) = jr.read_articles(str(tmp_path / "*.rst"))
    assert isinstance(failure, Failure)


def test_no_path_is_not_the_folder_one_stands_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`jreadtools stamp "$POSTS"` with a variable that is not set writes nothing."""
    post = tmp_path / "a.md"
    post.write_text("---\ntitle: 朝\n---\n本文です。\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    (failure,) = jr.read_articles("")
    assert isinstance(failure, Failure)
    assert "the path is empty" in failure.error
    assert main(["stamp", "", "--lang", "en"]) == 2
    assert post.read_text("utf-8") == "---\ntitle: 朝\n---\n本文です。\n"


def test_an_entry_is_cheap_to_send(export: Path) -> None:
    """What goes to a worker is the entry, not a parsed article."""
    found = list(locate(export, reading=Reading()))
    assert all(isinstance(f, Found) and f.entry is not None and f.size == len(f.entry.body) for f in found)


@pytest.mark.parametrize("workers", [1, 2])
def test_workers_change_nothing(export: Path, workers: int) -> None:
    """An export is cut in this process and measured in others."""
    import pandas as pd

    body = "朝のうちに水をやります。草も取ります。" * 150
    export.write_text(wxr(*((f"題{n}", f"s{n}", f"{body}{n}", "publish") for n in range(60))), "utf-8")
    one = jr.analyze_folder(export)
    pd.testing.assert_frame_equal(one.articles, jr.analyze_folder(export, workers=workers).articles)
    assert len(one.articles) == 60


def read(*sources: object, **options: object) -> list[tuple[str, str]]:
    """The ids of the articles and their words; "" and the error of what is none."""
    found = jr.read_articles(*sources, **options)  # type: ignore[arg-type]
    return [("", one.error) if isinstance(one, Failure) else (one.id, one.blocks[0].text) for one in found]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", "本文\n".encode()),
        ("a.json", b"[]"),
        ("b.json", b'{"version": "https://jsonfeed.org/version/1", "items": []}'),
    ],
)
def test_files_of_no_article(tmp_path: Path, name: str, data: bytes) -> None:
    """A table of nothing but its header, an empty answer: said of the file."""
    (tmp_path / name).write_bytes(data)
    assert read(tmp_path / name) == [("", "there are no articles in this file")]


def test_an_empty_folder_beside_others(tmp_path: Path) -> None:
    """It is said wherever it stands among the sources, once for each."""
    path, empty, full = tmp_path / "a.md", tmp_path / "empty", tmp_path / "full"
    path.write_text("朝です。", "utf-8")
    empty.mkdir()
    full.mkdir()
    (full / "b.md").write_text("夜です。", "utf-8")
    for sources in ([empty, path], [path, empty], [full, empty], [empty, full, path], [path, full, empty, path]):
        said = [text.startswith("no articles in this folder") for _, text in read(*sources)]
        assert said == [source == empty for source in sources]
    assert len(read(empty, empty)) == 2


@pytest.mark.parametrize("encoding", ["utf-16", "cp932", "utf-8-sig"])
def test_a_table_that_excel_saved_as_unicode_text(tmp_path: Path, encoding: str) -> None:
    """A .txt of columns is a table where the column that is asked for stands in its first line."""
    path = tmp_path / "a.txt"
    path.write_bytes("題\t本文 \n甲\t朝です。\n乙\t夜です。\n".encode(encoding))
    assert read(path, text="本文") == [("a.txt#2", "朝です。"), ("a.txt#3", "夜です。")]
    assert [name for name, _ in read(path, text="題名")] == [name for name, _ in read(path)] == ["a.txt"]
    path.write_bytes("本文\n朝です。\t\n".encode(encoding))
    assert len(read(path, text="本文")) == 1


def test_sources_of_several_kinds(tmp_path: Path) -> None:
    """Posts that stand one after the other are numbered together; a path between them begins anew."""
    path = tmp_path / "a.md"
    path.write_text("朝です。", "utf-8")
    mixed = read(POST, path, [POST, POST], iter([str(path)]))
    assert [name for name, _ in mixed] == ["mizuyari", "a.md", "mizuyari", "mizuyari-2", "a.md"]
    with pytest.raises(TypeError, match="must be str or PathLike, not bytes"):
        read(b"a.md")
    with pytest.raises(TypeError, match="not NoneType"):
        read(None)


@pytest.mark.parametrize(
    ("name", "text", "markup", "expected"),
    [
        ("a.mdx", "import A from 'a'\n\n朝{x}です。", "markdown", "朝です。"),
        ("a.mdx", "朝{x}です。", "plain", "朝{x}です。"),
        ("a.txt", "朝です。((注です。))\n", "hatena", "朝です。"),
        ("a.txt", "朝*です*。\n", "html", "朝*です*。"),
        ("a.csv", "本文\n<p>朝です。</p>\n", "html", "朝です。"),
        ("a.md", "朝です。\x00", "markdown", "is a binary file"),
        ("a.pdf", "%PDF-1.7", "plain", "%PDF-1.7"),
    ],
)
def test_a_markup_that_is_named(tmp_path: Path, name: str, text: str, markup: str, expected: str) -> None:
    """It settles what a file is, but for tables, whose cells it is told of, and for MDX, which is Markdown."""
    (tmp_path / name).write_text(text, "utf-8")
    ((_, words),) = read(tmp_path / name, markup=markup)
    assert words.startswith(expected)


EXPORTS = Path(__file__).parent / "cases" / "exports"


@pytest.mark.parametrize(
    "path", [p for p in sorted(EXPORTS.iterdir()) if p.suffix != ".txt"], ids=lambda path: path.name
)
def test_golden_files_of_every_format(path: Path) -> None:
    """Each article's id, title, date, format, encoding and marks, and its blocks, stand in the .txt beside the file."""
    found = []
    for article in jr.read_articles(path):
        assert isinstance(article, Article)
        marks = ("draft", "truncated", "protected")
        shown = [article.id, article.title, article.date or "-", article.format, article.encoding]
        found.append(" | ".join([*shown, *(mark for mark in marks if getattr(article, mark))]))
        found += [f"  {block.kind}: " + block.text.replace("\n", "⏎") for block in article.blocks]
    assert found == path.with_name(f"{path.name}.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize(
    ("names", "there"),
    [
        ("", ""),
        ("a.png b.py LICENSE .hidden", ""),
        ("a.pdf", "1 .pdf"),
        ("a.csv b.png b.pdf c.pdf", "2 .pdf, 1 .csv"),
        ("LICENSE Makefile a.csv b.pdf c.rst d.xyz", "1 .csv, 1 .pdf, 1 .rst, 1 .xyz"),
        ("a.csv b.csv c.pdf d.pdf e.rst f.rst g.xyz h.xyz i.zip", "2 .csv, 2 .pdf, 2 .rst, 2 .xyz"),
    ],
)
def test_the_kinds_of_files_in_a_folder_of_which_nothing_is_read(names: str, there: str, tmp_path: Path) -> None:
    """The four most frequent endings; pictures, programs and files without an ending lie beside articles anywhere."""
    for name in names.split():
        (tmp_path / name).write_text("x", "utf-8")
    said = str(nothing_read_in(tmp_path, Reading()))
    begins = (
        f"nothing in this folder is read; there are {there}. " if there else "no articles in this folder; looked for "
    )
    assert said.startswith(begins)
    assert ("pandoc" in said) is (".rst" in there)
    assert ("--text NAME" in said) is (".csv" in there)


@pytest.mark.parametrize(("short", "ja", "en"), [(True, False, False), (False, True, True)])
def test_what_is_not_read_is_met_with_what_is(short: bool, ja: bool, en: bool) -> None:
    """A file that was named itself is told which endings are read; of a folder nobody wants the list."""
    said = why_not_read("x.xyz", ".xyz", short=short)
    assert (".xyz には対応していません" in said.ja, "ending in .xyz are not supported" in said) == (True, True)
    assert ("読めるのは" in said.ja and ".md" in said.ja, "supported are" in said and ".md" in said) == (ja, en)
