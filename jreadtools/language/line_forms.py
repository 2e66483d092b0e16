r"""Lines that their form makes complete in themselves: items, headings, cells, hashtags.

Such a line was not wrapped, whatever stands around it. A form that prose may have by chance counts only
where two lines of a block share it.

>>> own_breaks(["✅ 早起きする", "✅ 水を飲む", "続きは明日。"])
[SURE, SOFT]
>>> own_breaks(["大人 500円", "五十人が来た。"]), own_breaks(["朝から雨が", "降っている。"])
([NO], [NO])
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from itertools import groupby
from typing import Final, NamedTuple

from jreadtools.language.brackets import pair_brackets
from jreadtools.patterns import pattern

__all__ = ["LIST_MARK", "NO", "SECTION_WORD", "SOFT", "SURE", "Own", "has_forms", "has_speech", "own_breaks", "spoken"]


class Own(IntEnum):
    """Whether a line break is the author's own by the form of the lines on either side."""

    NO = 0
    SOFT = 1
    """Unless the line before it cannot end there or the one after it cannot begin so."""
    SURE = 2

    def __repr__(self) -> str:
        return self.name


NO, SOFT, SURE = Own


class _Rule(NamedTuple):
    """What a form says of the breaks before and after its line, first where two lines share it, then of one alone."""

    begins: Own
    ends: Own
    one_begins: Own = NO
    one_ends: Own = NO


_RULES: Final = {
    "tags": _Rule(SURE, SURE, SURE, SURE),
    "framed": _Rule(SURE, SOFT, SOFT, SOFT),
    "cells": _Rule(SURE, SURE),
    "chapter": _Rule(SURE, SOFT, SOFT, SOFT),
    "circled": _Rule(SURE, SOFT, SOFT, SOFT),
    "heading": _Rule(SURE, SOFT, NO, SOFT),
    "picture": _Rule(SURE, SOFT, NO, SOFT),
    "numeral": _Rule(SURE, SOFT, SOFT, SOFT),
    "number": _Rule(SURE, SOFT, NO, SOFT),
    "labelled": _Rule(SURE, SOFT, NO, SOFT),
    "spaced": _Rule(SOFT, SOFT),
    "letter": _Rule(SOFT, SOFT, NO, SOFT),
    "dot": _Rule(SOFT, SOFT, NO, SOFT),
    "bullet": _Rule(SURE, SOFT, NO, SOFT),
    "sign": _Rule(SURE, SOFT),
    "odd": _Rule(SOFT, SOFT),
    "dash": _Rule(SOFT, SOFT),
    "quote": _Rule(SOFT, SOFT),
    "time": _Rule(SOFT, SOFT, SOFT),
    "date": _Rule(SOFT, SOFT),
    "label": _Rule(SOFT, SOFT),
    "pair": _Rule(SOFT, SOFT),
    "noun": _Rule(SOFT, SOFT),
}

_DIGITS: Final = "0-9０-９"
_NUMERALS: Final = "〇一二三四五六七八九十百"
_SPACE: Final = " \t\u3000"
_CIRCLED: Final = "①-⑳㉑-㊿❶-❿⓫-⓴⑴-⒇㈠-㈩㋐-㋾Ⓐ-ⓩ"
_PICTURES: Final = "\u231a-\u23ff\u25fb-\u25fe\u2600-\u2604\u2607-\u27bf\u2b05-\u2b55\U0001f000-\U0001faff"
_HEADING_SIGNS: Final = "■□◆◇▼▽●○◎★☆▲△〓◉▶►▷▸▹♦"
# Where two lines begin with one of them, they are items.
_ODD: Final = "§¶†‡⁂‧⦁⦿〃〒＝〜～＆￥¥＄∞∴≡≒⓪⓵-⓾←-⇿└-╿▐-◿"

