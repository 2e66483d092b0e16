"""The README does what it prints. After a change: python tests/test_readme.py writes the outputs anew."""

from __future__ import annotations

import doctest
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
CONSOLE = re.compile(r"```console\n\$ (.*)\n((?:(?!```).*\n)*)```")
PYTHON = re.compile(r"```pycon\n((?:(?!```).*\n)*)```")
ENVIRONMENT = {**os.environ, "LANG": "ja_JP.UTF-8", "LC_ALL": "ja_JP.UTF-8", "PYTHONPATH": str(ROOT)}


def printed(command: str) -> str:
    words = shlex.split(command)
    assert words[0] == "jreadtools"
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=ROOT, env=ENVIRONMENT, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize(("command", "output"), CONSOLE.findall(README.read_text("utf-8")))
def test_commands_print_what_the_readme_shows(command: str, output: str) -> None:
    assert printed(command) == output


def test_python_examples_give_what_the_readme_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    import pandas as pd

    text = "".join(PYTHON.findall(README.read_text("utf-8")))
    example = doctest.DocTestParser().get_doctest(text, {}, "README.md", str(README), 0)
    runner = doctest.DocTestRunner(verbose=False, optionflags=doctest.NORMALIZE_WHITESPACE)
    with pd.option_context("display.width", 100, "display.unicode.east_asian_width", True):
        runner.run(example, clear_globs=False)
    assert runner.failures == 0


def test_the_two_commands_are_one_line_each() -> None:
    for name in ("posts", "tests"):
        found = re.search(rf"<!-- command: {name} -->\n```sh\n(.*)\n```\n", README.read_text("utf-8"))
        assert found
        assert "pip install" in found[1]


def test_the_command_line_is_described_in_japanese() -> None:
    text = README.read_text("utf-8")
    assert len(re.findall("[ぁ-ん]", text[text.index("## 日本語") :])) > 400


def _refreshed(text: str) -> str:
    from test_catalogue import catalogue_table
    from test_findings import judged_table

    text = CONSOLE.sub(lambda m: f"```console\n$ {m[1]}\n{printed(m[1])}```", text)
    text = re.sub(
        r"(<!-- catalogue -->\n)(.*?\n)?(<!-- end of catalogue -->)",
        lambda m: m[1] + catalogue_table() + "\n" + m[3],
        text,
        flags=re.DOTALL,
    )
    text = re.sub(
        r"(<!-- judged -->\n)(.*?\n)?(<!-- end of judged -->)",
        lambda m: m[1] + judged_table() + "\n" + m[3],
        text,
        flags=re.DOTALL,
    )
    import pandas as pd

    pd.set_option("display.width", 100)
    pd.set_option("display.unicode.east_asian_width", True)
    scope: dict[str, object] = {}
    parser = doctest.DocTestParser()

    def run(block: re.Match[str]) -> str:
        lines = []
        for example in parser.get_examples(block[1]):
            shown: list[str] = []
            source = example.source
            sys.displayhook = lambda value, shown=shown: shown.append(repr(value) + "\n") if value is not None else None
            import contextlib
            import io

            stream = io.StringIO()
            with contextlib.redirect_stdout(stream):
                exec(compile(source, "README", "single"), scope)
            prompted = ">>> " + source.rstrip("\n").replace("\n", "\n... ") + "\n"
            lines.append(prompted + stream.getvalue() + "".join(shown))
        return "```pycon\n" + "".join(lines) + "```"

    os.chdir(ROOT)
    return PYTHON.sub(run, text)


if __name__ == "__main__":
    README.write_text(_refreshed(README.read_text("utf-8")), "utf-8")
