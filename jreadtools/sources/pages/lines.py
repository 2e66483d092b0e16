"""Lines that themes print and no author writes, told by their words: 「スポンサーリンク」, "Tweet", 「456 views」."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from jreadtools.article import Kind
from jreadtools.sources.copied.page_words import NOTICE, WORDS, compact, key
from jreadtools.sources.references import unescape

__all__ = [
    "DAY",
    "OTHER_DAY",
    "SECTION",
    "folded",
    "furniture_reason",
    "is_about_the_article",
    "is_credit",
    "is_crumbs",
    "is_foot",
    "is_tail",
    "plain",
    "unpaged",
]


def plain(markup: str) -> str:
    """The words of a short piece of HTML on one line."""
    return " ".join(unescape(_ANY_TAG.sub("", markup)).split())


_ANY_TAG: Final = re.compile(r"<[^<>]*>")


def _lines(reason: str, written: str) -> dict[str, str]:
    return dict.fromkeys(written.split(), reason)


# Whatever element they stand in; folded, see below. An underscore is nothing.
_SURE: Final = {
    **_lines(
        "page",
        "スポンサーリンク スポンサードリンク スポンサー広告 スポンサーサイト sponsoredlink sponsoredlinks advertisement",
    ),
    **_lines("menu", "目次 もくじ この記事の目次 記事の目次 目次へ 目次へ戻る 目次に戻る [目次] tableofcontents"),
    **_lines(
        "share",
        "シェアする シェアしてね この記事をシェア この記事をシェアする この記事をシェアしよう 記事をシェアする tweet ツイートする ポストする "
        "この記事が気に入ったら この記事が気に入ったらいいねしよう! この記事が気に入ったらいいね!しよう この記事が気に入ったらフォローしよう 最新情報をお届けします "
        "いいね! いいねする フォローする 読者になる facebookでシェア twitterでシェア xでシェア lineで送る はてなブックマークに追加 "
        "このエントリーをはてなブックマークに追加 urlをコピー リンクをコピー urlをコピーする コピーしました! コピーしました",
    ),
    **_lines(
        "related",
        "関連記事 関連する記事 関連エントリー 関連ページ この記事に関連する記事 あわせて読みたい あわせて読みたい記事 合わせて読みたい 合わせて読みたい記事 よく読まれている記事 関連ニュース "
        "続きを読む もっと見る もっと読む readmore continuereading",
    ),
    **_lines("profile", "この記事を書いた人 この記事を書いた人はこちら この記事の著者 この記事の執筆者 writer"),
    **_lines(
        "comments",
        "コメントを残す コメントを書く コメントする トラックバック トラックバックurl この記事へのコメント この記事へのトラックバック",
    ),
    **_lines(
        "footer",
        "トップへ戻る ページトップへ ページトップへ戻る ページの先頭へ ページの先頭へ戻る このページの先頭へ 先頭へ戻る topへ戻る pagetop "
        "一覧へ戻る 記事一覧へ戻る 一覧に戻る にほんブログ村 人気ブログランキング 人気ブログランキングへ ブログランキング・にほんブログ村へ fc2ブログランキング",
    ),
}
# Only where they are a paragraph of their own: an article may have a heading or a cell that says so.
_LIKELY: Final = {
    **_lines(
        "page",
        "広告 pr ad ads [pr] 【広告】 【pr】 広告リンク 有料記事 会員限定 会員限定記事 有料会員限定 有料会員限定記事",
    ),
    **_lines(
        "menu",
        "contents index ホーム home サイトマップ お問い合わせ プライバシーポリシー ログイン 開く 閉じる 表示 非表示 show hide",
    ),
    **_lines(
        "share",
        "シェア ツイート ポスト いいね 0いいね! フォロー はてブ pocket feedly facebook twitter x line share コピー copy 送る linkedin pinterest",
    ),
    **_lines(
        "related",
        "関連 関連情報 関連キーワード 関連タグ 関連ワード 関連トピック 詳しく見る 記事を読む おすすめ記事 人気記事 最新記事 新着記事 前の記事 次の記事 前の記事へ 次の記事へ 前へ 次へ 前のページ 次のページ prev next メールで新着を受け取る 新着をメールで受け取る",
    ),
    **_lines("comments", "コメント コメント一覧 comment comments パーマリンク permalink 返信 返信する"),
    **_lines(
        "footer",
        "カテゴリー カテゴリ タグ category categories tags tag アーカイブ プロフィール 印刷する 印刷 print 編集 編集する edit 上に戻る 戻る",
    ),
}
_PATTERNS: Final = (
    (
        "views",
        re.compile(
            r"[\d,]+(?:views?|pv|回閲覧|回表示|アクセス)|(?:閲覧数|アクセス数|views?|pv)[\d,]+(?:回|views?|pv)?"
        ),
    ),
    (
        "share",
        re.compile(
            r"(?:(?:シェア|ツイート|ポスト|はてブ|いいね|スキ|pocket|line|facebook|twitter|x|feedly|tweet|コピー|share|送る|b!|noteで書く|リンク)[!する]{0,3}\d{0,6}){2,}"
            r"|(?:twitter|x|facebook|instagram|line|youtube|threads)で.{1,24}をフォロー(?:しよう|する|してね)?!?"
            r"|\d+(?:いいね!?|スキ|リアクション|notes|users?|likes?|シェア|ブックマーク)|(?:いいね!?|スキ|シェア)\d+"
        ),
    ),
    ("footer", re.compile(r"(?:copyright|©|\(c\)).{0,60}|.{0,40}allrightsreserved.{0,10}")),
    (
        "footer",
        re.compile(
            r"\d{0,20}(?:前の?ページ(?:へ|に)?(?:戻る)?|次の?ページ(?:へ|に)?(?:進む)?|\d{1,3}){1,12}(?<!\d)\d{0,20}|\(?\d{1,2}/\d{1,2}ページ\)?"
        ),
    ),
    ("page", re.compile(r"codelanguage.{1,40}")),
    (
        "menu",
        re.compile(
            r"(?:(?:無料|新規){0,2}(?:会員|ユーザー)?登録(?:する)?(?:はこちら)?|ログイン(?:する)?(?:はこちら)?|マイページ){2,4}"
        ),
    ),
    (
        "comments",
        re.compile(r"\d+件?の?(?:コメント|返信|トラックバック|comments?)|(?:コメント|トラックバック|comments?)\d+件?"),
    ),
    (
        "footer",
        re.compile(
            r"にほんブログ村.{0,20}(?:へ|ブログ|村)|.{0,20}ランキング・にほんブログ村へ|(?:blog|ブログ)?ランキング(?:参加中|に参加中)!?"
        ),
    ),
)
_LONGEST: Final = 40
_MARKS: Final = re.compile(r"[\s\u200b:>≫»▼▶►→↓←<≪«|/✓★☆♪。.…\\-]+")


def folded(text: str) -> str:
    """A label without spaces and ornaments, in one width and case."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", text)).lower()


