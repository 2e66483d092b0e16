"""Spark and Dask say what pandas says, to the last bit; counts that an engine adds up become a total."""

import math
import os
import shutil
import subprocess
import sys
import zlib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import jreadtools as jr
from jreadtools.cluster import AGGREGATES, analyze_dask, analyze_spark, dask_meta, metrics_of_counts, spark_schema
from jreadtools.counts.additive import COUNTS, PEAKS
from jreadtools.frames.dataframes import NO_TEXT

pytestmark = [
    # Spark says this of pandas 3 at every call: that it holds nevertheless is what these tests are for.
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
    # Spark's own toPandas still passes a keyword that pandas 3 has retired.
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated:DeprecationWarning"),
    # Spark 4.0 leaves its sockets to the JVM of this machine to the collector.
    pytest.mark.filterwarnings(r"ignore:unclosed <socket\.socket.*127\.0\.0\.1:ResourceWarning"),
]

LEVELS = ("article", "sentence", "counts")
TEXTS = [
    "朝市で鰺を三尾買った。塩を振って、しばらく置く。焼けたら大根おろしを添えよう。",
    "",
    None,
    "駅前の喫茶店が今月で閉まるそうです。学生のころ、試験の前の晩はいつもあそこにいました。\n\n"
    "マスターは何も言わずに水を足してくれたものです。コーヒー一杯で四時間も粘ったのに、です。",
    "Webの管理画面で「設定」を開き、2段階認証をオンにします。うまくいかないときは、support@example.jp へ。",
    "　\n\n",
    "。、。",
    "no Japanese at all",
    "絵文字🍊と𠮷野家と\0と、合字の㍿。",
    "鬱蒼とした森を抜けると、葡萄畑が広がっていた。" * 40,
    None,
    "彼は「まだ帰らない」と言ったが、結局、誰よりも早く帰った。",
]
LIST = jr.VocabularyLevels.from_words({"雨": "N5"}, ["N5"], name="own")
NOT_ADDED = {
    "sentence_characters_median", "sentence_characters_p90", "sentence_characters_max", "type_count", "ttr",
    "mattr50", "mtld", "hdd42", "beyond_joyo_kanji",
}  # fmt: skip


@pytest.fixture(scope="module")
def posts_table() -> pd.DataFrame:
    sites = [("blog", "shop", "news")[n % 3] for n in range(len(TEXTS))]
    return pd.DataFrame({"id": range(len(TEXTS)), "site": sites, "body": pd.Series(TEXTS, dtype=object)})


