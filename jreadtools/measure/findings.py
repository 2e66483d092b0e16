"""What makes a sentence hard, where it stands, and why: reasons with their place in the source."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from jreadtools.characters import KANJI, KATAKANA, script_class
from jreadtools.counts.additive import Counts, IntArray
from jreadtools.counts.bracketed import parenthesis_pairs
from jreadtools.errors import Message, in_language
from jreadtools.language.brackets import pair_brackets
from jreadtools.language.grammar import endings, negation, particles, wordy
from jreadtools.language.grammar.endings import PLAIN, POLITE
from jreadtools.language.lexical_entry import LexicalEntry
from jreadtools.language.morphemes import Morphemes, tokenize
from jreadtools.measure.advice import advise
from jreadtools.measure.finding_kinds import KINDS
from jreadtools.measure.measuring import Measured, line_starts, place, place_behind
from jreadtools.metrics.revise import reasons, reasons_said, revise_probability
from jreadtools.patterns import pattern

__all__ = ["Finding", "find"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One place that is worth another look."""

    kind: str
    """A name of KINDS."""
    sentence: int
    """Number of its sentence in the article, from 0."""
    start: int
    """Offset of its first character in the source (code points)."""
    end: int
    """Offset behind its last character in the source."""
    line: int
    """Line of its first character in the source, from 1."""
    column: int
    """Column of its first character in that line, from 1, in code points."""
    text: str
    """The words themselves, line breaks joined."""
    value: int
    """What was measured: characters, times, depth; of `revise` the probability in percent."""
    message: Message
    """What it is, in English and Japanese."""
    shown: bool
    """Whether it is shown by default."""


class _Hit(NamedTuple):
    """A finding before its place is looked up: [start, end) of a sentence's prose."""

    sentence: int
    start: int
    end: int
    value: int


_KANJI_RUN: Final = pattern(f"[{script_class(KANJI)}]+")
_KATAKANA_RUN: Final = pattern(f"[{script_class(KATAKANA)}]+")


class _Sentences:
    """The sentences of an article, and the morphemes of those that are looked at."""

    def __init__(self, measured: Measured) -> None:
        self.counts: Counts = measured.sentences
        self.prose = [span.prose for span in measured.spans]
        self.blocks = measured.blocks
        # The words of others cannot be mended.
        own = np.array([span.kind != "quote" for span in measured.spans], bool)
        self.counted = np.flatnonzero((self.counts.sentences > 0) & own)
        self.is_paragraph = np.array([span.kind == "paragraph" for span in measured.spans], bool)

    def rows(self, values: IntArray, limit: int) -> list[int]:
        """The sentences whose value is above the limit."""
        rows: list[int] = self.counted[values[self.counted] > limit].tolist()
        return rows

    def morphemes(self, values: IntArray) -> tuple[list[int], Morphemes]:
        """The sentences whose value is not 0, and their morphemes."""
        rows = self.rows(values, 0)
        return rows, tokenize([self.prose[row] for row in rows])


def _revise(sentences: _Sentences) -> Iterator[tuple[_Hit, Message]]:
    """The sentences that are named: where to cut them, or else what weighs in them, and where most of it lies."""
    probability = revise_probability(sentences.counts)
    for row in sentences.rows(sentences.counts.sentences_to_revise, 0):
        prose = sentences.prose[row]
        advice = advise(prose)
        if advice.cuts:
            start, end = advice.cuts[0]
            clause = prose[start:end].strip()
            quoted = f"『{clause}』" if "「" in clause or "」" in clause else f"「{clause}」"
            said = Message(ja=f"{quoted}のあとで分けることを考える", en=f"consider splitting it after {quoted}")
        else:
            weighing = reasons(sentences.counts, row)
            said = reasons_said(weighing)
            start, end = next(iter(advice.places[weighing[0].name]), (0, len(prose)))
        yield _Hit(row, start, end, int(100 * probability[row])), said


_COMMAS: Final = "[、，､]"
_HESITATION: Final = pattern(rf"{_COMMAS}(?:\s*{_COMMAS})+")
_COMMA: Final = pattern(_COMMAS)
_STOP: Final = pattern("[。．｡！？!?]+")


def _commas(text: str) -> int:
    """Commas of a sentence, or of the one in a speech of several sentences that has the most; 、、、 is a pause for breath.

    >>> _commas("ええと、、、春は、花が咲く"), _commas("「ねえ、聞いて。昨日、駅で、猫を見た」と、妹")
    (1, 2)
    """
    text = _HESITATION.sub("…", text)
    own, most, at = "", 0, 0
    for start, end in sorted(pair_brackets(text).items()):
        said = _STOP.split(text[start:end]) if text[start] in "「『" and start >= at else []
        if len(said) > 1 and said[1]:
            most = max(most, *(len(_COMMA.findall(sentence)) for sentence in said))
            own += text[at:start]
            at = end
    return max(most, len(_COMMA.findall(own + text[at:])))


