"""about(): versions, the dictionary, and how to cite what was computed."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

__all__ = ["About", "about"]

_PACKAGES = ("fugashi", "unidic-lite", "numpy", "pandas", "pyromark", "PyYAML")
_CITATIONS = {
    "reading_minutes": (
        "600 characters a minute, between 607 (median of 304 readers, BCCWJ-SPR2) and 653 (Kobayashi & Kawashima 2018, "
        "映像情報メディア学会誌 72(10) J154, doi:10.3169/itej.72.J154); English 238 words a minute (Brysbaert 2019)"
    ),
    "reading_minutes_fast": "810 characters a minute: the faster quarter of 304 readers (computed from BCCWJ-SPR2, CC BY 4.0)",
    "reading_minutes_slow": "460 characters a minute: the slower quarter of 304 readers (computed from BCCWJ-SPR2, CC BY 4.0)",
    "aloud_minutes": "320 morae a minute, the comfortable rate (Hirosaki University comprehension tests)",
    "long_sentence_ratio": "sentences of 60 characters and more (Morioka 1958)",
    "kanji_run_mean": "variable lc of Tateishi, Ono & Yamada 1988",
}


@dataclass(frozen=True, slots=True)
class About:
    """What a result was computed with. `str()` is what belongs in a methods section."""

    version: str
    python: str
    dictionary: str
    packages: dict[str, str]
    citations: dict[str, str]
    """Metric → whose number or formula it is."""

    def __str__(self) -> str:
        lines = [f"jreadtools {self.version} (Python {self.python}; {self.dictionary})"]
        lines += [", ".join(f"{name} {number}" for name, number in self.packages.items())]
        lines += [f"{name}: {citation}" for name, citation in self.citations.items()]
        return "\n".join(lines)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def about() -> About:
    """Versions of everything a number depends on, and a citable line per formula.

    Raises:
        DictionaryError: MeCab or unidic-lite is missing.
    """
    from jreadtools import __version__
    from jreadtools.morphemes import dictionary

    used = dictionary()
    return About(
        version=__version__,
        python=platform.python_version(),
        dictionary=f"{used.name} {used.version}",
        packages={name: _version(name) for name in _PACKAGES},
        citations=dict(_CITATIONS),
    )
