"""The class names and ids of the parts of a blog's page: the article, and what stands in and around it.

Names are those of the themes and services that Japanese blogs use. Lists are data: a theme is added here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from jreadtools.sources.blocks import Mute

__all__ = [
    "BODIES",
    "BODY_LIKE",
    "CONTAINERS",
    "CONTINUATIONS",
    "READING_TIME",
    "furniture",
    "is_body_like",
    "names_of",
]


def _words(written: str) -> tuple[str, ...]:
    return tuple(written.split())


BODIES: Final = _words(
    # One service or theme each.
    "note-common-styles__textnote-body #personal-public-article-body skin-entryBody #entryBody article-body-inner "
    "hatenablog-entry jgm_entry_desc_mark #postContent cps-post-main mainEntryBody ently_text theme-doc-markdown mw-parser-output "
    "vp-doc theme-default-content md-content__inner td-content gh-content crayons-article__body asset-body "
    "elementor-widget-theme-post-content et_pb_post_content brxe-post-content fl-post-content p-entry__body "
    "p-entry-content p-entry__content c-postContent post_content wp-block-post-content znc mdContent-inner "
    # What many call it.
    "entry-content entry-contents entry_content entryContent entry-body entry_body entryBody entry-body-text entrybody "
    "entry_text entry-text entryText entry__body entry__content entry-inner post-content post-contents post_body "
    "post-body postBody post-body-inner post__content post__body post-entry post-text post-txt article-body-text "
    "article-entry article-body article_body articleBody article-content article_content articleContent article__body "
    "article__content article-text articleText articleTextArea subContentsInner articles-body single-content "
    "single-body single__content page__content e-content blog-content blog-body blog_content blogbody blog-post-content "
    "main_body main-body mainBody main_text mainText main_article column-body column_body usercontent entryTd "
    "POST_BODY data-hook=post-description news-content news_body newsBody newsdetail news-detail detail-body rich-text richText rich_text wysiwyg "
    "kizi-body kiji-body kijiBody kizi kiji honbun #honbun #kiji #more_body markdown-body markdown prose"
)
"""Class words and #ids of elements that hold an article's body, the surest first."""

CONTINUATIONS: Final = frozenset(
    _words(
        "article-body-more asset-more entry-more entry_more entryMore mainEntryMore mainmore entry-body-more more_body "
        "more-body entry-extended entry_extended extended moreText more-text #more #extended"
    )
)
"""The same for what follows "continued": it belongs to the body before it."""

BODY_LIKE: Final = "class~=body"
"""Stands in `CONTAINERS` for every name that `is_body_like`."""

CONTAINERS: Final = _words(
    f"{BODY_LIKE} itemprop=articleBody itemprop=text <article> hentry h-entry post-single single-post post-detail blog-detail "
    "blog-post entry post article content <main> role=main main-content main_content #main-content "
    "maincontent #maincontent #main #contents #content #article contents text day main"
)
"""What may hold an article together with what stands around it, the surest first: class words, #ids, <tags>,
attributes."""

READING_TIME: Final[re.Pattern[str]] = re.compile(
    r"(?:^|[\s_-])(?:reading[-_]?time|read[-_]?time|time[-_]to[-_]read|readingtime|min[-_]read|rt[-_]label)",
    re.IGNORECASE,
)

# Elements inside a line of prose: only names that mean nothing else speak of them.
_INLINE: Final = frozenset(
    _words("a abbr b big cite code em font i label mark q s small span strong sub sup time u ins del")
)
_HEADINGS: Final = frozenset(_words("h1 h2 h3 h4 h5 h6"))
_NEVER: Final = frozenset(_words("html body main table thead tbody tr td th pre br img"))

