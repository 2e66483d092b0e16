"""The baseline: only what is new counts, wherever its line has gone."""

from __future__ import annotations

import json
from pathlib import Path
from unicodedata import normalize

import pytest
from check_cases import DOUBLED, LONG, OTHER, run, write

Capture = pytest.CaptureFixture[str]
LIMIT = ("--max", "sentence_characters=20")
NAME = ".jreadtools-baseline.json"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)


def _known(capsys: Capture, *words: str) -> None:
    assert run(capsys, "posts", *(words or LIMIT), "--write-baseline")[:2] == (0, "")


def _new(capsys: Capture, *words: str) -> list[str]:
    """Where the new problems are."""
    code, out, _ = run(capsys, "posts", *(words or LIMIT), "--baseline", NAME)
    assert code == bool(out)
    return [line.removeprefix("posts/").split()[0] for line in out.splitlines()]


def test_what_is_known_does_not_count(capsys: Capture) -> None:
    """It is said how much that is."""
    write(Path(), "posts/a.md", f"{LONG}{OTHER}\n")
    code, out, err = run(capsys, "posts", *LIMIT, "--write-baseline")
    assert (code, out) == (0, "")
    assert f"{NAME}: 2件を記録しました" in err
    code, out, err = run(capsys, "posts", *LIMIT, "--baseline", NAME)
    assert (code, out) == (0, "")
    assert err == "jreadtools: 1本を調べ、新しい指摘はありません（ベースラインにあるもの 2）\n"


def test_moved_and_wrapped_lines_change_nothing_and_edited_sentences_are_new(capsys: Capture) -> None:
    """A sentence is known by its words."""
    path = write(Path(), "posts/a.md", f"{LONG}{OTHER}\n")
    _known(capsys)
    path.write_text(f"# 見出し\n\n短い文です。\n\n{OTHER[:20]}\n{OTHER[20:]}\n{LONG[:30]}\n{LONG[30:]}\n", "utf-8")
    assert _new(capsys) == []
    path.write_text(f"{LONG.replace('六本', '七本')}{OTHER}\n", "utf-8")
    assert _new(capsys) == ["a.md:1:1"]


@pytest.mark.parametrize("kept", ["NFC", "NFD"])
@pytest.mark.parametrize("stored", ["NFC", "NFD"])
def test_an_article_is_known_however_its_name_is_composed(kept: str, stored: str, capsys: Capture) -> None:
    """A baseline that was written on macOS holds elsewhere, and the other way round; nothing is forgotten either."""
    for name in ("ブログ/が.md", "ブログ/ぱ.md"):
        write(Path("posts"), normalize(stored, name), f"{LONG}\n")
    _known(capsys)
    text = Path(NAME).read_text("utf-8")
    assert "ブログ/が.md" in text
    Path(NAME).write_text(normalize(kept, text), "utf-8")
    assert _new(capsys) == []
    one = next(path for path in Path("posts").rglob("*.md") if normalize("NFC", path.name) == "が.md")
    assert run(capsys, str(one), *LIMIT, "--write-baseline")[0] == 0
    assert Path(NAME).read_text("utf-8") == text


def test_one_more_of_the_same_is_new(capsys: Capture) -> None:
    """It is known how many there were."""
    path = write(Path(), "posts/a.md", f"{LONG}\n\n{LONG}\n")
    _known(capsys)
    assert _new(capsys) == []
    path.write_text(f"{LONG}\n\n{LONG}\n\n{LONG}\n", "utf-8")
    assert _new(capsys) == ["a.md:5:1"]


def test_another_article_or_another_rule_is_new(capsys: Capture) -> None:
    """Findings are known too, by the sentence that they are in."""
    write(Path(), "posts/a.md", f"{LONG}\n\n{DOUBLED}\n")
    _known(capsys, *LIMIT, "--finding", "default")
    assert _new(capsys, *LIMIT, "--finding", "default") == []
    assert _new(capsys, "--max", "commas=1") == ["a.md:1:1"]
    write(Path(), "posts/b.md", f"{LONG}\n")
    assert _new(capsys) == ["b.md:1:1"]


