"""The plugins of MkDocs, Pelican and Sphinx on stand-ins for what they are given; the generators themselves are in test_sites.py."""

import importlib
import sys
from collections.abc import Iterator
from types import ModuleType, SimpleNamespace
from typing import Any, Generic, TypeVar

import pytest

import jreadtools as jr
from jreadtools.sites import pelican_plugin, sphinx_extension

TEXT = "# 題\n\n今日は晴れです。\n\n```\nあ\n```\n"
T = TypeVar("T")


class Plugin(Generic[T]):
    """What MkDocs hands a plugin: its part of mkdocs.yml."""

    config: Any


class PluginError(Exception):
    """What ends a build of MkDocs with a message."""


@pytest.fixture
def plugin(monkeypatch: pytest.MonkeyPatch) -> Any:
    """That of MkDocs, as it is where its configuration says nothing."""
    names = ("mkdocs", "mkdocs.config", "mkdocs.config.base", "mkdocs.config.config_options", "mkdocs.exceptions")
    modules = {name: ModuleType(name) for name in (*names, "mkdocs.plugins")}
    default = lambda kind, default: (kind, default)  # noqa: E731
    vars(modules["mkdocs.config.base"])["Config"] = object
    vars(modules["mkdocs.config.config_options"]).update(Choice=default, Type=default)
    vars(modules["mkdocs.exceptions"])["PluginError"] = PluginError
    vars(modules["mkdocs.plugins"])["BasePlugin"] = Plugin
    for name, module in modules.items():
        monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.delitem(sys.modules, "jreadtools.sites.mkdocs_plugin", raising=False)
    made = importlib.import_module("jreadtools.sites.mkdocs_plugin")
    monkeypatch.delitem(sys.modules, "jreadtools.sites.mkdocs_plugin")
    options = made.ReadingTimeOptions
    assert (options.lang, options.speed, options.code) == ((("ja", "en"), "ja"), (int, 600), (bool, False))
    found = made.ReadingTimePlugin()
    found.config = SimpleNamespace(lang="ja", speed=600, code=False)
    return found


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        ({}, {}),
        ({"lang": "en"}, {"lang": "en"}),
        ({"speed": 300}, {"speed": jr.ReadingSpeed(characters=300, slow=200, fast=400)}),
        ({"code": True}, {"code": True}),
    ],
)
def test_a_page_of_mkdocs_has_its_time(options: dict[str, Any], wanted: dict[str, Any], plugin: Any) -> None:
    vars(plugin.config).update(options)
    plugin.on_config(None)
    page = SimpleNamespace(meta={})
    assert plugin.on_page_markdown(TEXT, page=page, config=None, files=None) == TEXT
    found, time = page.meta["reading_time"], jr.reading_time(TEXT, markup="markdown", **wanted)
    assert (found.label, found.minutes, found.characters) == (time.label, time.minutes, time.characters)


def test_what_a_page_says_of_itself_stays(plugin: Any) -> None:
    plugin.on_config(None)
    page = SimpleNamespace(meta={"reading_time": "3分ほど"})
    plugin.on_page_markdown(TEXT, page=page)
    assert page.meta == {"reading_time": "3分ほど"}


def test_a_speed_that_cannot_be_ends_the_build_of_mkdocs(plugin: Any) -> None:
    plugin.config.speed = 0
    with pytest.raises(PluginError, match=r"mkdocs\.yml: speed of the plugin jreadtools: "):
        plugin.on_config(None)


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> Any:
    """What Pelican calls with each thing that it has read."""
    heard: list[Any] = []
    pelican = ModuleType("pelican")
    vars(pelican)["signals"] = SimpleNamespace(content_object_init=SimpleNamespace(connect=heard.append))
    monkeypatch.setitem(sys.modules, "pelican", pelican)
    pelican_plugin.register()
    (called,) = heard
    return called


