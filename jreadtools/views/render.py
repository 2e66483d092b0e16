"""Templates to one self-contained page: everything escaped, nothing fetched, only our own style and script run.

The only importer of jinja2, which is not loaded for measuring.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from jreadtools.errors import Lang
from jreadtools.printing import percent
from jreadtools.version import __version__
from jreadtools.views.article_words import WORDS

__all__ = ["asset", "clean", "page", "policy", "render"]

_UNSAFE: Final = re.compile(
    # Controls, lone surrogates (no UTF-8 holds them), marks that turn the order of what follows around.
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)


_SELF: Final = "'self'"
_ALWAYS: Final = ("tokens.css", "charts.css")


def clean(text: str) -> str:
    r"""A text in which characters that a page cannot hold, or that would change its direction, are shown as �.

    >>> clean("題\0\ud800\u202e末")
    '題���末'
    """
    return _UNSAFE.sub("�", text)


def _finalize(value: object) -> object:
    # Every value that a template prints passes here; markup was made of values that did.
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _environment() -> Environment:
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=PackageLoader("jreadtools.views", "templates"),
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    environment.filters["percent"] = percent
    return environment


def render(template: str, lang: Lang, **data: object) -> Markup:
    """A template as markup. It sees its data, `lang`, `t`: the words of the language, and `ja`: what marks the articles' own."""
    ja = Markup("" if lang == "ja" else ' lang="ja"')
    return Markup(_environment().get_template(template).render(lang=lang, t=WORDS[lang], ja=ja, **data))


@cache
def asset(name: str) -> str:
    """The text of a style sheet or script of the templates, as it stands."""
    return (files("jreadtools.views") / "templates" / name).read_text("utf-8")


def page(
    lang: Lang,
    *,
    title: str,
    parts: Iterable[Markup],
    made: str = "",
    many: bool = False,
    styles: Sequence[str] = ("style.css",),
    scripts: Sequence[str] = ("script.js",),
    connects: bool = False,
) -> str:
    """The whole document.

    Args:
        lang: of the labels.
        title: of the window.
        parts: the sections, rendered.
        made: the day on which the page is made.
        many: the parts are a list (`id="list"`) and its articles; an article is shown when it was asked for.
        styles: names of style sheets, inlined one after the other, behind colours and pictures.
        scripts: names of scripts, inlined one after the other.
        connects: its script asks the server that the page comes from.
    """
    style, script = _inlined(styles, scripts)
    return str(
        render(
            "layout.html.j2",
            lang,
            title=title,
            parts=parts,
            made=made,
            many=many,
            version=__version__,
            style=Markup(style),
            script=Markup(script),
            policy=Markup(policy(styles, scripts, connects=connects)),
        )
    )


def _inlined(styles: Sequence[str], scripts: Sequence[str]) -> tuple[str, str]:
    """The style and the script of a page."""
    return "\n".join(map(asset, (*_ALWAYS, *styles))), "\n".join(map(asset, scripts))


def policy(styles: Sequence[str], scripts: Sequence[str], *, connects: bool = False) -> str:
    """What a page may do: run its style and its script and nothing else, and ask its own server where it `connects`."""
    style, script = _inlined(styles, scripts)
    return (
        f"default-src 'none'; style-src {_source(style)}; script-src {_source(script)}; "
        f"{'connect-src ' + _SELF + '; ' if connects else ''}img-src data:; base-uri 'none'; form-action 'none'"
    )


def _source(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
