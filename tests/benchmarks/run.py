"""How fast, as multiples of MeCab itself: `python tests/benchmarks/run.py` (a few minutes).

The floor is `fugashi.Tagger("-Owakati").parse`, one call a sentence, on the very sentences that are
measured, in the same run, alternating with what is compared. CPU time, median of nine.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import fugashi
import pandas as pd
import unidic_lite
from texts import html_pages, markdown_folder, movable_type_export, plain_posts, wordpress_export

import jreadtools as jr
from jreadtools.article import Failure
from jreadtools.language.sentences import split

REPEATS = 9


def cpu(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


def compare(floor: Callable[[], object], work: Callable[[], object], repeats: int) -> tuple[float, float, float]:
    """Median CPU seconds of both and the median of their ratios, in alternating order."""
    floors, works = [], []
    for turn in range(repeats):
        pair = [(floor, floors), (work, works)]
        for function, times in pair if turn % 2 == 0 else reversed(pair):
            times.append(cpu(function))
    ratio = statistics.median(w / f for f, w in zip(floors, works, strict=True))
    return statistics.median(floors), statistics.median(works), ratio


def sentences_of(articles: list[jr.Article]) -> list[str]:
    return [s.prose for a in articles for b in a.blocks for s in split(b) if s.prose.strip()]


def row(name: str, characters: int, seconds: float, ratio: float | None, goal: str) -> None:
    shown = f"{ratio:5.2f} x" if ratio is not None else "       "
    print(f"{name:<58} {characters / seconds / 1e6:6.2f} M characters/s  {shown}  {goal}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=REPEATS)
    parser.add_argument("--only", choices=("plain", "one", "markdown", "sources", "workers", "pypi", "memory"))
    args = parser.parse_args()
    wanted = [args.only] if args.only else ["memory", "plain", "one", "markdown", "sources", "workers", "pypi"]
    print(
        f"jreadtools {jr.__version__}, Python {platform.python_version()}, {os.cpu_count()} cores, pandas {pd.__version__}"
    )

    owakati = fugashi.GenericTagger(f"-r /dev/null -d {unidic_lite.DICDIR} -Owakati").parse

    def floor_of(sentences: list[str]) -> Callable[[], object]:
        def run() -> None:
            for sentence in sentences:
                owakati(sentence)

        return run

    if "memory" in wanted:
        # First: a child's peak includes what its parent held when it was started.
        with tempfile.TemporaryDirectory() as made:
            memory(markdown_folder(Path(made))[0])

    texts, origin = plain_posts()
    frame = pd.DataFrame({"id": range(len(texts)), "body": texts})
    sentences = sentences_of([jr.analyze(text, metrics=["characters"]).article for text in texts])
    size = sum(map(len, texts))

    if "plain" in wanted:
        print(f"\n{len(texts)} articles of plain text, {size:,} characters ({origin})")
        cold = cpu(lambda: jr.analyze_frame(frame, text="body"))
        base, _, _ = compare(floor_of(sentences), lambda: None, 3)
        row("MeCab floor", size, base, 1.0, "")
        row("analyze_frame, first call in a process", size, cold, cold / base, "")
        for level in ("article", "sentence"):
            _, seconds, ratio = compare(
                floor_of(sentences), lambda level=level: jr.analyze_frame(frame, text="body", level=level), args.repeats
            )
            row(f"analyze_frame, level={level}", size, seconds, ratio, "goal <= 2")
        for family in dict.fromkeys(metric.family for metric in jr.METRICS.values()):
            names = [metric.name for metric in jr.METRICS.values() if metric.family == family]
            _, seconds, ratio = compare(
                floor_of(sentences),
                lambda names=names: jr.analyze_frame(frame, text="body", metrics=names),
                min(args.repeats, 5),
            )
            row(f"  metrics of {family} alone", size, seconds, ratio, "")

    if "one" in wanted:
        text = ""
        for post in texts:
            text += post + "\n\n"
            if len(text) >= 2500:
                break
        floor = floor_of(sentences_of([jr.analyze(text).article]))
        # Call by call in turn: looped alone, MeCab would find its few pages of dictionary in the cache.
        _, seconds, ratio = compare(floor, lambda: jr.analyze(text), 30 * args.repeats)
        row(f"analyze, one article of {len(text):,} characters (warm)", len(text), seconds, ratio, "goal <= 2.8")
        _, seconds, ratio = compare(floor, lambda: jr.analyze(text).to_dict(), 30 * args.repeats)
        row("  the same, and the values of all its metrics", len(text), seconds, ratio, "")

    folder = Path(tempfile.mkdtemp())
    source, origin = markdown_folder(folder)
    if {"markdown", "workers"} & set(wanted):
        copy = folder / "posts"
        names = sorted(p for p in source.rglob("*") if p.suffix in {".md", ".mdx"})
        for number, name in enumerate(names):
            target = copy / f"{number // 100}" / f"{number}-{name.name[-60:]}"
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(name, target)
        articles = [a for a in jr.read_articles(copy) if not isinstance(a, Failure)]
        own = sentences_of(articles)
        size = sum(map(len, own))
        if "markdown" in wanted:
            print(f"\n{len(articles)} Markdown files, {size:,} characters of prose ({origin})")
            _, seconds, ratio = compare(floor_of(own), lambda: jr.analyze_folder(copy), min(args.repeats, 5))
            row("analyze_folder, end to end, one worker", size, seconds, ratio, "goal <= 2.3")
            table = folder / "metrics.csv"
            _, seconds, ratio = compare(
                floor_of(own), lambda: jr.analyze_folder(copy, output=table), min(args.repeats, 5)
            )
            row("  the same, articles to a file (output=)", size, seconds, ratio, "")
            _, seconds, ratio = compare(floor_of(own), lambda: list(jr.read_articles(copy)), min(args.repeats, 5))
            row("  of that: reading alone", size, seconds, ratio, "")
        if "workers" in wanted:
            copies = max(1, -(-5_000_000 // size))
            sources = [copy] * copies
            print(f"\n2 workers against one, {copies * size:,} characters, wall time")
            for name, output in (("DataFrames", None), ("articles to a file", folder / "metrics.csv")):
                walls: dict[int, list[float]] = {1: [], 2: []}
                for turn in range(5):
                    for workers in (1, 2) if turn % 2 == 0 else (2, 1):
                        begin = time.perf_counter()
                        jr.analyze_folder(*sources, workers=workers, output=output)
                        walls[workers].append(time.perf_counter() - begin)
                one, two = (statistics.median(walls[n]) for n in (1, 2))
                row(f"{name}, one worker", copies * size, one, None, "")
                row(f"{name}, two workers", copies * size, two, None, f"{one / two:.2f} x as fast; goal >= 1.8")

    if "sources" in wanted:
        exports_and_pages(texts, floor_of, args.repeats)
    if "pypi" in wanted:
        pypi(texts, frame, args.repeats)
    shutil.rmtree(folder)
    return 0


def exports_and_pages(texts: list[str], floor_of: Callable[[list[str]], Callable[[], object]], repeats: int) -> None:
    """Reading what blogs are exported as, and their pages: alone and with everything that is measured."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "export.xml").write_bytes(wordpress_export(texts))
        (folder / "export.txt").write_bytes(movable_type_export(texts))
        (folder / "pages").mkdir()
        for number, page in enumerate(html_pages(texts)):
            (folder / "pages" / f"{number}.html").write_text(page, "utf-8")
        print()
        for name, path, goal in (
            ("WXR, an export of 600 posts", folder / "export.xml", "goal <= 2"),
            ("Movable Type, an export of 600 posts", folder / "export.txt", "goal <= 2"),
            ("HTML pages of 60 kB around a body", folder / "pages", "goal <= 4"),
        ):
            own = sentences_of([a for a in jr.read_articles(path) if not isinstance(a, Failure)])
            size = sum(map(len, own))
            for what, work, wanted in (
                ("reading", lambda path=path: list(jr.read_articles(path)), goal),
                ("reading and measuring", lambda path=path: jr.analyze_folder(path), ""),
            ):
                _, seconds, ratio = compare(floor_of(own), work, min(repeats, 5))
                row(f"{name}: {what}", size, seconds, ratio, wanted)


