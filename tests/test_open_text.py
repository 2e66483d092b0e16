"""A text that is open in an editor: where each remark stands, why it is there, how long the text takes to read."""

from pathlib import Path

import pytest
from to_revise import CUT, UNCUT

from jreadtools.live.open_text import OpenText, Remark, explained, remarks, time_label

CONFIGURATION = """[check]
max = { sentence_characters = 60, kanji_ratio = 0.1 }
findings = ["all"]
fail = ["revise"]
"""
TEXT = f"# 題　\n\n設定を変更することができる。\n\n{CUT}\n\n<!-- jreadtools-disable reviese -->\n"


@pytest.fixture
def path(tmp_path: Path) -> str:
    """Of a post that nobody has saved, beside a configuration."""
    (tmp_path / "jreadtools.toml").write_text(CONFIGURATION, "utf-8")
    return str(tmp_path / "a.md")


@pytest.mark.parametrize(
    ("path", "language", "name"),
    [
        ("a.md", "html", "a.md"),
        ("a.txt", "markdown", "a.txt"),
        ("a", "markdown", "a.md"),
        ("Untitled-1", "plaintext", "Untitled-1.txt"),
        ("a.mdc", "gfm", "a.mdc.md"),
        ("a.py", "python", "a.py"),
        ("a", "", "a"),
    ],
)
def test_an_ending_that_is_known_wins_over_what_the_editor_says(path: str, language: str, name: str) -> None:
    assert OpenText("", path, language, "en").name == name


def test_remarks_stand_in_their_places_and_those_of_the_whole_text_at_its_first_line(path: str) -> None:
    found = remarks(OpenText(TEXT, path, "markdown", "en"))
    assert [(TEXT[one.start : one.end], one.rule, one.weight, one.is_finding) for one in found] == [
        ("# 題", "", "advice", False),
        ("# 題", "kanji_ratio", "fails", False),
        ("変更することができる", "needless_ability", "advice", True),
        (CUT, "sentence_characters", "fails", False),
        ("出かけているが、", "revise", "fails", True),
    ]
    assert found[0].message == "line 7: jreadtools-disable: there is no rule reviese; did you mean revise?"
    assert found[1].message.startswith("kanji ratio ")
    assert remarks(OpenText(TEXT, path, "markdown", "ja"))[1].message.startswith("漢字率 ")


@pytest.mark.parametrize(
    ("configuration", "name", "text", "weight", "said"),
    [
        ("[check]\nmax = { sentence_character = 1 }\n", "a.md", "花。", "broken", "did you mean sentence_characters"),
        ("", "a.py", "花。\nx", "advice", "files ending in .py are not supported"),
    ],
)
def test_what_hinders_the_check_stands_at_the_first_line(
    configuration: str, name: str, text: str, weight: str, said: str, path: str
) -> None:
    Path(path).with_name("jreadtools.toml").write_text(configuration, "utf-8")
    (one,) = remarks(OpenText(text, str(Path(path).with_name(name)), "", "en"))
    assert (one.start, one.end, one.rule, one.weight, one.is_finding) == (0, 2, "", weight, False)
    assert said in one.message


def test_an_explanation_says_what_it_is_what_weighs_and_whose_rule_it_is(path: str) -> None:
    text = OpenText(TEXT, path, "markdown", "en")
    of = {one.rule: explained(one, text) for one in remarks(text)}
    assert of[""] == ["line 7: jreadtools-disable: there is no rule reviese; did you mean revise?"]
    first, message, about = of["sentence_characters"]
    assert (first, message) == (
        "characters of a sentence (sentence_characters)",
        "a sentence of 114 characters (at most 60)",
    )
    assert about.startswith("Characters without white space")
    first, message, about, read = of["needless_ability"]
    assert first == "することができる for できる (needless_ability)"
    assert message == "it can be said shorter: 変更することができる → 変更できる"
    assert about.startswith("することができる behind a noun")
    assert read == "of 145 hits that were read in real posts, 141 were worth a writer's time"
    first, message, weighing, about, read = of["revise"]
    assert message == "consider splitting it after 「出かけているが、」"
    assert weighing == "modifiers on modifiers, much in one sentence, a long stretch without a comma"
    assert read == "of 60 hits that were read in real posts, 39 were worth a writer's time"


def test_what_weighs_is_not_said_twice_and_is_that_of_the_sentence(path: str) -> None:
    text = OpenText(f"{UNCUT}{CUT}", path, "markdown", "ja")
    uncut, cut = (one for one in remarks(text) if one.rule == "revise")
    said = explained(uncut, text)
    assert said[0] == "分けたほうがよさそうな文（revise）"
    assert (said[1], len(said)) == (uncut.message, 4)
    assert explained(cut, text)[2] == "名詞にかかる節が重なっている・一文に多くを詰め込んでいる・読点のない部分が長い"
    gone = Remark(9_999, 9_999, "revise", "分ける", "advice", is_finding=True)
    assert len(explained(gone, text)) == 4


def test_the_reading_time_is_that_of_the_prose() -> None:
    assert time_label(OpenText("あ" * 2400, "a.md", "", "ja")) == "約4分（3〜5分）"
    assert time_label(OpenText(f"```\n{'あ' * 2400}\n```", "a", "markdown", "en")) == "0 min"
    assert time_label(OpenText("x", "a.py", "python", "en")) == ""
