"""Inputs in which a reader of notations once took an author's words for markup, or markup for words."""

import json
from pathlib import Path

import pytest

import jreadtools as jr
from jreadtools.article import Article, Block
from jreadtools.dropped import Dropped
from jreadtools.sources.losses import loss


def shown(path: Path, text: str) -> list[tuple[str, str]]:
    path.write_text(text, "utf-8")
    return [(block.kind, block.text) for block in jr.read_article(path).blocks]


def page(*lines: str) -> str:
    return json.dumps(
        {"name": "p", "displayName": "p", "exported": 1, "pages": [{"title": "題", "lines": ["題", *lines]}]}
    )


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (["前です。", "~~~~~~", "後です。"], [("paragraph", "前です。"), ("paragraph", "~~~~~~"), ("paragraph", "後です。")]),
        (["\t\t\t深い文です。", "\t\t\t\t次の文です。", "終わり。"], [("item", "深い文です。"), ("item", "次の文です。"), ("paragraph", "終わり。")]),
        (["A。", " 買うもの", "次の段落です。"], [("paragraph", "A。"), ("item", "買うもの"), ("paragraph", "次の段落です。")]),
        (["1. 番号です。"], [("paragraph", "1. 番号です。")]),
        (["[* [畑]の話]です。[[[鍬]]]と[N35.6,E139.7,Z14 東京駅]。"], [("paragraph", "畑の話です。鍬と東京駅。")]),
    ],
)  # fmt: skip
def test_scrapbox(lines: list[str], wanted: list[tuple[str, str]], tmp_path: Path) -> None:
    assert [block for block in shown(tmp_path / "p.json", page(*lines)) if block[0] != "heading"] == wanted


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("for文では %%i を使い、%%j は内側で使います。\n", "for文では %%i を使い、%%j は内側で使います。"),
        ("地図は [map: 関数の一覧] に載せた。要点は[gist: 三つの話]です。\n", "地図は [map: 関数の一覧] に載せた。要点は[gist: 三つの話]です。"),
        ("成功なら {:ok, value} を返します。\n", "成功なら {:ok, value} を返します。"),
        ("Rust==速い==と思う。x==真 or y==偽です。\n", "Rust速いと思う。x==真 or y==偽です。"),
        ("表の[g: 組の話]と[a: 畑]です。\n", "表の[g: 組の話]と[a: 畑]です。"),
        ("表の[g:組の話]と[a:畑]です。\n", "表の[g:組の話]と[a:畑]です。"),
        ("本文%% 見えない %%です。印は %% で始め %% で終える。\n", "本文です。印は %% で始め %% で終える。"),
        ("[@hatake]さんの説[@yamada2020]です。\n", "[@hatake]さんの説です。"),
    ],
)  # fmt: skip
def test_words_that_look_like_marks(text: str, words: str, tmp_path: Path) -> None:
    assert "".join(block[1] for block in shown(tmp_path / "a.md", text)) == words


@pytest.mark.parametrize(
    ("toc", "gone"),
    [
        ("* 目次\n{:toc}", "* 目次"),
        ("1. 目次\n{:toc .box max_level=2}", "1. 目次"),
        (" - 目次\n {: .box toc}", "- 目次"),
        ("* 目次\n* 見出し\n{: toc}", "* 目次\n* 見出し"),
        ("{:toc}", ""),
        ("* 項です。\n{:.toc}", None),
        ("* 項です。\n{:.box #toc}", None),
        ("* 項です。\n\n{:toc}", None),
    ],
)
def test_the_place_of_a_table_of_contents(toc: str, gone: str | None, tmp_path: Path) -> None:
    """kramdown puts the table in place of the list that {:toc} stands below."""
    path = tmp_path / "a.md"
    path.write_text(f"前です。\n\n{toc}\n\n後です。\n", "utf-8")
    article = jr.read_article(path)
    words = ["前です。", *(["項です。"] if gone is None else []), "後です。"]
    assert [block.text for block in article.blocks] == words
    assert [(piece.reason, piece.text) for piece in article.dropped] == ([("shortcode", gone)] if gone else [])


