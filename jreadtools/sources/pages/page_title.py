"""The title of an article on its page: what the head says and the page prints, without the name of the site."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

from jreadtools.sources.pages.lines import SECTION, plain, unpaged
from jreadtools.sources.pages.written_dates import WRITTEN_DATE
from jreadtools.sources.references import unescape

__all__ = ["Said", "title_of"]

_HEADING: Final = re.compile(r"<(h[1-6]|div|p|span|td|th|dt)\b([^<>]*)>", re.IGNORECASE)
_NEAR: Final = 8000  # so far above an article its headings are looked for; three times that
# What stands between a title and the name of its site.
_PARTS: Final = re.compile(r"\s+(?:[-–—―:：/・·•<>＜＞~〜]|::|\|\|)\s+|\s*[|｜«»≫≪]+\s*")
_TITLE_NAMES: Final = re.compile(
    r"(?:entry|post|article|single|content|notecontentheader|page|kiji|news|recipe|novel|episode)[\w-]*?[-_]*(?:title|ttl|headline)|"
    r"(?:^|[\s\"'])(?:p-name|headline|title|ttl)(?:$|[\s\"'])",
    re.IGNORECASE,
)
_SITE_NAMES: Final = re.compile(r"site-?(?:title|name)|blog-?(?:title|name)|logo|blogtitle", re.IGNORECASE)


class Said(NamedTuple):
    """What the head of a page says of its title; empty where it says nothing."""

    markup: str
    """What its title element holds."""
    graph: str
    """og:title"""
    site: str
    """The name of the site."""
    headline: str
    """That of JSON-LD."""


def title_of(page: str, said: Said, start: int, end: int) -> str:
    """The title of the article that stands from `start` to `end`, as it is printed."""
    markup, graph, site, headline = said
    written = plain(markup)
    headings = _headings(page, start, end)
    whole = graph or written or headline
    if whole != headline and _is_day(whole, site) and (called := _called(headings, whole)):
        return called  # a page of one day has the day's name
    if not whole:
        return next((each.words for each in headings if each.is_first), headings[0].words if headings else "")
    for sure in (True, False):
        for each in sorted(headings, key=lambda heading: not heading.inside):
            if (
                each.marked == sure
                and each.words != site
                and (
                    sure or _holds(whole, each.words) or (each.inside and each.is_first and _is_edge(whole, each.words))
                )
                and _bare(each.words) in _bare(whole)
            ):
                return unpaged(each.words)
    if any(each.marked and each.is_first and each.words == site != whole for each in headings):
        return site  # an article's title where the site's name should stand
    if headline and _holds(whole, headline):
        return unpaged(headline)
    named = unpaged(_without_site(whole, site, written if graph else ""))
    if SECTION.fullmatch(named) and (called := _called_in(headings, whole)):
        return called
    if not (site or graph) and (beside := _printed(page, whole, named) or _before_a_space(page, markup)):
        return beside
    return (_only_heading(page, headings, named, site) if graph else "") or named


def _before_a_space(page: str, markup: str) -> str:
    """What stands before a wide space in a page's title, if the page prints that as words of their own; else ""."""
    first, space, _ = unescape(markup).strip().partition("\u3000")
    return first if space and _stands(page, first) and not _stands(page, plain(markup)) else ""


def _only_heading(page: str, headings: list[_Heading], named: str, site: str) -> str:
    """The one first heading of a page whose head gives the article another title, for search engines, that the page
    does not print; else ""."""
    first = [each for each in headings if each.is_first]
    if first and not (first[0].marked or first[0].inside):
        return ""
    if len(first) != 1 or _stands(page, named):
        return ""
    words = first[0].words
    if words == site or SECTION.fullmatch(words) or 2 * len(_bare(words)) < len(_bare(named)):
        return ""
    return unpaged(words)


class _Heading(NamedTuple):
    marked: bool
    """Whether its element is called a title."""
    words: str
    is_first: bool
    """Whether it is of the first level."""
    inside: bool
    """Whether it stands in the article."""


def _is_day(whole: str, site: str) -> bool:
    parts = [part.strip() for part in _PARTS.split(whole)]
    return any(part and part != site and WRITTEN_DATE.fullmatch(part) for part in parts)


def _called(headings: list[_Heading], whole: str) -> str:
    """The first heading of an article that says anything else than the page's title; "" if one says the same."""
    marked = [each.words for each in headings if each.marked]
    if any(WRITTEN_DATE.fullmatch(words) for words in marked):
        return ""
    inside = [each.words for each in headings if each.inside and not WRITTEN_DATE.fullmatch(each.words)]
    return next((words for words in marked or inside if _bare(words) not in _bare(whole)), "")


