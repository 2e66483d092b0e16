"""A page as a person meets it: Debian's Chromium driven by Playwright, watched for what it says and what it asks for.

`test_browser.py` uses it. Developers take screenshots of a report with

    python tests/browser.py report.html FOLDER

Nothing is fetched: the browser is the one that is installed (or the one that CHROMIUM names), axe-core the file of an
`npm install` (node_modules/axe-core/axe.min.js of this folder, or the file that AXE_CORE names).
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT: Final = Path(__file__).resolve().parents[1]
NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
WIDTHS: Final = (1280, 360)
"""A desk and a small phone, in CSS pixels."""
PATIENCE: Final = 10_000
"""Milliseconds after which what was waited for does not come."""


class Watched(NamedTuple):
    """An open page, and what it did unasked."""

    page: Page
    said: list[str]
    """Errors and warnings on the console, exceptions, dialogs."""
    requests: list[str]
    """Every address that was asked for, the page's own first."""


def chromium() -> str | None:
    """The Chromium that is installed here."""
    named = os.environ.get("CHROMIUM")
    return named or next((found for name in NAMES if (found := shutil.which(name))), None)


def axe() -> Path | None:
    """The script of axe-core, where it is installed."""
    script = Path(os.environ.get("AXE_CORE") or ROOT / "node_modules" / "axe-core" / "axe.min.js")
    return script if script.is_file() else None


@contextmanager
def launched(executable: str) -> Iterator[Browser]:
    """The browser, without a window. Playwright asks for no sandbox, so that it runs as root too."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=executable)
        yield browser
        browser.close()


@contextmanager
def opened(
    browser: Browser,
    html: Path | str,
    *,
    width: int = WIDTHS[0],
    dark: bool = False,
    scripts: bool = True,
    touch: bool = False,
    calm: bool = False,
) -> Iterator[Watched]:
    """The page in a window of its own.

    Args:
        browser: a launched one.
        html: the file, or an address on this machine.
        width: of the window.
        dark: whether its reader prefers dark pages.
        scripts: whether JavaScript is on.
        touch: whether there is a finger and no mouse.
        calm: whether its reader prefers reduced motion.
    """
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce" if calm else "no-preference",
        java_script_enabled=scripts,
        has_touch=touch,
        locale="ja-JP",
    )
    context.set_default_timeout(PATIENCE)
    watched = Watched(context.new_page(), [], [])
    page = watched.page
    page.on(
        "console", lambda message: watched.said.append(message.text) if message.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: watched.said.append(str(error)))
    page.on("dialog", lambda dialog: (watched.said.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    context.on("request", lambda request: watched.requests.append(request.url))
    page.goto(html if isinstance(html, str) else html.as_uri())
    yield watched
    context.close()


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    wide: int = page.evaluate("document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth")
    return wide


def barriers(page: Page, script: Path) -> list[str]:
    """What axe-core finds serious or critical: the rule, and where it is broken."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(script.read_text(encoding="utf-8"))
    # Only findings, and no styles fetched for them: there are none outside the page.
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations'], preload: false})")
    return [
        f"{rule['id']} ({rule['impact']}): {node['target']} {node['failureSummary']}"
        for rule in found["violations"]
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]


def screenshots(html: Path, folder: Path) -> list[Path]:
    """The page as it opens and its first article, at both widths, light and dark, from top to bottom."""
    executable = chromium()
    if executable is None:
        sys.exit("Chromium is not installed: apt-get install chromium, or name it in CHROMIUM")
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    with launched(executable) as browser:
        for width in WIDTHS:
            for dark in (False, True):
                with opened(browser, html, width=width, dark=dark, calm=True) as (page, _, _):
                    written += _shot(page, folder, f"{width}-{'dark' if dark else 'light'}")
    return written


def _shot(page: Page, folder: Path, name: str) -> list[Path]:
    paths = [folder / f"{name}-page.png"]
    page.screenshot(path=paths[0], full_page=True)
    links = page.locator("#articles a[href^='#']")
    if links.count():
        links.first.click()
        marks = page.locator("mark[tabindex]:visible")
        if marks.count():  # its reasons are part of the picture
            marks.first.focus()
        paths.append(folder / f"{name}-article.png")
        page.screenshot(path=paths[1], full_page=True)
    return paths


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("python tests/browser.py PAGE.html FOLDER")
    for path in screenshots(Path(sys.argv[1]), Path(sys.argv[2])):
        print(path)
