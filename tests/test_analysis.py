"""One text: what analyze gives, and what must not change it."""

import math
import pickle
import re
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import jreadtools as jr

PROSE = (
    "静岡の茶畑では、四月の終わりに新茶の摘み取りが始まります。朝の早い時間に集まった人たちは、籠を背負って斜面を登っていきます。"
    "去年は寒さのために十日ほど遅れましたが、今年は例年どおりでした。摘んだ葉はその日のうちに蒸して、揉んで、乾かさなければなりません。"
    "工場のなかには青い香りが満ちていて、しばらくいると服にも髪にも移ってしまうのだと、案内してくれた人が笑いながら話していました。"
)


def same(a: jr.Analysis, b: jr.Analysis) -> None:
    for name, value in a.to_dict().items():
        other = b[name]
        assert value == other or (value != value and other != other), (name, value, other)


def test_words_and_morae_by_hand() -> None:
    """彼 は 東京 で 働く 走れ: カレ ワ トーキョー デ ハタラク ハシレ, 2 + 1 + 4 + 1 + 4 + 3 morae."""
    a = jr.analyze("彼は東京で、働く。走れ！")
    assert (a["characters"], a["words"], a["morae"], a["sentences"]) == (12, 6, 15, 2)
    assert a["sentence_words_mean"] == 3


def test_values_by_hand() -> None:
    a = jr.analyze("今日は、とても暑い。\n\n水を飲もう。")
    assert a["characters"] == 16
    assert (a["sentences"], a["paragraphs"]) == (2, 2)
    assert a["kanji_ratio"] == 5 / 16  # 今 日 暑 水 飲
    assert a["hiragana_ratio"] == 8 / 16  # は と て も い を も う
    assert a["kanji_run_mean"] == 5 / 4
    assert a["commas_per_sentence"] == 0.5
    assert a["sentence_characters_mean"] == 8
    assert a["sentence_characters_median"] == 6
    assert a["sentence_characters_p90"] == a["sentence_characters_max"] == 10
    assert a["paragraph_characters_mean"] == 8


@pytest.mark.parametrize(
    "text",
    ["", "\n", " \u3000\n\t", "。", "！？", "---", "abc", "😀😀", "\u200b", "\0", "https://example.jp/", "\ud800"],
)
@pytest.mark.parametrize("markup", ["plain", "markdown", "html"])
def test_odd_texts_are_measured(text: str, markup: str) -> None:
    a = jr.analyze(text, markup=markup)  # type: ignore[arg-type]
    assert str(a)
    assert a._repr_html_()
    for metric in jr.METRICS.values():
        if "A" in metric.level and metric.unit == "ratio":
            value = float(a[metric.name])
            assert math.isnan(value) or 0 <= value <= 1
    a.to_dict()
    assert all(isinstance(s.text, str) and s.text == s.text.strip() for s in a.sentences)


def test_nuls_and_lone_surrogates_lose_nothing() -> None:
    a = jr.analyze("前\0後。\ud800次です。")
    assert [s.text for s in a.sentences] == ["前\u200b後。", "\ufffd次です。"] or a["characters"] == 8
    assert a["characters"] == 3 + 5


def test_unknown_metrics() -> None:
    a = jr.analyze("晴れ。")
    with pytest.raises(jr.UnknownMetricError, match="did you mean kanji_ratio"):
        _ = a["kanjiratio"]
    with pytest.raises(jr.UnknownMetricError, match="for articles"):
        _ = a["reading_seconds"]
    with pytest.raises(jr.UnknownMetricError, match="for sentences"):
        _ = a.sentences[0]["sentences"]
    with pytest.raises(KeyError):
        jr.analyze("晴れ。", metrics=["nothing"])


