"""Golden cases as prose: a title, a text between ~~~~ lines, and the blocks that are expected, one a line."""

from __future__ import annotations

import re
from pathlib import Path

CASES = Path(__file__).parent / "cases"
_CASE = re.compile(r"^## ([^\n]+)\n~~~~\n(.*?)\n~~~~\n((?:\w+: [^\n]*\n?)*)", re.MULTILINE | re.DOTALL)


def golden_cases(name: str) -> list[tuple[str, str, str]]:
    """(title, text, expected) of every case in a file; a case that is not read is an error, not a case fewer."""
    text = (CASES / name).read_text(encoding="utf-8")
    found = _CASE.findall(text)
    titles = re.findall(r"^## (.+)\n~~~~$", text, re.MULTILINE)
    assert [case[0] for case in found] == titles, f"{name}: a case has another form than the others"
    return found
