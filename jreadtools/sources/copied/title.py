"""Title and date of a copied page: which of the lines above the text is the article's own name."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

from jreadtools.sources.copied.page_lines import FEW, HIRAGANA, LEADING_DATE, LONGEST, Line, plain_heading

__all__ = ["Title", "compact", "find_date", "find_title", "with_names"]

_SEVERAL: Final = re.compile(r"[\s,、/#]")


class Title(NamedTuple):
    """The title of the article, where it stands last in the head (-1: nowhere), and whether it stands there twice."""

    words: str = ""
    place: int = -1
    is_twice: bool = False
    is_repeated: bool = False
    """Whether a list of the tail names it."""


_BELOW: Final = 4
_SHORTEST: Final = 5


def find_title(lines: list[Line], end: int, tail: int, listed: set[int], headings: set[str]) -> Title:
    """The line of the head that stands there twice, or again in the tail, or beside the date."""
    reach = min(end + _BELOW, tail)
    while reach > end and any(line.sentences > 1 or line.text[-1] == "。" for line in lines[end:reach]):
        reach -= 1
    candidates = [
        i
        for i in range(reach)
        if not lines[i].reason and i not in listed and len(lines[i].text) <= 2 * LONGEST
        and (i < end or plain_heading(lines[i]) not in headings)
    ]  # fmt: skip
    return _twice(lines, candidates, reach) or _in_tail(lines, candidates, tail) or _beside_date(lines, candidates, end)


def compact(words: str) -> str:
    return "".join(words.split())


def _spaced(words: str) -> str:
    return " ".join(words.split())


def _twice(lines: list[Line], candidates: list[int], reach: int) -> Title | None:
    """The longest line that stands twice above the text, once maybe with the name of the site."""
    above = [compact(line.text) for line in lines[:reach] if len(line.text) <= 3 * LONGEST]
    found = None
    for i in candidates:
        words = compact(lines[i].text)
        if len(words) < 8 or (found is not None and len(words) < len(compact(found.words))):
            continue
        times = sum(words == other or (len(words) >= 12 and words in other) for other in above)
        if times >= 2:
            found = Title(_spaced(lines[i].text), i, True)
    return found


def _in_tail(lines: list[Line], candidates: list[int], tail: int) -> Title | None:
    """The last line above the text that a list of articles or of comments below it repeats; not the site's name."""
    below = [compact(line.text) for line in lines[tail : tail + 400] if len(line.text) <= 2 * LONGEST]
    first = compact(lines[0].text) if lines else ""
    for i in reversed(candidates):
        words = compact(LEADING_DATE.sub("", lines[i].text))
        if i and len(words) >= _SHORTEST + 3 and words not in first and any(words in other for other in below):
            return Title(_spaced(LEADING_DATE.sub("", lines[i].text)), i, is_repeated=True)
    return None


def _beside_date(lines: list[Line], candidates: list[int], end: int) -> Title:
    """The line above or below the date, the views and the reading time."""
    anchors = [
        i for i, line in enumerate(lines[:end]) if line.role == "date" or line.reason in {"views", "stated time"}
    ]
    if not anchors:
        return Title()
    above = [i for i in candidates if i < anchors[0] and i > 1 and len(lines[i].text) >= _SHORTEST + 4]
    is_below = (
        anchors[0] + 1 in candidates
        and anchors[0] + 1 < end
        and anchors[0] - 1 not in above
        and len(lines[anchors[0] + 1].text) > _SHORTEST
        and _follows(lines, anchors[0] + 1)
    )
    if above and anchors[0] - above[-1] <= _LONGEST_WAY and not is_below:
        return Title(_spaced(lines[above[-1]].text), above[-1])
    below = [i for i in candidates if i > anchors[0] and len(lines[i].text) >= _SHORTEST and not lines[i].sentences]
    if below and lines[below[0]].text[-1] not in "、，,":
        at = below[0]
        is_alone = at + 1 < len(lines) and lines[at + 1].number > lines[at].number + 1
        if at < end or is_alone or not above:
            return Title(_spaced(lines[at].text), at)
    return Title()


_LONGEST_WAY: Final = 8


def with_names(lines: list[Line], end: int, tail: int, title: int) -> int:
    """Names directly below the title or the date: of the author, if the tail repeats it, and of categories."""
    repeated = {line.text for line in lines[tail:] if len(line.text) <= 20}
    while end < tail and _follows(lines, end) and (lines[end].role or lines[end].text in repeated):
        end += 1
    group = end
    while group < tail and _follows(lines, group) and (lines[group].role or _is_label_list(lines[group].text)):
        group += 1
    words = max((i + 1 for i in range(end, min(end + 2 * FEW, tail)) if _is_last_name(lines, end, i)), default=end)
    group = max(group, words)
    if (
        group < tail
        and (
            words == group > end
            or group - end >= FEW - 1
            or (end == title + 1 and not _follows(lines, group) and _SEVERAL.search(lines[end].text))
        )
        and group - end <= 2 * FEW
    ):
        return group
    return end


def _is_last_name(lines: list[Line], first: int, last: int) -> bool:
    """Whether names go from `first` down to a word of the page, with no blank line between."""
    if not lines[last].role or lines[last].role == "opens" or last == first:
        return False
    return all(_is_label_list(line.text) for line in lines[first:last]) and all(
        _follows(lines, i) for i in range(first + 1, last + 1)
    )


def _follows(lines: list[Line], at: int) -> bool:
    """Whether no blank line stands above it."""
    return at > 0 and lines[at].number == lines[at - 1].number + 1


def _is_label_list(words: str) -> bool:
    """読書 日記: categories and names, no words that make a phrase."""
    return len(words) <= 20 and not HIRAGANA.search(words) and words[-1] not in "、。：:" and words[0] not in "【「『"


_FULL_DATE: Final = re.compile(r"([12][0-9]{3})\s?[./\-年]\s?([0-9]{1,2})\s?[./\-月]\s?([0-9]{1,2})")
_YEAR_LAST: Final = re.compile(r"\b([0-9]{1,2})月\s?([0-9]{1,2}),\s?([12][0-9]{3})\b")
_ENGLISH_DATE: Final = re.compile(
    r"(?:([0-9]{1,2})\s+)?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s*(?:([0-9]{1,2})(?:st|nd|rd|th)?)?,?\s*([12][0-9]{3})"
)
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def find_date(lines: list[Line]) -> str:
    """The first date, before it the one that says that it is the day of publication."""
    dated = [
        unicodedata.normalize("NFKC", line.text).lower()
        for line in lines
        if line.role == "date" or line.reason == "stated time" or LEADING_DATE.match(line.text[:LONGEST])
    ]
    for words in sorted(dated, key=lambda each: 0 if re.search("公開|投稿|publish|posted", each) else 1):
        match = _FULL_DATE.search(words)
        swapped = None if match else _YEAR_LAST.search(words)
        if match:
            year, month, day = (int(part) for part in match.groups())
        elif swapped:
            month, day, year = (int(part) for part in swapped.groups())
        else:
            english = _ENGLISH_DATE.search(words)
            if not english or not (english[1] or english[3]):
                continue
            year, month, day = int(english[4]), _MONTHS.index(english[2]) + 1, int(english[1] or english[3])
        if 1 <= month <= 12 and 1 <= day <= 31:
            return f"{year:04}-{month:02}-{day:02}"
    return ""