_PAGE_OF: Final = re.compile(
    r"\s*[（(【\[]?\s*(?:\d{1,2}\s*[/／]\s*\d{1,2}\s*(?:ページ|頁|page)?|\d{1,2}\s*(?:ページ目|頁目))\s*[）)】\]]?\s*$",
    re.IGNORECASE,
)


def unpaged(title: str) -> str:
    """A title without the number of the page that a long article is cut into.

    >>> unpaged("梅の話：土と鉢（1/2 ページ）"), unpaged("梅の話 (3ページ目)"), unpaged("暮らしの1/2")
    ('梅の話：土と鉢', '梅の話', '暮らしの1/2')
    """
    found = _PAGE_OF.search(title)
    if found is None or not (set(found[0]) & set("（(【[") or "ペ" in found[0] or "頁" in found[0]):
        return title
    return title[: found.start()].rstrip(" -–—|｜:：") or title


def furniture_reason(text: str, kind: Kind) -> str:
    """Why a whole block is no prose, as in `Dropped.reason`; "" for an author's words.

    >>> furniture_reason("スポンサーリンク", "heading"), furniture_reason("456 views", "paragraph")
    ('page', 'views')
    >>> furniture_reason("広告", "heading"), furniture_reason("広告の話をします。", "paragraph")
    ('', '')
    """
    if kind == "paragraph" and _is_notice(text):
        return "page"
    if len(text) > _LONGEST or kind in {"code", "cell", "caption"}:
        return ""
    label = folded(text)
    bare = label.strip("[]【】()〔〕■◆●")
    if reason := _SURE.get(label) or _SURE.get(bare):
        return reason
    if _OTHERS_READ.fullmatch(bare):
        return "related"
    if _SWITCHED.fullmatch(label):
        return "menu"
    if kind != "paragraph":
        return ""
    if reason := _LIKELY.get(label) or _LIKELY.get(bare):
        return reason
    if _GENRE.fullmatch(text):
        return "page"
    if (word := WORDS.get(key(text))) is not None and word.role != "weak" and word.reason != "menu":
        return word.reason
    return next((reason for reason, pattern in _PATTERNS if pattern.fullmatch(label)), "")


