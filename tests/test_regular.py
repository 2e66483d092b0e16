"""What is no file is refused with a message wherever a file is named, and what is read as a whole has a limit."""

from __future__ import annotations

import io
import os
import pickle
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import jreadtools as jr
from jreadtools.article import Article, Failure
from jreadtools.cli.main import main
from jreadtools.errors import ArticleError, why_unread
from jreadtools.sources.regular import NotAFileError, opened_file, read_whole, within

Capture = pytest.CaptureFixture[str]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="devices and pipes have other names here")


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    """A pipe that nobody writes to: who opens it waits."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    return path


def test_a_pipe_or_a_device_that_is_named(pipe: Path) -> None:
    for path, word in (
        (pipe, "pipe"),
        ("/dev/zero", "device"),
        ("/proc/kmsg", "system"),
        ("/proc/self/status", "system"),
    ):
        [failure] = jr.read_articles(path)
        assert isinstance(failure, Failure)
        assert word in failure.error
        with pytest.raises(ArticleError, match=word):
            jr.read_article(path)


def test_the_files_that_a_shell_hands_over_are_read(tmp_path: Path) -> None:
    """<(…) is a pipe, /dev/stdin may be one, /dev/null is empty."""
    read, write = os.pipe()
    os.write(write, "今日は晴れです。".encode())
    os.close(write)
    try:
        assert jr.read_article(f"/dev/fd/{read}").blocks[0].text == "今日は晴れです。"
    finally:
        os.close(read)
    ran = subprocess.run(
        [sys.executable, "-m", "jreadtools", "text", "/dev/stdin"],
        input="明日は雨です。".encode(),
        capture_output=True,
        check=True,
    )
    assert "明日は雨です。" in ran.stdout.decode()
    with (tmp_path / "a.md").open("w+", encoding="utf-8") as file:
        file.write("今日は晴れです。")
        file.flush()
        assert jr.read_article(f"/proc/self/fd/{file.fileno()}").blocks
    [empty] = jr.read_articles("/dev/null")
    assert isinstance(empty, Article)


def test_a_gitignore_that_is_none(tmp_path: Path) -> None:
    """The rest of the folder is read; what the rules would have been is asked of nobody."""
    (tmp_path / "a.md").write_text("晴れです。", "utf-8")
    os.mkfifo(tmp_path / ".gitignore")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b.md").write_text("雨です。", "utf-8")
    (tmp_path / "sub" / ".gitignore").symlink_to("/dev/zero")
    found = list(jr.read_articles(tmp_path))
    assert [type(one) for one in found] == [Failure, Article, Failure, Article]
    (tmp_path / ".gitignore").unlink()
    (tmp_path / ".gitignore").symlink_to("/dev/null")
    assert [type(one) for one in jr.read_articles(tmp_path)] == [Article, Failure, Article]


@pytest.mark.parametrize("name", ["jreadtools.toml", "pyproject.toml"])
def test_a_configuration_that_is_a_pipe(name: str, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "a.md").write_text("晴れです。", "utf-8")
    os.mkfifo(tmp_path / name)
    assert main(["check", str(tmp_path / "a.md"), "--lang", "en"]) == 2
    assert f"{name}: cannot be read (is a pipe" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--baseline", "--levels"])
def test_other_files_that_are_none(option: str, pipe: Path, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "a.md").write_text("晴れです。", "utf-8")
    command = "check" if option == "--baseline" else "analyze"
    for path, word in ((str(pipe), "pipe"), ("/dev/zero", "device")):
        assert main([command, str(tmp_path / "a.md"), option, path, "--lang", "en"]) == 2
        assert word in capsys.readouterr().err


def test_the_limit(tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said with the name of its option, for standard input too; exports and tables are read piece by piece."""
    post, table = tmp_path / "a.md", tmp_path / "b.csv"
    post.write_text("晴れです。\n" * 100, "utf-8")
    table.write_text("id,本文\n" + "1,晴れです。\n" * 100, "utf-8")
    [failure] = jr.read_articles(post, max_bytes=1000)
    assert isinstance(failure, Failure)
    assert "--max-bytes" in failure.error
    assert all(isinstance(one, Article) for one in jr.read_articles(post, table, max_bytes=1600))
    assert jr.analyze_folder(post, max_bytes=1000, cache=tmp_path / "cache").failures["error"].tolist() == [
        failure.error
    ]
    for command in ("time", "analyze", "text", "check"):
        assert main([command, str(post), "--max-bytes", "1k", "--lang", "en"]) == 2
        assert "is larger than 1,000 bytes" in capsys.readouterr().err
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(post.read_bytes()), "utf-8"))
        assert main([command, "-", "--max-bytes", "1k", "--lang", "en"]) == 2
        assert "is larger than 1,000 bytes" in capsys.readouterr().err
    assert main(["time", str(post), "--max-bytes", "1M"]) == 0
    capsys.readouterr()
    assert main(["time", str(post), "--max-bytes", "many", "--lang", "en"]) == 2
    assert "a size like 500M" in capsys.readouterr().err


def test_standard_input_without_an_end() -> None:
    with Path("/dev/zero").open("rb") as zeros:
        ran = subprocess.run(
            [sys.executable, "-m", "jreadtools", "time", "-", "--max-bytes", "3M", "--lang", "en"],
            stdin=zeros,
            capture_output=True,
            check=False,
        )
    assert ran.returncode == 2
    assert b"larger than 3,000,000 bytes" in ran.stderr


@pytest.mark.parametrize("limit", [0, 1, (1 << 20) - 1, 1 << 20, 3 << 20])
def test_no_more_is_read_than_the_limit_needs(limit: int) -> None:
    """One byte beyond it shows that there is more; what has just that many bytes is read."""

    class Zeros(io.RawIOBase):
        taken = 0

        def read(self, size: int = -1) -> bytes:
            self.taken += size
            return bytes(size)

    zeros = Zeros()
    with pytest.raises(ArticleError, match=f"is larger than {limit:,} bytes"):
        within(zeros, limit)  # type: ignore[arg-type]
    assert zeros.taken == limit + 1
    assert within(io.BytesIO(bytes(limit)), limit) == bytes(limit)


def test_reading_whole(tmp_path: Path, pipe: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x" * 3_000_000)
    assert len(read_whole(path)) == len(read_whole(path, 3_000_000)) == 3_000_000
    with pytest.raises(NotAFileError, match="larger than 2,999,999 bytes"):
        read_whole(path, 2_999_999)
    with pytest.raises(NotAFileError) as raised:
        opened_file(pipe)
    assert why_unread(pickle.loads(pickle.dumps(raised.value))).ja.startswith("ファイルではなくパイプです")
    assert not any(thread.name == "pipe" for thread in threading.enumerate())
    with pytest.raises(FileNotFoundError):
        opened_file(tmp_path / "none")
