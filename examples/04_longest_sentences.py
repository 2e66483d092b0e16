"""A question for pandas: which posts have the longest sentences, and where are they?"""

import sys
from pathlib import Path

import jreadtools as jr

folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "posts"
results = jr.analyze_folder(folder)

by_length = results.articles.sort_values("sentence_characters_mean", ascending=False)
print(by_length[["id", "sentence_characters_mean", "sentence_characters_max"]].round(1).to_string(index=False))

prose = results.sentences[results.sentences["kind"].isin(["paragraph", "item", "quote"])]
for row in prose.nlargest(3, "characters").itertuples():
    print(f"{row.path}:{row.line} {row.characters}字 {row.text}")

print(results.total(by="tag")[["articles", "characters", "kanji_ratio"]].round(3).to_string())
