"""A text that is open in an editor: what the check finds in it, why, and how long it takes to read."""

from __future__ import annotations

from itertools import accumulate
from typing import Final, Literal, NamedTuple

from jreadtools.article import Failure
from jreadtools.checks.checking import check_text
from jreadtools.checks.outcome import Problem, SourceRange
from jreadtools.checks.wording import described
from jreadtools.errors import ArticleError, JreadtoolsError, Lang, Message, in_language
from jreadtools.live.answer import measured_text
from jreadtools.measure.estimate import reading_time
from jreadtools.measure.finding_kinds import KINDS
from jreadtools.measure.settings import Settings
from jreadtools.sources.detect import ending_of
from jreadtools.sources.encoding import clean
from jreadtools.sources.formats import by_ending
from jreadtools.sources.read import parse_named

__all__ = ["OpenText", "Remark", "explained", "remarks", "time_label"]

_ENDINGS: Final = {
    "markdown": ".md",
    "gfm": ".md",
    "mdx": ".mdx",
    "html": ".html",
    "plaintext": ".txt",
    "text": ".txt",
    "review": ".re",
}
"""What editors call what a text is written in, where its own name has no ending that is known."""


class OpenText(NamedTuple):
    """A text as an editor has it."""

    text: str
    path: str
    """Of its file, or of the folder's file that it would be: the configuration follows from it."""
    language: str
    """What the editor calls what it is written in: "markdown"."""
    lang: Lang
    """The language of what is said."""

    @property
    def name(self) -> str:
        """The name that says what it is written in."""
        ending = ending_of(self.path)
        known = ending and by_ending(ending) is not None
        return self.path if known else self.path + _ENDINGS.get(self.language, "")


class Remark(NamedTuple):
    """One thing that an editor shows beside a stretch of the text."""

    start: int
    """Offset of its first character in the text (code points)."""
    end: int
    """Offset behind its last character."""
    rule: str
    """What comments and configuration call it; "" for what is no finding and no limit."""
    message: str
    weight: Literal["broken", "fails", "advice"]
    """Nothing could be checked; what fails the check; what does not."""
    is_finding: bool = False


def remarks(open_text: OpenText) -> list[Remark]:
    """What the check finds in a text, in the order of the places; what hinders the check stands at its first line."""
    first = Remark(0, _first_line(open_text.text), "", "", "advice")
    lang = open_text.lang
    try:
        checked = check_text(open_text.text, open_text.path, name=open_text.name)
    except JreadtoolsError as error:  # a configuration that cannot be meant, no dictionary
        return [first._replace(message=in_language(error.args[0], lang), weight="broken")]
    if isinstance(checked, Failure):
        return [first._replace(message=in_language(checked.error, lang))]
    starts = [0, *accumulate(len(line) + 1 for line in clean(open_text.text).split("\n"))]
    return [
        *(first._replace(message=in_language(warning, lang)) for warning in checked.warnings),
        *(_remark(problem, starts, first, lang) for problem in checked.problems),
    ]


def _first_line(text: str) -> int:
    """Where the first line of a text ends."""
    return len(clean(text[:1000]).partition("\n")[0].rstrip())


def _remark(problem: Problem, starts: list[int], first: Remark, lang: Lang) -> Remark:
    place = problem.place if problem.level != "article" else None
    start, end = _offsets(place, starts) if place else (first.start, first.end)
    return Remark(
        start,
        end,
        problem.rule,
        problem.message.in_language(lang),
        "fails" if problem.fails else "advice",
        is_finding=problem.level == "finding",
    )


def _offsets(place: SourceRange, starts: list[int]) -> tuple[int, int]:
    return starts[place.line - 1] + place.column - 1, starts[place.end_line - 1] + place.end_column - 1


def explained(remark: Remark, open_text: OpenText) -> list[str]:
    """Why there is a remark, in paragraphs: what it is, what stands there, what weighs in the sentence, whose rule it is."""
    lang = open_text.lang
    if not remark.rule:
        return [remark.message]
    rule = described(remark.rule, finding=remark.is_finding)
    said = [
        f"{rule.label[lang]} ({remark.rule})" if lang == "en" else f"{rule.label[lang]}（{remark.rule}）",
        remark.message,
    ]
    if remark.is_finding and KINDS[remark.rule].advice:
        said += _weighing(remark, open_text)
    said.append(rule.about[lang])
    if remark.is_finding:
        kind = KINDS[remark.rule]
        read = Message(
            ja=f"実際の記事で読んだ{kind.judged}件のうち、直す価値があったのは{kind.worth}件",
            en=f"of {kind.judged} hits that were read in real posts, {kind.worth} were worth a writer's time",
        )
        said.append(read.in_language(lang))
    return said


def _weighing(remark: Remark, open_text: OpenText) -> list[str]:
    """What weighs in the sentence that is advised to be split, unless the remark says just that."""
    lang = open_text.lang
    measured = measured_text(open_text.text, name=open_text.name, settings=Settings(lang=lang))
    for sentence in measured.hard_sentences(len(measured.sentences)):
        if sentence.start <= remark.start < sentence.end:
            why = sentence.why(lang)
            return [] if why == remark.message else [why]
    return []


def time_label(open_text: OpenText) -> str:
    """「約4分（3〜5分）」; "" for a text from which no article is read."""
    try:
        article = parse_named(open_text.text, open_text.name)
    except ArticleError:
        return ""
    return reading_time(article, lang=open_text.lang).both_labels
