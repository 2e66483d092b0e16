"""Pages that are no article: lists of articles, results of a search, addresses where nothing is.

A list is boxes of one kind with the title of another page at the head of each, which together hold the prose of the
page. Where its posts stand there in full, each of them is an article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urljoin, urlsplit

from jreadtools.sources.encoding import clean
from jreadtools.sources.entry import Entry
from jreadtools.sources.pages.link_cards import Card, card_lists, holds_titles, titles
from jreadtools.sources.pages.main_content import Outline, outlined, visible
from jreadtools.sources.pages.metadata import Head, head_of, plain, read_beside
from jreadtools.sources.pages.written_dates import date_in

__all__ = ["is_no_article", "posts_in_full"]


_TWO: Final = 2
_FEW: Final = 3
_SHARE: Final = 0.7  # of the prose of the page stands in the list
_BODY: Final = 20  # characters of prose in an element that is called a body make an article
_CONTINUED: Final = re.compile(
    r"<a\s[^<>]*>(?:\s|<[^<>]*>)*(?:続きを?読む|続きは|もっと(?:読む|見る)|全文|詳しく|記事を読む|read more|continue reading|more\b)"
    r"|(?:…|\.\.\.|\[&hellip;\]|&hellip;|\[…\])\s*(?:</[a-z]+>\s*){0,4}$",
    re.IGNORECASE,
)
_PARAGRAPH: Final = re.compile(r"<(?:p|br|li|h[2-6]|div)[\s/>]", re.IGNORECASE)
_LONG: Final = 150  # visible characters of a post in full


def posts_in_full(text: str) -> list[Entry]:
    """The posts of a page that holds several in full; empty for any other page."""
    text = clean(text)
    outline = outlined(text)
    items = _items(outline, head := head_of(text)) if holds_titles(outline.page, *outline.core) else []
    full = [item for item in items if _is_full(outline.page, item)]
    return [_entry(text, outline, item, head) for item in items] if full and 2 * len(full) >= len(items) else []


def is_no_article(text: str, outline: Outline) -> bool:
    """Whether a page is a list of articles, the result of a search, or the message that nothing is there."""
    if outline.prose.whole > _MESSAGE and not holds_titles(outline.page, *outline.core):
        return False
    head = head_of(text)
    if _is_message(outline, head):
        return True
    return not head.is_article and (bool(_items(outline, head)) or _is_index(outline, head))


def _items(outline: Outline, head: Head) -> list[Card]:
    """The articles that a page lists, if it is such a list and nothing more."""
    if head.is_article or not holds_titles(outline.page, *outline.core):
        return []
    if sum(outline.prose.of(start, end) > _BODY for start, end in outline.bodies()) == 1:
        return []  # of a list none has a body, or each
    return next((cards for cards in card_lists(outline, _titles(outline, head)) if _is_all(outline, cards, head)), [])


def _titles(outline: Outline, head: Head) -> Iterator[tuple[int, Card]]:
    return titles(outline.page, *outline.core, lambda href: _leads_within(href, head))


_ADDRESS: Final = re.compile(r"(?:https?:)?//(?:www\.)?([^/?#]*)([^#]*)", re.IGNORECASE)
_OTHER_SCHEME: Final = re.compile(r"[a-z][a-z+.-]*:(?!//)", re.IGNORECASE)


def _leads_within(href: str, head: Head) -> bool:
    """Whether a link leads to another page of the same site."""
    if not href or href[0] == "#" or _OTHER_SCHEME.match(href):
        return False
    own, target = _ADDRESS.match(head.url), _ADDRESS.match(href)
    if own is None:
        return True
    path = own[2].strip("/")
    if target is None:
        return not path or href.partition("#")[0].strip("/") != path
    return target[1].lower() == own[1].lower() and (not path or target[2].strip("/") != path)


def _is_all(outline: Outline, items: list[Card], head: Head) -> bool:
    """Whether a list is what the page is there for."""
    prose = outline.prose
    if len({item.href for item in items}) < len(items) or any(
        len(item.title) > 3 and item.title in head.title for item in items
    ):
        return False  # the page is about one of them
    held = sum(prose.of(item.start, item.end) for item in items)
    if held < _SHARE * prose.whole:
        return False
    spans = [(item.start, item.end) for item in items]
    for start, end in outline.bodies():
        apart = all(end <= a or start >= b for a, b in spans)
        around = any(start < a and b < end for a, b in spans)
        if around or (apart and prose.of(start, end) > _BODY):
            return False  # an article with cards in it, or with others below it
    return _is_of_posts(outline, items, head)


def _is_of_posts(outline: Outline, items: list[Card], head: Head) -> bool:
    """Whether anything says that a list is one of posts: their days, "read more", further pages, the name of the page.
    A manual lists its chapters in boxes of one kind too."""
    page = outline.page
    posts = sum(
        _is_dated(page[item.start : min(item.end, item.start + _REACH)])
        or _CONTINUED.search(page[item.below : item.end]) is not None
        for item in items
    )
    return (
        2 * posts >= len(items)
        or _INDEX.search(f"{head.title} {_first_heading(page, outline.start)}") is not None
        or _FURTHER.search(page, items[-1].end) is not None
    )


_ANY_TAG: Final = re.compile(r"<[^<>]*>")
_AGO: Final = re.compile(r"(?:^|\s)\d{1,3}\s?(?:分|時間|日|週間|[かヶカ]月|年)前(?:\s|$)")


def _is_dated(markup: str) -> bool:
    words = _ANY_TAG.sub(" ", markup)
    return date_in(words) != "" or _AGO.search(words) is not None


_REACH: Final = 3000
_FURTHER: Final = re.compile(
    r"""rel\s*=\s*["']?next|\b(?:class|id)\s*=\s*["'][^"'<>]{0,60}\b(?:pagination|pager|page-?navi|page-numbers|paging)\b""",
    re.IGNORECASE,
)


def _is_full(page: str, item: Card) -> bool:
    """Whether a post stands there as a whole."""
    return (
        visible(page, item.below, item.end) >= _LONG
        and len(_PARAGRAPH.findall(page, item.below, item.end)) >= _TWO
        and not _CONTINUED.search(page[item.below : item.end])
    )


def _entry(text: str, outline: Outline, item: Card, head: Head) -> Entry:
    inner = next(((a, b) for a, b in outline.bodies() if item.start <= a and b <= item.end), None)
    if inner is None:
        spine = outline.spine(item.below, item.end, _SHARE, outline.prose)
        inner = (outline.elements[spine[-1]].inner, outline.ends[spine[-1]]) if spine else (item.below, item.end)
    start, end = inner
    said = read_beside(outline.page, (item.start, start), (start, end), (end, item.end))
    try:
        url = urljoin(head.url, item.href)
        key = urlsplit(item.href).path.rstrip("/").rpartition("/")[2]
    except ValueError:  # http://[
        url = key = ""
    return Entry(
        body=text[start:end],
        markup="html",
        format="html",
        key=key,
        title=item.title,
        date=said.date,
        updated=said.updated,
        tags=said.tags,
        categories=said.categories,
        url=url if url.startswith("http") else "",
        truncated=_CONTINUED.search(outline.page[item.below : item.end]) is not None,
    )


_MESSAGE: Final = 150  # characters of prose
_NOTHING: Final = re.compile(
    r"404|not ?found|(?:ページ|記事|コンテンツ|URL|情報).{0,12}(?:見つかりません|見つけられません|存在し(?:ません|ない)|ありません|見当たりません|ございません)"
    r"|お探しの(?:ページ|記事|商品)|(?:ページ|記事)は.{0,10}(?:削除|移動|非公開)|(?:削除|移動)された可能性|(?:掲載|公開)(?:期間)?[はがを]?終了",
    re.IGNORECASE,
)
_CLOSED: Final = re.compile(
    r"メンテナンス中|(?:サービス|サイト|システム).{0,4}(?:休止|停止)中|under maintenance|アクセスが集中|アクセス.{0,8}(?:できません|拒否)"
    r"|(?<!\d)(?:403|50[0234]) ?(?:エラー|error|internal|bad|gateway)|forbidden|service unavailable|just a moment|attention required|access denied"
    r"|(?:送信|登録|受付|予約|申し?込み?)(?:が|を)?完了|(?:お問い?合わ?せ|お申し?込み?|ご登録|ご応募|ご注文|送信).{0,8}ありがとうござい|年齢(?:確認|認証)|(?:カート|買い物かご)(?:\s|[|｜-]|$)",
    re.IGNORECASE,
)
_REGRETS: Final = re.compile(
    r"しばらく(?:た|経|し|お待ち|時間)|時間を(?:おいて|置いて)|ご(?:不便|迷惑)を|メンテナンス中|(?:アクセス|表示|閲覧)(?:が|を|は|できません|する権限)|(?:送信|受付|登録|予約|申し?込み?)(?:が|を|は|いた)?(?:完了|しました)"
    r"|人間であること|接続のセキュリティ|(?:カート|かご).{0,12}(?:ありません|入っていません|空です)|受け?付けました|折り返し|ご連絡(?:いた|差し上げ)|(?:18|20|１８|２０|十八|二十)歳",
)
_NOTHING_NAMES: Final = re.compile(r"(?:^|[\s_-])(?:error-?404|page-?404|not-?found)(?:$|[\s_-])", re.IGNORECASE)
_CLASSES: Final = re.compile(r"""\bclass\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)')""", re.IGNORECASE)
_SEARCH: Final = re.compile(r"検索結果|サイト内検索|search results?\b|の検索\s*(?:[|｜:：-]|$)", re.IGNORECASE)
_INDEX: Final = re.compile(
    r"(?:記事)?一覧|アーカイブ|archives?\b|カテゴリー?(?:[:：「\s]|$)|タグ(?:[:：「\s]|$)|categor(?:y|ies)\b|tags?\b|サイトマップ|site ?map|新着情報$|すべての記事",
    re.IGNORECASE,
)
_BESIDE: Final = 300  # so far from a title its day is looked for
_WORD: Final = 10  # visible characters in an element that is called a body
_LINKS: Final = 5
_HARDLY: Final = 60