def pypi(texts: list[str], frame: pd.DataFrame, repeats: int) -> None:
    try:
        from jreadability import compute_readability
    except ImportError:
        print("\nPyPI jreadability is not installed: pip install jreadability")
        return
    size = sum(map(len, texts))
    print("\nPyPI jreadability (one score) on the same texts")
    tagger = fugashi.Tagger(f"-r /dev/null -d {unidic_lite.DICDIR}")

    def ours() -> None:
        jr.analyze_frame(frame, text="body")

    def shared() -> None:
        for text in texts:
            compute_readability(text, tagger)

    few = texts[:60]
    small = frame.head(len(few))

    def fresh() -> None:
        for text in few:
            compute_readability(text)

    _, seconds, ratio = compare(ours, shared, min(repeats, 5))
    row("with a shared tagger", size, seconds, None, f"jreadtools is {ratio:.1f} x as fast; goal >= 2")
    _, seconds, ratio = compare(lambda: jr.analyze_frame(small, text="body"), fresh, min(repeats, 5))
    row("as its README calls it", sum(map(len, few)), seconds, None, f"jreadtools is {ratio:.1f} x as fast; goal >= 4")


def memory(source: Path) -> None:
    print("\nPeak memory of `jreadtools time` and of the numbers of `analyze`, without frames")
    for copies in (1, 3):
        for name, code in (
            ("time", "import sys\nfrom jreadtools.cli.main import main\nsys.exit(main(['time', *sys.argv[1:]]))"),
            (
                "measure",
                "import sys\nfrom jreadtools.posts import measured_batches\nfrom jreadtools.measure.measuring import Settings\n"
                "for batch in measured_batches(sys.argv[1:], Settings()): pass",
            ),
        ):
            process = subprocess.Popen(
                [sys.executable, "-c", code, *[str(source)] * copies],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            _, _, usage = os.wait4(process.pid, 0)
            unit = 1024 if sys.platform != "darwin" else 1024 * 1024
            print(f"{name:<10} the folder {copies} x: {usage.ru_maxrss / unit:7.0f} MB")


if __name__ == "__main__":
    sys.exit(main())
