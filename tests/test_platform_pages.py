"""The article of a page is found on every platform, whole and without what stands around it.

Every word that is not the author's holds 枠外, so that a leak is seen; the pages are made here, in the markup of each
platform.
"""

from __future__ import annotations

import sys
from collections import Counter

import pytest

from jreadtools.article import Article
from jreadtools.sources.html import parse
from jreadtools.sources.pages import whole_page as page_reader

PROSE = [
    "梅雨の晴れ間に、川沿いの道を一時間ほど歩いてきました。水かさは思ったより低く、鷺が二羽、浅瀬で魚を待っていました。",
    "途中のパン屋で食パンを一斤買い、橋のたもとの長椅子で端のところをちぎって食べました。焼きたての耳は、それだけでごちそうです。",
    "家に帰ってから地図で確かめると、歩いた道のりは五キロ足らずでした。もっと遠くまで行ったつもりだったので、少しがっかりします。",
    "来週は上流の堰まで足を延ばすつもりです。双眼鏡を忘れずに持っていき、見た鳥の名前を帳面に書き留めておこうと思います。",
]
ITEMS = ["帽子と水筒", "小さな双眼鏡", "雨具、できれば上下に分かれたもの"]
QUOTE = "川は急がない者にだけ、その名を教える。"

Expected = list[tuple[str, str]]

EXPECTED: Expected = [
    ("paragraph", PROSE[0]), ("paragraph", PROSE[1]), ("heading", "持っていくもの"),
    *[("item", item) for item in ITEMS], ("quote", QUOTE), ("paragraph", PROSE[2]), ("heading", "次に行くところ"),
    ("cell", "場所"), ("cell", "距離"), ("cell", "堰"), ("cell", "九キロ"), ("paragraph", PROSE[3]),
]  # fmt: skip
BODY = (
    f"<p>{PROSE[0]}</p>\n<p class='wp-block-paragraph'>{PROSE[1]}</p>\n"
    "<h2 class='wp-block-heading' id='toc1'><span id='toc1'>持っていくもの</span></h2>\n"
    f"<ul class='wp-block-list'>{''.join(f'<li>{item}</li>' for item in ITEMS)}</ul>\n"
    f"<blockquote class='wp-block-quote'><p>{QUOTE}</p></blockquote>\n<p>{PROSE[2]}</p>\n<h2>次に行くところ</h2>\n"
    "<figure class='wp-block-table'><table><tbody><tr><th>場所</th><th>距離</th></tr><tr><td>堰</td><td>九キロ</td></tr></tbody></table></figure>\n"
    f"<p>{PROSE[3]}</p>\n"
)
# As old services and their authors write: no paragraphs, two line breaks between them.
OLD_PROSE = [
    *PROSE,
    "追記です。堰の写真を一枚、友人が送ってくれました。\u3000鳥は写っていません。",
    "では、また来週。今度こそ寝坊しないようにします。",
]
OLD_EXPECTED: Expected = [("paragraph", p) for p in OLD_PROSE]
OLD_BODY = "<br /><br />\n".join(p.replace("。", "。<br>\n", 1) for p in OLD_PROSE)

TITLE = "川沿いを歩いた日のこと"
SITE = "枠外の散歩帖"
HEAD = (
    f"<!DOCTYPE html><html lang='ja'><head><meta charset='utf-8'><title>{TITLE} | {SITE}</title>"
    f"<meta property='og:title' content='{TITLE}'><meta property='og:site_name' content='{SITE}'>"
    "<link rel='canonical' href='https://example.com/entry/1'>"
    "<meta property='article:published_time' content='2024-06-20T08:30:00+09:00'>"
    "<style>.枠外 { color: red }</style><script>var 枠外 = '<div class=\"entry-content\">枠外</div>';</script></head>"
)
MENU = "<ul><li><a href='/'>枠外ホーム</a></li><li><a href='/about'>枠外について</a></li><li><a href='/contact'>枠外に連絡</a></li></ul>"
CARDS = "".join(
    f"<li><a href='/{i}'><img src='{i}.jpg' alt=''><h3>枠外の記事その{i}</h3><p>枠外の記事の抜き書きで、ここには読点も句点もあります。</p></a></li>"
    for i in range(4)
)
SIDE = f"<h3>プロフィール</h3><p>枠外で暮らす者です。川と鳥とパンが好きで、週に一度は歩きます。</p><h3>新着記事</h3><ul>{CARDS}</ul>"
TOC = "<ol><li><a href='#toc1'>枠外一</a></li><li><a href='#toc2'>枠外二</a></li></ol>"
COMMENTS = "<h3>コメント</h3><ol><li><p>枠外の読者です。とても良い記事でした。また来ます。</p></li></ol><form><textarea>枠外</textarea><button>枠外送信</button></form>"


