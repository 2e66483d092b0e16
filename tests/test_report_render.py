"""The document around every report: nothing runs that is not ours, nothing is fetched, everybody can read it."""

import re
from base64 import b64encode
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser

import pytest
from article_pages import article_page
from markupsafe import Markup

import jreadtools as jr
from jreadtools.views.article_view import article_view
from jreadtools.views.article_words import WORDS
from jreadtools.views.cards import article_card
from jreadtools.views.render import asset, clean, page, render
from jreadtools.views.section import article_section

HOSTILE = (
    "---\n"
    'title: "<script>alert(1)</script></title><img src=x onerror=alert(1)>"\n'
    "---\n"
    "# </style><script>alert(2)</script>\n\n"
    "行政手続の電子化の推進に関する基本方針が政府によって決定されたという報告が{{ 7 * 7 }}件ありました。\u202e逆さ\0。\n\n"
    "- <b onclick=x>項目</b> & \"引用\" 'です'。\n\n"
    "```js\n</script><script>alert(3)</script>\n```\n\n"
    "| <i>甲</i> | 乙 |\n|---|---|\n| {% raw %} | --> |\n"
)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br", "input", "link", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        if self.open:
            self.text.append((self.open[-1], data))


def parsed(html: str) -> _Tags:
    tags = _Tags()
    tags.feed(html)
    tags.close()
    assert not tags.open
    return tags


def hostile_page() -> str:
    article = jr.analyze(HOSTILE + "\ud800\n", markup="markdown")
    return article_page(article_view(article, "ja"))


def test_hostile_words_stay_words() -> None:
    """One script and one style sheet, both ours; the title is text; nothing of a template language is run."""
    html = hostile_page()
    tags = parsed(html)
    names = [name for name, _ in tags.tags]
    assert names.count("script") == names.count("style") == names.count("title") == 1
    assert "img" not in names
    assert not any(name.startswith("on") for _, attrs in tags.tags for name in attrs)
    assert ("title", "<script>alert(1)</script></title><img src=x onerror=alert(1)>") in tags.text
    assert ("code", "</script><script>alert(3)</script>") in tags.text


KINDS = ("heading", "paragraph", "item", "quote", "cell", "caption", "code")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_block_is_escaped(kind: str) -> None:
    article = jr.Article((jr.Block(kind, "</style><script>alert(2)</script>です。"),))  # type: ignore[arg-type]
    html = article_page(article_view(jr.analyze(article), "ja"))
    assert "&lt;/style&gt;&lt;script&gt;alert(2)&lt;/script&gt;です。" in html
    assert [name for name, _ in parsed(html).tags].count("script") == 1


def test_words_are_no_template() -> None:
    article = jr.Article((jr.Block("paragraph", "{{ 7 * 7 }}件の{% raw %}報告です。"),), title="{{ view }}")
    html = article_page(article_view(jr.analyze(article), "ja"))
    assert html.count("{{ view }}") == 2  # the window's title and the headline
    assert "{{ 7 * 7 }}件の{% raw %}報告です。" in html


@pytest.mark.parametrize("bad", ["\0", "\x1b", "\u202e", "\u2066", "\ud800", "\uffff"])
def test_no_character_is_left_that_turns_or_breaks_the_page(bad: str) -> None:
    code = jr.Block("code", f"見本{bad}")
    article = jr.Article((jr.Block("paragraph", "逆さの文です。"), code), title=f"題{bad}", path=f"{bad}.md")
    html = article_page(article_view(jr.analyze(article), "ja"))
    html.encode("utf-8")
    assert bad not in html
    assert "<title>題�</title>" in html
    assert "見本�" in html


def test_the_policy_allows_these_very_texts() -> None:
    html = page("ja", title="題", parts=[Markup("<p>文</p>")])
    policy = unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', html)[1])  # type: ignore[index]
    for tag in ("style", "script"):
        text = re.search(f"<{tag}>(.*?)</{tag}>", html, re.DOTALL)[1]  # type: ignore[index]
        assert text.strip()
        assert f"{tag}-src 'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


def test_nothing_is_fetched() -> None:
    """The only addresses are links that a reader follows."""
    article = jr.Article((), title="題", url="https://example.jp/a?b=1&c=2")
    html = article_page(article_view(jr.analyze(article), "ja"))
    tags = parsed(html).tags
    outside = [(tag, attrs) for tag, attrs in tags if any(v and re.match(r"\w+:", v) for v in attrs.values())]
    assert [(tag, attrs["href"], attrs["rel"]) for tag, attrs in outside] == [
        ("a", "https://example.jp/a?b=1&c=2", "noreferrer")
    ]
    assert not any(name in attrs for _, attrs in tags for name in ("src", "style", "action", "background"))
    assert not re.search(r"url\(|@import", "".join(map(asset, ("tokens.css", "charts.css", "style.css"))))


