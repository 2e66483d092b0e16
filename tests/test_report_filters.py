"""What the list of a report can be narrowed to, and the labels of articles from a table."""

from __future__ import annotations

import math
from typing import Any

from jreadtools.reports.list_filters import MOST, filters_of
from jreadtools.reports.list_page import list_section
from jreadtools.views.listing import ListRow


def row(name: str = "a", **values: Any) -> ListRow:
    usual = ListRow(
        f"{name}.md", name, f"題 {name}", "2026-03-01", False, 1200, 2.0, 1.5, 2.6, math.nan, 40, 30.0, 0.25, 0
    )
    return usual._replace(**values)


def test_nothing_to_choose_from() -> None:
    """Where every row would stay, or each has its own, there is no filter."""
    found = filters_of([row("a", tags=("茶",)), row("b", tags=("茶",))], "ja")
    assert (found.selects, found.dates, found.rows, found.days) == ((), None, ("", ""), ("", ""))
    named = [row("a", kept=(("氏名", "甲"),)), row("b", kept=(("氏名", "乙"),))]
    assert filters_of(named, "ja").selects == ()
    assert filters_of([], "ja") == ((), None, (), ())


def test_tags_those_of_most_articles_first() -> None:
    rows = [row("a", tags=("茶", "旅", "茶")), row("b", tags=("旅",)), row("c")]
    found = filters_of(rows, "ja")
    (tags,) = found.selects
    assert (tags.label, tags.every) == ("タグ", "すべてのタグ")
    assert [(one.value, one.label) for one in tags.choices] == [("0-0", "旅 (2)"), ("0-1", "茶 (1)")]
    assert found.rows == ("0-1 0-0", "0-0", "")
    many = [row(str(n), tags=(f"t{n}",)) for n in range(MOST + 5)]
    assert len(filters_of(many, "ja").selects[0].choices) == MOST


def test_columns_of_a_table_and_drafts() -> None:
    """Levels in the order of their numbers; a row without one answers to none."""
    levels = ["N10", "N2", "N2", ""]
    rows = [
        row(str(n), kept=(("氏名", f"人{n}"), *([("級", level)] if level else [])), draft=n == 0)
        for n, level in enumerate(levels)
    ]
    found = filters_of(rows, "en")
    assert [select.label for select in found.selects] == ["級", "Drafts"]
    assert [one.label for one in found.selects[0].choices] == ["N2 (2)", "N10 (1)"]
    assert [one.label for one in found.selects[1].choices] == ["Drafts only (1)", "No drafts (3)"]
    assert found.rows == ("0-1 1-0", "0-0 1-1", "0-0 1-1", "1-1")


def test_days() -> None:
    """From the first to the last; what is no day is never one."""
    rows = [
        row("a", date="2026-04-02T10:00:00+09:00"),
        row("b", date="2025-12-31"),
        row("c", date=""),
        row("d", date="春"),
    ]
    found = filters_of(rows, "ja")
    assert found.dates == ("2025-12-31", "2026-04-02")
    assert found.days == ("2026-04-02", "2025-12-31", "", "")


def test_essays_of_one_title_are_known_by_their_columns() -> None:
    rows = [row("a", title="", characters=0, kept=(("氏名", "甲"), ("級", "N2"))), row("b", title="町")]
    html = str(list_section([(one, f"a{n}") for n, one in enumerate(rows)], [], "ja", title=""))
    assert '<span class="named"><a href="#a0">a.md（甲・N2）</a></span>' in html


def test_labels_of_articles_and_what_filters_go_by_stand_in_the_page() -> None:
    """Escaped as titles are."""
    evil = '</td><script>alert(1)</script>"'
    rows = [
        row("a", kept=(("氏名", evil), ("級", "N2")), tags=(evil,)),
        row("b", kept=(("級", "N2"),)),
        row("c", kept=(("級", "N3"),)),
    ]
    html = str(list_section([(one, "") for one in rows], [], "ja", title=""))
    assert "<script" not in html
    assert "<span>級: <b>N2</b></span>" in html
    assert "題名・ファイル名・タグ・氏名・級で絞り込む" in html
    assert '<option value="1-0">N2 (2)</option>' in html
    assert '<tr role="row" data-f="0-0 1-0">' in html
    assert 'type="date"' not in html