@pytest.fixture(scope="module")
def parquet(posts_table: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> str:
    pytest.importorskip("pyarrow", reason="Parquet needs pyarrow")
    path = tmp_path_factory.mktemp("posts") / "posts.parquet"
    posts_table.to_parquet(path)
    return str(path)


def _java() -> bool:
    return shutil.which("java") is not None or "JAVA_HOME" in os.environ


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    sql = pytest.importorskip("pyspark.sql", reason="PySpark is not installed")
    if not _java():
        pytest.skip("Spark needs Java, and there is none")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        builder = sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
        session = builder.config("spark.sql.shuffle.partitions", "3").getOrCreate()
        yield session
        session.stop()


@pytest.fixture(scope="module")
def dask() -> Any:
    pytest.importorskip("dask", reason="Dask is not installed")
    return pytest.importorskip("dask.dataframe", reason="Dask is not installed with its dataframe")


def same(found: pd.DataFrame, wanted: pd.DataFrame) -> None:
    """The same rows, columns and bits, in whatever order an engine gave the rows."""
    order = [name for name in ("id", "index") if name in wanted.columns]
    assert list(found.columns) == list(wanted.columns)
    dtypes = {name: str(dtype) for name, dtype in wanted.dtypes.items()}
    found = found.astype(dtypes).sort_values(order, ignore_index=True)
    wanted = wanted.sort_values(order, ignore_index=True)
    pd.testing.assert_frame_equal(found, wanted, check_exact=True)


def same_totals(found: pd.DataFrame, wanted: pd.DataFrame) -> None:
    """The same groups and bits; each engine has its own type for the groups' names."""
    assert found.index.tolist() == wanted.index.tolist()
    pd.testing.assert_frame_equal(found, wanted.set_axis(found.index), check_exact=True)


@pytest.mark.parametrize("partitions", [1, 3])
@pytest.mark.parametrize("level", LEVELS)
def test_spark_says_what_pandas_says(
    spark: Any, parquet: str, posts_table: pd.DataFrame, partitions: int, level: Any
) -> None:
    """The same texts give the same bits, whatever the number of partitions; an undefined measure is NULL."""
    posts = spark.read.parquet(parquet).repartition(partitions)
    assert posts.rdd.getNumPartitions() == partitions
    found = analyze_spark(posts, level=level, keep=["id", "site"])
    same(found.toPandas(), jr.analyze_frame(posts_table, level=level, keep=["id", "site"]))
    if level == "article":
        lost = found.where("id = 2").collect()[0]
        assert (lost["error"], lost["characters"], lost["kanji_ratio"]) == (NO_TEXT, 0, None)


def test_map_in_pandas_as_a_reader_writes_it(spark: Any, parquet: str, posts_table: pd.DataFrame) -> None:
    """`analyze_frame` alone and the schema are enough."""
    posts = spark.read.parquet(parquet)
    options: dict[str, Any] = {"keep": ["id"], "markup": "markdown", "metrics": ["reading_minutes", "kanji_ratio"]}
    measured = posts.mapInPandas(
        lambda frames: (jr.analyze_frame(frame, **options) for frame in frames), spark_schema(posts, **options)
    )
    same(measured.toPandas(), jr.analyze_frame(posts_table, **options))


def test_spark_takes_any_column_and_any_name(spark: Any) -> None:
    """A kept column keeps its type, a name with a dot is a name, and numbers in a column of texts are their digits."""
    posts = spark.sql(
        "SELECT 1L AS id, '雨。' AS `本文.html`, DATE '2026-03-20' AS day, TIMESTAMP '2026-03-20 08:00:00' AS at, "
        "1.5D AS score, true AS draft, CAST(NULL AS STRING) AS `a``b` UNION ALL SELECT 2L, '晴れ。', NULL, NULL, NULL, false, 'x'"
    )
    keep = ["at", "score", "draft", "day", "a`b", "id"]
    found = analyze_spark(posts, "本文.html", keep=keep, metrics=["characters"])
    assert found.dtypes[: len(keep)] == [(name, dict(posts.dtypes)[name]) for name in keep]
    rows = found.orderBy("id").collect()
    assert [row[:6] for row in rows] == [
        tuple(row) for row in posts.select("at", "score", "draft", "day", "`a``b`", "id").orderBy("id").collect()
    ]
    assert [row["characters"] for row in rows] == [2, 3]
    numbers = analyze_spark(posts, "id", keep=["id"], metrics=["characters"]).orderBy("id").collect()
    assert [(row["characters"], row["error"]) for row in numbers] == [(1, ""), (1, "")]


def test_spark_adds_up_a_total_for_every_site(spark: Any, parquet: str, posts_table: pd.DataFrame) -> None:
    """Plain SQL over counts, and the metrics of its sums are those of the articles measured together."""
    analyze_spark(spark.read.parquet(parquet).repartition(3), level="counts", keep=["site"]).createOrReplaceTempView(
        "counts"
    )
    adds = ", ".join(f"{how}({name}) AS {name}" for name, how in AGGREGATES.items())
    sums = spark.sql(f"SELECT site, {adds} FROM counts GROUP BY site ORDER BY site").toPandas()
    local = jr.analyze_frame(posts_table, level="counts", keep=["site"]).groupby("site").agg(dict(AGGREGATES))
    same_totals(metrics_of_counts(sums.set_index("site")), metrics_of_counts(local))


def test_spark_schema_is_what_the_frame_has() -> None:
    """Names in order, and int64 is long, float64 double, str string; what is kept stays as it is."""
    types = pytest.importorskip("pyspark.sql.types", reason="PySpark is not installed")
    names = {"int64": "bigint", "float64": "double", "str": "string", "bool": "boolean"}
    given = types.StructType().add("id", "long", False).add("body", "string")
    for level in LEVELS:
        options: dict[str, Any] = {"level": level} | ({"levels": LIST} if level == "article" else {})
        schema = spark_schema(given, keep=["id"], **options)
        frame = jr.analyze_frame(pd.DataFrame({"id": [1], "body": ["雨だ。"]}), keep=["id"], **options)
        assert schema.names == list(frame.columns)
        assert schema["id"] == given["id"]
        for field in schema.fields[1:]:
            own = "float64" if frame[field.name].dtype == np.float64 else "str"  # columns of a list that was brought
            dtype = jr.FRAME_DTYPES.get(field.name, own)
            assert field.dataType.simpleString() == names[dtype], field.name


def test_spark_schema_refuses_before_any_job_runs() -> None:
    """A wrong name is said at once, not by an executor an hour later."""
    types = pytest.importorskip("pyspark.sql.types", reason="PySpark is not installed")
    given = types.StructType().add("Words", "long").add("body", "string")
    with pytest.raises(ValueError, match="'text' is not in the frame; it has 'Words', 'body'"):
        spark_schema(given, "text")
    with pytest.raises(ValueError, match=r"rename|one to Spark \(Words\)"):
        spark_schema(given, keep=["Words"])
    with pytest.raises(jr.UnknownMetricError):
        spark_schema(given, metrics=["kanji_rato"])
    with pytest.raises(ValueError, match="level is"):
        spark_schema(given, level="word")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="level="):
        spark_schema(given, level="counts", metrics=["characters"])


