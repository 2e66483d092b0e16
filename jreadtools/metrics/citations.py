"""about(): the versions and the dictionary that numbers depend on, and how to cite them."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

__all__ = ["About", "about"]

_PACKAGES = (
    *("fugashi", "unidic-lite", "numpy", "pandas", "pyromark", "PyYAML"),
    *("emoji", "lxml", "lxml_html_clean", "trafilatura", "XlsxWriter"),
)
_CITATIONS = {
    "reading_minutes": (
        "600 characters a minute, between 607 (median of 304 readers, BCCWJ-SPR2) and 653 (Kobayashi & Kawashima 2018, "
        "映像情報メディア学会誌 72(10) J154, doi:10.3169/itej.72.J154); English 238 words a minute (Brysbaert 2019)"
    ),
    "reading_minutes_fast": "810 characters a minute: the faster quarter of 304 readers (computed from BCCWJ-SPR2, CC BY 4.0)",
    "reading_minutes_slow": "460 characters a minute: the slower quarter of 304 readers (computed from BCCWJ-SPR2, CC BY 4.0)",
    "aloud_minutes": "320 morae a minute, the comfortable rate (Hirosaki University comprehension tests)",
    "long_sentence_ratio": "sentences of 60 characters and more (Morioka 1958)",
    "kanji_run_mean": "variable lc of Tateisi, Ono & Yamada 1988",
    "jreadability": (
        "Hasebe & Lee 2015, Introducing a readability evaluation system for Japanese language education (CASTEL/J); Lee "
        "2016, 早稲田日本語教育学 21; tokens and sentences counted as jreadability.net does"
    ),
    "tateisi1988": (
        "Tateisi, Ono & Yamada 1988, A computer readability formula of Japanese texts for machine scoring (COLING 88): RS' "
        "with six variables"
    ),
    "osaki2021": "Osaki 2021, 計量国語学会第65回大会予稿集",
    "hardness": (
        "jreadtools: kanji grades, kango against wago, length and passives with fixed weights; evaluated on MATCHA (Ehime "
        "University NLP, CC BY-NC-SA 4.0)"
    ),
    "mattr50": "Covington & McFall 2010 (moving-average type-token ratio, window of 50)",
    "mtld": "McCarthy & Jarvis 2010 (threshold .72, both directions, no shortest factor)",
    "hdd42": "McCarthy & Jarvis 2007 (HD-D, sample of 42)",
    "mvr": "Kabashima & Jugaku 1965, 『文体の科学』",
    "kanji_grade_mean": "学年別漢字配当表 (平成29年文部科学省告示第63号) and 常用漢字表 (平成22年内閣告示第2号)",
}


@dataclass(frozen=True, slots=True)
class About:
    """The software and sources behind a result. `str()` is the text for a methods section."""

    version: str
    python: str
    dictionary: str
    packages: dict[str, str]
    citations: dict[str, str]
    """Metric → the source of its number or formula."""

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
    from jreadtools.language.mecab import dictionary
    from jreadtools.version import __version__

    used = dictionary()
    return About(
        version=__version__,
        python=platform.python_version(),
        dictionary=f"{used.name} {used.version}",
        packages={name: _version(name) for name in _PACKAGES},
        citations=dict(_CITATIONS),
    )