def _many_commas(sentences: _Sentences, limit: int) -> Iterator[_Hit]:
    for row in sentences.rows(sentences.counts.commas, limit):
        many = _commas(sentences.prose[row])
        if many > limit:
            yield _Hit(row, 0, len(sentences.prose[row]), many)


def _whole(sentences: _Sentences, values: IntArray, limit: int) -> Iterator[_Hit]:
    for row in sentences.rows(values, limit):
        yield _Hit(row, 0, len(sentences.prose[row]), int(values[row]))


def _runs(sentences: _Sentences, longest: IntArray, run: re.Pattern[str], limit: int) -> Iterator[_Hit]:
    for row in sentences.rows(longest, limit):
        for match in run.finditer(sentences.prose[row]):
            if len(match[0]) > limit:
                yield _Hit(row, *match.span(), len(match[0]))


def _patterns(
    sentences: _Sentences,
    values: IntArray,
    code: str,
    find_places: Callable[..., IntArray],
    limit: int,
    keep: Callable[[Sequence[LexicalEntry], int, int], bool] | None = None,
) -> Iterator[_Hit]:
    """Hits of a pattern of morphemes: first, last and, where there is a third column, how many.

    `keep` tells, from the entries of the sentence and both places in it, which are worth a finding.
    """
    rows, morphemes = sentences.morphemes(values)
    if not rows:
        return
    places = find_places(morphemes.code(code), morphemes.bounds)
    owners = np.searchsorted(morphemes.bounds, places[:, 0], side="right") - 1
    looked_up = -1  # a long sentence may have thousands of places
    for owner, (first, last, *many) in zip(owners.tolist(), places.tolist(), strict=True):
        if many and many[0] <= limit:
            continue
        if owner != looked_up:
            looked_up, begin = owner, int(morphemes.bounds[owner])
            entries = morphemes.entries(owner)
            words = [entry for _, _, entry in entries] if keep else []
        if keep and not keep(words, first - begin, last - begin):
            continue
        if many:  # a chain is shown with the nouns at its ends
            first, last = max(first - 1, begin), min(last + 1, begin + len(entries) - 1)
        yield _Hit(rows[owner], entries[first - begin][0], entries[last - begin][1], many[0] if many else 2)


def _nested(sentences: _Sentences, limit: int) -> Iterator[_Hit]:
    for row in sentences.rows(sentences.counts.parenthesis_depth_max, limit):
        outer: tuple[int, int] | None = None
        deepest = limit
        for start, end, depth in [*parenthesis_pairs(sentences.prose[row]), (0, 0, 0)]:
            if depth > limit:
                deepest = max(deepest, depth)
                continue
            if outer and deepest > limit:
                yield _Hit(row, *outer, deepest)
            outer, deepest = (start, end) if depth == limit else None, limit


_SPEECH: Final = pattern("(?:か|から|ので|し|よ|ね|な|だろう)$")


def _mixed(sentences: _Sentences) -> Iterator[_Hit]:
    """Plain sentences in an article whose paragraphs are polite, four of five at least; asides and quotes left out."""
    rows = sentences.counted[sentences.is_paragraph[sentences.counted]]
    style = sentences.counts.style[rows]
    polite, plain = int((style == POLITE).sum()), rows[style == PLAIN].tolist()
    if 5 * len(plain) > len(plain) + polite:
        return
    for row in plain:
        words = sentences.prose[row].rstrip()
        label = endings.ending_label(int(sentences.counts.ending[row]))
        if (
            len(words) >= 15
            and words.endswith(("。", "．"))
            and words[0] not in "（(「『"
            and not _SPEECH.search(label)
        ):
            yield _Hit(row, len(words) - 12, len(words), 1)


_BEHIND: Final = pattern("(?:（[^（）]*）)?[\\s。．.！!？?…」』）)]*$")


def _alike(sentences: _Sentences, limit: int) -> Iterator[tuple[_Hit, str]]:
    """Polite sentences in a row within a paragraph that end alike, and the ending that they share.

    ます alone is no likeness: the characters before it count too, and 〜ています is too usual to be one.
    """
    run: list[int] = []
    shared = ""
    place: object = None
    for row in [*sentences.counted.tolist(), -1]:
        ending, block = ("", None) if row < 0 else (_shared_ending(sentences, row), sentences.blocks[row])
        if run and (ending != shared or block is not place):
            if len(run) > limit:
                yield _Hit(run[0], 0, len(sentences.prose[run[0]]), len(run)), shared
            run = []
        if ending:
            run.append(row)
            shared, place = ending, block


def _shared_ending(sentences: _Sentences, row: int) -> str:
    """What a sentence's ending is compared by; "" for one that is like no other."""
    if sentences.counts.style[row] != POLITE or not sentences.is_paragraph[row]:
        return ""
    label = endings.ending_label(int(sentences.counts.ending[row]))
    if label != "ます":
        return label
    last = _BEHIND.sub("", sentences.prose[row][-60:])[-4:]
    return "" if last == "ています" else last


