"""The lines of a copied page, each with what it may belong to: a menu, a date, a share list, a comment form."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

from jreadtools.sources.copied.page_words import FEW, NOTICE, SHARE_NAMES, WORDS, key
from jreadtools.sources.stated import is_date_line, label_minutes

__all__ = [
    "COMMENT_MARK",
    "CRUMBS",
    "FEW",
    "HIRAGANA",
    "LEADING_DATE",
    "LONGEST",
    "PARTS",
    "Contents",
    "Line",
    "find_contents",
    "plain_heading",
    "read_lines",
]


class Line(NamedTuple):
    """A line that is not blank."""

    number: int
    start: int
    end: int
    text: str
    key: str
    reason: str = ""
    """Why it may be the page's; "" for a line that may be the author's."""
    role: str = ""
    """opens, strong, weak: see `jreadtools.sources.copied.page_words`. button: a name of a share list."""
    sentences: int = 0
    """Sentence ends in it."""


LONGEST: Final = 90
"""Characters of the longest line that a page prints around an article, but for prose."""

_COPYRIGHT: Final = re.compile(
    r"^(?:©|\(c\)|&copy;|copyright(?:\s|\(|©|:)*(?:©|\(c\)|[12][0-9]{3}|by\b))|all\s?rights\s?reserved|^(?:proudly )?powered by"
    r"|^theme(?: by|:)|©\s?[12][0-9]{3}"
)
_DATED: Final = re.compile(
    r"^(?:(?:投稿|公開|更新|掲載|作成)日?時?:?|(?:last)?updated(?:on)?:?|(?:posted|published)(?:on)?:?)[12][0-9]{3}[年./-]?[0-9]{1,2}[月./-][0-9]{1,2}"
    r"|^[12][0-9]{3}[年/.-]?[0-9]{1,2}[月/.-][0-9]{1,2}日?(?:に|日)?(?:公開|投稿|更新|作成)(?:済み)?$|^[12][0-9]{3}[0-9]{1,2}/[0-9]{1,2}$"
    r"|^[0-9]{1,2}月[0-9]{1,2},[12][0-9]{3}$"
)
_WRITER: Final = re.compile(
    "^writtenby.{1,20}$|この記事を(?:書い|かい)た(?:人|ライター|スタッフ)|(?:この|同じ)(?:記事の)?(?:ライター|著者|執筆者)の(?:最新|他の)?記事"
)
LEADING_DATE: Final = re.compile(
    r"^[12][0-9]{3}[年./-][0-9]{1,2}[月./-][0-9]{1,2}日?\s*(?:\(?(?:[月火水木金土日]曜?日?|mon|tue|wed|thu|fri|sat|sun)\)?)?\s*(?:[0-9]{1,2}[:時][0-9]{2}分?(?::[0-9]{2})?\s*)?",
    re.IGNORECASE,
)
_VIEWS: Final = re.compile(
    r"[0-9][0-9,.]{0,9}[k万]?(?:件の)?(?:views?|pv|ビュー|回閲覧|閲覧|回視聴|アクセス)|(?:views?|閲覧数|pv数?|ビュー数?|アクセス数|閲覧回数)[0-9,]{1,9}回?"
)
_COUNTED: Final = re.compile(
    r"[0-9][0-9,.]{0,9}[k万]?(?:users?|ブクマ|いいね!?|スキ|likes?|shares?|tweets?|ストック|stocks?|拍手|ブックマーク|シェア)?"
    r"|(?:いいね!?|スキ|likes?|ブックマーク|シェア|拍手|ツイート|リブログ|ストック):?\(?[0-9,]{1,7}\)?"
)
CRUMBS: Final = re.compile(r"^(?:ホーム|home|トップ(?:ページ)?|top|ブログトップ|blog)\s*[>›»→/＞▶❯]\s*\S")
_META: Final = re.compile(
    r"^はてなブックマーク\s?-\s\S.{0,80}$|^@[\w-]{2,20}$|^[\w-]{2,32}\s(?:[0-9]{1,2}(?:年|[かヶカ]月|週間|日|時間|分)前)(?:\s読者になる)?$|"
    r"^(?:カテゴリー?|category|タグ|tags?|ラベル|labels?|テーマ|投稿者|執筆者?|著者|作成者|記事番号|posted (?:by|in|on)|filed under|tagged|by)\s*[:/]\s*\S.{0,60}$"
    r"|^投稿者\s?:?\s?\S{1,30}\s時刻|^登録:\s|^カテゴリー?\S{1,12}$|^posted (?:by|in) \S.{0,40}$|^(?:#[^\s#]{1,30}\s*){1,20}$|^id:[a-z][\w-]{2,30}\b.{0,30}$|^publish(?:ed)?(?:\s*:|\s+on)"
)
_NEIGHBOURS: Final = re.compile(
    r"^(?:前の(?:記事|投稿)|次の(?:記事|投稿)|prev(?:ious)?(?: post)?|next(?: post)?)\s*[:»«→←]|^[«‹]\s|\s[»›]$|^(?:[←→«»])"
)
_OF_COMMENTS: Final = re.compile(
    r"^「.{1,80}」(?:への|に)[0-9]{1,4}件の(?:返信|フィードバック|コメント)|^[0-9]{1,4}件?の?(?:comments?|コメント|responses?)(?:件)?:?$|^コメント[:(]?[0-9]{1,4}[件)]?$"
    r"|^no responses yet$|^コメント\([0-9]+\)トラックバック\([0-9]+\)$|\b(?:tb|trackback|cm|comments?)\s?[(:]\s?[0-9\-]+\)?$"
)
_OF_LISTS: Final = re.compile(
    r"^「.{1,40}」(?:カテゴリー?)?の(?:最新|人気)?記事(?:一覧)?$|^more from .{1,40}$|^recommended from .{1,20}$|^.{1,20}の(?:最新|人気|関連|他の)記事(?:一覧)?$|^.{1,30}を(?:フォロー|購読)する$"
)
_COUNTS: Final = re.compile(
    r"^(?:.{1,20}\s?\([0-9]{1,5}\)|[12][0-9]{3}年(?:[0-9]{1,2}月)?(?:\s?\([0-9]{1,5}\))?|[12][0-9]{3}\s?/\s?[0-9]{1,2}(?:\s?\([0-9]+\))?)$"
)
COMMENT_MARK: Final = re.compile(
    r"返信|さんのコメント|より[:：]?$|(?:さん|さま|様)の?コメント|says:|reply|名無し|年前$|日前$|か?ヶ?月前$|時間前$|[0-9]{1,2}:[0-9]{2}"
)
_COOKIES: Final = re.compile(r"(?:cookie|クッキー)", re.IGNORECASE)
_COOKIE_USE: Final = re.compile(
    r"同意|使用してい|利用してい|使用します|accept|agree|we use|this (?:web)?site uses", re.IGNORECASE
)
_FORM: Final = re.compile(
    r"^(?:メールアドレスが公開されることはありません|次回のコメントで使用するため|your email address will not|※?が付いている欄は必須)"
)
_RANKING: Final = re.compile("にほんブログ村|人気ブログランキング|ブログランキング")
PARTS: Final = re.compile(r"[\s|｜/・>»›,、]+")
_TOC: Final = re.compile(
    r"^(?:この記事の|記事の|本記事の|タップできる)?(?:目次|もくじ|contents|tableofcontents|内容|index)(?:\[?(?:非表示|表示|閉じる|開く|hide|show)\]?)?$"
)
_TOC_SWITCH: Final = frozenset(("非表示", "表示", "閉じる", "開く", "hide", "show", "toggle", "タップで開閉"))
_NUMBERING: Final = re.compile(r"^(?:[0-9]{1,2}(?:[.．-][0-9]{1,2}){0,3}[.．)）]?\s*(?=\D)|[・•\-*◦]\s*)")
HIRAGANA: Final = re.compile("[ぁ-ん]")
_ENDS: Final = re.compile(r"。|[！？!?](?=[」』）)\s]*$)")
_CUT_OFF: Final = re.compile(r"(?:…|\.\.\.|・・・)(?:\s?\[?続きを読む\]?)?$|\[…\]$|\[&hellip;\]$")


def read_lines(text: str) -> list[Line]:
    lines = []
    at = 0
    for number, raw in enumerate(text.split("\n"), 1):
        words = raw.strip()
        if words:
            lines.append(_classified(number, at, at + len(raw), words))
        at += len(raw) + 1
    return _with_buttons(lines)


def _classified(number: int, start: int, end: int, words: str) -> Line:
    if len(words) > 400:
        return Line(number, start, end, words, "", sentences=words.count("。"))
    folded = unicodedata.normalize("NFKC", words).lower()
    sentences = 0 if _CUT_OFF.search(words) else len(_ENDS.findall(words))
    found = _word(folded, words)
    name = key(words) if len(words) <= LONGEST else ""
    if found is None:
        return Line(number, start, end, words, name, sentences=sentences)
    return Line(number=number, start=start, end=end, text=words, key=name, reason=found[0], role=found[1])


def _word(folded: str, words: str) -> tuple[str, str] | None:
    """Reason and role of a line of the page; None for what may be the author's."""
    if _COOKIES.search(folded) and _COOKIE_USE.search(folded):
        return "page", "strong"
    if (_RANKING.search(folded) and "。" not in folded and len(folded) <= 40) or NOTICE.fullmatch(folded):
        return "page", "strong"
    if _FORM.search(folded):
        return "comments", "strong"
    if len(folded) > LONGEST * 2:
        return None
    if _COPYRIGHT.search(folded) and len(folded) <= 120:
        return "footer", "opens"
    if len(folded) > LONGEST:
        return None
    name = key(words)
    known = WORDS.get(name)
    bulleted = words[0] in "・•-*●■"
    if known is not None and not (bulleted and known.role != "opens"):
        return known
    compact = "".join(folded.split())
    if not bulleted and name in SHARE_NAMES:
        return "share", "button"
    dates = LEADING_DATE.match(words)
    if (
        (is_date_line(words) and words[0] not in "【「『")
        or (_DATED.search(compact) and "。" not in compact)
        or (dates and _ends_in_date(words))
    ):
        return "page", "date"
    if _WRITER.search(compact) and len(compact) <= 30 and "。" not in compact:
        return "profile", "opens"
    if _VIEWS.fullmatch(compact):
        return "views", "strong"
    if _COUNTED.fullmatch(compact):
        return "views", "weak"
    if label_minutes(words, bare=True) is not None:
        return "stated time", "strong" if label_minutes(words) is not None else "weak"
    if CRUMBS.search(folded):
        return "menu", "strong"
    if _OF_COMMENTS.search(compact):
        return "comments", "opens"
    if _OF_LISTS.search(compact):
        return "related", "opens"
    if _NEIGHBOURS.search(folded):
        return "related", "opens"
    if _META.search(folded):
        return "page", "weak"
    parts = [key(part) for part in PARTS.split(words) if part]
    if len(parts) >= 2 and not bulleted:
        buttons = sum(part in SHARE_NAMES for part in parts)
        if buttons == len(parts):
            return "share", "opens"
        is_known = all(part in SHARE_NAMES or part in WORDS or _COUNTED.fullmatch(part) for part in parts)
        if len(parts) >= 3 and is_known and any(part in WORDS and WORDS[part].role == "opens" for part in parts):
            return "share", "opens"
        if all(part in WORDS or part in SHARE_NAMES for part in parts) and len(parts) >= 3:
            return "menu", "strong"
    return ("menu", "weak") if _COUNTS.search(folded) else None


