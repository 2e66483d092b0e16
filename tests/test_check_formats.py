"""The report of a check for other programs, and whether its places are those of the files."""

from __future__ import annotations

import io
import json
import re
import unicodedata
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import yaml
from check_cases import DOUBLED, LONG, run, write

from jreadtools.article import Failure
from jreadtools.checks.checking import check
from jreadtools.checks.form import relative
from jreadtools.checks.github_commands import GithubCommands
from jreadtools.checks.json_object import JsonObject
from jreadtools.checks.outcome import Checked, Problem, SourceRange, Tally
from jreadtools.checks.rules import Wishes
from jreadtools.checks.text_lines import said
from jreadtools.checks.thresholds import written
from jreadtools.checks.wording import described
from jreadtools.cli.parsed import COMMANDS
from jreadtools.errors import Message
from jreadtools.measure.finding_kinds import KINDS
from jreadtools.sources.locate import Files

Capture = pytest.CaptureFixture[str]
LIMIT = ("--max", "sentence_characters=43", "--max", "kanji_ratio=0.3", "--finding", "default")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "posts/夏 1,2:%.md", f"# 題\n\n{DOUBLED}{LONG[:20]}\n{LONG[20:]}\n")
    write(tmp_path, "posts/empty.md", "")


def _json(capsys: Capture, *words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(capsys, "posts", *LIMIT, *words)[1])
    return found


def test_json_is_one_object(capsys: Capture) -> None:
    """Problems with place, value and limit; what was not measured; what failed; the numbers of the run."""
    found = _json(capsys, "missing.md", "--format", "json")
    assert list(found) == ["version", "problems", "not_measured", "failures", "summary"]
    article, finding, sentence = found["problems"]
    assert article == {
        "path": "posts/夏 1,2:%.md", "key": None, "line": 1, "column": 1, "end_line": None, "end_column": None,
        "level": "article", "rule": "kanji_ratio", "value": pytest.approx(21 / 58), "limit": 0.3, "direction": "max", "text": "",
        "message": "漢字率 36%（上限30%）", "fingerprint": None, "fails": True,
    }  # fmt: skip
    assert (finding["level"], finding["rule"], finding["value"], finding["direction"]) == (
        "finding", "doubled_particle", 2, None,
    )  # fmt: skip
    assert (finding["fails"], sentence["fails"]) == (False, True)
    assert (finding["line"], finding["column"], finding["end_line"], finding["end_column"]) == (3, 3, 3, 7)
    assert (sentence["line"], sentence["column"], sentence["end_line"], sentence["end_column"]) == (3, 14, 4, 25)
    assert (sentence["value"], sentence["limit"], sentence["text"]) == (44, 43, LONG)
    assert [one["rule"] for one in found["not_measured"]] == ["sentence_characters", "kanji_ratio"]
    assert [one["path"] for one in found["failures"]] == ["missing.md"]
    assert found["summary"] == {
        "articles": 2, "articles_with_problems": 1, "problems": 3, "failing": 2, "not_measured": 2, "known": 0, "skipped": 0, "failures": 1,
    }  # fmt: skip


def test_json_of_nothing_is_an_object_too(capsys: Capture) -> None:
    """An empty list, whatever was looked for."""
    code, out, _ = run(capsys, "posts/empty.md", "--format", "json")
    assert (code, json.loads(out)["problems"]) == (0, [])


def test_github_commands_are_escaped(capsys: Capture) -> None:
    """What a command would take for its own end, in properties and in messages; columns within one line only."""
    write(Path("posts"), "percent.md", "100%の大雪で電車で行けなかった。\n")
    _, out, _ = run(capsys, "posts", "missing.md", *LIMIT, "--format", "github", lang="en")
    lines = out.splitlines()
    name = "posts/夏 1%2C2%3A%25.md"
    assert lines[0] == (
        "::notice file=posts/percent.md,line=1,endLine=1,col=8,endColumn=12,title=doubled particle::"
        "で twice in one clause (reword one, or separate them with a comma): で電車で"
    )
    assert lines[1] == f"::warning file={name},line=1,title=kanji ratio::kanji ratio 36%25 (at most 30%25)"
    assert lines[3].startswith(
        f"::warning file={name},line=3,endLine=4,title=characters of a sentence::a sentence of 44"
    )
    assert lines[-1] == "::error file=missing.md::there is no such file; check the path"


