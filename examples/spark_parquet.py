"""Posts in Parquet through Apache Spark: a row an article, and a total for every site that Spark adds up itself.

    pip install "pyspark[sql]"        # and Java 17 or later
    python examples/spark_parquet.py posts.parquet

The Parquet has the columns id, site and body. Without a path, some is made of the posts beside this file.
"""

import os
import shutil
import sys
import tempfile
import warnings
from pathlib import Path

import pandas as pd

from jreadtools.cluster import AGGREGATES, analyze_spark, metrics_of_counts

try:
    from pyspark.sql import SparkSession, functions
except ImportError:
    print('この例には PySpark が要ります： pip install "pyspark[sql]"')
    sys.exit()
if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
    print("この例には Java 17 以降が要ります（Debian では apt-get install openjdk-17-jre-headless）")
    sys.exit()

# Said of pandas 3 by every call; what is used here is tested with it.
warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)


def made_up() -> str:
    """Two sites' posts, and one post whose text got lost."""
    posts = sorted((Path(__file__).parent / "posts").iterdir())
    rows = [(post.stem, ("blog", "shop")[n % 2], post.read_text("utf-8")) for n, post in enumerate(posts)]
    path = Path(tempfile.mkdtemp()) / "posts.parquet"
    pd.DataFrame([*rows, ("lost", "shop", None)], columns=["id", "site", "body"]).to_parquet(path)
    return str(path)


os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # the Python that has jreadtools
spark = SparkSession.builder.master("local[2]").appName("jreadtools").getOrCreate()
posts = spark.read.parquet(sys.argv[1] if len(sys.argv) > 1 else made_up())

articles = analyze_spark(posts, text="body", keep=["id", "site"], markup="markdown")
articles.select("site", "id", "reading_label", "characters", "kanji_ratio", "error").orderBy("site", "id").show()

counts = analyze_spark(posts, text="body", keep=["site"], level="counts", markup="markdown")
sums = counts.groupBy("site").agg(*[functions.expr(f"{how}({name}) AS {name}") for name, how in AGGREGATES.items()])
totals = metrics_of_counts(sums.orderBy("site").toPandas(), keep=["site"])
print(totals[["site", "articles", "reading_label", "characters", "kanji_ratio"]].round(3).to_string(index=False))
spark.stop()
