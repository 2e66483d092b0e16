"""A blog's whole export: which pages claim a reading time they do not have, and which posts stand in it twice.

Give it a WordPress or Movable Type export, a feed, or a folder of saved pages:

    python examples/05_blog_export.py wordpress-export.xml
"""

import sys

import jreadtools as jr

# Without a file: two posts as the WordPress REST API answers them (requests.get(…/wp-json/wp/v2/posts).json()).
ANSWER = [
    {
        "id": 1,
        "slug": "harusaki-no-hatake",
        "link": "https://hatake.example.jp/harusaki-no-hatake/",
        "date": "2026-03-20T08:00:00",
        "status": "publish",
        "title": {"rendered": "春先の畑でしていること"},
        "content": {
            "rendered": '<p class="read-time">この記事は約8分で読めます。</p><p>三月の畑は、まだ土が冷たい。'
            "種をまくのは我慢して、石灰をすきこみ、うねを立てて、雨を待つ。</p><ul><li>石灰は一平方メートルに百グラム</li></ul>",
            "protected": False,
        },
    },
    {
        "id": 2,
        "slug": "harusaki-no-hatake-2",
        "link": "https://hatake.example.jp/harusaki-no-hatake-2/",
        "date": "2026-03-21T08:00:00",
        "status": "publish",
        "title": {"rendered": "春先の畑でしていること（再掲）"},
        "content": {
            "rendered": "<p>三月の畑は、まだ土が冷たい。"
            "種をまくのは我慢して、石灰をすきこみ、うねを立てて、雨を待つ。</p><ul><li>石灰は一平方メートルに百グラム</li></ul>",
            "protected": False,
        },
    },
]

source = sys.argv[1] if len(sys.argv) > 1 else ANSWER
results = jr.analyze_folder(source)
articles = results.articles

print(articles[["id", "title", "reading_label", "stated_minutes", "duplicate_of"]].to_string(index=False))
wrong = articles[(articles["stated_minutes"] - articles["reading_minutes"]).abs() > 1]
for post in wrong.itertuples():
    print(f"{post.url}: 表示は約{post.stated_minutes:.0f}分、測ると{post.reading_label}")
for failure in results.failures.itertuples():
    print("読めませんでした:", failure.path, failure.error)