# One line that begins so begins an item, wherever it stands.
LIST_MARK = pattern(
    rf"(?!([○●△□◯])\1)[・･{_HEADING_SIGNS}◯※→⇒➡➜➔➤✓✔✅☑☐①-⑳㉑-㉟❶-❿⓫-⓴⑴-⒇♪＊*\-–—+▪▫◦•‣👉📌🔸🔹🔶🔷]"
    rf"|[(（]?[{_DIGITS}]{{1,2}}(?:[)）、]|[.．:：](?![{_DIGITS}])|\ufe0f?\u20e3)|[QAＱＡ][.．:：]|【|\[[ xX]\] "
)

# Headings of one word, directly above their text.
SECTION_WORD = pattern(
    r"(?:はじめに|初めに|おわりに|終わりに|さいごに|最後に|まとめ|お知らせ|おしらせ|お願い|おねがい|ご案内|ごあいさつ|ご挨拶|おまけ|あらすじ|"
    r"まえがき|あとがき|もくじ|ポイント|コツ|メニュー|プロフィール|アクセス|スケジュール|"
    r"プロローグ|エピローグ|幕間|追記|余談|概要|目次|[作使遊読食選]り?[いべび]?方|つくり方|材料|手順|準備|用意するもの|準備するもの|持ち物|メリット|デメリット|"
    r"(?:良|よ|悪|わる|気になっ|困っ|残念)(?:い|かった|な|た)点|お問い?合わ?せ|参加者の声|お客様の声)"
)

# --- How a line begins ------------------------------------------------------------------------------------

