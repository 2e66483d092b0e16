"""The reading time that a page claims for itself: 「この記事は約3分で読めます」, "5 min read".

A theme or a plugin prints it, so it is no prose; it is kept for comparison.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from typing import Final, NamedTuple

from jreadtools.article import Article, Block, Dropped
from jreadtools.patterns import pattern

__all__ = ["is_date_line", "label_minutes", "take_stated"]

_LONGEST: Final = 120
_HINT: Final = pattern(
    r"[0-9０-９一二三四五六七八九十半oneONEa]\s*(?:分|時間|秒|[-‐]?\s*(?:[mMｍ][iIｉ][nNｎ]|[hH]our))"
)

# A label is matched without white space, in NFKC and in small letters.
_NUMBER: Final = r"[0-9]{1,3}(?:\.[0-9]{1,2})?"
_TO: Final = r"[~〜\-‐–—−から]{1,2}"


def _amount(name: str) -> str:
    """A time in Japanese: 約1時間20分, 3〜5分, 3分30秒, 1分未満, 3分半."""
    return (
        rf"(?P<{name}_sign>[<≦])?(?:約|およそ|おおよそ|おおむね|だいたい|大体|たった(?:の)?|わずか|ほぼ|ざっと|[~〜≈≒±])*"
        rf"(?:(?P<{name}_h>[0-9]{{1,2}})時間(?P<{name}_hh>半)?)?"
        rf"(?:(?P<{name}_m>{_NUMBER})(?:分?{_TO}(?P<{name}_to>{_NUMBER}))?分(?P<{name}_mh>半)?)?"
        rf"(?:(?P<{name}_s>[0-9]{{1,2}})秒)?"
        rf"(?:間|程度|ほど|位|くらい|ぐらい|前後|弱|強|以内|以下|(?P<{name}_less>未満))*"
    )


_WHAT: Final = (
    r"(?:(?:この|本|当|こちらの|今回の|今日の|全)?"
    r"(?:記事|ブログ記事|ブログ|ページ|投稿|コラム|エントリー?|文章|コンテンツ|ノート|ポスト|レポート|全文|本文|ニュース))"
)
_READING: Final = (
    r"(?:(?:推定|想定|予想|予測|目安|平均|所要|標準|大体の|だいたいの|おおよその)(?:の)?)?"
    r"(?:読了(?:まで(?:の|に)?)?(?:目安|予想|予定|所要|推定|想定|必要な|かかる)?(?:の)?(?:時間)?"
    r"|(?:記事を)?読(?:む|み終わる|み終える|みおわる|み切る)(?:の(?=に|時間))?(?:まで)?(?:の|に)?(?:かかる|必要な|要する|掛かる)?"
    r"(?:の)?(?:所要)?(?:目安(?:の)?)?(?:時間|目安)"
    r"|読書(?:所要)?時間|読み取り時間|読み時間|通読時間|黙読時間|閲覧(?:所要)?時間|閲読時間"
    r"|リーディングタイム|リードタイム|reading-?time|readtime|timetoread)"
    r"(?:の?目安)?"
)
_CAN_READ: Final = (
    r"(?:サクッと|さくっと|サクサク|さらっと|すぐに?|すらすら|さっと|ざっと)?"
    r"(?:(?:お読み|読み切って)?いただけます|お読みいただけます|読んでいただけます|読んで頂けます|お読み頂けます"
    r"|読めます|読めちゃいます|読み終わります|読み終えられます|読み終わる(?:記事|内容|長さ)です|読み切れます"
    r"|読むことができます|読むことが出来ます|読了(?:できます|可能です?|します|です|予定|目安)?"
    r"|読める(?:内容|記事|長さ|分量|文量|量|ボリューム|コラム|ブログ)(?:です|になっています)?|で?読破できます)"
)
_LENGTH: Final = rf"(?:(?:{_WHAT}(?:は|の)?)?(?:総?文字数)?(?:は|:)?(?:約|およそ|全)?[0-9,]{{1,8}}(?:文)?字(?:です|あります|程度)?[。、,.]?)"
_STOP: Final = r"(?:よ|ね)?[。.!]{0,2}"
_IS: Final = r"(?:です|となります|になります|となっています|かかります|でした|程度です|で読めます|で読了)?"

_SENTENCE: Final = pattern(
    rf"(?:{_WHAT}(?:は|を|なら|の|、){{0,2}}(?:全部で)?)(?:(?:読むのに|読了まで|読み終わるまで|読み終えるまで|全部読んで)(?:は|に|、){{0,2}})?"
    rf"{_amount('a')}(?:で{_CAN_READ}|かかります|です|必要です|を要します){_STOP}"
    rf"|(?:{_WHAT}(?:を|は|、)?)?(?:読むのに|読み終わるまで|読み終えるまで|読了までに?|読了に)(?:は|に|かかる時間は|必要な時間は|要する時間は){{0,2}}"
    rf"{_amount('b')}(?:かかります|必要です|を要します|です){_STOP}"
    rf"|{_amount('c')}で{_CAN_READ}{_STOP}",
    re.DOTALL,
)
_KEYED: Final = pattern(
    rf"(?:{_WHAT}(?:は、?|の|を|、)?)?(?:{_READING}|(?<=記事の)所要時間|(?<=記事の)目安時間|(?<=読む)目安)"
    rf"(?:\([^()]{{1,14}}\))?[】〕\])]?(?:は|が|も)?[:=|/→>、\-‐–—;;…・]{{0,2}}[\[(「]?(?:{_amount('a')}|(?P<english>[a-z0-9~<≈.,-]{{1,24}})){_IS}[\])」]?{_STOP}",
    re.DOTALL,
)
_ALONE: Final = pattern(_amount("a"), re.DOTALL)
_LENGTH_FIRST: Final = pattern(rf"(?:{_LENGTH}[/|・,、(\[]*)?(.+?)(?:[/|・,、(\[]*{_LENGTH}[)\]]?)?", re.DOTALL)

_EN_AMOUNT: Final = (
    r"(?P<sign><|lessthan|under)?(?:about|around|approx\.?|approximately|roughly|est\.?|only|just|≈|~|≒|circa|ca\.)*"
    r"(?:(?P<h>[0-9]{1,2})(?:h|hrs?|hours?)(?:,|and)?)?"
    r"(?:(?P<m>[0-9]{1,3}(?:\.[0-9]{1,2})?|one|an?)(?:(?:-|–|~|〜|to)(?P<to>[0-9]{1,3}))?(?:-|‐)?(?:minutes?|minuts?|mins?|m)\.?)?"
    r"(?:(?:,|and)?(?P<s>[0-9]{1,2})(?:seconds?|secs?|s)\.?)?"
)
_EN_KEY: Final = r"(?:(?:estimated|approximate|approx\.?|average|est\.?|total|article)?(?:reading|read)-?(?:time|length)?|timetoread)(?:is|of)?[:=|\-–—]?"
_EN_LABEL: Final = pattern(
    rf"(?P<key>{_EN_KEY}|(?:this|the)?(?:article|post|page|entry)?(?:will)?takes?(?:you)?)?{_EN_AMOUNT}"
    r"(?P<read>-?(?:read(?:ing)?(?:-?time)?|toread(?:this)?(?:article|post)?|tocomplete|ofreading))?[.!]?",
    re.DOTALL,
)
_DATE: Final = pattern(
    r"(?i)(?:[12][0-9]{3}[./\-年][0-9]{1,2}[./\-月][0-9]{1,2}日?(?:\(?[月火水木金土日]曜?日?\)?)?(?:T?[0-9]{1,2}[:時][0-9]{2}分?(?::[0-9]{2})?)?"
    r"|(?:令和|平成)[0-9元]{1,2}年[0-9]{1,2}月[0-9]{1,2}日"
    r"|(?:[0-9]{1,2})?(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?(?:[0-9]{1,2}(?:st|nd|rd|th)?)?,?[12][0-9]{3})",
    re.DOTALL,
)
_DATE_WORD: Final = pattern(
    r"(?i)(?:公開日?時?|投稿日?時?|更新日?時?|最終更新日?|掲載日?|作成日?|投稿者|日付"
    r"|posted(?:on)?|published(?:on)?|updated(?:on)?|date|by|on)",
    re.DOTALL,
)
_SEPARATOR: Final = pattern(r"[/|・·•│｜]|\s[-–—]\s|\s{2,}")
_DATE_ICON: Final = pattern(r"[\s:()\[\]【】,、~〜に/|・·•│-]*")
_EDGE: Final = pattern(r"[^\w<≈≒±~〜「『\"”“'‘。.!)\]]*")
_KANJI_NUMBER: Final = pattern(r"([一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])(?=分|時間)")
_KANJI_DIGITS: Final = {c: i for i, c in enumerate("一二三四五六七八九", 1)}


def label_minutes(line: str, *, bare: bool = False) -> float | None:
    """The minutes, if the whole line is a printed reading time; None for any other line.

    With `bare` a time alone is one too. 1分未満 is half a minute, 3〜5分 is four.

    >>> label_minutes("⏱ この記事は約３分で読めます。")
    3.0
    >>> label_minutes("約 1 分"), label_minutes("約 1 分", bare=True)
    (None, 1.0)
    >>> label_minutes("約10分煮ます"), label_minutes("5 min read")
    (None, 5.0)
    """
    if len(line) > _LONGEST or not _HINT.search(line):
        return None
    plain = unicodedata.normalize("NFKC", line).lower()
    minutes = _label("".join(plain.split()), bare=bare)
    if minutes is not None:
        return minutes
    parts = [part for part in _SEPARATOR.split(plain) if part.strip()]
    return _among_parts(parts, bare=bare) if 2 <= len(parts) <= 6 else None


def _label(compact: str, *, bare: bool) -> float | None:
    """The minutes of a label without white space, without its icons and brackets."""
    start = _first(compact)
    core = compact[start : len(compact) - _first(compact[::-1])]
    if core[-1:] in {")", "]"} and not ("(" in core or "[" in core):
        core = core[:-1]
    minutes = _japanese(core, bare=bare)
    return minutes if minutes is not None else _english(core, bare=bare)


def _first(text: str) -> int:
    match = _EDGE.match(text)
    return match.end() if match else 0


def _japanese(core: str, *, bare: bool) -> float | None:
    if "分" not in core and "読" not in core and "秒" not in core and "時間" not in core:
        return None
    if "字" in core:
        whole = _LENGTH_FIRST.fullmatch(core)
        if whole and whole[1] != core:
            return _japanese(whole[1].rstrip("([、,"), bare=True)
    alone = _ALONE.fullmatch(core)
    if alone:
        minutes = _minutes(alone, "a")
        return minutes if bare or core[0] in "<≦" else None
    for label in (_SENTENCE, _KEYED):
        match = label.fullmatch(core)
        if match:
            return _first_amount(match)
    if not any(c.isdigit() and c.isascii() for c in core):
        written = _KANJI_NUMBER.sub(_as_digits, core)
        match = _SENTENCE.fullmatch(written) if written != core and "記事" in core else None
        if match:
            return _first_amount(match)
    return None


def _first_amount(match: re.Match[str]) -> float | None:
    groups = match.groupdict()
    if groups.get("english"):
        return _english(groups["english"], bare=True)
    for name in "abc":
        if f"{name}_m" in groups:
            minutes = _minutes(match, name)
            if minutes is not None:
                return minutes
    return None


def _minutes(match: re.Match[str], name: str) -> float | None:
    groups = match.groupdict()
    hours, minutes, seconds, to = (groups[f"{name}_{part}"] for part in ("h", "m", "s", "to"))
    half = 30 * bool(groups[f"{name}_hh"]) + 0.5 * bool(groups[f"{name}_mh"])
    return _sum(hours, minutes, seconds, to, half, less=bool(groups[f"{name}_sign"] or groups[f"{name}_less"]))


def _sum(
    hours: str | None, minutes: str | None, seconds: str | None, to: str | None, half: float = 0, *, less: bool
) -> float | None:
    if hours is None and minutes is None and seconds is None:
        return None
    low = float(minutes or 0)
    middle = (low + float(to)) / 2 if to else low
    found = float(hours or 0) * 60 + middle + half + round(float(seconds or 0) / 60, 4)
    return max(found - 0.5, 0.5) if less else found


def _english(core: str, *, bare: bool) -> float | None:
    match = _EN_LABEL.fullmatch(core)
    if match is None or not (match["m"] or match["h"] or match["s"]):
        return None
    in_words = match["m"] in {"a", "an", "one"}
    signed = match["sign"] or core[0] in "≈~"
    if not (match["key"] or match["read"] or signed or (bare and not in_words)):
        return None
    minutes = "1" if in_words else match["m"]
    return _sum(match["h"], minutes, match["s"], match["to"], less=bool(match["sign"]))


def _among_parts(parts: list[str], *, bare: bool) -> float | None:
    """2024年1月2日・約3分: a label beside a date, a length and at most one name."""
    found, dated, unknown = None, False, 0
    for part in parts:
        minutes = _label("".join(part.split()), bare=bare)
        if minutes is not None:
            if found is not None:
                return None
            found = minutes
        elif is_date_line(part):
            dated = True
        elif not re.fullmatch(rf"{_LENGTH}|[0-9,]{{1,7}}(?:words?|views?|pv)", "".join(part.split())):
            unknown += 1
            if len(part) > 24 or "。" in part:
                return None
    return found if dated and unknown <= 1 else None


def is_date_line(line: str) -> bool:
    """Whether a line says when a page was published and nothing else.

    >>> is_date_line("公開日：2024年1月2日 / 更新日：2024.02.03"), is_date_line("2024年1月2日は晴れた")
    (True, False)
    """
    if len(line) > _LONGEST:
        return False
    compact = "".join(unicodedata.normalize("NFKC", line).split())
    if not _DATE.search(compact):
        return False
    start = _first(compact)
    undated = _DATE.sub("", compact[start:], count=3)
    return _DATE_ICON.fullmatch(_DATE_WORD.sub("", undated)) is not None


def _as_digits(match: re.Match[str]) -> str:
    tens, ten, ones = match[1].rpartition("十")
    return str((_KANJI_DIGITS.get(tens, 1) * 10 if ten else 0) + _KANJI_DIGITS.get(ones, 0))


_FIRST_BLOCKS: Final = 10
_LAST_BLOCKS: Final = 2
_BARE_BLOCKS: Final = 3
_LINES: Final = 12
"""Lines of a block with 分 or min that are looked at."""
_HEAD: Final = 600
"""Characters of prose after which a label is no longer the page's own, unless it ends the page."""
_ABOUT_LABELS: Final = pattern(r"[:：]$|読了|読む時間|読める|reading time|min read", re.IGNORECASE)
_PLACES: Final = frozenset(("paragraph", "heading", "item", "caption"))
_SPACE: Final = " \t\n\u3000\xa0"


