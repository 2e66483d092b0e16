"""The metadata block at the top of a post: YAML, TOML or JSON. Only data is read, nothing is built or run."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Final, NamedTuple

from jreadtools.errors import Message, why_unparsed
from jreadtools.patterns import pattern
from jreadtools.sources.loose_front_matter import find
from jreadtools.sources.metadata_values import ALIASES, Value, broken, folded, read_toml, read_yaml, wanted_values
from jreadtools.sources.references import PAIR, unescape

__all__ = ["FrontMatter", "parse_date", "read"]


class FrontMatter(NamedTuple):
    """What the metadata block says, and where the article's body begins."""

    title: str = ""
    date: str = ""
    updated: str = ""
    tags: tuple[str, ...] = ()
    draft: bool = False
    url: str = ""
    id: str = ""
    body: int = 0
    """Offset in the text where the body begins; 0 without front matter."""
    warnings: tuple[str, ...] = ()
    check: bool = True
    """Whether `jreadtools check` is to look at the article: not with `jreadtools: false`."""


_TITLE: Final = ("title", "タイトル", "題名", "件名")


def _days(*words: str) -> tuple[str, ...]:
    """Keys for a day: pubdate, published_at, dateModified, as `folded` leaves them."""
    tails = ("date", "datetime", "at", "on", "time")
    return tuple(key for word in words for key in (*(word + tail for tail in tails), "date" + word))


_DATE: Final = (
    "date", "date.created", *_days("pub", "publish", "published", "publication"), "published", *_days("post", "posted"), "posted",
    *_days("create", "created", "creation"), "created", "公開日", "投稿日", "作成日", "日付",
)  # fmt: skip
_UPDATED: Final = (
    "updated", "date.updated", "lastmod", *_days("update", "updated"), "update", *_days("mod", "modified"), "modified",
    *_days("lastmodified", "lastupdate", "lastupdated", "lastedited"), "lastmodified", "lastupdated", "lastupdate",
    "lastupdate.date", "更新日", "最終更新日",
)  # fmt: skip
_TAGS: Final = (
    "tags", "tag", "topics", "taxonomies.tags", "categories", "category", "taxonomies.categories", "タグ", "カテゴリ", "カテゴリー",
)  # fmt: skip
_URL: Final = ("url", "permalink", "canonical")
_ID: Final = ("id", "slug")
_STATES: Final = ("draft", "isdraft", "publish", "private", "status", "jreadtools")
_WANTED: Final = frozenset((*_TITLE, *_DATE, *_UPDATED, *_TAGS, "taxonomies", *_URL, *_ID, *_STATES))
_MAX_LENGTH: Final = 1_000_000  # no post has more metadata; a block this long is prose or an attack

# Behind --- Eleventy has the language; JSON and plain objects of JavaScript are YAML.
_OPENING: Final = pattern(r"\ufeff?(---|\+\+\+)(?:(?<=---)(?:ya?ml|json|js|(?P<toml>toml)))?[ \t]*\n")
_CLOSING: Final = {
    "---": pattern(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE),
    "+++": pattern(r"^\+\+\+[ \t]*(?:\n|\Z)", re.MULTILINE),
}
_JSON_OPENING: Final = pattern(r"\ufeff?(?=\{\s*\")")
_JSON_CLOSING: Final = pattern(r"^\}[ \t]*(?:\n|\Z)", re.MULTILINE)
_JSON_LINE: Final = pattern(r"\{[^\n]*\}[ \t]*(?:\n|\Z)")
_KEY_LINE: Final = pattern(r"""^(["']?)([A-Za-z_][\w.-]*)\1[ \t]*[:=](?:[ \t]+(.*?))?[ \t]*$""", re.MULTILINE)
_LITERAL_LINE: Final = pattern(r"([A-Za-z][\w -]*):(.*)")

