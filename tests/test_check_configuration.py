"""Limits that a project has written down: the nearest file holds, and what is wrong in it is said."""

from __future__ import annotations

from pathlib import Path
from unicodedata import normalize

import pytest
from check_cases import DOUBLED, LONG, OTHER, run, write

from jreadtools.checks.configuration import NOTHING, ConfigurationError, Configurations

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository, and the working folder in it."""
    (tmp_path / "blog" / ".git").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "blog")
    return tmp_path / "blog"


def _rules(folder: str | Path = ".") -> list[str]:
    return [rule for _, rule in Configurations().of(str(folder)).wishes.limits]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("jreadtools.toml", "[check]\nmax = { sentence_characters = 43, 'sentence:kanji_ratio' = 0.9 }\n"),
        ("pyproject.toml", "[project]\nname = 'x'\n[tool.jreadtools.check]\nmax = { sentence_characters = 43 }\n"),
        ("pyproject.toml", "\ufeff[tool.jreadtools.check.max]\r\nsentence_characters = 43\r\n"),
    ],
)
def test_both_files_are_read(name: str, text: str, project: Path, capsys: Capture) -> None:
    """[check] in jreadtools.toml, [tool.jreadtools.check] in pyproject.toml."""
    write(project, name, text)
    write(project, "posts/a.md", f"{LONG}{OTHER}{DOUBLED}\n")
    assert run(capsys, "posts")[:2] == (
        1,
        "posts/a.md:1:1 一文44字（上限43）: 雨が上がるのを待ってから、裏の畑まで下り…\n",
    )


def test_the_nearest_file_holds_for_every_article(project: Path, capsys: Capture) -> None:
    """A folder with a file of its own has that alone; pyproject.toml of other tools is passed over."""
    write(project, "jreadtools.toml", "[check]\nmax = { sentence_characters = 43 }\n")
    write(project, "essays/jreadtools.toml", "[check]\nmax = { commas = 1 }\n")
    write(project, "essays/2026/pyproject.toml", "[tool.ruff]\nline-length = 100\n")
    write(project, "essays/2026/a.md", LONG)
    write(project, "news/b.md", LONG)
    lines = run(capsys, ".")[1].splitlines()
    assert [line.split(": ")[0] for line in lines] == [
        "essays/2026/a.md:1:1 読点数 2個（上限1）",
        "news/b.md:1:1 一文44字（上限43）",
    ]


def test_own_file_wins_over_the_shared_one_and_an_empty_one_holds(project: Path) -> None:
    """In one folder jreadtools.toml is nearer; an empty table is an answer, too."""
    write(project, "pyproject.toml", "[tool.jreadtools.check]\nmax = { commas = 1 }\n")
    assert _rules() == ["commas"]
    write(project, "jreadtools.toml", "[check]\nmax = { words = 9 }\n")
    assert _rules() == ["words"]
    write(project, "a/pyproject.toml", "[tool.jreadtools]\n")
    assert _rules("a") == []


def test_what_stands_above_a_repository_does_not_hold_in_it(project: Path, tmp_path: Path) -> None:
    """A clone is checked in the same way wherever it lies."""
    write(tmp_path, "jreadtools.toml", "[check]\nmax = { words = 9 }\n")
    write(project, "deep/down/a.md", "")
    assert Configurations().of("deep/down") is NOTHING
    assert _rules(tmp_path) == ["words"]


def test_overrides_hold_for_paths_from_the_folder_of_the_file(project: Path, capsys: Capture) -> None:
    """Patterns as in .gitignore; the last one wins; skip leaves an article out, also one that is named."""
    write(
        project,
        "jreadtools.toml",
        """
        [check]
        max = { sentence_characters = 43 }
        findings = []
        [[check.overrides]]
        paths = ["drafts/**", "*.mdx"]
        max = { sentence_characters = false, commas = 1 }
        [[check.overrides]]
        paths = ["drafts/old/"]
        skip = true
        [[check.overrides]]
        paths = ["drafts/old/kept.md"]
        skip = false
        findings = ["doubled_particle"]
        """,
    )
    for name in ("a.md", "b.mdx", "drafts/c.md", "drafts/old/d.md", "drafts/old/deep/e.md", "drafts/old/kept.md"):
        write(project, name, f"{LONG}{DOUBLED}\n")
    code, out, err = run(capsys, ".", "drafts/old/d.md")
    assert code == 1
    assert [line.split(": ")[0] for line in out.splitlines()] == [
        "a.md:1:1 一文44字（上限43）",
        "b.mdx:1:1 読点数 2個（上限1）",
        "drafts/c.md:1:1 読点数 2個（上限1）",
        "drafts/old/kept.md:1:1 読点数 2個（上限1）",
        "drafts/old/kept.md:1:47 「で」が一つの節に2回（片方を言い換えるか、読点で区切る）:「で電車で」",
    ]
    assert "、対象外の記事 2）" in err


def test_overrides_hold_wherever_the_run_is_started(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """Their patterns are about the file's folder, not about the working folder."""
    write(project, "jreadtools.toml", "[check]\n[[check.overrides]]\npaths = ['/drafts/*.md']\nskip = true\n")
    write(project, "drafts/c.md", DOUBLED)
    monkeypatch.chdir(project / "drafts")
    assert run(capsys, "c.md")[:2] == (0, "")
    assert run(capsys, str(project / "drafts"))[:2] == (0, "")