class _Found(NamedTuple):
    """A label: in which block, from where to where, what it says."""

    block: int
    start: int
    end: int
    minutes: float


def take_stated(article: Article) -> Article:
    """The article without the reading time that its page prints, which is kept as `stated_minutes`.

    An article without such a line, and one that writes about such lines, is returned as it is.

    >>> from jreadtools.sources.plain import parse
    >>> article = take_stated(parse("梅干しの話\\n\\nこの記事は約3分で読めます。\\n\\n祖母の瓶が空になった。"))
    >>> article.stated_minutes, [block.text for block in article.blocks]
    (3.0, ['梅干しの話', '祖母の瓶が空になった。'])
    """
    blocks = article.blocks
    if article.stated_minutes is not None:
        return article
    count = len(blocks)
    looked_at = [*range(min(count, _FIRST_BLOCKS)), *range(max(_FIRST_BLOCKS, count - _LAST_BLOCKS), count)]
    texts = [blocks[i].text for i in looked_at]
    if not _HINT.search("\n".join([text for text in texts if len(text) <= _LONGEST or "\n" in text])):
        return article
    found = list(_labels(article, looked_at))
    # Several times that differ are examples: the article is about such labels.
    if not found or len(found) > 2 or len({label.minutes for label in found}) > 1:
        return article
    return _without(article, found)


