"""What stands in a source but in no block: every piece, with the reason why it was dropped.

A reader says what it leaves out on purpose (`Article.left`). What else stands between the blocks is classified by its
form when somebody asks: comments, alternative texts, tags, targets of links. Words of no known form are "unknown": a
reader lost them, which is a defect.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, NamedTuple

__all__ = ["REASONS", "UNKNOWN", "Dropped", "LeftOut", "Range", "Reason", "account", "holds_words", "with_lines"]

Range = tuple[int, int]
"""[start, end) in the source."""

UNKNOWN: Final = "unknown"


class Dropped(NamedTuple):
    """Words of the source that are in no block of the article, and why."""

    line: int
    """Line in the source, from 1."""
    reason: str
    """One of `REASONS`."""
    text: str
    """The words as a reader of the page would see them; for markup, the markup."""
    start: int = 0
    """Where it begins in the source (code points)."""
    end: int = 0
    """Where it ends there; tags may stand in between."""


class Reason(NamedTuple):
    """The Japanese name of a reason, and the field of `LeftOut` that counts it."""

    ja: str
    part: Literal["front_matter", "ruby", "embeds", "page", "unknown", ""] = ""


REASONS: Final = {
    "front matter": Reason("フロントマター", "front_matter"),
    "title page": Reason("題名・著者名・記号の説明", "front_matter"),
    "colophon": Reason("底本の情報", "front_matter"),
    "ruby": Reason("ルビの読み", "ruby"),
    "embed": Reason("埋め込まれた他人の投稿やほかのページの紹介", "embeds"),
    "stated time": Reason("ページに表示された読書時間", "page"),
    "menu": Reason("メニュー", "page"),
    "views": Reason("閲覧数など", "page"),
    "title": Reason("題名", "page"),
    "share": Reason("共有ボタン", "page"),
    "profile": Reason("筆者の紹介", "page"),
    "comments": Reason("コメント欄", "page"),
    "related": Reason("関連記事", "page"),
    "footer": Reason("フッター", "page"),
    "page": Reason("ページの部品", "page"),
    "aside": Reason("余談の枠（aside）", "page"),
    "no column": Reason("見出しのない列のセル"),
    "hidden": Reason("表示されない部分", "page"),
    "metadata": Reason("head にある題名"),
    "comment": Reason("コメント"),
    "alternative text": Reason("画像の代替テキスト"),
    "note": Reason("入力者注"),
    "category": Reason("カテゴリー"),
    "file name": Reason("コードの言語やファイル名"),
    "diagram": Reason("図・数式"),
    "script": Reason("スクリプトなど"),
    "shortcode": Reason("ショートコードなどの指定"),
    "mark": Reason("脚注や行番号の記号"),
    "markup": Reason("タグ・リンク先などの記法"),
    UNKNOWN: Reason("読み取れなかった部分", "unknown"),
}
"""Every reason for which words are in no block."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What was left out of an article, in characters without white space: the sum of its `dropped`."""

    front_matter: int = 0
    ruby: int = 0
    """Ruby readings (the base is prose, once)."""
    embeds: int = 0
    """Other people's words: embedded tweets, cards of other pages."""
    page: int = 0
    """What stands on the page around the article: menus, related posts, share buttons."""
    unknown: int = 0
    """Words lost for no known reason. Anything but 0 is a defect of a reader."""

    @property
    def total(self) -> int:
        """The sum, without comments and tags, which no reader of the page sees.

        >>> LeftOut(front_matter=1, ruby=20, embeds=300, page=4000, unknown=50000).total
        54321
        """
        return self.front_matter + self.ruby + self.embeds + self.page + self.unknown

    @classmethod
    def of(cls, dropped: Iterable[Dropped]) -> LeftOut:
        """The sums of some pieces."""
        sums = dict.fromkeys(("front_matter", "ruby", "embeds", "page", "unknown", ""), 0)
        for piece in dropped:
            sums[REASONS[piece.reason].part] += len("".join(piece.text.split()))
        del sums[""]
        return cls(**sums)


@lru_cache(maxsize=1)
def _words() -> re.Pattern[str]:
    """The pattern of a kana or kanji, compiled on first use: that takes longer than reading a post, and few posts need it."""
    from jreadtools.characters import HIRAGANA, KANJI, KATAKANA, script_class

    return re.compile(f"[{''.join(map(script_class, (KANJI, HIRAGANA, KATAKANA))).replace('ー-', 'ヽ-')}]")


def holds_words(text: str) -> bool:
    """Whether a text holds a kana or a kanji. ー alone does not count: it may be a rule.

    >>> holds_words("<b>水</b>"), holds_words("——ーーー——")
    (True, False)
    """
    return _words().search(text) is not None


def with_lines(source: str, pieces: Iterable[Dropped]) -> tuple[Dropped, ...]:
    """The pieces in the order of the source, each with the line it begins on."""
    found, line, counted = [], 1, 0
    for piece in sorted(pieces, key=lambda piece: (piece.start, piece.end)):
        line += source.count("\n", counted, piece.start)
        counted = piece.start
        found.append(piece._replace(line=line))
    return tuple(found)


def account(source: str, covered: Iterable[Range], left: Sequence[Dropped]) -> tuple[Dropped, ...]:
    """Everything with words outside the covered ranges, in order: what the reader left out, then what is left unexplained.

    >>> source = "朝の市。<!-- 下書き -->![花](a.png)夜の市。"
    >>> [(piece.reason, piece.text) for piece in account(source, [(0, 4), (27, 31)], ())]
    [('comment', '下書き'), ('alternative text', '花')]
    """
    if not source:
        return tuple(left)
    words = _words()
    found = list(left)
    at = 0
    for start, end in [*sorted([*covered, *((piece.start, piece.end) for piece in left)]), (len(source), len(source))]:
        if start > at and words.search(source, at, start):
            found += _told(source, at, start)
        at = max(at, end)
    return with_lines(source, found)


