"""Posts as the WordPress REST API answers them: in a file, on standard input, or already parsed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO, Final

from jreadtools.errors import ArticleError, Message, why_unparsed
from jreadtools.sources.encoding import decode
from jreadtools.sources.entry import Entries, Entry
from jreadtools.sources.xml_items import iso_with_offset, plain_title

__all__ = ["answers", "entries", "entries_of", "looks_like"]

_PREFIXES: Final = ("保護中: ", "保護中：", "非公開: ", "非公開：", "Protected: ", "Private: ")


def looks_like(head: str) -> bool:
    """Whether the beginning of a JSON text is that of posts, or of an error, of the REST API."""
    return '"rendered"' in head or ('"code"' in head and '"rest_' in head) or head.strip(" \t\r\n\ufeff\0") == "[]"


def entries(stream: BinaryIO, encoding: str | None = None) -> Entries:
    """The posts in one answer, in several one after the other, or in JSON Lines.

    Raises ArticleError for what is no such answer, and, after what is whole, for one that ends in the middle.
    """
    decoded = decode(stream.read(), encoding)
    for value in answers(decoded.text):
        for entry in entries_of(value):
            if isinstance(entry, Entry):
                yield entry._replace(encoding=decoded.encoding, warnings=(*decoded.warnings, *entry.warnings))
            else:
                yield entry


def answers(text: str) -> Iterator[object]:
    """The JSON values that stand in a text; raises ArticleError at what is none."""
    decoder = json.JSONDecoder()
    at, end = 0, len(text)
    while True:
        while at < end and text[at] in " \t\r\n\ufeff\x1e,":
            at += 1
        if at == end:
            return
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            line = text.count("\n", 0, at) + 1
            reason = why_unparsed(error, place=False)
            raise ArticleError(
                ja=f"{line}行目から先が JSON として完結していません（{reason.ja}）。"
                "途中で切れていないかを確かめ、取得や書き出しをやり直してください",
                en=f"what begins in line {line} is no complete JSON ({reason}); "
                "it may have been cut off: fetch or export it again",
            ) from None
        yield value


def entries_of(data: object) -> Entries:
    """The posts of a parsed answer: a list of them, or one. An answer that is an error raises ArticleError."""
    if isinstance(data, Mapping):
        if "code" in data and "message" in data and "content" not in data:
            raise ArticleError(_error(data))
        data = [data]
    if not isinstance(data, Sequence) or isinstance(data, str | bytes):
        raise ArticleError(_no_posts())
    for number, post in enumerate(data, 1):
        if isinstance(post, Mapping) and ("content" in post or "title" in post):
            yield _entry(post, number)
        else:
            yield ArticleError(
                ja=f"応答の{number}番目は投稿ではありません（title も content もありません）",
                en=f"item {number} of the answer is no post: it has neither a title nor a content",
            )


def _error(data: Mapping[Any, Any]) -> Message:
    said, code = _text(data["message"]), _text(data["code"])
    inner = data.get("data")
    status = _text(inner.get("status")) if isinstance(inner, Mapping) else ""
    shown = f"{code} {status}".strip()
    return Message(
        ja=f"サイトの応答が投稿ではなくエラーでした: {said}（{shown}）",
        en=f"the site answered with an error instead of posts: {said} ({shown})",
    )


def _no_posts() -> Message:
    return Message(
        ja="投稿の一覧ではありません。…/wp-json/wp/v2/posts?per_page=100 の応答を使ってください",
        en="is no list of posts; ask the site for …/wp-json/wp/v2/posts?per_page=100",
    )


def _text(value: object) -> str:
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _words(value: object, kind: str = "rendered") -> str:
    """A field of a post: {"rendered": …}, or the words themselves."""
    return _text(value.get(kind)) if isinstance(value, Mapping) else _text(value) if kind == "rendered" else ""


def _entry(post: Mapping[Any, Any], number: int) -> Entry:
    content = post.get("content")
    protected = isinstance(content, Mapping) and content.get("protected") is True
    raw = _words(content, "raw")
    body = raw or _words(content)
    if _PASSWORD_FORM in body:
        body, protected = "", True
    status = _text(post.get("status"))
    title = plain_title(_words(post.get("title")))
    for prefix in _PREFIXES:
        if protected or prefix.startswith(("非公開", "Private")):
            title = title.removeprefix(prefix)
    warnings = (_PROTECTED,) if protected and not body.strip() else ()
    return Entry(
        body=body,
        markup="wordpress" if raw else "wordpress-html",
        format="wordpress-json",
        key=_text(post.get("slug")) or _text(post.get("id")) or str(number),
        title=title,
        date=iso_with_offset(_text(post.get("date")), _text(post.get("date_gmt"))),
        updated=iso_with_offset(_text(post.get("modified")), _text(post.get("modified_gmt"))),
        tags=_terms(post, "post_tag"),
        categories=_terms(post, "category"),
        url=_text(post.get("link")),
        status=status,
        draft=status not in {"publish", ""},
        protected=protected,
        warnings=warnings,
    )


_PASSWORD_FORM: Final = "post-password-form"  # what a theme shows instead of the words
_PROTECTED: Final = Message(
    ja="パスワードで保護された投稿のため、応答に本文がありません",
    en="the post is behind a password: the answer holds none of its words",
)


def _terms(post: Mapping[Any, Any], taxonomy: str) -> tuple[str, ...]:
    """Names of tags or categories, which an answer holds when it was asked for with _embed."""
    embedded = post.get("_embedded")
    groups = embedded.get("wp:term") if isinstance(embedded, Mapping) else None
    found = [
        plain_title(_text(term.get("name")))
        for group in (groups if isinstance(groups, Sequence) and not isinstance(groups, str) else ())
        for term in (group if isinstance(group, Sequence) and not isinstance(group, str) else ())
        if isinstance(term, Mapping) and term.get("taxonomy") == taxonomy
    ]
    return tuple(dict.fromkeys(name for name in found if name))