_INLINE_NAMES: Final = re.compile(
    r"(?:^|-)(?:screen-reader-text|sr-only|visually-hidden|visuallyhidden|headerlink|header-anchor|hash-link|anchorjs-link|"
    r"heading-anchor|more-link|read-more|readmore|ad-label|toc-toggle|ez-toc-title|edit-link|editsection|mw-editsection|"
    r"post-edit-link|mw-jump-link|sanchor|timestamp|hatena-star|hatena-citation|wp-block-file-button|msg-symbol|message-symbol|share-count|like-count|posted-with|fn-backref|copy-btn|copy-button|"
    r"material-icons?(?:-\w{3,8}|-two-tone)?|material-symbols?(?:-\w{3,8})?|shcb-language|code-block-pro-lang|"
    r"entry-date|entry-time|post-date|article-date|published|updated|byline|post-views|views-count|footnotes-title|sectioncategory)(?:-|$)"
)
_CARDS: Final = re.compile(
    r"(?:^|-)(?:blog-?cards?|link-?cards?|lkc|embed-card|site-?card|ogp-?card|pick-creative|og-card|oembed|internal-link-card|"
    r"wp-oembed|getpost|cardlink|card-link|st-cardbox|linkto|url-card|web-?card|page-card|hatena-?card|"
    r"wp-embedded-content|kaerebalink|booklink|tomarebalink|tabereba|cstmreba|pochireba|yyi-rinker|rinker|pochipp|amazlet|itemlink|"
    r"easylink|asin-detail|amazonjs|appreach|azlink|product-item-box|amazon-item-box|rakuten-item-box|amazon-box|"
    r"moshimo|affi|affiliate|af-?box|swell-block-afbox|affiliate-box|afi-box|shohin-box|bookmark-card|external-article)(?:-|$)"
)
_OBJECT: Final = "(?:entry|post|article|single|page|blog|kizi|kiji|diary)"
_CHROME: Final = re.compile(
    r"(?:^|-)(?:"
    # ways through the site
    r"bread-?crumbs?|crumbs|pankuzu|topic-?path|nav|navi|navigation|navbar|gnavi?|global-?navi?|pager|pagination|"
    r"side\d{0,2}-?(?:nav|area|col(?:umn)?|box|block|contents?|wrap|inner)|side\d{1,2}|pagenation|page-?navi|page-numbers|page-links?|prev-?next|next-?prev|paging|side-?bar|side-?menu|"
    r"page-?top|to-?top|back-?to-?top|go-?top|search-?(?:form|box|results?)|skip-link|site-?(?:header|footer|branding)|[lpg]-(?:foot|footer|head|header)|foot-?(?:er)?-?(?:nav|area|inner|menu|widget\w*|contents?|copy)|copyright|"
    r"global-?(?:header|footer)|menu-list|drawer|hamburger|"
    # tables of contents
    r"toc|toc2|rtoc|lwptoc|ez-toc|table-?of-?contents|mokuji|simpletoc|"
    # sharing, liking, following
    r"sns|share|shares|sharing|share-?(?:btns?|buttons?|links?|box|area|bar|list)|sharedaddy|social|social-?links|addtoany|"
    r"a2a|addthis|ssba|shariff|heateor|wp-?ulike|ulike|zenback|fb-like|fb-root|line-it|hatena-?(?:bookmark|star|module)|"
    r"like-?(?:button|btn|box|area|wrap)|iine|follow-?(?:box|us|me|btns?|buttons?|area|links?)|"
    # other articles
    r"related|related-?(?:posts?|entr(?:y|ies)|articles?|list|links?)|yarpp|kanren|jp-relatedposts|"
    r"(?:recommend(?:ed|s)?|popular|new|latest|recent|ranking|pickup|featured|other)-?(?:posts?|entr(?:y|ies)|articles?|list)|"
    r"blog-?roll(?:-channel)?|(?:post|tumblr)-notes(?:-wrapper)?|entry-?cards?|post-?cards?|article-?cards?|card-?list|post-?lists?|archive-?list|a-wrap|wpp-list|read-?more|more-link|"
    # author, comments
    r"author-?(?:box|info|bio|profile|card|area|desc(?:ription)?|meta|name|img|avatar|data|link|links|block|widget|wrap|"
    r"section|thumb|detail|name)|about-?(?:the-)?author|post-?author|entry-?author|article-?author|byline|vcard|"
    r"writer(?:-(?:box|info|profile|card|area|name))?|supervisor-box|profile-?(?:box|card|area|widget|wrap|label|author)|"
    r"comments|comments?-?(?:lists?|form|area|respond|wrap|wrapper|reply|section|header|body|title|content|block|post)|respond|disqus|"
    r"track-?backs?|tb-area|cmts?|cmt-?(?:block|list|title|area|form|body)|"
    # about the article
    rf"{_OBJECT}-?(?:metas?|meta-?\w*|infos?|dates?|times|categor(?:y|ies)|cats?|tags?|tag-?list|footer|foot|utility|"
    r"authors?|terms|share|sns|navi?|navigation|option|status|state|thumbnail-meta|pagination|head-?meta|edit|views?)|"
    r"date-tags|btns?-area|posted-(?:on|by)|tags-links|cat-links|tag-?cloud|tag-?lists?|tag-?box|post-?tag-?box|tag-word|"
    r"modified-date|publish(?:ed)?-date|update-date|postmeta|entrymeta|post-views|"
    # advertisements, letters, banners
    r"ads?|ad-?(?:area|box|space|unit|wrap|label|block|container|slot)|adsense|adsbygoogle|advert|advertise(?:ment)?|"
    r"advertising|google-auto-placed|sponsor(?:ed|s|-?link)?|cta|cta-?box|newsletter|mail-?magazine|mail-?mag|merumaga|subscribe|subscription|"
    r"opt-?in|signup|micro-?copy|st-mybtn(?:-mini)?|outbrain|taboola|banner|ranking-?banner|blogmura|cookie-?(?:notice|banner|consent|bar)?|"
    r"modal(?=$|-(?:content|body|dialog|window|inner|overlay|wrap|wrapper|box|area|container))|"
    # parts of an engine
    r"wp-block-(?:latest-posts|query|categories|tag-cloud|post-terms|post-date|post-author|post-author-name|post-navigation-link|comments|"
    r"social-links|search|archives|latest-comments|rss|page-list|site-title|post-title|post-comments-form|calendar)|"
    r"o-widget-area|widget-area|sidebar-widget|fc2-footer|fc2button|web-?clap|list-category\w*|ldblog-related-articles|section-?footer|referer-?list|printfooter|catlinks|navbox|mbox-text|site-sub|wiki-update-info|other-formats|jumpmenu|paywall|premium-only|speechify-ignore|no-?print|print-none|hidden-print|"
    r"edit-?link|editsection|printfriendly|print-?(?:btn|button|link|area|mode)|code-?(?:block-?)?title|(?:in|out)put-?(?:area-)?prompt|"
    # who speaks, beside the picture of a balloon
    r"face-?icon|icon-name|speech-(?:person|icon|name)|balloon-?icon(?:-?name)?|(?:balloon|kaiwa|voice|chat|fukidashi)-?(?:name|face)|"
    r"reading-?time|read-?time|time-to-read|wprm-recipe-(?:snippet|jump|print|rating)|recipe-(?:jump|print|rating)|(?:kk-star|post|user|yasr)-ratings?"
    r")(?:-|$)"
)
# What a service's script fills with cards; until then it holds a word for those who run none.
_PLACEHOLDERS: Final = re.compile(r"(?:msmaflink|moshimo|rakuten-?widget|amzn-?assoc)-.{1,60}")
# Words of which only the whole is a sure sign.
_WHOLE: Final = frozenset(
    _words(
        "ad ads author comments widget textwidget footer sidebar toolbar utility posted tags tag taglist timestamp postinfo "
        "posthead entry-header post-header article-header articlehead p-article-head p-article-foot entry-footer post-footer "
        "article-footer date-header respond footnote-back voice-links popup modal toc index-list meta-box icon"
    )
)
# And those that are one only around an article: an author may call a box so.
_AROUND: Final = frozenset(
    _words(
        "pr print prev next previous profile comment side menu date category categories ranking meta time header head foot"
    )
)
_HEADING_NAMES: Final = re.compile(r"(?:^|-)(?:toc|related|share|sns|comments?|respond|pager|author|profile)(?:-|$)")
# An id may be made from a heading: only what no author's heading becomes.
_IDS: Final = re.compile(
    r"(?:(?:global-?|site-?|page-?|local-?|main-?)?(?:header|footer|nav|navi|menu|gnavi?)|head|foot|side|side-?bar|side-?menu|"
    r"sub-?column|left-?column|right-?column|bread-?crumbs?|pankuzu|topic-?path|toc|toc-container|ez-toc-container|rtoc|"
    r"table-of-contents|mokuji|comments?|comment-?(?:area|form|list)|respond|disqus-thread|track-?backs?|"
    r"(?:jp-)?related-?(?:posts?|entries|articles?)?|share|sns|sns-\w+|share-\w+|social|copyright|page-?top|search|search-?form|"
    r"post-?(?:navigation|tag-?box|footer|header|meta)|entry-?(?:footer|header)|author-?(?:box|info)|profile|"
    r"ad|ads|ad-?\w*area|sponsor|ldblog-related.*|jp-post-flair|[a-z0-9-]*copyrights?|by-?line|article-?(?:meta|info|header|footer|share|tags?)|post-?(?:info|share|tags?)|"
    r"widgets?|sidebar.*|secondary|tertiary|colophon|masthead)"
)

