"""Posts of every format, good and faulty, together with what must come of each: rows, a warning, a failure."""

from __future__ import annotations

import functools
import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

__all__ = ["Posts", "generated"]

FOLDER: Final = "posts"
FILES_A_FOLDER: Final = 100
FAULTY: Final = 0.12
"""The share of files that have something wrong with them."""
LARGE: Final = 9_000
"""Sentences of the long post: more than 600 kB."""


class Posts(NamedTuple):
    """A folder of posts, and what must come of it."""

    home: Path
    """Where the runs are started; paths are relative to it."""
    rows: dict[str, list[int]]
    """The sentences of each article of a file, from the fewest to the most."""
    warned: set[str]
    """Files that have rows, and something to be said about them."""
    failed: set[str]
    """Files that are failures: as a whole, or from some place on."""
    sources: list[str]
    """What to name on the command line: a table in a folder is read only by its name."""


class Made(NamedTuple):
    """One file."""

    ending: str
    data: bytes
    rows: tuple[int, ...] = ()
    warned: bool = False
    failed: bool = False


def prose(chance: random.Random, sentences: int) -> list[str]:
    """Paragraphs of so many sentences in all. Every character is in every Japanese encoding."""
    paragraphs, left = [], sentences
    while left:
        size = min(left, chance.randint(1, 4))
        paragraphs.append("".join(_sentence(chance) for _ in range(size)))
        left -= size
    return paragraphs


def _sentence(chance: random.Random) -> str:
    when = chance.choice(("今朝", "夕方", "週末", "先週", "雨の日", "休みの日"))
    where = chance.choice(("駅前の喫茶店", "川沿いの道", "図書館", "古い商店街", "海の見える公園"))
    what = chance.choice(("新しい本を読みました", "写真を撮っていました", "昔の話を聞いた", "長い手紙を書きました"))
    return f"{when}は{where}で、{chance.choice(('友人', '家族', '同僚'))}{chance.randint(2, 999)}人と{what}。"


def _length(chance: random.Random) -> int:
    return chance.choice((3, 5, 8, 12, 20, 40))


def _front(chance: random.Random, *, broken: bool = False) -> str:
    number, stop = chance.randint(1, 99_999), "" if broken else "]"
    return chance.choice(
        (
            f"---\ntitle: 記事{number}\ntags: [日記, 旅{stop}\n---\n\n",
            f'+++\ntitle = "記事{number}"\ntags = ["日記"{stop}\n+++\n\n',
            f'{{\n  "title": "記事{number}",\n  "tags": ["日記"{stop}\n}}\n\n',
        )
    )


def markdown(chance: random.Random) -> Made:
    size = _length(chance)
    return Made("md", (_front(chance) + "\n\n".join(prose(chance, size))).encode(), (size,))


def plain(chance: random.Random) -> Made:
    size = _length(chance)
    codec = chance.choice(("utf-8", "utf-8-sig", "cp932", "euc_jp", "utf-16", "iso2022_jp"))
    line_end = chance.choice(("\n", "\r\n"))
    return Made("txt", (line_end * 2).join(prose(chance, size)).encode(codec), (size,))


def page(chance: random.Random) -> Made:
    size = _length(chance)
    charset = chance.choice(("utf-8", "shift_jis", "euc-jp"))
    body = "\n".join(f"<p>{paragraph}</p>" for paragraph in prose(chance, size))
    head = f'<meta charset="{charset}"><title>散歩の記録</title>'
    text = f'<!DOCTYPE html>\n<html lang="ja"><head>{head}</head><body><article>\n{body}\n</article></body></html>\n'
    return Made("html", text.encode(charset), (size,))


def _items(chance: random.Random, one: Callable[[int, list[str]], str]) -> tuple[list[str], tuple[int, ...]]:
    sizes = tuple(_length(chance) for _ in range(chance.randint(2, 6)))
    return [one(number, prose(chance, size)) for number, size in enumerate(sizes, 1)], sizes


def wordpress(chance: random.Random, *, cut: bool = False) -> Made:
    def item(number: int, paragraphs: list[str]) -> str:
        body = "\n\n".join(paragraphs)
        meta = f"<wp:post_id>{number}</wp:post_id><wp:post_type>post</wp:post_type><wp:status>publish</wp:status>"
        return f"<item><title>題{number}</title>{meta}<content:encoded><![CDATA[{body}]]></content:encoded></item>\n"

    spaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"'
    return _xml(chance, f'<rss version="2.0" {spaces}><channel><wp:wxr_version>1.2</wp:wxr_version>', item, cut)


def feed(chance: random.Random, *, cut: bool = False) -> Made:
    def item(number: int, paragraphs: list[str]) -> str:
        body = "".join(f"&lt;p&gt;{paragraph}&lt;/p&gt;" for paragraph in paragraphs)
        link = f"https://example.com/{number}"
        return f"<item><title>題{number}</title><link>{link}</link><description>{body}</description></item>\n"

    return _xml(chance, '<rss version="2.0"><channel><title>日記</title>', item, cut)


