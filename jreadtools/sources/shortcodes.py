"""Shortcodes of WordPress: what a theme or a plugin puts where its author wrote [name …].

Which of them hold the author's words cannot be looked up: there are thousands. The form tells most of it, a list of
names the rest. Words in brackets, [追記] or [1], are words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

__all__ = ["Piece", "Scan", "pieces"]


class Piece(NamedTuple):
    """A stretch of a body, and what it is: HTML, the words of a caption, code, an embed, or a shortcode's own tag."""

    kind: Literal["html", "caption", "code", "embed", "tag"]
    start: int
    end: int


def _names(written: str) -> frozenset[str]:
    return frozenset(written.split())


_CAPTIONS: Final = _names("caption wp_caption")
_CODE: Final = _names(
    "code sourcecode php html css js javascript java python ruby sql bash shell xml json c cpp csharp perl plain text "
    "crayon highlight syntax prism cc cci ccn ccl ccie ccin codeblock mathjax latex math"
)
# Gone with what they enclose: addresses, and words of other pages.
_ENCLOSED: Final = _names(
    "embed audio video playlist youtube vimeo tweet twitter instagram blogcard sitecard linkcard nlink keni-linkcard "
    "contact-form contact-field gallery_slide map googlemap script ad_area adsense pageview"
)
# Gone where they stand alone, even without attributes.
_ALONE: Final = _names(
    "gallery toc ez-toc toc_depth ad ads adsense adcode ad_code rss recent_posts recent-posts related_posts related-posts "
    "new_list popular_list author_box profile sitemap search searchform contact-form-7 caldera_form gravityform "
    "widget sidebar menu navi_list ranking star quiz poll rating breadcrumb post_list pochipp rinker amazon rakuten "
    "kaereba yomereba itemlink affi_tag mobile_ad pc_ad afTag_link sc_ad subscribe newsletter login_form registration_form "
    "nextpage more clear clearfix br hr spacer divider"
)
_KNOWN: Final = _CAPTIONS | _CODE | _ENCLOSED | _ALONE
_TOKEN: Final = re.compile(r"<!--|<[A-Za-z/][^<>]*>|\[(?=[/\[A-Za-z])")
_RAW: Final = re.compile(r"<(pre|code|script|style|textarea)\b", re.IGNORECASE)
_TAG: Final = re.compile(r"""\[(/?)([A-Za-z][\w-]*)((?:[^\[\]<>"']|"[^"<>]*"|'[^'<>]*'|<[^<>]*>){0,2000}+)\]""")
_LITERAL: Final = re.compile(r"\[\[(/?[A-Za-z][\w-]*+[^\[\]]{0,300})\]\]")
_CLOSING: Final = re.compile(r"\[/([A-Za-z][\w-]*)\]")
_ATTRIBUTES: Final = re.compile(r"""\s[\w-]+\s*=|\s["'“”]|\s[A-Za-z]+://|\s*/\Z""")


def pieces(text: str, start: int, end: int, scan: Scan) -> Iterator[Piece]:
    """The pieces of text[start:end], in order; together they are all of it but the brackets of [[name]].

    >>> text = '甲[box class="a"]乙[/box][gallery ids="1"][追記]丙'
    >>> [text[p.start:p.end] for p in pieces(text, 0, len(text), Scan(text)) if p.kind == "html"]
    ['甲', '乙', '[追記]丙']
    """
    at = begin = start
    while (token := _TOKEN.search(text, at, end)) is not None:
        mark = token.start()
        if token[0] != "[":
            at = scan.behind(token, end)
            continue
        found = _shortcode(text, mark, end, scan)
        if found is None:
            at = mark + 1
            continue
        if begin < mark:
            yield Piece("html", begin, mark)
        yield from found
        at = begin = max(found[-1].end, mark + 1)
        if found[-1].kind == "html":  # [[name]]
            at = begin = found[-1].end + 1
    if begin < end:
        yield Piece("html", begin, end)


class Scan:
    """What is known of a whole body: which shortcodes are ever closed, and where the next end of something is."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.closed = frozenset(name.lower() for name in _CLOSING.findall(text)) if "[/" in text else frozenset()
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
        known = self._next.get(mark, -2)
        if -2 < known < at or known == -2:
            known = self.text.find(mark, at)
            self._next[mark] = known if known >= 0 else 1 << 62
        return known if 0 <= known < 1 << 62 else -1

    def behind(self, token: re.Match[str], end: int) -> int:
        """Behind a comment or a tag; behind the whole element where no shortcode is one."""
        mark = "-->" if token[0] == "<!--" else ""
        raw = None if mark else _RAW.match(token[0])
        if raw:
            mark = f"</{raw[1].lower()}"
        close = self.find(mark, token.end()) if mark else -1
        return min(close + len(mark), end) if close >= 0 else token.end()


def _shortcode(text: str, mark: int, end: int, scan: Scan) -> list[Piece] | None:
    """The pieces of the shortcode whose bracket opens at `mark`; None if it opens none."""
    literal = _LITERAL.match(text, mark, end)
    if literal:
        return [Piece("html", mark + 1, literal.end() - 1)]
    tag = _TAG.match(text, mark, end)
    if tag is None:
        return None
    name, inside = tag[2].lower(), tag[3]
    own = Piece("tag", mark, tag.end())
    if tag[1]:
        return [own] if name in _KNOWN or "-" in name or "_" in name or scan.opened(name) else None
    if name in scan.closed and name in _CAPTIONS | _CODE | _ENCLOSED:
        close = scan.find(f"[/{tag[2]}]", tag.end())
        if 0 <= close < end and not inside.endswith("/"):
            kind: Literal["caption", "code", "embed"] = (
                "caption" if name in _CAPTIONS else "code" if name in _CODE else "embed"
            )
            behind = Piece("tag", close, close + len(tag[2]) + 3)
            return [own, Piece(kind, tag.end(), close), behind]
    if name in _ALONE or name in scan.closed or _ATTRIBUTES.search(inside):
        scan.open(name)
        return [own]
    if ("-" in name or "_" in name or name in _KNOWN) and _stands_alone(text, mark, tag.end()):
        return [own]
    return None


def _stands_alone(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 80) : start].rpartition("\n")[2]
    after = text[end : end + 80].partition("\n")[0]
    return not re.sub("<[^<>]*>", "", before).strip() and not re.sub("<[^<>]*>", "", after).strip()