_OTHERS_READ: Final = re.compile(
    r"(?:こちらの|この|他の|ほかの)(?:記事|コラム|ページ)(?:も|を).{0,12}(?:読まれています|おすすめ(?:です|します)?|どうぞ|ご?覧ください|チェック(?:しています|してください)?)[!]?"
    r"|※?.{0,20}(?:の|による)関連記事はこちら[!。]?"
)
"""Above titles of other articles."""
_SWITCHED: Final = re.compile(
    r"(?:この記事の)?(?:目次|もくじ|contents)[\[(]?(?:開く|閉じる|表示|非表示|hide|show)[\])]?"
)
"""Above a table of contents that opens."""
_GENRE: Final = re.compile(r"\s*テーマ\s*[:：][^。]{1,20}ジャンル\s*[:：][^。]{1,20}")
"""What FC2 prints below a post."""
_VIEWER: Final = re.compile(
    r"\s*[^。]{0,60}(?:PDF|Excel|Word|添付)[^。]{0,30}(?:ファイル|文書)[^。]{0,30}(?:は|には|場合|ため)[^。]{0,20}(?:Adobe|Acrobat|Reader|Viewer)[^。]{0,60}(?:必要|ダウンロード|お持ち)",
    re.IGNORECASE,
)
"""What public offices print below links to files: which program opens them."""
_NOTICES: Final = re.compile(
    r"(?:(?:この|本|当)?(?:記事|ページ|コンテンツ|続き|[^。、]{1,8}機能)(?:の続き|の全文)?は、?[^。]{0,6}(?:有料(?:記事|会員|コンテンツ)?|(?:会員|購読者)(?:の方|様)?(?:限定|専用|のみ|だけ))[^。]{0,12}(?:です|ます)。?)?"
    r"(?:残り:?[\d,]+(?:文字|字)(?:/全?[\d,]+(?:文字|字))?。?)?"
    r"(?:[^。]{0,30}(?:登録|購読|購入|ログイン|会員に?な)(?:する|すれば|して|していただく|いただく|る|れば|ると)[^。]{0,12}(?:続き|全文)[^。]{0,8}(?:読み|読め|ご覧|閲覧)[^。]{0,10}。?)?"
    r"|(?:コメント|評価|感想|ブックマーク|投稿|回答|いいね|レビュー)[^。]{0,12}には、?ログイン[^。]{0,16}(?:必要です|ください)。?"
    r"|\d{1,6}人中\d{1,6}人が.{0,6}役に立.{0,16}|(?:さらに|ほかに|他に)ご?(?:質問|不明な?点)(?:が|は)(?:あり|ござい)ます?か\?.{0,20}"
    r"|youcanreadthe.{0,40}articlehere\.?"
    r"|より(?:良|よ)い(?:ウェブサイト|ホームページ|サイト|ページ)[^。]{0,16}(?:ご意見|評価|アンケート)[^。]{0,12}ください。?"
    r"|(?:この|本|当)(?:ページ|記事|サイト)の?(?:情報|内容)?は、?(?:お?役に立|見つけやす|わかりやす|分かりやす|参考にな)[^。]{0,12}か[?。]?"
)
"""What sites ask of their readers, or tell them: who may read on, who may answer, whether a page was of use."""


