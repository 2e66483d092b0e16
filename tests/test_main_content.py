"""Finding the article: names are whole words, the largest of several wins, labels go, the reading time is kept."""

from __future__ import annotations

from itertools import pairwise

import pytest

from jreadtools.sources.html import parse
from jreadtools.sources.pages.lines import is_crumbs
from jreadtools.sources.pages.link_cards import card_lists, holds_titles, titles
from jreadtools.sources.pages.main_content import outlined
from jreadtools.sources.pages.page_rules import furniture

P = "<p>会います。毎週会います。名刺を渡して、それから話を聞きます。</p>"
KEPT = [
    "lead",
    "header-note",
    "author-note",
    "added",
    "download",
    "heading",
    "st-kaiwa",
    "speech-wrap",
    "cap-box",
    "profile",
    "menu",
]
LEFT_OUT = [
    "ad-area",
    "c-shareBtns",
    "p-relatedPosts",
    "jp-relatedposts",
    "addtoany_share_save_container",
    "post_tags",
    "entry__footer",
    "toc2",
    "p-blogCard",
    "yyi-rinker-contents",
]


@pytest.mark.parametrize("name", [*KEPT, *LEFT_OUT])
def test_names_are_whole_words(name: str) -> None:
    """A class that only begins like one of a theme's boxes is an author's own."""
    article = parse(
        f"<!DOCTYPE html><body><div class='entry-content'>{P * 3}<div class='{name}'><p>箱の中。</p></div></div>"
    )
    assert ("箱の中。" in [block.text for block in article.blocks]) is (name in KEPT)


def test_a_box_that_holds_the_article_is_no_furniture() -> None:
    """Whatever it is called, an element with most of the words is the article's."""
    article = parse(
        f"<!DOCTYPE html><body><div class='content-sidebar-wrap'><div class='entry-content'><div class='share-box'>{P * 3}</div></div></div>"
    )
    assert len(article.blocks) == 3


CARD = "<div><div><a href='https://www.amazon.co.jp/x'>本の名</a><i>1,200円</i></div></div>"


@pytest.mark.parametrize(
    ("card", "is_one"),
    [
        (CARD, True),
        (CARD.replace("1,200円", "¥ 9"), True),
        (CARD.replace("1,200円", "<img src=a>"), True),
        (CARD.replace("1,200円", "9円"), False),  # neither picture nor price
        (CARD.replace("本の名", "本の名です。"), False),
        (CARD.replace("</i>", "</i><a href='/x'>他</a>"), False),
        (CARD.replace("本の名", "本" * 294), True),
        (CARD.replace("本の名", "本" * 296), False),
        (CARD.replace("<i>", "<h3>題</h3><i>"), False),
        (CARD.replace("div", "p"), False),
        (CARD.replace("amazon.co.jp", "example.jp"), False),
        (CARD.replace("<i>", f"<i>{' ' * 19_900}"), True),
        (CARD.replace("<i>", f"<i>{' ' * 20_000}"), False),
    ],
)
@pytest.mark.parametrize("above", [4, 300])
def test_cards_of_products(card: str, is_one: bool, above: int) -> None:
    """A box with links to shops alone, with a picture or a price, without a sentence, wherever it stands on the page."""
    article = parse(f"<!DOCTYPE html><body><div class='entry-content'>{P * above}{card}<p>終わりの文です。</p></div>")
    assert any("本" in block.text for block in article.blocks) is not is_one


@pytest.mark.parametrize(
    ("line", "title", "linked", "is_way"),
    [
        ("梅の話 > 干す", "", True, False),
        ("読みもの > 梅の話 > 干す", "", True, True),
        ("読みもの > 梅の話 > 干す", "", False, False),
        ("読みもの > 梅の話 > 干す", "干す", False, True),
        ("読みもの » 梅の話 »", "", False, True),
        ("ホーム ＞ 梅の話", "", False, True),
        ("トップ", "トップ", True, False),
        ("トップ > 梅を干す。 > 話", "", True, False),
        ("トップ > " + "梅" * 154, "", False, True),
        ("トップ > " + "梅" * 155, "", False, False),
    ],
)
def test_ways_through_a_site(line: str, title: str, linked: bool, is_way: bool) -> None:
    """From the first page, to the title, or in three links and more."""
    assert is_crumbs(line, title, linked=linked) is is_way


