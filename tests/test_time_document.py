"""The document of `jreadtools time --format`: its schema, its keys, and the same times as everywhere."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

import jreadtools as jr
from jreadtools.cli.main import main
from jreadtools.cli.time_document import DOCUMENT_VERSION

Capture = pytest.CaptureFixture[str]


def written(capfd: Capture, *words: str, code: int = 0) -> str:
    assert main(["time", *words]) == code
    return capfd.readouterr().out


def known(text: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(text)
    return document


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {
        "2026-01-31-snow.md": "---\ntitle: 雪\nurl: https://example.com/snow/\n---\n雪です。\n",
        "rain/index.md": "---\ntitle: '=雨'\n---\n雨です。\n",
        "own.md": "---\ntitle: 畑\nslug: field\n---\n畑です。\n",
        "broken.html": "",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_the_document_is_what_its_schema_says(root: Path, posts: Path, folder: Path, capfd: Capture) -> None:
    """With and without failures, articles, the time read aloud."""
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
    schema = json.loads((root / "docs" / "reading-times.schema.json").read_text("utf-8"))
    assert schema["properties"]["version"] == {"const": DOCUMENT_VERSION}
    validator = jsonschema.Draft202012Validator(schema)
    exports = root / "tests" / "cases" / "exports"
    for words, code in (
        ([str(posts)], 0),
        ([str(posts), "--aloud", "--speed", "500"], 0),
        ([str(exports), "--key", "slug"], None),
        ([str(folder), "--key", "url"], 2),
        ([str(folder / "none.md")], 2),
    ):
        done = main(["time", *words, "--format", "json"])
        assert code is None or done == code
        document = known(capfd.readouterr().out)
        assert [error.message for error in validator.iter_errors(document)] == []
        article = schema["$defs"]["article"]
        assert all(set(one) == set(article["properties"]) for one in document["articles"].values())
    del document["articles"]
    assert not validator.is_valid(document)


def test_the_times_are_those_of_the_library(posts: Path, capfd: Capture) -> None:
    document = known(written(capfd, str(posts), "--format", "json", "--key", "slug", "--aloud"))
    articles = [one for one in jr.read_articles(posts) if isinstance(one, jr.Article)]
    assert len(articles) == len(document["articles"]) == 9
    for article in articles:
        time = jr.reading_time(article, aloud=True)
        one = document["articles"][Path(article.path).stem]
        assert (one["minutes"], one["fast_minutes"], one["slow_minutes"]) == (
            time.minutes,
            time.fast_minutes,
            time.slow_minutes,
        )
        assert (one["label"], one["range_label"], one["aloud_minutes"]) == (
            time.label,
            time.range_label,
            time.aloud_minutes,
        )
        assert one["label"] == f"約{one['whole_minutes']}分"


def test_articles_are_looked_up(folder: Path, capfd: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """By where they are, by what they are called, by their address; one without it is a failure."""
    monkeypatch.chdir(folder)
    document = known(written(capfd, ".", "--format", "json", "--exclude", "*.html"))
    assert list(document["articles"]) == ["2026-01-31-snow.md", "own.md", "rain/index.md"]
    document = known(written(capfd, "./own.md", "--format", "json"))
    assert list(document["articles"]) == ["own.md"]
    document = known(written(capfd, ".", "--format", "json", "--key", "slug", "--exclude", "*.html"))
    assert list(document["articles"]) == ["snow", "field", "rain"]
    document = known(written(capfd, ".", "--format", "json", "--key", "url", "--exclude", "*.html", code=2))
    assert list(document["articles"]) == ["https://example.com/snow/"]
    assert [(one["path"], one["key"]) for one in document["failures"]] == [("own.md", None), ("rain/index.md", None)]
    (folder / "many.csv").write_text("題,本文\n雪,雪です。\n雨,雨です。\n", "utf-8")
    document = known(written(capfd, "many.csv", "--format", "json", "--key", "url", code=2))
    assert [(one["path"], one["key"]) for one in document["failures"]] == [("many.csv", "2"), ("many.csv", "3")]


def test_two_of_one_key_are_told(folder: Path, capfd: Capture) -> None:
    """The second would take the place of the first: it is named, and the first stays."""
    (folder / "snow.md").write_text("雪かきの話です。", "utf-8")
    assert main(["time", str(folder), "--format", "json", "--key", "slug", "--lang", "en"]) == 2
    out, err = capfd.readouterr()
    document = known(out)
    assert document["articles"]["snow"]["title"] == "雪"
    assert "snow.md: has the slug of" in err
    assert [Path(one["path"]).name for one in document["failures"] if "slug" in one["message"]] == ["snow.md"]


def test_lines_and_tables_say_the_same(folder: Path, capfd: Capture) -> None:
    """A cell that a spreadsheet would run is defused; the file has no mark at its beginning, which programs would read."""
    options = (str(folder), "--key", "slug", "--exclude", "*.html")
    document = known(written(capfd, *options, "--format", "json"))
    lines = [json.loads(line) for line in written(capfd, *options, "--format", "jsonl").splitlines()]
    assert {one.pop("key"): one for one in lines} == document["articles"]
    assert main(["time", *options, "--format", "csv", "-o", str(folder / "times.csv"), "--quiet"]) == 0
    text = (folder / "times.csv").read_bytes().decode("utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["title"] for row in rows] == ["雪", "畑", "'=雨"]
    assert [float(row["minutes"]) for row in rows] == [one["minutes"] for one in document["articles"].values()]
    assert rows[0]["key"] == "snow"


def test_labels_do_not_depend_on_the_locale(posts: Path, capfd: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = []
    for locale in ("en_US.UTF-8", "ja_JP.UTF-8"):
        monkeypatch.setenv("LC_ALL", locale)
        texts.append(written(capfd, str(posts), "--format", "json"))
    assert texts[0] == texts[1]
    assert known(written(capfd, str(posts), "--format", "json", "--lang", "en"))["lang"] == "en"


def test_an_interrupted_document_leaves_the_old_one(
    posts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "times.json"
    out.write_text("{}", "utf-8")

    def failing(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("jreadtools.cli.commands.time.timed", failing)
    assert main(["time", str(posts), "--format", "json", "-o", str(out)]) == 130
    assert out.read_text("utf-8") == "{}"
    assert [path.name for path in tmp_path.iterdir()] == ["times.json"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--key", "slug"], "name one of them"),
        (["-o", "times.json"], "name one of them"),
        (["--format", "json", "--explain"], "do not go with --format"),
        (["--format", "csv", "--template", "{id}"], "do not go with --format"),
    ],
)
def test_what_cannot_be_meant_together(posts: Path, options: list[str], said: str, capfd: Capture) -> None:
    assert main(["time", str(posts), *options, "--lang", "en"]) == 2
    assert said in capfd.readouterr().err
