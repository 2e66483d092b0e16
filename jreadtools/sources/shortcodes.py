"""Shortcodes of WordPress: [name …], which a theme or plugin replaces.

There are thousands, so it cannot be looked up which hold the author's words. The form tells it of most, a list of names
of the rest. Words in brackets, such as [追記] and [1], stay words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from jreadtools.sources.html_tags import TAG, names

__all__ = ["Piece", "Scan", "pieces"]


class Piece(NamedTuple):
    """A stretch of a body, and what it is: HTML, the beginning or the end of a caption, code, the words of another
    page, or a shortcode's own brackets. A tag named ruby holds a reading."""

    kind: Literal["html", "caption", "caption end", "code", "embed", "ruby", "tag"]
    start: int
    end: int


_CAPTIONS: Final = names("caption wp_caption")
_CODE: Final = names(
    "code sourcecode php html css js javascript java python sql bash shell xml json cpp csharp perl "
    "crayon syntax prism cc cci ccn ccl ccie ccin codeblock mathjax latex math"
)
# Code for one plugin, words for another: code where they name a language or begin on a line of their own.
_PERHAPS_CODE: Final = names("highlight text plain c ruby")
_IN_A_LANGUAGE: Final = re.compile(r"\slang(?:uage)?\s*=")
# Gone with what they enclose: addresses, and words of other pages.
_ENCLOSED: Final = names(
    "embed audio video playlist youtube vimeo tweet twitter instagram blogcard sitecard linkcard nlink keni-linkcard "
    "contact-form contact-field gallery_slide map googlemap script ad_area adsense pageview gist kattene vc_raw_html vc_raw_js"
)
# Gone with the one word behind them, which names what is shown.
_SHOWN: Final = names("youtube vimeo tweet instagram gist wpvideo soundcloud dailymotion nicovideo spotify")
# Gone wherever they stand, even without attributes.
_ANYWHERE: Final = names(
    "gallery toc ez-toc toc_depth ad ads adsense adcode ad_code recent_posts recent-posts related_posts related-posts "
    "new_list popular_list author_box contact-form-7 caldera_form gravityform navi_list post_list pochipp rinker "
    "kaereba yomereba itemlink affi_tag mobile_ad pc_ad afTag_link sc_ad login_form registration_form nextpage clearfix br hr"
)
# Words as well: gone only where nothing else stands on the line.
_ALONE: Final = names(
    "rss profile sitemap search searchform widget sidebar menu ranking star quiz poll rating breadcrumb amazon rakuten "
    "subscribe newsletter more clear spacer divider"
)
_PAIRED: Final = _CAPTIONS | _CODE | _PERHAPS_CODE | _ENCLOSED
_KNOWN: Final = _PAIRED | _ANYWHERE | _ALONE
_TOKEN: Final = re.compile(rf"<!--|{TAG.pattern}|\[(?=[/\[A-Za-z])")
_RAW: Final = re.compile(r"<(pre|code|script|style|textarea)\b", re.IGNORECASE)
# A quoted value may hold brackets and tags; a quote that no value follows is a character like others.
_TAG: Final = re.compile(
    r"""\[(/?)([A-Za-z][\w-]*)(?=[\s/\]])("""
    r"""(?:[^\[\]<>"']|(?<=[\s=])"(?:[^"<>\n]|\n(?!\n)|<[^<>"]*>){0,2000}+"(?=[\s\]/])"""
    r"""|(?<=[\s=])'(?:[^'<>\n]|\n(?!\n)|<[^<>']*>){0,2000}+'(?=[\s\]/])|["']|<[^<>]*>){0,2000}+)\]"""
)
_LITERAL: Final = re.compile(r"\[\[(/?[A-Za-z][\w-]*+[^\[\]]{0,300})\]\]")
_LITERAL_PAIR: Final = re.compile(r"\[\[([A-Za-z][\w-]*+)[^\[\]]{0,300}\]")
_LINE_END: Final = re.compile(r"[ \t]*\n")
_LONGEST_LITERAL: Final = 2000
_CLOSING: Final = re.compile(r"\[/([A-Za-z][\w-]*)\]")
_ATTRIBUTES: Final = re.compile(r"""\s[\w-]+\s*=|\s["'“”]|(?:\A|\s)/\Z""")
_ONE_WORD: Final = re.compile(r"\s+[\w-]{1,80}\s*")
_ADDRESS: Final = re.compile(r"\s+https?://")


def pieces(text: str, start: int, end: int, scan: Scan) -> Iterator[Piece]:
    """The pieces of text[start:end], in order; together they are all of it but the brackets of [[name]].

    >>> text = '甲[box class="a"]乙[/box][gallery ids="1"][追記]丙'
    >>> [text[p.start:p.end] for p in pieces(text, 0, len(text), Scan(text)) if p.kind == "html"]
    ['甲', '乙', '[追記]丙']
    """
    at = begin = start
    caption_end = -1  # of the caption that is open
    while (token := _TOKEN.search(text, at, end)) is not None:
        mark = token.start()
        if token[0] != "[":
            at = scan.behind(token, end)
            continue
        if caption_end >= 0 and mark >= caption_end:
            found = [Piece("caption end", mark, mark)]
            caption_end = -1
        else:
            found = _shortcode(text, mark, end, scan, in_caption=caption_end >= 0) or []
        if not found:
            at = mark + 1
            continue
        if begin < mark:
            yield Piece("html", begin, mark)
        yield from found
        at = begin = found[-1].end
        if found[-1].kind == "caption":
            caption_end = scan.find_end(text[mark:at], at)
        elif found[-1].kind == "html":  # [[name]]
            at = begin = at + 1
    if begin < end:
        yield Piece("html", begin, end)
    if caption_end >= 0:
        yield Piece("caption end", end, end)


