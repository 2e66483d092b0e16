"""What a page says about its article: title without the site's name, dates, address, tags, JSON-LD that is not trusted."""

from __future__ import annotations

import pytest

from jreadtools.article import Article
from jreadtools.sources.html import parse
from jreadtools.sources.pages.metadata import head_of

BODY = "<p>会います。毎週会います。名刺を渡して、それから話を聞きます。</p>"


def page(head: str, above: str = "", below: str = "") -> Article:
    return parse(
        f"<!DOCTYPE html><html><head>{head}</head><body>{above}<div class='entry-content'>{BODY}</div>{below}</body></html>"
    )


TITLES = [
    ("<title>春の話 | 店の日記</title>", "", "春の話"),
    ("<title>春の話 - 店の日記</title>", "", "春の話"),
    ("<title>春の話｜店の日記</title>", "", "春の話"),
    ("<title>店の日記 » 春の話</title>", "<h2>春の話</h2>", "春の話"),
    ("<title>店の日記 春の話</title>", "<h1><a>店の日記</a></h1><h2 class='entry_title'>春の話</h2>", "春の話"),
    ("<title>実録：春の話</title>", "", "実録：春の話"),
    ("<title>春の話 | 夏の話 | 店の日記</title>", "<h1>春の話 | 夏の話</h1>", "春の話 | 夏の話"),
    ("<meta property='og:title' content='『春の話』'><title>『春の話』 | 店の日記</title>", "<h1 class='skin-entryTitle'>春の話</h1>", "春の話"),
    ("<meta property='og:title' content='春の話 - 店の日記'><meta property='og:site_name' content='店の日記'>", "", "春の話"),
    ("<meta content='A &amp; B' property='og:title'>", "", "A & B"),
    ("", "<h1>春の話</h1>", "春の話"),
    ("<title>店の日記</title><meta property='og:site_name' content='店の日記'>", "", "店の日記"),
    ("<title>\n春の話\n</title>", "", "春の話"),
    # A page of one day has the day's name; the entry has its own.
    ("<title>2024年3月5日 | 店</title><meta property='og:site_name' content='店'>", "<h2 class='entry-title'>春の話</h2>", "春の話"),
    ("<title>2024年3月5日 | 店</title>", "<h2 class='entry-title'>2024年3月5日</h2>", "2024年3月5日"),
    ("", "<h1 class='site-title'>店</h1><h2>春の話</h2>", "春の話"),
    # An article's title where the site's name should stand.
    ("<meta property='og:site_name' content='店'><meta property='og:title' content='春の話 | 店'>", "<h1 class='entry-title'>店</h1>", "店"),
    ("<title>店の日記　春の話</title>", "<p>店の日記</p>", "店の日記"),
    ("<title>春の話　店の日記</title>", "<p>春の話</p>", "春の話"),
    ("<title>店の日記 - 春の話</title>", "<p>春の話</p>", "春の話"),
    ("<title>春の話 - 店の日記</title>", "<p>春の話</p><p>店の日記</p>", "春の話"),
    # What the head says to search engines, and what the page prints.
    ("<meta property='og:title' content='春の話と検索の語'>", "<h1 class='entry-title'>別の春の話</h1>", "別の春の話"),
    ("<meta property='og:title' content='春の話と検索の語'>", "<h1>別の春の話</h1>", "春の話と検索の語"),
    ("<meta property='og:title' content='春の話と検索の語'>", "<h1 class='entry-title'>別の題</h1><h1>二つ目</h1>", "春の話と検索の語"),
    ("<meta property='og:title' content='春の話と検索の語'>", "<h1 class='entry-title'>ニュース</h1>", "春の話と検索の語"),
    ("<meta property='og:title' content='春の話と検索の語'>", "<h1 class='entry-title'>別の話</h1>", "春の話と検索の語"),  # less than half
    ("<meta property='og:title' content='春の話と検索の語'>", "<h1 class='entry-title'>別の話だ</h1>", "別の話だ"),
    ("<title>春の話 (2/3ページ) | 店</title>", "", "春の話"),
    ("<title>春の話 · 店の日記</title>", "", "春の話"),
    # A name that leads to the first page is the site's, though it alone is printed as the title says it.
    ("<title>春とは？ 意味 - 店</title>", "<p><a href='/'>店</a></p><h1>春（はる）</h1>", "春とは？ 意味"),
    ("<title>店 - 春とは？ 意味</title>", "<p><a href='/x'>春とは？ 意味</a></p><h1>春（はる）</h1>", "春とは？ 意味"),
    # One first heading in the article with which a title ends, behind a space.
    ("<meta property='og:title' content='【連載】舟 第2回　線を引く'>", "<main><h1>線を引く</h1>", "線を引く"),
    ("<meta property='og:title' content='【連載】舟 第2回　線を引く'>", "<main><h2>線を引く</h2>", "【連載】舟 第2回 線を引く"),
    ("<meta property='og:title' content='【連載】舟 第2回　線を引く'>", "<main><h1>第2回</h1>", "【連載】舟 第2回 線を引く"),
    # Of two headings that the title holds the one inside the article.
    ("<title>春の話 - 店の本</title>", "<h1 class='menu-title'>店の本</h1><main><h1>春の話</h1>", "春の話"),
    ("<title>春の話 - 店の日記</title>", "<h1>店の日記</h1><main><h1>春の話<a class='x' href='#a'>¶</a></h1>", "春の話"),
    ("<title>春の話 - 店の日記</title>", "<h1>店の日記</h1><h3 class='title'><a class='sectioncategory' href='/w'>[旅]</a>春の話</h3>", "春の話"),
    ("<meta property='og:title' content='春の話 作り方と写真'>", "<h1 class='recipe-title'>春の話</h1>", "春の話"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "above", "title"), TITLES)
