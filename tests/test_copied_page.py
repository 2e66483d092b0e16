"""Pages copied out of a browser: the article stays, the page around it goes, and no other text loses a line."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import jreadtools as jr
from jreadtools.errors import ArticleError
from jreadtools.sources import markdown, plain
from jreadtools.sources.copied.copied_page import strip
from jreadtools.sources.copied.page_lines import find_contents, read_lines
from jreadtools.sources.copied.title import find_date, find_title, with_names
from jreadtools.sources.encoding import clean, decode

CASES = Path(__file__).parent / "cases" / "copied-pages"
PAGES = [
    ("excerpts", "踏み台は四十五度に切らない", "2023-09-02", None),
    ("medium", "手帳をやめて壁に予定を貼る", "2023-03-03", 4.0),
    ("blogger-old", "朝の坂を自転車で登りきるまで", "2019-04-09", None),
    ("livedoor-tags", "焼玉エンジンを二十年ぶりに回す", "2019-10-06", None),
    ("goo", "負けた日の帰り道に考えたこと", "2015-02-21", None),
    ("lightning", "新茶の発送を始めました", "2023-04-28", None),
    ("insulation", "断熱シートは窓の内側か外側か、二冬かけて比べました", "2022-02-14", None),
    ("affinger", "フィナンシェが型から外れないときに見直す四つのこと", "2020-11-22", None),
    ("ameba", "はじめてのキャットタワー", "2020-10-03", None),
    ("blogger", "干潮の二時間にだけ会える生きもの", "2018-05-05", None),
    ("cocoon", "障子紙を一枚だけ張り替える、いちばん失敗しない方法", "2023-11-18", 4.0),
    ("english-chrome", "手紙を一日寝かせる", "2024-01-12", 2.0),
    ("fc2", "二十日大根が四十日たっても太らない", "2016-06-07", None),
    ("hatena", "図書館の返却日を三回延ばした小説の話", "2022-05-14", None),
    ("jin", "終点の一つ手前で降りてみたら、何もなくてよかった", "2022-08-30", None),
    ("livedoor", "音が出ない短波ラジオ、原因は一本の線でした", "2012-08-19", None),
    ("note", "小さな会議を、もう一つだけ減らす", "2024-06-11", None),
    ("office", "新入社員が三か月で辞める会社に、足りない三十分", "", 2.0),
    ("painter", "梅雨の前に屋根を見てもらうべき三つの理由", "2024-05-20", None),
    ("qiita", "シェルスクリプトの一時ファイルを、必ず消す", "2021-09-12", None),
    ("sango", "雨の日に自転車で通うための、いちばん安い工夫", "2021-06-20", 3.0),
    ("swell", "土鍋で炊くおかゆは、火を止めてからがおいしい", "2024-01-15", None),
    ("wordpress-default", "雪の下から届いた葉書", "2019-03-04", None),
    ("zenn", "テストの名前を日本語にして半年たった", "2023-04-18", None),
]
KNOWN_FAILURES = {"qiita": "a line of tags below the title, with no blank line around it, looks like a heading"}
VINEGAR = "祖母の瓶が空になったので、今年は自分で漬けることにしました。塩は梅の十八％です。重しは川原の石を借りました。"
PLUMS = "朝いちで商店街の八百屋へ行き、完熟の梅を二キロ買いました。部屋じゅうが桃のような匂いです。"
AUTUMN = "食べられるのは早くて秋。待つ時間も味のうちだと、母は電話の向こうで笑っていました。"
BODY = f"{VINEGAR}\n\n{PLUMS}\n\n{AUTUMN}"


def _read(name: str) -> str:
    return (CASES / f"{name}.txt").read_text(encoding="utf-8")


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _page(name: str) -> pytest.param:
    reason = KNOWN_FAILURES.get(name)
    return pytest.param(name, marks=[pytest.mark.xfail(reason=reason)] if reason else [])


@pytest.mark.parametrize("name", [_page(row[0]) for row in PAGES])
def test_the_body_stays_and_nothing_else(name: str) -> None:
    """Line by line as a person cut it."""
    page = strip(_read(name))
    assert page is not None
    assert _lines(page.body) == _lines(_read(f"{name}.body"))


@pytest.mark.parametrize(("name", "title", "date", "minutes"), PAGES)
def test_what_the_page_says_of_its_article(name: str, title: str, date: str, minutes: float | None) -> None:
    """Title, date of publication and the reading time it prints."""
    page = strip(_read(name))
    assert page is not None
    assert (page.title, page.date, page.stated_minutes) == (title, date, minutes)


@pytest.mark.parametrize("name", [row[0] for row in PAGES])
def test_dropped_and_kept_are_the_page(name: str) -> None:
    """The body keeps every place; each dropped line stands where it is said to stand."""
    text = _read(name)
    page = strip(text)
    assert page is not None
    assert len(page.body) == len(text)
    assert all(now in (" ", was) for now, was in zip(page.body, text, strict=True))
    lines = text.split("\n")
    gone = Counter()
    for dropped in page.dropped:
        assert dropped.text.split("\n")[0] == lines[dropped.line - 1].strip()
        assert dropped.reason in {
            "stated time", "menu", "views", "title", "share", "profile", "comments", "related", "footer", "page"
        }  # fmt: skip
        gone.update(dropped.text.split("\n"))
    assert gone + Counter(_lines(page.body)) == Counter(_lines(text))
    assert [dropped.line for dropped in page.dropped] == sorted(dropped.line for dropped in page.dropped)


@pytest.mark.parametrize("name", [row[0] for row in PAGES if row[0] not in KNOWN_FAILURES])
def test_windows_line_ends_change_nothing(name: str) -> None:
    """A page saved by a Windows editor."""
    page = strip(_read(name).replace("\n", "\r\n"))
    assert page is not None
    assert _lines(page.body) == _lines(_read(f"{name}.body"))


@pytest.mark.parametrize("name", [row[0] for row in PAGES if row[0] not in KNOWN_FAILURES])
def test_part_of_a_page(name: str) -> None:
    """Copied from the title on, or down to the end of the text: no line of the body is lost, whatever is left."""
    text, own = _read(name), _read(f"{name}.body")
    first, last = own.split("\n")[0], own.rstrip().split("\n")[-1]
    from_body = text[text.index(f"\n{first}\n") + 1 :]
    for part in (from_body, text[: text.index(last) + len(last)]):
        page = strip(part)
        if page is not None:
            assert not Counter(_lines(own)) - Counter(_lines(page.body))


def test_blocks_refer_to_the_whole_page() -> None:
    """Lines and offsets of the parsed body are those of the text that was copied."""
    text = _read("cocoon")
    page = strip(text)
    assert page is not None
    blocks = plain.parse(page.body).blocks
    assert blocks[0].text.startswith("猫が障子に飛び込みました。")
    for block in blocks:
        assert block.line == text.count("\n", 0, block.source_offset(0)) + 1
        for index, character in enumerate(block.text):
            assert text[block.source_offset(index)] == character


def test_the_seed(corpora: Path) -> None:
    """A real page: its body, its title and its label; the counts are those made by hand."""
    text = (corpora / "seed-page" / "page.txt").read_text("utf-8")
    page = strip(text)
    assert page is not None
    last = "ぜひ、読んでみてください!"
    body = text[text.index("こんにちは、こんばんは、") : text.index(last) + len(last)]
    assert page.body.strip() == body
    assert page.title == "売上が伸びない中小企業社長・個人事業主様へ。交流会に出ても人脈が広がらない3つの理由"
    assert page.stated_minutes == 1.0
    assert [each[:3] for each in page.dropped[1:5]] == [
        (5, "title", page.title),
        (7, "views", "456 views"),
        (8, "stated time", "約 1 分"),
        (9, "title", page.title),
    ]
    assert all(text[each.start : each.end].strip().startswith(each.text[:3]) for each in page.dropped)
    assert [dropped.reason for dropped in page.dropped[5:]] == ["profile", "comments", "share"]
    analysis = jr.analyze(page.body)
    totals = analysis.measured.totals
    assert analysis["characters"] == 2324
    assert (totals.kanji[0], totals.hiragana[0], totals.katakana[0]) == (553, 1439, 128)


def test_short_sections_below_a_link_are_no_list_of_articles() -> None:
    """In a page without blank lines, sections of one sentence below 関連記事 may be the article's: they stay."""
    text = _read("excerpts")
    own = "目の詰まった板を選ぶ\n節は上を向けます。\n油を塗る\n二度に分けて塗ります。\n"
    text = text.replace("半日乾かしています。\n", f"半日乾かしています。\n関連記事\n板の話\n\n{own}")
    page = strip(text)
    assert page is not None
    assert set(_lines(own)) <= set(_lines(page.body))


