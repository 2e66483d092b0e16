"""What the layout of a page is judged by: its prose, its links, the boxes around its article."""

from __future__ import annotations

import pytest

from jreadtools.article import Block
from jreadtools.sources.html import parse_body
from jreadtools.sources.html_tags import attributes_of
from jreadtools.sources.pages.boxes import Box, is_the_pages
from jreadtools.sources.pages.links import Links, is_card, is_table_of_contents
from jreadtools.sources.pages.prose import Prose, pieces_of
from jreadtools.sources.pages.tags import tags_beside
from jreadtools.sources.pages.trafilatura_judge import judged

LINE = "あ" * 19 + "。"


@pytest.mark.parametrize(
    ("page", "pieces"),
    [
        (f"<p>{LINE}</p><p>{LINE}</p>", [(3, 20), (30, 20)]),
        (f"<p>{LINE}</p><p>{LINE[1:]}</p>", []),  # hardly any, and no long line
        (f"<p>{LINE * 2}続き</p>", [(3, 42)]),
        (f"<p>{LINE * 2}<b>太い</b>字です。</p>", [(3, 40), (52, 4)]),
        (f"<p>{LINE * 3}</p><a href='x'>{LINE}</a>後の文。", [(3, 60), (103, 4)]),
        (f"<p title='{LINE}'>{LINE * 2}</p>", [(32, 40)]),
        (f"{LINE * 2}<p title='{LINE}", [(0, 40)]),  # a tag without end
        (f"<p>{LINE * 2}{'い' * 5000}", [(3, 4020)]),
        (f"<p>{'あ' * 30}</p>", [(3, 30)]),
        (f"<p>{'あ' * 29}</p>", []),
        (f"<p>{'あ' * 20}{' ' * 20}</p><p>{'あ' * 19}{' ' * 20}</p>", [(3, 20)]),
        (f"<a href='x'>{'あ' * 30}</a>", []),
        (f"<a href='x'>{' ' * 2980}<p>{LINE}{LINE}", []),
        (f"<a href='x'>{' ' * 2990}<p>{LINE}{LINE}", [(3005, 40)]),  # that link was never closed
        (f"<a name='x'>{LINE}{LINE}", [(12, 40)]),
    ],
)
def test_pieces_of_prose(page: str, pieces: list[tuple[int, int]]) -> None:
    """What ends as sentences do, outside of tags and links; without forty characters of it, what is as long."""
    assert pieces_of(page, 0, len(page)) == pieces
    assert pieces_of(f"{page}<p>{LINE * 3}", 0, len(page)) == pieces


def test_sums_of_prose() -> None:
    """Pieces that begin in a range."""
    prose = Prose([(5, 20), (40, 30)])
    assert [prose.first(place) for place in (0, 5, 6, 40, 41)] == [5, 5, 40, 40, 41]
    assert prose.of_all([(0, 6), (40, 41)]) == 50
    assert prose.of_all([(6, 40), (41, 90)]) == 0
    assert (Prose([]).whole, Prose([]).first(7)) == (0, 7)


def blocks_of(page: str) -> list[Block]:
    return list(parse_body(page).blocks)


@pytest.mark.parametrize(
    ("page", "share", "unlinked", "leads_out", "is_paid"),
    [
        ("<p>語</p>", 0, "語", False, False),
        ("<p>前<a href='/a'>語</a>後</p>", 1 / 3, "前後", False, False),
        ("<p><a name='x'>語</a></p>", 0, "語", False, False),
        ("<p><a href='https://b.jp/x'>語</a></p>", 1, "", True, False),
        ("<p><a href='https://b.jp/x'>語</a><a href='https://www.a.jp/y'>二</a></p>", 1, "", False, False),
        ("<p><a href='//b.jp'>語</a>と<a href='//c.jp'>二</a></p>", 2 / 3, "と", True, False),
        ("<p><a rel='nofollow sponsored' href='https://b.jp'>押す</a></p>", 1, "", True, True),
        ("<p><a rel='sponsored' href='https://b.jp'>押す</a>語</p>", 2 / 3, "語", True, False),
        ("<p><a href='https://px.a8.net/x'>押</a><a href='https://b.jp'>他</a></p>", 1, "", True, False),
    ],
)
def test_links_of_a_block(page: str, share: float, unlinked: str, *, leads_out: bool, is_paid: bool) -> None:
    """How much of it stands in links, where they lead, and whether somebody pays for them."""
    page = f"<a href='https://px.a8.net/w'>枠</a>{page}<a href='/z'>後</a>"
    _, block, _ = blocks_of(page)
    links = Links(page, 0, len(page), "https://www.A.jp/p")
    assert (links.share(block), links.unlinked(block)) == (pytest.approx(share), unlinked)
    assert (links.leads_out(block), links.is_paid(block)) == (leads_out, is_paid)