def test_title(head: str, above: str, title: str) -> None:
    """The entry's own heading where the page's title holds it, else that title without the site's name."""
    assert page(head, above).title == title


DATES = [
    ("<meta property='article:published_time' content='2024-06-20T08:30:00+09:00'>", "", "", "2024-06-20T08:30:00+09:00", ""),
    ('<script type="application/ld+json">{"@graph":[{"@type":["BlogPosting"],"datePublished":"2023-01-02","dateModified":"2023-02-03"}]}</script>', "", "", "2023-01-02", "2023-02-03"),
    ("", "<time class='updated' datetime='2024-05-02'>x</time><time class='published' datetime='2024-04-01'>x</time>", "", "2024-04-01", "2024-05-02"),
    ("", "<div class='article-date'><abbr class='updated' title='2012-09-17T16:40:55+09:00'>2012年09月17日</abbr> 2012年09月17日</div>", "", "2012-09-17T16:40:55+09:00", ""),
    ("", "<p class='post_date'>公開日：2024年3月5日</p>", "", "2024-03-05", ""),
    ("", "", "<div class='posted'>2009-08-07 06:05</div>", "2009-08-07T06:05", ""),
    ("", "", "<aside><time datetime='2009-08-07'></time></aside>", "", ""),
    ("<meta name='date' content='昨日'>", "", "", "", ""),
    # Of the page, where nothing speaks of an article and nothing is printed.
    ('<script type="application/ld+json">{"@graph":[{"@type":"WebSite"},{"@type":"WebPage","datePublished":"2023-01-02"}]}</script>', "", "", "2023-01-02", ""),
    ('<script type="application/ld+json">{"@type":"WebPage","datePublished":"2023-01-02"}</script>', "<p class='post_date'>2024年3月5日</p>", "", "2024-03-05", ""),
    ("", "<h1>題</h1><p>Last updated: 2022/01/01 — First published: 2021/03/05 by somebody</p>", "", "2021-03-05", ""),
]  # fmt: skip


