"""Frames of polars, Arrow and DuckDB: in and out of the same kind, and to the bit what pandas says."""

from __future__ import annotations

import datetime
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

import jreadtools as jr
from jreadtools.cluster import AGGREGATES, metrics_of_counts
from jreadtools.frames.dataframes import NO_TEXT

LEVELS = ("article", "sentence", "counts")
TEXTS = [
    "朝市で鰺を三尾買った。塩を振って、しばらく置く。",
    None,
    "",
    "駅前の喫茶店が今月で閉まるそうです。\n\n学生のころ、試験の前の晩はいつもあそこにいました。",
    "Webの管理画面を開く。",
    "。、。",
    "鬱蒼とした森を抜けると、葡萄畑が広がっていた。" * 20,
    None,
]
SITES = [("blog", "shop")[n % 2] for n in range(len(TEXTS))]
TABLE: dict[str, list[Any]] = {"id": list(range(len(TEXTS))), "site": SITES, "body": TEXTS}

Make = Callable[[dict[str, list[Any]]], Any]


def _polars(table: dict[str, list[Any]]) -> Any:
    return pytest.importorskip("polars", reason="polars is not installed (it is in [dev])").DataFrame(table)


def _lazy(table: dict[str, list[Any]]) -> Any:
    return _polars(table).lazy()


def _arrow(table: dict[str, list[Any]]) -> Any:
    pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed (it is in [dev])")
    whole = pa.table(table)
    return pa.concat_tables([whole[:3], whole[3:]])  # Arrow's columns come in pieces


def _duckdb(table: dict[str, list[Any]]) -> Any:
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed (it is in [dev])")
    return duckdb.from_arrow(_arrow(table))


KINDS: dict[str, Make] = {"polars": _polars, "polars, lazy": _lazy, "Arrow": _arrow, "DuckDB": _duckdb}
every_kind = pytest.mark.parametrize("kind", KINDS)


def columns_of(frame: Any) -> dict[str, list[Any]]:
    """A frame of any kind as lists, an undefined measure as None."""
    if isinstance(frame, pd.DataFrame):
        return {name: [None if v != v else v for v in frame[name].tolist()] for name in frame.columns}
    if hasattr(frame, "fetchall"):
        rows = frame.fetchall()
        return {name: [row[n] for row in rows] for n, name in enumerate(frame.columns)}
    frame = frame.collect() if hasattr(frame, "collect") else frame
    found: dict[str, list[Any]] = frame.to_pydict() if hasattr(frame, "to_pydict") else frame.to_dict(as_series=False)
    return found


def same(found: Any, wanted: pd.DataFrame) -> None:
    """The same columns, rows and values; floats to the last bit, for Python compares them so."""
    ours, theirs = columns_of(found), columns_of(wanted)
    assert list(ours) == list(theirs)
    for name in theirs:
        assert ours[name] == theirs[name], name
        assert list(map(type, ours[name])) == list(map(type, theirs[name])), name


@every_kind
@pytest.mark.parametrize("level", LEVELS)
def test_the_same_kind_with_what_pandas_says(kind: str, level: Any) -> None:
    """Missing cells, empty ones and those without a sentence among them."""
    given = KINDS[kind](TABLE)
    found = jr.analyze_frame(given, level=level, keep=["id", "site"])
    assert type(found) is type(given)
    wanted = jr.analyze_frame(pd.DataFrame(TABLE), level=level, keep=["id", "site"])
    same(found, wanted)
    assert len(columns_of(found)["id"]) == len(wanted) > 0
    same(jr.analyze_frame(given, level=level), jr.analyze_frame(pd.DataFrame(TABLE), level=level))
    if level == "article":
        missing = {name: values[1] for name, values in columns_of(found).items()}
        assert (missing["error"], missing["characters"], missing["kanji_ratio"]) == (NO_TEXT, 0, None)


@every_kind
def test_options_mean_the_same(kind: str) -> None:
    """Chosen metrics, a list of words, markup, workers."""
    options: dict[str, Any] = {
        "metrics": ["characters", "kanji_ratio", "mattr50"],
        "levels": jr.VocabularyLevels.from_words({"森": "N5"}, ["N5"], name="own"),
        "markup": "markdown",
    }
    wanted = jr.analyze_frame(pd.DataFrame(TABLE), **options)
    assert "own_N5_ratio" in wanted
    same(jr.analyze_frame(KINDS[kind](TABLE), **options), wanted)
    same(jr.analyze_frame(KINDS[kind](TABLE), workers=2, **options), wanted)


