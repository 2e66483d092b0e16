"""The sites of examples/sites, built by the real generators: what their pages print is what jreadtools says."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import jreadtools as jr
from jreadtools.cli.main import main

TITLE = re.compile("<h1>(.*?)</h1>")
NODE_MODULES = os.environ.get("SITE_TOOLS", "")
YAML_POSTS = ("bookbinding-event", "csv-bom", "lighthouse-review", "old-radio", "smell-of-lead")


HARD_TO_TELL = {
    "2023/11/walk.md": "---\ntitle: 歩く\n---\n" + "川まで歩く。" * 400,
    "2026/07/walk.md": "---\ntitle: また歩く\n---\n短い散歩。",
    "Yuki.md": "---\ntitle: 雪国\nslug: snow-country\n---\n" + "雪が降る。" * 700,
    "bundle/index.md": "---\ntitle: 束\n---\n" + "紙を束ねる。" * 200,
}
"""Two posts of one name, one with a slug of its own, one that is a folder."""


def done(words: list[str], folder: Path, **more: str) -> str:
    environment = {**os.environ, "ASTRO_TELEMETRY_DISABLED": "1", **more}
    finished = subprocess.run(words, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return finished.stdout


def tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def node_modules(package: str, site: Path) -> Path:
    """The folder of Node's packages, put where the site looks for them."""
    tool("node")
    folder = Path(NODE_MODULES) if NODE_MODULES else None
    if folder is None or not (folder / package).is_dir():
        pytest.skip(f"{package} is not installed (npm install {package}; SITE_TOOLS names the folder node_modules)")
    (site / "node_modules").symlink_to(folder)
    return folder


def site_of(root: Path, name: str, posts: str, document: str, tmp_path: Path, names: tuple[str, ...]) -> Path:
    """A copy of the site with posts in it, measured by the command of its README, and one of them stamped."""
    site = tmp_path / name
    shutil.copytree(root / "examples" / "sites" / name, site)
    (site / posts).mkdir()
    for post in names:
        shutil.copy(root / "examples" / "posts" / f"{post}.md", site / posts)
    for path, text in HARD_TO_TELL.items():
        (site / posts / path).parent.mkdir(parents=True, exist_ok=True)
        (site / posts / path).write_text(text, "utf-8")
    command = f"jreadtools time {posts} --format json -o {document}"
    assert f"`{command}`" in (root / "examples" / "sites" / "README.md").read_text("utf-8")
    (site / document).parent.mkdir(exist_ok=True)
    before = Path.cwd()
    os.chdir(site)
    try:
        assert main(command.split()[1:]) == 0
        assert main(["stamp", f"{posts}/smell-of-lead.md", "--quiet"]) == 0
    finally:
        os.chdir(before)
    return site


def assert_printed(pages: dict[str, Path], root: Path) -> None:
    built = next(iter(pages.values())).parents[1]
    for name, page in pages.items():
        time = jr.reading_time(jr.read_article(root / "examples" / "posts" / f"{name}.md"))
        html = page.read_text("utf-8")
        assert re.findall(r'<p class="time">(.*?)</p>', html) == [f"{time.label}（{time.range_label}）"], name
        stamps = [time.label] if name == "smell-of-lead" else []
        assert re.findall(r'<p class="stamp">(.*?)</p>', html) == stamps, name
    html_of = {
        found[1]: html for page in built.rglob("*.html") if (found := TITLE.search(html := page.read_text("utf-8")))
    }
    for text in HARD_TO_TELL.values():
        title = text.split("title: ")[1].split("\n")[0]
        time = jr.reading_time(text, markup="markdown")
        assert f'<p class="time">{time.label}（{time.range_label}）</p>' in html_of[title], title


def test_hugo(root: Path, tmp_path: Path) -> None:
    """Drafts, TOML, shortcodes: with the document and with stamps."""
    hugo = tool("hugo")
    names = (*YAML_POSTS, "clam-rice")
    site = site_of(root, "hugo", "content", "data/reading_times.json", tmp_path, names)
    done([hugo, "--quiet", "--buildDrafts", "--buildFuture"], site)
    assert_printed({name: site / "public" / name / "index.html" for name in names}, root)


def test_eleventy(root: Path, tmp_path: Path) -> None:
    site = site_of(root, "eleventy", "posts", "_data/reading_times.json", tmp_path, YAML_POSTS)
    packages = node_modules("@11ty/eleventy", site)
    done([str(packages / ".bin" / "eleventy"), "--quiet"], site)
    assert_printed({name: site / "_site" / "posts" / name / "index.html" for name in YAML_POSTS}, root)


def test_astro(root: Path, tmp_path: Path) -> None:
    names = (*YAML_POSTS, "clam-rice")
    site = site_of(root, "astro", "posts", "src/reading_times.json", tmp_path, names)
    packages = node_modules("astro", site)
    done([str(packages / ".bin" / "astro"), "build"], site)
    assert_printed({name: site / "dist" / name / "index.html" for name in names}, root)


