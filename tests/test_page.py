"""print(analysis): understood at once, within 80 columns, whatever the text and the title are."""

import html
import re

import pytest
from to_revise import CUT, UNCUT

import jreadtools as jr
from jreadtools.characters import display_width
from jreadtools.errors import Lang
from jreadtools.metrics.catalogue import METRICS
from jreadtools.metrics.named import UNITS
from jreadtools.views.terminal_page import terminal_page

TEA = "新茶の季節になりました。今年は春先の冷え込みで摘み始めが遅れましたが、そのぶん香りの強いお茶に仕上がっています。"

JA = """\
読書時間  約1分　読み上げ 約1分
分量      56字・2文・1段落
文の長さ  平均28字（中央値12字、9割の文は44字以下、最長44字）
字種      漢字 32%・ひらがな 62%・カタカナ 0%・英字 0%
語種      和語 88%・漢語 12%・外来語 0%
まとめ    一文は短め（平均28字。35字以下はやさしい: 森岡 1958）、漢語は少なめ
          （12%。ブログでは4本に1本が15%以下）です。
          分けたほうがよさそうな長い文は見つかりませんでした。"""

EN = """\
Time         about 1 min, aloud about 1 min
Length       56 characters, 2 sentences, 1 paragraph
Sentences    mean 28 characters (median 12, nine in ten up to 44, longest 44)
Scripts      kanji 32%, hiragana 62%, katakana 0%, Latin 0%
Word origin  native 88%, Sino-Japanese 12%, loan words 0%
In short     Sentences are short (mean 28 characters; up to 35 is easy: Morioka
             1958) and the share of Sino-Japanese words is low (12%; one blog
             post in four has 15% or less).
             No long sentence was found that should rather be split."""


def test_the_whole_page() -> None:
    assert str(jr.analyze(TEA)) == JA
    assert str(jr.analyze(TEA, lang="en")) == EN


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        (
            "ja",
            [
                "見直したい文",
                "  7行目・114字  去年の秋に祖父が手放した畑を借りた人が植えた柿の木に集まる鳥を…",
                "                「出かけているが、」のあとで分けることを考える。名詞にかかる節…",
                "  5行目・89字   山の上の古い寺の裏に住む友人が去年の冬に作った小さな畑で採れた…",
                "                読点のない部分が長い・一文に多くを詰め込んでいる・名詞にかかる…",
            ],
        ),
        (
            "en",
            [
                "Sentences to revise",
                "  line 7, 114 characters  去年の秋に祖父が手放した畑を借りた人が植えた柿の木に…",
                "                          consider splitting it after 「出かけているが、」; mod…",
                "  line 5, 89 characters   山の上の古い寺の裏に住む友人が去年の冬に作った小さな…",
                "                          a long stretch without a comma, much in one sentence,…",
            ],
        ),
    ],
)
def test_sentences_to_revise_stand_below_with_their_places_and_reasons(lang: Lang, lines: list[str]) -> None:
    page = str(jr.analyze(f"# 題\n\n花が咲く。\n\n{UNCUT}\n\n{CUT}", markup="markdown", lang=lang)).splitlines()
    assert page[0] == "題"
    assert page[-5:] == lines


@pytest.mark.parametrize(
    ("lang", "heading"),
    [("ja", "まず見直したい文（5文のうち3文）"), ("en", "Sentences to revise first (3 of 5)")],
)
def test_of_more_sentences_than_are_shown_it_is_said_how_many_there_are(lang: Lang, heading: str) -> None:
    page = jr.analyze("\n\n".join([CUT] * 5), lang=lang)
    assert heading in str(page).splitlines()
    assert heading in terminal_page(page).splitlines()


HARD = "経済産業省関東経済産業局産業部流通サービス産業課が所管する法令に基づく届出手続の電子化推進計画の概要説明資料を配布した上で質疑応答を実施する。"


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize(
    "text", [TEA * 40, HARD * 400, "漢字。" * 9000, "Hello there, world. " * 300, "題" * 99], ids=len
)
def test_no_line_is_wider_than_a_terminal(text: str, lang: str) -> None:
    analysis = jr.analyze(f"---\ntitle: {'長い題名' * 30}\n---\n{text}", markup="markdown", lang=lang)  # type: ignore[arg-type]
    assert max(map(display_width, str(analysis).splitlines())) <= 80


def test_the_bands_are_said_with_their_source() -> None:
    hard = str(jr.analyze(HARD * 3))
    assert "一文は長め（平均71字。60字以上は難しい: 森岡 1958）" in hard
    assert "35%以上は難しい: 森岡 1958）" in hard
    assert "60字以上の文が100%あります" in hard


@pytest.mark.parametrize("text", ["茶", "。", "Only English here. Two sentences of it.", "12:30", "今日は晴れ。"])
def test_no_verdict_on_a_word_or_on_another_language(text: str) -> None:
    for lang in ("ja", "en"):
        page = str(jr.analyze(text, lang=lang))  # type: ignore[arg-type]
        assert "森岡" not in page
        assert "Morioka" not in page


