"""The command line: data on stdout, messages on stderr, exit codes 0 and 2, in Japanese and English."""

from __future__ import annotations

import contextlib
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
from started import started

import jreadtools as jr
from jreadtools.characters import display_width
from jreadtools.cli.main import main
from jreadtools.cli.parsed import COMMANDS
from jreadtools.cli.template import FIELDS

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
    assert lines[3].endswith("合計3本")
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


@pytest.mark.parametrize(
    ("words", "total"),
    [
        ([], "約5分（4〜7分）                 3,000字  合計2本"),
        (["--aloud"], "約5分（4〜7分）  読み上げ 約9分    3,000字  合計2本"),
    ],
)
def test_the_total_is_that_of_all_articles(words: list[str], total: str, tmp_path: Path, capsys: Capture) -> None:
    """3,000 characters at 600 a minute, and 3,000 morae at 320; one article has no total."""
    (tmp_path / "a.txt").write_text("か" * 1000, "utf-8")
    assert len(run(capsys, "time", str(tmp_path), *words)[1].splitlines()) == 1
    (tmp_path / "b.txt").write_text("か" * 2000, "utf-8")
    line = run(capsys, "time", str(tmp_path), *words)[1].splitlines()[-1]
    assert line.split() == total.split()


def test_time_explains(folder: Path, capsys: Capture) -> None:
    _, out, _ = run(capsys, "time", "--explain", str(folder / "a.md"))
    assert "数えたもの: 日本語など 8字" in out
    for left in ("URL 20字", "コード1か所 2字", "ルビの読み 1字", "フロントマター"):
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


def test_the_first_rows_alone(folder: Path, capsys: Capture) -> None:
    """--top N: the first of the table, wherever it goes, and their findings only."""
    words = ("analyze", str(folder), "--sort", "-characters", "--top")
    _, out, _ = run(capsys, *words, "2", "--columns", "id", "--format", "csv")
    assert out == "id\r\nb.txt\r\n12\r\n"
    _, out, _ = run(capsys, "analyze", str(folder), "--top", "1", "--columns", "id", "--format", "csv")
    assert out == "id\r\n12\r\n"
    assert len(run(capsys, *words, "9", "--columns", "id", "--format", "csv")[1].splitlines()) == 4
    (folder / "d.md").write_text("事故で電車で行けなかった。\n", "utf-8")
    (folder / "e.md").write_text("大雪で電車で行けなかったので、家にいた。\n", "utf-8")
    out = run(capsys, *words, "2", "--findings")[1]
    assert [line.split(":")[1:3] for line in out.splitlines() if "一つの節に" in line] == [["1", "3"]]
    assert "e.md:1:3" in out
    code, _, err = run(capsys, *words, "0")
    assert code == 2
    assert "--top 0" in err or "0 ではなく" in err


@pytest.mark.parametrize("name", ["sentences_to_revise", "mtld", "date"])
def test_a_column_that_is_sorted_by_is_shown(name: str, folder: Path, capsys: Capture) -> None:
    """Before the file; not where --columns says what is shown, nor a second time."""
    usual = run(capsys, "analyze", str(folder), "--format", "markdown")[1].splitlines()[0]
    shown = run(capsys, "analyze", str(folder), "--format", "markdown", "--sort", f"-{name}")[1].splitlines()[0]
    assert len(shown.split("|")) == len(usual.split("|")) + 1
    assert shown.split("|")[-2] == usual.split("|")[-2]
    for known in ("characters", "reading_minutes", "reading_label"):
        assert run(capsys, "analyze", str(folder), "--format", "markdown", "--sort", known)[1].splitlines()[0] == usual
    assert "|" not in run(capsys, "analyze", str(folder), "--sort", name, "--columns", "id")[1]


def test_unknown_names_come_with_the_nearest(folder: Path, capsys: Capture) -> None:
    for words in (("analyze", str(folder), "--columns", "kanji_ration"), ("metrics", "kanji_ration")):
        code, out, err = run(capsys, *words)
        assert (code, out) == (2, "")
        assert "kanji_ratio" in err
        assert "Traceback" not in err


