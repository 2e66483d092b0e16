"""The command line: data on stdout, messages on stderr, exit codes 0 and 2, in Japanese and English."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import jreadtools as jr
from jreadtools.characters import display_width
from jreadtools.cli import main

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two posts, a draft, and nothing wrong."""
    (tmp_path / "a.md").write_text(
        "---\ntitle: 春の茶畑\nid: 12\n---\n\n今日は<ruby>晴<rt>は</rt></ruby>れです。https://example.jp/a\n\n```sh\nls\n```\n",
        "utf-8",
    )
    (tmp_path / "b.txt").write_text("雨の日は、お茶を淹れて本を読みます。" * 30, "utf-8")
    (tmp_path / "c.md").write_text('---\ntitle: "it\'s <下書き>"\ndraft: true\n---\n本文です。\n', "utf-8")
    return tmp_path


def run(capsys: Capture, *words: str, lang: str = "ja") -> tuple[int, str, str]:
    code = main([*words, "--lang", lang])
    out, err = capsys.readouterr()
    return code, out, err


def test_time_is_a_line_a_post_and_a_total(folder: Path, capsys: Capture) -> None:
    code, out, err = run(capsys, "time", str(folder))
    lines = out.splitlines()
    assert (code, err, len(lines)) == (0, "", 4)
    assert lines[0].startswith("約1分 ")
    assert "8字  春の茶畑  " in lines[0]
    assert lines[0].endswith("a.md")
    assert "540字" in lines[1]
    assert "（下書き）" in lines[2]
    assert lines[3].endswith("合計 3 本")
    _, english, _ = run(capsys, "time", str(folder), lang="en")
    assert "about 1 min" in english
    assert "total of 3 articles" in english


def test_time_of_one_post_has_no_total_and_drafts_can_be_left_out(folder: Path, capsys: Capture) -> None:
    assert len(run(capsys, "time", str(folder / "a.md"))[1].splitlines()) == 1
    assert "下書き" not in run(capsys, "time", str(folder), "--no-drafts")[1]
    assert "本文です" not in run(capsys, "time", str(folder), "--no-drafts")[1]


def test_time_aloud(folder: Path, capsys: Capture) -> None:
    _, out, _ = run(capsys, "time", "--aloud", str(folder / "b.txt"))
    wanted = jr.reading_time(jr.read_article(folder / "b.txt"), aloud=True).aloud_label
    assert f"読み上げ {wanted}" in out


def test_time_explains(folder: Path, capsys: Capture) -> None:
    _, out, _ = run(capsys, "time", "--explain", str(folder / "a.md"))
    assert "数えたもの: 日本語など 8 字" in out
    for left in ("URL 20 字", "コード 1 か所 2 字", "ルビの読み 1 字", "フロントマター"):
        assert left in out
    _, out, _ = run(capsys, "time", "--explain", "--code", str(folder / "a.md"), lang="en")
    assert "1 code block counted too" in out


def test_a_template_prints_a_line_of_the_users_own(folder: Path, capsys: Capture) -> None:
    template = "wp post meta update {id} reading_minutes {minutes:.0f}"
    assert run(capsys, "time", "--template", template, str(folder / "b.txt"))[1] == (
        "wp post meta update b.txt reading_minutes 1\n"
    )
    _, out, _ = run(capsys, "time", "--quote", "shell", "--template", "set {title} {label}", str(folder / "c.md"))
    assert out == "set 'it'\"'\"'s <下書き>' '約1分'\n" or out == "set 'it'\"'\"'s <下書き>' 約1分\n"
    _, out, _ = run(capsys, "time", "--quote", "html", "--template", "<p>{title}</p>", str(folder / "c.md"))
    assert "&lt;下書き&gt;" in out


@pytest.mark.parametrize("template", ["{nothing}", "{id", "{id.__class__}", "{minutes:q}", "{}"])
def test_a_broken_template_is_said_before_any_work(template: str, folder: Path, capsys: Capture) -> None:
    code, out, err = run(capsys, "time", "--template", template, str(folder))
    assert (code, out) == (2, "")
    assert "--template" in err


def test_speeds_can_be_set(folder: Path, capsys: Capture) -> None:
    _, out, _ = run(capsys, "time", "--speed", "60", str(folder / "b.txt"))
    assert out.startswith("約9分（")
    code, _, err = run(capsys, "time", "--slow", "900", str(folder))
    assert code == 2
    assert "--slow 900" in err


