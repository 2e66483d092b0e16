"""Posts in Parquet through Dask: a row an article, and a total for every site that Dask adds up itself.

    pip install "dask[dataframe]"
    python examples/dask_parquet.py posts.parquet

The Parquet has the columns id, site and body. Without a path, some is made of the posts beside this file.
"""

import sys
import tempfile
from pathlib import Path

import pandas as pd

from jreadtools.cluster import AGGREGATES, analyze_dask, metrics_of_counts

try:
    import dask.dataframe as dd
except ImportError:
    print('この例には Dask が要ります： pip install "dask[dataframe]"')
    sys.exit()


def made_up() -> str:
    """Two sites' posts, and one post whose text got lost."""
    posts = sorted((Path(__file__).parent / "posts").iterdir())
    rows = [(post.stem, ("blog", "shop")[n % 2], post.read_text("utf-8")) for n, post in enumerate(posts)]
    path = Path(tempfile.mkdtemp()) / "posts.parquet"
    pd.DataFrame([*rows, ("lost", "shop", None)], columns=["id", "site", "body"]).to_parquet(path)
    return str(path)


if __name__ == "__main__":  # Dask starts processes, which read this file again
    posts = dd.read_parquet(sys.argv[1] if len(sys.argv) > 1 else made_up()).repartition(npartitions=4)

    articles = analyze_dask(posts, text="body", keep=["id", "site"], markup="markdown")
    shown = articles[["site", "id", "reading_label", "characters", "kanji_ratio", "error"]]
    found = shown.compute(scheduler="processes", num_workers=2).sort_values(["site", "id"])
    print(found.round(3).to_string(index=False))

    counts = analyze_dask(posts, text="body", keep=["site"], level="counts", markup="markdown")
    sums = counts.groupby("site").agg(dict(AGGREGATES)).compute(scheduler="processes", num_workers=2).sort_index()
    print(metrics_of_counts(sums)[["articles", "reading_label", "characters", "kanji_ratio"]].round(3).to_string())