_IGNORED: Final = (
    "category-",
    "tag-",
    "has-",
    "is-",
    "post-tag",
    "wp-elements",
    "type-",
    "status-",
    "format-",
    "align",
)
_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_MARKS: Final = re.compile(r"[_:.]+|-{2,}")


def names_of(written: str) -> list[str]:
    """Class words in one spelling: p-articleMetas and p_article_metas are p-article-metas.

    >>> names_of("p-articleMetas category-share c-shareBtns__item")
    ['p-article-metas', 'c-share-btns-item']
    """
    return [_name(word) for word in written.split() if not word.startswith(_IGNORED)]


def _name(word: str) -> str:
    return _MARKS.sub("-", _CAMEL.sub("-", word)).lower()


_BODY_LIKE: Final = re.compile(
    r"(?:(?!side|foot|head|widget|list|card|modal|menu)[a-z]{1,12}-)?(?:news|article|entry|post|blog|column|topics?|kiji|story|diary|report)-?(?:detail|main|page|single)?-"
    r"(?:body|contents?|text|txt|honbun)"
)


@lru_cache(maxsize=2048)
def is_body_like(word: str) -> bool:
    """Whether a class word calls its element the body of an article, in whatever spelling.

    >>> is_body_like("newsDetail__body"), is_body_like("post-text-small"), is_body_like("related-post-text")
    (True, False, False)
    """
    name = _name(word)
    return _BODY_LIKE.fullmatch(name) is not None and not _CHROME.search(name)


