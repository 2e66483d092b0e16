"""Nobody waits for what he did not ask for: what is loaded, and when."""

import ast
import pickle
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

import jreadtools
from jreadtools.article import Failure
from jreadtools.sources.read import parse

# Readers of one format each, and the patterns that only they need.
READERS = {
    f"jreadtools.sources.{name}"
    for name in (
        "aozora copied.copied_page dialects feed front_matter hatena html json_feed markdown movable_type pages.whole_page plain "
        "tables.table wordpress_body wordpress_export wordpress_json xml_items"
    ).split()
}
PLAIN = "今日は晴れです。散歩をしました。\n"


@cache
def loaded(code: str) -> frozenset[str]:
    """The modules of a fresh interpreter that has run some code and nothing else."""
    script = f"{code}\nimport sys\nprint(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return frozenset(done.stderr.split())


def loaded_by_time(file: Path) -> frozenset[str]:
    """The modules that `jreadtools time FILE` loads."""
    return loaded(f"from jreadtools.cli.main import main\nassert main(['time', {str(file)!r}]) == 0")


def from_elsewhere(modules: frozenset[str]) -> set[str]:
    """The packages among the modules that have to be installed, without those that every interpreter here loads."""
    names = {module.partition(".")[0] for module in modules - loaded("")}
    # What Cython compiled brings modules of its own, whose names tell its version.
    return {name for name in names - sys.stdlib_module_names - {"jreadtools"} if "cython" not in name}


def test_importing_the_package_loads_one_module() -> None:
    """`import jreadtools` takes no longer than what it needs to be lazy: importlib and typing."""
    needed = loaded("from __future__ import annotations\nfrom importlib import import_module\nfrom typing import Final")
    assert loaded("import jreadtools") == needed | {"jreadtools", "jreadtools.version"}


def test_the_names_are_listed_without_loading_them() -> None:
    """`dir(jreadtools)` is whole from the beginning."""
    code = "import jreadtools\nassert dir(jreadtools) == sorted(jreadtools.__all__)"
    assert {module for module in loaded(code) if module.startswith("jreadtools.")} == {"jreadtools.version"}


def test_a_name_comes_with_its_module() -> None:
    """`from jreadtools import …` loads the module of that name, with what that one needs."""
    modules = loaded("from jreadtools import ReadingSpeed")
    assert "jreadtools.speed" in modules
    assert "jreadtools.measure.estimate" not in modules


def test_a_type_checker_and_the_interpreter_see_the_same_names() -> None:
    """The imports for type checkers and the table that the names are loaded by are one list, written twice."""
    tree = ast.parse(Path(str(jreadtools.__file__)).read_text("utf-8"))
    for_types = {
        alias.name: node.module
        for block in tree.body
        if isinstance(block, ast.If)
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert for_types == jreadtools._MODULES
    assert sorted(for_types) == sorted(set(jreadtools.__all__) - {"__version__"})


def test_a_name_that_is_none_is_an_attribute_error() -> None:
    """Laziness hides no misspelling."""
    with pytest.raises(AttributeError, match="has no attribute 'readingtime'"):
        jreadtools.readingtime  # noqa: B018
    assert not hasattr(jreadtools, "sentence")


def test_a_type_checker_sees_no_other_names() -> None:
    """A module with `__getattr__` has every name to it: it has to stand where only the interpreter looks."""
    tree = ast.parse(Path(str(jreadtools.__file__)).read_text("utf-8"))
    assert not [node for node in tree.body if getattr(node, "name", "") == "__getattr__"]
    hidden = [
        ast.unparse(node.test) for node in tree.body if isinstance(node, ast.If) and "__getattr__" in ast.dump(node)
    ]
    assert hidden == ["not TYPE_CHECKING"]


def test_what_was_pickled_is_read_where_nothing_is_loaded_yet() -> None:
    """A worker that gets an article first loads the classes that it is made of, and only those."""
    article = parse(PLAIN)
    data = pickle.dumps((article, Failure("a.md", "壊れています")))
    modules = loaded(f"import pickle\narticle, failure = pickle.loads({data!r})\nassert article.blocks[0].text")
    assert {module for module in modules if module.startswith("jreadtools.")} == {
        "jreadtools.article",
        "jreadtools.dropped",
        "jreadtools.version",
    }


@pytest.mark.parametrize(
    ("name", "text", "readers", "packages"),
    [
        ("x.txt", PLAIN, "plain", ""),
        ("x.md", PLAIN, "dialects front_matter markdown", "pyromark"),
        ("toml.md", "+++\ntitle = '題'\n+++\n" + PLAIN, "dialects front_matter markdown", "pyromark"),
        ("yaml.md", "---\ntitle: 題\n---\n" + PLAIN, "dialects front_matter markdown", "pyromark yaml"),
        ("x.html", f"<p>{PLAIN}</p>", "html", ""),
        (
            "page.html",
            f"<!doctype html><link href=/feed/><article><p>{PLAIN}</p></article>",
            "front_matter html pages.whole_page",
            "",
        ),
    ],
)
def test_the_time_of_a_file_loads_its_reader_alone(
    tmp_path: Path, name: str, text: str, readers: str, packages: str
) -> None:
    """`jreadtools time` loads neither other formats nor numpy, pandas, MeCab, lxml, and YAML only for YAML."""
    file = tmp_path / name
    file.write_text(text, "utf-8")
    modules = loaded_by_time(file)
    assert modules & READERS == {f"jreadtools.sources.{reader}" for reader in readers.split()}
    assert from_elsewhere(modules) == set(packages.split())
    assert ("tomllib" in modules) == (name == "toml.md")


def test_the_time_of_a_text_in_memory_loads_no_other_reader() -> None:
    """`reading_time` of a plain text waits for no other format, nor for the command line."""
    modules = loaded(f"import jreadtools\njreadtools.reading_time({PLAIN!r})")
    assert modules & READERS == {"jreadtools.sources.plain"}
    assert not from_elsewhere(modules)
    assert not modules & {"argparse", "jreadtools.cli.main"}


def test_servers_load_their_protocol_only_when_they_are_started() -> None:
    """The help of all commands knows `lsp` and `mcp` without what they need."""
    code = "from jreadtools.cli.main import main\nfor words in ([], ['lsp'], ['mcp']):\n    main([*words, '--help'])"
    assert not {name.partition(".")[0] for name in loaded(code)} & {"pygls", "lsprotocol", "mcp", "pydantic", "numpy"}