def _is_message(outline: Outline, head: Head) -> bool:
    """Whether a page says that there is nothing at its address, or that nothing was found."""
    if outline.prose.whole > _MESSAGE:
        return False
    page = outline.page
    title = f"{head.title} {_first_heading(page, outline.start)}"
    words = plain(_FIRST_HEADING.sub("", page[outline.start : outline.end]))
    if _SEARCH.search(title) and not head.is_article:
        return True
    if (_CLOSED.search(title) and _REGRETS.search(words)) or _asks(page, outline):
        return True
    if _NOT_FOUND.fullmatch(_first_heading(page, outline.start)) and _NOTHING.search(head.title):
        return True
    named = any(
        _NOTHING_NAMES.search(a or b) for a, b in _CLASSES.findall(page, max(0, outline.start - 1000), outline.end)
    )
    return _NOTHING.search(title) is not None and (named or _NOTHING.search(words) is not None)


_NOT_FOUND: Final = re.compile(
    r"(?=.*(?:404|not found))(?:error|エラー)?\W*(?:404)?\W*(?:error|エラー)?\W*(?:(?:the )?(?:requested )?(?:page|file|url)(?: was)?)?\W*(?:not found)?\W*",
    re.IGNORECASE,
)
"""All of a heading."""
_ASKING: Final = re.compile(
    r"(?:お問い?合わ?せ|お?申し?込み?|ご?予約|資料請求|コンタクト|contact(?: ?us)?|inquiry|ログイン|login|sign ?(?:in|up)|(?:新規)?(?:会員|ユーザー)?登録|応募)(?:フォーム|画面|ページ)?",
    re.IGNORECASE,
)
_POSTED: Final = re.compile(
    r"""<form\s[^<>]*method\s*=\s*["']?post\b|<input\s[^<>]*type\s*=\s*["']?password\b""", re.IGNORECASE
)


