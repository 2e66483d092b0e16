"""The kinds of findings, and what became of their hits when they were read: one table.

A kind is shown by default only where at least 60 of its hits on real blogs were read one by one, and at
least four of five were worth a writer's time. The others are counted, and listed when all are asked for:
they are right about what stands there, and mostly wrong that it should be changed. One kind, `revise`, is
advice and no remark on a fault: it names the sentences that the pages name, and says that two of three are right.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from types import MappingProxyType
from typing import Final

from jreadtools.errors import Message

__all__ = ["KINDS", "Kind"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One reason for which a sentence may be worth another look."""

    name: str
    label: Message
    """Its name for people."""
    message: Message
    """What is said of a hit: {value} is what was measured, {limit} and {text} as they say."""
    _: KW_ONLY
    limit: int = 0
    """The largest value that is no finding."""
    rule: Message
    """What is a hit, and whose rule it is."""
    judged: int
    """Hits under this rule on real blogs that were read."""
    worth: int
    """Of those, hits that were worth a writer's time."""
    advice: bool = False
    """Whether it is the one thing that every page advises: shown though less than four of five proved right."""

    @property
    def shown(self) -> bool:
        """Whether it is shown by default."""
        return self.advice or (self.judged >= 60 and 5 * self.worth >= 4 * self.judged)