@pytest.mark.parametrize("level", LEVELS)
def test_dask_says_what_pandas_says(dask: Any, posts_table: pd.DataFrame, level: Any) -> None:
    """Three partitions: the same bits in the same order, index kept, and the types that meta promised."""
    labelled = posts_table.set_axis(range(100, 100 + len(posts_table)))
    lazy = analyze_dask(dask.from_pandas(labelled, npartitions=3), level=level, keep=["id", "site"])
    assert lazy.npartitions == 3
    found = lazy.compute(scheduler="sync")
    wanted = jr.analyze_frame(labelled, level=level, keep=["id", "site"])
    assert found.index.tolist() == wanted.index.tolist()
    same(found, wanted)
    assert [str(dtype) for dtype in lazy.dtypes] == [str(dtype) for dtype in found.dtypes]


def test_dask_adds_up_a_total_for_every_site(dask: Any, parquet: str, posts_table: pd.DataFrame) -> None:
    """From Parquet, in processes: the metrics of Dask's sums are those of pandas' sums."""
    counts = analyze_dask(dask.read_parquet(parquet).repartition(npartitions=3), level="counts", keep=["site"])
    sums = counts.groupby("site").agg(dict(AGGREGATES)).compute(scheduler="processes", num_workers=2)
    local = jr.analyze_frame(posts_table, level="counts", keep=["site"]).groupby("site").agg(dict(AGGREGATES))
    same_totals(metrics_of_counts(sums.sort_index()), metrics_of_counts(local))


def test_dask_meta_is_empty_and_typed(posts_table: pd.DataFrame) -> None:
    """Dask is not needed for it, and it refuses what `analyze_frame` refuses."""
    meta = dask_meta(posts_table, keep=["site"], metrics=["characters", "kanji_ratio"])
    assert len(meta) == 0
    assert list(meta.columns) == ["site", "characters", "kanji_ratio", "error", "warnings"]
    assert meta.dtypes["characters"] == np.int64
    with pytest.raises(ValueError, match="'text' is not in the frame"):
        dask_meta(posts_table, "text")


