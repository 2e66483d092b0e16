"""Pages that are no article: they say so; posts that stand in full on one page are articles of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

import jreadtools as jr
from jreadtools.article import NO_ARTICLE
from jreadtools.cli.main import main
from jreadtools.errors import ArticleError

PROSE = [
    "朝の市場で、土のついた里芋を一袋買いました。皮をむくのは手間ですが、煮ると驚くほどなめらかです。",
    "鍋に湯を沸かし、米のとぎ汁で下ゆでします。ぬめりが出たら一度洗い、出汁と醤油で静かに煮含めます。",
    "祖母は仕上げに柚子の皮をひとかけ載せていました。台所が急に冬の匂いになり、猫まで様子を見に来ます。",
    "残りは翌朝、味噌汁に入れます。煮崩れた芋が汁にとろみをつけて、体の芯から温まるのです。",
]
POSTS = ["里芋を煮る冬の台所", "柚子の皮をむく", "直売所への道", "霜の朝の畑"]
HEADER = "<header><a href='/'>台所帖</a><nav><ul><li><a href='/a'>枠外</a></li></ul></nav></header>"


def page(body: str, title: str = "台所帖", head: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body>{HEADER}{body}<footer>©</footer></body>"
    )


def each(item: str) -> str:
    """The same markup for four posts: {n} counts, {title}, {line} is a paragraph's words, {full} a whole post."""
    return "".join(
        item.format(n=n, title=title, line=PROSE[n], full="".join(f"<p>{p}</p>" for p in PROSE[n:] + PROSE[:n]))
        for n, title in enumerate(POSTS)
    )


