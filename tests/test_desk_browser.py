"""The page of `serve` in a real browser: it follows who types, disturbs nobody, and asks nobody else.

Whatever a test does with the page, the page says nothing on the console and asks for nothing but its own server.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browser import Watched, axe, barriers, opened, overflow
from served import served
from to_revise import CUT, UNCUT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Write = Callable[..., "Page"]
LONG_TEXT = "\n\n".join(f"花が咲く。鳥が鳴く。{n}回目の春です。{CUT if n % 3 else ''}" for n in range(40))
MENDED = "去年の秋に祖父が畑を手放した。鳥を数えるために、毎朝六時に起きている。"


@pytest.fixture(scope="module")
def address(browser: Browser) -> Iterator[str]:  # noqa: ARG001  nothing is served where there is no browser
    with served("--lang", "ja") as found:
        yield found


@pytest.fixture
def show(browser: Browser, address: str) -> Iterator[Write]:
    """Pages, which have to be silent and content with their server when the test is over."""
    seen: list[Watched] = []
    with ExitStack() as windows:

        def show(text: str = "", **how: Any) -> Page:
            watched = windows.enter_context(opened(browser, address, **how))
            seen.append(watched)
            watched.page.wait_for_selector(".intro")
            if text:
                watched.page.locator("#text").fill(text)
                settle(watched.page)
            return watched.page

        yield show
        for watched in seen:
            assert watched.said == []
            assert all(url.startswith((address, f"blob:{address.partition('/')[0]}")) for url in watched.requests)


def settle(page: Page) -> None:
    """Wait until the answer is about what stands there."""
    page.wait_for_function(
        "() => { const now = document.getElementById('text').value; const is = window.settled;"
        " const busy = document.getElementById('result').ariaBusy == 'true';"
        " window.settled = busy ? null : { now, at: is?.now === now ? is.at : performance.now() };"
        " return !busy && performance.now() - window.settled.at > 700; }",
        polling=50,
    )


def said(page: Page) -> str:
    found: str = page.evaluate("document.getElementById('said').value")
    return found


def hard(page: Page) -> int:
    return page.locator(".mend li").count()


def caret(page: Page) -> list[int]:
    found: list[int] = page.evaluate("(t => [t.selectionStart, t.selectionEnd])(document.getElementById('text'))")
    return found


def drop(page: Page, *files: tuple[str, bytes]) -> None:
    """Drop files on the page."""
    page.evaluate(
        """files => {
            const data = new DataTransfer();
            for (const [name, bytes] of files) data.items.add(new File([new Uint8Array(bytes)], name));
            for (const kind of ['dragover', 'drop'])
                document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
        }""",
        [[name, list(content)] for name, content in files],
    )


def test_it_follows_who_types(show: Write) -> None:
    """Key by key: the answer comes, the caret and the text stay as the writer left them."""
    page = show()
    page.locator("#text").focus()
    page.keyboard.type("花が咲く。", delay=20)
    settle(page)
    assert said(page) == "約1分・見直したい文 0文"
    page.keyboard.press("ArrowLeft")
    page.keyboard.type("庭で", delay=20)
    page.keyboard.insert_text(CUT)
    settle(page)
    assert said(page) == "約1分・見直したい文 1文"
    assert page.locator("#text").input_value() == f"花が咲く庭で{CUT}。"
    assert caret(page) == [6 + len(CUT)] * 2
    assert hard(page) == page.locator(".text mark.h3").count() == 1
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.wait_for_selector(".intro")
    assert said(page) == ""


def test_nothing_is_asked_while_an_input_method_composes(show: Write) -> None:
    """The text is left alone from the first kana to the last kanji; then it is asked about once."""
    page = show("春です。")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(json.loads(request.post_data or "{}")["text"]))
    page.locator("#text").focus()
    page.keyboard.press("Control+End")
    session = page.context.new_cdp_session(page)
    for kana in ("は", "はな", "はなが", "花が"):
        session.send("Input.imeSetComposition", {"text": kana, "selectionStart": len(kana), "selectionEnd": len(kana)})
        page.wait_for_timeout(150)
        assert page.locator("#text").input_value() == f"春です。{kana}"
    assert asked == []
    session.send("Input.insertText", {"text": "花が"})
    page.wait_for_function("() => document.querySelector('.text')?.textContent.includes('花が')")
    assert asked == ["春です。花が"]
    assert page.locator("#text").input_value() == "春です。花が"
    assert caret(page) == [6, 6]


def test_an_answer_on_its_way_waits_for_the_input_method(show: Write) -> None:
    """What is composed when an answer comes is asked about afterwards."""
    page = show("春です。")
    page.locator("#text").focus()
    page.keyboard.press("Control+End")
    session = page.context.new_cdp_session(page)
    page.keyboard.insert_text(CUT)
    session.send("Input.imeSetComposition", {"text": "あ", "selectionStart": 1, "selectionEnd": 1})
    page.wait_for_timeout(500)
    session.send("Input.insertText", {"text": "あ。"})
    page.wait_for_function("() => document.querySelector('.text')?.textContent.includes('あ。')")
    assert hard(page) == 1


def test_nothing_jumps(show: Write) -> None:
    """What is read, what is unfolded and what has the focus stay when something else in the text changes."""
    page = show(LONG_TEXT)
    page.locator(".legend summary").click()
    mark = page.locator(".text mark").nth(20)
    mark.scroll_into_view_if_needed()
    mark.click()
    before = mark.bounding_box()
    number = mark.get_attribute("id")
    page.evaluate(
        "() => { const t = document.getElementById('text'); t.setRangeText('春が来た。', t.value.length, t.value.length, 'end');"
        " t.dispatchEvent(new InputEvent('input', { bubbles: true })); }"
    )
    settle(page)
    assert "春が来た。" in page.locator(".text").inner_text()
    assert page.evaluate("document.activeElement.id") == number
    assert mark.bounding_box() == before
    assert page.locator(".legend").get_attribute("open") is None


@pytest.mark.parametrize("width", [1280, 360])
def test_the_text_keeps_its_place(show: Write, width: int) -> None:
    """No answer and no button moves or covers what is written, in a low window (above the keyboard of a phone) neither."""
    page = show(width=width)
    page.set_viewport_size({"width": width, "height": 420})
    page.evaluate("scrollTo(0, 0)")
    place = page.locator("#text").bounding_box()
    assert place
    page.locator("#text").fill(f"花が咲く。{CUT * 12}")
    settle(page)
    page.locator("#rewrite").click()
    page.locator("#text").fill(MENDED)
    settle(page)
    page.evaluate("scrollTo(0, 0)")
    assert page.locator("#text").bounding_box() == place
    below = page.locator(".foot").bounding_box()
    assert below
    assert below["y"] >= place["y"] + place["height"]


def test_from_an_answer_to_the_text(show: Write) -> None:
    """A line number, a bar, a double click and Enter lead to the sentence in the text, emoji before it or not."""
    text = f"😀𠮷野家です。{CUT}\n\n{LONG_TEXT}\n\n{UNCUT}終わり。"
    page = show(text)
    units = page.evaluate("text => [text.length]", text)[0] - len(text)
    assert units == 2

    def selected() -> str:
        chosen: str = page.evaluate(
            "(t => t.value.slice(t.selectionStart, t.selectionEnd))(document.getElementById('text'))"
        )
        return chosen

    for place in (page.locator(".mend a").first, page.locator(".rhythm a[tabindex='-1']").nth(1)):
        page.evaluate("document.getElementById('text').setSelectionRange(0, 0)")
        place.dispatch_event("click")
        assert selected() in text
        assert selected()
        assert page.evaluate("document.activeElement.id") == "text"
    last = page.locator(".text mark").last
    last.dblclick()
    assert selected() == UNCUT
    scrolled = page.evaluate("document.getElementById('text').scrollTop")
    assert scrolled > 500, "the sentence is in view"
    assert "見直し度" in page.locator("#here").inner_text()
    page.locator(".text mark").first.focus()
    page.keyboard.press("Enter")
    assert selected() == CUT
    assert page.evaluate("document.getElementById('text').scrollTop") < scrolled
    assert page.url.endswith("/"), "no trace of it in the address"


def test_a_file_is_dropped(show: Write, posts: Path) -> None:
    """A Markdown file: its source to write on, measured as the file; what was there can be had back."""
    page = show("前の文章です。")
    source = (posts / "smell-of-lead.md").read_text("utf-8")
    drop(page, ("smell-of-lead.md", source.encode()))
    page.wait_for_selector("#result h1:text('鉛の匂い')")
    assert page.locator("#text").input_value() == source
    assert said(page) == "約3分・見直したい文 5文"
    news = page.locator("#news").inner_text()
    assert news == "「smell-of-lead.md」を開きました。"
    page.locator("#back").click()
    settle(page)
    assert page.locator("#text").input_value() == "前の文章です。"
    assert said(page) == "約1分・見直したい文 0文"
    page.locator("#back").click()
    assert page.locator("#text").input_value() == source


def test_a_workbook_is_dropped(show: Write, tmp_path: Path) -> None:
    """A row an article: each can be chosen, and the tables are of all of them."""
    pytest.importorskip("openpyxl")
    from xlsxwriter import Workbook

    with Workbook(tmp_path / "essays.xlsx") as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate((("題名", "本文"), ("一", "花が咲く。"), ("二", f"鳥が鳴く。{CUT}"), ("三", ""))):
            sheet.write_row(row, 0, cells)
    page = show()
    drop(page, ("essays.xlsx", (tmp_path / "essays.xlsx").read_bytes()))
    page.wait_for_function("() => document.getElementById('text').value")
    options = page.locator("#entries option").all_inner_texts()
    assert [option.partition(". ")[2] for option in options[:2]] == ["一", "二"]
    assert page.locator("#text").input_value() == "花が咲く。"
    page.locator("#entries").select_option(index=1)
    settle(page)
    assert page.locator("#text").input_value() == f"鳥が鳴く。{CUT}"
    assert said(page) == "約1分・見直したい文 1文"
    with page.expect_download() as waiting:
        page.locator("#many button[data-keep=csv]").click()
    assert waiting.value.suggested_filename == "essays.csv"
    lines = Path(waiting.value.path()).read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("path,id,title")
    assert [line.split(",")[2] for line in lines[1:3]] == ["一", "二"]


def test_a_document_and_a_page_give_their_words(show: Write) -> None:
    page = show()
    html = f"<html><body><article><h1>題</h1><p>花が咲く。{CUT}</p><ul><li>山が高い。</li></ul></article></body></html>"
    drop(page, ("page.html", html.encode()), ("other.txt", b""))
    page.wait_for_selector(".mend li")
    assert page.locator("#text").input_value().splitlines()[-1] == "- 山が高い。"
    assert "一度に開けるファイルは1つです" in page.locator("#news").inner_text()


def test_a_file_that_cannot_be_read_is_said(show: Write) -> None:
    page = show("今の文章です。")
    drop(page, ("slides.odt", b"PK\x03\x04"))
    page.wait_for_selector("#news.wrong")
    assert "pandoc" in page.locator("#news").inner_text()
    assert page.locator("#text").input_value() == "今の文章です。"


def test_before_and_after(show: Write) -> None:
    """In one view: numbers, and which sentences were mended; what is unfolded stays so."""
    text = f"花が咲く。{CUT}\n\n{UNCUT}"
    page = show(text)
    page.locator("#rewrite").click()
    page.wait_for_selector(".rewrite")
    assert page.locator("#rewrite").get_attribute("aria-pressed") == "true"
    assert page.evaluate("document.activeElement.id") == "text"
    page.locator("#text").fill(text.replace(CUT, MENDED))
    settle(page)
    assert page.locator(".rewrite del").all_inner_texts() == [CUT]
    rows = page.locator(".rewrite tbody tr").all_inner_texts()
    assert any("2文" in row and "1文" in row for row in rows)
    assert page.locator(".rewrite summary").all_inner_texts() == ["解消した文（1文）", "まだ見直したい文（1文）"]
    page.locator("#rewrite").click()
    settle(page)
    assert page.locator(".rewrite").count() == 0


@pytest.mark.parametrize("ending", ["html", "csv", "xlsx", "txt"])
def test_what_is_kept(show: Write, ending: str) -> None:
    page = show(f"花が咲く。{CUT}")
    with page.expect_download() as waiting:
        page.locator(f"#keep [data-keep={ending}]").click()
    assert waiting.value.suggested_filename == f"jreadtools.{ending}"
    content = Path(waiting.value.path()).read_bytes()
    if ending == "xlsx":
        assert content.startswith(b"PK")
    else:
        wanted = {"html": CUT, "csv": "sentences_to_revise", "txt": CUT}[ending]
        assert wanted in content.decode("utf-8-sig")
    assert page.locator("#news").inner_text() == f"「jreadtools.{ending}」を保存しました。"


def test_with_the_keyboard_alone(show: Write) -> None:
    """Every control has its turn, and one goes from the text to the reasons and back."""
    page = show()
    seen = []
    for _ in range(12):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.id || document.activeElement.dataset.keep || ''"))
        if seen[-1] == "text":
            page.keyboard.insert_text(f"花が咲く。{CUT}")
            settle(page)
    assert seen[:4] == ["file", "markup", "among", "text"]
    assert seen[4:9] == ["rewrite", "html", "csv", "xlsx", "txt"]
    for _ in range(20):
        if page.evaluate("document.activeElement.matches('.text mark')"):
            break
        page.keyboard.press("Tab")
    assert page.locator("mark:focus + .note").is_visible()
    page.keyboard.press("Enter")
    assert caret(page) == [5, 5 + len(CUT)]


@pytest.mark.parametrize("width", [1280, 700, 360])
@pytest.mark.parametrize("dark", [False, True])
def test_on_a_desk_and_on_a_phone(show: Write, width: int, dark: bool) -> None:
    """Nothing is wider than the window, and axe-core finds no barrier: empty, with a text, after a rewrite."""
    page = show(width=width, dark=dark, touch=width < 600)
    script = axe()

    def fine() -> None:
        assert overflow(page) <= 0
        if script is not None:
            assert barriers(page, script) == []

    fine()
    page.locator("#text").fill(f"題\n\n花が咲く。{CUT}{'https://example.com/' + 'a' * 300}\n\n{UNCUT}")
    settle(page)
    fine()
    page.locator("#rewrite").click()
    page.locator("#text").fill(f"花が咲く。{MENDED}")
    settle(page)
    page.locator(".rewrite").wait_for()
    fine()
    if script is None:
        pytest.skip("axe-core is not installed; all else was looked at")


def test_hostile_texts_are_texts(show: Write) -> None:
    """Whatever stands in a text, its name or its title is shown and does nothing."""
    evil = "<img src=x onerror=window.hostile=1><script>window.hostile=1</script>"
    page = show(
        f"---\ntitle: '{evil}'\n---\n\n# {evil}\n\n`</textarea>{evil}`が咲く。{CUT}\n\n| {evil} |\n| --- |\n| {evil} |\n"
    )
    page.locator("#rewrite").click()
    page.locator("#text").fill(f"{evil}花が咲く。{UNCUT}{{{{ 7 * 7 }}}}\0\u202e。")
    settle(page)
    drop(page, (f"{evil}.csv", f"題名,本文\n{evil},{evil}花が咲く。\n{evil}2,鳥が鳴く。\n".encode()))
    page.wait_for_function("() => document.querySelectorAll('#entries option').length == 2")
    settle(page)
    assert evil in page.locator("#news").inner_text()
    assert page.evaluate("window.hostile === undefined")
    assert page.locator("#result img, #desk script").count() == 0


def test_a_megabyte_is_answered(show: Write) -> None:
    """A text of a million characters: the numbers come, its text is left out, and one can go on writing."""
    page = show()
    size = page.evaluate(
        """([text, size]) => {
            const box = document.getElementById('text');
            box.value = text.repeat(Math.ceil(size / text.length)).slice(0, size);
            box.dispatchEvent(new InputEvent('input', { bubbles: true }));
            return box.value.length;
        }""",
        [f"花が咲く。鳥が鳴く。{CUT}\n\n", 1_000_000],
    )
    assert size == 1_000_000
    page.wait_for_selector(".mend li", timeout=120_000)
    assert page.locator(".text").count() == 0
    assert "本文の表示は省いています" in page.locator("#result").inner_text()
    page.locator(".mend a").first.click()
    assert caret(page)[1] - caret(page)[0] == len(CUT)
    page.keyboard.type("あ")
    page.wait_for_function("() => document.getElementById('result').ariaBusy == 'false'", timeout=120_000)
    page.evaluate("document.getElementById('text').value = ''")


def test_a_server_that_is_gone_is_said(browser: Browser) -> None:
    """What was written stays on the page."""
    with ExitStack() as window:
        with served("--lang", "en", "--among", "tech") as address:
            page = window.enter_context(opened(browser, address)).page
            page.locator("#text").fill("花が咲く。")
            page.wait_for_selector(".view")
            assert page.locator("#among").input_value() == "tech"
        page.locator("#text").fill("花が咲く。鳥が鳴く。")
        page.wait_for_selector("#news.wrong")
        assert "Start jreadtools serve again" in page.locator("#news").inner_text()
        assert page.locator("#text").input_value() == "花が咲く。鳥が鳴く。"
        page.evaluate("document.getElementById('text').value = ''")
