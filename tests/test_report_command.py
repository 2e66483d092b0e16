"""`jreadtools report`: one page, whole or not at all, whatever the articles and the workers do."""

from __future__ import annotations

import io
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from to_revise import UNCUT

import jreadtools as jr
from jreadtools.batches import run as batch_run
from jreadtools.cli.main import main
from jreadtools.errors import JreadtoolsError
from jreadtools.measure.settings import Settings
from jreadtools.reports import build
from jreadtools.sources.locate import Files, Found
from jreadtools.sources.reading import Reading

Capture = pytest.CaptureFixture[str]

HARD = UNCUT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two easy posts and a hard one."""
    home = tmp_path / "posts"
    home.mkdir()
    (home / "a.md").write_text("---\ntitle: 春の茶畑\ndate: 2026-04-01\n---\n\n" + "今日は晴れです。" * 20, "utf-8")
    (home / "b.md").write_text("---\ntitle: 政策の話\ndate: 2026-04-02\n---\n\n" + f"{HARD}\n\n" * 10, "utf-8")
    (home / "c.txt").write_text("雨の日は、お茶を淹れて本を読みます。" * 30, "utf-8")
    return home


def run(capsys: Capture, *words: str, lang: str = "ja") -> tuple[int, str, str]:
    code = main(["report", "--workers", "1", *words, "--lang", lang])
    out, err = capsys.readouterr()
    return code, out, err


def test_a_folder_becomes_a_list_and_its_articles(folder: Path, tmp_path: Path, capsys: Capture) -> None:
    """Every title leads to a section of its own on the same page; nothing is printed."""
    page = tmp_path / "report.html"
    assert run(capsys, str(folder), "-o", str(page)) == (0, "", "")
    html = page.read_text("utf-8")
    assert html.startswith("<!doctype html>")
    assert '<html lang="ja">' in html
    anchors = re.findall(r'<th scope="row"[^>]*><a href="#(\w+)">', html)
    assert len(anchors) == 3
    assert all(f'<article id="{anchor}"' in html for anchor in anchors)
    assert html.index("政策の話") < html.index("春の茶畑")  # what there is to revise comes first
    assert "今日は晴れです。" in html


def test_a_row_is_what_the_analysis_says(folder: Path) -> None:
    """Figures, range and every sentence to revise, however many."""
    analysis = jr.analyze(jr.read_article(folder / "b.md"))
    row = build.row_of(analysis)
    assert row.hard == len(analysis.hard_sentences(99)) == row.sentences == 10
    assert (row.title, row.date, row.characters) == ("政策の話", "2026-04-02", analysis["characters"])
    assert row.fast < row.reading_minutes < row.slow
    assert (row.fast, row.slow) == (analysis.reading_time.fast_minutes, analysis.reading_time.slow_minutes)


def test_the_page_is_named_and_dated(
    folder: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After its folder or by --title; the day is today's or that of SOURCE_DATE_EPOCH, so that bytes can be made again."""
    page = tmp_path / "r.html"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1775044800")
    run(capsys, str(folder), "-o", str(page))
    html = page.read_text("utf-8")
    assert "<title>記事のレポート: posts</title>" in html
    assert "<span>2026-04-01 作成</span>" in html
    assert '<footer class="made">2026-04-01 に jreadtools ' in html
    run(capsys, str(folder / "a.md"), str(folder / "b.md"), "-o", str(page))
    assert "<title>記事のレポート</title>" in page.read_text("utf-8")
    run(capsys, str(folder), "--title", "春のブログ", "-o", str(page))
    assert '<h1 id="list-title">春のブログ</h1>' in page.read_text("utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    run(capsys, str(folder / "a.md"), "-o", str(page))
    assert re.search(r'<footer class="made">\d{4}-\d\d-\d\d に jreadtools ', page.read_text("utf-8"))


def test_an_article_says_its_tags_and_that_it_is_a_draft(folder: Path, tmp_path: Path, capsys: Capture) -> None:
    """Below its title, by itself and in a list."""
    (folder / "b.md").write_text("---\ntitle: 話\ndraft: true\ntags: [政治, <b>]\n---\n\nまだです。\n", "utf-8")
    for path in (folder, folder / "b.md"):
        run(capsys, str(path), "-o", str(tmp_path / "r.html"))
        head = (tmp_path / "r.html").read_text("utf-8").partition("<article ")[2].rpartition("</article>")[0]
        assert '<span class="mark">下書き</span>' in head
        assert "<bdi>政治</bdi> <bdi>&lt;b&gt;</bdi>" in head


def test_nothing_is_loaded_from_anywhere(folder: Path, tmp_path: Path, capsys: Capture) -> None:
    """Links lead into the page; there is no other address, and the page's policy allows none."""
    run(capsys, str(folder), "-o", str(tmp_path / "r.html"))
    html = (tmp_path / "r.html").read_text("utf-8")
    assert "default-src 'none'" in html
    assert set(re.findall(r'(?:href|src)="([^#"][^"]*)"', html)) == set()
    assert "style=" not in html.split("</style>")[1]


def test_one_article_is_shown_at_once(folder: Path, tmp_path: Path, capsys: Capture) -> None:
    """A file, and a folder in which only one can be read: no list, and the failure stands below."""
    page = tmp_path / "r.html"
    assert run(capsys, str(folder / "a.md"), "-o", str(page))[0] == 0
    html = page.read_text("utf-8")
    assert '<table id="articles"' not in html
    assert "<title>春の茶畑</title>" in html
    assert 'href="#list"' not in html
    for name in ("b.md", "c.txt"):
        (folder / name).write_bytes(b"\0\1\2" * 9)
    code, _, err = run(capsys, str(folder), "-o", str(page))
    html = page.read_text("utf-8")
    assert code == 2
    assert "b.md" in err
    assert "<title>春の茶畑</title>" in html
    assert 'href="#list"' not in html
    assert html.count("<dt>") >= 2
    assert str(folder / "c.txt") in html


@pytest.mark.parametrize("left", ["a.md", "b.md", "c.txt"])
def test_the_only_article_is_shown_with_its_text_wherever_it_stands(left: str, folder: Path) -> None:
    """Longer than a text of many may be, and without a way back to a list."""
    for path in folder.iterdir():
        path.write_bytes(b"\0\1\2" * 9)
    (folder / left).write_text("雨の日です。\n\n" * 2 + "あ" * 10, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "LONGEST", 5)
        built = build.build_report(Files([folder]), Settings())
        many = build.build_report(Files([folder / left, folder / left]), Settings())
    assert (built.articles, len(built.failures)) == (1, 2)
    assert 'href="#list"' not in built.html
    assert '<div class="text"' in built.html
    assert 'href="#list"' in many.html
    assert '<div class="text"' not in many.html


def test_a_draft_that_is_left_out_leaves_one_article(folder: Path, tmp_path: Path, capsys: Capture) -> None:
    """--no-drafts is heard, and what remains is shown as what it is."""
    (folder / "c.txt").unlink()
    (folder / "b.md").write_text("---\ntitle: 秘密\ndraft: true\n---\nまだです。\n", "utf-8")
    run(capsys, str(folder), "--no-drafts", "-o", str(tmp_path / "r.html"))
    html = (tmp_path / "r.html").read_text("utf-8")
    assert "秘密" not in html
    assert '<table id="articles"' not in html


@pytest.mark.usefixtures("small_batches")
def test_the_page_does_not_depend_on_the_workers(folder: Path, tmp_path: Path, capsys: Capture) -> None:
    """The same bytes from one process and from two."""
    for i in range(12):
        (folder / f"long{i}.md").write_text("今日は晴れです。" * 150, "utf-8")
    pages = []
    for workers in ("1", "2"):
        run(capsys, str(folder), "--workers", workers, "-o", str(tmp_path / "r.html"))
        pages.append((tmp_path / "r.html").read_bytes())
    assert pages[0] == pages[1]


@pytest.mark.usefixtures("forked", "small_batches")
@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")  # by another test, before this one
def test_a_worker_that_dies_costs_its_article(
    folder: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others are in the page, and the reason of this one as well."""
    for i in range(20):
        (folder / f"more{i:02}.md").write_text("今日は晴れです。" * 15, "utf-8")
    usual = batch_run.read_found

    def deadly(found: Found, reading: Reading, **options: bool) -> object:
        if found.path.name == "more07.md":
            os.kill(os.getpid(), signal.SIGKILL)
        return usual(found, reading, **options)

    monkeypatch.setattr(batch_run, "read_found", deadly)
    code, _, err = run(capsys, str(folder), "--workers", "2", "-o", str(tmp_path / "r.html"))
    html = (tmp_path / "r.html").read_text("utf-8")
    assert code == 2
    assert "more07.md: 測定できませんでした" in err
    assert html.count('<th scope="row"') == 22
    assert "SIGKILL" in html


def test_a_defect_in_one_article_costs_only_itself(
    folder: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever measuring or showing one raises, it becomes a failure."""
    usual = build.article_view

    def odd(analysis: build.Analysis, *args: object, **more: object) -> object:
        if analysis.article.title == "政策の話":
            raise RecursionError("too deep")
        return usual(analysis, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(build, "article_view", odd)
    code, _, err = run(capsys, str(folder), "-o", str(tmp_path / "r.html"))
    assert code == 2
    assert "b.md: 測定できませんでした（RecursionError: too deep）" in err
    assert (tmp_path / "r.html").read_text("utf-8").count('<th scope="row"') == 2


def test_texts_are_left_out_when_asked_or_when_there_is_no_room(
    folder: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """--texts none: no text; a small page: that of the article with most to revise; all: every one."""

    def texts(*words: str) -> tuple[int, bool, bool]:
        run(capsys, str(folder), *words, "-o", str(tmp_path / "r.html"))
        html = (tmp_path / "r.html").read_text("utf-8")
        listed = html.split('id="articles"')[1]
        return html.count("<article "), listed.count(HARD) > 10, "今日は晴れです。" in listed

    assert texts("--texts", "none") == (3, False, False)
    assert texts() == (3, True, True)
    monkeypatch.setattr(build, "ROW", 0)
    found = []
    for room in range(5_000, 80_000, 2_000):
        monkeypatch.setattr(build, "ROOM", room)
        found.append(texts())
    whole = [one for one in dict.fromkeys(found) if one[0] == 3]
    assert whole == [(3, False, False), (3, True, False), (3, True, True)]
    monkeypatch.setattr(build, "ROOM", 100)
    assert texts("--texts", "all") == (3, True, True)


def test_a_page_without_room_for_sections_keeps_its_rows(
    folder: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row is never lost; its title is no link then, and the page says why."""
    monkeypatch.setattr(build, "ROOM", 100)
    run(capsys, str(folder), "-o", str(tmp_path / "r.html"))
    html = (tmp_path / "r.html").read_text("utf-8")
    assert html.count('<th scope="row"') == 3
    assert "<article " not in html
    assert "一覧の数字だけを載せています" in html


def test_too_many_articles_are_refused_and_the_old_page_stays(
    folder: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message names what makes a table of any number of articles."""
    monkeypatch.setattr(build, "LIMIT", 2)
    page = tmp_path / "r.html"
    page.write_text("old", "utf-8")
    for drafts in ("--drafts", "--no-drafts"):  # known by the files' names, or only when they are read
        code, _, err = run(capsys, str(folder), drafts, "-o", str(page))
        assert code == 2
        assert "jreadtools analyze PATH… -o articles.csv" in err
    assert page.read_text("utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["r.html"]


def test_as_many_articles_as_a_page_may_hold(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are counted before any is read; drafts that are left out do not count."""
    heard: list[object] = []
    for limit in (1, 2):
        monkeypatch.setattr(build, "LIMIT", limit)
        with pytest.raises(JreadtoolsError, match=f"more than {limit} articles"):
            build.build_report(Files([folder]), Settings(), heard=heard.append)
    assert heard == []
    (folder / "b.md").write_text("---\ndraft: true\n---\nまだです。\n", "utf-8")
    assert build.build_report(Files([folder], Reading(drafts=False)), Settings()).articles == 2
    monkeypatch.setattr(build, "LIMIT", 3)
    assert build.build_report(Files([folder]), Settings(), heard=heard.append).articles == len(heard) == 3


def test_before_and_after(folder: Path, tmp_path: Path, capsys: Capture) -> None:
    """What analyze wrote is compared with, in a list and beside one article."""
    old = tmp_path / "old.json"
    main(["analyze", str(folder), "-o", str(old), "--quiet", "--workers", "1", "--no-cache"])
    (folder / "b.md").write_text("---\ntitle: 政策の話\n---\n\n" + "道を直します。" * 20, "utf-8")
    page = tmp_path / "r.html"
    assert run(capsys, str(folder), "--baseline", str(old), "-o", str(page))[0] == 0
    assert "比べられる3本のうち、指標の上では1本が読みやすくなりました。" in page.read_text("utf-8")
    assert run(capsys, str(folder / "b.md"), "--baseline", str(old), "-o", str(page))[0] == 0
    html = page.read_text("utf-8")
    assert "比べられる1本のうち、指標の上では1本が読みやすくなりました。" in html
    assert "春の茶畑" not in html  # it was not asked for, and is not gone
    assert html.index('<a href="#compare">前回との比較</a>') < html.index("<article ") < html.index('id="compare"')


def test_a_baseline_that_is_none_is_an_error_before_the_work(folder: Path, tmp_path: Path, capsys: Capture) -> None:
    """Exit code 2, nothing written; the same file for both is refused too."""
    old = tmp_path / "old.json"
    old.write_text("{", "utf-8")
    page = tmp_path / "r.html"
    code, _, err = run(capsys, str(folder), "--baseline", str(old), "-o", str(page))
    assert code == 2
    assert "jreadtools analyze の出力ではないか" in err
    assert not page.exists()
    code, _, err = run(capsys, str(folder), "--baseline", str(old), "-o", str(old), lang="en")
    assert "give the output another name" in err
    assert old.read_text("utf-8") == "{"


def test_no_source_is_overwritten(folder: Path, tmp_path: Path, capsys: Capture) -> None:
    """A page never takes the place of an article, of a page that is read, or of the earlier file by another name."""
    old = tmp_path / "old.json"
    main(["analyze", str(folder), "-o", str(old), "--quiet", "--workers", "1", "--no-cache"])
    (folder / "page.html").write_text("<p>雨の日は、店を早めに閉めます。</p>", "utf-8")
    other = tmp_path / "other.json"
    other.hardlink_to(old)
    for source, target in ((folder / "a.md",) * 2, (folder, folder / "page.html"), (folder, other)):
        was = target.read_bytes()
        code, _, err = run(capsys, str(source), "--baseline", str(old), "-o", str(target))
        assert code == 2
        assert "書き出し先には別の名前を指定してください" in err
        assert target.read_bytes() == was


def test_standard_input_is_called_so(tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text without a title that came through a pipe has a heading in words, not a sign."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("今日は晴れです。".encode()), "utf-8"))
    assert run(capsys, "-", "-o", str(tmp_path / "r.html"))[0] == 0
    html = (tmp_path / "r.html").read_text("utf-8")
    assert "<title>標準入力</title>" in html
    assert '<h1 id="a0t">標準入力</h1>' in html


def test_the_page_needs_a_place(folder: Path, capsys: Capture) -> None:
    """Without -o nothing is done; -o - is standard output."""
    code, out, err = run(capsys, str(folder))
    assert (code, out) == (2, "")
    assert "-o report.html" in err
    code, out, err = run(capsys, str(folder), "-o", "-", lang="en")
    assert (code, err) == (0, "")
    assert out.rstrip().endswith("</html>")
    assert '<html lang="en">' in out


def test_hostile_articles_make_a_harmless_page(tmp_path: Path, capsys: Capture) -> None:
    """Titles, paths, texts and control characters are shown; the page has one script, our own."""
    home = tmp_path / "posts"
    home.mkdir()
    evil = "</script></style><script>alert(1)</script><img src=x onerror=alert(1)>"
    (home / "a.md").write_text(f"---\ntitle: '{evil}'\nurl: 'javascript:alert(1)'\n---\n\n{evil}。\n", "utf-8")
    (home / "b<script>.txt").write_text(f"{evil}\u202e{HARD}" * 3, "utf-8")
    (home / "c.txt").write_text("", "utf-8")
    (home / "d.txt").write_text("あ" * 30_000, "utf-8")
    assert run(capsys, str(home), "--title", evil, "-o", str(tmp_path / "r.html"))[0] == 0
    html = (tmp_path / "r.html").read_bytes().decode("utf-8")
    assert html.count("<script") == 1
    assert "<img" not in html
    assert 'href="javascript' not in html
    assert "\u202e" not in html


def test_an_empty_folder_is_a_failure_with_a_page(tmp_path: Path, capsys: Capture) -> None:
    """Exit code 2; the page says what went wrong."""
    (tmp_path / "posts").mkdir()
    code, _, err = run(capsys, str(tmp_path / "posts"), "-o", str(tmp_path / "r.html"))
    assert code == 2
    assert "posts" in err
    assert 'id="failures"' in (tmp_path / "r.html").read_text("utf-8")


def test_other_commands_load_no_templates(folder: Path) -> None:
    """Who measures only never waits for jinja2."""
    code = f"import sys\nfrom jreadtools.cli.main import main\nmain(['analyze', '--workers=1', {str(folder)!r}])\nprint('jinja2' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"
