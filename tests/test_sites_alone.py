"""The plugins of MkDocs and Pelican on stand-ins for what they are given; the generators themselves are in test_sites.py."""

import importlib
import sys
from types import ModuleType, SimpleNamespace
from typing import Any, Generic, TypeVar

import pytest

import jreadtools as jr
from jreadtools.sites import pelican_plugin

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
