"""What the layout of a page is judged by: its prose, its links, the boxes around its article."""

from __future__ import annotations

import re

import pytest

from jreadtools.article import Block
from jreadtools.sources.html import parse_body
from jreadtools.sources.html_tags import attributes_of
from jreadtools.sources.pages.boxes import Box, in_boxes, is_the_pages
from jreadtools.sources.pages.edges import Around, trimmed
from jreadtools.sources.pages.lines import furniture_reason
from jreadtools.sources.pages.links import Links, is_card, is_table_of_contents
from jreadtools.sources.pages.main_content import Region, outlined
from jreadtools.sources.pages.printed_time import stated_above
from jreadtools.sources.pages.products import product_cards
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
        ("", WORDS, "<a href='https://x.jp/tag/a?source=post'>梅</a><a href='/tagged/b'>庭</a>", ["梅", "庭"], []),
        ("", f"{WORDS}<p class='tags'><a href='/?q=a'>#梅</a> <a href='/?q=b'>#庭</a></p>", "", ["梅", "庭"], []),
        ("", WORDS, "<div class='x post-tags'><a href='/a'>梅</a></div><a href='/b'>庭</a>", ["梅"], []),
        ("", WORDS, "<ul class='tags'><li><a href='/category/a'>庭</a></li></ul>", [], ["庭"]),
        ("", WORDS, "<h2>次</h2><p class='tags'><a href='/a'>梅</a></p>", [], []),  # another's
        ("", WORDS, "<p class='tagged'><a href='/a'>梅</a></p>", [], []),
        ("", WORDS, "<a class='p-category' href='/x'>梅</a>", [], ["梅"]),
        ("", WORDS, "<a rel='tag' href='/category/a'>庭</a>", [], ["庭"]),  # of any list of terms WordPress says so
        ("", f"<p>五月一日</p><ul><li>{TAG}</li></ul>{WORDS}", "", ["梅"], []),  # above the first sentence
        ("", f"<p>五月一日</p>{TAG}<p>終わり</p>", "", [], []),
        ("", f"{WORDS}<p>{TAG}</p>", "", ["梅"], []),  # below the last sentence
        ("", f"<div>文。</div>{TAG}", "", ["梅"], []),
        ("", f"<div>{TAG}文。</div>", "", [], []),
        ("", WORDS, "<a class='p-category' href='/tags/a'>梅</a>", ["梅"], []),
        ("", WORDS, f"<nav aria-label='タグ'>{TAG}</nav>", ["梅"], []),
        ("", WORDS, f"<nav>{TAG}</nav>", [], []),
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