def _asks(page: str, outline: Outline) -> bool:
    """Whether a page is a form and hardly more."""
    return (
        _ASKING.fullmatch("".join(_first_heading(page, outline.start).split())) is not None
        and _POSTED.search(page, outline.start, outline.end) is not None
    )


_FIRST_HEADING: Final = re.compile(r"<h[12]\b[^<>]*>(.{0,400}?)</h[12]", re.IGNORECASE | re.DOTALL)


def _first_heading(page: str, start: int) -> str:
    found = _FIRST_HEADING.search(page, start)
    return plain(found[1]) if found else ""


_ANY_LINK: Final = re.compile(r"<a\s[^<>]*href[^<>]*>(.{0,300}?)</a", re.IGNORECASE | re.DOTALL)


def _is_index(outline: Outline, head: Head) -> bool:
    """Whether a page is called a list, and is links with hardly a sentence of its own."""
    page = outline.page
    if outline.prose.whole > _HARDLY or any(visible(page, *body) > _WORD for body in outline.outer_bodies()):
        return False
    heading = _first_heading(page, outline.start)
    is_called_so = _INDEX.search(f"{head.title} {heading}") is not None
    if (
        not is_called_so
        and heading
        and any(heading in title and len(title) > len(heading) + 2 for title in head.titles)
    ):
        return False  # a picture and others below it
    titles = {item.href: place for place, item in _titles(outline, head) if item.title}
    dated = sum(_is_dated(page[max(0, place - _BESIDE) : place + _BESIDE]) for place in titles.values())
    if len(titles) >= _FEW and 2 * dated >= len(titles):
        return True
    if not is_called_so:
        return False
    links = [len("".join(plain(match[1]).split())) for match in _ANY_LINK.finditer(page, outline.start, outline.end)]
    return len(links) >= _LINKS and 2 * sum(links) > visible(page, outline.start, outline.end)
