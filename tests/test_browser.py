"""The report in a real browser: found by mouse, finger and keyboard, on a desk, a phone and paper, and silent.

Whatever a test does with the page, the page says nothing on the console and asks for nothing but itself.
"""

from __future__ import annotations

import math
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest
from browser import Watched, axe, barriers, opened, overflow
from to_revise import CUT, UNCUT

import jreadtools as jr
from jreadtools.reports.list_page import OPEN_ROWS, list_section
from jreadtools.views.listing import ListRow
from jreadtools.views.render import page as document

if TYPE_CHECKING:
    import pandas as pd
    from playwright.sync_api import Browser, Page

NOTICE = """\
---
title: 会員規約改定のお知らせ
date: 2024-04-01
---
このページは1分で読めます。

# 改定の背景

昨年度に実施された利用状況調査の結果を踏まえ、個人情報の適正な管理体制の整備と第三者提供に関する同意手続の明確化が理事会において審議され、\
全会一致で承認されました。今後は、会費納入期限の厳格化および未納者に対する利用資格停止措置の適用条件が、事務局によって個別に通知されます。

| 項目 | 変更前 | 変更後 |
| --- | --- | --- |
| 会費納入期限 | 五月末日 | 四月末日 |

```sh
cat 規約.txt | grep 第三条の二 | sort --reverse --unique --output=とても長い名前のファイル_改定後の条文だけを抜き出したもの.txt
```

ご不明な点は、受付までお気軽にどうぞ。
""".replace("今後は、", f"{CUT}{UNCUT}今後は、")
# 9 before 28 as numbers, behind it as texts.
SHORT = "---\ntitle: 短い日記\n---\n朝から雨でした。傘を忘れました。駅まで走りました。靴がぬれました。\n"
HOSTILE = {
    "tag.md": "---\ntitle: '<script>hostile=1</script><img src=x onerror=hostile=1>'\n---\n"
    "<img src=https://example.com/a.png onerror=hostile=1>雨の日は、店を早めに閉めます。[押す](javascript:hostile=1)\n",
    "end.md": "---\ntitle: '</title></style></script><svg onload=hostile=1>'\nurl: 'javascript:hostile=1'\n---\n"
    "雪の朝は、道がすべりやすくなります。\n",
    "quote.md": "---\ntitle: '\" autofocus onfocus=hostile=1 x=\"'\ndate: '\" onclick=hostile=1 \"'\n---\n"
    "風の強い日は、看板を中にしまいます。\n",
    "template.md": "---\ntitle: '{{ 7 * 7 }} {% raw %} ${hostile=1}'\n---\n`</pre><script>hostile=1</script>`を消しました。\n",
    "'><img src=x onerror=hostile=1>.md": "題名のない記事です。ファイルの名前だけがおかしいのです。\n",
    "long.md": "---\ntitle: "
    + "Supercalifragilistic" * 12
    + "\n---\n"
    + "https://example.com/"
    + "a" * 400
    + "\n\n一行だけです。\n",
}


class Opened(Protocol):
    """Opens a page that is watched to the end of the test."""

    def __call__(self, html: Path, **how: Any) -> Page: ...


@pytest.fixture
def show(browser: Browser) -> Iterator[Opened]:
    """Pages, which have to be silent and content with themselves when the test is over."""
    seen: list[tuple[Path, Watched]] = []
    with ExitStack() as windows:

        def show(html: Path, **how: Any) -> Page:
            watched = windows.enter_context(opened(browser, html, **how))
            seen.append((html, watched))
            return watched.page

        yield show
        for html, watched in seen:
            assert watched.said == []
            assert [url.partition("#")[0] for url in watched.requests] == [html.as_uri()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, posts: Path) -> Path:
    """Posts of every kind: the examples, one with much to revise, hostile ones, one that cannot be read."""
    folder = tmp_path_factory.mktemp("blog") / "posts"
    shutil.copytree(posts, folder)
    for name, text in {"notice.md": NOTICE, "short.md": SHORT, **HOSTILE}.items():
        (folder / name).write_text(text, "utf-8")
    (folder / "broken.txt").write_bytes(bytes(range(128, 256)) * 20)
    return folder


