"""compare: which sentences were mended, are left or are new, and what became of the numbers."""

import pytest
from to_revise import CUT, UNCUT

import jreadtools as jr

BEFORE = f"花が咲く。{CUT}\n\n鳥が鳴く。{UNCUT}\n\n風が吹く。"
MENDED = "去年の秋に祖父がはたけを手放した。とりを数えるために、まい朝六時におきている。"


def _of(after: str, before: str = BEFORE) -> tuple[list[str], list[str], list[str]]:
    found = jr.compare(before, after)
    mended, left, new = ([one.text[:4] for one in some] for some in (found.mended, found.left, found.new))
    return mended, left, new


def test_nothing_changed() -> None:
    assert _of(BEFORE) == ([], ["去年の秋", "山の上の"], [])
    assert jr.compare(BEFORE, BEFORE).overall == "same"


def test_a_sentence_was_mended() -> None:
    assert _of(BEFORE.replace(CUT, MENDED)) == (["去年の秋"], ["山の上の"], [])
    assert jr.compare(BEFORE, BEFORE.replace(CUT, MENDED)).overall == "easier"


def test_a_sentence_was_taken_out() -> None:
    assert _of(BEFORE.replace(CUT, "")) == (["去年の秋"], ["山の上の"], [])


def test_a_sentence_is_changed_and_worth_revising_still() -> None:
    assert _of(BEFORE.replace("去年の秋に", "おととしの春に")) == ([], ["おととし", "山の上の"], [])


def test_a_sentence_is_new() -> None:
    assert _of(BEFORE, BEFORE.replace(UNCUT, "")) == ([], ["去年の秋"], ["山の上の"])


def test_moved_and_wrapped_anew_is_the_same() -> None:
    moved = f"風が吹く。{UNCUT}\n\n花が咲く。{CUT}"
    assert _of(moved) == ([], ["山の上の", "去年の秋"], [])


def test_two_of_one_wording() -> None:
    assert _of(CUT, f"{CUT}\n\n{CUT}") == (["去年の秋"], ["去年の秋"], [])
    assert _of(f"{CUT}\n\n{CUT}", CUT) == ([], ["去年の秋"], ["去年の秋"])


def test_two_of_one_wording_are_moved() -> None:
    assert _of(f"{CUT}\n\n{CUT}\n\n花が咲く。", f"{CUT}\n\n花が咲く。\n\n{CUT}") == ([], ["去年の秋"] * 2, [])


def test_every_sentence_to_revise_is_accounted_for() -> None:
    for after in (BEFORE, BEFORE.replace(CUT, MENDED), "", CUT, BEFORE[::-1]):
        found = jr.compare(BEFORE, after)
        before, now = found.before["sentences_to_revise"], found.after["sentences_to_revise"]
        assert len(found.mended) + len(found.left) == before
        assert len(found.left) + len(found.new) == now


def test_it_prints() -> None:
    found = jr.compare(BEFORE, BEFORE.replace(CUT, MENDED), lang="en")
    assert str(found).splitlines()[0] == "about 1 min → about 1 min, easier"
    assert str(found).splitlines()[-1] == "Sentences to revise: 2 → 1 (mended 1, left 1, new 0)"
    assert str(jr.compare("", "")) == "0分 → 0分、変化なし\n見直したい文の数: 0 → 0（解消0、残り0、新たに0）"


def test_it_takes_what_was_measured() -> None:
    before = jr.analyze(BEFORE)
    assert jr.compare(before, before).before is before
    assert jr.compare(before.article, BEFORE).overall == "same"
    with pytest.raises(TypeError):
        jr.compare(BEFORE, b"")  # type: ignore[arg-type]


def test_of_an_empty_text_the_length_is_known() -> None:
    assert jr.compare("", BEFORE).overall == "longer"
    assert jr.compare(BEFORE, "").overall == "shorter"
    assert jr.compare("", "").overall == "same"


def test_its_repr_is_short() -> None:
    assert repr(jr.compare(BEFORE, BEFORE.replace(CUT, MENDED))) == "<Rewrite overall='easier' mended=1, left=1, new=0>"
