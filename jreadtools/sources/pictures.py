"""Shortcodes and tags of Hugo, Jekyll and Hexo that show a picture: it is counted, and its caption is the author's words."""

from __future__ import annotations

import re
from typing import Final

from jreadtools.sources.sheet import Sheet

__all__ = ["is_picture", "pictures"]

_NAME: Final = r"(?:\w[\w/-]*[_/-])?(?:figure|image|img|picture|photo)(?:[_-][\w-]*)?|imgproc|fig|pic"
_PICTURE: Final = re.compile(
    rf"""\{{\{{[<%][ ]?(?P<name>{_NAME})(?=\s)((?:(?!/?[%>]\}}\}})[^{{}}"`\n]|"(?:[^"\\\n]|\\.)*"|`[^`]{{0,500}}`|\n(?!\n)){{1,2000}}+)/?[%>]\}}\}}"""
    rf"""|\{{%-?[ ]?(?:{_NAME})[ ]+[^\s%]"""
)
_SHOWN: Final = r'(?:"([^"\n]+)"|`([^`]+)`)'
_CAPTION: Final = re.compile(rf"(?<![\w-])caption={_SHOWN}")
_FIGURE_WORDS: Final = re.compile(rf"(?<![\w-])(?:title|caption|attr)={_SHOWN}")


def is_picture(name: str) -> bool:
    """Whether a shortcode of this name shows a picture.

    >>> is_picture("figure"), is_picture("fig-img"), is_picture("resize_image"), is_picture("fig-quote")
    (True, True, True, False)
    """
    return re.fullmatch(_NAME, name) is not None


def pictures(sheet: Sheet) -> None:
    """{{< figure src="a.png" caption="題" >}}, {% img a.png %}: of a caption the words stay.

    A figure shows its title as well; what others do with theirs is not known.
    """
    found = [*sheet.find(_PICTURE)]
    sheet.images += len(found)
    captioned = []
    for picture in found:
        inside = picture.start(2)
        words = _FIGURE_WORDS if picture["name"] == "figure" else _CAPTION
        shown = [each.span(each.lastindex or 0) for each in words.finditer(picture[2] or "")]
        if shown:
            captioned.append(picture.span())
            _keep(sheet, *picture.span(), [(inside + begin, inside + stop) for begin, stop in shown])
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
