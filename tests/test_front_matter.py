"""Front matter: what it says, what is none, what is broken, what is hostile."""

from __future__ import annotations

import time

import pytest

from jreadtools.errors import in_language
from jreadtools.sources.front_matter import FrontMatter, parse_date, read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\nTitle: 題 # 注\nDate: 2019/9/1\n---\n本文", FrontMatter(title="題", date="2019-09-01")),
        ('+++\ntitle = "題"\ndate = 2019-09-01T10:00:00+09:00\ntags = ["甲", "乙"]\n+++\n本文',
         FrontMatter(title="題", date="2019-09-01T10:00:00+09:00", tags=("甲", "乙"))),
        ('{\n"title": "題",\n"draft": true\n}\n本文', FrontMatter(title="題", draft=True)),
        ("\ufeff---  \ntitle: 題\npublished: false\n---  \n本文", FrontMatter(title="題", draft=True)),
        ("---\ntitle: 題\npublished_at: 2026年11月23日\ntopics: 甲, 乙\nstatus: draft\n...\n本文",
         FrontMatter(title="題", date="2026-11-23", tags=("甲", "乙"), draft=True)),
        ("---\ntitle: 2024\nslug: a-b\npermalink: /a/\nlastmod: 2020-01-02\n---\n本文",
         FrontMatter(title="2024", id="a-b", url="/a/", updated="2020-01-02")),
        ("---\ntitle: [甲, 乙]\ntags:\n  - 一\n  - 二\nprivate: true\n---\n本文",
         FrontMatter(title="甲", tags=("一", "二"), draft=True)),
        ("---\ntitle: null\n---\n本文", FrontMatter()),
        ("---\ntitle: ~\nid: Null\n---\n本文", FrontMatter()),
        ("---\ntitle: 'null'\n---\n本文", FrontMatter(title="null")),
        ("---\ntitle:\ndate: null\nquiz:\n  - title: 問い\n---\n本文", FrontMatter()),
        ("---\ntitle: 一\ntitle: 二\n---\n本文", FrontMatter(title="二")),
        ("---\n---\n本文", FrontMatter()),
    ],
)  # fmt: skip
def test_read(text: str, expected: FrontMatter) -> None:
    """Fields are found whatever the format and the case of the key; the body begins behind the block."""
    found = read(text)
    assert found._replace(body=0) == expected
    assert text[found.body :] == "本文"


@pytest.mark.parametrize(
    "text",
    ["", "---\n", "---\n本文です。\n---\n後。", "---\n本文です。\n\n続き。", "{{< a >}}\n", "{漢字|かんじ}", "+++\n", "---\n- 一\n- 二\n---\n",
     "----\ntitle: a\n----\n", '{"a": 1} と書く。', "---\n注意: 大事です。\n---\n後。"],
)  # fmt: skip
def test_no_front_matter(text: str) -> None:
    """A thematic break, a shortcode or a brace at the top takes nothing from the article."""
    assert read(text) == FrontMatter()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\ntitle: 題\ntags: [甲\ndate: 2019-09-01\n---\n本文", 4),
        ("---\ntitle: 題\n\tdate: 2019-09-01\n---\n本文", 3),
        ('+++\ntitle = "題"\ntags = [\n+++\n本文', None),
        ('+++\ntitle = "題"\ndraft = いいえ\n+++\n本文', 3),
        ('{\n"title": "題",\n"date" "2019"\n}\n本文', 3),
        ("---\ntitle: 題\ntags: \x01\n---\n本文", None),
    ],
)
def test_broken_front_matter(text: str, line: int | None) -> None:
    """A broken block is a warning with its line, where it is known; it is no prose, and the title is still found."""
    found = read(text)
    assert found.title == "題"
    assert text[found.body :] == "本文"
    (warning,) = found.warnings
    assert warning.startswith("front matter: ")
    assert (f" in line {line};" in warning) if line else (" in line " not in warning)
    ja = in_language(warning, "ja")
    assert ja.startswith(f"フロントマター: {line}行目が" if line else "フロントマター: 正しく")


def test_unreadable_date() -> None:
    """A date that is none stays empty and is named."""
    found = read("---\ndate: いつか\n---\n本文")
    assert found.date == ""
    assert "いつか" in found.warnings[0]


def test_hostile() -> None:
    """Alias bombs and deep nesting end at once."""
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 30))
    started = time.process_time()
    found = read(f"---\ntitle: 題\n{bomb}---\n本文")
    assert found.title == "題"
    assert "aliases" in found.warnings[0]
    assert read("---\ntitle: 題\nx: " + "[" * 50_000 + "\n---\n本文").title == "題"
    read("+++\nx = " + "[" * 5_000 + "\n+++\n本文")
    read('{"a": ' + "[" * 50_000)
    assert read("---\nx: !!python/object/apply:os.system [ls]\ntitle: 題\n---\n").title == "題"
    assert time.process_time() - started < 60


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2019-09-01 15:31:18 +0900", "2019-09-01T15:31:18+09:00"),
        ("2026-02-14T11:38+09:00", "2026-02-14T11:38+09:00"),
        ("2019-09-01T00:00:00.000Z", "2019-09-01T00:00:00+00:00"),
        ("2019.9.1", "2019-09-01"),
        ("２０１９年９月１日", "2019-09-01"),
        ("20190901", "2019-09-01"),
        ("2019-09", "2019-09"),
        ("Sep 1, 2019", "2019-09-01"),
        ("Sun, 01 Sep 2019 10:00:00 +0900", "2019-09-01T10:00:00+09:00"),
        ("2019-13-45", ""),
        ("昨日", ""),
    ],
)
def test_dates(written: str, iso: str) -> None:
    """Dates as people write them."""
    assert parse_date(written) == iso