# 第1章　旅立ち, その二　…, Step 1 …
_CHAPTER: Final = (
    rf"(?:第[ \u3000]?[{_DIGITS}{_NUMERALS}]{{1,4}}[ \u3000]?(?:章|節|部|話|回|編|篇|幕|場|条|項|款|巻|課|講|限|日目?|夜|位|期|問|楽章|段落?|ステップ)"
    rf"|[#＃][{_DIGITS}]{{1,3}}|[序終]章|最終[章話回]|その[{_DIGITS}{_NUMERALS}]{{1,3}}|(?:[Ss]tep|STEP|[Pp]art|PART|[Cc]hapter|[Vv]ol\.?|Day|DAY|No\.?|Lesson)[ .]?[{_DIGITS}]{{1,3}})"
    rf"(?=[{_SPACE}.．:：「『【（(〜～]|$)"
)
_TIME: Final = (
    rf"(?:(?:午前|午後|[AP]M|朝|夜)[ \u3000]?)?(?:[{_DIGITS}]{{1,2}}(?:[:：][{_DIGITS}]{{2}}|時(?!間)(?:半|[{_DIGITS}]{{1,2}}分)?)"
    r"|[一二三四五六七八九十]{1,3}時(?!間)(?:半|[一二三四五六七八九十]{1,3}分)?)"
)
_DATE: Final = (
    rf"(?:(?:西暦)?[{_DIGITS}]{{4}}年度?|(?:明治|大正|昭和|平成|令和)(?:[{_DIGITS}{_NUMERALS}]{{1,3}}|元)年度?)(?:[{_DIGITS}]{{1,2}}月(?:[{_DIGITS}]{{1,2}}日)?)?"
    rf"|[{_DIGITS}]{{1,2}}月(?:[{_DIGITS}]{{1,2}}日|[上中下]旬)?|[{_DIGITS}]{{1,2}}日(?!目)|[{_DIGITS}]{{1,4}}[/／][{_DIGITS}]{{1,2}}(?:[/／][{_DIGITS}]{{1,2}})?"
    rf"|[{_DIGITS}]{{4}}[.．\-][{_DIGITS}]{{1,2}}[.．\-][{_DIGITS}]{{1,2}}"
    r"|[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?"
    rf"|[{_DIGITS}]{{2,4}}[\-－][{_DIGITS}]{{2,4}}[\-－][{_DIGITS}]{{3,4}}|[月火水木金土日]曜日?|[月火水木金土日](?=[{_SPACE}:：（(])"
    rf"|[{_DIGITS}一二三四五六七八九十]{{1,2}}(?:日目|年目|回目|番目|週目|時間目|限目?|位|番|年生|階|合目)"
)
# What sets a date or a time apart from the words. 2019年に、 is a phrase of a sentence.
_APART: Final = rf"(?:[（(][^（）()]{{1,4}}[)）]){{0,2}}(?=[{_SPACE}：:、〜～~\-–—―・…→]|[一-龥ァ-ヺ「『]|$)"
_NUMBER: Final = (
    rf"[(（〔［\[<＜〈《]?(?:(?:[A-ZＡ-Ｚ][\-－]?)?[{_DIGITS}]{{1,3}}(?:[.．\-－][{_DIGITS}]{{1,3}}){{0,3}}|[{_NUMERALS}]{{1,3}}|[ivxIVX]{{1,4}}|[ア-ンＡ-Ｚａ-ｚA-Za-z]|[Ⅰ-Ⅻⅰ-ⅻ])"
    rf"(?:[)）〕］\]>＞〉》]|[.．、:：](?![{_DIGITS}{_NUMERALS}/])|(?<=[{_DIGITS}])・(?![{_DIGITS}{_NUMERALS}])|(?=\u3000))"
)
# 理由1：, Scene 2　, 案B), 三つ目：; with a space behind it only where lines share it.
_NUMBERED: Final = (
    rf"(?:(?:[A-Za-z]{{2,10}}[ .]{{0,2}}[#＃]?|[一-龥]{{1,4}}|[ァ-ヺー]{{2,8}}|その)(?:[{_DIGITS}]{{1,3}}(?:[.．\-－][{_DIGITS}]{{1,3}}){{0,2}}|[①-⑳Ⅰ-Ⅻ])"
    rf"|(?:[一-龥]{{1,4}}|[ァ-ヺー]{{2,8}}|[A-Za-z]{{2,10}} )[A-ZＡ-Ｚ]|第[{_NUMERALS}]{{1,3}}|[{_DIGITS}{_NUMERALS}]{{1,2}}(?:つ目|つめ|[個人枚杯校時段本]目|章|節|部|話|組|班|階|号車?|丁目|校時))"
)
_HEAD = pattern(
    rf"(?P<chapter>{_CHAPTER})|(?P<number>{_NUMBER})|(?P<time>{_TIME}){_APART}|(?P<date>{_DATE}){_APART}|(?P<circled>[{_CIRCLED}]|[0-9]\ufe0f?\u20e3)"
    rf"|(?P<labelled>{_NUMBERED}(?:[)）]|[:：.．](?![{_DIGITS}])|(?=\u3000))|[{_DIGITS}]{{1,2}}(?:[.．\-－][{_DIGITS}]{{1,2}}){{1,3}}(?= [^ぁ-ん])|(?:図表?|写真|表|問題?|例題?)[{_DIGITS}]{{1,3}}(?= [^ぁ-ん]))"
    rf"|(?P<spaced>(?:{_NUMBERED}|[{_DIGITS}]{{1,2}}|[Ⅰ-Ⅻ])(?= [^ぁ-ん])|[一二三四五六七八九]つ目?、)"
    rf"|(?P<heading>(?![○●△□][○●△□])[{_HEADING_SIGNS}])|(?P<quote>[＞>≫»])|(?P<dot>[・･•‣◦∙]|·[{_SPACE}]*+(?![!-~]))|(?P<bullet>(?:[*+\-–—⁃▪▫]|\[[ xX]\])(?=[{_SPACE}]))|(?P<sign>[◯〇×✕✖](?![◯〇×✕✖])|[※→⇒▪▫]|[＊*＋+|｜＠@–#＃](?=[{_SPACE}]))|(?P<odd>[＠@–⁃＊＋{_ODD}]|[*+\-=~](?=[{_SPACE}]|[^!-~]))|(?P<dash>[―─—－−])|(?P<picture>[{_PICTURES}])"
)
_MAY_BE_NUMBERED: Final = rf"(?:[一-龥]{{1,4}}|[ァ-ヺー]{{2,8}}|[A-Za-z]{{1,10}}[ .\-]{{0,2}}[#＃]?)(?:[{_DIGITS}①-⑳Ⅰ-Ⅻ]|[A-ZＡ-Ｚ][:：)）.．\u3000 ])"
_PARTED_DATE = pattern("[\u3000：:]| [^ぁ-ん]|$")
_HEAD_FIRST = pattern(
    rf"[^ぁ-んァ-ヺー一-龥々a-zA-Z「『]|[ivxIVX]{{2,4}}[.．、)）:：]|[ア-ン{_NUMERALS}a-zA-Z].{{0,2}}?[.．、)）:：\u3000]|[第序終最そ西明大昭平令月火水木金土日午朝夜{_NUMERALS}]|[SsPpVvDdCcNLA]|{_MAY_BE_NUMBERED}"
)
_MARKS: Final = frozenset({"heading", "sign", "picture", "circled"})
_FRAME: Final = {c: c for c in "〜～~―─—–-－=＝*＊+＋★☆♪◆◇■□●○◎▼▲◉♥♡❤✿❀"} | {"＼": "／", "\\": "/", "<": ">"}
_SAME_SIGN: Final = str.maketrans("〇×✕✖", "◯◯◯◯")  # ◯ 早寝 × 夜更かし
_NUMERAL = pattern(rf"[(（]?[{_DIGITS}](?![.．、:：])|[{_NUMERALS}]+\u3000|[Ⅰ-Ⅻ]\u3000")
_RUN = pattern(rf"(?P<digits>[{_DIGITS}]+)|[{_NUMERALS}]+|(?P<letter>[ア-ンＡ-Ｚａ-ｚA-Za-z])|[Ⅰ-Ⅻⅰ-ⅻ]")