@pytest.fixture(scope="module")
def articles(folder: Path) -> pd.DataFrame:
    """What the library says of them."""
    return jr.analyze_folder(folder).articles


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory, folder: Path) -> Callable[..., Path]:
    """The report on the folder, or on one of its files, each made once."""
    target = tmp_path_factory.mktemp("reports")

    def report(lang: str = "ja", file: str = "") -> Path:
        html = target / f"{lang}-{file or 'all'}.html"
        if not html.exists():
            words = ["report", str(folder / file), "--lang", lang, "-o", str(html), "--by", "year", "--among", "web"]
            done = subprocess.run(
                [sys.executable, "-m", "jreadtools", *words], capture_output=True, encoding="utf-8", check=False
            )
            assert html.is_file(), done.stderr
        return html

    return report


def titles(page: Page) -> list[str]:
    """The titles of the list as they stand there, those that a search hides left out."""
    return page.locator("#articles tbody tr:visible th > :is(a, span):first-child").all_inner_texts()


def read(page: Page, title: str) -> None:
    """Open an article by its title."""
    page.locator("#articles").get_by_role("link", name=title, exact=True).click()


def press_until(page: Page, key: str, selector: str) -> None:
    """Press a key until what is focused is one of these."""
    for _ in range(300):
        page.keyboard.press(key)
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"{key} does not lead to {selector}")


def reasons(page: Page) -> str:
    """What stands in the window about the sentence in focus, when the page has come to rest; "" if nothing does."""
    note = page.locator(f"#{page.evaluate('document.activeElement.getAttribute(`aria-describedby`)')}")
    before, box = None, note.bounding_box()
    while box != before:
        page.wait_for_timeout(300)
        before, box = box, note.bounding_box()
    return (
        note.inner_text() if box and box["y"] >= 0 and box["y"] + box["height"] <= page.viewport_size["height"] else ""
    )


def test_the_watch_sees_what_a_page_does(browser: Browser, tmp_path: Path) -> None:
    """Console, exceptions, dialogs and requests are all recorded: silence means something."""
    html = tmp_path / "noisy.html"
    html.write_text("<img src='other.png'><script>console.warn('one'); alert('two'); nothing()</script>", "utf-8")
    with opened(browser, html) as watched:
        watched.page.wait_for_load_state("networkidle")
        assert [url.rpartition("/")[2] for url in watched.requests] == ["noisy.html", "other.png"]
        said = "\n".join(watched.said)
    assert all(word in said for word in ("one", "dialog: two", "nothing is not defined", "ERR_FILE_NOT_FOUND"))


@pytest.mark.parametrize("name", ["reading_minutes", "sentence_characters_mean"])
def test_sorted_by_a_column(show: Opened, report: Callable[..., Path], articles: pd.DataFrame, name: str) -> None:
    """A press on a heading puts the highest first, a second one the lowest, and aria-sort says so."""
    page = show(report())
    expected = articles[articles["characters"] > 0].dropna(subset=[name])
    head = page.locator("#articles thead th").filter(
        has_text={"reading_minutes": "読書時間", "sentence_characters_mean": "一文の平均"}[name]
    )
    button = head.get_by_role("button")
    decimals = {"reading_minutes": 2, "sentence_characters_mean": 1}[name]  # what differs less is equal
    value = dict(zip(expected["title"], expected[name].round(decimals), strict=True))

    def values() -> list[float]:
        return [value[title] for title in titles(page) if title in value]

    assert head.get_attribute("aria-sort") is None
    button.click()
    assert head.get_attribute("aria-sort") == "descending"
    assert len(values()) > 9
    assert values() == sorted(values(), reverse=True)
    button.click()
    assert head.get_attribute("aria-sort") == "ascending"
    assert values() == sorted(values())
    assert page.locator("[aria-sort]").count() == 1


