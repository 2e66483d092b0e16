"""`jreadtools check`: a line a problem where it stands, one line that sums up, and exit codes."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from check_cases import DOUBLED, GARDEN, LONG, OTHER, run, write

from jreadtools.article import Failure, Wrap
from jreadtools.checks import checked as checked_module
from jreadtools.checks import checking as checking_module
from jreadtools.checks.checked import ToCheck
from jreadtools.checks.checking import check, check_text
from jreadtools.checks.outcome import Checked
from jreadtools.checks.rules import Wishes
from jreadtools.checks.thresholds import written
from jreadtools.cli.main import main
from jreadtools.sources.locate import Files

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def posts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with posts of which nothing above them knows."""
    (tmp_path / ".git").mkdir()
    write(tmp_path, "posts/garden.md", GARDEN)
    write(tmp_path, "posts/snow.txt", f"{DOUBLED}\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "posts"


@pytest.mark.usefixtures("posts")
def test_sentences_are_checked_where_they_stand(capsys: Capture) -> None:
    """No heading, item without an end, cell, code, quote or English sentence is taken for a sentence to mend."""
    code, out, err = run(capsys, "posts", "--max", "sentence_characters=30")
    assert out.splitlines() == [
        "posts/garden.md:7:1 一文44字（上限30）: 雨が上がるのを待ってから、裏の畑まで下り…",
        "posts/garden.md:23:1 一文39字（上限30）: 茄子は縦に割り、胡麻油で焼いて、生姜醤油…",
    ]
    assert (code, err) == (1, "jreadtools: 2本を調べ、1本で2件が基準を超えています\n")


@pytest.mark.usefixtures("posts")
@pytest.mark.parametrize(
    ("text", "path", "name", "columns"),
    [
        (LONG, "posts/a.md", "", [1]),
        (OTHER, "posts/a.md", "", []),
        (f"<p>{LONG}</p>", "posts/a.md", "a.html", [4]),
        (LONG, "posts/old/a.md", "", None),
        (f"---\njreadtools: false\n---\n{LONG}", "posts/a.md", "", None),
    ],
)
def test_a_text_that_is_being_written_is_checked_as_its_file_would_be(
    text: str, path: str, name: str, columns: list[int] | None
) -> None:
    """By the configuration nearest to it, and by the name that says what it is written in; nothing is read there."""
    overrides = "[[check.overrides]]\npaths = ['posts/old/']\nskip = true\n"
    write(Path(), "jreadtools.toml", f"[check]\nmax = {{ sentence_characters = 43 }}\n{overrides}")
    found = check_text(text, path, name=name)
    assert isinstance(found, Checked)
    assert (found.path, found.skipped) == (name or path, columns is None)
    assert [problem.place.column for problem in found.problems if problem.place] == (columns or [])


@pytest.mark.usefixtures("posts")
def test_what_hinders_the_check_of_a_text_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    """An ending that is not read, and a defect, which must not end the session of an editor."""
    found = check_text(LONG, "posts/a.py")
    assert isinstance(found, Failure)
    assert (found.path, "files ending in .py are not supported" in found.error) == ("posts/a.py", True)

    def broken(*_: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(checking_module, "parse_named", broken)
    found = check_text(LONG, "posts/a.md")
    assert isinstance(found, Failure)
    assert (found.path, "RecursionError: too deep" in found.error) == ("posts/a.md", True)


@pytest.mark.usefixtures("posts")
def test_a_sentence_begins_at_a_column_in_code_points(capsys: Capture) -> None:
    """The second sentence of a line begins behind the first, an emoji being one column."""
    write(Path(), "emoji.md", f"🍆です。{LONG}\n")
    assert run(capsys, "emoji.md", "--max", "sentence_characters=30")[1].startswith("emoji.md:1:5 一文44字")


@pytest.mark.usefixtures("posts")
def test_an_article_is_checked_as_a_whole(capsys: Capture) -> None:
    """kanji_ratio is one number of the article, unless it is asked for by sentence."""
    code, out, _ = run(capsys, "posts/snow.txt", "--max", "kanji_ratio=0.2", "--min", "characters=100")
    assert (code, out.splitlines()) == (
        1,
        ["posts/snow.txt:1:1 漢字率 38%（上限20%）", "posts/snow.txt:1:1 文字数 13字（下限100）"],
    )
    _, out, _ = run(capsys, "posts/snow.txt", "--max", "sentence:kanji_ratio=20%", lang="en")
    assert out == f"posts/snow.txt:1:1 kanji ratio of a sentence 38% (at most 20%): {DOUBLED}\n"


@pytest.mark.usefixtures("posts")
def test_a_sentence_at_its_limit_is_allowed(capsys: Capture) -> None:
    """At most 44 and at least 44 characters: a sentence of 44 is both; one more or one less is not."""
    write(Path(), "a.md", f"{LONG}\n")
    assert run(capsys, "a.md", "--max", "sentence_characters=44", "--min", "sentence_characters=44")[:2] == (0, "")
    assert run(capsys, "a.md", "--max", "sentence_characters=43")[0] == 1
    code, _, err = run(capsys, "a.md", "--min", "sentence_characters=45")
    assert (code, err) == (1, "jreadtools: 1本を調べ、1本に1件の指摘があり、不合格です\n")  # nothing is above


@pytest.mark.usefixtures("posts")
def test_a_first_run_checks_the_findings_that_are_shown_by_default(capsys: Capture) -> None:
    """Without any limit there is something worth reading, and limits that are given stand alone."""
    code, out, err = run(capsys, "posts")
    assert (code, out) == (
        0,
        "posts/snow.txt:1:3 「で」が一つの節に2回（片方を言い換えるか、読点で区切る）:「で電車で」\n",
    )
    assert err == "jreadtools: 2本を調べ、1本に1件の指摘があります\n"
    assert run(capsys, "posts", "--max", "sentence_characters=100")[:2] == (0, "")
    both = run(capsys, "posts", "--max", "sentence_characters=43", "--finding", "default")[1]
    assert [line.split()[0] for line in both.splitlines()] == ["posts/garden.md:7:1", "posts/snow.txt:1:3"]


@pytest.mark.usefixtures("posts")
def test_what_is_not_measured_is_counted_and_exceeds_nothing(capsys: Capture) -> None:
    """An article without words is neither above nor below a limit."""
    write(Path(), "empty.md", "# 題だけ\n")
    code, out, err = run(capsys, "empty.md", "--max", "sentence_characters=1", "--min", "jreadability=9")
    assert (code, out) == (0, "")
    assert err == "jreadtools: 1本を調べ、指摘はありません（測れなかったもの 2）\n"
    both = ("--max", "sentence_characters=9", "--min", "sentence_characters=1")
    assert "（測れなかったもの 1）" in run(capsys, "empty.md", *both)[2]


@pytest.mark.usefixtures("posts")
def test_exit_codes(capsys: Capture) -> None:
    """Something exceeds: 1, but for --exit-zero; something could not be done: 2, whatever exceeds."""
    limit = ("--max", "sentence_characters=43")
    assert run(capsys, "posts", *limit)[0] == 1
    assert run(capsys, "posts", *limit, "--exit-zero")[0] == 0
    code, out, err = run(capsys, "posts", "missing.md", "--exit-zero")
    assert (code, len(out.splitlines())) == (2, 1)
    assert "missing.md: ファイルが見つかりません" in err
    assert "（読み取れなかったもの 1）" in err
    assert run(capsys, "posts", "missing.md", *limit)[0] == 2
    assert run(capsys, "posts/garden.md")[0] == 0


@pytest.mark.usefixtures("posts")
def test_advice_is_no_broken_rule(capsys: Capture) -> None:
    """Findings are printed and end with 0; --strict makes those that are shown fail; --exit-zero wins."""
    code, out, _ = run(capsys, "posts")
    assert (code, len(out.splitlines())) == (0, 1)
    assert run(capsys, "posts", "--strict")[0] == 1
    assert run(capsys, "posts", "--finding", "doubled_particle")[0] == 0
    assert run(capsys, "posts", "--strict", "--finding", "doubled_particle")[0] == 1
    assert run(capsys, "posts", "--strict", "--finding", "no_chain")[:2] == (0, "")  # what is not shown cannot fail
    assert run(capsys, "posts", "--strict", "--finding", "none")[:2] == (0, "")
    assert run(capsys, "posts", "--strict", "--exit-zero")[0] == 0


@pytest.mark.usefixtures("posts")
def test_the_last_line_tells_advice_from_what_fails(capsys: Capture) -> None:
    """Remarks, of which so many fail; where all fail, problems."""
    both = ("--max", "sentence_characters=43", "--finding", "default")
    assert "（うち不合格 1）" in run(capsys, "posts", *both)[2]
    assert "2 remarks in 2 articles (1 of them failing)" in run(capsys, "posts", *both, lang="en")[2]
    assert "1 remark in 1 article\n" in run(capsys, "posts", lang="en")[2]
    assert "2 problems in 2 articles\n" in run(capsys, "posts", *both, "--strict", lang="en")[2]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--max", "kanji_raito=0.4"], "--max kanji_raito=0.4: kanji_raito という指標はありません。kanji_ratio"),
        (["--max", "sentence_characters"], "指標の名前=値 の形で指定してください"),
        (["--finding", "no_chian"], "--finding no_chian: no_chian という指摘の種類はありません。no_chain"),
        (["--max", "characters=1", "--min", "characters=2"], "下限2が上限1より大きくなっています"),
        (["--stdin-filename", "a.md"], "パスに - を指定してください"),
        (["--write-baseline", "-o", "x"], "-o と --format は付けずに"),
    ],
)
@pytest.mark.usefixtures("posts")
def test_what_cannot_be_meant_is_an_error(words: list[str], said: str, capsys: Capture) -> None:
    """It is said before anything is read, with the option and the nearest name."""
    code, out, err = run(capsys, "posts", *words)
    assert (code, out) == (2, "")
    assert said in err


