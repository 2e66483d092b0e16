"""The stamp: one line of front matter, no other byte; what cannot be stamped is left and named."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import time
import tomllib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import jreadtools as jr
from jreadtools.cli.main import main
from jreadtools.errors import ArticleError
from jreadtools.sources.encoding import clean
from jreadtools.sources.front_matter import read
from jreadtools.sources.locate import Found, held, locate
from jreadtools.sources.reading import Reading
from jreadtools.stamping import json_field, stamped_file, toml_field, yaml_field
from jreadtools.stamping.stamped_file import stamped, stamped_text, write

FOUR = {"reading_minutes": "4"}
GONE = {"reading_minutes": None}


def stamp(text: str, **values: str | None) -> str:
    return stamped_text(text, values or FOUR)[0]


SET = {
    "yaml": ("---\ntitle: 畑\n---\n朝。\n", "---\ntitle: 畑\nreading_minutes: 4\n---\n朝。\n"),
    "yaml, old, comment": (
        "---\nreading_minutes: 3  # 分\ntitle: 畑\n---\n",
        "---\nreading_minutes: 4  # 分\ntitle: 畑\n---\n",
    ),
    "yaml, double quotes": ('---\nreading_minutes: "3"\n---\n朝。', '---\nreading_minutes: "4"\n---\n朝。'),
    "yaml, single quotes": ("---\nreading_minutes: '3'\n---\n朝。", "---\nreading_minutes: '4'\n---\n朝。"),
    "yaml, key in quotes": ('---\n"reading_minutes" : 3\n---\n朝。', '---\n"reading_minutes" : 4\n---\n朝。'),
    "yaml, no value": ("---\nreading_minutes:\ntitle: 畑\n---\n", "---\nreading_minutes: 4\ntitle: 畑\n---\n"),
    "json, null": ('{ "reading_minutes": null }\n朝。', '{ "reading_minutes": 4 }\n朝。'),
    "yaml, nothing in it": ("---\n---\n朝。", "---\nreading_minutes: 4\n---\n朝。"),
    "yaml, a nested one": (
        "---\nevent:\n  reading_minutes: 9\n---\n",
        "---\nevent:\n  reading_minutes: 9\nreading_minutes: 4\n---\n",
    ),
    "yaml, one in a text": (
        "---\nnote: |\n  reading_minutes: 9\n\n---\n朝。",
        "---\nnote: |\n  reading_minutes: 9\n\nreading_minutes: 4\n---\n朝。",
    ),
    "yaml, one in the body": (
        "---\ntitle: 畑\n---\nreading_minutes: 9\n",
        "---\ntitle: 畑\nreading_minutes: 4\n---\nreading_minutes: 9\n",
    ),
    "yaml, indented": (
        "---\n  title: 畑\n  tags:\n    - 朝\n---\n",
        "---\n  title: 畑\n  tags:\n    - 朝\n  reading_minutes: 4\n---\n",
    ),
    "yaml, tags at the margin": (
        "---\ntags:\n- 朝\n- 夜\n---\n",
        "---\ntags:\n- 朝\n- 夜\nreading_minutes: 4\n---\n",
    ),
    "yaml, dots close it": ("---\ntitle: 畑\n...", "---\ntitle: 畑\nreading_minutes: 4\n..."),
    "yaml, CRLF and a mark": (
        "\ufeff---\r\ntitle: 畑\r\n---\r\n朝。",
        "\ufeff---\r\ntitle: 畑\r\nreading_minutes: 4\r\n---\r\n朝。",
    ),
    "yaml, as Hexo wrote it": (
        "title: 畑\ndate: 2015-01-15\n---\n朝。\n",
        "title: 畑\ndate: 2015-01-15\nreading_minutes: 4\n---\n朝。\n",
    ),
    "toml": ('+++\ntitle = "畑"\n+++\n朝。', '+++\ntitle = "畑"\nreading_minutes = 4\n+++\n朝。'),
    "toml, above tables": (
        '+++\ntitle = "畑"\n\n# 手順\n[recipe]\nreading_minutes = 9\n+++\n',
        '+++\ntitle = "畑"\nreading_minutes = 4\n\n# 手順\n[recipe]\nreading_minutes = 9\n+++\n',
    ),
    "toml, old, comment": (
        "+++\nreading_minutes = 3 # 分\n[a]\n+++\n",
        "+++\nreading_minutes = 4 # 分\n[a]\n+++\n",
    ),
    "toml, in a list that looks like a table": (
        '+++\ntags = [\n  "朝",\n  [ "夜" ],\n]\n+++\n',
        '+++\nreading_minutes = 4\ntags = [\n  "朝",\n  [ "夜" ],\n]\n+++\n',
    ),
    "toml, one in a text": (
        "+++\nnote = '''\nreading_minutes = 9\n'''\nreading_minutes = 3\n+++\n",
        "+++\nnote = '''\nreading_minutes = 9\n'''\nreading_minutes = 4\n+++\n",
    ),
    "toml, CRLF": (
        "+++\r\ntitle = '畑'\r\n[a]\r\n+++\r\n朝。",
        "+++\r\ntitle = '畑'\r\nreading_minutes = 4\r\n[a]\r\n+++\r\n朝。",
    ),
    "json": ('{\n  "title": "畑"\n}\n朝。', '{\n  "reading_minutes": 4,\n  "title": "畑"\n}\n朝。'),
    "json on one line": ('{"title": "畑"}\n朝。', '{"reading_minutes": 4, "title": "畑"}\n朝。'),
    "json, old": ('{\r\n  "reading_minutes": "3"\r\n}\r\n', '{\r\n  "reading_minutes": "4"\r\n}\r\n'),
    "json, a nested one": (
        '{\n  "title": "畑", "event": {"reading_minutes": 9}\n}\n',
        '{\n  "reading_minutes": 4,\n  "title": "畑", "event": {"reading_minutes": 9}\n}\n',
    ),
}


@pytest.mark.parametrize("name", SET)
def test_a_field_is_set(name: str) -> None:
    """Only its line changes, in place or as a new one, and setting it again changes nothing."""
    text, expected = SET[name]
    assert stamp(text) == expected
    assert stamped_text(expected, FOUR) == (expected, ())
    if stamped_text(text, FOUR)[1][0].before is None:
        assert stamp(expected, **GONE) == text


TAKEN_OUT = {
    "yaml": ("---\ntitle: 畑\nreading_minutes: 3 # 分\nx: 1\n---\n", "---\ntitle: 畑\nx: 1\n---\n"),
    "yaml, indented": ("---\n  title: 畑\n  reading_minutes: 3\n---\n", "---\n  title: 畑\n---\n"),
    "yaml, all there is": ("---\nreading_minutes: 3\n---\n朝。", "---\n---\n朝。"),
    "yaml, no value": ("---\nreading_minutes:\ntitle: 畑\n---\n", "---\ntitle: 畑\n---\n"),
    "yaml, CRLF": ("---\r\nreading_minutes: 3\r\ntitle: 畑\r\n---\r\n", "---\r\ntitle: 畑\r\n---\r\n"),
    "yaml, not there": ("---\ntitle: 畑\n---\n", None),
    "yaml in braces, not there": ("---\n{title: 畑}\n---\n", None),
    "toml": ("+++\nreading_minutes = 3 # 分\ntitle = '畑'\n+++\n", "+++\ntitle = '畑'\n+++\n"),
    "toml, not there": ("+++\ntitle = '畑'\n[a]\nreading_minutes = 3\n+++\n", None),
    "json, the first": ('{"reading_minutes": 3, "title": "畑"}\n', '{"title": "畑"}\n'),
    "json, the last": ('{"title": "畑", "reading_minutes": 3}\n', '{"title": "畑"}\n'),
    "json, between": (
        '{\n  "title": "畑",\n  "reading_minutes": 3,\n  "x": 1\n}\n',
        '{\n  "title": "畑",\n  "x": 1\n}\n',
    ),
    "json, null": ('{"title": "畑", "reading_minutes": null}\n', '{"title": "畑"}\n'),
    "json, not there": ('{"title": "畑", "event": {"reading_minutes": 9}}\n', None),
}


@pytest.mark.parametrize("name", TAKEN_OUT)
def test_a_field_is_taken_out(name: str) -> None:
    """With its line and its comma, and with nothing else."""
    text, expected = TAKEN_OUT[name]
    made, changes = stamped_text(text, GONE)
    assert made == (text if expected is None else expected)
    before = {"yaml, no value": "", "json, null": "null"}.get(name, "3")
    assert changes == (() if expected is None else (("reading_minutes", before, None),))


@pytest.mark.parametrize(
    ("edit", "block", "said"),
    [
        *(
            (json_field.edit, block, "no JSON")
            for block in (
                '{"a" 1}',
                "{1: 2}",
                '{"a": 1 "b": 2}',
                '{"a": 1',
                "{'a': 1}",
                '{"a": 1,}',
                '{"a": 1,\n}\n',
                '{"a": {"b": 1,}}',
                "{,}",
                '{"reading_minutes": 3,}',
                '{"a": 1,, "b": 2}',
                '{"a": 1} b',
            )
        ),
        (json_field.edit, '{"reading_minutes": true}', "no number or text on one line"),
        (yaml_field.edit, "? [a]\n: 1\n", "a list or a mapping as a key"),
        (yaml_field.edit, f"a: {'[' * 99}{']' * 99}\n", ""),
        (yaml_field.edit, f"a: {'[' * 100}{']' * 100}\n", "nested too deeply"),
        (toml_field.edit, "reading_minutes.a = 1\n", "no number or text on one line"),
        (toml_field.edit, "reading_minutes = true\n", "no number or text on one line"),
        (toml_field.edit, '"reading\\u005fminutes" = 1\n', "no number or text on one line"),
        (toml_field.edit, f"a = {'[' * 5_000}\n", "no TOML"),
    ],
)
@pytest.mark.parametrize("value", ["4", None])
def test_a_block_that_is_not_understood_is_left(edit: Any, block: str, said: str, value: str | None) -> None:
    if not said:
        assert edit(block, "reading_minutes", value).before is None
        return
    with pytest.raises(ArticleError, match=said):
        edit(block, "reading_minutes", value)


def test_the_last_line_need_not_end() -> None:
    for edit, block in (yaml_field.edit, "a: 1\nx: 3"), (toml_field.edit, "a = 1\nx = 3"):
        assert edit(block, "x", None).of(block) == block[: block.index("x")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("朝です。\n", "no front matter"),
        ("---\n静岡では、会います。\n---\n", "no front matter below its first line of ---"),
        ("+++\ntitle = '畑'\n\n朝です。", "another [+]{3} that closes them"),
        ("Title: 畑\nDate: 2015-01-15\n\n朝。", "without lines of ---"),
        ("---\ntitle: [畑\n---\n朝。", "no YAML"),
        ("---\ntitle: 畑\nreading_minutes: 3\nreading_minutes: 4\n---\n", "twice"),
        ("---\ntitle: 畑\nreading_minutes: [3]\n---\n", "no number or text on one line"),
        ("---\ntitle: 畑\nreading_minutes: >\n  3\n---\n", "no number or text on one line"),
        ("---\ntitle: 畑\nreading_minutes: &a 3\nb: *a\n---\n", "no number or text on one line"),
        ("---\ntitle: 畑\nreading_minutes: 3\n  4\n---\n", "no number or text on one line"),
        ("---\ntitle: 畑\n? reading_minutes\n: 3\n---\n", "no number or text on one line"),
        ("---\n{title: 畑}\n---\n", "in braces"),
        ('+++\ntitle = "畑\n+++\n', "no TOML"),
        ("+++\ntitle = '畑'\nreading_minutes = [3]\n+++\n", "no number or text on one line"),
        ("+++\ntitle = '畑'\nreading_minutes = '''\n3'''\n+++\n", "no number or text on one line"),
        ('{"title": "畑", "reading_minutes": 3, "reading_minutes": 3}\n', "twice"),
        ('{"title": "畑", "reading_minutes": {}}\n', "no number or text on one line"),
        ('{\n"title": 畑\n}\n', "no JSON"),
        ('{\n  "title": "畑",\n}\n朝。', "no JSON and is left as it is .*line"),
        ('{"title": "畑",}\n朝。', "no JSON"),
    ],
)
def test_what_cannot_be_stamped_is_left(text: str, said: str) -> None:
    with pytest.raises(ArticleError, match=said) as caught:
        stamp(text)
    assert "書き込みませんでした" in caught.value.args[0].ja


@pytest.mark.parametrize(
    "value", ["約4分", "a: b # c", "'", '"', "\\", "yes", "null", "2026-11-23", "", " x ", "一\n二", "- a"]
)
@pytest.mark.parametrize("name", ["yaml", "yaml, single quotes", "toml", "json"])
def test_any_text_is_a_value(name: str, value: str) -> None:
    """What a generator reads is the text that was stamped."""
    made = stamp(SET[name][0], reading_minutes=value)
    if name == "toml":
        found = tomllib.loads(made.split("+++")[1])
    elif name == "json":
        found = json.JSONDecoder().raw_decode(made)[0]
    else:
        found = yaml.safe_load(made.split("\n---")[0].removeprefix("---"))
    assert found["reading_minutes"] == value
    assert stamped_text(made, {"reading_minutes": value}) == (made, ())


# ---- properties

WORDS = st.text(st.sampled_from("静岡abc #:'\"[]{}-|>&*!%@`,\\=+"), min_size=1, max_size=8)
VALUES = st.recursive(
    WORDS | st.integers(-5, 99) | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=5,
)
KEYS = st.sampled_from(["title", "date_", "タグ", "reading", "minutes", "a b", "event"])
METADATA = st.dictionaries(KEYS, VALUES, max_size=4).map(lambda found: {"title": "畑", **found})


def _toml(data: dict[str, Any]) -> str:
    """TOML of a mapping: what JSON writes, but for mappings, is TOML too."""

    def value(one: object) -> str:
        if isinstance(one, dict):
            return "{" + ", ".join(f"{json.dumps(k, ensure_ascii=False)} = {value(v)}" for k, v in one.items()) + "}"
        if isinstance(one, list):
            return "[" + ", ".join(map(value, one)) + "]"
        return json.dumps(one, ensure_ascii=False)

    tables = {key: one for key, one in data.items() if isinstance(one, dict)}
    plain = "".join(f"{json.dumps(k, ensure_ascii=False)} = {value(v)}\n" for k, v in data.items() if k not in tables)
    rest = "".join(
        f"\n[{json.dumps(key, ensure_ascii=False)}]\n"
        + "".join(f"{json.dumps(k, ensure_ascii=False)} = {value(v)}\n" for k, v in table.items())
        for key, table in tables.items()
    )
    return plain + rest


@st.composite
def posts(draw: st.DrawFn) -> tuple[str, str]:
    """A post in one of the three forms, and its body."""
    data, form = draw(METADATA), draw(st.sampled_from(["yaml", "flow", "toml", "json", "json lines"]))
    body = draw(st.text(st.sampled_from("静岡では、会います。\nreading_minutes: 9\n---\n+++ "), max_size=60))
    if form in ("yaml", "flow"):
        block = yaml.safe_dump(
            data, allow_unicode=True, default_flow_style=None if form == "flow" else False, sort_keys=False
        )
        if draw(st.booleans()):
            block += "# 終わり\n"
        text = f"---\n{block}---\n"
    elif form == "toml":
        text = f"+++\n{_toml(data)}+++\n"
    else:
        text = json.dumps(data, ensure_ascii=False, indent=2 if form == "json lines" else None) + "\n"
    text += body
    if draw(st.booleans()):
        text, body = text.replace("\n", "\r\n"), body.replace("\n", "\r\n")
    return ("\ufeff" if draw(st.booleans()) else "") + text, body


@given(posts(), st.sampled_from(["4", "12", "約4分"]), st.sampled_from(["5", "約12分"]))
def test_all_else_is_equal_to_the_byte(post: tuple[str, str], first: str, second: str) -> None:
    """One line is new, another value changes that line alone, and without it the post is what it was."""
    text, body = post
    try:
        made, changes = stamped_text(text, {"reading_minutes": first})
    except ArticleError as error:
        assert "in braces" in str(error)  # noqa: PT017  the one form that is left to its author
        return
    assert made.endswith(body)
    assert len(changes) == 1
    assert changes[0].before is None
    again, _ = stamped_text(made, {"reading_minutes": second})
    lines, before, after = (one.split("\n") for one in (text, made, again))
    on_one_line = text.lstrip("\ufeff").startswith('{"')
    assert len(before) == len(lines) + (not on_one_line)
    assert len([1 for one, other in zip(before, after, strict=True) if one != other]) == 1
    assert stamped_text(again, GONE)[0] == text


BITS = st.sampled_from(
    [
        *"reading_minutes \" ' : # [ ] { } &a *a !!str ''' , \\ |".split(),
        *("reading_minutes: 3\n", "reading_minutes = 3\n", "---\n", "+++\n", "|\n", "? ", "- ", "= ", "<<: ", "[a]\n"),
        *("[[a]]\n", "...\n", "%YAML 1.2\n", "\n", "\r\n", "\r", "\t", " ", "\ufeff", "\x85", "\u2028", "\x0b", "\0"),
    ]
)


@given(
    st.sampled_from(["bookbinding-event", "clam-rice", "csv-bom", "lighthouse-review", "smell-of-lead"]),
    st.lists(st.tuples(st.floats(0, 1), BITS | st.integers(1, 12)), max_size=3),
)
def test_damaged_front_matter(root: Path, name: str, damage: list[tuple[float, str | int]]) -> None:
    """Whatever stands there, it is stamped or left: no words move, nothing else is read otherwise, all can be undone."""
    text = (root / "examples" / "posts" / f"{name}.md").read_text("utf-8")
    head = text[: read(text).body + 80]
    for where, what in damage:
        at = int(where * len(head))
        head = head[:at] + what + head[at:] if isinstance(what, str) else head[:at] + head[at + what :]
    try:
        made, changes = stamped_text(head, FOUR)
    except ArticleError:
        return
    before, after = read(clean(head)), read(clean(made))
    assert head[before.body :] == made[after.body :]
    assert before._replace(body=0, warnings=()) == after._replace(body=0, warnings=())
    assert stamped_text(made, FOUR) == (made, ())
    if changes and changes[0].before is None:
        assert stamped_text(made, GONE)[0] == head


# ---- files


def one(path: Path) -> Found:
    (found,) = locate(path)
    assert isinstance(found, Found)
    return found


def put(path: Path, **values: str | None) -> None:
    made = stamped(one(path), Reading(), lambda _: values or FOUR)
    assert made is not None
    write(made)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp", "iso2022_jp"])
def test_the_encoding_stays(tmp_path: Path, encoding: str) -> None:
    """Every other byte is the byte that was there."""
    text = "---\r\ntitle: 静岡の話\r\n---\r\n" + "静岡では、髙くない店で会います。\r\n".replace("髙", "高") * 9
    path = tmp_path / "a.md"
    path.write_bytes(text.encode(encoding))
    put(path, reading_time="約4分")
    assert path.read_bytes() == text.replace("---\r\n静", 'reading_time: "約4分"\r\n---\r\n静').encode(encoding)


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    """In the words they stay; in front matter the post is left."""
    path = tmp_path / "a.md"
    body = "静岡では、会います。".encode() * 20 + b"\xff\n"
    path.write_bytes(b"---\ntitle: a\n---\n" + body)
    put(path)
    assert path.read_bytes() == b"---\ntitle: a\nreading_minutes: 4\n---\n" + body
    path.write_bytes(b"---\ntitle: a\xff\n---\n" + body)
    with pytest.raises(ArticleError, match="no utf-8"):
        put(path)


def test_a_stamp_that_the_encoding_has_not(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes("---\ntitle: 静岡\n---\n静岡では、会います。".encode("cp932"))
    with pytest.raises(ArticleError, match="cp932 has not"):
        put(path, x="🍑")


def test_no_stamp_over_what_is_read(tmp_path: Path) -> None:
    """A field that is the post's title or draft is no place for a number."""
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: 畑\n---\n朝です。", "utf-8")
    for name, value in {"title": "4", "draft": "true", "slug": "x"}.items():
        with pytest.raises(ArticleError, match="would have another"):
            put(path, **{name: value})
    assert path.read_text("utf-8") == "---\ntitle: 畑\n---\n朝です。"


