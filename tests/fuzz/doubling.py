"""What takes more than twice the time when it is twice as long: `python tests/fuzz/doubling.py` (some minutes a reader).

Pieces made of a format's tokens are repeated, with something before and behind them, and read at one, two and four times
the length. What takes five times the time for twice the length, twice in a row measured, is printed.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from grammars import FRAMES, TOKENS
from run import READERS

from jreadtools.errors import ArticleError

SHORT = 12_000
"""Bytes of the shortest input; the others are twice and four times as long."""
SECONDS = 0.25
"""What takes less at four times the length is not looked at again."""
MUCH = 3.0
"""The factor for twice the length from which time is not linear: 2 would be, 4 is quadratic."""


RUNS: dict[str, Callable[[bytes], None]] = {name: read for name, read in READERS.items() if name in TOKENS}


def seconds(run: Callable[[bytes], None], data: bytes) -> float:
    begin = time.process_time()
    with contextlib.suppress(ArticleError):
        run(data)
    return time.process_time() - begin


def shape(name: str, tokens: tuple[str, ...], chance: random.Random) -> tuple[str, str, str]:
    """What stands before, what is repeated, what stands behind."""
    frame = chance.choice((("", ""), *FRAMES.get(name, ())))
    piece = "".join(chance.choices(tokens, k=chance.choice((1, 1, 2, 2, 3, 4))))
    edges = ["".join(chance.choices(tokens, k=chance.choice((0, 0, 1, 2)))) for _ in range(2)]
    return frame[0] + edges[0], piece, edges[1] + frame[1]


def grown(run: Callable[[bytes], None], form: tuple[str, str, str]) -> tuple[float, float] | None:
    """The seconds for twice and four times the length, if time is not linear in it."""
    before, piece, behind = form
    times = SHORT // max(1, len(piece.encode("utf-8", "surrogatepass")))

    def took(factor: int) -> float:
        return seconds(run, (before + piece * (times * factor) + behind).encode("utf-8", "surrogatepass"))

    longest = took(4)
    if longest < SECONDS:
        return None
    middle = took(2)
    return (middle, longest) if longest > MUCH * middle and took(4) > MUCH * took(2) else None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("readers", nargs="*", metavar="READER", help=f"of {', '.join(RUNS)}; default: all")
    args = parser.parse_args()
    found = 0
    for name in args.readers or RUNS:
        begin, faults = time.perf_counter(), 0
        tokens = TOKENS[name]
        singles = [(before, token, behind) for before, behind in FRAMES.get(name, (("", ""),)) for token in tokens]
        chance = random.Random(f"{name} {args.seed}")
        for number in range(args.inputs):
            form = singles[number] if number < len(singles) else shape(name, tokens, chance)
            slow = grown(RUNS[name], form)
            if slow:
                faults += 1
                print(f"{name}: {form!r} took {slow[0]:.2f} s, twice as long {slow[1]:.2f} s", flush=True)
        found += faults
        print(
            f"{name:<15} {args.inputs:,} shapes, {faults} not linear, {time.perf_counter() - begin:.0f} s", flush=True
        )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