def test_a_name_of_two_lines_ends_no_command() -> None:
    """A line break in the name of a file is escaped as well."""
    place = SourceRange(1, 1, 1, 2)
    problem = Problem("commas", "sentence", "max", 6, 4, place, "文。", Message(ja="読点数 6個", en="commas 6"), "")
    stream = io.StringIO()
    GithubCommands(stream, "en").add(Checked("a\r\nb.md", problems=(problem,)))
    assert stream.getvalue().startswith("::warning file=a%0D%0Ab.md,line=1,")
    assert stream.getvalue().count("\n") == 1


def test_words_of_a_finding_are_cut() -> None:
    """A sentence of hundreds of characters does not fill the line."""
    text = "長" * 61
    problem = Problem(
        "no_chain", "finding", None, 61, None, None, text, Message(ja=f"長い文: {text}", en=f"long: {text}"), ""
    )
    assert said(problem, "en") == f"long: {'長' * 60}…"


@pytest.mark.parametrize(("characters", "shown"), [(20, "長" * 20), (21, "長" * 20 + "…"), (60, "長" * 20 + "…")])
def test_a_sentence_is_known_by_its_beginning(characters: int, shown: str) -> None:
    """… says that something was cut, and stands behind no sentence that is there as a whole."""
    message = Message(ja="一文", en="a sentence")
    problem = Problem("sentence_characters", "sentence", "max", 61, 20, None, "長" * characters, message, "")
    assert said(problem, "en") == f"a sentence: {shown}"


def test_words_of_a_finding_that_just_fit_are_whole() -> None:
    """Sixty characters are shown, one more is cut (above)."""
    text = "長" * 60
    problem = Problem(
        "no_chain", "finding", None, 60, None, None, text, Message(ja=f"長い文: {text}", en=f"long: {text}"), ""
    )
    assert said(problem, "en") == f"long: {text}"


def test_json_names_the_article_of_a_failure() -> None:
    """In a file of many articles, which of them it was."""
    stream = io.StringIO()
    report = JsonObject(stream, "en")
    report.add(Failure("blog/export.xml", Message(ja="壊れています", en="it is broken"), "export.xml#hatake"))
    report.end(Tally())
    assert json.loads(stream.getvalue())["failures"] == [
        {"path": "blog/export.xml", "key": "hatake", "message": "it is broken"}
    ]


def test_sarif_is_a_log_of_one_run(capsys: Capture) -> None:
    """With rules that are described, relative addresses, columns in code points, fingerprints that do not move."""
    log = _json(capsys, "missing.md", "--format", "sarif")
    (only,) = log["runs"]
    assert (log["version"], only["columnKind"], only["language"]) == ("2.1.0", "unicodeCodePoints", "ja")
    rules = {rule["id"]: rule for rule in only["tool"]["driver"]["rules"]}
    assert set(rules) == {
        "sentence_characters", "kanji_ratio", "finding/doubled_particle", "finding/revise",
        "finding/needless_noun", "finding/needless_ability",
    }  # fmt: skip
    assert all(rule["shortDescription"]["text"] and rule["help"]["text"] for rule in rules.values())
    article, finding, sentence = only["results"]
    assert {result["ruleId"] for result in only["results"]} <= set(rules)
    place = sentence["locations"][0]["physicalLocation"]
    assert unquote(place["artifactLocation"]["uri"]) == "posts/夏 1,2:%.md"
    assert place["artifactLocation"]["uri"].isascii()
    assert place["region"] == {"startLine": 3, "startColumn": 14, "endLine": 4, "endColumn": 25}
    assert article["locations"][0]["physicalLocation"]["region"] == {"startLine": 1, "startColumn": 1}
    assert [result["level"] for result in only["results"]] == ["warning", "note", "warning"]
    assert finding["message"]["text"].endswith(":「で電車で」")
    assert [result["properties"] for result in only["results"]] == [
        {"value": pytest.approx(21 / 58), "limit": 0.3}, {"value": 2}, {"value": 44, "limit": 43},
    ]  # fmt: skip
    notes = only["invocations"][0]["toolExecutionNotifications"]
    assert [note["level"] for note in notes] == ["note", "note", "error"]
    assert not only["invocations"][0]["executionSuccessful"]
    write(Path("posts"), "夏 1,2:%.md", f"前の文。\n\n{LONG}{DOUBLED}\n")
    moved = {result["ruleId"]: result for result in _json(capsys, "--format", "sarif")["runs"][0]["results"]}
    assert moved["sentence_characters"]["partialFingerprints"] == sentence["partialFingerprints"]
    assert moved["sentence_characters"]["locations"] != sentence["locations"]