@pytest.mark.parametrize(
    ("settings", "own", "label"),
    [
        ({}, {}, "約2分"),
        ({"DEFAULT_LANG": "en"}, {}, "about 2 min"),
        ({"DEFAULT_LANG": "en"}, {"lang": "ja_JP"}, "約2分"),
        ({"DEFAULT_LANG": "ja"}, {"lang": "en"}, "about 2 min"),
        ({"READING_SPEED": "300"}, {}, "約4分"),
    ],
)
def test_an_article_of_pelican_has_its_time(
    settings: dict[str, str], own: dict[str, str], label: str, measured: Any
) -> None:
    content = SimpleNamespace(_content=f"<p>{'あ' * 1200}</p>", settings=settings, **own)
    measured(content)
    assert (content.reading_time.label, content.reading_time.characters) == (label, 1200)


def test_a_picture_has_none_and_what_an_article_says_of_itself_stays(measured: Any) -> None:
    picture, post = SimpleNamespace(settings={}), SimpleNamespace(_content="<p>あ</p>", settings={}, reading_time="3分")
    measured(picture)
    measured(post)
    assert not hasattr(picture, "reading_time")
    assert post.reading_time == "3分"


class Node:
    """A node as docutils has it, as far as the extension looks at it."""

    parent: Any = None

    def __init__(self, *children: Any) -> None:
        self.children = [Text(child) if isinstance(child, str) else child for child in children]
        self.attributes: dict[str, Any] = {}
        for child in self.children:
            child.parent = self

    def __setitem__(self, name: str, value: Any) -> None:
        self.attributes[name] = value

    def get(self, name: str) -> Any:
        return self.attributes.get(name)

    def astext(self) -> str:
        return "".join(child.astext() for child in self.children)

    def findall(self, wanted: Any) -> Iterator[Any]:
        is_wanted = (lambda one: isinstance(one, wanted)) if isinstance(wanted, type) else wanted
        yield from ([self] if is_wanted(self) else [])
        for child in self.children:
            yield from child.findall(is_wanted)


class Text(Node):
    """Words."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words

    def astext(self) -> str:
        return self.words


class TextElement(Node):
    """A node that holds words."""


def inline(raw: str, text: str, *, classes: list[str]) -> TextElement:
    assert (raw, classes) == ("", ["reading-time"])
    return kind_of_node("inline")(text)


KINDS: dict[str, type[Node]] = {}


def kind_of_node(name: str) -> type[Any]:
    holds_no_words = name in ("section", "docinfo", "document", "system_message")
    return KINDS.setdefault(name, type(name, (Node if holds_no_words else TextElement,), {}))


class Sphinx:
    """What Sphinx hands an extension."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self.roles: dict[str, Any] = {}
        self.heard: dict[str, Any] = {}
        self.config = SimpleNamespace(reading_speed=600, language="ja")
        self.noted: list[str] = []
        self.env = SimpleNamespace(
            metadata={"index": {}, "other": {}},
            docname="index",
            note_dependency=self.noted.append,
            doc2path=lambda name: f"{name}.rst",
        )

    def add_config_value(self, *value: Any) -> None:
        self.values.append(value)

    def add_role(self, name: str, role: Any) -> None:
        self.roles[name] = role

    def connect(self, event: str, handler: Any) -> None:
        self.heard[event] = handler


class ConfigError(Exception):
    """What ends a build of Sphinx with a message."""