@pytest.mark.parametrize("missing", [None, math.nan, pd.NA])
@pytest.mark.parametrize("dtype", ["object", "str", "string", "category", "arrow", "large"])
def test_cells_of_every_kind(missing: Any, dtype: str) -> None:
    """None, NaN and pd.NA, in whatever an engine keeps its strings, are rows without text."""
    kind: Any = dtype
    if dtype in ("arrow", "large"):
        arrow = pytest.importorskip("pyarrow", reason="Arrow strings need pyarrow")
        kind = pd.ArrowDtype(arrow.string() if dtype == "arrow" else arrow.large_string())
        missing = None if missing is not pd.NA else missing
    df = pd.DataFrame({"body": pd.Series(["雨。", missing, "晴れ。"], dtype=kind)})
    out = jr.analyze_frame(df, level="counts")
    assert out["error"].tolist() == ["", NO_TEXT, ""]
    assert out[["articles", "characters", "kanji"]].values.tolist() == [[1, 2, 1], [0, 0, 0], [1, 3, 1]]


def test_counts_are_whole_numbers_in_order(posts_table: pd.DataFrame) -> None:
    """The columns of AGGREGATES and the status, all int64, also without rows."""
    out = jr.analyze_frame(posts_table, level="counts", keep=["id"])
    assert list(out.columns) == ["id", "articles", *COUNTS, *PEAKS, "error", "warnings"]
    assert list(AGGREGATES) == ["articles", *COUNTS, *PEAKS]
    empty = jr.analyze_frame(posts_table.head(0), level="counts", keep=["id"])
    assert empty.dtypes.tolist() == out.dtypes.tolist()
    for name in AGGREGATES:
        assert out[name].dtype == np.dtype(jr.FRAME_DTYPES[name]) == np.int64


@pytest.mark.parametrize("option", [{"metrics": ["characters"]}, {"levels": LIST}])
def test_counts_are_all_of_them_or_an_error(option: dict[str, Any]) -> None:
    """Counts that were left out would be zeros in a total, so they are not left out."""
    with pytest.raises(ValueError, match="level="):
        jr.analyze_frame(pd.DataFrame({"body": ["雨。"]}), level="counts", **option)


def test_the_metrics_of_summed_counts_are_those_of_a_total(tmp_path: Path) -> None:
    """What pandas adds up is `Results.total`, to the last bit; what does not add is undefined, and nothing else is."""
    texts = [text for text in TEXTS if text and text.strip()]
    sites = ["ab"[zlib.crc32(text.encode()) % 2] for text in texts]
    for number, (site, text) in enumerate(zip(sites, texts, strict=True)):
        (tmp_path / site).mkdir(exist_ok=True)
        (tmp_path / site / f"{number:02}.txt").write_text(text.replace("\0", ""), "utf-8")
    wanted = jr.analyze_folder(tmp_path, markup="plain").total(by="folder")
    df = pd.DataFrame({"site": sites, "body": [text.replace("\0", "") for text in texts]})
    counts = jr.analyze_frame(df, level="counts", keep=["site"])
    found = metrics_of_counts(counts.groupby("site").agg(dict(AGGREGATES)))
    assert list(found.columns) == list(wanted.columns)
    for name in found.columns:
        left, right = found[name].tolist(), wanted[name].tolist()
        if name in NOT_ADDED:
            assert all(value == "" or value != value for value in left), name
        else:
            assert all(a == b or (a != a and b != b) for a, b in zip(left, right, strict=True)), name


def test_the_metrics_of_one_articles_counts_are_its_own(posts_table: pd.DataFrame) -> None:
    """Without a sum, too: only what does not add is lost, and `speed` and `lang` are those asked for."""
    df = posts_table[posts_table["body"].notna()]
    counts = jr.analyze_frame(df, level="counts", keep=["id"])
    options: dict[str, Any] = {"speed": jr.ReadingSpeed(characters=300), "lang": "en"}
    found = metrics_of_counts(counts, keep=["id"], **options)
    wanted = jr.analyze_frame(df, keep=["id"], **options)
    names = [name for name in found.columns if name not in NOT_ADDED and name != "articles"]
    pd.testing.assert_frame_equal(found[names], wanted[names], check_exact=True)
    assert found.index.equals(df.index)
    some = metrics_of_counts(counts, metrics=["kanji_ratio", "characters"])
    assert list(some.columns) == ["articles", "characters", "kanji_ratio"]
    assert len(metrics_of_counts(counts.head(0))) == 0