@pytest.mark.parametrize(("head", "above", "below", "date", "updated"), DATES)
def test_dates(head: str, above: str, below: str, date: str, updated: str) -> None:
    """Meta, JSON-LD, then what is printed nearest the article; never the date of another one."""
    article = page(head, above, below)
    assert (article.date, article.updated) == (date, updated)


def test_address_and_tags() -> None:
    """The canonical address; tags and categories of this article, also where a theme marks them only by a link's rel."""
    article = page(
        "<link rel='canonical' href='https://example.com/a'><meta property='og:url' content='https://example.com/b'>"
        "<meta property='article:tag' content='川'>",
        "",
        "<a rel='tag' href='/t'>散歩</a><a rel='category tag' href='/c'>日記</a><a href='/hashtag/x'>#鳥</a><a href='/about'>店</a>",
    )
    assert (article.url, article.tags, article.categories) == ("https://example.com/a", ("川", "散歩", "鳥"), ("日記",))


@pytest.mark.parametrize(
    ("said", "below", "tags", "categories"),
    [
        ('"keywords":["川","散歩"],"articleSection":["日記"]', "", ("川", "散歩"), ("日記",)),
        ('"keywords":"川, 散歩"', "", ("川", "散歩"), ()),
        ('"keywords":["川"]', "<a rel='tag' href='/tag/tori/'>鳥</a>", ("鳥",), ()),
        ('"keywords":{"a":1},"articleSection":3', "", (), ()),
    ],
)
def test_tags_said(said: str, below: str, tags: tuple[str, ...], categories: tuple[str, ...]) -> None:
    """The tags in JSON-LD, where the page shows none."""
    article = page(f'<script type="application/ld+json">{{"@type":"BlogPosting",{said}}}</script>', "", below)
    assert (article.tags, article.categories) == (tags, categories)


@pytest.mark.parametrize(
    "written",
    [
        "[" * 100_000,
        "{",
        '{"@type": "Article", "headline": 5, "datePublished": ["x", {}]}',
        "null",
        "9" * 5000,
        '{"@graph": "x"}',
    ],
    ids=["deep", "broken", "types", "null", "number", "string"],
)
def test_json_ld_is_not_trusted(written: str) -> None:
    """What is broken, deep or of other types is passed over."""
    article = page(f"<title>春の話</title><script type='application/ld+json'>{written}</script>")
    assert (article.title, article.date) == ("春の話", "")


@pytest.mark.parametrize("changed", ["", "9番目"], ids=["word for word", "edited since"])
def test_json_ld_body_is_a_check(changed: str) -> None:
    """A container that holds none of the body that JSON-LD gives is not the article's."""
    words = "".join(f"{n}番目の川には橋が{n + 2}本あり、朝に渡りました。" for n in range(40))
    shown = words.replace(changed, "九つ目") if changed else words
    article = parse(
        f'<!DOCTYPE html><html><head><script type="application/ld+json">{{"@type":"Article","articleBody":"{words}"}}</script></head>'
        f"<body><div class='entry-content'><p>お知らせです。{'店は休みません。' * 60}</p></div><div class='x9'><p>{shown}</p></div></body></html>"
    )
    assert any(shown in block.text for block in article.blocks)
    assert article.extraction in {"trafilatura", "body"}


DATES = [
    ("<h2 class='date'>2007年09月08日</h2>", "", "2007-09-08"),
    ("<div>平成20年2月3日</div>", "", "2008-02-03"),
    ("<div>令和元年5月6日　庶務係</div>", "", "2019-05-06"),
    ("<font>posted by mado at February 11, 2006</font>", "", "2006-02-11"),
    ("", "<td class='entry_state'><a>旅</a> | 2011-12-13(Tue) 21:33 | <a>枠外:(0)</a></td>", "2011-12-13"),
]


@pytest.mark.parametrize(("above", "below", "date"), DATES)
def test_dates_of_old_pages(above: str, below: str, date: str) -> None:
    """A date that is only printed is found below the title or below the article, in the era of the page too."""
    words = "会います。毎週会います。名刺を渡して、それから話を聞きます。<br><br>" * 3
    article = parse(
        f"<html><head><title>題の話</title></head><body><h3>題の話</h3>{above}<table><tr><td class='entry_body'>{words}</td>{below}</tr></table></body></html>"
    )
    assert article.date == date