@pytest.mark.usefixtures("posts")
def test_articles_of_an_export_have_a_name_and_no_line(capsys: Capture) -> None:
    """A line of the text in an export is no line of the file."""
    post = f"TITLE: 畑\nBASENAME: hatake\nDATE: 08/01/2026 08:00:00\n-----\nBODY:\n<p>今日。</p>\n<p>{LONG}</p>\n-----\n--------\n"
    write(Path(), "export.txt", post + post.replace("hatake", "niwa"))
    _, out, _ = run(capsys, "export.txt", "--max", "sentence_characters=43", "--max", "characters=45")
    lines = out.splitlines()
    assert lines[0] == "export.txt#hatake 文字数 47字（上限45）"
    assert lines[1].startswith("export.txt#hatake 一文44字（上限43）: 雨が上がる")
    assert lines[2].startswith("export.txt#niwa ")


def test_standard_input_is_taken_for_the_file_that_is_named(
    posts: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """Its markup, its configuration and the path in the messages are those of the file."""
    write(posts, "jreadtools.toml", "[check]\nmax = { sentence_characters = 43 }\n")
    stdin = io.TextIOWrapper(io.BytesIO(f"# {LONG}\n\n{LONG}\n".encode()))
    monkeypatch.setattr("sys.stdin", stdin)
    code, out, _ = run(capsys, "-", "--stdin-filename", "posts/new.md")
    assert (code, out) == (1, "posts/new.md:3:1 一文44字（上限43）: 雨が上がるのを待ってから、裏の畑まで下り…\n")


def test_an_export_on_standard_input_is_named_too(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """Its articles have the name of the file that it stands for, and so has a failure."""
    post = f"TITLE: 畑\nBASENAME: hatake\nDATE: 08/01/2026 08:00:00\n-----\nBODY:\n<p>{LONG}</p>\n-----\n--------\n"
    words = ("-", "--stdin-filename", "blog/export.txt", "--max", "sentence_characters=43")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(post.encode())))
    assert run(capsys, *words)[1].startswith("blog/export.txt#hatake 一文44字")
    broken = b'<?xml version="1.0"?><rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><item>'
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(broken)))
    code, _, err = run(capsys, *words)
    assert (code, err.startswith("jreadtools: blog/export.txt: ")) == (2, True)


