"""The answer: its keys are those that docs/serve.md names, its places those of the text."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from to_revise import CUT, UNCUT

import jreadtools as jr
from jreadtools.errors import ArticleError
from jreadtools.live.answer import NUMBERS, answer, answer_of, measured_text
from jreadtools.measure.finding_kinds import KINDS
from jreadtools.measure.settings import Settings

TEXT = f"# 題😀\r\n\r\n花が咲く。{CUT}\n\n{UNCUT}事故で電車で行けなかった。\n"


@pytest.fixture(scope="module")
def said() -> dict[str, Any]:
    return answer(TEXT, name="a.md", among="web")


def _documented(root: Path, heading: str) -> list[str]:
    """The keys in the first column of the first table below a heading of docs/serve.md."""
    page = (root / "docs" / "serve.md").read_text("utf-8").partition(heading)[2]
    table = re.search(r"(?:^\|.*\n)+", page, re.MULTILINE)
    assert table
    return [key for row in table[0].splitlines()[2:] for key in re.findall(r"`(\w+)`", row.split(" | ")[0])]


def test_the_keys_are_those_of_the_docs(root: Path, said: dict[str, Any]) -> None:
    assert list(said) == _documented(root, "## The object")
    page = (root / "docs" / "serve.md").read_text("utf-8")
    place = {"start", "end", "line", "column", "end_line", "end_column"}
    for key in ("sentences_to_revise", "findings", "standing"):
        row = re.search(rf"^\| `{key}` \| (.*) \|$", page, re.MULTILINE)
        assert row
        inner = said[key] if key == "standing" else said[key][0]
        keys = set(inner) | (set(inner["places"][0]) if key == "standing" and inner["places"] else set())
        keys -= place if key != "standing" else set()
        assert keys <= set(re.findall(r"`(\w+)`", row[1])), key
    assert set(said["numbers"]) == set(NUMBERS)
    assert all(f"`{name}`" in page for name in NUMBERS)


def test_the_keys_of_a_comparison_are_those_of_the_docs(root: Path) -> None:
    found = jr.compare(TEXT, TEXT.replace("が、", "。"), markup="markdown").to_dict()
    assert list(found) == _documented(root, "### Before and after")


def test_it_is_json(said: dict[str, Any]) -> None:
    for one in (said, answer("")):
        assert json.loads(json.dumps(one, allow_nan=False)) == one
    assert answer("")["numbers"]["kanji_ratio"] is None


def test_places_are_those_of_the_text_as_it_was_given(said: dict[str, Any]) -> None:
    """With \\r\\n for line ends and an emoji in front."""
    assert [one["text"] for one in said["sentences_to_revise"]] == [CUT, UNCUT]
    lines = TEXT.split("\n")
    for one in (*said["sentences_to_revise"], *said["findings"]):
        assert TEXT[one["start"] : one["end"]] == one["text"]
        assert lines[one["line"] - 1][one["column"] - 1 :].startswith(one["text"])
        assert lines[one["end_line"] - 1][: one["end_column"] - 1].endswith(one["text"])
    cut = said["sentences_to_revise"][0]["cut"]
    assert TEXT[cut["start"] : cut["end"]] == "出かけているが、"
    assert said["sentences_to_revise"][1]["cut"] is None
    text = f"大雪で電車で行けなかったので、{CUT}"  # where another finding stands before the cut
    (one,) = answer(text)["sentences_to_revise"]
    assert text[one["cut"]["start"] : one["cut"]["end"]] == "出かけているが、"


def test_it_says_what_the_analysis_says(posts: Path) -> None:
    path = posts / "smell-of-lead.md"
    analysis = jr.analyze(jr.read_article(path), lang="en")
    said = answer(path.read_text("utf-8"), name=str(path), settings=Settings(lang="en"))
    assert said == answer_of(analysis)
    assert said["label"] == str(analysis.reading_time)
    assert [one["number"] for one in said["sentences_to_revise"]] == [s.index for s in analysis.hard_sentences(99)]
    assert len(said["sentences_to_revise"]) == analysis["sentences_to_revise"]
    assert {name: analysis[name] for name in NUMBERS} == said["numbers"]
    time = analysis.reading_time
    minutes = ("minutes", "fast_minutes", "slow_minutes", "aloud_minutes")
    assert [said[name] for name in minutes] == [getattr(time, name) for name in minutes]
    assert (said["range"], said["characters"], said["sentences"]) == (
        time.range_label,
        analysis["characters"],
        analysis["sentences"],
    )
    for one, sentence in zip(said["sentences_to_revise"], analysis.hard_sentences(99), strict=True):
        assert (one["characters"], one["probability"], one["why"], one["where_to_cut"]) == (
            sentence["characters"],
            sentence["revise_probability"],
            sentence.why("en"),
            sentence.where_to_cut("en"),
        )
    plain = ("kind", "sentence", "text", "start", "end", "value", "shown")
    for one, finding in zip(said["findings"], analysis.findings(all=True), strict=True):
        assert [one[name] for name in plain] == [getattr(finding, name) for name in plain]
        assert (one["label"], one["message"]) == (str(KINDS[finding.kind].label), str(finding.message))
    assert {one["shown"] for one in said["findings"]} == {True, False}


def test_where_it_stands(said: dict[str, Any]) -> None:
    assert said["standing"]["places"] == []
    assert "短いので" in said["standing"]["reason"]
    long = answer("花が咲き、鳥が鳴く。" * 200, among="web")["standing"]
    assert long["reason"] is None
    assert ("sentence_characters_mean", "low tenth") in [(one["metric"], one["place"]) for one in long["places"]]
    assert answer("花が咲く。")["standing"] is None
    with pytest.raises(ValueError, match="web"):
        answer("花が咲く。", among="wbe")


@pytest.mark.parametrize(
    ("name", "text", "form"),
    [
        ("", "花が咲く。", "plain"),
        ("", "# 題\n\n花が咲く。", "plain"),
        ("a.md", "花が咲く。", "markdown"),
        ("a.mdx", "花が咲く。", "markdown"),
        ("a.re", "= 題\n\n花が咲く。", "review"),
        ("notes/a.txt", "花が咲く。", "plain"),
        ("", "---\ntitle: 題\n---\n花が咲く。", "markdown"),
        ("", "<!doctype html><html><body><p>花が咲く。</p></body></html>", "html"),
        ("", '[{"id": 1, "content": {"rendered": "<p>花が咲く。</p>"}}]', "plain"),
        ("a.docx", "花が咲く。", "plain"),
    ],
)
def test_what_it_is_written_in_follows_from_name_and_text(name: str, text: str, form: str) -> None:
    said = answer(text, name=name)
    assert (said["format"], said["path"]) == (form, name)


def test_a_name_that_is_none_of_an_article() -> None:
    for name in ("a.odt", "a.xlsx"):
        with pytest.raises(ArticleError):
            answer("花が咲く。", name=name)


def test_a_lone_surrogate_is_no_error() -> None:
    assert answer("花\ud800が咲く。", name="a.md")["sentences"] == 1


def test_what_is_measured_can_be_shown_too() -> None:
    analysis = measured_text("花が咲く。", name="a.md")
    assert answer_of(analysis)["characters"] == analysis["characters"] == 5
