"""Negations: which count, which are part of a word, which take each other back."""

import numpy as np
import numpy.typing as npt
import pytest

from jreadtools.language.grammar import negation
from jreadtools.language.morphemes import Morphemes, tokenize


def tagged(*sentences: str) -> tuple[Morphemes, npt.NDArray[np.uint8]]:
    """Morphemes of some sentences, and what each is to the rules."""
    found = tokenize(sentences)
    return found, np.array([negation.classify(found.lexicon.entry(row)) for row in found.rows.tolist()], np.uint8)


def negations(*sentences: str) -> list[str]:
    """The negations found."""
    found, tags = tagged(*sentences)
    rows = found.rows.tolist()
    return [found.lexicon.surface(rows[at]) for at in negation.negations(tags, found.bounds).tolist()]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("雨が降らない。", "ない"),
        ("雨は降りません。", "ん"),
        ("誰も知らぬ。", "ぬ"),
        ("さっぱり分からん。", "ん"),
        ("食べずに寝た。", "ず"),
        ("二度と行くまい。", "まい"),
        ("時間が無い。", "無い"),  # the adjective
        ("まだ寒くない。", "ない"),
        ("わからへん。", "へん"),
        ("走ってはいけない。", "ない"),  # a prohibition negates
        ("見なければ分からない。", "なけれ ない"),  # a condition and what follows from it
        ("夢だけでなく現実だ。", "なく"),
        ("休むのではないか。", "ない"),  # the question counts
        ("休むよりほかはなく、待つしかない。", "なく ない"),
        ("少ない、危ない、さりげない、だらしない。", ""),  # one adjective each
        ("必ず戻る。", ""),
        ("もったいない。", ""),  # ない is part of the word
        ("とんでもない話だ。", ""),
        ("つまらない冗談はくだらない。", ""),
        ("申し訳ない。", ""),
        ("申し訳ありません。", ""),
        ("すみません。", ""),
        ("雨に違いない。", ""),  # sure, not denied
        ("間違いなく雨だ。", ""),
        ("なんとなく分かる。", ""),
        ("降るかもしれない。", ""),
        ("降るかもしれません。", ""),
        ("降るかも知れぬ。", ""),
        ("休まなければならない。", ""),  # an obligation
        ("休まなければなりません。", ""),
        ("休まなくてはいけませんでした。", ""),
        ("休まないといけない。", ""),
        ("休まねばならない。", ""),
        ("休まなきゃならん。", ""),
        ("休まなくちゃならない。", ""),
        ("つまらなければならない。", ""),  # the obligation takes nothing else with it
        ("不要で非公開の未完成品。", ""),  # prefixes form words
        ("", ""),
    ],
)
def test_negations(sentence: str, found: str) -> None:
    """What negates is counted, what only holds a ない is not."""
    assert negations(sentence) == found.split()


def test_an_obligation_spares_its_neighbours() -> None:
    """Only its own two negations go with an obligation."""
    assert negations("知らないなら調べなければならないし、聞かない手はない。") == ["ない", "ない", "ない"]


