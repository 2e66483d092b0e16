"""Thousands of posts with faults, measured as a user would: `python tests/soak/run.py` (20,000 posts; some minutes).

Posts of every format are generated together with what must come of each: rows with so many sentences, a warning,
a failure. Then whole runs are put under stress (killed workers, Ctrl-C, a full disk, two runs at once, damaged caches),
each in processes of its own. A table says what held; a defect comes with the seed that makes it again.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from made_posts import Posts, generated
from started import DefectError, Ended, SkipError, Started

FLAT: Final = 40 << 10
"""Kilobytes that three times as many posts may take more."""
CUT_SHORT: Final = "worker process was killed"
ENDINGS: Final = [
    *("csv", "jsonl"),
    *(["parquet"] if find_spec("pyarrow") else []),
    *(["xlsx"] if find_spec("openpyxl") else []),  # they are read again here
]
OLD: Final = b"what was here before\n"


def analyze(posts: Posts, output: str, *more: str, sources: Sequence[str] = ()) -> Started:
    """`jreadtools analyze` over the posts with two workers."""
    options = ("--workers", "2", "--lang", "en", *(() if "--cache" in more else ("--no-cache",)))
    return Started(
        posts.home, "-m", "jreadtools", "analyze", *(sources or posts.sources), *options, "-o", output, *more
    )


def rows_of(path: Path) -> dict[str, list[int]]:
    """The sentences of each article of a file, from an output in any format."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as stream:
            pairs = [(row["path"], int(row["sentences"])) for row in csv.DictReader(stream)]
    elif path.suffix == ".jsonl":
        rows = map(json.loads, path.read_text("utf-8").splitlines())
        pairs = [(row["path"], row["sentences"]) for row in rows]
    elif path.suffix == ".parquet":
        import pyarrow.parquet

        columns = pyarrow.parquet.read_table(path, columns=["path", "sentences"]).to_pydict()
        pairs = list(zip(columns["path"], columns["sentences"], strict=True))
    else:
        import openpyxl

        sheet = openpyxl.load_workbook(path, read_only=True)["articles"].iter_rows(values_only=True)
        header = [str(cell) for cell in next(sheet)]
        pairs = [(str(row[header.index("path")]), int(str(row[header.index("sentences")]))) for row in sheet]
    return _by_path(pairs)


