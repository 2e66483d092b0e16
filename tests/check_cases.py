"""What the tests of `jreadtools check` share: a folder of posts whose sentences have been counted by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from jreadtools.cli.main import main

LONG = "雨が上がるのを待ってから、裏の畑まで下りて、朝露に濡れた茄子を六本だけ摘んで帰りました。"
"""44 characters."""
OTHER = "風が止むのを待ってから、裏の畑まで下りて、朝露に濡れた胡瓜を六本だけ摘んで帰りました。"
"""43 characters."""
DOUBLED = "大雪で電車で行けなかった。"
"""Two で in one clause: the finding doubled_particle."""

GARDEN = f"""---
title: 夏の畑
---

# 雨上がりの畑まで下りて、朝露に濡れた茄子を六本だけ摘んで帰った日のことを書いておく覚え書き

{LONG}短い文です。

> {OTHER}

- 雨上がりの畑まで下りて、朝露に濡れた茄子を六本だけ摘んで帰るときに要る、籠と鋏と長靴

| 雨上がりの畑まで下りて、朝露に濡れた茄子を六本だけ摘んで帰るときに要るものの一覧表です。 |
| --- |
| 雨上がりの畑まで下りて、朝露に濡れた茄子を六本だけ摘んで帰るときに要るものの一覧表です。 |

```text
雨上がりの畑まで下りて、朝露に濡れた茄子を六本だけ摘んで帰るときに要るものの一覧表です。
```

It rained all morning, so I waited until noon before I went down to the garden behind the house.

茄子は縦に割り、**胡麻油**で焼いて、
生姜醤油をかけて、家族四人で分けて食べました。
"""


def write(folder: Path, name: str, text: str) -> Path:
    """A file in a folder, the folders between them made."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def run(capsys: pytest.CaptureFixture[str], *words: str, lang: str = "ja") -> tuple[int, str, str]:
    """Exit code, output and messages of `jreadtools check`."""
    code = main(["check", "--workers=1", *words, "--lang", lang])
    out, err = capsys.readouterr()
    return code, out, err