@pytest.mark.parametrize(
    ("part", "where"),
    [
        ("<form><input>箱の中。次の文。</form>", ""),
        ("<form><input>箱の中。次の文。三の文。</form>", "entry-content main x"),
        ("<form>箱の中。</form>", "entry-content main x"),
        ("<form><input>箱の中。", "entry-content main x"),
        (f"<form><input>箱の中。{' ' * 8000}</form>", "entry-content main x"),
        (f"<form><input>箱の中。{' ' * 7900}</form>", ""),
        ("<footer>箱の中。</footer>", "entry-content"),
        ("<address>箱の中。</address>", "entry-content"),
        ("<blockquote><footer>箱の中。</footer></blockquote>", "entry-content main x"),
        ("<header>箱の中。</header>", "entry-content main"),
    ],
)
@pytest.mark.parametrize("name", ["entry-content", "main", "x"])
def test_parts_by_their_tags(part: str, where: str, name: str) -> None:
    """A form with fields and hardly a sentence; what a footer and a header hold where the article is only around it."""
    page = f"<!DOCTYPE html><body><div class='{name}'>{P * 4}<div>{part}</div><p>終わりの文です。</p></div>"
    assert any(block.text.startswith("箱の中。") for block in parse(page).blocks) is (name in where.split())


@pytest.mark.parametrize(
    ("tag", "attributes", "inside", "around"),
    [
        ("div", {}, None, None),
        ("div", {"role": "navigation"}, "markup", "markup"),
        ("div", {"role": "main"}, None, None),
        ("div", {"class": "x", "role": "search"}, "markup", "markup"),
        ("div", {"id": "x", "role": "x"}, None, None),
        ("td", {"class": "ads"}, None, None),
        ("div", {"class": f"ads {'x' * 296}"}, "markup", "markup"),
        ("div", {"class": f"ads {'x' * 297}"}, None, None),  # utilities of a framework, not a name
        ("div", {"class": "share", "id": "x" * 295}, "markup", "markup"),
        ("div", {"class": "share", "id": "x" * 296}, None, None),
        ("a", {"class": "blogcard"}, "embeds", "embeds"),
        ("span", {"class": "blogcard"}, None, None),
        ("span", {"class": "sr-only"}, "markup", "markup"),
        ("span", {"class": "ads"}, None, None),
        ("h2", {"class": "toc"}, "markup", "markup"),
        ("h2", {"class": "sidebar"}, None, None),
        ("div", {"class": "pr"}, None, "markup"),
        ("div", {"class": "x-lkc sidebar"}, "embeds", "embeds"),
        ("div", {"id": "Side_Bar"}, "markup", "markup"),
        ("div", {"id": "msmaflink-abc"}, "embeds", "embeds"),
        ("div", {"id": "msmaflink-"}, None, None),
        ("div", {"id": "x", "class": "category-share has-toc"}, None, None),
        ("a", {"id": "sidebar"}, None, None),
        ("dl", {"class": "outline"}, None, None),  # of an exhibition, a company
        ("div", {"class": "codeBlockTitle_Ktv7"}, "markup", "markup"),
        ("div", {"class": "jp-InputPrompt jp-InputArea-prompt"}, "markup", "markup"),
        ("div", {"class": "x noprint"}, "markup", "markup"),
        ("div", {"class": "d-print-none"}, "markup", "markup"),
        ("a", {"class": "sectioncategory"}, "markup", "markup"),
    ],
)
def test_what_names_say(tag: str, attributes: dict[str, str], inside: str | None, around: str | None) -> None:
    """Roles, classes and ids, inside an article and where the article may stand beside them."""
    assert (furniture(tag, attributes), furniture(tag, attributes, around=True)) == (inside, around)