_OF_TABLES: Final = re.compile(r"(?:^|-)(?:[acfoti]?mbox|nav-?box|no-?print)(?:-|$)")
"""Names of tables that are no layout."""


def furniture(tag: str, attributes: dict[str, str], *, around: bool = False) -> Mute | None:
    """What the words of an element count as if its names say that they are not the article's.

    `around`: whether the element may stand beside the article, not only inside it.

    >>> furniture("div", {"class": "c-shareBtns"}), furniture("div", {"class": "p-blogCard"})
    ('markup', 'embeds')
    >>> furniture("p", {"class": "lead add-on header-note author-note"})
    """
    if tag in _NEVER:
        named = tag == "table" and any(_OF_TABLES.search(name) for name in names_of(attributes.get("class", "")))
        return "markup" if named else None
    written, identity = attributes.get("class", ""), attributes.get("id", "")
    if not written and not identity:
        return "markup" if attributes.get("role") in _ROLES else None
    if len(written) + len(identity) > 300:
        return None
    found = _furniture(tag, written, identity, around)
    if found is None and attributes.get("role") in _ROLES:
        return "markup"
    return found


_ROLES: Final = frozenset(("navigation", "complementary", "search", "banner", "contentinfo", "dialog", "doc-toc"))


@lru_cache(maxsize=2048)
def _furniture(tag: str, written: str, identity: str, around: bool) -> Mute | None:
    names = names_of(written)
    if tag in _INLINE:
        if any(_CARDS.search(name) for name in names) and tag == "a":
            return "embeds"
        return "markup" if any(_INLINE_NAMES.search(name) for name in names) else None
    if tag in _HEADINGS:
        return "markup" if any(_HEADING_NAMES.search(name) for name in names) else None
    for name in names:
        if _CARDS.search(name):
            return "embeds"
        if name in _WHOLE or (around and name in _AROUND) or _CHROME.search(name):
            return "markup"
    if identity and _IDS.fullmatch(name := _name(identity)):
        return "markup"
    return "embeds" if identity and _PLACEHOLDERS.fullmatch(name) else None