def test_a_file_that_changed_since_it_was_read(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: 畑\n---\n朝です。", "utf-8")
    made = stamped(one(path), Reading(), lambda _: FOUR)
    assert made is not None
    path.write_text("---\ntitle: 畑\n---\n夜です。", "utf-8")
    with pytest.raises(ArticleError, match="changed since"):
        write(made)
    assert path.read_text("utf-8") == "---\ntitle: 畑\n---\n夜です。"
    assert [file.name for file in tmp_path.iterdir()] == ["a.md"]
    path.unlink()
    with pytest.raises(ArticleError, match="changed since"):
        write(made)
    assert not [*tmp_path.iterdir()]


def test_what_would_be_read_otherwise_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its only field JSON is no front matter any more; and whatever else may come of a stamp."""
    with pytest.raises(ArticleError, match="would be read otherwise"):
        stamp('{ "reading_minutes": 3 }\n朝。', **GONE)
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: 畑\n---\n朝です。", "utf-8")
    article = jr.read_article(path)
    read = iter([article, replace(article, blocks=())])
    monkeypatch.setattr(stamped_file, "read_found", lambda *_: next(read))
    with pytest.raises(ArticleError, match="would be read otherwise"):
        put(path)


def test_what_is_no_file_of_its_own_cannot_be_stamped() -> None:
    with pytest.raises(ArticleError, match="is no file that can be written; name the file itself"):
        stamped(held("---\ntitle: 畑\n---\n".encode(), "a.md"), Reading(), lambda _: FOUR)


def test_a_file_that_can_no_longer_be_read_has_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: 畑\n---\n朝です。", "utf-8")
    made = stamped(one(path), Reading(), lambda _: FOUR)
    assert made is not None

    def gone(_: Path) -> bytes:
        raise OSError

    monkeypatch.setattr(stamped_file, "read_whole", gone)
    with pytest.raises(ArticleError, match="has changed since it was read"):
        write(made)
    assert path.read_text("utf-8") == "---\ntitle: 畑\n---\n朝です。"
    assert list(tmp_path.iterdir()) == [path]


def test_permissions_stay_and_read_only_is_read_only(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: 畑\n---\n朝です。", "utf-8")
    path.chmod(0o640)
    put(path)
    assert path.stat().st_mode & 0o777 == 0o640
    if os.geteuid() == 0:
        os.chown(path, 12345, 12346)
        put(path, reading_minutes="7")
        assert (path.stat().st_uid, path.stat().st_gid) == (12345, 12346)
    path.chmod(0o440)
    with pytest.raises(ArticleError, match="read-only"):
        put(path, reading_minutes="5")


def test_two_stamps_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One is written; the other sees that the post has changed, and does not write over it."""
    pytest.importorskip("fcntl", reason="this system has no locks of folders")
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: 畑\n---\n朝です。", "utf-8")
    replaced = Path.replace

    def slowly(self: Path, target: Path) -> Path:
        time.sleep(0.05)
        return replaced(self, target)

    monkeypatch.setattr(Path, "replace", slowly)
    stamps = [stamped(one(path), Reading(), lambda _, name=name: {name: "1"}) for name in ("one", "two")]
    with ThreadPoolExecutor(2) as pool:
        ends = [pool.submit(write, stamp) for stamp in stamps if stamp is not None]
    said = [str(end.exception()) for end in ends if end.exception()]
    assert len(said) == 1
    assert "has changed" in said[0]


def test_links(tmp_path: Path) -> None:
    """A link into the folder leads to the post behind it; one out of it is left."""
    outside, posts = tmp_path / "outside.md", tmp_path / "posts"
    posts.mkdir()
    for path in (outside, posts / "a.md"):
        path.write_text("---\ntitle: 畑\n---\n朝です。", "utf-8")
    (posts / "b.md").symlink_to(outside)
    (posts / "c.md").symlink_to("a.md")
    with pytest.raises(ArticleError, match="outside the folder"):
        put(posts / "b.md")
    put(posts / "c.md")
    assert "reading_minutes" in (posts / "a.md").read_text("utf-8")
    assert (posts / "c.md").is_symlink()
    assert "reading_minutes" not in outside.read_text("utf-8")


# ---- the command


@pytest.fixture
def folder(posts: Path, tmp_path: Path) -> Path:
    """The example posts that have front matter."""
    for name in ("clam-rice", "csv-bom", "lighthouse-review", "old-radio", "smell-of-lead"):
        shutil.copy(posts / f"{name}.md", tmp_path)
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_stamp_check_and_remove(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Stamps are checked by the exit code, a second run changes nothing, and without them all is as before."""
    before = contents(folder)
    assert main(["stamp", str(folder), "--check", "--lang", "en"]) == 1
    assert "clam-rice.md: reading_minutes is missing (1)" in capfd.readouterr().out
    assert contents(folder) == before
    assert main(["stamp", str(folder), "--lang", "en"]) == 0
    out, err = capfd.readouterr()
    assert "clam-rice.md: reading_minutes: 1\n" in out
    assert "5 posts, 5 stamped" in err
    after = contents(folder)
    assert main(["stamp", str(folder)]) == 0
    assert main(["stamp", str(folder), "--check"]) == 0
    assert contents(folder) == after
    path = folder / "smell-of-lead.md"
    path.write_text(path.read_text("utf-8").replace("reading_minutes: 3", "reading_minutes: 7"), "utf-8")
    assert main(["stamp", str(folder), "--check", "--lang", "en"]) == 1
    assert "reading_minutes: 7 is old (3)" in capfd.readouterr().out
    assert main(["stamp", str(folder), "--remove"]) == 0
    assert contents(folder) == before


LEFT = {
    "ja": "c.md: フロントマターがないため、書き込みませんでした。先頭に --- の行を2行置いてください",
    "en": "c.md: has no front matter and is left as it is; put two lines of --- at its top",
}
SAID = [
    (["--check"], "ja", ["a.md: reading_minutes がありません（1）", "b.md: reading_minutes: 9 は古い値です（1）"],
     "3本のうち2本が古いか未記入です（書き込めなかったもの 1）"),
    (["--check"], "en", ["a.md: reading_minutes is missing (1)", "b.md: reading_minutes: 9 is old (1)"],
     "3 posts, 2 with a stamp that is old or missing (1 left as it is)"),
    (["--dry-run"], "en", ["--- a/a.md", "+++ b/a.md", "@@ -1,4 +1,5 @@", " ---", " title: 畑", "+reading_minutes: 1", " ---", " 朝です。",
                           "--- a/b.md", "+++ b/b.md", "@@ -1,4 +1,4 @@", " ---", "-reading_minutes: 9", "+reading_minutes: 1", " ---", " 昼です。"],
     "3 posts, 2 would change (1 left as it is)"),
    ([], "ja", ["a.md: reading_minutes: 1", "b.md: reading_minutes: 9 → 1"], "3本のうち2本に書き込みました（書き込めなかったもの 1）"),
    ([], "en", [], "3 posts, 0 stamped (1 left as it is)"),
    (["--remove", "--check"], "ja", [f"{name}.md: reading_minutes: 1（取り除く）" for name in "abd"],
     "3本のうち3本が古いか未記入です（書き込めなかったもの 1）"),
    (["--remove", "--check"], "en", [f"{name}.md: reading_minutes: 1, to be removed" for name in "abd"],
     "3 posts, 3 with a stamp that is old or missing (1 left as it is)"),
    (["--remove"], "en", [f"{name}.md: reading_minutes: 1 removed" for name in "abd"], "3 posts, 3 cleared (1 left as it is)"),
    (["--dry-run", "--remove"], "ja", [], "3本のうち0本が変わります（書き込めなかったもの 1）"),
    (["--remove"], "ja", [], "3本のうち0本から取り除きました（書き込めなかったもの 1）"),
]  # fmt: skip


def test_what_is_said_of_each_post_and_of_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text("---\ntitle: 畑\n---\n朝です。\n", "utf-8")
    Path("b.md").write_text("---\nreading_minutes: 9\n---\n昼です。\n", "utf-8")
    Path("c.md").write_text("夜です。\n", "utf-8")
    Path("d.md").write_text("---\nreading_minutes: 1\n---\n夜です。\n", "utf-8")
    for words, lang, lines, summary in SAID:
        assert main(["stamp", "a.md", "b.md", "c.md", "d.md", "--lang", lang, *words]) == 2
        out, err = capsys.readouterr()
        assert (out.splitlines(), err) == (lines, f"jreadtools: {LEFT[lang]}\njreadtools: {summary}\n"), words
    for words, code, summary in (
        ([], 0, "1 post, 1 stamped"),
        (["--remove", "--check"], 1, "1 post, 1 with a stamp that is old or missing"),
    ):
        assert main(["stamp", "a.md", "--lang", "en", *words]) == code
        assert capsys.readouterr().err == f"jreadtools: {summary}\n"
    assert main(["stamp", "a.md", "missing.md", "--lang", "en", "--quiet"]) == 2
    assert capsys.readouterr() == ("", "jreadtools: missing.md: there is no such file; check the path\n")


def test_the_difference_is_shown_and_nothing_written(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = contents(folder)
    assert main(["stamp", str(folder), "--dry-run"]) == 0
    lines = capfd.readouterr().out.splitlines()
    assert [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")] == [
        "+reading_minutes = 1",
        *(f"+reading_minutes: {minutes}" for minutes in (2, 2, 2, 3)),
    ]
    assert contents(folder) == before


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle:\t畑\n---\n朝。\n",
        "---\r\ntitle: 畑\r\n---\r\n朝。\r\n",
        "---\r\ntitle: 畑\n---\n朝。\r\n",
        "---\rtitle: 畑\r---\r朝。\r",
        "\ufeff---\ntitle: 畑\n---\n朝。\n",
        "---\ntitle: 畑\n---",
        "---\ntitle: 畑\n---\n朝\u2028\x0c。\n",
    ],
)
def test_the_difference_is_a_patch(tmp_path: Path, text: str) -> None:
    """With it, `patch` makes what a stamp makes, byte for byte."""
    tool = shutil.which("patch")
    if tool is None:
        pytest.skip("patch is not installed")
    posts = tmp_path / "my posts"
    posts.mkdir()
    post = posts / "a.md"
    post.write_bytes(text.encode())
    words = [sys.executable, "-m", "jreadtools", "stamp", "my posts"]
    found = subprocess.run([*words, "--dry-run"], cwd=tmp_path, capture_output=True, check=True)
    subprocess.run([tool, "--binary", "--fuzz=0", "-p1"], cwd=tmp_path, input=found.stdout, check=True)
    patched = post.read_bytes()
    post.write_bytes(text.encode())
    subprocess.run(words, cwd=tmp_path, capture_output=True, check=True)
    assert patched == post.read_bytes() != text.encode()


def test_nobody_reads_what_is_printed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in `jreadtools stamp posts/ | head -1`: all posts are stamped, and the exit code says what was left."""
    (folder / "plain.md").write_text("朝です。", "utf-8")

    class Closed(io.StringIO):
        def write(self, _: str, /) -> int:
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stdout", Closed())
    assert main(["stamp", str(folder), "--check"]) == 2
    assert main(["stamp", str(folder)]) == 2
    (folder / "plain.md").unlink()
    assert all(b"reading_minutes" in data for data in contents(folder).values())
    assert main(["stamp", str(folder), "--remove", "--check"]) == 1


def test_any_metric_is_a_field(folder: Path) -> None:
    """And no metric of a post changes by it."""
    before = {path.name: jr.analyze(jr.read_article(path)).to_dict() for path in sorted(folder.iterdir())}
    fields = ["--field", "kanji_ratio", "--field", "time={label}（{range}）", "--field", "sentences"]
    assert main(["stamp", str(folder), *fields]) == 0
    for path in sorted(folder.iterdir()):
        known = jr.analyze(jr.read_article(path))
        assert known.to_dict() == before[path.name]
        text = path.read_text("utf-8")
        equals = " = " if path.name == "clam-rice.md" else ": "
        assert f"\nkanji_ratio{equals}{known['kanji_ratio']:.3f}\n" in text
        assert f"\nsentences{equals}{known['sentences']}\n" in text
        time = known.reading_time
        assert f'\ntime{equals}"{time.label}（{time.range_label}）"\n' in text


def test_what_is_undefined_is_not_stamped(tmp_path: Path) -> None:
    """And an old stamp of it is taken out."""
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: 畑\nkanji_ratio: 0.3\n---\n", "utf-8")
    assert main(["stamp", str(path), "--field", "kanji_ratio", "--field", "minutes"]) == 0
    assert path.read_text("utf-8") == "---\ntitle: 畑\nminutes: 0.000\n---\n"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--field", "kanji_rat"], "did you mean kanji_ratio"),
        (["--field", "x={sentence_characters}"], "did you mean sentence_characters_p90"),
        (["--field", "読了"], "the name of a field"),
        (["--field", "x={"], "the braces do not match"),
        (["--field", "xx={nope}"], "no metric of articles named nope; write it as in --field xx={label}"),
        (["--field", "x=1", "--field", "x=2"], "twice"),
        (["--check", "--dry-run"], "not allowed with"),
        (["--text", "本文"], "there is no option --text"),
    ],
)
def test_what_cannot_be_meant(folder: Path, options: list[str], said: str, capfd: pytest.CaptureFixture[str]) -> None:
    before = contents(folder)
    assert main(["stamp", str(folder), *options, "--lang", "en"]) == 2
    assert said in capfd.readouterr().err
    assert contents(folder) == before