def test_the_title_of_a_page_of_several(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the title with and without the number of the page."""
    kept = _kept(_apart("鳥の話（2/3ページ）", "朝", BIRDS * 2), monkeypatch, held=BIRDS * 2, title="鳥の話")
    assert kept == ["鳥の話（2/3ページ）", "朝", BIRDS * 2]


@pytest.mark.parametrize(
    ("above", "is_kept"),
    [
        ("<h2>鳴き声</h2>", True),
        ("<h2><a id='a'><b>鳴き声</b></a></h2>\n<p>", True),
        ("<h1>鳴き声</h1>", False),  # may be the name of the site
        ("<h2>鳴き声</h2><div>", False),
        ("<p>鳴き声</p><div>", False),
    ],
)
def test_a_heading_directly_above(above: str, is_kept: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """It heads what is kept, though it is taken for a menu."""
    kept = _kept(f"<div>枠の語</div>{above}{BIRDS * 2}", monkeypatch, held=BIRDS * 2)
    assert kept == [*(["鳴き声"] if is_kept else []), BIRDS * 2]


@pytest.mark.parametrize(
    ("notes", "is_kept"),
    [
        ("<section class='footnotes'><p>注です。</p></section>", True),
        ("<div role='doc-endnotes'><p>注です。</p></div>", True),
        ("<div id=footnotes><p>注です。</p></div>", True),
        ("<section id=footnotes><p>注です。</p>", False),
        ("<div class='notes'><p>注です。</p></div>", False),
    ],
)
def test_footnotes_below(notes: str, is_kept: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """They end the article, and what stands below them is none of it."""
    kept = _kept(f"<div>{BIRDS * 2}</div>{notes}<div>枠の語</div>", monkeypatch, held=BIRDS * 2)
    assert kept == [BIRDS * 2, *(["注です。"] if is_kept else [])]


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


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("テーマ : ひとりごと - ジャンル : 日記", "page"),
        ("テーマもジャンルも自由です", ""),
        (
            "PDFファイルをご覧いただくには、Adobe Readerが必要です。お持ちでない方は、こちらからダウンロードしてください。",
            "page",
        ),
        ("Adobe Readerで文書を開くと、頁の端に小さな印が付きます。それを押すと、書き込みの一覧が右に出てきます。", ""),
        ("記事内に広告が含まれています。", "page"),
        ("※当サイトではアフィリエイト広告を利用しています", "page"),
        ("本の中には広告が含まれている頁もあります。", ""),
        ("この記事は有料記事です。残り812文字有料会員になると続きをお読みいただけます。", "page"),
        ("[会員限定]", "page"),
        ("クリップ機能は会員限定です。", "page"),
        ("この記事は会員の山田さんが書いたものです。", ""),
        ("この機能を使うと、登録した記事の続きを読むことができます。", ""),
        ("コメントを投稿するにはログインしてください。", "page"),
        ("投稿するには、まず会員登録が必要です。", ""),
        ("無料会員登録 ログイン", "menu"),
        ("このページの情報は役に立ちましたか？", "page"),
        ("より良いウェブサイトにするために皆様のご意見をお聞かせください", "page"),
        ("このページの隅に書いた数字は役に立ちましたか。私には役に立ちました。", ""),
        ("こちらの記事も読まれています", "related"),
        ("この記事もおすすめ", "related"),
        ("この記事も書き直しています", ""),
        ("もくじ [開く]", "menu"),
        ("目次を開く手が止まった", ""),
        ("Twitterで坂の町をフォローしよう！", "share"),
        ("コメント一覧（3件）", "comments"),
        ("12人中10人がこの記事が役に立ったと言っています", "page"),
        ("さらにご質問がありますか？リクエストを送信", "page"),
        ("12人中10人が山に登った", ""),
        ("メニュー", ""),
    ],
)
def test_lines_of_services_and_offices(line: str, reason: str) -> None:
    """What FC2 and public offices print below the words; not a sentence of the same words."""
    assert furniture_reason(line, "paragraph") == reason


NAME = "畑の一年の話"
NAMED = f"<h1>{NAME}</h1>"
HUNDRED = f"<p>{LINE * 5}</p>"


def way(words: str, target: str = "/x") -> str:
    return f"<a href='{target}'>{words}</a>"


def ways(*links: str) -> str:
    return "<ul>" + "".join(f"<li>{link}</li>" for link in links) + "</ul>"


def cut(page: str, *, generic: bool, one_element: bool = False) -> tuple[str, float | None]:
    """Why each block is dropped, - for what stays; and the reading time."""
    blocks = blocks_of(page)
    around = Around(page, "https://a.jp/p", [], lambda at: at * (not one_element))
    found = trimmed(blocks, around, NAME, generic=generic)
    assert [each.line for each in found.dropped] == sorted(each.line for each in found.dropped)
    reasons = {(each.start, each.text): each.reason for each in found.dropped}
    assert len(found.blocks) + len(found.dropped) == len(blocks)
    return " ".join(reasons.get((block.source_offset(0), block.text), "-") for block in blocks), found.minutes


LINKED = f"<p>{way('畑')}</p>"
AWAY = f"<p>{way('畑' * 41)}</p>"


@pytest.mark.parametrize(
    ("page", "boxes", "reasons"),
    [
        (f"{HUNDRED}<i>{AWAY}</i>", [{}], "- footer"),
        (f"{HUNDRED}<i>{AWAY}</i>{HUNDRED}", [{}], "- footer -"),
        (f"{HUNDRED}<i>{AWAY}</i>", [{"inside": True}], "- footer"),
        (f"{HUNDRED}<i>{AWAY}</i>{HUNDRED}", [{"inside": True}], "- - -"),
        (f"{HUNDRED}<i>{AWAY}</i><i>{AWAY}</i>", [{"inside": True}] * 2, "- footer footer"),
        (f"{HUNDRED}<i>{AWAY}</i><i>{HUNDRED}</i>", [{"inside": True}] * 2, "- - -"),
        (f"<i>{AWAY}</i>{HUNDRED}", [{"above": True}], "page -"),
        (f"{HUNDRED}<i>{AWAY}{HUNDRED}</i>", [{}], "- - -"),
        (f"{HUNDRED}<i>{HUNDRED}</i>", [{}], "- -"),
    ],
)
def test_boxes_around_and_inside(page: str, boxes: list[dict[str, bool]], reasons: str) -> None:
    """Whole boxes go and are counted; in the body itself only at its end."""
    starts, ends = [match.end() for match in re.finditer("<i>", page)], [m.start() for m in re.finditer("</i>", page)]
    apart = [
        Box(start, end, **{"above": False, "alike": False, "asks": False, **box})
        for start, end, box in zip(starts, ends, boxes, strict=True)
    ]
    blocks = blocks_of(page)
    found = trimmed(blocks, Around(page, "https://a.jp/p", apart, lambda at: at), NAME, generic=True)
    dropped = {each.start: each.reason for each in found.dropped}
    assert " ".join(dropped.get(block.source_offset(0), "-") for block in blocks) == reasons
    assert len(found.blocks) + len(found.dropped) == len(blocks)


def test_runs_of_blocks_in_boxes() -> None:
    """In the order of the page; a block at the end of a box stands behind it."""
    page = "<p>一</p><p>二</p><p>三</p><p>四</p><p>五</p>"
    at = {block.text: block.source_offset(0) for block in blocks_of(page)}
    first, last = (Box(at[a], at[b], above=False, alike=False, asks=False) for a, b in (("二", "四"), ("五", "五")))
    last = last._replace(end=at["五"] + 1)
    runs = [(box, "".join(block.text for block in run)) for box, run in in_boxes(blocks_of(page), [first, last])]
    assert runs == [(None, "一"), (first, "二三"), (None, "四"), (last, "五")]


def test_a_card_that_begins_above_the_article() -> None:
    """The box around it is none of its cards."""
    card = "<div><a href='https://www.amazon.co.jp/x'>本の名</a><img src=a></div>"
    page = f"<!DOCTYPE html><body><p>{LINE}</p>{card}</body>"
    inner = page.index("<a ")
    cards = [
        product_cards(outlined(page), Region(((at, len(page)),), "body", generic=True)) for at in (0, inner, inner + 1)
    ]
    assert cards == [{inner}, {inner}, set()]


PAID = "<a rel='sponsored' href='https://b.jp'>"


@pytest.mark.parametrize(
    ("page", "reasons", "in_body"),
    [
        # Above the title: a fifth of the words at most, in thirty blocks.
        (f"{NAMED}{HUNDRED}", "title -", None),
        (f"<p>{'店' * 26}</p>{NAMED}{HUNDRED}", "menu title -", None),
        (f"<p>{'店' * 27}</p>{NAMED}{HUNDRED}", "- title -", None),
        (f"{HUNDRED}{NAMED}{HUNDRED}", "- - -", None),
        ("<p>一</p>" * 29 + NAMED + HUNDRED * 5, "menu " * 29 + "title - - - - -", None),
        ("<p>一</p>" * 30 + NAMED + HUNDRED * 5, "- " * 35 + "-", None),
        (f"<p>{NAME}</p>{HUNDRED}", "title -", None),
        (f"<p>{NAME}</p>{NAMED}{HUNDRED}", "menu title -", None),  # the heading is it
        (f"<h1>{NAME}（2/3ページ）</h1>{HUNDRED}", "title -", None),
        (f"<p>一</p><p>二</p><p>三</p><p>{NAME}</p>{HUNDRED}", "menu menu menu title -", "- - - title -"),
        (f"<p>一</p><p>二</p><p>三</p><p>四</p><p>{NAME}</p>{HUNDRED}", "menu menu menu menu title -", "- - - - - -"),
        # Below it.
        (f"{NAMED}<p>2024年3月5日</p>{HUNDRED}", "title page -", None),
        (f"<p>2024年3月5日</p>{HUNDRED}", "page -", "- -"),
        (f"{NAMED}<h2>2024年3月5日</h2>{HUNDRED}", "title page -", None),
        (f"{NAMED}<p>著者：佐伯</p>{HUNDRED}", "title page -", None),
        (f"{NAMED}<h2>著者：佐伯</h2>{HUNDRED}", "title - -", None),
        (f"{NAMED}<h1>お知らせ</h1>{HUNDRED}", "title menu -", None),
        (f"{NAMED}<h2>お知らせ</h2>{HUNDRED}", "title - -", None),
        (f"<h1>お知らせ</h1>{HUNDRED}", "menu -", "- -"),
        (f"{NAMED}<p>{way('畑' * 40)}</p>{HUNDRED}", "title menu -", None),
        (f"{NAMED}<p>{way('畑' * 41)}</p>{HUNDRED}", "title - -", None),
        (f"{NAMED}<p>{way('畑' * 9)}石石</p>{HUNDRED}", "title menu -", None),
        (f"{NAMED}<p>{way('畑' * 8)}石石</p>{HUNDRED}", "title - -", None),  # eight of ten
        (f"{NAMED}<p>{way('畑畑')}――</p>{HUNDRED}", "title menu -", None),
        (f"{NAMED}<p>{way('畑畑')}――――</p>{HUNDRED}", "title - -", None),
        (f"{NAMED}<p>{way('畑畑')}|石|{way('土')}</p>{HUNDRED}", "title menu -", None),
        (f"{NAMED}<p>ホーム > 畑</p>{HUNDRED}", "title menu -", None),
        (f"{NAMED}<p>{way('店')} > 畑 > 石</p>{HUNDRED}", "title menu -", None),
        (f"{NAMED}<p>店 > 畑</p>{HUNDRED}", "title - -", None),
        (f"{NAMED}<p>2024年3月5日 {way('佐伯みのる')} の{way('畑の話')}</p>{HUNDRED}", "title page -", None),
        (f"{NAMED}<p>2024年3月5日に書いたのは{way('佐伯みのる')} の{way('畑の話')}</p>{HUNDRED}", "title - -", None),
        # Buttons that are paid for.
        (f"{HUNDRED}<p>{PAID}{'押' * 40}</a></p>{HUNDRED}", "- page -", None),
        (f"{HUNDRED}<p>{PAID}{'押' * 41}</a></p>{HUNDRED}", "- - -", None),
        (f"{HUNDRED}<p>{PAID}押す。</a></p>{HUNDRED}", "- - -", None),
        (f"{HUNDRED}<ul><li>{PAID}押す</a></ul>{HUNDRED}", "- - -", None),
        (f"{HUNDRED}<p>{way('押す', 'https://b.jp')}</p>{HUNDRED}", "- - -", None),
        (f"{HUNDRED}<p>＼今だけ／</p><p>{PAID}押す</a></p>{HUNDRED}", "- page page -", None),
        (f"{HUNDRED}<p>今だけ</p><p>{PAID}押す</a></p>{HUNDRED}", "- - page -", None),
        (f"<p>{PAID}押す</a></p>{HUNDRED}", "page -", None),
        # Ways to the next page.
        (f"{HUNDRED}<p>{way('畑を耕す', '/2')}</p><p>{way('次のページ', '/2')}</p>", "- footer related", None),
        (f"{HUNDRED}<p>{way('次のページ', '/2')}</p><p>{way('畑を耕す', '/2')}</p>", "- related footer", None),
        (f"{HUNDRED}<p>{way('次のページ', '/2')}</p><p>{way('畑を耕す')}</p>", "- related footer", "- related -"),
        (f"{HUNDRED}<p>続きは{way('畑畑畑')}</p>", "- footer", None),
        (f"{HUNDRED}<p>続きは{way('畑')}</p>", "- -", None),
        (f"{HUNDRED}<p>▶{way('次の頁：畑を耕す')}</p>", "- footer", None),
        (f"{HUNDRED}<p>{way('次へ' + '畑' * 78)}</p>", "- footer", None),
        (f"{HUNDRED}<p>{way('次へ' + '畑' * 79)}</p>", "- menu", "- -"),
        (f"{HUNDRED}<h2>{way('次のページ：畑')}</h2>", "- footer", "- -"),
        (f"<p>{way('次のページ：畑')}</p>", "menu", "-"),
        (f"{HUNDRED}<p>{way('次のページ：畑')}</p>{HUNDRED}", "- - -", None),
        # Labels at the end.
        (f"{NAMED}{HUNDRED}<p>2024年3月5日</p>", "title - footer", None),
        (f"{HUNDRED}<p>2024年3月5日</p>", "- footer", "- -"),
        (f"{NAMED}{HUNDRED}<p>カテゴリ：{way('畑')}</p><p>2024年3月5日</p>", "title - footer footer", None),
        (f"{NAMED}{HUNDRED}<p>カテゴリ：{way('畑')}</p><p>畑</p>", "title - - -", None),
        (f"{NAMED}{HUNDRED}<p>カテゴリ：畑</p>", "title - -", None),
        (f"{NAMED}{HUNDRED}<ul><li>2024年3月5日</ul>", "title - -", None),
        # The foot.
        (f"{HUNDRED}<p>{way('畑', 'https://b.jp')}</p>", "- footer", "- -"),
        (f"{HUNDRED}{ways(way('畑'))}", "- footer", "- -"),
        (f"{HUNDRED}{ways(way('畑', 'https://b.jp'))}", "- -", None),
        (f"{HUNDRED}<p>[ 前へ | 表紙へ ]<br>[ 次へ ]</p>", "- footer", "- -"),
        (f"{HUNDRED}<p>[ 前へ | 表紙へ ]<br>畑</p>", "- -", None),
        (f"{HUNDRED}<pre>[ 前へ | 表紙へ ]</pre>", "- -", None),
        (f"{HUNDRED}<p>[ 前へ | 表紙へ ]</p><p>畑</p>", "- - -", None),
        ("<p>[ 前へ | 表紙へ ]</p>", "-", None),
        # A column beside the text: less than a fifth of the words.
        (f"<table><tr><td>{HUNDRED * 2}</td><td><p>{'畑' * 25}</p><p>{'畑' * 24}</p></table>", "- - footer footer", "- - - -"),
        (f"<table><tr><td>{HUNDRED * 2}</td><td><p>{'畑' * 25}</p><p>{'畑' * 25}</p></table>", "- - - -", None),
        (f"<table><tr><td>{HUNDRED}</td><td><p>畑</p></table>", "- -", None),
        (f"{HUNDRED}{HUNDRED}<p>畑</p>", "- - -", None),
        # What stands below an article: below two fifths of the words.
        (f"{HUNDRED}<h2>関連記事</h2><p>{'畑' * 146}</p>", "- footer footer", "- related -"),
        (f"{HUNDRED}<h2>関連記事</h2><p>{'畑' * 147}</p>", "- related -", None),
        (f"{HUNDRED}<h2>関連記事</h2>", "- footer", "- related"),
        (f"<h2>関連記事</h2>{HUNDRED}", "related -", None),
        (f"{HUNDRED}<h2>次に読む</h2><p>{'畑' * 62}</p>", "- footer footer", "- - -"),
        (f"{HUNDRED}<h2>次に読む</h2><p>{'畑' * 63}</p>", "- - -", None),
        (f"{HUNDRED}<p>次に読む</p><p>畑</p>", "- footer footer", "- - -"),
        (f"{HUNDRED}<ul><li>次に読む</ul><p>畑</p>", "- - -", None),
        (f"{HUNDRED}<h2>次に読む</h2><p>畑だ。</p>", "- footer footer", "- - -"),
        (f"{HUNDRED}<h2>次に読む</h2><p>畑だ。石だ。</p>", "- - -", None),
        # Lists of links.
        (f"<p>畑</p>{ways(way('畑', '/1'), way('石', '/2'))}{HUNDRED}", "- menu menu -", "- - - -"),
        (f"{HUNDRED}{ways(way('畑', '/1'), way('石', '/2'), way('土', '/3'))}{HUNDRED}", "- - - - -", None),
        (f"{HUNDRED}{LINKED * 3}{HUNDRED}", "- menu menu menu -", "- - - - -"),
        (f"{HUNDRED}{LINKED * 2}{HUNDRED}", "- - - -", None),
        (f"{HUNDRED}<h2>題</h2>{LINKED * 3}{HUNDRED}", "- menu menu menu menu -", "- - - - - -"),
        (f"{HUNDRED}<h2>参考</h2>{LINKED * 3}{HUNDRED}", "- - - - - -", None),
        (f"{HUNDRED}<h2>題</h2>{ways(way('畑' * 50, '//b.jp'), way('石' * 50))}", "- menu menu menu", "- - - -"),
        (f"{HUNDRED}<h2>題</h2>{ways(way('畑' * 50, '//b.jp'), way('石' * 50), way('土' * 50, '//c.jp'))}", "- - - - -", None),
        (f"{HUNDRED}<h2>参考</h2>{ways(way('石' * 50))}", "- - -", None),
        (f"{HUNDRED}{ways(way('石' * 50))}", "- menu", "- -"),
    ],
)  # fmt: skip
def test_edges_of_an_article(page: str, reasons: str, in_body: str | None) -> None:
    """Where the article may begin below and end above, and in a body of its own: the same where nothing is said."""
    assert cut(page, generic=True)[0] == reasons
    assert cut(page, generic=False)[0] == (reasons if in_body is None else in_body)


@pytest.mark.parametrize(
    ("below", "stays"),
    [(HUNDRED, True), ("<p>畑だ。</p>", True), ("<p>畑</p>", False), (f"<p>{way('畑')}石石だ。</p>", True), (f"<p>{way('畑')}だ。</p>", True), (f"<p>{way('畑')}。</p>", False)],
)  # fmt: skip
def test_a_heading_between_prose_of_one_element(below: str, stays: bool) -> None:
    """It is the author's section, whatever it is called, but above a link."""
    reasons, _ = cut(f"{HUNDRED}<h2>プロフィール</h2>{below}", generic=True, one_element=True)
    assert (reasons == "- - -") is stays


@pytest.mark.parametrize(
    ("page", "reasons", "minutes"),
    [
        (f"{NAMED}<p>5分</p>{HUNDRED}", "title time -", 5),
        (f"{NAMED}{HUNDRED}<p>5分</p>", "title - -", None),
        (f"{NAMED}{HUNDRED}<p>この記事は約5分で読めます</p>", "title - time", 5),
        (f"{NAMED}<p>約5分で読めます</p><p>約6分で読めます</p>{HUNDRED}", "title time - -", 5),
        *((f"{NAMED}<{kind}>約5分で読めます</{kind}>{HUNDRED}", "title - -", None) for kind in ("pre", "blockquote")),
        (f"{NAMED}<p>佐伯 15 min read</p>{HUNDRED}", "title time -", 15),
        (f"{NAMED}<p>佐伯 5 minutes read / 畑</p>{HUNDRED}", "title time -", 5),
        (f"{NAMED}<p>佐伯が書いた。5 min read</p>{HUNDRED}", "title - -", None),
        (f"{NAMED}<p>{'佐' * 29} 5 min read</p>{HUNDRED}", "title - -", None),  # forty characters
        (f"{NAMED}<p>{'佐' * 28} 5 min read</p>{HUNDRED}", "title time -", 5),
        (f"{NAMED}<p>一</p><p>二</p><p>三</p><p>佐伯 5 min read</p>{HUNDRED}", "title - - - time -", 5),
        (f"{NAMED}<p>一</p><p>二</p><p>三</p><p>四</p><p>佐伯 5 min read</p>{HUNDRED}", "title - - - - - -", None),
        (f"<p>佐伯 5 min read</p>{HUNDRED}", "- -", None),
    ],
)
def test_reading_times_in_a_body(page: str, reasons: str, minutes: float | None) -> None:
    """The first one, in a line of its own anywhere, among other words above the prose below a title."""
    assert cut(page, generic=False) == (reasons.replace("time", "stated time"), minutes)


@pytest.mark.parametrize(
    ("above", "minutes", "text"),
    [
        ("<p>約5分</p>", 5, "約5分"),
        ("<p>約5分</p><p>約6分</p>", 6, "約6分"),
        ("<p>約5分</p><p>畑</p>", 5, "約5分"),
        ("<p>徒歩5分の畑</p>", None, ""),
        ("<p><span>2024年3月5日</span> <span>佐伯</span> <span>約5分</span></p>", None, ""),
        ("<p><span>佐伯</span> <span>約5分で読めます</span></p>", 5, "約5分で読めます"),
        ("<p><span>佐伯</span> <span>約</span><span>5</span><span>分</span><span>で読めます</span></p>", 5, "約 5 分 で読めます"),
        (f"<p>約5分</p><p>{'畑' * 3985}</p>", None, ""),
        (f"<p>約5分</p><p>{'畑' * 3980}</p>", 5, "約5分"),
        (f"<p>約5分<!--{'畑' * 990}--></p>", None, ""),
        ("", None, ""),
    ],
)  # fmt: skip
def test_the_reading_time_above_an_article(above: str, minutes: float | None, text: str) -> None:
    """The nearest one, alone or among elements side by side."""
    found = stated_above(f"{above}{HUNDRED}", len(above))
    assert (found and found.minutes, found and found.text) == ((minutes, text) if minutes else (None, None))
    if found and "span" not in above:
        assert f"{above}"[found.offset : found.end] == text
