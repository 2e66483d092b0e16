"""The article view as markup: one section of a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from markupsafe import Markup

from jreadtools.views.article_view import ArticleView
from jreadtools.views.charts import rhythm, share_bar
from jreadtools.views.render import render

__all__ = ["TAGS", "article_section"]

NOTHING: Final = Markup("")
TAGS: Final = 8
"""Tags of an article that are shown."""


def article_section(
    view: ArticleView,
    number: int = 1,
    *,
    alone: bool = True,
    tags: Sequence[str] = (),
    draft: bool = False,
    kept: Sequence[tuple[str, str]] = (),
    more: Markup = NOTHING,
    note: str = "",
) -> Markup:
    """One article: `<article id="a12" class="view">`.

    Args:
        view: what it says.
        number: its number in the page: ids begin with a and the number.
        alone: nothing else is on the page; else a way back to the list (`#list`) is shown.
        tags: those of the article.
        draft: whether it is one.
        kept: the columns of a table that it is known by, with their values.
        more: what else is said of it, below the sentences to revise.
        note: why its text is not shown, where it stands elsewhere on the page; sentences are links all the same.
    """
    return render(
        "article.html.j2",
        view.lang,
        view=view,
        id=f"a{number}",
        alone=alone,
        tags=tags[:TAGS],
        draft=draft,
        kept=kept,
        more=more,
        note=note,
        rhythm=rhythm,
        share_bar=share_bar,
    )
