"""How a sentence ends (文末): polite (敬体), plain (常体) or with a noun (体言止め), and the ending itself.

The ending is read from the last word backwards: the chain of auxiliaries and final particles that lean on one
another (ませ・ん・でし・た・ね). Signs, closing quotes and brackets behind a sentence (（笑）, [1]) are passed over, so
「…です」と言った。ends in た and 「…です。」 in です.

Style. です and ます in any form are polite, and so is ください. What else may end a sentence is plain: 終止形, 命令形 and
意志推量形, だ, である, た, ない …, with or without a final particle (か, よ, ね) or a 接続助詞 that leaves the rest unsaid
(けど, が, から, ので, し). The rest is neither: a noun; て, ば, に or を; 連用形 and ず; はい and こんにちは; and 〜なさい, which is
honorific in form, a command in use, and at home in both styles (おやすみなさい). A sentence whose last words are all
Latin ends in 英数: English is no 体言止め, but 「次は Go。」 is one. Words are spelled one way: ねぇ is ね, でしょ is でしょう.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final, NamedTuple
from unicodedata import normalize

import numpy as np
import numpy.typing as npt

from jreadtools.language.lexical_entry import LexicalEntry

__all__ = ["OTHER", "PLAIN", "POLITE", "Endings", "classify", "ending_label", "endings", "longest_runs", "runs"]

IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

OTHER: Final = 0
POLITE: Final = 1
PLAIN: Final = 2


class Endings(NamedTuple):
    """How sentences end."""

    style: npt.NDArray[np.int8]
    """int8 [sentences]: OTHER, POLITE or PLAIN."""
    nominal: BoolArray
    """bool [sentences]: whether it ends with a noun, without copula or particle (体言止め)."""
    code: IntArray
    """int64 [sentences]: the ending, for `ending_label`; 0 for a sentence without words."""


# Role → the labels of its codes. A code is a label's place in the whole table: the order is part of the result.
_ROLES: Final[Mapping[str, tuple[str, ...]]] = {
    "sign": ("",),
    "opening": ("",),
    "closing": ("",),
    # What ends nothing by itself or holds the sentence by itself.
    "noun": ("体言",),
    "latin": ("英数",),  # a noun in a Japanese sentence
    "laughter": ("体言", "英数"),  # 笑, w, orz: a word unless a finished sentence stands before it
    "verb": ("動詞", "動詞命令形", "動詞意志形"),
    "adjective": ("形容詞",),
    "bare stem": ("そう", "よう", "みたい"),  # 来そう。雨みたい。 だ left unsaid
    "unfinished": ("動詞非終止形", "形容詞非終止形"),
    "adverb": ("副詞",),
    "prefix": ("接頭辞",),
    "other": ("感動詞", "接続詞", "連体詞", "どう"),
    # Function words.
    "polite": ("です", "でしょう", "でし", "っす", "ます", "ましょう", "まし", "ませ", "ますれ", "ください"),
    "finite": (
        *("だ", "だろう", "た", "たろう", "ん", "ぬ", "たい", "らしい", "べき", "べし", "まい", "へん", "や", "じゃ"),
        *("なり", "たり", "けり", "なる", "たる", "助動詞"),
    ),
    "negative": ("ない", "なかろう"),
    "negative stem": ("なかっ", "なく", "なけれ", "なきゃ"),
    "stem": (
        *("だっ", "なら", "たら", "ず", "ね", "ざる", "たかっ", "たけれ", "らしかっ", "らしく", "べから", "べく"),
        *("なさい", "助動詞"),
    ),
    "want": ("たく",),
    "gozaru": ("ござい",),
    "na": ("な",),
    "de": ("で", "じゃ"),
    "aru": ("ある", "あろう"),
    "aru stem": ("あり", "あっ", "あれ"),
    "nominalizer": ("の", "ん"),
    "final": (
        *("か", "ね", "よ", "な", "ぞ", "ぜ", "わ", "さ", "の", "っけ", "かしら", "じゃん", "もん", "や", "い", "ねん"),
        "終助詞",
    ),
    "final mo": ("も",),  # of かも
    "unsaid": ("が", "けど", "けれど", "けれども", "から", "し", "のに", "って"),
    "cause": ("で", "に"),  # of ので and のに
    "linking": ("て", "ちゃ", "ば", "と"),
    "topic": ("は", "も"),
    "particle": (
        *("が", "を", "に", "へ", "と", "の", "から", "まで", "より", "や", "だけ", "など", "ほど", "のみ", "しか", "とか"),
        *("ばかり", "くらい", "ぐらい", "でも", "ずつ", "ながら", "つつ", "たり", "こそ", "さえ", "って", "助詞"),
    ),
}  # fmt: skip
_CODES: Final = {
    pair: code for code, pair in enumerate((role, label) for role, labels in _ROLES.items() for label in labels)
}
_LABELS: Final = tuple(label for _, label in _CODES)
_SIGNS: Final = _CODES["closing", ""]
"""Codes up to this one are no words."""
_NOUN: Final = _CODES["noun", "体言"]
_LATIN: Final = _CODES["latin", "英数"]


def _table(*roles: str) -> BoolArray:
    table = np.zeros(256, bool)
    table[[code for (role, _), code in _CODES.items() if role in roles]] = True
    return table


_FINAL: Final = ("final", "final mo")
_TAILS: Final = ("nominalizer", *_FINAL, "unsaid", "cause")
"""What may stand behind a predicate without changing its style."""
_AUXILIARIES: Final = ("polite", "finite", "negative", "negative stem", "stem", "want", "gozaru")
_EXISTENCE: Final = ("aru", "aru stem", "gozaru", "negative", "negative stem")
_FUNCTION: Final = tuple(_ROLES)[tuple(_ROLES).index("polite") :]

_JOINS: Final[tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]] = (
    # (roles, roles that these lean on when they follow): で|は|あり, な|の, たく|ない
    ((*_AUXILIARIES, "aru", "aru stem"), (*_AUXILIARIES, *_TAILS, "linking")),
    (("nominalizer",), (*_AUXILIARIES, *_TAILS, "de")),
    (_FINAL, _FINAL),
    (("unsaid", "cause"), (*_FINAL, "polite", "finite")),
    (("linking",), _FINAL),
    (("de", "cause", "want", "negative stem"), (*_EXISTENCE, "topic")),
    (("topic",), _EXISTENCE),
)


def _joins() -> BoolArray:
    joins = np.zeros((256, 256), bool)
    for before, after in _JOINS:
        joins |= np.outer(_table(*before), _table(*after))
    joins[np.ix_(_table("na"), _table("nominalizer"))] = True
    joins[_CODES["na", "な"], _CODES["final", "の"]] = True
    return joins.ravel()


def _in_context() -> npt.NDArray[np.uint8]:
    codes = np.tile(np.arange(256, dtype=np.uint8), (256, 1))
    codes[_CODES["final", "か"], _CODES["topic", "も"]] = _CODES["final mo", "も"]
    codes[_table("nominalizer"), _CODES["de", "で"]] = _CODES["cause", "で"]
    codes[_table("nominalizer"), _CODES["particle", "に"]] = _CODES["cause", "に"]
    for before in (("prefix", "接頭辞"), ("particle", "の"), ("unsaid", "って")):  # お勧め, 県の調べ, って感じ
        codes[_CODES[before], _CODES["unfinished", "動詞非終止形"]] = _NOUN
    return codes.ravel()


def _alone() -> npt.NDArray[np.uint8]:
    codes = np.arange(256, dtype=np.uint8)
    codes[_CODES["aru", "ある"]] = _CODES["verb", "動詞"]
    codes[_CODES["aru", "あろう"]] = _CODES["verb", "動詞意志形"]
    codes[_table("aru stem")] = _CODES["unfinished", "動詞非終止形"]
    codes[_table("laughter")] = (_NOUN, _LATIN)
    return codes


_JOIN: Final = _joins()
"""[before * 256 + code]: whether a word leans on the one before it."""
_IN_CONTEXT: Final = _in_context()
"""[before * 256 + code] → code: words that are others behind certain words (ので, かも, お勧め)."""
_ALONE: Final = _alone()
"""Code → code of a word that leans on none: the ある of 本がある is a verb like others."""
_IS_FUNCTION: Final = _table(*_FUNCTION)
_ANCHORED: Final = ~_table("topic", "aru", "aru stem")
"""All but the words that belong to an ending only behind another: では, である."""
_IS_TAIL: Final = _table(*_TAILS)
_IS_POLITE: Final = _table("polite")
_IS_NOMINAL: Final = _table("noun", "laughter", "latin")
_IS_LAUGHTER: Final = _table("laughter")
_IS_FINISHED: Final = _table("verb", "adjective", "polite", "finite", "negative", "aru", *_FINAL)
_IS_JAPANESE: Final = ~_table("sign", "opening", "closing", "latin", "laughter")


def _styles() -> npt.NDArray[np.int8]:
    styles = np.full((256, 256), OTHER, np.int8)
    styles[_table("verb", "adjective", "bare stem", "finite", "negative", "aru")] = PLAIN
    styles[_table("na"), 1:] = PLAIN
    styles[np.ix_(_table("noun", "laughter", "latin", "adverb"), _table(*_FINAL))] = PLAIN  # いい天気ね。そうよ。
    for asking in ("か", "かしら", "じゃん"):
        styles[:, _CODES["final", asking]] = PLAIN  # 「蒸留」か。10時くらいかな。
    for half in (("other", "どう"), ("particle", "と")):
        styles[_CODES[half]] = OTHER  # 〜かどうか is half a question, 〜とか none
    return styles.ravel()


_STYLES: Final = _styles()
"""[predicate * 256 + what follows it, or 0]: the style of a sentence without です and ます."""

_OPENING: Final = frozenset("（([［〔【{｛")
_CLOSING: Final = frozenset("）)]］〕】}｝")
_JAPANESE: Final = "\u1100"
"""Below are digits and letters: Latin, Greek, Cyrillic …"""
# The m of m(_ _)m is one of them.
_LAUGHING: Final = frozenset({"笑", "爆笑", "爆", "汗", "泣", "orz", "ｏｒｚ", "m", "ｍ"})
_WORDS_OF_FORM: Final[Mapping[str, tuple[tuple[str, str, str], ...]]] = {
    # lemma → (beginning of the conjugation form, role, label), the first that fits
    "です": (("意志推量形", "polite", "でしょう"), ("連用形", "polite", "でし"), ("", "polite", "です")),
    "ます": (
        ("意志推量形", "polite", "ましょう"), ("連用形", "polite", "まし"), ("仮定形", "polite", "ますれ"),
        ("未然形", "polite", "ませ"), ("命令形", "polite", "ませ"), ("", "polite", "ます"),
    ),
    "だ": (
        ("終止形", "finite", "だ"), ("意志推量形", "finite", "だろう"), ("連体形", "na", "な"), ("仮定形", "stem", "なら"),
        ("連用形-促音便", "stem", "だっ"), ("連用形-ニ", "particle", "に"), ("連用形-融合", "de", "じゃ"), ("連用形", "de", "で"),
    ),
    "た": (("仮定形", "stem", "たら"), ("意志推量形", "finite", "たろう"), ("", "finite", "た")),
    "ない": (
        ("終止形", "negative", "ない"), ("連体形", "negative", "ない"), ("意志推量形", "negative", "なかろう"),
        ("連用形-促音便", "negative stem", "なかっ"), ("連用形", "negative stem", "なく"),
        ("仮定形-融合", "negative stem", "なきゃ"), ("仮定形", "negative stem", "なけれ"),
    ),
    "ず": (
        ("終止形-撥音便", "finite", "ん"), ("連体形-撥音便", "finite", "ん"),
        ("仮定形", "stem", "ね"), ("連体形-補助", "stem", "ざる"),
    ),
    "たい": (
        ("連用形-促音便", "stem", "たかっ"), ("連用形", "want", "たく"), ("仮定形", "stem", "たけれ"), ("", "finite", "たい"),
    ),
    "らしい": (("連用形-促音便", "stem", "らしかっ"), ("連用形", "stem", "らしく"), ("", "finite", "らしい")),
    "べし": (
        ("終止形", "finite", "べし"), ("連用形", "stem", "べく"), ("未然形", "stem", "べから"), ("", "finite", "べき"),
    ),
    "まい": (("", "finite", "まい"),),
    "有る": (
        ("終止形", "aru", "ある"), ("連体形", "aru", "ある"), ("意志推量形", "aru", "あろう"),
        ("連用形-促音便", "aru stem", "あっ"), ("連用形", "aru stem", "あり"), ("", "aru stem", "あれ"),
    ),
}  # fmt: skip
_FINAL_LEMMAS: Final[Mapping[str, str]] = {"け": "っけ", "もの": "もん"}
_ROLES_OF_PARTICLES: Final[Mapping[tuple[str, str], tuple[str, ...]]] = {
    # (kind, surface, or "" for any) → roles whose labels are looked through
    ("接続助詞", ""): ("unsaid", "linking"),
    ("副助詞", "か"): ("final",),
    ("副助詞", "って"): ("unsaid",),
    ("格助詞", "で"): ("de",),
    ("係助詞", ""): ("topic",),
}
_VOICES: Final = frozenset({"れる", "られる", "せる", "させる", "しめる"})
"""Auxiliaries that make another verb of a verb; they, and those that conjugate as verbs do (てる, ちゃう), end as verbs."""
_FINISHED: Final = ("終止形", "連体形", "命令形", "意志推量形")


def _form(entry: LexicalEntry) -> str:
    """終止形-一般 of 五段-カ行/終止形-一般."""
    return entry.conjugation.rpartition("/")[2]


def _by_form(lemma: str, form: str, otherwise: int) -> int:
    for beginning, role, label in _WORDS_OF_FORM[lemma]:
        if form.startswith(beginning):
            return _CODES[role, label]
    return otherwise


def _predicate(entry: LexicalEntry) -> int:
    """Code of what ends as a verb does, by its form."""
    form = _form(entry)
    if form.startswith(("終止形", "連体形")):
        return _CODES["verb", "動詞"]
    if form.startswith("命令形"):
        return _CODES["verb", "動詞命令形"]
    return _CODES["verb", "動詞意志形"] if form.startswith("意志推量形") else _CODES["unfinished", "動詞非終止形"]


def _verb(entry: LexicalEntry) -> int:
    if entry.lemma == "有る":
        return _by_form(entry.lemma, _form(entry), _predicate(entry))
    if entry.lemma == "御座る" and _form(entry).startswith("連用形"):
        return _CODES["gozaru", "ござい"]
    if entry.surface in {"ください", "下さい"}:  # the 命令形, and before ます
        return _CODES["polite", "ください"]
    if entry.lemma == "為さる" and entry.surface.endswith("い"):
        return _CODES["stem", "なさい"]
    return _predicate(entry)


def _auxiliary(entry: LexicalEntry) -> int:
    lemma, surface, form = entry.lemma, entry.surface, _form(entry)
    if lemma == "です" and surface.startswith("っ"):
        return _CODES["polite", "っす"]
    if lemma == "ず" and surface == "ず":  # a pause more often than an end
        return _CODES["stem", "ず"]
    if lemma in _VOICES or not entry.conjugation.startswith(("助動詞", "文語助動詞")):
        return _predicate(entry)
    role = "finite" if form.startswith(_FINISHED) else "stem"
    unlisted = _CODES.get((role, surface), _CODES[role, "助動詞"])
    return _by_form(lemma, form, unlisted) if lemma in _WORDS_OF_FORM else unlisted


def _adjective(entry: LexicalEntry) -> int:
    form = _form(entry)
    # 語幹: 「やばっ」.
    finished = form.startswith((*_FINISHED, "語幹"))
    code = _CODES["adjective", "形容詞"] if finished else _CODES["unfinished", "形容詞非終止形"]
    return _by_form("ない", form, code) if entry.lemma == "無い" else code


def _particle(entry: LexicalEntry) -> int:
    surface, lemma, kind = entry.surface, entry.lemma, entry.pos_detail
    if kind == "終助詞":
        return _CODES.get(("final", _FINAL_LEMMAS.get(lemma, lemma)), _CODES["final", "終助詞"])
    if kind == "準体助詞":
        return _CODES.get(("nominalizer", surface), _CODES["nominalizer", "の"])
    if kind == "接続助詞" and lemma == "て":
        return _CODES["linking", "ちゃ" if surface in {"ちゃ", "じゃ"} else "て"]
    roles = _ROLES_OF_PARTICLES.get((kind, surface), _ROLES_OF_PARTICLES.get((kind, ""), ()))
    found = (_CODES[role, surface] for role in (*roles, "particle") if (role, surface) in _CODES)
    return next(found, _CODES["particle", "助詞"])


def _suffix(entry: LexicalEntry) -> int:
    if entry.pos_detail == "動詞的":
        return _predicate(entry)
    return _adjective(entry) if entry.pos_detail == "形容詞的" else _NOUN


def _noun(entry: LexicalEntry) -> int:
    return _CODES.get(("bare stem", entry.surface), _NOUN) if entry.pos_detail == "助動詞語幹" else _NOUN


_READERS: Final[Mapping[str, Callable[[LexicalEntry], int]]] = {
    "接尾辞": _suffix,
    "動詞": _verb,
    "形容詞": _adjective,
    "助動詞": _auxiliary,
    "助詞": _particle,
}
_BY_NAME: Final = {label: code for (role, label), code in _CODES.items() if role in {"adverb", "prefix", "other"}}
"""Code of a part of speech, and of どう."""


def classify(entry: LexicalEntry) -> int:
    """What a morpheme can be at the end of a sentence: a code of 0-255 for `endings`."""
    surface, pos = entry.surface, entry.pos
    if pos in {"補助記号", "空白"} or (pos == "記号" and entry.pos_detail != "文字"):
        # MeCab leaves some signs together: "]。" closes, ")[" does both and so neither.
        depth = sum((sign in _OPENING) - (sign in _CLOSING) for sign in surface)
        return _CODES["sign" if not depth else "opening" if depth > 0 else "closing", ""]
    # UniDic gives English words any part of speech.
    latin = max(normalize("NFKC", surface), default="") < _JAPANESE
    if surface in _LAUGHING or not surface.strip("wｗ"):
        return _CODES["laughter", "英数" if latin else "体言"]
    if latin:
        return _LATIN
    if pos == "接続詞" and surface == "で":  # of であった at the head of a sentence
        return _CODES["de", "で"]
    code = _BY_NAME.get("どう" if surface == "どう" else pos)
    return _READERS.get(pos, _noun)(entry) if code is None else code


_WIDTH: Final = 8
"""Bytes of a code: the last seven words, the last of all lowest, and the style on top."""
_BACK: Final = np.arange(_WIDTH + 1)[:, None]
_STYLE_SHIFT: Final = 8 * (_WIDTH - 1)


def endings(tags: npt.NDArray[np.uint8], bounds: IntArray) -> Endings:
    """How each sentence ends.

    Args:
        tags: uint8 [morphemes], the codes of `classify`.
        bounds: int64 [sentences + 1], where each sentence begins.
    """
    size = len(bounds) - 1
    if not len(tags):
        return Endings(np.zeros(size, np.int8), np.zeros(size, bool), np.zeros(size, np.int64))
    places = _last_words(tags, bounds) - _BACK
    words = tags.take(places, mode="clip") * (places >= bounds[:-1])
    words[-1] = 0
    words[:-1] = _IN_CONTEXT.take(_pairs(words))
    pairs = _pairs(words)

    chained = np.zeros((_WIDTH, size), bool)
    chained[0] = _IS_FUNCTION.take(words[0])
    chained[1:-1] = _JOIN.take(pairs[: _WIDTH - 2])
    np.logical_and.accumulate(chained, out=chained)
    anchored = _ANCHORED.take(words[: _WIDTH - 1])
    for _ in range(2):  # は of 本はある, then its ある
        chained[:-1] &= chained[1:] | anchored
    chain = words[:-1] * chained
    np.copyto(chain[0], _ALONE.take(words[0]), where=~chained[0])

    nominal = _IS_NOMINAL.take(words[0])
    latin = (chain[0] == _LATIN).nonzero()[0]
    if len(latin):
        nominal[latin] = _IS_JAPANESE.take(words[:, latin]).any(axis=0)
        chain[0, latin[nominal[latin]]] = _NOUN

    tails = _IS_TAIL.take(words).argmin(axis=0)
    column = np.arange(size)
    # The last row is no word: it stands behind a predicate that ends the sentence.
    predicate = words[tails, column].astype(np.uint16)
    style = _STYLES.take(predicate << 8 | words[tails - 1, column])
    np.copyto(style, POLITE, where=_IS_POLITE.take(chain).any(axis=0))
    chain[-1] = style
    return Endings(style, nominal, chain.T.copy().view("<i8").ravel())


def _pairs(words: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint16]:
    """before * 256 + code, of every word and the one before it."""
    pairs: npt.NDArray[np.uint16] = words[1:].astype(np.uint16) << np.uint16(8) | words[:-1]
    return pairs


def _last_words(tags: npt.NDArray[np.uint8], bounds: IntArray) -> IntArray:
    """The place of each sentence's last word, brackets and laughter behind it passed over; -1 where there is none."""
    found = (tags > _SIGNS).nonzero()[0]
    if not len(found):
        return np.full(len(bounds) - 1, -1)
    last = found[found.searchsorted(bounds[1:]) - 1]  # of a sentence without words another's
    last[(last < bounds[:-1]) | (last >= bounds[1:])] = -1
    closing = (tags == _SIGNS).nonzero()[0]
    owners = bounds.searchsorted(closing, side="right") - 1
    behind = owners[(closing > last[owners]) & (last[owners] >= 0)]
    for row in dict.fromkeys(behind.tolist()):
        start, end = bounds[row : row + 2].tolist()
        last[row] = _before_brackets(tags[start:end].tolist(), int(last[row]) - start) + start
    for row in (_IS_LAUGHTER.take(tags.take(last))).nonzero()[0].tolist():
        if last[row] >= 0:
            start = int(bounds[row])
            last[row] = _before_laughter(tags[start : last[row] + 1].tolist()) + start
    return last