def _labels(article: Article, indexes: list[int]) -> Iterator[_Found]:
    blocks = article.blocks
    read = 0
    for index in indexes:
        block = blocks[index]
        at_end = index >= len(blocks) - _LAST_BLOCKS
        if block.kind in _PLACES and (read < _HEAD or at_end) and _HINT.search(block.text):
            above = blocks[index - 1].text.rstrip() if index else ""
            if len(above) > 40 or not _ABOUT_LABELS.search(above):
                yield from _in_block(article, index)
        read += len(block.text)


def _in_block(article: Article, index: int) -> Iterator[_Found]:
    text = article.blocks[index].text
    end = -1
    looked = 0
    for hint in _HINT.finditer(text):
        if hint.start() < end:
            continue
        start = text.rfind("\n", 0, hint.start()) + 1
        end = text.find("\n", hint.start())
        end = len(text) if end < 0 else end
        looked += 1
        if looked > _LINES:
            return
        if end - start > _LONGEST:
            continue
        line = text[start:end]
        bare = index < _BARE_BLOCKS and _below_the_head(article, index, start)
        minutes = label_minutes(line, bare=bare)
        if minutes is not None and (label_minutes(line) is not None or _is_likely(article, minutes)):
            yield _Found(index, start, end, minutes)


def _below_the_head(article: Article, index: int, start: int) -> bool:
    """Whether a line stands directly below the article's title or the line with its date."""
    text = article.blocks[index].text
    if start:
        return is_date_line(text[text.rfind("\n", 0, start - 1) + 1 : start - 1])
    if "\n" in text:
        return False
    if not index:
        return bool(article.title) and article.title != text
    above = article.blocks[index - 1]
    return is_date_line(above.text) or (
        above.kind == "heading" and (index == 1 or above.text == article.title) and not re.search("分|時間", above.text)
    )


