"""Mutated and made-up files through every reader: `python tests/fuzz/run.py` (20,000 inputs a reader; some minutes each).

Every second input is a mutated file, the others are put together from the tokens of a format (`grammars.py`).

A reader may refuse an input with ArticleError. Anything else that it raises, and more than five seconds of CPU time
a megabyte, is a finding: it is printed with the seed that makes it again. With atheris installed,
`--coverage SECONDS` looks for inputs by the code they reach instead of at random.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import get_args

from grammars import TOKENS, made_up

import jreadtools as jr
from jreadtools.article import Article, Failure
from jreadtools.errors import ArticleError
from jreadtools.sources import markdown
from jreadtools.sources.detect import HEAD, detect
from jreadtools.sources.encoding import clean
from jreadtools.sources.entry import Entry
from jreadtools.sources.formats import FORMATS, Format, Markup
from jreadtools.sources.locate import Found, entries_in
from jreadtools.sources.read import parse, read_found
from jreadtools.sources.reading import Reading

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "cases"
CORPORA = ROOT.parent / "shared" / "corpora"
LARGEST = 60_000
SECONDS_A_MEGABYTE = 5.0
CONTAINERS = {name: form for name, form in FORMATS.items() if form.holds != "text" and name != "tsv"}

_PIECES = (
    b"<", b">", b"<!--", b"-->", b"<div>", b"</div>", b"<p>", b"<br><br>", b"<script>", b"</script>", b"<ruby>", b"<rt>",
    b"<![CDATA[", b"]]>", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"&amp;", b"&#x3042;", b"&nbsp;", b"\x00", b"\xff\xfe",
    b"\xef\xbb\xbf", b"\x1b$B", b"\x1b(B", b"\r", b"\r\n", b"\n\n", b"-----\n", b"--------\n", b"BODY:\n", b"TITLE: ",
    b"DATE: 99/99/9999\n", b'"', b"'", b",", b"\t", b"[", b"]", b"{", b"}", b"[[", b"]]", b"[/caption]", b"<!-- wp:html -->",
    b"---\n", b"+++\n", b"```\n", b":::\n", b"{{<", b">}}", b"{%", b"%}", b">|a|\n", b"||<\n", b">>\n", b"<<\n", b"((", b"))",
    b"*", b"#", "｜".encode(), "《".encode(), "》".encode(), "［＃".encode(), "］".encode(), "底本：".encode(), "※".encode(),
    "。".encode(), "、".encode(), "あ".encode("cp932"), "漢".encode("euc_jp"), b"<item>", b"</item>", b"</channel>", b"\\u",
)  # fmt: skip


def mutated(seeds: list[bytes], chance: random.Random) -> bytes:
    """A seed with a few of its bytes flipped, cut, moved, doubled or replaced by what readers look for."""
    data = bytearray(chance.choice(seeds))
    for _ in range(chance.choice((1, 1, 2, 3, 5, 9))):
        at = chance.randrange(len(data) + 1)
        size = chance.choice((1, 2, 8, 64, 512))
        kind = chance.randrange(8)
        if kind == 0 and data:
            data[at % len(data)] = chance.randrange(256)
        elif kind == 1:
            del data[at : at + size]
        elif kind == 2:
            data[at:at] = data[at : at + size] * chance.choice((1, 1, 2, 30))
        elif kind == 3:
            data[at:at] = chance.choice(_PIECES) * chance.choice((1, 1, 1, 2, 200))
        elif kind == 4:
            del data[at:]
        elif kind == 5:
            other = chance.choice(seeds)
            start = chance.randrange(len(other) + 1)
            data[at:at] = other[start : start + size]
        elif kind == 6:
            data[at : at + size] = bytes(chance.randrange(256) for _ in range(min(size, 64)))
        else:
            data[at : at + size] = chance.choice(_PIECES)
    return bytes(data[:LARGEST])


def input_of(reader: str, seeds: list[bytes], seed: str, number: int) -> bytes:
    """The input with this number: every second one is put together from tokens, if there are any for the reader."""
    chance = random.Random(seed)
    return made_up(reader, chance, LARGEST) if number % 2 and reader in TOKENS else mutated(seeds, chance)


def seeds_of(reader: str) -> list[bytes]:
    """The golden files, and the corpora's where they are; for a reader of exports those that it reads."""
    paths = [p for folder in (CASES, CORPORA) if folder.is_dir() for p in sorted(folder.rglob("*")) if p.is_file()]
    found = []
    for path in paths:
        if "gold" in path.parts:
            continue
        try:
            head = path.read_bytes()[: LARGEST // 2]
            form = detect(head[:HEAD], path.name)
        except ArticleError:
            continue
        own = reader == form.name or (reader == "html" and path.suffix == ".html")
        if own or reader not in (*CONTAINERS, "html"):
            found.append(head)
    return found or [made(reader)]


def made(reader: str) -> bytes:
    """A small file of a format that no golden file has."""
    rows = [("id", "本文"), ("1", "今日は晴れです。"), ("2", "明日は雨。\n傘がいる。")]
    if reader == "xlsx":
        import openpyxl

        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)  # type: ignore[union-attr]
        stream = io.BytesIO()
        book.save(stream)
        return stream.getvalue()
    if reader == "parquet":
        import pyarrow as pa
        import pyarrow.parquet as pq

        stream = io.BytesIO()
        pq.write_table(pa.table({"id": ["1", "2"], "本文": ["今日は晴れです。", "明日は雨。"]}), stream)
        return stream.getvalue()
    return "\n".join(f'{a},"{b}"' for a, b in rows).encode("cp932")


