"""What `jreadtools.cluster` asks of Spark and Dask, on stand-ins that do just that: the engines themselves are large."""

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any, NamedTuple

import pandas as pd
import pytest

import jreadtools as jr
from jreadtools.cluster import analyze_dask, analyze_spark, spark_schema

LEVELS = ("article", "sentence", "counts")
LIST = jr.VocabularyLevels.from_words({"雨": "N5"}, ["N5"], name="own")
POSTS = pd.DataFrame({"id": range(7), "a.`b": [*"xyxyxyx"], "body": ["雨だ。晴れだ。", "", None, *(f"猫が{n}匹。" for n in range(4))]})  # fmt: skip


class Field(NamedTuple):
    name: str
    dataType: str  # noqa: N815  as Spark calls it


@dataclass
class Schema:
    fields: list[Field]


class Column(NamedTuple):
    quoted: str
    name: str = ""

    def alias(self, name: str) -> "Column":
        return self._replace(name=name)


@dataclass
class SparkFrame:
    """A frame in batches: what is selected travels to a function, batch by batch."""

    batches: list[pd.DataFrame]

    @property
    def schema(self) -> Schema:
        return Schema([Field(name, f"of {name}") for name in self.batches[0].columns])

    def select(self, *columns: Column) -> "SparkFrame":
        plain = {column.quoted[1:-1].replace("``", "`"): column.name for column in columns}
        assert all(column.quoted[0] == column.quoted[-1] == "`" for column in columns)
        return SparkFrame([batch[list(plain)].rename(columns=plain) for batch in self.batches])

    def mapInPandas(  # noqa: N802
        self, work: Callable[[Iterable[pd.DataFrame]], Iterator[pd.DataFrame]], schema: Schema
    ) -> tuple[list[pd.DataFrame], Schema]:
        assert not any("." in name for batch in self.batches for name in batch.columns)
        return list(work(iter(self.batches))), schema


@pytest.fixture
def spark(monkeypatch: pytest.MonkeyPatch) -> None:
    modules = {
        name: ModuleType(name) for name in ("pyspark", "pyspark.sql", "pyspark.sql.functions", "pyspark.sql.types")
    }
    vars(modules["pyspark.sql.functions"]).update(col=Column)
    types = {f"{name}Type": lambda name=name: name for name in ("Boolean", "Double", "Long", "String")}
    vars(modules["pyspark.sql.types"]).update(types, StructField=Field, StructType=Schema)
    for name, module in modules.items():
        monkeypatch.setitem(sys.modules, name, module)


@pytest.mark.usefixtures("spark")
@pytest.mark.parametrize("level", LEVELS)
def test_spark_is_given_the_rows_of_pandas_piece_by_piece(level: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jreadtools.cluster.ROWS", 3)
    batches = [POSTS.iloc[:0], POSTS.iloc[:3], POSTS.iloc[3:]]
    found, schema = analyze_spark(SparkFrame(batches), level=level, keep=["a.`b", "body"], lang="en")
    wanted = jr.analyze_frame(POSTS, level=level, keep=["a.`b", "body"], lang="en")
    assert [len(piece) for piece in found] == [2 if level == "sentence" else 3, 3, 1]
    pd.testing.assert_frame_equal(pd.concat(found), wanted, check_exact=True)
    assert [field.name for field in schema.fields] == list(wanted.columns)


@pytest.mark.usefixtures("spark")
@pytest.mark.parametrize("level", LEVELS)
def test_spark_is_told_the_types_of_the_columns(level: Any) -> None:
    options: dict[str, Any] = {"level": level} | ({} if level == "counts" else {"metrics": ["words", "kanji_ratio"]})
    options |= {"levels": LIST} if level == "article" else {}
    names = {"int64": "Long", "float64": "Double", "str": "String", "bool": "Boolean"}
    wanted = jr.analyze_frame(POSTS, keep=["id"], **options)
    for given in (SparkFrame([POSTS]), SparkFrame([POSTS]).schema):
        first, *rest = spark_schema(given, keep=["id"], **options).fields
        assert first == Field("id", "of id")
        assert [(field.name, field.dataType) for field in rest] == [
            (name, names[jr.FRAME_DTYPES.get(name, str(dtype))])
            for name, dtype in wanted.dtypes.items()
            if name != "id"
        ]


@pytest.mark.usefixtures("spark")
@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"text": "text"}, "the column 'text' is not in the frame; it has 'id', 'Words', 'body'"),
        ({"keep": ["no"]}, "the column 'no' is not in the frame"),
        ({"keep": ["id", "Words"]}, r"being one to Spark \(Words\); rename them before"),
        ({"metrics": ["wrods"]}, "did you mean words"),
    ],
)
def test_what_cannot_be_meant_is_said_before_any_job_runs(options: dict[str, Any], said: str) -> None:
    frame = SparkFrame([POSTS.set_axis(["id", "Words", "body"], axis="columns")])
    with pytest.raises((ValueError, jr.UnknownMetricError), match=said):
        analyze_spark(frame, **options)


@dataclass
class DaskFrame:
    """A frame in partitions, and an empty one with its types."""

    partitions: list[pd.DataFrame]
    _meta: pd.DataFrame

    def __getitem__(self, names: list[str]) -> "DaskFrame":
        return DaskFrame([part[names] for part in self.partitions], self._meta[names])

    def map_partitions(
        self, work: Callable[..., pd.DataFrame], *args: Any, meta: pd.DataFrame, **options: Any
    ) -> "DaskFrame":
        return DaskFrame([work(part, *args, **options) for part in self.partitions], meta)


@pytest.mark.parametrize("level", LEVELS)
def test_dask_is_given_the_rows_of_pandas_and_their_types(level: Any) -> None:
    given = DaskFrame([POSTS.iloc[:4], POSTS.iloc[4:]], POSTS)
    keep = ["body", "id"]
    found: Any = analyze_dask(given, level=level, keep=keep, lang="en")
    wanted = jr.analyze_frame(POSTS, level=level, keep=keep, lang="en")
    pd.testing.assert_frame_equal(pd.concat(found.partitions), wanted, check_exact=True)
    pd.testing.assert_frame_equal(found._meta, wanted.head(0), check_exact=True)