def test_figures_are_sorted_as_numbers(show: Opened, tmp_path: Path) -> None:
    """1.05 stands below 1.2, 9 below 10, a claim that is too short below one that is too long, and what is undefined last."""
    usual = ListRow("", "", "", "", False, 900, 1.0, 1.0, 1.0, math.nan, 30, 30.0, 0.3, 0)
    minutes = {"九": 9.0, "一と少し": 1.05, "十": 10.0, "一": 1.2}
    rows = [usual._replace(title=title, reading_minutes=value) for title, value in minutes.items()]
    rows[0] = rows[0]._replace(stated_minutes=1.0)
    rows[1] = rows[1]._replace(stated_minutes=2.0)
    rows[2] = rows[2]._replace(stated_minutes=9.0)
    html = tmp_path / "list.html"
    section = list_section([(row, "") for row in rows], [], "ja", title="")
    styles, scripts = ("style.css", "list.css"), ("script.js", "list.js")
    html.write_text(document("ja", title="題", parts=[section], many=True, styles=styles, scripts=scripts), "utf-8")
    page = show(html)
    page.locator("#articles thead").get_by_role("button", name="読書時間").click()
    assert titles(page) == ["十", "九", "一", "一と少し"]
    for order in (["一と少し", "十", "九", "一"], ["九", "十", "一と少し", "一"]):
        page.locator("#articles thead").get_by_role("button", name="ページの表示").click()
        assert titles(page) == order


@pytest.mark.parametrize("scripts", [False, True])
def test_a_long_list_on_a_phone(show: Opened, tmp_path: Path, scripts: bool) -> None:
    """Some rows and a short page; all of them when they are asked for, and fewer again; a search goes through all."""
    rows = [
        ListRow(f"{i}.md", "", f"題{i:03}", "2026-01-01", False, 900, 1.0, 1.0, 1.0, math.nan, 30, 30.0, 0.3, 400 - i)
        for i in range(400)
    ]
    html = tmp_path / "list.html"
    section = list_section([(row, "") for row in rows], [], "ja", title="")
    styles, sources = ("style.css", "list.css"), ("script.js", "list.js")
    html.write_text(document("ja", title="題", parts=[section], many=True, styles=styles, scripts=sources), "utf-8")
    page = show(html, width=390, scripts=scripts)
    assert len(titles(page)) == OPEN_ROWS
    assert (page.locator("#list").bounding_box() or {"height": math.inf})["height"] < 10_000
    page.get_by_text("残りの370本も表示").click()
    assert len(titles(page)) == 400
    page.get_by_text("最初の30本だけを表示").click()
    assert len(titles(page)) == OPEN_ROWS
    if scripts:
        page.get_by_role("searchbox").fill("題399")
        assert titles(page) == ["題399"]
        page.get_by_role("searchbox").fill("")
        page.locator("#articles thead").get_by_role("button", name="見直したい文").click()
        assert titles(page)[0] == "題399"  # the first rows of the new order
        assert len(titles(page)) == OPEN_ROWS


def test_sorted_by_keyboard(show: Opened, report: Callable[..., Path]) -> None:
    """The headings are reached by Tab and work by Enter."""
    page = show(report())
    before = titles(page)
    press_until(page, "Tab", "#articles thead button")
    page.keyboard.press("Enter")
    assert page.locator("[aria-sort=ascending]").count() == 1
    assert titles(page) != before
    assert sorted(titles(page)) == sorted(before)


def test_searched(show: Opened, report: Callable[..., Path]) -> None:
    """A search leaves the rows that match, whatever the width of the letters, says how many, and lets all come back."""
    page = show(report())
    every = titles(page)
    field = page.get_by_role("searchbox")
    field.fill("ｃｓｖ")
    assert titles(page) == ["ExcelでCSVが文字化けする前に、書き出す側でできること"]
    assert re.search(rf"{len(every)}.*1", page.get_by_role("status").inner_text())
    field.fill("どこにもない題名")
    assert titles(page) == []
    field.fill("")
    assert titles(page) == every


