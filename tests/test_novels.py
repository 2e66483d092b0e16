"""`sources.novels`: readings, stress and tags of novels go, the author's own brackets stay, in every reader."""

from pathlib import Path

import pytest
from golden import golden_cases

import jreadtools as jr
from jreadtools.sources import aozora, markdown, plain
from jreadtools.sources.novels import shortened

FOUND = golden_cases("novels.md")


@pytest.mark.parametrize("reader", [plain, markdown])
@pytest.mark.parametrize(("title", "source", "expected"), FOUND, ids=[title for title, _, _ in FOUND])
def test_case(reader: object, title: str, source: str, expected: str) -> None:
    """What the golden case says is read, from where it stands."""
    assert title
    article = reader.parse(source)
    assert [f"{b.kind}: " + b.text.replace("\n", "⏎") for b in article.blocks] == expected.splitlines()
    for block in article.blocks:
        assert all(source[block.source_offset(i)] == c for i, c in enumerate(block.text) if c != "\n")
        assert block.line == source.count("\n", 0, block.source_offset(0)) + 1


@pytest.mark.parametrize(("title", "source", "expected"), FOUND[:11], ids=[title for title, _, _ in FOUND[:11]])
def test_as_aozora_bunko(title: str, source: str, expected: str) -> None:
    """--markup aozora reads the same words; no reader deletes one."""
    assert title
    words = "".join(block.text for block in aozora.parse(source).blocks)
    assert words == "".join(line.partition(": ")[2] for line in expected.splitlines())


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.markdown", "a.text"])
def test_readings_are_counted(name: str, tmp_path: Path) -> None:
    """In `left_out` and, with their lines, in `dropped`."""
    path = tmp_path / name
    path.write_text("　｜灯台《とうだい》の話。\n\n　《《網》》を[[rb:繕う > つくろう]]。\n", "utf-8")
    article = jr.read_article(path)
    assert [block.text for block in article.blocks] == ["灯台の話。", "網を繕う。"]
    assert [(d.line, d.reason, d.text) for d in article.dropped] == [(1, "ruby", "とうだい"), (3, "ruby", "つくろう")]
    assert article.left_out.ruby == 8


def test_tables_of_markdown_keep_their_bars() -> None:
    """A | beside a reading parts cells; the reading behind a kanji goes."""
    article = markdown.parse(
        "| 語 | 意味 |\n| --- | --- |\n| 港《みなと》 | 船の泊まる所 |\n| 《あかり》 |灯《ひ》 |\n"
    )
    assert [block.text for block in article.blocks] == ["語", "意味", "港", "船の泊まる所", "《あかり》", "灯"]


def test_code_keeps_its_marks() -> None:
    """In Markdown; a plain text has no code."""
    article = markdown.parse("`｜港《みなと》` と書く。\n\n```\n｜港《みなと》\n```\n")
    assert [block.text for block in article.blocks] == ["｜港《みなと》 と書く。", "｜港《みなと》"]


def test_a_text_without_marks() -> None:
    """Nothing is shortened."""
    assert shortened("《新刊》と[メモ]。") is None