def test_files_are_written_as_excel_and_scripts_want_them(folder: Path, tmp_path: Path, capsys: Capture) -> None:
    articles, sentences, data = tmp_path / "o.csv", tmp_path / "s.csv", tmp_path / "o.json"
    assert run(capsys, "analyze", str(folder), "-o", str(articles), "--sentences", str(sentences))[:2] == (0, "")
    assert articles.read_bytes().startswith(
        b"\xef\xbb\xbfpath,id,title,date,updated,draft,url,status,tags,categories,format,characters,"
    )
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
    (folder / "x.odt").write_bytes(b"PK")
    for command in ("time", "analyze", "text", "tokens"):
        code, out, err = run(capsys, command, str(folder), str(folder / "missing.md"), str(folder / "x.odt"))
        assert code == 2
        assert out.count("\n") > 3
        assert "bad.md: テキストではなくバイナリファイルのようです" in err
        assert "missing.md: ファイルが見つかりません" in err
        assert f"pandoc {folder}/x.odt -t gfm -o {folder}/x.md" in err
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


OF_ALL_KINDS = """---
title: 題
draft: true
---

# 花

花が咲く。鳥が
鳴く。

```sh
ls
ls
```

この記事は3分で読めます。

> 月。

- 星。

[枠]: /x
"""


def test_text_shows_line_kind_and_sentence(tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text(OF_ALL_KINDS, "utf-8")
    Path("b.html").write_text(
        "<html><body><article><p>花。<pre>ls</pre><figure><img src=x><figcaption>月。</figcaption></figure>"
        "<table><tr><td>星。</td></tr><tr><td>雲。<td>雨。</tr></table><p>https://example.jp/</article><p>枠",
        "utf-8",
    )
    Path("c.html").write_text(
        "<html><title>404 Not Found</title><body><h1>404 Not Found</h1><p>お探しのページは見つかりませんでした。",
        "utf-8",
    )
    Path("d.xml").write_text(
        "<rss version='2.0'><channel><item><title>柚子湯</title><description>冬至です。 […]</description></item></channel></rss>"
    )
    found = run(capsys, "text", "a.md", "b.html", "c.html", "d.xml", lang="en")[1]
    assert found.splitlines() == [
        "# a.md  題 (draft)",
        "    6  heading    花",
        "    8  paragraph  花が咲く。",
        "    8  paragraph  鳥が鳴く。",
        "   12  code       (2 lines, not counted)",
        "   16  left out   [stated time] この記事は3分で読めます。",
        "   18  quote      月。",
        "   20  item       星。",
        "",
        "# b.html",
        "# found by: selector article",
        "    1  paragraph  花。",
        "    1  code       (1 line, not counted)",
        "    1  caption    月。",
        "    1  cell       星。",
        "    1  cell       雲。",
        "    1  cell       雨。",
        "    1  url        https://example.jp/",
        "",
        "# c.html  404 Not Found (no article)",
        "# found by: no article",
        "(nothing to read)",
        "",
        "# d.xml#1  柚子湯 (summary only)",
        "    1  paragraph  冬至です。",
    ]
    found = run(capsys, "text", "--dropped", "a.md", "c.html", "d.xml")[1]
    assert found.splitlines() == [
        "# a.md  題（下書き）",
        "    1  対象外     [フロントマター] --- title: 題 draft: true ---",
        "    6  見出し     花",
        "    8  段落       花が咲く。",
        "    8  段落       鳥が鳴く。",
        "   12  コード     （2行、数えません）",
        "   16  対象外     [ページに表示された読書時間] この記事は3分で読めます。",
        "   18  引用       月。",
        "   20  箇条書き   星。",
        "   22  対象外     [タグ・リンク先などの記法] [枠]: /x",
        "",
        "# c.html  404 Not Found（記事なし）",
        "# 本文の見つけ方: no article",
        "    1  対象外     [ページの部品] 404 Not Found",
        "    1  対象外     [ページの部品] お探しのページは見つかりませんでした。",
        "（本文がありません）",
        "",
        "# d.xml#1  柚子湯（要約のみ）",
        "    1  段落       冬至です。",
    ]


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
    for words in (["--version"], ["time", "--version"], ["--lang", "en", "--version"], ["analyze", "x", "--version"]):
        assert main(words) == 0
        assert capsys.readouterr().out.startswith(f"jreadtools {jr.__version__}, unidic-lite ")


@pytest.mark.parametrize(
    ("words", "ja", "en"),
    [
        (["time"], "PATH を指定してください", "the following arguments are required: PATH"),
        (["nothing"], "「nothing」というコマンドはありません。使えるコマンド: time, ", "there is no command 'nothing'; "),
        (["time", "x", "--wrap", "y"], "--wrap に「y」は指定できません（auto, join, keep のどれか）", "argument --wrap: invalid"),
        (["check", "x", "--top"], "--top という指定はありません", "there is no option --top"),
        (["time", "x", "--speed"], "--speed には値が必要です", "argument --speed: expected one argument"),
        (["time", "x", "--explain=1"], "--explain に値（1）は付けられません", "argument --explain: ignored explicit"),
        (["stamp", "x", "--check", "--dry-run"], "--dry-run は --check と一緒には指定できません", "argument --dry-run: not allo"),
        (["analyze", "x", "--workers", "0"], "--workers: 1から1,000までの整数を指定", "argument --workers: "),
        (["time", "x", "--speed", "fast"], "--speed: 1から100,000までの整数を指定", "argument --speed: a whole number from"),
    ],
)  # fmt: skip
def test_wrong_words_are_usage_errors(words: list[str], ja: str, en: str, capsys: Capture) -> None:
    """How the command is used, what is wrong, and where more is said."""
    program = "jreadtools" if words[0] == "nothing" else f"jreadtools {words[0]}"
    for lang, said, usage, more in (("ja", ja, "使い方", "詳しくは"), ("en", en, "usage", "more")):
        code, out, err = run(capsys, *words, lang=lang)
        first, message, last = err.splitlines()
        assert (code, out, last) == (2, "", f"{more}: {program} --help")
        assert first.startswith(f"{usage}: {program} ")
        assert message.startswith(f"jreadtools: {said}")


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
    done = process("time", str(folder / "a.md"), env={"LC_ALL": locale, "LANG": locale, "PYTHONIOENCODING": ""})
    assert done.returncode == 0
    assert said in done.stdout.decode("utf-8")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("", "約1分".encode()),
        (":strict", "約1分".encode()),
        ("cp932", "約1分".encode("cp932")),
        ("ascii", rb"\u7d041\u5206"),
        ("ascii:strict", rb"\u7d041\u5206"),
    ],
)
def test_a_pipe_has_the_encoding_that_is_asked_for(folder: Path, asked: str, said: bytes) -> None:
    """UTF-8 by itself, whatever the locale; what PYTHONIOENCODING cannot say is escaped."""
    env = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": asked}
    done = process("time", str(folder / "a.md"), "--lang", "ja", env=env)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(said)