def _by_path(pairs: Sequence[tuple[str, int]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for path, sentences in sorted(pairs):
        found[path].append(sentences)
    return dict(found)


def check(held: bool, what: str) -> None:
    """Raises DefectError if it does not hold."""
    if not held:
        raise DefectError(what)


def check_said(ended: Ended, code: int) -> None:
    """The exit code, and nothing on standard error but whole messages."""
    check(ended.code == code, f"exit code {ended.code}, not {code}: {ended.said[-500:]}")
    strange = [line for line in ended.said.splitlines() if not re.match(r"jreadtools: \S.*\S", line)]
    check(not strange, f"on standard error: {strange[:5]}")


def check_rows(rows: dict[str, list[int]], posts: Posts) -> None:
    """Every article is a row with as many sentences as it was made of."""
    wrong = [path for path in {*rows, *posts.rows} if rows.get(path) != posts.rows.get(path)]
    if wrong:
        path = min(wrong)
        raise DefectError(f"{len(wrong)} files differ: {path} has {rows.get(path)}, not {posts.rows.get(path)}")


def check_whole(posts: Posts, ended: Ended, output: str) -> None:
    """Every good post a row, every bad one a failure with a reason, nothing else in the folder."""
    check_said(ended, 2)
    check_rows(rows_of(posts.home / output), posts)
    named = {match[1] for match in re.finditer(r"^jreadtools: (\S+?)(?:#\S+)?: \S", ended.said, re.MULTILINE)}
    check(named == posts.failed | posts.warned, f"named wrongly: {sorted(named ^ (posts.failed | posts.warned))[:5]}")
    summary = f"{len(posts.failed):,} sources could not be read"
    check(summary in ended.said, f"{summary!r} was not said: {ended.said[-200:]}")
    check_tidy(posts.home)


def check_tidy(folder: Path) -> None:
    """No half file is left over."""
    left = [path.name for path in folder.iterdir() if path.name.startswith(".")]
    check(not left, f"left over: {left}")


def plain_run(posts: Posts, _: random.Random) -> str:
    """Every format of output, and `analyze_folder`."""
    seconds = []
    for ending in ENDINGS:
        ended = analyze(posts, f"out.{ending}").ended()
        check_whole(posts, ended, f"out.{ending}")
        seconds.append(ended.seconds)
    (posts.home / "script.py").write_text(SCRIPT, "utf-8")
    ended = Started(posts.home, "script.py", "results.json", *posts.sources).ended()
    check(ended.code == 0 and not ended.said, f"analyze_folder: exit code {ended.code}: {ended.said[-500:]}")
    rows, failures = json.loads((posts.home / "results.json").read_text("utf-8"))
    check_rows(_by_path([(path, sentences) for path, sentences in rows]), posts)
    check({path for path, _ in failures} == posts.failed, "analyze_folder: other failures")
    check(all(reason for _, reason in failures), "analyze_folder: a failure without a reason")
    articles = sum(map(len, posts.rows.values()))
    return f"{articles:,} articles, {len(posts.failed):,} failures; {min(seconds):.1f} to {max(seconds):.1f} s"


SCRIPT: Final = """
import json, sys
import jreadtools

if __name__ == "__main__":
    results = jreadtools.analyze_folder(sys.argv[2:], workers=2)
    articles, failures = results.articles, results.failures
    rows = [list(pair) for pair in zip(articles["path"].tolist(), articles["sentences"].tolist())]
    failed = [list(pair) for pair in zip(failures["path"].tolist(), failures["error"].tolist())]
    with open(sys.argv[1], "w", encoding="utf-8") as stream:
        json.dump([rows, failed], stream)
"""


def killed_workers(posts: Posts, chance: random.Random) -> str:
    """A worker is killed in mid-run, and the one that takes its place, several times over."""
    kills = lost = 0
    for wanted in (1, 2, 2):
        run = analyze(posts, "out.csv")
        killed = 0
        for _ in range(wanted):
            workers = run.workers_at_work()
            time.sleep(chance.uniform(0.0, _about(posts)))
            if workers and not run.over():
                try:
                    os.kill(chance.choice(workers), signal.SIGKILL)
                    killed += 1
                except ProcessLookupError:  # its work was done
                    pass
        ended = run.ended()
        kills += killed
        here = ended.said.count(CUT_SHORT)
        # What a worker held is tried again by another: an article is lost when that one is killed too.
        check(here <= killed // 2, f"{here} articles lost for {killed} kills: {ended.said[-500:]}")
        lost += here
        check_said(ended, 2)
        if not here:
            check_whole(posts, ended, "out.csv")
        else:
            rows = rows_of(posts.home / "out.csv")
            missing = sum(map(len, posts.rows.values())) - sum(map(len, rows.values()))
            check(missing <= here, f"{missing} articles are missing, and {here} failures say so")
    check(kills > 0, "no worker was there to be killed")
    return f"{kills} workers killed, {lost} articles lost"


def _about(posts: Posts) -> float:
    """Seconds after which a run is most likely still at work."""
    return 0.001 * sum(map(len, posts.rows.values()))


def interrupted(posts: Posts, chance: random.Random) -> str:
    """Ctrl-C: at once, what is finished in a whole file, and the file that was there before is still there."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        raise SkipError("Ctrl-C is ignored here (started in the background), and so in whatever is started from here")
    waits = []
    kept = 0
    for ending in ENDINGS:
        output = posts.home / f"out.{ending}"
        longest = _about(posts)
        while True:
            output.write_bytes(OLD)
            run = analyze(posts, output.name)
            run.workers_at_work()
            time.sleep(chance.uniform(0.0, longest))
            orphans = run.workers()
            begin = time.monotonic()
            if run.over():  # too late
                check(run.ended().code == 2, "a run that nobody disturbed failed")
                longest /= 2
                check(longest > 0.01, "the runs are too short to be interrupted")
                continue
            run.process.send_signal(signal.SIGINT)
            ended = run.ended()
            if ended.code == 2 and output.read_bytes() != OLD:  # it had just been finished
                longest /= 2
                check(longest > 0.01, "Ctrl-C does not end a run")
                continue
            break
        waits.append(time.monotonic() - begin)
        check_said(ended, 130)
        if "written (" not in ended.said:  # else the last article had been measured, and the file was finished
            check(output.read_bytes() == OLD, f"{output.name} is not what it was before")
        kept += check_partial(posts, ended, output)
        check_tidy(posts.home)
        alive = [pid for pid in orphans if Path(f"/proc/{pid}/stat").exists()]
        check(not alive, f"workers live on: {alive}")
        output.unlink()
    return f"{len(waits)} runs, ended within {max(waits):.2f} s, {kept:,} articles kept"


def check_partial(posts: Posts, ended: Ended, output: Path) -> int:
    """What was finished stands beside the output, is whole, and is as much as was said. How many articles it is."""
    partial = output.with_name(f"{output.stem}.partial{output.suffix}")
    said = re.search(rf"{re.escape(partial.name)}: interrupted; .* \(([\d,]+) articles?\)", ended.said)
    if said is None:
        check(not partial.exists(), f"no word of {partial.name}: {ended.said[-300:]}")
        return 0
    rows = rows_of(partial)
    number = sum(map(len, rows.values()))
    check(number == int(said[1].replace(",", "")), f"{partial.name} has {number} articles: {said[0]}")
    wrong = [path for path, sentences in rows.items() if set(sentences) - set(posts.rows.get(path, []))]
    check(not wrong, f"{partial.name} differs: {wrong[:5]}")
    partial.unlink()
    return number


@contextmanager
def mounted(home: Path, options: str) -> Iterator[Path]:
    """A small disk of its own."""
    place = home / "disk"
    place.mkdir(exist_ok=True)
    try:
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", place], capture_output=True, check=False)
    except OSError:
        raise SkipError("there is no mount") from None
    if done.returncode:
        raise SkipError("a disk may not be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", place], check=True)  # a run that was broken off may still write


def full_disk(posts: Posts, _: random.Random) -> str:
    """Output to a disk that has no room for it; a cache on a full disk costs nobody the output."""
    ended = analyze(posts, "/dev/full", "--format", "csv").ended()
    check_said(ended, 2)
    check("no space left" in ended.said, f"it is not said that the disk is full: {ended.said[-300:]}")
    with mounted(posts.home, "size=300k") as place:
        (place / "filling").write_bytes(bytes(200 << 10))
        for ending in ENDINGS:
            output = place / f"out.{ending}"
            output.write_bytes(OLD)
            # Every column for every article is too much, in each format.
            ended = analyze(posts, f"disk/{output.name}").ended()
            check_said(ended, 2)
            check("no space left" in ended.said, f"{ending}: no word of the full disk: {ended.said[-300:]}")
            check(output.read_bytes() == OLD, f"{output.name} is not what it was before")
            check_tidy(place)
        ended = analyze(posts, "out.csv", "--cache", "disk/cache").ended()
        check_said(ended, 2)
        check_rows(rows_of(posts.home / "out.csv"), posts)
    return f"/dev/full and {len(ENDINGS)} formats on a tmpfs, a cache"


def no_place(posts: Posts, _: random.Random) -> str:
    """Output into a folder that is missing, is a file, or may not be written: said before the work."""
    (posts.home / "folder.csv").mkdir(exist_ok=True)
    (posts.home / "file").write_bytes(OLD)
    places = {"missing/out.csv": "no such folder", "file/out.csv": "not a folder", "folder.csv": "is a folder"}
    for output, reason in places.items():
        ended = analyze(posts, output).ended()
        check_said(ended, 2)
        check(reason in ended.said and ended.said.count("\n") == 1, f"{output}: {ended.said[-300:]}")
    try:
        with _read_only(posts.home) as place:
            ended = analyze(posts, f"{place.name}/out.csv").ended()
            check_said(ended, 2)
            check(bool(re.search("read-only|no permission", ended.said)), f"read-only: {ended.said[-300:]}")
            check(not any(place.iterdir()), "something was written")
    except SkipError as reason:
        return f"{len(places)} places; no read-only folder: {reason}"
    return f"{len(places)} places and a read-only folder"


@contextmanager
def _read_only(home: Path) -> Iterator[Path]:
    if not os.geteuid():  # no permission keeps root from writing, but a disk does
        with mounted(home, "ro") as place:
            yield place
        return
    place = home / "locked"
    place.mkdir(mode=0o555)
    try:
        yield place
    finally:
        place.rmdir()


def one_cache(posts: Posts, chance: random.Random) -> str:
    """Two runs at once with one cache and one output, while the cache is made, is whole, is none."""
    return _in_pairs(posts, chance, ("", "", "garbage"))


def damaged_cache(posts: Posts, chance: random.Random) -> str:
    """The same while the cache is damaged, and becomes damaged."""
    return _in_pairs(posts, chance, ("", chance.choice(("cut", "pages")), "while it is used"))


def _in_pairs(posts: Posts, chance: random.Random, faults: Sequence[str]) -> str:
    cache = posts.home / "cache"
    words = ("out.csv", "--cache", cache.name)
    cache.unlink(missing_ok=True)
    for fault in faults:
        if fault in ("cut", "pages", "garbage"):
            _damage(cache, fault, chance)
        runs = [analyze(posts, *words), analyze(posts, *words)]
        if fault == "while it is used":
            runs[0].workers_at_work()
            _damage(cache, "pages", chance)
        for ended in [run.ended() for run in runs]:
            check_said(ended, 2)
            said = _of_cache(ended)
            check(len(said) == len(set(said)), f"said more than once: {said}")
            check(bool(fault) or not said, f"of a sound cache: {said}")
        check_rows(rows_of(posts.home / "out.csv"), posts)
        check_tidy(posts.home)
        if fault == "garbage":  # not to be known for ours any more: nobody may touch it
            check(bool(said), "it is not said that the cache is no cache")
            continue
        if fault:  # what is damaged is made anew, and rows with a wrong checksum are replaced
            analyze(posts, *words).ended()
            ended = analyze(posts, *words).ended()
            check_whole(posts, ended, "out.csv")
            check(not _of_cache(ended), f"{fault}: the cache does not recover: {_of_cache(ended)}")
        check(_is_sound(cache), f"{fault}: the file of the cache is damaged for good")
    return f"{2 * len(faults)} runs in pairs, {sum(map(bool, faults))} damaged caches"


def _of_cache(ended: Ended) -> list[str]:
    return [line for line in ended.said.splitlines() if line.startswith("jreadtools: the cache")]


def _damage(cache: Path, how: str, chance: random.Random) -> None:
    data = bytearray(cache.read_bytes())
    if how == "garbage":
        data = bytearray(chance.randbytes(10_000))
    elif how == "cut":
        del data[len(data) // 3 :]
    else:
        for _ in range(50):
            at = chance.randrange(100, len(data))
            data[at : at + 64] = chance.randbytes(len(data[at : at + 64]))
    with cache.open("r+b") as stream:  # the same file, as a bad disk would
        stream.truncate(len(data))
        stream.write(data)


def _is_sound(cache: Path) -> bool:
    import sqlite3

    connection = sqlite3.connect(cache)
    try:
        return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    except sqlite3.Error:
        return False
    finally:
        connection.close()


def flat_memory(posts: Posts, _: random.Random) -> str:
    """Three times as many posts take no more memory, but for the rows of the table themselves."""
    folders = [source for source in posts.sources if not source.endswith(".csv")]
    growth = []
    for ending in ENDINGS:
        third = analyze(posts, f"out.{ending}", sources=folders[: len(folders) // 3]).ended().peak
        whole = analyze(posts, f"out.{ending}", sources=folders).ended().peak
        growth.append((whole - third, f"{ending} {third >> 10} → {whole >> 10} MB"))
    said = ", ".join(text for _, text in growth)
    check(max(more for more, _ in growth) < FLAT, f"three times the posts, peak of the largest process: {said}")
    return said


SCENARIOS: Final[dict[str, Callable[[Posts, random.Random], str]]] = {
    "plain run": plain_run,
    "killed workers": killed_workers,
    "Ctrl-C": interrupted,
    "full disk": full_disk,
    "no place to write": no_place,
    "two runs, one cache": one_cache,
    "damaged cache": damaged_cache,
    "flat memory": flat_memory,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--output", choices=ENDINGS, help="the one format to write; default: all")
    parser.add_argument("scenarios", nargs="*", metavar="SCENARIO", help=f"of {', '.join(SCENARIOS)}; default: all")
    args = parser.parse_args()
    unknown = set(args.scenarios) - set(SCENARIOS)
    if unknown:
        parser.error(f"there is no scenario {', '.join(sorted(unknown))}")
    if args.output:
        ENDINGS[:] = [args.output]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # a small disk must not stay behind
    defects = 0
    with tempfile.TemporaryDirectory() as home:
        posts = generated(Path(home), args.posts, args.seed)
        for name in args.scenarios or SCENARIOS:
            begin = time.monotonic()
            try:
                state, what = "ok", SCENARIOS[name](posts, random.Random(f"{name} {args.seed}"))
            except SkipError as reason:
                state, what = "skipped", str(reason)
            except DefectError as defect:
                state, what = "DEFECT", f"{defect} (--posts {args.posts} --seed {args.seed})"
                defects += 1
            print(f"{name:<20} {state:<8} {time.monotonic() - begin:6.1f} s  {what}", flush=True)
    return 1 if defects else 0


if __name__ == "__main__":
    sys.exit(main())
