"""summary: two or three sentences, each verdict with its band and whose it is."""

import re

import pytest
from to_revise import CUT, UNCUT

import jreadtools as jr
from jreadtools.metrics.bands import BANDS, band_of, verdict

PLAIN = "花が咲いている。鳥も鳴いている。"
HARD = "行政手続の電子化の推進が政府によって決定された。関係省庁の担当部局は実施要領の策定を急いでいる。"
LEARNER = "きのう友だちと図書館へ行きました。新しい本を三さつ借りました。" * 20


def test_an_easy_text() -> None:
    """Nothing to split: said so, and no more."""
    assert jr.analyze(PLAIN).summary() == (
        "一文は短め（平均8字。35字以下はやさしい: 森岡 1958）、漢語は少なめ（0%。ブログでは4本に1本が15%以下"
        "）です。分けたほうがよさそうな長い文は見つかりませんでした。"
    )


def test_a_hard_text() -> None:
    """What is hard stands behind but."""
    said = jr.analyze("\n\n".join(HARD.replace("。", "。\n").split())).summary()
    assert "やさしい: 森岡 1958）ですが、漢字は多め（58%。35%以上は難しい: 森岡 1958）" in said


@pytest.mark.parametrize(
    ("lengths", "ja", "en"),
    [
        ([35] * 5, "平均35字。", "mean 35 characters;"),
        ([35, 35, 35, 35, 36], "平均35.2字。", "mean 35.2 characters;"),
        ([40] * 5, "平均40字。", "mean 40 characters;"),
        ([60, 60, 60, 60, 59], "平均59.8字。", "mean 59.8 characters;"),
        ([60] * 5, "平均60字。", "mean 60 characters;"),
    ],
)
def test_a_value_just_within_the_band_is_not_rounded_to_its_end(lengths: list[int], ja: str, en: str) -> None:
    analysis = jr.analyze("".join("あ" * (length - 1) + "。" for length in lengths))
    assert ja in analysis.summary()
    assert en in analysis.summary("en")


def test_what_to_split() -> None:
    """The lines of the sentences that are named; never that the others are fine."""
    for text, ja, en in (
        (f"{CUT}\n\n花が咲く。\n\n{UNCUT}", "1・5行目の2文は、分けることを考えてください。", "Consider splitting the 2 sentences in lines 1 and 5."),
        (f"花が咲く。\n\n{CUT}", "3行目の文は、分けることを考えてください。", "Consider splitting the sentence in line 3."),
        (CUT * 4, "まず1行目の3文を分けることを考えてください。", "Consider splitting first the 3 sentences in line 1."),
        (CUT, "この文は、分けることを考えてください。", "Consider splitting it."),
        ("花が咲く。", "分けたほうがよさそうな長い文は見つかりませんでした。", "No long sentence was found that should rather be split."),
    ):  # fmt: skip
        assert jr.analyze(text).summary().endswith(ja)
        assert jr.analyze(text).summary("en").endswith(en)


def test_what_is_hard_for_learners() -> None:
    """By hardness, and never as something to mend."""
    for text, ja, en in (
        (f"{HARD}\n\n{PLAIN}", "学習者に特に難しそうなのは、1行目の文です。", "For learners the hardest sentences are in line 1."),
        (PLAIN, "学習者に特に難しそうな文は見つかりませんでした。", "No sentence was found that is especially hard for learners."),
        (HARD[: HARD.index("関係")], "学習者には難しそうな文です。", "It is hard for learners."),
    ):  # fmt: skip
        assert jr.analyze(text).summary(audience="learner").endswith(ja)
        assert jr.analyze(text).summary("en", "learner").endswith(en)


def test_english() -> None:
    """The same in English; the language of the analysis is the default."""
    said = jr.analyze(PLAIN, lang="en").summary()
    assert said == jr.analyze(PLAIN).summary("en")
    assert not re.search("[ぁ-ん]", said)
    assert said.startswith("Sentences are short (mean 8 characters; up to 35 is easy: Morioka 1958) and the share of")