def _is_likely(article: Article, minutes: float) -> bool:
    """Whether a time alone may be a reading time: 約30分 above a short recipe is none. Themes count too little."""
    characters = sum(len(block.text) for block in article.blocks)
    return characters >= 200 and minutes <= max(2.0, 3 * characters / 500)


def _without(article: Article, found: list[_Found]) -> Article:
    blocks: list[Block] = list(article.blocks)
    left = list(article.left)
    title = article.title
    for label in reversed(found):
        block = blocks[label.block]
        line = block.line + _line_breaks(block, label.start, article.source)
        start, end = block.source_offset(label.start), block.source_offset(label.end - 1) + 1
        left.append(Dropped(line, "stated time", block.text[label.start : label.end].strip(), start, end))
        rest = _cut(block, label.start, label.end, article.source)
        if rest is None:
            del blocks[label.block]
            if block.kind == "heading" and title == " ".join(block.text.split()):
                title = ""
        else:
            blocks[label.block] = rest
    return replace(
        article,
        blocks=tuple(blocks),
        title=title,
        stated_minutes=found[0].minutes,
        left=tuple(sorted(left, key=lambda each: (each.line, each.start))),
    )


def _line_breaks(block: Block, offset: int, source: str) -> int:
    """Line breaks of the source before `offset` of the text; those of the text where the source is not known."""
    if source:
        return source.count("\n", block.source_offset(0), block.source_offset(offset))
    return block.text.count("\n", 0, offset)