def _leads_on(href: str) -> bool:
    return href.startswith("/")


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("<h2><a href='/a'>題<b>一</b></a></h2>", ["題一 /a"]),
        ("<h2><a href='#a'>題</a></h2>", []),
        ("<h3><span><i><b><a href='/a'>題</a></b></i></span></h3>", ["題 /a"]),
        ("<h3><span>新</span><a href='/a'>題</a></h3>", []),
        ("<a href='/a'><div><span><h2 class='x'>題</h2></span></div></a>", ["題 /a"]),
        ("<a href='/a'><p>文</p><h2>題</h2></a>", []),
        ("<a class='x card-link' aria-label='題' href='/a'></a>", ["題 /a"]),
        ("<a class='x' aria-label='題' href='/a'> </a>", []),
        ("<h2><a href='/a'><img></a></h2>", []),
        (f"<h2><a href='/a'>{'題' * 2992}</a></h2>", ["題" * 2992 + " /a"]),
        (f"<h2><a href='/a'>{'題' * 2993}</a></h2>", []),
        ("<h2><a href='/a'>題</a></h2>" * 401, ["題 /a"] * 400),
    ],
)
def test_titles_of_other_pages(page: str, found: list[str]) -> None:
    """Headings that are links, links around headings, links without words that cover a box."""
    assert [f"{card.title} {card.href}" for _, card in titles(page, 0, len(page), _leads_on)] == found
    assert not (found and holds_titles(page, 0, len(page))) or len(found) > 1


def _box(number: int, name: str = "card", tag: str = "div") -> str:
    return f"<{tag} class='{name}'><h2><a href='/{number}'>題</a></h2></{tag}>"


@pytest.mark.parametrize(
    ("body", "lists"),
    [
        (_box(1) + _box(2) + _box(3), [[1, 2, 3]]),
        (_box(1) + _box(2), []),
        (_box(1, tag="article") + _box(2, tag="article"), [[1, 2]]),
        (_box(1, tag="article"), []),
        (_box(1, "card-1 first") + _box(2, "odd card-22") + _box(3, "-- card-3 last"), [[1, 2, 3]]),
        (_box(1) + _box(2, "card x") + _box(3), []),
        (f"<div class='card'>{_box(1)}{_box(2)}</div>{_box(3)}{_box(4)}", [[1, 3, 4]]),
        ("".join(f"<section>{_box(n)}</section>" for n in (1, 2, 3)) + _box(4), [[1, 2, 3, 4], [1, 2, 3]]),
        (f"<header>{_box(1)}{_box(2)}{_box(3)}</header>", [[1, 2, 3]]),
        (f"<aside>{_box(1)}{_box(2)}{_box(3)}</aside>", []),
    ],
)
def test_lists_of_cards(body: str, lists: list[list[int]]) -> None:
    """Boxes of one kind, the outermost of those inside one another; numbers and the order are no kind."""
    outline = outlined(f"<!DOCTYPE html><body>{body}")
    found = card_lists(outline, titles(outline.page, outline.start, outline.end, _leads_on))
    assert [[int(card.href[1:]) for card in cards] for cards in found] == lists


def _entry(inside: str) -> str:
    return f"<div class='entry-content'>{inside}</div>"


LEAD = "<p class='lead'>導きの文です。</p>"
SECOND = _entry("<p>二の部です。</p>")
SECTIONS = "".join(f"<div class='text'>{P}</div><div><h2>節{n}</h2></div>" for n in range(3))


