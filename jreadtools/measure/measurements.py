"""What was measured of one article: numbers, sentences and findings by name and place, and no word for people."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final, Literal, Self, overload

import numpy as np

from jreadtools.article import Article, Block
from jreadtools.collector import without_collector
from jreadtools.counts.additive import TYPES, Counts, FloatArray
from jreadtools.errors import Lang, UnknownMetricError
from jreadtools.language.morphemes import Morpheme, tokenize
from jreadtools.language.sentences import Span
from jreadtools.measure.finding_kinds import KINDS
from jreadtools.measure.findings import Finding, find
from jreadtools.measure.measuring import Measured, line_at, line_starts, measure, place, place_behind
from jreadtools.measure.settings import Settings
from jreadtools.metrics.catalogue import METRICS
from jreadtools.metrics.hardness import HARD, hardness_parts
from jreadtools.metrics.metric import Metric
from jreadtools.metrics.revise import reasons, reasons_said, revise_parts
from jreadtools.speed import ReadingTime

if TYPE_CHECKING:
    from jreadtools.metrics.metric_names import CountName, LabelName, MeasureName
    from jreadtools.metrics.norms import Norms, Standing

__all__ = [
    "AUDIENCES",
    "Audience",
    "Measurements",
    "Sentence",
    "Value",
    "checked_audience",
    "checked_lang",
    "morphemes_of",
    "norms_of",
]

Value = int | float | str

Audience = Literal["reader", "learner"]
AUDIENCES: Final = ("reader", "learner")


class Sentence:
    """One sentence, heading, list item or cell of an analysis: its words, its place, its numbers."""

    __slots__ = ("_of", "block", "index", "span")

    def __init__(self, measurements: Measurements, index: int) -> None:
        self._of = measurements
        self.index: int = index
        """Its number in the article, from 0."""
        self.span: Span = measurements.measured.spans[index]
        self.block: Block = measurements.measured.blocks[index]

    @property
    def text(self) -> str:
        """What stood there, URLs and list marks included, line breaks joined."""
        return self.span.text

    @property
    def kind(self) -> str:
        """The kind of its block, or "url" for a line that is only a URL (measured nowhere)."""
        return self.span.kind

    @property
    def start(self) -> int:
        """Offset of its first character in the source (code points)."""
        return self.block.source_offset(self.span.start)

    @property
    def end(self) -> int:
        """Offset behind its last character in the source."""
        return self.block.source_offset(self.span.end - 1) + 1

    @property
    def line(self) -> int:
        """Line of its first character in the source, from 1."""
        return self._of.line_of(self)

    @overload
    def __getitem__(self, name: CountName) -> int: ...
    @overload
    def __getitem__(self, name: MeasureName) -> float: ...
    @overload
    def __getitem__(self, name: LabelName) -> str: ...
    @overload
    def __getitem__(self, name: str) -> Value: ...
    def __getitem__(self, name: str) -> Value:
        """The value of a metric of sentences.

        Raises:
            UnknownMetricError: there is no such metric for sentences.
        """
        metric = METRICS[name]
        if "S" not in metric.level:
            raise UnknownMetricError(name, [m.name for m in METRICS.at("S")], "for sentences")
        return self._of.value(metric, self._of.measured.sentences, self.index)

    @property
    def hardness(self) -> float:
        """How hard it is for a learner of Japanese (see `jreadtools metrics hardness`); NaN without words."""
        return self["hardness"]

    @property
    def hardness_parts(self) -> dict[str, float]:
        """What each part adds to its hardness; they add up to it.

        >>> import jreadtools as jr
        >>> sorted(jr.analyze("経済政策の基本方針を決定する。").sentences[0].hardness_parts)
        ['kango', 'kanji', 'length', 'passives']
        """
        return self._of.hardness_parts(self.index)

    @property
    def revise_parts(self) -> dict[str, float]:
        """What each part adds to the load behind `revise_probability`, in words; they add up to it.

        >>> import jreadtools as jr
        >>> jr.analyze("昨日買った本を読む。").sentences[0].revise_parts
        {'words': 5.0, 'brackets': 0.0, 'modifiers': 1.5, 'unbroken': 1.0, 'quotes': 0.0}
        """
        return self._of.revise_parts(self.index)

    @property
    def findings(self) -> list[Finding]:
        """What is worth another look in it, all kinds."""
        return self._of.findings_of(self.index)

    def why(self, lang: Lang = "ja") -> str:
        """What weighs in it, in a few words, what stands out most first; then its other findings."""
        lang = checked_lang(lang)
        kinds = dict.fromkeys(f.kind for f in self.findings if f.shown and not KINDS[f.kind].advice)
        weighing = reasons_said(reasons(self._of.measured.sentences, self.index)).in_language(lang)
        said = [weighing] * bool(weighing) + [KINDS[kind].label.in_language(lang) for kind in kinds]
        return ("・" if lang == "ja" else ", ").join(said)

    def where_to_cut(self, lang: Lang = "ja") -> str:
        """Behind which clause it could be split, in a few words; "" where it is not named or there is no such clause."""
        lang = checked_lang(lang)
        said = (f.message.in_language(lang) for f in self.findings if KINDS[f.kind].advice and f.text in f.message.ja)
        return next(said, "")

    def to_dict(self) -> dict[str, Value]:
        """Every metric of sentences; NaN where undefined."""
        counts = self._of.measured.sentences
        return {metric.name: self._of.value(metric, counts, self.index) for metric in self._of.settings.of("S")}

    @property
    def morphemes(self) -> list[Morpheme]:
        """Its morphemes, looked up anew at every call."""
        return morphemes_of(self.span, self.block)

    def __repr__(self) -> str:
        return f"<{self.kind} {self.index}, line {self.line}: {self.text}>"


@cache
def _written_metrics() -> tuple[str, ...]:
    """The metrics of what is written, whatever its words are."""
    return tuple(metric.name for metric in METRICS.values() if not metric.needs_mecab)


def morphemes_of(span: Span, block: Block) -> list[Morpheme]:
    """The morphemes of a span, with their places in the source."""
    return [
        Morpheme(
            surface=span.prose[start:end],
            start=block.source_offset(place(span, start)),
            end=place_behind(span, block, end),
            pos=entry.pos,
            pos_detail=entry.pos_detail,
            conjugation=entry.conjugation,
            lemma=span.prose[start:end] if entry.is_unknown else entry.lemma,
            pronunciation=entry.pronunciation,
            word_origin=entry.word_origin,
            morae=entry.morae,
            is_unknown=entry.is_unknown,
        )
        for start, end, entry in tokenize([span.prose]).entries(0)
    ]


def norms_of(among: str | Norms) -> Norms:
    """The norms themselves, or those that ship under a name.

    Raises:
        ValueError: there are none of this name.
    """
    from jreadtools.metrics.norms import Norms  # few ask, and the tables are long

    return among if isinstance(among, Norms) else Norms.named(among)


@dataclass(frozen=True)
class Measurements(Mapping[str, Value]):
    """What is measured of one article: values by name, sentences, findings. `Analysis` shows it to people.

    It is measured when the first number is read, without MeCab where that number needs none. Two are equal when their
    articles and settings are: then their numbers are too.
    """

    article: Article
    settings: Settings

    @cached_property
    def measured(self) -> Measured:
        """Everything that is counted of it."""
        settings = self.settings
        return self._measured(settings if settings.metrics is None else replace(settings, whole=True))

    @cached_property
    def _written(self) -> Measured:
        """What is counted of it without MeCab."""
        return self._measured(replace(self.settings, metrics=_written_metrics(), levels=()))

    def _measured(self, settings: Settings) -> Measured:
        with without_collector():
            return measure([self.article], settings)

    def at_once(self) -> Self:
        """Itself, once all is measured: what cannot be is said here, and not where a number is read."""
        self.measured  # noqa: B018  reading it is what measures
        return self

    @overload
    def __getitem__(self, name: CountName) -> int: ...
    @overload
    def __getitem__(self, name: MeasureName) -> float: ...
    @overload
    def __getitem__(self, name: LabelName) -> str: ...
    @overload
    def __getitem__(self, name: str) -> Value: ...
    def __getitem__(self, name: str) -> Value:
        """The value of a metric: int, float (NaN where undefined) or str.

        Raises:
            UnknownMetricError: there is no such metric for articles (it names the nearest).
        """
        metric = self.settings.metric(name)
        if "A" not in metric.level:
            raise UnknownMetricError(name, [m.name for m in METRICS.at("A")], "for articles")
        alone = not metric.needs_mecab and name in METRICS and "measured" not in self.__dict__
        return self.value(metric, self._written.totals if alone else self._totals_for(metric), 0)

    def _totals_for(self, metric: Metric) -> Counts:
        return self._typed if metric.family == "diversity" else self.measured.totals

    def __iter__(self) -> Iterator[str]:
        return (metric.name for metric in self.settings.of("A"))

    def __len__(self) -> int:
        return len(self.settings.of("A"))

    def __contains__(self, name: object) -> bool:
        return any(metric.name == name for metric in self.settings.of("A"))

    def value(self, metric: Metric, counts: Counts, row: int) -> Value:
        """One metric of one row, as a Python value."""
        value = self._column(metric, counts)[row]
        return value if value == value else math.nan  # always the same NaN: equal dictionaries compare equal

    def _column(self, metric: Metric, counts: Counts) -> list[Value]:
        """One metric of every row."""
        if metric.needs_mecab and not self.settings.needs_mecab:
            raise UnknownMetricError(metric.name, self, "here: metrics=[…] left it out")
        values = self._columns.get((metric.name, id(counts)))
        if values is None:
            values = self._columns[metric.name, id(counts)] = self.settings.values(metric, counts).tolist()
        return values

    @cached_property
    def _typed(self) -> Counts:
        # Types, MTLD above all, cost a quarter of MeCab's time: only for those who ask.
        return self.measured.typed(frozenset(TYPES))

    @cached_property
    def _columns(self) -> dict[tuple[str, int], list[Value]]:
        return {}

    @cached_property
    def sentences(self) -> list[Sentence]:
        """Its sentences in reading order: those of paragraphs, and headings, items, cells … with their kind."""
        return [Sentence(self, index) for index in range(len(self.measured.spans))]

    @property
    def reading_time(self) -> ReadingTime:
        """How long it takes to read, and aloud."""
        totals = self.measured.totals
        words = int(totals.english_words[0])
        return ReadingTime.of(
            int(totals.characters[0] - totals.english_characters[0]),
            words,
            float(totals.morae[0]) if self.settings.needs_mecab else math.nan,
            self.settings.speed,
            self.settings.lang,
        )

    @cached_property
    def _line_starts(self) -> list[int]:
        return line_starts(self.article)

    def line_of(self, sentence: Sentence) -> int:
        """Line of a sentence in the source, from 1."""
        return line_at(self._line_starts, sentence.block, sentence.span)

    def longest(self, n: int = 3) -> list[Sentence]:
        """The n longest sentences (of those that sentence statistics are made of), longest first."""
        lengths = self.measured.sentences.sentence_characters
        order = np.argsort(-lengths, kind="stable")[: _checked_number(n)]
        return [self.sentences[i] for i in order.tolist() if lengths[i]]

    def hardest(self, n: int = 3, audience: Audience = "reader") -> list[Sentence]:
        """The n sentences that are hardest to read, hardest first: by `revise_probability`, for learners by `hardness`.

        Of those that sentence statistics are made of, quotes among them: headings, cells and captions are left out.

        Raises:
            ValueError: n is negative, or there is no such audience.
            UnknownMetricError: metrics=[…] left out everything that needs MeCab.

        >>> import jreadtools as jr
        >>> analysis = jr.analyze("花が咲く庭へ、鳥がよく来る。経済政策を決定する。")
        >>> [analysis.hardest(1, audience)[0].text for audience in ("reader", "learner")]
        ['花が咲く庭へ、鳥がよく来る。', '経済政策を決定する。']
        """
        values = self._scores("revise_probability" if checked_audience(audience) == "reader" else "hardness").copy()
        values[(self.measured.sentences.sentences == 0) | np.isnan(values)] = -np.inf
        order = np.argsort(-values, kind="stable")[: _checked_number(n)]
        return [self.sentences[i] for i in order.tolist() if values[i] > -np.inf]

    def hard_sentences(self, n: int = 3, audience: Audience = "reader") -> list[Sentence]:
        """Those of the hardest that are worth revising: `revise_probability` of .5 and more.

        Left out are the words of others (quotes), and sentences of less than 20 characters (米、灯油、煙草。). For
        learners: those whose `hardness` is 2.3 or more, quotes and short ones among them.
        """
        if checked_audience(audience) == "learner":
            return [one for one in self.hardest(n, audience) if one.hardness >= HARD]
        return self._to_revise[: _checked_number(n)]

    @cached_property
    def _to_revise(self) -> list[Sentence]:
        # A page asks for all of them, for their number and for the first ten.
        named = self.measured.sentences.sentences_to_revise
        return [one for one in self.hardest(len(named)) if named[one.index]]

    def revise_parts(self, index: int) -> dict[str, float]:
        """What each part adds to the load of the sentence with this number."""
        self._needs_mecab()
        return {name: float(values[index]) for name, values in self._revise_parts.items()}

    @cached_property
    def _revise_parts(self) -> dict[str, FloatArray]:
        return revise_parts(self.measured.sentences)

    def hardness_parts(self, index: int) -> dict[str, float]:
        """What each part adds to the hardness of the sentence with this number."""
        self._needs_mecab()
        return {name: float(values[index]) for name, values in self._hardness_parts.items()}

    @cached_property
    def _hardness_parts(self) -> dict[str, FloatArray]:
        return hardness_parts(self.measured.sentences)

    @cached_property
    def _findings(self) -> list[Finding]:
        return find(self.measured)

    def findings(self, *, all: bool = False) -> list[Finding]:  # noqa: A002  the word for it
        """What is worth another look, with its place and reason, in the order of the text.

        Args:
            all: also the kinds that proved right too seldom to be shown (see `jreadtools.measure.finding_kinds`).

        Raises:
            UnknownMetricError: metrics=[…] left out everything that needs MeCab.

        >>> import jreadtools as jr
        >>> [f.message.ja for f in jr.analyze("事故で電車で行けなかった。").findings(all=True)]
        ['「で」が一つの節に2回（片方を言い換えるか、読点で区切る）:「で電車で」']
        """
        self._needs_mecab()
        return [finding for finding in self._findings if all or finding.shown]

    def findings_of(self, index: int) -> list[Finding]:
        """What is worth another look in the sentence with this number, all kinds."""
        self._needs_mecab()
        return list(self._findings_by_sentence.get(index, ()))

    @cached_property
    def _findings_by_sentence(self) -> dict[int, list[Finding]]:
        # Whoever goes through all sentences would otherwise go through all findings for each.
        found: dict[int, list[Finding]] = {}
        for finding in self._findings:
            found.setdefault(finding.sentence, []).append(finding)
        return found

    def _scores(self, name: str) -> FloatArray:
        """A metric of every sentence, float64 [sentences]: nothing to raise about where there are none."""
        found = self._column(METRICS[name], self.measured.sentences) if self.measured.spans else []
        return np.array(found, np.float64)

    def _needs_mecab(self) -> None:
        """Raises UnknownMetricError where MeCab was not called."""
        if self.measured.spans:  # asked for every sentence: nothing is made of the column
            self._column(METRICS["hardness"], self.measured.sentences)

    def standing(self, metric: str, among: str | Norms = "web") -> Standing:
        """Where it lies among other articles: "in the longest quarter". False, with its `reason`, where nothing can be said.

        Args:
            metric: a metric of articles.
            among: the norms: "web", "tech", "life", "docs", "literature", or `Norms.of` your own articles.

        Raises:
            UnknownMetricError: there is no such metric for articles, or metrics=[…] left out what it needs.
            ValueError: there are no norms of this name.

        >>> import jreadtools as jr
        >>> standing = jr.analyze("花が咲き、鳥が鳴く。" * 200).standing("sentence_characters_mean", among="web")
        >>> bool(standing), str(standing), standing.whose("ja")
        (True, '短いほうの1割に入ります', 'Web の記事3,378本（160人）のうち1,000〜2,999字のもの')
        >>> str(jr.analyze("花が咲く。").standing("kanji_ratio"))
        '短いので比べられません（1,000字・25文から比べます）'
        """
        from jreadtools.metrics.norms import needed_for  # few ask, and the tables are long

        norms = norms_of(among)
        values = {metric: self[metric]}
        for name in needed_for([metric]):
            values.setdefault(name, self.value(METRICS[name], self.measured.totals, 0))
        return norms.standing(metric, values, self.settings.lang)

    def to_dict(self) -> dict[str, Value]:
        """Every metric by name; NaN where undefined."""
        return {metric.name: self.value(metric, self._totals_for(metric), 0) for metric in self.settings.of("A")}

    def __getstate__(self) -> dict[str, object]:
        # What is looked up lazily is keyed by identity, which does not travel.
        names = ("article", "settings", "measured")
        return {name: self.__dict__[name] for name in names if name in self.__dict__}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)


def _checked_number(n: int) -> int:
    if n < 0:
        raise ValueError(f"n is a number of sentences, not {n}")
    return n


def checked_audience(audience: Audience) -> Audience:
    if audience not in AUDIENCES:
        raise ValueError(f'audience is "reader" or "learner", not {audience!r}')
    return audience


def checked_lang(lang: Lang) -> Lang:
    if lang not in ("ja", "en"):
        raise ValueError(f'lang is "ja" or "en", not {lang!r}')
    return lang