def test_standard_input(folder: Path) -> None:
    text = (folder / "a.md").read_bytes()
    done = process("time", "-", "--markup", "markdown", "--lang", "ja", input=text)
    assert "8字  春の茶畑" in done.stdout.decode()
    done = process("analyze", "-", "--format", "csv", "--columns", "characters", input="静岡です。".encode("cp932"))
    assert done.stdout == b"characters\r\n5\r\n"
    page = process("analyze", "-", "--lang", "ja", input="静岡です。".encode()).stdout.decode()
    assert page.startswith("標準入力\n読書時間  約1分")


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("今日は晴れです。\n\n" * 20_000, "utf-8")
    command = f"{sys.executable} -m jreadtools text {tmp_path} | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""


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


# --- options: where they stand, what help and errors say ----------------------------------------


def test_lang_stands_before_or_behind_the_command(folder: Path, capsys: Capture) -> None:
    for words in (["--lang", "en", "time"], ["--lang=en", "time"], ["--lang", "ja", "time", "--lang=en"]):
        assert main([*words, str(folder / "a.md")]) == 0
        assert capsys.readouterr().out.startswith("about 1 min")


def test_options_stand_between_and_behind_the_paths(folder: Path, capsys: Capture) -> None:
    code, out, err = run(capsys, "time", str(folder / "a.md"), "--wrap", "join", str(folder / "b.txt"), "--no-drafts")
    assert (code, err, len(out.splitlines())) == (0, "", 3)


