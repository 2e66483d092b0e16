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


def markdown_folder(target: Path) -> tuple[Path, str]:
    """A folder of Markdown posts, and where it comes from."""
    if CORPORA.exists():
        return CORPORA, "the corpora's Markdown posts"
    for number, text in enumerate(generated(800)):
        (target / f"post-{number:04}.md").write_text(f"---\ntitle: 記事 {number}\n---\n\n# 見出し\n\n{text}\n", "utf-8")
    return target, "generated Markdown posts"