def test_jekyll(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the line of docs/reading-time.md, and with a stamp."""
    jekyll = tool("jekyll")
    page = (root / "docs" / "reading-time.md").read_text("utf-8")
    found = re.search(r"`_data/reading_times.json` \| `(\{\{ site\.data.*?\}\})`", page)
    assert found
    stamp = "{% if page.reading_minutes %}約{{ page.reading_minutes }}分{% endif %}"
    for folder in ("_posts", "_data", "_layouts"):
        (tmp_path / folder).mkdir()
    (tmp_path / "_layouts" / "post.html").write_text(f"[{found[1]}][{stamp}]", "utf-8")
    (tmp_path / "_config.yml").write_text("permalink: /:title.html\ndefaults:\n  - values: {layout: post}\n", "utf-8")
    for name in YAML_POSTS:
        text = (root / "examples" / "posts" / f"{name}.md").read_text("utf-8")
        text = text.replace("\n---\n", "\nrender_with_liquid: false\n---\n", 1)
        (tmp_path / "_posts" / f"2026-01-31-{name}.md").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["time", "_posts", "--format", "json", "-o", "_data/reading_times.json"]) == 0
    assert main(["stamp", "_posts/2026-01-31-smell-of-lead.md", "--quiet"]) == 0
    done([jekyll, "build", "--quiet", "--future", "--drafts"], tmp_path, LANG="C.UTF-8")
    for name in YAML_POSTS:
        time = jr.reading_time(jr.read_article(root / "examples" / "posts" / f"{name}.md"))
        stamped = time.label if name == "smell-of-lead" else ""
        assert (tmp_path / "_site" / f"{name}.html").read_text("utf-8").strip() == f"[{time.label}][{stamped}]"


STAND_IN = r"""<?php
$filters = array();
function add_filter($hook, $callback, $priority = 10, $accepted = 1) { $GLOBALS['filters'][$hook][] = $callback; }
function apply_filters($hook, $value) {
    foreach ($GLOBALS['filters'][$hook] ?? array() as $callback) { $value = $callback($value); }
    return $value;
}
require $argv[1];
foreach (json_decode(stream_get_contents(STDIN), true) as $block) {
    echo json_encode(apply_filters('render_block_data', $block)), "\n";
}
"""


def test_the_plugin_of_wordpress(root: Path, tmp_path: Path) -> None:
    """It sets the speed of that block, unless its author has, and of no other."""
    php = tool("php")
    plugin = root / "examples" / "sites" / "wordpress" / "reading-speed.php"
    done([php, "-l", str(plugin)], root)
    (tmp_path / "stand-in.php").write_text(STAND_IN, "utf-8")
    blocks = [
        {"blockName": "core/post-time-to-read", "attrs": {"displayAsRange": False}},
        {"blockName": "core/post-time-to-read", "attrs": {"averageReadingSpeed": 400}},
        {"blockName": "core/paragraph", "attrs": {"dropCap": True}},
        {"blockName": None, "attrs": {"x": 1}},
    ]
    command = [php, str(tmp_path / "stand-in.php"), str(plugin)]
    finished = subprocess.run(command, input=json.dumps(blocks), capture_output=True, encoding="utf-8", check=True)
    assert finished.stderr == ""
    wanted = [dict(block) for block in blocks]
    wanted[0] = {**wanted[0], "attrs": {"displayAsRange": False, "averageReadingSpeed": 600}}
    assert [json.loads(line) for line in finished.stdout.splitlines()] == wanted


def test_the_lines_for_wp_cli(root: Path, tmp_path: Path) -> None:
    """As they are printed, with a stand-in for wp: every post's field is set by its number."""
    page = (root / "examples" / "sites" / "wordpress" / "README.md").read_text("utf-8")
    lines = page.partition("```sh\n")[2].partition("```")[0]
    programs = tmp_path / "bin"
    programs.mkdir()
    export = root / "tests" / "cases" / "exports" / "wordpress.xml"
    scripts = {
        "wp": f'case "$1 $2" in\n"export --post_type=post") cat {export} ;;\n"post list") echo "id-of${{3#--name=}}" ;;\n'
        '"post meta") echo "$@" >> meta.txt ;;\nesac\n',
        "jreadtools": f'PYTHONPATH={root} exec {sys.executable} -m jreadtools "$@"\n',
    }
    for name, script in scripts.items():
        (programs / name).write_text(f"#!/bin/sh\n{script}", "utf-8")
        (programs / name).chmod(0o755)
    done(["sh", "-e", "-c", lines], tmp_path, PATH=f"{programs}{os.pathsep}{os.environ['PATH']}")
    written = (tmp_path / "meta.txt").read_text("utf-8").splitlines()
    slugs = [article.id.partition("#")[2] for article in jr.read_articles(export) if isinstance(article, jr.Article)]
    assert written == [f"post meta update id-of{slug} reading_minutes 1" for slug in slugs]
    assert len(written) == 3
