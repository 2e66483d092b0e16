"""Findings: each kind where it should be and nowhere else, with its place in the source."""

from dataclasses import replace
from pathlib import Path

import pytest
from to_revise import CUT, UNCUT

import jreadtools as jr
from jreadtools.measure.finding_kinds import KINDS

CASES = [
    ("revise", CUT, 1),
    ("revise", UNCUT, 1),
    ("revise", "会場は『" + "とても長い題名の本" * 12 + "』の前です。", 0),  # a title is one thing
    ("revise", "> " + CUT, 0),  # the words of others cannot be mended
    ("revise", "祖父は畑を手放したが、柿の木は残した。", 0),
    ("many_commas", "春は、花が、咲き、鳥が、鳴き、人が集まる。", 1),
    ("many_commas", "春は、花が、咲き、鳥が鳴く。", 0),
    ("many_commas", "「ねえ、見て。昨日、庭で、鳥が、鳴いたの」と、姉", 0),  # the sentences of a speech apart
    ("many_commas", "「ねえ、見て。昨日、庭で、小さな、鳥が、三羽、鳴いたの」と姉が言う。", 1),
    ("many_commas", "「昨日、庭で、小さな、鳥が」と、姉が、言った。", 1),  # a speech of one sentence is part of it
    ("many_commas", "春は、、、花が、、、咲く。", 0),  # a pause for breath
    ("many_commas", "春は、、花が、、、咲き、鳥が、鳴き、人が、集まり歌う。", 0),
    ("kanji_run", "国際経済政策研究概論の本を読む。", 1),
    ("kanji_run", "国際経済の本を読む。", 0),
    ("katakana_run", "コンテナオーケストレーションを学ぶ。", 1),
    ("katakana_run", "コンテナを学ぶ。", 0),
    ("doubled_particle", "事故で電車で行けなかった。", 1),
    ("doubled_particle", "事故で電車に乗れなかった。", 0),
    ("doubled_particle", "猫が東へ西へ走る。", 0),
    ("doubled_particle", "それより何より元気だ。", 0),
    ("doubled_particle", "会議を開催を決めた。", 1),
    ("doubled_particle", "手紙をを書く。", 1),
    ("doubled_particle", "公園を犬を連れて歩く。", 0),
    ("doubled_particle", "一覧を 追加 を押して選ぶ。", 0),  # a label between
    ("doubled_particle", "この式を $x$ を含む形に直す。", 0),  # a formula between
    ("repeated_ga", "春だが、寒いが、花は咲く。", 1),
    ("repeated_ga", "春だが、花は咲く。", 0),
    ("double_negative", "行けないわけではない。", 1),
    ("double_negative", "行かざるを得ない。", 0),  # no editor takes it out
    ("double_negative", "行かなければならない。", 0),
    ("passives", "橋が作られ、人に使われる。", 1),
    ("passives", "橋が作られる。", 0),
    ("nested_brackets", "春（桜（山桜）の頃）に行く。", 1),
    ("nested_brackets", "春（桜）と夏（海）に行く。", 0),
    ("no_chain", "私の友人の姉の本だ。", 1),
    ("no_chain", "私の友人の本だ。", 0),
    ("style_mixing", "花が咲きました。" * 5 + "鳥は朝の早いうちから鳴いていた。", 1),
    ("style_mixing", "花が咲きました。" * 5 + "鳥は朝の早いうちから鳴いていました。", 0),
    ("needless_noun", "春に鉢の移動を行う。", 1),
    ("needless_noun", "春に鉢を移動する。", 0),
    ("needless_noun", "春に鉢の移動や土の交換を行う。", 0),  # two deeds
    ("needless_ability", "春に鉢を移動することができる。", 1),
    ("needless_ability", "春に鉢を動かすことができる。", 0),
    ("repeated_ending", "朝は雨でした。昼は曇りでした。夜は晴れでした。", 1),
    ("repeated_ending", "朝は雨でした。昼は曇りです。夜は晴れでした。", 0),
    ("repeated_ending", "朝は雨でした。\n\n昼は曇りでした。\n\n夜は晴れでした。", 0),  # not over paragraphs
]


@pytest.mark.parametrize(("kind", "text", "hits"), CASES)
def test_each_kind(kind: str, text: str, hits: int) -> None:
    """One sentence that has it, one like it that has not."""
    found = jr.analyze(text, markup="markdown").findings(all=True)
    assert [finding.kind for finding in found].count(kind) == hits


