"""The measurements as rows: an article with what it is and how it was read, a sentence with its place."""

from dataclasses import replace

import pytest

import jreadtools as jr
from jreadtools.article import Article
from jreadtools.batches.batch import Duplicates, measured_batch
from jreadtools.errors import Message
from jreadtools.frames.rows import article_rows, sentence_columns, sentence_rows
from jreadtools.measure.settings import Settings
from jreadtools.sources.formats import Markup
from jreadtools.sources.read import parse

WARNING = Message(ja="題がありません", en="there is no title")
SETTINGS = Settings(lang="ja", metrics=("characters", "kanji_ratio"))


def article(text: str, name: str, **known: object) -> Article:
    return replace(parse(text, "plain"), path=f"{name}.txt", id=name, **known)  # type: ignore[arg-type]


ARTICLES = [
    article("花。\n\n鳥だ。", "a", title="題", draft=True, warnings=(WARNING, "x"), kept=(("級", "N3"),)),
    article("花。\n\n鳥だ。", "b", truncated=True, encoding="cp932", extraction="body"),
    Article((), path="c.txt", id="c"),
]


def test_a_row_an_article() -> None:
    batch = measured_batch(ARTICLES, SETTINGS, sentences=False)
    first, second, third = article_rows(batch, SETTINGS, ["級", "年"], Duplicates())
    assert list(first)[:11] == [
        *("path", "id", "title", "date", "updated", "draft", "url", "status", "tags", "categories", "format"),
    ]
    assert list(first)[11:] == [
        *("級", "年", "characters", "kanji_ratio", "error", "warnings"),
        *("encoding", "extraction", "truncated", "protected", "duplicate_of"),
    ]
    assert (first["path"], first["title"], first["draft"], first["級"], first["年"]) == ("a.txt", "題", True, "N3", "")
    assert (first["characters"], first["kanji_ratio"], first["error"]) == (5, 0.4, "")
    assert (first["warnings"], second["warnings"]) == ("題がありません; x", "")
    assert (second["級"], second["encoding"], second["extraction"], second["truncated"]) == ("", "cp932", "body", True)
    assert [row["duplicate_of"] for row in (first, second, third)] == ["", "a", ""]
    assert third["characters"] == 0
    english = article_rows(batch, replace(SETTINGS, lang="en"), [], Duplicates())[0]
    assert english["warnings"] == "there is no title; x"


def test_a_row_a_sentence() -> None:
    settings = replace(SETTINGS, metrics=("characters", "kanji_ratio", "words"))
    batch = measured_batch(ARTICLES, settings, sentences=True)
    columns = sentence_columns(["級"], settings.of("S"))
    assert columns[:7] == ("path", "id", "級", "index", "line", "kind", "text")
    rows = sentence_rows(batch, settings, ["級"])
    assert [row[:7] for row in rows] == [
        ["a.txt", "a", "N3", 0, 1, "paragraph", "花。"],
        ["a.txt", "a", "N3", 1, 3, "paragraph", "鳥だ。"],
        ["b.txt", "b", "", 0, 1, "paragraph", "花。"],
        ["b.txt", "b", "", 1, 3, "paragraph", "鳥だ。"],
    ]
    assert {len(row) for row in rows} == {len(columns)}
    assert sentence_rows(batch, settings, ["級"], columns) == rows
    turned = columns[::-1]
    assert sentence_rows(batch, settings, ["級"], turned) == [row[::-1] for row in rows]


def test_a_sentence_has_the_line_on_which_it_begins() -> None:
    """In a block of several lines, behind a heading, in a cell: as the source counts them."""
    text = "# 題\n\n花だ。鳥\nだ。月だ。\n\n| 甲。 | 乙。 |\n| --- | --- |\n| 丙。 | 丁。戊。 |\n"
    batch = measured_batch(
        [parse(text, "markdown"), parse("花だ。\n鳥だ。月だ。\n雨だ。", "plain")], SETTINGS, sentences=True
    )
    lines = [(line, text) for _, _, _, line, _, text, *_ in sentence_rows(batch, SETTINGS, [])]
    assert lines == [
        *(
            (1, "題"),
            (3, "花だ。"),
            (3, "鳥だ。"),
            (4, "月だ。"),
            (6, "甲。"),
            (6, "乙。"),
            (8, "丙。"),
            (8, "丁。"),
            (8, "戊。"),
        ),
        *((1, "花だ。"), (2, "鳥だ。"), (2, "月だ。"), (3, "雨だ。")),
    ]


def test_a_block_of_one_line_of_words_may_take_several_in_its_source() -> None:
    article = parse("<p>花だ。<!--\n-->鳥だ。</p>\n<p>月だ。</p>", "html")
    rows = sentence_rows(measured_batch([article], SETTINGS, sentences=True), SETTINGS, [])
    assert [(line, text) for _, _, _, line, _, text, *_ in rows] == [(1, "花だ。"), (2, "鳥だ。"), (3, "月だ。")]


def test_where_nobody_asked_for_sentences_there_are_none() -> None:
    assert sentence_rows(measured_batch(ARTICLES, SETTINGS, sentences=False), SETTINGS, []) == []


@pytest.mark.parametrize("markup", ["plain", "markdown", "html"])
def test_a_sentence_has_one_line_in_tables_and_in_its_analysis(markup: Markup) -> None:
    """Whatever stands before it: lines of its own block, other blocks, the same article once more."""
    text = (
        "題の行\n\n今日は *晴れ* です。明日も\n晴れです。\n行こう。そう\nしよう。\n\n- 茶を買う。\n  飲む。\n\n雨だ。\n"
    )
    one = parse(text, markup)
    batch = measured_batch([one, one, parse("静岡。\n", markup)], Settings(), sentences=True)
    assert batch.sentences is not None
    lines = [sentence.line for sentence in jr.analyze(one).sentences]
    assert len(set(lines)) > 1 or markup == "html"
    assert batch.sentences.line.tolist() == [*lines, *lines, 1]