def test_a_name_that_begins_with_a_dash(folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    Path("-x.md").write_text("晴れです。", "utf-8")
    assert main(["time", "--lang", "ja", "--", "-x.md"]) == 0
    assert capsys.readouterr().out.endswith("-x.md\n")
    assert main(["time", "a.md", "--lang", "ja", "--", "-x.md", "--explain"]) == 2
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 3
    assert "--explain: ファイルが見つかりません" in err
    assert main(["metrics", "--", "words"]) == 0


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_fits_the_terminal_in_both_languages(
    command: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    for columns in ("60", "80", "120"):
        monkeypatch.setenv("COLUMNS", columns)
        for lang, words in (("ja", ("使い方:", "この説明を表示")), ("en", ("usage:", "show this help"))):
            code, out, err = run(capsys, *([command] if command else []), "--help", lang=lang)
            assert (code, err) == (0, "")
            assert all(word in out for word in words)
            assert "show this help message" not in out
            lines = [line for line in out.splitlines() if "{plain,markdown,html}" not in line]
            assert max(map(display_width, lines)) <= int(columns)


@pytest.mark.parametrize(
    ("columns", "title"),
    [
        *(("69", "長い題名" * 4), ("68", "長い題名長い題名長い題名長い題…"), ("50", "長い題名長い…")),
        *(("40", "長い題名" * 4), ("20", "長い題名長い題名長…")),
    ],
)
def test_on_a_terminal_the_title_is_cut_and_never_the_path(
    columns: str, title: str, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To twelve columns at the least; where that does not fit the line takes two rows, and its title a row at most."""
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text(f"---\ntitle: {'長い題名' * 4}\n---\n朝です。\n", "utf-8")
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert run(capsys, "time", "a.md")[1] == f"約1分{'4字':>23}  {title}  a.md\n"


def test_a_draft_is_a_word_in_a_table(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "a.md").write_text("朝です。", "utf-8")
    (tmp_path / "b.md").write_text("---\ndraft: true\n---\n朝です。\n", "utf-8")
    for lang, yes in (("ja", "はい"), ("en", "yes")):
        out = run(capsys, "analyze", str(tmp_path), "--columns", "id,draft,characters", lang=lang)[1]
        assert [line.split() for line in out.splitlines()[1:3]] == [["a.md", "4"], ["b.md", yes, "4"]]


def test_columns_of_a_table_stand_beside_its_articles(tmp_path: Path, capsys: Capture) -> None:
    """time --keep: in the line, and as fields of a template; a control character is none there."""
    path = tmp_path / "essays.csv"
    path.write_text("氏名,級,本文\n甲\x1b,2.0,猫が鳴く。\n,,犬だ。\n", "utf-8")
    code, out, _ = run(capsys, "time", str(path), "--keep", "氏名,級")
    assert code == 0
    assert [line.split("字")[1] for line in out.splitlines()[:2]] == [f"  甲�・2.0  {path}#2", f"  {path}#3"]
    code, out, _ = run(capsys, "time", str(path), "--keep", "氏名,級", "--template", "{級}|{whole_minutes}")
    assert (code, out) == (0, "2.0|1\n|1\n")
    code, _, err = run(capsys, "time", str(path), "--template", "{級}")
    assert (code, "{級} という項目はありません" in err) == (2, True)


def test_help_names_every_field_of_a_template(capsys: Capture) -> None:
    for lang in ("ja", "en"):
        out = run(capsys, "time", "--help", lang=lang)[1]
        assert set(FIELDS) <= set(out.split())


def test_without_a_command_the_help_is_shown(capsys: Capture) -> None:
    code, out, err = run(capsys)
    assert (code, out) == (2, "")
    assert "jreadtools time posts/" in err
    assert main([]) == 2


@pytest.mark.parametrize(
    ("words", "ja", "en"),
    [
        (["tim", "x"], "「tim」というコマンドはありません。time のことでしょうか", "no command 'tim'; did you mean time?"),
        (["zzz"], "使えるコマンド: time, analyze", "the commands are time, analyze"),
        (["."], "jreadtools time . のように指定してください", "name the command first: jreadtools time ."),
        (["time"], "PATH を指定してください", "required: PATH"),
        (["time", "x", "--explian"], "--explain のことでしょうか", "did you mean --explain?"),
        (["time", "x", "--wrap"], "--wrap には値が必要です", "--wrap: expected one argument"),
        (["time", "x", "--markup", "rst"], "「rst」は指定できません（plain, markdown, html, hatena, aozora のどれか）", "invalid choice: 'rst'"),
        (["time", "x", "--speed", "0"], "1から100,000までの整数", "a whole number from 1 to 100,000, not 0"),
        (["time", "x", "--speed", "1e3"], "（1e3 ではなく）", "not 1e3"),
        (["analyze", "x", "--workers", "0"], "--workers: 1から", "--workers: a whole number from 1"),
        (["analyze", "x", "--columns", ","], "カンマで区切って", "commas between"),
        (["analyze", "x", "--columns", "漢字率"], "kanji_ratio のことでしょうか", "did you mean kanji_ratio?"),
        (["analyze", "x", "--sort", "reading_seconds"], "文ごとの指標です", "is a metric of sentences"),
        (["analyze", "x", "--sort", "qqqq"], "使える列: path, id, title", "The columns are path, id, title"),
        (["analyze", "x", "-o", "o.docx"], "Excel で開くなら .xlsx か .csv", ".xlsx or .csv for Excel"),
        (["analyze", "x", "--sentences", "-"], "書き出し先が同じです", "write to the same place"),
        (["analyze", "x", "-o", "a.csv", "--sentences", "./a.csv"], "書き出し先が同じです", "write to the same place"),
        (["metrics", "平均文長"], "sentence_characters_mean のことでしょうか", "did you mean sentence_characters_mean?"),
        (["metrics", "qqqq"], "jreadtools metrics で一覧", "see: jreadtools metrics"),
        (["time", "x", "--fast", "200"], "--fast 200: この順に", "they have to rise in this order"),
        (["time", "x", "--template", "{titel}"], "{title} のことでしょうか。使える項目: id", "did you mean {title}?"),
        (["time", "x", "--template", "{id"], "{ と } が対応していません", "the braces do not match"),
        (["time", "x", "--template", "{title:.0f}"], "書式 :.0f は文字列の項目には", ":.0f does not suit a text"),
        (["time", "x", "--template", "{title!z}"], "!z という変換はありません", "no conversion !z"),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_said_in_both_languages(
    words: list[str], ja: str, en: str, capsys: Capture
) -> None:
    for lang, said in (("ja", ja), ("en", en)):
        code, out, err = run(capsys, *words, lang=lang)
        assert (code, out) == (2, "")
        assert said in err


# --- time ---------------------------------------------------------------------------------------


def test_the_whole_number_of_a_template_is_that_of_the_label(tmp_path: Path, capsys: Capture) -> None:
    for number, characters in enumerate((0, 60, 900, 1500, 2100)):
        (tmp_path / f"{number}.txt").write_text("あ" * characters, "utf-8")
    _, out, _ = run(capsys, "time", "--template", "{whole_minutes} {label}", str(tmp_path))
    assert out == "0 0分\n1 約1分\n2 約2分\n3 約3分\n4 約4分\n"


def test_a_template_that_asks_for_the_time_aloud_gets_it(folder: Path, capsys: Capture) -> None:
    _, out, _ = run(capsys, "time", "--template", "{aloud_label} {aloud_minutes:.1f}", str(folder / "b.txt"))
    article = jr.reading_time(jr.read_article(folder / "b.txt"), aloud=True)
    assert out == f"{article.aloud_label} {article.aloud_minutes:.1f}\n"


def test_a_template_keeps_the_spaces_of_a_path(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "a  b　c.md").write_text("晴れです。", "utf-8")
    _, out, _ = run(capsys, "time", "--quote", "shell", "--template", "{{{id}}}", str(tmp_path))
    assert out == "{'a  b　c.md'}\n"


EXPLAINED = {
    "a.md": "---\ntitle: 題\n---\n\n<ruby>海<rt>うみ</rt></ruby>へ行く。 hello world\n\n```\nls\n```\n",
    "b.html": "<html><head><title>題</title></head><body><nav><ul><li>家の</li></ul></nav><article><h1>題</h1><p>この記事は3分で読めます。</p>"
    "<p>花が咲く。</p></article><footer><p>花屋です</p></footer></body></html>",
    "c.txt": "花。https://example.jp/",
}  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "words", "lines"),
    [
        ("ja", ["a.md"], ["数えたもの: 日本語など 5字、英単語2語（10字）",
                          "数えていないもの: コード1か所 2字、ルビの読み 2字、フロントマター 13字、タグやコメントなどの記法 28字"]),
        ("en", ["a.md"], ["counted: 5 characters, 2 English words (10 characters)",
                          "not counted: 1 code block, 2 characters; ruby readings 2 characters; front matter 13 characters; "
                          "tags, comments, shortcodes and other markup 28 characters"]),
        ("ja", ["a.md", "--code"], ["数えたもの: 日本語など 5字、英単語3語（12字）", "コード1か所も数えています",
                                    "数えていないもの: ルビの読み 2字、フロントマター 13字、タグやコメントなどの記法 28字"]),
        ("en", ["a.md", "--code"], ["counted: 5 characters, 3 English words (12 characters)", "1 code block counted too",
                                    "not counted: ruby readings 2 characters; front matter 13 characters; "
                                    "tags, comments, shortcodes and other markup 28 characters"]),
        ("ja", ["b.html"], ["数えたもの: 日本語など 5字、英単語0語", "ページの表示は「約3分」、測った時間は「約1分」",
                            "数えていないもの: ページの本文以外の部分 20字、タグやコメントなどの記法 150字"]),
        ("en", ["b.html"], ["counted: 5 characters, 0 English words", "the page itself says about 3 min; measured: about 1 min",
                            "not counted: the page around the article 20 characters; tags, comments, shortcodes and other markup 150 characters"]),
        ("ja", ["c.txt"], ["数えたもの: 日本語など 2字、英単語0語", "数えていないもの: URL 19字"]),
        ("en", ["c.txt", "--code"], ["counted: 2 characters, 0 English words", "not counted: URLs 19 characters"]),
    ],
)  # fmt: skip
def test_what_was_counted_is_explained(
    lang: str, words: list[str], lines: list[str], tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in EXPLAINED.items():
        Path(name).write_text(text, "utf-8")
    _, *found = run(capsys, "time", "--explain", *words, lang=lang)[1].splitlines()
    assert found == [f"    {line}" for line in lines]


def test_explain_in_english_counts_one_and_many(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "a.md").write_text("今日は fine です。\n\n    ls\n", "utf-8")
    _, out, _ = run(capsys, "time", "--explain", str(tmp_path), lang="en")
    assert "counted: 6 characters, 1 English word (4 characters)" in out
    assert "not counted: 1 code block, 2 characters" in out
    (tmp_path / "a.md").write_text("今日は。\n", "utf-8")
    assert (
        "数えたもの: 日本語など 4字、英単語0語\n    数えていないもの: なし\n"
        in run(capsys, "time", "--explain", str(tmp_path))[1]
    )


def test_time_writes_line_by_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("晴れです。", "utf-8")
    read, write = os.pipe()  # as <(…) gives one
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    words = [sys.executable, "-m", "jreadtools", "time", "--lang", "ja", str(tmp_path / "a.txt"), f"/dev/fd/{read}"]
    with started(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, pass_fds=(read,)) as running:
        assert running.stdout is not None
        line = running.stdout.readline()  # it comes while the second article is still being waited for
        assert running.poll() is None
        os.write(write, "雨です。".encode())
        os.close(write)
        os.close(read)
        running.communicate(timeout=60)
    assert line.decode().startswith("約1分")


# --- analyze ------------------------------------------------------------------------------------


def test_sorting_knows_time_and_leaves_the_unknown_last(tmp_path: Path, capsys: Capture) -> None:
    for name, characters in (("two", 1200), ("ten", 6000), ("none", 0)):
        (tmp_path / f"{name}.txt").write_text("あ。" * (characters // 2), "utf-8")
    words = ("analyze", str(tmp_path), "--format", "csv", "--columns", "id", "--sort")

    def order(*more: str) -> list[str]:
        return run(capsys, *words, *more)[1].split("\r\n")[1:-1]

    assert order("reading_label") == ["none.txt", "two.txt", "ten.txt"]
    assert order("-reading_label") == order("reading_label", "--reverse") == ["ten.txt", "two.txt", "none.txt"]
    assert order("sentence_characters_mean")[-1] == order("-sentence_characters_mean")[-1] == "none.txt"
    assert order("-characters", "--reverse") == ["none.txt", "two.txt", "ten.txt"]


def test_format_wins_over_the_ending(folder: Path, tmp_path: Path, capsys: Capture) -> None:
    target = tmp_path / "o.json"
    assert run(capsys, "analyze", str(folder), "--format", "csv", "-o", str(target))[0] == 0
    assert target.read_bytes().startswith(b"\xef\xbb\xbfpath,")
    plain = tmp_path / "plain"  # no ending at all: only with --format
    assert run(capsys, "analyze", str(folder), "-o", str(plain))[0] == 2
    assert not plain.exists()
    assert run(capsys, "analyze", str(folder), "--format", "csv", "-o", str(plain))[0] == 0
    assert plain.read_bytes().startswith(b"\xef\xbb\xbfpath,")


def test_a_title_is_no_formula_in_a_spreadsheet(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: =HYPERLINK(1)\n---\n-1です。\n", "utf-8")
    target = tmp_path / "s.csv"
    _, out, _ = run(
        capsys, "analyze", str(tmp_path), "--format", "csv", "--columns", "title", "--sentences", str(target)
    )
    assert out == "title\r\n'=HYPERLINK(1)\r\n"
    assert "'-1です。" in target.read_text("utf-8-sig")


def test_only_drafts_is_said(folder: Path, capsys: Capture) -> None:
    """And where something could not be read, that has been said instead."""
    for command in ("time", "analyze", "text", "tokens", "check"):
        code, out, err = run(capsys, command, str(folder / "c.md"), "--no-drafts")
        assert (code, out.count("本文")) == (0, 0)
        assert "下書きのほかに記事がありません" in err
        code, out, err = run(capsys, command, str(folder / "none.md"), "--no-drafts")
        assert code == 2
        assert "下書きのほかに" not in err


def test_failures_are_counted_at_the_end(tmp_path: Path, capsys: Capture) -> None:
    missing = [str(tmp_path / name) for name in ("x.md", "y.md")]
    assert run(capsys, "time", *missing)[2].endswith("読み取れなかったもの: 2件（理由は上に示しました）\n")
    assert "2 sources could not be read" in run(capsys, "analyze", *missing, lang="en")[2]
    assert "読み取れなかったもの" not in run(capsys, "time", missing[0])[2]


def test_a_place_that_cannot_be_written_is_said_before_the_work(tmp_path: Path, capsys: Capture) -> None:
    code, out, err = run(capsys, "analyze", str(tmp_path / "missing.md"), "-o", str(tmp_path / "nowhere" / "o.csv"))
    assert (code, out) == (2, "")
    assert "missing.md" not in err
    assert "書き込めません。そのフォルダーがありません" in err


@pytest.mark.parametrize(
    ("form", "head"),
    [
        ("csv", "title,characters\r\n"),
        ("tsv", "title\tcharacters\r\n"),
        ("json", "[\n]\n"),
        ("jsonl", ""),
        ("markdown", "| title | chars |\n| --- | ---: |\n"),
    ],
)
@pytest.mark.parametrize("order", [[], ["--sort", "title"]])
def test_where_programs_read_a_table_of_nothing_has_its_head(
    form: str, head: str, order: list[str], tmp_path: Path, capsys: Capture
) -> None:
    words = ["--columns", "title,characters", "--format", form, *order]
    code, out, _ = run(capsys, "analyze", str(tmp_path / "none.md"), *words, lang="en")
    assert (code, out) == (2, head)
    (tmp_path / "a.md").write_text("# 題\n\n花。", "utf-8")
    once = run(capsys, "analyze", str(tmp_path / "a.md"), *words, lang="en")[1]
    assert once.count("題") == 1


def test_a_table_of_nothing_has_no_header(tmp_path: Path, capsys: Capture) -> None:
    assert run(capsys, "analyze", str(tmp_path))[1] == ""
    assert json.loads(run(capsys, "analyze", str(tmp_path), "--format", "json")[1]) == []


def test_sentences_are_there_although_the_table_was_not_wanted(folder: Path, tmp_path: Path) -> None:
    (folder / "many.txt").write_text("晴れです。\n\n" * 5000, "utf-8")
    target = tmp_path / "s.csv"
    command = f"{sys.executable} -m jreadtools analyze {folder} --format jsonl --sentences {target} | true"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert done.stderr == b""
    assert target.read_text("utf-8-sig").count(",晴れです。,") == 5000


# --- terminals, pipes and signals ---------------------------------------------------------------


def terminal(columns: int, *words: str) -> list[str]:
    """What a terminal of so many columns shows, stdout and stderr together."""
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    environment = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    shown = b""
    with started(
        [sys.executable, "-m", "jreadtools", *words], stdin=theirs, stdout=theirs, stderr=theirs, env=environment
    ):
        os.close(theirs)
        with contextlib.suppress(OSError):  # the end of a terminal
            while piece := os.read(ours, 65536):
                shown += piece
    os.close(ours)
    return shown.decode("utf-8").splitlines()


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals there")
@pytest.mark.parametrize("columns", [60, 80, 120])
def test_a_table_fits_the_terminal(columns: int, posts: Path) -> None:
    for lang in ("ja", "en"):
        lines = terminal(columns, "analyze", "--workers", "1", "--quiet", "--lang", lang, str(posts))
        assert len(lines) == 11
        assert lines[-1].startswith(("合計9本・約15分", "total of 9 articles, about 15 min"))
        assert max(map(display_width, lines)) <= columns
        assert sum("csv-bom.md" in line for line in lines) == 1  # a path is cut at its beginning
        assert any(word in lines[0] for word in ("漢字率", "kanji"))
    if columns >= 80:
        assert max(map(display_width, terminal(columns, "metrics", "--lang", "en"))) <= columns


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals there")
def test_on_a_terminal_a_written_file_is_confirmed_and_a_long_title_cut(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"---\ntitle: {'長い題名' * 30}\n---\n本文です。\n", "utf-8")
    target = tmp_path / "o.csv"
    assert terminal(80, "analyze", str(tmp_path), "-o", str(target), "--lang", "ja") == [
        f"jreadtools: {target} に書き出しました（記事1本）"
    ]
    (line,) = terminal(160, "time", str(tmp_path / "a.md"), "--lang", "ja")
    assert display_width(line) <= 160
    assert line.endswith(f"…  {tmp_path / 'a.md'}")


def shell(command: str) -> subprocess.CompletedProcess[bytes]:
    """A line of bash in which `jreadtools` is this one; stdout and stderr apart."""
    script = f'jreadtools() {{ "{sys.executable}" -m jreadtools "$@"; }}; set -o pipefail; {command}'
    return subprocess.run(["bash", "-c", script], capture_output=True, check=False, cwd=Path(__file__).parents[1])


@pytest.mark.parametrize(
    ("command", "code", "out", "err"),
    [
        ("jreadtools time examples/posts | head -1 | wc -l", 0, "1", ""),
        ("jreadtools metrics | true", 0, "", ""),
        ("jreadtools time nothing.md 2>&1 | true", 2, "", ""),
        ("jreadtools time examples/posts >&-", 0, "", ""),
        ("jreadtools time nothing.md 2>&-", 2, "", ""),
        ("jreadtools time --lang ja - <&-", 2, "", "jreadtools: 標準入力が閉じられています"),
        ("jreadtools time --lang en examples/posts/ume-diary.md >/dev/full", 2, "", "jreadtools: no space left on the disk"),
        ("jreadtools analyze examples/posts --columns draft -o /dev/stdout | tail -1", 0, "False", ""),
        ("nohup true && LC_ALL=POSIX jreadtools time --template {label} examples/posts/ume-diary.md", 0, "約1分", ""),
    ],
)  # fmt: skip
@pytest.mark.skipif(sys.platform == "win32", reason="no bash there")
def test_pipes_that_close_and_disks_that_are_full(command: str, code: int, out: str, err: str) -> None:
    done = shell(command)
    assert (done.returncode, done.stdout.decode().strip(), done.stderr.decode().strip()) == (code, out, err)


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals there")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("to_all", [True, False], ids=["terminal", "kill"])
def test_a_signal_ends_the_run_and_its_workers(number: signal.Signals, to_all: bool, tmp_path: Path) -> None:
    if signal.getsignal(number) is signal.SIG_IGN:
        pytest.skip(f"{number.name} is ignored here (nohup), and so in every process that is started from here")
    posts, target = tmp_path / "posts", tmp_path / "o.csv"
    posts.mkdir()
    for name in range(60):
        (posts / f"{name}.txt").write_text("今日は晴れですが、明日は雨でしょう。\n" * 6_000, "utf-8")
    target.write_text("old", "utf-8")
    words = [
        sys.executable,
        "-m",
        "jreadtools",
        "analyze",
        str(posts),
        "--workers",
        "2",
        "--no-cache",
        "-o",
        str(target),
    ]
    with started(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        waited = 0.0
        while not [path for path in tmp_path.iterdir() if path.name.startswith(".o.csv")] and waited < 30:
            time.sleep(0.05)
            waited += 0.05
        time.sleep(0.4)
        (os.killpg if to_all else os.kill)(running.pid, number)
        out, err = running.communicate(timeout=60)  # returns when the workers have let go of the pipes, too
    assert (running.returncode, out) == (128 + number, b"")
    assert target.read_text("utf-8") == "old"
    # What was measured by then, if anything was, stands beside it, and only that is said.
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left == (["o.csv", "o.partial.csv", "posts"] if err else ["o.csv", "posts"])
    assert err.count(b"\n") == (1 if err else 0)
