"""Particles that pile up: the same one twice in a clause, 接続助詞 が twice in a sentence, chains of の.

The first two follow textlint's rules no-doubled-joshi and no-doubled-conjunctive-particle-ga, on the tags
of UniDic. Where those rules also report what no editor would change, this one is silent; `doubled` and
`ga_conjunctions` say where. Every result is places: numbers of morphemes, a row a finding.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from jreadtools.language.lexical_entry import LexicalEntry

__all__ = ["classify", "doubled", "ga_conjunctions", "no_chains", "reads_badly"]

Tags = npt.NDArray[np.uint8]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

# What a morpheme is to these rules. Nominals come first, particles last: see `_IS_NOMINAL`, `_IS_PARTICLE`.
_NOUN, _COUNTER, _PRONOUN, _ADVERBIAL, _THING, _IDIOMATIC, _JOINER, _DOT, _OPENS_QUOTE, _CLOSES_QUOTE = range(10)
_MODIFIER, _PREDICATE, _FORMAL_VERB, _NEGATIVE, _VOLITIONAL, _OF_COURSE = range(10, 16)
_PAUSE, _STOP, _OPENS, _CLOSES = range(16, 20)
_OTHER, _CONCESSIVE, _GA_CONJUNCTIVE = range(20, 23)
_GA, _NI, _DE, _TO, _HA, _MO, _HE, _KARA, _MADE, _YORI, _NADO, _KA, _WO, _NO = range(23, 37)

_ADVERBIAL_NOUNS: Final = frozenset(
    {
        "一般", "一斉", "交互", "代わり", "他", "仮", "共", "内", "別", "即座", "儘", "割", "割合", "単", "同時", "同列", "因み", "度",
        "序で", "実", "常", "徐々", "意味", "感じ", "振り", "時", "時代", "時点", "最後", "最終", "本当", "本真", "様", "機会", "次", "毎",
        "為", "特", "用", "疾っく", "直", "程", "並み", "並び", "自分", "自力", "自動", "訳", "試し", "越し", "通り", "逆", "都度", "適当",
        "際", "頻り", "順", "頃", "日", "中", "明け", "事前", "永遠", "当面", "基本", "無し", "真っ先", "帰り", "記念", "擬い",
    }
)  # fmt: skip
"""Lemmas of nouns that make an adverb with に, で or は and no complement: 最後に, 自分で, 本当は."""
_FORMAL_VERBS: Final = frozenset(
    {
        "因る", "依る", "置く", "於く", "関する", "対する", "取る", "従う", "向ける", "付く", "就く", "基づく", "応ずる", "沿う", "際する", "加える",
        "つく", "先立つ", "伴う", "当たる", "拘わる", "成る", "亘る", "比べる", "反する", "限る", "過ぎる",
    }
)  # fmt: skip
"""Lemmas of verbs that make one particle with the に before them: によって, における, について."""
_JOINERS: Final = frozenset("/.-_:+#@*&=%~〜‐–'’")
"""Signs within a name, a list or an expression: no pause."""
_QUOTES: Final = {"「": _OPENS_QUOTE, "『": _OPENS_QUOTE, "」": _CLOSES_QUOTE, "』": _CLOSES_QUOTE}
_OPENING: Final = "「『（(【〔［[｛{〈《“‘＜<"
_CLOSING: Final = "」』）)】〕］]｝}〉》”’＞>"
_BRACKETS: Final = frozenset(_OPENING + _CLOSING)
"""UniDic takes some bracket and what follows for one unknown word: （-N."""
_STOPS: Final = "。．！？!?"
_CASE: Final = {
    "が": _GA, "に": _NI, "で": _DE, "と": _TO, "へ": _HE, "から": _KARA, "より": _YORI, "の": _NO, "を": _WO,
}  # fmt: skip
_BINDING: Final = {"は": _HA, "も": _MO}
_ADVERBIAL_PARTICLES: Final = {"まで": _MADE, "など": _NADO, "か": _KA}


def classify(entry: LexicalEntry) -> int:
    """What a morpheme is to the rules below: the code of a particle, of a noun, a predicate, a pause …"""
    pos, detail, lemma = entry.pos, entry.pos_detail, entry.lemma
    if pos == "助詞":
        return _particle(entry)
    if pos in {"動詞", "形容詞", "助動詞"}:
        if lemma in {"ない", "無い", "ず"}:
            return _NEGATIVE
        if entry.conjugation.partition("/")[2].startswith("意志推量形"):
            return _VOLITIONAL
        return _FORMAL_VERB if lemma in _FORMAL_VERBS else _PREDICATE
    if pos in {"補助記号", "空白"} or entry.surface in {",", "，"} or entry.surface[0] in _BRACKETS:
        return _sign(entry)
    if pos in {"名詞", "接尾辞"}:
        return _noun(entry)
    if pos == "代名詞":
        return _PRONOUN
    if pos in {"接頭辞", "記号"} or (pos == "形状詞" and "助動詞語幹" not in detail):
        return _NOUN
    return _OF_COURSE if lemma == "勿論" else _MODIFIER


def _noun(entry: LexicalEntry) -> int:
    if "副詞可能" in entry.pos_detail or entry.lemma in _ADVERBIAL_NOUNS:
        return _ADVERBIAL
    if "助数詞" in entry.pos_detail or entry.pos_detail == "数詞":
        return _COUNTER
    return {"事": _THING, "方": _IDIOMATIC, "気": _IDIOMATIC}.get(entry.lemma, _NOUN)


def _particle(entry: LexicalEntry) -> int:
    lemma, detail = entry.lemma, entry.pos_detail
    if detail == "格助詞":
        return _CASE.get(lemma, _OTHER)
    if detail == "係助詞":
        return _BINDING.get(lemma, _OTHER)
    if detail == "副助詞":
        return _ADVERBIAL_PARTICLES.get(lemma, _OTHER)
    if detail == "接続助詞":
        if lemma == "が":
            return _GA_CONJUNCTIVE
        if lemma in {"けれど", "けれども", "けど", "し"}:
            return _CONCESSIVE
    return _OTHER


def _sign(entry: LexicalEntry) -> int:
    surface = entry.surface
    if surface in _QUOTES:
        return _QUOTES[surface]
    if surface == "・":
        return _DOT
    if surface in _JOINERS:
        return _JOINER
    if not surface.strip(_STOPS):
        return _STOP
    # UniDic makes one sign of several: （-, 」）.
    depth = sum((c in _OPENING) - (c in _CLOSING) for c in surface)
    return _OPENS if depth > 0 else _CLOSES if depth < 0 else _PAUSE


def _among(*codes: int) -> BoolArray:
    table = np.zeros(256, np.bool_)
    table[list(codes)] = True
    return table


_IS_NOMINAL: Final = _among(*range(_NOUN, _CLOSES_QUOTE + 1))
_IS_PARTICLE: Final = _among(*range(_OTHER, _NO + 1))
_IS_COUNTED: Final = _among(*range(_GA, _KA))
_IS_NOUN: Final = _among(_NOUN, _COUNTER, _PRONOUN, _ADVERBIAL, _THING, _IDIOMATIC, _JOINER)
_IS_TYPED_TWICE: Final = _among(_GA, _NI, _HE, _WO)
_BREAKS_CHAIN: Final = ~_among(*range(_NOUN, _CLOSES_QUOTE + 1), _NO)
_MARKS: Final = _among(_GA_CONJUNCTIVE, _STOP, _OPENS, _CLOSES, _OPENS_QUOTE, _CLOSES_QUOTE)
_TAKES: Final = np.zeros((256, 256), np.bool_)
"""[particle, head]: whether the particle behind such a word marks a complement; 今回は, 最後に, ここで are adverbs."""
_TAKES[_GA:_KA, [_NOUN, _IDIOMATIC, _JOINER, _COUNTER, _THING, _PRONOUN]] = True
_TAKES[_NI, [_COUNTER, _THING]] = False
_TAKES[_GA, _IDIOMATIC] = False
_TAKES[_DE, [_ADVERBIAL, _PRONOUN]] = True, False
_TAKES[_TO] = _TAKES[_MO] = False
_TAKES[_TO, _PRONOUN] = True
_BEFORE_GA: Final = frozenset({_PREDICATE, _FORMAL_VERB, _NEGATIVE})
"""What が as a conjunction stands behind; 〜だろうが〜だろうが needs both, がな and がね end a sentence."""
_INTERVALS: Final = frozenset({_PAUSE, _STOP, _OPENS, _CLOSES, _OPENS_QUOTE, _CLOSES_QUOTE, _DOT})
_PREDICATES: Final = frozenset({_PREDICATE, _FORMAL_VERB, _NEGATIVE, _VOLITIONAL})
_CONTRASTS: Final = frozenset({_NEGATIVE, _OF_COURSE, _CONCESSIVE, _GA_CONJUNCTIVE})
_CONTRAST_WINDOW: Final = 6
_LONGEST_COMPOUND: Final = 3
"""Particles in a row that are still taken for one compound: までには."""


def doubled(tags: Tags, bounds: IntArray) -> IntArray:
    """The same particle twice in one clause with no other between: int64 [n, 2], (first, repeated).

    Counted are が に で は へ から より まで など and what they form with は (には, では, からは; a run of
    particles is one particle, its place the run's first). As in textlint, another particle, a comma, a
    bracket or a stop between them makes them two; の, を, て, たり, や, とか and か (〜かどうか) may be repeated.
    を is counted where one verb has two of it: with nothing but a noun between (資料を印刷を依頼した), and like が, に and へ
    where it is typed twice (文章をを).

    Beyond textlint, not counted:
    a predicate between (図が示す傾向が: two clauses), except in 〜で〜することで and 〜かも〜かも;
    lists: AとBと (but これとそれと), AもBも, 北から南から;
    adverbs and particles of two words: 最後に, 今回は, 自分で, ここで, または, これをもとに, 〜によって;
    〜ほうが, 気が; は of contrast, that is before a negation, し, が, けど or もちろん (肉は魚ほどは食べない).
    """
    if not len(tags):
        return np.zeros((0, 2), np.int64)
    slips = _slips(tags, bounds)
    particles = _IS_PARTICLE.take(tags).nonzero()[0]
    opens = np.ones(len(particles) + 1, np.bool_)  # whether a particle is the first of its run; 1 behind the last
    opens[1:-1] = (particles[1:] - particles[:-1]) > 1
    starts_sentence = np.zeros(len(tags) + 1, np.bool_)
    starts_sentence[bounds] = True
    opens[:-1] |= starts_sentence[particles]
    first, last = particles[opens[:-1]], particles[opens[1:]]
    ends, sizes = tags[last], last - first
    # Few runs end like the run before them in their sentence; they are looked at one by one.
    alike = ((ends[1:] == ends[:-1]) & (sizes[1:] == sizes[:-1]) & _IS_COUNTED[ends[1:]]).nonzero()[0]
    takes = _TAKES[ends[alike], tags[first[alike] - 1]] & _TAKES[ends[alike], tags[first[alike + 1] - 1]]
    alike = alike[takes | (sizes[alike] > 0)]
    sentences = bounds.searchsorted(first[alike], "right")
    together = first[alike + 1] < bounds[sentences]
    alike, sentences = alike[together], sentences[together]
    found = [
        (a, b)
        for a, b, size, begin, end in zip(
            first[alike].tolist(),
            first[alike + 1].tolist(),
            (sizes[alike] + 1).tolist(),
            bounds[sentences - 1].tolist(),
            bounds[sentences].tolist(),
            strict=True,
        )
        if begin < a and size <= _LONGEST_COMPOUND and _is_doubled(_Pair.of(tags, a, b, size, begin, end))
    ]
    if len(slips):
        found = sorted({*found, *map(tuple, slips.tolist())})
    return np.array(found, np.int64).reshape(-1, 2)


def _slips(tags: Tags, bounds: IntArray) -> IntArray:
    """The same case particle twice at once (文章をを), and を again with nothing but a noun between (資料を印刷を依頼した)."""
    twice = (_IS_TYPED_TWICE.take(tags[1:]) & (tags[1:] == tags[:-1])).nonzero()[0]
    objects = (tags == _WO).nonzero()[0]
    if not len(twice) and len(objects) < 2:
        return np.zeros((0, 2), np.int64)
    slips = np.stack([twice, twice + 1], axis=1)
    if len(objects) > 1:
        others = np.cumsum(~_IS_NOUN.take(tags), dtype=np.int64)
        again = (others[objects[1:]] - others[objects[:-1]] == 1) & (objects[1:] - objects[:-1] > 1)
        slips = np.concatenate([slips, np.stack([objects[:-1][again], objects[1:][again]], axis=1)])
    sentences = bounds.searchsorted(slips, "right")
    result: IntArray = slips[sentences[:, 0] == sentences[:, 1]]
    return result


_POINTING: Final = frozenset({"此れ", "其れ", "事"})


def reads_badly(entries: Sequence[LexicalEntry], first: int, repeated: int) -> bool:
    """Whether a place of `doubled`, given the entries of its sentence, is one an editor would change.

    に is not (順番に, 一緒に, 旅行に行く are adverbs or purposes); で not behind こと (変えることで手元で);
    が not before an adjective or ある (店が品揃えがよい has two subjects rightly); は only behind これ, それ
    and こと (これは図は), for elsewhere it is mostly contrast (私は肉は避けている); を not where another verb may have the
    first of them (公園を犬を連れて歩く); と never, for a list needs each (これとそれとどちら). Fixed pairs are none: 東へ西へ,
    奥へ奥へ, 何より.

    A stricter choice than `doubled`, which counts as textlint does; made by reading every hit on the corpora.
    """
    if repeated == first + 1:  # typed twice
        return True
    particle, heads = entries[first].lemma, {entries[first - 1].lemma, entries[repeated - 1].lemma}
    if particle == "を":
        return _is_of_one_verb(entries, first, repeated)
    if particle == "に" or _is_fixed_pair(entries, first, repeated):
        return False
    if entries[first + 1].pos == "助詞":  # では, からは
        return True
    if particle == "と":
        return False
    if particle == "で":
        return "事" not in heads
    if particle == "が" and repeated + 1 < len(entries):
        follows = entries[repeated + 1]
        return follows.pos != "形容詞" and follows.lemma != "有る"
    return particle != "は" or entries[first - 1].lemma in _POINTING


_DIRECTIONS: Final = frozenset(
    {
        "東", "西", "南", "北", "右", "左", "上", "下", "前", "後", "後ろ", "奥", "先", "外", "内", "中", "表", "裏", "縦", "横",
        "彼方", "此方", "其方", "彼方此方", "何方", "向こう", "手前", "山", "海", "空", "川", "町", "街", "里", "天", "地",
    }
)  # fmt: skip
"""Lemmas of nouns that go in pairs: 東へ西へ, 右から左から."""
_QUESTIONS: Final = frozenset({"何", "誰", "何れ", "何方", "何処", "何時"})
"""Lemmas of 何, 誰, どれ, どちら, どこ, いつ."""


def _is_fixed_pair(entries: Sequence[LexicalEntry], first: int, repeated: int) -> bool:
    """東へ西へ, 奥へ奥へ; 何より, 誰より."""
    particle = entries[first].lemma
    heads = entries[first - 1].lemma, entries[repeated - 1].lemma
    if particle in {"へ", "から"} and repeated == first + 2:
        return heads[0] == heads[1] or _DIRECTIONS.issuperset(heads)
    return particle == "より" and not _QUESTIONS.isdisjoint(heads)


_HELPERS: Final = frozenset(
    {"居る", "有る", "仕舞う", "下さる", "頂く", "来る", "行く", "見る", "置く", "貰う", "呉れる"}
)
"""Lemmas of verbs that help another one behind its て: している, してみる."""


def _is_of_one_verb(entries: Sequence[LexicalEntry], first: int, repeated: int) -> bool:
    """Whether two を with a noun between are of one verb, the only one in the rest of the clause.

    With a second verb one of them is its object, a way or a time: 公園を犬を連れて歩く, これを鍵を使って開ける.
    """
    if entries[first - 1].lemma in {"中", "所", "間", "際"}:
        return False
    verbs = 0
    for before, entry in pairwise(entries[repeated:]):
        if entry.pos_detail == "読点":
            break
        helps = entry.lemma == "有る" or (before.lemma == "て" and entry.lemma in _HELPERS)
        if before.lemma == "て" and not helps:
            return False
        verbs += entry.pos == "動詞" and not helps
    return verbs == 1


class _Pair(NamedTuple):
    """Two neighbouring runs of particles in a sentence, and what stands around them."""

    first: bytes
    repeated: bytes
    between: frozenset[int]
    leads: int
    """What stands before the first one's head."""
    heads: tuple[int, int]
    """What each stands behind."""
    follows: bytes
    """The next few morphemes after the second."""

    @classmethod
    def of(cls, tags: Tags, a: int, b: int, size: int, begin: int, end: int) -> _Pair:
        """The runs of `size` particles at a and b in the sentence from begin to end."""
        return cls(
            bytes(tags[a : a + size]),
            bytes(tags[b : b + size]),
            frozenset(bytes(tags[a + size : b])),
            int(tags[a - 2]) if a - 2 >= begin else _STOP,
            (int(tags[a - 1]), int(tags[b - 1])),
            bytes(tags[b + size : min(b + size + _CONTRAST_WINDOW, end)]) or bytes([_STOP]),
        )


def _is_doubled(pair: _Pair) -> bool:
    if pair.first != pair.repeated or pair.between & _INTERVALS:
        return False
    if pair.first == bytes([_KA, _MO]):
        return True
    by_doing = pair.first == bytes([_DE]) and pair.heads[1] == _THING  # 〜で〜することで
    if pair.between & _PREDICATES and not by_doing:
        return False
    return _neither_listed_nor_contrasted(pair) and (len(pair.first) > 1 or _marks_complements(pair))


def _neither_listed_nor_contrasted(pair: _Pair) -> bool:
    """Whether the repetition is no list and no contrast, which need it."""
    particle, next_one = pair.first[-1], pair.follows[0]
    if particle == _KARA:
        return next_one not in {_PAUSE, _STOP}
    if particle == _HA:
        return not _CONTRASTS & frozenset(pair.follows)
    return particle not in {_MO, _TO} or len(pair.first) == 1


def _marks_complements(pair: _Pair) -> bool:
    """Whether both of two single particles mark a complement of the predicate, what `_TAKES` does not tell."""
    particle, next_one = pair.first[0], pair.follows[0]
    if particle == _NI:
        return next_one != _FORMAL_VERB and pair.leads != _WO  # 〜によって; これをもとに
    if particle == _DE:
        if next_one == _PAUSE:  # the copula: 原料は米で、
            return False
        if pair.heads[0] == _THING and pair.leads in {_NO, _FORMAL_VERB}:  # とのことで, ということで
            return False
        # The adverbial end of a compound is a noun: 賛成|多数で.
        return pair.heads[0] != _ADVERBIAL and (pair.heads[1] != _ADVERBIAL or _NOUN in pair.between)
    return True


def ga_conjunctions(tags: Tags, bounds: IntArray) -> IntArray:
    """接続助詞 が again in one sentence: int64 [n, 2], (the one before, the repeated one).

    As in textlint both が are counted whatever they mean, adversative or a mere preface, and a stop within
    a quotation parts them. Beyond textlint, not counted: one in a bracket and one outside of it,
    〜だろうが〜だろうが, which needs both, and がな, がね at the end of a sentence.
    """
    found: list[tuple[int, int]] = []
    conjunctions = (tags == _GA_CONJUNCTIVE).nonzero()[0]
    if len(conjunctions) < 2:
        return np.zeros((0, 2), np.int64)
    sentences = np.searchsorted(bounds, conjunctions, "right") - 1
    again = sentences[1:][sentences[1:] == sentences[:-1]]
    for sentence in dict.fromkeys(again.tolist()):
        begin, end = bounds[sentence : sentence + 2].tolist()
        found += _conjunctions_of(tags[begin:end], begin)
    return np.array(found, np.int64).reshape(-1, 2)


def _conjunctions_of(tags: Tags, begin: int) -> list[tuple[int, int]]:
    found = []
    open_clauses: list[int] = [-1]  # the last が of each bracket that is open, the sentence first
    for at in _MARKS[tags].nonzero()[0].tolist():
        mark = tags[at]
        if mark in (_OPENS, _OPENS_QUOTE):
            open_clauses.append(-1)
        elif mark in (_CLOSES, _CLOSES_QUOTE):
            if len(open_clauses) > 1:
                open_clauses.pop()
        elif mark == _STOP:
            open_clauses[-1] = -1
        elif at and tags[at - 1] in _BEFORE_GA and not (at + 1 < len(tags) and tags[at + 1] == _OTHER):
            if open_clauses[-1] >= 0:
                found.append((begin + open_clauses[-1], begin + at))
            open_clauses[-1] = at
    return found


def no_chains(tags: Tags, bounds: IntArray) -> IntArray:
    """Nouns strung together by の: int64 [n, 3], (first の, last の, how many) of AのBのC…, two or more.

    Between two の stand only nominals: nouns, pronouns, numerals, prefixes, suffixes, stems (形状詞),
    letters, ・ and the marks of a quotation; a nominal follows the last (not よう: 猫の目のような is one の).
    の that makes a noun of a clause (準体助詞) is none.
    """
    if not len(tags):
        return np.zeros((0, 3), np.int64)
    places = (tags[:-1] == _NO).nonzero()[0]
    places = places[_IS_NOMINAL.take(tags[places + 1])]
    if len(places) < 2:
        return np.zeros((0, 3), np.int64)
    breaks = _BREAKS_CHAIN.take(tags)
    breaks[bounds[bounds < len(tags)]] = True  # the first morpheme of a sentence continues nothing
    before = np.cumsum(breaks, dtype=np.int32)
    before_next = before[places + 1]
    places = places[before_next == before[places]]  # what follows is of the same sentence
    before = before[places]
    opens = np.ones(len(places) + 1, np.bool_)
    opens[1:-1] = before[1:] != before[:-1]
    edges = opens.nonzero()[0]
    sizes = edges[1:] - edges[:-1]
    long = (sizes > 1).nonzero()[0]
    return np.stack([places[edges[long]], places[edges[long + 1] - 1], sizes[long]], axis=1).astype(np.int64)
