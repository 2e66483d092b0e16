"""「この記事は約3分で読めます」 for every post: what a theme or a build script prints."""

import sys
from pathlib import Path

import jreadtools as jr

folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "posts"

for article in jr.read_articles(folder):
    if isinstance(article, jr.Failure):
        print(f"{article.path}: {article.error}")
        continue
    time = jr.reading_time(article)
    print(f"この記事は{time.label}で読めます（{time.range_label}）  {article.title or article.id}")