@pytest.mark.parametrize(
    ("below", "stays"),
    [("各駅停車と駅のそばを愛する旅人のこまきめ", False), ("各駅停車と駅のそばを愛する旅人のこまきです", True)],
)
def test_a_name_below_the_date_has_twenty_characters_at_most(below: str, stays: bool) -> None:
    """What the profile repeats may be the first line of the text too: where it is longer, it stays."""
    title = "終点の一つ手前で降りてみたら、何もなくてよかった"
    page = strip(f"{title}｜旅\n" + _read("jin").replace("こまき\n", f"{below}\n"))
    assert page is not None
    assert (page.title, below in page.body) == (title, stays)


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("当サイトではクッキーを使用しています", "page strong"),
        ("クッキーを焼きました", ""),
        ("にほんブログ村", "page strong"),
        ("人気ブログランキングに参加しています。", ""),
        ("※当サイトは広告を含みます", "page strong"),
        ("メールアドレスが公開されることはありません。", "comments strong"),
        ("© 2024 梅 All rights reserved.", "footer opens"),
        ("ホーム", "menu strong"),
        ("・ホーム", ""),
        ("・関連記事", "related opens"),
        ("2024年3月5日", "page date"),
        ("【2024年3月5日】", ""),
        ("2024年3月5日は晴れた。", ""),
        ("2024.03.05 シェア", "page date"),
        ("2024年3月5日 2024年3月6日", "page date"),
        (f"2024年3月5日｜{'部' * 15}", "page date"),
        (f"2024年3月5日｜{'部' * 16}", ""),
        ("この記事を書いた人", "profile opens"),
        ("1,234 views", "views strong"),
        ("12", "views weak"),
        ("この記事は約3分で読めます", "stated time strong"),
        ("約3分", "stated time weak"),
        ("ホーム > 日記 > 梅", "menu strong"),
        ("コメント（3）", "comments opens"),
        ("梅の人気記事", "related opens"),
        ("次の記事：梅の話", "related opens"),
        ("タグ：梅", "page weak"),
        ("ツイート シェア はてブ", "share opens"),
        ("ツイート 12 関連記事", "share opens"),
        ("・ツイート シェア", ""),
        ("ホーム プロフィール", ""),
        ("ホーム メニュー 検索", "menu strong"),
        ("梅 (12)", "menu weak"),
        ("梅を干しました。", ""),
        ("トップへ戻る", "footer opens"),
    ],
)
def test_what_a_line_is(line: str, what: str) -> None:
    """Words that a page prints around an article, and how sure they are; the author's are none."""
    (found,) = read_lines(line)
    assert f"{found.reason} {found.role}".strip() == what


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("ツイート\nLINE\nはてブ\n12", ["opens", "button", "button", "weak"]),
        ("LINE\n3\nはてブ", ["opens", "weak", "button"]),
        ("LINE\n本文です。\nはてブ", ["weak", "", "weak"]),  # a single name is none
    ],
)
def test_buttons_below_one_another(text: str, roles: list[str]) -> None:
    """Two and more are a list to share with."""
    assert [line.role for line in read_lines(text)] == roles


