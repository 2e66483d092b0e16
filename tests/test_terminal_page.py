"""`jreadtools analyze post.md`: one page, which holds together on every terminal and is plain text elsewhere."""

from __future__ import annotations

import contextlib
import io
import os
import re
import sys
import unicodedata
from pathlib import Path

import pytest
from started import started
from to_revise import CUT

import jreadtools as jr
from jreadtools.characters import display_width
from jreadtools.cli.main import main
from jreadtools.views.page import Page
from jreadtools.views.terminal_page import PLAIN, Look, look_of, terminal_page

TEA = "新茶の季節になりました。今年は春先の冷え込みで摘み始めが遅れましたが、そのぶん香りの強いお茶に仕上がっています。"
HARD = CUT
MIXED = f"茶畑の朝は早い。{HARD}湯は少し冷ます。"
COLOUR = re.compile(r"\033\[[0-9;]*m")

PAGE = """\
茶畑だより
読書時間  約1分　読み上げ 約1分
分量      130字・3文・1段落
文の長さ  平均43字（中央値8字、9割の文は114字以下、最長114字）
          60字以上の文が33%あります
          ▁█▁
          ·▲·
          棒1本が1文、高さが字数（█ は60字以上）。▲ は見直したい文
"""


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def wide(text: str) -> int:
    """Columns on a terminal that draws characters of ambiguous width in two."""
    ambiguous = [c for c in text if unicodedata.east_asian_width(c) == "A" and not unicodedata.combining(c)]
    return display_width(text) + len(ambiguous)


def titled(text: str, title: str = "茶畑だより") -> jr.Article:
    return jr.analyze(f'---\ntitle: "{title}"\n---\n{text}\n', markup="markdown").article


def lengths(*characters: int) -> str:
    """A text with sentences of so many characters."""
    return "".join("あ" * (number - 1) + "。" for number in characters)


# --- what it shows ------------------------------------------------------------------------------


def test_the_page_begins_with_label_figures_and_rhythm() -> None:
    """Title, time, length and the sentences as bars, the hard one marked, stand first."""
    assert terminal_page(jr.analyze(titled(MIXED))).startswith(PAGE)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_it_says_what_every_page_says(lang: str) -> None:
    """No line of the common page is missing, and none is worded anew."""
    analysis = jr.analyze(titled(MIXED), lang=lang)  # type: ignore[arg-type]
    shown = re.sub(r"\s", "", terminal_page(analysis, width=120))
    page = Page(analysis)
    for row in page.rows():
        assert row.label.replace(" ", "") in shown
        assert re.sub(r"\s", "", "".join(row.lines[:1])) in shown
    (hard,) = page.hardest()
    assert all(re.sub(r"\s", "", said) in shown for said in hard)


def test_hard_sentences_stand_with_their_line_and_why() -> None:
    """Place and reasons on one line, the words below it."""
    lines = terminal_page(jr.analyze(titled(f"茶畑の朝は早い。\n\n{HARD}"))).splitlines()
    at = lines.index("見直したい文")
    assert lines[at + 1].startswith("  6行目・114字  ")
    assert "「出かけているが、」のあとで分けることを考える。名詞に" in lines[at + 1]
    words = "".join(line.strip() for line in lines[at + 1 :] if line.startswith("    "))
    assert words.endswith("…")
    assert HARD.startswith(words[:-1])


def test_the_time_that_the_page_claims_stands_beside_ours() -> None:
    """A stated reading time is shown with the measured one."""
    analysis = jr.analyze(f"この記事は約9分で読めます。\n\n{TEA}", markup="markdown")
    assert analysis.article.stated_minutes == 9
    assert "ページの表示 約9分" in terminal_page(analysis)


