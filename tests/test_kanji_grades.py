"""Kanji grades: the official lists, against a second source and against what changed in them."""

import unicodedata

import pytest

from jreadtools.characters import KANJI, SCRIPT_RANGES
from jreadtools.language.kanji_grades import BEYOND_JOYO, KANJI_GRADES, kanji_grade

TWO_FORMS = {"𠮟": "叱", "塡": "填", "剝": "剥", "頰": "頬"}


def test_the_lists_have_their_official_sizes() -> None:
    """80, 160, 200, 202, 193, 191 and 1,110, with the four second forms on top of the last."""
    assert [len(grade) for grade in KANJI_GRADES] == [80, 160, 200, 202, 193, 191, 1110 + len(TWO_FORMS)]


def test_no_kanji_is_in_two_grades() -> None:
    """Nor twice in one."""
    together = "".join(KANJI_GRADES)
    assert len(set(together)) == len(together) == 2136 + len(TWO_FORMS)


def test_every_character_is_a_kanji_in_the_form_that_nfc_leaves() -> None:
    """A compatibility character in the data would never be met in a text."""
    together = "".join(KANJI_GRADES)
    assert unicodedata.normalize("NFC", together) == together
    assert {unicodedata.name(c).partition("-")[0] for c in together} == {"CJK UNIFIED IDEOGRAPH"}


def test_the_lists_are_those_of_the_package_kanji_lists() -> None:
    """A second source, typed by other people from the same notices."""
    kanji_lists = pytest.importorskip("kanji_lists", reason="the oracle (kanji-lists) is not installed")
    official = kanji_lists.KYOIKU
    grades = [getattr(official, f"GRADE{number}") & official.REIWA2 for number in range(1, 7)]
    assert [set(grade) for grade in KANJI_GRADES[:6]] == grades
    forms = {*TWO_FORMS, *TWO_FORMS.values()}
    assert set(KANJI_GRADES[6]) - forms == kanji_lists.JOYO.HEISEI22 - official.REIWA2 - forms
    assert set("".join(KANJI_GRADES)) >= kanji_lists.JOYO.HEISEI22


@pytest.mark.parametrize(
    ("kanji", "grade"),
    [
        ("茨媛岡潟岐熊香佐埼崎滋鹿縄井沖栃奈梨阪阜", 4),  # new in 2020: the names of the prefectures
        ("賀群徳富", 4),  # down from 5 for the same reason
        ("城", 4),  # down from 6
        ("囲紀喜救型航告殺士史象賞貯停堂得毒費粉脈歴", 5),  # up from 4
        ("胃腸", 6),  # up from 4
        ("恩券承舌銭退敵俵預", 6),  # up from 5
        ("俺誰鬱嵐藤", 7),  # new in 2010
        ("𠮟叱塡填剝剥頰頬", 7),
        ("勺錘銑脹匁", BEYOND_JOYO),  # left the list in 2010
        ("凛翔也之", BEYOND_JOYO),  # 人名用漢字
        ("麒麟驢", BEYOND_JOYO),
        ("國學體鷗", BEYOND_JOYO),
        ("𠮷㐂鿿", BEYOND_JOYO),  # beyond the basic block
        ("々〆〇〻", 0),
        ("かカーA１。、😀 \n", 0),
    ],
)
def test_grades(kanji: str, grade: int) -> None:
    """What changed in 2010 and 2020, and what is in no list."""
    assert {c: kanji_grade(c) for c in kanji} == dict.fromkeys(kanji, grade)


def test_the_lists_keep_the_order_of_the_tables() -> None:
    """音読み: people who look a kanji up in the source find it where they expect it."""
    assert [grade[:3] for grade in KANJI_GRADES] == [
        "一右雨",
        "引羽雲",
        "悪安暗",
        "愛案以",
        "圧囲移",
        "胃異遺",
        "亜哀挨",
    ]


def test_a_compatibility_character_has_the_grade_of_its_kanji() -> None:
    """For those who did not normalise: NFC makes 神 of U+FA19; U+FA11 is a kanji of its own."""
    assert kanji_grade("\ufa19") == kanji_grade("神") == 3
    assert kanji_grade("\ufa11") == BEYOND_JOYO


def test_what_the_kanji_ratio_counts_has_a_grade() -> None:
    """Every assigned character of the script KANJI but the four marks is 1 to 8."""
    ungraded = {
        chr(point)
        for first, last, code in SCRIPT_RANGES
        if code == KANJI
        for point in range(first, last + 1)
        if not kanji_grade(chr(point))
    }
    assert ungraded == set("々〆〇〻")
