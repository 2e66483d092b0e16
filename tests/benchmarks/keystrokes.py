"""How long the page of `serve` takes from a key to its answer on the screen: `python tests/benchmarks/keystrokes.py [CHARACTERS]`.

A text of so many characters (5,000) stands there, and one key after the other is typed in its middle. Reported are the
fastest key, the median and the slowest of nine in ten: the time from the event of the key to the frame that shows the answer,
the part of it that passes between question and answer, and what the page itself does with the answer. On a machine that does
other work too, look at the last lines (Linux): the CPU time that the server and all of the browser take a key.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from browser import chromium, launched, opened
from served import served

KEYS = 60
POSTS = Path(__file__).resolve().parents[2] / "examples" / "posts"

WATCH = """() => {
    const box = document.getElementById('text'), times = window.times = [];
    let begun = 0;
    box.addEventListener('input', () => { begun = performance.now(); }, true);
    const ask = window.fetch;
    let asked = 0, answered = 0;
    window.fetch = async (...more) => {
        asked = performance.now();
        const response = await ask(...more), json = response.json.bind(response);
        response.json = async () => { const found = await json(); answered = performance.now(); return found; };
        return response;
    };
    new MutationObserver(() => {
        if (!begun) return;
        const from = begun;
        begun = 0;
        requestAnimationFrame(() => setTimeout(() =>
            times.push([performance.now() - from, answered - asked, performance.now() - answered])));
    }).observe(document.getElementById('result'), { childList: true, subtree: true, characterData: true });
}"""


def main(characters: int) -> None:
    executable = chromium()
    if executable is None:
        sys.exit("Chromium is not installed")
    text = "\n\n".join(path.read_text("utf-8") for path in sorted(POSTS.glob("*.md")))[:characters]
    with served("--lang", "ja") as address, launched(executable) as browser, opened(browser, address) as (page, _, _):
        box = page.locator("#text")
        box.fill(text)
        page.wait_for_selector(".view")
        page.evaluate("size => document.getElementById('text').setSelectionRange(size, size)", characters // 2)
        page.wait_for_timeout(2_000)
        page.evaluate(WATCH)
        before = _cpu()
        for key in range(KEYS):
            page.keyboard.insert_text("花")
            page.wait_for_function("number => window.times.length == number", arg=key + 1, polling=20)
        after = _cpu()
        times = page.evaluate("window.times")
        for name, column in zip(
            ("key to screen", "question to answer", "answer to screen"), zip(*times, strict=True), strict=True
        ):
            ordered = sorted(column)
            slow = ordered[int(0.9 * len(ordered))]
            print(f"{name:<20}{ordered[0]:6.0f} ms {median(ordered):6.0f} ms {slow:6.0f} ms  ({len(ordered)} keys)")
        for name in after:
            print(f"CPU of the {name:<12}{1000 * (after[name] - before.get(name, 0)) / KEYS:6.0f} ms a key")
        box.fill("")


def _cpu() -> dict[str, float]:
    """Seconds of CPU time that the server and the browser have taken so far: the processes below this one."""
    fields: dict[int, list[str]] = {}
    commands: dict[int, bytes] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has ended
            number = int(stat.parent.name)
            fields[number] = stat.read_text().rpartition(")")[2].split()
            commands[number] = stat.with_name("cmdline").read_bytes()
    found: dict[str, float] = {}
    for number, command in commands.items():
        above = number
        while above in fields and above != os.getpid():
            above = int(fields[above][1])
        name = "browser" if b"chromium" in command else "server" if b"serve" in command or b"spawn" in command else ""
        if above == os.getpid() and name:
            spent = int(fields[number][11]) + int(fields[number][12])
            found[name] = found.get(name, 0) + spent / os.sysconf("SC_CLK_TCK")
    return found


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000)