@pytest.fixture
def warned(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """The warnings of a build: what there is not, and where that was asked for."""
    said: list[tuple[str, str]] = []
    names = ("docutils", "docutils.nodes", "sphinx", "sphinx.errors", "sphinx.util", "sphinx.util.logging")
    modules = {name: ModuleType(name) for name in names}
    seen = "comment substitution_definition raw math_block docinfo system_message literal_block title math footnote_reference"
    nodes = modules["docutils.nodes"]
    vars(nodes).update(
        {name: kind_of_node(name) for name in seen.split()}, Text=Text, Element=Node, TextElement=TextElement
    )
    vars(nodes)["inline"] = inline
    vars(modules["docutils"])["nodes"] = nodes
    vars(modules["sphinx.errors"])["ConfigError"] = ConfigError
    vars(modules["sphinx.util"])["docname_join"] = lambda _, name: name.strip("/")
    logger = SimpleNamespace(warning=lambda text, name, location: said.append((text % name, location)))
    vars(modules["sphinx.util.logging"])["getLogger"] = lambda _: logger
    for name, module in modules.items():
        monkeypatch.setitem(sys.modules, name, module)
    return said


def made(name: str, *children: Any) -> Any:
    return kind_of_node(name)(*children)


SEEN = [
    made("title", "題"),
    made("paragraph", "今日は", made("strong", "晴れ"), "です。"),
    made("section", made("bullet_list", made("paragraph", "花。")), made("paragraph", "two words")),
    made("paragraph", "式", made("math", "あああ"), "と注", made("footnote_reference", "1")),
    made("paragraph", made("raw", "<ruby>"), "海", made("raw", "<rp>"), "（", made("raw", "</rp>"), made("raw", "<RT>"), "うみ", made("raw", "</rt>"), "の音"),
]  # fmt: skip
UNSEEN = [
    *(made(name, "あああ") for name in ("comment", "substitution_definition", "raw", "math_block", "literal_block")),
    *(made(name, made("paragraph", "あああ")) for name in ("docinfo", "system_message")),
    Text("ああ"),
]


def test_sphinx_measures_what_readers_see(warned: list[tuple[str, str]]) -> None:
    app = Sphinx()
    assert sphinx_extension.setup(app)["parallel_read_safe"]
    assert app.values == [("reading_speed", 600, "env", [int])]
    context: dict[str, Any] = {}
    app.heard["html-page-context"](app, "index", "page.html", context, None)
    assert context == {"reading_time": None}
    app.heard["doctree-read"](app, made("document", *SEEN, *UNSEEN))
    words = "題今日は晴れです。花。式と注海の音"
    for language, lang in (("ja", "ja"), ("ja_JP", "ja"), (None, "ja"), ("en", "en")):
        app.config.language = language
        app.heard["html-page-context"](app, "index", "page.html", context, None)
        time = context["reading_time"]
        assert (time.characters, time.words) == (len(words), 2)
        assert time.label == jr.reading_time(words, lang=lang).label  # type: ignore[arg-type]
    app.config.reading_speed = 3
    app.heard["html-page-context"](app, "index", "page.html", context, None)
    assert context["reading_time"].minutes > len(words) / 3
    assert warned == []


def test_a_role_of_sphinx_is_filled_when_all_is_read(warned: list[tuple[str, str]]) -> None:
    app = Sphinx()
    sphinx_extension.setup(app)
    inliner = SimpleNamespace(document=SimpleNamespace(settings=SimpleNamespace(env=app.env)))
    found = []
    for name in (".", "/other", "nowhere"):
        (node,), messages = app.roles["reading-time"]("reading-time", "", name, 1, inliner)
        assert (node.astext(), messages) == ("–", [])
        found.append(node)
    assert app.noted == ["other.rst", "nowhere.rst"]
    for docname, minutes in ("index", 2), ("other", 3):
        app.env.docname = docname
        app.heard["doctree-read"](app, made("document", made("paragraph", "あ" * 600 * minutes)))
    plain = made("inline", "x")
    tree = made("document", made("paragraph", plain, *found))
    vars(sys.modules["docutils.nodes"])["inline"] = kind_of_node("inline")
    app.heard["doctree-resolved"](app, tree, "index")
    assert [node.astext() for node in (plain, *found)] == ["x", "約2分", "約3分", "–"]
    assert warned == [("reading-time: there is no document 'nowhere'", "index")]


@pytest.mark.usefixtures("warned")
def test_a_speed_that_cannot_be_ends_the_build_of_sphinx() -> None:
    app = Sphinx()
    sphinx_extension.setup(app)
    app.heard["config-inited"](app, app.config)
    app.config.reading_speed = 0
    with pytest.raises(ConfigError, match=r"conf\.py: reading_speed: "):
        app.heard["config-inited"](app, app.config)
