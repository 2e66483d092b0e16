"""Which bracket closes which: shared by unwrapping and by the search for sentence ends."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

__all__ = [
    "CLOSERS",
    "OPENERS",
    "PROTECTED",
    "brackets_close",
    "close_each_other",
    "has_bracket",
    "next_bracket",
    "pair_brackets",
]

# In pairs; 〝 stands twice, for people close it with 〟 and with 〞.
OPENERS: Final = "「『｢（(【〔［[｛{〈《“〝＜«≪﹁﹃〝〖〘〚⦅｟‹⟨⟪"
CLOSERS: Final = "」』｣）)】〕］]｝}〉》”〟＞»≫﹂﹄〞〗〙〛⦆｠›⟩⟫"
# A bracket protects what a person says in one breath. A longer one holds a text of its own, or was never meant to
# close here: its sentences count as sentences.
PROTECTED: Final = 200

_STRAIGHT_QUOTE: Final = '"'
# Full and half width pair with each other: writers mix （…) freely.
_SHAPES: Final = dict(zip(OPENERS + CLOSERS + _STRAIGHT_QUOTE, "ABACCDEFFGGHIJKLMNABKPQRSSTUV" * 2 + "O", strict=True))
_BRACKET = re.compile(f"[{re.escape(OPENERS + CLOSERS)}{_STRAIGHT_QUOTE}]")


def pair_brackets(text: str) -> dict[int, int]:
    """Where each bracket closes; an unbalanced one is not in it and so protects nothing.

    >>> pair_brackets("（あ「い）「う")
    {0: 4}
    """
    closes: dict[int, int] = {}
    opened: list[tuple[str, int]] = []
    waiting = dict.fromkeys(_SHAPES.values(), 0)
    straight_quotes_pair = text.count(_STRAIGHT_QUOTE) % 2 == 0
    for match in _BRACKET.finditer(text):
        mark = match[0]
        shape = _SHAPES[mark]
        if mark == _STRAIGHT_QUOTE:
            if not straight_quotes_pair:
                continue
            closing = waiting[shape] > 0
        else:
            closing = mark in CLOSERS
        if not closing:
            opened.append((shape, match.start()))
            waiting[shape] += 1
        elif waiting[shape]:
            found = ""
            while found != shape:
                found, start = opened.pop()
                waiting[found] -= 1
            closes[start] = match.start()
    return closes


has_bracket: Callable[..., re.Match[str] | None] = _BRACKET.search
next_bracket: Callable[..., re.Match[str] | None] = _BRACKET.search
_EMPTY_PAIR = re.compile("|".join(re.escape(o + c) for o, c in zip(OPENERS + '"', CLOSERS + '"', strict=True)))
_PAIRS: Final = frozenset(o + c for o in OPENERS for c in CLOSERS if _SHAPES[o] == _SHAPES[c])


def close_each_other(opener: str, closer: str) -> bool:
    """Whether two brackets are one pair; straight quotes never: which of them opens, only their count tells.

    >>> close_each_other("（", ")"), close_each_other("「", "』"), close_each_other('"', '"')
    (True, False, False)
    """
    return opener + closer in _PAIRS


def brackets_close(line: str) -> bool:
    """Whether every bracket of a line closes in it (a deeper nesting than eight counts as no).

    >>> brackets_close("「静岡（茶）」です"), brackets_close("（続く"), brackets_close("」「")
    (True, False, False)
    """
    left = "".join(_BRACKET.findall(line))
    for _ in range(8):
        if not left or left in _PAIRS:
            return True
        left = _EMPTY_PAIR.sub("", left)
    return not left