def _is_notice(text: str) -> bool:
    if len(text) > 3 * _LONGEST:
        return False
    if _VIEWER.match(text):
        return True
    line = compact(text)
    return NOTICE.fullmatch(line) is not None or _NOTICES.fullmatch(line) is not None


_DATE: Final = r"(?:(?:\d{4}|(?:令和|平成|昭和)[\d元]{1,2})[年/.-]?\d{1,2}[月/.-]?\d{1,2}日?(?:\([月火水木金土日a-z]{1,3}\))?(?:t?\d{1,2}[:時]?\d{2}[:分]?(?:\d{2}秒?)?)?)"
DAY: Final = re.compile(
    r"(?:\d{4}|(?:令和|平成|昭和)[\d元]{1,2})\s?[年/.-]\s?\d{1,2}\s?[月/.-]\s?\d{1,2}日?(?:\s{0,2}\d{1,2}[:時]\d{2}分?)?"
)
OTHER_DAY: Final = re.compile(
    "^【|追記|(?<!公開)(?<!更新)(?<!投稿)(?<!掲載)(?<!配信)日時：|開催|会期|期間|期限|締め?切|受付|営業|発売|まで$|から$"
)
"""The day of an event, not the one on which an article about it was written."""
_ABOUT: Final = re.compile(
    rf"(?:(?:公開日?|投稿日?時?|更新日?時?|最終更新日?|作成日?|発行日?|掲載日?|配信日?|記事公開日|published(?:on)?|updated(?:on)?|posted(?:on)?|date|created(?:at|on)?|last-?(?:updated|modified)(?:at|on)?|updatedat|publishedat|postedat)?{_DATE}"
    r"(?:公開|更新|投稿|作成|発行|最終更新|に公開|に更新)?[/|・,]?){1,3}(?:\(?(?:revision|rev|ver|version|第)\.?\d{1,3}版?\)?)?(?:\(\d+d\))?"
    r"|\d{1,2}[/月]\d{1,2}日?\([月火水木金土日]\)(?:\d{1,2}:?\d{2})?(?:配信|更新|公開|投稿)?"
    rf"|{_DATE}[^。、]{{1,10}}(?:係|部|課|室|局|担当|記者)"
    r"|(?:投稿者|著者|筆者|執筆者?|ライター|文責?|作者|監修者?|編集|author|writer|by|postedby)[^。、]{1,20}"
    r"|(?:カテゴリー?|テーマ|タグ|tags?|category|categories)[^。、]{1,40}"
    r"|約?\d{1,3}(?:年|[かヶカケ]月|週間|日|時間|分)(?:以上)?前(?:に?(?:公開|投稿|更新))?|(?:公開|投稿|(?:最終)?更新|掲載|作成|配信)日時?"
    r"|(?:#[^\s#。、]{1,20}){1,8}|[\d,]+(?:views?|pv)|(?:by|in)?[^。、]{1,20}" + _DATE
)
_TAIL: Final = _lines(
    "footer",
    "関連記事 関連する記事 関連エントリー おすすめ記事 おすすめの記事 人気記事 人気の記事 最新記事 最近の記事 最近の投稿 新着記事 コメント コメント一覧 コメントを残す "
    "この記事へのコメント トラックバック この記事を書いた人 この記事の著者 プロフィール 著者プロフィール 著者紹介 アーカイブ カテゴリー カテゴリ あわせて読みたい "
    "シェアする この記事をシェア この記事をシェアする 前後の記事 関連コンテンツ otherposts relatedposts relatedarticles comments recentposts recententry recententries newentry newentries recentcomment recentcomments 記事一覧 検索 "
    "ブログ内検索 月別アーカイブ タグクラウド relatedarticle あなたへのおすすめ あなたにおすすめ あなたにおすすめの記事 人気記事ランキング アクセスランキング リンク元 newarticle newarticles newpost newposts latestarticles",
)


# Headings of an author too: the little that stands below tells.
_LIKELY_TAIL: Final = _lines(
    "footer",
    "readmore 最新のお知らせ お知らせ一覧 新着情報 こちらもおすすめ こちらもどうぞ 次に読む",
)