def doubles(*sentences: str) -> list[str]:
    """What stands from the first to the last negation of each finding."""
    found, tags = tagged(*sentences)
    rows = found.rows.tolist()
    return [
        "".join(found.lexicon.surface(row) for row in rows[first : last + 1])
        for first, last in negation.double_negatives(tags, found.bounds).tolist()
    ]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("そう見えなくもない。", "なくもない"),
        ("そう見え無くも無い。", "無くも無い"),  # in kanji
        ("迷いもなくはなかった。", "なくはなかっ"),
        ("理由はなくもありません。", "なくもありません"),
        ("惜しい気がしないでもない。", "ないでもない"),
        ("方法もないではないが、遠回りだ。", "ないではない"),
        ("行けないものでもない。", "ないものでもない"),
        ("避けられないものではなかった。", "ないものではなかっ"),
        ("無理でないことはない。", "ないことはない"),
        ("歩けない事もないでしょう。", "ない事もない"),
        ("興味がないわけではない。", "ないわけではない"),
        ("興味がない訳でもありません。", "ない訳でもありません"),
        ("興味がないわけじゃない。", "ないわけじゃない"),
        ("知らなかったわけではない。", "なかったわけではない"),
        ("使えないというわけではない。", "ないというわけではない"),
        ("知らないはずがない。", "ないはずがない"),
        ("行かないわけにはいかない。", "ないわけにはいかない"),
        ("次も晴れないとは限らない。", "ないとは限らない"),
        ("間に合わないとも限りません。", "ないとも限りません"),
        ("関係ないとは言えない。", "ないとは言えない"),
        ("関係ないと言い切れない。", "ないと言い切れない"),
        ("関係ないとは断言できません。", "ないとは断言できません"),
        ("笑わないではいられない。", "ないではいられない"),
        ("泣かずにはいられませんでした。", "ずにはいられません"),
        ("知らなかったでは済まされない。", "なかったでは済まされない"),
        ("やめざるを得ない。", "ざるを得ない"),
        ("無理でないこともないこともない。", "ないこともない"),  # the middle one belongs to the first row
        ("休まなければならない。", ""),  # obligations
        ("休まないといけない。", ""),
        ("休まなくてはなりません。", ""),
        ("見なければ分からない。", ""),  # a condition
        ("つまらなくはない。", ""),  # つまらない denies nothing
        ("雨が降るかもしれない。", ""),
        ("聞いていないではないか。", ""),  # a reproach
        ("聞いていないではありませんか。", ""),
        ("来ないのではないでしょうか。", ""),  # a guess
        ("少なくはない。", ""),  # 少ない is no negation here
        ("行かない日はないほど通った店に、もう用はない。", ""),  # another noun between: not a fixed phrase
        ("行かない。行けない。", ""),
        ("", ""),
    ],
)
def test_double_negatives(sentence: str, found: str) -> None:
    """Negations that take each other back are found, two that only stand near are not."""
    assert doubles(sentence) == [found] * bool(found)


def test_sentences_are_apart() -> None:
    """The second negation is not looked for in the next sentence."""
    assert doubles("興味がないわけでは", "ない") == []
    assert doubles("聞いていないではない", "か。") == ["ないではない"]
    assert negations("休まなけれ", "ば", "ならない。", "申し訳", "ない") == ["なけれ", "ない", "ない"]


SENTENCES = [
    "そう見えなくもない。", "", "休まなければならない。", "ない", "なんと", "なく", "降るかもしれません。", "か", "",
    "知らないはずがない。", "ん", "やめざるを得ない。",
]  # fmt: skip


def test_other_sentences_change_nothing() -> None:
    """A batch gives what its sentences give one by one."""
    found, tags = tagged(*SENTENCES)
    for rule in (negation.negations, negation.double_negatives):
        together = rule(tags, found.bounds).tolist()
        alone: list[object] = []
        for begin, end in zip(found.bounds.tolist(), found.bounds.tolist()[1:], strict=False):
            alone += (rule(tags[begin:end], np.array([0, end - begin])) + begin).tolist()
        assert together == alone
        assert together


@pytest.mark.parametrize("sentences", [0, 1, 3])
def test_nothing_in_nothing_out(sentences: int) -> None:
    """No sentences, or empty ones: no places, of the right shape and type."""
    tags, bounds = np.zeros(0, np.uint8), np.zeros(sentences + 1, np.int64)
    single, double = negation.negations(tags, bounds), negation.double_negatives(tags, bounds)
    assert (single.shape, single.dtype) == ((0,), np.int64)
    assert (double.shape, double.dtype) == ((0, 2), np.int64)


def test_endless_negation() -> None:
    """100,000 times ない, and 無くも without end, end."""
    for text in ("ない", "無くも", "なければなら"):
        _, tags = tagged(text)
        many = np.tile(tags, 100_000)
        rows = negation.double_negatives(many, np.array([0, len(many)]))
        assert (rows[:, 0] < rows[:, 1]).all()
        assert len(negation.negations(many, np.array([0, len(many)]))) <= len(many)
