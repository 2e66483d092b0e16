"""Front matter: what it says, what is none, what is broken, what is hostile."""

from __future__ import annotations

import re
import time

import pytest

from jreadtools.errors import in_language
from jreadtools.sources import loose_front_matter
from jreadtools.sources.front_matter import FrontMatter, parse_date, read
from jreadtools.sources.metadata_values import ALIASES, read_toml, read_yaml


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
        ("---\n? [title, b]\n: 一\n? {a: b}\n: - 二\ntitle: 三\n---\n本文", FrontMatter(title="三")),
        ("---\n~: 一\ntags:\n- a: {title: 甲}\n  label: 乙\n- [丙, [丁], {title: 戊}]\n- 己\n---\n本文", FrontMatter(tags=("乙", "丙", "己"))),
        ("+++\ntitle = '題'\n[taxonomies]\ntags = ['犬', {name = '猫', a = [1]}, ['鳥', ['魚']]]\n+++\n本文",
         FrontMatter(title="題", tags=("犬", "猫", "鳥"))),
        ("+++\ntags = ['犬']\n[taxonomies]\ntags = ['猫']\n[title]\na = 1\n+++\n本文", FrontMatter(tags=("犬", "猫"))),
        ("---\n---\n本文", FrontMatter()),
        ("+++\ntitle = 2019-09-01\ntags = 2024\n+++\n本文", FrontMatter(title="2019-09-01", tags=("2024",))),
        ("+++\ntitle = 10:30:00\ndate = 2019-09-01T10:00:00.5Z\n+++\n本文",
         FrontMatter(title="10:30:00", date="2019-09-01T10:00:00+00:00")),
        (f"+++\ntitle = 0x{'f' * 5000}\nid = 0x1f\n+++\n本文", FrontMatter(id="31")),
        ("---\ntags: 甲 乙、丙丁\n---\n本文", FrontMatter(tags=("甲 乙", "丙丁"))),
        ("---\ntags: '#甲 #乙'\ncategories: [丙, [丁, 戊], null, 3, 甲]\n---\n本文",
         FrontMatter(tags=("甲", "乙", "丙", "丁", "戊", "3"))),
        ("---\nstatus: Private\n---\n本文", FrontMatter(draft=True)),
        ("---\nstatus: pending\npublished: true\n---\n本文", FrontMatter(draft=True)),
        ("---\nstatus: publish\ndraft: 'no'\nprivate: off\n---\n本文", FrontMatter()),
        ("---\nprivate: 'YES'\n---\n本文", FrontMatter(draft=True)),
        ("---\npublished: 2019-09-01\njreadtools: on\n---\n本文", FrontMatter(date="2019-09-01")),
        ("---\ndate: undefined\ncreated: 2019-09-01\njreadtools: off\n---\n本文", FrontMatter(date="2019-09-01", check=False)),
        ("---\ntitle: 甲&amp;乙&#12354;  丙\n---\n本文", FrontMatter(title="甲&乙あ 丙")),
        ('{"title": "題"} \n本文', FrontMatter(title="題")),
        ("---\ntaxonomies:\n  tags: [甲]\nposted_on: 2019-09-01\nmodified_time: 2019-10-01\nisDraft: true\n---\n本文",
         FrontMatter(tags=("甲",), date="2019-09-01", updated="2019-10-01", draft=True)),
        ("---\npublish: false\n---\n本文", FrontMatter(draft=True)),
        ("---\npublish: 2019-09-01\n---\n本文", FrontMatter()),
        ("---\nタイトル: 題\nタグ: ['#甲', C#]\n---\n本文", FrontMatter(title="題", tags=("甲", "C#"))),
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
     "---\n# 注だけ\n\n---\n本文", "---\n# 注だけ\n \n\t\n---\n本文", "---\n\n[表]\n: [\n---\n本文", "---\n# 注だけ\n: [\n---\n", "---\n本文です: [\ntitle: 題\n---\n", "---\n\t#\n\ttitle\n---\n",
     '{"title": "題"', '{\n"title" "題"\n}\n', '{ "題": "題", "b": [\n}\n本', '{"title": "題"} あと\n',
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
        ('{\n"title": "題",\n"x": [1,],\n"y": 2\n}\n本文', 3),
        ('{"title": "題", "tags": ["甲",],}\n本文', 1),
        ('{"title": "題", "params": {}\n, "x": [1,]\n}\n本文', 2),
        ("---\ntitle: 題\ntags: \x01\n---\n本文", None),
        ("---\n# 題の前\n\n  # 字下げ\ntitle: 題\ntags: [甲\n---\n本文", 7),
        ('{\n"title": "題", \n"b": [\n}\n本文', 4),
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