def _cut(block: Block, start: int, end: int, source: str) -> Block | None:
    """The block without a line of it and one line break beside it; None if nothing else is in it."""
    text = block.text
    before, after = text[:start].rstrip(_SPACE), text[end:].lstrip(_SPACE)
    if not before and not after:
        return None
    if not before:
        start, end = 0, len(text) - len(after)
    elif not after:
        start, end = len(before), len(text)
    else:
        end += 1  # the break below it; the one above it stays
    gone = end - start

    def moved(ranges: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
        both = [(_moved(a, start, end), _moved(b, start, end)) for a, b in ranges]
        return tuple([(a, b) for a, b in both if a < b])

    places = [(at, place) for at, place in block.places if at < start]
    if end < len(text):
        places.append((start, block.source_offset(end)))
        places += [(at - gone, place) for at, place in block.places if at > end]
    return block._replace(
        text=text[:start] + text[end:],
        line=block.line + (_line_breaks(block, end, source) if not start else 0),
        places=tuple(places),
        masks=moved(block.masks),
        atoms=moved(block.atoms),
        wraps=tuple([at if at < start else at - gone for at in block.wraps if not start <= at < end]),
    )


def _moved(offset: int, start: int, end: int) -> int:
    """Where an offset of the text stands once [start, end) is gone."""
    if offset <= start:
        return offset
    return max(offset - (end - start), start)
