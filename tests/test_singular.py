"""One of a thing is not called «1 things» in English, wherever a number stands before its noun."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import jreadtools as jr
from jreadtools.cli.main import main
from jreadtools.errors import in_language
from jreadtools.metrics.norms import HOW_MANY, Norms
from jreadtools.reports.list_charts import histogram, trend
from jreadtools.sources.encoding import decode
from jreadtools.views.standing_words import nothing_to_compare

_ONE_THINGS = re.compile(r"(?<![\w.,–-])1 (?:English |code )?[a-z]{2,}s\b(?! by| of)")

COMMANDS = [
    "time POST",
    "time POST --explain",
    "time POST --template {characters}",
    "analyze POST",
    "analyze POST --columns characters,sentences",
    "analyze FOLDER --columns characters,sentences --among FOLDER",
    "analyze FOLDER --by tag",
    "check POST --max characters=0 --max sentence_characters=0 --max words=0 --all-findings",
    "text POST --dropped",
    "stamp POST --dry-run",
    "stamp POST NOTHING --dry-run",
    "time FEED",
    "time TABLE",
    "report FOLDER -o PAGE",
    "report POST -o PAGE",
]


@pytest.fixture
def places(tmp_path: Path) -> dict[str, str]:
    """One post of one character, a feed that ends behind its first item, a table with a row of one field."""
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts" / "a.md").write_text(
        "---\ntitle: 題\ntags: [朝]\ndate: 2019-09-01\n---\n\n水\n\n```sh\nls\n```\n", "utf-8"
    )
    (tmp_path / "feed.xml").write_text("<rss><item><title>朝</title><description>水</description></item><item>")
    (tmp_path / "table.csv").write_text("text,id\n水です\n", "utf-8")
    names = {"POST": "posts/a.md", "FOLDER": "posts", "NOTHING": "b.md", "FEED": "feed.xml", "TABLE": "table.csv"}
    return {key: str(tmp_path / name) for key, name in (names | {"PAGE": "page.html"}).items()}


@pytest.mark.parametrize("command", COMMANDS)
def test_one_post_of_one_character(command: str, places: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    """Of each command: what stands on the terminal, and in the page that it writes."""
    main([*(places.get(word, word) for word in command.split()), "--lang", "en"])
    out, err = capsys.readouterr()
    page = Path(places["PAGE"])
    said = [out, err, page.read_text("utf-8") if page.exists() else ""]
    assert any(said)
    assert [found[0] for text in said for found in _ONE_THINGS.finditer(text)] == []


def test_one_article_in_views() -> None:
    """What notebooks and charts say."""
    own = Norms.of([{"characters": 900, "sentences": 30, "kanji_ratio": 0.3}])
    reason = own.standing("kanji_ratio", {"characters": 900, "sentences": 30, "kanji_ratio": 0.3}).words("en")
    said = [
        nothing_to_compare(own, "en"),
        reason,
        histogram([1.0], bands=(), unit="characters", label="x", lang="en"),
        trend(["2019"], [1.0], unit="articles", label="x", lang="en"),
        jr.analyze("水", lang="en")._repr_html_(),
        jr.analyze("水", lang="en").summary(),
        *(in_language(warning, "en") for warning in decode("水です。".encode() * 9 + b"\xff").warnings),
    ]
    assert [found[0] for text in said for found in _ONE_THINGS.finditer(text)] == []
    assert said[0] == f"1 article of your own is too few to compare with ({HOW_MANY})"
    assert said[1] == f"there is only 1 article to compare it with ({HOW_MANY})"
