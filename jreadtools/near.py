"""The names that somebody may have meant: near ones only, and those whose label was written instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

__all__ = ["near_names"]

_NEAR = 0.66
"""Of difflib's ratio: --ouput is --output, --sort is not --slow."""
_AS_NEAR = 0.05
"""So much less than the nearest, and a name is not offered beside it."""


def near_names(name: str, known: Iterable[str], labels: Mapping[str, str] | None = None, *, most: int = 3) -> list[str]:
    """The known names that are near, the nearest first. `labels`: what names are called elsewhere (漢字率).

    >>> near_names("--ouput", ["--output", "--quiet"]), near_names("--sort", ["--slow"]), near_names("--top", ["--output"])
    (['--output'], [], [])
    >>> near_names("漢字率", ["kanji_ratio"], {"漢字率": "kanji_ratio"}), near_names("平均の文長", [], {"平均文長": "mean"})
    (['kanji_ratio'], ['mean'])
    """
    from difflib import SequenceMatcher  # slow to import, and needed for a misspelling only

    meant = {other: other for other in known}
    meant |= labels or {}
    if name in meant:
        return [meant[name]]
    bare = name.lstrip("-").replace("-", "_").casefold()
    matcher = SequenceMatcher(b=bare)
    ratios: dict[str, float] = {}
    for written, other in meant.items():
        matcher.set_seq1(written.lstrip("-").replace("-", "_").casefold()[:200])
        if matcher.real_quick_ratio() >= _NEAR and matcher.quick_ratio() >= _NEAR:
            ratios[other] = max(ratios.get(other, 0.0), matcher.ratio())
    best = max(ratios.values(), default=0.0)
    found = [other for other, ratio in ratios.items() if ratio >= max(_NEAR, best - _AS_NEAR)]
    return sorted(found, key=lambda other: -ratios[other])[:most]
