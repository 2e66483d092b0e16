"""Answers of the WordPress REST API: whole, several, with errors, cut off."""

from __future__ import annotations

import io
import json

import pytest

import jreadtools as jr
from jreadtools.article import Article
from jreadtools.errors import ArticleError
from jreadtools.sources.entry import Entry
from jreadtools.sources.wordpress_json import entries, entries_of, looks_like


def post(**fields: object) -> dict[str, object]:
    known: dict[str, object] = {
        "id": 41, "date": "2023-06-01T09:00:00", "date_gmt": "2023-06-01T00:00:00", "modified": "2023-06-02T09:00:00",
        "modified_gmt": "2023-06-02T00:00:00", "slug": "toudai", "status": "publish", "type": "post",
        "link": "https://umi.example.jp/toudai/", "title": {"rendered": "灯台守 &#038; 海"},
        "content": {"rendered": "<p>灯は五秒に一度まわる。</p>\n", "protected": False},
        "excerpt": {"rendered": "<p>抜粋です。</p>"}, "tags": [3], "categories": [1],
    }  # fmt: skip
    return known | fields


def only(data: object) -> Entry:
    (entry,) = entries_of(data)
    assert isinstance(entry, Entry)
    return entry


def test_a_post() -> None:
    """What is known of it, with the offset that both times tell."""
    entry = only([post()])
    assert (entry.key, entry.title, entry.url) == ("toudai", "灯台守 & 海", "https://umi.example.jp/toudai/")
    assert (entry.date, entry.updated) == ("2023-06-01T09:00:00+09:00", "2023-06-02T09:00:00+09:00")
    assert (entry.body, entry.status, entry.draft, entry.format) == (
        "<p>灯は五秒に一度まわる。</p>\n", "publish", False, "wordpress-json",
    )  # fmt: skip
    assert only(post()) == entry
    assert only(post(slug="", id=7)).key == "7"
    assert only(post(status="draft")).draft


def test_names_of_tags_need_the_embedded_ones() -> None:
    """Numbers are no names."""
    assert (only(post()).tags, only(post()).categories) == ((), ())
    terms = [
        [{"taxonomy": "category", "name": "海"}, {"taxonomy": "category", "name": "海"}],
        [{"taxonomy": "post_tag", "name": "灯 &amp; 油"}, "x", {"taxonomy": "post_tag"}],
    ]
    entry = only(post(_embedded={"wp:term": terms}))
    assert (entry.categories, entry.tags) == (("海",), ("灯 & 油",))


def test_protected_posts() -> None:
    """No words, or the form for the password instead of them: the article says why it is empty."""
    form = '<form class="post-password-form"><p>パスワードを入力してください。</p></form>'
    for content in ({"rendered": "", "protected": True}, {"rendered": form, "protected": False}):
        entry = only(post(title={"rendered": "保護中: 鍵の話"}, content=content))
        assert (entry.title.removeprefix("保護中: "), entry.body, entry.protected) == ("鍵の話", "", True)
        assert "パスワード" in entry.warnings[0].ja  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("content", "warnings"),
    [
        ({"rendered": "<p>鍵の話。</p>", "protected": True}, 0),  # who asked may read it
        ({"rendered": "", "protected": False}, 0),
        ({"rendered": " \n", "protected": True}, 1),
        ({"rendered": "<p>鍵の話。</p>", "protected": "yes"}, 0),
    ],
)
def test_when_protection_is_said(content: dict[str, object], warnings: int) -> None:
    """Only where it is why there are no words."""
    assert len(only(post(content=content)).warnings) == warnings


def test_what_an_editor_is_answered() -> None:
    """context=edit gives what is stored, with its shortcodes."""
    content = {"raw": "一行目\n二行目\n\n[gallery ids='1']", "rendered": "<p>一行目</p>", "protected": False}
    entry = only(post(title={"raw": "題"}, content=content))
    assert (entry.markup, entry.body[:3]) == ("wordpress", "一行目")