@pytest.mark.parametrize("kind", ["Int64", "float64", "uint32", "int32", "decimal"])
def test_sums_of_any_engine_are_taken(kind: str) -> None:
    """DuckDB makes decimals of a sum, others floats or nullable integers."""
    counts = jr.analyze_frame(pd.DataFrame({"body": ["雨が降る。晴れる。"]}), level="counts")
    sums = counts[list(AGGREGATES)]
    given = sums.map(Decimal) if kind == "decimal" else sums.astype(kind)
    pd.testing.assert_frame_equal(metrics_of_counts(given), metrics_of_counts(sums), check_exact=True)


@pytest.mark.parametrize("wrong", [0.5, math.nan, math.inf, None, "many"])
def test_a_count_that_is_no_whole_number_is_refused(wrong: Any) -> None:
    """A mean of counts, or a group that an outer join left without any, is no sum."""
    counts = jr.analyze_frame(pd.DataFrame({"body": ["雨。", "晴れ。"]}), level="counts").astype({"words": object})
    counts.loc[1, "words"] = wrong
    with pytest.raises(ValueError, match="'words' holds what is no whole number"):
        metrics_of_counts(counts)
    with pytest.raises(ValueError, match="'words' is not in the frame"):
        metrics_of_counts(counts.drop(columns="words"))


def _example(root: Path, name: str, *prelude: str) -> subprocess.CompletedProcess[str]:
    """An example in a process of its own, where warnings are errors but for the one of Spark's that is named above."""
    path = str(root / "examples" / name)
    code = "\n".join(["import runpy", *prelude, f"runpy.run_path({path!r}, run_name='__main__')"])
    warnings = ["-W", "error", "-W", "ignore:The copy keyword is deprecated:DeprecationWarning"]
    run = ["-c", code] if prelude else [path]
    return subprocess.run([sys.executable, *warnings, *run], capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize(("name", "engine"), [("spark_parquet.py", "pyspark"), ("dask_parquet.py", "dask")])
def test_the_examples_run_as_printed(root: Path, name: str, engine: str) -> None:
    """On posts that they make up themselves: a row an article, the lost one with its error, a total for each site."""
    pytest.importorskip(engine, reason=f"{engine} is not installed")
    if engine == "pyspark" and not _java():
        pytest.skip("Spark needs Java, and there is none")
    done = _example(root, name)
    assert done.returncode == 0, done.stderr
    assert NO_TEXT in done.stdout
    totals = [line.split() for line in done.stdout.splitlines()[-2:]]
    assert [(site, articles) for site, articles, *_ in totals] == [("blog", "5"), ("shop", "4")]


@pytest.mark.parametrize(("name", "engine"), [("spark_parquet.py", "pyspark"), ("dask_parquet.py", "dask")])
def test_the_examples_say_what_they_lack(root: Path, name: str, engine: str) -> None:
    """Without the engine: one line with the command that installs it, and no failure."""
    done = _example(root, name, "import sys", f"sys.modules[{engine!r}] = None")
    assert (done.returncode, done.stderr) == (0, "")
    assert f'pip install "{engine}[' in done.stdout


def test_a_long_batch_of_spark_loses_no_row(spark: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is measured piece by piece."""
    monkeypatch.setattr("jreadtools.cluster.ROWS", 3)
    rows = pd.DataFrame({"id": range(20), "body": [f"猫が{number}匹いる。" for number in range(20)]})
    found = analyze_spark(spark.createDataFrame(rows).coalesce(1), keep=["id"]).toPandas()
    assert sorted(found["id"].tolist()) == list(range(20))