def test_only_some_metrics(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no wanted metric rests on morphemes MeCab is not called."""
    import jreadtools.measure.measuring as measuring

    monkeypatch.setattr(measuring, "tokenize", lambda _: pytest.fail("MeCab was called"))
    a = jr.analyze("今日は晴れ。", metrics=["kanji_ratio", "characters"])
    assert a.to_dict() == {"characters": 6, "kanji_ratio": 0.5}
    with pytest.raises(jr.UnknownMetricError, match="left it out"):
        _ = a["words"]


def test_wrong_arguments_say_so() -> None:
    with pytest.raises(TypeError, match="decode"):
        jr.analyze(b"x")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="markup"):
        jr.analyze("x", markup="docx")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="wrap"):
        jr.analyze("x", wrap="yes")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="list of names"):
        jr.analyze("x", metrics="characters")


def test_speeds_and_language() -> None:
    a = jr.analyze("あ" * 1000, speed=jr.ReadingSpeed(characters=500), lang="en")
    assert a["reading_minutes"] == 2
    assert a["reading_label"] == str(a.reading_time) == "about 2 min"


def test_series_and_dict() -> None:
    a = jr.analyze("今日は晴れ。")
    series = a.to_series()
    assert list(series.index) == list(a) == list(a.to_dict())
    assert series["kanji_ratio"] == 0.5
    assert series.dtype == object
    numbers = a.to_series(numbers=True)
    assert numbers.dtype == "float64"
    assert numbers["kanji_ratio"] == 0.5
    assert list(numbers.index) == [name for name, value in a.to_dict().items() if not isinstance(value, str)]


def test_pickles_and_equals() -> None:
    a = jr.analyze(PROSE)
    b = pickle.loads(pickle.dumps(a))
    assert a == b
    same(a, b)
    assert [s.text for s in b.sentences] == [s.text for s in a.sentences]


def test_the_page_a_writer_reads() -> None:
    page = str(jr.analyze("# 茶畑の朝\n\n" + PROSE, markup="markdown"))
    assert page.startswith("茶畑の朝\n読書時間")
    assert "森岡" in page
    assert "分けたほうがよさそうな長い文は見つかりませんでした。" in page
    english = str(jr.analyze(PROSE, lang="en"))
    assert not re.search("[ぁ-ん]", english.split("Sentences to revise")[0])


def test_html_is_escaped() -> None:
    a = jr.analyze("# <script>x</script>題\n\n<b>1 < 2</b> & 「&lt;i&gt;」です。", markup="markdown")
    html = a._repr_html_()
    assert "<script" not in html
    assert "<i>" not in html


def test_sentences_know_their_place() -> None:
    source = "# 題\n\n一つ目です。二つ目は\n長いです。\n\n- 項目だ\n"
    a = jr.analyze(source, markup="markdown")
    assert [(s.kind, s.line, s.text) for s in a.sentences] == [
        ("heading", 1, "題"),
        ("paragraph", 3, "一つ目です。"),
        ("paragraph", 3, "二つ目は長いです。"),
        ("item", 6, "項目だ"),
    ]
    for sentence in a.sentences:
        assert source[sentence.start : sentence.end].replace("\n", "") == sentence.text
    assert a.sentences[1]["characters"] == 6
    assert a.sentences[1].to_dict()["kanji_ratio"] == 2 / 6
    assert [s.text for s in a.longest(1)] == ["二つ目は長いです。"]


def test_crlf_and_lf_are_the_same() -> None:
    text = "一つ目です。\n二つ目は、\n長いです。\n\n- 項目\n"
    for markup in ("plain", "markdown"):
        same(jr.analyze(text, markup=markup), jr.analyze(text.replace("\n", "\r\n"), markup=markup))  # type: ignore[arg-type]


def test_composed_and_decomposed_are_the_same() -> None:
    import unicodedata

    text = "がぎぐげごパピプペポと、プログラムです。"
    same(jr.analyze(text), jr.analyze(unicodedata.normalize("NFD", text)))


def test_doubling_a_text_doubles_counts_and_keeps_shares() -> None:
    one, two = jr.analyze(PROSE), jr.analyze(PROSE + "\n\n" + PROSE)
    for metric in jr.METRICS.values():
        if "A" not in metric.level or metric.dtype == "str":
            continue
        before, after = float(one[metric.name]), float(two[metric.name])
        if metric.family == "diversity":
            continue  # a doubled text has twice the tokens and the same types
        if metric.name.startswith(("reading_minutes", "aloud")) or (
            metric.dtype == "int64" and not metric.name.endswith("_max")
        ):
            assert after == pytest.approx(2 * before), metric.name
        else:
            assert after == pytest.approx(before, nan_ok=True), metric.name


def test_lines_of_code_as_sentences() -> None:
    """Each where it stands; empty ones are none."""
    text = "本文です。\n\n```\nx = 1\n\n  print(x)\n```\n\n終わり。\n"
    code = [s for s in jr.analyze(text, markup="markdown", code=True).sentences if s.kind == "code"]
    assert [(s.text, s.line, s.block.text[s.span.start : s.span.end]) for s in code] == [
        ("x = 1", 4, "x = 1"),
        ("print(x)", 6, "  print(x)"),
    ]


def test_what_is_asked_in_another_language_is_refused() -> None:
    """Errors of a programmer name what is possible."""
    with pytest.raises(ValueError, match="lang is ja or en, not 'fr'"):
        jr.analyze("花。", lang="fr")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="wrap is auto, join or keep, not 'x'"):
        jr.analyze("花。", wrap="x")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="not 'fr'"):
        jr.analyze("花。").summary("fr")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="must be str, not int"):
        jr.jreadability_pypi(3)  # type: ignore[arg-type]


def test_representations() -> None:
    """What a notebook or a debugger shows."""
    analysis = jr.analyze("花が咲く。\n\n鳥が鳴く。")
    assert repr(analysis.sentences[1]) == "<paragraph 1, line 3: 鳥が鳴く。>"
    assert repr(analysis) == "<Analysis of <Article 花が咲く。>>"
    assert repr(jr.analyze("")) == "<Analysis of <Article (empty)>>"
    post = jr.Article((), path="posts/smell.md", title="鉛の匂い")
    assert repr(jr.analyze(post)) == "<Analysis of <Article posts/smell.md: 鉛の匂い>>"
    assert repr(jr.METRICS).startswith(f"<catalogue of {len(jr.METRICS)} metrics: characters, words, morae, ")
    assert "kanji_ratio" in analysis
    assert "hardness" not in analysis  # of sentences
    assert 3 not in analysis


def test_code_blocks_change_only_their_number() -> None:
    before = jr.analyze("前です。\n\n後です。", markup="markdown").to_dict()
    after = jr.analyze("前です。\n\n```sh\nls 長い日本語の説明。\n```\n\n後です。", markup="markdown").to_dict()
    assert after.pop("code_blocks") == 1
    before.pop("code_blocks")
    assert after == before


def test_urls_are_measured_nowhere() -> None:
    before = jr.analyze("前です。\n\n後です。").to_dict()
    after = jr.analyze("前です。\n\nhttps://example.jp/日?a=1\n\n後です。")
    assert [s.kind for s in after.sentences if "example" in s.text] == ["url"] or after["characters"] == before[
        "characters"
    ] + 5
    plain = jr.analyze("前です。\n\nhttps://example.jp/a?b=1\n\n後です。")
    assert plain.sentences[1].kind == "url"
    assert plain.sentences[1]["characters"] == 0
    assert {k: v for k, v in plain.to_dict().items() if k != "links"} == {
        k: v for k, v in before.items() if k != "links"
    }


JAPANESE = re.compile("[ぁ-んァ-ヶ一-龠]")


@given(st.data())
@settings(max_examples=60)
def test_join_does_not_see_line_breaks(data: st.DataObject) -> None:
    """Under join, re-wrapping prose between two Japanese characters changes no metric."""
    text = PROSE + "\n\n" + PROSE[60:130] + "。"
    places = [
        i
        for i in range(1, len(text))
        if JAPANESE.match(text[i]) and (JAPANESE.match(text[i - 1]) or text[i - 1] == "。")
    ]
    chosen = data.draw(st.sets(st.sampled_from(places), max_size=12))
    wrapped = "".join(("\n" if i in chosen else "") + c for i, c in enumerate(text))
    same(jr.analyze(text, wrap="join"), jr.analyze(wrapped, wrap="join"))


@given(st.integers(10, 44), st.integers(0, 120))
@settings(max_examples=80)
def test_auto_does_not_see_constant_width(width: int, start: int) -> None:
    """Under auto, constant-width wrapping of three lines or more changes no metric."""
    text = PROSE[start:]
    lines = [text[i : i + width] for i in range(0, len(text), width)]
    assume(len(lines) >= 3)
    same(jr.analyze(text), jr.analyze("\n".join(lines)))


def test_split_sentences_needs_no_mecab() -> None:
    assert jr.split_sentences("本当？　そうです。「行くよ！」と言った。") == [
        "本当？",
        "そうです。",
        "「行くよ！」と言った。",
    ]
    article = jr.Article((jr.Block("paragraph", "一。二。"),))
    assert jr.split_sentences(article) == ["一。", "二。"]


def test_a_long_line_is_measured() -> None:
    text = "今日は晴れです。" * 200_000
    a = jr.analyze(text, metrics=["characters", "reading_minutes", "kanji_ratio"])
    assert a["characters"] == len(text)


def test_blocks_made_by_hand() -> None:
    article = jr.Article((jr.Block("heading", "題"), jr.Block("paragraph", "本文です。", line=3)), title="題")
    a = jr.analyze(article)
    assert (a["headings"], a["sentences"], a["characters"]) == (1, 1, 6)


def test_the_public_entry_is_documented(root: Path) -> None:
    page = (root / "docs" / "python.md").read_text("utf-8")
    missing = [name for name in jr.__all__ if name not in page and not name.startswith("__")]
    assert not missing
