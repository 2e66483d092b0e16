"""The cache gives back what was put into it, to the last bit, or nothing; and it never costs a run."""

from __future__ import annotations

import ast
import os
import sqlite3
import struct
import sys
import time
import zlib
from argparse import Namespace
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from jreadtools.article import Article, Failure
from jreadtools.batches.batch import Batch, measured_batch
from jreadtools.batches.cache import keys as cache_keys
from jreadtools.batches.cache import records as rows
from jreadtools.batches.cache import store
from jreadtools.batches.cache.keys import conditions, keyed
from jreadtools.batches.cache.parts import failed, joined, placed, split
from jreadtools.batches.cache.records import Wanted
from jreadtools.batches.cache.store import Cache, default_path
from jreadtools.cli.asked import cache_of
from jreadtools.counts.additive import COUNTS, MARKS, PEAKS, TYPES, Counts, Ragged
from jreadtools.counts.extras import no_extras
from jreadtools.errors import Message, in_language
from jreadtools.levels.obi2 import Obi2Model
from jreadtools.levels.vocabulary_levels import VocabularyLevels
from jreadtools.measure.settings import Settings
from jreadtools.sources.entry import Entry
from jreadtools.sources.locate import Found
from jreadtools.sources.read import parse
from jreadtools.sources.reading import Reading
from jreadtools.speed import ReadingSpeed

TEXTS = (
    "# 縁側の猫\n\n庭に来る猫は、いつも同じ石の上で眠っている。名前はまだない。\n\n- 朝の見回り\n- 夕方の見回り\n",
    "台所の窓を開けると、隣の家の味噌汁の匂いがした。これを食べなければならないということはないわけではない。"
    "彼は駅前再開発計画検討委員会事務局の人だと言ったが、私はそう思わなかったし、そうだとも思えなかったのだが、黙っていた。\n",
    "",
    "鬱蒼とした森で𠮷田さんに会いました。\n",
)
EVERYTHING = Wanted(frozenset(TYPES), sentences=True, findings=True)
BARE = Wanted(frozenset(TYPES), sentences=False, findings=False)
KEY = b"k" * 16


def _articles() -> list[Article]:
    warning = Message(ja="フロントマターが壊れています", en="the front matter is broken")
    return [
        replace(
            parse(text, "markdown"),
            path=f"blog/{n}.md",
            id=f"{n}.md",
            tags=("猫", "日記"),
            categories=("暮らし",),
            warnings=(warning, "only English"),
            kept=(("pv", n), ("rate", 0.1 + n), ("open", True), ("none", float("inf"))),
        )
        for n, text in enumerate(TEXTS)
    ]


def _measured(settings: Settings, articles: list[Article] | None = None) -> Batch:
    return measured_batch(articles or _articles(), settings, sentences=True, findings=True)


def _kept(path: Path, parts: list[Batch], wanted: Wanted = EVERYTHING) -> list[Batch | None]:
    """Batches of one article after a stay in a cache."""
    keys = [bytes([n]) * 16 for n in range(len(parts))]
    with Cache.open(path) as cache:
        for key, part in zip(keys, parts, strict=True):
            cache.put(key, part, wanted)
    with Cache.open(path) as cache:
        known = cache.get(keys, wanted)
    assert cache.warnings == []
    return [known.get(key) for key in keys]


def _bits(counts: Counts) -> list[tuple[Any, ...]]:
    arrays = [counts.values, counts.peaks, counts.marks, counts.types, *counts.lengths, *counts.beyond_joyo]
    arrays += [counts.extras.listed, counts.extras.grades]
    same = [(array.shape, array.dtype.str, array.tobytes()) for array in arrays]
    return [*same, counts.extras.unlisted.tolist()]