def test_a_bar_is_as_tall_as_its_sentence_is_long() -> None:
    """Eight heights, the full one from 60 characters on."""
    page = terminal_page(jr.analyze(lengths(5, 9, 20, 30, 40, 50, 59, 60, 200)))
    assert "▁▂▃▄▅▆▇██" in page
    assert "12345678" in terminal_page(jr.analyze(lengths(5, 9, 20, 30, 40, 50, 59, 60)), look=Look(blocks=False))


def test_more_sentences_than_columns_share_bars() -> None:
    """Two lines of bars at most; the longest and the hard ones stay visible, and the legend says how many share one."""
    text = "今日は晴れ。" * 500 + HARD + lengths(80) + "今日は晴れ。" * 500
    page = terminal_page(jr.analyze(text))
    strips = [line.strip() for line in page.splitlines() if set(line.strip()) <= set("▁▂▃▄▅▆▇█") and line.strip()]
    assert len(strips) in (3, 4)  # two of the rhythm, the others of shares
    assert "".join(strips[:2]).count("█") == 1
    assert "棒1本が15文のうち最も長い文" in page
    assert "▲" in page


def test_shares_are_bars_of_one_whole() -> None:
    """A quarter takes a quarter of the room, and parts of nothing are not drawn."""
    page = terminal_page(jr.analyze("漢字かなかなかな"), look=Look(blocks=False))
    script = page.splitlines()[page.splitlines().index(next(x for x in page.splitlines() if "字種" in x)) + 1].strip()
    assert (script.count("#"), script.count("-"), len(script)) == (18, 52, 70)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "（本文がありません）"),
        ("Only English here. Two of them.", "日本語の文章ではない"),
        ("今日は晴れ。", "一文だけなので"),
    ],
)
def test_what_there_is_little_to_say_of(text: str, said: str) -> None:
    """Empty, foreign and very short texts have a page, and its bars claim nothing."""
    page = terminal_page(jr.analyze(text), name="メモ.md")
    assert page.startswith("メモ.md\n")
    assert said in page
    assert "▲" not in page


# --- that it holds together ---------------------------------------------------------------------

AMBIGUOUS = "……“茶”の①と●を※で―と→で結ぶΩの計画が委員会によって決定されたと発表された。"
TEXTS = {
    "mixed": MIXED * 12,
    "ambiguous": AMBIGUOUS * 9,
    "one word": f"行政手続の電子化の推進が{'a' * 400}委員会によって決定された。短い。",
    "one sentence": HARD.removesuffix("。") * 60 + "。短い。",
    "marks": "か\u3099き\u3099👨‍👩‍👧の手続が委員会の審議によって決定された。" * 5,
}


@pytest.mark.parametrize("look", [PLAIN, Look(colour=True), Look(blocks=False)], ids=["plain", "colour", "ascii"])
@pytest.mark.parametrize("name", TEXTS)
def test_no_line_is_wider_than_the_terminal(name: str, look: Look) -> None:
    """At every width, also where … “ ” ● and blocks take two columns."""
    for lang in ("ja", "en"):
        analysis = jr.analyze(titled(TEXTS[name], "…“長い題名”●" * 20), lang=lang)  # type: ignore[arg-type]
        for width in (40, 60, 80, 120, 300):
            page = COLOUR.sub("", terminal_page(analysis, width=width, look=look))
            assert max(map(wide, page.splitlines())) <= min(width, 120)


def test_it_uses_the_width_there_is() -> None:
    """Bars grow with the terminal."""
    analysis = jr.analyze(MIXED * 12)
    longest = [max(line.count("█") for line in terminal_page(analysis, width=w).splitlines()) for w in (40, 80, 120)]
    assert longest == sorted(set(longest))


def test_a_long_sentence_is_cut_with_a_sign() -> None:
    """Two lines of it are enough to know it by."""
    lines = terminal_page(jr.analyze(TEXTS["one sentence"])).splitlines()
    words = [line for line in lines[lines.index("見直したい文") + 2 :] if line.startswith("    ")]
    assert len(words) == 2
    assert words[1].endswith("…")


