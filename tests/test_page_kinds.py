"""What real pages of many sites taught, each kind as a small page: see cases/pages.md, and boxes in every place."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import pytest
from golden import golden_cases

from jreadtools.sources.html import may_hold_posts, parse
from jreadtools.sources.pages.index_pages import is_no_article, posts_in_full
from jreadtools.sources.pages.main_content import outlined

PROSE = [
    "朝の市場で、土のついた里芋を一袋買いました。皮をむくのは手間ですが、煮ると驚くほどなめらかです。",
    "鍋に湯を沸かし、米のとぎ汁で下ゆでします。ぬめりが出たら一度洗い、出汁と醤油で静かに煮含めます。",
    "祖母は仕上げに柚子の皮をひとかけ載せていました。台所が急に冬の匂いになり、猫まで様子を見に来ます。",
    "残りは翌朝、味噌汁に入れます。煮崩れた芋が汁にとろみをつけて、体の芯から温まるのです。",
    "来週は八つ頭を探しに、隣町の直売所まで足を延ばす予定です。店の人の話では、霜が降りてからが食べごろだそうです。",
]
GOLDEN = golden_cases("pages.md")


def filled(text: str, paragraph: str) -> str:
    for number, prose in enumerate(PROSE, 1):
        text = text.replace(f"{{{number}}}", prose)
    return text.replace("{body}", "\n".join(paragraph.format(prose) for prose in PROSE))


@pytest.mark.parametrize(("page", "expected"), [case[1:] for case in GOLDEN], ids=[case[0] for case in GOLDEN])
def test_golden_pages(page: str, expected: str) -> None:
    """Every block of the author's and no other, and what the page says of the article."""
    article = parse(f"<!DOCTYPE html><html lang='ja'>\n{filled(page, '<p>{}</p>')}\n</html>")
    found = [f"title: {article.title}"]
    found += [f"date: {article.date}"] if article.date else []
    found += [f"tags: {' '.join(article.tags)}"] if article.tags else []
    found += [f"{block.kind}: {' '.join(block.text.split())}" for block in article.blocks]
    wanted = filled(expected.replace("paragraph: {body}", "{body}"), "paragraph: {}")
    assert found == wanted.splitlines()