def page(main: str, *, header: str = "", footer: str = "", body: str = "<body>") -> str:
    """A whole page around `main`, with the header and the footer of a platform."""
    header = (
        header or f"<header id='header'><h1 class='site-title'><a href='/'>{SITE}</a></h1><nav>{MENU}</nav></header>"
    )
    footer = footer or f"<footer id='footer'>{MENU}<p>枠外 Copyright</p></footer>"
    return f"{HEAD}{body}{header}{main}{footer}</body></html>"


def wordpress(content_class: str, inside_top: str = "", inside_bottom: str = "", *, tag: str = "div") -> str:
    """A theme whose article stands in an element of this class, with what plugins put into it."""
    return page(
        f"<div id='content'><main class='main' role='main'><article id='post-1' class='post-1 post type-post hentry category-share tag-toc'>"
        f"<header class='entry-header'><h1 class='entry-title'>{TITLE}</h1><div class='entry-meta'><time class='entry-date published' datetime='2024-06-20'>枠外2024.06.20</time></div></header>"
        f"<{tag} class='{content_class}'>{inside_top}{BODY}{inside_bottom}</{tag}>"
        f"<footer class='entry-footer'><a href='/t/1' rel='tag'>散歩</a>枠外</footer><div class='author-box'>枠外の者です。</div>"
        f"<div class='related-posts'><h2>枠外の関連</h2><ul>{CARDS}</ul></div><div id='comments'>{COMMENTS}</div></article></main>"
        f"<aside id='sidebar'>{SIDE}<div class='entry-content'>枠外</div></aside></div>"
    )