@every_kind
def test_tokens(kind: str) -> None:
    """Rows without labels are called by their numbers, as in a new DataFrame."""
    given = KINDS[kind](TABLE)
    found = jr.tokens(given)
    assert type(found) is type(given)
    same(found, jr.tokens(pd.DataFrame(TABLE)))
    assert set(columns_of(found)["id"]) == {"0", "3", "4", "5", "6"}
    same(jr.tokens(given, keep=["id", "site"]), jr.tokens(pd.DataFrame(TABLE), keep=["id", "site"]))


@every_kind
def test_counts_become_metrics(kind: str) -> None:
    """`metrics_of_counts` takes what an engine added up, and gives the same kind."""
    counts = jr.analyze_frame(pd.DataFrame(TABLE), level="counts", keep=["site"])
    sums = counts.groupby("site").agg(dict(AGGREGATES))
    sums = pd.concat([sums.index.to_frame(), sums], axis="columns").set_axis(range(2))
    given = KINDS[kind](sums.to_dict("list"))
    found = metrics_of_counts(given, keep=["site"])
    assert type(found) is type(given)
    same(found, metrics_of_counts(sums, keep=["site"]))


@every_kind
@pytest.mark.parametrize("level", ["article", "sentence"])
def test_no_rows(kind: str, level: Any) -> None:
    """The columns and their types are there without a row."""
    given = KINDS[kind](TABLE)
    empty = given.limit(0) if kind == "DuckDB" else given[:0] if kind == "Arrow" else given.head(0)
    found, full = (jr.analyze_frame(frame, level=level, keep=["id"]) for frame in (empty, given))
    assert [*map(str, types_of(found))] == [*map(str, types_of(full))]
    assert not any(columns_of(found).values())


def types_of(frame: Any) -> list[Any]:
    """The types of a frame's columns, as its kind calls them."""
    if hasattr(frame, "collect_schema"):
        return list(frame.collect_schema().dtypes())
    return list(frame.types if hasattr(frame, "types") else frame.schema.types)


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("polars", {"str": "String", "int64": "Int64", "float64": "Float64", "bool": "Boolean"}),
        ("Arrow", {"str": "string", "int64": "int64", "float64": "double", "bool": "bool"}),
        ("DuckDB", {"str": "VARCHAR", "int64": "BIGINT", "float64": "DOUBLE", "bool": "BOOLEAN"}),
    ],
)
def test_types_are_those_of_frame_dtypes(kind: str, names: dict[str, str]) -> None:
    """Each kind's own types of those names."""
    for frame in (jr.analyze_frame(KINDS[kind](TABLE)), jr.tokens(KINDS[kind](TABLE))):
        types = dict(zip(columns_of(frame), map(str, types_of(frame)), strict=True))
        tokens = "surface" in types
        assert types == {name: names["str" if tokens and name == "id" else jr.FRAME_DTYPES[name]] for name in types}


@every_kind
def test_kept_columns_stay_what_they_are(kind: str) -> None:
    """Dates, lists, decimals, big numbers beside a null: no way through pandas changes them."""
    table = {
        "day": [datetime.date(2026, 4, 1), None],
        "tags": [["猫", "犬"], []],
        "price": [Decimal("1.50"), None],
        "number": [2**62 + 1, None],
        "body": ["一つ。二つ。", "三つ。"],
    }
    given = KINDS[kind](table)
    keep = ["number", "day", "tags", "price"]
    for level, rows in (("article", [0, 1]), ("sentence", [0, 0, 1])):
        found = jr.analyze_frame(given, level=level, keep=keep, metrics=["characters"])  # type: ignore[arg-type]
        kept = columns_of(found)
        types = dict(zip(columns_of(given), types_of(given), strict=True))
        assert types_of(found)[:4] == [types[name] for name in keep]
        for name in keep:
            assert kept[name] == [table[name][row] for row in rows]


@every_kind
def test_cells_that_are_no_texts(kind: str) -> None:
    """Numbers are their digits, NaN and null no text, dates as people write them: as in pandas."""
    day = datetime.date(2026, 4, 1)
    for values in ([1.5, float("nan"), None], [12345, None, 0], [True, False, None], [day, None, day]):
        cells = pd.DataFrame({"body": pd.Series(values, dtype=object)})
        same(jr.analyze_frame(KINDS[kind]({"body": values})), jr.analyze_frame(cells))