def test_a_comma_too_many() -> None:
    """It is said, on one line too, and what stands below the line is no metadata."""
    for text in ('{\n  "title": "題",\n}\n本文', '{"title": "題", "params": {},}\n本文\n\n    x = {\n}\n'):
        found = read(text)
        assert (found.title, text[found.body : found.body + 2], len(found.warnings)) == ("題", "本文", 1)


def test_metadata_that_nests_too_deep() -> None:
    """What Python gives up on has no line; the lines that it stands between are read."""
    text = '{\n"title": "題",\n"x": ' + "[" * 200_000 + "\n}\n本文"
    found = read(text)
    assert (found.title, text[found.body :]) == ("題", "本文")
    assert "入れ子が深すぎます" in in_language(found.warnings[0], "ja")
    assert " in line " not in found.warnings[0]


def test_lines_of_a_broken_block() -> None:
    """Quotes end a value, a comment behind a blank is none of it, the first of two values counts, a list is its words."""
    lines = "title: '題 # 一' 余り\ntitle: 二\nid: a#b # 注\nurl: \"/a\ntags: [甲, 乙]\ndate =\t2019-09-01\nx: [\n"
    found = read(f"---\n{lines}---\n本文")
    assert (found.title, found.id, found.url, found.tags) == ("題 # 一", "a#b", "/a", ("甲", "乙"))
    assert found.date == "2019-09-01"


@pytest.mark.parametrize(
    ("block", "fields"),
    [
        ("\ufefftitle: 畑\ntags:\n- 犬\n# 注\n;;;\n", {"title": "畑", "tags": ("犬",)}),  # Hexo
        ("title: 畑\n\nauthor: a\n---\n", {"title": "畑"}),
        ("title: 畑\n--\n", None),
        ("date: 2015-01-15\n---\n", None),
        ("title: 畑\n言葉です\n---\n", None),
        (f"title: 畑\ndescription: {'あ' * 9969}\n---\n", {"title": "畑"}),
        ("Title: 畑\nDate: 2024-01-02\n  \n", {"title": "畑", "date": "2024-01-02"}),  # Pelican
        ("Title: 畑の\n    話と\n\t水\nDate:\n    2024-01-02\n\n", {"title": "畑の 話と 水", "date": "2024-01-02"}),
        ("Title: 畑\nTags: 水,\n    土 と砂\n    鍬\n\n", {"title": "畑", "tags": ("水", "土 と砂", "鍬")}),
        ("Title: 畑\nTags: 水\n\t土 砂\n\n", {"title": "畑", "tags": ("水", "土 砂")}),
        ("Title: 畑\nTags: 水; 土と砂\n\n", {"title": "畑", "tags": ("水", "土と砂")}),
        ("Title: 畑\nTags: 水 土\n\n", {"title": "畑", "tags": ("水", "土")}),
        ("Title: 畑\nTags: [水, 土]\nSlug: a\nSlug: b\n    c\n\n", {"title": "畑", "tags": ("水", "土"), "id": "a"}),
        ('Title: "畑"の話 # 一\nDate: 2024-01-02\n\n', {"title": '"畑"の話 # 一', "date": "2024-01-02"}),
        ("Title: [畑]と\"水\"\nDate: 2024-01-02\n\n", {"title": '[畑]と"水"', "date": "2024-01-02"}),
        ("Title: '畑'\nDate: 2024-01-02\n\n", {"title": "畑", "date": "2024-01-02"}),
        ("Title:\nDate: 2024-01-02\n\n", {"date": "2024-01-02"}),
        ("Title: 畑\nSummary: 長い\n    文です。\n\n", {"title": "畑"}),
        ("Title: 畑\nFoo: a\n\n", {"title": "畑"}),
        ("Title: 畑\nFoo: a\nBar: b\n\n", None),  # most keys are nobody's
        ("Date: 2024-01-02\nTags: 鳥\n\n", None),
        ("Title: 畑\n", None),
        ("<!--\n.. title: 題\n.. tags: 旅, draft\n-->\n", {"title": "題", "tags": ("旅", "draft"), "draft": True}),  # Nikola
        ("<!--\n.. title: 題\n.. tags: drafts\n-->\n", {"title": "題", "tags": ("drafts",)}),
        ("<!--\n.. date: 2024-01-02\n-->\n", None),
        ("<!-- .. title: 題 -->\n", None),
    ],
)  # fmt: skip
def test_metadata_without_a_line_above(block: str, fields: dict[str, object] | None) -> None:
    """As Hexo, Pelican and Nikola have it; other lines with colons are the author's."""
    text = f"{block}本文です。"
    found = read(text)
    assert found._replace(body=0, warnings=()) == FrontMatter(**(fields or {}))  # type: ignore[arg-type]
    assert text[found.body :] == ("本文です。" if fields else text)