TITLE = "里芋を煮る冬の台所"
INNER = (
    f"<h2>下ごしらえ</h2><p>{PROSE[0]}</p><ul><li>里芋 六個</li><li>柚子の皮</li></ul><p>{PROSE[1]}</p><h2>煮る</h2>"
    f"<p>{PROSE[2]}</p><blockquote><p>芋は急がず煮よ。</p></blockquote><p>{PROSE[3]}</p><div class='box'><p>{PROSE[4]}</p></div>"
)
WANTED = [
    "下ごしらえ",
    PROSE[0],
    "里芋 六個",
    "柚子の皮",
    PROSE[1],
    "煮る",
    PROSE[2],
    "芋は急がず煮よ。",
    PROSE[3],
    PROSE[4],
]
AROUND = {
    "article": "<main><article><h1>{title}</h1>{above}<div class='q1'>{inner}</div>{below}</article></main>",
    "article, flat": "<main><article><h1>{title}</h1>{above}{inner}{below}</article></main>",
    "main, flat": "<main id='main'><h1>{title}</h1>{above}{inner}{below}</main>",
    "contents": "<div id='contents'><div class='in'><h1>{title}</h1>{above}<div class='q2'>{inner}</div>{below}</div></div>",
    "body": "<article><h1>{title}</h1>{above}<div class='entry-content'>{inner}</div>{below}</article>",
    "body around all": "<article><div class='entry-content'><h1>{title}</h1>{above}<div class='q'>{inner}</div>{below}</div></article>",
    "no name": "<div class='aa'><div class='bb'><h1>{title}</h1>{above}<div class='cc'>{inner}</div>{below}</div></div>",
    "no name, flat": "<div class='aa'><h1>{title}</h1>{above}{inner}{below}</div>",
    "table": "<table><tr><td>{above}<h1>{title}</h1><div class='q3'>{inner}</div>{below}</td></tr></table>",
}
ABOVE = {
    "nothing": "",
    "day": "<p>2024年12月1日 更新</p>",
    "day and category": "<div class='x'><span>2024.12.01</span><a href='/c'>枠外料理</a></div>",
    "author": "<div class='x'><p>文：枠外花子</p><p>公開日 2024/12/01</p></div>",
    "way": "<div class='x'><a href='/'>ホーム</a> &gt; <a href='/c'>枠外料理</a> &gt; {title}</div>",
    "share": "<div class='x'><ul><li><a href='t'>ツイート</a></li><li><a href='f'>シェア</a></li></ul></div>",
    "reading time": "<p>この記事は約3分で読めます。</p>",
}
LINKS = "".join(f"<li><a href='/e/{i}'>枠外の献立その{i}、寒い夜に作りたい鍋料理</a></li>" for i in range(5))
CARDS = "".join(
    f"<div class='k'><a href='/k{i}'><img></a><a href='/k{i}'>枠外の献立{i}番</a><p>2024.11.0{i + 1}</p></div>"
    for i in range(4)
)
BELOW = {
    "nothing": "",
    "links": f"<div class='y'><ul>{LINKS}</ul></div>",
    "links under a heading": f"<div class='y'><h3>枠外の最新記事</h3><ul>{LINKS}</ul></div>",
    "cards": f"<div class='y'><h3>あわせて読みたい</h3>{CARDS}</div>",
    "author": "<div class='y'><p>枠外花子</p><p>料理家。枠外に住んでいます。</p><p><a href='/w/'>枠外花子の記事一覧</a> <a href='https://sns.example'>枠外</a></p></div>",
    "contact": "<div class='y'><h3>お問い合わせ</h3><p>枠外食品 広報課 電話 03-0000-0000</p></div>",
    "copyright": "<div class='y'><p>Copyright © 枠外. All rights reserved.</p></div>",
    "tags": "<div class='y'>タグ: <a href='/tags/s/'>枠外芋</a> <a href='/tags/n/'>枠外煮物</a></div>",
    "ways": "<div class='y'><a href='/1'>前の記事: 枠外の朝</a><a href='/2'>次の記事: 枠外の夜</a></div>",
    "next page": "<p><a href='/?p=2'>次のページへ</a></p>",
    "back": "<div class='y'><a href='/l'>枠外一覧へ戻る</a></div>",
    "category": "<p class='z'>カテゴリ：<a href='/c'>枠外料理</a></p>",
}


@pytest.mark.parametrize("around", AROUND)
def test_boxes_above_and_below(around: str) -> None:
    """Whatever the article stands in, what themes put above and below it goes, and nothing of it does."""
    for above, below in itertools.product(ABOVE, BELOW):
        body = AROUND[around].format(
            title=TITLE, above=ABOVE[above].format(title=TITLE), below=BELOW[below], inner=INNER
        )
        article = parse(f"<!DOCTYPE html><html><head><title>{TITLE} | 台所帖</title></head><body>{body}</body></html>")
        assert [" ".join(block.text.split()) for block in article.blocks] == WANTED, (above, below)
        assert article.title == TITLE


