"""Texts and sentences that are not Japanese: counted, but not judged as if they were."""

import io
import sys
from pathlib import Path

import pytest

import jreadtools as jr
from jreadtools.cli.main import main

PROSE = "今朝は早く起きて、川の土手を歩きました。風はまだ冷たいですが、日ざしはもう春のものです。" * 4
FORMULAS = ("jreadability", "tateisi1988", "osaki2021")

FOREIGN = {
    "English": "The river was high this morning and the path was closed for repair work until noon.",
    "stack trace": "at com.example.app.Main.run(Main.java:42) at java.lang.Thread.run(Thread.java:750)",
    "base64": "iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO",
    "identifiers": "getUserName, setUserName, createSession, destroySession, refreshToken",
}


@pytest.mark.parametrize("foreign", FOREIGN.values(), ids=FOREIGN)
def test_what_is_not_japanese_makes_no_sentence_statistics(foreign: str) -> None:
    """It is a sentence of the article and takes time to read; means and maxima are those of the Japanese sentences."""
    alone, mixed = jr.analyze(PROSE), jr.analyze(f"{PROSE}\n\n{foreign}")
    for name in (
        "sentences",
        "sentence_characters_mean",
        "sentence_characters_max",
        "sentence_words_mean",
        "commas_per_sentence",
    ):
        assert mixed[name] == alone[name]
    for name in ("jreadability", "osaki2021_ease", "long_sentence_ratio", "polite_ratio"):
        assert mixed[name] == alone[name]
    assert mixed["characters"] > alone["characters"]
    assert mixed["reading_minutes"] > alone["reading_minutes"]
    assert foreign in [sentence.text for sentence in mixed.sentences]
    assert foreign not in [sentence.text for sentence in mixed.longest(50)]


@pytest.mark.parametrize(
    "own",
    [
        "完了。", "一、二、三。", "東京駅前。", "コンピューター。", "GitHubへpushする。", "ｱｲｳ。", "々々。",
        "The 桜 of Kyoto was in full bloom at the beginning of April this year, they say.",
    ],
)  # fmt: skip
def test_a_sentence_with_one_japanese_character_is_one(own: str) -> None:
    """Kanji alone, katakana of half width, one word among English ones."""
    assert jr.analyze(f"{PROSE}\n\n{own}")["sentences"] == jr.analyze(PROSE)["sentences"] + 1


def test_an_article_in_english_keeps_its_sentences() -> None:
    """Nobody has others to compare them with; the same whatever articles are measured with it."""
    english = "It was raining. We stayed at home. 「雨だ」 he said. Then the sun came out again."
    assert jr.analyze(english)["sentences"] == 4
    frame = pytest.importorskip("pandas").DataFrame({"body": [PROSE, english, PROSE]})
    assert jr.analyze_frame(frame)["sentences"].tolist() == [8, 4, 8]


CHINESE = "今天天气很好，我们去公园散步。公园里有很多花，红的、黄的、白的，非常漂亮。" * 12
ENGLISH = "The weather is fine today. We are going for a walk in the park, as we do every day. " * 8


@pytest.mark.parametrize("text", [CHINESE, ENGLISH, CHINESE + "「の」。"], ids=["Chinese", "English", "Chinese on の"])
def test_no_formula_is_believed_without_kana(text: str) -> None:
    analysis = jr.analyze(text)
    for formula in FORMULAS:
        assert analysis[f"{formula}_reliability"] == "not Japanese"
    assert analysis["jreadability_level"] == ""
    assert "日本語の文章ではない" in analysis.summary()
    assert "does not seem to be Japanese" in analysis.summary("en")


def test_one_character_of_twenty_is_kana_enough() -> None:
    """Of the sentence, its signs with it."""
    for kana in "のノ":
        enough, too_few = (jr.analyze(f"{'漢' * kanji}{kana}。\n\n" * 30) for kanji in (18, 19))
        assert enough["tateisi1988_reliability"] != "not Japanese"
        assert too_few["tateisi1988_reliability"] == "not Japanese"