# fmt: off
PAGES: dict[str, tuple[str, Expected]] = {
    "wordpress twenty": (wordpress("entry-content"), EXPECTED),
    "wordpress blocks": (
        wordpress(
            "entry-content wp-block-post-content is-layout-constrained", "", "<div class='wp-block-query'>枠外</div>"
        ),
        EXPECTED,
    ),
    "cocoon": (
        wordpress(
            "entry-content cf",
            f"<div class='ad-area'><div class='ad-label'>スポンサーリンク</div>枠外</div><div id='toc' class='toc tnt-number toc-center'><input type='checkbox' id='t'><label class='toc-title' for='t'>目次</label><div class='toc-content'>{TOC}</div></div>",
            "<div class='blogcard-wrap internal-blogcard-wrap'><a href='/2' class='blogcard'><div class='blogcard-title'>枠外カード</div></a></div>"
            "<div class='product-item-box amazon-item-box'><a href='/a'>枠外の商品</a><div>枠外Amazon</div></div>",
        ),
        EXPECTED,
    ),
    "swell": (
        wordpress(
            "post_content",
            f"<div class='p-toc -double'><span class='p-toc__ttl'>目次</span>{TOC}</div><div class='w-beforeToc'></div>",
            "<div class='p-blogCard -internal'><div class='p-blogCard__inner'><a href='/3'>枠外カード</a><span class='p-blogCard__excerpt'>枠外の抜粋。</span></div></div>"
            "<div class='c-shareBtns'>枠外</div>",
        ),
        EXPECTED,
    ),
    "sango": (
        wordpress(
            "entry-content cf",
            "<div class='sns-btn sns-dif'>枠外</div>",
            f"<div class='related-posts type_a'>枠外{CARDS}</div>",
            tag="section",
        ),
        EXPECTED,
    ),
    "jin": (wordpress("cps-post-main entry-content m-size", "<div class='sns-top'>枠外</div>"), EXPECTED),
    "jin:r": (
        page(
            f"<main id='mainContent'><article id='jinrArticle' class='jinr-article'><header id='postHeader'><div class='post-categories'>枠外</div><h1 id='jinrPostTitle' class='c--entry-title'>{TITLE}</h1></header>"
            f"<section id='postContent' class='d--article-width'>{BODY}<div id='postTagBox'><a href='/t'>#枠外</a></div><div class='jinr-profile-label ef'>枠外</div></section></article></main>"
        ),
        EXPECTED,
    ),
    "affinger": (
        wordpress(
            "entry-content",
            f"<div id='toc_container' class='toc_white'><p class='toc_title'>目次</p>{TOC}</div>",
            "<div class='st-cardbox'><a href='/4'>枠外</a></div><div class='kizi-under-box sns'>枠外</div>",
        ),
        EXPECTED,
    ),
    "the thor": (
        page(
            f"<div class='wrapper'><main class='main'><article><h1 class='heading heading-primary'>{TITLE}</h1><ul class='dateList'><li class='dateList__item icon-clock'>枠外2024年6月20日</li></ul>"
            f"<div class='postContents'><section class='content partsH2-4'><div class='outline'><span class='outline__title'>目次</span>{TOC}</div>{BODY}<div class='sitecard'>枠外</div></section></div></article></main><aside>{SIDE}</aside></div>"
        ),
        EXPECTED,
    ),
    "lightning": (
        wordpress("entry-body", "", "<div class='veu_socialSet veu_contentAddSection sns'>枠外</div>"),
        EXPECTED,
    ),
    "snow monkey": (
        wordpress(
            "c-entry__content p-entry-content",
            f"<div class='wpco-wrapper'><div class='contents-outline toc'>目次{TOC}</div></div>",
        ),
        EXPECTED,
    ),
    "arkhe": (wordpress("c-postContent p-entry__content"), EXPECTED),
    "emanon": (wordpress("article-body"), EXPECTED),
    "xeory": (wordpress("post-content"), EXPECTED),
    "simplicity": (
        wordpress(
            "entry-content",
            "<div class='sns-group'>枠外</div>",
            "<div class='kaerebalink-box'>枠外の品<div class='kaerebalink-info'>枠外</div></div>",
        ),
        EXPECTED,
    ),
    "lion": (page(f"<div class='l-wrapper'><main class='l-main'><article><h1 class='heading'>{TITLE}</h1><section class='content'>{BODY}</section><aside class='social-bottom'>枠外</aside></article></main></div>"), EXPECTED),
    "elementor": (
        wordpress(
            "elementor-widget elementor-widget-theme-post-content",
            "<div class='elementor-widget-container'>",
            "</div><div class='elementor-share-buttons'>枠外</div>",
        ),
        EXPECTED,
    ),
    "hatena blog": (
        page(
            f"<div id='main'><article class='entry hentry test-hentry'><div class='entry-inner'><header class='entry-header'><div class='date entry-date'><time datetime='2024-06-20T08:30:00Z'>枠外</time></div><h1 class='entry-title'><a href='/e' class='entry-title-link'>{TITLE}</a></h1></header>"
            f"<div class='entry-content hatenablog-entry'><ul class='table-of-contents'><li><a href='#a'>枠外</a></li></ul>{BODY}<div class='hatena-asin-detail'>枠外の本<p>枠外の著者</p></div></div>"
            f"<footer class='entry-footer'><div class='entry-tags-wrapper'>枠外</div><p class='entry-footer-section'>枠外の者 2年前 読者になる</p><div class='comment-box js-comment-box'>{COMMENTS}</div></footer></div></article></div><aside id='box1'>{SIDE}</aside>"
        ),
        EXPECTED,
    ),
    "hatena diary": (page(f"<div class='main'><div class='day'><h2><span class='date'>枠外2010-06-20</span></h2><div class='body'><div class='section'><h3 class='title'>{TITLE}</h3>{BODY}</div></div><div class='comment'>{COMMENTS}</div></div></div><div class='sidebar'>{SIDE}</div>"), EXPECTED),
    "note": (
        page(
            f"<main class='p-article'><article class='p-article__content'><div class='o-noteContentHeader'><h1 class='o-noteContentHeader__title'>{TITLE}</h1><button>枠外スキ</button><div class='o-noteContentHeader__date'><time datetime='2024-06-20T08:30:00.000+09:00'>枠外</time></div></div>"
            f"<div class='p-article__body'><div data-name='body' class='note-common-styles__textnote-body'><nav class='o-tableOfContents'>枠外</nav>{BODY}<figure embedded-service='external-article'><a href='https://example.com'><div>枠外の題</div></a></figure></div></div><div class='p-article__action'>枠外</div></article>{SIDE}</main>"
        ),
        EXPECTED,
    ),
    "ameba": (page(f"<main><article class='skin-entry js-entryWrapper'><h1 class='skin-entryTitle'><a href='/e'>{TITLE}</a></h1><div class='skin-entryBody' id='entryBody' data-unique-entry-body='1'><div>{OLD_BODY}</div></div><div class='skin-entryReaction'>枠外いいね</div></article></main><aside>{SIDE}</aside>"), OLD_EXPECTED),
    "ameba old": (page(f"<div id='main'><div class='entry'><h3 class='title'>{TITLE}</h3><span class='date'>枠外</span><div class='contents'><div class='subContents'><div class='subContentsInner'><div class='articleText'>{OLD_BODY}</div></div></div></div></div></div><div id='sub_a'>{SIDE}</div>"), OLD_EXPECTED),
    "livedoor": (page(f"<article class='article'><header><h1 class='article-title entry-title'>{TITLE}</h1><ul class='article-header-category'><li>枠外</li></ul></header><div class='article-body entry-content'><div class='article-body-inner'>{OLD_BODY}</div><div id='more' class='article-body-more'><p>{PROSE[3]}</p></div><dl class='article-tags'>枠外</dl><div class='article-social-btn'>枠外</div></div><div id='ldblog_related_articles_1'>枠外</div></article><div class='sidebar'>{SIDE}</div>"), [*OLD_EXPECTED, ("paragraph", PROSE[3])]),
    "fc2 entry_body": (page(f"<div id='main'><div class='content entry'><h2 class='entry_header'>{TITLE}</h2><div class='entry_body'>{OLD_BODY}</div><div class='entry_more' id='more12'>{PROSE[3]}</div><div class='fc2_footer'>枠外</div><ul class='entry_state'><li>枠外</li></ul></div>{SIDE}</div>"), [*OLD_EXPECTED, ("paragraph", PROSE[3])]),
    "fc2 ently_text": (page(f"<div class='ently_outline'><h2 class='ently_title'>{TITLE}</h2><div class='ently_text'>{OLD_BODY}</div><div class='ently_navi'>枠外</div></div><div id='sidemenu'>{SIDE}</div>"), OLD_EXPECTED),
    "fc2 mainEntryBody": (page(f"<div class='mainEntryBlock'><h2 class='mainEntryTitle'>{TITLE}</h2><div class='mainEntryBase'><div class='mainEntryBody'>{OLD_BODY}</div><div class='mainEntryMore'>{PROSE[2]}</div></div></div><div id='leftSideBlock'>{SIDE}</div>"), [*OLD_EXPECTED, ("paragraph", PROSE[2])]),
    "seesaa": (page(f"<div id='content'><div class='blog'><h2 class='date'>枠外</h2><div class='blogbody'><h3 class='title'>{TITLE}</h3><div class='text'>{OLD_BODY}</div></div></div></div><div id='links'>{SIDE}</div>"), OLD_EXPECTED),
    "blogger": (page(f"<div class='blog-posts hfeed'><div class='post hentry'><h3 class='post-title entry-title'>{TITLE}</h3><div class='post-body entry-content' itemprop='description articleBody'>{OLD_BODY}</div><div class='post-footer'>枠外</div></div></div>"), OLD_EXPECTED),
    "jugem": (page(f"<div class='entry'><div class='entry_date'>枠外</div><h2 class='entry_title'>{TITLE}</h2><div class='entry_body'><div class='jgm_entry_desc_mark'>{OLD_BODY}</div></div><div class='entry_state'>枠外</div></div>"), OLD_EXPECTED),
    "cocolog": (page(f"<div class='entry'><h3>{TITLE}</h3><div class='entry-body-text'>{BODY}</div><p class='entry-footer'>枠外</p></div>{SIDE}"), EXPECTED),
    "movable type": (page(f"<div class='asset entry'><div class='asset-header'><h1 class='asset-name'>{TITLE}</h1></div><div class='asset-content'><div class='asset-body'>{BODY}</div><div id='more' class='asset-more'><p>{PROSE[0]}</p></div></div><div class='asset-footer'>枠外</div></div>"), [*EXPECTED, ("paragraph", PROSE[0])]),
    "zenn": (page(f"<article><header><h1>{TITLE}</h1>枠外</header><section><div class='znc BodyContent_anchorToHeadings__1'>{BODY}<span class='embed-block zenn-embedded zenn-embedded-card'><iframe></iframe></span></div></section></article><div class='znc'><p>枠外の返信。</p></div><aside>{SIDE}</aside>"), EXPECTED),
    "qiita": (page(f"<main><article><h1>{TITLE}</h1><section class='it-MdContent'><div id='personal-public-article-body'><div class='mdContent-inner'>{BODY}<div class='code-frame' data-lang='rb'><div class='code-lang'><span class='bold'>枠外.rb</span></div></div></div></div></section></article></main><div class='mdContent-inner'>枠外のコメント</div>"), EXPECTED),
    "hugo": (page(f"<main class='main'><article class='post-single'><header class='post-header'><h1 class='post-title'>{TITLE}</h1><div class='post-meta'>枠外 3 min read</div></header><div class='toc'><details><summary>枠外</summary>{TOC}</details></div><div class='post-content'>{BODY}</div><footer class='post-footer'>枠外</footer></article></main>"), EXPECTED),
    "jekyll": (page(f"<article class='post h-entry'><header class='post-header'><h1 class='post-title p-name'>{TITLE}</h1></header><div class='post-content e-content'>{BODY}</div></article>"), EXPECTED),
    "hexo": (page(f"<article class='article article-type-post'><div class='article-meta'>枠外</div><div class='article-inner'><header class='article-header'><h1 class='article-title'>{TITLE}</h1></header><div class='article-entry'>{BODY}</div><footer class='article-footer'>枠外</footer></div></article><aside id='sidebar'>{SIDE}</aside>"), EXPECTED),
    "astro": (page(f"<main><article><h1>{TITLE}</h1><p><time datetime='2024-06-20'>2024年6月20日</time></p><div class='prose max-w-none'>{BODY}</div></article></main>"), EXPECTED),
    "article only": (page(f"<main><article><h1>{TITLE}</h1><p>公開日：2024年6月20日</p>{BODY}<section class='related'><h2>枠外</h2>{CARDS}</section></article></main>"), EXPECTED),
    "wix": (page(f"<div id='SITE_CONTAINER'><div id='masterPage'><div data-hook='post'><h1 data-hook='post-title'>{TITLE}</h1><div><span data-hook='time-ago'>枠外6月20日</span><span data-hook='time-to-read'>読了時間: 3分</span></div><section data-hook='post-description'><div class='moLNF' data-breakout='normal'>{BODY}</div></section></div><div data-hook='post-footer'>枠外いいね</div><div data-hook='related-posts'>{CARDS}</div></div></div>"), EXPECTED),
    "jimdo": (page(f"<div id='cc-inner'><div class='jtpl-content'><div id='content_area'><div id='cc-m-1' class='n j-blog-meta j-blog-post--header'><div class='j-text'><span class='j-text j-blog-post--date'>2024年6月20日</span><h1 class='j-blog-header j-blog-headline'>{TITLE}</h1></div></div><div class='post j-blog-content'><div id='cc-matrix-1'><div class='j-module n j-text'>{BODY}</div></div></div><div class='n j-comment'>{COMMENTS}</div></div></div></div>"), EXPECTED),
    "goo blog": (page(f"<div id='main'><div class='mod-entry'><div class='entry-top'><h3>{TITLE}</h3><span class='date'>2024-06-20 枠外</span></div><div class='entry-body'><div class='entry-body-text'>{OLD_BODY}</div><div class='etBtnsArea'>枠外</div></div></div><div class='entry-comment'>{COMMENTS}</div></div><div id='mod-side'>{SIDE}</div>"), OLD_EXPECTED),
    "yahoo era": (page(f"<table><tr><td class='side'>{SIDE}</td><td class='main'><table class='entry'><tr><td class='entryTitle'><h2>{TITLE}</h2></td></tr><tr><td class='entryTd userDefText'>{OLD_BODY}</td></tr></table></td></tr></table>"), OLD_EXPECTED),
    "tumblr": (page(f"<section id='posts'><article class='post text'><h2>{TITLE}</h2><div class='body'>{BODY}</div><footer>枠外</footer></article></section>"), EXPECTED),
    "ghost": (page(f"<main><article class='gh-article'><h1>{TITLE}</h1><div class='gh-content gh-canvas'>{BODY}<figure class='kg-card kg-bookmark-card'><a href='x'><div>枠外</div></a></figure></div></article></main>"), EXPECTED),
    "mkdocs": (page(f"<div class='md-container'><nav class='md-nav'>{MENU}</nav><article class='md-content__inner md-typeset'><h1>{TITLE}<a class='headerlink' href='#x'>¶</a></h1>{BODY}</article></div>"), EXPECTED),
    "sphinx": (page(f"<div class='document'><div class='body' role='main'><section id='t'><h1>{TITLE}<a class='headerlink' href='#x'>¶</a></h1>{BODY}</section></div></div><div class='sphinxsidebar'>{SIDE}</div>"), EXPECTED),
    "docusaurus": (page(f"<main><article><nav class='theme-doc-breadcrumbs'>枠外</nav><div class='theme-doc-markdown markdown'><header><h1>{TITLE}</h1></header>{BODY}</div><footer class='theme-doc-footer'>枠外</footer></article></main>"), EXPECTED),
    "excite": (page(f"<div class='POST'><div class='POST_HEAD'><h2>{TITLE}</h2></div><div class='POST_BODY'>{OLD_BODY}</div><div class='POST_TAIL'>枠外 by</div></div>{SIDE}"), OLD_EXPECTED),
    "seesaa new": (page(f"<div class='main'><article class='article'><header class='article__header'><h2 class='article__title'>{TITLE}</h2></header><div class='article__body'>{OLD_BODY}</div><footer class='article__footer'>枠外</footer></article></div>"), OLD_EXPECTED),
    "peraichi/studio": (page(f"<div class='StudioCanvas'><div class='sd-1'><p class='text sd appear'>{TITLE}</p><p class='text sd'>2024.06.20</p><div class='sd appear richText'>{BODY}</div></div><div class='sd'>{MENU}</div></div>"), EXPECTED),
    "shopify": (page(f"<main id='MainContent'><article class='article-template'><h1 class='article-template__title'>{TITLE}</h1><div class='article-template__content rte'>{BODY}</div><div class='article-template__comment-wrapper'>{COMMENTS}</div></article></main>"), EXPECTED),
    "lead para": (page(f"<article class='c'><header><h1>{TITLE}</h1></header><div class='x-lead'><p>{PROSE[0]}</p></div><div class='y-body'>{BODY}</div></article>"), [("paragraph", PROSE[0]), *EXPECTED]),
    "muragon": (page(f"<div class='entryArea'><h1>{TITLE}</h1><div class='entryText'>{OLD_BODY}</div><ul class='snsBtns'><li>枠外</li></ul></div>"), OLD_EXPECTED),
    "diver": (page(f"<div id='main-wrap'><main id='single-main'><article id='post_single' class='hentry'><h1 class='single-post-title entry-title'>{TITLE}</h1><div class='share-button sns'>枠外</div><section class='single-post-main'><div class='content'>{BODY}<div class='sc_getpost'><a href='x'>枠外</a></div></div><div class='bottom_ad'>枠外</div></section></article></main></div><div id='sidebar'>{SIDE}</div>"), EXPECTED),
    "luxeritas": (page(f"<main id='main'><article><div id='core' class='grid'><div id='post-1' class='post'><div class='posttitle'><h1 class='entry-title'>{TITLE}</h1></div><p class='meta'><time class='date published' datetime='2024-06-20'>枠外</time></p><div class='clearfix'><div id='article-content'>{BODY}</div></div><div class='meta-box'><p class='meta'>枠外</p></div></div></div></article></main><div class='sidebar'>{SIDE}</div>"), EXPECTED),
}
UNKNOWN: dict[str, tuple[str, Expected]] = {
    "company": (page(f"<div class='wrap'><div class='c-inner'><div class='p-column01'><div class='p-column01__head'><h1>{TITLE}</h1></div><div class='p-column01__txt'>{BODY}</div></div><div class='p-side01'>{SIDE}</div></div></div>"), EXPECTED),
    "div soup": (page(f"<div data-s-1 class='sd appear'><div data-s-2 class='sd'><h1 data-s-3>{TITLE}</h1><div data-s-4 class='sd'>{BODY}</div></div><div data-s-5 class='sd'>{MENU}</div></div>"), EXPECTED),
    "tables of 2003": (
        page(
            f"<table width='760' border='0'><tr><td colspan='2'><font size='5'>{TITLE}</font></td></tr><tr><td width='150' valign='top'>{MENU}</td><td valign='top'><font size='2'>{OLD_BODY}</font></td></tr></table>",
            header="<center><img src='t.gif'></center>",
            footer="<hr><address>枠外</address>",
        ),
        OLD_EXPECTED,
    ),
    "line breaks": (
        page(f"<h1>{TITLE}</h1>{OLD_BODY}", header=f"<div>{MENU}</div>", footer="<p><a href='/'>枠外へもどる</a></p>"),
        OLD_EXPECTED,
    ),
    "rakuten": (page(f"<div id='mainBox'><div class='articleTitle'><h2>{TITLE}</h2></div><div class='articleContents'><div class='articleArea'>{OLD_BODY}</div></div><div class='profile'>枠外。枠外です。</div></div>"), OLD_EXPECTED),
    "p per br": (
        page(
            f"<div id='wrapper'><div id='txt'><h2>{TITLE}</h2>"
            + "".join(f"<div>{p}</div><div><br></div>" for p in PROSE)
            + f"</div><div id='navi'>{MENU}</div></div>"
        ),
        [("paragraph", p) for p in PROSE],
    ),
    "span soup": (
        page(
            f"<div class='a1'><div class='a2'><span>{TITLE}</span></div><div class='a3'>"
            + "".join(f"<span><span>{p}</span></span><br><br>" for p in PROSE)
            + f"</div></div><div class='a9'>{MENU}</div>"
        ),
        [("paragraph", p) for p in PROSE],
    ),
}
# fmt: on