@pytest.mark.parametrize(
    ("line", "ends"),
    [
        ("雨だ。雪だ。", 2),
        ("「雨だ！」", 1),
        ("雨だ！雪だ。", 1),
        ("雨だ…", 0),
        ("雨だ。続く…", 0),
        ("雨だ。雪だ。" * 70, 140),
    ],
)
def test_ends_of_sentences_in_a_line(line: str, ends: int) -> None:
    """Of an excerpt that was cut off none."""
    (found,) = read_lines(line)
    assert found.sentences == ends


def _sections(count: int) -> str:
    return "\n".join(f"第{'一' * (number + 1)}の話" for number in range(count))


@pytest.mark.parametrize(
    ("text", "lists"),
    [
        ("目次\n梅\n石\n本文です。\n梅\n石", [(0, 3)]),
        ("目次\n梅\n本文です。\n梅", []),  # one is no list
        ("梅\n石\n梅\n石", []),  # no word announces it
        ("目次\n梅\n石", []),  # nothing stands again
        ("梅\n石\n目次\n梅\n石", []),  # nor below
        ("目次\n梅。\n石。\n梅。\n石。", []),
        ("目次\n1. 梅\n2. 石\n\n梅\n石", [(0, 3)]),
        ("目次\n梅\n石\n梅\n石", [(0, 3)]),
        ("目次\n梅\n\n石\n\n本文です。\n梅\n石", [(0, 3)]),
        ("目次\n表示\n梅\n石\n本文です。\n梅\n石", [(0, 4)]),
        ("目次\n梅\n表示\n石\n本文です。\n梅\n石", []),  # the switch stands above the list
        ("目次\n梅\n石\n本文です。\n梅\n石\n目次\n桃\n栗\n本文です。\n桃\n栗", [(0, 3), (6, 9)]),
        *((f"目次\n{_sections(n)}\n本文です。\n{_sections(n)}", [(0, min(n, 80) + 1)]) for n in (79, 80, 81)),
    ],
)
def test_lists_of_contents(text: str, lists: list[tuple[int, int]]) -> None:
    """Two headings at least and eighty at most, below the word, that stand again further down."""
    assert find_contents(read_lines(text)) == lists


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        ("2024年3月5日", "2024-03-05"),
        ("公開 2024/03/05", "2024-03-05"),
        ("3月5, 2024", "2024-03-05"),
        ("Mar 5, 2024", "2024-03-05"),
        ("5 Mar 2024", "2024-03-05"),
        ("Dec 31st, 2024", "2024-12-31"),
        ("Mar 2024", ""),
        ("2024年1月1日", "2024-01-01"),
        ("2024年12月31日", "2024-12-31"),
        ("2024年12月32日", ""),
        ("2024年13月1日", ""),
        ("2024年0月1日", ""),
        ("2024年1月0日", ""),
        ("2024年13月5日\n2024年3月6日", "2024-03-06"),
        ("2024年3月5日\n2024年3月6日", "2024-03-05"),
        ("2024年3月5日\n投稿日：2024年3月4日", "2024-03-04"),
        ("2024年3月5日は晴れた", "2024-03-05"),
        ("梅を干したのは2024年3月5日", ""),
        ("昨日", ""),
        ("", ""),
    ],
)
def test_the_day_of_a_copied_page(lines: str, date: str) -> None:
    """The first day that there is, but that of publication before it."""
    assert find_date(read_lines(lines)) == date


PLUM = "祖母の梅を漬ける朝"
STONE = "川原の石を洗う朝のこと"
LONG = "祖母の梅干しを漬ける朝の"
FAR = f"梅の里\n石\n{PLUM}\n" + "ホーム\n" * 8 + "2024年3月5日"