def is_credit(text: str) -> bool:
    """Whether a line says who wrote an article, took its pictures, asked the questions.

    >>> is_credit("取材・文＝花野いづみ　写真＝桃田"), is_credit("筆者の庭から")
    (True, False)
    """
    return len(text) <= 2 * _LONGEST and _BY.fullmatch(unicodedata.normalize("NFKC", text).lower().strip()) is not None


def is_about_the_article(text: str) -> bool:
    """Whether a line at the top of an article says when, by whom and about what it was written.

    >>> is_about_the_article("公開日：2024年3月5日"), is_about_the_article("2024年の春に引っ越しました。")
    (True, False)
    """
    if len(text) > 2 * _LONGEST or "。" in text or "://" in text or OTHER_DAY.search(text):
        return False
    line = unicodedata.normalize("NFKC", text).lower()
    if (
        _ABOUT.fullmatch(re.sub(r"\s", "", line).replace(":", "")) is not None
        or _BY.fullmatch(line.strip()) is not None
    ):
        return True
    undated, days = _DAY.subn("\0", _VIEWS.sub("", line))
    if not days:
        return False
    words = [word for part in _BETWEEN.split(undated) if (word := _WHEN.sub("", part).strip())]
    is_about = _RULE.search(undated) is not None or _LABELLED.search(undated) is not None
    return not words or (is_about and all(len(word) <= _SHORT for word in words))


_SHORT: Final = 12
_VIEWS: Final = re.compile(r"(?:閲覧|アクセス|表示)回?数\s?[\d,]{1,9}\s?回?|[\d,]{1,9}\s?(?:views?\b|pv\b|回閲覧)")
_MONTH: Final = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_DAY: Final = re.compile(
    r"(?:(?:\d{4}|(?:令和|平成|昭和)[\d元]{1,2})\s?[年/.-]\s?\d{1,2}\s?[月/.-]\s?\d{1,2}\s?日?"
    rf"|(?:\d{{1,2}}\s{_MONTH},?|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?)\s\d{{4}})"
    r"(?:\s?\(?(?:[月火水木金土日]|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6})(?:曜日?)?\)?(?!\w))?"
    r"(?:t|\s{0,2})(?:\d{1,2}[:時]\s?\d{2}分?(?::\d{2}|\d{2}秒)?)?(?:\s?(?:jst|utc|\+0900|\+09:00))?"
)
_WHEN: Final = re.compile(
    r"(?:記事)?(?:公開|投稿|更新|作成|掲載|配信|改訂|改定|修正|初版|最終更新)(?:日時|日|時刻)?(?!\w)|(?:最終)(?=更新)|(?:に|を)?(?:公開|更新|投稿|作成)$"
    r"|\b(?:last|first|date|published|updated?|posted|created|modified|revised|on|at|time)\b|\bby\s.{1,20}$"
)
_BETWEEN: Final = re.compile(r"[\0|/・,;:()\[\]【】〔〕「」~〜■□●◆▼▲★☆–—-]|\s{2,}")
_RULE: Final = re.compile(r"\0[^\0]{0,20}[|/・]|[|/・][^\0]{0,20}\0")
"""Something stands beside the day, behind a rule."""
_LABELLED: Final = re.compile(
    r"\0.{0,24}\b(?:posted|written)\sby\s|\b(?:published|updated|modified|created|posted)(?:\s(?:on|at))?\s?:\s?\0.*\b(?:published|updated|modified|created|posted|version|author|by)\b"
)
"""A day has a label, and another label follows."""
_ROLES: Final = (
    r"(?:投稿者|著者|筆者|執筆者?|ライター|文責?|作者|監修者?|編集者?|取材(?:協力)?|協力|制作|企画|聞き手|構成|写真|撮影|イラスト|翻訳|訳"
    r"|text|photo(?:s|graphs?)?|interview|words|writer|author|edit(?:or)?)"
)
_BY: Final = re.compile(
    rf"(?:{_ROLES}(?:\s?[・/&+、]\s?{_ROLES}){{0,3}}\s?(?:[:=/●|]|by)\s?[^。:=●]{{1,20}}){{1,4}}"
    r"|(?:キーワード|keywords?)\s?[:=]\s?[^。]{1,60}|\(?(?:revision|rev|version|ver)\.?\s?:?\s?\d{1,3}\)?"
    r"|\[[^\[\]。]{2,20}[,、/][^\[\]。]{2,20}\]"
    r"|(?:ページ|記事|文書|コンテンツ|レシピ)(?:id|番号|no\.?)\s?[:=]?\s?[\w-]{1,20}"
)


