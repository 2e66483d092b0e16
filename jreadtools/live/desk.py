"""What the page of `serve` asks for, done in another process: everything goes in and comes out as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple, cast

import numpy as np
from markupsafe import Markup as Html

from jreadtools.errors import JreadtoolsError, Lang, in_language
from jreadtools.live.answer import answer_of, measured_text, standing_object
from jreadtools.live.desk_words import DESK_WORDS
from jreadtools.live.rewrite import Rewrite, compare
from jreadtools.measure.measurements import Measurements, Sentence
from jreadtools.measure.settings import Settings
from jreadtools.metrics.norms import GENRES, Norms
from jreadtools.reports.compare_page import change_cell
from jreadtools.sources.formats import FORMATS, MARKUPS, Markup
from jreadtools.views.article_view import article_view
from jreadtools.views.list_words import LIST_WORDS
from jreadtools.views.render import render
from jreadtools.views.section import article_section

__all__ = ["Desk", "Question", "RefusedError", "answered", "desk_section", "question_of", "viewed"]

LONGEST: Final = 100_000
"""Characters up to which the text is shown beside itself: more would hold up who types."""
SHOWN: Final = 20
"""Sentences of a comparison that are shown, of each kind."""


class RefusedError(JreadtoolsError):
    """A question of the page that cannot be answered."""


class Desk(NamedTuple):
    """How one server measures."""

    settings: Settings
    among: str = "web"
    """What articles stand among unless the page asks otherwise: a name of GENRES, "own" or ""."""
    own: Norms | None = None
    """Those of the user's own posts."""

    @property
    def lang(self) -> Lang:
        return self.settings.lang


class Question(NamedTuple):
    """What is asked of a text."""

    text: str
    name: str = ""
    markup: Markup | None = None
    before: str | None = None
    """The text before a rewrite."""
    among: str | Norms | None = None


def question_of(given: object, desk: Desk) -> Question:
    """What a question in JSON asks for.

    Raises:
        RefusedError: it is none.
    """
    fields: Mapping[str, Any] = given if isinstance(given, dict) else {}
    text, before, name, markup = (fields.get(key) for key in ("text", "before", "name", "markup"))
    among = fields.get("among", desk.among)
    if (
        not isinstance(text, str)
        or not isinstance(before, str | None)
        or not isinstance(name, str | None)
        or (markup or None) not in (None, *MARKUPS)
        or (among or "") not in ("", "own", *GENRES)
    ):
        raise RefusedError(
            ja="text（文章）のほか、before、name、markup、among を JSON で送ってください",
            en="send JSON with text, and before, name, markup and among where they matter",
        )
    norms = (desk.own if among == "own" else among) or None
    return Question(text, name or "", cast("Markup | None", markup or None), before, norms)


def answered(desk: Desk, question: Question) -> dict[str, Any]:
    """The answer, as docs/serve.md has it; with `rewrite` where a text before was given."""
    analysis = _measured(desk, question, question.text)
    said = answer_of(analysis, question.among)
    if question.before is not None:
        said["rewrite"] = compare(_measured(desk, question, question.before), analysis).to_dict()
    return said


def _measured(desk: Desk, question: Question, text: str) -> Measurements:
    return measured_text(text, name=question.name, markup=question.markup, settings=desk.settings)


def viewed(desk: Desk, question: Question) -> dict[str, Any]:
    """The article view of a text.

    Returns:
        `html`: the view, "" of a text without words; `said`: the time and the number of sentences to revise; `places`:
        where each sentence that the view names stands in the text, as number, start and end in UTF-16 units.
    """
    words = DESK_WORDS[desk.lang]
    if not question.text.strip():
        return {"html": "", "said": "", "places": []}
    analysis = _measured(desk, question, question.text)
    is_long = len(question.text) > LONGEST
    view = article_view(analysis, desk.lang, texts=not is_long)
    view = view._replace(title=view.title or question.name or words["result"])
    parts = []
    if question.before is not None:
        parts.append(_rewrite(compare(_measured(desk, question, question.before), analysis), desk.lang))
    standing = None if question.among is None else standing_object(analysis, question.among)
    more = render("standing.html.j2", desk.lang, w=words, standing=standing)
    parts.append(article_section(view, more=more, note=words["long"].format(f"{LONGEST:,}") if is_long else ""))
    named = analysis.sentences if not is_long else [analysis.sentences[one.number] for one in view.mend]
    return {
        "html": "".join(parts),
        "said": words["said"].format(label=view.time, hard=f"{view.hard:,}"),
        "places": _places(question.text, named),
    }


def _places(text: str, sentences: list[Sentence]) -> list[int]:
    """Number, start and end of each sentence, one after the other; browsers count in units of UTF-16."""
    flat = [(one.index, one.start, one.end) for one in sentences]
    if not text.isascii() and max(text) > "\uffff":
        wide = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32) > 0xFFFF
        units = np.append(0, np.cumsum(1 + wide)).tolist()
        flat = [(number, units[start], units[end]) for number, start, end in flat]
    return [value for one in flat for value in one]


def _rewrite(rewrite: Rewrite, lang: Lang) -> Html:
    """Before and after."""
    words = DESK_WORDS[lang]
    found = (("mended", rewrite.mended), ("new", rewrite.new), ("left", rewrite.left))
    cells = {change.metric: change_cell(change, lang) for change in rewrite.changes}
    before, now = (
        words["count_value"].format(f"{one['sentences_to_revise']:,}") for one in (rewrite.before, rewrite.after)
    )
    # The share says whether it became easier; the number says it to people.
    count = cells.pop("revise_ratio")._replace(before=before, now=now)
    return render(
        "rewrite.html.j2",
        lang,
        w=words,
        overall=rewrite.overall,
        result=LIST_WORDS[lang][f"is_{rewrite.overall}"],
        cells=[count, *cells.values()],
        groups=[
            (kind, words[kind].format(f"{len(some):,}"), [one.text for one in some[:SHOWN]])
            for kind, some in found
            if some
        ],
    )


def desk_section(desk: Desk, limit: int) -> Html:
    """The page before anything is written."""
    choices = [(name, label.in_language(desk.lang)) for name, label in GENRES.items()]
    if desk.own is not None:
        choices.append(("own", DESK_WORDS[desk.lang]["among_own"].format(name=desk.own.name)))
    return render(
        "desk.html.j2",
        desk.lang,
        w=DESK_WORDS[desk.lang],
        markups=[(name, in_language(FORMATS[name].label, desk.lang)) for name in MARKUPS],
        choices=choices,
        among=desk.among,
        limit=limit,
    )
