"""Real posts: nothing fails, nothing leaks, the same numbers whatever the way."""

import json
import unicodedata
import warnings
from pathlib import Path

import pandas as pd
import pytest

import jreadtools as jr
from jreadtools.sources.encoding import clean, decode
from jreadtools.sources.notations import is_aozora, is_hatena_text

FOLDERS = {"hugo-baldanders": 875, "astro-azukiazusa": 463, "zenn-baldanders": 21, "msdocs-cpp": 15}


@pytest.mark.parametrize("name", FOLDERS)
def test_folders_read_without_failures_or_warnings(corpora: Path, name: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        r = jr.analyze_folder(corpora / name)
    posts = r.articles[r.articles["path"].str.endswith(".md")]
    assert r.failures.empty
    assert len(posts) >= FOLDERS[name]
    assert (r.articles["warnings"] == "").all()
    assert (r.articles["error"] == "").all()
    assert not r.sentences["text"].str.contains(r"\{\{<(?!/\*)").any()  # but for shortcodes that are shown
    ratios = r.articles[[m for m in r.articles.columns if m.endswith("_ratio")]]
    assert ((ratios >= 0) & (ratios <= 1) | ratios.isna()).all().all()
    by_article = r.sentences.groupby("path")[["characters", "words", "morae"]].sum()
    whole = r.articles.set_index("path")[["characters", "words", "morae"]]
    pd.testing.assert_frame_equal(by_article, whole.loc[by_article.index], check_dtype=False)


def test_no_text_is_taken_for_a_notation_that_it_is_not_in(corpora: Path) -> None:
    """Neither posts nor plain texts are in Hatena notation, and only the works of Aozora Bunko are in its own."""
    paths = [path for path in sorted(corpora.glob("**/*")) if path.suffix in {".md", ".txt"}]
    hatena, aozora = [], []
    for path in paths:
        text = clean(decode(path.read_bytes()).text)
        hatena += [path] if is_hatena_text(text) and path.parent.name != "movable-type" else []
        aozora += [path] if is_aozora(text) and path.parent.name != "aozora" else []
    assert len(paths) > 1000
    assert (hatena, aozora) == ([], [])


def test_the_two_ways_to_reading_time_agree(corpora: Path) -> None:
    for article in jr.read_articles(corpora / "zenn-baldanders", corpora / "msdocs-cpp", corpora / "plain"):
        assert isinstance(article, jr.Article)
        a = jr.analyze(article, metrics=["reading_minutes"])
        assert a["reading_minutes"] == pytest.approx(jr.reading_time(article).minutes, rel=1e-12)


def test_sentences_stand_in_their_source(corpora: Path) -> None:
    for article in jr.read_articles(corpora / "zenn-baldanders"):
        assert isinstance(article, jr.Article)
        lines = article.source.split("\n")
        for sentence in jr.analyze(article, metrics=["characters"]).sentences:
            stood = unicodedata.normalize("NFC", article.source[sentence.start : sentence.start + 2])
            assert stood[0] == sentence.text[0]
            assert article.source[sentence.start] in lines[sentence.line - 1]


def test_gold_offsets(corpora: Path) -> None:
    """Tokens of real paragraphs give back their surfaces."""
    rows = (corpora / "gold" / "baldanders-dev.jsonl").read_text("utf-8").splitlines()[::200]
    for row in rows:
        text = json.loads(row)["text"]
        for token in jr.tokens(text).itertuples():
            assert text[token.start : token.end] == token.surface