@pytest.mark.parametrize(
    ("head", "body", "tail", "title", "place"),
    [
        ("", "", "", "", -1),
        ("梅\n石", "", "", "", -1),
        # Twice above the text: eight characters at least, twelve within another line, the longest, the last.
        (f"{PLUM[:8]}\nホーム\n{PLUM[:8]}", "", "", PLUM[:8], 2),
        (f"{PLUM[:7]}\nホーム\n{PLUM[:7]}", "", "", "", -1),
        (f"{LONG}\n{LONG}｜梅の里", "", "", LONG, 0),
        (f"{LONG[1:]}\n{LONG[1:]}｜梅の里", "", "", "", -1),
        (f"{STONE}\n{STONE}\n{PLUM}\n{PLUM}", "", "", STONE, 1),
        (f"{PLUM}\n{PLUM}\n{STONE}\n{STONE}", "", "", STONE, 3),
        # Again below it: the last, with no date before it, but not the first line, of the site.
        (f"梅の里\n{PLUM}\n{STONE}", "", f"関連記事\n{PLUM}\n{STONE}", STONE, 2),
        (f"梅の里\n2024年3月5日 {PLUM[:8]}", "", f"関連記事\n{PLUM[:8]}", PLUM[:8], 1),
        (f"梅の里\n{PLUM[:7]}", "", f"関連記事\n{PLUM[:7]}", "", -1),
        (PLUM, "", f"関連記事\n{PLUM}", "", -1),
        (f"{PLUM}｜梅の里\n{PLUM}", "", f"関連記事\n{PLUM}", "", -1),
        # Above what a page says of its article: the third line of nine characters, eight lines away at most.
        *((f"梅の里\n石\n{PLUM}\n{said}", "", "", PLUM, 2) for said in ("2024年3月5日", "1,234 views", "約3分")),
        (f"梅の里\n石\n{PLUM[1:]}\n2024年3月5日", "", "", "", -1),
        (f"梅の里\n{PLUM}\n2024年3月5日", "", "", "", -1),
        (FAR.replace("ホーム\n", "", 1), "", "", PLUM, 2),
        (FAR, "", "", "", -1),
        # Below it: five characters, no sentence; six, with no blank line, if another stands above.
        (f"2024年3月5日\n{PLUM[:5]}\nホーム", "", "", PLUM[:5], 1),
        (f"2024年3月5日\n{PLUM[:4]}\nホーム", "", "", "", -1),
        (f"2024年3月5日\n{PLUM}、\nホーム", "", "", "", -1),
        (f"2024年3月5日\n{PLUM}。\nホーム", "", "", "", -1),
        (f"梅の里\n石\n{PLUM}\nホーム\n2024年3月5日\n{STONE[:6]}\nホーム", "", "", STONE[:6], 5),
        (f"梅の里\n石\n{PLUM}\nホーム\n2024年3月5日\n{STONE[:5]}\nホーム", "", "", PLUM, 2),
        (f"梅の里\n石\n{PLUM}\nホーム\n2024年3月5日\n\n{STONE}\nホーム", "", "", PLUM, 2),
        (f"梅の里\n石\n{PLUM}\n2024年3月5日\n{STONE}\nホーム", "", "", PLUM, 2),
        # Below the head too: the fourth line, alone if one that is too far away stands above.
        ("ホーム\n2024年3月5日", f"梅\n石\n桃\n{STONE}\n柿\n", "", STONE, 5),
        ("ホーム\n2024年3月5日", f"梅\n石\n桃\n栗\n{STONE}\n柿\n", "", "", -1),
        ("ホーム\n2024年3月5日", f"{STONE}。\n", "", "", -1),
        (FAR, f"{STONE}\n\n", "", STONE, 12),
        (FAR, f"{STONE}\n", "", "", -1),
    ],
)
def test_the_title_of_a_copied_page(head: str, body: str, tail: str, title: str, place: int) -> None:
    """What stands twice, or again below the text, or beside the date; where it stands is counted in lines."""
    above, below = len(read_lines(head)), len(read_lines(tail))
    lines = read_lines(f"{head}\n\n{body}{VINEGAR}\n\n{tail}")
    found = find_title(lines, above, len(lines) - below, set(), set())
    assert (found.words, found.place) == (title, place)


@pytest.mark.parametrize(
    ("below", "count"),
    [
        ("", 0),
        ("佐伯みのる", 1),  # the tail names him
        ("\n佐伯みのる", 0),
        ("読書", 0),
        ("読書\n\n", 0),
        ("読書 日記", 0),
        ("読書\n日記", 2),
        ("読書\n日記\n\n", 2),
        ("「読書\n日記", 0),
        ("読書\n日記：", 0),
        ("読書の\n日記", 0),
        ("梅\n石\n桃\n栗\n柿\n梨", 6),
        ("梅\n石\n桃\n栗\n柿\n梨\n杏", 0),
        ("読書\nホーム", 2),
        ("読書\n\nホーム", 0),
        ("読書の日\nホーム", 0),
        ("梅\n石\n桃\n栗\n柿\nホーム", 6),
    ],
)
@pytest.mark.parametrize("title", [0, 1])
def test_names_below_a_title(below: str, count: int, title: int) -> None:
    """The author's, two to six categories, and all above a word of the page: with no blank line between."""
    lines = read_lines(f"梅の里\n2024年3月5日\n{below}\n{VINEGAR}\n\n関連記事\n佐伯みのる")
    assert with_names(lines, 2, len(lines) - 2, title) == 2 + count


@pytest.mark.parametrize(("title", "count"), [(0, 0), (1, 1)])
@pytest.mark.parametrize("names", ["読書 日記", "読書,日記", "読書、日記", "読書/日記"])
def test_several_categories_in_one_line(names: str, title: int, count: int) -> None:
    """Directly below the title and with a blank line below."""
    lines = read_lines(f"梅の里\n梅の話\n{names}\n\n{VINEGAR}\n\n関連記事\n佐伯みのる")
    assert with_names(lines, 2, len(lines) - 2, title) == 2 + count