def test_standard_input_without_a_name_is_named_as_such(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """There is no file to name."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(LONG.encode())))
    assert run(capsys, "-", "--max", "sentence_characters=43")[1].startswith("標準入力:1:1 一文44字")


@pytest.mark.usefixtures("posts")
def test_an_article_is_checked_once(capsys: Capture) -> None:
    """A folder and a file of it name the same article, which is no second problem."""
    assert len(run(capsys, "posts", "posts/snow.txt", "./posts/snow.txt")[1].splitlines()) == 1


@pytest.mark.usefixtures("posts")
def test_a_line_is_one_line_and_safe_on_a_terminal(capsys: Capture) -> None:
    """Control characters of an article do not reach the terminal."""
    write(Path(), "evil.md", f"\x1b[31m{LONG}\n")
    out = run(capsys, "evil.md", "--max", "sentence_characters=43")[1]
    assert out.count("\n") == 1
    assert "\x1b" not in out


@pytest.mark.usefixtures("posts")
def test_the_report_goes_to_a_file_and_quiet_says_nothing(capsys: Capture) -> None:
    """-o FILE holds the lines; --quiet drops the summary, not the exit code."""
    assert run(capsys, "posts", "--strict", "-o", "report.txt", "--quiet") == (1, "", "")
    assert Path("report.txt").read_text("utf-8").startswith("posts/snow.txt:1:3 「で」が一つの節に2回")


@pytest.mark.parametrize("name", ["posts/snow.txt", "base.json"])
@pytest.mark.usefixtures("posts")
def test_the_report_takes_the_place_of_no_file_that_is_read(name: str, capsys: Capture) -> None:
    """Neither an article nor the baseline is lost to a slip of -o."""
    assert run(capsys, "posts", "--write-baseline", "--baseline", "base.json", "--quiet") == (0, "", "")
    before = Path(name).read_bytes()
    code, out, err = run(capsys, "posts", "--baseline", "base.json", "-o", name)
    assert (code, out) == (2, "")
    assert "書き出し先には別の名前を指定してください" in err
    assert Path(name).read_bytes() == before


@pytest.mark.usefixtures("posts")
def test_a_run_without_any_limit_says_so(capsys: Capture) -> None:
    """Nothing was looked for: that nothing was found is no good news."""
    assert "（基準のない記事 2）" in run(capsys, "posts", "--finding", "none")[2]


@pytest.mark.usefixtures("posts")
def test_drafts_and_excluded_files_are_left_out(capsys: Capture) -> None:
    """The options of reading hold here as elsewhere."""
    write(Path("posts"), "draft.md", f"---\ndraft: true\n---\n{DOUBLED}\n")
    assert len(run(capsys, "posts")[1].splitlines()) == 2
    assert run(capsys, "posts", "--no-drafts", "--exclude", "snow.txt")[:2] == (0, "")


@pytest.mark.usefixtures("posts", "small_batches")
def test_workers_change_nothing(capsys: Capture) -> None:
    """The same lines in the same order, however many processes there are."""
    for number in range(40):
        write(Path("many"), f"{number:02}.md", f"# 題\n\n{OTHER * 40}\n\n{LONG}{DOUBLED}\n")
    words = ["many", "--max", "sentence_characters=43", "--finding", "default", "--lang", "ja"]
    assert main(["check", *words, "--workers=1"]) == 1
    alone = capsys.readouterr()
    assert main(["check", *words, "--workers=2"]) == 1
    assert capsys.readouterr() == alone
    assert len(alone.out.splitlines()) == 80


def test_an_article_that_cannot_be_measured_costs_only_itself(posts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A defect met in one article is its failure; the others are checked."""
    measure = checked_module.measure

    def fragile(articles: list[object], settings: object) -> object:
        if any("大雪" in article.source for article in articles):  # type: ignore[attr-defined]
            raise ZeroDivisionError("a defect")
        return measure(articles, settings)  # type: ignore[arg-type]

    monkeypatch.setattr(checked_module, "measure", fragile)
    rule, limit = written("sentence_characters=30", "max")
    first, second = check(Files([posts]), asked=Wishes({("max", rule): limit}))
    assert isinstance(first, Checked)
    assert len(first.problems) == 2
    assert isinstance(second, Failure)
    assert "a defect" in second.error


@pytest.mark.usefixtures("forked", "small_batches")
@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")  # by another test, before this one
def test_an_article_that_kills_its_worker_is_a_failure(posts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others are checked, by workers that are started in its place."""
    for name in ("a", "b", "d"):  # each a batch of its own
        write(posts, f"{name}.md", f"{LONG}\n\n" * 900)
    write(posts, "c.md", f"致命的な記事です。\n\n{OTHER * 900}\n")
    check_articles = checking_module.check_articles

    def deadly(items: list[ToCheck], wrap: Wrap) -> list[Checked | Failure]:
        if any("致命的" in item.article.source for item in items):
            os._exit(11)
        return check_articles(items, wrap)

    monkeypatch.setattr(checking_module, "check_articles", deadly)
    rule, limit = written("sentence_characters=43", "max")
    outcomes = list(check(Files([posts]), asked=Wishes({("max", rule): limit}), workers=2))
    assert [Path(one.path).name for one in outcomes] == ["a.md", "b.md", "c.md", "d.md", "garden.md", "snow.txt"]
    assert [Path(one.path).name for one in outcomes if isinstance(one, Failure)] == ["c.md"]
    assert sum(len(one.problems) for one in outcomes if isinstance(one, Checked)) == 3 * 900 + 1