@pytest.mark.parametrize(
    "text",
    [
        PROSE * 2,
        "経済産業省は、電力需給の逼迫を受け、節電要請の延長を決定した。" * 12,
        "PythonとRustのbenchmarkを、GitHub Actionsの上で毎晩実行しています。" * 12,
    ],
)
def test_terse_and_technical_japanese_is_japanese(text: str) -> None:
    analysis = jr.analyze(text)
    for formula in FORMULAS:
        assert analysis[f"{formula}_reliability"] != "not Japanese"
    assert analysis["tateisi1988_reliability"] == "ok"


def test_rs_needs_sentences_that_end_in_a_kuten() -> None:
    """cp counts 読点 per 句点: without any, all 読点 of the text."""
    lines = "\n\n".join(["朝は、川まで、ゆっくり歩いた", "昼は、庭で、草を抜いた"] * 20)
    assert jr.analyze(lines)["tateisi1988_reliability"] == "out of range"
    half = "\n\n".join(["朝は、川まで、ゆっくり歩いた。", "昼は、庭で、草を抜いたよ！"] * 20)
    assert jr.analyze(half)["tateisi1988_reliability"] == "ok"


# --- standard input and names of files ----------------------------------------------------------

POST = "---\ntitle: 題\n---\n\n# 見出し\n\n今日は晴れです。\n\n```py\nprint('数えない')\n```\n"


def _stdin(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (POST, "markdown"),
        ("+++\ntitle = '題'\n+++\n今日は晴れです。\n", "markdown"),
        ("今日は晴れです。\n\n~~~\ncode\n~~~\n", "markdown"),
        ("## 一\n\n今日は晴れです。\n\n## 二\n\n雨です。\n", "markdown"),
        ("# 題\n\n[地図](https://example.com)を見る。\n", "markdown"),
        ("今日は晴れです。\n# メモ\n明日は雨です。\n", "plain"),
        ("#読書 #散歩\n今日は晴れです。\n", "plain"),
        ("---\n\n今日は晴れです。\n\n---\n", "plain"),
        ("時刻: 十時\n場所: 駅前\n", "plain"),
        ("一、**大事**な話。\n", "plain"),
        ("<!doctype html><html><body><p>今日は晴れです。</p></body></html>", "html"),
    ],
)
def test_standard_input_is_told_by_its_content(monkeypatch: pytest.MonkeyPatch, text: str, form: str) -> None:
    _stdin(monkeypatch, text)
    (article,) = jr.read_articles("-")
    assert isinstance(article, jr.Article)
    assert article.format == form


@pytest.mark.parametrize("command", ["time", "analyze", "text", "tokens", "check"])
def test_every_command_knows_what_standard_input_stands_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    _stdin(monkeypatch, "一、**大事**な話です。\n")
    words = [command, "--lang=ja", "--stdin-filename", "posts/a.md", "-"]
    assert main([*words, "--finding=none"] if command == "check" else words) == 0
    out = capsys.readouterr().out
    assert "**" not in out
    assert main([command, "--lang=ja", "--stdin-filename", "a.md", "."]) == 2
    assert "パスに - を指定してください" in capsys.readouterr().err


def test_a_name_of_a_file_is_no_text(tmp_path: Path) -> None:
    """It raises and says what reads files; a text that only looks like a name is a text."""
    file = tmp_path / "post.md"
    file.write_text("晴れです。", "utf-8")
    for call in (jr.analyze, jr.reading_time, jr.split_sentences, jr.tokens):
        with pytest.raises(ValueError, match="read_article"):
            call(str(file))  # type: ignore[operator]
        with pytest.raises(TypeError, match="read_article"):
            call(file)  # type: ignore[operator]
    assert jr.analyze("missing.md")["characters"] == 10
    assert jr.analyze("README")["characters"] == 6


def test_a_markup_that_is_none_is_said_at_once() -> None:
    """Before anything is read."""
    pandas = pytest.importorskip("pandas")
    with pytest.raises(ValueError, match="markup must be one of"):
        jr.analyze_frame(pandas.DataFrame({"body": []}), markup="md")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="markup must be one of"):
        jr.analyze_folder("nowhere", markup="md")  # type: ignore[arg-type, call-overload]