def test_an_article_counts_again_when_it_got_worse(capsys: Capture) -> None:
    """Its value is known, and which way is worse."""
    path = write(Path(), "posts/a.md", f"{LONG}{OTHER}\n")
    words = ("--max", "characters=50", "--min", "paragraphs=3")
    _known(capsys, *words)
    assert _new(capsys, *words) == []
    path.write_text(f"{LONG}\n\n短い文です。\n", "utf-8")
    assert _new(capsys, *words) == []
    path.write_text(f"{LONG}{OTHER}短い文です。\n", "utf-8")
    assert _new(capsys, *words) == ["a.md:1:1"]


def test_what_is_gone_is_said_and_taken_out_by_writing_anew(capsys: Capture) -> None:
    """Mended sentences and deleted articles; what nobody looked at is kept, and is not called gone."""
    for name in ("a", "b", "c"):
        write(Path(), f"posts/{name}.md", f"{LONG}{OTHER}\n")
    _known(capsys)
    write(Path(), "posts/a.md", f"{LONG}\n")
    Path("posts/b.md").unlink()
    err = run(capsys, "posts/a.md", *LIMIT, "--baseline", NAME)[2]
    assert f"{NAME}: 3件はもう見当たりません。--write-baseline" in err
    others = ("posts/c.md", "--max", "commas=9", "--baseline", NAME)
    assert f"{NAME}: 2件はもう見当たりません" in run(capsys, *others)[2]  # those of the deleted article
    run(capsys, "posts/a.md", *LIMIT, "--write-baseline")
    known = json.loads(Path(NAME).read_bytes())["known"]
    assert {name: len(rules["max sentence_characters"]) for name, rules in known.items()} == {
        "posts/a.md": 1,
        "posts/c.md": 2,
    }
    assert "見当たりません" not in run(capsys, "posts", *LIMIT, "--baseline", NAME)[2]


def test_the_file_is_the_same_for_the_same_articles(capsys: Capture) -> None:
    """Sorted, paths with /, no line numbers: its differences are those of the articles."""
    write(Path(), "posts/b/z.md", f"{LONG}\n")
    write(Path(), "posts/b/a.md", f"短い文です。\n\n{OTHER}{LONG}\n")
    _known(capsys)
    before = Path(NAME).read_text("utf-8")
    assert list(json.loads(before)["known"]) == ["posts/b/a.md", "posts/b/z.md"]
    write(Path(), "posts/b/a.md", f"{LONG}\n\n短い文です。\n\n{OTHER}\n")
    assert run(capsys, "posts/b/z.md", "posts/b/a.md", *LIMIT, "--write-baseline")[0] == 0
    assert Path(NAME).read_text("utf-8") == before
    assert before.endswith("}\n")