def _xml(chance: random.Random, head: str, item: Callable[[int, list[str]], str], cut: bool) -> Made:
    items, sizes = _items(chance, item)
    start = f'<?xml version="1.0" encoding="UTF-8"?>\n{head}\n'.encode()
    if not cut:
        return Made("xml", start + "".join(items).encode() + b"</channel></rss>\n", sizes)
    last = items[-1].encode()
    kept = last[: chance.randrange(len("<item>"), len(last) - len("</item>\n"))]
    return Made("xml", start + "".join(items[:-1]).encode() + kept, sizes[:-1], failed=True)


def movable_type(chance: random.Random, *, cut: bool = False) -> Made:
    def entry(number: int, paragraphs: list[str]) -> str:
        head = f"TITLE: 題{number}\nSTATUS: Publish\nDATE: 01/{number:02}/2020 10:00:00\n-----\nBODY:\n"
        return head + "\n\n".join(paragraphs) + "\n-----\n--------\n"

    entries, sizes = _items(chance, entry)
    text = "".join(entries)
    return Made("txt", text.removesuffix("-----\n--------\n" if cut else "").encode(), sizes, warned=cut)


def table(chance: random.Random, *, cut: bool = False) -> Made:
    rows, sizes = _items(chance, lambda number, paragraphs: f'{number},"{chr(10).join(paragraphs)}"\n')
    data = ("id,本文\n" + "".join(rows)).encode(chance.choice(("utf-8", "utf-8-sig", "cp932")))
    return Made("csv", data[:-2], sizes[:-1], failed=True) if cut else Made("csv", data, sizes)


def broken_bytes(chance: random.Random) -> Made:
    """Bytes that are no UTF-8, in the middle of a sentence: the article is measured, the places are named."""
    size = _length(chance)
    paragraphs = [paragraph.encode() for paragraph in prose(chance, size)]
    at = 3 * chance.randint(1, 5)
    first = paragraphs[0]
    paragraphs[0] = first[:at] + chance.choice((b"\xff", b"\xfe\xff\xfe", b"\x80\x81", b"\xf5\xf6")) + first[at:]
    return Made("md", b"\n\n".join(paragraphs), (size,), warned=True)


def broken_front_matter(chance: random.Random) -> Made:
    size = _length(chance)
    text = _front(chance, broken=True) + "\n\n".join(prose(chance, size))
    return Made("md", text.encode(), (size,), warned=True)


def binary(chance: random.Random) -> Made:
    head = chance.choice((b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\x7fELF\2\1\1\0", b"\0" * 64))
    return Made(chance.choice(("md", "txt", "html")), head + chance.randbytes(2_000) + bytes(9), failed=True)


def with_nuls(chance: random.Random) -> Made:
    data = "\n\n".join(prose(chance, 5)).encode()
    at = chance.randrange(len(data))
    return Made(chance.choice(("md", "txt")), data[:at] + bytes(chance.randint(1, 500)) + data[at:], failed=True)


def entity_bomb(_: random.Random) -> Made:
    lines = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 10))
    text = f'<?xml version="1.0"?>\n<!DOCTYPE rss [<!ENTITY e0 "爆">{lines}]>\n<rss version="2.0"><channel><item>'
    return Made("xml", f"{text}<description>&e9;</description></item></channel></rss>".encode(), failed=True)


def empty(chance: random.Random) -> Made:
    return Made(chance.choice(("md", "txt", "html")), b"", (0,))


GOOD: Final = (markdown, markdown, markdown, plain, plain, page, page, wordpress, feed, movable_type, table)
FAULTS: Final[tuple[Callable[[random.Random], Made], ...]] = (
    broken_bytes, broken_front_matter, binary, with_nuls, entity_bomb, empty, functools.partial(wordpress, cut=True),
    functools.partial(feed, cut=True), functools.partial(movable_type, cut=True), functools.partial(table, cut=True),
)  # fmt: skip


def generated(home: Path, posts: int, seed: int) -> Posts:
    """At least so many articles under `home`/posts, every fault among them, and one long post."""
    chance = random.Random(seed)
    found = Posts(home, {}, set(), set(), [])
    tables: list[str] = []
    articles = number = 0
    while articles < posts or number <= len(FAULTS):
        if number == len(FAULTS):
            made = Made("md", "\n\n".join(prose(chance, LARGE)).encode(), (LARGE,))
        elif number < len(FAULTS):
            made = FAULTS[number](chance)
        else:
            made = chance.choice(FAULTS if chance.random() < FAULTY else GOOD)(chance)
        folder = f"{FOLDER}/{number // FILES_A_FOLDER:03}"
        path = f"{folder}/{number:06}.{made.ending}"
        if folder not in found.sources:
            (home / folder).mkdir(parents=True)
            found.sources.append(folder)
        (home / path).write_bytes(made.data)
        _expect(found, path, made)
        if made.ending == "csv":
            tables.append(path)
        articles += max(1, len(made.rows))
        number += 1
    (home / found.sources[0] / "gone.md").symlink_to("nowhere.md")
    found.failed.add(f"{found.sources[0]}/gone.md")
    if os.geteuid():  # root reads everything
        secret = home / found.sources[0] / "secret.md"
        secret.write_text("秘密です。", "utf-8")
        secret.chmod(0)
        found.failed.add(f"{found.sources[0]}/secret.md")
    found.sources.extend(tables)
    return found


def _expect(posts: Posts, path: str, made: Made) -> None:
    if made.rows:
        posts.rows[path] = sorted(made.rows)
    if made.warned:
        posts.warned.add(path)
    if made.failed:
        posts.failed.add(path)