@pytest.mark.parametrize(
    ("body", "more"),
    [
        (f"{LEAD}{_entry(P * 3)}", ["導きの文です。"]),
        (f"<div class='entry-lead'><p>導きの文です。</p></div>{_entry(P * 3)}", ["導きの文です。"]),
        (f"<p class='lead'>導き</p>{_entry(P * 3)}", []),
        (f"<p class='misleading'>導きの文です。</p>{_entry(P * 3)}", []),
        (f"{LEAD}<h2>間の題</h2>{_entry(P * 3)}", []),
        (f"{LEAD}<span>{'語' * 59}</span>{_entry(P * 3)}", ["導きの文です。"]),
        (f"{LEAD}<span>{'語' * 60}</span>{_entry(P * 3)}", []),
        (f"{_entry(P * 2)}{SECOND}{SECOND}", ["二の部です。"] * 2),
        (f"{_entry(P * 2)}<div class='ad-area'>{'広告' * 40}</div>{SECOND}", ["二の部です。"]),
        (f"{_entry(P * 2)}<h2>節</h2>{SECOND}", ["節", "二の部です。"]),
        (f"{_entry(P * 2)}<h2><a href='/x'>他</a></h2>{SECOND}", []),
        (f"{_entry(P * 2)}<article></article>{SECOND}", []),
        (f"{_entry(P * 2)}<div id='more'><p>続きの部です。</p></div>", ["続きの部です。"]),
        (f"{_entry(P * 2)}<h2>節</h2><div id='more'><p>続きの部です。</p></div>", []),
        (f"<main>{f'<article>{P}</article>' * 3}</main>", []),
        (f"<main><article><h2><a href='/a'>甲</a></h2>{P}</article><article><h2><a href='/b'>乙</a></h2>{P}</article></main>", ["甲"]),
        (f"<div class='w'>{SECTIONS}</div>", ["節0", "節1", "節2"]),
        (f"<div class='post'>{_entry(P * 3)}</div><div class='comment'>{_entry('<p>人の文です。</p>')}</div>", []),
    ],
)  # fmt: skip
def test_parts_of_an_article(body: str, more: list[str]) -> None:
    """Its lead, boxes of one name side by side, what is called its continuation; not what a heading of another begins."""
    page = f"<!DOCTYPE html><html><head><title>題</title></head><body><h1>題</h1>{body}</body></html>"
    assert [block.text for block in parse(page).blocks if not block.text.startswith("会います。")] == more


def test_labels_are_dropped_as_whole_blocks_only() -> None:
    """What themes print goes, with its reason; the same word in a sentence or in a heading of the author stays."""
    article = parse(
        f"<!DOCTYPE html><body><div class='entry-content'>{P}<p>スポンサーリンク</p><h2>広告</h2><p>広告の話。</p><p>Tweet</p><p>続きを読む</p>"
        "<p>人気ブログランキングへ</p></div>"
    )
    assert [block.text for block in article.blocks][1:] == ["広告", "広告の話。"]
    assert [dropped.reason for dropped in article.dropped] == ["page", "share", "related", "footer"]


STATED = [
    ("<div class='read-time'>この記事は<span class='bold'>約3分</span>で読めます。</div>", "", 3.0),
    ("<div>456 views</div><div>約 1 分</div>", "", 1.0),
    ("<span>2024年3月5日</span> · <span>5 min read</span>", "", 5.0),
    ("", "<p>この記事は約2分で読めます。</p>", 2.0),
    ("<p>徒歩で3分の店です。</p>", "", None),
]


@pytest.mark.parametrize(("above", "inside", "minutes"), STATED)
def test_stated_time(above: str, inside: str, minutes: float | None) -> None:
    """The label nearest above or inside the article is kept as a number and is no prose; a related card's is none."""
    article = parse(
        f"<!DOCTYPE html><body><h1>題</h1>{above}<div class='entry-content'>{inside}{P}<p>10分歩きます。</p></div><div class='related'><p>9 min read</p></div>"
    )
    assert article.stated_minutes == minutes
    assert [block.text for block in article.blocks][1:] == ["10分歩きます。"]
    assert [d.reason for d in article.dropped if d.reason != "page"] == ["stated time"] * (minutes is not None)
    assert {"題", "9 min read"} <= {line for d in article.dropped for line in d.text.split("\n")}
    places = sorted((d.start, d.end) for d in article.dropped)
    assert all(end <= start for (_, end), (start, _) in pairwise(places))


def test_the_largest_of_several() -> None:
    """Excerpts of other articles in elements of the same name neither win nor are added."""
    card = "<article><h2>別の題</h2><div class='entry-content'><p>枠外の抜き書き。</p></div></article>"
    article = parse(
        f"<!DOCTYPE html><body>{card}<article><h1>題</h1><div class='entry-content'>{P * 4}</div></article>{card * 3}"
    )
    assert len(article.blocks) == 4
    assert "枠外" not in "".join(block.text for block in article.blocks)