def test_paths_are_those_from_the_folder_of_the_file(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """A run from elsewhere, or by an absolute path, knows the same articles. It lies beside the configuration."""
    write(Path(), "jreadtools.toml", "[check]\nmax = { sentence_characters = 20 }\n")
    folder = write(Path(), "posts/a.md", f"{LONG}\n").parent.resolve()
    monkeypatch.chdir(folder)
    assert run(capsys, ".", "--write-baseline")[0] == 0
    assert run(capsys, "a.md", "--baseline", f"../{NAME}")[0] == 0
    assert run(capsys, str(folder / "a.md"), "--baseline", str(folder.parent / NAME))[0] == 0


def test_articles_of_an_export_are_told_apart(capsys: Capture) -> None:
    """Each by its name in the file."""
    post = f"TITLE: 畑\nBASENAME: hatake\nDATE: 08/01/2026 08:00:00\n-----\nBODY:\n<p>{LONG}</p>\n-----\n--------\n"
    write(Path(), "posts/export.txt", post)
    _known(capsys)
    assert _new(capsys) == []
    write(Path(), "posts/export.txt", post + post.replace("hatake", "niwa"))
    assert _new(capsys) == ["export.txt#niwa"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "JSON として読めません"),
        ('{"jreadtools_baseline": 1, "known": {<<<<<<< HEAD', "JSON として読めません"),
        ("[" * 100_000, "JSON として読めません"),
        ("[]", "ベースラインではありません"),
        ('{"name": "package"}', "ベースラインではありません"),
        ('{"jreadtools_baseline": 2, "known": {}}', "ベースラインではありません"),
        ('{"jreadtools_baseline": 1, "known": {"a.md": {"commas": {"x": NaN}}}}', "ベースラインではありません"),
        ('{"jreadtools_baseline": 1, "known": {"a.md": {"commas": {"x": "1"}}}}', "ベースラインではありません"),
        ('{"jreadtools_baseline": 1, "known": {"a.md": {"commas": {"x": true}}}}', "ベースラインではありません"),
        ('{"jreadtools_baseline": 1, "known": {"a.md": {"commas": 1}}}', "ベースラインではありません"),
        ('{"jreadtools_baseline": 1, "known": {"a.md": ["commas"]}}', "ベースラインではありません"),
        ('{"jreadtools_baseline": 1, "known": ["a.md"]}', "ベースラインではありません"),
    ],
)
@pytest.mark.parametrize("more", [(), ("--write-baseline",)])
def test_a_file_that_is_no_baseline_is_an_error_and_stays(
    text: str, said: str, more: tuple[str, ...], capsys: Capture
) -> None:
    """Somebody else's file is not written over either."""
    path = write(Path(), "known.json", text)
    write(Path(), "posts/a.md", LONG)
    code, out, err = run(capsys, "posts", *LIMIT, "--baseline", "known.json", *more)
    assert (code, out) == (2, "")
    assert f"known.json: このバージョンの jreadtools の{said}" in err or f"known.json: {said}" in err
    assert path.read_text("utf-8") == text


def test_a_baseline_that_is_not_there_is_an_error(capsys: Capture) -> None:
    """It is not taken for an empty one."""
    write(Path(), "posts/a.md", LONG)
    code, _, err = run(capsys, "posts", *LIMIT, "--baseline", "missing.json")
    assert code == 2
    assert "missing.json: ファイルがありません。--write-baseline で作ってください" in err


def test_a_failure_is_no_reason_to_forget(capsys: Capture) -> None:
    """What is known of an article that cannot be read is kept, and the run ends with 2."""
    path = write(Path(), "posts/a.md", f"{LONG}\n")
    _known(capsys)
    before = Path(NAME).read_text("utf-8")
    path.write_bytes(b"\x00\x01\x02" * 100)
    assert run(capsys, "posts", *LIMIT, "--write-baseline")[0] == 2
    assert Path(NAME).read_text("utf-8") == before


def test_a_value_that_is_rounded_in_the_file_is_known(capsys: Capture) -> None:
    """A third is written down a little too small, which makes the article no worse; mended, it is gone."""
    words = ("--max", "kanji_ratio=10%")
    path = write(Path(), "posts/a.md", "山だ。\n")
    _known(capsys, *words)
    assert _new(capsys, *words) == []
    path.write_text("やまだ。\n", "utf-8")
    assert f"{NAME}: 1件はもう見当たりません" in run(capsys, "posts", *words, "--baseline", NAME)[2]


def test_rules_that_were_not_asked_for_stay_known(capsys: Capture) -> None:
    """A baseline that is written anew with fewer rules forgets nothing of the others."""
    path = write(Path(), "posts/a.md", f"{LONG}{DOUBLED}\n")
    both = (*LIMIT, "--finding", "doubled_particle", "--strict")
    _known(capsys, *both)
    _known(capsys, *LIMIT)
    assert _new(capsys, *both) == []
    path.write_text("短い文です。\n", "utf-8")
    _known(capsys, *both)
    path.write_text(f"{DOUBLED}\n", "utf-8")
    assert _new(capsys, *both) == ["a.md:1:3"]
