"""A text before and after a rewrite: what became of its numbers, and which sentences were mended or are new."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from jreadtools.article import Article
from jreadtools.checks.outcome import fingerprint
from jreadtools.errors import Lang, Message
from jreadtools.live.answer import ANSWER_VERSION, measured_text, number_or_none, sentence_object
from jreadtools.measure.measurements import Measurements, Sentence, checked_lang
from jreadtools.measure.measuring import line_starts
from jreadtools.measure.settings import Settings
from jreadtools.metrics.catalogue import METRICS
from jreadtools.reports.compare import COMPARED, Change, Overall, change_of, overall_of
from jreadtools.sources.formats import Markup
from jreadtools.sources.read import checked_text, parse
from jreadtools.views.list_words import LIST_WORDS

__all__ = ["Rewrite", "compare"]


@dataclass(frozen=True, repr=False)
class Rewrite:
    """A text before and after. `print` it to read it; `to_dict()` is for programs.

    A sentence is known again by its words, white space aside. One whose words changed is the one that now stands behind
    the same neighbour: worth revising still, or mended.
    """

    before: Measurements
    after: Measurements
    mended: tuple[Sentence, ...]
    """Sentences of `before` that were worth revising and are not any more, or are gone."""
    left: tuple[Sentence, ...]
    """Sentences of `after` that are still worth revising."""
    new: tuple[Sentence, ...]
    """Sentences of `after` that are worth revising and were not before."""

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """The compared metrics, before and now: minutes, characters, mean sentence, shares of kanji and to revise."""
        return tuple(change_of(name, float(self.before[name]), float(self.after[name])) for name in COMPARED)

    @property
    def overall(self) -> Overall:
        """What became of it: easier, harder, mixed, shorter, longer or same; of an empty text only the length is known."""
        return overall_of(self.changes)

    def to_dict(self) -> dict[str, Any]:
        """Everything as an object that JSON can hold; None where a number is undefined."""
        before, after = line_starts(self.before.article), line_starts(self.after.article)
        lang = self.after.settings.lang
        return {
            "version": ANSWER_VERSION,
            "lang": lang,
            "overall": self.overall,
            "said": str(self),
            "label": {"before": self.before.reading_time.label, "after": self.after.reading_time.label},
            "changes": [
                change._asdict() | {"before": number_or_none(change.before), "now": number_or_none(change.now)}
                for change in self.changes
            ],
            "sentences_to_revise": {
                "before": self.before["sentences_to_revise"],
                "after": self.after["sentences_to_revise"],
            },
            "mended": [sentence_object(one, before, lang) for one in self.mended],
            "left": [sentence_object(one, after, lang) for one in self.left],
            "new": [sentence_object(one, after, lang) for one in self.new],
        }

    def __repr__(self) -> str:
        """Without the two texts, which would fill the screen."""
        numbers = f"mended={len(self.mended)}, left={len(self.left)}, new={len(self.new)}"
        return f"<Rewrite overall={self.overall!r} {numbers}>"

    def __str__(self) -> str:
        return "\n".join(_lines(self))


def compare(
    before: str | Article | Measurements,
    after: str | Article | Measurements,
    *,
    markup: Markup = "plain",
    lang: Lang = "ja",
) -> Rewrite:
    """Compare a text with what it was before a rewrite.

    Args:
        before, after: texts, Articles, or analyses with every metric (as `analyze` gives them).
        markup: what the texts are written in.
        lang: the language of what is said.

    >>> import jreadtools as jr
    >>> old = "花が咲く庭へ、鳥がよく来る。漢字を減らす。"
    >>> print(jr.compare(old, "花が咲く庭があります。鳥がよく来ます。かんじをへらす。"))
    約1分 → 約1分、読みやすくなった
    文字数: 21 → 27、長くなった
    一文の平均: 10 → 9、読みやすくなった
    漢字: 38% → 19%、読みやすくなった
    見直したい文の数: 0 → 0（解消0、残り0、新たに0）
    """
    settings = Settings(lang=checked_lang(lang))
    old, new = (_measured(one, markup, settings) for one in (before, after))
    was, now = _to_revise(old), _to_revise(new)
    same_before, same_after = _unchanged(was, now)
    changed = _still(_with_neighbours(old, new, was, same_before), _with_neighbours(new, old, now, same_after))
    known = same_after | {number for _, number in changed}
    left_before = same_before | {number for number, _ in changed}
    return Rewrite(
        old,
        new,
        mended=tuple(one for one in was if one.index not in left_before),
        left=tuple(one for one in now if one.index in known),
        new=tuple(one for one in now if one.index not in known),
    )


def _measured(one: str | Article | Measurements, markup: Markup, settings: Settings) -> Measurements:
    if isinstance(one, Measurements):
        return one
    article = one if isinstance(one, Article) else parse(checked_text(one), markup)
    return measured_text(article, settings=settings)


def _to_revise(analysis: Measurements) -> list[Sentence]:
    """The sentences that are worth revising, in the order of the text."""
    return sorted(analysis.hard_sentences(len(analysis.sentences)), key=lambda sentence: sentence.index)


def _unchanged(was: Sequence[Sentence], now: Sequence[Sentence]) -> tuple[set[int], set[int]]:
    """The numbers of the sentences that were and are worth revising, word for word."""
    ours, theirs = ([fingerprint(one.text) for one in some] for some in (was, now))
    both = Counter(ours) & Counter(theirs)
    return _first(ours, was, both), _first(theirs, now, both)


def _first(keys: Sequence[str], sentences: Sequence[Sentence], both: Counter[str]) -> set[int]:
    """The numbers of the first sentences of each key, as many as both texts have."""
    left = both.copy()
    found = set()
    for key, one in zip(keys, sentences, strict=True):
        if left[key] > 0:
            left[key] -= 1
            found.add(one.index)
    return found


def _with_neighbours(
    analysis: Measurements, other: Measurements, named: Sequence[Sentence], same: set[int]
) -> Iterator[tuple[str, int]]:
    """The changed ones of the named sentences, each with the words before it that both texts have ("" at the start)."""
    theirs = {fingerprint(one.text) for one in other.sentences}
    wanted = {one.index for one in named} - same
    neighbour = ""
    for one in analysis.sentences:
        if one.index in wanted:
            yield neighbour, one.index
        elif (key := fingerprint(one.text)) in theirs:
            neighbour = key


def _still(was: Iterator[tuple[str, int]], now: Iterator[tuple[str, int]]) -> list[tuple[int, int]]:
    """The numbers, before and after, of sentences that changed and are worth revising still."""
    waiting: defaultdict[str, list[int]] = defaultdict(list)
    for neighbour, number in was:
        waiting[neighbour].append(number)
    return [(waiting[neighbour].pop(0), number) for neighbour, number in now if waiting[neighbour]]


def _lines(rewrite: Rewrite) -> Iterator[str]:
    """What became of it, for people."""
    from jreadtools.reports.compare_page import figure  # few print it, and templates take their time

    before, after = rewrite.before, rewrite.after
    lang = after.settings.lang
    words = LIST_WORDS[lang]
    comma = "、" if lang == "ja" else ", "
    yield f"{before.reading_time.label} → {after.reading_time.label}{comma}{words[f'is_{rewrite.overall}']}"
    for change in rewrite.changes:
        if change.way not in ("same", "unknown") and change.metric != "revise_ratio":
            was, now = (figure(change.metric, value, lang) for value in (change.before, change.now))
            yield f"{words[f'metric_{change.metric}']}: {was} → {now}{comma}{words[f'is_{change.way}']}"
    label = METRICS["sentences_to_revise"].label[lang].capitalize()
    was, now = (f"{one['sentences_to_revise']:,}" for one in (before, after))
    mended, left, new = (f"{len(some):,}" for some in (rewrite.mended, rewrite.left, rewrite.new))
    yield Message(
        ja=f"{label}: {was} → {now}（解消{mended}、残り{left}、新たに{new}）",
        en=f"{label}: {was} → {now} (mended {mended}, left {left}, new {new})",
    ).in_language(lang)