def test_links_that_go_on() -> None:
    """From one block to the next; a link that begins ends the one before it."""
    page = "<p><a href='/a'>一</p><p>二<a href='/b'>三</p><p>四</a>五</p>"
    blocks = blocks_of(page)
    links = Links(page, 0, len(page))
    assert [links.targets(block) for block in blocks] == [["/a"], ["/a", "/b"], ["/b"]]
    assert [links.share(block) for block in blocks] == [1, 1, 0.5]
    assert [links.count(0, end) for end in (0, page.index("一"), page.index("三"), len(page))] == [0, 0, 1, 2]


@pytest.mark.parametrize(
    ("items", "is_one"),
    [
        ("<li><a href='#a'>一</a></li><li><a href='#b'>二</a></li></ul>", True),
        ("<li>1. <a href='/x#a'>一</a></li><li>2-1 <a href='#b'>二</a></li></ul>", True),
        ("<li><a href='#a'>一</a><ol><li><a href='#c'>三</a></ol></li></ul>", True),
        ("<li><a href='#a'>一</a></li></ul>", False),
        ("<li><a href='/a'>一</a></li><li><a href='#b'>二</a></li></ul>", False),
        ("<li>語<a href='#a'>一</a></li><li><a href='#b'>二</a></li></ul>", False),
        ("<li><a href='#a'>一</a></li><li><a href='#b'>二</a>語</li></ul>", False),
        ("<li><a href='#a'>一</a></li><li><a href='#b'>二</a></li>", False),
    ],
)
def test_tables_of_contents(items: str, is_one: bool) -> None:
    """Two links into the page and more, with numbers and nothing else."""
    assert is_table_of_contents(f"<ul>{items}", 4) is is_one


@pytest.mark.parametrize(
    ("link", "is_one"),
    [
        ("<a href='/x'><div>題</div></a>", True),
        ("<a href='/x'><img><p>題</p></a>", True),
        ("<a href='/x'><b>題</b></a><div>", False),
        ("<a href='#x'><div>題</div></a>", False),
        ("<a name='x'><div>題</div></a>", False),
    ],
)
def test_links_around_blocks(link: str, is_one: bool) -> None:
    """Such a link is a card of another page."""
    end = link.index(">") + 1
    assert is_card(link, attributes_of(link[2 : end - 1]), end) is is_one


TAG = "<a href='/tags/ume/'>梅</a>"
WORDS = "<p>文。</p>"


