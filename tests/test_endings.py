"""How sentences end: style, 体言止め, the ending itself, and endings that repeat."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

import jreadtools as jr
from jreadtools.language.grammar.endings import (
    OTHER,
    PLAIN,
    POLITE,
    Endings,
    classify,
    ending_label,
    endings,
    longest_runs,
    runs,
)
from jreadtools.language.morphemes import tokenize
from jreadtools.language.sentences import split


def tagged(sentences: Sequence[str]) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    found = tokenize(sentences)
    return np.array([classify(found.lexicon.entry(row)) for row in found.rows.tolist()], np.uint8), found.bounds


def of(*sentences: str) -> Endings:
    return endings(*tagged(sentences))


def shown(sentence: str) -> tuple[int, bool, str]:
    found = of(sentence)
    return int(found.style[0]), bool(found.nominal[0]), ending_label(int(found.code[0]))


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("駅前に新しいパン屋があります。", "ます"),
        ("です（笑）。", "です"),
        ("昨日は早く寝ました。", "ました"),
        ("まだ誰にも話していません。", "ません"),
        ("去年は咲きませんでした。", "ませんでした"),
        ("ここが台所です。", "です"),
        ("雪が深かったです。", "たです"),
        ("いい景色でしたね。", "でしたね"),
        ("本当にそうですよね！", "ですよね"),
        ("夕方には晴れるでしょう。", "でしょう"),
        ("少し休みましょう。", "ましょう"),
        ("一緒に行きますか？", "ますか"),
        ("どこで買ったのですか。", "たのですか"),
        ("道に迷ったんです。", "たんです"),
        ("ここに名前を書いてください。", "ください"),
        ("どうぞお入り下さいませ。", "くださいませ"),
        ("ご連絡をいただき、ありがとうございます。", "ございます"),
        ("こちらが会場でございます。", "でございます"),
        ("それは事実ではありません。", "ではありません"),
        ("春はまだ先であります。", "であります"),
        ("あの店、行ってみたいのですが……", "たいのですが"),
        ("雨が降っていますから。", "ますから"),
        ("少し遅れますので。", "ますので"),
        ("朝は混むからです。", "からです"),
        ("先に始めていまして。", "まして"),
        ("これ、すごく楽っす。", "っす"),
        ("いいでしょ？", "でしょう"),
        ("味は保証しませんけどね。", "ませんけどね"),
        ("無理をしないほうがよいのではないでしょうか。", "のではないでしょうか"),
    ],
)
def test_polite(sentence: str, label: str) -> None:
    """です and ます in any form, and ください."""
    assert shown(sentence) == (POLITE, False, label)


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("犬が走る。", "動詞"),
        ("寒い笑", "形容詞"),
        ("行くw笑", "動詞"),
        ("母に褒められる。", "動詞"),
        ("弟は寝てる。", "動詞"),
        ("机の上に本がある。", "動詞"),
        ("早く起きろ。", "動詞命令形"),
        ("明日こそ片づけよう。", "動詞意志形"),
        ("冬の朝は寒い。", "形容詞"),
        ("これは困った話だ。", "だ"),
        ("結局は慣れである。", "である"),
        ("そこは静かな村であった。", "であった"),
        ("時間の問題であろう。", "であろう"),
        ("窓を開けた。", "た"),
        ("一晩で全部読んだ。", "た"),
        ("理由は聞いていない。", "ない"),
        ("お金はない。", "ない"),
        ("悪い話ではない。", "ではない"),
        ("そんなに安くなかった。", "なかった"),
        ("誰にも会いたくない。", "たくない"),
        ("たぶん間に合うだろう。", "だろう"),
        ("要するに飽きたのだ。", "たのだ"),
        ("駅まで歩くのか。", "のか"),
        ("もう行くの？", "の"),
        ("そろそろ行くか。", "か"),
        ("なんだ、夢か。", "か"),
        ("来たのは十時くらいかな。", "かな"),
        ("今日はいい天気だね。", "だね"),
        ("あれは雪かもね。", "かもね"),
        ("味は悪くないけど。", "ないけど"),
        ("急に雨が降ったので。", "たので"),
        ("せっかく作ったのに。", "たのに"),
        ("昨日も来たし。", "たし"),
        ("いまにも降りそう。", "そう"),
        ("もっと早く言うべき。", "べき"),
        ("黙って見ているわけにはいかぬ。", "ぬ"),
        ("向こうは寒いらしい。", "らしい"),
        ("「すぐ着きます」と言った。", "た"),
        ("すごいなぁ", "な"),
    ],
)
def test_plain(sentence: str, label: str) -> None:
    """What else may end a sentence, with or without a final particle."""
    assert shown(sentence) == (PLAIN, False, label)


@pytest.mark.parametrize(
    "sentence",
    [
        "来月から発売開始。",
        "窓の外は一面の雪。",
        "決め手は値段。",
        "犯人は私。",
        "とても静か。",
        "予約は不要。",
        "申し込みは三月まで受け付けとのこと。",
        "費用は500円。",
        "読んだのは『坂の上の家』。",
        "店主のおすすめ。",
        "次は Go。",
        "今週の出来事（三件）。",
    ],
)
def test_nominal(sentence: str) -> None:
    """体言止め: a noun, a pronoun, the stem of an adjectival noun, without copula or particle."""
    assert shown(sentence) == (OTHER, True, "体言")


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("はい。", "感動詞"),
        ("こんにちは。", "感動詞"),
        ("もちろん。", "副詞"),
        ("まずはこの本を。", "を"),
        ("気持ちは分かるけれど、それは。", "は"),
        ("ちょっと見てみて。", "て"),
        ("早く帰ってきてね。", "てね"),
        ("窓を開け、", "動詞非終止形"),
        ("誰にも会わず。", "ず"),
        ("雨が降れば。", "ば"),
        ("早く寝なさい。", "なさい"),
        ("間に合うかどうか。", "か"),
        ("例えば新聞とか。", "か"),
        ("We were here before.", "英数"),
        ("Tailwind CSS", "英数"),
    ],
)
def test_neither(sentence: str, label: str) -> None:
    """Fragments, て as a request, greetings, なさい, English."""
    assert shown(sentence) == (OTHER, False, label)


@pytest.mark.parametrize(
    "tail",
    [
        "。",
        "！！",
        "…",
        "♪",
        "😀",
        "（笑）",
        "。（笑）",
        "笑",
        "w",
        "ｗｗｗ",
        "(^^)/",
        "m(_ _)m",
        "（図1）[2]。",
        "【追記あり】",
        "」",
        "。』",
        "　",
    ],
)
def test_what_stands_behind_an_ending(tail: str) -> None:
    """Signs, emoji, laughter, remarks in brackets and closing quotes change no ending."""
    assert shown("海まで歩きました" + tail) == (POLITE, False, "ました")


def test_a_sentence_in_brackets_ends_inside() -> None:
    """What is all in brackets is no remark behind something."""
    assert shown("（これは余談です。）") == (POLITE, False, "です")
    assert shown("（注：写真は昨年のもの）")[1]


def test_brackets_without_a_partner_hide_nothing() -> None:
    """A smiley, a bracket left open, the bracket of 1): the last word stays the last."""
    assert shown("うまくいきました :)") == (POLITE, False, "ました")
    assert shown("（うまくいきました") == (POLITE, False, "ました")
    assert shown("1) 箱（大）を開ける)") == (PLAIN, False, "動詞")


@pytest.mark.parametrize("blank", ["", "　", "。", "…！？", "😀🎉", "（）"])
def test_no_words_no_ending(blank: str) -> None:
    """A sentence without words has the code 0 and an empty label, also among others."""
    found = of("雨だ。", blank, "雪です。")
    assert found.code[1] == 0
    assert (found.style.tolist(), found.nominal.any()) == ([PLAIN, OTHER, POLITE], False)
    assert [ending_label(code) for code in found.code.tolist()] == ["だ", "", "です"]


def test_no_sentences() -> None:
    """Nothing at all, and nothing but empty sentences."""
    assert len(of().code) == 0
    assert of("", "").style.tolist() == [OTHER, OTHER]


def test_a_long_ending_keeps_its_last_words() -> None:
    """A code holds seven words; のではあり are gone."""
    assert shown("来たのではありませんでしたよね。") == (POLITE, False, "ませんでしたよね")


def test_codes_are_the_same_in_every_process() -> None:
    """They are kept in caches: no hash seed, no order of sentences may move them."""
    program = (
        "import numpy as np\n"
        "from jreadtools.language.morphemes import tokenize\n"
        "from jreadtools.language.grammar.endings import classify, endings\n"
        "m = tokenize(['鳥だ。', '行きませんでしたよ。', '走る。'])\n"
        "tags = np.array([classify(m.lexicon.entry(r)) for r in m.rows.tolist()], np.uint8)\n"
        "print(endings(tags, m.bounds).code.tolist())\n"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert printed == {str(of("鳥だ。", "行きませんでしたよ。", "走る。").code.tolist())}


POOL = (
    *(
        "",
        "。",
        "雨だ。",
        "猫です（笑）",
        "（笑）",
        "歩く",
        "の",
        "ではある。",
        "である",
        "は",
        "かも。",
        "ので",
        "笑",
        "w",
        "Go",
        "ました",
    ),
    *("来たのではありませんでしたよね。", "そうか」", "静か", ")", "（", "なのです！"),
)


@given(st.lists(st.sampled_from(POOL), max_size=9))
def test_sentences_together_are_sentences_apart(sentences: list[str]) -> None:
    """What else is in the batch changes no ending."""
    together = of(*sentences)
    for i, sentence in enumerate(sentences):
        alone = of(sentence)
        assert [column[i] for column in together] == [column[0] for column in alone]


@given(st.lists(st.integers(0, 255), max_size=30), st.lists(st.integers(0, 30), max_size=6))
def test_any_tags_have_an_ending(tags: list[int], cuts: list[int]) -> None:
    """Whatever stands there, nothing raises and a nominal sentence has no style."""
    bounds = np.array([0, *sorted(min(cut, len(tags)) for cut in cuts), len(tags)], np.int64)
    found = endings(np.array(tags, np.uint8), bounds)
    assert not found.style[found.nominal].any()
    assert (found.code >= 0).all()


@pytest.mark.parametrize("piece", ["）", "（", "笑", "w", "。", "」", "のか", "でした"])
def test_endless_tails_take_linear_time(piece: str) -> None:
    """Two hundred thousand of anything are read in one sweep."""
    tags, _ = tagged([piece])
    many = np.tile(tags, 200_000)
    assert len(endings(many, np.array([0, len(many)])).code) == 1


def longest(*sentences: str) -> int:
    size = len(sentences)
    return int(longest_runs(of(*sentences).code, np.zeros(size, np.int64), np.ones(size, bool))[0])


def test_the_same_ending_again_and_again() -> None:
    """三つ続く「です」。 ですね is another ending."""
    assert longest("春です。", "夏です。", "秋です。", "冬ですね。", "海です。") == 3


def test_what_cannot_repeat_ends_a_run() -> None:
    """Nouns in a row are an enumeration, not a habit of speech."""
    assert longest("りんご。", "みかん。", "ぶどう。") == 0
    assert longest("見た。", "聞いた。", "静寂。", "書いた。") == 2
    assert longest("走って。", "泳いで。") == 0


def test_sentences_that_are_not_counted_are_passed_over() -> None:
    """A heading between two sentences does not end their run."""
    code = of("見た。", "はじめに", "聞いた。", "来ます。").code
    owner, counted = np.zeros(4, np.int64), np.array([True, False, True, True])
    assert longest_runs(code, owner, counted).tolist() == [2]
    assert runs(code, owner, counted, 2).tolist() == [[0, 2]]
    assert runs(code, owner, counted, 3).tolist() == []


def test_a_run_stays_in_its_article() -> None:
    """The end of one article and the beginning of the next are no run, and an article without sentences has none."""
    code = of(*["見た。"] * 5).code
    owner = np.array([0, 0, 2, 2, 2])
    assert longest_runs(code, owner, np.ones(5, bool)).tolist() == [2, 0, 3]
    assert longest_runs(code, owner, np.ones(5, bool), groups=5).tolist() == [2, 0, 3, 0, 0]
    assert runs(code, owner, np.ones(5, bool), 2).tolist() == [[0, 1], [2, 4]]


def test_no_sentences_no_runs() -> None:
    """Empty columns give empty results, or zeros for the owners named."""
    none = np.zeros(0, np.int64)
    assert longest_runs(none, none, np.zeros(0, bool)).tolist() == []
    assert longest_runs(none, none, np.zeros(0, bool), groups=2).tolist() == [0, 0]
    assert runs(none, none, np.zeros(0, bool), 2).shape == (0, 2)


@pytest.mark.parametrize(("folder", "style"), [("astro-azukiazusa", POLITE), ("hugo-baldanders", PLAIN)])
def test_an_author_has_a_style(corpora: Path, folder: str, style: int) -> None:
    """One author writes です・ます, another だ・である: nearly all their sentences say so."""
    articles = [article for article in jr.read_articles(corpora / folder) if isinstance(article, jr.Article)][::12]
    paragraphs = [block for article in articles for block in article.blocks if block.kind == "paragraph"]
    found = of(*(span.prose for block in paragraphs for span in split(block)))
    own, other = (found.style == style).sum(), (found.style == PLAIN + POLITE - style).sum()
    assert own / (own + other) > (0.98 if style == POLITE else 0.93)