_ENTITY: Final = pattern(rf"{PAIR}|&(?:lt|gt|amp|quot|apos|nbsp|#[0-9]{{1,6}}|#x[0-9a-fA-F]{{1,5}});")


def read(text: str) -> FrontMatter:
    """The front matter of a text; without any, all fields are empty and the body begins at 0.

    >>> found = read("---\\ntitle: 交流会の話\\ndate: 2019-09-01 # 日曜\\ntags: [静岡, 営業]\\n---\\n本文。")
    >>> found.title, found.date, found.tags, found.body
    ('交流会の話', '2019-09-01', ('静岡', '営業'), 58)
    >>> read("---\\n静岡では、会います。\\n---\\n").body
    0
    """
    opening = _OPENING.match(text)
    if opening:
        closing = _CLOSING[opening[1]].search(text, opening.end(), opening.end() + _MAX_LENGTH)
        if closing is None:
            return FrontMatter()
        block = text[opening.end() : closing.start()]
        is_yaml = opening[1] == "---" and not opening["toml"]
        found = read_yaml(block, _WANTED) if is_yaml else read_toml(block, _WANTED)
        return _front_matter(block, closing.end(), found)
    if _JSON_OPENING.match(text):
        return _read_json(text)
    loose = find(text)
    if loose is None:
        return FrontMatter()
    block = text[loose.start : loose.end]
    if loose.form == "json":
        return _read_json(f"{{{block}}}")._replace(body=loose.body)
    if loose.form == "yaml":
        return _front_matter(block, loose.body, read_yaml(block, _WANTED))
    values = _literal_lines(re.sub(r"^[ \t]*\.\. ", "", block, flags=re.MULTILINE))
    tags = values.get("tags")
    if isinstance(tags, str) and re.search(r"(?:^|,)\s*draft\s*(?:,|$)", tags) and block.lstrip().startswith(".."):
        values["draft"] = True  # so Nikola marks them
    return _front_matter(block, loose.body, {name: value for name, value in values.items() if name in _WANTED})


def _front_matter(block: str, body: int, found: dict[str, Value] | Message | None) -> FrontMatter:
    if found is None:
        return FrontMatter()
    warnings: list[Message] = []
    if isinstance(found, Message):
        if block.strip() and not _looks_like_metadata(block):
            return FrontMatter()
        warnings.append(found)
        found = _by_line(block)
    elif found.pop(ALIASES, None):
        warnings.append(
            Message(
                ja="フロントマター: YAML のエイリアスが多すぎるため、たどらずに読みました",
                en="front matter: it has more YAML aliases than any post needs; they were not followed",
            )
        )
    return _fields(found, warnings)._replace(body=body, warnings=tuple(warnings))


def _looks_like_metadata(block: str) -> bool:
    """Whether a block that cannot be read was meant as metadata: its first line is a key."""
    for line in block.split("\n", 200):
        if line.strip() and not line.lstrip().startswith("#"):
            return _KEY_LINE.match(line) is not None or line.startswith("[")
    return False


def _by_line(block: str) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for match in _KEY_LINE.finditer(block):
        value = (match[3] or "").strip()
        if value[:1] in {'"', "'"}:
            close = value.find(value[0], 1)
            value = value[1:close] if close > 0 else value[1:]
        else:
            value = re.split(r"[ \t]#", value)[0].strip()
        if value[:1] == "[" or value[:1] == "{":
            value = value.strip("[]{}")
        found.setdefault(folded(match[2]), value)
    return found