def test_every_kind_says_in_both_languages_what_is_a_hit() -> None:
    """The number in the Japanese rule is the limit's: the smallest that is a hit."""
    for name, kind in KINDS.items():
        about = described(name, finding=True).about
        assert re.search("[ぁ-ん]", about["ja"]), name
        assert about["ja"] != about["en"]
        if name in ("many_commas", "kanji_run", "katakana_run", "passives", "repeated_ending"):
            assert re.search(rf"(?<!\d){kind.limit + 1}[個字回文]", about["ja"]), name


def test_sarif_names_articles_of_an_export_without_a_line(capsys: Capture) -> None:
    """A region would be a line of the file; a logical location is the article's name."""
    post = f"TITLE: 畑\nBASENAME: hatake\nDATE: 08/01/2026 08:00:00\n-----\nBODY:\n<p>{LONG}</p>\n-----\n--------\n"
    write(Path(), "export.txt", post)
    log = json.loads(run(capsys, "export.txt", "--max", "sentence_characters=43", "--format", "sarif")[1])
    assert log["runs"][0]["results"][0]["locations"] == [
        {
            "physicalLocation": {"artifactLocation": {"uri": "export.txt", "uriBaseId": "%SRCROOT%"}},
            "logicalLocations": [{"name": "hatake"}],
        }
    ]


def test_paths_are_those_of_the_checkout(tmp_path: Path) -> None:
    """From the working folder, with /; what lies outside is named from the root."""
    assert relative(str(tmp_path / "posts" / "a.md")) == "posts/a.md"
    assert relative("./posts/../posts/a.md") == "posts/a.md"
    assert relative(str(tmp_path.parent / "b.md")) == (tmp_path.parent / "b.md").as_posix()


def _misplaced(*folders: Path) -> tuple[int, list[str]]:
    """How many sentences begin in a line, and those that do not begin with their first character there."""
    rule, limit = written("sentence_characters=0", "max")
    number, wrong = 0, []
    for one in check(Files(folders), asked=Wishes({("max", rule): limit})):
        if not isinstance(one, Checked) or not one.problems or one.key:
            continue
        # A line ends where editors end one: at \n, \r\n or \r, and nowhere else.
        lines = Path(one.path).read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for problem in one.problems:
            assert problem.place is not None
            rest = unicodedata.normalize("NFC", lines[problem.place.line - 1][problem.place.column - 1 :])
            number += 1
            if not rest.startswith(problem.text[0]):
                wrong.append(
                    f"{one.path}:{problem.place.line}:{problem.place.column} {problem.text[:20]} | {rest[:20]}"
                )
    return number, wrong


def test_every_sentence_begins_where_it_is_said(posts: Path) -> None:
    """In the line and the column, with its first character."""
    number, wrong = _misplaced(posts)
    assert number > 100
    assert wrong == []


def test_every_sentence_of_real_blogs_begins_where_it_is_said(corpora: Path) -> None:
    """Shortcodes, footnotes, CRLF and all."""
    some = sorted((corpora / "hugo-baldanders").rglob("*.md"))[::4]
    number, wrong = _misplaced(*some, corpora / "zenn-baldanders", corpora / "msdocs-cpp")
    assert number > 5_000
    assert wrong == []


def test_the_hooks_of_pre_commit_run_commands_that_there_are(root: Path) -> None:
    """The one that has workers of its own starts no second copy beside them."""
    hooks = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert [hook["id"] for hook in hooks] == ["jreadtools-check", "jreadtools-stamp"]
    for hook in hooks:
        program, command = hook["entry"].split()
        assert (program, hook["language"], hook["id"]) == ("jreadtools", "python", f"jreadtools-{command}")
        assert command in COMMANDS
        assert hook.get("require_serial", False) == (command == "check")


def test_on_a_terminal_a_written_file_is_confirmed(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    said = "jreadtools: o.json に書き出しました（記事2本）\n"
    assert said in run(capsys, "posts", "--format", "json", "-o", "o.json")[2]
    assert "o.json" not in run(capsys, "posts", "--format", "json", "-o", "o.json", "--quiet")[2]
