"""How fast, as multiples of MeCab itself: `python tests/benchmarks/run.py` (some ten minutes), or `--only one,frames`.

The floor is `fugashi -Owakati`, one call a sentence, on the very sentences that are measured, in the same run, alternating
with what is compared. Every figure is CPU time, the smallest of several turns: others may use the machine meanwhile.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import Final

import fugashi
import pandas as pd
import unidic_lite
from memory import peak
from texts import html_pages, markdown_folder, movable_type_export, plain_posts, wordpress_export

import jreadtools as jr
from jreadtools.article import Failure
from jreadtools.language.morphemes import tokenize
from jreadtools.language.sentences import split

Work = Callable[[], object]

POSTS: Final = 600
GROWTH: Final = (1, 10, 100, 1_000, 10_000)
_OWAKATI: Final = fugashi.GenericTagger(f"-r /dev/null -d {unidic_lite.DICDIR} -Owakati").parse
TARGETS: Final = {
    "tokens": "1.3", "frame": "1.7", "sentences": "1.9", "first": "3", "one": "2.8", "long": "2.2", "values": "2.8",
    "markdown": "3.2", "wordpress": "2.3", "movable": "2.2", "html": "5", "pypi": "2.3", "light": ".25", "family": "1.5",
    "ratio": ".3", "workers": "1.8", "file": "1.9", "start": ".3",
}  # fmt: skip
"""What rows are to reach, by the name that they give."""


def main() -> int:
    groups: dict[str, Callable[[Bench], None]] = {
        "growth": growth,  # first: a child's peak includes what its parent held when it was started
        "tokens": tokens,
        "frames": frames,
        "one": one,
        "markdown": markdown,
        "sources": sources,
        "pypi": pypi,
        "workers": workers,
        "start": start,
    }
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=7)
    parser.add_argument("--only", default=",".join(groups), help=", ".join(groups))
    parser.add_argument("--first", action="store_true", help="what a process needs for its first frame, and no more")
    arguments = parser.parse_args()
    bench = Bench(arguments.turns)
    if arguments.first:
        print(cpu(bench.frame_of()), min(cpu(bench.floor) for _ in range(3)))
        return 0
    cores, python = os.cpu_count(), platform.python_version()
    print(f"| jreadtools {jr.__version__} ({cores} cores, Python {python}, pandas {pd.__version__}) | × | to reach |")
    print("| --- | --- | --- |")
    for name in arguments.only.split(","):
        groups[name](bench)
    return 0


def cpu(work: Work) -> float:
    """CPU seconds of this process and of those that it starts and waits for."""
    begin = _seconds()
    work()
    return _seconds() - begin


def _seconds() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def floor_of(sentences: Iterable[str]) -> Work:
    """MeCab alone, a call a sentence."""
    some = list(sentences)

    def floor() -> None:
        for sentence in some:
            _OWAKATI(sentence)

    return floor


def prose_of(articles: Iterable[jr.Article | Failure]) -> list[str]:
    """The sentences that are measured."""
    whole = (article for article in articles if isinstance(article, jr.Article))
    return [s.prose for a in whole for b in a.blocks for s in split(b) if s.prose.strip()]


class Bench:
    """The texts, and how a row is measured."""

    def __init__(self, turns: int) -> None:
        self.turns = turns
        self.texts, self.origin = plain_posts(POSTS)
        self.frame = pd.DataFrame({"body": self.texts})
        self.articles = [jr.analyze(text, metrics=["characters"]).article for text in self.texts]
        self.sentences = prose_of(self.articles)
        self.floor = floor_of(self.sentences)

    def frame_of(self, **options: object) -> Work:
        return partial(jr.analyze_frame, self.frame, text="body", **options)  # type: ignore[arg-type]

    def row(self, what: str, pairs: Sequence[tuple[Work, Work]], target: str = "") -> float:
        """Both of each pair in turn: looped alone, MeCab would find the few pages of its dictionary in the cache."""
        floors, works = [], []
        for turn in range(self.turns + 1):
            times = [0.0, 0.0]
            for pair in pairs:
                for side in (0, 1) if turn % 2 else (1, 0):
                    times[side] += cpu(pair[side])
            if turn:  # what came first met new words
                floors.append(times[0])
                works.append(times[1])
        ratio = min(works) / min(floors)
        self.say(what, ratio, target)
        return ratio

    def say(self, what: str, value: float, target: str = "") -> None:
        print(f"| {what} | {value:.2f} | {TARGETS.get(target, '')} |", flush=True)


def tokens(bench: Bench) -> None:
    size = 500
    batches = [bench.sentences[at : at + size] for at in range(0, len(bench.sentences), size)]
    bench.row(
        f"tokens alone, batches of {size} sentences", [(floor_of(b), partial(tokenize, b)) for b in batches], "tokens"
    )


def frames(bench: Bench) -> None:
    characters = sum(map(len, bench.texts)) // len(bench.texts)
    first = [_first() for _ in range(3)]
    bench.say(
        "`analyze_frame`, all metrics, first call in a process", min(work / floor for work, floor in first), "first"
    )
    bench.row(
        f"the same, warm, {POSTS} articles of {characters} characters", [(bench.floor, bench.frame_of())], "frame"
    )
    bench.row("the same, a row a sentence", [(bench.floor, bench.frame_of(level="sentence"))], "sentences")
    light = bench.frame_of(metrics=["kanji_ratio", "reading_minutes"])
    bench.row("`metrics=` kanji_ratio and reading_minutes", [(bench.floor, light)], "light")
    for family in dict.fromkeys(metric.family for metric in jr.METRICS.values()):
        names = [metric.name for metric in jr.METRICS.values() if metric.family == family]
        bench.row(f"`metrics=` those of {family}", [(bench.floor, bench.frame_of(metrics=names))], "family")


def _first() -> tuple[float, float]:
    done = subprocess.run([sys.executable, __file__, "--first"], capture_output=True, text=True, check=True)
    work, floor = map(float, done.stdout.split())
    return work, floor


def one(bench: Bench) -> None:
    short = sorted(bench.texts, key=lambda text: abs(len(text) - 660))[:30]
    long = ["\n\n".join(bench.texts[at : at + 4]) for at in range(0, 60, 4)]
    for texts, name in ((short, "one"), (long, "long")):
        size = sum(map(len, texts)) // len(texts)
        analyses = [jr.analyze(text) for text in texts]
        floors = [floor_of(prose_of([analysis.article])) for analysis in analyses]
        calls = [partial(_measured, text) for text in texts]
        bench.row(f"`analyze`, one article of {size} characters", list(zip(floors, calls, strict=True)), name)
        values = [partial(_values, text) for text in texts]
        target = "values" if name == "long" else ""
        bench.row("the same, with the values of all metrics", list(zip(floors, values, strict=True)), target)
        ratios = [partial(_value, text) for text in texts]
        what = '`analyze(text)["kanji_ratio"]`, of `analyze` with all values'
        bench.row(what, list(zip(values, ratios, strict=True)), "ratio")


def _measured(text: str) -> object:
    return jr.analyze(text).measured


def _values(text: str) -> object:
    return jr.analyze(text).to_dict()


def _value(text: str) -> object:
    return jr.analyze(text)["kanji_ratio"]


def folder_of_posts(target: Path) -> Path:
    """The Markdown posts there are, in one folder."""
    source, _ = markdown_folder(target / "made")
    paths = sorted(path for path in source.rglob("*") if path.suffix in {".md", ".mdx"})
    for number, path in enumerate(paths):
        copy = target / "posts" / f"{number // 100}" / f"{number}-{path.name[-60:]}"
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    return target / "posts"


def markdown(bench: Bench) -> None:
    with tempfile.TemporaryDirectory() as made:
        posts = folder_of_posts(Path(made))
        articles = list(jr.read_articles(posts))
        _whole_way(bench, f"{len(articles)} Markdown files", posts, prose_of(articles), "markdown")
        written = partial(jr.analyze_folder, posts, output=Path(made) / "metrics.csv")
        bench.row("the same, articles to a file (`output=`)", [(floor_of(prose_of(articles)), written)])


def _whole_way(bench: Bench, what: str, source: Path, sentences: list[str], target: str) -> None:
    floor = floor_of(sentences)
    bench.row(f"{what} to DataFrames", [(floor, partial(jr.analyze_folder, source))], target)
    bench.row("of that, reading", [(floor, lambda: list(jr.read_articles(source)))])


def sources(bench: Bench) -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "export.xml").write_bytes(wordpress_export(bench.texts))
        (folder / "export.txt").write_bytes(movable_type_export(bench.texts))
        (folder / "pages").mkdir()
        for number, page in enumerate(html_pages(bench.texts)):
            (folder / "pages" / f"{number}.html").write_text(page, "utf-8")
        for what, name, target in (
            (f"a WordPress export of {POSTS} posts", "export.xml", "wordpress"),
            (f"a Movable Type export of {POSTS} posts", "export.txt", "movable"),
            ("HTML pages, 60 kB around 2,900 characters", "pages", "html"),
        ):
            _whole_way(bench, what, folder / name, prose_of(jr.read_articles(folder / name)), target)


def pypi(bench: Bench) -> None:
    try:
        from jreadability import compute_readability
    except ImportError:
        print("| PyPI jreadability is not installed | | |")
        return
    tagger = fugashi.Tagger(f"-r /dev/null -d {unidic_lite.DICDIR}")

    def shared() -> None:
        for text in bench.texts:
            compute_readability(text, tagger)

    few = bench.texts[:60]

    def fresh() -> None:
        for text in few:
            compute_readability(text)

    bench.row("PyPI jreadability with a shared tagger, of `analyze_frame`", [(bench.frame_of(), shared)], "pypi")
    ours = partial(jr.analyze_frame, pd.DataFrame({"body": few}))
    bench.row("PyPI jreadability as its README calls it, of `analyze_frame`", [(ours, fresh)])


def workers(bench: Bench) -> None:
    """How many times as fast two are by the clock, which others on the machine disturb: the only row that is no CPU time."""
    with tempfile.TemporaryDirectory() as made:
        posts = folder_of_posts(Path(made))
        for what, output, target in (
            ("two workers against one: DataFrames", None, "workers"),
            ("the same, articles to a file", Path(made) / "metrics.csv", "file"),
        ):
            walls: dict[int, list[float]] = {1: [], 2: []}
            for turn in range(bench.turns):
                for number in (1, 2) if turn % 2 else (2, 1):
                    begin = time.perf_counter()
                    jr.analyze_folder(posts, posts, workers=number, output=output)
                    walls[number].append(time.perf_counter() - begin)
            bench.say(f"{what} (by the clock)", min(walls[1]) / min(walls[2]), target)


def start(bench: Bench) -> None:
    with tempfile.TemporaryDirectory() as made:
        post = Path(made) / "post.md"
        post.write_text(f"# 題\n\n{bench.texts[0]}\n", "utf-8")
        for command in (
            ["-c", "pass"],
            ["-c", "import jreadtools"],
            *(["-m", "jreadtools", c, str(post)] for c in ("time", "analyze")),
        ):
            # As for a user: what was compiled once stays compiled.
            environment = os.environ | {
                "XDG_CACHE_HOME": made,
                "PYTHONPYCACHEPREFIX": made,
                "PYTHONDONTWRITEBYTECODE": "",
            }
            run = partial(subprocess.run, [sys.executable, *command], env=environment, capture_output=True, check=True)
            shown = " ".join("post.md" if part == str(post) else part for part in command)
            target = "start" if "analyze" in command else ""
            bench.say(f"CPU seconds of `python {shown}`", min(cpu(run) for _ in range(bench.turns)), target)


def growth(bench: Bench) -> None:
    """CPU and memory of `jreadtools analyze FOLDER -o FILE` over ever more posts."""
    for number in GROWTH:
        with tempfile.TemporaryDirectory() as made:
            for at, text in enumerate(islice(cycle(bench.texts), number)):
                target = Path(made) / "posts" / f"{at // 500}" / f"{at}.md"
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(f"---\ntitle: 記事 {at}\n---\n\n{text}\n", "utf-8")
            for count in (1, 2):
                command = [
                    sys.executable,
                    "-m",
                    "jreadtools",
                    "analyze",
                    f"{made}/posts",
                    "--no-cache",
                    "-o",
                    f"{made}/out.csv",
                ]
                begin = _seconds()
                most, _ = peak([*command, "--workers", str(count)])
                print(
                    f"| {number:,} posts, {count} worker{'s' * (count > 1)}: CPU seconds (memory in all, MB) |"
                    f" {_seconds() - begin:.2f} ({most.in_all:.0f}) | |",
                    flush=True,
                )


if __name__ == "__main__":
    sys.exit(main())