def test_what_is_left_is_named_and_the_rest_is_stamped(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Texts, exports, broken front matter, nothing at all: each with its reason, and exit code 2."""
    (folder / "plain.md").write_text("朝です。", "utf-8")
    (folder / "notes.txt").write_text("朝です。", "utf-8")
    (folder / "feed.xml").write_text(
        '<rss version="2.0"><channel><title>畑</title><item><title>一</title><description>朝です。</description></item>'
        "<item><title>二</title><description>夜です。</description></item></channel></rss>",
        "utf-8",
    )
    assert main(["stamp", str(folder), str(folder / "none.md"), "--lang", "en"]) == 2
    out, err = capfd.readouterr()
    assert out.count("reading_minutes") == 5
    for name, said in {
        "plain.md": "has no front matter",
        "notes.txt": "is no post in Markdown",
        "feed.xml": "holds many articles",
        "none.md": "there is no such file",
    }.items():
        assert len([line for line in err.splitlines() if f"{name}: " in line and said in line]) == 1, err
    assert "5 posts, 5 stamped (4 left as they are)" in err


def test_a_defect_costs_its_own_post(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Of measuring, and a folder in which nothing can be written."""
    from jreadtools.cli.stamp_fields import StampFields

    measured = StampFields.of

    def failing(self: StampFields, article: jr.Article) -> dict[str, str | None]:
        if article.title == "鉛の匂い":
            raise RuntimeError("活字がない")
        return measured(self, article)

    monkeypatch.setattr(StampFields, "of", failing)
    assert main(["stamp", str(folder), "--lang", "en"]) == 2
    out, err = capfd.readouterr()
    assert out.count("reading_minutes") == 4
    assert "smell-of-lead.md: could not be measured (RuntimeError: 活字がない)" in err


def test_a_disk_that_is_full(folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    """Every post is as it was, no half file is left, and each is named once."""
    before = contents(folder)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert main(["stamp", str(folder), "--lang", "en"]) == 2
    err = capfd.readouterr().err
    assert contents(folder) == before
    assert len([line for line in err.splitlines() if "cannot be written" in line]) == 5
    assert err.count("clam-rice.md") == 1


def test_a_post_that_cannot_be_replaced(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its new text is not left beside it: a site would show it as one more post."""
    before = contents(folder)
    replaced = Path.replace

    def open_elsewhere(self: Path, target: Path) -> Path:
        if target.name in before:
            raise PermissionError(13, "Permission denied")
        return replaced(self, target)

    monkeypatch.setattr(Path, "replace", open_elsewhere)
    assert main(["stamp", str(folder)]) == 2
    assert contents(folder) == before


def test_standard_input_is_no_file(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["stamp", "-", "--lang", "en"]) == 2
    assert "standard input cannot be stamped" in capfd.readouterr().err


def test_labels_do_not_depend_on_the_locale(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What one machine has stamped is not old on another."""
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert main(["stamp", str(folder), "--field", "time={label}"]) == 0
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    assert main(["stamp", str(folder), "--field", "time={label}", "--check"]) == 0


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["draft.md"], 0, ["1 post, 1 stamped"]),
        (["draft.md", "--no-drafts"], 0, ["there are only drafts here (--no-drafts)", "0 posts, 0 stamped"]),
        (["empty"], 2, ["empty: no articles in this folder; ", "0 posts, 0 stamped (1 left as it is)"]),
        (["draft.md", "empty", "--no-drafts"], 2, ["empty: no art", "0 posts, 0 stamped (1 left as it is)"]),
    ],
)
def test_where_there_is_nothing_to_stamp_the_reason_is_said(
    words: list[str], code: int, said: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("draft.md").write_text("---\ndraft: true\n---\n朝です。\n", "utf-8")
    Path("empty").mkdir()
    assert main(["stamp", *words, "--lang", "en"]) == code
    out, err = capsys.readouterr()
    assert (out == "", len(err.splitlines())) == (len(said) > 1, len(said))
    assert all(line.startswith(f"jreadtools: {begin}") for line, begin in zip(err.splitlines(), said, strict=True)), err


def test_drafts_can_be_left_out(folder: Path) -> None:
    path = folder / "csv-bom.md"
    path.write_text(path.read_text("utf-8").replace("published: true", "published: false"), "utf-8")
    before = path.read_bytes()
    assert main(["stamp", str(folder), "--no-drafts"]) == 0
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["hugo-baldanders", "astro-azukiazusa", "zenn-baldanders"])
def test_real_posts(corpora: Path, tmp_path: Path, name: str) -> None:
    """Of every eighth post of three blogs one line is new, and without it the post is what it was."""
    folder = tmp_path / name
    folder.mkdir()
    posts = [path for path in sorted((corpora / name).rglob("*")) if path.suffix in {".md", ".markdown", ".mdx"}]
    before = {folder / f"{number}{path.suffix}": path.read_bytes() for number, path in enumerate(posts[::8])}
    for path, data in before.items():
        path.write_bytes(data)
    main(["stamp", str(folder), "--quiet"])
    after = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert set(after) == set(before)
    changed = [path for path in before if before[path] != after[path]]
    assert len(changed) >= len(before) - 2  # a licence, where it was got from
    for path in changed:
        old, new = before[path].splitlines(keepends=True), after[path].splitlines(keepends=True)
        at = next(number for number, line in enumerate(new) if line.startswith(b"reading_minutes"))
        assert new[:at] + new[at + 1 :] == old
    main(["stamp", str(folder), "--remove", "--quiet"])
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