def test_a_post_that_begins_with_a_label_has_no_front_matter(tmp_path: Path) -> None:
    blocks = shown(tmp_path / "a.md", "Title: 畑\n\n# 感想\n\n- 面白い本です。\n- 長い本です。\n\n---\n\n本文です。\n")
    assert [words for _, words in blocks][-3:] == ["面白い本です。", "長い本です。", "本文です。"]


@pytest.mark.parametrize(
    ("kept", "left", "said"),
    [
        (500, [("embed", "い" * 1500)], ""),
        (500, [("embed", "い" * 1501)], "1,501 characters were left out (embed) and only 500 are read"),
        (501, [("embed", "い" * 1501)], ""),  # not three times as much
        (10, [("unknown", "い" * 200)], ""),
        (10, [("unknown", "い \n" * 201)], "201 characters were left out (unknown) and only 10 are read"),
        (10, [("unknown", "い" * 100), ("unknown", "い" * 101)], "201 characters were left out (unknown)"),
        (100, [("page", "い" * 5000)], ""),  # menus and titles
        (100, [("page", "い。" * 30 + "う" * 600)], ""),
        (100, [("page", "い。" * 31 + "う" * 600)], "662 characters were left out (page) and only 100 are read"),
        (10, [("embed", "い" * 1501), ("script", "う" * 1600)], "3,101 characters were left out (script) and only 10"),
        (10, [("comment", "い" * 9000)], ""),
    ],
)
def test_far_more_left_out_than_read(kept: int, left: list[tuple[str, str]], said: str) -> None:
    """More than three times as much, and two hundred characters, of what its reason does not explain."""
    pieces = tuple(Dropped(1, reason, text, 0, len(text)) for reason, text in left)
    source = "あ" * kept + "".join(text for _, text in left) + " " * 1000
    found = loss(Article((Block("paragraph", "あ" * kept, 1, ((0, 0),)),), source=source, left=pieces))
    assert (str(found or "")[: len(said)], bool(found)) == (said, bool(said))


@pytest.mark.parametrize(("stops", "warns"), [(35, False), (36, True)])
def test_sentences_around_an_article(stops: int, warns: bool) -> None:
    """Five times as many as it has itself are no menu."""
    words, around = "あ。" * 7, "い。" * stops + "う" * 600
    left = (Dropped(1, "page", around, 14, 14 + len(around)),)
    found = loss(Article((Block("paragraph", words, 1, ((0, 0),)),), source=words + around, left=left))
    assert bool(found) is warns


@pytest.mark.parametrize("box", ["> [!tip] 水やりのコツ\n> 朝です。", '!!! note "水やりのコツ"\n    朝です。', "```{admonition} 水やりのコツ\n朝です。\n```"])  # fmt: skip
def test_the_title_of_a_box_is_none_of_the_article(box: str, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"朝です。\n\n## 準備\n\n鍬を出した。\n\n{box}\n", "utf-8")
    assert jr.read_article(path).title != "水やりのコツ"


def test_a_link_in_a_note_is_its_words(tmp_path: Path) -> None:
    text = "本文です((詳しくは[http://a.example:title=リンク]を見る。))。\n"
    assert ("paragraph", "詳しくはリンクを見る。") in shown(tmp_path / "a.md", text)


def test_an_item_of_review_goes_on_below(tmp_path: Path) -> None:
    blocks = shown(tmp_path / "a.re", "= 題\n\n * この項目は長いので\n   次の行に続きます。\n * 次です。\n")
    assert [(kind, "".join(words.split())) for kind, words in blocks if kind == "item"] == [
        ("item", "この項目は長いので次の行に続きます。"), ("item", "次です。"),
    ]  # fmt: skip
