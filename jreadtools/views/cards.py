"""The card of an article in a notebook: the same findings as the article view, in a fragment that minds its own style.

It stands on pages that are not ours (Jupyter, VS Code, Colab), several of them: every rule of its style begins with the
class of the card, colours follow the page, and there are no ids and no script.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from jreadtools.views.article_view import article_view
from jreadtools.views.charts import rhythm, share_bar
from jreadtools.views.render import asset, render

if TYPE_CHECKING:
    from jreadtools.analysis import Analysis

__all__ = ["article_card", "card_style"]

SHOWN: Final = 3
"""Sentences to mend that a card names."""
_CARD: Final = ".jreadtools-card"


def article_card(analysis: Analysis) -> str:
    """The card as a fragment of HTML, in the language of the analysis. Every text of the article is escaped.

    Raises:
        UnknownMetricError: the analysis was asked for some metrics only.
    """
    lang = analysis.settings.lang
    view = article_view(analysis, lang, texts=False)
    return str(
        render(
            "card.html.j2",
            lang,
            view=view,
            mend=view.mend[:SHOWN],
            style=Markup(card_style()),
            rhythm=rhythm,
            share_bar=share_bar,
        )
    )


def card_style() -> str:
    """The style of the page's own pictures, kept inside the card."""
    colours = asset("tokens.css").replace(":root", _CARD)
    return f"{colours}{_CARD} {{\n{asset('charts.css')}{asset('card.css')}}}"
