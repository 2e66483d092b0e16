"""What other tools print for five of the example posts: docs/reading-time.md says it, and here it is measured again.

A row of that page whose tool is not installed is skipped. `python tests/test_other_tools.py` prints every row that can be
measured.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

import jreadtools as jr
from jreadtools.sources.front_matter import read

ROOT = Path(__file__).resolve().parents[1]
POSTS = ROOT / "examples" / "posts"
NAMES = ("clam-rice", "csv-bom", "lighthouse-review", "old-radio", "smell-of-lead")
NODE_MODULES = os.environ.get("SITE_TOOLS", "")
Row = tuple[str, list[str]]
"""The version that was measured, and what it prints for each post."""


class AbsentError(Exception):
    """A tool that is not here."""


def body(name: str) -> str:
    """A post without its front matter."""
    text = (POSTS / f"{name}.md").read_text("utf-8")
    return text[read(text).body :]


def html(name: str) -> str:
    """What Python-Markdown makes of it."""
    try:
        import markdown
    except ImportError:
        raise AbsentError("markdown is not installed (pip install markdown)") from None
    return markdown.markdown(body(name), extensions=["extra"])


def run(words: list[str], folder: Path, given: str = "") -> str:
    environment = {**os.environ, "PYTHONWARNINGS": "ignore", "LANG": "C.UTF-8"}
    done = subprocess.run(
        words, cwd=folder, input=given, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise AbsentError(f"{name} is not installed")
    return found


def installed(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        raise AbsentError(f"{package} is not installed (pip install {package})") from None


def by_node(package: str, script: str, texts: list[str]) -> Row:
    """What a script says of each of the texts, in which `tool` is a package of Node's."""
    node, folder = program("node"), Path(NODE_MODULES or "node_modules") / package
    if not folder.is_dir():
        raise AbsentError(
            f"{package} is not installed (npm install {package}; SITE_TOOLS names the folder node_modules)"
        )
    whole = (
        f"const tool = require({json.dumps(str(folder))}); const texts = JSON.parse(require('fs').readFileSync(0, 'utf8'));"
        f"console.log(JSON.stringify(texts.map((text) => {{ {script} }})));"
    )
    said = json.loads(run([node, "-e", whole], ROOT, json.dumps(texts)))
    return json.loads((folder / "package.json").read_text("utf-8"))["version"], said


def ours(_: Path) -> Row:
    times = [jr.reading_time(jr.read_article(POSTS / f"{name}.md"), lang="en") for name in NAMES]
    return jr.__version__, [f"{time.whole_minutes} ({time.fast_minutes:.1f}–{time.slow_minutes:.1f})" for time in times]


def reading_time(_: Path) -> Row:
    return by_node("reading-time", "return tool(text).text.replace(' read', '');", [body(name) for name in NAMES])


def readtime(_: Path) -> Row:
    found = installed("readtime")
    import readtime as tool

    return found, [tool.of_markdown(body(name)).text for name in NAMES]


def material(folder: Path) -> Row:
    """The blog plugin of the theme, in a site that is built."""
    found = installed("mkdocs-material")
    (folder / "docs" / "blog" / "posts").mkdir(parents=True)
    for name in NAMES:
        head = f"---\ndate: 2026-01-01\nslug: {name}\n---\n\n"
        (folder / "docs" / "blog" / "posts" / f"{name}.md").write_text(head + body(name), "utf-8")
    (folder / "docs" / "index.md").write_text("# 畑\n", "utf-8")
    (folder / "mkdocs.yml").write_text(
        "site_name: 畑\ntheme:\n  name: material\n  font: false\nplugins:\n  - blog:\n      post_url_format: '{slug}'\n",
        "utf-8",
    )
    run([sys.executable, "-m", "mkdocs", "build", "-q"], folder)
    pages = [(folder / "site" / "blog" / name / "index.html").read_text("utf-8") for name in NAMES]
    return found, [re.findall(r"(\d+ min) read", page)[0] for page in pages]


