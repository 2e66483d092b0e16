"""A second run takes from the cache what has not changed, and gives the very same results."""

import logging
from pathlib import Path

import pandas as pd
import pytest

import jreadtools as jr
from jreadtools.article import Block, Wrap
from jreadtools.batches import run as batch_run
from jreadtools.batches.measured import measured_batches
from jreadtools.cli.main import main
from jreadtools.errors import counted
from jreadtools.language.sentences import Span
from jreadtools.measure import measuring
from jreadtools.measure.settings import Settings
from jreadtools.sources.locate import Files, articles_in
from jreadtools.sources.reading import Reading


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Forty posts, one of them a draft, and a file that is none."""
    made = tmp_path / "posts"
    made.mkdir()
    for number in range(40):
        head = "---\ntitle: 題\ndraft: true\n---\n" if number == 7 else ""
        (made / f"{number:02}.md").write_text(
            f"{head}花が{number}輪咲きました。鳥が鳴いている。\n\n> 春だ。\n", "utf-8"
        )
    (made / "broken.md").write_bytes(b"\x00\x01\x02\xff")
    return made


def same(one: jr.Results, two: jr.Results) -> None:
    """Both frames, and what failed."""
    pd.testing.assert_frame_equal(one.failures, two.failures)
    for name in ("articles", "sentences"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(two, name))


@pytest.mark.parametrize("workers", [1, 2])
def test_with_and_without_a_cache(folder: Path, tmp_path: Path, workers: int) -> None:
    """Empty, filled, or absent: the results are the same."""
    cache = tmp_path / "c.sqlite"
    plain = jr.analyze_folder(folder)
    same(plain, jr.analyze_folder(folder, cache=cache, workers=workers))
    assert cache.stat().st_size > 0
    same(plain, jr.analyze_folder(folder, cache=cache, workers=workers))
    same(jr.analyze_folder(folder, drafts=False), jr.analyze_folder(folder, drafts=False, cache=cache))


def test_nothing_is_measured_twice(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the file that has changed, and what could not be read, is looked at again."""
    cache = tmp_path / "c.sqlite"
    jr.analyze_folder(folder, cache=cache)
    (folder / "03.md").write_text("花が散りました。", "utf-8")
    read: list[str] = []
    honest = batch_run.read_found

    def watched(found, reading, **options):  # type: ignore[no-untyped-def]
        read.append(Path(found.shown).name)
        return honest(found, reading, **options)

    monkeypatch.setattr(batch_run, "read_found", watched)
    found = jr.analyze_folder(folder, cache=cache)
    assert sorted(read) == ["03.md", "broken.md"]
    assert found.articles.set_index("id").loc["03.md", "sentences"] == 1


@pytest.mark.parametrize("lost", [(), (0,), (1, 2), (3,), (0, 1, 2, 3)], ids=str)
def test_a_defect_met_in_a_post_costs_that_post(
    lost: tuple[int, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It is a failure and no row; the rows, sentences and findings of the others are theirs, and so they are kept."""
    honest = measuring.split

    def broken(block: Block, wrap: Wrap) -> list[Span]:
        if "壊" in block.text:
            raise RuntimeError("broken rule")
        return honest(block, wrap)

    monkeypatch.setattr(measuring, "split", broken)
    for number in range(4):
        more = "壊れた。" if number in lost else ""
        (tmp_path / f"{number}.md").write_text(f"{'花。' * number}設定を変更することができる。{more}", "utf-8")
    (tmp_path / "4.md").write_bytes(b"\x00\x01\x02\xff")
    sound = [number for number in range(4) if number not in lost]
    reading = Reading()
    for cache in (None, tmp_path / "c.sqlite", tmp_path / "c.sqlite"):
        with caplog.at_level(logging.INFO, "jreadtools"):
            (batch,) = measured_batches(
                articles_in(Files([tmp_path], reading)), Settings(), reading=reading, findings=True, cache=cache
            )
        assert [Path(path).name for path in batch.paths] == [f"{number}.md" for number in sound]
        assert batch.totals.sentences.tolist() == [number + 1 for number in sound]
        assert batch.sentences is not None
        assert batch.sentences.owners.tolist() == [row for row, number in enumerate(sound) for _ in range(number + 1)]
        assert [[one.sentence for one in found] for found in batch.findings] == [[number] for number in sound]
        assert sorted(Path(path).name for path in batch.failed_paths) == [*(f"{number}.md" for number in lost), "4.md"]
        said, _, seconds = caplog.messages[-1].removesuffix(" seconds").rpartition(", ")
        amounts = {"articles": len(sound), "failures": len(lost) + 1, "characters": batch.characters}
        assert said == ", ".join(counted(number, things) for things, number in amounts.items())
        assert 0 <= float(seconds) < 60
    assert batch.characters == sum(13 + 2 * number + 1 for number in sound)


def test_options_that_matter_are_not_mixed_up(folder: Path, tmp_path: Path) -> None:
    """Counts of one way of wrapping are not those of another; speed and language need no measuring."""
    cache = tmp_path / "c.sqlite"
    (folder / "wrapped.txt").write_text("今日は晴れでしたが、\n明日は雨でしょう。", "utf-8")
    for options in ({"wrap": "join"}, {"wrap": "keep"}, {"lang": "en"}, {"speed": jr.ReadingSpeed(characters=500)}):
        same(jr.analyze_folder(folder, **options), jr.analyze_folder(folder, cache=cache, **options))  # type: ignore[arg-type]


def test_a_foreign_file_is_left_alone(folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A file that is no cache of ours is said in the log; the run goes on without it."""
    other = tmp_path / "notes.txt"
    other.write_text("買い物の覚え書き", "utf-8")
    with caplog.at_level(logging.WARNING, "jreadtools"):
        same(jr.analyze_folder(folder), jr.analyze_folder(folder, cache=other))
    assert "notes.txt" in caplog.text
    assert other.read_text("utf-8") == "買い物の覚え書き"


def test_the_command_line_keeps_one_by_default(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """--cache names the file, --no-cache does without; the output is the same."""
    printed = []
    for options in (
        ["--no-cache"],
        ["--cache", str(tmp_path / "c.sqlite")],
        ["--cache", str(tmp_path / "c.sqlite")],
        [],
    ):
        assert main(["analyze", str(folder), "--format", "csv", "--lang", "en", "--workers", "1", *options]) == 2
        out, err = capsys.readouterr()
        assert "broken.md" in err
        printed.append(out)
    assert len(set(printed)) == 1
    assert (tmp_path / "c.sqlite").exists()