@pytest.mark.parametrize(
    ("above", "inside", "below", "tags", "categories"),
    [
        (TAG, WORDS, "", ["梅"], []),
        (f"<nav>{TAG}</nav>", WORDS, "", [], []),
        (f"<aside>{TAG}</aside><a href='/category/niwa'>庭</a>", WORDS, "", [], ["庭"]),
        ("", f"{TAG}{WORDS}", "", ["梅"], []),
        ("", f"<p>文。{TAG}</p>{WORDS}", "", [], []),  # in the author's words an address says nothing
        ("", f"{WORDS}{TAG}", "", ["梅"], []),
        ("", f"<p>タグ：{TAG}</p>{WORDS}", "", ["梅"], []),
        ("", WORDS, TAG, ["梅"], []),
        ("", WORDS, f"<aside>{TAG}</aside>", [], []),
        ("", WORDS, f"<h2>次</h2>{TAG}", [], []),
        ("", WORDS, f"<h2>タグ</h2>{TAG}", ["梅"], []),
        ("", WORDS, f"<div class='tag-cloud'>{TAG}</div>", [], []),
        ("", f"<p>文。<a rel='tag' href='/x'>梅</a></p>{WORDS}", "", ["梅"], []),
        ("", f"<p>文。<a rel='category tag' href='/x'>庭</a></p>{WORDS}", "", [], ["庭"]),
        ("", f"<p>文。<a rel='category tag' href='/tag/a'>梅</a></p>{WORDS}", "", ["梅"], []),
        ("", f"<p>文。<a href='https://x.jp/hashtag/ume'>#梅</a></p>{WORDS}", "", ["梅"], []),
        ("", WORDS, "<aside><a rel='tag' href='/x'>梅</a></aside>", ["梅"], []),
        ("", WORDS, "<a class='entry-tag' href='/x'>梅</a><a class='entry-category-link' href='/y'>庭</a>", ["梅"], ["庭"]),
        ("", WORDS, "<a href='/tags/'>すべて</a>", [], []),
        ("", WORDS, f"<a href='/tags/a'>{'梅' * 60}</a>", ["梅" * 60], []),
        ("", WORDS, f"<a href='/tags/a'>{'梅' * 61}</a>", [], []),
        ("", WORDS, f"{TAG}{TAG}<a href='/tags/b'> ＃ 桃 </a>", ["梅", "桃"], []),
    ],
)  # fmt: skip
def test_tags_and_categories(above: str, inside: str, below: str, tags: list[str], categories: list[str]) -> None:
    """Links that are called so anywhere, and beside the words those whose address says so."""
    assert tags_beside(above, inside, below) == (tags, categories)


TITLES = "".join(f"<h3><a href='/{n}'>題{n}</a></h3>" for n in range(3))


@pytest.mark.parametrize(
    ("inside", "box", "headed", "in_body"),
    [
        ("<p>梅を干しました。</p>", {}, False, False),
        ("<p>会社概要</p><p>梅を干しました。</p>", {}, True, False),  # what the site says of itself
        ("<p>人気の記事</p><p><a href='/a'>梅</a></p>", {}, True, True),
        ("<p>人気の記事</p><p>梅</p>", {}, False, False),  # without any link
        (f"<p>人気の記事</p><p><a href='/a'>梅</a></p><p>{LINE}</p>", {}, False, False),
        ("<p><a href='/a'>梅を</a>干す</p>", {}, False, False),
        ("<p><a href='/a'>梅を干</a>す</p>", {}, True, False),
        ("<p><a href='/a'>梅を干</a>す</p>", {"alike": True}, False, False),
        ("<p>語</p>", {"asks": True}, True, True),
        (f"<p>{LINE}</p>", {"asks": True}, False, False),
        ("<pre>x</pre><p><a href='/a'>梅</a></p>", {}, False, False),
        ("<blockquote>語</blockquote>", {"asks": True}, False, False),
        (TITLES, {}, True, True),
        (f"{TITLES}<p>梅です。</p><p>干す。</p><p>食べる。</p>", {}, True, True),
        (f"{TITLES}<p>梅です。</p><p>干す。</p><p>食べる。</p><p>寝る。</p>", {}, False, False),
        (f"{TITLES}<h3>人の題</h3>", {}, True, True),
        (f"{TITLES}<h3>人の題</h3><h3>次の題</h3>", {"alike": True}, False, False),
        ("<p><a href='/a'>梅</a></p>", {"above": True}, True, False),
        (f"<p>{LINE}<a href='/a'>梅</a></p>", {"above": True}, False, False),
        ("<p>2024年3月5日 公開</p>", {"above": True}, True, False),
        ("<p>本の題</p><p><a href='/a'>梅</a></p>", {"above": True}, False, False),  # the title of the article
        ("<ul><li><a href='//b.jp'>一</a></ul>", {"inside": True}, False, False),
    ],
)
def test_boxes_of_the_page(inside: str, box: dict[str, bool], *, headed: bool, in_body: bool) -> None:
    """Lists of articles, cards, what asks for something, what says who writes; more is the page's around an article
    than in its body."""
    page = f"<div>{inside}</div>"
    where = Box(5, len(page) - 6, **{"above": False, "alike": False, "asks": False, **box})
    links = Links(page, 0, len(page), "https://a.jp/")
    blocks = blocks_of(page)
    assert is_the_pages(where, blocks, links, "本の題", headed=True) is headed
    assert is_the_pages(where, blocks, links, "本の題", headed=False) is in_body


