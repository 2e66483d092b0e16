"""The labels of columns that are no metrics, and of the sheets of a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from jreadtools.errors import Lang, Message

__all__ = ["COLUMN_LABELS", "GROUP_LABELS", "SHEETS", "group_label", "standing_label"]

COLUMN_LABELS: Final[Mapping[str, Message]] = {
    "path": Message(ja="ファイル", en="file"),
    "id": Message(ja="ID", en="id"),
    "title": Message(ja="題名", en="title"),
    "date": Message(ja="日付", en="date"),
    "updated": Message(ja="更新日", en="updated"),
    "draft": Message(ja="下書き", en="draft"),
    "url": Message(ja="URL", en="URL"),
    "status": Message(ja="公開状態", en="status"),
    "tags": Message(ja="タグ", en="tags"),
    "categories": Message(ja="カテゴリー", en="categories"),
    "format": Message(ja="形式", en="format"),
    "error": Message(ja="エラー", en="error"),
    "warnings": Message(ja="注意", en="warnings"),
    "encoding": Message(ja="文字コード", en="encoding"),
    "extraction": Message(ja="本文の見つけ方", en="extraction"),
    "truncated": Message(ja="途中まで", en="truncated"),
    "protected": Message(ja="パスワード", en="protected"),
    "duplicate_of": Message(ja="同じ本文の記事", en="duplicate of"),
    "index": Message(ja="文の番号", en="number of the sentence"),
    "line": Message(ja="行", en="line"),
    "kind": Message(ja="種類", en="kind"),
    "text": Message(ja="文", en="sentence"),
}
"""The labels of columns that are no metrics."""

GROUP_LABELS: Final[Mapping[str, Message]] = {
    "tag": Message(ja="タグ", en="tag"),
    "folder": Message(ja="フォルダー", en="folder"),
    "year": Message(ja="年", en="year"),
    "month": Message(ja="月", en="month"),
    "draft": Message(ja="下書き・公開", en="draft"),
    "category": Message(ja="カテゴリー", en="category"),
    "format": Message(ja="形式", en="format"),
    "articles": Message(ja="本数", en="articles"),
}
"""What groups and their number of articles are called; a group of somebody's own column has its name."""

SHEETS: Final[Mapping[str, Message]] = {
    "articles": Message(ja="記事", en="articles"),
    "sentences": Message(ja="文", en="sentences"),
    "groups": Message(ja="まとまり", en="groups"),
    "failures": Message(ja="読めなかったもの", en="failures"),
    "columns": Message(ja="列の説明", en="columns"),
}
"""The sheets of a workbook."""


def group_label(by: str, lang: Lang) -> str:
    """What groups are called; those of somebody's own column have its name."""
    label = GROUP_LABELS.get(by) or COLUMN_LABELS.get(by)
    return label.in_language(lang) if label else by


def standing_label(label: str, lang: Lang) -> str:
    """What the places among other articles are called, after the label of their metric."""
    return Message(ja=f"{label}の位置", en=f"{label} among").in_language(lang)