def jekyll(folder: Path, mode: str = "") -> Row:
    """The filter that its themes divide by 200; half a minute is rounded up."""
    command = program("jekyll")
    (folder / "_posts").mkdir()
    (folder / "_layouts").mkdir()
    for name in NAMES:
        head = "---\nlayout: post\nrender_with_liquid: false\n---\n"
        (folder / "_posts" / f"2026-01-01-{name}.md").write_text(head + body(name), "utf-8")
    counted = f'number_of_words: "{mode}"' if mode else "number_of_words"
    (folder / "_layouts" / "post.html").write_text(
        f"{{{{ content | {counted} | divided_by: 200.0 | round | at_least: 1 }}}} min", "utf-8"
    )
    (folder / "_config.yml").write_text("permalink: /:title.html\n", "utf-8")
    run([command, "build", "-q"], folder)
    found = run([command, "--version"], folder).split()[1]
    return found, [(folder / "_site" / f"{name}.html").read_text("utf-8").strip() for name in NAMES]


def hugo(folder: Path, cjk: str) -> Row:
    command = program("hugo")
    (folder / "layouts" / "_default").mkdir(parents=True)
    (folder / "layouts" / "shortcodes").mkdir()
    (folder / "content").mkdir()
    for name in NAMES:
        shutil.copy(POSTS / f"{name}.md", folder / "content")
    (folder / "layouts" / "_default" / "single.html").write_text("{{ .ReadingTime }} min", "utf-8")
    (folder / "layouts" / "shortcodes" / "note.html").write_text("<aside>{{ .Inner }}</aside>", "utf-8")
    (folder / "hugo.toml").write_text(
        f'baseURL = "https://example.com/"\nhasCJKLanguage = {cjk}\n'
        'disableKinds = ["home", "section", "RSS", "sitemap", "taxonomy", "term"]\n',
        "utf-8",
    )
    run([command, "--quiet", "--buildDrafts", "--buildFuture"], folder)
    found = re.search(r"v([\d.]+)", run([command, "version"], folder))
    assert found
    return found[1], [(folder / "public" / name / "index.html").read_text("utf-8").strip() for name in NAMES]


def wordpress(_: Path) -> Row:
    """The rule of the block (characters / 189, and 20 % less and more) over the count of its own package."""
    script = (
        "const n = tool.count(text, 'characters_excluding_spaces', {}); const at = (f) => "
        "Math.max(1, Math.round((n / 189) * f)); return `${at(1)} (${at(0.8)}–${at(1.2)})`;"
    )
    return by_node("@wordpress/wordcount", script, [html(name) for name in NAMES])


TOOLS: dict[str, Callable[[Path], Row]] = {
    "jreadtools": ours,
    "npm reading-time": reading_time,
    "PyPI readtime": readtime,
    "Material for MkDocs, blog": material,
    "Jekyll, number_of_words": jekyll,
    'Jekyll, number_of_words: "cjk"': lambda folder: jekyll(folder, "cjk"),
    "Hugo, .ReadingTime": lambda folder: hugo(folder, "false"),
    "Hugo, hasCJKLanguage": lambda folder: hugo(folder, "true"),
    "WordPress, Time to Read": wordpress,
}


def shown() -> dict[str, list[str]]:
    """The rows of the page."""
    page = (ROOT / "docs" / "reading-time.md").read_text("utf-8")
    table = page.partition("<!-- others -->\n")[2].partition("\n<!-- end of others -->")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]
    return {row[0].replace("`", ""): row[1:] for row in rows[2:]}


@pytest.mark.parametrize("name", TOOLS)
def test_the_page_says_what_the_tool_prints(name: str, tmp_path: Path) -> None:
    """For the version that was measured; another one may have changed its mind."""
    try:
        found, said = TOOLS[name](tmp_path)
    except AbsentError as error:
        pytest.skip(str(error))
    measured, *expected = shown()[name]
    if found != measured and name != "jreadtools":
        pytest.skip(f"{name} is {found} here, and {measured} was measured")
    assert said == expected


def test_every_tool_has_its_row() -> None:
    assert list(shown()) == list(TOOLS)


if __name__ == "__main__":
    for tool, measure in TOOLS.items():
        with tempfile.TemporaryDirectory() as place:
            try:
                number, minutes = measure(Path(place))
            except AbsentError as error:
                print(f"{tool}: {error}", file=sys.stderr)
                continue
        print(f"| {tool} | {number} | {' | '.join(minutes)} |")