def test_levels_are_for_learners_only() -> None:
    """jReadability was fitted for learners: a reader does not hear of it."""
    analysis = jr.analyze(LEARNER)
    assert "級" not in analysis.summary()
    assert "jReadability" not in analysis.summary()
    learner = analysis.summary(audience="learner")
    assert learner.startswith("日本語学習者にとっては")
    assert re.search(r"（jReadability \d\.\d\d。\d\.\d以上\d\.\d未満: 長谷部・李 2015", learner)


def test_a_score_out_of_range_has_no_level() -> None:
    """No level is made up beyond the range."""
    analysis = jr.analyze("今日は晴れです。明日は雨です。")
    assert "判定できません（jReadability 7.20。" in analysis.summary(audience="learner")
    assert "No level" in analysis.summary("en", "learner")


def test_a_short_text_is_a_hint() -> None:
    """The reliability flag is put into words."""
    said = jr.analyze("きのう友だちと図書館へ行きました。新しい本を三さつ借りました。").summary(audience="learner")
    assert "推奨の400字に足りず" in said


@pytest.mark.parametrize("text", ["", "Only English here. Two sentences of it.", "😀"])
def test_no_verdict_without_japanese(text: str) -> None:
    """Bands of Japanese say nothing of other texts."""
    for audience in ("reader", "learner"):
        assert "森岡" not in jr.analyze(text).summary(audience=audience)  # type: ignore[arg-type]


def test_one_sentence_is_no_tendency() -> None:
    """A single sentence is judged as a sentence only."""
    assert jr.analyze("花が咲く。").summary().startswith("一文だけなので")


def test_an_unknown_audience() -> None:
    """The message names the two there are."""
    with pytest.raises(ValueError, match='"reader" or "learner"'):
        jr.analyze(PLAIN).summary(audience="child")  # type: ignore[arg-type]


def test_bands_as_their_authors_give_them() -> None:
    """Morioka's limits belong to the bands; a linter's maximum itself is allowed."""
    kanji = band_of("kanji_ratio")
    assert kanji is not None
    assert [verdict(kanji, value) for value in (0.2, 0.21, 0.34, 0.35)] == ["low", "middle", "middle", "high"]
    assert verdict(kanji, float("nan")) is None
    (textlint, *_) = [band for band in BANDS if band.metric == "characters"]
    assert (verdict(textlint, 100), verdict(textlint, 101)) == ("middle", "high")
    assert band_of("morae") is None
    assert all(all(band.whose.both) and band.metric in jr.METRICS for band in BANDS)


def test_where_it_lies_stands_in_place_of_verdicts_of_one_kind() -> None:
    """What are many kanji depends on the kind of text; Morioka's sentences hold for every kind."""
    text = "".join(f"{n}番目の日も、港の倉庫で古い地図を{'ゆっくり' * (n % 4)}眺めていた。" for n in range(60))
    said = jr.analyze(text).summary(among="web")
    assert said.startswith(
        "一文は短め（平均30字。35字以下はやさしい: 森岡 1958）です。"
        "Web の記事3,378本（160人）のうち1,000〜2,999字のものと比べると、文の長さは短いほうの4分の1、"
    )
    assert "漢字は多いほうの1割" in said
    assert "漢字は多め" not in said
    assert "ブログでは" not in said
    english = jr.analyze(text).summary("en", among=jr.Norms.named("literature"))
    assert (
        "Among 278 works of literature (Aozora Bunko) by 142 authors (those of 1,000 to 2,999 characters), the"
        in english
    )
    assert english.index(" and the share of Sino-Japanese words is") < english.index("No long sentence")


@pytest.mark.parametrize(("text", "begin"), [(PLAIN, "一文は短め"), ("花が咲く。", "一文だけなので")])
def test_a_short_text_has_no_place_and_the_summary_says_why(text: str, begin: str) -> None:
    said = jr.analyze(text).summary(among="tech")
    assert said.startswith(begin)
    assert (
        "技術記事（Zenn・Qiita）1,585本（78人）との比較: 短いので比べられません（1,000字・25文から比べます）。" in said
    )


def test_norms_that_are_none() -> None:
    with pytest.raises(ValueError, match="did you mean tech"):
        jr.analyze(PLAIN).summary(among="tehc")
