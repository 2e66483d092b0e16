"""The plugins, each in the real generator of sites: what a page prints is what jreadtools says of its source."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import jreadtools as jr
from jreadtools.sources.front_matter import read

ROOT = Path(__file__).resolve().parents[1]
NAMES = ("bookbinding-event", "csv-bom", "lighthouse-review", "old-radio", "smell-of-lead")
PRINTED = re.compile(r"\[\[(.*?)\|([0-9.]+)\]\]")
"""What the templates of these tests print: the label and the minutes."""


def generator(name: str) -> ModuleType:
    reason = f"{name} is not installed (pip install 'jreadtools[{name}]')"
    return pytest.importorskip(name, reason=reason, exc_type=ImportError)


def built(words: list[str], folder: Path, *, code: int = 0) -> str:
    """What a generator prints when it builds a site, and whether it can."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def shown(page: Path) -> tuple[str, float]:
    found = PRINTED.search(page.read_text("utf-8"))
    assert found, page
    return found[1], float(found[2])


def body(post: Path) -> str:
    text = post.read_text("utf-8")
    return text[read(text).body :]


def test_mkdocs(posts: Path, tmp_path: Path) -> None:
    """`page.meta.reading_time`, to the digit; the plugin is found by its entry point."""
    generator("mkdocs")
    import importlib.metadata

    if not importlib.metadata.entry_points(group="mkdocs.plugins", name="jreadtools"):
        pytest.skip("jreadtools is not installed here as it is now: its entry point is not known")
    (tmp_path / "docs").mkdir()
    (tmp_path / "theme").mkdir()
    for name in NAMES:
        (tmp_path / "docs" / f"{name}.md").write_bytes((posts / f"{name}.md").read_bytes())
    (tmp_path / "docs" / "own.md").write_text("---\nreading_time: 3分ほど\n---\n\n朝です。\n", "utf-8")
    (tmp_path / "theme" / "main.html").write_text(
        "[[{{ page.meta.reading_time }}|{{ page.meta.reading_time.minutes or 0 }}]]", "utf-8"
    )
    config = "site_name: 畑\nplugins:\n  - jreadtools\ntheme:\n  name: null\n  custom_dir: theme\nuse_directory_urls: false\n"
    (tmp_path / "mkdocs.yml").write_text(config, "utf-8")
    built(["mkdocs", "build", "-q"], tmp_path)
    for name in NAMES:
        time = jr.reading_time(jr.read_article(posts / f"{name}.md"))
        assert shown(tmp_path / "site" / f"{name}.html") == (time.label, time.minutes)
    assert shown(tmp_path / "site" / "own.html")[0] == "3分ほど"
    (tmp_path / "mkdocs.yml").write_text(
        config.replace("- jreadtools", "- jreadtools: {lang: en, speed: 300}"), "utf-8"
    )
    built(["mkdocs", "build", "-q"], tmp_path)
    (tmp_path / "mkdocs.yml").write_text(config.replace("- jreadtools", "- jreadtools: {speed: 0}"), "utf-8")
    said = built(["mkdocs", "build", "-q"], tmp_path, code=1)
    assert "speed of the plugin jreadtools: " in said
    assert "Traceback" not in said
    speed = jr.ReadingSpeed(characters=300)
    time = jr.reading_time(jr.read_article(posts / "smell-of-lead.md"), speed=speed, lang="en")
    assert (
        shown(tmp_path / "site" / "smell-of-lead.html") == (time.label, time.minutes) == ("about 7 min", time.minutes)
    )


def test_pelican(posts: Path, tmp_path: Path) -> None:
    """`article.reading_time`, measured in the HTML that Pelican's readers make."""
    generator("pelican")
    generator("markdown")
    names = ("bookbinding-event", "lighthouse-review", "old-radio")  # marks of Zenn and Hugo are words to Pelican
    (tmp_path / "content").mkdir()
    (tmp_path / "theme" / "templates").mkdir(parents=True)
    for name in names:
        head = f"Title: {name}\nDate: 2026-01-01\nSlug: {name}\n\n"
        (tmp_path / "content" / f"{name}.md").write_text(head + body(posts / f"{name}.md"), "utf-8")
    (tmp_path / "theme" / "templates" / "article.html").write_text(
        "[[{{ article.reading_time }}|{{ article.reading_time.minutes }}]]", "utf-8"
    )
    for template in ("index", "page", "archives", "author", "authors", "category", "categories", "tag", "tags"):
        (tmp_path / "theme" / "templates" / f"{template}.html").write_text("", "utf-8")
    (tmp_path / "pelicanconf.py").write_text(
        'PLUGINS = ["jreadtools.sites.pelican_plugin"]\nTHEME = "theme"\nDEFAULT_LANG = "ja"\nSITENAME = "畑"\n'
        'TIMEZONE = "Asia/Tokyo"\nFEED_ALL_ATOM = CATEGORY_FEED_ATOM = None\n',
        "utf-8",
    )
    built(["pelican", "content", "-s", "pelicanconf.py", "-o", "out"], tmp_path)
    for name in names:
        time = jr.reading_time(jr.read_article(posts / f"{name}.md"))
        label, minutes = shown(tmp_path / "out" / f"{name}.html")
        assert (label, minutes) == (time.label, time.minutes)