def test_a_hostile_title_and_text_send_nothing_to_the_terminal() -> None:
    """Control characters, and those that turn the direction of writing, are shown as �."""
    article = titled(HARD.replace("の", "の\x1b[2J\x07\u202e"), "題\\e]0;x\\a名\\u202e")
    page = terminal_page(jr.analyze(article), name="\x1b")
    assert "題�]0;x�名�" in page
    assert not any(unicodedata.category(c) in {"Cc", "Cf"} for c in page.replace("\n", ""))


def test_colour_adds_nothing_but_colour() -> None:
    """Without its colour the page is the plain one."""
    analysis = jr.analyze(titled(MIXED))
    coloured = terminal_page(analysis, look=Look(colour=True))
    assert "\033[1;31m" in coloured
    assert COLOUR.sub("", coloured) == terminal_page(analysis)


def test_a_page_without_blocks_is_ascii_but_for_its_words() -> None:
    """A Windows console of code page 932 can print every character of it."""
    page = terminal_page(jr.analyze(titled(MIXED)), look=Look(blocks=False))
    assert page.encode("cp932")
    assert "181" in page
    assert ".^." in page


@pytest.mark.parametrize(
    ("environ", "on_terminal", "colour"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"TERM": "xterm"}, True, True),
        ({"TERM": "dumb"}, True, False),
        ({"NO_COLOR": "1"}, True, False),
        ({"NO_COLOR": ""}, True, True),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": "0"}, False, False),
        ({"CLICOLOR_FORCE": "1"}, False, True),
        ({"CLICOLOR_FORCE": "1", "TERM": "dumb"}, False, True),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ({"CLICOLOR": "0"}, True, False),
    ],
)
def test_who_wants_colour(
    environ: dict[str, str], on_terminal: bool, colour: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The environment wins over what the stream is, and NO_COLOR over all."""
    monkeypatch.setattr(sys, "platform", "linux")
    assert look_of(Terminal() if on_terminal else io.StringIO(), environ).colour is colour


def test_the_old_console_of_windows_gets_no_sequences(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows Terminal says who it is; what does not would print the sequences."""
    monkeypatch.setattr(sys, "platform", "win32")
    assert not look_of(Terminal(), {}).colour
    assert look_of(Terminal(), {"WT_SESSION": "x"}).colour


@pytest.mark.parametrize(("encoding", "blocks"), [("utf-8", True), ("cp932", False), ("ascii", False)])
def test_blocks_are_for_streams_that_can_print_them(encoding: str, blocks: bool) -> None:
    """Code page 932 has none of the low ones."""
    assert look_of(io.TextIOWrapper(io.BytesIO(), encoding), {}).blocks is blocks


def test_real_posts_fit(corpora: Path) -> None:
    """Posts of other people, at the width of a small terminal."""
    found = sorted((corpora / "astro-azukiazusa").rglob("*.md"))[::40]
    assert found
    for path in found:
        page = terminal_page(jr.analyze(jr.read_article(path)), width=40)
        assert max(map(wide, page.splitlines())) <= 40


# --- the command --------------------------------------------------------------------------------

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def post(tmp_path: Path) -> Path:
    path = tmp_path / "茶.md"
    path.write_text(f"---\ntitle: 茶畑だより\n---\n{MIXED}\n", "utf-8")
    return path


def run(capsys: Capture, *words: str) -> str:
    assert main(["analyze", "--lang", "ja", "--workers", "1", "--no-cache", *words]) == 0
    return capsys.readouterr().out


def test_one_article_is_a_page(post: Path, capsys: Capture) -> None:
    """In a pipe it is the same page, plain."""
    assert run(capsys, str(post)) == terminal_page(jr.analyze(jr.read_article(post))) + "\n"


@pytest.mark.parametrize(
    "words",
    ["--format=table", "--columns=title", "--sort=characters", "--reverse", "--findings", "--all-findings", "-o=-"],
)
def test_who_asks_for_a_table_gets_it(words: str, post: Path, capsys: Capture) -> None:
    """Every option of the table still means the table."""
    out = run(capsys, str(post), *words.split("="))
    assert "▁" not in out
    assert "茶畑だより" in out


def test_several_articles_stay_a_table(post: Path, capsys: Capture) -> None:
    """Two paths, a folder, and a file of several articles."""
    (post.parent / "表.csv").write_text("title,body\n煎茶,湯を冷ます。\n番茶,熱い湯で。\n", "utf-8")
    for words in ([str(post), str(post)], [str(post.parent)], [str(post.parent / "表.csv")]):
        assert run(capsys, *words).startswith("題名")


EXPORT = """\
TITLE: {}
DATE: 04/01/2026 10:00:00
-----
BODY:
<p>湯を冷ます。</p>
-----
--------
"""


def test_an_export_of_one_article_is_a_page(post: Path, capsys: Capture) -> None:
    """What counts is the number of articles, not the kind of file."""
    path = post.parent / "export.txt"
    path.write_text(EXPORT.format("煎茶"), "utf-8")
    assert run(capsys, str(path)).startswith("煎茶\n読書時間")


@pytest.mark.parametrize(
    ("data", "first"),
    [(MIXED, "標準入力"), ("", "標準入力"), (EXPORT.format("煎茶"), "煎茶"), (EXPORT.format("煎茶") * 2, "題名")],
    ids=["one", "none", "export of one", "export of two"],
)
def test_standard_input(data: str, first: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """It can be read only once, whatever it turns out to hold."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data.encode())))
    assert run(capsys, "-").split()[0] == first


def test_what_cannot_be_read_is_said(post: Path, capsys: Capture) -> None:
    """A failure is the same as ever: said on standard error, exit code 2, no page."""
    post.write_bytes(b"\0\1\2")
    for path in (post, post.parent / "ない.md"):
        assert main(["analyze", str(path), "--lang", "ja", "--workers", "1", "--no-cache"]) == 2
        out, err = capsys.readouterr()
        assert (out, err.count("\n")) == ("", 1)


def test_a_draft_that_is_left_out_has_no_page(post: Path, capsys: Capture) -> None:
    """--no-drafts holds for one article too."""
    post.write_text(f"---\ndraft: true\n---\n{MIXED}\n", "utf-8")
    main(["analyze", str(post), "--no-drafts", "--lang", "ja", "--workers", "1", "--no-cache"])
    out, err = capsys.readouterr()
    assert (out, "下書きのほかに記事がありません" in err) == ("", True)


def test_a_warning_is_on_the_page_and_on_standard_error(post: Path, capsys: Capture) -> None:
    """Who redirects the page still sees it."""
    post.write_text("---\ntitle: [x\n---\n本文です。\n", "utf-8")
    assert main(["analyze", str(post), "--lang", "ja", "--workers", "1", "--no-cache"]) == 0
    out, err = capsys.readouterr()
    assert "\n注意" in out
    assert "フロントマター" in err


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals there")
@pytest.mark.parametrize(("columns", "lang"), [(40, "ja"), (80, "en")])
def test_on_a_real_terminal(columns: int, lang: str, posts: Path) -> None:
    """Coloured, and no wider than it is."""
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    left_out = ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE")
    environment = {name: value for name, value in os.environ.items() if name not in left_out} | {"TERM": "xterm"}
    command = [sys.executable, "-m", "jreadtools", "analyze", str(posts / "smell-of-lead.md"), "--lang", lang]
    shown = b""
    with started(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment):
        os.close(theirs)
        with contextlib.suppress(OSError):  # the end of a terminal
            while piece := os.read(ours, 65536):
                shown += piece
    os.close(ours)
    text = shown.decode()
    assert text.startswith("\033[1m鉛の匂い\033[0m")
    assert max(wide(line) for line in COLOUR.sub("", text).splitlines()) <= columns