def test_analyze_prints_a_table(folder: Path, capsys: Capture) -> None:
    code, out, err = run(capsys, "analyze", str(folder))
    lines = out.splitlines()
    assert (code, err) == (0, "")
    assert all(word in lines[0] for word in ("時間", "文字数", "平均文長", "長文率", "漢字率"))
    assert len({display_width(line[: line.index("約")]) for line in lines[1:4]}) == 1


def test_columns_and_sorting(folder: Path, capsys: Capture) -> None:
    _, out, _ = run(
        capsys, "analyze", str(folder), "--columns", "id,characters", "--sort=-characters", "--format", "csv"
    )
    assert out == "id,characters\r\nb.txt,540\r\n12,8\r\nc.md,5\r\n"
    assert (
        run(capsys, "analyze", str(folder), "--columns=id,characters", "--sort", "-characters", "--format=csv")[1]
        == out
    )
    _, out, _ = run(
        capsys, "analyze", str(folder), "--columns", "characters", "--sort", "characters", "--format", "jsonl"
    )
    assert [json.loads(line) for line in out.splitlines()] == [{"characters": n} for n in (5, 8, 540)]


def test_unknown_names_come_with_the_nearest(folder: Path, capsys: Capture) -> None:
    for words in (("analyze", str(folder), "--columns", "kanji_ration"), ("metrics", "kanji_ration")):
        code, out, err = run(capsys, *words)
        assert (code, out) == (2, "")
        assert "kanji_ratio" in err
        assert "Traceback" not in err


def test_files_are_written_as_excel_and_scripts_want_them(folder: Path, tmp_path: Path, capsys: Capture) -> None:
    articles, sentences, data = tmp_path / "o.csv", tmp_path / "s.csv", tmp_path / "o.json"
    assert run(capsys, "analyze", str(folder), "-o", str(articles), "--sentences", str(sentences))[:2] == (0, "")
    assert articles.read_bytes().startswith(b"\xef\xbb\xbfpath,id,title,date,updated,draft,characters,")
    rows = list(csv.DictReader(io.StringIO(articles.read_text("utf-8-sig"))))
    assert [row["id"] for row in rows] == ["12", "b.txt", "c.md"]
    analysis = jr.analyze(jr.read_article(folder / "b.txt"))
    assert float(rows[1]["kanji_ratio"]) == analysis["kanji_ratio"]
    assert "今日は晴れです。" in sentences.read_text("utf-8-sig")
    assert run(capsys, "analyze", str(folder), "-o", str(data))[0] == 0
    loaded = json.loads(data.read_text("utf-8"))
    assert loaded[0]["characters"] == 8
    assert loaded[0]["title"] == "春の茶畑"
    _, out, _ = run(capsys, "analyze", str(folder), "--format", "csv")
    assert not out.startswith("\ufeff")
    assert run(capsys, "analyze", str(folder), "--format", "markdown")[1].startswith("| 題名 | 時間 |")


def test_an_output_that_cannot_be_written(folder: Path, capsys: Capture) -> None:
    code, _, err = run(capsys, "analyze", str(folder), "-o", str(folder / "nowhere" / "o.csv"))
    assert code == 2
    assert "nowhere" in err
    assert "Traceback" not in err


def test_bad_files_cost_only_themselves(folder: Path, capsys: Capture) -> None:
    (folder / "bad.md").write_bytes(b"\0\1\2")
    (folder / "x.docx").write_bytes(b"PK")
    for command in ("time", "analyze", "text", "tokens"):
        code, out, err = run(capsys, command, str(folder), str(folder / "missing.md"), str(folder / "x.docx"))
        assert code == 2
        assert out.count("\n") > 3
        assert "bad.md: テキストではなくバイナリファイルのようです" in err
        assert "missing.md: ファイルが見つかりません" in err
        assert "pandoc x.docx -t gfm -o x.md" in err
    _, _, err = run(capsys, "time", str(folder), lang="en")
    assert "binary file" in err


def test_an_empty_folder_says_what_was_looked_for(tmp_path: Path, capsys: Capture) -> None:
    code, out, err = run(capsys, "time", str(tmp_path))
    assert (code, out) == (2, "")
    assert ".markdown" in err