# --- How a line is built ----------------------------------------------------------------------------------

_TAG_LINE = pattern(rf"(?:[#＃][^\s#＃、。，．「」『』（）()！？!?：:]{{1,30}}[{_SPACE}、,]*)+")
# 主食：ごはん, 主食…ごはん, 主食→ごはん
_LABEL: Final = rf"[^\s。、！？：:「（(…]{{1,12}}(?:[{_SPACE}]*[：:](?!//)|[…‥]+|・{{2,}}|[{_SPACE}]*[→⇒＝=｜|／][{_SPACE}]*|[ \u3000]+[-–—―][ \u3000]+)[{_SPACE}]*[^\s…‥]"
# 大人 1,000円, 砂糖　大さじ2, 塩 少々
_AMOUNT: Final = (
    rf"[^。、，！？]{{1,20}}?(?:(?:(?<![をにはがへとものでやば])|(?<=[子こ]ども))[{_SPACE}]|[…‥]|・・)(?:約|各|中|大|小|計|[￥¥])?(?:[{_DIGITS}½¼¾][{_DIGITS},，./／〜～~\-]*(?<!-)[ ]?(?:[^\s。、，ぁ-ん{_DIGITS}]{{0,5}}|[つこ]|かけ|ふさ|つまみ|ほど|くらい)"
    rf"(?:[（(][^（）()]{{1,12}}[)）])?|[大小]さじ[ ]?[{_DIGITS}½¼一二三./／]+(?:と[{_DIGITS}/／]+|弱|強|杯)?|少々|少量|適量|適宜|ひとつまみ|お好みで|無料)$"
)
# 名前　田中太郎
_PAIR: Final = r"(?:[^\s。、！？…]{1,10}(?:\u3000+| {2,})|[一-龥ァ-ヺー]{1,8} (?![A-Za-z]))[^\s。、！？](?:[^。、！？\u3000]{0,23}[^\s。、！？])?$|[^\s。、！？]{1,10}[ \u3000]?[★☆]{2,10}$"
_BUILT = pattern(rf"(?P<pair>{_AMOUNT}|{_PAIR})|(?P<label>{_LABEL})")
_NAMED = pattern("(?:[^\\s。、！？：:「（(]{1,8}：|[^!-~\\s。、！？：「（]{1,8}:)[ \u3000]?[^。、]{0,15}[^ぁ-ん。、]")
# ごはん⏎味噌汁⏎焼き魚
_NOUN = pattern(
    "(?=.{1,8}$)(?=.*[ぁ-んァ-ヺ一-龥])[^\\s。、！？!?「」：:]*(?:[^ぁ-ん\\s。、！？!?「」：:]|[きぎけげごしじせそちびべまみりれろん])|[ぁ-ん]{1,5}[うおかくこさすたつねもやゆよらわ]"
)
_PARTED = pattern(
    rf"[：:\u3000→⇒＝=｜|／…‥★]|・・|(?<=[一-龥ァ-ヺー]) (?![A-Za-z])| [ {_DIGITS}約各中大小計少適ひお無½¼¾￥¥\-–—―]"
)
_NOUNS: Final = ("noun", "")
_LONGEST: Final = 40
_SHORT: Final = 20