ABOUT = [
    "<ul class='x'><li><a href='/tags/s'>#枠外芋</a></li><li><a href='/tags/n'>#枠外煮物</a></li></ul>",
    "<div class='kw'>キーワード：枠外芋、枠外煮物</div>",
    "<p>#枠外芋 #枠外煮物</p>",
    "<p>カテゴリー: 枠外料理</p>",
    "<p>投稿者: 枠外花子 | 2024年12月1日</p>",
    "<p>2024.12.01 / 枠外料理 / 枠外芋</p>",
    "<div>Posted by 枠外花子 at 10:00</div>",
    "<p>2024-12-01 (Sun) 12:00</p>",
    "<p>初版: 2024-12-01, 改訂: 2025-01-05</p>",
    "<p>作成：2024/12/01\u3000改訂：2025/01/05</p>",
    "<p>2024年12月1日（日）</p>",
    "<p>更新日：2024年12月1日\u3000｜\u3000カテゴリ：枠外料理</p>",
    "<p>2024.12.01 Sun</p>",
    "<p>Last modified: Dec 1, 2024</p>",
    "<p>December 1, 2024 by 枠外花子</p>",
    "<p>Published 1 Dec 2024</p>",
    "<p>Update: 2024.12.01</p>",
    "<p>文／枠外花子\u3000写真／枠外太郎</p>",
    "<p>取材・文：枠外花子</p>",
    "<p>text by 枠外花子</p>",
    "<p>聞き手＝枠外花子</p>",
    "<div><span>2024/12/01 公開</span><span>2025/01/05 更新</span></div>",
    "<p>公開日時：2024年12月1日 10時30分</p>",
    "<p>2024年12月1日 10時30分 JST</p>",
    "<p>2024/12/01 10:30（最終更新 2024/12/02 09:00）</p>",
    "<p>[2024年12月1日]</p>",
    "<p>■2024年12月1日</p>",
    "<p>掲載日 2024年12月1日 ／ 最終更新日 2025年1月5日</p>",
    "<p>文● 枠外花子\u3000編集● 枠外太郎</p>",
    "<p>2024年12月01日 08時00分 公開</p><p>[枠外花子，台所帖]</p>",
    "<p>編集部 枠外花子</p>",
    "<p>by 枠外花子 2024.12.01</p>",
    "<div class='e'><time>2024.12.01</time><a href='/cat/c'>枠外料理</a><a href='/cat/d'>枠外野菜</a></div>",
    "<p>Tags: <a href='/tag/a'>枠外芋</a>, <a href='/tag/b'>枠外煮物</a></p>",
    "<p>(Revision: 3)</p>",
    "<p>Views: 1,234</p>",
    "<div class='m'>Created: 2024-12-01 / Updated: 2025-01-05</div>",
]
WRITTEN = [
    "<p>設定 > 一般 > 情報</p>",
    "<p>2024年12月1日、初霜。</p>",
    "<p>里芋の話。</p>",
    "<p>はじめに</p>",
    "<p>文：私、絵：妹。</p>",
    "<p>冬の台所から</p>",
    "<h2>2024年の冬</h2>",
    "<p>2024年、冬。</p>",
    "<p>約三十分煮ます</p>",
    "<p>2024年12月1日の朝</p>",
    "<p>2024年12月1日 初霜</p>",
    "<p>開催日時：2024年12月1日 10:00</p>",
]
HEADS = (
    "<main><article><h1>{title}</h1>{line}<div class='q'>{body}</div></article></main>",
    "<main><article><h1>{title}</h1>{line}{body}</article></main>",
    "<div class='entry-content'><h1>{title}</h1>{line}{body}</div>",
)


@pytest.mark.parametrize(("line", "more"), [*[(line, 0) for line in ABOUT], *[(line, 1) for line in WRITTEN]])
def test_lines_above_the_body(line: str, more: int) -> None:
    """When, by whom and about what an article was written is said above it; what an author begins with is no such line."""
    body = "".join(f"<p>{prose}</p>" for prose in PROSE)
    for head in HEADS:
        article = parse(f"<!DOCTYPE html><body>{head.format(title=TITLE, line=line, body=body)}</body>")
        assert len(article.blocks) == len(PROSE) + more, head


