"""jreadability_pypi gives the numbers of the PyPI package, to the last bit."""

import math
import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import jreadtools as jr

SCORES = {
    "おはようございます！今日は天気がいいですね。": 6.438000000000001,  # the package's own README
}


@pytest.mark.parametrize(("text", "score"), SCORES.items())
def test_the_readme_of_the_package(text: str, score: float) -> None:
    """The number that the package prints in its own README."""
    assert jr.jreadability_pypi(text) == score


@pytest.mark.parametrize("text", ["", "\n", " \t"])
def test_nothing_to_read_is_undefined(text: str) -> None:
    """The package divides by zero there."""
    assert math.isnan(jr.jreadability_pypi(text))


def test_a_too_long_text_is_refused() -> None:
    """MeCab would crash the process on much longer ones."""
    with pytest.raises(ValueError, match=r"100,001 characters.*metric jreadability"):
        jr.jreadability_pypi("あ" * 100_001)


@pytest.mark.parametrize("text", ["a\0b", "\ud800"])
def test_what_mecab_cannot_read_is_refused(text: str) -> None:
    """A NUL would silently drop the rest."""
    with pytest.raises(ValueError, match="NUL or a lone surrogate"):
        jr.jreadability_pypi(text)


def _texts(posts: Path) -> list[str]:
    """500 texts: the example posts as they stand, and strings cut and shuffled from them and from odd signs."""
    sources = [path.read_text("utf-8") for path in sorted(posts.rglob("*.md"))]
    chance = random.Random(20_261_124)
    pool = "".join(sources)
    odd = "。？！．!?.\n\t　 \r\u2028\u00a0\",,''１２12①㈱😀ﾊﾝｶｸ々〆ー〜…‥「」（）"
    cut = [pool[at : at + chance.randrange(1, 900)] for at in (chance.randrange(len(pool)) for _ in range(300))]
    mixed = [
        "".join(chance.choice(pool if chance.random() < 0.7 else odd) for _ in range(chance.randrange(1, 80)))
        for _ in range(200)
    ]
    return [*sources, *cut, *mixed]


def test_five_hundred_texts(posts: Path) -> None:
    """Equal on whole posts, on pieces of them and on random strings."""
    package = pytest.importorskip("jreadability", reason="the package jreadability is not installed (it is in [dev])")
    import fugashi
    import unidic_lite

    tagger = fugashi.Tagger(f"-d {unidic_lite.DICDIR}")
    texts = _texts(posts)
    assert len(set(texts)) >= 500
    for text in texts:
        try:
            score = float(package.compute_readability(text, tagger))
        except ZeroDivisionError:
            score = math.nan
        assert jr.jreadability_pypi(text) == pytest.approx(score, abs=1e-9, nan_ok=True), text


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40))
@settings(max_examples=50)
def test_no_text_raises(text: str) -> None:
    """Whatever stands in it."""
    score = jr.jreadability_pypi(text)
    assert math.isnan(score) or math.isfinite(score)


PAGE = """みなと食堂 > 読みもの > まかない日記 > 七番目の鍋

11月29日のまかない

　店を閉めたあと、料理長が鍋を七つ火にかけて、

　味見の順番を決めるくじを引かせました。

「一番を引いた人は、明日の仕込みを手伝いますし、

　七番を引いた人は、好きなだけおかわりしていいですよ」
と言って、料理長は、

「ただし、どの鍋にも秘密がひとつあって、

　六つは去年の味、一つだけが今年の味です。

　だから、うまいと言うだけでは足りなくて、

　どこが違うかまで言い当ててもらいます」

　七番を引いた私は、三杯目でようやく、今年の味には柚子の皮が入っていないことに気づきました。

ごちそうさま

来週の献立

写真つきのレシピ
(押すと、台所に貼れる大きさ(1200px×900px)で開きます。
"""


def test_what_parts_the_two_countings() -> None:
    """Ends of paragraphs, digits, full-width spaces: without them both give one number. docs/counting.md shows the table."""
    rows = {"as it is: 14 paragraphs, four 。": PAGE}
    rows["with 。 at the end of every paragraph"] = closed = re.sub(r"(?<!。)(?=\n\n)", "。", PAGE)
    rows["and without digits"] = wordy = closed.replace("11月29日の", "").replace("(1200px×900px)", "")
    rows["and without full-width spaces"] = wordy.replace("\u3000", "")
    scores = [(jr.jreadability_pypi(text), jr.analyze(text)["jreadability"]) for text in rows.values()]
    assert scores[-1][0] == pytest.approx(scores[-1][1], abs=1e-9)
    gaps = [abs(pypi - site) for pypi, site in scores]
    assert gaps == sorted(gaps, reverse=True)
    page = (Path(__file__).parents[1] / "docs" / "counting.md").read_text("utf-8")
    for what, (pypi, site) in zip(rows, scores, strict=True):
        assert f"| {what} | {pypi:.2f} | {site:.2f} |" in page
    run_on = jr.analyze(PAGE.replace("\n\n", "\n"))
    assert f"has {run_on['jreadability']:.2f} by the site's rules" in page
    words = jr.analyze(PAGE)["jreadability_sentence_words_mean"]
    assert (PAGE.count("。"), round(words, 1)) == (4, 15.4)