# fmt: off
FULL = {
    "hatena": page("<div id='main'>" + each("<article class='entry hentry'><header class='entry-header'><time datetime='2024-12-0{n}'>2024-12-0{n}</time><h1 class='entry-title'><a href='/entry/{n}' class='entry-title-link'>{title}</a></h1></header><div class='entry-content hatenablog-entry'>{full}</div><footer class='entry-footer'>枠外</footer></article>") + "</div>", head="<meta property='og:type' content='blog'>"),
    "hexo": page("<section id='main'>" + each("<article class='article article-type-post'><div class='article-meta'><a href='/p{n}/' class='article-date'><time datetime='2024-12-0{n}'>2024-12-0{n}</time></a></div><div class='article-inner'><header class='article-header'><h1><a class='article-title' href='/p{n}/'>{title}</a></h1></header><div class='article-entry'>{full}</div><footer class='article-footer'><ul class='article-tag-list'><li><a class='article-tag-list-link' href='/tags/t/'>冬</a></li></ul></footer></div></article>") + "</section>"),
    "livedoor": page("<div id='main'>" + each("<div class='article-outer'><article class='article'><header><h1 class='article-title'><a href='/archives/{n}.html'>{title}</a></h1><p class='article-date'>2024年12月0{n}日</p></header><div class='article-body'><div class='article-body-inner'>{full}</div></div></article></div>") + "</div>"),
    "no name": page("<div class='wrap'>" + each("<div class='item'><h2><a href='/{n}'>{title}</a></h2><p class='d'>2024/12/0{n}</p><div class='in'>{full}</div></div>") + "</div>"),
}
LISTS = {
    "cocoon": page("<main><div class='list'>" + each("<a href='/{n}/' class='entry-card-wrap a-wrap'><article class='post-{n} entry-card e-card'><div class='entry-card-content'><h2>{title}</h2><div class='entry-card-snippet'>{line}</div><span class='post-date'>2024.12.0{n}</span></div></article></a>") + "</div></main>"),
    "swell": page("<main><ul class='p-postList'>" + each("<li class='p-postList__item'><a href='/{n}/' class='p-postList__link'><h2>{title}</h2><div class='p-postList__excerpt'>{line}</div><time datetime='2024-12-0{n}'>2024年12月{n}日</time></a></li>") + "</ul></main>"),
    "hexo": page("<section id='main'>" + each("<article class='article'><header class='article-header'><h1><a class='article-title' href='/p{n}/'>{title}</a></h1></header><div class='article-entry'>{full}<p class='article-more-link'><a href='/p{n}/#more'>Read More</a></p></div></article>") + "</section>"),
    "hugo": page("<main class='main'>" + each("<article class='post-entry'><header class='entry-header'><h2>{title}</h2></header><div class='entry-content'><p>{line}</p></div><footer class='entry-footer'>2024年12月{n}日</footer><a class='entry-link' aria-label='{title}' href='/posts/{n}/'></a></article>") + "</main>"),
    "jekyll": page("<main><ul class='post-list'>" + each("<li><span class='post-meta'>Dec {n}, 2024</span><h3><a class='post-link' href='/{n}.html'>{title}</a></h3></li>") + "</ul></main>"),
    "gatsby": page("<main><ol>" + each("<li><article class='post-list-item'><header><h2><a href='/{n}/'><span>{title}</span></a></h2><small>December 0{n}, 2024</small></header><section><p>{line}</p></section></article></li>") + "</ol></main>"),
    "pelican": page("<section id='content'><ol id='posts-list'>" + each("<li><article class='hentry'><header><h1><a href='/{n}.html'>{title}</a></h1></header><div class='entry-content'><p>{line}</p><a class='readmore' href='/{n}.html'>read more</a></div></article></li>") + "</ol></section>"),
    "category": page("<main><div class='content'><h1>料理</h1>" + each("<div class='post_item'><h2><a href='/{n}'>{title}</a></h2><p>{line}</p></div>") + "</div></main>", "料理の記事一覧 | 台所帖"),
    "news of a company": page("<main><h1>お知らせ一覧</h1><dl>" + each("<dt>2024.12.0{n}</dt><dd><a href='/news/{n}'>{title}についてのお知らせ</a></dd>") * 2 + "</dl></main>", "お知らせ一覧｜台所食品"),
    "called a list, without days": page("<main><h1>すべての記事</h1><ul>" + each("<li><a href='/{n}'>{title}</a></li><li><a href='/{n}b'>{title}、その二</a></li>") + "</ul></main>", "すべての記事 | 台所帖"),
    "nothing found": page("<main><h1>「里芋」の検索結果</h1><p>該当する記事は見つかりませんでした。</p></main>", "「里芋」の検索結果 | 台所帖"),
    "found": page("<main><h1>「里芋」の検索結果</h1>" + each("<div class='result'><h3><a href='/{n}'>{title}</a></h3><p>{line}…</p></div>") + "</main>", "「里芋」の検索結果 | 台所帖"),
    "no page": page("<main><article class='post-404 not-found'><h1 class='entry-title'>404 NOT FOUND</h1><div class='entry-content'><p>お探しのページは見つかりませんでした。</p><form><input></form></div></article></main>", "ページが見つかりませんでした | 台所帖"),
    "no page in English": page("<div class='c'><h1>404</h1><p>Page not found</p><p><a href='/'>Home</a></p></div>", "404: Not found"),
    "no page of a company": page("<div class='c'><h2>ページが見つかりません</h2><p>申し訳ございません。お探しのページは移動または削除された可能性があります。</p></div>", "ページが見つかりません｜台所食品"),
}
ALL = "".join(f"<p>{p}</p>" for p in PROSE)
EXCERPTS = each("<div class='card'><h3><a href='/{n}'>{title}、その二</a></h3><p>{line}</p><span>2024.12.0{n}</span></div>")
ARTICLES = {
    "excerpts below": page(f"<main><article><h1>市場の朝</h1><div class='xx'>{ALL}</div></article><div class='more'>{EXCERPTS}</div></main>", "市場の朝 | 台所帖"),
    "short, excerpts below": page(f"<main><article><h1>市場の朝</h1><div class='entry-content'><p>{PROSE[0]}</p></div></article><div class='more'>{EXCERPTS}</div></main>", "市場の朝 | 台所帖"),
    "a list of shops": page("<main><article><h1>市場の朝</h1><div class='entry-content'>" + each("<section class='shop'><h2><a href='/shop/{n}'>{title}</a></h2><p>{line}</p><p>{line}</p></section>") + "</div></article></main>", "市場の朝 | 台所帖"),
    "a list of other sites": page("<main><h1>市場の朝</h1>" + each("<section class='shop'><h2><a href='https://shop{n}.example/'>{title}</a></h2><p>{line}</p></section>") + "</main>", "市場の朝 | 台所帖", "<link rel='canonical' href='https://daidokoro.example/asa'>"),
    "chapters of a manual": page("<main><h1>台所の手引き</h1><p>手引きの章を順に並べました。</p>" + each("<div class='sect'><h2><a href='c{n}.html'>{title}</a></h2><p>{line}</p></div>") + "</main>", "台所の手引き"),
    "links that are not called a list": page("<main><h1>台所の窓</h1><p>友の窓です。</p><ul>" + each("<li><a href='/{n}'>{title}</a></li><li><a href='/{n}b'>{title}、その二</a></li>") + "</ul></main>", "台所の窓 | 台所帖"),
    "about 404": page(f"<main><article><h1>404 Not Found と出た日</h1><div class='entry-content'>{ALL}</div></article></main>", "404 Not Found と出た日 | 台所帖"),
    "about a lost key": page("<main><article><h1>鍵が見つかりません</h1><div class='entry-content'><p>家の鍵が見つかりません。朝から三度も鞄をひっくり返しました。</p></div></article></main>", "鍵が見つかりません | 台所帖"),
    "about a search": page(f"<main><article><h1>検索結果の一番上に出た日</h1><div class='entry-content'>{ALL}</div></article></main>", "検索結果の一番上に出た日 | 台所帖"),
    "a list in its title": page(f"<main><article><h1>冬野菜一覧</h1><div class='entry-content'>{ALL}</div></article></main>", "冬野菜一覧 | 台所帖"),
    "a picture in a box without a name, and others": page("<main><div class='z'><h1>今日の一枚</h1><p>霜柱が立ちました。</p></div>" + each("<h3><a href='/{n}'>{title}</a></h3><p>2024.12.0{n}</p>") + "</main>", "今日の一枚 | 台所帖"),
    "a picture and others": page("<main><article><h1>今日の一枚</h1><div class='entry-content'><p>霜柱が立ちました。</p></div></article>" + each("<h3><a href='/{n}'>{title}</a></h3><p>2024.12.0{n}</p>") + "</main>", "今日の一枚 | 台所帖"),
}
# fmt: on