def test_filtered(show: Opened, tmp_path: Path) -> None:
    """By tag, level, draft and day, by keyboard, each with the others; a button takes all filters away."""
    usual = ListRow("", "", "", "", False, 900, 1.0, 1.0, 1.0, math.nan, 30, 30.0, 0.3, 0)
    rows = [
        usual._replace(title="甲", date="2026-01-05", tags=("茶", "旅"), kept=(("級", "N2"),)),
        usual._replace(title="乙", date="2026-02-05", tags=("旅",), kept=(("級", "N2"),), draft=True),
        usual._replace(title="丙", date="2026-03-05", kept=(("級", "N10"),)),
        usual._replace(title="丁", kept=(("級", "N10"),)),
    ]
    html = tmp_path / "list.html"
    section = list_section([(row, "") for row in rows], [], "ja", title="")
    styles, scripts = ("style.css", "list.css"), ("script.js", "list.js")
    html.write_text(document("ja", title="題", parts=[section], many=True, styles=styles, scripts=scripts), "utf-8")
    page = show(html, width=360)
    assert overflow(page) == 0
    clear = page.get_by_role("button", name="絞り込みをやめる")
    assert not clear.is_visible()
    page.get_by_role("combobox", name="タグ").select_option(label="旅 (2)")
    assert titles(page) == ["甲", "乙"]
    page.get_by_role("combobox", name="公開状態").select_option(label="下書きだけ (1)")
    assert titles(page) == ["乙"]
    assert "4本中1本" in page.get_by_role("status").inner_text()
    clear.click()
    assert titles(page) == ["甲", "乙", "丙", "丁"]
    assert not clear.is_visible()
    page.get_by_label("この日から").fill("2026-02-05")
    assert titles(page) == ["乙", "丙"]
    page.get_by_label("この日まで").fill("2026-02-28")
    assert titles(page) == ["乙"]
    page.get_by_label("この日から").fill("")
    assert titles(page) == ["甲", "乙"]
    page.get_by_role("searchbox").fill("N2")
    assert titles(page) == ["甲", "乙"]
    page.get_by_role("combobox", name="級").select_option(label="N10 (2)")
    assert titles(page) == []
    press_until(page, "Tab", "#search button")
    page.keyboard.press("Enter")
    assert len(titles(page)) == 4
    assert page.evaluate("document.activeElement.type") == "search"
    press_until(page, "Tab", "#search select")
    page.keyboard.press("ArrowDown")
    assert titles(page) == ["甲", "乙"]


def test_the_table_stands_still_and_its_bars_in_line(show: Opened, report: Callable[..., Path]) -> None:
    """A filter moves no row that it leaves; a place among others stands below its bar."""
    page = show(report())
    assert page.locator("#articles .place").count()
    first = page.locator("#articles tbody tr").first
    for row in page.locator("#articles tbody tr").all():
        assert len({bar.bounding_box()["y"] for bar in row.locator(".bar").all()}) == 1  # type: ignore[index]
    place = "row => row.getBoundingClientRect().top + scrollY"
    top = first.evaluate(place)
    page.get_by_role("searchbox").fill(first.get_by_role("link").inner_text())
    assert len(titles(page)) == 1
    assert page.get_by_role("button", name="絞り込みをやめる").is_visible()
    assert first.evaluate(place) == top


def test_an_article_opened(show: Opened, report: Callable[..., Path]) -> None:
    """A title opens its article alone, and there is a way back."""
    page = show(report())
    read(page, "鉛の匂い")
    shown = page.locator("article:visible")
    assert shown.count() == 1
    assert shown.get_by_role("heading", name="鉛の匂い").is_visible()
    assert not page.locator("#list").is_visible()
    shown.get_by_role("link", name="一覧").first.click()
    assert page.locator("#list").is_visible()
    page.go_back()
    assert shown.count() == 1


@pytest.mark.parametrize(("width", "calm"), [(1280, False), (360, False), (360, True)])
def test_reasons_by_keyboard(show: Opened, report: Callable[..., Path], width: int, calm: bool) -> None:
    """Tab and Enter alone lead from the list to the reasons of a hard sentence."""
    page = show(report(), width=width, calm=calm)
    link = page.locator("#articles").get_by_role("link", name="会員規約改定のお知らせ").get_attribute("href")
    press_until(page, "Tab", f"#articles a[href='{link}']")
    page.keyboard.press("Enter")
    press_until(page, "Tab", "article mark[tabindex]")
    assert "見直し度" in reasons(page)
    first = reasons(page)
    press_until(page, "Tab", "article mark[tabindex]")
    assert reasons(page) not in ("", first)
    page.keyboard.press("Shift+Tab")
    assert reasons(page) == first


