"""Days as pages print them in a line: with figures, in the era, in English."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from jreadtools.sources.front_matter import parse_date

__all__ = ["WRITTEN_DATE", "date_in", "published_in"]

WRITTEN_DATE: Final = re.compile(
    r"(?:19|20)\d{2}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}(?:\s?日)?(?:[T\s]{1,2}\d{1,2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?"
)


_ENDS_IN_DATE: Final = re.compile(rf"{WRITTEN_DATE.pattern}\s?に?\Z")
_LABELS: Final = re.compile(r"日?時?\s*[:：]")
_SAID: Final = re.compile(r"公開|投稿|掲載|配信|作成|初出|published|posted|created", re.IGNORECASE)
_UPDATE: Final = re.compile(r"更新|改訂|updated|modified", re.IGNORECASE)


def published_in(line: str) -> tuple[str, bool]:
    """The date of publication in a line that may hold another one, and whether it is that.

    >>> published_in("更新日：2024.04.01 公開日：2024.03.05"), published_in("最終更新 2024.04.01")
    (('2024-03-05', True), ('2024-04-01', False))
    >>> published_in("2024/03/05に公開2024/04/01に更新")
    ('2024-03-05', True)
    """
    said = _SAID.search(line)
    if said and not _LABELS.match(line, said.end()):
        before = _ENDS_IN_DATE.search(line, 0, said.start())
        if before and not _UPDATE.search(line, 0, before.start()):
            return date_in(before[0]), True
    date = date_in(line[said.start() :] if said else line) or date_in(line)
    return date, said is not None or not _UPDATE.search(line)


def date_in(text: str) -> str:
    """The first date that is written in a line.

    >>> date_in("公開日：2024年3月5日 / 5 min read")
    '2024-03-05'
    """
    seen = WRITTEN_DATE.search(text)
    if seen:
        return parse_date(seen[0])
    if (era := _ERA_DATE.search(unicodedata.normalize("NFKC", text))) is not None:
        return parse_date(era[0])
    if (english := _ENGLISH_DATE.search(text)) is not None:
        return parse_date(f"{english[2] or english[3]} {english[1] or english[4]}, {english[5]}")
    return ""


_ERA_DATE: Final = re.compile(r"(?:昭和|平成|令和)\s?(?:\d{1,2}|元)\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日")
_MONTH: Final = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_ENGLISH_DATE: Final = re.compile(
    rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)?\s{{1,2}}{_MONTH}\.?|{_MONTH}\.?\s{{1,2}}(\d{{1,2}})(?:st|nd|rd|th)?),?\s{{1,2}}((?:19|20)\d{{2}})\b",
    re.IGNORECASE,
)
