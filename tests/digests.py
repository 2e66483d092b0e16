"""Whether two checkouts say the same of the same material, to the byte: every command over folders of posts.

    python tests/digests.py BEFORE AFTER MATERIAL…      two checkouts, and folders or files that both measure

A line for each output that differs, and how many were compared; exit code 1 where one differs. A workbook is compared by
its cells. Run it with an interpreter that has the dependencies of both.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from hashlib import blake2b
from itertools import chain
from pathlib import Path

COMMANDS = {
    "time": ["time", "--aloud", "--explain"],
    "text": ["text"],
    "table": ["analyze", "--no-cache", "--workers=1"],
    "table, found": ["analyze", "--no-cache", "--workers=1", "--lang=en", "--all-findings"],
    "articles.csv": ["analyze", "--no-cache", "--workers=1", "-o", "articles.csv", "--sentences", "sentences.csv"],
    "articles.json": ["analyze", "--no-cache", "--workers=2", "-o", "articles.json"],
    "articles.parquet": ["analyze", "--no-cache", "--workers=1", "-o", "articles.parquet"],
    "articles.xlsx": ["analyze", "--no-cache", "--workers=1", "-o", "articles.xlsx"],
    "check": ["check", "--workers=1", "--max", "sentence_characters=100", "--max", "kanji_ratio=40%", "--finding=all"],
    "check, json": ["check", "--workers=1", "--lang=en", "--format=json", "--finding=default"],
    "report": ["report", "--workers=1", "-o", "report.html"],
    "report, en": ["report", "--workers=2", "--lang=en", "--texts=none", "-o", "report.html"],
    "tokens": ["tokens", "-o", "tokens.csv"],
}
"""What is run, by a name for people; the material follows."""
SMALL = 3_000_000
"""Bytes up to which the tables of morphemes are made, and every sentence of a workbook is compared."""


def main(arguments: list[str]) -> int:
    if len(arguments) < 3:
        print(__doc__)
        return 2
    before, after, *material = (Path(argument).resolve() for argument in arguments)
    different = compared = 0
    work = [(name, place) for place in material for name in COMMANDS if _is_done(name, place)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for name, place, one, two in pool.map(partial(_compared, before=before, after=after), work):
            compared += len(one)
            for output in sorted({*one, *two}):
                if one.get(output) != two.get(output):
                    different += 1
                    print(f"{place.name}: {name}: {output} differs", flush=True)
    print(f"{compared - different} of {compared} outputs are the same")
    return int(different > 0)


def _is_done(name: str, place: Path) -> bool:
    size = sum(path.stat().st_size for path in place.rglob("*") if path.is_file())
    return size <= SMALL or name not in ("tokens", "articles.xlsx")


def _compared(work: tuple[str, Path], before: Path, after: Path) -> tuple[str, Path, dict[str, str], dict[str, str]]:
    name, place = work
    return name, place, _digests(before, name, place), _digests(after, name, place)


def _digests(checkout: Path, name: str, place: Path) -> dict[str, str]:
    """What a command of a checkout prints and writes, by name."""
    environment = os.environ | {
        "PYTHONPATH": str(checkout),
        "LANG": "ja_JP.UTF-8",
        "PYTHONHASHSEED": "1",
        "SOURCE_DATE_EPOCH": "1798761600",
    }
    with tempfile.TemporaryDirectory() as folder:
        ran = subprocess.run(
            [sys.executable, "-m", "jreadtools", *COMMANDS[name], str(place)],
            cwd=folder, env=environment, capture_output=True, check=False,
        )  # fmt: skip
        found = {"standard output": ran.stdout, "standard error": ran.stderr, "exit code": str(ran.returncode).encode()}
        found |= {path.name: _content(path) for path in Path(folder).iterdir()}
    return {output: blake2b(content, digest_size=16).hexdigest() for output, content in found.items()}


def _content(path: Path) -> bytes:
    if path.suffix != ".xlsx":
        return path.read_bytes()
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True)
    rows = chain.from_iterable(
        chain(
            [sheet.title],
            ([(cell.value, cell.data_type, cell.number_format) for cell in row] for row in sheet.iter_rows()),
        )
        for sheet in book
    )
    return "\n".join(map(repr, rows)).encode("utf-8", "backslashreplace")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