def test_warnings_do_not_change_the_exit_code(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: [x\n---\n本文です。\n", "utf-8")
    for command in ("time", "analyze"):
        code, out, err = run(capsys, command, str(tmp_path))
        assert code == 0
        assert "5" in out
        assert "フロントマター" in err


def test_text_shows_line_kind_and_sentence(folder: Path, capsys: Capture) -> None:
    _, out, _ = run(capsys, "text", str(folder / "a.md"))
    assert "    6  段落       今日は晴れです。" in out
    assert "コード" in out
    _, out, _ = run(capsys, "text", str(folder / "a.md"), lang="en")
    assert "paragraph" in out


def test_tokens(folder: Path, tmp_path: Path, capsys: Capture) -> None:
    _, out, _ = run(capsys, "tokens", str(folder / "a.md"))
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["surface"] for row in rows[:3]] == ["今日", "は", "晴れ"]
    target = tmp_path / "t.jsonl"
    assert run(capsys, "tokens", str(folder / "a.md"), "-o", str(target))[0] == 0
    assert json.loads(target.read_text("utf-8").splitlines()[0])["lemma"] == "今日"


def test_metrics_in_both_languages(capsys: Capture) -> None:
    _, out, _ = run(capsys, "metrics")
    assert all(name in out for name in jr.METRICS)
    _, out, _ = run(capsys, "metrics", "kanji_ratio")
    assert "漢字率" in out
    _, out, _ = run(capsys, "metrics", "kanji_ratio", lang="en")
    assert "Share of kanji" in out


def test_version_names_the_dictionary(capsys: Capture) -> None:
    with pytest.MonkeyPatch.context():
        code = main(["--version"])
    assert code == 0
    assert f"jreadtools {jr.__version__}" in (out := capsys.readouterr().out)
    assert "unidic-lite" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["time"], "PATH"),
        (["nothing"], "nothing"),
        (["analyze", "x", "--format", "pdf"], "pdf"),
        (["analyze", "x", "--workers", "0"], "workers"),
        (["time", "x", "--speed", "fast"], "--speed"),
    ],
)
def test_wrong_words_are_usage_errors(words: list[str], said: str, capsys: Capture) -> None:
    for lang in ("ja", "en"):
        try:
            code = main([*words, "--lang", lang])
        except SystemExit as end:
            code = int(end.code or 0)
        out, err = capsys.readouterr()
        assert (code, out) == (2, "")
        assert said in err
        assert "Traceback" not in err


def process(*words: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, **options.pop("env", {})}  # type: ignore[dict-item]
    return subprocess.run(
        [sys.executable, "-m", "jreadtools", *words],
        capture_output=True,
        env=environment,
        check=False,
        **options,  # type: ignore[call-overload]
    )


@pytest.mark.parametrize(("locale", "said"), [("ja_JP.UTF-8", "約1分"), ("C", "約1分"), ("en_US.UTF-8", "about 1 min")])
def test_the_language_is_the_locales(folder: Path, locale: str, said: str) -> None:
    done = process("time", str(folder / "a.md"), env={"LC_ALL": locale, "LANG": locale, "PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert said in done.stdout.decode("utf-8")


def test_standard_input(folder: Path) -> None:
    text = (folder / "a.md").read_bytes()
    done = process("time", "-", "--markup", "markdown", "--lang", "ja", input=text)
    assert "8字  春の茶畑" in done.stdout.decode()
    done = process("analyze", "-", "--format", "csv", "--columns", "characters", input="静岡です。".encode("cp932"))
    assert done.stdout == b"characters\r\n5\r\n"


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("今日は晴れです。\n\n" * 20_000, "utf-8")
    command = f"{sys.executable} -m jreadtools text {tmp_path} | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""


def test_a_closed_output_is_quiet(folder: Path) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m jreadtools time {folder} >&-"], capture_output=True, check=False
    )
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT to another process there")
def test_an_interrupt_is_quiet_and_leaves_no_half_file(tmp_path: Path) -> None:
    for number in range(80):
        (tmp_path / f"{number}.txt").write_text("今日は晴れですが、明日は雨でしょう。\n" * 12_000, "utf-8")
    target = tmp_path / "o.csv"
    target.write_text("old", "utf-8")
    words = [sys.executable, "-m", "jreadtools", "analyze", str(tmp_path), "--workers", "2", "-o", str(target)]
    running = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    time.sleep(1.5)
    os.killpg(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert (out, b"Traceback" in err) == (b"", False)
    assert target.read_text("utf-8") == "old"
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_odd_file_names(tmp_path: Path, capsys: Capture) -> None:
    names = ["空 白.md", "【全角】（括弧）.md", "が.md", "x" * 240 + ".md"]
    for name in names:
        (tmp_path / name).write_text("晴れです。", "utf-8")
    bad = os.fsencode(tmp_path) + b"/\xff\xfe.md"
    with open(bad, "w", encoding="utf-8") as stream:  # noqa: PTH123  a name that is no UTF-8
        stream.write("雨です。")
    code, out, _ = run(capsys, "time", str(tmp_path))
    assert code == 0
    assert out.count("\n") == 6
    assert run(capsys, "analyze", str(tmp_path), "--format", "json")[0] == 0