@pytest.mark.parametrize("typed", ["NFC", "NFD"])
@pytest.mark.parametrize("stored", ["NFC", "NFD"])
def test_overrides_mean_a_name_however_it_is_composed(typed: str, stored: str, project: Path, capsys: Capture) -> None:
    """macOS writes ブ as フ with a mark, also in the folder that the file itself is in."""
    site = project / normalize(stored, "ガイド")
    paths = normalize(typed, '["ブログ/**", "/ぱん.md"]')
    write(site, "jreadtools.toml", f"[check]\n[[check.overrides]]\npaths = {paths}\nskip = true\n")
    for name in ("ブログ/a.md", "ぱん.md", "はん.md"):
        write(site, normalize(stored, name), DOUBLED)
    code, out, _ = run(capsys, str(site))
    assert (code, len(out.splitlines()), "はん.md" in out) == (0, 1, True)


def test_kinds_that_are_to_fail(project: Path, capsys: Capture) -> None:
    """`fail` names the kinds that end with 1, here or in an override; the command line can leave them out."""
    write(project, "a.md", f"{DOUBLED}\n")
    for text, code in (
        ("[check]\nfail = ['doubled_particle']\n", 1),
        ("[check]\nfail = ['all']\n", 1),
        ("[check]\nfail = ['no_chain']\n", 0),
        ("[check]\nfail = ['doubled_particle']\n[[check.overrides]]\npaths = ['a.md']\nfail = []\n", 0),
        ("[check]\n[[check.overrides]]\npaths = ['a.md']\nfail = ['doubled_particle']\n", 1),
    ):
        write(project, "jreadtools.toml", text)
        found = run(capsys, "a.md")
        assert (found[0], len(found[1].splitlines())) == (code, 1), text
    assert run(capsys, "a.md", "--finding", "none")[:2] == (0, "")
    assert run(capsys, "a.md", "--exit-zero")[0] == 0