def _whole(batch: Batch) -> tuple[Any, ...]:
    """Everything in a batch, to be compared."""
    rows = batch.sentences
    sentences = None
    if rows is not None:
        places = (rows.owners.tolist(), rows.index.tolist(), rows.line.tolist(), rows.kinds, rows.texts)
        sentences = (*places, _bits(rows.counts))
    japanese = [[getattr(warning, "ja", None) for warning in warnings] for warnings in batch.warnings]
    kept = [[(name, value, type(value)) for name, value in pairs] for pairs in batch.kept]
    about = (batch.identities, batch.origins, kept, batch.tags, batch.categories, batch.warnings, japanese)
    return *about, _bits(batch.totals), sentences, batch.failures, batch.lost, batch.findings


def _founds(batch: Batch) -> list[Found]:
    return [Found(Path(who.path), who.path, Path(who.path).name, 0) for who in batch.identities]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_what_comes_back_is_what_was_measured_to_the_last_bit(tmp_path: Path, lang: Any) -> None:
    """Articles, sentences, findings, warnings in both languages, kept columns and NaN survive."""
    settings = Settings(lang=lang, speed=ReadingSpeed(characters=500))
    measured = _measured(settings)
    assert np.isnan(measured.totals.types).any()
    assert any(measured.findings)
    back = _kept(tmp_path / "c.sqlite", split(measured, ["", "", "", ""]))
    parts = [placed(part, found) for part, found in zip(back, _founds(measured), strict=True) if part is not None]
    assert _whole(joined(parts, sentences=True)) == _whole(measured)


def test_a_batch_is_cut_into_the_batches_of_its_articles() -> None:
    """Each as if it had been measured alone."""
    settings, articles = Settings(), _articles()
    whole = _measured(settings)
    for part, found, article in zip(split(whole, [""] * len(articles)), _founds(whole), articles, strict=True):
        alone = _measured(settings, [article])
        assert _whole(placed(part, found)) == _whole(placed(split(alone, [""])[0], found))
        assert part.sentences is not None
        assert alone.sentences is not None
        assert part.sentences.owners.tolist() == alone.sentences.owners.tolist()


def test_lists_of_the_caller_come_back(tmp_path: Path) -> None:
    """What a row holds against lists of words and models of grades survives, the words not listed too."""
    settings = Settings(levels=(VocabularyLevels.from_words({"猫": "A", "庭": "B"}, ["A", "B"]),))
    measured = _measured(settings)
    assert measured.totals.extras.unlisted[0, 0]
    back = _kept(tmp_path / "c.sqlite", split(measured, ["", "", "", ""]))
    parts = [placed(part, found) for part, found in zip(back, _founds(measured), strict=True) if part is not None]
    assert _whole(joined(parts, sentences=True)) == _whole(measured)


def test_any_numbers_come_back(tmp_path: Path) -> None:
    """Negative, huge and undefined numbers are not bent by the narrow types they are stored in."""
    part = split(_measured(Settings(), _articles()[:1]), [""])[0]
    edges = np.array([0, 1, 127, 128, 255, 256, -1, -256, 32_767, 32_768, -32_769, 1 << 31, -(1 << 63), (1 << 63) - 1])
    counts = Counts(
        np.resize(edges, (1, len(COUNTS))),
        np.resize(-edges, (1, len(PEAKS))),
        np.resize(edges[6:], (1, len(MARKS))),
        np.resize(np.array([-np.nan, -0.0, 5e-324, np.inf]), (1, len(TYPES))),
        Ragged(edges, np.zeros(len(edges), np.int64)),
        Ragged(edges[:0], edges[:0]),
        no_extras(1),
    )
    (back,) = _kept(tmp_path / "c.sqlite", [replace(part, totals=counts)])
    assert back is not None
    assert _bits(back.totals) == _bits(counts)


def test_texts_that_are_no_utf_8_come_back(tmp_path: Path) -> None:
    """A lone surrogate and control characters in a title are stored like any other character."""
    part = split(_measured(Settings(), _articles()[:1]), [""])[0]
    part = replace(part, identities=[part.identities[0]._replace(title="\ud83d\0\u2028題")])
    (back,) = _kept(tmp_path / "c.sqlite", [part])
    assert back is not None
    assert back.identities == part.identities


