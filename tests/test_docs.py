"""The pages do what they print, their tables are those of the code, and their links lead somewhere.

`python tests/test_docs.py` writes the outputs and the tables anew. A page whose name ends in .ja.md shows the output of a
Japanese locale, every other page that of an English one.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import jreadtools as jr
from jreadtools.cli.main import main
from jreadtools.cli.parsed import COMMANDS
from jreadtools.metrics.bands import BANDS

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
PAGES = [README, ROOT / "README.ja.md", *sorted((ROOT / "docs").glob("*.md"))]
TEXTS = {page.relative_to(ROOT).as_posix(): page.read_text("utf-8") for page in PAGES}
MOST_BYTES = 12_000
"""Of README.md, which is meant to be read to its end."""

CONSOLE = re.compile(r"```console\n\$ (.*)\n((?:(?!```).*\n)*)```")
PYTHON = re.compile(r"```pycon\n((?:(?!```).*\n)*)```")
GENERATED = re.compile(r"(<!-- (\w+) -->\n)(.*?)(\n<!-- end of \2 -->)", re.DOTALL)

every_page = pytest.mark.parametrize("name", TEXTS)


def fenced(text: str, language: str) -> list[str]:
    """What stands in the code blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def prose(text: str) -> str:
    """A page without its code blocks."""
    return re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)