_WORDY: Final = pattern("を(?:行|おこな)|ことが(?:でき|出来)")


def _wordy(sentences: _Sentences) -> Iterator[tuple[str, _Hit, str]]:
    """Phrases that a verb says alone, and what could stand there, both in their plain forms."""
    rows = [row for row in sentences.counted.tolist() if _WORDY.search(sentences.prose[row])]
    morphemes = tokenize([sentences.prose[row] for row in rows])
    for number, row in enumerate(rows):
        tokens = morphemes.entries(number)
        entries = [entry for _, _, entry in tokens]
        for first, last in wordy.needless_nouns(entries):
            noun, particle = entries[last - 2].surface, "へ" if entries[first - 1].surface == "へ" else "を"
            said = f"{particle * (particle == 'へ')}の{noun}を行う → {particle}{noun}する"
            yield "needless_noun", _Hit(row, tokens[first][0], tokens[last][1], 1), said
        for first, last in wordy.needless_abilities(entries):
            noun = sentences.prose[row][tokens[first][0] : tokens[last - 3][0]]
            said = f"{noun}することができる → {noun}できる"
            yield "needless_ability", _Hit(row, tokens[first][0], tokens[last][1], 1), said


def find(measured: Measured) -> list[Finding]:
    """The findings of one article that was measured by itself, in the order of their places."""
    sentences = _Sentences(measured)
    c = sentences.counts
    limit = {name: kind.limit for name, kind in KINDS.items()}
    hits: list[tuple[str, _Hit, str]] = []

    def add(kind: str, found: Iterator[_Hit]) -> None:
        hits.extend((kind, hit, "") for hit in found)

    hits.extend(("revise", hit, said) for hit, said in _revise(sentences))
    add("many_commas", _many_commas(sentences, limit["many_commas"]))
    add("kanji_run", _runs(sentences, c.kanji_run_max, _KANJI_RUN, limit["kanji_run"]))
    add("katakana_run", _runs(sentences, c.katakana_run_max, _KATAKANA_RUN, limit["katakana_run"]))
    doubled = _patterns(sentences, c.doubled_particles, "particle", particles.doubled, 0, particles.reads_badly)
    # Where a formula stood or a label stands there is a gap: 式を $x$ を解く, 項目を 追加 ボタンを押す.
    gap = re.compile(r"を.*\s|.\s").match
    add("doubled_particle", (hit for hit in doubled if not gap(sentences.prose[hit.sentence], hit.start, hit.end)))
    add("repeated_ga", _patterns(sentences, c.ga_conjunctions, "particle", particles.ga_conjunctions, 0))
    double = _patterns(sentences, c.double_negatives, "negation", negation.double_negatives, 0)
    # ざるを得ない is a double negative that no editor takes out.
    add("double_negative", (hit for hit in double if not sentences.prose[hit.sentence].startswith("ざる", hit.start)))
    add("passives", _whole(sentences, c.passives, limit["passives"]))
    add("nested_brackets", _nested(sentences, limit["nested_brackets"]))
    add("no_chain", _patterns(sentences, c.no_chain_max, "particle", particles.no_chains, limit["no_chain"]))
    add("style_mixing", _mixed(sentences))
    hits.extend(("repeated_ending", hit, shared) for hit, shared in _alike(sentences, limit["repeated_ending"]))
    hits.extend(_wordy(sentences))
    return _placed(hits, measured)


def _twice(text: str) -> str:
    """The particle with which a finding of two alike begins and ends.

    >>> _twice("で電車で"), _twice("からここから"), _twice("をを")
    ('で', 'から', 'を')
    """
    return next((text[:size] for size in range(min(4, len(text) // 2), 0, -1) if text.endswith(text[:size])), text[:1])


def _placed(hits: Sequence[tuple[str, _Hit, str]], measured: Measured) -> list[Finding]:
    starts = line_starts(measured.articles[0])
    findings = []
    for kind, hit, shown in hits:
        span, block = measured.spans[hit.sentence], measured.blocks[hit.sentence]
        start = block.source_offset(place(span, hit.start))
        line = bisect_right(starts, start)
        text = span.prose[hit.start : hit.end].strip()
        known = {"value": hit.value, "limit": KINDS[kind].limit, "particle": _twice(text)}
        ja, en = (
            template.format(text=in_language(shown, lang) or text, **known)
            for lang, template in zip(("ja", "en"), KINDS[kind].message.both, strict=True)
        )
        findings.append(
            Finding(
                kind=kind,
                sentence=hit.sentence,
                start=start,
                end=place_behind(span, block, hit.end),
                line=line,
                column=start - starts[line - 1] + 1,
                text=text,
                value=hit.value,
                message=Message(ja=ja, en=en),
                shown=KINDS[kind].shown,
            )
        )
    order = list(KINDS)
    return sorted(findings, key=lambda finding: (finding.start, order.index(finding.kind)))