CANONICAL = "<link rel='canonical' href='https://daidokoro.example/imo'>"
PUT_IN = [
    f"<div class='u'><h3>関連記事</h3><ul>{LINKS}</ul></div>",
    f"<div class='u'><p>人気記事</p><ul>{LINKS}</ul></div>",
    "<div class='u'>"
    + "".join(f"<h4><a href='/k{i}'>枠外{i}番の話</a></h4><p>枠外の抜き書き{i}。</p>" for i in range(3))
    + "</div>",
    "<div class='u'><p>枠外の便り</p><form><input></form></div>",
    "<div class='u'><a href='/1'>枠外の前の話</a><a href='https://daidokoro.example/2'>枠外の次の話</a><a href='/'>枠外の一覧</a></div>",
]
WRITTEN_BELOW = [
    "<div class='u'><p><a href='https://shop.example/'>店の公式サイト</a></p></div>",
    "<div class='u'><h3>プロフィール</h3><p>台所の人です。</p></div>",
    "<div class='u'><ul><li><a href='https://a.example/'>本</a></li><li><a href='https://b.example/'>道具</a></li><li><a href='https://c.example/'>器</a></li></ul></div>",
    "<div class='u'><p>続きは<a href='/next'>次の話</a>で。</p></div>",
    "<ul><li><a href='/1'>第一話</a></li><li><a href='/2'>第二話</a></li></ul>",
    "<div class='u'><h3>関連する話</h3><p>去年も同じ芋を煮ました。そのときは<a href='/1'>砂糖を入れました</a>。</p></div>",
]


@pytest.mark.parametrize(("box", "stays"), [*[(b, False) for b in PUT_IN], *[(b, True) for b in WRITTEN_BELOW]])
def test_boxes_at_the_end_of_a_body(box: str, stays: bool) -> None:
    """In an element that is called the body only lists of the site and what asks for something go."""
    body = "".join(f"<p>{prose}</p>" for prose in PROSE)
    article = parse(
        f"<!DOCTYPE html><head>{CANONICAL}</head><body><article><h1>{TITLE}</h1><div class='entry-content'>{body}{box}</div></article></body>"
    )
    assert (len(article.blocks) > len(PROSE)) is stays
    assert "枠外" not in "".join(block.text for block in article.blocks)


def test_pages_of_the_causes(corpora: Path) -> None:
    """The minimal page of every cause that was found on real pages."""
    folder = corpora.parent / "cases" / "pages"
    if not folder.is_dir():
        pytest.skip("the cases (../shared/cases) are not here")
    for page in sorted(folder.glob("*.html")):
        lines = page.with_suffix(".txt").read_text("utf-8").splitlines()
        wanted = "".join("".join(line.split()) for line in lines if not line.startswith("# "))
        article = parse(page.read_text("utf-8"))
        found = "".join("".join(block.text.split()) for block in article.blocks if block.kind != "code")
        assert found == wanted, page.name


def test_pages_that_are_cut() -> None:
    """Whatever is missing of a page, it is read, and every block has words that stand in it."""
    choice = random.Random(17)
    for _, page, _ in GOLDEN * 3:
        source = f"<!DOCTYPE html><html>{filled(page, '<p>{}</p>')}</html>"
        for _ in range(4):
            start = choice.randrange(20, len(source))
            source = source[:start] + source[start + choice.randint(1, 80) :]
        for block in parse(source).blocks:
            assert block.text.strip()
            assert source[block.source_offset(0)] == block.text[0] or "&" in source


def test_a_title_that_the_author_repeats() -> None:
    """What stands above it in the body is none the less the author's."""
    body = f"<p>{PROSE[0]}</p><h2>{TITLE}</h2>" + "".join(f"<p>{prose}</p>" for prose in PROSE[1:] * 3)
    article = parse(
        f"<!DOCTYPE html><body><article><h1>{TITLE}</h1><div class='entry-content'>{body}</div></article></body>"
    )
    assert article.blocks[0].text == PROSE[0]


def _links(number: int, more: str = "", heading: str = "") -> str:
    items = "".join(f"<li><a href='/{n}'>梅の話{n}</a></li>" for n in range(number))
    return f"{heading}<ul>{items}</ul>{more}"


def _titles(number: int, title: str, dated: int) -> str:
    """Titles of other pages of which every second one has a day near it."""
    gap = " " * 700
    return f"<h1>{title}</h1>" + gap.join(
        f"<h2><a href='/{n}'>梅の話{n}</a></h2>{'2024年3月5日' * (n < dated)}" for n in range(number)
    )