def test_a_failure_comes_back_in_both_languages_and_in_its_new_place(tmp_path: Path) -> None:
    """A file that cannot be decoded fails again without being read again."""
    (back,) = _kept(tmp_path / "c.sqlite", [failed(Message(ja="バイナリーです", en="binary"))])
    assert back is not None
    failure = placed(back, Found(Path("x/b.md"), "x/b.md", "b.md", 0)).failures[0]
    assert failure == Failure("x/b.md", "binary")
    assert isinstance(failure.error, Message)
    assert failure.error.ja == "バイナリーです"
    assert joined([back], sentences=True).sentences is not None


def test_an_article_is_placed_where_it_lies_now() -> None:
    """Path and id are made anew, but an id that the article gives itself stays."""
    plain, named = split(_measured(Settings(), _articles()[:2]), ["", "own-id"])
    moved = Found(Path("new/a.md"), "new/a.md", "a.md", 0)
    assert placed(plain, moved).identities[0][:2] == ("new/a.md", "a.md")
    assert placed(named, moved).identities[0][:2] == ("new/a.md", "own-id")


def test_a_row_serves_those_who_want_less_and_nobody_who_wants_more(tmp_path: Path) -> None:
    """Sentences are added to a row later and outlive a run that wants none; unwanted types are NaN as if not measured."""
    path, part = tmp_path / "c.sqlite", split(_measured(Settings(), _articles()[:1]), [""])[0]
    few = Wanted(frozenset({"type_count"}), sentences=False, findings=False)
    with Cache.open(path) as cache:
        cache.put(KEY, replace(part, sentences=None, findings=[]), few)
    with Cache.open(path) as cache:
        assert cache.get([KEY], few)
        assert not cache.get([KEY], BARE)
        assert not cache.get([KEY], few._replace(sentences=True))
        assert not cache.get([KEY], few._replace(findings=True))
        cache.put(KEY, part, EVERYTHING)
    with Cache.open(path) as cache:
        cache.put(KEY, replace(part, sentences=None, findings=[]), BARE)
    with Cache.open(path) as cache:
        assert cache.get([KEY], EVERYTHING)[KEY].sentences is not None
        bare = cache.get([KEY], few)[KEY]
    assert bare.sentences is None
    assert bare.findings == []
    assert np.isnan(bare.totals.types).tolist() == [[name != "type_count" for name in TYPES]]


READING, SETTINGS = Reading(), Settings()
LEVELS = VocabularyLevels.from_words({"猫": "A", "庭": "B"}, ["A", "B"])
OBI2 = Obi2Model("T", 1, "a.model", b"\0" * 8, b"\0" * 8)


@pytest.mark.parametrize(
    ("reading", "settings"),
    [
        (replace(READING, markup="markdown"), SETTINGS),
        (replace(READING, encoding="cp932"), SETTINGS),
        (replace(READING, page=True), SETTINGS),
        (replace(READING, page=False), SETTINGS),
        (READING, Settings(wrap="join")),
        (READING, Settings(code=True)),
        (READING, Settings(metrics=("characters",))),
        (READING, Settings(levels=(LEVELS,))),
        (READING, Settings(levels=(VocabularyLevels.from_words({"猫": "B", "庭": "B"}, ["A", "B"]),))),
        (READING, Settings(levels=(OBI2,))),
        (READING, Settings(levels=(replace(OBI2, weights=b"\1" * 8),))),
    ],
)
def test_an_option_that_changes_numbers_changes_the_key(reading: Reading, settings: Settings) -> None:
    """One case an option; the two lists and the two models differ from each other too."""
    others = [
        conditions(READING, SETTINGS),
        conditions(READING, Settings(levels=(LEVELS, OBI2))),
        conditions(READING, Settings(levels=(VocabularyLevels.from_words({"猫": "A"}, ["A", "B"]),))),
    ]
    assert conditions(reading, settings) not in others