def _kept(page: str, monkeypatch: pytest.MonkeyPatch, *, held: str, title: str = "") -> list[str] | None:
    """What is kept of a page of which trafilatura holds some words."""
    trafilatura = pytest.importorskip("trafilatura")
    monkeypatch.setattr(trafilatura, "extract", lambda *_, **__: f"<doc><p>{held}</p></doc>")
    kept = judged(page, blocks_of(page), title)
    return None if kept is None else [block.text for block in kept]


BIRDS, TREES = "鳥が朝早くから枝の上で鳴いていた。", "木が風の強い丘の上で揺れていた。"


def _apart(*words: str) -> str:
    return "".join(f"<div>{each}</div>" for each in words)


@pytest.mark.parametrize("between", [0, 1, 8, 9])
@pytest.mark.parametrize("long", [False, True])
def test_what_is_passed_over_inside_an_article(between: int, long: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight blocks, or hardly any words, may stand between what it keeps: lists that it took for menus."""
    gap = [f"枠{n}" + "の語" * (20 if long else 0) for n in range(between)]
    page = _apart("上の枠", BIRDS * 3, *gap, TREES * 3, "下の枠")
    kept = _kept(page, monkeypatch, held=BIRDS * 3 + TREES * 3)
    assert kept == [BIRDS * 3, *(gap if between <= 8 or not long else []), TREES * 3]


def test_paragraphs_of_one_element_stay_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it leaves out beside a paragraph that it keeps is the author's, if nothing parts them."""
    page = f"<div><p>初めの一行</p><p>{BIRDS}</p><p>{TREES}</p><p>終わりの一行</p></div><div><p>枠の語</p></div><a href='/x'>次</a>"
    assert _kept(page, monkeypatch, held=BIRDS + TREES) == ["初めの一行", BIRDS, TREES, "終わりの一行"]


@pytest.mark.parametrize(("lines", "is_kept"), [(7, True), (8, False)])
def test_what_stands_between_a_title_and_its_article(
    lines: int, is_kept: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is kept with the title, if that is near."""
    above = ["鳥の話", *(f"見出し{n}" for n in range(lines))]
    kept = _kept(_apart("枠の語", *above, BIRDS * 2), monkeypatch, held=BIRDS * 2, title="鳥 の話")
    assert kept == [*(above if is_kept else []), BIRDS * 2]


def test_where_it_finds_no_article(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hardly any words, words that stand in no block, or a page that would take it too long: another way is taken."""
    page = _apart(BIRDS, TREES)
    assert _kept(page, monkeypatch, held=BIRDS[:24]) is None
    assert _kept(page, monkeypatch, held="よその語" * 10) is None
    assert _kept(page, monkeypatch, held=BIRDS + TREES) == [BIRDS, TREES]
    assert _kept("<div>" * 298 + page, monkeypatch, held=BIRDS + TREES) == [BIRDS, TREES]
    assert _kept("<div>" * 299 + page, monkeypatch, held=BIRDS + TREES) is None
    for cells, is_read in ((300, True), (301, False)):
        table = f"<table><tr>{'<td>甲</td>' * 9}<TR>{'<td>乙</td>' * (cells - 9)}{'<th>丙</th>' * 9}</table>"
        assert (_kept(table + page, monkeypatch, held=BIRDS + TREES) is not None) is is_read


def test_a_block_that_it_cuts_in_two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a long one the first or the last twenty characters are enough, a short one has to be whole."""
    long = BIRDS + TREES + BIRDS
    for held in (long[:20], long[-20:]):
        assert _kept(_apart(long, TREES), monkeypatch, held=f"{held}と{'よその語' * 6}") == [long]
    assert _kept(_apart(long, TREES), monkeypatch, held=f"{long[:19]}と{'よその語' * 6}") is None
    assert _kept(_apart(TREES, long), monkeypatch, held=f"{TREES[:-1]}と{'よその語' * 6}") is None
