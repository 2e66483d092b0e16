"""What WordPress stores as a body: golden cases, places, what is taken out, hostile brackets."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from golden import golden_cases

from jreadtools.article import Article
from jreadtools.sources import wordpress_body
from jreadtools.sources.encoding import clean

CASES = Path(__file__).parent / "cases" / "wordpress-body.md"
FOUND = golden_cases("wordpress-body.md")


def test_every_case_is_found() -> None:
    """As many cases as the file has titles."""
    assert len(FOUND) == CASES.read_text("utf-8").count("\n## ") > 20


def check_places(article: Article, source: str) -> None:
    for block in article.blocks:
        assert block.line == source.count("\n", 0, block.source_offset(0)) + 1
        for index, character in enumerate(block.text):
            there = source[block.source_offset(index)]
            assert character in "\n " or there in {character, "&"}, (block, index)


@pytest.mark.parametrize(("title", "source", "expected"), FOUND, ids=[title for title, _, _ in FOUND])
def test_case(title: str, source: str, expected: str) -> None:
    """What the golden case says is read, from where it stands."""
    assert title
    article = wordpress_body.parse(source)
    assert [f"{b.kind}: " + b.text.replace("\n", "⏎") for b in article.blocks] == expected.splitlines()
    check_places(article, clean(source))


def test_what_was_left_out_is_counted() -> None:
    """Embeds, readings, images and links."""
    article = wordpress_body.parse(
        "<!-- wp:embed -->\n<figure><div>\nhttps://example.jp/\n</div></figure>\n<!-- /wp:embed -->\n"
        "<!-- wp:paragraph -->\n<p><ruby>畝<rt>うね</rt></ruby>に<a href='/a'>種</a>。<img src='a.jpg'></p>\n"
        '<!-- /wp:paragraph -->\n<div class="kaerebalink-box">本の宣伝</div>'
    )
    assert (article.left_out.ruby, article.left_out.embeds) == (2, 23)
    assert (article.images, article.links) == (1, 1)


def test_what_shortcodes_hold_is_counted() -> None:
    """The reading of a ruby shortcode, the title of a card, the pictures and links of a caption."""
    article = wordpress_body.parse(
        '[ruby rt="うね"]畝[/ruby]を作る。[blogcard url="a"]外の記事[/blogcard]\n\n'
        '[caption id="a"]<a href="a.jpg"><img src="a.jpg"></a> 畝[/caption]'
    )
    assert (article.left_out.ruby, article.left_out.embeds) == (2, 4)
    assert (article.images, article.links) == (1, 1)


def wp(name: str, inside: str) -> str:
    return f"<!-- wp:{name} -->{inside}<!-- /wp:{name} -->"


@pytest.mark.parametrize(
    ("body", "blocks"),
    [
        ("一\n二", ["一\n二"]),
        ("一<br>\n二", ["一\n二"]),
        ("一<br />  \n  二", ["一\n二"]),
        ("一<br>\n\n二", ["一", "二"]),
        (wp("paragraph", "<p>一\n二</p>"), ["一二"]),
        (wp("freeform", "一\n二\n\n三"), ["一\n二", "三"]),
        (wp("html", "一\n二"), ["一二"]),
        (wp("group", wp("freeform", "一\n二") + "三\n四") + "五\n六", ["一\n二三四五\n六"]),
        *((wp(name, "<pre class='x'>一\n二</pre>"), ["一\n二"]) for name in ("verse", "core/preformatted")),
        (f"前{wp('verse', '<PRE>一</PRE>二')}後", ["前", "一二", "後"]),
        ("一<!-- wp:spacer /-->\n<!-- wp:spacer /-->二", ["一", "二"]),
        (wp("group", "一<!-- wp:spacer /-->\n<!-- wp:spacer /-->二"), ["一二"]),
        # What the site fills in, down to where it is closed; without that it would hide the rest.
        (f"{wp('latest-posts', '一')}二", ["二"]),
        ("<!-- wp:latest-posts -->一", ["一"]),
        ("<!-- wp:latest-posts /-->一", ["一"]),
        ("<!-- /wp:toc -->一", ["一"]),
        (f"{wp('toc', '一')}<!-- wp:toc -->二", ["二"]),
        (wp("toc", "一" + wp("toc", "二") + "三") + "四", ["四"]),
        (wp("toc", "一" + wp("group", "二") + "三") + "四", ["四"]),
        (wp("group", "一<!-- wp:toc -->二") + "三<!-- /wp:toc -->四", ["一三四"]),
        (wp("toc", "一<!-- /wp:other -->二") + "三", ["三"]),
        (wp("x/toc", "一") + "二", ["二"]),
        (wp("tocs", "一") + "二", ["一二"]),
        ("一<!-- wp:toc 二", ["一"]),
        ("一<!-- wp:toc 二-->三<!-- /wp:toc -->四", ["一四"]),
        # Who speaks in a balloon.
        *((f"<div class='{name}'>佐</div>一", ["一"]) for name in ("icon-name", "x speech-name", "faceicon")),
        *((f"<div class='{name}'>佐</div>一", ["佐", "一"]) for name in ("name", "nickname", "icon-names")),
        ("<figcaption class='name'>佐</figcaption>一", ["一"]),
        ("<figcaption class='names'>佐</figcaption>一", ["佐", "一"]),
    ],
)
def test_which_blocks_are_read(body: str, blocks: list[str]) -> None:
    """Line breaks where WordPress makes them, words where they are the author's."""
    assert [block.text for block in wordpress_body.parse(body).blocks] == blocks