def articles(source: str, folder: Path) -> list[jr.Article]:
    path = folder / "page.html"
    path.write_text(source, encoding="utf-8")
    found = list(jr.read_articles(path))
    assert all(isinstance(each, jr.Article) for each in found)
    return [each for each in found if isinstance(each, jr.Article)]


@pytest.mark.parametrize("name", FULL)
def test_posts_in_full(name: str, tmp_path: Path) -> None:
    """Each is an article with a title, a day and words of its own; one article of such a page cannot be asked for."""
    found = articles(FULL[name], tmp_path)
    assert [article.title for article in found] == POSTS
    assert [article.date for article in found] == [f"2024-12-0{n}" if n else "" for n in range(4)]
    assert [[block.text for block in article.blocks] for article in found] == [
        PROSE[n:] + PROSE[:n] for n in range(len(POSTS))
    ]
    assert len({article.id for article in found}) == len(POSTS)
    assert {article.format for article in found} == {"html"}
    with pytest.raises(ArticleError, match="read_articles"):
        jr.read_article(tmp_path / "page.html")


@pytest.mark.parametrize("name", LISTS)
def test_no_article(name: str, tmp_path: Path) -> None:
    """A page without an article is one without blocks that says so, with its words in `dropped`."""
    (article,) = articles(LISTS[name], tmp_path)
    assert article.extraction == NO_ARTICLE
    assert article.blocks == ()
    assert article.dropped
    assert len(article.warnings) == 1


@pytest.mark.parametrize("name", ARTICLES)
def test_articles_stay_articles(name: str, tmp_path: Path) -> None:
    """Lists inside and around an article, and articles about lists and lost things, make it none the less one."""
    (article,) = articles(ARTICLES[name], tmp_path)
    assert article.extraction != NO_ARTICLE
    assert article.blocks
    assert article.title in ARTICLES[name]


def test_the_line_of_time_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`time` names a page without an article, and warns."""
    path = tmp_path / "page.html"
    path.write_text(LISTS["no page"], encoding="utf-8")
    assert main(["time", str(path), "--lang", "ja"]) == 0
    printed = capsys.readouterr()
    assert "（記事なし）" in printed.out
    assert "記事がありません" in printed.err


def test_reading_twice_is_reading_once(tmp_path: Path) -> None:
    """What was found out about a page is kept for the next question, and changes no answer."""
    source = ARTICLES["short, excerpts below"]
    assert articles(source, tmp_path) == articles(source, tmp_path)


def test_an_address_that_is_none(tmp_path: Path) -> None:
    """A post whose address cannot be read is a post without one."""
    found = articles(FULL["no name"].replace("href='/1'", "href='//['"), tmp_path)
    assert [article.url for article in found] == ["", "", "", ""]
