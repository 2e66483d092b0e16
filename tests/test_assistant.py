"""What an assistant may ask: short answers with places, errors that say what to ask instead, and one folder and no other."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
import yaml
from to_revise import CUT

import jreadtools as jr
from jreadtools.cli.parsed import COMMANDS
from jreadtools.errors import Message
from jreadtools.live.assistant import Assistant, QuestionError
from jreadtools.sources.locate import Found

POSTS = Path(__file__).resolve().parents[1] / "examples/posts"
SMELL = (POSTS / "smell-of-lead.md").read_text("utf-8")


@pytest.fixture
def assistant() -> Assistant:
    return Assistant(os.fspath(POSTS), "en")


def refused(assistant: Assistant, path: str) -> str:
    with pytest.raises(QuestionError) as caught:
        assistant.reading_time(path=path)
    return str(caught.value)


def test_a_text_and_its_file_are_answered_alike(assistant: Assistant) -> None:
    for ask in (assistant.reading_time, assistant.analyze, assistant.sentences_to_revise):
        assert ask(path="smell-of-lead.md") == ask(text=SMELL, markup="markdown")


def test_the_answers_are_those_of_the_library(assistant: Assistant) -> None:
    analysis = jr.analyze(jr.read_article(POSTS / "smell-of-lead.md"), lang="en")
    time = assistant.reading_time(path="smell-of-lead.md")
    assert (time["label"], time["range"]) == (analysis.reading_time.label, analysis.reading_time.range_label)
    assert time["characters"] == analysis["characters"]
    said = assistant.analyze(path="smell-of-lead.md", among="web")
    assert said["numbers"]["kanji_ratio"] == round(float(analysis["kanji_ratio"]), 3)
    assert " ".join(said["summary"]) == analysis.summary()
    assert said["standing"]["among"] == "web"
    assert said["sentences_to_revise"] == analysis["sentences_to_revise"] == 5


def test_sentences_come_with_places_and_reasons(assistant: Assistant) -> None:
    said = assistant.sentences_to_revise(path="smell-of-lead.md", limit=2)
    assert said["number"] == 5
    assert [(one["line"], one["column"]) for one in said["sentences"]] == [(13, 25), (23, 170)]
    first = said["sentences"][0]
    line = SMELL.split("\n")[first["line"] - 1]
    assert line[first["column"] - 1 : first["end_column"] - 1] == first["text"]
    assert first["why"] == "much in one sentence, modifiers on modifiers"
    assert first["where_to_cut"] == "consider splitting it after 『「印刷屋」と呼び、』"


REMARKS = "設定を変更することができる。\n\n資料を印刷することができる。\n\n彼が走らないことはない。"
"""Two remarks that are shown, and one that is not unless it is asked for."""


def test_smaller_remarks_stand_beside_them(assistant: Assistant) -> None:
    said = assistant.sentences_to_revise(REMARKS)
    assert said == {
        "number": 0,
        "sentences": [],
        "findings": [
            {
                "kind": "needless_ability",
                "line": line,
                "column": 4,
                "text": f"{verb}することができる",
                "message": f"it can be said shorter: {verb}することができる → {verb}できる",
            }
            for line, verb in ((1, "変更"), (3, "印刷"))
        ],
        "more_findings": 0,
    }
    assert assistant.sentences_to_revise(REMARKS, limit=1) == said | {
        "findings": said["findings"][:1],
        "more_findings": 1,
    }


def test_numbers_are_as_short_as_anybody_reads_them_and_findings_are_counted(assistant: Assistant) -> None:
    """The advice that names a sentence to revise is no finding beside it."""
    text = f"{REMARKS}\n\n{CUT}"
    said = assistant.analyze(text)
    analysis = jr.analyze(text, lang="en")
    assert list(said) == [
        *("label", "range", "characters", "sentences", "summary", "numbers", "warnings", "standing"),
        *("sentences_to_revise", "findings"),
    ]
    assert said["findings"] == {"needless_ability": 2}
    assert (said["sentences_to_revise"], said["sentences"], said["standing"]) == (1, 4, None)
    assert said["numbers"]["kango_ratio"] == round(float(analysis["kango_ratio"]), 3) != analysis["kango_ratio"]
    time = assistant.reading_time(f"{text} hello world")
    wanted = jr.reading_time(f"{text} hello world")
    for name in ("minutes", "fast_minutes", "slow_minutes"):
        assert time[name] == round(getattr(wanted, name), 2)
    assert (time["characters"], time["english_words"]) == (analysis["characters"], 2)


@pytest.mark.parametrize(("length", "shown"), [(199, 199), (200, 200), (201, 200)])
def test_more_than_two_hundred_characters_are_shortened(length: int, shown: int, assistant: Assistant) -> None:
    text = (CUT[:-1].replace("。", "、") * 2)[: length - 6] + "探している。"
    (one,) = assistant.sentences_to_revise(text)["sentences"]
    assert one["characters"] == length
    assert len(one["text"]) == shown
    assert one["text"].endswith("…") == (length > 200)


def test_a_long_sentence_is_shortened_and_its_place_is_not(assistant: Assistant) -> None:
    text = "雨が上がるのを待ってから、裏の畑まで下りて、朝露に濡れた茄子を六本だけ摘んで帰り、" * 20 + "食べました。"
    (one,) = assistant.sentences_to_revise(text)["sentences"]
    assert one["characters"] == len(text)
    assert len(one["text"]) == 200
    assert one["text"].endswith("…")
    assert one["end_column"] == len(text) + 1


def test_a_rewrite_is_compared(assistant: Assistant) -> None:
    after = SMELL.replace("ただ「印刷屋」と呼び、刷り上がった", "ただ「印刷屋」と呼んだ。刷り上がった")
    said = assistant.compare(before_path="smell-of-lead.md", after=after, markup="markdown")
    assert said["sentences_to_revise"] == {"before": 5, "after": 4}
    assert (said["mended_number"], said["left_number"], said["new_number"]) == (1, 4, 0)
    assert said["mended"][0]["line"] == 13
    assert said["said"].splitlines()[0].startswith("about 3 min → about 3 min")


def test_of_many_mended_sentences_ten_are_shown(assistant: Assistant) -> None:
    many = "".join(CUT.replace("鳥", f"{number}羽の鳥") for number in range(1, 12))
    said = assistant.compare(before=many, after="花が咲く。")
    assert (len(said["mended"]), said["mended_number"], said["left"], said["new_number"]) == (10, 11, [], 0)
    assert list(said["mended"][0]) == [
        *("line", "column", "end_line", "end_column", "characters", "why", "where_to_cut", "text"),
    ]
    kanji = next(change for change in said["changes"] if change["metric"] == "kanji_ratio")
    assert (kanji["now"], kanji["before"]) == (0.4, round(kanji["before"], 3))


@pytest.mark.parametrize(
    "path", ["../developing.md", "../../README.md", "/etc/hostname", "posts/../../../README.md", "a/../../x"]
)
def test_nothing_outside_the_folder_is_read(assistant: Assistant, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Found, "__new__", None)  # whatever reads a file makes one
    assert refused(assistant, path) == f"{path}: only files below the named folder are read; give a path relative to it"


def test_no_link_leads_out_of_the_folder(tmp_path: Path) -> None:
    folder, outside = tmp_path / "posts", tmp_path / "private"
    folder.mkdir()
    outside.mkdir()
    (outside / "secret.md").write_text("秘密です。", "utf-8")
    (folder / "a.md").write_text("晴れです。", "utf-8")
    (folder / "link.md").symlink_to(outside / "secret.md")
    (folder / "sub").symlink_to(outside)
    (folder / "own.md").symlink_to("a.md")
    (folder / "circle.md").symlink_to("circle.md")
    assistant = Assistant(os.fspath(folder), "en")
    for path in ("link.md", "sub/secret.md", "sub", "sub/none.md"):
        assert "only files below the named folder" in refused(assistant, path)
    assert assistant.reading_time(path="own.md") == assistant.reading_time(path="a.md")
    assert assistant.reading_time(path=os.fspath(folder / "a.md"))["characters"] == 5
    assert "circle.md: " in refused(assistant, "circle.md")
    assert "secret" not in refused(assistant, "none.md")


def test_a_folder_that_is_itself_a_link_is_meant(tmp_path: Path) -> None:
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts/a.md").write_text("晴れです。", "utf-8")
    (tmp_path / "link").symlink_to("posts")
    assert Assistant(os.fspath(tmp_path / "link"), "en").reading_time(path="a.md")["characters"] == 5


def test_a_wrong_name_is_told_the_right_ones(assistant: Assistant, tmp_path: Path) -> None:
    assert refused(assistant, "smel-of-lead.md") == (
        "smel-of-lead.md: there is no such file; did you mean smell-of-lead.md?"
    )
    assert refused(assistant, "posts/ume-diary.md").endswith("did you mean ume-diary.md?")
    assert refused(assistant, ".").startswith(".: is a folder; files of articles: bookbinding-event.md, clam-rice.md, ")
    assert refused(assistant, "zzz").startswith("zzz: there is no such file; files of articles: ")
    assert refused(Assistant(os.fspath(tmp_path), "en"), "a.md").endswith("there are no files of articles")
    for number in range(30):
        if number in (20, 21):
            more = " and 1 more" if number == 21 else ""
            assert refused(Assistant(os.fspath(tmp_path), "en"), ".").endswith(f"19�[31m.md{more}")
        (tmp_path / f"{number:02}\x1b[31m.md").write_text("晴れです。", "utf-8")
    said = refused(Assistant(os.fspath(tmp_path), "en"), ".")
    assert said.endswith("19�[31m.md and 10 more")
    assert "\x1b" not in said


def test_a_file_of_the_same_name_may_be_meant(tmp_path: Path) -> None:
    for number in range(4):
        (tmp_path / f"{number}").mkdir()
        (tmp_path / f"{number}" / "a.md").write_text("晴れです。", "utf-8")
    here = Assistant(os.fspath(tmp_path), "en")
    assert refused(here, "quite/another/folder/a.md").endswith("did you mean 0/a.md, 1/a.md, 2/a.md?")
    assert refused(here, "0").endswith("0: is a folder; files of articles: 0/a.md")


def test_the_files_of_a_folder_are_named_in_japanese_too(tmp_path: Path) -> None:
    here = Assistant(os.fspath(tmp_path), "ja")

    def said() -> str:
        with pytest.raises(QuestionError) as caught:
            here.reading_time(path="zzz")
        message = caught.value.args[0]
        assert isinstance(message, Message)
        return message.ja

    assert said() == "zzz: ファイルがありません。記事のファイルはありません"
    for number in range(21):
        (tmp_path / f"{number:02}.md").write_text("晴れです。", "utf-8")
        if number == 1:
            assert said() == "zzz: ファイルがありません。記事のファイル: 00.md, 01.md"
    assert said().endswith(", 19.md ほか1件")


def test_what_is_no_article_says_so(tmp_path: Path) -> None:
    here = Assistant(os.fspath(tmp_path), "en")
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / "a.csv").write_text("body\n晴れです。\n", "utf-8")
    os.mkfifo(tmp_path / "pipe.md")
    assert refused(here, "a.pdf").startswith("a.pdf: .pdf is not supported; save its text as .txt")
    assert refused(here, "a.csv") == "a.csv: holds many articles; give the text of one of them"
    assert refused(here, "pipe.md") == "pipe.md: is no regular file"
    assert refused(here, "a\0.md").startswith("a\0.md: ")


def test_questions_that_cannot_be_answered_say_what_to_ask(assistant: Assistant) -> None:
    with pytest.raises(
        QuestionError, match=r"give either text \(the article itself\) or path \(a file\), and not both"
    ):
        assistant.reading_time()
    with pytest.raises(QuestionError, match="and not both"):
        assistant.analyze("晴れです。", "a.md")
    with pytest.raises(QuestionError, match=r"give either after \(the article itself\) or after_path"):
        assistant.compare(before="晴れです。")
    with pytest.raises(QuestionError, match="the name of a file; give it as path"):
        assistant.reading_time("posts/smell-of-lead.md")
    for limit in (0, 51):
        with pytest.raises(QuestionError, match=f"limit is 1 to 50, not {limit}"):
            assistant.sentences_to_revise("晴れです。", limit=limit)
    assert assistant.sentences_to_revise("晴れです。", limit=1) == assistant.sentences_to_revise("晴れです。", limit=50)
    with pytest.raises(QuestionError, match="among: there is no wep; did you mean web"):
        assistant.analyze("晴れです。", among="wep")
    with pytest.raises(QuestionError, match="markup is one of plain, markdown, html, hatena, aozora, not rst"):
        assistant.analyze("晴れです。", markup="rst")  # type: ignore[arg-type]
    with pytest.raises(QuestionError, match="no folder was named"):
        Assistant(None, "en").reading_time(path="a.md")
    assert Assistant(None, "ja").reading_time("晴れです。")["label"] == "約1分"


def test_in_japanese() -> None:
    said = Assistant(os.fspath(POSTS), "ja").sentences_to_revise(path="smell-of-lead.md", limit=1)
    assert said["sentences"][0]["where_to_cut"] == "『「印刷屋」と呼び、』のあとで分けることを考える"


def test_the_skill_is_of_the_open_format_and_names_what_there_is() -> None:
    """Name and description as the format wants them; the tools are the questions, the commands those of the command line."""
    text = (POSTS.parent / "skill/SKILL.md").read_text("utf-8")
    _, head, body = text.split("---\n", 2)
    fields = yaml.safe_load(head)
    assert set(fields) <= {"name", "description", "license", "compatibility", "metadata", "allowed-tools"}
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", fields["name"])
    assert len(fields["name"]) <= 64
    assert len(fields["description"]) <= 1024
    assert len(fields["compatibility"]) <= 500
    questions = {name for name in vars(Assistant) if not name.startswith("_")}
    assert set(re.findall(r"^\| [^|]+ \| `(\w+)` \|", body, re.MULTILINE)) == questions
    assert {"time", "analyze", "check"} <= set(re.findall(r"`jreadtools (\w+)", body)) <= set(COMMANDS)