def test_reasons_by_touch(show: Opened, report: Callable[..., Path]) -> None:
    """A finger on a sentence shows its reasons, a second one hides them."""
    page = show(report(), width=360, touch=True)
    page.locator("#articles").get_by_role("link", name="会員規約改定のお知らせ").tap()
    mark = page.locator("article:visible mark[tabindex]").first
    note = page.locator(f"#{mark.get_attribute('aria-describedby')}")
    assert not note.is_visible()
    mark.tap()
    assert "見直し度" in note.inner_text()
    assert note.is_visible()
    mark.tap()
    assert not note.is_visible()


@pytest.mark.parametrize("key", ["Escape", "Tab"])
def test_reasons_reached_by_a_link_close_again(show: Opened, report: Callable[..., Path], key: str) -> None:
    """A sentence that a link led to shows its reasons until it is left, and no second one beside it."""
    page = show(report(), width=360)
    read(page, "会員規約改定のお知らせ")
    link = page.locator("article:visible .mend a").first
    link.click()
    note = page.locator(f"{link.get_attribute('href')} + .note")
    assert note.is_visible()
    page.keyboard.press(key)
    assert not note.is_visible()
    assert page.locator("article:visible .note:visible").count() == (key == "Tab")
    assert page.locator("article:visible").count() == 1
    link.click()
    assert note.is_visible()
    page.locator(link.get_attribute("href") or "").click()
    assert not note.is_visible()


def test_without_scripts(show: Opened, report: Callable[..., Path]) -> None:
    """List, article, reasons and the way back are there with JavaScript off; what would not work is not shown."""
    page = show(report(), width=360, scripts=False)
    assert "鉛の匂い" in titles(page)
    assert not page.get_by_role("searchbox").is_visible()
    assert page.locator("#articles thead button").count() == 0
    read(page, "会員規約改定のお知らせ")
    mark = page.locator("article:visible mark[tabindex]").first
    note = page.locator(f"#{mark.get_attribute('aria-describedby')}")
    assert not note.is_visible()
    mark.click()
    assert "見直し度" in note.inner_text()
    assert note.is_visible()
    page.get_by_role("link", name="一覧").locator("visible=true").first.click()
    assert page.locator("#list").is_visible()


def test_printed(show: Opened, report: Callable[..., Path], tmp_path: Path) -> None:
    """An article prints on A4 of its own accord, with its reasons behind the sentences."""
    page = show(report(file="notice.md"))
    pdf = tmp_path / "notice.pdf"
    page.pdf(path=pdf, prefer_css_page_size=True)
    sizes = re.findall(rb"/MediaBox ?\[ ?0 0 ([\d.]+) ([\d.]+) ?\]", pdf.read_bytes())
    assert sizes
    assert {(round(float(wide)), round(float(high))) for wide, high in sizes} == {(595, 842)}
    if shutil.which("pdftotext") is None:
        pytest.skip("what is on the paper cannot be read without pdftotext (apt-get install poppler-utils)")
    done = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, encoding="utf-8", check=True)
    text = "".join(done.stdout.split())
    assert "昨年度に実施された利用状況調査の結果" in text
    assert "一文に多くを詰め込んでいる" in text


def test_the_list_printed(show: Opened, report: Callable[..., Path], tmp_path: Path) -> None:
    """The list prints without the search, and as dark ink on white even for readers of dark pages."""
    page = show(report(), dark=True)
    page.emulate_media(media="print", color_scheme="dark")
    assert not page.get_by_role("searchbox").is_visible()
    assert lightness(page, "color") < 80
    pdf = tmp_path / "list.pdf"
    page.pdf(path=pdf, prefer_css_page_size=True)
    assert pdf.stat().st_size > 20_000


def lightness(page: Page, name: str) -> float:
    """Of a colour of the page, 0 to 255."""
    colour = page.evaluate("name => getComputedStyle(document.documentElement)[name]", name)
    channels = [float(part) for part in re.findall(r"[\d.]+", colour)[:3]]
    return sum(channels) / 3


