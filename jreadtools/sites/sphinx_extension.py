"""Sphinx: `reading_time` for the templates of a theme, and a role that prints the time of a document.

conf.py:

    extensions = ["jreadtools.sites.sphinx_extension"]

In a template `{{ reading_time }}` is 「約4分」; in a document :reading-time:`guide/start` is the time of that document and
:reading-time:`.` its own. Documents may be written in whatever Sphinx reads: what it has understood is measured.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from jreadtools.article import Article, Block
from jreadtools.errors import Lang
from jreadtools.measure.estimate import reading_time
from jreadtools.speed import CUSTOMARY, ReadingSpeed, ReadingTime
from jreadtools.version import __version__

if TYPE_CHECKING:
    from docutils import nodes

__all__ = ["setup"]

_COUNTS = "jreadtools"
"""In the metadata of a document, which Sphinx keeps from one build to the next: its characters and English words."""
_OF = "reading_time_of"


def setup(app: Any) -> dict[str, Any]:
    """Called by Sphinx."""
    app.add_config_value("reading_speed", CUSTOMARY, "env", [int])
    app.add_role("reading-time", _role)
    app.connect("config-inited", _check)
    app.connect("doctree-read", _measure)
    app.connect("doctree-resolved", _fill)
    app.connect("html-page-context", _hand_over)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


def _check(_app: Any, config: Any) -> None:
    from sphinx.errors import ConfigError

    try:
        ReadingSpeed(characters=config.reading_speed)
    except ValueError as error:
        raise ConfigError(f"conf.py: reading_speed: {error}") from None


def _role(_name: str, _raw: str, text: str, _line: int, inliner: Any, **_: Any) -> tuple[list[Any], list[Any]]:
    """A place for the label of a document, named as in :doc:; it is known when all documents are read."""
    from docutils import nodes
    from sphinx.util import docname_join

    env = inliner.document.settings.env
    target = env.docname if text == "." else docname_join(env.docname, text)
    if target != env.docname:
        env.note_dependency(env.doc2path(target))
    node = nodes.inline("", "–", classes=["reading-time"])
    node[_OF] = target
    return [node], []


def _measure(app: Any, doctree: nodes.document) -> None:
    time = reading_time(Article(tuple(_blocks(doctree))), speed=ReadingSpeed(characters=app.config.reading_speed))
    app.env.metadata[app.env.docname][_COUNTS] = (time.characters, time.words)


def _blocks(node: nodes.Element) -> Iterator[Block]:
    """What readers see: code apart from words; comments, formulas, metadata and what Sphinx remarks not at all."""
    from docutils import nodes

    unseen = (
        nodes.comment
        | nodes.substitution_definition
        | nodes.raw
        | nodes.math_block
        | nodes.docinfo
        | nodes.system_message
    )
    for child in node.children:
        if isinstance(child, unseen) or not isinstance(child, nodes.Element):
            continue
        if isinstance(child, nodes.literal_block):
            yield Block("code", child.astext())
        elif isinstance(child, nodes.TextElement):
            yield Block("heading" if isinstance(child, nodes.title) else "paragraph", "".join(_words(child)))
        else:
            yield from _blocks(child)


def _words(block: nodes.Element) -> Iterator[str]:
    """The words of a paragraph, without formulas and marks of footnotes; of ruby in HTML the base alone."""
    from docutils import nodes

    is_reading = False
    for leaf in block.findall(lambda one: isinstance(one, nodes.Text | nodes.raw)):
        if isinstance(leaf, nodes.raw):
            tag = leaf.astext().lower()
            is_reading = tag.startswith(("<rt", "<rp")) or (is_reading and not tag.startswith(("</rt", "</rp")))
        elif not is_reading and not isinstance(leaf.parent, nodes.raw | nodes.math | nodes.footnote_reference):
            yield leaf.astext()


def _time(app: Any, docname: str) -> ReadingTime | None:
    counts = app.env.metadata.get(docname, {}).get(_COUNTS)
    if counts is None:
        return None
    lang: Lang = "ja" if (app.config.language or "ja").startswith("ja") else "en"
    characters, words = counts
    return ReadingTime.of(characters, words, speed=ReadingSpeed(characters=app.config.reading_speed), lang=lang)


def _fill(app: Any, doctree: nodes.document, docname: str) -> None:
    from docutils import nodes
    from sphinx.util.logging import getLogger

    for node in doctree.findall(nodes.inline):
        target = node.get(_OF)
        if target is None:
            continue
        time = _time(app, target)
        if time is None:
            getLogger(__name__).warning("reading-time: there is no document %r", target, location=docname)
        else:
            node.children = [nodes.Text(time.label)]


def _hand_over(app: Any, pagename: str, _template: str, context: dict[str, Any], _doctree: Any) -> None:
    context["reading_time"] = _time(app, pagename)