_SECTION: Final = 16
"""Characters of a section's name beside a date."""


def _ends_in_date(words: str) -> bool:
    """Whether nothing but another date and a button follows the date that a line begins with."""
    for _ in range(3):
        rest = LEADING_DATE.sub("", words)
        if rest == words:
            break
        words = rest
    return (
        not words or key(words) in SHARE_NAMES or (words[0] in "|｜" and len(words) <= _SECTION and "。" not in words)
    )


def _with_buttons(lines: list[Line]) -> list[Line]:
    """Two buttons of a share list below each other, with counts between them, are one; a single name is none."""
    result = list(lines)
    at = 0
    while at < len(lines):
        if lines[at].role != "button":
            at += 1
            continue
        end, count = at, 0
        while end < len(lines) and (lines[end].role == "button" or lines[end].key.isdigit()):
            count += lines[end].role == "button"
            end += 1
        if count >= 2:
            result[at] = lines[at]._replace(role="opens")
        else:
            result[at] = lines[at]._replace(role="weak")
        at = end
    return result


class Contents(NamedTuple):
    """A list of the headings that stand again below: [start, end) of the lines."""

    start: int
    end: int


def plain_heading(line: Line) -> str:
    return "".join(_NUMBERING.sub("", unicodedata.normalize("NFKC", line.text)).split())


def find_contents(lines: list[Line]) -> list[Contents]:
    starts = [i for i, line in enumerate(lines) if line.key and _TOC.match(line.key)]
    if not starts:
        return []
    headings = [plain_heading(line) if len(line.text) <= LONGEST else "" for line in lines]
    last = {heading: i for i, heading in enumerate(headings) if heading}
    found: list[Contents] = []
    for start in starts[:20]:
        end, seen = start + 1, set[str]()
        while end < len(lines) and end - start <= 80:
            heading = headings[end]
            if lines[end].key in _TOC_SWITCH and not seen:
                end += 1
                continue
            if not heading or heading in seen or last[heading] <= end or lines[end].sentences:
                break
            seen.add(heading)
            end += 1
        if len(seen) >= 2:
            found.append(Contents(start, end))
    return found