def test_the_command_line_wins_over_the_file(project: Path, capsys: Capture) -> None:
    """Its limits win over overrides too, and its findings are added."""
    write(
        project,
        "jreadtools.toml",
        "[check]\nmax = { commas = 1 }\nfindings = ['doubled_particle']\n"
        "[[check.overrides]]\npaths = ['*']\nmax = { sentence_characters = 20 }\n",
    )
    write(project, "a.md", f"{LONG}{DOUBLED}\n")
    _, out, _ = run(capsys, "a.md", "--max", "commas=off", "--max", "sentence_characters=43", "--finding", "passives")
    assert [line.split(": ")[0] for line in out.splitlines()] == [
        "a.md:1:1 一文44字（上限43）",
        "a.md:1:47 「で」が一つの節に2回（片方を言い換えるか、読点で区切る）:「で電車で」",
    ]
    _, out, _ = run(capsys, "a.md", "--max", "commas=off", "--max", "sentence_characters=off", "--finding", "none")
    assert out == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[chek]\n", "jreadtools.toml: chek: このようなキーはありません。check のことでしょうか"),
        ("[check]\nmaxx = {}\n", "check.maxx: このようなキーはありません。max"),
        ("[check]\nkinds-that-fail = []\n", "check.kinds-that-fail: このようなキーはありません。fail のことでしょうか"),
        (
            "[check]\nxyz = 1\n",
            "check.xyz: このようなキーはありません。使えるキー: max, min, findings, fail, overrides",
        ),
        ("[check]\nmax = 3\n", "check.max: 表（テーブル）で書いてください"),
        (
            "[check]\nmax = { kanji_raito = 1 }\n",
            "check.max.kanji_raito: kanji_raito という指標はありません。kanji_ratio",
        ),
        ("[check]\nmin = { kanji_ratio = '0.4' }\n", "check.min.kanji_ratio: 数値か false"),
        ("[check]\nmin = { kanji_ratio = true }\n", "check.min.kanji_ratio: 数値か false"),
        ("[check]\nmin = { kanji_ratio = 40 }\n", "kanji_ratio は割合なので、40ではなく0から1まで"),
        ("[check]\nmax = { style = 1 }\n", "check.max.style: style は数値の指標ではない"),
        ("[check]\nmax = { words = nan }\n", "check.max.words: nan は"),
        ("[check]\nfindings = 'all'\n", 'check.findings: ["…"] の形'),
        ("[check]\nfail = 'all'\n", 'check.fail: ["…"] の形'),
        ("[check]\nfail = ['no_chian']\n", "check.fail: no_chian という指摘の種類はありません。no_chain"),
        ("[check]\nfindings = ['no_chian']\n", "check.findings: no_chian という指摘の種類はありません。no_chain"),
        ("[check]\noverrides = 1\n", "check.overrides: [[…]] の形"),
        ("[[check.overrides]]\nskip = true\n", "check.overrides[1].paths"),
        ("[[check.overrides]]\npaths = ['a']\nskip = 1\n", "check.overrides[1].skip: true か false"),
        ("[[check.overrides]]\npaths = ['a']\nmaxi = {}\n", "check.overrides[1].maxi"),
        ("[check]\nmax = {words = 1}\nmin = {words = 2}\n", "jreadtools.toml: words: 下限2"),
        ("[check\n", "TOML として読めません"),
        ("[check]\nmax = {words = 1" + "0" * 400 + "}\n", "check.max.words"),
        ("x = " + "[" * 5000, "TOML として読めません（入れ子が深すぎます）"),
        ("x = 1" + "0" * 5000, "TOML として読めません（桁の多すぎる数があります）"),
    ],
)
def test_what_is_wrong_in_a_file_is_said_with_its_key(text: str, said: str, project: Path, capsys: Capture) -> None:
    """The file, the key and the nearest name; nothing is checked then."""
    write(project, "jreadtools.toml", text)
    write(project, "a.md", DOUBLED)
    code, out, err = run(capsys, "a.md")
    assert (code, out) == (2, "")
    assert said in err
    assert str(project / "jreadtools.toml") in err


def test_a_file_that_is_no_text_is_an_error_and_a_folder_of_its_name_is_none(project: Path) -> None:
    """UTF-8 is what TOML is written in."""
    (project / "jreadtools.toml").write_bytes("[check]\n# 基準\n".encode("cp932"))
    with pytest.raises(ConfigurationError):
        Configurations().of(".")
    (project / "jreadtools.toml").unlink()
    (project / "jreadtools.toml").mkdir()
    assert Configurations().of(".") is NOTHING


def test_a_broken_file_of_other_tools_is_none_of_our_business(project: Path) -> None:
    """pyproject.toml is read only if it names jreadtools."""
    write(project, "pyproject.toml", "[tool.ruff\n")
    assert Configurations().of(".") is NOTHING