def characters_f1(article: Article, expected: Expected) -> float:
    """F1 over the characters of the blocks, whatever their order."""
    found = Counter("".join("".join(block.text.split()) for block in article.blocks))
    wanted = Counter("".join("".join(text.split()) for _, text in expected))
    common = sum((found & wanted).values())
    return 2 * common / (sum(found.values()) + sum(wanted.values()))


LABELS = {"プロフィール", "新着記事", "コメント", "スポンサーリンク", "目次"}


def leaked(article: Article) -> list[str]:
    """Blocks that are none of the author's."""
    return [block.text for block in article.blocks if "枠外" in block.text or block.text in LABELS]


@pytest.mark.parametrize("name", PAGES)
def test_the_article_of_a_platform(name: str) -> None:
    """Every block as a person would copy it out, nothing of the page around it, and the title without the site."""
    source, expected = PAGES[name]
    article = parse(source)
    assert article.extraction.startswith("selector ")
    assert [(block.kind, "".join(block.text.split("\n"))) for block in article.blocks] == expected
    assert article.title == TITLE
    assert article.date == "2024-06-20T08:30:00+09:00"
    assert article.url == "https://example.com/entry/1"
    assert article.left_out.page > 20


@pytest.mark.parametrize("name", PAGES)
def test_offsets_lead_into_the_page(name: str) -> None:
    """Every character of a block stands where the block says, in the page as it is."""
    source, _ = PAGES[name]
    for block in parse(source).blocks:
        for index, character in enumerate(block.text):
            assert character in "\n " or source[block.source_offset(index)] == character
        assert block.line == source.count("\n", 0, block.source_offset(0)) + 1