@pytest.mark.parametrize(
    ("body", "title", "is_index"),
    [
        (_links(5), "記事一覧", True),
        (_links(5, heading="<h1>記事一覧</h1>"), "店", True),
        (_links(4), "記事一覧", False),
        (_links(5), "店", False),
        (_links(5, f"<p>{'畑' * 19}</p>"), "記事一覧", True),
        (_links(5, f"<p>{'畑' * 20}</p>"), "記事一覧", False),  # half of the words
        (_links(25, f"<p>{'あ' * 59}。</p>"), "記事一覧", True),
        (_links(25, f"<p>{'あ' * 60}。</p>"), "記事一覧", False),
        (_links(25, f"<div class='entry-content'>{'畑' * 10}</div>"), "記事一覧", True),
        (_links(25, f"<div class='entry-content'>{'畑' * 11}</div>"), "記事一覧", False),
        (_titles(3, "春", 2), "店", True),
        (_titles(2, "春", 2), "店", False),
        (_titles(4, "春", 2), "店", True),
        (_titles(5, "春", 2), "店", False),
        (_titles(3, "記事一覧", 0), "店", False),  # called so, but of three links
        (_titles(5, "記事一覧", 0), "店", True),
    ],
)
def test_pages_of_links(body: str, title: str, *, is_index: bool) -> None:
    """Called a list, with five links at least in which half of the words stand, or with three titles beside days."""
    page = f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}</body></html>"
    assert is_no_article(page, outlined(page)) is is_index


NOTHING = "<div class='c'><h1>404 Not Found</h1><p>お探しのページは見つかりませんでした。</p></div>"
MOVED = NOTHING.replace("お探しのページは見つかりませんでした", "移転しました")


@pytest.mark.parametrize(
    ("body", "title", "attributes", "is_message"),
    [
        (NOTHING, "店", "", True),
        (NOTHING.replace("404 Not Found", "案内"), "店", "", False),
        (MOVED, "店", "", False),
        (MOVED, "店", "class='x error-404'", True),
        (MOVED, "店", "class='error404 x'", True),
        (MOVED.replace("class='c'", "class='page-404'"), "店", "", True),
        (NOTHING + f"<p>{'雨が降りました。' * 20}</p>", "店", "", False),
        (f"<h1>梅の検索結果</h1><p>{'あ' * 149}。</p>", "店", "", True),
        (f"<h1>梅の検索結果</h1><p>{'あ' * 150}。</p>", "店", "", False),
        ("<h1>「梅」の検索結果</h1><p>3件ありました。</p>", "店", "", True),
        ("<h1>梅</h1><p>3件ありました。</p>", "梅の検索 | 店", "", True),
        ("<h1>梅</h1><p>3件ありました。</p>", "梅の検索方法", "", False),
        ("<h1>ただいまメンテナンス中です</h1><p>しばらくたってから、もう一度お試しください。</p>", "店", "", True),
        ("<h1>メンテナンスのお知らせ</h1><p>三日にメンテナンスを行います。ご不便をおかけします。</p>", "店", "", False),
        ("<h1>502 Bad Gateway</h1><p>しばらくお待ちください。</p>", "店", "", True),
        ("<h1>国道403号を走る</h1><p>工事でご迷惑をおかけするそうです。</p>", "店", "", False),
        ("<h1>昇降機は停止中です</h1><p>直るまでご不便をおかけします。</p>", "店", "", False),
        ("<h1>サイト内検索</h1><p>何もありませんでした。</p>", "店", "", True),
        ("<h1>掲載期間が終了しました</h1><p>この記事の掲載期間は終了しました。</p>", "店", "", True),
        ("<h1>店</h1><p>人間であることを確認しています。</p>", "Just a moment...", "", True),
        ("<h1>買い物</h1><p>カートに商品がありません。</p>", "カート | 店", "", True),
        ("<h1>買い物</h1><p>カートに商品がありません。</p>", "カートの直し方 | 店", "", False),
        ("<h1>403 Forbidden</h1><p>アクセスが許可されていません。</p>", "店", "", True),
        ("<h1>お問い合わせ</h1><p>送信が完了しました。</p>", "お問い合わせありがとうございました", "", True),
        ("<h1>お問い合わせ</h1><p>店まで電話をください。</p>", "お問い合わせ | 店", "", False),
        (
            "<h1>お問い合わせ</h1><p>記入して送ってください。</p><form method='post'><input name='a'></form>",
            "店",
            "",
            True,
        ),
        ("<h1>ログイン</h1><form><input type='password'></form><p>初めての方は新規登録</p>", "店", "", True),
        ("<h1>Page not found</h1><p>ここには何もありません。</p>", "404 | 店", "", True),
        ("<p>ここには何もありません。</p>", "404 | 店", "", False),
        ("<h1>404の直し方</h1><p>ここには何もありません。</p>", "404 | 店", "", False),
        ("<h1>ページがありません</h1><p>そのページは存在しないか、すでに移されました。</p>", "店", "", True),
        (
            "<h1>お問い合わせ</h1><p>店まで電話をください。</p><form method='get'><input name='a'></form>",
            "店",
            "",
            False,
        ),
        ("<h1>お問い合わせの話</h1><p>店まで電話をください。</p><form method='post'><input></form>", "店", "", False),
        (f"<h1>お問い合わせ</h1><p>{'あ' * 150}。</p><form method='post'><input></form>", "店", "", False),
    ],
)
def test_pages_that_hold_nothing(body: str, title: str, attributes: str, *, is_message: bool) -> None:
    """A title that says so, and a name or a sentence that says it again; what was searched for."""
    page = f"<!DOCTYPE html><html><head><title>{title}</title></head><body {attributes}>{body}</body></html>"
    assert (parse(page).extraction == "no article") is is_message