_RAW: Final = (
    "script|style|template|noscript|iframe|textarea|select|svg|math|object|canvas|button|datalist|audio|video|title|xmp"
)
# What stands in a source and is no prose, by its form. The name of a group is the reason, _ for a space.
_FORMS: Final = (
    r"(?P<comment><!--[\s\S]*?(?:-->|\Z)|\{\{[<%]?\s{0,20}/\*[\s\S]{0,2000}?\*/\s{0,20}[%>]?\}\}|\{/\*[\s\S]{0,2000}?\*/\}|%%[^%\n]*%%)"
    rf"|(?P<script><(?P<raw>{_RAW})\b[\s\S]*?(?:</(?P=raw)\s*>|\Z))"
    r"|!\[(?P<alternative_text>(?:[^\[\]]|\[[^\[\]]{0,300}\]){0,1000})\](?:\((?:[^()]|\([^()]{0,300}\)){0,2000}\)|\[[^\]\n]{0,300}\])?"
    r"""|(?P<tag></?(?:[A-Za-z](?:[^<>"'=]++|=\s*"[^"]*"|=\s*'[^']*'|=|["'])*+)?>|<[!?/][^<>]*>|<[!?/A-Za-z][^<>。]*(?=<|\Z))"""
    r"|(?P<note>※?［＃[^\n］]{0,400}(?:［[^［］\n]*］[^\n］]{0,400}){0,5}］)"
    r"|(?P<file_name>^[ \t>]*(?:`{3,}|~{3,})[^\n]*|^>\|[^|\n]{0,80}\|)"
    r"""|(?P<markup>\]\(\s*[^\s"']{0,2000}\s+(?:"[^"]{0,500}"|'[^']{0,500}')\s*\)"""
    r"|\]\((?:[^()]|\([^()]{0,300}\)){0,2000}\)|\]\[[^\]\n]{0,300}\]|\[\^[^\]\n]{1,300}\]:?"
    r"|^[ \t>]*\[[^\]\n]{1,300}\]:[^\n]*(?:\n[ \t]+[\"'(][^\n]*)?|\{[#.:][^}\n]{0,300}\})"
    r"|(?P<diagram>\$\$[\s\S]{0,5000}?\$\$|\\\[[\s\S]{0,3000}?\\\]|\\\([^\n]{0,300}?\\\)|\\begin\{(?P<set>[a-z]+\*?)\}[\s\S]{0,3000}?\\end\{(?P=set)\})"
    r"|(?P<shortcode>\{\{(?:(?!\{\{)[\s\S]){0,5000}?\}\}|\{%(?:(?!\{%)[\s\S]){0,5000}?%\}|^[ \t>]*:{3,}[^\n]*|@\[[^\]\n]{0,100}\]\([^)\n]{0,1000}\)"
    r"|\{(?:[^{}]|\{[^{}]{0,200}\}){0,500}\}|\[/?[A-Za-z:][^\[\]]{0,2000}\]|\[\[[A-Za-z]+:[^\]\n]{0,2000}\]\]|>\[?https?://[^\s>]{0,500}>"
    r"|\[https?://[^\]\s]{0,500}:title=|(?:(?<![ \u3000])[ \u3000]*+)?[>＞][ \u3000]*+https?://[^\s\[\]]{0,1000}[ \u3000]*\]\])"
    r"|(?P<module>^(?:import|export)\b[\s\S]*?(?:\n\n|\Z))"
)
_PARTS: Final = {"raw": "script", "set": "diagram", "module": "script"}
_ALT: Final = re.compile(r"""\balt\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_COMMENT_MARKS: Final = re.compile(r"\A(?:<!--|\{\{[<%]?\s*/\*|\{/\*|%%)|(?:-->|\*/\s*[%>]?\}\}|\*/\}|%%)\Z")


def _told(source: str, start: int, end: int) -> Iterator[Dropped]:
    """The pieces between two covered ranges, classified by their form; white space and pieces without words are skipped."""
    forms = re.compile(_FORMS, re.MULTILINE)
    at = start
    for form in forms.finditer(source, start, end):
        yield from _piece(source, at, form.start(), UNKNOWN)
        at = form.end()
        name = form.lastgroup or UNKNOWN
        name = _PARTS.get(name, name)
        if name == "tag":
            alt = _ALT.search(form[0])
            words = (alt[1] or alt[2] or "") if alt else ""
            if holds_words(words):
                yield Dropped(0, "alternative text", words.strip(), form.start(), at)
                continue
            name = "markup"
        if name == "alternative_text":
            yield from _piece(source, form.start(), at, "alternative text", form[name])
        elif name == "comment":
            yield from _piece(source, form.start(), at, name, _COMMENT_MARKS.sub("", form[0]))
        elif name == "script" and (form["raw"] or "").lower() == "title":
            yield from _piece(source, form.start(), at, "metadata", re.sub("<[^<>]*>", "", form[0]))
        else:
            yield from _piece(source, form.start(), at, name.replace("_", " "))
    yield from _piece(source, at, end, UNKNOWN)


def _piece(source: str, start: int, end: int, reason: str, text: str | None = None) -> Iterator[Dropped]:
    written = source[start:end]
    if holds_words(written):
        # An alternative text without words may stand beside a target with some: that is markup.
        if text is not None and not holds_words(text):
            reason, text = "markup", None
        yield Dropped(0, reason, (written if text is None else text).strip(), start, end)