def test_texts_in_other_clothes() -> None:
    """Dictionaries and categories, long strings and views: texts all the same."""
    pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed (it is in [dev])")
    pl = pytest.importorskip("polars", reason="polars is not installed (it is in [dev])")
    wanted = jr.analyze_frame(pd.DataFrame({"body": TEXTS}))
    texts = pa.array(TEXTS)
    views = [texts.cast(pa.string_view())] if hasattr(pa, "string_view") else []
    for column in (texts.dictionary_encode(), texts.cast(pa.large_string()), *views):
        same(jr.analyze_frame(pa.table({"body": column})), wanted)
    same(jr.analyze_frame(pl.DataFrame({"body": pl.Series(TEXTS, dtype=pl.Categorical)})), wanted)


def test_the_answer_stays_in_its_connection() -> None:
    """A relation of DuckDB can be joined with what its own connection knows, and outlives what it was made of."""
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed (it is in [dev])")
    pytest.importorskip("pyarrow", reason="DuckDB hands over its rows with pyarrow")
    with duckdb.connect() as connection:
        connection.sql(
            "CREATE TABLE posts AS SELECT * FROM (VALUES (1, '雨だ。'), (2, NULL), (3, '晴れだ。')) t(id, body)"
        )
        measured = jr.analyze_frame(connection.table("posts"), keep=["id"])  # noqa: F841  found by its name
        total = connection.sql("SELECT count(*), sum(characters), avg(kanji_ratio) FROM measured JOIN posts USING (id)")
        assert total.fetchall() == [(3, 7, (1 / 3 + 1 / 4) / 2)]


def test_only_named_columns_are_asked_for() -> None:
    """What a query would make besides is never made."""
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed (it is in [dev])")
    pytest.importorskip("pyarrow", reason="DuckDB hands over its rows with pyarrow")
    with duckdb.connect() as connection:
        relation = connection.sql("SELECT 7 AS id, '雨だ。' AS body, error('nobody asked for it') AS other")
        assert columns_of(jr.analyze_frame(relation, keep=["id"]))["id"] == [7]


@pytest.mark.parametrize("kind", ["polars", "Arrow"])
def test_texts_are_not_copied(kind: str) -> None:
    """Of a column of 12 million characters a thousandth is there as Python's strings at a time."""
    from jreadtools.frames.native import NativeTable

    given = KINDS[kind]({"body": ["あ" * 600] * 20_000})
    cells = NativeTable(given, ["body"]).cells("body")
    assert next(cells) == "あ" * 600
    tracemalloc.start()
    try:
        assert sum(1 for _ in cells) == 19_999
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 4_000_000  # all of them: 25 million bytes


@every_kind
def test_wrong_arguments_say_so(kind: str) -> None:
    """As for pandas."""
    given = KINDS[kind](TABLE)
    with pytest.raises(ValueError, match="the column 'text' is not in the frame; it has 'id', 'site', 'body'"):
        jr.analyze_frame(given, "text")
    with pytest.raises(TypeError, match="keep is a list"):
        jr.analyze_frame(given, keep="id")
    with pytest.raises(ValueError, match="rename them before"):
        jr.tokens(KINDS[kind]({"surface": ["a"], "body": ["雨。"]}), keep=["surface"])


@pytest.mark.parametrize("given", [{"body": ["雨。"]}, ["雨。"], "雨。", 3, pd.Series(["雨。"])])
def test_what_is_no_frame_is_refused(given: Any) -> None:
    """With what would be one, and what was given."""
    with pytest.raises(TypeError, match=rf"Arrow table or a DuckDB relation, not (pandas\.)?{type(given).__name__};"):
        jr.analyze_frame(given)


def test_frames_of_clusters_are_shown_their_way() -> None:
    """A lazy frame of Dask would come to this process whole."""
    dd = pytest.importorskip("dask.dataframe", reason="Dask is not installed")
    with pytest.raises(TypeError, match=r"for Spark and Dask see jreadtools\.cluster"):
        jr.analyze_frame(dd.from_pandas(pd.DataFrame(TABLE), npartitions=2))


def test_narwhals_waits_for_those_who_need_it() -> None:
    """A DataFrame of pandas is measured without it."""
    code = (
        "import sys, pandas as pd, jreadtools as jr\n"
        "jr.tokens(pd.DataFrame({'body': ['雨。']})), jr.analyze_frame(pd.DataFrame({'body': ['雨。']}))\n"
        "sys.exit('narwhals' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
