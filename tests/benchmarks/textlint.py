"""Against textlint, which Japanese writers know: `python tests/benchmarks/textlint.py` (a few minutes; POSIX).

Both get the same 200 generated Markdown files. textlint 15 checks them with preset-ja-technical-writing, jreadtools
measures its whole catalogue, looks for its findings and writes the table, all in one process. npm fetches textlint
into a folder that is thrown away; where that cannot be done, the comparison is skipped and the reason is printed.
They do not do the same work: this says what a writer waits for, not who is right.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

# Not jreadtools itself: a child's peak includes what its parent held when it was started.
from texts import generated

FILES: Final = 200
CHARACTERS: Final = 404_640
"""Japanese characters (kana, kanji, their marks and full-width punctuation) of all files together."""
PACKAGES: Final = ("textlint@15", "textlint-rule-preset-ja-technical-writing")
PATIENCE: Final = 300
"""Seconds that npm is given."""
FASTER: Final = 25
LIGHTER: Final = 4

_JAPANESE: Final = re.compile(r"[\u3001-\u30ff\u3400-\u9fff\uff01-\uff9f]")


class Cost(NamedTuple):
    """What a run took."""

    wall: float
    cpu: float
    memory: float
    """Its peak, in MB."""


def write_posts(folder: Path) -> int:
    """The files; how many Japanese characters they hold: CHARACTERS, to a sentence or so each."""
    whole = 0
    for number, text in enumerate(generated(FILES, sentences=60)):
        wanted = CHARACTERS * (number + 1) // FILES
        parts = [f"---\ntitle: 記事 {number}\n---\n", f"# 記事 {number} の見出し"]
        count = japanese(parts[0] + parts[1])
        for at, paragraph in enumerate(text.split("\n\n")):
            part = decorated(at, paragraph)
            spare = wanted - whole - count
            if spare <= 0:
                break
            if japanese(part) > spare:
                part = f"{paragraph[: max(spare - 1, 0)].rstrip('。、')}。"
            parts.append(part)
            count += japanese(part)
        whole += count
        (folder / f"{number:03}.md").write_text("\n\n".join(parts) + "\n", "utf-8")
    return whole


def decorated(at: int, paragraph: str) -> str:
    """A paragraph as posts have it: some with a link, some as a list, some under a heading or above a code block."""
    if at % 7 == 2:
        return f"## {paragraph[:12].rstrip('、。')}\n\n{paragraph}"
    if at % 7 == 4:
        return "\n".join(f"- {sentence}。" for sentence in paragraph.split("。") if sentence)
    if at % 7 == 5:
        return f"{paragraph[:8]}[{paragraph[8:14]}](https://example.jp/{at}/){paragraph[14:]}"
    if at % 7 == 6:
        return f"{paragraph}\n\n```python\nprint({at})\n```"
    return paragraph


def japanese(text: str) -> int:
    return len(_JAPANESE.findall(text))


def install(folder: Path) -> str:
    """Install textlint into a folder. Why it could not be done; "" if it was."""
    npm = shutil.which("npm")
    if npm is None:
        return "npm is not installed"
    if not hasattr(os, "wait4"):
        return "this system does not say what a process took (os.wait4)"
    command = [npm, "install", "--no-audit", "--no-fund", "--prefix", str(folder), *PACKAGES]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False, cwd=folder)
    except subprocess.TimeoutExpired:
        return f"npm did not answer within {PATIENCE} seconds"
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.strip()]
        return f"npm could not install {' and '.join(PACKAGES)}: {said[0] if said else 'it does not say why'}"
    rules = {"rules": {"preset-ja-technical-writing": True}}
    (folder / ".textlintrc.json").write_text(json.dumps(rules), "utf-8")
    return ""


def environment(folder: Path) -> dict[str, str]:
    """With compiled modules, as pip leaves them, also where a checkout's are not written or are out of date."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(folder / "compiled")}


def run(command: Sequence[str], folder: Path, fine: set[int]) -> Cost:
    """Run a command in a folder, its output thrown away. `fine`: the exit codes of one that has done its work."""
    begin = time.perf_counter()
    with (folder / "errors.txt").open("wb") as errors:
        process = subprocess.Popen(
            command, cwd=folder, env=environment(folder), stdout=subprocess.DEVNULL, stderr=errors
        )
        _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)  # it is waited for already
    if process.returncode not in fine:
        said = (folder / "errors.txt").read_text("utf-8", "backslashreplace").strip()
        raise SystemExit(f"{' '.join(command)}: exit code {process.returncode}\n{said}")
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def version(folder: Path, package: str) -> str:
    return str(json.loads((folder / "node_modules" / package / "package.json").read_text("utf-8"))["version"])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=3)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        skipped = install(folder)
        if skipped:
            print(f"skipped: {skipped}")
            return 0
        posts = folder / "posts"
        posts.mkdir()
        size = write_posts(posts)
        rules = PACKAGES[1]
        print(
            f"{FILES} Markdown files, {size:,} Japanese characters; textlint {version(folder, 'textlint')}, "
            f"{rules.removeprefix('textlint-rule-')} {version(folder, rules)}; {args.repeats} runs each, in turn, medians"
        )
        theirs = [str(folder / "node_modules" / ".bin" / "textlint"), "--format", "json", "-o", "found.json"]
        options = ["--no-cache", "--workers", "1", "--findings", "-o", "table.csv"]
        ours = [sys.executable, "-m", "jreadtools", "analyze", *options]
        costs: dict[str, list[Cost]] = {"textlint": [], "jreadtools": []}
        for what, runs in (("posts/000.md", 1), ("posts", args.repeats)):
            for taken in costs.values():
                taken.clear()  # the run on one file only warms up: modules compiled, files in memory
            for _ in range(runs):
                costs["textlint"].append(run([*theirs, what], folder, {0, 1}))  # 1: something was found
                costs["jreadtools"].append(run([*ours, what], folder, {0}))
        found = json.loads((folder / "found.json").read_text("utf-8"))
        rows = len((folder / "table.csv").read_text("utf-8-sig").splitlines()) - 1
        if len(found) != FILES or rows != FILES:
            raise SystemExit(f"of {FILES} files textlint read {len(found)} and jreadtools {rows}")
    middle = {name: Cost(*map(statistics.median, zip(*runs, strict=True))) for name, runs in costs.items()}
    for name, cost in middle.items():
        print(f"{name:<12}{cost.wall:8.2f} s wall {cost.cpu:8.2f} s CPU {cost.memory:7.0f} MB at most")
    textlint, jreadtools = middle["textlint"], middle["jreadtools"]
    print(
        f"jreadtools is {textlint.wall / jreadtools.wall:.1f} x as fast by wall time, "
        f"{textlint.cpu / jreadtools.cpu:.1f} x by CPU time; goal >= {FASTER}"
    )
    print(f"and takes 1/{textlint.memory / jreadtools.memory:.1f} of the memory; goal <= 1/{LIGHTER}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
