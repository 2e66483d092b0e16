"""Syntax and style: what each count takes in and leaves out, beyond the example in its docstring."""

import pytest

import jreadtools as jr


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("星が見られる。", "passives_per_sentence", 1.0),  # られる like れる
        ("しかし、花がとても咲く。", "adverb_ratio", 1 / 5),  # a conjunction is no adverb
        ("しかし、花がとても咲く。", "conjunction_ratio", 1 / 5),
        ("この花が咲く。", "mvr", 100.0),  # この is a 連体詞
        ("雨のように降る。", "mvr", 0.0),  # よう is no adjective
        ("雨のように降る。", "adjective_ratio", 0.0),
        ("雨だそうだ。", "content_noun_ratio", 1.0),  # neither is そう a noun
        ("雨だそうだ。", "content_word_ratio", 1 / 4),
        ("彼は笑う。", "noun_ratio", 0.0),  # a pronoun is no noun
        ("2026年だ。", "noun_ratio", 2 / 3),  # a number is one
        ("雨は降らないかもしれない。", "negations_per_sentence", 1.0),  # かもしれない negates nothing
        ("行かなければならない。", "double_negatives", 0),
        ("春だ。夏だ。秋だ。", "same_ending_run_max", 3),
        ("春。夏。秋。", "same_ending_run_max", 0),  # 体言止め makes no run
        ("母の本だ。", "no_chain_max", 0),  # one の is no chain
        ("「春」と『夏』。", "parenthesis_depth_max", 0),
        ("春（夏。", "parenthesis_depth_max", 0),  # nothing closes it
        ("「春だ『夏だ』」。", "dialogue_ratio", 6 / 9),  # inner brackets are said too
    ],
)
def test_what_counts(text: str, name: str, value: float) -> None:
    """By hand."""
    assert jr.analyze(text)[name] == pytest.approx(value)


def test_styles_of_paragraphs_and_items_are_held_apart() -> None:
    """Plain items in a polite article are no mixing; a polite item among plain ones is."""
    article = "花が咲きました。鳥が鳴きました。\n\n- 水をやる。\n- {}\n"
    assert jr.analyze(article.format("土を足す。"), markup="markdown")["style_mixing"] == 0
    assert jr.analyze(article.format("土を足します。"), markup="markdown")["style_mixing"] == 1 / 4


@pytest.mark.parametrize(
    ("polite", "plain", "found"),
    [
        (4, "鳥は朝の早いうちから鳴いていた。", 1),
        (3, "鳥は朝の早いうちから鳴いていた。", 0),  # less than four of five are polite
        (8, "鳥が朝から庭で鳴いた。", 0),  # a short one is an aside
        (8, "（鳥は朝の早いうちから鳴いていた。）", 0),
        (8, "鳥は朝の早いうちから鳴くのだろうか。", 0),
    ],
)
def test_a_plain_sentence_in_a_polite_article(polite: int, plain: str, found: int) -> None:
    """The finding is of full sentences, where the article is clearly polite."""
    findings = jr.analyze("花が咲きました。" * polite + plain).findings(all=True)
    assert [f.kind for f in findings].count("style_mixing") == found