RST = """
:author: 誰か

.. role:: raw-html(raw)
   :format: html

題名
====

今日は晴れです。:reading-time:`.` で読めます。次は :reading-time:`other`。

.. comment 見えない。

.. code-block:: python

   print("コード")

.. math:: x^2

* 一つ目 :math:`y` [#a]_
* 二つ目

.. note:: :raw-html:`<ruby>`\\ 海\\ :raw-html:`<rt>`\\ うみ\\ :raw-html:`</rt>`\\ :raw-html:`</ruby>`\\ の音を聞きに行きます。

.. [#a] 注です。
"""
SEEN = "題名 今日は晴れです。– で読めます。次は –。 一つ目 二つ目 海の音を聞きに行きます。 1 注です。"


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_sphinx(tmp_path: Path, jobs: str) -> None:
    """`reading_time` in templates and the role, in a whole build and in one of what has changed."""
    generator("sphinx")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "layout.html").write_text(
        "{% if reading_time %}[[{{ reading_time }}|{{ reading_time.minutes }}]]{% endif %}{{ body }}", "utf-8"
    )
    (tmp_path / "conf.py").write_text(
        'extensions = ["jreadtools.sites.sphinx_extension"]\nlanguage = "ja"\ntemplates_path = ["templates"]\n'
        'html_theme = "basic"\n',
        "utf-8",
    )
    (tmp_path / "index.rst").write_text(RST + "\n.. toctree::\n\n   other\n", "utf-8")
    (tmp_path / "other.rst").write_text("海\n==\n\n" + "海へ行きます。" * 150 + "\n", "utf-8")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "third.rst").write_text(
        ":orphan:\n\n三\n==\n\n:reading-time:`nowhere` :reading-time:`/other` :reading-time:`../other`\n", "utf-8"
    )
    command = ["sphinx", "-q", "-b", "html", "-j", jobs, ".", "out"]
    said = built(command, tmp_path)
    assert "there is no document 'more/nowhere'" in said
    page = (tmp_path / "out" / "more" / "third.html").read_text("utf-8")
    assert re.findall(r'<span class="reading-time">(.*?)</span>', page) == ["–", "約2分", "約2分"]
    time = jr.reading_time(SEEN)
    label, minutes = shown(tmp_path / "out" / "index.html")
    assert (label, minutes) == (time.label, pytest.approx(time.minutes, abs=1e-9))
    page = (tmp_path / "out" / "index.html").read_text("utf-8")
    assert re.findall(r'<span class="reading-time">(.*?)</span>', page) == ["約1分", "約2分"]
    (tmp_path / "other.rst").write_text("海\n==\n\n" + "海へ行きます。" * 250 + "\n", "utf-8")
    built(command, tmp_path)
    page = (tmp_path / "out" / "index.html").read_text("utf-8")
    assert re.findall(r'<span class="reading-time">(.*?)</span>', page) == ["約1分", "約3分"]
    said = built([*command, "-D", "reading_speed=0"], tmp_path, code=2)
    assert "conf.py: reading_speed: " in said
    assert "exception" not in said


def test_sphinx_reads_markdown(posts: Path, tmp_path: Path) -> None:
    """With MyST the time is that of the file, to the digit: ruby, front matter, English."""
    generator("sphinx")
    pytest.importorskip("myst_parser", reason="myst-parser is not installed")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "layout.html").write_text("[[{{ reading_time }}|{{ reading_time.minutes }}]]", "utf-8")
    (tmp_path / "conf.py").write_text(
        'extensions = ["myst_parser", "jreadtools.sites.sphinx_extension"]\nlanguage = "ja"\nhtml_theme = "basic"\n'
        'templates_path = ["templates"]\nroot_doc = "old-radio"\nsuppress_warnings = ["myst.header", "toc.not_included"]\n',
        "utf-8",
    )
    names = ("bookbinding-event", "lighthouse-review", "old-radio")
    for name in names:
        (tmp_path / f"{name}.md").write_bytes((posts / f"{name}.md").read_bytes())
    built(["sphinx", "-q", "-b", "html", ".", "out"], tmp_path)
    for name in names:
        time = jr.reading_time(jr.read_article(posts / f"{name}.md"))
        assert shown(tmp_path / "out" / f"{name}.html") == (time.label, time.minutes)