@pytest.mark.parametrize("name", UNKNOWN)
@pytest.mark.parametrize("installed", [True, False])
def test_a_page_of_no_known_platform(name: str, installed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """By trafilatura, and without it from the whole body, hardly a word is lost and none leaks."""
    if installed:
        pytest.importorskip("trafilatura")
    else:
        monkeypatch.setattr(page_reader, "judged", lambda *_: None)
    source, expected = UNKNOWN[name]
    article = parse(source)
    assert article.extraction in {"trafilatura", "body", "selector [class~=body]"}
    assert characters_f1(article, expected) >= 0.97
    assert leaked(article) == []


def test_mean_over_all_platforms() -> None:
    """The floor that only goes up."""
    scores = [characters_f1(parse(source), expected) for source, expected in PAGES.values()]
    assert min(scores) >= 0.99


def test_without_trafilatura_and_when_it_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """An extra that is not there, or that raises, leads to the next way."""
    trafilatura = pytest.importorskip("trafilatura")

    def fail(*_: object, **__: object) -> str:
        raise RuntimeError("broken page")

    monkeypatch.setattr(trafilatura, "extract", fail)
    assert parse(UNKNOWN["company"][0]).extraction == "body"
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    assert parse(UNKNOWN["company"][0]).extraction == "body"
