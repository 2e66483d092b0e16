"""Shortcodes and tags of Hugo, Jekyll, Hexo and MDX that show a picture: which they are, and the captions, the author's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jreadtools.patterns import pattern

if TYPE_CHECKING:
    from jreadtools.sources.sheet import Sheet

__all__ = ["captions", "is_picture", "is_picture_tag"]

_NAME: Final = r"(?:\w[\w/-]{0,40}[_/-])?(?:figure|image|img|picture|photo)(?:[_-][\w-]{0,40})?|imgproc|fig|pic"
_PICTURE: Final = pattern(_NAME)
_WITH_WORDS: Final = pattern(
    rf"""\{{\{{[<%][ ]?(?P<name>{_NAME})(?=\s)((?:(?!/?[%>]\}}\}})[^{{}}"`\n]|"(?:[^"\\\n]|\\.)*"|`[^`]{{0,500}}`|\n(?!\n)){{1,2000}}+)/?[%>]\}}\}}"""
)
_TAG: Final = r"<(?P<name>Image|Img|Figure|Picture|Photo)(?=\s)"
_WITH_SOURCE: Final = pattern(rf"{_TAG}[^<>]*?\ssrc=")
_TAG_WITH_WORDS: Final = pattern(rf"""{_TAG}((?:[^<>"{{}}]|"[^"]*"|\{{[^{{}}]*\}}){{1,500}}?)/?>""")
_SHOWN: Final = r'(?:"([^"\n]+)"|`([^`]+)`)'
_CAPTION: Final = pattern(rf"(?<![\w-])caption={_SHOWN}")
_FIGURE_WORDS: Final = pattern(rf"(?<![\w-])(?:title|caption|attr)={_SHOWN}")


def is_picture(name: str) -> bool:
    """Whether a shortcode of this name shows a picture.

    >>> is_picture("figure"), is_picture("fig-img"), is_picture("resize_image"), is_picture("fig-quote")
    (True, True, True, False)
    """
    return _PICTURE.fullmatch(name) is not None


def is_picture_tag(tag: str) -> bool:
    """Whether a tag of MDX shows a picture: <Image src="a.png" />."""
    return _WITH_SOURCE.match(tag) is not None


def captions(sheet: Sheet) -> None:
    """{{< figure src="a.png" caption="題" >}}, <Figure src="a.png" caption="題" />: the words of a caption stay.

    A figure shows its title as well; what others do with theirs is not known.
    """
    captioned = []
    for picture in (*sheet.find(_WITH_WORDS), *sheet.find(_TAG_WITH_WORDS)):
        inside = picture.start(2)
        words = _FIGURE_WORDS if picture["name"] == "figure" else _CAPTION
        shown = [each.span(each.lastindex or 0) for each in words.finditer(picture[2])]
        if shown:
            captioned.append(picture.span())
            _keep(sheet, *picture.span(), [(inside + begin, inside + stop) for begin, stop in shown])
    sheet.images += len(captioned)  # the others are counted where they are taken out
    sheet.settle(captioned)


def _keep(sheet: Sheet, start: int, end: int, shown: list[tuple[int, int]]) -> None:
    """Takes text[start:end] out but for what is shown; alone on its lines that is a paragraph of its own."""
    at = start
    for begin, stop in shown:
        sheet.out(at, begin, "alternative text")
        at = stop
    sheet.out(at, end, "alternative text")
    for _, stop in shown[:-1]:
        sheet.put(stop, stop + 1, " ")
    text = sheet.text
    line, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    before, after = text[line:start], text[end : line_end if line_end >= 0 else len(text)]
    begins = start
    if not before.strip(" \t>") and not after.strip():
        if sheet.line_above(line).strip(" \t>") and len(before) < len("{{<figure "):
            sheet.put(start, start + 1 + len(before), "\n" + before)
            begins += 1 + len(before)
        sheet.put(end - 1, end, "\n")
    sheet.kinds[begins] = "caption"