@pytest.mark.parametrize("text", ["", "\n", "　", "<!-- -->"])
def test_an_empty_text_says_so(text: str) -> None:
    assert str(jr.analyze(text, markup="markdown")) == "（本文がありません）"
    assert str(jr.analyze(text, markup="markdown", lang="en")) == "(nothing to read)"
    assert "本文がありません" in jr.analyze(text, markup="markdown")._repr_html_()


def test_a_choice_of_metrics_shows_those() -> None:
    chosen = jr.analyze(TEA, metrics=["kanji_ratio", "characters", "sentence_characters_mean", "reading_label"])
    assert str(chosen) == "文字数    56字\n平均文長  28.0字\n漢字率    32%\n読書時間  約1分"
    assert str(jr.analyze(TEA, metrics=["kanji_ratio"], lang="en")) == "kanji ratio  32%"
    assert str(jr.analyze(TEA, metrics=[])) == "読書時間  約1分"
    assert str(jr.analyze("今日は", metrics=["paragraph_characters_mean", "kanji_run_mean"]))
    assert "–" in str(jr.analyze("あ。", metrics=["kanji_run_mean"]))


@pytest.mark.parametrize(
    ("lang", "values"),
    [
        ("ja", ["3,200字", "300文", "10.7字", "44%", "5.3分", "4.0点", "中級前半"]),
        (
            "en",
            [
                "3,200 characters",
                "300 sentences",
                "10.7 characters",
                "44%",
                "5.3 minutes",
                "4.0 score",
                "lower intermediate",
            ],
        ),
    ],
)
def test_values_have_their_units(lang: Lang, values: list[str]) -> None:
    names = ["characters", "sentences", "sentence_characters_mean", "kanji_ratio", "reading_minutes", "jreadability"]
    text = f"朝の市場へ行き、魚を一匹買った。{'夜は雨が降った。' * 2}" * 100
    lines = str(jr.analyze(text, metrics=[*names, "jreadability_level"], lang=lang)).splitlines()
    assert {line.split("  ", 1)[1].strip() for line in lines} == set(values)


@pytest.mark.parametrize("name", [metric.name for metric in METRICS.at("A")])
def test_every_metric_can_be_shown_alone(name: str) -> None:
    for lang in ("ja", "en"):
        assert len(str(jr.analyze(TEA, metrics=[name], lang=lang)).splitlines()) == 1  # type: ignore[arg-type]


def test_every_unit_has_its_japanese() -> None:
    assert {metric.unit for metric in METRICS.values()} <= set(UNITS)


def test_a_hostile_title_is_only_a_title() -> None:
    """Titles and texts are escaped; control characters are shown as what they are."""
    hard = f"<b>祖父</b>が5&lt;6の規定により{CUT}"
    text = f'---\ntitle: "<script>alert(1)</script>\\e[31m\\n二行目"\n---\n{hard}\n'
    analysis = jr.analyze(text, markup="markdown")
    assert str(analysis).splitlines()[0] == "<script>alert(1)</script>�[31m 二行目"
    page = analysis._repr_html_()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script" not in page
    assert "5&lt;6の規定" in page
    assert "\x1b" not in page + str(analysis)


def test_a_notebook_shows_the_metrics_that_were_chosen() -> None:
    """What is printed, as a table; every text of the article is escaped."""
    text = f'---\ntitle: "<i>茶"\ntags: [x\n---\n{TEA}'
    analysis = jr.analyze(text, markup="markdown", metrics=["kanji_ratio", "reading_label"], lang="en")
    left = ' style="text-align:left"'
    shown = analysis._repr_html_()
    assert shown.startswith('<div class="jreadtools" lang="en"><p><strong>&lt;i&gt;茶</strong></p><table><tbody><tr>')
    assert shown.endswith("</td></tr></tbody></table></div>")
    rows = re.findall(rf'<tr><th scope="row"{left}>([^<]*)</th><td{left}>([^<]*)</td></tr>', shown)
    assert [label for label, _ in rows] == ["kanji ratio", "Time", "Note"]
    title, *lines = re.sub(r"\n {6,}", " ", str(analysis)).splitlines()
    assert title == "<i>茶"
    assert [html.unescape("  ".join(row)).split() for row in rows] == [line.split() for line in lines]
    assert "<strong>" not in jr.analyze(TEA, metrics=["kanji_ratio"])._repr_html_()


def test_warnings_are_on_the_page() -> None:
    broken = "---\ntitle: [x\n---\n本文です。\n"
    assert "\n注意      フロントマター" in str(jr.analyze(broken, markup="markdown"))
    assert "Note" in str(jr.analyze(broken, markup="markdown", lang="en"))
