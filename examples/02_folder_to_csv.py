"""A folder of posts to two CSV files that Excel opens: a row an article, a row a sentence."""

import sys
import tempfile
from pathlib import Path

import jreadtools as jr

folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "posts"
target = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(tempfile.mkdtemp())

if __name__ == "__main__":
    results = jr.analyze_folder(folder, workers=2)
    results.articles.to_csv(target / "articles.csv", index=False, encoding="utf-8-sig")
    results.sentences.to_csv(target / "sentences.csv", index=False, encoding="utf-8-sig")
    print(f"記事{len(results.articles)}本: {target / 'articles.csv'}")
    print(f"文・見出し・表の項目など{len(results.sentences)}行: {target / 'sentences.csv'}")
    for failure in results.failures.itertuples():
        print("読めませんでした:", failure.path, failure.error)