NAME = "梅干しを漬ける朝のこと"
HEADS = {
    "nothing": "",
    "day": f"{NAME}\n2024年3月5日",
    "menu": f"ホーム\nカテゴリー\nプロフィール\nお問い合わせ\n\n{NAME}",
    "menu and day": f"ホーム\nカテゴリー\nお問い合わせ\n\n{NAME}\n2024年3月5日",
    "day and views": f"{NAME}\n2024年3月5日\n1,234 views",
}
TAILS = {
    "nothing": "",
    "share": "シェアする",
    "three to share with": "ツイート\nシェア\nはてブ",
    "others": "関連記事\n梅酒を仕込む夜のこと\n梅シロップの作り方の話",
    "others and itself": f"関連記事\n{NAME}\n梅シロップの作り方の話",
    "comments": "コメントを書く\n名前\nメールアドレス",
    "footer": "プライバシーポリシー\nCopyright © 2024 梅",
    "all": "シェアする\n関連記事\n梅酒を仕込む夜のこと\n梅シロップの作り方の話\nコメントを書く\nCopyright © 2024 梅",
}
ARE_PAGES = {
    "nothing": (),
    "day": ("all",),
    "menu": ("others and itself", "all"),
    "menu and day": tuple(tail for tail in TAILS if tail != "nothing"),
    "day and views": ("three to share with", "comments", "all"),
}


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("tail", TAILS)
def test_what_makes_a_page(head: str, tail: str) -> None:
    """Several kinds of words of a page above and below the prose; a menu alone has to be sure of its title."""
    page = strip(f"{HEADS[head]}\n\n{BODY}\n\n{TAILS[tail]}".strip("\n") + "\n")
    assert (page is not None) is (tail in ARE_PAGES[head])
    if page is not None:
        assert page.body.strip().endswith(BODY)
        assert page.date == ("2024-03-05" if "day" in head else "")
        assert page.title == (NAME if head == "menu and day" or tail == "others and itself" else "")


MENU = "梅の里\nホーム\nカテゴリー\nお問い合わせ"
DATED = f"{MENU}\n\n2024年3月5日"
MORE = "\n\nツイート\nシェア\n\n© 2024 梅"


def _prose(length: int) -> str:
    return "梅" * (length - 1) + "。"


@pytest.mark.parametrize(
    ("head", "stay"),
    [
        (DATED, 0),
        # Below a summary: a date or views if there was none above, a menu of two words, the way from the root.
        (f"{MENU}\n\n{_prose(20)}\n\n2024年3月5日", 0),
        (f"{MENU}\n\n{_prose(20)}\n\n1,234 views", 0),
        (f"{DATED}\n\n{_prose(20)}\n\n2024年3月6日", 2),
        (f"{DATED}\n\n{_prose(20)}\n\n1,234 views", 2),
        (f"{DATED}\n\n{_prose(20)}\n\nホーム", 2),
        (f"{DATED}\n\n{_prose(20)}\n\nホーム\nカテゴリー", 0),
        (f"{DATED}\n\n{_prose(20)}\n\nカテゴリー\nホーム", 0),
        (f"{DATED}\n\n{_prose(20)}\n\nカテゴリー\nタグ", 3),
        (f"{DATED}\n\n{_prose(20)}\n\nホーム > 梅", 0),
        (f"{DATED}\n\n{_prose(20)}\n\nスポンサーリンク", 1),  # dropped alone
        (f"{MENU}\n\n{_prose(20)}\n\n関連記事\n\n2024年3月5日", None),
        # No more than a summary, and few other lines.
        (f"{MENU}\n\n{_prose(130)}\n\n2024年3月5日", 0),
        (f"{MENU}\n\n{_prose(131)}\n\n2024年3月5日", None),
        (f"{MENU}\n\n{_prose(65)}\n\n{_prose(65)}\n\n2024年3月5日", 0),
        (f"{MENU}\n\n{_prose(65)}\n\n{_prose(66)}\n\n2024年3月5日", None),
        (f"{MENU}\n\n{_prose(20)}\n{'石' * 110}\n2024年3月5日", 0),
        (f"{MENU}\n\n{_prose(20)}\n{'石' * 111}\n2024年3月5日", None),
        (f"{MENU}\n\n" + "梅石桃栗柿\n" * 100 + "\n2024年3月5日", 0),
        (f"{MENU}\n\n" + "梅石桃栗柿\n" * 100 + "梨\n\n2024年3月5日", None),
        (f"{MENU}\n" + "梅\n" * 145 + "2024年3月5日", 0),
        (f"{MENU}\n" + "梅\n" * 146 + "2024年3月5日", None),  # line 151
        # What stands close to the head.
        (f"{DATED}\n約3分", 0),
        (f"{DATED}\n\n約3分", 0),
        (f"{DATED}\n\n{_prose(20)}\n\n約3分", 2),
        (f"{DATED}\n\n{_prose(20)}\n\nこの記事は約3分で読めます", 1),  # dropped alone
        (f"{DATED}\nカテゴリー\nタグ", 0),
        (f"{DATED}\nタグ：梅", 0),
        (f"{DATED}\n\nタグ：梅", 1),
    ],
)
def test_where_the_head_of_a_page_ends(head: str, stay: int | None) -> None:
    """How many lines above the text are the author's; none of the whole may be a page's."""
    page = strip(f"{head}\n\n{BODY}\n\n{TAILS['others'].strip()}\nコメントを書く\n© 2024 梅\n")
    assert (None if page is None else _lines(page.body).index(VINEGAR)) == stay