_SPECIAL = pattern(
    rf"(?m)^[^\S\n]*(?:[^ぁ-んァ-ヺー一-龥々a-zA-Z\s「『]|[ア-ン{_NUMERALS}a-zA-Z]{{1,3}}つ?[.．、)）:：\u3000]|[第序終最そSPCVDNLｐ午朝夜西明大昭平令月火水木金土日AP]|{_MAY_BE_NUMBERED}|[ivxIVX]{{2,4}}[.．、)）:：])"
    rf"|\t|^.{{1,8}}\n.{{1,8}}\n.{{1,8}}$|{_PARTED.pattern}",
)


# --- Speech -----------------------------------------------------------------------------------------------

_OPENERS: Final = frozenset('「『｢（(〔［[＜〈《≪«“〝"')
# 太郎「 is somebody who speaks, タイトルは「 is not.
_SPEAKER = pattern(
    r"(?!(?:つまり|そして|しかし|だから|または|および|もし|まず|なお|さて|ただ|たとえば|いわゆる|いわば|やはり|まさに|きっと|ふと|こんな|そんな|あんな)[「『｢])"
    r"[^\s。、，！？!?「」『』（）()：:…・]{1,8}(?<![をにはがへとものやでばてうるた])(?:[（(][^（）()]{1,6}[)）])?[ \u3000]?[：:]?[「『｢]"
)
_MAY_SPEAK = pattern(r"""(?m)^[^\S\n]*[「『｢（(〔［\[＜〈《≪«“〝"]|[」』｣][^\S\n]*$""")
_SPEECH_TAIL = pattern("[。♪♡♥❤☆★〜～ー！!？?…wｗ笑]{0,4}")
_KANA_OR_KANJI = pattern("[ぁ-んァ-ヺ一-龥]")
_LAUGH = pattern("[（(][苦爆失微大]?[笑汗泣爆涙怒謎]{1,3}[）)]")


def has_forms(text: str) -> bool:
    """Whether a line of a block may have one of the forms, by one look at the block."""
    return _SPECIAL.search(text) is not None


def has_speech(text: str) -> bool:
    """Whether a line of a block begins with a bracket or ends with 」, without which none is a speech."""
    return _MAY_SPEAK.search(text) is not None


