"""Levels that the caller brings: columns only where they are given, the same for a text, a folder and a frame."""

import math
import pickle
from pathlib import Path

import pandas as pd
import pytest

import jreadtools as jr

TEXT = "新茶の季節にお茶を飲む。東京で2026年に飲んだ。"
WORDS = jr.VocabularyLevels.from_words({"お茶": "N5", "飲む": "N5", "季節": "N3"}, ["N5", "N3"], name="mine")


def test_shares_by_hand() -> None:
    """新茶 季節 茶 飲む 年 飲む: three on N5, one on N3, two unlisted; names and numbers are not asked about."""
    analysis = jr.analyze(TEXT, levels=WORDS)
    assert analysis["mine_N5_ratio"] == 3 / 6
    assert analysis["mine_N3_ratio"] == 1 / 6
    assert analysis["mine_unlisted_ratio"] == 2 / 6
    assert analysis["mine_unlisted"] == "年 新茶"
    assert list(analysis)[-4:] == ["mine_N5_ratio", "mine_N3_ratio", "mine_unlisted_ratio", "mine_unlisted"]


def test_unlisted_words_as_a_list_writes_them() -> None:
    """Without the notes of UniDic's lemmas (カメラ-camera)."""
    found = jr.analyze("犬の散歩。カメラのテスト。", levels=WORDS)["mine_unlisted"]
    assert found == "カメラ テスト 散歩 犬"


def test_only_where_they_are_given() -> None:
    """Without a list there is no such column, and the message names what there is."""
    assert not [name for name in jr.analyze(TEXT) if name.startswith("mine")]
    with pytest.raises(jr.UnknownMetricError):
        jr.analyze(TEXT)["mine_N5_ratio"]
    with pytest.raises(jr.UnknownMetricError):
        jr.analyze(TEXT, levels=WORDS)["mine_N4_ratio"]


@pytest.mark.usefixtures("small_batches")
def test_frames_and_folders_have_the_same(tmp_path: Path) -> None:
    """The same numbers as for a text; a missing cell is undefined; workers change nothing."""
    frame = jr.analyze_frame(pd.DataFrame({"body": [TEXT, None, "。"]}), levels=[WORDS])
    assert frame["mine_N5_ratio"].tolist()[0] == 0.5
    assert frame["mine_N5_ratio"].isna().tolist() == [False, True, True]
    assert frame["mine_unlisted"].tolist() == ["年 新茶", "", ""]
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(TEXT * 40, "utf-8")
    one = jr.analyze_folder(tmp_path, levels=WORDS)
    two = jr.analyze_folder(tmp_path, levels=WORDS, workers=2)
    pd.testing.assert_frame_equal(one.articles, two.articles)
    assert one.articles["mine_N5_ratio"].tolist() == [0.5] * 3
    total = one.total()
    assert total["mine_N5_ratio"].tolist() == [0.5]
    assert total["mine_unlisted"].tolist() == ["年 新茶"]


def test_two_lists_stand_side_by_side() -> None:
    """In the order in which they were given; two of one name are refused."""
    other = jr.VocabularyLevels.from_words({"新茶": "上"}, ["上"], name="other")
    analysis = jr.analyze(TEXT, levels=[other, WORDS])
    assert (analysis["other_上_ratio"], analysis["mine_N3_ratio"]) == (1 / 6, 1 / 6)
    with pytest.raises(ValueError, match="one name"):
        jr.analyze(TEXT, levels=[WORDS, WORDS])
    with pytest.raises(TypeError, match="VocabularyLevels"):
        jr.analyze(TEXT, levels=["jlpt.csv"])  # type: ignore[list-item]


@pytest.mark.parametrize(("name", "level"), [("content", "word"), ("x", "unlisted")])
def test_columns_of_one_name_are_refused(name: str, level: str) -> None:
    """A list can neither replace a metric nor one of its own columns."""
    words = jr.VocabularyLevels.from_words({"花": level}, [level], name=name)
    with pytest.raises(ValueError, match="columns of one name"):
        jr.analyze("花だ。", levels=words)


def test_rare_words_by_hand(tmp_path: Path) -> None:
    """Those of the levels from `rare` on and those that no level has; names and numbers are not asked about."""
    words = jr.VocabularyLevels(
        "own", ("common", "seldom"), {"茶": 0, "飲む": 0, "新茶": 1, "年": 0}, source="by hand", rare=1
    )
    analysis = jr.analyze(TEXT, levels=words)  # 新茶 季節 茶 飲む 年 飲む: 新茶 is seldom, 季節 is not listed
    assert (analysis["rare_words"], analysis["rare_word_ratio"]) == (2, 2 / 6)
    assert list(analysis)[-2:] == ["rare_words", "rare_word_ratio"]
    assert "語彙      own: common 67%・seldom 17%・表にない語 17%\n          低頻度語 2語（内容語の33%）" in str(
        analysis
    )
    nothing = jr.analyze("。", levels=words)
    assert nothing["rare_words"] == 0
    assert math.isnan(float(nothing["rare_word_ratio"]))
    with pytest.raises(jr.UnknownMetricError):
        jr.analyze(TEXT, levels=WORDS)["rare_words"]  # a list that does not say what is rare
    with pytest.raises(ValueError, match="rare is a place in levels, from 0 to 2, not 3"):
        jr.VocabularyLevels("own", ("common", "seldom"), {}, rare=3)
    frame = jr.analyze_frame(pd.DataFrame({"body": [TEXT, None, "。"]}), levels=words)
    assert frame["rare_words"].dtype == "int64"
    assert frame["rare_words"].tolist() == [2, 0, 0]
    assert frame["rare_word_ratio"].isna().tolist() == [False, True, True]
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(TEXT, "utf-8")
    total = jr.analyze_folder(tmp_path, levels=words).total()
    assert (total["rare_words"].tolist(), total["rare_word_ratio"].tolist()) == ([6], [2 / 6])


def test_a_model_of_grades(tmp_path: Path) -> None:
    """Obi-2 adds one column, undefined where no bigram is known."""
    lines = [f"{pair}\t20\t" + "\t".join(str(-abs(grade - 3) / 10) for grade in range(6)) for pair in ("新茶", "お茶")]
    (tmp_path / "Obi2-T6.model").write_text("\n".join(lines) + "\n", "utf-8")
    model = jr.Obi2Model.from_file(tmp_path / "Obi2-T6.model")
    analysis = jr.analyze(TEXT, levels=[WORDS, model])
    assert analysis["obi2_grade"] == 4.0
    assert "          帯2（Obi-2）の学年（T6）: 4.0年" in str(analysis).splitlines()
    assert math.isnan(float(jr.analyze("猫だ。", levels=model)["obi2_grade"]))
    assert pickle.loads(pickle.dumps(analysis))["obi2_grade"] == 4.0


def test_lists_and_chosen_metrics() -> None:
    """A choice of metrics leaves the list's columns in: they were asked for by the list."""
    analysis = jr.analyze(TEXT, metrics=["characters"], levels=WORDS)
    assert next(iter(analysis)) == "characters"
    assert analysis["mine_N5_ratio"] == 0.5