def _kept_below(tail: str, head: str = DATED) -> int:
    page = strip(f"{head}\n\n{BODY}\n\n{tail}\n")
    assert page is not None
    return len(_lines(page.body)) - 1 - _lines(page.body).index(AUTUMN)


@pytest.mark.parametrize(
    ("first", "sentences", "characters"),
    [
        ("この記事を書いた人", 9, 800),
        ("コメントを書く", 3, 500),
        ("コメントを書く\n佐伯さんのコメント", 11, 1091),
        ("コメントを書く\n佐伯さんのコメント\n2024年3月5日", 19, 1691),
        (f"コメントを書く\n{'佐' * 33}さんのコメント", 11, 1060),  # forty characters
        (f"コメントを書く\n{'佐' * 34}さんのコメント", 3, 459),
        ("関連記事", 1, 8000),
        ("関連記事\n2024年3月5日", 3, 8000),
        ("シェアする", 1, 250),
        ("ホーム", 2, 4000),
        ("トップへ戻る", 4, 1500),
        ("スポンサーリンク", 2, 1500),
        ("1,234 views", 1, 300),
    ],
)
def test_what_a_part_of_the_tail_may_hold(first: str, sentences: int, characters: int) -> None:
    """So many sentences and characters; with one more it is the article that goes on."""
    words = ["石" * 90] * (characters // 90) + ["石" * (characters % 90)]
    below = [line for line in words if line]
    assert _kept_below("\n".join(["シェアする", first, *["梅だ。"] * sentences]) + MORE) == 0
    assert _kept_below("\n".join(["シェアする", first, *["梅だ。"] * (sentences + 1)]) + MORE) > sentences
    assert _kept_below("\n".join(["シェアする", first, *below]) + MORE) == 0
    assert _kept_below("\n".join(["シェアする", first, *below[:-1], below[-1] + "石"]) + MORE) >= len(below)


@pytest.mark.parametrize(
    ("below", "stay"),
    [
        ("\n".join(f"梅の話{number}\n梅だ。" for number in range(13)), 0),
        ("\n".join(f"梅の話{number}\n梅だ。" for number in range(14)), 29),
        ("梅の話\n梅だ。桃だ。", 3),
        ("梅の話\n梅だ。桃だ。\n栗の話\n梅だ。", 0),
        ("\n梅の話\n梅だ。\n栗の話\n梅だ。", 5),
        ("梅の話\n梅だ。\n\n栗の話\n梅だ。", 5),
        ("梅だ。\n栗の話\n梅だ。\n桃の話\n梅だ。", 6),
        ("梅の話\n梅だ。\n桃だ。\n栗の話\n梅だ。", 6),
    ],
)
def test_excerpts_of_other_articles(below: str, stay: int) -> None:
    """Two and more, each below its title, with no blank line: thirteen sentences at most."""
    assert _kept_below(f"関連記事\n{below}{MORE}") == stay


WAY = f"{MENU}\nホーム > 日記 > 梅干し\n\n2024年3月5日"


@pytest.mark.parametrize(
    ("head", "signs", "stay"),
    [
        *(
            (DATED, sign, 0)
            for sign in ("タグ：梅", "12", "1,234 views", "コピー", "LINE\nはてブ", "関連記事", "© 2024 梅")
        ),
        *((DATED, sign, 1) for sign in ("梅", "約3分", "名前")),
        # What stands in the head too, in fifteen characters, and in the way from the root.
        (DATED, "梅の里", 0),
        (DATED, "お問い合わせ", 0),
        (DATED.replace("梅の里", "梅" * 15), "梅" * 15, 0),
        (DATED.replace("梅の里", "梅" * 16), "梅" * 16, 1),
        (WAY, "梅干し", 0),
        (WAY, "日記", 0),
        (DATED, "日記", 1),
        # A word that announces tags and five of them, each of fifteen characters.
        (DATED, "タグ\n梅", 0),
        (DATED, "タグ\n梅\n石\n桃\n栗\n柿", 0),
        (DATED, "タグ\n梅\n石\n桃\n栗\n柿\n梨", 7),
        (DATED, f"タグ\n{'梅' * 15}", 0),
        (DATED, f"タグ\n{'梅' * 16}", 2),
        (DATED, "タグ\n\n梅", 0),
        (DATED, "タグ\n梅\n\n石", 3),
        (DATED, "タグ\n梅だ。", 2),
    ],
)
def test_signs_above_the_tail(head: str, signs: str, stay: int) -> None:
    """Tags, counts, buttons, and what the page says above: whether a blank line follows or not."""
    for blank in ("\n", "\n\n"):
        assert _kept_below(f"{signs}{blank}シェアする{MORE}", head) == stay


@pytest.mark.parametrize(
    ("signs", "stay"),
    [
        ("梅の里\n日記 梅 石\n", 0),
        ("梅の里\n日記 梅 石\n\n", 2),
        ("梅の里\n\n日記 梅 石\n", 2),
        ("石の里\n日記 梅 石\n", 2),
        (f"梅の里\n{'梅' * 30}\n", 0),
        (f"梅の里\n{'梅' * 31}\n", 2),
        ("梅の里\n日記だ。\n", 2),
    ],
)
def test_tags_below_a_category(signs: str, stay: int) -> None:
    """A line of thirty characters between one that is known and the tail, with no blank line."""
    assert _kept_below(f"{signs}シェアする{MORE}") == stay


NO_PAGES = {
    "diary": f"2024年3月4日\n\n今日のこと\n\n{VINEGAR}\n\nブログにコメントがついた。\n\nコメント\n\n{PLUMS}\n\n返信を書いた。\n\nプロフィール\n\nを書き直そうと思う。{AUTUMN}",
    "profile": f"プロフィール\n\n名前\n佐伯みのる\n\n自己紹介\n{VINEGAR}\n\n経歴\n{PLUMS}\n\nお問い合わせ\nメール\nmail@example.jp\n\n{AUTUMN}\n\nTwitter\nInstagram\nnote",
    "faq": f"よくある質問\n\nログイン\n会員登録\n\nQ. ログインできません。\nA. {VINEGAR}\n\nQ. 会員登録は無料ですか。\nA. {PLUMS}\n\nお問い合わせ\n\n{AUTUMN}\n\nプライバシーポリシー\n\n利用規約",
    "press": f"報道関係者各位\n2024年5月7日\n株式会社あさひ塗装\n\n新しい屋根材の取り扱いを始めます\n\n{BODY}\n\n会社概要\n会社名：株式会社あさひ塗装\n所在地：あさひ市\n\nお問い合わせ\n株式会社あさひ塗装 広報\n電話 000-000-0000\nメール\npress@example.jp\n\n© 2024 株式会社あさひ塗装",
    "recipe": f"梅干し\n\nメニュー\n・梅干し\n・味噌汁\n\n材料\n梅 2kg\n塩 360g\n\n調理時間\n約10分\n\n作り方\n{VINEGAR}\n\n{PLUMS}\n\n関連記事\n・梅酢の使い方\n\nおすすめ\n\n{AUTUMN}",
    "links": "リンク集\n\nTwitter\nhttps://example.jp/a\nFacebook\nhttps://example.jp/b\nnote\nhttps://example.jp/c\n\nブログ\nホーム\nhttps://example.jp/\n\nお問い合わせ\nhttps://example.jp/q\n",
    "newsletter": f"メールマガジン\n2024年5月7日 第12号\n\n目次\n1. 梅\n2. 石\n\n1. 梅\n{VINEGAR}\n\n2. 石\n{PLUMS}\n\n{AUTUMN}\n\n編集後記\n{PLUMS}\n\nバックナンバー\nプロフィール\n発行者 佐伯\n配信停止はこちら\n© 2024 佐伯みのる All Rights Reserved.",
    "minutes": f"定例会議 議事録\n\n日付：2024年5月7日\n出席：佐伯、小暮\n\n議題\nサイトのメニュー\n\nホーム\nサービス\nお問い合わせ\nサイトマップ\nの四つに絞る。\n\n{BODY}\n\n次回\n\n5月14日",
    "poem": "メニュー\n\nホーム\nトップ\n検索\nさびしい言葉だけが\n画面の上に並ぶ\n\nコメント\nシェア\nフォロー\nだれもいない",
    "sns": f"シェアボタンはどれを置くべきか\n\n{VINEGAR}\n\n候補は次のとおりです。\n\nTwitter\nFacebook\nLINE\nはてなブックマーク\nPocket\n\n{PLUMS}\n\nTwitter\n\n{AUTUMN}\n\nFacebook\n\n{VINEGAR}\n\nLINE\n\n{PLUMS}\n\nまとめると、次の三つです。\n\nTwitter\nFacebook\nLINE",
    "author related": f"梅干しの話\n\n{BODY}\n\n関連記事\n\n・梅酢の使い方 https://example.jp/1\n・石の選び方 https://example.jp/2\n",
    "twice": f"祖母の梅干しを漬けてみた話\n\n祖母の梅干しを漬けてみた話\n\n{BODY}\n\n関連記事\n・石の選び方",
    "twice date": f"祖母の梅干しを漬けてみた話\n2024年1月2日\n祖母の梅干しを漬けてみた話\n\n{BODY}\n\nコメント\n\n{AUTUMN}",
    "about menu": f"ホームページのメニューの決め方\n\nメニュー\nホーム\nサイトマップ\nお問い合わせ\n\nこの四つが基本です。{VINEGAR}\n\nトップへ戻る\n\n{PLUMS}\n\nページトップ\n\n{AUTUMN}\n\nコメント\n\n{VINEGAR}\n\nシェア\n\n{PLUMS}",
    "html lesson": f"ブログの部品の名前\n\n{VINEGAR}\n\n上のほうにあるもの\n\nメニュー\n検索\nパンくずリスト\n\n下のほうにあるもの\n\n関連記事\nプロフィール\nコメントを残す\nメールアドレスが公開されることはありません\nトップへ戻る\n\n{PLUMS}\n\n{AUTUMN}",
    "essay sns end": f"やめたもの\n\n{BODY}\n\n去年やめたもの。\n\nTwitter\nFacebook\nInstagram",
    "translation": f"2024-01-02\n\n{BODY}\n\nAuthor\n佐伯みのる\n\nCopyright 2024",
    "md notes": f"検索\nログイン\nホーム\n\n画面は三つある。{VINEGAR}\n\n{PLUMS}{AUTUMN}",
    "label in prose": f"読了時間の話\n\n456 views と 約 1 分 が並ぶページを見た。\n\n456 views\n約 1 分\n\n{BODY}",
    "head alone": f"メニュー\n検索\nシェア\nこの記事は約3分で読めます\n\n畑の一年\n\n{BODY}\n",
    "letter": f"2024年1月2日\n\n{BODY}\n\n追伸\nコメント\nありがとう\n\n佐伯みのる\n2024年1月2日",
    "spec": f"画面仕様\n\nヘッダー\nメニュー\nホーム\n検索\n会員登録\nログイン\n\n本文\n{VINEGAR}{PLUMS}{AUTUMN}\n{VINEGAR}\n\nフッター\n運営会社\n利用規約\nプライバシーポリシー\n© 2024",
    "spec2": f"画面仕様\n\nヘッダー\nメニュー\nホーム\n検索\n会員登録\nログイン\n\n{VINEGAR}{PLUMS}{AUTUMN}\n{VINEGAR}\n\nフッター\n\nシェア\nコメント\nトップへ戻る\n© 2024",
}


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in NO_PAGES.items()])
def test_other_texts_lose_nothing(text: str) -> None:
    """Words of a page in an article, a specification, a poem do not make it one."""
    assert strip(text) is None