def test_the_page_says_its_language() -> None:
    for lang in ("ja", "en"):
        html = page(lang, title="題", parts=[])  # type: ignore[arg-type]
        assert html.startswith(f'<!doctype html>\n<html lang="{lang}">')
        assert WORDS[lang]["made"].partition("{")[0] in html  # type: ignore[index]


def test_both_languages_say_the_same_things() -> None:
    assert list(WORDS["ja"]) == list(WORDS["en"])
    for name, said in WORDS["ja"].items():
        assert sorted(re.findall(r"\{\w*\}", said)) == sorted(re.findall(r"\{(?!s\})\w*\}", WORDS["en"][name])), name


def test_own_script_is_small() -> None:
    assert len(asset("script.js") + asset("list.js")) < 3500


def test_the_styles_of_others_come_behind_ours() -> None:
    html = page("ja", title="題", parts=[], styles=("style.css", "card.css"))
    places = [html.index(asset(name)) for name in ("tokens.css", "charts.css", "style.css", "card.css")]
    assert places == sorted(places)


@pytest.mark.parametrize("text", ["題", "\t改\n行", "絵文字👩\u200d👧は残る", "か\u3099"])
def test_clean_leaves_what_can_be_shown(text: str) -> None:
    assert clean(text) == text


def _tokens() -> dict[str, dict[str, str]]:
    """The colours of both schemes, from the style sheet."""
    light, dark = asset("tokens.css").split("@media", 1)
    found = {"light": dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", light))}
    return found | {"dark": found["light"] | dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", dark))}


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    dark, light = sorted((_luminance(a), _luminance(b)))
    return (light + 0.05) / (dark + 0.05)


TEXT = [
    *((ink, ground) for ink in ("ink", "soft", "link", "u1", "u2", "u3") for ground in ("paper", "card")),
    *(("ink", tint) for tint in ("t1", "t2", "t3")),
    *((f"d{i}", f"c{i}") for i in range(1, 7)),
]
MARKS = [
    *((mark, ground) for mark in ("u0", "u1", "u2", "u3", "bar", "link") for ground in ("paper", "card")),
    *((f"u{i}", f"t{i}") for i in range(1, 4)),
]


def test_the_formula_of_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)  # the known edge of AA


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast(scheme: str) -> None:
    """WCAG 2 AA: text 4.5:1, lines and bars 3:1."""
    colours = _tokens()[scheme]
    low = [pair for pair in TEXT if contrast(colours[pair[0]], colours[pair[1]]) < 4.5]
    low += [pair for pair in MARKS if contrast(colours[pair[0]], colours[pair[1]]) < 3]
    assert not low


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_parts_that_touch_differ_in_lightness(scheme: str) -> None:
    """Whoever sees no hue sees where one part ends; a part that is 0 % may be missing between two."""
    colours = _tokens()[scheme]
    for i in range(1, 6):
        assert contrast(colours[f"c{i}"], colours[f"c{i + 1}"]) > 2.5, i


def test_the_article_is_shown_without_a_script() -> None:
    """What is not asked for is hidden by the style sheet, and asked for by a link."""
    style = asset("style.css")
    assert ".many .view:target, .many .view:has(:target) { display: block; }" in style
    assert "mark:focus + .note" in style
    assert ":hover + .note" not in style


def test_every_link_inside_the_page_arrives() -> None:
    post = "# 見出し\n\n" + "行政手続の電子化の推進に関する基本方針が政府によって決定された。短い文です。\n\n" * 3
    view = article_view(jr.analyze(post, markup="markdown"), "ja")
    parts = [Markup('<section id="list"></section>'), *(article_section(view, n, alone=False) for n in (1, 2))]
    tags = parsed(page("ja", title="題", parts=parts, many=True)).tags
    ids = [attrs["id"] for _, attrs in tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    targets = [attrs["href"] for tag, attrs in tags if tag == "a"]
    assert len(targets) > 2 * 6
    assert {str(target).removeprefix("#") for target in targets} <= set(ids)
    named = [str(v) for _, attrs in tags for k, v in attrs.items() if k in ("aria-labelledby", "aria-describedby")]
    assert named
    assert set(named) <= set(ids)


def test_a_card_keeps_to_itself() -> None:
    """No id, no script, no rule that reaches out of the card, and hostile words stay words there too."""
    html = article_card(jr.analyze(HOSTILE, markup="markdown"))
    tags = parsed(html).tags
    assert not any("id" in attrs or "href" in attrs for _, attrs in tags)
    assert "script" not in [name for name, _ in tags]
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)[1]  # type: ignore[index]
    flat = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    depth, selector, outermost = 0, "", []
    for c in flat:
        if c == "{":
            if depth == 0:
                outermost.append(selector.strip())
            depth += 1
        elif c == "}":
            depth -= 1
        selector = "" if c in "{}" else selector + c
    assert depth == 0
    assert set(outermost) == {".jreadtools-card", "@media screen and (prefers-color-scheme: dark)"}
    assert ":root" not in flat


def test_a_template_with_a_name_that_is_missing_fails() -> None:
    with pytest.raises(Exception, match="undefined"):
        render("card.html.j2", "ja")
