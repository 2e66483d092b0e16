"""What the tests of the report share: a page that holds one article and nothing else."""

from jreadtools.views.article_view import ArticleView
from jreadtools.views.render import page
from jreadtools.views.section import article_section


def article_page(view: ArticleView) -> str:
    """The whole document about one article."""
    return page(view.lang, title=view.title, parts=[article_section(view)])