def _literal_lines(block: str) -> dict[str, Value]:
    """Keys and values as Pelican and Nikola have them: nothing is a comment, and what is indented goes on."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in block.split("\n"):
        if key := _LITERAL_LINE.match(line):
            lines = [key[2].strip()]
            found.setdefault(folded(key[1]), lines)
        elif line.strip():
            lines.append(line.strip())
    return {key: _joined(key, [line for line in lines if line]) for key, lines in found.items()}


def _joined(key: str, lines: list[str]) -> str:
    if key in _TAGS:
        return ",".join(lines).strip("[]").replace(";", ",")  # Pelican parts them with either
    value = " ".join(lines)
    return value[1:-1] if value[:1] in {'"', "'"} and value.find(value[0], 1) == len(value) - 1 else value


def _read_json(text: str) -> FrontMatter:
    import json

    start = text.index("{")
    try:
        data, end = json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError) as error:
        closing = _JSON_LINE.match(text, start)
        if closing is None or closing[0].count("{") != closing[0].count("}"):
            closing = _JSON_CLOSING.search(text, start, start + _MAX_LENGTH)
        if closing is None or not re.match(r'\{\s*"[A-Za-z_][\w.-]*"\s*:', text[start : start + 200]):
            return FrontMatter()
        block = text[start : closing.end()]
        line = error.lineno if isinstance(error, json.JSONDecodeError) else None
        problem = why_unparsed(error, place=False)
        lines = "\n".join(line.strip().rstrip(",") for line in block.split("\n"))
        return _front_matter(lines.lstrip("{\n"), closing.end(), broken(problem, line, '"key": value'))
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end + 1
    if text[end:line_end].strip() or not isinstance(data, dict):
        return FrontMatter()
    return _front_matter(text[start:end], line_end, wanted_values(data, _WANTED))


def _fields(found: dict[str, Value], warnings: list[Message]) -> FrontMatter:
    def first(names: tuple[str, ...]) -> str:
        return next((text for name in names if (text := _text(found.get(name)))), "")

    draft = (
        any(_truth(found.get(key)) is True for key in ("draft", "isdraft", "private"))
        or any(_truth(found.get(key)) is False for key in ("published", "publish"))
        or (_text(found.get("status")).lower() in {"draft", "private", "pending"})
    )
    return FrontMatter(
        title=" ".join(_ENTITY.sub(lambda entity: unescape(entity[0]), first(_TITLE)).split()),
        date=_date(found, _DATE, warnings),
        updated=_date(found, _UPDATED, warnings),
        tags=tuple(dict.fromkeys(_tags(found))),
        draft=draft,
        url=first(_URL),
        id=first(_ID),
        check=_truth(found.get("jreadtools")) is not False,
    )


def _text(value: Value) -> str:
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, list):
        return next((text for item in value if (text := _text(item))), "")
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return value.strip() if isinstance(value, str) else _number(value)


def _number(value: int | float) -> str:
    try:
        return str(value)
    except ValueError:  # an integer of thousands of digits
        return ""


def _truth(value: Value) -> bool | None:
    if isinstance(value, bool):
        return value
    word = value.strip().lower() if isinstance(value, str) else ""
    return {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}.get(word)


def _tags(found: dict[str, Value]) -> Iterator[str]:
    for name in _TAGS:
        value = found.get(name)
        if isinstance(value, str):
            separator = r"[,、，]" if re.search(r"[,、，]", value) else r"\s"
            yield from (tag for part in re.split(separator, value) if (tag := part.strip().strip("\"'#")))
        elif isinstance(value, list):
            yield from (tag for item in value if (tag := _text(item).lstrip("#")))
        elif value is not None and (tag := _text(value)):
            yield tag


def _date(found: dict[str, Value], names: tuple[str, ...], warnings: list[Message]) -> str:
    for name in names:
        value = found.get(name)
        if value is None or isinstance(value, bool) or _truth(value) is not None:
            continue
        if isinstance(value, datetime):
            return value.isoformat(timespec="seconds")
        if isinstance(value, date):
            return value.isoformat()
        written = _text(value)
        if not written or written.lower() in {"null", "none", "undefined"}:
            continue
        if iso := parse_date(written):
            return iso
        warnings.append(
            Message(
                ja=f"フロントマター: {name} の {written[:60]!r} は日付として読めません。2026-11-23 のように書いてください",
                en=f"front matter: {name} {written[:60]!r} cannot be read as a date; write it as 2026-11-23",
            )
        )
    return ""


_NUMERIC_DATE: Final = pattern(
    r"(\d{4})\s?[-/.年]\s?(\d{1,2})(?:\s?[-/.月]\s?(\d{1,2})(?:\s?日|(?![\d/-]))|\s?月|(?![\d/-]))"
    r"(?:\s*\([^)]{1,5}\)|\s*[月火水木金土日]曜日?)?"
    r"(?:(?:[T\s]\s*|(?<=[日)]))(\d{1,2})\s?[:時]\s?(\d{1,2})(?:\s?[:分]\s?(\d{1,2})(?:[.,]\d+)?\s?秒?|\s?分)?\s*"
    r"(Z|UTC|GMT|JST|[+-]\d{2}:?(?:\d{2})?)?)?(?:\s*[A-Z]{1,4}|\s*\[[\w/]+\])?\s*"
)
_COMPACT_DATE: Final = pattern(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{2}:?\d{2})?)?")
_MONTHS: Final = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
_ENGLISH_DATE: Final = pattern(
    r"(?:([A-Za-z]{3})[a-z]*\.?(?: (\d{1,2})(?:st|nd|rd|th)?)?|(\d{1,2}) ([A-Za-z]{3})[a-z]*),? (\d{4})"
)
_ERAS: Final = {"昭和": 1925, "平成": 1988, "令和": 2018}
_ERA_YEAR: Final = pattern(r"(昭和|平成|令和)\s?(\d{1,2}|元)(?=\s?年)")


def parse_date(written: str) -> str:
    """A date as people write it in ISO 8601, as exact as it was written; "" if it is none.

    >>> parse_date("2019/9/1"), parse_date("2019-09-01 15:31:18 +0900"), parse_date("令和8年11月23日"), parse_date("2019年9月")
    ('2019-09-01', '2019-09-01T15:31:18+09:00', '2026-11-23', '2019-09')
    """
    text = unicodedata.normalize("NFKC", written[:80]).strip()
    text = re.sub(r"(?:UTC|GMT)(?=[+-]\d)", "", text)
    if era := _ERA_YEAR.match(text):
        text = f"{_ERAS[era[1]] + (1 if era[2] == '元' else int(era[2]))}{text[era.end() :]}"
    match = _NUMERIC_DATE.fullmatch(text) or _COMPACT_DATE.fullmatch(text)
    if match:
        return _iso(*match.groups())
    match = _ENGLISH_DATE.fullmatch(text)
    if match:
        month = _MONTHS.get((match[1] or match[4]).lower())
        return _iso(match[5], str(month), match[2] or match[3]) if month else ""
    if re.fullmatch(r"\d{4}\s?年?", text):
        return text[:4] if text[:4] > "1900" else ""
    from email.utils import parsedate_to_datetime  # rarely needed, and slow to import

    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, IndexError, TypeError, OverflowError):
        return ""


def _iso(
    year: str,
    month: str,
    day: str | None,
    hour: str | None = None,
    minute: str | None = None,
    second: str | None = None,
    zone: str | None = None,
) -> str:
    try:
        parsed = datetime(int(year), int(month), int(day or 1), int(hour or 0), int(minute or 0), int(second or 0))
    except ValueError:
        return ""
    if day is None:
        return f"{parsed:%Y-%m}" if hour is None else ""
    if hour is None:
        return parsed.date().isoformat()
    offset = ""
    if zone in {"Z", "UTC", "GMT"}:
        offset = "+00:00"
    elif zone == "JST":
        offset = "+09:00"
    elif zone:
        digits = zone[1:].replace(":", "").ljust(4, "0")
        offset = f"{zone[0]}{digits[:2]}:{digits[2:]}"
    return parsed.isoformat(timespec="seconds" if second else "minutes") + offset