def _articles(corpora: Path, posts: Path) -> Iterator[tuple[str, str]]:
    """Texts that are no pages: posts as they are and as their blocks, books, manuals, entries of exports."""
    for path in sorted([*sorted(corpora.rglob("*.md"))[::2], *posts.iterdir()]):
        text = clean(path.read_text("utf-8"))
        yield str(path), text
        blocks = [block.text for block in markdown.parse(text).blocks]
        yield f"{path} as blocks", "\n\n".join(blocks)
        yield f"{path} as lines", "\n".join(blocks)
    for folder in ("plain", "aozora", "movable-type"):
        for path in sorted((corpora / folder).iterdir()):
            try:
                text = clean(decode(path.read_bytes()).text)
            except ArticleError:
                continue
            yield str(path), text
            if folder == "movable-type":
                for index, entry in enumerate(re.split(r"-{5,8}\n", text)):
                    yield f"{path} {index}", re.sub(r"<[^>]{1,200}>", "\n", entry)


def test_no_article_of_the_corpora_is_a_page(corpora: Path, posts: Path) -> None:
    """Thousands of real texts, as prose and as one line each."""
    taken = [name for name, text in _articles(corpora, posts) if strip(text) is not None]
    assert taken == []


def test_any_article_between_the_same_menu_and_footer(corpora: Path) -> None:
    """Real articles put in the place of a page's own: no line of them is lost and none of the page is left."""
    text, own = _read("swell"), _read("swell.body")
    head, tail = text[: text.index(own.split("\n")[0])], text[text.index("よかったらシェアしてね") :]
    wrong = []
    for path in sorted((corpora / "hugo-baldanders").rglob("*.md"))[::6]:
        body = "\n\n".join(
            block.text for block in markdown.parse(path.read_text("utf-8")).blocks if block.kind != "code"
        )
        if len(body) < 300:
            continue
        page = strip(f"{head}{body}\n{tail}")
        if page is None or _lines(page.body) != _lines(body):
            wrong.append(path.name)
    assert wrong == []