def run(words: list[str], locale: str, **more: Any) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LANG": locale, "LC_ALL": locale, "PYTHONPATH": str(ROOT), "COLUMNS": "80"}
    return subprocess.run(
        [sys.executable, "-m", *words],
        **{"cwd": ROOT, **more},
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def printed(command: str, name: str) -> str:
    """What a command of a page prints."""
    words = shlex.split(command)
    assert words[0] == "jreadtools"
    done = run(words, "ja_JP.UTF-8" if name.endswith(".ja.md") else "en_US.UTF-8")
    assert done.stderr == ""
    limited = {"--max", "--min", "--strict"} & set(words) and "--exit-zero" not in words
    found = words[1] == "check" and limited and done.stdout
    assert done.returncode == (1 if found else 0)
    return done.stdout


SHOWN = [(name, *shown) for name, text in TEXTS.items() for shown in CONSOLE.findall(text)]


@pytest.mark.parametrize(("name", "command", "output"), SHOWN, ids=[f"{name}: {command}" for name, command, _ in SHOWN])
def test_commands_print_what_the_pages_show(name: str, command: str, output: str) -> None:
    """Every `console` block is what the command prints."""
    assert printed(command, name) == output


@contextlib.contextmanager
def width_of_frames() -> Iterator[None]:
    """DataFrames print alike in every terminal."""
    import pandas as pd

    with pd.option_context("display.width", 100, "display.unicode.east_asian_width", True):
        yield


@pytest.mark.parametrize("name", [name for name, text in TEXTS.items() if PYTHON.search(text)])
def test_python_examples_give_what_the_pages_show(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The `pycon` blocks of a page are one session."""
    monkeypatch.chdir(ROOT)
    example = doctest.DocTestParser().get_doctest("".join(PYTHON.findall(TEXTS[name])), {}, name, name, 0)
    runner = doctest.DocTestRunner(verbose=False, optionflags=doctest.NORMALIZE_WHITESPACE)
    with width_of_frames():
        runner.run(example, clear_globs=False)
    assert runner.failures == 0


@cache
def options_of(command: str) -> frozenset[str]:
    """The options that the help of a command names."""
    stream = io.StringIO()
    with contextlib.redirect_stdout(stream):
        assert main([command, "--help"]) == 0
    return frozenset(re.findall(r"--[a-z][a-z0-9-]*", stream.getvalue()))


@every_page
def test_shell_examples_name_options_that_exist(name: str) -> None:
    """Examples that need files of your own are not run; their commands and options are looked up in the help."""
    for line in "".join(fenced(TEXTS[name], "sh") + fenced(TEXTS[name], "yaml")).splitlines():
        for command, rest in re.findall(r"(?<![\w/.])jreadtools ([a-z]+)\b([^|#&]*)", line):
            assert command in COMMANDS, line
            assert set(re.findall(r"(?<!\S)--[a-z][a-z0-9-]*", rest)) <= options_of(command), line


@every_page
def test_options_in_the_text_exist(name: str) -> None:
    """No page speaks of an option that no command has."""
    known = frozenset().union(*map(options_of, COMMANDS))
    assert set(re.findall(r"`(--[a-z][a-z0-9-]*)", prose(TEXTS[name]))) <= known


def test_every_command_is_in_the_table() -> None:
    """In whatever order."""
    table = TEXTS["docs/command-line.md"].partition("| command |")[2].partition("\n\n")[0]
    assert sorted(re.findall(r"^\| \[`(\w+)`\]", table, re.MULTILINE)) == sorted(COMMANDS)


def test_every_option_is_described() -> None:
    """docs/command-line.md leaves out no option of any command."""
    page = TEXTS["docs/command-line.md"]
    missing = {option for command in COMMANDS for option in options_of(command) if f"`{option}" not in page}
    assert not missing


@every_page
def test_other_examples_are_well_formed(name: str) -> None:
    """Python compiles, TOML and YAML parse."""
    for block in fenced(TEXTS[name], "python"):
        compile(block, name, "exec")
    for block in fenced(TEXTS[name], "toml"):
        assert tomllib.loads(block)
    for block in fenced(TEXTS[name], "yaml"):
        assert yaml.safe_load(block)


def test_the_configuration_shown_is_understood(tmp_path: Path) -> None:
    """The TOML of docs/check.md is a jreadtools.toml."""
    shutil.copytree(ROOT / "examples" / "posts", tmp_path / "posts")
    (tmp_path / "jreadtools.toml").write_text("".join(fenced(TEXTS["docs/check.md"], "toml")), "utf-8")
    done = run(["jreadtools", "check", "--exit-zero", "posts"], "en_US.UTF-8", cwd=tmp_path)
    assert done.returncode == 0, done.stderr


def bands_table() -> str:
    """The table of guideline bands in docs/counting.md."""
    rows = ["| metric | small, easy | large, hard | whose |", "| --- | --- | --- | --- |"]
    for band in BANDS:
        low = "" if band.low == -float("inf") else f"up to {band.low:g}"
        high = f"{'above' if band.exclusive else 'from'} {band.high:g}"
        rows.append(f"| `{band.metric}` | {low} | {high} | {band.whose} |")
    return "\n".join(rows)


def _tables() -> dict[str, Callable[[], str]]:
    from test_catalogue import catalogue_table
    from test_findings import judged_table

    return {"catalogue": catalogue_table, "judged": judged_table, "bands": bands_table}


@pytest.mark.parametrize(
    ("page", "table"),
    [("docs/metrics.md", "catalogue"), ("docs/check.md", "judged"), ("docs/counting.md", "bands")],
)
def test_tables_are_those_of_the_code(page: str, table: str) -> None:
    """What is generated was generated after the last change."""
    found = {match[2]: match[3] for match in GENERATED.finditer(TEXTS[page])}
    assert found[table] == _tables()[table]()


def _slugs(text: str) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", prose(text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@every_page
def test_links_lead_somewhere(name: str) -> None:
    """Relative links name a file of the repository, and a heading in it."""
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(TEXTS[name])):
        if re.match(r"https?://", target):
            continue
        path, _, anchor = target.partition("#")
        file = (ROOT / name).parent / path if path else ROOT / name
        assert file.exists(), target
        if anchor:
            assert anchor in _slugs(file.read_text("utf-8")), target


def test_every_page_is_reached() -> None:
    """Every page of docs/ is linked from README.md or README.ja.md."""
    both = TEXTS["README.md"] + TEXTS["README.ja.md"]
    assert [name for name in TEXTS if name.startswith("docs/") and f"]({name}" not in both] == []


def test_the_readme_is_short() -> None:
    assert len(README.read_bytes()) <= MOST_BYTES


def test_pictures_are_small() -> None:
    pictures = sorted((ROOT / "docs").glob("*.png"))
    assert pictures
    assert all(picture.stat().st_size <= 250_000 for picture in pictures)


@pytest.mark.parametrize("name", ["README.md", "README.ja.md"])
def test_the_two_commands_are_one_line_each(name: str) -> None:
    """.ci/run takes them from README.md; README.ja.md shows the same."""
    for command in ("posts", "tests"):
        pattern = rf"<!-- command: {command} -->\n```sh\n(.*)\n```\n"
        found = re.search(pattern, TEXTS[name])
        assert found
        assert found[1] == re.findall(pattern, TEXTS["README.md"])[0]
        assert "pip install" in found[1]


@every_page
def test_only_public_names_are_shown(name: str) -> None:
    """Modules move; what users read are names of `jreadtools` itself, of `jreadtools.cluster` and of `jreadtools.sites`."""
    if name == "docs/developing.md":
        return
    found = set(re.findall(r"(?<![\w.\[])jreadtools\.(?!toml\b|check\b)(\w+)", TEXTS[name]))
    assert found <= {*jr.__all__, "cluster", "sites"}


@pytest.mark.parametrize("name", [name for name in TEXTS if name.endswith(".ja.md")])
def test_japanese_pages_are_japanese(name: str) -> None:
    assert len(re.findall("[ぁ-ん]", prose(TEXTS[name]))) > 400


def _session(text: str) -> str:
    """The `pycon` blocks of a page with what Python says today."""
    scope: dict[str, object] = {}
    parser = doctest.DocTestParser()

    def block(match: re.Match[str]) -> str:
        lines = []
        for example in parser.get_examples(match[1]):
            stream = io.StringIO()
            with contextlib.redirect_stdout(stream):
                exec(compile(example.source, "page", "single"), scope)
            lines.append(">>> " + example.source.rstrip("\n").replace("\n", "\n... ") + "\n" + stream.getvalue())
        return "```pycon\n" + "".join(lines) + "```"

    with width_of_frames():
        return PYTHON.sub(block, text)


def _refreshed(text: str, name: str) -> str:
    tables = _tables()
    text = CONSOLE.sub(lambda m: f"```console\n$ {m[1]}\n{printed(m[1], name)}```", text)
    text = GENERATED.sub(lambda m: m[1] + (tables[m[2]]() if m[2] in tables else m[3]) + m[4], text)
    return _session(text)


if __name__ == "__main__":
    from test_types import NAMES_FILE, names_module

    os.chdir(ROOT)
    NAMES_FILE.write_text(names_module(), "utf-8")
    with tempfile.TemporaryDirectory() as cache_folder:
        os.environ["XDG_CACHE_HOME"] = os.environ["LOCALAPPDATA"] = cache_folder
        for page in PAGES:
            text = page.read_text("utf-8")
            page.write_text(_refreshed(text, page.relative_to(ROOT).as_posix()), "utf-8")
