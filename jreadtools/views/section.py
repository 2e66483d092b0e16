"""The article view as markup: one section of a page."""

from __future__ import annotations

from markupsafe import Markup

from jreadtools.views.article_view import ArticleView
from jreadtools.views.charts import rhythm, share_bar
from jreadtools.views.render import render

__all__ = ["article_section"]


def article_section(view: ArticleView, number: int = 1, *, alone: bool = True) -> Markup:
    """One article: `<article id="a12" class="view">`.

    Args:
        view: what it says.
        number: its number in the page: ids begin with a and the number.
        alone: nothing else is on the page; else a way back to the list (`#list`) is shown.
    """
    return render(
        "article.html.j2", view.lang, view=view, id=f"a{number}", alone=alone, rhythm=rhythm, share_bar=share_bar
    )