_FOOT: Final = re.compile(
    r"(?:copyright|©|\(c\)).{0,60}|.{0,40}allrightsreserved.{0,10}|since\d{4}.{0,6}"
    r"|.{0,20}(?:リンクフリー|無断転載|無断で転載|転載を禁|転載・複製).{0,30}"
    r"|.{0,10}(?:ご)?(?:感想|意見|連絡|質問)[^。]{0,10}メール[^。]{0,16}(?:[\w+-]{1,30}@.{1,40})?|(?:mail|e-?mail|メール)?[\w+-]{1,30}@[\w.-]{1,40}"
    r"|(?:あなたは)?\d{1,9}人目.{0,12}|.{0,16}\d{3,4}[x×]\d{3,4}(?:以上)?.{0,16}"
)
_WAY: Final = re.compile(
    r"(?:(?:前|次|先|目次|もくじ|表紙|トップ|top|home|ホーム|index|一覧|戻る?|もどる|最初|最後|back|next|prev(?:ious)?|up)|(?:前|次)の(?:記事|ページ|話|章|回|日|月|年|号|.{1,4}[記録])"
    r"|.{1,10}(?:目次|一覧|トップ|ページ))(?:へ|に|ページ|戻る){0,3}"
)
_WAYS: Final = re.compile(r"[|｜/／\[\]［］<>＜＞«»≪≫←→・\s\u3000-]+")


def is_foot(line: str) -> bool:
    """Whether a line at the end of a page is the page's own: a way out, a copyright, an address.

    >>> is_foot("[ 前へ | 随想目次 | 表紙へ ]"), is_foot("Copyright(C) 2001 Neko"), is_foot("では、また次の町へ。")
    (True, True, False)
    """
    if len(line) > 2 * _LONGEST:
        return False
    ways = [part for part in _WAYS.split(unicodedata.normalize("NFKC", line).lower()) if part]
    if ways and all(_WAY.fullmatch(part) for part in ways):
        return True
    return all(_FOOT.fullmatch(folded(part)) for part in line.split("。") if part.strip())


SECTION: Final = re.compile(
    r".{0,12}(?:お知らせ|ニュース(?:リリース)?|プレスリリース|新着情報|新着|ブログ|コラム|トピックス|日記|記事|特集|news|blog|press|topics?|columns?|release|information|article|home|top)",
    re.IGNORECASE,
)
"""What a site calls a part of it: the first heading of each page there, and no title."""
_CRUMBS: Final = re.compile(r"\s*[>＞›»≫]\s*")
_HOME: Final = re.compile(r"(?:home|トップ|top|ホーム)(?:ページ|page)?", re.IGNORECASE)


def is_crumbs(text: str, title: str, *, linked: bool) -> bool:
    """Whether a line above the article says where on its site it stands: from its first page, in links or to the title.

    >>> is_crumbs("トップ > 読みもの > 梅の話", "", linked=False), is_crumbs("設定 > 一般 > 情報", "", linked=False)
    (True, False)
    """
    if len(text) > 4 * _LONGEST:
        return False
    parts = _CRUMBS.split(text.strip())
    return (
        len(parts) > 1
        and not any("。" in part for part in parts)
        and (
            (linked and len(parts) > 2)
            or _HOME.fullmatch(parts[0]) is not None
            or folded(parts[-1]) in {"", folded(title)}
        )
    )


def is_tail(heading: str, *, likely: bool = False) -> bool:
    """Whether a heading begins what stands below the article on its page; `likely`: whether it may."""
    if len(heading) > _LONGEST:
        return False
    label, word = folded(heading), key(heading)
    if label in _TAIL or word in _TAIL:
        return True
    return likely and (label in _LIKELY_TAIL or (word in WORDS and WORDS[word].role == "opens"))