@pytest.mark.parametrize(
    "line", ["開催：2030年1月2日", "【2030-01-02 追記】", "2030年1月2日から雨になると聞きました。"]
)
def test_the_day_of_an_event_is_no_date_of_publication(line: str) -> None:
    """What happens on a day is not published on it, and the line stays."""
    words = "<p>会います。毎週会います。名刺を渡します。</p>" * 3
    article = parse(f"<html><head><title>集まり</title></head><body><h1>集まり</h1><p>{line}</p>{words}</body></html>")
    assert article.date == ""
    assert article.blocks[0].text == line


def test_a_title_that_is_a_day() -> None:
    """An author who calls an article after its day gets that title, whatever is called a title inside."""
    words = "<p>会います。毎週会います。名刺を渡します。</p>" * 3
    article = parse(
        "<!DOCTYPE html><head><title>2020年3月11日 | 枠外</title></head><body><h1 class='entry-title'>2020年3月11日</h1>"
        f"<div class='entry-content'>{words}<p class='title'>枠外の箱</p></div></body>"
    )
    assert article.title == "2020年3月11日"


def test_no_date_raises() -> None:
    """Days that no calendar has, and letters that only look like those of a month."""
    words = "<p>会います。毎週会います。名刺を渡します。</p>" * 3
    for day in ("平成99年13月45日", "\u017fep 5, 2020", "Feb 31, 2020", "令和元年0月0日", "2020年13月41日"):
        parse(f"<html><head><title>題の話</title></head><body><h3>題の話</h3><div>{day}</div>{words}</body></html>")


def test_a_title_behind_the_name_of_the_site() -> None:
    """Of the two parts of a page's title the one that the page prints as a heading is the article's."""
    words = "<p>会います。毎週会います。名刺を渡します。</p>" * 3
    article = parse(
        f"<html><head><title>枠外の里 - 猫の話</title></head><body><img alt='枠外の里'><b>猫の話</b>{words}</body></html>"
    )
    assert article.title == "猫の話"


@pytest.mark.parametrize(
    "line",
    [
        "<p><span>2020.09.09</span><span>読了時間：約 2 分</span></p>",
        "<div><span>2024年1月2日</span>&nbsp;·&nbsp;2 分&nbsp;·&nbsp;mado&nbsp;|&nbsp;<a>直す</a></div>",
        "<div><span>1.2k</span><span><span>読むのにかかる時間 &asymp;</span><span>2 分</span></span></div>",
    ],
)
def test_reading_time_among_others(line: str) -> None:
    """A label is read though the date and other words stand in elements beside it."""
    words = "<p>会います。毎週会います。名刺を渡します。</p>" * 3
    article = parse(
        f"<!DOCTYPE html><body><article><header><h1>題</h1>{line}</header><div class='entry-content'>{words}</div></article></body>"
    )
    assert article.stated_minutes == 2


@pytest.mark.parametrize(
    ("data", "title"),
    [
        ('{"@type": "NewsArticle", "headline": "春の話"}', "春の話"),
        ('{"@type": "Article", "headline": [1, "春の話"]}', "春の話"),
        ('<!--{"@type": "Report", "headline": "春の話"}-->', "春の話"),
        ('//<![CDATA[\n{"@type": "BlogPosting", "headline": "春の話"}\n//]]>', "春の話"),
        ('[{"@type": "WebSite", "headline": "店"}, {"@type": "Article", "headline": "春の話"}]', "春の話"),
        ('{"mainEntity": {"@type": "Article", "headline": "春の話"}}', "春の話"),
        ('{"mainEntityOfPage": {"@graph": [{"@type": ["Thing", "TechArticle"], "headline": "春の話"}]}}', "春の話"),
        ('{"@type": "Recipe", "headline": "春の話"}', "春の話"),
        ('{"@type": "LiveBlogPosting", "headline": "春の話"}', "春の話"),
        ('{"@type": "WebPage", "headline": "春の話"}', ""),
        ('{"@type": "Article", "headline": "春の話"', ""),
        ('{"@type": "Article", "headline": 7}', ""),
        ('{"x": {"@type": "Article", "headline": "春の話"}}', ""),
        ("[" * 3000, ""),
    ],
)
def test_articles_in_json_ld(data: str, title: str) -> None:
    """Wherever the standard puts them, in the wrappings that engines write; what is broken is passed over."""
    assert page(f"<script type='application/ld+json'>{data}</script>").title == title