@pytest.mark.parametrize(
    "source",
    [
        "<!DOCTYPE html>",
        "<html>",
        "<body></body>",
        "<!DOCTYPE html><frameset><frame src=a></frameset>",
        "<html><!--",
        "<body>\x00\ud800",
    ],
)
def test_pages_of_nothing(source: str) -> None:
    """Never an exception."""
    assert parse(source).extraction == "body"


def test_a_tag_may_hold_its_own_end_mark() -> None:
    """A > inside an attribute of the container ends no tag."""
    article = parse(f"<!DOCTYPE html><body><div x-data='() => 1' class='prose'>{P * 3}</div><div class='x'>枠外</div>")
    assert article.extraction == "selector .prose"
    assert len(article.blocks) == 3


PAID = "<a rel='nofollow sponsored' href='https://example.com/go'>"


def test_a_paid_button_is_no_prose() -> None:
    """A line that is a paid link and nothing else goes, with the call above it; such a link in a sentence or a list stays."""
    article = parse(
        f"<!DOCTYPE html><body><div class='entry-content'>{P}<p>＼春の割引は月末まで／</p><p>{PAID}枠外の店で申し込む</a></p>"
        f"<p>{PAID}小鍋</a>は十年使っています。</p><ul><li>{PAID}木べら</a></li></ul></div>"
    )
    assert [block.text for block in article.blocks][1:] == ["小鍋は十年使っています。", "木べら"]


def test_a_form_is_no_prose() -> None:
    """Labels of a comment form inside the article's element go; a form around the whole article does not."""
    form = "<form>枠外の名前: <input name='a'><br>枠外を覚える</form>"
    article = parse(
        f"<!DOCTYPE html><body><form action='/'><div class='entry-content'>{P * 2}{form}</div></form></body>"
    )
    assert len(article.blocks) == 2


@pytest.mark.parametrize("name", ["topicsDetail__body", "blog-single-text", "news_detail_contents"])
def test_a_body_in_any_spelling(name: str) -> None:
    """A class that calls its element the body of a piece of news or a post is found though no list holds it."""
    article = parse(
        f"<!DOCTYPE html><body><main><div>枠外</div><div class='{name}'>{P * 2}</div><p>枠外</p></main></body>"
    )
    assert [block.text for block in article.blocks] == [P[3:-4]] * 2


def test_a_diary_of_one_day() -> None:
    """An old diary calls its page after the day; the article's title is the one of its section."""
    article = parse(
        "<html><head><title>2009-05-03 - 枠外の帳面</title></head><body><h1>枠外の帳面</h1><div class='main'><a>枠外へ</a>"
        "<div class='day'><h2><span class='date'>2009-05-03</span></h2><div class='body'><div class='section'>"
        f"<h3 class='title'><a><span class='sanchor'>■</span></a>屋根の猫<span class='timestamp'>21:10</span></h3>{P * 2}"
        "<p class='sectionfooter'>枠外</p></div></div><div class='refererlist'>枠外</div></div></div></body></html>"
    )
    assert (article.title, article.date, len(article.blocks)) == ("屋根の猫", "2009-05-03", 2)


FOOT = [
    "<hr><center>[ <a href='1'>前へ</a> | <a href='2'>随想の目次</a> | <a href='3'>表紙へ</a> ]</center>",
    "<p>このページはリンクフリーです。1024×768以上でご覧ください。<br>Copyright(C) 2002 Mado</p>",
    "<p>感想はメールでどうぞ mado@example.jp<br>since 1998.3.1</p>",
    "<div><h2>READ MORE</h2><p>枠外の題</p><p>枠外の抜き書きです。</p></div>",
]


@pytest.mark.parametrize("foot", FOOT)
def test_the_foot_of_a_page_without_names(foot: str) -> None:
    """Ways out, copyrights, addresses and cards of other articles below an article in no named element go."""
    article = parse(f"<html><head><title>題</title></head><body><h2>題</h2>{P * 4}{foot}</body></html>")
    assert [block.text for block in article.blocks] == [P[3:-4]] * 4


