"""Folders: frames, failures, totals, and nothing that one bad file could spoil."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import jreadtools as jr
from jreadtools.frames.columns import IDENTITY, PLACE, STATUS

A = [m.name for m in jr.METRICS.values() if "A" in m.level]
S = [m.name for m in jr.METRICS.values() if "S" in m.level]


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_md", ".md").replace("_txt", ".txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def test_columns_are_a_contract(posts: Path) -> None:
    r = jr.analyze_folder(posts)
    assert list(r.articles.columns) == [*IDENTITY, *A, *STATUS]
    assert list(r.sentences.columns) == ["path", "id", *PLACE, *S]
    assert list(r.failures.columns) == ["path", "id", "error"]
    assert len(r.articles) == 9
    assert r.failures.empty
    assert r.articles["path"].is_monotonic_increasing
    assert r.articles["draft"].dtype == bool
    assert r.articles.set_index("id")["draft"].sum() == 1


def test_an_empty_folder_is_a_failure_and_empty_frames(tmp_path: Path) -> None:
    r = jr.analyze_folder(tmp_path)
    assert len(r.articles) == len(r.sentences) == 0
    assert list(r.articles.columns) == [*IDENTITY, *A, *STATUS]
    full = jr.analyze_folder(write(tmp_path, a_md="晴れ。"))
    assert r.articles.dtypes.tolist() == full.articles.dtypes.tolist()
    assert r.sentences.dtypes.tolist() == full.sentences.dtypes.tolist()
    assert "no articles in this folder" in r.failures.loc[0, "error"]
    assert r.total().loc["", "articles"] == 0


def test_bad_files_cost_only_themselves(tmp_path: Path) -> None:
    write(tmp_path, a_md="晴れです。", z_txt="雨です。")
    (tmp_path / "b.md").write_bytes(b"\x00\x01\x02binary")
    (tmp_path / "c.md").write_bytes(b"\xff\xfe\xfa" * 50 + b"\x81")
    (tmp_path / "d.md").symlink_to(tmp_path / "nowhere.md")
    (tmp_path / "e.odt").write_bytes(b"PK")
    r = jr.analyze_folder(tmp_path, tmp_path / "missing.md", tmp_path / "e.odt")
    assert r.articles["id"].tolist() == ["a.md", "z.txt"]
    errors = dict(zip((Path(p).name for p in r.failures["path"]), r.failures["error"], strict=True))
    assert set(errors) == {"b.md", "c.md", "d.md", "missing.md", "e.odt"}
    assert "pandoc" in errors["e.odt"]
    assert all(message for message in errors.values())


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    write(tmp_path, a_md="晴れです。")
    (tmp_path / "a.md").chmod(0)
    assert "permission" in jr.analyze_folder(tmp_path).failures.loc[0, "error"]


def test_broken_front_matter_is_a_warning(tmp_path: Path) -> None:
    write(tmp_path, a_md="---\ntitle: [題\n---\n\n本文です。\n")
    r = jr.analyze_folder(tmp_path)
    assert r.articles.loc[0, "characters"] == 5
    assert "front matter" in r.articles.loc[0, "warnings"]


def test_drafts_are_read_and_marked_or_left_out(tmp_path: Path) -> None:
    write(tmp_path, a_md="---\ndraft: true\n---\n下書き。\n", b_md="公開。")
    assert jr.analyze_folder(tmp_path).articles["draft"].tolist() == [True, False]
    assert jr.analyze_folder(tmp_path, drafts=False).articles["id"].tolist() == ["b.md"]


@pytest.mark.usefixtures("small_batches")
def test_workers_change_nothing(posts: Path, tmp_path: Path) -> None:
    for n in range(3):
        shutil.copytree(posts, tmp_path / str(n))
    (tmp_path / "2" / "x.md").write_bytes(b"\0")
    one, two = jr.analyze_folder(tmp_path), jr.analyze_folder(tmp_path, workers=2)
    pd.testing.assert_frame_equal(one.articles, two.articles, check_exact=True)
    pd.testing.assert_frame_equal(one.sentences, two.sentences, check_exact=True)
    pd.testing.assert_frame_equal(one.failures, two.failures)
    pd.testing.assert_frame_equal(one.total("tag"), two.total("tag"), check_exact=True)


def test_order_of_files_changes_no_number(posts: Path) -> None:
    files = sorted(posts.iterdir())
    forward, back = jr.analyze_folder(*files), jr.analyze_folder(*reversed(files))
    pd.testing.assert_frame_equal(
        forward.articles.set_index("path"),
        back.articles.set_index("path").loc[forward.articles["path"]],
        check_exact=True,
    )


def test_totals_are_pooled(tmp_path: Path) -> None:
    write(
        tmp_path,
        a_md="---\ntags: [茶, 旅]\ndate: 2026-04-01\n---\n漢字漢字。\n",
        sub__b_md="---\ntags: 茶\ndate: 2026-05-02\n---\nひらがなです。\n",
        c_md="晴れ。",
    )
    r = jr.analyze_folder(tmp_path)
    tags = r.total(by="tag")
    assert tags.index.tolist() == ["", "旅", "茶"]
    assert tags.index.name == "tag"
    assert tags["articles"].tolist() == [1, 1, 2]
    assert tags.loc["茶", "kanji_ratio"] == 4 / 12
    assert tags.loc["茶", "sentence_characters_median"] == 5
    assert r.total(by="month").index.tolist() == ["", "2026-04", "2026-05"]
    assert len(r.total(by="folder")) == 2
    whole = r.total()
    assert whole["characters"].tolist() == [15]
    assert whole["articles"].tolist() == [3]
    with pytest.raises(ValueError, match="tag, folder"):
        r.total(by="colour")


def test_a_script_without_a_guard_gets_a_clear_error(tmp_path: Path) -> None:
    """Under spawn a worker runs the script again: it must not start workers of its own for ever."""
    write(tmp_path, posts__a_md="晴れです。\n", posts__b_md="雨です。\n")
    script = tmp_path / "script.py"
    script.write_text(
        "import multiprocessing\nmultiprocessing.set_start_method('spawn', force=True)\n"
        "import jreadtools as jr\nfrom jreadtools.batches import run\nrun.BATCH = 1\n"
        f"jr.analyze_folder({str(tmp_path / 'posts')!r}, workers=2)\n",
        "utf-8",
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode != 0
    assert '__name__ == "__main__"' in done.stderr


def test_progress_is_silent_where_there_is_no_terminal(posts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    jr.analyze_folder(posts, progress=True)
    assert capsys.readouterr().err == ""


def test_nothing_to_read_is_a_mistake() -> None:
    with pytest.raises(TypeError, match="needs a folder"):
        jr.analyze_folder()


def test_totals_by_a_kept_column(tmp_path: Path) -> None:
    """級 and 学年 of a table of essays: pooled as by tag, numbers in their order, whatever kind of cell they were."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (
        ["級", "学年", "本文"],
        ["N10", 10, "猫が鳴く。"],
        ["N2 ", 2.0, "経済政策を決定する。"],
        ["N2", 2, "犬だ。"],
        [None, None, "空。"],
    ):
        book.active.append(row)
    book.save(tmp_path / "essays.xlsx")
    results = jr.analyze_folder(tmp_path / "essays.xlsx", keep=["級", "学年"])
    levels = results.total(by="級")
    assert levels.index.name == "級"
    assert levels["articles"].to_dict() == {"": 1, "N2": 2, "N10": 1}
    assert levels.loc["N2", "kanji_ratio"] == 7 / 13
    assert results.total(by="学年").index.tolist() == ["", "2", "10"]
    with pytest.raises(ValueError, match=r"or a kept column \(級, 学年\)"):
        results.total(by="kanji_ratio")
    with pytest.raises(ValueError, match="or a column named in keep"):
        jr.analyze_folder(tmp_path, exclude=["*"]).total(by="級")


def test_totals_by_a_kept_column_that_every_article_has(tmp_path: Path) -> None:
    """A table of comments on texts: title, url, date and id are columns of it that were kept, as on the command line."""
    (tmp_path / "a.csv").write_text(
        "text,title,url,date,id\n水。,畑,http://a,2024年3月,一\n土。,畑,http://b,2024-03,二\n鍬。,山,http://b,,三\n",
        "utf-8",
    )
    results = jr.analyze_folder(tmp_path / "a.csv", keep=["title", "url", "date", "id"])
    assert results.total(by="title")["articles"].to_dict() == {"山": 1, "畑": 2}
    assert results.total(by="url")["articles"].to_dict() == {"http://a": 1, "http://b": 2}
    assert results.total(by="date")["articles"].to_dict() == {"": 1, "2024-03": 2}
    assert len(results.total(by="id")) == 3
    with pytest.raises(ValueError, match="not 'path'"):
        results.total(by="path")
