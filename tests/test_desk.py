"""What the page of `serve` is told of a text: the question as it is meant, the view with its places, two texts compared."""

import re
from typing import Any

import pytest
from to_revise import CUT, UNCUT

import jreadtools as jr
from jreadtools.live.answer import answer
from jreadtools.live.desk import (
    LONGEST,
    SHOWN,
    Desk,
    Question,
    RefusedError,
    answered,
    desk_section,
    question_of,
    viewed,
)
from jreadtools.measure.settings import Settings

OWN = jr.Norms.named("life")
DESK = Desk(Settings(lang="en"))
TEXT = f"{CUT}\n\n花が咲く。\n\n{UNCUT}"


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ({"text": ""}, Question("", among="web")),
        ({"text": "花。", "name": "a.md"}, Question("花。", "a.md", among="web")),
        ({"text": "花。", "name": None, "markup": None, "before": None}, Question("花。", among="web")),
        ({"text": "花。", "markup": ""}, Question("花。", among="web")),
        ({"text": "花。", "markup": "html", "before": ""}, Question("花。", markup="html", before="", among="web")),
        ({"text": "花。", "among": "tech"}, Question("花。", among="tech")),
        ({"text": "花。", "among": "own"}, Question("花。", among=OWN)),
        ({"text": "花。", "among": ""}, Question("花。")),
        ({"text": "花。", "among": None}, Question("花。")),
    ],
)
def test_a_question_is_what_it_asks_for(given: dict[str, Any], meant: Question) -> None:
    assert question_of(given, DESK._replace(own=OWN)) == meant


def test_without_own_posts_nobody_is_compared_with_them() -> None:
    assert question_of({"text": "花。", "among": "own"}, DESK).among is None


@pytest.mark.parametrize(
    "given",
    [
        *(None, [], "花。", {}, {"text": None}, {"text": 1}),
        *({"text": "花。", name: wrong} for name in ("name", "before", "markup", "among") for wrong in (1, ["web"])),
        *({"text": "花。", name: "x"} for name in ("markup", "among")),
    ],
)
def test_what_is_no_question_is_refused(given: object) -> None:
    with pytest.raises(RefusedError, match="send JSON with text, and before, name, markup and among"):
        question_of(given, DESK)


def test_an_answer_is_the_engine_s_and_holds_a_rewrite_where_there_was_a_text_before() -> None:
    said = answered(DESK, Question(TEXT, "a.md", among="web"))
    assert said == answer(TEXT, name="a.md", among="web", settings=DESK.settings)
    both = answered(DESK, Question(TEXT, "a.md", before=""))
    assert both["rewrite"]["sentences_to_revise"] == {"before": 0, "after": 2}
    assert both["rewrite"]["changes"] == [
        change._asdict() | {"before": before, "now": change.now}
        for change, before in zip(jr.compare("", TEXT).changes, (0.0, 0.0, None, None, None), strict=True)
    ]


def test_a_view_says_the_time_the_sentences_to_revise_and_where_each_sentence_stands() -> None:
    seen = viewed(DESK, Question(TEXT, "a.md"))
    assert seen["said"] == "about 1 min, sentences to revise: 2"
    assert seen["places"] == [0, 0, 114, 1, 116, 121, 2, 123, 212]
    assert ">a.md</h1>" in seen["html"]
    assert ">題</h1>" in viewed(DESK, Question(f"# 題\n\n{TEXT}", "a.md"))["html"]
    assert ">How it reads</h1>" in viewed(DESK, Question(TEXT))["html"]
    assert "standing-title" not in seen["html"]
    assert "standing-title" in viewed(DESK, Question(TEXT, among="web"))["html"]
    assert "rewrite-title" not in seen["html"]
    assert "rewrite-title" in viewed(DESK, Question(TEXT, before=""))["html"]


@pytest.mark.parametrize("text", ["", " \n", "　"])
def test_of_a_text_without_words_nothing_is_shown(text: str) -> None:
    assert viewed(DESK, Question(text, before=TEXT, among="web")) == {"html": "", "said": "", "places": []}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("abc.\n\nde.", [0, 0, 4, 1, 6, 9]),
        ("花が咲く。\uffff。", [0, 0, 5, 1, 5, 7]),
        ("😀咲く。\n\n𠮷野家。", [0, 0, 5, 1, 7, 12]),
        ("咲く。\n\n\U00010000\U0010ffff。", [0, 0, 3, 1, 5, 10]),
    ],
)
def test_places_are_in_units_of_utf_16(text: str, places: list[int]) -> None:
    assert viewed(DESK, Question(text, markup="plain"))["places"] == places


def test_a_long_text_is_not_shown_beside_itself_and_the_named_sentences_have_their_places() -> None:
    text = f"{CUT}\n\n花。"
    fits = viewed(DESK, Question(text.ljust(LONGEST, "\n")))
    assert fits["places"] == [0, 0, 114, 1, 116, 118]
    assert "100,000" not in fits["html"]
    long = viewed(DESK, Question(text.ljust(LONGEST + 1, "\n")))
    assert long["places"] == [0, 0, 114]
    assert "up to 100,000 characters" in long["html"]


def test_a_rewrite_is_shown_with_the_sentences_of_each_kind() -> None:
    html = viewed(DESK, Question(f"{CUT}花が咲く。", before=f"{UNCUT}{CUT}"))["html"]
    assert re.findall(r'<details class="(\w+)"(?: open)?><summary>([^<]*)</summary>', html)[:2] == [
        ("mended", "Mended (1)"),
        ("left", "Still to revise (1)"),
    ]
    rows = re.findall(r'<tr><th scope="row">([^<]*)</th><td[^>]*>([^<]*)</td><td[^>]*>([^<]*)', html)
    assert rows[0] == ("To revise", "2", "1")
    assert [label for label, *_ in rows[1:]] == ["Reading time", "Characters", "Mean sentence", "Kanji"]


def test_of_many_sentences_the_first_are_shown() -> None:
    many = "".join(CUT.replace("鳥", f"{number}羽の鳥") for number in range(1, SHOWN + 2))
    html = viewed(DESK, Question(many, before="花が咲く。"))["html"].partition("</details>")[0]
    assert f"({SHOWN + 1})" in html
    assert html.count("<li>") + html.count('<li lang="ja">') == SHOWN


def test_the_page_offers_what_there_is() -> None:
    page = str(desk_section(DESK, 5))
    assert 'data-limit="5"' in page
    assert re.findall(r'<option value="(\w*)"( selected)?>', page) == [
        *(("", ""), ("plain", ""), ("markdown", ""), ("html", ""), ("hatena", ""), ("aozora", "")),
        *(("", ""), ("web", " selected"), ("tech", ""), ("life", ""), ("docs", ""), ("literature", "")),
    ]
    own = str(desk_section(DESK._replace(among="own", own=OWN), 5))
    assert re.search(r'<option value="own" selected>your own \(life\)</option></select>', own)