def _listed(number: int, words: str, day: str = "", more: str = "", title: str = "店") -> str:
    boxes = "".join(f"<div class='k'><h2><a href='/{n}'>題の{n}番</a></h2>{day}{words}</div>" for n in range(number))
    head = f"<title>{title}</title><link rel='canonical' href='https://a.jp/'>"
    return f"<!DOCTYPE html><html><head>{head}</head><body><main>{boxes}{more}</main></body></html>"


SUMMARY = f"<p>{PROSE[0]}</p>"
DAY = "<p>2024-01-01</p>"


@pytest.mark.parametrize(
    ("page", "is_list"),
    [
        (_listed(3, SUMMARY, DAY), True),
        (_listed(2, SUMMARY, DAY), False),
        (_listed(3, SUMMARY, "<time>2時間前</time>"), True),
        (_listed(3, SUMMARY, "<b>三年前の話</b>"), False),
        (_listed(3, SUMMARY), False),  # chapters of a manual
        (_listed(3, SUMMARY, title="記事一覧"), True),
        (_listed(3, SUMMARY, more="<div class='pagination'>次</div>"), True),
        (_listed(3, SUMMARY, more="<a rel='next' href='/2'>次</a>"), True),
        (_listed(3, f"{SUMMARY}<a href='/x'>続きを読む</a>"), True),
        (_listed(3, f"<p>{PROSE[0]}…</p>"), True),
        (_listed(3, SUMMARY, DAY, title="題の1番 | 店"), False),  # about one of them
        (_listed(3, SUMMARY, DAY, more=f"<p>{PROSE[1]}{PROSE[2]}</p>"), False),
        (_listed(3, SUMMARY, DAY, more=f"<div class='entry-content'><p>{PROSE[1]}</p></div>"), False),
        (_listed(3, SUMMARY, DAY, more="<div class='entry-content'><p>雨だ。</p></div>"), True),
        (_listed(3, SUMMARY).replace("<p>", f"{DAY}<p>", 2), True),
        (_listed(3, SUMMARY).replace("<p>", f"{DAY}<p>", 1), False),
        (_listed(4, SUMMARY).replace("<p>", f"{DAY}<p>", 2), True),
        (_listed(2, SUMMARY, DAY).replace("div", "article"), True),
        (_listed(2, SUMMARY, DAY).replace("div", "section"), True),
        (_listed(3, SUMMARY, DAY, more="<div class='entry-content'><p>雨が降りましたので休みました。</p></div>"), True),
        (_listed(3, SUMMARY, DAY, more=f"<div class='entry-content'><p>{'あ' * 19}。</p></div>"), True),
        (_listed(3, SUMMARY, DAY, more=f"<div class='entry-content'><p>{'あ' * 20}。</p></div>"), False),
        (_listed(3, SUMMARY, DAY).replace("<main>", "<div class='entry-content'>"), False),  # an article with cards
        (_listed(3, SUMMARY, DAY).replace("/1'", "/0'"), False),  # two links to one
        (_listed(3, SUMMARY, DAY).replace("href='/", "href='https://b.jp/"), False),
        (_listed(3, SUMMARY, DAY).replace("href='/", "href='https://www.a.jp/"), True),
        (_listed(3, SUMMARY, DAY).replace("href='/", "href='mailto:"), False),
        # A title that leads to the page itself, said in full or not.
        (_listed(3, SUMMARY, DAY).replace("a.jp/'", "a.jp/3'"), True),
        (_listed(3, SUMMARY, DAY).replace("a.jp/'", "a.jp/1/'"), False),
        (_listed(3, SUMMARY, DAY).replace("a.jp/'", "a.jp/3'").replace("href='/", "href='https://a.jp/"), True),
        (_listed(3, SUMMARY, DAY).replace("a.jp/'", "a.jp/1'").replace("href='/", "href='//www.A.jp/"), False),
        (_listed(3, SUMMARY, DAY).replace("href='/0'", "href='#x'"), False),
    ],
)
def test_lists_of_posts(page: str, *, is_list: bool) -> None:
    """Three boxes with titles of other pages of the site, which hold the prose, and a sign that they are posts."""
    assert (parse(page).extraction == "no article") is is_list


