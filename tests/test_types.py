"""What a type checker says of the public names."""

import re
from pathlib import Path

import pytest

import jreadtools as jr

NAMES_FILE = Path(jr.__file__).parent / "metrics" / "metric_names.py"
ALIASES = {
    "int64": ("CountName", "whole numbers"),
    "float64": ("MeasureName", "measures"),
    "str": ("LabelName", "texts"),
}


def names_module() -> str:
    """The module of the names of metrics by the type of their values, from the catalogue."""
    text = '''"""The names of the metrics by the type of their values, for type checkers. Written by `python tests/test_docs.py`."""

from typing import Literal

__all__ = ["CountName", "LabelName", "MeasureName"]
'''
    for dtype, (alias, what) in ALIASES.items():
        names = "".join(f'    "{metric.name}",\n' for metric in jr.METRICS.values() if metric.dtype == dtype)
        text += f'\n{alias} = Literal[\n{names}]\n"""Metrics whose values are {what}."""\n'
    return text


def test_names_are_those_of_the_catalogue() -> None:
    """`python tests/test_docs.py` writes the module anew."""
    assert NAMES_FILE.read_text("utf-8") == names_module()


SNIPPET = """
from collections.abc import Mapping

import jreadtools as jr

analysis = jr.analyze("雨だ。")
sentence = analysis.sentences[0]
name = input()
reveal_type(analysis["kanji_ratio"])  # float
reveal_type(analysis["sentences"])  # int
reveal_type(analysis["reading_label"])  # str
reveal_type(analysis["N5_ratio"])  # int | float | str
reveal_type(analysis[name])  # int | float | str
reveal_type(sentence["revise_probability"])  # float
reveal_type(sentence["characters"])  # int
reveal_type(sentence["style"])  # str
reveal_type(sentence[name])  # int | float | str
values: Mapping[str, int | float | str] = analysis
for one in jr.iter_analyses("posts/"):
    reveal_type(one)  # jreadtools.analysis.Analysis | jreadtools.article.Failure
"""
CONFIGURATION = """
[mypy]
strict = True
[mypy-jinja2.*,lxml.*,markupsafe.*,narwhals.*,numpy.*,pandas.*,yaml.*]
follow_imports = skip
follow_imports_for_stubs = True
"""
"""Other packages' types are not what is asked about, and take ten times as long."""


def test_a_checker_knows_the_types(tmp_path: Path) -> None:
    """Each line of the snippet is what its comment says."""
    api = pytest.importorskip("mypy.api", reason="mypy is not installed (it is in [dev])")
    snippet, configuration = tmp_path / "snippet.py", tmp_path / "mypy.ini"
    snippet.write_text(SNIPPET, "utf-8")
    configuration.write_text(CONFIGURATION, "utf-8")
    said, errors, _ = api.run([f"--config-file={configuration}", f"--cache-dir={tmp_path}", str(snippet)])
    assert errors == ""
    lines = enumerate(SNIPPET.splitlines(), 1)
    wanted = {number: line.split("  # ")[1] for number, line in lines if "reveal_type(" in line}
    found = re.findall(r"snippet\.py:(\d+): note: Revealed type is \"(.*)\"", said)
    assert {int(number): kind.replace("builtins.", "") for number, kind in found} == wanted
    assert "Success" in said, said
