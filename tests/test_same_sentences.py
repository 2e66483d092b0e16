"""One notion of a sentence to revise: report, table, check and library name the same sentences of a folder."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections import Counter
from html import unescape
from pathlib import Path

import pytest
from to_revise import CUT, UNCUT

import jreadtools as jr
from jreadtools.checks.outcome import fingerprint
from jreadtools.cli.main import main

Capture = pytest.CaptureFixture[str]

POST = f"""---
title: 柿の木の話
---

# {CUT}

花が咲く。{CUT}

- {UNCUT}
- {UNCUT.removesuffix("。")}と聞いた祖母の話

> {CUT}

| 題 | 中身 |
| --- | --- |
| 柿 | {CUT} |

妹は「雨が降ってきた。洗濯物を入れて。窓も閉めて。」と言った。
"""

NONE = ("分けたほうがよさそうな長い文は見つかりませんでした", "日本語の文がほとんどないため")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, posts: Path) -> Path:
    """The examples, and a post with all that is near to a sentence to revise."""
    folder = tmp_path_factory.mktemp("blog") / "posts"
    shutil.copytree(posts, folder)
    (folder / "kaki.md").write_text(POST, "utf-8")
    return folder


@pytest.fixture(scope="module")
def named(folder: Path) -> Counter[tuple[str, str]]:
    """File and sentence, as the library names them."""
    return Counter(
        (article.path, sentence.text)
        for article in jr.read_articles(folder)
        if isinstance(article, jr.Article)
        for sentence in jr.analyze(article).hard_sentences(1000)
    )


def test_what_is_named(named: Counter[tuple[str, str]]) -> None:
    """The sentence and the item; neither the heading, nor the cell, nor the quote, nor what ends as no sentence."""
    assert [text for path, text in named if path.endswith("kaki.md")] == [CUT, UNCUT]
    assert len(named) > 4


def test_the_tables(folder: Path, named: Counter[tuple[str, str]], tmp_path: Path, capsys: Capture) -> None:
    """The sentences that are marked with 1, and the number in the row of the article."""
    words = ["analyze", str(folder), "-o", str(tmp_path / "a.csv"), "--sentences", str(tmp_path / "s.csv")]
    assert main([*words, "--workers", "1", "--no-cache", "--quiet"]) == 0
    with (tmp_path / "s.csv").open(encoding="utf-8-sig", newline="") as file:
        sentences = [row for row in csv.DictReader(file) if row["sentences_to_revise"] == "1"]
    assert Counter((row["path"], row["text"]) for row in sentences) == named
    assert all(float(row["revise_probability"]) >= 0.5 for row in sentences)
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        numbers = {row["path"]: int(row["sentences_to_revise"]) for row in csv.DictReader(file)}
    assert +Counter(numbers) == Counter(path for path, _ in named.elements())
    capsys.readouterr()
    main(["analyze", str(folder), "--sort=-sentences_to_revise", "--top", "1", "--lang", "ja", "--format", "markdown"])
    assert f"| {max(numbers.values())} |" in capsys.readouterr().out


def test_the_check(folder: Path, named: Counter[tuple[str, str]], capsys: Capture) -> None:
    """The finding `revise`, with what is found by default."""
    assert main(["check", str(folder), "--workers", "1", "--format", "json", "--quiet"]) == 0
    problems = [one for one in json.loads(capsys.readouterr().out)["problems"] if one["rule"] == "revise"]
    assert Counter((one["path"], one["fingerprint"]) for one in problems) == Counter(
        (path, fingerprint(text)) for path, text in named.elements()
    )


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_report(lang: str, folder: Path, named: Counter[tuple[str, str]], tmp_path: Path, capsys: Capture) -> None:
    """Tinted on the text, a bar that hangs below the line, the list of those to revise first, the figure."""
    page = tmp_path / "report.html"
    main(["report", str(folder), "--texts", "all", "--workers", "1", "--lang", lang, "-o", str(page)])
    sections = page.read_text("utf-8").split("<article ")[1:]
    found: Counter[tuple[str, str]] = Counter()
    for section in sections:
        path = next(path for path in map(str, sorted(folder.iterdir())) if Path(path).name in section)
        text = section.partition('<div class="text"')[2]
        tinted = [unescape(words) for words in re.findall(r'<mark class="h[123]"[^>]*>(.*?)</mark>', text)]
        listed = [unescape(words) for words in re.findall(r'<p class="said"[^>]*>(.*?)</p>', section)]
        assert set(listed) <= set(tinted)
        assert len(listed) == min(len(tinted), 10)
        assert len(re.findall(r'class="b[123]"', section)) == len(tinted)
        found.update((path, words) for words in tinted)
    assert found == named
    assert capsys.readouterr().out == ""


def test_what_speaks_of_one_article(folder: Path, named: Counter[tuple[str, str]]) -> None:
    """Findings, summary, terminal page, notebook: the same lines."""
    results = jr.analyze_folder(folder)
    for article, number in zip(jr.read_articles(folder), results.hard, strict=True):
        assert isinstance(article, jr.Article)
        analysis = jr.analyze(article)
        hard = analysis.hard_sentences(1000)
        assert len(hard) == number == analysis["sentences_to_revise"]
        found = [finding for finding in analysis.findings() if finding.kind == "revise"]
        assert sorted(one.sentence for one in found) == sorted(sentence.index for sentence in hard)
        lines = sorted({sentence.line for sentence in hard[:3]})
        assert ("・".join(map(str, lines)) + "行目" in analysis.summary()) == bool(hard)
        assert any(said in analysis.summary() for said in NONE) == (not hard)
        for sentence in hard[:3]:
            assert f"{sentence.line}行目・{sentence['characters']}字" in str(analysis)
            assert sentence.text.partition("&")[0][:20] in unescape(analysis._repr_html_())
    assert sum(named.values()) == sum(results.hard)