def test_unreadable_date() -> None:
    """A date that is none stays empty and is named, of a long one the first sixty characters."""
    found = read("---\ndate: いつか\n---\n本文")
    assert found.date == ""
    assert "いつか" in found.warnings[0]
    (warning,) = read(f"---\ndate: {'い' * 61}\n---\n本文").warnings
    for lang in ("ja", "en"):
        assert f" '{'い' * 60}' " in in_language(warning, lang)


@pytest.mark.parametrize(("aliases", "warnings"), [(50, 0), (51, 1)])
def test_aliases(aliases: int, warnings: int) -> None:
    """An alias is the value it names; more than any post needs are not followed, and that is said."""
    names = "".join(f"k{number}: *a\n" for number in range(aliases - 1))
    found = read(f"---\nx: &a 題\n{names}title: *a\n---\n本文")
    assert (found.title, len(found.warnings)) == ("題", warnings)


@pytest.mark.parametrize(("depth", "warnings"), [(99, 0), (100, 1)])
def test_depth_of_yaml(depth: int, warnings: int) -> None:
    """A hundred levels with the mapping itself; what is deeper is a warning, and its lines are read."""
    nested = "[" * depth + "]" * depth
    found = read(f"---\nx: {nested}\ntitle: 題\n---\n本文")
    assert (found.title, len(found.warnings)) == ("題", warnings)


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
        ("2019年9月", "2019-09"),
        ("２０１９年 ９ 月", "2019-09"),
        ("2019年", "2019"),
        ("1900年", ""),
        ("2019年13月", ""),
        ("2019年9月上旬", ""),
        ("2019年9月 10:00", ""),
        ("Sep 2019", "2019-09"),
        ("September, 2019", "2019-09"),
        ("Foo 2019", ""),
        ("令和元年5月1日", "2019-05-01"),
        ("平成 31 年 4 月", "2019-04"),
        ("昭和64年1月7日(土)", "1989-01-07"),
        ("令和8年", "2026"),
        ("令和8", ""),
        ("2019年9月1日10:00", "2019-09-01T10:00"),
        ("2019年9月1日(日)10時5分", "2019-09-01T10:05"),
        ("2019年9月1日 日曜日 10:00", "2019-09-01T10:00"),
        ("2019年9月1日 日曜", "2019-09-01"),
        ("2019-9-110:00", ""),
        ("Sep 1, 2019", "2019-09-01"),
        ("Sun, 01 Sep 2019 10:00:00 +0900", "2019-09-01T10:00:00+09:00"),
        ("2019", "2019"),
        ("1901", "1901"),
        ("1900", ""),
        ("2019-09 10:00", ""),
        ("2019-9-1 10:00", "2019-09-01T10:00"),
        ("2019-9-1 10:00 JST", "2019-09-01T10:00+09:00"),
        ("2019-9-1T10:00:05UTC", "2019-09-01T10:00:05+00:00"),
        ("2019-9-1T10:00:05+09", "2019-09-01T10:00:05+09:00"),
        ("2019-9-1 10:00:05.123 -0330", "2019-09-01T10:00:05-03:30"),
        ("2019-9-1 10時5分", "2019-09-01T10:05"),
        ("2019-9-1 10時5分7秒", "2019-09-01T10:05:07"),
        ("20190901T100005Z", "2019-09-01T10:00:05+00:00"),
        ("201909011000", "2019-09-01T10:00"),
        ("1 Sep 2019", "2019-09-01"),
        ("September 1st 2019", "2019-09-01"),
        ("Foo 1, 2019", ""),
        ("2019年9月1日(日)", "2019-09-01"),
        ("2019/9/1 [Asia/Tokyo]", "2019-09-01"),
        ("2019-02-30", ""),
        ("2019-9-1 24:00", ""),
        ("2019-9-1-2", ""),
        ("2019-13-45", ""),
        ("昨日", ""),
    ],
)
def test_dates(written: str, iso: str) -> None:
    """Dates as people write them."""
    assert parse_date(written) == iso