@pytest.mark.parametrize(
    ("page", "may"),
    [
        ("<html><h2><a href='/a'>甲</a></h2><a href='/b'><span><h3>乙</h3></span></a>", True),
        ("<p><h2><a href='/a'>甲</a></h2><h2><a href='/b'>乙</a></h2>", False),  # no page
        ("<html><h2><a href='/a'>甲</a></h2><h2>乙</h2>", False),
        (
            "<html><meta property='og:type' content='article'><h2><a href='/a'>甲</a></h2><h2><a href='/b'>乙</a></h2>",
            False,
        ),
        (
            "<html><meta property='og:type' content='blog'><h2><a href='/a'>甲</a></h2><h2><a href='/b'>乙</a></h2>",
            True,
        ),
        (f"{' ' * 8186}<html ><h2><a href='/a'>甲</a></h2><h2><a href='/b'>乙</a></h2>", True),
        (f"{' ' * 8187}<html ><h2><a href='/a'>甲</a></h2><h2><a href='/b'>乙</a></h2>", False),
    ],
)
def test_pages_that_may_hold_posts(page: str, *, may: bool) -> None:
    """Two headings that are links, in a page that does not say that it is one article."""
    assert may_hold_posts(page.encode()) is may


def test_posts_that_stand_in_full() -> None:
    """150 characters in two paragraphs, and nowhere "read on"; their addresses are those of their titles."""
    whole = "".join(f"<p>{prose}</p>" for prose in PROSE[:4])
    found = posts_in_full(_listed(3, whole, DAY))
    assert [(post.key, post.title, post.url, post.truncated) for post in found] == [
        (str(n), f"題の{n}番", f"https://a.jp/{n}", False) for n in range(3)
    ]
    assert posts_in_full(_listed(2, whole, DAY)) == []
    assert posts_in_full(_listed(3, f"<p>{PROSE[0]}</p><p>{PROSE[1]}</p>", DAY)) == []
    assert posts_in_full(_listed(3, f"{whole}<a href='/x'>続きを読む</a>", DAY)) == []
    mixed = _listed(4, whole, DAY).replace(whole, f"{whole}<a href='/x'>続きを読む</a>", 2)
    assert [post.truncated for post in posts_in_full(mixed)] == [True, True, False, False]
    assert posts_in_full(mixed.replace(whole, f"{whole}<a href='/x'>続きを読む</a>", 3)) == []