def read_container(form: Format) -> Callable[[bytes], None]:
    """Every entry of a file of many articles, and every article of its entries."""
    name = Path(f"a.{form.name}")

    def read(data: bytes) -> None:
        for entry in entries_in(form, io.BytesIO(data), Reading(text="本文" if form.name == "csv" else None)):
            if isinstance(entry, Entry):
                found = read_found(Found(name, str(name), str(name), len(entry.body), entry=entry))
                assert isinstance(found, Article | Failure)

    return read


def read_text(markup: Markup) -> Callable[[bytes], None]:
    """A text in any state through one of the readers of single articles."""

    def read(data: bytes) -> None:
        parse(data.decode("utf-8", "surrogateescape"), markup, page=markup == "plain")

    return read


def read_mdx(data: bytes) -> None:
    """Markdown with components in it, which only a file's name tells."""
    markdown.parse(clean(data.decode("utf-8", "surrogateescape")), mdx=True)


def analyze(data: bytes) -> None:
    """A text measured, with its findings and its page."""
    analysis = jr.analyze(data.decode("utf-8", "surrogateescape"))
    analysis.findings(all=True)
    analysis.to_dict()
    str(analysis)


def read_file(data: bytes) -> None:
    """Bytes that may be anything, as standard input is read."""
    read_found(Found(Path("-"), "-", "-", len(data), data=data))


READERS: dict[str, Callable[[bytes], None]] = {
    "file": read_file,
    **{markup: read_text(markup) for markup in get_args(Markup)},
    "mdx": read_mdx,
    **{name: read_container(form) for name, form in CONTAINERS.items()},
    "analyze": analyze,
}


def fault_of(read: Callable[[bytes], None], data: bytes) -> str:
    """What is wrong with how an input was read; "" for nothing."""
    begin = time.process_time()
    try:
        read(data)
    except ArticleError:
        pass
    except Exception:  # noqa: BLE001  whatever it is, it is the finding
        return traceback.format_exc(limit=-4)
    spent = time.process_time() - begin
    allowed = 1.0 + SECONDS_A_MEGABYTE * len(data) / 1e6
    return f"took {spent:.1f} s for {len(data):,} bytes\n" if spent > allowed else ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--coverage", type=int, metavar="SECONDS", help="let atheris look, so long a reader")
    parser.add_argument("readers", nargs="*", metavar="READER", help=f"of {', '.join(READERS)}; default: all")
    args = parser.parse_args()
    found = 0
    for name in args.readers or READERS:
        if args.coverage:
            by_coverage(READERS[name], seeds_of(name), args.coverage)
            continue
        seeds = seeds_of(name)
        begin = time.perf_counter()
        faults = 0
        for number in range(args.inputs):
            seed = f"{name} {args.seed} {number}"
            fault = fault_of(READERS[name], input_of(name, seeds, seed, number))
            if fault:
                faults += 1
                print(f"{seed}:\n{fault}", flush=True)
        found += faults
        print(f"{name:<15} {args.inputs:,} inputs, {faults} faults, {time.perf_counter() - begin:.0f} s", flush=True)
    return 1 if found else 0


def by_coverage(read: Callable[[bytes], None], seeds: list[bytes], seconds: int) -> None:
    """Hands over to atheris, which ends the process when it is done."""
    import tempfile

    try:
        import atheris
    except ImportError:
        sys.exit("atheris is not installed: pip install atheris")

    def test(data: bytes) -> None:
        fault = fault_of(read, data)
        if fault:
            raise RuntimeError(fault)

    with tempfile.TemporaryDirectory() as made:
        for number, seed in enumerate(seeds):
            (Path(made) / str(number)).write_bytes(seed)
        atheris.instrument_all()
        atheris.Setup([sys.argv[0], f"-max_total_time={seconds}", f"-max_len={LARGEST}", made], test)
        atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