def test_other_options_change_no_key() -> None:
    """Speed, language, metrics that rest on morphemes, and which files are asked for change no count."""
    usual = conditions(READING, SETTINGS)
    assert (
        conditions(Reading(drafts=False, text="body", keep=("id",), exclude=("*.txt",), gitignore=False), SETTINGS)
        == usual
    )
    other = Settings(speed=ReadingSpeed(characters=400), lang="en", metrics=("words", "mtld"))
    assert conditions(READING, other) == usual
    lists = [Settings(levels=(replace(LEVELS, source=source),)) for source in ("", "a list")]
    assert conditions(READING, lists[0]) == conditions(READING, lists[1])


def test_another_version_changes_the_key(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A package or the dictionary, ours, and a changed source file of a checkout."""
    assert (Path(cache_keys.__file__).parents[2] / "version.py").is_file()  # the whole package is looked at
    before = {conditions(READING, SETTINGS)}
    with monkeypatch.context() as patched:
        patched.setattr(cache_keys, "version", lambda name: "9" if name == "unidic-lite" else "1")
        before.add(conditions(READING, SETTINGS))
    with monkeypatch.context() as patched:
        patched.setattr(cache_keys, "__version__", "9")
        before.add(conditions(READING, SETTINGS))
    for text in ("A = 1\n", "A = 2\n"):
        (tmp_path / "metrics").mkdir(exist_ok=True)
        (tmp_path / "metrics" / "length.py").write_text(text, "utf-8")
        monkeypatch.setattr(cache_keys, "__file__", str(tmp_path / "batches" / "cache" / "keys.py"))
        before.add(conditions(READING, SETTINGS))
    assert len(before) == 5


def _file(path: Path, data: bytes, **fields: Any) -> Found:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    return Found(path, str(path), path.name, 0, "markdown")._replace(**fields)


def test_a_file_is_known_by_its_bytes_and_ending(tmp_path: Path) -> None:
    """Its place and name are not in the key; what was hashed is what will be read."""
    found, key = keyed(_file(tmp_path / "a.md", "猫".encode()), KEY)
    assert found.data == "猫".encode()
    assert keyed(_file(tmp_path / "sub" / "b.MD", "猫".encode(), id="x"), KEY)[1] == key
    others = [
        keyed(_file(tmp_path / "a.md", "犬".encode()), KEY),
        keyed(_file(tmp_path / "a.txt", "猫".encode()), KEY),
        keyed(_file(tmp_path / "a.md", "猫".encode(), format="plain"), KEY),
        keyed(_file(tmp_path / "a.md", "猫".encode()), KEY[1:]),
        keyed(_file(tmp_path / "a.md", b""), KEY),
    ]
    assert len({key, *(other for _, other in others)}) == 6


def test_a_file_that_cannot_be_read_has_no_key(tmp_path: Path) -> None:
    """Nor one whose name is no name: reading it says why, each time."""
    for path in (tmp_path / "nowhere.md", tmp_path, Path("a\0b")):
        found = Found(path, str(path), "x", 0)
        assert keyed(found, KEY) == (found, None)


def test_an_entry_is_known_by_all_its_fields_but_its_key(tmp_path: Path) -> None:
    """Any field of an article in an export may be a column of the output."""
    entry = Entry("猫です。", "html", "wxr", key="neko", kept=(("pv", 1),), warnings=(Message(ja="あ", en="a"),))
    found = Found(tmp_path / "a.xml", "a.xml", "a.xml#neko", 4, entry=entry)
    key = keyed(found, KEY)[1]
    assert key is not None
    same = found._replace(path=Path("b.xml"), shown="b.xml", id="b.xml#neko-2", entry=entry._replace(key="neko-2"))
    assert keyed(same, KEY)[1] == key
    changes: list[dict[str, Any]] = [
        {"body": "犬です。"}, {"markup": "plain"}, {"format": "rss"}, {"title": "題"}, {"date": "2026"}, {"updated": "2026"},
        {"tags": ("a", "b")}, {"tags": ("a, b",)}, {"categories": ("a", "b")}, {"url": "u"}, {"status": "draft"},
        {"draft": True}, {"protected": True}, {"truncated": True}, {"encoding": "cp932"}, {"warnings": ("a",)},
        {"warnings": (Message(ja="い", en="a"),)}, {"kept": (("pv", 1.0),)}, {"kept": (("pv", True),)},
        {"kept": (("pv", "1"),)}, {"body": "\udc81"},
    ]  # fmt: skip
    keys = {keyed(found._replace(entry=entry._replace(**change)), KEY)[1] for change in changes}
    assert len(keys | {key}) == len(changes) + 1


def _filled(path: Path, count: int = 1) -> bytes:
    """A cache with some articles, and what is in the file."""
    part = split(_measured(Settings(), _articles()[:1]), [""])[0]
    with Cache.open(path) as cache:
        for n in range(count):
            cache.put(struct.pack(">16xI", n)[4:], part, EVERYTHING)
    assert cache.warnings == []
    return path.read_bytes()


def _works(path: Path) -> list[Message]:
    """Warnings of a run with this cache, which has to get through."""
    part = split(_measured(Settings(), _articles()[:1]), [""])[0]
    with Cache.open(path) as cache:
        cache.get([KEY], EVERYTHING)
        cache.put(KEY, part, EVERYTHING)
    for warning in cache.warnings:
        assert str(path) in warning
        assert str(path) in warning.ja
    return cache.warnings


def test_a_file_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    """A text, a database of another program, a folder and a pipe are neither read nor changed."""
    text, database = tmp_path / "notes.txt", tmp_path / "other.sqlite"
    text.write_text("買い物の覚え書き\n" * 100, "utf-8")
    other = sqlite3.connect(database)
    other.execute("CREATE TABLE articles (key BLOB PRIMARY KEY, used, article, sentences, findings)")
    other.close()
    for path in (text, database):
        before = path.read_bytes()
        (warning,) = _works(path)
        assert "something else" in warning
        assert path.read_bytes() == before
    assert len(_works(tmp_path)) == 1
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        assert len(_works(tmp_path / "pipe")) == 1


@pytest.mark.parametrize("damage", ["truncated", "overwritten", "no table", "garbage behind the header"])
def test_a_damaged_cache_is_made_anew(tmp_path: Path, damage: str) -> None:
    """The run that finds it warns and does without; the next one or the one after it has a cache again."""
    path = tmp_path / "c.sqlite"
    whole = _filled(path, 50)
    if damage == "truncated":
        path.write_bytes(whole[: len(whole) // 3])
    elif damage == "overwritten":
        path.write_bytes(whole[:4096] + b"\xa5" * (len(whole) - 4096))
    elif damage == "garbage behind the header":
        path.write_bytes(whole[:100] + os.urandom(2000))
    else:
        file = sqlite3.connect(path)
        file.execute("DROP TABLE articles")
        file.close()
    said = _works(path)
    assert said
    assert "damaged" in said[0]
    _works(path)
    assert _works(path) == []
    with Cache.open(path) as cache:
        assert KEY in cache.get([KEY], EVERYTHING)


def test_a_cache_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    """An older program does not destroy what a newer one has stored."""
    path = tmp_path / "c.sqlite"
    _filled(path)
    file = sqlite3.connect(path)
    file.execute("PRAGMA user_version = 99")
    file.close()
    before = path.read_bytes()
    (warning,) = _works(path)
    assert "newer" in warning
    assert path.read_bytes() == before


def _forged(key: bytes, content: bytes, size: int | None = None) -> bytes:
    packed = zlib.compress(content)
    crc = zlib.crc32(packed, zlib.crc32(key))
    return struct.pack("<II", crc, len(content) if size is None else size) + packed


@pytest.mark.parametrize(
    "row",
    [
        b"",
        b"short",
        _forged(KEY, b"")[:-1],
        _forged(KEY, b""),
        _forged(KEY, struct.pack("<I", 900) + b"{}"),
        _forged(KEY, struct.pack("<I", 2) + b"{}"),
        _forged(KEY, struct.pack("<I", 2) + b"[]"),
        _forged(KEY, struct.pack("<I", 200_000) + b"[" * 200_000),
        _forged(KEY, b"\0" * 10_000, size=10),
        _forged(KEY, b"\0" * 10, size=0xFFFFFFFF),
        _forged(b"another key", struct.pack("<I", 2) + b"{}"),
    ],
)
@pytest.mark.parametrize("column", ["article", "sentences", "findings"])
def test_a_broken_row_is_measured_again(tmp_path: Path, row: bytes, column: str) -> None:
    """Whatever bytes stand there: a warning, no number, and the next run finds the row mended."""
    path = tmp_path / "c.sqlite"
    assert _works(path) == []
    file = sqlite3.connect(path, isolation_level=None)
    file.execute(f"UPDATE articles SET {column} = ?", (row,))
    file.close()
    with Cache.open(path) as cache:
        assert not cache.get([KEY], EVERYTHING)
        assert "broken rows" in cache.warnings[0]
    assert len(_works(path)) == 1
    assert _works(path) == []


def test_no_flipped_bit_of_a_row_goes_unseen(tmp_path: Path) -> None:
    """The checksum is over the key too: a row that stands under another article's key is no answer."""
    path = tmp_path / "c.sqlite"
    _works(path)
    file = sqlite3.connect(path, isolation_level=None)
    (whole,) = file.execute("SELECT article FROM articles").fetchone()
    for at in range(0, len(whole), 7):
        flipped = bytearray(whole)
        flipped[at] ^= 4
        file.execute("UPDATE articles SET article = ?", (bytes(flipped),))
        with Cache.open(path) as cache:
            assert not cache.get([KEY], BARE)
    file.execute("UPDATE articles SET article = ?, key = ?", (whole, b"x" * 16))
    with Cache.open(path) as cache:
        assert not cache.get([b"x" * 16], BARE)
    file.close()


def test_a_full_disk_is_a_warning(tmp_path: Path) -> None:
    """What was read before still counts; nothing is raised."""
    path = tmp_path / "c.sqlite"
    _filled(path)
    part = split(_measured(Settings(), _articles()[:1]), [""])[0]
    with Cache.open(path) as cache:
        assert cache._file is not None
        cache._file.execute("PRAGMA max_page_count = 1").fetchone()  # SQLite keeps the pages that there are
        for n in range(50):
            cache.put(bytes([n]) * 16, part, EVERYTHING)
    (warning,) = cache.warnings
    assert "full" in warning
    assert _works(path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="a file that is open stays where it is there")
@pytest.mark.parametrize("damaged", [True, False])
@pytest.mark.parametrize("made_anew", [True, False])
def test_a_cache_that_was_replaced_meanwhile(tmp_path: Path, damaged: bool, made_anew: bool) -> None:
    """A run that still has the old one open takes nothing from the new one, and says what became of its work."""
    path, old = tmp_path / "c.sqlite", tmp_path / "old.sqlite"
    _filled(path)
    late = Cache.open(path)
    path.rename(old)
    if made_anew:
        assert _works(path) == []
        path.with_name("c.sqlite-journal").write_bytes(b"")  # of a run that is writing
    if damaged:
        with old.open("r+b") as stream:
            stream.write(os.urandom(old.stat().st_size))
    assert not late.get([KEY], EVERYTHING)
    late.put(b"x" * 16, failed("x"), BARE)
    late.close()
    (warning,) = late.warnings
    assert "replaced or removed" in warning
    assert "作り直された" in warning.ja
    assert path.exists() == path.with_name("c.sqlite-journal").exists() == made_anew
    assert _works(path) == []
    with Cache.open(path) as cache:
        assert cache.get([KEY], EVERYTHING)


def test_every_kind_of_damage_is_damage(tmp_path: Path) -> None:
    """SQLite tells a damaged index from a damaged page; both caches are made anew."""
    path = tmp_path / "c.sqlite"
    _filled(path)
    error = sqlite3.DatabaseError("database disk image is malformed")
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT_INDEX
    cache = Cache.open(path)
    cache._give_up(error)
    assert "damaged" in cache.warnings[0]
    assert not path.exists()


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everything")
def test_a_read_only_cache_is_read(tmp_path: Path) -> None:
    """And what is new is not kept, which is said; in a folder where none can be made there is none."""
    path = tmp_path / "c.sqlite"
    _works(path)
    path.chmod(0o400)
    tmp_path.chmod(0o500)
    try:
        with Cache.open(path) as cache:
            assert cache.get([KEY], EVERYTHING)
            cache.put(KEY, failed("x"), EVERYTHING)
        assert len(cache.warnings) == 1
        assert len(_works(tmp_path / "new.sqlite")) == 1
    finally:
        tmp_path.chmod(0o700)


def test_a_place_that_cannot_be_is_a_warning(tmp_path: Path) -> None:
    """Below a file there is no folder."""
    (tmp_path / "file").write_bytes(b"")
    (warning,) = _works(tmp_path / "file" / "below" / "c.sqlite")
    assert "（パスの途中がフォルダーではなくファイルです）" in in_language(warning, "ja")


def test_without_a_home_there_is_no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """A daemon without a home folder measures all the same."""

    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(store, "default_path", homeless)
    with Cache.open() as cache:
        assert not cache.get([KEY], BARE)
        cache.put(KEY, failed("x"), BARE)
    assert "home" in cache.warnings[0]


@pytest.mark.parametrize(
    ("no_cache", "named", "found"),
    [(True, "c.sqlite", None), (False, "c.sqlite", Path("c.sqlite")), (False, None, Path("home.sqlite"))],
)
def test_the_cache_of_a_run(
    no_cache: bool, named: str | None, found: Path | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one that is named, else that of the user, else none."""
    args = Namespace(no_cache=no_cache, cache=named)
    monkeypatch.setattr(store, "default_path", lambda: Path("home.sqlite"))
    assert cache_of(args) == found

    def homeless() -> Path:
        raise RuntimeError

    monkeypatch.setattr(store, "default_path", homeless)
    assert cache_of(args) == (found if named else None)


def test_the_place_of_a_system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where Linux, macOS and Windows keep caches; a relative XDG_CACHE_HOME does not count."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    monkeypatch.setenv("XDG_CACHE_HOME", "/xdg")
    folders = {}
    for system in ("linux", "darwin", "win32"):
        monkeypatch.setattr(sys, "platform", system)
        folders[system] = default_path().parent.parent
    assert folders == {"linux": Path("/xdg"), "darwin": tmp_path / "Library/Caches", "win32": tmp_path / "local"}
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", "here")
    assert default_path().parent.parent == tmp_path / ".cache"


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of Windows are others")
def test_a_cache_is_for_its_owner_alone(tmp_path: Path) -> None:
    """It holds the sentences of drafts."""
    path = tmp_path / "new" / "c.sqlite"
    _filled(path)
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


def test_what_was_not_asked_for_the_longest_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two hundred articles the oldest go, but for the one that was asked for since; the file gets smaller."""
    path, part = tmp_path / "c.sqlite", split(_measured(Settings(), _articles()[:1]), [""])[0]
    keys = [n.to_bytes(16, "big") for n in range(200)]
    for day, some in ((1, keys[:100]), (20, keys[100:])):
        monkeypatch.setattr(time, "time", lambda day=day: day * 86_400.0)
        with Cache.open(path) as cache:
            for key in some:
                cache.put(key, part, EVERYTHING)
            assert cache.get([keys[7]], BARE) or day == 1
    size = path.stat().st_size
    with Cache.open(path) as cache:
        cache.trim(size * 8 // 10)
        left = [key for key in keys if cache.get([key], BARE)]
    assert path.stat().st_size <= size * 8 // 10
    assert left == [keys[7], *keys[200 - len(left) + 1 :]]
    assert 101 <= len(left) <= 160
    with Cache.open(path, limit=1) as cache:
        cache.put(KEY, part, BARE)
    with Cache.open(path) as cache:
        assert not cache.get([*keys, KEY], BARE)
    assert cache.warnings == []


def _write_many(path: Path, first: int) -> list[str]:
    """The work of one process: its own articles and one that all share, in many small batches."""
    warnings: list[str] = []
    for n in range(first, first + 40):
        with Cache.open(path) as cache:
            cache.get([KEY, n.to_bytes(16, "big")], BARE)
            cache.put(n.to_bytes(16, "big"), failed(str(n)), BARE)
            cache.put(KEY, failed("shared"), BARE)
        warnings += cache.warnings
    return warnings


def test_processes_write_at_once(tmp_path: Path) -> None:
    """Two runs that make the same cache lose nothing and warn of nothing."""
    path = tmp_path / "c.sqlite"
    with ProcessPoolExecutor(2) as pool:
        assert list(pool.map(_write_many, [path, path, path], [0, 100, 200])) == [[], [], []]
    keys = [n.to_bytes(16, "big") for start in (0, 100, 200) for n in range(start, start + 40)]
    with Cache.open(path) as cache:
        known = cache.get([*keys, KEY], BARE)
    assert [str(known[key].failures[0].error) for key in keys] == [str(int.from_bytes(key, "big")) for key in keys]
    assert len(known) == 121


def test_what_is_too_strange_to_store_is_measured_each_time(tmp_path: Path) -> None:
    """A column carried along from a table may hold a type of its own."""
    part = split(_measured(Settings(), _articles()[:1]), [""])[0]
    assert _kept(tmp_path / "c.sqlite", [replace(part, kept=[(("z", 1j),)])]) == [None]  # type: ignore[list-item]


def test_a_cache_that_loses_its_table_meanwhile_is_given_up(tmp_path: Path) -> None:
    """When it is asked and when it is closed: said once, and the run goes on."""
    path, part = tmp_path / "c.sqlite", split(_measured(Settings(), _articles()[:1]), [""])[0]
    for asked in (True, False):
        with Cache.open(path) as cache:
            cache.put(KEY, part, EVERYTHING)
            other = sqlite3.connect(path)
            other.execute("DROP TABLE articles")
            other.close()
            if asked:
                assert cache.get([KEY], EVERYTHING) == {}
                assert len(cache.warnings) == 1
        assert len(cache.warnings) == 1


def test_what_is_too_long_is_measured_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    part = replace(split(_measured(Settings(), _articles()[:1]), [""])[0], sentences=None, findings=[])
    sizes: list[int] = []
    honest = zlib.compress
    monkeypatch.setattr(zlib, "compress", lambda content, level: sizes.append(len(content)) or honest(content, level))
    assert _kept(tmp_path / "all.sqlite", [part], BARE) != [None]
    (size,) = sizes
    for limit, kept in (size, True), (size - 1, False):
        monkeypatch.setattr(rows, "_LARGEST", limit)
        assert (_kept(tmp_path / f"{limit}.sqlite", [part], BARE) != [None]) == kept


def test_nothing_that_runs_is_read_back() -> None:
    """A cache file from somebody else must not run code: no pickle, marshal or eval."""
    source = "\n".join(
        Path(str(module.__file__)).read_text("utf-8").replace("from __future__ import annotations", "")
        for module in (cache_keys, rows, store)
    )
    tree = ast.parse(source)
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names |= {alias.name for alias in node.names} | {getattr(node, "module", None) or ""}
    assert not names & {"pickle", "marshal", "shelve", "dill", "eval", "exec", "compile", "__import__", "import_module"}
