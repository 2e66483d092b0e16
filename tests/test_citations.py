"""What numbers depend on: versions, the dictionary, and where each formula comes from."""

import platform
from importlib.metadata import PackageNotFoundError, version

import pytest

import jreadtools as jr
from jreadtools.metrics import citations


def test_about_is_the_text_of_a_methods_section() -> None:
    about = jr.about()
    first, packages, *rest = str(about).splitlines()
    assert first == f"jreadtools {jr.__version__} (Python {platform.python_version()}; {about.dictionary})"
    assert about.dictionary.startswith("unidic-lite ")
    assert packages == ", ".join(f"{name} {version(name)}" for name in about.packages)
    assert packages.startswith("fugashi ")
    assert rest == [f"{name}: {citation}" for name, citation in about.citations.items()]
    assert set(about.citations) <= set(jr.METRICS)


def test_what_is_not_installed_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(package: str) -> str:
        raise PackageNotFoundError(package)

    monkeypatch.setattr(citations, "version", none)
    assert set(jr.about().packages.values()) == {"not installed"}
