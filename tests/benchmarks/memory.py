"""How much memory a run takes in all, its workers too: `python tests/benchmarks/memory.py` (Linux; some minutes).

A page that several processes share (the dictionary, above all) counts once: the sum of their proportional set sizes,
which Linux tells in /proc/PID/smaps_rollup, looked at ten times a second.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

from texts import CORPORA, generated, wordpress_export

import jreadtools as jr

MB = 1024  # the kernel counts in kB


class Memory(NamedTuple):
    """What a tree of processes held at one moment, in MB."""

    in_all: float
    of_files: float
    """Of that, mapped files: the dictionary and libraries. The system takes them back when it needs room."""
    largest: float
    """Resident size of the largest process, what `/usr/bin/time -v` says; shared pages count in full."""


def tree(root: int) -> Iterator[int]:
    """A process and what it has started."""
    yield root
    for task in Path(f"/proc/{root}/task").glob("*/children"):
        for child in task.read_text().split():
            yield from tree(int(child))


def memory_of(root: int) -> Memory:
    """What a process and its children hold now."""
    sums = {"Pss": 0, "Pss_File": 0}
    largest = 0
    for process in tree(root):
        try:
            lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()[1:]
        except (OSError, ProcessLookupError):  # it has ended meanwhile
            continue
        kilobytes = {name: int(rest.split()[0]) for name, _, rest in (line.partition(":") for line in lines)}
        for name in sums:
            sums[name] += kilobytes.get(name, 0)
        largest = max(largest, kilobytes.get("Rss", 0))
    return Memory(sums["Pss"] / MB, sums["Pss_File"] / MB, largest / MB)


def peak(command: Sequence[str]) -> tuple[Memory, float]:
    """The largest of each while a command runs, and its seconds."""
    begin = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    seen = [Memory(0, 0, 0)]
    while process.poll() is None:
        with suppress(OSError, ProcessLookupError):
            seen.append(memory_of(process.pid))
        time.sleep(0.1)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with exit code {process.returncode}")
    most = max(seen, key=lambda memory: memory.in_all)
    return most._replace(largest=max(memory.largest for memory in seen)), time.monotonic() - begin


def prose() -> tuple[list[str], str]:
    """Texts of articles, and where they come from. Generated ones have few words: they touch less of the dictionary."""
    if not CORPORA.exists():
        return generated(2000), "generated"
    articles = (article for article in jr.read_articles(CORPORA) if isinstance(article, jr.Article))
    texts = ("\n\n".join(block.text for block in article.blocks if block.kind == "paragraph") for article in articles)
    return [text for text in texts if text], "of the corpora"


def folder_of(texts: Sequence[str], files: int, folder: Path) -> Path:
    """Markdown posts, so many; the texts again and again, each with a number."""
    for number, text in enumerate(islice(cycle(texts), files)):
        target = folder / f"{number // 500:03}" / f"{number:05}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(f"---\ntitle: 記事 {number}\n---\n\n{text}\n", "utf-8")
    return folder


def export_of(texts: Sequence[str], megabytes: int, path: Path) -> Path:
    """A WordPress export of about so many MB."""
    size = len(wordpress_export(list(texts)))
    path.write_bytes(wordpress_export(list(texts) * -(-megabytes * 10**6 // size)))
    return path


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=11_000)
    parser.add_argument("--megabytes", type=int, default=300)
    parser.add_argument("--workers", default="2")
    args = parser.parse_args()
    if not Path("/proc/self/smaps_rollup").exists():
        print("memory in all is measured on Linux only")
        return 0
    with tempfile.TemporaryDirectory() as made:
        os.environ["XDG_CACHE_HOME"] = made  # the cache of whoever measures stays as it is
        texts, origin = prose()
        print(f"posts {origin}, {args.workers} workers")
        posts = folder_of(texts, args.files, Path(made) / "posts")
        export = export_of(texts, args.megabytes, Path(made) / "export.xml")
        for name, source in (
            (f"{args.files:,} files", posts),
            (f"an export of {export.stat().st_size / 1e6:.0f} MB", export),
        ):
            for cached in ([], ["--no-cache"]):
                out = str(Path(made) / "out.csv")
                command = [sys.executable, "-m", "jreadtools", "analyze", str(source), "-o", out, *cached]
                most, seconds = peak([*command, "--workers", args.workers])
                print(
                    f"{name + (', no cache' if cached else ''):<32} {most.in_all:5.0f} MB in all, of them "
                    f"{most.of_files:4.0f} of mapped files; largest process {most.largest:4.0f}; {seconds:5.1f} s",
                    flush=True,
                )
    return 0


if __name__ == "__main__":
    sys.exit(main())