def _called_in(headings: list[_Heading], whole: str) -> str:
    """The heading of an article on a page that has the name of a section."""
    own = (each.words for each in headings if each.inside or each.marked)
    return next((words for words in own if not SECTION.fullmatch(words) and _bare(words) not in _bare(whole)), "")


_MOST_CUTS: Final = 4
_CUTS: Final = re.compile(rf"{_PARTS.pattern}|\s*：\s*")


def _printed(page: str, whole: str, named: str) -> str:
    """What stands behind a separator of a page's title, if the page prints that as words of their own and not what
    stands before it; else ""."""
    cuts = [cut for cut in _CUTS.finditer(whole) if cut[0].strip() != "：" or SECTION.fullmatch(whole[: cut.start()])]
    cuts = cuts[:_MOST_CUTS]
    if not cuts or _stands(page, named):
        return ""
    rests = (whole[cut.end() :].strip() for cut in cuts)
    return next((rest for rest in rests if rest and _stands(page, rest) and not _leads_home(page, rest)), "")


def _stands(page: str, words: str) -> bool:
    """Whether an element of the body holds these words and nothing else."""
    return re.compile(rf">\s*{re.escape(words)}\s*<").search(page, page.find("<body") + 1) is not None


def _leads_home(page: str, words: str) -> bool:
    """Whether these words are a link to the first page of the site: its name."""
    return re.compile(rf"{_HOME_LINK}[^<>]*>\s*{re.escape(words)}\s*<", re.IGNORECASE).search(page) is not None


def _headings(page: str, start: int, end: int) -> list[_Heading]:
    """Headings near the beginning of the article, nearest first."""
    found: list[_Heading] = []
    opened = (page.rfind(tag, 0, start) for tag in ("<article", "<main"))
    inside = min((place for place in opened if place >= 0), default=start)
    for match in _HEADING.finditer(page, max(0, start - 3 * _NEAR), min(end, start + _NEAR // 2)):
        tag = match[1].lower()
        marked = _TITLE_NAMES.search(match[2]) is not None
        if _SITE_NAMES.search(match[2]) or not (marked or tag in {"h1", "h2", "h3"}):
            continue
        close = page.find(f"</{match[1]}", match.end(), match.end() + 2000)
        markup = page[match.end() : close] if close >= 0 else ""
        words = plain(_BESIDE_TITLE.sub("", markup))
        if 0 < len(words) <= 300 and not _HOME.match(markup):
            heading = _Heading(marked, words, tag == "h1", match.start() >= inside)
            found.append(heading) if match.start() >= start else found.insert(0, heading)
    return found[:12]


_HOME_LINK: Final = r"""<a\s[^<>]*?href\s*=\s*(["'])(?:https?://[^/"'<>\s]+)?(?:/|\./)?\1"""
_HOME: Final = re.compile(rf"\s*{_HOME_LINK}", re.IGNORECASE)
_BESIDE_TITLE: Final = re.compile(
    r"<span[^<>]{1,80}categor[^<>]{0,40}>(?:[^<>]{0,40}<a\s[^<>]{1,200}>)?[^<>]{0,40}(?:</a>)?[^<>]{0,40}</span>"
    r"|<span[^<>]{1,80}\b(?:timestamp|sanchor|date|time)\b[^<>]{0,80}>[^<>]{0,40}</span>"
    r"|<a\s[^<>]{1,200}\bsectioncategory\b[^<>]{0,80}>[^<>]{0,40}</a>|<a\s[^<>]{1,300}>\s{0,9}(?:[¶#†§]|&para;|&dagger;)\s{0,9}</a>"
)


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _holds(whole: str, part: str) -> bool:
    """Whether a heading is all of a page's title but for the site's name beside it."""
    a, b = _bare(whole), _bare(part)
    if not b or b not in a:
        return False
    if len(b) * 2 >= len(a) or a == b:
        return True
    before, _, after = a.partition(b)
    edges = "|｜-–—―:：/・·•«»<>＜＞≫≪~〜「」『』【】[]"
    return (not before or before[-1] in edges) and (not after or after[0] in edges)


def _is_edge(whole: str, part: str) -> bool:
    """Whether a title begins or ends with some words, beside a space."""
    a, b = (" ".join(unicodedata.normalize("NFKC", text).split()) for text in (whole, part))
    return a.startswith(f"{b} ") or a.endswith(f" {b}")


def _without_site(whole: str, site: str, written: str) -> str:
    if site:
        for cut in (whole.removesuffix(site), whole.removeprefix(site)):
            if cut != whole and (kept := cut.strip().strip("|｜-–—―:：/・·•«»<>＜＞≫≪~〜 \u3000").strip()):
                return kept.removesuffix(" -")
    if written and written != whole and _bare(whole) in _bare(written):
        return whole  # og:title is what <title> has without the site's name
    cuts = [match.start() for match in _PARTS.finditer(whole)]
    return (whole[: cuts[-1]].strip() if cuts else "") or whole
