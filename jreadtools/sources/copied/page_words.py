"""What blog themes and services print around an article: the words of menus, share lists, comment forms and footers.

A line is looked up as a whole, in NFKC, in small letters, without white space, marks and counts at its ends: see
`jreadtools.sources.copied.copied_page`. A word here is never enough to take a text for a page.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final, Literal, NamedTuple

__all__ = ["FEW", "NOTICE", "SHARE_NAMES", "WORDS", "Role", "Word", "compact", "key", "may_be_page"]

Role = Literal["opens", "strong", "weak"]
"""opens: the part of the page below an article may begin with it. strong: nobody writes it as a line of an article.
weak: it belongs to a page if its neighbours do."""


class Word(NamedTuple):
    """What a line is that consists of it."""

    reason: str
    """See `jreadtools.article.Dropped`."""
    role: Role


_EDGES: Final = re.compile(r"^[^\w(]+|[^\w)]+$")
_COUNT: Final = re.compile(r"(?<=[^\W\d])(?:\([0-9,]{1,7}\)|[:(]?[0-9,]{1,7}件?\)?)$")


def compact(line: str) -> str:
    """A line without white space, in one width and in small letters."""
    return "".join(unicodedata.normalize("NFKC", line).lower().split())


def key(line: str) -> str:
    """A line as it is looked up: without white space, marks and a count at its ends, in small letters.

    >>> key("≡ ＭＥＮＵ"), key("コメント (3)"), key("‹ 前の記事へ")
    ('menu', 'コメント', '前の記事へ')
    """
    bare = _EDGES.sub("", compact(line))
    return _COUNT.sub("", bare) if bare[-1:].isdigit() or bare[-1:] in {")", "件"} else bare


_LISTS: Final[tuple[tuple[str, Role, str], ...]] = (
    (
        "menu",
        "strong",
        """
        メニュー menu メニューを開く メニューを閉じる メニュー開閉 ホーム home トップページ サイトマップ sitemap サイト内検索
        プライバシーポリシー privacypolicy 個人情報保護方針 運営者情報 コンテンツへスキップ 本文へスキップ コンテンツへ移動
        コンテンツに移動 スキップしてメインコンテンツに移動 メインコンテンツへスキップ openinapp skiptocontent skiptomaincontent ナビゲーションに移動 ナビゲーションへスキップ ログイン 会員登録
        新規登録 無料会員登録 login signin signup register ログイン会員登録 読者になる 読者をやめる 読者です ameba新規登録(無料)ログイン
        ameba新規登録(無料) ホームピグアメブロ ピグ アメブロ 芸能人ブログ 人気ブログ ブログトップ 前ページ次ページ
        最新記事一覧画像一覧 画像一覧 目次を表示 toggle togglenavigation togglemenu サイドバー サイドバーへスキップ
        navigation 検索: 検索する 検索フォーム 検索結果 同意する すべて同意 すべて許可 cookieの設定 クッキーの設定 accept
        acceptall 拒否する 続きを読む もっと見る もっと読む readmore showmore loadmore 見出し画像 ブログの作成・編集 ブログを検索 お問い合わせはこちら
        トレンド タイムライン 公式イベント 公式コラム 募集 organization opportunities ストックする 記事を検索
        """,
    ),
    (
        "menu",
        "weak",
        """
        トップ top about aboutus サイトについて このサイトについて ブログについて お問い合わせ お問合せ お問合わせ contact contactus
        会社概要 会社案内 企業情報 事業内容 サービス 採用情報 アクセス お知らせ ニュース news blog ブログ 料金 料金案内 料金の目安 実績 制作実績 施工事例
        店舗案内 商品一覧 スタッフ紹介 お客様の声 よくある質問 faq q&a 検索 search 閉じる close 開く カテゴリ一覧 記事一覧 免責事項
        お見積り無料 無料相談 資料請求 オンラインショップ カート マイページ 質問 問い合わせ english 日本語 language tech idea 文字サイズ 標準 拡大
        全て すべて その他 テーマ 次へ 前へ 非表示 表示 hide show
        """,
    ),
    (
        "share",
        "opens",
        """
        シェア シェアする シェアしてください urlをコピーしました urlをコピーしました! コピーしました share sharethis sharethispost shareon share/subscribe この記事をシェア この記事をシェアする
        このエントリーをはてなブックマークに追加 スポンサーリンクシェアする 記事をシェア snsでシェア snsでシェアする よかったらシェアしてね よかったらシェアしてね!
        この記事をsnsでシェア フォローする followme この記事が気に入ったらいいねしよう この記事が気に入ったらフォローしてね
        この記事が気に入ったらフォロー 最新情報をお届けします 共有: 共有 ツイートする 友達に教える この投稿をシェア シェアはこちら
        この記事が気に入ったらいいね!しよう この記事が気に入ったらいいねまたはフォローしてね! この記事が役に立ったらシェア いいね!した人 いいねした人 リブログする 拍手する ブログ拍手 web拍手 web拍手byfc2
        """,
    ),
    (
        "profile",
        "opens",
        """
        この記事を書いた人 aboutme この記事の著者 この記事の筆者 この記事を書いたのは 記事を書いた人 書いた人 writer author abouttheauthor
        writtenby postedby 執筆者 執筆者プロフィール 著者プロフィール 筆者プロフィール 投稿者プロフィール ライタープロフィール ライター紹介 著者紹介
        この記事のライター この記事を監修した人 この記事の監修者 最新の投稿 プロフィール profile
        いいなと思ったら応援しよう この記事が気に入ったらサポートをしてみませんか この記事が気に入ったら、サポートをしてみませんか バッジを贈って著者を応援しよう
        記事をサポート この記事が気に入ったらチップで応援してみませんか この記事が参加している募集 この記事をかいた人 この記事を書いたライター チップで応援する バッジを贈る バッジを贈るとは
        新規登録して、もっと便利にqiitaを使ってみよう
        registerasanewuseranduseqiitamoreconveniently gotolistofuserswholiked gotolistofcomments
        """,
    ),
    (
        "profile",
        "weak",
        "あなたにマッチした記事をお届けします 便利な情報をあとで効率的に読み返せます ログインすると使える機能について 著者 筆者 ライター 監修者 管理人 運営者 自己紹介 このブログについて フォロー follow following フォロワー followers",
    ),
    (
        "comments",
        "opens",
        """
        コメント comment comments コメントする コメントを残す コメントを書く コメントを書き込む コメントを投稿 コメントを投稿する コメントの投稿 コメントを追加
        コメント一覧 コメントフォーム コメント欄 この記事へのコメント この記事へのコメントはありません コメントはまだありません コメントはありません leaveareply leaveacomment
        leaveacommentcancelreply postacomment postcomment discussion discuss comments(0) トラックバック trackback
        trackbacks この記事へのトラックバック この記事のトラックバックurl コメントをキャンセル 返信をキャンセル 返信をキャンセルする
        ログインするとコメントできます この記事にコメントはありません コメント(0)トラックバック(0) お気軽にコメントをどうぞ
        最近のコメント 最新コメント 最新のコメント recentcomments 最新トラックバック
        """,
    ),
    (
        "comments",
        "strong",
        """
        規約違反等の連絡 この記事についてブログを書く コメントを送信 コメント送信 送信する submit submitcomment 返信する reply メールアドレスが公開されることはありません
        メールアドレス(公開されません) 名前を入力 管理者にだけ表示を許可する 情報を記憶 評価する リセット
        次回のコメントで使用するためブラウザーに自分の名前、メールアドレス、サイトを保存する 新しいコメントをメールで通知 新しい投稿をメールで受け取る
        writearesponse whatareyourthoughts いいね以上の気持ちはコメントで
        あなたのコメント youremailaddresswillnotbepublished requiredfieldsaremarked トラックバックurl
        """,
    ),
    (
        "comments",
        "weak",
        "名前 お名前 name メール メールアドレス email e-mail サイト ウェブサイト website url 返信 送信 題名 本文 パスワード 件名 秘密",
    ),
    (
        "related",
        "opens",
        """
        関連記事 関連する記事 関連投稿 関連エントリー 関連記事はこちら この記事に関連する記事 あわせて読みたい 合わせて読みたい あわせて読みたい記事 こちらも読まれています
        こちらの記事もおすすめ こちらの記事も読まれています こんな記事も読まれています この記事を読んだ人はこんな記事も読んでいます よく読まれている記事 おすすめ記事
        おすすめの記事 おすすめ関連記事 人気記事 人気の記事 人気記事ランキング 人気記事一覧 人気のある記事 アクセスランキング 週間ランキング 記事ランキング 最近の投稿
        最近の記事 最新記事 最新の記事 最新記事一覧 新着記事 新着記事一覧 新着情報一覧 relatedposts relatedpost relatedarticles
        relatedentries youmayalsolike recommendedposts recentposts recententries recentarticles popularposts newentry
        newposts latestposts 前の記事 次の記事 前の記事へ 次の記事へ 前の投稿 次の投稿 前の投稿へ 次の投稿へ 過去の投稿 新しい投稿 投稿ナビゲーション postnavigation
        前の記事次の記事 前へ次へ previouspost nextpost previous next prev olderposts newerposts 古い記事 新しい記事 前のページホーム次のページ
        記事一覧へ戻る 記事一覧に戻る 一覧へ戻る 一覧に戻る ブログ一覧へ戻る ブログ一覧に戻る 一覧へ ブログ一覧 同じカテゴリーの記事 同じカテゴリの記事
        このカテゴリの最新記事 このブログの人気記事 注目の記事 注目記事 pickup pickup記事 前の記事を読む 次の記事を読む この記事へのリンク 全記事表示リンク
        最新の画像つき記事 最近の画像つき記事 画像つき記事一覧 このクリエイターの他の記事 このブログの人気の投稿 人気の投稿 このブログの人気記事ランキング ピックアップされています ブログ画像一覧を見る このライターの最新記事 この著者の最新記事 関連記事はコチラ 関連記事一覧 人気記事ランキングトップ10
        """,
    ),
    (
        "related",
        "weak",
        "おすすめ ランキング ranking recommend recommended popular new latest おすすめ商品 ピックアップ",
    ),
    (
        "menu",
        "weak",
        """
        カテゴリー カテゴリ categories category カテゴリ別アーカイブ カテゴリー一覧 アーカイブ archives archive 月別アーカイブ 年別アーカイブ 月を選択
        カテゴリーを選択 タグ タグクラウド tags tag tagcloud メタ情報 meta カレンダー calendar ブログ内検索 記事検索 リンク リンク集 links
        rss 購読 購読する ブックマーク カウンター メールマガジン メルマガ登録 newsletter サイト情報 ブロとも申請フォーム このブログをリンクに追加する 投稿フィード
        コメントフィード 全記事一覧 管理 管理画面 管理者ページ entries entry rssリンクの表示 qrコード livedoorプロフィール ブログアーカイブ このブログを検索 詳細プロフィールを表示 もっと読み込む 訪問者数 ギャラリー gallery
        """,
    ),
    (
        "footer",
        "opens",
        """
        トップへ戻る トップに戻る topへ戻る topに戻る ページトップ ページトップへ ページトップへ戻る ページの先頭へ ページの先頭へ戻る 先頭へ戻る このページの先頭へ
        上に戻る 上へ戻る 上へ pagetop backtotop totop gototop topへ proudlypoweredbywordpress poweredbyhatenablog wordpress.org
        はてなブログをはじめよう はてなブログをはじめる(無料) はてなブログとは ブログを報告する notepremium noteプレミアム
        不正行為を報告
        """,
    ),
    (
        "footer",
        "weak",
        """
        運営会社 特定商取引法に基づく表記 特定商取引法に基づく表示 特商法表記 利用規約 ご利用規約 サイトポリシー ヘルプ 免責事項・著作権 投資情報の免責事項 資金決済法に基づく表示
        クリエイターへのお問い合わせ noteの使い方 よくある質問・noteの使い方 プライバシー 通常ポイント利用特約 加盟店規約 フィードバック 広告掲載 ガイドライン
        status careers texttospeech terms privacy help guides legal guideline プライバシーポリシー・免責事項 著作権について 営業時間 アプリをダウンロード ブログをはじめる notepro
        """,
    ),
    (
        "page",
        "strong",
        """
        スポンサーリンク スポンサードリンク スポンサーサイト sponsoredlink sponsoredlinks sponsored advertisement advertisements 広告を非表示にする
        この広告は、90日以上更新していないブログに表示しています この広告は90日以上更新していないブログに表示されています
        """,
    ),
    ("page", "weak", "広告 ad pr adsbygoogle 写真をもっと見る 画像を拡大"),
)

WORDS: Final[dict[str, Word]] = {
    key(word): Word(reason, role) for reason, role, words in reversed(_LISTS) for word in words.split()
}

_BUTTONS: Final = """
    x twitter twitter(x) x(twitter) x(旧twitter) 旧twitter facebook はてブ はてな はてなブックマーク hatena hatenabookmark
    hatenabookmarks b!ブックマーク b!はてブ b!hatena bookmark pocket line lineで送る コピー copy urlをコピー urlをコピーする リンクをコピー
    リンクをコピーする urlコピー copylink タイトルとurlをコピー pinterest pinit evernote feedly linkedin note noteで書く instagram
    youtube rss google+ google+1 +1 threads bluesky mastodon misskey tiktok tumblr reddit email print 印刷 メールで送る facebooklikes
    tweets tweet ツイート facebookでシェア facebookで共有 twitterでシェア twitterで共有 xでシェア xでポスト ポスト ポストする post
    xで共有 lineで共有 lineでシェア はてなブックマークに追加 クリックしてtwitterで共有(新しいウィンドウで開きます) 共有するには
    クリックしてxで共有(新しいウィンドウで開きます) facebookで共有するにはクリックしてください(新しいウィンドウで開きます) いいね いいね! like likes スキ 保存 送る
    twitterで共有する facebookで共有する pinterestに共有 xで共有する lineで共有する blogthis blogthis! メールで送信 はてブする
    lineでシェアする xでシェアする xにポスト xへポスト この記事をツイート ツイートする シェアする
    リンクを取得 他のアプリ listen リブログ
    シェア share ブックマーク pin feedlyで購読 hatenabookmark フォロー フォローする
    """
SHARE_NAMES: Final = frozenset(key(name) for name in _BUTTONS.split())
"""Names of buttons: one alone is nothing, two below each other are a list."""
NOTICE: Final = re.compile(
    r"(?:※|\[?pr\]?)?\s?(?:当|この|本)?(?:サイト|ページ|記事|ブログ|コンテンツ)(?:内|の(?:リンク|記事))?(?:に)?(?:は|で(?:は)?)?、?.{0,24}"
    r"(?:広告|プロモーション|アフィリエイト|pr).{0,14}(?:含まれて|含みます|含む|含んで|利用して|使用して|掲載して)(?:い(?:ます|る))?(?:(?:場合|こと)があります)?。?"
)
"""A site says that it is paid for what it shows; in NFKC and small letters."""


FEW: Final = 3
_LARGEST: Final = 400_000
"""Characters; no page that is copied holds more."""
_KNOWN: Final = SHARE_NAMES.union(WORDS)
_MARKS: Final = " \t\u3000\xa0\r«»‹›<>＜＞→←↑▲△▼≡☰|｜・*※:：!！?？()（）0123456789"


def may_be_page(text: str) -> bool:
    """A cheap look for a few lines that are words of a page."""
    if len(text) > _LARGEST:
        return False
    found = 0
    for line in text.split("\n"):
        if 0 < len(line) <= 30 and line.strip(_MARKS).replace(" ", "").lower() in _KNOWN:
            found += 1
            if found >= FEW:
                return True
    return False