class Scan:
    """What is known of a whole body: which shortcodes are ever closed, and where the next end of something is."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.closed: frozenset[str] = frozenset(map(str.lower, _CLOSING.findall(text)) if "[/" in text else ())
        self._next: dict[str, int] = {}
        self._opened: set[str] = set()

    def open(self, name: str) -> None:
        """A shortcode was taken out: its end goes too."""
        self._opened.add(name)

    def opened(self, name: str) -> bool:
        """Whether one of this name was taken out."""
        return name in self._opened

    def find(self, mark: str, at: int) -> int:
        """Where `mark` stands next, -1 if nowhere; each stretch of the text is searched once for each mark."""
        known = self._next.get(mark, -1)
        if known < at:
            known = self.text.find(mark, at)
            self._next[mark] = known = known if known >= 0 else 1 << 62
        return known if known < 1 << 62 else -1

    def find_end(self, tag: str, at: int) -> int:
        """Where the shortcode that `tag` opens, and which ends before `at`, is closed; -1 if another one is."""
        name = tag[1:].rstrip("]").split(maxsplit=1)[0]
        close = self.find(f"[/{name}]", at)
        for again in (f"[{name} ", f"[{name}]"):
            if 0 <= self.find(again, at) < close:
                return -1
        return close

    def behind(self, token: re.Match[str], end: int) -> int:
        """Behind a comment or a tag; behind the whole element where no shortcode is one."""
        mark = "-->" if token[0] == "<!--" else ""
        raw = None if mark else _RAW.match(token[0])
        if raw:
            mark = f"</{raw[1].lower()}"
        close = self.find(mark, token.end()) if mark else -1
        return min(close + len(mark), end) if close >= 0 else token.end()


def _shortcode(text: str, mark: int, end: int, scan: Scan, *, in_caption: bool) -> list[Piece] | None:
    """The pieces of the shortcode whose bracket opens at `mark`; None if it opens none."""
    if text.startswith("[[", mark):
        return _literal(text, mark, end, scan)
    tag = _TAG.match(text, mark, end)
    if tag is None:
        return None
    written, name, inside = tag[2], tag[2].lower(), tag[3]
    own = Piece("tag", mark, tag.end())
    if tag[1]:
        return [own] if written in _KNOWN or "-" in name or "_" in name or scan.opened(name) else None
    if name in scan.closed and not inside.endswith("/") and name in _PAIRED:
        close = scan.find_end(tag[0], tag.end())
        if 0 <= close < end:
            behind = Piece("tag", close, close + len(name) + 3)
            if name in _CAPTIONS:
                scan.open(name)
                return [own] if in_caption else [Piece("caption", mark, tag.end())]
            if name in _ENCLOSED:
                return [own, Piece("embed", tag.end(), close), behind]
            if name in _CODE or _IN_A_LANGUAGE.search(inside) or _LINE_END.match(text, tag.end()):
                return [own, Piece("code", tag.end(), close), behind]
    if name in scan.closed or _ATTRIBUTES.search(inside):
        scan.open(name)
        return [Piece("ruby", mark, tag.end())] if name == "ruby" else [own]
    if (name in _SHOWN and _ONE_WORD.fullmatch(inside)) or (written in _ANYWHERE and not inside.strip()):
        return [own]
    if _ADDRESS.match(inside) and (written in _KNOWN or written in _SHOWN or "-" in name or "_" in name):
        return [own]
    # Names of shortcodes are written small: [Web-API] is a word.
    if (written in _KNOWN or (written == name and ("-" in name or "_" in name))) and _stands_alone(
        text, mark, tag.end()
    ):
        return [own]
    return None


def _literal(text: str, mark: int, end: int, scan: Scan) -> list[Piece] | None:
    """[[name]] and [[name]…[/name]] show what stands between the outer brackets."""
    literal = _LITERAL.match(text, mark, end)
    if literal:
        return [Piece("html", mark + 1, literal.end() - 1)]
    pair = _LITERAL_PAIR.match(text, mark, end)
    if pair and pair[1].lower() in scan.closed:
        close = scan.find(f"[/{pair[1]}]", pair.end())
        behind = close + len(pair[1]) + 3
        if 0 <= close < min(end, mark + _LONGEST_LITERAL) and text.startswith("]", behind) and behind < end:
            return [Piece("html", mark + 1, behind)]
    return None


def _stands_alone(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 80) : start].rpartition("\n")[2]
    after = text[end : end + 80].partition("\n")[0]
    return not re.sub("<[^<>]*>", "", before).strip() and not re.sub("<[^<>]*>", "", after).strip()