# The order is that of a sentence's findings. Three kinds have fewer hits in all corpora than are asked for. Of
# doubled_particle every hit that there is was read, the rule having been narrowed on them; on 52 hits of documents that
# nobody had looked at before, 50 were right; its 26 slips with を and the hits of needless_noun are all that there are too.
# Of needless_ability 70 hits are of sources that were not looked at before: all right.
_ALL: Final = (
    Kind(
        "revise",
        Message(ja="分けたほうがよさそうな文", en="a sentence to split"),
        Message(ja="{text}", en="{text}"),
        rule=Message(
            ja="見直し度（revise_probability）が0.5以上。分けられる節の切れ目があれば、その位置も示す（jreadtools 独自）",
            en="revise_probability of .5 and more; where there is one, with the end of a clause behind which to cut (ours)",
        ),
        judged=60,
        worth=39,
        advice=True,
    ),
    Kind(
        "many_commas",
        Message(ja="読点が多い", en="many commas"),
        Message(
            ja="一文に読点が{value}個（jreadtools の目安は{limit}個まで）",
            en="{value} commas in one sentence (jreadtools: up to {limit})",
        ),
        limit=4,
        rule=Message(
            ja="読点が5個以上。「、、、」は数えず、せりふの中の文は別に数える（jreadtools 独自。textlint と RedPen は3個まで）",
            en="more than 4 読点, not 、、、, the sentences of a speech apart (ours; textlint and RedPen: 3)",
        ),
        judged=66,
        worth=6,
    ),
    Kind(
        "kanji_run",
        Message(ja="漢字の連続", en="long run of kanji"),
        Message(ja="漢字が{value}字続く: {text}", en="{value} kanji in a row: {text}"),
        limit=8,
        rule=Message(
            ja="漢字が9字以上続く（jreadtools 独自。textlint は6字まで、RedPen は5字まで）",
            en="more than 8 kanji (ours; textlint: 6, RedPen: 5)",
        ),
        judged=51,
        worth=7,
    ),
    Kind(
        "katakana_run",
        Message(ja="カタカナの連続", en="long run of katakana"),
        Message(ja="カタカナが{value}字続く: {text}", en="{value} katakana in a row: {text}"),
        limit=12,
        rule=Message(
            ja="カタカナが13字以上続く（jreadtools 独自。Osaki 2021 は10字から数える）",
            en="more than 12 katakana (ours; Osaki 2021 counts from 10)",
        ),
        judged=64,
        worth=12,
    ),
    Kind(
        "doubled_particle",
        Message(ja="助詞の重なり", en="doubled particle"),
        Message(
            ja="「{particle}」が一つの節に2回（片方を言い換えるか、読点で区切る）:「{text}」",
            en="{particle} twice in one clause (reword one, or separate them with a comma): {text}",
        ),
        rule=Message(
            ja="一つの節に同じ助詞が2回（textlint の no-doubled-joshi に準じる）。「に」、対比の「は」、主語が二つあるもの、決まった組み合わせは除く。「をを」と、一つの動詞に「を」が二つのものを含む",
            en="the same particle twice in a clause (after textlint's no-doubled-joshi), without に, contrastive は, two subjects and fixed pairs; をを, two を of one verb",
        ),
        judged=118,
        worth=109,
    ),
    Kind(
        "repeated_ga",
        Message(ja="「が」の重なり", en="repeated が"),
        Message(
            ja="一文を接続助詞「が」で2回つないでいる（文を分けられないか）",
            en="conjunctive が twice in one sentence (could it be split?)",
        ),
        rule=Message(
            ja="接続助詞「が」が2回（textlint の no-doubled-conjunctive-particle-ga に準じる）",
            en="接続助詞 が twice (after textlint's no-doubled-conjunctive-particle-ga)",
        ),
        judged=27,
        worth=22,
    ),
    Kind(
        "double_negative",
        Message(ja="二重否定", en="double negative"),
        Message(
            ja="二重否定（肯定で言えないか）: {text}", en="a double negative (could it be said positively?): {text}"
        ),
        rule=Message(
            ja="「ざるを得ない」を除く二重否定（textlint の no-double-negative-ja に準じる）",
            en="a double negative other than ざるを得ない (after textlint's no-double-negative-ja)",
        ),
        judged=42,
        worth=11,
    ),
    Kind(
        "passives",
        Message(ja="受け身の重なり", en="several passives"),
        Message(ja="一文に「れる・られる」が{value}回", en="れる or られる {value} times in one sentence"),
        limit=1,
        rule=Message(
            ja="「れる」「られる」が2回以上（jreadtools 独自）",
            en="れる or られる twice and more (ours)",
        ),
        judged=66,
        worth=3,
    ),
    Kind(
        "nested_brackets",
        Message(ja="括弧の入れ子", en="nested brackets"),
        Message(ja="括弧の中に括弧: {text}", en="brackets in brackets: {text}"),
        limit=1,
        rule=Message(
            ja="丸括弧や角括弧の中に、さらに括弧がある（jreadtools 独自）",
            en="round or square brackets in one another (ours)",
        ),
        judged=70,
        worth=9,
    ),
    Kind(
        "no_chain",
        Message(ja="「の」の連続", en="chain of の"),
        Message(ja="「の」が{value}回続く: {text}", en="の {value} times in a row: {text}"),
        limit=2,
        rule=Message(
            ja="名詞が三つ以上の「の」でつながる（jreadtools 独自）",
            en="nouns strung together by more than two の (ours)",
        ),
        judged=66,
        worth=23,
    ),
    Kind(
        "style_mixing",
        Message(ja="文体の混在", en="mixed style"),
        Message(
            ja="敬体（です・ます）の記事に常体（だ・である）の文: …{text}",
            en="a sentence in plain style in a polite article: …{text}",
        ),
        rule=Message(
            ja="5文に4文以上が敬体の記事にある、常体で終わる文（textlint の no-mix-dearu-desumasu に準じる）",
            en="a plain full sentence where four of five are polite (after textlint's no-mix-dearu-desumasu)",
        ),
        judged=22,
        worth=14,
    ),
    Kind(
        "repeated_ending",
        Message(ja="同じ文末の連続", en="repeated ending"),
        Message(
            ja="一つの段落で文末「{text}」が{value}文続く",
            en="{value} sentences in a row in one paragraph end in {text}",
        ),
        limit=2,
        rule=Message(
            ja="一つの段落で、敬体の3文以上が同じ文末で続く（jreadtools 独自）",
            en="three polite sentences of a paragraph in a row that end alike (ours)",
        ),
        judged=88,
        worth=52,
    ),
    Kind(
        "needless_noun",
        Message(ja="〜の…を行う", en="noun and 行う for a verb"),
        Message(ja="動詞だけで言える: {text}", en="a verb says it alone: {text}"),
        rule=Message(
            ja="それだけで動詞になる名詞が目的語をとり、「行う」を伴う。ほかの名詞と並ぶものは除く（jreadtools 独自）",
            en="行う with a noun that is a verb itself and has its own object, not strung together with another (ours)",
        ),
        judged=84,
        worth=80,
    ),
    Kind(
        "needless_ability",
        Message(ja="〜することができる", en="することができる for できる"),
        Message(ja="短く言える: {text}", en="it can be said shorter: {text}"),
        rule=Message(
            ja="それだけで動詞になる名詞に続く「することができる」（textlint の ja-no-redundant-expression に準じる）",
            en="することができる behind a noun that is a verb itself (after textlint's ja-no-redundant-expression)",
        ),
        judged=145,
        worth=141,
    ),
)

KINDS: Final[Mapping[str, Kind]] = MappingProxyType({kind.name: kind for kind in _ALL})
"""Every kind of finding by name."""
