"""Particles that pile up, and what only looks like it: own sentences of the kinds textlint's rules name."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest

from jreadtools.language.grammar import particles
from jreadtools.language.morphemes import Morphemes, tokenize

Rule = Callable[[npt.NDArray[np.uint8], npt.NDArray[np.int64]], npt.NDArray[np.int64]]
RULES = [particles.doubled, particles.ga_conjunctions, particles.no_chains]


def tagged(*sentences: str) -> tuple[Morphemes, npt.NDArray[np.uint8]]:
    """Morphemes of some sentences, and what each is to the rules."""
    found = tokenize(sentences)
    return found, np.array([particles.classify(found.lexicon.entry(row)) for row in found.rows.tolist()], np.uint8)


def doubled(*sentences: str) -> list[str]:
    """What stands from the first to the repeated particle of each finding."""
    found, tags = tagged(*sentences)
    rows = found.rows.tolist()
    return [
        "".join(found.lexicon.surface(row) for row in rows[first : last + 1])
        for first, last in particles.doubled(tags, found.bounds).tolist()
    ]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("妹は弟は犬が苦手だ。", "は弟は"),  # two topics
        ("兄は「妹は弟は犬が苦手だ」と笑った。", "は弟は"),  # within the quotation
        ("これは画面は何を表しているのでしょうか。", "は画面は"),
        ("寝不足で自転車で転んだ。", "で自転車で"),  # cause and means
        ("工事で裏道で駅へ向かった。", "で裏道で"),
        ("予算案は市議会本会議で賛成多数で可決され、知事に送られた。", "で賛成多数で"),  # the end of a compound noun
        ("枠で囲むことで文字を目立たせる機能は便利だ。", "で囲むことで"),  # a verb between, yet one clause
        ("設定を変えることで手元で動きを確かめられる。", "で手元で"),
        ("棚には奥には古い本が眠る。", "には奥に"),  # a compound is one particle, its place the first of it
        ("この版では設定画面では色を選べる。", "では設定画面で"),
        ("雨が降るかもしれないかもしれない。", "かもしれないか"),
        ("これとあれとそれを包んでください。", "とあれと"),  # pronouns strung together
        ("店長が新人が書いた札を直した。", "が新人が"),  # which が is whose?
        ("このカメラが値段が手頃だ。", "が値段が"),
        ("部品に金具に油を塗る。", "に金具に"),  # a slip of the pen
        ("倉庫から店舗から荷物を運んだ。", "から店舗から"),
        ("学校へ図書館へ本を返した。", "へ図書館へ"),
        ("サーバーは新しい端末は使えます。", ""),  # 新しい is a predicate: another clause
        ("妹は猫が好きだ。", ""),
        ("妹は弟の靴は履ける。", ""),  # の between
        ("これが表、これが裏です。", ""),  # the comma parts them
        ("これが表，これが裏です。", ""),
        ("表は上（裏は下）です。", ""),  # so do brackets
        ("左は赤・右は青の印です。", ""),  # and the dot of a list
        ("古いノートの表紙の角。", ""),  # の may be repeated
        ("荷物を運ぶ人を雇った。", ""),  # を too
        ("まずは座って待って。", ""),  # 接続助詞 て too
        ("歌ったり踊ったりする。", ""),  # たり comes in pairs
        ("行けるかどうか聞いてみる。", ""),  # 〜かどうか
        ("紙とペンと糊を買う。", ""),  # a list
        ("犬も猫も同じように眠る。", ""),  # a list
        ("絵や字や図が並ぶ。", ""),
        ("東から西から、人が集まった。", ""),  # a list
        ("速さを正しく測るには手順が要る。", ""),
        ("正確に測るにはある程度の慣れが要る。", ""),  # に of an adverb, には of a purpose
        ("そんな話で泣くべきではない。", ""),  # で and では are two particles
        ("開こうとすると音が鳴る。", ""),  # と of a quotation, と of a condition
        ("「開く」と押すと画面が変わる。", ""),
        ("図が示す傾向がある。", ""),  # a relative clause between
        ("今回は私は休みます。", ""),  # 今回は is an adverb
        ("本当は雨は嫌いだ。", ""),
        ("または値は次のとおりです。", ""),  # a conjunction
        ("私は肉は食べません。", ""),  # は of contrast, before a negation
        ("肉は魚はもちろん野菜にも合う。", ""),
        ("休みは平日は取れるが、週末は無理だ。", ""),  # contrast
        ("こちらのほうが都合がいい。", ""),  # 〜ほうが
        ("最後に駅に着いた。", ""),  # 最後に is an adverb
        ("これをもとに地図に印を付けた。", ""),
        ("駅に友人によって運ばれた。", ""),  # によって is one particle
        ("自分で道具で直した。", ""),  # 自分で is an adverb
        ("ここで鉛筆で書きます。", ""),
        ("とのことで電車で来た。", ""),
        ("原料は国産で工場で、", ""),  # the second is the copula
        ("静かに部屋に入る。", ""),  # に of 静かだ is no particle
        ("会議を開催を決めた。", "を開催を"),  # two objects of one verb
        ("会議を、開催を決めた。", ""),  # parted by the comma
        ("会議の開催を決めた。", ""),
        ("資料を読む時間を作る。", ""),  # a predicate between
        ("資料を机に置き、本を読む。", ""),  # another particle between
        ("手紙をを書く。", "をを"),  # typed twice
        ("駅にに着いた。", "にに"),
        ("姉がが笑った。", "がが"),
        ("どこででも眠れる。", ""),  # で and でも
        ("", ""),
        ("はは", ""),  # a particle with nothing before it
    ],
)
def test_doubled(sentence: str, found: str) -> None:
    """The same particle twice in a clause is found, what only looks alike is not."""
    assert doubled(sentence) == [found] * bool(found)


@pytest.mark.parametrize(
    ("sentence", "badly"),
    [
        ("猫が東へ西へ走る。", False),  # pairs
        ("旗が右へ左へ揺れた。", False),
        ("谷の奥へ奥へ進んだ。", False),
        ("あちらへこちらへ呼ばれる。", False),
        ("右から左から声がした。", False),
        ("学校へ図書館へ本を返した。", True),
        ("倉庫から店舗から荷物を運んだ。", True),
        ("それより何より元気だ。", False),  # 何より and 誰より are adverbs
        ("兄より誰より足が速い。", False),
        ("兄より犬より足が速い。", True),
        ("誰と誰と行ったのですか。", False),  # a list needs each と
        ("これとそれとどちらが重いですか。", False),
        ("会議を開催を決めた。", True),
        ("会議を開催を決めています。", True),  # いる helps
        ("会議を開催を決めてみた。", True),
        ("本を雑誌を読んだ。", True),
        ("公園を犬を連れて歩く。", False),  # another verb has the first
        ("箱を鍵を使って開けた。", False),
        ("箱を鍵を使わずに開けた。", False),
        ("雨の中を傘を探した。", False),
        ("お忙しいところを時間を割いた。", False),
        ("手紙をを書く。", True),
        ("駅にに着いた。", True),
        ("この版では設定画面では色を選べる。", True),  # with another particle behind it
        ("棚からは奥からは本が見える。", True),
        ("これは図は正しい。", True),
        ("私は肉は避けている。", False),
        ("店が品揃えがある。", False),
        ("店が品揃えがよい。", False),
        ("店が品揃えが", True),
        ("店が品揃えが変わった。", True),
        ("設定を変えることで手元で動きを確かめられる。", False),
        ("寝不足で自転車で転んだ。", True),
        ("資料を印刷を依頼し、読む。", True),  # the comma ends the clause
        ("資料を印刷を、依頼して読む。", False),
        ("部品に金具に油を塗る。", False),
    ],
)
def test_reads_badly(sentence: str, badly: bool) -> None:
    """Of what is doubled, what an editor would change."""
    found, tags = tagged(sentence)
    entries = [entry for _, _, entry in found.entries(0)]
    ((first, repeated),) = particles.doubled(tags, found.bounds).tolist()
    assert particles.reads_badly(entries, first, repeated) is badly


def test_three_are_two_findings() -> None:
    """Each repetition is one row."""
    assert doubled("駅で店で傘で困った。") == ["で店で", "で傘で"]


def test_sentences_are_apart() -> None:
    """Nothing is repeated across sentences, whatever stands around an empty one."""
    assert doubled("妹は", "", "弟は犬が苦手だ。") == []


def pairs(*sentences: str) -> list[tuple[int, int]]:
    """How many morphemes of their sentence stand before both が of each finding."""
    found, tags = tagged(*sentences)
    result = []
    for first, last in particles.ga_conjunctions(tags, found.bounds).tolist():
        begin = found.bounds[np.searchsorted(found.bounds, first, "right") - 1]
        result.append((int(first - begin), int(last - begin)))
    return result


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("朝は晴れたが、昼は曇ったが、夜は星が見えた。", 1),
        ("値段は高いが、味は良いが、量は少ない。", 1),  # after adjectives
        ("余談ですが、先日伺ったのですが、店は休みでした。", 1),  # a preface counts too
        ("走ったが転んだが起きたが疲れた。", 2),  # each repetition
        ("「急いだが、遅れたが、叱られなかった」と言う。", 1),  # both in the quotation
        ("朝は晴れたが、昼は曇った。", 0),
        ("風が強いのは、谷が近いためです。", 0),  # 格助詞
        ("「急いだが、遅れた。走ったが、間に合わない」と言う。", 0),  # a stop within the quotation
        ("急いだが（走ったが）遅れた。", 0),  # one is an aside
        ("急いだが、母は「走ったが遅れた」と言った。", 0),
        ("雨だろうが雪だろうが、出かける。", 0),  # the construction needs both
        ("が、夜は星が見えた。", 0),  # 接続詞
        ("）急いだが、遅れたが、着いた。", 1),  # a bracket that nobody opened
        ("", 0),
    ],
)
def test_ga_conjunctions(sentence: str, count: int) -> None:
    """接続助詞 が again in the same sentence, in the same bracket."""
    assert len(pairs(sentence)) == count


def test_ga_conjunctions_name_neighbours() -> None:
    """Rows are (the one before, the repeated one)."""
    assert pairs("走ったが転んだが起きたが疲れた。") == [(2, 5), (5, 8)]


def chains(*sentences: str) -> list[tuple[str, int]]:
    """What stands from the first to the last の of each chain, and how many there are."""
    found, tags = tagged(*sentences)
    rows = found.rows.tolist()
    return [
        ("".join(found.lexicon.surface(row) for row in rows[first : last + 1]), count)
        for first, last, count in particles.no_chains(tags, found.bounds).tolist()
    ]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("姉の友人の店へ行く。", [("の友人の", 2)]),
        ("町の図書館の二階の窓の外を見る。", [("の図書館の二階の窓の", 4)]),
        ("私の古里・長野の山々。", [("の古里・長野の", 2)]),  # ・ goes on
        ("姉の小説『海』の題。", [("の小説『海』の", 2)]),  # a title is a noun
        ("姉の友人の、あの店。", []),  # the last の has no noun after it
        ("姉の店、弟の家。", []),  # a comma between
        ("姉の描いた絵の額。", []),  # a verb between
        ("姉の赤い鞄の紐。", []),  # an adjective between
        ("姉の店への道の地図。", [("の道の", 2)]),  # へ ends one chain, への begins another
        ("猫の目のような色。", []),  # よう is no noun
        ("読むのは姉の本だ。", []),  # 準体助詞
        ("姉の店と弟の家の間。", [("の家の", 2)]),
        ("姉の", []),
        ("", []),
    ],
)
def test_no_chains(sentence: str, found: list[tuple[str, int]]) -> None:
    """Nouns strung together by two or more の."""
    assert chains(sentence) == found


def test_a_chain_ends_with_its_sentence() -> None:
    """A の before the end of a sentence has no noun in the next one."""
    assert chains("姉の友人の", "店の名前", "", "の山の上") == [("の山の", 2)]


SENTENCES = [
    "妹は弟は犬が苦手だ。", "", "姉の友人の店へ行く。", "朝は晴れたが、昼は曇ったが、夜は星が見えた。",
    "の山の上", "本を", "を読む", "会議を開催を決めた。", "手紙をを書く。", "寝不足で自転車で転んだ。", "棚には奥には古い本が眠る。", "", "多数で裏で", "が、", "走ったが転んだが",
]  # fmt: skip


@pytest.mark.parametrize("rule", RULES)
def test_other_sentences_change_nothing(rule: Rule) -> None:
    """A batch gives what its sentences give one by one."""
    found, tags = tagged(*SENTENCES)
    together = [row[:2] for row in rule(tags, found.bounds).tolist()]
    alone = []
    for begin, end in zip(found.bounds.tolist(), found.bounds.tolist()[1:], strict=False):
        rows = rule(tags[begin:end], np.array([0, end - begin]))
        alone += [[first + begin, last + begin] for first, last, *_ in rows.tolist()]
    assert together == alone
    assert together


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("sentences", [0, 1, 3])
def test_nothing_in_nothing_out(rule: Rule, sentences: int) -> None:
    """No sentences, or empty ones: no rows, of the right shape and type."""
    rows = rule(np.zeros(0, np.uint8), np.zeros(sentences + 1, np.int64))
    assert rows.shape == (0, 3 if rule is particles.no_chains else 2)
    assert rows.dtype == np.int64


@pytest.mark.parametrize("text", ["は妹", "が", "を", "本を", "の山", "でこと", "（が", "（", "かも"])
def test_endless_repetition(text: str) -> None:
    """100,000 times the same ends, in places within the sentence."""
    _, tags = tagged(text)
    many = np.tile(tags, 100_000)
    bounds = np.array([0, len(many)])
    for rule in RULES:
        rows = rule(many, bounds)
        assert (rows[:, 0] < rows[:, 1]).all()
        assert (rows[:, 1] < len(many)).all()