def test_dark(show: Opened, report: Callable[..., Path]) -> None:
    """A reader of dark pages gets one."""
    light, dark = show(report()), show(report(), dark=True)
    assert lightness(light, "backgroundColor") > 220
    assert lightness(dark, "backgroundColor") < 60
    assert lightness(dark, "color") > 180


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_narrow(show: Opened, report: Callable[..., Path], articles: pd.DataFrame, lang: str) -> None:
    """Nothing is wider than a small phone: not the list, not one of the articles."""
    page = show(report(lang), width=360)
    assert overflow(page) == 0
    anchors = page.eval_on_selector_all("#articles tbody a", "links => links.map(link => link.hash)")
    assert len(anchors) == len(articles)
    for anchor in anchors:
        page.evaluate("anchor => { location.hash = anchor }", anchor)
        page.locator(f"article{anchor}").wait_for()
        assert overflow(page) == 0, anchor


def test_reduced_motion(show: Opened, report: Callable[..., Path]) -> None:
    """Nothing moves for readers who asked for that."""
    page = show(report(), calm=True)
    moving = """() => [...document.querySelectorAll('*')].filter(element => {
        const style = getComputedStyle(element);
        return style.scrollBehavior === 'smooth' || parseFloat(style.animationDuration) || parseFloat(style.transitionDuration);
    }).length"""
    assert page.evaluate(moving) == 0


def test_hostile_titles_and_texts(show: Opened, report: Callable[..., Path], articles: pd.DataFrame) -> None:
    """Titles, dates, texts and names of files are shown as they are and run nowhere; links lead to http(s) or mail only."""
    page = show(report())
    assert {title for title in articles["title"] if "hostile" in title} <= set(titles(page))
    for anchor in page.eval_on_selector_all("#articles tbody a", "links => links.map(link => link.hash)"):
        page.evaluate("anchor => { location.hash = anchor }", anchor)
        page.keyboard.press("Tab")
    assert page.evaluate("typeof hostile") == "undefined"
    addresses = page.eval_on_selector_all("[href]", "links => links.map(link => link.getAttribute('href'))")
    assert [address for address in addresses if not re.match(r"#|https?://|mailto:", address)] == []
    assert page.locator("main :is(img, iframe, object, embed, form, script, link)").count() == 0
    assert (
        page.locator("main").evaluate(
            "main => [...main.querySelectorAll('*')].flatMap(e => e.getAttributeNames()).filter(name => name.startsWith('on'))"
        )
        == []
    )


@pytest.fixture(scope="module")
def rules() -> Path:
    """The script of axe-core."""
    script = axe()
    if script is None:
        pytest.skip("axe-core is not installed (npm install axe-core; AXE_CORE names its axe.min.js)")
    return script


def test_barriers_are_found(browser: Browser, tmp_path: Path, rules: Path) -> None:
    """axe-core does look: grey on grey and a button without a name are found."""
    html = tmp_path / "barriers.html"
    html.write_text(
        "<html lang=ja><title>灰色</title><p style='color:#888;background:#777'>灰色の文字</p><button></button>",
        "utf-8",
    )
    with opened(browser, html) as (page, _, _):
        assert {found.split()[0] for found in barriers(page, rules)} == {"button-name", "color-contrast"}


@pytest.mark.parametrize(
    ("lang", "width", "dark"), [("ja", 1280, False), ("ja", 360, True), ("en", 360, False), ("en", 1280, True)]
)
def test_no_barriers(show: Opened, report: Callable[..., Path], rules: Path, lang: str, width: int, dark: bool) -> None:
    """axe-core finds nothing serious: roles, names, order, contrast, in the list, an article and a page of one article."""
    page = show(report(lang), width=width, dark=dark)
    assert barriers(page, rules) == []
    read(page, "会員規約改定のお知らせ")
    page.locator("article:visible mark[tabindex]").first.focus()
    assert barriers(page, rules) == []
    page = show(report(lang, "notice.md"), width=width, dark=dark)
    assert barriers(page, rules) == []