POLITE, PLAIN = "花が咲きました。", "鳥は朝の早いうちから鳴いていた。"
LIMITS = [
    ("many_commas", "春は、花が、咲き、鳥が、鳴く。", []),
    ("many_commas", "春は、花が、咲き、鳥が、鳴き、歌う。", [5]),
    ("kanji_run", "漢字八文字連続語を読む。", []),
    ("kanji_run", "漢字九文字連続単語を読む。", [9]),
    ("katakana_run", "アイウエオカキクケコサシを読む。", []),
    ("katakana_run", "アイウエオカキクケコサシスを読む。", [13]),
    ("passives", "橋が作られ、使われ、壊される。", [3]),
    ("nested_brackets", "春（桜（山（奥）桜）の頃）に行く。", [3]),
    ("no_chain", "私の友人の姉の犬の本だ。", [4]),
    ("style_mixing", POLITE * 4 + PLAIN, [1]),  # four of five are polite
    ("style_mixing", POLITE * 3 + PLAIN, []),
    ("style_mixing", POLITE * 8 + PLAIN * 2, [1, 1]),
    ("style_mixing", POLITE * 5 + "鳥は朝の早いうちに鳴いていた。", [1]),  # fifteen characters
    ("style_mixing", POLITE * 5 + "鳥は朝の早いうち鳴いていた。", []),
    ("style_mixing", POLITE * 5 + f"「{PLAIN}」", []),
    ("style_mixing", POLITE * 5 + PLAIN.replace("。", "ね。"), []),
    ("style_mixing", POLITE * 5 + PLAIN.replace("。", "！"), []),
    ("style_mixing", POLITE * 5 + f"\n\n- {PLAIN}", []),
    ("repeated_ending", "鳥が走ります。魚が走ります。犬が走ります。", [3]),
    ("repeated_ending", "鳥が走ります（朝）。魚が走ります！犬が走ります」。", [3]),
    ("repeated_ending", "鳥が走ります。魚が泳ぎます。犬が走ります。", []),  # ます alone is no likeness
    ("repeated_ending", "鳥が鳴いています。魚が跳ねています。犬が寝ています。", []),
    ("repeated_ending", "朝は雨でした。昼は曇りでした。", []),
    ("repeated_ending", "朝は雨でした。昼は曇りでした。夜は晴れでした。夕方は虹でした。", [4]),
    ("repeated_ending", "朝は雨でした。昼は曇りでした。夜だ。夕方は虹でした。", []),
    ("repeated_ending", "朝は雨だった。昼は雪だった。夜は霧だった。", []),
    ("repeated_ending", "- 朝は雨でした。\n- 昼は曇りでした。\n- 夜は晴れでした。", []),
]


@pytest.mark.parametrize(("kind", "text", "values"), LIMITS)
def test_limits(kind: str, text: str, values: list[int]) -> None:
    """The value that a finding names, from the first that is too much."""
    found = jr.analyze(text, markup="markdown").findings(all=True)
    assert [finding.value for finding in found if finding.kind == kind] == values


def test_every_kind_has_a_case() -> None:
    """A kind that no test shows would be one that nobody knows to work."""
    assert {kind for kind, _, hits in CASES if hits} == set(KINDS)


def test_where_to_cut_and_else_what_weighs() -> None:
    """The end of a clause in its place; without one the reasons, where most of it lies."""
    source = f"# 柿\n\n{CUT}{UNCUT}\n"
    cut, uncut = jr.analyze(source, markup="markdown").findings()
    assert source[cut.start : cut.end] == cut.text == "出かけているが、"
    assert cut.message.ja == "「出かけているが、」のあとで分けることを考える"
    assert str(cut.message) == "consider splitting it after 「出かけているが、」"
    assert uncut.message.ja == "読点のない部分が長い・一文に多くを詰め込んでいる・名詞にかかる節が重なっている"
    assert uncut.text == UNCUT[: UNCUT.index("、")]
    assert (cut.value, uncut.value) == (97, 90)


def test_what_could_stand_there() -> None:
    """The message says the shorter words in their plain form."""
    found = jr.analyze("庭への移動を行いました。鉢を再利用することができます。").findings()
    assert [f.text for f in found] == ["の移動を行い", "再利用することができ"]
    assert [f.message.ja for f in found] == [
        "動詞だけで言える: への移動を行う → へ移動する",
        "短く言える: 再利用することができる → 再利用できる",
    ]