def _before_brackets(tags: list[int], last: int) -> int:
    """The last word before the brackets that close a sentence; `last` where there is none before them."""
    depth = 0
    for place in range(len(tags) - 1, -1, -1):
        if tags[place] == _CODES["closing", ""]:
            depth += 1
        elif tags[place] == _CODES["opening", ""]:
            if not depth:
                return last
            depth -= 1
        elif not depth and tags[place] > _SIGNS:
            return place
    return last


def _before_laughter(tags: list[int]) -> int:
    """The last word before 笑 or w where a sentence is finished there (です笑), else the laughter itself."""
    place = len(tags) - 1
    while place >= 0 and (tags[place] <= _SIGNS or _IS_LAUGHTER[tags[place]]):
        place -= 1
    return place if place >= 0 and _IS_FINISHED[tags[place]] else len(tags) - 1


@lru_cache(maxsize=4096)
def ending_label(code: int) -> str:
    """The words of an ending, as they are said: です, ませんでした, である, 動詞, 体言; "" for no words.

    At most the last seven words: のではありませんでしたよね gives ませんでしたよね.
    """
    words = (code & ((1 << _STYLE_SHIFT) - 1)).to_bytes(_WIDTH - 1, "big")
    return "".join(_LABELS[word] for word in words)


def longest_runs(code: IntArray, owner: IntArray, counted: BoolArray, groups: int | None = None) -> IntArray:
    """The most sentences in a row that end alike, for each owner.

    int64 [groups]; 0 for an owner without any that could. An ending that is polite or plain can repeat; a noun (an
    enumeration, not a habit of speech), て, を or はい ends a run and makes none.

    Args:
        code: the endings of `endings`.
        owner: the article of each sentence; sentences of one article stand together.
        counted: which sentences are looked at; the others (headings, captions) are passed over.
        groups: how many owners there are; the largest and one more by default.
    """
    if groups is None:
        groups = int(owner.max()) + 1 if len(owner) else 0
    result = np.zeros(groups, np.int64)
    places, starts, sizes = _alike(code, owner, counted)
    np.maximum.at(result, owner[places[starts]], sizes)
    return result


def runs(code: IntArray, owner: IntArray, counted: BoolArray, minimum: int) -> IntArray:
    """Sentences in a row that end alike, `minimum` and more: int64 [runs, 2], the first and the last of each.

    What can repeat is said at `longest_runs`.
    """
    places, starts, sizes = _alike(code, owner, counted)
    long = sizes >= minimum
    first, last = places[starts[long]], places[starts[long] + sizes[long] - 1]
    return np.stack([first, last], axis=1)


def _alike(code: IntArray, owner: IntArray, counted: BoolArray) -> tuple[IntArray, IntArray, IntArray]:
    """(counted sentences; where among them a run of one ending begins; its size)."""
    places = counted.nonzero()[0]
    code, owner = code[places], owner[places]
    changes = np.ones(len(places) + 1, bool)
    changes[1:-1] = (code[1:] != code[:-1]) | (owner[1:] != owner[:-1])
    edges = changes.nonzero()[0]
    starts, sizes = edges[:-1], edges[1:] - edges[:-1]
    repeats = code[starts] >> _STYLE_SHIFT != OTHER
    return places, starts[repeats], sizes[repeats]
