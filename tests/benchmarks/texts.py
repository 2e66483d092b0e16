"""Texts to measure speed on: the corpora where they are, else generated ones of the same make."""

from __future__ import annotations

import json
import random
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CORPORA = ROOT.parent / "shared" / "corpora"

_SUBJECTS = (
    "店長 祖母 隣の席の同僚 町内会の役員 図書館の司書 若い職人 駅前の八百屋 中学の恩師 このツール 新しい方式".split()
)
_PLACES = "商店街の角で 朝の市場で 会議室で 雪の残る山道で 古い倉庫の二階で データベースの中で 静岡の茶畑で 窓際の席で".split()
_OBJECTS = "壊れた時計 手書きの帳簿 設定ファイル 去年の写真 ホームページの原稿 季節の野菜 実験結果 APIの仕様書 二冊の本".split()
_VERBS = "黙って眺めていました 丁寧に直してくれます 三回も確認しました 思い切って捨てることにした 少しずつ整理していく予定です".split()
_OPENERS = [
    "",
    "",
    "しかし、",
    "そのころ、",
    "たとえば、",
    "「もう一度だけ」と言って、",
    "気がつくと、",
    "2026年の春、",
]


def generated(posts: int, sentences: int = 24) -> list[str]:
    """Posts of about 700 characters from a grammar of a few thousand sentences; always the same ones."""
    random.seed(20261123)
    texts = []
    for _ in range(posts):
        lines = [
            f"{random.choice(_OPENERS)}{random.choice(_SUBJECTS)}は、{random.choice(_PLACES)}"
            f"{random.choice(_OBJECTS)}を{random.choice(_VERBS)}。"
            for _ in range(sentences)
        ]
        texts.append("\n\n".join("".join(lines[i : i + 3]) for i in range(0, sentences, 3)))
    return texts


def plain_posts(posts: int = 600) -> tuple[list[str], str]:
    """Posts of about 690 characters of plain prose, and where they come from."""
    gold = CORPORA / "gold" / "baldanders-dev.jsonl"
    if not gold.exists():
        return generated(posts), "generated"
    paragraphs = [json.loads(line)["text"] for line in gold.read_text("utf-8").splitlines()]
    texts: list[str] = []
    current: list[str] = []
    for paragraph in paragraphs:
        current.append(paragraph)
        if sum(map(len, current)) >= 650:
            texts.append("\n\n".join(current))
            current = []
    while len(texts) < posts:  # the same paragraphs in another order
        random.seed(len(texts))
        texts.append("\n\n".join(random.sample(paragraphs, 7)))
    return texts[:posts], "hugo-baldanders paragraphs"


def _html(text: str) -> str:
    """A post as an editor writes it: paragraphs, a heading, a link, an emphasis, an image."""
    paragraphs = text.split("\n\n")
    parts = [f"<h2>{paragraphs[0][:18]}</h2>", '<figure><img src="/a.jpg" alt="写真"></figure>']
    for number, paragraph in enumerate(paragraphs):
        words = paragraph.replace("\n", "<br>\n")
        if number % 3 == 0:
            words = f'{words[:6]}<a href="https://example.jp/{number}">{words[6:12]}</a><strong>{words[12:16]}</strong>{words[16:]}'
        parts.append(f"<p>{words}</p>")
    return "\n\n".join(parts)


def wordpress_export(texts: list[str]) -> bytes:
    """A WXR file: every second post of Gutenberg blocks, the others classic."""
    items = []
    for number, text in enumerate(texts):
        body = _html(text)
        if number % 2:
            body = body.replace("<p>", "<!-- wp:paragraph -->\n<p>").replace("</p>", "</p>\n<!-- /wp:paragraph -->")
        else:
            body = body.replace("<p>", "").replace("</p>", "")
        items.append(
            f"<item><title>記事 {number}</title><link>https://example.jp/{number}/</link>"
            f"<content:encoded><![CDATA[{body}]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded>"
            f"<wp:post_id>{number}</wp:post_id><wp:post_date><![CDATA[2024-05-01 09:00:00]]></wp:post_date>"
            f"<wp:post_name><![CDATA[post-{number}]]></wp:post_name><wp:status><![CDATA[publish]]></wp:status>"
            f"<wp:post_type><![CDATA[post]]></wp:post_type><wp:post_password><![CDATA[]]></wp:post_password>"
            f'<category domain="category" nicename="a"><![CDATA[日記]]></category></item>'
        )
    head = (
        '<?xml version="1.0" encoding="UTF-8" ?>\n<rss version="2.0" '
        'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/">'
        "<channel><title>見本</title><wp:wxr_version>1.2</wp:wxr_version>\n"
    )
    return (head + "\n".join(items) + "\n</channel></rss>\n").encode()


def movable_type_export(texts: list[str]) -> bytes:
    """An export in the Movable Type format, as Hatena Blog writes it."""
    entries = [
        f"AUTHOR: mihon\nTITLE: 記事 {number}\nBASENAME: 2024/05/01/{number:06}\nSTATUS: Publish\n"
        f"ALLOW COMMENTS: 1\nCONVERT BREAKS: 0\nDATE: 05/01/2024 09:00:00\nCATEGORY: 日記\n-----\nBODY:\n"
        f"{_html(text)}\n-----\n--------\n"
        for number, text in enumerate(texts)
    ]
    return "".join(entries).encode()


def html_pages(texts: list[str], size: int = 60_000) -> list[str]:
    """Pages of a WordPress theme with its menus, scripts, related posts and share buttons; about `size` characters of
    them around a body of several posts."""
    card = (
        '<article class="related-entry-card"><a href="/x"><figure><img src="/t.jpg" alt=""></figure>'
        '<h3 class="related-entry-card-title">ほかの記事の題名</h3><div class="snippet">抜粋の文章がここに出る。</div>'
        "</a></article>\n"
    )
    menu = "".join(f'<li class="menu-item"><a href="/{i}/">項目 {i}</a></li>\n' for i in range(60))
    script = (
        "<script>"
        + "window.dataLayer=window.dataLayer||[];function g(){dataLayer.push(arguments)}\n" * 150
        + "</script>"
    )
    rest = max(0, (size - len(menu) - len(script)) // len(card))
    pages = []
    for at in range(0, len(texts) - 3, 4):
        body = _html("\n\n".join(texts[at : at + 4]))
        pages.append(
            f'<!DOCTYPE html>\n<html lang="ja"><head><meta charset="utf-8"><title>記事 {at} | 見本のブログ</title>'
            f'<meta property="article:published_time" content="2024-05-01T09:00:00+09:00">{script}</head>\n'
            f'<body><header><nav><ul>{menu}</ul></nav></header><main><article class="post">'
            f'<h1 class="entry-title">記事 {at}</h1><div class="entry-content">\n{body}\n</div>'
            f'<div class="sns-share"><a href="#">ツイート</a></div></article>{card * rest}</main>'
            f"<aside>{menu}</aside><footer>© 見本</footer></body></html>"
        )
    return pages


def markdown_folder(target: Path) -> tuple[Path, str]:
    """A folder of Markdown posts, and where it comes from."""
    if CORPORA.exists():
        return CORPORA, "the corpora's Markdown posts"
    for number, text in enumerate(generated(800)):
        (target / f"post-{number:04}.md").write_text(f"---\ntitle: 記事 {number}\n---\n\n# 見出し\n\n{text}\n", "utf-8")
    return target, "generated Markdown posts"