def own_breaks(lines: Sequence[str]) -> list[Own]:
    """For each line but the last whether the break after it is the author's own, by the forms of both lines."""
    forms = [_form(words) for words in lines]
    # Short nouns are a list where three follow one another.
    for form, run in groupby(range(len(forms)), forms.__getitem__):
        if form == _NOUNS and len(places := list(run)) < 3:
            forms[places[0] : places[-1] + 1] = [None] * len(places)
    own = [NO] * len(lines)  # of the break after each line
    known: dict[tuple[str, str], int] = {}
    for form in forms:
        if form is not None:
            known[form] = known.get(form, 0) + 1
    for i, form in enumerate(forms):
        if form is None:
            continue
        rule = _RULES[form[0]]
        alike = known[form] > 1
        begins, ends = (rule.begins, rule.ends) if alike else (rule.one_begins, rule.one_ends)
        if form[0] in _MARKS and i and (before := forms[i - 1]) is not None and before[0] in _MARKS:
            begins, ends = max(begins, SOFT), SOFT  # ◎ 近い ○ 安い △ 遠い: other marks, one list
        words = lines[i]
        if form[0] == "label" and _NAMED.fullmatch(words):
            ends = SOFT  # 作者：山田太郎
        if ends == SOFT and (len(words) > (_LONGEST if alike else _SHORT) or "。" in words):
            ends = NO
        own[i] = max(own[i], ends)
        if i:
            own[i - 1] = max(own[i - 1], begins)
    return own[:-1]


def _form(words: str) -> tuple[str, str] | None:
    """The form of a line by itself: its rule, and what tells it from others of the rule."""
    if words[0] in "#＃" and _TAG_LINE.fullmatch(words):
        return ("tags", "")
    if "\t" in words:
        return ("cells", "")
    if _FRAME.get(words[0]) == words[-1] and 2 < len(words) <= _LONGEST:
        return ("framed", "")
    head = _HEAD.match(words) if _HEAD_FIRST.match(words) else None
    if head is not None:
        kind = head.lastgroup or ""
        if (kind == "date" and _PARTED_DATE.match(words, head.end())) or (
            kind == "time" and words[head.end() :][:1] in {"", "\u3000"}
        ):
            return ("labelled", "")  # 3日目：京都
        if kind in {"number", "labelled", "spaced"}:
            shape = _RUN.sub(lambda run: "0" if run["digits"] else "ア" if run["letter"] else "一", head[0])
            if kind != "number":
                return (kind, shape)
            if shape[0] == "ア" or (
                shape[-1] in ")）" and shape[0] not in "(（"
            ):  # S) may close what another line opened
                return ("letter", shape)
            return ("numeral" if _NUMERAL.match(words) else kind, shape)
        return (kind, head[0].translate(_SAME_SIGN) if kind in {"sign", "heading", "odd"} else "")
    if len(words) <= _LONGEST and _PARTED.search(words) and (built := _BUILT.match(words)):
        return (built.lastgroup or "", "")
    return _NOUNS if _NOUN.fullmatch(words) else None


def spoken(text: str, lines: Sequence[tuple[int, int]]) -> frozenset[int]:
    r"""Where those of the lines [start, end) begin and end that are, with lines between them, one speech or remark.

    >>> sorted(spoken("「もう\n帰る」\n彼は\n太郎「うん」", [(0, 3), (4, 7), (8, 10), (11, 17)]))
    [0, 7, 11, 17]
    """
    begins = []
    for start, end in lines:
        if text[start] in _OPENERS:
            begins.append((start, start))
        elif text[end - 1] in "」』｣" and (speaker := _SPEAKER.match(text, start, end)):
            begins.append((start, speaker.end() - 1))
    if not begins:
        return frozenset()
    first = lines[0][0]
    closes = {first + a: first + b for a, b in pair_brackets(text[first : lines[-1][1]]).items()}
    ends = {end for _, end in lines}
    found: set[int] = set()
    for start, at in begins:
        stop = at
        while stop in closes:
            stop = closes[stop] + 1
        # （…）。 ends the sentence before it.
        mark = _SPEECH_TAIL.match(text, stop) if text[at] in "「『" else None
        end = mark.end() if mark else stop
        worded = text[at] in "「『" or (_KANA_OR_KANJI.search(text, at, stop) and not _LAUGH.fullmatch(text, at, stop))
        if stop > at and end in ends and worded:
            found |= {start, end}
    return frozenset(found)