@pytest.mark.parametrize(
    ("block", "values"),
    [
        ("", {}),
        ("A: 1\nc: 2", {"a": "1"}),
        ("- a", None),
        ("words", None),
        ("1: 2", None),
        ("1: 2\na: 3", {"a": "3"}),
        ("a: ~\nb: null", {"a": None, "b": None}),
        ("a: ''\nb: 'null'", {"a": "", "b": "null"}),
        ("a:\nb: 2", {"a": None, "b": "2"}),
        ("a: 1\na: 2", {"a": "2"}),
        ("a: &x 1\nb: *x", {"a": "1", "b": "1"}),
        ("tags: [&x 1, *x, *y]", {"tags": ["1", "1", None]}),
        ("c: [x]\na: 1", {"a": "1"}),
        ("a: {b: 1}\nb: 2", {"b": "2"}),
        ("? [a]\n: 1\nb: 2", {"b": "2"}),
        ("? {q: r}\n: [a]\nb: 2", {"b": "2"}),
        ("tags:\n- x\n- [y, [q], z]\n- ~", {"tags": ["x", "y", "z", None]}),
        ("tags:\n- {name: v, k: w}\n- {k: {name: q}, title: t}\n- {? [q] : r, label: l}", {"tags": ["v", "t", "l"]}),
        ("tags:\n- {name: {tag: q}, tag: v}\n- w", {"tags": ["v", "w"]}),
        ("a: &x 1\ntags: [" + "*x, " * 50 + "]", {"a": "1", "tags": ["1"] * 50}),
        ("a: &x 1\ntags: [" + "*x, " * 51 + "]", {"a": "1", "tags": ["1"] * 51, ALIASES: True}),
        ("a: " + "[" * 99 + "]" * 99, {"a": []}),
    ],
)
def test_what_a_block_of_yaml_says(block: str, values: dict[str, object] | None) -> None:
    """Scalars and lists of scalars under the wanted keys of the mapping at its top."""
    assert read_yaml(block, {"a", "b", "tags"}) == values


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ("a: " + "[" * 100 + "]" * 100, "nested too deeply"),
        ("a: 1\nb: [\n", "expected (?:the )?node content.* in line 4;"),
        ("a: 'x", "in line "),
    ],
)
def test_a_block_that_is_no_yaml(block: str, said: str) -> None:
    """What its parser says, and in which line of the file."""
    assert re.search(said, str(read_yaml(block, {"a"})))


@pytest.mark.parametrize(
    ("block", "values"),
    [
        ("a = 1\nc = 2", {"a": 1}),
        ('tags = ["y"]\n[taxonomies]\ntags = ["x"]', {"tags": ["y"], "taxonomies.tags": ["x"]}),
        ("taxonomies = 1\na = 2", {"a": 2, "taxonomies": 1}),
        ("a = {b = 1}", {}),
        ('tags = [["x", ["y"]], {name = "v", k = "w"}, {title = ["n"]}, "z"]', {"tags": ["x", "v", "z"]}),
    ],
)
def test_what_a_block_of_toml_says(block: str, values: dict[str, object]) -> None:
    """As YAML; Zola's taxonomies are looked through too."""
    assert read_toml(block, {"a", "b", "tags", "taxonomies", "taxonomies.tags"}) == values


def test_a_block_that_is_no_toml() -> None:
    """What its parser says, and in which line of the file."""
    assert "in line 3;" in str(read_toml("a = 1\nb = = 2\n", {"a"}))
    assert "in line" not in str(read_toml("a = ", {"a"}))
    assert "a number has too many digits" in str(read_toml(f"a = {'9' * 5000}", {"a"}))


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("title: 畑\n---\n朝", "title: 畑\n"),
        ("\ufefftitle: 畑\n---\n朝", "title: 畑\n"),
        ("title: 畑\n  続き\n- a\n# 注\n---\n朝", "title: 畑\n  続き\n- a\n# 注\n"),
        ("title: 畑\n朝\n---\n", None),
        ("date: 1\n---\n朝", None),
        (f"title: {'畑' * 9980}\n---\n朝", f"title: {'畑' * 9980}\n"),
        (f"title: {'畑' * 9990}\n---\n朝", None),
        # Without a line that closes it: to the first empty line, half of the keys or more known.
        ("Title: 畑\n\n朝", "Title: 畑\n"),
        ("title: 畑\nfoo: 1\n\n朝", "title: 畑\nfoo: 1\n"),
        ("title: 畑\nfoo: 1\nbar: 2\n\n朝", None),
        ("title: 畑\nfoo: 1\n\tbar: 2\n\n朝", "title: 畑\nfoo: 1\n\tbar: 2\n"),
        ("foo: 1\ndate: 2\n\n朝", None),
        ("title: 畑", "title: 畑"),
        ("<!--\n.. title: 畑\n-->\n朝", ".. title: 畑\n"),
        ("<!--\n.. date: 畑\n-->\n朝", None),
    ],
)
def test_metadata_without_a_line_that_opens_it(text: str, block: str | None) -> None:
    """Of Hexo, Pelican and Nikola; the words begin behind it."""
    found = loose_front_matter.find(text)
    assert (text[found.start : found.end] if found else None) == block
    assert found is None or text[found.body :].strip("\n") in {"朝", ""}
