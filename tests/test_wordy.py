"""Phrases that a verb says alone, and what only looks like them."""

import pytest

from jreadtools.language.grammar import wordy
from jreadtools.language.morphemes import tokenize


def _cut(sentence: str, places: list[tuple[int, int]]) -> list[str]:
    tokens = tokenize([sentence]).entries(0)
    return [sentence[tokens[first][0] : tokens[last][1]] for first, last in places]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("鉢の移動を行う。", "の移動を行う"),
        ("鉢の移動を行いました。", "の移動を行い"),
        ("鉢の移動を行えるようにした。", "の移動を行える"),
        ("庭への移動を行った。", "の移動を行っ"),
        ("Node の更新を行う。", "の更新を行う"),
        ("鉢を移動する。", ""),
        ("鉢の手入れを行う。", ""),  # no verb of its own
        ("春の作業を行う。", ""),  # what is done, not what it is done to
        ("以下の処理を行う。", ""),
        ("一連の確認を行う。", ""),
        ("独自の調査を行う。", ""),
        ("植え替えなどの準備を行う。", ""),
        ("測るための準備を行う。", ""),
        ("次の確認を行う。", ""),
        ("3 つの確認を行う。", ""),
        ("日ごとの確認を行う。", ""),
        ("無限回の観測を行う。", ""),
        ("生徒たちの展示を行う。", ""),  # theirs
        ("鉢の移動や土の交換を行う。", ""),
        ("鉢の移動と確認を行う。", ""),
        ("細かな移動を行う。", ""),
        ("式を行う。", ""),
        ("", ""),
    ],
)
def test_needless_nouns(sentence: str, found: str) -> None:
    """行う with a noun that is a verb itself and has an object."""
    entries = [entry for _, _, entry in tokenize([sentence]).entries(0)]
    assert _cut(sentence, wordy.needless_nouns(entries)) == [found] * bool(found)


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("鉢を移動することができる。", "移動することができる"),
        ("鉢を移動することができません。", "移動することができ"),
        ("鉢を再利用することが出来た。", "再利用することが出来"),
        ("道を可視化することができます。", "可視化することができ"),
        ("鉢を動かすことができる。", ""),  # 動かせる is another word
        ("鉢を移動することはできない。", ""),  # a contrast
        ("鉢を移動することもできる。", ""),
        ("鉢を移動したことがある。", ""),
        ("鉢を移動できる。", ""),
        ("", ""),
    ],
)
def test_needless_abilities(sentence: str, found: str) -> None:
    """することができる behind a noun that is a verb itself."""
    entries = [entry for _, _, entry in tokenize([sentence]).entries(0)]
    assert _cut(sentence, wordy.needless_abilities(entries)) == [found] * bool(found)
