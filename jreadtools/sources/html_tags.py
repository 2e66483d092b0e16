"""Tags of HTML as they are written: where one ends, and what its attributes say."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from jreadtools.sources.references import unescape

__all__ = ["TAG", "attributes_of", "names"]

TAG: Final = re.compile(r"""<(/?)([A-Za-z][A-Za-z0-9:-]*)((?:[^<>"'=]++|=\s*"[^"]*"|=\s*'[^']*'|=|["']){0,1000}+)>""")
"""A tag: /, name, attributes (some hundreds, so that what never ends is soon given up); a > inside quotes ends none."""
_ATTRIBUTE: Final = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+))?""")


def names(written: str) -> frozenset[str]:
    """Names of tags, classes or shortcodes that were written one behind the other."""
    return frozenset(written.split())


def attributes_of(written: str) -> dict[str, str]:
    """Attributes of a start tag from what stands in it behind its name. Not to be changed: tags look alike."""
    if len(written) < 2:
        return {}
    return _parsed_attributes(written) if len(written) < 400 else _parsed_attributes.__wrapped__(written)


@lru_cache(maxsize=1024)
def _parsed_attributes(written: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(written):
        value = match[2] or ""
        if value[:1] in {'"', "'"}:
            value = value[1:-1]
        found.setdefault(match[1].lower(), unescape(value) if "&" in value else value)
    return found