@pytest.mark.parametrize(("heading", "count"), [("おすすめ", 1), ("次に読む", 1), ("新着情報", 3)])
def test_an_authors_heading_is_no_tail(heading: str, count: int) -> None:
    """A heading that themes print too, with prose of the article below it, ends nothing."""
    article = parse(
        f"<html><head><title>題</title></head><body><h2>題</h2>{P * 3}<h2>{heading}</h2>{P * count}</body></html>"
    )
    assert len(article.blocks) == 4 + count


def test_a_column_beside_the_article() -> None:
    """The short lines of the next cell of a layout table are none of the article's."""
    article = parse(
        "<html><head><title>枠外工房 - 土星の輪</title></head><body><table><tr><td><table><tr><td><b>土星の輪</b><br><br>"
        f"{'望遠鏡を作りました。鏡も磨きました。<br><br>' * 6}</td></tr></table></td><td><table><tr><td>枠外の星</td></tr>"
        "<tr><td>枠外の月</td></tr></table></td></tr></table></body></html>"
    )
    assert article.title == "土星の輪"
    assert "枠外" not in "".join(block.text for block in article.blocks)


FORM = "<form><p>{}</p><input></form>"
INNER = "<form><p>名</p><input>"


@pytest.mark.parametrize(
    ("inside", "in_body", "in_article", "in_page"),
    [
        (FORM.format("名を書く。" * 2), "", "", ""),
        (FORM.format("名を書く。" * 3), *["paragraph"] * 3),
        (FORM.format("名").replace("<input>", "<inputs>"), *["paragraph"] * 3),
        (FORM.format("名").replace("<input>", "<textarea>"), "", "", ""),
        (f"{INNER}{' ' * 7979}</form>", "", "", ""),
        (f"{INNER}{' ' * 7980}</form>", *["paragraph"] * 3),
        ("<footer><p>梅</p></footer>", "paragraph", "", ""),
        ("<address>梅</address>", "paragraph", "", ""),
        ("<header><p>梅</p></header>", "paragraph", "paragraph", ""),
        ("<blockquote><footer>梅</footer></blockquote>", *["quote"] * 3),
        ("<div><code class='hljs'>a = 1</code></div>", *["code"] * 3),
        ("<div><code class='a language-c'>a = 1</code></div>", *["code"] * 3),
        ("<div><code class='a'>a = 1</code></div>", *["paragraph"] * 3),
        ("<div><code class='hljs'>a = 1</code> だ</div>", *["paragraph"] * 3),
        ("<h3><code class='hljs'>a = 1</code></h3>", *["heading"] * 3),
        ("<ul><li><a href='#a'>一</a></li><li><a href='#b'>二</a></li></ul>", "", "", ""),
        ("<a href='/x'><div>外の題</div></a>", "", "", ""),
    ],
)
def test_what_is_skipped_by_its_tag(inside: str, in_body: str, in_article: str, in_page: str) -> None:
    """Forms, contents, cards; footers and headers only where the page's own may stand. Code in a box is code."""
    wraps = ("<div class='entry-content'>{}</div>", "<article>{}</article>", "{}")
    for wrap, kind in zip(wraps, (in_body, in_article, in_page), strict=True):
        article = parse(f"<!DOCTYPE html><body>{wrap.format(P * 3 + inside + P * 3)}</body>")
        assert [block.kind for block in article.blocks] == ["paragraph"] * 3 + [kind] * bool(kind) + ["paragraph"] * 3


def test_signs_around_an_article_are_left_out_too() -> None:
    """In the body whatever is seen, outside of it only words."""
    page = f"<!DOCTYPE html><head>→<i>語</i></head><body>→<article>{P * 3}</article>←</body>→</html>字"
    found = [(d.text, page[d.start : d.end].startswith((">", "<", "→", "←"))) for d in parse(page).dropped]
    assert [text for text, _ in found] == ["→\n語", "→", "←", "→\n字"]
