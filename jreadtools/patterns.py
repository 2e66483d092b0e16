"""Regular expressions that are compiled when they are first used: few texts need most of them, and compiling all takes longer
than measuring a post."""

from __future__ import annotations

import re
from typing import Any, cast

__all__ = ["pattern"]


class _Pattern:
    """A pattern whose methods come with the first call."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self.pattern, self._flags), name)
        setattr(self, name, found)  # from now on found without this call
        return found


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, later.

    >>> pattern("[ぁ-ん]+").findall("猫がいる。犬もいる。")
    ['がいる', 'もいる']
    """
    return cast("re.Pattern[str]", _Pattern(text, flags))