WORDS = [
    "メニュー",
    "ホーム",
    "456 views",
    "約 3 分",
    "2024年1月2日",
    "目次",
    "コメントする",
    "Twitter",
    "© 2024",
    "プロフィール",
]


@given(
    st.lists(st.sampled_from([*WORDS, VINEGAR, PLUMS, "", "梅", "石の話", "ホーム > 梅", "あわせて読みたい", "返信"]))
)
def test_any_order_of_lines(lines: list[str]) -> None:
    """Whatever stands where: nothing is invented, and what is not dropped stays in its place."""
    text = "\n".join(lines)
    page = strip(text)
    if page is not None:
        assert all(now in (" ", was) for now, was in zip(page.body, text, strict=True))
        gone = Counter(line for dropped in page.dropped for line in dropped.text.split("\n"))
        assert gone + Counter(_lines(page.body)) == Counter(_lines(text))
        assert not {VINEGAR, PLUMS} & set(_lines(page.body)) or page.body.strip()


@pytest.mark.parametrize(
    "piece",
    [
        "メニュー\n",
        "a\n",
        "x",
        "目次\nあ\n",
        "コメント\nああ\n",
        "X\n",
        "2024年1月2日\n",
        "あわせて読みたい\n",
        "ホーム > ",
        "1,",
        "梅\n石\n",
    ],
)
def test_hostile_input_takes_linear_time(piece: str) -> None:
    """Alone and between the words of a page."""
    started = time.process_time()
    strip(piece * (240_000 // len(piece)))
    many = piece * (40_000 // len(piece))
    strip(f"MENU\nホーム\n検索\n456 views\n目次\n梅\n石\n\n{BODY}\n{many}\n{BODY}\n{many}\nコメントする\n© 2024\n")
    assert time.process_time() - started < 20