NAMED = "<h1>春の話</h1>"


@pytest.mark.parametrize(
    ("above", "date"),
    [
        (f"{NAMED}<div>2024年3月5日</div>", "2024-03-05"),
        (f"<div>2023年1月1日</div>{NAMED}<div>2024年3月5日</div>", "2024-03-05"),  # below before above
        (f"<div>2023年1月1日</div>{NAMED}", "2023-01-01"),
        (f"{NAMED}{'<div>語</div>' * 4}<div>令和6年3月5日</div>", "2024-03-05"),
        (f"{NAMED}{'<div>語</div>' * 5}<div>2024年3月5日</div>", ""),
        (f"{NAMED}<div>雨だ。</div><div>2024年3月5日</div>", ""),
        (f"{NAMED}<div>{'語' * 51}</div><div>2024年3月5日</div>", ""),
        (f"{NAMED}<div>{'語' * 50}</div><div>5 March 2024</div>", "2024-03-05"),
        (f"{NAMED}<div>2024年3月5日に開催</div>", ""),  # of something else
        (f"{NAMED}<div><span>更新日：2024.04.01</span><span>公開日：2024.03.05</span></div>", "2024-03-05"),
        (f"{NAMED}<div>更新日：2024.04.01</div><div>公開日：2024.03.05</div>", "2024-03-05"),
        (f"{NAMED}<div>最終更新 2024.04.01</div>", "2024-04-01"),  # the only one
    ],
)
def test_a_date_beside_the_title(above: str, date: str) -> None:
    """In a short line near it, above any prose; in each calendar."""
    assert page("<title>春の話 | 店</title>", above).date == date


ONE = """<script type='application/ld+json'>{"@type": "Article"}</script>"""


@pytest.mark.parametrize(
    ("head", "is_article"),
    [
        ("<meta property='og:type' content='article'>", True),
        (f"<meta property='og:type' content='article'>{ONE}{ONE}", True),
        ("<meta property='og:type' content='product'>", False),
        ("", False),
        (ONE, True),
        (f"{ONE}{ONE}", False),  # a list of articles
        (f"<meta property='og:type' content='product'>{ONE}", True),
        (f"<meta property='og:type' content='website'>{ONE}", False),
        (f"<meta property='og:type' content='blog'>{ONE}", False),
    ],
)
def test_whether_a_page_says_that_it_is_an_article(head: str, is_article: bool) -> None:
    """By its type; without one that says otherwise, by one article in its data."""
    assert head_of(f"<!DOCTYPE html><html><head>{head}</head><body>").is_article is is_article


@pytest.mark.parametrize(
    ("head", "titles", "url"),
    [
        ("<title>題\n一</title><link rel='canonical' href='https://a.jp/x'>", ("", "題 一"), "https://a.jp/x"),
        ("<meta property='og:title' content='別'><title>題</title>", ("別", "題"), ""),
        (
            "<link rel='canonical' href='/x'><meta property='og:url' content='https://a.jp/y'>",
            ("", ""),
            "https://a.jp/y",
        ),
    ],
)
def test_what_the_head_says(head: str, titles: tuple[str, str], url: str) -> None:
    """Its titles, and the address that is a whole one."""
    found = head_of(f"<!DOCTYPE html><html><head>{head}</head><body>")
    assert (found.titles, found.url) == (titles, url)
