"""Where a 文節 begins: a table over pairs of neighbours, and a wider look where the pair does not decide.

Rules of grammar only, no model. 付属語 (particles, auxiliaries, suffixes) and signs lean on what stands before
them, 自立語 (nouns, verbs, adverbs …) begin a bunsetsu; every exception is one row below with its reason. Function
words of several morphemes (について, かもしれない, することができる) are one unit, as UD_Japanese-GSD has them
(BCCWJ's 長単位). A sentence of signs alone is one bunsetsu.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from enum import IntEnum, auto
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from jreadtools.language.lexical_entry import Entry

__all__ = ["classify", "starts"]

Tags = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]


class Tag(IntEnum):
    """What a morpheme is to its neighbours. Codes may change; nothing keeps them."""

    NONE = 0  # beyond the sentence
    # Signs
    STOP = auto()  # 、。♪ and white space: what follows stands by itself
    COMMA = auto()  # , may stand inside a number
    OPEN = auto()
    CLOSE = auto()
    LINK = auto()  # ・ = ~: inside one name or number
    # 自立語 that do not conjugate
    NOUN = auto()
    TIME = auto()  # 今日, 当時, 多数: adverbs in the shape of nouns
    REGION = auto()  # 県, 市
    NAME = auto()  # of a place
    PLACE = auto()  # 後, 中, 以上: nouns that follow another noun
    NUMBER = auto()
    COUNTER = auto()  # 回, 時間, %
    KOTO = auto()
    TAME = auto()
    UE = auto()  # 上, うえ
    MONO = auto()
    FORMAL = auto()  # ところ, まま
    CHIGAI = auto()
    YOU = auto()  # よう, みたい, そう
    ADNOMINAL = auto()
    ADVERB = auto()
    MIMETIC = auto()  # ちょっと, はっきり: adverbs that make a verb with する
    PRONOUN = auto()
    OTHER = auto()  # conjunctions, interjections: they join nothing
    PREFIX = auto()
    HONORIFIC = auto()  # お, ご
    # 自立語 that conjugate
    VERB = auto()
    SHIYOU = auto()  # a verb's 意志推量形
    RENYOU = auto()  # 連用形: ends a clause, or is the first half of a compound
    ADJECTIVE = auto()
    KU = auto()  # 連用形 of an adjective
    STEM = auto()  # 薄 of 薄茶色
    SURU = auto()
    SHI = auto()
    HELPER = auto()  # after て: くれる, しまう, いく
    BENEFIT = auto()  # after て, and like する after a noun: いただく, ください
    ASPECT = auto()  # the second half of a compound verb: 始める, 続ける
    SUGIRU = auto()
    IRU = auto()
    ARU = auto()
    NAI = auto()
    NARU = auto()
    DEKIRU = auto()
    II = auto()
    IKENAI = auto()
    SHIRERU = auto()
    IU = auto()
    ITTA = auto()  # いっ of といった
    YORU = auto()  # 因る, 於く, 対する, 関する: with に one particle
    TSUI = auto()  # つい, とっ, わたっ, あたっ: with に and て one particle
    SHITAGAU = auto()
    # 付属語
    EASY = auto()  # やすい, らしい: suffixes that make adjectives
    SUFFIX = auto()
    NO = auto()
    GA = auto()
    NI = auto()
    TO = auto()  # と, って
    WA = auto()  # は, も
    KA = auto()
    BA = auto()
    TE = auto()
    PARTICLE = auto()
    NOMINALIZER = auto()  # の of 見るのが
    DE = auto()  # で of である
    TSUTSU = auto()
    VOLITION = auto()  # 意志推量形 of an auxiliary: られよう
    AUXILIARY = auto()


_SIZE: Final = 128
"""Tags a table has room for."""

T = Tag  # named in nearly every row below

_BY_POS: Final = {
    "空白": T.STOP, "補助記号": T.STOP, "名詞": T.NOUN, "形状詞": T.NOUN, "記号": T.NOUN, "代名詞": T.PRONOUN,
    "連体詞": T.ADNOMINAL, "副詞": T.ADVERB, "接続詞": T.OTHER, "感動詞": T.OTHER, "接頭辞": T.PREFIX,
    "接尾辞": T.SUFFIX, "助詞": T.PARTICLE, "助動詞": T.AUXILIARY, "動詞": T.VERB, "形容詞": T.ADJECTIVE,
}  # fmt: skip

_BY_DETAIL: Final = {
    "読点": T.STOP, "句点": T.STOP, "括弧開": T.OPEN, "括弧閉": T.CLOSE, "普通名詞-副詞可能": T.TIME, "数詞": T.NUMBER,
    "普通名詞-助数詞可能": T.COUNTER, "名詞的-助数詞": T.COUNTER, "助動詞語幹": T.YOU, "準体助詞": T.NOMINALIZER,
    "形容詞的": T.EASY,
}  # fmt: skip

_PARTICLES: Final = {
    "の": T.NO, "が": T.GA, "に": T.NI, "と": T.TO, "って": T.TO, "は": T.WA, "も": T.WA, "か": T.KA,
    "ば": T.BA, "て": T.TE, "で": T.TE, "ちゃ": T.TE, "つつ": T.TSUTSU,
}  # fmt: skip

# By lemma, where UniDic allows the use as an auxiliary (非自立可能); every other such verb is an ASPECT.
_HELPERS: Final = {
    "為る": T.SURU, "居る": T.IRU, "有る": T.ARU, "御座る": T.ARU, "成る": T.NARU, "出来る": T.DEKIRU,
    "過ぎる": T.SUGIRU, "無い": T.NAI, "良い": T.II, "欲しい": T.HELPER,
    **dict.fromkeys(("呉れる", "仕舞う", "行く", "来る", "貰う", "置く", "見る", "遣る", "見せる", "上げる", "参る",
                     "いらっしゃる"), T.HELPER),
    **dict.fromkeys(("頂く", "下さる", "致す", "為さる", "願う"), T.BENEFIT),
}  # fmt: skip

_VERBS: Final = {
    # Second halves of compounds which UniDic has as full verbs: やり|尽くす, 考え|込む
    **dict.fromkeys(("尽くす", "込む", "抜く", "兼ねる", "損なう", "回る", "返る"), T.ASPECT),
    "因る": T.YORU, "於く": T.YORU, "対する": T.YORU, "関する": T.YORU, "知れる": T.SHIRERU, "従う": T.SHITAGAU,
}  # fmt: skip

_SURFACES: Final = {
    "つい": T.TSUI, "とっ": T.TSUI, "わたっ": T.TSUI, "亘っ": T.TSUI, "あたっ": T.TSUI, "当たっ": T.TSUI,
    "いっ": T.ITTA, "いう": T.IU, "言う": T.IU, "ゆう": T.IU,
    "いけ": T.IKENAI, "かかわら": T.YORU, "関わら": T.YORU, "拘わら": T.YORU,
}  # fmt: skip

# By lemma.
_NOUNS: Final = {
    "事": T.KOTO, "為": T.TAME, "物": T.MONO, "違い": T.CHIGAI, "上": T.UE, "共": T.OTHER, "抑": T.OTHER,
    "自身": T.SUFFIX, "自体": T.SUFFIX,
    # 副詞可能 in the dictionary, but rarely an adverb: 一部|の, 最初|に; so a compound with the noun behind.
    **dict.fromkeys(("一部", "一人", "二人", "前回", "次回", "最初", "最後"), T.NOUN),
    **dict.fromkeys("都道府県市区町村郡州国", T.REGION),
    **dict.fromkeys(("所", "侭", "他", "内", "通り", "際", "場合", "筈", "訳", "積り", "方"), T.FORMAL),
    **dict.fromkeys(("後", "前", "日", "下", "中", "外", "間", "時", "頃", "末", "以上", "以下", "以前", "以後", "以降",
                     "以来", "以外", "以内", "未満", "近く", "辺り", "前後", "初頭", "中盤", "同士"), T.PLACE),
}  # fmt: skip

_SUFFIXES: Final = {
    "後": T.PARTICLE, "共": T.PARTICLE,  # 終了後, 友達とも: adverbs, no part of the noun behind
    "県": T.REGION, "市": T.REGION, "州": T.REGION,
}  # fmt: skip

_LINKS: Final = frozenset("・･=＝゠-－‐‑–—−~～〜/／&＆+＋.．_＿:：×'’°@＠ー")
"""Signs that tie two names or numbers: 1～3, R&B, Node.js (a full stop at the end has nothing behind it)."""

_PREFIX_SIGNS: Final = frozenset("#＃※￥¥$＄〒♯№")
"""Signs that stand before what they belong to."""

_NOT_MIMETIC: Final = frozenset({
    "やっぱり", "あんまり", "いきなり", "もっと", "ずっと", "きっと", "やっと", "もともと", "ますます", "たまたま",
    "いよいよ", "わざわざ", "まだまだ", "しばしば",
})  # fmt: skip
"""Adverbs of that shape which only modify a verb: もっと|する."""


def classify(entry: Entry) -> int:
    """The code of a morpheme that `starts` reads."""
    return int(_tag(entry))


def _tag(entry: Entry) -> Tag:
    pos, detail = entry.pos, entry.pos_detail
    if pos in {"記号", "補助記号"}:
        return _sign(entry)
    if pos == "助詞":
        return _particle(entry)
    if pos == "助動詞":
        return _auxiliary(entry)
    if pos in {"動詞", "形容詞"}:
        return _conjugated(entry)
    if entry.surface == "あと":
        return T.OTHER  # あと|6日: an adverb before a number
    if detail.startswith("固有名詞-地名"):
        return T.NAME
    if pos == "名詞":
        return _NOUNS.get(entry.lemma) or _BY_DETAIL.get(detail, T.NOUN)
    if pos == "接尾辞" and entry.lemma in _SUFFIXES:
        return _SUFFIXES[entry.lemma]
    if pos == "副詞" and _is_mimetic(entry.surface):
        return T.MIMETIC
    if pos == "接頭辞" and entry.lemma == "御":
        return T.HONORIFIC
    return _BY_DETAIL.get(detail) or _BY_POS.get(pos, T.NOUN)


def _particle(entry: Entry) -> Tag:
    surface, detail = entry.surface, entry.pos_detail
    if detail == "準体助詞":
        return T.NOMINALIZER if surface == "の" else T.AUXILIARY  # と|いうんだ ends the sentence, というのは does not
    if detail == "格助詞" and surface == "で":
        return T.DE  # UniDic takes the で of である for it now and then
    return _PARTICLES.get(surface, T.PARTICLE)


def _sign(entry: Entry) -> Tag:
    surface, detail = entry.surface, entry.pos_detail
    if surface in {"%", "％", "‰"}:
        return T.COUNTER
    if surface in _PREFIX_SIGNS:
        return T.PREFIX
    if surface in _LINKS:
        return T.LINK
    if detail in _BY_DETAIL:
        return _BY_DETAIL[detail]
    if surface in {",", "，"}:
        return T.COMMA
    if surface.endswith(("“", "‘", "(", "（", "[", "<", "＜", "【", "〈")):
        return T.OPEN
    if surface.endswith(("”", "’", ")", "）", "]", ">", "＞", "】", "〉")):
        return T.CLOSE
    return T.NOUN if entry.pos == "記号" and any(map(str.isalpha, surface)) else T.STOP


def _auxiliary(entry: Entry) -> Tag:
    if "意志推量形" in entry.conjugation and entry.lemma not in {"だ", "です", "ます"}:
        return T.VOLITION
    if entry.lemma == "だ":
        if entry.surface in {"で", "じゃ", "ぢゃ"}:
            return T.DE
        if entry.surface == "に":
            return T.NI
    return T.AUXILIARY


def _conjugated(entry: Entry) -> Tag:
    surface, lemma = entry.surface, entry.lemma
    form = entry.conjugation.partition("/")[2]
    if surface in _SURFACES:
        return _SURFACES[surface]
    if entry.pos_detail == "非自立可能":
        tag = _HELPERS.get(lemma, T.ASPECT if entry.pos == "動詞" else T.ADJECTIVE)
        return T.SHI if tag is T.SURU and surface == "し" else tag
    if entry.pos == "形容詞":
        return T.STEM if form.startswith("語幹") else T.KU if form == "連用形-一般" else T.ADJECTIVE
    if lemma in _VERBS and surface not in {"おき", "置き"}:
        return _VERBS[lemma]
    if form == "意志推量形":
        return T.SHIYOU
    return T.RENYOU if form == "連用形-一般" else T.VERB


def _is_mimetic(surface: str) -> bool:
    """Whether an adverb makes a verb with する, by its shape: わくわく, はっきり, ほっと."""
    if surface in _NOT_MIMETIC:
        return False
    half = len(surface) // 2
    return (len(surface) >= 4 and (surface[:half] == surface[half:] or surface.endswith("り"))) or (
        len(surface) >= 3 and surface.endswith(("っと", "ッと"))
    )


# Kinds of tags

_LEANING: Final = frozenset(range(T.EASY, T.AUXILIARY + 1)) | {T.STOP, T.COMMA, T.CLOSE, T.LINK}
_CLAUSAL: Final = frozenset(range(T.VERB, T.SHITAGAU + 1))
_VERBAL: Final = _CLAUSAL - {T.KU, T.STEM}
_VOLITION: Final = frozenset({T.SHIYOU, T.VOLITION})
_PREDICATE: Final = _VERBAL | {T.AUXILIARY, T.EASY, T.VOLITION}
_NOMINAL: Final = frozenset(
    {T.NOUN, T.NUMBER, T.COUNTER, T.PLACE, T.TIME, T.MONO, T.CHIGAI, T.KOTO, T.TAME, T.FORMAL, T.UE, T.REGION, T.NAME}
)
_ATTRIBUTED: Final = _NOMINAL | {T.OPEN, T.NOMINALIZER, T.PREFIX, T.HONORIFIC, T.ADNOMINAL, T.STEM, T.ADJECTIVE, T.II}
_HELPING: Final = frozenset({T.IRU, T.ARU, T.NAI, T.HELPER, T.BENEFIT, T.II})
_ANY: Final = frozenset(range(_SIZE))


def _pairs() -> Flags:
    """Whether a bunsetsu begins between a tag (row) and the next (column)."""
    cut = np.ones((_SIZE, _SIZE), bool)

    def join(before: Set[int], here: Set[int]) -> None:
        cut[np.ix_(sorted(before), sorted(here))] = False

    join(_ANY, _LEANING)  # 付属語 and signs lean on what stands before
    join({T.OPEN, T.PREFIX, T.HONORIFIC}, _ANY)  # 「|猫, 約|5分, お|茶
    # Compound nouns. Time nouns, 形式名詞 and pronouns stay apart.
    compound = {T.NOUN, T.REGION, T.NAME, T.NUMBER, T.COUNTER, T.SUFFIX, T.LINK, T.CLOSE, T.STEM, T.CHIGAI}
    join(
        compound,
        {T.NOUN, T.REGION, T.NAME, T.NUMBER, T.COUNTER, T.PLACE, T.UE, T.TIME, T.FORMAL, T.MONO, T.CHIGAI, T.STEM},
    )
    join({T.PRONOUN}, {T.PLACE})  # それ|以上
    cut[T.REGION, T.NAME] = True  # 神奈川県|藤沢市
    join(compound - {T.CLOSE}, {T.PREFIX})
    join({T.TIME, T.PLACE}, {T.NUMBER, T.PLACE, T.UE})  # 前年|16本, 午後|3時, 今年|以降
    # サ変: 勉強|する, お待ち|する, はっきり|する, 「検討」|する, 連絡|いただく
    join({T.NOUN, T.SUFFIX, T.RENYOU, T.ASPECT, T.MIMETIC, T.CLOSE}, {T.SURU, T.SHI})
    join({T.NOUN, T.RENYOU, T.BENEFIT}, {T.BENEFIT})
    join({T.NOUN, T.SUFFIX}, {T.DEKIRU})
    # 問題|ない, 違い|ない, 高く|ない; では|ない stands below
    join({T.NOUN, T.SUFFIX, T.CHIGAI, T.KU}, {T.NAI})
    # Compound verbs and adjectives: 走り|出す, 高|すぎる, し|続ける, 食べ|やすい is a suffix
    join({T.RENYOU, T.SHI, T.ASPECT, T.STEM, T.SHIRERU}, {T.ASPECT, T.SUGIRU})
    join({T.NOUN, T.SUFFIX, T.EASY, T.AUXILIARY}, {T.SUGIRU})  # いい人|すぎる, なさ|すぎる
    join({T.RENYOU}, {T.HELPER})  # 作り|上げる
    # 補助動詞: 食べて|いる, 食べて|ほしい, 食べて|いい
    join({T.TE}, _HELPING)
    join({T.TE}, {T.IKENAI})  # 食べちゃ|いけない
    join({T.DE}, {T.ARU, T.NAI})  # 猫で|ある, 猫で|ない
    join({T.TSUTSU}, {T.ARU, T.IRU})
    join({T.BA}, {T.II, T.NARU, T.IKENAI})  # 行けば|いい, 行かなければ|ならない
    join({T.TO}, {T.IKENAI})  # 行かないと|いけない
    # Particles of several morphemes: に|よって, に|対する
    join({T.NI}, {T.YORU, T.SUGIRU, T.CHIGAI})
    # 降る|よう, おいし|そう, 猫|みたい; but 猫の|よう, その|よう
    join(_ANY - {T.NO, T.ADNOMINAL, T.STOP, T.COMMA}, {T.YOU})
    return cut


class _Rule(NamedTuple):
    """Where the tags around a place are these, a bunsetsu begins there or does not."""

    cuts: bool
    wants: Mapping[int, Set[int]]
    """Offset from the morpheme (0 here, -1 before it) → the tags it may have."""


_JOIN, _CUT = False, True
_OFFSETS: Final = (-3, -2, -1, 0, 1, 2)

_RULES: Final = (
    # 5,000: a comma between numbers
    _Rule(_JOIN, {-2: {T.NUMBER}, -1: {T.COMMA}, 0: {T.NUMBER}}),
    # 6回|プレーする, 35%|向上する: how often and how much are adverbs
    _Rule(_CUT, {-2: {T.NUMBER}, -1: {T.COUNTER}, 0: {T.NOUN}, 1: {T.SURU, T.SHI}}),
    # main|(): brackets with nothing in them
    _Rule(_JOIN, {-1: {T.NOUN}, 0: {T.OPEN}, 1: {T.CLOSE}}),
    # です～|猫: a drawl, no link
    _Rule(_CUT, {-2: _PREDICATE | {T.PARTICLE}, -1: {T.LINK}, 0: _NOMINAL}),
    # にも|かかわらず
    _Rule(_JOIN, {-2: {T.NI}, -1: {T.WA}, 0: {T.YORU}}),
    # として: a particle, but 目的と|している, 行こうと|して
    _Rule(_JOIN, {-2: _NOMINAL | {T.SUFFIX, T.CLOSE, T.PRONOUN}, -1: {T.TO}, 0: {T.SHI}, 1: {T.TE},
                  2: _ANY - _HELPING}),
    _Rule(_JOIN, {-2: _PREDICATE - _VOLITION, -1: {T.TO}, 0: {T.SHI}, 1: {T.TE}, 2: {T.WA}}),
    # という人, といった人: だと|いう。 is a verb
    _Rule(_JOIN, {-1: {T.TO}, 0: {T.IU}, 1: _ATTRIBUTED}),
    _Rule(_JOIN, {-1: {T.TO}, 0: {T.ITTA}, 1: {T.AUXILIARY}, 2: _ATTRIBUTED}),
    # について, にとって: but 任務に|ついている
    _Rule(_JOIN, {-1: {T.NI}, 0: {T.TSUI}, 1: {T.TE}, 2: _ANY - _HELPING}),
    _Rule(_JOIN, {-2: _PREDICATE, -1: {T.NI}, 0: {T.SHITAGAU}}),
    # では|ない, でも|ある; 食べては|いる, 食べても|いい, 食べては|いけない, 食べては|ならない
    _Rule(_JOIN, {-2: {T.DE}, -1: {T.WA}, 0: {T.ARU, T.NAI}}),
    _Rule(_JOIN, {-2: {T.TE}, -1: {T.WA}, 0: _HELPING | {T.IKENAI, T.NARU}}),
    # かも|しれない
    _Rule(_JOIN, {-2: {T.KA}, -1: {T.WA}, 0: {T.SHIRERU}}),
    # する|ことが|できる, する|ことが|ある, する|ことに|なる: one auxiliary
    _Rule(_JOIN, {-1: _PREDICATE, 0: {T.KOTO}, 1: {T.GA, T.WA}, 2: {T.DEKIRU, T.ARU, T.NAI}}),
    _Rule(_JOIN, {-3: _PREDICATE, -2: {T.KOTO}, -1: {T.GA, T.WA}, 0: {T.DEKIRU, T.ARU, T.NAI}}),
    _Rule(_JOIN, {-1: _PREDICATE, 0: {T.KOTO}, 1: {T.NI, T.TO}, 2: {T.NARU}}),
    _Rule(_JOIN, {-3: _PREDICATE, -2: {T.KOTO}, -1: {T.NI, T.TO}, 0: {T.NARU}}),
    _Rule(_JOIN, {-1: _PREDICATE, 0: {T.KOTO}, 1: {T.NI}, 2: {T.SURU, T.SHI}}),
    _Rule(_JOIN, {-3: _PREDICATE, -2: {T.KOTO}, -1: {T.NI}, 0: {T.SURU, T.SHI}}),
    # お待ちに|なる
    _Rule(_JOIN, {-3: {T.HONORIFIC}, -2: {T.RENYOU, T.NOUN}, -1: {T.NI}, 0: {T.NARU}}),
    # する|ために, する|ための, した|ものの: conjunctive particles
    _Rule(_JOIN, {-1: _PREDICATE, 0: {T.TAME}, 1: {T.NI, T.NO}}),
    _Rule(_JOIN, {-1: _PREDICATE, 0: {T.UE}, 1: {T.DE}}),
    _Rule(_JOIN, {-1: _PREDICATE, 0: {T.MONO}, 1: {T.NO}}),
    # 待ち|時間, 隠し|キャラクター: a compound, unless the verb has an object (復活を繰り返し|大会に)
    _Rule(_JOIN, {-2: {T.NONE, T.NO, T.WA, T.STOP, T.DE, T.OPEN, T.NOUN, T.PREFIX, T.ADNOMINAL}, -1: {T.RENYOU},
                  0: {T.NOUN, T.NUMBER, T.COUNTER}}),
)  # fmt: skip


def _masks() -> npt.NDArray[np.uint32]:
    """uint32 [offsets * tags]: bit r where rule r allows a tag at an offset."""
    masks = np.zeros((len(_OFFSETS), _SIZE), np.uint32)
    for bit, rule in enumerate(_RULES):
        for row, offset in enumerate(_OFFSETS):
            masks[row, sorted(rule.wants.get(offset, _ANY))] |= np.uint32(1 << bit)
    return masks.ravel()


def _bits(cuts: bool) -> np.uint32:
    return np.uint32(sum(1 << bit for bit, rule in enumerate(_RULES) if rule.cuts is cuts))


_MASKS: Final = _masks()
_CUTTING, _JOINING = _bits(_CUT), _bits(_JOIN)
_BEFORE, _HERE = _OFFSETS.index(-1) * _SIZE, _OFFSETS.index(0) * _SIZE
_LOOK: Final = 2
"""In the table of pairs: some rule may speak here."""


def _table() -> npt.NDArray[np.uint8]:
    before, here = _MASKS[_BEFORE : _BEFORE + _SIZE], _MASKS[_HERE : _HERE + _SIZE]
    cut = _pairs()
    # A rule may speak where it would change the verdict.
    spoken = before[:, None] & here[None, :]
    changed = np.where(cut, spoken & _JOINING, spoken & _CUTTING) != 0
    table: npt.NDArray[np.uint8] = (cut + _LOOK * changed).astype(np.uint8).ravel()
    return table


_TABLE: Final = _table()
_HEAD_SIGNS: Final = 4
"""Signs before the first word that are looked at: bullets and their white space."""

_IS_SIGN: Final = np.isin(np.arange(_SIZE), [T.STOP, T.COMMA, T.CLOSE, T.LINK])
_STEPS: Final = np.array(_OFFSETS)
_ROWS: Final = np.arange(len(_OFFSETS)) * _SIZE


def starts(tags: Tags, bounds: npt.NDArray[np.int64]) -> Flags:
    """bool [morphemes]: whether a bunsetsu begins with the morpheme; the first of a sentence always does."""
    if not len(tags):
        return np.zeros(0, bool)
    codes = np.ones(len(tags), np.uint8)
    pairs = tags[:-1].astype(np.uint16)
    pairs *= _SIZE
    pairs += tags[1:]
    codes[1:] = _TABLE.take(pairs)
    places = (codes & _LOOK).nonzero()[0]
    cut = (codes & 1).astype(bool)
    if len(places):
        matched = _matched(tags, bounds, places)
        cut[places] = (cut[places] | (matched & _CUTTING != 0)) & (matched & _JOINING == 0)
    heads, ends = bounds[:-1], bounds[1:]
    heads, ends = heads[heads < ends], ends[heads < ends]
    cut[heads] = True
    # Signs at the head of a sentence belong to its first word: 　猫は, ■　猫は.
    for _ in range(_HEAD_SIGNS):
        signs = _IS_SIGN[tags[heads]] & (heads + 1 < ends)
        if not signs.any():
            break
        heads, ends = heads[signs] + 1, ends[signs]
        cut[heads] = False
    return cut


def _matched(tags: Tags, bounds: npt.NDArray[np.int64], places: npt.NDArray[np.int64]) -> npt.NDArray[np.uint32]:
    """uint32 [places]: the rules whose wishes are all met, a bit each."""
    ends = bounds.searchsorted(places, side="right")  # an empty sentence holds no place
    around = places[:, None] + _STEPS
    inside = (around >= bounds[ends - 1][:, None]) & (around < bounds[ends][:, None])
    window = tags.take(around, mode="clip") * inside + _ROWS
    matched: npt.NDArray[np.uint32] = np.bitwise_and.reduce(_MASKS.take(window), axis=1)
    return matched