SOURCE = """# 報告

前置きです。本題は
事故で電車で行けなかったことです。

- 項目の中でも、行けないわけではない。
"""


def test_a_finding_knows_its_place() -> None:
    """Line and column are those of the source; the offsets cut the words out of it."""
    double, negative = jr.analyze(SOURCE, markup="markdown").findings(all=True)
    assert (double.line, double.column, double.text) == (4, 3, "で電車で")
    assert SOURCE[double.start : double.end] == "で電車で"
    assert (negative.line, negative.column) == (6, 12)
    assert SOURCE[negative.start : negative.end] == negative.text == "ないわけではない"
    assert double.message.ja == "「で」が一つの節に2回（片方を言い換えるか、読点で区切る）:「で電車で」"


def test_a_place_in_joined_lines() -> None:
    """A finding that runs over a line break begins where its words begin."""
    source = "国際経済政\n策研究概論の\n本だ。"
    (found,) = jr.analyze(source, wrap="join").findings(all=True)
    assert (found.line, found.column, found.value) == (1, 1, 10)
    assert source[found.start : found.end].replace("\n", "") == found.text


def test_what_is_shown_by_default_has_been_judged() -> None:
    """At least 60 hits read, at least four of five worth a writer's time; but for the one that is advice."""
    assert [kind.name for kind in KINDS.values() if kind.advice] == ["revise"]
    for kind in KINDS.values():
        assert kind.worth <= kind.judged
        assert kind.shown == (kind.advice or (kind.judged >= 60 and kind.worth >= 0.8 * kind.judged))
        assert kind.judged, f"nobody has read hits of {kind.name}"
    assert any(kind.shown for kind in KINDS.values())


@pytest.mark.parametrize(
    ("judged", "worth", "shown"),
    [(60, 48, True), (60, 47, False), (59, 59, False), (65, 52, True), (66, 52, False), (100, 80, True), (0, 0, False)],
)
def test_four_of_five_of_sixty_hits(judged: int, worth: int, shown: bool) -> None:
    """What must have proved right, unless it is advice."""
    assert replace(KINDS["passives"], judged=judged, worth=worth).shown is shown
    assert replace(KINDS["passives"], judged=judged, worth=worth, advice=True).shown


def test_only_judged_kinds_are_shown_by_default() -> None:
    """The rest is there for those who ask."""
    for _, text, _ in CASES:
        analysis = jr.analyze(text, markup="markdown")
        everything = analysis.findings(all=True)
        assert analysis.findings() == [f for f in everything if KINDS[f.kind].shown]
        assert all(f.shown == KINDS[f.kind].shown for f in everything)


def test_a_sentence_has_its_own() -> None:
    """Findings of a sentence are those of the article that lie in it."""
    analysis = jr.analyze("春だ。事故で電車で行けなかった。")
    assert [f.kind for f in analysis.sentences[1].findings] == ["doubled_particle"]
    assert analysis.sentences[0].findings == []


def test_findings_need_morphemes() -> None:
    """Where MeCab was not called the message says why there are none."""
    with pytest.raises(jr.UnknownMetricError, match="left it out"):
        jr.analyze("春だ。", metrics=["characters"]).findings()


def test_few_on_real_posts(corpora: Path) -> None:
    """About one finding a post by default, not ten."""
    posts = [a for a in jr.read_articles(corpora / "hugo-baldanders") if isinstance(a, jr.Article)][::12]
    found = sum(len(jr.analyze(post).findings()) for post in posts)
    assert len(posts) / 3 < found < 3 * len(posts)


def judged_table() -> str:
    """The table of judged precision in docs/check.md, made from the kinds: python tests/test_docs.py writes it."""
    rows = ["| finding | | what is a hit | read | worth it | by default |", "| --- | --- | --- | --- | --- | --- |"]
    for kind in KINDS.values():
        share = f"{kind.worth} ({100 * kind.worth / kind.judged:.0f} %)" if kind.judged else "–"
        shown = "advised" if kind.advice else "shown" if kind.shown else "counted"
        rows.append(f"| `{kind.name}` | {kind.label.ja} | {kind.rule} | {kind.judged} | {share} | {shown} |")
    return "\n".join(rows)