@pytest.mark.parametrize(
    ("body", "left"),
    [
        (wp("embed", "一<b>二</b> 三"), ("embed", "一 二 三")),
        (wp("core-embed/youtube", "一"), ("embed", "一")),
        (wp("toc", "<b>一</b>\n二"), ("page", "一 二")),
        ("[embed]https://a.jp/[/embed]", ("markup", "https://a.jp/")),
        ("[blogcard url='a']一[/blogcard]", ("embed", "一")),
        ("[ruby rt='ウめ-']梅[/ruby]", ("ruby", "ウめ")),
    ],
)
def test_why_words_are_left_out(body: str, left: tuple[str, str]) -> None:
    """What stands in a block or a shortcode that is not read, without its tags."""
    assert [(each.reason, each.text) for each in wordpress_body.parse(body + "終わり。").left] == [left]


def test_line_ends_of_windows() -> None:
    """A body with CRLF is read like the same body with LF."""
    for _, source, _ in FOUND:
        article = wordpress_body.parse(clean(source.replace("\n", "\r\n")))
        lines = [[line.rstrip() for line in b.text.strip().split("\n")] for b in article.blocks]
        assert lines == [b.text.split("\n") for b in wordpress_body.parse(source).blocks]


def test_a_rendered_body_has_no_line_breaks() -> None:
    """breaks=False: the engine has already made its paragraphs."""
    article = wordpress_body.parse("<p>畝を作り、\n種をまく。</p>\n<p>水をやる。</p>", breaks=False)
    assert [b.text for b in article.blocks] == ["畝を作り、種をまく。", "水をやる。"]


def test_boxes_whose_names_mean_something_else() -> None:
    """Where nearly all of a body stands in what is called an advertisement, it is none."""
    body = '<div class="ad-box"><p>畑の一年をまとめました。</p><p>春は種まきです。</p></div>'
    assert [b.text for b in wordpress_body.parse(body).blocks] == ["畑の一年をまとめました。", "春は種まきです。"]


@pytest.mark.parametrize(
    "piece",
    ["[a ", "[a]", "[/a]", "[a b='", '[a b="]', "[caption]", "[/caption]", "[[a", "[code]", "<!-- wp:a -->", "<!-- wp:a",
     "<!-- /wp:a -->", "<!--", "<pre>", "[embed]", "[a=1]", "[b c=<d>", "&", "<a [b c='d']>",
     "[caption a='b'][caption]", "[caption][wp_caption]", "[caption][/caption]", "[[a]", "[[a][/a]", "[a b=\"x\" ", "[a '\"",
     "[code][/code]", "[embed]<!-- wp:embed -->", "[ruby]", "<a ='", "<!-- wp:embed -->a", "[x-y]<b>", "[youtube a]"],
)  # fmt: skip
def test_hostile_bodies_take_linear_time(piece: str) -> None:
    """Brackets, comments and quotes that never end cost no more than others."""
    started = time.process_time()
    wordpress_body.parse(piece * (100_000 // len(piece)))
    assert time.process_time() - started < 20


def test_mutated_bodies_never_raise() -> None:
    """A few of the mutations that tests/fuzz makes by the thousand."""
    chance = random.Random(20261124)
    bodies = [source for _, source, _ in FOUND]
    for _ in range(500):
        body = list(chance.choice(bodies))
        for _ in range(chance.randrange(1, 6)):
            at = chance.randrange(len(body) + 1)
            body[at : at + chance.choice((0, 1, 9))] = chance.choice(
                ("[", "]", "/", "<!--", "-->", '"', "\0", "<pre>", "あ", "")
            )
        source = clean("".join(body))
        check_places(wordpress_body.parse(source), source)
