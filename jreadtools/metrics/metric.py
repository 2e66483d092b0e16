"""The class of metrics, and `ratio`: an undefined quotient is NaN, which is decided only here."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal, TypeVar, cast

import numpy as np
import numpy.typing as npt

from jreadtools.counts.additive import Counts, FloatArray, IntArray, no_counts
from jreadtools.counts.demand import rests_on_words
from jreadtools.errors import Lang, Message, UnknownMetricError
from jreadtools.metrics.named import OURS
from jreadtools.speed import READING_SPEED, ReadingSpeed

__all__ = ["Catalogue", "Family", "Metric", "metric", "ratio"]

Function = Callable[..., npt.NDArray[Any]]
"""Of Counts, and of the `speed` of the readers or the `lang` of labels where it names them."""
F = TypeVar("F", bound=Function)

Harder = Literal["high", "low", ""]


def ratio(part: IntArray, whole: IntArray) -> FloatArray:
    """part / whole; NaN where there is nothing to divide by."""
    result: FloatArray = part / np.where(whole, whole, np.nan)
    return result


@dataclass(frozen=True, slots=True)
class Metric:
    """One entry of the catalogue."""

    name: str
    family: str
    label: Mapping[str, str]
    """Its name for people, by language: ja, en."""
    unit: str
    dtype: str
    """int64 (counts), float64 (measures) or str."""
    level: str
    """"A" article, "S" sentence, "AS" both."""
    direction: Harder
    """"high": higher is harder (or longer); "low": lower is harder; "": says nothing about it."""
    undefined_when: str
    """When it is NaN; empty: never."""
    experimental: bool
    source: str
    description: Mapping[str, str]
    function: Function
    takes: tuple[str, ...] = ()
    """What its function asks for besides counts: speed, lang."""

    def __call__(self, counts: Counts, speed: ReadingSpeed = READING_SPEED, lang: Lang = "ja") -> npt.NDArray[Any]:
        """The value of every row of `counts`: int64, float64 or object (str).

        Args:
            counts: the rows.
            speed: how fast the readers are.
            lang: the language of a label.
        """
        if not self.takes:
            return self.function(counts)
        given = {"speed": speed, "lang": lang}
        return self.function(counts, **{name: given[name] for name in self.takes})

    @property
    def reads(self) -> frozenset[str]:
        """The attributes of `Counts` that its function looks at."""
        return _read_by(self.function)

    @property
    def needs_mecab(self) -> bool:
        """Whether it rests on morphemes, as what a sentence is does too. Lists of words are looked up in them."""
        return self.family == "levels" or rests_on_words(self.reads)


class Family(list[Metric]):
    """The metrics of one file, in the order in which they stand there."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name: Final = name


_DTYPES: Final = {"IntArray": "int64", "FloatArray": "float64", "npt.NDArray[np.object_]": "str"}
"""What a function over counts is said to return → the type of its values: counts, measures, labels."""


def metric(
    family: Family,
    *,
    ja: str,
    en: str,
    about: str,
    unit: str,
    level: Literal["A", "S", "AS"] = "A",
    harder: Harder = "",
    undefined: Message | None = None,
    experimental: bool = False,
    source: str = "",
) -> Callable[[F], F]:
    """Enter a function over counts into the catalogue; the type of its values is that which it is said to return.

    Args:
        family: the list it joins.
        ja, en: labels.
        about: what it is, in Japanese; the first paragraph of the docstring says so in English.
        unit: of the value: characters, words, minutes, ratio (0-1) …
        level: "A" for articles, "S" for sentences, "AS" for both.
        harder: which direction is harder to read.
        undefined: when the value is NaN (see `named`); None: never.
        experimental: whether it lacks an oracle.
        source: author and year, or whose convention it is.
    """

    def enter(function: F) -> F:
        text = inspect.cleandoc(function.__doc__ or "")
        # What the registry holds is said once, here, and read in the docstring too.
        before, example, after = text.partition("\n\n>>> ")
        function.__doc__ = f"{before}\n\n{_facts(unit, undefined or '', source, experimental)}{example}{after}"
        family.append(
            Metric(
                name=function.__name__,
                family=family.name,
                label={"ja": ja, "en": en},
                unit=unit,
                dtype=_DTYPES[function.__annotations__["return"]],
                level=level,
                direction=harder,
                undefined_when=undefined or "",
                experimental=experimental,
                source=source,
                description={"ja": about, "en": " ".join(text.split("\n\n")[0].split())},
                function=function,
                takes=_parameters(function)[1:],
            )
        )
        return function

    return enter


class _Noting:
    """Counts that note which of them are looked at."""

    def __init__(self, counts: Counts) -> None:
        self._counts = counts
        self.noted: set[str] = set()

    def __getattr__(self, name: str) -> object:
        self.noted.add(name)
        return getattr(self._counts, name)

    def __len__(self) -> int:
        return len(self._counts)


@cache
def _read_by(function: Function) -> frozenset[str]:
    counts = _Noting(no_counts(1))
    function(cast(Counts, counts))
    return frozenset(counts.noted)


def _parameters(function: Function) -> tuple[str, ...]:
    code = function.__code__  # inspect.signature takes longer than all metrics need to be entered
    return code.co_varnames[: code.co_argcount]


def _facts(unit: str, undefined: str, source: str, experimental: bool) -> str:
    """The facts of a metric as the last paragraph of its docstring before the example."""
    facts = [
        f"Unit: {unit}{' (0-1)' if unit == 'ratio' else ''}.",
        f"Undefined (NaN): {undefined}." if undefined else "Never undefined.",
        f"Source: {source or OURS}.",
    ]
    return " ".join([*facts, "Experimental."] if experimental else facts)


class Catalogue(Mapping[str, Metric]):
    """Metrics by name, in the order of the frames' columns."""

    def __init__(self, *families: Family) -> None:
        self._metrics = {metric.name: metric for family in families for metric in family}
        self._levels = {
            level: tuple(metric for metric in self._metrics.values() if level in metric.level) for level in "AS"
        }

    def __getitem__(self, name: str) -> Metric:
        try:
            return self._metrics[name]
        except (KeyError, TypeError):
            raise UnknownMetricError(name, self._metrics) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._metrics)

    def __len__(self) -> int:
        return len(self._metrics)

    def __contains__(self, name: object) -> bool:
        return name in self._metrics

    def __repr__(self) -> str:
        return f"<catalogue of {len(self)} metrics: {', '.join(self)}>"

    def at(self, level: Literal["A", "S"], names: Collection[str] | None = None) -> tuple[Metric, ...]:
        """The metrics of a level in catalogue order; of those, the named ones."""
        here = self._levels[level]
        return here if names is None else tuple(metric for metric in here if metric.name in names)