def test_plugins_in_what_was_rendered() -> None:
    """Tables of contents, share buttons and related posts are not the article; a shortcode may have been left."""
    rendered = (
        '<div id="toc_container"><p>目次</p></div>\n<p>灯は\nまわる。</p>\n<div class="sharedaddy">共有</div>\n'
        "<div id='jp-relatedposts'>関連</div><p>[caption width='3']残り</p>"
    )
    (article,) = jr.read_articles(post(content={"rendered": rendered, "protected": False}))
    assert isinstance(article, Article)
    assert [b.text for b in article.blocks] == ["灯はまわる。", "残り"]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (json.dumps([post(slug="a")]) + "\n" + json.dumps([post(slug="b"), post(slug="c")]), ["a", "b", "c"]),
        ("\ufeff" + "\n".join(json.dumps(post(slug=s)) for s in "ab"), ["a", "b"]),
        (json.dumps(post(slug="a")), ["a"]),
    ],
)
def test_several_answers_in_one_file(text: str, keys: list[str]) -> None:
    """What curl leaves of several pages; JSON Lines; one post."""
    assert [e.key for e in entries(io.BytesIO(text.encode())) if isinstance(e, Entry)] == keys


def test_an_error_of_the_site() -> None:
    """Its own message is passed on; what came before it stays."""
    error = {"code": "rest_post_invalid_page_number", "message": "ページがありません。", "data": {"status": 400}}
    with pytest.raises(ArticleError, match="ページがありません"):
        list(entries(io.BytesIO(json.dumps(error).encode())))
    stream = entries(io.BytesIO((json.dumps([post()]) + json.dumps(error)).encode()))
    assert isinstance(next(stream), Entry)
    with pytest.raises(ArticleError):
        next(stream)


@pytest.mark.parametrize("text", ["<!DOCTYPE html><p>", '[{"id": 1, "title"', "[" * 100_000, "7", '"a"', "null"])
def test_what_is_no_answer(text: str) -> None:
    """The message says what to ask the site for."""
    with pytest.raises(ArticleError):
        list(entries(io.BytesIO(text.encode())))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("\n\n{post}\n{{x", ["7", "what begins in line 4 is no complete JSON (Expecting property name"]),
        ("[" * 100_000, ["what begins in line 1 is no complete JSON (nested too deeply)"]),
        ('[{{"id": ' + "9" * 5000, ["what begins in line 1 is no complete JSON (a number has too many digits)"]),
        ("{post},\n\x1e{post}\n", ["7", "7"]),
        ("[{post}, 7, {{}}]", ["7", "item 2 of the answer is no post", "item 3 of the answer is no post"]),
        ("7", ["is no list of posts"]),
        ('{{"code": "rest_x", "message": "だめ", "data": {{"status": 404}}}}', ["the site answered with an error instead of posts: だめ (rest_x 404)"]),
        ('{{"code": "rest_x", "message": "だめ", "data": []}}', ["the site answered with an error instead of posts: だめ (rest_x)"]),
        ('{{"code": 1, "message": "m", "content": "c"}}', ["1"]),
        ("\n[]\n", []),
    ],
)  # fmt: skip
def test_what_an_answer_holds(text: str, found: list[str]) -> None:
    """Keys of posts, and what is said of the rest, with its line or its place."""
    said: list[str] = []
    try:
        stream = io.BytesIO(text.format(post=json.dumps(post(slug="7"))).encode())
        said.extend(entry.key if isinstance(entry, Entry) else str(entry) for entry in entries(stream))
    except ArticleError as error:
        said.append(str(error))
    assert [one[: len(other)] for one, other in zip(said, found, strict=True)] == found


def test_strange_posts_cost_only_themselves() -> None:
    """Fields of other types, posts that are none."""
    strange = [post(), 7, None, {}, post(title=None, content=None, slug=3, date=[], link={}, _embedded=[1])]
    found = list(entries_of(strange))
    assert [type(e) for e in found] == [Entry, ArticleError, ArticleError, ArticleError, Entry]
    articles = list(jr.read_articles([post(title={"rendered": "\ud800"}, slug="a\x00b\nc" * 200)]))
    assert isinstance(articles[0], Article)
    assert articles[0].title == "\ufffd"
    assert articles[0].id.isprintable()
    assert len(articles[0].id) <= 200
    assert looks_like(json.dumps([post()]))
    assert not looks_like('{"name": "package"}')
